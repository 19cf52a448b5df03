"""Nothing but a document that was looked at as a whole is ever opened, whatever the scanner and the inspector do."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from adapters.bus.in_process import InProcessBus
from adapters.inspector.port import Inspection, InspectionFailed, Photograph, Source
from adapters.inspector.process import ProcessInspector
from adapters.scanner.clamd import Clamd
from adapters.scanner.port import Outcome, Reason, Verdict
from casework.audit.models import audit_entries
from casework.audit.service import Audit
from casework.documents.checking import Checked, Checks
from casework.documents.kinds import Kinds
from casework.documents.models import DocumentId, DocumentState, documents
from casework.documents.service import NotClean, ReleaseRefused
from casework.documents.writing import HINT
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId
from channels.document_checks import CheckRunner
from channels.metrics import Metrics
from tests.support import clamd as real
from tests.support import papers
from tests.support.vault import Vault, vault

CLEAN = Verdict(Outcome.CLEAN)


class Scripted:
    """A scanner that answers as it is told, after it took everything."""

    def __init__(self, *verdicts: Verdict, answers: bool = True) -> None:
        self.verdicts = list(verdicts) or [CLEAN]
        self.answers = answers
        self.scanned: list[bytes] = []

    async def scan(self, chunks: AsyncIterator[bytes], length_bytes: int) -> Verdict:
        self.scanned.append(b"".join([chunk async for chunk in chunks]))
        return self.verdicts.pop(0) if len(self.verdicts) > 1 else self.verdicts[0]

    async def ready(self) -> bool:
        return self.answers


class Told:
    """An inspector that says what it is told, for what isn't about inspecting."""

    def __init__(self, answer: Callable[[], Inspection] | None = None) -> None:
        self.answer = answer or (lambda: Inspection("text/plain", None))
        self.looks = 0

    async def inspect(self, source: Source, length_bytes: int, shown_name: str, declared_type: str = "") -> Inspection:
        self.looks += 1
        return self.answer()

    async def preview(self, *_: Any) -> bytes:
        raise NotImplementedError

    async def sheets(self, *_: Any) -> list[bytes]:
        raise NotImplementedError

    async def assemble(self, photographs: list[Photograph]) -> bytearray:
        raise NotImplementedError


def checks(kept: Vault, scanner: Any = None, inspector: Any = None, **options: Any) -> Checks:
    return Checks(
        kept.database,
        kept.documents,
        inspector or Told(),
        scanner or Scripted(),
        Audit(kept.keys, kept.clock),
        kept.clock,
        **options,
    )


@pytest.fixture
async def kept(tmp_path: Path, database_url: str) -> AsyncIterator[Vault]:
    async with vault(tmp_path, database_url) as found:
        yield found


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Vault]:
    async with vault(tmp_path) as found:
        yield found


@asynccontextmanager
async def inspecting() -> AsyncIterator[ProcessInspector]:
    inspector = ProcessInspector(Kinds(lambda: date(2026, 11, 22)))
    try:
        yield inspector
    finally:
        await inspector.close()


async def audited(kept: Vault, document_id: str) -> list[tuple[str, dict[str, str]]]:
    query = (
        select(audit_entries)
        .where(audit_entries.c.subject == f"document:{document_id}")
        .order_by(audit_entries.c.number)
    )
    async with kept.database.read() as connection:
        return [(row.action, json.loads(row.details)) for row in (await connection.execute(query)).all()]


async def row(kept: Vault, document_id: str) -> Any:
    async with kept.database.read() as connection:
        return (await connection.execute(select(documents).where(documents.c.id == document_id))).one()


async def test_a_clean_document_opens(kept: Vault) -> None:
    content, scanner = b"a letter " * 30_000, Scripted()
    upload = await kept.send(content, name="letter.txt")
    looked = checks(kept, scanner)
    assert await looked.due(5) == [upload.id]
    assert await looked.check(upload.id) == Checked(DocumentState.CLEAN)
    assert scanner.scanned == [content]
    assert await kept.given(upload.id) == content
    (document,) = await kept.documents.described(None, [upload.id])
    assert (document.content_type, document.sha256) == ("text/plain", hashlib.sha256(content).hexdigest())
    assert await audited(kept, upload.id) == [("document.checked", {"content_type": "text_plain", "state": "clean"})]
    assert await looked.due(5) == []
    assert await looked.check(upload.id) is None


