"""Thirty people, written apart from the assistant, reach the right determination (issue: the first conversation)."""

from __future__ import annotations

import sqlite3
import statistics
from typing import Any

import httpx
import pytest

from tests.support.player import Conversation, Played, people, play
from tests.support.running import System

pytestmark = pytest.mark.stack

PEOPLE = people()
_played: dict[str, Played] = {}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["id"])
def test_they_reach_the_right_end(client: httpx.Client, person: dict[str, Any]) -> None:
    played = _played[person["id"]] = play(client, person)
    expects, said = person["expects"], played.transcript()
    found = played.determination
    if "outcome" in expects:
        assert found is not None, said
        assert found["outcome"] == expects["outcome"], said
    if found is not None:
        if "criteria" in expects:
            assert found["criteria"] == expects["criteria"], said
        assert set(expects.get("criteria_include", ())) <= set(found["criteria"]), said
        if "urgency" in expects:
            assert found["urgency"] == expects["urgency"], said
        for fact, value in expects.get("facts", {}).items():
            assert _comparable(found["facts"].get(fact)) == _comparable(value), f"{fact}\n{said}"
    # Nobody is asked whether they are in danger who writes of none.
    if person["truth"].get("emergency") != "yes":
        assert not any(
            {"yes", "no"} == {one["value"] for one in event["choices"]}
            for event in played.events
            if event.get("asks") == "clarify"
        ), said
    asked_again = set(expects.get("not_asked", ())) & set(played.asked)
    assert not asked_again, f"asked though already said: {asked_again}\n{said}"
    assert len(played.asked) <= min(expects.get("questions_at_most", 12), 12), said
    if "owner" in expects:
        assert played.owner == expects["owner"], said
    if expects.get("emergency_first"):
        first = played.first_answer[0]
        assert (first["kind"], first["level"]) == ("notice", "emergency"), said
        assert "988" in first["text"], said


def test_half_of_them_write_spanish() -> None:
    assert len(PEOPLE) >= 30
    assert sum(person["language"] == "es" for person in PEOPLE) * 2 >= len(PEOPLE)


def test_the_median_screening_needs_at_most_five_questions() -> None:
    if len(_played) < len(PEOPLE):
        pytest.skip("needs the whole file: the median is over all the people")
    assert statistics.median(len(played.asked) for played in _played.values()) <= 5


@pytest.mark.parametrize("person_id", ["walt-efile-not-paper", "carmen-todo-junto", "jorge-falla-botones"])
def test_a_tracker_wiped_between_every_two_turns_changes_nothing(
    system: System, client: httpx.Client, person_id: str
) -> None:
    person = next(person for person in PEOPLE if person["id"] == person_id)

    def wipe(_conversation: Conversation) -> None:
        with sqlite3.connect(system.folder / "record.sqlite", timeout=10) as connection:
            connection.execute("DELETE FROM events WHERE kind = 'tracker'")
        connection.close()

    with_tracker, without = play(client, person), play(client, person, before_turn=wipe)
    assert without.asked == with_tracker.asked
    assert without.determination is not None
    assert with_tracker.determination is not None
    assert without.determination["outcome"] == with_tracker.determination["outcome"]


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
