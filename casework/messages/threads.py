"""Who may see which threads, and what stands in them: the part that reading, writing and the staff's inbox share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import Case, Matter, MatterId
from adapters.database.port import Database
from adapters.keys.port import Keys, WrappedKey
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import Access, MatterAct, MatterField
from casework.authority.service import Authority, Decided
from casework.cases.service import MatterNotFound
from casework.clock import Clock
from casework.documents.models import Document
from casework.handoff.models import desk_agents
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId, StaffRole, TinDigest
from casework.identity.service import People
from casework.messages.models import (
    Ask,
    AuthorKind,
    EntryKind,
    Message,
    MessageId,
    Participant,
    ParticipantKind,
    Read,
    Receipt,
    ThreadId,
    ThreadLine,
    message_participants,
    message_reads,
    message_threads,
    messages,
)
from casework.sealing import Sealer, wrapped_key

_THREADS: Final = message_threads.c
_MESSAGES: Final = messages.c


class MessageRefused(Exception):
    """What was asked for can't be done as it is; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ThreadNotFound(Exception):
    """There is no such thread, or none for whoever asks: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was let in to the messages of a matter.

    Attributes:
        key: What they are called in rows.
        digest: Of a person; none of staff.
        sees_all: Whether they see every thread, or those alone of which they are a participant.
        writes: Whether they may write.
    """

    actor: Actor
    access: Access
    matter: Matter = field(repr=False)
    case: Case = field(repr=False)
    key: str = field(repr=False)
    digest: bytes | None = field(repr=False)
    sees_all: bool
    writes: bool

    @property
    def staff(self) -> bool:
        """Whether they are staff."""
        return self.digest is None

    @property
    def matter_id(self) -> MatterId:
        """The matter."""
        return self.matter.id

    @property
    def substitute(self) -> bool:
        """Whether they do the work of somebody who is away."""
        return "substitute" in self.access.basis

    @property
    def supervisor(self) -> bool:
        """Whether they supervise."""
        return StaffRole.SUPERVISOR in self.actor.staff_roles


