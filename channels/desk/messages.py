"""Secure messages at the desk: the inbox, the threads of a case, passing on, papers, consents, and who is away."""

from __future__ import annotations

from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from adapters.case_system.port import MatterId
from casework.authority.absences import WORKS
from casework.authority.consents import MOST_NAME_CHARACTERS, NewConsent
from casework.authority.models import CONSENT_PAPERS, ConsentId, MatterAct, MatterField
from casework.canned import OF_CHATS
from casework.cases.models import MatterView
from casework.conversations.documents import answer_days
from casework.documents.access import FromChat
from casework.documents.models import RELEASE_REASONS
from casework.identity.models import EmployeeId, StaffRole
from casework.listed import Listed
from casework.messages import rules
from casework.messages.inbox import MOST_NOTE_CHARACTERS
from casework.messages.models import RequestId, ThreadId
from channels.desk.places import page
from channels.documents.forms import Received
from channels.documents.uploads import id_of
from channels.messages import forms as letters
from channels.portal import matters, shared
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get
from channels.screening.forms import client_id_of, field, fields
from channels.screening.responses import to

desk_messages = Blueprint("desk_messages")

INBOX: Final = "/desk/messages"
MATTER: Final = "/desk/matters/<matter_id>/messages"
THREAD: Final = f"{MATTER}/<thread_id>"
_AWAY: Final = f"{INBOX}/away"
_NAMED: Final = frozenset({MatterField.TAXPAYER_NAME, MatterField.CASE_NUMBER})


def path(matter_id: MatterId, thread_id: ThreadId | None = None) -> str:
    """The address of a case's messages, or of a thread."""
    base = f"/desk/matters/{matter_id}/messages"
    return base if thread_id is None else f"{base}/{thread_id}"


@get(desk_messages, INBOX)
async def inbox(request: GatewayRequest) -> HTTPResponse:
    """What is to be answered: the new ones first, then what has waited longest."""
    services, actor = request.services, shared.actor_of(request)
    supervises = StaffRole.SUPERVISOR in actor.staff_roles
    cases = [view for view in await services.cases.home(actor) if MatterAct.WORK in view.acts]
    papers = await services.document_access.unopened(actor, [view.matter_id for view in cases])
    return page(
        request,
        "desk_inbox.html",
        lines=await services.inbox.of(actor),
        late=await services.inbox.late(actor) if supervises else Listed(),
        supervises=supervises,
        cases=cases,
        papers=await _of_whom(request, papers),
        late_papers=await _of_whom(request, await _late_papers(request)) if supervises else Listed(),
        absence=await services.absences.planned(actor.employee_id) if actor.employee_id else None,
        names=await _names(request),
    )


@get(desk_messages, _AWAY)
async def away(request: GatewayRequest) -> HTTPResponse:
    """Where somebody says that they will be away, and a supervisor that somebody is."""
    return await _away_page(request)


@desk_messages.post(_AWAY)
async def be_away(request: GatewayRequest) -> HTTPResponse:
    """Keeps it, or ends it."""
    services, actor = request.services, shared.actor_of(request)
    employee_id = EmployeeId(field(request, "employee") or actor.employee_id or "")
    try:
        if field(request, "act") == "back":
            await services.absences.end(actor, employee_id)
        else:
            await services.absences.set(
                actor,
                employee_id,
                EmployeeId(field(request, "substitute")),
                letters.day_of(field(request, "from_on"), "absence_days"),
                letters.day_of(field(request, "until_on"), "absence_days"),
            )
    except letters.REFUSALS as error:
        return await _away_page(request, letters.problem_of(error))
    return to(_AWAY)


