"""Handing over, on each database: offered, taken, answered, given back, ended, each in one commit."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.handoff.board import Board
from casework.handoff.desk import DeskRefused, ReplyStale
from casework.handoff.models import AgentId, HandoffState, Presence, Skill, desk_drafts, desk_notes, handoffs
from casework.handoff.service import NotTheirs
from casework.hours.service import Hours
from casework.identity.models import StaffRole
from tests.support.desk import ZONE, DeskUnderTest, open_desk
from tests.support.record import TEXTS, HandClock, client_id

MOVED_UP = ("notice-transferred", "notice-turn-missed", "notice-moved-front", "place-front")
WAITING, OFFERED, KEPT, ACTIVE = HandoffState.WAITING, HandoffState.OFFERED, HandoffState.KEPT, HandoffState.ACTIVE
PAUSED, AWAY, ENDED = HandoffState.PAUSED, HandoffState.AWAY, HandoffState.ENDED


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    opened = await open_desk(database_url, tmp_path)
    yield opened
    await opened.database.stop()


def board(desk: DeskUnderTest) -> Board:
    return Board(desk.desk, desk.handoffs, desk.database, desk.clock, Hours(always_open=True), ZONE)


async def test_somebody_who_asks_for_a_person_is_offered_to_the_agent_on_duty_at_once(desk: DeskUnderTest) -> None:
    await desk.on_duty("E1")
    chat = await desk.handed_off()
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")


async def test_whoever_waits_is_offered_when_an_agent_comes(desk: DeskUnderTest) -> None:
    chat = await desk.handed_off()
    assert await desk.stands(chat) == ("queued", WAITING, None)
    await desk.on_duty("E1")
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")


async def test_the_last_room_of_one_takes_an_emergency_and_no_lesser_chat(desk: DeskUnderTest) -> None:
    lesser = await desk.handed_off()
    emergencies = [await desk.handed_off(text="I want to kill myself") for _ in range(3)]
    agent = await desk.on_duty("E1", capacity=3)
    offered = sorted([(await desk.stands(chat))[1] for chat in emergencies])
    assert (offered, (await desk.stands(lesser))[1]) == ([OFFERED, OFFERED, WAITING], WAITING)
    assert (await desk.desk.state(agent)).room == -1


async def test_among_an_agents_offers_emergencies_stand_first(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", capacity=4)
    lesser = await desk.handed_off()
    desk.clock.forward(seconds=5)
    emergency = await desk.handed_off(text="I want to kill myself")
    assert [chat.conversation_id for chat in (await desk.desk.state(agent)).chats] == [emergency, lesser]


async def test_who_may_be_in_danger_goes_before_whoever_came_first_and_has_to_be_helped_today(
    desk: DeskUnderTest,
) -> None:
    facts = {"topics": ["levy_or_garnishment"], "adverse_action": "happening", "hardship": ["food"]}
    desk.assistant.answer = lambda _request: [{"facts": facts, "how": "understood"}, {"ask": "hardship_link"}]
    levied = await desk.handed_off()
    desk.clock.forward(seconds=5)
    emergency = await desk.handed_off(text="I want to kill myself")
    agent = await desk.on_duty("E1", capacity=1)
    states = [(await desk.stands(chat))[1] for chat in (levied, emergency)]
    assert states == [WAITING, OFFERED]
    assert {chat.urgency for chat in await desk.desk.board()} == {"today"}
    assert [chat.conversation_id for chat in (await desk.desk.state(agent)).chats] == [emergency]


async def presence_of(desk: DeskUnderTest, agent_id: str) -> Presence:
    return next(agent.presence for agent in await desk.handoffs.agents() if agent.id == agent_id)


async def test_an_offer_let_go_by_stops_new_ones_and_says_that_it_did(desk: DeskUnderTest) -> None:
    await desk.on_duty("E1")
    chat = await desk.handed_off()
    desk.clock.forward(seconds=31)
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", WAITING, None)
    assert await presence_of(desk, "E1") is Presence.MISSED


@pytest.mark.parametrize("writes", [True, False])
async def test_an_offer_let_go_by_is_not_counted_against_who_worked_in_another_chat_meanwhile(
    desk: DeskUnderTest, writes: bool
) -> None:
    agent = await desk.on_duty("E1")
    other = await desk.handed_off()
    if writes:
        await desk.handoffs.accept(agent, other)
        desk.clock.forward(seconds=30)
        await desk.handoffs.renew(agent, timedelta(minutes=2))
    chat = await desk.handed_off()
    desk.clock.forward(seconds=20)
    await desk.handoffs.renew(agent, timedelta(minutes=2))
    await (desk.reply(agent, other) if writes else desk.handoffs.accept(agent, other))
    desk.clock.forward(seconds=11)
    await desk.handoffs.sweep()
    assert await presence_of(desk, "E1") is Presence.AVAILABLE
    # They are the only one, so they are asked again; this time they are idle.
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")
    desk.clock.forward(seconds=31)
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", WAITING, None)
    assert await presence_of(desk, "E1") is Presence.MISSED


async def test_a_person_who_comes_back_is_no_sign_that_their_advocate_is_there(desk: DeskUnderTest) -> None:
    other = await desk.handed_off()
    desk.clock.forward(minutes=5)
    agent = await desk.on_duty("E1")
    await desk.handoffs.accept(agent, other)
    desk.clock.forward(seconds=10)
    await desk.handed_off()
    desk.clock.forward(seconds=10)
    await desk.handoffs.seen(other)
    assert await desk.stands(other) == ("agent", ACTIVE, "E1")
    desk.clock.forward(seconds=21)
    await desk.handoffs.sweep()
    assert await presence_of(desk, "E1") is Presence.MISSED


async def test_what_somebody_at_work_let_go_by_is_offered_to_another_first(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", capacity=8)
    other = await desk.handed_off()
    await desk.handoffs.accept(agent, other)
    await desk.on_duty("E2", capacity=1)
    chat = await desk.handed_off()
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")
    desk.clock.forward(seconds=20)
    await desk.reply(agent, other)
    desk.clock.forward(seconds=11)
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", OFFERED, "E2")


async def test_accepted_it_is_the_agents_and_the_person_is_told_who(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")
    told = (await desk.told(chat))[-1]
    assert (told["kind"], told["owner"], told["name"]) == ("owner", "agent", "Agent")


@pytest.mark.parametrize(
    ("facts", "urgency", "emergency"),
    [
        ({"topics": ["refund_delay"]}, "soon", False),
        ({"topics": ["levy_or_garnishment"], "hardship": ["housing"], "hardship_link": "yes"}, "this_week", False),
        ({"topics": ["levy_or_garnishment"], "emergency": "yes"}, "today", True),
    ],
)
async def test_what_was_said_before_asking_for_a_person_goes_along_though_the_answer_came_too_late(
    desk: DeskUnderTest, facts: dict[str, object], urgency: str, emergency: bool
) -> None:
    chat = (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.write(chat, "They took my wages and the rent is due")

    async def asks_for_a_person() -> None:
        await desk.conversations.post_choice(chat, client_id(), "do.person")

    desk.assistant.before_reply = asks_for_a_person
    desk.assistant.answer = lambda _request: [{"facts": facts, "how": "understood"}, {"ask": "federal_tax"}]
    await desk.turns.run(chat)
    assert await desk.stands(chat) == ("queued", WAITING, None)
    assert await desk.conversations.facts(chat) == facts
    async with desk.database.read() as connection:
        found = (await connection.execute(handoffs.select())).one()
    topic = "refund" if facts["topics"] == ["refund_delay"] else "collection"
    assert (found.urgency, found.emergency, found.topic) == (urgency, emergency, topic)
    # The assistant says nothing more, but for whom to call.
    said = [event for event in await desk.told(chat) if event["kind"] in ("message", "question", "notice")][-1]
    assert (said.get("level") == "emergency") is emergency
    assert said["author"] != "assistant" or emergency
    assert [event["kind"] for event in await desk.told(chat)].count("question") == 1
    assert await desk.turns.waiting() == []


async def test_the_queue_has_the_language_that_the_person_has_now(desk: DeskUnderTest) -> None:
    async def language() -> str:
        async with desk.database.read() as connection:
            return str((await connection.execute(handoffs.select())).one().language)

    desk.assistant.answer = lambda _request: [{"language": "es"}, {"do": "hand_off", "reason": "asked"}]
    chat = (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.write(chat, "Quiero hablar con una persona")
    await desk.turns.run(chat)
    assert (await desk.stands(chat), await language()) == (("queued", WAITING, None), "es")
    await desk.choose(chat, "language.en")
    assert await language() == "en"


async def test_what_was_understood_too_late_gives_way_to_an_advocates_correction(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.write(chat, "They took my wages")

    async def is_served_at_once(corrects: bool) -> None:
        await desk.choose(chat, "do.person")
        await desk.handoffs.accept(agent, chat)
        if corrects:
            await desk.desk.correct(agent, chat, client_id(), "topics", ["audit"])

    desk.assistant.before_reply = lambda: is_served_at_once(corrects=True)
    desk.assistant.answer = lambda _request: [
        {"facts": {"topics": ["levy_or_garnishment"]}, "how": "understood"},
        {"ask": "federal_tax"},
    ]
    assert [result.result for result in await desk.turns.run(chat)] == ["lost"]
    assert await desk.conversations.facts(chat) == {"topics": ["audit"]}


async def test_what_was_understood_too_late_reaches_an_advocate_who_was_quicker(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.write(chat, "They took my wages")

    async def is_served_at_once() -> None:
        await desk.choose(chat, "do.person")
        await desk.handoffs.accept(agent, chat)

    desk.assistant.before_reply = is_served_at_once
    facts = {"topics": ["levy_or_garnishment"]}
    desk.assistant.answer = lambda _request: [{"facts": facts, "how": "understood"}, {"ask": "federal_tax"}]
    await desk.turns.run(chat)
    assert await desk.conversations.facts(chat) == facts
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")


@pytest.mark.parametrize("presence", [Presence.AVAILABLE, Presence.AWAY])
async def test_an_open_desk_renews_the_lease_and_says_nothing_else(desk: DeskUnderTest, presence: Presence) -> None:
    agent = await desk.on_duty("E1")
    await desk.available(agent, presence)
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    for _ in range(4):
        desk.clock.forward(seconds=30)
        renewed = await desk.handoffs.renew(agent, timedelta(minutes=10))
        assert renewed is not None
        assert renewed.presence is presence
        await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")
    # Whoever was away for longer says anew that they are there; whoever is off stays so.
    desk.clock.forward(minutes=11)
    await desk.handoffs.renew(agent, timedelta(minutes=10))
    await desk.handoffs.sweep()
    assert (await desk.stands(chat))[1] is not ACTIVE
    await desk.available(agent, Presence.OFF)
    gone = await desk.handoffs.renew(agent, timedelta(minutes=10))
    assert gone is not None
    assert gone.lease_until is None


async def test_both_write_and_the_assistant_says_nothing(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.reply(agent, chat, "I have read what you wrote.")
    await desk.write(chat, "Thank you")
    assert await desk.turns.run(chat) == []
    assert [(event["author"], event["text"]) for event in (await desk.told(chat))[-2:]] == [
        ("agent", "I have read what you wrote."),
        ("person", "Thank you"),
    ]


async def test_a_reply_that_has_not_seen_the_last_message_is_refused_with_what_was_missed(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    seen = await desk.last_seq(chat)
    await desk.write(chat, "Wait, it is my brother's")
    with pytest.raises(ReplyStale) as stale:
        await desk.desk.reply(agent, chat, client_id(), "So your wages are levied?", seen)
    assert [event["text"] for event in stale.value.missed] == ["Wait, it is my brother's"]
    assert (await desk.told(chat))[-1]["text"] == "Wait, it is my brother's"


async def test_a_reply_sent_twice_is_said_once(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    sent, seen = client_id(), await desk.last_seq(chat)
    first = await desk.desk.reply(agent, chat, sent, "Hello", seen)
    assert await desk.desk.reply(agent, chat, sent, "Hello", seen) == first
    with pytest.raises(MessageRefused):
        await desk.desk.reply(agent, chat, sent, "Something else", seen)
    assert sum(event.get("text") == "Hello" for event in await desk.told(chat)) == 1


async def test_of_fifty_agents_who_claim_one_chat_one_gets_it(desk: DeskUnderTest) -> None:
    chat = await desk.handed_off()
    agents = [await desk.on_duty(f"E{number}", "language:es") for number in range(50)]

    async def claim(agent: object) -> str:
        try:
            await desk.handoffs.accept(agent, chat)  # type: ignore[arg-type]
        except NotTheirs as taken:
            return f"taken by {taken.by}"
        return "mine"

    got = await asyncio.gather(*map(claim, agents))
    assert got.count("mine") == 1
    assert got.count("taken by Agent") == 49


async def test_an_offer_that_is_let_go_by_goes_to_the_next_and_that_agent_gets_no_more(desk: DeskUnderTest) -> None:
    await desk.on_duty("E1")
    chat = await desk.handed_off()
    second = await desk.on_duty("E2")
    desk.clock.forward(seconds=31)
    await desk.available(second)
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", OFFERED, "E2")
    other = await desk.handed_off()
    assert (await desk.stands(other))[2] == "E2"


async def test_a_crashed_desk_gives_its_chat_back_to_the_front(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", "language:en", capacity=1)
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    earlier = await desk.handed_off()
    desk.clock.forward(seconds=46)
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", WAITING, None)
    with pytest.raises(NotTheirs):
        await desk.reply(agent, chat)
    await desk.on_duty("E2", capacity=1)
    assert (await desk.stands(chat))[1:] == (OFFERED, "E2")
    assert (await desk.stands(earlier))[1] is WAITING


async def test_a_turn_that_nobody_is_there_for_is_kept_and_then_comes_back_to_the_front(desk: DeskUnderTest) -> None:
    chat = await desk.handed_off()
    desk.clock.forward(minutes=5)
    agent = await desk.on_duty("E1")
    await desk.handoffs.accept(agent, chat)
    assert await desk.stands(chat) == ("agent", KEPT, "E1")
    for _ in range(21):
        desk.clock.forward(seconds=30)
        await desk.available(agent)
        await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", AWAY, None)
    await desk.handoffs.seen(chat)
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")


@pytest.mark.parametrize("language", ["en", "es"])
async def test_whoever_comes_back_and_is_number_two_is_told_of_no_front(desk: DeskUnderTest, language: str) -> None:
    agent = await desk.on_duty("E1", "language:en", "language:es", capacity=1)
    chat = await desk.handed_off(language)
    await desk.handoffs.accept(agent, chat)
    await desk.handed_off(text="I want to kill myself")
    desk.clock.forward(seconds=46)
    await desk.handoffs.sweep()
    place = await desk.handoffs.place(chat)
    assert place is not None
    assert (place.position, place.front) == (2, True)
    told = [event["text"] for event in await desk.told(chat) if event["kind"] == "owner"][-1]
    assert told == TEXTS.say("notice-agent-lost", language)
    said = [told, *(TEXTS.say(key, language) for key in MOVED_UP)]
    assert not [text for text in said if re.search(r"\bfront\b|al frente|primer", text)]


async def test_being_given_back_makes_no_wait_shorter_and_lets_skills_count_again(desk: DeskUnderTest) -> None:
    came = desk.clock.now()
    agent = await desk.on_duty("E1", "language:en")
    chat = await desk.handed_off()
    desk.clock.forward(seconds=20)
    await desk.handoffs.accept(agent, chat)
    desk.clock.forward(minutes=30)
    await desk.handoffs.sweep()
    spanish = await desk.on_duty("E2", "language:es")
    assert await desk.stands(chat) == ("queued", WAITING, None)
    assert (await board(desk).state()).longest_since == came
    [listed] = (await desk.desk.state(spanish)).queue
    assert (listed.waiting_since, listed.front) == (came, True)
    # A language counts for ten minutes from when it was given back, not from when they came.
    for minutes, stands in ((9, (WAITING, None)), (2, (OFFERED, "E2"))):
        desk.clock.forward(minutes=minutes)
        await desk.available(spanish)
        await desk.handoffs.sweep()
        assert (await desk.stands(chat))[1:] == stands


async def test_who_is_passed_on_has_waited_since_they_came(desk: DeskUnderTest) -> None:
    came = desk.clock.now()
    agent = await desk.on_duty("E1", "language:en")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    desk.clock.forward(seconds=40)
    await desk.desk.transfer_to_skill(agent, chat, client_id(), Skill("topic:examination"), anyway=True)
    assert (await board(desk).state()).longest_since == came


async def test_a_quiet_chat_is_asked_then_paused_and_goes_on_with_the_same_agent(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", capacity=1)
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.reply(agent, chat, "Which year is it?")
    states = {}
    for minute in range(1, 17):
        for _ in range(2):
            desk.clock.forward(seconds=30)
            await desk.available(agent)
            await desk.handoffs.sweep()
        states[minute] = (await desk.told(chat))[-1].get("key"), (await desk.stands(chat))[1]
    assert states[4] == (None, ACTIVE)
    assert states[6] == ("notice-still-there", ACTIVE)
    assert states[14] == ("notice-still-there", ACTIVE)
    assert states[15] == ("notice-paused", PAUSED)
    other = await desk.handed_off()
    assert (await desk.stands(other))[1:] == (OFFERED, "E1")
    await desk.write(chat, "It is 2023")
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")


async def test_back_with_the_assistant_a_fresh_session_asks_and_answers(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, "I said this to the advocate")
    await desk.desk.give_back(agent, chat, client_id(), "Knows what to do")
    assert await desk.stands(chat) == ("assistant", ENDED, "E1")
    assert (await desk.told(chat))[-1]["kind"] == "question"
    asked = len(desk.assistant.requests)
    assert await desk.turns.run(chat) == []
    await desk.write(chat, "Next question please")
    await desk.turns.run(chat)
    assert [request.text for request in desk.assistant.requests[asked:]] == ["Next question please"]
    assert desk.assistant.requests[-1].tracker is None


async def test_closed_it_says_what_happens_next_asks_two_questions_and_may_be_reopened(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.close(agent, chat)
    closed, survey = (await desk.told(chat))[-2:]
    assert "You send Form 911 by fax." in closed["text"]
    assert survey["key"] == "notice-survey-helped"
    with pytest.raises(MessageRefused):
        await desk.write(chat, "One more thing")
    await desk.choose(chat, "do.survey_helped_yes")
    await desk.choose(chat, "do.survey_easy_partly")
    assert (await desk.told(chat))[-1]["key"] == "notice-survey-thanks"
    await desk.choose(chat, "do.reopen")
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")


async def test_after_an_emergency_nobody_is_asked_how_it_was(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.write(chat, "I want to kill myself")
    await desk.close(agent, chat)
    assert not any(str(event.get("key", "")).startswith("notice-survey") for event in await desk.told(chat))


async def test_notes_and_whispers_are_seen_by_staff_alone(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    supervisor = await desk.on_duty("E9", role=StaffRole.SUPERVISOR)
    await desk.available(supervisor, Presence.AWAY)
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    before = await desk.conversations.read(chat)
    await desk.desk.note(agent, chat, client_id(), "sounds afraid")
    await desk.desk.note(supervisor, chat, client_id(), "ask about the landlord", whisper=True)
    assert await desk.conversations.read(chat) == before
    notes = (await desk.desk.open(agent, chat)).notes
    assert [(note.kind.value, note.text) for note in notes] == [
        ("note", "sounds afraid"),
        ("whisper", "ask about the landlord"),
    ]
    with pytest.raises(DeskRefused, match="whisper_refused"):
        await desk.desk.note(agent, chat, client_id(), "me too", whisper=True)


async def test_a_chat_of_anothers_is_not_there(desk: DeskUnderTest) -> None:
    agent, other = await desk.on_duty("E1"), await desk.on_duty("E2", "language:es")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    for looked_at in (chat, (await desk.conversations.create("screening", "en", "America/New_York")).id):
        with pytest.raises(ConversationNotFound):
            await desk.desk.open(other, looked_at)
    with pytest.raises(NotTheirs):
        await desk.reply(other, chat)


async def test_a_stopped_assistant_hands_everybody_to_people(desk: DeskUnderTest) -> None:
    supervisor = await desk.on_duty("E9", role=StaffRole.SUPERVISOR)
    await desk.handoffs.stop_assistant(supervisor, "all")
    chat = (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.write(chat, "Where is my refund?")
    await desk.turns.run(chat)
    assert (await desk.stands(chat))[0] == "queued"
    assert desk.assistant.requests == []
    await desk.handoffs.let_assistant(supervisor, "all")
    await desk.choose(chat, "do.resume")
    await desk.turns.run(chat)
    assert len(desk.assistant.requests) == 1


async def test_outside_the_hours_the_person_is_told_when_somebody_is_back(database_url: str, tmp_path: Path) -> None:
    # 2026-11-20 is a Friday; its evening is after hours, and Monday the next day of work.
    clock = HandClock(datetime(2026, 11, 21, 1, 30, tzinfo=UTC))
    desk = await open_desk(database_url, tmp_path, clock, hours=Hours())
    try:
        chat = await desk.handed_off()
        told = (await desk.told(chat))[-1]
        assert "November 23, 2026" in told["text"]
        assert await desk.stands(chat) == ("queued", WAITING, None)
    finally:
        await desk.database.stop()


async def test_passed_on_to_a_skill_that_nobody_has_it_says_so_and_is_anybodys_after_a_while(
    desk: DeskUnderTest,
) -> None:
    agent = await desk.on_duty("E1", "language:en")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    audit = Skill("topic:examination")
    with pytest.raises(DeskRefused) as refused:
        await desk.desk.transfer_to_skill(agent, chat, client_id(), audit)
    assert refused.value.code == "skill_not_on_duty"
    assert await desk.stands(chat) == ("agent", ACTIVE, "E1")
    await desk.desk.transfer_to_skill(agent, chat, client_id(), audit, anyway=True)
    assert await desk.stands(chat) == ("queued", WAITING, None)
    for _ in range(5):
        assert (await desk.told(chat))[-1]["reason"] == "transferred"
        desk.clock.forward(seconds=60)
        await desk.available(agent)
        await desk.handoffs.sweep()
    assert (await desk.told(chat))[-1]["key"] == "notice-anybody"
    assert await desk.stands(chat) == ("queued", OFFERED, "E1")


async def test_whoever_signed_in_is_passed_on_to_nobody_who_may_not_take_them(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1", "language:en", "signed_in")
    of, to = await desk.handed_off(), (await desk.conversations.create("screening", "en", "America/New_York")).id
    await desk.handoffs.accept(agent, of)

    async def signs_in(connection: AsyncConnection) -> bool:
        rows = [await desk.conversations.record.row(connection, each, lock=True) for each in (of, to)]
        return await desk.handoffs.move(connection, *rows)

    assert await desk.database.write(signs_in)
    await desk.on_duty("E2", "language:en", "topic:refund")
    with pytest.raises(DeskRefused) as skill:
        await desk.desk.transfer_to_skill(agent, to, client_id(), Skill("topic:refund"))
    assert skill.value.code == "skill_not_on_duty", "they have it, and may not take whoever signed in"
    with pytest.raises(DeskRefused) as refused:
        await desk.desk.transfer_to_agent(agent, to, client_id(), AgentId("E2"))
    assert refused.value.code == "agent_needs_skill"
    assert await desk.stands(to) == ("agent", ACTIVE, "E1")


async def test_what_a_transfer_offers_is_what_the_queue_deals(desk: DeskUnderTest) -> None:
    """Whoever names no topic takes them all, and isn't who a transfer to one means; nor is whoever passes it on."""
    agent = await desk.on_duty("E1", "language:en", "topic:collection", "topic:refund", capacity=8)
    chats = {skill: await desk.handed_off() for skill in desk.desk.skills()}
    for chat in chats.values():
        await desk.handoffs.accept(agent, chat)
    await desk.on_duty("E2", "language:en", capacity=8)
    await desk.on_duty("E3", "language:en", "topic:refund", capacity=8)
    await desk.on_duty("E4", "language:en", "language:es", "topic:business", capacity=8)
    promised = {skill for skill, chat in chats.items() if skill in await desk.desk.skills_on_duty(chat)}
    assert promised == {"language:en", "language:es", "topic:refund", "topic:business"}
    for skill, chat in chats.items():
        if skill not in promised:
            with pytest.raises(DeskRefused):
                await desk.desk.transfer_to_skill(agent, chat, client_id(), skill)
        await desk.desk.transfer_to_skill(agent, chat, client_id(), skill, anyway=True)
        _, state, offered_to = await desk.stands(chat)
        assert (state is OFFERED) is (skill in promised), skill
        assert offered_to != "E1", "passed on, and offered back at once"
    assert (await desk.stands(chats[Skill("topic:refund")]))[2] == "E3"
    assert (await desk.stands(chats[Skill("topic:collection")]))[2] is None
    # With nobody else who has it the wish is dropped, and whoever is free takes it, who passed it on included.
    desk.clock.forward(minutes=5)
    await desk.available(agent)
    await desk.handoffs.sweep()
    assert (await desk.told(chats[Skill("topic:collection")]))[-1]["key"] == "notice-anybody"


