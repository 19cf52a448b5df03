"""What doors do with conversations: begin, write, read, erase."""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import Keys
from casework import faults, interpreters, redaction, safety
from casework.access_codes.models import access_codes
from casework.callbacks.models import callbacks
from casework.clock import Clock, local_date
from casework.conversations import access_needs, safe_contact, survey
from casework.conversations.documents import (
    KeepsDocuments,
    Noting,
    Sent,
    answer_days,
    attached,
    by_person,
    content_of,
    reference,
)
from casework.conversations.models import (
    Audience,
    Author,
    ClientId,
    ConversationId,
    ConversationToken,
    Created,
    Door,
    Event,
    Holder,
    Kind,
    OpenQuestion,
    Owner,
    Posted,
    VisitorToken,
    conversation_tokens,
    conversations,
    events,
    portal_conversations,
    visitors,
)
from casework.conversations.questions import CONTACT_ASKS, DANGER, LAST_VARIANT, menu, question_source
from casework.conversations.record import ConversationNotFound, Draft, Needs, Record, fold_needs
from casework.conversations.retention import days_kept
from casework.conversations.wording import as_shown, choice_key, present
from casework.handoff.models import Ending, HandoffState, desk_drafts, desk_notes, desk_step_asides, handoffs
from casework.holds.models import conversation_held
from casework.identity.models import EmployeeId, PersonId
from casework.sealing import Sealer
from casework.staff_codes.models import conversation_addressees
from casework.texts import Texts

MOST_TEXT_CHARACTERS = 4_000
_MOST_EVENTS_A_READ = 500
_ERASED_A_BATCH = 50
_CONVERSATIONS_A_BATCH = 50
_GO_WITH_CONVERSATIONS: Final = (
    events,
    conversation_tokens,
    visitors,
    portal_conversations,
    conversation_addressees,
    callbacks,
    desk_notes,
    desk_drafts,
    desk_step_asides,
)
# What a person can always choose, whether or not a question stands (docs/architecture.md, "Choices").
ASSISTANT_DOS = ("why", "skip", "back", "show_result", "continue")
_SAFE = "safe_go_on"
_RETURN_DOS = ("resume", _SAFE)
# Beside those, where a person signed in: leaves a question of the gateway's own unanswered.
_CANCEL = "cancel"
_CHOICE_ID = re.compile(r"([0-9]{1,9})\.([0-9]{1,2})")

# Statements are built once; what differs from call to call is a parameter.
_BY_TOKEN = select(conversation_tokens.c.conversation_id).where(
    conversation_tokens.c.token_digest == bindparam("digest"), conversation_tokens.c.revoked_at.is_(None)
)
_BY_VISITOR = select(visitors.c.conversation_id).where(
    visitors.c.visitor_digest == bindparam("digest"), visitors.c.conversation_id == bindparam("conversation_id")
)
_SENT_BEFORE = select(events.c.seq, events.c.content_digest).where(
    events.c.conversation_id == bindparam("conversation_id"), events.c.client_id_digest == bindparam("digest")
)
_PROGRESS = select(
    conversations.c.id, conversations.c.last_seq, conversations.c.turn_id, conversations.c.lease_until
).where(conversations.c.id.in_(bindparam("ids", expanding=True)))


