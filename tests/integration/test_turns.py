"""The turn: claimed once, committed once, dropped when it comes too late."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from adapters.assistant.port import AssistantMisbehaved, AssistantUnavailable, TurnRequest
from casework import safety
from casework.conversations.models import Owner, conversations
from casework.conversations.turns import LEASE_SECONDS, Turns
from tests.support.record import TEXTS, Items, RecordUnderTest, ScriptedAssistant

ASK = [{"ask": "hardship"}]


def _second_process(record: RecordUnderTest, assistant: ScriptedAssistant) -> Turns:
    return Turns(record.conversations, record.database, record.keys, TEXTS, record.clock, record.bus, assistant)


async def test_a_message_is_answered_with_facts_and_the_next_question(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"topics": ["refund_delay"], "hardship": ["housing"]}, "how": "understood"},
        {"say": "say-heard", "with": {"facts": {"topics": ["refund_delay"], "hardship": ["housing"]}}},
        {"ask": "contacted_irs"},
    ]
    conversation_id = await record.begin()
    said, question = await record.say(conversation_id, "waiting 9 months, evicted friday")
    assert said["kind"] == "message"
    assert (question["kind"], question["asks"], question["input"]) == ("question", "contacted_irs", "choice")
    assert [choice["value"] for choice in question["choices"]] == ["yes", "no"]
    request = record.assistant.requests[0]
    assert request.metadata["open_question"]["asks"] == "topics"
    assert request.metadata["as_of"] == "2026-11-20"


@pytest.mark.parametrize(
    ("told", "language", "waited"),
    [
        ("2026-02", "en", "It has been about 9 months since February 2026."),
        ("2026-02", "es", "Han pasado unos 9 meses desde febrero de 2026."),
        ("2025", "en", "It has been about 17 months since 2025."),
        ("2026-02-01", "en", "It has been 292 days since February 1, 2026."),
    ],
)
async def test_a_date_known_to_the_month_is_told_as_its_month(
    record: RecordUnderTest, told: str, language: str, waited: str
) -> None:
    sent: dict[str, Any] = {"submission": "paper_return", "submitted_on": f"{told}-01-01"[:10]}
    record.assistant.answer = lambda _request: [
        {"facts": sent, "how": "understood"},
        {"say": "say-heard", "with": {"facts": {**sent, "submitted_on": told}}},
        {"ask": "hardship"},
    ]
    conversation_id = await record.begin(language)
    await record.say(conversation_id, "I mailed it in February")
    assert (await record.conversations.facts(conversation_id))["submitted_on"] == sent["submitted_on"]
    assert (await record.conversations.facts_as_told(conversation_id))["submitted_on"] == told
    # It stays known so far where the result comes in a later turn.
    record.assistant.answer = lambda _request: [{"do": "show_result"}]
    (result,) = await record.say(conversation_id, "show me")
    assert waited in " ".join(reason["text"] for reason in result["reasons"])
    # A day that is told later counts.
    record.assistant.answer = lambda _request: [
        {"facts": {"submitted_on": "2026-02-20"}, "how": "corrected"},
        {"say": "say-corrected", "with": {"facts": {"submitted_on": "2026-02-20"}}},
        {"do": "show_result"},
    ]
    events = await record.say(conversation_id, "It was the 20th")
    assert (await record.conversations.facts_as_told(conversation_id))["submitted_on"] == "2026-02-20"
    assert "273" in " ".join(reason["text"] for reason in events[-1]["reasons"])


@pytest.mark.parametrize(
    ("told", "last_day", "language", "said"),
    [
        ("2026-10", "2026-10-31", "en", "in October 2026. That time has passed"),
        ("2026-10", "2026-10-31", "es", "en octubre de 2026. Ese plazo ya pasó"),
        ("2026-12", "2026-12-31", "en", "in December 2026. The IRS still has time"),
        ("2026-12", "2026-12-31", "es", "en diciembre de 2026. El IRS todavía tiene tiempo"),
        ("2026-10-31", "2026-10-31", "en", "by October 31, 2026. That day has passed"),
    ],
)
async def test_a_month_that_was_promised_is_told_as_a_month(
    record: RecordUnderTest, told: str, last_day: str, language: str, said: str
) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"promised_by": last_day}, "how": "understood"},
        {"say": "say-heard", "with": {"facts": {"promised_by": told}}},
        {"do": "show_result"},
    ]
    result = (await record.say(await record.begin(language), "They said by then"))[-1]
    assert said in " ".join(reason["text"] for reason in result["reasons"])


async def test_a_choice_travels_as_its_value_and_never_as_text(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.say(conversation_id, "hello")
    question = (await record.after(conversation_id))[-1]
    await record.choose(conversation_id, [question["choices"][0]["id"], question["choices"][1]["id"]])
    await record.turns.run(conversation_id)
    request = record.assistant.requests[-1]
    assert (request.text, request.choice) == ("", {"asks": "hardship", "value": ["housing", "utilities"]})


async def test_messages_up_to_the_first_choice_make_one_turn(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "one")
    await record.write(conversation_id, "two")
    await record.choose(conversation_id, "2.0")
    await record.write(conversation_id, "three")
    assert [result.result for result in await record.turns.run(conversation_id)] == ["committed"] * 3
    assert [request.text for request in record.assistant.requests] == ["one\ntwo", "", "three"]


async def test_what_goes_to_the_assistant_is_redacted_and_begins_with_no_slash(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.say(conversation_id, " \u3000/ /restart 8675 3091 apples")
    text = record.assistant.requests[0].text
    assert not text.lstrip().startswith("/")
    assert "8675" not in text
    assert (await record.after(conversation_id, 2))[0]["text"].startswith(" \u3000/ /restart")


async def test_the_tracker_rides_from_turn_to_turn(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    for word in ("one", "two", "three"):
        await record.say(conversation_id, word)
    assert [request.tracker for request in record.assistant.requests] == [None, "tracker 1", "tracker 2"]
    assert len({request.conversation_ref for request in record.assistant.requests}) == 1
    assert conversation_id not in record.assistant.requests[0].conversation_ref


async def test_two_processes_answer_a_message_once(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "hello")
    others = [ScriptedAssistant() for _ in range(4)]
    await asyncio.gather(
        record.turns.run(conversation_id), *(_second_process(record, one).run(conversation_id) for one in others)
    )
    assert len(record.assistant.requests) + sum(len(one.requests) for one in others) == 1
    assert [event["kind"] for event in await record.after(conversation_id, seq)] == ["question"]


async def test_a_claim_whose_holder_died_is_taken_up_after_its_lease(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "hello")
    first = await record.turns.claim(conversation_id)
    assert first is not None
    assert await record.turns.claim(conversation_id) is None
    assert await record.turns.waiting() == []
    record.clock.forward(seconds=LEASE_SECONDS + 1)
    assert await record.turns.waiting() == [conversation_id]
    again = await record.turns.claim(conversation_id)
    assert again is not None
    assert again.turn_id != first.turn_id
    assert (again.text, again.as_of) == (first.text, first.as_of)


async def test_a_repeated_turn_keeps_its_day(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "hello")
    first = await record.turns.claim(conversation_id)
    record.clock.forward(hours=20)
    again = await record.turns.claim(conversation_id)
    assert first is not None
    assert again is not None
    assert again.as_of == first.as_of


async def test_a_reply_that_comes_after_its_lease_was_taken_is_dropped(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "hello")

    async def overtaken() -> None:
        record.assistant.before_reply = None
        record.clock.forward(seconds=LEASE_SECONDS + 1)
        await _second_process(record, ScriptedAssistant(lambda _request: [{"ask": "federal_tax"}])).run(conversation_id)

    record.assistant.before_reply = overtaken
    results = await record.turns.run(conversation_id)
    assert [result.result for result in results] == ["lost"]
    assert [event.get("asks") for event in await record.after(conversation_id, seq)] == ["federal_tax"]


async def test_the_assistant_never_talks_over_a_change_of_owner(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "hello")

    async def asks_for_a_person() -> None:
        await record.choose(conversation_id, "do.person")

    record.assistant.before_reply = asks_for_a_person
    assert [result.result for result in await record.turns.run(conversation_id)] == ["lost"]
    assert (await record.after(conversation_id))[-1]["kind"] == "owner"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"exclusion": "in_court"}, "in_court"),
        ({"exclusion": "refund_scheme"}, "refund_scheme"),
        ({"asking_as": "congressional"}, "congressional"),
    ],
)
async def test_needs_person_writes_its_determination_then_hands_off(
    record: RecordUnderTest, facts: dict[str, str], reason: str
) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {**facts, "federal_tax": "yes"}, "how": "understood"},
        {"do": "show_result"},
    ]
    conversation_id = await record.begin()
    determination, owner = await record.say(conversation_id, "we are in tax court")
    # They are in line already: the result doesn't send them to the button for it.
    steps = " ".join(step["text"] for step in determination["next_steps"])
    assert TEXTS.say("step-talk-to-advocate", "en") in steps
    assert not any(TEXTS.say("do-person", each) in TEXTS.say("step-talk-to-advocate", each) for each in TEXTS.languages)
    assert (determination["kind"], determination["outcome"]) == ("determination", "needs_person")
    assert (owner["owner"], owner["reason"]) == ("queued", reason)
    assert (await record.conversations.read(conversation_id)).owner is Owner.QUEUED


async def test_a_determination_is_ours_and_says_how_to_reach_tas(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"federal_tax": "yes", "hardship": ["housing"], "hardship_link": "yes"}, "how": "answered"},
        {"do": "show_result"},
    ]
    conversation_id = await record.begin()
    (determination,) = await record.say(conversation_id, "eviction")
    assert determination["outcome"] == "likely"
    assert determination["criteria"] == [1]
    assert determination["rules_version"]
    steps = " ".join(step["text"] for step in determination["next_steps"])
    assert "911" in steps
    assert "877-777-4778" in steps
    assert "211" in steps


@pytest.mark.parametrize("emergency_word", ["understood by the assistant"])
async def test_an_emergency_found_by_the_assistant_puts_the_lines_first(
    record: RecordUnderTest, emergency_word: str
) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"emergency": "yes"}, "how": "understood"},
        {"do": "show_result"},
    ]
    conversation_id = await record.begin()
    kinds = [event["kind"] for event in await record.say(conversation_id, emergency_word)]
    assert kinds == ["notice", "determination", "owner"]


HINT = "I fled from my husband"
DANGER = [{"say": "say-danger"}, {"ask": "clarify", "variant": 0, "of": "emergency"}]


async def test_whether_somebody_is_in_danger_is_asked_without_any_alarm(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: DANGER
    conversation_id = await record.begin()
    lines, question = await record.say(conversation_id, "he comes home at six and I'm afraid")
    assert "911" in lines["text"]
    assert "988" in lines["text"]
    assert (question["asks"], question["input"]) == ("clarify", "choice")
    assert [choice["value"] for choice in question["choices"]] == ["yes", "no"]
    assert [also["do"] for also in question["also"]] == ["why"]
    reading = await record.conversations.read(conversation_id)
    assert reading.owner is Owner.ASSISTANT
    assert "emergency" not in await record.conversations.facts(conversation_id)
    # The assistant sees what it asked about, and what the answer is.
    await record.choose(conversation_id, question["choices"][1]["id"])
    await record.turns.run(conversation_id)
    request = record.assistant.requests[-1]
    assert request.choice == {"asks": "clarify", "value": "no"}
    assert (request.metadata["open_question"]["of"], request.metadata["open_question"]["asks"]) == (
        "emergency",
        "clarify",
    )


async def test_a_yes_brings_the_lines_in_the_same_commit_and_those_that_fit(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda request: [{"do": "show_result"}] if request.choice else DANGER
    conversation_id = await record.begin()
    assert _only_hinted(HINT)
    question = (await record.say(conversation_id, HINT))[-1]
    seq = await record.choose(conversation_id, question["choices"][0]["id"])
    notice = (await record.after(conversation_id, seq))[0]
    assert (notice["kind"], notice["level"], notice["key"]) == ("notice", "emergency", "notice-emergency-home")
    await record.turns.run(conversation_id)
    kinds = [event["kind"] for event in await record.after(conversation_id, seq)]
    # The lines of help, how to leave the page, and how one may be reached safely.
    assert kinds == ["notice", "notice", "notice", "determination", "owner"]
    assert (await record.conversations.facts(conversation_id))["emergency"] == "yes"


async def test_a_yes_in_words_brings_the_lines_that_fit_what_was_asked_about(record: RecordUnderTest) -> None:
    yes: Items = [{"facts": {"emergency": "yes"}, "how": "understood"}, {"do": "show_result"}]
    record.assistant.answer = lambda request: yes if request.text == "yes" else DANGER
    conversation_id = await record.begin()
    await record.say(conversation_id, HINT)
    keys = [event.get("key") for event in await record.say(conversation_id, "yes")]
    assert keys[:3] == ["notice-emergency-home", "notice-leave-page", "notice-safe-contact"]


@pytest.mark.parametrize("closing", ["asked about danger", "in danger", "safe"])
async def test_nobody_is_thanked_for_being_safe_who_may_not_be(record: RecordUnderTest, closing: str) -> None:
    thanks = {"say": "say-safe-go-on"}
    record.assistant.answer = lambda _request: {
        "asked about danger": [thanks, *DANGER],
        "in danger": [thanks, {"facts": {"emergency": "yes"}, "how": "understood"}, {"do": "show_result"}],
        "safe": [thanks, {"ask": "topics"}],
    }[closing]
    conversation_id = await record.begin()
    said = " ".join(event.get("text", "") for event in await record.say(conversation_id, "no me siento segura"))
    assert (TEXTS.say("say-safe-go-on", "en") in said) is (closing == "safe")


async def test_words_of_danger_get_nothing_about_tax(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: [
        {"say": "say-human"},
        {"say": "say-representative"},
        {"say": "say-heard", "with": {"facts": {"topics": ["levy_or_garnishment"]}}},
        {"do": "show_result"},
    ]
    conversation_id = await record.begin()
    said = " ".join(event.get("text", "") for event in await record.say(conversation_id, "he said he will kill me"))
    assert TEXTS.say("say-human", "en") in said
    assert TEXTS.say("say-representative", "en") not in said
    assert "I understood" not in said


def _only_hinted(words: str) -> bool:
    return safety.find(words) is None and safety.hint(words) is not None


async def test_the_assistant_is_told_what_the_list_hints_at(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    for words, hinted in (("my refund is late", False), (HINT, True)):
        await record.say(conversation_id, words)
        assert record.assistant.requests[-1].metadata["danger_hinted"] is hinted


async def test_while_the_assistant_is_away_the_lines_are_named_for_a_hint(record: RecordUnderTest) -> None:
    def away(_request: TurnRequest) -> Any:
        raise AssistantUnavailable

    record.assistant.answer = away
    conversation_id = await record.begin()
    away_notice, lines = await record.say(conversation_id, HINT)
    assert (away_notice["key"], lines["key"], lines["level"]) == ("notice-assistant-away", "say-danger", "info")
    assert "emergency" not in await record.conversations.facts(conversation_id)


LIKELY = "I want to kill myself lol"


def _only_likely(words: str) -> bool:
    found = safety.find(words)
    return found is not None and not found.certain


async def test_what_the_list_alone_is_not_certain_of_the_assistant_asks_about(record: RecordUnderTest) -> None:
    assert _only_likely(LIKELY)
    record.assistant.answer = lambda _request: DANGER
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, LIKELY)
    assert await record.after(conversation_id, seq) == []
    await record.turns.run(conversation_id)
    assert [event["kind"] for event in await record.after(conversation_id, seq)] == ["message", "question"]
    assert "emergency" not in await record.conversations.facts(conversation_id)


async def test_what_the_assistant_does_not_heed_the_list_has_the_last_word_on(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    notice = (await record.say(conversation_id, LIKELY))[0]
    assert (notice["kind"], notice["level"], notice["key"]) == ("notice", "emergency", "notice-emergency")
    assert (await record.conversations.facts(conversation_id))["emergency"] == "yes"


async def test_what_was_found_is_an_alarm_while_the_assistant_is_away_and_only_once(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: AssistantUnavailable()
    conversation_id = await record.begin()
    alarm, away = await record.say(conversation_id, LIKELY)
    assert (alarm["level"], away["key"]) == ("emergency", "notice-assistant-away")
    assert (await record.conversations.facts(conversation_id))["emergency"] == "yes"
    async with record.database.read() as connection:
        assert (await connection.execute(select(conversations.c.emergency))).scalar_one() is True
    record.clock.forward(seconds=60)
    await record.turns.run(conversation_id)
    levels = [event.get("level") for event in await record.after(conversation_id)]
    assert levels.count("emergency") == 1


async def test_who_was_safe_once_is_heard_again_and_who_says_so_is_not_told_again(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "I want to kill myself")
    await record.choose(conversation_id, "do.safe_go_on")
    await record.turns.run(conversation_id)
    record.assistant.answer = lambda _request: AssistantUnavailable()
    alarm, _away = await record.say(conversation_id, LIKELY)
    assert alarm["level"] == "emergency"
    seq = await record.choose(conversation_id, "do.safe_go_on")
    for _ in range(2):
        record.clock.forward(seconds=60)
        await record.turns.run(conversation_id)
    assert "emergency" not in [event.get("level") for event in await record.after(conversation_id, seq)]
    # While it is away, what is found alarms at once.
    seq = await record.write(conversation_id, LIKELY)
    assert (await record.after(conversation_id, seq))[0]["level"] == "emergency"


async def test_what_was_found_goes_along_with_whoever_asks_for_a_person_before_it_was_read(
    record: RecordUnderTest,
) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, LIKELY)
    seq = await record.choose(conversation_id, "do.person")
    events = await record.after(conversation_id, seq)
    assert [event.get("level") for event in events if event["kind"] == "notice"] == ["emergency"]
    assert (await record.conversations.facts(conversation_id))["emergency"] == "yes"


async def test_where_no_assistant_reads_what_was_found_is_an_alarm(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.choose(conversation_id, "do.person")
    seq = await record.write(conversation_id, LIKELY)
    assert (await record.after(conversation_id, seq))[0]["level"] == "emergency"


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(("variant", "reason"), [(0, "asked"), (1, "asked"), (2, "not_understood")])
async def test_who_asks_for_a_person_after_two_turns_not_understood_was_not_understood(
    record: RecordUnderTest, variant: int, reason: str, typed: bool
) -> None:
    conversation_id = await record.begin()
    record.assistant.answer = lambda _request: [{"ask": "hardship", "variant": variant}]
    await record.say(conversation_id, "it is the thing with the thing")
    if typed:
        record.assistant.answer = lambda _request: [{"do": "hand_off", "reason": "asked"}]
        await record.say(conversation_id, "a person then")
    else:
        await record.choose(conversation_id, "do.person")
    assert (await record.after(conversation_id))[-1]["reason"] == reason


@pytest.mark.parametrize("language", ["en", "es"])
async def test_at_the_public_door_two_turns_not_understood_offer_a_person_and_hand_nobody_over(
    record: RecordUnderTest, language: str
) -> None:
    """What `actions.reply` answers to words that say nothing, twice (ADR 0017)."""
    conversation_id = await record.begin(language)
    for variant in (1, 2):
        said: list[dict[str, Any]] = [{"say": f"say-not-understood-{variant}"}, {"ask": "topics", "variant": variant}]
        record.assistant.answer = lambda _request, said=said: said
        told = await record.say(conversation_id, "it is the thing with the thing")
    assert (await record.conversations.read(conversation_id)).owner is Owner.ASSISTANT
    message, question = told
    assert TEXTS.say("tas-phone", language) in message["text"]
    assert {"levy_or_garnishment", "refund_delay"} & {str(choice["value"]) for choice in question["choices"]}
    await record.choose(conversation_id, "do.person")
    owner = (await record.after(conversation_id))[-1]
    assert (owner["kind"], owner["owner"], owner["reason"]) == ("owner", "queued", "not_understood")


async def test_who_asks_for_a_person_while_the_assistant_is_away_couldn_t_have_it(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: AssistantUnavailable()
    conversation_id = await record.begin()
    await record.say(conversation_id, "my refund is late")
    await record.choose(conversation_id, "do.person")
    assert (await record.after(conversation_id))[-1]["reason"] == "assistant_unavailable"


BAD_REPLIES: dict[str, Any] = {
    "empty": [],
    "unclosed": [{"facts": {"federal_tax": "yes"}, "how": "answered"}],
    "two closings": [{"ask": "hardship"}, {"ask": "federal_tax"}],
    "item after closing": [{"ask": "hardship"}, {"say": "say-greeting"}],
    "unknown item": [{"shout": "x"}, *ASK],
    "not an object": ["hello"],
    "unknown fact": [{"facts": {"ssn": "1"}, "how": "understood"}, *ASK],
    "value outside the table": [{"facts": {"federal_tax": "perhaps"}, "how": "understood"}, *ASK],
    "unknown how": [{"facts": {"federal_tax": "yes"}, "how": "guessed"}, *ASK],
    "unknown key": [{"say": "say-something-else"}, *ASK],
    "another area's key": [{"say": "outcome-likely"}, *ASK],
    "missing variable": [{"say": "say-heard"}, *ASK],
    "additional variable": [{"say": "say-greeting", "with": {"name": "Ann"}}, *ASK],
    "free text as a value": [{"say": "say-heard", "with": {"facts": {"topics": ["free text"]}}}, *ASK],
    "off the list": [{"do": "delete_everything"}],
    "of a later door": [{"do": "show_case", "field": "status"}],
    "argument outside its list": [{"do": "hand_off", "reason": "because"}],
    "additional argument": [{"do": "show_result", "id": "1"}],
    "unknown question": [{"ask": "ssn"}],
    "variant": [{"ask": "hardship", "variant": 7}],
    "danger with choices": [{"ask": "clarify", "of": "emergency", "choices": ["yes", "no"]}],
    "clarify of another fact": [{"ask": "clarify", "of": "hardship"}],
    "clarify of one": [{"ask": "clarify", "of": "topics", "choices": ["audit"]}],
    "confirm of nothing": [{"ask": "confirm"}],
    "language": [{"language": "xx"}, *ASK],
    "too many": [{"say": "say-greeting"}] * 40,
}


@pytest.mark.parametrize("reply", BAD_REPLIES.values(), ids=BAD_REPLIES.keys())
async def test_a_reply_that_is_no_whole_one_is_a_failed_turn(record: RecordUnderTest, reply: Any) -> None:
    record.assistant.answer = lambda _request: reply
    conversation_id = await record.begin()
    said = await record.say(conversation_id, "hello")
    assert [event["kind"] for event in said] == ["notice"]
    assert said[0]["key"] == "notice-assistant-away"
    assert await record.conversations.facts(conversation_id) == {}


@pytest.mark.parametrize("failure", [AssistantUnavailable(), AssistantMisbehaved()])
async def test_a_failed_turn_tells_once_keeps_the_message_and_answers_later(
    record: RecordUnderTest, failure: Exception
) -> None:
    answers: list[Any] = [failure, failure, ASK]
    record.assistant.answer = lambda _request: answers.pop(0)
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "hello")
    for _ in range(3):
        await record.turns.run(conversation_id)
        assert await record.turns.run(conversation_id) == []
        record.clock.forward(minutes=1)
    kinds = [event["kind"] for event in await record.after(conversation_id, seq)]
    assert kinds == ["notice", "question"]


async def test_an_outage_is_waited_out_however_long(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: AssistantUnavailable()
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "hello")
    for _ in range(20):
        record.clock.forward(minutes=1)
        await record.turns.run(conversation_id)
    assert await record.turns.waiting() == []
    record.clock.forward(minutes=1)
    assert await record.turns.waiting() == [conversation_id]
    record.assistant.answer = lambda _request: ASK
    await record.turns.run(conversation_id)
    assert [event["kind"] for event in await record.after(conversation_id, seq)] == ["notice", "question"]


async def test_a_message_that_the_assistant_always_stumbles_over_is_given_up(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda request: [] if "poison" in request.text else ASK
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, "poison")
    for _ in range(5):
        await record.turns.run(conversation_id)
        record.clock.forward(minutes=1)
    keys = [event["key"] for event in await record.after(conversation_id, seq)]
    assert keys == ["notice-assistant-away", "notice-could-not-answer"]
    assert [event["kind"] for event in await record.say(conversation_id, "hello")] == ["question"]


async def test_skipped_and_taken_back_facts_reach_the_next_turn(record: RecordUnderTest) -> None:
    answers: list[Any] = [
        [{"facts": {"federal_tax": "yes", "contacted_irs": "no"}, "how": "answered"}, *ASK],
        [{"skipped": ["hardship"]}, {"unset": ["contacted_irs"]}, {"ask": "contacted_irs"}],
        ASK,
    ]
    record.assistant.answer = lambda _request: answers.pop(0)
    conversation_id = await record.begin()
    for word in ("a", "b", "c"):
        await record.say(conversation_id, word)
    request: TurnRequest = record.assistant.requests[-1]
    assert request.metadata["facts"] == {"federal_tax": "yes"}
    assert request.metadata["skipped"] == ["hardship"]


async def test_the_same_question_stands_after_three_hours(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.say(conversation_id, "hello")
    record.clock.forward(hours=3)
    question = (await record.after(conversation_id))[-1]
    await record.choose(conversation_id, question["choices"][-1]["id"])
    await record.turns.run(conversation_id)
    assert record.assistant.requests[-1].choice == {"asks": "hardship", "value": []}


async def test_each_question_offers_the_result_from_the_third_on(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: ASK
    conversation_id = await record.begin()
    offered = []
    for word in ("a", "b", "c"):
        question = (await record.say(conversation_id, word))[-1]
        offered.append("show_result" in [also["do"] for also in question["also"]])
    assert offered == [False, True, True]


async def test_what_was_not_understood_is_kept_for_review_redacted(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda request: (
        [{"say": "say-not-understood-1"}, {"ask": "topics", "variant": 1}] if "blorp" in request.text else ASK
    )
    conversation_id = await record.begin("es")
    await record.say(conversation_id, "blorp 8675309 219-09-9999")
    await record.say(conversation_id, "hello")
    (missed,) = [one async for one in record.conversations.not_understood()]
    assert (missed.language, missed.asks) == ("es", "topics")
    assert missed.text.startswith("blorp")
    assert not any(letter.isdigit() for letter in missed.text)
