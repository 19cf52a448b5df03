"""Looks at what was sent before anybody opens it: what it is, whether its structure holds, and what the scanner says.

A document is taken by a lease, so that several gateways never look at one together, and its verdict is one commit.
Whatever goes wrong leaves it in quarantine or ends it as not clean: only a look at all of it makes it clean.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database, DatabaseUnavailable
from adapters.inspector.port import Inspection, InspectionFailed, Inspector
from adapters.keys.port import KeysUnavailable, KeyUnknown
from adapters.object_store.port import ObjectStoreUnavailable
from adapters.scanner.port import Outcome, Reason, Scanner
from adapters.scanner.port import Verdict as Scan
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.audit.service import Audit
from casework.clock import Clock
from casework.documents.models import DocumentId, DocumentState, documents
from casework.documents.reading import DocumentBroken, Plain
from casework.documents.service import DocumentNotFound, Documents, Finding

LEASE_SECONDS: Final = 60.0
_RENEW_SECONDS: Final = 20.0
_WAITS_SECONDS: Final = (2, 5, 15, 30, 60, 120, 300)
# A document that can't be looked into so often is at fault itself.
_MOST_FAILURES: Final = 3
# As often as this a scanner that is there has hung up on a document: it is beyond what it takes.
_MOST_HANG_UPS: Final = 6
_NOT_IN_THE_AUDIT = re.compile(r"[^A-Za-z0-9_.:,@-]")

INFECTED: Final = "infected"
NOT_READABLE: Final = "not_readable"
NOT_SCANNED: Final = "not_scanned"
ENCRYPTED: Final = "encrypted"
MACROS: Final = "macros"
BROKEN: Final = "broken"

SettledWith = Callable[[AsyncConnection, DocumentId, Finding], Awaitable[None]]
Changed = Callable[[DocumentId, DocumentState], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Checked:
    """How a look at a document ended.

    Attributes:
        state: What the document is now; `quarantined` where it is looked at again later.
        verdict: Why it isn't clean.
        failed: What went wrong, as a type and a place or a stable word; for the log.
    """

    state: DocumentState
    verdict: str | None = None
    failed: str | None = None


class _LaterAgain(Exception):
    """Nothing is known yet; the text says what went wrong."""


class Checks:
    """Finds, takes and settles what waits.

    Attributes:
        settled_with: Called in the transaction of each verdict, such as to tell its sender.
        changed: Called after that commit, and may be lost: hints for pages and streams.
        skips_scanner: Documents are opened without having been scanned: for demonstrations alone.
    """

    def __init__(
        self,
        database: Database,
        kept: Documents,
        inspector: Inspector,
        scanner: Scanner,
        audit: Audit,
        clock: Clock,
        *,
        skips_scanner: bool = False,
        lease_seconds: float = LEASE_SECONDS,
        renew_seconds: float = _RENEW_SECONDS,
    ) -> None:
        self._database = database
        self._documents = kept
        self._inspector = inspector
        self._scanner = scanner
        self._audit = audit
        self._clock = clock
        self.skips_scanner = skips_scanner
        self._lease = timedelta(seconds=lease_seconds)
        self._renew_seconds = renew_seconds
        self.settled_with: list[SettledWith] = []
        self.changed: list[Changed] = []
        self._away = False
        # What went wrong with documents that wait, in this process: a scanner that is away counts for nothing.
        self._failures: Counter[tuple[DocumentId, str]] = Counter()

    @property
    def scanner_away(self) -> bool:
        """Whether the scanner didn't answer when it was last asked: what is sent waits, and people are told."""
        return self._away and not self.skips_scanner

    async def ask_scanner(self) -> bool:
        """Asks whether the scanner answers; see `scanner_away`."""
        self._away = not self.skips_scanner and not await self._scanner.ready()
        return not self._away

    async def due(self, most: int) -> list[DocumentId]:
        """What waits to be looked at now, the oldest first. Raises DatabaseUnavailable."""
        query = (
            select(documents.c.id).where(self._is_due()).order_by(documents.c.finished_at, documents.c.id).limit(most)
        )
        async with self._database.read() as connection:
            return [DocumentId(found) for found in (await connection.execute(query)).scalars()]

    async def check(self, document_id: DocumentId) -> Checked | None:
        """Looks at a document and settles it; None where somebody else does, or it is gone.

        Raises DatabaseUnavailable: the lease runs out, and it is looked at again.
        """
        lease = str(uuid.uuid4())
        tries = await self._claim(document_id, lease)
        if tries is None:
            return None
        renewing = asyncio.create_task(self._renew(document_id, lease))
        looking = asyncio.create_task(self._look(document_id, tries))
        try:
            await asyncio.wait({renewing, looking}, return_when=asyncio.FIRST_COMPLETED)
            if not looking.done():
                return None  # the lease is another's: so is the document
            finding, signature = looking.result()
        except _LaterAgain as why:
            return await self._put_off(document_id, lease, tries, str(why))
        except DocumentNotFound:
            return None
        except DatabaseUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is, the document stays where nobody opens it)
            return await self._put_off(document_id, lease, tries, type(error).__name__)
        finally:
            for task in (renewing, looking):
                task.cancel()
            await asyncio.gather(renewing, looking, return_exceptions=True)
        return await self._settle(document_id, lease, finding, signature)

    # Taking

    def _is_due(self) -> ColumnElement[bool]:
        columns, now = documents.c, self._clock.now()
        return and_(
            columns.state == DocumentState.QUARANTINED.value,
            or_(columns.lease.is_(None), columns.lease_until <= now),
            or_(columns.retry_at.is_(None), columns.retry_at <= now),
        )

    async def _claim(self, document_id: DocumentId, lease: str) -> int | None:
        """How often it was looked at before, once it is ours; None if it isn't."""
        columns = documents.c

        async def work(connection: AsyncConnection) -> int | None:
            taken = (
                update(documents)
                .where(columns.id == document_id, self._is_due())
                .values(lease=lease, lease_until=self._clock.now() + self._lease)
                .returning(columns.tries)
            )
            tries: int | None = (await connection.execute(taken)).scalar_one_or_none()
            return tries

        return await self._database.write(work)

    async def _renew(self, document_id: DocumentId, lease: str) -> None:
        """Keeps the document; ends when it is no longer ours."""
        while True:
            await asyncio.sleep(self._renew_seconds)

            async def work(connection: AsyncConnection) -> int:
                kept = (
                    update(documents)
                    .where(documents.c.id == document_id, documents.c.lease == lease)
                    .values(lease_until=self._clock.now() + self._lease)
                )
                return (await connection.execute(kept)).rowcount

            with contextlib.suppress(DatabaseUnavailable):
                if not await self._database.write(work):
                    return

    # Looking

    async def _look(self, document_id: DocumentId, tries: int) -> tuple[Finding, str | None]:
        """What is found, and which signature matched. Raises _LaterAgain, DocumentNotFound, DatabaseUnavailable."""
        try:
            plain = await self._documents.plain(document_id)
            if tries and not self.skips_scanner and not await self.ask_scanner():
                raise _LaterAgain("scanner away")
            found = await self._inspect(plain)
            if found.verdict is not None and not found.unscannable:
                return _finding(DocumentState.REJECTED, found.verdict, found), None
            digest, scan = await self._scan(plain)
        except DocumentBroken:
            if self._fails_less_than(_MOST_FAILURES, document_id, "broken"):
                raise _LaterAgain("DocumentBroken") from None
            return Finding(DocumentState.REJECTED, BROKEN, None, None, None), None
        except (ObjectStoreUnavailable, KeyUnknown, KeysUnavailable) as error:
            raise _LaterAgain(type(error).__name__) from None
        return await self._judge(document_id, found, digest, scan), scan.signature

    async def _inspect(self, plain: Plain) -> Inspection:
        document = plain.document
        try:
            return await self._inspector.inspect(plain.read, plain.length_bytes, document.name, plain.declared_type)
        except InspectionFailed as failed:
            if self._fails_less_than(_MOST_FAILURES, document.id, "inspection"):
                raise _LaterAgain(f"inspection {failed}") from None
            return Inspection(None, NOT_READABLE)

    async def _scan(self, plain: Plain) -> tuple[str, Scan]:
        """The content's SHA-256 and what the scanner says of it, out of one reading."""
        digest = hashlib.sha256()

        async def chunks() -> AsyncGenerator[bytes]:
            async for chunk in plain.chunks():
                digest.update(chunk)
                yield chunk

        if self.skips_scanner:
            async for _ in chunks():
                pass
            return digest.hexdigest(), Scan(Outcome.CLEAN)
        reading = chunks()
        async with contextlib.aclosing(reading):
            scan = await self._scanner.scan(reading, plain.length_bytes)
        return digest.hexdigest(), scan

    async def _judge(self, document_id: DocumentId, found: Inspection, digest: str, scan: Scan) -> Finding:
        """Raises _LaterAgain where the scanner has to be asked again."""
        self._away = scan.reason in (Reason.UNAVAILABLE, Reason.TIMED_OUT)
        match scan.outcome, scan.reason:
            case Outcome.INFECTED, _:
                return _finding(DocumentState.REJECTED, INFECTED, found)
            case Outcome.NOT_SCANNED, Reason.MACROS:
                return _finding(DocumentState.REJECTED, MACROS, found)
            case Outcome.NOT_SCANNED, Reason.ENCRYPTED:
                return _finding(DocumentState.UNSCANNABLE, ENCRYPTED, found, digest)
            case Outcome.NOT_SCANNED, Reason.LIMITS:
                return _finding(DocumentState.UNSCANNABLE, NOT_SCANNED, found, digest)
            case Outcome.NOT_SCANNED, reason:
                # One that answers otherwise, and hangs up on this document again and again, won't take it.
                if await self.ask_scanner() and not self._fails_less_than(_MOST_HANG_UPS, document_id, "scanner"):
                    return _finding(DocumentState.UNSCANNABLE, NOT_SCANNED, found, digest)
                raise _LaterAgain(f"scanner {reason}")
        if found.verdict is not None:
            return _finding(DocumentState.UNSCANNABLE, found.verdict, found, digest)
        return _finding(DocumentState.CLEAN, None, found, digest)

    def _fails_less_than(self, times: int, document_id: DocumentId, what: str) -> bool:
        self._failures[document_id, what] += 1
        return self._failures[document_id, what] < times

    # Settling

    async def _put_off(self, document_id: DocumentId, lease: str, tries: int, why: str) -> Checked:
        wait = timedelta(seconds=_WAITS_SECONDS[min(tries, len(_WAITS_SECONDS) - 1)])

        async def work(connection: AsyncConnection) -> None:
            later = {"lease": None, "lease_until": None, "tries": tries + 1, "retry_at": self._clock.now() + wait}
            ours = (documents.c.id == document_id, documents.c.lease == lease)
            await connection.execute(update(documents).where(*ours).values(**later))

        await self._database.write(work)
        await self._tell(document_id, DocumentState.QUARANTINED)
        return Checked(DocumentState.QUARANTINED, failed=why)

    async def _settle(
        self, document_id: DocumentId, lease: str, finding: Finding, signature: str | None
    ) -> Checked | None:
        details = {"state": finding.state.value}
        for name, value in (
            ("verdict", finding.verdict),
            ("content_type", finding.content_type),
            ("signature", signature),
        ):
            if value:
                details[name] = _NOT_IN_THE_AUDIT.sub("_", value)[:255]
        if self.skips_scanner:
            details["scanner"] = "skipped"
        action = "document.rejected" if finding.state is DocumentState.REJECTED else "document.checked"
        entry = Entry(ActorKind.SYSTEM, "", action, f"document:{document_id}", "checks", AuditResult.DONE, details)

        async def work(connection: AsyncConnection) -> bool:
            if not await self._documents.settle(connection, document_id, lease, finding):
                return False
            for also in self.settled_with:
                await also(connection, document_id, finding)
            await self._audit.record(connection, entry)
            return True

        if not await self._database.write(work):
            return None
        for what in ("broken", "inspection", "scanner"):
            self._failures.pop((document_id, what), None)
        await self._tell(document_id, finding.state)
        return Checked(finding.state, finding.verdict)

    async def _tell(self, document_id: DocumentId, state: DocumentState) -> None:
        for each in self.changed:
            await each(document_id, state)


def _finding(state: DocumentState, verdict: str | None, found: Inspection, digest: str | None = None) -> Finding:
    pages = None if state is DocumentState.REJECTED else found.pages_count
    return Finding(state, verdict, found.content_type, digest, pages)
