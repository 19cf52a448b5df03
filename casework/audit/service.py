"""The audit trail: entries in a chain of keyed digests, its head anchored outside the database.

An entry is written in the transaction of what it tells, so that neither is there without the other. Each entry's digest
is made under a key that the database doesn't hold, over the entry and the digest before it. So one that was changed,
swapped, put in or taken out is noticed by whoever has the key; and one cut from the end, by the head kept elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Row, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.audit_anchor.port import AuditAnchor, Head
from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework.audit.models import (
    NO_DIGEST,
    ActorKind,
    AuditResult,
    Entry,
    Fault,
    FaultKind,
    Filter,
    Kept,
    Verification,
    audit_entries,
    audit_head,
)
from casework.clock import Clock
from casework.dated import data_of, one_in_force

_RETENTION_FILE = Path(__file__).with_name("data") / "retention.json"
_PURPOSE = "audit"
# Ids and stable words only: whatever else gets here by mistake (a name, a sentence) is refused before it is written.
_WORDS = re.compile(r"[A-Za-z0-9_.:,@-]{0,255}")
_ROWS_A_READ = 1000
_MOST_FAULTS = 100
# Built once: an entry is written with nearly everything that a person does.
_HEAD = select(audit_head).with_for_update()
_ADD = insert(audit_entries)
_MOVE_HEAD = update(audit_head).values(number=bindparam("last"), digest=bindparam("last_digest"))
# What stays of a trail whose oldest entries were removed after their time.
_FORGOTTEN: Final = "audit.forgotten"


class Audit:
    """Writes entries."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    async def record(self, connection: AsyncConnection, entry: Entry) -> int:
        """Adds an entry in the caller's transaction and returns its number.

        It locks the head until the commit, so that writers wait for each other: let it be the last thing a transaction
        does. Raises ValueError for anything but ids and stable words: the trail is for ever and is not sealed.
        """
        return (await self.record_all(connection, [entry]))[-1]

    async def record_all(self, connection: AsyncConnection, entries: Sequence[Entry]) -> list[int]:
        """Adds several entries at once; see `record`."""
        for entry in entries:
            _check(entry)
        head = (await connection.execute(_HEAD)).one()
        number, digest, rows = head.number, bytes(head.digest), []
        for entry in entries:
            number += 1
            row = {
                "number": number,
                "at": self._clock.now(),
                "actor_kind": entry.actor_kind.value,
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "basis": entry.basis,
                "result": entry.result.value,
                "details": json.dumps(entry.details, sort_keys=True, separators=(",", ":")),
            }
            digest = _digest(self._keys, digest, row)
            rows.append({**row, "digest": digest})
        if rows:
            await connection.execute(_ADD, rows[0] if len(rows) == 1 else rows)
            await connection.execute(_MOVE_HEAD, {"last": number, "last_digest": digest})
        return [row["number"] for row in rows]