class Threads:
    """Finds and opens threads for those who may see them."""

    def __init__(
        self, database: Database, keys: Keys, clock: Clock, authority: Authority, people: People, audit: Audit
    ) -> None:
        self.database = database
        self.keys = keys
        self.clock = clock
        self.authority = authority
        self.people = people
        self.audit = audit
        self.sealer: Final = Sealer(keys, "thread")

    # Who may see what

    async def reader(self, actor: Actor, matter_id: MatterId) -> Reader:
        """Lets somebody in to the messages of a matter, by the authority of today.

        Raises MatterNotFound (the attempt is in the audit), CaseSystemUnavailable, DatabaseUnavailable.
        """
        decided = await self.authority.decided(actor, matter_id)
        found = self.as_reader(actor, decided)
        if found is None:
            kind, name = who(actor)
            basis = decided.refusal.value if decided.refusal else "act"
            subject = f"matter:{matter_id}" if decided.matter else ""
            await self.record(Entry(kind, name, "messages.read", subject, basis, AuditResult.REFUSED))
            raise MatterNotFound
        return found

    @staticmethod
    def as_reader(actor: Actor, decided: Decided) -> Reader | None:
        """What a decision lets somebody see and do of messages; None: nothing.

        The taxpayer sees every thread of their matter; staff as far as their authority has messages; whoever may write in
        the name of the taxpayer, or by a consent, sees the threads of which they are a participant. One spouse sees nothing
        of the other's, whatever the other has signed (DESIGN section 8).
        """
        access, matter, case = decided.access, decided.matter, decided.case
        if access is None or matter is None or case is None:
            return None
        sees_all = MatterField.MESSAGES in access.fields
        if actor.staff_roles:
            if not sees_all or actor.employee_id is None:
                return None
            writes = MatterAct.WORK in access.acts
            return Reader(actor, access, matter, case, staff_key(actor.employee_id), None, True, writes)
        if actor.tin_digest is None:
            return None
        writes = MatterAct.SEND_MESSAGE in access.acts
        own = actor.tin_digest == matter.taxpayer
        if not own and (not writes or actor.tin_digest in decided.taxpayers):
            return None
        return Reader(
            actor, access, matter, case, person_key(actor.tin_digest), actor.tin_digest, own and sees_all, writes
        )

    async def takes_part(self, digest: bytes, matter_id: MatterId) -> bool:
        """Whether a participant may read today, when they sign in. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        actor = Actor(PersonId(""), Assurance.PROOFED, TinDigest(digest))
        return self.as_reader(actor, await self.authority.decided(actor, matter_id)) is not None

    async def record(self, entry: Entry) -> None:
        """Puts an entry into the audit by itself."""
        await self.database.write(lambda connection: self.audit.record(connection, entry))

    def entry(self, reader: Reader, action: str, thread_id: ThreadId, **details: str | int | list[str]) -> Entry:
        """An entry of the audit about a thread."""
        told = {"thread": thread_id, **details}
        subject = f"matter:{reader.matter_id}"
        return Entry(*who(reader.actor), action, subject, reader.access.basis, AuditResult.DONE, told)

    # Rows

    @staticmethod
    def visible(reader: Reader) -> ColumnElement[bool]:
        """Which threads somebody sees."""
        of_matter = and_(_THREADS.matter_id == reader.matter_id, _THREADS.erased_at.is_(None))
        if reader.sees_all:
            return of_matter
        return and_(of_matter, _participates(reader.digest or b""))

    async def row(
        self, connection: AsyncConnection, reader: Reader, thread_id: ThreadId, lock: bool = False
    ) -> Row[Any]:
        """A thread that somebody sees; with `lock` it stays ours until the transaction ends. Raises ThreadNotFound."""
        query = select(message_threads).where(_THREADS.id == thread_id, self.visible(reader))
        found = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
        if found is None:
            raise ThreadNotFound
        return found

    def new_key(self, thread_id: ThreadId) -> WrappedKey:
        """A new thread's data key."""
        return self.sealer.new_key(thread_id)

    def sealed(self, row_or_key: Row[Any] | WrappedKey, thread_id: str, place: str, body: Mapping[str, Any]) -> bytes:
        """Seals a part of a thread."""
        return self.sealer.seal(thread_id, _key(row_or_key), place, body)

    def unsealed(self, row: Row[Any], place: str, sealed: Any) -> dict[str, Any]:
        """Opens a part of a thread."""
        return self.sealer.open(row.id, _key(row), place, bytes(sealed))

    async def add(
        self,
        connection: AsyncConnection,
        key: WrappedKey | Row[Any],
        thread_id: ThreadId,
        digest: bytes,
        kind: ParticipantKind,
        name: str,
    ) -> None:
        """Adds a participant, unless they are one."""
        query = select(message_participants.c.kind).where(
            message_participants.c.thread_id == thread_id, message_participants.c.person_digest == digest
        )
        if (await connection.execute(query)).one_or_none() is None:
            await connection.execute(
                insert(message_participants).values(
                    thread_id=thread_id,
                    person_digest=digest,
                    kind=kind.value,
                    added_at=self.clock.now(),
                    name=self.sealed(key, thread_id, _name_place(digest), {"name": name}),
                )
            )

    async def participants_of(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]]
    ) -> dict[str, list[tuple[bytes, ParticipantKind, str, datetime]]]:
        """Of each thread who takes part and since when, in the order in which they came."""
        by_id = {row.id: row for row in rows}
        columns = message_participants.c
        query = (
            select(message_participants).where(columns.thread_id.in_(by_id)).order_by(columns.added_at, columns.kind)
        )
        found: dict[str, list[tuple[bytes, ParticipantKind, str, datetime]]] = defaultdict(list)
        for each in (await connection.execute(query)).all():
            digest = bytes(each.person_digest)
            body = self.unsealed(by_id[each.thread_id], _name_place(digest), each.name)
            found[each.thread_id].append((digest, ParticipantKind(each.kind), str(body["name"]), each.added_at))
        return found

    async def lines(
        self, connection: AsyncConnection, key: str, staff: bool, rows: Sequence[Row[Any]]
    ) -> list[ThreadLine]:
        """Threads as a list shows them to somebody."""
        if not rows:
            return []
        ids = [row.id for row in rows]
        columns = (_MESSAGES.thread_id, _MESSAGES.number, _MESSAGES.kind, _MESSAGES.author)
        query = select(*columns).where(_MESSAGES.thread_id.in_(ids), _shown_to(staff)).order_by(_MESSAGES.number)
        every: dict[str, list[Any]] = defaultdict(list)
        for each in (await connection.execute(query)).all():
            every[each.thread_id].append(each)
        seen = {
            (each.thread_id, each.number)
            for each in (
                await connection.execute(
                    select(message_reads.c.thread_id, message_reads.c.number).where(
                        message_reads.c.thread_id.in_(ids), message_reads.c.reader == key
                    )
                )
            ).all()
        }
        last = {each[-1].thread_id: each[-1].number for each in every.values()}
        which = or_(*(and_(_MESSAGES.thread_id == id_, _MESSAGES.number == number) for id_, number in last.items()))
        newest = (await connection.execute(select(messages).where(which))).all() if last else []
        names = {each.thread_id: each for each in newest}
        people = await self.participants_of(connection, rows)
        found = []
        for row in rows:
            unread = sum(
                each.author != key and (row.id, each.number) not in seen
                for each in every[row.id]
                if each.kind == EntryKind.MESSAGE.value
            )
            found.append(
                ThreadLine(
                    id=ThreadId(row.id),
                    matter_id=MatterId(row.matter_id),
                    subject=str(self.unsealed(row, "subject", row.subject)["subject"]),
                    last_at=row.last_at,
                    last_name=str(self._body(row, names[row.id])["name"]) if row.id in names else "",
                    count=sum(each.kind == EntryKind.MESSAGE.value for each in every[row.id]),
                    unread=unread,
                    waiting_since=row.waiting_since,
                    answer_by=row.answer_by,
                    participants=tuple(name for _digest, _kind, name, _since in people[row.id]),
                    addressee_id=None if row.addressee_id is None else EmployeeId(row.addressee_id),
                )
            )
        return found

    async def entries(
        self,
        connection: AsyncConnection,
        reader: Reader,
        row: Row[Any],
        new: Collection[int],
        asks: Mapping[int, tuple[Ask, ...]],
        documents: Iterable[Document],
        own_reads: bool = False,
    ) -> tuple[Message, ...]:
        """Everything in a thread as somebody sees it. `documents` are those of its messages.

        With `own_reads` it tells when they opened each themselves, too.
        """
        query = select(messages).where(_MESSAGES.thread_id == row.id, _shown_to(reader.staff))
        rows = (await connection.execute(query.order_by(_MESSAGES.number))).all()
        columns = message_reads.c
        marks = select(message_reads).where(columns.thread_id == row.id).order_by(columns.at, columns.reader)
        reads: dict[int, list[Read]] = defaultdict(list)
        readers: dict[int, dict[str, str]] = defaultdict(dict)
        if not own_reads:
            marks = marks.where(columns.reader != reader.key)
        for each in (await connection.execute(marks)).all():
            name = str(self.unsealed(row, _read_place(each.number, each.reader), each.name)["name"])
            reads[each.number].append(Read(name, each.reader.startswith(_STAFF), each.at))
            if each.reader.startswith(_STAFF):
                readers[each.number][each.reader] = name
        held: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            held[document.attached_to or ""].append(document)
        found = []
        for each in rows:
            body = self._body(row, each)
            receipt = _receipt(body.get("receipt"))
            found.append(
                Message(
                    id=MessageId(each.id),
                    number=each.number,
                    kind=EntryKind(each.kind),
                    author_kind=AuthorKind(each.author_kind),
                    author_name=str(body["name"]),
                    mine=each.author == reader.key,
                    new=each.number in new,
                    at=each.at,
                    reference=each.reference,
                    text=str(body.get("text", "")),
                    documents=tuple(held[attached_to(MessageId(each.id))]),
                    asks=asks.get(each.number, ()),
                    reads=tuple(reads[each.number]),
                    receipt=receipt,
                    note=str(body.get("note", "")),
                    named=str(body.get("named", "")),
                    staff=_staff_of(each, body, receipt) | readers[each.number],
                )
            )
        return tuple(found)

    def _body(self, row: Row[Any], message: Row[Any]) -> dict[str, Any]:
        return self.unsealed(row, message_place(message.number), message.body)

    async def mark(self, connection: AsyncConnection, reader: Reader, row: Row[Any], name: str) -> list[int]:
        """Notes that somebody has opened what others wrote; returns the numbers of what was new to them."""
        known = select(message_reads.c.number).where(
            message_reads.c.thread_id == row.id, message_reads.c.reader == reader.key
        )
        seen = set((await connection.execute(known)).scalars())
        others = select(_MESSAGES.number).where(
            _MESSAGES.thread_id == row.id,
            _MESSAGES.author != reader.key,
            _shown_to(reader.staff),
            or_(_MESSAGES.to_employee.is_(None), _MESSAGES.to_employee == (reader.actor.employee_id or "")),
        )
        new = [number for number in (await connection.execute(others)).scalars() if number not in seen]
        for number in new:
            place = _read_place(number, reader.key)
            await connection.execute(
                insert(message_reads).values(
                    thread_id=row.id,
                    number=number,
                    reader=reader.key,
                    at=self.clock.now(),
                    name=self.sealed(row, row.id, place, {"name": name}),
                )
            )
        return new

    # Names

    async def staff_names(self) -> dict[EmployeeId, str]:
        """What people and colleagues call staff: by the name that they chose at the desk, else as they sign in."""
        names = {each.employee_id: each.name for each in await self.people.staff()}
        async with self.database.read() as connection:
            rows = (await connection.execute(select(desk_agents.c.employee_id, desk_agents.c.shown_name))).all()
        return names | {EmployeeId(row.employee_id): str(row.shown_name) for row in rows}

    async def participants(
        self, reader: Reader, rows: Sequence[tuple[bytes, ParticipantKind, str, datetime]]
    ) -> list[Participant]:
        """Who takes part, and whether they may still read."""
        return [
            Participant(kind, name, await self.takes_part(digest, reader.matter_id), digest == reader.digest, since)
            for digest, kind, name, since in rows
        ]


