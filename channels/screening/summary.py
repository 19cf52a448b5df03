"""The page to take away, for people and for clients of the API: one `Summary`, rendered as HTML, text, PDF or JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from casework.access_codes import symbols
from casework.eligibility import helped_by
from casework.summaries import CodeToCome, Summary, summarize
from channels.bodies import read_query
from channels.doors import about_of
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening import assets, exchange, pdf, views
from channels.screening.forms import field, form_of
from channels.screening.pdf import SHEETS, Sheet
from channels.screening.responses import page
from channels.screening.returning import address_of_entry
from channels.settings import Environment

summary = Blueprint("summary")

_JSON, _TEXT, _PDF = "application/json", "text/plain", "application/pdf"


@get(summary, "/chat/<conversation_id>/summary")
async def show(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page, to read and to save; in the other language on request."""
    return await _shown(request)


@summary.post("/chat/<conversation_id>/summary")
async def show_with_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page with a new return code on it, because the person asked for that; no address holds the code."""
    await _result(request)
    issued = await exchange.new_code(request)
    return await _shown(request, _to_come(request, symbols.grouped(issued.code), issued.expires_at))


@summary.post("/chat/<conversation_id>/summary.txt")
async def as_text_with_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page as plain text, with the code that it was shown with."""
    return _text(request, await _summary(request, await _code_shown(request)))


@summary.post("/chat/<conversation_id>/summary.pdf")
async def as_pdf_with_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page as a PDF, with the code that it was shown with."""
    return await _printed(request, await _summary(request, await _code_shown(request)))


@get(summary, "/chat/<conversation_id>/summary.txt")
async def as_text(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page as plain text, to keep."""
    return _text(request, await _summary(request))


@get(summary, "/chat/<conversation_id>/summary.pdf")
async def as_pdf(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page as a PDF, to keep or to print."""
    return await _printed(request, await _summary(request))


@get(summary, "/api/v1/conversations/<conversation_id>/summary")
async def as_wanted(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page in the form that the client names first (RFC 9110, section 12.5.1): JSON, text or PDF."""
    made = await _summary(request)
    best = request.accept.match(_JSON, _TEXT, _PDF)
    if best and best.mime == _PDF:
        return await _printed(request, made)
    if best and best.mime == _TEXT:
        return _text(request, made)
    return raw(orjson.dumps(asdict(made)), content_type=_JSON, headers={"Content-Language": made.language})


async def _shown(request: GatewayRequest, code: CodeToCome | None = None) -> HTTPResponse:
    _language, determination = await _result(request)
    made = await _summary(request, code)
    return page(
        request,
        "summary.html",
        made.language,
        whom=helped_by(determination["facts"]),
        summary=made,
        form=form_of(request),
        code=code,
        sheets=SHEETS,
        about=await about_of(request),
    )


async def _code_shown(request: GatewayRequest) -> CodeToCome:
    """The code that the form sends back: it must still open this very chat. Raises Problem (404, 409, 429)."""
    await _result(request)
    typed = field(request, "code")
    return _to_come(request, symbols.grouped(symbols.read(typed)), await exchange.code_for_page(request, typed))


def _to_come(request: GatewayRequest, code: str, holds_until: datetime) -> CodeToCome:
    zone = ZoneInfo(request.services.settings.time_zone)
    return CodeToCome(code, holds_until.astimezone(zone).date(), address_of_entry(request))


async def _summary(request: GatewayRequest, code: CodeToCome | None = None) -> Summary:
    """The page of the result that stands. Raises Problem: 409 where there is none yet, 422 for an unknown parameter."""
    language, determination = await _result(request)
    services = request.services
    demonstration = services.settings.environment is Environment.DEMONSTRATION
    as_told = await services.conversations.facts_as_told(request.opened)
    return summarize(determination, services.texts, language, demonstration, code, as_told)


async def _result(request: GatewayRequest) -> tuple[str, dict[str, Any]]:
    """The language asked for, and the result as it is shown in it. Raises Problem (409, 422)."""
    services = request.services
    query = read_query(request, frozenset({"language", "sheet"}))
    if query.get("sheet", SHEETS[0]) not in SHEETS:
        raise Problem("field_invalid")
    result = await services.conversations.result(request.opened, query.get("language"))
    request.ctx.language = result.language
    if result.determination is None:
        raise Problem("result_not_ready")
    return result.language, result.determination


def _text(request: GatewayRequest, made: Summary) -> HTTPResponse:
    return assets.text_answer(request, views.summary_text(made), _TEXT, headers=_kept(made, "txt"))


async def _printed(request: GatewayRequest, made: Summary) -> HTTPResponse:
    sheet = cast("Sheet", request.args.get("sheet", SHEETS[0]))
    # Setting a page costs the gateway about as much as taking a message.
    request.services.limits.message(request.opened)
    return raw(await pdf.printed(made, sheet), content_type=_PDF, headers=_kept(made, "pdf"))


def _kept(made: Summary, ending: str) -> dict[str, str]:
    """Headers of a file that is saved: its name says nothing about anybody."""
    return {
        "Content-Disposition": f'attachment; filename="{made.file}.{ending}"',
        "Content-Language": made.language,
    }
