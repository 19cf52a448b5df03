"""Secure messages as people and staff write and read them.

Acknowledged means committed: a message, its place in the thread, its documents, what it answers and the notices of it are
one transaction. What a participant may see is decided by the authority of the moment, so that whoever loses it sees nothing
at once. No subject, text or name stands outside a seal, in a log or in the audit.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, Select, and_, delete, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import Keys
from casework import listed, redaction
from casework.access_codes import symbols
from casework.access_codes.models import CodeKind
from casework.access_codes.service import AccessCodes
from casework.access_codes.tries import By
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.audit.service import Audit
from casework.authority.absences import Absences, Away
from casework.authority.consents import Consents
from casework.authority.models import AuthorizationState, MatterField
from casework.authority.service import Authority
from casework.cases.codes import DOCUMENTS
from casework.clock import Clock
from casework.conversations.documents import Noting
from casework.documents.models import (
    Direction,
    Document,
    DocumentId,
    Place,
    PlaceKind,
    Uploader,
)
from casework.documents.service import Documents, ReleaseRefused, sent_with
from casework.holds.models import matter_held
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId, StaffMember
from casework.identity.service import People
from casework.listed import Listed
from casework.messages import rules
from casework.messages.models import (
    Addressee,
    Ask,
    Asked,
    AuthorKind,
    EntryKind,
    Message,
    MessageId,
    ParticipantKind,
    Receipt,
    Reply,
    RequestId,
    Sending,
    Sent,
    Thread,
    ThreadId,
    ThreadLine,
    document_answers,
    document_requests,
    message_drafts,
    message_participants,
    message_reads,
    message_threads,
    messages,
)
from casework.messages.ports import PutsNotices
from casework.messages.requests import Requests
from casework.messages.threads import (
    MessageRefused,
    Reader,
    Threads,
    attached_to,
    message_place,
    receipt_body,
)
from casework.notices.models import NoticeKind
from casework.sealing import wrapped_key

_THREADS: Final = message_threads.c
_MESSAGES: Final = messages.c
_DRAFTS: Final = message_drafts.c
_MESSAGE: Final = "message"
_REFERENCE_SYMBOLS: Final = 8
_ERASED_A_BATCH: Final = 50


class Messages:
    """The threads of matters."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        clock: Clock,
        authority: Authority,
        people: People,
        audit: Audit,
        codes: AccessCodes,
        consents: Consents,
        absences: Absences,
        requests: Requests,
        documents: Documents,
        notices: PutsNotices,
        time_zone: str,
    ) -> None:
        self.threads_: Final = Threads(database, keys, clock, authority, people, audit)
        self._database = database
        self._keys = keys
        self._clock = clock
        self._authority = authority
        self._people = people
        self._audit = audit
        self._codes = codes
        self._consents = consents
        self._absences = absences
        self._requests = requests
        self._documents = documents
        self._notices = notices
        self._time_zone = time_zone

    # Reading

    async def threads(self, actor: Actor, matter_id: MatterId, skip: int = 0) -> Listed[ThreadLine]:
        """The threads of a matter that somebody sees, the newest first, after so many. Raises MatterNotFound, as `open`."""
        reader = await self.threads_.reader(actor, matter_id)
        query = select(message_threads).where(self.threads_.visible(reader))
        async with self._database.read() as connection:
            some = query.order_by(_THREADS.last_at.desc(), _THREADS.id).offset(skip).limit(listed.MOST + 1)
            rows = (await connection.execute(some)).all()
            lines = await self.threads_.lines(connection, reader.key, reader.staff, rows[: listed.MOST])
        return Listed(lines, more=len(rows) > listed.MOST, skipped=skip)

    async def may_write(self, actor: Actor, matter_id: MatterId) -> bool:
        """Whether somebody may write in a matter. Raises MatterNotFound where they may not even read."""
        return (await self.threads_.reader(actor, matter_id)).writes

    async def unread(self, actor: Actor) -> dict[MatterId, int]:
        """How many messages each matter has that somebody has not opened, of those where they see messages at all.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        found = {}
        readers = [self.threads_.as_reader(actor, each) for each in await self._authority.every_decided(actor)]
        async with self._database.read() as connection:
            for reader in readers:
                if reader is not None:
                    seen = select(message_reads.c.number).where(
                        message_reads.c.thread_id == _MESSAGES.thread_id,
                        message_reads.c.number == _MESSAGES.number,
                        message_reads.c.reader == reader.key,
                    )
                    unread = (
                        select(_MESSAGES.id)
                        .join(message_threads, _THREADS.id == _MESSAGES.thread_id)
                        .where(
                            self.threads_.visible(reader),
                            _MESSAGES.kind == EntryKind.MESSAGE.value,
                            _MESSAGES.author != reader.key,
                            ~seen.exists(),
                        )
                    )
                    found[reader.matter_id] = len((await connection.execute(unread)).all())
        return found

    async def open(self, actor: Actor, matter_id: MatterId, thread_id: ThreadId, mark: bool = True) -> Thread:
        """A thread with everything in it; what is new counts as read from now on, which both sides see.

        Whoever only looks at the work of others, as reviewers do, leaves no mark but the audit's. Without `mark` nobody
        does. Raises MatterNotFound, ThreadNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        return await self._opened(actor, matter_id, thread_id, mark=mark)

    async def open_for_file(self, actor: Actor, matter_id: MatterId, thread_id: ThreadId) -> Thread:
        """A thread as a copy of it is kept: with when they opened each themselves, and papers asked for no longer.

        It marks nothing as read. Raises as `open`.
        """
        return await self._opened(actor, matter_id, thread_id, mark=False, for_file=True)

    async def _opened(
        self, actor: Actor, matter_id: MatterId, thread_id: ThreadId, *, mark: bool, for_file: bool = False
    ) -> Thread:
        reader = await self.threads_.reader(actor, matter_id)
        name = await self._name(reader)
        async with self._database.read() as connection:
            row = await self.threads_.row(connection, reader, thread_id)
            documents = await self._documents_of(connection, thread_id)
            everybody = (await self.threads_.participants_of(connection, [row]))[thread_id]
        participants = await self.threads_.participants(reader, everybody)

        async def work(connection: AsyncConnection) -> tuple[ThreadLine, tuple[Message, ...], Reply | None]:
            row = await self.threads_.row(connection, reader, thread_id, lock=True)
            new = await self.threads_.mark(connection, reader, row, name) if mark and reader.writes else []
            asks = await self._requests.asked_in(connection, thread_id, also_withdrawn=for_file)
            said = await self.threads_.entries(connection, reader, row, new, asks, documents, own_reads=for_file)
            (line,) = await self.threads_.lines(connection, reader.key, reader.staff, [row])
            draft = await self._draft(connection, reader, thread_id) if reader.writes else None
            await self._audit.record(connection, self.threads_.entry(reader, "message.read", thread_id, new=len(new)))
            return line, said, draft

        line, said, draft = await self._database.write(work)
        return Thread(line, said, tuple(participants), reader.writes, draft)

    async def sees_document(self, actor: Actor, document: Document) -> bool:
        """Whether somebody may see a document of a matter: their own, or one in a thread that they see.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        if document.place.kind is not PlaceKind.MATTER:
            return False
        matter_id = MatterId(document.place.id)
        decided = await self._authority.decided(actor, matter_id)
        if decided.access is None:
            return False
        if MatterField.DOCUMENTS in decided.access.fields:
            return True
        reader = self.threads_.as_reader(actor, decided)
        if reader is None:
            return False
        if document.uploader_id == actor.person_id:
            return True
        kind, _, message_id = (document.attached_to or "").partition(":")
        if kind != "message":
            return False
        query = (
            select(_THREADS.id)
            .join(messages, _MESSAGES.thread_id == _THREADS.id)
            .where(_MESSAGES.id == message_id, self.threads_.visible(reader))
        )
        async with self._database.read() as connection:
            return (await connection.execute(query)).one_or_none() is not None

    async def still_waiting(self, person_id: PersonId, subjects: Sequence[str]) -> frozenset[str]:
        """Which messages (`message:<id>`) a person has not opened yet and may still open.

        Of one's own nobody is a reader, so its receipt is sent; what is about something else is said to wait.
        Raises PersonUnknown, CaseSystemUnavailable, DatabaseUnavailable.
        """
        actor = await self._people.actor(person_id, Assurance.PROOFED)
        waiting = set()
        for subject in subjects:
            kind, _, message_id = subject.partition(":")
            if kind != _MESSAGE:
                waiting.add(subject)
                continue
            found = await self._where(message_id)
            if found is None:
                continue
            thread_id, number, matter_id = found
            reader = self.threads_.as_reader(actor, await self._authority.decided(actor, matter_id))
            if reader is not None and await self._unopened(reader, thread_id, number):
                waiting.add(subject)
        return frozenset(waiting)

    async def _where(self, message_id: str) -> tuple[ThreadId, int, MatterId] | None:
        query = (
            select(_MESSAGES.thread_id, _MESSAGES.number, _THREADS.matter_id)
            .join(message_threads, _THREADS.id == _MESSAGES.thread_id)
            .where(_MESSAGES.id == message_id)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (ThreadId(row.thread_id), row.number, MatterId(row.matter_id))

    async def _unopened(self, reader: Reader, thread_id: ThreadId, number: int) -> bool:
        columns = message_reads.c
        seen = select(columns.number).where(
            columns.thread_id == thread_id, columns.number == number, columns.reader == reader.key
        )
        visible = select(_THREADS.id).where(_THREADS.id == thread_id, self.threads_.visible(reader))
        async with self._database.read() as connection:
            opened = (await connection.execute(seen)).one_or_none() is not None
            return not opened and (await connection.execute(visible)).one_or_none() is not None

    # Writing

    async def send(
        self,
        actor: Actor,
        matter_id: MatterId,
        thread_id: ThreadId | None,
        sending: Sending,
        by: By | None = None,
    ) -> Sent:
        """Sends a message: the first of a new thread, or an answer; once for each `client_id`, for ever the same.

        Args:
            actor: Who writes.
            matter_id: The matter.
            thread_id: The thread; None: a new one.
            sending: What.
            by: Who tries an employee's code; without it a code opens nothing.

        Raises:
            MatterNotFound, ThreadNotFound: they don't see it.
            MessageRefused: it can't be sent as it is.
            CodeUnknown, TooManyTries: the employee's code.
            CaseSystemUnavailable, DatabaseUnavailable: nothing was sent. And what `Documents.attach` raises.
        """
        reader = await self.threads_.reader(actor, matter_id)
        if not reader.writes:
            raise MessageRefused("act_refused")
        clean = self._checked(reader, thread_id, sending)
        client = self._keys.digest("message client", f"{reader.key}|{sending.client_id}".encode())
        content = self._content(matter_id, thread_id, clean)
        before = await self._before(client, content)
        if before is not None:
            return before
        asked = await self._answered(reader, clean.answers)
        addressee_id = await self._by_code(clean, matter_id, by) if thread_id is None else None
        to = await self._addressed(reader, clean) if thread_id is None else []
        name = await self._name(reader)
        names, away = await self.threads_.staff_names(), await self._absences.away()
        allowed = await self._allowed(reader, thread_id, to)
        gone = await self._gone(reader, thread_id)

        async def work(connection: AsyncConnection) -> Sent:
            now = self._clock.now()
            row = None if thread_id is None else await self.threads_.row(connection, reader, thread_id, lock=True)
            known = await self._known(connection, client, content)
            if known is not None:
                return known
            if row is None:
                row = await self._begun(connection, reader, clean.subject, addressee_id, to, name)
            into, number = ThreadId(row.id), row.last_number + 1
            if reader.digest is not None:
                await self.threads_.add(connection, row, into, reader.digest, self._kind(reader), name)
            answered_by = self._advocate(reader) if row.addressee_id in (None, gone) else EmployeeId(row.addressee_id)
            receipt = None if reader.staff else self._receipt(reader, answered_by, names, away)
            message_id, reference = MessageId(str(uuid.uuid4())), _reference()
            body: dict[str, Any] = {"name": name, "text": clean.text}
            if receipt is not None:
                body["receipt"] = receipt_body(receipt)
            await connection.execute(
                insert(messages).values(
                    id=message_id,
                    thread_id=into,
                    number=number,
                    kind=EntryKind.MESSAGE.value,
                    author_kind=(AuthorKind.STAFF if reader.staff else AuthorKind.PERSON).value,
                    author=reader.key,
                    at=now,
                    reference=reference,
                    client_id_digest=client,
                    content_digest=content,
                    body=self.threads_.sealed(row, into, message_place(number), body),
                )
            )
            await connection.execute(
                update(message_threads)
                .where(_THREADS.id == into)
                .values(last_number=number, last_at=now, **self._waits(reader, row, answered_by, away))
            )
            if clean.documents:
                direction = Direction.OUTBOUND if reader.staff else Direction.INBOUND
                place = Place(PlaceKind.MATTER, matter_id)
                uploader = Uploader(actor.person_id, direction)
                await self._documents.attach(connection, clean.documents, uploader, place, attached_to(message_id))
            await self._requests.answer(connection, matter_id, message_id, asked)
            await self._requests.ask(connection, matter_id, into, number, clean.asks, actor.employee_id or "")
            await self._forget_draft(connection, reader, thread_id)
            await self._tell(connection, reader, message_id, allowed)
            entry = self.threads_.entry(
                reader,
                "message.sent",
                into,
                number=number,
                documents=len(clean.documents),
                asks=[each.code for each in clean.asks],
            )
            await self._audit.record(connection, entry)
            return Sent(into, number, message_id, reference, again=False)

        try:
            return await self._database.write(work)
        except IntegrityError:
            # The same was sent twice at once, and the other was first.
            again = await self._before(client, content)
            if again is None:
                raise
            return again

    async def add(self, actor: Actor, matter_id: MatterId, thread_id: ThreadId, key: str) -> None:
        """Adds somebody who is on the case, or for whom there is a consent, to a thread; done by staff.

        Raises MatterNotFound, ThreadNotFound, MessageRefused, CaseSystemUnavailable, DatabaseUnavailable.
        """
        reader = await self._staff(actor, matter_id)
        wanted = next((each for each in await self._people_of(reader) if each.key == key), None)
        if wanted is None:
            raise MessageRefused("addressee_unknown")

        async def work(connection: AsyncConnection) -> None:
            row = await self.threads_.row(connection, reader, thread_id, lock=True)
            await self.threads_.add(connection, row, thread_id, wanted.digest, wanted.kind, wanted.name)
            last = select(_MESSAGES.id).where(
                _MESSAGES.thread_id == thread_id, _MESSAGES.kind == EntryKind.MESSAGE.value
            )
            newest = (await connection.execute(last.order_by(_MESSAGES.number.desc()).limit(1))).scalar_one()
            await self._waiting_for(connection, wanted.digest, MessageId(newest))
            entry = self.threads_.entry(reader, "message.participant_added", thread_id, kind=wanted.kind.value)
            await self._audit.record(connection, entry)

        await self._database.write(work)

    async def release(
        self, actor: Actor, matter_id: MatterId, thread_id: ThreadId, document_id: str, reason: str
    ) -> None:
        """Lets a document of a thread be opened that nobody could look into; done again it is done already.

        Done by staff who may work in the matter. Raises MatterNotFound, ThreadNotFound, CaseSystemUnavailable,
        DatabaseUnavailable, and ReleaseRefused (`Documents.release`; of no such document of this thread, too).
        """
        reader = await self._staff(actor, matter_id)
        async with self._database.read() as connection:
            row = await self.threads_.row(connection, reader, thread_id)
            sent = await self._documents_of(connection, ThreadId(row.id))
        if document_id not in {each.id for each in sent}:
            raise ReleaseRefused("document_not_ready")
        await self._documents.release(actor, DocumentId(document_id), reason)

    async def people(self, actor: Actor, matter_id: MatterId) -> list[Addressee]:
        """Whom staff may write to: the taxpayer, who may act for them today, and who takes part by consent.

        Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        return await self._people_of(await self._staff(actor, matter_id))

    async def withdraw_request(self, actor: Actor, matter_id: MatterId, request_id: RequestId) -> None:
        """Asks for a paper no longer. Raises MatterNotFound, MessageRefused (`not_found`)."""
        reader = await self._staff(actor, matter_id)

        async def work(connection: AsyncConnection) -> None:
            if not await self._requests.withdraw(connection, matter_id, request_id):
                raise MessageRefused("not_found")
            entry = self.threads_.entry(reader, "document_request.withdrawn", ThreadId(""), request=request_id)
            await self._audit.record(connection, entry)

        await self._database.write(work)

    async def asked(self, actor: Actor, matter_id: MatterId) -> list[Asked]:
        """The papers that were asked for, for whoever may see that; to others there are none.

        Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        reader = await self.threads_.reader(actor, matter_id)
        return await self._asked_of(reader)

    async def answering(self, actor: Actor, matter_id: MatterId, answers: Mapping[DocumentId, str]) -> Noting:
        """Notes which asked papers (`Asked.key`) documents of a chat about a matter are, in the commit that sends them.

        Raises MatterNotFound, MessageRefused (`asked_unknown`), CaseSystemUnavailable, DatabaseUnavailable.
        """
        asked = await self._answered(await self.threads_.reader(actor, matter_id), answers)

        async def note(connection: AsyncConnection) -> None:
            await self._requests.answer(connection, matter_id, None, asked)

        return note

    # Drafts

    async def keep_draft(self, actor: Actor, matter_id: MatterId, thread_id: ThreadId | None, draft: Reply) -> None:
        """Keeps what somebody has written so far, one draft a thread and one of a new message; empty: none any longer.

        Raises MatterNotFound, ThreadNotFound, MessageRefused, CaseSystemUnavailable, DatabaseUnavailable.
        """
        reader = await self.threads_.reader(actor, matter_id)
        if not reader.writes:
            raise MessageRefused("act_refused")
        limits = rules.limits(self._absences.today())
        text, subject = redaction.clean_text(draft.text), _line(draft.subject)
        if len(text) > limits.text_characters:
            raise MessageRefused("text_too_long")
        if len(subject) > limits.subject_characters:
            raise MessageRefused("subject_too_long")
        documents = list(dict.fromkeys(draft.documents))
        if len(documents) > limits.documents:
            raise MessageRefused("documents_too_many")
        # A draft isn't refused for a paper that is asked for no longer: it holds what can still be sent for one.
        papers = {each.key for each in await self._asked_of(reader)} if draft.answers else set()
        answers = {each: key for each, key in draft.answers.items() if each in documents and key in papers}

        async def work(connection: AsyncConnection) -> None:
            if thread_id is not None:
                await self.threads_.row(connection, reader, thread_id)
            await self._forget_draft(connection, reader, thread_id)
            if text.strip() or subject or documents:
                draft_id = str(uuid.uuid4())
                wrapped = self.threads_.sealer.new_key(draft_id)
                body = {"text": text, "subject": subject, "documents": documents, "answers": answers}
                await connection.execute(
                    insert(message_drafts).values(
                        id=draft_id,
                        author=reader.key,
                        matter_id=matter_id,
                        thread_id=thread_id or "",
                        at=self._clock.now(),
                        key_id=wrapped.key_id,
                        wrapped_key=wrapped.blob,
                        body=self.threads_.sealer.seal(draft_id, wrapped, "draft", body),
                    )
                )

        try:
            await self._database.write(work)
        except IntegrityError:
            # Kept from two devices at once: the later one counts.
            await self._database.write(work)

    async def draft(self, actor: Actor, matter_id: MatterId, thread_id: ThreadId | None) -> Reply | None:
        """What somebody has kept. Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable."""
        reader = await self.threads_.reader(actor, matter_id)
        async with self._database.read() as connection:
            return await self._draft(connection, reader, thread_id)

    async def goes_to(self, actor: Actor, matter_id: MatterId) -> Receipt:
        """Who would get a new message of somebody's now, and who reads it if that one is away.

        Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable, LookupError (no rule in force).
        """
        reader = await self.threads_.reader(actor, matter_id)
        names, away = await self.threads_.staff_names(), await self._absences.away()
        return self._receipt(reader, self._advocate(reader), names, away)

    # Keys and erasure

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; may be interrupted and run again."""
        done = 0
        for table in (message_threads, message_drafts):
            done += await rewrap_rows(self._database, table, self.threads_.sealer.rewrap, self._keys.current_id)
        return done

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        counted: dict[str, int] = {}
        for table in (message_threads, message_drafts):
            for key_id, count in (await wrapped_by(self._database, table)).items():
                counted[key_id] = counted.get(key_id, 0) + count
        return counted

    async def erase(self, connection: AsyncConnection, thread_ids: Sequence[ThreadId]) -> None:
        """Destroys the data keys of threads and everything sealed under them, in the caller's transaction.

        What is left says that they were there, and when. Their documents are the caller's to erase.
        """
        await erase(connection, _going(list(thread_ids), self._clock.now()))
        for each in thread_ids:
            self.threads_.sealer.forget(each)

    def going(self, now: datetime) -> list[Going]:
        """What `erase_due` and `forget_drafts` would erase at a time. Raises LookupError (no rule in force)."""
        due = _due(now)
        return [
            *self._documents.going(sent_with(_sent_in(due)), now),
            *_going(due, now),
            *_old_drafts(now),
        ]

    async def erase_due(self) -> int:
        """Erases the threads whose time is over, with their documents; returns how many.

        Raises DatabaseUnavailable, LookupError (no rule in force: nothing is erased).
        """
        now, erased = self._clock.now(), 0

        async def work(connection: AsyncConnection) -> int:
            due = [ThreadId(each) for each in (await connection.execute(_due(now).limit(_ERASED_A_BATCH))).scalars()]
            if due:
                sent = (await connection.execute(sent_with(_sent_in(due)))).scalars().all()
                await self._documents.erase(connection, sent)
                await self.erase(connection, due)
                await self._audit.record_all(connection, [_erased(each) for each in due])
            return len(due)

        while done := await self._database.write(work):
            erased += done
        return erased

    async def forget_drafts(self) -> None:
        """Erases drafts that nobody has touched for long. Raises LookupError (no rule in force), DatabaseUnavailable."""
        await self._database.write(lambda connection: erase(connection, _old_drafts(self._clock.now())))

    # Parts

    async def _staff(self, actor: Actor, matter_id: MatterId) -> Reader:
        """Raises MatterNotFound for people, MessageRefused for staff who only read."""
        reader = await self.threads_.reader(actor, matter_id)
        if not reader.staff:
            raise MessageRefused("not_found")
        if not reader.writes:
            raise MessageRefused("act_refused")
        return reader

    async def _documents_of(self, connection: AsyncConnection, *thread_ids: ThreadId) -> list[Document]:
        """What was sent with the messages of threads."""
        ids = (await connection.execute(select(_MESSAGES.id).where(_MESSAGES.thread_id.in_(thread_ids)))).scalars()
        sent = await self._documents.attached([attached_to(MessageId(each)) for each in ids], connection)
        return [each for some in sent.values() for each in some]

    async def _name(self, reader: Reader) -> str:
        if reader.actor.employee_id is not None:
            names = await self.threads_.staff_names()
            return names.get(reader.actor.employee_id, "")
        return await self._people.name(reader.actor.person_id)

    def _checked(self, reader: Reader, thread_id: ThreadId | None, sending: Sending) -> Sending:
        """What is sent, made clean. Raises MessageRefused."""
        limits, today = rules.limits(self._absences.today()), self._absences.today()
        text = redaction.clean_text(sending.text).strip("\n")
        subject = _line(sending.subject) if thread_id is None else ""
        if thread_id is None and not subject:
            raise MessageRefused("subject_missing")
        if len(subject) > limits.subject_characters:
            raise MessageRefused("subject_too_long")
        if not text.strip() and not sending.documents:
            raise MessageRefused("text_missing")
        if len(text) > limits.text_characters:
            raise MessageRefused("text_too_long")
        documents = tuple(dict.fromkeys(sending.documents))
        if len(documents) > limits.documents:
            raise MessageRefused("documents_too_many")
        if not reader.staff and (sending.asks or sending.to):
            raise MessageRefused("field_unknown")
        if reader.staff and thread_id is None and not sending.to:
            raise MessageRefused("addressee_missing")
        self._check_asks(sending.asks, today)
        return Sending(
            client_id=sending.client_id,
            text=text,
            subject=subject,
            documents=documents,
            answers={} if reader.staff else {key: asked for key, asked in sending.answers.items() if key in documents},
            code="" if reader.staff else sending.code,
            to=tuple(dict.fromkeys(sending.to)) if thread_id is None else (),
            asks=tuple(dict.fromkeys(sending.asks)),
        )

    @staticmethod
    def _check_asks(asks: Sequence[Ask], today: date) -> None:
        rule = rules.asking(today)
        latest = today + timedelta(days=rule.most_days)
        if len(asks) > rule.most_at_once or any(
            each.code not in DOCUMENTS or not today <= each.due_on <= latest for each in asks
        ):
            raise MessageRefused("ask_invalid")

    def _content(self, matter_id: MatterId, thread_id: ThreadId | None, sending: Sending) -> bytes:
        content = {
            "matter": matter_id,
            "thread": thread_id or "",
            "subject": sending.subject,
            "text": sending.text,
            "documents": list(sending.documents),
            "answers": dict(sending.answers),
            "code": symbols.read(sending.code) if sending.code else "",
            "to": list(sending.to),
            "asks": [[each.code, each.due_on.isoformat()] for each in sending.asks],
        }
        return self._keys.digest("message", json.dumps(content, sort_keys=True).encode())

    async def _before(self, client: bytes, content: bytes) -> Sent | None:
        async with self._database.read() as connection:
            return await self._known(connection, client, content)

    @staticmethod
    async def _known(connection: AsyncConnection, client: bytes, content: bytes) -> Sent | None:
        """What was sent by this `client_id` before. Raises MessageRefused where it was something else."""
        query = select(messages).where(_MESSAGES.client_id_digest == client)
        row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        if not secrets.compare_digest(bytes(row.content_digest), content):
            raise MessageRefused("client_id_reused")
        return Sent(ThreadId(row.thread_id), row.number, MessageId(row.id), row.reference, again=True)

    async def _answered(self, reader: Reader, answers: Mapping[DocumentId, str]) -> dict[DocumentId, Asked]:
        """Which asked paper each document is. Raises MessageRefused for one that nobody asked for."""
        if not answers:
            return {}
        asked = {each.key: each for each in await self._asked_of(reader)}
        if not set(answers.values()) <= set(asked):
            raise MessageRefused("asked_unknown")
        return {document_id: asked[key] for document_id, key in answers.items()}

    async def _asked_of(self, reader: Reader) -> list[Asked]:
        if MatterField.DOCUMENTS_ASKED not in reader.access.fields:
            return []
        return await self._requests.of(reader.matter_id, reader.matter.documents_asked)

    async def _by_code(self, sending: Sending, matter_id: MatterId, by: By | None) -> EmployeeId | None:
        """Whom an employee's code names, if they may see the case: a code gives nobody a case."""
        if not sending.code:
            return None
        if by is None:
            raise MessageRefused("field_unknown")
        found = await self._codes.find_among((CodeKind.EMPLOYEE,), sending.code, by)
        employee_id = EmployeeId(found.subject_id)
        if not await self.may_see(employee_id, matter_id):
            raise MessageRefused("code_elsewhere")
        return employee_id

    async def may_see(self, employee_id: EmployeeId, matter_id: MatterId) -> bool:
        """Whether an employee may read and answer the messages of a matter today."""
        member = next((each for each in await self._people.staff() if each.employee_id == employee_id), None)
        return member is not None and await self.may_answer(member, matter_id)

    async def still_answer(
        self, addressed: Collection[tuple[MatterId, EmployeeId]]
    ) -> frozenset[tuple[MatterId, EmployeeId]]:
        """Which addressees of threads may answer in their matters today.

        Who may not any more counts as none: a case that has moved takes its threads along (ADR 0022). Raises
        CaseSystemUnavailable, DatabaseUnavailable.
        """
        if not addressed:
            return frozenset()
        staff = {each.employee_id: each for each in await self._people.staff()}
        found = {
            (matter_id, employee_id)
            for matter_id, employee_id in set(addressed)
            if employee_id in staff and await self.may_answer(staff[employee_id], matter_id)
        }
        return frozenset(found)

    async def may_answer(self, member: StaffMember, matter_id: MatterId) -> bool:
        """As `may_see`, of somebody who was looked up already."""
        reader = self.threads_.as_reader(member.actor, await self._authority.decided(member.actor, matter_id))
        return reader is not None and reader.writes

    async def _gone(self, reader: Reader, thread_id: ThreadId | None) -> EmployeeId | None:
        """The addressee of a thread, where they may no longer answer what a person writes in it."""
        if reader.staff or thread_id is None:
            return None
        async with self._database.read() as connection:
            addressee_id = (await self.threads_.row(connection, reader, thread_id)).addressee_id
        if addressee_id is None or await self.may_see(EmployeeId(addressee_id), reader.matter_id):
            return None
        return EmployeeId(addressee_id)

    async def _addressed(self, reader: Reader, sending: Sending) -> list[Addressee]:
        if not reader.staff:
            return []
        by_key = {each.key: each for each in await self._people_of(reader)}
        if not set(sending.to) <= set(by_key):
            raise MessageRefused("addressee_unknown")
        return [by_key[key] for key in sending.to]

    async def _people_of(self, reader: Reader) -> list[Addressee]:
        matter = reader.matter
        found = [Addressee("taxpayer", ParticipantKind.TAXPAYER, matter.taxpayer_name, matter.taxpayer)]
        for named in await self._authority.representatives(matter.id):
            if named.state is AuthorizationState.IN_FORCE and named.acts and named.sees:
                key = f"authorization:{named.id}"
                found.append(Addressee(key, ParticipantKind.REPRESENTATIVE, named.name, named.representative))
        today = self._absences.today()
        found += [
            Addressee(f"consent:{consent.id}", ParticipantKind.CONSENT, consent.name, consent.person)
            for consent in await self._consents.of(matter.id)
            if consent.holds(today)
        ]
        once: dict[bytes, Addressee] = {}
        for each in found:
            if each.digest not in once and (
                each.kind is ParticipantKind.TAXPAYER or await self.threads_.takes_part(each.digest, matter.id)
            ):
                once[each.digest] = each
        return list(once.values())

    @staticmethod
    def _advocate(reader: Reader) -> EmployeeId | None:
        return None if reader.case.advocate is None else EmployeeId(reader.case.advocate.employee_id)

    @staticmethod
    def _kind(reader: Reader) -> ParticipantKind:
        if not reader.access.of_another:
            return ParticipantKind.TAXPAYER
        if reader.access.basis.startswith("authorization:"):
            return ParticipantKind.REPRESENTATIVE
        return ParticipantKind.CONSENT

    def _receipt(self, reader: Reader, to: EmployeeId | None, names: Mapping[EmployeeId, str], away: Away) -> Receipt:
        """What the sender is told: who gets it, who reads it if that one is away, how soon a person usually answers."""
        rule = rules.answers(self._absences.today())
        if to is None:
            return Receipt(None, None, None, rule.working_days, rule.reviewed)
        advocate = reader.case.advocate
        named = advocate.name if advocate is not None and advocate.employee_id == to else ""
        absence, instead = away.absent.get(to), away.reader_for(to)
        return Receipt(
            to=named or names.get(to),
            reader=None if absence is None or instead is None else names.get(instead),
            away_until=None if absence is None else absence.until_on,
            working_days=rule.working_days,
            reviewed=rule.reviewed,
            to_id=to,
            reader_id=None if absence is None else instead,
        )

    def _waits(self, reader: Reader, row: Row[Any], answered_by: EmployeeId | None, away: Away) -> dict[str, Any]:
        """Whether the thread waits for an answer after this message, and until when."""
        if reader.staff:
            return {"waiting_since": None, "answer_by": None}
        if row.waiting_since is not None:
            return {}
        now = self._clock.now()
        # Where nobody is there to read it, it is the supervisors' at once.
        nobody = answered_by is None or away.reader_for(answered_by) is None
        return {"waiting_since": now, "answer_by": now if nobody else rules.answer_by(now, self._time_zone)}

    async def _allowed(self, reader: Reader, thread_id: ThreadId | None, to: Sequence[Addressee]) -> dict[bytes, bool]:
        """Which participants may read today: nobody else is told that something waits."""
        digests = [each.digest for each in to]
        if thread_id is not None:
            columns = message_participants.c
            query = select(columns.person_digest).where(columns.thread_id == thread_id)
            async with self._database.read() as connection:
                digests += [bytes(each) for each in (await connection.execute(query)).scalars()]
        return {each: await self.threads_.takes_part(each, reader.matter_id) for each in dict.fromkeys(digests)}

    async def _tell(
        self, connection: AsyncConnection, reader: Reader, message_id: MessageId, allowed: Mapping[bytes, bool]
    ) -> None:
        """Has the participants told that a message waits, and the sender that it has come."""
        for digest, may in allowed.items():
            if may and digest != reader.digest:
                await self._waiting_for(connection, digest, message_id)
        if not reader.staff:
            await self._notices.put(connection, reader.actor.person_id, NoticeKind.RECEIPT, _about(message_id))

    async def _waiting_for(self, connection: AsyncConnection, digest: bytes, message_id: MessageId) -> None:
        for person_id in await self._people.of_tin(connection, digest):
            await self._notices.put(connection, person_id, NoticeKind.MESSAGE_WAITS, _about(message_id))

    async def _begun(
        self,
        connection: AsyncConnection,
        reader: Reader,
        subject: str,
        addressee_id: EmployeeId | None,
        to: Sequence[Addressee],
        name: str,
    ) -> Row[Any]:
        """A new thread with its participants."""
        thread_id, now = ThreadId(str(uuid.uuid4())), self._clock.now()
        wrapped = self.threads_.new_key(thread_id)
        await connection.execute(
            insert(message_threads).values(
                id=thread_id,
                matter_id=reader.matter_id,
                addressee_id=addressee_id,
                last_number=0,
                last_at=now,
                created_at=now,
                key_id=wrapped.key_id,
                wrapped_key=wrapped.blob,
                subject=self.threads_.sealed(wrapped, thread_id, "subject", {"subject": subject}),
            )
        )
        if reader.digest is not None:
            await self.threads_.add(connection, wrapped, thread_id, reader.digest, self._kind(reader), name)
        for each in to:
            await self.threads_.add(connection, wrapped, thread_id, each.digest, each.kind, each.name)
        query = select(message_threads).where(_THREADS.id == thread_id)
        return (await connection.execute(query)).one()

    async def _draft(self, connection: AsyncConnection, reader: Reader, thread_id: ThreadId | None) -> Reply | None:
        row = (await connection.execute(self._own_draft(reader, thread_id))).one_or_none()
        if row is None:
            return None
        wrapped = wrapped_key(row.key_id, bytes(row.wrapped_key))
        body = self.threads_.sealer.open(row.id, wrapped, "draft", bytes(row.body))
        # A draft of an earlier version knows of no documents, or not what they are for.
        documents = tuple(DocumentId(each) for each in body.get("documents", ()))
        answers = {DocumentId(each): str(key) for each, key in body.get("answers", {}).items()}
        return Reply(str(body["text"]), str(body["subject"]), row.at, documents, answers)

    @staticmethod
    def _own_draft(reader: Reader, thread_id: ThreadId | None) -> Any:
        return select(message_drafts).where(
            _DRAFTS.author == reader.key, _DRAFTS.matter_id == reader.matter_id, _DRAFTS.thread_id == (thread_id or "")
        )

    @staticmethod
    async def _forget_draft(connection: AsyncConnection, reader: Reader, thread_id: ThreadId | None) -> None:
        await connection.execute(
            delete(message_drafts).where(
                _DRAFTS.author == reader.key,
                _DRAFTS.matter_id == reader.matter_id,
                _DRAFTS.thread_id == (thread_id or ""),
            )
        )


