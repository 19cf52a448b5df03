"""The outbox: what puts a notice in, what a person chooses, and what whoever runs this sees."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.going import Going, erase
from adapters.database.port import Database
from casework.clock import Clock
from casework.identity.models import MailChoice, PersonId, SafeChannel, SafeHours
from casework.identity.service import People
from casework.notices.models import (
    Failed,
    MailStanding,
    NoticeId,
    NoticeKind,
    NoticeState,
    OutboxState,
    notices,
)
from casework.notices.rules import notice_rule
from casework.notices.safety import SaidUnsafe

_BATCH: Final = 50


class Notices:
    """Notices by e-mail to people who sign in."""

    def __init__(self, people: People, safety: SaidUnsafe, database: Database, clock: Clock) -> None:
        self._people = people
        self._safety = safety
        self._database = database
        self._clock = clock

    async def put(self, connection: AsyncConnection, person_id: PersonId, kind: str, subject: str) -> None:
        """Has a person told, once the caller's transaction is committed; of a kind and subject once, however often asked.

        Whether they want to be told, whether that is safe, and whether they have read it by then, is seen when it is sent.

        Args:
            connection: Of the caller's transaction.
            person_id: Who is told, at their own address.
            kind: One of `NoticeKind`.
            subject: What it is about, as `message:<id>`.

        Raises:
            ValueError: there is no such kind.
        """
        now = self._clock.now()
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        row = {
            "id": str(uuid.uuid4()),
            "person_id": person_id,
            "kind": NoticeKind(kind).value,
            "subject_ref": subject,
            "state": NoticeState.WAITING.value,
            "tries": 0,
            "created_at": now,
            "due_at": now,
        }
        await connection.execute(insert(notices).values(**row).on_conflict_do_nothing())

    # What a person chooses

    async def standing(self, person_id: PersonId) -> MailStanding:
        """What holds for a person's e-mail now. Raises PersonUnknown."""
        async with self._database.read() as connection:
            return await self.standing_in(connection, await self._people.row(connection, person_id))

    async def standing_in(self, connection: AsyncConnection, row: Row[Any]) -> MailStanding:
        """The same of a person's row.

        The last word counts: what was chosen on the page of preferences, or said in a chat. Whoever chose nothing is told at
        once, unless they said that it isn't safe or share their mailbox with somebody else who signs in.
        """
        chosen = self._people.preferences_of(row)
        address = self._people.email_of(row)
        receipts = chosen.receipts
        if address is None:
            return MailStanding(MailChoice.NONE, "no_address", receipts, None)
        if chosen.mail is MailChoice.NONE:
            return MailStanding(MailChoice.NONE, "chosen", receipts, address)
        unsafe = await self._safety.since(connection, PersonId(row.id))
        if unsafe is not None and (chosen.mail_chosen_at is None or unsafe > chosen.mail_chosen_at):
            return MailStanding(MailChoice.NONE, "safe_contact", receipts, address)
        if chosen.mail is not None:
            return MailStanding(chosen.mail, "chosen", receipts, address)
        if await self._people.shares_address(connection, row):
            return MailStanding(MailChoice.NONE, "shared_address", receipts, address)
        return MailStanding(MailChoice.AT_ONCE, "default", receipts, address)

    async def keep_mail(self, person_id: PersonId, mail: MailChoice, *, receipts: bool) -> None:
        """Keeps when a person wants an e-mail from now on, what waits included. Raises PersonUnknown."""
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            chosen = self._people.preferences_of(await self._people.row(connection, person_id, lock=True))
            wanted = replace(chosen, mail=mail, mail_chosen_at=now, receipts=receipts)
            await self._people.change_preferences_in(connection, person_id, wanted)
            # What waits for the morning is looked at anew.
            waiting = (notices.c.person_id == person_id) & (notices.c.state == NoticeState.WAITING.value)
            fresh = waiting & notices.c.mail_id.is_(None) & (notices.c.tries == 0)
            await connection.execute(update(notices).where(fresh).values(due_at=now))

        await self._database.write(work)

    async def keep_way(
        self, person_id: PersonId, language: str, channel: SafeChannel, hours: frozenset[SafeHours]
    ) -> bool:
        """Keeps the language, and how a person may be reached safely; whether that has ended their e-mails.

        Nothing is sent by another way than the one they choose here, so e-mail ends unless they chose it beside the same
        way before. Raises PersonUnknown.
        """

        async def work(connection: AsyncConnection) -> bool:
            chosen = self._people.preferences_of(await self._people.row(connection, person_id, lock=True))
            keeps = chosen.mail is not None and channel is chosen.safe_channel
            mail = chosen.mail if keeps else MailChoice.NONE
            wanted = replace(chosen, language=language, safe_channel=channel, safe_hours=hours, mail=mail)
            await self._people.change_preferences_in(connection, person_id, wanted)
            return chosen.mail is not mail

        return await self._database.write(work)

    # What whoever runs this sees

    async def state(self) -> OutboxState:
        """How much waits, and how much was given up."""
        waiting, failed = NoticeState.WAITING.value, NoticeState.FAILED.value
        query = (
            select(notices.c.state, func.count(), func.min(notices.c.due_at))
            .where(notices.c.state.in_((waiting, failed)))
            .group_by(notices.c.state)
        )
        async with self._database.read() as connection:
            found = {row[0]: row for row in (await connection.execute(query)).all()}
        return OutboxState(
            waiting=found[waiting][1] if waiting in found else 0,
            failed=found[failed][1] if failed in found else 0,
            oldest_due_at=found[waiting][2] if waiting in found else None,
        )

    async def failed(self) -> Sequence[Failed]:
        """What was given up, the oldest first: to whom isn't told."""
        query = select(notices).where(notices.c.state == NoticeState.FAILED.value).order_by(notices.c.created_at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [Failed(NoticeId(row.id), NoticeKind(row.kind), row.why, row.created_at, row.ended_at) for row in rows]

    async def try_again(self) -> int:
        """Has everything that was given up tried once more, from the beginning; how many there are."""
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> int:
            again = {"state": NoticeState.WAITING.value, "why": None, "tries": 0, "due_at": now, "ended_at": None}
            given_up = notices.c.state == NoticeState.FAILED.value
            # Its time to be tried begins anew.
            return (await connection.execute(update(notices).where(given_up).values(created_at=now, **again))).rowcount

        return await self._database.write(work)

    @staticmethod
    def going(now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError where no rule is in force."""
        return _going(_due(now))

    async def erase_due(self) -> int:
        """Erases the rows of what ended long ago, by the rule in force; how many. Raises LookupError where none is."""
        now, done = self._clock.now(), 0

        async def work(connection: AsyncConnection) -> int:
            gone = (await connection.execute(_due(now).limit(_BATCH))).scalars().all()
            await erase(connection, _going(gone))
            return len(gone)

        while True:
            batch = await self._database.write(work)
            done += batch
            if batch < _BATCH:
                return done


def _due(now: datetime) -> Select[str]:
    return select(notices.c.id).where(notices.c.ended_at < now - notice_rule(now.date()).kept)


def _going(ids: Sequence[str] | Select[str]) -> list[Going]:
    return [Going(notices, notices.c.id.in_(ids))]
