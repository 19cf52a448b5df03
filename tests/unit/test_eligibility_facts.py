"""The table of facts keeps out what isn't in it and never repeats what was given."""

from __future__ import annotations

from typing import Any

import pytest

from casework.eligibility import FACTS, EligibilityError, validate_facts


def refused(facts: dict[Any, Any]) -> EligibilityError:
    with pytest.raises(EligibilityError) as caught:
        validate_facts(facts)
    return caught.value


@pytest.mark.parametrize(("name", "value"), [(kind.name, value) for kind in FACTS.values() for value in kind.values])
def test_every_value_of_the_table_is_taken(name: str, value: str) -> None:
    given: object = [value] if FACTS[name].input in {"choices", "topics"} else value
    validate_facts({name: given})


@pytest.mark.parametrize(
    "facts",
    [
        {"federal_tax": "maybe"},
        {"federal_tax": True},
        {"federal_tax": None},
        {"federal_tax": "Yes"},
        {"emergency": "unsure"},
        {"contacted_irs": "unsure"},
        {"adverse_action": "unsure"},
        {"exclusion": ["in_court"]},
        {"hardship": "housing"},
        {"hardship": ["none"]},
        {"hardship": ["housing", "housing"]},
        {"hardship": [["housing"]]},
        {"hardship": {"housing": 1}},
        {"topics": ["lien", 3]},
        {"topics": ["lien", "lien"]},
        {"harm_on": "none"},
        {"adverse_action_on": "unsure"},
        {"submitted_on": "none"},
        {"promised_by": "soon"},
        {"promised_by": "20260101"},
        {"promised_by": "2026-W01-1"},
        {"promised_by": "2026-02-30"},
        {"promised_by": "2026-01-01 "},
        {"promised_by": "２０２６-01-01"},
        {"promised_by": "1899-12-31"},
        {"promised_by": "2101-01-01"},
        {"promised_by": 20260101},
    ],
)
def test_other_values_are_refused(facts: dict[str, object]) -> None:
    assert refused(facts).code == "bad_value"


def test_unknown_facts_are_refused() -> None:
    assert refused({"shoe_size": "yes"}).code == "unknown_fact"
    assert refused({7: "yes"}).code == "unknown_fact"


@pytest.mark.parametrize("facts", [{"federal_tax": "123-45-6789"}, {"123-45-6789": "yes"}, {"harm_on": "123-45-6789"}])
def test_what_was_given_is_not_repeated(facts: dict[str, object]) -> None:
    error = refused(facts)
    assert "123-45-6789" not in f"{error} {error.detail}"


def test_hardships_take_the_order_of_the_table_and_topics_keep_theirs() -> None:
    facts = validate_facts({"topics": ["seizure", "lien"], "hardship": ["food", "housing"]})
    assert facts == {"topics": ("seizure", "lien"), "hardship": ("housing", "food")}
    assert validate_facts(facts) == facts


def test_edges_of_the_years() -> None:
    validate_facts({"harm_on": "1900-01-01", "promised_by": "2100-12-31", "submitted_on": "2024-02-29"})


def test_kinds_say_what_may_be_asked() -> None:
    by_asked: dict[str, set[str]] = {}
    for kind in FACTS.values():
        by_asked.setdefault(kind.asked, set()).add(kind.name)
    assert by_asked["never"] == {"emergency"}
    assert by_asked["if_suggested"] == {"asking_as", "exclusion"}
    assert by_asked["optional"] == {"harm_on", "adverse_action_on"}
    assert FACTS["exclusion"].choices == ("in_court", "none")
    assert FACTS["federal_tax"].has_unsure
    assert not FACTS["contacted_irs"].has_unsure
    assert not FACTS["topics"].has_unsure
    assert {name for name, kind in FACTS.items() if kind.has_none} == {
        "exclusion",
        "adverse_action",
        "submission",
        "promised_by",
    }
