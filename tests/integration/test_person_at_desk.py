"""What the person sees and does around a live advocate, on each database: the record's part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casework.access_codes.service import AccessCodes
from casework.access_codes.tries import By
from casework.conversations.models import ConversationId, Door, Holder, VisitorToken
from casework.conversations.returning import Returning
from casework.conversations.service import MessageRefused
from casework.handoff.desk import Closing
from casework.handoff.models import HandoffState, Place
from casework.hours.service import Hours
from tests.support.desk import ZONE, DeskUnderTest, open_desk
from tests.support.record import TEXTS, HandClock, client_id

WAITING, ACTIVE, AWAY = HandoffState.WAITING, HandoffState.ACTIVE, HandoffState.AWAY


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    opened = await open_desk(database_url, tmp_path)
    yield opened
    await opened.database.stop()


async def missed(desk: DeskUnderTest) -> ConversationId:
    """Somebody whose turn came while they were not there."""
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    desk.clock.forward(seconds=70)
    await desk.available(agent)
    await desk.handoffs.accept(agent, chat)
    for _ in range(21):
        desk.clock.forward(seconds=30)
        await desk.available(agent)
    await desk.handoffs.sweep()
    assert (await desk.stands(chat))[1] is AWAY
    return chat


# The place in line


async def test_the_place_is_what_was_told_last_and_gone_with_the_line(desk: DeskUnderTest) -> None:
    first = await desk.handed_off()
    desk.clock.forward(seconds=1)
    second = await desk.handed_off()
    assert await desk.handoffs.place(first) == Place(WAITING, None, None, None)
    await desk.handoffs.sweep()
    assert await desk.handoffs.place(second) == Place(WAITING, 2, None, None)
    # Who speaks no English is offered none of them for a while, but may be.
    agent = await desk.on_duty("E1", "language:es", capacity=1)
    # At most one word a minute.
    await desk.handoffs.sweep()
    assert await desk.handoffs.place(second) == Place(WAITING, 2, None, None)
    desk.clock.forward(seconds=61)
    await desk.available(agent)
    await desk.handoffs.sweep()
    place = await desk.handoffs.place(second)
    assert place is not None
    assert (place.state, place.position) == (WAITING, 2)
    assert 0 <= (place.low_minutes or 0) < (place.high_minutes or 0)
    await desk.handoffs.accept(agent, second)
    assert await desk.handoffs.place(second) is None


async def test_whoever_was_away_is_told_anew_that_they_are_at_the_front(desk: DeskUnderTest) -> None:
    chat = await missed(desk)
    assert await desk.handoffs.place(chat) == Place(AWAY, None, None, None, front=True)
    await desk.handoffs.seen(chat)
    assert await desk.handoffs.place(chat) == Place(WAITING, None, None, None, front=True)
    await desk.handoffs.sweep()
    place = await desk.handoffs.place(chat)
    assert place is not None
    assert place.position == 1


async def test_outside_the_hours_the_place_says_when_advocates_are_back(database_url: str, tmp_path: Path) -> None:
    clock = HandClock(datetime(2026, 11, 21, 1, 30, tzinfo=UTC))
    desk = await open_desk(database_url, tmp_path, clock, hours=Hours())
    try:
        chat = await desk.handed_off()
        await desk.handoffs.sweep()
        assert await desk.handoffs.place(chat) == Place(WAITING, 1, None, None, opens_on=date(2026, 11, 23))
    finally:
        await desk.database.stop()


# Who is there


async def test_that_somebody_is_still_there_is_no_news_to_the_desk(desk: DeskUnderTest) -> None:
    chat = await desk.handed_off()
    desk.clock.forward(seconds=20)
    before = await desk.handoffs.version()
    await desk.handoffs.seen(chat)
    assert await desk.handoffs.version() == before
    desk.clock.forward(seconds=61)
    await desk.handoffs.seen(chat)
    assert await desk.handoffs.version() > before


async def test_a_turn_that_is_kept_goes_on_when_the_person_is_seen(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    desk.clock.forward(seconds=70)
    await desk.available(agent)
    await desk.handoffs.accept(agent, chat)
    assert (await desk.stands(chat))[1] is HandoffState.KEPT
    await desk.handoffs.seen(chat)
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")


async def test_by_the_return_code_one_comes_back_to_the_same_place(desk: DeskUnderTest) -> None:
    codes = AccessCodes(desk.database, desk.conversations._keys, desk.clock)
    returning = Returning(desk.conversations, codes, desk.database, desk.clock, desk.bus)
    visitor = VisitorToken("a browser of theirs")
    chat = (await desk.conversations.create("screening", "en", ZONE, visitor)).id
    await desk.choose(chat, "do.person")
    await desk.handoffs.sweep()
    before = await desk.handoffs.place(chat)
    issued = await returning.new_code(chat, Holder(visitor=visitor))
    opened = await returning.open(issued.code, By("203.0.113.9", "other"), VisitorToken("another browser"))
    assert opened.id == chat
    assert before is not None
    assert before.position == 1
    assert await desk.handoffs.place(chat) == before
    assert (await desk.stands(chat))[:2] == ("queued", WAITING)


# What is said by whom


@pytest.mark.parametrize(("door", "says"), [("screening", "Save and go on later"), ("portal", "Sign in again")])
@pytest.mark.parametrize("hours", [Hours(always_open=True), Hours()], ids=["open", "closed"])
async def test_each_door_says_its_own_way_to_come_back(tmp_path: Path, door: str, says: str, hours: Hours) -> None:
    clock = HandClock(datetime(2026, 11, 21, 1, 30, tzinfo=UTC))
    desk = await open_desk(f"sqlite+aiosqlite:///{tmp_path}/record.sqlite", tmp_path, clock, hours=hours)
    try:
        chat = (await desk.conversations.create(door, "en", ZONE)).id
        await desk.choose(chat, "do.person")
        text = (await desk.told(chat))[-1]["text"]
        assert says in text
        assert ("Save and go on later" in text) is (door == Door.SCREENING.value)
    finally:
        await desk.database.stop()


@pytest.mark.parametrize("language", ["en", "es"])
async def test_in_danger_nobody_is_told_that_no_person_is_there_while_one_is(
    desk: DeskUnderTest, language: str
) -> None:
    agent = await desk.on_duty("E1", "language:en", "language:es")
    said = {"en": "I want to kill myself", "es": "Me quiero matar"}[language]
    alone = TEXTS.say("notice-emergency-alone", language)
    chat = await desk.handed_off(language, "hola" if language == "es" else "hello")
    await desk.write(chat, said)
    notice = next(event for event in await desk.told(chat) if event.get("level") == "emergency")
    assert notice["text"].endswith(alone)
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, said)
    notice = [event for event in await desk.told(chat) if event.get("level") == "emergency"][-1]
    assert notice["text"].endswith(TEXTS.say("notice-emergency-advocate", language))
    assert alone not in notice["text"]


async def test_whoever_says_they_are_safe_stays_with_the_advocate(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, "I want to kill myself")
    await desk.choose(chat, "do.safe_go_on")
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")
    assert (await desk.told(chat))[-1]["key"] == "notice-safe-agent"
    assert (await desk.conversations.facts(chat))["emergency"] == "no"
    assert await desk.turns.run(chat) == []
    await desk.reply(agent, chat, "I'm glad that you are safe.")


async def test_whoever_asked_for_a_person_keeps_their_place_when_they_are_safe(desk: DeskUnderTest) -> None:
    chat = await desk.handed_off()
    await desk.write(chat, "I want to kill myself")
    await desk.choose(chat, "do.safe_go_on")
    assert await desk.stands(chat) == ("queued", WAITING, None)
    assert (await desk.told(chat))[-1]["key"] == "notice-safe-queued"


# The end


async def test_closed_says_what_who_and_by_when_each_under_its_head(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    closing = Closing("referred", "The IRS stops the levy.", "Agent of TAS", date(2026, 12, 1))
    await desk.desk.close(agent, chat, client_id(), closing, await desk.last_seq(chat))
    closed = next(event for event in await desk.told(chat) if event["kind"] == "closed")
    assert [(part["code"], part["text"]) for part in closed["parts"]] == [
        ("what", "The IRS stops the levy."),
        ("who", "Agent of TAS"),
        ("by", "December 1, 2026"),
    ]
    assert all(f"{part['title']}: {part['text']}" in closed["text"] for part in closed["parts"])
    assert datetime.fromisoformat(closed["reopen_until"]) == desk.clock.now() + timedelta(hours=24)


async def test_closed_it_may_still_be_read_in_the_other_language_and_reopened_for_a_day(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.close(agent, chat)
    await desk.choose(chat, "language.es")
    assert (await desk.conversations.read(chat)).language == "es"
    assert (await desk.stands(chat))[0] == "closed"
    for refused in ("do.person", "do.start_over", "do.resume"):
        with pytest.raises(MessageRefused):
            await desk.choose(chat, refused)
    desk.clock.forward(seconds=24 * 3600 + 1)
    with pytest.raises(MessageRefused):
        await desk.choose(chat, "do.reopen")
