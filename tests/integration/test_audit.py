"""The audit trail: written with what it tells, by two gateways too, and whatever is done to it afterwards is noticed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.audit_anchor.file import FileAnchor
from adapters.audit_anchor.port import AnchorUnavailable, Head
from adapters.keys.key_file import KeyFile
from casework.audit.models import ActorKind, AuditResult, Entry, Fault, FaultKind, Filter
from casework.audit.service import AuditTrail, days_kept
from tests.support.cases import OfficeUnderTest, open_office

COUNT = 12


def entry(number: int = 0, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "actor_kind": ActorKind.PERSON,
        "actor": f"person-{number % 3}",
        "action": "case.read",
        "subject": f"matter:{number}",
        "basis": "self",
        "result": AuditResult.DONE,
        "details": {"fields": ["status"]},
        **changes,
    }
    return Entry(**values)


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[OfficeUnderTest]:
    opened = await open_office(database_url, tmp_path)
    yield opened
    await opened.database.stop()


async def record(office: OfficeUnderTest, *entries: Entry) -> list[int]:
    return await office.database.write(lambda connection: office.audit.record_all(connection, entries))


async def filled(office: OfficeUnderTest, count: int = COUNT) -> None:
    for number in range(1, count + 1):
        await record(office, entry(number))
        office.clock.forward(minutes=1)
    await office.trail.anchor()


async def kinds(office: OfficeUnderTest) -> set[FaultKind]:
    return {fault.kind for fault in (await office.trail.verify()).faults}


async def test_a_trail_that_nobody_touched_is_whole(office: OfficeUnderTest) -> None:
    empty = await office.trail.verify()
    assert (empty.first, empty.last, empty.faults) == (0, 0, ())
    await filled(office)
    found = await office.trail.verify()
    assert (found.first, found.last, found.anchored, found.faults) == (1, COUNT, COUNT, ())


async def test_an_entry_is_there_with_what_it_tells_or_not_at_all(office: OfficeUnderTest) -> None:
    await filled(office, 2)

    async def fails(connection: Any) -> None:
        await office.audit.record(connection, entry(3))
        raise LookupError

    with pytest.raises(LookupError):
        await office.database.write(fails)
    assert await record(office, entry(3)) == [3]
    await office.trail.anchor()
    assert await kinds(office) == set()


@pytest.mark.parametrize(
    "column",
    ["at", "actor_kind", "actor", "action", "subject", "basis", "result", "details"],
)
async def test_an_edited_entry_is_noticed_at_its_place(office: OfficeUnderTest, column: str) -> None:
    await filled(office)
    value = "2026-11-20T15:00:00.000001Z" if column == "at" else '{"fields":[]}' if column == "details" else "changed"
    await office.execute(f"UPDATE audit_entries SET {column} = :value WHERE number = 5", value=value)
    assert (await office.trail.verify()).faults == (Fault(FaultKind.CHANGED, 5, 5),)


async def test_deleted_entries_are_noticed_with_their_numbers(office: OfficeUnderTest) -> None:
    await filled(office)
    await office.execute("DELETE FROM audit_entries WHERE number BETWEEN 4 AND 6")
    assert (await office.trail.verify()).faults == (Fault(FaultKind.MISSING, 4, 6),)
    await office.execute("DELETE FROM audit_entries WHERE number <= 3")
    assert Fault(FaultKind.MISSING, 1, 6) in (await office.trail.verify()).faults


async def test_entries_in_another_order_are_noticed(office: OfficeUnderTest) -> None:
    await filled(office)
    for step in ((3, 1003), (4, 3), (1003, 4)):
        await office.execute("UPDATE audit_entries SET number = :new WHERE number = :old", old=step[0], new=step[1])
    faults = (await office.trail.verify()).faults
    assert {fault.first for fault in faults if fault.kind is FaultKind.CHANGED} >= {3, 4}


async def test_an_entry_put_in_is_noticed(office: OfficeUnderTest) -> None:
    await filled(office)
    await office.execute(
        "INSERT INTO audit_entries SELECT 13, at, actor_kind, actor, action, subject, basis, result, details, digest"
        " FROM audit_entries WHERE number = 12"
    )
    await office.execute("UPDATE audit_head SET number = 13")
    assert Fault(FaultKind.CHANGED, 13, 13) in (await office.trail.verify()).faults


async def test_entries_cut_from_the_end_are_noticed_though_the_head_was_put_back(office: OfficeUnderTest) -> None:
    await filled(office)
    await office.execute("DELETE FROM audit_entries WHERE number > 9")
    assert (await office.trail.verify()).faults == (Fault(FaultKind.CUT, 10, COUNT),)
    await office.execute(
        "UPDATE audit_head SET number = 9, digest = (SELECT digest FROM audit_entries WHERE number = 9)"
    )
    assert (await office.trail.verify()).faults == (Fault(FaultKind.CUT, 10, COUNT),)
    # What is written over the cut is whole by itself, but not what was anchored.
    for number in range(10, COUNT + 2):
        await record(office, entry(number, actor="other"))
    assert (await office.trail.verify()).faults == (Fault(FaultKind.REWRITTEN, COUNT, COUNT),)


async def test_everything_gone_is_noticed(office: OfficeUnderTest) -> None:
    await filled(office)
    await office.execute("DELETE FROM audit_entries")
    await office.execute("DELETE FROM audit_head")
    assert (await office.trail.verify()).faults == (Fault(FaultKind.CUT, 1, COUNT),)


async def test_a_head_that_is_not_the_last_entry_is_noticed(office: OfficeUnderTest) -> None:
    await filled(office)
    await office.execute("UPDATE audit_head SET number = 11")
    assert await kinds(office) == {FaultKind.HEAD}


async def test_whoever_takes_the_anchors_away_is_noticed(office: OfficeUnderTest, tmp_path: Path) -> None:
    await filled(office)
    (tmp_path / "audit-anchor.jsonl").unlink()
    assert await kinds(office) == {FaultKind.NOT_ANCHORED}


async def test_without_the_keys_no_chain_can_be_made(office: OfficeUnderTest, tmp_path: Path) -> None:
    await filled(office, 4)
    stranger = AuditTrail(
        office.database, KeyFile(tmp_path / "other.json"), FileAnchor(tmp_path / "audit-anchor.jsonl"), office.clock
    )
    assert [fault.kind for fault in (await stranger.verify()).faults] == [FaultKind.CHANGED] * 4


async def test_two_gateways_make_one_chain(database_url: str, tmp_path: Path) -> None:
    one = await open_office(database_url, tmp_path)
    other = await open_office(database_url, tmp_path)
    try:
        each = 40
        numbers = await asyncio.gather(
            *(record(office, entry(number)) for number in range(each) for office in (one, other))
        )
        assert sorted(number for [number] in numbers) == list(range(1, 2 * each + 1))
        await asyncio.gather(one.trail.anchor(), other.trail.anchor())
        assert await kinds(one) == set()
        await one.execute("DELETE FROM audit_entries WHERE number = 50")
        assert await kinds(other) == {FaultKind.MISSING}
    finally:
        await one.database.stop()
        await other.database.stop()


async def test_old_entries_go_after_their_time_and_the_rest_stays_whole(office: OfficeUnderTest) -> None:
    await filled(office)
    assert await office.trail.forget_due() == 0
    office.clock.forward(days=days_kept(office.clock.now().date()))
    await record(office, entry(COUNT + 1))
    assert await office.trail.forget_due() == COUNT
    await office.trail.anchor()
    found = await office.trail.verify()
    assert (found.first, found.last, found.faults) == (COUNT + 1, COUNT + 2, ())
    # Taken away by hand, as far as to an anchored entry: the trail itself doesn't say that it was its time.
    await office.execute("DELETE FROM audit_entries WHERE number = 13")
    assert FaultKind.MISSING in await kinds(office)


async def test_only_as_much_goes_as_is_anchored(office: OfficeUnderTest) -> None:
    await filled(office, 4)
    await record(office, entry(5))
    office.clock.forward(days=days_kept(office.clock.now().date()) + 1)
    assert await office.trail.forget_due() == 4
    await office.trail.anchor()
    assert await kinds(office) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "Ana Rivera"},
        {"subject": "matter:1\nmatter:2"},
        {"basis": "because I said so"},
        {"details": {"name": ["Ana Rivera"]}},
        {"details": {"telephone": "(202) 555 0101"}},
        {"action": ""},
    ],
)
async def test_what_is_no_id_nor_stable_word_is_refused(office: OfficeUnderTest, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="ids and stable words"):
        await record(office, entry(1, **changes))
    assert await office.entries() == []


async def test_what_is_asked_for_is_shown(office: OfficeUnderTest) -> None:
    await filled(office, 6)
    await record(office, entry(7, action="session.begun", result=AuditResult.REFUSED))

    async def numbers(**wanted: Any) -> list[int]:
        return [kept.number for kept in await office.entries(**wanted)]

    assert await numbers() == [1, 2, 3, 4, 5, 6, 7]
    assert await numbers(actor="person-1") == [1, 4, 7]
    assert await numbers(action="session") == [7]
    assert await numbers(action="case.read", actor="person-2") == [2, 5]
    assert await numbers(action="case.rea") == []
    assert await numbers(subject="matter:3") == [3]
    assert await numbers(result=AuditResult.REFUSED) == [7]
    began = office.clock.now() - timedelta(minutes=6)
    assert await numbers(since=began + timedelta(minutes=2), until=began + timedelta(minutes=4)) == [3, 4]
    assert [kept.number for kept in await office.trail.entries(Filter(), 2)] == [6, 7]


async def test_the_head_is_anchored_once_and_only_when_it_moved(office: OfficeUnderTest, tmp_path: Path) -> None:
    path = tmp_path / "audit-anchor.jsonl"
    await office.trail.anchor()
    assert not path.exists()
    await filled(office, 2)
    await office.trail.anchor()
    assert len(path.read_text().splitlines()) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    # Another process doesn't repeat what is anchored.
    another = await open_office(office.url, tmp_path)
    await another.trail.anchor()
    await another.database.stop()
    assert len(path.read_text().splitlines()) == 1


async def test_an_anchor_file_after_a_power_cut_and_one_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "anchor.jsonl"
    anchor = FileAnchor(path)
    heads = [Head(number, os.urandom(32)) for number in (1, 2)]
    await anchor.keep(heads[0])
    with path.open("ab") as file:
        file.write(b'{"number": 99, "dig')
    assert await anchor.heads() == heads[:1]
    await anchor.keep(heads[1])
    assert await anchor.heads() == heads
    path.write_text("nothing of the kind\n" + path.read_text())
    with pytest.raises(AnchorUnavailable, match="line 1"):
        await anchor.heads()


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AnchorUnavailable):
        await FileAnchor(tmp_path / "file" / "anchor.jsonl").keep(Head(1, bytes(32)))


async def test_what_hangs_on_an_entry_reads_as_written(office: OfficeUnderTest) -> None:
    await record(office, entry(1, details={"fields": ["status", "advocate"], "count": 3}))
    [kept] = await office.entries()
    assert kept.entry == entry(1, details={"fields": ["status", "advocate"], "count": 3})
    assert kept.at == office.clock.now()
