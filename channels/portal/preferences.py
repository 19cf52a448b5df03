"""What people choose: their language, and how and when they may be reached without danger to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.conversations.contact import masked
from casework.identity.models import MailChoice, SafeChannel, SafeHours
from channels.portal import shared
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening.forms import field, fields
from channels.screening.responses import to

preferences = Blueprint("portal_preferences")

PREFERENCES: Final = "/portal/preferences"
LANGUAGE: Final = "/portal/language"
MAIL: Final = "/portal/preferences/mail"
# What was kept, as the address of the page says it.
_SAID: Final = {"1": "preferences-changed", "mail": "preferences-mail-changed", "ended": "preferences-mail-ended"}


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
        changed=_SAID.get(str(request.args.get("changed"))),
        mail=await request.services.notices.standing(person_id),
        mail_choices=list(MailChoice),
        masked=masked,
        form=shared.form(request, PREFERENCES),
        mail_form=shared.form(request, MAIL),
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
    ended = await request.services.notices.keep_way(shared.actor_of(request).person_id, language, channel, hours)
    return to(f"{PREFERENCES}?changed={'ended' if ended else '1'}")


@preferences.post(MAIL)
async def change_mail(request: GatewayRequest) -> HTTPResponse:
    """Keeps when the person wants an e-mail."""
    try:
        mail = MailChoice(field(request, "mail"))
    except ValueError:
        raise Problem("field_invalid") from None
    receipts = field(request, "receipts") == "yes"
    await request.services.notices.keep_mail(shared.actor_of(request).person_id, mail, receipts=receipts)
    return to(f"{PREFERENCES}?changed=mail")


@preferences.post(LANGUAGE)
async def change_language(request: GatewayRequest) -> HTTPResponse:
    """Keeps the language, and shows the page from which it was changed."""
    people, person_id = request.services.people, shared.actor_of(request).person_id
    chosen = await people.preferences(person_id)
    await people.change_preferences(person_id, replace(chosen, language=_language(request)))
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
