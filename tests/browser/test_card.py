"""The card in a real browser: it fits 320 by 240 px, reads without color, and loses nothing when letters are set larger."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from casework.handoff.card import Card
from channels.screening import views
from tests.browser.test_accessible import axe_violations
from tests.support.cards import SAMPLES, Sample, everything_at_once
from tests.support.portal import open_portal

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

EVERYTHING = Sample("everything", everything_at_once)
# The pictures that docs/ keeps; the others go where TAS_CARD_PICTURES says, for whoever judges them.
KEPT = {("payday", "en"), ("home", "es")}
_STYLES = Path(__file__).resolve().parents[2] / "web" / "src" / "page.css"
_BOX = """() => { const card = document.querySelector(".handoff-card"), box = card.getBoundingClientRect();
  return { width: box.width, height: box.height, scroll: card.scrollHeight, across: card.scrollWidth }; }"""
# WCAG 2.2, 1.4.12: what a reader may set, without losing content.
_SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
_LOST = """() => { const box = document.querySelector(".handoff-card").getBoundingClientRect();
  return [...document.querySelectorAll(".handoff-card :is(dt, dd, a, strong)")].filter((at) => {
    const own = at.getBoundingClientRect();
    return own.right > box.right + 1 || own.bottom > box.bottom + 1; }).map((at) => at.textContent); }"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """An empty page, with room for the card."""
    context = await chromium.new_context(viewport={"width": 400, "height": 300}, device_scale_factor=2)
    yield await context.new_page()
    await context.close()


async def card_of(sample: Sample, language: str, folder: Path) -> Card:
    """A sample's card, from a record of its own."""
    portal = await open_portal(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}", folder)
    try:
        return await sample.card(portal, language)
    finally:
        await portal.record.database.stop()


def card_in_html(card: Card) -> str:
    """The card as pages hold it."""
    return str(views._ENVIRONMENT.get_template("card.html").module.card(card))  # type: ignore[attr-defined]


async def show(page: Page, card: Card) -> None:
    """The card alone, in the page's own styles."""
    head = f'<!doctype html><html lang="{card.language}"><head><title>{card.title}</title></head>'
    await page.set_content(
        f'{head}<body><main><h1 class="visually-hidden">{card.title}</h1>{card_in_html(card)}</main></body></html>'
    )
    await page.add_style_tag(path=_STYLES)
    await page.add_style_tag(content="body { min-height: 0; }")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("sample", [*SAMPLES, EVERYTHING], ids=lambda sample: sample.name)
async def test_it_fits_and_axe_finds_nothing(page: Page, sample: Sample, language: str, tmp_path: Path) -> None:
    card = await card_of(sample, language, tmp_path)
    await show(page, card)
    kept = "TAS_SCREENSHOTS" if (sample.name, language) in KEPT else "TAS_CARD_PICTURES"
    picture = Path(os.environ.get(kept) or tmp_path) / f"card-{sample.name}-{language}.png"
    await page.locator(".handoff-card").screenshot(path=picture)
    box = await page.evaluate(_BOX)
    assert max(box["width"], box["across"]) <= 320
    assert max(box["height"], box["scroll"]) <= 240, box
    assert await page.evaluate(_LOST) == []
    assert await axe_violations(page) == []
    seen = " ".join((await page.locator(".handoff-card").inner_text()).split())
    assert all(part.text in seen for line in card.lines for part in line.parts)


async def test_it_grows_rather_than_lose_a_word(page: Page, tmp_path: Path) -> None:
    await show(page, await card_of(EVERYTHING, "es", tmp_path))
    await page.add_style_tag(content=_SPACED)
    assert (await page.evaluate(_BOX))["height"] > 240
    assert await page.evaluate(_LOST) == []


async def test_urgency_and_danger_are_told_by_words_and_marks(page: Page, tmp_path: Path) -> None:
    await show(page, await card_of(EVERYTHING, "en", tmp_path))
    assert "Act today" in await page.locator(".marks").inner_text()
    mark = "getComputedStyle(document.querySelector('[data-line=danger] dt'), '::before').content"
    assert "⚠" in await page.evaluate(mark)
    assert await page.locator("[data-line=danger] dt").inner_text() == "Danger:"
