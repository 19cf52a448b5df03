"""Reading and writing rows of the record, sealed. The SQL of conversations stands here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, func, insert, or_, select, update
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
from casework.conversations.wording import Source, body
from casework.sealing import Sealer, wrapped_key
from casework.texts import Texts

# Statements are built once; what differs from call to call is a parameter.
_ROW = select(conversations).where(
    conversations.c.id == bindparam("conversation_id"), conversations.c.erased_at.is_(None)
)
_LOCKED_ROW = _ROW.with_for_update()
_APPEND = insert(events)
# Everything of a conversation that changes, in one statement: what stays is written as it was.
_CHANGING = (
    *("language", "owner", "epoch", "last_seq", "person_seq", "answered_seq", "facts_from_seq", "turn_id", "up_to_seq"),
    *("as_of", "lease_until", "failed_turns", "retry_at", "emergency", "last_message_at"),
)
# The row as it was read must still stand: where it doesn't, another process has changed it.
_CHANGE = (
    update(conversations)
    .where(
        conversations.c.id == bindparam("of_id"),
        conversations.c.epoch == bindparam("of_epoch"),
        conversations.c.last_seq == bindparam("of_last"),
        conversations.c.answered_seq == bindparam("of_answered"),
        func.coalesce(conversations.c.turn_id, "") == bindparam("of_turn"),
    )
    .values({name: bindparam(name) for name in _CHANGING})
)
_FORGET_TRACKERS = delete(events).where(
    events.c.conversation_id == bindparam("forgotten_id"), events.c.kind == Kind.TRACKER.value
)
_SEALED_ANEW = (
    update(events)
    .where(events.c.conversation_id == bindparam("sealed_id"), events.c.seq == bindparam("sealed_seq"))
    .values(body=bindparam("sealed_body"))
)
# Everything that the state of a conversation is read from (`Record.state`).
_STATE_KINDS = [Kind.FACT.value, Kind.QUESTION.value, Kind.DETERMINATION.value, Kind.TRACKER.value]
_STATE = (
    select(events)
    .where(
        events.c.conversation_id == bindparam("conversation_id"),
        or_(
            and_(events.c.seq > bindparam("facts_from"), or_(*(events.c.kind == kind for kind in _STATE_KINDS))),
            and_(
                events.c.seq > bindparam("answered"),
                events.c.kind == Kind.MESSAGE.value,
                events.c.author == Author.PERSON.value,
            ),
        ),
    )
    .order_by(events.c.seq)
)
_NO_LIMIT = 1_000_000


@cache
def _events(audience: Audience, kinds: tuple[Kind, ...], newest_first: bool) -> Select[Any]:
    """Events after a seq that an audience may see, of some kinds or (none named) all, built once.

    Not by IN: its list would be written out anew for every call.
    """
    query = select(events).where(
        events.c.conversation_id == bindparam("conversation_id"),
        events.c.seq > bindparam("after"),
        or_(*(events.c.audience == visible.value for visible in VISIBLE_TO[audience])),
    )
    if kinds:
        query = query.where(or_(*(events.c.kind == kind.value for kind in kinds)))
    return query.order_by(events.c.seq.desc() if newest_first else events.c.seq).limit(bindparam("most"))


type Needs = Mapping[str, Any]


class ConversationNotFound(Exception):
    """No such conversation, or it has been erased; to the person both look the same (rule 7)."""


class RowChanged(Exception):
    """Another process has changed the conversation since its row was read."""


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
    """What stands in a conversation: facts in the order they were given, skipped ones, how each was come by.

    `rough` has the month or the year of dates that were told no more exactly than that.
    """

    facts: Mapping[str, Any]
    skipped: tuple[str, ...]
    rough: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_told(self) -> Mapping[str, Any]:
        """The facts as exactly as the person told them."""
        return {**self.facts, **self.rough}


@dataclass(frozen=True, slots=True)
class State:
    """What a turn starts from."""

    unanswered: list[Event]
    standing: Standing
    question: Event | None
    questions_asked: int
    tracker: Event | None


class Record:
    """The rows of one conversation, opened and sealed."""

    def __init__(self, sealer: Sealer, texts: Texts) -> None:
        self.sealer = sealer
        self._texts = texts

    async def row(self, connection: AsyncConnection, conversation_id: ConversationId, lock: bool = False) -> Row[Any]:
        """The conversation's row; with `lock` it stays ours until the transaction ends. Raises ConversationNotFound."""
        query = _LOCKED_ROW if lock else _ROW
        found = (await connection.execute(query, {"conversation_id": conversation_id})).one_or_none()
        if found is None:
            raise ConversationNotFound
        return found

    async def change(self, connection: AsyncConnection, row: Row[Any], **columns: Any) -> None:
        """Changes columns of the conversation. Raises RowChanged where its row no longer stands as it was read."""
        if unknown := columns.keys() - set(_CHANGING):
            raise ValueError(f"not changed here: {sorted(unknown)}")
        parameters = {
            **{name: getattr(row, name) for name in _CHANGING},
            **columns,
            "of_id": row.id,
            "of_epoch": row.epoch,
            "of_last": row.last_seq,
            "of_answered": row.answered_seq,
            "of_turn": row.turn_id or "",
        }
        if (await connection.execute(_CHANGE, parameters)).rowcount != 1:
            raise RowChanged

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
                    "body": self.sealer.seal(conversation_id, key, place(seq, draft.kind), said),
                }
            )
        await connection.execute(_APPEND, rows)

    def sealed(self, row: Row[Any], place: str, body: Mapping[str, Any]) -> bytes:
        """Seals under the conversation's key what belongs to it and is no event, bound to its `place`."""
        return self.sealer.seal(ConversationId(row.id), wrapped_key(row.key_id, row.wrapped_key), place, body)

    def unsealed(self, row: Row[Any], place: str, sealed: bytes) -> dict[str, Any]:
        """Opens it again. Raises SealBroken, KeyUnknown."""
        return self.sealer.open(ConversationId(row.id), wrapped_key(row.key_id, row.wrapped_key), place, sealed)

    async def replace_body(self, connection: AsyncConnection, row: Row[Any], event: Event, source: Source) -> None:
        """Seals an event anew with other words (a number found later is cut out)."""
        conversation_id = ConversationId(row.id)
        said = body(event.kind, event.seq, source, self._texts, event.body["language"])
        sealed = self.sealer.seal(
            conversation_id, wrapped_key(row.key_id, row.wrapped_key), place(event.seq, event.kind), said
        )
        await connection.execute(
            _SEALED_ANEW, {"sealed_id": conversation_id, "sealed_seq": event.seq, "sealed_body": sealed}
        )

    async def forget_trackers(self, connection: AsyncConnection, conversation_id: ConversationId) -> None:
        """Removes the stored tracker: a newer one replaces it, or the assistant begins afresh."""
        await connection.execute(_FORGET_TRACKERS, {"forgotten_id": conversation_id})

    async def read(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        after: int,
        audience: Audience,
        kinds: Iterable[Kind] = (),
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[Event]:
        """Events after a seq that an audience may see, in order (or the newest first), opened; without kinds, of all."""
        query = _events(audience, tuple(kinds), newest_first)
        parameters = {"conversation_id": row.id, "after": after, "most": limit or _NO_LIMIT}
        found = (await connection.execute(query, parameters)).all()
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
            body=self.sealer.open(
                conversation_id, wrapped_key(row.key_id, row.wrapped_key), place(event.seq, kind), event.body
            ),
        )

    async def standing(self, connection: AsyncConnection, row: Row[Any]) -> Standing:
        """The facts that stand now, folded from the events since the last start."""
        return fold(await self.read(connection, row, row.facts_from_seq, Audience.RECORD, [Kind.FACT]))

    async def state(self, connection: AsyncConnection, row: Row[Any]) -> State:
        """What a turn starts from, read in one query; only what is needed of it is opened."""
        parameters = {"conversation_id": row.id, "facts_from": row.facts_from_seq, "answered": row.answered_seq}
        found = (await connection.execute(_STATE, parameters)).all()
        by_kind: dict[str, list[Row[Any]]] = {}
        for event in found:
            by_kind.setdefault(event.kind, []).append(event)
        questions = by_kind.get(Kind.QUESTION.value, [])
        determinations = by_kind.get(Kind.DETERMINATION.value, [])
        stands = questions and not (determinations and determinations[-1].seq > questions[-1].seq)
        trackers = by_kind.get(Kind.TRACKER.value, [])
        return State(
            unanswered=[self.opened(row, event) for event in by_kind.get(Kind.MESSAGE.value, [])],
            standing=fold(self.opened(row, event) for event in by_kind.get(Kind.FACT.value, [])),
            question=self.opened(row, questions[-1]) if stands else None,
            questions_asked=len(questions),
            tracker=self.opened(row, trackers[-1]) if trackers else None,
        )


