"""A live advocate at a gateway, who acts through its services while a test looks at the person's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from casework.conversations.models import ConversationId
from casework.handoff.desk import Closing
from casework.handoff.models import AgentId, Presence, desk_agents
from casework.identity.models import Actor, StaffRole
from tests.support.cases import staff
from tests.support.gateway import GatewayUnderTest
from tests.support.record import client_id


@dataclass
class Advocate:
    """An agent on duty."""

    tas: GatewayUnderTest
    actor: Actor

    async def takes(self, chat: str) -> None:
        await self.tas.services.handoffs.accept(self.actor, ConversationId(chat))

    async def says(self, chat: str, text: str) -> int:
        return await self.tas.services.desk.reply(
            self.actor, ConversationId(chat), client_id(), text, await self._last_seq(chat)
        )

    def writes(self, chat: str) -> None:
        """Begins to type."""
        self.tas.services.typing.agent(ConversationId(chat))

    async def closes(self, chat: str, what: str, who: str, by_on: date | None = None) -> None:
        closing = Closing("referred", what, who, by_on)
        await self.tas.services.desk.close(
            self.actor, ConversationId(chat), client_id(), closing, await self._last_seq(chat)
        )

    async def _last_seq(self, chat: str) -> int:
        return (await self.tas.services.conversations.read(ConversationId(chat))).last_seq


async def on_duty(tas: GatewayUnderTest, employee_id: str, name: str, *skills: str) -> Advocate:
    """An agent who takes chats, in English and Spanish, unless other skills are named."""
    actor = staff(employee_id, StaffRole.AGENT)
    handoffs = tas.services.handoffs
    await handoffs.set_presence(actor, name, "es", Presence.AWAY)
    if skills:
        own = desk_agents.c.employee_id == AgentId(employee_id)
        changed = update(desk_agents).where(own).values(skills=",".join(sorted(skills)))
        await tas.services.database.write(lambda connection: connection.execute(changed))
    await handoffs.set_presence(actor, name, "es", Presence.AVAILABLE)
    return Advocate(tas, actor)


async def handed_off(tas: GatewayUnderTest, chat: str) -> None:
    """The person of a chat asks for a person, and has been told their place."""
    await tas.services.conversations.post_choice(ConversationId(chat), client_id(), "do.person")
    await tas.services.handoffs.sweep()
