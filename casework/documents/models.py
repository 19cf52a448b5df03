"""The tables and the kinds of documents (DESIGN section 9).

What a document is called, what it claims and turns out to be stands sealed in `about`; only what routes, limits and sweeps
select by is in the clear. Its content lies in the object store, in parts of whole frames (`docs/document-format.md`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from adapters.case_system.port import MatterId
from casework.conversations.models import ClientId, ConversationId
from casework.identity.models import PersonId
from casework.schema import UtcDateTime, metadata

DocumentId = NewType("DocumentId", str)
"""32 random bytes in base64url without padding: 43 characters. It opens nothing by itself (OWASP ASVS 11.5.1)."""


class DocumentState(StrEnum):
    """How far a document has come. Nothing but `clean` is ever opened."""

    UPLOADING = "uploading"
    QUARANTINED = "quarantined"
    """All bytes are there; nobody has looked at it yet, or the scanner can't be asked."""
    CLEAN = "clean"
    REJECTED = "rejected"
    UNSCANNABLE = "unscannable"
    """Can't be looked into, such as an encrypted archive: released by a recorded decision of staff alone."""
    ERASED = "erased"
    """Its data key is destroyed; what is left says that it was there."""


def told_as(state: str, verdict: str | None) -> str:
    """How a document's state is told: `released` where it is open though nobody could look into it, else the state."""
    return "released" if state == DocumentState.CLEAN.value and verdict is not None else str(state)


RELEASE_REASONS: Final = ("known", "seen", "needed")
"""Why staff let a document be opened that nobody could look into: the texts `page-work-release-<reason>`."""


class Direction(StrEnum):
    """Which way it goes: the limits of a message differ (seed 002)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class PlaceKind(StrEnum):
    """What a document belongs to."""

    MATTER = "matter"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Place:
    """What a document belongs to, from its first byte on: its data key opens for no other place."""

    kind: PlaceKind
    id: MatterId | ConversationId

    def __str__(self) -> str:
        """As it stands in the key's context and in the audit."""
        return f"{self.kind}:{self.id}"


documents = Table(
    "documents",
    metadata,
    Column("id", String(43), primary_key=True),
    Column("place_kind", String(16), nullable=False),
    Column("place_id", String(36), nullable=False),
    Column("direction", String(8), nullable=False),
    # Who sends it: the only one who may go on with it, see how far it is, and attach it.
    Column("uploader_id", String(36), nullable=False),
    Column("client_id_digest", LargeBinary(32), nullable=False),
    Column("content_digest", LargeBinary(32), nullable=False),
    Column("state", String(16), nullable=False),
    # Why it was rejected or can't be scanned, as a stable word with a text `document-verdict-<code>`.
    Column("verdict", String(64)),
    Column("length_bytes", BigInteger, nullable=False),
    Column("received_bytes", BigInteger, nullable=False),
    # What it belongs to once it was sent: `message:<id>` or `event:<seq>`; none while it waits to be sent.
    Column("attached_to", String(64)),
    # A page of a letter that was made into one document: `document:<id>` is where it went.
    Column("made_into", String(43)),
    Column("key_id", String(64)),
    Column("wrapped_key", LargeBinary),
    # Name, declared and found types, SHA-256, pages: sealed, bound to the id.
    Column("about", LargeBinary),
    # One writer at a time, and one checker.
    Column("lease", String(36)),
    Column("lease_until", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("checked_at", UtcDateTime),
    Column("erased_at", UtcDateTime),
    UniqueConstraint("uploader_id", "client_id_digest"),
    Index("ix_documents_place", "place_kind", "place_id"),
    Index("ix_documents_state", "state", "retry_at"),
    Index("ix_documents_expires_at", "expires_at"),
)

document_parts = Table(
    "document_parts",
    metadata,
    Column("document_id", String(43), ForeignKey("documents.id"), primary_key=True),
    # Parts follow each other without gaps; each holds whole frames.
    Column("first_frame", Integer, primary_key=True),
    Column("frames_count", Integer, nullable=False),
    # Where its bytes lie in the object store; never used twice.
    Column("object_key", String(128), nullable=False, unique=True),
)


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who sends a document, by the door's session."""

    person_id: PersonId
    direction: Direction


@dataclass(frozen=True, slots=True)
class Upload:
    """How far an upload is, as tus tells it."""

    id: DocumentId
    state: DocumentState
    length_bytes: int
    offset_bytes: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What somebody is about to send.

    Attributes:
        name: As their device calls it; it is shown as `casework.documents.names` makes it safe, the original stays sealed.
        declared_type: What their device says it is; only a claim.
    """

    place: Place
    client_id: ClientId
    name: str = field(repr=False)
    declared_type: str
    length_bytes: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as those see it who may.

    Attributes:
        name: Made safe for every device, as it is shown and downloaded.
        content_type: What its content is, once it was looked at; before, nothing.
        sha256: Of its content in the clear, in hexadecimal, once it was looked at.
        pages_count: Of what can be shown as pictures; none of other kinds.
        verdict: Why it isn't clean, or was not when it was looked into: one that staff released keeps it.
    """

    id: DocumentId
    place: Place
    direction: Direction
    uploader_id: PersonId
    state: DocumentState
    verdict: str | None
    name: str = field(repr=False)
    length_bytes: int
    received_bytes: int
    content_type: str | None
    sha256: str | None = field(repr=False)
    pages_count: int | None
    attached_to: str | None
    created_at: datetime
    finished_at: datetime | None
    checked_at: datetime | None

    @property
    def told_as(self) -> str:
        """Its state as it is told (`told_as`)."""
        return told_as(self.state.value, self.verdict)

    @property
    def released(self) -> bool:
        """Whether staff let it be opened though nobody could look into it; then at `checked_at`."""
        return self.told_as == "released"
