"""The authorization matrix: who may use each route, in one place, for the public door (rule 7).

The row of a route decides before its handler runs; a route without a row keeps the gateway from starting. `expected` says
what each role gets, and a test generated from the router asks every route as every role.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from sanic_routing.route import Route

from casework.conversations.models import ConversationId, ConversationToken, Holder, VisitorToken
from channels.problems import STATUS, Problem
from channels.request import SAFE_METHODS, Gateway, GatewayRequest
from channels.security import check_origin
from channels.visitors import CSRF_FIELD, CSRF_HEADER

_CONVERSATION_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LONGEST_TOKEN: Final = 200
_FORM: Final = "application/x-www-form-urlencoded"


class Access(Enum):
    """What a route asks for before its handler runs."""

    OPEN = "nothing: it shows nothing of anybody"
    FORM = "a browser's own form: the visitor cookie, its CSRF token, and one of our origins"
    CONVERSATION = "the conversation's token, or the cookie of a browser that may open it"
    OPERATOR = "this machine, or the metrics token"


class Role(StrEnum):
    """Who asks."""

    NONE = "nobody known"
    GUEST = "holds the conversation's token"
    OTHER_GUEST = "holds another conversation's token"
    VISITOR = "the browser that began the conversation, with its CSRF token"
    OTHER_VISITOR = "another browser, with its own CSRF token"
    FORGED = "the browser that began it, led by another page: no CSRF token"
    FOREIGN = "the same, from another site's origin"
    OPERATOR = "holds the metrics token"


@dataclass(frozen=True, slots=True)
class Row:
    """One route's row: what it asks for, and what each role gets."""

    access: Access
    expected: Mapping[Role, int]
    # What a request without any credentials gets where a conversation is asked for: a page says it isn't there.
    without_credentials: str = "unauthorized"


def _everyone(status: int = 200) -> Row:
    return Row(Access.OPEN, dict.fromkeys(Role, status))


def _anyone(status: int) -> Row:
    return Row(Access.OPEN, {**dict.fromkeys(Role, status), Role.FOREIGN: 403})


def _own_browser_begins(status: int) -> Row:
    return Row(Access.FORM, {**dict.fromkeys(Role, 403), **dict.fromkeys((Role.VISITOR, Role.OTHER_VISITOR), status)})


def _reads(without_credentials: str = "unauthorized", status: int = 200) -> Row:
    return Row(
        Access.CONVERSATION,
        {
            **dict.fromkeys(Role, 404),
            **dict.fromkeys((Role.GUEST, Role.VISITOR, Role.FORGED, Role.FOREIGN), status),
            Role.NONE: STATUS[without_credentials],
        },
        without_credentials,
    )


def _writes(status: int, without_credentials: str = "unauthorized") -> Row:
    return Row(
        Access.CONVERSATION,
        {
            **dict.fromkeys(Role, 404),
            **dict.fromkeys((Role.GUEST, Role.VISITOR), status),
            **dict.fromkeys((Role.FORGED, Role.FOREIGN), 403),
            Role.NONE: STATUS[without_credentials],
        },
        without_credentials,
    )


_WITHOUT_COOKIE: Final = (Role.NONE, Role.GUEST, Role.OTHER_GUEST, Role.OPERATOR)
# To somebody without credentials a page says that the chat isn't there.
_NOT_THERE: Final = "conversation_not_found"