def _due(now: datetime) -> Select[str]:
    """The threads whose time is over and whose matter no hold keeps."""
    before = now - timedelta(days=rules.days_kept(now.date()))
    return select(_THREADS.id).where(
        _THREADS.erased_at.is_(None), _THREADS.last_at < before, ~matter_held(_THREADS.matter_id)
    )


def _going(ids: Sequence[ThreadId] | Select[str], now: datetime) -> list[Going]:
    """What goes with threads; what is left says that they were there, and when."""
    of_threads = select(_MESSAGES.id).where(_MESSAGES.thread_id.in_(ids))
    gone = {"erased_at": now, "key_id": None, "wrapped_key": None, "subject": None}
    return [
        # First, so that whoever writes in it meanwhile waits and finds it erased.
        Going(
            message_threads,
            and_(_THREADS.id.in_(ids), _THREADS.erased_at.is_(None)),
            {**gone, "waiting_since": None, "answer_by": None},
        ),
        *(
            Going(table, and_(table.c.thread_id.in_(ids), table.c[sealed].is_not(None)), {sealed: None})
            for table, sealed in ((messages, "body"), (message_participants, "name"), (message_reads, "name"))
        ),
        Going(message_drafts, _DRAFTS.thread_id.in_(ids)),
        Going(document_answers, document_answers.c.message_id.in_(of_threads)),
        # Without what was sent for it, a paper would be asked for again.
        Going(document_requests, document_requests.c.thread_id.in_(ids)),
    ]


