"""A letter photographed page by page becomes one document: drawn anew, turned, in order, without where it was taken."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from adapters.inspector.port import Inspector, NotAPhotograph, Photograph
from casework.conversations.models import ClientId
from casework.documents.models import Document, DocumentId, DocumentState, NewUpload, Place, Uploader, documents
from casework.documents.rows import place_of
from casework.documents.service import DocumentNotReady, Documents

MOST_PAGES: Final = 50
TURNS_DEGREES: Final = (0, 90, 180, 270)
_PIECE_BYTES: Final = 1024 * 1024
_PDF: Final = "application/pdf"
_PAGE_STATES: Final = (DocumentState.QUARANTINED.value, DocumentState.CLEAN.value)


@dataclass(frozen=True, slots=True)
class Page:
    """A photograph that was uploaded, and how it is to be turned clockwise: 0, 90, 180 or 270 degrees."""

    document_id: DocumentId
    turned_degrees: int = 0


class PageUnusable(Exception):
    """A page is no photograph that can be made into a page; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Letters:
    """Makes pages into letters."""

    def __init__(self, kept: Documents, inspector: Inspector, database: Database) -> None:
        self._documents = kept
        self._inspector = inspector
        self._database = database

    async def assemble(self, uploader: Uploader, place: Place, name: str, pages: Sequence[Page]) -> Document:
        """The letter that the pages were made into; their own content is destroyed with that. Sent again it is the same.

        What comes out is looked into like every other document. The letter is left as it is begun where this is cut off
        in its middle: it expires, and the pages are still there.

        Raises:
            DocumentNotReady: a page is not theirs, of another place, not whole, refused, or already sent; or `too_many`.
            InspectionFailed: the pages could not be drawn; they are still there.
            PageUnusable: a page is no photograph.
            UploadRefused, DatabaseUnavailable, ObjectStoreUnavailable: as `Documents.begin`.
            ValueError: no page, one of them twice, or a turn that is none.
        """
        ids = [page.document_id for page in pages]
        if not ids or len(set(ids)) < len(ids) or any(page.turned_degrees not in TURNS_DEGREES for page in pages):
            raise ValueError("a letter has different pages, each turned by quarters")
        if len(ids) > MOST_PAGES:
            raise DocumentNotReady(None, "too_many")
        async with self._database.read() as connection:
            made = await _made_into(connection, uploader, place, ids)
        if made is None:
            made = await self._make(uploader, place, name, pages)
        (letter,) = await self._documents.described(None, [made])
        return letter

    async def _make(self, uploader: Uploader, place: Place, name: str, pages: Sequence[Page]) -> DocumentId:
        plain = [await self._documents.plain(page.document_id) for page in pages]
        photographs = [
            Photograph(content.read, content.length_bytes, page.turned_degrees)
            for content, page in zip(plain, pages, strict=True)
        ]
        try:
            drawn = await self._inspector.assemble(photographs)
        except NotAPhotograph as error:
            raise PageUnusable(error.number + 1) from None
        new = NewUpload(place, ClientId(str(uuid.uuid4())), name, _PDF, len(drawn))
        letter = await self._documents.begin(uploader, new)
        await self._documents.append(uploader, letter.id, 0, _pieces(drawn))

        async def work(connection: AsyncConnection) -> DocumentId:
            ids = [page.document_id for page in pages]
            known = await _made_into(connection, uploader, place, ids, locks=True)
            if known is not None:
                # The same was sent twice at once: the other letter is the one, and this one goes.
                await self._documents.erase(connection, [letter.id], "made_twice")
                return known
            await connection.execute(update(documents).where(documents.c.id.in_(ids)).values(made_into=letter.id))
            await self._documents.erase(connection, ids, "made_into_letter")
            return letter.id

        return await self._database.write(work)


async def _made_into(
    connection: AsyncConnection, uploader: Uploader, place: Place, ids: Sequence[DocumentId], *, locks: bool = False
) -> DocumentId | None:
    """The letter that these pages were made into; None while they wait for it. Raises DocumentNotReady."""
    query = select(documents).where(documents.c.id.in_(ids))
    found = (await connection.execute(query.with_for_update() if locks else query)).all()
    rows: dict[str, Row[Any]] = {row.id: row for row in found}
    into = {None if (row := rows.get(each)) is None else row.made_into for each in ids}
    if len(into) == 1 and (made := into.pop()) is not None and rows[ids[0]].uploader_id == uploader.person_id:
        return DocumentId(made)
    for each in ids:
        why = _why_not(rows.get(each), uploader, place)
        if why is not None:
            raise DocumentNotReady(each, why)
    return None


def _why_not(row: Row[Any] | None, uploader: Uploader, place: Place) -> str | None:
    if row is None or row.uploader_id != uploader.person_id or place_of(row) != place or row.made_into is not None:
        return "not_found"
    if row.attached_to is not None:
        return "attached"
    if row.state == DocumentState.UPLOADING.value:
        return "not_finished"
    return None if row.state in _PAGE_STATES else "rejected"


async def _pieces(content: bytearray) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _PIECE_BYTES):
        yield bytes(content[start : start + _PIECE_BYTES])
