"""Notes: work that others see at once, whose commit doesn't wait for the disk."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database, DatabaseUnavailable
from channels.app import open_database

ADD = text("INSERT INTO kept VALUES (:word)")

# Another process, which dies right after it was told that its note is committed.
NOTE_AND_DIE = """
import asyncio, os, signal, sys
from sqlalchemy import text
from channels.app import open_database

async def main():
    database = open_database(sys.argv[1])
    await database.start()
    await database.note(lambda connection: connection.execute(text("INSERT INTO kept VALUES ('noted')")))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
async def database(bare_database_url: str) -> AsyncIterator[Database]:
    opened = open_database(bare_database_url)
    await opened.start()
    await opened.write(lambda connection: connection.execute(text("CREATE TABLE kept (word TEXT PRIMARY KEY)")))
    yield opened
    await opened.stop()


async def _words(database: Database) -> set[str]:
    async with database.read() as connection:
        return set((await connection.execute(text("SELECT word FROM kept"))).scalars())


async def _waits_for_the_disk(connection: AsyncConnection) -> bool:
    """Whether this transaction's commit does, as the database itself says."""
    if connection.dialect.name == "sqlite":
        return int((await connection.execute(text("PRAGMA synchronous"))).scalar_one()) >= 2
    return (await connection.execute(text("SHOW synchronous_commit"))).scalar_one() == "on"


async def test_a_commit_waits_for_the_disk_unless_it_is_a_note(database: Database) -> None:
    told = [await database.write(_waits_for_the_disk), await database.note(_waits_for_the_disk)]
    told += [await database.write(_waits_for_the_disk), await database.note(_waits_for_the_disk)]
    assert told == [True, False, True, False]


async def test_a_note_outlives_its_process(database: Database, bare_database_url: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", NOTE_AND_DIE, bare_database_url)
    assert await process.wait() == -signal.SIGKILL
    assert await _words(database) == {"noted"}


async def test_a_note_that_fails_takes_back_itself_alone(database: Database) -> None:
    await database.note(lambda connection: connection.execute(ADD, {"word": "first"}))

    async def twice(connection: AsyncConnection) -> None:
        await connection.execute(ADD, {"word": "second"})
        await connection.execute(ADD, {"word": "first"})

    with pytest.raises((IntegrityError, DatabaseUnavailable)):
        await database.note(twice)
    await database.write(lambda connection: connection.execute(ADD, {"word": "third"}))
    assert await _words(database) == {"first", "third"}
