"""Reads a document's parts: verifies every frame before any byte of it is given out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.object_store.port import ObjectMissing, ObjectStore
from casework.documents import frames
from casework.documents.frames import FrameBroken, Header
from casework.documents.models import Document

# What is read, opened and given out at once.
_READ_FRAMES: Final = 16


class DocumentBroken(Exception):
    """What lies in the store is not the document that was sealed: nothing of it is given out from there on."""


@dataclass(frozen=True, slots=True)
class Part:
    """Frames that follow each other, and the object that they lie in."""

    first_frame: int
    frames_count: int
    object_key: str


class Plain:
    """A document's content for who looks into it inside the gateway, in whatever state it is: read anywhere, verified."""

    def __init__(
        self,
        document: Document,
        header: Header,
        key: AESGCM,
        parts: Sequence[Part],
        store: ObjectStore,
        declared_type: str = "",
    ) -> None:
        self.document = document
        self.declared_type = declared_type
        self._header = header
        self._key = key
        self._parts = parts
        self._store = store

    @property
    def length_bytes(self) -> int:
        """How long the content is."""
        return self._header.length_bytes

    async def read(self, offset: int, length: int) -> bytes:
        """So many bytes from an offset, fewer where the content ends. Raises DocumentBroken, ObjectStoreUnavailable."""
        length = max(0, min(length, self.length_bytes - offset))
        return b"".join([chunk async for chunk in self.chunks(offset, length)]) if length else b""

    async def chunks(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The content in order, at most a mebibyte at once. Raises DocumentBroken, ObjectStoreUnavailable, IndexError."""
        wanted = frames.span(self._header, offset, self.length_bytes - offset if length is None else length)
        skip, left = wanted.skip_bytes, wanted.length_bytes
        end = wanted.first_frame + wanted.frames_count
        for part in self._parts:
            following = max(part.first_frame, wanted.first_frame)
            while following < min(part.first_frame + part.frames_count, end):
                count = min(_READ_FRAMES, part.first_frame + part.frames_count - following, end - following)
                content = await self._opened(part, following, count)
                given = bytes(memoryview(content)[skip : skip + left])
                skip, left, following = 0, left - len(given), following + count
                if given:
                    yield given

    async def _opened(self, part: Part, first_frame: int, count: int) -> bytearray:
        start = (first_frame - part.first_frame) * frames.SEALED_FRAME_BYTES
        length = frames.sealed_bytes(self._header, first_frame, count)
        size = frames.sealed_bytes(self._header, part.first_frame, part.frames_count)
        try:
            sealed = await self._store.get_range(part.object_key, start, length, size)
            return await asyncio.to_thread(frames.open_frames, self._key, self._header, first_frame, sealed, count)
        except (ObjectMissing, FrameBroken) as error:
            raise DocumentBroken from error
