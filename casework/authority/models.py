"""The kinds of authority: matters, what of them is seen, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from sqlalchemy import Column, Date, Index, LargeBinary, String, Table

from adapters.case_system.port import CaseId, MatterId, TaxPeriod
from casework.identity.models import EmployeeId
from casework.schema import UtcDateTime, metadata

AuthorizationId = NewType("AuthorizationId", str)
ConsentId = NewType("ConsentId", str)
AbsenceId = NewType("AbsenceId", str)


class MatterField(StrEnum):
    """Everything of a matter that can be shown, one by one; what is not listed is shown to nobody."""

    CASE_NUMBER = "case_number"
    CRITERION = "criterion"
    ISSUES = "issues"
    TAX_PERIODS = "tax_periods"
    STATUS = "status"
    NEXT_ACTOR = "next_actor"
    NEXT_CONTACT = "next_contact"
    ESTIMATED_COMPLETION = "estimated_completion"
    ADVOCATE = "advocate"
    DOCUMENTS_ASKED = "documents_asked"
    HISTORY = "history"
    # Of one spouse alone, whatever the matter: never of the other (DESIGN section 8).
    TAXPAYER_NAME = "taxpayer_name"
    CONTACT_DETAILS = "contact_details"
    MESSAGES = "messages"
    DOCUMENTS = "documents"
    CONVERSATIONS = "conversations"
    REPRESENTATIVES = "representatives"
    ACTIVITY = "activity"


class MatterAct(StrEnum):
    """Everything that can be done in a matter, one by one."""

    ASK = "ask"
    """Talk about it: a conversation of one's own, with the assistant or an advocate."""
    CHANGE_CONTACT = "change_contact"
    SEND_DOCUMENT = "send_document"
    SEND_MESSAGE = "send_message"
    NAME_REPRESENTATIVE = "name_representative"
    WORK = "work"
    """What staff on the case do."""


class AuthorizationForm(StrEnum):
    """What an authorization stands on (domain 4.2)."""

    FORM_2848 = "2848"
    FORM_8821 = "8821"


# What is looked for stands in the clear: digests and days. Who it is, for which form and periods is sealed.
authorizations = Table(
    "authorizations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("representative_digest", LargeBinary(32), nullable=False),
    Column("taxpayer_digest", LargeBinary(32), nullable=False),
    Column("form", String(8), nullable=False),
    Column("designation", String(1)),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    Column("revoked_on", Date),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_authorizations_representative", "representative_digest"),
    Index("ix_authorizations_taxpayer", "taxpayer_digest"),
)

