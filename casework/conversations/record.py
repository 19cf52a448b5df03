"""Reading and writing rows of the record, sealed. The SQL of conversations stands here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.conversations.models import (
    AUDIENCE_OF,
    VISIBLE_TO,
    Audience,
    Author,
    ConversationId,
    Event,
    Kind,
    Owner,
    conversations,
    events,
)
from casework.conversations.sealing import Sealer, wrapped_key
from casework.conversations.wording import Source, body
from casework.texts import Texts


class ConversationNotFound(Exception):
    """No such conversation, or it has been erased; to the person both look the same (rule 7)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event about to be appended: what it is, from whom, and the source of its words."""

    kind: Kind
    author: Author
    source: Source
    client_id_digest: bytes | None = None
    content_digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a conversation: facts in the order they were given, skipped ones, how each was come by."""

    facts: Mapping[str, Any]
    skipped: tuple[str, ...]


class Record:
    """The rows of one conversation, opened and sealed."""

    def __init__(self, sealer: Sealer, texts: Texts) -> None:
        self._sealer = sealer
        self._texts = texts

    async def row(self, connection: AsyncConnection, conversation_id: ConversationId, lock: bool = False) -> Row[Any]:
        """The conversation's row; with `lock` it stays ours until the transaction ends. Raises ConversationNotFound."""
        query = select(conversations).where(conversations.c.id == conversation_id, conversations.c.erased_at.is_(None))
        found = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
        if found is None:
            raise ConversationNotFound
        return found

    async def append(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        drafts: Sequence[Draft],
        at: datetime,
        language: str,
        epoch: int,
        first_seq: int,
    ) -> None:
        """Inserts events with the seqs that follow; the caller has set `last_seq` in the same transaction."""
        if not drafts:
            return
        conversation_id = ConversationId(row.id)
        key = wrapped_key(row.key_id, row.wrapped_key)
        rows = []
        for seq, draft in enumerate(drafts, first_seq):
            said = body(draft.kind, seq, draft.source, self._texts, language)
            rows.append(
                {
                    "conversation_id": conversation_id,
                    "seq": seq,
                    "kind": draft.kind.value,
                    "author": draft.author.value,
                    "audience": AUDIENCE_OF[draft.kind].value,
                    "epoch": epoch,
                    "at": at,
                    "client_id_digest": draft.client_id_digest,
                    "content_digest": draft.content_digest,
                    "body": self._sealer.seal(conversation_id, key, place(seq, draft.kind), said),
                }
            )
        await connection.execute(insert(events), rows)

    async def replace_body(self, connection: AsyncConnection, row: Row[Any], event: Event, source: Source) -> None:
        """Seals an event anew with other words (a number found later is cut out)."""
        conversation_id = ConversationId(row.id)
        said = body(event.kind, event.seq, source, self._texts, event.body["language"])
        sealed = self._sealer.seal(
            conversation_id, wrapped_key(row.key_id, row.wrapped_key), place(event.seq, event.kind), said
        )
        await connection.execute(
            update(events)
            .where(events.c.conversation_id == conversation_id, events.c.seq == event.seq)
            .values(body=sealed)
        )

    async def forget_trackers(self, connection: AsyncConnection, conversation_id: ConversationId) -> None:
        """Removes the stored tracker: a newer one replaces it, or the assistant begins afresh."""
        await connection.execute(
            delete(events).where(events.c.conversation_id == conversation_id, events.c.kind == Kind.TRACKER.value)
        )

    async def read(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        after: int,
        audience: Audience,
        kinds: Iterable[Kind] | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[Event]:
        """Events after a seq that an audience may see, in order (or the newest first), opened."""
        query = select(events).where(
            events.c.conversation_id == row.id,
            events.c.seq > after,
            events.c.audience.in_([visible.value for visible in VISIBLE_TO[audience]]),
        )
        if kinds is not None:
            query = query.where(events.c.kind.in_([kind.value for kind in kinds]))
        query = query.order_by(events.c.seq.desc() if newest_first else events.c.seq).limit(limit)
        found = (await connection.execute(query)).all()
        return [self.opened(row, event) for event in found]

    def opened(self, row: Row[Any], event: Row[Any]) -> Event:
        """One row of `events`, opened. Raises SealBroken."""
        conversation_id, kind = ConversationId(row.id), Kind(event.kind)
        return Event(
            conversation_id=conversation_id,
            seq=event.seq,
            kind=kind,
            author=Author(event.author),
            epoch=event.epoch,
            at=event.at,
            body=self._sealer.open(
                conversation_id, wrapped_key(row.key_id, row.wrapped_key), place(event.seq, kind), event.body
            ),
        )

    async def standing(self, connection: AsyncConnection, row: Row[Any]) -> Standing:
        """The facts that stand now, folded from the events since the last start."""
        return fold(await self.read(connection, row, row.facts_from_seq, Audience.RECORD, [Kind.FACT]))

    async def count(self, connection: AsyncConnection, row: Row[Any], kind: Kind) -> int:
        """How many events of a kind there are since the last start."""
        query = select(func.count()).where(
            events.c.conversation_id == row.id, events.c.kind == kind.value, events.c.seq > row.facts_from_seq
        )
        return int((await connection.execute(query)).scalar_one())


def fold(fact_events: Iterable[Event]) -> Standing:
    """Later facts replace earlier ones and move to the end; an answered fact is no longer skipped."""
    facts: dict[str, Any] = {}
    skipped: dict[str, None] = {}
    for event in fact_events:
        source = event.body["source"]
        for name, value in source.get("facts", {}).items():
            facts.pop(name, None)
            skipped.pop(name, None)
            facts[name] = value
        for name in source.get("unset", ()):
            facts.pop(name, None)
            skipped.pop(name, None)
        for name in source.get("skipped", ()):
            facts.pop(name, None)
            skipped[name] = None
    return Standing(facts, tuple(skipped))


def place(seq: int, kind: Kind) -> str:
    """Where a sealed body belongs; moved elsewhere it doesn't open."""
    return f"{seq}|{kind.value}"


def waiting(row: Row[Any]) -> bool:
    """Whether the person has written something that the assistant has yet to answer."""
    return bool(row.owner == Owner.ASSISTANT.value and row.person_seq > row.answered_seq)
