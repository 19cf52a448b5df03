"""A message both ways in real browsers: written with a file, answered by the advocate, and read on both sides."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from adapters.case_system.port import MatterId
from casework.clock import Clock
from casework.documents.models import DocumentState, Place, PlaceKind
from casework.messages import rules
from channels import app as gateway_app
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, PICTURES, WAYS, Site, words
from tests.browser.test_accessible import NARROW, faults_of
from tests.browser.test_signed_in import new_browser, sign_in
from tests.browser.uploading import a_file, choose_files, made_up
from tests.support import clamd
from tests.support.chat_documents import checked
from tests.support.gateway import eventually
from tests.support.mail import MailServer, mail_server
from tests.support.papers import pdf
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import load_into, matter_in, person_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PAPER = {"name": "rent notice.pdf", "mimeType": "application/pdf", "buffer": pdf()}


@pytest.fixture
def clock() -> Clock | None:
    """The sample's days are counted from this one."""
    return HandClock()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """Where e-mails arrive."""
    with mail_server() as server:
        yield server


@pytest.fixture
def scanner() -> Iterator[str]:
    """The address of the real scanner."""
    if clamd.binary() is None:
        pytest.skip("clamd is not installed")
    with clamd.server() as address:
        yield address


@pytest.fixture
def settings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """For a test that asks for `mail` and `scanner` the gateway has both; for the others neither."""
    if "mail" not in request.fixturenames:
        return {}
    monkeypatch.setattr(gateway_app, "_NOTICE_SECONDS", 0.1)
    server: MailServer = request.getfixturevalue("mail")
    where = {"mail_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "no-reply@help.example"}
    return {"scanner": request.getfixturevalue("scanner"), "operator": "Agencia de Ejemplo", **where}


async def add_file(page: Page, script: bool) -> None:
    """Chooses a file; with script it is sent at once."""
    if not script:
        await page.locator("input[type=file]").set_input_files([PAPER])  # type: ignore[list-item]
        return
    async with page.expect_file_chooser() as chooser:
        await page.locator("[data-choose]").click()
    await (await chooser.value).set_files([PAPER])  # type: ignore[list-item]
    await expect(page.locator("[data-uploads] input[name=document]")).to_have_count(1)


async def write(page: Page, matter: str, site: Site, language: str, script: bool) -> str:
    """Writes a new message with a paper that was asked for; the address of its receipt."""
    await page.goto(f"{site.url}/portal/matters/{matter}/messages")
    await page.get_by_role("link", name=words("page-message-write", language)).click()
    await page.get_by_label(words("page-message-subject", language)).fill("The rent")
    await page.get_by_label(words("page-message-text", language), exact=True).fill("We must leave by Friday.")
    await add_file(page, script)
    await page.locator("[data-answers] select:visible").first.select_option("case:rent_notice")
    await page.get_by_role("button", name=words("page-message-send", language), exact=True).click()
    await page.wait_for_url("**/receipts/1")
    return page.url


@WAYS
async def test_a_message_with_a_file_and_its_answer(site: Site, language: str, script: bool) -> None:
    await load_into(site.gateway)
    await person_of(site.gateway, "vega")
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, language, viewport=PHONE, java_script_enabled=script)
    desk = await new_browser(site, language, viewport=DESKTOP, java_script_enabled=script)
    await sign_in(site, browser, "ana", language)
    await sign_in(site, desk, "vega", language)
    page, at_desk = await browser.new_page(), await desk.new_page()

    receipt = await write(page, matter, site, language, script)
    await expect(page.get_by_text(words("page-message-receipt-lead", language))).to_be_visible()
    await expect(page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))).to_be_visible()
    await expect(page.locator(".receipt")).to_contain_text("rent notice.pdf")
    await page.goto(f"{site.url}/portal/matters/{matter}/papers")
    asked = TEXTS.say("case-received-on", language, {"received_on": "2026-11-20"})
    await expect(page.get_by_text(asked).first).to_be_visible()

    await at_desk.goto(f"{site.url}/desk/messages")
    await at_desk.get_by_role("link", name="The rent").first.click()
    await expect(at_desk.get_by_text("We must leave by Friday.")).to_be_visible()
    await at_desk.get_by_label(words("page-message-answer", language), exact=True).fill("I have called them.")
    await at_desk.get_by_role("button", name=words("page-message-send", language), exact=True).click()
    await expect(at_desk.get_by_text(words("page-message-not-read", language))).to_be_visible()

    await page.goto(f"{site.url}/portal")
    await page.get_by_role("link", name=words("page-portal-messages-open", language)).first.click()
    await page.get_by_role("link", name="The rent").click()
    await expect(page.get_by_text("I have called them.")).to_be_visible()
    read_by = TEXTS.say("page-message-read-by", language, {"name": "Lucia Vega"})
    await expect(page.get_by_text(read_by)).to_be_visible()
    await at_desk.reload()
    read_by = TEXTS.say("page-message-read-by", language, {"name": "Ana Rivera"})
    await expect(at_desk.get_by_text(read_by)).to_be_visible()
    assert receipt.startswith(site.url)


