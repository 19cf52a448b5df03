"""Signing in and out over HTTP, as a browser without script does it, with a provider that is honest or isn't."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sanic.response import HTTPResponse, text
from sqlalchemy import select

from adapters.case_system.port import CaseId, MatterId
from casework.audit.models import audit_entries
from casework.authority.models import Access, MatterAct, MatterField, Refusal
from casework.authority.service import Decided
from casework.identity.models import Actor, Assurance, StaffRole
from channels import authorization
from channels.authorization import PROOFED, Row, for_staff, in_matter, in_session
from channels.portal.devices import described
from channels.portal.sign_in import _return_to
from channels.request import GatewayRequest
from tests.support.gateway import gateway
from tests.support.provider import acr, unsigned
from tests.support.record import HandClock
from tests.support.signed_in import Browser, SignInUnderTest, sign_in_site

MINE = "11111111-2222-4333-8444-555555555555"


async def one_matter(actor: Actor, matter_id: MatterId, on: date | None = None) -> Decided:
    """Decides of one matter, of whoever has the TIN of the sample person."""
    if matter_id != MINE or actor.tin_digest is None:
        return Decided(None, Refusal.NO_MATTER, None, None)
    fields, acts = frozenset({MatterField.STATUS}), frozenset({MatterAct.ASK})
    access = Access(matter_id, CaseId("case"), fields, acts, "self", of_another=False)
    return Decided(access, None, None, None)


# Doors of others, as their rows will be.
DOORS: dict[tuple[str, str], Row] = {
    ("GET", "/door"): in_session(200, least=Assurance.PROOFED),
    ("POST", "/door/words"): in_session(200, changes=True, keeps=True),
    ("GET", "/door/matters/<matter_id>"): in_matter(MatterField.STATUS, dict.fromkeys(PROOFED, 404)),
    ("GET", "/door/matters/<matter_id>/advocate"): in_matter(MatterField.ADVOCATE, {}),
    ("POST", "/door/matters/<matter_id>/words"): in_matter(MatterAct.ASK, {}, changes=True, keeps=True),
    ("GET", "/desk/door"): for_staff(200, frozenset(StaffRole), ()),
    ("GET", "/desk/door/reviews"): for_staff(200, frozenset({StaffRole.REVIEWER}), ()),
}
ARRIVED: list[dict[str, list[str]]] = []


@pytest.fixture(autouse=True)
def _doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Routes of other doors beside the gateway's own."""
    from channels import app as composed

    checked = authorization.check

    async def let_in(request: GatewayRequest, **_named: Any) -> HTTPResponse:
        if request.method == "POST":
            ARRIVED.append(dict(request.form or {}))
        return text(f"let in as {request.session.name}")

    def with_doors(app: Any) -> None:
        for number, (method, path) in enumerate(DOORS):
            app.add_route(let_in, path, methods=[method], name=f"door-{number}")
        checked(app)

    ARRIVED.clear()
    monkeypatch.setattr(authorization, "MATRIX", {**authorization.MATRIX, **DOORS})
    monkeypatch.setattr(composed.authorization, "check", with_doors)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def site(tmp_path: Path, clock: HandClock) -> AsyncIterator[SignInUnderTest]:
    async with sign_in_site(tmp_path, clock=clock) as running:
        running.tas.services.authority.decided = one_matter  # type: ignore[method-assign]
        yield running


@pytest.fixture
async def ana(site: SignInUnderTest) -> Browser:
    browser = site.browser()
    assert (await browser.sign_in()).headers["location"] == "/portal"
    return browser


async def test_to_a_provider_and_back(site: SignInUnderTest) -> None:
    browser = site.browser()
    page = await browser.get("/sign-in?return_to=/portal/matters/one&language=es")
    assert page.status_code == 200
    assert f"form-action 'self' {site.idp.issuer};" in page.headers["content-security-policy"]
    answer = await browser.sign_in(at="/sign-in?return_to=/portal/matters/one&language=es")
    assert (answer.status_code, answer.headers["location"]) == (303, "/portal/matters/one")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age" not in cookie
    assert (await browser.get("/door")).text == "let in as Ana Rivera"
    assert (await browser.get("/sessions")).headers["content-language"] == "es"
    assert await site.told() == [("session.begun", "provider:demonstration", "done")]


