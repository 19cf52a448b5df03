"""Uploads over HTTP: tus 1.0.0 by the table of its own protocol, and lines that lie, drip and break."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from casework.documents import service
from casework.documents.frames import FRAME_BYTES
from casework.documents.writing import PART_BYTES
from channels.documents import arriving
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.uploading import BYTES, TUS, UPLOADS, Sender, call_clean, metadata, sender, with_sample


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def ana(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    async with sender(tas) as found:
        yield found


async def test_what_there_is_of_the_protocol_is_told(tas: GatewayUnderTest) -> None:
    answer = await tas.client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,expiration,termination,checksum"
    assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert answer.headers["tus-max-size"] == str(2**30)


async def test_an_upload_from_its_beginning_to_the_open_document(ana: Sender, tas: GatewayUnderTest) -> None:
    content = os.urandom(PART_BYTES + 100_000)
    begun = await ana.begin(len(content), name="Carta nº 1.pdf", type="application/pdf")
    assert (begun.status_code, begun.headers["tus-resumable"]) == (201, "1.0.0")
    path = begun.headers["location"]
    assert path.startswith(f"{UPLOADS}/")
    assert parsedate_to_datetime(begun.headers["upload-expires"]) > tas.services.clock.now()
    half = 3 * FRAME_BYTES
    first = await ana.append(path, 0, content[: half + 17])
    assert (first.status_code, first.headers["upload-offset"], first.content) == (204, str(half), b"")
    assert "upload-expires" in first.headers
    head = await ana.browser.client.head(path, headers=TUS)
    assert head.status_code == 200
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == (str(half), str(len(content)))
    assert head.headers["cache-control"] == "no-store"
    told = dict(pair.split(" ") for pair in head.headers["upload-metadata"].split(","))
    assert base64.b64decode(told["name"]).decode() == "Carta nº 1.pdf"
    assert base64.b64decode(told["matter"]).decode() == ana.matter_id
    last = await ana.append(path, half, content[half:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(content)))
    assert "upload-expires" not in last.headers
    seen = (await ana.browser.client.get(path)).json()
    assert (seen["state"], seen["name"], seen["attached"]) == ("quarantined", "Carta nº 1.pdf", False)
    document_id = path.rpartition("/")[2]
    waiting = await ana.browser.client.get(f"/documents/{document_id}")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "document_not_clean")
    await call_clean(tas, document_id)
    opened = await ana.browser.client.get(f"/documents/{document_id}")
    assert (opened.status_code, opened.content) == (200, content)


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1])
async def test_each_size_comes_back(ana: Sender, tas: GatewayUnderTest, size: int) -> None:
    content = os.urandom(size)
    document_id = await ana.sent(content)
    await call_clean(tas, document_id)
    opened = await ana.browser.client.get(f"/documents/{document_id}")
    assert (opened.status_code, opened.content) == (200, content)
    assert opened.headers["content-length"] == str(size)


async def test_beginning_again_is_the_same_upload(ana: Sender) -> None:
    told = {"client_id": str(uuid.uuid4())}
    first, again = await ana.begin(10, **told), await ana.begin(10, **told)
    assert first.headers["location"] == again.headers["location"]
    other = await ana.begin(11, **told)
    assert (other.status_code, other.json()["code"]) == (409, "document_reused")


async def test_what_is_no_good_beginning_is_refused(ana: Sender) -> None:
    good = {"matter": ana.matter_id, "client_id": str(uuid.uuid4()), "name": "a.pdf"}
    client, headers = ana.browser.client, ana.headers

    async def post(length: str | None, told: str | None, **more: str) -> tuple[int, str]:
        sent = {**headers, **more}
        if length is not None:
            sent["Upload-Length"] = length
        if told is not None:
            sent["Upload-Metadata"] = told
        answer = await client.post(UPLOADS, headers=sent)
        assert answer.headers["tus-resumable"] == "1.0.0"
        return answer.status_code, answer.json()["code"]

    bad = (400, "upload_header_invalid")
    assert await post(None, metadata(**good)) == bad
    for length in ("-1", "1.5", "ten", "0x10", "9" * 30):
        assert await post(length, metadata(**good)) == bad, length
    for told in (
        None,
        "",
        "name",
        metadata(**{**good, "name": " "}),
        metadata(**{**good, "name": "a" * 1001}),
        metadata(**{**good, "client_id": "1"}),
        metadata(**{**good, "matter": "mine"}),
        metadata(**good, conversation=str(uuid.uuid4())),
        metadata(client_id=good["client_id"], name="a.pdf"),
        metadata(**good, colour="red"),
        metadata(**good) + "," + metadata(name="b.pdf"),
        f"matter {good['matter']},name !!!",
        metadata(**{name: value for name, value in good.items() if name != "name"}) + ",name /w==",
    ):
        assert await post("10", told) == bad, told
    assert await post(str(2**30 + 1), metadata(**good)) == (413, "document_too_long")
    assert await post("10", metadata(**{**good, "name": "letter.pdf.exe"})) == (422, "document_name_refused")
    elsewhere = {**good, "matter": str(uuid.uuid4())}
    assert await post("10", metadata(**elsewhere)) == (404, "matter_not_found")
    chat = {"conversation": str(uuid.uuid4()), "client_id": good["client_id"], "name": "a.pdf"}
    assert await post("10", metadata(**chat)) == (404, "conversation_not_found")
    without = {name: value for name, value in headers.items() if name != "Tus-Resumable"}
    for version in ({}, {"Tus-Resumable": "0.2.2"}):
        answer = await client.post(UPLOADS, headers={**without, **version})
        assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")


async def test_what_is_no_good_sending_changes_nothing(ana: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    path = await ana.begun(3 * FRAME_BYTES)
    await ana.append(path, 0, b"a" * FRAME_BYTES)
    more = b"b" * FRAME_BYTES

    async def refused(content: bytes = more, offset: int | str = FRAME_BYTES, **headers: str) -> tuple[int, str]:
        answer = await ana.append(path, offset, content, **headers)  # type: ignore[arg-type]
        assert answer.headers["tus-resumable"] == "1.0.0"
        assert await ana.offset(path) == FRAME_BYTES
        return answer.status_code, answer.json()["code"]

    assert await refused(Content_Type="application/octet-stream") == (415, "media_type_unsupported")
    assert await refused(Tus_Resumable="1.0.1") == (412, "upload_version_unknown")
    for offset in (0, FRAME_BYTES - 1, FRAME_BYTES + 1, 2 * FRAME_BYTES, 3 * FRAME_BYTES):
        assert (await refused(offset=offset))[0] in (409, 413), offset
    assert await refused(offset=0) == (409, "upload_offset_mismatch")
    for number in ("-1", "a", ""):
        assert await refused(offset=number) == (400, "upload_header_invalid")
    assert await refused(b"c" * (2 * FRAME_BYTES + 1)) == (413, "upload_too_long")
    wrong = base64.b64encode(hashlib.sha1(b"other").digest()).decode()
    assert await refused(Upload_Checksum=f"sha1 {wrong}") == (460, "upload_checksum_mismatch")
    for checksum in (f"crc32 {wrong}", "sha1 !!", "sha1", f"sha256 {wrong}"):
        assert await refused(Upload_Checksum=checksum) == (400, "upload_header_invalid")
    right = base64.b64encode(hashlib.sha256(more).digest()).decode()
    # What one checksum may vouch for is bounded, and told before any of it comes.
    monkeypatch.setattr(service, "CHECKED_BYTES", FRAME_BYTES - 1)
    assert await refused(Upload_Checksum=f"sha256 {right}") == (413, "upload_checksum_too_long")
    monkeypatch.undo()
    answer = await ana.append(path, FRAME_BYTES, more, Upload_Checksum=f"sha256 {right}")
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(2 * FRAME_BYTES))


async def test_more_than_announced_in_chunks_without_a_length_is_refused(ana: Sender) -> None:
    path = await ana.begun(FRAME_BYTES)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 10_000

    answer = await ana.append(path, 0, pieces())
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_long")
    assert await ana.offset(path) == 0
    assert (await ana.append(path, 0, b"y" * FRAME_BYTES)).status_code == 204


async def test_taking_back_leaves_nothing(ana: Sender) -> None:
    path = await ana.begun(FRAME_BYTES)
    assert (await ana.browser.client.delete(path, headers=ana.headers)).status_code == 204
    head = await ana.browser.client.head(path, headers=TUS)
    assert head.status_code == 410
    for answer in (
        await ana.append(path, 0, b"x"),
        await ana.browser.client.get(path),
        await ana.browser.client.delete(path, headers=ana.headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (410, "document_gone")


async def test_an_upload_is_its_senders_alone(ana: Sender, tas: GatewayUnderTest) -> None:
    path = await ana.begun(FRAME_BYTES)
    for subject in ("marcos", "irene", "robert", "vega", "imani"):
        async with sender(tas, subject, ana.matter_id) as other:
            for answer in (
                await other.browser.client.head(path, headers=TUS),
                await other.browser.client.get(path),
                await other.append(path, 0, b"x" * FRAME_BYTES),
                await other.browser.client.delete(path, headers=other.headers),
            ):
                assert answer.status_code == 404, subject
    assert await ana.offset(path) == 0


@pytest.mark.parametrize(
    ("subject", "status"),
    [("marcos", 404), ("irene", 404), ("robert", 201), ("vega", 201), ("imani", 201), ("brooks", 404), ("petra", 404)],
)
async def test_who_may_send_to_a_matter(tas: GatewayUnderTest, ana: Sender, subject: str, status: int) -> None:
    async with sender(tas, subject, ana.matter_id) as other:
        assert (await other.begin(10)).status_code == status


async def test_nobody_sends_without_the_sessions_own_page(ana: Sender, tas: GatewayUnderTest) -> None:
    path = await ana.begun(FRAME_BYTES)
    forged = {name: value for name, value in ana.headers.items() if name != "X-CSRF-Token"}
    sent = {**forged, "Upload-Offset": "0", "Content-Type": BYTES}
    assert (await ana.browser.client.patch(path, content=b"x", headers=sent)).status_code == 403
    foreign = {**ana.headers, "Origin": "https://evil.example", "Upload-Offset": "0", "Content-Type": BYTES}
    assert (await ana.browser.client.patch(path, content=b"x", headers=foreign)).status_code == 403
    # What names another method in a header is what it is.
    disguised = {**ana.headers, "X-HTTP-Method-Override": "DELETE"}
    assert (await ana.browser.client.head(path, headers=disguised)).status_code == 200
    assert await ana.offset(path) == 0


async def _status(reader: asyncio.StreamReader) -> int:
    async with asyncio.timeout(15):
        return int((await reader.readuntil(b"\r\n")).split(b" ")[1])


async def _until(ana: Sender, path: str, offset: int) -> None:
    give_up_at = time.monotonic() + 10
    while await ana.offset(path) != offset:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.05)


async def test_a_line_that_breaks_keeps_what_came_whole(ana: Sender) -> None:
    content = os.urandom(PART_BYTES + 5 * FRAME_BYTES)
    path = await ana.begun(len(content))
    _, writer = await ana.connect()
    writer.write(ana.raw(path, 0, f"Content-Length: {len(content)}"))
    writer.write(content[: PART_BYTES + 2 * FRAME_BYTES + 9])
    await writer.drain()
    await asyncio.sleep(0.3)
    writer.transport.abort()
    await _until(ana, path, PART_BYTES + 2 * FRAME_BYTES)
    # And nobody has it for themselves any more.
    offset = PART_BYTES + 2 * FRAME_BYTES
    assert (await ana.append(path, offset, content[offset:])).status_code == 204


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(arriving, "QUIET_SECONDS", 0.4)
    monkeypatch.setattr(arriving, "FRAME_SECONDS", 1.2)
    return


@pytest.mark.parametrize("how", ["length", "chunked"])
async def test_whoever_sends_nothing_more_is_cut_and_what_came_whole_is_kept(
    ana: Sender, impatient: None, how: str
) -> None:
    path = await ana.begun(10 * FRAME_BYTES)
    reader, writer = await ana.connect()
    sent = b"z" * (2 * FRAME_BYTES + 100)
    if how == "length":
        writer.write(ana.raw(path, 0, f"Content-Length: {10 * FRAME_BYTES}") + sent)
    else:
        writer.write(ana.raw(path, 0, "Transfer-Encoding: chunked") + f"{len(sent):x}\r\n".encode() + sent + b"\r\n")
    assert await _status(reader) == 408
    assert await ana.offset(path) == 2 * FRAME_BYTES
    writer.close()


async def test_a_drip_is_cut_as_well(ana: Sender, impatient: None) -> None:
    path = await ana.begun(10 * FRAME_BYTES)
    reader, writer = await ana.connect()
    writer.write(ana.raw(path, 0, f"Content-Length: {10 * FRAME_BYTES}"))

    async def drip() -> None:
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.1)

    dripping = asyncio.create_task(drip())
    assert await _status(reader) == 408
    dripping.cancel()
    writer.close()
    assert await ana.offset(path) == 0


async def test_a_second_writer_waits_until_the_first_is_gone(ana: Sender) -> None:
    path = await ana.begun(10 * FRAME_BYTES)
    _, writer = await ana.connect()
    writer.write(ana.raw(path, 0, f"Content-Length: {10 * FRAME_BYTES}") + b"1" * FRAME_BYTES)
    await writer.drain()
    await asyncio.sleep(0.2)
    busy = await ana.append(path, 0, b"2" * FRAME_BYTES)
    assert (busy.status_code, busy.json()["code"]) == (423, "upload_busy")
    assert busy.headers["retry-after"] == "2"
    writer.close()
    await _until(ana, path, FRAME_BYTES)


async def test_a_refused_body_is_not_read_for_ever(ana: Sender) -> None:
    """Somebody else's upload, and an endless body: the answer comes before it, and the connection ends."""
    reader, writer = await ana.connect()
    nobody = f"{UPLOADS}/{'A' * 43}"
    writer.write(ana.raw(nobody, 0, "Transfer-Encoding: chunked"))
    assert await _status(reader) == 404
    with pytest.raises(ConnectionError):
        await _without_end(writer)
    writer.close()


async def _without_end(writer: asyncio.StreamWriter) -> None:
    async with asyncio.timeout(10):
        while True:
            writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0)
