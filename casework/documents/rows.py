"""What the rows of documents say, for the modules that read and write them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Row, literal

from adapters.case_system.port import MatterId
from casework.conversations.models import ConversationId
from casework.documents.models import DocumentId, DocumentState, Place, PlaceKind, Upload, documents

# What a key is wrapped for: the document in its place (`docs/document-format.md`).
SUBJECT: Final[ColumnElement[str]] = (
    documents.c.id + literal("|") + documents.c.place_kind + literal(":") + documents.c.place_id
)


def place_of(row: Row[Any]) -> Place:
    """The place that a document belongs to."""
    kind = PlaceKind(row.place_kind)
    return Place(kind, MatterId(row.place_id) if kind is PlaceKind.MATTER else ConversationId(row.place_id))


def subject_of(row: Row[Any]) -> str:
    """What a key is wrapped for, as `SUBJECT` has it in SQL."""
    return f"{row.id}|{place_of(row)}"


def upload_of(row: Row[Any]) -> Upload:
    """How far a document is."""
    return Upload(DocumentId(row.id), DocumentState(row.state), row.length_bytes, row.received_bytes, row.expires_at)
