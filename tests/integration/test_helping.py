"""Helping somebody: whom the words are about, from when on, and what stays as it was shown."""

from __future__ import annotations

from typing import Any

import pytest

from casework.eligibility import FACTS
from casework.texts import WHOM
from tests.support.record import TEXTS, Items, RecordUnderTest
from tests.support.summaries import EVERYTHING

HELPS = {"facts": {"asking_as": "other"}, "how": "understood"}
REPRESENTS = {"facts": {"asking_as": "representative"}, "how": "understood"}
FOR_ME = {"facts": {"asking_as": "individual"}, "how": "corrected"}


def answers(record: RecordUnderTest, *turns: Items) -> None:
    """The assistant answers each turn with the next of these."""
    left = list(turns)
    record.assistant.answer = lambda _request: left.pop(0)


@pytest.mark.parametrize(("fact", "whom"), [(HELPS, "other"), (REPRESENTS, "representative")])
@pytest.mark.parametrize("language", TEXTS.languages)
async def test_from_the_turn_that_tells_it_on_questions_are_about_that_person(
    record: RecordUnderTest, fact: dict[str, Any], whom: str, language: str
) -> None:
    answers(record, [fact, {"ask": "hardship"}], [{"ask": "contacted_irs"}])
    conversation_id = await record.begin(language)
    said, question = await record.say(conversation_id, "for my mother")
    assert said["text"] == TEXTS.say("say-helping", language, whom=whom)
    for part, key in (("text", "ask-hardship"), ("example", "example-hardship")):
        assert question[part] == TEXTS.say(key, language, whom=whom) != TEXTS.say(key, language)
    # What a helper may do is said once.
    (question,) = await record.say(conversation_id, "rent")
    assert question["text"] == TEXTS.say("ask-contacted_irs", language, whom=whom)


async def test_what_helpers_may_do_takes_the_place_of_the_shorter_word_on_it(record: RecordUnderTest) -> None:
    answers(record, [{"say": "say-representative"}, HELPS, {"ask": "topics"}], [{"say_last": "say-representative"}])
    conversation_id = await record.begin()
    said, question = await record.say(conversation_id, "can I ask for my mother")
    assert said["text"] == TEXTS.say("say-helping", "en", whom="other")
    assert question["example"] == TEXTS.say("example-topics", "en", whom="other")
    (said,) = await record.say(conversation_id, "can I ask for my mother?")
    assert said["text"] == TEXTS.say("say-representative", "en")


async def test_corrected_the_next_words_are_to_the_person_and_the_earlier_ones_stay(record: RecordUnderTest) -> None:
    answers(record, [HELPS, {"ask": "hardship"}], [FOR_ME, {"ask": "hardship"}])
    conversation_id = await record.begin()
    await record.say(conversation_id, "for my mother")
    (question,) = await record.say(conversation_id, "no, it's for me")
    assert question["text"] == TEXTS.say("ask-hardship", "en")
    earlier = next(event for event in await record.after(conversation_id) if event.get("asks") == "hardship")
    assert earlier["text"] == TEXTS.say("ask-hardship", "en", whom="other")
    # In another language too it is what was shown, and so it is kept.
    spanish = await record.conversations.read(conversation_id, language="es")
    assert TEXTS.say("ask-hardship", "es", whom="other") in [event["text"] for event in spanish.events]
    kept = await record.conversations.read(conversation_id, words_of_that_day=True)
    assert [event["text"] for event in kept.events if event.get("asks") == "hardship"] == [
        TEXTS.say("ask-hardship", "en", whom="other"),
        TEXTS.say("ask-hardship", "en"),
    ]


async def test_starting_over_forgets_whom_it_was_about(record: RecordUnderTest) -> None:
    answers(record, [HELPS, {"ask": "hardship"}], [{"ask": "hardship"}])
    conversation_id = await record.begin()
    await record.say(conversation_id, "for my mother")
    await record.choose(conversation_id, "do.start_over")
    (question,) = await record.say(conversation_id, "my rent")
    assert question["text"] == TEXTS.say("ask-hardship", "en")


@pytest.mark.parametrize("asking_as", [*FACTS["asking_as"].values, None])
async def test_a_result_is_about_whom_its_own_facts_name(record: RecordUnderTest, asking_as: str | None) -> None:
    told = {**EVERYTHING, "asking_as": asking_as}
    if asking_as is None:
        del told["asking_as"]
    answers(record, [{"facts": told, "how": "understood"}, {"do": "show_result"}])
    conversation_id = await record.begin()
    result = next(e for e in await record.say(conversation_id, "all of it") if e["kind"] == "determination")
    whom = {"representative": "representative", "other": "other", "congressional": "other"}.get(asking_as or "", "self")
    assert whom in WHOM
    assert result["title"] == TEXTS.say(f"outcome-{result['outcome']}", "en", whom=whom)
    (step,) = [step["text"] for step in result["next_steps"] if step["code"] == "form-911"] or [""]
    assert step in ("", TEXTS.say("step-form-911", "en", whom=whom))
