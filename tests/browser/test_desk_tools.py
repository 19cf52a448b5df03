"""The supervisors' pages, call-backs and the tools of the desk in a browser: by keyboard, narrow, and looking again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from casework.clock import Clock
from casework.handoff.models import Presence
from tests.browser.conftest import DESKTOP, LANGUAGES, Site, ask_for_call, say, words
from tests.browser.test_accessible import _CUT_OFF, _TOO_SMALL, NARROW, axe_violations
from tests.browser.test_signed_in import sign_in
from tests.integration.test_desk_supervisors import in_line, on_duty
from tests.support.record import HandClock
from tests.support.sample_people import load_into

# What a page has to be done, marked so that it is known again. Of buttons that belong together Tab stops at one: at the one
# that is chosen, or the first.
_TO_BE_DONE = """() => {
  const groups = new Set();
  const all = [...document.querySelectorAll("main :is(a[href], button, input, textarea, select, summary)")];
  return all.filter((at) => {
    if (!at.checkVisibility() || at.type === "hidden") return false;
    if (at.type !== "radio") return true;
    const chosen = all.some((other) => other.name === at.name && other.checked);
    const stops = chosen ? at.checked : !groups.has(at.name);
    groups.add(at.name);
    return stops;
  }).map((at, index) => (at.dataset.stop = String(index)));
}"""

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"callbacks": "Harbor County Tax Help", "desk_always_open": True}


async def supervisor(site: Site, language: str = "en", **options: Any) -> Page:
    """A browser in which a supervisor of the sample is signed in."""
    await load_into(site.gateway)
    context = await site.context(locale=f"{language}-US", timezone_id="America/New_York", **options)
    await sign_in(site, context, "imani", language)
    return await context.new_page()


async def waiting(site: Site, language: str) -> str:
    """Somebody in line whose chat has what a page may hold, and an agent who may get it."""
    await on_duty(site.gateway, presence=Presence.AWAY)
    guest = await in_line(site.gateway, language, "My refund is late and they levied my wages")
    return guest.id


async def test_the_head_of_a_page_of_the_desk_stands_over_its_content(site: Site) -> None:
    page = await supervisor(site, viewport=DESKTOP)
    chat = await waiting(site, "en")
    for path in ("/desk/board", f"/desk/board/chats/{chat}", "/desk/board/assistant", "/desk/callbacks"):
        await page.goto(f"{site.url}{path}")
        heading = await page.evaluate(_LEFT, "main h1")
        for over in (".top .name", ".session .person", ".desk-places a"):
            assert await page.evaluate(_LEFT, over) == heading, f"{path}: {over}"


# Where the words of an element begin, its own padding aside.
_LEFT = """(selector) => {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector(selector));
  return Math.round(words.getBoundingClientRect().left); }"""


async def test_a_call_is_taken_by_keyboard_and_given_back_and_a_colleague_sees_who_calls(site: Site) -> None:
    page = await supervisor(site, viewport=NARROW, java_script_enabled=False)
    phone = await site.chat("en")
    await phone.goto(f"{phone.url}/callback")
    await ask_for_call(phone, "en")
    await page.goto(f"{site.url}/desk/callbacks")
    await page.locator(".rows a").first.press("Enter")
    await expect(page.get_by_role("button", name=words("page-call-take"))).to_be_visible()
    await expect(page.locator(".number")).to_have_count(0)
    colleague = await site.context(locale="en-US", timezone_id="America/New_York", viewport=NARROW)
    await sign_in(site, colleague, "brooks", "en")
    other = await colleague.new_page()
    await other.goto(page.url)
    await page.get_by_role("button", name=words("page-call-take")).press("Enter")
    await expect(page.locator(".number")).to_contain_text("555-0173")
    # Who opened it before comes too late, and reads why.
    await other.get_by_role("button", name=words("page-call-take")).click()
    await expect(other.get_by_role("alert")).to_contain_text(words("error-callback_held"))
    await expect(other.get_by_role("button", name=words("page-call-take"))).to_have_count(0)
    await expect(other.locator(".number")).to_have_count(0)
    assert await axe_violations(other) == []
    assert await other.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    await page.get_by_role("button", name=words("page-call-give-back")).press("Enter")
    await page.wait_for_url("**/desk/callbacks")
    await other.goto(f"{site.url}/desk/callbacks")
    await other.locator(".rows a").first.click()
    await other.get_by_role("button", name=words("page-call-take")).click()
    await expect(other.locator(".number")).to_contain_text("555-0173")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@LANGUAGES
async def test_an_open_call_says_by_itself_that_the_number_is_another_now(
    site: Site, clock: HandClock, language: str, script: bool
) -> None:
    page = await supervisor(site, language, viewport=NARROW, java_script_enabled=script)
    phone = await site.chat(language)
    await phone.goto(f"{phone.url}/callback")
    await ask_for_call(phone, language)
    await page.goto(f"{site.url}/desk/callbacks")
    await page.locator(".rows a").first.click()
    await page.get_by_role("button", name=words("page-call-take", language)).click()
    await expect(page.locator(".number")).to_contain_text("555-0173")
    clock.forward(minutes=1)
    await phone.locator("summary", has_text=words("page-callback-change", language)).click()
    await phone.locator("#number").fill("787-555-0142")
    await phone.get_by_role("button", name=words("page-callback-save", language), exact=True).click()
    within = page if script else page.frame_locator("iframe[src*='/changed']")
    told = within.get_by_role("alert").filter(has_text=words("page-call-changed-now", language))
    await expect(told).to_be_visible()
    if script:
        assert await axe_violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    await within.get_by_role("link", name=words("page-call-changed-see", language)).press("Enter")
    await expect(page.locator(".number")).to_contain_text("555-0142")
    await expect(page.get_by_text(words("page-call-changed", language))).to_be_visible()
    await phone.get_by_role("button", name=words("page-callback-withdraw-do", language), exact=True).click()
    over = (page.locator("#over") if script else page.frame_locator("iframe[src*='/changed']").locator("p")).filter(
        has_text=words("page-call-over", language)
    )
    await expect(over).to_be_visible()


async def code_read_out(site: Site, page: Page, language: str) -> None:
    """Shows the screening of somebody who reads their code out on the telephone."""
    phone = await site.chat(language)
    await say(phone, "My refund is late")
    await phone.goto(f"{phone.url.partition('#')[0]}/continue")
    await phone.get_by_role("button", name=words("page-continue-agree", language)).click()
    code = await phone.locator(".code code").inner_text()
    await page.goto(f"{site.url}/desk/read-code?language={language}")
    await page.locator("#code").fill(code)
    await page.get_by_role("button", name=words("page-tools-code-open", language)).click()
    await expect(page.locator("main h1")).to_have_text(words("page-tools-read", language))


@LANGUAGES
async def test_axe_finds_nothing_and_narrow_pages_lose_nothing(site: Site, language: str) -> None:
    page = await supervisor(site, language, viewport=NARROW)
    phone = await site.chat(language)
    await phone.goto(f"{phone.url}/callback")
    await ask_for_call(phone, language)
    chat = await waiting(site, language)
    await page.goto(f"{site.url}/desk/callbacks")
    call = await page.locator(".rows a").first.get_attribute("href")
    await page.goto(f"{site.url}{call}")
    await expect(page.get_by_role("button", name=words("page-call-take", language))).to_be_visible()
    assert await axe_violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    await page.get_by_role("button", name=words("page-call-take", language)).click()
    paths = ("/desk/board", f"/desk/board/chats/{chat}", f"/desk/board/chats/{chat}/take-over")
    paths += ("/desk/board/agents/E1002", "/desk/board/assistant", "/desk/callbacks", f"{call}", f"{call}/chat")
    for path in (*paths, "/desk/read-code", "/desk/acceptance"):
        for viewport in (NARROW, DESKTOP):
            await page.set_viewport_size(viewport)  # type: ignore[arg-type]
            await page.goto(f"{site.url}{path}?language={language}")
            await expect(page.locator("main h1")).to_be_visible()
            assert await axe_violations(page) == [], path
            assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
            assert await page.evaluate(_CUT_OFF) == [], path
            assert await page.evaluate(_TOO_SMALL) == [], path
    await page.locator("#topic").select_option("levy_or_garnishment")
    await page.get_by_role("button", name=words("page-tools-go-on", language), exact=True).click()
    await expect(page.locator("#result")).to_be_visible()
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert await axe_violations(page) == []
    assert await page.evaluate(_CUT_OFF) == []
    await code_read_out(site, page, language)
    for viewport in (NARROW, DESKTOP):
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert await axe_violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert await page.evaluate(_CUT_OFF) == []
        assert await page.evaluate(_TOO_SMALL) == []


async def test_everything_that_can_be_done_is_reached_by_tab(site: Site) -> None:
    page = await supervisor(site, viewport=DESKTOP)
    phone = await site.chat()
    await phone.goto(f"{phone.url}/callback")
    await ask_for_call(phone)
    chat = await waiting(site, "en")
    await page.goto(f"{site.url}/desk/callbacks")
    call = await page.locator(".rows a").first.get_attribute("href")
    board = ("/desk/board", f"/desk/board/chats/{chat}", f"/desk/board/chats/{chat}/take-over", "/desk/board/assistant")
    calls = ("/desk/callbacks", f"{call}", f"{call}/chat")
    for path in (*board, "/desk/board/agents/E1002", f"/desk/chats/{chat}/transfer", *calls, "/desk/read-code"):
        await page.goto(f"{site.url}{path}")
        await all_reached(page, path)
    await code_read_out(site, page, "en")
    await all_reached(page, "what a code shows")


# Where the focus is has a ring around it, or around what it is named by, and nothing stands in front of it.
_FOCUS_UNSEEN = """() => {
  const at = document.activeElement;
  // Of a day's parts the browser rings the one that opens the calendar by itself.
  if (!at.dataset.stop || !at.matches(":focus")) return "";
  const ring = [at, at.closest("label")].some((each) => {
    const style = each && getComputedStyle(each);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  // A link may be broken over two lines.
  const covered = [...at.getClientRects()].every((box) => [0.1, 0.5, 0.9].every((part) => {
    const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part);
    return !seen || !(at.contains(seen) || seen.contains(at)); }));
  return ring && !covered ? "" : `${ring ? "covered" : "no ring"}: ${at.outerHTML.slice(0, 120)}`;
}"""


async def all_reached(page: Page, path: str) -> None:
    """Tab stops at all that a page has to be done, in the order in which it stands there, and shows where it is."""
    for _ in range(3):
        wanted = await page.evaluate(_TO_BE_DONE)
        assert wanted, path
        reached = await _by_tab(page, path)
        # A live page that was made anew on the way is gone through again.
        if await page.locator("[data-stop]").count() == len(wanted):
            break
    assert reached == wanted, path


async def _by_tab(page: Page, path: str) -> list[str]:
    reached: list[str] = []
    # From the beginning, wherever somebody was before.
    await page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    # Once more than there is on the page, so that nothing holds whoever goes through it.
    for _ in range(await page.locator("a, button, input, textarea, select, summary").count() + 1):
        await page.keyboard.press("Tab")
        at = await page.evaluate("document.activeElement.dataset.stop ?? ''")
        reached += [at] if at and at not in reached else []
        unseen = await page.evaluate(_FOCUS_UNSEEN)
        assert not unseen, (path, unseen)
    return reached


async def test_the_board_looks_again_by_itself_and_leaves_whoever_reads_it_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.desk.board.REFRESH_SECONDS", 1)
    page = await supervisor(site, viewport=DESKTOP)
    await page.goto(f"{site.url}/desk/board")
    await expect(page.get_by_text(words("page-board-nobody"))).to_be_visible()
    await waiting(site, "en")
    row = page.locator("[aria-labelledby=board-waiting] .rows > li")
    await expect(row).to_have_count(1)
    # Whoever is within it by keyboard is not interrupted.
    await row.get_by_role("link").focus()
    await waiting(site, "en")
    await page.wait_for_timeout(1_500)
    await expect(row).to_have_count(1)
    await expect(row.get_by_role("link")).to_be_focused()
    await page.locator("main h1").click()
    await page.evaluate("document.activeElement.blur()")
    await expect(row).to_have_count(2)


async def test_the_whole_check_is_done_by_keyboard_and_prints_without_its_form(site: Site) -> None:
    page = await supervisor(site, viewport=DESKTOP)
    await page.goto(f"{site.url}/desk/acceptance")
    await page.locator("#topic").focus()
    await page.keyboard.type("The refund is late")
    await page.keyboard.press("Tab")
    await page.locator(".facts").get_by_role("button", name=words("page-tools-go-on")).press("Enter")
    await expect(page.locator("#next")).to_contain_text(re.compile(re.escape(words("ask-hardship"))))
    first = page.locator("#next input").first
    await first.focus()
    await page.keyboard.press("Space")
    await expect(first).to_be_checked()
    await page.keyboard.press("Enter")
    await expect(page.locator("#result")).to_be_visible()
    await expect(page.locator("input[name=hardship][value=housing]")).to_be_checked()
    await page.emulate_media(media="print")
    await expect(page.locator(".facts")).to_be_hidden()
    await expect(page.locator(".say")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
async def test_a_supervisor_stops_the_assistant_and_takes_a_chat_over(site: Site, script: bool) -> None:
    page = await supervisor(site, java_script_enabled=script)
    chat = await waiting(site, "en")
    await page.goto(f"{site.url}/desk/board/assistant")
    await page.get_by_role("button", name=words("page-board-switch-stop-all")).click()
    await page.get_by_role("link", name=words("page-board-back")).click()
    await expect(page.get_by_text(words("page-board-stopped-all"))).to_be_visible()
    await page.locator(f'a[href="/desk/board/chats/{chat}"]').first.click()
    await page.locator("#whisper").fill("Ask for the letter.")
    await page.get_by_role("button", name=words("page-board-whisper-send"), exact=True).click()
    await expect(page.locator(".notes article")).to_contain_text("Ask for the letter.")
    await page.get_by_role("link", name=words("page-board-take-over")).click()
    await page.get_by_role("button", name=words("page-board-take-over-do")).click()
    await page.wait_for_url(f"**/desk/chats/{chat}")
