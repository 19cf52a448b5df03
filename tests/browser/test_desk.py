"""The desk in a real browser, with the person in another one: taken, answered, noted, passed by, and nothing lost."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from casework.clock import Clock
from casework.handoff.models import AgentId, Presence, Skill
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, PICTURES, Site, say, words
from tests.browser.test_accessible import _CUT_OFF, _TOO_SMALL, NARROW, axe_violations
from tests.browser.test_signed_in import new_browser, sign_in
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import load_into, person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NOTE = {"en": "Landlord called twice", "es": "El dueño llamó dos veces"}
TROUBLE = {
    "en": "They levied my wages and I can't pay the rent on Friday.",
    "es": "Me embargaron el sueldo y no puedo pagar la renta del viernes.",
}


@pytest.fixture
def clock() -> Clock | None:
    """The sample's days are counted from this one."""
    return HandClock()


async def at_desk(
    site: Site, language: str = "en", subject: str = "vega", **options: Any
) -> tuple[BrowserContext, Page]:
    """An advocate who takes chats."""
    await load_into(site.gateway)
    context = await new_browser(site, language, **{"viewport": DESKTOP, **options})
    await sign_in(site, context, subject, language)
    page = await context.new_page()
    await page.goto(f"{site.url}/desk")
    await page.get_by_role("button", name=words("page-work-duty-available", language)).click()
    await expect(page.locator("#duty")).to_contain_text(words("page-work-status-available", language))
    return context, page


async def person_waits(site: Site, language: str = "en") -> Page:
    """Somebody in another browser who asks for a person."""
    page = await site.chat(language)
    await say(page, TROUBLE[language])
    await page.locator("#panel").get_by_role("button", name=words("page-person", language), exact=True).click()
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    return page


async def taken(site: Site, desk: Page, language: str = "en") -> Page:
    """Their chat, taken by the advocate: the person's page."""
    person = await person_waits(site, language)
    await desk.locator(".offers").get_by_role("button", name=words("page-work-claim", language)).click()
    await desk.wait_for_url("**/desk/chats/*")
    await expect(desk.locator("#reply")).to_be_visible()
    return person


def transcript(page: Page) -> Any:
    return page.locator("#transcript")


@LANGUAGES
async def test_both_write_and_no_note_reaches_the_person(site: Site, language: str) -> None:
    _, desk = await at_desk(site, language)
    person = await taken(site, desk, language)
    await expect(transcript(desk)).to_contain_text(TROUBLE[language])
    await desk.locator("#reply").fill("I have read it.")
    await desk.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript")).to_contain_text("I have read it.")
    await expect(desk.locator("#reply")).to_have_value("")
    await expect(transcript(desk)).to_contain_text("I have read it.")
    await say(person, "Thank you. It is the bank, too.")
    await expect(transcript(desk)).to_contain_text("It is the bank, too.")
    await desk.keyboard.press("Alt+KeyN")
    await desk.keyboard.type(NOTE[language])
    await desk.get_by_role("button", name=words("page-work-note-keep", language)).click()
    note = transcript(desk).locator(".note")
    await expect(note).to_contain_text(words("page-work-note", language))
    await expect(note).to_contain_text(NOTE[language])
    await desk.locator("#reply").fill("One moment.")
    await desk.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript")).to_contain_text("One moment.")
    await person.reload()
    assert NOTE[language] not in await person.content()


async def test_a_stale_reply_stays_and_shows_what_was_missed(site: Site) -> None:
    context, desk = await at_desk(site)
    person = await taken(site, desk)
    # The page doesn't learn of it before the reply is on its way.
    await context.route("**/news*", lambda route: route.abort())
    await say(person, "Wait, it is my brother's.")
    await desk.locator("#reply").fill("So your wages are levied?")
    await expect(person.locator(".transcript")).to_contain_text("my brother's")
    await person.wait_for_timeout(300)
    await desk.locator("#reply").press("Control+Enter")
    await expect(desk.locator("#reply-error")).to_have_text(words("error-reply_stale"))
    await expect(desk.locator("#reply")).to_have_value("So your wages are levied?")
    await context.unroute("**/news*")
    await say(person, "Sorry.")
    await expect(transcript(desk)).to_contain_text("my brother's")
    await desk.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript")).to_contain_text("So your wages are levied?")


