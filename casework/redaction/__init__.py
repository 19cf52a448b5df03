"""Identifiers are taken out of what people write, before it is stored or leaves the record."""

from casework.redaction.models import Found, IdentifierType, Redacted
from casework.redaction.service import clean_text, for_assistant, redact, redact_split, without_codes

__all__ = [
    "Found",
    "IdentifierType",
    "Redacted",
    "clean_text",
    "for_assistant",
    "redact",
    "redact_split",
    "without_codes",
]
