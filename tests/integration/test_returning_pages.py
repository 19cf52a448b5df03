"""Coming back by a code over HTTP: pages without script, the API, streams of who is shut out."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from casework.access_codes import symbols
from casework.access_codes.rules import tries_rule
from tests.support.gateway import NO_TLS, GatewayUnderTest, gateway, take
from tests.support.record import TEXTS, HandClock

RULE = tries_rule(HandClock().now().date())


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def tas(tmp_path: Path, clock: HandClock) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=clock) as running:
        yield running


@asynccontextmanager
async def browser(tas: GatewayUnderTest, address: str = "") -> AsyncIterator[httpx.AsyncClient]:
    """A browser with cookies of its own, without script."""
    headers = {"Origin": tas.url, "Accept": "text/html", **({"X-Forwarded-For": address} if address else {})}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=tas.url, headers=headers, timeout=20, trust_env=False
    ) as client:
        yield client


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


async def begun(client: httpx.AsyncClient, language: str = "en") -> str:
    form = fields((await client.get("/chat?new=1")).text)
    return str((await client.post("/chat", data={**form, "language": language})).headers["location"])


async def made(client: httpx.AsyncClient, path: str) -> str:
    """Asks for a code by the page's form; the code as it is shown."""
    answer = await client.post(f"{path}/code", data=fields((await client.get(f"{path}/code")).text))
    assert answer.status_code == 200
    found = re.search(r"<code>([0-9A-Z-]+)</code>", answer.text)
    assert found is not None
    return found[1]


async def enter(client: httpx.AsyncClient, code: str, language: str = "en") -> httpx.Response:
    form = fields((await client.get("/code", params={"language": language})).text)
    return await client.post("/code", data={**form, "code": code})


async def test_a_chat_goes_on_in_another_browser_and_no_address_holds_the_code(tas: GatewayUnderTest) -> None:
    async with browser(tas) as phone, browser(tas) as desktop:
        path = await begun(phone)
        code = await made(phone, path)
        assert (await desktop.get(path)).status_code == 404
        opened = await enter(desktop, code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))
        assert (opened.status_code, opened.headers["location"]) == (303, path)
        shown = (await desktop.get(path)).text
        assert TEXTS.say("notice-opened-elsewhere", "en", {"opened_on": "2026-11-20"})[:60] in shown
        assert (await phone.get(path)).status_code == 200
        # Where it is shown, how long it holds and where it is entered stand beside it.
        again = (await phone.get(f"{path}/code")).text
        assert code not in again
        assert TEXTS.say("page-code-there-is", "en", {"holds_until": "December 4, 2026"}) in again