async def test_a_draft_outlives_a_killed_page(site: Site) -> None:
    context, desk = await at_desk(site)
    await taken(site, desk)
    address = desk.url
    await desk.locator("#reply").type("I will call the office and")
    await expect(desk.locator("#draft-state")).to_have_text(words("page-work-word-draft-kept"))
    await desk.close(run_before_unload=False)
    other = await context.new_page()
    await other.goto(address)
    await expect(other.locator("#reply")).to_have_value("I will call the office and")


async def test_without_a_connection_the_reply_stays_and_is_said_once(site: Site) -> None:
    context, desk = await at_desk(site)
    person = await taken(site, desk)
    await context.set_offline(True)
    await desk.locator("#reply").fill("Can you hear me?")
    await desk.locator("#reply").press("Control+Enter")
    await expect(desk.locator("#reply-error")).to_contain_text(words("page-work-word-not-sent"))
    await expect(desk.locator("#reply")).to_have_value("Can you hear me?")
    await context.set_offline(False)
    await desk.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript")).to_contain_text("Can you hear me?")
    await expect(person.locator(".transcript > li", has_text="Can you hear me?")).to_have_count(1)


@LANGUAGES
async def test_by_keyboard_alone(site: Site, language: str, clock: HandClock) -> None:
    _, desk = await at_desk(site, language)
    person = await person_waits(site, language)
    await expect(desk.locator(".offers button").first).to_be_visible()
    await desk.keyboard.press("Alt+KeyO")
    await desk.keyboard.press("Enter")
    await desk.wait_for_url("**/desk/chats/*")
    await desk.keyboard.press("Alt+KeyR")
    await expect(desk.locator("#reply")).to_be_focused()
    # A ready text in the person's language, with the advocate's name in it.
    await desk.keyboard.type("/greet")
    await desk.keyboard.press("Enter")
    await expect(desk.locator("#reply")).to_have_value(TEXTS.say("canned-greeting", language, {"agent_name": "Lucia"}))
    await desk.keyboard.press("Control+Enter")
    await expect(person.locator(".transcript")).to_contain_text("Lucia")
    # A search that finds nothing is never said to the person.
    await expect(desk.locator("#reply")).to_have_value("")
    await desk.keyboard.type("/zzz")
    await desk.keyboard.press("Enter")
    await desk.keyboard.press("Control+Enter")
    await expect(desk.locator("#reply-error")).to_contain_text(words("page-work-word-still-search", language))
    await expect(desk.locator("#reply")).to_have_value("/zzz")
    await expect(person.locator(".transcript")).not_to_contain_text("/zzz")
    await desk.locator("#reply").fill("")
    # One with gaps is not sent; the first gap is marked, and what is typed takes its place.
    await expect(desk.locator("#reply")).to_have_value("")
    await desk.keyboard.type("/next")
    await desk.keyboard.press("Enter")
    await expect(desk.locator("#draft-state")).to_contain_text(words("page-work-word-gaps", language))
    gap = await desk.evaluate("getSelection().toString()")
    assert gap.startswith("[")
    await desk.keyboard.press("Control+Enter")
    await expect(desk.locator("#reply-error")).to_contain_text(gap)
    await desk.locator("#reply").fill("")
    # The list of keys, and another chat.
    clock.forward(seconds=1)
    second = await person_waits(site, language)
    await expect(desk.locator(".offers button").first).to_be_visible()
    await desk.keyboard.press("Alt+KeyO")
    first_chat = desk.url
    await desk.keyboard.press("Enter")
    await desk.wait_for_url(lambda url: url != first_chat and url.rpartition("/")[2] != "claim")
    await desk.wait_for_load_state("load")
    await expect(desk.locator("#reply")).to_be_visible()
    await desk.keyboard.press("Alt+Digit1")
    await desk.wait_for_url(first_chat)
    await desk.keyboard.press("?")
    await expect(desk.locator("#keys")).to_have_attribute("open", "")
    await expect(desk.locator("#keys dl")).to_be_visible()
    # Nothing traps: Tab goes through the page and leaves it.
    seen = set()
    for _ in range(200):
        await desk.keyboard.press("Tab")
        at = await desk.evaluate("document.activeElement.id || document.activeElement.outerHTML.slice(0, 80)")
        if at.startswith("<body"):
            break
        seen.add(at)
    assert {"reply", "note", "transcript"} <= seen
    await second.close()


