"""PostgreSQL for load: each work its own transaction, repeated when it could not be serialised."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.database.port import DatabaseUnavailable, Result

_TRIES = 5
# SQLSTATE 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the transaction to be run again.
_TRY_AGAIN = {"40001", "40P01"}


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
        try:
            connection = await self._engine.connect()
        except (DBAPIError, OSError) as error:
            raise DatabaseUnavailable from error
        try:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection
        finally:
            await connection.close()

    async def write(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """See `Database.write`."""
        for remaining in reversed(range(_TRIES)):
            try:
                async with self._engine.begin() as connection:
                    return await work(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN and remaining:
                    continue
                raise DatabaseUnavailable from error
            except OSError as error:
                raise DatabaseUnavailable from error
        raise AssertionError("the last try returns or raises")

    async def check(self) -> None:
        """See `Database.check`."""
        try:
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (DBAPIError, OSError) as error:
            raise DatabaseUnavailable from error