# A HEAD is answered as its GET. Paths are the router's own, without types of parameters.
MATRIX: Final[Mapping[tuple[str, str], Row]] = {
    ("GET", "/"): _everyone(),
    ("GET", "/icon.svg"): _everyone(),
    ("GET", "/embed"): _everyone(),
    ("GET", "/embed.js"): _everyone(),
    ("GET", "/assets/<built>"): _everyone(),
    # A browser with a chat is led to it; others choose a language.
    ("GET", "/chat"): Row(Access.OPEN, {**dict.fromkeys(Role, 303), **dict.fromkeys(_WITHOUT_COOKIE, 200)}),
    ("POST", "/chat"): _own_browser_begins(303),
    ("GET", "/code"): _everyone(),
    # A code that opens nothing, as the test of this matrix enters it, is told as one.
    ("POST", "/code"): _own_browser_begins(404),
    ("GET", "/chat/<conversation_id>/code"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/code"): _writes(200, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/only-me"): _writes(303, _NOT_THERE),
    # Let in, they are told that there is no code yet.
    ("POST", "/chat/<conversation_id>/give-back"): _writes(409, _NOT_THERE),
    ("GET", "/chat/<conversation_id>"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/messages"): _writes(303, _NOT_THERE),
    ("GET", "/chat/<conversation_id>/stream"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/answers"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/chat.txt"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/print"): _reads(_NOT_THERE),
    # Let in, they are told that there is no result yet.
    ("GET", "/chat/<conversation_id>/summary"): _reads(_NOT_THERE, 409),
    ("GET", "/chat/<conversation_id>/summary.txt"): _reads(_NOT_THERE, 409),
    ("GET", "/chat/<conversation_id>/summary.pdf"): _reads(_NOT_THERE, 409),
    ("POST", "/chat/<conversation_id>/summary"): _writes(409, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/summary.txt"): _writes(409, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/summary.pdf"): _writes(409, _NOT_THERE),
    ("GET", "/api/v1/conversations/<conversation_id>/summary"): _reads(status=409),
    # Only where the operator names who calls (TAS_CALLBACKS). Nothing was filled in, and the page says what is missing.
    ("GET", "/chat/<conversation_id>/callback"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/callback"): _writes(422, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/callback/withdraw"): _writes(303, _NOT_THERE),
    ("GET", "/api/v1/conversations/<conversation_id>/callback"): _reads(),
    ("PUT", "/api/v1/conversations/<conversation_id>/callback"): _writes(200),
    ("DELETE", "/api/v1/conversations/<conversation_id>/callback"): _writes(204),
    ("POST", "/chat/<conversation_id>/go-on"): _writes(303, _NOT_THERE),
    ("GET", "/chat/about"): _everyone(),
    ("POST", "/leave"): _anyone(303),
    ("GET", "/away"): _everyone(),
    ("POST", "/api/v1/conversations"): _anyone(201),
    ("POST", "/api/v1/conversations/<conversation_id>/messages"): _writes(201),
    ("GET", "/api/v1/conversations/<conversation_id>/events"): _reads(),
    ("POST", "/api/v1/conversations/by-code"): _anyone(404),
    ("POST", "/api/v1/conversations/<conversation_id>/return-code"): _writes(201),
    ("POST", "/api/v1/conversations/<conversation_id>/only-me"): _writes(204),
    ("POST", "/api/v1/conversations/<conversation_id>/give-back"): _writes(409),
    ("GET", "/api/v1/openapi.json"): _everyone(),
    ("GET", "/health/live"): _everyone(),
    ("GET", "/health/ready"): _everyone(),
    ("GET", "/metrics"): Row(Access.OPERATOR, {**dict.fromkeys(Role, 404), Role.OPERATOR: 200}),
}


class RouteWithoutRow(Exception):
    """A route has no row in the matrix; its words say which."""


def check(app: Gateway) -> None:
    """Raises RouteWithoutRow unless every route of the router has its row."""
    missing = sorted(" ".join(key) for key in routes(app) if key not in MATRIX)
    if missing:
        raise RouteWithoutRow(f"no row in channels/authorization.py for {', '.join(missing)}")


def routes(app: Gateway) -> dict[tuple[str, str], Route]:
    """Every route by method and path, HEAD with its GET."""
    return {
        ("GET" if method == "HEAD" else method, _path(route)): route
        for route in app.router.routes
        for method in route.methods
    }


async def enforce(request: GatewayRequest) -> None:
    """Request middleware: lets in whom the route's row lets in. Raises Problem."""
    if request.route is None:  # an error before routing, such as 404
        return
    row = MATRIX["GET" if request.method == "HEAD" else request.method, _path(request.route)]
    if row.access is Access.CONVERSATION:
        await _open_conversation(request, row)
    elif row.access is Access.FORM:
        request.ctx.visitor = _proven_visitor(request)
    elif row.access is Access.OPERATOR:
        _operator(request)


def visitor_who_begins(request: GatewayRequest) -> VisitorToken | None:
    """The browser that a new conversation belongs to as well: only where its CSRF token came along. Raises Problem."""
    if request.visitor_cookie is None or CSRF_HEADER not in request.headers:
        return None
    return _proven_visitor(request)


def who_leaves(request: GatewayRequest) -> tuple[VisitorToken | None, ConversationToken | None]:
    """Whose access ends: the browser's that was shown to ask for it, and the token's. Leaving itself is never refused."""
    token = _bearer(request)
    try:
        visitor = None if request.visitor_cookie is None else _proven_visitor(request)
    except Problem:
        visitor = None
    return visitor, None if token is None else ConversationToken(token)


async def _open_conversation(request: GatewayRequest, row: Row) -> None:
    """A wrong token, another's conversation and a missing one are told alike: 404."""
    named = str(request.match_info["conversation_id"])
    conversation_id = ConversationId(named) if _CONVERSATION_ID.fullmatch(named) else None
    token, visitor = _bearer(request), request.visitor_cookie
    if token is not None:
        holder = Holder(token=ConversationToken(token))
    elif visitor is not None:
        if request.method not in SAFE_METHODS:
            request.ctx.visitor = _proven_visitor(request)
        holder = Holder(visitor=visitor)
    else:
        challenge = {"WWW-Authenticate": "Bearer"} if row.without_credentials == "unauthorized" else {}
        raise Problem(row.without_credentials, challenge)
    if conversation_id is None or not await request.services.conversations.opened_by(conversation_id, holder):
        raise Problem("conversation_not_found")
    request.ctx.conversation_id, request.ctx.holder = conversation_id, holder


def _proven_visitor(request: GatewayRequest) -> VisitorToken:
    """The browser, if the request came from our own page in it (OWASP ASVS 5.0, 3.5.1)."""
    check_origin(request)
    token = request.headers.getone(CSRF_HEADER, None)
    if token is None and request.headers.getone("content-type", "").startswith(_FORM):
        form = request.get_form()
        token = None if form is None else form.get(CSRF_FIELD)
    visitor = request.visitor_cookie
    if visitor is None or not request.services.visitors.csrf_matches(visitor, token):
        raise Problem("csrf_failed")
    return visitor


def _operator(request: GatewayRequest) -> None:
    """For others the route is not there."""
    settings = request.services.settings
    expected, given = settings.metrics_token.get_secret_value(), _bearer(request)
    if expected:
        allowed = given is not None and hmac.compare_digest(expected.encode(), given.encode())
    else:
        # A proxy on this machine has a loopback address as well: what it forwards comes from elsewhere.
        forwarded = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers)
        allowed = _is_loopback(request.ip) and not forwarded
    if not allowed:
        raise Problem("not_found")


def _bearer(request: GatewayRequest) -> str | None:
    """The Bearer token (RFC 6750, section 2.1); other schemes count as no credentials."""
    scheme, _, token = request.headers.getone("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    return token.strip()[:_LONGEST_TOKEN]


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _path(route: Route) -> str:
    return "/" + re.sub(r"<(\w+):[^>]*>", r"<\1>", route.path)
