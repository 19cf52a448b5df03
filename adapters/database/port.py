"""What the casework needs of a relational database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

Result = TypeVar("Result")


class DatabaseUnavailable(Exception):
    """The database could not be reached or refused the work; nothing of it was committed."""


class Database(Protocol):
    """One database, shared by all processes that serve one record."""

    async def start(self) -> None:
        """Opens connections. Raises DatabaseUnavailable; the schema is migrated before (`./tas up`, `cli.migrate`)."""
        ...

    async def stop(self) -> None:
        """Finishes the work that waits, then closes every connection."""
        ...

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection for reading one consistent state."""
        ...

    async def write(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """Runs `work` in a writing transaction and returns its result only after the commit.

        Several works may share one commit; each has its own savepoint, so one that raises takes back only itself, and
        the exception reaches its caller. `work` may be run again after a serialization failure: it must have no effect
        but on the connection. Raises DatabaseUnavailable.
        """
        ...

    async def note(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """As `write`, for what a power cut may take: leases and presence, which are nobody's any more after one.

        Other processes see it once this returns, and it survives the death of this one; the disk is not waited for.
        """
        ...

    async def check(self) -> None:
        """Raises DatabaseUnavailable unless a statement can be run now (for `/health/ready`)."""
        ...
