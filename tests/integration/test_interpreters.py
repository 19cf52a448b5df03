"""A message in a language that the chat doesn't speak: one line in it, and the need on the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.assistant.port import AssistantUnavailable
from casework.conversations.models import Owner
from casework.conversations.service import Conversations
from tests.support.gateway import gateway
from tests.support.record import TEXTS, RecordUnderTest, client_id


def notice(language: str, spoken: str) -> str:
    return TEXTS.say("notice-interpreter", language, {"spoken": TEXTS.say(f"spoken-{spoken}", language)})


async def test_a_wish_alone_is_answered_with_the_assistant_down(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: AssistantUnavailable()
    conversation_id = await record.begin()
    (told,) = await record.say(conversation_id, "do you have Chinese")
    assert (told["key"], told["text"]) == ("notice-interpreter", notice("en", "zh-Hans"))
    assert [also["id"] for also in told["also"]] == ["do.person"]
    # Nobody has reviewed the line yet, so it is not said.
    assert "line" not in told
    assert record.assistant.requests == []
    assert await record.conversations.needs(conversation_id) == {"interpreter": "zh-Hans"}
    reading = await record.conversations.read(conversation_id)
    assert not reading.waiting
    # The question that stood stands, and the next message is answered as always.
    record.assistant.answer = lambda _request: [{"ask": "hardship"}]
    (question,) = await record.say(conversation_id, "my refund is late")
    assert question["asks"] == "hardship"
    assert record.assistant.requests[0].text == "my refund is late"
    assert record.assistant.requests[0].metadata["open_question"]["asks"] == "topics"


async def test_said_beside_something_else_both_are_answered_and_the_notice_comes_once(record: RecordUnderTest) -> None:
    conversation_id = await record.begin("es")
    told, question = await record.say(conversation_id, "mi mamá solo habla portugués y su reembolso no llega")
    assert (told["text"], question["asks"]) == (notice("es", "pt"), "hardship")
    (question,) = await record.say(conversation_id, "ella solo habla portugués y debe la renta del mes")
    assert question["asks"] == "hardship"
    # Whoever writes in it again gets the line again: there is no other answer.
    (told,) = await record.say(conversation_id, "preciso de ajuda, não falo inglês")
    assert told["key"] == "notice-interpreter"


async def test_the_need_stays_when_one_starts_over_and_changes_with_what_is_said(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    assert await record.conversations.needs(conversation_id) == {}
    await record.say(conversation_id, "need interpreter")
    assert await record.conversations.needs(conversation_id) == {"interpreter": "und"}
    await record.say(conversation_id, "Korean please")
    await record.choose(conversation_id, "do.start_over")
    assert await record.conversations.needs(conversation_id) == {"interpreter": "ko"}


async def test_danger_comes_first_and_goes_to_the_assistant_or_not_as_the_words_say(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "my mother only speaks Korean and says she wants to kill herself tonight")
    kinds = [event.get("key") for event in await record.after(conversation_id, seq)]
    assert kinds == ["notice-emergency", "notice-interpreter"]
    async with record.database.read() as connection:
        row = await record.conversations.record.row(connection, conversation_id)
    assert (row.emergency, row.owner) == (True, Owner.ASSISTANT.value)


@pytest.mark.parametrize("language", TEXTS.languages)
async def test_the_demonstration_says_the_line_and_that_nobody_has_checked_it(
    record: RecordUnderTest, language: str
) -> None:
    shown = Conversations(record.database, record.keys, TEXTS, record.clock, record.bus, says_unreviewed=True)
    created = await shown.create("screening", language, "America/New_York")
    await shown.post_text(created.id, client_id(), "한국어")
    line = (await shown.read(created.id)).events[-1]["line"]
    assert (line["language"], line["direction"], line["reviewed"]) == ("ko", "ltr", False)
    assert "877-777-4778" in line["text"]
    assert "통역사" in line["text"]


async def test_pages_mark_its_language_and_direction(tmp_path: Path) -> None:
    async with gateway(tmp_path) as tas:
        guest = await tas.begin()
        await guest.say("مرحبا، أحتاج مساعدة")
        page = (await tas.client.get(f"/chat/{guest.id}", headers=guest.headers)).text
        assert '<p lang="ar" dir="rtl">' in page
        assert TEXTS.say("page-lines-unreviewed", "en") in page
        text = (await tas.client.get(f"/chat/{guest.id}/chat.txt", headers=guest.headers)).text
        assert "مترجم" in text
