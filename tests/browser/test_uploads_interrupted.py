"""Uploads through the real page and the real gateway, over lines that are slow, silent and cut; nothing of them is lost."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import random
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import pytest_asyncio
from PIL import Image, ImageDraw
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, Request, expect

from adapters.bus.in_process import InProcessBus
from adapters.keys.key_file import KeyFile
from adapters.object_store.obstore_store import FolderStore
from casework.audit.service import Audit
from casework.clock import SystemClock
from casework.documents.models import DocumentId
from casework.documents.service import Documents
from casework.documents.writing import LEASE_SECONDS
from channels.app import open_database
from cli.processes import reserve_port
from tests.browser.conftest import Site
from tests.browser.test_uploads import choose_photos_of, words
from tests.browser.uploading import a_file, box, choose_files, denise
from tests.support.gateway import fake_rasa, gateway_process
from tests.support.sending import CHUNK_BYTES
from tests.support.uploading import signed_in_beside
from tests.support.vault import nobodys, nonces

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

_PORT = reserve_port()
_PIECE_BYTES = 16_384
_FRAME_BYTES = 65_536


@dataclass
class BadLine:
    """A line between a browser and the gateway. What the browser sends is counted, slowed down, and cut at given places.

    Attributes:
        cuts: After how many bytes from the last cut it is cut again; empty: never.
        bytes_a_second: How fast it takes what the browser sends; None: as it comes.
    """

    url: str
    gateway: tuple[str, int]
    cuts: list[int] = field(default_factory=list)
    bytes_a_second: int | None = None
    carried: int = 0
    cut: int = 0
    seed: random.Random = field(default_factory=lambda: random.Random(0))
    _since: int = 0
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        try:
            there, back = await asyncio.open_connection(*self.gateway)
        except ConnectionError:
            writer.transport.abort()
            return
        ways = [asyncio.ensure_future(self._up(reader, back)), asyncio.ensure_future(self._down(there, writer))]
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (back, writer):
                # A telephone that loses its line says nothing; a proxy that is restarted says goodbye.
                if self.seed.random() < 0.5:
                    end.transport.abort()
                else:
                    end.close()

    async def end(self) -> None:
        """Cuts whatever is left."""
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _up(self, reader: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(_PIECE_BYTES):
                if self.cuts and self._since + len(data) >= self.cuts[0]:
                    back.write(data[: self.cuts[0] - self._since])
                    self.carried += self.cuts.pop(0) - self._since
                    self.cut += 1
                    self._since = 0
                    return
                self._since += len(data)
                self.carried += len(data)
                back.write(data)
                await back.drain()
                if self.bytes_a_second is not None:
                    await asyncio.sleep(len(data) / self.bytes_a_second)

    async def _down(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await there.read(_PIECE_BYTES):
                writer.write(data)
                await writer.drain()


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"public_origins": (f"http://127.0.0.1:{_PORT}",), "scanner_skipped": True}


@asynccontextmanager
async def bad_line(url: str, leave: Callable[[], Awaitable[None]]) -> AsyncIterator[BadLine]:
    """A line to the gateway at an address; `leave` lets the browser go before it ends."""
    to = urlsplit(url)
    bad = BadLine(f"http://127.0.0.1:{_PORT}", (to.hostname or "", to.port or 0))
    # What lies in buffers of the operating system is sent as far as the browser knows: they are kept small.
    listens = socket.create_server(("127.0.0.1", _PORT))
    listens.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _PIECE_BYTES)
    server = await asyncio.start_server(bad.serve, sock=listens, limit=_PIECE_BYTES)
    try:
        yield bad
    finally:
        await leave()
        server.close()
        await bad.end()


@pytest_asyncio.fixture(loop_scope="session")
async def line(site: Site) -> AsyncIterator[BadLine]:
    async with bad_line(site.url, site.leave) as bad:
        yield bad


def content_of(seed: int, size: int) -> bytes:
    """A text that can't be right by chance."""
    return random.Random(seed).randbytes(size // 2 + 1).hex()[:size].encode()


def a_text(content: bytes, name: str = "notice.txt") -> FilePayload:
    """A file that passes the check."""
    return a_file(name, content, "text/plain")


async def opened(site: Site, line: BadLine, context: BrowserContext | None = None) -> tuple[BrowserContext, Page]:
    context = context or await denise(site)
    page = await context.new_page()
    await box(site, page, url=line.url)
    return context, page


async def documents_in(page: Page) -> list[DocumentId]:
    """What the form would send."""
    fields = page.locator("input[name=document]")
    return [DocumentId(value) for value in await fields.evaluate_all("all => all.map(field => field.value)")]


async def digest_of(site: Site, document_id: DocumentId) -> str:
    """Of what the gateway has, frame by frame."""
    digest = hashlib.sha256()
    plain = await site.gateway.services.documents.plain(document_id)
    async for chunk in plain.chunks():
        digest.update(chunk)
    return digest.hexdigest()


async def arrived(site: Site, page: Page, *contents: bytes, seconds: float = 60) -> list[DocumentId]:
    """Waits until all have arrived; they must be what was sent."""
    await expect(page.locator(".file.ready, .file.checking, .file.refused")).to_have_count(
        len(contents), timeout=seconds * 1_000
    )
    found = await page.evaluate("[...document.querySelectorAll('input[name=document]')].map(field => field.value)")
    ids = [DocumentId(value) for value in found]
    sent = [hashlib.sha256(content).hexdigest() for content in contents]
    assert [await digest_of(site, document_id) for document_id in ids] == sent
    return ids


def patches(page: Page) -> list[int]:
    """The offsets that are sent from, as they go."""
    offsets: list[int] = []

    def seen(request: Request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))

    page.on("request", seen)
    return offsets


