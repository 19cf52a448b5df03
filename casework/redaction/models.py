"""What redaction answers with: the safe text and the kinds of what was taken out, never the values."""

from dataclasses import dataclass
from enum import StrEnum


class IdentifierType(StrEnum):
    """The identifiers that never leave the record (DESIGN section 4, rule 5); the value is the placeholder's name."""

    SSN = "SSN"
    ITIN = "ITIN"
    EIN = "EIN"
    CARD = "CARD"
    BANK = "BANK"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    BIRTH_DATE = "BIRTH_DATE"

    @property
    def placeholder(self) -> str:
        """What stands in the text instead, for example ``[SSN]``."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Found:
    """One identifier that was taken out: its type. It holds neither value nor place, so it may be logged."""

    type: IdentifierType


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with placeholders, and what was found, in the order of the text."""

    text: str
    found: tuple[Found, ...] = ()
