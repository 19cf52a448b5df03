"""What people choose: their language, and how and when they may be reached without danger to them."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.identity.models import Preferences, SafeChannel, SafeHours
from channels.portal import shared
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening.forms import field, fields
from channels.screening.responses import to

preferences = Blueprint("portal_preferences")

PREFERENCES: Final = "/portal/preferences"
LANGUAGE: Final = "/portal/language"


@get(preferences, PREFERENCES)
async def show(request: GatewayRequest) -> HTTPResponse:
    """What was chosen, to be changed."""
    person_id = shared.actor_of(request).person_id
    chosen = await request.services.people.preferences(person_id)
    return shared.page(
        request,
        "portal_preferences.html",
        chosen=chosen,
        channels=list(SafeChannel),
        hours=list(SafeHours),
        languages=request.services.texts.languages,
        changed="changed" in request.args,
        form=shared.form(request, PREFERENCES),
    )


@preferences.post(PREFERENCES)
async def change(request: GatewayRequest) -> HTTPResponse:
    """Keeps what was chosen."""
    language = _language(request)
    try:
        channel = SafeChannel(field(request, "channel"))
        hours = frozenset(map(SafeHours, fields(request).get("hours", [])))
    except ValueError:
        raise Problem("field_invalid") from None
    wanted = Preferences(language, channel, hours)
    await request.services.people.change_preferences(shared.actor_of(request).person_id, wanted)
    return to(f"{PREFERENCES}?changed=1")


@preferences.post(LANGUAGE)
async def change_language(request: GatewayRequest) -> HTTPResponse:
    """Keeps the language, and shows the page from which it was changed."""
    people, person_id = request.services.people, shared.actor_of(request).person_id
    chosen = await people.preferences(person_id)
    wanted = Preferences(_language(request), chosen.safe_channel, chosen.safe_hours)
    await people.change_preferences(person_id, wanted)
    return to(_local(field(request, "from")))


def _language(request: GatewayRequest) -> str:
    language = field(request, "language")
    if language not in request.services.texts.languages:
        raise Problem("language_unknown")
    return language


def _local(path: str) -> str:
    """A page of this door; anything else leads home."""
    inside = (
        path.startswith("/portal") and path.isascii() and path.isprintable() and "\\" not in path and len(path) < 200
    )
    return path if inside and path[7:8] in ("", "/", "?") else "/portal"
