"""Every sentence a person reads, by key, in both languages (Project Fluent; DESIGN rule 11)."""

from casework.texts.service import WHOM, TextMissing, Texts, TextsInvalid

__all__ = ["WHOM", "TextMissing", "Texts", "TextsInvalid"]
