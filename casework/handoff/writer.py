"""Who writes in a conversation, as far as that is certain: nobody at the public door, at the portal who signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from adapters.case_system.port import CaseSystem, CaseSystemUnavailable, MatterId
from casework.authority.models import Access, AuthorizationForm, Represented
from casework.conversations.models import ConversationId, PortalConversation
from casework.conversations.portal import PortalKeeper
from casework.identity.models import PersonId, Preferences
from casework.identity.service import PersonUnknown


class Basis(StrEnum):
    """On what ground somebody who signed in writes about a matter."""

    OWN = "own"
    AUTHORIZED = "authorized"
    NO_CASE = "no_case"
    """They opened none: nothing of a case is said in this conversation."""
    NO_RIGHT = "no_right"
    """They had a right when they began, and have none now."""
    UNKNOWN = "unknown"
    """The case system can't be asked now: until it can, nothing of a case may be said."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who signed in, and what they may talk about.

    Attributes:
        name: As their provider gave it.
        form: What an authorized person acts under; None: several forms together, or none.
        acts: Whether they may act for the taxpayer; else they may only be told.
        until: The last day of their right, where it ends by itself.
        joint: Whether the case is of two spouses: what is one's is never said to the other (DESIGN section 8).
    """

    conversation: PortalConversation
    name: str | None = field(repr=False)
    preferences: Preferences | None
    basis: Basis
    form: AuthorizationForm | None = None
    acts: bool = False
    until: date | None = None
    joint: bool = False


class _Names(Protocol):
    """`casework.identity.service.People`, as far as it is needed here."""

    async def name(self, person_id: PersonId) -> str: ...
    async def preferences(self, person_id: PersonId) -> Preferences: ...


class _Represents(Protocol):
    """`casework.authority.service.Authority`, as far as it is needed here."""

    async def representatives(self, matter_id: MatterId) -> list[Represented]: ...


class Writers:
    """Says who writes, under the authority of today."""

    def __init__(self, keeper: PortalKeeper, people: _Names, authority: _Represents, case_system: CaseSystem) -> None:
        self._keeper = keeper
        self._people = people
        self._authority = authority
        self._case_system = case_system

    async def of(self, conversation_id: ConversationId) -> Writer | None:
        """Who writes in a conversation of the portal; None in every other: nobody there is verified."""
        conversation = await self._keeper.find(conversation_id)
        if conversation is None:
            return None
        try:
            name: str | None = await self._people.name(conversation.person_id)
            preferences: Preferences | None = await self._people.preferences(conversation.person_id)
        except PersonUnknown:
            name = preferences = None
        if conversation.matter_id is None:
            return Writer(conversation, name, preferences, Basis.NO_CASE)
        try:
            access = await self._keeper.access(conversation)
            if access is None:
                return Writer(conversation, name, preferences, Basis.NO_RIGHT)
            joint = await self._is_joint(access.matter_id)
            if not access.of_another:
                return Writer(conversation, name, preferences, Basis.OWN, acts=True, joint=joint)
            forms = await self._forms(access)
        except CaseSystemUnavailable:
            return Writer(conversation, name, preferences, Basis.UNKNOWN)
        kinds = {one.form for one in forms}
        return Writer(
            conversation,
            name,
            preferences,
            Basis.AUTHORIZED,
            form=kinds.pop() if len(kinds) == 1 else None,
            acts=bool(forms) and all(one.acts for one in forms),
            until=access.until,
            joint=joint,
        )

    async def _is_joint(self, matter_id: MatterId) -> bool:
        found = await self._case_system.around(matter_id)
        return found is not None and len({matter.taxpayer for matter in found[1]}) > 1

    async def _forms(self, access: Access) -> list[Represented]:
        ids = access.basis.partition(":")[2].split(",")
        return [one for one in await self._authority.representatives(access.matter_id) if one.id in ids]
