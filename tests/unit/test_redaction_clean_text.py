"""What is stored of what a person typed."""

import pytest

from casework.redaction import clean_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("plain\ttext\nand more", "plain\ttext\nand more"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("nacio\u0301", "nació"),
        ("n\x00\u0303", "ñ"),
        ("lone \ud800 half", "lone  half"),
        ("emoji 👩\u200d👧 stay", "emoji 👩\u200d👧 stay"),
    ],
)
def test_only_text_is_stored(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored
    assert clean_text(stored) == stored
    stored.encode()
