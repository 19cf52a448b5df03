"""A member of staff at the desk over HTTP, as their browser's script asks: signed in, with the session's CSRF token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from adapters.keys.key_file import KeyFile
from casework.audit.service import Audit
from casework.clock import SystemClock
from casework.conversations.models import ClientId
from casework.identity.models import Assurance
from casework.identity.service import People, Sessions
from channels.app import open_database
from channels.sessions import SessionCookies
from tests.support.gateway import NO_TLS, GatewayUnderTest, Guest, _blocks
from tests.support.record import client_id
from tests.support.sample_people import ZONE, identity_of, matter_in, sample_people, signed_in

DESK = "/api/v1/desk"
CLOSING = {"wrap_up": "referred", "what": "You send Form 911 by fax.", "who": "You", "by_on": "2026-12-01"}


def ids_and_times_aside(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    """A problem as whoever compares answers sees it."""
    return answer.status_code, {**answer.json(), "request_id": ""}


@dataclass
class AgentBrowser:
    """Somebody at the desk; `client` names their session."""

    client: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(f"{DESK}{path}")

    async def put(self, path: str, **content: Any) -> httpx.Response:
        return await self.client.put(f"{DESK}{path}", json=content)

    async def act(self, chat: str, act: str, sent: str | None = None, **content: Any) -> httpx.Response:
        """One of the acts on a chat."""
        body = {"client_id": sent or client_id(), **content}
        return await self.client.post(f"{DESK}/conversations/{chat}/{act}", json=body)

    async def presence(self, status: str = "available") -> None:
        answer = await self.put("/presence", status=status)
        assert answer.status_code == 200, answer.text

    async def claim(self, chat: str) -> None:
        answer = await self.act(chat, "claim")
        assert answer.status_code == 200, answer.text

    async def state(self) -> dict[str, Any]:
        answer = await self.get("/state")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def open(self, chat: str) -> dict[str, Any]:
        answer = await self.get(f"/conversations/{chat}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def reply(
        self, chat: str, text: str = "I have read it.", seen: int | None = None, sent: str | None = None
    ) -> httpx.Response:
        """Replies, having seen everything unless told otherwise."""
        expected = (await self.open(chat))["last_seq"] if seen is None else seen
        return await self.act(chat, "messages", sent, text=text, expected_seq=expected)

    async def close(self, chat: str) -> httpx.Response:
        return await self.act(chat, "close", **CLOSING, expected_seq=(await self.open(chat))["last_seq"])

    async def draft(self, chat: str, text: str) -> httpx.Response:
        return await self.put(f"/conversations/{chat}/draft", text=text)

    @asynccontextmanager
    async def stream(self, cursor: str = "") -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The desk's stream as parsed blocks: `id`, `event`, `data`, `comment`, `retry`."""
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": cursor} if cursor else {})}
        async with self.client.stream("GET", f"{DESK}/events", headers=headers) as answer:
            assert answer.status_code == 200, await answer.aread()
            blocks = _blocks(answer)
            try:
                yield blocks
            finally:
                await blocks.aclose()  # type: ignore[attr-defined]


async def until(
    blocks: AsyncIterator[dict[str, Any]], wanted: Callable[[dict[str, Any]], bool], seconds: float = 10.0
) -> list[dict[str, Any]]:
    """Everything from a stream up to the block that is wanted."""
    taken = []
    async with asyncio.timeout(seconds):
        async for block in blocks:
            taken.append(block)
            if wanted(block):
                return taken
    raise AssertionError(taken)


def events_of(blocks: list[dict[str, Any]], chat: str) -> list[dict[str, Any]]:
    """What was said in a chat, as these blocks tell it."""
    told = [block["data"] for block in blocks if block.get("event") == "chat"]
    return [event for data in told if data["conversation"] == chat for event in data["events"]]


@asynccontextmanager
async def at_desk(tas: GatewayUnderTest, subject: str) -> AsyncIterator[AgentBrowser]:
    """Signs a member of staff in, who is not on duty yet."""
    async with signed_in(tas, subject) as browser:
        browser.client.headers.update({"X-CSRF-Token": browser.csrf, "Accept": "application/json"})
        yield AgentBrowser(browser.client)


async def wants_a_person(tas: GatewayUnderTest, text: str = "They levied my wages") -> Guest:
    """Somebody who wrote something, was answered, and asked for a person."""
    guest = await tas.begin()
    await guest.answer(text)
    await guest.choose("do.person")
    return guest


@dataclass
class SignedInGuest(Guest):
    """A person who signed in, in a conversation of the portal, which their session opens."""

    csrf: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"X-CSRF-Token": self.csrf}


@asynccontextmanager
async def on_the_portal(tas: GatewayUnderTest, subject: str = "ana") -> AsyncIterator[SignedInGuest]:
    """Somebody of the sample in a new conversation about their case; the cases are in the gateway's database."""
    async with signed_in(tas, subject) as browser:
        matter_id = await matter_in(tas, subject)
        chat = await tas.services.portal.begin(browser.actor, matter_id, "en", ZONE, ClientId(client_id()))
        yield SignedInGuest(chat, "", browser.client, browser.csrf)


@asynccontextmanager
async def at_desk_of_process(folder: Path, url: str, subject: str) -> AsyncIterator[AgentBrowser]:
    """As `at_desk`, of a gateway that is a process of its own over the record in the folder."""
    database, keys = open_database(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"), KeyFile(folder / "keys.json")
    clock = SystemClock()
    await database.start()
    try:
        people = People(database, keys, clock)
        sessions = Sessions(database, keys, clock, Audit(keys, clock), people)
        person_id = await people.bind(identity_of(subject), sample_people()[subject]["language"])
        token = await sessions.begin(person_id, "demonstration", Assurance.STAFF)
    finally:
        await database.stop()
    headers = {"Origin": url, "X-CSRF-Token": SessionCookies(keys).csrf_token(token)}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=url, headers=headers, cookies={"session": token}, timeout=20, trust_env=False
    ) as client:
        yield AgentBrowser(client)