async def test_a_wish_is_kept_while_somebody_on_duty_has_the_skill(desk: DeskUnderTest) -> None:
    agent, other = await desk.on_duty("E1", "language:en"), await desk.on_duty("E2", "topic:examination", capacity=0)
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.desk.transfer_to_skill(agent, chat, client_id(), Skill("topic:examination"))
    for _ in range(20):
        desk.clock.forward(seconds=40)
        for each in (agent, other):
            await desk.available(each)
        await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", WAITING, None)


@pytest.mark.parametrize("taken", [False, True], ids=["offered", "taken"])
async def test_who_knows_the_person_steps_aside_and_never_sees_the_chat_again(desk: DeskUnderTest, taken: bool) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    if taken:
        await desk.handoffs.accept(agent, chat)
        await desk.desk.draft(agent, chat, "Aunt Rosa, is that")
    for _ in range(2):
        await desk.handoffs.step_aside(agent, chat)
    assert await desk.stands(chat) == ("queued", WAITING, None)
    if taken:
        assert (await desk.told(chat))[-1]["reason"] == "transferred"
    for _ in range(30):
        desk.clock.forward(seconds=40)
        await desk.available(agent)
        await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("queued", WAITING, None), "offered again, however long it waits"
    assert [each.mine_to_take for each in (await desk.desk.state(agent)).queue] == [False]
    assert not await desk.desk.may_see(agent, chat)
    for refused in (desk.desk.open(agent, chat), desk.handoffs.accept(agent, chat)):
        with pytest.raises(ConversationNotFound):
            await refused
    # The next one gets it at once, and can't pass it back; they are still there for others.
    other = await desk.on_duty("E2")
    assert await desk.stands(chat) == ("queued", OFFERED, "E2")
    await desk.handoffs.accept(other, chat)
    with pytest.raises(DeskRefused) as back:
        await desk.desk.transfer_to_agent(other, chat, client_id(), AgentId("E1"))
    assert back.value.code == "agent_stepped_aside"
    another = await desk.handed_off()
    assert (await desk.stands(another))[2] == "E1"


