"""Which question comes next, and when there is none."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest

from casework.eligibility import (
    FACTS,
    EligibilityError,
    Question,
    ask,
    determine,
    next_question,
    optional_questions,
    what_would_make_it_surer,
)

AS_OF = dt.date(2026, 11, 22)
UNDER_RESTRICTION = dt.date(2022, 6, 1)

# Somebody with nothing to find; what a test is about is put over it.
PERSON: dict[str, Any] = {
    "federal_tax": "yes",
    "hardship": [],
    "hardship_link": "no",
    "adverse_action": "none",
    "significant_costs": "no",
    "irreparable_harm": "no",
    "promised_by": "none",
    "submission": "none",
    "submitted_on": "2026-11-20",
    "contacted_irs": "no",
    "system_failure": "no",
    "rights_concern": "no",
    "exclusion": "none",
    "asking_as": "individual",
}


def asked(said: dict[str, Any], person: dict[str, Any]) -> list[str]:
    """Asks until there is nothing left to ask; what the person doesn't know is skipped."""
    facts, skipped, names = dict(said), set[str](), list[str]()
    answers = PERSON | person
    while name := next_question(facts, skipped, AS_OF):
        names.append(name)
        if name in answers:
            facts[name] = answers[name]
        else:
            skipped.add(name)
    return names


def test_first_of_all_the_trouble_in_their_own_words() -> None:
    assert next_question({}, (), AS_OF) == "topics"
    assert next_question({"federal_tax": "yes", "emergency": "no"}, (), AS_OF) == "topics"
    assert next_question({}, ("topics",), AS_OF) == "hardship"
    assert next_question({"topics": ["greeting"]}, (), AS_OF) == "hardship"


@pytest.mark.parametrize(
    ("said", "person", "names"),
    [
        (
            {"topics": ["refund_delay"]},
            {"hardship": ["housing"], "hardship_link": "yes"},
            ["hardship", "hardship_link", "federal_tax"],
        ),
        (
            {"topics": ["refund_delay"], "hardship": ["housing"], "federal_tax": "yes"},
            {"hardship_link": "yes"},
            ["hardship_link"],
        ),
        ({"topics": ["levy_or_garnishment"], "adverse_action": "happening"}, {}, ["federal_tax"]),
        ({"topics": ["levy_or_garnishment"], "adverse_action": "happening", "federal_tax": "yes"}, {}, []),
        (
            {"topics": ["refund_delay"]},
            {"submission": "e_filed_return", "submitted_on": "2026-02-01"},
            ["hardship", "adverse_action", "submission", "submitted_on", "federal_tax"],
        ),
        (
            {
                "topics": ["refund_delay"],
                "submission": "e_filed_return",
                "submitted_on": "2026-02-01",
                "federal_tax": "yes",
            },
            {},
            [],
        ),
        (
            {"topics": ["missed_promised_date"], "federal_tax": "yes"},
            {"promised_by": "2026-10-01"},
            ["hardship", "adverse_action", "promised_by"],
        ),
        (
            {"topics": ["system_failure"], "federal_tax": "yes"},
            {"system_failure": "yes", "contacted_irs": "yes"},
            ["hardship", "adverse_action", "system_failure", "contacted_irs"],
        ),
        ({"topics": ["passport"]}, {}, ["federal_tax"]),
        ({"topics": ["in_court"], "federal_tax": "yes"}, {"exclusion": "in_court"}, ["exclusion"]),
        ({"topics": ["other_agency"]}, {"federal_tax": "no"}, ["federal_tax"]),
        (
            {"topics": ["representative", "lien"], "adverse_action": "happening"},
            {"asking_as": "congressional"},
            ["federal_tax", "asking_as"],
        ),
    ],
)
def test_typical_people_need_few_questions(said: dict[str, Any], person: dict[str, Any], names: list[str]) -> None:
    assert asked(said, person) == names
    assert len(names) <= 5


def test_rights_come_last_and_federal_tax_is_not_asked_in_vain() -> None:
    names = asked({"topics": ["notice_question"]}, {"federal_tax": "yes"})
    assert names[-1] == "rights_concern"
    # Nothing found makes no difference between federal and other tax, until the last answer is in.
    told = {name: value for name, value in PERSON.items() if name != "federal_tax"}
    assert asked(told | {"topics": ["notice_question"]}, {}) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"emergency": "yes"},
        {"federal_tax": "no"},
        {"exclusion": "foia_only"},
        {"exclusion": "in_court", "federal_tax": "yes"},
        {"asking_as": "congressional", "federal_tax": "unsure"},
        {"federal_tax": "yes", "significant_costs": "yes"},
        {"federal_tax": "unsure", "rights_concern": "yes"},
    ],
)
def test_nothing_is_asked_once_the_outcome_is_fixed(facts: dict[str, Any]) -> None:
    assert next_question({"topics": ["notice_question"], **facts}, (), AS_OF) is None


def test_a_person_is_found_only_for_federal_tax() -> None:
    assert next_question({"exclusion": "in_court"}, (), AS_OF) == "federal_tax"
    assert next_question({"exclusion": "in_court"}, ("federal_tax",), AS_OF) is None


def test_what_is_asked_only_where_the_words_suggest_it() -> None:
    for topics in ([], ["lien"]):
        assert not {"exclusion", "asking_as", "emergency"} & set(asked({"topics": topics}, {}))
    assert "exclusion" in asked({"topics": ["in_court"]}, {})
    assert "asking_as" in asked({"topics": ["representative"]}, {})


