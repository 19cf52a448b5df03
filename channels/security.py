"""What holds for every request and every answer, errors and files included.

Sources: OWASP ASVS 5.0, 3.4 (headers), 3.5 (cross-site requests), 4.2 (message structure); Fetch Standard (Origin,
Cross-Origin-Resource-Policy); RFC 9110 and RFC 9112.
"""

from __future__ import annotations

import re
from typing import Final

from sanic.response import BaseHTTPResponse

from channels.problems import Problem
from channels.request import SAFE_METHODS, UNREAD, GatewayRequest

# Field names are tokens and values have no controls (RFC 9110, 5.1 and 5.5). Sanic takes more, and what it reads as two
# headers a proxy may read as one: such a request is refused and its connection closed.
_FIELD_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_FIELD_VALUE: Final = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*")

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'{forms}; frame-ancestors {ancestors}"
)
_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
# Of a document that somebody sent: it may do nothing at all, not even be of our origin.
_SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_HSTS: Final = "max-age=63072000"


def refuse_malformed(request: GatewayRequest) -> None:
    """Request middleware: the message is well formed and meant for us. Raises Problem."""
    if request.method == UNREAD:
        return
    headers = request.headers
    well_formed = all(_FIELD_NAME.fullmatch(name) and _FIELD_VALUE.fullmatch(value) for name, value in headers.items())
    # The target names a path; an absolute one would name a host of its own (RFC 9112, 3.2.2).
    if not well_formed or not request.raw_url.startswith(b"/"):
        request.close_afterwards()
        raise Problem("header_invalid")
    named = headers.getall("host", [])
    if len(named) != 1 or _host(named[0]) not in request.services.settings.hosts:
        raise Problem("host_unknown")


def refuse_foreign_origin(request: GatewayRequest) -> None:
    """Request middleware: what changes something comes from our own pages, or from no page at all. Raises Problem.

    A browser says where a request that changes something comes from; other clients don't. Where the cookie is what opens
    the door, the header must be there (`channels.authorization`).
    """
    if request.method not in SAFE_METHODS and request.headers.getall("origin", []) != []:
        check_origin(request)


def check_origin(request: GatewayRequest) -> None:
    """Raises Problem unless the Origin header is there and exactly one of ours."""
    origins = request.headers.getall("origin", [])
    if len(origins) != 1 or origins[0] not in request.services.origins:
        raise Problem("forbidden_origin")


def protect(request: GatewayRequest, response: BaseHTTPResponse) -> None:
    """Response middleware: the headers of every answer. What a handler set itself about caching and sharing stands."""
    headers = response.headers
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # Where a page's forms lead besides: to sign in, the configured providers.
    forms = "".join(f" {origin}" for origin in request.ctx.form_origins)
    policy = _POLICY.format(forms=forms, ancestors=_ancestors(request))
    headers["Content-Security-Policy"] = _SANDBOX if request.ctx.sandboxed else policy
    # A page's form post must name its origin. Under `no-referrer` browsers send `Origin: null` (Fetch, "append a request
    # Origin header"), so pages say `same-origin`, which tells other sites as little.
    page = (response.content_type or "").startswith("text/html")
    headers["Referrer-Policy"] = "same-origin" if page else "no-referrer"
    headers["X-Request-ID"] = request.ctx.id
    if request.secure:
        headers["Strict-Transport-Security"] = _HSTS


def _ancestors(request: GatewayRequest) -> str:
    """Who may show this answer in a frame: nobody, or for the widget the sites of the allow-list."""
    if request.route is None or not getattr(request.route.ctx, "embeddable", False):
        return "'none'"
    return " ".join(("'self'", *request.services.settings.embedding_sites))


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    name, bracket, _ = header.lower().rpartition("]")
    return name.removeprefix("[") if bracket else header.lower().partition(":")[0]
