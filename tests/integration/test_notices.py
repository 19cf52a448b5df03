"""The outbox on both databases: once a person and message, when they want it, as long as it is safe, and not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from adapters.mailer.port import Mail, MailerUnavailable, MailRefused
from casework.documents.models import DocumentId, DocumentState, documents
from casework.documents.service import Finding
from casework.identity.models import MailChoice, PersonId, Preferences, SafeChannel
from casework.identity.service import People
from casework.notices.models import NoticeKind, StillWaitsBy
from casework.notices.rejections import Rejections
from casework.notices.rules import notice_rule
from casework.notices.sending import LEASE
from tests.support.mail import ListMailer
from tests.support.notices import AGENCY, ORIGIN, OutboxUnderTest, Seen, open_outbox, outbox
from tests.support.portal import identity_of
from tests.support.record import TEXTS, client_id, open_record

RECEIPT, REJECTED, WAITS = NoticeKind.RECEIPT, NoticeKind.DOCUMENT_REJECTED, NoticeKind.MESSAGE_WAITS


@pytest.fixture
async def tas(database_url: str, tmp_path: Path) -> AsyncIterator[OutboxUnderTest]:
    opened = await open_outbox(database_url, tmp_path)
    yield opened
    await opened.record.database.stop()


def say(key: str, language: str = "en", **values: Any) -> str:
    return TEXTS.say(f"mail-{key}", language, {"agency": AGENCY, **values})


# One notice, one mail


async def test_a_notice_is_one_mail_in_the_persons_language_of_that_moment(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    person = await tas.person("denise")
    await tas.portal.people.change_preferences(person, Preferences("es", mail=MailChoice.AT_ONCE))
    assert await tas.sending.sweep() == {"sent": 1}
    assert await tas.sending.sweep() == {}
    (mail,) = tas.mailer.mails
    assert mail.recipient == "denise@people.example"
    assert (mail.subject, mail.language) == (say("subject-message_waits", "es"), "es")
    said = " ".join(mail.text.split())
    for key in ("message_waits", "sign-in", "private", "phishing", "stop", "no-reply"):
        assert say(key, "es") in said, key
    assert f"\n{ORIGIN}/portal\n" in mail.text
    assert f'<a href="{ORIGIN}/portal">' in mail.html
    assert '<html lang="es">' in mail.html
    row = (await tas.rows())["message:1"]
    assert (row.state, row.tries, row.lease, mail.id) == ("sent", 1, None, row.mail_id)


async def test_put_again_it_is_the_same_notice(tas: OutboxUnderTest) -> None:
    await asyncio.gather(*(tas.put("denise", "message:1") for _ in range(5)))
    await tas.put("robert", "message:1")
    await tas.put("denise", "message:1", REJECTED)
    await tas.sending.sweep()
    await tas.put("denise", "message:1")
    assert await tas.sending.sweep() == {}
    sent = [(mail.recipient, mail.subject) for mail in tas.mailer.mails]
    assert sorted(sent) == sorted(
        [
            ("denise@people.example", say("subject-message_waits")),
            ("denise@people.example", say("subject-document_rejected")),
            ("robert@people.example", say("subject-message_waits")),
        ]
    )


async def test_what_is_taken_back_with_its_transaction_is_never_told(tas: OutboxUnderTest) -> None:
    person = await tas.person("denise")

    async def work(connection: Any) -> None:
        await tas.notices.put(connection, person, WAITS, "message:1")
        raise RuntimeError("the message was not kept")

    with pytest.raises(RuntimeError):
        await tas.record.database.write(work)
    assert await tas.sending.sweep() == {}
    assert await tas.rows() == {}


async def test_what_was_read_before_is_not_told(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    await tas.put("denise", "message:2")
    tas.seen.subjects.add("message:1")
    await tas.sending.sweep()
    assert await tas.states() == {"message:1": ("dropped", "seen"), "message:2": ("sent", None)}
    assert len(tas.mailer.mails) == 1


async def test_each_subject_is_asked_of_whoever_keeps_it() -> None:
    messages = Seen({"message:1", "document:1"})
    waits = StillWaitsBy({"message": messages})
    subjects = ["message:1", "message:2", "document:1", "callback:1"]
    assert await waits.still_waiting(PersonId("ana"), subjects) == {"message:2", "document:1", "callback:1"}


async def test_each_is_written_to_at_their_own_address_and_staff_at_none(tas: OutboxUnderTest) -> None:
    for subject in ("ana", "robert", "vega"):
        await tas.put(subject, "message:1")
    await tas.sending.sweep()
    assert sorted(mail.recipient for mail in tas.mailer.mails) == ["ana@people.example", "robert@people.example"]
    async with tas.record.database.read() as connection:
        row = await tas.portal.people.row(connection, await tas.person("vega"))
    assert (row.email, row.email_digest) == (None, None)


@pytest.mark.parametrize(
    ("state", "attached_to", "direction", "told"),
    [
        ("rejected", "message:1", "inbound", True),
        # Still on the page where it is being sent: there it is seen.
        ("rejected", None, "inbound", False),
        ("rejected", "message:1", "outbound", False),
        ("clean", "message:1", "inbound", False),
        ("unscannable", "message:1", "inbound", False),
    ],
)
async def test_a_document_that_was_sent_and_then_could_not_be_taken_is_told_of(
    tas: OutboxUnderTest, state: str, attached_to: str | None, direction: str, told: bool
) -> None:
    now, document_id = tas.record.clock.now(), DocumentId("d" * 43)
    row = {
        "id": document_id,
        "place_kind": "matter",
        "place_id": "one",
        "direction": direction,
        "uploader_id": await tas.person("denise"),
        "client_id_digest": b"c" * 32,
        "content_digest": b"d" * 32,
        "state": "quarantined",
        "length_bytes": 1,
        "received_bytes": 1,
        "attached_to": attached_to,
        "tries": 0,
        "created_at": now,
        "expires_at": now,
    }
    finding = Finding(DocumentState(state), None, None, None, None)

    async def work(connection: Any) -> None:
        await connection.execute(insert(documents).values(**row))
        for _ in range(2):
            await Rejections(tas.notices).settled(connection, document_id, finding)

    await tas.record.database.write(work)
    await tas.sending.sweep()
    subjects = [mail.subject for mail in tas.mailer.mails]
    assert subjects == ([say("subject-document_rejected")] if told else [])


async def test_somebody_who_was_erased_is_not_written_to(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    tas.record.clock.forward(days=8 * 365)
    assert await tas.portal.people.erase_due() == 1
    assert await tas.sending.sweep() == {"dropped": 1}
    assert await tas.states() == {"message:1": ("dropped", "person_gone")}


async def test_a_receipt_comes_to_whom_wants_it_alone(tas: OutboxUnderTest) -> None:
    for subject, receipts in (("denise", True), ("robert", False)):
        await tas.notices.keep_mail(await tas.person(subject), MailChoice.DAILY, receipts=receipts)
        await tas.put(subject, "message:1", RECEIPT)
    await tas.sending.sweep()
    assert [(mail.recipient, mail.subject) for mail in tas.mailer.mails] == [
        ("denise@people.example", say("subject-receipt"))
    ]


# What people want


async def test_whoever_wants_no_mail_gets_none_from_then_on(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    await tas.notices.keep_mail(await tas.person("denise"), MailChoice.NONE, receipts=True)
    await tas.put("denise", "message:2", RECEIPT)
    await tas.sending.sweep()
    assert set((await tas.states()).values()) == {("dropped", "not_wanted")}
    assert tas.mailer.mails == []


async def test_once_a_day_is_one_mail_in_the_morning_that_says_how_many_wait(tas: OutboxUnderTest) -> None:
    # The clock stands at 10 in the morning in New York.
    await tas.notices.keep_mail(await tas.person("denise"), MailChoice.DAILY, receipts=False)
    for number in range(3):
        await tas.put("denise", f"message:{number}")
        assert await tas.sending.sweep() == {}
        tas.record.clock.forward(hours=1)
    await tas.put("denise", "document:1", REJECTED)
    tas.seen.subjects.add("message:0")
    tas.record.clock.forward(hours=18, minutes=59)  # 7:59
    await tas.sending.sweep()
    assert tas.mailer.mails == []
    tas.record.clock.forward(minutes=1)
    assert await tas.sending.sweep() == {"sent": 3, "dropped": 1}
    (mail,) = tas.mailer.mails
    assert mail.subject == say("subject-daily")
    said = " ".join(mail.text.split())
    assert say("daily-message_waits", waiting_count=2) in said
    assert say("daily-document_rejected", waiting_count=1) in said
    # What comes after that is tomorrow's.
    await tas.put("denise", "message:9")
    tas.record.clock.forward(hours=23, minutes=59)
    await tas.sending.sweep()
    assert len(tas.mailer.mails) == 1
    tas.record.clock.forward(minutes=1)
    await tas.sending.sweep()
    assert len(tas.mailer.mails) == 2


async def test_a_morning_when_all_was_read_is_quiet(tas: OutboxUnderTest) -> None:
    await tas.notices.keep_mail(await tas.person("denise"), MailChoice.DAILY, receipts=False)
    await tas.put("denise", "message:1")
    tas.seen.subjects.add("message:1")
    tas.record.clock.forward(days=1)
    assert await tas.sending.sweep() == {"dropped": 1}
    assert tas.mailer.mails == []


async def test_whoever_changes_their_mind_is_told_at_once_of_what_waits(tas: OutboxUnderTest) -> None:
    person = await tas.person("denise")
    await tas.notices.keep_mail(person, MailChoice.DAILY, receipts=False)
    await tas.put("denise", "message:1")
    await tas.sending.sweep()
    await tas.notices.keep_mail(person, MailChoice.AT_ONCE, receipts=False)
    await tas.sending.sweep()
    assert [mail.subject for mail in tas.mailer.mails] == [say("subject-message_waits")]


# What is safe


async def test_who_chose_nothing_is_told_and_who_chose_a_safe_way_is_not(tas: OutboxUnderTest) -> None:
    person = await tas.person("denise")
    assert (await tas.notices.standing(person)).why == "default"
    for channel in SafeChannel:
        await tas.put("denise", f"message:{channel}")
        assert await tas.notices.keep_way(person, "en", channel, frozenset()) is (channel is SafeChannel.PORTAL)
        await tas.sending.sweep()
    assert tas.mailer.mails == []
    # E-mail chosen beside it is chosen, until another way is.
    await tas.notices.keep_mail(person, MailChoice.AT_ONCE, receipts=False)
    assert await tas.notices.keep_way(person, "es", SafeChannel.MAIL, frozenset()) is False
    assert (await tas.notices.standing(person)).choice is MailChoice.AT_ONCE
    assert await tas.notices.keep_way(person, "es", SafeChannel.TELEPHONE, frozenset()) is True
    assert (await tas.notices.standing(person)).choice is MailChoice.NONE


async def test_the_language_alone_is_no_safe_way(tas: OutboxUnderTest) -> None:
    person = await tas.person("denise")
    chosen = await tas.portal.people.preferences(person)
    await tas.portal.people.change_preferences(person, Preferences("es", chosen.safe_channel))
    standing = await tas.notices.standing(person)
    assert (standing.choice, standing.why) == (MailChoice.AT_ONCE, "default")


@pytest.mark.parametrize(
    ("choices", "allowed"),
    [
        (["contact_any", "device_mine"], True),
        (["contact_any", "device_shared"], False),
        (["contact_voicemail", "device_mine"], False),
        (["contact_none", "device_mine"], False),
        (["contact_skip"], False),
        ([], False),
    ],
)
async def test_what_was_said_in_a_chat_forbids_it_until_it_is_chosen_again(
    tas: OutboxUnderTest, choices: list[str], allowed: bool
) -> None:
    person = await tas.person("denise")
    await tas.notices.keep_mail(person, MailChoice.AT_ONCE, receipts=True)
    tas.record.clock.forward(minutes=1)
    chat = await tas.portal.begin("denise")
    # Words of violence at home: the question comes with the answer.
    await tas.portal.conversations.post_text(chat, client_id(), "My husband hits me and I am afraid he will find out")
    asked = [event for event in (await tas.portal.conversations.read(chat, 0)).events if event["kind"] == "notice"]
    assert "contact_none" in str(asked)
    for choice in choices:
        tas.record.clock.forward(minutes=1)
        await tas.portal.conversations.post_choice(chat, client_id(), f"do.{choice}")
    await tas.put("denise", "message:1")
    await tas.put("denise", "message:2", RECEIPT)
    await tas.sending.sweep()
    if allowed:
        assert len(tas.mailer.mails) == 2
        return
    assert set((await tas.states()).values()) == {("dropped", "safe_contact")}
    assert (await tas.notices.standing(person)).why == "safe_contact"
    # Chosen once more, after it was said, it is their word.
    tas.record.clock.forward(minutes=1)
    await tas.notices.keep_mail(person, MailChoice.AT_ONCE, receipts=False)
    await tas.put("denise", "message:3")
    await tas.sending.sweep()
    assert len(tas.mailer.mails) == 1


async def test_a_mailbox_that_two_people_sign_in_with_gets_nothing_unasked(tas: OutboxUnderTest) -> None:
    for subject in ("ana", "marcos"):
        shared = replace(
            identity_of(subject), email="Rivera@People.example" if subject == "ana" else "rivera@people.example"
        )
        tas.portal.persons[subject] = await tas.portal.people.bind(shared, "es")
        await tas.put(subject, "message:1")
    await tas.sending.sweep()
    assert set((await tas.states()).values()) == {("dropped", "shared_address")}
    await tas.notices.keep_mail(tas.portal.persons["ana"], MailChoice.AT_ONCE, receipts=False)
    await tas.put("ana", "message:2")
    await tas.put("marcos", "message:2")
    await tas.sending.sweep()
    assert [mail.recipient for mail in tas.mailer.mails] == ["Rivera@People.example"]


async def test_without_an_address_nothing_goes(tas: OutboxUnderTest) -> None:
    await tas.person("denise")
    await tas.portal.people.bind(replace(identity_of("denise"), email=None), "en")
    await tas.put("denise", "message:1")
    await tas.sending.sweep()
    assert await tas.states() == {"message:1": ("dropped", "no_address")}


# When the mailer fails


async def test_a_mailer_that_is_away_is_asked_again_ever_later_and_given_up_after_days(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    began, tries = tas.record.clock.now(), 0
    pauses = []
    while (row := (await tas.rows())["message:1"]).state == "waiting":
        tas.mailer.raises = [MailerUnavailable("connection")]
        assert (await tas.sending.sweep())["postponed" if tries < 60 else "failed"] in (0, 1)
        tries += 1
        now, row = tas.record.clock.now(), (await tas.rows())["message:1"]
        if row.state == "waiting":
            assert await tas.sending.sweep() == {}
            pauses.append(row.due_at - now)
            tas.record.clock.forward(seconds=pauses[-1].total_seconds())
    assert pauses[0] == timedelta(seconds=30)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=2)
    give_up = notice_rule(began.date()).give_up
    assert give_up < tas.record.clock.now() - began < give_up + timedelta(days=1, hours=3)
    assert (row.state, row.why) == ("failed", "connection")
    state = await tas.notices.state()
    assert (state.waiting, state.failed) == (0, 1)
    (failed,) = await tas.notices.failed()
    assert (failed.kind, failed.why) == (WAITS, "connection")
    # Whoever runs this has it tried again, as the same mail.
    assert await tas.notices.try_again() == 1
    assert await tas.sending.sweep() == {"sent": 1}
    assert tas.mailer.mails[0].id == row.mail_id


async def test_a_mail_that_is_refused_is_not_tried_again_and_holds_up_nobody(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    await tas.put("robert", "message:1")
    await tas.put("ana", "message:2")
    tas.mailer.raises = [MailRefused("recipient"), MailerUnavailable("postponed", this_one=True)]
    assert await tas.sending.sweep() == {"failed": 1, "postponed": 1, "sent": 1}
    tas.record.clock.forward(minutes=1)
    assert await tas.sending.sweep() == {"sent": 1}


async def test_a_mailer_that_is_away_is_not_asked_for_everybody(tas: OutboxUnderTest) -> None:
    for subject in ("denise", "robert", "ana"):
        await tas.put(subject, "message:1")
    tas.mailer.raises = [MailerUnavailable("connection")]
    assert await tas.sending.sweep() == {"postponed": 1}
    state = await tas.notices.state()
    assert state.waiting == 3
    assert state.oldest_due_at == tas.record.clock.now()


async def test_a_daily_mail_that_is_tried_again_is_the_same_mail(tas: OutboxUnderTest) -> None:
    await tas.notices.keep_mail(await tas.person("denise"), MailChoice.DAILY, receipts=False)
    for number in range(2):
        await tas.put("denise", f"message:{number}")
    tas.record.clock.forward(days=1)
    tas.mailer.raises = [MailerUnavailable("disconnected")]
    await tas.sending.sweep()
    first = {row.mail_id for row in (await tas.rows()).values()}
    assert len(first) == 1
    tas.record.clock.forward(minutes=1)
    tas.seen.subjects.add("message:0")
    assert await tas.sending.sweep() == {"sent": 1, "dropped": 1}
    (mail,) = tas.mailer.mails
    assert {mail.id} == first
    assert say("daily-message_waits", waiting_count=1) in " ".join(mail.text.split())


async def test_trouble_over_one_persons_notices_holds_up_nobody_for_long(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    tas.record.clock.forward(seconds=1)
    await tas.put("robert", "message:1")
    tas.seen.raises = RuntimeError("its database is away")
    with pytest.raises(RuntimeError):
        await tas.sending.sweep()
    tas.seen.raises = None
    assert await tas.sending.sweep() == {"sent": 1}
    assert [mail.recipient for mail in tas.mailer.mails] == ["robert@people.example"]
    tas.record.clock.forward(seconds=LEASE.total_seconds())
    assert await tas.sending.sweep() == {"sent": 1}


# Two gateways


class SlowMailer(ListMailer):
    """Takes its time, and holds on until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def send(self, mail: Mail) -> None:
        self.begun.set()
        await self.go_on.wait()
        await super().send(mail)


