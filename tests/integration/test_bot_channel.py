"""Rasa behind its one channel, with the trained model and the action server: who is answered, and what stays behind."""

from __future__ import annotations

import json
import socket
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from cli import processes
from tests.support.running import System
from tests.support.stack import Talk, all_at_once, assistant, second_rasa, signed

pytestmark = pytest.mark.stack

# A word that no log, no answer to anybody else and no memory of Rasa's may hold afterwards.
PRIVATE = "zebrafinch"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with assistant(tmp_path_factory.mktemp("assistant")) as running:
        yield running


def url(system: System, path: str = "/webhooks/gateway/turn", host: str = "127.0.0.1") -> str:
    return f"http://{host}:{system.rasa_port}{path}"


def closings(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if {"ask", "do", "say_last"} & set(item)]


def test_a_screening_by_buttons_reaches_the_result(system: System) -> None:
    talk = Talk(system)
    for value in ("refund_delay", ["housing"], "yes"):
        items = talk.pick(value)
        assert closings(items) == items[-1:]
    assert talk.question is not None
    assert talk.question["asks"] == "harm_on"
    assert talk.pick("2026-12-24")[-1] == {"do": "show_result"}
    assert talk.facts == {
        "topics": ["refund_delay"],
        "federal_tax": "yes",
        "hardship": ["housing"],
        "hardship_link": "yes",
        "harm_on": "2026-12-24",
    }


@pytest.mark.parametrize("keeps_tracker", [True, False])
def test_wishes_between_the_answers_come_back_to_the_question(system: System, keeps_tracker: bool) -> None:
    talk = Talk(system, keeps_tracker)
    talk.pick("levy_or_garnishment")
    for wish, says in (("why", "say-why-hardship"), ("resume", None)):
        items = talk.say(do=wish)
        assert items[-1] == {"ask": "hardship", "variant": 0}
        assert [item["say"] for item in items[:-1]] == ([says] if says else [])
    assert talk.say(do="skip")[-1] == {"ask": "adverse_action", "variant": 0}
    assert talk.say(do="back") == [{"ask": "hardship", "variant": 0}]
    assert talk.pick(["food"])[-1] == {"ask": "hardship_link", "variant": 0}
    assert talk.say(do="show_result")[-1] == {"do": "show_result"}
    assert talk.say(do="change", fact="hardship") == [{"ask": "hardship", "variant": 0}]
    assert {"facts": {"hardship": []}, "how": "corrected"} in talk.pick([])
    assert talk.say(do="person") == [{"do": "hand_off", "reason": "asked"}]


def test_a_tracker_wiped_between_every_two_turns_changes_nothing(system: System) -> None:
    kept, wiped = Talk(system), Talk(system, keeps_tracker=False)
    for words in ("my refund is nine months late", "rent", "why do you ask?", "yes", "qwerty", "thanks", "no"):
        assert kept.say(words) == wiped.say(words)
        assert kept.facts == wiped.facts


def test_two_servers_take_turns(system: System) -> None:
    _, other = second_rasa(system)
    alone, shared = Talk(system), Talk(system)
    for index, words in enumerate(("they take my wages", "no", "what is TAS?", "no", "yes")):
        assert shared.say(words, port=(system.rasa_port, other)[index % 2]) == alone.say(words)
    system.parts["rasa-2"].stop()


def test_the_same_turn_twice_gives_the_same_answer(system: System) -> None:
    talk = Talk(system)
    talk.pick("audit")
    body = talk.body("no")
    first, second = talk.send(body).json(), talk.send(body).json()
    assert (first["turn_id"], first["items"]) == (second["turn_id"], second["items"])


async def test_many_conversations_at_once_keep_apart(system: System) -> None:
    talks = [Talk(system) for _ in range(12)]
    for index, talk in enumerate(talks):
        talk.pick("refund_delay" if index % 2 else "lien")
    for index, items in enumerate(await all_at_once(talks, "rent")):
        assert items[-1] == {"ask": "hardship_link", "variant": 0}
        assert talks[index].facts["topics"] == ["refund_delay" if index % 2 else "lien"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"X-Tas-Signature": "v1=" + "0" * 64}, "signature_wrong"),
        ({"X-Tas-Signature": ""}, "signature_wrong"),
        ({"X-Tas-Signature": "sha"}, "signature_wrong"),
        ({"X-Tas-Timestamp": "1"}, "signature_wrong"),
        ({"X-Tas-Timestamp": "soon"}, "signature_wrong"),
    ],
)
def test_a_wrong_signature_is_refused(system: System, changed: dict[str, str], code: str) -> None:
    body = json.dumps(Talk(system).body(PRIVATE)).encode()
    answer = httpx.post(url(system), content=body, headers={**signed(body, system.secrets.bot), **changed})
    assert (answer.status_code, answer.json()) == (401, {"error": code})


