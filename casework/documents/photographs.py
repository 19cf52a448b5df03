"""Where a photograph was taken is taken out of it while it comes, where no browser could: of a form without script.

The picture itself stays byte for byte, and so does how a JPEG is to be turned. What of a photograph is kept is listed, since
places stand in many others: Exif, XMP, comments, and whole further pictures and films behind the end of the first.
ISO/IEC 10918-1 (JPEG), annex B; W3C Portable Network Graphics (Third Edition), sections 5 and 11.
HEIC, WebP and TIFF say at their beginning how long they are, or keep it anywhere in the file: they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import Final, Literal

_JPEG: Final = b"\xff\xd8\xff"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PIECE_BYTES: Final = 65_536

_EOI, _SOS, _EXIF, _COMMENT = 0xD9, 0xDA, 0xE1, 0xFE
# Without a length: TEM, and the marks in the middle of a scan.
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATIONS: Final = range(0xE0, 0xF0)
# What the colors of the picture depend on.
_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
# In a scan: a marker that ends it; stuffed zeros, marks and fill bytes don't.
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EXIF_START: Final = b"Exif\0\0"
_ORDERS: Final[Mapping[bytes, Literal["little", "big"]]] = {b"II*\0": "little", b"MM\0*": "big"}
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_IFD_ENTRY_BYTES: Final = 12

# Critical chunks begin with a capital; of the others those that the picture's look depends on.
_KEPT_CHUNKS: Final = frozenset(
    b"acTL bKGD cHRM cICP cLLI fcTL fdAT gAMA hIST iCCP mDCV pHYs sBIT sPLT sRGB tRNS".split()
)
_MOST_CHUNK_BYTES: Final = 2**31 - 1
_AROUND_CHUNK_BYTES: Final = 12


async def without_location(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """A file as it comes, a JPEG or PNG without what says where, when and by what it was taken; others as they are.

    From where on it is no whole JPEG or PNG, it is given on as it is: whether it is taken then is for the checks to say.
    """
    source = _Source(chunks)
    start = await source.peek(len(_PNG))
    if start.startswith(_JPEG):
        cleaned = _jpeg(source)
    elif start == _PNG:
        cleaned = _png(source)
    else:
        cleaned = source.rest()
    async for piece in cleaned:
        if piece:
            yield piece


async def _jpeg(source: _Source) -> AsyncIterator[bytes]:
    yield await source.take(2)
    while True:
        head = await source.peek(4)
        if len(head) < 2 or head[0] != 0xFF:
            break
        marker = head[1]
        if marker == _EOI:
            yield await source.take(2)
            await source.drop()
            return
        if marker == 0xFF or marker in _ALONE:
            yield await source.take(1 if marker == 0xFF else 2)
            continue
        length = int.from_bytes(head[2:4])
        if len(head) < 4 or length < 2:
            break
        yield _segment(marker, await source.take(2 + length))
        if marker == _SOS:
            async for piece in source.until(_AFTER_SCAN):
                yield piece
    async for piece in source.rest():
        yield piece


def _segment(marker: int, segment: bytes) -> bytes:
    """What stays of a segment."""
    content = segment[4:]
    if marker == _EXIF and content.startswith(_EXIF_START):
        turned = _turned(content[len(_EXIF_START) :])
        return b"" if turned in (None, _UPRIGHT) else _exif_of(turned)
    if marker in _APPLICATIONS:
        kept = _KEPT.get(marker)
        return segment if kept is not None and content.startswith(kept) else b""
    return b"" if marker == _COMMENT else segment


def _turned(tiff: bytes) -> int | None:
    """How a picture is to be turned, as Exif says it (Exif 2.32, 4.6.4 A); None where it says nothing."""
    if tiff[:4] not in _ORDERS:
        return None

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], _ORDERS[tiff[:4]])

    ifd = number(4, 4)
    for entry in range(number(ifd, 2)):
        at = ifd + 2 + entry * _IFD_ENTRY_BYTES
        if at + _IFD_ENTRY_BYTES > len(tiff):
            return None
        if number(at, 2) == _ORIENTATION:
            turned = number(at + 8, 2)
            return turned if 1 <= turned <= 8 else None
    return None


def _exif_of(turned: int) -> bytes:
    """A segment that says how a picture is to be turned, and nothing else."""
    entry = _ORIENTATION.to_bytes(2) + b"\0\3" + (1).to_bytes(4) + turned.to_bytes(2) + b"\0\0"
    content = _EXIF_START + b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + bytes(4)
    return b"\xff\xe1" + (2 + len(content)).to_bytes(2) + content


async def _png(source: _Source) -> AsyncIterator[bytes]:
    yield await source.take(len(_PNG))
    while True:
        head = await source.peek(8)
        length, name = int.from_bytes(head[:4]), head[4:]
        if len(head) < 8 or length > _MOST_CHUNK_BYTES or not name.isalpha():
            break
        kept = name[:1].isupper() or name in _KEPT_CHUNKS
        async for piece in source.next(length + _AROUND_CHUNK_BYTES):
            if kept:
                yield piece
        if name == b"IEND":
            await source.drop()
            return
    async for piece in source.rest():
        yield piece


class _Source:
    """What comes, a bounded part of it at hand."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self._here = bytearray()

    async def _more(self) -> bool:
        chunk = await anext(self._chunks, None)
        if chunk is not None:
            self._here += chunk
        return chunk is not None

    async def peek(self, length: int) -> bytes:
        """The next bytes, which stay; fewer at the end alone."""
        while len(self._here) < length and await self._more():
            pass
        return bytes(self._here[:length])

    async def take(self, length: int) -> bytes:
        """The next bytes; fewer at the end alone."""
        taken = await self.peek(length)
        del self._here[: len(taken)]
        return taken

    async def next(self, length: int) -> AsyncIterator[bytes]:
        """As `take`, in pieces."""
        while length and (piece := await self.take(min(length, _PIECE_BYTES))):
            length -= len(piece)
            yield piece

    async def until(self, pattern: re.Pattern[bytes]) -> AsyncIterator[bytes]:
        """What comes before the two bytes that match; where none do, everything."""
        while True:
            here = await self.peek(_PIECE_BYTES)
            found = pattern.search(here)
            if found is not None:
                yield await self.take(found.start())
                return
            if len(here) < _PIECE_BYTES:
                yield await self.take(len(here))
                return
            # The second of the two may not be among these.
            yield await self.take(_PIECE_BYTES - 1)

    async def rest(self) -> AsyncIterator[bytes]:
        """Everything that comes yet."""
        while piece := await self.take(_PIECE_BYTES):
            yield piece

    async def drop(self) -> None:
        """Reads to the end for nothing."""
        self._here.clear()
        while await self._more():
            self._here.clear()
