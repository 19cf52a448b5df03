"""A result as the page shows it: by when, and the dates of letters where they belong."""

from __future__ import annotations

from typing import Any

import pytest

from casework.conversations.models import Kind
from casework.conversations.wording import words
from casework.eligibility import determine
from channels.screening import views
from tests.support.record import TEXTS
from tests.support.summaries import AS_OF


def page(language: str, **facts: Any) -> str:
    source = {"determination": determine(facts, AS_OF).to_json(), "also": []}
    shown = words(Kind.DETERMINATION, 1, source, TEXTS, language)
    event = {
        **shown,
        "seq": 1,
        "kind": "determination",
        "author": "assistant",
        "at": "2026-11-22T12:00:00.000Z",
        "language": language,
    }
    return str(views.as_printed([event], TEXTS, "America/New_York"))


@pytest.mark.parametrize(("language", "today"), [("en", "Do the first step today."), ("es", "Dé el primer paso hoy.")])
def test_by_when_is_said_in_a_sentence_but_not_in_danger(language: str, today: str) -> None:
    assert today in page(language, hardship=["food"], adverse_action="happening")
    assert today not in page(language, emergency="yes")


def test_dates_of_letters_stand_before_the_steps_where_there_is_a_letter() -> None:
    with_letter, without = page("en", topics=["audit"]), page("en", hardship=["food"])
    assert with_letter.index('class="deadlines"') < with_letter.index("<ol>")
    assert without.index('class="deadlines"') > without.index("</ol>")
