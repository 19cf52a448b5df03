"""Rows whose time is over: what a dry run tells and what an erasing run takes are one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of a table that go.

    Attributes:
        emptied: What the columns of a row hold that stays to say that it was there; None: the row is removed.
    """

    table: Table
    which: ColumnElement[bool]
    emptied: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What would go of a table.

    Attributes:
        ids: Of rows that have one; of others, which are found by digests or belong to such rows, there are none.
    """

    table: str
    count: int
    ids: tuple[str, ...]


async def erase(connection: AsyncConnection, going: Iterable[Going]) -> int:
    """Erases rows, in the given order; returns how many."""
    erased = 0
    for each in going:
        statement = delete(each.table) if each.emptied is None else update(each.table).values(**each.emptied)
        erased += (await connection.execute(statement.where(each.which))).rowcount
    return erased


async def tell(connection: AsyncConnection, going: Iterable[Going]) -> list[Told]:
    """What `erase` would erase, by table; a row that goes for two reasons is told once."""
    by_table: dict[str, list[Going]] = defaultdict(list)
    for each in going:
        by_table[each.table.name].append(each)
    told = []
    for name in sorted(by_table):
        table, which = by_table[name][0].table, or_(*(each.which for each in by_table[name]))
        own = table.c.get("id")
        if own is not None and own.primary_key and isinstance(own.type, String):
            ids = tuple((await connection.execute(select(own).where(which).order_by(own))).scalars())
            told.append(Told(name, len(ids), ids))
        else:
            count = await connection.scalar(select(func.count()).select_from(table).where(which))
            told.append(Told(name, count or 0, ()))
    return told
