"""Documents as they lie at rest: sealed frames, each bound to its document, its number and whether it is the last.

`docs/document-format.md` describes it for readers of other makers; this module is all of ours that knows it. It holds no
state, reads nothing and writes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRAME_BYTES: Final = 65_536
"""Content of every frame but the last."""
OVERHEAD_BYTES: Final = 28
"""What a frame is longer than its content: a nonce of 12 bytes before it, a tag of 16 after it."""
SEALED_FRAME_BYTES: Final = FRAME_BYTES + OVERHEAD_BYTES

_MAGIC: Final = b"TASVAULT"
_VERSION: Final = 1
_AES_256_GCM: Final = 1
_HEADER: Final = struct.Struct(">8sBBIQ32s")
_BOUND: Final = struct.Struct(">32sQ?")
_NONCE_BYTES: Final = 12
_ID_BYTES: Final = 32
_ID_CHARACTERS: Final = 43


class FrameBroken(Exception):
    """A frame is not what was sealed in this place: changed, moved, cut, of another document or under another key."""


@dataclass(frozen=True, slots=True)
class Header:
    """What every frame of a document is bound to. It is not stored: it follows from the document's row.

    Attributes:
        document_id: The document's, 43 characters of base64url.
        length_bytes: Of the whole content.
        digest: SHA-256 of the header's 54 bytes.
    """

    document_id: str = field(repr=False)
    length_bytes: int
    digest: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.encoded()).digest())

    def encoded(self) -> bytes:
        """The header's 54 bytes. Raises ValueError for what is no id of a document, or no length."""
        raw_id = _raw_id(self.document_id)
        if not 0 <= self.length_bytes < 2**64:
            raise ValueError("no length of a document")
        return _HEADER.pack(_MAGIC, _VERSION, _AES_256_GCM, FRAME_BYTES, self.length_bytes, raw_id)

    @property
    def frames_count(self) -> int:
        """How many frames the whole document has: one at least, so that an empty one is vouched for as well."""
        return frames_count(self.length_bytes)

    def content_bytes(self, number: int) -> int:
        """How much content the frame of this number holds. Raises IndexError where there is none."""
        if not 0 <= number < self.frames_count:
            raise IndexError(number)
        return min(FRAME_BYTES, self.length_bytes - number * FRAME_BYTES)

    def bound_to(self, number: int) -> bytes:
        """The associated data of a frame: 41 bytes."""
        return _BOUND.pack(self.digest, number, number == self.frames_count - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """The frames that hold some bytes of the content, and what to cut off before and after.

    Attributes:
        first_frame: The first of them.
        frames_count: How many they are.
        skip_bytes: How much of the first frame's content comes before what is asked for.
        length_bytes: How much is asked for.
    """

    first_frame: int
    frames_count: int
    skip_bytes: int
    length_bytes: int


def frames_count(length_bytes: int) -> int:
    """How many frames a content of this length has."""
    return max(1, -(-length_bytes // FRAME_BYTES))


def sealed_bytes(header: Header, first_frame: int, count: int) -> int:
    """How long these frames are, sealed, one after the other. Raises IndexError where one of them isn't there."""
    if count < 1:
        raise IndexError(first_frame)
    last = first_frame + count - 1
    return (count - 1) * SEALED_FRAME_BYTES + header.content_bytes(last) + OVERHEAD_BYTES


def span(header: Header, first_byte: int, length_bytes: int) -> Span:
    """The frames that hold `length_bytes` of the content from `first_byte` on; of an empty document its one frame.

    Raises IndexError for bytes that aren't there.
    """
    if first_byte < 0 or length_bytes < 0 or first_byte + length_bytes > header.length_bytes:
        raise IndexError(first_byte)
    first_frame = min(first_byte // FRAME_BYTES, header.frames_count - 1)
    last_frame = max(first_frame, (first_byte + length_bytes - 1) // FRAME_BYTES)
    return Span(first_frame, last_frame - first_frame + 1, first_byte - first_frame * FRAME_BYTES, length_bytes)


def seal_frame(key: AESGCM, header: Header, number: int, content: bytes | bytearray | memoryview) -> bytes:
    """Seals one frame under a fresh random nonce. Raises ValueError unless the content is as long as the frame's."""
    return bytes(seal_frames(key, header, number, content, 1))


def seal_frames(
    key: AESGCM, header: Header, first_frame: int, content: bytes | bytearray | memoryview, count: int
) -> bytearray:
    """Seals frames that follow each other, each under a fresh random nonce, into one run of bytes.

    Raises ValueError unless the content is exactly theirs.
    """
    sealed = bytearray(sealed_bytes(header, first_frame, count))
    seal_into(memoryview(sealed), key, header, first_frame, content, count)
    return sealed


def seal_into(
    written: memoryview,
    key: AESGCM,
    header: Header,
    first_frame: int,
    content: bytes | bytearray | memoryview,
    count: int,
) -> int:
    """As `seal_frames`, to the beginning of what is there already; how many bytes they are.

    Raises ValueError unless the content is exactly theirs and there is room for it.
    """
    length = sealed_bytes(header, first_frame, count)
    if len(content) != length - count * OVERHEAD_BYTES or length > len(written):
        raise ValueError("the content is not as long as these frames")
    nonces = os.urandom(_NONCE_BYTES * count)
    read = memoryview(content)
    for index in range(count):
        size = header.content_bytes(first_frame + index)
        at, nonce = index * SEALED_FRAME_BYTES, nonces[index * _NONCE_BYTES : (index + 1) * _NONCE_BYTES]
        written[at : at + _NONCE_BYTES] = nonce
        key.encrypt_into(
            nonce,
            read[index * FRAME_BYTES : index * FRAME_BYTES + size],
            header.bound_to(first_frame + index),
            written[at + _NONCE_BYTES : at + size + OVERHEAD_BYTES],
        )
    return length


def open_frame(key: AESGCM, header: Header, number: int, sealed: bytes | bytearray | memoryview) -> bytes:
    """The content of one frame, verified. Raises FrameBroken."""
    return bytes(open_frames(key, header, number, sealed, 1))


def open_frames(
    key: AESGCM, header: Header, first_frame: int, sealed: bytes | bytearray | memoryview, count: int
) -> bytearray:
    """The content of frames that follow each other; none of it is given out unless all of it is verified.

    Raises FrameBroken.
    """
    if len(sealed) != sealed_bytes(header, first_frame, count):
        raise FrameBroken
    content = bytearray(len(sealed) - count * OVERHEAD_BYTES)
    read, written = memoryview(sealed), memoryview(content)
    for index in range(count):
        size, at = header.content_bytes(first_frame + index), index * SEALED_FRAME_BYTES
        try:
            key.decrypt_into(
                read[at : at + _NONCE_BYTES],
                read[at + _NONCE_BYTES : at + size + OVERHEAD_BYTES],
                header.bound_to(first_frame + index),
                written[index * FRAME_BYTES : index * FRAME_BYTES + size],
            )
        except InvalidTag as error:
            raise FrameBroken from error
    return content


def follow_each_other(header: Header, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether parts, each its first frame and how many it holds, make up the whole document, without gap or overlap."""
    following = 0
    for first_frame, count in parts:
        if first_frame != following or count < 1:
            return False
        following += count
    return following == header.frames_count


def _raw_id(document_id: str) -> bytes:
    if len(document_id) != _ID_CHARACTERS:
        raise ValueError("no id of a document")
    raw = base64.b64decode(document_id + "=", altchars=b"-_", validate=True)
    if len(raw) != _ID_BYTES or base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != document_id:
        raise ValueError("no id of a document")
    return raw