async def test_a_second_tab_of_the_same_agent_works(site: Site) -> None:
    context, desk = await at_desk(site)
    person = await taken(site, desk)
    other = await context.new_page()
    await other.goto(desk.url)
    await say(person, "In both?")
    await expect(transcript(desk)).to_contain_text("In both?")
    await expect(transcript(other)).to_contain_text("In both?")
    await other.locator("#reply").fill("In both.")
    await other.locator("#reply").press("Control+Enter")
    await expect(transcript(desk)).to_contain_text("In both.")


async def test_news_in_another_chat_rings_and_counts(site: Site) -> None:
    _, desk = await at_desk(site)
    first = await taken(site, desk)
    chat = desk.url
    await person_waits(site)
    await expect(desk.locator(".offers button").first).to_be_visible()
    await expect(desk).to_have_title("(1) " + await desk.evaluate("document.title.replace(/^\\(\\d+\\) /, '')"))
    assert "/desk/icon.svg" in str(await desk.locator("link[rel=icon]").get_attribute("href"))
    await desk.locator(".offers").get_by_role("button", name=words("page-work-claim")).click()
    await desk.wait_for_url(lambda url: url != chat)
    await desk.keyboard.press("Alt+KeyR")
    await say(first, "Hello?")
    unread = TEXTS.say("page-work-unread", "en", {"unread_count": 1})
    await expect(desk.locator(".chats .unread", has_text=unread)).to_be_visible()
    await expect(desk.locator("html")).to_have_attribute("data-rang", "1")
    await desk.locator("#settings summary").click()
    await desk.get_by_label(words("page-work-alarm-sound")).uncheck()
    await say(first, "Are you there?")
    await expect(desk.locator(".chats .unread", has_text="2")).to_be_visible()
    await expect(desk.locator("html")).to_have_attribute("data-rang", "1")


async def test_two_tabs_of_one_desk_ring_once(site: Site) -> None:
    context, desk = await at_desk(site)
    other = await context.new_page()
    await other.goto(desk.url)
    tabs = [desk, other]
    for tab in tabs:
        await tab.bring_to_front()
        await tab.keyboard.press("Shift")
    await person_waits(site)
    for tab in tabs:
        await expect(tab.locator(".offers button").first).to_be_visible()
    await asyncio.sleep(1)
    rang = [await tab.evaluate("Number(document.documentElement.dataset.rang ?? 0)") for tab in tabs]
    assert sorted(rang) == [0, 1]


async def test_a_long_line_scrolls_in_its_column_and_the_page_stays_as_high_as_the_window(
    site: Site, clock: HandClock
) -> None:
    _, desk = await at_desk(site)
    await taken(site, desk)
    lucia, imani = [await person_of(site.gateway, subject) for subject in ("vega", "imani")]
    skills = frozenset({Skill("language:en")})
    await site.gateway.services.handoffs.set_profile(imani, AgentId(str(lucia.employee_id)), 1, skills)
    for _ in range(8):
        guest = await site.gateway.begin()
        await guest.choose("do.person")
    await expect(desk.locator("[aria-labelledby=queue-heading] .chats > li:not(.none)")).to_have_count(8)
    assert await desk.locator(".side").evaluate("pane => pane.scrollHeight > pane.clientHeight")
    # What only screen readers are told stands in the panes too, and not beneath the page.
    assert await desk.evaluate("document.documentElement.scrollHeight <= innerHeight")


