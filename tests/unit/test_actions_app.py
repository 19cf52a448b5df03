"""The action server's own app: who is answered, and that a failure says nothing of what was sent."""

from __future__ import annotations

import json
import logging
import uuid
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from actions import app as actions_app
from actions.app import SECRET_HEADER, create_app
from cli.processes import reserve_port

CALL = {
    "next_action": "action_go_on",
    "sender_id": "x",
    "domain": {},
    "version": "3.6.21",
    "tracker": {
        "sender_id": "x",
        "slots": {},
        "events": [],
        "latest_message": {
            "text": "a private word",
            "intent": {"name": "resume", "confidence": 1},
            "metadata": {"language": "en", "as_of": "2026-11-20", "facts": {}, "skipped": [], "do": "resume"},
        },
    },
}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app("secret", f"tas-actions-{uuid.uuid4().hex}")
    # Sanic rewrites its own methods at the start, which it can do for one app a process.
    app.config.TOUCHUP = False
    port = reserve_port()
    server: Any = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    headers = {SECRET_HEADER: "secret"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False) as opened:
        yield opened
    server.server.close()
    for connection in tuple(server.connections):
        connection.abort()


async def test_an_action_is_run(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhook", json=CALL)
    assert answer.status_code == 200
    assert [said["custom"] for said in answer.json()["responses"]] == [{"ask": "topics", "variant": 0}]


async def test_rasas_compressed_body_is_read(client: httpx.AsyncClient) -> None:
    body = zlib.compress(json.dumps(CALL).encode())
    assert (await client.post("/webhook", content=body, headers={"Content-Encoding": "deflate"})).status_code == 200


@pytest.mark.parametrize("secret", ["", "wrong", "sécret"])
async def test_without_the_secret_there_is_nothing_here(client: httpx.AsyncClient, secret: str) -> None:
    answer = await client.post("/webhook", json=CALL, headers={SECRET_HEADER: secret.encode()})
    assert answer.status_code == 404
    assert (await client.get("/health", headers={SECRET_HEADER: b""})).json() == {"status": "ok"}


async def test_a_failing_action_gives_a_code_and_no_body(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("a private word")

    monkeypatch.setattr(actions_app.dialogue.GoOn, "items", fail)
    with caplog.at_level(logging.DEBUG):
        answer = await client.post("/webhook", json=CALL)
    assert (answer.status_code, answer.json()) == (500, {"error": "action_failed"})
    assert "private" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"garbage", b"[]", b"{}", b'{"next_action": 7}', b"\xff"])
async def test_garbage_is_refused_without_words(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/webhook", content=body)
    assert answer.status_code >= 400
    assert set(answer.json()) == {"error"}


async def test_an_unknown_action_is_not_found(client: httpx.AsyncClient) -> None:
    assert (await client.post("/webhook", json={**CALL, "next_action": "action_format_disk"})).status_code == 404


def test_a_server_without_a_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="TAS_ACTIONS_SECRET"):
        create_app("", "tas-actions-without-secret")
