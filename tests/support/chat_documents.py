"""What the checker does to a document that was sent in a chat, without looking into it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from adapters.database.port import Database
from casework.conversations.documents import DocumentsInChats
from casework.documents.models import DocumentState, documents
from casework.documents.service import Documents
from tests.support.gateway import GatewayUnderTest


async def settle(
    database: Database,
    kept: Documents,
    in_chats: DocumentsInChats,
    document_id: str,
    state: DocumentState,
    verdict: str | None,
) -> None:
    """Its finding, and what the chat is told of it, in one commit."""

    async def work(connection: Any) -> None:
        own = documents.c.id == document_id
        await connection.execute(update(documents).where(own).values(state=state.value, verdict=verdict))
        (document,) = await kept.described(connection, [document_id])
        await in_chats.changed_within(connection, document)

    await database.write(work)


async def checked(
    tas: GatewayUnderTest, document_id: str, state: DocumentState = DocumentState.CLEAN, verdict: str | None = None
) -> None:
    """As `settle`, in a running gateway, whose streams are told."""
    services = tas.services
    await settle(services.database, services.documents, services.in_chats, document_id, state, verdict)
    (document,) = await services.documents.described(None, [document_id])
    services.bus.publish(document.place.id)
