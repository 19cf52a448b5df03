"""Forms that bring files, without script: streamed into the same frames, of the session's own pages, safe to send twice."""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from sanic import Blueprint
from sanic.response import HTTPResponse, json

import channels.app
from casework.documents import limits
from casework.documents.access import uploader
from casework.documents.frames import FRAME_BYTES
from casework.documents.models import DocumentId, Place, PlaceKind
from casework.documents.writing import PART_BYTES
from channels import authorization
from channels.documents.forms import receive
from channels.request import GatewayRequest
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.papers import photograph
from tests.support.uploading import Sender, call_clean, sender, with_sample

PATH = "/form-of-the-test"


@pytest.fixture
async def ana(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sender]:
    """Ana in a gateway with a page of the test's own that takes files."""
    form = Blueprint("form_of_the_test")
    places: list[Place] = []

    @form.post(PATH, stream=True)
    async def take(request: GatewayRequest) -> HTTPResponse:
        received = await receive(request, uploader(request.session.actor), places[0])
        return json(
            {
                "fields": received.fields,
                "documents": [document.id for document in received.documents],
                "names": [document.name for document in received.documents],
                "refused": [[each.name, each.code] for each in received.refused],
            }
        )

    row = replace(authorization.in_portal(200, changes=True), streams=True)
    monkeypatch.setitem(authorization.MATRIX, ("POST", PATH), row)  # type: ignore[arg-type]
    monkeypatch.setattr(channels.app, "downloads", [channels.app.downloads, form])
    async with gateway(tmp_path) as tas:
        await with_sample(tas)
        async with sender(tas) as found:
            places.append(Place(PlaceKind.MATTER, found.matter_id))
            yield found


Files = list[tuple[str, bytes]]


async def post(ana: Sender, files: Files, client_id: str | None = None, **fields: str) -> httpx.Response:
    told = {"csrf": ana.browser.csrf, "client_id": client_id or str(uuid.uuid4()), "text": "Mi carta ñ", **fields}
    parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in told.items()]
    parts += [("files", (name, content, "application/pdf")) for name, content in files]
    return await ana.browser.client.post(PATH, files=parts)


def _tas(ana: Sender) -> GatewayUnderTest:
    return ana.tas


@pytest.mark.parametrize(
    "size", [0, 1, FRAME_BYTES, FRAME_BYTES + 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 70_000]
)
async def test_a_file_comes_back_as_it_was_whatever_its_length(ana: Sender, size: int) -> None:
    content = os.urandom(size)
    answer = await post(ana, [("letter.pdf", content)])
    assert answer.status_code == 200, answer.text
    (document_id,) = answer.json()["documents"]
    assert answer.json()["fields"]["text"] == ["Mi carta ñ"]
    await call_clean(_tas(ana), document_id)
    assert (await ana.browser.client.get(f"/documents/{document_id}")).content == content
    # Nothing waits but the document itself.
    place = Place(PlaceKind.MATTER, ana.matter_id)
    waiting = await _tas(ana).services.documents.mine(uploader(ana.browser.actor), place)
    assert [document.id for document in waiting] == [document_id]


def noisy_photograph() -> bytes:
    """A photograph of several parts, with where it was taken at both ends."""
    out, exif = io.BytesIO(), Image.open(io.BytesIO(photograph(orientation=6))).getexif()
    noise = Image.frombytes("RGB", (2_000, 1_200), os.urandom(2_000 * 1_200 * 3))
    noise.save(out, "JPEG", quality=95, exif=exif.tobytes())
    return out.getvalue() + photograph()


@pytest.mark.parametrize("small", [True, False])
async def test_where_a_photograph_was_taken_is_not_kept(ana: Sender, small: bool) -> None:
    taken = photograph(orientation=6) if small else noisy_photograph()
    answer = await post(ana, [("photo.jpg", taken)])
    (document_id,) = answer.json()["documents"]
    plain = await _tas(ana).services.documents.plain(document_id)
    kept = b"".join([chunk async for chunk in plain.chunks()])
    assert len(kept) < len(taken)
    assert b"PhoneMaker" in taken
    assert b"PhoneMaker" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
        assert image.convert("RGB").tobytes() == Image.open(io.BytesIO(taken)).convert("RGB").tobytes()
    assert small or len(kept) > 2 * PART_BYTES


async def test_what_an_upload_brings_stays_as_it_is(ana: Sender) -> None:
    document_id = await ana.sent(photograph())
    plain = await _tas(ana).services.documents.plain(DocumentId(document_id))
    assert b"".join([chunk async for chunk in plain.chunks()]) == photograph()


