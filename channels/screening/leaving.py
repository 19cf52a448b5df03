"""Leaving fast, going on after a while away, and what the chat says about itself."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.clock import local_date
from casework.conversations.models import Door
from casework.conversations.retention import days_kept
from channels import authorization
from channels.request import GatewayRequest, get
from channels.screening import presence
from channels.screening.responses import asked_language, page, path, to

leaving = Blueprint("leaving")

NEUTRAL: Final = "/away"


@leaving.post("/leave")
async def leave(request: GatewayRequest) -> HTTPResponse:
    """Ends what this browser, or this widget, may open, and leads to a page that shows nothing.

    It never asks back and never fails for want of proof: then only the cookie goes. The page that was left is not kept
    by the browser (`no-store`), so going back asks for it again and finds nothing.
    """
    services = request.services
    visitor, token = authorization.who_leaves(request)
    ended = await services.conversations.end_access(visitor, token)
    response = to(NEUTRAL)
    services.visitors.forget(response, request.secure)
    if (session := request.session_cookie) is not None:
        if visitor is not None:
            await services.sessions.end(session)
        services.session_cookies.forget(response, request.secure)
    for conversation_id in ended:
        presence.forget(request, response, conversation_id)
    return response


@get(leaving, NEUTRAL, ctx_embeddable=True)
async def neutral(request: GatewayRequest) -> HTTPResponse:
    """Nothing of taxes, of a chat, or of whose site this is."""
    return page(request, "neutral.html", asked_language(request))


@leaving.post("/chat/<conversation_id>/go-on")
async def go_on(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Shows the chat again after a while away."""
    return to(path(request.opened))


@get(leaving, "/chat/about")
async def about(request: GatewayRequest) -> HTTPResponse:
    """Who runs this, what is kept, who may read it, and how to check that it is what it says."""
    services = request.services
    settings = services.settings
    return page(
        request,
        "about.html",
        asked_language(request),
        operator=settings.operator.strip(),
        retention_days=days_kept(local_date(services.clock.now(), settings.time_zone), Door.SCREENING),
        # The Host header was checked to be ours (`channels.security`).
        address=f"{request.scheme}://{request.headers.getone('host')}/chat",
        away_minutes_count=round(settings.away_minutes),
    )
