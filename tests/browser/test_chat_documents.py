"""A document in a live chat, in two browsers: the person sends a photo, the advocate sees it become clean and opens it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from casework.clock import Clock
from casework.conversations.documents import place_of
from casework.documents.models import Document
from tests.browser.conftest import LANGUAGES, PHONE, Site, words
from tests.browser.test_accessible import faults_of
from tests.browser.test_desk import at_desk
from tests.browser.test_signed_in import new_browser, sign_in
from tests.browser.uploading import a_file, choose_files
from tests.support.chat_documents import checked
from tests.support.papers import pdf, photograph
from tests.support.record import HandClock
from tests.support.sample_people import load_into, matter_in

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAME = "carta.jpg"
ASKED = "case:identity_theft_affidavit"
APART = "carta.pdf"
"""What a photograph is called that was made a document by itself."""


@pytest.fixture
def clock() -> Clock | None:
    """The sample's days are counted from this one."""
    return HandClock()


def photo() -> bytes:
    """A small picture, as a telephone makes it."""
    return photograph(size=(60, 80))


async def chat_of_denise(site: Site, language: str, script: bool = True) -> Page:
    """A taxpayer in a new chat about her case; the cases are there."""
    context = await new_browser(site, language, viewport=PHONE, java_script_enabled=script)
    await sign_in(site, context, "denise", language)
    page = await context.new_page()
    await page.goto(f"{site.url}/portal/matters/{await matter_in(site.gateway, 'denise', '8123457')}")
    await page.get_by_role("button", name=words("page-portal-ask-begin", language)).click()
    await page.wait_for_url("**/portal/conversations/*")
    return page


async def document_of(site: Site, page: Page) -> Document:
    """The document of the chat that the page shows."""
    chat = page.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]
    (document,) = await site.gateway.services.documents.of_place(place_of(chat))
    return document


@LANGUAGES
async def test_a_photo_in_a_live_chat_becomes_clean_and_is_opened(site: Site, language: str) -> None:
    _, desk = await at_desk(site, language)
    page = await chat_of_denise(site, language)
    await page.locator("#panel").get_by_role("button", name=words("page-person", language), exact=True).click()
    await desk.locator(".offers").get_by_role("button", name=words("page-work-claim", language)).click()
    await desk.wait_for_url("**/desk/chats/*")
    await expect(page.locator("#panel")).to_have_attribute("data-owner", "agent")

    await page.locator("#documents > summary").click()
    await choose_files(page, a_file(NAME, photo(), "image/jpeg"))
    await page.locator("[data-letter-apart]").click()
    await expect(page.locator("#documents input[name=document]")).to_have_count(1)
    assert await faults_of(page) == []
    await page.locator("#documents-words").fill("This came today")
    await page.get_by_label(words("page-documents-for", language)).select_option(ASKED)
    await page.locator("#documents button.send[name=send]").click()
    sent = page.locator(".transcript > .document")
    await expect(sent).to_contain_text(APART)
    await expect(sent).to_contain_text(words("chat-document-quarantined", language))
    await expect(page.locator(".transcript")).to_contain_text("This came today")
    # It was the last one that was still to come.
    await expect(page.locator("#documents select")).to_have_count(0)

    seen = desk.locator("#transcript > .document")
    await expect(seen).to_contain_text(APART)
    await expect(seen.get_by_role("link")).to_have_count(0)
    await checked(site.gateway, (await document_of(site, page)).id)
    await expect(seen).to_contain_text(words("chat-document-clean", language))
    await expect(sent).to_contain_text(words("chat-document-clean", language))
    await expect(page.locator("#status")).to_contain_text(APART)
    async with desk.expect_download() as downloading:
        await seen.get_by_role("link", name=words("page-documents-open", language)).click()
    download = await downloading.value
    assert download.suggested_filename == APART
    content = (await download.path()).read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"PhoneMaker" in photo()
    assert b"PhoneMaker" not in content
    for shown in (page, desk):
        assert await faults_of(shown) == []


async def test_what_was_sent_after_the_page_was_loaded_again_is_not_offered_once_more(site: Site) -> None:
    await load_into(site.gateway)
    page = await chat_of_denise(site, "en")
    await page.locator("#documents > summary").click()
    await choose_files(page, a_file("form.pdf", pdf()))
    await expect(page.locator("#documents input[name=document]")).to_have_count(1)
    async with page.expect_response(re.compile("/api/v1/documents/")):
        await page.reload()
    await expect(page.locator(".file .name")).to_have_text("form.pdf")
    await page.locator("#documents button.send[name=send]").click()
    await expect(page.locator(".transcript > .document")).to_contain_text("form.pdf")
    await expect(page.locator(".file")).to_have_count(0)
    assert await page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('upload '))") == []


@LANGUAGES
async def test_without_script_it_is_sent_by_a_form(site: Site, language: str) -> None:
    await load_into(site.gateway)
    page = await chat_of_denise(site, language, script=False)
    await page.locator("#documents > summary").click()
    await page.locator("#uploads-files").set_input_files([a_file(NAME, photo(), "image/jpeg")])
    await page.get_by_label(words("page-documents-for", language)).select_option(ASKED)
    await page.locator("#documents button.send[name=send]").click()
    sent = page.locator(".transcript > .document")
    await expect(sent).to_contain_text(words("chat-document-quarantined", language))
    await expect(page.locator("#documents select")).to_have_count(0)
    await checked(site.gateway, (await document_of(site, page)).id)
    await page.reload()
    await expect(sent.get_by_role("link")).to_have_count(2)


@LANGUAGES
async def test_asked_how_papers_are_sent_the_way_stands_open(site: Site, language: str) -> None:
    await load_into(site.gateway)
    page = await chat_of_denise(site, language)
    await expect(page.locator("#documents")).not_to_have_attribute("open", "")
    site.assistant.answer = lambda _request: [{"do": "expect_document", "about": "sending"}]
    await page.locator("#text").fill("letter")
    await page.locator("#text").press("Enter")
    await expect(page.locator("#documents")).to_have_attribute("open", "")
    await page.locator("#documents > summary").click()
    await page.locator("#panel").get_by_role("link", name=words("do-send_document", language)).click()
    await expect(page.locator("#documents-words")).to_be_visible()
