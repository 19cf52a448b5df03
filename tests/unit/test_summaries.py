"""What stands on the page to take away, and what does not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from casework.summaries import Section
from channels.problems import Problem
from channels.screening import pdf, views
from tests.support.summaries import AS_OF, summary_of


def part(code: str, language: str = "en", **facts: Any) -> Section:
    return {section.code: section for section in summary_of(facts, language).sections}[code]


def test_what_belongs_together_is_said_together() -> None:
    said = part(
        "understood",
        topics=["refund_delay", "no_response"],
        federal_tax="yes",
        hardship=["housing"],
        hardship_link="yes",
        submission="paper_return",
        submitted_on="2026-03-02",
        contacted_irs="no",
    )
    assert said.items == (
        "A late refund and no answer from the IRS",
        "A federal tax matter",
        "Trouble with rent or mortgage and money trouble tied to the tax problem",
        "A tax return filed on paper and sent on March 2, 2026",
        "No contact with the IRS yet",
    )


def test_a_month_is_never_said_as_its_first_day() -> None:
    facts = {
        "adverse_action": "threatened",
        "adverse_action_on": "2026-12-01",
        "submission": "paper_return",
        "submitted_on": "2026-02-01",
        "promised_by": "2026-10-31",
    }
    as_told = {**facts, "adverse_action_on": "2026-12", "submitted_on": "2026", "promised_by": "2026-09"}
    sections = {section.code: section for section in summary_of(facts, "en", as_told=as_told).sections}
    assert sections["understood"].items == (
        "An IRS warning of a step to collect and an IRS step in December 2026",
        # What has been told since then says nothing of the day that this result was made with.
        "A tax return filed on paper, sent in 2026 and an answer promised by October 31, 2026",
    )
    assert "December 1" not in views.summary_text(summary_of(facts, "en", as_told=as_told))
    spanish = views.summary_text(summary_of(facts, "es", as_told=as_told))
    assert "diciembre de 2026" in spanish
    assert "1 de diciembre" not in spanish


def test_danger_and_what_is_not_there_are_left_out() -> None:
    summary = summary_of(
        {
            "emergency": "no",
            "exclusion": "none",
            "hardship": [],
            "adverse_action": "none",
            **dict.fromkeys(("significant_costs", "irreparable_harm", "system_failure", "rights_concern"), "no"),
            "submission": "none",
            "promised_by": "unsure",
        },
        "en",
    )
    assert "understood" not in [section.code for section in summary.sections]
    assert "danger" not in views.summary_text(summary_of({"emergency": "yes"}, "en")).split("WHY")[0].lower()


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"harm_on": AS_OF.isoformat()}, "Do the first step today. The date to keep in mind is November 22, 2026."),
        (
            {"adverse_action": "threatened", "adverse_action_on": "2026-11-28", "harm_on": "2026-12-24"},
            "Do the first step this week. The date to keep in mind is November 28, 2026.",
        ),
        ({"harm_on": "2026-11-01"}, "Do the first step today."),
        ({"harm_on": "unsure"}, "Do the first step as soon as you can."),
    ],
)
def test_by_when(facts: dict[str, Any], line: str) -> None:
    said = part("steps", **facts)
    assert said.before[0] == line
    # That dates in letters count is said before the steps where there is a letter, and after them otherwise.
    first, last = len(said.before) - 1, len(said.after)
    assert (first, last) == ((1, 0) if "adverse_action" in facts else (0, 1))


def test_papers_are_those_of_the_trouble() -> None:
    papers = part("papers", "es", hardship=["housing"], adverse_action="happening").items
    assert papers == (
        "La carta del IRS sobre el embargo, gravamen u otra medida, como CP504, LT11 o CP90",
        "Un aviso de desalojo o de ejecución hipotecaria, una carta de renta atrasada o su contrato",
    )


def test_a_demonstration_says_that_it_is_one_and_what_nobody_has_checked() -> None:
    marked, plain = (summary_of({"hardship": ["food"]}, "en", demonstration=which) for which in (True, False))
    assert marked.lead[0] == (
        "This is a demonstration, not an official website. "
        "Numbers and papers on this page have not been checked by TAS yet."
    )
    assert marked.lead[1:] == plain.lead


def test_plain_text_has_every_word_of_it() -> None:
    summary = summary_of({"topics": ["audit"], "hardship": ["food"], "hardship_link": "no"}, "en")
    text = views.summary_text(summary)
    assert text.startswith(f"{summary.title}\n\n")
    for section in summary.sections:
        assert all(line in text for line in (section.title.upper(), *section.before, *section.after))
        for number, item in enumerate(section.items, 1):
            assert f"\n{f'{number}.' if section.numbered else '-'} {item}\n" in text


async def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_SECONDS", 0.01)
    free = asyncio.Event()
    loop = asyncio.get_running_loop()
    held = pdf._PRESS.submit(lambda: asyncio.run_coroutine_threadsafe(free.wait(), loop).result(10))
    with pytest.raises(Problem) as told:
        await pdf.printed(summary_of({}, "en"), "letter")
    assert told.value.code == "unavailable"
    free.set()
    assert await asyncio.wrap_future(held)
    monkeypatch.setattr(pdf, "_MOST_SECONDS", 5.0)
    assert (await pdf.printed(summary_of({}, "en"), "letter")).startswith(b"%PDF-")
