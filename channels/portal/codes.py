"""Codes: going on with a public chat after signing in, and the codes of employees."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.access_codes import symbols
from casework.access_codes.models import Issued
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.conversations.models import Owner, VisitorToken
from channels.doors import PORTAL
from channels.limits import counted_address
from channels.portal import shared
from channels.problems import Problem, code_tries
from channels.request import GatewayRequest, get
from channels.screening import views
from channels.screening.forms import BEYOND, client_id_of, field, form_of, language_of_chat
from channels.screening.responses import page, to

codes = Blueprint("portal_codes")

ENTRY: Final = "/portal/code"
CONTINUE: Final = "/portal/continue"
_PUBLIC: Final = "/chat/<conversation_id>/continue"


@get(codes, _PUBLIC)
async def consent(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """What is taken along after signing in, and who will read it: asked before anything is."""
    return await _consent_page(request)


@codes.post(_PUBLIC)
async def agree(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes the consent, or takes it back. The code is in this answer alone: no address holds it."""
    request.services.limits.message(request.opened)
    if field(request, "agree") == "no":
        await request.services.continuing.withdraw(request.opened, request.ctx.holder)
        return await _consent_page(request)
    issued = await request.services.continuing.consent(request.opened, request.ctx.holder)
    return await _consent_page(request, issued)


async def _consent_page(request: GatewayRequest, issued: Issued | None = None) -> HTTPResponse:
    services = request.services
    language = await language_of_chat(request)
    holds_until = await services.continuing.holds_until(request.opened)
    facts = await services.conversations.facts_as_told(request.opened)
    owner = (await services.conversations.read(request.opened, after=BEYOND)).owner
    return page(
        request,
        "continue.html",
        language,
        form=form_of(request),
        code=None if issued is None else symbols.grouped(issued.code),
        holds_until=None if holds_until is None else views.day(holds_until, language, services.settings.time_zone),
        known=views.answers(facts, services.texts, language),
        with_people=owner in (Owner.QUEUED, Owner.AGENT),
        sign_in=f"/sign-in?return_to={CONTINUE}&language={language}",
        address=f"{request.host}{ENTRY}",
    )


@get(codes, CONTINUE)
async def waiting(request: GatewayRequest) -> HTTPResponse:
    """The public chat of this browser that its person agreed to take along, to be taken along by a button."""
    visitor = request.visitor_cookie
    found = None if visitor is None else await request.services.continuing.waiting(visitor)
    return shared.page(request, "portal_continue.html", found=found is not None, form=shared.form(request, CONTINUE))


@codes.post(CONTINUE)
async def bring(request: GatewayRequest) -> HTTPResponse:
    """Takes it along, and shows the chat that it goes on in."""
    services, visitor = request.services, request.visitor_cookie
    found = None if visitor is None else await services.continuing.waiting(visitor)
    if found is None or visitor is None:
        raise Problem("continuation_gone")
    services.limits.conversation(request.address)
    try:
        begun = await services.continuing.bring(
            shared.actor_of(request), found, VisitorToken(visitor), shared.time_zone_of(request), client_id_of(request)
        )
    except CodeUnknown:
        raise Problem("continuation_gone") from None
    return to(PORTAL.path(begun))


@get(codes, ENTRY)
async def entry(request: GatewayRequest) -> HTTPResponse:
    """Where a code is entered, of whatever kind it is."""
    return _entry_page(request)


@codes.post(ENTRY)
async def enter(request: GatewayRequest) -> HTTPResponse:
    """Begins what the code is for. A code that opens nothing stays in its field, with the reason."""
    services, actor = request.services, shared.actor_of(request)
    services.limits.conversation(request.address)
    # Tries are counted by person: a new browser is no new start.
    by = By(counted_address(request.address), f"person:{actor.person_id}")
    try:
        begun = await services.entering.enter(
            actor,
            field(request, "code"),
            by,
            shared.language_of(request),
            shared.time_zone_of(request),
            client_id_of(request),
        )
    except CodeUnknown:
        return _entry_page(request, Problem("portal_code_unknown"))
    except TooManyTries as error:
        return _entry_page(request, code_tries(error.wait_seconds))
    return to(PORTAL.path(begun))


def _entry_page(request: GatewayRequest, problem: Problem | None = None) -> HTTPResponse:
    typed = field(request, "code")[: symbols.MOST_TYPED_CHARACTERS] if problem is not None else ""
    return shared.page(
        request,
        "portal_code.html",
        status=200 if problem is None else problem.status,
        headers={} if problem is None else problem.headers,
        failed=None if problem is None else shared.failed(request, problem, shared.language_of(request), typed),
        most_typed=symbols.MOST_TYPED_CHARACTERS,
        form=shared.form(request, ENTRY),
    )
