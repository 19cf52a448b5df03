"""The tables and the kinds of secure messages.

Everything that anybody wrote, and every name, stands sealed under the thread's own data key; in the clear is only what
routes, orders and counts: ids, keyed digests, numbers and times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from adapters.case_system.port import MatterId
from casework.conversations.models import ClientId
from casework.documents.models import Document, DocumentId
from casework.identity.models import EmployeeId
from casework.schema import UtcDateTime, metadata

ThreadId = NewType("ThreadId", str)
MessageId = NewType("MessageId", str)
RequestId = NewType("RequestId", str)


class AuthorKind(StrEnum):
    """Whose message it is."""

    PERSON = "person"
    STAFF = "staff"


class EntryKind(StrEnum):
    """What an entry of a thread is; all but messages only staff see."""

    MESSAGE = "message"
    FORWARDED = "forwarded"
    REASSIGNED = "reassigned"


class ParticipantKind(StrEnum):
    """Why somebody is in a thread."""

    TAXPAYER = "taxpayer"
    REPRESENTATIVE = "representative"
    CONSENT = "consent"


class AskedState(StrEnum):
    """How a paper that was asked for stands."""

    MISSING = "missing"
    RECEIVED = "received"
    """Sent, and not looked at yet, or released by staff though nobody could look into it."""
    CLEAN = "clean"
    REJECTED = "rejected"
    """What was sent can't be opened safely: it is missing again."""


STILL_TO_COME: Final = (AskedState.MISSING, AskedState.REJECTED)