async def checked_in(site: Site, matter: MatterId) -> None:
    """Waits until the one document of a matter's messages has been looked into and scanned."""
    place = Place(PlaceKind.MATTER, matter)
    for _ in range(600):
        (document,) = await site.gateway.services.documents.of_place(place)
        if document.state is not DocumentState.QUARANTINED:
            break
        await asyncio.sleep(0.1)
    assert document.state is DocumentState.CLEAN


@pytest.mark.clamd
@LANGUAGES
async def test_a_document_is_checked_looked_at_and_saved_and_the_answer_is_told_by_a_mail_that_says_nothing(
    site: Site, mail: MailServer, scanner: str, language: str
) -> None:
    await load_into(site.gateway)
    await person_of(site.gateway, "vega")
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, language, viewport=PHONE)
    desk = await new_browser(site, language, viewport=DESKTOP)
    await sign_in(site, browser, "ana", language)
    await sign_in(site, desk, "vega", language)
    page, at_desk = await browser.new_page(), await desk.new_page()
    await write(page, matter, site, language, script=True)
    await checked_in(site, matter)

    await at_desk.goto(f"{site.url}/desk/messages")
    await at_desk.get_by_role("link", name="The rent").first.click()
    thread = at_desk.url
    await at_desk.get_by_role("link", name=str(PAPER["name"])).click()
    await expect(at_desk.get_by_role("heading", level=1)).to_have_text(str(PAPER["name"]))
    picture = at_desk.locator(".sheets img").first
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("one => one.naturalWidth") > 0
    async with at_desk.expect_download() as downloading:
        await at_desk.get_by_role("link", name=words("page-view-download", language)).click()
    download = await downloading.value
    assert download.suggested_filename == PAPER["name"]
    assert (await download.path()).read_bytes() == PAPER["buffer"]

    await at_desk.get_by_role("link", name=words("page-view-back", language)).click()
    await at_desk.get_by_role("link", name="The rent").click()
    assert at_desk.url == thread
    assert mail.received == []
    await at_desk.get_by_label(words("page-message-answer", language), exact=True).fill("I have called the landlord.")
    await at_desk.get_by_role("button", name=words("page-message-send", language), exact=True).click()
    await expect(at_desk.get_by_text("I have called the landlord.")).to_be_visible()

    await eventually(lambda: len(mail.received) > 0, seconds=30)
    (received,) = mail.received
    assert received.recipients == ["ana@people.example"]
    told = "\n".join(str(part.get_content()) for part in received.message.iter_parts())
    secrets = ("rent", "Friday", "landlord", "Vega", "Lucia", "Ana", "8123456", matter, thread, str(PAPER["name"]))
    for secret in secrets:
        assert secret not in told, secret
    assert "The rent" not in str(received.message["Subject"])

    services = site.gateway.services
    assert f"{services.settings.origins(services.settings.port)[0]}/portal" in told
    await page.goto(f"{site.url}/portal")
    await page.get_by_role("link", name=words("page-portal-messages-open", language)).first.click()
    await page.get_by_role("link", name="The rent").click()
    await expect(page.get_by_text("I have called the landlord.")).to_be_visible()
    await page.get_by_role("link", name=str(PAPER["name"])).click()
    await expect(page.locator(".sheets img").first).to_be_visible()