class AuditTrail:
    """Reads, verifies, anchors and, after its time, shortens the trail."""

    def __init__(self, database: Database, keys: Keys, anchor: AuditAnchor, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._anchor = anchor
        self._clock = clock
        self._audit = Audit(keys, clock)
        self._anchored: int | None = None

    async def anchor(self) -> None:
        """Keeps the head outside the database, if it has moved. Raises AnchorUnavailable, DatabaseUnavailable."""
        async with self._database.read() as connection:
            head = (await connection.execute(select(audit_head))).one()
        if self._anchored is None:
            self._anchored = max((known.number for known in await self._anchor.heads()), default=0)
        if head.number > self._anchored:
            await self._anchor.keep(Head(head.number, bytes(head.digest)))
            self._anchored = head.number

    async def verify(self) -> Verification:
        """Looks at every entry. Raises AnchorUnavailable, DatabaseUnavailable."""
        # The anchored heads first: whatever they name was committed before the database is read.
        anchored = {head.number: head.digest for head in await self._anchor.heads()}
        faults: list[Fault] = []
        first = last = 0
        before = NO_DIGEST
        followed = True
        forgotten = 0
        async with self._database.read() as connection:
            head = (await connection.execute(select(audit_head))).one_or_none()
            async for row in _rows(connection):
                if not first:
                    first = row.number
                    # What came before may have been removed after its time: then an anchored head vouches for it.
                    before = NO_DIGEST if first == 1 else anchored.get(first - 1, NO_DIGEST)
                elif row.number != last + 1:
                    faults.append(Fault(FaultKind.MISSING, last + 1, row.number - 1))
                    followed = False
                digest = bytes(row.digest)
                # After a gap nothing is known of the digest before, so only that is said.
                if followed and digest != _digest(self._keys, before, row._asdict()):
                    faults.append(Fault(FaultKind.CHANGED, row.number, row.number))
                elif row.action == _FORGOTTEN:
                    forgotten = max(forgotten, int(json.loads(row.details)["up_to"]))
                if anchored.get(row.number, digest) != digest:
                    faults.append(Fault(FaultKind.REWRITTEN, row.number, row.number))
                before, last, followed = digest, row.number, True
        if first > 1 and forgotten < first - 1:
            faults.append(Fault(FaultKind.MISSING, forgotten + 1, first - 1))
        faults.extend(_of_the_end(head, last, before, anchored))
        return Verification(first, last, max(anchored, default=0), tuple(faults[:_MOST_FAULTS]))

    async def entries(self, wanted: Filter, most: int) -> list[Kept]:
        """The newest entries that are wanted, oldest first. Raises DatabaseUnavailable."""
        columns = audit_entries.c
        query = select(audit_entries).order_by(columns.number.desc()).limit(most)
        for column, value in ((columns.actor, wanted.actor), (columns.subject, wanted.subject)):
            if value is not None:
                query = query.where(column == value)
        if wanted.action is not None:
            part = columns.action.startswith(f"{wanted.action}.", autoescape=True)
            query = query.where(or_(columns.action == wanted.action, part))
        if wanted.result is not None:
            query = query.where(columns.result == wanted.result.value)
        if wanted.since is not None:
            query = query.where(columns.at >= wanted.since)
        if wanted.until is not None:
            query = query.where(columns.at < wanted.until)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [_kept(row) for row in reversed(rows)]

    async def going(self, now: datetime) -> list[Going]:
        """What `forget_due` would remove at a time. Raises as it does."""
        return [_going(await self._up_to(now))]

    async def forget_due(self) -> int:
        """Removes entries that are past their time, up to an anchored head, and says so in the trail; returns how many.

        Raises AnchorUnavailable, DatabaseUnavailable, LookupError (no retention rule in force: nothing is removed).
        """
        up_to = await self._up_to(self._clock.now())

        async def work(connection: AsyncConnection) -> int:
            removed = await erase(connection, [_going(up_to)])
            if removed:
                details = {"up_to": up_to}
                entry = Entry(ActorKind.SYSTEM, "", _FORGOTTEN, "", "retention", AuditResult.DONE, details)
                await self._audit.record(connection, entry)
            return removed

        return await self._database.write(work) if up_to else 0

    async def _up_to(self, now: datetime) -> int:
        before = now - timedelta(days=days_kept(now.date()))
        anchored = sorted(head.number for head in await self._anchor.heads())
        async with self._database.read() as connection:
            query = select(audit_entries.c.number).where(audit_entries.c.at < before)
            due = (
                await connection.execute(query.order_by(audit_entries.c.number.desc()).limit(1))
            ).scalar_one_or_none()
        return max((number for number in anchored if due is not None and number <= due), default=0)


def _going(up_to: int) -> Going:
    return Going(audit_entries, audit_entries.c.number <= up_to)


def days_kept(as_of: date) -> int:
    """Days that an entry is kept, by the rule in force on a day. Raises LookupError where none is."""
    return int(one_in_force(data_of(_RETENTION_FILE), as_of, "audit retention")["days"])


def _check(entry: Entry) -> None:
    said: list[str] = [entry.actor, entry.action, entry.subject, entry.basis, *entry.details]
    for value in entry.details.values():
        said.extend(value if isinstance(value, list) else [str(value)])
    if not entry.action or any(_WORDS.fullmatch(words) is None for words in said):
        raise ValueError("an audit entry holds ids and stable words only")


def _digest(keys: Keys, before: bytes, row: Mapping[str, Any]) -> bytes:
    """Over every column in a fixed order; JSON keeps one column from running into the next."""
    content = [
        row["number"],
        row["at"].isoformat(timespec="microseconds"),
        *(row[name] for name in ("actor_kind", "actor", "action", "subject", "basis", "result", "details")),
    ]
    return keys.digest(_PURPOSE, before + json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


async def _rows(connection: AsyncConnection) -> AsyncIterator[Row[Any]]:
    """Every entry in order, a part at a time: a trail may be larger than memory."""
    after = -(2**62)
    while True:
        query = select(audit_entries).where(audit_entries.c.number > after).order_by(audit_entries.c.number)
        rows = (await connection.execute(query.limit(_ROWS_A_READ))).all()
        for row in rows:
            yield row
        if len(rows) < _ROWS_A_READ:
            return
        after = rows[-1].number


def _of_the_end(head: Row[Any] | None, last: int, digest: bytes, anchored: Mapping[int, bytes]) -> Iterator[Fault]:
    """What the heads, ours and the anchored ones, say of the last entry."""
    highest = max(anchored, default=0)
    known = max(highest, 0 if head is None else head.number)
    if known > last:
        yield Fault(FaultKind.CUT, last + 1, known)
    elif head is None or head.number != last or bytes(head.digest) != digest:
        yield Fault(FaultKind.HEAD, last, last)
    if last and not anchored:
        yield Fault(FaultKind.NOT_ANCHORED, last, last)


def _kept(row: Row[Any]) -> Kept:
    at: datetime = row.at
    return Kept(
        row.number,
        at,
        Entry(
            ActorKind(row.actor_kind),
            row.actor,
            row.action,
            row.subject,
            row.basis,
            AuditResult(row.result),
            json.loads(row.details),
        ),
    )
