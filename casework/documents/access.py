"""Who may send documents to a place, and who may open one: decided here alone, each time it is asked (rule 7)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.port import Database
from adapters.inspector.port import Inspector
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import MatterAct, MatterField
from casework.authority.service import Authority
from casework.conversations.models import ConversationId, Holder
from casework.conversations.service import Conversations
from casework.documents.models import Direction, Document, DocumentId, Place, PlaceKind, Uploader
from casework.documents.reading import DocumentBroken
from casework.documents.service import DocumentNotFound, Documents, Opened
from casework.handoff.desk import Desk
from casework.identity.models import Actor, StaffRole

Participates = Callable[[Actor, Document], Awaitable[bool]]
"""Whether somebody takes part in the thread that a document of a matter stands in."""

# Who works with people in chats (`channels.authorization.AT_DESK`).
_AT_DESK: Final = frozenset({StaffRole.AGENT, StaffRole.SUPERVISOR})
_NOT_SENT: Final = "not_sent"
_NO_AUTHORITY: Final = "no_authority"


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that somebody may open.

    Attributes:
        basis: On what ground, for the audit.
    """

    document: Document
    basis: str


class DocumentAccess:
    """Asks the authority about documents, and gives out what it allows."""

    def __init__(
        self,
        documents: Documents,
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
        was sent in a conversation sees whoever may open that.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        own = document.uploader_id == actor.person_id
        if document.attached_to is None and not own:
            return None
        if document.place.kind is PlaceKind.CONVERSATION:
            return await self._in_conversation(actor, ConversationId(document.place.id))
        access = await self._authority.access(actor, MatterId(document.place.id))
        if access is None:
            return None
        if own or MatterField.DOCUMENTS in access.fields:
            return access.basis
        if self._participates is not None and await self._participates(actor, document):
            return access.basis
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

    async def open(self, actor: Actor, seen: Seen, first_byte: int = 0, last_byte: int | None = None) -> Opened:
        """Gives a document out, or some bytes of it, to whom `seen` has let see it; audited before the first byte.

        Raises:
            DocumentGone, NotClean: it may not be opened.
            IndexError: it has no such bytes.
            DatabaseUnavailable, DocumentBroken, KeyUnknown, ObjectStoreUnavailable: it can't be.
        """
        try:
            opened = await self._documents.open(seen.document.id, first_byte, last_byte)
        except DocumentBroken:
            await self.broken(actor, seen)
            raise
        await self._write(actor, opened.document, seen.basis, AuditResult.DONE, opened.first_byte, opened.length_bytes)
        return opened

    async def draw(self, actor: Actor, seen: Seen, page: int, width_px: int) -> bytes:
        """A page as PNG, for whom `seen` has let see the document, while it is clean; audited before it is drawn.

        Raises:
            DocumentNotFound, DocumentGone, NotClean: it may not be opened any more.
            PictureUnavailable, InspectionFailed: it can't be drawn.
            DatabaseUnavailable, DocumentBroken, KeyUnknown, ObjectStoreUnavailable: it can't be read.
        """
        # Asks for its state once more: between the look at it and this, it may have been erased.
        await self._documents.open(seen.document.id)
        content = await self._documents.plain(seen.document.id)
        await self._write(actor, seen.document, seen.basis, AuditResult.DONE, page=page)
        kind = seen.document.content_type or ""
        return await self._inspector.preview(content.read, content.length_bytes, kind, page, width_px)

    async def broken(self, actor: Actor, seen: Seen) -> None:
        """Audits that a document is not what was sealed: found when it was to be given out. Raises DatabaseUnavailable."""
        await self._write(actor, seen.document, seen.basis, AuditResult.FAILED)

    async def _in_conversation(self, actor: Actor, conversation_id: ConversationId) -> str | None:
        if actor.staff_roles:
            if not actor.staff_roles & _AT_DESK or actor.employee_id is None:
                return None
            return "staff:chat" if await self._desk.may_see(actor, conversation_id) else None
        opens = await self._conversations.opened_by(conversation_id, Holder(person=actor.person_id))
        return "self" if opens else None

    async def _write(
        self,
        actor: Actor,
        document: Document,
        basis: str,
        result: AuditResult,
        first_byte: int = 0,
        length_bytes: int = 0,
        page: int | None = None,
    ) -> None:
        details: dict[str, str | int | list[str]] = {
            "place": str(document.place),
            "attached_to": document.attached_to or "",
        }
        if page is not None:
            details["page"] = page
        elif result is AuditResult.DONE:
            details |= {"first_byte": first_byte, "length_bytes": length_bytes}

        async def work(connection: AsyncConnection) -> None:
            subject = f"document:{document.id}"
            await self._audit.record(connection, Entry(*who(actor), "document.opened", subject, basis, result, details))

        await self._database.write(work)


def uploader(actor: Actor) -> Uploader:
    """Somebody as the sender of documents."""
    return Uploader(actor.person_id, Direction.OUTBOUND if actor.staff_roles else Direction.INBOUND)
