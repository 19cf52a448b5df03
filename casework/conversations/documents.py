"""Documents in a conversation: sent with or without words, and what became of them (DESIGN sections 5 and 9).

A `document` event stands where it was sent, by whoever sent it. What becomes of it later is an event of its own that names
the first (`of_seq`), so that pages, streams and the desk learn of it like of anything else; readers show one entry for each
document, at its place, as it stands last (`latest`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from casework.clock import Clock
from casework.conversations.models import Audience, Author, ConversationId, Kind, tag
from casework.conversations.record import ConversationNotFound, Draft, Record, RowChanged
from casework.dated import one_in_force
from casework.documents.models import Direction, Document, DocumentId, DocumentState, Place, PlaceKind, Uploader
from casework.identity.models import PersonId

EXPECTS: Final = "notice-expect-document"
"""The notice that stands where the way to send documents is open."""
MOST_IN_A_MESSAGE: Final = 100
"""What a request may name; how many are taken is dated data (`casework.documents.limits`)."""
_REFUSED: Final = "notice-document-refused"
_NOT_SETTLED: Final = (DocumentState.QUARANTINED.value, DocumentState.UNSCANNABLE.value)
_FILE: Final = Path(__file__).with_name("data") / "documents.json"


class KeepsDocuments(Protocol):
    """`casework.documents.service.Documents`, as far as it is needed here."""

    async def attach(
        self,
        connection: AsyncConnection,
        ids: Sequence[DocumentId],
        uploader: Uploader,
        place: Place,
        attached_to: str,
    ) -> list[Document]:
        """Gives uploads their place in a message, in the caller's transaction. Raises DocumentNotReady."""
        ...

    async def of_place(self, place: Place) -> list[Document]:
        """Every document that was sent in a place."""
        ...


Noting = Callable[[AsyncConnection], Awaitable[None]]
"""What else is written down in the commit that sends documents."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Documents that come with a message: which, and from whom."""

    ids: tuple[DocumentId, ...]
    uploader: Uploader

    @property
    def author(self) -> Author:
        """Who the events are from."""
        return Author.AGENT if self.uploader.direction is Direction.OUTBOUND else Author.PERSON


def by_person(person: PersonId, ids: Iterable[str]) -> Sent:
    """What a person sends."""
    return Sent(tuple(map(DocumentId, ids)), Uploader(person, Direction.INBOUND))


def place_of(conversation_id: str) -> Place:
    """What documents of a conversation belong to."""
    return Place(PlaceKind.CONVERSATION, ConversationId(conversation_id))


def content_of(text: str, documents: Sent | None, name: str = "text") -> dict[str, Any]:
    """What tells one sending from another: the words, and the documents if there are any, in their order."""
    return {name: text, "documents": list(documents.ids)} if documents is not None and documents.ids else {name: text}


async def attached(
    keeps: KeepsDocuments, connection: AsyncConnection, row: Row[Any], sent: Sent, seq: int, name: str | None = None
) -> list[Draft]:
    """The events of what is sent with the message that gets this seq. Raises DocumentNotReady.

    Args:
        keeps: Where the documents lie.
        connection: The transaction that records the message.
        row: The conversation's, locked.
        sent: What is sent.
        seq: Of the message, or of the first document where there is none.
        name: The advocate's, as people see it.
    """
    held = await keeps.attach(connection, sent.ids, sent.uploader, place_of(row.id), f"event:{row.id}:{seq}")
    by_id = {document.id: document for document in held}
    named = {} if name is None else {"agent_name": name}
    return [Draft(Kind.DOCUMENT, sent.author, {**_stands(by_id[each]), **named}) for each in sent.ids]


def _stands(document: Document) -> dict[str, Any]:
    """How a document stands, as its event says it."""
    return {
        "document": document.id,
        "name": document.name,
        "size_bytes": document.length_bytes,
        "state": document.state.value,
        "verdict": document.verdict,
        "from_agent": document.direction is Direction.OUTBOUND,
    }


