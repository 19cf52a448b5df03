"""What goes over the wire, both ways and headers included: a first view, a turn, and how soon one can write."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Page, Request, expect

from cli.processes import reserve_port
from tests.browser.conftest import Site, asked, choose, say, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FIRST_VIEW_BYTES = 100_000
SCRIPT_BYTES = 30_000
TURN_BYTES = 5_000
SEND_WITHIN_SECONDS = 5.0
_PORT = reserve_port()


@dataclass
class Wire:
    """A line between the browser and the gateway that counts every byte."""

    url: str
    gateway: tuple[str, int]
    carried: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self.gateway)
        await asyncio.gather(self._carry(reader, back), self._carry(there, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                self.carried += len(data)
                writer.write(data)
                await writer.drain()
        writer.close()


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"public_origins": (f"http://127.0.0.1:{_PORT}",)}


@pytest_asyncio.fixture(loop_scope="session")
async def wire(site: Site) -> AsyncIterator[Wire]:
    to = urlsplit(site.url)
    counted = Wire(f"http://127.0.0.1:{_PORT}", (to.hostname or "", to.port or 0))
    server = await asyncio.start_server(counted.serve, "127.0.0.1", _PORT)
    yield counted
    await site.leave()
    server.close()


async def _begun(page: Page, wire: Wire) -> None:
    await page.goto(f"{wire.url}/chat")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await page.wait_for_url("**/chat/*-*")
    await asked(page, "topics")
    await page.wait_for_load_state("load")


async def test_a_first_view_is_small_and_all_ours(site: Site, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    page = await site.page()
    requests: list[Request] = []

    def finished(request: Request) -> None:  # Playwright marks its listeners: a method of a list takes no mark
        requests.append(request)

    page.on("requestfinished", finished)
    await _begun(page, wire)
    await page.wait_for_timeout(500)
    script = sum([(await request.sizes())["responseBodySize"] for request in requests if request.url.endswith(".js")])
    with capsys.disabled():
        print(f"\nfirst view, the start page included: {wire.carried} B, of it script {script} B")
    assert 0 < script <= SCRIPT_BYTES
    assert wire.carried <= FIRST_VIEW_BYTES
    assert {urlsplit(request.url).netloc for request in requests} == {urlsplit(wire.url).netloc}
    assert "font" not in {request.resource_type for request in requests}


async def test_a_turn_is_small(site: Site, wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    page = await site.page()
    await _begun(page, wire)
    sizes: dict[str, int] = {}

    async def turn(name: str, done: Callable[[], Awaitable[None]], until: Callable[[], Awaitable[None]]) -> None:
        await page.wait_for_timeout(300)
        before = wire.carried
        await done()
        await until()
        await page.wait_for_timeout(300)
        sizes[name] = wire.carried - before

    await turn("by text", lambda: say(page, "My refund is late"), lambda: asked(page, "hardship"))
    await turn("why", lambda: choose(page, "do-why"), lambda: expect(page.locator("li.question")).to_have_count(3))
    await turn("by text again", lambda: say(page, "the rent"), lambda: asked(page, "submission"))
    await turn("by button", lambda: choose(page, "value-submission-paper_return"), lambda: asked(page, "submitted_on"))
    await turn(
        "the result",
        lambda: choose(page, "do-show_result"),
        lambda: expect(page.locator(".determination")).to_be_visible(),
    )
    with capsys.disabled():
        print(f"\nturns: {sizes}")
    assert all(0 < size <= TURN_BYTES for size in sizes.values()), sizes


async def test_on_a_slow_line_one_can_write_within_five_seconds(
    site: Site, wire: Wire, capsys: pytest.CaptureFixture[str]
) -> None:
    page = await site.page()
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await session.send("Network.emulateNetworkConditions", slow)
    began = time.monotonic()
    await page.goto(f"{wire.url}/chat", wait_until="commit")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await page.locator("#text").fill("My refund is late")
    async with page.expect_response(lambda answer: answer.url.endswith("/messages")) as posted:
        await page.locator("#compose button").click()
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\non 400 kbit/s with 400 ms: a first message is recorded {took:.1f} s after the first request")
    assert (await posted.value).status in (201, 303)
    # The start page, the language, the chat, the text: four times there and back, each 400 ms and more.
    assert took <= SEND_WITHIN_SECONDS
