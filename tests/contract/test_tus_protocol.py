"""The gateway speaks tus 1.0.0: an examiner's table of requests and answers, and what a table can't hold.

The same examinations run against a small server in memory, so that they are known to be passable.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
import pytest_asyncio

from tests.reference import tus_oracle as oracle
from tests.reference.tus_oracle import FRAME_BYTES, OCTETS, SCENARIOS, Scenario, Step, content
from tests.support.tus import TusTarget, gateway_target, memory_target


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["memory", "gateway"])
async def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TusTarget]:
    folder = tmp_path_factory.mktemp("tus")
    opening = memory_target() if request.param == "memory" else gateway_target(folder)
    async with opening as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=20) as opened:
        yield opened


pytestmark = pytest.mark.asyncio(loop_scope="module")


def sent(target: TusTarget, headers: Mapping[str, str | None], *, stranger: bool = False) -> dict[str, str]:
    every = {"Tus-Resumable": oracle.VERSION, **(target.stranger if stranger else target.headers), **headers}
    return {name: value for name, value in every.items() if value is not None}


async def create(target: TusTarget, client: httpx.AsyncClient, length: int) -> str:
    """An upload's address."""
    headers = sent(target, {"Upload-Length": str(length), **target.creation_headers()})
    answer = await client.post(target.collection, headers=headers)
    assert answer.status_code == 201, answer.text
    location = urljoin(target.collection, answer.headers["location"])
    assert urlsplit(location).netloc == urlsplit(target.collection).netloc
    return location


async def offset_of(target: TusTarget, client: httpx.AsyncClient, upload: str) -> int | None:
    answer = await client.head(upload, headers=sent(target, {}))
    return int(answer.headers["upload-offset"]) if answer.status_code in {200, 204} else None


async def patch(target: TusTarget, client: httpx.AsyncClient, upload: str, offset: int, body: bytes) -> httpx.Response:
    headers = sent(target, {"Content-Type": OCTETS, "Upload-Offset": str(offset)})
    return await client.patch(upload, headers=headers, content=body)


async def extensions(target: TusTarget, client: httpx.AsyncClient) -> set[str]:
    answer = await client.options(target.collection, headers=sent(target, {}))
    return {each.strip() for each in answer.headers.get("tus-extension", "").split(",")}


def applies(step: Step, speaks: set[str]) -> bool:
    if step.needs is None:
        return True
    return step.needs.removeprefix("!") not in speaks if step.needs.startswith("!") else step.needs in speaks


async def take(target: TusTarget, client: httpx.AsyncClient, upload: str, step: Step, length: int) -> None:
    before = await offset_of(target, client, upload)
    address = {"collection": target.collection, "upload": upload, "unknown": target.unknown}[step.at]
    headers = dict(step.headers)
    if step.method == "POST" and step.at == "collection":
        headers = {**target.creation_headers(), **headers}
    answer = await client.request(
        step.method, address, headers=sent(target, headers, stranger=step.as_stranger), content=step.body or None
    )
    assert answer.status_code in step.status, f"{answer.status_code}: {answer.text[:300]}"
    for name, pattern in step.answers.items():
        value = answer.headers.get(name)
        if pattern is None:
            assert value is None, f"{name}: {value}"
        else:
            assert value is not None, f"no {name}"
            assert re.fullmatch(pattern, value), f"{name}: {value}"
    if "upload-expires" in step.answers:
        assert parsedate_to_datetime(answer.headers["upload-expires"]) > datetime.now(UTC)
    if step.method == "HEAD":
        assert answer.content == b""
    after = await offset_of(target, client, upload)
    if step.offset == "unchanged":
        assert after == before
    elif step.offset == "whole":
        assert after == length
    elif step.offset == "gone":
        assert after is None
    elif step.offset == "some":
        assert before is not None
        assert after is not None
        assert before <= after <= before + len(step.body)
        assert int(answer.headers["upload-offset"]) == after


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
async def test_the_table(target: TusTarget, client: httpx.AsyncClient, scenario: Scenario) -> None:
    speaks = await extensions(target, client)
    upload = await create(target, client, scenario.length)
    for step in scenario.steps:
        if applies(step, speaks):
            await take(target, client, upload, step, scenario.length)
    await client.delete(upload, headers=sent(target, {}))


async def test_metadata_comes_back(target: TusTarget, client: httpx.AsyncClient) -> None:
    """Creation: HEAD must include the Upload-Metadata as the client gave it."""
    given = target.creation_headers()
    if not given.get("Upload-Metadata"):
        pytest.skip("the product takes no metadata")
    answer = await client.post(target.collection, headers=sent(target, {"Upload-Length": "5", **given}))
    upload = urljoin(target.collection, answer.headers["location"])
    head = await client.head(upload, headers=sent(target, {}))
    assert head.headers.get("upload-metadata") == given["Upload-Metadata"]


