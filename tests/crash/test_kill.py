"""A gateway killed at each step of a message and its turn: what was acknowledged is there, once, in order, answered once."""

from __future__ import annotations

import asyncio
import itertools
import random
import signal
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework.conversations.models import Audience, ConversationId, Kind
from casework.conversations.turns import LEASE_SECONDS
from casework.faults import POINTS
from tests.support.fake_rasa import fake_rasa
from tests.support.kill_points import at_each
from tests.support.player import Conversation
from tests.support.record import RecordUnderTest, open_record
from tests.support.running import System, prepare, stopping

ASKS = itertools.cycle(["hardship", "federal_tax", "contacted_irs"])
_SETTLED_WITHIN_SECONDS = 40.0
_LEASE = timedelta(seconds=LEASE_SECONDS + 1)


def _reply(_request: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"facts": {"federal_tax": "yes"}, "how": "understood"}, {"ask": next(ASKS)}]


class Sender:
    """A person's device: keeps what was acknowledged, and sends the rest again with the same id."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.sent: dict[str, str] = {}

    def send(self, conversation: Conversation, text: str) -> None:
        client_id = str(uuid.uuid4())
        self.sent[client_id] = text
        self._post(conversation, client_id)

    def send_again(self, conversation: Conversation) -> None:
        for client_id in self.sent:
            self._post(conversation, client_id)

    def _post(self, conversation: Conversation, client_id: str) -> None:
        body = {"client_id": client_id, "text": self.sent[client_id]}
        try:
            answer = conversation.client.post(
                f"/api/v1/conversations/{conversation.id}/messages", json=body, headers=conversation.headers
            )
        except httpx.TransportError:
            return
        assert answer.status_code in (200, 201), answer.text
        seq = answer.json()["seq"]
        assert self.acknowledged.setdefault(client_id, seq) == seq


async def _settled(system: System, conversation: Conversation) -> list[dict[str, Any]]:
    """Every event, once the record says that the last message has its answer."""
    give_up_at = time.monotonic() + _SETTLED_WITHIN_SECONDS
    async with _record(system) as record:
        while time.monotonic() < give_up_at:
            answered = await _answered_messages(record, conversation.id)
            conversation.catch_up()
            written = [event["seq"] for event in conversation.events if event["author"] == "person"]
            if answered and answered[-1] == max(written):
                return conversation.events
            await asyncio.sleep(0.1)
    raise AssertionError([event["kind"] for event in conversation.events])


async def _check(system: System, sender: Sender, conversation_id: str, events: list[dict[str, Any]]) -> None:
    seqs = [event["seq"] for event in events]
    assert seqs == sorted(set(seqs))
    stored = {event["seq"]: event["text"] for event in events if event["author"] == "person"}
    assert sorted(stored.values()) == sorted(sender.sent.values())
    assert {seq: sender.sent[client_id] for client_id, seq in sender.acknowledged.items()} == stored
    # Each turn left its fact, which names the message it answered, and its question: once each.
    async with _record(system) as record:
        answered = await _answered_messages(record, conversation_id)
    assert answered == sorted(set(answered))
    assert answered[-1] == max(stored)
    questions = [event for event in events if event["kind"] == "question"]
    assert len(questions) - 1 == len(answered)


@asynccontextmanager
async def _record(system: System) -> AsyncIterator[RecordUnderTest]:
    record = await open_record(system.settings["TAS_DATABASE_URL"], system.folder)
    try:
        yield record
    finally:
        await record.database.stop()


async def _answered_messages(record: RecordUnderTest, conversation_id: str) -> list[int]:
    """The seqs of messages that turns answered, as their fact events say, read from the record itself."""
    async with record.database.read() as connection:
        row = await record.conversations.record.row(connection, ConversationId(conversation_id))
        facts = await record.conversations.record.read(connection, row, 0, Audience.RECORD, [Kind.FACT])
    return [event.body["source"]["from_seq"] for event in facts]


def _moved(conversation: Conversation, system: System) -> Conversation:
    client = httpx.Client(base_url=system.urls[-1], timeout=15)
    return Conversation(client, conversation.id, conversation.token)


@at_each(POINTS)
async def test_killed_at_each_step_nothing_acknowledged_is_lost(tmp_path: Path, point: str) -> None:
    system, sender = prepare(tmp_path), Sender()
    with stopping(system), fake_rasa(system.rasa_port, _reply):
        doomed = system.start_gateway("doomed", TAS_FAULT=point)
        with httpx.Client(base_url=system.url, timeout=15) as client:
            conversation = Conversation.begin(client, "en")
            sender.send(conversation, "they took my paycheck")
            assert doomed.running.wait(timeout=15) == -signal.SIGKILL
        # Its clock is past the lease of the one that was killed: nobody has to wait for that.
        system.start_gateway("survivor", TAS_CLOCK_STARTS_AT=(datetime.now(UTC) + _LEASE).isoformat())
        conversation = _moved(conversation, system)
        sender.send_again(conversation)
        sender.send(conversation, "and the rent is due")
        events = await _settled(system, conversation)
        conversation.client.close()
    await _check(system, sender, conversation.id, events)


async def test_two_gateways_over_one_record_answer_each_message_once(tmp_path: Path) -> None:
    system, sender = prepare(tmp_path), Sender()
    with stopping(system), fake_rasa(system.rasa_port, _reply):
        system.start_gateway("one")
        system.start_gateway("other")
        with (
            httpx.Client(base_url=system.urls[0], timeout=15) as one,
            httpx.Client(base_url=system.urls[1], timeout=15) as other,
        ):
            first = Conversation.begin(one, "en")
            second = Conversation(other, first.id, first.token)
            for number in range(6):
                sender.send((first, second)[number % 2], f"line {number}")
            sender.send_again(second)
            events = await _settled(system, second)
            assert await _settled(system, first) == events
    await _check(system, sender, first.id, events)


@pytest.mark.long
async def test_killed_thirty_times_at_any_moment(tmp_path: Path) -> None:
    system, sender, chance = prepare(tmp_path), Sender(), random.Random(20261122)
    with stopping(system), fake_rasa(system.rasa_port, _reply):
        system.start_gateway("gateway")
        conversation = Conversation.begin(httpx.Client(base_url=system.url, timeout=15), "en")
        for number in range(30):
            sender.send(conversation, f"line {number}")
            await asyncio.sleep(chance.random() * 0.05)  # the moment of the kill is what is varied
            system.parts["gateway"].stop(signal.SIGKILL)
            system.start_gateway("gateway")
            conversation.client.close()
            conversation = _moved(conversation, system)
            if chance.random() < 0.5:
                sender.send_again(conversation)
        sender.send_again(conversation)
        events = await _settled(system, conversation)
        conversation.client.close()
    await _check(system, sender, conversation.id, events)
