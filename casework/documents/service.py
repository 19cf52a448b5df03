"""Keeps documents: takes them in as they come, sealed, and gives out what was found clean.

A document comes in parts of whole frames. Each part is sealed, put into the store, made durable, and only then written down
in the row that acknowledges it; so a crash leaves at worst an object that no row names, which the sweep removes.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.going import Going, erase
from adapters.database.port import Database, DatabaseUnavailable
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import Keys
from adapters.object_store.port import ObjectStore, ObjectStoreUnavailable
from casework import faults
from casework.audit.models import ActorKind, AuditResult, Entry, who
from casework.audit.service import Audit
from casework.clock import Clock
from casework.conversations.models import ClientId
from casework.documents import frames, limits, names
from casework.documents.frames import FRAME_BYTES, Header
from casework.documents.models import (
    RELEASE_REASONS,
    Direction,
    Document,
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
from casework.documents.reading import DocumentBroken, Part, Plain
from casework.documents.rows import SUBJECT, place_of, subject_of, upload_of
from casework.documents.writing import (
    CHECKED_BYTES,
    LEASE_SECONDS,
    ORPHAN_SECONDS,
    PART_BYTES,
    Checksum,
    ChecksumMismatch,
    ChecksumTooLong,
    Lease,
    UploadBusy,
    UploadTooLong,
    Writer,
    Writing,
)
from casework.holds.models import document_held
from casework.identity.models import Actor, PersonId
from casework.sealing import Sealer, wrapped_key

_ROWS_A_BATCH: Final = 50
_OBJECTS_A_BATCH: Final = 500
_ABOUT: Final = "about"
_UNMEASURED_BYTES: Final = 2**40


class DocumentNotFound(Exception):
    """No such document, or not for whoever asks: both look the same (rule 7)."""


class DocumentGone(DocumentNotFound):
    """It was theirs, and has been erased: it was taken back, expired, or its time is over."""


class SentOtherwise(Exception):
    """The same `client_id` was used for another document before (rule 2)."""


class UploadRefused(Exception):
    """A document can't be taken as it is; `code` names the text `error-<code>`.

    Attributes:
        most_bytes: What would be taken, where its length is at fault.
        verdict: Why its name is refused, as in the text `document-verdict-<verdict>`.
    """

    def __init__(self, code: str, most_bytes: int | None = None, verdict: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.most_bytes = most_bytes
        self.verdict = verdict


class OffsetMismatch(Exception):
    """What was sent doesn't begin where the document ends so far."""

    def __init__(self, offset_bytes: int) -> None:
        super().__init__(offset_bytes)
        self.offset_bytes = offset_bytes


class DocumentNotReady(Exception):
    """A document can't be sent with this message: `why` is a stable word.

    `not_found` (or not theirs, or of another place), `not_finished`, `rejected`, `attached` (elsewhere), `too_many`,
    `too_long`.
    """

    def __init__(self, document_id: DocumentId | None, why: str) -> None:
        super().__init__(why)
        self.document_id = document_id
        self.why = why


class NotClean(Exception):
    """Nothing but a clean document is opened."""

    def __init__(self, state: DocumentState) -> None:
        super().__init__(state.value)
        self.state = state


