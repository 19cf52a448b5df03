"""Canned texts: what advocates often say, in both languages, found by a few words and filled in (`texts/*/canned.ftl`)."""

from casework.canned.service import VARIABLES, Canned, CannedText, CannedUnknown, CannedVariableMissing

__all__ = ["VARIABLES", "Canned", "CannedText", "CannedUnknown", "CannedVariableMissing"]
