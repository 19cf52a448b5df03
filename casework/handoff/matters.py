"""What the desk knows of the case that a conversation is about: which, who may see it, and whose it is.

Only a conversation of the portal is about one. `casework.authority` decides, here as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from adapters.case_system.port import CaseSystemUnavailable, MatterId
from casework.authority.models import Refusal
from casework.authority.service import Decided
from casework.conversations.models import ConversationId, PortalConversation
from casework.identity.models import Actor


class FindsPortal(Protocol):
    """`casework.conversations.portal.PortalKeeper`, as far as it is needed here."""

    async def find(self, conversation_id: ConversationId) -> PortalConversation | None:
        """What makes it a conversation of the portal; None for every other."""
        ...

    async def actor(self, conversation: PortalConversation) -> Actor | None:
        """The person whose it is."""
        ...


class Decides(Protocol):
    """`casework.authority.service.Authority`, as far as it is needed here."""

    async def decided(self, actor: Actor, matter_id: MatterId) -> Decided:
        """What the actor may see and do in a matter, or why nothing."""
        ...


@dataclass(frozen=True, slots=True)
class MatterAtDesk:
    """The matter of a conversation; `sees`: whether the agent may see it (not, too, while the case system is away)."""

    id: MatterId
    sees: bool


class DeskMatters:
    """The matters of conversations, as the desk asks for them."""

    def __init__(self, portal: FindsPortal, authority: Decides) -> None:
        self._portal = portal
        self._authority = authority

    async def of(self, actor: Actor, conversation_id: ConversationId) -> MatterAtDesk | None:
        """The matter that a conversation is about; None of a public one, and of one about no case.

        Raises DatabaseUnavailable.
        """
        found = await self._portal.find(conversation_id)
        if found is None or found.matter_id is None:
            return None
        try:
            decided = await self._authority.decided(actor, found.matter_id)
        except CaseSystemUnavailable:
            return MatterAtDesk(found.matter_id, sees=False)
        return MatterAtDesk(found.matter_id, sees=decided.access is not None)

    async def own(self, actor: Actor, conversation_id: ConversationId) -> bool:
        """Whether it is the agent's own conversation, or about a case of their own (UNAX, 26 USC 7213A).

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        found = await self._portal.find(conversation_id)
        if found is None:
            return False
        if found.person_id == actor.person_id:
            return True
        # Of whom no TIN is known, nobody can say that a case is theirs.
        if actor.tin_digest is None:
            return False
        person = await self._portal.actor(found)
        if person is not None and person.tin_digest == actor.tin_digest:
            return True
        if found.matter_id is None:
            return False
        return (await self._authority.decided(actor, found.matter_id)).refusal is Refusal.OWN_CASE
