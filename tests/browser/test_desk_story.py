"""One chat from the trouble to the survey: a person on a phone, two advocates, and a supervisor who whispers."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from casework.clock import Clock
from casework.handoff.models import Presence
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, Site, ask_for_call, asked, button, choose, say, words
from tests.browser.test_advocate import ask_for_person, chat_of
from tests.browser.test_desk import NOTE, TROUBLE, at_desk
from tests.browser.test_signed_in import new_browser, sign_in
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_BYTES = 250_000
ASKS = {"en": "When is the next payday?", "es": "¿Cuándo le toca el próximo pago?"}
ANSWERS = {"en": "On Friday, December 4.", "es": "El viernes 4 de diciembre."}
WHISPER = {
    "en": "Ask whether the levy is on wages or the bank.",
    "es": "Pregunte si el embargo es al sueldo o al banco.",
}
PASSED_ON = {
    "en": "Next payday is December 4. Still to ask: the bank.",
    "es": "Le pagan el 4 de diciembre. Falta el banco.",
}
GOES_ON = {
    "en": "I have read it all. Is your bank account free?",
    "es": "Ya leí todo. ¿Su cuenta del banco está libre?",
}
FREE = {"en": "Yes, only the pay.", "es": "Sí, solo el sueldo."}
WHAT = {"en": "TAS asks the IRS to stop the levy.", "es": "TAS le pide al IRS que pare el embargo."}
WHO = {"en": "Daniel, TAS", "es": "Daniel, de TAS"}
BY_ON = {"en": "December 1, 2026", "es": "1 de diciembre de 2026"}
OTHERS = {"en": "My refund is late.", "es": "Mi reembolso no llega."}
# A chat's tag is another each time.
_SAME_EACH_TIME = """() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.nodeValue =
        walker.currentNode.nodeValue.replace(/(chat) [0-9A-F]{4}/i, "$1 A3F2"); }"""


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"callbacks": "Harbor County Tax Help"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures of docs/ go, when they are wanted."""
    return Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)


async def keep(page: Page, folder: Path, name: str, whole: bool = False) -> None:
    """Keeps a picture of what is in the window, or of the whole page."""
    await page.evaluate(_SAME_EACH_TIME)
    await page.mouse.move(1, 1)
    path = folder / f"{name}.png"
    await page.screenshot(path=path, animations="disabled", full_page=whole)
    assert path.stat().st_size < MOST_BYTES


