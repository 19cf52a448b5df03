"""The desk when its browser or its gateway is killed in mid-sentence: nothing is lost, and nothing is said twice."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from casework.clock import Clock
from casework.handoff import rules
from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESKTOP, Site, words
from tests.browser.test_advocate import chat_of
from tests.browser.test_desk import at_desk, taken, transcript
from tests.browser.test_signed_in import new_browser, sign_in
from tests.support.desk_browser import at_desk_of_process
from tests.support.gateway import Guest, fake_rasa, gateway_process
from tests.support.record import HandClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HALF = "I am looking into your le"
WHOLE = "I am looking into your levy."


@pytest.fixture
def clock() -> Clock | None:
    return HandClock()


async def killed(browser: Browser) -> None:
    """Kills a browser, all its windows at once, as a machine does that breaks down."""
    session = await browser.new_browser_cdp_session()
    processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    [main] = [process["id"] for process in processes if process["type"] == "browser"]
    os.kill(main, signal.SIGKILL)


async def draft_is_kept(desk: Page) -> None:
    await expect(desk.locator("#draft-state")).to_have_text(words("page-work-word-draft-kept"))


async def test_of_a_killed_browser_the_chat_is_back_in_line_with_the_lease_and_the_draft_is_there(
    site: Site, clock: HandClock
) -> None:
    own = await site.browser.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    _, desk = await at_desk(replace(site, browser=own))
    person = await taken(site, desk)
    await desk.locator("#reply").press_sequentially(HALF)
    await draft_is_kept(desk)
    gone = asyncio.Event()
    own.on("disconnected", lambda _: gone.set())
    await killed(own)
    await asyncio.wait_for(gone.wait(), timeout=20)
    handoffs, lease = site.gateway.services.handoffs, rules.times(clock.now().date()).lease
    clock.forward(seconds=lease.total_seconds() - 1)
    await handoffs.sweep()
    await expect(person.locator("#panel")).to_have_attribute("data-owner", "agent")
    clock.forward(seconds=1)
    await handoffs.sweep()
    await expect(person.locator("#panel")).to_have_attribute("data-owner", "queued")
    await expect(person.locator(".transcript")).to_contain_text(words("notice-agent-lost"))
    place = await handoffs.place(chat_of(person))  # type: ignore[arg-type]
    assert place is not None
    assert place.front
    # The same advocate at another machine: it is theirs again, with what they had begun, of which nothing was said.
    context = await new_browser(site, "en", viewport=DESKTOP)
    await sign_in(site, context, "vega", "en")
    again = await context.new_page()
    await again.goto(f"{site.url}/desk")
    await again.locator(".offers").get_by_role("button", name=words("page-work-claim")).click()
    await expect(again.locator("#reply")).to_have_value(HALF)
    await again.locator("#reply").press("End")
    await again.locator("#reply").press_sequentially(WHOLE.removeprefix(HALF))
    await again.locator("#reply").press("Control+Enter")
    await expect(person.locator(".transcript > .agent.message")).to_have_count(1)
    await expect(person.locator(".transcript > .agent.message")).to_contain_text(WHOLE)


async def test_of_a_killed_gateway_the_open_desk_keeps_the_words_hears_what_it_missed_and_says_them_once(
    tmp_path: Path, chromium: Browser
) -> None:
    environment = {"TAS_DESK_ALWAYS_OPEN": "true"}
    async with fake_rasa() as rasa, AsyncExitStack() as stack:
        doomed = await stack.enter_async_context(gateway_process(tmp_path, rasa.url, **environment))
        vega = await stack.enter_async_context(at_desk_of_process(tmp_path, doomed.url, "vega"))
        guest = await _begun(doomed.client)
        await vega.presence()
        await vega.claim(guest.id)
        context = await chromium.new_context(locale="en-US", viewport=DESKTOP)  # type: ignore[arg-type]
        stack.push_async_callback(context.close)
        await context.add_cookies([{"name": "session", "value": vega.client.cookies["session"], "url": doomed.url}])
        desk = await context.new_page()
        await desk.goto(f"{doomed.url}/desk/chats/{guest.id}")
        await desk.locator("#reply").press_sequentially(HALF)
        await draft_is_kept(desk)
        assert await doomed.end(signal.SIGKILL) == -signal.SIGKILL
        await desk.locator("#reply").fill(WHOLE)
        await desk.locator("#reply").press("Control+Enter")
        await expect(desk.locator("#reply-error")).to_contain_text(words("page-work-word-not-sent"))
        await expect(desk.locator("#reply")).to_have_value(WHOLE)
        port = urlsplit(doomed.url).port
        again = await stack.enter_async_context(gateway_process(tmp_path, rasa.url, port, **environment))
        guest.client = again.client
        await guest.say("It is my brother's.")
        # The page as it stands, which nobody has loaded anew.
        await expect(transcript(desk)).to_contain_text("It is my brother's.")
        await expect(desk.locator("#reply")).to_have_value(WHOLE)
        await desk.locator("#reply").press("Control+Enter")
        await expect(desk.locator("#reply")).to_have_value("")
        said = [event["text"] for event in await guest.events() if event["author"] == "agent"]
        assert said == [WHOLE]


async def _begun(client: httpx.AsyncClient) -> Guest:
    """Somebody who asked for a person."""
    begun = (await client.post("/api/v1/conversations", json={"language": "en"})).json()
    guest = Guest(begun["id"], begun["token"], client)
    await guest.choose("do.person")
    return guest
