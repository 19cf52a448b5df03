"""PDF (ISO 32000-1), read by PDFium, which draws and never runs anything.

PDFium writes the document anew, without encryption, packed objects and disguised names: there, what it does by itself stands
in plain words. The original's own words are looked at besides, since another reader may see an older state of it.
"""

from __future__ import annotations

import ctypes
import io
import re
from typing import TYPE_CHECKING, Final

import pypdfium2
from pypdfium2 import raw

from adapters.inspector.child.content import File, read_at, windows
from adapters.inspector.child.found import Found, damaged
from adapters.inspector.child.pdf_actions import PLAIN, Opening
from adapters.inspector.port import Finding

if TYPE_CHECKING:
    from adapters.inspector.child.looking import Look

PDF: Final = "application/pdf"
_WINDOW_BYTES = 256 * 1024
_END = b"%%EOF"
_END_WITHIN_BYTES = 4096
_LONGEST_OBJECT_BYTES = 32 * 1024 * 1024
_MOST_ATTACHMENTS = 200
# How many objects an action may lead on to, one after the other.
_MOST_READINGS = 4

_STREAM_BEGINS = re.compile(rb"stream\r?\n")
_STREAM_ENDS = b"endstream"
_OBJECT_ENDS = b"endobj"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Programs, films and other players; scripts are looked at below.
_STARTS = re.compile(rb"/(?:Launch|RichMedia|ImportData|GoToE)(?![A-Za-z0-9#_.-])")
_SCRIPT = re.compile(rb"/JS(?![A-Za-z0-9#_.-])")
_SCRIPTING = re.compile(rb"/(?:JS|JavaScript)(?![A-Za-z0-9#_.-])")
# Packed twice: it becomes a million times larger, and no program writes it.
_PACKED_TWICE = re.compile(
    rb"/Filter\s*\[[^\]]*/(?:FlateDecode|Fl|LZWDecode|LZW)(?![A-Za-z0-9])[^\]]*/(?:FlateDecode|Fl|LZWDecode|LZW)(?![A-Za-z0-9])"
)
_ATTACHED = re.compile(rb"/EF\s*<<")
# The functions that every form uses to show a date or a sum (Acrobat's AF library): calls with plain values, nothing else.
_VALUE = rb'(?:"[^"\\()]*"|\'[^\'\\()]*\'|-?[0-9.]+|true|false|new Array\s*\\?\((?:[^\\()])*\\?\))'
_FORM_SCRIPT = re.compile(
    rb"/JS\s*\((?:\s|\\[rnt]|AF(?:Number|Date|Special|Percent|Time|Simple|Range|MergeChange)[A-Za-z]*_?[A-Za-z]*\s*\\?\(\s*(?:"
    + _VALUE + rb"\s*(?:,\s*)?)*\\?\)\s*;?)*\)"
)  # fmt: skip


def look(file: File, length: int, look_at: Look, depth: int) -> int:
    """How many pages it has. Raises Found."""
    if length > look_at.limits.pdf_bytes:
        raise Found(Finding.ARCHIVE_TOO_LARGE, PDF)
    _refuse_behind_end(file, length)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Found(Finding.ENCRYPTED if locked else Finding.DAMAGED, PDF) from None
    try:
        pages = len(document)
        if pages > look_at.limits.pdf_pages:
            raise Found(Finding.ARCHIVE_TOO_LARGE, PDF)
        words = _Words()
        _save(document, words)
        readings = 0
        while words.opening.wanted and not words.active and readings < _MOST_READINGS:
            asked = set(words.opening.wanted)
            _save(document, _Followed(words.opening))
            words.opening.wanted -= asked  # there are no such objects
            readings += 1
        if words.active or words.opening.reaches or words.opening.wanted:
            raise Found(Finding.ACTIVE_CONTENT, PDF)
        if words.packed_twice:
            raise Found(Finding.ARCHIVE_UNSAFE, PDF)
        if not _is_locked(document):
            _look_at_words(file)
        _look_at_attachments(document, words.attached, look_at, depth)
        return pages
    finally:
        document.close()


