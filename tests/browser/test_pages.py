"""The chat in a browser: by keyboard alone, without script, over a bad connection, in two tabs."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import (
    DESKTOP,
    Site,
    asked,
    button,
    choose,
    say,
    seqs,
    tick,
    to_result,
    transcript,
    words,
)
from tests.support.record import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def _chose(key: str) -> str:
    return TEXTS.say("page-you-chose", "en", {"title": words(key)})


CHOSE_REFUND = _chose("value-topics-refund_delay")
CHOSE_AUDIT = _chose("value-topics-audit")
CHOSE_WHY = _chose("do-why")


async def _tab_to(page: Page, name: str) -> None:
    """Presses Tab until what is named has the focus; every stop on the way must be seen."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              const label = at.labels?.[0]?.textContent ?? at.textContent;
              return {name: label.trim(), outline: getComputedStyle(at).outlineStyle, height: box.height};
            }"""
        )
        assert focused["outline"] != "none", focused
        if focused["name"] == name:
            return
    raise AssertionError(f"Tab never reached {name}")


async def test_a_screening_is_done_by_keyboard_alone(site: Site) -> None:
    page = await site.page(viewport=DESKTOP)
    await page.goto(f"{site.url}/chat")
    await _tab_to(page, "Start in English")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/chat/*-*")
    await _tab_to(page, "Your message")
    await page.keyboard.type("My refund is late")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("since spring")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    # What is typed next goes where the person was writing: nothing took the focus away.
    assert await page.evaluate("document.activeElement.id") == "text"
    await page.keyboard.press("Shift+Tab")
    for _ in range(20):
        if await page.evaluate("document.activeElement.parentElement.textContent.trim()") == words(
            "value-hardship-food"
        ):
            break
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Space")
    await _tab_to(page, "Send these")
    await page.keyboard.press("Enter")
    await expect(button(page, "value-submission-paper_return")).to_be_visible()
    # What was pressed is gone: the focus is at what came of it, so that Tab goes on to the new answers.
    assert words("value-hardship-food") in await page.evaluate("document.activeElement.textContent")
    await _tab_to(page, words("value-submission-paper_return"))
    await page.keyboard.press("Enter")
    await expect(page.locator("input[type=date]")).to_be_visible()
    await _tab_to(page, "Date")
    await page.keyboard.type("03022026")
    await page.keyboard.press("Enter")
    await expect(button(page, "value-contacted_irs-yes")).to_be_visible()
    await _tab_to(page, words("value-contacted_irs-yes"))
    await page.keyboard.press("Space")
    await expect(page.locator(".determination h2")).to_be_visible()
    assert "March 2, 2026" in await page.locator(".transcript").inner_text()


async def test_a_screening_is_done_without_script(site: Site) -> None:
    page = await site.chat(java_script_enabled=False)
    await page.locator("#text").fill("My refund is late")
    await page.get_by_role("button", name="Send").click()
    await tick(page, "value-hardship-food")
    await page.get_by_role("button", name="Send these").click()
    await choose(page, "value-submission-paper_return")
    await page.locator("input[type=date]").fill("2026-03-02")
    await page.get_by_role("button", name="Send date").click()
    # Why, then back to the very same question.
    await choose(page, "do-why")
    await choose(page, "value-contacted_irs-yes")
    await expect(page.locator(".determination")).to_contain_text(words("step-keep-deadlines"))
    shown = await transcript(page)
    await page.reload()
    assert await transcript(page) == shown
    assert len(set(await seqs(page))) == len(await seqs(page))
    await page.get_by_text("Menu").click()
    await page.get_by_role("link", name="Change an answer or start over").click()
    await expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    await page.locator("dl > div", has_text=words("phrase-hardship-food")).get_by_role("button").click()
    await asked(page, "hardship")
    await page.get_by_role("button", name="Español").click()
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await asked(page, "hardship", "es")


async def test_without_script_a_page_that_waits_checks_again_and_then_only_when_asked(site: Site) -> None:
    page = await site.chat(java_script_enabled=False)
    site.assistant.before_reply = lambda: asyncio.sleep(6)
    await page.locator("#text").fill("My refund is late")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("link", name="Check for the answer")).to_be_visible()
    refresh = page.locator("meta[http-equiv=refresh]")
    assert re.match(r"4;url=/chat/.*\?check=1#e\d+", await refresh.get_attribute("content") or "")
    await expect(page.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible(timeout=15_000)
    assert await refresh.count() == 0


async def test_without_script_what_can_not_be_sent_stays_in_the_box(site: Site) -> None:
    page = await site.chat(java_script_enabled=False)
    await page.locator("#text").fill("x" * 4001)
    await page.get_by_role("button", name="Send").click()
    box = page.locator("#text")
    assert await box.input_value() == "x" * 4001
    assert await box.get_attribute("aria-invalid") == "true"
    described = (await box.get_attribute("aria-describedby") or "").split()
    assert "error" in described
    await expect(page.locator("#error")).to_have_text(words("error-message_too_long"))
    assert await seqs(page) == [1, 2]


async def _press(page: Page, pressed: Locator) -> None:
    """Begins to press a button, which may move while the pointer is on its way: a message of one's own is put above it."""
    for _ in range(10):
        await pressed.hover()
        await page.mouse.down()
        if await pressed.evaluate("button => button.matches(':active')"):
            return
        await page.mouse.up()
    pytest.fail("the button was never under the pointer")


