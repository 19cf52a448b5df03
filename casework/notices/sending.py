"""Sends what the outbox holds: at least once, and once as far as can be known.

A person's notices are leased to one gateway at a time. What is to be sent of them is decided when it is due: a mail has its
id before it is handed over, so that one that is handed over again (the process died before it could note that the first was
taken) is recognised as the same by whoever gets it. DESIGN section 4, rules 2 and 12.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from adapters.mailer.port import Mail, Mailer, MailerUnavailable, MailRefused
from casework.clock import Clock, local_date
from casework.faults import point
from casework.identity.models import MailChoice, PersonId
from casework.identity.service import People, PersonUnknown
from casework.notices.letters import Sender, Told, letter
from casework.notices.models import (
    DIGEST_KINDS,
    MailStanding,
    NoticeKind,
    NoticeState,
    StillWaits,
    notices,
)
from casework.notices.rules import morning_after, notice_rule, pause_after
from casework.notices.service import Notices
from casework.texts import Texts

# Longer than a mailer may take for a mail (a minute), whatever the machine has to do besides.
LEASE: Final = timedelta(seconds=180)
_MOST_AT_ONCE: Final = 200
_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class _Plan:
    """What becomes of a person's notices that are due.

    Attributes:
        ends: Those that end without a mail, by why.
        later: Those that wait, and until when.
        mail: One mail for the rest, or none.
        of: What the mail tells of.
    """

    ends: dict[str, str] = field(default_factory=dict)
    later: dict[str, datetime] = field(default_factory=dict)
    mail: Mail | None = None
    of: list[str] = field(default_factory=list)


class Sending:
    """Works through the outbox."""

    def __init__(
        self,
        notices_: Notices,
        people: People,
        waits: StillWaits,
        mailer: Mailer,
        sender: Sender,
        texts: Texts,
        database: Database,
        clock: Clock,
        time_zone: str,
    ) -> None:
        self._notices = notices_
        self._people = people
        self._waits = waits
        self._mailer = mailer
        self._sender = sender
        self._texts = texts
        self._database = database
        self._clock = clock
        self._time_zone = time_zone
        self._at_work = asyncio.Lock()
        self._stopped = False

    async def sweep(self) -> Counter[str]:
        """Sends what is due; how many notices were `sent`, `dropped`, `postponed` or `failed`.

        Ends early where the mailer is away: another mail would fare no better. Whatever is raised over one person's notices
        ends it as well; they are leased until later, and the next sweep goes on with the others. Raises DatabaseUnavailable.
        """
        done: Counter[str] = Counter()
        for _ in range(_MOST_AT_ONCE):
            async with self._at_work:
                if self._stopped or not await self._one(done):
                    break
        return done

    async def stop(self) -> None:
        """Finishes the mail that is being handed over, and begins no other."""
        self._stopped = True
        async with self._at_work:
            pass

    async def _one(self, done: Counter[str]) -> bool:
        """Does what is due for one person, at most one mail; whether there may be more to do."""
        lease, rows = await self._claim()
        if not rows:
            return False
        point("notice.claimed")
        person_id = PersonId(rows[0].person_id)
        plan = await self._plan(person_id, rows)
        if not await self._begin(lease, plan, done):
            return True
        point("notice.planned")
        if plan.mail is None:
            return True
        try:
            await self._mailer.send(plan.mail)
        except MailRefused as refused:
            await self._end(lease, plan.of, NoticeState.FAILED, refused.code, done)
            return True
        except MailerUnavailable as away:
            await self._postpone(lease, [row for row in rows if row.id in plan.of], away.code, done)
            return away.this_one
        point("notice.mailed")
        await self._end(lease, plan.of, NoticeState.SENT, None, done)
        point("notice.sent")
        return True

    async def _claim(self) -> tuple[str, Sequence[Row[Any]]]:
        """All that is due for one person, ours until the lease ends; nothing where nothing is due."""
        lease, now = str(uuid.uuid4()), self._clock.now()
        waiting = notices.c.state == NoticeState.WAITING.value
        # A mail to somebody is on its way from another gateway: theirs come when that is done.
        taken = select(notices.c.person_id).where(waiting, notices.c.lease_until > now)
        due = select(notices.c.person_id).where(waiting, notices.c.due_at <= now, notices.c.person_id.not_in(taken))
        first = due.order_by(notices.c.due_at, notices.c.id).limit(1)
        async with self._database.read() as connection:
            if (await connection.execute(first)).first() is None:
                return lease, []

        async def work(connection: AsyncConnection) -> Sequence[Row[Any]]:
            person_id = (await connection.execute(first)).scalar_one_or_none()
            if person_id is None:
                return []
            # The person's own row first: so two gateways never take notices of one person at the same time. Of somebody
            # who was erased there is none, and no mail either.
            with contextlib.suppress(PersonUnknown):
                await self._people.row(connection, PersonId(person_id), lock=True)
            theirs = notices.c.person_id == person_id
            if (await connection.execute(taken.where(theirs).limit(1))).first() is not None:
                return []
            query = select(notices).where(theirs, waiting, notices.c.due_at <= now)
            rows = (await connection.execute(query.order_by(notices.c.due_at, notices.c.id).with_for_update())).all()
            ours = notices.c.id.in_([row.id for row in rows])
            await connection.execute(update(notices).where(ours).values(lease=lease, lease_until=now + LEASE))
            return rows

        return lease, await self._database.write(work)

    async def _plan(self, person_id: PersonId, rows: Sequence[Row[Any]]) -> _Plan:
        """What becomes of notices that are due. Changes nothing."""
        now, plan = self._clock.now(), _Plan()
        rule = notice_rule(local_date(now, self._time_zone))
        async with self._database.read() as connection:
            try:
                person = await self._people.row(connection, person_id)
            except PersonUnknown:
                return _Plan(ends={row.id: "person_gone" for row in rows})
            if person.employee_id is not None:
                return _Plan(ends={row.id: "staff" for row in rows})
            standing = await self._notices.standing_in(connection, person)
        subjects = [str(row.subject_ref) for row in rows if row.kind in DIGEST_KINDS]
        unseen = await self._waits.still_waiting(person_id, subjects) if subjects else frozenset()
        ready: list[Row[Any]] = []
        for row in rows:
            why = _not_to_be_sent(row, standing, unseen)
            morning = morning_after(row.created_at, rule.digest_hour, self._time_zone)
            if why is not None:
                plan.ends[row.id] = why
            elif _is_daily(row, standing) and row.mail_id is None and morning > now:
                plan.later[row.id] = morning
            else:
                ready.append(row)
        if ready and standing.address is not None:
            chosen = _of_one_mail(ready, standing)
            plan.of = [row.id for row in chosen]
            counts = Counter(NoticeKind(row.kind) for row in chosen)
            daily = _is_daily(chosen[0], standing) or len(chosen) > 1
            told = Told({kind: counts[kind] for kind in NoticeKind if counts[kind]}, daily)
            mail_id = chosen[0].mail_id or chosen[0].id
            plan.mail = letter(
                mail_id, standing.address, told, self._sender, str(person.language), self._texts, self._clock.now()
            )
        return plan

    async def _begin(self, lease: str, plan: _Plan, done: Counter[str]) -> bool:
        """Ends and puts off what is not to be sent, names the mail, and frees the rest; whether the lease still held."""
        now = self._clock.now()
        mail_id = None if plan.mail is None else plan.mail.id

        async def work(connection: AsyncConnection) -> bool:
            held = select(notices.c.id).where(notices.c.lease == lease).with_for_update()
            ours = set((await connection.execute(held)).scalars().all())
            if not ours.issuperset(plan.of):
                return False
            for notice_id, why in plan.ends.items():
                ended = {"state": NoticeState.DROPPED.value, "why": why, "ended_at": now, "lease": None}
                await connection.execute(_if_held(lease, [notice_id]).values(**ended, lease_until=None))
            for notice_id, at in plan.later.items():
                await connection.execute(_if_held(lease, [notice_id]).values(due_at=at, lease=None, lease_until=None))
            rest = sorted(ours.difference(plan.of, plan.ends, plan.later))
            await connection.execute(_if_held(lease, rest).values(lease=None, lease_until=None))
            await connection.execute(_if_held(lease, plan.of).values(mail_id=mail_id, lease_until=now + LEASE))
            return True

        if not await self._database.write(work):
            return False
        if plan.ends:
            done["dropped"] += len(plan.ends)
        return True

    async def _end(
        self, lease: str, ids: Sequence[str], state: NoticeState, why: str | None, done: Counter[str]
    ) -> None:
        now = self._clock.now()
        ended = {"state": state.value, "why": why, "ended_at": now, "lease": None, "lease_until": None}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_if_held(lease, ids).values(tries=notices.c.tries + 1, **ended))
            point("notice.sent_in_transaction")

        await self._database.write(work)
        done[state.value] += len(ids)

    async def _postpone(self, lease: str, rows: Sequence[Row[Any]], why: str, done: Counter[str]) -> None:
        """Has a mail tried again later, or gives it up when that has gone on for too long."""
        now, ids = self._clock.now(), [row.id for row in rows]
        at = now + pause_after(max(row.tries for row in rows) + 1)
        rule = notice_rule(local_date(now, self._time_zone))
        # What waited for a morning has been tried since then.
        if at > min(row.created_at for row in rows) + rule.give_up + _DAY:
            await self._end(lease, ids, NoticeState.FAILED, why, done)
            return
        again = {"tries": notices.c.tries + 1, "why": why, "due_at": at, "lease": None, "lease_until": None}

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_if_held(lease, ids).values(**again))

        await self._database.write(work)
        done["postponed"] += len(ids)


def _if_held(lease: str, ids: Sequence[str]) -> Any:
    return update(notices).where(notices.c.id.in_(ids), notices.c.lease == lease)


def _is_daily(row: Row[Any], standing: MailStanding) -> bool:
    return standing.choice is MailChoice.DAILY and row.kind in DIGEST_KINDS


def _not_to_be_sent(row: Row[Any], standing: MailStanding, unseen: frozenset[str]) -> str | None:
    """Why a notice ends without a mail; None where it doesn't."""
    if standing.choice is MailChoice.NONE:
        return "not_wanted" if standing.why == "chosen" else standing.why
    if row.kind == NoticeKind.RECEIPT:
        return None if standing.receipts else "not_wanted"
    return None if row.subject_ref in unseen else "seen"


def _of_one_mail(ready: Sequence[Row[Any]], standing: MailStanding) -> list[Row[Any]]:
    """What goes in the next mail: the rest of one that was begun, the day's, or the first alone."""
    first = ready[0]
    begun = next((row.mail_id for row in ready if row.mail_id is not None), None)
    if begun is not None:
        return [row for row in ready if row.mail_id == begun]
    if _is_daily(first, standing):
        return [row for row in ready if _is_daily(row, standing)]
    return [first]
