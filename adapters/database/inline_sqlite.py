"""A SQLite driver for SQLAlchemy's asyncio that runs statements in the event loop's own thread.

A statement on a local file takes some tens of microseconds; handing it to another thread and back costs several times
that, for each of execute, fetch and close. Only what waits for the disk or for another process goes to a thread:
committing, and taking the write lock where another process has it. SQLAlchemy's `aiosqlite` dialect speaks to this in
aiosqlite's place (`async_creator`). Transactions are begun, divided and committed past SQLAlchemy, which would take ten
times as long over it; it ends what it finds open when it gives a connection back.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Self

_TAKE_LOCK = "BEGIN IMMEDIATE"


class InlineCursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        """Columns of the last statement, or None."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The last row inserted."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Runs one statement. Raises sqlite3.Error."""
        self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Runs one statement for each set of parameters. Raises sqlite3.Error."""
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Every row."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Lets go of the result."""
        self._cursor.close()


class InlineConnection:
    """The part of aiosqlite's connection that SQLAlchemy uses; transactions are begun and ended by statements."""

    def __init__(self, path: str, pragmas: Sequence[str], busy_timeout_seconds: float) -> None:
        self._busy_timeout_seconds = busy_timeout_seconds
        # Unknown until it is said: whoever writes first says it.
        self._durable: bool | None = None
        self._connection: sqlite3.Connection | None = sqlite3.connect(
            path, timeout=busy_timeout_seconds, isolation_level=None, check_same_thread=False
        )
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}").close()

    def cursor(self) -> InlineCursor:
        """A new cursor."""
        return InlineCursor(self._open().cursor())

    def transaction(self, statement: str) -> None:
        """Runs a statement that begins, ends or divides a transaction, past SQLAlchemy. Raises sqlite3.Error."""
        self._open().execute(statement).close()

    async def begin_writing(self, *, durable: bool) -> None:
        """Takes the write lock; waits for it in a thread only where another process has it. Raises sqlite3.Error.

        `durable`: the commit waits until the log is on the disk, with whatever was committed before it.
        """
        if durable != self._durable:
            self.transaction(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        if not self._take_free_lock():
            await asyncio.to_thread(self.transaction, _TAKE_LOCK)

    def _take_free_lock(self) -> bool:
        self.transaction("PRAGMA busy_timeout = 0")
        try:
            self.transaction(_TAKE_LOCK)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            self.transaction(f"PRAGMA busy_timeout = {self._busy_timeout_seconds * 1000:.0f}")
        return True

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Adds a function to SQL (SQLAlchemy adds REGEXP)."""
        self._open().create_function(*arguments, **options)

    async def commit(self) -> None:
        """Commits what is open."""
        if self._open().in_transaction:
            await asyncio.to_thread(self._open().commit)

    async def rollback(self) -> None:
        """Takes back what is open."""
        self._open().rollback()

    async def close(self) -> None:
        """Closes; a second time does nothing."""
        self.stop()

    def stop(self) -> None:
        """Closes at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("the connection is closed")
        return self._connection
