"""From sending to the other's screen, between people and advocates, beside a relay that keeps nothing.

    ./tas bench desk [--chats 500] [--agents 50] [--rate 20] [--seconds 20]

Ours: one gateway process over SQLite, every chat taken by an advocate, a stream open on each side; messages go both ways at
a steady rate, and each is timed from the POST's first byte to its arrival on the other side's event stream, so the commit to
disk lies between. Beside it, in the same run on the same machine: the chat server that a tutorial makes, WebSockets relayed
from memory (aiohttp), with as many rooms and the same rate; nothing that it relays is kept, sealed, checked or numbered.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import psutil
from aiohttp import web

from adapters.identity_provider.port import Identity
from adapters.keys.key_file import KeyFile
from casework.audit.service import Audit
from casework.clock import SystemClock
from casework.identity.models import Assurance
from casework.identity.service import People, Sessions
from channels.app import open_database
from channels.sessions import SessionCookies
from cli.processes import reserve_port
from tests.support.databases import fresh_database
from tests.support.gateway import fake_rasa, gateway_process

_CHATS_AN_AGENT = 8


@dataclass
class Chat:
    """Both sides of one chat: how each sends."""

    person_sends: Callable[[str], Awaitable[None]]
    agent_sends: Callable[[str], Awaitable[None]]


class Arrivals:
    """Waits for marked messages on whichever stream they come."""

    def __init__(self) -> None:
        self._waited: dict[str, asyncio.Future[float]] = {}

    def expect(self, mark: str) -> asyncio.Future[float]:
        self._waited[mark] = asyncio.get_running_loop().create_future()
        return self._waited[mark]

    def came(self, text: str, from_side: str) -> None:
        """Marks begin with who sent them; what comes back to its sender is not an arrival."""
        start = text.find("mark-")
        mark = text[start : start + 42]
        waited = self._waited.get(mark) if start >= 0 and not mark.startswith(f"mark-{from_side}") else None
        if waited is not None and not waited.done():
            waited.set_result(time.perf_counter())


async def measure(chats: list[Chat], arrivals: Arrivals, rate: float, seconds: float) -> dict[str, Any]:
    """Sends at a rate and waits for every arrival."""
    chance = random.Random(1)
    turns = {id(chat): asyncio.Lock() for chat in chats}
    times: list[float] = []
    lost = 0

    async def one(chat: Chat) -> None:
        side = chance.choice("pa")
        # Letters alone: what looks like a number would be cut out.
        mark = f"mark-{side}" + "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=36))
        # In one chat one writes after the other has read: else the advocate would be told to read first.
        async with turns[id(chat)]:
            await timed(chat, side, mark)

    async def timed(chat: Chat, side: str, mark: str) -> None:
        nonlocal lost
        came = arrivals.expect(mark)
        began = time.perf_counter()
        await (chat.person_sends if side == "p" else chat.agent_sends)(mark)
        try:
            times.append((await asyncio.wait_for(came, 20) - began) * 1000)
        except TimeoutError:
            lost += 1

    # A collection among the objects of a thousand connections would be measured as a message's way.
    gc.collect()
    gc.freeze()
    running = []
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        running.append(asyncio.create_task(one(chance.choice(chats))))
        await asyncio.sleep(chance.expovariate(rate))
    await asyncio.gather(*running)
    times.sort()
    return {
        "messages": len(times),
        "lost": lost,
        "ms_median": round(statistics.median(times), 1),
        "ms_p95": round(times[int(len(times) * 0.95)], 1),
        "ms_p99": round(times[int(len(times) * 0.99)], 1),
    }


async def ours(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The desk, over HTTP as browsers do."""
    fresh_database(folder)
    agents = await _signed_in(folder, options.agents)
    async with AsyncExitStack() as stack:
        rasa = await stack.enter_async_context(fake_rasa())
        limits = {"TAS_STREAMS_PER_ADDRESS": "10000", "TAS_ENVIRONMENT": "demonstration"}
        running = await stack.enter_async_context(gateway_process(folder, rasa.url, **limits))
        arrivals, listening = Arrivals(), []
        sessions = [await stack.enter_async_context(_agent(running.url, *agent)) for agent in agents]
        for agent in sessions:
            await _put(agent, "/api/v1/desk/presence", {"status": "away"})
        listening.append(asyncio.create_task(_stay(sessions)))
        people = await stack.enter_async_context(_client(running.url))
        chats = []
        for number in range(options.chats):
            agent = sessions[number % len(sessions)]
            chats.append(await _chat(people, agent, arrivals, listening))
        listening += [
            asyncio.create_task(_listen(agent, "/api/v1/desk/events", {}, arrivals, "a")) for agent in sessions
        ]
        await asyncio.sleep(5)
        gateway = psutil.Process(running.process.pid)
        before = gateway.cpu_times()
        found = await measure(chats, arrivals, options.rate, options.seconds)
        after = gateway.cpu_times()
        # What others do on the machine doesn't change it much: so it is what two versions are compared by.
        computed = 1000 * (after.user + after.system - before.user - before.system) / found["messages"]
        memory = gateway.memory_info().rss / 1e6
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    return {**found, "cpu_ms_a_message": round(computed, 1), "memory_megabytes": round(memory)}


