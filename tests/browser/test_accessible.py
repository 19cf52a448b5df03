"""What everybody can use: axe finds nothing, and nothing is lost on a narrow or a much enlarged page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, Site, ask_for_call, asked, choose, say, to_result, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10), and the narrowest telephone.
ZOOMED = {"width": 320, "height": 256}
NARROW = {"width": 320, "height": 640}
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((at) => {
  if (at.closest(".visually-hidden, .skip, template, [hidden]") || !at.checkVisibility()) return false;
  const box = at.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1);
}).map((at) => at.outerHTML.slice(0, 120))"""
# WCAG 2.2, 2.5.8: 24 px, but for links within a sentence.
_TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")].filter((at) => {
  if (!at.checkVisibility() || at.closest(".visually-hidden, .skip") || getComputedStyle(at).display === "inline")
    return false;
  const box = at.getBoundingClientRect();
  return box.width < 24 || box.height < 24;
}).map((at) => at.outerHTML.slice(0, 120))"""


@pytest.fixture
def settings() -> dict[str, Any]:
    """Somebody makes call-backs, so that these pages are there too."""
    return {"callbacks": "Harbor County Tax Help"}


async def axe_violations(page: Page) -> list[str]:
    """What axe finds in a page, each with where."""
    results = await Axe().run(page)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


async def _landing(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/?language={language}")


async def _start(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/chat?language={language}")


async def _begun(page: Page, _site: Site, language: str) -> None:
    await page.get_by_role("button", name=words("page-start-begin", language)).click()
    await page.wait_for_url("**/chat/*-*")


async def _boxes(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await choose(page, "value-topics-refund_delay", language)
    await asked(page, "hardship", language)


async def _date(page: Page, _site: Site, language: str) -> None:
    await say(page, "rent, renta")
    await asked(page, "submission", language)
    await choose(page, "value-submission-paper_return", language)
    await asked(page, "submitted_on", language)


async def _result(page: Page, _site: Site, language: str) -> None:
    await page.locator("input[type=date]").fill("2026-03-02")
    await choose(page, "page-send-date", language)
    await asked(page, "contacted_irs", language)
    await choose(page, "value-contacted_irs-yes", language)
    await expect(page.locator(".determination")).to_be_visible()


async def _emergency(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await say(page, "I want to kill myself" if language == "en" else "Me quiero matar")
    await expect(page.locator("#emergency")).to_be_visible()
    await expect(page.locator(".transcript > .owner")).to_be_visible()


async def _danger_asked(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await say(page, "I see no way out" if language == "en" else "Me veo sin salida")
    await asked(page, "danger", language)


async def _waiting_for_a_person(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await choose(page, "page-person", language)
    await expect(page.locator(".transcript > .owner")).to_be_visible()


async def _not_sent(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await page.route("**/api/v1/**", lambda route: route.abort())
    await say(page, "x")
    await expect(page.locator(".pending.failed")).to_be_visible()


async def _too_long(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await say(page, "x" * 4_001)
    await expect(page.locator("#error")).to_be_visible()


async def _menu(page: Page, _site: Site, language: str) -> None:
    await page.get_by_text(words("page-menu", language)).click()


async def _dialog(page: Page, site: Site, language: str) -> None:
    await _boxes(page, site, language)
    await page.locator("#panel").get_by_role("link", name=words("page-change", language)).click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def _answers(page: Page, site: Site, language: str) -> None:
    await _boxes(page, site, language)
    await page.goto(f"{page.url}/answers")


async def _code(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await page.goto(f"{page.url}/code")


async def _code_made(page: Page, _site: Site, language: str) -> None:
    await page.get_by_role("button", name=words("page-code-make", language)).click()
    await expect(page.locator(".code")).to_be_visible()


async def _code_wrong(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/code?language={language}")
    await page.get_by_label(words("page-code-label", language)).fill("none")
    await page.get_by_role("button", name=words("page-code-open", language)).click()
    await expect(page.locator("#error")).to_be_visible()


async def _callback(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await page.goto(f"{page.url}/callback")


async def _callback_wrong(page: Page, _site: Site, _language: str) -> None:
    await page.locator("#number").fill("12")
    await page.locator("#zone").select_option("America/Chicago")
    await page.locator(".wish .send").click()
    await expect(page.locator("#error")).to_be_visible()


async def _callback_stands(page: Page, _site: Site, language: str) -> None:
    await ask_for_call(page, language)
    await page.locator("summary", has_text=words("page-callback-change", language)).click()


async def _safe_contact(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await say(page, "My husband beats me" if language == "en" else "Mi esposo me pega")
    await expect(page.locator(".contact")).to_be_visible()


async def _problem(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/chat/nothing?language={language}")


async def _about(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/chat/about?language={language}")


async def _away(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await page.context.clear_cookies(name="here")
    await page.reload()
    await expect(page.get_by_role("heading", name=words("page-away-heading", language))).to_be_visible()


async def _hidden_live(page: Page, site: Site, language: str) -> None:
    await page.clock.install()
    await site.chat(language, page)
    await page.clock.fast_forward("15:01")
    await expect(page.locator(".transcript")).to_be_hidden()


async def _left(page: Page, site: Site, language: str) -> None:
    await site.chat(language, page)
    await page.get_by_role("button", name=words("page-leave", language)).click()
    await page.wait_for_url("**/away")


async def _larger(page: Page, site: Site, language: str) -> None:
    await _boxes(page, site, language)
    await page.get_by_role("button", name=words("page-larger", language)).click()


async def _frame(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/embed?language={language}")
    await expect(page.locator(f"[data-begin][lang={language}]")).to_be_visible()


async def _frame_begun(page: Page, _site: Site, language: str) -> None:
    await page.locator(f"[data-begin][lang={language}]").click()
    await asked(page, "topics", language)


# Each goes on, in one page, where the one before it in its line ended.
SCREENS: tuple[tuple[Callable[[Page, Site, str], Awaitable[None]], ...], ...] = (
    (_landing,),
    (_start, _begun, _menu),
    (_boxes, _date, _result),
    (_emergency,),
    (_danger_asked,),
    (_waiting_for_a_person,),
    (_not_sent,),
    (_too_long,),
    (_dialog,),
    (_answers,),
    (_code, _code_made),
    (_code_wrong,),
    (_callback, _callback_wrong, _callback_stands),
    (_safe_contact,),
    (_problem,),
    (_about,),
    (_away,),
    (_hidden_live,),
    (_left,),
    (_larger,),
    (_frame, _frame_begun),
)


async def lost(page: Page) -> list[object]:
    """What a narrow and a much enlarged view of a page lose: it scrolls aside, or things are cut off or too small."""
    found: list[object] = []
    for viewport in (NARROW, ZOOMED):
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        width, cut_off = await page.evaluate("document.documentElement.scrollWidth"), await page.evaluate(_CUT_OFF)
        small = await page.evaluate(_TOO_SMALL)
        if width > viewport["width"] or cut_off or small:
            found.append((viewport, width, cut_off, small))
    return found


async def faults_of(page: Page) -> list[object]:
    """What is lost of a page, and what axe finds in it; it is left as wide as it was found."""
    found = await lost(page)
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    found += await axe_violations(page)
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return found


@LANGUAGES
async def test_axe_finds_nothing_and_narrow_and_enlarged_pages_lose_nothing(site: Site, language: str) -> None:
    found: dict[str, object] = {}
    for line in SCREENS:
        page = await site.page(viewport=NARROW, locale=f"{language}-US")
        for show in line:
            await show(page, site, language)
            assert await page.locator("html").get_attribute("lang") == language
            found[show.__name__] = await faults_of(page)
        await page.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


async def test_letters_of_twice_the_size_lose_nothing(site: Site) -> None:
    page = await site.chat(viewport=DESKTOP)
    await to_result(page)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]
    assert await page.evaluate(_CUT_OFF) == []


async def test_on_a_small_view_nothing_stands_in_front_of_what_has_the_focus(site: Site) -> None:
    page = await site.page(viewport=ZOOMED)
    await _emergency(page, site, "en")
    for _ in range(25):
        await page.keyboard.press("Tab")
        covered = await page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              if (at === document.body) return false;
              const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width / 2, box.top + box.height * part]);
              return points.every(([x, y]) => !at.contains(document.elementFromPoint(x, y)));
            }"""
        )
        assert not covered, await page.evaluate("document.activeElement.outerHTML")


async def test_motion_is_left_out_where_it_is_not_wanted(site: Site) -> None:
    page = await site.chat(reduced_motion="reduce")
    await page.evaluate("document.getElementById('typing').hidden = false")
    animated = "getComputedStyle(document.querySelector('#typing span'), '::after').animationName"
    assert await page.evaluate(animated) == "none"
