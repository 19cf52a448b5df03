"""Every route of the router, asked as every role, answers as its row says (rule 7)."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic.response import empty

from adapters.case_system.port import MatterId, TaxPeriod
from casework.authority.models import Authorization, AuthorizationForm, AuthorizationId
from casework.conversations.models import ClientId, VisitorToken
from channels import authorization
from channels.authorization import MATRIX, Access, Role, RouteWithoutRow
from channels.request import SAFE_METHODS
from channels.screening import assets
from tests.support.gateway import OPERATOR_TOKEN, GatewayUnderTest, fake_rasa, gateway
from tests.support.record import HandClock
from tests.support.sample_people import load_into, matter_in, person_of, sample_people


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with (
        fake_rasa() as actions,
        gateway(tmp_path, actions_url=actions.url, callbacks="A help desk", clock=HandClock()) as running,
    ):
        yield running


# Who of the sample asks in each role for the joint matter of Ana Rivera; what the sample lacks is added below.
SUBJECTS: Mapping[Role, str] = {
    Role.ACCOUNT: "nadia",
    Role.TAXPAYER: "ana",
    Role.OTHER_TAXPAYER: "irene",
    Role.SPOUSE: "marcos",
    Role.REPRESENTATIVE: "robert",
    Role.OTHER_PERIOD: "sam",
    Role.EXPIRED: "grace",
    Role.REVOKED: "paul",
    Role.READER: "linda",
    Role.PREPARER: "tom",
    Role.ADVOCATE: "vega",
    Role.OTHER_ADVOCATE: "brooks",
    Role.SUPERVISOR: "imani",
    Role.REVIEWER: "petra",
    Role.ADMINISTRATOR: "omar",
    Role.SESSION_FORGED: "ana",
    Role.SESSION_FOREIGN: "ana",
    Role.SIGNED_OUT: "ana",
}
SIGNED_IN = tuple(SUBJECTS)
_MATTER: dict[str, MatterId] = {}


async def joint_matter(tas: GatewayUnderTest) -> MatterId:
    """Ana Rivera's side of the joint case, with authorizations of every kind for others."""
    if tas.app.name not in _MATTER:
        await load_into(tas)
        _MATTER[tas.app.name] = await matter_in(tas, "ana")
        await tas.services.authority.put(
            [
                _authorized(tas, "sam", "2848", "b", "2022"),
                _authorized(tas, "grace", "2848", "b", "2023", valid_until=date(2026, 1, 31)),
                _authorized(tas, "linda", "8821", None, "2023"),
                _authorized(tas, "tom", "2848", "h", "2023"),
            ]
        )
    return _MATTER[tas.app.name]


def _authorized(
    tas: GatewayUnderTest,
    subject: str,
    form: str,
    designation: str | None,
    period: str,
    valid_until: date | None = None,
) -> Authorization:
    tin_digest = tas.services.people.tin_digest
    return Authorization(
        id=AuthorizationId(str(uuid.uuid4())),
        representative=tin_digest(sample_people()[subject]["tin"]),
        representative_name=sample_people()[subject]["name"],
        taxpayer=tin_digest(sample_people()["ana"]["tin"]),
        form=AuthorizationForm(form),
        designation=designation,
        tax_form="1040",
        periods=(period,),
        signed_on=date(2026, 1, 1),
        signed_by=tin_digest(sample_people()["ana"]["tin"]),
        valid_from=date(2026, 1, 1),
        valid_until=valid_until,
        revoked_on=None,
        signed_returns=(TaxPeriod("1040", "2023"),),
    )


async def session_headers(tas: GatewayUnderTest, role: Role) -> dict[str, str]:
    """What a browser of this role sends along: a session newly begun."""
    services, actor = tas.services, await person_of(tas, SUBJECTS[role])
    token = await services.sessions.begin(actor.person_id, "demonstration", actor.assurance)
    csrf = services.session_cookies.csrf_token(token)
    headers = {"Cookie": f"session={token}", "Origin": tas.url, "X-CSRF-Token": csrf}
    if role is Role.SESSION_FORGED:
        del headers["X-CSRF-Token"]
    elif role is Role.SESSION_FOREIGN:
        headers["Origin"] = "https://evil.example"
    elif role is Role.SIGNED_OUT:
        await services.sessions.end(token)
    return headers


@dataclass
class Cast:
    """Everybody, and what they ask for: a public conversation, one of the taxpayer's own, and their matter."""

    conversation_id: str
    own_conversation_id: str
    matter_id: str
    headers: dict[Role, dict[str, str]]


