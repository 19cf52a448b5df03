"""A record with a desk: people write, the assistant is scripted, agents take and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from adapters.bus.in_process import InProcessBus
from adapters.database.port import Database
from adapters.keys.key_file import KeyFile
from casework.audit.service import Audit
from casework.conversations.models import ConversationId
from casework.conversations.record import Record
from casework.conversations.service import Conversations
from casework.conversations.turns import Turns
from casework.handoff.desk import Closing, Desk
from casework.handoff.models import AgentId, HandoffState, Presence, Skill, desk_agents, handoffs
from casework.handoff.service import Handoffs
from casework.hours.service import Hours
from casework.identity.models import Actor, StaffRole
from casework.sealing import Sealer
from channels.app import open_database
from tests.support.cases import staff
from tests.support.databases import ensure_migrated
from tests.support.record import TEXTS, HandClock, ScriptedAssistant, client_id

ZONE = "America/New_York"
CLOSING = Closing("referred", "You send Form 911 by fax.", "You", None)


@dataclass
class DeskUnderTest:
    """Everything about one desk; two over one database are two processes."""

    database: Database
    keys: KeyFile
    clock: HandClock
    bus: InProcessBus
    assistant: ScriptedAssistant
    conversations: Conversations
    turns: Turns
    handoffs: Handoffs
    desk: Desk

    async def handed_off(self, language: str = "en", text: str = "They levied my wages") -> ConversationId:
        """Somebody who wrote something and asked for a person."""
        conversation_id = (await self.conversations.create("screening", language, ZONE)).id
        await self.conversations.post_text(conversation_id, client_id(), text)
        await self.turns.run(conversation_id)
        await self.choose(conversation_id, "do.person")
        return conversation_id

    async def write(self, conversation_id: ConversationId, text: str) -> int:
        return (await self.conversations.post_text(conversation_id, client_id(), text)).seq

    async def choose(self, conversation_id: ConversationId, choice: str) -> int:
        return (await self.conversations.post_choice(conversation_id, client_id(), choice)).seq

    async def on_duty(
        self, employee_id: str, *skills: str, capacity: int | None = None, role: StaffRole = StaffRole.AGENT
    ) -> Actor:
        """An agent who takes chats, with these skills (else English and whoever signed in)."""
        actor = staff(employee_id, role)
        await self.handoffs.set_presence(actor, f"Agent {employee_id}", "en", Presence.AWAY)
        if skills or capacity is not None:
            await self.profile(employee_id, skills, capacity)
        await self.available(actor)
        return actor

    async def profile(self, employee_id: str, skills: Sequence[str], capacity: int | None) -> None:
        values: dict[str, Any] = {"skills": ",".join(sorted(map(Skill, skills)))} if skills else {}
        if capacity is not None:
            values["capacity"] = capacity

        async def work(connection: Any) -> None:
            own = desk_agents.c.employee_id == employee_id
            await connection.execute(update(desk_agents).where(own).values(**values))

        await self.database.write(work)

    async def available(self, actor: Actor, presence: Presence = Presence.AVAILABLE) -> None:
        await self.handoffs.set_presence(actor, f"Agent {actor.employee_id}", "en", presence)

    async def stands(self, conversation_id: ConversationId) -> tuple[str, HandoffState, AgentId | None]:
        """Who owns a conversation, where its last hand-off stands, and with whom."""
        async with self.database.read() as connection:
            row = await self.conversations.record.row(connection, conversation_id)
            query = handoffs.select().where(handoffs.c.conversation_id == conversation_id)
            found = (await connection.execute(query.order_by(handoffs.c.ended_at.is_(None).desc()).limit(1))).one()
        return row.owner, HandoffState(found.state), found.agent_id

    async def last_seq(self, conversation_id: ConversationId) -> int:
        async with self.database.read() as connection:
            return int((await self.conversations.record.row(connection, conversation_id)).last_seq)

    async def told(self, conversation_id: ConversationId) -> list[dict[str, Any]]:
        """What the person sees."""
        return (await self.conversations.read(conversation_id)).events

    async def reply(self, actor: Actor, conversation_id: ConversationId, text: str = "I have read it.") -> int:
        seen = await self.last_seq(conversation_id)
        return await self.desk.reply(actor, conversation_id, client_id(), text, seen)

    async def close(self, actor: Actor, conversation_id: ConversationId) -> None:
        seen = await self.last_seq(conversation_id)
        await self.desk.close(actor, conversation_id, client_id(), CLOSING, seen)


async def open_desk(
    url: str, folder: Path, clock: HandClock | None = None, hours: Hours | None = None
) -> DeskUnderTest:
    """Puts a desk on the database. Close its database."""
    ensure_migrated(url)
    database, keys, bus = open_database(url), KeyFile(folder / "keys.json"), InProcessBus()
    clock = clock or HandClock()
    await database.start()
    audit = Audit(keys, clock)
    record = Record(Sealer(keys, "conversation"), TEXTS)
    queue = Handoffs(record, audit, database, clock, bus, ZONE, hours or Hours(always_open=True))
    conversations = Conversations(database, keys, TEXTS, clock, bus, None, queue, record)
    assistant = ScriptedAssistant()
    turns = Turns(conversations, database, keys, TEXTS, clock, bus, assistant)
    desk = Desk(conversations, queue, audit, database, clock, ZONE)
    return DeskUnderTest(database, keys, clock, bus, assistant, conversations, turns, queue, desk)