async def test_what_is_just_pressed_is_not_taken_away(site: Site) -> None:
    answers = asyncio.Event()
    site.assistant.before_reply = answers.wait
    page = await site.chat()
    beside = await page.context.new_page()
    await beside.goto(page.url)
    await say(page, "My refund is late")
    await _press(page, button(page, "do-person"))
    answers.set()
    await expect(beside.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    await page.mouse.up()
    await expect(page.locator(".transcript")).to_contain_text(_chose("do-person"))


async def test_a_double_click_and_a_reload_send_once(site: Site) -> None:
    page = await site.chat()
    await button(page, "value-topics-refund_delay").dblclick()
    await expect(page.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    assert [text for text in await transcript(page) if text.startswith("You chose")] == [CHOSE_REFUND]

    plain = await site.chat(java_script_enabled=False)
    await button(plain, "value-topics-refund_delay").dblclick()
    await expect(plain.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    await plain.reload()
    assert [text for text in await transcript(plain) if text.startswith("You chose")] == [CHOSE_REFUND]


async def test_two_tabs_show_the_same_once_and_in_order(site: Site) -> None:
    first = await site.chat()
    second = await first.context.new_page()
    await second.goto(first.url)
    await say(first, "My refund is late")
    await asked(second, "hardship")
    await tick(second, "value-hardship-food")
    await second.get_by_role("button", name="Send these").click()
    await asked(first, "submission")
    await asked(second, "submission")
    assert await transcript(first) == await transcript(second)
    numbers = await seqs(first)
    assert numbers == sorted(set(numbers)) == await seqs(second)


async def test_a_stale_choice_is_told_and_the_question_that_stands_is_shown(site: Site) -> None:
    page = await site.chat()
    # A tab whose stream stopped without a word still shows the first question.
    stale = await page.context.new_page()
    await stale.route("**/stream?*", lambda route: route.abort())
    await stale.goto(page.url)
    await choose(page, "value-topics-refund_delay")
    await asked(page, "hardship")
    await choose(stale, "value-topics-audit")
    await expect(stale.locator("#error")).to_contain_text(words("error-choice_stale"))
    await expect(stale.get_by_label(words("value-hardship-food"), exact=True)).to_be_visible()
    assert CHOSE_AUDIT not in await transcript(stale)


async def test_a_dropped_connection_loses_nothing_and_resumes(site: Site) -> None:
    page = await site.chat()
    await say(page, "My refund is late")
    await asked(page, "hardship")
    await page.context.set_offline(True)
    await page.locator("#text").fill("a draft")
    await say(page, "I will be evicted")
    pending = page.locator(".pending")
    await expect(pending).to_contain_text("Not sent")
    await page.locator("#text").fill("and a draft beside it")
    # Meanwhile something happens in another browser of the same person.
    other = await page.context.browser.new_context(storage_state=await page.context.storage_state())  # type: ignore[union-attr]
    elsewhere = await other.new_page()
    await elsewhere.goto(page.url)
    await choose(elsewhere, "do-why")
    await expect(elsewhere.locator(".transcript")).to_contain_text(CHOSE_WHY)
    await page.context.set_offline(False)
    await expect(pending).to_have_count(0)
    await asked(page, "submission")
    numbers = await seqs(page)
    assert numbers == sorted(set(numbers))
    said = await transcript(page)
    assert said.count("I will be evicted") == 1
    assert said.count(CHOSE_WHY) == 1
    assert await page.locator("#text").input_value() == "and a draft beside it"
    await page.reload()
    assert await page.locator("#text").input_value() == "and a draft beside it"
    assert await seqs(page) == numbers


async def test_a_failed_send_is_tried_again_with_the_same_id(site: Site) -> None:
    page = await site.chat()
    ids: list[str] = []

    async def lose_the_answer(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        ids.append(body["client_id"])
        if len(ids) == 1:
            await route.fetch()  # recorded, but the answer never comes
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/v1/conversations/*/messages", lose_the_answer)
    await say(page, "My refund is late")
    await expect(page.locator(".pending .again")).to_be_visible()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".pending")).to_have_count(0)
    await asked(page, "hardship")
    assert len(ids) >= 2
    assert len(set(ids)) == 1
    assert (await transcript(page)).count("My refund is late") == 1


async def test_what_waits_is_sent_after_a_reload(site: Site) -> None:
    page = await site.chat()
    await page.route("**/api/v1/**", lambda route: route.abort())
    await say(page, "My refund is late")
    await expect(page.locator(".pending")).to_contain_text("Not sent")
    await page.unroute("**/api/v1/**")
    await page.reload()
    await asked(page, "hardship")
    assert (await transcript(page)).count("My refund is late") == 1


async def test_a_refused_message_comes_back_into_the_box(site: Site) -> None:
    page = await site.chat()
    problem = {"code": "message_empty", "detail": "A sentence of the gateway's."}

    async def refuse(route: Route) -> None:
        await route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(problem))

    await page.route("**/api/v1/**", refuse)
    await say(page, "Words that can't be taken")
    await expect(page.locator("#error")).to_have_text("A sentence of the gateway's.")
    assert await page.locator("#text").input_value() == "Words that can't be taken"
    await expect(page.locator(".pending")).to_have_count(0)


async def test_the_language_changes_in_the_middle(site: Site) -> None:
    page = await site.chat()
    await say(page, "My refund is late")
    await asked(page, "hardship")
    await page.locator("#text").fill("half a thought")
    await page.get_by_role("button", name="Español").click()
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await asked(page, "hardship", "es")
    await expect(page.get_by_role("button", name="Enviar", exact=True).first).to_be_visible()
    assert await page.locator("#text").input_value() == "half a thought"
    assert await page.locator("li.you .typed").first.inner_text() == "My refund is late"
    await tick(page, "value-hardship-food", "es")
    await page.locator(".several .send").click()
    await asked(page, "submission", "es")


async def test_new_items_are_said_once_in_the_live_region_and_nowhere_else(site: Site) -> None:
    page = await site.chat()
    status = page.locator("#status")
    assert await status.get_attribute("role") == "status"
    assert await page.locator(".transcript[aria-live], .transcript [aria-live]").count() == 0
    await page.evaluate(
        """() => { window.said = []; new MutationObserver((changes) => changes.forEach((change) =>
          change.addedNodes.forEach((node) => window.said.push(node.textContent)))).observe(
          document.getElementById("status"), {childList: true}); }"""
    )
    await say(page, "My refund is late")
    await asked(page, "hardship")
    said: list[str] = await page.evaluate("window.said")
    assert said[0] == "Sent."
    assert len([text for text in said if words("ask-hardship") in text]) == 1
    assert all(text.startswith("Automated helper: ") for text in said[1:])
    await expect(status).to_be_empty()


async def test_answers_are_changed_in_a_dialog_that_gives_the_focus_back(site: Site) -> None:
    page = await site.chat()
    await say(page, "My refund is late")
    await asked(page, "hardship")
    opener = page.locator("#panel").get_by_role("link", name="Change an answer")
    await opener.click()
    dialog = page.get_by_role("dialog", name="Your answers")
    await expect(dialog).to_contain_text(words("phrase-topics-refund_delay"))
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    assert await opener.evaluate("link => link === document.activeElement")
    await opener.click()
    await dialog.locator("dl > div", has_text=words("phrase-topics-refund_delay")).get_by_role("button").click()
    await asked(page, "topics")


@pytest.mark.parametrize("script", [True, False])
async def test_the_buttons_of_a_list_stand_side_by_side_and_send_what_they_say(site: Site, script: bool) -> None:
    page = await site.chat(viewport=DESKTOP, java_script_enabled=script)
    await page.locator("#text").fill("My refund is late")
    await page.get_by_role("button", name="Send", exact=True).click()
    await asked(page, "hardship")
    these, none = page.locator(".several .send"), button(page, "value-hardship-none")
    left, right = await these.bounding_box(), await none.bounding_box()
    assert left is not None
    assert right is not None
    assert right["x"] >= left["x"] + left["width"]
    assert abs((right["y"] + right["height"] / 2) - (left["y"] + left["height"] / 2)) < 2
    # A box that was ticked by mistake is not sent with it.
    await tick(page, "value-hardship-food")
    await none.click()
    await asked(page, "submission")
    assert _chose("value-hardship-none") in await transcript(page)


async def test_the_transcript_is_printed_and_downloaded(site: Site) -> None:
    page = await site.chat()
    await to_result(page)
    await page.emulate_media(media="print")
    assert await page.locator(".determination").is_visible()
    for hidden in ("#panel", "#compose", ".tools"):
        assert not await page.locator(hidden).is_visible()
    assert await page.locator(".transcript .who").last.is_visible()
    await page.emulate_media(media="screen")
    await page.get_by_text("Menu").click()
    async with page.expect_download() as started:
        await page.get_by_role("link", name="Download as text").click()
    text = (await (await started.value).path()).read_text()
    asked_for = TEXTS.say("ask-topics", "en")
    assert asked_for in text
    assert "My refund is late and I am about to be evicted." in text
    assert "1. " in text
    assert "877-777-4778" in text


async def test_a_print_out_has_the_words_that_were_shown(site: Site) -> None:
    page = await site.chat()
    await page.get_by_role("button", name="Español").click()
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await page.evaluate("void (window.print = () => { window.prints = (window.prints ?? 0) + 1; })")
    await page.get_by_text(words("page-menu", "es")).click()
    await page.get_by_role("link", name=words("page-print", "es")).click()
    shown, printed = page.locator("#transcript"), page.locator(".printed")
    await expect(printed).to_have_count(1)
    assert await page.evaluate("window.prints") == 1
    assert await shown.is_visible()
    assert not await printed.is_visible()
    await page.emulate_media(media="print")
    assert await printed.is_visible()
    assert not await shown.is_visible()
    assert TEXTS.say("ask-topics", "en") in await printed.inner_text()
    assert TEXTS.say("ask-topics", "es") not in await printed.inner_text()
    await page.emulate_media(media="screen")
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(printed).to_have_count(0)


async def test_what_people_type_is_text(site: Site) -> None:
    page = await site.chat()
    for typed in ("<img src=x onerror=alert(1)>", "</li></ol><script>alert(1)</script>", "\u202eabc\u2028def&amp;"):
        await say(page, typed)
    await expect(page.locator("li.you")).to_have_count(3)
    await expect(page.locator(".pending")).to_have_count(0)
    live = await page.locator("li.you .typed").all_inner_texts()
    assert live[:2] == ["<img src=x onerror=alert(1)>", "</li></ol><script>alert(1)</script>"]
    await page.reload()
    assert await page.locator("li.you .typed").all_inner_texts() == live
    assert await page.locator(".transcript img, .transcript script").count() == 0


async def test_a_long_text_is_counted_and_not_sent(site: Site) -> None:
    page = await site.chat()
    await page.locator("#text").fill("x" * 3_900)
    await expect(page.locator("#count")).to_have_text("Characters left: 100")
    await page.locator("#text").fill("x" * 4_010)
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator("#error")).to_have_text("Characters too many: 10")
    assert len(await page.locator("#text").input_value()) == 4_010


async def test_a_date_is_recorded_in_the_words_of_the_language(site: Site) -> None:
    for language, date in (("en", "March 2, 2026"), ("es", "2 de marzo de 2026")):
        for script in (True, False):
            page = await site.chat(language, java_script_enabled=script)
            await page.locator("#text").fill("refund, reembolso, evicted, desalojo")
            await page.locator("#compose button").click()
            await choose(page, "value-submission-paper_return", language)
            await page.locator("input[type=date]").fill("2026-03-02")
            await page.locator(".dated button").click()
            await expect(page.locator("li.you .typed").last).to_have_text(date)
