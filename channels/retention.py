"""Everything that is kept only for as long as a dated rule says: one list of it, for the gateway and for the dry run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.database.going import Told, tell
from adapters.database.port import Database
from casework.access_codes.service import AccessCodes
from casework.audit.service import AuditTrail
from casework.authority.service import Authority
from casework.callbacks.service import CallBacks
from casework.cases.retention import ClosedCases, SentChanges
from casework.conversations.service import Conversations
from casework.documents.service import Documents
from casework.identity.service import People
from casework.messages.service import Messages
from casework.notices.service import Notices
from casework.staff_codes.service import StaffCodes


@dataclass(frozen=True, slots=True)
class Retention:
    """What erases; `closed_cases` is none where the agency's case system keeps its own schedule."""

    database: Database
    conversations: Conversations
    callbacks: CallBacks
    access_codes: AccessCodes
    people: People
    sent_changes: SentChanges
    authority: Authority
    audit_trail: AuditTrail
    closed_cases: ClosedCases | None
    staff_codes: StaffCodes
    messages: Messages
    documents: Documents
    notices: Notices

    async def told(self, now: datetime) -> list[Told]:
        """What `erase` would erase at a time, by table.

        Raises AnchorUnavailable, DatabaseUnavailable, LookupError (no rule in force).
        """
        going = [
            *self.conversations.going(now),
            *self.callbacks.going(now),
            *self.access_codes.going(now),
            *self.people.going(now),
            *self.sent_changes.going(now),
            *self.authority.going(now),
            *await self.audit_trail.going(now),
            *(await self.closed_cases.going(now) if self.closed_cases else ()),
            *self.staff_codes.going(now),
            *self.messages.going(now),
            *self.documents.going_unsent(now),
            *self.notices.going(now),
        ]
        async with self.database.read() as connection:
            return await tell(connection, going)

    async def erase(self) -> int:
        """Erases what is due; returns how many conversations.

        Raises AnchorUnavailable, CaseSystemUnavailable, DatabaseUnavailable, ObjectStoreUnavailable, LookupError (no rule
        in force: nothing of that is erased).
        """
        erased = await self.conversations.erase_due()
        await self.callbacks.erase_due()
        await self.access_codes.forget_expired()
        await self.people.erase_due()
        await self.sent_changes.erase_due()
        await self.authority.erase_due()
        await self.audit_trail.forget_due()
        if self.closed_cases is not None:
            await self.closed_cases.erase_due()
        await self.staff_codes.erase_due()
        await self.messages.forget_drafts()
        await self.messages.erase_due()
        await self.documents.sweep()
        await self.notices.erase_due()
        return erased
