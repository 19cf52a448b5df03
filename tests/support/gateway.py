"""A gateway on a free port: in the test's own loop with a scripted assistant, or as a process with a fake Rasa."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import os
import shutil
import signal
import ssl
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import structlog
from sanic import Sanic

from adapters.assistant.port import Assistant
from adapters.identity_provider.port import IdentityProvider
from casework.clock import Clock
from channels import settings as settings_module
from channels.app import create_app
from channels.request import Gateway
from channels.services import Services
from channels.serving import serving
from cli.processes import reserve_port
from tests.support.databases import fresh_database
from tests.support.listening import listening
from tests.support.record import TEXTS, ScriptedAssistant

SECRET = "test-only-secret-of-forty-characters-aaaa"
OPERATOR_TOKEN = "test-only-operator-token-aaaaaaaaaaaaaaaa"
# Nothing here speaks TLS: to read the machine's certificates for each client costs as much as a start of the gateway.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
# Tests are quicker than people; what a test is about, it sets itself.
QUICK: Mapping[str, Any] = {
    "messages_per_minute": 100_000,
    "requests_per_minute": 1_000_000,
    "staff_requests_per_minute": 1_000_000,
    "conversations_per_hour": 1_000_000,
}


@dataclass
class Guest:
    """A conversation and who holds its token."""

    id: str
    token: str
    client: httpx.AsyncClient

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, client_id: str | None = None, **body: Any) -> httpx.Response:
        content = {"client_id": client_id or str(uuid.uuid4()), **body}
        return await self.client.post(f"{self.path}/messages", json=content, headers=self.headers)

    async def say(self, text: str) -> int:
        answer = await self.post(text=text)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["seq"])

    async def choose(self, choice: str | list[str]) -> int:
        answer = await self.post(choice=choice)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["seq"])

    async def events(self, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.client.get(f"{self.path}/events", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        events: list[dict[str, Any]] = answer.json()["events"]
        return events

    async def until(
        self, wanted: Callable[[dict[str, Any]], bool], after: int = 0, seconds: float = 10.0
    ) -> dict[str, Any]:
        """The first event after a seq that is wanted, waited for."""
        give_up_at = time.monotonic() + seconds
        while True:
            events = await self.events(after)
            found = next((event for event in events if wanted(event)), None)
            if found is not None:
                return found
            assert time.monotonic() < give_up_at, events
            await asyncio.sleep(0.02)

    async def answer(self, text: str) -> dict[str, Any]:
        """Says something and waits for what the assistant says to it."""
        seq = await self.say(text)
        return await self.until(lambda event: event["author"] == "assistant", seq)

    @asynccontextmanager
    async def stream(
        self, after: int | None = None, last_event_id: int | None = None
    ) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The conversation's stream as parsed blocks: `id`, `event`, `data` (parsed), `comment`, `retry`."""
        headers = {**self.headers, "Accept": "text/event-stream"}
        if last_event_id is not None:
            headers["Last-Event-ID"] = str(last_event_id)
        params = {} if after is None else {"after": after}
        async with self.client.stream("GET", f"{self.path}/events", params=params, headers=headers) as answer:
            assert answer.status_code == 200, await answer.aread()
            blocks = _blocks(answer)
            try:
                yield blocks
            finally:
                await blocks.aclose()  # type: ignore[attr-defined]