@pytest.mark.parametrize(
    ("scan", "state", "verdict"),
    [
        (Verdict(Outcome.INFECTED, None, "Win.Virus-1 (x)"), "rejected", "infected"),
        (Verdict(Outcome.NOT_SCANNED, Reason.MACROS, "Heuristics.OLE2.ContainsMacros"), "rejected", "macros"),
        (Verdict(Outcome.NOT_SCANNED, Reason.ENCRYPTED, "Heuristics.Encrypted.Zip"), "unscannable", "encrypted"),
        (Verdict(Outcome.NOT_SCANNED, Reason.LIMITS), "unscannable", "not_scanned"),
        (Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE), "quarantined", None),
        (Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT), "quarantined", None),
        (Verdict(Outcome.NOT_SCANNED, Reason.NONSENSE), "quarantined", None),
    ],
)
async def test_what_the_scanner_says(kept: Vault, scan: Verdict, state: str, verdict: str | None) -> None:
    upload = await kept.send(b"text", name="letter.txt")
    done = await checks(kept, Scripted(scan)).check(upload.id)
    assert done is not None
    assert (done.state, done.verdict) == (state, verdict)
    found = await row(kept, upload.id)
    assert (found.state, found.verdict, found.lease) == (state, verdict, None)
    with pytest.raises(NotClean):
        await kept.documents.open(upload.id)
    entries = await audited(kept, upload.id)
    assert bool(entries) == (state != "quarantined")
    if scan.signature:
        (entry,) = entries
        assert entry[1]["signature"] == scan.signature.replace(" ", "_").replace("(", "_").replace(")", "_")
        assert scan.signature not in repr(await kept.documents.described(None, [upload.id]))


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Inspection("application/zip", "archive_unsafe"), "rejected"),
        (Inspection("application/pdf", "encrypted", unscannable=True), "unscannable"),
    ],
)
async def test_what_the_inspector_says(quick: Vault, found: Inspection, state: str) -> None:
    upload = await quick.send(b"text")
    done = await checks(quick, inspector=Told(lambda: found)).check(upload.id)
    assert done == Checked(DocumentState(state), found.verdict)
    with pytest.raises(NotClean):
        await quick.documents.open(upload.id)


async def test_the_scanner_is_heard_about_what_is_locked(quick: Vault) -> None:
    upload = await quick.send(b"text")
    locked = Told(lambda: Inspection("application/zip", "encrypted", unscannable=True))
    done = await checks(quick, Scripted(Verdict(Outcome.INFECTED, None, "X")), locked).check(upload.id)
    assert done == Checked(DocumentState.REJECTED, "infected")


async def test_staff_release_what_cant_be_looked_into(quick: Vault) -> None:
    upload = await quick.send(b"text")
    locked = Told(lambda: Inspection("application/pdf", "encrypted", unscannable=True))
    await checks(quick, inspector=locked).check(upload.id)
    staff = Actor(PersonId("e0000000-0000-4000-8000-000000000001"), Assurance.STAFF, employee_id=EmployeeId("E-1"))
    with pytest.raises(ReleaseRefused, match="release_reason_unknown"):
        await quick.documents.release(staff, upload.id, "because I say so")
    for _twice in range(2):
        released = await quick.documents.release(staff, upload.id, "known")
        assert released.state is DocumentState.CLEAN
    assert await quick.given(upload.id) == b"text"
    assert [action for action, _ in await audited(quick, upload.id)] == ["document.checked", "document.released"]


async def test_while_the_scanner_is_away_documents_wait(kept: Vault) -> None:
    scanner, inspector = Scripted(Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE), answers=False), Told()
    looked = checks(kept, scanner, inspector)
    upload = await kept.send(b"text", name="letter.txt")
    for tries in range(12):
        assert await looked.due(5) == [upload.id]
        done = await looked.check(upload.id)
        assert done is not None
        assert done.state is DocumentState.QUARANTINED
        assert looked.scanner_away
        assert (await row(kept, upload.id)).tries == tries + 1
        assert await looked.due(5) == []
        kept.clock.forward(seconds=301)
    # It was looked into once: nobody looks again and again while there is no scanner.
    assert inspector.looks == 1
    scanner.answers, scanner.verdicts = True, [CLEAN]
    assert await looked.check(upload.id) == Checked(DocumentState.CLEAN)
    assert not looked.scanner_away


