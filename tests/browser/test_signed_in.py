"""The whole story in a real browser: a screening, its code, sign-in, the case; as a taxpayer and as a representative."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from casework.clock import Clock
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, PICTURES, WAYS, Site, asked, choose, say, to_result, words
from tests.browser.test_accessible import NARROW, faults_of
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import load_into, matter_in, person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def clock() -> Clock | None:
    """The sample's days are counted from this one."""
    return HandClock()


async def sign_in(site: Site, context: BrowserContext, subject: str, language: str) -> None:
    """Signs somebody of the sample in, in this browser, as if they came back from their provider."""
    services = site.gateway.services
    actor = await person_of(site.gateway, subject)
    chosen = await services.people.preferences(actor.person_id)
    await services.people.change_preferences(
        actor.person_id, type(chosen)(language, chosen.safe_channel, chosen.safe_hours)
    )
    token = await services.sessions.begin(actor.person_id, "demonstration", actor.assurance)
    await context.add_cookies([{"name": "session", "value": token, "url": site.url}])


async def new_browser(site: Site, language: str, **options: Any) -> BrowserContext:
    return await site.context(locale=f"{language}-US", timezone_id="America/New_York", **options)


@WAYS
async def test_a_taxpayer_takes_the_screening_along_and_sees_the_case(site: Site, language: str, script: bool) -> None:
    await load_into(site.gateway)
    context = await new_browser(site, language, viewport=PHONE, java_script_enabled=script)
    page = await context.new_page()
    await site.chat(language, page)
    if script:
        await to_result(page, language)
        await page.locator("#panel").get_by_role("link", name=words("page-continue-menu", language)).click()
    else:
        await page.locator("#text").fill("My refund is late" if language == "en" else "Mi reembolso no llega")
        await page.get_by_role("button", name=words("page-send", language), exact=True).click()
        await asked(page, "hardship", language)
        await page.get_by_text(words("page-menu", language)).click()
        await page.get_by_role("link", name=words("page-continue-menu", language)).click()
    await expect(page.get_by_role("heading", name=words("page-continue-who", language))).to_be_visible()
    await page.get_by_role("button", name=words("page-continue-agree", language)).click()
    code = await page.locator(".code code").inner_text()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}", code)
    assert code not in page.url
    await page.get_by_role("link", name=words("page-continue-sign-in", language)).click()
    await expect(page.get_by_role("heading", name=words("page-sign-in", language)).first).to_be_visible()
    # Who comes back from the provider is led on to where they wanted to go.
    await sign_in(site, context, "denise", language)
    await page.goto(f"{site.url}/portal/continue")
    await page.get_by_role("button", name=words("page-portal-continue-bring", language)).click()
    await page.wait_for_url("**/portal/conversations/*")
    await expect(page.locator(".transcript")).to_contain_text(_said_first("chat-carried", language))
    assert code.replace("-", "") not in page.url.replace("-", "")

    await page.goto(f"{site.url}/portal")
    await expect(page.get_by_role("heading", name=words("page-portal-heading", language))).to_be_visible()
    await page.locator(".matter a").first.click()
    await expect(page.locator("[aria-current=step]")).to_be_visible()
    await expect(page.get_by_text(words("case-means-working", language))).to_be_visible()
    await page.get_by_role("button", name=words("page-portal-ask-begin", language)).click()
    await page.wait_for_url("**/portal/conversations/*")
    await choose(page, "value-case-advocate", language)
    await expect(page.locator(".transcript")).to_contain_text("Daniel Brooks")
    await page.get_by_role("button", name=words("page-sign-out", language)).click()
    await page.goto(f"{site.url}/portal")
    await expect(page.get_by_role("heading", name=words("page-sign-in", language)).first).to_be_visible()


def _said_first(key: str, language: str) -> str:
    """The words of a sentence before its first value."""
    return TEXTS.say(key, language, {"facts": {"topics": ["refund_delay"]}}).split(":")[0]


