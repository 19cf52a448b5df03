"""The pictures of docs/: `./tas screenshots` keeps them, every other run only looks whether they can be made."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from casework.clock import Clock
from tests.browser.conftest import DESKTOP, PHONE, PICTURES, Site, asked, choose, say, to_result, words
from tests.support.advocate import on_duty
from tests.support.record import TEXTS, HandClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_BYTES = 200_000
# A picture holds no code that ever opened anything, and no port that is another each time.
_SAME_EACH_TIME = """() => {
    document.querySelector("p.code code").textContent = "K7MX-3RQP-9TW2-A5C";
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        walker.currentNode.nodeValue = walker.currentNode.nodeValue.replace(location.host, "localhost:8000");
    }
}"""


@pytest.fixture
def clock() -> Clock | None:
    """Pictures taken again look the same."""
    return HandClock()


@PICTURES
async def test_pictures(site: Site, tmp_path: Path, language: str, width: str) -> None:
    folder = Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)
    context = await site.context(
        viewport=PHONE if width == "phone" else DESKTOP, locale=f"{language}-US", timezone_id="America/New_York"
    )

    async def keep(page: Page, name: str) -> None:
        path = folder / f"{name}-{language}-{width}.png"
        await page.mouse.move(1, 1)
        await page.wait_for_timeout(200)
        await page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < MOST_BYTES

    page = await context.new_page()
    await page.goto(f"{site.url}/?language={language}")
    await expect(page.get_by_role("button", name=words("page-widget-open", language))).to_be_visible()
    await keep(page, "landing")
    if width == "desktop":
        await page.get_by_role("button", name=words("page-widget-open", language)).click()
        frame = page.frame_locator("iframe")
        await frame.get_by_role("button", name=words("page-start-begin", language)).click()
        await expect(frame.locator("#text")).to_be_visible()
        await keep(page, "widget")

    await page.goto(f"{site.url}/chat?language={language}")
    await keep(page, "start")
    await site.chat(language, page)
    await asked(page, "topics", language)
    await keep(page, "begun")
    said = {"en": "My refund is nine months late.", "es": "Mi reembolso tarda ya nueve meses."}
    await say(page, said[language])
    await asked(page, "hardship", language)
    await keep(page, "question")

    await page.goto(f"{site.url}/chat?new=1&language={language}")
    await page.get_by_role("button", name=words("page-start-begin", language)).click()
    await page.wait_for_url("**/chat/*-*")
    said = {
        "en": "I filed on paper on March 2, 2026. My refund is late and I am about to be evicted.",
        "es": "Declaré en papel el 2 de marzo de 2026. Mi reembolso no llega y me van a desalojar.",
    }
    await say(page, said[language])
    await asked(page, "contacted_irs", language)
    await keep(page, "chat")

    await page.goto(f"{site.url}/chat?new=1&language={language}")
    await page.get_by_role("button", name=words("page-start-begin", language)).click()
    await page.wait_for_url("**/chat/*-*")
    said = {"en": "My mother is about to be evicted.", "es": "A mi mamá la van a desalojar."}
    await say(page, said[language])
    await expect(page.locator("#panel")).to_contain_text(words("page-change", language))
    await expect(page.locator(".transcript")).to_contain_text(TEXTS.say("ask-topics", language))
    await expect(page.locator("#text")).to_be_enabled()
    await expect(page.locator(".transcript > li.assistant.message").last).to_contain_text("2848")
    await keep(page, "helping")
    chat = page.url.partition("?")[0].partition("#")[0]
    await page.goto(f"{chat}/code")
    await keep(page, "save")
    await page.get_by_role("button", name=words("page-give-back-code", language)).click()
    await expect(page.locator("p.code")).to_be_visible()
    await page.evaluate(_SAME_EACH_TIME)
    await keep(page, "code")
    await page.get_by_role("button", name=words("page-give-back-do", language)).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-given-back", language))
    await keep(page, "given-back")
    await page.goto(f"{site.url}/code?language={language}")
    await keep(page, "come-back")
    await page.goto(f"{site.url}/chat/about?language={language}")
    await keep(page, "about")

    await page.goto(f"{site.url}/chat?new=1&language={language}")
    await page.get_by_role("button", name=words("page-start-begin", language)).click()
    await page.wait_for_url("**/chat/*-*")
    await say(page, "Do you have Vietnamese?")
    await expect(page.locator("[lang=vi]")).to_be_visible()
    await keep(page, "interpreter")
    await to_result(page, language)
    await keep(page, "result")
    chat = page.url.partition("?")[0].partition("#")[0]
    await page.goto(f"{chat}/summary")
    await keep(page, "take-away")
    await page.get_by_role("button", name=words("summary-code-put", language)).click()
    await expect(page.locator("p.code")).to_be_visible()
    await page.evaluate(_SAME_EACH_TIME)
    await page.locator("p.code").scroll_into_view_if_needed()
    await keep(page, "take-away-code")
    await page.goto(chat)

    await page.goto(f"{site.url}/chat?new=1&language={language}")
    await page.get_by_role("button", name=words("page-start-begin", language)).click()
    await page.wait_for_url("**/chat/*-*")
    await say(page, {"en": "They levied my wages.", "es": "Me embargaron el sueldo."}[language])
    await expect(page.locator(".transcript > .you:not(.pending)")).to_be_visible()
    await choose(page, "page-person", language)
    # Who is there speaks the other language only, so far: the range counts them.
    other = {"en": "language:es", "es": "language:en"}[language]
    advocate = await on_duty(site.gateway, "E1", "Elena Vega", other)
    await expect(page.locator("#place")).to_be_visible()
    await keep(page, "in-line")
    talking = page.url.partition("?")[0].partition("#")[0].rsplit("/", 1)[1]
    await advocate.takes(talking)
    says = {
        "en": "I have read what you wrote. When does the next paycheck come?",
        "es": "Ya leí lo que escribió. ¿Cuándo le toca el próximo pago?",
    }
    await advocate.says(talking, says[language])
    await expect(page.locator(".transcript > .agent.message")).to_be_visible()
    advocate.writes(talking)
    await expect(page.locator("#writing")).to_be_visible()
    await keep(page, "with-advocate")
    what = {"en": "TAS asks the IRS to stop the levy.", "es": "TAS le pide al IRS que pare el embargo."}
    await advocate.closes(talking, what[language], "Elena Vega, TAS", date(2026, 12, 1))
    await expect(page.locator("#compose")).to_be_hidden()
    await keep(page, "closed")
    await page.goto(chat)

    await choose(page, "do-start_over", language)
    await asked(page, "topics", language)
    danger = {"en": "They took my pay. I want to kill myself.", "es": "Me quitaron el sueldo. Me quiero matar."}
    await say(page, danger[language])
    await expect(page.locator("#emergency")).to_be_visible()
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    await keep(page, "emergency")
    await page.locator("form[data-leave] button").click()
    await page.wait_for_url("**/away")
    await keep(page, "left")
