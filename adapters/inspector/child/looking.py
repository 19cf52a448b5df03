"""What a document is, by its content alone, and whether its structure holds; the same for documents within documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import puremagic

from adapters.inspector.child import archives, images, office, pdf, text
from adapters.inspector.child.content import File, length_of, read_at, windows
from adapters.inspector.child.found import Found, damaged
from adapters.inspector.port import Finding, Limits

_HEAD_BYTES = 4096
# Readers of PDF look so far for its beginning (PDF 1.7, implementation note 13).
_PDF_WITHIN_BYTES = 1024
_WINDOW_BYTES = 1024 * 1024

EMPTY = "application/x-empty"
_UNKNOWN = "application/octet-stream"
# How programs begin, whatever they are called.
_EXECUTABLE_HEADS = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca", b"\xca\xfe\xba\xbf", b"dex\n", b"dey\n", b"\0asm", b"!<arch>\n",
    b"L\0\0\0\x01\x14\x02\0", b"FWS", b"CWS", b"ZWS", b"ITSF", b"#!", b"\xca\xfe\xd0\x0d", b"BC\xc0\xde", b"ZM",
)  # fmt: skip
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MSCF\0\0\0\0")
_MARKUP = (b"<script", b"<html", b"<svg", b"<iframe", b"<?php", b"<body", b"javascript:")


@dataclass(slots=True)
class Look:
    """One document, and those within it: what they may use together.

    Attributes:
        refuses: Asks the casework about a name and a type within an archive.
    """

    limits: Limits
    refuses: Callable[[str, str | None], bool]
    entries_left: int
    bytes_left: int

    def at(self, file: File, depth: int = 0) -> Seen:
        """What it is. Raises Found."""
        length = length_of(file)
        if length == 0:
            return Seen(EMPTY)
        head = read_at(file, 0, _HEAD_BYTES)
        if is_executable(head):
            raise Found(Finding.EXECUTABLE, "application/x-executable")
        kind = _begins_as(head)
        content_type = self._look(kind, file, length, head, depth)
        _refuse_several(file, length, head, kind, content_type.content_type)
        return content_type

    def _look(self, kind: str, file: File, length: int, head: bytes, depth: int) -> Seen:
        match kind:
            case "pdf":
                pages = pdf.look(file, length, self, depth)
                return Seen("application/pdf", pages)
            case "image":
                return Seen(*images.look(file, length, self.limits, decode=depth == 0))
            case "zip":
                return Seen(archives.look(file, length, self, depth))
            case "ole":
                return Seen(office.look_ole(file, length))
            case "rtf":
                office.look_rtf(file)
                return Seen("application/rtf")
        kind_of_text = text.look(file, length)
        if kind_of_text is not None:
            return Seen(kind_of_text)
        if b"%PDF-" in head[:_PDF_WITHIN_BYTES]:
            raise Found(Finding.SEVERAL_FORMATS, "application/pdf")
        raise Found(Finding.TYPE_NOT_ACCEPTED, _named(head))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document is, and how many pictures can be made of it."""

    content_type: str
    pages_count: int | None = None


def is_executable(head: bytes) -> bool:
    """Whether it begins as a program does."""
    if head.startswith(_EXECUTABLE_HEADS):
        return True
    # DOS, Windows: no text begins like that and then holds bytes that aren't text.
    return head.startswith(b"MZ") and (len(head) < 4 or not text.is_plain(head))


def _begins_as(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if images.begins(head):
        return "image"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    return "rtf" if head.startswith(b"{\\rt") else ""


def _refuse_several(file: File, length: int, head: bytes, kind: str, content_type: str) -> None:
    """Refuses what is something else besides, for a program that looks elsewhere. Raises Found."""
    several = Found(Finding.SEVERAL_FORMATS, content_type)
    first = archives.before_content(head) if kind == "zip" else _PDF_WITHIN_BYTES
    if kind != "pdf" and b"%PDF-" in head[:first]:
        raise several
    if kind != "zip" and archives.ends_as_zip(file, length):
        raise several
    if kind in ("", "rtf", "zip"):
        return
    if kind in ("image", "ole") and any(mark in head.lower() for mark in _MARKUP):
        raise several
    for window in windows(file, _WINDOW_BYTES, 16):
        if any(magic in window for magic in _OTHER_ARCHIVES):
            raise several


def _named(head: bytes) -> str:
    """What a library makes of content that isn't taken, for the record alone."""
    try:
        return puremagic.from_string(head, mime=True) or _UNKNOWN
    except (puremagic.PureError, ValueError):
        return _UNKNOWN


__all__ = ["EMPTY", "Look", "Seen", "damaged", "is_executable"]
