"""The staff's side: whose turn it is to answer, passing on, and what has waited too long: nothing waits on an absent person.

A thread is its addressee's for as long as they may answer, else the advocate's of the case; while that one is away it is
their substitute's, without anybody doing anything. What is unanswered past its day, or is nobody's, stands on the
supervisors' board.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, and_, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import Advocate, CaseSystem, MatterId
from adapters.database.port import Database
from casework import listed, redaction
from casework.authority.absences import WORKS, Absences, Away
from casework.authority.service import Authority
from casework.conversations.models import ClientId
from casework.identity.models import Actor, EmployeeId, StaffMember, StaffRole
from casework.identity.service import People
from casework.listed import Listed
from casework.messages.models import (
    AuthorKind,
    EntryKind,
    MessageId,
    ThreadId,
    ThreadLine,
    message_reads,
    message_threads,
    messages,
)
from casework.messages.service import Messages
from casework.messages.threads import MessageRefused, Reader, message_place, staff_key

MOST_NOTE_CHARACTERS: Final = 2_000
_MOST_LATE: Final = 50
_THREADS: Final = message_threads.c
_MESSAGES: Final = messages.c


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A thread that is somebody's to look at.

    Attributes:
        taxpayer_name: Whose matter it is.
        instead_of: The colleague who is away, whose work this is.
        forwarded: Whether a colleague has sent it on, and it was not opened since.
        late: Whether it should have been answered by now.
        reader: Who is to answer it; none where nobody is there.
    """

    line: ThreadLine
    taxpayer_name: str = field(repr=False)
    case_number: str = field(repr=False)
    instead_of: str | None = None
    forwarded: bool = False
    late: bool = False
    reader: str | None = None


