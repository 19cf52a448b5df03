"""The rules of retention as a whole: a dry run tells exactly what goes, and every table has a rule or a written reason."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, Table, insert, select, update

from adapters.case_system.embedded import metadata as case_tables
from adapters.database.port import Database
from adapters.keys.key_file import KeyFile
from casework.audit.models import audit_entries, audit_head
from casework.handoff.models import handoffs
from casework.schema import UtcDateTime, metadata
from channels.app import Kept, kept, record
from channels.settings import Settings
from cli import retention
from tests.support.databases import ensure_migrated, fresh_database

OLD, YOUNG = datetime(2010, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)
TABLES = {table.name: table for table in [*metadata.sorted_tables, *case_tables.sorted_tables]}
DOCUMENTED = Path(__file__).resolve().parents[2] / "docs/retention.md"
# Columns that say whose a row is, and the table of which they hold an id.
OWNERS = {
    "conversation_id": "conversations",
    "subject_id": "conversations",
    "person_id": "people",
    "thread_id": "message_threads",
    "message_id": "messages",
    "document_id": "documents",
    "case_id": "cases",
    "matter_id": "matters",
}
# What makes a row one that a rule may end; everything else is as old as the row is.
SHAPES: dict[str, dict[str, Any]] = {
    "conversations": {"door": "portal", "erased_at": None},
    "callbacks": {"status": "done"},
    "cases": {"closed": True},
    "code_tries": {"counted": "minute"},
    "message_threads": {"erased_at": None},
    "handoffs": {"ended_at": None},
    "documents": {"state": "clean", "erased_at": None, "made_into": None, "place_kind": "conversation"},
    "legal_holds": {"place_kind": "matter"},
}

Rows = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]


class Filled:
    """Puts rows into every table: old ones, young ones, and old ones of somebody who is still there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers = count(1)
        self._owners: dict[tuple[str, str], Any] = {}
        self.young: list[tuple[str, tuple[Any, ...]]] = []

    async def fill(self) -> None:
        await self._fill("old", OLD, "old")
        await self._fill("young", YOUNG, "young")
        await self._fill("another", OLD, "young")
        # A document of a thread, and one that was never sent.
        message = self._owners["messages", "old"]
        await self._add(TABLES["documents"], OLD, "young", attached_to=f"message:{message}", expires_at=YOUNG)
        await self._add(TABLES["documents"], OLD, "young", attached_to=None)

    async def _fill(self, name: str, at: datetime, owner: str) -> None:
        for table in TABLES.values():
            keys = {column.name for column in table.primary_key}
            if table in (audit_entries, audit_head) or (
                name == "another" and (keys <= set(OWNERS) or table is handoffs)
            ):
                continue
            key = await self._add(table, at, owner)
            if list(keys) == ["id"] and name == owner:
                self._owners[table.name, name] = key[0]
            if name == "young":
                self.young.append((table.name, key))

    async def _add(self, table: Table, at: datetime, owner: str, **given: Any) -> tuple[Any, ...]:
        row = {column.name: self._value(column, at) for column in table.c}
        row |= {name: self._owners[of, owner] for name, of in OWNERS.items() if (of, owner) in self._owners}
        if table.name == "documents":
            row |= {"place_id": self._owners["conversations", owner], "attached_to": f"event:{owner}"}
        row = {name: value for name, value in row.items() if name in table.c}
        row |= SHAPES.get(table.name, {}) | given
        await self._database.write(lambda connection: connection.execute(insert(table).values(row)))
        return tuple(row[column.name] for column in table.primary_key)

    def _value(self, column: Any, at: datetime) -> Any:
        number = next(self._numbers)
        if isinstance(column.type, UtcDateTime):
            return at
        if isinstance(column.type, Date):
            return at.date()
        if isinstance(column.type, LargeBinary):
            return os.urandom(32)
        if isinstance(column.type, Boolean):
            return False
        if isinstance(column.type, Integer | Float):
            return number
        length = column.type.length or 16
        return str(number).zfill(8)[-length:]


async def rows(database: Database) -> Rows:
    """Everything that stands in the database, by table and key."""
    async with database.read() as connection:
        return {
            name: {
                tuple(row._mapping[column.name] for column in table.primary_key): tuple(row)
                for row in (await connection.execute(select(table))).all()
            }
            for name, table in TABLES.items()
        }


@pytest.fixture
async def found(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Kept]:
    ensure_migrated(database_url)
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    async with kept(Settings(database_url=database_url)) as opened:
        yield opened


async def test_a_dry_run_tells_exactly_what_goes(found: Kept) -> None:
    filled = Filled(found.database)
    await filled.fill()
    entry = {"number": 1, "at": OLD, "actor_kind": "system", "actor": "", "action": "a", "subject": "", "basis": ""}
    entry |= {"result": "done", "details": "{}", "digest": b"d" * 32}

    async def work(connection: Any) -> None:
        await connection.execute(insert(audit_entries).values(entry))
        await connection.execute(update(audit_head).values(number=1, digest=b"d" * 32))

    await found.database.write(work)
    await found.audit_trail.anchor()
    before = await rows(found.database)
    told = {each.table: each for each in await found.retention.told(found.clock.now())}
    assert await rows(found.database) == before
    await found.retention.erase()
    after = await rows(found.database)
    gone = {name: {key for key, row in before[name].items() if after[name].get(key) != row} for name in told}
    assert {name: each.count for name, each in told.items()} == {name: len(keys) for name, keys in gone.items()}
    for name, each in told.items():
        assert each.count, f"no row of {name} was old enough"
        assert each.ids in ((), tuple(sorted(key[0] for key in gone[name])))
    for name, key in filled.young:
        assert after[name][key] == before[name][key], name
    # Nothing goes without a rule.
    for name in TABLES.keys() - told.keys():
        assert before[name].keys() <= after[name].keys(), name
    assert [each for each in await found.retention.told(found.clock.now()) if each.count] == []


async def test_every_table_has_a_rule_or_a_written_reason_to_have_none(found: Kept) -> None:
    told = {each.table for each in await found.retention.told(found.clock.now())}
    reasons = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE))
    assert told.isdisjoint(reasons)
    assert told | set(reasons) == set(TABLES)


def test_the_command_says_it_a_table_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    KeyFile(tmp_path / "keys.json")
    fresh_database(tmp_path)

    async def begin() -> str:
        async with record(Settings()) as conversations:
            return (await conversations.create("screening", "en", "America/New_York")).id

    begun = asyncio.run(begin())
    assert retention.main(["--on", (datetime.now(UTC).date() + timedelta(days=31)).isoformat()]) == 0
    told = {line["what"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["conversations"] == {"what": "conversations", "count": 1, "due": [begun]}
    assert told["events"]["count"] >= 1
    assert told["people"] == {"what": "people", "count": 0}
    assert told["holds"] == {"what": "holds", "keep": []}
