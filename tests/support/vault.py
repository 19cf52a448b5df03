"""A vault with everything real: database, folder of objects, keys."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from adapters.bus.in_process import InProcessBus
from adapters.case_system.port import MatterId
from adapters.database.port import Database
from adapters.keys.key_file import KeyFile
from adapters.object_store.obstore_store import FolderStore, ObstoreStore
from casework.audit.service import Audit
from casework.conversations.models import ClientId
from casework.documents.frames import SEALED_FRAME_BYTES
from casework.documents.models import (
    Direction,
    DocumentId,
    DocumentState,
    NewUpload,
    Place,
    PlaceKind,
    Upload,
    Uploader,
    document_parts,
    documents,
)
from casework.documents.service import Documents
from casework.documents.writing import ORPHAN_SECONDS
from casework.identity.models import PersonId
from channels.app import open_database
from tests.support.databases import ensure_migrated
from tests.support.record import HandClock

MATTER = Place(PlaceKind.MATTER, MatterId("6f8d5a50-0000-4000-8000-000000000001"))
ANA = Uploader(PersonId("a0000000-0000-4000-8000-000000000001"), Direction.INBOUND)
BEN = Uploader(PersonId("b0000000-0000-4000-8000-000000000002"), Direction.INBOUND)


def new_upload(
    length_bytes: int, name: str = "letter.pdf", client_id: str | None = None, place: Place = MATTER
) -> NewUpload:
    declared_type = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
    return NewUpload(place, ClientId(client_id or str(uuid.uuid4())), name, declared_type, length_bytes)


async def in_chunks(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


@dataclass
class MachineTime:
    """The machine's own clock, put forward by hand, and by a step each time that somebody looks at it."""

    ahead_seconds: float = 0.0
    step_seconds: float = 0.0

    def __call__(self) -> float:
        self.ahead_seconds += self.step_seconds
        return time.time() + self.ahead_seconds


@dataclass
class Vault:
    """A vault, and what tests do to it from behind."""

    documents: Documents
    database: Database
    store: ObstoreStore
    keys: KeyFile
    clock: HandClock
    folder: Path

    def again(self, orphan_seconds: float = ORPHAN_SECONDS, machine_time: Callable[[], float] = time.time) -> Documents:
        """The same vault as another process has it."""
        return Documents(
            self.database,
            self.store,
            self.keys,
            self.clock,
            InProcessBus(),
            Audit(self.keys, self.clock),
            orphan_seconds=orphan_seconds,
            machine_time=machine_time,
        )

    async def send(
        self, content: bytes, uploader: Uploader = ANA, size: int = 100_000, name: str = "letter.pdf"
    ) -> Upload:
        upload = await self.documents.begin(uploader, new_upload(len(content), name))
        if not content:
            return upload
        return await self.documents.append(uploader, upload.id, 0, in_chunks(content, size))

    async def call_clean(self, document_id: DocumentId) -> None:
        """As if it had been looked into."""

        async def work(connection) -> None:  # type: ignore[no-untyped-def]
            clean = update(documents).where(documents.c.id == document_id).values(state=DocumentState.CLEAN.value)
            await connection.execute(clean)

        await self.database.write(work)

    async def erase(self, document_id: DocumentId) -> list[DocumentId]:
        """What of it was erased."""
        return await self.database.write(lambda connection: self.documents.erase(connection, [document_id]))

    async def given(self, document_id: DocumentId, first: int = 0, last: int | None = None) -> bytes:
        opened = await self.documents.open(document_id, first, last)
        return b"".join([chunk async for chunk in opened.chunks])

    async def parts(self, document_id: DocumentId) -> list[Path]:
        query = (
            select(document_parts.c.object_key)
            .where(document_parts.c.document_id == document_id)
            .order_by(document_parts.c.first_frame)
        )
        async with self.database.read() as connection:
            return [self.folder / key for key in (await connection.execute(query)).scalars()]

    def puts(self) -> asyncio.Semaphore:
        """Free once for each object that is durable from now on."""
        done, put = asyncio.Semaphore(0), self.store.put

        async def noted(key: str, content: bytes | memoryview) -> None:
            await put(key, content)
            done.release()

        self.store.put = noted  # type: ignore[method-assign]
        return done

    def objects(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()}


def nonces(folder: Path) -> list[bytes]:
    """Of every frame that lies in a folder of objects, orphans as well."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            sealed = path.read_bytes()
            found += [sealed[at : at + 12] for at in range(0, len(sealed), SEALED_FRAME_BYTES)]
    return found


async def nobodys(documents: Documents, database: Database, folder: Path) -> set[str]:
    """Sweeps as if every object were old enough to be judged; what is left in the folder that no row names."""
    documents._orphan_seconds = -60
    await documents.sweep()
    async with database.read() as connection:
        named = set((await connection.execute(select(document_parts.c.object_key))).scalars())
    left = _keys_in(folder)
    assert named <= left
    return left - named


def _keys_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def rotated_before(path: Path, seconds: float) -> None:
    """As if a key file had been rotated so long ago."""
    content = json.loads(path.read_text())
    content["current_since"] = (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()
    path.write_text(json.dumps(content))


@asynccontextmanager
async def vault(
    folder: Path, database_url: str | None = None, store: ObstoreStore | None = None
) -> AsyncIterator[Vault]:
    """A vault over a database of its own, its objects in a folder unless another store is given."""
    url = database_url or f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"
    ensure_migrated(url)
    database = open_database(url)
    await database.start()
    keys, clock = KeyFile(folder / "keys.json"), HandClock()
    store = store or FolderStore(folder / "documents")
    kept = Documents(database, store, keys, clock, InProcessBus(), Audit(keys, clock))
    try:
        yield Vault(kept, database, store, keys, clock, folder / "documents")
    finally:
        await database.stop()
