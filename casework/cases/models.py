"""What a door is given of a matter, and the table of the changes that people made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, String, Table

from adapters.case_system.port import (
    Advocate,
    CaseStatus,
    ContactDetails,
    DocumentAsked,
    MatterId,
    NextActor,
    Step,
    TaxPeriod,
)
from casework.audit.models import Entry
from casework.authority.models import MatterAct, MatterField
from casework.schema import UtcDateTime, metadata

# Sending twice is harmless (rule 2): which sends were done already, and of what.
case_changes = Table(
    "case_changes",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("client_id", String(36), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_case_changes_at", "at"),
)


class CaseQuestion(StrEnum):
    """What people ask about their case, and Rasa's `show_case {field}` may name."""

    STATUS = "status"
    NEXT_STEP = "next_step"
    ADVOCATE = "advocate"
    NEEDED = "needed"
    NEXT_CONTACT = "next_contact"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter as somebody may see it: what is outside `fields` is None. It holds nothing of another taxpayer.

    Attributes:
        basis: On what ground, as in the audit.
        of_another: Whether the viewer is not the taxpayer: whose matter it is must then always be in sight.
        fields: What may be shown; a value among them may be None all the same, where there is none.
        acts: What may be done.
    """

    matter_id: MatterId
    basis: str
    of_another: bool
    fields: frozenset[MatterField]
    acts: frozenset[MatterAct]
    until: date | None = None
    taxpayer_name: str | None = field(default=None, repr=False)
    case_number: str | None = field(default=None, repr=False)
    criterion: int | None = None
    issues: tuple[str, ...] | None = None
    tax_periods: tuple[TaxPeriod, ...] | None = None
    status: CaseStatus | None = None
    next_actor: NextActor | None = None
    next_contact_on: date | None = None
    estimated_completion_on: date | None = None
    advocate: Advocate | None = None
    documents_asked: tuple[DocumentAsked, ...] | None = None
    history: tuple[Step, ...] | None = None
    contact: ContactDetails | None = field(default=None, repr=False)

    def sees(self, *fields: MatterField) -> bool:
        """Whether all of these may be shown."""
        return self.fields.issuperset(fields)


@dataclass(frozen=True, slots=True)
class Seen:
    """A view with the audit entry that must be committed with whatever shows it."""

    view: MatterView
    entry: Entry