async def test_whoever_waits_long_rings_once(site: Site, clock: HandClock) -> None:
    _, desk = await at_desk(site)
    handoffs = site.gateway.services.handoffs
    lucia, imani = [await person_of(site.gateway, subject) for subject in ("vega", "imani")]
    # Whoever has no room is offered nobody, and hears this all the same.
    await handoffs.set_profile(imani, AgentId(str(lucia.employee_id)), 0, frozenset({Skill("language:en")}))
    await desk.keyboard.press("Shift")
    in_line = desk.locator("[aria-labelledby=queue-heading] .chats > li:not(.none)")
    await person_waits(site)
    await expect(in_line).to_have_count(1)
    for _ in range(10):
        clock.forward(seconds=30)
        await handoffs.set_presence(lucia, "Lucia Vega", "en", Presence.AVAILABLE)
    # Nobody is told that time went by: it is seen with whatever comes next, or when the page looks by itself.
    assert await desk.locator("html").get_attribute("data-rang") is None
    await person_waits(site)
    await expect(in_line).to_have_count(2)
    # Whoever asked before the assistant had understood them is less urgent, and stands behind.
    await expect(in_line.filter(has_text=TEXTS.say("page-work-waited", "en", {"minutes_count": 5}))).to_have_count(1)
    await expect(desk.locator("html")).to_have_attribute("data-rang", "1")
    await _quiet_again(desk)
    # They still wait long, and nobody longer than was told.
    await person_waits(site)
    await expect(in_line).to_have_count(3)
    await person_waits(site)
    await expect(in_line).to_have_count(4)
    await expect(desk.locator("html")).to_have_attribute("data-rang", "1")


async def _quiet_again(desk: Page) -> None:
    """Waits until what rang no longer keeps others from ringing."""
    await desk.wait_for_function("async () => (await navigator.locks.query()).held.length === 0")


async def test_the_sound_the_count_and_the_badge_are_turned_off_and_stay_off(site: Site, clock: HandClock) -> None:
    _, desk = await at_desk(site)
    plain, icon = await desk.title(), desk.locator("link[rel=icon]")
    calm = str(await icon.get_attribute("href"))
    boxes = [desk.get_by_label(words(f"page-work-alarm-{name}")) for name in ("sound", "title")]
    await desk.keyboard.press("Shift")
    await person_waits(site)
    await expect(desk).to_have_title(f"(1) {plain}")
    await expect(icon).to_have_attribute("href", "/desk/icon.svg")
    await expect(desk.locator("html")).to_have_attribute("data-rang", "1")
    await _quiet_again(desk)
    await desk.locator("#settings summary").click()
    for box in boxes:
        await box.uncheck()
    await expect(desk).to_have_title(plain)
    await expect(icon).to_have_attribute("href", calm)
    for offered, rang in ((2, "1"), (3, None)):
        clock.forward(seconds=1)
        await person_waits(site)
        await expect(desk.locator(".offers > ul > li")).to_have_count(offered)
        await expect(desk).to_have_title(plain)
        await expect(icon).to_have_attribute("href", calm)
        assert await desk.locator("html").get_attribute("data-rang") == rang
        # So it is again on the page as it opens next.
        await desk.reload()
        await expect(desk).to_have_title(plain)
        await desk.locator("#settings summary").click()
        for box in boxes:
            await expect(box).not_to_be_checked()
    await boxes[1].check()
    await desk.reload()
    await expect(desk).to_have_title(f"(3) {plain}")
    await expect(icon).to_have_attribute("href", "/desk/icon.svg")


async def test_a_chat_that_moves_on_leaves_what_was_typed(site: Site) -> None:
    _, desk = await at_desk(site)
    await taken(site, desk)
    await desk.locator("#reply").fill("Not to be lost")
    services = site.gateway.services
    services.clock.forward(seconds=50)  # type: ignore[attr-defined]
    await services.handoffs.sweep()
    await expect(desk.locator("#gone")).to_have_text(words("page-work-word-gone"))
    await expect(desk.locator("#reply")).to_have_value("Not to be lost")


@LANGUAGES
async def test_axe_finds_nothing_and_narrow_pages_lose_nothing(site: Site, language: str) -> None:
    found: dict[str, object] = {}
    _, desk = await at_desk(site, language)
    await person_waits(site, language)
    await expect(desk.locator(".offers button").first).to_be_visible()
    found |= await _faults(desk, "offer")
    await desk.locator(".offers a").click()
    await desk.wait_for_url("**/desk/chats/*")
    found |= await _faults(desk, "offered")
    await desk.locator(".offered").get_by_role("button", name=words("page-work-claim", language)).click()
    await expect(desk.locator("#reply")).to_be_visible()
    await desk.locator("#note").fill(NOTE[language])
    await desk.get_by_role("button", name=words("page-work-note-keep", language)).click()
    await expect(transcript(desk).locator(".note")).to_be_visible()
    await desk.locator("#reply").fill("/")
    await expect(desk.locator("#canned-list button").first).to_be_visible()
    await desk.locator("#settings summary").click()
    await desk.locator("#keys summary").click()
    await desk.locator("#facts-more > summary").click()
    await desk.locator("#f-topics > summary").click()
    found |= await _faults(desk, "chat")
    chat = desk.url
    await desk.goto(f"{chat}/transfer")
    found |= await _faults(desk, "transfer")
    await desk.goto(f"{chat}/close")
    found |= await _faults(desk, "close")
    await desk.get_by_label(words("page-work-wrap-irs_first", language)).check()
    await desk.get_by_role("button", name=words("page-work-close-next", language)).click()
    found |= await _faults(desk, "close-write")
    await desk.get_by_role("button", name=words("page-work-close-look", language)).click()
    await expect(desk.locator(".last-words")).to_be_visible()
    found |= await _faults(desk, "close-look")
    assert found == {}