def _save(document: pypdfium2.PdfDocument, words: _Words) -> None:
    try:
        document.save(words, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        raise damaged(PDF) from None


def _refuse_behind_end(file: File, length: int) -> None:
    """Nothing but blank bytes stands behind the end."""
    tail = read_at(file, max(0, length - _END_WITHIN_BYTES), _END_WITHIN_BYTES)
    at = tail.rfind(_END)
    if at < 0:
        raise Found(Finding.DAMAGED if length < _END_WITHIN_BYTES else Finding.SEVERAL_FORMATS, PDF)
    if tail[at + len(_END) :].strip(b"\0 \t\r\n\x1a"):
        raise Found(Finding.SEVERAL_FORMATS, PDF)


def _is_locked(document: pypdfium2.PdfDocument) -> bool:
    """Whether its strings are encrypted, though it opens without a password."""
    return bool(raw.FPDF_GetSecurityHandlerRevision(document) >= 0)


class _Words(io.RawIOBase):
    """Takes what PDFium writes and looks at each object, streams left out."""

    def __init__(self) -> None:
        self.active = False
        self.attached = 0
        self.packed_twice = False
        self.opening = Opening()
        self._object = bytearray()
        self._in_stream = False
        self._rest = b""

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, piece: object) -> int:
        """One piece more. It never raises: PDFium calls it."""
        content = memoryview(piece).cast("B")  # type: ignore[arg-type]
        # A stream comes as one piece, however long it is; each copy of it would be as long.
        for at in range(0, len(content), _WINDOW_BYTES):
            if not self.active:
                self._take(self._rest + bytes(content[at : at + _WINDOW_BYTES]))
        return len(content)

    def _take(self, content: bytes) -> None:
        while content:
            if self._in_stream:
                at = content.find(_STREAM_ENDS)
                if at < 0:
                    self._rest = content[-len(_STREAM_ENDS) :]
                    return
                self._in_stream, content = False, content[at + len(_STREAM_ENDS) :]
                continue
            begins, ends = _STREAM_BEGINS.search(content), content.find(_OBJECT_ENDS)
            if begins and (ends < 0 or begins.start() < ends):
                self._object += content[: begins.start()]
                self._in_stream, content = True, content[begins.end() :]
            elif ends >= 0:
                self._object += content[:ends]
                content = content[ends + len(_OBJECT_ENDS) :]
                self._look()
            else:
                self._object += content[: -len("stream\r\n")]
                self._rest = content[-len("stream\r\n") :]
                if len(self._object) > _LONGEST_OBJECT_BYTES:
                    self.active = True
                return
        self._rest = b""

    def _look(self) -> None:
        self._judge(bytes(self._object))
        self._object.clear()

    def _judge(self, words: bytes) -> None:
        self.active = self.active or _is_active(words)
        self.packed_twice = self.packed_twice or _PACKED_TWICE.search(words) is not None
        self.attached += len(_ATTACHED.findall(words))
        self.opening.take(words)


class _Followed(_Words):
    """Looks only at the objects that actions lead on to."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening

    def _judge(self, words: bytes) -> None:
        self.opening.follow(words)


def _is_active(words: bytes) -> bool:
    """Whether an object starts something, or has a script that is more than showing a date or a sum."""
    if _STARTS.search(words):
        return True
    return len(_SCRIPT.findall(words)) != len(_FORM_SCRIPT.findall(words))


def _look_at_words(file: File) -> None:
    """The original's words outside its streams, names written plainly. Raises Found."""
    in_stream = False
    for window in windows(file, _WINDOW_BYTES, 512):
        words, in_stream = _outside_streams(window, in_stream)
        words = _ESCAPED.sub(lambda escape: bytes([int(escape[1], 16)]), words)
        if _STARTS.search(words) or PLAIN.search(words):
            raise Found(Finding.ACTIVE_CONTENT, PDF)


def _outside_streams(window: bytes, in_stream: bool) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    at = 0
    while at < len(window):
        if in_stream:
            ends = window.find(_STREAM_ENDS, at)
            if ends < 0:
                return b" ".join(parts), True
            at, in_stream = ends + len(_STREAM_ENDS), False
            continue
        begins = _STREAM_BEGINS.search(window, at)
        parts.append(window[at : begins.start() if begins else len(window)])
        if begins is None:
            break
        at, in_stream = begins.end(), True
    return b" ".join(parts), in_stream


def _look_at_attachments(document: pypdfium2.PdfDocument, attached: int, look_at: Look, depth: int) -> None:
    """Every attached file is looked at like one in an archive; one that PDFium doesn't list is refused. Raises Found."""
    count = int(raw.FPDFDoc_GetAttachmentCount(document))
    if attached > count:
        raise Found(Finding.ACTIVE_CONTENT, PDF)
    if count > _MOST_ATTACHMENTS:
        raise Found(Finding.ARCHIVE_TOO_LARGE, PDF)
    if count and depth >= look_at.limits.archive_depth:
        raise Found(Finding.ARCHIVE_UNSAFE, PDF)
    for number in range(count):
        handle = raw.FPDFDoc_GetAttachment(document, number)
        length = ctypes.c_ulong()
        if not handle or not raw.FPDFAttachment_GetFile(handle, None, 0, length):
            raise Found(Finding.ACTIVE_CONTENT, PDF)
        look_at.bytes_left -= length.value
        look_at.entries_left -= 1
        if length.value > look_at.limits.archive_member_bytes or min(look_at.bytes_left, look_at.entries_left) < 0:
            raise Found(Finding.ARCHIVE_TOO_LARGE, PDF)
        attachment = pypdfium2.PdfAttachment(handle, document)
        content = io.BytesIO(bytes(attachment.get_data()) if length.value else b"")
        seen = look_at.at(content, depth + 1)
        look_at.refuses(attachment.get_name(), seen.content_type)
