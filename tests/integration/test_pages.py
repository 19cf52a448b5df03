"""The pages' forms and downloads as a browser without script uses them."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from casework.conversations.models import ConversationId, conversations
from casework.texts import Texts
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


def _fields(page: str) -> dict[str, str]:
    """What the first form of a page sends besides its buttons, after the one that leaves it."""
    _leave, form = page.split("</form>")[:2]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


async def _start(tas: GatewayUnderTest) -> dict[str, str]:
    """Opens the start page in a browser of its own; the form's fields."""
    return _fields((await tas.client.get("/chat?new=1")).text)


async def _send(tas: GatewayUnderTest, form: dict[str, str], language: str = "en") -> httpx.Response:
    return await tas.client.post("/chat", data={**form, "language": language}, headers={"Origin": tas.url})


async def _count(tas: GatewayUnderTest) -> int:
    async with tas.services.database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(conversations))).scalar_one())


async def test_a_double_click_on_start_begins_one_chat(tas: GatewayUnderTest) -> None:
    form = await _start(tas)
    answers = await asyncio.gather(*(_send(tas, form) for _ in range(5)))
    again = await _send(tas, form)
    assert {answer.status_code for answer in (*answers, again)} == {303}
    assert len({answer.headers["location"] for answer in (*answers, again)}) == 1
    assert await _count(tas) == 1
    assert (await tas.client.get(again.headers["location"])).status_code == 200


async def test_another_form_language_or_browser_begins_another_chat(tas: GatewayUnderTest) -> None:
    form = await _start(tas)
    begun = {(await _send(tas, form)).headers["location"], (await _send(tas, form, "es")).headers["location"]}
    begun.add((await _send(tas, await _start(tas))).headers["location"])
    tas.client.cookies.clear()
    other = await _start(tas)
    begun.add((await _send(tas, {**other, "client_id": form["client_id"]})).headers["location"])
    assert len(begun) == 4 == await _count(tas)


@pytest.mark.parametrize("client_id", ["", "x", "{00000000-0000-4000-8000-000000000001}"])
async def test_a_start_without_its_key_is_refused(tas: GatewayUnderTest, client_id: str) -> None:
    form = await _start(tas)
    answer = await _send(tas, {**form, "client_id": client_id})
    assert answer.status_code == 422
    assert await _count(tas) == 0


async def test_a_copy_keeps_the_words_of_the_day_in_the_language_they_were_shown_in(
    tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = (await _send(tas, await _start(tas))).headers["location"]
    page = await tas.client.get(path)
    form = {**_fields(page.text), "choice": "language.es"}
    await tas.client.post(f"{path}/messages", data=form, headers={"Origin": tas.url})
    conversation_id = ConversationId(path.rpartition("/")[2])
    before = TEXTS.say("ask-topics", "en")
    # The agency has changed every sentence since.
    say = Texts.say
    monkeypatch.setattr(TEXTS, "version", "another")
    monkeypatch.setattr(
        Texts,
        "say",
        lambda *given, **values: "Changed. " + say(*given, **values) if "ask-" in given[1] else say(*given, **values),
    )
    live = (await tas.services.conversations.read(conversation_id)).events
    assert "Changed." in live[1]["text"]
    for copy in ("chat.txt", "print"):
        kept = html.unescape((await tas.client.get(f"{path}/{copy}")).text)
        assert before in kept
        assert "Changed." not in kept
        assert say(TEXTS, "page-you", "es") in kept
        assert say(TEXTS, "page-assistant", "en") in kept