class Inbox:
    """What staff have to answer."""

    def __init__(
        self,
        messages_: Messages,
        authority: Authority,
        absences: Absences,
        people: People,
        case_system: CaseSystem,
        database: Database,
    ) -> None:
        self._messages = messages_
        self._threads = messages_.threads_
        self._authority = authority
        self._absences = absences
        self._people = people
        self._case_system = case_system
        self._database = database

    async def of(self, actor: Actor) -> Listed[InboxLine]:
        """An employee's threads: what is new first, then what has waited longest; what is answered last.

        Those of colleagues who are away are among them, as far as authority gives them. Raises CaseSystemUnavailable,
        DatabaseUnavailable.
        """
        me = actor.employee_id
        if me is None or not actor.staff_roles & WORKS:
            return Listed()
        away = await self._absences.away()
        working = {me, *away.covered_by(me)}
        matters = [
            matter.id
            for employee_id in sorted(working)
            for case in await self._case_system.cases_of_employee(employee_id)
            for matter in await self._case_system.matters_in(case.id)
        ]
        sent_on = await self._sent_on(me)
        addressed = await self._addressed(matters, working)
        stay = await self._messages.still_answer(addressed)
        theirs = [
            (matter_id, named)
            for matter_id, named in addressed
            if (named in working if (matter_id, named) in stay else matter_id in matters)
        ]
        whose = or_(
            and_(_THREADS.addressee_id.is_(None), _THREADS.matter_id.in_(matters)),
            tuple_(_THREADS.matter_id, _THREADS.addressee_id).in_(theirs),
            _THREADS.id.in_(sorted(sent_on)),
        )
        query = select(message_threads).where(_THREADS.erased_at.is_(None), whose)
        order = (_THREADS.waiting_since.is_(None), _THREADS.waiting_since, _THREADS.last_at.desc())
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(*order).limit(listed.MOST + 1))).all()
        lines = await self._lines(actor, rows[: listed.MOST], away, sent_on)

        def place(each: InboxLine) -> tuple[bool, bool, datetime | float]:
            line = each.line
            waits = line.waiting_since
            return (
                not (line.unread or each.forwarded),
                waits is None,
                waits.timestamp() if waits is not None else -line.last_at.timestamp(),
            )

        return Listed(sorted(lines, key=place), more=len(rows) > listed.MOST)

    async def unread(self, actor: Actor) -> int:
        """How many threads of an employee's have something new. Raises as `of`."""
        return sum(bool(each.line.unread or each.forwarded) for each in await self.of(actor))

    async def late(self, actor: Actor) -> Listed[InboxLine]:
        """What should have been answered by now, for supervisors: what has waited longest first. Raises as `of`."""
        now = self._threads.clock.now()
        query = select(message_threads).where(_THREADS.answer_by <= now, _THREADS.erased_at.is_(None))
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(_THREADS.waiting_since).limit(_MOST_LATE + 1))).all()
        lines = await self._lines(actor, rows[:_MOST_LATE], await self._absences.away(), frozenset())
        return Listed(lines, more=len(rows) > _MOST_LATE)

    async def colleagues(self, actor: Actor, matter_id: MatterId) -> list[StaffMember]:
        """To whom a thread of a matter can be passed: who may see and answer it today. Raises as `Messages.open`."""
        reader = await self._threads.reader(actor, matter_id)
        names = await self._threads.staff_names()
        advocate = _employee(reader.case.advocate)
        # Nobody else can come to work on the case: of a large staff only these few are looked at one by one.
        near = {advocate, None if advocate is None else (await self._absences.away()).reader_for(advocate)}
        return [
            StaffMember(each.employee_id, names[each.employee_id], each.actor)
            for each in await self._people.staff()
            if (each.employee_id in near or StaffRole.SUPERVISOR in each.actor.staff_roles)
            and await self._messages.may_answer(each, matter_id)
        ]

    async def forward(
        self,
        actor: Actor,
        matter_id: MatterId,
        thread_id: ThreadId,
        client_id: ClientId,
        employee_id: EmployeeId,
        note: str,
        reassign: bool = False,
    ) -> int:
        """Sends a thread on to a colleague, with a note that staff alone see; with `reassign` it is theirs to answer.

        What they may see is decided by the case's own authority; to somebody who may not see it nothing is sent. A thread
        is given to somebody else by supervisors, and by who does the work of somebody who is away. Returns the entry's
        number; once for each `client_id`.

        Raises MatterNotFound, ThreadNotFound, MessageRefused, CaseSystemUnavailable, DatabaseUnavailable.
        """
        reader = await self._threads.reader(actor, matter_id)
        if not reader.writes or not reader.staff or (reassign and not (reader.supervisor or reader.substitute)):
            raise MessageRefused("act_refused")
        text = redaction.clean_text(note).strip()
        if len(text) > MOST_NOTE_CHARACTERS:
            raise MessageRefused("note_too_long")
        if not await self._messages.may_see(employee_id, matter_id):
            raise MessageRefused("employee_may_not_see")
        names = await self._threads.staff_names()
        kind = EntryKind.REASSIGNED if reassign else EntryKind.FORWARDED
        client = self._threads.keys.digest("message client", f"{reader.key}|{client_id}".encode())
        content = self._threads.keys.digest("message", f"{thread_id}|{kind}|{employee_id}|{text}".encode())

        async def work(connection: AsyncConnection) -> int:
            row = await self._threads.row(connection, reader, thread_id, lock=True)
            known = (
                await connection.execute(select(messages).where(_MESSAGES.client_id_digest == client))
            ).one_or_none()
            if known is not None:
                if not secrets.compare_digest(bytes(known.content_digest), content):
                    raise MessageRefused("client_id_reused")
                return int(known.number)
            number = int(row.last_number) + 1
            assert actor.employee_id is not None  # noqa: S101 (a reader that is staff has one)
            body = {
                "name": names.get(actor.employee_id, ""),
                "note": text,
                "named": names.get(employee_id, employee_id),
            }
            message_id = MessageId(str(uuid.uuid4()))
            await connection.execute(
                insert(messages).values(
                    id=message_id,
                    thread_id=thread_id,
                    number=number,
                    kind=kind.value,
                    author_kind=AuthorKind.STAFF.value,
                    author=reader.key,
                    at=self._threads.clock.now(),
                    to_employee=employee_id,
                    reference=message_id.replace("-", "")[:16],
                    client_id_digest=client,
                    content_digest=content,
                    body=self._threads.sealed(row, thread_id, message_place(number), body),
                )
            )
            changed: dict[str, Any] = {"last_number": number}
            if reassign:
                changed["addressee_id"] = employee_id
            await connection.execute(update(message_threads).where(_THREADS.id == thread_id).values(**changed))
            action = "message.reassigned" if reassign else "message.forwarded"
            entry = self._threads.entry(reader, action, thread_id, to=employee_id, number=number)
            await self._threads.audit.record(connection, entry)
            return number

        return await self._database.write(work)

    async def _addressed(
        self, matters: Collection[MatterId], employees: Collection[EmployeeId]
    ) -> list[tuple[MatterId, EmployeeId]]:
        """Whom threads of some matters name, and the matters of threads that name some employees."""
        either = or_(_THREADS.matter_id.in_(matters), _THREADS.addressee_id.in_(sorted(employees)))
        query = select(_THREADS.matter_id, _THREADS.addressee_id).distinct()
        named = query.where(_THREADS.addressee_id.is_not(None), _THREADS.erased_at.is_(None), either)
        async with self._database.read() as connection:
            rows = (await connection.execute(named)).all()
        return [(MatterId(row.matter_id), EmployeeId(row.addressee_id)) for row in rows]

    async def _sent_on(self, employee_id: EmployeeId) -> frozenset[str]:
        """Threads that a colleague has sent on to an employee, who has not opened them since."""
        seen = select(message_reads.c.number).where(
            message_reads.c.thread_id == _MESSAGES.thread_id,
            message_reads.c.number == _MESSAGES.number,
            message_reads.c.reader == staff_key(employee_id),
        )
        query = select(_MESSAGES.thread_id).where(_MESSAGES.to_employee == employee_id, ~seen.exists())
        async with self._database.read() as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def _lines(
        self, actor: Actor, rows: Sequence[Row[Any]], away: Away, sent_on: frozenset[str]
    ) -> list[InboxLine]:
        """Threads as the inbox shows them, those left out that authority doesn't give."""
        readers: dict[str, Reader] = {}
        for matter_id in dict.fromkeys(row.matter_id for row in rows):
            reader = self._threads.as_reader(actor, await self._authority.decided(actor, MatterId(matter_id)))
            if reader is not None:
                readers[matter_id] = reader
        shown = [row for row in rows if row.matter_id in readers]
        stay = await self._messages.still_answer(
            [(row.matter_id, row.addressee_id) for row in shown if row.addressee_id is not None]
        )
        names = await self._threads.staff_names()
        now = self._threads.clock.now()
        async with self._database.read() as connection:
            lines = await self._threads.lines(connection, staff_key(EmployeeId(actor.employee_id or "")), True, shown)
        found = []
        for line in lines:
            reader = readers[line.matter_id]
            named = _employee(reader.case.advocate)
            if line.addressee_id is not None and (line.matter_id, line.addressee_id) in stay:
                named = line.addressee_id
            answers = None if named is None else away.reader_for(named)
            instead = named is not None and named in away.absent and answers == actor.employee_id
            found.append(
                InboxLine(
                    line=line,
                    taxpayer_name=reader.matter.taxpayer_name,
                    case_number=reader.case.number,
                    instead_of=_name(named, names, reader.case.advocate) if instead else None,
                    forwarded=line.id in sent_on,
                    late=line.answer_by is not None and line.answer_by <= now,
                    reader=None if answers is None else _name(answers, names, reader.case.advocate),
                )
            )
        return found


def _employee(advocate: Advocate | None) -> EmployeeId | None:
    return None if advocate is None else EmployeeId(advocate.employee_id)


def _name(employee_id: EmployeeId | None, names: dict[EmployeeId, str], advocate: Advocate | None) -> str | None:
    if employee_id is None:
        return None
    if advocate is not None and advocate.employee_id == employee_id:
        return advocate.name
    return names.get(employee_id, employee_id)
