"""Conversations of people who signed in: begun, listed, and opened by the one who began them alone.

A conversation is about one matter, or none. It opens for its person only while `casework.authority` still lets them talk
about that matter; a conversation that isn't theirs and one that isn't there look the same (rule 7).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.authority.models import Access, MatterAct
from casework.clock import Clock, local_date
from casework.conversations.models import (
    Author,
    ClientId,
    ConversationId,
    Door,
    Kind,
    Owner,
    PortalConversation,
    conversations,
    portal_conversations,
)
from casework.conversations.record import ConversationNotFound, Draft
from casework.conversations.retention import days_kept
from casework.conversations.service import Conversations, portal_menu
from casework.identity.models import Actor, Assurance, PersonId
from casework.identity.service import PersonUnknown

# Noticed in the screening, it is told by the flag of the conversation; said again it would begin another hand-off.
_NOT_TAKEN_ALONG = "emergency"
_PORTAL_ROW = select(portal_conversations).where(portal_conversations.c.conversation_id == bindparam("of_id"))


class ActorsById(Protocol):
    """`casework.identity.service.People`, as far as it is needed here."""

    async def actor(self, person_id: PersonId, assurance: Assurance) -> Actor:
        """The person as an actor. Raises PersonUnknown where there is none any more."""
        ...


class Decides(Protocol):
    """`casework.authority.service.Authority`, as far as it is needed here."""

    async def access(self, actor: Actor, matter_id: MatterId, on: date | None = None) -> Access | None:
        """What the actor may see and do in a matter; missing and forbidden are both None."""
        ...


class Records(Protocol):
    """`casework.audit.service.Audit`, as far as it is needed here."""

    async def record(self, connection: AsyncConnection, entry: Entry) -> Any:
        """Adds an entry to the trail, in the caller's transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Mine:
    """One conversation in the list of a person's own."""

    id: ConversationId
    matter_id: MatterId | None
    owner: Owner
    created_at: datetime
    last_message_at: datetime


