"""Documents on their way out: whose they are, in which parts, with which headers; nothing unverified, everything audited."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casework.audit.models import audit_entries
from casework.documents.frames import FRAME_BYTES
from casework.documents.models import DocumentId, documents
from casework.documents.writing import PART_BYTES
from casework.sealing import wrapped_key
from channels.documents.downloads import disposition
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.sample_people import signed_in
from tests.support.uploading import Sender, breaks, call_clean, change, sender, with_sample


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def ana(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    async with sender(tas) as found:
        yield found


async def _audited(tas: GatewayUnderTest, action: str = "document.opened") -> list[tuple[str, str, dict[str, Any]]]:
    query = select(audit_entries).where(audit_entries.c.action == action).order_by(audit_entries.c.number)
    async with tas.services.database.read() as connection:
        rows = (await connection.execute(query)).all()
    return [(row.basis, row.result, json.loads(row.details)) for row in rows]


async def test_an_attachment_that_nothing_runs(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(b"<script>alert(1)</script>", name='Mi "carta" ñ.txt')
    await call_clean(tas, document_id)
    answer = await ana.browser.client.get(f"/documents/{document_id}")
    assert answer.status_code == 200
    headers = answer.headers
    assert headers["content-disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''" in headers["content-disposition"]
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    head = await ana.browser.client.head(f"/documents/{document_id}")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, headers["content-length"], b"")
    # Only what was given out was opened.
    assert await _audited(tas) == [
        ("self", "done", {"place": f"matter:{ana.matter_id}", "attached_to": "", "first_byte": 0, "length_bytes": 25})
    ]


async def test_ranges(ana: Sender, tas: GatewayUnderTest) -> None:
    content = os.urandom(PART_BYTES + FRAME_BYTES + 10)
    document_id = await ana.sent(content)
    await call_clean(tas, document_id)
    size = len(content)

    async def asked(wanted: str, **headers: str) -> httpx.Response:
        return await ana.browser.client.get(f"/documents/{document_id}", headers={"Range": wanted, **headers})

    for wanted, first, last in (
        ("bytes=0-0", 0, 0),
        (f"bytes={PART_BYTES - 1}-{PART_BYTES}", PART_BYTES - 1, PART_BYTES),
        (f"bytes={size - 1}-", size - 1, size - 1),
        (f"bytes=10-{size + 100}", 10, size - 1),
        ("bytes=-5", size - 5, size - 1),
        (f"bytes=-{size * 2}", 0, size - 1),
    ):
        answer = await asked(wanted)
        assert (answer.status_code, answer.content) == (206, content[first : last + 1]), wanted
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert answer.headers["content-length"] == str(last - first + 1)
    for wanted in ("bytes=5-4", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=-"):
        answer = await asked(wanted)
        assert (answer.status_code, answer.content) == (200, content), wanted
    for wanted in (f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0"):
        answer = await asked(wanted)
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{size}"), wanted
    etag = (await asked("bytes=0-0")).headers["etag"]
    assert (await asked("bytes=1-2", **{"If-Range": etag})).status_code == 206
    assert (await asked("bytes=1-2", **{"If-Range": '"another"'})).status_code == 200


async def test_of_an_empty_document_there_are_no_bytes(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(b"")
    await call_clean(tas, document_id)
    answer = await ana.browser.client.get(f"/documents/{document_id}")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")
    ranged = await ana.browser.client.get(f"/documents/{document_id}", headers={"Range": "bytes=0-"})
    assert ranged.status_code == 416


@pytest.mark.parametrize("state", ["uploading", "quarantined", "rejected", "unscannable"])
async def test_nothing_but_clean_is_opened(ana: Sender, tas: GatewayUnderTest, state: str) -> None:
    document_id = await ana.sent(b"content")
    await change(tas, document_id, state=state)
    answer = await ana.browser.client.get(f"/documents/{document_id}")
    assert (answer.status_code, answer.json()["code"], answer.json()["state"]) == (409, "document_not_clean", state)
    assert await _audited(tas) == []


async def _opens(tas: GatewayUnderTest, subject: str, document_id: str) -> int:
    async with signed_in(tas, subject, Accept="application/json") as browser:
        return (await browser.get(f"/documents/{document_id}")).status_code


async def test_who_opens_what_was_sent_and_what_was_not_yet(ana: Sender, tas: GatewayUnderTest) -> None:
    sent, unsent = await ana.sent(b"sent"), await ana.sent(b"not yet")
    async with sender(tas, "robert", ana.matter_id) as robert, sender(tas, "vega", ana.matter_id) as vega:
        of_robert, of_vega = await robert.sent(b"of the representative"), await vega.sent(b"of the advocate")
    for document_id in (sent, unsent, of_robert, of_vega):
        await call_clean(tas, document_id)
    for document_id in (sent, of_robert, of_vega):
        await change(tas, document_id, attached_to="message:1")
    everybody = ("ana", "marcos", "irene", "robert", "vega", "brooks", "imani", "petra", "omar")
    may_open = {
        unsent: {"ana"},
        sent: {"ana", "vega", "imani", "petra"},
        # A representative sees what they sent themselves; what else stands in their threads, the threads say.
        of_robert: {"ana", "robert", "vega", "imani", "petra"},
        of_vega: {"ana", "vega", "imani", "petra"},
    }
    for document_id, those in may_open.items():
        got = {subject: await _opens(tas, subject, document_id) for subject in everybody}
        assert got == {subject: 200 if subject in those else 404 for subject in everybody}
    refused = [basis for basis, result, _ in await _audited(tas) if result == "refused"]
    assert set(refused) == {"not_sent", "no_authority"}
    assert len(refused) == 4 * len(everybody) - sum(map(len, may_open.values()))


async def test_nobody_opens_after_their_authority_was_revoked(ana: Sender, tas: GatewayUnderTest) -> None:
    async with sender(tas, "robert", ana.matter_id) as robert:
        document_id = await robert.sent(b"of the representative")
        await call_clean(tas, document_id, attached_to="message:1")
        assert await _opens(tas, "robert", document_id) == 200
        services = tas.services
        async for each in services.authority.every():
            if each.representative == robert.browser.actor.tin_digest:
                gone = replace(each, revoked_on=services.authority.today() - timedelta(days=1))
                await services.authority.put([gone])
        assert await _opens(tas, "robert", document_id) == 404


async def test_nobody_opens_after_erasure(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(b"going")
    await call_clean(tas, document_id, attached_to="message:1")

    async def work(connection: Any) -> None:
        await tas.services.documents.erase(connection, [document_id])

    await tas.services.database.write(work)
    for subject, status in (("ana", 410), ("vega", 410), ("marcos", 404)):
        assert await _opens(tas, subject, document_id) == status


async def test_nobody_guesses(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(b"mine")
    await call_clean(tas, document_id)
    for guess in (document_id[:-1], document_id + "A", document_id.swapcase(), document_id[:-1] + "é"):
        answer = await ana.browser.client.get(f"/documents/{guess}")
        assert answer.status_code == 404, guess
    assert (await tas.client.get(f"/documents/{document_id}")).status_code == 401


async def _collect(ana: Sender, document_id: str, into: list[bytes]) -> None:
    async with ana.browser.client.stream("GET", f"/documents/{document_id}") as answer:
        assert answer.status_code == 200
        async for piece in answer.aiter_raw():
            into.append(piece)


async def test_a_bad_tag_ends_the_connection_and_nothing_unverified_is_sent(ana: Sender, tas: GatewayUnderTest) -> None:
    content = os.urandom(PART_BYTES + 3 * FRAME_BYTES)
    document_id = await ana.sent(content)
    await call_clean(tas, document_id)
    await breaks(tas, document_id, 1)
    pieces: list[bytes] = []
    with pytest.raises(httpx.RemoteProtocolError):
        await _collect(ana, document_id, pieces)
    got = b"".join(pieces)
    assert content.startswith(got)
    assert len(got) <= PART_BYTES
    assert [(basis, result) for basis, result, _ in await _audited(tas)] == [("self", "done"), ("self", "failed")]
    # Broken from its first byte on, it is told as such, and nothing of it is given.
    answer = await ana.browser.client.get(f"/documents/{document_id}", headers={"Range": f"bytes={PART_BYTES}-"})
    assert (answer.status_code, answer.json()["code"]) == (500, "document_broken")
    # The gateway serves others as before.
    other = await ana.sent(b"other")
    await call_clean(tas, other)
    assert (await ana.browser.client.get(f"/documents/{other}")).content == b"other"


async def test_a_key_wrapped_for_another_document_opens_nothing(ana: Sender, tas: GatewayUnderTest) -> None:
    one, other = await ana.sent(b"one"), await ana.sent(b"two")
    services = tas.services
    (document,) = await services.documents.described(None, [DocumentId(other)])
    assert document.name == "letter.pdf"
    async with services.database.read() as connection:
        row = (await connection.execute(select(documents).where(documents.c.id == other))).one()
    swapped = wrapped_key(row.key_id, row.wrapped_key)
    await call_clean(tas, one, key_id=swapped.key_id, wrapped_key=swapped.blob)
    assert (await ana.browser.client.get(f"/documents/{one}")).status_code >= 500


@given(st.text(min_size=1, max_size=60).filter(str.isprintable))
def test_a_disposition_is_one_header_that_says_the_name(name: str) -> None:
    header = disposition(name)
    header.encode("ascii")
    assert header.count('"') == 2
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name
    assert not set("\r\n;") & set(header.partition("filename*=UTF-8''")[2])
