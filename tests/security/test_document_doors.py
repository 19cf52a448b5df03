"""Nobody opens a document by guessing, by another's link, after authority was revoked, before it is clean, or erased.

Its doors are taken from the authorization matrix, so that a new route to documents is asked as well: each by GET, by HEAD
and for one byte.
"""

from __future__ import annotations

import asyncio
import io
import uuid
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx
import pytest
from pypdf import PdfReader

from casework.documents.models import DocumentId, DocumentState
from casework.messages.models import Sending
from channels.authorization import MATRIX
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.papers import pdf
from tests.support.record import client_id
from tests.support.sample_people import ZONE, SignedInBrowser, signed_in
from tests.support.uploading import BYTES, TUS, UPLOADS, Sender, change, metadata, sender, with_sample

DOORS: Final = sorted(
    path for method, path in MATRIX if method == "GET" and ("<document_id>" in path or "/record/" in path)
)
# These say how a document stands, and give nothing of what is in it.
STATES: Final = ("/api/v1/documents/<document_id>", "/api/v1/uploads/<document_id>")
NAME: Final = "letter of May.pdf"
_SETTLED_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Sent:
    """A document that Robert has sent for Ana, and where it stands, as the routes name both."""

    document_id: str
    places: dict[str, str]

    def doors(self) -> list[str]:
        """Every address that it could be had by."""
        filled = []
        for door in DOORS:
            for ending in ("zip", "pdf") if "<ending>" in door else ("",):
                path = door.replace("<ending>", ending).replace("<page>", "1")
                for name, value in ({"document_id": self.document_id} | self.places).items():
                    path = path.replace(f"<{name}>", value)
                filled.append(path)
        # A thread stands in no chat, a chat in no thread, and what wasn't sent in neither.
        return [path for path in filled if "<conversation_id>" not in path and "<thread_id>" not in path]

    def states(self) -> set[str]:
        return {door.replace("<document_id>", self.document_id) for door in STATES}

    def guessed(self) -> Sent:
        """Where nothing is."""
        nothing = {name: str(uuid.uuid4()) for name in self.places if name != "matter_id"}
        return Sent("A" * 43, self.places | nothing)


async def _in_thread(robert: Sender) -> Sent:
    document_id = DocumentId(await robert.sent(pdf(), name=NAME, type="application/pdf"))
    sending = Sending(client_id(), "As you asked.", subject="Rent", documents=(document_id,))
    done = await robert.tas.services.messages.send(robert.browser.actor, robert.matter_id, None, sending)
    return Sent(document_id, {"matter_id": robert.matter_id, "thread_id": done.thread_id})


async def _in_chat(robert: Sender) -> Sent:
    chat = await robert.tas.services.portal.begin(robert.browser.actor, robert.matter_id, "en", ZONE, client_id())
    client, content, forged = robert.browser.client, pdf(), {"X-CSRF-Token": robert.browser.csrf}
    told = metadata(conversation=chat, client_id=str(uuid.uuid4()), name=NAME, type="application/pdf")
    sent = {**TUS, **forged, "Upload-Length": str(len(content)), "Upload-Metadata": told}
    path = (await client.post(UPLOADS, headers=sent)).headers["location"]
    await client.patch(path, content=content, headers={**TUS, **forged, "Upload-Offset": "0", "Content-Type": BYTES})
    document_id = str(path.rpartition("/")[2])
    message = {"client_id": client_id(), "documents": [document_id]}
    said = await client.post(f"/api/v1/conversations/{chat}/messages", json=message, headers=forged)
    assert said.status_code == 201, said.text
    return Sent(document_id, {"conversation_id": chat})