@LANGUAGES
async def test_a_representative_is_always_told_whose_case_it_is(site: Site, language: str) -> None:
    await load_into(site.gateway)
    context = await new_browser(site, language, viewport=PHONE)
    await sign_in(site, context, "robert", language)
    page = await context.new_page()
    await page.goto(f"{site.url}/portal")
    await page.locator(".matter").filter(has_text="8123456").get_by_role("link").click()
    whose = page.locator(".whose")
    await expect(whose).to_contain_text("Ana Rivera")
    await page.get_by_role("button", name=words("page-portal-ask-begin", language)).click()
    await page.wait_for_url("**/portal/conversations/*")
    await expect(whose).to_contain_text("Ana Rivera")
    await choose(page, "value-case-status", language)
    await expect(page.locator(".transcript")).to_contain_text(words("case-means-waiting-irs", language))
    # Another tab is in another client's case; neither leaks into the other.
    other = await context.new_page()
    await page.get_by_role("link", name=words("page-portal-switch", language)).click()
    await expect(page.get_by_text(words("page-portal-switch-lead", language))).to_be_visible()
    await other.goto(f"{site.url}/portal/matters/{await matter_in(site.gateway, 'denise', '8123457')}")
    await expect(other.locator(".whose")).to_contain_text("Denise Walker")
    await page.go_back()
    await expect(whose).to_contain_text("Ana Rivera")
    await expect(page.locator("body")).not_to_contain_text("Denise")


@LANGUAGES
async def test_staff_give_a_code_and_a_person_enters_it_by_keyboard(site: Site, language: str) -> None:
    await load_into(site.gateway)
    staff, person = await new_browser(site, language, viewport=DESKTOP), await new_browser(site, language)
    await sign_in(site, staff, "brooks", language)
    desk = await staff.new_page()
    await desk.goto(f"{site.url}/desk/codes")
    await desk.get_by_role("listitem").filter(has_text="8123457").get_by_role("button").click()
    invitation = await desk.locator(".code code").inner_text()
    await sign_in(site, person, "denise", language)
    page = await person.new_page()
    await page.goto(f"{site.url}/portal/code")
    await page.get_by_label(words("page-code-label", language)).focus()
    await page.keyboard.type(invitation.lower())
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/portal/conversations/*")
    await expect(page.locator(".transcript")).to_contain_text(words("notice-addressed", language))
    await expect(page.locator(".whose")).to_contain_text(words("page-portal-whose-own", language))
    await page.goto(f"{site.url}/portal/code")
    await page.get_by_label(words("page-code-label", language)).fill(invitation)
    await page.keyboard.press("Enter")
    await expect(page.locator("#error")).to_have_text(words("error-portal_code_unknown", language))


async def test_leave_on_a_page_of_the_portal_signs_out(site: Site) -> None:
    await load_into(site.gateway)
    context = await new_browser(site, "en")
    page = await context.new_page()
    await page.goto(f"{site.url}/chat")
    await sign_in(site, context, "denise", "en")
    await page.goto(f"{site.url}/portal")
    await page.get_by_role("button", name=words("page-leave")).click()
    await page.wait_for_url("**/away")
    await page.goto(f"{site.url}/portal")
    await expect(page.get_by_role("heading", name=words("page-sign-in")).first).to_be_visible()
    assert [cookie["name"] for cookie in await context.cookies() if cookie["name"] == "session"] == []


async def _matter(page: Page, site: Site, subject: str = "denise", number: str = "8123457", part: str = "") -> None:
    await page.goto(f"{site.url}/portal/matters/{await matter_in(site.gateway, subject, number)}{part}")


async def _chat(page: Page, site: Site, language: str) -> None:
    await _matter(page, site)
    await page.get_by_role("button", name=words("page-portal-ask-begin", language)).click()
    await page.wait_for_url("**/portal/conversations/*")
    await choose(page, "value-case-status", language)
    await expect(page.locator(".transcript")).to_contain_text(words("case-means-working", language))


async def _confirm(page: Page, site: Site, language: str) -> None:
    await _matter(page, site, part="/contact")
    await page.get_by_role("button", name=words("page-portal-contact-check", language)).click()