async def _signed_in(folder: Path, count: int) -> list[tuple[str, str]]:
    """Session and CSRF token of so many advocates."""
    database, keys, clock = (
        open_database(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"),
        KeyFile(folder / "keys.json"),
        SystemClock(),
    )
    await database.start()
    try:
        people = People(database, keys, clock)
        sessions, cookies = Sessions(database, keys, clock, Audit(keys, clock), people), SessionCookies(keys)
        agents = []
        for number in range(count):
            name, roles = f"Agent{number}", ("agent",)
            identity = Identity(
                "https://staff.example", name, 3, name, None, f"B{number}", roles, None, datetime.now(UTC)
            )
            person_id = await people.bind(identity, "en")
            token = await sessions.begin(person_id, "demonstration_staff", Assurance.STAFF)
            agents.append((token, cookies.csrf_token(token)))
    finally:
        await database.stop()
    return agents


async def _chat(
    people: aiohttp.ClientSession, agent: aiohttp.ClientSession, arrivals: Arrivals, listening: list[Any]
) -> Chat:
    """Somebody hands off, and the advocate takes them."""
    async with people.post("/api/v1/conversations", json={"language": "en"}) as answer:
        begun = await answer.json()
    mine = {"Authorization": f"Bearer {begun['token']}"}
    messages = f"/api/v1/conversations/{begun['id']}/messages"
    desk = f"/api/v1/desk/conversations/{begun['id']}"

    # The last that was said, as the advocate's screen has it.
    last = [0]

    async def say(**body: str) -> None:
        content = {"client_id": str(uuid.uuid4()), **body}
        async with people.post(messages, json=content, headers=mine) as answer:
            last[0] = int((await answer.json())["seq"])

    async def person_sends(text: str) -> None:
        await say(text=text)

    async def agent_sends(text: str) -> None:
        content = {"client_id": str(uuid.uuid4()), "text": text, "expected_seq": last[0]}
        async with agent.post(f"{desk}/messages", json=content) as answer:
            last[0] = int((await answer.json())["seq"])

    await say(choice="do.person")
    async with agent.post(f"{desk}/claim", json={"client_id": str(uuid.uuid4())}) as answer:
        await answer.read()
    events = f"/api/v1/conversations/{begun['id']}/events"
    listening.append(asyncio.create_task(_listen(people, events, mine, arrivals, "p")))
    return Chat(person_sends, agent_sends)


async def _listen(
    client: aiohttp.ClientSession, path: str, headers: dict[str, str], arrivals: Arrivals, side: str
) -> None:
    streaming = {**headers, "Accept": "text/event-stream"}
    async with client.get(path, headers=streaming) as answer:
        async for line in answer.content:
            if b"mark-" in line:
                for part in line.decode().split("mark-")[1:]:
                    arrivals.came("mark-" + part, side)


async def _stay(agents: list[aiohttp.ClientSession]) -> None:
    """Every desk renews its lease, as an open page does."""
    while True:
        for agent in agents:
            await _put(agent, "/api/v1/desk/presence", {"status": "away"})
            await asyncio.sleep(15 / len(agents))


async def _put(client: aiohttp.ClientSession, path: str, content: dict[str, str]) -> None:
    async with client.put(path, json=content) as answer:
        await answer.read()


@asynccontextmanager
async def _agent(url: str, token: str, csrf: str) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"X-CSRF-Token": csrf, "Origin": url, "Cookie": f"session={token}"}
    async with _client(url, headers) as client:
        yield client


