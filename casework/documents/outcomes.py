"""Tells the chat that a document stands in what looking into it found."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from casework.conversations.documents import DocumentsInChats
from casework.documents.models import DocumentId, DocumentState, PlaceKind
from casework.documents.service import Documents, Finding


class Outcomes:
    """Hears of verdicts (`casework.documents.checking.Checks`)."""

    def __init__(self, kept: Documents, in_chats: DocumentsInChats, bus: Bus) -> None:
        self._documents = kept
        self._in_chats = in_chats
        self._bus = bus

    async def settled(self, connection: AsyncConnection, document_id: DocumentId, finding: Finding) -> None:
        """In the transaction of the verdict: the chat says it."""
        for document in await self._documents.described(connection, [document_id]):
            await self._in_chats.changed_within(connection, document)

    async def changed(self, document_id: DocumentId, state: DocumentState) -> None:
        """After that commit: whoever follows the chat looks again."""
        for document in await self._documents.described(None, [document_id]):
            if document.place.kind is PlaceKind.CONVERSATION:
                self._bus.publish(document.place.id)