def attached_to(message_id: MessageId) -> str:
    """How a document says which message it was sent with."""
    return f"message:{message_id}"


def person_key(digest: bytes) -> str:
    """What a person is called in rows: the same whichever account they sign in with."""
    return f"person:{digest.hex()}"


def staff_key(employee_id: EmployeeId) -> str:
    """What an employee is called in rows."""
    return f"{_STAFF}{employee_id}"


def message_place(number: int) -> str:
    """Where a message's body stands in its thread."""
    return f"message|{number}"


def receipt_body(receipt: Receipt | None) -> dict[str, Any] | None:
    """A receipt as it is sealed with its message."""
    if receipt is None:
        return None
    return {
        "to": receipt.to,
        "reader": receipt.reader,
        "away_until": None if receipt.away_until is None else receipt.away_until.isoformat(),
        "working_days": receipt.working_days,
        "reviewed": receipt.reviewed,
        "to_id": receipt.to_id,
        "reader_id": receipt.reader_id,
    }


def _receipt(body: Mapping[str, Any] | None) -> Receipt | None:
    if body is None:
        return None
    away_until = body["away_until"]
    return Receipt(
        body["to"],
        body["reader"],
        None if away_until is None else date.fromisoformat(away_until),
        int(body["working_days"]),
        bool(body["reviewed"]),
        body.get("to_id"),
        body.get("reader_id"),
    )