@pytest.mark.parametrize(
    ("cuts", "seed"),
    [pytest.param(5, 1, id="5"), pytest.param(200, 2, id="200", marks=pytest.mark.long)],
)
async def test_a_line_that_is_cut_at_random_places_loses_nothing(
    site: Site, line: BadLine, tmp_path: Path, cuts: int, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    planned = [chance.randint(1, 330_000) for _ in range(cuts)]
    # As long as all the ways between two cuts together: it isn't there before the last of them.
    content = content_of(seed, sum(planned))
    (tmp_path / "scan.txt").write_bytes(content)
    _, page = await opened(site, line)
    line.seed = chance
    line.cuts = list(planned)
    async with page.expect_file_chooser() as asked:
        await page.locator("[data-choose]").click()
    before = line.carried
    await (await asked.value).set_files(tmp_path / "scan.txt")
    await arrived(site, page, content, seconds=60 + 3 * cuts)
    with capsys.disabled():
        print(f"\n{len(content)} B over a line cut {line.cut} times: {line.carried - before} B went out")
    assert line.cut == cuts
    services = site.gateway.services
    objects = Path(services.settings.documents_url)
    # Orphans as well; there is one document alone, so one key.
    used = nonces(objects)
    assert len(set(used)) == len(used) >= -(-len(content) // _FRAME_BYTES)
    assert await nobodys(services.documents, services.database, objects) == set()
    assert await arrived(site, page, content) != []


async def test_a_gateway_that_is_killed_and_started_again_goes_on(tmp_path: Path, chromium: Browser) -> None:
    # Two sendings: the first is acknowledged when the gateway is killed in the middle of the second.
    content = content_of(8, 14_000_000)
    (tmp_path / "scan.txt").write_bytes(content)
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {"TAS_SCANNER_SKIPPED": "true", "TAS_PUBLIC_ORIGINS": f"http://127.0.0.1:{_PORT}"}
    async with fake_rasa() as rasa, AsyncExitStack() as stack:
        killed = await stack.enter_async_context(gateway_process(folder, rasa.url, **environment))
        ana = await signed_in_beside(folder)
        context = await chromium.new_context(locale="en-US")
        line = await stack.enter_async_context(bad_line(killed.url, context.close))
        await context.add_cookies([{"name": "session", "value": ana.cookie, "url": line.url}])
        page = await context.new_page()
        await page.goto(f"{line.url}/portal/matters/{ana.matter_id}/messages/new")
        offsets = patches(page)
        line.bytes_a_second = 4_000_000
        async with page.expect_file_chooser() as asked:
            await page.locator("[data-choose]").click()
        await (await asked.value).set_files(tmp_path / "scan.txt")
        await _some_of_it(page, 0.75)
        assert await killed.end(signal.SIGKILL) == -signal.SIGKILL
        reached = len(offsets)
        # Within seconds, not after the last of the attempts, which is twenty seconds later.
        await expect(page.locator(".file.cut")).to_be_visible(timeout=10_000)
        line.bytes_a_second = None
        # A while later: the lease of the one that was killed is over.
        later = (datetime.now(UTC) + timedelta(seconds=LEASE_SECONDS + 1)).isoformat()
        again = gateway_process(folder, rasa.url, urlsplit(killed.url).port, TAS_CLOCK_STARTS_AT=later, **environment)
        await stack.enter_async_context(again)
        await expect(page.locator(".file.ready, .file.checking")).to_have_count(1, timeout=60_000)
        assert offsets[0] == 0
        # What was acknowledged before didn't go out again.
        assert all(offset >= CHUNK_BYTES for offset in offsets[reached:])
        assert len(offsets) > reached
        [document_id] = await documents_in(page)
        await _is_whole(folder, document_id, content)


async def _is_whole(folder: Path, document_id: DocumentId, content: bytes) -> None:
    """Looks at a document from beside the gateway: it is what was sent, and nothing else lies there."""
    database, keys = open_database(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"), KeyFile(folder / "keys.json")
    clock, objects = SystemClock(), folder / "documents"
    await database.start()
    try:
        documents = Documents(database, FolderStore(objects), keys, clock, InProcessBus(), Audit(keys, clock))
        used = nonces(objects)
        assert len(set(used)) == len(used)
        assert await nobodys(documents, database, objects) == set()
        assert await (await documents.plain(document_id)).read(0, len(content)) == content
    finally:
        await database.stop()


async def test_whoever_pauses_goes_on_later(site: Site, line: BadLine) -> None:
    content = content_of(3, 12_000_000)
    _, page = await opened(site, line)
    offsets = patches(page)
    line.bytes_a_second = 2_000_000
    await choose_files(page, a_text(content))
    await _some_of_it(page, 0.1)
    button = page.locator(".file [data-act=go]")
    await button.click()
    await expect(page.locator(".file.paused")).to_be_visible()
    await expect(button).to_be_focused()
    line.bytes_a_second = None
    await asyncio.sleep(2)
    assert offsets == [0]
    assert line.carried < len(content)
    await button.click()
    await arrived(site, page, content)
    # What the gateway had by then didn't go out again.
    assert offsets[1] > 0


async def _some_of_it(page: Page, part: float = 0.2) -> None:
    await page.wait_for_function(
        "part => document.querySelector('.file progress')?.value > part", arg=part, timeout=30_000
    )


async def test_a_device_that_is_offline_goes_on_by_itself(site: Site, line: BadLine) -> None:
    content = content_of(4, 3_000_000)
    context, page = await opened(site, line)
    line.bytes_a_second = 400_000
    await choose_files(page, a_text(content))
    await _some_of_it(page)
    await context.set_offline(True)
    await expect(page.locator(".file.cut")).to_contain_text(words("page-uploads-word-cut"))
    await asyncio.sleep(0.5)
    line.bytes_a_second = None
    await context.set_offline(False)
    await arrived(site, page, content)


async def test_after_a_closed_tab_the_same_file_goes_on_where_it_stopped(
    site: Site, line: BadLine, tmp_path: Path
) -> None:
    # Three sendings of 8 MiB each: what lies in buffers when the tab is closed is no more than one of them.
    content = content_of(5, 24_000_000)
    path = tmp_path / "letter from the IRS.txt"
    path.write_bytes(content)
    context, page = await opened(site, line)
    line.bytes_a_second = 6_000_000
    async with page.expect_file_chooser() as asked:
        await page.locator("[data-choose]").click()
    await (await asked.value).set_files(path)
    await _some_of_it(page, 0.3)
    await page.close(run_before_unload=False)
    line.bytes_a_second = None
    await asyncio.sleep(1)
    _, page = await opened(site, line, context)
    again = page.locator(".file.again")
    await expect(again).to_contain_text("letter from the IRS.txt")
    percent = await again.locator("progress").evaluate("bar => bar.value")
    assert 0 < percent < 1
    offsets = patches(page)
    # Another file isn't taken for it.
    await choose_files(page, a_text(content[:-1] + b"?", "letter from the IRS.txt"))
    await expect(page.locator(".file:not(.again)")).to_have_count(1)
    await expect(page.locator(".file.again")).to_have_count(1)
    await page.locator(".file:not(.again) [data-act=remove]").click()
    offsets.clear()
    async with page.expect_file_chooser() as asked:
        await again.get_by_role("button", name=words("page-uploads-choose-again")).click()
    await (await asked.value).set_files(path)
    await arrived(site, page, content)
    assert offsets[0] >= percent * len(content) - 1
    assert offsets[0] % _FRAME_BYTES == 0


async def test_what_is_cancelled_is_gone_at_the_gateway(site: Site, line: BadLine) -> None:
    _, page = await opened(site, line)
    line.bytes_a_second = 300_000
    await choose_files(page, a_text(content_of(6, 3_000_000)))
    await _some_of_it(page)
    async with page.expect_response(lambda answer: answer.request.method == "DELETE") as deleted:
        await page.locator(".file [data-act=remove]").click()
    answer = await deleted.value
    assert answer.status == 204
    assert (await page.request.get(answer.url)).status in (404, 410)
    assert await page.evaluate("Object.keys(localStorage).length") == 0


async def test_several_at_once_keep_apart(site: Site, line: BadLine) -> None:
    contents = [content_of(10 + number, size) for number, size in enumerate((1, 65_535, 65_536, 65_537, 900_000))]
    _, page = await opened(site, line)
    line.cuts = [150_000, 200_000, 300_000]
    await choose_files(page, *(a_text(content, f"{at}.txt") for at, content in enumerate(contents)))
    await arrived(site, page, *contents)


async def test_what_the_gateway_does_not_take_is_told_in_its_words(site: Site, line: BadLine) -> None:
    _, page = await opened(site, line)
    # Its name says one thing and its content another.
    await choose_files(page, a_file("notice.pdf", b"MZ" + content_of(7, 4_000)))
    refused = page.locator(".file.refused")
    await expect(refused).to_be_visible(timeout=30_000)
    assert await refused.locator("[data-state]").inner_text() in {
        words(f"document-verdict-{why}") for why in ("executable", "type_mismatch", "type_not_accepted", "damaged")
    }
    assert await documents_in(page) == []


def sheet(color: str, wide: int = 1300, high: int = 1700, orientation: int = 1) -> bytes:
    """A page of one color with print on it, taken somewhere by somebody's telephone."""
    page = Image.new("RGB", (wide, high), color)
    draw = ImageDraw.Draw(page)
    for line in range(30):
        for word in range(12):
            draw.rectangle((60 + word * 100, 60 + line * 50, 120 + word * 100, 75 + line * 50), fill="black")
    # The head of the letter is at the top.
    draw.rectangle((0, 0, wide, high // 5), fill="black")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telephone of Denise", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 9.0, 57.0), 3: "W", 4: (86.0, 47.0, 4.0)})
    out = io.BytesIO()
    page.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


async def test_photographs_become_one_letter_in_order_and_without_where_they_were_taken(
    site: Site, line: BadLine
) -> None:
    _, page = await opened(site, line)
    colors = {"red": "#f4b0b0", "green": "#b0f4b0", "blue": "#b0b0f4"}
    await choose_photos_of(page, *(a_file(f"{name}.jpg", sheet(color), "image/jpeg") for name, color in colors.items()))
    # Blue first, red last; green lies on its side.
    for at in (2, 1, 2):
        await page.locator(".page").nth(at).locator("[data-act=up]").click()
    await page.locator(".page").nth(1).locator("[data-act=turn-right]").click()
    await page.locator("#letter-name").fill("Notice CP14")
    await page.locator("[data-letter-add]").click()
    ready = page.locator(".file.ready")
    await expect(ready).to_contain_text("Notice CP14.pdf", timeout=60_000)
    [letter] = await documents_in(page)
    content = b"".join([chunk async for chunk in (await site.gateway.services.documents.plain(letter)).chunks()])
    assert b"Telephone" not in content
    assert b"Exif" not in content
    pages = [page.render(scale=0.25).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(content)]
    main_color = ["rgb"[max(range(3), key=lambda at: pixel[at])] for pixel in map(_paper, pages)]
    assert main_color == ["b", "g", "r"]
    assert [page.width > page.height for page in pages] == [False, True, False]
    # Turned to the right, the head of the letter is at the right.
    wide, high = pages[1].size
    assert sum(pages[1].getpixel((wide - 5, high // 2))) < 150 < sum(pages[1].getpixel((5, 3)))
    # It can be looked at before it is sent.
    async with page.context.expect_page() as looked:
        await ready.locator("a[data-look]").click()
    look = await looked.value
    await expect(look.locator("main img")).to_have_count(3)
    await look.wait_for_function("() => [...document.querySelectorAll('main img')].every(img => img.naturalWidth > 0)")


def _paper(page: Image.Image) -> tuple[int, ...]:
    """The color of the paper, by its lower edge between the words."""
    counted = page.getcolors(page.width * page.height) or []
    return max((pair for pair in counted if max(pair[1]) > 150), key=lambda pair: pair[0])[1]  # type: ignore[return-value,arg-type,type-var,index]
