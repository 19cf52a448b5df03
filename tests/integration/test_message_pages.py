"""The pages of secure messages on both sides, as somebody without script uses them."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.case_system.port import MatterId
from casework import listed
from casework.canned import OF_CHATS
from casework.documents import limits
from casework.documents.models import Direction, DocumentState
from casework.documents.sizes import size
from casework.identity.models import EmployeeId
from casework.messages import rules
from tests.support.chat_documents import checked
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.papers import pdf
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import ZONE, SignedInBrowser, load_into, matter_in, person_of, signed_in
from tests.support.uploading import BYTES, TUS, UPLOADS, Sender, metadata


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def tas(tmp_path: Path, clock: HandClock) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=clock) as running:
        await load_into(running)
        for subject in ("vega", "brooks", "imani"):
            await person_of(running, subject)
        yield running


def said(key: str, language: str = "en", **values: object) -> str:
    return TEXTS.say(f"page-{key}", language, values)


async def written(
    browser: SignedInBrowser, matter: str, words: str = "We must leave.", **fields: str | list[str]
) -> str:
    """Writes a new message; the address of its receipt."""
    answer = await browser.post(
        f"/portal/matters/{matter}/messages/new", **{"subject": "The rent", "text": words, "act": "send", **fields}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def test_a_person_writes_and_has_a_receipt_the_advocate_answers_and_both_see_it_read(
    tas: GatewayUnderTest, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        empty = await ana.get(f"/portal/matters/{matter}/messages?language=en")
        assert said("message-none") in empty.text
        assert f'href="/portal/matters/{matter}/messages/new"' in empty.text
        form = await ana.get(f"/portal/matters/{matter}/messages/new?language=en")
        assert said("message-goes-to", name="Lucia Vega") in form.text
        receipt_at = await written(ana, matter)
        receipt = await ana.get(f"{receipt_at}?language=en")
        for words in (
            said("message-receipt-answer", days_count=3),
            said("message-receipt-deadlines"),
            "Lucia Vega",
            "The rent",
        ):
            assert words in receipt.text, words
        assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", receipt.text)
        assert 'href="tel:+1' in receipt.text
        inbox = await vega.get("/desk/messages")
        assert "The rent" in inbox.text
        assert "Ana Rivera" in inbox.text
        by_on = rules.last_day(rules.answer_by(tas.services.clock.now(), ZONE), ZONE)
        assert by_on is not None
        for page in (inbox, await vega.get(f"/desk/matters/{matter}/messages")):
            assert said("inbox-by", by_on=by_on.isoformat()) in page.text
        at_desk = re.search(r'href="(/desk/matters/[^"]+/messages/[0-9a-f-]{36})"', inbox.text)
        assert at_desk is not None
        assert "We must leave." in (await vega.get(at_desk[1])).text
        thread_at = receipt_at.partition("/receipts/")[0]
        assert said("message-read-by", name="Lucia Vega") in (await ana.get(f"{thread_at}?language=en")).text
        answered = await vega.post(at_desk[1], text="I have called them.", act="send")
        assert answered.status_code == 303, answered.text
        home = await ana.get("/portal?language=en")
        assert said("portal-messages-new", unread_count=1) in home.text
        assert "I have called them." in (await ana.get(thread_at)).text
        assert said("message-read-by", name="Ana Rivera") in (await vega.get(at_desk[1])).text
        assert said("portal-messages-new", unread_count=1) not in (await ana.get("/portal?language=en")).text
    logged = capsys.readouterr().out
    assert '"portal_messages.send_new"' in logged
    for sentinel in ("The rent", "leave", "called", "Ana Rivera", matter):
        assert sentinel not in logged, sentinel


@pytest.mark.parametrize("where", ["page", "api", "desk"])
async def test_asking_for_the_headers_alone_opens_nothing(tas: GatewayUnderTest, where: str) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        theirs = (await written(ana, matter)).partition("/receipts/")[0]
        thread_id = theirs.rpartition("/")[2]
        staffs = f"/desk/matters/{matter}/messages/{thread_id}"
        reader, at, writer, watched, name = {
            "page": (ana, theirs, vega, staffs, "Ana Rivera"),
            "api": (ana, f"/api/v1/matters/{matter}/threads/{thread_id}/messages", vega, staffs, "Ana Rivera"),
            "desk": (vega, staffs, ana, theirs, "Lucia Vega"),
        }[where]
        if writer is vega:
            await vega.post(staffs, text="I have called them.", act="send")
        read = said("message-read-by", name=name)
        assert (await reader.client.head(at)).status_code == 200
        assert read not in (await writer.get(f"{watched}?language=en")).text
        await reader.get(at)
        assert read in (await writer.get(f"{watched}?language=en")).text


async def test_what_was_not_taken_stays_with_the_reason(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana:
        where = f"/portal/matters/{matter}/messages/new"
        for fields, code in (
            ({"subject": "", "text": "Kept words"}, "subject_missing"),
            ({"subject": "x", "text": ""}, "text_missing"),
            ({"subject": "Kept", "text": "Kept words", "code": "AAAA-AAAA-AAA"}, "employee_code_unknown"),
            ({"subject": "Kept", "text": "Kept words", "document": "x" * 43}, "document_not_ready"),
        ):
            answer = await ana.post(f"{where}?language=en", **{"act": "send", **fields})
            assert answer.status_code >= 400, code
            shown = html.unescape(answer.text)
            assert TEXTS.say(f"error-{code}", "en") in shown, code
            assert all(typed in shown or len(typed) == 43 for typed in fields.values())
        assert said("message-none") in (await ana.get(f"/portal/matters/{matter}/messages?language=en")).text


async def test_the_box_for_files_says_how_many_a_message_takes(tas: GatewayUnderTest) -> None:
    matter, most = await matter_in(tas, "ana"), rules.limits(tas.services.absences.today()).documents
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        thread = (await written(ana, matter)).partition("/receipts/")[0]
        for browser, address, direction in (
            (ana, f"/portal/matters/{matter}/messages/new", Direction.INBOUND),
            (ana, thread, Direction.INBOUND),
            (vega, thread.replace("/portal/", "/desk/"), Direction.OUTBOUND),
        ):
            page = (await browser.get(f"{address}?language=en")).text
            assert f'data-most-files="{most}"' in page
            together = size(limits.message_limit(direction, tas.services.absences.today()).total_bytes, "en")
            assert said("uploads-hint", files=str(most), most=together) in html.unescape(page), address
        too_many = [f"{number:043}" for number in range(most + 1)]
        refused = await ana.post(f"{thread}?language=en", text="All of them", document=too_many, act="send")
        assert TEXTS.say("error-documents_too_many", "en") in html.unescape(refused.text)
        chat = await tas.services.portal.begin(ana.actor, matter, "en", ZONE, client_id())
        most_in_chat = limits.message_limit(Direction.INBOUND, tas.services.absences.today()).files
        assert f'data-most-files="{most_in_chat}"' in (await ana.get(f"/portal/conversations/{chat}")).text


async def test_what_nobody_could_look_into_is_released_by_a_button(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega, signed_in(tas, "petra") as petra:
        # What was sent is looked into when the test says so.
        await tas.services.check_runner.drain()
        document_id = await Sender(tas, ana, matter).sent(b"behind a password")
        theirs = (await written(ana, matter, document=document_id)).partition("/receipts/")[0]
        thread = theirs.replace("/portal/", "/desk/")
        action = f"{thread}/documents/{document_id}/release"
        assert action not in (await vega.get(thread)).text
        await checked(tas, document_id, DocumentState.UNSCANNABLE, "encrypted")
        shown = html.unescape((await vega.get(f"{thread}?language=en")).text)
        assert f'action="{action}"' in shown
        assert said("work-unscannable-encrypted") in shown
        assert TEXTS.say("document-verdict-encrypted", "en") not in shown
        for browser, where in ((ana, theirs), (petra, thread)):
            assert "/release" not in (await browser.get(where)).text
            assert (await browser.post(action, reason="known")).status_code == 404
        wrong = await vega.post(f"{action}?language=en", reason="mine")
        assert wrong.status_code == 422
        assert TEXTS.say("error-release_reason_unknown", "en") in wrong.text
        assert (await ana.get(f"/documents/{document_id}")).status_code == 409
        released = await vega.post(action, reason="known")
        assert (released.status_code, released.headers["location"]) == (303, thread)
        for browser, where in ((ana, theirs), (vega, thread)):
            page = (await browser.get(f"{where}?language=en")).text
            assert f'href="/documents/{document_id}/view"' in page
            assert f"· {said('message-document-released')}<" in page
            assert said("view-released") in (await browser.get(f"/documents/{document_id}/view?language=en")).text
            assert (await browser.get(f"/documents/{document_id}")).content == b"behind a password"


@pytest.mark.parametrize(("sender", "reader"), [("ana", "vega"), ("vega", "ana")])
@pytest.mark.parametrize("state", [DocumentState.REJECTED, DocumentState.UNSCANNABLE])
async def test_what_to_do_about_a_document_is_told_its_sender_alone(
    tas: GatewayUnderTest, sender: str, reader: str, state: DocumentState
) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        await tas.services.check_runner.drain()
        browsers = {"ana": ana, "vega": vega}
        thread = (await written(ana, matter)).partition("/receipts/")[0]
        pages = {"ana": thread, "vega": thread.replace("/portal/", "/desk/")}
        document_id = await Sender(tas, browsers[sender], matter).sent(b"of no use")
        sent = await browsers[sender].post(pages[sender], text="See this.", document=document_id, act="send")
        assert sent.status_code == 303, sent.text
        await checked(tas, document_id, state, "encrypted")
        own, theirs = said(f"message-document-{state}"), said(f"message-document-{state}-theirs")
        for who, told, untold in ((sender, own, theirs), (reader, theirs, own)):
            page = html.unescape((await browsers[who].get(f"{pages[who]}?language=en")).text)
            assert f"· {told}<" in page, who
            assert f"· {untold}<" not in page, who


async def test_a_draft_is_found_on_another_device(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "ana") as elsewhere:
        where = f"/portal/matters/{matter}/messages/new"
        kept = await ana.post(where, subject="Half", text="So far", act="draft")
        assert kept.headers["location"] == f"{where}?kept=1#write"
        there = await elsewhere.get(f"{where}?language=en")
        assert "So far" in there.text
        assert 'value="Half"' in there.text
        assert said("message-draft-here") in there.text
        assert (
            said("message-draft-waits") in (await elsewhere.get(f"/portal/matters/{matter}/messages?language=en")).text
        )


async def brought(browser: SignedInBrowser, address: str, *names: str, **fields: str) -> httpx.Response:
    """A form with files, as a browser without script sends it; one if none is named."""
    told = {"csrf": browser.csrf, "client_id": client_id(), **fields}
    parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in told.items()]
    parts += [("file", (name, pdf(), "application/pdf")) for name in names or ("pay stub.pdf",)]
    return await browser.client.post(f"{address}/files?language=en", files=parts)


def boxes(page: str, kind: str) -> dict[str, bool]:
    """The files of a form that were put in here (`waiting`) or `elsewhere`: which of them are ticked."""
    fieldset = re.search(rf"<fieldset data-{kind}>.*?</fieldset>", page, re.DOTALL)
    found = re.findall(r'name="document" value="([^"]+)"( checked)?', fieldset[0] if fieldset else "")
    return {document: bool(ticked) for document, ticked in found}


@pytest.mark.parametrize(("subject", "side"), [("ana", "portal"), ("vega", "desk")])
async def test_what_was_put_into_one_message_goes_with_no_other_unasked(
    tas: GatewayUnderTest, subject: str, side: str
) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, subject) as writer:
        threads = [(await written(ana, matter)).partition("/receipts/")[0] for _ in range(2)]
        first, second = [each.replace("/portal/", f"/{side}/") for each in threads]
        new = f"/{side}/matters/{matter}/messages/new"
        kept = await brought(writer, first, text="", act="draft")
        assert kept.status_code == 303, kept.text
        (ticked,) = boxes((await writer.get(first)).text, "waiting").items()
        document_id = ticked[0]
        assert ticked == (document_id, True)
        for elsewhere in (second, new):
            page = (await writer.get(f"{elsewhere}?language=en")).text
            assert boxes(page, "waiting") == {}
            assert boxes(page, "elsewhere") == {document_id: False}
            assert said("uploads-elsewhere") in page
        # A message that failed holds what it brought, as its page shows, and nothing more.
        failed = await brought(writer, new, subject="", text="We wait.", act="send")
        assert failed.status_code == 422
        (other,) = boxes(failed.text, "waiting")
        assert boxes(failed.text, "waiting") == {other: True}
        assert boxes(failed.text, "elsewhere") == {document_id: False}
        assert boxes((await writer.get(first)).text, "elsewhere") == {other: False}
        # Whoever chooses it sends it from where they are.
        assert (await writer.post(second, text="Here.", document=document_id, act="send")).status_code == 303
        stands = {each.id: each for each in await tas.services.documents.described(None, [document_id, other])}
        assert {each: one.attached_to is not None for each, one in stands.items()} == {document_id: True, other: False}
        for address in (first, second):
            assert boxes((await writer.get(address)).text, "waiting") == {}
            assert boxes((await writer.get(address)).text, "elsewhere") == {other: False}


async def test_a_file_is_as_long_on_its_receipt_and_in_its_thread_as_where_it_was_put_in(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana:
        new = f"/portal/matters/{matter}/messages/new"
        assert (await brought(ana, new, text="", act="draft")).status_code == 303
        page = (await ana.get(f"{new}?language=en")).text
        (document_id,) = boxes(page, "waiting")
        long = size(len(pdf()), "en")
        assert f"({long})" in page
        receipt_at = await written(ana, matter, document=document_id)
        for shown in (receipt_at, receipt_at.partition("/receipts/")[0]):
            assert f'<span class="hint">{long}' in (await ana.get(f"{shown}?language=en")).text


def papers(page: str) -> dict[str, str]:
    """Which paper each file of a form is said to be; empty: none that was asked for."""
    selects = re.findall(r'<select id="for-([^"]+)"(.*?)</select>', page, re.DOTALL)
    return {document: "".join(re.findall(r'value="([^"]*)" selected', options)) for document, options in selects}


async def test_what_a_paper_is_for_is_kept_with_the_draft_and_where_sending_fails(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana:
        new = f"/portal/matters/{matter}/messages/new"
        chosen = {"for": "case:rent_notice"}
        failed = await brought(ana, new, subject="", text="Here.", act="send", **chosen)
        assert failed.status_code == 422
        (first,) = boxes(failed.text, "waiting")
        assert papers(failed.text) == {first: "case:rent_notice"}
        kept = await ana.post(new, text="", document=first, act="draft", **{f"for-{first}": "case:rent_notice"})
        assert kept.status_code == 303
        assert papers((await ana.get(new)).text) == {first: "case:rent_notice"}
        # Files that come along with the draft, and a paper that nobody asks for.
        again = await brought(ana, new, text="", document=first, act="draft", **chosen, **{f"for-{first}": "case:none"})
        assert again.status_code == 303
        page = (await ana.get(new)).text
        second = next(each for each in boxes(page, "waiting") if each != first)
        assert papers(page) == {first: "", second: "case:rent_notice"}
        # What the page then holds is sent, and marked.
        sent = {"subject": "Papers", "text": "Here.", "document": second, "act": "send"}
        assert (await ana.post(new, **sent, **{f"for-{second}": "case:rent_notice"})).status_code == 303
        asked = await tas.services.messages.asked(await person_of(tas, "ana"), MatterId(matter))
        assert {each.code: each.documents for each in asked}["rent_notice"] == (second,)


@pytest.mark.parametrize("act", ["send", "draft"])
@pytest.mark.parametrize(("subject", "side"), [("ana", "portal"), ("vega", "desk")])
async def test_each_file_that_is_not_taken_is_named_and_what_else_was_given_stays(
    tas: GatewayUnderTest, subject: str, side: str, act: str
) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, subject) as writer:
        thread = (await written(ana, matter)).partition("/receipts/")[0].replace("/portal/", f"/{side}/")
        for address in (f"/{side}/matters/{matter}/messages/new", thread):
            names = ("letter.pdf.exe", "rent notice.pdf", "<b>form</b>.scr")
            answer = await brought(writer, address, *names, subject="Kept", text="Kept words", act=act)
            assert answer.status_code == 422
            error = re.search(r'<p id="error"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
            assert error is not None
            why = TEXTS.say("error-document_name_refused", "en")
            told = re.sub("[\u2068\u2069]", "", html.unescape(error[1]))
            assert told == f"letter.pdf.exe: {why} <b>form</b>.scr: {why}"
            assert "<b>" not in error[1]
            assert "Kept words" in answer.text
            assert list(boxes(answer.text, "waiting").values()) == [True]
            assert "rent notice.pdf" in answer.text


async def test_a_rejected_file_stands_in_its_own_message_alone_with_the_reason_until_it_is_taken_out(
    tas: GatewayUnderTest,
) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana:
        thread = (await written(ana, matter)).partition("/receipts/")[0]
        new = f"/portal/matters/{matter}/messages/new"
        assert (await brought(ana, new, subject="Papers", text="Here.", act="draft")).status_code == 303
        (document_id,) = boxes((await ana.get(new)).text, "waiting")
        await tas.services.check_runner.drain()
        await checked(tas, document_id, DocumentState.REJECTED, "macros")
        page = html.unescape((await ana.get(f"{new}?language=en")).text)
        assert boxes(page, "waiting") == {document_id: True}
        assert page.count("pay stub.pdf") == 2  # its box, and what script reads of it
        assert TEXTS.say("document-verdict-macros", "en") in page
        assert said("uploads-untick") in page
        assert "pay stub.pdf" not in (await ana.get(thread)).text
        sent = {"subject": "Papers", "text": "Here.", "act": "send"}
        refused = await ana.post(f"{new}?language=en", document=document_id, **sent)
        assert TEXTS.say("document-verdict-macros", "en") in html.unescape(refused.text)
        assert (await ana.post(new, subject="Papers", text="Here.", act="draft")).status_code == 303
        assert "pay stub.pdf" not in (await ana.get(new)).text
        assert (await ana.post(new, **sent)).status_code == 303


async def test_others_threads_are_told_as_missing_ones(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "robert") as robert, signed_in(tas, "marcos") as marcos:
        thread = (await written(ana, matter)).partition("/receipts/")[0]
        missing = f"/portal/matters/{matter}/messages/6f8d5a50-0000-4000-8000-000000000001"
        for browser in (robert, marcos):
            for path in ("", "/receipts/1"):
                others, none = await browser.get(thread + path), await browser.get(missing + path)
                assert (others.status_code, none.status_code) == (404, 404)
                assert re.sub(r"[0-9a-f]{16}|[0-9a-f-]{36}", "", others.text) == re.sub(
                    r"[0-9a-f]{16}|[0-9a-f-]{36}", "", none.text
                )
        assert (await robert.get(f"/portal/matters/{matter}/messages")).status_code == 200
        assert (await marcos.get(f"/portal/matters/{matter}/messages")).status_code == 404


async def test_staff_ask_for_papers_and_the_person_sees_them_with_their_day(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    due = (tas.services.authority.today() + timedelta(days=9)).isoformat()
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        where = f"/desk/matters/{matter}/messages"
        form = await vega.get(f"{where}/new")
        assert "Robert Okafor" in form.text
        fields = {"subject": "Papers", "text": "Please.", "to": "taxpayer", "ask_code_1": "utility_notice"}
        sent = await vega.post(f"{where}/new", **fields, ask_due_1=due, act="send")
        assert sent.status_code == 303, sent.text
        page = await ana.get(f"/portal/matters/{matter}?language=en")
        assert TEXTS.say("case-document-utility_notice", "en") in page.text
        papers = await ana.get(f"/portal/matters/{matter}/papers?language=en")
        assert TEXTS.say("case-document-utility_notice", "en") in papers.text
        assert f'href="/portal/matters/{matter}/messages/new"' in papers.text
        listed = await vega.get(where)
        withdraw = re.search(r'action="([^"]+/withdraw)"', listed.text)
        assert withdraw is not None
        assert (await vega.post(withdraw[1])).status_code == 303
        assert TEXTS.say("case-document-utility_notice", "en") not in (await ana.get(f"/portal/matters/{matter}")).text


async def test_ready_texts_are_put_in_and_none_with_gaps_is_sent(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        thread = (await written(ana, matter)).partition("/receipts/")[0].replace("/portal/", "/desk/")
        names = [name for name in tas.services.canned.names() if name not in OF_CHATS]
        offered = re.findall(r'<option value="(?:en|es):([^"]+)"', (await vega.get(thread)).text)
        assert sorted(offered) == sorted(names * 2)
        # Whoever reads it later is in no chat, and has signed in.
        of_chats = await vega.post(thread, text="Hola", ready="es:not-signed-in", act="ready")
        assert (of_chats.status_code, TEXTS.say("error-field_invalid", "en") in of_chats.text) == (422, True)
        filled = {name: tas.services.canned.show(name, "es", {"agent_name": "Lucia Vega"}).text for name in names}
        gappy = next(name for name, text in filled.items() if tas.services.canned.gaps(text))
        put = await vega.post(thread, text="Hola", ready=f"es:{gappy}", act="ready")
        assert put.status_code == 303, put.text
        page = await vega.get(thread)
        assert "Hola" in page.text
        answer = await vega.post(thread, text=filled[gappy], act="send")
        assert (answer.status_code, TEXTS.say("error-reply_has_gaps", "en") in answer.text) == (422, True)


async def test_who_is_away_says_so_and_the_sender_is_told_at_once(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    today = tas.services.authority.today()
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega, signed_in(tas, "brooks") as brooks:
        days = {"from_on": today.isoformat(), "until_on": (today + timedelta(days=6)).isoformat()}
        bad = await vega.post("/desk/messages/away", **days, substitute="E1001", act="away")
        assert TEXTS.say("error-absence_substitute", "en") in bad.text
        assert (await vega.post("/desk/messages/away", **days, substitute="E1002", act="away")).status_code == 303
        until = (today + timedelta(days=6)).isoformat()
        told = said("message-away", name="Lucia Vega", reader="Daniel Brooks", until_on=until)
        where = f"/portal/matters/{matter}/messages/new?language=en"
        assert told in (await ana.get(where)).text
        assert told in (await ana.get(f"{await written(ana, matter)}?language=en")).text
        assert said("inbox-instead", name="Lucia Vega") in (await brooks.get("/desk/messages")).text
        await vega.post("/desk/messages/away", act="back")
        assert "Daniel Brooks" not in (await ana.get(where)).text
        assert "The rent" not in (await brooks.get("/desk/messages")).text


async def test_supervisors_see_what_waits_too_long_and_give_it_to_somebody(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega, signed_in(tas, "imani") as imani:
        thread = (await written(ana, matter)).partition("/receipts/")[0].replace("/portal/", "/desk/")
        assert "The rent" not in (await imani.get("/desk/board")).text
        assert isinstance(tas.services.clock, HandClock)
        late_since = str(rules.last_day(rules.answer_by(tas.services.clock.now(), ZONE), ZONE))
        tas.services.clock.forward(days=9)
    async with signed_in(tas, "imani") as imani, signed_in(tas, "vega") as vega:
        assert "The rent" in (await imani.get("/desk/board")).text
        late = await imani.get("/desk/messages")
        assert said("inbox-reader", name="Lucia Vega") in late.text
        assert said("inbox-late", by_on=late_since) in late.text
        given = await imani.post(f"{thread}/forward", employee="E1003", note="I take it.", act="reassign")
        assert given.status_code == 303, given.text
        assert "The rent" not in (await vega.get("/desk/messages")).text
        given = await imani.post(f"{thread}/forward", employee="E1001", note="Please today.", act="reassign")
        assert given.status_code == 303, given.text
        seen = (await vega.get("/desk/messages")).text
        assert said("inbox-forwarded") in seen
        assert "Please today." in (await vega.get(thread)).text


async def test_a_consent_is_recorded_shown_to_the_taxpayer_and_ended_by_them(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega, signed_in(tas, "irene") as irene:
        thread = (await written(ana, matter)).partition("/receipts/")[0]
        given = {"name": "Irene Castro", "paper": "signed_letter", "given_on": "2026-11-19"}
        bad = await vega.post(f"/desk/matters/{matter}/consents", **given, number="12")
        assert TEXTS.say("error-consent_number", "en") in bad.text
        recorded = await vega.post(f"/desk/matters/{matter}/consents", **given, number="000-12-3411")
        assert recorded.status_code == 303, recorded.text
        at_desk = thread.replace("/portal/", "/desk/")
        person = re.search(r'<option value="(consent:[^"]+)"', (await vega.get(at_desk)).text)
        assert person is not None
        assert (await vega.post(f"{at_desk}/people", person=person[1])).status_code == 303
        home = await irene.get("/portal?language=en")
        assert f'href="/portal/matters/{matter}/messages"' in home.text
        assert f'href="/portal/matters/{matter}"' not in home.text
        assert "We must leave." in (await irene.get(thread)).text
        people = await ana.get(f"/portal/matters/{matter}/people?language=en")
        assert "Irene Castro" in people.text
        end = re.search(r'action="([^"]+/end)"', people.text)
        assert end is not None
        assert (await ana.post(end[1])).status_code == 303
        assert (await irene.get(thread)).status_code == 404
        assert said("consent-over") in (await ana.get(f"/portal/matters/{matter}/people?language=en")).text


async def test_both_languages_and_no_words_left_unsaid(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as ana, signed_in(tas, "imani") as imani:
        receipt = await written(ana, matter)
        thread = receipt.partition("/receipts/")[0]
        assert await tas.services.absences.planned(EmployeeId("E1003")) is None
        for language in ("en", "es"):
            for browser, path in (
                (ana, f"/portal/matters/{matter}/messages"),
                (ana, f"/portal/matters/{matter}/messages/new"),
                (ana, thread),
                (ana, receipt),
                (ana, f"/portal/matters/{matter}/papers"),
                (ana, f"/portal/matters/{matter}/people"),
                (ana, "/portal"),
                (imani, "/desk/messages"),
                (imani, "/desk/messages/away"),
                (imani, f"/desk/matters/{matter}/messages"),
                (imani, f"/desk/matters/{matter}/messages/new"),
                (imani, thread.replace("/portal/", "/desk/")),
            ):
                page = await browser.get(f"{path}?language={language}")
                assert page.status_code == 200, (path, page.text)
                assert f'<html lang="{language}"' in page.text


async def test_lists_that_are_long_go_on_or_say_that_they_stop(
    tas: GatewayUnderTest, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "MOST", 2)
    matter = await matter_in(tas, "ana")
    await tas.services.check_runner.drain()
    async with signed_in(tas, "ana") as ana, signed_in(tas, "vega") as vega:
        for number in range(5):
            clock.forward(seconds=1)
            await written(ana, matter, subject=f"Subject {number}")
        # A chat is sent what the inbox and the page of the case list beside messages.
        chat = await tas.services.portal.begin(ana.actor, matter, "en", ZONE, client_id())
        for number in range(3):
            clock.forward(seconds=1)
            told = metadata(conversation=chat, client_id=client_id(), name=f"paper {number}.txt", type="text/plain")
            headers = {**TUS, "X-CSRF-Token": ana.csrf, "Upload-Length": "1", "Upload-Metadata": told}
            where = (await ana.client.post(UPLOADS, headers=headers)).headers["location"]
            patch = {**TUS, "X-CSRF-Token": ana.csrf, "Upload-Offset": "0", "Content-Type": BYTES}
            await ana.client.patch(where, content=b"x", headers=patch)
            document_id = where.rpartition("/")[2]
            message = {"client_id": client_id(), "documents": [document_id]}
            sent = await ana.client.post(
                f"/api/v1/conversations/{chat}/messages", json=message, headers={"X-CSRF-Token": ana.csrf}
            )
            assert sent.status_code == 201, sent.text
            await checked(tas, document_id)
        for browser, case in ((ana, f"/portal/matters/{matter}/messages"), (vega, f"/desk/matters/{matter}/messages")):
            seen: list[str] = []
            link = "?threads=0"
            while link:
                page = (await browser.get(f"{case}{link}&language=en")).text
                found = re.findall(r"Subject \d", page)
                assert 0 < len(found) <= 2
                seen += found
                older = re.search(rf'href="([^"]+)">{said("listed-older-threads")}<', page)
                link = older[1] if older else ""
            assert seen == [f"Subject {number}" for number in (4, 3, 2, 1, 0)], case
            assert f'href="?threads=2">{said("listed-newer-threads")}<' in page
        told_of = []
        for skip in (0, 2, 4):
            part = (await ana.client.get(f"/api/v1/matters/{matter}/threads?threads={skip}")).json()
            told_of.append(([each["subject"][-1] for each in part["threads"]], part["more"]))
        assert told_of == [(["4", "3"], True), (["2", "1"], True), (["0"], False)]
        case = f"/desk/matters/{matter}/messages"
        first, last = [(await vega.get(f"{case}?chats={skip}&language=en")).text for skip in (0, 2)]
        assert re.findall(r"paper \d", first) == ["paper 2", "paper 1"]
        assert f'href="?chats=2">{said("listed-older-chats")}<' in first
        assert re.findall(r"paper \d", last) == ["paper 0"]
        inbox = (await vega.get("/desk/messages?language=en")).text
        assert inbox.count(said("listed-first")) == 2
        assert re.findall(r"paper \d", inbox) == ["paper 0", "paper 1"]
        monkeypatch.setattr(listed, "MOST", 5)
        for browser, path in ((ana, f"/portal/matters/{matter}/messages"), (vega, case), (vega, "/desk/messages")):
            page = (await browser.get(f"{path}?language=en")).text
            assert "Subject 0" in page
            assert all(said(f"listed-{words}") not in page for words in ("first", "older-threads", "older-chats"))
