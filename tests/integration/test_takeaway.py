"""The record to take away over HTTP: whole, for who may see it, in the trail, and nothing of what staff alone see."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from adapters.case_system.port import MatterId
from casework.audit.models import audit_entries
from casework.documents.models import DocumentId, DocumentState, PlaceKind, documents
from casework.documents.writing import PART_BYTES
from casework.handoff.models import AgentId
from casework.holds.service import Holds, place_of
from casework.messages import rules
from casework.messages.models import Ask, Sending, ThreadId
from tests.support.chat_documents import checked
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.retention import due
from tests.support.sample_people import matter_in, person_of, signed_in
from tests.support.uploading import breaks, call_clean, sender, with_sample

WORDS = "My landlord wants the rent by Friday."
SECRET = "Please take this over, I am away."
LETTER = b"The letter of my landlord."


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def tas(tmp_path: Path, clock: HandClock) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=clock) as running:
        await with_sample(running)
        yield running


async def sent(tas: GatewayUnderTest, content: bytes = LETTER) -> tuple[MatterId, ThreadId, DocumentId]:
    """A thread of Ana's with one document that was found clean."""
    async with sender(tas) as ana:
        document_id = DocumentId(await ana.sent(content, name="Letter of May.txt", type="text/plain"))
        sending = Sending(client_id(), WORDS, subject="Rent", documents=(document_id,))
        done = await tas.services.messages.send(ana.browser.actor, ana.matter_id, None, sending)
        await call_clean(tas, document_id)
        return ana.matter_id, done.thread_id, document_id


async def test_the_zip_of_a_thread_holds_what_was_written_and_sent(tas: GatewayUnderTest) -> None:
    matter_id, thread_id, _ = await sent(tas)
    for subject, door in (("ana", "portal"), ("vega", "desk")):
        async with signed_in(tas, subject) as browser:
            answer = await browser.client.get(
                f"/{door}/matters/{matter_id}/messages/{thread_id}/record/zip?language=es"
            )
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-disposition"].startswith('attachment; filename="mensajes-con-tas.zip"')
            archive = zipfile.ZipFile(io.BytesIO(answer.content))
            assert archive.testzip() is None
            assert archive.read("documents/001 Letter of May.txt") == LETTER
            index = json.loads(archive.read("index.json"))
            assert (index["title"], [each["text"] for each in index["entries"]]) == ("Rent", [WORDS])
            pdf = await browser.client.get(f"/{door}/matters/{matter_id}/messages/{thread_id}/record/pdf")
            assert pdf.content.startswith(b"%PDF")
            assert (
                await browser.client.get(f"/{door}/matters/{matter_id}/messages/{thread_id}/record/exe")
            ).status_code == 404
    async with tas.services.database.read() as connection:
        query = select(audit_entries.c.subject, audit_entries.c.details).where(audit_entries.c.action == "record.taken")
        taken = [(row.subject, json.loads(row.details)["form"]) for row in (await connection.execute(query)).all()]
    assert taken == [(f"thread:{thread_id}", form) for form in ("zip", "pdf")] * 2


async def test_a_paper_that_breaks_off_ends_the_zip_and_is_audited(tas: GatewayUnderTest) -> None:
    # Random: what packs well would not have left the packer by then.
    matter_id, thread_id, document_id = await sent(tas, os.urandom(2 * PART_BYTES))
    await breaks(tas, document_id, 1)
    async with signed_in(tas, "ana") as browser:
        with pytest.raises(httpx.RemoteProtocolError):
            await browser.client.get(f"/portal/matters/{matter_id}/messages/{thread_id}/record/zip")
    query = select(audit_entries.c.result).where(audit_entries.c.action == "document.opened")
    async with tas.services.database.read() as connection:
        found = (await connection.execute(query.order_by(audit_entries.c.number))).scalars()
        assert list(found) == ["done", "failed"]


@pytest.mark.parametrize("subject", ["marcos", "irene", "robert", "linda"])
async def test_to_others_there_is_no_record(tas: GatewayUnderTest, subject: str) -> None:
    matter_id, thread_id, _ = await sent(tas)
    async with signed_in(tas, subject) as browser:
        answer = await browser.client.get(f"/portal/matters/{matter_id}/messages/{thread_id}/record/zip")
    assert answer.status_code == 404


async def test_what_staff_write_among_themselves_is_in_their_record_alone(tas: GatewayUnderTest) -> None:
    matter_id, thread_id, _ = await sent(tas)
    vega, imani = await person_of(tas, "vega"), await person_of(tas, "imani")
    assert imani.employee_id is not None
    await tas.services.inbox.forward(vega, matter_id, thread_id, client_id(), imani.employee_id, SECRET)
    for subject, door, seen in (("ana", "portal", False), ("vega", "desk", True)):
        async with signed_in(tas, subject) as browser:
            answer = await browser.client.get(f"/{door}/matters/{matter_id}/messages/{thread_id}/record/zip")
            index = zipfile.ZipFile(io.BytesIO(answer.content)).read("index.json").decode()
            assert (SECRET in index) is seen


async def test_who_goes_by_another_name_at_the_desk_takes_part_once(tas: GatewayUnderTest) -> None:
    vega = await person_of(tas, "vega")
    assert vega.employee_id is not None
    await tas.services.handoffs.introduce(AgentId(vega.employee_id), "Lucia", ["en"])
    # Its receipt names who is the advocate in the case system: Lucia Vega.
    matter_id, thread_id, _ = await sent(tas)
    await tas.services.messages.open(vega, matter_id, thread_id)
    await tas.services.messages.send(vega, matter_id, thread_id, Sending(client_id(), "Thank you."))
    async with signed_in(tas, "ana") as ana:
        where = f"/portal/matters/{matter_id}/messages/{thread_id}/record/zip?language=en"
        archive = zipfile.ZipFile(io.BytesIO((await ana.client.get(where)).content))
    people = json.loads(archive.read("index.json"))["people"]
    assert [(each["name"], each["kind"]) for each in people] == [("Ana Rivera", "the taxpayer"), ("Lucia", "TAS")]


