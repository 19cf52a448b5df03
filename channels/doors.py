"""The doors that have chat pages: the same transcript, box and stream, at other addresses and with another menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casework.conversations.models import ConversationId
from channels.request import GatewayRequest


@dataclass(frozen=True, slots=True)
class Door:
    """What is the door's own of a chat page.

    Attributes:
        prefix: Before the conversation's id in the address.
        base: The template that the door's pages stand in.
        menu: The template of what a chat's menu offers.
        veiled: Whether the page hides itself after a while away; where people sign in, the session's limit does.
    """

    prefix: str
    base: str
    menu: str
    veiled: bool

    def path(self, conversation_id: ConversationId) -> str:
        """The address of a chat."""
        return f"{self.prefix}/{conversation_id}"


SCREENING: Final = Door("/chat", "base.html", "menu.html", veiled=True)
PORTAL: Final = Door("/portal/conversations", "portal_base.html", "portal_menu.html", veiled=False)


def door_of(request: GatewayRequest) -> Door:
    """The door by which the request was let into its conversation."""
    return SCREENING if request.ctx.holder.person is None else PORTAL


def path_of(request: GatewayRequest) -> str:
    """The address of the chat that the request was let into."""
    return door_of(request).path(request.opened)
