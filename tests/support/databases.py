"""Migrated databases without migrating each: one is migrated a run, the others are copies of it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import tempfile
import uuid
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from cli.migrate import migrate

_TEMPLATE = "migrated"


def _apart(work: Coroutine[Any, Any, None]) -> None:
    """Runs it in a loop and a thread of its own: a test's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@functools.cache
def _migrated() -> bytes:
    """An empty, migrated SQLite database, made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        _apart(migrate(f"sqlite+aiosqlite:///{path}"))
        return path.read_bytes()


def fresh_database(folder: Path) -> Path:
    """An empty record in the folder, unless there is one."""
    return _fresh(folder / "record.sqlite")


def _fresh(path: Path) -> Path:
    if not path.exists():
        path.write_bytes(_migrated())
    return path


def ensure_migrated(url: str) -> None:
    """Puts an empty record where a SQLite URL says there is none; those of PostgreSQL are made by `on_postgresql`."""
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        assert database.database is not None
        _fresh(Path(database.database))


@contextlib.asynccontextmanager
async def on_postgresql(server: str, template: str | None = _TEMPLATE) -> AsyncIterator[str]:
    """The URL of a new database on a server: migrated, as its template is, or with nothing in it if that is None."""
    name = f"record_{uuid.uuid4().hex}"
    engine = create_async_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}"))
    yield f"{server}/{name}"
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()


def make_template(server: str) -> None:
    """Makes the database that those of `on_postgresql` are copies of."""
    _apart(_make_template(server))


async def _make_template(server: str) -> None:
    engine = create_async_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {_TEMPLATE}"))
    await engine.dispose()
    await migrate(f"{server}/{_TEMPLATE}")
