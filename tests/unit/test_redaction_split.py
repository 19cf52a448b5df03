"""Identifiers that two consecutive messages hold together."""

import pytest

from casework.redaction import redact_split

TOGETHER = [
    ("my ssn is 123-45", "6789", "my ssn is [SSN]", "[SSN]"),
    ("my ssn is 123-45-", "6789 thanks", "my ssn is [SSN]", "[SSN] thanks"),
    ("12345", "6789", "[SSN]", "[SSN]"),
    ("ein 12", "3456789", "ein [EIN]", "[EIN]"),
    ("4111 1111", "1111 1111", "[CARD]", "[CARD]"),
    ("my cell is 202-555", "0143", "my cell is [PHONE]", "[PHONE]"),
    ("my social is 123-45...", "and the last four are 6789", "my social is [SSN]...", "and the last four are [SSN]"),
    ("john.doe@", "gmail.com", "[EMAIL]", "[EMAIL]"),
    ("I was born on 03/15", "1985", "I was born on [BIRTH_DATE]", "[BIRTH_DATE]"),
    ("my account number is", "12345678", "my account number is", "[BANK]"),
    ("mi fecha de nacimiento es", "15/03/1985", "mi fecha de nacimiento es", "[BIRTH_DATE]"),
]


@pytest.mark.parametrize(("previous", "current", "first", "second"), TOGETHER)
def test_both_halves_are_taken_out(previous: str, current: str, first: str, second: str) -> None:
    both = redact_split(previous, current)

    assert both is not None
    assert (both[0].text, both[1].text) == (first, second)
    assert both[1].found


@pytest.mark.parametrize(
    ("previous", "current"),
    [
        ("I filed in 2022", "12345 is what I owe"),
        ("I owe $12,345", "6789 was paid"),
        ("hello", "I need help"),
        ("I called in March", "15 times"),
        ("they sent CP504", "2019 and 2020"),
        ("", ""),
    ],
)
def test_what_holds_no_identifier_together_is_none(previous: str, current: str) -> None:
    assert redact_split(previous, current) is None


def test_a_whole_identifier_beside_a_half_is_taken_out_too() -> None:
    both = redact_split("a@b.com and my ssn 123-45", "6789, call 202-555-0143")

    assert both is not None
    assert both[0].text == "[EMAIL] and my ssn [SSN]"
    assert both[1].text == "[SSN], call [PHONE]"
