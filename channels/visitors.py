"""The cookie that names a browser, and the token that shows a form came from our own page (DESIGN section 5).

The cookie opens nothing by itself: the record says which conversations a browser may open. It is `__Host-visitor` over
HTTPS (OWASP ASVS 5.0, 3.3.1 and 3.3.3) and `visitor` on plain-HTTP localhost, where browsers refuse the prefix. The CSRF
token is an HMAC of the cookie under a key of its own (ASVS 3.5.1): nothing to store, and useless without the cookie.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from typing import Final

from sanic.response import BaseHTTPResponse

from adapters.keys.port import Keys
from casework.conversations.models import VisitorToken

CSRF_HEADER: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_TOKEN_BYTES: Final = 32
_KEPT_SECONDS: Final = 30 * 24 * 3600


class Visitors:
    """Names browsers and checks their forms."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    @staticmethod
    def cookie_name(secure: bool) -> str:
        """The cookie's name over HTTPS, or without it."""
        return "__Host-visitor" if secure else "visitor"

    def read(self, cookie: str | None) -> VisitorToken | None:
        """The browser that a cookie's value names, or None if it is none of ours."""
        return VisitorToken(cookie) if cookie is not None and _TOKEN.fullmatch(cookie) else None

    def new(self) -> VisitorToken:
        """A name for a browser that has none; unguessable (256 bits)."""
        return VisitorToken(secrets.token_urlsafe(_TOKEN_BYTES))

    def remember(self, response: BaseHTTPResponse, visitor: VisitorToken, secure: bool) -> None:
        """Sets the cookie; said again at each page, it lasts as long as the conversation is kept."""
        response.add_cookie(
            self.cookie_name(secure),
            visitor,
            path="/",
            secure=secure,
            httponly=True,
            samesite="Lax",
            max_age=_KEPT_SECONDS,
        )

    def forget(self, response: BaseHTTPResponse, secure: bool) -> None:
        """Has the browser drop the cookie."""
        response.add_cookie(
            self.cookie_name(secure), "", path="/", secure=secure, httponly=True, samesite="Lax", max_age=0
        )

    def csrf_token(self, visitor: VisitorToken) -> str:
        """The token that goes into this browser's forms and pages."""
        return base64.urlsafe_b64encode(self._keys.digest("csrf", visitor.encode())).rstrip(b"=").decode()

    def csrf_matches(self, visitor: VisitorToken, token: str | None) -> bool:
        """Whether the token is this browser's."""
        return token is not None and hmac.compare_digest(self.csrf_token(visitor).encode(), token.encode())
