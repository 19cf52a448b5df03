"""What the desk's state machine and its reading have found, each as a story of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.conversations.models import ConversationId
from casework.handoff import rules
from casework.handoff.models import HandoffState, Presence, Skill, desk_drafts
from casework.identity.models import StaffRole
from tests.support.desk import ZONE, DeskUnderTest, open_desk
from tests.support.record import client_id


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    opened = await open_desk(database_url, tmp_path)
    yield opened
    await opened.database.stop()


async def test_what_was_said_to_an_advocate_who_is_gone_is_not_answered_by_the_assistant(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, "For the advocate alone")
    desk.clock.forward(seconds=46)
    await desk.handoffs.sweep()
    assert (await desk.stands(chat))[0] == "queued"
    asked = len(desk.assistant.requests)
    await desk.choose(chat, "do.resume")
    await desk.turns.run(chat)
    assert all("For the advocate" not in str(request.text) for request in desk.assistant.requests[asked:])


async def test_nor_after_it_was_given_back_and_the_person_asked_for_an_advocate_again(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, "For the advocate alone")
    await desk.desk.give_back(agent, chat, client_id(), "")
    await desk.choose(chat, "do.person")
    asked = len(desk.assistant.requests)
    await desk.choose(chat, "do.resume")
    await desk.turns.run(chat)
    assert [request.text for request in desk.assistant.requests[asked:]] == [""]


async def test_taking_over_what_is_ones_own_tells_nobody_anything(desk: DeskUnderTest) -> None:
    supervisor = await desk.on_duty("E9", role=StaffRole.SUPERVISOR)
    chat = await desk.handed_off()
    await desk.handoffs.accept(supervisor, chat)
    before = await desk.told(chat)
    await desk.handoffs.accept(supervisor, chat, take_over=True)
    assert await desk.told(chat) == before


async def test_who_comes_back_is_again_for_somebody_who_speaks_their_language_and_had_them(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", "language:es")
    chat = await desk.handed_off("es")
    desk.clock.forward(minutes=2)
    await desk.available(agent)
    await desk.handoffs.accept(agent, chat)
    for _ in range(25):
        desk.clock.forward(seconds=30)
        await desk.available(agent)
        await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", HandoffState.AWAY, None)
    await desk.on_duty("E2", "language:en", capacity=8)
    await desk.handoffs.seen(chat)
    assert await desk.stands(chat) == ("queued", HandoffState.OFFERED, "E1")


async def test_of_several_that_one_crash_gives_back_the_first_in_order_is_offered(desk: DeskUnderTest) -> None:
    crashed = await desk.on_duty("E1", capacity=3)
    chats = [await desk.handed_off() for _ in range(3)]
    for chat in chats:
        await desk.handoffs.accept(crashed, chat)
    # Whichever is looked after first: the one in danger goes first.
    await desk.write(chats[1], "I want to kill myself")
    desk.clock.forward(seconds=40)
    await desk.on_duty("E2", "language:en", capacity=1)
    desk.clock.forward(seconds=6)
    await desk.handoffs.sweep()
    states = [(await desk.stands(chat))[1] for chat in chats]
    assert states == [HandoffState.WAITING, HandoffState.OFFERED, HandoffState.WAITING]


async def test_a_sweep_leaves_out_nobody_however_many_a_crash_gives_back(desk: DeskUnderTest) -> None:
    """It took fifty of them, whichever: the most urgent might have been among the rest, and room gone to others."""
    gone = await desk.on_duty("E1")
    chats = [await desk.handed_off() for _ in range(55)]
    for chat in chats:
        await desk.handoffs.accept(gone, chat)
    await desk.write(chats[-1], "I want to kill myself")
    desk.clock.forward(seconds=40)
    await desk.on_duty("E2", "language:en", capacity=1)
    desk.clock.forward(seconds=6)
    await desk.handoffs.sweep()
    stood = [await desk.stands(chat) for chat in chats]
    assert [owner for owner, *_ in stood] == ["queued"] * 55
    assert stood[-1] == ("queued", HandoffState.OFFERED, "E2")


async def test_who_waits_for_a_skill_that_somebody_has_is_looked_after_by_no_sweep(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    busy = await desk.on_duty("E2", "language:en", "topic:examination", capacity=0)
    await desk.desk.transfer_to_skill(agent, chat, client_id(), Skill("topic:examination"))
    desk.clock.forward(minutes=6)
    await desk.available(busy)
    async with desk.database.read() as connection:
        over = await desk.handoffs._over(connection, desk.clock.now(), rules.times(desk.clock.now().date()))
    assert over == []
    await desk.available(busy, Presence.OFF)
    async with desk.database.read() as connection:
        over = await desk.handoffs._over(connection, desk.clock.now(), rules.times(desk.clock.now().date()))
    assert over == [chat]


async def test_a_draft_is_not_kept_beside_stepping_aside(desk: DeskUnderTest) -> None:
    """Read before the advocate stepped aside, written after: nobody would ever have removed it."""
    agent = await desk.on_duty("E1")
    for _ in range(8):
        chat = await desk.handed_off()
        await desk.handoffs.accept(agent, chat)
        _, aside = await asyncio.gather(
            desk.desk.draft(agent, chat, "What I meant to say"),
            desk.handoffs.step_aside(agent, chat),
            return_exceptions=True,
        )
        assert aside is None
        async with desk.database.read() as connection:
            assert (await connection.execute(select(desk_drafts.c.agent_id))).all() == []


async def gives_back(desk: DeskUnderTest, chat: ConversationId) -> None:
    """The chat comes to an advocate, who gives it back to the assistant."""
    agent = await desk.on_duty("E1")
    await desk.handoffs.accept(agent, chat)
    await desk.desk.give_back(agent, chat, client_id(), "")


@pytest.mark.parametrize(
    "facts",
    [{"federal_tax": "yes", "exclusion": "in_court"}, {"exclusion": "refund_scheme"}, {"asking_as": "congressional"}],
    ids=lambda facts: next(reversed(facts.values())),
)
@pytest.mark.parametrize("by", ["advocate", "person"])
async def test_what_people_knew_when_they_gave_it_back_brings_nobody_back_to_them(
    desk: DeskUnderTest, facts: dict[str, str], by: str
) -> None:
    understood = {"facts": facts, "how": "understood"}
    desk.assistant.answer = lambda _request: [understood, {"do": "show_result"}]
    chat = (await desk.conversations.create("screening", "en", ZONE)).id
    await desk.write(chat, "It is as it is")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[0] == "queued"
    desk.assistant.answer = lambda _request: [{"do": "show_result"}]
    if by == "advocate":
        await gives_back(desk, chat)
    else:
        await desk.choose(chat, "do.resume")
        await desk.turns.run(chat)
    for _ in range(3):
        await desk.write(chat, "And my address has changed")
        await desk.turns.run(chat)
        assert (await desk.stands(chat))[0] == "assistant"
    told = (await desk.told(chat))[-1]
    # A person is still one tap away, and what is new brings them to one.
    assert "do.person" in [way["id"] for way in told["also"]]
    desk.assistant.answer = lambda _request: [understood, {"do": "show_result"}]
    await desk.write(chat, "It began anew")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[0] == "queued"


async def test_given_back_by_an_advocate_danger_is_over_and_new_danger_is_new(desk: DeskUnderTest) -> None:
    desk.assistant.answer = lambda _request: [{"do": "show_result"}]
    chat = (await desk.conversations.create("screening", "en", ZONE)).id
    await desk.write(chat, "I want to kill myself")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[0] == "queued"
    await gives_back(desk, chat)
    desk.assistant.answer = lambda request: (
        [{"do": "show_result"}] if request.metadata["facts"].get("emergency") == "yes" else [{"ask": "hardship"}]
    )
    await desk.write(chat, "Thank you, I am better")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[0] == "assistant"
    await desk.write(chat, "I want to kill myself")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[:2] == ("queued", HandoffState.OFFERED)
    emergencies = [event for event in await desk.told(chat) if event.get("level") == "emergency"]
    assert len(emergencies) == 2


async def test_whoever_goes_back_in_danger_is_in_line_where_they_were(desk: DeskUnderTest) -> None:
    desk.assistant.answer = lambda _request: [{"do": "show_result"}]
    chat = (await desk.conversations.create("screening", "en", ZONE)).id
    await desk.write(chat, "I want to kill myself")
    await desk.turns.run(chat)
    since = desk.clock.now()
    desk.clock.forward(seconds=300)
    await desk.choose(chat, "do.resume")
    await desk.turns.run(chat)
    async with desk.database.read() as connection:
        found = await desk.handoffs.open_row(connection, chat)
    assert found is not None
    assert (found.waiting_since, found.reason) == (since, "emergency")
