"""Office documents: the old ones (OLE compound files, MS-CFB), packages (OOXML, ECMA-376; ODF 1.3) and RTF.

What runs or fetches by itself is refused: macros (VBA, Excel 4.0), embedded programs, DDE, what comes from elsewhere.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.parsers import expat

import olefile

from adapters.inspector.child.content import File, windows
from adapters.inspector.child.found import Found, damaged
from adapters.inspector.port import Finding

if TYPE_CHECKING:
    from adapters.inspector.child.looking import Look

WORD: Final = "application/msword"
EXCEL: Final = "application/vnd.ms-excel"
POWERPOINT: Final = "application/vnd.ms-powerpoint"
_OLE: Final = "application/x-ole-storage"
_RTF: Final = "application/rtf"
_ZIP: Final = "application/zip"
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."
# By the type of its main part (ECMA-376, part 1, section 15.2).
_MAIN_PARTS: Final = {
    "wordprocessingml.document": "wordprocessingml.document",
    "wordprocessingml.template": "wordprocessingml.template",
    "spreadsheetml.sheet": "spreadsheetml.sheet",
    "spreadsheetml.template": "spreadsheetml.template",
    "presentationml.presentation": "presentationml.presentation",
    "presentationml.slideshow": "presentationml.slideshow",
    "presentationml.template": "presentationml.template",
}
_MAIN_PART = re.compile(re.escape(_OOXML) + r"([a-z]+\.[a-z]+)\.main\+xml")
_MOST_TYPES_BYTES = 256 * 1024
_MOST_XML_BYTES = 48 * 1024 * 1024

_VBA = ("vba", "_vba_project", "_vba_project_cur", "macros", "_vba_project.1")
_MACRO_PART = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|^(?:basic|scripts)/", re.IGNORECASE)
_ACTIVE_PART = re.compile(r"/activex/|/ctrlprops/ctrl.*\.bin$|/customui/", re.IGNORECASE)
_EMBEDDED_PART = re.compile(r"/embeddings/|^object \d+$", re.IGNORECASE)
_NO_DDE_PART = re.compile(r"^xl/(?:worksheets/sheet|sharedstrings|calcchain|styles)", re.IGNORECASE)
_MACRO_TYPE = re.compile(r"macroenabled|vbaproject|macrosheet", re.IGNORECASE)
_FETCHED = re.compile(r"/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk|control|package)$", re.IGNORECASE)
# A web page that Word takes in as if it were the letter's own text.
_WEB_PAGE_PART = re.compile(r"\.(?:mht|mhtml|html?|xhtml|xht)$", re.IGNORECASE)
_TAKEN_IN = re.compile(r"/aFChunk$", re.IGNORECASE)
_TEMPLATE = re.compile(r"/attachedTemplate$", re.IGNORECASE)
# A file on the writer's own disk: a drive, or a path without a host. Back slashes are made slashes before.
_OWN_DISK = re.compile(
    r"(?:file:/{0,3})?[a-z]:/(?!/)|file:///[^/]|(?!//|[a-z][a-z0-9+.-]*:)[^\x00-\x1f]", re.IGNORECASE
)
_DDE_FIELD = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_DDE_ELEMENTS = frozenset({"ddeLink", "dde-source", "dde-connection-decl", "dde-connection"})

_INSTALLERS = frozenset({"000C1084-0000-0000-C000-000000000046", "000C1086-0000-0000-C000-000000000046",
    "000C1082-0000-0000-C000-000000000046"})  # fmt: skip
_RTF_ACTIVE = re.compile(rb"\\(?:obj(?:data|emb|link|autlink|ocx|html|update|class|sub|pub|icemb)|object|ddeauto)\b"
    rb"|\bDDE(?:AUTO)?\b|\\\*\\template\b[^}]{0,80}(?:https?:|\\\\\\\\)|\bINCLUDE(?:TEXT|PICTURE)\b[^}]{0,80}(?:https?:|\\\\)",
    re.IGNORECASE)  # fmt: skip
_RTF_MARK = re.compile(rb"\\.|[{}]|[^\\{}\s\0\x1a]+", re.DOTALL)
_WINDOW_BYTES = 256 * 1024
_RECORDS_LOOKED_AT = 4096


def look_ole(file: File, length: int) -> str:
    """The kind of an old Office document. Raises Found."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as ole:
            return _ole(ole)
    except Found:
        raise
    except Exception:  # noqa: BLE001  (the library raises whatever the structure leads it to)
        raise damaged(_OLE) from None


