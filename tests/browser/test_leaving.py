"""Leaving at once, coming back after a while away, other ways in, and what the chat says about itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import DESKTOP, WAYS, Site, asked, say, words
from tests.browser.test_widget import ALLOWED, _agency, _opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SAID = "My refund is late, said nobody else"
WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
_STORED = "({...sessionStorage, ...localStorage})"


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"embedding_sites": (f"http://127.0.0.1:{ALLOWED}",)}


async def _chat_with_words(site: Site, language: str = "en", **options: Any) -> Page:
    page = await site.chat(language, **options)
    await page.locator("#text").fill(SAID)
    await page.locator("#compose button").click()
    await asked(page, "hardship", language)
    await expect(page.locator(".transcript")).to_contain_text(SAID)
    await page.locator("#text").fill("and a draft")
    return page


async def _nothing_shows(page: Page) -> None:
    content = await page.content()
    assert SAID not in content
    assert "and a draft" not in content
    assert words("ask-hardship") not in content


async def _is_neutral(page: Page, language: str = "en") -> None:
    await page.wait_for_url("**/away")
    assert await page.title() == words("page-neutral-title", language)
    shown = (await page.locator("html").inner_text()).lower()
    assert shown.strip() == words("page-neutral", language).lower()


async def _stays_left(page: Page, chat: str, origin: str) -> None:
    """Back, reload, the address itself, and the session as a browser would restore it."""
    await page.reload()
    await _nothing_shows(page)
    await page.go_back()
    await _nothing_shows(page)
    await page.reload()
    await _nothing_shows(page)
    answer = await page.goto(chat)
    assert answer is not None
    assert answer.status == 404
    await _nothing_shows(page)
    await page.goto(f"{origin}/chat")
    assert await page.get_by_text(words("page-start-open")).count() == 0
    await _nothing_shows(page)


async def _restored(site: Site, context: BrowserContext) -> BrowserContext:
    state = await context.storage_state()
    assert [cookie["name"] for cookie in state["cookies"]] == []
    return await site.context(storage_state=state)


@WAYS
async def test_leaving_shows_and_keeps_nothing(site: Site, script: bool, language: str) -> None:
    page = await _chat_with_words(site, language, java_script_enabled=script, locale=f"{language}-US")
    chat = page.url.partition("?")[0].partition("#")[0]
    await page.get_by_role("button", name=words("page-leave", language)).click()
    await _is_neutral(page, language)
    if script:
        assert await page.evaluate(_STORED) == {}
    restored = await (await _restored(site, page.context)).new_page()
    await restored.goto(chat)
    await _nothing_shows(restored)
    await _stays_left(page, chat, site.url)


async def test_a_cookie_that_was_copied_before_opens_nothing_after(site: Site) -> None:
    page = await _chat_with_words(site)
    copied = await site.context(storage_state=await page.context.storage_state())
    chat = page.url
    other = await copied.new_page()
    await other.goto(chat)
    await expect(other.locator(".transcript")).to_contain_text(SAID)
    await page.get_by_role("button", name=words("page-leave")).click()
    await _is_neutral(page)
    answer = await other.reload()
    assert answer is not None
    assert answer.status == 404
    await _nothing_shows(other)


async def test_escape_three_times_leaves_and_takes_the_other_tabs_along(site: Site) -> None:
    page = await _chat_with_words(site)
    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(other.locator(".transcript")).to_contain_text(SAID)
    chat = page.url
    await page.locator("#text").focus()
    for key in ("Escape", "Escape", "a", "Escape"):
        await page.keyboard.press(key)
    # Three in a row are meant, so the letter between them begins the count anew.
    await expect(page.locator(".transcript")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await _is_neutral(page)
    await _is_neutral(other)
    for tab in (page, other):
        assert await tab.evaluate(_STORED) == {}
    await _stays_left(page, chat, site.url)


async def test_leaving_hides_the_page_before_the_gateway_answers(site: Site) -> None:
    page = await _chat_with_words(site)
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.route("**/leave", hold)
    await page.get_by_role("button", name=words("page-leave")).click(no_wait_after=True)
    await expect(page.locator("body")).to_be_hidden()
    assert await page.evaluate(_STORED) == {}
    # Nor does it wait for an answer that never comes.
    await _is_neutral(page)
    assert held


@WITHOUT
async def test_leaving_is_the_first_stop_of_every_page(site: Site, script: bool) -> None:
    page = await _chat_with_words(site, java_script_enabled=script)
    chat = page.url.partition("?")[0].partition("#")[0]
    for address in (f"{site.url}/chat?new=1", chat, f"{chat}/answers", f"{chat}/print", f"{site.url}/chat/about",
                    f"{site.url}/nothing", f"{site.url}/embed"):  # fmt: skip
        await page.goto(address)
        await page.evaluate("document.activeElement.blur()") if script else None
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        await expect(focused).to_have_text(words("page-leave"))
        await expect(focused).to_be_in_viewport()
        await expect(page.locator("footer")).to_contain_text("711")
        await expect(page.locator("footer")).to_contain_text("877-777-4778")
        assert "tax" not in (await page.title()).lower()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/away")


async def test_leaving_stays_in_sight_however_far_one_reads(site: Site) -> None:
    page = await _chat_with_words(site)
    await page.mouse.wheel(0, 10_000)
    await expect(page.get_by_role("button", name=words("page-leave"))).to_be_in_viewport(ratio=1)


# After a while away


async def test_with_script_a_while_without_use_hides_the_chat(site: Site) -> None:
    page = await site.page()
    await page.clock.install()
    await site.chat(page=page)
    await say(page, SAID)
    await asked(page, "hardship")
    await page.locator("#text").fill("half a thought")
    await page.clock.fast_forward("14:50")
    await expect(page.locator(".transcript")).to_be_visible()
    await page.keyboard.press("Shift")
    await page.clock.fast_forward("14:50")
    await expect(page.locator(".transcript")).to_be_visible()
    await page.clock.fast_forward("00:20")
    await expect(page.get_by_role("heading", name=words("page-away-heading"))).to_be_focused()
    for part in (".transcript", "#panel", "#compose", ".menu"):
        await expect(page.locator(part)).to_be_hidden()
    # Coming back to the keyboard is not going on with it.
    await page.keyboard.press("Shift")
    assert SAID not in await page.locator("body").inner_text()
    await expect(page.get_by_role("link", name=words("page-away-new"))).to_be_visible()
    await page.get_by_role("button", name=words("page-away-go-on")).click()
    await expect(page.locator(".transcript")).to_contain_text(SAID)
    assert await page.locator("#text").input_value() == "half a thought"


@WITHOUT
async def test_what_is_opened_after_a_while_asks_first(site: Site, script: bool) -> None:
    page = await _chat_with_words(site, java_script_enabled=script)
    chat = page.url.partition("?")[0].partition("#")[0]
    here = next(cookie for cookie in await page.context.cookies(chat) if cookie["name"] == "here")
    assert here["httpOnly"]
    assert here["path"] == chat.removeprefix(site.url)
    # The browser drops it when its time is over.
    await page.context.clear_cookies(name="here")
    for address in (chat, f"{chat}/answers", f"{chat}/print", f"{site.url}/chat"):
        await page.goto(address)
        await expect(page.get_by_role("heading", name=words("page-away-heading"))).to_be_visible()
        await _nothing_shows(page)
    await page.get_by_role("link", name=words("page-away-new")).click()
    await _nothing_shows(page)
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await page.wait_for_url("**/chat/*-*")
    # A new chat on this device does not open the earlier one.
    await page.goto(chat)
    await _nothing_shows(page)
    await page.get_by_role("button", name=words("page-away-go-on")).click()
    await expect(page.locator(".transcript")).to_contain_text(SAID)


async def test_a_live_page_goes_on_when_the_browser_has_dropped_the_note(site: Site) -> None:
    page = await _chat_with_words(site)
    await page.context.clear_cookies(name="here")
    await page.get_by_role("button", name="Español").click()
    await asked(page, "hardship", "es")
    await expect(page.locator(".transcript")).to_contain_text(SAID)


# The widget


async def test_the_widget_leaves_the_page_that_offered_it(site: Site) -> None:
    async with _agency(site, ALLOWED) as url:
        page = await site.page(viewport=DESKTOP)
        await page.goto(url)
        frame = await _opened(page)
        await frame.locator("#text").fill(SAID)
        await frame.locator("#text").press("Enter")
        await expect(frame.locator(".transcript")).to_contain_text(SAID)
        inside = page.frames[1]
        kept = json.loads(await inside.evaluate("sessionStorage.getItem('widget')"))
        await frame.get_by_role("button", name=words("page-leave")).click()
        await _is_neutral(page)
        assert await page.evaluate(_STORED) == {}
        answer = await page.context.request.get(
            f"{site.url}/api/v1/conversations/{kept['id']}/events", headers={"Authorization": f"Bearer {kept['token']}"}
        )
        assert answer.status == 404
        await page.goto(url)
        await page.get_by_role("button", name=words("page-widget-open")).click()
        await expect(frame.get_by_role("button", name=words("page-start-begin"))).to_be_visible()


async def test_escape_three_times_leaves_the_widget_from_wherever_the_focus_went(site: Site) -> None:
    async with _agency(site, ALLOWED) as url:
        page = await site.page(viewport=DESKTOP)
        await page.goto(url)
        frame = await _opened(page)
        await frame.locator("#text").focus()
        await page.keyboard.press("Escape")
        await expect(page.locator("button")).to_be_focused()
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await _is_neutral(page)


async def test_the_widget_hides_itself_and_goes_on(site: Site) -> None:
    page = await site.page()
    await page.clock.install()
    await page.goto(f"{site.url}/embed")
    await page.get_by_role("button", name=words("page-start-begin")).click()
    await say(page, SAID)
    await asked(page, "hardship")
    await page.clock.fast_forward("15:01")
    await expect(page.locator(".transcript")).to_be_hidden()
    await page.get_by_role("button", name=words("page-away-go-on")).click()
    await expect(page.locator(".transcript")).to_contain_text(SAID)
    await page.clock.fast_forward("15:01")
    await page.get_by_role("link", name=words("page-away-new")).click()
    await expect(page.get_by_role("button", name=words("page-start-begin"))).to_be_visible()
    await _nothing_shows(page)


# Reading and trust


async def test_larger_text_is_kept_over_a_reload_and_given_back(site: Site) -> None:
    page = await site.chat()
    size = "parseFloat(getComputedStyle(document.querySelector('.ask')).fontSize)"
    before = await page.evaluate(size)
    larger = page.get_by_role("button", name=words("page-larger"))
    await larger.click()
    await expect(larger).to_have_attribute("aria-pressed", "true")
    assert await page.evaluate(size) == pytest.approx(1.5 * before)
    await page.reload()
    assert await page.evaluate(size) == pytest.approx(1.5 * before)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await larger.click()
    assert await page.evaluate(size) == before


async def test_without_script_larger_text_is_explained(site: Site) -> None:
    page = await site.chat(java_script_enabled=False)
    assert await page.locator("[data-read], [data-larger]").locator("visible=true").count() == 0
    await page.get_by_role("link", name=words("page-larger")).click()
    await expect(page.locator("#larger + p")).to_have_text(words("page-about-larger"))
    await expect(page.locator("#larger")).to_be_in_viewport()


async def test_the_last_answer_is_read_aloud_where_the_browser_can(site: Site) -> None:
    page = await site.page()
    await page.add_init_script(
        """window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", {value: {
          speaking: false,
          speak(speech) { this.speaking = true; this.now = speech; window.spoken.push([speech.lang, speech.text]); },
          cancel() { if (this.speaking) { this.speaking = false; this.now.onend(); } },
        }});"""
    )
    await site.chat("es", page)
    await say(page, "Mi reembolso no llega")
    await asked(page, "hardship", "es")
    await page.get_by_role("button", name=words("page-read", "es")).click()
    ((language, text),) = await page.evaluate("window.spoken")
    assert language == "es-US"
    assert words("ask-hardship", "es") in text
    assert words("ask-topics", "es") not in text
    await page.get_by_role("button", name=words("page-read-stop", "es")).click()
    await expect(page.get_by_role("button", name=words("page-read", "es"))).to_be_visible()


async def test_where_the_browser_can_not_read_aloud_no_button_says_so(site: Site) -> None:
    page = await site.page()
    await page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    await site.chat(page=page)
    await expect(page.get_by_role("button", name=words("page-larger"))).to_be_visible()
    await expect(page.locator("[data-read]")).to_be_hidden()


@WAYS
async def test_about_this_chat_is_one_key_away(site: Site, script: bool, language: str) -> None:
    page = await site.chat(language, java_script_enabled=script, locale=f"{language}-US")
    await page.get_by_role("link", name=words("page-about", language)).press("Enter")
    await expect(page.get_by_role("heading", level=1, name=words("page-about", language))).to_be_visible()
    main = page.locator("main")
    for key in ("about-demonstration", "about-helper", "about-free", "about-never-cards", "about-check-telephone"):
        await expect(main).to_contain_text(words(f"page-{key}", language))
    await expect(main).to_contain_text(f"{site.url}/chat")
    await page.get_by_role("link", name=words("page-back-to-chat", language)).click()
    await asked(page, "topics", language)
