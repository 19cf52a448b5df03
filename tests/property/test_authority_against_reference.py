"""Our decision and an examiner's, written apart from the same rules, agree but for differences that are named here."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.authority.decision import decide
from casework.authority.models import Access, Refusal
from casework.authority.rules import rules
from tests.reference import authority_reference as reference
from tests.support.cases import actor_of, authorization_of, case_of, matter_of

VIGNETTES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "reference" / "authority_vignettes.jsonl").read_text().splitlines()
]
# The reference withholds these on a joint case, since its fields have no spouse on each line. Ours have: a criterion is
# in one spouse's matter, and of papers and steps the other's are in the other's (docs/authority.md), so one's own stay.
OWN_ON_A_JOINT_CASE = {"criterion", "documents_asked", "history"}
# A spouse who represents the other: the reference shows what it takes for the case's, which with us is the other's own.
OF_THE_OTHER_SPOUSE = {"issues", "next_actor", "next_contact"}
# Until those sent to a representative can be told from the client's own, a representative has none of either.
NOT_TOLD_APART = {"messages", "documents"}


def ours(row: dict[str, Any]) -> tuple[set[str], set[str]] | None:
    """Our answer in the reference's words. A matter or case that isn't there never gets as far as the decision."""
    if row["matter"] is None or row["case"] is None or row["matter"]["case_id"] != row["case"]["id"]:
        return None
    if row["matter"]["id"] not in {each["id"] for each in row["matters_of_case"]}:
        return None
    on = row["on"] if isinstance(row["on"], date) else date.fromisoformat(row["on"])
    case = case_of(row["case"])
    beside = [matter_of(each, case) for each in row["matters_of_case"]]
    decided = decide(
        actor_of(row["actor"]),
        matter_of(row["matter"], case),
        case,
        taxpayers={each.taxpayer for each in beside},
        authorizations=[authorization_of(each) for each in row["authorizations"]],
        on=on,
        rules=rules(on),
    )
    if isinstance(decided, Refusal):
        return None
    assert isinstance(decided, Access)
    return {field.value for field in decided.fields}, {act.value for act in decided.acts}


def agreed(row: dict[str, Any], theirs: tuple[set[str], set[str]] | None) -> tuple[set[str], set[str]] | None:
    """The reference's answer with the differences that we chose."""
    if theirs is None:
        return None
    fields, acts = theirs
    taxpayers = {each["taxpayer"] for each in row["matters_of_case"]}
    if row["actor"].get("staff_roles"):
        return fields, acts
    if row["actor"].get("tin") != row["matter"]["taxpayer"]:
        fields = fields - NOT_TOLD_APART
    if len(taxpayers) < 2:
        return fields, acts
    if row["actor"].get("tin") in taxpayers - {row["matter"]["taxpayer"]}:
        return fields - OF_THE_OTHER_SPOUSE, acts
    # Who is given the case's facts at all is given their own; a preparer is given the status alone.
    return (fields | OWN_ON_A_JOINT_CASE if "case_number" in fields else fields), acts


def expected(row: dict[str, Any]) -> tuple[set[str], set[str]] | None:
    return None if row["expected"] is None else (set(row["expected"]["fields"]), set(row["expected"]["acts"]))


@pytest.mark.parametrize("row", VIGNETTES, ids=[row["id"] for row in VIGNETTES])
def test_every_vignette(row: dict[str, Any]) -> None:
    assert ours(row) == agreed(row, expected(row)), row["why"]


PEOPLE = ("ana", "marcos", "cpa", "other")
DAY = date(2026, 9, 1)  # all days drawn around it have rules
days = st.integers(-200, 200).map(lambda count: DAY + timedelta(days=count))
periods = st.sampled_from(("2022", "2023", "2024"))
returns = st.tuples(st.sampled_from(("1040", "1040", "941", "5500")), periods)


@st.composite
def authorizations(draw: st.DrawFn) -> dict[str, Any]:
    form = draw(st.sampled_from(("2848", "2848", "8821")))
    row: dict[str, Any] = {
        "id": draw(st.uuids()).hex,
        "form": form,
        "designation": draw(st.sampled_from("abcdefghijklmnopqr")) if form == "2848" else None,
        "representative": draw(st.sampled_from(PEOPLE)),
        "taxpayer": draw(st.sampled_from(("ana", "marcos"))),
        "tax_form": draw(st.sampled_from(("1040", "1040", "1040", "941", "5500"))),
        "periods": draw(st.lists(periods, min_size=1, max_size=3, unique=True)),
        "from": draw(days),
        "until": draw(st.none() | days),
        "revoked_on": draw(st.none() | st.none() | days),
        "signed_returns": draw(st.lists(returns, max_size=3, unique=True)),
    }
    if draw(st.booleans()):
        row["signed_on"] = draw(st.none() | days)
        row["signed_by"] = draw(st.sampled_from(PEOPLE))
    return row


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    case = {
        "id": "case",
        "matter_type": draw(st.sampled_from(("examination", "collection", "refund", "account"))),
        "periods": draw(
            st.lists(st.tuples(st.sampled_from(("1040", "1040", "941", "5500")), periods), max_size=2, unique=True)
        ),
        "advocate": draw(st.sampled_from((None, "E1", "E2"))),
    }
    sides = [{"id": f"matter-{word}", "case_id": "case", "taxpayer": word} for word in ("ana", "marcos")]
    beside = sides if draw(st.booleans()) else sides[:1]
    roles = draw(
        st.just([])
        | st.just([])
        | st.lists(st.sampled_from(("agent", "supervisor", "reviewer", "administrator")), unique=True)
    )
    return {
        "actor": {
            "person_id": "somebody",
            "assurance": 3 if roles else draw(st.sampled_from((1, 2, 2, 2, 3))),
            "tin": draw(st.none() | st.sampled_from(PEOPLE)),
            "employee_id": draw(st.sampled_from((None, "E1", "E2"))) if roles else None,
            "staff_roles": roles,
        },
        "matter": draw(st.sampled_from(beside)),
        "case": case,
        "matters_of_case": beside,
        "authorizations": draw(st.lists(authorizations(), max_size=4)),
        "on": draw(days),
    }


@settings(max_examples=400, deadline=None)
@given(situations())
def test_whatever_the_situation(row: dict[str, Any]) -> None:
    arguments = [row[name] for name in ("actor", "matter", "case", "matters_of_case", "authorizations", "on")]
    assert ours(row) == agreed(row, reference.access(*arguments))