# That a taxpayer lets somebody who is not on the case read and answer messages; who it is stands sealed.
consents = Table(
    "consents",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("matter_id", String(36), nullable=False),
    Column("person_digest", LargeBinary(32), nullable=False),
    Column("paper", String(32), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("valid_until", Date),
    Column("recorded_by", String(64), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String(64)),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_consents_matter", "matter_id"),
    Index("ix_consents_person", "person_digest"),
)

# Who is away from when until when, and who does their work meanwhile.
absences = Table(
    "absences",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("employee_id", String(64), nullable=False),
    Column("substitute_id", String(64), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_absences_until_on", "until_on"),
    Index("ix_absences_employee", "employee_id"),
)

CONSENT_PAPERS = ("signed_letter", "form_8821", "form_2848", "form_911", "signed_at_office")
"""What a consent may stand on; each has a text `message-paper-<code>`."""


@dataclass(frozen=True, slots=True)
class Consent:
    """That a taxpayer lets somebody who is not on the case take part in messages about it.

    Attributes:
        person: Keyed digest of their own TIN, as the paper has it: by it they are known when they sign in.
        paper: What it stands on, of `CONSENT_PAPERS`.
        given_on: The day on which the taxpayer signed.
        valid_until: The last day; None: until somebody ends it.
        recorded_by: Which employee has seen the paper.
    """

    id: ConsentId
    matter_id: MatterId
    person: bytes = field(repr=False)
    name: str = field(repr=False)
    paper: str
    given_on: date
    valid_until: date | None
    recorded_by: EmployeeId
    recorded_at: datetime
    ended_at: datetime | None

    def holds(self, on: date) -> bool:
        """Whether it counts on a day; one that was ended counts no more from that moment on."""
        return self.ended_at is None and self.given_on <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Absence:
    """That an employee is away from one day until another, and who does their work."""

    id: AbsenceId
    employee_id: EmployeeId
    substitute_id: EmployeeId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Authorization:
    """Whom a taxpayer has authorized, and for what (domain 4).

    Attributes:
        representative: Keyed digest of the representative's own TIN: they sign in as themselves, never by an EIN.
        taxpayer: Keyed digest of the taxpayer's TIN. Each spouse authorizes for themselves.
        designation: Of Form 2848, the letter of part II; None of Form 8821.
        tax_form: The form that it is for.
        periods: Each period that it names, written as the cases write theirs.
        signed_on: When it was signed; None of one that nobody signed or dated, which gives nothing (domain 4.4, test 2).
        signed_by: Keyed digest of who signed it, which must be the taxpayer.
        valid_from: The first day on which it holds.
        valid_until: The last day on which it holds; None: until it is revoked.
        revoked_on: From this day on it holds no more (revoked by the taxpayer or withdrawn).
        signed_returns: Of an unenrolled preparer, the returns that they prepared and signed (domain 4.3).
    """

    id: AuthorizationId
    representative: bytes = field(repr=False)
    representative_name: str = field(repr=False)
    taxpayer: bytes = field(repr=False)
    form: AuthorizationForm
    designation: str | None
    tax_form: str
    periods: tuple[str, ...]
    signed_on: date | None
    signed_by: bytes = field(repr=False)
    valid_from: date
    valid_until: date | None
    revoked_on: date | None
    signed_returns: tuple[TaxPeriod, ...] = ()


class AuthorizationState(StrEnum):
    """How an authorization stands on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Represented:
    """One representative as the taxpayer sees them: who, on what form, for what, until when.

    Attributes:
        acts: Whether they may act; otherwise they may only be told.
        sees: Whether it lets them see anything of this case today: a form in force may give nothing here (domain 4.3).
        ends_on: The last day, where one is known.
        representative: Keyed digest of their own TIN.
    """

    id: AuthorizationId
    representative: bytes = field(repr=False)
    name: str = field(repr=False)
    form: AuthorizationForm
    designation: str | None
    tax_form: str
    periods: tuple[str, ...]
    valid_from: date
    ends_on: date | None
    revoked_on: date | None
    state: AuthorizationState
    acts: bool
    sees: bool


class Refusal(StrEnum):
    """Why somebody has no access. It stands in the audit alone: whoever asked is told what everybody is told."""

    NO_MATTER = "no_matter"
    ASSURANCE = "assurance"
    NOT_BOUND = "not_bound"
    """The account is bound to no TIN."""
    NOT_AUTHORIZED = "not_authorized"
    """No authorization by this taxpayer for this person."""
    NOT_YET = "not_yet"
    ENDED = "ended"
    REVOKED = "revoked"
    DESIGNATION = "designation"
    """The designation gives nothing, or nothing in a matter of this kind."""
    PERIOD = "period"
    """Form or periods of the case are not all covered."""
    NOT_SIGNED = "not_signed"
    """Not signed, not dated, or signed by somebody else than the taxpayer."""
    NOT_ASSIGNED = "not_assigned"
    OWN_CASE = "own_case"
    """Staff in a case of their own (UNAX, 26 USC 7213A)."""
    ROLE = "role"
    NO_RULE = "no_rule"
    """No rule of the data is in force on the day."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one actor may see and do in one matter today, and why. There is none without at least one field.

    Attributes:
        matter_id: One taxpayer's side of a case; on a joint return each spouse has their own.
        case_id: The case.
        fields: What may be shown.
        acts: What may be done.
        basis: `self`, `authorization:<id>`, `consent:<id>`, `staff:assigned` ...: goes into the audit.
        of_another: Whether the actor is not the taxpayer: whose matter it is must then always be in sight.
        until: The last day, where the basis ends by itself.
    """

    matter_id: MatterId
    case_id: CaseId
    fields: frozenset[MatterField]
    acts: frozenset[MatterAct]
    basis: str
    of_another: bool
    until: date | None = None
