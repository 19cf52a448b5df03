"""What the casework needs of a case system (the agency's own, or the embedded store)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol

from adapters.database.going import Going

CaseId = NewType("CaseId", str)
"""Ours, opaque (a UUID); the case number that people know is `Case.number`."""
MatterId = NewType("MatterId", str)
"""One taxpayer's side of one case (a UUID). A joint case has two, and what belongs to one spouse hangs on theirs."""


class CaseSystemUnavailable(Exception):
    """The case system can't be reached or refused the work; nothing of it was done."""


class CaseStatus(StrEnum):
    """Where a case stands (domain 3, status model)."""

    RECEIVED = "received"
    UNDER_REVIEW = "under-review"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    CONTACT_MADE = "contact-made"
    WORKING = "working"
    WAITING_TAXPAYER = "waiting-taxpayer"
    WAITING_IRS = "waiting-irs"
    TAO_ISSUED = "tao-issued"
    RESOLVED = "resolved"
    CLOSED = "closed"
    NOT_ACCEPTED_REFERRED = "not-accepted-referred"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"


class NextActor(StrEnum):
    """Who has to do something next."""

    TAXPAYER = "taxpayer"
    ADVOCATE = "advocate"
    IRS = "irs"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Advocate:
    """Who works on the case."""

    employee_id: str
    name: str
    telephone: str


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """A paper that the advocate needs: `code` names its text (`case-document-<code>`)."""

    code: str
    due_on: date | None
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One dated thing that happened: `code` names its text (`case-step-<code>`)."""

    on: date
    code: str


@dataclass(frozen=True, slots=True)
class TaxPeriod:
    """What a case is about: a form and a period, as an authorization names them (`1040`, `2024`; `941`, `2024Q2`)."""

    tax_form: str
    period: str


@dataclass(frozen=True, slots=True)
class Case:
    """What a case is about, whoever of its taxpayers looks: never handed to a door, which gets a view by `casework.cases`.

    On a joint return both spouses may come to see this, field by field (`casework.authority`); what is one spouse's alone
    stands in their `Matter`, where the other can't reach it.

    Attributes:
        matter_type: `examination`, `collection`, `refund`, `account`: what an unenrolled preparer's rule asks (domain 4.3).
        issues: Primary core issue codes (domain 3) of the return itself, each with a text `case-issue-<code>`.
    """

    id: CaseId
    number: str = field(repr=False)
    matter_type: str
    periods: tuple[TaxPeriod, ...]
    issues: tuple[str, ...]
    status: CaseStatus
    estimated_completion_on: date | None
    advocate: Advocate | None
    opened_on: date
    updated_on: date


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """How one taxpayer is reached; sealed at rest."""

    telephone: str | None = field(repr=False)
    mailing_address: str | None = field(repr=False)
    email: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """One taxpayer's side of a case, and what is theirs alone.

    Attributes:
        taxpayer: The keyed digest of the taxpayer's TIN (`casework.identity.models.TinDigest`).
        criterion: 1 to 9 (IRM 13.1.7): why TAS helps this taxpayer, such as their hardship.
        issues: Issue codes that are this taxpayer's alone, such as a levy on their wages.
        next_actor: Who has to do something next, as this taxpayer is concerned.
        next_contact_on: By when TAS is in touch with this taxpayer.
        documents_asked: Papers asked of this taxpayer.
        history: What happened that concerns this taxpayer; a step of the whole case stands in both spouses' matters.
    """

    id: MatterId
    case_id: CaseId
    taxpayer: bytes = field(repr=False)
    taxpayer_name: str = field(repr=False)
    contact: ContactDetails = field(repr=False)
    criterion: int
    issues: tuple[str, ...]
    next_actor: NextActor
    next_contact_on: date | None
    documents_asked: tuple[DocumentAsked, ...]
    history: tuple[Step, ...]


class CaseSystem(Protocol):
    """Reads cases, and takes the few changes that a person may make."""

    async def matters_of(self, taxpayer: bytes) -> list[Matter]:
        """The matters of one taxpayer, newest case first. Raises CaseSystemUnavailable."""
        ...

    async def matter(self, matter_id: MatterId) -> Matter | None:
        """One matter, or None. Raises CaseSystemUnavailable."""
        ...

    async def around(self, matter_id: MatterId) -> tuple[Case, list[Matter]] | None:
        """The case of a matter with all its matters, this one among them; None. Raises CaseSystemUnavailable."""
        ...

    async def matters_in(self, case_id: CaseId) -> list[Matter]:
        """Both spouses' matters of a joint case, or the one. Raises CaseSystemUnavailable."""
        ...

    async def cases_of_employee(self, employee_id: str) -> list[Case]:
        """The cases that an employee works on, newest first. Raises CaseSystemUnavailable."""
        ...

    async def case(self, case_id: CaseId) -> Case | None:
        """One case, or None. Raises CaseSystemUnavailable."""
        ...

    async def case_numbered(self, number: str) -> CaseId | None:
        """The case that has a number, or None. Raises CaseSystemUnavailable."""
        ...

    async def change_contact(self, matter_id: MatterId, contact: ContactDetails) -> None:
        """Replaces how one taxpayer is reached. Raises CaseSystemUnavailable, LookupError (no such matter)."""
        ...


class CaseStore(CaseSystem, Protocol):
    """A case system of our own, which is filled and emptied by files (`./tas cases`)."""

    async def ids(self, number: str) -> tuple[CaseId, dict[bytes, Matter]] | None:
        """Of a case number the case's id, and by taxpayer the matters there are. Raises CaseSystemUnavailable."""
        ...

    async def put(self, cases: Sequence[tuple[Case, Sequence[Matter]]]) -> None:
        """Adds or replaces cases with matters, all in one commit. Raises CaseSystemUnavailable."""
        ...

    def every(self) -> AsyncIterator[tuple[Case, list[Matter]]]:
        """Every case with its matters, oldest first. Raises CaseSystemUnavailable."""
        ...

    def going(self, before: date, keeping: Collection[MatterId] = ()) -> list[Going]:
        """What `erase_closed` would erase."""
        ...

    async def erase_closed(self, before: date, keeping: Collection[MatterId] = ()) -> int:
        """Erases closed cases that were last touched before a day, but those with a matter of `keeping`; how many.

        Raises CaseSystemUnavailable.
        """
        ...
