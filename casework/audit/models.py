"""The tables and the kinds of the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from casework.identity.models import Actor
from casework.schema import UtcDateTime, metadata

audit_entries = Table(
    "audit_entries",
    metadata,
    # One number after the other, without gaps: given under the lock of the head.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_kind", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("basis", String(255), nullable=False),
    Column("result", String(16), nullable=False),
    Column("details", Text, nullable=False),
    # Keyed digest over the digest before it and everything above: whoever has only the database can't make one.
    Column("digest", LargeBinary(32), nullable=False),
    Index("ix_audit_entries_actor", "actor", "number"),
    Index("ix_audit_entries_subject", "subject", "number"),
)

# The one row that every writer locks, so that two gateways make one chain.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

NO_DIGEST = bytes(32)
"""What the first entry follows."""


class ActorKind(StrEnum):
    """Who did it."""

    PERSON = "person"
    STAFF = "staff"
    OPERATOR = "operator"
    SYSTEM = "system"
    NOBODY = "nobody"
    """Not signed in, such as a code that was entered wrongly."""


class AuditResult(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done or refused.

    Attributes:
        actor_kind: What kind of actor.
        actor: Their id (`PersonId`, `EmployeeId`, the operator's login name); empty of nobody and the system.
        action: What, as a stable word with a dot: `case.read`, `session.begun`, `code.redeemed`.
        subject: On what, as kind and id with a colon: `matter:…`, `conversation:…`; empty where nothing is named.
        basis: On what ground, as a stable word: `self`, `authorization:<id>`, `staff:assigned`; why not, where refused.
        result: How it ended.
        details: Further stable words and ids, such as the fields shown. Never a name, TIN, message or code.
    """

    actor_kind: ActorKind
    actor: str
    action: str
    subject: str
    basis: str
    result: AuditResult
    details: Mapping[str, str | int | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as the trail holds it."""

    number: int
    at: datetime
    entry: Entry


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to show; what is None or empty asks for nothing."""

    actor: str | None = None
    action: str | None = None
    """A whole action, or its first part: `case` finds `case.read`."""
    subject: str | None = None
    result: AuditResult | None = None
    since: datetime | None = None
    until: datetime | None = None


class FaultKind(StrEnum):
    """What is wrong with a trail."""

    CHANGED = "changed"
    """An entry is not what was written, or doesn't follow the one before it (edited, swapped, put in)."""
    MISSING = "missing"
    """Entries are gone from the middle or the beginning."""
    CUT = "cut"
    """Entries are gone from the end."""
    HEAD = "head"
    """The head in the database is not the last entry."""
    REWRITTEN = "rewritten"
    """An entry is another than the one anchored outside the database."""
    NOT_ANCHORED = "not_anchored"
    """Nothing outside the database vouches for the trail."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: the numbers of the first and last entry concerned."""

    kind: FaultKind
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found: whole where there is no fault.

    Attributes:
        first: The number of the first entry that is kept; 0 where there is none.
        last: That of the last one.
        anchored: The highest number that is anchored outside the database.
        faults: The first faults; no more than a hundred.
    """

    first: int
    last: int
    anchored: int
    faults: tuple[Fault, ...]


def who(actor: Actor) -> tuple[ActorKind, str]:
    """How the trail names whoever is signed in."""
    if actor.staff_roles:
        return ActorKind.STAFF, actor.employee_id or actor.person_id
    return ActorKind.PERSON, actor.person_id