async def test_of_two_gateways_one_sends(tas: OutboxUnderTest) -> None:
    mailer = SlowMailer()
    one, other = outbox(tas.portal, mailer, tas.seen), outbox(tas.portal, mailer, tas.seen)
    await tas.put("denise", "message:1")
    await tas.put("denise", "message:2")
    sweeps = [asyncio.create_task(gateway.sending.sweep()) for gateway in (one, other)]
    await mailer.begun.wait()
    # Whoever came second finds nothing of hers while a mail to her is on its way.
    done, _ = await asyncio.wait(sweeps, return_when=asyncio.FIRST_COMPLETED, timeout=10)
    assert [task.result() for task in done] == [{}]
    mailer.go_on.set()
    await asyncio.gather(*sweeps)
    assert sorted(state for state, _ in (await tas.states()).values()) == ["sent", "sent"]
    assert len({mail.id for mail in mailer.mails}) == len(mailer.mails) == 2


async def test_many_gateways_at_once_send_each_once(database_url: str, tmp_path: Path) -> None:
    first = await open_outbox(database_url, tmp_path)
    second_record = await open_record(database_url, tmp_path, first.record.clock)
    try:
        people = People(second_record.database, second_record.keys, second_record.clock)
        other = outbox(replace(first.portal, record=second_record, people=people), first.mailer, first.seen)
        subjects = ("denise", "robert", "ana", "marcos", "linda", "sam")
        for subject in subjects:
            for number in range(4):
                await first.put(subject, f"message:{number}")
        for subject in subjects[3:]:
            await first.notices.keep_mail(await first.person(subject), MailChoice.DAILY, receipts=False)
        first.record.clock.forward(days=1)
        while (await first.notices.state()).waiting:
            await asyncio.gather(*(gateway.sending.sweep() for gateway in (first, other, first, other)))
        sent = [mail.id for mail in first.mailer.mails]
        assert len(sent) == len(set(sent)) == 3 * 4 + 3
    finally:
        await first.record.database.stop()
        await second_record.database.stop()


