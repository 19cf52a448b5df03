"""SQLite as the default database: WAL, synchronous=FULL, one writer a process (DESIGN section 4, rule 1).

A commit of notes alone is synchronous=NORMAL: it stands in the log, and is on the disk with the next one that is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.database.inline_sqlite import InlineConnection
from adapters.database.port import DatabaseUnavailable, Result
from adapters.database.trouble import is_ours, told_as_unavailable

# Works that wait together share one commit; long work commits in batches of at most this many (rule 1).
_MOST_WORKS_A_COMMIT = 50
_BUSY_TIMEOUT_SECONDS = 10.0
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


class _Work:
    """One work in the writer's queue and the future its caller waits for."""

    __slots__ = ("durable", "future", "run")

    def __init__(
        self, run: Callable[[AsyncConnection], Awaitable[Any]], future: asyncio.Future[Any], *, durable: bool
    ) -> None:
        self.run = run
        self.future = future
        self.durable = durable


class SqliteDatabase:
    """One SQLite file. Writers queue up in this process and share commits; other processes wait by BEGIN IMMEDIATE."""

    def __init__(self, url: str) -> None:
        """Takes a SQLAlchemy URL such as `sqlite+aiosqlite:///var/record.sqlite`."""
        path = make_url(url).database or ":memory:"

        async def connect() -> InlineConnection:
            return InlineConnection(path, _PRAGMAS, _BUSY_TIMEOUT_SECONDS)

        self._engine: AsyncEngine = create_async_engine(
            url, async_creator=connect, pool_size=32, max_overflow=0, pool_timeout=10
        )
        self._queue: asyncio.Queue[_Work | None] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None
        self._stopped = False

    async def start(self) -> None:
        """Starts the writer. Raises DatabaseUnavailable if the file can't be opened."""
        await self.check()
        self._stopped = False
        self._writer = asyncio.create_task(self._write_what_waits(), name="database writer")

    async def stop(self) -> None:
        """Finishes what waits, then closes; what comes later is told that it comes too late."""
        if self._writer is not None:
            await self._queue.put(None)
            await self._writer
            self._writer = None
        self._stopped = True
        while not self._queue.empty():
            late = self._queue.get_nowait()
            if late is not None and not late.future.done():
                late.future.set_exception(DatabaseUnavailable())
        await self._engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A reading connection: one snapshot (WAL) from its first statement on."""
        with told_as_unavailable():
            async with self._engine.connect() as connection:
                _driver(connection).transaction("BEGIN")
                yield connection

    async def write(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """See `Database.write`."""
        return await self._in_turn(work, durable=True)

    async def note(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """See `Database.note`."""
        return await self._in_turn(work, durable=False)

    async def check(self) -> None:
        """See `Database.check`."""
        with told_as_unavailable():
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))

    async def _in_turn(self, work: Callable[[AsyncConnection], Awaitable[Result]], *, durable: bool) -> Result:
        if self._stopped:
            raise DatabaseUnavailable
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Work(work, future, durable=durable))
        return await future

    async def _write_what_waits(self) -> None:
        """The one writer: takes everything that waits, up to a batch, into one commit."""
        stopping = False
        while not stopping:
            first = await self._queue.get()
            if first is None:
                return
            batch = [first]
            while len(batch) < _MOST_WORKS_A_COMMIT and not self._queue.empty():
                following = self._queue.get_nowait()
                if following is None:
                    stopping = True
                    break
                batch.append(following)
            await self._commit(batch)

    async def _commit(self, batch: list[_Work]) -> None:
        outcomes: list[tuple[_Work, Any, Exception | None]] = []
        try:
            async with self._engine.connect() as connection:
                driver = _driver(connection)
                await driver.begin_writing(durable=any(work.durable for work in batch))
                outcomes = [await self._run_one(connection, driver, work) for work in batch]
                await driver.commit()
        except Exception as error:  # noqa: BLE001  (a writer that ended would leave everybody waiting)
            for work in batch:
                if not work.future.done():
                    work.future.set_exception(_told(error))
            return
        except asyncio.CancelledError:
            for work in batch:
                work.future.cancel()
            raise
        for work, result, failure in outcomes:
            if work.future.done():  # its caller went away; the work is committed all the same
                continue
            if failure is None:
                work.future.set_result(result)
            else:
                work.future.set_exception(failure)

    @staticmethod
    async def _run_one(
        connection: AsyncConnection, driver: InlineConnection, work: _Work
    ) -> tuple[_Work, Any, Exception | None]:
        driver.transaction("SAVEPOINT work")
        try:
            result = await work.run(connection)
        except Exception as failure:
            if isinstance(failure, DBAPIError) and not is_ours(failure):
                raise  # the database's own trouble (disk full, I/O): nothing of this commit may be acknowledged
            # Each work's failure is its caller's, not its neighbours'.
            driver.transaction("ROLLBACK TO SAVEPOINT work")
            driver.transaction("RELEASE SAVEPOINT work")
            return work, None, failure
        driver.transaction("RELEASE SAVEPOINT work")
        return work, result, None


def _driver(connection: AsyncConnection) -> InlineConnection:
    fairy = cast(Connection, connection.sync_connection).connection
    return cast(InlineConnection, fairy.driver_connection)


def _told(error: Exception) -> Exception:
    if is_ours(error):
        return error
    unavailable = DatabaseUnavailable()
    unavailable.__cause__ = error
    return unavailable
