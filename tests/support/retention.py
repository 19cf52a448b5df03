"""What a dry run of the rules of retention tells."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.database.going import Going, tell
from adapters.database.port import Database


async def due(database: Database, going: Sequence[Going], table: str) -> list[str]:
    """The ids of a table's rows that would go."""
    async with database.read() as connection:
        told = {each.table: each.ids for each in await tell(connection, going)}
    return list(told[table])