class PortalKeeper:
    """Says whose a conversation of the portal is, and whether they may still talk about its matter."""

    def __init__(self, database: Database, people: ActorsById, authority: Decides) -> None:
        self._database = database
        self._people = people
        self._authority = authority

    async def opens(self, conversation_id: ConversationId, person: PersonId) -> bool:
        """Whether this person may open the conversation now. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        return await self.opened(conversation_id, person) is not None

    async def sends(self, conversation_id: ConversationId, person: PersonId) -> bool:
        """Whether this person may send documents in it now. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        found = await self.find(conversation_id)
        return found is not None and found.person_id == person and await self.sends_in(found)

    async def sends_in(self, conversation: PortalConversation) -> bool:
        """Whether its person may send documents in it: in one about a matter, only who may send some for it."""
        if conversation.matter_id is None:
            return True
        access = await self.access(conversation)
        return access is not None and MatterAct.SEND_DOCUMENT in access.acts

    async def opened(self, conversation_id: ConversationId, person: PersonId) -> PortalConversation | None:
        """The conversation, if this person may open it now. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        found = await self.find(conversation_id)
        if found is None or found.person_id != person:
            return None
        return found if found.matter_id is None or await self.access(found) is not None else None

    async def find(self, conversation_id: ConversationId) -> PortalConversation | None:
        """What makes it a conversation of the portal; None for every other."""
        async with self._database.read() as connection:
            row = (await connection.execute(_PORTAL_ROW, {"of_id": conversation_id})).one_or_none()
        return None if row is None else PortalConversation(*row)

    async def actor(self, conversation: PortalConversation) -> Actor | None:
        """The person whose it is: whoever is served here was proofed, which the door asks of every request."""
        try:
            return await self._people.actor(conversation.person_id, Assurance.PROOFED)
        except PersonUnknown:
            return None

    async def access(self, conversation: PortalConversation) -> Access | None:
        """What its person may see and do in its matter now; None unless they may talk about it."""
        actor = await self.actor(conversation)
        if actor is None or conversation.matter_id is None:
            return None
        return await self.access_of(actor, conversation.matter_id)

    async def access_of(self, actor: Actor, matter_id: MatterId) -> Access | None:
        """What an actor may see and do in a matter now; None unless they may talk about it."""
        access = await self._authority.access(actor, matter_id)
        return access if access is not None and MatterAct.ASK in access.acts else None


class Portal:
    """Begins and lists conversations of people who signed in."""

    def __init__(
        self,
        conversations_: Conversations,
        keeper: PortalKeeper,
        audit: Records,
        database: Database,
        keys: Keys,
        clock: Clock,
    ) -> None:
        self._conversations = conversations_
        self._keeper = keeper
        self._audit = audit
        self._database = database
        self._keys = keys
        self._clock = clock

    async def begin(
        self,
        actor: Actor,
        matter_id: MatterId | None,
        language: str,
        time_zone: str,
        client_id: ClientId,
        continued_from: ConversationId | None = None,
    ) -> ConversationId:
        """Begins a conversation of the actor's, one for each `client_id`: sent again it is the same (rule 2).

        Args:
            actor: Who begins it; the only one who can open it.
            matter_id: What it is about; None: nothing of a case is answered in it.
            language: The language to begin in.
            time_zone: The person's, an IANA name.
            client_id: The form's own id.
            continued_from: The screening whose facts it takes over, where the person has consented and shown its code.

        Raises:
            ConversationNotFound: the matter isn't there, or isn't the actor's to talk about.
            CaseSystemUnavailable: whose the matter is can't be looked up.
            DatabaseUnavailable: nothing was begun.
        """
        access = await self.access(actor, matter_id)

        async def work(connection: AsyncConnection) -> ConversationId:
            return await self.begin_within(
                connection, actor, access, language, time_zone, client_id, continued_from=continued_from
            )

        return await self._database.write(work)

    async def access(self, actor: Actor, matter_id: MatterId | None) -> Access | None:
        """What `begin_within` needs. Raises ConversationNotFound, CaseSystemUnavailable."""
        if matter_id is None:
            return None
        access = await self._keeper.access_of(actor, matter_id)
        if access is None:
            raise ConversationNotFound
        return access

    async def begin_within(
        self,
        connection: AsyncConnection,
        actor: Actor,
        access: Access | None,
        language: str,
        time_zone: str,
        client_id: ClientId,
        continued_from: ConversationId | None = None,
        chooses: bool = False,
    ) -> ConversationId:
        """As `begin`, in a transaction that does more: such as using up the code of a continuation.

        Where the person `chooses`, they are asked to open the case that they mean.

        Raises:
            ConversationNotFound: the screening, or what this form began before, has been erased since.
        """
        matter_id = access.matter_id if access else None
        digest = self._keys.digest("begin portal", f"{actor.person_id}|{matter_id}|{client_id}".encode())
        conversation_id = ConversationId(str(uuid.UUID(bytes=digest[:16], version=4)))
        begun = select(conversations.c.id).where(conversations.c.id == conversation_id)
        if (await connection.execute(begun)).one_or_none() is not None:
            await self._conversations.record.row(connection, conversation_id)
            return conversation_id
        carried = [] if continued_from is None else await self._carried(connection, continued_from)
        drafts = [
            *_greeting(self._clock.now(), time_zone, access, chooses),
            *carried,
            portal_menu(has_matter=access is not None),
        ]
        await self._conversations.begin(connection, conversation_id, Door.PORTAL, language, time_zone, drafts)
        await connection.execute(
            insert(portal_conversations).values(
                conversation_id=conversation_id,
                person_id=actor.person_id,
                matter_id=matter_id,
                continued_from=continued_from,
            )
        )
        if continued_from is not None:
            # Whoever takes this up is told of the danger that the screening noticed.
            screening = await self._conversations.record.row(connection, continued_from)
            row = await self._conversations.record.row(connection, conversation_id)
            await self._conversations.record.change(connection, row, emergency=screening.emergency)
        details: dict[str, str | int | list[str]] = {"matter": matter_id} if matter_id else {}
        if continued_from is not None:
            details["continued_from"] = continued_from
        entry = Entry(
            ActorKind.PERSON,
            actor.person_id,
            "conversation.begun",
            f"conversation:{conversation_id}",
            access.basis if access else "self",
            AuditResult.DONE,
            details,
        )
        await self._audit.record(connection, entry)
        return conversation_id

    async def _carried(self, connection: AsyncConnection, screening: ConversationId) -> list[Draft]:
        """What the screening understood, as facts of the new conversation, said back once: nothing is asked twice."""
        row = await self._conversations.record.row(connection, screening)
        if row.door != Door.SCREENING:
            raise ConversationNotFound
        standing = await self._conversations.record.standing(connection, row)
        facts = {name: value for name, value in standing.facts.items() if name != _NOT_TAKEN_ALONG}
        drafts: list[Draft] = []
        if standing.skipped:
            left_open = {"unset": [], "skipped": list(standing.skipped), "how": "answered"}
            drafts.append(Draft(Kind.FACT, Author.SYSTEM, left_open))
        if facts:
            drafts.append(Draft(Kind.FACT, Author.SYSTEM, {"facts": facts, "how": "understood"}))
            said = {"key": "chat-carried", "with": {"facts": _said_back(facts)}}
            drafts.append(Draft(Kind.MESSAGE, Author.ASSISTANT, {"parts": [said]}))
        return drafts

    async def mine(self, actor: Actor, matter_id: MatterId | None = None) -> list[Mine]:
        """The actor's conversations that they may still open, the last used first; of one matter if it is named.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        own = portal_conversations.c.person_id == actor.person_id
        query = (
            select(conversations, portal_conversations.c.matter_id)
            .join(portal_conversations, portal_conversations.c.conversation_id == conversations.c.id)
            .where(own, conversations.c.erased_at.is_(None))
            .order_by(conversations.c.last_message_at.desc())
        )
        if matter_id is not None:
            query = query.where(portal_conversations.c.matter_id == matter_id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        open_to: dict[MatterId | None, bool] = {None: True}
        for row in rows:
            if row.matter_id not in open_to:
                open_to[row.matter_id] = await self._keeper.access_of(actor, row.matter_id) is not None
        return [
            Mine(ConversationId(row.id), row.matter_id, Owner(row.owner), row.created_at, row.last_message_at)
            for row in rows
            if open_to[row.matter_id]
        ]

    async def sends(self, actor: Actor, conversation_id: ConversationId) -> bool:
        """Whether the actor may send documents in a conversation. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        return await self._keeper.sends(conversation_id, actor.person_id)

    async def of(self, actor: Actor, conversation_id: ConversationId) -> PortalConversation:
        """A conversation that the actor may open. Raises ConversationNotFound, CaseSystemUnavailable."""
        found = await self._keeper.opened(conversation_id, actor.person_id)
        if found is None:
            raise ConversationNotFound
        return found


def _greeting(now: datetime, time_zone: str, access: Access | None, chooses: bool) -> list[Draft]:
    if access is None:
        about = "chat-welcome-choose" if chooses else "chat-welcome-none"
    else:
        about = "chat-welcome-other" if access.of_another else "chat-welcome-own"
    years = days_kept(local_date(now, time_zone), Door.PORTAL) // 365
    parts: list[dict[str, Any]] = [
        {"key": about},
        {"key": "chat-welcome-private"},
        {"key": "chat-welcome-kept", "with": {"years_count": years}},
    ]
    return [Draft(Kind.MESSAGE, Author.ASSISTANT, {"parts": parts})]


def _said_back(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that are said back, as the assistant says them back (actions/reply.py)."""
    unsaid = ("exclusion", "federal_tax")
    return {name: value for name, value in facts.items() if name not in unsaid and value != "unsure"} or dict(facts)
