"""After an authority was revoked, every door to a document answers its representative as if there were nothing."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from casework.documents.models import DocumentId
from casework.messages.models import Sending
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.papers import pdf
from tests.support.record import client_id
from tests.support.sample_people import ZONE
from tests.support.uploading import BYTES, TUS, UPLOADS, Sender, metadata, sender, with_sample

_SETTLED_WITHIN_SECONDS = 30
_UNKNOWN_DOCUMENT = "A" * 43


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, scanner_skipped=True) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def robert(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    """A representative, in the matter of somebody who has given him authority."""
    async with sender(tas) as ana, sender(tas, "robert", ana.matter_id) as found:
        yield found


async def _clean(robert: Sender, document_id: str) -> None:
    async with asyncio.timeout(_SETTLED_WITHIN_SECONDS):
        while (told := (await _asked(robert, f"/api/v1/documents/{document_id}")).json())["state"] != "clean":
            assert told["state"] == "quarantined", told
            await robert.tas.services.check_runner.sweep()
            await asyncio.sleep(0.05)


async def _asked(robert: Sender, path: str) -> httpx.Response:
    return await robert.browser.client.get(path)


async def _revoke(robert: Sender) -> None:
    authority = robert.tas.services.authority
    async for each in authority.every():
        if each.representative == robert.browser.actor.tin_digest:
            await authority.put([replace(each, revoked_on=authority.today() - timedelta(days=1))])


async def _in_thread(robert: Sender) -> tuple[str, str]:
    """A document that he sent in a thread; the document's id, and the address of the thread."""
    document_id = DocumentId(await robert.sent(pdf(), name="letter.pdf", type="application/pdf"))
    sending = Sending(client_id(), "As you asked.", subject="Rent", documents=(document_id,))
    done = await robert.tas.services.messages.send(robert.browser.actor, robert.matter_id, None, sending)
    await _clean(robert, document_id)
    return document_id, f"/portal/matters/{robert.matter_id}/messages/{done.thread_id}"


async def _in_chat(robert: Sender) -> tuple[str, str]:
    """A document that he sent in a chat about the matter; the document's id, and the address of the chat."""
    chat = await robert.tas.services.portal.begin(robert.browser.actor, robert.matter_id, "en", ZONE, client_id())
    client, content = robert.browser.client, pdf()
    told = metadata(conversation=chat, client_id=str(uuid.uuid4()), name="letter.pdf", type="application/pdf")
    headers = {**TUS, "X-CSRF-Token": robert.browser.csrf}
    begun = await client.post(UPLOADS, headers={**headers, "Upload-Length": str(len(content)), "Upload-Metadata": told})
    assert begun.status_code == 201, begun.text
    path = begun.headers["location"]
    sent = await client.patch(path, content=content, headers={**headers, "Upload-Offset": "0", "Content-Type": BYTES})
    assert sent.status_code == 204, sent.text
    document_id = str(path.rpartition("/")[2])
    said = await client.post(
        f"/api/v1/conversations/{chat}/messages",
        json={"client_id": client_id(), "documents": [document_id]},
        headers={"X-CSRF-Token": robert.browser.csrf},
    )
    assert said.status_code == 201, said.text
    await _clean(robert, document_id)
    return document_id, f"/portal/conversations/{chat}"


_OF_DOCUMENT = ("/documents/{}", "/documents/{}/view", "/documents/{}/pages/1", "/api/v1/documents/{}")
_OF_PLACE = ("{}", "{}/record/zip", "{}/record/pdf")


@pytest.mark.parametrize("path", [*_OF_DOCUMENT, *_OF_PLACE])
@pytest.mark.parametrize("sent", [_in_thread, _in_chat])
async def test_after_it_was_revoked_there_is_nothing(
    robert: Sender, sent: Callable[[Sender], Awaitable[tuple[str, str]]], path: str
) -> None:
    document_id, place = await sent(robert)
    of_document = path in _OF_DOCUMENT
    asked = path.format(document_id if of_document else place)
    nowhere = path.format(_UNKNOWN_DOCUMENT if of_document else f"{place.rpartition('/')[0]}/{uuid.uuid4()}")
    assert (await _asked(robert, asked)).status_code == 200
    await _revoke(robert)
    answer, nothing = await _asked(robert, asked), await _asked(robert, nowhere)
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.json()["code"] == nothing.json()["code"]
    # Nor is anything of it told in passing.
    assert "letter" not in answer.text
    if of_document:
        ranged = await robert.browser.client.get(asked, headers={"Range": "bytes=0-0"})
        assert (ranged.status_code, (await robert.browser.client.head(asked)).status_code) == (404, 404)
