"""Asking to be called over HTTP: pages without script, the API, and nothing of it where nobody calls."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.gateway import NO_TLS, GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock

CALLER = "Harbor County Tax Help"
FORM: dict[str, Any] = {
    "number": "(202) 555-0173",
    "days": ["monday", "friday"],
    "parts": ["morning"],
    "time_zone": "America/Chicago",
    "speak": "en",
    "ask_for": "Ana",
}
WISH = {
    "number": "(202) 555-0173",
    "days": ["monday"],
    "parts": ["morning"],
    "time_zone": "America/Chicago",
    "language": "en",
}


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock(), callbacks=CALLER) as running:
        yield running


@asynccontextmanager
async def browser(tas: GatewayUnderTest) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Origin": tas.url, "Accept": "text/html"}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=tas.url, headers=headers, timeout=20, trust_env=False
    ) as client:
        yield client


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


async def begun(client: httpx.AsyncClient, language: str = "en") -> str:
    form = fields((await client.get("/chat?new=1")).text)
    return str((await client.post("/chat", data={**form, "language": language})).headers["location"])


async def filled(client: httpx.AsyncClient, path: str, **changes: Any) -> httpx.Response:
    form = fields((await client.get(f"{path}/callback")).text)
    return await client.post(f"{path}/callback", data={**form, **FORM, **changes})


def word_of(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found is not None
    return found[1]


def say(key: str, language: str = "en", **values: Any) -> str:
    return TEXTS.say(key, language, values)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_asked_for_changed_and_withdrawn_by_forms_alone(tas: GatewayUnderTest, language: str) -> None:
    async with browser(tas) as phone:
        path = await begun(phone, language)
        asked = (await phone.get(f"{path}/callback")).text
        assert say("page-callback-lead", language, caller=CALLER) in asked
        # Neither is safe unless it is said to be.
        assert not re.search(r'name="(voicemail|name_caller|relay|days|parts)"[^>]* checked', asked)
        answer = await filled(phone, path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}/callback")
        stands = (await phone.get(f"{path}/callback")).text
        assert say("page-callback-number-ends", language, ends="0173") in stands
        assert "555" not in stands
        assert "Ana" in stands
        chat = (await phone.get(path)).text
        assert say("page-callback-yours", language) in chat
        assert all(secret not in chat for secret in ("0173", "Ana", word_of(stands)))
        # Without a number the one that stands is kept, and so is the word.
        assert (await filled(phone, path, number="", voicemail="yes")).status_code == 303
        changed = (await phone.get(f"{path}/callback")).text
        assert word_of(changed) == word_of(stands)
        assert re.search(r'name="voicemail"[^>]* checked', changed)
        form = fields(changed)
        answer = await phone.post(f"{path}/callback/withdraw", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}/callback")
        assert say("page-callback-ask", language) in (await phone.get(f"{path}/callback")).text
        told = (await phone.get(path)).text
        for key in ("asked", "changed", "withdrawn"):
            assert say(f"notice-callback-{key}", language).split(".")[0] in told
        assert say("page-callback-yours", language) not in told.split('id="panel"')[1]


async def test_what_is_missing_is_said_and_what_was_typed_stays(tas: GatewayUnderTest) -> None:
    async with browser(tas) as phone:
        path = await begun(phone)
        answer = await filled(phone, path, number='12"><b', days=[], time_zone="", ask_for="Ana")
    assert answer.status_code == 422
    for code in ("number_invalid", "days_missing", "zone_missing"):
        assert say(f"error-callback_{code}") in html.unescape(answer.text)
    assert 'value="12&#34;&gt;&lt;b"' in answer.text
    assert 'value="Ana"' in answer.text
    assert re.search(r'value="morning" checked', answer.text)
    assert answer.text.count('aria-invalid="true"') == 2


async def test_the_zone_is_asked_for_where_nobody_said_it(tas: GatewayUnderTest) -> None:
    async with browser(tas) as phone:
        asked = (await phone.get(f"{await begun(phone)}/callback")).text
        assert '<option value="" ' not in asked
        assert not re.search(r"<option value=\"\w+/\w+\" selected", asked)
    answer = await tas.client.post("/api/v1/conversations", json={"language": "es", "time_zone": "Europe/Madrid"})
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    asked = (await tas.client.get(f"/chat/{answer.json()['id']}/callback", headers=headers)).text
    assert re.search(r'<option value="Europe/Madrid" selected>[^<]*Madrid', asked)


async def test_it_is_offered_where_a_person_was_asked_for_and_in_the_menu(tas: GatewayUnderTest) -> None:
    async with browser(tas) as phone:
        path = await begun(phone)
        chat = (await phone.get(path)).text
        link = f'href="{path}/callback"'
        head, panel = chat.split('id="panel"')
        assert link in head
        assert link in panel.split("<footer>")[1]
        assert link not in panel.split("</section>")[0]
        await phone.post(f"{path}/messages", data={**fields(chat), "choice": "do.person"})
        panel = (await phone.get(path)).text.split('id="panel"')[1].split("</section>")[0]
        assert link in panel
        assert say("page-callback") in panel
        about = (await phone.get("/chat/about")).text
        assert say("page-about-kept-callback", days_count=7) in about


async def test_the_api_asks_changes_reads_and_withdraws(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    address = f"{guest.path}/callback"

    async def put(**changes: Any) -> httpx.Response:
        body = {"client_id": str(uuid.uuid4()), **WISH, **changes}
        return await tas.client.put(
            address, json={k: v for k, v in body.items() if v is not None}, headers=guest.headers
        )

    assert (await tas.client.get(address, headers=guest.headers)).json() == {"caller": CALLER, "callback": None}
    refused = await put(number="12", days=[])
    assert (refused.status_code, refused.json()["code"]) == (422, "callback_number_invalid")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/number", "#/days"]
    asked = await put()
    assert asked.status_code == 200
    stands = asked.json()["callback"]
    assert (stands["number_ends"], stands["voicemail"], stands["name_caller"]) == ("0173", False, False)
    assert "555" not in asked.text
    changed = (await put(number=None, relay=True)).json()["callback"]
    assert changed == {**stands, "relay": True}
    assert (await tas.client.get(address, headers=guest.headers)).json()["callback"] == changed
    assert (await tas.client.delete(address, headers=guest.headers)).status_code == 204
    assert (await tas.client.get(address, headers=guest.headers)).json()["callback"] is None
    assert (await put(number=None)).json()["code"] == "callback_number_missing"


async def test_where_nobody_calls_no_number_is_ever_asked_for(tmp_path: Path) -> None:
    async with gateway(tmp_path, clock=HandClock(), callbacks="  ") as tas, browser(tas) as phone:
        path = await begun(phone)
        guest = await tas.begin()
        form = fields((await phone.get(path)).text)
        await phone.post(f"{path}/messages", data={**form, "choice": "do.person"})
        pages = ["/", "/chat?new=1", "/chat/about", "/embed", path, f"{path}/code", f"{path}/answers"]
        for address in pages:
            shown = (await phone.get(address)).text
            assert "callback" not in shown, address
            assert 'type="tel"' not in shown, address
            assert say("page-callback") not in shown, address
        missing = await phone.get(f"{path}/nothing")
        for method, address in (
            ("GET", f"{path}/callback"),
            ("POST", f"{path}/callback"),
            ("POST", f"{path}/callback/withdraw"),
        ):
            answer = await phone.request(method, address, data={**form, **FORM} if method == "POST" else None)
            assert (answer.status_code, answer.text) == (404, missing.text), address
        for method in ("GET", "PUT", "DELETE"):
            body = {"client_id": str(uuid.uuid4()), **WISH} if method == "PUT" else None
            answer = await tas.client.request(method, f"{guest.path}/callback", json=body, headers=guest.headers)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
