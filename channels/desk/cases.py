"""A case by its number, for reviewers: they read what is written in all of them, and none is their own to be listed."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.cases.models import MatterView
from casework.cases.service import MatterNotFound
from channels.desk.places import page
from channels.portal import shared
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening.forms import field

desk_cases = Blueprint("desk_cases")

CASES: Final = "/desk/cases"
_MOST_NUMBER_CHARACTERS: Final = 40


@get(desk_cases, CASES)
async def ask(request: GatewayRequest) -> HTTPResponse:
    """Where the number is typed."""
    return _page(request)


@desk_cases.post(CASES)
async def find(request: GatewayRequest) -> HTTPResponse:
    """The case, or both sides of a joint one, with the way to its messages. The number stands in no address."""
    number = field(request, "number").strip()[:_MOST_NUMBER_CHARACTERS]
    try:
        return _page(request, await request.services.cases.find(shared.actor_of(request), number))
    except MatterNotFound:
        return _page(request, problem=Problem("case_number_unknown"), typed=number)


def _page(
    request: GatewayRequest, found: list[MatterView] | None = None, problem: Problem | None = None, typed: str = ""
) -> HTTPResponse:
    return page(
        request,
        "desk_cases.html",
        200 if problem is None else problem.status,
        found=found or [],
        failed=None if problem is None else shared.failed(request, problem, shared.language_of(request), typed),
        most_typed=_MOST_NUMBER_CHARACTERS,
        form=shared.form(request, CASES),
    )
