"""A database that fails in the middle of something: told as unavailable, never as our own fault, and never acknowledged."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from adapters.database.inline_sqlite import InlineConnection, InlineCursor
from adapters.database.port import DatabaseUnavailable
from adapters.database.sqlite import SqliteDatabase
from tests.support.gateway import GatewayUnderTest, gateway, take
from tests.support.record import RecordUnderTest


async def _cut(url: str) -> None:
    """Takes every other connection to this database away, as a server that restarts does."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await engine.dispose()


def _break(monkeypatch: pytest.MonkeyPatch, error: Exception, of: str = "FROM events") -> None:
    """From now on SQLite fails at statements that hold these words."""
    execute, transaction = InlineCursor.execute, InlineConnection.transaction

    async def failing(self: InlineCursor, statement: str, parameters: Any = ()) -> InlineCursor:
        if of in statement:
            raise error
        return await execute(self, statement, parameters)

    def failing_transaction(self: InlineConnection, statement: str) -> None:
        if of in statement:
            raise error
        transaction(self, statement)

    monkeypatch.setattr(InlineCursor, "execute", failing)
    monkeypatch.setattr(InlineConnection, "transaction", failing_transaction)


async def _fail_mid_read(record: RecordUnderTest, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with record.database.read() as connection:
        await connection.execute(text("SELECT 1 FROM conversations"))
        if url.startswith("sqlite"):
            _break(monkeypatch, sqlite3.OperationalError("disk I/O error"))
        else:
            await _cut(url)
        await connection.execute(text("SELECT 1 FROM events"))


async def test_a_read_that_breaks_off_is_told_as_unavailable(
    record: RecordUnderTest, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await record.begin()
    with pytest.raises(DatabaseUnavailable):
        await _fail_mid_read(record, database_url, monkeypatch)
    monkeypatch.undo()
    # The next one has a connection that works.
    assert len(await record.after(conversation_id)) == 2


async def test_a_write_that_breaks_off_is_told_as_unavailable_and_the_next_one_works(
    record: RecordUnderTest, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await record.begin()

    async def breaks(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE conversations SET language = 'es'"))
        if database_url.startswith("sqlite"):
            _break(monkeypatch, sqlite3.DatabaseError("database disk image is malformed"), "UPDATE events")
        else:
            await _cut(database_url)
        await connection.execute(text("UPDATE events SET seq = seq"))

    with pytest.raises(DatabaseUnavailable):
        await record.database.write(breaks)
    monkeypatch.undo()
    assert (await record.conversations.read(conversation_id)).language == "en"
    await record.write(conversation_id, "hello")


async def test_our_own_mistakes_are_not_the_databases_trouble(record: RecordUnderTest) -> None:
    conversation_id = await record.begin()
    with pytest.raises((ProgrammingError, DatabaseUnavailable)) as raised:
        async with record.database.read() as connection:
            await connection.execute(text("SELEC 1"))
    # SQLite has one kind of error for a wrong statement and a wrong disk.
    assert record.database.__class__.__name__ == "SqliteDatabase" or raised.type is ProgrammingError

    async def twice(connection: AsyncConnection) -> None:
        await connection.execute(
            text(
                "INSERT INTO events (conversation_id, seq, kind, author, audience, epoch, at)"
                " SELECT conversation_id, seq, kind, author, audience, epoch, at FROM events"
            )
        )

    with pytest.raises(IntegrityError):
        await record.database.write(twice)
    assert len(await record.after(conversation_id)) == 2


async def test_a_write_that_comes_after_the_end_waits_for_nobody(tmp_path: Path) -> None:
    database = SqliteDatabase(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}")

    async def work(connection: AsyncConnection) -> int:
        return int((await connection.execute(text("SELECT 1"))).scalar_one())

    await database.start()
    assert await database.write(work) == 1
    await asyncio.gather(database.stop(), asyncio.sleep(0))
    async with asyncio.timeout(30):
        with pytest.raises(DatabaseUnavailable):
            await database.write(work)
    await database.start()
    assert await database.write(work) == 1
    late = asyncio.ensure_future(database.stop())
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        with pytest.raises(DatabaseUnavailable):
            await database.write(work)
        await late


async def test_no_connection_free_is_unavailable(record: RecordUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(_self: object) -> None:
        raise NoConnectionFree("QueuePool limit reached")

    monkeypatch.setattr("sqlalchemy.ext.asyncio.AsyncEngine.connect", connect)
    with pytest.raises(DatabaseUnavailable):
        async with record.database.read():
            pass


async def _status(tas: GatewayUnderTest, path: str, headers: dict[str, str]) -> tuple[int, str, str, str | None]:
    answer = await tas.client.get(path, headers=headers)
    problem = answer.json()
    return answer.status_code, problem["code"], answer.headers["content-type"], answer.headers.get("retry-after")


@pytest.mark.parametrize(
    ("error", "of"),
    [
        (sqlite3.OperationalError("disk I/O error"), "FROM events"),
        (sqlite3.OperationalError("unable to open database file"), "BEGIN"),
        (sqlite3.DatabaseError("database disk image is malformed"), "FROM conversations"),
        (sqlite3.OperationalError("disk I/O error"), "FROM conversation_tokens"),
    ],
    ids=["events", "begin", "conversations", "who may read"],
)
async def test_a_reader_is_told_503_with_its_code_and_when_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, of: str
) -> None:
    async with gateway(tmp_path) as tas:
        guest = await tas.begin()
        _break(monkeypatch, error, of)
        path = f"{guest.path}/events"
        assert await _status(tas, path, guest.headers) == (503, "unavailable", "application/problem+json", "5")
        monkeypatch.undo()
        assert len(await guest.events()) == 2


async def test_a_stream_that_cannot_read_on_ends_and_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with gateway(tmp_path) as tas:
        guest = await tas.begin()
        async with guest.stream() as blocks:
            await take(blocks, 2)
            _break(monkeypatch, sqlite3.OperationalError("disk I/O error"), "FROM conversations")
            tas.services.bus.publish(guest.id)
            async with asyncio.timeout(30):
                assert [block async for block in blocks if "id" in block] == []
        assert tas.services.metrics.faults.labels("streams")._value.get() == 1
        monkeypatch.undo()
        async with guest.stream(last_event_id=2) as blocks:
            await guest.say("hello")
            assert (await take(blocks, 1))[0]["text"] == "hello"