async def test_a_body_without_a_length(target: TusTarget, client: httpx.AsyncClient) -> None:
    """Chunked transfer coding is a PATCH as any other, and is held to the same limits."""
    whole = content(200_000)

    async def pieces(of: bytes) -> AsyncIterator[bytes]:
        for at in range(0, len(of), 7_001):
            yield of[at : at + 7_001]

    upload = await create(target, client, len(whole))
    headers = sent(target, {"Content-Type": OCTETS, "Upload-Offset": "0"})
    answer = await client.patch(upload, headers=headers, content=pieces(whole + whole))
    assert answer.status_code in {400, 413}
    offset = await offset_of(target, client, upload)
    assert offset is not None
    assert offset <= len(whole)
    if offset == 0:
        answer = await client.patch(upload, headers=headers, content=pieces(whole))
        assert answer.status_code == 204
        assert await offset_of(target, client, upload) == len(whole)


async def cut_off(target: TusTarget, upload: str, offset: int, body: bytes, after: int) -> None:
    """Sends a PATCH whose line is cut after so many bytes of its body."""
    where = urlsplit(upload)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    headers = sent(
        target,
        {"Content-Type": OCTETS, "Upload-Offset": str(offset), "Content-Length": str(len(body)), "Host": where.netloc},
    )
    head = (
        f"PATCH {where.path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    )
    writer.write(head.encode() + body[:after])
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.transport.abort()
    del reader


async def test_a_cut_line_loses_nothing(target: TusTarget, client: httpx.AsyncClient) -> None:
    whole = content(700_000)
    upload = await create(target, client, len(whole))
    reached = 0
    for after in (0, 1, 65_535, 65_536, 65_537, 150_000, 299_999):
        await cut_off(target, upload, reached, whole[reached:], after)
        for _ in range(100):
            offset = await offset_of(target, client, upload)
            assert offset is not None, "the upload went with the line"
            # Whoever wrote last may still be at it: the next PATCH is then told so.
            answer = await patch(target, client, upload, offset, b"")
            if answer.status_code == 204 and await offset_of(target, client, upload) == offset:
                break
            assert answer.status_code in {409, 423}
            await asyncio.sleep(0.1)
        assert reached <= offset <= reached + after
        reached = offset
    answer = await patch(target, client, upload, reached, whole[reached:])
    assert answer.status_code == 204
    assert await offset_of(target, client, upload) == len(whole)
    stored = await target.stored(upload)
    assert stored is None or stored == whole


async def test_two_writers_at_once(target: TusTarget, client: httpx.AsyncClient) -> None:
    """One of them is heard, the other told so; the content is one's, never both's."""
    length = 4 * FRAME_BYTES
    for _ in range(5):
        upload = await create(target, client, length)
        bodies = [bytes([65 + n]) * length for n in range(6)]
        answers = await asyncio.gather(*(patch(target, client, upload, 0, body) for body in bodies))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses.count(204) == 1, statuses
        assert set(statuses) <= {204, 409, 423}, statuses
        assert await offset_of(target, client, upload) == length
        stored = await target.stored(upload)
        assert stored is None or stored in bodies


async def test_without_a_session_nothing_is_there(target: TusTarget, client: httpx.AsyncClient) -> None:
    if not target.headers:
        pytest.skip("this target has no sessions")
    upload = await create(target, client, 10)
    for method, address in (("POST", target.collection), ("HEAD", upload), ("PATCH", upload), ("DELETE", upload)):
        headers = {"Tus-Resumable": oracle.VERSION, "Upload-Length": "10", "Content-Type": OCTETS, "Upload-Offset": "0"}
        answer = await client.request(
            method, address, headers=headers, content=b"0123456789" if method == "PATCH" else None
        )
        assert answer.status_code in {401, 403, 404}, (method, answer.status_code)
    assert await offset_of(target, client, upload) == 0


async def test_addresses_cant_be_guessed(target: TusTarget, client: httpx.AsyncClient) -> None:
    """At least 128 bits that are drawn anew (OWASP ASVS 11.5.1), and nothing of the document in them."""
    addresses = [await create(target, client, 10) for _ in range(8)]
    last = [address.rstrip("/").rsplit("/", 1)[1] for address in addresses]
    assert len(set(last)) == len(last)
    assert all(len(each) >= 22 for each in last)