message_threads = Table(
    "message_threads",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("matter_id", String(36), nullable=False),
    # Whom staff or a code have named; none: whoever is the advocate of the case.
    Column("addressee_id", String(64)),
    Column("last_number", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    # Since when a person's message waits for an answer, and until when it is to be answered.
    Column("waiting_since", UtcDateTime),
    Column("answer_by", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Column("key_id", String(64)),
    Column("wrapped_key", LargeBinary),
    Column("subject", LargeBinary),
    Index("ix_message_threads_matter", "matter_id"),
    Index("ix_message_threads_addressee", "addressee_id"),
    Index("ix_message_threads_answer_by", "answer_by"),
)

message_participants = Table(
    "message_participants",
    metadata,
    Column("thread_id", String(36), ForeignKey("message_threads.id"), primary_key=True),
    # The keyed digest of their TIN: they may never have signed in yet.
    Column("person_digest", LargeBinary(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("name", LargeBinary),
    Index("ix_message_participants_person", "person_digest"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("thread_id", String(36), ForeignKey("message_threads.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("author_kind", String(16), nullable=False),
    # `person:` and the digest of their TIN, or `staff:` and the employee's id.
    Column("author", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # Of what staff alone see: whom it went to.
    Column("to_employee", String(64)),
    # What a receipt names; it opens nothing.
    Column("reference", String(16), nullable=False, unique=True),
    Column("client_id_digest", LargeBinary(32), nullable=False, unique=True),
    Column("content_digest", LargeBinary(32), nullable=False),
    Column("body", LargeBinary),
    UniqueConstraint("thread_id", "number"),
    Index("ix_messages_to_employee", "to_employee"),
)

message_reads = Table(
    "message_reads",
    metadata,
    Column("thread_id", String(36), ForeignKey("message_threads.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reader", String(80), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("name", LargeBinary),
)

message_drafts = Table(
    "message_drafts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("author", String(80), nullable=False),
    Column("matter_id", String(36), nullable=False),
    # Empty of a new message.
    Column("thread_id", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("author", "matter_id", "thread_id"),
    Index("ix_message_drafts_at", "at"),
)

document_requests = Table(
    "document_requests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("matter_id", String(36), nullable=False),
    Column("thread_id", String(36), ForeignKey("message_threads.id"), nullable=False),
    Column("number", Integer, nullable=False),
    # Of `casework.cases.codes.DOCUMENTS`.
    Column("code", String(64), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_document_requests_matter", "matter_id"),
)

# Which document was sent for which paper: one of ours (`request_id`), or one that the case system asks for by its code.
document_answers = Table(
    "document_answers",
    metadata,
    Column("document_id", String(43), primary_key=True),
    Column("matter_id", String(36), nullable=False),
    Column("request_id", String(36)),
    Column("code", String(64), nullable=False),
    # None: it was sent in a chat about the matter. That it came is the matter's to know, and outlasts the chat.
    Column("message_id", String(36), ForeignKey("messages.id")),
    Column("sent_at", UtcDateTime, nullable=False),
    Index("ix_document_answers_matter", "matter_id"),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A paper that staff ask for: `code` names its text (`case-document-<code>`); `request_id` once it is asked for.

    One that is `withdrawn` is asked for no longer: only a copy for the file tells of it.
    """

    code: str
    due_on: date
    request_id: RequestId | None = field(default=None, compare=False)
    withdrawn: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sending:
    """What somebody sends.

    Attributes:
        subject: Of a new thread; of an answer nothing.
        documents: Theirs, finished, attached nowhere else.
        answers: Which asked paper a document is, by the paper's key (`Asked.key`).
        code: A person's: the access code of the employee whom it is for; empty: of the advocate on the case.
        to: Staff's, of a new thread: whom it is for, by `Addressee.key`.
        asks: Staff's: papers that they ask for.
    """

    client_id: ClientId
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)
    documents: tuple[DocumentId, ...] = ()
    answers: Mapping[DocumentId, str] = field(default_factory=dict)
    code: str = field(default="", repr=False)
    to: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Where it stands; `again`: it had been sent before."""

    thread_id: ThreadId
    number: int
    message_id: MessageId
    reference: str
    again: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft as it was kept.

    Attributes:
        documents: Uploads that were put in here: no other thread's form sends them unasked.
        answers: Which asked paper a document is said to be, by the paper's key (`Asked.key`).
    """

    text: str = field(repr=False)
    subject: str = field(default="", repr=False)
    kept_at: datetime | None = None
    documents: tuple[DocumentId, ...] = ()
    answers: Mapping[DocumentId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a person is told at once after sending; it is kept with the message.

    Attributes:
        to: The name of the employee who gets it; none where no advocate is named.
        reader: Who reads it meanwhile, where that one is away.
        away_until: The last day of that absence.
        working_days: How soon a person usually answers.
        reviewed: Whether somebody who answers for that number has said so.
        to_id: Which employee `to` is; none in receipts of an earlier version.
        reader_id: Which employee `reader` is.
    """

    to: str | None = field(repr=False)
    reader: str | None = field(repr=False)
    away_until: date | None
    working_days: int
    reviewed: bool
    to_id: EmployeeId | None = None
    reader_id: EmployeeId | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Who has opened a message, and when first."""

    name: str = field(repr=False)
    staff: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a thread as somebody sees it.

    Attributes:
        mine: Whether the one who looks wrote it.
        new: Whether they see it for the first time.
        note: Of what staff alone see: what they wrote beside it.
        named: Of what staff alone see: whom it went to.
        reads: Who else has opened it, the first one first.
        asks: Papers that it asks for.
        staff: Names of staff who wrote it, have read it or were to get it, by who they are: a name may have changed since,
            and a case system may have another.
    """

    id: MessageId
    number: int
    kind: EntryKind
    author_kind: AuthorKind
    author_name: str = field(repr=False)
    mine: bool
    new: bool
    at: datetime
    reference: str
    text: str = field(repr=False)
    documents: tuple[Document, ...]
    asks: tuple[Ask, ...]
    reads: tuple[Read, ...]
    receipt: Receipt | None
    note: str = field(default="", repr=False)
    named: str = field(default="", repr=False)
    staff: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a thread.

    Attributes:
        takes_part: Whether they may still read it today.
        me: Whether it is the one who looks.
        since: When they were added; of who was there from the beginning, when it began.
    """

    kind: ParticipantKind
    name: str = field(repr=False)
    takes_part: bool
    me: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A thread in a list.

    Attributes:
        unread: How many messages of others the one who looks has not opened.
        waiting_since: Since when a person waits for an answer; none where nobody does.
        answer_by: Until when it is to be answered.
        last_name: Who wrote last.
    """

    id: ThreadId
    matter_id: MatterId
    subject: str = field(repr=False)
    last_at: datetime
    last_name: str = field(repr=False)
    count: int
    unread: int
    waiting_since: datetime | None
    answer_by: datetime | None
    participants: tuple[str, ...] = field(repr=False)
    addressee_id: EmployeeId | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as it is opened."""

    line: ThreadLine
    messages: tuple[Message, ...] = field(repr=False)
    participants: tuple[Participant, ...] = field(repr=False)
    may_write: bool
    draft: Reply | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whom staff may write to, or add to a thread."""

    key: str
    kind: ParticipantKind
    name: str = field(repr=False)
    digest: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that was asked for, by the case system or in a message.

    Attributes:
        key: What a form calls it: `case:<code>` or `request:<id>`.
        documents: What was sent for it.
    """

    key: str
    code: str
    due_on: date | None
    received_on: date | None
    state: AskedState
    documents: tuple[DocumentId, ...] = ()
    request_id: RequestId | None = None