async def time_passes(site: Site, seconds: int) -> None:
    """Everybody stays where they are, as their open pages would say."""
    services = site.gateway.services
    lucia = await person_of(site.gateway, "vega")
    for _ in range(seconds // 30):
        services.clock.forward(seconds=30)  # type: ignore[attr-defined]
        await services.handoffs.set_presence(lucia, "Lucia Vega", "en", Presence.AWAY)
        await services.handoffs.sweep()


async def reply(desk: Page, text: str, person: Page) -> None:
    """Types an answer, which the person sees being written, and sends it."""
    await desk.locator("#reply").press_sequentially(text)
    await expect(person.locator("#writing")).to_have_text(words("page-writing", await _language(person)))
    await expect(person.locator("#writing")).to_be_visible()
    await desk.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript > .agent.message").last).to_contain_text(text)
    await expect(person.locator("#writing")).to_be_hidden()


async def answer(person: Page, text: str, desk: Page) -> None:
    """The same the other way."""
    await person.locator("#text").press_sequentially(text)
    await expect(desk.locator("#typing")).to_be_visible()
    await person.locator("#text").press("Enter")
    await expect(said(desk).locator(".you").last).to_contain_text(text)
    await expect(desk.locator("#typing")).to_be_hidden()


async def _language(page: Page) -> str:
    return str(await page.locator("html").get_attribute("lang"))


def said(desk: Page) -> Locator:
    return desk.locator("#transcript")


async def given(site: Site, person: Page) -> list[str]:
    """What the person's page shows and keeps, and everything else that they can read of the chat."""
    chat = chat_of(person)
    addresses = [f"/chat/{chat}{rest}" for rest in ("", "/chat.txt", "/print")]
    addresses += [f"/api/v1/conversations/{chat}/events"]
    answers = [await (await person.request.get(f"{site.url}{address}")).text() for address in addresses]
    answers.append(await person.content())
    # They are the chat, so that what is missing there isn't missing for another reason.
    assert [ASKS[await _language(person)] in answer for answer in answers] == [True] * len(answers)
    return [*answers, await person.evaluate("JSON.stringify([localStorage, sessionStorage])")]


@LANGUAGES
async def test_from_the_trouble_to_the_survey(site: Site, language: str, folder: Path) -> None:
    _, lucia = await at_desk(site, language)
    person = await site.chat(language, viewport=PHONE, locale=f"{language}-US", timezone_id="America/New_York")
    await say(person, TROUBLE[language])
    await asked(person, "topics", language)
    await ask_for_person(person, language)
    await expect(person.locator("#place")).to_contain_text(_before_numbers("place-soon", language))

    # Lucia reads the card of what she is offered before she takes it.
    await expect(lucia.locator(".offers li")).to_contain_text(words("page-work-reason-asked", language))
    await lucia.locator(".offers a").click()
    await expect(lucia.locator("#card .handoff-card")).to_contain_text(TROUBLE[language].partition("'")[0])
    await lucia.locator(".offered").get_by_role("button", name=words("page-work-claim", language)).click()
    await expect(lucia.locator("#reply")).to_be_visible()
    await expect(person.locator(".transcript > .owner").last).to_contain_text("Lucia")
    await expect(person.locator("#place")).to_be_hidden()
    await reply(lucia, ASKS[language], person)
    await answer(person, ANSWERS[language], lucia)
    await lucia.locator("#note").fill(NOTE[language])
    await lucia.get_by_role("button", name=words("page-work-note-keep", language)).click()
    await expect(said(lucia).locator(".note")).to_contain_text(NOTE[language])

    # She takes no more; somebody else waits, and asks to be called instead.
    await lucia.get_by_role("button", name=words("page-work-duty-away", language)).click()
    await expect(lucia.locator("#duty")).to_contain_text(words("page-work-status-away", language))
    other = await site.chat(language, viewport=PHONE, locale=f"{language}-US", timezone_id="America/New_York")
    await say(other, OTHERS[language])
    await ask_for_person(other, language)
    await time_passes(site, 150)

    imani = await (await new_browser(site, language, viewport=DESKTOP)).new_page()
    await sign_in(site, imani.context, "imani", language)
    await imani.goto(f"{site.url}/desk/board")
    waiting = imani.locator("[aria-labelledby=board-waiting]")
    advocates = imani.locator("[aria-labelledby=board-agents]")
    await expect(waiting.locator(".rows > li")).to_contain_text(
        TEXTS.say("page-board-minutes", language, {"minutes_count": 2})
    )
    await expect(advocates.locator(".rows > li")).to_contain_text(words("page-board-presence-away", language))
    await expect(advocates).to_contain_text(words("page-board-state-active", language))
    await keep(imani, folder, f"board-{language}-desktop", whole=True)
    waits = other.url
    await other.goto(f"{waits.partition('#')[0]}/callback")
    await ask_for_call(other, language)
    await imani.goto(f"{site.url}/desk/callbacks")
    await expect(imani.locator(".rows > li")).to_have_count(1)
    await keep(imani, folder, f"call-backs-{language}-desktop")
    await other.goto(waits)
    await choose(other, "do-resume", language)
    await expect(other.locator("#panel")).to_have_attribute("data-owner", "assistant")

    # The supervisor reads along and whispers: Lucia gets it at once, and the person nothing at all.
    await imani.goto(f"{site.url}/desk/board")
    await expect(waiting).to_contain_text(words("page-board-nobody", language))
    await advocates.locator("a[href*='/desk/board/chats/']").click()
    await expect(imani.locator(".transcript")).to_contain_text(ANSWERS[language])
    await expect(imani.locator(".notes article")).to_contain_text(NOTE[language])
    await imani.locator("#whisper").fill(WHISPER[language])
    await imani.get_by_role("button", name=words("page-board-whisper-send", language), exact=True).click()
    await expect(imani.locator(".notes article").last).to_contain_text(WHISPER[language])
    await imani.locator(".notes").evaluate("notes => notes.scrollIntoView({block: 'end'})")
    await keep(imani, folder, f"reading-along-{language}-desktop")
    whispered = said(lucia).locator(".note.whisper")
    await expect(whispered).to_contain_text(words("page-work-whisper", language))
    await expect(whispered).to_contain_text(WHISPER[language])
    assert not any(WHISPER[language] in each for each in await given(site, person))

    # Daniel comes, and gets the chat with a word from Lucia.
    _, daniel = await at_desk(site, language, "brooks")
    await lucia.get_by_role("link", name=words("page-work-transfer", language), exact=True).click()
    await lucia.get_by_label("Daniel").check()
    await lucia.locator("#note").fill(PASSED_ON[language])
    await keep(lucia, folder, f"transfer-{language}-desktop", whole=True)
    await lucia.get_by_role("button", name=words("page-work-transfer", language), exact=True).click()
    await expect(lucia.locator(".chats").first).to_contain_text(words("page-work-mine-none", language))
    await expect(person.locator(".transcript")).to_contain_text(words("notice-transferred", language))
    # At the front; by which number, and for how long, the desk says when it looks next.
    first = f"{words('place-front', language)}|{_before_numbers('place-soon', language)}"
    await expect(person.locator("#place")).to_have_text(re.compile(first))
    await daniel.locator(".offers").get_by_role("button", name=words("page-work-claim", language)).click()
    await expect(daniel.locator("#reply")).to_be_visible()
    await expect(person.locator(".transcript > .owner").last).to_contain_text("Daniel")
    for told in (TROUBLE, ASKS, ANSWERS, NOTE, WHISPER, PASSED_ON):
        await expect(said(daniel)).to_contain_text(told[language])
    await reply(daniel, GOES_ON[language], person)
    await answer(person, FREE[language], daniel)

    # The end says what, who and by when; Daniel has looked at it as the person reads it.
    await daniel.get_by_role("link", name=words("page-work-close", language), exact=True).click()
    await daniel.get_by_label(words("page-work-wrap-referred", language)).check()
    await daniel.get_by_role("button", name=words("page-work-close-next", language)).click()
    await daniel.locator("#what").fill(WHAT[language])
    await daniel.locator("#who").fill(WHO[language])
    await daniel.locator("#by_on").fill("2026-12-01")
    await daniel.get_by_role("button", name=words("page-work-close-look", language)).click()
    await expect(daniel.locator(".last-words")).to_contain_text(WHAT[language])
    await daniel.get_by_role("button", name=words("page-work-close-send", language)).click()
    await expect(daniel.locator(".chats").first).to_contain_text(words("page-work-mine-none", language))
    await expect(person.locator(".transcript > .closed dd")).to_have_text(
        [WHAT[language], WHO[language], BY_ON[language]]
    )
    await expect(person.locator("#compose")).to_be_hidden()
    await expect(person.locator("#panel")).to_contain_text(words("page-ended-by-advocate", language))
    await expect(button(person, "do-survey_helped_yes", language)).to_be_visible()
    await keep(person, folder, f"story-end-{language}-phone")
    await choose(person, "do-survey_helped_yes", language)
    await choose(person, "do-survey_easy_yes", language)
    await expect(person.locator(".transcript > .notice").last).to_contain_text(words("notice-survey-thanks", language))
    await expect(person.locator(".survey")).to_have_count(0)

    # It goes on where it stopped: Daniel is offered it again, as one who came back.
    await choose(person, "do-reopen", language)
    await expect(person.locator("#compose")).to_be_visible()
    await expect(person.locator("#panel")).to_have_attribute("data-owner", "queued")
    await expect(daniel.locator(".offers .mark.back").first).to_have_text(words("page-work-reopened", language))
    await person.reload()
    everything = await given(site, person)
    for told in (NOTE, WHISPER, PASSED_ON):
        assert not any(told[language] in each for each in everything)


def _before_numbers(key: str, language: str) -> str:
    """How a sentence with numbers in it begins."""
    return TEXTS.say(key, language, {"position_count": 1, "high_minutes_count": 9}).partition(".")[0]
