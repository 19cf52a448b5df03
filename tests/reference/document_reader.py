"""A reader and a writer of documents at rest, from docs/document-format.md alone.

It imports nothing of ours. It is strict: whatever the page doesn't allow is refused with `Refused`, of one kind, and
nothing of a frame is given out before its tag is verified. Not made for speed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"TASVAULT"
VERSION = 1
ALGORITHM = 1
FRAME_BYTES = 65_536
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 54


class Refused(Exception):
    """The document isn't whole, isn't this document, or isn't sealed under this key."""


@dataclass(frozen=True)
class Sealed:
    """One document at rest: what its row says and its frames in order, each as nonce, ciphertext and tag."""

    document_id: str
    key: bytes
    length_bytes: int
    frames: tuple[bytes, ...]

    @property
    def file(self) -> bytes:
        """All frames, one after the other."""
        return b"".join(self.frames)


def id_bytes(document_id: str) -> bytes:
    """The 32 bytes that the id's 43 characters of base64url stand for. There is one spelling of each."""
    if len(document_id) != 43 or not document_id.isascii():
        raise Refused("id")
    try:
        raw = base64.b64decode(document_id + "=", altchars=b"-_", validate=True)
    except ValueError:
        raise Refused("id") from None
    if len(raw) != 32 or base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != document_id:
        raise Refused("id")
    return raw


def id_of(raw: bytes) -> str:
    """The 43 characters that stand for 32 bytes."""
    assert len(raw) == 32
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def header(document_id: str, length_bytes: int) -> bytes:
    """The 54 bytes that every frame is bound to and that are stored nowhere."""
    if not 0 <= length_bytes < 2**64:
        raise Refused("length")
    made = (
        MAGIC
        + VERSION.to_bytes(1, "big")
        + ALGORITHM.to_bytes(1, "big")
        + FRAME_BYTES.to_bytes(4, "big")
        + length_bytes.to_bytes(8, "big")
        + id_bytes(document_id)
    )
    assert len(made) == HEADER_BYTES
    return made


def frames_count(length_bytes: int) -> int:
    """max(1, ceil(length / 65,536)), in whole numbers."""
    return max(1, -(-length_bytes // FRAME_BYTES))


def content_bytes_of(length_bytes: int, index: int) -> int:
    """How much content frame `index` holds."""
    count = frames_count(length_bytes)
    assert 0 <= index < count
    return FRAME_BYTES if index < count - 1 else length_bytes - (count - 1) * FRAME_BYTES


def associated_data(document_id: str, length_bytes: int, index: int) -> bytes:
    """The 41 bytes that a frame is bound to."""
    last = index == frames_count(length_bytes) - 1
    made = hashlib.sha256(header(document_id, length_bytes)).digest() + index.to_bytes(8, "big") + bytes([last])
    assert len(made) == 41
    return made


def seal(document_id: str, key: bytes, content: bytes, nonces: Iterable[bytes]) -> Sealed:
    """Seals content under a data key with the nonces given, one for each frame. For vectors: nonces must be random in use."""
    length = len(content)
    assert len(key) == 32
    given = list(nonces)
    assert len(given) == frames_count(length)
    assert len(set(given)) == len(given)
    frames = []
    for index, nonce in enumerate(given):
        assert len(nonce) == NONCE_BYTES
        piece = content[index * FRAME_BYTES : (index + 1) * FRAME_BYTES]
        frames.append(nonce + AESGCM(key).encrypt(nonce, piece, associated_data(document_id, length, index)))
    return Sealed(document_id, key, length, tuple(frames))


def read_frames(document_id: str, key: bytes, length_bytes: int, frames: Iterable[bytes]) -> Iterator[bytes]:
    """Gives the content of each frame once it is verified. Raises Refused at the first thing amiss, also after the last frame.

    The content is whole only when the iteration ends without raising.
    """
    if len(key) != 32:
        raise Refused("key")
    expected = frames_count(length_bytes)
    index = 0
    seen: set[bytes] = set()
    for frame in frames:
        if index >= expected:
            raise Refused("something follows the last frame")
        holds = content_bytes_of(length_bytes, index)
        if len(frame) != NONCE_BYTES + holds + TAG_BYTES:
            raise Refused("a frame's size")
        nonce = bytes(frame[:NONCE_BYTES])
        if nonce in seen:
            raise Refused("a nonce twice")
        seen.add(nonce)
        try:
            content = AESGCM(key).decrypt(nonce, bytes(frame[NONCE_BYTES:]), associated_data(document_id, length_bytes, index))
        except InvalidTag:
            raise Refused("a frame's tag") from None
        if len(content) != holds:
            raise Refused("a frame's size")
        index += 1
        yield content
    if index != expected:
        raise Refused("a frame is missing")


def split(length_bytes: int, stored: bytes) -> list[bytes]:
    """Cuts all that is stored into frames by the sizes that the length fixes; what is over is a frame too many."""
    frames = []
    at = 0
    for index in range(frames_count(length_bytes)):
        size = NONCE_BYTES + content_bytes_of(length_bytes, index) + TAG_BYTES
        if at < len(stored):
            frames.append(stored[at : at + size])
        at += size
    if at < len(stored):
        frames.append(stored[at:])
    return frames


def read(document_id: str, key: bytes, length_bytes: int, stored: bytes) -> bytes:
    """The whole content of a document whose parts were joined. Raises Refused."""
    return b"".join(read_frames(document_id, key, length_bytes, split(length_bytes, stored)))


def wrap_context(document_id: str, place: str) -> bytes:
    """What a wrapped data key is bound to: `place` is `matter:<id>` or `conversation:<id>`."""
    kind, _, rest = place.partition(":")
    assert kind in {"matter", "conversation"}
    assert rest
    return f"document|v1|{document_id}|{place}".encode()


def generated_content(name: str, length_bytes: int) -> bytes:
    """Deterministic content: SHA-256 of `name`, a colon and a number from 0 counted up, in ASCII, joined and cut."""
    made = bytearray()
    number = 0
    while len(made) < length_bytes:
        made += hashlib.sha256(f"{name}:{number}".encode()).digest()
        number += 1
    return bytes(made[:length_bytes])
