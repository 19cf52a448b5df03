"""Signing in and out in a real browser: both languages, keyboard alone, axe, narrow pages, and time that runs out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from adapters.identity_provider.port import Identity
from tests.browser.conftest import LANGUAGES, PHONE, Site, words
from tests.browser.test_accessible import _CUT_OFF, _TOO_SMALL, NARROW, axe_violations
from tests.support.people import taxpayer
from tests.support.provider import LyingProvider
from tests.support.record import TEXTS, HandClock, ScriptedAssistant
from tests.support.signed_in import sign_in_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class SignInSite(Site):
    """A site with a provider, whose own page agrees at once."""

    idp: LyingProvider
    clock: HandClock

    async def signed_in(self, language: str = "en", **options: Any) -> Page:
        """Signs in by keyboard alone and looks at where one is signed in."""
        page = await self.page(locale=f"{language}-US", **options)
        await self.sign_in(page, language)
        return page

    async def sign_in(self, page: Page, language: str) -> None:
        await page.goto(f"{self.url}/sign-in?language={language}&return_to=/sessions")
        told = words_with("page-sign-in-with", language, self.title(language))
        await page.get_by_role("button", name=told, exact=True).focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"{self.url}/sessions")

    def title(self, language: str) -> str:
        return self.gateway.services.sign_in.providers["demonstration"].title(language)


def words_with(key: str, language: str, provider: str) -> str:
    return TEXTS.say(key, language, {"provider": provider})


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, chromium: Browser) -> AsyncIterator[SignInSite]:
    clock, assistant = HandClock(), ScriptedAssistant()
    async with sign_in_site(tmp_path, clock=clock, assistant=assistant) as running:
        made = SignInSite(running.tas, chromium, assistant)
        made.idp, made.clock = running.idp, clock
        yield made
        await made.leave()
        assert await made.violations() == []
        assert made.faults == []


@LANGUAGES
@pytest.mark.parametrize("script", [True, False])
async def test_in_and_out(site: SignInSite, language: str, script: bool) -> None:
    page = await site.signed_in(language, java_script_enabled=script)
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-sessions", language))
    await expect(page.locator(".session")).to_contain_text("Ana Rivera")
    out = page.get_by_role("button", name=words("page-sign-out", language), exact=True)
    await out.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-signed-out", language))
    assert "session" not in {cookie["name"] for cookie in await page.context.cookies()}
    # Going back shows nothing of it.
    await page.goto(f"{site.url}/sessions")
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-sign-in", language))


@LANGUAGES
async def test_every_page_can_be_used_by_everybody(site: SignInSite, language: str) -> None:
    page = await site.signed_in(language, viewport=NARROW)
    person = await site.gateway.services.people.bind(_ana(site.idp.issuer), language)
    await site.gateway.services.kept_posts.keep(person, "/portal/words", {"text": ["palabras, words"]})
    for path in ("/sessions", "/kept", "/sign-out", "/sign-in", "/desk/sign-in", "/sign-in/x/return?state=x"):
        joint = "&" if "?" in path else "?"
        await page.goto(f"{site.url}{path}{joint}language={language}")
        assert await axe_violations(page) == [], path
        assert await page.evaluate(_CUT_OFF) == [], path
        assert await page.evaluate(_TOO_SMALL) == [], path
        assert urlsplit(page.url).path == urlsplit(path).path


@LANGUAGES
async def test_who_can_not_sign_in_finds_the_other_ways(site: SignInSite, language: str) -> None:
    page = await site.page(locale=f"{language}-US", viewport=PHONE)
    await page.goto(f"{site.url}/sign-in")
    region = page.get_by_role("region", name=words("page-cannot", language))
    await expect(region.get_by_role("link", name="877-777-4778").first).to_be_visible()
    await expect(region.get_by_role("link", name=words("page-site-chat-link", language))).to_be_visible()


@LANGUAGES
async def test_time_is_warned_of_and_made_longer_and_nothing_typed_is_lost(site: SignInSite, language: str) -> None:
    page = await site.page(locale=f"{language}-US")
    await page.clock.install()
    await site.sign_in(page, language)
    await page.evaluate("document.getElementById('main').append(document.createElement('textarea'))")
    await page.locator("#main textarea").fill("my own words")
    site.clock.forward(minutes=28, seconds=30)
    await page.clock.fast_forward(28 * 60 * 1000 + 30_000)
    warning = page.get_by_role("alertdialog", name=words("page-session-warning", language))
    await expect(warning).to_be_visible()
    await expect(warning).to_contain_text("1:")
    # What is beneath a modal dialog is inert, the main part too.
    assert [found for found in await axe_violations(page) if not found.startswith("landmark-one-main")] == []
    await page.keyboard.press("Enter")
    await expect(warning).to_be_hidden()
    await expect(page.locator("#main textarea")).to_have_value("my own words")
    # And then nobody is there: nothing shows any more.
    site.clock.forward(minutes=31)
    await page.clock.fast_forward(31 * 60 * 1000)
    await expect(page.get_by_role("heading", name=words("page-session-ended", language))).to_be_visible()
    await expect(page.locator("#main textarea")).to_be_hidden()
    assert await axe_violations(page) == []
    # Signed in again in another window, as the same person, the page goes on.
    other = await page.context.new_page()
    await site.sign_in(other, language)
    await page.bring_to_front()
    await page.clock.run_for(3_000)
    await expect(page.locator("#main textarea")).to_have_value("my own words")
    await expect(page.locator("#main textarea")).to_be_visible()
    await page.get_by_role("button", name=words("page-sign-out", language), exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(words("page-signed-out", language))


def _ana(issuer: str) -> Identity:
    return taxpayer("ana-rivera", issuer=issuer)
