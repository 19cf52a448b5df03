"""Every route of the router, asked as every role, answers as its row says (rule 7)."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic.response import empty

from casework.conversations.models import VisitorToken
from channels import authorization
from channels.authorization import MATRIX, Access, Role, RouteWithoutRow
from channels.screening import assets
from tests.support.gateway import OPERATOR_TOKEN, GatewayUnderTest, fake_rasa, gateway
from tests.support.people import signed_in_as
from tests.support.record import HandClock


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with (
        fake_rasa() as actions,
        gateway(tmp_path, actions_url=actions.url, callbacks="A help desk", clock=HandClock()) as running,
    ):
        yield running


@dataclass
class Cast:
    """Everybody, and the conversation that they ask for."""

    conversation_id: str
    headers: dict[Role, dict[str, str]]


async def everybody(tas: GatewayUnderTest) -> Cast:
    visitors = tas.services.visitors
    mine, other = visitors.new(), visitors.new()
    wanted = await tas.services.conversations.create("screening", "en", "America/New_York", mine)
    await tas.services.conversations.create("screening", "en", "America/New_York", other)
    another = await tas.begin()

    def browser(visitor: VisitorToken) -> dict[str, str]:
        return {"Cookie": f"visitor={visitor}", "Origin": tas.url, "X-CSRF-Token": visitors.csrf_token(visitor)}

    forged = browser(mine)
    del forged["X-CSRF-Token"]
    return Cast(
        wanted.id,
        {
            Role.NONE: {},
            Role.GUEST: {"Authorization": f"Bearer {wanted.token}"},
            Role.OTHER_GUEST: another.headers,
            Role.VISITOR: browser(mine),
            Role.OTHER_VISITOR: browser(other),
            Role.FORGED: forged,
            Role.FOREIGN: browser(mine) | {"Origin": "https://evil.example"},
            Role.OPERATOR: {"Authorization": f"Bearer {OPERATOR_TOKEN}"},
        },
    )


# What a request needs to be a good one, beside who sends it.
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/v1/conversations"): lambda: {"json": {"language": "en"}},
    ("POST", "/api/v1/conversations/<conversation_id>/messages"): lambda: {
        "json": {"client_id": str(uuid.uuid4()), "text": "hello"}
    },
    ("POST", "/api/v1/conversations/by-code"): lambda: {"json": {"code": "never made"}},
    ("PUT", "/api/v1/conversations/<conversation_id>/callback"): lambda: {
        "json": {
            "client_id": str(uuid.uuid4()),
            "number": "(202) 555-0173",
            "days": ["monday"],
            "parts": ["morning"],
            "time_zone": "America/New_York",
            "language": "en",
        }
    },
    ("POST", "/code"): lambda: {"data": {"code": "never made"}},
    ("POST", "/chat"): lambda: {"data": {"language": "en", "client_id": str(uuid.uuid4())}},
    ("POST", "/chat/<conversation_id>/messages"): lambda: {
        "data": {"client_id": str(uuid.uuid4()), "text": "hello", "action": "send"}
    },
}


async def ask(tas: GatewayUnderTest, key: tuple[str, str], cast: Cast, role: Role) -> httpx.Response:
    method, path = key
    headers = cast.headers[role] if role in cast.headers else await signed_in_as(tas, role)
    address = path.replace("<conversation_id>", cast.conversation_id).replace("<built>", _a_built_file())
    # What else an address names, nobody has.
    address = re.sub("<[a-z_]+>", str(uuid.uuid4()), address)
    body = BODIES.get(key, dict)()
    async with tas.client.stream(method, address, headers=headers, **body) as answer:
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):  # which has no end
            await answer.aread()
    return answer


def _a_built_file() -> str:
    built = next(iter(assets.built()._files), None)
    if built is None:
        pytest.skip("the browser's files are not built (./tas setup)")
    return built


@pytest.mark.parametrize("key", MATRIX, ids=" ".join)
async def test_every_role_gets_what_its_row_says(tas: GatewayUnderTest, key: tuple[str, str]) -> None:
    row = MATRIX[key]
    assert set(row.expected) == set(Role)
    got = {}
    for role in Role:
        # Newly cast for each, and another day: what one has done must not change what the next one gets.
        tas.services.clock.forward(hours=25)  # type: ignore[attr-defined]
        answer = await ask(tas, key, await everybody(tas), role)
        got[role] = answer.status_code
    assert got == dict(row.expected)


async def test_the_matrix_is_the_router(tas: GatewayUnderTest) -> None:
    assert set(authorization.routes(tas.app)) == set(MATRIX)


async def test_a_route_without_a_row_keeps_the_gateway_from_starting(tas: GatewayUnderTest) -> None:
    tas.app.router.reset()
    tas.app.add_route(lambda _request: empty(), "/nobody-thought-of-this")
    with pytest.raises(RouteWithoutRow, match="GET /nobody-thought-of-this"):
        authorization.check(tas.app)


def test_what_names_a_conversation_asks_for_it() -> None:
    for (method, path), row in MATRIX.items():
        assert ("<conversation_id>" in path) == (row.access is Access.CONVERSATION), (method, path)
        assert ("<matter_id>" in path) == (row.access is Access.MATTER), (method, path)
        if method != "GET":
            assert row.expected[Role.FOREIGN] == 403, (method, path)


async def test_refusals_tell_missing_and_forbidden_alike(tas: GatewayUnderTest) -> None:
    cast = await everybody(tas)
    for key, row in MATRIX.items():
        if row.access is not Access.CONVERSATION:
            continue
        missing = Cast(str(uuid.uuid4()), cast.headers)
        for role in (Role.OTHER_GUEST, Role.OTHER_VISITOR):
            foreign, absent = await ask(tas, key, cast, role), await ask(tas, key, missing, role)
            assert foreign.status_code == absent.status_code == 404
            assert {**foreign.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