def _client(url: str, headers: dict[str, str] | None = None) -> aiohttp.ClientSession:
    connector, timeout = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=None)
    cookies = aiohttp.DummyCookieJar()
    return aiohttp.ClientSession(
        url,
        connector=connector,
        timeout=timeout,
        headers=headers,
        cookie_jar=cookies,
        raise_for_status=True,
        trust_env=False,
    )


async def relay(options: argparse.Namespace) -> dict[str, Any]:
    """The other: rooms of two WebSockets in the memory of a process of its own."""
    port = reserve_port()
    server = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.desk", "--relay", str(port))
    try:
        async with _client(f"http://127.0.0.1:{port}") as client, AsyncExitStack() as stack:
            await _until_up(client)
            arrivals, listening, chats = Arrivals(), [], []
            for number in range(options.chats):
                sockets = [await stack.enter_async_context(client.ws_connect(f"/{number}")) for _ in "pa"]
                chats.append(Chat(sockets[0].send_str, sockets[1].send_str))
                listening += [
                    asyncio.create_task(_receive(socket, arrivals, side))
                    for socket, side in zip(sockets, "pa", strict=True)
                ]
            found = await measure(chats, arrivals, options.rate, options.seconds)
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
    finally:
        server.terminate()
        await server.wait()
    return found


async def _until_up(client: aiohttp.ClientSession) -> None:
    for _ in range(200):
        try:
            async with client.get("/"):
                return
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.05)
        except aiohttp.ClientResponseError:
            return


async def _receive(socket: aiohttp.ClientWebSocketResponse, arrivals: Arrivals, side: str) -> None:
    async for message in socket:
        arrivals.came(str(message.data), side)


def _serve_relay(port: int) -> None:
    rooms: dict[str, set[web.WebSocketResponse]] = {}

    async def join(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        room = rooms.setdefault(request.match_info["room"], set())
        room.add(socket)
        async for message in socket:
            for other in room - {socket}:
                await other.send_str(str(message.data))
        room.discard(socket)
        return socket

    app = web.Application()
    app.add_routes([web.get("/{room}", join)])
    web.run_app(app, host="127.0.0.1", port=port, print=None)


def main(arguments: list[str]) -> int:
    """Prints one JSON object: ours, the relay, and the ratio of their medians."""
    parser = argparse.ArgumentParser(prog="tas bench desk", description=__doc__)
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--agents", type=int, default=0, help="one for eight chats, if not said")
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--relay", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.relay:
        _serve_relay(options.relay)
        return 0
    options.agents = options.agents or max(1, options.chats // _CHATS_AN_AGENT)
    with tempfile.TemporaryDirectory() as folder:
        mine = asyncio.run(ours(options, Path(folder)))
    other = asyncio.run(relay(options))
    ratio = round(mine["ms_median"] / max(other["ms_median"], 0.1), 1)
    result = {"ours": mine, "relay": other, "times_the_relay": ratio, "cores": os.cpu_count(), "chats": options.chats}
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
