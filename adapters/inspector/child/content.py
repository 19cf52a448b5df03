"""A document's content as a file that the libraries can read; each byte of it is asked for over the pipe."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Final

_BLOCK_BYTES: Final = 256 * 1024
_BLOCKS_KEPT: Final = 48

Fetch = Callable[[int, int], bytes]


class RemoteFile(io.RawIOBase):
    """Reads ranges through `fetch` and keeps the last few megabytes."""

    def __init__(self, fetch: Fetch, length_bytes: int) -> None:
        self._fetch = fetch
        self._length = length_bytes
        self._at = 0
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """See `io.IOBase.seek`."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """See `io.IOBase.tell`."""
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """See `io.RawIOBase.read`; all that was asked for, up to the end."""
        end = self._length if size is None or size < 0 else min(self._at + size, self._length)
        parts = []
        while self._at < end:
            number, start = divmod(self._at, _BLOCK_BYTES)
            part = self._block(number)[start : start + end - self._at]
            parts.append(part)
            self._at += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def readinto(self, buffer: object) -> int:
        """See `io.RawIOBase.readinto`."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        content = self.read(len(view))
        view[: len(content)] = content
        return len(content)

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is None:
            start = number * _BLOCK_BYTES
            block = self._fetch(start, min(_BLOCK_BYTES, self._length - start))
            self._blocks[number] = block
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block


File = RemoteFile | io.BytesIO
"""A document, or one within it that was unpacked."""


def length_of(file: File) -> int:
    """How long it is; it is at its beginning afterwards."""
    length = file.seek(0, io.SEEK_END)
    file.seek(0)
    return length


def read_at(file: File, offset: int, length: int) -> bytes:
    """The bytes from there, fewer at the end."""
    file.seek(offset)
    return file.read(length)


def windows(file: File, size: int, overlap: int) -> Iterator[bytes]:
    """The whole content in pieces, each beginning with the last bytes of the one before."""
    file.seek(0)
    before = b""
    while piece := file.read(size):
        yield before + piece
        before = (before + piece)[-overlap:] if overlap else b""