@LANGUAGES
async def test_who_signs_out_with_a_chat_reads_what_happens_and_may_stay(site: Site, language: str) -> None:
    _, desk = await at_desk(site, language)
    person = await taken(site, desk, language)
    chat, out = desk.url, desk.get_by_role("button", name=words("page-sign-out", language), exact=True)
    await out.press("Enter")
    anyway = desk.get_by_role("button", name=words("page-work-out-anyway", language))
    await expect(anyway).to_be_visible()
    assert await _faults(desk, "signing out") == {}
    # Until they say so nothing is given away, and they are still on duty.
    await desk.get_by_role("link", name=words("page-work-cancel", language)).press("Enter")
    await expect(desk.locator("#duty")).to_contain_text(words("page-work-status-available", language))
    await desk.goto(chat)
    await expect(desk.locator("#reply")).to_be_visible()
    await out.press("Enter")
    await anyway.press("Enter")
    await expect(desk.locator("h1")).to_have_text(words("page-signed-out", language))
    await expect(person.locator(".transcript > .owner").last).to_contain_text(words("notice-agent-lost", language))


async def _faults(page: Page, name: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for viewport in (DESKTOP, PHONE, NARROW):
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        key = f"{name} {viewport['width']}"
        width, cut_off = await page.evaluate("document.documentElement.scrollWidth"), await page.evaluate(_CUT_OFF)
        small = await page.evaluate(_TOO_SMALL)
        if width > viewport["width"] or (cut_off and viewport is not DESKTOP) or small:
            found[key] = (width, cut_off, small)
        if viewport is not NARROW and (violations := await axe_violations(page)):
            found[f"{key} axe"] = violations
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    return found


@PICTURES
async def test_pictures(site: Site, tmp_path: Path, language: str, width: str) -> None:
    folder = Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)
    viewport = PHONE if width == "phone" else {"width": 1280, "height": 860}
    _, desk = await at_desk(site, language, viewport=viewport)

    async def keep(name: str) -> None:
        # A chat's tag is another each time.
        await desk.evaluate(
            """() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) walker.currentNode.nodeValue =
              walker.currentNode.nodeValue.replace(/(chat) [0-9A-F]{4}/i, "$1 A3F2"); }"""
        )
        await desk.mouse.move(1, 1)
        path = folder / f"{name}-{language}-{width}.png"
        await desk.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < 250_000

    await person_waits(site, language)
    await expect(desk.locator(".offers button").first).to_be_visible()
    await keep("desk-offer")
    await desk.locator(".offers").get_by_role("button", name=words("page-work-claim", language)).click()
    await expect(desk.locator("#reply")).to_be_visible()
    await desk.locator("#note").fill(NOTE[language])
    await desk.get_by_role("button", name=words("page-work-note-keep", language)).click()
    await expect(transcript(desk).locator(".note")).to_be_visible()
    await desk.locator("#reply").fill("/")
    await expect(desk.locator("#canned-list button").first).to_be_visible()
    await desk.evaluate("scrollTo(0, 0)")
    await keep("desk-chat")
    chat = desk.url
    await desk.locator("#reply").fill("")
    await desk.goto(f"{chat}/close")
    await desk.get_by_label(words("page-work-wrap-irs_first", language)).check()
    await desk.get_by_role("button", name=words("page-work-close-next", language)).click()
    await desk.get_by_role("button", name=words("page-work-close-look", language)).click()
    await expect(desk.locator(".last-words")).to_be_visible()
    await keep("desk-close")
