"""Pages in a real browser, before a gateway with a small scripted assistant. Skipped where Chromium isn't installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Frame, Locator, Page, async_playwright, expect

from casework.clock import Clock
from cli import setup
from tests.browser.screening import answer
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, ScriptedAssistant

# The shell draws and scripts as the whole browser does, without the bars and pages that nobody looks at here.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# What the pages ask for first on most machines, and what has its widths: places and sizes are measured in these.
USUAL_FONTS = ("Arial", "Liberation Sans", "Arimo")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
# Spanish, whose words are longer, once; English is long, and is what most other tests read.
LANGUAGES = pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.long)])
# Each language and each way of reading once; the other half of the square is long.
WAYS = pytest.mark.parametrize(
    ("language", "script"),
    [
        pytest.param("en", True, id="en-script"),
        pytest.param("es", False, id="es-plain"),
        pytest.param("es", True, id="es-script", marks=pytest.mark.long),
        pytest.param("en", False, id="en-plain", marks=pytest.mark.long),
    ],
)
# The pictures of docs/: `./tas screenshots` takes them all, each run those that are hardest to fit.
PICTURES = pytest.mark.parametrize(
    ("language", "width"),
    [
        ("es", "phone"),
        *(
            pytest.param(*one, marks=pytest.mark.long)
            for one in (("en", "phone"), ("en", "desktop"), ("es", "desktop"))
        ),
    ],
)
# Violations of the policy, where the test can read them afterwards.
_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""

# For hangs, not for busy machines.
expect.set_options(timeout=20_000)


def _draws_as_usual() -> bool:
    asked = shutil.which("fc-match")
    if asked is None:
        return False
    found = subprocess.run([asked, "--format", "%{family}", "Arial"], capture_output=True, text=True, check=True)
    return found.stdout.startswith(USUAL_FONTS)


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The browser's files, built if they aren't."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium-headless-shell)")
    if not _draws_as_usual():
        pytest.skip("No font has Arial's widths (Debian: apt-get install fontconfig fonts-liberation)")
    setup.ensure_web()


@dataclass
class Site:
    """A gateway and a browser; whatever goes wrong in a page fails the test at its end."""

    gateway: GatewayUnderTest
    browser: Browser
    assistant: ScriptedAssistant
    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.gateway.url

    async def context(self, **options: Any) -> BrowserContext:
        context = await self.browser.new_context(**{"viewport": PHONE, "locale": "en-US", **options})
        await context.add_init_script(_LISTEN)
        context.on("page", self._watch)
        return context

    async def page(self, **options: Any) -> Page:
        return await (await self.context(**options)).new_page()

    async def chat(self, language: str = "en", page: Page | None = None, **options: Any) -> Page:
        """A page with a chat just begun."""
        page = page or await self.page(**options)
        await page.goto(f"{self.url}/chat?language={language}")
        await page.get_by_role("button", name=words("page-start-begin", language)).click()
        await page.wait_for_url("**/chat/*-*")
        return page

    async def leave(self) -> None:
        """Closes everything that is open in the browser."""
        for context in self.browser.contexts:
            await context.close()

    def _watch(self, page: Page) -> None:
        self.pages.append(page)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    async def violations(self) -> list[str]:
        found: list[str] = []
        for page in self.pages:
            for frame in [] if page.is_closed() else page.frames:
                found += await _violations(frame)
        return found


async def _violations(frame: Frame) -> list[str]:
    try:
        return list(await frame.evaluate("window.violations || []"))
    except Exception:  # noqa: BLE001  (no script there, or already elsewhere)
        return []


@pytest.fixture
def settings() -> dict[str, Any]:
    """What the gateway is set to, beside the usual."""
    return {}


@pytest.fixture
def clock() -> Clock | None:
    """The gateway's clock; None: the machine's."""
    return None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for the whole run; each test has contexts of its own, which share nothing."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, settings: dict[str, Any], clock: Clock | None, chromium: Browser) -> AsyncIterator[Site]:
    """A gateway with a browser before it."""
    assistant = ScriptedAssistant(answer=answer)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(
            gateway(tmp_path, assistant=assistant, clock=clock, ping_seconds=2.0, **settings)
        )
        running_site = Site(running, chromium, assistant)
        stack.push_async_callback(running_site.leave)
        yield running_site
        assert await running_site.violations() == []
        assert running_site.faults == []


async def say(page: Page, text: str) -> None:
    """Types into the box and sends by Enter."""
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


def words(key: str, language: str = "en") -> str:
    """A sentence of texts/: what it says may change, and the tests with it."""
    return TEXTS.say(key, language)


async def asked(page: Page, fact: str, language: str = "en") -> None:
    """Waits until a question about a fact stands."""
    await expect(page.locator(".transcript > li.question").last).to_contain_text(words(f"ask-{fact}", language))


async def choose(page: Page, key: str, language: str = "en") -> None:
    """Presses one of the buttons beneath the transcript."""
    await button(page, key, language).click()


def button(page: Page, key: str, language: str = "en") -> Locator:
    """One of the buttons beneath the transcript."""
    return page.locator("#panel").get_by_role("button", name=words(key, language), exact=True)


async def tick(page: Page, key: str, language: str = "en") -> None:
    """Ticks one of the boxes beneath the transcript."""
    await page.locator("#panel").get_by_label(words(key, language), exact=True).check()


async def transcript(page: Page) -> list[str]:
    """What stands in the transcript, without names and times."""
    return [
        " ".join(said.split())
        for said in await page.locator(".transcript > li").evaluate_all(
            "all => all.map(li => [...li.children].filter(c => !c.matches('.who')).map(c => c.textContent).join(' '))"
        )
    ]


async def seqs(page: Page) -> list[int]:
    """The numbers of the events shown, in the order shown."""
    ids: list[str] = await page.locator(".transcript > li").evaluate_all("all => all.map(li => li.id)")
    return [int(name[1:]) for name in ids if name]


async def to_result(page: Page, language: str = "en") -> None:
    """From the first question to the determination, by text, buttons and a date."""
    said = {
        "en": "My refund is late and I am about to be evicted.",
        "es": "Mi reembolso no llega y me van a desalojar.",
    }
    await say(page, said[language])
    await asked(page, "submission", language)
    await choose(page, "value-submission-paper_return", language)
    await page.locator("input[type=date]").fill("2026-03-02")
    await choose(page, "page-send-date", language)
    await asked(page, "contacted_irs", language)
    await choose(page, "value-contacted_irs-yes", language)
    await expect(page.locator(".determination")).to_be_visible()


async def ask_for_call(page: Page, language: str = "en") -> str:
    """Fills in the form that asks for a call-back and sends it; the word that the caller will say."""
    await page.locator("#number").fill("(202) 555-0173")
    for key in ("page-callback-day-monday", "page-callback-day-wednesday"):
        await page.get_by_label(words(key, language), exact=True).check()
    await page.locator("input[name=parts][value=morning]").check()
    await page.locator("#zone").select_option("America/Chicago")
    await page.get_by_role("button", name=words("page-callback-ask", language), exact=True).click()
    word = page.locator(".word code")
    await expect(word).to_be_visible()
    return await word.inner_text()
