"""What a person has said of being contacted safely, in any of their chats, as far as it is about e-mail.

Whoever was asked, because they wrote of violence at home, and did not say that they may be written to elsewhere gets no
e-mail, nor does whoever shares their device: silence is no permission. Choosing e-mail later, after signing in, is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.conversations import safe_contact
from casework.conversations.models import Audience, ConversationId, Event, Kind, portal_conversations
from casework.conversations.record import ConversationNotFound, Record
from casework.identity.models import PersonId

_MAY_WRITE: Final = "write"


class SaidUnsafe:
    """Reads it from the record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def since(self, connection: AsyncConnection, person_id: PersonId) -> datetime | None:
        """When a person last said, or left open, what forbids e-mail and still stands; None where nothing does."""
        query = select(portal_conversations).where(portal_conversations.c.person_id == person_id)
        events: list[Event] = []
        for row in (await connection.execute(query)).all():
            events += await self._events(connection, row.conversation_id)
            if row.continued_from is not None:
                events += await self._events(connection, row.continued_from)
        return forbidden_since(sorted(events, key=lambda event: event.at))

    async def _events(self, connection: AsyncConnection, conversation_id: str) -> list[Event]:
        try:
            row = await self._record.row(connection, ConversationId(conversation_id))
        except ConversationNotFound:
            return []
        return await self._record.read(connection, row, 0, Audience.RECORD, [Kind.FACT, Kind.NOTICE])


def forbidden_since(events: Iterable[Event]) -> datetime | None:
    """The same from events in the order of their times."""
    by_way: datetime | None = None
    by_device: datetime | None = None
    for event in events:
        source = event.body["source"]
        if event.kind is Kind.NOTICE:
            if source["key"] == safe_contact.ASKS_CONTACT:
                by_way = event.at
            continue
        needs = source.get("needs", {})
        if "safe_contact" in needs:
            by_way = None if _MAY_WRITE in needs["safe_contact"] else event.at
        if "shared_device" in needs:
            by_device = event.at if needs["shared_device"] == "yes" else None
    return max((at for at in (by_way, by_device) if at is not None), default=None)