@get(desk_messages, MATTER)
async def of_matter(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """The threads of a case, the papers that were asked for, and who takes part by consent."""
    return await _matter_page(request, matters.matter_of(matter_id))


@get(desk_messages, f"{MATTER}/new")
async def write(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Where a new message is written."""
    return await _new(request, matters.matter_of(matter_id))


@desk_messages.post(f"{MATTER}/new")
async def send_new(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Sends it, keeps it as a draft, or puts a ready text in."""
    return await _taken(request, matters.matter_of(matter_id), None, fields(request))


@desk_messages.post(f"{MATTER}/new/files", stream=True)
async def send_new_with_files(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """The same with files that the form brings along, for browsers without script."""
    return await _with_files(request, matters.matter_of(matter_id), None)


@get(desk_messages, THREAD)
async def show(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """A thread with where to answer; opening it counts as reading it, and the person sees that."""
    return await _thread(request, matters.matter_of(matter_id), letters.thread_of(thread_id))


@desk_messages.post(THREAD)
async def answer(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Sends an answer, keeps it as a draft, or puts a ready text in."""
    return await _taken(request, matters.matter_of(matter_id), letters.thread_of(thread_id), fields(request))


@desk_messages.post(f"{THREAD}/files", stream=True)
async def answer_with_files(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """The same with files that the form brings along, for browsers without script."""
    return await _with_files(request, matters.matter_of(matter_id), letters.thread_of(thread_id))


@desk_messages.post(f"{THREAD}/forward")
async def forward(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Sends a thread on to a colleague, or gives it to them."""
    matter, thread = matters.matter_of(matter_id), letters.thread_of(thread_id)
    try:
        number = await request.services.inbox.forward(
            shared.actor_of(request),
            matter,
            thread,
            client_id_of(request),
            EmployeeId(field(request, "employee")),
            field(request, "note"),
            reassign=field(request, "act") == "reassign",
        )
    except letters.REFUSALS as error:
        return await _thread(request, matter, thread, letters.problem_of(error), part="forward")
    return to(f"{path(matter, thread)}#m{number}")


@desk_messages.post(f"{THREAD}/people")
async def add(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Adds somebody to a thread."""
    matter, thread = matters.matter_of(matter_id), letters.thread_of(thread_id)
    try:
        await request.services.messages.add(shared.actor_of(request), matter, thread, field(request, "person"))
    except letters.REFUSALS as error:
        return await _thread(request, matter, thread, letters.problem_of(error), part="people")
    return to(path(matter, thread))


@desk_messages.post(f"{THREAD}/documents/<document_id>/release")
async def release(request: GatewayRequest, matter_id: str, thread_id: str, document_id: str) -> HTTPResponse:
    """Lets a document be opened that nobody could look into, by a decision that is recorded."""
    matter, thread = matters.matter_of(matter_id), letters.thread_of(thread_id)
    actor, reason = shared.actor_of(request), field(request, "reason")
    try:
        await request.services.messages.release(actor, matter, thread, document_id, reason)
    except letters.REFUSALS as error:
        return await _thread(request, matter, thread, letters.problem_of(error), part="release")
    return to(path(matter, thread))


@desk_messages.post(f"{MATTER}/documents/<document_id>/release")
async def release_of_chat(request: GatewayRequest, matter_id: str, document_id: str) -> HTTPResponse:
    """The same for what came in a chat about the case, whoever had the chat, if anybody."""
    matter, actor = matters.matter_of(matter_id), shared.actor_of(request)
    try:
        await request.services.document_access.release(actor, matter, id_of(document_id), field(request, "reason"))
    except letters.REFUSALS as error:
        return await _matter_page(request, matter, letters.problem_of(error), part="release")
    return to(f"{path(matter)}#from-chats")


@desk_messages.post(f"{MATTER}/requests/<request_id>/withdraw")
async def withdraw(request: GatewayRequest, matter_id: str, request_id: str) -> HTTPResponse:
    """Asks for a paper no longer."""
    matter = matters.matter_of(matter_id)
    if not UUID.fullmatch(request_id):
        raise Problem("not_found")
    await request.services.messages.withdraw_request(shared.actor_of(request), matter, RequestId(request_id))
    return to(path(matter))


@desk_messages.post("/desk/matters/<matter_id>/consents")
async def consent(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Records a consent. The number on the paper is not kept: only what stands for it."""
    services, actor, matter = request.services, shared.actor_of(request), matters.matter_of(matter_id)
    until = field(request, "valid_until")
    try:
        try:
            person = services.people.tin_digest(field(request, "number"))
        except ValueError:
            raise Problem("consent_number") from None
        new = NewConsent(
            client_id=client_id_of(request),
            person=person,
            name=field(request, "name"),
            paper=field(request, "paper"),
            given_on=letters.day_of(field(request, "given_on"), "consent_days"),
            valid_until=letters.day_of(until, "consent_days") if until else None,
        )
        await services.consents.record(actor, matter, new)
    except letters.REFUSALS as error:
        return await _matter_page(request, matter, letters.problem_of(error), part="consent")
    return to(f"{path(matter)}#consents")


@desk_messages.post("/desk/matters/<matter_id>/consents/<consent_id>/end")
async def end_consent(request: GatewayRequest, matter_id: str, consent_id: str) -> HTTPResponse:
    """Ends a consent."""
    matter = matters.matter_of(matter_id)
    if not UUID.fullmatch(consent_id):
        raise Problem("not_found")
    await request.services.consents.end(shared.actor_of(request), matter, ConsentId(consent_id))
    return to(f"{path(matter)}#consents")


async def _with_files(request: GatewayRequest, matter_id: MatterId, thread_id: ThreadId | None) -> HTTPResponse:
    received = await letters.received(request, matter_id)
    return await _taken(request, matter_id, thread_id, letters.given_of(received), received)


async def _taken(
    request: GatewayRequest,
    matter_id: MatterId,
    thread_id: ThreadId | None,
    given: letters.Given,
    received: Received | None = None,
) -> HTTPResponse:
    """Sends what a form holds, or keeps it; what can't be sent stands on its page again, with the reason."""
    services, actor = request.services, shared.actor_of(request)
    act, text = letters.one_of(given, "act"), letters.one_of(given, "text")
    try:
        if act in ("draft", "ready"):
            with_ready = _with_ready(request, text, letters.one_of(given, "ready")) if act == "ready" else text
            kept = letters.draft_of(given, with_ready)
            given = {**given, "text": [with_ready]}
            await services.messages.keep_draft(actor, matter_id, thread_id, kept)
            if received is None or not received.refused:
                return to(f"{path(matter_id, thread_id)}{'/new' if thread_id is None else ''}?kept=1#write")
        if received is not None and received.refused:
            # Kept without them or not sent at all: nobody believes a file to be there that isn't.
            raise Problem(received.refused[0].code)
        if services.canned.gaps(text):
            raise Problem("reply_has_gaps")
        sending = letters.sending_of(given)
        sent = await services.messages.send(actor, matter_id, thread_id, sending)
    except letters.REFUSALS as error:
        failed = letters.problem_of(error)
        if thread_id is None:
            return await _new(request, matter_id, failed, given, received)
        return await _thread(request, matter_id, thread_id, failed, given=given, received=received)
    return to(f"{path(matter_id, sent.thread_id)}#m{sent.number}")


def _with_ready(request: GatewayRequest, text: str, chosen: str) -> str:
    """What was typed with a ready text beneath it. Raises Problem."""
    canned, (language, _, name) = request.services.canned, chosen.partition(":")
    if language not in request.services.texts.languages or name not in canned.names() or name in OF_CHATS:
        raise Problem("field_invalid")
    ready = canned.show(name, language, {"agent_name": request.session.name}).text
    return f"{text.rstrip()}\n\n{ready}" if text.strip() else ready


def _ready(request: GatewayRequest) -> dict[str, list[tuple[str, str]]]:
    """The ready texts of each language, by what a form calls them."""
    return {
        language: [
            (f"{language}:{each.name}", each.title)
            for each in request.services.canned.search("", language, limit=len(request.services.canned.names()))
            if each.name not in OF_CHATS
        ]
        for language in request.services.texts.languages
    }


async def _names(request: GatewayRequest) -> dict[EmployeeId, str]:
    return await request.services.messages.threads_.staff_names()


async def _late_papers(request: GatewayRequest) -> Listed[FromChat]:
    """What came in chats, of any case, and should have been opened by now: the receipt named the day."""
    services, zone = request.services, request.services.settings.time_zone
    before = rules.over_if_before(services.clock.now(), answer_days(shared.today(request)), zone)
    return await services.document_access.unopened_before(shared.actor_of(request), before)


async def _of_whom(request: GatewayRequest, papers: Listed[FromChat]) -> Listed[tuple[FromChat, str, str]]:
    """Documents with the name of the taxpayer and the number of the case."""
    authority, actor = request.services.authority, shared.actor_of(request)
    cases = {each: await authority.decided(actor, each) for each in {one.matter_id for one in papers}}
    named = [
        (each, of.matter.taxpayer_name, of.case.number)
        for each in papers
        if (of := cases[each.matter_id]).access is not None and of.matter is not None and of.case is not None
    ]
    return Listed(named, more=papers.more)


async def _view(request: GatewayRequest, matter_id: MatterId) -> MatterView:
    return await request.services.cases.view(shared.actor_of(request), matter_id, _NAMED)


async def _away_page(request: GatewayRequest, failed: Problem | None = None) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    members = [each for each in await services.people.staff() if each.actor.staff_roles & WORKS]
    names = await _names(request)
    supervises = StaffRole.SUPERVISOR in actor.staff_roles
    return _answer(
        request,
        "desk_away.html",
        failed,
        people=[(each.employee_id, names[each.employee_id]) for each in members],
        me=actor.employee_id,
        supervises=supervises,
        absence=await services.absences.planned(actor.employee_id) if actor.employee_id else None,
        away=list((await services.absences.away()).absent.values()) if supervises else [],
        names=names,
        today=shared.today(request),
        form=shared.form(request, _AWAY),
    )


async def _matter_page(
    request: GatewayRequest, matter_id: MatterId, failed: Problem | None = None, part: str = ""
) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    access, asked = services.document_access, await services.messages.asked(actor, matter_id)
    sent = await services.documents.described(None, [each for one in asked for each in one.documents])
    from_chats = await access.of_chats(actor, matter_id, shared.skipped(request, "chats"))
    return _answer(
        request,
        "desk_matter_messages.html",
        failed,
        of_case=view,
        path=path(matter_id),
        threads=await services.messages.threads(actor, matter_id, shared.skipped(request, "threads")),
        may_write=await services.messages.may_write(actor, matter_id),
        asked=asked,
        sent={each.id: each for each in await access.openable(actor, sent)},
        from_chats=from_chats,
        release_reasons=RELEASE_REASONS,
        unopened=await access.unopened_of(actor, from_chats),
        consents=await services.consents.of(matter_id),
        papers=CONSENT_PAPERS,
        most_name=MOST_NAME_CHARACTERS,
        names=await _names(request),
        draft=await services.messages.draft(actor, matter_id, None),
        part=part,
        today=shared.today(request),
        form=shared.form(request, path(matter_id)),
    )


async def _new(
    request: GatewayRequest,
    matter_id: MatterId,
    failed: Problem | None = None,
    given: letters.Given | None = None,
    received: Received | None = None,
) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    draft = await services.messages.draft(actor, matter_id, None)
    where = f"{path(matter_id)}/new"
    form = await letters.compose(
        request, matter_id, where, draft, thread_id=None, failed=failed, given=given, received=received
    )
    return _answer(
        request,
        "desk_message_new.html",
        failed,
        of_case=view,
        compose=form,
        back=path(matter_id),
        ready=_ready(request),
    )


async def _thread(
    request: GatewayRequest,
    matter_id: MatterId,
    thread_id: ThreadId,
    failed: Problem | None = None,
    part: str = "reply",
    given: letters.Given | None = None,
    received: Received | None = None,
) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    view = await _view(request, matter_id)
    # Whoever asks for the headers alone has read nothing.
    thread = await services.messages.open(actor, matter_id, thread_id, mark=request.method != "HEAD")
    where = path(matter_id, thread_id)
    writes = thread.may_write
    in_reply = failed if part == "reply" else None
    form = await letters.compose(
        request,
        matter_id,
        where,
        thread.draft,
        thread_id=thread_id,
        failed=in_reply,
        given=given,
        received=received,
    )
    there = {each.name for each in thread.participants}
    people = await services.messages.people(actor, matter_id) if writes else []
    may_give = StaffRole.SUPERVISOR in actor.staff_roles or "substitute" in view.basis
    colleagues = await services.inbox.colleagues(actor, matter_id) if writes else []
    return _answer(
        request,
        "desk_thread.html",
        failed,
        of_case=view,
        thread=thread,
        compose=form,
        back=path(matter_id),
        here_at=where,
        ready=_ready(request),
        # Whoever may give a thread to somebody may take it themselves.
        colleagues=[each for each in colleagues if may_give or each.employee_id != actor.employee_id],
        may_give=may_give,
        others=[each for each in people if each.name not in there],
        most_note=MOST_NOTE_CHARACTERS,
        release_reasons=RELEASE_REASONS,
        part=part,
        form=shared.form(request, where),
    )


def _answer(request: GatewayRequest, template: str, failed: Problem | None, **values: Any) -> HTTPResponse:
    language = shared.language_of(request)
    return page(
        request,
        template,
        200 if failed is None else failed.status,
        {} if failed is None else failed.headers,
        **letters.as_values(
            failed=None if failed is None else shared.failed(request, failed, language),
            kept="kept" in request.args,
            **values,
        ),
    )
