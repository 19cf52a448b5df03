"""What the pages of people who signed in share: who asks, their language, their forms."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import available_timezones

from sanic.response import HTTPResponse

from casework.cases.answers import Said
from casework.clock import local_date
from casework.identity.models import Actor
from channels.problems import Problem
from channels.request import GatewayRequest
from channels.screening import responses, views
from channels.screening.forms import field
from channels.screening.views import Form

_SKIPPED: Final = re.compile(r"[0-9]{1,6}")


def actor_of(request: GatewayRequest) -> Actor:
    """Who asks, as their session says."""
    return request.session.actor


def language_of(request: GatewayRequest) -> str:
    """The language asked for in the address, else what the person chose."""
    asked = request.args.get("language")
    return str(asked) if asked in request.services.texts.languages else request.session.language


def form(request: GatewayRequest, path: str) -> Form:
    """A form of a page of the person's own."""
    signed_in = request.signed_in
    return Form(path, "" if signed_in is None else signed_in.csrf)


def page(
    request: GatewayRequest,
    template: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    language: str | None = None,
    **values: Any,
) -> HTTPResponse:
    """A page of the person's own, in their language."""
    language = request.ctx.language = language or language_of(request)
    zone = request.services.settings.time_zone
    given = {"here": request.path, "sentences": Sentences(request, language), "zone": zone, **values}
    return responses.page(request, template, language, status, headers, **given)


def skipped(request: GatewayRequest, name: str) -> int:
    """How many of a list stand on the pages before this one, as the address says."""
    asked = str(request.args.get(name, ""))
    return int(asked) if _SKIPPED.fullmatch(asked) else 0


def time_zone_of(request: GatewayRequest) -> str:
    """Where the person is, as script told by the form; else where the agency is."""
    zone = field(request, "time_zone")
    return zone if zone in available_timezones() else request.services.settings.time_zone


def today(request: GatewayRequest) -> date:
    """The agency's own date."""
    return local_date(request.services.clock.now(), request.services.settings.time_zone)


def failed(request: GatewayRequest, problem: Problem, language: str, typed: str = "") -> views.Failed:
    """Why a form could not be taken, and what it held."""
    return views.Failed(request.services.texts.say(f"error-{problem.code}", language, problem.values), typed)


class Sentences:
    """Says sentences of the casework in the language of a page."""

    def __init__(self, request: GatewayRequest, language: str) -> None:
        self._texts = request.services.texts
        self._zone = request.services.settings.time_zone
        self._language = language

    def __call__(self, said: Said) -> str:
        """One sentence, as `casework.cases.answers` gives it."""
        return self._texts.say(said["key"], self._language, said["with"])

    def say(self, key: str, **values: Any) -> str:
        """One text by its key."""
        return self._texts.say(key, self._language, values)

    def on(self, day: date) -> str:
        """A day in words."""
        return views.date_in_words(day, self._language)

    def day(self, at: datetime) -> str:
        """The day of a time, where the agency is."""
        return views.day(at, self._language, self._zone)
