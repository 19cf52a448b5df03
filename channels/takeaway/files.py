"""Makes files of a record: a tagged PDF (PDF/UA-1) of what was written, with the pages of papers as pictures, and a ZIP.

Papers are read while the ZIP is sent, so that a gigabyte needs little memory and nothing in the clear touches a disk.
Pictures of pages are put into the PDF as they are, once it is set: setting them would take each apart into its pixels,
megabytes a page.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import stat
import unicodedata
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
import typst
from babel.dates import format_datetime
from stream_zip import ZIP_64, ZIP_AUTO, Method, async_stream_zip

from adapters.inspector.port import SHEET_PX
from casework.documents.models import DocumentId
from casework.takeaway.models import AskedFor, Entry, Paper, Person, Record
from casework.texts import Texts
from channels.problems import Problem
from channels.screening.views import LOCALES

type Sheet = str
type Sheets = Mapping[int, Sequence[bytes]]
"""The pages of papers by their numbers in the record, each a JPEG as `Inspector.sheets` gives it."""
type Reads = Callable[[DocumentId], Awaitable[AsyncIterator[bytes]]]

_TEMPLATE: Final = Path(__file__).parent / "templates" / "record.typ"
_PAPER: Final[dict[Sheet, str]] = {"letter": "us-letter", "a4": "a4"}
# A page takes some 20 ms; a year of messages is some hundred pages.
_MOST_SECONDS: Final = 30.0
_PRESS: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="record")
_TIME: Final = {"en": "MMM d, y, h:mm a zzz", "es": "d MMM y, h:mm a zzz"}
_MODE: Final = stat.S_IFREG | 0o600
# What the PDF's letters can show, and a test sets each of them: a tagged PDF must not have holes (PDF/UA-1, 7.21.4).
SETTABLE: Final = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u2044-\u205e\u20a0-\u20c0\u2190-\u23ff"
)
# A picture's place is one pixel wide, and as high as its number among them.
_PLACE: Final = re.compile(
    rb"\n(?P<object>[0-9]+) 0 obj\n<<[^>\n]*/Subtype/Image[^>\n]*/Width 1/Height (?P<place>[0-9]+)/[^>\n]*>>\nstream"
)
_END: Final = re.compile(rb"trailer\n<<(?P<trailer>[^>]+)>>\nstartxref\n(?P<table>[0-9]+)\n%%EOF\s*\Z")
_NOT_SETTABLE: Final = re.compile(f"[^{SETTABLE}]")


async def pdf(
    record: Record, texts: Texts, zone: str, sheet: Sheet = "letter", sheets: Sheets | None = None
) -> list[bytes]:
    """What was written, the list of papers, and the pages of those that are given; in pieces. Raises Problem (503).

    Without `sheets` it stands beside the papers, as in the ZIP; of one that isn't among them the list says so.
    """
    setting = asyncio.get_running_loop().run_in_executor(_PRESS, set_record, record, texts, zone, sheet, sheets)
    try:
        return list(with_sheets(await asyncio.wait_for(setting, _MOST_SECONDS), sheets or {}))
    except TimeoutError:
        raise Problem("unavailable", {"Retry-After": "30"}) from None


def set_record(record: Record, texts: Texts, zone: str, sheet: Sheet = "letter", sheets: Sheets | None = None) -> bytes:
    """The PDF with a place for each of the sheets, in the calling thread."""
    printed = _settable(_printed(record, texts, zone, sheets))
    content: bytes = typst.compile(
        _TEMPLATE,
        sys_inputs={"record": orjson.dumps(printed).decode(), "paper": _PAPER[sheet]},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return content


def with_sheets(content: bytes, sheets: Sheets) -> Iterator[bytes]:
    """The PDF with the pictures in their places, in pieces: an incremental update (ISO 32000-1, 7.5.6) of what was set.

    Raises ValueError where what was set has no such places.
    """
    yield content
    pictures = [picture for number in sorted(sheets) for picture in sheets[number]]
    if not pictures:
        return
    places = {int(found["place"]): int(found["object"]) for found in _PLACE.finditer(content)}
    end = _END.search(content)
    if end is None or sorted(places) != list(range(1, len(pictures) + 1)):
        raise ValueError("not set as expected")
    width, height = SHEET_PX
    at, table = len(content), bytearray(b"xref\n0 1\n0000000000 65535 f\r\n")
    for place, picture in enumerate(pictures, 1):
        told = (
            f"{places[place]} 0 obj\n<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB"
            f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(picture)}>>\nstream\n"
        ).encode()
        table += b"%d 1\n%010d 00000 n\r\n" % (places[place], at + 1)
        for piece in (b"\n", told, picture, b"\nendstream\nendobj\n"):
            yield piece
            at += len(piece)
    trailer = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (end["trailer"], end["table"], at)
    yield bytes(table) + trailer


def index(record: Record) -> bytes:
    """What the ZIP holds, for programs: times in UTC, digests in hexadecimal."""
    held = {
        "of": record.of.value,
        "title": record.title,
        "about": [{"name": name, "value": value} for name, value in record.about],
        "made_at": _utc(record.made_at),
        "made_by": record.made_by,
        "people": [
            {
                "name": each.name,
                "kind": each.kind,
                "since": None if each.since is None else _utc(each.since),
                "still": each.still,
            }
            for each in record.people
        ],
        "entries": [
            {
                "at": _utc(each.at),
                "who": each.who,
                "language": each.language,
                "text": each.text,
                "papers": each.papers,
                **_further(each),
            }
            for each in record.entries
        ],
        "papers": [
            {
                "number": each.number,
                "name": each.name,
                "file": None if each.why_not else f"documents/{each.file_name}",
                "content_type": each.content_type,
                "length_bytes": each.length_bytes,
                "pages_count": each.pages_count,
                "sha256": each.sha256,
                "sent_at": _utc(each.sent_at),
                "sent_by": each.sent_by,
                "left_out": each.why_not,
                "released_at": None if each.released_at is None else _utc(each.released_at),
            }
            for each in record.papers
        ],
    }
    return orjson.dumps(held, option=orjson.OPT_INDENT_2)


def _further(entry: Entry) -> dict[str, Any]:
    return {
        "asks": [
            {"name": each.name, "due_on": each.due_on, "state": each.state, "received_on": each.received_on}
            for each in entry.asks
        ],
        "reads": [{"who": each.who, "at": _utc(each.at)} for each in entry.reads],
        "reference": entry.reference or None,
    }


async def zipped(record: Record, texts: Texts, zone: str, reads: Reads) -> AsyncIterator[bytes]:
    """The ZIP, as it is made: `record.pdf`, `index.json`, and the papers under `documents/`.

    A paper that can't be opened ends it in its middle, so that nobody takes half a record for a whole one.
    """
    made = record.made_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    (first,) = await pdf(record, texts, zone)

    async def files() -> AsyncIterator[tuple[str, datetime, int, Method, AsyncIterator[bytes]]]:
        for name, content in (("record.pdf", first), ("index.json", index(record))):
            yield name, made, _MODE, ZIP_AUTO(len(content)), _once(content)
        for paper in record.papers:
            if paper.id is not None and paper.why_not is None:
                sent = paper.sent_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                yield f"documents/{paper.file_name}", sent, _MODE, ZIP_64, await reads(paper.id)

    # What people send is mostly packed already: more than a little effort gains nothing.
    pack = partial(zlib.compressobj, level=1, wbits=-zlib.MAX_WBITS)
    async for chunk in async_stream_zip(files(), get_compressobj=pack):
        yield chunk


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _printed(record: Record, texts: Texts, zone: str, sheets: Sheets | None) -> dict[str, Any]:
    def say(key: str, **values: Any) -> str:
        return texts.say(f"page-record-{key}", record.language, values)

    def when(at: datetime) -> str:
        pattern, locale = _TIME[record.language], LOCALES[record.language]
        return str(format_datetime(at, pattern, tzinfo=ZoneInfo(zone), locale=locale))

    def line(paper: Paper) -> str:
        told = say("paper", sent_on=when(paper.sent_at), by=paper.sent_by, bytes_count=paper.length_bytes)
        if paper.pages_count:
            told = f"{told} {say('pages', pages_count=paper.pages_count)}"
        if paper.released_at is not None:
            told = f"{told} {say('released', released_on=when(paper.released_at))}"
        if paper.why_not is not None:
            return f"{told} {say(f'left-out-{paper.why_not}')}"
        return told if sheets is None or paper.number in sheets else f"{told} {say('not-shown')}"

    places = itertools.count(1)

    def shown(paper: Paper) -> list[dict[str, Any]]:
        count = len((sheets or {}).get(paper.number, ()))
        return [
            {
                "place": next(places),
                "line": say("sheet", number=paper.number, name=paper.name, page_number=number, pages_count=count),
                "alt": say("sheet-alt", page_number=number, pages_count=count),
            }
            for number in range(1, count + 1)
        ]

    def person(each: Person) -> str:
        if each.since is None:
            return say("person-staff", name=each.name)
        told = say("person", name=each.name, kind=each.kind, since_on=when(each.since))
        return told if each.still else f"{told} {texts.say('page-message-no-longer', record.language)}"

    def asked(each: AskedFor) -> str:
        told = say("asked", paper_name=each.name, due_on=each.due_on.isoformat())
        if each.state is None:
            return told
        received_on = "" if each.received_on is None else each.received_on.isoformat()
        return f"{told} {say(f'asked-{each.state}', received_on=received_on)}"

    heading = say(f"title-{record.of}")
    people = [(say("about-people"), "; ".join(map(person, record.people)))] if record.people else []
    return {
        "heading": f"{heading}: {record.title}" if record.title else heading,
        "language": record.language,
        "about": [*record.about, *people],
        "made": say("made-with-pages" if sheets else "made", made_on=when(record.made_at), by=record.made_by),
        "footer": say("footer", made_on=when(record.made_at)),
        "words": {"papers": say("papers"), "entries": say("entries"), "sheets": say("sheets")},
        "papers": [
            {
                "number": each.number,
                "name": each.name,
                "line": line(each),
                "digest": "" if each.sha256 is None else f"SHA-256 {each.sha256}",
                "sheets": shown(each),
            }
            for each in record.papers
        ],
        "entries": [
            {
                "head": say("entry", who=each.who, on=when(each.at)),
                "language": each.language,
                "paragraphs": [
                    *(paragraph for paragraph in each.text.split("\n") if paragraph.strip()),
                    *([say("with", numbers=", ".join(map(str, each.papers)))] if each.papers else []),
                    *map(asked, each.asks),
                    *([say("reference", reference=each.reference)] if each.reference else []),
                    *(say("read", who=read.who, read_on=when(read.at)) for read in each.reads),
                ],
            }
            for each in record.entries
        ],
    }


def _settable(value: Any) -> Any:
    """Everything in it that can't be set is named instead; `index.json` has what was written, sign by sign."""
    if isinstance(value, str):
        return _NOT_SETTABLE.sub(_name, value)
    if isinstance(value, dict):
        return {key: _settable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_settable(each) for each in value]
    return value


def _name(sign: re.Match[str]) -> str:
    kind = unicodedata.category(sign[0])
    if kind.startswith("Z") or sign[0] == "\t":
        return " "
    if kind in ("Cc", "Cf", "Mn"):
        return ""
    name = unicodedata.name(sign[0], "").lower() if kind.startswith("S") else ""
    return f"[{name or f'U+{ord(sign[0]):04X}'}]"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
