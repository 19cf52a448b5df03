"""Secure messages over the API: the same for the people on a case and for staff; what each sees, authority decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, empty, raw

from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.conversations.models import ClientId
from casework.documents.models import Document, DocumentId
from casework.messages.models import Ask, Message, Reply, Sending, Sent, ThreadId, ThreadLine
from channels.bodies import AskedPaper, LetterDraft, NewThread, ThreadMessage, read_json
from channels.messages import forms
from channels.portal import matters, shared
from channels.request import GatewayRequest, get

messages_api = Blueprint("messages_api", url_prefix="/api/v1/matters/<matter_id>")

_THREAD: Final = "/threads/<thread_id>"


@get(messages_api, "/threads")
async def threads(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """The threads of the matter that whoever asks sees, the newest first."""
    actor, matter, skip = shared.actor_of(request), matters.matter_of(matter_id), shared.skipped(request, "threads")
    found = await request.services.messages.threads(actor, matter, skip)
    return _json({"threads": [_line(each) for each in found], "more": found.more})


@messages_api.post("/threads")
async def begin(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Begins a thread with its first message."""
    given = read_json(request, NewThread)
    sending = _sending(given, given.subject, given.code, given.to)
    return await _send(request, matter_id, None, sending)


@get(messages_api, _THREAD)
async def thread(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """What stands above a thread. It opens no message: nothing counts as read."""
    opened = await request.services.messages.open(
        shared.actor_of(request), matters.matter_of(matter_id), forms.thread_of(thread_id), mark=False
    )
    people = [{"name": each.name, "as": each.kind.value, "reads": each.takes_part} for each in opened.participants]
    return _json({**_line(opened.line), "people": people, "may_write": opened.may_write})


@get(messages_api, f"{_THREAD}/messages")
async def read(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """The messages of a thread; what is new counts as read, which both sides see, unless only headers are asked for."""
    opened = await request.services.messages.open(
        shared.actor_of(request),
        matters.matter_of(matter_id),
        forms.thread_of(thread_id),
        mark=request.method != "HEAD",
    )
    return _json({"messages": [_message(each) for each in opened.messages]})


@messages_api.post(f"{_THREAD}/messages")
async def write(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Answers in a thread."""
    given = read_json(request, ThreadMessage)
    return await _send(request, matter_id, forms.thread_of(thread_id), _sending(given))


@messages_api.put("/draft")
async def keep_new(request: GatewayRequest, matter_id: str) -> HTTPResponse:
    """Keeps what was written so far of a new message."""
    return await _keep(request, matter_id, None)


@messages_api.put(f"{_THREAD}/draft")
async def keep(request: GatewayRequest, matter_id: str, thread_id: str) -> HTTPResponse:
    """Keeps what was written so far of an answer."""
    return await _keep(request, matter_id, forms.thread_of(thread_id))


async def _keep(request: GatewayRequest, matter_id: str, thread_id: ThreadId | None) -> HTTPResponse:
    given, actor = read_json(request, LetterDraft), shared.actor_of(request)
    draft = Reply(
        given.text, given.subject, documents=tuple(map(DocumentId, given.documents)), answers=_answers(given.answers)
    )
    await request.services.messages.keep_draft(actor, matters.matter_of(matter_id), thread_id, draft)
    return empty()


async def _send(request: GatewayRequest, matter_id: str, thread_id: ThreadId | None, sending: Sending) -> HTTPResponse:
    services, actor = request.services, shared.actor_of(request)
    services.limits.message(f"messages:{actor.person_id}")
    matter = matters.matter_of(matter_id)
    try:
        sent = await services.messages.send(actor, matter, thread_id, sending, forms.by_of(request))
    except (CodeUnknown, TooManyTries) as error:
        raise forms.problem_of(error) from None
    return _json(_sent(sent), 200 if sent.again else 201)


def _answers(given: Mapping[str, str]) -> dict[DocumentId, str]:
    return {DocumentId(document_id): key for document_id, key in given.items()}


def _sending(given: ThreadMessage, subject: str = "", code: str = "", to: list[str] | None = None) -> Sending:
    return Sending(
        client_id=ClientId(given.client_id),
        text=given.text,
        subject=subject,
        documents=tuple(map(DocumentId, given.documents)),
        answers=_answers(given.answers),
        code=code,
        to=tuple(to or ()),
        asks=tuple(map(_ask, given.asks)),
    )


def _ask(asked: AskedPaper) -> Ask:
    return Ask(asked.code, forms.day_of(asked.due_on, "ask_invalid"))


def _sent(sent: Sent) -> dict[str, Any]:
    return {"thread": sent.thread_id, "number": sent.number, "reference": sent.reference}


def _line(line: ThreadLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "subject": line.subject,
        "last_at": _moment(line.last_at),
        "last_name": line.last_name,
        "count": line.count,
        "unread": line.unread,
        "waits_since": None if line.waiting_since is None else _moment(line.waiting_since),
        "participants": list(line.participants),
    }


def _message(message: Message) -> dict[str, Any]:
    receipt = message.receipt
    return {
        "number": message.number,
        "kind": message.kind.value,
        "author": message.author_kind.value,
        "name": message.author_name,
        "mine": message.mine,
        "at": _moment(message.at),
        "reference": message.reference,
        "text": message.text,
        "note": message.note,
        "documents": [_document(each) for each in message.documents],
        "asks": [{"code": each.code, "due_on": each.due_on.isoformat()} for each in message.asks],
        "reads": [{"name": each.name, "staff": each.staff, "at": _moment(each.at)} for each in message.reads],
        "receipt": None
        if receipt is None
        else {
            "to": receipt.to,
            "reader": receipt.reader,
            "away_until": None if receipt.away_until is None else receipt.away_until.isoformat(),
            "working_days": receipt.working_days,
        },
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "name": document.name,
        "length": document.length_bytes,
        "state": document.state.value,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(content: dict[str, Any], status: int = 200) -> HTTPResponse:
    return raw(orjson.dumps(content), status=status, content_type="application/json")
