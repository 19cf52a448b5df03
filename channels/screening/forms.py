"""What pages send and are sent by forms."""

from __future__ import annotations

import re
from typing import Final

from casework.conversations.models import ClientId, VisitorToken
from channels.bodies import UUID_PATTERN
from channels.doors import path_of
from channels.problems import Problem
from channels.request import GatewayRequest
from channels.screening.views import Form

BEYOND: Final = 2**31 - 1
"""After every event: so a conversation is read without its events."""


def form_of(request: GatewayRequest) -> Form:
    """What the page's forms send besides; without our cookie (a client with a token) nothing can be sent by them."""
    if request.signed_in is not None:
        return Form(path_of(request), request.signed_in.csrf)
    visitor = request.visitor_cookie
    return Form(path_of(request), "" if visitor is None else request.services.visitors.csrf_token(visitor))


async def language_of_chat(request: GatewayRequest) -> str:
    """The person's present language in the conversation that the route opened."""
    return (await request.services.conversations.read(request.opened, after=BEYOND)).language


def visitor_of(request: GatewayRequest) -> VisitorToken:
    """The browser that the route's row in the authorization matrix has let in."""
    if request.ctx.visitor is None:
        raise Problem("csrf_failed")
    return request.ctx.visitor


def fields(request: GatewayRequest) -> dict[str, list[str]]:
    """The fields of a form."""
    return dict(request.form or {})


def field(request: GatewayRequest, name: str) -> str:
    """One field of a form; empty where it is missing."""
    return fields(request).get(name, [""])[0]


def client_id_of(request: GatewayRequest) -> ClientId:
    """What makes sending this form twice harmless. Raises Problem."""
    client_id = field(request, "client_id")
    if not re.fullmatch(UUID_PATTERN, client_id):
        raise Problem("client_id_invalid")
    return ClientId(client_id.lower())
