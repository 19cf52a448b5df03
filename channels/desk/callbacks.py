"""Call-backs of the public door, worked from the desk: the list, one to take, and how the call went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import quote

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.callbacks.models import CallBackId
from casework.callbacks.service import CallBackChanged, CallBackHeld, CallBackNotFound
from casework.identity.models import Actor, EmployeeId
from channels.desk.places import page
from channels.portal import shared
from channels.problems import Problem, of_exception
from channels.request import UUID, GatewayRequest, get
from channels.screening import views
from channels.screening.callbacks import Words
from channels.screening.forms import field
from channels.screening.responses import to

desk_callbacks = Blueprint("desk_callbacks")

CALLS: Final = "/desk/callbacks"
_ONE: Final = f"{CALLS}/<callback_id>"
# So often a page that shows a number asks whether it still holds.
_LOOKS_SECONDS: Final = 5


@get(desk_callbacks, CALLS)
async def listed(request: GatewayRequest) -> HTTPResponse:
    """The open ones: the most urgent first, then by wished time, with who is calling. Numbers stay sealed."""
    waiting = await request.services.callbacks.waiting(shared.actor_of(request))
    return page(request, "calls.html", waiting=waiting, words=_words(request), names=await _names(request))


@get(desk_callbacks, _ONE)
async def show(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """One of them, with its number and its word for whoever took it to call; every look is audited."""
    return await _call(request, _named(callback_id))


@desk_callbacks.post(f"{_ONE}/take")
async def take(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """Whoever calls now has the call alone for a time, and its number is shown to them."""
    return await _changed(request, callback_id, request.services.callbacks.take, to_itself=True)


@desk_callbacks.post(f"{_ONE}/give-back")
async def give_back(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """Lets others make the call."""
    return await _changed(request, callback_id, request.services.callbacks.give_back)


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


@get(desk_callbacks, f"{_ONE}/changed", ctx_embeddable=True)
async def changed(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """Whether the person has changed a call since a page showed it, for script and for the frame of a page without.

    Looking doesn't keep a session alive, and isn't audited: nothing of the call is in the answer.
    """
    found, frame = _named(callback_id), request.args.get("frame") == "yes"
    actor, seen = shared.actor_of(request), _moment(request.args.get("seen", ""))
    try:
        changed_at = await request.services.callbacks.changed_since(found, actor, seen)
    except CallBackNotFound:
        if not frame:
            raise Problem("not_found") from None
        return page(request, "call_frame.html", gone=True, looks_seconds=_LOOKS_SECONDS)
    if not frame and changed_at is None:
        return HTTPResponse(status=204)
    return page(
        request,
        "call_frame.html" if frame else "call_changed.html",
        gone=False,
        changed_at=changed_at,
        call=f"{CALLS}/{found}",
        again=_again(found, changed_at),
        looks_seconds=_LOOKS_SECONDS,
    )


@desk_callbacks.post(f"{_ONE}/done")
async def done(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """The person was called, as the page showed it; where they have changed it since, that is said instead."""
    seen = _moment(field(request, "seen"))
    return await _changed(request, callback_id, partial(request.services.callbacks.done, seen=seen))


@desk_callbacks.post(f"{_ONE}/not-reached")
async def not_reached(request: GatewayRequest, callback_id: str) -> HTTPResponse:
    """Nobody was reached; the form says how many tries there were, so that sending it twice counts once."""
    tries = field(request, "tries")
    after = int(tries) if tries.isascii() and tries.isdecimal() and len(tries) < 6 else None
    not_reached = partial(
        request.services.callbacks.not_reached, after_tries=after, seen=_moment(field(request, "seen"))
    )
    return await _changed(request, callback_id, not_reached)


async def _changed(
    request: GatewayRequest,
    callback_id: str,
    do: Callable[[CallBackId, Actor], Awaitable[CallBackId]],
    to_itself: bool = False,
) -> HTTPResponse:
    """Does something with a call, then leads to the list or the call. Where somebody else calls, the page says who."""
    found = _named(callback_id)
    try:
        await do(found, shared.actor_of(request))
    except CallBackNotFound:
        raise Problem("not_found") from None
    except (CallBackHeld, CallBackChanged) as refused:
        return await _call(request, found, of_exception(refused))
    return to(f"{CALLS}/{found}" if to_itself else CALLS)


async def _call(request: GatewayRequest, found: CallBackId, failed: Problem | None = None) -> HTTPResponse:
    try:
        opened = await request.services.callbacks.show(found, shared.actor_of(request))
    except CallBackNotFound:
        raise Problem("not_found") from None
    words = _words(request)
    return page(
        request,
        "call.html",
        status=200 if failed is None else failed.status,
        opened=opened,
        told=words.told(opened.listed.wish),
        words=words,
        names=await _names(request),
        failed=None if failed is None else shared.failed(request, failed, shared.language_of(request)),
        form=shared.form(request, f"{CALLS}/{found}"),
        again=_again(found, opened.stands_since),
        looks_seconds=_LOOKS_SECONDS,
        # Another language is asked for where the page can be had again, whatever form could not be taken.
        here=f"{CALLS}/{found}",
    )


async def _names(request: GatewayRequest) -> dict[EmployeeId, str]:
    """What colleagues are called; an operator, who has no name at the desk, is called by their account."""
    return await request.services.messages.threads_.staff_names()


def _named(callback_id: str) -> CallBackId:
    """The whole id: a beginning is enough for commands, not for an address."""
    if not UUID.fullmatch(callback_id):
        raise Problem("not_found")
    return CallBackId(callback_id)


def _again(found: CallBackId, seen: datetime | None) -> str:
    """Where a page that shows a call looks for whether it still stands so."""
    return f"{CALLS}/{found}/changed?seen={quote('' if seen is None else seen.isoformat())}"


def _moment(text: str) -> datetime | None:
    """A time that a page of ours named; None for any other text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _words(request: GatewayRequest) -> Words:
    return Words.of(request, shared.language_of(request))
