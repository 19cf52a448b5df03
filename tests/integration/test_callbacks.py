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
from casework.callbacks.models import CallBack, Opened, callbacks
from casework.callbacks.service import Asked, CallBackChanged, CallBackHeld, CallBackNotFound, CallBackRefused
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


async def taken(record: RecordUnderTest, stands: CallBack, who: str = "sam") -> Opened:
    """The call as its caller sees it."""
    return await record.callbacks.show(await record.callbacks.take(stands.id, who), who)


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
    number = (await taken(record, stands)).number
    assert number is not None
    assert number.shown == shown


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
    today = await begun(record)
    record.assistant.answer = lambda _: [{"facts": {"harm_on": "2026-11-20"}, "how": "understood"}, {"ask": "hardship"}]
    await record.say(today[0], "They put me out today")
    await saved(record, today, replace(ASKED, days=("friday",), time_zone="America/New_York"))
    danger = await begun(record)
    await record.write(danger[0], "I want to kill myself")
    await saved(record, danger)
    listed = await record.callbacks.waiting("sam")
    standing = [(await record.callbacks.standing(chat[0])) for chat in (danger, today, now, late)]
    assert [one.id for one in listed] == [one.id for one in standing if one]
    assert [(one.danger, one.urgency) for one in listed] == [
        (True, "today"), (False, "today"), (False, "soon"), (False, "soon"),
    ]  # fmt: skip
    assert listed[2].next_at == record.clock.now()
    assert listed[3].next_at == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert ("sam", "listed") in await audited(record)


async def test_whoever_calls_sees_everything_and_each_look_is_noted(record: RecordUnderTest) -> None:
    chat = await begun(record, "es")
    stands = await saved(record, chat, replace(ASKED, language="ht", relay=True))
    assert await record.callbacks.take(stands.id[:8], "sam") == stands.id
    opened = await record.callbacks.show(stands.id[:8], "sam")
    assert opened.number is not None
    assert opened.number.shown == NUMBER
    assert (opened.word, opened.chat_language, opened.conversation_id) == (stands.word, "es", chat[0])
    assert asdict(opened.listed.wish) == asdict(stands.wish)
    assert [one.listed.id for one in await record.callbacks.export("kim")] == [stands.id]
    assert (await audited(record))[1:] == [("sam", "taken"), ("sam", "shown"), ("kim", "exported")]


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
    service = record.callbacks
    for again in (service.done, service.not_reached, service.show, service.take, service.give_back):
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


