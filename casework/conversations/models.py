"""The tables and the kinds of the record (DESIGN sections 2, 4 and 5).

Everything that happens in a conversation is one row of `events`, ordered by `seq` within its conversation. What a person
wrote, what was understood and what was said stands sealed in `body`; only what routes and sweeps select by is in the clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from adapters.case_system.port import MatterId
from casework.identity.models import PersonId
from casework.schema import UtcDateTime, metadata

ConversationId = NewType("ConversationId", str)
ClientId = NewType("ClientId", str)
TurnId = NewType("TurnId", str)
VisitorToken = NewType("VisitorToken", str)
ConversationToken = NewType("ConversationToken", str)


class Door(StrEnum):
    """Where a conversation is held (DESIGN section 1); it never changes doors."""

    SCREENING = "screening"
    PORTAL = "portal"


class Owner(StrEnum):
    """Who answers. One at a time; each change begins a new epoch (rule 4)."""

    ASSISTANT = "assistant"
    QUEUED = "queued"
    AGENT = "agent"
    CLOSED = "closed"


class Author(StrEnum):
    """Who an event is from."""

    PERSON = "person"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class Audience(StrEnum):
    """Who may see an event; routes select by it in SQL."""

    PERSON = "person"
    STAFF = "staff"
    RECORD = "record"


class Kind(StrEnum):
    """What an event is (DESIGN section 5)."""

    MESSAGE = "message"
    QUESTION = "question"
    DETERMINATION = "determination"
    NOTICE = "notice"
    OWNER = "owner"
    DOCUMENT = "document"
    REDACTED = "redacted"
    CLOSED = "closed"
    FACT = "fact"
    TRACKER = "tracker"
    NOTE = "note"


# Everybody of a later group sees what the earlier ones see: staff see the person's events and their own.
VISIBLE_TO: Mapping[Audience, tuple[Audience, ...]] = {
    Audience.PERSON: (Audience.PERSON,),
    Audience.STAFF: (Audience.PERSON, Audience.STAFF),
    Audience.RECORD: (Audience.PERSON, Audience.STAFF, Audience.RECORD),
}

AUDIENCE_OF: Mapping[Kind, Audience] = {
    **dict.fromkeys(Kind, Audience.PERSON),
    Kind.FACT: Audience.RECORD,
    Kind.TRACKER: Audience.RECORD,
    Kind.NOTE: Audience.STAFF,
}

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("door", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("owner", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    # The person's last message, and the last one that a committed turn answered: unanswered ones lie between.
    Column("person_seq", Integer, nullable=False),
    Column("answered_seq", Integer, nullable=False),
    # The facts that stand are those of events after this one (start over, DESIGN section 6).
    Column("facts_from_seq", Integer, nullable=False),
    # The claim of the turn that runs (DESIGN section 2).
    Column("turn_id", String(36)),
    Column("up_to_seq", Integer),
    Column("as_of", String(10)),
    Column("lease_until", UtcDateTime),
    Column("failed_turns", Integer, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("emergency", Boolean, nullable=False),
    Column("key_id", String(64)),
    Column("wrapped_key", LargeBinary),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_message_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Index("ix_conversations_waiting", "owner", "lease_until"),
    Index("ix_conversations_erase", "erased_at", "last_message_at"),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("author", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # Keyed digests, so that a `client_id` or a body in the clear can't be tried against the database (issue: redaction).
    Column("client_id_digest", LargeBinary(32)),
    Column("content_digest", LargeBinary(32)),
    Column("body", LargeBinary),
    UniqueConstraint("conversation_id", "client_id_digest"),
)

conversation_tokens = Table(
    "conversation_tokens",
    metadata,
    Column("token_digest", LargeBinary(32), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

visitors = Table(
    "visitors",
    metadata,
    Column("visitor_digest", LargeBinary(32), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
)

portal_conversations = Table(
    "portal_conversations",
    metadata,
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    # Who began it, and the one who may open it.
    Column("person_id", String(36), nullable=False),
    # Whose side of which case it is about; none before a person has a case, or where they ask about none.
    Column("matter_id", String(36)),
    # The screening it goes on from, after consent.
    Column("continued_from", String(36)),
    Index("ix_portal_conversations_person", "person_id"),
    Index("ix_portal_conversations_matter", "matter_id"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the record, opened. `body` holds what section 5 lists for its kind."""

    conversation_id: ConversationId
    seq: int
    kind: Kind
    author: Author
    epoch: int
    at: datetime
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who was let in: a browser by its cookie, whoever holds a token, or the person who signed in; one of them."""

    visitor: VisitorToken | None = field(default=None, repr=False)
    token: ConversationToken | None = field(default=None, repr=False)
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class PortalConversation:
    """What makes a conversation one of the portal: whose it is, about which matter, and from which screening."""

    conversation_id: ConversationId
    person_id: PersonId
    matter_id: MatterId | None
    continued_from: ConversationId | None


@dataclass(frozen=True, slots=True)
class Created:
    """A conversation just begun. The token is given once and kept only as a digest."""

    id: ConversationId
    token: ConversationToken = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """A person's message as recorded; `repeated` when the same `client_id` had been recorded before."""

    seq: int
    repeated: bool


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The question that stands, as the assistant needs it."""

    seq: int
    asks: str
    variant: int
    of: str | None
    choices: tuple[Any, ...]
    value: Any = field(default=None, repr=False)
    about: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A claimed turn: what is to be answered, and the state it starts from.

    Attributes:
        text: What was typed, as the assistant gets it.
        typed: What was typed, as the record has it; never leaves the gateway.
        documents_sent: Whether documents came along with it.
        rough: The month or the year of dates among the facts that were told no more exactly.
    """

    turn_id: TurnId
    conversation_id: ConversationId
    door: str
    epoch: int
    up_to_seq: int
    asked_at: datetime
    as_of: date
    language: str
    text: str = field(repr=False)
    typed: str = field(repr=False)
    choice: Mapping[str, Any] | None
    do: str | None
    fact: str | None
    facts: Mapping[str, Any] = field(repr=False)
    skipped: tuple[str, ...]
    open_question: OpenQuestion | None
    questions_asked: int
    failed_turns: int
    tracker: str | None = field(repr=False)
    documents_sent: bool
    rough: Mapping[str, str] = field(default_factory=dict, repr=False)


def tag(conversation_id: str) -> str:
    """What a chat is called at the desk and in receipts: nobody has to say who they are, and a list needs names."""
    return conversation_id[-4:].upper()
