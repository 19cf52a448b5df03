"""The kinds of identity: who is signed in, how surely, and in which session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

PersonId = NewType("PersonId", str)
SessionToken = NewType("SessionToken", str)
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
class Session:
    """A session that holds, as a request finds it.

    Attributes:
        digest: Keyed digest of its cookie, by which its row is found; shown to nobody.
        actor: Who signed in.
        provider: The configured name of the provider.
        name: What to call the person, as the provider said it.
        language: What the person last chose.
        idle_ends_at: When it ends if nothing is asked until then.
        ends_at: When it ends at the latest.
    """

    digest: bytes = field(repr=False)
    actor: Actor
    provider: str
    name: str = field(repr=False)
    language: str
    idle_ends_at: datetime
    ends_at: datetime