async def test_staff_sign_in_at_their_own_door(site: SignInUnderTest) -> None:
    browser = site.browser()
    assert (await browser.get("/desk/door")).status_code == 401
    assert 'formaction="/sign-in/staff"' in browser.page.text
    assert 'formaction="/sign-in/demonstration"' not in browser.page.text
    assert (await browser.sign_in("staff", at="/desk")).headers["location"] == "/desk"
    assert (await browser.get("/desk/door")).text == "let in as Grace Hall"
    assert (await browser.get("/desk/door/reviews")).status_code == 404
    assert (await browser.get(f"/door/matters/{MINE}")).status_code == 404


async def test_a_taxpayer_is_not_at_the_desk(ana: Browser) -> None:
    assert (await ana.get("/desk/door")).status_code == 404


async def test_staff_without_a_role_are_not_signed_in(site: SignInUnderTest) -> None:
    site.staff_idp.person["staff_roles"] = ["gardener"]
    browser = site.browser()
    answer = await browser.sign_in("staff", at="/desk/sign-in")
    assert (answer.status_code, browser.cookie) == (400, None)
    assert "no role" in answer.text
    assert await site.told() == [("session.begun", "no_role", "refused")]


async def test_without_a_session_a_page_asks_to_sign_in(site: SignInUnderTest) -> None:
    browser = site.browser()
    page = await browser.get("/door")
    assert page.status_code == 401
    assert page.headers["www-authenticate"].startswith("Cookie")
    assert "Can&#39;t sign in?" in page.text or "Can't sign in?" in page.text
    assert 'name="return_to" value="/portal"' in page.text
    answer = await site.tas.client.get("/door")
    assert answer.json()["code"] == "sign_in_needed"


async def test_a_door_that_asks_for_more_than_was_proven(site: SignInUnderTest) -> None:
    browser = site.browser()
    await browser.sign_in(assurance="1")
    before = browser.cookie
    page = await browser.get("/door")
    assert page.status_code == 403
    assert "Confirm who you are" in page.text
    assert (await browser.get("/sessions")).status_code == 200
    await browser.get("/door")
    back = site.idp.back(await browser.begin(at=None))
    asked = next(iter(site.idp.codes.values())).asked
    assert (asked["prompt"], asked["acr_values"]) == ("login", acr("proofed"))
    await browser.get(back)
    # Another id after step-up, and the first one opens nothing any more (fixation, theft).
    assert browser.cookie not in (None, before)
    assert (await browser.get("/door")).status_code == 200
    stolen = site.browser()
    stolen.client.cookies.set("session", before or "")
    assert (await stolen.get("/sessions")).status_code == 401


async def test_a_planted_cookie_never_becomes_a_session(site: SignInUnderTest) -> None:
    browser = site.browser()
    planted = "p" * 43
    browser.client.cookies.set("session", planted, domain="127.0.0.1")
    await browser.sign_in()
    thief = site.browser()
    thief.client.cookies.set("session", planted)
    assert (await thief.get("/door")).status_code == 401
    assert planted not in [cookie.value for cookie in browser.client.cookies.jar if cookie.name == "session"]


async def test_a_sign_in_begun_elsewhere_signs_nobody_in(site: SignInUnderTest) -> None:
    """Somebody leads another browser to the end of their own sign-in: it must not become theirs."""
    attacker, victim = site.browser(), site.browser()
    back = site.idp.back(await attacker.begin())
    await victim.get("/sign-in")
    assert (await victim.get(back)).status_code == 400
    assert victim.cookie is None
    # And the one who began it may still finish it.
    assert (await attacker.get(back)).status_code == 303