def latest(events: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Worded events with one entry for each document: where it was sent, by whom, and as it stands last.

    What became of a document whose place is not among them is left out.
    """
    shown: list[Mapping[str, Any]] = []
    places: dict[int, int] = {}
    for event in events:
        if event["kind"] != Kind.DOCUMENT or "of_seq" not in event:
            places[event["seq"]] = len(shown)
            shown.append(event)
        elif event["of_seq"] in places:
            at = places[event["of_seq"]]
            shown[at] = moved(event, shown[at])
    return shown


def moved(later: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """What became of a document, at the place where it was sent."""
    place = {name: first[name] for name in ("seq", "author", "at", "agent_name") if name in first}
    return {**{name: value for name, value in later.items() if name != "of_seq"}, **place}


@cache
def _rules() -> list[dict[str, Any]]:
    return list(json.loads(_FILE.read_text(encoding="utf-8")))


def reference(conversation_id: str, seq: int) -> str:
    """What a receipt names: the chat as staff call it, and where in it the sending stands. It opens nothing."""
    return f"{tag(conversation_id)}-{seq}"


def answer_days(on: date) -> int:
    """Within how many business days somebody usually looks at what was sent. Raises LookupError: no rule is in force."""
    return int(one_in_force(_rules(), on, "documents in chats")["answer_business_days"])


class DocumentsInChats:
    """Tells conversations what became of their documents."""

    def __init__(self, record: Record, database: Database, clock: Clock, bus: Bus, documents: KeepsDocuments) -> None:
        self._documents = documents
        self._record = record
        self._database = database
        self._clock = clock
        self._bus = bus

    async def changed(self, document: Document) -> None:
        """Records how a document stands now, where it was sent in a conversation; once, however often it is told.

        Raises DatabaseUnavailable: nothing was recorded.
        """
        if not _is_in_chat(document):
            return

        async def work(connection: AsyncConnection) -> bool:
            return await self.changed_within(connection, document)

        try:
            told = await self._database.write(work)
        except RowChanged:
            told = await self._database.write(work)
        if told:
            self._bus.publish(ConversationId(document.place.id))

    async def changed_within(self, connection: AsyncConnection, document: Document) -> bool:
        """As `changed`, in the transaction that changes it: whether there is something new, of which the caller hints."""
        if not _is_in_chat(document):
            return False
        try:
            row = await self._record.row(connection, ConversationId(document.place.id), lock=True)
        except ConversationNotFound:
            return False
        events = await self._record.read(connection, row, 0, Audience.PERSON, [Kind.DOCUMENT])
        own = [event for event in events if event.body["source"]["document"] == document.id]
        stands = _stands(document)
        if not own or all(own[-1].body["source"].get(name) == value for name, value in stands.items()):
            return False
        drafts = [Draft(Kind.DOCUMENT, Author.SYSTEM, {**stands, "of_seq": own[0].seq}), *_told_of(document)]
        await self._record.change(connection, row, last_seq=row.last_seq + len(drafts))
        now = self._clock.now()
        await self._record.append(connection, row, drafts, now, row.language, row.epoch, first_seq=row.last_seq + 1)
        return True

    async def catch_up(self, conversation_id: ConversationId, shown: Iterable[Mapping[str, Any]]) -> bool:
        """Tells what is shown as not settled and stands otherwise by now: where a process died in between, nobody told.

        Raises DatabaseUnavailable. Returns whether there is something new to be shown.
        """
        open_ = {event["document"]: event["state"] for event in shown if event.get("state") in _NOT_SETTLED}
        if not open_:
            return False
        behind = [
            document
            for document in await self._documents.of_place(place_of(conversation_id))
            if document.id in open_ and document.state.value != open_[document.id]
        ]
        for document in behind:
            await self.changed(document)
        return bool(behind)


def _is_in_chat(document: Document) -> bool:
    return document.place.kind is PlaceKind.CONVERSATION and document.attached_to is not None


def _told_of(document: Document) -> list[Draft]:
    """Whoever sent what can't be taken is told at the end of what was said as well: its own place may be far above."""
    if document.state is not DocumentState.REJECTED or document.direction is Direction.OUTBOUND:
        return []
    source = {"key": _REFUSED, "with": {"document_name": document.name}, "level": "info", "also": ["send_document"]}
    if document.verdict is not None:
        source["verdict"] = document.verdict
    return [Draft(Kind.NOTICE, Author.SYSTEM, source)]
