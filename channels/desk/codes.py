"""The staff's page of codes: one's own code, to give to people, and invitations to write about a case."""

from __future__ import annotations

import re
from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework.access_codes import symbols
from casework.access_codes.models import CodeKind, Issued
from casework.authority.models import MatterAct
from casework.staff_codes.models import InvitationId
from channels.authorization import GIVES_CODES
from channels.desk.places import page
from channels.portal import matters, shared
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening.responses import to

desk = Blueprint("desk")

CODES: Final = "/desk/codes"
_INVITATION: Final = "/desk/invitations/<invitation_id>/withdraw"
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@get(desk, CODES)
async def show(request: GatewayRequest) -> HTTPResponse:
    """The page."""
    return await _page(request)


@desk.post("/desk/code")
async def make_code(request: GatewayRequest) -> HTTPResponse:
    """Makes the employee's own code, or another in its place, and shows it: it is in this answer alone."""
    issued = await request.services.staff_codes.new_code(shared.actor_of(request))
    return await _page(request, issued, CodeKind.EMPLOYEE)


@desk.post("/desk/code/end")
async def end_code(request: GatewayRequest) -> HTTPResponse:
    """Ends the employee's own code."""
    await request.services.staff_codes.end_code(shared.actor_of(request))
    return to(CODES)


@desk.post("/desk/matters/<matter_id>/invitations")
async def invite(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Makes an invitation to write about a matter that the employee works on, and shows its code."""
    issued = await request.services.staff_codes.invite(shared.actor_of(request), matters.matter_of(matter_id))
    return await _page(request, issued, CodeKind.INVITATION)


@desk.post(_INVITATION)
async def withdraw(request: GatewayRequest, invitation_id: str) -> HTTPResponse:
    """Ends an invitation of the employee's own."""
    if not _ID.fullmatch(invitation_id):
        raise Problem("not_found")
    await request.services.staff_codes.withdraw(shared.actor_of(request), InvitationId(invitation_id))
    return to(CODES)


async def _page(request: GatewayRequest, issued: Issued | None = None, kind: CodeKind | None = None) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    gives = bool(actor.staff_roles & GIVES_CODES)
    views = [view for view in await services.cases.home(actor) if MatterAct.WORK in view.acts] if gives else []
    by_id = {view.matter_id: view for view in views}
    return page(
        request,
        "desk_codes.html",
        gives=gives,
        code=None if issued is None else symbols.grouped(issued.code),
        kind=kind,
        issued=issued,
        holds_until=await services.staff_codes.holds_until(actor) if gives else None,
        matters=views,
        invitations=[(one, by_id.get(one.matter_id)) for one in await services.staff_codes.invitations(actor)]
        if gives
        else [],
        form=shared.form(request, CODES),
        address=f"{request.host}/portal/code",
    )
