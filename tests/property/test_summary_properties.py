"""The page to take away, for all kinds of facts: one sheet, letters that can be read, and the right order for tools."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.summaries import CodeToCome
from channels.screening import views
from channels.screening.pdf import SHEETS, Sheet, set_page
from tests.property.test_eligibility_properties import facts_sets
from tests.support.summaries import AS_OF, CODE, EVERYTHING, in_order, read_pdf, summary_of

# Eleven points are about what a newspaper has; most pages have fourteen.
SMALLEST_POINTS = 11.0
languages = st.sampled_from(["en", "es"])
# Any facts, and those of somebody who has told nearly everything.
told = st.one_of(facts_sets, facts_sets.map(lambda facts: {**EVERYTHING, **facts}))


@given(told, languages, st.sampled_from(SHEETS), st.sampled_from([None, CODE]))
@settings(deadline=None, max_examples=60)
def test_one_sheet_holds_it_and_it_is_read_in_order(
    facts: dict[str, Any], language: str, sheet: Sheet, code: CodeToCome | None
) -> None:
    summary = summary_of(facts, language, code=code)
    read = read_pdf(set_page(summary, sheet))
    assert read.pages == 1
    assert read.letter_points >= SMALLEST_POINTS
    assert read.said == in_order(summary)


@given(told, languages)
@settings(deadline=None)
def test_it_says_what_to_do_why_and_whom_to_call(facts: dict[str, Any], language: str) -> None:
    summary = summary_of(facts, language)
    codes = [section.code for section in summary.sections]
    assert codes == [code for code in _ORDER if code in codes]
    assert {"result", "reasons", "steps", "telephone"} <= set(codes)
    text = views.summary_text(summary)
    assert [word for word in ("877-777-4778", "800-829-4059", "711") if word not in text] == []
    assert "_" not in text, "a code shows through"


_ORDER = ("understood", "result", "reasons", "steps", "papers", "telephone", "return_code")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_longest_page_fits_and_says_what_it_is(language: str, sheet: Sheet) -> None:
    summary = summary_of(EVERYTHING, language)
    read = read_pdf(set_page(summary, sheet))
    assert (read.pages, read.letter_points >= SMALLEST_POINTS) == (1, True)
    assert read.title == summary.title
    assert read.root["/Lang"] == f"{language}-US"
    assert read.root["/MarkInfo"]["/Marked"]
    assert read.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.root["/Metadata"].get_data()
    assert {"tel:+18777774778", "tel:+18008294059"} <= read.links
    width, height = read.size_points
    assert (width < 600) is (sheet == "a4")
    assert height > width


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("asking_as", ["individual", "other", "representative"])
def test_the_longest_page_has_room_for_a_return_code(language: str, sheet: Sheet, asking_as: str) -> None:
    summary = summary_of({**EVERYTHING, "asking_as": asking_as}, language, code=CODE)
    read = read_pdf(set_page(summary, sheet))
    assert (read.pages, read.letter_points >= SMALLEST_POINTS) == (1, True)
    assert ("P", CODE.code) in read.said


def test_a_page_that_has_little_to_say_has_larger_letters() -> None:
    little = summary_of({"federal_tax": "yes", "hardship": ["housing"], "hardship_link": "yes"}, "en")
    assert read_pdf(set_page(little, "letter")).letter_points >= 14


def test_pages_of_the_same_result_are_the_same_file() -> None:
    facts = {"hardship": ["food"], "harm_on": (AS_OF + dt.timedelta(days=2)).isoformat()}
    assert set_page(summary_of(facts, "es"), "a4") == set_page(summary_of(facts, "es"), "a4")
