"""The widget as other sites embed it: on the sites of the allow-list, and on no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import FrameLocator, Page, expect

from cli.processes import reserve_port
from tests.browser.conftest import DESKTOP, Site, say, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ALLOWED, FOREIGN = reserve_port(), reserve_port()
# A site that is strict itself: nothing of the widget's needs more than this.
_POLICY = "default-src 'none'; script-src {url}; frame-src {url}; style-src 'none'"


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"embedding_sites": (f"http://127.0.0.1:{ALLOWED}",)}


@asynccontextmanager
async def _agency(site: Site, port: int) -> AsyncIterator[str]:
    """Another site whose page holds the loader's line and a link."""
    body = (
        f'<!doctype html><html lang="en"><title>Agency</title><h1>Agency</h1><a href="#">A link</a>'
        f'<script src="{site.url}/embed.js" async></script></html>'
    ).encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = (
            f"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {len(body)}\r\nconnection: close\r\n"
            f"content-security-policy: {_POLICY.format(url=site.url)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        yield f"http://127.0.0.1:{port}/"


def _frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


async def _opened(page: Page) -> FrameLocator:
    await page.get_by_role("button", name=words("page-widget-open")).click()
    frame = _frame(page)
    await frame.get_by_role("button", name=words("page-start-begin")).click()
    await expect(frame.locator("#text")).to_be_visible()
    return frame


async def test_an_allowed_site_shows_the_chat_and_keeps_it_over_a_reload(site: Site) -> None:
    async with _agency(site, ALLOWED) as url:
        page = await site.page(viewport=DESKTOP)
        await page.goto(url)
        frame = await _opened(page)
        await frame.locator("#text").fill("My refund is late")
        await frame.locator("#text").press("Enter")
        await expect(frame.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
        await page.reload()
        await page.get_by_role("button", name=words("page-widget-open")).click()
        await expect(frame.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
        assert await frame.locator("li.you").count() == 1
        # Nothing that opens the conversation stands in an address, and no cookie is needed.
        assert all("embed" in address or "chat" not in address for address in [f.url for f in page.frames[1:]])
        assert await page.context.cookies() == []
        async with page.expect_download() as started:
            await frame.get_by_text(words("page-menu")).click()
            await frame.get_by_role("link", name=words("page-download")).click()
        assert "My refund is late" in (await (await started.value).path()).read_text()
        await frame.get_by_role("button", name="Español").click()
        await expect(frame.get_by_label(words("value-hardship-food", "es"), exact=True)).to_be_visible()


async def test_escape_closes_the_widget_and_gives_the_focus_back(site: Site) -> None:
    async with _agency(site, ALLOWED) as url:
        page = await site.page(viewport=DESKTOP)
        await page.goto(url)
        launcher = page.locator("button")
        frame = await _opened(page)
        await expect(launcher).to_have_attribute("aria-expanded", "true")
        await frame.locator("#text").press("Escape")
        await expect(page.locator("iframe")).to_be_hidden()
        await expect(launcher).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("iframe")).to_be_visible()
        await frame.get_by_role("button", name=words("page-close"), exact=True).click()
        await expect(page.locator("iframe")).to_be_hidden()
        await expect(launcher).to_be_focused()


async def test_what_comes_while_it_is_closed_is_counted(site: Site) -> None:
    site.assistant.before_reply = lambda: asyncio.sleep(1.5)
    async with _agency(site, ALLOWED) as url:
        page = await site.page(viewport=DESKTOP)
        await page.goto(url)
        frame = await _opened(page)
        await frame.locator("#text").fill("My refund is late")
        await frame.locator("#text").press("Enter")
        await frame.locator("#text").press("Escape")
        await expect(page.locator("button")).to_contain_text(f"{words('page-widget-unread')}: 1")
        await page.locator("button").click()
        await frame.locator("#text").press("Escape")
        await expect(page.locator("button")).to_have_text(words("page-widget-open"))


async def test_a_site_that_is_not_listed_is_refused(site: Site) -> None:
    async with _agency(site, FOREIGN) as url:
        page = await site.page(viewport=DESKTOP)
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        await page.goto(url)
        await page.get_by_role("button", name=words("page-widget-open")).click()
        await expect(page.locator("iframe")).to_be_visible()
        await page.wait_for_timeout(500)
        assert await _frame(page).locator("#main").count() == 0
        assert any("frame-ancestors" in text for text in refused)


async def test_the_frame_tells_only_listed_sites_anything(site: Site) -> None:
    page = await site.page()
    for named, told in ((f"http://127.0.0.1:{ALLOWED}", True), ("https://evil.example", False)):
        await page.goto(f"{site.url}/embed?site={named}")
        assert (await page.locator("html").get_attribute("data-site") is not None) is told


async def test_without_script_the_frame_is_a_link_to_the_full_page(site: Site) -> None:
    page = await site.page(java_script_enabled=False)
    await page.goto(f"{site.url}/embed")
    await expect(page.get_by_role("link", name=words("page-widget-full"))).to_be_visible()
    assert await page.locator("[data-begin]:visible").count() == 0


async def test_the_landing_page_shows_the_widget_as_a_site_would(site: Site) -> None:
    page = await site.page(viewport=DESKTOP)
    await page.goto(f"{site.url}/")
    frame = await _opened(page)
    await frame.locator("#text").fill("My refund is late")
    await frame.locator("#text").press("Enter")
    await expect(frame.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    full = await site.chat(page=await page.context.new_page())
    await say(full, "My refund is late")
