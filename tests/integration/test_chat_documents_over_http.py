"""Documents in chats over HTTP: both sides, live and without script, and nobody who may not."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from adapters.case_system.port import MatterId
from casework.conversations.models import ClientId
from casework.documents.models import DocumentState
from casework.messages.models import STILL_TO_COME, Ask, Asked, AskedState, Sending
from tests.support.chat_documents import checked
from tests.support.desk_browser import AgentBrowser, SignedInGuest, at_desk, events_of, on_the_portal, until
from tests.support.gateway import GatewayUnderTest, gateway, take
from tests.support.record import TEXTS, client_id
from tests.support.sample_people import ZONE, load_into, matter_in, person_of, signed_in
from tests.support.uploading import BYTES, TUS, UPLOADS, call_clean, metadata

CONTENT = b"%PDF-1.7 the letter of nobody-but-me-4711"
NAME = "carta-nobody-but-me-4711.pdf"


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        await load_into(running)
        yield running


@pytest.fixture
async def denise(tas: GatewayUnderTest) -> AsyncIterator[SignedInGuest]:
    async with on_the_portal(tas, "denise") as guest:
        yield guest


async def uploaded(client: httpx.AsyncClient, csrf: str, chat: str, name: str = NAME) -> str:
    """A finished upload for a chat, as script sends it."""
    told = metadata(conversation=chat, client_id=str(uuid.uuid4()), name=name, type="application/pdf")
    headers = {**TUS, "X-CSRF-Token": csrf}
    begun = await client.post(UPLOADS, headers={**headers, "Upload-Length": str(len(CONTENT)), "Upload-Metadata": told})
    assert begun.status_code == 201, begun.text
    path = begun.headers["location"]
    sent = await client.patch(path, content=CONTENT, headers={**headers, "Upload-Offset": "0", "Content-Type": BYTES})
    assert sent.status_code == 204, sent.text
    return str(path.rpartition("/")[2])


@asynccontextmanager
async def on_the_portal_of(tas: GatewayUnderTest, subject: str, of_whom: str) -> AsyncIterator[SignedInGuest]:
    """Somebody in a new conversation about another's case."""
    async with signed_in(tas, subject) as browser:
        matter_id = await matter_in(tas, of_whom)
        chat = await tas.services.portal.begin(browser.actor, matter_id, "en", ZONE, client_id())
        yield SignedInGuest(chat, "", browser.client, browser.csrf)


@pytest.fixture(autouse=True)
async def nobody_looks_into_it(tas: GatewayUnderTest) -> None:
    """What was sent is checked when a test says so (`checked`), and never beside it."""
    await tas.services.check_runner.drain()


async def of(guest: SignedInGuest, name: str = NAME) -> str:
    return await uploaded(guest.client, guest.csrf, guest.id, name)


async def sends(guest: SignedInGuest, *ids: str, **more: str) -> httpx.Response:
    return await guest.post(documents=list(ids), **more)  # type: ignore[arg-type]


@asynccontextmanager
async def advocate(tas: GatewayUnderTest, guest: SignedInGuest) -> AsyncIterator[AgentBrowser]:
    """An advocate who has the guest's chat."""
    async with at_desk(tas, "vega") as vega:
        await vega.presence()
        await guest.choose("do.person")
        await vega.claim(guest.id)
        yield vega


def page_of(guest: SignedInGuest) -> str:
    return f"/portal/conversations/{guest.id}"


