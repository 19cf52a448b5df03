"""Secure messages of people who signed in: the threads of a matter, writing, receipts, and drafts that wait on the server.

Everything works by forms. What can't be sent is said on the page, with everything that was typed.
"""

from __future__ import annotations

from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import MatterId
from casework.authority.models import ConsentId, MatterField
from casework.cases import answers
from casework.cases.models import CaseQuestion, MatterView
from casework.messages.models import ThreadId
from channels.documents.forms import Received
from channels.messages import forms as letters
from channels.portal import matters, shared
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get
from channels.screening.forms import fields
from channels.screening.responses import to

messages = Blueprint("portal_messages")

MESSAGES: Final = f"{matters.MATTER}/messages"
THREAD: Final = f"{MESSAGES}/<thread_id>"
_NAMED: Final = frozenset({MatterField.TAXPAYER_NAME, MatterField.CASE_NUMBER, MatterField.ADVOCATE})


def path(matter_id: MatterId, thread_id: ThreadId | None = None) -> str:
    """The address of a matter's messages, or of a thread."""
    base = f"{matters.path(matter_id)}/messages"
    return base if thread_id is None else f"{base}/{thread_id}"


@get(messages, MESSAGES)
async def listed(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """The threads, the newest first."""
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    return _page(
        request,
        "portal_messages.html",
        view,
        threads=await services.messages.threads(actor, view.matter_id, shared.skipped(request, "threads")),
        may_write=await services.messages.may_write(actor, view.matter_id),
        draft=await services.messages.draft(actor, view.matter_id, None),
    )


@get(messages, f"{MESSAGES}/new")
async def write(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Where a new message is written."""
    return await _new(request, await _view(request, matter_id))


@messages.post(f"{MESSAGES}/new")
async def send_new(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Sends it, or keeps it as a draft."""
    return await _taken(request, matter_id, None, fields(request))


@messages.post(f"{MESSAGES}/new/files", stream=True)
async def send_new_with_files(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """The same with files that the form brings along, for browsers without script."""
    return await _with_files(request, matter_id, None)


@get(messages, THREAD)
async def show(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """A thread with where to answer; what is new counts as read, and whoever wrote it sees that."""
    return await _thread(request, await _view(request, matter_id), letters.thread_of(thread_id))


@messages.post(THREAD)
async def answer(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Sends an answer, or keeps it as a draft."""
    return await _taken(request, matter_id, letters.thread_of(thread_id), fields(request))


@messages.post(f"{THREAD}/files", stream=True)
async def answer_with_files(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """The same with files that the form brings along, for browsers without script."""
    return await _with_files(request, matter_id, letters.thread_of(thread_id))


@get(messages, f"{THREAD}/receipts/<number>")
async def receipt(request: GatewayRequest, matter_id: str, thread_id: str, number: str) -> HTTPResponse:
    """What was sent, when, to whom, and how soon a person usually answers; to keep, or to print."""
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    thread = await services.messages.open(actor, view.matter_id, letters.thread_of(thread_id), mark=False)
    wanted = letters.number_of(number)
    sent = next((each for each in thread.messages if each.number == wanted and each.mine), None)
    if sent is None or sent.receipt is None:
        raise Problem("thread_not_found")
    advocate = answers.answer(view, CaseQuestion.ADVOCATE, shared.today(request)) if view.advocate else []
    return _page(
        request,
        "portal_receipt.html",
        view,
        thread=thread,
        sent=sent,
        advocate=advocate,
        back=path(view.matter_id, thread.line.id),
    )


@messages.post(f"{matters.MATTER}/people/<consent_id>/end")
async def end_consent(request: GatewayRequest, matter_id: str, consent_id: str) -> HTTPResponse:
    """Ends a consent: whoever it named sees nothing from this moment on."""
    if not UUID.fullmatch(consent_id):
        raise Problem("not_found")
    matter = matters.matter_of(matter_id)
    await request.services.consents.end(shared.actor_of(request), matter, ConsentId(consent_id))
    return to(f"{matters.path(matter)}/people")


async def _view(request: GatewayRequest, matter_id: str) -> MatterView:
    """Whose matter it is, for the top of the page."""
    return await request.services.cases.view(shared.actor_of(request), matters.matter_of(matter_id), _NAMED)


async def _with_files(request: GatewayRequest, matter_id: str, thread_id: ThreadId | None) -> HTTPResponse:
    received = await letters.received(request, matters.matter_of(matter_id))
    return await _taken(request, matter_id, thread_id, letters.given_of(received), received)


async def _taken(
    request: GatewayRequest,
    matter_id: str,
    thread_id: ThreadId | None,
    given: letters.Given,
    received: Received | None = None,
) -> HTTPResponse:
    """Sends what a form holds, or keeps it; what can't be sent stands on its page again, with the reason."""
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    services.limits.message(f"messages:{actor.person_id}")
    try:
        if letters.one_of(given, "act") == "draft":
            await services.messages.keep_draft(actor, view.matter_id, thread_id, letters.draft_of(given))
            if received is None or not received.refused:
                return to(f"{path(view.matter_id, thread_id)}{'/new' if thread_id is None else ''}?kept=1#write")
        if received is not None and received.refused:
            # Kept without them or not sent at all: nobody believes a file to be there that isn't.
            raise Problem(received.refused[0].code)
        sending = letters.sending_of(given)
        sent = await services.messages.send(actor, view.matter_id, thread_id, sending, letters.by_of(request))
    except letters.REFUSALS as error:
        failed = letters.problem_of(error)
        if thread_id is None:
            return await _new(request, view, failed, given, received)
        return await _thread(request, view, thread_id, failed, given, received)
    return to(f"{path(view.matter_id, sent.thread_id)}/receipts/{sent.number}")


async def _new(
    request: GatewayRequest,
    view: MatterView,
    failed: Problem | None = None,
    given: letters.Given | None = None,
    received: Received | None = None,
) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    if not await services.messages.may_write(actor, view.matter_id):
        raise Problem("matter_not_found")
    draft = await services.messages.draft(actor, view.matter_id, None)
    where = f"{path(view.matter_id)}/new"
    form = await letters.compose(
        request, view.matter_id, where, draft, thread_id=None, failed=failed, given=given, received=received
    )
    goes_to = await services.messages.goes_to(actor, view.matter_id)
    return _page(
        request, "portal_message_new.html", view, failed, compose=form, goes_to=goes_to, back=path(view.matter_id)
    )


async def _thread(
    request: GatewayRequest,
    view: MatterView,
    thread_id: ThreadId,
    failed: Problem | None = None,
    given: letters.Given | None = None,
    received: Received | None = None,
) -> HTTPResponse:
    # Whoever asks for the headers alone has read nothing.
    marks = request.method != "HEAD"
    thread = await request.services.messages.open(shared.actor_of(request), view.matter_id, thread_id, mark=marks)
    where = path(view.matter_id, thread_id)
    form = await letters.compose(
        request,
        view.matter_id,
        where,
        thread.draft,
        thread_id=thread_id,
        failed=failed,
        given=given,
        received=received,
    )
    return _page(
        request,
        "portal_thread.html",
        view,
        failed,
        thread=thread,
        compose=form,
        back=path(view.matter_id),
        here_at=where,
    )


def _page(
    request: GatewayRequest, template: str, view: MatterView, failed: Problem | None = None, **values: Any
) -> HTTPResponse:
    return shared.page(
        request,
        template,
        status=200 if failed is None else failed.status,
        headers={} if failed is None else failed.headers,
        **letters.as_values(view=view, path=matters.path(view.matter_id), kept="kept" in request.args, **values),
    )