async def _wrong_code(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/portal/code")
    await page.get_by_label(words("page-code-label", language)).fill("none")
    await page.keyboard.press("Enter")
    await expect(page.locator("#error")).to_be_visible()


def _at(path: str) -> Callable[[Page, Site, str], Awaitable[None]]:
    async def show(page: Page, site: Site, _language: str) -> None:
        await page.goto(f"{site.url}{path}")

    return show


def _of_matter(part: str) -> Callable[[Page, Site, str], Awaitable[None]]:
    async def show(page: Page, site: Site, _language: str) -> None:
        await _matter(page, site, part=part)

    return show


async def _client(page: Page, site: Site, _language: str) -> None:
    await _matter(page, site, "ana", "8123456")


async def _desk_code(page: Page, site: Site, language: str) -> None:
    await page.goto(f"{site.url}/desk/codes")
    await page.get_by_role("button", name=words("page-desk-code-make", language)).click()
    await expect(page.locator(".code")).to_be_visible()


async def _consent(page: Page, site: Site, language: str) -> None:
    await page.context.clear_cookies(name="session")
    await site.chat(language, page)
    await say(page, "My refund is late" if language == "en" else "Mi reembolso no llega")
    await asked(page, "hardship", language)
    await page.goto(f"{page.url.partition('#')[0].partition('?')[0]}/continue")


async def _consent_given(page: Page, site: Site, language: str) -> None:
    await _consent(page, site, language)
    await page.get_by_role("button", name=words("page-continue-agree", language)).click()
    await expect(page.locator(".code")).to_be_visible()


# What is shown to whom; the first of these have pictures in docs/.
SCREENS: dict[str, tuple[str, Callable[[Page, Site, str], Awaitable[None]]]] = {
    "portal-home": ("ana", _at("/portal")),
    "portal-case": ("denise", _of_matter("")),
    "portal-client": ("robert", _client),
    "portal-clients": ("robert", _at("/portal")),
    "portal-people": ("denise", _of_matter("/people")),
    "portal-papers": ("denise", _of_matter("/papers")),
    "portal-chat": ("denise", _chat),
    "portal-continue": ("denise", _consent),
    "portal-continue-code": ("denise", _consent_given),
    "desk": ("brooks", _desk_code),
    "portal-contact": ("denise", _of_matter("/contact")),
    "portal-contact-confirm": ("denise", _confirm),
    "portal-preferences": ("denise", _at("/portal/preferences")),
    "portal-code": ("denise", _wrong_code),
    "portal-none": ("irene", _at("/portal")),
    "portal-switch": ("robert", _at("/portal/clients")),
    "portal-not-there": ("denise", _at("/portal/matters/00000000-0000-4000-8000-000000000000")),
    "desk-none": ("omar", _at("/desk")),
}
_PICTURED = tuple(SCREENS)[:10]


@LANGUAGES
async def test_axe_finds_nothing_and_narrow_pages_lose_nothing(site: Site, language: str) -> None:
    await load_into(site.gateway)
    found: dict[str, object] = {}
    for name, (subject, show) in SCREENS.items():
        context = await new_browser(site, language, viewport=NARROW)
        await sign_in(site, context, subject, language)
        page = await context.new_page()
        await show(page, site, language)
        assert await page.locator("html").get_attribute("lang") == language, name
        found[name] = await faults_of(page)
        await context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


@PICTURES
async def test_pictures(site: Site, tmp_path: Path, language: str, width: str) -> None:
    await load_into(site.gateway)
    folder = Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)
    for name in _PICTURED:
        subject, show = SCREENS[name]
        context = await new_browser(site, language, viewport=PHONE if width == "phone" else DESKTOP)
        await sign_in(site, context, subject, language)
        page = await context.new_page()
        await show(page, site, language)
        await page.mouse.move(1, 1)
        await page.wait_for_timeout(200)
        path = folder / f"{name}-{language}-{width}.png"
        await page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < 200_000
        await context.close()
