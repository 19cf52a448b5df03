"""What employees do with codes: make, renew and end their own, and invite somebody to write about a matter they work on.

A code proves nothing about whoever enters it, and shows nobody a case: it says whom a conversation is for. What may be
seen in it is decided by `casework.authority`, each time.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.going import Going, erase
from adapters.database.port import Database
from casework.access_codes.models import CodeKind, Issued, SubjectId
from casework.access_codes.service import AccessCodes
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import Access, MatterAct
from casework.authority.service import Authority
from casework.clock import Clock
from casework.dated import data_of, one_in_force
from casework.identity.models import Actor, EmployeeId
from casework.staff_codes.models import Invitation, InvitationId, code_entries, invitations

_RETENTION_FILE: Final = Path(__file__).with_name("data") / "retention.json"


class NotAllowed(Exception):
    """Whoever asks is no employee, or doesn't work on the matter; a matter that isn't there is told alike."""


class StaffCodes:
    """The codes of employees."""

    def __init__(
        self, codes: AccessCodes, authority: Authority, audit: Audit, database: Database, clock: Clock
    ) -> None:
        self._codes = codes
        self._authority = authority
        self._audit = audit
        self._database = database
        self._clock = clock

    async def new_code(self, actor: Actor) -> Issued:
        """Makes the employee's own code; the one before ends. Raises NotAllowed, DatabaseUnavailable."""
        employee_id = _employee(actor)

        async def work(connection: AsyncConnection) -> Issued:
            issued = await self._codes.issue(connection, CodeKind.EMPLOYEE, SubjectId(employee_id))
            await self._note(connection, actor, "employee_code.issued", f"employee:{employee_id}", "staff:own")
            return issued

        return await self._database.write(work)

    async def end_code(self, actor: Actor) -> None:
        """Ends the employee's own code, if there is one. Raises NotAllowed, DatabaseUnavailable."""
        employee_id = _employee(actor)

        async def work(connection: AsyncConnection) -> None:
            await self._codes.end(connection, CodeKind.EMPLOYEE, SubjectId(employee_id))
            await self._note(connection, actor, "employee_code.ended", f"employee:{employee_id}", "staff:own")

        await self._database.write(work)

    async def holds_until(self, actor: Actor) -> datetime | None:
        """Until when the employee's own code holds; None where there is none. Raises NotAllowed."""
        return await self._codes.holds_until(CodeKind.EMPLOYEE, SubjectId(_employee(actor)))

    async def invite(self, actor: Actor, matter_id: MatterId) -> Issued:
        """Makes a code that somebody may enter once, to write about this matter.

        Raises:
            NotAllowed: the employee doesn't work on it, or it isn't there.
            CaseSystemUnavailable, DatabaseUnavailable: nothing was made.
        """
        employee_id = _employee(actor)
        access = await self._working_on(actor, matter_id)
        invitation_id = InvitationId(str(uuid.uuid4()))

        async def work(connection: AsyncConnection) -> Issued:
            issued = await self._codes.issue(connection, CodeKind.INVITATION, SubjectId(invitation_id))
            await connection.execute(
                insert(invitations).values(
                    id=invitation_id,
                    employee_id=employee_id,
                    matter_id=matter_id,
                    created_at=self._clock.now(),
                    expires_at=issued.expires_at,
                )
            )
            await self._note(connection, actor, "invitation.made", f"matter:{matter_id}", access.basis, invitation_id)
            return issued

        return await self._database.write(work)

    async def withdraw(self, actor: Actor, invitation_id: InvitationId) -> None:
        """Ends one of the employee's own invitations. Raises NotAllowed (none of theirs), DatabaseUnavailable."""
        employee_id = _employee(actor)

        async def work(connection: AsyncConnection) -> None:
            ended = delete(invitations).where(
                invitations.c.id == invitation_id,
                invitations.c.employee_id == employee_id,
                invitations.c.used_at.is_(None),
            )
            if (await connection.execute(ended)).rowcount != 1:
                raise NotAllowed
            await self._codes.end(connection, CodeKind.INVITATION, SubjectId(invitation_id))
            await self._note(
                connection, actor, "invitation.withdrawn", f"invitation:{invitation_id}", "staff:own", invitation_id
            )

        await self._database.write(work)

    async def invitations(self, actor: Actor) -> list[Invitation]:
        """The employee's invitations that still hold and were not used, the newest first. Raises NotAllowed."""
        query = (
            select(invitations)
            .where(
                invitations.c.employee_id == _employee(actor),
                invitations.c.used_at.is_(None),
                invitations.c.expires_at > self._clock.now(),
            )
            .order_by(invitations.c.created_at.desc(), invitations.c.id)
        )
        async with self._database.read() as connection:
            return [_invitation(row) for row in (await connection.execute(query)).all()]

    async def invitation(self, invitation_id: InvitationId) -> Invitation | None:
        """An invitation that was found by its code."""
        async with self._database.read() as connection:
            query = select(invitations).where(invitations.c.id == invitation_id)
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _invitation(row)

    async def used(self, connection: AsyncConnection, invitation_id: InvitationId) -> None:
        """Notes that an invitation was used, in the transaction that uses up its code."""
        await connection.execute(
            update(invitations).where(invitations.c.id == invitation_id).values(used_at=self._clock.now())
        )

    @staticmethod
    def going(now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""

        def before(rule: str) -> datetime:
            rows = (row for row in data_of(_RETENTION_FILE) if row["id"] == rule)
            return now - timedelta(days=int(one_in_force(rows, now.date(), rule)["days_after_end"]))

        return [
            Going(invitations, invitations.c.expires_at < before("invitations")),
            Going(code_entries, code_entries.c.entered_at < before("code-entries")),
        ]

    async def erase_due(self) -> None:
        """Erases what ended so long ago that nobody asks for it. Raises DatabaseUnavailable, LookupError (no rule)."""
        await self._database.write(lambda connection: erase(connection, self.going(self._clock.now())))

    async def _working_on(self, actor: Actor, matter_id: MatterId) -> Access:
        access = await self._authority.access(actor, matter_id)
        if access is None or MatterAct.WORK not in access.acts:
            raise NotAllowed
        return access

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        subject: str,
        basis: str,
        invitation_id: InvitationId | None = None,
    ) -> None:
        details = {} if invitation_id is None else {"invitation": invitation_id}
        await self._audit.record(connection, Entry(*who(actor), action, subject, basis, AuditResult.DONE, details))


def _employee(actor: Actor) -> EmployeeId:
    if actor.employee_id is None or not actor.staff_roles:
        raise NotAllowed
    return actor.employee_id


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        InvitationId(row.id),
        EmployeeId(row.employee_id),
        MatterId(row.matter_id),
        row.created_at,
        row.expires_at,
        row.used_at,
    )
