"""The record to take away: of a thread or of a chat, for the person whose it is and for staff, each by their own door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from adapters.inspector.port import InspectionFailed, PictureUnavailable
from casework.audit.models import AuditResult, Entry, who
from casework.authority.models import MatterField
from casework.cases import codes
from casework.conversations.documents import latest
from casework.conversations.models import Kind
from casework.documents.models import DocumentId
from casework.documents.reading import DocumentBroken
from casework.documents.service import DocumentNotFound, NotClean
from casework.messages.models import Ask, Asked, EntryKind, Message, RequestId, Thread
from casework.takeaway.models import AskedFor, Of, Opened, Paper, Person, Record
from casework.takeaway.models import Entry as Written
from casework.takeaway.service import Sent, papers
from channels.desk import messages as desk_messages
from channels.desk.api import chat_of
from channels.documents.downloads import disposition
from channels.messages import forms
from channels.portal import chats, matters, shared
from channels.portal import messages as portal_messages
from channels.problems import Problem
from channels.request import GatewayRequest
from channels.screening import views
from channels.takeaway import files

takeaway = Blueprint("takeaway")

_TYPES: Final = {"pdf": "application/pdf", "zip": "application/zip"}
_NAMED: Final = frozenset({MatterField.TAXPAYER_NAME, MatterField.CASE_NUMBER})
_PIECE_BYTES: Final = 32_768
# What one PDF shows of papers: they are held while it is made and sent.
_MOST_PAGES: Final = 100
_MOST_SHEETS_BYTES: Final = 20 * 1024 * 1024
# Whoever waits sees nothing come: beyond it the rest is only listed.
_MOST_SECONDS: Final = 30.0


async def of_thread(request: GatewayRequest, matter_id: str, thread_id: str, ending: str) -> HTTPResponse | None:
    """Everything of a thread that its reader may see. Looking at it so marks nothing as read."""
    services, actor = request.services, shared.actor_of(request)
    view = await services.cases.view(actor, matters.matter_of(matter_id), _NAMED)
    thread = await services.messages.open_for_file(actor, view.matter_id, forms.thread_of(thread_id))
    language = shared.language_of(request)

    def say(key: str, **values: Any) -> str:
        return services.texts.say(key, language, values)

    states = {each.request_id: each for each in await services.messages.asked(actor, view.matter_id)}
    written, listed = _entries(thread, states, language, say)
    about = [
        (say("page-record-about-taxpayer"), view.taxpayer_name),
        (say("page-record-about-case"), view.case_number),
    ]
    record = Record(
        of=Of.THREAD,
        language=language,
        title=thread.line.subject,
        about=tuple((name, value) for name, value in about if value),
        made_at=services.clock.now(),
        made_by=await _taker(request),
        entries=written,
        papers=listed,
        people=_people(thread, say),
    )
    return await _given(request, record, f"thread:{thread.line.id}", ending)


async def of_chat(request: GatewayRequest, conversation_id: str, ending: str) -> HTTPResponse | None:
    """Everything of a chat that its person was shown, in the words of each day; for staff it is the same."""
    # Whoever comes here was let into it, by its own door.
    services, conversation = request.services, chat_of(conversation_id)
    events: list[views.Event] = []
    after = 0
    while True:
        reading = await services.conversations.read(conversation, after, words_of_that_day=True)
        events += reading.events
        if reading.last_seq == after:
            break
        after = reading.last_seq
    shown = views.shown(latest(events))
    sent = [
        Sent(
            DocumentId(event["document"]), datetime.fromisoformat(event["at"]), _speaker(request, event), event["name"]
        )
        for event in shown
        if event["kind"] == Kind.DOCUMENT
    ]
    listed = papers(sent, await services.documents.described(None, [each.document_id for each in sent]))
    entries = tuple(
        Written(
            at=datetime.fromisoformat(event["at"]),
            who=_speaker(request, event),
            text=views.plain(event, views.saying(services.texts, event["language"])),
            language=event["language"],
            papers=(listed[event["document"]].number,) if event["kind"] == Kind.DOCUMENT else (),
        )
        for event in shown
    )
    language = shared.language_of(request)
    record = Record(
        of=Of.CONVERSATION,
        language=language,
        title="",
        about=(),
        made_at=services.clock.now(),
        made_by=await _taker(request),
        entries=entries,
        papers=tuple(listed.values()),
    )
    return await _given(request, record, f"conversation:{conversation}", ending)


def _people(thread: Thread, say: Callable[..., str]) -> tuple[Person, ...]:
    """Who was added, and of staff whoever wrote in it, has read it or was to get it."""
    added = [
        Person(each.name, say(f"page-message-as-{each.kind}"), each.since, each.takes_part)
        for each in thread.participants
    ]
    staff: dict[str, str] = {}
    for each in thread.messages:
        staff |= each.staff
    known = {name for key, name in staff.items() if key != name}
    # Whom a receipt of an earlier version names, by their name alone, may be among the others.
    names = [name for key, name in staff.items() if key != name or name not in known]
    return (*added, *(Person(name, say("page-message-of-tas")) for name in names))


def _asked(ask: Ask, states: Mapping[RequestId | None, Asked], say: Callable[..., str]) -> AskedFor:
    name = say(f"case-document-{codes.document(ask.code)}")
    if ask.withdrawn:
        return AskedFor(name, ask.due_on, "withdrawn")
    # Whoever may not know how it stands was given none.
    stands = states.get(ask.request_id)
    if stands is None:
        return AskedFor(name, ask.due_on)
    return AskedFor(name, ask.due_on, stands.state.value, stands.received_on)


def _entries(
    thread: Thread, states: Mapping[RequestId | None, Asked], language: str, say: Callable[..., str]
) -> tuple[tuple[Written, ...], tuple[Paper, ...]]:
    messages: Sequence[Message] = thread.messages
    sent = [
        Sent(document.id, each.at, each.author_name, document.name) for each in messages for document in each.documents
    ]
    listed = papers(sent, [document for each in messages for document in each.documents])
    written = tuple(
        Written(
            at=each.at,
            who=each.author_name,
            text=each.text if each.kind is EntryKind.MESSAGE else _of_staff(each, say),
            language=language,
            papers=tuple(listed[document.id].number for document in each.documents),
            asks=tuple(_asked(ask, states, say) for ask in each.asks),
            reads=tuple(Opened(read.name, read.at) for read in each.reads),
            reference="" if each.receipt is None else each.reference,
        )
        for each in messages
    )
    return written, tuple(listed.values())


def _of_staff(entry: Message, say: Callable[..., str]) -> str:
    """What staff alone see: to whom a thread went, and the word that went with it."""
    told = say(f"page-record-{entry.kind}", employee_name=entry.named)
    return f"{told}\n{entry.note}" if entry.note else told


def _speaker(request: GatewayRequest, event: views.Event) -> str:
    return views.speaker_name(event, views.saying(request.services.texts, event["language"]))


async def _taker(request: GatewayRequest) -> str:
    return await request.services.people.name(shared.actor_of(request).person_id)


async def _given(request: GatewayRequest, record: Record, subject: str, ending: str) -> HTTPResponse | None:
    """Gives the record out, once the trail knows who takes it."""
    if ending not in _TYPES:
        raise Problem("not_found")
    services, actor = request.services, shared.actor_of(request)
    # Setting pages and reading papers cost the gateway about as much as taking a document.
    services.limits.document(actor.person_id)
    details: dict[str, str | int | list[str]] = {"form": ending, "papers": len(record.papers)}
    entry = Entry(*who(actor), "record.taken", subject, "seen", AuditResult.DONE, details)
    await services.database.write(lambda connection: services.audit.record(connection, entry))
    zone = services.settings.time_zone
    name = services.texts.say(f"page-record-file-{record.of}", record.language)
    headers = {"Content-Disposition": disposition(f"{name}.{ending}"), "Content-Language": record.language}
    if request.method == "HEAD":
        return raw(b"", content_type=_TYPES[ending], headers=headers)

    async def reads(document_id: DocumentId) -> AsyncIterator[bytes]:
        seen = await services.document_access.seen(actor, document_id)
        return (await services.document_access.open(actor, seen)).chunks

    if ending == "pdf":
        content = await files.pdf(record, services.texts, zone, sheets=await _sheets(request, record))
        headers["Content-Length"] = str(sum(map(len, content)))
        chunks = _each(content)
    else:
        chunks = files.zipped(record, services.texts, zone, reads)
    answer = await request.respond(headers=headers, content_type=_TYPES[ending])
    try:
        async for chunk in chunks:
            for at in range(0, len(chunk), _PIECE_BYTES):
                await answer.send(chunk[at : at + _PIECE_BYTES])
    except Exception:
        # Half a record must not look like a whole one: the connection ends.
        request.transport.abort()  # type: ignore[attr-defined] # Sanic's protocol of transports names less than there is
        raise
    await answer.eof()
    return None


async def _each(pieces: list[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def _sheets(request: GatewayRequest, record: Record) -> dict[int, list[bytes]]:
    """The pages of papers as far as one PDF shows them; what is longer, or can't be drawn, the ZIP alone has.

    Raises DatabaseUnavailable, CaseSystemUnavailable, ObjectStoreUnavailable, KeyUnknown; Problem (429).
    """
    access, actor = request.services.document_access, shared.actor_of(request)
    sheets: dict[int, list[bytes]] = {}
    pages, left_bytes = _MOST_PAGES, _MOST_SHEETS_BYTES
    drawable = [each for each in record.papers if each.id is not None and each.why_not is None and each.pages_count]
    if drawable:
        request.services.limits.printed(actor.person_id)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_MOST_SECONDS):
            for paper in drawable:
                if paper.id is None or not 0 < (paper.pages_count or 0) <= pages:
                    continue
                try:
                    seen = await access.seen(actor, paper.id)
                    sheets[paper.number] = await access.sheets(actor, seen, left_bytes)
                except (DocumentNotFound, NotClean, DocumentBroken, PictureUnavailable, InspectionFailed):
                    continue
                else:
                    pages -= len(sheets[paper.number])
                    left_bytes -= sum(map(len, sheets[paper.number]))
    return sheets


for _name, _base, _handler in (
    ("own_thread", portal_messages.THREAD, of_thread),
    ("thread_at_desk", desk_messages.THREAD, of_thread),
    ("own_chat", chats.CHAT, of_chat),
    ("chat_at_desk", "/desk/chats/<conversation_id>", of_chat),
):
    takeaway.add_route(_handler, f"{_base}/record/<ending>", methods=["GET", "HEAD"], name=_name)
