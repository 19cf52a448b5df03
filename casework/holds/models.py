"""The table of legal holds, and how erasures ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from sqlalchemy import Column, ColumnElement, Index, String, Table, and_, or_, select

from casework.conversations.models import portal_conversations
from casework.documents.models import Place, PlaceKind, documents
from casework.schema import UtcDateTime, metadata

HoldId = NewType("HoldId", str)

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("place_kind", String(16), nullable=False),
    Column("place_id", String(36), nullable=False),
    # The number of the order or memorandum that asks for it: nothing of anybody.
    Column("reference", String(64), nullable=False),
    Column("placed_by", String(64), nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("lifted_by", String(64)),
    Column("lifted_at", UtcDateTime),
    Index("ix_legal_holds_place", "place_kind", "place_id"),
)


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold; it stands until it is lifted."""

    id: HoldId
    place: Place
    reference: str
    placed_by: str
    placed_at: datetime
    lifted_by: str | None
    lifted_at: datetime | None


def matter_held(matter_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the matter in a column is under a hold."""
    return _held(PlaceKind.MATTER, matter_id)


def conversation_held(conversation_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the conversation in a column is: itself, by its matter, or by that of the one which goes on from it."""
    portal = portal_conversations.c
    of_matter = (
        select(portal.conversation_id)
        .where(
            or_(portal.conversation_id == conversation_id, portal.continued_from == conversation_id),
            matter_held(portal.matter_id),
        )
        .exists()
    )
    return or_(_held(PlaceKind.CONVERSATION, conversation_id), of_matter)


def document_held() -> ColumnElement[bool]:
    """Whether a document is, by the place that it belongs to."""
    columns = documents.c
    return or_(
        and_(columns.place_kind == PlaceKind.MATTER.value, matter_held(columns.place_id)),
        and_(columns.place_kind == PlaceKind.CONVERSATION.value, conversation_held(columns.place_id)),
    )


def _held(kind: PlaceKind, place_id: ColumnElement[str]) -> ColumnElement[bool]:
    columns = legal_holds.c
    return (
        select(columns.id)
        .where(columns.place_kind == kind.value, columns.place_id == place_id, columns.lifted_at.is_(None))
        .exists()
    )
