"""Where a request comes from: Host, Origin, the visitor cookie and its CSRF token."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from casework.conversations.models import Holder, VisitorToken
from tests.support.gateway import GatewayUnderTest, gateway


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


async def browser(tas: GatewayUnderTest) -> tuple[VisitorToken, str, dict[str, str]]:
    """A browser that began a conversation: its name, the conversation's id, and the headers of its own page's requests."""
    visitor = tas.services.visitors.new()
    created = await tas.services.conversations.create("screening", "en", "America/New_York", visitor)
    headers = {
        "Cookie": f"visitor={visitor}",
        "Origin": tas.url,
        "X-CSRF-Token": tas.services.visitors.csrf_token(visitor),
    }
    return visitor, created.id, headers


async def post(tas: GatewayUnderTest, conversation_id: str, headers: dict[str, str]) -> tuple[int, str | None]:
    body = {"client_id": str(uuid.uuid4()), "text": "hello"}
    answer = await tas.client.post(f"/api/v1/conversations/{conversation_id}/messages", json=body, headers=headers)
    return answer.status_code, answer.json().get("code")


async def test_the_own_page_may_write(tas: GatewayUnderTest) -> None:
    _visitor, conversation_id, headers = await browser(tas)
    assert await post(tas, conversation_id, headers) == (201, None)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "{own}.evil.example",
        "{own}/",
        "{own}:80",
        "http://localhost",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "{OWN}",
        "",
        " {own}",
        "{own}, {own}",
    ],
)
async def test_another_origin_may_not(tas: GatewayUnderTest, origin: str) -> None:
    _visitor, conversation_id, headers = await browser(tas)
    port = tas.url.rpartition(":")[2]
    wrong = origin.format(own=tas.url, OWN=tas.url.upper(), port=port)
    if wrong.strip() == tas.url:  # white space around a value is no part of it (RFC 9110, section 5.5)
        return
    assert await post(tas, conversation_id, headers | {"Origin": wrong}) == (403, "forbidden_origin")
    bearer = await tas.begin()
    assert await post(tas, bearer.id, bearer.headers | {"Origin": wrong}) == (403, "forbidden_origin")


async def test_two_origins_are_none(tas: GatewayUnderTest) -> None:
    _visitor, conversation_id, headers = await browser(tas)
    several = [*headers.items(), ("Origin", "https://evil.example")]
    answer = await tas.client.post(
        f"/api/v1/conversations/{conversation_id}/messages",
        json={"client_id": str(uuid.uuid4()), "text": "hello"},
        headers=several,
    )
    assert answer.status_code == 403


async def test_a_cookie_without_an_origin_may_not_write(tas: GatewayUnderTest) -> None:
    _visitor, conversation_id, headers = await browser(tas)
    del headers["Origin"]
    assert await post(tas, conversation_id, headers) == (403, "forbidden_origin")


async def test_other_clients_send_no_origin(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    assert await post(tas, guest.id, guest.headers) == (201, None)


async def test_the_csrf_token_must_be_this_browsers(tas: GatewayUnderTest) -> None:
    _visitor, conversation_id, headers = await browser(tas)
    others = (await browser(tas))[2]["X-CSRF-Token"]
    wrong: list[Any] = [others, "", headers["X-CSRF-Token"][:-1], headers["X-CSRF-Token"] + "x", "x" * 5000]
    for token in wrong:
        assert await post(tas, conversation_id, headers | {"X-CSRF-Token": token}) == (403, "csrf_failed")
    del headers["X-CSRF-Token"]
    assert await post(tas, conversation_id, headers) == (403, "csrf_failed")


async def test_the_id_alone_opens_nothing_and_another_browser_nothing_of_mine(tas: GatewayUnderTest) -> None:
    _visitor, conversation_id, mine = await browser(tas)
    _other, _id, theirs = await browser(tas)
    path = f"/api/v1/conversations/{conversation_id}/events"
    statuses = [(await tas.client.get(path, headers=headers)).status_code for headers in ({}, theirs, mine)]
    assert statuses == [401, 404, 200]
    assert await post(tas, conversation_id, theirs) == (404, "conversation_not_found")


@pytest.mark.parametrize("cookie", ["visitor=", "visitor=short", "visitor=" + "x" * 43, "visitor=../../etc", "other=1"])
async def test_cookies_that_are_not_ours(tas: GatewayUnderTest, cookie: str) -> None:
    guest = await tas.begin()
    answer = await tas.client.get(f"{guest.path}/events", headers={"Cookie": cookie})
    assert answer.status_code == (404 if cookie.endswith("x" * 43) else 401)


async def test_over_https_only_the_host_prefixed_cookie_counts(tmp_path: Path) -> None:
    async with gateway(tmp_path, trusted_proxies=1, public_origins=("https://help.example.gov",)) as tas:
        visitor, conversation_id, _headers = await browser(tas)
        proxied = {"Host": "help.example.gov", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
        path = f"/api/v1/conversations/{conversation_id}/events"
        plain = await tas.client.get(path, headers={**proxied, "Cookie": f"visitor={visitor}"})
        prefixed = await tas.client.get(path, headers={**proxied, "Cookie": f"__Host-visitor={visitor}"})
        assert (plain.status_code, prefixed.status_code) == (401, 200)
        assert prefixed.headers["strict-transport-security"].startswith("max-age=")


async def test_a_conversation_belongs_to_the_browser_only_with_its_csrf_token(tas: GatewayUnderTest) -> None:
    visitor, _id, headers = await browser(tas)
    without = {name: value for name, value in headers.items() if name != "X-CSRF-Token"}
    body = {"language": "en"}
    bound = await tas.client.post("/api/v1/conversations", json=body, headers=headers)
    unbound = await tas.client.post("/api/v1/conversations", json=body, headers=without)
    forged = await tas.client.post("/api/v1/conversations", json=body, headers={**headers, "X-CSRF-Token": "x"})
    assert (bound.status_code, unbound.status_code, forged.status_code) == (201, 201, 403)
    opens = tas.services.conversations.opened_by
    assert [await opens(answer.json()["id"], Holder(visitor=visitor)) for answer in (bound, unbound)] == [True, False]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "[::1", "a" * 300]
)
async def test_a_host_that_is_not_ours(tas: GatewayUnderTest, host: str) -> None:
    answer = await tas.client.get("/health/live", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "host_unknown")


async def test_no_answer_lets_other_origins_read_it(tas: GatewayUnderTest) -> None:
    for method, path in (("GET", "/health/live"), ("OPTIONS", "/api/v1/conversations"), ("GET", "/nowhere")):
        answer = await tas.client.request(
            method, path, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        )
        assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_metrics_are_for_operators(tmp_path: Path) -> None:
    async with gateway(tmp_path) as tas:
        assert (await tas.client.get("/metrics")).status_code == 404
        assert (await tas.client.get("/metrics", headers={"Authorization": "Bearer wrong"})).status_code == 404
    other = tmp_path / "other"
    other.mkdir()
    async with gateway(other, metrics_token="") as tas:
        assert (await tas.client.get("/metrics")).status_code == 200
        assert (await tas.client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"})).status_code == 404
