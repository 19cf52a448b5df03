"""Asking to be called, for people and for clients of the API. Only served where the operator names who calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from babel.dates import format_time, get_timezone_location
from sanic import Blueprint
from sanic.response import HTTPResponse, empty, raw

from casework.callbacks import numbers, rules
from casework.callbacks.models import MOST_ASK_FOR_CHARACTERS, CallBack, Wish
from casework.callbacks.service import Asked, CallBackRefused
from casework.clock import local_date
from casework.conversations.models import ClientId
from casework.conversations.service import MessageRefused
from channels import problems
from channels.bodies import WishedCallBack, read_json
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening import views
from channels.screening.forms import client_id_of, field, fields, form_of, language_of_chat
from channels.screening.responses import page, path, to

callbacks = Blueprint("callbacks")

_PATH: Final = "/chat/<conversation_id>/callback"
_API: Final = "/api/v1/conversations/<conversation_id>/callback"
# What each fault of the form is about.
_FIELD_OF: Final[Mapping[str, str]] = {
    "callback_number_missing": "number",
    "callback_number_invalid": "number",
    "callback_days_missing": "days",
    "callback_parts_missing": "parts",
    "callback_zone_missing": "time_zone",
}
_HOUR: Final = "h a"


@get(callbacks, _PATH)
async def show(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The call-back that stands, with its word and the ways to change and withdraw it; or the form that asks for one."""
    return await _page(request)


