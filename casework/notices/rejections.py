"""Tells whoever sent a document that it could not be taken, where that turned out only after it was sent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.documents.models import Direction, DocumentId, DocumentState, documents
from casework.documents.service import Finding
from casework.identity.models import PersonId
from casework.notices.models import NoticeKind
from casework.notices.service import Notices


class Rejections:
    """Hears of verdicts (`casework.documents.checking.Checks.settled_with`)."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    async def settled(self, connection: AsyncConnection, document_id: DocumentId, finding: Finding) -> None:
        """Puts a notice in the transaction of the verdict.

        What isn't attached to anything yet is seen where it is being sent: there it needs no e-mail.
        """
        if finding.state is not DocumentState.REJECTED:
            return
        query = select(documents.c.uploader_id, documents.c.direction, documents.c.attached_to)
        row = (await connection.execute(query.where(documents.c.id == document_id))).one_or_none()
        if row is None or row.attached_to is None or row.direction != Direction.INBOUND:
            return
        kind = NoticeKind.DOCUMENT_REJECTED
        await self._notices.put(connection, PersonId(row.uploader_id), kind, f"document:{document_id}")
