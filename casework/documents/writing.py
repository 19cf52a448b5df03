"""Writes a document's parts: sealed, made durable, and only then written down in the row that acknowledges them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from adapters.object_store.port import ObjectStore, ObjectStoreUnavailable
from casework import faults
from casework.clock import Clock
from casework.documents import frames, limits
from casework.documents.frames import FRAME_BYTES, Header
from casework.documents.models import DocumentId, DocumentState, Upload, document_parts, documents
from casework.documents.rows import upload_of

HINT: Final = "documents"
"""On the bus: a document is whole, and waits to be looked at."""
PART_BYTES: Final = 16 * FRAME_BYTES
"""Content of the longest part: 1 MiB. One is on its way to the disk while the next one comes."""
_MOST_STORING: Final = 8
"""Parts of one sending that are being stored at once: what waits to be stored is in memory."""
PARTS_A_COMMIT: Final = 8
"""So many of one sending are written down at once; its end, a broken line, or age writes down whatever has come."""
ORPHAN_SECONDS: Final = 3600.0
"""So long an object that no row names is a part on its way, many times a lease; an older one is swept."""
_WRITTEN_DOWN_PART: Final = 1 / 60
"""A part that waited for this much of the orphan time is written down with the next one, however few there are. On the
slowest line that is taken, a part fills in a quarter of the orphan time (`channels.documents.arriving`)."""
_TOO_OLD_PART: Final = 1 / 2
"""A part that waited for this much of the orphan time is not written down: by then the sweep may have begun to look."""
CHECKED_BYTES: Final = 64 * 1024 * 1024
"""So much one checksum may vouch for: nothing of it is written down before all of it is there."""
LEASE_SECONDS: Final = 30.0
"""So long a writer that says nothing more keeps others away: one whose process died."""


class UploadBusy(Exception):
    """Somebody else is writing it, or has taken it over: one writer at a time."""


class UploadTooLong(Exception):
    """More was sent than was announced."""


class ChecksumTooLong(Exception):
    """More, or for longer, than can be kept without being written down: to be sent in shorter pieces. Nothing is kept."""


class ChecksumMismatch(Exception):
    """What arrived is not what was sent; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the sender says that all the bytes of one sending hash to."""

    algorithm: str
    digest: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A part that lies in the store.

    Attributes:
        stored_at: No later than its object's own time, in seconds since 1970 by the machine's clock, as the sweep judges it.
    """

    first_frame: int
    frames_count: int
    object_key: str
    content_bytes: int
    stored_at: float


@dataclass(slots=True)
class Lease:
    """A document that one writer has for itself."""

    document_id: DocumentId
    header: Header
    key: AESGCM
    lease: str
    until: datetime
    offset_bytes: int


