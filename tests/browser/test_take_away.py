"""The page to take away in a browser: reached from the result, with and without script, printed, on small screens."""

from __future__ import annotations

import asyncio
import io

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Download, expect
from pypdf import PdfReader

from adapters.assistant.port import TurnRequest
from tests.browser.conftest import DESKTOP, LANGUAGES, Site, say, to_result, words
from tests.support.record import Items
from tests.support.summaries import EVERYTHING, read_pdf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def _content(file: Download) -> bytes:
    path = await file.path()
    return await asyncio.to_thread(path.read_bytes)


@LANGUAGES
async def test_without_script_it_is_two_links_from_the_result(site: Site, language: str) -> None:
    page = await site.page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    await site.chat(language, page)
    await page.locator("#text").fill("Refund late, rent due, on paper on March 2, 2026")
    await page.locator("#compose button").click()
    await page.get_by_role("button", name=words("value-contacted_irs-yes", language), exact=True).click()
    await expect(page.locator(".menu a", has_text=words("summary-open", language))).to_have_count(1)
    await page.locator("#panel").get_by_role("link", name=words("summary-open", language)).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("summary-title", language))
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    for sheet in ("letter", "a4"):
        async with page.expect_download() as saved:
            await page.get_by_role("link", name=words(f"summary-save-{sheet}", language), exact=True).click()
        file = await saved.value
        assert file.suggested_filename == words("summary-file", language) + ".pdf"
        assert read_pdf(await _content(file)).title == words("summary-title", language)
    other = {"en": "es", "es": "en"}[language]
    await page.get_by_role("link", name=words("page-language-other", language), exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("summary-title", other))
    assert await page.locator("html").get_attribute("lang") == other
    await page.get_by_role("link", name=words("page-back-to-chat", other)).click()
    await expect(page.locator(".determination")).to_be_visible()


async def test_with_script_the_pdf_is_saved_where_one_is(site: Site) -> None:
    page = await site.chat()
    await expect(page.locator("#panel")).not_to_contain_text(words("summary-open"))
    await to_result(page)
    async with page.expect_download() as saved:
        await page.locator("#panel").get_by_role("link", name=words("summary-save-pdf")).click()
    file = await saved.value
    assert file.suggested_filename == words("summary-file") + ".pdf"
    assert read_pdf(await _content(file)).pages == 1
    await expect(page.locator(".determination")).to_be_visible()


async def test_in_the_widget_s_frame_the_token_fetches_the_pdf(site: Site) -> None:
    page = await site.page(viewport=DESKTOP)
    await page.goto(f"{site.url}/?language=en")
    await page.get_by_role("button", name=words("page-widget-open")).click()
    frame = page.frame_locator("iframe")
    await frame.get_by_role("button", name=words("page-start-begin")).click()
    await frame.locator("#text").fill("Refund late, rent due, on paper on March 2, 2026")
    await frame.locator("#text").press("Enter")
    await frame.get_by_role("button", name=words("value-contacted_irs-yes"), exact=True).click()
    async with page.expect_download() as saved:
        await frame.get_by_role("link", name=words("summary-save-pdf")).click()
    assert read_pdf(await _content(await saved.value)).title == words("summary-title")
    # A page of its own would need the cookie, which a frame doesn't have.
    await expect(frame.locator("#panel").get_by_role("link", name=words("summary-open"))).to_be_hidden()


@pytest.mark.parametrize("sheet", ["Letter", "A4"])
async def test_the_browser_prints_the_longest_on_one_sheet(site: Site, sheet: str) -> None:
    def everything(_request: TurnRequest) -> Items:
        return [{"facts": EVERYTHING, "how": "understood"}, {"do": "show_result"}]

    site.assistant.answer = everything
    page = await site.chat("es")
    await say(page, "todo")
    await expect(page.locator(".determination")).to_be_visible()
    await page.goto(f"{page.url.partition('?')[0].partition('#')[0]}/summary")
    printed = PdfReader(
        io.BytesIO(await page.pdf(format=sheet, margin=dict.fromkeys(("top", "bottom", "left", "right"), "1cm")))
    )
    text = printed.pages[0].extract_text()
    assert len(printed.pages) == 1
    assert words("summary-telephone", "es") in text
    assert words("summary-save", "es") not in text


@LANGUAGES
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, DESKTOP], ids=["phone", "desktop"])
async def test_axe_finds_nothing_and_links_are_large_enough(site: Site, language: str, size: dict[str, int]) -> None:
    page = await site.chat(language, viewport=size)
    await to_result(page, language)
    await page.locator("#panel").get_by_role("link", name=words("summary-open", language)).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("summary-title", language))
    found = await Axe().run(page)
    assert found.response["violations"] == []
    heights = await page.locator(".save a").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 24
