"""Whatever staff write beside a conversation: what the person gets is the same, byte for byte, as if they had not.

Two people say and are told the same, one after the other; beside one of them notes, whispers, drafts, refused claims and
replies are mixed in at random. Then everything that a person can be given is compared, but for ids.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.desk_browser import AgentBrowser, at_desk, on_the_portal
from tests.support.gateway import NO_TLS, GatewayUnderTest, Guest, gateway
from tests.support.record import HandClock
from tests.support.sample_people import load_into

SENTINEL = "quillfeather"
# What both sides say in sight of each other.
SAID = ("says", "replies", "person types", "agent types", "corrects")
# What only staff know of.
HIDDEN = (
    *("note", "whisper", "draft", "no draft", "looks", "supervisor looks", "presence"),
    *("claims again", "another claims", "another declines", "another replies", "stale reply", "reply with a gap"),
    *("note to the wrong route", "agent whispers"),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(SAID), st.lists(st.sampled_from(HIDDEN), max_size=4)), min_size=1, max_size=4
)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of each answer anew: a form's token, a style's nonce, when a page was made.
_ANEW = re.compile(
    r'nonce-[A-Za-z0-9+/=_-]+|nonce="[^"]*"|"request_id":"\w+"'
    r'|(?<=name="csrf" value=")[^"]*|(?<=data-csrf=")[^"]*|(?<=data-person=")[^"]*'
)


@asynccontextmanager
async def _guest(tas: GatewayUnderTest, door: str) -> AsyncIterator[tuple[Guest, str]]:
    """Somebody new at a door, and where their chat's page is; the browser of the public door is one and the same."""
    if door == "portal":
        async with on_the_portal(tas) as guest:
            yield guest, f"/portal/conversations/{guest.id}"
        return
    visitors = tas.services.visitors
    visitor = visitors.new()
    headers = {"Origin": tas.url, "X-CSRF-Token": visitors.csrf_token(visitor)}
    cookies = {"visitor": visitor, "here": "1"}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=tas.url, timeout=20, trust_env=False, headers=headers, cookies=cookies
    ) as client:
        begun = (await client.post("/api/v1/conversations", json={"language": "en"})).json()
        yield Guest(begun["id"], begun["token"], client), f"/chat/{begun['id']}"


async def _hidden(step: str, guest: Guest, vega: AgentBrowser, brooks: AgentBrowser, imani: AgentBrowser) -> None:
    words, chat = f"{SENTINEL} {step}", guest.id
    expected = 200
    match step:
        case "note":
            answer, expected = await vega.act(chat, "notes", text=words), 201
        case "whisper":
            answer, expected = await imani.act(chat, "notes", text=words, whisper=True), 201
        case "draft":
            answer, expected = await vega.draft(chat, words), 204
        case "no draft":
            answer, expected = await vega.draft(chat, ""), 204
        case "looks" | "supervisor looks":
            answer = await (vega if step == "looks" else imani).get(f"/conversations/{chat}")
        case "presence":
            answer = await vega.put("/presence", status="available")
        case "claims again":
            answer = await vega.act(chat, "claim")
        case "another claims":
            answer, expected = await brooks.act(chat, "claim"), 409
        case "another declines":
            answer, expected = await brooks.act(chat, "decline"), 204
        case "another replies":
            answer, expected = await brooks.act(chat, "messages", text=words, expected_seq=0), 404
        case "stale reply":
            answer, expected = await vega.act(chat, "messages", text=words, expected_seq=0), 409
        case "reply with a gap":
            answer, expected = await vega.reply(chat, f"{words} on [date]"), 422
        case "note to the wrong route":
            answer, expected = await vega.act(chat, "messages", text=words, whisper=True), 422
        case _:
            answer, expected = await vega.act(chat, "notes", text=words, whisper=True), 403
    assert answer.status_code == expected, (step, answer.text)


async def _said(step: str, number: int, guest: Guest, vega: AgentBrowser) -> None:
    match step:
        case "says":
            await guest.say(f"this is number {number}")
        case "replies":
            assert (await vega.reply(guest.id, f"Thank you for {number}.")).status_code == 201
        case "person types":
            await guest.client.post(f"{guest.path}/typing", headers=guest.headers)
        case "agent types":
            await vega.act(guest.id, "typing")
        case _:
            assert (await vega.act(guest.id, "facts", fact="contacted_irs", value="yes")).status_code == 201


