"""The PDF of a record to take away shows the pages of its papers, as pictures that the real inspecting process drew."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from adapters.inspector.port import SHEET_PX, InspectionFailed, PictureUnavailable
from casework.audit.models import audit_entries
from casework.documents.models import DocumentId, DocumentState
from casework.documents.reading import DocumentBroken
from casework.messages.models import Sending
from channels import limits
from channels.takeaway import pages
from tests.integration.test_viewing import photograph, settled
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, client_id
from tests.support.sample_people import signed_in
from tests.support.uploading import Sender, change, sender, with_sample

NOT_SHOWN = TEXTS.say("page-record-not-shown", "en")


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, scanner_skipped=True) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def ana(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    async with sender(tas) as found:
        yield found


def letter(*colours: str) -> bytes:
    """A PDF with a page of each colour."""
    first, *rest = [Image.open(io.BytesIO(photograph(colour))) for colour in colours]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


LETTER = letter("red", "green")
PHOTO = photograph("blue")
WORDS = b"Nothing to be seen."
TEXT = ("words.txt", "text/plain", WORDS)
PDF = ("letter.pdf", "application/pdf", LETTER)
JPEG = ("page.jpg", "image/jpeg", PHOTO)


async def sent(ana: Sender, *files: tuple[str, str, bytes]) -> tuple[str, list[DocumentId]]:
    """Where a thread with these documents stands, and which they are."""
    ids = []
    for name, kind, content in files:
        ids.append(DocumentId(await ana.sent(content, name=name, type=kind)))
        assert (await settled(ana, ids[-1]))["state"] == "clean"
    sending = Sending(client_id(), "As you asked.", subject="Rent", documents=tuple(ids))
    done = await ana.tas.services.messages.send(ana.browser.actor, ana.matter_id, None, sending)
    return f"matters/{ana.matter_id}/messages/{done.thread_id}/record", ids


async def printed(tas: GatewayUnderTest, record: str, subject: str = "ana") -> PdfReader:
    async with signed_in(tas, subject) as browser:
        door = "desk" if subject == "vega" else "portal"
        answer = await browser.client.get(f"/{door}/{record}/pdf?language=en")
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    return PdfReader(io.BytesIO(answer.content), strict=True)


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def colours_of(reader: PdfReader) -> list[str]:
    """What stands in the middle of each picture, in order."""
    named = {(255, 0, 0): "red", (0, 128, 0): "green", (0, 0, 255): "blue"}
    found = []
    for picture in (each.image for page in reader.pages for each in page.images):
        assert picture is not None
        assert picture.size == SHEET_PX
        middle = picture.convert("RGB").getpixel((700, SHEET_PX[1] // 2))
        nearest = min(named, key=lambda colour: sum(abs(a - b) for a, b in zip(colour, middle, strict=True)))  # type: ignore[arg-type]
        found.append(named[nearest])
    return found


async def test_pages_stand_behind_what_was_written_each_beneath_its_paper(ana: Sender, tas: GatewayUnderTest) -> None:
    record, ids = await sent(ana, PDF, TEXT, JPEG)
    described = {each.id: each for each in await tas.services.documents.described(None, ids)}
    for subject in ("ana", "vega"):
        reader = await printed(tas, record, subject)
        assert colours_of(reader) == ["red", "green", "blue"], subject
        *_, first, second, third = [" ".join(page.extract_text().split()) for page in reader.pages]
        assert "1. letter.pdf, page 1 of 2" in first
        assert "1. letter.pdf, page 2 of 2" in second
        assert "3. page.jpg, page 1 of 1" in third
        for page, document_id in ((first, ids[0]), (third, ids[2])):
            assert str(described[document_id].sha256) in page.replace(" ", "")
        assert "It has 2 pages." in first
        # What has no pages is listed, and said to be in the ZIP.
        assert words_of(reader).count(NOT_SHOWN) == 1
        figures = [each for each in _elements(reader) if each.get("/S") == "/Figure"]
        assert [each["/Alt"] for each in figures] == [
            "Picture of page 1 of 2",
            "Picture of page 2 of 2",
            "Picture of page 1 of 1",
        ]
    query = select(audit_entries.c.subject, audit_entries.c.details).where(
        audit_entries.c.action == "document.opened", audit_entries.c.actor_kind == "staff"
    )
    async with tas.services.database.read() as connection:
        opened = [(row.subject, json.loads(row.details)["pages"]) for row in (await connection.execute(query)).all()]
    assert opened == [(f"document:{ids[0]}", 2), (f"document:{ids[2]}", 1)]


def _elements(reader: PdfReader) -> list[dict[str, object]]:
    """The elements of its structure, in order."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []  # type: ignore[index]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, dict):
            found.append(each)
            kept = each.get("/K", [])
            waiting += reversed(kept if isinstance(kept, list) else [kept])
    return found


