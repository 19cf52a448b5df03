"""What people, and others, may send: a clear error or plain text treatment, nothing lost, never a 500."""

from __future__ import annotations

import asyncio
import contextlib
import json
import unicodedata
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from channels import app as app_module
from channels import request as request_module
from tests.support.gateway import GatewayUnderTest, Guest, gateway


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


# Text that means something elsewhere. The record keeps it as it was typed.
TEXTS = {
    "a command": "/restart",
    "an intent": '/inform{"federal_tax":"yes"}',
    "an intent behind white space": '\u3000\t \n /inform{"federal_tax":"yes"}',
    "an intent behind what can't be seen": "\u200b\ufeff/restart",
    "slashes": "///  / restart",
    "external": "EXTERNAL: restart",
    "HTML": '<img src=x onerror=alert(1)><script>alert("1")</script>',
    "SQL": "'; DROP TABLE events; --",
    "a template": "{{7*7}} ${7*7} {% raw %} { $days }",
    "a format": "%s %n %(x)s {0}",
    "right to left": "\u202egnp.exe \u2067abc\u2069",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "combining marks": "e" + "\u0301" * 500,
    "the year 0": "I filed on 0000-00-00",
    "the year 9999": "they promised it by 9999-12-31",
    "4,000 characters": "ñ" * 4000,
    "4,000 beyond the first plane": "𝒳" * 4000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_text_is_text(tas: GatewayUnderTest, text: str) -> None:
    guest = await tas.begin()
    await guest.answer(text)
    said = next(event["text"] for event in await guest.events() if event["author"] == "person")
    assert _seen(said) == _seen(text)
    sent = tas.assistant.requests[-1].text
    assert not sent.lstrip().startswith("/")
    assert not sent.startswith("EXTERNAL:")
    assert sent == sent.strip() or sent == "?"
    metadata = json.dumps(tas.assistant.requests[-1].metadata)
    assert "restart" not in metadata
    assert "inform" not in metadata


def _seen(text: str) -> str:
    """What can be seen of a text: marks of direction and of no width may be taken out."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(character for character in composed if character.isprintable() and not character.isspace())


CONTROLS = {
    "null": "before\x00after",
    "bell and escape": "be\x07fore \x1b[31mafter",
    "delete": "before\x7fafter",
    "C1": "before\x9bafter",
}


@pytest.mark.parametrize("text", CONTROLS.values(), ids=CONTROLS.keys())
async def test_control_characters_are_taken_out(tas: GatewayUnderTest, text: str) -> None:
    guest = await tas.begin()
    seq = await guest.say(text)
    said = (await guest.events(seq - 1))[0]["text"]
    assert not [character for character in said if ord(character) < 32 or 127 <= ord(character) < 160]
    assert "after" in said


EMPTY = {
    "nothing": "",
    "blanks": "   \t\n ",
    "blanks of other kinds": "\u3000\u00a0\u2003",
    "only controls": "\x00\x01\x02",
    "nothing to see": "\u200b\u200b\ufeff",
}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY.keys())
async def test_nothing_is_told_to_be_empty(tas: GatewayUnderTest, text: str) -> None:
    guest = await tas.begin()
    answer = await guest.post(text=text)
    assert (answer.status_code, answer.json()["code"]) == (422, "message_empty")


async def post(guest: Guest, body: bytes, **headers: str) -> httpx.Response:
    sent = {**guest.headers, "Content-Type": "application/json", **headers}
    return await guest.client.post(f"{guest.path}/messages", content=body, headers=sent)


ID = str(uuid.uuid4())
BODIES: dict[str, tuple[Any, int, str]] = {
    "no body": (b"", 400, "body_malformed"),
    "malformed": (b'{"client_id": ', 400, "body_malformed"),
    "UTF-8 that is none": (b'{"client_id": "' + ID.encode() + b'", "text": "\xff\xfe"}', 400, "body_malformed"),
    "UTF-16": (json.dumps({"client_id": ID, "text": "x"}).encode("utf-16"), 400, "body_malformed"),
    "half a pair": (b'{"client_id": "' + ID.encode() + b'", "text": "\\ud800"}', 400, "body_malformed"),
    "NaN": (b'{"client_id": NaN}', 400, "body_malformed"),
    "deep": (b"[" * 30_000, 400, "body_malformed"),
    "a list": ([], 422, "field_invalid"),
    "a number": (7, 422, "field_invalid"),
    "null": (None, 422, "field_invalid"),
    "nothing in it": ({}, 422, "field_missing"),
    "no client_id": ({"text": "x"}, 422, "field_missing"),
    "no text": ({"client_id": ID}, 422, "field_missing"),
    "both": ({"client_id": ID, "text": "x", "choice": "do.why"}, 422, "choice_and_text"),
    "an unknown field": ({"client_id": ID, "text": "x", "slots": {"a": 1}}, 422, "field_unknown"),
    "a client_id that is none": ({"client_id": "1", "text": "x"}, 422, "client_id_invalid"),
    "a long client_id": ({"client_id": "a" * 10_000, "text": "x"}, 422, "client_id_invalid"),
    "a client_id in braces": ({"client_id": "{" + ID + "}", "text": "x"}, 422, "client_id_invalid"),
    "a number as client_id": ({"client_id": 7, "text": "x"}, 422, "client_id_invalid"),
    "a client_id with a line break": ({"client_id": ID + "\n", "text": "x"}, 422, "client_id_invalid"),
    "a number as text": ({"client_id": ID, "text": 7}, 422, "field_invalid"),
    "a list as text": ({"client_id": ID, "text": ["x"]}, 422, "field_invalid"),
    "null as text": ({"client_id": ID, "text": None}, 422, "field_invalid"),
    "a number as choice": ({"client_id": ID, "choice": 1.0}, 422, "field_invalid"),
    "no choices": ({"client_id": ID, "choice": []}, 422, "field_invalid"),
    "many choices": ({"client_id": ID, "choice": [f"2.{n}" for n in range(100)]}, 422, "field_invalid"),
    "a long choice": ({"client_id": ID, "choice": "a" * 100}, 422, "field_invalid"),
    "a choice of other characters": ({"client_id": ID, "choice": "2.0'; --"}, 422, "field_invalid"),
    "digits of another script": ({"client_id": ID, "choice": "٢.٠"}, 422, "field_invalid"),
    "a choice of a later event": ({"client_id": ID, "choice": "999.0"}, 409, "choice_unknown"),
    "a choice that the question hasn't": ({"client_id": ID, "choice": "2.99"}, 409, "choice_unknown"),
    "a choice of an event that is no question": ({"client_id": ID, "choice": "1.0"}, 409, "choice_stale"),
    "one choice twice": ({"client_id": ID, "choice": ["2.0", "2.0"]}, 409, "choice_unknown"),
    "two where one is wanted": ({"client_id": ID, "choice": ["2.0", "2.1"]}, 409, "choice_unknown"),
    "a wish that there is not": ({"client_id": ID, "choice": "do.delete_everything"}, 409, "choice_unknown"),
    "a language that there is not": ({"client_id": ID, "choice": "language.fr"}, 409, "choice_unknown"),
    "a fact without an answer": ({"client_id": ID, "choice": "change.hardship"}, 409, "choice_stale"),
    "4,001 characters": ({"client_id": ID, "text": "x" * 4001}, 413, "message_too_long"),
    "100 kB": ({"client_id": ID, "text": "x" * 100_000}, 413, "body_too_large"),
    "2 MB": (b" " * 2_000_000, 413, "body_too_large"),
}


@pytest.mark.parametrize(("body", "status", "code"), BODIES.values(), ids=BODIES.keys())
async def test_what_can_not_be_taken_is_told_and_nothing_is_recorded(
    tas: GatewayUnderTest, body: Any, status: int, code: str
) -> None:
    guest = await tas.begin()
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await post(guest, sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(await guest.events()) == 2
    # The same client_id can be used by a body that is right.
    assert (await guest.post(ID, text="hello")).status_code == 201


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x" * 500],
)
async def test_only_json_is_read(tas: GatewayUnderTest, content_type: str) -> None:
    guest = await tas.begin()
    body = json.dumps({"client_id": ID, "text": "x"}).encode()
    answer = await post(guest, body, **{"Content-Type": content_type})
    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_unsupported")
    with_charset = await post(guest, body, **{"Content-Type": "application/json; charset=UTF-8"})
    assert with_charset.status_code == 201


async def test_bytes_are_counted_where_they_arrive(tas: GatewayUnderTest) -> None:
    """In chunks no length is told beforehand; the client still reads why it was refused."""
    guest = await tas.begin()

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 10_000
            await asyncio.sleep(0)

    answer = await guest.client.post(
        f"{guest.path}/messages", content=chunks(), headers={**guest.headers, "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.headers["connection"] == "close"
    assert (await guest.post(text="hello")).status_code == 201


async def _dripped(tas: GatewayUnderTest, head: bytes) -> bytes:
    """The answer to a request that begins so and then sends a byte now and then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(tas.url.rpartition(":")[2]))
    writer.write(head)
    dripping = asyncio.create_task(_drip(writer))
    async with asyncio.timeout(30):
        answer = await reader.read(65_536)
        dripping.cancel()
        # A byte that was on its way when the gateway closed is answered by a reset, after the answer.
        with contextlib.suppress(ConnectionResetError):
            while more := await reader.read(65_536):
                answer += more
    writer.close()
    return answer