async def test_more_files_than_a_message_takes_are_told_when_they_are_chosen(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=DESKTOP)
    await sign_in(site, browser, "ana", "en")
    page = await browser.new_page()
    told = await made_up(page)
    await page.goto(f"{site.url}/portal/matters/{matter}/messages/new")
    most = rules.limits(site.gateway.services.absences.today()).documents
    await expect(page.locator("#uploads-live-hint")).to_contain_text(f"{most} files")
    await choose_files(page, *(a_file(f"page {number}.pdf") for number in range(most + 1)))
    said = TEXTS.say("page-uploads-word-too-many", "en", {"files": str(most)})
    await expect(page.locator(".file.refused")).to_have_count(1)
    await expect(page.locator(".file.refused")).to_contain_text(f"page {most}.pdf")
    await expect(page.locator(".file.refused")).to_contain_text(said)
    await expect(page.locator(".file.ready")).to_have_count(most)
    assert len(told.uploads) == most


async def test_a_draft_is_kept_by_itself_and_found_on_another_device(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser, elsewhere = await new_browser(site, "en", viewport=PHONE), await new_browser(site, "en", viewport=DESKTOP)
    for each in (browser, elsewhere):
        await sign_in(site, each, "ana", "en")
    page, other = await browser.new_page(), await elsewhere.new_page()
    where = f"{site.url}/portal/matters/{matter}/messages/new"
    await page.goto(where)
    await page.locator("#text").fill("So far")
    await expect(page.locator("#draft-state")).to_have_text(words("page-message-draft-saved"))
    await other.goto(where)
    await expect(other.locator("#text")).to_have_value("So far")


async def test_what_a_paper_is_for_stays_with_the_draft(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=PHONE)
    await sign_in(site, browser, "ana", "en")
    page = await browser.new_page()
    paper = page.locator("[data-answers-of] select")
    await page.goto(f"{site.url}/portal/matters/{matter}/messages/new")
    await add_file(page, script=True)
    async with page.expect_response(lambda answer: "case:rent_notice" in (answer.request.post_data or "")):
        await paper.select_option("case:rent_notice")
    await page.reload()
    await expect(page.locator(".file")).to_have_count(1)
    await expect(paper).to_have_value("case:rent_notice")
    await page.get_by_role("button", name=words("page-message-draft-keep")).click()
    await page.wait_for_url("**/new?kept=1*")
    await expect(page.locator(".file")).to_have_count(1)
    await expect(paper).to_have_value("case:rent_notice")


async def test_a_file_stands_where_it_was_put_and_elsewhere_only_if_it_is_chosen(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=PHONE)
    await sign_in(site, browser, "ana", "en")
    page = await browser.new_page()
    threads = []
    for _ in range(2):
        await page.goto(f"{site.url}/portal/matters/{matter}/messages/new")
        await page.locator("#subject").fill("The rent")
        await page.locator("#text").fill("We must leave by Friday.")
        await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
        await page.wait_for_url("**/receipts/1")
        threads.append(page.url.partition("/receipts/")[0])
    first, second = threads

    await page.goto(first)
    await add_file(page, script=True)
    await expect(page.locator("#draft-state")).to_have_text(words("page-message-draft-saved"))
    await page.evaluate("localStorage.clear()")
    await page.reload()
    await expect(page.locator(".file")).to_have_count(1)

    await page.goto(second)
    elsewhere = page.get_by_role("group", name=words("page-uploads-elsewhere"))
    await expect(elsewhere.get_by_role("checkbox")).not_to_be_checked()
    assert await faults_of(page) == []
    await expect(page.locator(".file")).to_have_count(0)
    await page.locator("#text").fill("Only words.")
    await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
    await page.wait_for_url("**/receipts/2")
    await expect(page.locator(".receipt")).not_to_contain_text("rent notice.pdf")

    await page.goto(second)
    await elsewhere.get_by_role("checkbox").click()
    await expect(page.locator(".file .name")).to_have_text("rent notice.pdf")
    await expect(page.locator(".file [data-act=remove]")).to_be_focused()
    await expect(elsewhere).to_be_hidden()
    await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
    await page.wait_for_url("**/receipts/3")
    await expect(page.locator(".receipt")).to_contain_text("rent notice.pdf")


UPLOADS_KEPT = "Object.keys(localStorage).filter(key => key.startsWith('upload '))"


async def test_a_file_that_was_sent_is_offered_for_no_other_message(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=PHONE)
    await sign_in(site, browser, "ana", "en")
    page = await browser.new_page()
    new = f"{site.url}/portal/matters/{matter}/messages/new"

    async def reloaded_and_sent() -> dict[str, str]:
        """Sends the draft with its file as the page has it when it is loaded again; what the browser had kept of it."""
        await page.locator("#text").fill("We must leave by Friday.")
        await add_file(page, script=True)
        await expect(page.locator("#draft-state")).to_have_text(words("page-message-draft-saved"))
        kept: dict[str, str] = await page.evaluate(
            f"Object.fromEntries({UPLOADS_KEPT}.map(key => [key, localStorage[key]]))"
        )
        assert len(kept) == 1
        async with page.expect_response(re.compile("/api/v1/documents/")):
            await page.reload()
        await expect(page.locator("[data-uploads] input[name=document]")).to_have_count(1)
        await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
        await page.wait_for_url("**/receipts/*")
        await expect(page.locator(".receipt")).to_contain_text("rent notice.pdf")
        assert await page.evaluate(UPLOADS_KEPT) == []
        return kept

    await page.goto(new)
    await page.locator("#subject").fill("The rent")
    kept = await reloaded_and_sent()
    thread = page.url.partition("/receipts/")[0]
    # Another window may have kept it all the same.
    await page.evaluate("kept => Object.assign(localStorage, kept)", kept)
    await page.goto(new)
    await page.wait_for_function(f"() => {UPLOADS_KEPT}.length === 0")
    await expect(page.locator(".file, [data-uploads] input[name=document]")).to_have_count(0)

    await page.goto(thread)
    await reloaded_and_sent()
    await page.goto(thread)
    await page.locator("#text").fill("Only words.")
    await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
    await page.wait_for_url("**/receipts/3")
    await expect(page.locator(".receipt")).not_to_contain_text("rent notice.pdf")


async def test_a_rejected_file_stands_once_with_its_reason_and_is_taken_out(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=PHONE)
    await sign_in(site, browser, "ana", "en")
    page = await browser.new_page()
    await page.goto(f"{site.url}/portal/matters/{matter}/messages/new")
    await page.locator("#subject").fill("The rent")
    await page.locator("#text").fill("We must leave by Friday.")
    await add_file(page, script=True)
    await expect(page.locator("#draft-state")).to_have_text(words("page-message-draft-saved"))
    document_id = await page.locator("[data-uploads] input[name=document]").get_attribute("value")
    assert document_id is not None
    await checked(site.gateway, document_id, DocumentState.REJECTED, "macros")
    await page.reload()
    await expect(page.locator(".file.refused")).to_contain_text(words("document-verdict-macros"))
    await expect(page.locator("#write :is(li, label)", has_text="rent notice.pdf")).to_have_count(1)
    assert await faults_of(page) == []
    await page.locator(".file.refused [data-act=remove]").click()
    await expect(page.locator(".file")).to_have_count(0)
    await page.get_by_role("button", name=words("page-message-send"), exact=True).click()
    await page.wait_for_url("**/receipts/1")
    await expect(page.locator(".receipt")).not_to_contain_text("rent notice.pdf")


async def test_a_long_name_of_a_file_makes_no_page_wider_than_a_phone(site: Site) -> None:
    await load_into(site.gateway)
    matter = await matter_in(site.gateway, "ana")
    browser = await new_browser(site, "en", viewport=PHONE)
    plain = await new_browser(site, "en", viewport=PHONE, java_script_enabled=False)
    for each in (browser, plain):
        await sign_in(site, each, "ana", "en")
    page, without_script = await browser.new_page(), await plain.new_page()
    new = f"{site.url}/portal/matters/{matter}/messages/new"
    name = f"{'x' * 46}.pdf"
    for _ in range(2):
        # One is put into the message, and one is left to stand elsewhere.
        await without_script.goto(new)
        await without_script.locator("#text").fill("We must leave.")
        await without_script.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": "application/pdf", "buffer": pdf()}]
        )
        for box in await without_script.locator("[data-waiting] input").all():
            await box.uncheck()
        await without_script.get_by_role("button", name=words("page-message-draft-keep")).click()
        await without_script.wait_for_url("**/new?kept=1*")
    for kind in ("waiting", "elsewhere"):
        await expect(without_script.locator(f"[data-{kind}] label")).to_contain_text(name)
    await page.goto(new)
    await expect(page.locator("[data-elsewhere] label")).to_contain_text(name)
    await expect(page.locator(".file .name")).to_have_text(name)
    await expect(page.locator("[data-answers-of] label")).to_contain_text([name])
    for each in (without_script, page):
        assert await each.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@LANGUAGES
