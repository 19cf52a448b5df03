"""How somebody hears or reads: noticed where they say it, kept for whoever takes it up, never sent on."""

from __future__ import annotations

import pytest

from casework.conversations.models import ConversationId
from tests.support.cards import hand_off
from tests.support.record import RecordUnderTest


async def keys_after(record: RecordUnderTest, conversation_id: ConversationId, seq: int) -> list[str]:
    return [event["key"] for event in await record.after(conversation_id, seq) if "key" in event]


@pytest.mark.parametrize(
    ("words", "need"), [("I use a screen reader", "screen_reader"), ("Uso lector de pantalla", "screen_reader")]
)
async def test_what_is_said_is_kept_once_and_answered(record: RecordUnderTest, words: str, need: str) -> None:
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, words)
    assert await record.conversations.needs(conversation_id) == {need: True}
    assert await keys_after(record, conversation_id, seq) == [f"notice-needs-{need}"]
    # It says no more than that: nothing is left for the assistant.
    assert await record.turns.waiting() == []
    seq = await record.write(conversation_id, f"{words}, please")
    assert await keys_after(record, conversation_id, seq) == []


async def test_what_else_the_message_says_goes_to_the_assistant(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.say(conversation_id, "My refund is late and I'm deaf, I call through 711")
    assert await record.conversations.needs(conversation_id) == {"relay": True}
    assert "My refund is late" in record.assistant.requests[-1].text


async def test_nothing_of_it_goes_to_the_assistant(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    record.assistant.answer = lambda _request: [hand_off()]
    await record.say(conversation_id, "a person please")
    before = len(record.assistant.requests)
    for choice in ("do.needs", "do.needs_relay"):
        await record.choose(conversation_id, choice)
    assert len(record.assistant.requests) == before
