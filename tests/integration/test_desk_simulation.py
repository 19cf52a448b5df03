"""Small runs of the desk with chance and a clock of their own; `./tas bench desk_simulation` does more."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks.desk_simulation import Plan, Telling, simulate, summary

SMALL = Plan(chats=20, agents=4, hours=0.3, capacities=(1, 1, 2))


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """Two small runs together."""

    async def runs() -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            return summary([await simulate(SMALL, seed, Path(folder)) for seed in (1, 2)])

    return asyncio.run(runs())


def test_nobody_waits_beside_room(figures: dict[str, Any]) -> None:
    assert figures["waited_beside_room_seconds"] <= 2


def test_the_order_is_kept_and_nobody_is_offered_more_than_they_have_room_for(figures: dict[str, Any]) -> None:
    assert figures["offers"] > 40
    assert (figures["out_of_order"], figures["over_capacity"]) == (0, 0)


def test_ranges_told_hold_what_followed(figures: dict[str, Any]) -> None:
    """Of each range told, the seconds until an advocate took the chat; who gave up is left out."""
    assert figures["ranges"]["known"] > 100
    assert figures["ranges"]["hold"] >= 0.8


def test_everybody_who_stayed_was_served(figures: dict[str, Any]) -> None:
    assert figures["left_open"] == 0
    assert figures["waits_seconds"]["chats"] + figures["counts"].get("gave_up", 0) >= 2 * SMALL.chats


@pytest.mark.long
async def test_a_whole_day_at_a_desk_of_twenty(tmp_path: Path) -> None:
    """Two hundred people and twenty advocates in two hours, as the benchmark has them."""
    found = summary([await simulate(Plan(), 2, tmp_path)])
    assert found["waited_beside_room_seconds"] <= 2
    assert (found["out_of_order"], found["over_capacity"], found["left_open"]) == (0, 0, 0)
    assert found["waits_seconds"]["chats"] + found["counts"].get("gave_up", 0) >= Plan().chats
    assert found["ranges"]["known"] > 200
    assert found["ranges"]["hold"] >= 0.8
    # Whoever is taken at once is told rightly without much knowing: these waited.
    assert found["ranges"]["hold_waits_of_two_minutes_and_more"] >= 0.75


@pytest.mark.parametrize(
    ("after", "holds"), [(119.0, False), (120.0, True), (600.0, True), (601.0, False), (None, None)]
)
def test_a_range_holds_to_the_second(after: float | None, holds: bool | None) -> None:
    assert Telling("a", 0.0, 1, 2, 10, after).holds is holds
