"""Papers that were asked for: by the case system, or by staff in a message; and what was sent for each.

A paper counts as received from the moment on in which it was sent for the request, and is missing again where what was sent
turns out not to be safe to open.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import DocumentAsked, MatterId
from adapters.database.port import Database
from casework.clock import Clock, local_date
from casework.documents.models import Document, DocumentId, DocumentState
from casework.documents.service import Documents
from casework.messages.models import (
    Ask,
    Asked,
    AskedState,
    MessageId,
    RequestId,
    ThreadId,
    document_answers,
    document_requests,
)

_CASE: Final = "case:"
_REQUEST: Final = "request:"
_ORDER: Final = (AskedState.REJECTED, AskedState.MISSING, AskedState.RECEIVED, AskedState.CLEAN)


class Requests:
    """What was asked for in each matter, and what came."""

    def __init__(self, database: Database, documents: Documents, clock: Clock, time_zone: str) -> None:
        self._database = database
        self._documents = documents
        self._clock = clock
        self._time_zone = time_zone

    async def of(self, matter_id: MatterId, by_case: Sequence[DocumentAsked]) -> list[Asked]:
        """What is asked for in a matter, with what the case system asks for: what is missing first, by its day.

        Raises DatabaseUnavailable.
        """
        asked = document_requests.c
        answered = document_answers.c
        async with self._database.read() as connection:
            open_ones = select(document_requests).where(asked.matter_id == matter_id, asked.withdrawn_at.is_(None))
            requests = (await connection.execute(open_ones.order_by(asked.asked_at, asked.id))).all()
            sent = select(document_answers).where(answered.matter_id == matter_id).order_by(answered.sent_at)
            answers = (await connection.execute(sent)).all()
        if not requests and not answers:
            return _ordered([_by_case(each, [], {}, self._day) for each in by_case])
        ids = [DocumentId(each.document_id) for each in answers]
        documents = {each.id: each for each in await self._documents.described(None, ids)}
        of_request: dict[str, list[Row[Any]]] = defaultdict(list)
        of_code: dict[str, list[Row[Any]]] = defaultdict(list)
        for each in answers:
            (of_code[each.code] if each.request_id is None else of_request[each.request_id]).append(each)
        found = [_by_case(each, of_code[each.code], documents, self._day) for each in by_case]
        for row in requests:
            state, received_on, sent_ids = _state(of_request[row.id], documents, self._day)
            key = f"{_REQUEST}{row.id}"
            found.append(Asked(key, row.code, row.due_on, received_on, state, sent_ids, RequestId(row.id)))
        return _ordered(found)

    async def merged(self, matter_id: MatterId, by_case: Sequence[DocumentAsked]) -> tuple[DocumentAsked, ...]:
        """As `of`, as the case system would say it: for everything that speaks of what is needed."""
        every = await self.of(matter_id, by_case)
        return tuple(DocumentAsked(each.code, each.due_on, each.received_on) for each in every)

    async def ask(
        self,
        connection: AsyncConnection,
        matter_id: MatterId,
        thread_id: ThreadId,
        number: int,
        asks: Sequence[Ask],
        asked_by: str,
    ) -> None:
        """Asks for papers, in the transaction of the message that does."""
        for each in asks:
            await connection.execute(
                insert(document_requests).values(
                    id=str(uuid.uuid4()),
                    matter_id=matter_id,
                    thread_id=thread_id,
                    number=number,
                    code=each.code,
                    due_on=each.due_on,
                    asked_by=asked_by,
                    asked_at=self._clock.now(),
                )
            )

    async def withdraw(self, connection: AsyncConnection, matter_id: MatterId, request_id: RequestId) -> bool:
        """Asks for a paper no longer; whether it did until now."""
        columns = document_requests.c
        which = update(document_requests).where(
            columns.id == request_id, columns.matter_id == matter_id, columns.withdrawn_at.is_(None)
        )
        return (await connection.execute(which.values(withdrawn_at=self._clock.now()))).rowcount == 1

    async def answer(
        self,
        connection: AsyncConnection,
        matter_id: MatterId,
        message_id: MessageId | None,
        answers: Mapping[DocumentId, Asked],
    ) -> None:
        """Notes what was sent for which paper, in the transaction that sends it; without a message in a chat."""
        for document_id, asked in answers.items():
            await connection.execute(
                insert(document_answers).values(
                    document_id=document_id,
                    matter_id=matter_id,
                    request_id=asked.request_id,
                    code=asked.code,
                    message_id=message_id,
                    sent_at=self._clock.now(),
                )
            )

    async def asked_in(
        self, connection: AsyncConnection, thread_id: ThreadId, also_withdrawn: bool = False
    ) -> dict[int, tuple[Ask, ...]]:
        """Which papers each message of a thread asks for."""
        columns = document_requests.c
        query = select(document_requests).where(columns.thread_id == thread_id)
        if not also_withdrawn:
            query = query.where(columns.withdrawn_at.is_(None))
        found: dict[int, tuple[Ask, ...]] = {}
        for row in (await connection.execute(query.order_by(columns.due_on, columns.code))).all():
            ask = Ask(row.code, row.due_on, RequestId(row.id), row.withdrawn_at is not None)
            found[row.number] = (*found.get(row.number, ()), ask)
        return found

    def _day(self, at: datetime) -> date:
        return local_date(at, self._time_zone)


def _by_case(
    asked: DocumentAsked,
    answers: Sequence[Row[Any]],
    documents: Mapping[DocumentId, Document],
    day: Callable[[datetime], date],
) -> Asked:
    key = f"{_CASE}{asked.code}"
    if asked.received_on is not None:
        return Asked(key, asked.code, asked.due_on, asked.received_on, AskedState.RECEIVED)
    state, received_on, sent = _state(answers, documents, day)
    return Asked(key, asked.code, asked.due_on, received_on, state, sent)


def _state(
    answers: Sequence[Row[Any]], documents: Mapping[DocumentId, Document], day: Callable[[datetime], date]
) -> tuple[AskedState, date | None, tuple[DocumentId, ...]]:
    """How a paper stands by what was sent for it: by the best of it."""
    sent = tuple(DocumentId(each.document_id) for each in answers)
    good = [
        each for each in answers if _state_of(documents.get(DocumentId(each.document_id))) is not DocumentState.REJECTED
    ]
    if not good:
        return (AskedState.REJECTED if answers else AskedState.MISSING), None, sent
    found = [documents.get(DocumentId(each.document_id)) for each in good]
    # What staff released came; that it was checked would not be true.
    clean = any(_state_of(each) is DocumentState.CLEAN and not (each and each.released) for each in found)
    return (AskedState.CLEAN if clean else AskedState.RECEIVED), day(good[0].sent_at), sent


def _state_of(document: Document | None) -> DocumentState:
    """Of one that isn't there any longer, that it is erased: it had come."""
    return DocumentState.ERASED if document is None else document.state


def _ordered(asked: list[Asked]) -> list[Asked]:
    def place(each: Asked) -> tuple[bool, date, int]:
        return each.received_on is not None, each.due_on or each.received_on or date.max, _ORDER.index(each.state)

    return sorted(asked, key=place)
