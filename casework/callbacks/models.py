"""The tables and the kinds of call-backs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from casework.audit.models import ActorKind
from casework.callbacks.numbers import Number
from casework.conversations.models import ConversationId
from casework.schema import UtcDateTime, metadata

CallBackId = NewType("CallBackId", str)

MOST_ASK_FOR_CHARACTERS = 80

# What the transcript says of a call-back, by key: while one of the first three is the last of them, one stands.
STANDS = frozenset({"notice-callback-asked", "notice-callback-changed", "notice-callback-tried"})
ENDED = frozenset({"notice-callback-withdrawn", "notice-callback-done"})


class Status(StrEnum):
    """How a call-back stands."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


callbacks = Table(
    "callbacks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    # Sealed under the conversation's data key, each for itself: a list is made without opening a number. They are erased
    # with the chat at the latest, and at once when the person withdraws.
    Column("number", LargeBinary),
    Column("wish", LargeBinary),
    Column("tries", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    # Whoever makes the call now, as kind and id with a colon, since when, and until when nobody else may.
    Column("held_by", String(96)),
    Column("held_at", UtcDateTime),
    Column("held_until", UtcDateTime),
    Index("ix_callbacks_status", "status", "closed_at"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to be called.

    Attributes:
        days: Days of the week that suit, of the rule in force.
        parts: Parts of the day that suit, of the rule in force.
        time_zone: The IANA time zone that days and parts are counted in.
        voicemail: Whether it is safe to leave a message.
        name_caller: Whether it is safe to say who calls to whoever answers.
        language: The language to speak, of the list in force; where callers don't speak it, with an interpreter.
        relay: Whether to call by a relay service or TTY.
        ask_for: Whom to ask for; may be empty.
    """

    days: tuple[str, ...]
    parts: tuple[str, ...]
    time_zone: str
    voicemail: bool
    name_caller: bool
    language: str
    relay: bool
    ask_for: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallBack:
    """A call-back as the person sees it: the end of the number tells them which one it is.

    Attributes:
        word: What the caller will say first, so that the person knows who it is.
        tries: How often nobody was reached.
    """

    id: CallBackId
    number_ends: str = field(repr=False)
    wish: Wish = field(repr=False)
    word: str = field(repr=False)
    tries: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """Who is making a call now; nobody else may until the time is over or they give it back.

    Attributes:
        kind: Staff at the desk, or an operator.
        by: Their `EmployeeId`, or the operator's account.
        mine: Whether whoever asks has it themselves.
        changed_at: When the person changed number or wish since they took it; None where they didn't.
    """

    kind: ActorKind
    by: str
    since: datetime
    until: datetime
    mine: bool
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An open call-back in the list of whoever calls, without its number.

    Attributes:
        urgency: That of the conversation (`today`, `this_week`, `soon`).
        danger: Whether somebody was, or may be, in danger: such a call goes before all others.
        next_at: When the next wished time begins; now, within one.
        hold: Who is making the call; None where nobody is.
    """

    id: CallBackId
    urgency: str
    danger: bool
    next_at: datetime
    wish: Wish = field(repr=False)
    tries: int
    tried_at: datetime | None
    asked_at: datetime
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A call-back with everything that whoever calls has to know.

    Attributes:
        number: None while it stays sealed, since whoever asks isn't the one to call now.
        word: None as long as the number is.
        needs: What the conversation says about safe contact (`casework.conversations.safe_contact`).
        chat_language: The language of the chat.
        stands_since: When what stands now was asked for, or changed last; named again by how the call went.
    """

    listed: Listed
    number: Number | None = field(repr=False)
    word: str | None = field(repr=False)
    needs: Mapping[str, Any]
    chat_language: str
    conversation_id: ConversationId
    stands_since: datetime
