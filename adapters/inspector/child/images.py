"""Photographs and scans: their structure up to the last byte, and their size before anything is drawn.

Telephones put things behind a photograph: a second picture, the seconds around it as a film, marks of their maker. Those are
known and allowed; anything else behind the end is refused.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

import pi_heif
from PIL import Image

from adapters.inspector.child.content import File
from adapters.inspector.child.found import Found, damaged
from adapters.inspector.port import Finding, Limits

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
GIF: Final = "image/gif"
WEBP: Final = "image/webp"
TIFF: Final = "image/tiff"
HEIC: Final = "image/heic"
BMP: Final = "image/bmp"
TYPES: Final = (JPEG, PNG, GIF, WEBP, TIFF, HEIC, BMP)
_FORMATS: Final = {
    "JPEG": JPEG,
    "MPO": JPEG,
    "PNG": PNG,
    "GIF": GIF,
    "WEBP": WEBP,
    "TIFF": TIFF,
    "HEIF": HEIC,
    "BMP": BMP,
}

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_HEIF_ONLY = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
# Boxes that a HEIF file has at its top (ISO/IEC 14496-12, 23008-12), with what Google's and Samsung's cameras add.
_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip", b"moov", b"uuid", b"wide", b"idat", b"mpvd", b"sefd"})
_FILM_BOXES = _BOXES | {b"moof", b"mfra", b"sidx", b"pdin", b"udta", b"styp"}
_BEHIND = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-",
    b"<script",
    b"<html",
    b"<?php",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
)
_IN_A_COMMENT = (b"<script", b"<html", b"<svg", b"<?php", b"<iframe", b"PK\x03\x04", b"%PDF-")
# Lengths of the header that follows (BITMAPCOREHEADER to BITMAPV5HEADER).
_BMP_HEADERS = frozenset(length.to_bytes(4, "little") for length in (12, 40, 52, 56, 64, 108, 124))
_LARGEST_SIDE_PX = 65_535
_DECODED_SIDE_PX = 1024

pi_heif.register_heif_opener(thumbnails=False)
Image.init()
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is drawn
warnings.simplefilter("ignore")


def begins(head: bytes) -> bool:
    """Whether it begins as one of the kinds of pictures that are taken."""
    return (
        head.startswith((b"\xff\xd8\xff", _PNG_HEAD, b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in _BMP_HEADERS)
        or (head[4:8] == b"ftyp" and bool({head[8:12]} & _HEIF_BRANDS))
    )


def look(file: File, length: int, limits: Limits, *, decode: bool) -> tuple[str, int]:
    """The kind of picture and how many it holds; `decode` draws it small, to see that it is whole. Raises Found."""
    if length > limits.image_bytes:
        raise Found(Finding.IMAGE_TOO_LARGE)
    file.seek(0)
    content = file.read()
    kind = _structure(content, limits)
    try:
        return kind, _opened(content, kind, limits, decode=decode)
    except (Found, MemoryError):
        raise
    except Exception:  # noqa: BLE001  (decoders raise whatever the bytes lead them to)
        raise damaged(kind) from None


def _opened(content: bytes, kind: str, limits: Limits, *, decode: bool) -> int:
    """How many pages it has, after a look at the size of each. Raises Found and whatever decoders raise."""
    with Image.open(io.BytesIO(content)) as image:
        if _FORMATS.get(image.format or "") != kind:
            raise damaged(kind)
        count = int(getattr(image, "n_frames", 1)) if image.format != "MPO" else 1
        if count > limits.image_frames:
            raise Found(Finding.IMAGE_TOO_LARGE, kind)
        pages = count if kind == TIFF else 1
        for number in range(pages):
            image.seek(number)
            check_size(image, limits, kind)
        if decode:
            image.seek(0)
            image.draft("RGB", (_DECODED_SIDE_PX, _DECODED_SIDE_PX))
            image.load()
        return pages


def check_size(image: Image.Image, limits: Limits, kind: str) -> None:
    """Raises Found for a picture of more pixels than are drawn."""
    if image.width * image.height > limits.image_pixels or max(image.size) > _LARGEST_SIDE_PX:
        raise Found(Finding.IMAGE_TOO_LARGE, kind)


def _structure(content: bytes, limits: Limits) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        _behind_jpeg(content, _jpeg_end(content, 0))
        return JPEG
    if content.startswith(_PNG_HEAD):
        _png(content)
        return PNG
    if content.startswith(b"GIF8"):
        _gif(content)
        return GIF
    if content[:4] == b"RIFF":
        said = struct.unpack_from("<I", content, 4)[0] + 8
        if not said <= len(content) <= said + 1:
            raise Found(Finding.DAMAGED if said > len(content) else Finding.SEVERAL_FORMATS, WEBP)
        return WEBP
    if content[4:8] == b"ftyp":
        if not _HEIF_ONLY & _brands(content):
            raise Found(Finding.TYPE_NOT_ACCEPTED, "image/avif")
        _boxes(content, 0, _BOXES, HEIC)
        return HEIC
    if content[:2] == b"BM":
        said = struct.unpack_from("<I", content, 2)[0]
        if said != len(content):
            raise Found(Finding.DAMAGED if said > len(content) else Finding.SEVERAL_FORMATS, BMP)
        return BMP
    _tiff(content, limits)
    return TIFF


def _jpeg_end(content: bytes, at: int) -> int:
    """Where the picture that begins there ends (ITU-T T.81, annex B). Raises Found."""
    at += 2
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 2 > len(content):
            raise damaged(JPEG)
        marker = content[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD7:
            at += 2
        elif marker == 0xFF:
            at += 1
        else:
            if at + 4 > len(content):
                raise damaged(JPEG)
            length = struct.unpack_from(">H", content, at + 2)[0]
            segment = content[at + 4 : at + 2 + length]
            if (marker == 0xFE or 0xE0 <= marker <= 0xEF) and any(mark in segment for mark in _IN_A_COMMENT):
                raise Found(Finding.SEVERAL_FORMATS, JPEG)
            at += 2 + max(length, 2)


def _behind_jpeg(content: bytes, at: int) -> None:
    """What stands behind a photograph is of a kind that cameras put there. Raises Found."""
    several = Found(Finding.SEVERAL_FORMATS, JPEG)
    rest = content[at:]
    if not rest.strip(b"\0\xff \r\n"):
        return
    if any(magic in rest for magic in _BEHIND):
        raise several
    if rest.endswith(b"SEFT") and b"SEFH" in rest:  # Samsung
        return
    while at < len(content):
        if content[at : at + 3] == b"\xff\xd8\xff":  # further pictures (CIPA DC-007), such as what makes it brighter
            at = _jpeg_end(content, at)
        elif content[at + 4 : at + 8] == b"ftyp":  # the seconds around it
            at = _boxes(content, at, _FILM_BOXES, JPEG)
        elif content[at] in b"\0\xff":
            at += 1
        else:
            raise several


def _png(content: bytes) -> None:
    at = len(_PNG_HEAD)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf") and any(mark in body for mark in _IN_A_COMMENT):
            raise Found(Finding.SEVERAL_FORMATS, PNG)
        if kind == b"IEND":
            if content[at:].strip(b"\0"):
                raise Found(Finding.SEVERAL_FORMATS, PNG)
            return
    raise damaged(PNG)


def _gif(content: bytes) -> None:
    """GIF89a, section 23 and on: blocks of sub-blocks up to the trailer. Raises Found."""
    try:
        flags = content[10]
        at = 13 + (3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0)
        while content[at] != 0x3B:
            if content[at] == 0x21:
                at += 2
            elif content[at] == 0x2C:
                flags = content[at + 9]
                at += 11 + (3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0)
            else:
                raise damaged(GIF)
            while content[at]:
                at += 1 + content[at]
            at += 1
    except IndexError:
        raise damaged(GIF) from None
    if content[at + 1 :].strip(b"\0"):
        raise Found(Finding.SEVERAL_FORMATS, GIF)


def _tiff(content: bytes, limits: Limits) -> None:
    """TIFF 6.0, section 2: the pages follow each other to an end, and are not too many. Raises Found."""
    order = "<" if content.startswith(b"II") else ">"
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(order + "I", content, 4)
        while at:
            if at in seen:
                raise damaged(TIFF)
            seen.add(at)
            if len(seen) > limits.image_frames:
                raise Found(Finding.IMAGE_TOO_LARGE, TIFF)
            (entries,) = struct.unpack_from(order + "H", content, at)
            (at,) = struct.unpack_from(order + "I", content, at + 2 + 12 * entries)
    except struct.error:
        raise damaged(TIFF) from None


def _brands(content: bytes) -> set[bytes]:
    length = struct.unpack_from(">I", content, 0)[0]
    brands = content[8:12] + content[16 : min(length, 512)]
    return {brands[at : at + 4] for at in range(0, len(brands), 4)}


def _boxes(content: bytes, at: int, known: frozenset[bytes], kind: str) -> int:
    """Where the boxes that begin there end; only known ones, up to the last byte. Raises Found."""
    while at + 8 <= len(content):
        if known is _FILM_BOXES and not content[at:].strip(b"\0"):
            return len(content)
        length, name = struct.unpack_from(">I4s", content, at)
        if length == 1 and at + 16 <= len(content):
            length = struct.unpack_from(">Q", content, at + 8)[0]
        elif length == 0:
            length = len(content) - at
        if name not in known:
            raise Found(Finding.SEVERAL_FORMATS, kind)
        if length < 8 or at + length > len(content):
            raise damaged(kind)
        at += length
    if at != len(content):
        raise Found(Finding.SEVERAL_FORMATS, kind)
    return at