def _ole(ole: olefile.OleFileIO) -> str:
    paths = [[part.lower() for part in path] for path in ole.listdir(streams=True, storages=True)]
    tops = {path[0] for path in paths}
    if str(getattr(ole.root, "clsid", "")).upper() in _INSTALLERS:
        raise Found(Finding.EXECUTABLE, "application/x-msi")
    if any(part in _VBA for path in paths for part in path):
        raise Found(Finding.MACROS, _OLE)
    if "encryptedpackage" in tops or "encryptionInfo".lower() in tops:
        raise Found(Finding.ENCRYPTED, _OLE)
    if any(part in ("\x01ole10native", "\x01compobj.exe") for path in paths for part in path):
        raise Found(Finding.ACTIVE_CONTENT, _OLE)
    if "worddocument" in tops:
        _word(ole)
        return WORD
    for stream in ("workbook", "book"):
        if stream in tops:
            _excel(ole.openstream(stream).read(_MOST_XML_BYTES))
            return EXCEL
    if "powerpoint document" in tops:
        if "encryptedsummary" in tops or _says(ole, "current user", 12, b"\xdf\xc4\xd1\xf3"):
            raise Found(Finding.ENCRYPTED, POWERPOINT)
        return POWERPOINT
    raise Found(Finding.TYPE_NOT_ACCEPTED, _OLE)


def _word(ole: olefile.OleFileIO) -> None:
    """MS-DOC 2.5.2, FibBase: the flag of encryption or obfuscation."""
    base = ole.openstream("worddocument").read(12)
    if len(base) < 12 or base[:2] not in (b"\xec\xa5", b"\xdc\xa5", b"\x9b\xa5"):
        raise damaged(WORD)
    if struct.unpack("<H", base[10:12])[0] & 0x0100:
        raise Found(Finding.ENCRYPTED, WORD)


def _excel(stream: bytes) -> None:
    """MS-XLS 2.4.28, BoundSheet8, and 2.4.117, FilePass: sheets of Excel 4.0 macros, and encryption."""
    at = 0
    for _ in range(_RECORDS_LOOKED_AT):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == 0x002F:
            raise Found(Finding.ENCRYPTED, EXCEL)
        if kind == 0x0085 and len(body) > 5 and body[5] in (1, 6):
            raise Found(Finding.MACROS, EXCEL)
        if kind == 0x000A:  # the end of the workbook's globals; the sheets follow
            return
        at += 4 + length


def _says(ole: olefile.OleFileIO, stream: str, offset: int, what: bytes) -> bool:
    try:
        return bool(ole.openstream(stream).read(offset + len(what))[offset:] == what)
    except OSError:
        return False


def look_rtf(file: File) -> None:
    """Raises Found for what RTF can embed or fetch, and for anything behind its end."""
    for window in windows(file, _WINDOW_BYTES, 256):
        if _RTF_ACTIVE.search(window):
            raise Found(Finding.ACTIVE_CONTENT, _RTF)
    depth, carried = 0, b""
    for window in windows(file, _WINDOW_BYTES, 0):
        content = carried + window
        # A backslash takes the next character, which may come with the next window.
        carried = b"\\" if (len(content) - len(content.rstrip(b"\\"))) % 2 else b""
        for mark in _RTF_MARK.finditer(content[: len(content) - len(carried)]):
            if depth < 0:
                raise Found(Finding.SEVERAL_FORMATS, _RTF)
            depth += {b"{": 1, b"}": -1}.get(mark[0], 0)
            if not depth:
                depth = -1  # its one group is over: nothing follows
    if depth >= 0:
        raise damaged(_RTF)


def kind_of_package(names: set[str], read: Callable[[str], bytes]) -> str | None:
    """Which package an archive is; None if it is an archive and no more. Raises Found for packages of programs."""
    lower = {name.lower() for name in names}
    if lower & {"meta-inf/manifest.mf", "androidmanifest.xml", "appxmanifest.xml", "extension.vsixmanifest"} or any(
        name.endswith((".class", ".dex", ".nuspec")) for name in lower
    ):
        raise Found(Finding.EXECUTABLE, "application/java-archive")
    if "[Content_Types].xml" in names:
        types = _xml(read("[Content_Types].xml"), _Types())
        if types.macros:
            raise Found(Finding.MACROS, _ZIP)
        main = _MAIN_PARTS.get(types.main or "")
        if main is None:
            raise Found(Finding.TYPE_NOT_ACCEPTED, _ZIP)
        return _OOXML + main
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        said = read("mimetype").decode("ascii", "replace").strip()
        if not said.startswith(_ODF):
            raise Found(Finding.TYPE_NOT_ACCEPTED, _ZIP)
        if _xml(read("META-INF/manifest.xml"), _Manifest()).encrypted:
            raise Found(Finding.ENCRYPTED, said)
        return said
    return None