async def test_whoever_took_it_alone_sees_the_number_until_the_time_is_over(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    before = await record.callbacks.show(stands.id, "sam")
    assert (before.number, before.word, before.listed.hold) == (None, None, None)
    since = record.clock.now()
    mine = await taken(record, stands)
    assert mine.number is not None
    assert (mine.number.shown, mine.word) == (NUMBER, stands.word)
    held_for = rules.held_for(since.date())
    record.clock.forward(seconds=held_for.total_seconds() - 1)
    other = await record.callbacks.show(stands.id, "kim")
    assert (other.number, other.word) == (None, None)
    assert other.listed.wish == stands.wish
    hold = other.listed.hold
    assert hold is not None
    assert (hold.by, hold.since, hold.until, hold.mine) == ("sam", since, since + held_for, False)
    with pytest.raises(CallBackHeld) as held:
        await record.callbacks.take(stands.id, "kim")
    assert held.value.hold == hold
    (exported,) = await record.callbacks.export("kim")
    assert (exported.number, exported.word) == (None, None)
    # Nobody has to give it back.
    record.clock.forward(seconds=1)
    assert (await record.callbacks.show(stands.id, "sam")).number is None
    assert (await taken(record, stands, "kim")).number is not None
    with pytest.raises(CallBackHeld):
        await record.callbacks.take(stands.id, "sam")
    assert (await audited(record))[1:] == [
        *[("sam", "opened"), ("sam", "taken"), ("sam", "shown"), ("kim", "opened"), ("kim", "exported")],
        *[("sam", "opened"), ("kim", "taken"), ("kim", "shown")],
    ]


async def test_taken_again_by_its_caller_the_time_begins_anew(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    since = record.clock.now()
    held_for = rules.held_for(since.date())
    await record.callbacks.take(stands.id, "sam")
    record.clock.forward(seconds=held_for.total_seconds() - 1)
    hold = (await taken(record, stands)).listed.hold
    assert hold is not None
    assert (hold.since, hold.until) == (since, record.clock.now() + held_for)


async def test_given_back_it_is_anybodys_and_sent_twice_it_is_told_once(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    await record.callbacks.take(stands.id, "sam")
    with pytest.raises(CallBackHeld):
        await record.callbacks.give_back(stands.id, "kim")
    for _ in range(2):
        assert await record.callbacks.give_back(stands.id, "sam") == stands.id
    assert (await record.callbacks.show(stands.id, "sam")).number is None
    assert (await taken(record, stands, "kim")).number is not None
    assert [action for who, action in await audited(record) if who == "sam"] == ["taken", "given-back", "opened"]


@pytest.mark.parametrize("outcome", ["done", "not_reached"])
async def test_how_a_call_went_is_said_by_its_caller_and_ends_the_hold(record: RecordUnderTest, outcome: str) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    await record.callbacks.take(stands.id, "sam")
    with pytest.raises(CallBackHeld):
        await getattr(record.callbacks, outcome)(stands.id, "kim")
    assert await notices(record, chat[0]) == ["notice-callback-asked"]
    await getattr(record.callbacks, outcome)(stands.id, "sam")
    (row,) = await rows(record)
    assert (row.tries, row.held_by, row.held_at, row.held_until) == (1, None, None, None)
    if outcome == "not_reached":
        await record.callbacks.take(stands.id, "kim")
        # The form of before, sent again while a colleague calls, counts as nothing and is no fault.
        await record.callbacks.not_reached(stands.id, "sam", after_tries=0)
        assert [row.tries for row in await rows(record)] == [1]


async def test_an_export_takes_what_it_shows_and_leaves_what_somebody_else_calls(record: RecordUnderTest) -> None:
    stands = [await saved(record, await begun(record)) for _ in range(3)]
    await record.callbacks.take(stands[0].id, "sam")
    exported = {one.listed.id: one for one in await record.callbacks.export("kim")}
    assert [exported[one.id].number is not None for one in stands] == [False, True, True]
    assert [
        one.listed.hold and one.listed.hold.by for one in map(exported.get, (each.id for each in stands)) if one
    ] == [*["sam", "kim", "kim"]]
    with pytest.raises(CallBackHeld):
        await record.callbacks.take(stands[1].id, "sam")
    assert [one.number for one in await record.callbacks.export("lee")] == [None] * 3
    # Taken by the export as by hand: for the dated time, or until they let go.
    assert await record.callbacks.give_all_back("kim") == 2
    assert await record.callbacks.give_all_back("kim") == 0
    assert [one.hold and one.hold.by for one in await record.callbacks.waiting("lee")] == [None, None, "sam"]
    assert len(await record.callbacks.export("kim")) == 3
    record.clock.forward(seconds=rules.held_for(record.clock.now().date()).total_seconds())
    assert (await taken(record, stands[2], "lee")).number is not None


async def test_two_who_export_at_once_share_no_number(record: RecordUnderTest) -> None:
    for _ in range(5):
        await saved(record, await begun(record))
    both = await asyncio.gather(record.callbacks.export("sam"), record.callbacks.export("kim"))
    sams, kims = ({one.listed.id for one in exported if one.number is not None} for exported in both)
    assert len(sams) + len(kims) == len(sams | kims) == 5


@pytest.mark.parametrize("outcome", ["done", "not_reached"])
async def test_how_it_went_is_not_said_of_what_the_person_has_changed_since(
    record: RecordUnderTest, outcome: str
) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    seen = await taken(record, stands)
    record.clock.forward(minutes=1)
    changed_at = record.clock.now()
    assert await record.callbacks.changed_since(stands.id, "sam", seen.stands_since) is None
    await saved(record, chat, replace(ASKED, number="787-555-0142"))
    record.clock.forward(minutes=1)
    assert await record.callbacks.changed_since(stands.id, "sam", seen.stands_since) == changed_at
    for known in (None, seen.stands_since):
        with pytest.raises(CallBackChanged):
            await getattr(record.callbacks, outcome)(stands.id, "sam", seen=known)
    now = await record.callbacks.show(stands.id, "sam")
    assert now.number is not None
    assert now.number.shown == "(787) 555-0142"
    assert now.listed.hold is not None
    assert (now.listed.hold.changed_at, now.stands_since) == (changed_at, changed_at)
    if outcome == "done":
        await record.callbacks.done(stands.id, "sam", seen=now.stands_since)
    else:
        # Whoever has no page takes it once more, which shows it.
        again = (await taken(record, stands)).listed.hold
        assert again is not None
        assert again.changed_at is None
        await record.callbacks.not_reached(stands.id, "sam")
    assert (await notices(record, chat[0]))[-1] == f"notice-callback-{'done' if outcome == 'done' else 'tried'}"


async def test_twenty_at_once_have_one_caller(record: RecordUnderTest) -> None:
    stands = await saved(record, await begun(record))
    names = [f"caller{number}" for number in range(20)]
    tried = await asyncio.gather(*(record.callbacks.take(stands.id, name) for name in names), return_exceptions=True)
    (winner,) = [name for name, one in zip(names, tried, strict=True) if one == stands.id]
    lost = [one for one in tried if isinstance(one, CallBackHeld)]
    assert len(lost) == 19
    assert {one.hold.by for one in lost} == {winner}
    shown = [(await record.callbacks.show(stands.id, name)).number for name in names]
    assert [name for name, number in zip(names, shown, strict=True) if number is not None] == [winner]
    assert [who for who, action in await audited(record) if action == "taken"] == [winner]


async def test_the_person_may_change_and_withdraw_while_they_are_called(record: RecordUnderTest) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    await record.callbacks.take(stands.id, "sam")
    await saved(record, chat, replace(ASKED, number="787-555-0142"))
    changed = await record.callbacks.show(stands.id, "sam")
    assert changed.number is not None
    assert changed.number.shown == "(787) 555-0142"
    await record.callbacks.withdraw(*chat)
    (row,) = await rows(record)
    assert (row.status, row.held_by, row.held_at, row.held_until) == ("withdrawn", None, None, None)
    for act in (record.callbacks.show, record.callbacks.give_back, record.callbacks.done):
        with pytest.raises(CallBackNotFound):
            await act(stands.id, "sam")


async def test_what_somebody_else_calls_is_last_among_the_equally_urgent(record: RecordUnderTest) -> None:
    stands = []
    for day in ("friday", "monday"):
        stands.append((await saved(record, await begun(record), replace(ASKED, days=(day,)))).id)
    urgent = await begun(record)
    await record.write(urgent[0], "I want to kill myself")
    first = (await saved(record, urgent)).id
    for taken_one in (first, stands[0]):
        await record.callbacks.take(taken_one, "sam")
    assert [one.id for one in await record.callbacks.waiting("sam")] == [first, *stands]
    listed = await record.callbacks.waiting("kim")
    assert [one.id for one in listed] == [first, stands[1], stands[0]]
    assert [one.hold and one.hold.by for one in listed] == ["sam", None, "sam"]


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
    number = (await taken(record, stands)).number
    assert number is not None
    assert number.shown == NUMBER


async def test_asking_changes_nothing_for_the_assistant(record: RecordUnderTest) -> None:
    chat = await begun(record)
    stands = await saved(record, chat)
    await record.say(chat[0], "My refund is late")
    sent = str(record.assistant.requests)
    assert all(secret not in sent for secret in ("0173", "Ana", stands.word, "callback"))
