"""Asking to be called and to be reached safely, in a real browser: with and without script, by keyboard, in the widget."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, Site, ask_for_call, button, choose, say, to_result, words
from tests.support.record import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CALLER = "Harbor County Tax Help"
VIOLENCE = {"en": "My husband beats me and took my refund", "es": "Mi esposo me pega y se llevó mi reembolso"}


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"callbacks": CALLER}


async def _open_menu_page(page: Page, language: str) -> None:
    await page.get_by_text(words("page-menu", language), exact=True).click()
    await page.get_by_role("banner").get_by_role("link", name=words("page-callback", language)).click()


def _times(word: str, text: str) -> int:
    return len(re.findall(rf"\b{word}\b", text))


@LANGUAGES
@pytest.mark.parametrize("script", [True, False])
async def test_from_the_result_to_a_word_and_back_again(site: Site, language: str, script: bool) -> None:
    page = await site.chat(language, viewport=PHONE, locale=f"{language}-US", java_script_enabled=script)
    if script:
        await to_result(page, language)
    else:
        await choose(page, "page-person", language)
    stood = await page.locator("main").inner_text()
    await page.locator("#panel").get_by_role("link", name=words("page-callback", language)).click()
    word = await ask_for_call(page, language)
    told = await page.locator(".told").inner_text()
    assert TEXTS.say("page-callback-number-ends", language, {"ends": "0173"}) in told
    # It is shown again on the page of this chat, and nowhere in the chat itself.
    await page.get_by_role("link", name=words("page-back-to-chat", language)).click()
    await expect(page.locator(".transcript")).to_contain_text(words("notice-callback-asked", language)[:20])
    chat = await page.content()
    # The words to call by are everyday ones: one may stand in what the chat says anyway.
    stood += words("notice-callback-asked", language) + words("page-callback-yours", language)
    assert _times(word, await page.locator("main").inner_text()) <= _times(word, stood)
    assert "0173" not in chat
    await page.locator("#panel").get_by_role("link", name=words("page-callback-yours", language)).click()
    await expect(page.locator(".word code")).to_have_text(word)
    await page.get_by_role("button", name=words("page-callback-withdraw-do", language)).click()
    await expect(page.get_by_role("button", name=words("page-callback-ask", language))).to_be_visible()
    await expect(page.locator("#number")).to_have_value("")


async def test_script_says_the_zone_and_the_person_may_say_another(site: Site) -> None:
    page = await site.chat(timezone_id="America/New_York")
    await _open_menu_page(page, "en")
    await expect(page.locator("#zone")).to_have_value("America/New_York")
    page = await site.chat(timezone_id="America/Phoenix")
    await _open_menu_page(page, "en")
    await expect(page.locator("#zone")).to_have_value("America/Phoenix")
    await ask_for_call(page)
    await expect(page.locator(".told")).to_contain_text(words("page-callback-zone-central"))


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(site: Site) -> None:
    page = await site.chat(java_script_enabled=False)
    await page.goto(f"{page.url}/callback")
    await page.locator("#number").fill("12")
    await page.locator("#zone").select_option("America/Denver")
    await page.locator("input[name=voicemail]").check()
    await page.locator(".wish .send").click()
    await expect(page.locator("#error")).to_contain_text(words("error-callback_number_invalid"))
    await expect(page.locator("#error")).to_contain_text(words("error-callback_days_missing"))
    await expect(page.locator("#number")).to_have_value("12")
    await expect(page.locator("#number")).to_have_attribute("aria-invalid", "true")
    await expect(page.locator("input[name=voicemail]")).to_be_checked()
    await ask_for_call(page)


async def test_by_keyboard_alone(site: Site) -> None:
    page = await site.chat(viewport=DESKTOP, timezone_id="America/New_York")
    await page.goto(f"{page.url}/callback")
    await page.locator("#number").focus()
    await page.keyboard.type("202 555 0173")
    order = []
    for _ in range(30):
        await page.keyboard.press("Tab")
        name = await page.evaluate("document.activeElement.name || document.activeElement.className")
        if name in ("days", "parts") and name not in order:
            await page.keyboard.press("Space")
        order.append(name)
        if name == "send":
            break
    wanted = ["days", "parts", "time_zone", "voicemail", "name_caller", "speak", "relay", "ask_for", "send"]
    assert list(dict.fromkeys(order)) == wanted
    await page.keyboard.press("Enter")
    await expect(page.locator(".word code")).to_be_visible()
    # Neither was said to be safe, so neither is.
    told = await page.locator(".told").inner_text()
    assert told.count(words("page-callback-is-not-safe")) == 2


async def test_in_the_widget_it_is_asked_beside_the_chat(site: Site) -> None:
    page = await site.page(timezone_id="America/New_York")
    await page.goto(f"{site.url}/embed")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await choose(page, "page-person")
    await page.locator("#panel").get_by_role("link", name=words("page-callback")).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("#zone")).to_have_value("America/New_York")
    await dialog.locator("#number").fill("12")
    await dialog.locator(".wish .send").click()
    await expect(dialog.locator("#error")).to_contain_text(words("error-callback_number_invalid"))
    word = await ask_for_call(page)
    assert re.fullmatch("[a-z]+", word)
    await dialog.get_by_role("button", name=words("page-callback-withdraw-do")).click()
    await expect(dialog.get_by_role("button", name=words("page-callback-ask"))).to_be_visible()
    await dialog.get_by_role("button", name=words("page-close")).click()
    await expect(page.locator(".transcript")).to_contain_text(words("notice-callback-withdrawn"))


@LANGUAGES
@pytest.mark.parametrize("script", [True, False])
async def test_after_the_hotline_two_taps_say_how_to_be_reached(site: Site, language: str, script: bool) -> None:
    page = await site.chat(language, viewport=PHONE, locale=f"{language}-US", java_script_enabled=script)
    await page.locator("#text").fill(VIOLENCE[language])
    await page.get_by_role("button", name=words("page-send", language), exact=True).click()
    await expect(page.locator("#emergency")).to_be_visible()
    asked = page.locator(".contact")
    await expect(asked).to_contain_text(words("notice-safe-contact", language).split("\n")[-1])
    await asked.get_by_role("button", name=words("do-contact_call", language), exact=True).click()
    await expect(asked).to_contain_text(words("notice-safe-device", language).split("\n")[-1])
    await asked.get_by_role("button", name=words("do-device_shared", language), exact=True).click()
    await expect(page.locator(".transcript")).to_contain_text(words("notice-safe-contact-kept", language))
    await expect(asked).to_have_count(0)
    # What was said is where the form for a call begins; the way to say that one is safe is where it was.
    await expect(button(page, "do-safe_go_on", language)).to_be_visible()
    leave = words("notice-leave-page", language)
    assert (await page.locator(".transcript").inner_text()).count(leave[:40]) == 1


async def test_going_on_passes_the_question(site: Site) -> None:
    page = await site.chat()
    await say(page, VIOLENCE["en"])
    await expect(page.locator(".contact")).to_be_visible()
    await choose(page, "do-safe_go_on")
    await expect(page.locator(".contact")).to_have_count(0)
