"""Whether the person is still at the screen: after a while away a page shows nothing of the chat before they go on.

The browser itself keeps the time: a cookie on the chat's own path, which holds nothing and lasts as long as one may be
away (TAS_AWAY_MINUTES), is set anew by each request that the person makes. A page that script keeps live hides itself by
the same measure; it sends its CSRF token along, which no address typed, restored or gone back to does.
"""

from __future__ import annotations

from typing import Final

from sanic.response import BaseHTTPResponse, HTTPResponse

from casework.conversations.models import ConversationId
from channels.request import SAFE_METHODS, GatewayRequest
from channels.screening.forms import form_of, language_of_chat
from channels.screening.responses import page, path
from channels.visitors import CSRF_HEADER

COOKIE: Final = "here"


async def veil(request: GatewayRequest) -> HTTPResponse | None:
    """Request middleware, after authorization: what the browser opens after a while away asks first."""
    if not _opened_by_browser(request) or not _away(request):
        return None
    return page(request, "away.html", await language_of_chat(request), form=form_of(request))


def renew(request: GatewayRequest, response: BaseHTTPResponse) -> None:
    """Response middleware: whoever was shown the chat, or has written to it, is here."""
    if _opened_by_browser(request) and not _streams(request) and not _away(request):
        keep(request, response, request.opened)


def keep(request: GatewayRequest, response: BaseHTTPResponse, conversation_id: ConversationId) -> None:
    """Notes in the browser that the person is at this chat now."""
    _note(request, response, conversation_id, round(request.services.settings.away_minutes * 60))


def forget(request: GatewayRequest, response: BaseHTTPResponse, conversation_id: ConversationId) -> None:
    """Has the browser drop the note."""
    _note(request, response, conversation_id, 0)


def _note(request: GatewayRequest, response: BaseHTTPResponse, conversation_id: ConversationId, seconds: int) -> None:
    response.add_cookie(
        COOKIE,
        "1" if seconds else "",
        path=path(conversation_id),
        secure=request.secure,
        httponly=True,
        samesite="Lax",
        max_age=seconds,
    )


def _opened_by_browser(request: GatewayRequest) -> bool:
    """Whether a conversation was opened by the cookie; clients with a token keep the time themselves."""
    return (
        request.ctx.conversation_id is not None
        and request.ctx.holder.visitor is not None
        and "authorization" not in request.headers
    )


def _away(request: GatewayRequest) -> bool:
    if request.method not in SAFE_METHODS or "text/html" not in request.headers.getone("accept", ""):
        return False
    return COOKIE not in request.cookies and not _sent_by_live_page(request)


def _sent_by_live_page(request: GatewayRequest) -> bool:
    visitor = request.visitor_cookie
    token = request.headers.getone(CSRF_HEADER, None)
    return visitor is not None and request.services.visitors.csrf_matches(visitor, token)


def _streams(request: GatewayRequest) -> bool:
    """A stream connects again by itself, whoever is there."""
    return "text/event-stream" in request.headers.getone("accept", "")