async def test_a_body_that_drips_in_is_given_up(tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_module, "MOST_BODY_SECONDS", 0.3)
    answer = await _dripped(
        tas, b"POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"request_timeout"' in answer


async def test_a_head_that_drips_in_is_given_up(tas: GatewayUnderTest) -> None:
    tas.app.config.REQUEST_TIMEOUT = 0.3
    answer = await _dripped(tas, b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"request_timeout"' in answer


async def test_a_body_that_nobody_asked_for_does_not_keep_the_connection(
    tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "_LINGERING_SECONDS", 0.3)
    answer = await _dripped(tas, b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b'"not_found"' in answer


async def _drip(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b" ")
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "after=1.0",
        "after=٣",
        "after=",
        "after=9999999999999",
        "after=+1",
        "after=0x1",
    ],
)
async def test_a_place_that_is_none(tas: GatewayUnderTest, query: str) -> None:
    guest = await tas.begin()
    answer = await guest.client.get(f"{guest.path}/events?{query}", headers=guest.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "after_invalid")
    resumed = await guest.client.get(
        f"{guest.path}/events",
        headers=[
            *guest.headers.items(),
            ("Accept", "text/event-stream"),
            ("Last-Event-ID", (query.partition("=")[2] or "x").encode()),  # type: ignore[list-item]
        ],
    )
    assert resumed.status_code == 422


@pytest.mark.parametrize("query", ["after=1&after=2", "token=x", "language=en&language=es", "callback=alert"])
async def test_a_query_that_is_not_known(tas: GatewayUnderTest, query: str) -> None:
    guest = await tas.begin()
    answer = await guest.client.get(f"{guest.path}/events?{query}", headers=guest.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "field_unknown")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "field_missing"),
        ({"language": "fr"}, "language_unknown"),
        ({"language": "EN"}, "language_unknown"),
        ({"language": ["en"]}, "language_unknown"),
        ({"language": "en", "time_zone": "Mars/Olympus"}, "time_zone_unknown"),
        ({"language": "en", "time_zone": "../../etc/passwd"}, "time_zone_unknown"),
        ({"language": "en", "time_zone": "/etc/localtime"}, "time_zone_unknown"),
        ({"language": "en", "time_zone": "x" * 1000}, "time_zone_unknown"),
        ({"language": "en", "time_zone": None}, "time_zone_unknown"),
        ({"language": "en", "door": "desk"}, "field_unknown"),
    ],
)
async def test_a_conversation_that_can_not_begin(tas: GatewayUnderTest, body: Any, code: str) -> None:
    answer = await tas.client.post("/api/v1/conversations", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_a_stale_choice_is_told(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await guest.answer("hello")
    answer = await guest.post(choice="2.0")
    assert (answer.status_code, answer.json()["code"]) == (409, "choice_stale")


async def test_errors_quote_nothing(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    secret = "123-45-6789"
    answers = [
        await guest.post(text="x", **{secret: secret}),
        await guest.post(client_id=secret, text="x"),
        await guest.post(choice=secret),
        await post(guest, secret.encode()),
        await guest.client.get(f"{guest.path}/events?{secret}={secret}", headers=guest.headers),
        await guest.client.get(f"/api/v1/conversations/{secret}/events", headers=guest.headers),
        await guest.client.get(f"/{secret}"),
        await guest.client.get("/health/live", headers={"Host": secret}),
    ]
    for answer in answers:
        assert answer.status_code >= 400
        assert secret not in answer.text
        assert secret not in str(answer.headers)
