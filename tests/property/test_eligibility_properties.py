"""What holds for any facts."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casework.eligibility import (
    FACTS,
    REASONS,
    REFERRALS,
    STEPS,
    TOPICS,
    Determination,
    ask,
    determine,
    next_question,
    optional_questions,
    validate_facts,
    what_would_make_it_surer,
)

RANK = {"unlikely": 0, "possible": 1, "likely": 2}
TELLING_TOPICS = ("in_court", "representative", "passport", "refund_delay", "system_failure", "lien")
AFTER_RESTRICTIONS = dt.date(2023, 1, 9)

days = st.one_of(
    st.dates(dt.date(2021, 6, 1), dt.date(2023, 2, 1)),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
)
later_days = st.dates(AFTER_RESTRICTIONS, dt.date(2040, 12, 31))


def value_of(name: str) -> st.SearchStrategy[Any]:
    kind = FACTS[name]
    match kind.input:
        case "choice":
            return st.sampled_from(kind.values)
        case "choices":
            return st.lists(st.sampled_from(kind.values), unique=True)
        case "topics":
            return st.lists(st.sampled_from(TELLING_TOPICS + TOPICS), unique=True, max_size=4)
        case "date":
            words = [st.sampled_from(kind.values)] if kind.values else []
            return st.one_of(days.map(dt.date.isoformat), *words)


facts_sets = st.fixed_dictionaries({}, optional={name: value_of(name) for name in FACTS})
# Facts that reach the criteria: nothing sends them elsewhere first.
deciding_facts = facts_sets.map(
    lambda facts: {
        key: value for key, value in facts.items() if key not in {"emergency", "exclusion", "asking_as", "federal_tax"}
    }
)
skips = st.frozensets(st.sampled_from(list(FACTS)), max_size=6)


@given(facts_sets, days)
@settings(deadline=None)
def test_any_facts_get_an_explained_determination(facts: dict[str, Any], as_of: dt.date) -> None:
    result = determine(facts, as_of)
    assert result == determine(facts, as_of)
    assert result.facts == validate_facts(facts)
    assert list(result.criteria) == sorted(set(result.criteria))
    assert result.primary == (result.criteria[0] if result.criteria else None)
    for reason in result.reasons:
        assert tuple(reason.values) == REASONS[reason.code]
    for step in result.next_steps:
        assert tuple(step.values) == STEPS[step.code]
    assert set(result.referrals) <= set(REFERRALS)
    steps = [step.code for step in result.next_steps]
    named = {f"refer-{referral}" for referral in result.referrals} - set(steps)
    # Who should call the IRS first is told so once.
    assert named <= ({"refer-irs_individual"} if "contact-irs" in steps else set())
    assert {f"criterion-{number}" for number in result.criteria} <= {reason.code for reason in result.reasons}
    assert len({step.code for step in result.next_steps}) == len(result.next_steps)
    assert "keep-deadlines" in steps
    if result.outcome == "unlikely":
        before = {"keep-deadlines", "local-help-211"}
        assert next(step for step in steps if step not in before) == f"refer-{result.referrals[0]}"
    elif result.urgency == "today":
        assert "call-tas" in steps[:2]
    if {"form-911", "call-tas"} <= set(steps):
        assert steps.index("call-tas") < steps.index("form-911")


def told_by(result: Determination) -> str:
    """Reads the outcome off the reasons alone, as a person would."""
    codes = {reason.code for reason in result.reasons}
    if "emergency" in codes:
        return "needs_person"
    if "not-federal-tax" in codes:
        return "unlikely"
    if codes & {"exclusion-in_court", "exclusion-refund_scheme", "congressional"} and not any(
        code.endswith("_only") or code == "exclusion-other_agency" for code in codes if code.startswith("exclusion-")
    ):
        return "needs_person"
    if any(code.startswith("exclusion-") for code in codes):
        return "unlikely"
    weak = {"criterion-8"}
    weak |= {"criterion-5"} if "low-confidence-5" in codes else set()
    weak |= {"criterion-7"} if "contact-irs-first" in codes else set()
    met = {f"criterion-{number}" for number in range(1, 10)} & codes
    if met - weak and "federal-tax-open" not in codes:
        return "likely"
    return "possible" if met or "still-open" in codes else "unlikely"


@given(facts_sets, days)
@settings(deadline=None)
def test_the_outcome_is_explained_by_the_reasons_alone(facts: dict[str, Any], as_of: dt.date) -> None:
    result = determine(facts, as_of)
    assert told_by(result) == result.outcome


@given(facts_sets, skips, days)
@settings(deadline=None)
def test_questions_are_new_and_come_to_an_end(facts: dict[str, Any], skipped: frozenset[str], as_of: dt.date) -> None:
    so_far: set[str] = set(skipped)
    for _ in range(20):
        question = ask(facts, so_far, as_of)
        if question is None:
            break
        assert question.asks not in facts
        assert question.asks not in so_far
        assert FACTS[question.asks].asked != "never"
        so_far.add(question.asks)
    else:
        raise AssertionError("asked without end")
    for name in optional_questions(facts, so_far, as_of):
        assert name not in facts
        assert name not in so_far
    surer = what_would_make_it_surer(facts, so_far, as_of)
    assert len(set(surer)) == len(surer)
    assert not [name for name in surer if name in facts and facts[name] != "unsure"]


def askable(facts: dict[str, Any], skipped: frozenset[str]) -> list[str]:
    topics = facts.get("topics", [])
    suggested = "exclusion" if "in_court" in topics else "asking_as" if "representative" in topics else None
    return [
        name
        for name, kind in FACTS.items()
        if (kind.asked == "to_decide" or name == suggested) and name not in facts and name not in skipped
    ]


@given(st.data(), facts_sets, skips, days)
@settings(max_examples=300, deadline=None)
def test_no_question_means_that_no_answer_changes_the_outcome(
    data: st.DataObject, facts: dict[str, Any], skipped: frozenset[str], as_of: dt.date
) -> None:
    while (name := next_question(facts, skipped, as_of)) is not None:
        facts = facts | {name: data.draw(offered(name), label=name)}
    outcome = determine(facts, as_of).outcome
    for _ in range(5):
        rest = {name: data.draw(st.none() | offered(name), label=name) for name in askable(facts, skipped)}
        completed = facts | {name: value for name, value in rest.items() if value is not None}
        assert determine(completed, as_of).outcome == outcome


def offered(name: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(FACTS[name].choices) if name in {"exclusion", "asking_as"} else value_of(name)


def every_answer(name: str, as_of: dt.date) -> tuple[Any, ...]:
    dates = ("1900-01-01", (as_of - dt.timedelta(days=1)).isoformat(), as_of.isoformat())
    if FACTS[name].input == "date":
        return (*dates, *FACTS[name].values)
    if name == "hardship":
        return ([], ["food"])
    return ([], ["passport"]) if name == "topics" else FACTS[name].choices


@given(st.data(), st.one_of(st.just(dt.date(2026, 11, 22)), days))
@settings(max_examples=300, deadline=None)
def test_a_fact_is_asked_exactly_when_some_answers_to_it_differ(data: st.DataObject, as_of: dt.date) -> None:
    """Against brute force: all completions of up to three open facts."""
    assume(as_of > dt.date(1900, 6, 1))
    open_names = data.draw(st.lists(st.sampled_from(list(FACTS)), unique=True, min_size=1, max_size=3))
    # Mostly answers that leave the rest undecided, so that something hangs on the open ones.
    quiet: dict[str, Any] = {"hardship": [], "adverse_action": "none", "submission": "none", "promised_by": "none"}
    quiet |= {"federal_tax": "yes", "significant_costs": "no", "irreparable_harm": "no", "exclusion": "none"}
    quiet |= {"system_failure": "no", "rights_concern": "no", "asking_as": "individual", "emergency": "no"}
    loud = data.draw(st.fixed_dictionaries({}, optional={name: value_of(name) for name in FACTS}))
    loud = dict(data.draw(st.lists(st.sampled_from(sorted(loud.items(), key=str)), max_size=3))) if loud else {}
    facts = {name: value for name, value in (quiet | loud).items() if name not in open_names}
    facts.setdefault("submitted_on", "unsure") if "submitted_on" not in open_names else None
    # Without a word about the trouble, topics is asked whatever hangs on it.
    assume(facts.keys() - {"emergency", "federal_tax", "asking_as", "exclusion"})
    skipped = data.draw(st.frozensets(st.sampled_from(open_names)))
    names = askable(facts, skipped)
    outcomes = {
        answers: determine(facts | dict(zip(names, answers_of, strict=True)), as_of).outcome
        for answers, answers_of in zip(
            itertools.product(*(range(len(every_answer(name, as_of))) for name in names)),
            itertools.product(*(every_answer(name, as_of) for name in names)),
            strict=True,
        )
    }
    decisive = set[str]()
    for position, name in enumerate(names):
        seen: dict[tuple[int, ...], set[str]] = {}
        for answers, outcome in outcomes.items():
            seen.setdefault(answers[:position] + answers[position + 1 :], set()).add(outcome)
        if any(len(different) > 1 for different in seen.values()):
            decisive.add(name)
    question = next_question(facts, skipped, as_of)
    if decisive:
        assert question in decisive
    elif set(outcomes.values()) == {determine(facts, as_of).outcome}:
        assert question is None
    else:
        # Whatever is answered leads to one outcome, and only the silence keeps another: then it is asked all the same.
        assert question is None or question in names


@given(deciding_facts, st.sampled_from(["yes", "unsure"]), days)
@settings(deadline=None)
def test_more_trouble_never_lowers_the_outcome(facts: dict[str, Any], federal_tax: str, as_of: dt.date) -> None:
    facts = facts | {"federal_tax": federal_tax}
    before = RANK[determine(facts, as_of).outcome]
    for worse in (
        {"hardship": ["food"], "hardship_link": "yes"},
        {"adverse_action": "happening"},
        {"significant_costs": "yes"},
        {"irreparable_harm": "yes"},
        {"rights_concern": "yes"},
        {"topics": [*facts.get("topics", []), *([] if "passport" in facts.get("topics", []) else ["passport"])]},
    ):
        assert RANK[determine(facts | worse, as_of).outcome] >= before


@given(deciding_facts, later_days, st.integers(0, 2000))
@settings(deadline=None)
def test_waiting_longer_never_lowers_the_outcome(facts: dict[str, Any], as_of: dt.date, days_later: int) -> None:
    facts = facts | {"federal_tax": "yes"}
    later = as_of + dt.timedelta(days=days_later)
    assert RANK[determine(facts, later).outcome] >= RANK[determine(facts, as_of).outcome]


@given(facts_sets, days, days)
@settings(deadline=None)
def test_dates_of_harm_never_change_the_outcome(facts: dict[str, Any], as_of: dt.date, date: dt.date) -> None:
    dated = facts | {"harm_on": date.isoformat(), "adverse_action_on": date.isoformat()}
    before, after = determine(facts, as_of), determine(dated, as_of)
    assert (before.outcome, before.criteria) == (after.outcome, after.criteria)


@given(facts_sets, days)
@settings(deadline=None)
def test_an_emergency_is_always_for_a_person_today(facts: dict[str, Any], as_of: dt.date) -> None:
    result = determine(facts | {"emergency": "yes"}, as_of)
    assert (result.outcome, result.urgency, result.next_steps[0].code) == ("needs_person", "today", "call-911-988")
    assert next_question(facts | {"emergency": "yes"}, (), as_of) is None
