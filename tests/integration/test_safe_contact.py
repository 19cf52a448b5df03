"""Where somebody writes of violence at home: the hotline first, then how to be reached safely, in two taps at most."""

from __future__ import annotations

from typing import Any

import pytest

from casework.conversations import safe_contact
from casework.conversations.models import ConversationId
from channels.screening.views import Screen
from tests.support.record import RecordUnderTest

VIOLENCE = {"en": "My husband beats me and took my refund", "es": "Mi esposo me pega y se llevó mi reembolso"}


async def written(record: RecordUnderTest, language: str = "en") -> tuple[ConversationId, list[dict[str, Any]]]:
    conversation_id = await record.begin(language)
    seq = await record.write(conversation_id, VIOLENCE[language])
    return conversation_id, await record.after(conversation_id, seq)


async def screen(record: RecordUnderTest, conversation_id: ConversationId) -> Screen:
    reading = await record.conversations.read(conversation_id)
    shown = Screen()
    shown.take(reading.events, reading)
    return shown


@pytest.mark.parametrize("language", ["en", "es"])
async def test_after_the_hotline_and_leaving_it_is_asked_once(record: RecordUnderTest, language: str) -> None:
    conversation_id, told = await written(record, language)
    keys = [event["key"] for event in told]
    assert keys == ["notice-emergency-home", "notice-leave-page", "notice-safe-contact"]
    seq = await record.write(conversation_id, VIOLENCE[language])
    again = [event["key"] for event in await record.after(conversation_id, seq)]
    assert "notice-emergency-home" in again
    assert not {"notice-leave-page", "notice-safe-contact"} & set(again)


async def test_other_emergencies_don_t_ask(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "I want to kill myself")
    assert [event["key"] for event in await record.after(conversation_id, seq)] == ["notice-emergency"]


@pytest.mark.parametrize(
    ("answer", "safe"),
    [
        ("contact_none", []),
        ("contact_here", ["chat"]),
        ("contact_call", ["chat", "call"]),
        ("contact_voicemail", ["chat", "call", "voicemail"]),
        ("contact_any", ["chat", "call", "voicemail", "name_caller", "write"]),
    ],
)
async def test_two_taps_are_a_need_on_the_record(record: RecordUnderTest, answer: str, safe: list[str]) -> None:
    conversation_id, _told = await written(record)
    assert (await screen(record, conversation_id)).contact is not None
    await record.choose(conversation_id, f"do.{answer}")
    assert await record.conversations.needs(conversation_id) == {"safe_contact": safe}
    asked = (await screen(record, conversation_id)).contact
    assert asked is not None
    assert asked["key"] == "notice-safe-device"
    await record.choose(conversation_id, "do.device_shared")
    assert await record.conversations.needs(conversation_id) == {"safe_contact": safe, "shared_device": "yes"}
    assert (await screen(record, conversation_id)).contact is None
    assert (await record.after(conversation_id))[-1]["key"] == "notice-safe-contact-kept"


async def test_it_can_be_changed_and_outlasts_starting_over(record: RecordUnderTest) -> None:
    conversation_id, _told = await written(record)
    for choice in ("contact_any", "device_shared", "contact_change", "contact_none", "device_mine"):
        await record.choose(conversation_id, f"do.{choice}")
    await record.choose(conversation_id, "do.start_over")
    assert await record.conversations.needs(conversation_id) == {"safe_contact": [], "shared_device": "no"}


@pytest.mark.parametrize("passing", ["do.contact_skip", "do.safe_go_on", "do.start_over"])
async def test_it_is_never_insisted_on(record: RecordUnderTest, passing: str) -> None:
    conversation_id, _told = await written(record)
    await record.choose(conversation_id, passing)
    assert (await screen(record, conversation_id)).contact is None
    assert await record.conversations.needs(conversation_id) == {}


async def test_it_stays_in_reach_while_the_assistant_and_the_person_go_on(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"emergency": "yes"}, "how": "understood"},
        {"do": "show_result"},
    ]
    conversation_id, _told = await written(record)
    await record.turns.run(conversation_id)
    await record.write(conversation_id, "What now?")
    shown = await screen(record, conversation_id)
    assert shown.owner == "queued"
    assert shown.contact is not None
    assert [also["do"] for also in shown.contact["also"]] == list(safe_contact.CONTACT_DOS)
    assert not any(also["do"] in safe_contact.DOS for also in shown.also)
    await record.choose(conversation_id, "do.contact_here")
    assert await record.conversations.needs(conversation_id) == {"safe_contact": ["chat"]}


async def test_the_assistant_never_learns_of_it(record: RecordUnderTest) -> None:
    conversation_id, _told = await written(record)
    for choice in ("contact_call", "device_shared"):
        await record.choose(conversation_id, f"do.{choice}")
    await record.say(conversation_id, "My refund is late")
    sent = str(record.assistant.requests)
    assert all(secret not in sent for secret in ("contact", "device", "shared", "voicemail"))


async def test_the_answers_are_told_in_the_person_s_language(record: RecordUnderTest) -> None:
    _conversation_id, told = await written(record, "es")
    titles = [also["title"] for also in told[-1]["also"]]
    assert len(set(titles)) == len(safe_contact.CONTACT_DOS)
    assert told[-1]["text"].endswith("?")
