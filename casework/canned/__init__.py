"""Canned texts: what advocates often say, in both languages, found by a few words and filled in (`texts/*/canned.ftl`)."""

from casework.canned.service import OF_CHATS, VARIABLES, Canned, CannedText, CannedUnknown, CannedVariableMissing

__all__ = ["OF_CHATS", "VARIABLES", "Canned", "CannedText", "CannedUnknown", "CannedVariableMissing"]
