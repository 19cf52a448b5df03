"""Ways to tamper with a document at rest, as a Hypothesis strategy.

Each mutation starts from a document that was sealed rightly and gives what a reader would find afterwards: the row's id,
length and key, and the frames as they lie there. What must hold of every one of them: it is refused, and what was given
out before the refusal is a run of whole frames of the true content, from its start, each of them untouched
(`verified_prefix_bytes` at most). Nothing of a frame that was touched, moved or comes after one is ever given out.

Written from docs/document-format.md; it imports nothing of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.reference import document_reader as reference
from tests.reference.document_reader import FRAME_BYTES, Sealed

# At the edges of frames, and between.
SIZES = (0, 1, 15, 16, 1_000, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES, 2 * FRAME_BYTES + 77, 3 * FRAME_BYTES)


@dataclass(frozen=True)
class Tampered:
    """What lies there after somebody was at it.

    Attributes:
        what: The operator, and where it was applied.
        whole_frames: So many frames from the start are what and where they were, and whole.
    """

    what: str
    original: Sealed
    content: bytes
    document_id: str
    key: bytes
    length_bytes: int
    frames: tuple[bytes, ...]
    whole_frames: int

    @property
    def verified_prefix_bytes(self) -> int:
        """At most so many bytes of the content may be given out before the refusal."""
        return min(self.whole_frames * FRAME_BYTES, len(self.content))

    @property
    def same_when_joined(self) -> bool:
        """Whether only the cuts between frames moved: no change to a reader that gets the bytes of a part in one piece."""
        row = (self.document_id, self.key, self.length_bytes)
        unchanged = row == (self.original.document_id, self.original.key, self.original.length_bytes)
        return unchanged and b"".join(self.frames) == self.original.file

    def allows(self, given_out: bytes) -> bool:
        """Whether these bytes are whole verified frames from the start, and no more than may be given out."""
        if len(given_out) > self.verified_prefix_bytes or not self.content.startswith(given_out):
            return False
        return len(given_out) % FRAME_BYTES == 0 or len(given_out) == len(self.content)

    def __repr__(self) -> str:
        return f"Tampered({self.what!r} of {len(self.content)} bytes in {len(self.original.frames)} frames)"


def sealed_example(name: str, size: int) -> tuple[Sealed, bytes]:
    """A document sealed rightly, the same each time."""
    content = reference.generated_content(name, size)
    count = reference.frames_count(size)
    key = hashlib.sha256(f"key:{name}".encode()).digest()
    document_id = reference.id_of(hashlib.sha256(f"id:{name}:{size}".encode()).digest())
    nonces = [hashlib.sha256(f"nonce:{name}:{size}:{index}".encode()).digest()[:12] for index in range(count)]
    return reference.seal(document_id, key, content, nonces), content


def another_document(original: Sealed, *, same_key: bool) -> Sealed:
    """Another document of the same length."""
    name = "other"
    key = original.key if same_key else hashlib.sha256(b"key:other").digest()
    count = len(original.frames)
    nonces = [hashlib.sha256(f"nonce:{name}:{index}".encode()).digest()[:12] for index in range(count)]
    document_id = reference.id_of(hashlib.sha256(b"id:other").digest())
    return reference.seal(document_id, key, reference.generated_content(name, original.length_bytes), nonces)


def _still_whole(original: Sealed, frames: list[bytes]) -> int:
    """How many frames from the start are untouched and in their place, however the rest is cut."""
    stored = b"".join(frames)
    count = end = 0
    for frame in original.frames:
        if stored[end : end + len(frame)] != frame:
            break
        end += len(frame)
        count += 1
    return count


def _of(
    what: str,
    original: Sealed,
    content: bytes,
    frames: list[bytes],
    *,
    document_id: str | None = None,
    key: bytes | None = None,
    length_bytes: int | None = None,
) -> Tampered:
    row_changed = (document_id or original.document_id, key or original.key) != (original.document_id, original.key)
    row_changed = row_changed or (length_bytes is not None and length_bytes != original.length_bytes)
    return Tampered(
        what=what,
        original=original,
        content=content,
        document_id=document_id or original.document_id,
        key=key or original.key,
        length_bytes=original.length_bytes if length_bytes is None else length_bytes,
        frames=tuple(frames),
        # Every frame is bound to the header and sealed under the key: with another row none verifies.
        whole_frames=0 if row_changed else _still_whole(original, frames),
    )


Operator = Callable[[st.DrawFn, Sealed, bytes], Tampered | None]
OPERATORS: dict[str, Operator] = {}


def _operator(operator: Operator) -> Operator:
    OPERATORS[operator.__name__.strip("_")] = operator
    return operator


def _any_frame(draw: st.DrawFn, original: Sealed) -> int:
    return draw(st.integers(0, len(original.frames) - 1))


@_operator
def _flip_a_bit(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    index = _any_frame(draw, original)
    frame = bytearray(original.frames[index])
    edges = st.sampled_from([0, 11, 12, len(frame) - 17, len(frame) - 16, len(frame) - 1])
    at = draw(edges | st.integers(0, len(frame) - 1)) % len(frame)
    bit = draw(st.integers(0, 7))
    frame[at] ^= 1 << bit
    frames = list(original.frames)
    frames[index] = bytes(frame)
    return _of(f"bit {bit} of byte {at} of frame {index} flipped", original, content, frames)


@_operator
def _replace_a_byte(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    index = _any_frame(draw, original)
    frame = bytearray(original.frames[index])
    at = draw(st.integers(0, len(frame) - 1))
    value = draw(st.integers(0, 255))
    if frame[at] == value:
        return None
    frame[at] = value
    frames = list(original.frames)
    frames[index] = bytes(frame)
    return _of(f"byte {at} of frame {index} is {value}", original, content, frames)


@_operator
def _zero_a_frame(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    index = _any_frame(draw, original)
    frames = list(original.frames)
    frames[index] = bytes(len(frames[index]))
    return _of(f"frame {index} is zeros", original, content, frames)


@_operator
def _swap_frames(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    if len(original.frames) < 2:
        return None
    first, second = sorted(draw(st.sets(st.integers(0, len(original.frames) - 1), min_size=2, max_size=2)))
    frames = list(original.frames)
    frames[first], frames[second] = frames[second], frames[first]
    return _of(f"frames {first} and {second} swapped", original, content, frames)


@_operator
def _reverse_frames(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    if len(original.frames) < 2:
        return None
    return _of("frames reversed", original, content, list(reversed(original.frames)))


@_operator
def _drop_frames(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    first = _any_frame(draw, original)
    count = draw(st.integers(1, len(original.frames) - first))
    frames = [frame for index, frame in enumerate(original.frames) if not first <= index < first + count]
    return _of(f"{count} frames from {first} dropped", original, content, frames)


@_operator
def _drop_frames_and_shorten_the_row(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    """A whole document of whole frames: the attacker who can write both the row and the store."""
    if len(original.frames) < 2:
        return None
    kept = draw(st.integers(1, len(original.frames) - 1))
    return _of(
        f"only the first {kept} frames, and the row says so",
        original,
        content,
        list(original.frames[:kept]),
        length_bytes=kept * FRAME_BYTES,
    )


@_operator
def _repeat_a_frame(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    index = _any_frame(draw, original)
    to = draw(st.integers(0, len(original.frames)))
    frames = list(original.frames)
    frames.insert(to, original.frames[index])
    return _of(f"frame {index} once more at {to}", original, content, frames)


@_operator
def _put_a_frame_in_anothers_place(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    if len(original.frames) < 2:
        return None
    first, second = draw(st.permutations(range(len(original.frames))))[:2]
    frames = list(original.frames)
    frames[second] = original.frames[first]
    return _of(f"frame {first} in place of frame {second}", original, content, frames)


@_operator
def _truncate(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    whole = original.file
    edges = [0, 1, 11, 12, 13, 27, 28, 29, len(whole) - 1, len(whole) - 16, len(whole) - 17]
    at = 0
    for frame in original.frames[:-1]:
        at += len(frame)
        edges += [at - 1, at, at + 1, at + 12, at + 28]
    end = draw(st.sampled_from([edge for edge in edges if 0 <= edge < len(whole)]) | st.integers(0, len(whole) - 1))
    return _of(f"cut after {end} bytes", original, content, reference.split(original.length_bytes, whole[:end]))


@_operator
def _truncate_within_a_frame(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    index = _any_frame(draw, original)
    frame = original.frames[index]
    end = draw(st.integers(0, len(frame) - 1))
    frames = list(original.frames)
    frames[index] = frame[:end]
    return _of(f"frame {index} cut after {end} bytes, the rest as it was", original, content, frames)


@_operator
def _cut_the_start(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    whole = original.file
    start = draw(st.integers(1, len(whole)))
    return _of(f"first {start} bytes missing", original, content, reference.split(original.length_bytes, whole[start:]))


@_operator
def _extend(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    more = draw(st.binary(min_size=1, max_size=64) | st.just(bytes(28)) | st.just(b"\n") | st.just(original.frames[-1]))
    frames = list(original.frames)
    if draw(st.booleans()):
        frames.append(more)
        return _of(f"{len(more)} bytes as one frame more", original, content, frames)
    frames[-1] += more
    return _of(f"last frame longer by {len(more)} bytes", original, content, frames)


@_operator
def _extend_a_frame_within(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    index = _any_frame(draw, original)
    more = draw(st.binary(min_size=1, max_size=30))
    frames = list(original.frames)
    frames[index] = frames[index] + more if draw(st.booleans()) else more + frames[index]
    return _of(f"frame {index} longer by {len(more)} bytes", original, content, frames)


@_operator
def _move_a_frames_border(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    """The same bytes in all, cut elsewhere: a part that doesn't end between frames."""
    if len(original.frames) < 2:
        return None
    index = draw(st.integers(0, len(original.frames) - 2))
    by = draw(st.integers(1, min(len(original.frames[index]), len(original.frames[index + 1])) - 1))
    frames = list(original.frames)
    if draw(st.booleans()):
        frames[index], frames[index + 1] = frames[index][:-by], frames[index][-by:] + frames[index + 1]
    else:
        frames[index], frames[index + 1] = frames[index] + frames[index + 1][:by], frames[index + 1][by:]
    return _of(f"border behind frame {index} moved by {by}", original, content, frames)


