"""The record: order, repeats, sealing, erasure, and the limits of what a message may do."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from sqlalchemy import select, text, update

from casework.conversations.models import ClientId, ConversationId, Holder, Owner, VisitorToken, conversations, events
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.sealing import SealBroken
from tests.support.record import RecordUnderTest, client_id


async def _rows(record: RecordUnderTest) -> list[object]:
    async with record.database.read() as connection:
        return list((await connection.execute(select(events).order_by(events.c.seq))).all())


async def test_a_conversation_begins_with_the_greeting_and_a_question(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    greeting, question = await record.after(conversation_id)
    assert (greeting["kind"], greeting["seq"], greeting["author"]) == ("message", 1, "assistant")
    assert greeting["text"].count("\n") == 2
    assert "30" in greeting["text"]
    assert (question["kind"], question["asks"]) == ("question", "topics")
    assert question["choices"][0]["id"] == "2.0"


async def test_the_token_opens_its_own_conversation_only(record: RecordUnderTest) -> None:
    one = await record.conversations.create("screening", "en", "America/New_York")
    other = await record.conversations.create("screening", "en", "America/New_York")
    assert await record.conversations.opened_by(one.id, Holder(token=one.token))
    assert not await record.conversations.opened_by(one.id, Holder(token=other.token))
    assert one.token not in repr(one)


async def test_sending_twice_gives_the_same_answer_for_ever(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    sent = client_id()
    first = await record.conversations.post_text(conversation_id, sent, "my refund is late")
    again = await record.conversations.post_text(conversation_id, sent, "my refund is late")
    assert (again.seq, again.repeated) == (first.seq, True)
    with pytest.raises(MessageRefused, match="client_id_reused"):
        await record.conversations.post_text(conversation_id, sent, "something else")
    assert [event["text"] for event in await record.after(conversation_id, 2)] == ["my refund is late"]


async def test_fifty_sends_at_once_of_one_message_make_one_event(record: RecordUnderTest) -> None:
    conversation_id, sent = await record.begin(), client_id()
    posted = await asyncio.gather(*(record.conversations.post_text(conversation_id, sent, "hello") for _ in range(50)))
    assert len({one.seq for one in posted}) == 1
    assert sum(not one.repeated for one in posted) == 1


async def test_one_form_begins_one_conversation_however_often_and_at_once(record: RecordUnderTest) -> None:
    visitor, sent = VisitorToken("v" * 43), client_id()

    async def begin(language: str = "en") -> ConversationId:
        return await record.conversations.create_once("screening", language, "America/New_York", visitor, sent)

    begun = await asyncio.gather(*(begin() for _ in range(20)))
    assert len({*begun, await begin()}) == 1
    assert await record.conversations.opened_by(begun[0], Holder(visitor=visitor))
    assert [event["seq"] for event in await record.after(begun[0])] == [1, 2]
    assert await begin("es") != begun[0]
    record.clock.forward(days=40)
    await record.conversations.erase_due()
    with pytest.raises(ConversationNotFound):
        await begin()


async def test_a_beginning_that_was_taken_back_can_be_sent_again(
    record: RecordUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same id has another data key then: what was remembered of the first one must not be used."""
    visitor, sent = VisitorToken("v" * 43), client_id()

    async def fails(*_arguments: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(record.conversations, "open_to", fails)
    with pytest.raises(RuntimeError):
        await record.conversations.create_once("screening", "en", "America/New_York", visitor, sent)
    monkeypatch.undo()
    begun = await record.conversations.create_once("screening", "en", "America/New_York", visitor, sent)
    assert len(await record.after(begun)) == 2


async def test_seqs_have_no_gap_and_no_double_under_load(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    seqs = await asyncio.gather(*(record.write(conversation_id, f"line {number}") for number in range(60)))
    assert sorted(seqs) == list(range(3, 63))
    assert [event["seq"] for event in await record.after(conversation_id)] == list(range(1, 63))


async def test_reading_resumes_after_any_seq_once_and_in_order(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    for number in range(7):
        await record.write(conversation_id, f"line {number}")
    whole = await record.after(conversation_id)
    for cut in range(len(whole) + 1):
        after = whole[cut - 1]["seq"] if cut else 0
        assert await record.after(conversation_id, after) == whole[cut:]


async def test_a_long_record_is_read_in_pages(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    for number in range(5):
        await record.write(conversation_id, f"line {number}")
    reading = await record.conversations.read(conversation_id, 0, limit=3)
    rest = await record.conversations.read(conversation_id, reading.last_seq, limit=100)
    assert [event["seq"] for event in reading.events + rest.events] == list(range(1, 8))


async def test_bodies_are_sealed_and_bound_to_their_place(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "the landlord is called Quillfeather")
    await record.write(conversation_id, "second")
    rows = await _rows(record)
    assert all(b"Quillfeather" not in row.body for row in rows)  # type: ignore[attr-defined]

    async def swap(connection: object) -> None:
        await connection.execute(  # type: ignore[attr-defined]
            update(events)
            .where(events.c.conversation_id == conversation_id, events.c.seq == 4)
            .values(body=rows[2].body)  # type: ignore[attr-defined]
        )

    await record.database.write(swap)
    with pytest.raises(SealBroken):
        await record.after(conversation_id)


async def test_a_message_is_text_whatever_it_holds(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    for typed in ("<script>alert(1)</script>", "'; DROP TABLE events; --", "/restart", "{{7*7}} {$x}", "null"):
        await record.write(conversation_id, typed)
        assert (await record.after(conversation_id))[-1]["text"] == typed


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b\u202e", "\x00"])
async def test_nothing_to_say_is_refused(record: RecordUnderTest, typed: str) -> None:
    conversation_id = await record.begin()
    with pytest.raises(MessageRefused, match="message_empty"):
        await record.conversations.post_text(conversation_id, client_id(), typed)


async def test_too_long_is_refused_and_the_limit_is_not(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    with pytest.raises(MessageRefused, match="message_too_long"):
        await record.conversations.post_text(conversation_id, client_id(), "a" * 4_001)
    assert (await record.conversations.post_text(conversation_id, client_id(), "a" * 4_000)).seq == 3


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("2.99", "choice_unknown"),
        ("99.0", "choice_unknown"),
        ("1.0", "choice_stale"),
        ("do.nothing", "choice_unknown"),
        ("change.hardship", "choice_stale"),
        ("language.fr", "choice_unknown"),
        ("2.0.0", "choice_unknown"),
        ("٢.0", "choice_unknown"),
        ("9" * 400, "choice_unknown"),
        (["2.0", "2.1"], "choice_unknown"),
        (["2.0", "2.0"], "choice_unknown"),
        ([], "choice_unknown"),
    ],
)
async def test_foreign_and_stale_choices_are_refused(
    record: RecordUnderTest, choice: str | list[str], code: str
) -> None:
    conversation_id = await record.begin()
    with pytest.raises(MessageRefused, match=code):
        await record.conversations.post_choice(conversation_id, client_id(), choice)
    assert len(await record.after(conversation_id)) == 2


async def test_a_number_is_cut_out_before_it_is_kept_and_the_person_is_told_once(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "my social is 219-09-9999 please help")
    await record.write(conversation_id, "again 219-09-9999")
    said = await record.after(conversation_id, 2)
    assert "219" not in " ".join(event["text"] for event in said)
    assert [event["key"] for event in said if event["kind"] == "notice"] == ["notice-redacted"]


async def test_a_number_split_over_two_messages_is_cut_out_of_both(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "my ssn is 219-09-")
    await record.write(conversation_id, "9999")
    said = await record.after(conversation_id, 2)
    digits = "".join(letter for event in said for letter in event["text"] if letter.isdigit())
    assert "9999" not in digits
    assert "21909" not in digits
    assert [event["target_seq"] for event in said if event["kind"] == "redacted"] == [3]


async def test_language_changes_at_once_and_everything_is_worded_anew(record: RecordUnderTest) -> None:
    conversation_id = await record.begin("en")
    english = await record.after(conversation_id)
    await record.choose(conversation_id, "language.es")
    spanish = await record.after(conversation_id)
    assert spanish[0]["text"] != english[0]["text"]
    assert spanish[1]["choices"][0]["title"] != english[1]["choices"][0]["title"]
    assert spanish[1]["choices"][0]["id"] == english[1]["choices"][0]["id"]
    assert await record.turns.run(conversation_id) == []


async def test_starting_over_forgets_facts_and_keeps_the_transcript(record: RecordUnderTest) -> None:
    record.assistant.answer = lambda _request: [
        {"facts": {"hardship": ["food"]}, "how": "understood"},
        {"ask": "contacted_irs"},
    ]
    conversation_id = await record.begin()
    await record.say(conversation_id, "we have no food")
    assert await record.conversations.facts(conversation_id) == {"hardship": ["food"]}
    await record.choose(conversation_id, "do.start_over")
    assert await record.conversations.facts(conversation_id) == {}
    said = await record.after(conversation_id)
    assert next(event["text"] for event in said if event["author"] == "person") == "we have no food"
    assert said[-1]["asks"] == "topics"
    await record.say(conversation_id, "hello")
    assert record.assistant.requests[-1].tracker is None
    assert record.assistant.requests[-1].conversation_ref != record.assistant.requests[0].conversation_ref


async def test_asking_for_a_person_works_without_the_assistant(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.choose(conversation_id, "do.person")
    owner = (await record.after(conversation_id))[-1]
    assert (owner["kind"], owner["owner"], owner["reason"]) == ("owner", "queued", "asked")
    assert "877-777-4778" in owner["text"]
    await record.write(conversation_id, "is anybody there?")
    assert await record.turns.run(conversation_id) == []
    assert (await record.after(conversation_id))[-1]["key"] == "notice-still-waiting"
    await record.choose(conversation_id, "do.resume")
    assert (await record.conversations.read(conversation_id)).owner is Owner.ASSISTANT
    assert [result.result for result in await record.turns.run(conversation_id)] == ["committed"]
    request = record.assistant.requests[-1]
    assert (request.text, request.do) == ("is anybody there?", None)
    await record.choose(conversation_id, "do.person")
    await record.choose(conversation_id, "do.resume")
    await record.turns.run(conversation_id)
    assert record.assistant.requests[-1].do == "resume"


async def test_emergency_words_bring_the_notice_in_the_same_commit_whoever_owns(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.choose(conversation_id, "do.person")
    seq = await record.write(conversation_id, "I want to kill myself")
    notice = (await record.after(conversation_id, seq))[0]
    assert (notice["kind"], notice["level"], notice["seq"]) == ("notice", "emergency", seq + 1)
    assert "988" in notice["text"]
    assert (await record.conversations.facts(conversation_id))["emergency"] == "yes"
    await record.choose(conversation_id, "do.safe_go_on")
    reading = await record.conversations.read(conversation_id)
    assert reading.owner is Owner.ASSISTANT
    assert (await record.conversations.facts(conversation_id))["emergency"] == "no"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("I want to kill myself", "notice-emergency"),
        ("My husband beats me", "notice-emergency-home"),
        ("I'm going to shoot up the IRS office", "notice-emergency-threat"),
    ],
)
async def test_each_kind_of_emergency_has_its_own_notice_and_way_to_staff(
    record: RecordUnderTest, said: str, key: str
) -> None:
    record.assistant.answer = lambda _request: [{"do": "show_result"}]
    conversation_id = await record.begin()
    seq = await record.write(conversation_id, said)
    assert (await record.after(conversation_id, seq))[0]["key"] == key
    await record.turns.run(conversation_id)
    owner = (await record.after(conversation_id))[-1]
    assert (owner["kind"], owner["owner"], owner["reason"]) == ("owner", "queued", "emergency")


async def test_the_flag_stays_on_the_record_for_whoever_takes_over(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "I want to kill myself")
    for choice in ("do.safe_go_on", "do.start_over"):
        await record.choose(conversation_id, choice)
        async with record.database.read() as connection:
            assert (await connection.execute(select(conversations.c.emergency))).scalar_one() is True


async def test_erasure_destroys_key_and_bodies_when_the_time_is_over(record: RecordUnderTest) -> None:
    old = await record.begin()
    await record.write(old, "keep me for thirty days")
    record.clock.forward(days=29)
    recent = await record.begin()
    assert await record.conversations.erase_due() == 0
    record.clock.forward(days=2)
    assert await record.conversations.erase_due() == 1
    with pytest.raises(ConversationNotFound):
        await record.conversations.read(old)
    assert await record.after(recent)
    async with record.database.read() as connection:
        stub = (await connection.execute(select(conversations).where(conversations.c.id == old))).one()
        left = (await connection.execute(select(events).where(events.c.conversation_id == old))).all()
    assert stub.wrapped_key is None
    assert left == []


async def test_rotation_rewraps_and_old_keys_can_then_be_destroyed(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    await record.write(conversation_id, "before rotation")
    old = record.keys.current_id
    record.keys.rotate()
    assert await record.conversations.rewrap_keys() == 1
    assert await record.conversations.rewrap_keys() == 0
    record.keys.destroy(old, settled_seconds=0)
    assert (await record.after(conversation_id))[-1]["text"] == "before rotation"


async def test_an_unknown_conversation_is_not_found(record: RecordUnderTest) -> None:
    missing = ConversationId(str(uuid.uuid4()))
    with pytest.raises(ConversationNotFound):
        await record.conversations.read(missing)
    with pytest.raises(ConversationNotFound):
        await record.conversations.post_text(missing, ClientId(str(uuid.uuid4())), "hello")


async def test_one_works_failure_leaves_its_neighbours_committed(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()

    async def fails(connection: object) -> None:
        await connection.execute(text("DELETE FROM events"))  # type: ignore[attr-defined]
        raise RuntimeError("mine alone")

    written, failed = await asyncio.gather(
        record.write(conversation_id, "beside it"), record.database.write(fails), return_exceptions=True
    )
    assert written == 3
    assert isinstance(failed, RuntimeError)
    assert len(await record.after(conversation_id)) == 3
