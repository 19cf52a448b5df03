"""Telephone numbers that somebody asks to be called at, judged by Google's libphonenumber (`phonenumbers`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

MOST_TYPED_CHARACTERS: Final = 40
# A number without its country is one of the North American plan, which Puerto Rico and the other territories share.
_REGION: Final = "US"
_SHOWN_END_DIGITS: Final = 4
# A call there costs whoever calls more than a call: such numbers are asked to be called to earn by it.
_NOT_CALLED: Final = frozenset(
    {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.VOICEMAIL, PhoneNumberType.PAGER}
)


class NumberInvalid(Exception):
    """Nothing that can be called back; what was typed is not told again."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is kept: ITU-T E.164, and an extension where there is one."""

    e164: str = field(repr=False)
    extension: str = field(default="", repr=False)

    @property
    def ends(self) -> str:
        """Its last digits, by which its owner knows it and nobody else."""
        return self.e164[-_SHOWN_END_DIGITS:]

    @property
    def shown(self) -> str:
        """As it is read out and dialled."""
        parsed = phonenumbers.parse(self.e164)
        if self.extension:
            parsed.extension = self.extension
        return _formatted(parsed)


def read(typed: str) -> Number:
    """The number that somebody typed, in whatever way it is written. Raises NumberInvalid."""
    if len(typed) > MOST_TYPED_CHARACTERS:
        raise NumberInvalid
    try:
        parsed = phonenumbers.parse(typed, _REGION)
    except NumberParseException:
        # Its words may quote what was typed.
        raise NumberInvalid from None
    if not phonenumbers.is_valid_number(parsed) or phonenumbers.number_type(parsed) in _NOT_CALLED:
        raise NumberInvalid
    return Number(phonenumbers.format_number(parsed, PhoneNumberFormat.E164), parsed.extension or "")


def _formatted(parsed: PhoneNumber) -> str:
    """As at home where the country code is 1, else with its country."""
    at_home = parsed.country_code == 1
    wanted = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, wanted))