class ReleaseRefused(Exception):
    """A document can't be released so; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that is being given out.

    Attributes:
        first_byte: The first of what is given.
        length_bytes: How much is given.
        chunks: Its content in order, each verified before it is given. Raises DocumentBroken.
    """

    document: Document
    first_byte: int
    length_bytes: int
    chunks: AsyncIterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about a document by looking into it.

    Attributes:
        state: `clean`, `rejected` or `unscannable`.
        verdict: Why not clean, as a stable word.
    """

    state: DocumentState
    verdict: str | None
    content_type: str | None
    sha256: str | None
    pages_count: int | None


class Documents:
    """All documents of one record."""

    def __init__(
        self,
        database: Database,
        store: ObjectStore,
        keys: Keys,
        clock: Clock,
        bus: Bus,
        audit: Audit,
        orphan_seconds: float = ORPHAN_SECONDS,
        machine_time: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._store = store
        self._keys = keys
        self._clock = clock
        self._audit = audit
        self._orphan_seconds = orphan_seconds
        self._sealer = Sealer(keys, "document|v1")
        self._machine_time = machine_time
        self._writer = Writer(database, store, clock, bus, orphan_seconds, machine_time)
        self._closing: set[asyncio.Task[Upload]] = set()

    # Taking in

    async def begin(self, uploader: Uploader, new: NewUpload) -> Upload:
        """Takes note of a document that is about to be sent; for the same `client_id` it is the same one.

        Raises:
            DocumentGone: it was begun before, and has been erased since.
            SentOtherwise: this `client_id` was used for another one.
            UploadRefused: `document_too_long`, `documents_waiting` (too many on the way), `document_name_refused`.
            DatabaseUnavailable, ObjectStoreUnavailable: send it again.
        """

        async def work(connection: AsyncConnection) -> Row[Any]:
            begun = await self._begun(connection, uploader, new)
            if begun is None:
                begun = await self._begin(connection, uploader, new)
                faults.point("document.begin_in_transaction")
            return begun

        try:
            row = await self._database.write(work)
        except IntegrityError:
            # Two of the same came at once: the other one has begun it.
            row = await self._database.write(work)
        faults.point("document.begun")
        if not row.length_bytes and row.state == DocumentState.UPLOADING.value:
            # Of an empty document nothing will be sent: its one frame is sealed here.
            return await self.append(uploader, DocumentId(row.id), 0, _beginning())
        return upload_of(row)

    async def upload(self, uploader: Uploader, document_id: DocumentId) -> Upload:
        """How far an upload is. Raises DocumentNotFound (also for another's), DocumentGone."""
        async with self._database.read() as connection:
            return upload_of(await self._own(connection, uploader, document_id))

    async def told(self, uploader: Uploader, document_id: DocumentId) -> NewUpload:
        """What was said when an upload was begun, as it was said. Raises DocumentNotFound, DocumentGone."""
        async with self._database.read() as connection:
            row = await self._own(connection, uploader, document_id)
        about = self._about(row)
        client_id = ClientId(about["client_id"])
        return NewUpload(place_of(row), client_id, about["name"], about["declared_type"], row.length_bytes)

    async def append(
        self,
        uploader: Uploader,
        document_id: DocumentId,
        offset_bytes: int,
        chunks: AsyncIterator[bytes],
        checksum: Checksum | None = None,
        *,
        announced_bytes: int = 0,
    ) -> Upload:
        """Takes the next bytes as they come, and answers how far it is once they are safe.

        Only whole frames are kept; what is left over is for the sender to send again. What came before `chunks` failed, or
        its reader was cancelled, is kept as well, unless a checksum vouches for all of it or nothing.

        Raises:
            ChecksumMismatch: nothing of this sending was kept.
            ChecksumTooLong: more than CHECKED_BYTES with a checksum, or it took so long that the sweep may have come by;
                nothing of it was kept.
            DocumentNotFound, DocumentGone: there is nothing to add to.
            OffsetMismatch: nothing was changed.
            UploadBusy: somebody else is writing, or has taken over; or what came was held up for so long that it may be
                swept, and has to be sent again.
            UploadTooLong: more than the document's length; what whole frames were kept by then stay, which are none where
                `announced_bytes` says beforehand how much comes.
            DatabaseUnavailable, ObjectStoreUnavailable: ask how far it is, and send the rest again.
        """
        if checksum is not None and announced_bytes > CHECKED_BYTES:
            raise ChecksumTooLong
        lease = await self._claim(uploader, document_id, offset_bytes, announced_bytes)
        if lease is None:
            return await self._nothing_more(uploader, document_id, chunks)
        faults.point("document.leased")
        writing = Writing(self._writer, lease, checksum)
        try:
            async for chunk in chunks:
                await writing.take(chunk)
            writing.check()
        except (
            ChecksumMismatch,
            ChecksumTooLong,
            UploadTooLong,
            UploadBusy,
            ObjectStoreUnavailable,
            DatabaseUnavailable,
        ):
            await self._to_the_end(writing.abandon())
            raise
        except BaseException:
            # The line broke, or was too slow: what came whole is kept.
            await self._to_the_end(writing.abandon() if checksum is not None else writing.finish())
            raise
        return (await self._to_the_end(writing.finish())).result()

    async def take(
        self,
        uploader: Uploader,
        place: Place,
        client_id: ClientId,
        name: str,
        declared_type: str,
        chunks: AsyncIterator[bytes],
    ) -> Upload:
        """Takes a whole document whose length is known at its end alone, as of a form; again, it is the same one.

        Frames are bound to the length, so what is longer than a part is sealed twice: first as a document that nobody sees,
        then, once its length is known, as what it is. It can't be gone on with.

        Raises as `begin` and `append`, but for OffsetMismatch; whatever `chunks` raises.
        """
        most = limits.message_limit(uploader.direction, self._clock.now().date()).total_bytes
        self._named(name)
        came = bytearray()
        async for chunk in chunks:
            came += chunk
            if len(came) > PART_BYTES:
                break
        new = NewUpload(place, client_id, name, declared_type, len(came))
        content = bytes(came)
        if len(content) <= PART_BYTES:
            return await self._measured(uploader, new, lambda offset: _beginning(content[offset:]))
        arriving = _WholeFrames(_beginning(content, then=chunks), most)
        held = await self._database.write(lambda connection: self._begin(connection, uploader, new, measured=False))
        try:
            await self.append(uploader, DocumentId(held.id), 0, arriving.chunks())
            async with self._database.read() as connection:
                row = await self._own(connection, uploader, DocumentId(held.id))
                plain = await self._plain(connection, row, whole=False)

            def content_from(offset: int) -> AsyncIterator[bytes]:
                return _together(plain.chunks(offset, arriving.whole_bytes - offset), bytes(arriving.rest))

            measured = replace(new, length_bytes=arriving.whole_bytes + len(arriving.rest))
            return await self._measured(uploader, measured, content_from)
        finally:
            gone = self._database.write(lambda connection: self.erase(connection, [held.id], "measured"))
            await asyncio.shield(asyncio.ensure_future(gone))

    async def _measured(
        self, uploader: Uploader, new: NewUpload, content_from: Callable[[int], AsyncIterator[bytes]]
    ) -> Upload:
        upload = await self.begin(uploader, new)
        if upload.state is not DocumentState.UPLOADING:
            return upload
        return await self.append(uploader, upload.id, upload.offset_bytes, content_from(upload.offset_bytes))

    async def terminate(self, uploader: Uploader, document_id: DocumentId) -> None:
        """Takes back a document that was not sent. Raises DocumentNotFound, DocumentGone, DocumentNotReady (it was sent)."""

        async def work(connection: AsyncConnection) -> None:
            row = await self._own(connection, uploader, document_id, locks=True)
            if row.attached_to is not None or row.made_into is not None:
                raise DocumentNotReady(document_id, "attached")
            kind = ActorKind.PERSON if uploader.direction is Direction.INBOUND else ActorKind.STAFF
            await self._erase(connection, [row], kind, uploader.person_id, "self")

        await self._database.write(work)

    # Sending

    async def mine(self, uploader: Uploader, place: Place) -> list[Document]:
        """What somebody has begun or finished in a place and not sent yet, the oldest first."""
        columns = documents.c
        waiting = (
            columns.uploader_id == uploader.person_id,
            columns.attached_to.is_(None),
            columns.made_into.is_(None),
            columns.state != DocumentState.ERASED.value,
        )
        async with self._database.read() as connection:
            return await self._read(connection, and_(_in(place), *waiting))

    async def described(self, connection: AsyncConnection | None, ids: Collection[str]) -> list[Document]:
        """Documents by their ids, for whoever has decided that they may be seen; those that aren't there are left out."""
        return await self._listed(connection, documents.c.id.in_(list(ids))) if ids else []

    async def attach(
        self,
        connection: AsyncConnection,
        ids: Sequence[DocumentId],
        uploader: Uploader,
        place: Place,
        attached_to: str,
    ) -> list[Document]:
        """Sends documents with a message, in its own transaction; sent again with the same one it does no harm.

        Raises DocumentNotReady; LookupError where no limit is in force.
        """
        columns = documents.c
        wanted = list(dict.fromkeys(ids))
        query = select(documents).where(or_(columns.id.in_(wanted), columns.attached_to == attached_to))
        rows = {row.id: row for row in (await connection.execute(query.with_for_update())).all()}
        for document_id in wanted:
            why = _not_ready(rows.get(document_id), uploader, place, attached_to)
            if why is not None:
                raise DocumentNotReady(document_id, why)
        limit = limits.message_limit(uploader.direction, self._clock.now().date())
        if len(rows) > limit.files:
            raise DocumentNotReady(None, "too_many")
        if sum(row.length_bytes for row in rows.values()) > limit.total_bytes:
            raise DocumentNotReady(None, "too_long")
        await connection.execute(update(documents).where(columns.id.in_(wanted)).values(attached_to=attached_to))
        found = {document.id: document for document in await self._read(connection, columns.id.in_(wanted))}
        return [found[document_id] for document_id in wanted]

    async def attached(
        self, attached_to: Collection[str], connection: AsyncConnection | None = None
    ) -> dict[str, list[Document]]:
        """The documents of messages, by `attached_to`; erased ones stand there as what they are."""
        sent: dict[str, list[Document]] = {each: [] for each in attached_to}
        if sent:
            for document in await self._listed(connection, documents.c.attached_to.in_(list(sent))):
                sent[str(document.attached_to)].append(document)
        return sent

    async def of_place(self, place: Place, connection: AsyncConnection | None = None) -> list[Document]:
        """Every document that was sent in a place, the oldest first."""
        return await self._listed(connection, and_(_in(place), documents.c.attached_to.is_not(None)))

    # Looking into and giving out

    async def plain(self, document_id: DocumentId) -> Plain:
        """A whole document for who looks into it, in any state but erased.

        Raises DocumentNotFound, DocumentBroken (parts are missing), KeyUnknown.
        """
        async with self._database.read() as connection:
            query = select(documents).where(documents.c.id == document_id, documents.c.finished_at.is_not(None))
            row = (await connection.execute(query)).one_or_none()
            if row is None or row.wrapped_key is None:
                raise DocumentNotFound
            return await self._plain(connection, row)

    async def settle(self, connection: AsyncConnection, document_id: DocumentId, lease: str, finding: Finding) -> bool:
        """Writes down what looking into a document found; False where it was not this checker's any more."""
        columns = documents.c
        query = select(documents).where(
            columns.id == document_id, columns.lease == lease, columns.state == DocumentState.QUARANTINED.value
        )
        row = (await connection.execute(query.with_for_update())).one_or_none()
        if row is None:
            return False
        about = self._about(row) | {
            "content_type": finding.content_type,
            "sha256": finding.sha256,
            "pages_count": finding.pages_count,
        }
        values = {
            "state": finding.state.value,
            "verdict": finding.verdict,
            "about": self._sealer.seal(subject_of(row), wrapped_key(row.key_id, row.wrapped_key), _ABOUT, about),
            "lease": None,
            "lease_until": None,
            "retry_at": None,
            "checked_at": self._clock.now(),
        }
        await connection.execute(update(documents).where(columns.id == document_id).values(**values))
        return True

    async def open(self, document_id: DocumentId, first_byte: int = 0, last_byte: int | None = None) -> Opened:
        """Gives out a clean document, or some bytes of it; its first bytes are verified before this returns.

        Raises:
            DocumentNotFound: there is none.
            DocumentGone: it has been erased.
            NotClean: nobody opens it (yet).
            IndexError: it has no such bytes.
            DocumentBroken, KeyUnknown, ObjectStoreUnavailable: it can't be given out.
        """
        async with self._database.read() as connection:
            query = select(documents).where(documents.c.id == document_id)
            row = (await connection.execute(query)).one_or_none()
            if row is None:
                raise DocumentNotFound
            if row.state == DocumentState.ERASED.value:
                raise DocumentGone
            if row.state != DocumentState.CLEAN.value:
                raise NotClean(DocumentState(row.state))
            plain = await self._plain(connection, row)
        end = plain.length_bytes if last_byte is None else last_byte + 1
        # Asked for here, so that bytes that aren't there are told before anything is given.
        frames.span(Header(document_id, plain.length_bytes), first_byte, end - first_byte)
        chunks = plain.chunks(first_byte, end - first_byte)
        first = await anext(chunks, None)
        begun = _beginning(then=chunks) if first is None else _beginning(first, then=chunks)
        return Opened(plain.document, first_byte, end - first_byte, begun)

    async def release(self, actor: Actor, document_id: DocumentId, reason: str) -> Document:
        """Staff take it upon themselves that a document that can't be looked into is opened; done again it is done already.

        Whoever calls this has asked the authority. The reason and who it was stand in the audit.

        Raises:
            ReleaseRefused: the reason is none of RELEASE_REASONS (`release_reason_unknown`), or the document is not one that
                can't be looked into (`document_not_ready`).
            DocumentNotFound: there is none.
            DatabaseUnavailable: nothing was done.
        """
        if reason not in RELEASE_REASONS:
            raise ReleaseRefused("release_reason_unknown")
        columns = documents.c

        async def work(connection: AsyncConnection) -> Document:
            row = (
                await connection.execute(select(documents).where(columns.id == document_id).with_for_update())
            ).one_or_none()
            if row is None:
                raise DocumentNotFound
            if row.state == DocumentState.CLEAN.value:
                return self._document(row)
            if row.state != DocumentState.UNSCANNABLE.value:
                raise ReleaseRefused("document_not_ready")
            clean = {"state": DocumentState.CLEAN.value, "checked_at": self._clock.now()}
            await connection.execute(update(documents).where(columns.id == document_id).values(**clean))
            (document,) = await self._read(connection, columns.id == document_id)
            details = {"reason": reason, "verdict": row.verdict or "", "place": str(document.place)}
            entry = Entry(
                *who(actor),
                "document.released",
                f"document:{document_id}",
                "staff:decision",
                AuditResult.DONE,
                details,
            )
            await self._audit.record(connection, entry)
            return document

        return await self._database.write(work)

    # Erasing

    async def erase(
        self, connection: AsyncConnection, ids: Collection[str], basis: str = "retention"
    ) -> list[DocumentId]:
        """Destroys the data keys of documents, in the caller's transaction; returns which, held ones are left.

        What is left in the store nobody can read any more; the next sweep removes it. Audited as the system's, on `basis`.
        """
        erased: list[DocumentId] = []
        for some in batched(ids, _ROWS_A_BATCH):
            query = select(documents).where(documents.c.id.in_(list(some)), _erasable())
            rows = (await connection.execute(query.with_for_update())).all()
            erased += await self._erase(connection, rows, ActorKind.SYSTEM, "", basis)
        return erased

    async def erase_with_conversations(self, connection: AsyncConnection, conversation_ids: Sequence[str]) -> None:
        """Destroys the documents of conversations that are being erased, in the same transaction."""
        query = _of_conversations(conversation_ids)
        await self.erase(connection, (await connection.execute(query)).scalars().all())

    def going_with_conversations(self, conversation_ids: Select[str], now: datetime) -> list[Going]:
        """What `erase_with_conversations` would erase."""
        return self.going(_of_conversations(conversation_ids), now)

    def going(self, ids: Select[str], now: datetime) -> list[Going]:
        """What `erase` would erase of documents: not those that are held, or were erased before."""
        return _going(select(documents.c.id).where(documents.c.id.in_(ids), _erasable()), now)

    def going_unsent(self, now: datetime) -> list[Going]:
        """The rows that `sweep` would erase at a time."""
        return self.going(_due(now), now)

    async def sweep(self) -> int:
        """Erases what was never finished or never sent, and removes objects that belong to nothing; returns how many.

        Raises DatabaseUnavailable, ObjectStoreUnavailable.
        """

        async def work(connection: AsyncConnection) -> int:
            query = _due(self._clock.now()).limit(_ROWS_A_BATCH)
            due = list((await connection.execute(query)).scalars())
            return len(await self.erase(connection, due, "expired")) if due else 0

        while await self._database.write(work):
            pass
        return await self._sweep_store()

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; may be interrupted and run again."""
        return await rewrap_rows(self._database, documents, self._sealer.rewrap, self._keys.current_id, SUBJECT)

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        return await wrapped_by(self._database, documents)

    # Beginning

    async def _begun(self, connection: AsyncConnection, uploader: Uploader, new: NewUpload) -> Row[Any] | None:
        columns = documents.c
        query = select(documents).where(
            columns.uploader_id == uploader.person_id, columns.client_id_digest == self._client(uploader, new)
        )
        row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        if not hmac.compare_digest(bytes(row.content_digest), self._content(uploader, new)):
            raise SentOtherwise
        if row.state == DocumentState.ERASED.value:
            raise DocumentGone
        return row

    def _named(self, name: str) -> names.Named:
        named = names.judge(name, self._clock.now().date())
        if named.refused is not None:
            raise UploadRefused("document_name_refused", verdict=named.refused.value)
        return named

    async def _begin(
        self, connection: AsyncConnection, uploader: Uploader, new: NewUpload, *, measured: bool = True
    ) -> Row[Any]:
        now = self._clock.now()
        named = self._named(new.name)
        limit = limits.upload_limit(now.date())
        await self._check_room(connection, uploader, new, limit, now)
        document_id = DocumentId(base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode())
        subject = f"{document_id}|{new.place}"
        wrapped = self._sealer.new_key(subject)
        about = {
            "client_id": new.client_id,
            "name": new.name,
            "shown": named.shown,
            "declared_type": new.declared_type,
        }
        values = {
            "id": document_id,
            "place_kind": new.place.kind.value,
            "place_id": new.place.id,
            "direction": uploader.direction.value,
            "uploader_id": uploader.person_id,
            "client_id_digest": self._client(uploader, new) if measured else secrets.token_bytes(32),
            "content_digest": self._content(uploader, new),
            "state": DocumentState.UPLOADING.value,
            # Of one that is not measured yet: longer than any, so that it is never whole.
            "length_bytes": new.length_bytes if measured else _UNMEASURED_BYTES,
            "received_bytes": 0,
            "made_into": None if measured else document_id,
            "key_id": wrapped.key_id,
            "wrapped_key": wrapped.blob,
            "about": self._sealer.seal(subject, wrapped, _ABOUT, about),
            "tries": 0,
            "created_at": now,
            "expires_at": now + limit.expire,
        }
        await connection.execute(insert(documents).values(**values))
        return (await connection.execute(select(documents).where(documents.c.id == document_id))).one()

    async def _check_room(
        self,
        connection: AsyncConnection,
        uploader: Uploader,
        new: NewUpload,
        limit: limits.UploadLimit,
        now: datetime,
    ) -> None:
        most = limits.message_limit(uploader.direction, now.date()).total_bytes
        if not 0 <= new.length_bytes <= most:
            raise UploadRefused("document_too_long", most)
        columns = documents.c
        waiting = select(func.count(), func.coalesce(func.sum(columns.length_bytes), 0)).where(
            columns.uploader_id == uploader.person_id,
            columns.attached_to.is_(None),
            columns.made_into.is_(None),
            columns.state != DocumentState.ERASED.value,
        )
        files, total = (await connection.execute(waiting)).one()
        if files >= limit.waiting_files or int(total) + new.length_bytes > limit.waiting_bytes:
            raise UploadRefused("documents_waiting")

    def _client(self, uploader: Uploader, new: NewUpload) -> bytes:
        return self._keys.digest("document client", f"{uploader.person_id}|{new.client_id}".encode())

    def _content(self, uploader: Uploader, new: NewUpload) -> bytes:
        told = [str(new.place), uploader.direction.value, new.name, new.declared_type, new.length_bytes]
        return self._keys.digest("document content", json.dumps(told).encode())

    # Writing

    async def _claim(
        self, uploader: Uploader, document_id: DocumentId, offset_bytes: int, announced_bytes: int
    ) -> Lease | None:
        """Takes the document for one writer; None where it is whole already, and this is where it ends."""
        columns = documents.c

        async def work(connection: AsyncConnection) -> Lease | None:
            row = await self._own(connection, uploader, document_id, locks=True)
            now = self._clock.now()
            if row.received_bytes != offset_bytes:
                raise OffsetMismatch(row.received_bytes)
            if offset_bytes + announced_bytes > row.length_bytes:
                raise UploadTooLong
            if row.state != DocumentState.UPLOADING.value:
                return None
            if row.lease is not None and row.lease_until > now:
                raise UploadBusy
            lease, until = str(uuid.uuid4()), now + timedelta(seconds=LEASE_SECONDS)
            await connection.execute(
                update(documents).where(columns.id == document_id).values(lease=lease, lease_until=until)
            )
            key = self._sealer.key(subject_of(row), wrapped_key(row.key_id, row.wrapped_key))
            return Lease(document_id, Header(document_id, row.length_bytes), key, lease, until, offset_bytes)

        return await self._database.note(work)

    async def _to_the_end(self, work: Coroutine[Any, Any, Upload]) -> asyncio.Task[Upload]:
        """Does the last of a writing, whoever goes away meanwhile."""
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closed)
        await asyncio.wait({task})
        return task

    def _closed(self, task: asyncio.Task[Upload]) -> None:
        self._closing.discard(task)
        if not task.cancelled():
            task.exception()

    async def _nothing_more(self, uploader: Uploader, document_id: DocumentId, chunks: AsyncIterator[bytes]) -> Upload:
        """A sending that begins where the document ends: it may hold nothing."""
        async for chunk in chunks:
            if chunk:
                raise UploadTooLong
        return await self.upload(uploader, document_id)

    # Rows

    async def _own(
        self, connection: AsyncConnection, uploader: Uploader, document_id: DocumentId, *, locks: bool = False
    ) -> Row[Any]:
        query = select(documents).where(documents.c.id == document_id, documents.c.uploader_id == uploader.person_id)
        row = (await connection.execute(query.with_for_update() if locks else query)).one_or_none()
        if row is None:
            raise DocumentNotFound
        if row.state == DocumentState.ERASED.value:
            raise DocumentGone
        return row

    async def _listed(self, connection: AsyncConnection | None, wanted: ColumnElement[bool]) -> list[Document]:
        if connection is not None:
            return await self._read(connection, wanted)
        async with self._database.read() as own:
            return await self._read(own, wanted)

    async def _read(self, connection: AsyncConnection, wanted: ColumnElement[bool]) -> list[Document]:
        query = select(documents).where(wanted).order_by(documents.c.created_at, documents.c.id)
        return [self._document(row) for row in (await connection.execute(query)).all()]

    def _document(self, row: Row[Any]) -> Document:
        about = self._about(row)
        return Document(
            id=DocumentId(row.id),
            place=place_of(row),
            direction=Direction(row.direction),
            uploader_id=PersonId(row.uploader_id),
            state=DocumentState(row.state),
            verdict=row.verdict,
            name=about.get("shown", ""),
            length_bytes=row.length_bytes,
            received_bytes=row.received_bytes,
            content_type=about.get("content_type"),
            sha256=about.get("sha256"),
            pages_count=about.get("pages_count"),
            attached_to=row.attached_to,
            created_at=row.created_at,
            finished_at=row.finished_at,
            checked_at=row.checked_at,
        )

    def _about(self, row: Row[Any]) -> dict[str, Any]:
        """What stands sealed of a document; nothing of an erased one."""
        if row.wrapped_key is None or row.about is None:
            return {}
        return self._sealer.open(subject_of(row), wrapped_key(row.key_id, row.wrapped_key), _ABOUT, bytes(row.about))

    async def _plain(self, connection: AsyncConnection, row: Row[Any], *, whole: bool = True) -> Plain:
        query = (
            select(document_parts).where(document_parts.c.document_id == row.id).order_by(document_parts.c.first_frame)
        )
        header = Header(row.id, row.length_bytes)
        parts = [
            Part(part.first_frame, part.frames_count, part.object_key)
            for part in (await connection.execute(query)).all()
        ]
        if whole and not frames.follow_each_other(header, [(part.first_frame, part.frames_count) for part in parts]):
            raise DocumentBroken
        key = self._sealer.key(subject_of(row), wrapped_key(row.key_id, row.wrapped_key))
        declared_type = self._about(row).get("declared_type", "")
        return Plain(self._document(row), header, key, parts, self._store, declared_type)

    async def _erase(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]], actor_kind: ActorKind, actor: str, basis: str
    ) -> list[DocumentId]:
        if not rows:
            return []
        going = [row.id for row in rows]
        await erase(connection, _going(going, self._clock.now()))
        entries = []
        for row in rows:
            self._sealer.forget(subject_of(row))
            details = {"place": str(place_of(row)), "attached_to": row.attached_to or ""}
            subject = f"document:{row.id}"
            entries.append(Entry(actor_kind, actor, "document.erased", subject, basis, AuditResult.DONE, details))
        await self._audit.record_all(connection, entries)
        return [DocumentId(document_id) for document_id in going]

    async def _sweep_store(self) -> int:
        # By the store's own clock, not ours: a demonstration's may be shifted.
        before = datetime.fromtimestamp(self._machine_time() - self._orphan_seconds, UTC)
        removed, old = 0, []
        async for stored in self._store.list():
            if stored.modified_at < before:
                old.append(stored.key)
            if len(old) == _OBJECTS_A_BATCH:
                removed += await self._remove_orphans(old)
                old = []
        return removed + await self._remove_orphans(old)

    async def _remove_orphans(self, keys: Sequence[str]) -> int:
        if not keys:
            return 0
        named = select(document_parts.c.object_key).where(document_parts.c.object_key.in_(keys))
        async with self._database.read() as connection:
            kept = set((await connection.execute(named)).scalars())
        orphans = [key for key in keys if key not in kept]
        await self._store.delete(orphans)
        return len(orphans)


def _in(place: Place) -> ColumnElement[bool]:
    return and_(documents.c.place_kind == place.kind.value, documents.c.place_id == place.id)


def _due(now: datetime) -> Select[str]:
    """What was never finished or never sent in its time."""
    columns = documents.c
    return select(columns.id).where(
        columns.expires_at < now,
        columns.attached_to.is_(None),
        _erasable(),
    )


def sent_with(attached_to: Select[str]) -> Select[str]:
    """The documents that were sent with what is named."""
    return select(documents.c.id).where(documents.c.attached_to.in_(attached_to))


def _of_conversations(ids: Sequence[str] | Select[str]) -> Select[str]:
    return select(documents.c.id).where(
        documents.c.place_kind == PlaceKind.CONVERSATION.value, documents.c.place_id.in_(ids)
    )


def _erasable() -> ColumnElement[bool]:
    return and_(documents.c.state != DocumentState.ERASED.value, ~document_held())


def _going(ids: Sequence[str] | Select[str], now: datetime) -> list[Going]:
    """What goes of documents: their keys, and what is sealed of them; a row says that each was there."""
    nothing_left = {
        "state": DocumentState.ERASED.value,
        "key_id": None,
        "wrapped_key": None,
        "about": None,
        "lease": None,
        "lease_until": None,
        "retry_at": None,
        "erased_at": now,
    }
    return [
        Going(document_parts, document_parts.c.document_id.in_(ids)),
        Going(documents, documents.c.id.in_(ids), nothing_left),
    ]


def _not_ready(row: Row[Any] | None, uploader: Uploader, place: Place, attached_to: str) -> str | None:
    """Why somebody can't send a document with a message there; None where they can."""
    if row is None or row.uploader_id != uploader.person_id or place_of(row) != place:
        return "not_found"
    if row.state == DocumentState.ERASED.value or row.made_into is not None:
        return "not_found"
    if row.attached_to is not None:
        return None if row.attached_to == attached_to else "attached"
    if row.state == DocumentState.REJECTED.value:
        return "rejected"
    return "not_finished" if row.state == DocumentState.UPLOADING.value else None


class _WholeFrames:
    """Passes on whole frames, counts them, and keeps what is left over; too much raises UploadTooLong."""

    def __init__(self, chunks: AsyncIterator[bytes], most_bytes: int) -> None:
        self._chunks = chunks
        self._most_bytes = most_bytes
        self.whole_bytes = 0
        self.rest = bytearray()

    async def chunks(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            self.rest += chunk
            if self.whole_bytes + len(self.rest) > self._most_bytes:
                raise UploadTooLong
            whole = len(self.rest) - len(self.rest) % FRAME_BYTES
            if whole:
                given = bytes(self.rest[:whole])
                del self.rest[:whole]
                self.whole_bytes += whole
                yield given


async def _together(chunks: AsyncIterator[bytes], last: bytes) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        yield chunk
    yield last


async def _beginning(*first: bytes, then: AsyncIterator[bytes] | None = None) -> AsyncIterator[bytes]:
    """What was taken off the beginning of an iterator, and the rest of it."""
    for chunk in first:
        yield chunk
    if then is not None:
        async for chunk in then:
            yield chunk
