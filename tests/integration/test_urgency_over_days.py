"""Whoever waits over days moves up by waiting alone, on each database, with two processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.conversations.models import ConversationId
from tests.support.desk import DeskUnderTest, open_desk
from tests.support.record import HandClock, client_id

FRIDAY = "2026-11-27"


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    opened = await open_desk(database_url, tmp_path, HandClock(datetime(2026, 11, 16, 15, 0, tzinfo=UTC)))
    yield opened
    await opened.database.stop()


async def waits(desk: DeskUnderTest, harm_on: str | None, zone: str = "America/New_York") -> ConversationId:
    """Somebody in line whose harm is near on a day."""
    chat = (await desk.conversations.create("screening", "en", zone)).id
    facts = {"topics": ["refund_delay"]} | ({} if harm_on is None else {"hardship": ["housing"], "harm_on": harm_on})
    desk.assistant.answer = lambda _request: [
        {"facts": facts, "how": "understood"},
        {"do": "hand_off", "reason": "asked"},
    ]
    await desk.conversations.post_text(chat, client_id(), "They will evict us on Friday")
    await desk.turns.run(chat)
    return chat


async def in_order(desk: DeskUnderTest) -> list[tuple[ConversationId, str]]:
    return [(chat.conversation_id, chat.urgency) for chat in await desk.desk.board()]


async def test_an_eviction_on_friday_moves_up_as_friday_comes(desk: DeskUnderTest) -> None:
    calm = await waits(desk, None)
    desk.clock.forward(seconds=1)
    evicted = await waits(desk, FRIDAY)
    stood = [(calm, "soon"), (evicted, "soon")]
    await desk.handoffs.count_days()
    assert await in_order(desk) == stood
    seen = []
    for _ in range(11):
        desk.clock.forward(days=1)
        await desk.handoffs.count_days()
        order = await in_order(desk)
        assert dict(order)[calm] == "soon"
        seen.append(dict(order)[evicted])
        assert (order[0][0] == evicted) is (seen[-1] != "soon")
    # From a week before that day, and from three days before it.
    assert seen == sorted(seen, key=["soon", "this_week", "today"].index)
    assert {"soon", "this_week", "today"} == set(seen)
    assert seen[-1] == "today"


async def test_the_day_is_the_persons_own(desk: DeskUnderTest, database_url: str, tmp_path: Path) -> None:
    east = await waits(desk, FRIDAY)
    west = await waits(desk, FRIDAY, "Pacific/Honolulu")
    desk.clock.forward(days=7)
    await desk.handoffs.count_days()
    assert dict(await in_order(desk)) == {east: "this_week", west: "this_week"}
    # Midnight in New York (05:00 UTC) is not yet midnight in Honolulu (10:00 UTC).
    midnight = datetime(2026, 11, 24, 5, 1, tzinfo=UTC)
    desk.clock.forward(seconds=(midnight - desk.clock.now()).total_seconds())
    await desk.handoffs.count_days()
    # One that has just started looks at everybody.
    other = await open_desk(database_url, tmp_path, desk.clock)
    await other.handoffs.count_days()
    await other.database.stop()
    between = dict(await in_order(desk))
    desk.clock.forward(hours=5)
    await desk.handoffs.count_days()
    after = dict(await in_order(desk))
    assert (between, after) == ({east: "today", west: "this_week"}, {east: "today", west: "today"})


async def test_of_two_processes_one_counts_and_a_day_is_counted_once(
    desk: DeskUnderTest, database_url: str, tmp_path: Path
) -> None:
    other = await open_desk(database_url, tmp_path, desk.clock)
    try:
        await waits(desk, FRIDAY)
        await desk.handoffs.count_days()
        before = await desk.handoffs.version()
        # The one that starts later finds it counted; within the day neither writes anything.
        await other.handoffs.count_days()
        desk.clock.forward(hours=2)
        for process in (desk, other):
            await process.handoffs.count_days()
        assert await desk.handoffs.version() == before
        desk.clock.forward(days=10)
        for process in (desk, other, desk):
            await process.handoffs.count_days()
        assert await desk.handoffs.version() == before + 1
        assert [urgency for _, urgency in await in_order(other)] == ["today"]
    finally:
        await other.database.stop()


async def test_somebody_in_danger_stays_first_whatever_the_day(desk: DeskUnderTest) -> None:
    danger = await waits(desk, None)
    await desk.write(danger, "I want to kill myself")
    desk.clock.forward(days=1)
    await desk.handoffs.count_days()
    assert await in_order(desk) == [(danger, "today")]
