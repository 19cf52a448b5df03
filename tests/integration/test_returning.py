"""Coming back by a code: what opens, what doesn't, who is told, and who is left when devices shut each other out."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casework.access_codes import symbols
from casework.access_codes.models import access_codes
from casework.access_codes.rules import tries_rule
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.conversations.models import ConversationId, Holder, VisitorToken
from casework.conversations.record import ConversationNotFound
from casework.conversations.returning import NoCodeHolds
from tests.support.record import HandClock, RecordUnderTest, open_record

HERE = By("192.0.2.7")
RULE = tries_rule(HandClock().now().date())


def browser() -> VisitorToken:
    return VisitorToken(secrets.token_urlsafe(32))


async def begun(record: RecordUnderTest) -> tuple[ConversationId, Holder]:
    visitor = browser()
    created = await record.conversations.create("screening", "en", "America/New_York", visitor)
    return created.id, Holder(visitor=visitor)


async def notices(record: RecordUnderTest, conversation_id: ConversationId) -> list[str]:
    return [event["key"] for event in await record.after(conversation_id) if event["kind"] == "notice"]


async def test_a_code_opens_the_chat_in_another_browser_and_the_transcript_says_so(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    other = browser()
    opened = await record.returning.open(issued.code, HERE, other)
    assert (opened.id, opened.token) == (conversation_id, None)
    assert await record.conversations.opened_by(conversation_id, Holder(visitor=other))
    assert await record.conversations.opened_by(conversation_id, mine)
    assert await record.conversations.newest_of_visitor(other) == conversation_id
    # Sent twice by a double click it is still one device.
    await record.returning.open(issued.code, HERE, other)
    assert await notices(record, conversation_id) == ["notice-opened-elsewhere"]
    told = (await record.after(conversation_id))[-1]
    assert "November 20, 2026" in told["text"]


async def test_each_use_without_a_browser_gives_a_new_token(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    tokens = [(await record.returning.open(issued.code, HERE)).token for _ in range(2)]
    assert None not in tokens
    assert tokens[0] != tokens[1]
    for token in tokens:
        assert await record.conversations.opened_by(conversation_id, Holder(token=token))
    assert await notices(record, conversation_id) == ["notice-opened-elsewhere"] * 2


async def test_opening_changes_nothing_that_stands(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    await record.say(conversation_id, "My refund is late")
    async with record.database.read() as connection:
        before = await record.conversations.record.row(connection, conversation_id)
        question = await record.conversations.open_question(connection, before)
    issued = await record.returning.new_code(conversation_id, mine)
    await record.returning.open(issued.code, HERE, browser())
    async with record.database.read() as connection:
        after = await record.conversations.record.row(connection, conversation_id)
        assert await record.conversations.open_question(connection, after) == question
    assert after.last_seq == before.last_seq + 1
    assert after._asdict() == {**before._asdict(), "last_seq": after.last_seq}


async def test_a_new_code_ends_the_old_one(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    old = await record.returning.new_code(conversation_id, mine)
    new = await record.returning.new_code(conversation_id, mine)
    with pytest.raises(CodeUnknown):
        await record.returning.open(old.code, HERE)
    assert (await record.returning.open(new.code, HERE)).id == conversation_id


async def test_after_fourteen_days_a_code_opens_nothing(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    assert issued.expires_at - record.clock.now() == timedelta(days=14)
    record.clock.forward(days=14, seconds=-1)
    assert (await record.returning.open(issued.code, HERE)).id == conversation_id
    assert await record.returning.holds_until(conversation_id) == issued.expires_at
    record.clock.forward(seconds=1)
    with pytest.raises(CodeUnknown):
        await record.returning.open(issued.code, HERE)
    assert await record.returning.holds_until(conversation_id) is None
    await record.codes.forget_expired()
    assert await stored(record) == 0


async def stored(record: RecordUnderTest) -> int:
    async with record.database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(access_codes))).scalar_one())


async def test_nothing_of_a_code_is_stored_in_the_clear(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    await record.returning.open(issued.code, HERE)
    async with record.database.read() as connection:
        (row,) = (await connection.execute(select(access_codes))).all()
    assert issued.code not in str(tuple(row))
    assert issued.code.encode() not in row.code_digest
    assert issued.code not in repr(issued)
    said = " ".join(event.get("text", "") for event in await record.after(conversation_id))
    assert symbols.grouped(issued.code) not in said


async def test_wrong_used_expired_and_unknown_codes_are_told_alike(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    expired = await record.returning.new_code(conversation_id, mine)
    record.clock.forward(days=15)
    ended = await record.returning.new_code(conversation_id, mine)
    holds = await record.returning.new_code(conversation_id, mine)
    mistyped = ("0" if holds.code[0] != "0" else "1") + holds.code[1:]
    raised = []
    for typed in (mistyped, ended.code, expired.code, symbols.drawn(14), "", "hello", "x" * 10_000):
        with pytest.raises(CodeUnknown) as caught:
            await record.returning.open(typed, HERE)
        raised.append((type(caught.value), caught.value.args, caught.value.__cause__, caught.value.__context__))
    assert set(raised) == {(CodeUnknown, (), None, None)}


async def test_a_thousand_guesses_open_nothing_slow_down_and_leave_others_alone(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    guesses = [symbols.drawn(14) for _ in range(1000)]
    # All at once, each from a browser of its own that keeps no cookie.
    answers = await asyncio.gather(
        *(record.returning.open(guess, HERE, browser()) for guess in guesses), return_exceptions=True
    )
    looked_at = [answer for answer in answers if isinstance(answer, CodeUnknown)]
    waits = [answer for answer in answers if isinstance(answer, TooManyTries)]
    assert len(looked_at) + len(waits) == 1000
    assert len(looked_at) == RULE.free_tries_of_an_address
    assert {wait.wait_seconds for wait in waits} == {RULE.first_delay.total_seconds()}
    # Whoever guesses waits even with the right code; others don't notice.
    with pytest.raises(TooManyTries):
        await record.returning.open(issued.code, HERE)
    assert (await record.returning.open(issued.code, By("198.51.100.4"))).id == conversation_id
    assert await notices(record, conversation_id) == ["notice-opened-elsewhere"]
    # In a whole day, waiting as told, they look at fewer than a hundred and twenty more.
    tried = 0
    until = record.clock.now() + timedelta(days=1)
    while record.clock.now() < until:
        try:
            await record.returning.open(symbols.drawn(14), HERE)
        except TooManyTries as error:
            record.clock.forward(seconds=error.wait_seconds)
        except CodeUnknown:
            tried += 1
    assert tried < 120


async def test_only_me_shuts_the_others_and_the_code_out(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    other = Holder(visitor=browser())
    await record.returning.open(issued.code, HERE, other.visitor)
    token = Holder(token=(await record.returning.open(issued.code, HERE)).token)
    await record.returning.only_me(conversation_id, other)
    assert await record.conversations.opened_by(conversation_id, other)
    for shut_out in (mine, token):
        assert not await record.conversations.opened_by(conversation_id, shut_out)
        with pytest.raises(ConversationNotFound):
            await record.returning.new_code(conversation_id, shut_out)
        with pytest.raises(ConversationNotFound):
            await record.returning.only_me(conversation_id, shut_out)
    with pytest.raises(CodeUnknown):
        await record.returning.open(issued.code, HERE)
    assert (await notices(record, conversation_id))[-1] == "notice-only-me"
    # Another chat of the browser that was shut out is its own still.
    assert mine.visitor is not None
    own = await record.conversations.create("screening", "en", "America/New_York", mine.visitor)
    assert await record.conversations.opened_by(own.id, mine)


async def test_fifty_redemptions_at_once_open_to_all_and_leave_one_in_control(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    devices = [Holder(visitor=browser()) for _ in range(50)]
    await asyncio.gather(*(record.returning.open(issued.code, HERE, device.visitor) for device in devices))
    assert all([await record.conversations.opened_by(conversation_id, device) for device in devices])
    shut = await asyncio.gather(
        *(record.returning.only_me(conversation_id, device) for device in devices), return_exceptions=True
    )
    left = [await record.conversations.opened_by(conversation_id, device) for device in devices]
    assert sum(left) == 1
    assert left == [answer is None for answer in shut]
    assert {type(answer) for answer in shut} == {type(None), ConversationNotFound}
    assert not await record.conversations.opened_by(conversation_id, mine)


async def test_whoever_takes_over_while_others_redeem_is_the_only_one(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    devices = [browser() for _ in range(50)]

    async def redeem_and_take_over(device: VisitorToken) -> bool:
        try:
            await record.returning.open(issued.code, HERE, device)
            await record.returning.only_me(conversation_id, Holder(visitor=device))
        except (CodeUnknown, ConversationNotFound, TooManyTries):
            return False
        return True

    took_over = await asyncio.gather(*map(redeem_and_take_over, devices))
    holders = [*(Holder(visitor=device) for device in devices), mine]
    left = [await record.conversations.opened_by(conversation_id, holder) for holder in holders]
    assert sum(took_over) == 1
    assert left == [*took_over, False]


async def test_erasure_takes_the_code_along(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    await record.returning.new_code(conversation_id, mine)
    record.clock.forward(days=31)
    assert await record.conversations.erase_due() == 1
    assert await stored(record) == 0
    with pytest.raises(ConversationNotFound):
        await record.returning.new_code(conversation_id, mine)


async def test_a_code_typed_into_the_chat_stays_nowhere(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    shown = symbols.grouped(issued.code)
    said = await record.say(conversation_id, f"go on with {shown} please")
    events = await record.after(conversation_id)
    assert shown not in str(events)
    assert any(event["text"] == "go on with [CODE] please" for event in events)
    assert record.assistant.requests[-1].text == "go on with [CODE] please"
    assert "notice-code-typed" in [event.get("key") for event in said]


async def test_the_wish_to_go_on_later_leads_to_the_code(record: RecordUnderTest) -> None:
    conversation_id, _mine = await begun(record)
    seq = await record.choose(conversation_id, "do.save_for_later")
    (told,) = await record.after(conversation_id, seq)
    assert told["key"] == "notice-save-for-later"
    assert [also["id"] for also in told["also"]] == ["do.save_for_later"]
    record.assistant.answer = lambda _request: [{"do": "save_for_later"}]
    (asked,) = await record.say(conversation_id, "I must stop now")
    assert asked["key"] == "notice-save-for-later"


@pytest.fixture
async def other_process(record: RecordUnderTest, database_url: str, tmp_path: Path) -> AsyncIterator[RecordUnderTest]:
    """The same record as another gateway has it."""
    opened = await open_record(database_url, tmp_path, record.clock)
    yield opened
    await opened.database.stop()


async def test_two_processes_count_guesses_together_and_a_third_after_them(
    record: RecordUnderTest, other_process: RecordUnderTest, database_url: str, tmp_path: Path
) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    processes = (record, other_process)
    answers = await asyncio.gather(
        *(processes[number % 2].returning.open(symbols.drawn(14), HERE, browser()) for number in range(1000)),
        return_exceptions=True,
    )
    assert {type(answer) for answer in answers} == {CodeUnknown, TooManyTries}
    assert sum(isinstance(answer, CodeUnknown) for answer in answers) == RULE.free_tries_of_an_address
    # Whoever guesses waits at each of them, also at one that is started afterwards; others don't notice.
    started_again = await open_record(database_url, tmp_path, record.clock)
    try:
        for process in (*processes, started_again):
            with pytest.raises(TooManyTries):
                await process.returning.open(issued.code, HERE)
        assert (await started_again.returning.open(issued.code, By("198.51.100.4"))).id == conversation_id
    finally:
        await started_again.database.stop()
    assert await notices(record, conversation_id) == ["notice-opened-elsewhere"]


async def test_the_budget_over_everybody_is_one_for_all_processes(
    record: RecordUnderTest, other_process: RecordUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.access_codes.tries.tries_rule", lambda _day: replace(RULE, failures_an_hour=10))
    for number in range(10):
        with pytest.raises(CodeUnknown):
            await (record, other_process)[number % 2].returning.open(symbols.drawn(14), By(f"192.0.2.{number}"))
    for process in (record, other_process):
        with pytest.raises(TooManyTries) as caught:
            await process.returning.open(symbols.drawn(14), By("198.51.100.4"))
        assert caught.value.wait_seconds == 3600


async def test_fifty_redemptions_at_once_over_two_processes_leave_one_in_control(
    record: RecordUnderTest, other_process: RecordUnderTest
) -> None:
    conversation_id, mine = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    devices = [(Holder(visitor=browser()), (record, other_process)[number % 2]) for number in range(50)]
    await asyncio.gather(*(process.returning.open(issued.code, HERE, one.visitor) for one, process in devices))
    shut = await asyncio.gather(
        *(process.returning.only_me(conversation_id, one) for one, process in devices), return_exceptions=True
    )
    left = [await record.conversations.opened_by(conversation_id, one) for one, _process in devices]
    assert sum(left) == 1
    assert left == [answer is None for answer in shut]
    assert {type(answer) for answer in shut} == {type(None), ConversationNotFound}


async def test_given_back_this_device_is_out_and_the_code_goes_on(record: RecordUnderTest) -> None:
    conversation_id, helper = await begun(record)
    issued = await record.returning.new_code(conversation_id, helper)
    helped = browser()
    await record.returning.open(issued.code, HERE, helped)
    await record.returning.give_back(conversation_id, helper)
    assert not await record.conversations.opened_by(conversation_id, helper)
    assert await record.conversations.opened_by(conversation_id, Holder(visitor=helped))
    assert (await notices(record, conversation_id))[-1] == "notice-given-back"
    assert "November 20, 2026" in (await record.after(conversation_id))[-1]["text"]
    # Sent twice it does nothing more; what was shut out can give nothing back.
    with pytest.raises(ConversationNotFound):
        await record.returning.give_back(conversation_id, helper)
    token = (await record.returning.open(issued.code, HERE)).token
    await record.returning.give_back(conversation_id, Holder(token=token))
    assert not await record.conversations.opened_by(conversation_id, Holder(token=token))
    assert await record.conversations.opened_by(conversation_id, Holder(visitor=helped))


async def test_without_a_code_that_holds_nothing_is_given_back(record: RecordUnderTest) -> None:
    conversation_id, helper = await begun(record)
    for _ in range(2):
        with pytest.raises(NoCodeHolds):
            await record.returning.give_back(conversation_id, helper)
        await record.returning.new_code(conversation_id, helper)
        record.clock.forward(days=14)
    assert await record.conversations.opened_by(conversation_id, helper)
    assert await notices(record, conversation_id) == []


async def test_a_code_for_the_page_must_open_this_very_chat(record: RecordUnderTest) -> None:
    conversation_id, mine = await begun(record)
    other_id, theirs = await begun(record)
    issued = await record.returning.new_code(conversation_id, mine)
    of_other = await record.returning.new_code(other_id, theirs)
    assert await record.returning.code_for_page(conversation_id, issued.code, HERE) == issued.expires_at
    for code in (of_other.code, symbols.drawn(14)):
        with pytest.raises(CodeUnknown):
            await record.returning.code_for_page(conversation_id, code, HERE)
