"""PostgreSQL for load: each work its own transaction, repeated when it could not be serialised."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.database.port import DatabaseUnavailable, Result
from adapters.database.trouble import TROUBLE, is_ours, told_as_unavailable

_TRIES = 5
_UNFLUSHED = text("SET LOCAL synchronous_commit TO OFF")
# SQLSTATE 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the transaction to be run again.
# 23505 unique_violation: another inserted the same at the same time; run again, the work sees it.
_TRY_AGAIN = {"40001", "40P01", "23505"}


class PostgresqlDatabase:
    """A PostgreSQL database reached by asyncpg; rows are locked where a work selects `with_for_update`."""

    def __init__(self, url: str) -> None:
        """Takes a SQLAlchemy URL such as `postgresql+asyncpg://user@host/record`."""
        self._engine: AsyncEngine = create_async_engine(
            url, pool_size=10, max_overflow=10, pool_timeout=10, pool_pre_ping=True
        )

    async def start(self) -> None:
        """Raises DatabaseUnavailable if the server can't be reached."""
        await self.check()

    async def stop(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A reading connection with one snapshot."""
        with told_as_unavailable():
            async with self._engine.connect() as connection:
                await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                yield connection

    async def write(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """See `Database.write`."""
        return await self._repeated(work)

    async def note(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """See `Database.note`."""

        async def noted(connection: AsyncConnection) -> Result:
            await connection.execute(_UNFLUSHED)
            return await work(connection)

        return await self._repeated(noted)

    async def _repeated(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        for remaining in reversed(range(_TRIES)):
            try:
                async with self._engine.begin() as connection:
                    return await work(connection)
            except TROUBLE as error:
                if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _TRY_AGAIN and remaining:
                    continue
                if is_ours(error):
                    raise
                raise DatabaseUnavailable from error
        raise AssertionError("the last try returns or raises")

    async def check(self) -> None:
        """See `Database.check`."""
        with told_as_unavailable():
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