def _staff_of(message: Row[Any], body: Mapping[str, Any], receipt: Receipt | None) -> dict[str, str]:
    """Who of the staff was to get a message, or wrote it; who is known by name alone stands under it."""
    found: dict[str, str] = {}
    if receipt is not None:
        for employee_id, name in ((receipt.to_id, receipt.to), (receipt.reader_id, receipt.reader)):
            if name:
                found[staff_key(employee_id) if employee_id else name] = name
    if message.to_employee and body.get("named"):
        found[staff_key(EmployeeId(message.to_employee))] = str(body["named"])
    if message.author_kind == AuthorKind.STAFF.value:
        found[message.author] = str(body["name"])
    return found


_STAFF: Final = "staff:"


def _key(row_or_key: Row[Any] | WrappedKey) -> WrappedKey:
    if isinstance(row_or_key, WrappedKey):
        return row_or_key
    return wrapped_key(row_or_key.key_id, bytes(row_or_key.wrapped_key))


def _name_place(digest: bytes) -> str:
    return f"participant|{digest.hex()}"


def _read_place(number: int, reader: str) -> str:
    return f"read|{number}|{reader}"


def _participates(digest: bytes) -> ColumnElement[bool]:
    columns = message_participants.c
    return exists().where(columns.thread_id == _THREADS.id, columns.person_digest == digest)


def _shown_to(staff: bool) -> ColumnElement[bool]:
    """Entries that are no messages are the staff's."""
    kinds = list(EntryKind) if staff else [EntryKind.MESSAGE]
    return _MESSAGES.kind.in_([kind.value for kind in kinds])
