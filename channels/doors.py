"""The doors that have chat pages: the same transcript, box and stream, at other addresses and with another menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from casework.conversations.models import ConversationId
from casework.identity.models import StaffRole
from channels.request import GatewayRequest


@dataclass(frozen=True, slots=True)
class Door:
    """What is the door's own of a chat page.

    Attributes:
        prefix: Before the conversation's id in the address.
        base: The template that the door's pages stand in.
        menu: The template of what a chat's menu offers.
        veiled: Whether the page hides itself after a while away; where people sign in, the session's limit does.
        home: Where the page leads when the chat isn't there any longer.
        anew: Where another chat is begun.
        anew_title: The key of that link's words.
        continues: Whether one can go on with the chat after signing in.
    """

    prefix: str
    base: str
    menu: str
    veiled: bool
    home: str
    anew: str
    anew_title: str
    continues: bool

    def path(self, conversation_id: ConversationId) -> str:
        """The address of a chat."""
        return f"{self.prefix}/{conversation_id}"


SCREENING: Final = Door(
    prefix="/chat",
    base="base.html",
    menu="menu.html",
    veiled=True,
    home="/chat",
    anew="/chat?new=1",
    anew_title="new-chat",
    continues=True,
)
PORTAL: Final = Door(
    prefix="/portal/conversations",
    base="portal_base.html",
    menu="portal_menu.html",
    veiled=False,
    home="/portal",
    anew="/portal",
    anew_title="portal-home",
    continues=False,
)


def door_of(request: GatewayRequest) -> Door:
    """The door by which the request was let into its conversation."""
    return SCREENING if request.ctx.holder.person is None else PORTAL


async def about_of(request: GatewayRequest) -> Any:
    """What stands above the chat at its door: whose matter it is about; None at the public one."""
    about = request.services.about_chat
    return None if about is None or door_of(request) is SCREENING else await about(request)


def session_holds(
    request: GatewayRequest, staff_roles: frozenset[StaffRole] = frozenset()
) -> Callable[[], Awaitable[bool]] | None:
    """For a stream: whether the session it was let in by still holds, as after signing out in another tab it doesn't.

    `staff_roles`: and whether it still has one of these roles.
    """
    token = request.session_cookie
    if request.ctx.session is None or token is None:
        return None

    async def holds() -> bool:
        found = await request.services.sessions.find(token, renew=False)
        return found is not None and (not staff_roles or bool(found.actor.staff_roles & staff_roles))

    return holds


def path_of(request: GatewayRequest) -> str:
    """The address of the chat that the request was let into."""
    return door_of(request).path(request.opened)
