"""The desk refuses whoever may not: nothing is done, nothing leaks, and missing and forbidden are the same bytes."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from casework.conversations.models import ConversationId, events
from casework.conversations.record import ConversationNotFound
from casework.handoff.models import AgentId, Skill, desk_notes
from tests.support.desk_browser import (
    CLOSING,
    AgentBrowser,
    at_desk,
    ids_and_times_aside,
    on_the_portal,
    wants_a_person,
)
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import HandClock
from tests.support.sample_people import load_into, person_of

# Every act on a chat but taking it, and what a good request brings.
ACTS: Mapping[str, Mapping[str, Any]] = {
    "messages": {"text": "Good day", "expected_seq": 0},
    "notes": {"text": "a note"},
    "facts": {"fact": "contacted_irs", "value": "yes"},
    "transfer": {"to": "assistant"},
    "close": {**CLOSING, "expected_seq": 0},
    "typing": {},
}


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        await load_into(running)
        yield running


@pytest.fixture
async def vega(tas: GatewayUnderTest) -> AsyncIterator[AgentBrowser]:
    async with at_desk(tas, "vega") as browser:
        await browser.presence()
        yield browser


@pytest.fixture
async def brooks(tas: GatewayUnderTest) -> AsyncIterator[AgentBrowser]:
    async with at_desk(tas, "brooks") as browser:
        await browser.presence("away")
        yield browser


@pytest.fixture
async def chat(tas: GatewayUnderTest, vega: AgentBrowser) -> Guest:
    """A chat that vega has."""
    guest = await wants_a_person(tas)
    await vega.claim(guest.id)
    return guest


async def everything(tas: GatewayUnderTest) -> tuple[int, int]:
    """How much is on record: a refused act adds nothing."""
    async with tas.services.database.read() as connection:
        said = (await connection.execute(select(events.c.seq))).all()
        written = (await connection.execute(select(desk_notes.c.number))).all()
    return len(said), len(written)


async def asked(agent: AgentBrowser, conversation_id: str) -> dict[str, tuple[int, dict[str, Any]]]:
    """What an agent is told of a conversation by every route but claiming."""
    answers: dict[str, httpx.Response] = {
        act: await agent.act(conversation_id, act, **content) for act, content in ACTS.items()
    }
    answers["open"] = await agent.get(f"/conversations/{conversation_id}")
    answers["draft"] = await agent.draft(conversation_id, "half a sentence")
    answers["take-over"] = await agent.act(conversation_id, "take-over")
    return {name: ids_and_times_aside(answer) for name, answer in answers.items()}


async def test_anothers_chat_and_a_missing_one_are_told_alike_and_nothing_is_done(
    tas: GatewayUnderTest, brooks: AgentBrowser, chat: Guest
) -> None:
    before = await everything(tas)
    foreign = await asked(brooks, chat.id)
    assert foreign == await asked(brooks, str(uuid.uuid4()))
    assert foreign == await asked(brooks, (await tas.begin()).id)
    assert {status for status, _ in foreign.values()} == {404}
    assert (await everything(tas))[1] == before[1]
    assert (await chat.events())[-1]["kind"] == "owner"


async def test_a_chat_in_line_is_not_open_before_it_is_taken(tas: GatewayUnderTest, brooks: AgentBrowser) -> None:
    guest = await wants_a_person(tas)
    assert await asked(brooks, guest.id) == await asked(brooks, str(uuid.uuid4()))


@pytest.mark.parametrize("subject", ["petra", "omar"])
async def test_reviewers_and_administrators_have_no_desk(tas: GatewayUnderTest, chat: Guest, subject: str) -> None:
    async with at_desk(tas, subject) as other:
        for path in ("/state", "/events"):
            assert (await other.get(path)).status_code == 404
        assert (await other.put("/presence", status="available")).status_code == 404
        foreign = await asked(other, chat.id)
        assert foreign == await asked(other, str(uuid.uuid4()))
        assert {document["code"] for _, document in foreign.values()} == {"not_found"}
        assert (await other.act(chat.id, "claim")).status_code == 404


async def test_who_is_no_staff_has_no_desk(tas: GatewayUnderTest, chat: Guest) -> None:
    async with at_desk(tas, "ana") as ana:
        foreign = await asked(ana, chat.id)
        assert foreign == await asked(ana, str(uuid.uuid4()))
        assert {status for status, _ in foreign.values()} == {404}
    for headers in ({}, chat.headers):
        answer = await tas.client.get(f"/api/v1/desk/conversations/{chat.id}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


async def test_an_expired_session_does_nothing(tas: GatewayUnderTest, vega: AgentBrowser, chat: Guest) -> None:
    before = await everything(tas)
    await tas.services.sessions.end(vega.client.cookies["session"])  # type: ignore[arg-type]
    gone = await asked(vega, chat.id)
    assert gone == await asked(vega, str(uuid.uuid4()))
    assert {(status, document["code"]) for status, document in gone.values()} == {(401, "sign_in_needed")}
    assert await everything(tas) == before


async def test_an_open_desk_alone_keeps_no_session(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    """Its lease is renewed by script every few seconds: that shows of nobody that they are there."""
    for _ in range(60):
        tas.services.clock.forward(minutes=1)  # type: ignore[attr-defined]
        answer = await vega.put("/presence", status="available")
        if answer.status_code == 401:
            break
        assert (await vega.get("/state")).status_code == 200
    assert answer.status_code == 401


async def test_a_closed_chat_takes_nothing_more_and_after_a_while_is_not_there(
    tas: GatewayUnderTest, vega: AgentBrowser, chat: Guest
) -> None:
    assert (await vega.close(chat.id)).status_code == 200
    before = await everything(tas)
    for act, content in ACTS.items():
        if act not in ("notes", "typing"):
            answer = await vega.act(chat.id, act, **content)
            assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found"), act
    assert await everything(tas) == before
    tas.services.clock.forward(days=10)  # type: ignore[attr-defined]
    async with at_desk(tas, "vega") as later:
        assert await asked(later, chat.id) == await asked(later, str(uuid.uuid4()))


async def test_what_is_sent_to_the_wrong_route_is_said_to_nobody(
    tas: GatewayUnderTest, vega: AgentBrowser, chat: Guest
) -> None:
    before = await everything(tas)
    for act, content in (
        ("messages", {"text": "sounds afraid", "whisper": True}),
        ("messages", {"text": "sounds afraid"}),
        ("messages", {"text": "sounds afraid", "whisper": False, "expected_seq": 0}),
        ("notes", {"text": "Good day", "expected_seq": 0}),
        ("notes", {"text": "sounds afraid", "whisper": "yes"}),
    ):
        answer = await vega.act(chat.id, act, **content)
        assert answer.status_code == 422, content
        assert "afraid" not in answer.text
    assert await everything(tas) == before


async def test_an_agent_neither_whispers_nor_takes_over(
    tas: GatewayUnderTest, vega: AgentBrowser, brooks: AgentBrowser, chat: Guest
) -> None:
    before = await everything(tas)
    whispered = await vega.act(chat.id, "notes", text="ask about the landlord", whisper=True)
    assert (whispered.status_code, whispered.json()["code"]) == (403, "whisper_refused")
    taken = await brooks.act(chat.id, "take-over")
    assert (taken.status_code, taken.json()["code"]) == (404, "not_found")
    assert await everything(tas) == before
    assert (await vega.open(chat.id))["mine"]


async def test_a_supervisor_reads_whispers_and_takes_over_but_does_not_write_in_anothers_chat(
    tas: GatewayUnderTest, vega: AgentBrowser, chat: Guest
) -> None:
    async with at_desk(tas, "imani") as imani:
        await imani.presence("away")
        assert not (await imani.open(chat.id))["mine"]
        before = await everything(tas)
        for act in ("messages", "facts", "transfer", "close"):
            answer = await imani.act(chat.id, act, **ACTS[act])
            assert (answer.status_code, answer.json()["code"], answer.json()["by"]) == (409, "chat_not_yours", "Lucia")
        assert await everything(tas) == before
        assert (await imani.act(chat.id, "notes", text="ask about the rent", whisper=True)).status_code == 201
        assert (await imani.act(chat.id, "take-over")).status_code == 200
        lost = await vega.reply(chat.id, seen=0)
        assert (lost.status_code, lost.json()["code"]) == (404, "conversation_not_found")


async def test_who_lost_a_chat_in_mid_sentence_learns_to_whom(
    tas: GatewayUnderTest, vega: AgentBrowser, chat: Guest
) -> None:
    await vega.draft(chat.id, "I am looking")
    async with at_desk(tas, "imani") as imani:
        await imani.presence("away")
        assert (await imani.act(chat.id, "take-over")).status_code == 200
    lost = await vega.reply(chat.id, "I am looking into it", seen=0)
    assert (lost.status_code, lost.json()["code"], lost.json()["by"]) == (409, "chat_not_yours", "Imani")


# Who signed in


async def test_without_the_skill_nobody_gets_who_signed_in(tas: GatewayUnderTest, brooks: AgentBrowser) -> None:
    imani = await person_of(tas, "imani")
    english = frozenset({Skill("language:en")})
    await tas.services.handoffs.set_profile(imani, AgentId("E1002"), 3, english)
    async with on_the_portal(tas) as ana:
        await ana.choose("do.person")
        await brooks.presence()
        tas.services.clock.forward(minutes=4)  # type: ignore[attr-defined]
        await brooks.presence()
        await tas.services.handoffs.sweep()
        state = await brooks.state()
        assert state["chats"] == []
        assert [(each["conversation"], each["mine_to_take"]) for each in state["queue"]] == [(ana.id, False)]
        refused = await brooks.act(ana.id, "claim")
        assert (refused.status_code, refused.json()["code"]) == (409, "chat_needs_skill")
        assert await asked(brooks, ana.id) == await asked(brooks, str(uuid.uuid4()))
        assert (await ana.events())[-1]["kind"] != "message"


async def test_the_case_is_named_for_who_signed_in_alone_and_seen_by_authority(
    tas: GatewayUnderTest, vega: AgentBrowser, brooks: AgentBrowser, chat: Guest
) -> None:
    assert (await vega.open(chat.id))["matter"] is None
    async with on_the_portal(tas) as ana:
        await ana.choose("do.person")
        await vega.claim(ana.id)
        matter = (await vega.open(ana.id))["matter"]
        assert matter["sees"] is True
        await vega.presence("away")
        await brooks.presence()
        await vega.act(ana.id, "transfer", to={"agent": "E1002"})
        await brooks.claim(ana.id)
        assert (await brooks.open(ana.id))["matter"] == {"id": matter["id"], "sees": False}


@pytest.mark.parametrize("writer", ["ana", "marcos"])
async def test_nobody_has_a_chat_about_their_own_case(tas: GatewayUnderTest, vega: AgentBrowser, writer: str) -> None:
    """Nor about the other spouse's side of it. No provider tells the TIN of staff yet: the decision is asked for itself."""
    ana = await person_of(tas, "ana")
    herself = replace(await person_of(tas, "vega"), tin_digest=ana.tin_digest)
    desk = tas.services.desk
    async with on_the_portal(tas, writer) as guest:
        await guest.choose("do.person")
        chat = ConversationId(guest.id)
        assert await desk.may_see(await person_of(tas, "vega"), chat)
        assert not await desk.may_take(herself, chat)
        assert not await desk.may_see(herself, chat)
        for asks in (desk.let_in, desk.open):
            with pytest.raises(ConversationNotFound):
                await asks(herself, chat)
