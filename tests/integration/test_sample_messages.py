"""What `./tas up` shows of messages: threads that the sample people wrote, once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2

from casework.documents.checking import LEASE_SECONDS
from casework.messages.models import AskedState
from cli import cases
from tests.support.gateway import GatewayUnderTest, fresh_database, gateway
from tests.support.record import HandClock
from tests.support.sample_people import matter_in, person_of, signed_in

ISSUER = "http://127.0.0.1:8001"


async def as_up_does(folder: Path) -> int:
    """Loads the cases and writes the threads, as the command does before its gateway runs; how many were written."""
    settings = {"TAS_DATA_FOLDER": str(folder)}

    def load() -> int:
        cases.load_sample(settings)
        return cases.write_sample_messages(settings, ISSUER)

    return await asyncio.to_thread(load)


async def states(tas: GatewayUnderTest, subject: str) -> dict[str, AskedState]:
    """How the papers stand that somebody was asked for in messages."""
    asked = await tas.services.messages.asked(await person_of(tas, subject), await matter_in(tas, subject))
    return {each.code: each.state for each in asked if each.request_id is not None}


async def test_the_sample_people_have_written_to_each_other_once(tmp_path: Path) -> None:
    fresh_database(tmp_path)
    assert await as_up_does(tmp_path) == 2
    assert await as_up_does(tmp_path) == 0
    clock = HandClock(datetime.now(UTC))
    async with gateway(tmp_path, clock=clock, scanner_skipped=True) as tas:
        services = tas.services
        async with signed_in(tas, "vega") as vega:
            assert "Sus talones de pago" in (await vega.get("/desk/messages")).text
        vega_, denise_ = await person_of(tas, "vega"), await person_of(tas, "denise")
        of_ana, of_denise = await matter_in(tas, "ana"), await matter_in(tas, "denise")
        assert (await services.messages.unread(vega_))[of_ana] == 1
        assert (await services.messages.unread(denise_))[of_denise] == 1
        assert await states(tas, "denise") == {"address_proof": AskedState.MISSING}
        (asked,) = (each for each in await services.messages.asked(denise_, of_denise) if each.request_id)
        assert asked.due_on == services.absences.today() + timedelta(days=14)
        # What the runner hasn't looked into by itself yet; what it was about to look into has its lease.
        await services.check_runner.drain()
        clock.forward(seconds=LEASE_SECONDS + 1)
        for waiting in await services.checks.due(10):
            await services.checks.check(waiting)
        assert await states(tas, "ana") == {"income_proof": AskedState.CLEAN}
        (line,) = await services.messages.threads(vega_, of_ana)
        thread = await services.messages.open(vega_, of_ana, line.id)
        (document,) = thread.messages[-1].documents
        assert (document.name, document.pages_count) == ("talón de pago.pdf", 1)
        plain = await services.documents.plain(document.id)
        content = b"".join([chunk async for chunk in plain.chunks()])
        assert "Ana Rivera" in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()


async def test_a_case_with_a_thread_of_its_own_is_left_alone(tmp_path: Path) -> None:
    fresh_database(tmp_path)
    settings = {"TAS_DATA_FOLDER": str(tmp_path)}
    await asyncio.to_thread(cases.load_sample, settings)
    async with gateway(tmp_path) as tas, signed_in(tas, "ana") as ana:
        where = f"/portal/matters/{await matter_in(tas, 'ana')}/messages/new"
        assert (await ana.post(where, subject="Mine", text="My own words.", act="send")).status_code == 303
    assert await as_up_does(tmp_path) == 1
    async with gateway(tmp_path) as tas:
        (line,) = await tas.services.messages.threads(await person_of(tas, "ana"), await matter_in(tas, "ana"))
        assert line.subject == "Mine"


async def test_a_production_has_none(tmp_path: Path) -> None:
    settings = {"TAS_ENVIRONMENT": "production", "TAS_PUBLIC_ORIGINS": "https://help.example.gov", "TAS_OPERATOR": "Us"}
    settings |= {"TAS_MAIL_URL": "folder:", "TAS_DATA_FOLDER": str(tmp_path)}
    assert await asyncio.to_thread(cases.write_sample_messages, settings, ISSUER) == 0
