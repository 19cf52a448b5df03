"""Whatever staff write beside a conversation: what the person gets is the same, byte for byte, as if they had not.

Two people say and are told the same, one after the other; beside one of them notes, whispers, drafts, refused claims and
replies are mixed in at random. Then everything that a person can be given is compared, but for ids: each GET route that the
authorization matrix has for their door, and what would be mailed to them. Whoever signs in on the way takes the
chat along, with what was written beside it before; the chat that they left is compared too.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import select

from casework.authority.models import MatterAct
from casework.conversations.models import ConversationId, Holder, VisitorToken
from casework.notices.models import notices
from channels.authorization import MATRIX, Access, Row
from tests.support.desk_browser import AgentBrowser, SignedInGuest, at_desk, on_the_portal
from tests.support.gateway import NO_TLS, GatewayUnderTest, Guest, gateway
from tests.support.record import HandClock, Items, ScriptedAssistant, client_id
from tests.support.sample_people import ZONE, load_into, matter_in, signed_in
from tests.support.summaries import read_pdf

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
DOORS = ("screening", "portal")
# Where somebody is who begins at the one door and signs in while talking.
BETWEEN = "signs in"
# What a person gets by each door; staff's routes and the operator's are none of theirs.
_OPENS: Mapping[str, frozenset[Access]] = {
    "screening": frozenset({Access.OPEN, Access.CONVERSATION}),
    "portal": frozenset({Access.OPEN, Access.CONVERSATION, Access.OWN, Access.SESSION, Access.MATTER}),
}
# Routes that aren't asked here, each with why: whoever adds one to a person's door asks it below, or says here why not.
_ABOUT_A_FILE = "gives a document, and none is sent here"
_ABOUT_A_THREAD = "gives a thread of messages, which stand beside chats, and none is begun here"
LEFT_OUT: Mapping[str, str] = {
    "/assets/<built>": "a file of the build",
    "/sign-in/<provider>/return": "where a provider leads to, and none is configured",
    "/health/ready": "how the service is, and here it has no action server",
    "/api/v1/uploads/<document_id>": _ABOUT_A_FILE,
    "/documents/<document_id>": _ABOUT_A_FILE,
    "/documents/<document_id>/view": _ABOUT_A_FILE,
    "/documents/<document_id>/pages/<page>": _ABOUT_A_FILE,
    "/api/v1/documents/<document_id>": _ABOUT_A_FILE,
    "/portal/matters/<matter_id>/messages/<thread_id>": _ABOUT_A_THREAD,
    "/portal/matters/<matter_id>/messages/<thread_id>/record/<ending>": _ABOUT_A_THREAD,
    "/portal/matters/<matter_id>/messages/<thread_id>/receipts/<number>": _ABOUT_A_THREAD,
    "/api/v1/matters/<matter_id>/threads/<thread_id>": _ABOUT_A_THREAD,
    "/api/v1/matters/<matter_id>/threads/<thread_id>/messages": _ABOUT_A_THREAD,
}
# How a route is asked when not once as it stands.
_ASKED: Mapping[str, Sequence[str]] = {
    "/api/v1/conversations/<conversation_id>/events": ("", "?after=3", "?language=es"),
    "/chat/<conversation_id>": ("", "?language=es"),
    "/portal/conversations/<conversation_id>": ("", "?language=es"),
}
_STREAMS = ("/chat/<conversation_id>/stream", "/portal/conversations/<conversation_id>/stream")
_ENDINGS = ("pdf", "zip")
# What the API's routes give besides JSON.
_FORMS: Mapping[str, Sequence[str]] = {
    "/api/v1/conversations/<conversation_id>/summary": ("application/json", "text/plain", "application/pdf")
}
_KEPT_HEADERS = (
    *("content-type", "content-language", "content-disposition", "content-length"),
    *("location", "cache-control", "etag", "last-modified", "link", "retry-after"),
)
_SHOWN = {"do": "show_result"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of each answer, session or gateway anew: a form's token, a style's nonce, a port.
_ANEW = re.compile(
    r'nonce-[A-Za-z0-9+/=_-]+|nonce="[^"]*"|"request_id":"\w+"|"(?:csrf|person)":"[^"]*"|127\.0\.0\.1:\d+'
    r'|(?<=name="csrf" value=")[^"]*|(?<=data-csrf=")[^"]*|(?<=data-person=")[^"]*'
)


def _result(_request: object) -> Items:
    """What the assistant does with the first thing said."""
    return [{"facts": {"topics": ["levy_or_garnishment"], "hardship": ["housing"]}, "how": "understood"}, _SHOWN]


@asynccontextmanager
async def _guest(tas: GatewayUnderTest, door: str) -> AsyncIterator[Guest]:
    """Somebody new at a door; whoever is to sign in comes to the public one."""
    if door == "portal":
        async with on_the_portal(tas) as guest:
            yield guest
        return
    visitors = tas.services.visitors
    visitor = visitors.new()
    headers = {"Origin": tas.url, "X-CSRF-Token": visitors.csrf_token(visitor)}
    cookies = {"visitor": visitor, "here": "1"}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=tas.url, timeout=20, trust_env=False, headers=headers, cookies=cookies
    ) as client:
        begun = (await client.post("/api/v1/conversations", json={"language": "en"})).json()
        yield Guest(begun["id"], begun["token"], client)


@asynccontextmanager
async def _signed_in(tas: GatewayUnderTest, left: Guest) -> AsyncIterator[Guest]:
    """The same person in the chat that they go on with as they sign in."""
    visitor = VisitorToken(left.client.cookies["visitor"])
    continuing, of = tas.services.continuing, ConversationId(left.id)
    await continuing.consent(of, Holder(visitor=visitor))
    async with signed_in(tas, "ana") as browser:
        begun = await continuing.bring(browser.actor, of, visitor, ZONE, client_id())
        yield SignedInGuest(begun, "", browser.client, browser.csrf)


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


def _theirs(row: Row) -> bool:
    """Whether a route about a matter is there for the person, too."""
    return not row.staff_roles and row.asks is not MatterAct.WORK


def _routes(door: str) -> list[str]:
    """Every GET route of the matrix that a person may have by this door."""
    return [
        path
        for (method, path), row in MATRIX.items()
        if method == "GET" and row.access in _OPENS[door] and _theirs(row) and path not in LEFT_OUT
    ]


def _addresses(path: str, chat: str, matter: str) -> Iterator[str]:
    named = path.replace("<conversation_id>", chat).replace("<matter_id>", matter)
    for ending in _ENDINGS if "<ending>" in named else ("",):
        for query in _ASKED.get(path, ("",)):
            yield named.replace("<ending>", ending) + query


async def _everything(tas: GatewayUnderTest, guest: Guest, door: str, brought: bool = False) -> dict[str, object]:
    """All that the person can be given, by address, without ids; `brought`: in a chat that they brought along."""
    client = guest.client
    got: dict[str, object] = {}
    matter = await matter_in(tas, "ana") if door == "portal" else ""
    last_seq = (await guest.events())[-1]["seq"]
    stream = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    for path in _routes(door):
        for address in _addresses(path, guest.id, matter):
            if path in _STREAMS:
                resumed = {**stream, "Last-Event-ID": "3"}
                got[address] = await _streamed(client, f"{address}?language=en", last_seq, resumed)
                continue
            for form in _FORMS.get(path, ("application/json" if path.startswith("/api") else "text/html",)):
                headers = {**(guest.headers if path.startswith("/api") else {}), "Accept": form}
                answer = await client.get(address, headers={**headers, "Accept-Encoding": "identity"})
                # A refusal would be the same for everybody; what was brought along has no result of its own.
                expected = (200, 303, 409) if brought and "/summary" in path else (200, 303)
                assert answer.status_code in expected, (address, answer.status_code, answer.text)
                kept = {name: answer.headers.get(name) for name in _KEPT_HEADERS}
                got[f"{address} {form}"] = (answer.status_code, kept, _read(answer))
    got["events stream"] = await _streamed(client, f"{guest.path}/events", last_seq, {**guest.headers, **stream})
    return {_ID.sub("ID", name): _ANEW.sub("ANEW", _ID.sub("ID", repr(value))) for name, value in got.items()}


def _read(answer: httpx.Response) -> object:
    """What somebody can read in it, and of a file every byte."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    ending = {"application/pdf": ".pdf", "application/zip": ".zip"}.get(kind, "")
    digest = hashlib.sha256(answer.content).hexdigest() if ending else ""
    return digest, _read_file(answer.content, ending)