Sends = Callable[[Sender], Awaitable[Sent]]
PLACES: Final = [_in_thread, _in_chat]


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, scanner_skipped=True) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def robert(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    """A representative of Ana's, in her matter."""
    async with sender(tas) as ana, sender(tas, "robert", ana.matter_id) as found:
        yield found


async def _clean(robert: Sender, sent: Sent) -> None:
    async with asyncio.timeout(_SETTLED_WITHIN_SECONDS):
        while True:
            (document,) = await robert.tas.services.documents.described(None, [DocumentId(sent.document_id)])
            if document.state is DocumentState.CLEAN:
                return
            await robert.tas.services.check_runner.sweep()
            await asyncio.sleep(0.05)


async def _asked(browser: SignedInBrowser, path: str) -> list[httpx.Response]:
    """By GET, by HEAD, and for one byte."""
    ranged = {**TUS, "Range": "bytes=0-0"}
    client = browser.client
    return [
        await client.get(path, headers=TUS),
        await client.head(path, headers=TUS),
        await client.get(path, headers=ranged),
    ]


async def _open_to(browser: SignedInBrowser, sent: Sent) -> set[str]:
    """The doors through which something was given, in any way; those that only say a state are left out."""
    return {
        path
        for path in sent.doors()
        if path not in sent.states() and any(answer.status_code < 300 for answer in await _asked(browser, path))
    }


def _holds_it(answer: httpx.Response) -> bool:
    """Whether a record has the document in it: as it was sent, or its pages."""
    if answer.content.startswith(b"%PDF"):
        return any(page.images for page in PdfReader(io.BytesIO(answer.content)).pages)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return any(archive.read(name) == pdf() for name in archive.namelist())


@pytest.mark.parametrize("send", PLACES)
async def test_by_anothers_link_or_by_guessing_there_is_nothing(robert: Sender, send: Sends) -> None:
    sent = await send(robert)
    await _clean(robert, sent)
    doors = set(sent.doors())
    assert len(doors) >= 7, doors
    # Its sender has every door of theirs: none stands in the list that leads nowhere.
    assert await _open_to(robert.browser, sent) == {
        path for path in doors - sent.states() if not path.startswith("/desk/")
    }
    # The other spouse, another taxpayer, a representative who may only read, staff of other cases, who reads none.
    async with AsyncExitStack() as stack:
        others = [
            await stack.enter_async_context(signed_in(robert.tas, subject, Accept="application/json"))
            for subject in ("marcos", "denise", "linda", "brooks", "omar")
        ]
        for browser in others:
            for path, nowhere in zip(sent.doors(), sent.guessed().doors(), strict=True):
                answers, nothing = await _asked(browser, path), await _asked(browser, nowhere)
                told = [(answer.status_code, _code(answer)) for answer in answers]
                assert told == [(answer.status_code, _code(answer)) for answer in nothing], path
                assert {status for status, _ in told} <= {403, 404}, path
                assert NAME not in answers[0].text
    for path in sent.guessed().doors():
        assert {answer.status_code for answer in await _asked(robert.browser, path)} == {404}, path


def _code(answer: httpx.Response) -> str | None:
    return str(answer.json()["code"]) if answer.content else None


@pytest.mark.parametrize("send", PLACES)
async def test_after_authority_was_revoked_there_is_nothing(robert: Sender, send: Sends) -> None:
    sent = await send(robert)
    await _clean(robert, sent)
    assert await _open_to(robert.browser, sent)
    authority = robert.tas.services.authority
    async for each in authority.every():
        if each.representative == robert.browser.actor.tin_digest:
            await authority.put([replace(each, revoked_on=authority.today() - timedelta(days=1))])
    place = "/portal/conversations/{conversation_id}", "/portal/matters/{matter_id}/messages/{thread_id}"
    (of_place,) = [path.format(**sent.places) for path in place if path.count("{") == len(sent.places)]
    for path in [*sent.doors(), of_place]:
        if path.startswith("/api/v1/uploads/"):
            continue  # how far somebody's own upload is: nothing of a document
        for answer in await _asked(robert.browser, path):
            assert answer.status_code == 404, path
            assert NAME not in answer.text


@pytest.mark.parametrize("send", PLACES)
async def test_what_is_not_clean_or_was_erased_opens_for_nobody(robert: Sender, send: Sends) -> None:
    tas, sent = robert.tas, await send(robert)
    await _clean(robert, sent)
    async with signed_in(tas, "vega", Accept="application/json") as advocate:
        insiders = [robert.browser, advocate]
        for browser in insiders:
            opened = await _open_to(browser, sent)
            own = f"/documents/{sent.document_id}"
            assert {own, f"{own}/view", f"{own}/pages/1"} <= opened
            held = [_holds_it((await _asked(browser, path))[0]) for path in opened if "/record/" in path]
            # The record of a chat is not the case's: the advocate of the case has its documents alone.
            assert held == ([] if browser is advocate and "conversation_id" in sent.places else [True, True])
        for state in DocumentState:
            if state in (DocumentState.CLEAN, DocumentState.ERASED):
                continue
            # Nobody looks into it again meanwhile.
            later = tas.services.clock.now() + timedelta(days=1)
            await change(tas, sent.document_id, state=state.value, retry_at=later)
            for browser in insiders:
                await _opens_nothing(browser, sent, {404, 409})
        await change(tas, sent.document_id, state=DocumentState.CLEAN.value)
        services = tas.services
        await services.database.write(
            lambda connection: services.documents.erase(connection, [DocumentId(sent.document_id)])
        )
        for browser in insiders:
            await _opens_nothing(browser, sent, {404, 410})


async def _opens_nothing(browser: SignedInBrowser, sent: Sent, refused: set[int]) -> None:
    for path in sent.doors():
        if path in sent.states():
            continue
        answers = await _asked(browser, path)
        if "/record/" not in path:
            assert {answer.status_code for answer in answers} <= refused, path
        elif answers[0].status_code == 200:
            # What was written may be taken along; the document isn't in it.
            assert not _holds_it(answers[0]), path


async def test_what_its_sender_took_back_is_gone_for_them_as_well(robert: Sender) -> None:
    document_id = await robert.sent(pdf(), name=NAME, type="application/pdf")
    sent = Sent(document_id, {})
    await _clean(robert, sent)
    assert f"/documents/{document_id}" in await _open_to(robert.browser, sent)
    own = f"{UPLOADS}/{document_id}"
    assert (await robert.browser.client.delete(own, headers=robert.headers)).status_code == 204
    await _opens_nothing(robert.browser, sent, {404, 410})
    told = await robert.browser.client.get(f"/api/v1/documents/{document_id}")
    assert (told.status_code, told.json()["state"]) == (200, "erased")
    assert NAME not in told.text
