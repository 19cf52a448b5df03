"""Rows that each hold a wrapped data key (`id`, `key_id`, `wrapped_key`): put under the newest key, and counted."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from adapters.keys.port import KeyId, WrappedKey

_ROWS_A_BATCH = 50


async def rewrap_rows(
    database: Database,
    table: Table,
    rewrap: Callable[[str, WrappedKey], WrappedKey],
    current: KeyId,
    subject: ColumnElement[str] | None = None,
) -> int:
    """Re-wraps the data keys of a table under the current key, in batches; may be interrupted and run again.

    `subject` is what `rewrap` is told of a row, where that is not its id.
    """
    columns = table.c
    told = columns.id if subject is None else subject
    query = (
        select(columns.id, told.label("subject"), columns.key_id, columns.wrapped_key)
        .where(columns.key_id.is_not(None), columns.key_id != current)
        .order_by(columns.id)
        .limit(_ROWS_A_BATCH)
        .with_for_update()
    )
    # Each row once: where somebody rotates meanwhile, the newest key is not `current` any more.
    done_up_to = ""

    async def work(connection: AsyncConnection) -> list[str]:
        rows = (await connection.execute(query.where(columns.id > done_up_to))).all()
        for row in rows:
            renewed = rewrap(row.subject, WrappedKey(KeyId(row.key_id), bytes(row.wrapped_key)))
            values = {"key_id": renewed.key_id, "wrapped_key": renewed.blob}
            await connection.execute(update(table).where(columns.id == row.id).values(values))
        return [str(row.id) for row in rows]

    done = 0
    while True:
        batch = await database.write(work)
        done += len(batch)
        if len(batch) < _ROWS_A_BATCH:
            return done
        done_up_to = batch[-1]


async def wrapped_by(database: Database, table: Table) -> dict[str, int]:
    """How many data keys of a table each key-encryption key wraps: one that wraps any must not be destroyed."""
    query = select(table.c.key_id, func.count()).where(table.c.key_id.is_not(None)).group_by(table.c.key_id)
    async with database.read() as connection:
        return {str(row[0]): int(row[1]) for row in (await connection.execute(query)).all()}
