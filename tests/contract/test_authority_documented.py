"""`docs/authority.md` says what the data says, and the data names everything once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.authority import rules as authority
from casework.authority.models import MatterAct, MatterField

REPOSITORY = Path(__file__).resolve().parents[2]
DATA: dict[str, list[dict[str, Any]]] = json.loads(
    (REPOSITORY / "casework/authority/data/authority.json").read_text(encoding="utf-8")
)
ON = authority.DOCUMENTED_ON
EVERYTHING = {
    "grants": ("grant", {grant.value for grant in authority.Grant}),
    "joint": ("field", {field.value for field in MatterField}),
    "designations": ("code", set("abcdefghijklmnopqr")),
    "retention": ("what", {"authorization"}),
}


def test_the_page_is_written_from_the_data() -> None:
    page = (REPOSITORY / "docs/authority.md").read_text(encoding="utf-8")
    assert page == authority.document(ON), "python -m casework.authority.rules > docs/authority.md"


@pytest.mark.parametrize("name", EVERYTHING)
def test_each_thing_has_one_row_a_day(name: str) -> None:
    key, wanted = EVERYTHING[name]
    today = [row[key] for row in DATA[name] if row["effective_to"] is None]
    assert sorted(today) == sorted(wanted)
    for row in DATA[name]:
        assert date.fromisoformat(row["effective_from"]) <= ON
        assert row["citation"]
        assert row["certainty"] in ("confirmed", "partly_confirmed", "general", "weak", "design")
        assert row["reviewed_on"] is None or date.fromisoformat(row["reviewed_on"])


def test_on_a_day_without_rules_nobody_has_anything() -> None:
    before = authority.rules(date(2025, 12, 31))
    assert (before.given, before.joint, before.designations) == ({}, frozenset(), {})


def test_only_the_taxpayer_changes_where_they_are_and_nobody_else_is_told() -> None:
    given = authority.rules(ON).given
    for grant in (authority.Grant.FORM_2848, authority.Grant.FORM_8821, authority.Grant.UNENROLLED_PREPARER):
        assert not given[grant].fields & {
            MatterField.CONTACT_DETAILS,
            MatterField.MESSAGES,
            MatterField.DOCUMENTS,
            MatterField.CONVERSATIONS,
            MatterField.REPRESENTATIVES,
            MatterField.ACTIVITY,
        }
        assert MatterAct.CHANGE_CONTACT not in given[grant].acts
    assert given[authority.Grant.FORM_8821].acts == {MatterAct.ASK}
    assert given[authority.Grant.STAFF_REVIEWER].acts == frozenset()