async def test_several_files_and_none_chosen(ana: Sender) -> None:
    answer = await post(ana, [("a.pdf", b"one"), ("", b""), ("b.pdf", b"two" * 2_000_000), ("c.pdf", b"")])
    assert answer.json()["names"] == ["a.pdf", "b.pdf", "c.pdf"]


async def test_sent_twice_it_is_the_same(ana: Sender) -> None:
    files, client_id = [("a.pdf", os.urandom(PART_BYTES + 5)), ("b.pdf", b"small")], str(uuid.uuid4())
    first, again = await post(ana, files, client_id), await post(ana, files, client_id)
    assert first.json()["documents"] == again.json()["documents"]


async def test_what_is_not_taken_is_told_and_the_rest_is_taken(ana: Sender) -> None:
    answer = await post(ana, [("a.pdf.exe", b"x" * 300_000), ("b.pdf", b"good"), ("c.bat", b"")])
    assert answer.json()["names"] == ["b.pdf"]
    codes = dict(answer.json()["refused"])
    assert codes == {"a.pdf.exe": "document_name_refused", "c.bat": "document_name_refused"}


async def test_nothing_is_taken_of_another_sites_form(ana: Sender) -> None:
    for csrf in ("", "wrong"):
        answer = await post(ana, [("a.pdf", b"x" * 1000)], csrf=csrf)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    # The token behind the files is too late.
    late = [("files", ("a.pdf", b"x")), ("csrf", (None, ana.browser.csrf))]
    assert (await ana.browser.client.post(PATH, files=late)).status_code == 403
    without = [("client_id", (None, str(uuid.uuid4())))]
    assert (await ana.browser.client.post(PATH, files=without)).status_code == 403
    foreign = {"Origin": "https://evil.example"}
    good = [("csrf", (None, ana.browser.csrf)), ("files", ("a.pdf", b"x"))]
    assert (await ana.browser.client.post(PATH, files=good, headers=foreign)).status_code == 403
    urlencoded = await ana.browser.client.post(PATH, data={"csrf": ana.browser.csrf})
    assert urlencoded.status_code == 403
    place = Place(PlaceKind.MATTER, ana.matter_id)
    assert await _tas(ana).services.documents.mine(uploader(ana.browser.actor), place) == []


async def test_what_is_no_form_is_refused(ana: Sender) -> None:
    client, token = ana.browser.client, {"X-CSRF-Token": ana.browser.csrf}
    plain = await client.post(PATH, content=b"x", headers={**token, "Content-Type": "text/plain"})
    assert plain.status_code == 415
    for boundary in ("", "a" * 71, "a\x7fb"):
        given = {**token, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        assert (await client.post(PATH, content=b"--a\r\n", headers=given)).status_code in (400, 415)
    given = {**token, "Content-Type": "multipart/form-data; boundary=abc"}
    for body in (b"no boundary", b"--abc\r\nContent-Disposition: form-data; name=x\r\n\r\ncut off", b"--abcd\r\n"):
        answer = await client.post(PATH, content=body, headers=given)
        assert answer.status_code in (400, 422), body
    no_id = await post(ana, [("a.pdf", b"x")], client_id="not one")
    assert (no_id.status_code, no_id.json()["code"]) == (422, "client_id_invalid")
    many = await post(ana, [], text="x" * 140_000)
    assert (many.status_code, many.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("size", [100, PART_BYTES + 100])
async def test_a_form_that_is_cut_off_leaves_nothing(ana: Sender, size: int) -> None:
    body = (
        f'--abc\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{ana.browser.csrf}\r\n'
        f'--abc\r\nContent-Disposition: form-data; name="client_id"\r\n\r\n{uuid.uuid4()}\r\n'
        '--abc\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    ).encode() + b"x" * size
    given = {"Content-Type": "multipart/form-data; boundary=abc"}
    for cut in (body, body + b"\r\n--abc"):
        answer = await ana.browser.client.post(PATH, content=cut, headers=given)
        assert (answer.status_code, answer.json()["code"]) == (400, "body_malformed")
    place = Place(PlaceKind.MATTER, ana.matter_id)
    assert await _tas(ana).services.documents.mine(uploader(ana.browser.actor), place) == []
    whole = await ana.browser.client.post(PATH, content=body + b"\r\n--abc--\r\n", headers=given)
    assert len(whole.json()["documents"]) == 1


async def test_too_long_a_file_is_told(ana: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "message_limit", lambda *_: limits.MessageLimit(PART_BYTES + 1000, 10))
    answer = await post(ana, [("a.pdf", b"x" * (PART_BYTES + 1001)), ("b.pdf", b"good")])
    assert answer.json()["refused"] == [["a.pdf", "document_too_long"]]
    assert answer.json()["names"] == ["b.pdf"]
