"""A request as our handlers see it: its own id, the person's language, the client's address."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, Final

from sanic import Blueprint, Request, Sanic
from sanic.config import Config
from sanic.exceptions import RequestTimeout
from sanic.http import Http
from sanic.response import HTTPResponse

from casework.authority.models import Access
from casework.conversations.models import ConversationId, Holder, VisitorToken
from casework.identity.models import Session, SessionToken
from casework.texts import Texts
from channels.services import Services
from channels.sessions import SessionCookies, SignedInView
from channels.visitors import Visitors

UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
"""An id of ours, as an address has it."""

Gateway = Sanic[Config, Services]

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# What Sanic calls the method of a request whose head could not be read: there is nothing to look at but the error.
UNREAD: Final = "NONE"
# 64 KiB at 20 kbit/s, which is a bad telephone line.
MOST_BODY_SECONDS: Final = 30.0
_DEFAULT_LANGUAGE: Final = "en"


class RequestState(SimpleNamespace):
    """What becomes known of one request while it is answered.

    Attributes:
        id: Made by us; what a client sends under that name is not looked at.
        conversation_id: The conversation it was let into, by `channels.authorization`.
        holder: Who was let into it.
        visitor: The browser it was shown to come from.
        language: The language of that conversation, once it is known.
        session: The session that it was let in by.
        access: What that session may see and do in the matter that the address names.
        kept: Whether what it brought was kept, since its session had run out.
        form_origins: Where forms of the answer lead besides to us.
        sandboxed: Whether the answer is somebody's document, in which nothing is ever run.
    """

    def __init__(self) -> None:
        super().__init__()
        self.id = secrets.token_hex(8)
        self.began = time.monotonic()
        self.conversation_id: ConversationId | None = None
        self.holder = Holder()
        self.visitor: VisitorToken | None = None
        self.language: str | None = None
        self.session: Session | None = None
        self.access: Access | None = None
        self.kept = False
        self.form_origins: tuple[str, ...] = ()
        self.sandboxed = False


class GatewayRequest(Request[Gateway, RequestState]):
    """Sanic's request with our state as its `ctx`."""

    @staticmethod
    def make_context() -> RequestState:
        """See `sanic.Request.make_context`."""
        return RequestState()

    async def receive_body(self) -> None:
        """Takes the body as a whole, within a time: Sanic's own limit begins anew with each byte that drips in."""
        try:
            async with asyncio.timeout(MOST_BODY_SECONDS):
                await super().receive_body()  # type: ignore[no-untyped-call]
        except TimeoutError:
            raise RequestTimeout("the body took too long") from None

    def close_afterwards(self) -> None:
        """Answers, then closes the connection without looking at what is still sent."""
        if isinstance(self.stream, Http):
            self.stream.keep_alive = False
            self.stream.request_body = None

    @property
    def services(self) -> Services:
        """What handlers work with."""
        return self.app.ctx

    @property
    def secure(self) -> bool:
        """Whether the person's connection is HTTPS, by us or by a trusted proxy."""
        return self.scheme == "https"

    @property
    def address(self) -> str:
        """The client's address; a header names it only where proxies are trusted (TAS_TRUSTED_PROXIES)."""
        return self.client_ip

    @property
    def opened(self) -> ConversationId:
        """The conversation that this request was let into."""
        if self.ctx.conversation_id is None:
            raise LookupError("the route's row in the authorization matrix doesn't say CONVERSATION")
        return self.ctx.conversation_id

    @property
    def visitor_cookie(self) -> VisitorToken | None:
        """The browser that the cookie names."""
        visitors = self.services.visitors
        return visitors.read(self.cookies.get(Visitors.cookie_name(self.secure)))

    @property
    def session_cookie(self) -> SessionToken | None:
        """The session that the cookie names, whether or not it holds."""
        cookies = self.services.session_cookies
        return cookies.read(self.cookies.get(SessionCookies.cookie_name(self.secure)))

    @property
    def session(self) -> Session:
        """The session that this request was let in by."""
        if self.ctx.session is None:
            raise LookupError("the route's row in the authorization matrix doesn't ask for a session")
        return self.ctx.session

    @property
    def access(self) -> Access:
        """What may be seen and done in the matter that this request was let into."""
        if self.ctx.access is None:
            raise LookupError("the route's row in the authorization matrix doesn't say MATTER")
        return self.ctx.access

    @property
    def signed_in(self) -> SignedInView | None:
        """What a page shows of the session, where there is one."""
        session, token = self.ctx.session, self.session_cookie
        if session is None or token is None:
            return None
        return self.services.session_cookies.view(session, token, self.services.clock.now())

    @property
    def error_language(self) -> str:
        """The language for errors: asked for, else the conversation's, else the browser's, else English."""
        asked = self.args.get("language")
        if asked in Texts.languages:
            return str(asked)
        if self.ctx.session is not None and self.ctx.language is None:
            return self.ctx.session.language
        return self.ctx.language or self.accepted_language

    @property
    def accepted_language(self) -> str:
        """The first language of Accept-Language that we have (RFC 9110, section 12.5.4)."""
        return _accepted(self.headers.getone("accept-language", ""))


Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


def get[Handling: Handler](blueprint: Blueprint, path: str, **ctx: Any) -> Callable[[Handling], Handling]:
    """Registers a handler for GET and HEAD, which every server has for what it shows (RFC 9110, section 9.1).

    Args:
        blueprint: The door's.
        path: Below the blueprint's prefix.
        **ctx: What `route.ctx` gets, each with `ctx_` before its name: `ctx_embeddable=True` lets the sites of the
            allow-list show the answer in a frame.
    """

    def register(handler: Handling) -> Handling:
        blueprint.add_route(handler, path, methods=["GET", "HEAD"], **ctx)
        return handler

    return register


def _accepted(header: Any) -> str:
    weighted: list[tuple[float, str]] = []
    for part in str(header)[:500].split(","):
        name, _, parameters = part.strip().partition(";")
        language = name.strip().lower().partition("-")[0]
        weight = parameters.strip().removeprefix("q=") or "1"
        if language in Texts.languages:
            try:
                weighted.append((float(weight), language))
            except ValueError:
                continue
    # Of equal weights the first counts: max() keeps it.
    best = max(weighted, key=lambda pair: pair[0], default=(0.0, _DEFAULT_LANGUAGE))
    return best[1] if best[0] > 0 else _DEFAULT_LANGUAGE