async def test_everybody_can_use_them(site: Site, language: str) -> None:
    await load_into(site.gateway)
    for subject in ("vega", "brooks", "imani"):
        await person_of(site.gateway, subject)
    matter = await matter_in(site.gateway, "ana")
    browser, desk = (
        await new_browser(site, language, viewport=NARROW),
        await new_browser(site, language, viewport=NARROW),
    )
    await sign_in(site, browser, "ana", language)
    await sign_in(site, desk, "imani", language)
    page, at_desk = await browser.new_page(), await desk.new_page()
    receipt = await write(page, matter, site, language, script=True)
    thread = receipt.partition("/receipts/")[0]
    faults: dict[str, list[object]] = {}
    looked: list[tuple[Page, str]] = [
        *((page, address) for address in (receipt, thread, f"{site.url}/portal/matters/{matter}/messages")),
        (page, f"{site.url}/portal/matters/{matter}/messages/new"),
        *((at_desk, f"{site.url}/desk/messages{path}") for path in ("", "/away")),
        *((at_desk, f"{site.url}/desk/matters/{matter}/messages{path}") for path in ("", "/new")),
        (at_desk, thread.replace("/portal/", "/desk/")),
    ]
    for shown, address in looked:
        await shown.goto(address)
        for summary in await shown.locator("main summary").all():
            await summary.click()
        faults[address] = await faults_of(shown)
    assert {address: found for address, found in faults.items() if found} == {}


