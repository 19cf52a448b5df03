"""Who may send documents to a place, and who may open one: decided here alone, each time it is asked (rule 7)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.port import Database
from adapters.inspector.port import Inspector
from casework import listed
from casework.audit.models import ActorKind, AuditResult, Entry, audit_entries, who
from casework.audit.service import Audit
from casework.authority.models import MatterAct, MatterField
from casework.authority.service import Authority
from casework.conversations.documents import DocumentsInChats
from casework.conversations.models import ConversationId, Holder, portal_conversations
from casework.conversations.service import Conversations
from casework.documents.models import (
    Direction,
    Document,
    DocumentId,
    DocumentState,
    Place,
    PlaceKind,
    Uploader,
    documents,
)
from casework.documents.reading import DocumentBroken, Plain
from casework.documents.service import DocumentNotFound, Documents, Opened
from casework.handoff.desk import Desk
from casework.handoff.models import desk_step_asides
from casework.identity.models import Actor, StaffRole
from casework.listed import Listed

Participates = Callable[[Actor, Document], Awaitable[bool]]
"""Whether somebody takes part in the thread that a document of a matter stands in."""

# Who works with people in chats (`channels.authorization.AT_DESK`).
_AT_DESK: Final = frozenset({StaffRole.AGENT, StaffRole.SUPERVISOR})
_IN_CHAT: Final = "staff:chat"
"""The basis of staff who have the chat, whoever's the case is."""
_REVIEWER: Final = "staff:reviewer"
_OPENED: Final = "document.opened"
_NOT_SENT: Final = "not_sent"
_NO_AUTHORITY: Final = "no_authority"
_SUBJECT: Final = "document:"
_ROWS: Final = documents.c
_PORTAL: Final = portal_conversations.c
_ASIDE: Final = desk_step_asides.c


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that somebody may open.

    Attributes:
        basis: On what ground, for the audit.
    """

    document: Document
    basis: str

    @property
    def in_chat(self) -> bool:
        """Whether they have the chat that it was sent in, as staff."""
        return self.basis == _IN_CHAT


@dataclass(frozen=True, slots=True)
class _LetIn:
    """That somebody may open what was sent in a place: all of it, or what they sent and what they take part in."""

    basis: str
    opens_all: bool


@dataclass(frozen=True, slots=True)
class FromChat:
    """A document that was sent in a chat about a case."""

    matter_id: MatterId
    document: Document


class DocumentAccess:
    """Asks the authority about documents, and gives out what it allows."""

    def __init__(
        self,
        documents: Documents,
        in_chats: DocumentsInChats,
        authority: Authority,
        conversations: Conversations,
        desk: Desk,
        audit: Audit,
        database: Database,
        inspector: Inspector,
        participates: Participates | None = None,
    ) -> None:
        self._inspector = inspector
        self._documents = documents
        self._in_chats = in_chats
        self._authority = authority
        self._conversations = conversations
        self._desk = desk
        self._audit = audit
        self._database = database
        self._participates = participates

    async def may_send(self, actor: Actor, place: Place) -> Uploader | None:
        """As whom somebody may send documents to a place; None where they may not, and where there is no such place.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        if place.kind is PlaceKind.MATTER:
            access = await self._authority.access(actor, MatterId(place.id))
            acts = frozenset() if access is None else access.acts
            if actor.staff_roles:
                return Uploader(actor.person_id, Direction.OUTBOUND) if MatterAct.WORK in acts else None
            return Uploader(actor.person_id, Direction.INBOUND) if MatterAct.SEND_DOCUMENT in acts else None
        if await self._in_conversation(actor, ConversationId(place.id)) is None:
            return None
        return uploader(actor)

    async def may_open(self, actor: Actor, document: Document) -> str | None:
        """On what ground somebody may open a document, of those that are clean; None where they may not.

        One that was not sent yet is its sender's alone. What was sent in a matter the taxpayer sees, and staff by their
        authority; a representative sees what they sent themselves and what stands in a thread that they take part in. What
        was sent in a conversation sees whoever may open that, and staff by their authority in the case that it is about.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        if document.attached_to is None and document.uploader_id != actor.person_id:
            return None
        return await self._opens(actor, document, await self._let_in(actor, document.place))

    async def _let_in(self, actor: Actor, place: Place) -> _LetIn | None:
        """What somebody may open in a place; None where nothing."""
        if place.kind is PlaceKind.CONVERSATION:
            conversation_id = ConversationId(place.id)
            basis = await self._in_conversation(actor, conversation_id)
            basis = basis or await self._on_its_case(actor, conversation_id)
            return None if basis is None else _LetIn(basis, opens_all=True)
        access = await self._authority.access(actor, MatterId(place.id))
        return None if access is None else _LetIn(access.basis, MatterField.DOCUMENTS in access.fields)

    async def _opens(self, actor: Actor, document: Document, let_in: _LetIn | None) -> str | None:
        if let_in is None:
            return None
        if let_in.opens_all or document.uploader_id == actor.person_id:
            return let_in.basis
        if self._participates is not None and await self._participates(actor, document):
            return let_in.basis
        return None

    async def seen(self, actor: Actor, document_id: DocumentId) -> Seen:
        """A document, if somebody may open it; that they may not is audited, and told as if there were none.

        Raises DocumentNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        found = await self._documents.described(None, [document_id])
        if not found:
            raise DocumentNotFound
        (document,) = found
        basis = await self.may_open(actor, document)
        if basis is None:
            why = _NOT_SENT if document.attached_to is None else _NO_AUTHORITY
            await self._write(actor, document, why, AuditResult.REFUSED)
            raise DocumentNotFound
        return Seen(document, basis)

    async def openable(self, actor: Actor, found: Collection[Document]) -> list[Document]:
        """Those of some sent documents that somebody may open once they are clean, without erased ones.

        Raises as `may_open`.
        """
        kept = [each for each in found if each.state is not DocumentState.ERASED and each.attached_to is not None]
        # Once for each place: of one chat there may be many.
        let_in = {place: await self._let_in(actor, place) for place in {each.place for each in kept}}
        return [each for each in kept if await self._opens(actor, each, let_in[each.place]) is not None]

    async def of_chats(self, actor: Actor, matter_id: MatterId, skip: int = 0) -> Listed[Document]:
        """What was sent in chats about a case and somebody may open: the newest first, after so many. As `may_open`."""
        order = (_ROWS.finished_at.desc(), _ROWS.id)
        found = await self._of_chats(actor, order, _PORTAL.matter_id == matter_id, skip=skip)
        return Listed([each.document for each in found], more=found.more, skipped=skip)

    async def unopened(self, actor: Actor, matter_ids: Collection[MatterId]) -> Listed[FromChat]:
        """What came in chats about some cases, and nobody who works on the case has opened; what came first comes first.

        It is clean, or waits for whether staff release it. What the one who asks has opened in the chat is not among it.
        Raises as `may_open`.
        """
        waits = _ROWS.state.in_((DocumentState.CLEAN.value, DocumentState.UNSCANNABLE.value))
        return await self._unopened(actor, _PORTAL.matter_id.in_(list(matter_ids)), waits)

    async def unopened_before(self, actor: Actor, before: datetime) -> Listed[FromChat]:
        """As `unopened`, of all cases what came before a time and is clean: nobody has to release the other."""
        late = (_ROWS.state == DocumentState.CLEAN.value, _ROWS.finished_at < before)
        return await self._unopened(actor, _PORTAL.matter_id.is_not(None), *late)

    async def unopened_of(self, actor: Actor, found: Collection[Document]) -> frozenset[DocumentId]:
        """Which documents that somebody may open nobody has opened, as `unopened`. Raises DatabaseUnavailable."""
        query = select(_ROWS.id).where(_ROWS.id.in_([each.id for each in found]), *_nobody_opened(actor))
        async with self._database.read() as connection:
            return frozenset(map(DocumentId, (await connection.execute(query)).scalars()))

    async def _unopened(self, actor: Actor, *wanted: ColumnElement[bool]) -> Listed[FromChat]:
        return await self._of_chats(actor, (_ROWS.finished_at, _ROWS.id), *wanted, *_nobody_opened(actor))

    async def _of_chats(
        self, actor: Actor, order: tuple[ColumnElement[Any], ...], *wanted: ColumnElement[bool], skip: int = 0
    ) -> Listed[FromChat]:
        query = (
            select(_ROWS.id, _PORTAL.matter_id)
            .join(portal_conversations, _PORTAL.conversation_id == _ROWS.place_id)
            .where(_ROWS.place_kind == PlaceKind.CONVERSATION.value, _ROWS.attached_to.is_not(None), *wanted)
            .order_by(*order)
            .offset(skip)
            .limit(listed.MOST + 1)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        about = {row.id: MatterId(row.matter_id) for row in rows[: listed.MOST]}
        found = {each.id: each for each in await self._documents.described(None, list(about))}
        may = await self.openable(actor, [found[each] for each in about if each in found])
        return Listed([FromChat(about[each.id], each) for each in may], more=len(rows) > listed.MOST)

    async def release(self, actor: Actor, matter_id: MatterId, document_id: DocumentId, reason: str) -> None:
        """Lets a document of a chat about a case be opened that nobody could look into, whoever had the chat, if anybody.

        Done by staff who may work in the case, and in the audit with their reason; done again it is done already.

        Raises:
            ReleaseRefused: see `Documents.release`.
            DocumentNotFound: there is none in such a chat, or not for them.
            CaseSystemUnavailable, DatabaseUnavailable: send it again.
        """
        document = (await self.seen(actor, document_id)).document
        conversation_id = ConversationId(document.place.id)
        if document.place.kind is not PlaceKind.CONVERSATION or await self.case_of(conversation_id) != matter_id:
            raise DocumentNotFound
        # Whoever opens it because they have the chat releases it there.
        access = await self._authority.access(actor, matter_id)
        if (
            access is None
            or MatterAct.WORK not in access.acts
            or await self._on_its_case(actor, conversation_id) is None
        ):
            raise DocumentNotFound
        await self._in_chats.changed(await self._documents.release(actor, document.id, reason))

    async def case_of(self, conversation_id: ConversationId) -> MatterId | None:
        """The matter that a chat of the portal is about; None of every other. Raises DatabaseUnavailable."""
        query = select(_PORTAL.matter_id).where(_PORTAL.conversation_id == conversation_id)
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return None if found is None else MatterId(found)

    async def open(self, actor: Actor, seen: Seen, first_byte: int = 0, last_byte: int | None = None) -> Opened:
        """Gives a document out, or some bytes of it, to whom `seen` has let see it; audited before the first byte.

        Raises:
            DocumentGone, NotClean: it may not be opened.
            IndexError: it has no such bytes.
            DatabaseUnavailable, DocumentBroken, KeyUnknown, ObjectStoreUnavailable: it can't be; all but KeyUnknown also
                from its chunks.
        """
        async with self._told_if_broken(actor, seen):
            opened = await self._documents.open(seen.document.id, first_byte, last_byte)
        details = {"first_byte": opened.first_byte, "length_bytes": opened.length_bytes}
        await self._write(actor, opened.document, seen.basis, AuditResult.DONE, details)
        return replace(opened, chunks=self._given(actor, seen, opened.chunks))

    async def _given(self, actor: Actor, seen: Seen, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        async with self._told_if_broken(actor, seen):
            async for chunk in chunks:
                yield chunk

    async def draw(self, actor: Actor, seen: Seen, page: int, width_px: int) -> bytes:
        """A page as PNG, for whom `seen` has let see the document, while it is clean; audited before it is drawn.

        Raises:
            DocumentNotFound, DocumentGone, NotClean: it may not be opened any more.
            PictureUnavailable, InspectionFailed: it can't be drawn.
            DatabaseUnavailable, DocumentBroken, KeyUnknown, ObjectStoreUnavailable: it can't be read.
        """
        kind = seen.document.content_type or ""
        async with self._told_if_broken(actor, seen):
            content = await self._for_drawing(actor, seen, {"page": page})
            return await self._inspector.preview(content.read, content.length_bytes, kind, page, width_px)

    async def sheets(self, actor: Actor, seen: Seen, most_bytes: int) -> list[bytes]:
        """All its pages for print, of at most so many bytes together; otherwise as `draw`."""
        pages_count = seen.document.pages_count or 0
        kind = seen.document.content_type or ""
        async with self._told_if_broken(actor, seen):
            content = await self._for_drawing(actor, seen, {"pages": pages_count})
            return await self._inspector.sheets(content.read, content.length_bytes, kind, pages_count, most_bytes)

    async def _for_drawing(self, actor: Actor, seen: Seen, details: Mapping[str, int]) -> Plain:
        # Asks for its state once more: between the look at it and this, it may have been erased.
        await self._documents.open(seen.document.id)
        content = await self._documents.plain(seen.document.id)
        await self._write(actor, seen.document, seen.basis, AuditResult.DONE, details)
        return content

    @asynccontextmanager
    async def _told_if_broken(self, actor: Actor, seen: Seen) -> AsyncIterator[None]:
        """Audits that a document is not what was sealed: found when it was to be given out. Raises DatabaseUnavailable."""
        try:
            yield
        except DocumentBroken:
            await self._write(actor, seen.document, seen.basis, AuditResult.FAILED)
            raise

    async def _in_conversation(self, actor: Actor, conversation_id: ConversationId) -> str | None:
        if actor.staff_roles:
            if not actor.staff_roles & _AT_DESK or actor.employee_id is None:
                return None
            return _IN_CHAT if await self._desk.may_see(actor, conversation_id) else None
        opens = await self._conversations.opened_by(conversation_id, Holder(person=actor.person_id))
        return "self" if opens else None

    async def _on_its_case(self, actor: Actor, conversation_id: ConversationId) -> str | None:
        """On what ground staff see the documents of a case that a chat is about, as they see those of its threads.

        Whoever stepped aside from a chat about it does not, nor whose own the conversation is.
        """
        matter_id = await self.case_of(conversation_id) if actor.staff_roles else None
        if matter_id is None:
            return None
        access = await self._authority.access(actor, matter_id)
        if access is None or MatterField.DOCUMENTS not in access.fields:
            return None
        aside = (
            select(_ASIDE.at)
            .join(portal_conversations, _PORTAL.conversation_id == _ASIDE.conversation_id)
            .where(_PORTAL.matter_id == matter_id, _ASIDE.agent_id == actor.employee_id)
        )
        async with self._database.read() as connection:
            keeps_out = (await connection.execute(aside.limit(1))).one_or_none() is not None
        return access.basis if not keeps_out and await self._desk.may_take(actor, conversation_id) else None

    async def _write(
        self,
        actor: Actor,
        document: Document,
        basis: str,
        result: AuditResult,
        of_opening: Mapping[str, int] | None = None,
    ) -> None:
        details: dict[str, str | int | list[str]] = {
            "place": str(document.place),
            "attached_to": document.attached_to or "",
            **(of_opening or {}),
        }

        async def work(connection: AsyncConnection) -> None:
            subject = f"{_SUBJECT}{document.id}"
            await self._audit.record(connection, Entry(*who(actor), _OPENED, subject, basis, result, details))

        await self._database.write(work)


def _nobody_opened(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """What came, and nobody who works on the case has opened, nor who asks; by the audit, which is kept longer."""
    entries, (_kind, me) = audit_entries.c, who(actor)
    opened = select(entries.number).where(
        entries.subject == literal(_SUBJECT) + _ROWS.id,
        entries.action == _OPENED,
        entries.result == AuditResult.DONE.value,
        entries.actor_kind == ActorKind.STAFF.value,
        or_(entries.basis.not_in((_IN_CHAT, _REVIEWER)), entries.actor == me),
    )
    return _ROWS.direction == Direction.INBOUND.value, ~opened.exists()


def uploader(actor: Actor) -> Uploader:
    """Somebody as the sender of documents."""
    return Uploader(actor.person_id, Direction.OUTBOUND if actor.staff_roles else Direction.INBOUND)