async def _streamed(client: httpx.AsyncClient, path: str, last_seq: int, headers: dict[str, str]) -> list[str]:
    """What a stream says from the beginning, without what is passing: who writes, and the place in line."""
    blocks: list[str] = []
    block: list[str] = []
    async with asyncio.timeout(20), client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            if line:
                block.append(line)
                continue
            text, block = "\n".join(block), []
            if "event: typing" not in text and "event: place" not in text:
                blocks.append(text)
            at = re.search(r"^id: (\d+)$", text, re.MULTILINE)
            if at is not None and int(at[1]) >= last_seq:
                return blocks
    return blocks


async def _everything(guest: Guest, page: str) -> dict[str, object]:
    """All that the person can be given, by address, without ids."""
    api, client = guest.path, guest.client
    got: dict[str, object] = {}
    addresses = [f"{api}/events", f"{api}/events?after=3", f"{api}/events?language=es", f"{api}/summary"]
    addresses += [f"{page}{rest}" for rest in ("", "/answers", "/chat.txt", "/print", "/summary", "/summary.txt")]
    addresses += ["/portal", "/portal/continue"] if page.startswith("/portal") else [f"{page}/code", f"{page}/continue"]
    for address in addresses:
        headers = guest.headers if address.startswith("/api") else {"Accept": "text/html"}
        answer = await client.get(address, headers=headers)
        kept = {name: answer.headers.get(name) for name in ("content-type", "location", "content-language")}
        got[address] = (answer.status_code, kept, answer.text)
    last_seq = (await guest.events())[-1]["seq"]
    stream = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    got["events stream"] = await _streamed(client, f"{api}/events", last_seq, {**guest.headers, **stream})
    got["page stream"] = await _streamed(
        client, f"{page}/stream?language=en", last_seq, {**stream, "Last-Event-ID": "3"}
    )
    return {_ID.sub("ID", name): _ANEW.sub("ANEW", _ID.sub("ID", repr(value))) for name, value in got.items()}


async def _run(
    tas: GatewayUnderTest, agents: Sequence[AgentBrowser], door: str, steps: list[tuple[str, list[str]]], hidden: bool
) -> dict[str, object]:
    vega, brooks, imani = agents
    async with _guest(tas, door) as (guest, page):
        if door == "screening":
            await guest.answer("They levied my wages")
        await guest.choose("do.person")
        await vega.claim(guest.id)
        await guest.say("hello")
        for number, (said, beside) in enumerate(steps):
            for step in beside if hidden else ():
                await _hidden(step, guest, vega, brooks, imani)
            await _said(said, number, guest, vega)
        while_open = await _everything(guest, page)
        assert (await vega.close(guest.id)).status_code == 200
        closed = await _everything(guest, page)
    return {**{f"open {name}": each for name, each in while_open.items()}, **closed}


@pytest.mark.parametrize("door", ["screening", "portal"])
@given(steps=STEPS)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_staff_write_beside_it_leaves_no_trace(door: str, steps: list[tuple[str, list[str]]]) -> None:
    asyncio.run(_compare(door, steps))


async def _compare(door: str, steps: list[tuple[str, list[str]]]) -> None:
    found = []
    for hidden in (False, True):
        # A record of its own each, so that nothing of the one is in the other; its clock stands, so that all times agree.
        with tempfile.TemporaryDirectory() as folder:
            async with gateway(Path(folder), clock=HandClock()) as tas:
                await load_into(tas)
                async with (
                    at_desk(tas, "vega") as vega,
                    at_desk(tas, "brooks") as brooks,
                    at_desk(tas, "imani") as imani,
                ):
                    await vega.presence()
                    for other in (brooks, imani):
                        await other.presence("away")
                    found.append(await _run(tas, (vega, brooks, imani), door, steps, hidden))
    without, beside = found
    assert without.keys() == beside.keys()
    for name, got in without.items():
        assert SENTINEL not in str(beside[name]), name
        assert beside[name] == got, name