def fold(fact_events: Iterable[Event]) -> Standing:
    """Later facts replace earlier ones and move to the end; an answered fact is no longer skipped."""
    facts: dict[str, Any] = {}
    skipped: dict[str, None] = {}
    rough: dict[str, str] = {}
    for event in fact_events:
        source = event.body["source"]
        for name, value in source.get("facts", {}).items():
            facts.pop(name, None)
            skipped.pop(name, None)
            rough.pop(name, None)
            facts[name] = value
        rough |= source.get("rough", {})
        for name in source.get("unset", ()):
            facts.pop(name, None)
            skipped.pop(name, None)
            rough.pop(name, None)
        for name in source.get("skipped", ()):
            facts.pop(name, None)
            rough.pop(name, None)
            skipped[name] = None
    return Standing(facts, tuple(skipped), rough)


def fold_needs(fact_events: Iterable[Event]) -> Needs:
    """What a person needs of whoever takes the conversation up: later needs replace earlier ones."""
    needs: dict[str, Any] = {}
    for event in fact_events:
        needs |= event.body["source"].get("needs", {})
    return needs


def place(seq: int, kind: Kind) -> str:
    """Where a sealed body belongs; moved elsewhere it doesn't open."""
    return f"{seq}|{kind.value}"


def waiting(row: Row[Any]) -> bool:
    """Whether the person has written something that the assistant has yet to answer."""
    return bool(row.owner == Owner.ASSISTANT.value and row.person_seq > row.answered_seq)