async def test_a_supervisor_who_stepped_aside_neither_looks_on_nor_takes_over(desk: DeskUnderTest) -> None:
    supervisor = await desk.on_duty("E3", role=StaffRole.SUPERVISOR)
    chat = await desk.handed_off()
    await desk.handoffs.step_aside(supervisor, chat)
    agent = await desk.on_duty("E1")
    await desk.handoffs.accept(agent, chat)
    assert not await desk.desk.may_see(supervisor, chat)
    with pytest.raises(ConversationNotFound):
        await desk.handoffs.accept(supervisor, chat, take_over=True)
    with pytest.raises(ConversationNotFound):
        await desk.handoffs.step_aside(await desk.on_duty("E2"), chat)


async def test_a_sweep_that_finds_nothing_due_is_no_news_to_any_desk(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.reply(agent, chat)
    await desk.desk.draft(agent, chat, "I will")
    for minutes in (6, 10, 10):
        for _ in range(minutes):
            desk.clock.forward(seconds=60)
            await desk.available(agent)
            await desk.handoffs.sweep()
        stands, version = await desk.stands(chat), await desk.handoffs.version()
        await desk.handoffs.sweep()
        assert stands == ("agent", ACTIVE, "E1"), "help that is being written is never put aside"
        assert await desk.handoffs.version() == version
    await desk.desk.draft(agent, chat, "")
    await desk.handoffs.sweep()
    assert await desk.stands(chat) == ("agent", PAUSED, "E1")


async def test_who_is_still_there_is_written_down_together_and_who_comes_back_is_at_the_front(
    desk: DeskUnderTest,
) -> None:
    agent = await desk.on_duty("E1")
    there, back = await desk.handed_off(), await desk.handed_off()
    await desk.handoffs.accept(agent, there)
    for _ in range(12):
        desk.clock.forward(seconds=60)
        await desk.available(agent, Presence.AWAY)
        await desk.handoffs.seen(there)
        await desk.handoffs.sweep()
    await desk.handoffs.accept(agent, back)
    assert await desk.stands(back) == ("agent", KEPT, "E1")
    version = await desk.handoffs.version()
    await desk.handoffs.seen(there)
    assert await desk.handoffs.version() == version, "that somebody is still there is no news"
    await desk.handoffs.seen(there, back)
    assert await desk.stands(back) == ("agent", ACTIVE, "E1")
    assert await desk.handoffs.version() > version


async def test_an_erased_conversation_leaves_no_note_and_no_draft(desk: DeskUnderTest) -> None:
    agent = await desk.on_duty("E1")
    chat = await desk.handed_off()
    await desk.handoffs.accept(agent, chat)
    await desk.desk.note(agent, chat, client_id(), "sounds afraid")
    await desk.desk.draft(agent, chat, "I will")
    desk.clock.forward(days=400)
    assert await desk.conversations.erase_due() == 1
    async with desk.database.read() as connection:
        left = [(await connection.execute(table.select())).all() for table in (desk_notes, desk_drafts)]
        handed_off = (await connection.execute(handoffs.select())).one()
    assert left == [[], []]
    assert (handed_off.state, handed_off.ending) == ("ended", "erased")
