"""Whom to call in an emergency is dated data with its words in both languages."""

import re
from datetime import date

import pytest

from casework.safety import all_help_lines, help_lines
from tests.support.record import TEXTS

NOTICES = ["notice-emergency", "notice-emergency-home", "notice-emergency-threat"]


@pytest.mark.parametrize("language", TEXTS.languages)
def test_a_tap_opens_the_number_that_stands_there(language: str) -> None:
    for line in all_help_lines():
        number = re.sub(r"^(?:tel|sms):(?:\+1)?|\?.*$", "", line.address[language])
        said = TEXTS.say(f"page-{line.text}", language).replace("-", "")
        assert number in said, line.id
        word = re.search(r"\?body=(\w+)$", line.address[language])
        assert word is None or word[1] in said, line.id


@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_has_911_first_and_988_after(notice: str) -> None:
    addresses = [line.address["en"] for line in help_lines(notice)]

    assert addresses[0] == "tel:911"
    assert "tel:988" in addresses
    for language in TEXTS.languages:
        words = TEXTS.say(notice, language)
        assert 0 <= words.find("911") < words.find("988"), language


def test_every_row_names_its_source_how_sure_it_is_and_a_notice_there_is() -> None:
    for line in all_help_lines():
        assert line.citation
        assert line.certainty in {"G+", "G", "C"}
        assert line.beside <= set(NOTICES)
        assert line.address.keys() == set(TEXTS.languages)


def test_lines_count_only_on_their_days() -> None:
    assert help_lines("notice-emergency", on=date(2020, 1, 1)) == []
    assert len(help_lines("notice-emergency", on=date(2026, 11, 22))) == 4
