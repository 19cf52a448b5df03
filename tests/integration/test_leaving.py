"""What leaving ends in the record, and what a browser is shown after a while away."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from casework.conversations.models import ConversationToken, Holder, VisitorToken
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, RecordUnderTest

NAVIGATION = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ME, OTHER = VisitorToken("m" * 43), VisitorToken("o" * 43)


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, away_minutes=5) as running:
        yield running


async def test_leaving_ends_what_this_browser_and_this_token_open_and_nothing_else(record: RecordUnderTest) -> None:
    conversations = record.conversations
    mine = [await conversations.create("screening", "en", "America/New_York", ME) for _ in range(2)]
    other = await conversations.create("screening", "en", "America/New_York", OTHER)
    ended = await conversations.end_access(ME, mine[0].token)
    assert set(ended) == {one.id for one in mine}
    assert not any([await conversations.opened_by(one.id, Holder(visitor=ME)) for one in mine])
    assert await conversations.newest_of_visitor(ME) is None
    assert not await conversations.opened_by(mine[0].id, Holder(token=mine[0].token))
    # Another device, another browser, and the conversation itself stay as they are.
    assert await conversations.opened_by(mine[1].id, Holder(token=mine[1].token))
    assert await conversations.opened_by(other.id, Holder(visitor=OTHER))
    assert (await conversations.read(mine[0].id)).events
    assert await conversations.end_access(ME, ConversationToken("never issued")) == ()
    assert await conversations.end_access(None, None) == ()


@pytest.mark.parametrize(("text", "told"), [("my husband hits me", 1), ("mi esposo me golpea", 1), ("kill myself", 0)])
async def test_fear_at_home_has_leaving_pointed_out_once(record: RecordUnderTest, text: str, told: int) -> None:
    conversation_id = await record.begin()
    for _ in range(2):
        await record.write(conversation_id, text)
    said = [event["text"] for event in await record.after(conversation_id) if event["kind"] == "notice"]
    assert said.count(TEXTS.say("notice-leave-page", "en")) == told
    # What helps in danger comes before it.
    assert "911" in said[0]


async def _begun(tas: GatewayUnderTest) -> str:
    form = _fields((await tas.client.get("/chat?new=1")).text)
    begun = await tas.client.post("/chat", data={**form, "language": "en"}, headers={"Origin": tas.url})
    return str(begun.headers["location"])


def _fields(page: str) -> dict[str, str]:
    """The hidden fields of a page; of several of one name the last."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def _set(answer: httpx.Response) -> SimpleCookie:
    cookies = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return cookies


def _forget(tas: GatewayUnderTest, path: str) -> None:
    """As the browser does when the time is over."""
    tas.client.cookies.delete("here", path=path)


async def test_leaving_drops_every_cookie_and_shows_nothing_of_the_chat(tas: GatewayUnderTest) -> None:
    path = await _begun(tas)
    page = await tas.client.get(path, headers=NAVIGATION)
    assert page.headers["cache-control"] == "no-store"
    left = await tas.client.post("/leave", data={"csrf": _fields(page.text)["csrf"]}, headers={"Origin": tas.url})
    assert (left.status_code, left.headers["location"]) == (303, "/away")
    assert left.headers["cache-control"] == "no-store"
    assert {(name, cookie["path"], cookie["max-age"]) for name, cookie in _set(left).items()} == {
        ("visitor", "/", "0"),
        ("here", path, "0"),
    }
    assert not tas.client.cookies
    neutral = (await tas.client.get("/away", headers=NAVIGATION)).text
    assert not re.search("tax|chat|irs|tas|demonstration", re.sub(r"<[^>]*>", "", neutral), re.IGNORECASE)
    assert "<script" not in neutral


async def test_leaving_is_not_refused_but_ends_only_what_was_shown_to_be_ones_own(tas: GatewayUnderTest) -> None:
    path = await _begun(tas)
    visitor = tas.client.cookies["visitor"]
    forged = await tas.client.post("/leave", data={"csrf": "made up"}, headers={"Origin": tas.url})
    assert forged.status_code == 303
    assert not tas.client.cookies.get("visitor")
    cookie = {"Cookie": f"visitor={visitor}"}
    assert (await tas.client.get(path, headers=cookie)).status_code == 200
    foreign = await tas.client.post("/leave", headers={**cookie, "Origin": "https://evil.example"})
    assert foreign.status_code == 403


