"""Where people land after signing in: what needs attention, their own cases, their clients, their chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import CaseStatus, DocumentAsked, MatterId
from casework.cases.models import MatterView
from casework.conversations.contact import masked
from casework.conversations.portal import Mine
from channels.portal import shared
from channels.request import GatewayRequest, get
from channels.screening.responses import to

home = Blueprint("portal_home")

HOME: Final = "/portal"
CLIENTS: Final = "/portal/clients"
_MOST_CHATS: Final = 5
_OVER: Final = (CaseStatus.CLOSED, CaseStatus.NOT_ACCEPTED_REFERRED, CaseStatus.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at first: a paper that is asked for, or a day on which TAS plans to be in touch."""

    view: MatterView
    on: date
    document: DocumentAsked | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Client:
    """A taxpayer whom somebody represents, and the matters of theirs that they may see."""

    name: str
    matters: Sequence[MatterView]


@get(home, HOME)
async def show(request: GatewayRequest) -> HTTPResponse:
    """What needs attention first, then everything else."""
    services, actor = request.services, shared.actor_of(request)
    if actor.staff_roles:
        return to("/desk")
    views = await services.cases.home(actor)
    chats = (await services.portal.mine(actor))[:_MOST_CHATS]
    visitor = request.visitor_cookie
    waiting = None if visitor is None else await services.continuing.waiting(visitor)
    mail = await services.notices.standing(actor.person_id)
    return shared.page(
        request,
        "portal_home.html",
        attention=attention(views, shared.today(request)),
        unread=await services.messages.unread(actor),
        own=[view for view in views if not view.of_another],
        clients=clients(views),
        chats=named(chats, views),
        waiting=waiting,
        # Whoever never chose is told before the first e-mail comes.
        mail_to=masked("email", mail.address) if mail.why == "default" and mail.address else None,
        form=shared.form(request, HOME),
    )


@get(home, CLIENTS)
async def choose_client(request: GatewayRequest) -> HTTPResponse:
    """Another client is chosen here, deliberately: no page of a matter leads to another's."""
    views = await request.services.cases.home(shared.actor_of(request))
    return shared.page(
        request, "portal_clients.html", clients=clients(views), own=[view for view in views if not view.of_another]
    )


def attention(views: Sequence[MatterView], today: date) -> list[Attention]:
    """What is still to come, by its day: papers that are asked for, and the days of the next contact."""
    found = []
    for view in views:
        if view.status in _OVER:
            continue
        found += [
            Attention(view, asked.due_on, asked, asked.due_on < today)
            for asked in view.documents_asked or ()
            if asked.due_on is not None and asked.received_on is None
        ]
        if view.next_contact_on is not None:
            found.append(Attention(view, view.next_contact_on, None, view.next_contact_on < today))
    return sorted(found, key=lambda one: (one.on, one.document is None))


def clients(views: Sequence[MatterView]) -> list[Client]:
    """The clients, each with their matters, by name; two of one name stay apart by their cases' numbers alone."""
    grouped: dict[str, list[MatterView]] = {}
    for view in views:
        if view.of_another:
            grouped.setdefault(view.taxpayer_name or "", []).append(view)
    return [Client(name, matters) for name, matters in sorted(grouped.items())]


def named(chats: Sequence[Mine], views: Sequence[MatterView]) -> list[tuple[Mine, MatterView | None]]:
    """Chats with the matters that they are about, as far as those may be seen."""
    by_id: dict[MatterId, MatterView] = {view.matter_id: view for view in views}
    return [(chat, None if chat.matter_id is None else by_id.get(chat.matter_id)) for chat in chats]