async def test_sent_checked_and_told_by_the_stream_once_and_in_order(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    document_id, sent = await of(denise), client_id()
    async with denise.stream(after=2) as blocks:
        answer = await sends(denise, document_id, text="the letter", client_id=sent)
        assert answer.status_code == 201, answer.text
        seq = answer.json()["seq"]
        again = await sends(denise, document_id, text="the letter", client_id=sent)
        assert (again.status_code, again.json()) == (200, {"seq": seq})
        await checked(tas, document_id)
        told = await take(blocks, 5)
    assert [event["kind"] for event in told if event["author"] != "assistant"][:3] == ["message", "document", "notice"]
    states = [(event["state"], event.get("of_seq")) for event in told if event["kind"] == "document"]
    assert states == [("quarantined", None), ("clean", seq + 1)]


async def test_the_page_without_script_shows_one_entry_as_it_stands_last(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    document_id = await of(denise)
    await sends(denise, document_id)
    page = (await denise.client.get(page_of(denise))).text
    assert page.count(NAME) == 1
    assert "Now it is being checked" in page
    assert f"/documents/{document_id}" not in page
    await checked(tas, document_id)
    page = (await denise.client.get(page_of(denise))).text
    assert len(re.findall(r'<li id="e\d+" class="you document"', page)) == 1
    assert f'href="/documents/{document_id}"' in page
    text = (await denise.client.get(f"{page_of(denise)}/chat.txt")).text
    assert text.count(NAME) == 1
    assert "The check found nothing harmful" in text
    printed = (await denise.client.get(f"{page_of(denise)}/print")).text
    assert printed.count("The check found nothing harmful") == 1
    opened = await denise.client.get(f"/documents/{document_id}")
    assert (opened.status_code, opened.content) == (200, CONTENT)


@dataclass(frozen=True)
class Papers:
    """What was asked for in somebody's case, as they and their advocate see it."""

    tas: GatewayUnderTest
    guest: SignedInGuest
    matter: MatterId

    async def states(self) -> dict[str, AskedState]:
        actor = await person_of(self.tas, "brooks")
        services = self.tas.services
        return {each.key: each.state for each in await services.messages.asked(actor, self.matter)}

    async def by_form(self, paper: str, *ids: str) -> httpx.Response:
        fields = {"csrf": self.guest.csrf, "client_id": client_id(), "text": "", "for": paper}
        parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in fields.items()]
        parts += [("document", (None, each)) for each in ids] or [("file", (NAME, CONTENT, "application/pdf"))]
        return await self.guest.client.post(f"{page_of(self.guest)}/documents", files=parts)


@pytest.fixture
async def papers(tas: GatewayUnderTest, denise: SignedInGuest) -> Papers:
    """Denise's: one of the case system's, and one that was asked for in a thread."""
    matter, staff = await matter_in(tas, "denise"), await person_of(tas, "brooks")
    due = tas.services.absences.today() + timedelta(days=9)
    asks = Sending(
        ClientId(client_id()), "Please send it.", "Your pay stub", to=("taxpayer",), asks=(Ask("income_proof", due),)
    )
    await tas.services.messages.send(staff, matter, None, asks)
    return Papers(tas, denise, matter)


@pytest.mark.parametrize("live", [False, True], ids=["with the assistant", "with an advocate"])
@pytest.mark.parametrize("way", ["api", "form", "form with its files"])
async def test_a_paper_that_was_asked_for_is_ticked_off_in_a_chat(
    tas: GatewayUnderTest, papers: Papers, live: bool, way: str
) -> None:
    guest = papers.guest
    before = await papers.states()
    (key,) = (each for each in before if each.startswith("request:"))
    async with AsyncExitStack() as stack:
        if live:
            await stack.enter_async_context(advocate(tas, guest))
        page = (await guest.client.get(f"{page_of(guest)}?language=en")).text
        assert TEXTS.say("page-documents-for", "en") in page
        assert set(re.findall(r'<option value="([^"]+)"', page)) == {
            each for each in before if before[each] in STILL_TO_COME
        }
        if way == "api":
            ids = [await of(guest), await of(guest, "second.pdf")]
            answer = await sends(guest, *ids, answers={ids[0]: key})  # type: ignore[arg-type]
            assert answer.status_code == 201, answer.text
        else:
            ids = [await of(guest)] if way == "form" else []
            answer = await papers.by_form(key, *ids)
            assert answer.status_code == 303, answer.text
    assert await papers.states() == before | {key: AskedState.RECEIVED}
    page = (await guest.client.get(page_of(guest))).text
    assert f'<option value="{key}"' not in page
    (document,) = (each.documents[0] for each in await of_request(papers) if each.key == key)
    await checked(tas, document, DocumentState.REJECTED, "malware")
    assert await papers.states() == before | {key: AskedState.REJECTED}
    assert f'<option value="{key}"' in (await guest.client.get(page_of(guest))).text


async def of_request(papers: Papers) -> list[Asked]:
    staff = await person_of(papers.tas, "brooks")
    return await papers.tas.services.messages.asked(staff, papers.matter)


async def test_nothing_is_sent_for_a_paper_that_nobody_asked_for(tas: GatewayUnderTest, papers: Papers) -> None:
    guest, before = papers.guest, await papers.states()
    document_id, key = await of(guest), next(iter(before))
    unknown = await sends(guest, document_id, answers={document_id: "case:nothing"})  # type: ignore[arg-type]
    assert (unknown.status_code, unknown.json()["code"]) == (422, "asked_unknown")
    other = await sends(guest, document_id, answers={"x" * 43: key})  # type: ignore[arg-type]
    assert other.status_code == 422
    # What can't be sent answers nothing, and what was chosen stays chosen.
    failed = await papers.by_form(key, "x" * 43)
    assert failed.status_code == 409
    assert f'<option value="{key}" selected>' in failed.text
    assert await papers.states() == before
    about_nothing = await tas.services.portal.begin(
        (await person_of(tas, "denise")), None, "en", ZONE, ClientId(client_id())
    )
    elsewhere = SignedInGuest(about_nothing, "", guest.client, guest.csrf)
    assert TEXTS.say("page-documents-for", "en") not in (await guest.client.get(page_of(elsewhere))).text
    its = await of(elsewhere)
    assert (await sends(elsewhere, its, answers={its: key})).status_code == 422  # type: ignore[arg-type]
    assert await papers.states() == before


async def test_the_live_page_gets_the_entry_again_at_its_place(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    document_id = await of(denise)
    seq = (await sends(denise, document_id)).json()["seq"]
    headers = {"Accept": "text/event-stream", "Last-Event-ID": str(seq + 1)}
    address = f"{page_of(denise)}/stream?language=en"
    async with denise.client.stream("GET", address, headers=headers) as answer:
        lines = answer.aiter_lines()
        await checked(tas, document_id)
        html = ""
        async for line in lines:
            html += line + "\n"
            if "</section>" in line:
                break
    assert f'<li id="e{seq}" class="you document"' in html
    assert f'href="/documents/{document_id}"' in html


async def test_what_nobody_told_the_chat_is_told_when_its_page_is_opened(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    document_id = await of(denise)
    await sends(denise, document_id)
    await call_clean(tas, document_id)
    assert "The check found nothing harmful" in (await denise.client.get(page_of(denise))).text


async def test_others_ids_other_chats_and_what_is_none_are_told_alike(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    async with on_the_portal(tas, "ana") as ana, on_the_portal(tas, "denise") as elsewhere:
        wrong = [await of(ana), await of(elsewhere), "A" * 43]
        answers = [await sends(denise, one) for one in wrong]
        assert {(answer.status_code, answer.json()["code"], answer.json()["why"]) for answer in answers} == {
            (409, "document_not_ready", "not_found")
        }
        # Nor is anything taken of a chat that isn't theirs.
        assert (await ana.client.post(denise.path + "/messages", json={"client_id": client_id(), "documents": wrong},
                headers=ana.headers)).status_code == 404  # fmt: skip
    own = await of(denise)
    await checked(tas, own, DocumentState.REJECTED, "infected")
    assert (await sends(denise, own)).json()["why"] == "rejected"


@pytest.mark.parametrize(
    "body",
    [
        {"documents": []},
        {"documents": ["short"]},
        {"documents": ["A" * 43, "A" * 43]},
        {"documents": [chr(65 + n // 26) * 21 + chr(97 + n % 26) * 22 for n in range(101)]},
        {"documents": ["A" * 43], "choice": "do.person"},
        {"documents": None},
        {},
    ],
)
async def test_a_body_that_is_none(denise: SignedInGuest, body: dict[str, list[str]]) -> None:
    assert (await denise.post(**body)).status_code == 422


async def test_the_public_chat_has_no_way_and_says_which_there_is(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    answer = await guest.post(documents=["A" * 43])
    assert (answer.status_code, answer.json()["code"]) == (403, "documents_sign_in")
    assert "Sign in first" in answer.json()["detail"]


async def test_the_advocate_sees_it_become_clean_and_opens_it(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    async with advocate(tas, denise) as vega:
        document_id = await of(denise)
        async with vega.stream() as blocks:
            await sends(denise, document_id)
            await until(blocks, lambda block: "quarantined" in str(block.get("data")))
            assert (await vega.client.get(f"/documents/{document_id}")).status_code == 409
            await checked(tas, document_id)
            news = await until(blocks, lambda block: "'clean'" in str(block.get("data")))
            assert events_of(news, denise.id)[-1]["state"] == "clean"
        page = (await vega.client.get(f"/desk/chats/{denise.id}", headers={"Accept": "text/html"})).text
        assert len(re.findall(r'<li id="e\d+" class="you document"', page)) == 1
        assert f'href="/documents/{document_id}"' in page
        opened = await vega.client.get(f"/documents/{document_id}")
        assert (opened.status_code, opened.content) == (200, CONTENT)
        seq = (await vega.open(denise.id))["last_seq"]
        news_page = (await vega.client.get(f"/desk/chats/{denise.id}/news?after={seq - 1}&notes=0")).text
        assert f'href="/documents/{document_id}"' in news_page
    async with at_desk(tas, "omar") as other:
        assert (await other.client.get(f"/documents/{document_id}")).status_code == 404


async def test_the_advocate_sends_one_with_a_reply(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    async with advocate(tas, denise) as vega:
        csrf = vega.client.headers["X-CSRF-Token"]
        document_id = await uploaded(vega.client, csrf, denise.id, "form.pdf")
        seen = (await vega.open(denise.id))["last_seq"]
        answer = await vega.act(denise.id, "messages", text="Here it is", documents=[document_id], expected_seq=seen)
        assert answer.status_code == 201, answer.text
        await checked(tas, document_id)
        page = (await denise.client.get(page_of(denise))).text
        assert "You can open it." in page
        assert (await denise.client.get(f"/documents/{document_id}")).content == CONTENT
        # The person's own upload is not the advocate's to send.
        theirs = await of(denise)
        seen = (await vega.open(denise.id))["last_seq"]
        answer = await vega.act(denise.id, "messages", text="", documents=[theirs], expected_seq=seen)
        assert (answer.status_code, answer.json()["code"]) == (409, "document_not_ready")


async def test_what_nobody_could_look_into_is_released_by_a_button(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    async with advocate(tas, denise) as vega:
        document_id = await of(denise)
        await sends(denise, document_id)
        await checked(tas, document_id, DocumentState.UNSCANNABLE, "encrypted")
        address = f"/desk/chats/{denise.id}"
        page = (await vega.client.get(f"{address}?language=es", headers={"Accept": "text/html"})).text
        assert f'action="{address}/documents/{document_id}/release"' in page
        # Why, in the words and the language of whoever decides, beneath what its sender was told in theirs.
        assert TEXTS.say("page-work-unscannable-encrypted", "es") in page
        assert TEXTS.say("document-verdict-encrypted", "es") not in page
        assert "release" not in (await denise.client.get(page_of(denise))).text
        path = f"{address}/documents/{document_id}/release"
        wrong = await vega.client.post(path, data={"reason": "mine"}, headers={"Accept": "text/html"})
        assert wrong.status_code == 422
        assert "choose one of the reasons" in wrong.text
        assert (await denise.client.post(path, data={"reason": "known", "csrf": denise.csrf})).status_code == 404
        assert (await vega.client.post(path, data={"reason": "known"})).status_code == 303
        assert (await vega.client.get(f"/documents/{document_id}")).content == CONTENT
        page = (await vega.client.get(address, headers={"Accept": "text/html"})).text
        line = re.search(r'<div data-line="papers">.*?</div>', page, re.DOTALL)
        assert line is not None
        assert "not checked" in line[0]
        assert TEXTS.say("chat-document-released", "en") in page


async def test_the_card_names_what_was_sent(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    document_id = await of(denise)
    await sends(denise, document_id)
    async with advocate(tas, denise) as vega:
        card = (await vega.open(denise.id))["events"]
        assert [event["name"] for event in card if event["kind"] == "document"] == [NAME]
        page = (await vega.client.get(f"/desk/chats/{denise.id}", headers={"Accept": "text/html"})).text
        line = re.search(r'<div data-line="papers">.*?</div>', page, re.DOTALL)
        assert line is not None
        assert NAME in line[0]
        assert "being checked" in line[0]


def files_in(folder: Path) -> list[Path]:
    """Every file there is."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_neither_name_nor_content_lies_anywhere_in_the_clear(
    tas: GatewayUnderTest, denise: SignedInGuest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    document_id = await of(denise)
    await sends(denise, document_id, text="my words nobody-but-me-4711")
    await checked(tas, document_id, DocumentState.REJECTED, "infected")
    await denise.client.get(page_of(denise))
    files = files_in(tmp_path)
    assert [path for path in files if path.suffix == ".sqlite"]
    assert not [path for path in files if b"nobody-but-me-4711" in path.read_bytes()]
    assert "nobody-but-me-4711" not in caplog.text


# Without script


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with files on a page, in their order."""
    form = re.search(
        rf'<form method="post" action="{action}/documents" enctype="multipart/form-data">(.*?)</form>', page, re.DOTALL
    )
    assert form is not None
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[1]))


async def submits(
    client: httpx.AsyncClient, address: str, fields: dict[str, str], *files: tuple[str, bytes], **typed: str
) -> httpx.Response:
    """Sends the form as a browser without script does: hidden fields first, then what was typed, then files."""
    parts = [(name, (None, value)) for name, value in {**fields, **typed}.items()]
    parts += [("file", (name, content)) for name, content in files]  # type: ignore[misc]
    return await client.post(f"{address}/documents", files=parts, headers={"Accept": "text/html"})


async def test_a_form_without_script_sends_files_and_words(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    address = page_of(denise)
    fields = form_of((await denise.client.get(address)).text, address)
    files = ((NAME, CONTENT), ("two.pdf", CONTENT))
    answer = await submits(denise.client, address, fields, *files, text="both of them")
    assert answer.status_code == 303, answer.text
    again = await submits(denise.client, address, fields, *files, text="both of them")
    assert again.headers["location"] == answer.headers["location"]
    events = await denise.events()
    assert [event["name"] for event in events if event["kind"] == "document"] == [NAME, "two.pdf"]
    assert [event["text"] for event in events if event["author"] == "person" and event["kind"] == "message"] == [
        "both of them"
    ]
    assert "Your 2 documents have arrived" in (await denise.client.get(address)).text


async def test_a_file_that_is_not_taken_is_named_and_nothing_is_sent_by_half(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    address = page_of(denise)
    fields = form_of((await denise.client.get(address)).text, address)
    before = len(await denise.events())
    answer = await submits(
        denise.client, address, fields, ("good.pdf", CONTENT), ("bad.exe", CONTENT), text="kept words"
    )
    assert answer.status_code == 422
    assert "bad.exe" in answer.text
    assert "kept words" in answer.text
    assert len(await denise.events()) == before
    # What was good waits, and goes along with the next sending.
    waiting = re.findall(r'name="document" value="([A-Za-z0-9_-]{43})" checked', answer.text)
    assert len(waiting) == 1
    fields = form_of(answer.text, address)
    sent = await submits(denise.client, address, fields, document=waiting[0])
    assert sent.status_code == 303, sent.text
    assert (await denise.events())[before]["name"] == "good.pdf"
    none = await submits(denise.client, address, form_of((await denise.client.get(address)).text, address))
    assert none.status_code == 422
    assert "choose at least one document" in none.text


async def test_the_form_is_not_there_for_who_may_not_and_not_on_the_public_page(tas: GatewayUnderTest) -> None:
    async with on_the_portal_of(tas, "linda", "denise") as linda:
        page = (await linda.client.get(page_of(linda))).text
        assert 'type="file"' not in page
        fields = {"csrf": linda.csrf, "client_id": client_id()}
        answer = await submits(linda.client, page_of(linda), fields, (NAME, CONTENT))
        assert answer.status_code == 403
    forged = await tas.client.post("/chat/x/documents", files={"file": (NAME, CONTENT)})
    assert forged.status_code == 404


async def test_another_site_sends_nothing(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    fields = {"csrf": "A" * 43, "client_id": client_id()}
    assert (await submits(denise.client, page_of(denise), fields, (NAME, CONTENT))).status_code == 403
    assert not [event for event in await denise.events() if event["kind"] == "document"]


async def test_the_advocates_form_sends_files_with_words(tas: GatewayUnderTest, denise: SignedInGuest) -> None:
    async with advocate(tas, denise) as vega:
        address = f"/desk/chats/{denise.id}"
        html = {"Accept": "text/html"}
        fields = form_of((await vega.client.get(address, headers=html)).text, address)
        del vega.client.headers["X-CSRF-Token"]
        # The person writes meanwhile: nothing is sent past them, and what came waits.
        await denise.say("One more thing")
        stale = await submits(vega.client, address, fields, ("form.pdf", CONTENT), text="Please sign")
        assert stale.status_code == 409
        assert "Please sign" in stale.text
        waiting = re.findall(r'name="document" value="([A-Za-z0-9_-]{43})" checked', stale.text)
        fields = form_of(stale.text, address)
        sent = await submits(vega.client, address, fields, text="Please sign", document=waiting[0])
        assert sent.status_code == 303, sent.text
    told = [event for event in await denise.events() if event["author"] == "agent"]
    assert [(event["kind"], event.get("name")) for event in told][-1] == ("document", "form.pdf")


async def test_the_record_of_a_chat_holds_its_document_for_both_sides(
    tas: GatewayUnderTest, denise: SignedInGuest
) -> None:
    document_id = await of(denise, "carta 4711.pdf")
    answer = await sends(denise, document_id, text="the letter")
    assert answer.status_code == 201, answer.text
    async with advocate(tas, denise) as vega:
        doors = ((denise.client, page_of(denise)), (vega.client, f"/desk/chats/{denise.id}"))
        for client, page in doors:
            index, contents = await _taken(client, page)
            assert [each["name"] for each in index["papers"]] == ["carta 4711.pdf"]
            # Nobody has looked into it: it is told of, and not given.
            assert contents == []
        await checked(tas, document_id)
        for client, page in doors:
            index, contents = await _taken(client, page)
            assert [each["name"] for each in index["papers"]] == ["carta 4711.pdf"]
            assert contents == [("documents/001 carta 4711.pdf", CONTENT)]
            printed = await client.get(f"{page}/record/pdf")
            assert printed.status_code == 200
            words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed.content)).pages)
            assert "carta 4711.pdf" in words
            assert "the letter" in words
    async with signed_in(tas, "marcos") as other:
        assert (await other.client.get(f"{page_of(denise)}/record/zip")).status_code == 404


async def _taken(client: httpx.AsyncClient, page: str) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """The index of a chat's ZIP, of whose entries one names its paper, and the documents that lie in it."""
    answer = await client.get(f"{page}/record/zip")
    assert answer.status_code == 200, answer.text
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    index = json.loads(archive.read("index.json"))
    assert index["of"] == "conversation"
    assert [number for each in index["entries"] for number in each["papers"]] == [1]
    return index, [(name, archive.read(name)) for name in archive.namelist() if name.startswith("documents/")]
