"""What an agent does: see their chats and the queue, read one with everything before it, write, note, transfer, close.

Whose a chat is is asked under its lock, in the transaction that changes it; a reply says what it has seen, and what it has
not is given back instead of a reply that talks past the person (ADR 0017).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from casework import eligibility, faults, redaction
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.canned.service import Canned
from casework.clock import Clock, local_date
from casework.conversations import survey
from casework.conversations.continuing import before_going_on
from casework.conversations.documents import DocumentsInChats, Sent, content_of, place_of
from casework.conversations.models import (
    Audience,
    Author,
    ClientId,
    ConversationId,
    Door,
    Event,
    Kind,
    Owner,
    conversations,
    events,
    portal_conversations,
)
from casework.conversations.questions import question_source
from casework.conversations.record import ConversationNotFound, Draft, fold
from casework.conversations.service import MOST_TEXT_CHARACTERS, Conversations, MessageRefused
from casework.conversations.wording import as_shown
from casework.documents.models import Direction, DocumentId, Uploader
from casework.documents.service import Documents, ReleaseRefused
from casework.handoff import queue, rules
from casework.handoff.matters import DeskMatters, MatterAtDesk
from casework.handoff.models import (
    HELD,
    IN_LINE,
    SIGNED_IN,
    Agent,
    AgentId,
    Ending,
    HandoffState,
    Note,
    NoteKind,
    Presence,
    Skill,
    desk_agents,
    desk_drafts,
    desk_head,
    desk_notes,
    desk_step_asides,
    handoffs,
)
from casework.handoff.service import (
    MOST_NAME_CHARACTERS,
    Handoffs,
    NotTheirs,
    agent_of,
    as_waiting,
    entry,
    notice,
    owner_event,
)
from casework.identity.models import Actor, StaffRole

_OPEN: Final = handoffs.c.ended_at.is_(None)
_SAFE: Final = Draft(Kind.FACT, Author.AGENT, {"facts": {"emergency": "no"}, "how": "corrected"})
_MOST_EVENTS: Final = 1_000
_MOST_QUEUE: Final = 200
MOST_CLOSING_CHARACTERS: Final = 500
# Letters of any script, with what joins names: "Ana María", "O'Neil", "Jean-Luc", "Maria G."
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.?")


class ReplyStale(Exception):
    """The person wrote what the agent had not seen when they replied; `missed` are those events, worded."""

    def __init__(self, missed: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("stale")
        self.missed = tuple(missed)


class DeskRefused(Exception):
    """What was asked for can't be done as it is; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat of an agent's, or one in line, as the desk lists it.

    Attributes:
        state: Of its hand-off.
        until_at: Until when an offer or a kept turn holds.
        owes: Who is to write next.
        person_here: Whether the person was seen lately.
        unread: How many messages of the person's came since the agent wrote.
        mine_to_take: Whether the agent who looks may take it by hand.
        speaks: Whether that agent says they speak the person's language: without it they think twice.
        told_minutes: The range of waiting time that the person was told last.
    """

    conversation_id: ConversationId
    state: HandoffState
    reason: str
    urgency: str
    language: str
    topic: str | None
    emergency: bool
    signed_in: bool
    front: bool
    waiting_since: datetime
    joined_at: datetime | None
    until_at: datetime | None
    agent_id: AgentId | None
    last_seq: int
    owes: str
    person_here: bool
    notes: int
    unread: int = 0
    mine_to_take: bool = False
    speaks: bool = True
    told_minutes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """What stands at the desk for one agent: they, their chats and offers, and the queue."""

    me: Agent | None
    room: int
    chats: tuple[Chat, ...]
    queue: tuple[Chat, ...]
    on_duty: int
    version: int


@dataclass(frozen=True, slots=True)
class StandingFact:
    """A fact that stands.

    Attributes:
        how: How it was come by; `corrected` by an advocate.
        seq: The message that it came from; its own where it came from none, as a correction does.
    """

    name: str
    value: Any = field(repr=False)
    how: str
    seq: int


@dataclass(frozen=True, slots=True)
class OpenChat:
    """A chat as it is opened: its hand-off, everything said and understood, and what staff wrote.

    Attributes:
        facts: What stands, in the order in which it was given.
        skipped: What was asked and left open.
        determination: The newest since the person last started over.
        matter: Of a conversation of the portal alone.
        earlier: What was said in the screening that the person brought along when they signed in.
    """

    chat: Chat | None
    door: Door
    owner: Owner
    language: str
    time_zone: str
    last_seq: int
    mine: bool
    events: list[dict[str, Any]] = field(repr=False)
    notes: list[Note] = field(repr=False)
    facts: tuple[StandingFact, ...] = field(repr=False)
    skipped: tuple[str, ...]
    determination: Mapping[str, Any] | None = field(repr=False)
    matter: MatterAtDesk | None
    draft: str = field(repr=False, default="")
    earlier: list[dict[str, Any]] = field(repr=False, default_factory=list)


@dataclass(frozen=True, slots=True)
class Closing:
    """How a chat is closed: a code for us, and for the person what happens next, who does it, by when."""

    wrap_up: str
    what: str = field(repr=False)
    who: str = field(repr=False)
    by_on: date | None = None


class Desk:
    """The work at the desk."""

    def __init__(
        self,
        conversations_: Conversations,
        handoffs_: Handoffs,
        audit: Audit,
        database: Database,
        clock: Clock,
        time_zone: str,
        matters: DeskMatters | None = None,
        canned: Canned | None = None,
        documents: Documents | None = None,
        in_chats: DocumentsInChats | None = None,
    ) -> None:
        """Without `matters` no conversation is about a case, without `canned` no text has gaps.

        Without `documents` and what tells of them `in_chats` none are released.
        """
        self._documents = documents
        self._in_chats = in_chats
        self._matters = matters
        self._canned = canned
        self._conversations = conversations_
        self._handoffs = handoffs_
        self._record = conversations_.record
        self._audit = audit
        self._database = database
        self._clock = clock
        self._zone = time_zone

    # What is seen

    async def state(self, actor: Actor) -> DeskState:
        """The desk as this agent sees it. Raises NoAgent, DatabaseUnavailable."""
        agent_id = agent_of(actor)
        now = self._clock.now()
        times = rules.times(local_date(now, self._zone))
        async with self._database.read() as connection:
            me = await self._handoffs.agent(connection, agent_id)
            found = await self._listed(connection, now, times, _AGENTS, {"agent_id": agent_id})
            version = int((await connection.execute(_VERSION)).scalar_one())
            on_duty = (await connection.execute(_ON_DUTY, {"at": now})).scalar_one()
        room = rules.capacity(local_date(now, self._zone))
        listed = [(replace(chat, speaks=_speaks(me, chat)), waiting) for chat, waiting in found]
        mine = [chat for chat, _ in listed if chat.agent_id == agent_id]
        busy = (HandoffState.OFFERED, HandoffState.KEPT, HandoffState.ACTIVE)
        taken = sum(room.weight_of(chat.emergency) for chat in mine if chat.state in busy)
        in_line = [_takeable(chat, waiting, me, now, times) for chat, waiting in listed if chat.state in IN_LINE]
        return DeskState(
            me=me,
            room=(me.capacity if me else 0) - taken,
            chats=tuple(sorted(mine, key=_place)),
            queue=tuple(in_line[:_MOST_QUEUE]),
            on_duty=int(on_duty),
            version=version,
        )

    async def board(self) -> list[Chat]:
        """Every open hand-off, in the order of the queue (for supervisors). Raises DatabaseUnavailable."""
        now = self._clock.now()
        async with self._database.read() as connection:
            times = rules.times(local_date(now, self._zone))
            return [chat for chat, _ in await self._listed(connection, now, times, _EVERYBODYS)]

    async def progress(self, conversation_ids: Sequence[ConversationId]) -> dict[ConversationId, int]:
        """How far each of these chats goes (for the watcher of streams)."""
        async with self._database.read() as connection:
            found = (await connection.execute(_PROGRESS, {"ids": conversation_ids})).all()
        return {ConversationId(row.id): row.last_seq for row in found}

    async def _listed(
        self,
        connection: AsyncConnection,
        now: datetime,
        times: rules.Times,
        query: Select[Any],
        parameters: Mapping[str, Any] | None = None,
    ) -> list[tuple[Chat, Any]]:
        """Open hand-offs in the order of the queue."""
        room = rules.capacity(local_date(now, self._zone))
        rows = (await connection.execute(query, parameters)).all()
        listed = [(_chat(row, now, times), as_waiting(row, room, _not_for(row))) for row in rows]
        return sorted(listed, key=lambda each: queue.order(each[1]))

    async def may_see(self, actor: Actor, conversation_id: ConversationId) -> bool:
        """Whether staff may open a conversation: who has it or was offered it, and supervisors while it is handed off.

        A conversation that was never handed off is nobody's at the desk. What an agent has closed they see for as long as
        it may be reopened.
        """
        async with self._database.read() as connection:
            sees = await self._sees(connection, actor, conversation_id)
        return sees and await self.may_take(actor, conversation_id)

    async def looks_on(self, actor: Actor, conversation_id: ConversationId) -> None:
        """Asks `may_see` for what a page lacks that was opened before; in a chat that isn't theirs, each time is audited.

        Raises ConversationNotFound, NoAgent, CaseSystemUnavailable, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        if not await self.may_see(actor, conversation_id):
            raise ConversationNotFound
        async with self._database.read() as connection:
            found = await self._handoffs.open_row(connection, conversation_id)
        if found is None or found.agent_id != agent_id:
            looked = entry(actor, "chat.opened", conversation_id, {"as": "monitoring"})
            await self._database.write(lambda connection: self._audit.record(connection, looked))

    async def may_take(self, actor: Actor, conversation_id: ConversationId) -> bool:
        """Whether nothing but the queue keeps staff from a conversation: none of their own, nor of their own case.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        return self._matters is None or not await self._matters.own(actor, conversation_id)

    async def let_in(self, actor: Actor, conversation_id: ConversationId, client_id: ClientId | None = None) -> None:
        """Asks `may_see` for a door. Missing, never handed off and another's are told alike.

        Args:
            actor: Who asks.
            conversation_id: The conversation.
            client_id: Of an act that names one: whoever did it may send it again, wherever the chat has gone since.

        Raises:
            ConversationNotFound: they may not see it.
            NotTheirs: it was theirs just now, or offered to them, and has gone on; `by` says to whom.
            CaseSystemUnavailable, DatabaseUnavailable: it can't be said.
        """
        if await self.may_see(actor, conversation_id):
            return
        agent_id = agent_of(actor)
        async with self._database.read() as connection:
            sent = None if client_id is None else _client(agent_id, client_id)
            if sent is not None and await self._conversations.was_sent(connection, conversation_id, sent):
                return
            found = await self._handoffs.open_row(connection, conversation_id)
            if found is not None and await self._was_with(connection, found, agent_id):
                raise NotTheirs(await self._handoffs.name(connection, found.agent_id))
        raise ConversationNotFound

    async def _was_with(self, connection: AsyncConnection, found: Row[Any], agent_id: AgentId) -> bool:
        """Whether an agent had the chat last, or was in the middle of writing in it."""
        if found.last_agent_id == agent_id:
            return True
        own = and_(desk_drafts.c.conversation_id == found.conversation_id, desk_drafts.c.agent_id == agent_id)
        return bool((await connection.execute(select(func.count()).select_from(desk_drafts).where(own))).scalar_one())

    async def _sees(self, connection: AsyncConnection, actor: Actor, conversation_id: ConversationId) -> bool:
        if await self._handoffs.stepped_aside(connection, conversation_id, actor.employee_id):
            return False
        found = await self._handoffs.open_row(connection, conversation_id)
        if found is None:
            last = await self._handoffs.last(connection, conversation_id)
            if last is None or last.ending != Ending.CLOSED.value:
                return False
            reopen = rules.times(local_date(self._clock.now(), self._zone)).reopen
            recent = self._clock.now() - last.ended_at <= reopen
            return recent and (last.agent_id == actor.employee_id or StaffRole.SUPERVISOR in actor.staff_roles)
        if StaffRole.SUPERVISOR in actor.staff_roles:
            return True
        return bool(found.agent_id == actor.employee_id and StaffRole.AGENT in actor.staff_roles)

    async def open(self, actor: Actor, conversation_id: ConversationId) -> OpenChat:
        """A chat with everything said, in the words of the day, each event with its language; every opening is audited.

        Raises ConversationNotFound, NoAgent, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()
        times = rules.times(local_date(now, self._zone))
        if not await self.may_take(actor, conversation_id):
            raise ConversationNotFound
        matter = None if self._matters is None else await self._matters.of(actor, conversation_id)

        async def work(connection: AsyncConnection) -> OpenChat:
            row = await self._record.row(connection, conversation_id)
            if not await self._sees(connection, actor, conversation_id):
                raise ConversationNotFound
            found = await self._handoffs.open_row(connection, conversation_id)
            chat = None if found is None else _chat(found, now, times, row.last_seq)
            mine = chat is not None and chat.agent_id == agent_id and chat.state in HELD
            basis = {"as": "own" if chat is not None and chat.agent_id == agent_id else "monitoring"}
            await self._audit.record(connection, entry(actor, "chat.opened", conversation_id, basis))
            said = await self._events(connection, row, 0)
            noted = await self._record.read(connection, row, row.facts_from_seq, Audience.RECORD, [Kind.FACT])
            return OpenChat(
                chat=chat,
                door=Door(row.door),
                owner=Owner(row.owner),
                language=row.language,
                time_zone=row.time_zone,
                last_seq=row.last_seq,
                mine=mine,
                events=said,
                notes=await self._notes(connection, row, 0),
                facts=_standing(noted, said),
                skipped=fold(noted).skipped,
                determination=await self._determination(connection, row),
                matter=matter,
                draft=await self._draft(connection, row, agent_id),
                earlier=await self._earlier(connection, row),
            )

        return await self._database.write(work)

    async def events(self, conversation_id: ConversationId, after: int) -> list[dict[str, Any]]:
        """What was said after a seq, as at the desk. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            return await self._events(connection, await self._record.row(connection, conversation_id), after)

    async def notes(self, conversation_id: ConversationId, after: int) -> list[Note]:
        """What staff wrote after a number. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            return await self._notes(connection, await self._record.row(connection, conversation_id), after)

    async def _events(self, connection: AsyncConnection, row: Row[Any], after: int) -> list[dict[str, Any]]:
        found = await self._record.read(connection, row, after, Audience.STAFF, limit=_MOST_EVENTS)
        return [as_shown(event) for event in found]

    async def _earlier(self, connection: AsyncConnection, row: Row[Any]) -> list[dict[str, Any]]:
        """What was said before the person signed in; they agreed that staff read it (`continue.html`)."""
        query = select(portal_conversations.c.continued_from).where(portal_conversations.c.conversation_id == row.id)
        screening = (await connection.execute(query)).scalar_one_or_none()
        if screening is None:
            return []
        try:
            of = await self._record.row(connection, ConversationId(screening))
        except ConversationNotFound:
            return []
        said = await self._record.read(connection, of, 0, Audience.STAFF, limit=_MOST_EVENTS)
        return [as_shown(event) for event in before_going_on(said)]

    async def _determination(self, connection: AsyncConnection, row: Row[Any]) -> dict[str, Any] | None:
        kinds = [Kind.DETERMINATION]
        found = await self._record.read(
            connection, row, row.facts_from_seq, Audience.STAFF, kinds, limit=1, newest_first=True
        )
        return as_shown(found[0]) if found else None

    async def _notes(self, connection: AsyncConnection, row: Row[Any], after: int) -> list[Note]:
        query = (
            select(desk_notes)
            .where(desk_notes.c.conversation_id == row.id, desk_notes.c.number > after)
            .order_by(desk_notes.c.number)
        )
        return [
            Note(
                number=note.number,
                kind=NoteKind(note.kind),
                author_id=AgentId(note.author_id),
                author_name=note.author_name,
                after_seq=note.after_seq,
                at=note.at,
                text=self._record.unsealed(row, f"note|{note.number}", note.body)["text"],
            )
            for note in (await connection.execute(query)).all()
        ]

    async def _draft(self, connection: AsyncConnection, row: Row[Any], agent_id: AgentId) -> str:
        query = select(desk_drafts.c.body).where(
            desk_drafts.c.conversation_id == row.id, desk_drafts.c.agent_id == agent_id
        )
        body = (await connection.execute(query)).scalar_one_or_none()
        return "" if body is None else str(self._record.unsealed(row, f"draft|{agent_id}", body)["text"])

    async def colleagues(self, actor: Actor) -> list[Agent]:
        """The other agents who take chats now, by name. Raises NoAgent, DatabaseUnavailable."""
        agent_id, now = agent_of(actor), self._clock.now()
        return [
            agent
            for agent in await self._handoffs.agents()
            if agent.id != agent_id
            and agent.presence is Presence.AVAILABLE
            and agent.lease_until is not None
            and agent.lease_until > now
        ]

    async def set_name(self, actor: Actor, name: str) -> None:
        """Chooses the name that people see. Raises DeskRefused (`name_invalid`), NoAgent, DatabaseUnavailable."""
        agent_id = agent_of(actor)
        chosen = " ".join(redaction.clean_text(name).split())
        if len(chosen) > MOST_NAME_CHARACTERS or not _NAME.fullmatch(chosen):
            raise DeskRefused("name_invalid")
        kind, by = who(actor)

        async def work(connection: AsyncConnection) -> None:
            await self._handoffs.lock(connection)
            known = await self._handoffs.agent(connection, agent_id)
            if known is not None and known.shown_name == chosen:
                return
            own = desk_agents.c.employee_id == agent_id
            await connection.execute(update(desk_agents).where(own).values(shown_name=chosen))
            named = Entry(kind, by, "agent.named", f"employee:{agent_id}", "staff:desk", AuditResult.DONE)
            await self._audit.record(connection, named)

        await self._handoffs.introduce(agent_id, chosen, ("en",))
        await self._database.write(work)
        self._handoffs.desk_changed()

    # What is written

    async def reply(
        self,
        actor: Actor,
        conversation_id: ConversationId,
        client_id: ClientId,
        text: str,
        expected_seq: int,
        documents: Sequence[str] = (),
    ) -> int:
        """Says something to the person; sent again with the same `client_id` it is the same (rule 2). Returns its seq.

        With `documents` (finished uploads of the agent's for this chat) it may be said without words.

        Raises:
            MessageRefused: empty, too long, or the `client_id` was used for something else; or documents are sent to a
                person who has not signed in (`documents_sign_in`).
            DocumentNotReady: a document is not there to be sent.
            DeskRefused: a gap of a canned text is left in it (`reply_has_gaps`), or nobody has come as far as
                `expected_seq` (`expected_seq_invalid`).
            ReplyStale: the person wrote after `expected_seq`.
            NotTheirs: the chat is not this agent's (any longer).
            ConversationNotFound: there is none, or they may not know.
            DatabaseUnavailable: nothing was done.
        """
        agent_id = agent_of(actor)
        sent = Sent(tuple(map(DocumentId, documents)), Uploader(actor.person_id, Direction.OUTBOUND))
        alone = bool(documents) and not text.strip()
        words = "" if alone else self._filled(_words(text, MOST_TEXT_CHARACTERS))
        content = content_of(words, sent, "reply")
        sending = self._conversations.sending(conversation_id, _client(agent_id, client_id), content)
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> int:
            row = await self._record.row(connection, conversation_id, lock=True)
            before = await self._conversations.sent_before(connection, conversation_id, sending)
            if before is not None:
                return before
            await self._handoffs.lock(connection, changes=False)
            found, agent = await self._held(connection, actor, row)
            await self._seen_all(connection, row, expected_seq)
            source = {"written": words, "name": agent.shown_name}
            said = [] if alone else [Draft(Kind.MESSAGE, Author.AGENT, source)]
            said += await self._conversations.documents_of(connection, row, sent, agent.shown_name)
            await self._handoffs.tell(connection, row, [_sent(said[0], sending), *said[1:]], now)
            await self._handoffs.set_row(connection, found.id, {"agent_wrote_at": now, "quiet_asked_at": None})
            await self._handoffs.works(connection, agent_id, now)
            await self._forget_draft(connection, conversation_id, agent_id)
            faults.point("desk.reply_in_transaction")
            return int(row.last_seq) + 1

        seq = await self._handoffs.writes(work)
        faults.point("desk.replied")
        self._handoffs.said(conversation_id)
        return seq

    async def release(self, actor: Actor, conversation_id: ConversationId, document_id: str, reason: str) -> None:
        """Lets a document of the chat be opened that nobody could look into; done again it is done already.

        Raises:
            ReleaseRefused: see `Documents.release`; of no such document of this chat, too.
            NotTheirs: the chat is not this agent's (any longer).
            ConversationNotFound: there is none, or they may not know.
            DatabaseUnavailable: nothing was done.
        """
        if self._documents is None or self._in_chats is None:
            raise ReleaseRefused("document_not_ready")
        async with self._database.read() as connection:
            await self._held(connection, actor, await self._record.row(connection, conversation_id))
        sent = await self._documents.of_place(place_of(conversation_id))
        if document_id not in {each.id for each in sent}:
            raise ReleaseRefused("document_not_ready")
        await self._in_chats.changed(await self._documents.release(actor, DocumentId(document_id), reason))
        self._handoffs.said(conversation_id)

    async def note(
        self, actor: Actor, conversation_id: ConversationId, client_id: ClientId, text: str, whisper: bool = False
    ) -> int:
        """Writes a note beside the conversation, that no person ever receives; a whisper is a supervisor's.

        Raises DeskRefused (`whisper_refused`), MessageRefused, ConversationNotFound, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        words = _words(text, MOST_TEXT_CHARACTERS)
        if whisper and StaffRole.SUPERVISOR not in actor.staff_roles:
            raise DeskRefused("whisper_refused")
        kind = NoteKind.WHISPER if whisper else NoteKind.NOTE
        sending = self._conversations.sending(conversation_id, _client(agent_id, client_id), {kind.value: words})
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> int:
            row = await self._record.row(connection, conversation_id, lock=True)
            if not await self._sees(connection, actor, conversation_id):
                raise ConversationNotFound
            number = await self._add_note(connection, row, actor, kind, words, sending, now)
            await self._handoffs.lock(connection)
            if whisper:
                await self._audit.record(connection, entry(actor, "chat.whispered", conversation_id))
            faults.point("desk.note_in_transaction")
            return number

        number = await self._database.write(work)
        self._handoffs.desk_changed()
        return number

    async def _add_note(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        actor: Actor,
        kind: NoteKind,
        words: str,
        sending: Any,
        now: datetime,
    ) -> int:
        own = desk_notes.c.conversation_id == row.id
        same = select(desk_notes).where(own, desk_notes.c.client_id_digest == sending.client_digest)
        before = (await connection.execute(same)).one_or_none()
        if before is not None:
            if not secrets.compare_digest(before.content_digest, sending.content_digest):
                raise MessageRefused("client_id_reused")
            return int(before.number)
        last = (await connection.execute(select(func.max(desk_notes.c.number)).where(own))).scalar_one_or_none()
        number = (last or 0) + 1
        agent = await self._handoffs.agent(connection, agent_of(actor))
        await connection.execute(
            insert(desk_notes).values(
                conversation_id=row.id,
                number=number,
                kind=kind.value,
                author_id=agent_of(actor),
                author_name=agent.shown_name if agent is not None else str(actor.employee_id),
                after_seq=row.last_seq,
                at=now,
                client_id_digest=sending.client_digest,
                content_digest=sending.content_digest,
                body=self._record.sealed(row, f"note|{number}", {"text": words}),
            )
        )
        return number

    async def correct(
        self, actor: Actor, conversation_id: ConversationId, client_id: ClientId, fact: str, value: Any
    ) -> None:
        """Corrects a fact, as an event like any other; sent again it is the same.

        Raises DeskRefused (`fact_unknown`), NotTheirs, ConversationNotFound, MessageRefused, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        try:
            valid = eligibility.validate_facts({fact: value})
        except eligibility.EligibilityError as error:
            raise DeskRefused("fact_unknown") from error
        facts = {name: list(found) if isinstance(found, tuple) else found for name, found in valid.items()}
        sending = self._conversations.sending(conversation_id, _client(agent_id, client_id), {"correct": facts})
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, conversation_id, lock=True)
            if await self._conversations.sent_before(connection, conversation_id, sending) is not None:
                return
            await self._handoffs.lock(connection)
            await self._held(connection, actor, row)
            source = {"facts": facts, "how": "corrected"}
            noted = Draft(Kind.FACT, Author.AGENT, source, sending.client_digest, sending.content_digest)
            await self._handoffs.tell(connection, row, [noted], now)
            standing = {**(await self._record.standing(connection, row)).facts, **facts}
            await self._handoffs.learned(connection, row, standing, language=row.language)

        await self._handoffs.writes(work)
        self._handoffs.changed(conversation_id)

    async def draft(self, actor: Actor, conversation_id: ConversationId, text: str) -> None:
        """Keeps what the agent has written so far, sealed; empty words forget it.

        Raises MessageRefused, ConversationNotFound, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        if len(text) > MOST_TEXT_CHARACTERS:
            raise MessageRefused("message_too_long")
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            # Whoever gives the chat away in this moment takes their draft along: one after the other.
            row = await self._record.row(connection, conversation_id, lock=True)
            if not await self._sees(connection, actor, conversation_id):
                raise ConversationNotFound
            await self._forget_draft(connection, conversation_id, agent_id)
            if text.strip():
                body = self._record.sealed(row, f"draft|{agent_id}", {"text": text})
                await connection.execute(
                    insert(desk_drafts).values(conversation_id=conversation_id, agent_id=agent_id, at=now, body=body)
                )

        await self._database.write(work)
        faults.point("desk.draft_kept")

    # How a chat goes on elsewhere

    async def transfer_to_agent(
        self, actor: Actor, conversation_id: ConversationId, client_id: ClientId, to: AgentId, note: str = ""
    ) -> None:
        """Offers the chat to one agent; if they don't take it, it is back in line at the front.

        Raises DeskRefused (`agent_not_on_duty`, `agent_stepped_aside`, `agent_needs_skill`), NotTheirs,
        ConversationNotFound, MessageRefused, DatabaseUnavailable.
        """
        now = self._clock.now()

        async def choose(connection: AsyncConnection, found: Row[Any]) -> dict[str, Any]:
            agent = await self._handoffs.agent(connection, to)
            lasts = agent is not None and agent.lease_until is not None and agent.lease_until > now
            if agent is None or not lasts or agent.presence is not Presence.AVAILABLE or to == found.agent_id:
                raise DeskRefused("agent_not_on_duty")
            if await self._handoffs.stepped_aside(connection, conversation_id, to):
                raise DeskRefused("agent_stepped_aside")
            if found.signed_in and SIGNED_IN not in agent.skills:
                raise DeskRefused("agent_needs_skill")
            accept = rules.times(local_date(now, self._zone)).accept
            return {"state": HandoffState.OFFERED.value, "agent_id": to, "until_at": now + accept}

        await self._transfer(actor, conversation_id, client_id, {"agent": to}, note, choose)

    async def transfer_to_skill(
        self,
        actor: Actor,
        conversation_id: ConversationId,
        client_id: ClientId,
        skill: Skill,
        note: str = "",
        anyway: bool = False,
    ) -> None:
        """Puts the chat in line, at the front, for whoever has the skill.

        `anyway`: where nobody else on duty has it as well. It is anybody's then after a while (`wanted_counts`).

        Raises DeskRefused (`skill_unknown`, `skill_not_on_duty`), NotTheirs, ConversationNotFound, MessageRefused,
        DatabaseUnavailable.
        """
        if skill not in self.skills():
            raise DeskRefused("skill_unknown")
        now = self._clock.now()

        async def choose(connection: AsyncConnection, found: Row[Any]) -> dict[str, Any]:
            if not anyway and not await self._handoffs.skills_for(connection, found, [skill], now):
                raise DeskRefused("skill_not_on_duty")
            return {
                "state": HandoffState.WAITING.value,
                "agent_id": None,
                "until_at": None,
                "wanted_skill": skill,
            }

        await self._transfer(actor, conversation_id, client_id, {"skill": skill}, note, choose)

    async def skills_on_duty(self, conversation_id: ConversationId) -> frozenset[Skill]:
        """The skills that a chat can be passed on to now. Raises DatabaseUnavailable."""
        async with self._database.read() as connection:
            found = await self._handoffs.open_row(connection, conversation_id)
            if found is None:
                return frozenset()
            return await self._handoffs.skills_for(connection, found, self.skills(), self._clock.now())

    def skills(self) -> tuple[Skill, ...]:
        """Every skill that there is."""
        today = local_date(self._clock.now(), self._zone)
        topics = [Skill(f"topic:{group}") for group in rules.topic_groups(today)]
        return (Skill("language:en"), Skill("language:es"), *topics)

    async def _transfer(
        self,
        actor: Actor,
        conversation_id: ConversationId,
        client_id: ClientId,
        to: Mapping[str, str],
        note: str,
        choose: Any,
    ) -> None:
        agent_id = agent_of(actor)
        now = self._clock.now()
        client = _client(agent_id, client_id)
        sending = self._conversations.sending(conversation_id, client, {"transfer": dict(to), "note": note})

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, conversation_id, lock=True)
            if await self._conversations.sent_before(connection, conversation_id, sending) is not None:
                return
            await self._handoffs.lock(connection)
            found, _ = await self._held(connection, actor, row)
            values = await choose(connection, found)
            await self._noted(connection, row, actor, client_id, note, now)
            given = {"front": True, "skills_since": now, "quiet_asked_at": None, "told_at": None, "joined_at": None}
            await self._handoffs.set_row(connection, found.id, {**given, **values})
            told = owner_event(Owner.QUEUED, "transferred", "notice-transferred", also=["resume"])
            await self._handoffs.give(connection, row, Owner.QUEUED, [_sent(told, sending)], now)
            await self._forget_draft(connection, conversation_id, agent_id)
            await self._audit.record(connection, entry(actor, "chat.transferred", conversation_id, to))
            await self._handoffs.assign(connection, now)
            faults.point("desk.transfer_in_transaction")

        await self._handoffs.writes(work)
        faults.point("desk.transferred")
        self._handoffs.changed(conversation_id)

    async def give_back(
        self, actor: Actor, conversation_id: ConversationId, client_id: ClientId, note: str = ""
    ) -> None:
        """Gives the chat back to the assistant, which begins a fresh session with the next question.

        Whoever was in danger is so no longer: an advocate says it by this, else the next word would bring the chat back.

        Raises NotTheirs, ConversationNotFound, MessageRefused, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()
        client = _client(agent_id, client_id)
        sending = self._conversations.sending(conversation_id, client, {"transfer": "assistant", "note": note})

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, conversation_id, lock=True)
            if await self._conversations.sent_before(connection, conversation_id, sending) is not None:
                return
            await self._handoffs.lock(connection)
            await self._held(connection, actor, row)
            await self._noted(connection, row, actor, client_id, note, now)
            told = owner_event(Owner.ASSISTANT, "returned", "notice-back-with-assistant", also=["person"])
            facts = (await self._record.standing(connection, row)).facts
            safe = [_SAFE] if facts.get("emergency") == "yes" else []
            drafts = [_sent(told, sending), *safe, *await self._next_question(connection, row, now)]
            await self._handoffs.give(connection, row, Owner.ASSISTANT, drafts, now, answered_seq=row.last_seq)
            await self._forget_draft(connection, conversation_id, agent_id)
            await self._audit.record(connection, entry(actor, "chat.given_back", conversation_id))
            await self._handoffs.end(connection, conversation_id, Ending.RETURNED)

        await self._handoffs.writes(work)
        self._handoffs.changed(conversation_id)

    async def _next_question(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> list[Draft]:
        """What the assistant would ask next, so that nobody is left before an empty box."""
        if row.door == Door.PORTAL.value:
            return [await self._conversations.first_question(connection, row)]
        standing = await self._record.standing(connection, row)
        # It is as safe as the advocate says.
        facts = eligibility.validate_facts({name: each for name, each in standing.facts.items() if name != "emergency"})
        asks = eligibility.next_question(facts, standing.skipped, local_date(now, row.time_zone))
        return [] if asks is None else [Draft(Kind.QUESTION, Author.ASSISTANT, question_source(asks, 1))]

    async def close(
        self,
        actor: Actor,
        conversation_id: ConversationId,
        client_id: ClientId,
        closing: Closing,
        expected_seq: int,
    ) -> None:
        """Ends the chat, with a last message that says what happens next, who does it, by when.

        Raises DeskRefused (`wrap_up_unknown`, and as for a reply), ReplyStale, NotTheirs, ConversationNotFound,
        MessageRefused, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()
        what, who = (self._filled(_words(words, MOST_CLOSING_CHARACTERS)) for words in (closing.what, closing.who))
        if closing.wrap_up not in rules.wrap_ups(local_date(now, self._zone)):
            raise DeskRefused("wrap_up_unknown")
        by_on = None if closing.by_on is None else closing.by_on.isoformat()
        content = {"close": [closing.wrap_up, what, who, by_on]}
        sending = self._conversations.sending(conversation_id, _client(agent_id, client_id), content)

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, conversation_id, lock=True)
            if await self._conversations.sent_before(connection, conversation_id, sending) is not None:
                return
            await self._handoffs.lock(connection)
            found, agent = await self._held(connection, actor, row)
            await self._seen_all(connection, row, expected_seq)
            reopen_until = now + rules.times(local_date(now, row.time_zone)).reopen
            source = {
                "what": what,
                "who": who,
                "by_on": by_on,
                "name": agent.shown_name,
                "reopen_until": reopen_until.isoformat(timespec="seconds").replace("+00:00", "Z"),
                "also": ["reopen"],
            }
            last = Draft(Kind.CLOSED, Author.AGENT, source, sending.client_digest, sending.content_digest)
            # Whoever was in danger is not asked how it was.
            asked = [] if found.emergency or row.emergency else [_survey()]
            await self._handoffs.give(connection, row, Owner.CLOSED, [last, *asked], now, answered_seq=row.last_seq)
            await self._forget_draft(connection, conversation_id, agent_id)
            details = {"wrap_up": closing.wrap_up}
            await self._audit.record(connection, entry(actor, "chat.closed", conversation_id, details))
            await self._handoffs.end(connection, conversation_id, Ending.CLOSED, closing.wrap_up)
            faults.point("desk.close_in_transaction")

        await self._handoffs.writes(work)
        faults.point("desk.closed")
        self._handoffs.changed(conversation_id)

    # What all of it asks

    async def _held(self, connection: AsyncConnection, actor: Actor, row: Row[Any]) -> tuple[Row[Any], Agent]:
        """The chat's hand-off and its agent, who asks. Raises NotTheirs, ConversationNotFound."""
        agent_id = agent_of(actor)
        found = await self._handoffs.open_row(connection, ConversationId(row.id))
        agent = await self._handoffs.agent(connection, agent_id)
        if found is None or agent is None:
            raise ConversationNotFound
        if found.agent_id != agent_id or found.state not in [state.value for state in HELD]:
            raise NotTheirs(await self._handoffs.name(connection, found.agent_id))
        return found, agent

    async def _seen_all(self, connection: AsyncConnection, row: Row[Any], expected_seq: int) -> None:
        """Raises ReplyStale where the person has said something that the agent has not seen."""
        if expected_seq > row.last_seq:
            raise DeskRefused("expected_seq_invalid")
        later = await self._record.read(connection, row, expected_seq, Audience.PERSON)
        if any(event.author is Author.PERSON for event in later):
            raise ReplyStale([as_shown(event) for event in later])

    def _filled(self, words: str) -> str:
        """What is said to a person as it is. Raises DeskRefused where a gap of a canned text is left in it."""
        if self._canned is not None and self._canned.gaps(words):
            raise DeskRefused("reply_has_gaps")
        return words

    async def _noted(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        actor: Actor,
        client_id: ClientId,
        note: str,
        now: datetime,
    ) -> None:
        """A note beside a transfer, for whoever is next."""
        if not note.strip():
            return
        words = _words(note, MOST_TEXT_CHARACTERS)
        named = ClientId(f"{_client(agent_of(actor), client_id)}|note")
        sending = self._conversations.sending(ConversationId(row.id), named, {"note": words})
        await self._add_note(connection, row, actor, NoteKind.NOTE, words, sending, now)

    @staticmethod
    async def _forget_draft(connection: AsyncConnection, conversation_id: ConversationId, agent_id: AgentId) -> None:
        own = and_(desk_drafts.c.conversation_id == conversation_id, desk_drafts.c.agent_id == agent_id)
        await connection.execute(delete(desk_drafts).where(own))


def _standing(noted: Sequence[Event], said: Sequence[Mapping[str, Any]]) -> tuple[StandingFact, ...]:
    """The facts that stand, each with the message that it came from: named, or for a button the one just before."""
    typed = [event["seq"] for event in said if event["kind"] == Kind.MESSAGE and event["author"] == Author.PERSON]
    told: dict[str, tuple[str, int]] = {}
    for event in noted:
        source = event.body["source"]
        how = source.get("how", "")
        before = (
            event.seq if event.author is Author.AGENT else max((seq for seq in typed if seq < event.seq), default=None)
        )
        for name in source.get("facts", ()):
            told[name] = how, source.get("from_seq") or before or event.seq
    return tuple(StandingFact(name, value, *told[name]) for name, value in fold(noted).facts.items())


def _notes_count() -> ScalarSelect[int]:
    """How much staff wrote beside it."""
    beside = desk_notes.c.conversation_id == handoffs.c.conversation_id
    return select(func.count()).select_from(desk_notes).where(beside).scalar_subquery()


def _unread() -> ScalarSelect[int]:
    """What the person wrote since the agent did last, or else since the conversation was last given to somebody."""
    earlier = events.alias("earlier")
    since = (
        select(func.coalesce(func.max(earlier.c.seq), 0))
        .where(
            earlier.c.conversation_id == handoffs.c.conversation_id,
            or_(
                earlier.c.kind == Kind.OWNER.value,
                and_(_written(earlier), earlier.c.author == Author.AGENT.value),
            ),
        )
        .correlate(handoffs)
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(events)
        .where(
            events.c.conversation_id == handoffs.c.conversation_id,
            _written(events),
            events.c.author == Author.PERSON.value,
            events.c.seq > since,
        )
        .correlate(handoffs)
        .scalar_subquery()
    )


def _written(table: Any) -> ColumnElement[bool]:
    """What somebody said or sent."""
    return or_(table.c.kind == Kind.MESSAGE.value, table.c.kind == Kind.DOCUMENT.value)


def _not_for(row: Row[Any]) -> frozenset[AgentId]:
    """Of those who stepped aside, the agent whose list it is."""
    aside = getattr(row, "aside", None)
    return frozenset() if aside is None else frozenset({AgentId(aside)})


def _listing(counted: ColumnElement[bool], whose: ColumnElement[bool]) -> Select[Any]:
    """Open hand-offs with how far their conversations go; notes and what is unread are counted where it is said."""
    columns = (
        handoffs,
        conversations.c.last_seq,
        case((counted, _notes_count()), else_=0).label("notes"),
        case((counted, _unread()), else_=0).label("unread"),
    )
    joined = conversations.c.id == handoffs.c.conversation_id
    return select(*columns).join(conversations, joined).where(_OPEN, whose)


# What each message asks for, put together once: that takes SQLAlchemy longer than the database takes to answer.
_EVERYBODYS: Final = _listing(true(), true())
_OWN: Final = handoffs.c.agent_id == bindparam("agent_id")
_ASIDE: Final = (
    select(desk_step_asides.c.agent_id)
    .where(
        desk_step_asides.c.conversation_id == handoffs.c.conversation_id,
        desk_step_asides.c.agent_id == bindparam("agent_id"),
    )
    .correlate(handoffs)
    .scalar_subquery()
)
_AGENTS: Final = _listing(_OWN, or_(_OWN, handoffs.c.state.in_([state.value for state in IN_LINE]))).add_columns(
    _ASIDE.label("aside")
)
_VERSION: Final = select(desk_head.c.version)
_ON_DUTY: Final = (
    select(func.count())
    .select_from(desk_agents)
    .where(desk_agents.c.presence == Presence.AVAILABLE.value, desk_agents.c.lease_until > bindparam("at"))
)
_PROGRESS: Final = select(conversations.c.id, conversations.c.last_seq).where(
    conversations.c.id.in_(bindparam("ids", expanding=True))
)


def _survey() -> Draft:
    return notice(survey.question(survey.HELPED), survey.choices(survey.HELPED))


def _sent(draft: Draft, sending: Any) -> Draft:
    return Draft(draft.kind, draft.author, draft.source, sending.client_digest, sending.content_digest)


def _client(agent_id: AgentId, client_id: ClientId) -> ClientId:
    """An agent's ids can't be taken for the person's, nor for another agent's."""
    return ClientId(f"desk|{agent_id}|{client_id}")


def _words(text: str, most_characters: int) -> str:
    """Text as typed, without what no reader sees. Raises MessageRefused."""
    words = redaction.clean_text(text).strip()
    if not words:
        raise MessageRefused("message_empty")
    if len(words) > most_characters:
        raise MessageRefused("message_too_long")
    return words


def _place(chat: Chat) -> tuple[Any, ...]:
    """Where a chat stands in its agent's list: what they have always in the same place, as agents reach it by its number.

    Then what they are offered, emergencies first, and else as in line.
    """
    if chat.state is HandoffState.OFFERED:
        return (1, not chat.emergency)
    return (0, chat.joined_at or chat.waiting_since, chat.conversation_id)


def _takeable(chat: Chat, waiting: Any, me: Agent | None, now: datetime, times: rules.Times) -> Chat:
    offered_to_another = chat.state is HandoffState.OFFERED and (me is None or chat.agent_id != me.id)
    able = me is not None and me.id not in waiting.not_for and queue.may_take(me.skills, waiting)
    return replace(chat, mine_to_take=able and not offered_to_another)


def _speaks(me: Agent | None, chat: Chat) -> bool:
    return me is not None and Skill(f"language:{chat.language}") in me.skills


def _chat(row: Row[Any], now: datetime, times: rules.Times, last_seq: int | None = None) -> Chat:
    """A hand-off's row, with the conversation's `last_seq`, as the desk lists it."""
    wrote, answered = row.person_wrote_at, row.agent_wrote_at
    owes = "agent" if answered is None or (wrote is not None and wrote > answered) else "person"
    return Chat(
        conversation_id=ConversationId(row.conversation_id),
        state=HandoffState(row.state),
        reason=row.reason,
        urgency=row.urgency,
        language=row.language,
        topic=row.topic,
        emergency=row.emergency,
        signed_in=row.signed_in,
        front=row.front,
        waiting_since=row.waiting_since,
        joined_at=row.joined_at,
        until_at=row.until_at,
        agent_id=None if row.agent_id is None else AgentId(row.agent_id),
        last_seq=row.last_seq if last_seq is None else last_seq,
        owes=owes,
        person_here=row.person_seen_at is not None and now - row.person_seen_at <= times.seen,
        notes=getattr(row, "notes", None) or 0,
        unread=getattr(row, "unread", None) or 0,
        told_minutes=None if row.told_low_minutes is None else (row.told_low_minutes, row.told_high_minutes),
    )
