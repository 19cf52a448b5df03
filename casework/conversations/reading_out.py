"""A continuation code that was read out on the telephone: it opens its screening at the desk, read-only (DESIGN section 8).

It proves nothing about who reads it out, so no case is shown with it. It isn't used up by that: it was made to bring the
screening into the portal once, and whoever reads it out must not lose that. The person sees in their chat that it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from casework.access_codes.models import CodeKind
from casework.access_codes.service import AccessCodes, CodeUnknown
from casework.access_codes.tries import By
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.clock import Clock, local_date
from casework.conversations.models import Audience, ClientId, ConversationId, Door
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import Conversations
from casework.conversations.wording import as_shown
from casework.identity.models import Actor

READ_BY_STAFF = "notice-read-by-staff"


class SteppedAside(Exception):
    """Whoever would read it has said that they know the person (5 CFR 2635.502)."""


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A screening as its code opens it: what was said, in the words of that day, and what is known."""

    language: str
    time_zone: str
    events: list[dict[str, Any]] = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    needs: Mapping[str, Any] = field(repr=False)


class ReadingOut:
    """What staff do with a code that somebody reads out to them."""

    def __init__(
        self, conversations: Conversations, codes: AccessCodes, audit: Audit, database: Database, clock: Clock, bus: Bus
    ) -> None:
        self._conversations = conversations
        self._codes = codes
        self._audit = audit
        self._database = database
        self._clock = clock
        self._bus = bus

    async def open(self, actor: Actor, typed: str, by: By, client_id: ClientId) -> ReadOut:
        """Opens the screening of a code; the person is told so once, however often the form is sent.

        Raises:
            CodeUnknown: no code that holds.
            TooManyTries: whoever tries has to wait.
            SteppedAside: the code holds, and a colleague is to open it; that is told, lest the person hear that it doesn't.
            DatabaseUnavailable: nothing was opened.
        """
        found = await self._codes.find(CodeKind.CONTINUATION, typed, by)
        conversation_id = ConversationId(found.subject_id)
        own = ClientId(f"read-out|{actor.person_id}|{client_id}")
        sending = self._conversations.sending(conversation_id, own, {"read_out": True})
        record = self._conversations.record

        async def work(connection: AsyncConnection) -> ReadOut | None:
            row = await record.row(connection, conversation_id, lock=True)
            await self._codes.check_again(connection, found)
            if row.door != Door.SCREENING:
                raise CodeUnknown
            kind, name = who(actor)
            subject = f"conversation:{conversation_id}"
            aside = await self._keeps_out(connection, actor, conversation_id)
            result = AuditResult.REFUSED if aside else AuditResult.DONE
            await self._audit.record(
                connection, Entry(kind, name, "screening.read-out", subject, "code:read-out", result)
            )
            if aside:
                return None
            events = await record.read(connection, row, 0, Audience.STAFF)
            opened = ReadOut(
                row.language,
                row.time_zone,
                [as_shown(event) for event in events],
                (await record.standing(connection, row)).facts,
                await self._conversations.needs_in(connection, row),
            )
            if await self._conversations.sent_before(connection, conversation_id, sending) is None:
                today = local_date(self._clock.now(), row.time_zone).isoformat()
                told = {"key": READ_BY_STAFF, "with": {"opened_on": today}, "also": ["continuation"]}
                await self._conversations.tell(connection, row, told, sending)
            return opened

        try:
            opened = await self._database.write(work)
        except ConversationNotFound:
            raise CodeUnknown from None
        if opened is None:
            raise SteppedAside
        self._bus.publish(conversation_id)
        return opened

    async def _keeps_out(self, connection: AsyncConnection, actor: Actor, conversation_id: ConversationId) -> bool:
        handover = self._conversations.handover
        aside = {} if handover is None else await handover.aside(connection, [conversation_id])
        return actor.employee_id in aside.get(conversation_id, ())