class Writer:
    """Makes parts of what came, for whoever has a document's lease.

    `orphan_seconds` is the age at which the sweep removes what no row names, `machine_time` the clock that it judges by.
    """

    def __init__(
        self,
        database: Database,
        store: ObjectStore,
        clock: Clock,
        bus: Bus,
        orphan_seconds: float = ORPHAN_SECONDS,
        machine_time: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._bus = bus
        self._orphan_seconds = orphan_seconds
        self._machine_time = machine_time

    def waited(self, parts: Sequence[_Stored]) -> bool:
        """Whether parts have waited long enough to be written down, though they are few."""
        return self._oldest_seconds(parts) > self._orphan_seconds * _WRITTEN_DOWN_PART

    def too_old(self, parts: Sequence[_Stored]) -> bool:
        """Whether the sweep may have taken any of these parts for an orphan's, or may before they are written down."""
        return self._oldest_seconds(parts) > self._orphan_seconds * _TOO_OLD_PART

    def _oldest_seconds(self, parts: Sequence[_Stored]) -> float:
        return self._machine_time() - min(part.stored_at for part in parts) if parts else 0.0

    async def renew(self, lease: Lease) -> None:
        """Keeps the document for its writer, when half of the lease is over. Raises UploadBusy."""
        now = self._clock.now()
        if now < lease.until - timedelta(seconds=LEASE_SECONDS / 2):
            return
        until = now + timedelta(seconds=LEASE_SECONDS)

        async def work(connection: AsyncConnection) -> None:
            renewed = update(documents).where(*_holds(lease)).values(lease_until=until)
            if (await connection.execute(renewed)).rowcount != 1:
                raise UploadBusy

        await self._database.note(work)
        lease.until = until

    async def keep(self, lease: Lease, part: _Part) -> _Stored:
        """Makes a part durable; nothing is acknowledged by it. Raises UploadBusy, ObjectStoreUnavailable."""
        await self.renew(lease)
        faults.point("document.part_sealed")
        stored = _Stored(part.first_frame, part.frames_count, _object_key(), part.content_bytes, self._machine_time())
        await self._store.put(stored.object_key, part.sealed)
        faults.point("document.part_stored")
        return stored

    async def commit(self, lease: Lease, parts: Sequence[_Stored], *, last: bool) -> Upload:
        """Writes down parts that lie in the store: from here on they are acknowledged. `last`: this writer is done.

        Raises UploadBusy: another writer has taken over, or the sweep may have taken a part, and nothing was written down.
        """
        columns = documents.c
        offset = lease.offset_bytes + sum(part.content_bytes for part in parts)
        whole = offset == lease.header.length_bytes and (bool(parts) or offset > 0)

        async def work(connection: AsyncConnection) -> Row[Any]:
            # As late as can be: what waited for the database is as old as what waited for the sender.
            if self.too_old(parts):
                raise UploadBusy
            now = self._clock.now()
            limit = limits.upload_limit(now.date())
            values: dict[str, Any] = {"received_bytes": offset, "expires_at": now + limit.expire}
            if last:
                values |= {"lease": None, "lease_until": None}
            if whole:
                values |= {
                    "state": DocumentState.QUARANTINED.value,
                    "finished_at": now,
                    "expires_at": now + limit.unsent,
                }
            # A lease that ran out is nobody's: another process may have judged its objects by then.
            held = (*_holds(lease), columns.lease_until > now, columns.received_bytes == lease.offset_bytes)
            written = update(documents).where(*held).values(**values).returning(documents)
            row: Row[Any] | None = (await connection.execute(written)).one_or_none()
            if row is None:
                raise UploadBusy
            if parts:
                rows = [
                    {
                        "document_id": lease.document_id,
                        "first_frame": part.first_frame,
                        "frames_count": part.frames_count,
                        "object_key": part.object_key,
                    }
                    for part in parts
                ]
                await connection.execute(insert(document_parts), rows)
            faults.point("document.part_in_transaction")
            return row

        row = await self._database.write(work)
        faults.point("document.part_committed")
        lease.offset_bytes = offset
        if whole:
            faults.point("document.finished")
            self._bus.publish(HINT)
        return upload_of(row)

    async def give_back(self, lease: Lease, parts: Sequence[_Stored]) -> Upload:
        """Gives up writing: the lease, and what was stored without being written down."""

        async def work(connection: AsyncConnection) -> Row[Any]:
            done = update(documents).where(*_holds(lease)).values(lease=None, lease_until=None)
            await connection.execute(done)
            return (await connection.execute(select(documents).where(documents.c.id == lease.document_id))).one()

        # Where that fails, the lease runs out and the sweep comes by.
        with contextlib.suppress(ObjectStoreUnavailable):
            await self._store.delete([part.object_key for part in parts])
        return upload_of(await self._database.write(work))


class _Part:
    """Frames that follow each other, sealed one after the other as their content comes."""

    def __init__(self, lease: Lease, first_frame: int) -> None:
        self._key = lease.key
        self._header = lease.header
        self.first_frame = first_frame
        self.frames_count = 0
        self.content_bytes = 0
        self._most_frames = min(PART_BYTES // FRAME_BYTES, lease.header.frames_count - first_frame)
        self._room = memoryview(bytearray(frames.sealed_bytes(lease.header, first_frame, self._most_frames)))
        self._sealed_bytes = 0

    @property
    def most_bytes(self) -> int:
        """How much content it has room for yet, in whole frames: none where it is full."""
        return (self._most_frames - self.frames_count) * FRAME_BYTES

    @property
    def sealed(self) -> memoryview:
        """The frames that it has."""
        return self._room[: self._sealed_bytes]

    def seal(self, content: memoryview | bytearray, count: int) -> None:
        """Adds the next frames, whose content this is."""
        following, room = self.first_frame + self.frames_count, self._room[self._sealed_bytes :]
        self._sealed_bytes += frames.seal_into(room, self._key, self._header, following, content, count)
        self.frames_count += count
        self.content_bytes += len(content)


class Writing:
    """What one sending adds: seals it as it comes, and has a part stored while the next one fills."""

    def __init__(self, writer: Writer, lease: Lease, checksum: Checksum | None) -> None:
        self._writer = writer
        self._lease = lease
        self._hash = None if checksum is None else hashlib.new(checksum.algorithm, usedforsecurity=False)
        self._checksum = checksum
        self._next_frame = lease.offset_bytes // FRAME_BYTES
        self._filling: _Part | None = None
        # The beginning of a frame whose rest hasn't come.
        self._unsealed = bytearray()
        # The parts that are being stored, each in a task that ends after the one before it.
        self._storing: deque[asyncio.Task[None]] = deque()
        # With a checksum nothing is written down before all of it is there.
        self._at_the_end = checksum is not None
        self._unwritten: list[_Stored] = []

    @property
    def _received_bytes(self) -> int:
        sealed_bytes = 0 if self._filling is None else self._filling.content_bytes
        return self._next_frame * FRAME_BYTES + sealed_bytes + len(self._unsealed)

    async def take(self, chunk: bytes) -> None:
        """Takes what came.

        Raises ChecksumTooLong, UploadTooLong, UploadBusy, ObjectStoreUnavailable, DatabaseUnavailable.
        """
        if self._received_bytes + len(chunk) > self._lease.header.length_bytes:
            raise UploadTooLong
        if self._hash is not None:
            if self._received_bytes + len(chunk) > self._lease.offset_bytes + CHECKED_BYTES:
                raise ChecksumTooLong
            self._hash.update(chunk)
        left = memoryview(chunk)
        if self._unsealed:
            missing = FRAME_BYTES - len(self._unsealed)
            self._unsealed += left[:missing]
            left = left[missing:]
            if len(self._unsealed) < FRAME_BYTES:
                return
            await self._seal(self._unsealed)
            self._unsealed = bytearray()
        whole = len(left) - len(left) % FRAME_BYTES
        await self._seal(left[:whole])
        self._unsealed += left[whole:]

    async def _seal(self, content: memoryview | bytearray) -> None:
        """Adds whole frames to the part that is filling, and goes on with another one where it is full."""
        left = memoryview(content)
        while left:
            part = await self._with_room()
            now = left[: part.most_bytes]
            part.seal(now, len(now) // FRAME_BYTES)
            left = left[len(now) :]

    async def _with_room(self) -> _Part:
        """The part that the next frame goes to."""
        # A part is stored when more follows: the last one is `finish`'s, which knows that it is.
        if self._filling is not None and not self._filling.most_bytes:
            if len(self._storing) == _MOST_STORING:
                await asyncio.shield(self._storing[0])
                self._storing.popleft()
            self._store(self._filling)
            # Told while it comes, since the end of it may be far.
            if self._hash is not None and self._writer.too_old(self._unwritten):
                raise ChecksumTooLong
        if self._filling is None:
            self._filling = _Part(self._lease, self._next_frame)
        return self._filling

    def check(self) -> None:
        """Raises ChecksumMismatch unless all that came is what the sender says, if they say anything; ChecksumTooLong."""
        if self._hash is None or self._checksum is None:
            return
        if self._writer.too_old(self._unwritten):
            raise ChecksumTooLong
        if not hmac.compare_digest(self._hash.digest(), self._checksum.digest):
            raise ChecksumMismatch

    async def finish(self) -> Upload:
        """Stores what came whole and gives the document back. Raises as `take`."""
        try:
            # The document's last frame may be short; the beginning of another is for the sender to send again.
            header = self._lease.header
            if self._received_bytes == header.length_bytes and (self._unsealed or not header.length_bytes):
                (await self._with_room()).seal(self._unsealed, 1)
            # What isn't written down yet is so with the last part, in one commit.
            self._at_the_end = True
            if self._filling is not None:
                self._store(self._filling)
            await self._stored()
            if not self._unwritten:
                return await self._writer.give_back(self._lease, [])
            return await self._writer.commit(self._lease, self._unwritten, last=True)
        except BaseException:
            await self._give_back()
            raise

    async def abandon(self) -> Upload:
        """Gives the document back as it was written down last."""
        with contextlib.suppress(Exception):
            await self._stored()
        return await self._writer.give_back(self._lease, self._unwritten)

    async def _give_back(self) -> None:
        # Parts may have been written down though nobody learned it: those are not removed here, but by the sweep.
        with contextlib.suppress(Exception):
            await self._writer.give_back(self._lease, [])

    def _store(self, part: _Part) -> None:
        """Begins to store what was filled, beside the parts before it: together they are on the disk sooner."""
        self._filling = None
        self._next_frame += part.frames_count
        before = self._storing[-1] if self._storing else None
        self._storing.append(asyncio.create_task(self._store_after(before, part)))

    async def _store_after(self, before: asyncio.Task[None] | None, part: _Part) -> None:
        try:
            stored = await self._writer.keep(self._lease, part)
        finally:
            # Written down in their order: an offset says that all before it is there.
            if before is not None:
                await before
        self._unwritten.append(stored)
        ripe = len(self._unwritten) >= PARTS_A_COMMIT or self._writer.waited(self._unwritten)
        if ripe and not self._at_the_end:
            parts, self._unwritten = self._unwritten, []
            await self._writer.commit(self._lease, parts, last=False)

    async def _stored(self) -> None:
        # Whoever waits may be cancelled; the parts are stored all the same, and waited for again.
        if self._storing:
            await asyncio.shield(self._storing[-1])


def _object_key() -> str:
    """A key that was never used and tells nothing; its folder, one of sixteen, keeps folders small."""
    name = secrets.token_hex(16)
    return f"{name[:1]}/{name[1:]}"


def _holds(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        documents.c.id == lease.document_id,
        documents.c.lease == lease.lease,
        documents.c.state == DocumentState.UPLOADING.value,
    )
