"""Helping somebody, in a browser: asked about them, the chat given back, a code on the page to take away."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect
from pypdf import PdfReader

from adapters.assistant.port import TurnRequest
from tests.browser.conftest import DESKTOP, LANGUAGES, Site, asked, say, to_result, words
from tests.browser.test_take_away import _content
from tests.support.record import TEXTS, Items
from tests.support.summaries import EVERYTHING, read_pdf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HELPS = {"en": "My mother's refund is late.", "es": "El reembolso de mi mamá no llega."}


async def _reads_well(page: Page) -> None:
    assert (await Axe().run(page)).response["violations"] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


@LANGUAGES
async def test_without_script_a_helper_is_asked_about_them_and_gives_the_chat_back(site: Site, language: str) -> None:
    page = await site.page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    await site.chat(language, page)
    await page.locator("#text").fill(HELPS[language])
    await page.locator("#compose button").click()
    last = page.locator(".transcript > li").last
    await expect(last).to_contain_text(TEXTS.say("ask-hardship", language, whom="other"))
    await expect(page.locator(".transcript")).to_contain_text("8821")
    chat = page.url.partition("?")[0].partition("#")[0]
    await page.goto(f"{chat}/code")
    await page.get_by_role("button", name=words("page-give-back-code", language)).click()
    code = await page.locator("p.code code").text_content()
    await page.get_by_role("button", name=words("page-give-back-do", language)).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-given-back", language))
    await page.goto(chat)
    await expect(page.locator(".transcript")).to_have_count(0)
    # Whom it is about goes on elsewhere, where it was left.
    helped = await site.page()
    await helped.goto(f"{site.url}/code?language={language}")
    await helped.locator("#code").fill(code or "")
    await helped.locator("#code").press("Enter")
    await expect(helped.locator(".transcript")).to_contain_text(TEXTS.say("ask-hardship", language, whom="other"))
    told = TEXTS.say("notice-given-back", language, {"given_back_on": "2026-11-20"})[-60:]
    await expect(helped.locator(".transcript")).to_contain_text(told)


@LANGUAGES
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, DESKTOP], ids=["phone", "desktop"])
async def test_the_pages_for_helpers_read_well(site: Site, language: str, size: dict[str, int]) -> None:
    page = await site.chat(language, viewport=size)
    await say(page, HELPS[language])
    await expect(page.locator(".transcript > li.question").last).to_contain_text(
        TEXTS.say("ask-hardship", language, whom="other")
    )
    await _reads_well(page)
    chat = page.url.partition("?")[0].partition("#")[0]
    await page.goto(f"{chat}/code")
    await _reads_well(page)
    await page.get_by_role("button", name=words("page-give-back-code", language)).click()
    await expect(page.locator("p.code")).to_be_visible()
    await _reads_well(page)
    # What the tab kept goes with the access.
    await page.evaluate("sessionStorage.setItem('draft', 'of the chat')")
    await page.get_by_role("button", name=words("page-give-back-do", language)).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-given-back", language))
    await _reads_well(page)
    assert await page.evaluate("sessionStorage.length") == 0


@LANGUAGES
async def test_a_code_is_put_on_the_page_and_saved_with_it(site: Site, language: str) -> None:
    page = await site.chat(language, viewport={"width": 320, "height": 640})
    await to_result(page, language)
    await page.goto(f"{page.url.partition('?')[0].partition('#')[0]}/summary")
    await expect(page.locator("main")).not_to_contain_text(words("summary-code", language))
    await page.get_by_role("button", name=words("summary-code-put", language)).click()
    code = await page.locator("p.code code").text_content()
    assert code
    assert code not in page.url
    await _reads_well(page)
    for sheet in ("letter", "a4"):
        async with page.expect_download() as saved:
            await page.get_by_role("button", name=words(f"summary-save-{sheet}", language), exact=True).click()
        read = read_pdf(await _content(await saved.value))
        assert read.pages == 1
        assert ("P", code) in read.said
    other = await site.page()
    await other.goto(f"{site.url}/code?language={language}")
    await other.locator("#code").fill(code)
    await other.locator("#code").press("Enter")
    await expect(other.locator(".determination")).to_be_visible()


@LANGUAGES
async def test_the_line_in_another_language_is_marked_as_such(site: Site, language: str) -> None:
    page = await site.chat(language)
    await asked(page, "topics", language)
    await say(page, "أحتاج مترجم")
    line = page.locator(".transcript [lang=ar]")
    await expect(line).to_have_attribute("dir", "rtl")
    await expect(line.locator("xpath=following-sibling::p")).to_have_text(words("page-lines-unreviewed", language))
    await _reads_well(page)


@pytest.mark.parametrize("sheet", ["Letter", "A4"])
@pytest.mark.parametrize("asking_as", ["individual", "representative"])
async def test_the_browser_prints_the_longest_with_a_code_on_one_sheet(site: Site, sheet: str, asking_as: str) -> None:
    def everything(_request: TurnRequest) -> Items:
        return [{"facts": {**EVERYTHING, "asking_as": asking_as}, "how": "understood"}, {"do": "show_result"}]

    site.assistant.answer = everything
    page = await site.chat("es")
    await say(page, "todo")
    await expect(page.locator(".determination")).to_be_visible()
    await page.goto(f"{page.url.partition('?')[0].partition('#')[0]}/summary")
    await page.get_by_role("button", name=words("summary-code-put", "es")).click()
    code = await page.locator("p.code code").text_content()
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
    printed = PdfReader(io.BytesIO(await page.pdf(format=sheet, margin=margins)))
    assert len(printed.pages) == 1
    assert (code or "?") in printed.pages[0].extract_text()
