"""The codes that have words in `texts/*/cases.ftl`; an unknown one from a case system is said as `other`."""

from __future__ import annotations

from typing import Final

# Domain 3, primary core issue codes. `63x`, `71x`, `72x`, `75x` stand for their group.
ISSUES: Final = (
    "020",
    "040",
    "045",
    "090",
    "310",
    "315",
    "318",
    "330",
    "340",
    "425",
    "450",
    "610",
    "620",
    "63x",
    "670",
    "71x",
    "72x",
    "75x",
    "790",
    "920",
)
_GROUPS: Final = ("63", "71", "72", "75")

MATTER_TYPES: Final = ("examination", "collection", "refund", "account")

# Domain 1.3 and 3: what advocates usually ask for.
DOCUMENTS: Final = (
    "return_copy",
    "wage_statement",
    "identity_document",
    "identity_theft_affidavit",
    "address_proof",
    "bank_statement",
    "income_proof",
    "expense_list",
    "rent_notice",
    "utility_notice",
    "medical_bill",
    "irs_letter",
    "mailing_proof",
    "payroll_records",
    "form_2848",
    "signed_statement",
)

# Domain 3: what happens in a case.
STEPS: Final = (
    "received",
    "accepted",
    "assigned",
    "contacted",
    "letter_sent",
    "documents_asked",
    "document_received",
    "contact_changed",
    "sent_to_irs",
    "irs_answered",
    "tao_issued",
    "levy_released",
    "refund_sent",
    "resolved",
    "closed",
    "reopened",
    "transferred",
    "referred",
)

OTHER: Final = "other"


def issue(code: str) -> str:
    """The code that an issue is said by: its own, its group's, or `other`."""
    if code in ISSUES:
        return code
    group = f"{code[:2]}x"
    return group if len(code) == 3 and code[:2] in _GROUPS else OTHER


def document(code: str) -> str:
    """The code that a paper is said by."""
    return code if code in DOCUMENTS else OTHER


def step(code: str) -> str:
    """The code that a step is said by."""
    return code if code in STEPS else OTHER
