"""The pages of coming back: make a code and shut other devices out; and enter a code, on any device."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.access_codes import symbols
from casework.eligibility import helped_by
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening import exchange, presence, views
from channels.screening.forms import field, form_of, language_of_chat, visitor_of
from channels.screening.responses import asked_language, page, path, to
from channels.screening.views import Failed, Form

returning = Blueprint("returning")

_ENTRY: Final = "/code"


def address_of_entry(request: GatewayRequest) -> str:
    """Where a code is entered, as people type it."""
    return f"{request.host}{_ENTRY}"


@get(returning, "/chat/<conversation_id>/code")
async def about_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """What a code is for, whether one holds, and the ways to make one and to shut other devices out."""
    return await _saved(request)


@returning.post("/chat/<conversation_id>/code")
async def make_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Makes a code and shows it, to be written down or printed. It is in this answer alone: no address holds it."""
    issued = await exchange.new_code(request)
    return await _saved(request, symbols.grouped(issued.code))


@returning.post("/chat/<conversation_id>/only-me")
async def only_me(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Shuts every other device out, then shows the chat, which says so."""
    await exchange.only_me(request)
    return to(path(request.opened))


@get(returning, _ENTRY)
async def entry(request: GatewayRequest) -> HTTPResponse:
    """Where a code is entered."""
    return _entry(request)


@returning.post(_ENTRY)
async def enter(request: GatewayRequest) -> HTTPResponse:
    """Opens the chat of a code in this browser. A code that opens nothing stays in its field, with the reason."""
    try:
        opened = await exchange.open_by_code(request, field(request, "code"), visitor_of(request))
    except Problem as error:
        return _entry(request, error)
    response = to(path(opened.id))
    presence.keep(request, response, opened.id)
    return response


@returning.post("/chat/<conversation_id>/give-back")
async def give_back(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Ends this browser's way in; whoever has the code goes on. Then a page says so, with nothing of the chat on it."""
    language = await language_of_chat(request)
    await exchange.give_back(request)
    return page(request, "given_back.html", language)


def _entry(request: GatewayRequest, failed: Problem | None = None) -> HTTPResponse:
    services = request.services
    visitor = request.visitor_cookie or services.visitors.new()
    # The form says the language that its page is in.
    language = field(request, "language") if request.method == "POST" else asked_language(request)
    if language not in services.texts.languages:
        language = request.accepted_language
    failure = None
    if failed is not None:
        sentence = services.texts.say(f"error-{failed.code}", language, failed.values)
        failure = Failed(sentence, field(request, "code")[: symbols.MOST_TYPED_CHARACTERS])
    response = page(
        request,
        "code_entry.html",
        language,
        status=200 if failed is None else failed.status,
        headers={} if failed is None else failed.headers,
        form=Form(_ENTRY, services.visitors.csrf_token(visitor)),
        failed=failure,
        most_typed=symbols.MOST_TYPED_CHARACTERS,
    )
    services.visitors.remember(response, visitor, request.secure)
    return response


async def _saved(request: GatewayRequest, code: str | None = None) -> HTTPResponse:
    services = request.services
    language = await language_of_chat(request)
    facts = await services.conversations.facts(request.opened)
    holds_until = await services.returning.holds_until(request.opened)
    return page(
        request,
        "code_saved.html",
        language,
        form=form_of(request),
        code=code,
        whom=helped_by(facts),
        address=address_of_entry(request),
        holds_until=None if holds_until is None else views.day(holds_until, language, services.settings.time_zone),
    )
