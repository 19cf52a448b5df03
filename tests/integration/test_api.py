"""The public API by its contract (DESIGN section 5)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.gateway import GatewayUnderTest, eventually, gateway


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


async def test_a_conversation_begins_with_a_greeting_and_a_question(tas: GatewayUnderTest) -> None:
    guest = await tas.begin("es")
    greeting, question = await guest.events()
    assert (greeting["kind"], greeting["author"], greeting["seq"]) == ("message", "assistant", 1)
    assert (question["kind"], question["asks"]) == ("question", "topics")
    assert question["choices"][0].keys() == {"id", "title", "value"}
    assert "automático" in greeting["text"]


async def test_what_is_written_is_answered(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    tas.assistant.answer = lambda _request: [
        {"facts": {"contacted_irs": "yes"}, "how": "understood"},
        {"ask": "hardship"},
    ]
    question = await guest.answer("they took my refund")
    assert (question["kind"], question["asks"], question["input"]) == ("question", "hardship", "choices")
    events = await guest.events()
    assert [event["seq"] for event in events] == sorted({event["seq"] for event in events})
    assert not {"fact", "tracker", "note"} & {event["kind"] for event in events}
    answered = await guest.choose([question["choices"][0]["id"]])
    await guest.until(lambda event: event["kind"] == "question", answered)
    assert tas.assistant.requests[-1].choice == {"asks": "hardship", "value": ["housing"]}


async def test_sending_twice_is_harmless(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    client_id = str(uuid.uuid4())
    first = await guest.post(client_id, text="hello")
    again = await guest.post(client_id, text="hello")
    upper = await guest.post(client_id.upper(), text="hello")
    changed = await guest.post(client_id, text="hello!")
    assert (first.status_code, again.status_code, upper.status_code) == (201, 200, 200)
    assert first.json() == again.json() == upper.json()
    assert (changed.status_code, changed.json()["code"]) == (409, "client_id_reused")
    assert [event["text"] for event in await guest.events() if event["author"] == "person"] == ["hello"]


async def test_a_token_opens_its_own_conversation_only(tas: GatewayUnderTest) -> None:
    mine, other = await tas.begin(), await tas.begin()
    wrong = {"Authorization": "Bearer " + "x" * 43}
    statuses = {
        "none": (await tas.client.get(f"{mine.path}/events")).status_code,
        "wrong": (await tas.client.get(f"{mine.path}/events", headers=wrong)).status_code,
        "other": (await tas.client.get(f"{mine.path}/events", headers=other.headers)).status_code,
        "missing": (
            await tas.client.get(f"/api/v1/conversations/{uuid.uuid4()}/events", headers=mine.headers)
        ).status_code,
        "malformed": (
            await tas.client.get(f"/api/v1/conversations/{'x' * 500}/events", headers=mine.headers)
        ).status_code,
        "another scheme": (
            await tas.client.get(f"{mine.path}/events", headers={"Authorization": "Basic eDp5"})
        ).status_code,
    }
    assert statuses == {
        "none": 401,
        "wrong": 404,
        "other": 404,
        "missing": 404,
        "malformed": 404,
        "another scheme": 401,
    }
    bodies = [
        (await tas.client.get(f"{path}/events", headers=headers)).json()
        for path, headers in (
            (mine.path, wrong),
            (mine.path, other.headers),
            (f"/api/v1/conversations/{uuid.uuid4()}", wrong),
        )
    ]
    assert len({str({**body, "request_id": ""}) for body in bodies}) == 1


async def test_reading_goes_on_after_a_seq(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await guest.answer("hello")
    everything = await guest.events()
    for after in range(everything[-1]["seq"] + 2):
        assert await guest.events(after) == [event for event in everything if event["seq"] > after]


async def test_the_language_changes_in_mid_conversation(tas: GatewayUnderTest) -> None:
    guest = await tas.begin("en")
    await guest.choose("language.es")
    spanish = await guest.events()
    assert "automático" in spanish[0]["text"]
    answer = await tas.client.get(f"{guest.path}/events", params={"language": "en"}, headers=guest.headers)
    assert "automa" in answer.json()["events"][0]["text"]
    assert "automático" not in answer.json()["events"][0]["text"]


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, "", "en"),
        ({"Accept-Language": "es-MX,es;q=0.9,en;q=0.8"}, "", "es"),
        ({"Accept-Language": "fr, en;q=0.2, es;q=0.7"}, "", "es"),
        ({"Accept-Language": "es;q=0"}, "", "en"),
        ({"Accept-Language": "es;q=x, *"}, "", "en"),
        ({"Accept-Language": "en"}, "?language=es", "es"),
    ],
)
async def test_errors_are_in_the_language_wanted(
    tas: GatewayUnderTest, headers: dict[str, str], query: str, language: str
) -> None:
    answer = await tas.client.get(f"/api/v1/nowhere{query}", headers=headers)
    assert answer.status_code == 404
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"] == tas.services.texts.say("error-not_found", language)


async def test_errors_in_a_conversation_are_in_its_language(tas: GatewayUnderTest) -> None:
    guest = await tas.begin("es")
    answer = await guest.post(choice="9.9")
    assert (answer.status_code, answer.json()["code"]) == (409, "choice_unknown")
    assert answer.json()["detail"] == tas.services.texts.say("error-choice_unknown", "es")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


async def test_a_request_id_is_ours(tas: GatewayUnderTest) -> None:
    answer = await tas.client.get("/health/live", headers={"X-Request-ID": "from-outside"})
    assert answer.headers["x-request-id"] != "from-outside"
    assert len(answer.headers["x-request-id"]) == 16


async def test_health_names_the_part_that_is_not_ready(tas: GatewayUnderTest) -> None:
    assert (await tas.client.get("/health/live")).json() == {"status": "live"}
    answer = await tas.client.get("/health/ready")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert parts == {"database": "ready", "keys": "ready", "assistant": "ready", "actions": "not ready"}


async def test_metrics_count_without_saying_what(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await guest.answer("my secret story")
    # Counted once its task is done, which may be after the answer was read.
    await eventually(lambda: b'tas_turns_total{result="committed"} 1.0' in tas.services.metrics.text())
    text = tas.services.metrics.text().decode()
    assert 'tas_requests_total{method="POST",route="api.write",status="201"} 1.0' in text
    assert 'tas_turns_total{result="committed"} 1.0' in text
    assert "tas_reply_seconds_count 1.0" in text
    assert guest.id not in text
    assert "secret" not in text


async def test_head_is_answered_as_get(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    for path, headers in (("/", {}), ("/health/live", {}), (f"{guest.path}/events", guest.headers)):
        answer = await tas.client.head(path, headers=headers)
        assert (answer.status_code, answer.content) == (200, b"")
    streamed = await tas.client.head(f"{guest.path}/events", headers={**guest.headers, "Accept": "text/event-stream"})
    assert streamed.status_code == 200


async def test_a_method_that_is_not_there_is_told_with_those_that_are(tas: GatewayUnderTest) -> None:
    answer = await tas.client.request("DELETE", "/health/live")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert {method.strip() for method in answer.headers["allow"].split(",")} == {"GET", "HEAD"}


async def test_the_emergency_notice_stands_in_the_same_answer_as_the_message(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    tas.assistant.answer = _away
    seq = await guest.say("I want to kill myself")
    after = await guest.events(seq - 1)
    assert after[0]["author"] == "person"
    assert (after[1]["kind"], after[1]["level"]) == ("notice", "emergency")


def _away(_request: Any) -> Any:
    from adapters.assistant.port import AssistantUnavailable

    return AssistantUnavailable()
