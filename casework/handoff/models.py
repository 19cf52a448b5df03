"""The tables and the kinds of the hand-off (ADR 0017)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from casework.identity.models import EmployeeId
from casework.schema import UtcDateTime, metadata

HandoffId = NewType("HandoffId", str)
AgentId = EmployeeId
"""An agent is an employee; the desk keeps what it knows of them by the word the staff's provider names them with."""
Skill = NewType("Skill", str)
"""`language:<code>`, `topic:<group>` or `signed_in`."""

SIGNED_IN = Skill("signed_in")


class HandoffState(StrEnum):
    """Where a hand-off stands; what ends each state is in ADR 0017."""

    WAITING = "waiting"
    OFFERED = "offered"
    KEPT = "kept"
    ACTIVE = "active"
    PAUSED = "paused"
    AWAY = "away"
    ENDED = "ended"


HELD: tuple[HandoffState, ...] = (HandoffState.KEPT, HandoffState.ACTIVE, HandoffState.PAUSED)
"""An agent has the conversation."""
IN_LINE: tuple[HandoffState, ...] = (HandoffState.WAITING, HandoffState.OFFERED, HandoffState.AWAY)
"""Nobody has it yet."""


class Ending(StrEnum):
    """How a hand-off ended."""

    RETURNED = "returned"
    """The advocate gave it back to the assistant."""
    WENT_BACK = "went_back"
    """The person went on with the assistant instead of waiting."""
    CLOSED = "closed"
    ERASED = "erased"
    """Nobody came for it as long as the conversation was kept."""


class Presence(StrEnum):
    """Whether an agent takes chats; it holds as long as the lease does."""

    AVAILABLE = "available"
    AWAY = "away"
    MISSED = "missed"
    """They let an offer go by, and get no more until they say that they are available: the desk's word, not theirs."""
    OFF = "off"


SAID: Final = (Presence.AVAILABLE, Presence.AWAY, Presence.OFF)
"""What agents say of themselves."""


class NoteKind(StrEnum):
    """What staff write to each other about a conversation."""

    NOTE = "note"
    WHISPER = "whisper"
    """A supervisor's, to whoever has the chat."""


handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("topic", String(32)),
    Column("signed_in", Boolean, nullable=False),
    Column("emergency", Boolean, nullable=False),
    # A skill somebody transferred it to: asked for however long it waits.
    Column("wanted_skill", String(64)),
    # Before everybody of the same urgency: given back by a desk that broke off, or by a turn that nobody was there for.
    Column("front", Boolean, nullable=False),
    # When they came; being given back or passed on doesn't make their wait any shorter.
    Column("waiting_since", UtcDateTime, nullable=False),
    # From when the time runs for which topic, language and `wanted_skill` count, where that isn't when they came.
    Column("skills_since", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("agent_id", String(64)),
    # Who had it last: theirs again, where they are on duty; unless they passed it on for `wanted_skill`.
    Column("last_agent_id", String(64)),
    # Of `offered` and `kept`: until when.
    Column("until_at", UtcDateTime),
    Column("joined_at", UtcDateTime),
    # When either side wrote last; who is waited for follows from it.
    Column("person_wrote_at", UtcDateTime),
    Column("agent_wrote_at", UtcDateTime),
    # When the person was last seen reading, and whether they were asked if they are still there.
    Column("person_seen_at", UtcDateTime),
    Column("quiet_asked_at", UtcDateTime),
    # What the person was told about the wait, and when.
    Column("told_position", Integer),
    Column("told_low_minutes", Integer),
    Column("told_high_minutes", Integer),
    Column("told_at", UtcDateTime),
    # The first range that was told, to be held against the wait that followed (the board).
    Column("first_told_at", UtcDateTime),
    Column("first_told_low_minutes", Integer),
    Column("first_told_high_minutes", Integer),
    Column("first_joined_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("ending", String(16)),
    Column("wrap_up", String(32)),
    Column("handled_seconds", Float),
    Index("ix_handoffs_conversation", "conversation_id"),
    Index("ix_handoffs_state", "state"),
    Index("ix_handoffs_agent", "agent_id", "state"),
)
# One open hand-off a conversation, whatever else goes wrong.
Index(
    "uq_handoffs_open",
    handoffs.c.conversation_id,
    unique=True,
    sqlite_where=handoffs.c.ended_at.is_(None),
    postgresql_where=handoffs.c.ended_at.is_(None),
)

desk_agents = Table(
    "desk_agents",
    metadata,
    Column("employee_id", String(64), primary_key=True),
    # The name that people see, as staff chose it.
    Column("shown_name", String(40), nullable=False),
    Column("capacity", Integer, nullable=False),
    # In alphabetical order with commas.
    Column("skills", String(500), nullable=False),
    Column("presence", String(16), nullable=False),
    Column("lease_until", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
    # When they last took a chat or wrote to its person.
    Column("worked_at", UtcDateTime),
)

# The one row that whoever changes a hand-off or an agent has; `version` grows with each change.
desk_head = Table(
    "desk_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
)

desk_notes = Table(
    "desk_notes",
    metadata,
    # Kept apart from the events, so that nothing of a person's can show even that one was written.
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("author_name", String(40), nullable=False),
    Column("after_seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("client_id_digest", LargeBinary(32), nullable=False),
    Column("content_digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("conversation_id", "client_id_digest", name="uq_desk_notes_client"),
)

desk_drafts = Table(
    "desk_drafts",
    metadata,
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("agent_id", String(64), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

desk_step_asides = Table(
    "desk_step_asides",
    metadata,
    # Whoever knows the person keeps out of the chat, for as long as it is kept.
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("agent_id", String(64), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

desk_switches = Table(
    "desk_switches",
    metadata,
    # `all`, or `topic:<label>`: while the row stands the assistant answers nobody, or nobody with this topic.
    Column("scope", String(64), primary_key=True),
    Column("stopped_at", UtcDateTime, nullable=False),
    Column("stopped_by", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-off in line, as the queue sees it.

    Attributes:
        urgency_rank: That of `casework.eligibility.rank`.
        waiting_since: When they came.
        wanted: A skill it was transferred to; asked for however long it waits.
        last_agent: Who had it before; with `wanted`, who passed it on.
        weight: How much of an agent's room it takes.
        not_for: Who stepped aside.
        skills_since: From when skills count for their time; None: since they came.
        let_go_by: Who just let an offer of it go by: another is asked first.
    """

    id: HandoffId
    urgency_rank: int
    front: bool
    waiting_since: datetime
    language: str
    topic: str | None
    signed_in: bool
    wanted: Skill | None = None
    last_agent: AgentId | None = None
    weight: int = 1
    not_for: frozenset[AgentId] = frozenset()
    skills_since: datetime | None = None
    let_go_by: AgentId | None = None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """An agent who takes chats, as the queue sees them.

    Attributes:
        room: What is left of their capacity; less than none where an emergency took the last of it.
    """

    id: AgentId
    skills: frozenset[Skill]
    room: int


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as the desk keeps them."""

    id: AgentId
    shown_name: str
    capacity: int
    skills: frozenset[Skill]
    presence: Presence
    lease_until: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """What a person in line is told. Without a range nobody could say one honestly.

    Attributes:
        state: `waiting` or `away`: that somebody is looking at it is nothing to be told.
        position: None until it is known.
        front: Whether they are before everybody of the same urgency.
        opens_on: The day on which advocates are back; None while they are at their desks.
    """

    state: HandoffState
    position: int | None
    low_minutes: int | None
    high_minutes: int | None
    front: bool = False
    opens_on: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note or whisper, opened."""

    number: int
    kind: NoteKind
    author_id: AgentId
    author_name: str
    after_seq: int
    at: datetime
    text: str = field(repr=False)