async def test_a_sign_in_is_used_once_and_in_time(site: SignInUnderTest, clock: HandClock) -> None:
    site.idp.forgets_codes = False
    browser = site.browser()
    back = site.idp.back(await browser.begin())
    answers = await asyncio.gather(*(browser.client.get(back) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [303, 400, 400, 400, 400]
    late = site.idp.back(await browser.begin())
    clock.forward(minutes=11)
    assert (await browser.get(late)).status_code == 400
    assert "took too long" in browser.page.text


async def test_tabs_sign_in_beside_each_other(site: SignInUnderTest) -> None:
    browser = site.browser()
    first, second = site.idp.back(await browser.begin()), site.idp.back(await browser.begin())
    assert (await browser.get(first)).status_code == 303
    earlier = browser.cookie
    assert (await browser.get(second)).status_code == 303
    assert browser.cookie != earlier
    assert (await browser.get("/door")).status_code == 200


LIES: dict[str, Any] = {
    "state": lambda idp: {"state": "s" * 43},
    "issuer": lambda idp: {"iss": "https://evil.example"},
    "code": lambda idp: {"code": "guessed"},
    "acr": lambda idp: setattr(idp, "claims", lambda claims: {**claims, "acr": acr("signed-in")}) or {},
    "nonce": lambda idp: setattr(idp, "claims", lambda claims: {**claims, "nonce": "n" * 43}) or {},
    "audience": lambda idp: setattr(idp, "claims", lambda claims: {**claims, "aud": "x"}) or {},
    "expired": lambda idp: setattr(idp, "claims", lambda claims: {**claims, "exp": 1}) or {},
    "algorithm": lambda idp: setattr(idp, "sign", unsigned) or {},
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("lie", LIES)
async def test_a_provider_that_lies_signs_nobody_in(site: SignInUnderTest, lie: str, language: str) -> None:
    browser = site.browser()
    url = await browser.begin(at=f"/sign-in?language={language}")
    answer = await browser.get(site.idp.back(url, **LIES[lie](site.idp)))
    assert (answer.status_code, browser.cookie) == (400, None)
    assert 'role="alert"' in answer.text
    if lie != "state":
        assert answer.headers["content-language"] == language
        assert await site.told() == [("session.begun", lie, "refused")]
    assert ("877-777-4778" in answer.text) is True
    with_database = sqlite3.connect(site.tas.services.settings.data_folder / "record.sqlite")
    assert with_database.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    with_database.close()


@pytest.mark.parametrize("error", ["access_denied", "made up <b>"])
async def test_who_stops_on_the_way_keeps_their_case(site: SignInUnderTest, error: str) -> None:
    browser = site.browser()
    state = parse_qs(urlsplit(await browser.begin()).query)["state"][0]
    answer = await browser.client.get("/sign-in/demonstration/return", params={"state": state, "error": error})
    assert answer.status_code == 400
    assert ("your case stays open" in answer.text) or error != "access_denied"
    assert "made up" not in answer.text
    assert (await site.told())[0][1] in ("access_denied", "provider_error")


async def test_a_provider_that_hangs(site: SignInUnderTest) -> None:
    browser = site.browser()
    back = site.idp.back(await browser.begin())
    site.idp.hangs = {"/token"}
    answer = await browser.get(back)
    assert (answer.status_code, browser.cookie) == (503, None)
    assert "does not answer right now" in answer.text
    assert await site.told() == [("session.begun", "provider_unavailable", "refused")]


async def test_what_is_asked_for_twice_or_is_too_long_is_not_looked_at(site: SignInUnderTest) -> None:
    browser = site.browser()
    back = site.idp.back(await browser.begin())
    assert (await browser.get(f"{back}&state=another")).status_code == 400
    assert (await browser.get(f"{back}&code={'c' * 5000}")).status_code == 400
    assert (await browser.get("/sign-in/unheard-of/return?state=x&code=y")).status_code == 400
    assert (await browser.post("/sign-in/unheard-of", csrf="x")).status_code == 403
    await browser.get("/sign-in")
    csrf = browser.page.text.split('name="csrf" value="')[2].split('"')[0]
    assert (await browser.post("/sign-in/unheard-of", csrf=csrf)).status_code == 404


async def test_going_off_needs_our_own_form(site: SignInUnderTest) -> None:
    browser = site.browser()
    await browser.get("/sign-in")
    answer = await browser.client.post("/sign-in/demonstration", data={}, headers={"Origin": site.tas.url})
    assert answer.status_code == 403
    assert "/authorize" not in site.idp.asked


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/portal", "/portal"),
        ("/portal/matters/one?tab=2", "/portal/matters/one?tab=2"),
        ("/desk/queue", "/desk/queue"),
        ("/sessions", "/sessions"),
        ("/portals", "/portal"),
        ("//evil.example/portal", "/portal"),
        ("https://evil.example/portal", "/portal"),
        ("/\\evil.example", "/portal"),
        ("/portal/../sign-out", "/portal"),
        ("/portal\r\nSet-Cookie: x=y", "/portal"),
        ("/portal/%0d%0ax", "/portal/%0d%0ax"),
        ("/sign-out", "/portal"),
        ("javascript:alert(1)", "/portal"),
        ("/portal/" + "x" * 600, "/portal"),
        ("", "/portal"),
        (None, "/portal"),
    ],
)
def test_only_our_own_pages_are_led_to(asked: str | None, leads: str) -> None:
    assert _return_to(asked, "/portal") == leads


# Sessions


async def test_signing_out_ends_it(ana: Browser) -> None:
    stolen = ana.cookie
    await ana.get("/sessions")
    answer = await ana.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-out?provider=demonstration")
    assert ana.cookie is None
    page = await ana.get(answer.headers["location"])
    assert "/logout?client_id=tas-connect" in page.text
    thief = ana.site.browser()
    thief.client.cookies.set("session", stolen or "")
    assert (await thief.get("/door")).status_code == 401


async def test_signing_out_everywhere_and_elsewhere(ana: Browser) -> None:
    site = ana.site
    others = [site.browser() for _ in range(3)]
    for other in others:
        await other.sign_in()
    await ana.get("/sessions")
    assert ana.page.text.count("<li>\n<p><strong") == 4
    one = re.findall(r'action="(/sessions/[0-9a-f-]{36}/end)"', ana.page.text)[0]
    await ana.post(one)
    assert sorted([(await other.get("/door")).status_code for other in others]) == [200, 200, 401]
    await ana.get("/sessions")
    await ana.post("/sessions/others/end")
    assert [(await other.get("/door")).status_code for other in others] == [401, 401, 401]
    await ana.get("/sessions")
    await ana.post("/sign-out/everywhere")
    assert (await ana.get("/door")).status_code == 401


async def test_every_change_needs_the_sessions_own_token(ana: Browser) -> None:
    other = ana.site.browser()
    await other.sign_in()
    await other.get("/sessions")
    token, origin = other.hidden("/sign-out")["csrf"], {"Origin": ana.site.tas.url}
    for path in ("/sign-out", "/sign-out/everywhere", "/sessions/others/end", "/session/extend", "/door/words"):
        for sent, headers, status in (
            ({}, origin, 403),
            ({"csrf": "x"}, origin, 403),
            ({"csrf": token}, origin, 403),  # of another session of the same person
            ({"csrf": token}, {}, 403),
            ({"csrf": token}, {"Origin": "https://evil.example"}, 403),
        ):
            answer = await ana.client.post(path, data=sent, headers=headers)
            assert answer.status_code == status, (path, sent)
    assert (await ana.get("/door")).status_code == 200
    assert (await other.get("/door")).status_code == 200
    assert ARRIVED == []


async def test_looking_at_the_time_left_does_not_lengthen_it(ana: Browser, clock: HandClock) -> None:
    clock.forward(minutes=20)
    assert (await ana.get("/session")).json()["idle_seconds"] == 600
    page = await ana.get("/sessions")
    assert 'data-idle="1800"' in page.text
    clock.forward(minutes=29)
    assert (await ana.get("/session")).json()["idle_seconds"] == 60
    ana.page = page
    answer = await ana.client.post(
        "/session/extend", data=ana.hidden("/session/extend"), headers={"Origin": ana.site.tas.url, "Accept": "*/*"}
    )
    assert answer.json()["idle_seconds"] == 1800
    clock.forward(minutes=30)
    assert (await ana.get("/session")).status_code == 401


async def test_a_forged_request_does_not_lengthen_it(ana: Browser, clock: HandClock) -> None:
    clock.forward(minutes=29)
    answer = await ana.client.post("/session/extend", data={"csrf": "x"}, headers={"Origin": ana.site.tas.url})
    assert answer.status_code == 403
    clock.forward(minutes=1)
    assert (await ana.get("/door")).status_code == 401


async def test_without_script_more_time_comes_in_a_tab_of_its_own(ana: Browser) -> None:
    await ana.get("/sessions")
    assert 'target="_blank"' in ana.page.text
    assert "You stay signed in" in (await ana.post("/session/extend")).text


async def test_a_session_is_over_after_its_whole_time(ana: Browser, clock: HandClock) -> None:
    for _ in range(35):
        clock.forward(minutes=20)
        assert (await ana.get("/door")).status_code == 200
    clock.forward(minutes=20)
    assert (await ana.get("/door")).status_code == 401
    assert "the time was up" in ana.page.text


async def test_leaving_fast_signs_out(ana: Browser) -> None:
    stolen = ana.cookie
    await ana.get("/sessions")
    await ana.post("/leave")
    assert ana.cookie is None
    thief = ana.site.browser()
    thief.client.cookies.set("session", stolen or "")
    assert (await thief.get("/door")).status_code == 401


async def test_the_provider_ends_sessions(ana: Browser) -> None:
    site = ana.site
    refused = await site.tas.client.post("/sign-in/demonstration/logged-out", data={"logout_token": "x"})
    assert (refused.status_code, refused.json()["code"]) == (400, "sign_in_refused")
    token = site.idp.logout_token(sub=None, sid="session-at-provider")
    elsewhere = await site.tas.client.post("/sign-in/staff/logged-out", data={"logout_token": token})
    assert elsewhere.status_code == 400
    assert (await ana.get("/door")).status_code == 200
    done = await site.tas.client.post("/sign-in/demonstration/logged-out", data={"logout_token": token})
    assert (done.status_code, done.headers["cache-control"]) == (200, "no-store")
    assert (await ana.get("/door")).status_code == 401
    assert ("session.ended", "provider", "done") in await site.told()


async def test_two_gateways_know_the_same_sessions(ana: Browser, tmp_path: Path, clock: HandClock) -> None:
    async with gateway(tmp_path, clock=clock) as second:
        cookie = {"Cookie": f"session={ana.cookie}"}
        assert (await second.client.get("/session", headers=cookie)).status_code == 200
        await ana.get("/sessions")
        await ana.post("/sign-out")
        assert (await second.client.get("/session", headers=cookie)).status_code == 401


# Matters


async def test_a_matter_is_there_for_those_who_have_it(ana: Browser) -> None:
    missing = MINE.replace("1", "9")
    assert (await ana.get(f"/door/matters/{MINE}")).status_code == 200
    answers = [
        await ana.client.get(path, headers={"Accept": "*/*"})
        for path in (f"/door/matters/{missing}", f"/door/matters/{MINE}/advocate", "/door/matters/x")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({str({**answer.json(), "request_id": ""}) for answer in answers}) == 1


# What was kept


async def _words(browser: Browser, words: str, path: str = "/door/words") -> None:
    csrf = browser.hidden("/sign-out")["csrf"]
    sent = {"csrf": csrf, "text": words, "client_id": "11111111-1111-4111-8111-111111111111"}
    browser.page = await browser.client.post(path, data=sent, headers={"Origin": browser.site.tas.url})


async def test_what_was_written_is_offered_again_after_the_time_was_up(ana: Browser, clock: HandClock) -> None:
    await ana.get("/sessions")
    clock.forward(minutes=31)
    await _words(ana, "My <b>own</b> words", f"/door/matters/{MINE}/words")
    assert ana.page.status_code == 401
    assert "What you wrote is safe" in ana.page.text
    assert ARRIVED == []
    database = ana.site.tas.services.settings.data_folder / "record.sqlite"
    assert b"own</b> words" not in b"".join(path.read_bytes() for path in database.parent.glob("record.sqlite*"))
    back = ana.site.idp.back(await ana.begin(at=None))
    assert (await ana.get(back)).headers["location"] == "/kept"
    page = await ana.get("/kept")
    assert "My &lt;b&gt;own&lt;/b&gt; words" in page.text
    assert "11111111-1111-4111-8111-111111111111" not in page.text.split("<form")[1]
    assert (await ana.post(f"/door/matters/{MINE}/words")).text == "let in as Ana Rivera"
    assert ARRIVED[0]["text"] == ["My <b>own</b> words"]
    assert ARRIVED[0]["client_id"] == ["11111111-1111-4111-8111-111111111111"]
    assert "nothing waiting" in (await ana.get("/kept")).text


async def test_it_is_offered_to_nobody_else(ana: Browser, clock: HandClock) -> None:
    await ana.get("/sessions")
    clock.forward(minutes=31)
    await _words(ana, "My own words")
    ana.site.idp.person = {"sub": "marcos", "name": "Marcos Rivera", "social_security_number": "900-70-0002"}
    back = ana.site.idp.back(await ana.begin(at=None))
    # The same browser, the other spouse.
    assert (await ana.get(back)).headers["location"] == "/portal"
    assert "My own words" not in (await ana.get("/kept")).text


async def test_nothing_is_kept_of_a_stranger(ana: Browser, clock: HandClock) -> None:
    await ana.get("/sessions")
    shown = ana.page
    await ana.post("/sign-out")
    ana.page = shown
    await _words(ana, "after signing out")
    assert ana.page.status_code == 401
    thief = ana.site.browser()
    await thief.sign_in()
    await thief.get("/sessions")
    shown, token = thief.page, thief.cookie or ""
    clock.forward(minutes=31)
    csrf = thief.hidden("/sign-out")["csrf"]
    for sent, headers in (
        ({"csrf": "x", "text": "t"}, {"Origin": ana.site.tas.url}),
        ({"csrf": csrf, "text": "t"}, {"Origin": "https://evil.example"}),
        ({"csrf": csrf, "text": "t"}, {}),
    ):
        answer = await thief.client.post("/door/words", data=sent, headers=headers)
        assert answer.status_code == 403
    assert token
    again = ana.site.browser()
    assert (await again.sign_in()).headers["location"] == "/portal"


async def test_deleting_what_was_kept(ana: Browser, clock: HandClock) -> None:
    await ana.get("/sessions")
    clock.forward(minutes=31)
    await _words(ana, "My own words")
    await ana.get(ana.site.idp.back(await ana.begin(at=None)))
    await ana.get("/kept")
    drop = next(part.split('"')[0] for part in ana.page.text.split('action="')[1:] if part.startswith("/kept/"))
    assert (await ana.post(drop)).headers["location"] == "/kept"
    assert "nothing waiting" in (await ana.get("/kept")).text


# What is told where


async def test_logs_addresses_and_the_trail_name_nobody(
    site: SignInUnderTest, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = site.browser()
    back = site.idp.back(await browser.begin())
    answer = await browser.get(back)
    await browser.get("/sessions")
    csrf = browser.hidden("/sign-out")["csrf"]
    await browser.post("/sign-out")
    refused = site.browser()
    site.idp.claims = lambda claims: {**claims, "nonce": "n" * 43}
    await refused.sign_in()
    sent = parse_qs(urlsplit(back).query)
    secrets = [sent["code"][0], sent["state"][0], csrf, answer.cookies["session"], "Rivera", "900700001", "900-70-0001"]
    async with site.tas.services.database.read() as connection:
        trail = repr((await connection.execute(select(audit_entries))).all())
    logged = "".join(capfd.readouterr())
    assert "request" in logged
    for secret in [*secrets, site.idp.person["sub"], site.idp.person["sid"]]:
        assert secret not in logged, secret
        assert secret not in trail, secret
        assert secret not in answer.headers["location"], secret


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge, Linux"),
        ("curl/8", ""),
    ],
)
def test_what_a_browser_is_called(header: str, name: str) -> None:
    assert described(header) == name