async def test_a_scanner_that_wont_take_a_document_is_not_asked_for_ever(quick: Vault) -> None:
    looked = checks(quick, Scripted(Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE)))
    upload = await quick.send(b"text")
    for _ in range(5):
        done = await looked.check(upload.id)
        assert done is not None
        assert done.state is DocumentState.QUARANTINED
        quick.clock.forward(seconds=301)
    assert await looked.check(upload.id) == Checked(DocumentState.UNSCANNABLE, "not_scanned")


async def test_an_inspector_that_fails_again_and_again_ends_as_not_readable(quick: Vault) -> None:
    def fails() -> Inspection:
        raise InspectionFailed("took too long")

    looked = checks(quick, inspector=Told(fails))
    upload = await quick.send(b"text")
    states = []
    for _ in range(3):
        done = await looked.check(upload.id)
        assert done is not None
        states.append((done.state.value, done.verdict))
        quick.clock.forward(seconds=301)
    assert states == [("quarantined", None), ("quarantined", None), ("rejected", "not_readable")]


async def test_whatever_is_raised_leaves_it_in_quarantine(quick: Vault) -> None:
    def breaks() -> Inspection:
        raise ZeroDivisionError

    upload = await quick.send(b"text")
    done = await checks(quick, inspector=Told(breaks)).check(upload.id)
    assert done == Checked(DocumentState.QUARANTINED, failed="ZeroDivisionError")


async def test_what_lies_damaged_in_the_store_is_never_clean(quick: Vault) -> None:
    upload = await quick.send(b"text" * 50_000)
    (part, *_) = await quick.parts(upload.id)
    sealed = bytearray(part.read_bytes())
    sealed[70_000] ^= 1
    part.write_bytes(sealed)
    looked = checks(quick)
    for _ in range(2):
        assert (await looked.check(upload.id)).state is DocumentState.QUARANTINED  # type: ignore[union-attr]
        quick.clock.forward(seconds=301)
    assert await looked.check(upload.id) == Checked(DocumentState.REJECTED, "broken")


async def test_several_gateways_look_at_each_document_once(kept: Vault) -> None:
    uploads = [await kept.send(f"text {number}".encode(), name="letter.txt") for number in range(6)]
    inspectors = [Told() for _ in range(3)]
    gateways = [checks(kept, inspector=inspector) for inspector in inspectors]
    done = await asyncio.gather(*(each.check(upload.id) for upload in uploads for each in gateways))
    assert sum(inspector.looks for inspector in inspectors) == len(uploads)
    assert [each for each in done if each] == [Checked(DocumentState.CLEAN)] * len(uploads)


async def test_a_gateway_that_died_leaves_its_document_to_others(quick: Vault) -> None:
    upload = await quick.send(b"text")
    looked = checks(quick)
    assert await looked._claim(upload.id, "a lease of a dead process") == 0
    assert await looked.check(upload.id) is None
    quick.clock.forward(seconds=61)
    assert await looked.check(upload.id) == Checked(DocumentState.CLEAN)


async def test_a_lease_that_was_lost_settles_nothing(quick: Vault) -> None:
    upload = await quick.send(b"text")

    class Stealing(Scripted):
        async def scan(self, chunks: AsyncIterator[bytes], length_bytes: int) -> Verdict:
            async def work(connection: Any) -> None:
                taken = update(documents).where(documents.c.id == upload.id).values(lease="another")
                await connection.execute(taken)

            await quick.database.write(work)
            return await super().scan(chunks, length_bytes)

    assert await checks(quick, Stealing()).check(upload.id) is None
    assert (await row(quick, upload.id)).state == "quarantined"


