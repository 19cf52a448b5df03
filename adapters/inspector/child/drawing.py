"""Pictures of pages, and photographs as pages: all is drawn anew, nothing of the original's bytes is passed on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from adapters.inspector.child import images
from adapters.inspector.child.content import File
from adapters.inspector.child.found import Found
from adapters.inspector.port import SHEET_PX, Limits

_MOST_HEIGHT_TO_WIDTH = 4
_LONG_EDGE_PX: Final = 2200
"""A letter at 200 dots an inch: what print of 8 points is read at, and a sixth of what a telephone takes."""
_QUALITY = 82
_LETTER_LONG_EDGE_POINTS = 792.0
_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class NotDrawn(Exception):
    """There is no such page, or it can't be drawn."""


def preview(file: File, content_type: str, page: int, width_px: int, limits: Limits) -> bytes:
    """A page as PNG. Raises NotDrawn."""
    out = io.BytesIO()
    fits_px = (width_px, width_px * _MOST_HEIGHT_TO_WIDTH)
    for picture in _pages(file, content_type, range(page, page + 1), fits_px, limits):
        picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def sheets(file: File, content_type: str, pages_count: int, limits: Limits) -> Iterator[bytes]:
    """All its pages for print, each a JPEG of the same size. Raises NotDrawn."""
    for picture in _pages(file, content_type, range(1, pages_count + 1), SHEET_PX, limits):
        sheet = Image.new("RGB", SHEET_PX, "white")
        sheet.paste(picture, ((SHEET_PX[0] - picture.width) // 2, (SHEET_PX[1] - picture.height) // 2))
        out = io.BytesIO()
        sheet.save(out, "JPEG", quality=_QUALITY)
        yield out.getvalue()


def _pages(
    file: File, content_type: str, numbers: range, fits_px: tuple[int, int], limits: Limits
) -> Iterator[Image.Image]:
    """Pages as large as they fit. Raises NotDrawn."""
    try:
        if content_type == "application/pdf":
            document = pypdfium2.PdfDocument(file)
            document.init_forms()
            for number in numbers:
                yield _pdf_page(document, number, fits_px)
        elif content_type in images.TYPES:
            for number in numbers:
                yield _upright(file, limits, fits_px, number - 1)
        else:
            raise NotDrawn
    except (pypdfium2.PdfiumError, Found, EOFError, OSError, ValueError, SyntaxError):
        raise NotDrawn from None


def assemble(files: list[File], turned_degrees: list[int], limits: Limits) -> Iterator[bytes | int]:
    """The pages as one PDF. Yields the number of a page that is no picture, alone, or the document's bytes."""
    document = pypdfium2.PdfDocument.new()
    for number, (file, turned) in enumerate(zip(files, turned_degrees, strict=True)):
        try:
            picture = _upright(file, limits, (_LONG_EDGE_PX, _LONG_EDGE_PX), 0)
        except (NotDrawn, Found, EOFError, OSError, ValueError, SyntaxError):
            yield number
            return
        if turned in _TURNS:
            picture = picture.transpose(_TURNS[turned])
        encoded = io.BytesIO()
        picture.save(encoded, "JPEG", quality=_QUALITY, optimize=True)
        _add_page(document, encoded, picture.size)
    out = io.BytesIO()
    document.save(out)
    yield out.getvalue()


def _add_page(document: pypdfium2.PdfDocument, encoded: io.BytesIO, size_px: tuple[int, int]) -> None:
    scale = _LETTER_LONG_EDGE_POINTS / max(size_px)
    width, height = size_px[0] * scale, size_px[1] * scale
    page = document.new_page(width, height)
    picture = pypdfium2.PdfImage.new(document)
    encoded.seek(0)
    picture.load_jpeg(encoded, inline=True)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(picture)
    page.gen_content()
    page.close()


def _pdf_page(document: pypdfium2.PdfDocument, page: int, fits_px: tuple[int, int]) -> Image.Image:
    if not 1 <= page <= len(document):
        raise NotDrawn
    drawn = document[page - 1]
    width, height = drawn.get_size()
    if width <= 0 or height <= 0:
        raise NotDrawn
    scale = min(fits_px[0] / width, fits_px[1] / height)
    bitmap = drawn.render(scale=scale, limit_image_cache=True, force_bitmap_format=raw.FPDFBitmap_BGRx)
    picture: Image.Image = bitmap.to_pil()
    # What it counts besides may be a point larger.
    return picture.convert("RGB").crop((0, 0, min(picture.width, fits_px[0]), min(picture.height, fits_px[1])))


def _upright(file: File, limits: Limits, fits_px: tuple[int, int], number: int) -> Image.Image:
    """The picture as it was held, on white, no larger than that. Raises Found and what the decoders raise."""
    file.seek(0)
    content = file.read()
    if not images.begins(content[:64]):
        raise NotDrawn
    with Image.open(io.BytesIO(content)) as image:
        if not 0 <= number < (1 if image.format == "MPO" else getattr(image, "n_frames", 1)):
            raise NotDrawn
        if number:
            image.seek(number)
        images.check_size(image, limits, "")
        image.draft("RGB", (max(fits_px), max(fits_px)))
        image.load()
        # Smaller first, then turned: the large one is never copied.
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8) and image.format != "HEIF"
        box = fits_px[::-1] if turned else fits_px
        exif = image.getexif()
        small: Image.Image
        if image.mode.startswith(("I", "F")):
            small = image.convert("I").point(lambda value: value / 256).convert("L")
        else:
            small = image.copy() if image.mode in ("RGB", "RGBA", "L", "LA") else image.convert("RGBA")
        small.thumbnail(box, Image.Resampling.LANCZOS)
        small.info.clear()
        if image.format != "HEIF":
            small.getexif().clear()
            small = _as_held(small, exif.get(0x0112, 1))
    if small.mode in ("RGBA", "LA"):
        white = Image.new("RGB", small.size, "white")
        white.paste(small.convert("RGB"), mask=small.getchannel("A"))
        small = white
    return small if small.mode in ("RGB", "L") else small.convert("RGB")


def _as_held(picture: Image.Image, orientation: int) -> Image.Image:
    """EXIF 2.32, tag 0x0112."""
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)
    return picture if turn is None else picture.transpose(turn)
