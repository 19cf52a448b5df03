"""The files of a record to take away: nothing left out, nothing that was typed taken for markup, every sign told."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from adapters.inspector.port import SHEET_PX
from casework.documents.models import DocumentId
from casework.takeaway.models import Entry, Of, Paper, Record
from casework.texts import Texts
from channels.takeaway import files

ZONE = "America/New_York"
AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TEXTS = Texts.load()
CONTENT = {DocumentId("a" * 43): b"%PDF-1.7 letter", DocumentId("b" * 43): bytes(200_000)}


def paper(number: int, **changes: Any) -> Paper:
    content = list(CONTENT)[(number - 1) % 2]
    given: dict[str, Any] = {
        "number": number,
        "id": content,
        "name": f"letter {number}.pdf",
        "content_type": "application/pdf",
        "length_bytes": len(CONTENT[content]),
        "sha256": hashlib.sha256(CONTENT[content]).hexdigest(),
        "sent_at": AT,
        "sent_by": "Ana Rivera",
        "why_not": None,
    }
    return Paper(**{**given, **changes})


def record(*texts: str, language: str = "en", papers: tuple[Paper, ...] = (), title: str = "Rent") -> Record:
    entries = tuple(
        Entry(AT + timedelta(minutes=place), "Ana Rivera", text, language) for place, text in enumerate(texts)
    )
    about = (("Case", "8123456"),)
    return Record(Of.THREAD, language, title, about, AT, "Ana Rivera", entries, papers)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


async def reads(document_id: DocumentId) -> AsyncIterator[bytes]:
    async def chunks() -> AsyncIterator[bytes]:
        content = CONTENT[document_id]
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]

    return chunks()


async def zip_of(taken: Record) -> zipfile.ZipFile:
    content = b"".join([chunk async for chunk in files.zipped(taken, TEXTS, ZONE, reads)])
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_stands_in_the_pdf(language: str) -> None:
    locked = paper(2, id=None, sha256=None, why_not="locked")
    taken = record("My rent is due.", "On Friday.", language=language, papers=(paper(1), locked))
    said = words_of(files.set_record(taken, TEXTS, ZONE))
    digest = taken.papers[0].sha256
    assert digest is not None
    for part in ("Rent", "8123456", "My rent is due.", "On Friday.", "letter 1.pdf", "letter 2.pdf"):
        assert part in said
    assert digest in said.replace(" ", "")
    assert TEXTS.say("page-record-left-out-locked", language).split(";")[0] in said


def test_what_was_typed_is_no_markup() -> None:
    typed = '#eval("1+1") $x^2$ *bold* _it_ = Heading #import "@preview/x" <b>&amp;</b> \\ `raw` @ref'
    assert typed in words_of(files.set_record(record(typed, title="#panic()"), TEXTS, ZONE))


def test_every_sign_that_is_said_to_be_settable_is() -> None:
    ranges = re.findall(r"(.)-(.)", files.SETTABLE)
    signs = "".join(chr(code) for first, last in ranges for code in range(ord(first), ord(last) + 1))
    assert len(ranges) == 11
    assert files.set_record(record(signs), TEXTS, ZONE).startswith(b"%PDF")


def test_other_signs_are_named_and_the_index_has_them_as_they_were() -> None:
    typed = "Help 😀 家\u202e\x00\ud83d".encode("utf-8", "ignore").decode()
    said = words_of(files.set_record(record(typed), TEXTS, ZONE))
    assert "Help [grinning face] [U+5BB6]" in said
    assert json.loads(files.index(record(typed)))["entries"][0]["text"] == typed


async def test_the_zip_holds_each_paper_as_it_was_sent() -> None:
    locked = paper(3, why_not="locked")
    archive = await zip_of(record("See both.", papers=(paper(1), paper(2), locked)))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "record.pdf",
        "index.json",
        "documents/001 letter 1.pdf",
        "documents/002 letter 2.pdf",
    ]
    index = json.loads(archive.read("index.json"))
    for told in index["papers"][:2]:
        assert hashlib.sha256(archive.read(told["file"])).hexdigest() == told["sha256"]
    assert (index["papers"][2]["file"], index["papers"][2]["left_out"]) == (None, "locked")


async def test_a_paper_that_breaks_off_leaves_no_whole_zip() -> None:
    async def broken(_document_id: DocumentId) -> AsyncIterator[bytes]:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"half"
            raise OSError("gone")

        return chunks()

    got: list[bytes] = []

    async def take() -> None:
        async for chunk in files.zipped(record("x", papers=(paper(1),)), TEXTS, ZONE, broken):
            got.append(chunk)

    with pytest.raises(OSError, match="gone"):
        await take()
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(got)))


def sheet(gray: int) -> bytes:
    """A page as the inspector gives it."""
    content = io.BytesIO()
    Image.new("RGB", SHEET_PX, (gray, gray, gray)).save(content, "JPEG")
    return content.getvalue()


@pytest.mark.parametrize("paper_size", ["letter", "a4"])
async def test_the_pages_of_papers_stand_in_their_places(paper_size: str) -> None:
    papers = (paper(1, pages_count=11), paper(2), paper(3, pages_count=1))
    shades = [10 * number for number in range(12)]
    sheets = {1: [sheet(shade) for shade in shades[:11]], 3: [sheet(shades[11])]}
    pieces = await files.pdf(record("See both.", papers=papers), TEXTS, ZONE, paper_size, sheets)
    reader = PdfReader(io.BytesIO(b"".join(pieces)), strict=True)
    assert [len(page.images) for page in reader.pages] == [0, *[1] * 12]
    shown = [page.images[0].image for page in reader.pages[1:]]
    assert [each.convert("L").getpixel((600, 700)) for each in shown if each is not None] == pytest.approx(
        shades, abs=2
    )
    said = words_of(b"".join(pieces))
    assert said.count(TEXTS.say("page-record-not-shown", "en")) == 1
    # The ZIP has them as they were sent: its list says nothing of pages that aren't there.
    (listed,) = await files.pdf(record("See both.", papers=papers), TEXTS, ZONE)
    assert TEXTS.say("page-record-not-shown", "en") not in words_of(listed)


def test_pictures_without_places_are_put_nowhere() -> None:
    content = files.set_record(record("x"), TEXTS, ZONE)
    with pytest.raises(ValueError, match="not set"):
        list(files.with_sheets(content, {1: [sheet(0)]}))