def _read_file(content: bytes, name: str) -> object:
    if name.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        held = [(each.filename, each.comment) for each in archive.infolist()]
        return archive.comment, [(named, _read_file(archive.read(named[0]), named[0])) for named in held]
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        about = {key: str(value) for key, value in (reader.metadata or {}).items()}
        return about, sorted(reader.attachments), read_pdf(content).said
    return content.decode()


async def _run(
    tas: GatewayUnderTest, agents: Sequence[AgentBrowser], door: str, steps: list[tuple[str, list[str]]], hidden: bool
) -> dict[str, object]:
    vega, brooks, imani = agents
    async with _guest(tas, door) as guest, AsyncExitStack() as stack:
        # To a result, so that there is something to take away.
        seq = await guest.say("They levied my wages")
        await guest.until(lambda event: event["kind"] == "determination", seq)
        await guest.choose("do.person")
        await vega.claim(guest.id)
        await guest.say("hello")
        left = None
        for number, (said, beside) in enumerate([*steps, *steps[:1]] if door == BETWEEN else steps):
            if door == BETWEEN and number == len(steps):
                left, guest = guest, await stack.enter_async_context(_signed_in(tas, guest))  # noqa: PLW2901
                assert (await guest.say("It is me")) > 0
            for step in beside if hidden else ():
                await _hidden(step, guest, vega, brooks, imani)
            await _said(said, number, guest, vega)
        if hidden:
            # What was written before they signed in went along: it isn't missing for another reason.
            written = [step for _, beside in [*steps, *steps[: left is not None]] for step in beside]
            noted = (await vega.open(guest.id))["notes"]
            assert len(noted) == sum(step in ("note", "whisper") for step in written)
        now = "portal" if left else door
        found = await _everything(tas, guest, now, left is not None)
        while_open = {f"open {name}": each for name, each in found.items()}
        assert (await vega.close(guest.id)).status_code == 200
        found = await _everything(tas, guest, now, left is not None)
        if left is not None:
            found |= {f"left {name}": each for name, each in (await _everything(tas, left, "screening")).items()}
    # Letters are written of these alone.
    async with tas.services.database.read() as connection:
        mails = [row.kind for row in await connection.execute(select(notices))]
    return {**while_open, **found, "mails": mails}