async def test_a_long_look_keeps_its_document(quick: Vault) -> None:
    class Slow(Scripted):
        async def scan(self, chunks: AsyncIterator[bytes], length_bytes: int) -> Verdict:
            for _ in range(8):
                quick.clock.forward(seconds=20)
                await asyncio.sleep(0.1)
                assert await other.check(upload.id) is None
            return await super().scan(chunks, length_bytes)

    upload = await quick.send(b"text")
    other = checks(quick)
    assert await checks(quick, Slow(), renew_seconds=0.02).check(upload.id) == Checked(DocumentState.CLEAN)


async def test_others_are_told_in_the_same_commit_and_after_it(quick: Vault) -> None:
    looked, within, after = checks(quick), [], []

    async def settled(connection: Any, document_id: DocumentId, finding: Any) -> None:
        within.append((document_id, finding.state))

    async def changed(document_id: DocumentId, state: DocumentState) -> None:
        after.append((document_id, state, (await row(quick, document_id)).state))

    looked.settled_with.append(settled)
    looked.changed.append(changed)
    upload = await quick.send(b"text")
    await looked.check(upload.id)
    assert within == [(upload.id, DocumentState.CLEAN)]
    assert after == [(upload.id, DocumentState.CLEAN, "clean")]


async def test_the_switch_for_demonstrations_opens_without_a_scanner_and_says_so(quick: Vault) -> None:
    scanner = Scripted(Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE), answers=False)
    looked = checks(quick, scanner, skips_scanner=True)
    upload = await quick.send(b"text")
    assert await looked.check(upload.id) == Checked(DocumentState.CLEAN)
    assert scanner.scanned == []
    assert (await audited(quick, upload.id))[0][1]["scanner"] == "skipped"
    refused = checks(quick, scanner, Told(lambda: Inspection("a/b", "macros")), skips_scanner=True)
    upload = await quick.send(b"more")
    assert await refused.check(upload.id) == Checked(DocumentState.REJECTED, "macros")


async def test_the_runner_takes_what_waits(quick: Vault) -> None:
    looked = checks(quick)
    bus = InProcessBus()
    runner = CheckRunner(looked, bus, Metrics(), at_once=2)
    listening = asyncio.create_task(runner.listen())
    await asyncio.sleep(0)
    uploads = [await quick.send(f"text {number}".encode()) for number in range(5)]
    clean: set[str] = set()
    all_clean = asyncio.Event()

    async def changed(document_id: DocumentId, state: DocumentState) -> None:
        if state is DocumentState.CLEAN:
            clean.add(document_id)
        if len(clean) == len(uploads):
            all_clean.set()

    looked.changed.append(changed)
    bus.publish(HINT)
    try:
        async with asyncio.timeout(10):
            await all_clean.wait()
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await runner.drain()


# With the real ones


HOSTILE = {
    "letter.pdf": (papers.MZ, "executable"),
    "letter.docx": (papers.docx(main=papers.DOCM_MAIN), "macros"),
    "photo.gif": (papers.picture("GIF") + papers.zipped({"a.txt": b"a"}), "several_formats"),
    "all.zip": (papers.overlapping(), "archive_unsafe"),
    "eicar.txt": (real.EICAR, "infected"),
    "eicar.zip": (papers.zipped({"letter.txt": real.EICAR}), "infected"),
    "nested.zip": (papers.zipped({"in.zip": papers.zipped({"letter.txt": real.EICAR})}), "infected"),
    "far.txt": (b"word " * 100_000 + real.EICAR, "infected"),
}


@pytest.mark.clamd
async def test_end_to_end(quick: Vault) -> None:
    if real.binary() is None:
        pytest.skip("clamd is not installed")
    with real.server() as address:
        async with inspecting() as inspector:
            looked = checks(quick, Clamd(address), inspector)
            for name, (content, verdict) in HOSTILE.items():
                upload = await quick.send(content, name=name)
                assert await looked.check(upload.id) == Checked(DocumentState.REJECTED, verdict), name
                with pytest.raises(NotClean):
                    await quick.documents.open(upload.id)
            letter = papers.pdf()
            upload = await quick.send(letter)
            assert await looked.check(upload.id) == Checked(DocumentState.CLEAN)
            assert await quick.given(upload.id) == letter
        upload = await quick.send(papers.pdf())
    async with inspecting() as inspector:
        done = await checks(quick, Clamd(address), inspector).check(upload.id)
        assert done is not None
        assert done.state is DocumentState.QUARANTINED