@pytest.mark.parametrize("off_by_seconds", [-120, 120])
def test_a_stale_timestamp_is_refused(system: System, off_by_seconds: int) -> None:
    body = json.dumps(Talk(system).body("hello")).encode()
    headers = signed(body, system.secrets.bot, time.time() + off_by_seconds)
    assert httpx.post(url(system), content=body, headers=headers).json() == {"error": "signature_stale"}


@pytest.mark.parametrize("text", ["/restart", " \u3000/restart", '/inform{"federal_tax":"yes"}', "EXTERNAL: x", ""])
def test_text_that_rasa_would_take_as_an_instruction_is_refused(system: System, text: str) -> None:
    assert Talk(system).send(Talk(system).body(text)).status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"garbage", b"\xff\xfe", b"{}", b"[" * 100_000])
def test_garbage_is_refused(system: System, body: bytes) -> None:
    answer = httpx.post(url(system), content=body, headers=signed(body, system.secrets.bot))
    assert (answer.status_code, answer.json()) == (400, {"error": "body_malformed"})


def test_ten_megabytes_are_refused(system: System) -> None:
    body = b"x" * 10_000_000
    try:
        answer = httpx.post(url(system), content=body, headers=signed(body, system.secrets.bot))
    except httpx.TransportError:
        return  # the server hung up before it had read them all
    assert answer.status_code >= 400


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/version",
        "/status",
        "/domain",
        "/model/parse",
        "/webhooks/rest/webhook",
        "/webhooks/gateway/",
        "/webhooks/gateway",
        "/conversations/x/tracker",
        "/webhooks/gateway/status",
        "/webhooks/gateway/turn/",
        "//webhooks/gateway/turn",
    ],
)
def test_no_other_route_is_there(system: System, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS", "PUT"):
        answer = httpx.request(method, url(system, path))
        assert answer.status_code == 404, (method, path)
        assert "asa" not in answer.text


def test_health_says_ok_and_nothing_else(system: System) -> None:
    assert httpx.get(url(system, "/webhooks/gateway/health")).json() == {"status": "ok"}


def test_only_this_machine_reaches_it(system: System) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but its own")
        address = probe.getsockname()[0]
    with pytest.raises(httpx.TransportError):
        httpx.get(url(system, "/webhooks/gateway/health", host=address), timeout=2)


def test_the_tracker_rides_and_nothing_stays_in_memory(system: System) -> None:
    talk = Talk(system)
    talk.pick("audit")
    talk.say(f"{PRIVATE} no")
    assert talk.tracker is not None
    assert PRIVATE in talk.tracker
    # A turn without its tracker knows nothing of the one before: there is nothing left to know it from.
    fresh = talk.send({**talk.body(do="why"), "tracker": None}).json()
    assert PRIVATE not in fresh["tracker"]


def test_what_was_understood_comes_back_without_the_words(system: System) -> None:
    talk = Talk(system)
    talk.say(f"{PRIVATE} my refund is nine months late and I can't pay the rent")
    assert talk.answer["understood"]["facts"]["hardship"] == ["housing"]
    assert PRIVATE not in json.dumps(talk.answer["understood"])
    assert PRIVATE not in json.dumps(talk.answer["items"])


def test_a_dead_action_server_gives_an_unclosed_answer_and_is_found_again(system: System) -> None:
    talk = Talk(system)
    talk.pick("audit")
    before = dict(talk.facts)
    system.parts["actions"].stop()
    assert closings(talk.say(f"{PRIVATE} no")) == []
    assert talk.facts == before
    system.start_actions()
    assert closings(talk.say("no"))


def test_an_action_that_raises_gives_an_unclosed_answer(system: System) -> None:
    talk = Talk(system)
    talk.facts = {PRIVATE: "no such fact"}
    assert closings(talk.say(f"{PRIVATE} no")) == []


async def test_a_turn_that_is_given_up_leaves_nothing(system: System) -> None:
    talk = Talk(system)
    body = json.dumps(talk.body(f"{PRIVATE} given up")).encode()
    async with httpx.AsyncClient() as client:
        given_up = 0
        for wait in (0.001, 0.003, 0.009):
            try:
                await client.post(url(system), content=body, headers=signed(body, system.secrets.bot), timeout=wait)
            except httpx.TimeoutException:
                given_up += 1
    assert given_up  # the shortest wait at least
    # It may still be running there, with a tracker of its own.
    assert closings(talk.say("no"))


def test_no_word_of_a_message_is_in_any_log(system: System) -> None:
    # Last, over everything that the tests above have sent, the failing turns among it.
    assert PRIVATE not in system.logs()
    assert "zebra" not in system.logs()


def test_a_server_without_its_secret_does_not_start(system: System) -> None:
    name = f"rasa-{uuid.uuid4().hex[:4]}"
    process = processes.rasa_server(
        name, processes.reserve_port(), system.actions_port, processes.Secrets(bot=""), "none.tar.gz"
    )
    part = system.start(name, process, wait=False)
    assert part.running.wait(timeout=60) != 0
