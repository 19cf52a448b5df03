"""The page to take away, for people and for clients of the API: one `Summary`, rendered as HTML, text, PDF or JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from casework.summaries import Summary, summarize
from channels.bodies import read_query
from channels.doors import about_of, path_of
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening import assets, pdf, views
from channels.screening.pdf import SHEETS, Sheet
from channels.screening.responses import page
from channels.settings import Environment

summary = Blueprint("summary")

_JSON, _TEXT, _PDF = "application/json", "text/plain", "application/pdf"


@get(summary, "/chat/<conversation_id>/summary")
async def show(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The page, to read and to save; in the other language on request."""
    made = await _summary(request)
    return page(
        request,
        "summary.html",
        made.language,
        summary=made,
        path=path_of(request),
        sheets=SHEETS,
        about=await about_of(request),
    )


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


async def _summary(request: GatewayRequest) -> Summary:
    """The page of the result that stands. Raises Problem: 409 where there is none yet, 422 for an unknown parameter."""
    services = request.services
    query = read_query(request, frozenset({"language", "sheet"}))
    if query.get("sheet", SHEETS[0]) not in SHEETS:
        raise Problem("field_invalid")
    result = await services.conversations.result(request.opened, query.get("language"))
    request.ctx.language = result.language
    if result.determination is None:
        raise Problem("result_not_ready")
    demonstration = services.settings.environment is Environment.DEMONSTRATION
    return summarize(result.determination, services.texts, result.language, demonstration)


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
