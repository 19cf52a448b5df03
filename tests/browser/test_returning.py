"""Begun on one device and finished on another by the code, and taken back: in a real browser, with and without script."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, Site, asked, choose, say, tick, words
from tests.support.record import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LATE = {"en": "My refund is late", "es": "Mi reembolso no llega"}


async def _make_code(page: Page, language: str) -> str:
    await page.get_by_text(words("page-menu", language)).click()
    await page.get_by_role("banner").get_by_role("link", name=words("page-code-save", language)).click()
    await page.get_by_role("button", name=words("page-code-make", language)).click()
    return await _shown(page.locator(".code code"))


async def _shown(code: Locator) -> str:
    shown = await code.inner_text()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{3,4}){3}", shown)
    return shown


async def _enter(page: Page, site: Site, code: str, language: str) -> None:
    await page.goto(f"{site.url}/chat")
    await page.get_by_role("link", name=words("page-code-have", language)).click()
    await page.get_by_label(words("page-code-label", language)).fill(code)
    await page.get_by_role("button", name=words("page-code-open", language)).click()


async def _asked_so_far(page: Page) -> list[str]:
    return await page.locator(".transcript > li.question .ask").all_inner_texts()


@LANGUAGES
async def test_begun_on_a_phone_it_is_finished_on_a_desktop_without_script(site: Site, language: str) -> None:
    phone = await site.chat(language, viewport=PHONE, locale=f"{language}-US")
    await say(phone, LATE[language])
    await asked(phone, "hardship", language)
    await tick(phone, "value-hardship-food", language)
    await choose(phone, "page-send-choices", language)
    await asked(phone, "submission", language)
    code = await _make_code(phone, language)

    desktop = await site.page(viewport=DESKTOP, locale=f"{language}-US", java_script_enabled=False)
    # As it is read over the telephone and typed by somebody else.
    await _enter(desktop, site, code.lower().replace("-", " ").replace("0", "O"), language)
    await asked(desktop, "submission", language)
    before = await _asked_so_far(desktop)
    await choose(desktop, "value-submission-paper_return", language)
    await desktop.locator("input[type=date]").fill("2026-03-02")
    await choose(desktop, "page-send-date", language)
    await choose(desktop, "value-contacted_irs-yes", language)
    await expect(desktop.locator(".determination")).to_be_visible()
    questions = await _asked_so_far(desktop)
    assert questions[: len(before)] == before
    assert len(set(questions)) == len(questions) == 5
    # The phone is told, and goes on with the same chat.
    await phone.get_by_role("link", name=words("page-back-to-chat", language)).click()
    await expect(phone.locator(".determination")).to_be_visible()
    told = TEXTS.say("notice-opened-elsewhere", language, {"opened_on": "2026-11-20"})[:32]
    await expect(phone.locator(".transcript")).to_contain_text(told)


async def _begun_and_saved(site: Site) -> tuple[Page, str]:
    """A chat at its second question, and the code to it."""
    phone = await site.chat()
    await say(phone, LATE["en"])
    await asked(phone, "hardship")
    code = await _make_code(phone, "en")
    await phone.get_by_role("link", name=words("page-back-to-chat")).click()
    await asked(phone, "hardship")
    return phone, code


async def test_only_me_ends_a_page_that_is_open_elsewhere(site: Site) -> None:
    phone, code = await _begun_and_saved(site)
    desktop = await site.page(viewport=DESKTOP, java_script_enabled=False)
    await _enter(desktop, site, code, "en")
    # The phone's page is live: it has the notice with the way to the code beneath it.
    await phone.locator("#panel").get_by_role("link", name=words("do-save_for_later")).click()
    await phone.get_by_role("button", name=words("page-only-me-do")).click()
    await expect(phone.locator(".transcript")).to_contain_text(words("notice-only-me"))
    await desktop.reload()
    await expect(desktop.locator(".transcript")).to_have_count(0)
    await _enter(desktop, site, code, "en")
    await expect(desktop.locator("#error")).to_have_text(words("error-code_unknown"))
    await expect(desktop.get_by_label(words("page-code-label"))).to_have_value(code)


async def test_who_is_shut_out_sees_the_chat_no_longer(site: Site) -> None:
    phone, code = await _begun_and_saved(site)
    desktop = await site.page(viewport=DESKTOP)
    await _enter(desktop, site, code, "en")
    await asked(desktop, "hardship")
    await desktop.get_by_text(words("page-menu")).click()
    await desktop.get_by_role("banner").get_by_role("link", name=words("page-code-save")).click()
    await desktop.get_by_role("button", name=words("page-only-me-do")).click()
    await expect(desktop.locator(".transcript")).to_contain_text(words("notice-only-me"))
    await phone.wait_for_url("**/chat")
    await expect(phone.get_by_role("button", name=words("page-start-begin"))).to_be_visible()


async def test_in_the_widget_the_code_is_shown_beside_the_chat(site: Site) -> None:
    page = await site.page()
    await page.goto(f"{site.url}/embed")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await say(page, LATE["en"])
    await asked(page, "hardship")
    await page.get_by_text(words("page-menu")).click()
    await page.get_by_role("link", name=words("page-code-save")).click()
    dialog = page.get_by_role("dialog", name=words("page-code-save"))
    await dialog.get_by_role("button", name=words("page-code-make")).click()
    code = await _shown(page.get_by_role("dialog", name=words("page-code-made")).locator(".code code"))
    assert await page.evaluate("document.activeElement.textContent") == words("page-code-made")
    elsewhere = await site.page(viewport=DESKTOP, java_script_enabled=False)
    await _enter(elsewhere, site, code, "en")
    await asked(elsewhere, "hardship")
    await page.get_by_role("dialog").get_by_role("button", name=words("page-close")).click()
    await page.locator("#panel").get_by_role("link", name=words("do-save_for_later")).click()
    await page.get_by_role("dialog").get_by_role("button", name=words("page-only-me-do")).click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.locator(".transcript")).to_contain_text(words("notice-only-me"))
    await elsewhere.reload()
    await expect(elsewhere.locator(".transcript")).to_have_count(0)
