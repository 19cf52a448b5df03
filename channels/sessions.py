"""The cookie that names a session, and the token that shows a form came from a page of that session.

The cookie is `__Host-session` over HTTPS and `session` on plain-HTTP localhost, where browsers refuse the prefix; it lasts
as long as the browser is open, the row decides (OWASP ASVS 5.0, 3.3 and 7.2). SameSite=Lax: it must come along when a
provider leads the browser back. The CSRF token is an HMAC of the cookie under a key of its own, so each session has another.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sanic.response import BaseHTTPResponse

from adapters.keys.port import Keys
from casework.identity.models import PersonId, Session, SessionToken

if TYPE_CHECKING:
    from datetime import datetime

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class SignedInView:
    """What a page knows of the session that it is shown to.

    Attributes:
        person_mark: The same for all sessions of one person, and telling nothing: a page that comes back after a new
            sign-in goes on only for the same person.
        idle_seconds: Until it ends if nothing is done.
        overall_seconds: Until it ends in any case.
        ends_at: When it ends if nothing is done (ISO 8601).
    """

    name: str = field(repr=False)
    csrf: str = field(repr=False)
    person_mark: str
    staff: bool
    idle_seconds: int
    overall_seconds: int
    warned_seconds: int
    ends_at: str


class SessionCookies:
    """Names sessions and checks their forms."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    @staticmethod
    def cookie_name(secure: bool) -> str:
        """The cookie's name over HTTPS, or without it."""
        return "__Host-session" if secure else "session"

    def read(self, cookie: str | None) -> SessionToken | None:
        """The session that a cookie's value names, or None if it is none of ours."""
        return SessionToken(cookie) if cookie is not None and _TOKEN.fullmatch(cookie) else None

    def remember(self, response: BaseHTTPResponse, token: SessionToken, secure: bool) -> None:
        """Sets the cookie, until the browser is closed."""
        self._set(response, token, secure, None)

    def forget(self, response: BaseHTTPResponse, secure: bool) -> None:
        """Has the browser drop the cookie."""
        self._set(response, "", secure, 0)

    def csrf_token(self, token: SessionToken) -> str:
        """The token that goes into the forms and pages of this session."""
        return _text(self._keys.digest("session csrf", token.encode()))

    def csrf_matches(self, token: SessionToken, given: str | None) -> bool:
        """Whether the token is this session's."""
        return given is not None and hmac.compare_digest(self.csrf_token(token).encode(), given.encode())

    def view(self, session: Session, token: SessionToken, now: datetime) -> SignedInView:
        """What a page of this session shows and needs."""
        return SignedInView(
            name=session.name,
            csrf=self.csrf_token(token),
            person_mark=self.person_mark(session.actor.person_id),
            staff=bool(session.actor.staff_roles),
            idle_seconds=max(0, int((session.idle_ends_at - now).total_seconds())),
            overall_seconds=max(0, int((session.ends_at - now).total_seconds())),
            warned_seconds=session.warned_seconds,
            ends_at=min(session.idle_ends_at, session.ends_at).isoformat(),
        )

    def person_mark(self, person_id: PersonId) -> str:
        """See `SignedInView.person_mark`."""
        return _text(self._keys.digest("person mark", person_id.encode()))[:22]

    def _set(self, response: BaseHTTPResponse, value: str, secure: bool, max_age: int | None) -> None:
        response.add_cookie(
            self.cookie_name(secure),
            value,
            path="/",
            secure=secure,
            httponly=True,
            samesite="Lax",
            max_age=max_age,
        )


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