async def test_only_me_by_its_form(tas: GatewayUnderTest) -> None:
    async with browser(tas) as phone, browser(tas) as desktop:
        path = await begun(phone)
        code = await made(phone, path)
        await enter(desktop, code)
        form = fields((await desktop.get(f"{path}/code")).text)
        answer = await desktop.post(f"{path}/only-me", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert (await phone.get(path)).status_code == 404
        assert (await enter(phone, code)).status_code == 404
        assert (await phone.get(path)).status_code == 404
        assert TEXTS.say("notice-only-me", "en") in (await desktop.get(path)).text


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_code_that_opens_nothing_stays_in_its_field_with_the_reason(
    tas: GatewayUnderTest, language: str
) -> None:
    async with browser(tas) as desktop:
        answer = await enter(desktop, 'k7mx"><b', language)
    assert answer.status_code == 404
    assert TEXTS.say("error-code_unknown", language) in answer.text
    assert 'value="k7mx&#34;&gt;&lt;b"' in answer.text
    assert answer.headers["content-language"] == language


async def test_wrong_ended_and_expired_codes_have_the_same_answer(tas: GatewayUnderTest, clock: HandClock) -> None:
    async with browser(tas) as phone, browser(tas) as desktop:
        path = await begun(phone)
        expired = await made(phone, path)
        clock.forward(days=14)
        ended = await made(phone, path)
        await made(phone, path)
        answers = [await enter(desktop, code) for code in (expired, ended, symbols.drawn(14))]
        pages = {
            re.sub(r'value="[^"]*"', "", answer.text).replace(code, "")
            for answer, code in zip(answers, "xxx", strict=True)
        }
    assert {answer.status_code for answer in answers} == {404}
    assert len(pages) == 1
    assert len({tuple(sorted(set(answer.headers) - {"set-cookie"})) for answer in answers}) == 1


async def test_guesses_slow_one_address_down_and_touch_no_other(tmp_path: Path, clock: HandClock) -> None:
    async with gateway(tmp_path, clock=clock, trusted_proxies=1) as tas:
        async with browser(tas, "192.0.2.7") as guesser, browser(tas, "198.51.100.4") as other:
            path = await begun(other)
            code = await made(other, path)
            form = fields((await guesser.get("/code")).text)
            guesses = (guesser.post("/code", data={**form, "code": symbols.drawn(14)}) for _ in range(100))
            answers = [await guess for guess in guesses]
            statuses = [answer.status_code for answer in answers]
            assert statuses.count(404) == RULE.free_tries_of_a_browser
            assert statuses.count(429) == 100 - statuses.count(404)
            assert answers[-1].headers["retry-after"] == "5"
            assert TEXTS.say("error-code_tries", "en", {"minutes_count": 1})[:60] in answers[-1].text
        async with browser(tas, "198.51.100.4") as desktop:
            assert (await enter(desktop, code)).headers["location"] == path


async def test_the_api_opens_by_a_code_and_shuts_others_out_of_streams_too(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await guest.answer("hello")
    made = await tas.client.post(f"{guest.path}/return-code", headers=guest.headers)
    assert made.status_code == 201
    assert made.json()["expires_at"] == "2026-12-04T15:00:00+00:00"
    opened = await tas.client.post("/api/v1/conversations/by-code", json={"code": made.json()["code"]})
    assert (opened.status_code, opened.json()["id"]) == (201, guest.id)
    mine = {"Authorization": f"Bearer {opened.json()['token']}"}
    seen = await guest.events()
    async with guest.stream() as blocks, asyncio.timeout(10):
        assert await take(blocks, len(seen)) == seen
        assert (await tas.client.post(f"{guest.path}/only-me", headers=mine)).status_code == 204
        # The stream of who is shut out ends without another word.
        assert [block async for block in blocks if "id" in block] == []
    assert (await guest.post(text="still here")).status_code == 404
    assert (await tas.client.post(f"{guest.path}/return-code", headers=guest.headers)).status_code == 404
    reading = (await tas.client.get(f"{guest.path}/events", headers=mine)).json()
    assert [event["key"] for event in reading["events"][-2:]] == ["notice-opened-elsewhere", "notice-only-me"]


async def test_the_stream_of_who_stays_goes_on_after_only_me(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    async with guest.stream(after=2) as blocks, asyncio.timeout(10):
        assert (await tas.client.post(f"{guest.path}/only-me", headers=guest.headers)).status_code == 204
        assert (await take(blocks, 1))[0]["key"] == "notice-only-me"
        await guest.say("go on")
        assert (await take(blocks, 1))[0]["text"] == "go on"


async def test_the_start_page_offers_to_enter_a_code_in_each_language(tas: GatewayUnderTest) -> None:
    page = (await tas.client.get("/chat?new=1")).text
    for language in TEXTS.languages:
        assert f'<a href="/code?language={language}"' in page
        assert TEXTS.say("page-code-have", language) in page


@pytest.mark.parametrize("language", TEXTS.languages)
async def test_whoever_helps_gives_the_chat_back_by_forms(tas: GatewayUnderTest, language: str) -> None:
    tas.assistant.answer = lambda _request: [
        {"facts": {"asking_as": "other"}, "how": "understood"},
        {"ask": "hardship"},
    ]
    async with browser(tas) as helper, browser(tas) as helped:
        path = await begun(helper, language)
        plain = (await helper.get(f"{path}/code")).text
        assert f"{path}/give-back" not in plain
        assert TEXTS.say("page-give-back", language) not in plain
        form = fields((await helper.get(path)).text)
        await helper.post(f"{path}/messages", data={**form, "text": "for my mother"})
        refused = await helper.post(f"{path}/give-back", data=fields((await helper.get(path)).text))
        assert refused.status_code == 409
        assert TEXTS.say("error-code_needed", language) in refused.text
        offered = (await helper.get(f"{path}/code")).text
        assert TEXTS.say("page-give-back-lead", language, whom="other") in offered
        shown = await helper.post(f"{path}/code", data=fields(offered))
        found = re.search(r"<code>([0-9A-Z-]+)</code>", shown.text)
        assert found is not None
        assert TEXTS.say("page-code-secret", language, whom="other") in html.unescape(shown.text)
        done = await helper.post(f"{path}/give-back", data=fields(shown.text))
        assert done.status_code == 200
        assert TEXTS.say("page-given-back", language) in done.text
        assert found[1] not in done.text
        assert path not in done.text
        assert (await helper.get(path)).status_code == 404
        opened = await enter(helped, found[1])
        assert opened.headers["location"] == path
        assert (
            TEXTS.say("notice-given-back", language, {"given_back_on": "2026-11-20"})[:60]
            in (await helped.get(path)).text
        )


async def test_the_api_gives_back_and_ends_the_stream(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    refused = await tas.client.post(f"{guest.path}/give-back", headers=guest.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "code_needed")
    made = await tas.client.post(f"{guest.path}/return-code", headers=guest.headers)
    seen = await guest.events()
    async with guest.stream() as blocks, asyncio.timeout(10):
        assert await take(blocks, len(seen)) == seen
        assert (await tas.client.post(f"{guest.path}/give-back", headers=guest.headers)).status_code == 204
        assert [block async for block in blocks if "id" in block] == []
    assert (await guest.post(text="still here")).status_code == 404
    opened = await tas.client.post("/api/v1/conversations/by-code", json={"code": made.json()["code"]})
    assert (opened.status_code, opened.json()["id"]) == (201, guest.id)


async def test_a_thousand_guesses_at_two_gateways_count_together_and_after_a_restart(
    tmp_path: Path, clock: HandClock
) -> None:
    async def guess(tas: GatewayUnderTest, code: str | None = None) -> int:
        body = {"code": code or symbols.drawn(14)}
        return (await tas.client.post("/api/v1/conversations/by-code", json=body)).status_code

    async with gateway(tmp_path, clock=clock) as one, gateway(tmp_path, clock=clock) as other:
        guest = await one.begin()
        made = await one.client.post(f"{guest.path}/return-code", headers=guest.headers)
        # As many at once as a client has connections.
        statuses = [
            status
            for _ in range(20)
            for status in await asyncio.gather(*(guess((one, other)[number % 2]) for number in range(50)))
        ]
        assert statuses.count(404) == RULE.free_tries_of_an_address
        assert statuses.count(429) == 1000 - RULE.free_tries_of_an_address
    async with gateway(tmp_path, clock=clock) as started_again:
        assert await guess(started_again, made.json()["code"]) == 429
        clock.forward(seconds=RULE.first_delay.total_seconds())
        assert await guess(started_again, made.json()["code"]) == 201
