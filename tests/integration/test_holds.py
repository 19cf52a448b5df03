"""What is under a legal hold is not erased; what would go is told before it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from adapters.audit_anchor.file import FileAnchor
from adapters.case_system.port import CaseId, MatterId
from casework.audit.models import Filter
from casework.audit.service import Audit, AuditTrail
from casework.cases.retention import ClosedCases
from casework.cases.service import days_kept
from casework.conversations.models import ConversationId, portal_conversations
from casework.documents.models import Place, PlaceKind
from casework.holds.models import HoldId
from casework.holds.service import HoldInvalid, HoldNotFound, Holds, place_of
from tests.support.cases import OfficeUnderTest, open_office
from tests.support.record import RecordUnderTest
from tests.support.retention import due

ORDER = "Order 26-114"


@pytest.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[OfficeUnderTest]:
    opened = await open_office(database_url, tmp_path, sample=True)
    yield opened
    await opened.database.stop()


def holds_of(record: RecordUnderTest) -> Holds:
    return Holds(record.database, Audit(record.keys, record.clock), record.clock)


async def conversations_due(record: RecordUnderTest, now: datetime) -> list[str]:
    return await due(record.database, record.conversations.going(now), "conversations")


def of_conversation(conversation_id: ConversationId) -> Place:
    return Place(PlaceKind.CONVERSATION, conversation_id)


async def test_what_is_held_stays_until_the_hold_is_lifted(record: RecordUnderTest) -> None:
    holds = holds_of(record)
    held, other = await record.begin(), await record.begin()
    hold = await holds.place(of_conversation(held), ORDER, "operator")
    record.clock.forward(days=31)
    assert await conversations_due(record, record.clock.now()) == [other]
    assert await record.conversations.erase_due() == 1
    assert await record.after(held)
    await holds.lift(hold.id, "operator")
    assert await conversations_due(record, record.clock.now()) == [held]
    assert await record.conversations.erase_due() == 1


async def test_a_hold_on_a_matter_keeps_its_chats_and_what_they_went_on_from(record: RecordUnderTest) -> None:
    holds = holds_of(record)
    screening, chat, other = await record.begin(), await record.begin(), await record.begin()
    row = {
        "conversation_id": chat,
        "person_id": "person",
        "matter_id": "5a3c1e00-0000-4000-8000-0000000000aa",
        "continued_from": screening,
    }
    await record.database.write(lambda connection: connection.execute(insert(portal_conversations).values(row)))
    await holds.place(Place(PlaceKind.MATTER, MatterId(row["matter_id"])), ORDER, "operator")
    record.clock.forward(days=31)
    assert await conversations_due(record, record.clock.now()) == [other]


async def test_what_would_go_is_told_for_a_day_to_come_and_nothing_goes(record: RecordUnderTest) -> None:
    begun = await record.begin()
    later = record.clock.now() + timedelta(days=31)
    assert await conversations_due(record, record.clock.now()) == []
    assert await conversations_due(record, later) == [begun]
    assert await record.after(begun)


async def test_a_closed_case_under_a_hold_stays(office: OfficeUnderTest) -> None:
    holds = Holds(office.database, Audit(office.keys, office.clock), office.clock)
    closed = ClosedCases(office.store, holds, office.clock, "America/New_York")
    office.clock.forward(days=days_kept("closed_case", office.authority.today()))
    (gone,) = await due(office.database, await closed.going(office.clock.now()), "cases")
    (matter,) = await office.store.matters_in(CaseId(gone))
    await holds.place(Place(PlaceKind.MATTER, matter.id), ORDER, "operator")
    assert await due(office.database, await closed.going(office.clock.now()), "cases") == []
    assert await closed.erase_due() == 0
    (hold,) = await holds.every()
    await holds.lift(hold.id, "operator")
    assert await closed.erase_due() == 1


@pytest.mark.parametrize("reference", ["", " 26", "Ana\nRivera", "x" * 65, "<b>"])
async def test_a_reference_is_a_number_of_an_order(record: RecordUnderTest, reference: str) -> None:
    with pytest.raises(HoldInvalid):
        await holds_of(record).place(of_conversation(await record.begin()), reference, "operator")


async def test_holds_are_in_the_trail_and_lifted_once(record: RecordUnderTest, tmp_path: Path) -> None:
    holds = holds_of(record)
    place = of_conversation(await record.begin())
    hold = await holds.place(place, ORDER, "kim")
    await holds.lift(hold.id, "lee")
    for unknown in (hold.id, HoldId("nothing")):
        with pytest.raises(HoldNotFound):
            await holds.lift(unknown, "lee")
    (kept,) = await holds.every()
    assert (kept.place, kept.placed_by, kept.lifted_by) == (place, "kim", "lee")
    trail = AuditTrail(record.database, record.keys, FileAnchor(tmp_path / "anchor.jsonl"), record.clock)
    noted = [(each.entry.action, each.entry.actor, each.entry.subject) for each in await trail.entries(Filter(), 10)]
    assert sorted(noted) == [("hold.lifted", "lee", str(place)), ("hold.placed", "kim", str(place))]


def test_a_place_has_a_kind_that_we_know() -> None:
    assert place_of("matter", "m").kind is PlaceKind.MATTER
    with pytest.raises(ValueError, match="person"):
        place_of("person", "m")
