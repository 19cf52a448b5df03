"""What a form that writes a message holds, and why it was not taken: the same for both sides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from adapters.case_system.port import MatterId
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.authority.absences import AbsenceInvalid
from casework.authority.consents import ConsentRefused
from casework.cases.codes import DOCUMENTS
from casework.conversations.models import ClientId
from casework.conversations.wording import verdict
from casework.documents.models import Document, DocumentId, DocumentState, Place, PlaceKind
from casework.documents.service import DocumentNotReady, ReleaseRefused
from casework.messages import rules
from casework.messages.models import STILL_TO_COME, Addressee, Ask, Asked, Reply, Sending, ThreadId
from casework.messages.threads import MessageRefused
from channels.bodies import UUID_PATTERN
from channels.documents.forms import Received, receive, why_not
from channels.limits import counted_address
from channels.portal import shared
from channels.problems import Problem, code_tries, of_exception
from channels.request import UUID, GatewayRequest
from channels.screening import views

REFUSALS: Final = (
    Problem,
    MessageRefused,
    ConsentRefused,
    AbsenceInvalid,
    DocumentNotReady,
    ReleaseRefused,
    CodeUnknown,
    TooManyTries,
)
"""What a form may be refused by: said on its page, with what was typed."""
ASKED_AT_ONCE: Final = 3
"""So many papers can be asked for by the form of one message."""
_DOCUMENT: Final = 43
Given = Mapping[str, Sequence[str]]
"""The fields of a form."""


@dataclass(frozen=True, slots=True)
class Compose:
    """A form to write in, and what it holds.

    Attributes:
        path: Where it is sent to.
        new: Whether it begins a thread.
        waiting: Documents that were put in here and not sent yet.
        elsewhere: Others that were uploaded for the case and not sent: they go along with nothing unless chosen.
        refused: Why some of those that were put in here can't be sent.
        asked: Papers that are still to come.
        answers: Which of them a document is said to be, by the paper's key.
        people: Whom staff may write to.
        codes: What staff may ask for.
        kept: Whether what it holds was kept before.
        place: Where documents are sent to; empty where none may be.
        drafts: Where script keeps a draft.
    """

    form: views.Form
    new: bool
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    to: tuple[str, ...] = ()
    waiting: Sequence[Document] = ()
    elsewhere: Sequence[Document] = ()
    refused: Mapping[DocumentId, str] = field(default_factory=dict)
    asked: Sequence[Asked] = ()
    answers: Mapping[DocumentId, str] = field(default_factory=dict)
    people: Sequence[Addressee] = ()
    codes: tuple[str, ...] = ()
    proposed_on: date | None = None
    earliest_on: date | None = None
    kept: bool = False
    failed: views.Failed | None = None
    limits: rules.Limits | None = None
    place: str = ""
    drafts: str = ""


async def compose(
    request: GatewayRequest,
    matter_id: MatterId,
    path: str,
    draft: Reply | None,
    *,
    thread_id: ThreadId | None,
    failed: Problem | None = None,
    given: Given | None = None,
    received: Received | None = None,
) -> Compose:
    """The form to write in: with what was typed where it was not taken, else with the draft that was kept.

    Args:
        request: Whose page it is.
        matter_id: The matter.
        path: Where the form is sent to.
        draft: What was kept.
        thread_id: The thread; None: a new one.
        failed: Why it was not taken.
        given: What was typed, if it was not taken.
        received: The form with its files, if it had any.
    """
    services, actor, language = request.services, shared.actor_of(request), shared.language_of(request)
    today, staff = shared.today(request), bool(actor.staff_roles)
    asked = [] if staff else await services.messages.asked(actor, matter_id)
    place = Place(PlaceKind.MATTER, matter_id)
    uploader = await services.document_access.may_send(actor, place)
    mine = [] if uploader is None else await services.documents.mine(uploader, place)
    typed, new = given or {}, thread_id is None
    if failed is not None:
        draft = draft_of(typed)
    put_here = draft.documents if draft else ()
    whole = [each for each in mine if each.state is not DocumentState.UPLOADING]
    waiting = [each for each in whole if each.id in put_here]
    return Compose(
        form=shared.form(request, path),
        new=new,
        text=draft.text if draft else "",
        subject=draft.subject if draft else "",
        code=one_of(typed, "code"),
        to=tuple(typed.get("to", ())),
        waiting=waiting,
        elsewhere=[each for each in whole if each not in waiting and each.state is not DocumentState.REJECTED],
        refused={
            each.id: verdict(each.verdict, services.texts, language)
            for each in waiting
            if each.state is DocumentState.REJECTED
        },
        asked=[each for each in asked if each.state in STILL_TO_COME],
        answers=draft.answers if draft else {},
        people=await services.messages.people(actor, matter_id) if staff and new else (),
        codes=DOCUMENTS if staff else (),
        proposed_on=today + timedelta(days=rules.asking(today).proposed_days),
        earliest_on=today,
        kept=draft is not None and failed is None,
        failed=None if failed is None else views.Failed(why_not(request, language, received, failed)),
        limits=rules.limits(today),
        place="" if uploader is None else str(place),
        drafts=f"/api/v1/matters/{matter_id}/{'draft' if new else f'threads/{thread_id}/draft'}",
    )


async def received(request: GatewayRequest, matter_id: MatterId) -> Received:
    """A form with the files that it brings, taken as they come; what was not taken is left out.

    Raises Problem: it is no such form, or they may send no documents here. And what `channels.documents.forms` raises.
    """
    place = Place(PlaceKind.MATTER, matter_id)
    uploader = await request.services.document_access.may_send(shared.actor_of(request), place)
    if uploader is None:
        raise Problem("act_refused")
    return await receive(request, uploader, place)


def given_of(received: Received) -> Given:
    """The fields of a form with files: what it brought stands among its documents, and one field said what that is."""
    brought, meant = [each.id for each in received.documents], received.fields.get("for", ())
    return {
        **received.fields,
        "document": [*received.fields.get("document", ()), *brought],
        **{f"for-{document_id}": meant for document_id in brought},
    }


def draft_of(given: Given, text: str | None = None) -> Reply:
    """What a form holds so far; `text`: in place of what was typed."""
    documents = tuple(DocumentId(each) for each in given.get("document", ()) if len(each) == _DOCUMENT)
    return Reply(
        one_of(given, "text") if text is None else text,
        one_of(given, "subject"),
        documents=documents,
        answers=_answers(given, documents),
    )


def sending_of(given: Given) -> Sending:
    """What a form holds. Raises Problem."""
    client_id = one_of(given, "client_id")
    if not re.fullmatch(UUID_PATTERN, client_id):
        raise Problem("client_id_invalid")
    documents = tuple(map(_document, given.get("document", ())))
    asks = [(one_of(given, f"ask_code_{n}"), one_of(given, f"ask_due_{n}")) for n in range(1, ASKED_AT_ONCE + 1)]
    return Sending(
        client_id=ClientId(client_id.lower()),
        text=one_of(given, "text"),
        subject=one_of(given, "subject"),
        documents=documents,
        answers=_answers(given, documents),
        code=one_of(given, "code"),
        to=tuple(given.get("to", ())),
        asks=tuple(Ask(code, day_of(due, "ask_invalid")) for code, due in asks if code),
    )


def one_of(given: Given, name: str) -> str:
    """One field of a form; empty where it is missing."""
    return next(iter(given.get(name, ())), "")


def by_of(request: GatewayRequest) -> By:
    """Who tries an employee's code: counted by person, whichever browser they use."""
    return By(counted_address(request.address), f"person:{shared.actor_of(request).person_id}")