async def test_the_note_that_one_is_here_lasts_as_long_as_one_may_be_away(tas: GatewayUnderTest) -> None:
    form = _fields((await tas.client.get("/chat?new=1")).text)
    begun = await tas.client.post("/chat", data={**form, "language": "en"}, headers={"Origin": tas.url})
    path = begun.headers["location"]
    shown = await tas.client.get(path, headers=NAVIGATION)
    said = await tas.client.post(
        f"{path}/messages", data={**_fields(shown.text), "text": "hello"}, headers={"Origin": tas.url}
    )
    for answer in (begun, shown, said):
        here = _set(answer)["here"]
        assert (here.value, here["path"], here["max-age"]) == ("1", path, "300")
        assert here["httponly"]
        assert here["samesite"] == "Lax"
    stream = {"Accept": "text/event-stream"}
    async with tas.client.stream("GET", f"{path}/stream", headers=stream) as followed:
        assert followed.status_code == 200
        assert "here" not in _set(followed)


@pytest.mark.parametrize("part", ["", "/answers", "/print", "/chat.txt"])
async def test_what_a_browser_opens_after_a_while_away_shows_nothing(tas: GatewayUnderTest, part: str) -> None:
    path = await _begun(tas)
    _forget(tas, path)
    answer = await tas.client.get(f"{path}{part}", headers=NAVIGATION)
    assert TEXTS.say("page-away-heading", "en") in answer.text
    assert TEXTS.say("ask-topics", "en") not in answer.text
    # To be shown the question whether to go on is not to go on.
    assert "here" not in _set(answer)
    form = _fields(answer.text)
    refused = await tas.client.post(f"{path}/go-on", data={"csrf": "made up"}, headers={"Origin": tas.url})
    assert refused.status_code == 403
    gone_on = await tas.client.post(f"{path}/go-on", data=form, headers={"Origin": tas.url})
    assert (gone_on.status_code, gone_on.headers["location"]) == (303, path)
    assert TEXTS.say("ask-topics", "en") in (await tas.client.get(path, headers=NAVIGATION)).text


async def test_a_live_page_and_a_client_with_a_token_keep_the_time_themselves(tas: GatewayUnderTest) -> None:
    path = await _begun(tas)
    csrf = _fields((await tas.client.get(path, headers=NAVIGATION)).text)["csrf"]
    _forget(tas, path)
    live = await tas.client.get(path, headers={**NAVIGATION, "X-CSRF-Token": csrf})
    assert TEXTS.say("ask-topics", "en") in live.text
    guest = await tas.begin()
    framed = await tas.client.get(f"/chat/{guest.id}", headers={**NAVIGATION, **guest.headers})
    assert TEXTS.say("ask-topics", "en") in framed.text
    assert "here" not in _set(framed)


async def test_a_widget_that_left_can_not_come_back(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    left = await tas.client.post("/leave", headers={**guest.headers, "Origin": tas.url})
    assert left.status_code == 303
    assert (await tas.client.get(f"{guest.path}/events", headers=guest.headers)).status_code == 404


async def test_over_https_both_cookies_are_secure(tmp_path: Path) -> None:
    async with gateway(tmp_path, trusted_proxies=1, public_origins=("https://help.example.gov",)) as tas:
        proxied = {"Host": "help.example.gov", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
        opened = await tas.client.get("/chat", headers=proxied)
        visitor = _set(opened)["__Host-visitor"].value
        sent = {**proxied, "Origin": "https://help.example.gov", "Cookie": f"__Host-visitor={visitor}"}
        form = _fields(opened.text)
        begun = await tas.client.post("/chat", data={**form, "language": "en"}, headers=sent)
        left = await tas.client.post("/leave", data={"csrf": form["csrf"]}, headers=sent)
        assert _set(begun)["here"]["secure"]
        assert {name: bool(cookie["secure"]) for name, cookie in _set(left).items()} == {
            "__Host-visitor": True,
            "here": True,
        }


async def test_about_says_who_runs_it_what_is_kept_and_its_address(tmp_path: Path) -> None:
    address = "https://help.example.gov"
    proxied = {"Host": "help.example.gov", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}
    for environment, demonstration in (("demonstration", True), ("production", False)):
        folder = tmp_path / environment
        folder.mkdir()
        settings = {"public_origins": (address,), "trusted_proxies": 1, "operator": "Example <Agency>"}
        settings["mail_url"] = "folder:"
        async with gateway(folder, environment=environment, **settings) as tas:
            for language in TEXTS.languages:
                page = (await tas.client.get(f"/chat/about?language={language}", headers=proxied)).text
                assert "Example &lt;Agency&gt;" in page
                page = html.unescape(page)
                assert f"{address}/chat" in page
                assert re.search(r"\b30 d", page)
                for key in ("page-demonstration", "page-about-demonstration", "page-about-kept-demonstration"):
                    assert (TEXTS.say(key, language) in page) is demonstration
                assert (TEXTS.say("page-about-kept-who", language) in page) is not demonstration
                assert f'<html lang="{language}"' in page
