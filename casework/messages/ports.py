"""What messages need of notices, which have an area of their own."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from casework.identity.models import PersonId
from casework.notices.models import NoticeKind


class PutsNotices(Protocol):
    """`casework.notices.service.Notices`, as far as it is needed here."""

    async def put(self, connection: AsyncConnection, person_id: PersonId, kind: NoticeKind, subject: str) -> None:
        """Has a person told that something waits, in the caller's transaction; nothing of what it is."""
        ...
