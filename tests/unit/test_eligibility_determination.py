"""Tables of facts and expected outcomes, after DESIGN.md section 6."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from casework.eligibility import REASONS, REFERRALS, RULES, STEPS, TEXT_KEYS, Determination, EligibilityError, determine

AS_OF = dt.date(2026, 11, 22)

# Every question answered, and nothing found.
NOTHING: dict[str, Any] = {
    "federal_tax": "yes",
    "hardship": [],
    "adverse_action": "none",
    "significant_costs": "no",
    "irreparable_harm": "no",
    "promised_by": "none",
    "submission": "none",
    "system_failure": "no",
    "rights_concern": "no",
}


def ago(days: int) -> str:
    return (AS_OF - dt.timedelta(days=days)).isoformat()


def found(as_of: dt.date = AS_OF, **facts: Any) -> Determination:
    return determine(NOTHING | facts, as_of)


def codes(determination: Determination) -> list[str]:
    return [reason.code for reason in determination.reasons]


def steps(determination: Determination) -> list[str]:
    return [step.code for step in determination.next_steps]


@pytest.mark.parametrize(
    ("facts", "outcome", "criteria", "primary"),
    [
        ({}, "unlikely", (), None),
        ({"emergency": "yes", "federal_tax": "no"}, "needs_person", (), None),
        ({"federal_tax": "no", "hardship": ["food"]}, "unlikely", (), None),
        ({"federal_tax": "no", "exclusion": "in_court"}, "unlikely", (), None),
        ({"exclusion": "advice_only", "asking_as": "congressional"}, "unlikely", (), None),
        ({"exclusion": "in_court", "hardship": ["food"]}, "needs_person", (), None),
        ({"exclusion": "refund_scheme"}, "needs_person", (), None),
        ({"asking_as": "congressional", "federal_tax": "unsure"}, "needs_person", (), None),
        ({"hardship": ["food"]}, "likely", (1,), 1),
        ({"hardship": ["food"], "hardship_link": "unsure"}, "likely", (1,), 1),
        ({"hardship": ["food"], "hardship_link": "no"}, "unlikely", (), None),
        ({"hardship": ["food"], "federal_tax": "unsure"}, "possible", (1,), 1),
        ({"adverse_action": "threatened"}, "likely", (2,), 2),
        ({"adverse_action": "happening"}, "likely", (2,), 2),
        ({"significant_costs": "yes"}, "likely", (3,), 3),
        ({"irreparable_harm": "yes"}, "likely", (4,), 4),
        ({"significant_costs": "unsure"}, "possible", (), None),
        ({"irreparable_harm": "unsure"}, "possible", (), None),
        ({"promised_by": ago(1)}, "likely", (6,), 6),
        ({"promised_by": ago(0)}, "unlikely", (), None),
        ({"promised_by": "unsure"}, "possible", (), None),
        ({"submission": "e_filed_return", "submitted_on": ago(51)}, "unlikely", (), None),
        ({"submission": "e_filed_return", "submitted_on": ago(52)}, "likely", (5,), 5),
        ({"submission": "paper_return", "submitted_on": ago(72)}, "unlikely", (), None),
        ({"submission": "paper_return", "submitted_on": ago(73)}, "likely", (5,), 5),
        ({"submission": "amended_return", "submitted_on": ago(142)}, "unlikely", (), None),
        ({"submission": "amended_return", "submitted_on": ago(143)}, "likely", (5,), 5),
        ({"submission": "injured_spouse_claim", "submitted_on": ago(128)}, "unlikely", (), None),
        ({"submission": "injured_spouse_claim", "submitted_on": ago(129)}, "likely", (5,), 5),
        ({"submission": "identity_theft_report", "submitted_on": ago(150)}, "unlikely", (), None),
        ({"submission": "identity_theft_report", "submitted_on": ago(151)}, "likely", (5,), 5),
        ({"submission": "correspondence", "submitted_on": ago(75)}, "unlikely", (), None),
        ({"submission": "correspondence", "submitted_on": ago(76)}, "likely", (5,), 5),
        ({"submission": "other", "submitted_on": ago(30)}, "unlikely", (), None),
        ({"submission": "other", "submitted_on": ago(31)}, "possible", (5,), 5),
        ({"submission": "other", "submitted_on": ago(-5)}, "unlikely", (), None),
        ({"submission": "paper_return", "submitted_on": "unsure"}, "possible", (), None),
        ({"submission": "paper_return"}, "possible", (), None),
        ({"submission": "none", "submitted_on": ago(900)}, "unlikely", (), None),
        # A missed promise takes the place of the delay.
        ({"promised_by": ago(2), "submission": "paper_return", "submitted_on": ago(300)}, "likely", (6,), 6),
        ({"system_failure": "yes"}, "possible", (7,), 7),
        ({"system_failure": "yes", "contacted_irs": "no"}, "possible", (7,), 7),
        ({"system_failure": "yes", "contacted_irs": "yes"}, "likely", (7,), 7),
        ({"system_failure": "unsure", "contacted_irs": "yes"}, "possible", (), None),
        ({"rights_concern": "yes"}, "possible", (8,), 8),
        ({"rights_concern": "unsure"}, "possible", (), None),
        ({"topics": ["passport"]}, "likely", (9,), 9),
        ({"topics": ["greeting", "private_collection"]}, "likely", (9,), 9),
        ({"topics": ["exempt_status_revoked"], "rights_concern": "yes"}, "likely", (8, 9), 8),
        ({"topics": ["passport"], "promised_by": ago(3), "significant_costs": "yes"}, "likely", (3, 6, 9), 3),
    ],
)
def test_outcomes(facts: dict[str, Any], outcome: str, criteria: tuple[int, ...], primary: int | None) -> None:
    result = found(**facts)
    assert (result.outcome, result.criteria, result.primary) == (outcome, criteria, primary)


@pytest.mark.parametrize(
    "name",
    [
        "hardship",
        "adverse_action",
        "significant_costs",
        "irreparable_harm",
        "promised_by",
        "submission",
        "system_failure",
        "rights_concern",
    ],
)
def test_possible_while_something_is_unanswered(name: str) -> None:
    result = determine({key: value for key, value in NOTHING.items() if key != name}, AS_OF)
    assert result.outcome == "possible"
    assert result.reasons[-1].values == {"facts": (name,)}


@pytest.mark.parametrize(
    ("facts", "urgency"),
    [
        ({}, "soon"),
        ({"emergency": "yes"}, "today"),
        ({"hardship": ["food"], "harm_on": ago(-3)}, "today"),
        ({"hardship": ["food"], "harm_on": ago(-4)}, "this_week"),
        ({"hardship": ["food"], "harm_on": ago(-7)}, "this_week"),
        ({"hardship": ["food"], "harm_on": ago(-8)}, "soon"),
        ({"hardship": ["food"], "harm_on": ago(2)}, "today"),
        ({"hardship": ["food"]}, "this_week"),
        ({"hardship": ["food"], "harm_on": "unsure"}, "this_week"),
        ({"adverse_action": "threatened"}, "soon"),
        ({"adverse_action": "threatened", "adverse_action_on": ago(-3)}, "today"),
        ({"adverse_action": "threatened", "adverse_action_on": ago(-7)}, "this_week"),
        ({"adverse_action": "happening"}, "this_week"),
        ({"adverse_action": "happening", "hardship": ["food"]}, "today"),
        ({"adverse_action": "happening", "topics": ["lien"]}, "soon"),
        ({"adverse_action": "happening", "topics": ["lien", "levy_or_garnishment"]}, "this_week"),
        ({"adverse_action": "happening", "topics": ["passport"], "hardship": ["food"]}, "this_week"),
    ],
)
def test_urgency(facts: dict[str, Any], urgency: str) -> None:
    assert found(**facts).urgency == urgency


def test_urgency_does_not_depend_on_the_outcome() -> None:
    assert found(federal_tax="no", hardship=["food"], harm_on=ago(-1)).urgency == "today"


class TestDatedRules:
    def test_criterion_9_begins_with_its_list(self) -> None:
        assert found(dt.date(2021, 7, 5), topics=["passport"]).criteria == ()
        assert found(dt.date(2021, 7, 6), topics=["passport"]).criteria == (9,)

    @pytest.mark.parametrize(
        ("submission", "as_of", "criteria"),
        [
            ("amended_return", "2021-11-09", (5, 7)),
            ("amended_return", "2021-11-10", ()),
            ("amended_return", "2022-10-15", ()),
            ("amended_return", "2022-10-16", (5, 7)),
            ("paper_return", "2022-05-12", (5, 7)),
            ("paper_return", "2022-05-13", ()),
            ("paper_return", "2022-10-15", ()),
            ("paper_return", "2023-01-09", (5, 7)),
            ("e_filed_return", "2022-06-01", (5, 7)),
        ],
    )
    def test_return_processing(self, submission: str, as_of: str, criteria: tuple[int, ...]) -> None:
        facts = {
            "submission": submission,
            "submitted_on": "2021-01-04",
            "system_failure": "yes",
            "contacted_irs": "yes",
        }
        assert found(dt.date.fromisoformat(as_of), **facts).criteria == criteria

    def test_hardship_outlives_a_restriction_and_the_rule_is_named(self) -> None:
        result = found(
            dt.date(2022, 6, 1), submission="amended_return", submitted_on="2021-06-01", hardship=["housing"]
        )
        assert (result.outcome, result.criteria) == ("likely", (1,))
        rule = next(reason for reason in result.reasons if reason.code == "rule-amended-returns-2021-11")
        assert rule.values == {"criteria": ("5",)}

    def test_nothing_is_taken_away_today(self) -> None:
        assert not [rule for rule in RULES.acceptance_on(AS_OF) if rule.effect == "takes_away"]


class TestNextSteps:
    def test_deadlines_and_the_way_to_tas_are_always_there(self) -> None:
        for facts in (
            {},
            {"emergency": "yes"},
            {"federal_tax": "no"},
            {"exclusion": "foia_only"},
            {"hardship": ["food"]},
        ):
            assert {"keep-deadlines", "call-tas"} <= set(steps(found(**facts)))
            # In danger there are no papers and no forms.
            assert ("form-911" in steps(found(**facts))) is ("emergency" not in facts)

    def test_the_telephone_comes_before_the_form(self) -> None:
        for facts in ({"hardship": ["food"]}, {"rights_concern": "yes"}, {"asking_as": "congressional"}, {}):
            found_steps = steps(found(**facts))
            assert found_steps.index("call-tas") < found_steps.index("form-911")

    def test_dates_of_letters_come_first_where_there_is_a_letter(self) -> None:
        for facts in ({"topics": ["audit"]}, {"adverse_action": "threatened"}, {"topics": ["lien"]}):
            assert steps(found(**facts))[0] == "keep-deadlines"
        today = found(adverse_action="happening", hardship=["food"], topics=["levy_or_garnishment"])
        assert steps(today)[:2] == ["call-tas", "keep-deadlines"]
        for facts in ({"federal_tax": "no"}, {"exclusion": "foia_only"}, {"emergency": "yes"}):
            assert steps(found(topics=["audit"], **facts))[-1] == "keep-deadlines"

    def test_the_telephone_of_the_irs_is_named_once(self) -> None:
        found_steps = steps(found(system_failure="yes", contacted_irs="no", topics=["system_failure"]))
        at = found_steps.index("contact-irs")
        assert found_steps[at + 1] == "today-system_failure"
        assert "refer-irs_individual" not in found_steps

    def test_local_help_comes_first_where_the_tax_is_not_the_cause(self) -> None:
        assert steps(found(hardship=["housing"], hardship_link="no"))[0] == "local-help-211"

    def test_an_emergency_begins_with_911_and_988(self) -> None:
        assert steps(found(emergency="yes"))[:2] == ["call-911-988", "call-tas"]

    def test_today_begins_with_the_telephone(self) -> None:
        assert steps(found(hardship=["food"], harm_on=ago(0)))[0] == "call-tas"

    def test_unlikely_begins_with_the_referral(self) -> None:
        assert steps(found(federal_tax="no"))[0] == "refer-state_or_other_agency"
        assert steps(found(topics=["refund_status"]))[0] == "refer-where_is_my_refund"
        assert steps(found(exclusion="foia_only", hardship=["food"], harm_on=ago(-1)))[0] == "refer-disclosure_foia"

    def test_local_help_whatever_the_outcome(self) -> None:
        for facts in (
            {},
            {"federal_tax": "no"},
            {"emergency": "yes"},
            {"hardship_link": "no"},
            {"exclusion": "in_court"},
        ):
            assert "local-help-211" in steps(found(hardship=["utilities"], **facts))
        assert "local-help-211" not in steps(found())

    def test_when_waiting_will_bring_a_criterion(self) -> None:
        result = found(submission="e_filed_return", submitted_on=ago(10), promised_by=ago(-60))
        step = next(step for step in result.next_steps if step.code == "come-back-on")
        on = dt.date.fromisoformat(str(step.values["date"]))
        later = {"submission": "e_filed_return", "submitted_on": ago(10)}
        assert found(on, **later).criteria == (5,)
        assert found(on - dt.timedelta(days=1), **later).criteria == ()

    def test_representatives_bring_their_authorization(self) -> None:
        assert "bring-authorization" in steps(found(asking_as="representative"))
        assert "bring-authorization" in steps(found(asking_as="other", hardship=["food"]))


@pytest.mark.parametrize(
    ("facts", "referrals"),
    [
        ({}, ("irs_individual",)),
        ({"asking_as": "business"}, ("irs_business",)),
        ({"topics": ["greeting", "identity_theft"]}, ("identity_theft_unit",)),
        ({"topics": ["business_payroll_tax", "notice_question"]}, ("irs_business",)),
        ({"federal_tax": "no", "exclusion": "misconduct_only"}, ("state_or_other_agency", "tigta")),
        ({"federal_tax": "no", "exclusion": "other_agency"}, ("state_or_other_agency",)),
        ({"exclusion": "frivolous_only"}, ("frivolous_arguments_page",)),
        ({"exclusion": "advice_only"}, ("irs_individual", "vita", "litc")),
        ({"exclusion": "in_court"}, ("courts_clerk", "litc")),
        ({"topics": ["affirm", "case_status"]}, ("tas",)),
        ({"topics": ["case_status"], "rights_concern": "unsure"}, ()),
        ({"topics": ["affirm"]}, ("irs_individual",)),
        ({"hardship": ["food"]}, ()),
    ],
)
def test_referrals(facts: dict[str, Any], referrals: tuple[str, ...]) -> None:
    assert found(**facts).referrals == referrals


EVERY_CODE: list[tuple[dict[str, Any], dt.date]] = [
    (NOTHING | facts, as_of)
    for facts, as_of in [
        ({}, AS_OF),
        ({"emergency": "yes"}, AS_OF),
        ({"federal_tax": "no"}, AS_OF),
        ({"asking_as": "congressional"}, AS_OF),
        *[({"exclusion": code.removeprefix("exclusion-")}, AS_OF) for code in REASONS if code.startswith("exclusion-")],
        ({"hardship": ["food"], "adverse_action": "threatened", "asking_as": "other"}, AS_OF),
        ({"hardship": ["food"], "hardship_link": "no", "topics": ["payment_plan"]}, AS_OF),
        ({"significant_costs": "yes", "irreparable_harm": "yes", "federal_tax": "unsure"}, AS_OF),
        ({"submission": "other", "submitted_on": ago(99)}, AS_OF),
        ({"submission": "other", "submitted_on": ago(9), "promised_by": ago(-9)}, AS_OF),
        ({"promised_by": ago(9), "topics": ["passport"]}, AS_OF),
        ({"system_failure": "yes"}, AS_OF),
        ({"rights_concern": "yes"}, AS_OF),
        ({"rights_concern": "unsure", "topics": ["amended_return"]}, AS_OF),
        *[({"topics": [topic]}, AS_OF) for row in RULES.topic_offices for topic in row.topics],
        # A rule in force names them, so that only an open fact keeps them from being likely.
        *[
            ({"topics": [topic], "federal_tax": "unsure"}, AS_OF)
            for topic in ("passport", "private_collection", "exempt_status_revoked")
        ],
        ({"submission": "amended_return", "submitted_on": "2021-01-04"}, dt.date(2022, 6, 1)),
        ({"submission": "paper_return", "submitted_on": "2021-01-04"}, dt.date(2022, 6, 1)),
    ]
]


def test_every_code_is_used_and_no_other() -> None:
    results = [determine(facts, as_of) for facts, as_of in EVERY_CODE]
    assert {reason.code for result in results for reason in result.reasons} == set(REASONS)
    assert {step.code for result in results for step in result.next_steps} == set(STEPS)
    assert {referral for result in results for referral in result.referrals} == set(REFERRALS)


def test_text_keys_are_complete() -> None:
    assert {criterion.text for criterion in RULES.criteria} <= TEXT_KEYS.keys()
    assert {rule.text for rule in RULES.acceptance} <= TEXT_KEYS.keys()
    assert "outcome-needs_person" in TEXT_KEYS
    assert TEXT_KEYS["step-come-back-on"] == ("date",)


def test_json_holds_what_the_contract_names() -> None:
    result = found(hardship=["food"]).to_json()
    assert json.loads(json.dumps(result)) == result
    assert result["reasons"] == [{"code": "criterion-1", "values": {"hardship": ["food"]}}]
    assert set(result) == {
        *("outcome", "criteria", "primary", "reasons", "next_steps", "referrals", "urgency", "facts"),
        *("rules_version", "as_of"),
    }
    assert (result["as_of"], result["rules_version"]) == ("2026-11-22", RULES.version)


def test_bad_facts_are_an_error() -> None:
    with pytest.raises(EligibilityError):
        determine({"hardship": ["yacht"]}, AS_OF)
