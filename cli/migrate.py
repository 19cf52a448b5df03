"""`./tas migrate [REVISION]`: brings the database's schema to the newest revision, or to a named one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

_MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _move(connection: Connection, revision: str, back: bool) -> None:
    if back:
        command.downgrade(_config(connection), revision)
    else:
        command.upgrade(_config(connection), revision)


def _differences(connection: Connection) -> None:
    command.check(_config(connection))


async def migrate(url: str, revision: str = "head", back: bool = False) -> None:
    """Moves the schema of the database at `url` up to a revision, or back down to one."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_move, revision, back)
    finally:
        await engine.dispose()


async def check(url: str) -> None:
    """Raises alembic's CommandError if the tables in the code differ from those the migrations made."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_differences)
    finally:
        await engine.dispose()


def main(arguments: list[str]) -> int:
    """Migrates the configured database up to the newest revision, or to the one named."""
    from channels.settings import Settings  # noqa: PLC0415  (settings are read when the command runs)

    settings = Settings()
    revision = arguments[0] if arguments else "head"
    asyncio.run(migrate(settings.database_url, revision))
    print("the database's schema is up to date", file=sys.stderr)
    return 0
