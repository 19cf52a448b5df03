"""What redact takes out and what it leaves, example by example; numbers are made up or published as samples."""

from collections.abc import Callable

import pytest

from casework.redaction import Found, IdentifierType, for_assistant, redact
from tests.support.timing import timed

GONE = [
    ("my ssn is 123-45-6789", "my ssn is [SSN]"),
    ("mi seguro social es 123 45 6789 gracias", "mi seguro social es [SSN] gracias"),
    ("123456789", "[SSN]"),
    ("it's 123–45—6789", "it's [SSN]"),
    ("１２３-４５-６７８９", "[SSN]"),
    ("ssn 1\u200b23\u00a045\u2060 6789.", "ssn [SSN]."),
    ("1 2 3 - 4 5 - 6 7 8 9", "[SSN]"),
    ("l23-45-67o9", "[SSN]"),
    ("one two three four five six seven eight nine", "[SSN]"),
    ("my ITIN: 912-70-1234", "my ITIN: [ITIN]"),
    ("EIN 12-3456789", "EIN [EIN]"),
    ("our employer id is 123456789", "our employer id is [EIN]"),
    ("card 4111 1111 1111 1111 cvv 123", "card [CARD] cvv [CARD]"),
    ("3782-822463-10005", "[CARD]"),
    ("routing 021000021, account 000123456789", "routing [BANK], account [BANK]"),
    ("mi número de cuenta es 12345678", "mi número de cuenta es [BANK]"),
    ("call (202) 555-0143 ext. 12", "call [PHONE]"),
    ("2025550143 or +52 55 1234 5678", "[PHONE] or [PHONE]"),
    ("llámeme al 555-0143", "llámeme al [PHONE]"),
    ("write to John.Doe+tax@example.co.uk.", "write to [EMAIL]."),
    ("ana punto perez arroba gmail punto com", "[EMAIL]"),
    ("born 3/15/1985", "born [BIRTH_DATE]"),
    ("nací el 15 de marzo de 1985", "nací el [BIRTH_DATE]"),
    ("03-15-85 is my birthday", "[BIRTH_DATE] is my birthday"),
    ("DOB 03151985", "DOB [BIRTH_DATE]"),
    ("filed 3/1/2024 for my son born 5/6/2015", "filed 3/1/2024 for my son born [BIRTH_DATE]"),
    ("SSN 123-45-6789, DOB 1/2/1980, a@b.com", "SSN [SSN], DOB [BIRTH_DATE], [EMAIL]"),
]

STAYS = [
    "I filed my 2019, 2020 and 2021 returns on 4/15/2022",
    "I owe $12,345.67, or 12000 dollars, since 2019-2020",
    "they sent CP504, LT11, Letter 1058, a 668-W and Form 1040-X",
    "debo $4,500 desde hace 9 meses; presenté el 15 de abril de 2024",
    "I waited 6-8 weeks, then 120 days, on hold 2 hours",
    "my zip is 20001-1234",
    "I called 800-829-1040 and 1-877-777-4778",
    "ACTC of 3,600 x 2 and 1099-NEC",
    "my daughter is 12 years old",
    "",
]


@pytest.mark.parametrize(("text", "expected"), GONE)
def test_identifiers_become_placeholders(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize("text", STAYS)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text).text == text
    assert redact(text).found == ()


def test_what_was_found_is_named_and_never_quoted() -> None:
    redacted = redact("ssn 123-45-6789, mail a@b.com")

    assert redacted.found == (Found(IdentifierType.SSN), Found(IdentifierType.EMAIL))
    assert "6789" not in repr(redacted.found)


@pytest.mark.parametrize("asks", ["submitted_on", "promised_by", "harm_on", "adverse_action_on"])
def test_a_date_that_answers_a_question_for_a_date_is_no_birth_date(asks: str) -> None:
    assert redact("on my birthday, 3/15/2024", asks=asks).text == "on my birthday, 3/15/2024"
    assert redact("03152024", asks=asks).text == "03152024"
    assert redact("I was born 3/15/1985", asks=asks).text == "I was born [BIRTH_DATE]"


def test_the_birthday_counts_where_no_date_was_asked_for() -> None:
    assert redact("my birthday, 3/15/1985").text == "my birthday, [BIRTH_DATE]"


HOSTILE = {
    "single digits": "1 " * 2000,
    "pairs": "12 " * 1333,
    "nines": "123456789 " * 400,
    "at signs": "a@" * 2000,
    "dotted": "a@a." * 1000,
    "called pairs": "ssn 12 34 " * 400,
    "phones": "202-555-0143 " * 307,
    "dates": "born 1/1/85 " * 333,
    "dashes": "-" * 4000,
    "one number": "1" * 4000,
    "spelled": "one " * 1000,
    "local part": "a." * 1999 + "@a",
    "invisible": "\u200b" * 4000,
    "months": "may 1 " * 660,
    "years in words": "mil novecientos " * 250,
    "spelled addresses": "a dot " * 600 + "at gmail dot com",
}


@pytest.mark.parametrize("work", [redact, for_assistant])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_any_other(name: str, work: Callable[[str], object]) -> None:
    text = HOSTILE[name][:4000]
    work(text[:400])
    quickest, slowness = timed(lambda: work(text))

    # About 20 ms on an idle machine at worst; anything but linear time would be far off.
    assert quickest < 0.040 * slowness
