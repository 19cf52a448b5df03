"""What goes over the wire: a first view, a turn, and how soon one can write on a slow line."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.browser.conftest import Site, asked, choose, say, to_result, words

pytestmark = pytest.mark.browser

FIRST_VIEW_BYTES = 100_000
SCRIPT_BYTES = 30_000
TURN_BYTES = 5_000
SEND_WITHIN_SECONDS = 5.0


@dataclass
class Wire:
    """Counts what a page takes from the network, by address: headers and bodies as they are encoded."""

    session: CDPSession
    addresses: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def of(cls, page: Page) -> Wire:
        session = await page.context.new_cdp_session(page)
        wire = cls(session)
        session.on("Network.requestWillBeSent", wire._sent)
        session.on("Network.responseReceived", lambda event: wire._count(event["requestId"], 0))
        session.on("Network.dataReceived", lambda event: wire._count(event["requestId"], event["encodedDataLength"]))
        session.on("Network.responseReceivedExtraInfo", wire._headers)
        await session.send("Network.enable")
        return wire

    def _sent(self, event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        self.addresses[str(event["requestId"])] = str(request["url"])

    def _headers(self, event: dict[str, object]) -> None:
        self._count(str(event["requestId"]), len(str(event.get("headersText", ""))))

    def _count(self, request_id: str, size: int) -> None:
        self.taken[request_id] = self.taken.get(request_id, 0) + size

    def total(self, wanted: Callable[[str], bool] = lambda _address: True) -> int:
        return sum(size for name, size in self.taken.items() if wanted(self.addresses.get(name, "")))

    def forget(self) -> None:
        self.taken.clear()


async def test_a_first_view_is_small_and_all_ours(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = await site.page()
    wire = await Wire.of(page)
    await page.goto(f"{site.url}/chat")
    await page.wait_for_load_state("networkidle")
    start = wire.total()
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await page.wait_for_url("**/chat/*-*")
    await asked(page, "topics")
    whole, script = wire.total(), wire.total(lambda address: address.endswith(".js"))
    with capsys.disabled():
        print(f"\nstart page {start} B, with the first view of the chat {whole} B, of it script {script} B")
    assert 0 < script <= SCRIPT_BYTES
    assert whole <= FIRST_VIEW_BYTES
    assert {urlsplit(address).netloc for address in wire.addresses.values()} == {urlsplit(site.url).netloc}
    assert not [address for address in wire.addresses.values() if address.endswith((".woff", ".woff2", ".ttf"))]


async def test_a_turn_is_small(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = await site.chat()
    wire = await Wire.of(page)
    # The stream that runs was opened before we listened: a new one is counted from its start, then forgotten.
    await page.reload()
    await page.wait_for_timeout(500)
    sizes: dict[str, int] = {}

    async def turn(name: str, done: Callable[[], Awaitable[None]], until: Callable[[], Awaitable[None]]) -> None:
        await page.wait_for_timeout(500)
        wire.forget()
        await done()
        await until()
        await page.wait_for_timeout(1_000)  # the browser counts a little later
        sizes[name] = wire.total()

    await turn("by text", lambda: say(page, "My refund is late"), lambda: asked(page, "hardship"))
    await turn("why", lambda: choose(page, "do-why"), lambda: expect(page.locator("li.question")).to_have_count(3))
    await turn("by text again", lambda: say(page, "the rent"), lambda: asked(page, "submission"))
    await turn("by button", lambda: choose(page, "value-submission-paper_return"), lambda: asked(page, "submitted_on"))
    await turn("the result", lambda: choose(page, "do-show_result"), lambda: _result(page))
    with capsys.disabled():
        print(f"\nturns: {sizes}")
    assert all(0 < size <= TURN_BYTES for size in sizes.values()), sizes


async def _result(page: Page) -> None:
    await expect(page.locator(".determination")).to_be_visible()


async def test_on_a_slow_line_one_can_write_within_five_seconds(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = await site.page()
    wire = await Wire.of(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    await wire.session.send("Network.emulateNetworkConditions", slow)
    began = time.monotonic()
    await page.goto(f"{site.url}/chat", wait_until="commit")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    box = page.locator("#text")
    await box.fill("My refund is late")
    await page.locator("#compose button").click()
    async with page.expect_response(lambda answer: answer.request.method == "POST", timeout=20_000) as posted:
        pass
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\non 400 kbit/s with 400 ms: a first message is recorded {took:.1f} s after the first request")
    assert (await posted.value).status in (201, 303)
    # The start page, the language, the chat, the text: four times there and back, each 400 ms and more.
    assert took <= SEND_WITHIN_SECONDS


async def test_a_whole_screening_takes_no_more_than_it_must(site: Site) -> None:
    page = await site.chat()
    wire = await Wire.of(page)
    await to_result(page)
    streams = [address for address in wire.addresses.values() if "/stream" in address]
    assert len(streams) <= 1
