"""Plain text: what every program shows as it stands, and does nothing else with."""

from __future__ import annotations

import codecs
import re
from typing import Final

from adapters.inspector.child.content import File, windows
from adapters.inspector.child.found import Found
from adapters.inspector.port import Finding

_BLANK: Final = "\ufeff \t\r\n\f"
_WINDOW_BYTES = 256 * 1024
_HEAD_CHARACTERS = 2048
# So far somebody who looks for a page within text is taken seriously.
_PAGE_WITHIN_CHARACTERS = 1024 * 1024
# Everything below a space but tab, line feed, form feed, carriage return and the end that DOS wrote.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1a")
# What programs run though it is text.
_RUN: Final = (
    "#!", "@echo off", "windows registry editor", "regedit4", "[internetshortcut]", "[autorun]", "[.shellclassinfo]",
    "[desktop entry]", "<?php", "<%",
)  # fmt: skip
# What browsers take for a page (WHATWG MIME Sniffing, 7.1), and other markup.
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--|svg|math|\?xml|xsl|job|package"
    r"|scriptlet|component|hta:|object|embed|img|meta|link|form|input)[\s>/]",
    re.IGNORECASE,
)
_PAGE_WITHIN = re.compile(
    r"^[ \t]{0,64}<(?:!doctype\s{1,16}html|html|script|iframe)[\s>]", re.IGNORECASE | re.MULTILINE
)
_POSTSCRIPT = "%!PS"
_LINES = re.compile(r"[\r\n]+")
_LONGEST_CELL = 600
# A cell that starts a program through DDE ("=cmd|' /C calc'!A0").
_DDE_CELL = re.compile(r"""(?:^|[,;\t"'\n\r])[ ]*[=+@-](?! )[^\n|]{0,200}\w\|[^\n|]{0,300}![A-Za-z'"$]""")


def is_plain(head: bytes) -> bool:
    """Whether the first bytes hold nothing that text hasn't."""
    return len(head.translate(None, _CONTROLS)) == len(head)


def look(file: File, length: int) -> str | None:
    """The kind of text, or None where it is none. Raises Found."""
    file.seek(0)
    first = file.read(4)
    decoders = ["utf-8-sig", "cp1252"]
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoders = ["utf-16"]
    return next((kind for encoding in decoders if (kind := _as(file, encoding)) is not None), None)


def _as(file: File, encoding: str) -> str | None:
    """The kind of text if all of it is text in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    in_bytes = encoding != "utf-16"
    kind, before, head, read_characters = "", "", "", 0
    try:
        for window in windows(file, _WINDOW_BYTES, 0):
            # Counting bytes that are left is many times quicker than looking for them.
            if in_bytes and len(window.translate(None, _CONTROLS)) != len(window):
                return None
            read = decoder.decode(window)
            if not in_bytes and _CONTROL.search(read):
                return None
            if not kind:
                # However much white space stands before it.
                head = (head + read).lstrip(_BLANK)
                kind = _kind(head) if len(head) >= _HEAD_CHARACTERS else ""
            begun = before + read
            if read_characters < _PAGE_WITHIN_CHARACTERS and _PAGE_WITHIN.search(begun):
                kind = "text/html"
            read_characters += len(read)
            if "|" in begun and any(
                _DDE_CELL.search(line) for line in _LINES.split(begun) if "|" in line and "!" in line
            ):
                raise Found(Finding.ACTIVE_CONTENT, kind or "text/plain")
            before = begun[-_LONGEST_CELL:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return kind or _kind(head)


def _kind(head: str) -> str:
    head = head[:_HEAD_CHARACTERS].lstrip(_BLANK)
    small = head.lower()
    if small.startswith(_RUN):
        raise Found(Finding.EXECUTABLE, "text/x-script")
    if _MARKUP.match(head):
        return "text/html"
    return "application/postscript" if head.startswith(_POSTSCRIPT) else "text/plain"