def test_what_is_left_out_is_there_and_what_is_asked_has_all_it_names() -> None:
    """A new route that gives a person something is asked, or it stands in the list with why not."""
    routes = {path for method, path in MATRIX if method == "GET"}
    assert {*LEFT_OUT, *_ASKED, *_FORMS, *_STREAMS} <= routes
    for door in DOORS:
        asked = [address for path in _routes(door) for address in _addresses(path, "chat", "matter")]
        assert [address for address in asked if "<" in address] == [], (
            "name what it names, or leave it out with a reason"
        )


@pytest.mark.parametrize("door", [*DOORS, BETWEEN])
@given(steps=STEPS)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_staff_write_beside_it_leaves_no_trace(door: str, steps: list[tuple[str, list[str]]]) -> None:
    asyncio.run(_compare(door, steps))


async def _compare(door: str, steps: list[tuple[str, list[str]]]) -> None:
    found = []
    for hidden in (False, True):
        # A record of its own each, so that nothing of the one is in the other; its clock stands, so that all times agree.
        with tempfile.TemporaryDirectory() as folder:
            assistant = ScriptedAssistant(answer=_result)
            async with gateway(
                Path(folder), assistant=assistant, clock=HandClock(), callbacks="Harbor County Tax Help"
            ) as tas:
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
