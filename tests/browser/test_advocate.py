"""A person and a live advocate: in line, talking, at the end; on a narrow phone, in both languages, without script too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.async_api import Page, expect

from casework.clock import Clock
from tests.browser.conftest import DESKTOP, LANGUAGES, Site, button, choose, say, words
from tests.browser.test_accessible import _CUT_OFF, _TOO_SMALL, NARROW, ZOOMED, axe_violations
from tests.support.advocate import Advocate, handed_off, on_duty
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import load_into, person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SKILLS = ("language:en", "language:es", "signed_in")
_READ_OUT = "document.querySelector('#status').textContent"


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


def chat_of(page: Page) -> str:
    return page.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]


async def come(site: Site, *skills: str) -> Advocate:
    return await on_duty(site.gateway, "E1", "Elena Vega", *(skills or SKILLS))


async def ask_for_person(page: Page, language: str) -> None:
    await choose(page, "page-person", language)
    await expect(page.locator(".transcript > .owner").last).to_be_visible()


async def accessible(page: Page) -> None:
    """Nothing is lost on a narrow or a much enlarged page, and axe finds nothing."""
    for viewport in (ZOOMED, NARROW):
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert await page.evaluate(_CUT_OFF) == []
        assert await page.evaluate(_TOO_SMALL) == []
    assert await axe_violations(page) == []


@LANGUAGES
async def test_from_the_line_to_the_end_and_back(site: Site, language: str) -> None:
    page = await site.chat(language, viewport=NARROW, locale=f"{language}-US", timezone_id="America/New_York")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/typing") else None)
    await ask_for_person(page, language)
    place = page.locator("#place")
    await expect(place).to_have_text(TEXTS.say("place-open", language, {"position_count": 1}))
    await expect(button(page, "do-resume", language)).to_have_class("quiet")
    await accessible(page)
    await say(page, "They levied my wages")
    await expect(page.locator(".transcript > .you").last).to_contain_text("They levied my wages")
    assert sent == []

    agent, chat = await come(site), chat_of(page)
    await agent.takes(chat)
    await expect(page.locator(".transcript > .owner").last).to_contain_text("Elena")
    await expect(place).to_be_hidden()
    await expect(button(page, "page-person", language)).to_have_count(0)
    agent.writes(chat)
    await expect(page.locator("#writing")).to_be_visible()
    await accessible(page)
    await agent.says(chat, "I have read it.\nCall 877-777-4778 if we lose each other.")
    said = page.locator(".transcript > .agent.message")
    await expect(said).to_contain_text(TEXTS.say("page-agent-named", language, {"agent_name": "Elena"}))
    await expect(said.get_by_role("link")).to_have_attribute("href", "tel:+18777774778")
    async with page.expect_request("**/typing"):
        await page.locator("#text").press_sequentially("Thank you so much", delay=5)
    # Not with every letter.
    assert len(sent) == 1
    await page.locator("#text").press("Enter")
    # An advocate can't close past words that they have not seen.
    await expect(page.locator(".transcript > .you:not(.pending)").last).to_contain_text("Thank you so much")

    await agent.closes(chat, "TAS asks the IRS to stop the levy.", "Elena", date(2026, 12, 1))
    await expect(page.locator(".transcript > .closed dd")).to_have_count(3)
    await expect(page.locator("#compose")).to_be_hidden()
    await expect(page.locator("#panel")).to_contain_text(words("page-ended-by-advocate", language))
    await accessible(page)
    await choose(page, "do-survey_helped_yes", language)
    await choose(page, "do-survey_easy_partly", language)
    await expect(page.locator(".transcript > .notice").last).to_contain_text(words("notice-survey-thanks", language))
    await expect(page.locator(".survey")).to_have_count(0)
    await choose(page, "do-reopen", language)
    await expect(page.locator("#compose")).to_be_visible()
    await expect(page.locator("#panel")).to_have_attribute("data-owner", "queued")


async def test_a_new_place_is_read_out_and_a_shorter_wait_is_not(site: Site) -> None:
    page = await site.chat()
    first = await site.gateway.begin()
    await handed_off(site.gateway, first.id)
    handoffs = site.gateway.services.handoffs
    clock: Any = site.gateway.services.clock
    clock.forward(seconds=1)
    await ask_for_person(page, "en")
    await expect(page.locator("#place")).to_contain_text("number 2 in line")
    await expect(page.locator("#status")).to_contain_text("number 2 in line")
    # Somebody comes who takes none of them yet: now there is a range, and that alone is not said aloud.
    await come(site, "language:es")
    clock.forward(seconds=61)
    await come(site, "language:es")
    await page.evaluate("document.querySelector('#status').textContent = ''")
    await handoffs.sweep()
    await expect(page.locator("#place")).to_contain_text("minutes")
    await page.wait_for_timeout(1_500)
    assert "in line" not in await page.evaluate(_READ_OUT)


@LANGUAGES
async def test_danger_while_an_advocate_is_there(site: Site, language: str) -> None:
    page = await site.chat(language, viewport=NARROW, locale=f"{language}-US")
    await ask_for_person(page, language)
    agent, chat = await come(site), chat_of(page)
    await agent.takes(chat)
    await expect(page.locator("#panel")).to_have_attribute("data-owner", "agent")
    await say(page, {"en": "I want to kill myself", "es": "Me quiero matar"}[language])
    await expect(page.locator("#emergency")).to_be_visible()
    await expect(page.locator(".transcript .emergency")).to_contain_text(words("notice-emergency-advocate", language))
    await accessible(page)
    await choose(page, "do-safe_go_on", language)
    await expect(page.locator("#emergency details")).to_be_visible()
    await agent.says(chat, "I'm still here.")
    await expect(page.locator(".transcript > .agent.message")).to_be_visible()
    await expect(page.locator("#panel")).to_have_attribute("data-owner", "agent")


@LANGUAGES
async def test_without_script_the_line_the_advocate_and_the_end(site: Site, language: str) -> None:
    context = await site.context(viewport=NARROW, locale=f"{language}-US", java_script_enabled=False)
    page = await site.chat(language, await context.new_page())
    await ask_for_person(page, language)
    await site.gateway.services.handoffs.sweep()
    look = page.get_by_role("link", name=words("page-look-again", language))
    await look.click()
    await expect(page.locator("#place")).to_be_visible()
    agent, chat = await come(site), chat_of(page)
    await agent.takes(chat)
    await look.click()
    await expect(page.locator("#place")).to_be_hidden()
    await agent.says(chat, "I have read it.")
    await look.click()
    await expect(page.locator(".transcript > .agent.message")).to_be_visible()
    await agent.closes(chat, "You get a letter.", "TAS")
    await look.click()
    await expect(page.locator("#compose")).to_be_hidden()
    await choose(page, "do-survey_helped_no", language)
    await choose(page, "do-survey_easy_no", language)
    await choose(page, "do-reopen", language)
    await expect(page.locator("#compose")).to_be_visible()


async def test_signed_in_too(site: Site) -> None:
    await load_into(site.gateway)
    services = site.gateway.services
    context = await site.context(viewport=DESKTOP, locale="en-US")
    actor = await person_of(site.gateway, "denise")
    token = await services.sessions.begin(actor.person_id, "demonstration", actor.assurance)
    await context.add_cookies([{"name": "session", "value": token, "url": site.url}])
    page = await context.new_page()
    await page.goto(f"{site.url}/portal")
    begin = page.locator("form[action='/portal/conversations'] button").first
    await begin.click()
    await page.wait_for_url("**/portal/conversations/*")
    await ask_for_person(page, "en")
    await expect(page.locator("#place")).to_be_visible()
    assert "Save and go on later" not in await page.locator(".transcript").inner_text()
    agent, chat = await come(site), chat_of(page)
    await agent.takes(chat)
    await agent.says(chat, "I have read it.")
    await expect(page.locator(".transcript > .agent.message")).to_contain_text("Elena")
    await agent.closes(chat, "You get a letter.", "TAS")
    await expect(page.locator("#compose")).to_be_hidden()
    await accessible(page)


async def test_in_the_widget_too(site: Site) -> None:
    page = await site.page(viewport={"width": 360, "height": 560})
    await page.goto(f"{site.url}/embed?language=en")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await expect(page.locator("#text")).to_be_visible()
    await choose(page, "page-person")
    await expect(page.locator("#place")).to_contain_text("number 1 in line")
    chat = (await page.locator("main").get_attribute("data-path") or "").rsplit("/", 1)[1]
    agent = await come(site)
    await agent.takes(chat)
    agent.writes(chat)
    await expect(page.locator("#writing")).to_be_visible()
    await agent.closes(chat, "You get a letter.", "TAS")
    await expect(page.locator("#compose")).to_be_hidden()
    await choose(page, "do-reopen")
    await expect(page.locator("#compose")).to_be_visible()
