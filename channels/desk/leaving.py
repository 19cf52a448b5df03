"""Whoever leaves the desk with chats is asked first: going off duty, and signing out."""

from __future__ import annotations

from sanic.response import HTTPResponse

from casework.conversations.models import tag
from casework.handoff.models import HELD
from channels.authorization import AT_DESK
from channels.desk.places import page
from channels.portal import shared
from channels.request import GatewayRequest
from channels.screening.forms import field


async def asks_before_leaving(request: GatewayRequest, path: str) -> HTTPResponse | None:
    """The page that asks an agent who has chats; None for whoever has none, and for one who was asked already.

    Args:
        request: The form that was sent.
        path: Where it was sent to, and is sent again by whoever leaves anyway.
    """
    actor = shared.actor_of(request)
    if not actor.staff_roles & AT_DESK or field(request, "anyway") == "yes":
        return None
    held = [chat for chat in (await request.services.desk.state(actor)).chats if chat.state in HELD]
    if not held:
        return None
    # Another language is asked for where a page can be had again: this one is the answer to a form.
    return page(request, "desk_off.html", held=held, tag=tag, form=shared.form(request, path), here="/desk")


async def leave(request: GatewayRequest) -> None:
    """Whoever signs out and works at the desk is off duty, and what they had goes to others at once."""
    actor = shared.actor_of(request)
    if actor.staff_roles & AT_DESK:
        await request.services.handoffs.leave(actor)
