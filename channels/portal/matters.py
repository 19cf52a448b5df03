"""The pages of one matter: where it stands, who may act in it, how papers are sent, and how the taxpayer is reached."""

from __future__ import annotations

import re
from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import CaseStatus, ContactDetails, MatterId
from casework.authority.models import MatterAct, MatterField
from casework.cases import answers
from casework.cases.models import CaseQuestion, MatterView
from casework.cases.service import MATTER_FIELDS, ContactInvalid, checked
from casework.conversations.models import ClientId
from channels.portal import shared
from channels.problems import Problem
from channels.request import GatewayRequest, get
from channels.screening.forms import client_id_of, field
from channels.screening.responses import to

matters = Blueprint("portal_matters")

MATTER: Final = "/portal/matters/<matter_id>"
_MATTER_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The way that most cases take, in five steps that a picture can show; what else a case can be stands beside it.
STEPS: Final = ("received", "accepted", "assigned", "working", "resolved")
_STEP_OF: Final = {
    CaseStatus.RECEIVED: 0,
    CaseStatus.UNDER_REVIEW: 0,
    CaseStatus.ACCEPTED: 1,
    CaseStatus.ASSIGNED: 2,
    CaseStatus.CONTACT_MADE: 3,
    CaseStatus.WORKING: 3,
    CaseStatus.WAITING_TAXPAYER: 3,
    CaseStatus.WAITING_IRS: 3,
    CaseStatus.TAO_ISSUED: 3,
    CaseStatus.REOPENED: 3,
    CaseStatus.RESOLVED: 4,
    CaseStatus.CLOSED: 4,
}
_DETAILS: Final = ("telephone", "mailing_address", "email")
# Whose matter it is, and what the person may do in it: what each page of a matter shows at its top.
_NAMED: Final = frozenset({MatterField.TAXPAYER_NAME, MatterField.CASE_NUMBER, MatterField.STATUS})


def path(matter_id: MatterId) -> str:
    """The address of a matter."""
    return f"/portal/matters/{matter_id}"


@get(matters, MATTER)
async def show(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Where the matter stands, in plain words, with what is asked for and what has happened."""
    services, actor = request.services, shared.actor_of(request)
    view = await services.cases.view(actor, matter_of(matter_id), MATTER_FIELDS)
    day = shared.today(request)
    said = {question: answers.answer(view, question, day) for question in CaseQuestion}
    may_ask = MatterAct.ASK in view.acts
    return shared.page(
        request,
        "portal_matter.html",
        view=view,
        path=path(view.matter_id),
        said=said,
        steps=STEPS,
        step=_STEP_OF.get(view.status) if view.status is not None else None,
        may_ask=may_ask,
        may_send=MatterAct.SEND_DOCUMENT in view.acts,
        unread=(await services.messages.unread(actor)).get(view.matter_id),
        may_see_people=MatterAct.NAME_REPRESENTATIVE in view.acts,
        chats=await services.portal.mine(actor, view.matter_id) if may_ask else [],
        form=shared.form(request, path(view.matter_id)),
        today=day,
    )


@get(matters, f"{MATTER}/people")
async def people(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Who may act for the taxpayer, what each may see, until when, and how that is ended."""
    services, actor = request.services, shared.actor_of(request)
    view = await services.cases.view(actor, matter_of(matter_id), _NAMED | {MatterField.REPRESENTATIVES})
    named = await services.cases.representatives(actor, view.matter_id)
    return shared.page(
        request,
        "portal_people.html",
        view=view,
        path=path(view.matter_id),
        people=named,
        consents=await services.consents.of(view.matter_id),
        today=shared.today(request),
        form=shared.form(request, f"{path(view.matter_id)}/people"),
    )


@get(matters, f"{MATTER}/papers")
async def papers(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """What is asked for, and how to send it: with a message here, or in another way."""
    view = await request.services.cases.view(
        shared.actor_of(request),
        matter_of(matter_id),
        _NAMED | {MatterField.DOCUMENTS_ASKED, MatterField.ADVOCATE},
    )
    if not view.sees(MatterField.DOCUMENTS_ASKED):
        raise Problem("matter_not_found")
    day = shared.today(request)
    return shared.page(
        request,
        "portal_papers.html",
        view=view,
        path=path(view.matter_id),
        needed=answers.answer(view, CaseQuestion.NEEDED, day),
        advocate=answers.answer(view, CaseQuestion.ADVOCATE, day) if view.sees(MatterField.ADVOCATE) else [],
        may_write=MatterAct.SEND_MESSAGE in view.acts,
    )


@get(matters, f"{MATTER}/contact")
async def contact(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """How TAS reaches the taxpayer, and the form to change it."""
    view = await _reached(request, matter_id)
    return _contact_page(request, view, view.contact)


@matters.post(f"{MATTER}/contact")
async def change_contact(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Says back what is to be kept; only what was said back and confirmed is kept, once for each form."""
    view = await _reached(request, matter_id)
    given = ContactDetails(*(field(request, name)[:_LONGEST] for name in _DETAILS))
    try:
        wanted = checked(given)
    except ContactInvalid as invalid:
        return _contact_page(request, view, given, invalid=invalid.field)
    if field(request, "step") == "change":
        return _contact_page(request, view, wanted)
    if field(request, "step") != "confirmed":
        return _confirm_page(request, view, wanted)
    await request.services.cases.change_contact(
        shared.actor_of(request), view.matter_id, ClientId(client_id_of(request)), wanted
    )
    return to(f"{path(view.matter_id)}/contact?changed=1")


_LONGEST: Final = 500


async def _reached(request: GatewayRequest, matter_id: str) -> MatterView:
    """The matter, for who may change how its taxpayer is reached: nobody else has this page."""
    view = await request.services.cases.view(
        shared.actor_of(request), matter_of(matter_id), _NAMED | {MatterField.CONTACT_DETAILS}
    )
    if MatterAct.CHANGE_CONTACT not in view.acts or view.contact is None:
        raise Problem("matter_not_found")
    return view


def _contact_page(
    request: GatewayRequest, view: MatterView, contact: ContactDetails | None, invalid: str | None = None
) -> HTTPResponse:
    return shared.page(
        request,
        "portal_contact.html",
        status=200 if invalid is None else 422,
        view=view,
        path=path(view.matter_id),
        contact=contact,
        details=_DETAILS,
        invalid=invalid,
        changed="changed" in request.args,
        form=shared.form(request, f"{path(view.matter_id)}/contact"),
    )


def _confirm_page(request: GatewayRequest, view: MatterView, wanted: ContactDetails) -> HTTPResponse:
    return shared.page(
        request,
        "portal_contact_confirm.html",
        view=view,
        path=path(view.matter_id),
        contact=wanted,
        details=_DETAILS,
        form=shared.form(request, f"{path(view.matter_id)}/contact"),
    )


def matter_of(named: str) -> MatterId:
    """The matter that an address names. Raises Problem for what can be none: told as one that isn't there."""
    if not _MATTER_ID.fullmatch(named):
        raise Problem("matter_not_found")
    return MatterId(named)