@callbacks.post(_PATH)
async def save(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Keeps what was asked for and shows it. What can't be kept stays in the form, with the reasons."""
    asked = _typed(request)
    try:
        await _save(request, client_id_of(request), asked)
    except (Problem, MessageRefused) as error:
        return await _page(request, problems.of_exception(error), asked)
    return to(_address(request))


@callbacks.post(f"{_PATH}/withdraw")
async def withdraw(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Ends the call-back, then shows the form as if none had been asked for."""
    await _withdraw(request)
    return to(_address(request))


async def as_json(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """For clients: the call-back that stands; asks for one or changes it; withdraws it."""
    if request.method == "DELETE":
        await _withdraw(request)
        return empty()
    stands = await _wished(request) if request.method == "PUT" else await _standing(request)
    content: dict[str, Any] = {"caller": request.services.settings.callbacks, "callback": None}
    if stands is not None:
        content["callback"] = {
            **asdict(stands.wish),
            "number_ends": stands.number_ends,
            "word": stands.word,
            "tries": stands.tries,
            "asked_at": stands.asked_at.isoformat(),
        }
    return raw(orjson.dumps(content), content_type="application/json")


callbacks.add_route(as_json, _API, methods=["GET", "HEAD", "PUT", "DELETE"])


async def _standing(request: GatewayRequest) -> CallBack | None:
    return await request.services.callbacks.standing(request.opened)


async def _wished(request: GatewayRequest) -> CallBack | None:
    wanted = read_json(request, WishedCallBack)
    wish = {name: value for name, value in wanted if name not in ("client_id", "number", "days", "parts")}
    asked = Asked(number=wanted.number or "", days=tuple(wanted.days), parts=tuple(wanted.parts), **wish)
    return await _save(request, ClientId(wanted.client_id), asked)


async def _save(request: GatewayRequest, client_id: ClientId, asked: Asked) -> CallBack | None:
    services = request.services
    services.limits.message(request.opened)
    try:
        return await services.callbacks.save(request.opened, request.ctx.holder, client_id, asked)
    except CallBackRefused as refused:
        faults = [{"pointer": f"#/{_FIELD_OF[code]}", "code": code} for code in refused.codes if code in _FIELD_OF]
        raise Problem(refused.codes[0], errors=faults) from None


async def _withdraw(request: GatewayRequest) -> None:
    request.services.limits.message(request.opened)
    await request.services.callbacks.withdraw(request.opened, request.ctx.holder)


def _typed(request: GatewayRequest) -> Asked:
    """The form as it was filled in; a box that was not ticked is not there."""
    sent = fields(request)
    return Asked(
        number=field(request, "number"),
        days=tuple(sent.get("days", ())),
        parts=tuple(sent.get("parts", ())),
        time_zone=field(request, "time_zone"),
        voicemail="voicemail" in sent,
        name_caller="name_caller" in sent,
        language=field(request, "speak"),
        relay="relay" in sent,
        ask_for=field(request, "ask_for"),
    )


def _address(request: GatewayRequest) -> str:
    return f"{path(request.opened)}/callback"


async def _page(request: GatewayRequest, failed: Problem | None = None, typed: Asked | None = None) -> HTTPResponse:
    services = request.services
    language = await language_of_chat(request)
    stands = await _standing(request)
    time_zone = await services.conversations.time_zone(request.opened)
    today = local_date(services.clock.now(), time_zone)
    offered = rules.offer(today)
    words = Words(request, language, offered, time_zone)
    codes = [] if failed is None else [fault["code"] for fault in failed.errors] or [failed.code]
    return page(
        request,
        "callback.html",
        language,
        status=200 if failed is None else failed.status,
        headers={} if failed is None else failed.headers,
        form=form_of(request),
        who_calls=services.settings.callbacks,
        stands=stands,
        told=None if stands is None else [words.number(stands), *words.told(stands.wish)],
        filled=typed or await _filled(request, stands, language, time_zone),
        faults=[services.texts.say(f"error-{code}", language, failed.values if failed else None) for code in codes],
        at_fault={_FIELD_OF.get(code) for code in codes},
        days=[(day, words.told_as(f"day-{day}")) for day in offered.days],
        parts=[(part.name, words.part(part)) for part in offered.parts],
        zones=words.zones(),
        languages=[(code, words.told_as(f"language-{code}")) for code in offered.languages],
        most_number=numbers.MOST_TYPED_CHARACTERS,
        most_ask_for=MOST_ASK_FOR_CHARACTERS,
        days_count=rules.kept_for(today).days,
        word_unreviewed=not rules.words_reviewed(language, today),
    )


async def _filled(request: GatewayRequest, stands: CallBack | None, language: str, time_zone: str) -> Asked:
    """What the form holds before it is touched: what stands, or what the chat knows, and never the number."""
    if stands is not None:
        wish = stands.wish
        return Asked("", *(getattr(wish, name) for name in wish.__dataclass_fields__))
    safe = (await request.services.conversations.needs(request.opened)).get("safe_contact", ())
    # Without script nobody has said where they are: then the zone is asked for, not guessed.
    known = time_zone if time_zone != request.services.settings.time_zone else ""
    return Asked("", (), (), known, "voicemail" in safe, "name_caller" in safe, language, relay=False, ask_for="")


class Words:
    """Puts what may be wished, and what was, into words."""

    def __init__(self, request: GatewayRequest, language: str, offered: rules.Offer, time_zone: str) -> None:
        self._texts = request.services.texts
        self._language = language
        self._offered = offered
        self._time_zone = time_zone

    @classmethod
    def of(cls, request: GatewayRequest, language: str) -> Words:
        """The words of today's offer, where the agency is."""
        zone = request.services.settings.time_zone
        return cls(request, language, rules.offer(local_date(request.services.clock.now(), zone)), zone)

    def told_as(self, key: str, **values: Any) -> str:
        """One of the texts about call-backs."""
        return self._texts.say(f"page-callback-{key}", self._language, values)

    def part(self, part: rules.PartOfDay) -> str:
        """A part of the day with its hours."""
        locale = views.LOCALES[self._language]
        hours = (str(format_time(at, _HOUR, locale=locale)) for at in (part.begins, part.ends))
        # As the texts write hours in either language.
        begins, ends = (hour.replace("AM", "a.m.").replace("PM", "p.m.") for hour in hours)
        return self.told_as(f"part-{part.name}", begins=begins, ends=ends)

    def zone(self, name: str) -> str:
        """What a time zone is called."""
        known = rules.TIME_ZONES.get(name)
        if known is not None:
            return self.told_as(f"zone-{known}")
        return str(get_timezone_location(ZoneInfo(name), locale=views.LOCALES[self._language], return_city=True))

    def zones(self) -> list[tuple[str, str]]:
        """Those offered, and the conversation's own where it is another one."""
        return [(name, self.zone(name)) for name in dict.fromkeys((*rules.TIME_ZONES, self._time_zone))]

    def number(self, stands: CallBack) -> tuple[str, str]:
        """Which number it is, by its end."""
        return self.told_as("number"), self.told_as("number-ends", ends=stands.number_ends)

    def told(self, wish: Wish) -> list[tuple[str, str]]:
        """What is wished, line by line: what it is called and how it is."""
        days = [self.told_as(f"day-{day}") for day in wish.days]
        parts = [self.part(part) for part in self._offered.parts if part.name in wish.parts]
        safe = {True: self.told_as("is-safe"), False: self.told_as("is-not-safe")}
        told = [
            (self.told_as("days"), self._texts.join(days, self._language)),
            (self.told_as("parts"), self._texts.join(parts, self._language)),
            (self.told_as("zone"), self.zone(wish.time_zone)),
            (self.told_as("voicemail"), safe[wish.voicemail]),
            (self.told_as("name-caller"), safe[wish.name_caller]),
            (self.told_as("speak"), self.told_as(f"language-{wish.language}")),
        ]
        if wish.relay:
            told.append((self.told_as("relay"), self.told_as("relay-yes")))
        if wish.ask_for:
            told.append((self.told_as("whom"), wish.ask_for))
        return told
