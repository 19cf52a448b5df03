"""Who is away, and who does their work meanwhile, so that nothing waits on an absent person.

Whoever is away names a substitute, or a supervisor does; for these days the substitute may see what the absent employee is
assigned to (`casework.authority.decision`). One who is away as well passes it on to their own substitute.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import Absence, AbsenceId, absences
from casework.clock import Clock, local_date
from casework.identity.models import Actor, EmployeeId, StaffRole
from casework.identity.service import People

WORKS = frozenset({StaffRole.AGENT, StaffRole.SUPERVISOR})


class AbsenceInvalid(Exception):
    """An absence that can't be set; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Away:
    """Who is away on one day."""

    def __init__(self, absent: Mapping[EmployeeId, Absence]) -> None:
        self.absent = absent

    def reader_for(self, employee_id: EmployeeId) -> EmployeeId | None:
        """Who does somebody's work on the day: they themselves, or whoever stands in; None where all of them are away."""
        passed = {employee_id}
        while employee_id in self.absent:
            employee_id = self.absent[employee_id].substitute_id
            if employee_id in passed:
                return None
            passed.add(employee_id)
        return employee_id

    def covered_by(self, employee_id: EmployeeId) -> frozenset[EmployeeId]:
        """Whose work somebody does on the day beside their own."""
        return frozenset(each for each in self.absent if each != employee_id and self.reader_for(each) == employee_id)


async def away_on(connection: AsyncConnection, on: date) -> Away:
    """Who is away on a day; of several absences of one employee the one that was set last counts."""
    columns = absences.c
    query = (
        select(absences)
        .where(columns.ended_at.is_(None), columns.from_on <= on, columns.until_on >= on)
        .order_by(columns.set_at, columns.id)
    )
    return Away({EmployeeId(row.employee_id): _absence(row) for row in (await connection.execute(query)).all()})


class Absences:
    """Sets and ends absences."""

    def __init__(self, database: Database, people: People, audit: Audit, clock: Clock, time_zone: str) -> None:
        self._database = database
        self._people = people
        self._audit = audit
        self._clock = clock
        self._time_zone = time_zone

    def today(self) -> date:
        """The agency's own date."""
        return local_date(self._clock.now(), self._time_zone)

    async def away(self) -> Away:
        """Who is away today. Raises DatabaseUnavailable."""
        async with self._database.read() as connection:
            return await away_on(connection, self.today())

    async def set(
        self, actor: Actor, employee_id: EmployeeId, substitute_id: EmployeeId, from_on: date, until_on: date
    ) -> None:
        """Says that somebody is away: oneself, or by a supervisor anybody. It takes the place of what was said before.

        Raises AbsenceInvalid (`absence_days`, `absence_substitute`, `not_found`), DatabaseUnavailable.
        """
        self._check(actor, employee_id)
        if not self.today() <= until_on or until_on < from_on:
            raise AbsenceInvalid("absence_days")
        works = {each.employee_id for each in await self._people.staff() if each.actor.staff_roles & WORKS}
        if substitute_id == employee_id or substitute_id not in works:
            raise AbsenceInvalid("absence_substitute")

        async def work(connection: AsyncConnection) -> None:
            known = await self._standing(connection, employee_id)
            wanted = (employee_id, substitute_id, from_on, until_on)
            if [(row.employee_id, row.substitute_id, row.from_on, row.until_on) for row in known] == [wanted]:
                return
            await self._end(connection, employee_id)
            await connection.execute(
                insert(absences).values(
                    id=str(uuid.uuid4()),
                    employee_id=employee_id,
                    substitute_id=substitute_id,
                    from_on=from_on,
                    until_on=until_on,
                    set_by=actor.employee_id,
                    set_at=self._clock.now(),
                )
            )
            await self._note(connection, actor, "absence.set", employee_id, {"substitute": substitute_id})

        await self._database.write(work)

    async def end(self, actor: Actor, employee_id: EmployeeId) -> None:
        """Says that somebody is back. Raises AbsenceInvalid (`not_found`), DatabaseUnavailable."""
        self._check(actor, employee_id)

        async def work(connection: AsyncConnection) -> None:
            if await self._standing(connection, employee_id):
                await self._end(connection, employee_id)
                await self._note(connection, actor, "absence.ended", employee_id, {})

        await self._database.write(work)

    async def planned(self, employee_id: EmployeeId) -> Absence | None:
        """An employee's absence that is on, or still to come. Raises DatabaseUnavailable."""
        async with self._database.read() as connection:
            rows = await self._standing(connection, employee_id)
        return _absence(rows[-1]) if rows else None

    async def _standing(self, connection: AsyncConnection, employee_id: EmployeeId) -> list[Row[Any]]:
        columns = absences.c
        query = select(absences).where(
            columns.employee_id == employee_id, columns.ended_at.is_(None), columns.until_on >= self.today()
        )
        return list((await connection.execute(query.order_by(columns.set_at, columns.id))).all())

    async def _end(self, connection: AsyncConnection, employee_id: EmployeeId) -> None:
        open_ones = update(absences).where(absences.c.employee_id == employee_id, absences.c.ended_at.is_(None))
        await connection.execute(open_ones.values(ended_at=self._clock.now()))

    async def _note(
        self, connection: AsyncConnection, actor: Actor, action: str, employee_id: EmployeeId, details: dict[str, str]
    ) -> None:
        basis = "staff:own" if employee_id == actor.employee_id else "staff:supervisor"
        told: dict[str, str | int | list[str]] = {**details}
        entry = Entry(*who(actor), action, f"employee:{employee_id}", basis, AuditResult.DONE, told)
        await self._audit.record(connection, entry)

    @staticmethod
    def _check(actor: Actor, employee_id: EmployeeId) -> None:
        own = actor.employee_id == employee_id and bool(actor.staff_roles & WORKS)
        if not own and StaffRole.SUPERVISOR not in actor.staff_roles:
            raise AbsenceInvalid("not_found")


def _absence(row: Row[Any]) -> Absence:
    return Absence(
        AbsenceId(row.id), EmployeeId(row.employee_id), EmployeeId(row.substitute_id), row.from_on, row.until_on
    )
