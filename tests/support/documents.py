"""Where the examinations of documents meet the code: every call of ours that they make stands here, to adapt to its names.

An examination whose code isn't there yet is skipped by name.
"""

from __future__ import annotations

import importlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class RefusedByUs(Exception):
    """Our reader refused a document; whatever exception that is in the code."""


def module(name: str) -> ModuleType:
    """A module of ours, or a skip that names it."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name is None or not name.startswith(missing.name):
            raise
        pytest.skip(f"{name} is not there yet")


def given_out(contents: Iterator[bytes], refusal: type[Exception]) -> tuple[bytes, bool]:
    """What came out of a reader, and whether it ended by refusing."""
    came = bytearray()
    try:
        for content in contents:
            came += content
    except refusal:
        return bytes(came), True
    return bytes(came), False


# --- Frames (casework.documents.frames) -----------------------------------------------------------------------------
# ADAPT if the names change: Header, seal_frame, open_frame and FrameBroken.


def our_header(document_id: str, length_bytes: int) -> bytes:
    """The header as our code builds it."""
    made: bytes = module("casework.documents.frames").Header(document_id, length_bytes).encoded()
    return made


def sealed_by_us(document_id: str, data_key: bytes, content: bytes) -> list[bytes]:
    """The frames of a document as our code seals them, in order."""
    frames = module("casework.documents.frames")
    header, key, size = frames.Header(document_id, len(content)), AESGCM(data_key), 65_536
    pieces = [content[at : at + size] for at in range(0, len(content), size)] or [b""]
    return [frames.seal_frame(key, header, index, one) for index, one in enumerate(pieces)]


def opened_by_us(document_id: str, data_key: bytes, length_bytes: int, stored: list[bytes]) -> Iterator[bytes]:
    """The content as our code gives it out, frame by frame. Raises RefusedByUs.

    How many frames there are is for the vault to see to (`tests/property/test_tampered_store.py`); here it is taken from the
    header, as the vault takes it.
    """
    frames = module("casework.documents.frames")
    try:
        header, key = frames.Header(document_id, length_bytes), AESGCM(data_key)
    except ValueError as refusal:
        raise RefusedByUs from refusal
    for index in range(max(header.frames_count, len(stored))):
        if index >= len(stored) or index >= header.frames_count:
            raise RefusedByUs("a frame too few or too many")
        try:
            yield frames.open_frame(key, header, index, stored[index])
        except frames.FrameBroken as refusal:
            raise RefusedByUs from refusal


# --- Names (casework.documents.names) -------------------------------------------------------------------------------


def judged_name(name: str) -> tuple[str, str | None]:
    """The name as it is shown, and why it is refused or None: `casework.documents.names.judge(name) -> Named`."""
    named = module("casework.documents.names").judge(name)
    return named.shown, named.refused


# --- Scanner (adapters.scanner) -------------------------------------------------------------------------------------


async def scanned_by_us(host: str, port: int, content: bytes, deadline_seconds: float) -> str:
    """What our scanner's adapter makes of content: `clean`, `rejected`, or `quarantined` where it can't tell.

    ADAPT if the names change: `Clamd(address, connect_seconds=, idle_seconds=, total_seconds=).scan(chunks, length_bytes)`.
    """
    clamd = module("adapters.scanner.clamd")

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(content), 65_536):
            yield content[at : at + 65_536]

    adapter = clamd.Clamd(
        f"tcp://{host}:{port}",
        connect_seconds=deadline_seconds,
        idle_seconds=deadline_seconds,
        total_seconds=deadline_seconds,
    )
    verdict = await adapter.scan(chunks(), len(content))
    return {"clean": "clean", "infected": "rejected", "not_scanned": "quarantined"}[verdict.outcome.value]


# --- The whole check (casework.documents) ---------------------------------------------------------------------------

Judge = Callable[[str, str, bytes], Awaitable[str]]
"""Name, declared type and content of a document that somebody sent, to the state it has when the check is done."""


@asynccontextmanager
async def judging(folder: Path, *, scanner: str, deadline_seconds: float = 60.0) -> AsyncIterator[Judge]:
    """The product's flow over a database, a store and processes of its own; `scanner` is clamd's address.

    ADAPT if the names change: begin, append, check, and the document's state.
    """
    checking = module("casework.documents.checking")
    kinds = module("casework.documents.kinds")
    service = module("casework.documents.service")
    models = module("casework.documents.models")
    clamd = module("adapters.scanner.clamd")
    inspector = module("adapters.inspector.process").ProcessInspector(
        kinds.Kinds(lambda: datetime.now(UTC).date()), at_once=2
    )
    opening = module("tests.support.vault")
    async with opening.vault(folder) as vault:
        audit = module("casework.audit.service").Audit(vault.keys, vault.clock)
        asked = clamd.Clamd(scanner, total_seconds=deadline_seconds)
        checks = checking.Checks(vault.database, vault.documents, inspector, asked, audit, vault.clock)

        async def judge(name: str, declared_type: str, content: bytes) -> str:
            who = models.Uploader(str(uuid.uuid4()), models.Direction.INBOUND)
            new = models.NewUpload(opening.MATTER, str(uuid.uuid4()), name, declared_type, len(content))
            try:
                upload = await vault.documents.begin(who, new)
            except service.UploadRefused:
                return "rejected"
            if content:
                upload = await vault.documents.append(who, upload.id, 0, opening.in_chunks(content))
            assert upload.state.value == "quarantined"
            checked = await checks.check(upload.id)
            if checked is None:
                return "quarantined"
            (document,) = await vault.documents.described(None, [upload.id])
            assert document.state == checked.state
            return str(checked.state.value)

        try:
            yield judge
        finally:
            await inspector.close()