@PICTURES
async def test_pictures(site: Site, tmp_path: Path, language: str, width: str) -> None:
    folder = Path(os.environ.get("TAS_SCREENSHOTS") or tmp_path)
    viewport = PHONE if width == "phone" else DESKTOP
    await load_into(site.gateway)
    await person_of(site.gateway, "vega")
    matter = await matter_in(site.gateway, "ana")
    browser, desk = (
        await new_browser(site, language, viewport=viewport),
        await new_browser(site, language, viewport=viewport),
    )
    await sign_in(site, browser, "ana", language)
    await sign_in(site, desk, "vega", language)
    page, at_desk = await browser.new_page(), await desk.new_page()

    async def keep(of: Page, name: str) -> None:
        await of.mouse.move(1, 1)
        path = folder / f"{name}-{language}-{width}.png"
        await of.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < 250_000

    await page.goto(f"{site.url}/portal/matters/{matter}/messages/new")
    await page.get_by_label(words("page-message-subject", language)).fill("The rent")
    await page.get_by_label(words("page-message-text", language), exact=True).fill("We must leave by Friday.")
    await add_file(page, script=True)
    await page.locator("[data-uploads]").scroll_into_view_if_needed()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await keep(page, "message-new")
    await page.get_by_role("button", name=words("page-message-send", language), exact=True).click()
    await page.wait_for_url("**/receipts/1")
    # Each receipt has a number of its own.
    await page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")).evaluate(
        "number => number.textContent = 'JQ71-TR8Q'"
    )
    await keep(page, "message-receipt")
    await at_desk.goto(f"{site.url}/desk/messages")
    await keep(at_desk, "desk-messages")
    await at_desk.get_by_role("link", name="The rent").first.click()
    await expect(at_desk.get_by_text("We must leave by Friday.")).to_be_visible()
    await keep(at_desk, "desk-thread")
