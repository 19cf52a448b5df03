"""The headers of every answer: of every route, of errors before and after routing, and of what is no HTTP at all."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from channels import authorization
from tests.support.gateway import GatewayUnderTest, gateway, take

ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, embedding_sites=("https://agency.example.gov",)) as running:
        yield running


def check(headers: httpx.Headers, *, embeddable: bool = False) -> None:
    for name, value in ALWAYS.items():
        assert headers[name] == value
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    if embeddable:
        assert policy["frame-ancestors"] == "'self' https://agency.example.gov"
    else:
        assert policy["frame-ancestors"] == "'none'"
    page = headers.get("content-type", "").startswith("text/html")
    assert headers["referrer-policy"] == ("same-origin" if page else "no-referrer")
    assert "camera=()" in headers["permissions-policy"]
    assert len(headers["x-request-id"]) == 16
    assert "server" not in headers
    assert "strict-transport-security" not in headers


async def test_every_route_and_method_answers_with_them(tas: GatewayUnderTest) -> None:
    for (method, path), route in authorization.routes(tas.app).items():
        address = path.replace("<conversation_id>", str(uuid.uuid4())).replace("<", "").replace(">", "")
        for tried in {method, "HEAD", "OPTIONS", "PATCH"}:
            for accept in ("*/*", "text/html"):
                answer = await tas.client.request(tried, address, headers={"Accept": accept})
                embeddable = tried in ("GET", "HEAD") and getattr(route.ctx, "embeddable", False)
                # A method that a route doesn't have is no route's answer.
                check(answer.headers, embeddable=embeddable and answer.status_code != 405)
                if answer.status_code >= 400:
                    assert answer.headers["cache-control"] == "no-store", address


async def test_what_shows_a_conversation_is_never_kept(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    answers = [
        await tas.client.get(f"{guest.path}/events", headers=guest.headers),
        await guest.post(text="hello"),
        await tas.client.post("/api/v1/conversations", json={"language": "en"}),
    ]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    for answer in answers:
        check(answer.headers)


async def test_streams_too(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with tas.client.stream(
        "GET", f"{guest.path}/events", headers={**guest.headers, "Accept": "text/event-stream"}
    ) as answer:
        check(answer.headers)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.headers["x-accel-buffering"] == "no"
    async with guest.stream() as blocks:
        await take(blocks, 1)


MALFORMED = {
    "no HTTP": (b"hello\r\n\r\n", 400),
    "another version": (b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 400),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
    "an absolute target": (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "a space before the colon": (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length : 4\r\n\r\n", 400),
    "a folded header": (b"GET / HTTP/1.1\r\nHost: localhost\r\n X-A: b\r\n\r\n", 400),
    "a bare line feed": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\nX-C: d\r\n\r\n", 400),
    "a control character": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\x00\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "length and chunks": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        400,
    ),
    "another coding": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400),
    "a negative length": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    "a bad chunk": (
        b"POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        400,
    ),
    "another expectation": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nExpect: miracles\r\n\r\nx",
        400,
    ),
    "too large a header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 20_000 + b"\r\n\r\n", 431),
    "an address that isn't ASCII": ("GET /ñ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), 400),
    "a null in the address": (b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "UTF-8 that is none in the address": (b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "a way upwards": (b"GET /assets/../../pyproject.toml HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "a hidden way upwards": (b"GET /assets/%2e%2e%2f%2e%2e%2fpyproject.toml HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
}


@pytest.mark.parametrize(("sent", "status"), MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_is_malformed_is_refused_with_them(tas: GatewayUnderTest, sent: bytes, status: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(tas.url.rpartition(":")[2]))
    writer.write(sent)
    async with asyncio.timeout(30):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    writer.close()
    first, *lines = head.strip().split("\r\n")
    assert first.split(" ")[1] == str(status)
    headers = httpx.Headers([tuple(line.split(": ", 1)) for line in lines])  # type: ignore[misc]
    check(headers)
    assert headers["content-type"] == "application/problem+json"


async def test_over_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    async with gateway(tmp_path, trusted_proxies=1, public_origins=("https://help.example.gov",)) as tas:
        proxied = {"Host": "help.example.gov", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
        answer = await tas.client.get("/health/live", headers=proxied)
        assert answer.headers["strict-transport-security"] == "max-age=63072000"
