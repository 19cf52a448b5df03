"""What the person sees and does around a live advocate: pages without script at both doors, the API, and streams."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.conversations.models import ConversationId, Holder, Owner
from casework.handoff.models import HandoffState, desk_notes, handoffs
from channels.live import Live
from tests.support.advocate import Advocate, handed_off, on_duty
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import SignedInBrowser, load_into, signed_in

SIGNED_IN = ("language:en", "language:es", "signed_in")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def tas(tmp_path: Path, clock: HandClock) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=clock, ping_seconds=0.2) as running:
        yield running


async def begun(tas: GatewayUnderTest, language: str = "en") -> str:
    """A chat begun on the public pages, in the client's own browser; its id."""
    start = (await tas.client.get("/chat?new=1")).text
    _leave, form = start.split("</form>")[:2]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    sent = {**fields, "language": language}
    answer = await tas.client.post("/chat", data=sent, headers={"Origin": tas.url})
    return str(answer.headers["location"]).rsplit("/", 1)[1]


async def page(tas: GatewayUnderTest, chat: str, of: str = "") -> str:
    answer = await tas.client.get(f"/chat/{chat}{of}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return html.unescape(answer.text)


async def press(tas: GatewayUnderTest, chat: str, **fields: str) -> None:
    """Sends a form of the chat's page."""
    csrf = re.findall(r'name="csrf" value="([^"]*)"', await page(tas, chat))[-1]
    sent = {"csrf": csrf, "client_id": client_id(), **fields}
    answer = await tas.client.post(f"/chat/{chat}/messages", data=sent, headers={"Origin": tas.url})
    assert answer.status_code == 303, answer.text


def place_of(shown: str) -> str | None:
    """The place in line as a page has it."""
    found = re.search(r'<p id="place"[^>]*?( hidden)?>([^<]*)</p>', shown)
    assert found is not None
    return None if found[1] else found[2]


async def in_line(tas: GatewayUnderTest, language: str = "en") -> str:
    chat = await begun(tas, language)
    await handed_off(tas, chat)
    return chat


async def state(tas: GatewayUnderTest, chat: str) -> tuple[str, str | None]:
    async with tas.services.database.read() as connection:
        query = handoffs.select().where(handoffs.c.conversation_id == chat, handoffs.c.ended_at.is_(None))
        found = (await connection.execute(query)).one()
    return found.state, found.agent_id


# Without script


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_page_without_script_says_the_place_and_can_be_looked_at_again(
    tas: GatewayUnderTest, language: str
) -> None:
    chat = await in_line(tas, language)
    shown = await page(tas, chat)
    assert place_of(shown) == TEXTS.say("place-open", language, {"position_count": 1})
    assert TEXTS.say("page-look-again", language) in shown
    assert 'http-equiv="refresh"' not in shown
    agent = await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(chat)
    await agent.says(chat, "I have read it.")
    shown = await page(tas, chat)
    assert place_of(shown) is None
    assert TEXTS.say("page-agent-named", language, {"agent_name": "Elena"}) in shown
    assert "I have read it." in shown
    # The way back is there and isn't pushed; nobody asks for a person who has one, or starts over past them.
    assert f'value="do.resume" class="quiet">{TEXTS.say("do-resume", language)}<' in shown
    assert 'value="do.person"' not in shown
    assert 'value="do.start_over"' not in await page(tas, chat, "/answers")
    assert 'data-owner="agent"' in shown


async def test_the_wait_is_a_range_and_less_than_a_minute_is_soon(tas: GatewayUnderTest) -> None:
    await on_duty(tas, "E1", "Elena Vega", "language:es")
    chat = await in_line(tas)
    high = await _told_high_minutes(tas, chat)
    assert place_of(await page(tas, chat)) == TEXTS.say(
        "place-soon", "en", {"position_count": 1, "high_minutes_count": high}
    )
    await tas.services.database.write(lambda found: found.execute(handoffs.update().values(told_low_minutes=5)))
    assert place_of(await page(tas, chat)) == TEXTS.say(
        "place-range", "en", {"position_count": 1, "low_minutes_count": 5, "high_minutes_count": high}
    )


async def _told_high_minutes(tas: GatewayUnderTest, chat: str) -> int:
    place = await tas.services.handoffs.place(ConversationId(chat))
    assert place is not None
    assert place.low_minutes == 0
    assert place.high_minutes is not None
    return place.high_minutes


async def closed(tas: GatewayUnderTest, language: str = "en") -> tuple[str, Advocate]:
    chat = await in_line(tas, language)
    agent = await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(chat)
    await agent.closes(chat, "TAS asks the IRS to stop the levy.", "Elena", date(2026, 12, 1))
    return chat, agent


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_closed_chat_says_what_comes_next_and_takes_two_taps(tas: GatewayUnderTest, language: str) -> None:
    chat, _agent = await closed(tas, language)
    shown = await page(tas, chat)
    for title in ("closed-what", "closed-who", "closed-by"):
        assert f"<dt>{TEXTS.say(title, language)}</dt>" in shown
    assert "TAS asks the IRS to stop the levy." in shown
    assert TEXTS.say("page-ended-by-advocate", language) in shown
    assert re.search(r'<form id="compose"[^>]* hidden>', shown)
    assert 'value="do.survey_helped_partly"' in shown
    await press(tas, chat, choice="do.survey_helped_yes")
    shown = await page(tas, chat)
    assert 'value="do.survey_helped_yes"' not in shown
    await press(tas, chat, choice="do.survey_easy_no")
    shown = await page(tas, chat)
    assert 'value="do.survey_' not in shown
    assert TEXTS.say("notice-survey-thanks", language) in shown
    assert 'value="do.reopen"' in shown
    await press(tas, chat, choice="do.reopen")
    shown = await page(tas, chat)
    assert 'data-owner="queued"' in shown
    assert not re.search(r'<form id="compose"[^>]* hidden>', shown)


async def test_the_button_to_go_on_is_gone_when_its_time_is_over(tas: GatewayUnderTest, clock: HandClock) -> None:
    chat, _agent = await closed(tas)
    assert 'value="do.reopen"' in await page(tas, chat)
    clock.forward(hours=25)
    shown = await page(tas, chat)
    assert 'value="do.reopen"' not in shown
    assert '/chat?new=1"' in shown


async def test_copies_name_the_advocate_and_say_how_it_ended(tas: GatewayUnderTest) -> None:
    chat = await in_line(tas)
    agent = await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(chat)
    await agent.says(chat, "Please send me the letter.")
    await agent.closes(chat, "TAS asks the IRS to stop the levy.", "Elena", date(2026, 12, 1))
    text = await page(tas, chat, "/chat.txt")
    assert re.search(r"^Elena, TAS advocate, .*\nPlease send me the letter\.$", text, re.MULTILINE)
    assert "By when: December 1, 2026" in text
    assert text.count(TEXTS.say("closed-head", "en", {"agent_name": "Elena"})) == 1
    printed = await page(tas, chat, "/print")
    assert "Elena, TAS advocate" in printed
    assert '<dd class="typed">December 1, 2026</dd>' in printed


async def test_safe_again_the_chat_with_the_advocate_goes_on(tas: GatewayUnderTest) -> None:
    chat = await in_line(tas)
    agent = await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(chat)
    await press(tas, chat, text="I want to kill myself")
    shown = await page(tas, chat)
    assert '<aside id="emergency" class="emergency"' in shown
    assert 'value="do.safe_go_on"' in shown
    assert 'value="do.resume"' not in shown
    await press(tas, chat, choice="do.safe_go_on")
    shown = await page(tas, chat)
    assert 'data-owner="agent"' in shown
    # The lines stay one tap away.
    assert '<aside id="emergency" class="emergency"' in shown
    assert "<details>" in shown.split('id="emergency"')[1]


async def test_the_box_takes_words_while_in_line(tas: GatewayUnderTest) -> None:
    chat = await in_line(tas)
    await press(tas, chat, text="One more thing")
    shown = await page(tas, chat)
    assert "One more thing" in shown
    assert TEXTS.say("notice-still-waiting", "en").split(".")[0] in shown


# By the API


async def test_the_api_says_the_place_and_notices_who_reads(tas: GatewayUnderTest, clock: HandClock) -> None:
    guest = await tas.begin()
    answer = (await tas.client.get(f"{guest.path}/events", headers=guest.headers)).json()
    assert answer["place"] is None
    await handed_off(tas, guest.id)
    answer = (await tas.client.get(f"{guest.path}/events", headers=guest.headers)).json()
    assert answer["place"] == {
        "state": "waiting",
        "position": 1,
        "text": TEXTS.say("place-open", "en", {"position_count": 1}),
    }
    in_spanish = await tas.client.get(f"{guest.path}/events", params={"language": "es"}, headers=guest.headers)
    assert in_spanish.json()["place"]["text"] == TEXTS.say("place-open", "es", {"position_count": 1})


async def test_a_turn_that_was_kept_goes_on_when_the_person_looks(tas: GatewayUnderTest, clock: HandClock) -> None:
    chat = await in_line(tas)
    agent = await on_duty(tas, "E1", "Elena Vega")
    clock.forward(seconds=70)
    tas.services.live._seen.clear()
    await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(chat)
    assert await state(tas, chat) == ("kept", "E1")
    await page(tas, chat)
    assert await state(tas, chat) == ("active", "E1")


class CountedHandoffs:
    """Notes who was written down as seen, each time."""

    def __init__(self) -> None:
        self.seen_together: list[tuple[str, ...]] = []

    async def seen(self, *conversation_ids: ConversationId) -> None:
        self.seen_together.append(conversation_ids)


async def test_who_reads_is_written_down_at_most_every_20_seconds_and_who_stays_together(
    tas: GatewayUnderTest,
) -> None:
    now = [0.0]
    counted = CountedHandoffs()
    services = tas.services
    live = Live(counted, services.typing, TEXTS, services.metrics, lambda: now[0])  # type: ignore[arg-type]
    one, two = ConversationId("one"), ConversationId("two")
    for at in (0.0, 1.0, 19.0, 20.5, 30.0):
        now[0] = at
        await live.seen(one, Owner.AGENT)
        await live.seen(two, Owner.QUEUED)
    assert counted.seen_together == [("one",), ("two",)], "who comes is written down at once"
    await live.note_still_there()
    await live.note_still_there()
    assert counted.seen_together[2:] == [("one", "two")]
    await live.seen(one, Owner.ASSISTANT)
    await live.seen(one, Owner.QUEUED)
    assert counted.seen_together[3:] == [("one",)]
    now[0] = 61.0
    await live.seen(two, Owner.QUEUED)
    assert counted.seen_together[4:] == [("two",)], "who was away for as long is written down at once"


# On the stream


async def until(blocks: AsyncIterator[dict[str, Any]], event: str) -> dict[str, Any]:
    """The next block of this event."""
    async with asyncio.timeout(10):
        while True:
            block = await anext(blocks)
            if block.get("event") == event:
                return block


async def test_the_stream_says_the_place_when_it_changed_and_when_it_ends(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream(0) as blocks:
        await handed_off(tas, guest.id)
        told = await until(blocks, "place")
        assert "id" not in told
        assert (told["data"]["state"], told["data"]["position"]) == ("waiting", 1)
        agent = await on_duty(tas, "E1", "Elena Vega")
        await agent.takes(guest.id)
        assert (await until(blocks, "place"))["data"] is None


async def test_an_advocate_who_types_is_shown_until_they_stop(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await handed_off(tas, guest.id)
    agent = await on_duty(tas, "E1", "Elena Vega")
    await agent.takes(guest.id)
    typing = tas.services.typing
    now = [100.0]
    typing._monotonic = lambda: now[0]
    async with guest.stream(0) as blocks:
        agent.writes(guest.id)
        assert (await until(blocks, "typing"))["data"] == {"typing": True, "author": "agent"}
        # Nobody says that they stopped: it ends by itself.
        now[0] += 7
        assert (await until(blocks, "typing"))["data"] == {"typing": False, "author": "agent"}


async def test_whoever_has_the_page_open_counts_as_there(tas: GatewayUnderTest, clock: HandClock) -> None:
    guest = await tas.begin()
    await handed_off(tas, guest.id)
    async with guest.stream(0) as blocks:
        await until(blocks, "place")
        clock.forward(seconds=70)
        tas.services.live._seen.clear()
        async with asyncio.timeout(30):
            while not tas.services.live._seen:  # noqa: ASYNC110 (the stream's own ping does it)
                await asyncio.sleep(0.05)
        agent = await on_duty(tas, "E1", "Elena Vega")
        await agent.takes(guest.id)
    assert await state(tas, guest.id) == ("active", "E1")


# Signing in while waiting or talking


async def signs_in(tas: GatewayUnderTest, person: SignedInBrowser, chat: str) -> str:
    """Agrees to take the chat along, and does; the new chat's id."""
    holder = Holder(visitor=tas.client.cookies["visitor"])  # type: ignore[arg-type]
    await tas.services.continuing.consent(ConversationId(chat), holder)
    begun = await tas.services.continuing.bring(
        person.actor,
        ConversationId(chat),
        holder.visitor,
        "America/New_York",
        client_id(),  # type: ignore[arg-type]
    )
    return str(begun)


async def test_whoever_signs_in_while_waiting_keeps_the_place(tas: GatewayUnderTest, clock: HandClock) -> None:
    await load_into(tas)
    first = await in_line(tas)
    clock.forward(seconds=30)
    other = await tas.begin()
    await handed_off(tas, other.id)
    async with signed_in(tas, "denise") as denise:
        moved = await signs_in(tas, denise, first)
        shown = html.unescape((await denise.get(f"/portal/conversations/{moved}")).text)
        assert place_of(shown) == TEXTS.say("place-open", "en", {"position_count": 1})
        assert TEXTS.say("notice-moved", "en") in shown
        assert await state(tas, moved) == ("waiting", None)
    shown = await page(tas, first)
    assert 'data-owner="assistant"' in shown
    assert place_of(shown) is None


async def test_whoever_signs_in_while_talking_keeps_the_advocate(tas: GatewayUnderTest) -> None:
    await load_into(tas)
    chat = await in_line(tas)
    assert TEXTS.say("page-continue-place", "en") in await page(tas, chat, "/continue")
    agent = await on_duty(tas, "E1", "Elena Vega", *SIGNED_IN)
    await agent.takes(chat)
    desk, services = tas.services.desk, tas.services
    await desk.note(agent.actor, ConversationId(chat), client_id(), "sounds afraid")
    await desk.draft(agent.actor, ConversationId(chat), "Half a sent")
    async with signed_in(tas, "denise") as denise:
        moved = await signs_in(tas, denise, chat)
        assert await state(tas, moved) == ("active", "E1")
        opened = await desk.open(agent.actor, ConversationId(moved))
        assert [note.text for note in opened.notes] == ["sounds afraid"]
        assert opened.draft == "Half a sent"
        # Nothing that was said is out of the advocate's sight.
        assert [event["reason"] for event in opened.earlier if event["kind"] == "owner"] == ["asked", "joined"]
        await agent.says(moved, "I still have your words.")
        shown = html.unescape((await denise.get(f"/portal/conversations/{moved}")).text)
        assert "Elena, TAS advocate" in shown
        assert TEXTS.say("notice-moved-agent", "en", {"agent_name": "Elena"}) in shown
        assert 'data-owner="agent"' in shown
    async with services.database.read() as connection:
        left = (await connection.execute(desk_notes.select().where(desk_notes.c.conversation_id == chat))).all()
    assert left == []
    # The screening is the assistant's again, and what was said to the advocate is not answered by it.
    asked = len(tas.assistant.requests)
    assert (await services.conversations.read(ConversationId(chat))).owner is Owner.ASSISTANT
    await services.runner.sweep()
    assert len(tas.assistant.requests) == asked


async def test_the_advocates_page_has_what_was_said_before_signing_in(tas: GatewayUnderTest) -> None:
    await load_into(tas)
    chat = await begun(tas)
    await press(tas, chat, text="They levied my wages")
    await handed_off(tas, chat)
    agent = await on_duty(tas, "E1001", "Elena Vega", *SIGNED_IN)
    await agent.takes(chat)
    async with signed_in(tas, "denise") as denise, signed_in(tas, "vega") as vega:
        moved = await signs_in(tas, denise, chat)
        await press(tas, chat, text="This is somebody else, who has the code")
        shown = html.unescape((await vega.get(f"/desk/chats/{moved}")).text)
        earlier = shown.split('id="earlier"')[1].split("</details>")[0]
        assert "They levied my wages" in earlier
        assert "somebody else" not in shown
        told = (await vega.get(f"/api/v1/desk/conversations/{moved}")).json()["earlier"]
        assert "They levied my wages" in [event.get("text") for event in told]


async def test_an_advocate_who_may_not_serve_who_signed_in_gives_the_chat_back_to_the_front(
    tas: GatewayUnderTest,
) -> None:
    await load_into(tas)
    chat = await in_line(tas)
    agent = await on_duty(tas, "E1", "Elena Vega", "language:en")
    await agent.takes(chat)
    async with signed_in(tas, "denise") as denise:
        moved = await signs_in(tas, denise, chat)
        assert await state(tas, moved) == ("waiting", None)
        shown = html.unescape((await denise.get(f"/portal/conversations/{moved}")).text)
        assert TEXTS.say("notice-moved-front", "en") in shown
        assert place_of(shown) == TEXTS.say("place-front", "en")
        other = await on_duty(tas, "E2", "Ben Brooks", *SIGNED_IN)
        assert await state(tas, moved) == (HandoffState.OFFERED.value, "E2")
        await other.takes(moved)


async def test_the_portals_page_without_script_has_it_all_too(tas: GatewayUnderTest) -> None:
    await load_into(tas)
    agent = await on_duty(tas, "E1", "Elena Vega", *SIGNED_IN)
    async with signed_in(tas, "denise") as denise:
        begun = await denise.post("/portal/conversations")
        path = begun.headers["location"]
        chat = path.rsplit("/", 1)[1]
        await denise.post(f"{path}/messages", choice="do.person")
        await tas.services.handoffs.sweep()
        shown = html.unescape((await denise.get(path)).text)
        assert (place_of(shown) or "").startswith("You are number 1 in line.")
        assert "Save and go on later" not in shown
        await agent.takes(chat)
        await agent.closes(chat, "You get a letter.", "TAS")
        shown = html.unescape((await denise.get(path)).text)
        assert TEXTS.say("page-ended-by-advocate", "en") in shown
        await denise.post(f"{path}/messages", choice="do.survey_helped_yes")
        await denise.post(f"{path}/messages", choice="do.reopen")
        assert await state(tas, chat) == ("offered", "E1")
