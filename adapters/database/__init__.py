"""The relational database: SQLite by default, PostgreSQL for load."""

from __future__ import annotations

from adapters.database.port import Database
from adapters.database.postgresql import PostgresqlDatabase
from adapters.database.sqlite import SqliteDatabase


def open_database(url: str) -> Database:
    """The implementation that a SQLAlchemy URL asks for. Raises ValueError for another kind of database."""
    if url.startswith("sqlite+aiosqlite:"):
        return SqliteDatabase(url)
    if url.startswith("postgresql+asyncpg:"):
        return PostgresqlDatabase(url)
    raise ValueError("TAS_DATABASE_URL must begin with sqlite+aiosqlite: or postgresql+asyncpg:")