def problem_of(error: Exception) -> Problem:
    """Why a form was not taken."""
    if isinstance(error, CodeUnknown):
        return Problem("employee_code_unknown")
    if isinstance(error, TooManyTries):
        return code_tries(error.wait_seconds)
    return of_exception(error)


def thread_of(named: str) -> ThreadId:
    """The thread that an address names. Raises Problem for what can be none: told as one that isn't there."""
    if not UUID.fullmatch(named):
        raise Problem("thread_not_found")
    return ThreadId(named)


def number_of(named: str) -> int:
    """The number of a message that an address names. Raises Problem."""
    if not (named.isascii() and named.isdecimal() and len(named) < 7):
        raise Problem("thread_not_found")
    return int(named)


def day_of(text: str, code: str) -> date:
    """A day as a form has it. Raises Problem of this code."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(code) from None


def _document(named: str) -> DocumentId:
    if len(named) != _DOCUMENT:
        raise Problem("document_not_ready")
    return DocumentId(named)


def _answers(given: Given, documents: Sequence[DocumentId]) -> dict[DocumentId, str]:
    """Which paper that was asked for each document is said to be."""
    return {each: key for each in documents if (key := one_of(given, f"for-{each}"))}


def as_values(**values: Any) -> dict[str, Any]:
    """What every page with messages shows them by."""
    return {"asked_at_once": ASKED_AT_ONCE, **values}
