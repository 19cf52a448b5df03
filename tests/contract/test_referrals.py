"""Where TAS is not the way, every topic has an office with its number, hours and page: as data, in the words people read."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from casework.eligibility import RULES, TOPICS, determine
from casework.eligibility.rules import Office
from casework.texts import Texts
from tests.support.record import TEXTS
from tests.support.summaries import summary_of

_NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{4}\b")
_PAGE = re.compile(r"\b\w+\.gov\b")
# What is said in a chat beside a matter: it names no trouble that an office could help with.
NO_MATTER = {
    *("language", "emergency", "greeting", "thanks", "goodbye", "affirm", "deny", "unsure", "restart", "out_of_scope"),
}
NOTHING = {
    **dict.fromkeys(("significant_costs", "irreparable_harm", "system_failure", "rights_concern"), "no"),
    "federal_tax": "yes",
    "hardship": [],
    "adverse_action": "none",
    "contacted_irs": "yes",
    "submission": "none",
    "promised_by": "none",
}
RULES_DAY = dt.date(2026, 11, 22)
LANGUAGES = pytest.mark.parametrize("language", Texts.languages)


@LANGUAGES
@pytest.mark.parametrize("office", RULES.offices.values(), ids=lambda office: office.row.id)
def test_an_office_s_words_say_what_its_row_says(language: str, office: Office) -> None:
    step, name = (TEXTS.say(f"{start}-{office.row.id}", language) for start in ("step-refer", "referral"))
    assert set(_NUMBER.findall(step)) == ({office.telephone} if office.telephone else set())
    assert set(_NUMBER.findall(name)) <= {office.telephone}
    assert set(_PAGE.findall(step + name)) == ({office.page} if office.page else set())
    hours = {"en": "Monday to Friday, 7 a.m. to 7 p.m. local time", "es": "de lunes a viernes, de 7 a.m. a 7 p.m."}
    assert (hours[language] in step) is (office.hours == hours["en"])


def test_one_number_has_one_time_to_call() -> None:
    hours: dict[str, set[str | None]] = {}
    for office in RULES.offices.values():
        if office.telephone:
            hours.setdefault(office.telephone, set()).add(office.hours)
    assert {number: found for number, found in hours.items() if len(found) > 1} == {}


@LANGUAGES
@pytest.mark.parametrize("whom", [None, "other", "representative"])
def test_whoever_is_told_to_call_the_irs_first_is_told_when(language: str, whom: str | None) -> None:
    step = TEXTS.say("step-contact-irs", language, whom=whom)
    assert "800-829-1040" in step
    assert "7 a.m." in step


def test_every_topic_that_is_a_matter_has_its_offices() -> None:
    named = [topic for row in RULES.topic_offices for topic in row.topics]
    assert sorted(named) == sorted(set(TOPICS) - NO_MATTER)


@pytest.mark.parametrize("topic", sorted(set(TOPICS) - NO_MATTER))
def test_a_topic_that_ends_unlikely_begins_with_today_s_step(topic: str) -> None:
    result = determine({**NOTHING, "topics": [topic]}, RULES_DAY)
    if result.outcome != "unlikely":
        # A rule in force gives these topics to TAS; without one they have their offices as well.
        assert result.criteria == (9,)
        return
    row = RULES.offices_for(topic, RULES_DAY)
    assert row is not None
    # That dates in a letter count is said before, where there is a letter.
    first, second = [step.code for step in result.next_steps if step.code != "keep-deadlines"][:2]
    assert first == f"refer-{result.referrals[0]}"
    assert (second == f"today-{topic}") is row.today


@LANGUAGES
@pytest.mark.parametrize("topic", ["about_tas", "talk_to_human", "case_status"])
def test_whoever_is_sent_to_tas_is_not_told_that_others_are_faster(language: str, topic: str) -> None:
    said = " ".join(
        line
        for section in summary_of({**NOTHING, "topics": [topic]}, language, RULES_DAY).sections
        for line in (*section.before, *section.items, *section.after)
    )
    assert {"en": "Call TAS at", "es": "Llame a TAS al"}[language] in said
    assert not re.search("faster|más rápido", said)


def test_nothing_uncertain_reaches_people_unreviewed() -> None:
    rows = [*RULES.offices.values(), *RULES.topic_offices, *RULES.papers]
    assert [one.row.id for one in rows if one.row.certainty == "weak" and one.row.reviewed_on is None] == []