@_operator
def _splice_from_another_document(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    """Of the same length, so that only the binding tells them apart; under the same key, which never happens by itself, or another."""
    same_key = draw(st.booleans())
    other = another_document(original, same_key=same_key)
    index = _any_frame(draw, original)
    frames = list(original.frames)
    everything = draw(st.booleans())
    for at in range(len(frames)):
        if everything or at == index:
            frames[at] = other.frames[at]
    what = "every frame" if everything else f"frame {index}"
    return _of(f"{what} of another document under {'the same' if same_key else 'its own'} key", original, content, frames)


@_operator
def _splice_another_length(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    """Frame by frame from a longer or shorter document of the same id and key, as after an upload that was begun anew."""
    other_size = draw(st.sampled_from(SIZES))
    if other_size == original.length_bytes:
        return None
    other_content = reference.generated_content("example", other_size)
    count = reference.frames_count(other_size)
    nonces = [hashlib.sha256(f"anew:{other_size}:{index}".encode()).digest()[:12] for index in range(count)]
    other = reference.seal(original.document_id, original.key, other_content, nonces)
    index = draw(st.integers(0, min(len(original.frames), count) - 1))
    frames = list(original.frames)
    frames[index] = other.frames[index]
    return _of(f"frame {index} from {other_size} bytes under the same id and key", original, content, frames)


@_operator
def _another_documents_row(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    other = another_document(original, same_key=False)
    with_key = draw(st.booleans())
    return _of(
        f"read as another document{' with its key' if with_key else ''}",
        original,
        content,
        list(original.frames),
        document_id=other.document_id,
        key=other.key if with_key else None,
    )


@_operator
def _another_key(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    key = bytearray(original.key)
    key[draw(st.integers(0, 31))] ^= 1 << draw(st.integers(0, 7))
    return _of("a bit of the key flipped", original, content, list(original.frames), key=bytes(key))


@_operator
def _id_changed_by_a_character(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    at = draw(st.integers(0, 42))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    # The last character carries two bits that stand for nothing: another spelling of the same id is no other document's.
    character = draw(st.sampled_from("AEIMQUYcgkosw048" if at == 42 else alphabet))
    if original.document_id[at] == character:
        return None
    changed = original.document_id[:at] + character + original.document_id[at + 1 :]
    return _of(f"character {at} of the id is {character}", original, content, list(original.frames), document_id=changed)


@_operator
def _length_in_the_row(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    near = st.sampled_from([-FRAME_BYTES, -17, -1, 1, 16, FRAME_BYTES]).map(lambda by: original.length_bytes + by)
    same_count = st.integers(
        (len(original.frames) - 1) * FRAME_BYTES + 1 if len(original.frames) > 1 else 0, len(original.frames) * FRAME_BYTES
    )
    length = draw(near | same_count | st.sampled_from(SIZES))
    if length < 0 or length == original.length_bytes:
        return None
    return _of(f"the row says {length} bytes", original, content, list(original.frames), length_bytes=length)


@_operator
def _length_in_the_row_and_cut_to_it(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered | None:
    """Row and store shortened alike."""
    if original.length_bytes == 0:
        return None
    length = draw(st.integers(0, original.length_bytes - 1))
    frames = list(original.frames[: reference.frames_count(length)])
    holds = reference.content_bytes_of(length, len(frames) - 1)
    last = frames[-1]
    frames[-1] = last[: 12 + holds] + last[-16:]
    return _of(f"row and last frame shortened to {length} bytes", original, content, frames, length_bytes=length)


@_operator
def _nothing_left(draw: st.DrawFn, original: Sealed, content: bytes) -> Tampered:
    empty = draw(st.sampled_from([(), (b"",)]))
    return _of("nothing is left", original, content, list(empty))


# These change what a document's row says of its id or its key.
OF_THE_ROW = {"another_documents_row", "another_key", "id_changed_by_a_character"}


def tamper(draw: st.DrawFn, original: Sealed, content: bytes, operators: tuple[str, ...] = ()) -> Tampered:
    """A document tampered with once, by any of these operators."""
    usable = [OPERATORS[name] for name in operators or OPERATORS]
    result = draw(st.sampled_from(usable))(draw, original, content)
    if result is None:
        # This operator needs more frames, or drew what is there already: a bit is always there to flip.
        result = _flip_a_bit(draw, original, content)
    assert result is not None
    assert result.frames != original.frames or (result.document_id, result.key, result.length_bytes) != (
        original.document_id,
        original.key,
        original.length_bytes,
    )
    return result


@st.composite
def tampered(draw: st.DrawFn, operators: tuple[str, ...] = ()) -> Tampered:
    """One of the examples, tampered with once."""
    original, content = sealed_example("example", draw(st.sampled_from(SIZES)))
    return tamper(draw, original, content, operators)


def every_bit(original: Sealed, content: bytes) -> list[Tampered]:
    """Every single bit flipped, one at a time: for documents of a few bytes."""
    made = []
    for index, frame in enumerate(original.frames):
        for at in range(len(frame)):
            for bit in range(8):
                changed = bytearray(frame)
                changed[at] ^= 1 << bit
                frames = list(original.frames)
                frames[index] = bytes(changed)
                made.append(_of(f"bit {bit} of byte {at} of frame {index}", original, content, frames))
    return made


def every_truncation(original: Sealed, content: bytes) -> list[Tampered]:
    """Cut after every byte: for documents of a few bytes."""
    whole = original.file
    return [
        _of(f"cut after {end} bytes", original, content, reference.split(original.length_bytes, whole[:end]))
        for end in range(len(whole))
    ]
