"""A gateway killed at each step of a notice by e-mail: it is delivered, and what comes twice is the same mail."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casework.faults import NOTICE_POINTS
from casework.identity.models import PersonId
from casework.identity.service import People
from casework.notices.models import NoticeKind, notices
from casework.notices.safety import SaidUnsafe
from casework.notices.sending import LEASE
from casework.notices.service import Notices
from tests.support.fake_rasa import fake_rasa
from tests.support.kill_points import at_each
from tests.support.mail import mail_server
from tests.support.people import taxpayer
from tests.support.record import HandClock, RecordUnderTest, open_record
from tests.support.running import System, prepare, stopping

_WITHIN_SECONDS = 40.0
_FROM = "no-reply@help.example"


def _reply(_request: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"ask": "hardship"}]


@asynccontextmanager
async def _outbox(system: System) -> AsyncIterator[tuple[RecordUnderTest, Notices, PersonId]]:
    """The outbox beside the gateway, on its database, with somebody who signed in before."""
    url = system.settings["TAS_DATABASE_URL"]
    record = await open_record(url, system.folder, HandClock(datetime.now(UTC)))
    try:
        people = People(record.database, record.keys, record.clock)
        ana = replace(taxpayer(), email="ana@people.example")
        service = Notices(people, SaidUnsafe(record.conversations.record), record.database, record.clock)
        yield record, service, await people.bind(ana, "es")
    finally:
        await record.database.stop()


async def _put(record: RecordUnderTest, service: Notices, person: PersonId, count: int) -> None:
    async def work(connection: Any) -> None:
        for number in range(count):
            await service.put(connection, person, NoticeKind.MESSAGE_WAITS, f"another:{number}")

    await record.database.write(work)


async def _sent(record: RecordUnderTest) -> dict[str, str]:
    """The mail of each subject, once all are sent."""
    give_up_at = time.monotonic() + _WITHIN_SECONDS
    while True:
        async with record.database.read() as connection:
            rows = (await connection.execute(select(notices))).all()
        if all(row.state == "sent" for row in rows):
            return {row.subject_ref: row.mail_id for row in rows}
        assert time.monotonic() < give_up_at, [(row.state, row.why) for row in rows]
        await asyncio.sleep(0.1)


@at_each(NOTICE_POINTS)
async def test_killed_at_each_step_a_notice_is_delivered_under_one_id(tmp_path: Path, point: str) -> None:
    with mail_server() as server:
        settings = {"TAS_MAIL_URL": f"smtp://127.0.0.1:{server.port}", "TAS_MAIL_FROM": _FROM}
        system = prepare(tmp_path, settings)
        with stopping(system), fake_rasa(system.rasa_port, _reply):
            async with _outbox(system) as (record, service, person):
                await _put(record, service, person, 2)
                doomed = system.start_gateway("doomed", wait=False, TAS_FAULT=point)
                assert doomed.running.wait(timeout=_WITHIN_SECONDS) == -signal.SIGKILL
                # What was leased when the process died is free when the lease is over.
                late = (datetime.now(UTC) + LEASE + timedelta(seconds=1)).isoformat()
                system.start_gateway("survivor", TAS_CLOCK_STARTS_AT=late)
                sent = await _sent(record)
        ids = [one.message_id for one in server.received]
    assert {f"<{mail_id}@help.example>" for mail_id in sent.values()} == set(ids)
    assert len(set(ids)) == 2
    # Once as far as can be known: where the mail was gone and the record didn't know, the same mail came again.
    assert len(ids) == (3 if point in ("notice.mailed", "notice.sent_in_transaction") else 2)
    assert all(one.recipients == ["ana@people.example"] for one in server.received)
