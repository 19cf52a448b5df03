"""The data file is checked whole: a wrong row stops the release, not a conversation."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casework.eligibility
from casework.eligibility import RULES, RulesError, determine, parse_rules

FILE = json.loads((Path(casework.eligibility.__file__).parent / "data" / "rules.json").read_text(encoding="utf-8"))


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    content = copy.deepcopy(FILE)
    change(content)
    return json.dumps(content).encode()


def test_version_follows_the_content_not_its_form() -> None:
    assert parse_rules(json.dumps(FILE, indent=7).encode()).version == RULES.version
    later = parse_rules(changed(lambda file: file["normal_days"][0].update(days=22)))
    assert later.version != RULES.version
    assert later.version.startswith(FILE["revision"])


def test_the_agency_changes_a_normal_time_by_data_alone() -> None:
    def replace(file: dict[str, Any]) -> None:
        old = file["normal_days"][0]
        old["effective_to"] = "2026-12-31"
        file["normal_days"].append(
            old | {"id": "next", "effective_from": "2027-01-01", "effective_to": None, "days": 60}
        )

    rules = parse_rules(changed(replace))
    assert rules.normal_days_for("e_filed_return", dt.date(2026, 12, 31)) == 21
    assert rules.normal_days_for("e_filed_return", dt.date(2027, 1, 1)) == 60
    result = determine({"submission": "e_filed_return", "submitted_on": "2026-11-01"}, dt.date(2027, 1, 1), rules=rules)
    assert result.criteria == ()
    assert result.rules_version == rules.version


def test_every_row_says_where_it_comes_from() -> None:
    for row in (*FILE["criteria"], *FILE["normal_days"], *FILE["acceptance"]):
        assert {"id", "effective_from", "effective_to", "citation", "certainty", "reviewed_on"} <= row.keys()
    assert all(row["why"] for row in FILE["not_encoded"])


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.pop("acceptance"),
        lambda file: file.update(extra=1),
        lambda file: file.update(revision=None),
        lambda file: file.update(criteria={}),
        lambda file: file.update(criteria=["x"]),
        lambda file: file["criteria"].pop(),
        lambda file: file["criteria"][0].update(text="reason-criterion-2"),
        lambda file: file["criteria"][0].update(citation=" "),
        lambda file: file["criteria"][0].update(certainty="sure"),
        lambda file: file["criteria"][0].update(reviewed_on="yesterday"),
        lambda file: file["criteria"][0].update(effective_from=2020),
        lambda file: file["normal_days"][0].update(days=-1),
        lambda file: file["normal_days"][0].update(days=True),
        lambda file: file["normal_days"][0].update(submission="none"),
        lambda file: file["normal_days"][0].update(extra=1),
        lambda file: file["normal_days"][0].pop("reviewed_on"),
        lambda file: file["normal_days"].append(file["normal_days"][0] | {"id": "again"}),
        lambda file: file["normal_days"][1].update(id="normal-e-filed-return"),
        lambda file: file["acceptance"][0].update(effective_to="2021-07-05"),
        lambda file: file["acceptance"][0].update(criteria=[10]),
        lambda file: file["acceptance"][0].update(criteria=[]),
        lambda file: file["acceptance"][0].update(criteria=[9, 9]),
        lambda file: file["acceptance"][0].update(criteria=[1]),
        lambda file: file["acceptance"][0].update(effect="changes"),
        lambda file: file["acceptance"][0].update(when={}),
        lambda file: file["acceptance"][0].update(when={"hardship": ["food"]}),
        lambda file: file["acceptance"][0].update(when={"topics": ["yachts"]}),
        lambda file: file["acceptance"][0].update(when={"submission": ["other"]}),
        lambda file: file["acceptance"][0].update(text="reason-nothing-found"),
        lambda file: file["acceptance"][1].update(criteria=[1]),
        lambda file: file["not_encoded"][0].update(why=""),
    ],
)
def test_wrong_files_are_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(RulesError):
        parse_rules(changed(change))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_file_of_rules_is_refused(content: bytes) -> None:
    with pytest.raises(RulesError):
        parse_rules(content)