def _old_drafts(now: datetime) -> list[Going]:
    """The drafts that nobody has touched for long and whose matter no hold keeps."""
    old = _DRAFTS.at < now - rules.drafts_kept(now.date())
    return [Going(message_drafts, and_(old, ~matter_held(_DRAFTS.matter_id)))]


def _sent_in(thread_ids: Sequence[ThreadId] | Select[str]) -> Select[str]:
    """What documents that were sent in threads are attached to."""
    return select(literal(f"{_MESSAGE}:") + _MESSAGES.id).where(_MESSAGES.thread_id.in_(thread_ids))


def _erased(thread_id: ThreadId) -> Entry:
    return Entry(ActorKind.SYSTEM, "", "thread.erased", f"thread:{thread_id}", "retention", AuditResult.DONE)


def _about(message_id: MessageId) -> str:
    """What a notice of a message is about."""
    return f"{_MESSAGE}:{message_id}"


def _line(text: str) -> str:
    return " ".join(redaction.clean_text(text).split())


def _reference() -> str:
    """A short number for a receipt, grouped to be read out: it opens nothing and tells nothing."""
    drawn = "".join(secrets.choice(symbols.SYMBOLS) for _ in range(_REFERENCE_SYMBOLS))
    return f"{drawn[:4]}-{drawn[4:]}"
