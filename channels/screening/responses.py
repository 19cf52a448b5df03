"""How every page of the public door is answered: rendered, led on to, addressed."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from sanic.response import HTTPResponse, empty

from casework.conversations.models import ConversationId
from channels.documents import box
from channels.doors import door_of
from channels.request import GatewayRequest
from channels.screening import assets, views
from channels.settings import Environment

_HTML: Final = "text/html"
_SEE_OTHER: Final = 303


def page(
    request: GatewayRequest,
    template: str,
    language: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> HTTPResponse:
    """A template as an answer. Every page can be left, so each has what proves that the wish is this browser's."""
    services = request.services
    visitor = request.visitor_cookie
    body = views.page(
        template,
        services.texts,
        language,
        door=door_of(request),
        demonstration=services.settings.environment is Environment.DEMONSTRATION,
        leave_csrf="" if visitor is None else services.visitors.csrf_token(visitor),
        away_seconds=services.settings.away_minutes * 60,
        scanner_skipped=services.checks.skips_scanner,
        callbacks=bool(services.settings.callbacks),
        signed_in=request.signed_in,
        session_zone=services.settings.time_zone,
        upload_limits=partial(box.box_limits, request),
        **values,
    )
    return assets.text_answer(request, body, _HTML, status, {**(headers or {}), "Content-Language": language})


def to(address: str) -> HTTPResponse:
    """Leads the browser on after a form, so that a reload asks again instead of sending again."""
    return empty(_SEE_OTHER, headers={"Location": address})


def path(conversation_id: ConversationId) -> str:
    """The address of a chat."""
    return f"/chat/{conversation_id}"


def asked_language(request: GatewayRequest) -> str:
    """The language asked for in the address, else the browser's."""
    asked = request.args.get("language")
    return str(asked) if asked in request.services.texts.languages else request.accepted_language
