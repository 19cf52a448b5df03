"""Emergency as care: help at once and in view, until the person says that they are safe; with and without script."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from casework import safety
from tests.browser.conftest import WAYS, Site, asked, button, choose, words

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 360, "height": 740}
SAID = {
    ("notice-emergency", "en"): "They took my pay. I want to kill myself.",
    ("notice-emergency", "es"): "Me quitaron el sueldo. Me quiero matar.",
    ("notice-emergency-home", "en"): "My refund went to my husband and he hits me when I ask.",
    ("notice-emergency-home", "es"): "Mi esposo se quedó con el reembolso y me pega si pregunto.",
    ("notice-emergency-threat", "en"): "I'm going to shoot up the IRS office.",
    ("notice-emergency-threat", "es"): "Voy a poner una bomba en la oficina del IRS.",
}


def addresses(notice: str, language: str) -> list[str]:
    return [line.address[language] for line in safety.help_lines(notice)]


async def links(inside: Locator) -> list[str]:
    return list(await inside.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))"))


async def send(page: Page, text: str, language: str) -> None:
    await page.locator("#text").fill(text)
    await page.get_by_role("button", name=words("page-send", language), exact=True).click()


async def keep(page: Page, name: str) -> None:
    """A picture to look at, where somebody wants one."""
    if folder := os.environ.get("TAS_SCREENSHOTS"):
        await page.mouse.move(1, 1)
        await page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


async def begun(site: Site, language: str, script: bool, **options: Any) -> Page:
    context = await site.context(
        viewport=PHONE, locale=f"{language}-US", java_script_enabled=script, timezone_id="America/New_York", **options
    )
    return await site.chat(language, await context.new_page())


@WAYS
async def test_help_stays_in_view_until_the_person_is_safe_and_at_hand_afterwards(
    site: Site, language: str, script: bool
) -> None:
    page = await begun(site, language, script)
    lines = page.locator("#emergency")
    await expect(lines).to_be_hidden()

    await send(page, SAID["notice-emergency", language], language)
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    assert await links(lines) == addresses("notice-emergency", language)
    notice = page.locator(".transcript .emergency")
    said = await notice.inner_text()
    assert said.index("911") < said.index("988")
    assert (await links(notice))[:2] == ["tel:911", "tel:988"]
    after = await page.locator(".transcript > li").evaluate_all("all => all.map(item => item.className)")
    assert after[-4:] == ["you message", "system notice emergency", "assistant determination", "system owner"]
    for way in (-5_000, 5_000):
        await page.mouse.wheel(0, way)
        for link in await lines.locator("a").all():
            await expect(link).to_be_in_viewport(ratio=1)
    await keep(page, f"care-stands-{language}-{script}")

    # What is still open is asked only after the person said so; the help is one tap away, without script too.
    await choose(page, "do-safe_go_on", language)
    await expect(button(page, "do-safe_go_on", language)).to_have_count(0)
    await asked(page, "topics", language)
    await expect(lines.locator("a").first).to_be_hidden()
    await keep(page, f"care-after-{language}-{script}")
    await lines.get_by_text(words("page-lines-again", language)).click()
    await expect(lines.locator("a").first).to_be_in_viewport(ratio=1)
    await keep(page, f"care-again-{language}-{script}")

    # Said again, it stands again.
    await send(page, SAID["notice-emergency", language], language)
    await expect(button(page, "do-safe_go_on", language)).to_be_visible()
    await expect(lines.locator("a").first).to_be_in_viewport(ratio=1)


@WAYS
@pytest.mark.parametrize("notice", ["notice-emergency-home", "notice-emergency-threat"])
async def test_violence_at_home_and_threats_have_lines_of_their_own(
    site: Site, notice: str, language: str, script: bool
) -> None:
    page = await begun(site, language, script)
    await send(page, SAID[notice, language], language)
    lines = page.locator("#emergency")
    await expect(page.locator(".transcript .emergency")).to_contain_text(words(notice, language).splitlines()[1])
    assert await links(lines) == addresses(notice, language)
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    await page.set_viewport_size({"width": 320, "height": 640})
    for link in await lines.locator("a").all():
        await expect(link).to_be_in_viewport(ratio=1)
    # Half of a small screen at most, so that the answer can be read beneath.
    assert (await lines.evaluate("aside => aside.offsetHeight")) < 320 * 0.75
    await page.set_viewport_size(PHONE)
    await keep(page, f"care-{notice}-{language}-{script}")


HINTED = {"en": "My refund is late and I see no way out", "es": "Mi reembolso no llega y me veo sin salida"}


@WAYS
async def test_what_may_be_danger_is_asked_and_a_no_goes_on_by_keyboard(
    site: Site, language: str, script: bool
) -> None:
    page = await begun(site, language, script)
    await send(page, HINTED[language], language)
    question = page.locator(".transcript > .question").last
    await expect(question).to_contain_text(words("ask-danger", language))
    # No alarm: nothing red, nobody called; the numbers stand above the question, to tap.
    await expect(page.locator("#emergency")).to_be_hidden()
    await expect(page.locator(".transcript > .owner")).to_have_count(0)
    assert await links(page.locator(".transcript > .assistant.message").last) == ["tel:911", "tel:988"]
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth") if script else True
    await page.set_viewport_size(PHONE)
    await keep(page, f"danger-asked-{language}-{script}")

    # Why it is asked can be asked, and the question stands.
    await choose(page, "do-why", language)
    await expect(page.locator(".transcript")).to_contain_text(words("say-why-danger", language))
    await expect(question).to_contain_text(words("ask-danger", language))
    go_on = button(page, "value-danger-no", language)
    await go_on.focus()
    await page.keyboard.press("Enter")
    await asked(page, "hardship", language)
    await expect(page.locator("#emergency")).to_be_hidden()


@WAYS
@pytest.mark.parametrize("how", ["button", "words"])
async def test_a_yes_is_an_emergency_like_any_other(site: Site, language: str, script: bool, how: str) -> None:
    page = await begun(site, language, script)
    await send(page, HINTED[language], language)
    await expect(page.locator(".transcript > .question").last).to_contain_text(words("ask-danger", language))
    if how == "button":
        await choose(page, "value-danger-yes", language)
    else:
        await send(page, {"en": "yes", "es": "sí"}[language], language)
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    assert await links(page.locator("#emergency")) == addresses("notice-emergency", language)
    await expect(page.locator(".transcript .notice.emergency")).to_have_count(1)
    await choose(page, "do-safe_go_on", language)
    await asked(page, "hardship", language)


async def test_starting_over_takes_no_help_away(site: Site) -> None:
    page = await begun(site, "en", script=True)
    await send(page, SAID["notice-emergency", "en"], "en")
    await expect(page.locator(".transcript > .owner")).to_be_visible()
    await choose(page, "do-start_over")
    await asked(page, "topics")
    await expect(page.locator("#emergency a").first).to_be_in_viewport(ratio=1)
    await expect(button(page, "do-safe_go_on")).to_be_visible()


async def test_the_demonstration_marks_what_nobody_has_reviewed(site: Site) -> None:
    page = await begun(site, "en", script=True)
    await send(page, SAID["notice-emergency", "en"], "en")
    unreviewed = any(line.reviewed_on is None for line in safety.help_lines("notice-emergency"))
    await expect(page.locator("#emergency a").first).to_be_visible()
    assert await page.locator("#emergency small").count() == int(unreviewed)
