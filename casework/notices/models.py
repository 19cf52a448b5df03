"""The outbox of notices, and what their sending asks of others.

A row says who is told of what, never in which words: those are found when it is sent, in the language of that moment. No
address stands here. What a notice is about is named as `message:<id>` or `document:<id>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType, Protocol

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from casework.identity.models import MailChoice, PersonId
from casework.schema import UtcDateTime, metadata

NoticeId = NewType("NoticeId", str)


class NoticeKind(StrEnum):
    """What a person is told; each has its texts `mail-<kind>` and `mail-subject-<kind>`."""

    MESSAGE_WAITS = "message_waits"
    DOCUMENT_REJECTED = "document_rejected"
    """A document that they sent could not be taken; why, they read after signing in."""
    RECEIPT = "receipt"
    """What they sent has arrived; only to whom wants to be told."""


DIGEST_KINDS: Final = (NoticeKind.MESSAGE_WAITS, NoticeKind.DOCUMENT_REJECTED)
"""What a daily mail counts. A receipt answers what the person did just now: it doesn't wait for the morning."""


class NoticeState(StrEnum):
    """How far a notice has come."""

    WAITING = "waiting"
    SENT = "sent"
    """A mail server has taken the mail."""
    DROPPED = "dropped"
    """Never to be sent: read in the meantime, or not wanted, or not safe."""
    FAILED = "failed"
    """Given up; whoever runs this can have it tried again (`./tas notices again`)."""


notices = Table(
    "notices",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject_ref", String(80), nullable=False),
    Column("state", String(8), nullable=False),
    # Why it was dropped, failed or was last postponed, as a stable word.
    Column("why", String(32)),
    # The mail of several notices, once it was begun: a mail that is tried again is the same one.
    Column("mail_id", String(36)),
    Column("tries", Integer, nullable=False),
    # One gateway at a time sends to a person.
    Column("lease", String(36)),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("person_id", "kind", "subject_ref"),
    Index("ix_notices_due", "state", "due_at"),
    Index("ix_notices_mail_id", "mail_id"),
)


@dataclass(frozen=True, slots=True)
class MailStanding:
    """What holds for a person's e-mail now.

    Attributes:
        choice: When they get an e-mail.
        why: `chosen`, or `default` where they chose nothing; of none also `safe_contact` (what they said in a chat forbids
            it), `shared_address` (somebody else signs in with the same address), `no_address`.
        receipts: Whether they get one when what they sent has arrived.
        address: Where it goes; None where their provider has verified none.
    """

    choice: MailChoice
    why: str
    receipts: bool
    address: str | None


@dataclass(frozen=True, slots=True)
class OutboxState:
    """What whoever runs this watches."""

    waiting: int
    failed: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A notice that was given up."""

    id: NoticeId
    kind: NoticeKind
    why: str
    created_at: datetime
    ended_at: datetime


class StillWaits(Protocol):
    """Whoever keeps what notices are about."""

    async def still_waiting(self, person_id: PersonId, subjects: Sequence[str]) -> frozenset[str]:
        """Which of these the person has not seen yet and may still see. May raise: the notice is looked at again later."""
        ...


class StillWaitsBy:
    """Asks each subject's own keeper, by the word before its colon (`message`); what nobody keeps still waits."""

    def __init__(self, keepers: Mapping[str, StillWaits]) -> None:
        self._keepers = keepers

    async def still_waiting(self, person_id: PersonId, subjects: Sequence[str]) -> frozenset[str]:
        """See `StillWaits`."""
        of: dict[str, list[str]] = {}
        for subject in subjects:
            of.setdefault(subject.partition(":")[0], []).append(subject)
        waiting: frozenset[str] = frozenset()
        for word, theirs in of.items():
            keeper = self._keepers.get(word)
            waiting |= frozenset(theirs) if keeper is None else await keeper.still_waiting(person_id, theirs)
        return waiting
