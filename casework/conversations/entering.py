"""A code that a person enters after signing in: it begins a conversation, by the kind of the code.

A *continuation* brings a screening along, an *employee* code says whom the conversation is for, an *invitation* says so for
a matter. None of them shows anybody a case: a conversation is about a matter only where `casework.authority` lets the
person talk about it, and is told alike where it doesn't and where there is none. Codes that are wrong, used, over or
unknown are told alike and cost alike.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework.access_codes import symbols
from casework.access_codes.models import CodeKind, Found
from casework.access_codes.service import AccessCodes, CodeUnknown
from casework.access_codes.tries import By
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import Access, MatterAct, MatterField
from casework.authority.service import Authority
from casework.clock import Clock
from casework.conversations.continuing import Continuing
from casework.conversations.models import ClientId, ConversationId
from casework.conversations.portal import Portal
from casework.conversations.service import Conversations, MessageRefused
from casework.identity.models import Actor, EmployeeId
from casework.staff_codes.models import InvitationId, code_entries, conversation_addressees
from casework.staff_codes.service import StaffCodes

KINDS = (CodeKind.CONTINUATION, CodeKind.EMPLOYEE, CodeKind.INVITATION)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a code that names an employee is for: whom, about which matter, and by which invitation."""

    employee_id: EmployeeId
    access: Access | None
    invitation_id: InvitationId | None = None


class Entering:
    """Takes codes of people who signed in."""

    def __init__(
        self,
        conversations: Conversations,
        portal: Portal,
        continuing: Continuing,
        staff_codes: StaffCodes,
        codes: AccessCodes,
        authority: Authority,
        audit: Audit,
        database: Database,
        keys: Keys,
        clock: Clock,
        bus: Bus,
    ) -> None:
        self._conversations = conversations
        self._portal = portal
        self._continuing = continuing
        self._staff_codes = staff_codes
        self._codes = codes
        self._authority = authority
        self._audit = audit
        self._database = database
        self._keys = keys
        self._clock = clock
        self._bus = bus

    async def enter(
        self, actor: Actor, typed: str, by: By, language: str, time_zone: str, client_id: ClientId
    ) -> ConversationId:
        """Begins what a code is for, one for each `client_id`: sent again it is the same (DESIGN rule 2).

        Raises:
            CodeUnknown: no code that holds; an invitation or continuation that was used is none.
            TooManyTries: whoever tries has to wait.
            MessageRefused: `client_id_reused`, for another code.
            CaseSystemUnavailable, DatabaseUnavailable: nothing was done.
        """
        entry_digest = self._keys.digest("code entry", f"{actor.person_id}|{client_id}".encode())
        typed_digest = self._keys.digest("code typed", symbols.read(typed).encode())
        before = await self._before(entry_digest, typed_digest)
        if before is not None:
            return before
        try:
            found = await self._codes.find_among(KINDS, typed, by)
        except CodeUnknown:
            await self._refused(actor)
            raise
        meant = await self._meant(actor, found)
        goes_on = await self._continuing.goes_on(actor) if found.kind is CodeKind.CONTINUATION else None

        async def work(connection: AsyncConnection) -> ConversationId:
            if goes_on is not None:
                begun = await self._continuing.take_in(connection, found, goes_on, actor, time_zone, client_id)
            else:
                begun = await self._addressed(connection, found, meant, actor, language, time_zone, client_id)
            await connection.execute(
                insert(code_entries).values(
                    entry_digest=entry_digest,
                    typed_digest=typed_digest,
                    conversation_id=begun,
                    entered_at=self._clock.now(),
                )
            )
            entry = Entry(
                *who(actor),
                "code.redeemed",
                f"conversation:{begun}",
                meant.access.basis if meant is not None and meant.access is not None else "code",
                AuditResult.DONE,
                {"kind": found.kind.value},
            )
            await self._audit.record(connection, entry)
            return begun

        begun = await self._database.write(work)
        if found.kind is CodeKind.CONTINUATION:
            self._bus.publish(found.subject_id)
        return begun

    async def addressee(self, conversation_id: ConversationId) -> EmployeeId | None:
        """Whom a conversation is for; None where nobody was named."""
        query = select(conversation_addressees.c.employee_id).where(
            conversation_addressees.c.conversation_id == conversation_id
        )
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return None if found is None else EmployeeId(found)

    async def _before(self, entry_digest: bytes, typed_digest: bytes) -> ConversationId | None:
        query = select(code_entries).where(code_entries.c.entry_digest == entry_digest)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        if not secrets.compare_digest(bytes(row.typed_digest), typed_digest):
            raise MessageRefused("client_id_reused")
        return ConversationId(row.conversation_id)

    async def _meant(self, actor: Actor, found: Found) -> _Meant | None:
        if found.kind is CodeKind.EMPLOYEE:
            employee_id = EmployeeId(found.subject_id)
            return _Meant(employee_id, await self._only_matter_with(actor, employee_id))
        if found.kind is CodeKind.INVITATION:
            invitation = await self._staff_codes.invitation(InvitationId(found.subject_id))
            if invitation is None:
                raise CodeUnknown
            access = await self._authority.access(actor, invitation.matter_id)
            may_ask = access is not None and MatterAct.ASK in access.acts
            return _Meant(invitation.employee_id, access if may_ask else None, invitation.id)
        return None

    async def _only_matter_with(self, actor: Actor, employee_id: EmployeeId) -> Access | None:
        """The one matter that the person may talk about and may know this employee to work on; None of several."""
        shared = [
            decided.access
            for decided in await self._authority.every_decided(actor)
            if decided.access is not None
            and decided.case is not None
            and decided.case.advocate is not None
            and decided.case.advocate.employee_id == employee_id
            and MatterAct.ASK in decided.access.acts
            and MatterField.ADVOCATE in decided.access.fields
        ]
        return shared[0] if len(shared) == 1 else None

    async def _addressed(
        self,
        connection: AsyncConnection,
        found: Found,
        meant: _Meant | None,
        actor: Actor,
        language: str,
        time_zone: str,
        client_id: ClientId,
    ) -> ConversationId:
        if meant is None:
            raise CodeUnknown
        if meant.invitation_id is None:
            await self._codes.check_again(connection, found)
        else:
            await self._codes.use_up(connection, found)
            await self._staff_codes.used(connection, meant.invitation_id)
        begun = await self._portal.begin_within(connection, actor, meant.access, language, time_zone, client_id)
        await connection.execute(
            insert(conversation_addressees).values(
                conversation_id=begun, employee_id=meant.employee_id, created_at=self._clock.now()
            )
        )
        row = await self._conversations.record.row(connection, begun, lock=True)
        key = "notice-addressed" if meant.access is not None else "notice-addressed-no-case"
        await self._conversations.tell(connection, row, {"key": key})
        return begun

    async def _refused(self, actor: Actor) -> None:
        async def work(connection: AsyncConnection) -> None:
            entry = Entry(*who(actor), "code.redeemed", "", "unknown", AuditResult.REFUSED)
            await self._audit.record(connection, entry)

        await self._database.write(work)
