"""The desk over HTTP, with sessions as staff have them: chats, the stream, drafts, and fifty who want the same chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from casework.identity.models import Assurance, people
from channels.limits import TokenBuckets
from tests.support.desk_browser import AgentBrowser, at_desk, events_of, until, wants_a_person
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import identity_of


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        yield running


@pytest.fixture
async def vega(tas: GatewayUnderTest) -> AsyncIterator[AgentBrowser]:
    async with at_desk(tas, "vega") as browser:
        await browser.presence()
        yield browser


async def with_agent(tas: GatewayUnderTest, agent: AgentBrowser, text: str = "They levied my wages") -> Guest:
    guest = await wants_a_person(tas, text)
    await agent.claim(guest.id)
    return guest


async def test_a_chat_from_the_queue_to_its_end(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    guest = await wants_a_person(tas)
    state = await vega.state()
    assert [(chat["conversation"], chat["state"]) for chat in state["chats"]] == [(guest.id, "offered")]
    await vega.claim(guest.id)
    await vega.claim(guest.id)
    opened = await vega.open(guest.id)
    assert (opened["mine"], opened["owner"], opened["matter"], opened["draft"]) == (True, "agent", None, "")
    assert [event["text"] for event in opened["events"]].count("They levied my wages") == 1

    assert (await vega.reply(guest.id, "Which year is it?")).status_code == 201
    seen = (await vega.open(guest.id))["last_seq"]
    await guest.say("It is 2023, and the rent is due")
    stale = await vega.reply(guest.id, "Are you there?", seen)
    assert (stale.status_code, stale.json()["code"]) == (409, "reply_stale")
    assert [event["text"] for event in stale.json()["missed"]] == ["It is 2023, and the rent is due"]
    assert (await vega.reply(guest.id, "Thank you.")).status_code == 201
    assert (await vega.act(guest.id, "notes", text="Sounds tired")).json() == {"number": 1}

    async with at_desk(tas, "brooks") as brooks:
        await brooks.presence()
        moved = await vega.act(guest.id, "transfer", to={"agent": "E1002"}, note="Knows levies")
        assert moved.status_code == 200, moved.text
        lost = await vega.act(guest.id, "messages", text="One more thing", expected_seq=0)
        assert (lost.status_code, lost.json()["code"]) == (409, "chat_not_yours")
        await brooks.claim(guest.id)
        notes = (await brooks.open(guest.id))["notes"]
        assert [(note["author"], note["text"]) for note in notes] == [
            ("Lucia", "Sounds tired"),
            ("Lucia", "Knows levies"),
        ]
        ended = await brooks.close(guest.id)
        assert ended.status_code == 200, ended.text
        # For as long as it may be reopened it can be read, and nothing more be said.
        assert (await brooks.open(guest.id))["owner"] == "closed"
        late = await brooks.reply(guest.id, "And one more")
        assert (late.status_code, late.json()["code"]) == (404, "conversation_not_found")
        # Staff aren't told to begin a chat on another device.
        assert late.json()["detail"] == TEXTS.say("error-conversation_not_found-desk", "en")
    told = [event for event in await guest.events() if event["kind"] in ("owner", "closed")]
    assert [event.get("reason", event["kind"]) for event in told] == [
        "asked",
        "joined",
        "transferred",
        "joined",
        "closed",
    ]
    assert "You send Form 911 by fax." in told[-1]["text"]


async def test_sent_again_it_is_the_same(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    guest, sent = await with_agent(tas, vega), client_id()
    first = await vega.reply(guest.id, "Hello", sent=sent)
    again = await vega.reply(guest.id, "Hello", sent=sent)
    assert first.json() == again.json()
    other = await vega.reply(guest.id, "Good morning", sent=sent)
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


async def test_what_stands_is_told_with_the_message_that_it_came_from(
    tas: GatewayUnderTest, vega: AgentBrowser
) -> None:
    tas.assistant.answer = lambda _request: [
        {"facts": {"federal_tax": "yes", "hardship": ["housing"]}, "how": "understood"},
        {"ask": "contacted_irs"},
    ]
    guest = await tas.begin()
    said = await guest.say("They levied my wages")
    await guest.until(lambda event: event["kind"] == "question", said)
    await guest.choose("do.person")
    await vega.claim(guest.id)
    for fact, value in (("hardship", ["food"]), ("harm_on", "2026-12-01")):
        corrected = await vega.act(guest.id, "facts", fact=fact, value=value)
        assert corrected.status_code == 201, corrected.text
    opened = await vega.open(guest.id)
    facts = {each["fact"]: each for each in opened["facts"]}
    assert facts["federal_tax"] == {"fact": "federal_tax", "value": "yes", "how": "understood", "seq": said}
    assert (facts["hardship"]["value"], facts["hardship"]["how"]) == (["food"], "corrected")
    assert facts["harm_on"]["value"] == "2026-12-01"
    assert opened["determination"] is None
    unknown = await vega.act(guest.id, "facts", fact="hardship", value="a bit")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "fact_unknown")


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("   ", 422, "message_empty"),
        ("x" * 4001, 413, "message_too_long"),
        ("We call on [date].", 422, "reply_has_gaps"),
    ],
)
async def test_what_can_not_be_said_is_refused(
    tas: GatewayUnderTest, vega: AgentBrowser, text: str, status: int, code: str
) -> None:
    guest = await with_agent(tas, vega)
    before = await guest.events()
    answer = await vega.reply(guest.id, text)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await guest.events() == before


async def test_a_reply_can_not_have_seen_what_was_never_said(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    guest = await with_agent(tas, vega)
    answer = await vega.reply(guest.id, seen=10_000)
    assert (answer.status_code, answer.json()["code"]) == (409, "expected_seq_invalid")


async def test_a_draft_is_kept_until_it_is_sent(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    guest = await with_agent(tas, vega)
    assert (await vega.draft(guest.id, "I am looking into")).status_code == 204
    async with at_desk(tas, "vega") as another_browser:
        assert (await another_browser.open(guest.id))["draft"] == "I am looking into"
    assert (await vega.draft(guest.id, "x" * 4001)).json()["code"] == "message_too_long"
    await vega.reply(guest.id, "I am looking into it.")
    assert (await vega.open(guest.id))["draft"] == ""


async def test_of_fifty_who_claim_one_chat_one_gets_it_and_the_others_learn_who(tas: GatewayUnderTest) -> None:
    guest = await wants_a_person(tas)
    services = tas.services
    async with AsyncExitStack() as stack:
        agents = []
        for number in range(50):
            identity = replace(
                identity_of("vega"), subject=f"agent{number}", employee_id=f"E2{number:03}", name=f"Agent{number}"
            )
            person = await services.people.bind(identity, "en")
            token = await services.sessions.begin(person, "demonstration", Assurance.STAFF)
            agent = await stack.enter_async_context(at_desk(tas, "vega"))
            agent.client.cookies.set("session", token)
            agent.client.headers["X-CSRF-Token"] = services.session_cookies.csrf_token(token)
            await agent.presence("away")
            agents.append(agent)
        answers = await asyncio.gather(*(agent.act(guest.id, "claim") for agent in agents))
    codes = [answer.status_code for answer in answers]
    assert (codes.count(200), codes.count(409)) == (1, 49)
    winner = f"Agent{codes.index(200)}"
    assert {answer.json()["by"] for answer in answers if answer.status_code == 409} == {winner}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"chat_taken"}


# The stream


def _chat_told(chat: str, text: str) -> Any:
    def told(block: dict[str, Any]) -> bool:
        return any(event.get("text") == text for event in events_of([block], chat))

    return told


async def test_the_stream_heals_every_chat_from_its_cursor_at_another_process(tmp_path: Path) -> None:
    clock = HandClock()
    async with (
        gateway(tmp_path, clock=clock) as here,
        gateway(tmp_path, clock=clock) as there,
        at_desk(here, "vega") as vega,
        at_desk(there, "vega") as vega_there,
    ):
        await vega.presence()
        one, other = await with_agent(here, vega, "first"), await with_agent(here, vega, "second")
        async with vega.stream() as blocks:
            await one.say("one before")
            seen = await until(blocks, _chat_told(one.id, "one before"))
        cursor = next(block["id"] for block in reversed(seen) if "id" in block)
        assert {one.id, other.id} == {part.split(":")[0] for part in cursor.split(",")}
        # Nobody listens now; both processes take something in.
        await one.say("one while away")
        other.client = there.client
        await other.say("other while away")
        await vega.act(one.id, "notes", text="beside it")
        async with vega_there.stream(cursor) as blocks:
            healed = await until(blocks, lambda block: block.get("event") == "note")
            await other.say("other after")
            healed += await until(blocks, _chat_told(other.id, "other after"))
            # Said at the other process: seen here within the watcher's half second.
            one.client = here.client
            await one.say("one after")
            healed += await until(blocks, _chat_told(one.id, "one after"))
        for chat, texts in ((one, ["one while away", "one after"]), (other, ["other while away", "other after"])):
            assert [event["text"] for event in events_of(healed, chat.id)] == texts
            seqs = [event["seq"] for event in events_of([*seen, *healed], chat.id)]
            assert seqs == sorted(set(seqs))
            assert seqs == [event["seq"] for event in await chat.events()]
        notes = [block["data"]["notes"] for block in healed if block.get("event") == "note"]
        assert [[note["text"] for note in each] for each in notes] == [["beside it"]]


async def test_the_state_is_told_when_it_changed_and_not_for_a_lease(tas: GatewayUnderTest, vega: AgentBrowser) -> None:
    async with vega.stream() as blocks:
        first = (await until(blocks, lambda block: block.get("event") == "desk"))[-1]["data"]
        assert (first["me"]["status"], first["queue"], first["on_duty"]) == ("available", [], 1)
        tas.services.clock.forward(seconds=15)  # type: ignore[attr-defined]
        await vega.presence()
        guest = await wants_a_person(tas)
        told = await until(blocks, lambda block: block.get("event") == "desk")
        assert len([block for block in told if block.get("event") == "desk"]) == 1
        assert [(chat["conversation"], chat["state"]) for chat in told[-1]["data"]["chats"]] == [(guest.id, "offered")]


async def test_who_writes_is_told_to_the_other_and_ends_when_it_is_sent(
    tas: GatewayUnderTest, vega: AgentBrowser
) -> None:
    guest = await wants_a_person(tas)
    path = f"{guest.path}/typing"
    # Nobody has it yet: that they write is nobody's concern.
    assert (await guest.client.post(path, headers=guest.headers)).status_code == 204
    await vega.claim(guest.id)
    async with vega.stream() as blocks:
        told = await until(blocks, lambda block: block.get("event") == "chat")
        assert (await guest.client.post(path, headers=guest.headers)).status_code == 204
        told += await until(blocks, lambda block: block.get("event") == "typing")
        assert told[-1]["data"] == {"conversation": guest.id, "typing": True}
        await guest.say("here it is")
        told = await until(blocks, lambda block: block.get("event") == "typing")
        assert told[-1]["data"] == {"conversation": guest.id, "typing": False}
        assert events_of(told, guest.id)[-1]["text"] == "here it is"
    assert not tas.services.typing.of_agent(guest.id)  # type: ignore[arg-type]
    assert (await vega.act(guest.id, "typing")).status_code == 204
    assert tas.services.typing.of_agent(guest.id)  # type: ignore[arg-type]
    await vega.reply(guest.id)
    assert not tas.services.typing.of_agent(guest.id)  # type: ignore[arg-type]


async def test_nobody_says_too_often_that_they_write(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    answers = [await guest.client.post(f"{guest.path}/typing", headers=guest.headers) for _ in range(12)]
    assert [answer.status_code for answer in answers[:10]] == [204] * 10
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "rate_limited")


@pytest.mark.parametrize("how", ["signed out", "role lost", "role changed"])
async def test_the_stream_ends_with_the_session_and_with_the_role(tmp_path: Path, how: str) -> None:
    async with gateway(tmp_path, clock=HandClock(), ping_seconds=0.1) as tas, at_desk(tas, "vega") as vega:
        await vega.presence()
        guest = await with_agent(tas, vega)
        async with vega.stream() as blocks:
            await until(blocks, lambda block: block.get("event") == "chat")
            if how == "signed out":
                await tas.services.sessions.end(vega.client.cookies["session"])  # type: ignore[arg-type]
            else:
                roles = "" if how == "role lost" else "reviewer"

                async def change(connection: Any) -> None:
                    await connection.execute(
                        update(people).where(people.c.employee_id == "E1001").values(staff_roles=roles)
                    )

                await tas.services.database.write(change)
            await guest.say("is anybody there")
            async with asyncio.timeout(30):
                rest = [block async for block in blocks]
        assert events_of(rest, guest.id) == []


async def test_an_office_behind_one_address_is_not_throttled_like_the_public(tmp_path: Path) -> None:
    async with gateway(tmp_path, clock=HandClock(), requests_per_minute=8) as tas, at_desk(tas, "vega") as vega:
        await vega.presence()
        for _ in range(30):
            await vega.state()
        async with at_desk(tas, "brooks") as brooks:
            await brooks.presence()
            for _ in range(30):
                await brooks.state()
        tas.services.limits._staff = TokenBuckets(3, 0.001)
        many = [(await vega.get("/state")).status_code for _ in range(8)]
        assert (many[:3], many[-1]) == ([200] * 3, 429)
        # A cookie that opens nothing counts by its address, like everybody without one.
        async with at_desk(tas, "vega") as nobody:
            nobody.client.cookies.set("session", "A" * 43)
            answers = [(await nobody.get("/state")).status_code for _ in range(20)]
    assert set(answers) == {401, 429}
