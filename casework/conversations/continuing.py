"""From a screening into the portal: the consent and its code, and bringing the screening along, once.

The code is the consent: it is made where the person says yes to what is taken along, and taking it along uses it up. In the
browser that holds the screening nobody has to type it; elsewhere it is entered (`casework.conversations.entering`).
Who has one case of their own goes on talking about it; who has several is asked to open the one they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from casework.access_codes.models import CodeKind, Found, Issued, SubjectId
from casework.access_codes.service import AccessCodes, CodeUnknown
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.audit.service import Audit
from casework.authority.models import Access, MatterAct
from casework.authority.service import Authority
from casework.clock import Clock, local_date
from casework.conversations.models import ClientId, ConversationId, Door, Event, Holder, Kind, VisitorToken
from casework.conversations.portal import Portal
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import Conversations
from casework.identity.models import Actor

_KIND: Final = CodeKind.CONTINUATION


@dataclass(frozen=True, slots=True)
class GoesOn:
    """What the conversation is about that a screening goes on in.

    Attributes:
        access: What the person may see and do in their only case; None where it is about none.
        chooses: Whether they have cases that they may talk about, of which they have to open one first.
    """

    access: Access | None
    chooses: bool


def before_going_on(events: Iterable[Event]) -> list[Event]:
    """Of a screening's events those before its person went on after signing in.

    What comes later may be somebody else's, who has the screening's code: it is nothing of the person's who signed in.
    """
    return list(takewhile(lambda event: not _went_on(event), events))


def _went_on(event: Event) -> bool:
    source = event.body["source"]
    if event.kind is Kind.OWNER:
        return bool(source["reason"] == "signed_in")
    return event.kind is Kind.NOTICE and source["key"] == "notice-continued"


class Continuing:
    """What a person does to go on with a screening after signing in."""

    def __init__(
        self,
        conversations: Conversations,
        portal: Portal,
        codes: AccessCodes,
        authority: Authority,
        audit: Audit,
        database: Database,
        clock: Clock,
        bus: Bus,
    ) -> None:
        self._conversations = conversations
        self._portal = portal
        self._codes = codes
        self._authority = authority
        self._audit = audit
        self._database = database
        self._clock = clock
        self._bus = bus

    async def consent(self, conversation_id: ConversationId, holder: Holder) -> Issued:
        """Makes the screening's code, by which it is taken along once; one made before ends.

        Raises ConversationNotFound, DatabaseUnavailable.
        """

        async def work(connection: AsyncConnection) -> Issued:
            await self._own(connection, conversation_id, holder)
            issued = await self._codes.issue(connection, _KIND, SubjectId(conversation_id))
            await self._note(connection, conversation_id, "continuation.consented")
            return issued

        return await self._database.write(work)

    async def withdraw(self, conversation_id: ConversationId, holder: Holder) -> None:
        """Takes the consent back: the code ends. Raises ConversationNotFound, DatabaseUnavailable."""

        async def work(connection: AsyncConnection) -> None:
            await self._own(connection, conversation_id, holder)
            await self._codes.end(connection, _KIND, SubjectId(conversation_id))
            await self._note(connection, conversation_id, "continuation.withdrawn")

        await self._database.write(work)

    async def holds_until(self, conversation_id: ConversationId) -> datetime | None:
        """Until when the code made last holds; None where none does, such as after it was used."""
        return await self._codes.holds_until(_KIND, SubjectId(conversation_id))

    async def waiting(self, visitor: VisitorToken) -> ConversationId | None:
        """The screening of this browser that its person has agreed to take along, the newest of several."""
        for conversation_id in await self._conversations.of_visitor(visitor):
            if await self.holds_until(conversation_id) is not None:
                return conversation_id
        return None

    async def bring(
        self, actor: Actor, conversation_id: ConversationId, visitor: VisitorToken, time_zone: str, client_id: ClientId
    ) -> ConversationId:
        """Brings the browser's own screening along, without its code being typed.

        Raises:
            ConversationNotFound: it isn't this browser's.
            CodeUnknown: nobody agreed to that, or it was taken along before.
            CaseSystemUnavailable, DatabaseUnavailable: nothing was done.
        """
        goes_on = await self.goes_on(actor)

        async def work(connection: AsyncConnection) -> ConversationId:
            row = await self._own(connection, conversation_id, Holder(visitor=visitor))
            found = await self._codes.code_of(connection, _KIND, SubjectId(conversation_id))
            return await self._taken(connection, row, found, goes_on, actor, time_zone, client_id)

        begun = await self._database.write(work)
        self._bus.publish(conversation_id)
        return begun

    async def goes_on(self, actor: Actor) -> GoesOn:
        """What `take_in` needs: the actor's only case. Raises CaseSystemUnavailable, DatabaseUnavailable.

        A client's case is opened deliberately, also by who has no other: the screening may be about themselves.
        """
        asks = [access for access in await self._authority.accesses(actor) if MatterAct.ASK in access.acts]
        only = asks[0] if len(asks) == 1 and not asks[0].of_another else None
        return GoesOn(only, chooses=only is None and bool(asks))

    async def take_in(
        self,
        connection: AsyncConnection,
        found: Found,
        goes_on: GoesOn,
        actor: Actor,
        time_zone: str,
        client_id: ClientId,
    ) -> ConversationId:
        """Brings along the screening of a code that was entered, in the caller's transaction. Raises CodeUnknown."""
        try:
            row = await self._conversations.record.row(connection, ConversationId(found.subject_id), lock=True)
        except ConversationNotFound:
            raise CodeUnknown from None
        return await self._taken(connection, row, found, goes_on, actor, time_zone, client_id)

    async def _taken(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        found: Found,
        goes_on: GoesOn,
        actor: Actor,
        time_zone: str,
        client_id: ClientId,
    ) -> ConversationId:
        """Uses the code up and begins the linked conversation; the screening says so.

        Whoever was in line, or with an advocate, still is, in the new conversation (`Handover.move`).
        """
        await self._codes.use_up(connection, found)
        begun = await self._portal.begin_within(
            connection,
            actor,
            goes_on.access,
            row.language,
            time_zone,
            client_id,
            continued_from=ConversationId(row.id),
            chooses=goes_on.chooses,
        )
        if not await self._moved(connection, row, begun):
            today = local_date(self._clock.now(), row.time_zone).isoformat()
            told = {"key": "notice-continued", "with": {"continued_on": today}}
            await self._conversations.tell(connection, row, told)
        return begun

    async def _moved(self, connection: AsyncConnection, row: Row[Any], begun: ConversationId) -> bool:
        """Takes place and advocate along; whether there was anything to take."""
        handover = self._conversations.handover
        if handover is None:
            return False
        return await handover.move(connection, row, await self._conversations.record.row(connection, begun, lock=True))

    async def _own(self, connection: AsyncConnection, conversation_id: ConversationId, holder: Holder) -> Row[Any]:
        """The screening's row, for whoever may open it still. Raises ConversationNotFound."""
        row = await self._conversations.record.row(connection, conversation_id, lock=True)
        if row.door != Door.SCREENING or not await self._conversations.opens(connection, conversation_id, holder):
            raise ConversationNotFound
        return row

    async def _note(self, connection: AsyncConnection, conversation_id: ConversationId, action: str) -> None:
        entry = Entry(ActorKind.NOBODY, "", action, f"conversation:{conversation_id}", "consent", AuditResult.DONE)
        await self._audit.record(connection, entry)