async def test_the_record_says_what_was_asked_for_who_read_what_and_what_was_released(tas: GatewayUnderTest) -> None:
    matter_id, thread_id, _ = await sent(tas)
    messages, vega, ana = tas.services.messages, await person_of(tas, "vega"), await person_of(tas, "ana")
    await messages.open(vega, matter_id, thread_id)
    due_on = tas.services.absences.today() + timedelta(days=14)
    codes = ("utility_notice", "income_proof", "medical_bill")
    asks = tuple(Ask(code, due_on) for code in codes)
    await messages.send(vega, matter_id, thread_id, Sending(client_id(), "Please send both.", asks=asks))
    key = next(each.key for each in await messages.asked(ana, matter_id) if each.code == "utility_notice")
    async with sender(tas) as browser:
        locked = DocumentId(await browser.sent(b"behind a password", name="Notice.pdf", type="application/pdf"))
    # Before it is sent: the gateway's own look at it would find no paper at all, and a rejected one can't be sent.
    await checked(tas, locked, DocumentState.UNSCANNABLE, "encrypted")
    answer = Sending(client_id(), "Here is one.", documents=(locked,), answers={locked: key})
    await messages.send(ana, matter_id, thread_id, answer)
    await messages.release(vega, matter_id, thread_id, locked, "known")
    withdrawn = next(each for each in await messages.asked(ana, matter_id) if each.code == "medical_bill")
    assert withdrawn.request_id is not None
    await messages.withdraw_request(vega, matter_id, withdrawn.request_id)
    now = tas.services.clock.now().isoformat().replace("+00:00", "Z")
    for subject, door in (("ana", "portal"), ("vega", "desk")):
        async with signed_in(tas, subject) as reader:
            where = f"/{door}/matters/{matter_id}/messages/{thread_id}/record/zip?language=en"
            archive = zipfile.ZipFile(io.BytesIO((await reader.client.get(where)).content))
        index = json.loads(archive.read("index.json"))
        first, asking, _last = index["entries"]
        # Whoever takes it along is told when they opened it themselves, too.
        assert first["reads"] == [{"who": "Lucia Vega", "at": now}], subject
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", first["reference"])
        assert asking["reference"] is None
        assert {each["due_on"] for each in asking["asks"]} == {due_on.isoformat()}
        stands = {each["name"]: each["state"] for each in asking["asks"]}
        names = [TEXTS.say(f"case-document-{code}", "en") for code in codes]
        assert stands == dict(zip(names, ("received", "missing", "withdrawn"), strict=True))
        assert [each["name"] for each in index["people"]] == ["Ana Rivera", "Lucia Vega"]
        assert [each["released_at"] for each in index["papers"]] == [None, now]
        said = " ".join(
            " ".join(page.extract_text() for page in PdfReader(io.BytesIO(archive.read("record.pdf"))).pages).split()
        )
        for words in (
            TEXTS.say("page-record-read", "en", {"who": "Lucia Vega", "read_on": ""}).strip(),
            TEXTS.say("page-record-reference", "en", {"reference": first["reference"]}),
            TEXTS.say("page-record-asked-missing", "en"),
            TEXTS.say("page-record-person-staff", "en", {"name": "Lucia Vega"}),
            "It could not be checked. TAS staff let it be opened on Nov 20, 2026",
            *names,
        ):
            assert words in said, words


async def threads_due(tas: GatewayUnderTest, now: datetime) -> list[str]:
    return await due(tas.services.database, tas.services.messages.going(now), "message_threads")


async def test_a_thread_goes_with_its_documents_after_its_time_unless_it_is_held(
    tas: GatewayUnderTest, clock: HandClock
) -> None:
    matter_id, thread_id, document_id = await sent(tas)
    holds = Holds(tas.services.database, tas.services.audit, clock)
    hold = await holds.place(place_of(PlaceKind.MATTER, matter_id), "Order 1", "operator")
    clock.forward(days=rules.days_kept(clock.now().date()) + 1)
    assert await threads_due(tas, clock.now()) == []
    assert await tas.services.messages.erase_due() == 0
    await holds.lift(hold.id, "operator")
    assert await threads_due(tas, clock.now() - timedelta(days=2)) == []
    assert await threads_due(tas, clock.now()) == [thread_id]
    assert await tas.services.messages.erase_due() == 1
    async with tas.services.database.read() as connection:
        row = (await connection.execute(select(documents).where(documents.c.id == document_id))).one()
    assert (row.state, row.wrapped_key) == ("erased", None)


async def test_the_record_of_a_chat(tas: GatewayUnderTest) -> None:
    matter_id = await matter_in(tas, "ana")
    async with signed_in(tas, "ana") as browser:
        begun = await browser.client.post(
            f"/portal/matters/{matter_id}/conversations", data={"csrf": browser.csrf, "client_id": client_id()}
        )
        chat = begun.headers["location"]
        answer = await browser.client.get(f"{chat}/record/zip")
        assert answer.status_code == 200, answer.text
        index = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("index.json"))
        assert (index["of"], index["papers"]) == ("conversation", [])
        assert index["entries"]
    async with signed_in(tas, "marcos") as other:
        assert (await other.client.get(f"{chat}/record/zip")).status_code == 404
