"""The kinds of identity: who is signed in, how surely, and in which session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NewType, Protocol

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.schema import UtcDateTime, metadata

if TYPE_CHECKING:
    # The audit knows who acts, and so this.
    from casework.audit.models import Entry

PersonId = NewType("PersonId", str)
SessionToken = NewType("SessionToken", str)
SessionId = NewType("SessionId", str)
"""What a session is called in the list of one's sessions; it opens nothing."""
TinDigest = NewType("TinDigest", bytes)
"""Keyed digest of a verified TIN (purpose `tin`, nine digits); the TIN itself is never kept."""
EmployeeId = NewType("EmployeeId", str)
"""How the case system and the staff's provider name an employee: a stable word, not personal data of a taxpayer."""


class Assurance(IntEnum):
    """How surely a provider vouches for somebody; a door names the least it takes (NIST SP 800-63-4)."""

    SIGNED_IN = 1
    """An account, nothing proofed (IAL1, AAL2)."""
    PROOFED = 2
    """Identity proofed (IAL2, AAL2): what the portal takes before a case is shown."""
    STAFF = 3
    """A staff provider's phishing-resistant sign-in: what the desk takes."""


class StaffRole(StrEnum):
    """What a member of staff does (DESIGN section 1, the desk)."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as the session says it: never from a slot, a message or a form.

    Attributes:
        person_id: The person that the session is of.
        assurance: What this session has been proven to.
        tin_digest: Of the person's own verified TIN; None where the provider has not verified one.
        employee_id: Of a member of staff; None of everybody else.
        staff_roles: Empty of everybody who is not staff.
    """

    person_id: PersonId
    assurance: Assurance
    tin_digest: TinDigest | None = field(default=None, repr=False)
    employee_id: EmployeeId | None = None
    staff_roles: frozenset[StaffRole] = frozenset()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff as colleagues name them, and as they may act when they sign in."""

    employee_id: EmployeeId
    name: str
    actor: Actor


class SafeChannel(StrEnum):
    """How a person may be reached without danger to them; nothing is sent by another way."""

    PORTAL = "portal"
    TELEPHONE = "telephone"
    MAIL = "mail"


class SafeHours(StrEnum):
    """When a person may be called, in their own time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class MailChoice(StrEnum):
    """When a person gets an e-mail that something waits for them."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen; sealed at rest. No hours: any.

    Attributes:
        mail: None where they have chosen nothing yet; `casework.notices` says what holds then.
        mail_chosen_at: When they chose it, in UTC.
        receipts: Whether they want an e-mail when what they sent has arrived.
    """

    language: str
    safe_channel: SafeChannel = SafeChannel.PORTAL
    safe_hours: frozenset[SafeHours] = frozenset()
    mail: MailChoice | None = None
    mail_chosen_at: datetime | None = None
    receipts: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds, as a request finds it.

    Attributes:
        digest: Keyed digest of its cookie, by which its row is found; shown to nobody.
        id: What it is called in the list of one's sessions.
        actor: Who signed in.
        provider: The configured name of the provider.
        name: What to call the person, as the provider said it.
        language: What the person last chose.
        idle_ends_at: When it ends if nothing is asked until then.
        ends_at: When it ends at the latest.
        warned_seconds: So long before either a page warns.
    """

    digest: bytes = field(repr=False)
    id: SessionId
    actor: Actor
    provider: str
    name: str = field(repr=False)
    language: str
    idle_ends_at: datetime
    ends_at: datetime
    warned_seconds: int


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One of a person's sessions that hold, as the person sees it in their list."""

    id: SessionId
    provider: str
    device: str = field(repr=False)
    begun_at: datetime
    used_at: datetime


class Recorder(Protocol):
    """What identity needs of the audit (`casework.audit.service.Audit`)."""

    async def record(self, connection: AsyncConnection, entry: Entry) -> object:
        """Adds an entry in the caller's transaction."""
        ...


people = Table(
    "people",
    metadata,
    Column("id", String(36), primary_key=True),
    # Of the verified TIN. Two accounts of one taxpayer may have come to be two people: both have it.
    Column("tin_digest", LargeBinary(32), index=True),
    Column("employee_id", String(64), index=True),
    # In alphabetical order with commas; empty of everybody who is not staff.
    Column("staff_roles", String(100), nullable=False),
    Column("language", String(2), nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("preferences", LargeBinary),
    # The address that their provider has verified, sealed; and what stands for it, to find a mailbox that people share.
    Column("email", LargeBinary),
    Column("email_digest", LargeBinary(32), index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("signed_in_at", UtcDateTime, nullable=False, index=True),
)

accounts = Table(
    "accounts",
    metadata,
    # Keyed digest of issuer and subject: whoever reads the database can't tell whose account it is.
    Column("account_digest", LargeBinary(32), primary_key=True),
    Column("person_id", String(36), ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    # Keyed digest of the cookie: whoever reads the database can use no session.
    Column("session_digest", LargeBinary(32), primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("person_id", String(36), ForeignKey("people.id"), nullable=False, index=True),
    Column("account_digest", LargeBinary(32), index=True),
    Column("provider_session_digest", LargeBinary(32), index=True),
    Column("provider", String(64), nullable=False),
    Column("assurance", Integer, nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Column("idle_ends_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False, index=True),
    # Ended by somebody, before its time; one that ran out has none.
    Column("ended_at", UtcDateTime),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    # On their way to a provider and back: found by what must come back, used once.
    Column("state_digest", LargeBinary(32), primary_key=True),
    Column("browser_digest", LargeBinary(32), nullable=False),
    Column("provider", String(64), nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

kept_posts = Table(
    "kept_posts",
    metadata,
    # What a form brought after its session had run out, sealed for the person who wrote it.
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("people.id"), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_kept_posts_person", "person_id", "expires_at"),
    Index("ix_kept_posts_expires_at", "expires_at"),
)
