"""Every page of an advocate's day, walked by Tab, narrow, and looked at by axe."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from casework.clock import Clock
from casework.handoff.models import AgentId, Skill
from tests.browser.conftest import DESKTOP, LANGUAGES, Site, words
from tests.browser.test_card import _BOX, EVERYTHING, card_in_html, card_of
from tests.browser.test_desk import _faults, at_desk, person_waits, taken
from tests.browser.test_desk_tools import all_reached
from tests.browser.test_signed_in import new_browser, sign_in
from tests.support.record import HandClock
from tests.support.sample_people import matter_in, person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


# Answers whose mark stands out of their frame, as in a list that is pressed together.
_PRESSED = """() => [...document.querySelectorAll("label.box")].filter((at) => {
  const frame = at.getBoundingClientRect(), mark = at.querySelector("input").getBoundingClientRect();
  return at.checkVisibility() && (mark.top < frame.top || mark.bottom > frame.bottom);
}).map((at) => at.textContent)"""


async def walked(page: Page, name: str) -> dict[str, object]:
    """What is wrong with a page; whether all of it is reached by Tab is asserted."""
    await all_reached(page, name)
    assert await page.evaluate(_PRESSED) == []
    return await _faults(page, name)


async def press(page: Page, key: str, language: str) -> None:
    await page.get_by_role("button", name=words(key, language), exact=True).first.press("Enter")


@LANGUAGES
async def test_a_chat_from_the_offer_to_its_end(
    site: Site, language: str, clock: HandClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, desk = await at_desk(site, language)
    await person_waits(site, language)
    await expect(desk.locator(".offers button").first).to_be_visible()
    found = await walked(desk, "offer")
    await desk.locator(".offers a").press("Enter")
    await desk.wait_for_url("**/desk/chats/*")
    found |= await walked(desk, "offered")
    # The fullest card there is, in the page's own column.
    full = card_in_html(await card_of(EVERYTHING, language, tmp_path_factory.mktemp("card")))
    await desk.locator("#card").evaluate("(at, full) => { at.innerHTML = full; }", full)
    box = await desk.evaluate(_BOX)
    assert max(box["width"], box["across"]) <= 320
    assert max(box["height"], box["scroll"]) <= 240, box
    await desk.locator(".offered").get_by_role("button", name=words("page-work-claim", language)).press("Enter")
    await expect(desk.locator("#reply")).to_be_visible()
    for opened in ("#settings > summary", "#keys > summary", "#facts-more > summary", "#f-topics > summary"):
        await desk.locator(opened).press("Enter")
    found |= await walked(desk, "chat with a correction open")
    chat = desk.url
    await desk.goto(f"{chat}/transfer")
    found |= await walked(desk, "transfer")
    # Nobody else is on duty: a skill is asked about once more.
    await desk.locator("input[value^='skill:language:']").last.check()
    await press(desk, "page-work-transfer", language)
    await expect(desk.locator("#error")).to_be_visible()
    found |= await walked(desk, "transfer refused")
    await desk.goto(f"{site.url}/desk")
    await press(desk, "page-work-duty-off", language)
    await expect(desk.get_by_role("button", name=words("page-work-off-anyway", language))).to_be_visible()
    found |= await walked(desk, "off")
    await desk.goto(f"{chat}/close")
    found |= await walked(desk, "close")
    await desk.get_by_label(words("page-work-wrap-irs_first", language)).check()
    await press(desk, "page-work-close-next", language)
    await expect(desk.locator("#what")).to_be_visible()
    found |= await walked(desk, "close, written")
    await press(desk, "page-work-close-look", language)
    await expect(desk.locator(".last-words")).to_be_visible()
    found |= await walked(desk, "close, looked at")
    # The chat moves on before it is sent: what was typed is given back.
    clock.forward(seconds=50)
    await site.gateway.services.handoffs.sweep()
    await press(desk, "page-work-close-send", language)
    await expect(desk.locator("#lost")).to_be_visible()
    await expect(desk.locator("main .lead")).to_have_text(words("page-work-lost-lead", language))
    found |= await walked(desk, "lost")
    assert found == {}


@LANGUAGES
async def test_a_chat_in_another_language_and_what_is_in_nobodys_chat(site: Site, language: str) -> None:
    other = {"en": "es", "es": "en"}[language]
    _, desk = await at_desk(site, language)
    handoffs, vega, imani = site.gateway.services.handoffs, *[await person_of(site.gateway, who) for who in _STAFF]
    own = frozenset(map(Skill, (f"language:{language}", "signed_in")))
    await handoffs.set_profile(imani, AgentId(str(vega.employee_id)), 3, own)
    await taken(site, desk, language)
    await person_waits(site, other)
    await desk.goto(f"{site.url}/desk")
    in_line = desk.locator("[aria-labelledby=queue-heading]")
    await in_line.get_by_role("button", name=words("page-work-claim", language)).press("Enter")
    await expect(desk.get_by_role("button", name=words("page-work-language-take", language))).to_be_visible()
    found = await walked(desk, "another language")
    matter = await matter_in(site.gateway, "ana")
    for path in ("codes", "messages", "messages/away", f"matters/{matter}/messages", f"matters/{matter}/messages/new"):
        await desk.goto(f"{site.url}/desk/{path}")
        await expect(desk.locator("main h1")).to_be_visible()
        found |= await walked(desk, path)
    await _write(desk, language)
    found |= await walked(desk, "thread")
    assert found == {}


@LANGUAGES
@pytest.mark.parametrize("subject", ["petra", "omar"], ids=["reviewer", "administrator"])
async def test_who_takes_no_chats(site: Site, language: str, subject: str) -> None:
    context = await new_browser(site, language, viewport=DESKTOP)
    await sign_in(site, context, subject, language)
    page = await context.new_page()
    await page.goto(f"{site.url}/desk")
    await expect(page.locator("main h1")).to_be_visible()
    assert await _faults(page, subject) == {}


_STAFF = ("vega", "imani")


async def _write(desk: Page, language: str) -> None:
    """A message of the advocate's own, in a new thread, and the thread opened."""
    await desk.get_by_label(words("page-message-subject", language)).fill("The rent")
    await desk.get_by_label(words("page-message-text", language), exact=True).fill("Please send the notice.")
    to = desk.locator("input[name=to]").first
    if await to.count():
        await to.check()
    await press(desk, "page-message-send", language)
    await expect(desk.get_by_text("Please send the notice.")).to_be_visible()