async def everybody(tas: GatewayUnderTest, asking: Collection[Role] = tuple(Role), access: Access = Access.OWN) -> Cast:
    """Everybody; what is theirs alone, only those have who are about to ask, and what is asked for is there."""
    visitors = tas.services.visitors
    mine, other = visitors.new(), visitors.new()
    wanted = await tas.services.conversations.create("screening", "en", "America/New_York", mine)
    if Role.OTHER_VISITOR in asking:
        await tas.services.conversations.create("screening", "en", "America/New_York", other)
    another = (await tas.begin()).headers if Role.OTHER_GUEST in asking else {}

    def browser(visitor: VisitorToken) -> dict[str, str]:
        return {"Cookie": f"visitor={visitor}", "Origin": tas.url, "X-CSRF-Token": visitors.csrf_token(visitor)}

    forged = browser(mine)
    del forged["X-CSRF-Token"]
    taxpayer = await person_of(tas, SUBJECTS[Role.TAXPAYER])
    matter_id = await joint_matter(tas)
    own, sent = "", ClientId(str(uuid.uuid4()))
    if access is Access.OWN:
        own = await tas.services.portal.begin(taxpayer, matter_id, "en", "America/New_York", sent)
    return Cast(
        wanted.id,
        own,
        matter_id,
        {
            Role.NONE: {},
            Role.GUEST: {"Authorization": f"Bearer {wanted.token}"},
            Role.OTHER_GUEST: another,
            Role.VISITOR: browser(mine),
            Role.OTHER_VISITOR: browser(other),
            Role.FORGED: forged,
            Role.FOREIGN: browser(mine) | {"Origin": "https://evil.example"},
            Role.OPERATOR: {"Authorization": f"Bearer {OPERATOR_TOKEN}"},
            **{role: await session_headers(tas, role) for role in SIGNED_IN if role in asking},
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
    ("POST", "/desk/presence"): lambda: {"data": {"status": "away"}},
    ("POST", "/desk/name"): lambda: {"data": {"name": "Lucia"}},
    ("POST", "/code"): lambda: {"data": {"code": "never made"}},
    ("POST", "/chat"): lambda: {"data": {"language": "en", "client_id": str(uuid.uuid4())}},
    ("POST", "/portal/preferences"): lambda: {"data": {"language": "es", "channel": "mail", "hours": "morning"}},
    ("POST", "/portal/preferences/mail"): lambda: {"data": {"mail": "daily"}},
    ("POST", "/portal/language"): lambda: {"data": {"language": "en", "from": "/portal"}},
    ("POST", "/portal/code"): lambda: {"data": {"code": "never made", "client_id": str(uuid.uuid4())}},
    ("POST", "/desk/read-code"): lambda: {"data": {"code": "never made", "client_id": str(uuid.uuid4())}},
    ("POST", "/desk/board/chats/<conversation_id>/whispers"): lambda: {
        "data": {"text": "hello", "client_id": str(uuid.uuid4())}
    },
    ("POST", "/desk/board/agents/<employee_id>"): lambda: {"data": {"capacity": "2", "skills": "language:en"}},
    ("POST", "/portal/continue"): lambda: {"data": {"client_id": str(uuid.uuid4())}},
    ("POST", "/portal/conversations"): lambda: {"data": {"client_id": str(uuid.uuid4())}},
    ("POST", "/portal/matters/<matter_id>/conversations"): lambda: {"data": {"client_id": str(uuid.uuid4())}},
    ("POST", "/portal/matters/<matter_id>/contact"): lambda: {"data": {"step": "check", "telephone": "202-555-0111"}},
    ("POST", "/portal/conversations/<conversation_id>/messages"): lambda: {
        "data": {"client_id": str(uuid.uuid4()), "text": "hello", "action": "send"}
    },
    ("PUT", "/api/v1/desk/presence"): lambda: {"json": {"status": "available"}},
    ("POST", "/api/v1/matters/<matter_id>/threads"): lambda: {
        "json": {"client_id": str(uuid.uuid4()), "subject": "A letter", "text": "hello"}
    },
    ("POST", "/api/v1/matters/<matter_id>/threads/<thread_id>/messages"): lambda: {
        "json": {"client_id": str(uuid.uuid4()), "text": "hello"}
    },
    **{
        ("PUT", f"/api/v1/matters/<matter_id>/{where}draft"): lambda: {"json": {"text": "hello"}}
        for where in ("", "threads/<thread_id>/")
    },
    **{
        (method, f"/api/v1/desk/conversations/<conversation_id>/{act}"): lambda more=more, once=once: {
            "json": {**({"client_id": str(uuid.uuid4())} if once else {}), **more}
        }
        for method, act, once, more in (
            ("POST", "claim", True, {}),
            ("POST", "take-over", True, {}),
            ("POST", "decline", True, {}),
            ("POST", "step-aside", True, {}),
            ("POST", "messages", True, {"text": "hello", "expected_seq": 1}),
            ("POST", "notes", True, {"text": "hello"}),
            ("POST", "facts", True, {"fact": "hardship", "value": "yes"}),
            ("POST", "transfer", True, {"to": "assistant"}),
            ("POST", "close", True, {"wrap_up": "referred", "what": "It", "who": "You", "expected_seq": 1}),
            ("PUT", "draft", False, {"text": "hello"}),
        )
    },
    ("POST", "/chat/<conversation_id>/messages"): lambda: {
        "data": {"client_id": str(uuid.uuid4()), "text": "hello", "action": "send"}
    },
}


async def ask(tas: GatewayUnderTest, key: tuple[str, str], cast: Cast, role: Role) -> httpx.Response:
    method, path = key
    own = MATRIX[key].access is Access.OWN
    address = path.replace("<conversation_id>", cast.own_conversation_id if own else cast.conversation_id)
    address = address.replace("<matter_id>", cast.matter_id).replace("<built>", _a_built_file())
    # What else an address names, nobody has.
    address = re.sub("<[a-z_]+>", str(uuid.uuid4()), address)
    body = BODIES.get(key, dict)()
    async with tas.client.stream(method, address, headers=cast.headers[role], **body) as answer:
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
    reads = key[0] in SAFE_METHODS
    cast = await everybody(tas, access=row.access) if reads else None
    for role in Role:
        if cast is None or not reads:
            # Newly cast for each, and another day: what one has done must not change what the next one gets.
            tas.services.clock.forward(hours=25)  # type: ignore[attr-defined]
            cast = await everybody(tas, {role}, row.access)
        answer = await ask(tas, key, cast, role)
        got[role] = answer.status_code
    assert got == dict(row.expected)


async def test_the_matrix_is_the_router(tas: GatewayUnderTest) -> None:
    assert set(authorization.routes(tas.app)) == set(MATRIX)


async def test_a_route_without_a_row_keeps_the_gateway_from_starting(tas: GatewayUnderTest) -> None:
    tas.app.router.reset()
    tas.app.add_route(lambda _request: empty(), "/nobody-thought-of-this")
    with pytest.raises(RouteWithoutRow, match="GET /nobody-thought-of-this"):
        authorization.check(tas.app)


_NAMED = (Access.CONVERSATION, Access.OWN, Access.DESK)


def test_what_names_a_conversation_asks_for_it() -> None:
    for (method, path), row in MATRIX.items():
        assert ("<conversation_id>" in path) == (row.access in _NAMED), (method, path)
        assert ("<matter_id>" in path) == (row.access is Access.MATTER), (method, path)
        if method not in ("GET", "OPTIONS"):
            assert row.expected[Role.FOREIGN] == 403, (method, path)


# None of them has anything in the joint matter of the test.
_SHUT_OUT = (Role.SPOUSE, Role.OTHER_TAXPAYER, Role.OTHER_PERIOD, Role.EXPIRED, Role.REVOKED, Role.PREPARER)
_SHUT_OUT += (Role.OTHER_ADVOCATE, Role.REVIEWER, Role.ADMINISTRATOR)


async def test_refusals_tell_missing_and_forbidden_alike(tas: GatewayUnderTest) -> None:
    cast = await everybody(tas)
    for key, row in MATRIX.items():
        if row.access not in (*_NAMED, Access.MATTER) or row.takes:
            continue
        missing = Cast(str(uuid.uuid4()), str(uuid.uuid4()), str(uuid.uuid4()), cast.headers)
        public = row.access is Access.CONVERSATION
        for role in (Role.OTHER_GUEST, Role.OTHER_VISITOR) if public else _SHUT_OUT:
            if role is Role.REVIEWER and row.access is Access.MATTER:
                # Whoever reviews reads the messages of every case: which there are is no secret from them.
                continue
            foreign, absent = await ask(tas, key, cast, role), await ask(tas, key, missing, role)
            assert foreign.status_code == absent.status_code == 404, (key, role)
            assert {**foreign.json(), "request_id": ""} == {**absent.json(), "request_id": ""}, (key, role)
