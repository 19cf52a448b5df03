"""Chats of people who signed in: begun from a matter's page or without one, then the same pages as the public chat's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import CaseSystemUnavailable, MatterId
from casework.authority.models import MatterField
from casework.cases.models import MatterView
from casework.cases.service import MatterNotFound
from casework.conversations.documents import place_of
from casework.conversations.models import ConversationId
from casework.conversations.service import MessageRefused
from casework.documents.access import uploader
from casework.documents.models import Document, DocumentState
from casework.documents.service import DocumentNotReady
from casework.identity.models import EmployeeId
from casework.messages.models import STILL_TO_COME, Asked
from channels import problems
from channels.bodies import NewMessage
from channels.documents.forms import Received, receive, why_not
from channels.doors import PORTAL
from channels.portal import matters, shared
from channels.problems import Problem
from channels.request import Gateway, GatewayRequest, get
from channels.screening import exchange, pages, summary
from channels.screening.forms import client_id_of, language_of_chat
from channels.screening.responses import to
from channels.screening.views import Failed

chats = Blueprint("portal_chats")

CHAT: Final = f"{PORTAL.prefix}/<conversation_id>"
_NOT_TO_SEND: Final = (DocumentState.UPLOADING, DocumentState.REJECTED)
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


@chats.post(f"{CHAT}/documents", stream=True)
async def send_documents(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes documents, those in the form and those uploaded before, with or without words, then shows the chat."""
    request.ctx.language = await language_of_chat(request)
    received = await receive(request, uploader(request.session.actor), place_of(request.opened))
    text = received.field("text").replace("\r\n", "\n")
    try:
        request.services.limits.message(request.opened)
        posted = await exchange.record(request, message_of(received, text))
    except (Problem, MessageRefused, DocumentNotReady) as error:
        problem = problems.of_exception(error)
        why = why_not(request, request.ctx.language, received, problem)
        said = Failed(why, text, received.field("for"))
        return await pages.documents_not_sent(request, problem, said)
    return to(f"{PORTAL.path(request.opened)}#e{posted.seq}")


def message_of(received: Received, text: str) -> NewMessage:
    """What a form with files says. Raises Problem."""
    if received.refused:
        # What can be sent waits in the list: nobody sends half of what they meant to.
        raise Problem(received.refused[0].code)
    ids = dict.fromkeys([*received.fields.get("document", []), *(each.id for each in received.documents)])
    if not ids:
        raise Problem("documents_missing")
    try:
        paper = received.field("for")
        answers = dict.fromkeys(ids, paper) if paper else {}
        return NewMessage(client_id=received.client_id, text=text, documents=list(ids), answers=answers)
    except ValidationError:
        raise Problem("document_not_ready") from None


@dataclass(frozen=True, slots=True)
class Sends:
    """What the way to send documents in a chat needs.

    Attributes:
        place: As uploads name it.
        waiting: What they have uploaded for it and not sent yet.
        asked: Papers of its matter that are still to come.
    """

    place: str
    waiting: Sequence[Document]
    asked: Sequence[Asked] = ()


async def sends(request: GatewayRequest, conversation_id: ConversationId) -> Sends | None:
    """The way for whoever asks to send documents in a chat; None where they may not."""
    services, actor, place = request.services, request.session.actor, place_of(conversation_id)
    try:
        by = await services.document_access.may_send(actor, place)
        if by is None or not (actor.staff_roles or await services.portal.sends(actor, conversation_id)):
            return None
        asked = [] if actor.staff_roles else await _asked(request, conversation_id)
    except CaseSystemUnavailable:
        return None
    mine = await services.documents.mine(by, place)
    return Sends(str(place), [each for each in mine if each.state not in _NOT_TO_SEND], asked)


async def _asked(request: GatewayRequest, conversation_id: ConversationId) -> list[Asked]:
    """The papers that are still to come, of the matter that a chat is about."""
    services, actor = request.services, request.session.actor
    matter_id = (await services.portal.of(actor, conversation_id)).matter_id
    if matter_id is None:
        return []
    try:
        asked = await services.messages.asked(actor, matter_id)
    except MatterNotFound:
        # They see no messages of it.
        return []
    return [each for each in asked if each.state in STILL_TO_COME]


class About:
    """What stands above a chat: whose matter it is about, and whom it is for; and the way to send documents in it.

    Attributes:
        view: The matter; None of a chat about none.
        addressee: Whom the person named by a code; None where nobody.
        addressee_name: Their name, where the matter's view shows it.
        sends: The way to send documents; None where they may not.
    """

    def __init__(self, view: MatterView | None, addressee: EmployeeId | None, sends: Sends | None) -> None:
        self.view = view
        self.sends = sends
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
    return About(view, await services.entering.addressee(conversation_id), await sends(request, conversation_id))
