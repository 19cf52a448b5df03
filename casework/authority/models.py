"""The kinds of authority: matters, what of them is seen, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from adapters.case_system.port import CaseId, MatterId

AuthorizationId = NewType("AuthorizationId", str)


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


@dataclass(frozen=True, slots=True)
class Access:
    """What one actor may see and do in one matter today, and why. There is none without at least one field.

    Attributes:
        matter_id: One taxpayer's side of a case; on a joint return each spouse has their own.
        case_id: The case.
        fields: What may be shown.
        acts: What may be done.
        basis: `self`, `authorization:<id>`, `staff:assigned`, `staff:supervisor` ...: goes into the audit.
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
