"""Which exceptions of SQLAlchemy and its drivers mean that the database can't do its work now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from adapters.database.port import DatabaseUnavailable

# What PEP 249 calls these is the fault of the statement or its values: ours, and no better a minute later.
_OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
# A statement's trouble, that of a transaction run past SQLAlchemy, a lost connection, and none to be had.
TROUBLE = (DBAPIError, sqlite3.Error, OSError, NoConnectionFree)


def is_ours(error: BaseException) -> bool:
    """Whether an exception is our own mistake, which must not look like the database's trouble."""
    return not isinstance(error, TROUBLE) or (isinstance(error, _OURS) and not error.connection_invalidated)


@contextmanager
def told_as_unavailable() -> Iterator[None]:
    """Raises DatabaseUnavailable for the database's trouble within; everything else stays as it is."""
    try:
        yield
    except TROUBLE as error:
        if is_ours(error):
            raise
        raise DatabaseUnavailable from error
