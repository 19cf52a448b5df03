"""What leaves the record for the assistant."""

import pytest
from stdnum.iso7064 import mod_37_36

from casework.redaction import for_assistant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the second half is 6789", "the second half is [NUMBER]"),
        ("123-45", "[NUMBER]"),
        ("case 1234567 from 12345 Main St", "case [NUMBER] from [NUMBER] Main St"),
        ("my ssn is 123-45-6789", "my ssn is [SSN]"),
        ("since 2019, 2020-2022, I owe $12345.67 and 12000", "since 2019, 2020-2022, I owe $12345.67 and 12000"),
        ("Form 1040-X, CP2000, Letter 1058 and 1099-NEC", "Form 1040-X, CP2000, Letter 1058 and 1099-NEC"),
        ("filed 4/15/2024, April 15, 2024, 1200 days ago", "filed 4/15/2024, April 15, 2024, 1200 days ago"),
        ("tres, 12 y 911", "tres, 12 y 911"),
    ],
)
def test_numbers_that_nothing_explains_are_taken_out(text: str, expected: str) -> None:
    assert for_assistant(text) == expected


def test_a_bare_date_stays_where_a_date_was_asked_for() -> None:
    assert for_assistant("03152024", asks="submitted_on") == "03152024"
    assert for_assistant("03152024") == "[NUMBER]"


@pytest.mark.parametrize("random_symbols", ["7K3M9QXW2T", "ABCDEFGHJK", "7K3M9QXW2TABCD"])
def test_access_codes_are_cut_out(random_symbols: str) -> None:
    code = random_symbols + mod_37_36.calc_check_digit(random_symbols)
    dashed = "-".join(code[index : index + 5] for index in range(0, len(code), 5))

    assert for_assistant(f"here it is {code}") == "here it is [CODE]"
    assert for_assistant(f"code: {dashed}.") == "code: [CODE]."


def test_a_mistyped_code_is_cut_out_when_it_is_called_a_code() -> None:
    assert for_assistant("my code is 7K3M9-QXW2T-0") == "my code is [CODE]"


@pytest.mark.parametrize("word", ["grandmother", "responsible", "extravagancy", "government"])
def test_words_are_no_codes(word: str) -> None:
    assert for_assistant(f"my {word} wrote") == f"my {word} wrote"


@pytest.mark.parametrize(
    "start",
    [
        "/",
        " /",
        "//",
        "\u00a0/",
        "\u200b/",
        "\u2003\n/ /",
        "\ufeff／",
        "EXTERNAL:",
        "external: ",
        "/EXTERNAL:/ EXTERNAL: /",
        "\u3164/",
    ],
)
def test_nothing_begins_like_a_command(start: str) -> None:
    assert for_assistant(f"{start}restart now") == "restart now"


def test_slashes_inside_stay() -> None:
    assert for_assistant("and/or 1/2") == "and/or 1/2"