def look_at_part(kind: str, name: str, content: io.BytesIO | bytes, look_at: Look, depth: int) -> None:
    """One part of a package. Raises Found."""
    from adapters.inspector.child.looking import is_executable  # noqa: PLC0415  (each looks into the other)

    if _MACRO_PART.search(name):
        raise Found(Finding.MACROS, kind)
    if _ACTIVE_PART.search(name) or _WEB_PAGE_PART.search(name):
        raise Found(Finding.ACTIVE_CONTENT, kind)
    look_at.refuses(name.rpartition("/")[2], None)
    head = content if isinstance(content, bytes) else content.getvalue()[:64]
    if is_executable(head):
        raise Found(Finding.EXECUTABLE, kind)
    if head.startswith(b"\xd0\xcf\x11\xe0") or _EMBEDDED_PART.search(name):
        _embedded(kind, content, look_at, depth)
    elif name.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
        if isinstance(content, bytes) or len(content.getvalue()) > _MOST_XML_BYTES:
            raise Found(Finding.ARCHIVE_TOO_LARGE, kind)
        if not _NO_DDE_PART.search(name):
            _xml(content.getvalue(), _Part(kind))


def _embedded(kind: str, content: io.BytesIO | bytes, look_at: Look, depth: int) -> None:
    """A document within a document: looked at like any other; of OLE objects, those that are documents of Office."""
    if isinstance(content, bytes):
        raise Found(Finding.ARCHIVE_TOO_LARGE, kind)
    if depth >= look_at.limits.archive_depth:
        raise Found(Finding.ARCHIVE_UNSAFE, kind)
    try:
        look_at.at(content, depth + 1)
    except Found as found:
        if found.finding is Finding.TYPE_NOT_ACCEPTED:
            raise Found(Finding.ACTIVE_CONTENT, kind) from None
        raise


class _Types:
    """[Content_Types].xml."""

    def __init__(self) -> None:
        self.main: str | None = None
        self.macros = False

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        said = attributes.get("ContentType", "")
        if _MACRO_TYPE.search(said):
            self.macros = True
        main = _MAIN_PART.fullmatch(said)
        if main:
            self.main = main[1]

    def text(self, _said: str) -> None:
        """Nothing stands between its elements."""


class _Manifest:
    """META-INF/manifest.xml."""

    encrypted = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name.endswith("encryption-data"):
            self.encrypted = True

    def text(self, _said: str) -> None:
        """Nothing stands between its elements."""


class _Part:
    """Any other part: links that fetch by themselves, and DDE."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._instruction = ""
        self._in_instruction = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        active = local in _DDE_ELEMENTS or local == "altChunk"
        if local == "Relationship":
            active = active or _fetches(attributes)
        if local == "fldSimple":
            active = active or any(_DDE_FIELD.search(value) for value in attributes.values())
        if active:
            raise Found(Finding.ACTIVE_CONTENT, self._kind)
        self._in_instruction = local == "instrText"

    def text(self, said: str) -> None:
        if self._in_instruction:
            # Its letters may be spread over many runs.
            self._instruction = (self._instruction + said)[-4096:]
            if _DDE_FIELD.search(self._instruction):
                raise Found(Finding.ACTIVE_CONTENT, self._kind)


def _fetches(relationship: dict[str, str]) -> bool:
    """Whether a part is taken in from elsewhere by itself; a template on the writer's own disk isn't there for others."""
    kind = relationship.get("Type", "")
    if relationship.get("TargetMode", "").lower() != "external":
        return bool(_TAKEN_IN.search(kind))
    if _TEMPLATE.search(kind):
        return _OWN_DISK.match(unquote(relationship.get("Target", "")).replace("\\", "/")) is None
    return bool(_FETCHED.search(kind))


def _xml[Reading: (_Types, _Manifest, _Part)](content: bytes, reading: Reading) -> Reading:
    """Reads XML by a parser, since words in it may be written in many ways; a DTD, which none of it has, is refused."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Found(Finding.ACTIVE_CONTENT, _ZIP)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = reading.start
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise damaged(_ZIP) from None
    return reading