async def test_whoever_only_asks_how_long_it_is_has_nothing_drawn(ana: Sender, tas: GatewayUnderTest) -> None:
    record, _ids = await sent(ana, PDF)
    assert (await ana.browser.client.head(f"/portal/{record}/pdf")).status_code == 200
    query = select(audit_entries.c.subject).where(audit_entries.c.action == "document.opened")
    async with tas.services.database.read() as connection:
        assert (await connection.execute(query)).all() == []


@pytest.mark.parametrize("state", [DocumentState.QUARANTINED, DocumentState.REJECTED, DocumentState.UNSCANNABLE])
async def test_of_what_is_not_clean_nothing_is_shown(ana: Sender, tas: GatewayUnderTest, state: DocumentState) -> None:
    record, ids = await sent(ana, PDF, JPEG)
    await change(tas, ids[0], state=state.value, retry_at=None, lease="held", lease_until=None)
    reader = await printed(tas, record)
    assert colours_of(reader) == ["blue"]
    assert "page 1 of 2" not in words_of(reader)


@pytest.mark.parametrize(
    ("name", "most"), [("_MOST_PAGES", 2), ("_MOST_SHEETS_BYTES", 100_000), ("_MOST_SECONDS", 0.0)]
)
async def test_beyond_its_limits_papers_are_only_listed_and_said_so(
    ana: Sender, tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch, name: str, most: float
) -> None:
    record, _ids = await sent(ana, PDF, JPEG)
    monkeypatch.setattr(pages, name, most)
    reader = await printed(tas, record)
    assert colours_of(reader) == ([] if name == "_MOST_SECONDS" else ["red", "green"])
    said = words_of(reader)
    assert said.count(NOT_SHOWN) == (2 if name == "_MOST_SECONDS" else 1)
    assert "page.jpg" in said


@pytest.mark.parametrize("error", [PictureUnavailable(), InspectionFailed("took too long"), DocumentBroken()])
async def test_what_cannot_be_drawn_is_only_listed(
    ana: Sender, tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    record, ids = await sent(ana, PDF, JPEG)
    access, drawn = tas.services.document_access, tas.services.document_access.sheets

    async def fails(actor: object, seen: object, most_bytes: int) -> list[bytes]:
        if seen.document.id == ids[0]:  # type: ignore[attr-defined]
            raise error
        return await drawn(actor, seen, most_bytes)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "sheets", fails)
    reader = await printed(tas, record)
    assert colours_of(reader) == ["blue"]
    assert words_of(reader).count(NOT_SHOWN) == 1


async def test_who_has_many_drawn_waits(ana: Sender, tas: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    record, _ids = await sent(ana, JPEG)
    monkeypatch.setattr(tas.services.limits, "_prints", limits.TokenBuckets(1, 0.001))
    await printed(tas, record)
    refused = await ana.browser.client.get(f"/portal/{record}/pdf")
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
    assert (await ana.browser.client.get(f"/portal/{record}/zip")).status_code == 200