def test_dates_follow_what_they_belong_to() -> None:
    assert "hardship_link" not in asked({"topics": []}, {"hardship": []})
    assert "submitted_on" not in asked({"topics": []}, {"submission": "none"})
    assert "contacted_irs" not in asked({"topics": []}, {"system_failure": "no"})


def longest(facts: dict[str, Any], skipped: frozenset[str], seen: dict[Any, int]) -> int:
    key = (tuple(sorted(facts.items())), skipped)
    if key not in seen:
        name = next_question(facts, skipped, AS_OF)
        if name is None:
            seen[key] = 0
        else:
            telling: dict[str, tuple[Any, ...]] = {
                "hardship": ((), ("food",)),
                "submission": ("none", "other", "paper_return"),
                "submitted_on": ("2020-01-01", "2026-11-20", "unsure"),
                "promised_by": ("2020-01-01", "none", "unsure"),
            }
            answers = telling.get(name) or FACTS[name].choices
            seen[key] = 1 + max(
                longest(facts, skipped | {name}, seen),
                *(longest(facts | {name: answer}, skipped, seen) for answer in answers),
            )
    return seen[key]


@pytest.mark.parametrize("topics", [("refund_delay",), ("in_court",), ("representative", "in_court"), ("complaint",)])
def test_nobody_is_asked_more_than_twelve_questions(topics: tuple[str, ...]) -> None:
    assert longest({"topics": topics}, frozenset(), {}) <= 12


class TestTheDateOfTheHarm:
    def test_it_is_asked_once_when_a_hardship_has_no_date(self) -> None:
        facts = {"federal_tax": "yes", "hardship": ["food"], "hardship_link": "yes"}
        assert next_question(facts, (), AS_OF) is None
        assert ask(facts, (), AS_OF) == Question("harm_on", reason_optional=True)
        assert ask(facts, ("harm_on",), AS_OF) is None
        assert ask(facts | {"harm_on": "unsure"}, (), AS_OF) is None

    def test_what_decides_is_asked_first(self) -> None:
        assert ask({"hardship": ["food"]}, (), AS_OF) == Question("hardship_link", reason_optional=False)

    def test_it_is_not_asked_where_it_changes_nothing(self) -> None:
        assert ask({"federal_tax": "yes", "significant_costs": "yes"}, (), AS_OF) is None
        assert ask({"federal_tax": "no", "hardship": ["food"]}, (), AS_OF) is None
        happening = {"federal_tax": "yes", "hardship": ["food"], "adverse_action": "happening"}
        assert ask(happening, (), AS_OF) is None


class TestOptionalQuestions:
    def test_at_most_three_that_help_the_advocate(self) -> None:
        facts = {"federal_tax": "yes", "hardship": ["food"], "adverse_action": "threatened", "hardship_link": "yes"}
        assert optional_questions(facts, (), AS_OF) == ["harm_on", "adverse_action_on", "contacted_irs"]
        assert optional_questions(facts, ("harm_on",), AS_OF) == ["adverse_action_on", "contacted_irs", "promised_by"]

    def test_hardship_is_offered_where_the_outcome_was_fixed_without_it(self) -> None:
        assert optional_questions({"federal_tax": "yes", "adverse_action": "happening"}, (), AS_OF)[0] == "hardship"

    def test_none_where_they_help_nobody(self) -> None:
        assert optional_questions({"federal_tax": "no"}, (), AS_OF) == []
        assert optional_questions({"emergency": "yes"}, (), AS_OF) == []


def test_what_would_make_it_surer_names_the_skipped_last() -> None:
    facts = {
        key: value for key, value in PERSON.items() if key not in {"rights_concern", "promised_by", "significant_costs"}
    }
    facts |= {"topics": ["notice_question"], "significant_costs": "unsure"}
    assert what_would_make_it_surer(facts, ("promised_by",), AS_OF) == [
        "promised_by",
        "significant_costs",
        "rights_concern",
    ]
    assert what_would_make_it_surer({"federal_tax": "yes", "significant_costs": "yes"}, (), AS_OF) == []


def test_skipped_holds_facts() -> None:
    for function in (next_question, ask, optional_questions, what_would_make_it_surer):
        with pytest.raises(EligibilityError):
            function({}, ("confirm",), AS_OF)


@pytest.mark.parametrize("as_of", [AS_OF, UNDER_RESTRICTION])
def test_it_answers_at_once(as_of: dt.date) -> None:
    facts: dict[str, Any] = {"topics": ["lien"]}
    next_question(facts, (), as_of)
    started = time.process_time()
    for _ in range(200):
        next_question(facts, (), as_of)
    # Typically 0.1 ms; the bound leaves room for slow and busy machines.
    assert (time.process_time() - started) / 200 < 0.005


def test_a_date_without_what_was_sent_is_completed_though_no_answer_is_late() -> None:
    """Every answer gives `unlikely`, but unanswered it stays `possible`: so it is asked."""
    facts = {
        "federal_tax": "yes",
        "topics": ["refund_status"],
        "submitted_on": "2026-10-23",
        "hardship": [],
        "adverse_action": "none",
        "promised_by": "2026-12-18",
        "significant_costs": "no",
        "irreparable_harm": "no",
        "system_failure": "no",
        "rights_concern": "no",
    }
    as_of = dt.date(2026, 11, 20)
    assert determine(facts, as_of).outcome == "possible"
    assert next_question(facts, [], as_of) == "submission"
    assert next_question(facts, ["submission"], as_of) is None
    assert next_question({**facts, "rights_concern": "unsure"}, [], as_of) is None
    assert determine({**facts, "submission": "paper_return"}, as_of).outcome == "unlikely"