class MessageRefused(Exception):
    """A message that can't be recorded as it is; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """Events after a seq, worded for the person, and how far the record goes.

    Attributes:
        waiting: Whether the person has written something that the assistant has yet to answer.
        answering: Whether a turn is claimed and neither closed nor left: the assistant is at work in some process.
        more: Whether there are more events than were asked for.
    """

    events: list[dict[str, Any]] = field(repr=False)
    last_seq: int
    language: str
    owner: Owner
    waiting: bool
    answering: bool
    more: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The likely result that stands, worded; `determination` is None before the first, and after starting over."""

    language: str
    determination: dict[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a conversation goes, and whether a turn of it is being answered."""

    last_seq: int
    answering: bool


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A message that was not understood, as it may leave the record: redacted, without a conversation to it."""

    text: str
    language: str
    asks: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """What tells one sending from another: digests of its `client_id` and of all that it holds (rule 2)."""

    client_digest: bytes = field(repr=False)
    content_digest: bytes = field(repr=False)


@dataclass(slots=True)
class _Change:
    """What one message does to its conversation besides being recorded."""

    drafts: list[Draft]
    columns: dict[str, Any] = field(default_factory=dict)
    epoch_grows: bool = False
    for_assistant: bool = True
    fresh_start: bool = False

    def handled(self) -> None:
        """The message is answered by what is said to it here: the assistant isn't asked."""
        said = self.drafts[0]
        self.drafts[0] = Draft(said.kind, said.author, {**said.source, "handled": True})
        self.for_assistant = False


class PortalKeeper(Protocol):
    """Says who may open a conversation of the portal (`casework.conversations.portal`)."""

    async def opens(self, conversation_id: ConversationId, person: PersonId) -> bool:
        """Whether it is this person's, and they may still talk about its matter. Raises CaseSystemUnavailable."""
        ...

    async def sends(self, conversation_id: ConversationId, person: PersonId) -> bool:
        """Whether it is this person's, and they may send documents in it. Raises CaseSystemUnavailable."""
        ...


class Handover(Protocol):
    """Takes conversations over from the assistant (`casework.handoff.service.Handoffs`), in the caller's transaction."""

    def handed_off(self, row: Row[Any], reason: str) -> Draft:
        """What the person is told when they are put in line."""
        ...

    async def arrive(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        reason: str,
        facts: Mapping[str, Any],
        *,
        emergency: bool,
        language: str,
    ) -> None:
        """Puts a conversation in line, in the language that it has from now on, and offers it to whoever is free."""
        ...

    async def went_back(self, connection: AsyncConnection, conversation_id: ConversationId) -> None:
        """The person went on with the assistant instead."""
        ...

    async def wrote(
        self, connection: AsyncConnection, row: Row[Any], *, language: str, emergency: bool = False
    ) -> tuple[Draft, ...] | None:
        """The person wrote while handed off, in the language that they have now.

        Returns what they are told where their advocate is gone and they are back in line; else None.
        """
        ...

    async def learned(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        facts: Mapping[str, Any],
        *,
        language: str,
        emergency: bool = False,
    ) -> None:
        """These facts stand now: who waits has the urgency and the topic that they lead to, and this language."""
        ...

    async def may_reopen(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Whether a closed conversation may be gone on with."""
        ...

    async def move(self, connection: AsyncConnection, of: Row[Any], to: Row[Any]) -> bool:
        """The person goes on in another conversation of theirs: place and advocate go along, if there are any."""
        ...

    async def aside(
        self, connection: AsyncConnection, conversation_ids: Sequence[str]
    ) -> Mapping[ConversationId, frozenset[EmployeeId]]:
        """Of each of these conversations, who of the staff keeps out of it (5 CFR 2635.502)."""
        ...

    async def assistant_stopped(self, topics: Sequence[str] = ()) -> bool:
        """Whether a supervisor has stopped the assistant, for everybody or for one of these topics."""
        ...


class ErasedWith(Protocol):
    """What belongs to conversations, is kept elsewhere, and goes with them."""

    def going_with_conversations(self, conversation_ids: Select[str], now: datetime) -> list[Going]:
        """What would go."""
        ...

    async def erase_with_conversations(self, connection: AsyncConnection, conversation_ids: Sequence[str]) -> None:
        """Erases it, in the transaction that erases the conversations."""
        ...


class Conversations:
    """The record of conversations as the doors use it. Without a keeper of the portal nobody opens one of its."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        texts: Texts,
        clock: Clock,
        bus: Bus,
        portal: PortalKeeper | None = None,
        handover: Handover | None = None,
        record: Record | None = None,
        *,
        documents: KeepsDocuments | None = None,
        says_unreviewed: bool = False,
    ) -> None:
        """Puts doors on a record; `says_unreviewed`: lines that nobody has reviewed are said, marked (demonstration).

        Without a `handover` whoever is handed off waits for nobody, as in commands; without `documents` none are taken.
        """
        self._documents = documents
        self._portal = portal
        self.handover = handover
        self._says_unreviewed = says_unreviewed
        self._database = database
        self._keys = keys
        self._texts = texts
        self._clock = clock
        self._bus = bus
        self.record = record or Record(Sealer(keys, "conversation"), texts)
        self._sealer = self.record.sealer
        self.erased_with: list[ErasedWith] = []

    async def create(self, door: str, language: str, time_zone: str, visitor: VisitorToken | None = None) -> Created:
        """Begins a conversation with its greeting and first question, committed. Raises DatabaseUnavailable."""
        conversation_id = ConversationId(str(uuid.uuid4()))

        async def work(connection: AsyncConnection) -> ConversationToken:
            await self.begin(connection, conversation_id, door, language, time_zone)
            if visitor is not None:
                await self.open_to(connection, conversation_id, visitor)
            return await self.new_token(connection, conversation_id)

        return Created(conversation_id, await self._database.write(work))

    async def create_once(
        self, door: str, language: str, time_zone: str, visitor: VisitorToken, client_id: ClientId
    ) -> ConversationId:
        """Begins a browser's conversation, one for each `client_id` and language: sent again it is the same (rule 2).

        Its id is a keyed digest of who sends what, so the record's own key keeps a second one out. Nobody can compute it
        from outside, and there is no token: the browser's cookie opens it.

        Raises:
            ConversationNotFound: it was begun by this form before, and has been erased since.
            DatabaseUnavailable: nothing was begun.
        """
        digest = self._keys.digest("begin", f"{visitor}|{client_id}|{language}".encode())
        conversation_id = ConversationId(str(uuid.UUID(bytes=digest[:16], version=4)))

        async def work(connection: AsyncConnection) -> None:
            begun = select(conversations.c.id).where(conversations.c.id == conversation_id)
            if (await connection.execute(begun)).one_or_none() is not None:
                await self.record.row(connection, conversation_id)
                return
            await self.begin(connection, conversation_id, door, language, time_zone)
            await self.open_to(connection, conversation_id, visitor)

        await self._database.write(work)
        return conversation_id

    async def begin(
        self,
        connection: AsyncConnection,
        conversation_id: ConversationId,
        door: str,
        language: str,
        time_zone: str,
        greeting: Sequence[Draft] | None = None,
    ) -> None:
        """Begins a conversation within a transaction: with the greeting that is given, else the public door's."""
        ZoneInfo(time_zone)
        now = self._clock.now()
        greeting = _greeting(now, time_zone) if greeting is None else greeting
        key = self._sealer.new_key(conversation_id)
        await connection.execute(
            insert(conversations).values(
                id=conversation_id,
                door=door,
                language=language,
                time_zone=time_zone,
                owner=Owner.ASSISTANT.value,
                epoch=1,
                last_seq=len(greeting),
                person_seq=0,
                answered_seq=0,
                facts_from_seq=0,
                failed_turns=0,
                emergency=False,
                key_id=key.key_id,
                wrapped_key=key.blob,
                created_at=now,
                last_message_at=now,
            )
        )
        row = await self.record.row(connection, conversation_id)
        await self.record.append(connection, row, greeting, now, language, epoch=1, first_seq=1)

    async def new_token(self, connection: AsyncConnection, conversation_id: ConversationId) -> ConversationToken:
        """Makes a token that opens the conversation; it is given once and kept only as a digest."""
        token = ConversationToken(secrets.token_urlsafe(32))
        await connection.execute(
            insert(conversation_tokens).values(
                token_digest=self._token_digest(token), conversation_id=conversation_id, created_at=self._clock.now()
            )
        )
        return token

    async def open_to(
        self, connection: AsyncConnection, conversation_id: ConversationId, visitor: VisitorToken
    ) -> None:
        """Lets a browser open the conversation from now on."""
        await connection.execute(
            insert(visitors).values(
                visitor_digest=self._visitor_digest(visitor),
                conversation_id=conversation_id,
                created_at=self._clock.now(),
            )
        )

    async def opened_by(self, conversation_id: ConversationId, holder: Holder) -> bool:
        """Whether this holder may open the conversation. A wrong token and a missing conversation are told alike.

        Raises CaseSystemUnavailable where a person's authority can't be looked up.
        """
        if holder.person is not None:
            return self._portal is not None and await self._portal.opens(conversation_id, holder.person)
        async with self._database.read() as connection:
            return await self.opens(connection, conversation_id, holder)

    async def opens(self, connection: AsyncConnection, conversation_id: ConversationId, holder: Holder) -> bool:
        """As `opened_by`, within a transaction that must not go on where another has shut this holder out since."""
        if holder.person is not None:
            return self._portal is not None and await self._portal.opens(conversation_id, holder.person)
        if holder.token is not None:
            found = await connection.execute(_BY_TOKEN, {"digest": self._token_digest(holder.token)})
        elif holder.visitor is not None:
            digest = self._visitor_digest(holder.visitor)
            found = await connection.execute(_BY_VISITOR, {"digest": digest, "conversation_id": conversation_id})
        else:
            return False
        opened = found.scalar_one_or_none()
        return opened is not None and secrets.compare_digest(opened, conversation_id)

    async def let_in(self, connection: AsyncConnection, conversation_id: ConversationId, holder: Holder) -> Row[Any]:
        """The conversation's row, locked, for a holder who still may open it. Raises ConversationNotFound."""
        row = await self.record.row(connection, conversation_id, lock=True)
        if not await self.opens(connection, conversation_id, holder):
            raise ConversationNotFound
        return row

    async def shut_out_others(
        self, connection: AsyncConnection, conversation_id: ConversationId, holder: Holder
    ) -> None:
        """Ends every other browser's and token's way in."""
        mine = None if holder.visitor is None else self._visitor_digest(holder.visitor)
        others = delete(visitors).where(visitors.c.conversation_id == conversation_id)
        await connection.execute(others if mine is None else others.where(visitors.c.visitor_digest != mine))
        mine = None if holder.token is None else self._token_digest(holder.token)
        others_tokens = update(conversation_tokens).where(
            conversation_tokens.c.conversation_id == conversation_id, conversation_tokens.c.revoked_at.is_(None)
        )
        if mine is not None:
            others_tokens = others_tokens.where(conversation_tokens.c.token_digest != mine)
        await connection.execute(others_tokens.values(revoked_at=self._clock.now()))

    async def shut_out(self, connection: AsyncConnection, conversation_id: ConversationId, holder: Holder) -> None:
        """Ends this one browser's or token's way in."""
        if holder.visitor is not None:
            digest = self._visitor_digest(holder.visitor)
            own = (visitors.c.conversation_id == conversation_id, visitors.c.visitor_digest == digest)
            await connection.execute(delete(visitors).where(*own))
        if holder.token is not None:
            digest = self._token_digest(holder.token)
            mine = update(conversation_tokens).where(
                conversation_tokens.c.conversation_id == conversation_id, conversation_tokens.c.token_digest == digest
            )
            await connection.execute(mine.values(revoked_at=self._clock.now()))

    async def tell(
        self, connection: AsyncConnection, row: Row[Any], source: Mapping[str, Any], sending: Sending | None = None
    ) -> None:
        """Appends a notice from the service itself. The row was read with its lock in this transaction.

        With `sending` the notice stands for what was sent: sent again it is known (`sent_before`).
        """
        await self.record.change(connection, row, last_seq=row.last_seq + 1)
        draft = Draft(Kind.NOTICE, Author.SYSTEM, {"level": "info", "also": [], **source})
        if sending is not None:
            draft = replace(draft, client_id_digest=sending.client_digest, content_digest=sending.content_digest)
        now = self._clock.now()
        await self.record.append(connection, row, [draft], now, row.language, row.epoch, first_seq=row.last_seq + 1)

    def sending(self, conversation_id: ConversationId, client_id: ClientId, content: Mapping[str, Any]) -> Sending:
        """What tells this sending from another."""
        written = json.dumps(content, sort_keys=True, ensure_ascii=True).encode()
        return Sending(
            self._keys.digest("client_id", f"{conversation_id}|{client_id}".encode()),
            self._keys.digest("content", conversation_id.encode() + written),
        )

    async def sent_before(
        self, connection: AsyncConnection, conversation_id: ConversationId, sending: Sending
    ) -> int | None:
        """The seq that this was recorded under before, if it was. Raises MessageRefused: it held something else."""
        sent = {"conversation_id": conversation_id, "digest": sending.client_digest}
        before = (await connection.execute(_SENT_BEFORE, sent)).one_or_none()
        if before is None:
            return None
        if not secrets.compare_digest(before.content_digest, sending.content_digest):
            raise MessageRefused("client_id_reused")
        return int(before.seq)

    async def was_sent(self, connection: AsyncConnection, conversation_id: ConversationId, client_id: ClientId) -> bool:
        """Whether anything was recorded under this `client_id`."""
        sent = {
            "conversation_id": conversation_id,
            "digest": self.sending(conversation_id, client_id, {}).client_digest,
        }
        return (await connection.execute(_SENT_BEFORE, sent)).one_or_none() is not None

    async def end_access(
        self, visitor: VisitorToken | None, token: ConversationToken | None
    ) -> tuple[ConversationId, ...]:
        """Ends what this browser and this token open; the conversations stay. Returns those the browser could open."""
        if visitor is None and token is None:
            return ()

        async def work(connection: AsyncConnection) -> tuple[ConversationId, ...]:
            if token is not None:
                await connection.execute(
                    update(conversation_tokens)
                    .where(
                        conversation_tokens.c.token_digest == self._token_digest(token),
                        conversation_tokens.c.revoked_at.is_(None),
                    )
                    .values(revoked_at=self._clock.now())
                )
            if visitor is None:
                return ()
            own = visitors.c.visitor_digest == self._visitor_digest(visitor)
            opened = (await connection.execute(select(visitors.c.conversation_id).where(own))).scalars().all()
            await connection.execute(delete(visitors).where(own))
            return tuple(map(ConversationId, opened))

        return await self._database.write(work)

    async def newest_of_visitor(self, visitor: VisitorToken) -> ConversationId | None:
        """The conversation that this browser used last and that still stands."""
        return next(iter(await self.of_visitor(visitor)), None)

    async def of_visitor(self, visitor: VisitorToken) -> list[ConversationId]:
        """The conversations that this browser may open and that still stand, the last used first."""
        query = (
            select(conversations.c.id)
            .join(visitors, visitors.c.conversation_id == conversations.c.id)
            .where(
                visitors.c.visitor_digest == self._visitor_digest(visitor),
                conversations.c.erased_at.is_(None),
            )
            .order_by(conversations.c.last_message_at.desc())
        )
        async with self._database.read() as connection:
            return [ConversationId(found) for found in (await connection.execute(query)).scalars()]

    async def read(
        self,
        conversation_id: ConversationId,
        after: int = 0,
        language: str | None = None,
        limit: int = _MOST_EVENTS_A_READ,
        words_of_that_day: bool = False,
    ) -> Reading:
        """What the person may see after a seq. Raises ConversationNotFound.

        Args:
            conversation_id: The conversation.
            after: The last seq that the reader has.
            language: The language to say it in; None: the person's present one.
            limit: How many events at most.
            words_of_that_day: For what is kept (rule 11): as it was shown, each event with its own `language`.
        """
        async with self._database.read() as connection:
            row = await self.record.row(connection, conversation_id)
            found: list[Event] = []
            if row.last_seq > after:
                found = await self.record.read(connection, row, after, Audience.PERSON, limit=limit)
        shown_in = language or row.language
        return Reading(
            events=[as_shown(event) if words_of_that_day else present(event, self._texts, shown_in) for event in found],
            last_seq=found[-1].seq if len(found) == limit else row.last_seq,
            language=row.language,
            owner=Owner(row.owner),
            waiting=row.owner == Owner.ASSISTANT.value and row.person_seq > row.answered_seq,
            answering=self._answering(row),
            more=len(found) == limit,
        )

    async def result(self, conversation_id: ConversationId, language: str | None = None) -> Result:
        """The newest result since the person last started over. Raises ConversationNotFound.

        Args:
            conversation_id: The conversation.
            language: The language to say it in; None: the person's present one.
        """
        async with self._database.read() as connection:
            row = await self.record.row(connection, conversation_id)
            found = await self.record.read(
                connection, row, row.facts_from_seq, Audience.PERSON, [Kind.DETERMINATION], limit=1, newest_first=True
            )
        shown_in = language or row.language
        return Result(shown_in, present(found[0], self._texts, shown_in) if found else None)

    async def progress(self, conversation_ids: Sequence[ConversationId]) -> dict[ConversationId, Progress]:
        """How far each of these conversations goes (for the watcher of streams)."""
        async with self._database.read() as connection:
            found = (await connection.execute(_PROGRESS, {"ids": list(conversation_ids)})).all()
        return {ConversationId(row.id): Progress(row.last_seq, self._answering(row)) for row in found}

    def _answering(self, row: Any) -> bool:
        return row.turn_id is not None and row.lease_until > self._clock.now()

    async def facts(self, conversation_id: ConversationId) -> Mapping[str, Any]:
        """The facts that stand. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            row = await self.record.row(connection, conversation_id)
            return (await self.record.standing(connection, row)).facts

    async def facts_as_told(self, conversation_id: ConversationId) -> Mapping[str, Any]:
        """The same, with the month or the year of dates that were told no more exactly. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            row = await self.record.row(connection, conversation_id)
            return (await self.record.standing(connection, row)).as_told

    async def time_zone(self, conversation_id: ConversationId) -> str:
        """The IANA zone that the person's days are counted in. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            return str((await self.record.row(connection, conversation_id)).time_zone)

    async def needs(self, conversation_id: ConversationId) -> Needs:
        """As `needs_in`. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            return await self.needs_in(connection, await self.record.row(connection, conversation_id))

    async def needs_in(self, connection: AsyncConnection, row: Row[Any]) -> Needs:
        """What whoever takes this up must know (`interpreter`, `safe_contact` ...); it outlasts starting over."""
        return fold_needs(await self.record.read(connection, row, 0, Audience.RECORD, [Kind.FACT]))

    async def post_text(
        self,
        conversation_id: ConversationId,
        client_id: ClientId,
        text: str,
        documents: Sequence[str] = (),
        person: PersonId | None = None,
        note: Noting | None = None,
    ) -> Posted:
        """Records what a person typed, redacted, with the emergency notice in the same commit where words call for it.

        Args:
            conversation_id: The conversation.
            client_id: What makes sending it twice harmless.
            text: What was typed; with documents it may be empty.
            documents: The ids of finished uploads of the person's for this conversation, which go with it.
            person: Who signed in; nobody else sends documents.
            note: What is written down together with the documents.

        Raises:
            MessageRefused: empty, too long, or the conversation is closed; or the `client_id` was used for something else;
                documents can't be sent here (`documents_sign_in`), or not by this person (`documents_not_allowed`).
            DocumentNotReady: one of them is not there to be sent.
            ConversationNotFound: there is none.
        """
        cleaned = redaction.clean_text(text)
        says = any(map(_shows, cleaned))
        if not says and not documents:
            raise MessageRefused("message_empty")
        if len(text) > MOST_TEXT_CHARACTERS:
            raise MessageRefused("message_too_long")
        sent = await self._allowed(conversation_id, documents, person) if documents else None

        async def write(connection: AsyncConnection, row: Row[Any]) -> _Change:
            if row.owner == Owner.CLOSED.value:
                raise MessageRefused("conversation_closed")
            change = await self._typed(connection, row, cleaned) if says else _Change([], for_assistant=False)
            if sent is not None:
                await self._with_documents(connection, row, change, sent)
                if note is not None:
                    await note(connection)
            return change

        return await self._post(conversation_id, client_id, content_of(text, sent), write)

    async def _allowed(
        self, conversation_id: ConversationId, documents: Sequence[str], person: PersonId | None
    ) -> Sent:
        """What a person wants to send, who may. Raises MessageRefused, CaseSystemUnavailable."""
        if person is None or self._portal is None or self._documents is None:
            raise MessageRefused("documents_sign_in")
        if not await self._portal.sends(conversation_id, person):
            raise MessageRefused("documents_not_allowed")
        return by_person(person, documents)

    async def _with_documents(self, connection: AsyncConnection, row: Row[Any], change: _Change, sent: Sent) -> None:
        """Puts documents behind the words that came with them, and says at once that they have arrived: their receipt."""
        drafts = await self.documents_of(connection, row, sent)
        # With the words stands that documents came with them: the assistant is told that, and nothing else of them.
        words = [replace(each, source={**each.source, "documents_sent": True}) for each in change.drafts[:1]]
        change.drafts = [*words, *drafts, *change.drafts[1:]]
        values: dict[str, Any] = {"documents_count": len(drafts), "reference": reference(row.id, row.last_seq + 1)}
        first, more = "notice-documents-arrived", "notice-documents-arrived-more"
        if row.owner == Owner.AGENT.value:
            first, more = "notice-documents-arrived-advocate", "notice-documents-arrived-advocate-more"
        else:
            values["answer_days_count"] = answer_days(local_date(self._clock.now(), row.time_zone))
        key = more if await self._told(connection, row, first) else first
        told = {"key": key, "with": values, "level": "info", "also": []}
        change.drafts.append(Draft(Kind.NOTICE, Author.SYSTEM, told))

    async def documents_of(
        self, connection: AsyncConnection, row: Row[Any], sent: Sent, name: str | None = None
    ) -> list[Draft]:
        """The events of documents that go with the next message, theirs from now on; `name`: the advocate's.

        Raises DocumentNotReady, MessageRefused (`documents_sign_in`).
        """
        if not sent.ids:
            return []
        if self._documents is None or row.door != Door.PORTAL:
            raise MessageRefused("documents_sign_in")
        return await attached(self._documents, connection, row, sent, row.last_seq + 1, name)

    async def post_choice(
        self, conversation_id: ConversationId, client_id: ClientId, choice: str | Sequence[str]
    ) -> Posted:
        """Records a button's use. Raises MessageRefused (`choice_unknown`, `choice_stale`), ConversationNotFound."""
        ids = [choice] if isinstance(choice, str) else list(choice)
        content = {"choice": choice if isinstance(choice, str) else ids}

        async def write(connection: AsyncConnection, row: Row[Any]) -> _Change:
            if row.owner == Owner.CLOSED.value:
                return await self._after_close(connection, row, ids[0])
            return await self._chosen(connection, row, ids)

        return await self._post(conversation_id, client_id, content, write)

    async def _post(self, conversation_id: ConversationId, client_id: ClientId, content: Any, write: Any) -> Posted:
        now = self._clock.now()
        sending = self.sending(conversation_id, client_id, content)

        async def work(connection: AsyncConnection) -> Posted:
            row = await self.record.row(connection, conversation_id, lock=True)
            before = await self.sent_before(connection, conversation_id, sending)
            if before is not None:
                return Posted(before, repeated=True)
            change: _Change = await write(connection, row)
            await self._hand_over(connection, row, change)
            said, *following = change.drafts
            seq = row.last_seq + 1
            drafts = [
                Draft(said.kind, said.author, said.source, sending.client_digest, sending.content_digest),
                *following,
            ]
            await self._apply(connection, row, change, drafts, seq, now)
            faults.point("message.in_transaction")
            return Posted(seq, repeated=False)

        posted = await self._database.write(work)
        faults.point("message.committed")
        self._bus.publish(conversation_id)
        return posted

    async def _apply(
        self, connection: AsyncConnection, row: Row[Any], change: _Change, drafts: list[Draft], seq: int, now: datetime
    ) -> None:
        last_seq = row.last_seq + len(drafts)
        epoch = row.epoch + 1 if change.epoch_grows else row.epoch
        columns = {"last_seq": last_seq, "last_message_at": now, **change.columns}
        if change.for_assistant:
            columns["person_seq"] = seq
        if change.epoch_grows:
            columns |= {"epoch": epoch, "turn_id": None, "lease_until": None, "retry_at": None, "failed_turns": 0}
        if change.epoch_grows or change.fresh_start:
            await self.record.forget_trackers(connection, ConversationId(row.id))
        if change.fresh_start:
            columns |= {"facts_from_seq": seq, "person_seq": seq, "answered_seq": seq}
        await self.record.change(connection, row, **columns)
        language = columns.get("language", row.language)
        await self.record.append(connection, row, drafts, now, language, epoch, first_seq=row.last_seq + 1)

    async def _hand_over(self, connection: AsyncConnection, row: Row[Any], change: _Change) -> None:
        """What a message means to the desk: somebody arrives, goes back to the assistant, or writes while handed off."""
        if self.handover is None:
            return
        before, after = Owner(row.owner), Owner(change.columns.get("owner", row.owner))
        if after is Owner.QUEUED and before in (Owner.ASSISTANT, Owner.CLOSED):
            facts = (await self.record.standing(connection, row)).facts
            emergency = bool(change.columns.get("emergency", row.emergency))
            told = (draft.source["reason"] for draft in change.drafts if draft.kind is Kind.OWNER)
            language = str(change.columns.get("language", row.language))
            await self.handover.arrive(
                connection, row, next(told, "asked"), facts, emergency=emergency, language=language
            )
        elif after is Owner.ASSISTANT and before in (Owner.QUEUED, Owner.AGENT):
            await self.handover.went_back(connection, ConversationId(row.id))
        elif before in (Owner.QUEUED, Owner.AGENT):
            emergency = bool(change.columns.get("emergency", False))
            language = str(change.columns.get("language", row.language))
            back = await self.handover.wrote(connection, row, emergency=emergency, language=language)
            if back is not None:
                change.drafts += back
                # As when the desk gives it back: what was said to the advocate isn't for the assistant.
                change.columns |= {"owner": Owner.QUEUED.value, "answered_seq": row.last_seq}
                change.epoch_grows = True

    async def _typed(self, connection: AsyncConnection, row: Row[Any], text: str) -> _Change:
        question = await self.open_question(connection, row)
        asks = question.asks if question else None
        # A code is a key to somebody's chat: it stays neither in the record nor in what goes to the assistant.
        typed, text = text, redaction.without_codes(text)
        # On the portal the words stay as they were typed, sealed, and are redacted before they leave the record (rule 5).
        as_typed = row.door == Door.PORTAL
        found = redaction.Redacted(text) if as_typed else redaction.redact(text, asks=asks)
        change = _Change([Draft(Kind.MESSAGE, Author.PERSON, {"typed": found.text})])
        split = None if as_typed else await self._cut_split_number(connection, row, text)
        if split is not None:
            found, drafts = split
            change.drafts = [Draft(Kind.MESSAGE, Author.PERSON, {"typed": found.text}), *drafts]
            await self.record.forget_trackers(connection, ConversationId(row.id))
        emergency = safety.find(typed)
        # What the list alone isn't certain of is weighed by the assistant, where it reads the message next (ADR 0011).
        assistant_reads = row.owner == Owner.ASSISTANT.value and asks not in CONTACT_ASKS and row.failed_turns == 0
        if emergency is not None and not emergency.certain and assistant_reads:
            emergency = None
        if emergency is not None:
            change.drafts += await self.alarm(connection, row, emergency)
            change.columns["emergency"] = True
        elif row.owner != Owner.ASSISTANT.value and safety.hint(typed):
            # Nobody asks about it now; the lines are named without a flag.
            change.drafts.append(help_named())
        await self._note_language(connection, row, typed, change)
        await self._note_access(connection, row, typed, change)
        await self._note_contact(connection, row, typed, change)
        if found.found and not await self._told(connection, row, "notice-redacted"):
            change.drafts.append(_notice("notice-redacted", "info"))
        if text != typed:
            change.drafts.append(_notice("notice-code-typed", "info"))
        if row.owner in (Owner.QUEUED.value, Owner.AGENT.value):
            change.for_assistant = False
        waits = row.owner == Owner.QUEUED.value and emergency is None
        if waits and not await self._told(connection, row, "notice-still-waiting"):
            change.drafts.append(_notice("notice-still-waiting", "info", ["resume"]))
        return change

    async def _note_language(self, connection: AsyncConnection, row: Row[Any], typed: str, change: _Change) -> None:
        """Notes that an interpreter is needed, and says so; a message that says no more than that is answered by it."""
        today = local_date(self._clock.now(), row.time_zone)
        need = interpreters.find(typed, today)
        if need is None:
            return
        if (await self.needs_in(connection, row)).get("interpreter") != need.language:
            change.drafts.append(_learned({"interpreter": need.language}, "noticed"))
        elif not need.whole:
            return
        notice = {"key": "notice-interpreter", "with": {"spoken": need.language}, "level": "info", "also": ["person"]}
        spoken = interpreters.spoken_language(need.language, today)
        if spoken is not None and spoken.line is not None and (spoken.reviewed_on is not None or self._says_unreviewed):
            # Dated data: what was said stands in the record, whatever the row says later.
            notice["line"] = {
                "language": spoken.id,
                "direction": spoken.direction,
                "text": spoken.line.replace("{phone}", self._texts.say("tas-phone", row.language)),
                "reviewed": spoken.reviewed_on is not None,
            }
        change.drafts.append(Draft(Kind.NOTICE, Author.SYSTEM, notice))
        if need.whole:
            change.handled()

    async def _note_access(self, connection: AsyncConnection, row: Row[Any], typed: str, change: _Change) -> None:
        """Notes what somebody says they use to read or to call; a message that says no more is answered by that."""
        said = access_needs.find(typed)
        if said is None:
            return
        known = await self.needs_in(connection, row)
        new = {name: needed for name, needed in said.needs.items() if known.get(name) != needed}
        if not new:
            return
        change.drafts.append(_learned(new, "noticed"))
        change.drafts.append(_notice(access_needs.noted(new), "info", access_needs.AFTER_NOTED))
        if said.whole and change.for_assistant:
            change.handled()

    async def _note_contact(self, connection: AsyncConnection, row: Row[Any], typed: str, change: _Change) -> None:
        """Notes what somebody says is no safe way to reach them; a message that says no more is answered by that."""
        said = safe_contact.find(typed)
        learned = {} if said is None else said.needs(await self.needs_in(connection, row))
        if said is None or not learned:
            return
        change.drafts.append(_learned(learned, "noticed"))
        # Where it is asked just now, that answers them.
        if not any(draft.source.get("key") == safe_contact.ASKS_CONTACT for draft in change.drafts):
            change.drafts.append(_notice(safe_contact.KEPT, "info", safe_contact.AFTER_KEPT))
        if said.whole and change.for_assistant:
            change.handled()

    async def _cut_split_number(
        self, connection: AsyncConnection, row: Row[Any], text: str
    ) -> tuple[redaction.Redacted, list[Draft]] | None:
        """A number begun in the last message and ended in this one is cut out of both (DESIGN rule 5)."""
        if not any(letter.isdigit() for letter in text):
            return None
        before = await self.record.read(connection, row, 0, Audience.PERSON, [Kind.MESSAGE], limit=6, newest_first=True)
        previous = next((event for event in before if event.author is Author.PERSON), None)
        if previous is None or "typed" not in previous.body["source"]:
            return None
        both = redaction.redact_split(previous.body["source"]["typed"], text)
        if both is None:
            return None
        await self.record.replace_body(connection, row, previous, {"typed": both[0].text})
        return both[1], [Draft(Kind.REDACTED, Author.SYSTEM, {"target_seq": previous.seq, "text": both[0].text})]

    async def alarm(
        self, connection: AsyncConnection, row: Row[Any], emergency: safety.Emergency | None
    ) -> list[Draft]:
        """The lines of help, and the fact; whoever records them sets the conversation's column `emergency` as well."""
        return [*await self.care(connection, row, emergency), _IN_DANGER]

    async def care(self, connection: AsyncConnection, row: Row[Any], emergency: safety.Emergency | None) -> list[Draft]:
        """Whom to call before anything else, with the way to go on; the flag stays on the record (DESIGN section 6)."""
        kind = emergency.kind if emergency else None
        notice = _notice(_EMERGENCY_NOTICES.get(kind, "notice-emergency"), "emergency", ["safe_go_on"])
        if row.owner == Owner.AGENT.value:
            last = "notice-emergency-advocate"
        elif kind is safety.EmergencyKind.THREAT_TO_OTHERS:
            last = "notice-emergency-threat-alone"
        else:
            last = "notice-emergency-alone"
        drafts = [replace(notice, source={**notice.source, "last": last})]
        at_home = kind is safety.EmergencyKind.VIOLENCE_AT_HOME
        if at_home and not await self._told(connection, row, "notice-leave-page"):
            drafts.append(_notice("notice-leave-page", "info"))
            drafts.append(_notice(safe_contact.ASKS_CONTACT, "info", safe_contact.CONTACT_DOS))
        return drafts

    async def _unread_danger(self, connection: AsyncConnection, row: Row[Any]) -> safety.Emergency | None:
        """The emergency that the list finds in what the assistant was to read and, since it isn't asked now, won't."""
        said = await self.record.read(connection, row, row.answered_seq, Audience.PERSON, [Kind.MESSAGE])
        typed = (event.body["source"].get("typed") for event in said if event.author is Author.PERSON)
        return next((found for text in typed if text and (found := safety.find(text))), None)

    async def last_hint(self, connection: AsyncConnection, row: Row[Any]) -> safety.Emergency | None:
        """What kind of danger the person's last words hinted at, by the list."""
        said = await self.record.read(connection, row, 0, Audience.PERSON, [Kind.MESSAGE], limit=6, newest_first=True)
        typed = (event.body["source"].get("typed") for event in said if event.author is Author.PERSON)
        return next((found for text in typed if text and (found := safety.hint(text))), None)

    async def _told(self, connection: AsyncConnection, row: Row[Any], key: str) -> bool:
        """Whether a notice was given in this conversation before."""
        notices = await self.record.read(connection, row, 0, Audience.PERSON, [Kind.NOTICE])
        return any(event.body["source"]["key"] == key for event in notices)

    async def _chosen(self, connection: AsyncConnection, row: Row[Any], ids: list[str]) -> _Change:
        if not ids or len(set(ids)) != len(ids) or not all(isinstance(chosen, str) for chosen in ids):
            raise MessageRefused("choice_unknown")
        if len(ids) == 1 and not ids[0][:1].isdigit():
            return await self._always(connection, row, ids[0])
        return await self._answered(connection, row, ids)

    async def _answered(self, connection: AsyncConnection, row: Row[Any], ids: list[str]) -> _Change:
        """An answer by the buttons of the question that stands."""
        places = [_place_of(chosen) for chosen in ids]
        if any(seq > row.last_seq for seq, _index in places):
            raise MessageRefused("choice_unknown")
        question = await self.open_question(connection, row)
        if question is None or row.owner != Owner.ASSISTANT.value or any(seq != question.seq for seq, _ in places):
            raise MessageRefused("choice_stale")
        if any(index >= len(question.choices) for _seq, index in places):
            raise MessageRefused("choice_unknown")
        values = [question.choices[index] for _seq, index in places]
        several = question.asks == "hardship"
        if len(values) > 1 and (not several or [] in values):
            raise MessageRefused("choice_unknown")
        of = question.of or question.asks
        value = ([] if [] in values else values) if several else values[0]
        source = {
            "picked": [choice_key(of, chosen) for chosen in values],
            "choice": ids if several else ids[0],
            "answers": {"asks": question.asks, "value": value},
        }
        change = _Change([Draft(Kind.MESSAGE, Author.PERSON, source)])
        if of == DANGER and value == "yes":
            # Whoever says so has the lines in the same commit, whether or not the assistant runs.
            change.drafts += await self.alarm(connection, row, await self.last_hint(connection, row))
            change.columns["emergency"] = True
        return change

    async def _always(self, connection: AsyncConnection, row: Row[Any], chosen: str) -> _Change:
        """A wish that needs no question: some the assistant answers, the others are done here and now (rule 12)."""
        kind, _, name = chosen.partition(".")
        source: dict[str, Any] = {"picked": [f"do-{name}"], "choice": chosen}
        if kind == "change":
            standing = await self.record.standing(connection, row)
            if name not in standing.facts:
                raise MessageRefused("choice_stale")
            return _Change(
                [Draft(Kind.MESSAGE, Author.PERSON, {**source, "picked": ["do-change"], "do": "change", "fact": name})]
            )
        if kind == "language" and name in self._texts.languages:
            source["picked"] = [f"value-language-{name}"]
            change = _Change([Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})], for_assistant=False)
            change.columns["language"] = name
            return change
        if kind == "do" and name in ASSISTANT_DOS and row.owner == Owner.ASSISTANT.value:
            return _Change([Draft(Kind.MESSAGE, Author.PERSON, {**source, "do": name})])
        if kind == "do" and name == _CANCEL and row.door == Door.PORTAL and row.owner == Owner.ASSISTANT.value:
            return _Change([Draft(Kind.MESSAGE, Author.PERSON, {**source, "do": name})])
        if kind == "do" and name == _SAFE and await self._stays_with_people(connection, row):
            said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
            here = "notice-safe-agent" if row.owner == Owner.AGENT.value else "notice-safe-queued"
            stays = [_fact({"emergency": "no"}, "corrected"), _notice(here, "info", ["resume"])]
            return _Change([said, *stays], for_assistant=False)
        if kind == "do" and name in _RETURN_DOS:
            return self._gone_on(row, source, name)
        if kind == "do" and name == "save_for_later" and row.door == Door.SCREENING:
            said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
            return _Change([said, save_for_later()], for_assistant=False)
        if kind == "do" and name == "person":
            return await self._asked_for_person(connection, row, source)
        answered = _NEEDS.get(name) if kind == "do" else None
        if answered is not None:
            said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
            return _Change([said, *_need_told(*answered(name))], for_assistant=False)
        if kind == "do" and name == "start_over" and row.owner != Owner.AGENT.value:
            said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
            anew = [_notice("notice-started-over", "info"), await self.first_question(connection, row)]
            change = _Change([said, *anew], for_assistant=False)
            change.epoch_grows = change.fresh_start = True
            # Whoever was in danger may start over and still be: the flag stays for whoever takes this up.
            change.columns["owner"] = Owner.ASSISTANT.value
            return change
        raise MessageRefused("choice_stale" if kind == "do" and name in ASSISTANT_DOS else "choice_unknown")

    async def first_question(self, connection: AsyncConnection, row: Row[Any]) -> Draft:
        """The question that a conversation begins with at its door."""
        if row.door != Door.PORTAL:
            return first_question()
        matter = select(portal_conversations.c.matter_id).where(portal_conversations.c.conversation_id == row.id)
        return portal_menu(has_matter=(await connection.execute(matter)).scalar_one_or_none() is not None)

    async def _stays_with_people(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Whether whoever says that they are safe stays where they are: with an advocate, or in line for one.

        Who was put in line because of the danger alone goes on with the assistant, where they were.
        """
        if self.handover is None or row.owner not in (Owner.QUEUED.value, Owner.AGENT.value):
            return False
        if row.owner == Owner.AGENT.value:
            return True
        changes = await self.record.read(connection, row, 0, Audience.PERSON, [Kind.OWNER], limit=1, newest_first=True)
        return bool(changes) and changes[0].body["source"]["reason"] != "emergency"

    def _gone_on(self, row: Row[Any], source: dict[str, Any], name: str) -> _Change:
        """Back to the assistant, with what was said so far; whoever says they are safe has the lines of help at hand."""
        change = _Change([Draft(Kind.MESSAGE, Author.PERSON, {**source, "do": "resume"})])
        if name == _SAFE:
            change.drafts.append(_fact({"emergency": "no"}, "corrected"))
        if row.owner != Owner.ASSISTANT.value:
            change.drafts.append(_owner(Owner.ASSISTANT, "returned", "notice-going-on"))
            change.columns["owner"] = Owner.ASSISTANT.value
            change.epoch_grows = True
        if row.owner == Owner.AGENT.value:
            # What was said to the advocate is not for the assistant to answer.
            change.columns["answered_seq"] = row.last_seq
        return change

    async def _asked_for_person(self, connection: AsyncConnection, row: Row[Any], source: dict[str, Any]) -> _Change:
        """A person asked for a person: done without the assistant, so that it works when the assistant doesn't."""
        change = _Change([Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})], for_assistant=False)
        if row.owner == Owner.AGENT.value:
            change.drafts.append(_notice("notice-advocate-here", "info"))
        elif row.owner == Owner.QUEUED.value and self.handover is not None:
            change.drafts.append(_notice("notice-still-waiting", "info", ["resume"]))
        else:
            question = await self.open_question(connection, row)
            reason = "assistant_unavailable" if row.failed_turns else why_asked(question)
            change.drafts.append(self.handed_off(row, reason))
        if row.owner == Owner.ASSISTANT.value:
            unread = None if row.emergency else await self._unread_danger(connection, row)
            if unread is not None:
                change.drafts += await self.alarm(connection, row, unread)
                change.columns["emergency"] = True
            # Never back: what was said to an advocate before has no person_seq of the assistant's.
            answered = max(row.answered_seq, row.person_seq)
            change.columns |= {"owner": Owner.QUEUED.value, "answered_seq": answered}
            change.epoch_grows = True
        return change

    def handed_off(self, row: Row[Any], reason: str) -> Draft:
        """What the person is told when they are handed off."""
        if self.handover is None:
            return _owner(Owner.QUEUED, reason, "notice-handed-off-nobody", ["resume"])
        return self.handover.handed_off(row, reason)

    async def _after_close(self, connection: AsyncConnection, row: Row[Any], chosen: str) -> _Change:
        """What may still be chosen once an advocate has closed the chat: to go on with it, and the two questions."""
        kind, _, name = chosen.partition(".")
        if kind == "language":
            # What they are left with is read in their language, too.
            return await self._always(connection, row, chosen)
        source: dict[str, Any] = {"picked": [f"do-{name}"], "choice": chosen}
        if kind == "do" and name == "reopen":
            return await self._reopened(connection, row, source)
        if kind == "do" and name in survey.DOS:
            return await self._surveyed(connection, row, source, name)
        raise MessageRefused("conversation_closed")

    async def _reopened(self, connection: AsyncConnection, row: Row[Any], source: dict[str, Any]) -> _Change:
        """Goes on with what was closed, in line for whoever had it."""
        if self.handover is None or not await self.handover.may_reopen(connection, row):
            raise MessageRefused("conversation_closed")
        said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
        change = _Change([said, self.handed_off(row, "reopened")], for_assistant=False)
        change.columns |= {"owner": Owner.QUEUED.value, "answered_seq": row.last_seq}
        change.epoch_grows = True
        return change

    async def _surveyed(self, connection: AsyncConnection, row: Row[Any], source: dict[str, Any], name: str) -> _Change:
        """An answer to one of the two questions at the end: kept beside the record, and the other asked, or thanks."""
        asked = await self.record.read(connection, row, 0, Audience.PERSON, [Kind.NOTICE], limit=1, newest_first=True)
        answered, value, following = survey.answered(name)
        if not asked or asked[0].body["source"]["key"] != survey.question(answered):
            raise MessageRefused("choice_stale")
        said = Draft(Kind.MESSAGE, Author.PERSON, {**source, "handled": True})
        kept = Draft(Kind.FACT, Author.SYSTEM, {"survey": {answered: value}, "how": "answered"})
        key, also = following
        return _Change([said, kept, _notice(key, "info", also)], for_assistant=False)

    async def open_question(self, connection: AsyncConnection, row: Row[Any]) -> OpenQuestion | None:
        """The question that stands: the last one, unless a determination came after it."""
        last = await self.record.read(
            connection,
            row,
            row.facts_from_seq,
            Audience.PERSON,
            [Kind.QUESTION, Kind.DETERMINATION],
            limit=1,
            newest_first=True,
        )
        return open_question_of(last[0]) if last and last[0].kind is Kind.QUESTION else None

    async def not_understood(self) -> AsyncIterator[NotUnderstood]:
        """Messages of the whole record that were not understood, redacted as for the assistant, for review."""
        after = ""
        while True:
            async with self._database.read() as connection:
                rows = (
                    await connection.execute(
                        select(conversations)
                        .where(
                            conversations.c.erased_at.is_(None),
                            # What is said of a case leaves the record for nobody's training.
                            conversations.c.door == Door.SCREENING.value,
                            conversations.c.id > after,
                        )
                        .order_by(conversations.c.id)
                        .limit(_CONVERSATIONS_A_BATCH)
                    )
                ).all()
                found = [one for row in rows for one in await self._not_understood_in(connection, row)]
            for one in found:
                yield one
            if len(rows) < _CONVERSATIONS_A_BATCH:
                return
            after = rows[-1].id

    async def _not_understood_in(self, connection: AsyncConnection, row: Row[Any]) -> list[NotUnderstood]:
        facts = await self.record.read(connection, row, 0, Audience.RECORD, [Kind.FACT])
        missed = {
            event.body["source"]["from_seq"]: event.body["source"]["asks"]
            for event in facts
            if event.body["source"]["how"] == "not_understood"
        }
        if not missed:
            return []
        messages = await self.record.read(connection, row, min(missed) - 1, Audience.PERSON, [Kind.MESSAGE])
        return [
            NotUnderstood(redaction.for_assistant(event.body["source"]["typed"]), row.language, missed[event.seq])
            for event in messages
            if event.seq in missed and "typed" in event.body["source"]
        ]

    async def erase_due(self) -> int:
        """Destroys the data key and bodies of conversations whose time is over; returns how many.

        Works in batches of at most 50, so that nobody's message waits long (rule 1).
        """
        now = self._clock.now()
        return sum([await self._erase_due(door, now) for door in Door])

    def going(self, now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""
        found = []
        for door in Door:
            due = _due(door, now)
            for others in self.erased_with:
                found += others.going_with_conversations(due, now)
            found += _going(due, now)
        return found

    async def _erase_due(self, door: Door, now: datetime) -> int:
        erased = 0
        while True:

            async def work(connection: AsyncConnection) -> list[str]:
                due = list((await connection.execute(_due(door, now).limit(_ERASED_A_BATCH))).scalars())
                if due:
                    # Their rows are locked before the audit's, as everywhere else.
                    await erase(connection, _going(due, now))
                    for others in self.erased_with:
                        await others.erase_with_conversations(connection, due)
                return due

            done = await self._database.write(work)
            for conversation_id in done:
                self._sealer.forget(ConversationId(conversation_id))
            erased += len(done)
            if len(done) < _ERASED_A_BATCH:
                return erased

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key, in batches; may be interrupted and run again."""
        return await rewrap_rows(
            self._database,
            conversations,
            lambda subject_id, wrapped: self._sealer.rewrap(ConversationId(subject_id), wrapped),
            self._keys.current_id,
        )

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key still wraps: one that wraps any must not be destroyed."""
        return await wrapped_by(self._database, conversations)

    def _token_digest(self, token: ConversationToken) -> bytes:
        return self._keys.digest("conversation token", token.encode())

    def _visitor_digest(self, visitor: VisitorToken) -> bytes:
        return self._keys.digest("visitor", visitor.encode())


def _going(ids: Sequence[str] | Select[str], now: datetime) -> list[Going]:
    """What goes with conversations; of each a row stays, and how long somebody waited."""
    # Nothing of the waiting says anything about anybody: it stays for the figures of the service.
    ended = {"state": HandoffState.ENDED.value, "ending": Ending.ERASED.value, "ended_at": now}
    gone = {
        "erased_at": now,
        "key_id": None,
        "wrapped_key": None,
        "owner": Owner.CLOSED.value,
        "epoch": conversations.c.epoch + 1,
        "turn_id": None,
        "lease_until": None,
    }
    return [
        *(Going(table, table.c.conversation_id.in_(ids)) for table in _GO_WITH_CONVERSATIONS),
        Going(access_codes, access_codes.c.subject_id.in_(ids)),
        Going(handoffs, and_(handoffs.c.conversation_id.in_(ids), handoffs.c.ended_at.is_(None)), ended),
        Going(conversations, conversations.c.id.in_(ids), gone),
    ]


def _due(door: Door, now: datetime) -> Select[str]:
    """The conversations of a door whose time is over and that no hold keeps."""
    columns = conversations.c
    return select(columns.id).where(
        columns.erased_at.is_(None),
        columns.door == door.value,
        columns.last_message_at < now - timedelta(days=days_kept(now.date(), door)),
        ~conversation_held(columns.id),
    )


def _shows(letter: str) -> bool:
    """Whether a reader would see anything of it: not white space, not an invisible format character."""
    return not letter.isspace() and unicodedata.category(letter) != "Cf"


def _place_of(choice_id: str) -> tuple[int, int]:
    """The question's seq and the button's index in an id that the server issued."""
    issued = _CHOICE_ID.fullmatch(choice_id)
    if issued is None:
        raise MessageRefused("choice_unknown")
    return int(issued[1]), int(issued[2])


def _greeting(now: datetime, time_zone: str) -> list[Draft]:
    days = days_kept(local_date(now, time_zone), Door.SCREENING)
    parts: list[dict[str, Any]] = [
        {"key": "welcome-1"},
        {"key": "welcome-2"},
        {"key": "welcome-3", "with": {"retention_days": days}},
    ]
    return [Draft(Kind.MESSAGE, Author.ASSISTANT, {"parts": parts}), first_question()]


def open_question_of(event: Event | None) -> OpenQuestion | None:
    """A question that stands, as the assistant needs it."""
    if event is None:
        return None
    source = event.body["source"]
    return OpenQuestion(
        seq=event.seq,
        asks=source["asks"],
        variant=source["variant"],
        of=source.get("of"),
        choices=tuple(source["choices"]),
        value=source.get("value"),
        about=source.get("about"),
        contact=source.get("contact"),
    )


def first_question() -> Draft:
    """The question that every screening begins with: what is the trouble, in their own words or by a button."""
    return Draft(Kind.QUESTION, Author.ASSISTANT, question_source("topics", questions_asked=0))


def portal_menu(has_matter: bool, variant: int = 0) -> Draft:
    """The portal's standing question, with what most people come for as buttons."""
    return Draft(Kind.QUESTION, Author.ASSISTANT, menu(has_matter, variant))


def save_for_later() -> Draft:
    """Where the code to come back with is made; the code itself never stands in the record."""
    return _notice("notice-save-for-later", "info", ["save_for_later"])


def why_asked(question: OpenQuestion | None) -> str:
    """Why somebody asks for a person: a question that was put otherwise twice without being understood, or just so."""
    return "not_understood" if question is not None and question.variant >= LAST_VARIANT else "asked"


def help_named() -> Draft:
    """Whom to call in a crisis, beside what may only sound like one: no alarm (docs/adr/0011)."""
    return _notice("say-danger", "info")


def _notice(key: str, level: str, also: Sequence[str] = ()) -> Draft:
    return Draft(Kind.NOTICE, Author.SYSTEM, {"key": key, "level": level, "also": list(also)})


def _fact(facts: Mapping[str, Any], how: str) -> Draft:
    return Draft(Kind.FACT, Author.SYSTEM, {"facts": dict(facts), "how": how})


def _need_told(learned: Needs, key: str, also: Sequence[str]) -> list[Draft]:
    """What a choice about a need comes to: the need on the record, and what is said to it."""
    return [*([_learned(learned, "answered")] if learned else []), _notice(key, "info", also)]


def _learned(needs: Needs, how: str) -> Draft:
    return Draft(Kind.FACT, Author.SYSTEM, {"needs": dict(needs), "how": how})


# The choices that tell of a need: at any time, whoever has the conversation.
_NEEDS: Final[Mapping[str, Callable[[str], tuple[Needs, str, tuple[str, ...]]]]] = {
    **dict.fromkeys(safe_contact.DOS, safe_contact.answered),
    **dict.fromkeys(access_needs.DOS, access_needs.chosen),
}


def _owner(owner: Owner, reason: str, key: str, also: Sequence[str] = ()) -> Draft:
    return Draft(Kind.OWNER, Author.SYSTEM, {"owner": owner.value, "reason": reason, "key": key, "also": list(also)})


_EMERGENCY_NOTICES: Mapping[safety.EmergencyKind | None, str] = {
    safety.EmergencyKind.THREAT_TO_OTHERS: "notice-emergency-threat",
    safety.EmergencyKind.VIOLENCE_AT_HOME: "notice-emergency-home",
}
_IN_DANGER = _fact({"emergency": "yes"}, "understood")
