"""Chats of people who signed in: begun from a matter's page or without one, then the same pages as the public chat's."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import CaseSystemUnavailable, MatterId
from casework.authority.models import MatterField
from casework.cases.models import MatterView
from casework.cases.service import MatterNotFound
from casework.identity.models import EmployeeId
from channels.doors import PORTAL
from channels.portal import matters, shared
from channels.request import Gateway, GatewayRequest, get
from channels.screening import pages, summary
from channels.screening.forms import client_id_of
from channels.screening.responses import to

chats = Blueprint("portal_chats")

CHAT: Final = f"{PORTAL.prefix}/<conversation_id>"
_SHOWN: Final = frozenset({MatterField.TAXPAYER_NAME, MatterField.CASE_NUMBER, MatterField.ADVOCATE})


@chats.post(PORTAL.prefix)
async def begin(request: GatewayRequest) -> HTTPResponse:
    """Begins a chat about no matter: for a new problem, or for who has no case yet."""
    return await _begin(request, None)


@chats.post(f"{matters.MATTER}/conversations")
async def begin_about(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Begins a chat about a matter."""
    return await _begin(request, matters.matter_of(matter_id))


async def _begin(request: GatewayRequest, matter_id: MatterId | None) -> HTTPResponse:
    services = request.services
    services.limits.conversation(request.address)
    begun = await services.portal.begin(
        shared.actor_of(request),
        matter_id,
        shared.language_of(request),
        shared.time_zone_of(request),
        client_id_of(request),
    )
    return to(PORTAL.path(begun))


# What the public door shows of a chat, this door shows too: by which door somebody came, the request says.
for _path, _handler in (
    ("", pages.chat),
    ("/stream", pages.follow),
    ("/answers", pages.answers),
    ("/chat.txt", pages.download),
    ("/print", pages.print_out),
    ("/summary", summary.show),
    ("/summary.txt", summary.as_text),
    ("/summary.pdf", summary.as_pdf),
):
    get(chats, f"{CHAT}{_path}")(_handler)
chats.add_route(pages.send, f"{CHAT}/messages", methods=["POST"])  # type: ignore[arg-type] # Sanic's decorator gives the handler back


class About:
    """What stands above a chat: whose matter it is about, and whom it is for.

    Attributes:
        view: The matter; None of a chat about none.
        addressee: Whom the person named by a code; None where nobody.
        addressee_name: Their name, where the matter's view shows it.
    """

    def __init__(self, view: MatterView | None, addressee: EmployeeId | None) -> None:
        self.view = view
        self.addressee = addressee
        advocate = None if view is None else view.advocate
        self.addressee_name = advocate.name if advocate is not None and advocate.employee_id == addressee else None


@chats.before_server_start
async def tell_what_chats_are_about(app: Gateway) -> None:
    """The pages of chats ask for it wherever somebody signed in."""
    app.ctx.about_chat = about


async def about(request: GatewayRequest) -> About:
    """What stands above a chat. Where cases can't be looked up the chat is shown all the same."""
    services, actor, conversation_id = request.services, shared.actor_of(request), request.opened
    found = await services.portal.of(actor, conversation_id)
    view = None
    if found.matter_id is not None:
        try:
            view = await services.cases.view(actor, found.matter_id, _SHOWN)
        except (CaseSystemUnavailable, MatterNotFound):
            view = None
    return About(view, await services.entering.addressee(conversation_id))
