"""Call-backs of the public door, worked from the desk: the list, one with its number, and how the call went."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.callbacks.models import CallBackId
from casework.callbacks.service import CallBackNotFound
from channels.desk.places import page
from channels.portal import shared
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get
from channels.screening import views
from channels.screening.callbacks import Words
from channels.screening.forms import field
from channels.screening.responses import to

desk_callbacks = Blueprint("desk_callbacks")

CALLS: Final = "/desk/callbacks"
_ONE: Final = f"{CALLS}/<callback_id>"


@get(desk_callbacks, CALLS)
async def listed(request: GatewayRequest) -> HTTPResponse:
    """The open ones: the most urgent first, then by wished time. Numbers stay sealed."""
    waiting = await request.services.callbacks.waiting(shared.actor_of(request))
    return page(request, "calls.html", waiting=waiting, words=_words(request))


@get(desk_callbacks, _ONE)
async def show(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """One with its number and its word; every look is audited."""
    found = _named(callback_id)
    try:
        opened = await request.services.callbacks.show(found, shared.actor_of(request))
    except CallBackNotFound:
        raise Problem("not_found") from None
    words = _words(request)
    return page(
        request,
        "call.html",
        opened=opened,
        told=words.told(opened.listed.wish),
        words=words,
        form=shared.form(request, f"{CALLS}/{found}"),
    )


@get(desk_callbacks, f"{_ONE}/chat")
async def chat(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """The chat that the call is about, to be read; every look is audited."""
    found, services, language = _named(callback_id), request.services, shared.language_of(request)
    try:
        conversation_id, events = await services.callbacks.chat(found, shared.actor_of(request))
    except CallBackNotFound:
        raise Problem("not_found") from None
    facts = await services.conversations.facts(conversation_id)
    return page(
        request,
        "call_chat.html",
        events=events,
        known=views.answers(facts, services.texts, language),
        handed=await services.cards.of(None, conversation_id, language),
        back=f"{CALLS}/{found}",
    )


@desk_callbacks.post(f"{_ONE}/done")
async def done(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """The person was called."""
    try:
        await request.services.callbacks.done(_named(callback_id), shared.actor_of(request))
    except CallBackNotFound:
        raise Problem("not_found") from None
    return to(CALLS)


@desk_callbacks.post(f"{_ONE}/not-reached")
async def not_reached(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """Nobody was reached; the form says how many tries there were, so that sending it twice counts once."""
    tries = field(request, "tries")
    after = int(tries) if tries.isascii() and tries.isdecimal() and len(tries) < 6 else None
    try:
        await request.services.callbacks.not_reached(_named(callback_id), shared.actor_of(request), after_tries=after)
    except CallBackNotFound:
        raise Problem("not_found") from None
    return to(CALLS)


def _named(callback_id: str) -> CallBackId:
    """The whole id: a beginning is enough for commands, not for an address."""
    if not UUID.fullmatch(callback_id):
        raise Problem("not_found")
    return CallBackId(callback_id)


def _words(request: GatewayRequest) -> Words:
    return Words.of(request, shared.language_of(request))