async def test_a_gateway_that_comes_back_after_its_lease_changes_nothing(tas: OutboxUnderTest) -> None:
    mailer = SlowMailer()
    slow = outbox(tas.portal, mailer, tas.seen)
    await tas.put("denise", "message:1")
    sweep = asyncio.create_task(slow.sending.sweep())
    await mailer.begun.wait()
    tas.record.clock.forward(seconds=LEASE.total_seconds() + 1)
    assert await tas.sending.sweep() == {"sent": 1}
    mailer.go_on.set()
    await sweep
    # Both were handed over, as it can't be known; they are the same mail.
    assert {mail.id for mail in mailer.mails} == {mail.id for mail in tas.mailer.mails}
    assert (await tas.rows())["message:1"].tries == 1


# What is kept


async def test_rows_go_when_their_time_is_over(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    await tas.sending.sweep()
    tas.record.clock.forward(days=1)
    await tas.put("robert", "message:1")
    kept = notice_rule(tas.record.clock.now().date()).kept
    tas.record.clock.forward(seconds=(kept - timedelta(hours=23)).total_seconds())
    assert await tas.notices.erase_due() == 1
    assert list(await tas.states()) == ["message:1"]
    assert (await tas.notices.state()).waiting == 1


async def test_no_address_stands_in_the_clear(tas: OutboxUnderTest) -> None:
    await tas.put("denise", "message:1")
    await tas.sending.sweep()
    async with tas.record.database.read() as connection:
        for table in ("notices", "people"):
            rows = repr((await connection.execute(text(f"SELECT * FROM {table}"))).all())
            assert "denise" not in rows
            assert "people.example" not in rows
