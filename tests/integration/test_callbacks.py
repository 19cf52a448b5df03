"""Call-backs: asked for, changed, withdrawn, listed, called, erased; what is told, sealed and noted."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from casework.audit.models import audit_entries
from casework.callbacks import rules
from casework.callbacks.models import CallBack, callbacks
from casework.callbacks.service import Asked, CallBackNotFound, CallBackRefused
from casework.conversations.models import ClientId, ConversationId, Holder
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from tests.support.record import RecordUnderTest, client_id

NUMBER = "(202) 555-0173"
ASKED = Asked(
    number=NUMBER,
    days=("monday", "tuesday"),
    parts=("morning",),
    time_zone="America/Los_Angeles",
    voicemail=False,
    name_caller=False,
    language="en",
    relay=False,
    ask_for="Ana",
)


async def begun(record: RecordUnderTest, language: str = "en") -> tuple[ConversationId, Holder]:
    created = await record.conversations.create("screening", language, "America/New_York")
    return created.id, Holder(token=created.token)


async def saved(
    record: RecordUnderTest,
    chat: tuple[ConversationId, Holder],
    asked: Asked = ASKED,
    sent_as: ClientId | None = None,
) -> CallBack:
    standing = await record.callbacks.save(*chat, sent_as or client_id(), asked)
    assert standing is not None
    return standing


async def notices(record: RecordUnderTest, conversation_id: ConversationId) -> list[str]:
    return [event["key"] for event in await record.after(conversation_id) if event["kind"] == "notice"]


async def audited(record: RecordUnderTest) -> list[tuple[str, str]]:
    async with record.database.read() as connection:
        return [
            (row.actor or row.actor_kind, row.action.removeprefix("callback."))
            for row in await connection.execute(select(audit_entries).order_by(audit_entries.c.number))
        ]


async def rows(record: RecordUnderTest) -> list[Any]:
    async with record.database.read() as connection:
        return list((await connection.execute(select(callbacks))).all())


async def test_asked_for_it_stands_with_a_word_and_is_told_without_the_number(record: RecordUnderTest) -> None:
    chat = await begun(record)
    assert await record.callbacks.standing(chat[0]) is None
    stands = await saved(record, chat)
    assert stands == await record.callbacks.standing(chat[0])
    assert (stands.number_ends, stands.tries) == ("0173", 0)
    assert stands.wish.days == ("monday", "tuesday")
    assert not stands.wish.voicemail
    assert not stands.wish.name_caller
    assert await notices(record, chat[0]) == ["notice-callback-asked"]
    said = str(await record.after(chat[0]))
    assert all(secret not in said for secret in ("0173", "Ana", stands.word))
    assert all(secret not in repr(stands) for secret in ("0173", "Ana", stands.word))
    assert await audited(record) == [("person", "asked")]


async def test_nothing_of_it_is_stored_in_the_clear(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    (row,) = await rows(record)
    for secret in ("2025550173", "0173", "Ana", stands.word, "monday", "Los_Angeles"):
        assert secret not in str(tuple(row))
        assert secret.encode() not in row.number + row.wish


async def test_the_word_is_of_the_chat_s_language_and_stays_when_the_wish_changes(record: RecordUnderTest) -> None:
    for language in ("en", "es"):
        chat = await begun(record, language)
        stands = await saved(record, chat)
        (listed,) = [row["words"] for row in rules._words() if row["language"] == language]
        assert stands.word in listed
        changed = await saved(record, chat, replace(ASKED, number="", parts=("afternoon", "evening"), voicemail=True))
        assert (changed.id, changed.word, changed.number_ends) == (stands.id, stands.word, "0173")
        assert changed.wish.parts == ("afternoon", "evening")
        assert changed.wish.voicemail
        other = await saved(record, chat, replace(ASKED, number="787-555-0142"))
        assert (other.id, other.word, other.number_ends) == (stands.id, stands.word, "0142")
        assert await notices(record, chat[0]) == ["notice-callback-asked", *["notice-callback-changed"] * 2]


async def test_sent_twice_it_is_one_and_changed_under_the_same_id_it_is_refused(record: RecordUnderTest) -> None:
    chat, sent_as = await begun(record), client_id()
    stands = await saved(record, chat, sent_as=sent_as)
    assert await saved(record, chat, sent_as=sent_as) == stands
    with pytest.raises(MessageRefused):
        await saved(record, chat, replace(ASKED, number="787-555-0142"), sent_as)
    # Saved without a change, it is not told as one.
    assert await saved(record, chat) == stands
    assert await notices(record, chat[0]) == ["notice-callback-asked"]
    # What comes late, after it was withdrawn, doesn't bring it back.
    await record.callbacks.withdraw(*chat)
    assert await record.callbacks.save(*chat, sent_as, ASKED) is None
    assert await record.callbacks.standing(chat[0]) is None


async def test_fifty_at_once_make_one(record: RecordUnderTest) -> None:
    chat = await begun(record)
    made = await asyncio.gather(*(saved(record, chat) for _ in range(50)))
    assert len({one.id for one in made}) == len({one.word for one in made}) == 1
    assert len(await rows(record)) == 1


async def test_withdrawn_its_number_is_gone_at_once(record: RecordUnderTest) -> None:
    chat = await begun(record)
    first = await saved(record, chat)
    await record.callbacks.withdraw(*chat)
    await record.callbacks.withdraw(*chat)
    (row,) = await rows(record)
    assert (row.status, row.number, row.wish) == ("withdrawn", None, None)
    assert await notices(record, chat[0]) == ["notice-callback-asked", "notice-callback-withdrawn"]
    with pytest.raises(CallBackNotFound):
        await record.callbacks.show(first.id, "sam")
    # Asked for anew it is another one.
    assert (await saved(record, chat)).id != first.id
    assert [action for _who, action in await audited(record)] == ["asked", "withdrawn", "asked"]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"number": ""}, ["callback_number_missing"]),
        ({"number": "  "}, ["callback_number_missing"]),
        ({"number": "911"}, ["callback_number_invalid"]),
        ({"number": "555-0173"}, ["callback_number_invalid"]),
        ({"number": "900-555-0173"}, ["callback_number_invalid"]),
        ({"number": "4111 1111 1111 1111"}, ["callback_number_invalid"]),
        ({"number": "2" * 41}, ["callback_number_invalid"]),
        ({"days": ()}, ["callback_days_missing"]),
        ({"days": ("monday", "someday")}, ["field_invalid"]),
        ({"parts": ()}, ["callback_parts_missing"]),
        ({"time_zone": ""}, ["callback_zone_missing"]),
        ({"time_zone": "../../etc/passwd"}, ["callback_zone_missing"]),
        ({"language": "xx"}, ["field_invalid"]),
        ({"ask_for": "x" * 81}, ["field_invalid"]),
        (
            {"number": "1", "days": (), "parts": (), "time_zone": "", "language": "xx"},
            ["callback_number_invalid", "callback_days_missing", "callback_parts_missing", "callback_zone_missing"],
        ),
    ],
)
async def test_what_can_t_be_kept_is_refused_with_every_reason(
    record: RecordUnderTest, change: dict[str, Any], codes: list[str]
) -> None:
    chat = await begun(record)
    with pytest.raises(CallBackRefused) as caught:
        await record.callbacks.save(*chat, client_id(), replace(ASKED, **change))
    assert list(caught.value.codes) == codes
    assert await rows(record) == []
    assert await notices(record, chat[0]) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2025550173", "(202) 555-0173"),
        ("+1 202.555.0173", "(202) 555-0173"),
        ("(787) 555-0142", "(787) 555-0142"),
        ("202-555-0173 ext. 12", "(202) 555-0173 ext. 12"),
        ("+52 55 1234 5678", "+52 55 1234 5678"),
    ],
)
async def test_a_number_is_read_however_it_is_written(record: RecordUnderTest, typed: str, shown: str) -> None:
    stands = await saved(record, await begun(record), replace(ASKED, number=typed))
    assert (await record.callbacks.show(stands.id, "sam")).number.shown == shown


async def test_who_was_shut_out_can_neither_ask_nor_withdraw(record: RecordUnderTest) -> None:
    chat = await begun(record)
    issued = await record.returning.new_code(*chat)
    mine = Holder(token=(await record.returning.open(issued.code, _by())).token)
    await record.returning.only_me(chat[0], mine)
    with pytest.raises(ConversationNotFound):
        await record.callbacks.save(*chat, client_id(), ASKED)
    stands = await saved(record, (chat[0], mine))
    with pytest.raises(ConversationNotFound):
        await record.callbacks.withdraw(*chat)
    assert await record.callbacks.standing(chat[0]) == stands


def _by() -> Any:
    from casework.access_codes.tries import By

    return By("192.0.2.7")


async def test_the_list_has_the_urgent_first_then_the_wished_time(record: RecordUnderTest) -> None:
    # It is Friday, November 20, 2026, 15:00 UTC.
    late = await begun(record)
    await saved(record, late, replace(ASKED, days=("wednesday",)))
    now = await begun(record)
    await saved(record, now, replace(ASKED, days=("friday",), time_zone="America/New_York"))
    urgent = await begun(record)
    await record.write(urgent[0], "I want to kill myself")
    await saved(record, urgent)
    listed = await record.callbacks.waiting("sam")
    standing = [(await record.callbacks.standing(chat[0])) for chat in (urgent, now, late)]
    assert [one.id for one in listed] == [one.id for one in standing if one]
    assert [one.urgency for one in listed] == ["today", "soon", "soon"]
    assert listed[1].next_at == record.clock.now()
    assert listed[2].next_at == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert ("sam", "listed") in await audited(record)


async def test_whoever_calls_sees_everything_and_each_look_is_noted(record: RecordUnderTest) -> None:
    chat = await begun(record, "es")
    stands = await saved(record, chat, replace(ASKED, language="ht", relay=True))
    opened = await record.callbacks.show(stands.id[:8], "sam")
    assert opened.number.shown == NUMBER
    assert (opened.word, opened.chat_language, opened.conversation_id) == (stands.word, "es", chat[0])
    assert asdict(opened.listed.wish) == asdict(stands.wish)
    assert [one.listed.id for one in await record.callbacks.export("kim")] == [stands.id]
    assert (await audited(record))[1:] == [("sam", "shown"), ("kim", "exported")]


async def test_not_reached_is_counted_and_told_and_done_ends_it(record: RecordUnderTest) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    for _ in range(2):
        await record.callbacks.not_reached(stands.id, "sam")
    tried = await record.callbacks.standing(chat[0])
    assert tried is not None
    assert tried.tries == 2
    await record.callbacks.done(stands.id, "sam")
    assert await record.callbacks.standing(chat[0]) is None
    assert await record.callbacks.waiting("sam") == []
    for again in (record.callbacks.done, record.callbacks.not_reached, record.callbacks.show):
        with pytest.raises(CallBackNotFound):
            await again(stands.id, "sam")
    told = await record.after(chat[0])
    assert [event["key"] for event in told if event["kind"] == "notice"][1:] == [
        *["notice-callback-tried"] * 2,
        "notice-callback-done",
    ]
    assert "November 20, 2026" in told[-1]["text"]
    actions = [action for _who, action in await audited(record)]
    assert actions == ["asked", "not-reached", "not-reached", "done", "listed"]


@pytest.mark.parametrize("beginning", ["", "%", "_", "no such id"])
async def test_an_id_that_names_none_or_several_is_refused(record: RecordUnderTest, beginning: str) -> None:
    for _ in range(2):
        await saved(record, await begun(record))
    with pytest.raises(CallBackNotFound):
        await record.callbacks.done(beginning, "sam")


async def test_after_the_dated_time_what_ended_is_erased_and_nothing_else(record: RecordUnderTest) -> None:
    done, withdrawn, open_ = [await begun(record) for _ in range(3)]
    stands = [await saved(record, chat) for chat in (done, withdrawn, open_)]
    await record.callbacks.done(stands[0].id, "sam")
    await record.callbacks.withdraw(*withdrawn)
    days = rules.kept_for(record.clock.now().date()).days
    record.clock.forward(days=days)
    assert await record.callbacks.erase_due() == 0
    record.clock.forward(seconds=1)
    assert await record.callbacks.erase_due() == 2
    assert [row.id for row in await rows(record)] == [stands[2].id]
    assert (await audited(record))[-2:] == [("system", "erased")] * 2


async def test_it_is_erased_with_its_chat_at_the_latest(record: RecordUnderTest) -> None:
    await saved(record, await begun(record))
    record.clock.forward(days=31)
    assert await record.conversations.erase_due() == 1
    assert await rows(record) == []
    assert await record.callbacks.waiting("sam") == []


async def test_it_still_opens_after_the_keys_were_rotated(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    record.keys.rotate()
    await record.conversations.rewrap_keys()
    assert (await record.callbacks.show(stands.id, "sam")).number.shown == NUMBER


async def test_asking_changes_nothing_for_the_assistant(record: RecordUnderTest) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    await record.say(chat[0], "My refund is late")
    sent = str(record.assistant.requests)
    assert all(secret not in sent for secret in ("0173", "Ana", stands.word, "callback"))