async def _blocks(answer: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    block: dict[str, Any] = {}
    async for line in answer.aiter_lines():
        if not line:
            if block:
                yield block
            block = {}
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        block[name or "comment"] = json.loads(value) if name == "data" else value


async def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits until something holds."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.01)


async def take(blocks: AsyncIterator[dict[str, Any]], count: int, seconds: float = 10.0) -> list[dict[str, Any]]:
    """So many events of the record from a stream; what is transient is left out."""
    taken: list[dict[str, Any]] = []
    async with asyncio.timeout(seconds):
        while len(taken) < count:
            block = await anext(blocks)
            if "id" in block:
                taken.append(block["data"])
    return taken


@dataclass
class GatewayUnderTest:
    """A gateway in this loop; `client` is a browser without cookies or credentials."""

    app: Gateway
    url: str
    client: httpx.AsyncClient
    assistant: Any

    @property
    def services(self) -> Services:
        return self.app.ctx

    async def begin(self, language: str = "en") -> Guest:
        answer = await self.client.post("/api/v1/conversations", json={"language": language})
        assert answer.status_code == 201, answer.text
        return Guest(answer.json()["id"], answer.json()["token"], self.client)


@asynccontextmanager
async def gateway(
    folder: Path,
    assistant: Assistant | None = None,
    clock: Clock | None = None,
    ping_seconds: float = 15.0,
    providers: Sequence[IdentityProvider] | None = None,
    **settings: Any,
) -> AsyncIterator[GatewayUnderTest]:
    """Runs a gateway over the record in the folder; two of them over one folder are two processes' worth."""
    if not structlog.is_configured():
        # As in `channels.logs`: the renderer for consoles can't take an exception by type and place.
        structlog.configure(processors=[structlog.stdlib.add_log_level, structlog.processors.JSONRenderer()])
    fresh_database(folder)
    port = reserve_port()
    read = settings_module.Settings(
        data_folder=folder, port=port, **{"metrics_token": OPERATOR_TOKEN, **QUICK, **settings}
    )
    assistant = assistant or ScriptedAssistant()
    app = create_app(
        read,
        name=f"gateway-{uuid.uuid4().hex[:8]}",
        assistant=assistant,
        texts=TEXTS,
        clock=clock,
        ping_seconds=ping_seconds,
        providers=providers,
    )
    # Sanic rewrites its own methods at the start, which it can do for one app a process.
    app.config.TOUCHUP = False
    url = f"http://127.0.0.1:{port}"
    try:
        async with (
            serving(app, read),
            httpx.AsyncClient(verify=NO_TLS, base_url=url, timeout=20, trust_env=False) as client,
        ):
            yield GatewayUnderTest(app, url, client, assistant)
    finally:
        Sanic.unregister_app(app)


# What a fake Rasa does with a turn: items of a reply, or what it writes on the wire instead.
Answer = list[dict[str, Any]] | bytes | None


@dataclass
class FakeRasa:
    """Rasa's channel, as far as the gateway sees it. `answer` says what to do with each turn.

    A list is sent as the reply's items; bytes are sent as they are and the connection closed; None hangs.
    """

    port: int
    answer: Callable[[dict[str, Any]], Answer] = lambda _turn: [{"ask": "hardship"}]
    turns: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if lines[0].startswith(("GET /webhooks/gateway/health ", "GET /health ")):  # Rasa's, the action server's
            writer.write(_http(200, b'{"status":"ok"}'))
            return True
        signed = headers.get("x-tas-timestamp", "").encode() + b"." + body
        expected = "v1=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        if headers.get("x-tas-signature") != expected:
            self.refused += 1
            writer.write(_http(401, b""))
            return True
        turn = json.loads(body)
        self.turns.append(turn)
        answer = self.answer(turn)
        if answer is None:
            await asyncio.sleep(3600)
        elif isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
            return False
        else:
            reply = {"turn_id": turn["turn_id"], "items": answer, "tracker": "{}", "understood": {}}
            writer.write(_http(200, json.dumps(reply).encode()))
        return True


def _http(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (
        status,
        len(body),
        body,
    )


def http_ok(body: bytes) -> bytes:
    """An answer of 200 with this body, whatever it is."""
    return _http(200, body)


@asynccontextmanager
async def fake_rasa(port: int | None = None) -> AsyncIterator[FakeRasa]:
    """A fake Rasa on a free port, or on a given one again after it was gone."""
    rasa = FakeRasa(port or reserve_port())
    async with listening(rasa.serve, rasa.port):
        yield rasa


@dataclass
class GatewayProcess:
    """`python -m channels` as a process of its own."""

    process: asyncio.subprocess.Process
    url: str
    log: Path
    client: httpx.AsyncClient

    async def begin(self, language: str = "en") -> Guest:
        answer = await self.client.post("/api/v1/conversations", json={"language": language})
        assert answer.status_code == 201, answer.text
        return Guest(answer.json()["id"], answer.json()["token"], self.client)

    async def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 30.0) -> int:
        if self.process.returncode is None:
            self.process.send_signal(how)
        async with asyncio.timeout(seconds):
            return await self.process.wait()

    def lines(self) -> list[dict[str, Any]]:
        """Its log; every line must be JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@asynccontextmanager
async def gateway_process(
    folder: Path, rasa_url: str, port: int | None = None, **environment: str
) -> AsyncIterator[GatewayProcess]:
    """Starts a gateway process over the record in the folder, on a port of its own unless one is given, until it answers."""
    fresh_database(folder)
    port = port or reserve_port()
    log = folder / f"gateway-{port}.log"
    settings = {
        "TAS_DATA_FOLDER": str(folder),
        "TAS_PORT": str(port),
        "TAS_BOT_URLS": rasa_url,
        "TAS_BOT_SECRET": SECRET,
        "TAS_METRICS_TOKEN": OPERATOR_TOKEN,
        **{f"TAS_{name.upper()}": str(value) for name, value in QUICK.items()},
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAS_", "SANIC_"))}
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "channels", env={**kept, **settings, **environment}, stdout=output, stderr=output
        )
    running = GatewayProcess(process, f"http://127.0.0.1:{port}", log, httpx.AsyncClient(verify=NO_TLS))
    try:
        async with httpx.AsyncClient(verify=NO_TLS, base_url=running.url, timeout=20, trust_env=False) as client:
            running.client = client
            await _answering(running)
            yield running
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _answering(running: GatewayProcess) -> None:
    give_up_at = time.monotonic() + 30
    while True:
        with contextlib.suppress(httpx.TransportError):
            if (await running.client.get("/health/live")).is_success:
                return
        assert running.process.returncode is None, running.log.read_text()
        assert time.monotonic() < give_up_at, running.log.read_text()
        await asyncio.sleep(0.05)


def copied(folder: Path, to: Path) -> Path:
    """A copy of a data folder, as a power cut would leave it."""
    return Path(shutil.copytree(folder, to))
