"""What the casework needs of whoever looks into strangers' documents: kinds, pictures of pages, photographs as pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

SHEET_PX: Final = (1200, 1510)
"""Width and height of a page drawn for print: 190 dots an inch where it is 160 mm wide."""
Source = Callable[[int, int], Awaitable[bytes]]
"""Reads content: `await source(offset, length)` gives the bytes from there."""


class InspectionFailed(Exception):
    """It crashed, took too long or answered nonsense: nothing is known. Its text names a type and a place."""


class PictureUnavailable(Exception):
    """There is no such page, or it can't be drawn."""


class NotAPhotograph(Exception):
    """One of the pages is no picture that can be made into a page; `number` counts from 0."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Finding(StrEnum):
    """What keeps a document from being taken; the text is `document-verdict-<code>`."""

    DAMAGED = "damaged"
    TYPE_NOT_ACCEPTED = "type_not_accepted"
    EXECUTABLE = "executable"
    MACROS = "macros"
    ACTIVE_CONTENT = "active_content"
    """It does something when it is opened: scripts, programs or links that start by themselves."""
    SEVERAL_FORMATS = "several_formats"
    """It is one thing for one program and another for the next, or has something hidden behind its end."""
    ARCHIVE_UNSAFE = "archive_unsafe"
    """Its parts overlap, lie about their size, or would be put elsewhere."""
    ARCHIVE_TOO_LARGE = "archive_too_large"
    IMAGE_TOO_LARGE = "image_too_large"
    ENCRYPTED = "encrypted"
    """Can't be looked into. It alone leaves a document `unscannable` instead of rejected."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found.

    Attributes:
        content_type: What the content is, where that could be told.
        verdict: Why it isn't taken, a stable word with a text `document-verdict-<code>`; None where it may be.
        unscannable: It can't be looked into, so nothing is known: only a decision of staff releases it.
        pages_count: Of what can be shown as pictures.
    """

    content_type: str | None
    verdict: str | None
    unscannable: bool = False
    pages_count: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is looked into at most; dated data of the casework.

    Attributes:
        archive_depth: Archives within archives.
        archive_member_bytes: The largest document within an archive.
        archive_ratio: How many times larger than it lies there a part may become, from 1 MiB on.
    """

    archive_entries: int
    archive_bytes: int
    archive_member_bytes: int
    archive_ratio: int
    archive_depth: int
    image_pixels: int
    image_bytes: int
    image_frames: int
    pdf_bytes: int
    pdf_pages: int


class Policy(Protocol):
    """What the casework takes; asked about a document itself and about each one within it."""

    @property
    def limits(self) -> Limits:
        """What is looked into at most."""
        ...

    def refuses(self, name: str, content_type: str | None, declared_type: str = "") -> str | None:
        """Why something of that name and type isn't taken; None if it is. Without a type the name alone is judged."""
        ...


@dataclass(frozen=True, slots=True)
class Photograph:
    """One page of a letter, as it is to be turned clockwise before it is put among the others: 0, 90, 180 or 270 degrees."""

    source: Source
    length_bytes: int
    turned_degrees: int = 0


class Inspector(Protocol):
    """Looks into content that may be hostile. It holds no keys; what it reads it asks for."""

    async def inspect(self, source: Source, length_bytes: int, shown_name: str, declared_type: str = "") -> Inspection:
        """Says what it is and whether something speaks against it. Raises InspectionFailed, and what `source` raises."""
        ...

    async def preview(self, source: Source, length_bytes: int, content_type: str, page: int, width_px: int) -> bytes:
        """A page (from 1) of a PDF or an image as PNG. Raises PictureUnavailable, InspectionFailed, what `source` raises."""
        ...

    async def sheets(
        self, source: Source, length_bytes: int, content_type: str, pages_count: int, most_bytes: int
    ) -> list[bytes]:
        """All of so many pages of a PDF or an image, for print: each a JPEG of SHEET_PX in color, on white if smaller.

        Raises PictureUnavailable (also where one of them can't be drawn), InspectionFailed (also where they are more than
        `most_bytes`), what `source` raises.
        """
        ...

    async def assemble(self, photographs: Sequence[Photograph]) -> bytearray:
        """Photographs as one PDF, a page each, drawn anew.

        Raises NotAPhotograph, InspectionFailed, what a `source` raises.
        """
        ...
