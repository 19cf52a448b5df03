"""What is left of a photograph that a form without script brings."""

from __future__ import annotations

import io
import os
import tracemalloc
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from casework.documents.photographs import without_location
from tests.support.papers import photograph, picture

_SECRETS = (b"PhoneMaker", b"GPS", b"Nashville", b"<x:xmpmeta")
_XMP = b"<x:xmpmeta>36.16 Nashville</x:xmpmeta>"
_COLORS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


async def cleaned(content: bytes, piece_bytes: int = 65_536) -> bytes:
    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(content), piece_bytes):
            yield content[at : at + piece_bytes]

    return b"".join([piece async for piece in without_location(pieces())])


def telling_jpeg(orientation: int = 6, **how: object) -> bytes:
    """A JPEG with a place wherever one can be."""
    exif = Image.open(io.BytesIO(photograph(orientation))).getexif().tobytes()
    content = picture(exif=exif, xmp=_XMP, comment=b"Nashville", icc_profile=_COLORS, **how)
    return content + photograph() + b"a film of Nashville"


def telling_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Location", "Nashville")
    text.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    exif = Image.open(io.BytesIO(photograph())).getexif().tobytes()
    return picture("PNG", pnginfo=text, exif=exif, icc_profile=_COLORS, dpi=(200, 200)) + b"Nashville"


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("piece_bytes", [1, 7, 65_535, 10**9])
@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"restart_marker_rows": 1}], ids=str)
async def test_a_jpeg_keeps_its_picture_its_colors_and_how_it_is_turned(
    how: dict[str, object], piece_bytes: int
) -> None:
    taken = telling_jpeg(**how)
    assert all(secret in taken for secret in (b"PhoneMaker", b"Nashville", b"<x:xmpmeta"))
    kept = await cleaned(taken, piece_bytes)
    assert not any(secret in kept for secret in _SECRETS)
    assert pixels(kept) == pixels(taken)
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
        assert image.info["icc_profile"] == _COLORS
        assert "comment" not in image.info
    assert kept.endswith(b"\xff\xd9")
    assert await cleaned(kept) == kept


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", [b"II", b"MM"])
async def test_every_way_to_hold_it(orientation: int, order: bytes) -> None:
    exif = Image.Exif()
    exif.endian = "<" if order == b"II" else ">"
    exif[0x010F], exif[0x0112] = "PhoneMaker", orientation
    taken = picture(exif=exif.tobytes())
    assert b"Exif\0\0" + order in taken
    kept = await cleaned(taken)
    assert (b"Exif" in kept) is (orientation != 1)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.getexif().get(0x0112, 1) == orientation


@pytest.mark.parametrize("piece_bytes", [1, 7, 10**9])
async def test_a_png_keeps_its_picture(piece_bytes: int) -> None:
    taken = telling_png()
    assert taken.count(b"Nashville") == 3
    kept = await cleaned(taken, piece_bytes)
    assert not any(secret in kept for secret in _SECRETS)
    assert pixels(kept) == pixels(taken)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.info["icc_profile"] == _COLORS
        assert image.info["dpi"] == pytest.approx((200, 200), abs=1)


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "GIF", "PDF"])
async def test_other_kinds_are_left_alone(kind: str) -> None:
    content = picture(kind)
    assert await cleaned(content, 1_000) == content


def _cut() -> Iterator[bytes]:
    for content in (telling_jpeg(), telling_png()):
        yield from (content[:length] for length in (2, 3, 5, 9, 20, 700, 2_000))


async def test_what_breaks_off_ends_where_it_did() -> None:
    for content in _cut():
        kept = await cleaned(content, 13)
        assert len(kept) <= len(content)
    # No whole picture: for the checks to refuse.
    broken = photograph()[:2] + b"\0\0no segment"
    assert await cleaned(broken) == broken


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=300), st.integers(1, 40))
def test_whatever_comes_it_ends_and_is_no_longer_than_it_was(start: bytes, rest: bytes, piece_bytes: int) -> None:
    coroutine = cleaned(start + rest, piece_bytes)
    with pytest.raises(StopIteration) as ended:
        coroutine.send(None)
    kept = ended.value.value
    assert len(kept) <= len(start + rest)
    if not start and not rest.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        assert kept == rest


@pytest.mark.parametrize("where", ["scan", "behind", "chunk"])
async def test_memory_does_not_grow_with_the_file(where: str) -> None:
    noise = os.urandom(65_536).replace(b"\xff", b"\xfe")

    async def pieces() -> AsyncIterator[bytes]:
        if where == "chunk":
            yield b"\x89PNG\r\n\x1a\n" + (256 * len(noise)).to_bytes(4) + b"IDAT"
        else:
            whole = photograph()
            yield whole[:-2] if where == "scan" else whole
        for _ in range(256):
            yield noise

    tracemalloc.start()
    try:
        kept_bytes = 0
        async for piece in without_location(pieces()):
            kept_bytes += len(piece)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (kept_bytes > 256 * len(noise)) is (where != "behind")
    assert peak_bytes < 1_000_000
