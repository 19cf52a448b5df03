"""A gateway killed at each step of an upload: no acknowledged byte is lost, no orphan is left, no nonce is used twice."""

from __future__ import annotations

import base64
import os
import random
import signal
import threading
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from adapters.bus.in_process import InProcessBus
from adapters.case_system.port import MatterId
from adapters.keys.key_file import KeyFile
from adapters.object_store.obstore_store import FolderStore
from casework.audit.service import Audit
from casework.clock import SystemClock
from casework.conversations.models import ClientId
from casework.documents.frames import FRAME_BYTES
from casework.documents.models import DocumentState, NewUpload, Place, PlaceKind, Uploader
from casework.documents.service import Documents
from casework.documents.writing import LEASE_SECONDS, PART_BYTES, PARTS_A_COMMIT
from casework.faults import DOCUMENT_POINTS
from channels.app import open_database
from tests.support.fake_rasa import fake_rasa
from tests.support.kill_points import at_each
from tests.support.running import System, prepare, stopping
from tests.support.uploading import signed_in_beside
from tests.support.vault import in_chunks, nonces

UPLOADS = "/api/v1/uploads"
# One PATCH is written down twice, in its middle and at its end, within a part; the last one holds an odd rest.
CONTENT_BYTES = (PARTS_A_COMMIT + 2) * PART_BYTES + 5 * FRAME_BYTES + 77
_CHUNK_BYTES = (PARTS_A_COMMIT + 1) * PART_BYTES + 3 * FRAME_BYTES + 1000
_PAST_THE_LEASE = timedelta(seconds=LEASE_SECONDS + 1)


@dataclass
class Device:
    """A person's device: keeps what was acknowledged, and goes on from where the gateway says it is."""

    content: bytes
    matter_id: MatterId
    headers: dict[str, str]
    cookie: str
    uploader: Uploader
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    path: str | None = None
    acknowledged: int = 0

    def send(self, url: str) -> bool:
        """Sends as far as the gateway lives; whether all of it is there."""
        headers = {**self.headers, "Origin": url}
        with httpx.Client(base_url=url, headers=headers, cookies={"session": self.cookie}, timeout=15) as client:
            try:
                self._begin(client)
                head = client.head(self.path or "")
                assert head.status_code == 200
                return self._go_on(client, int(head.headers["upload-offset"]))
            except httpx.TransportError:
                return False

    def _begin(self, client: httpx.Client) -> None:
        told = {"matter": self.matter_id, "client_id": self.client_id, "name": "letter.pdf"}
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
        sent = {"Upload-Length": str(len(self.content)), "Upload-Metadata": metadata}
        answer = client.post(UPLOADS, headers=sent)
        assert answer.status_code == 201, answer.text
        assert self.path in (None, answer.headers["location"])
        self.path = answer.headers["location"]

    def _go_on(self, client: httpx.Client, offset: int) -> bool:
        assert offset >= self.acknowledged
        while offset < len(self.content):
            sent = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = client.patch(self.path or "", content=self.content[offset : offset + _CHUNK_BYTES], headers=sent)
            assert answer.status_code == 204, answer.text
            self.acknowledged = offset = int(answer.headers["upload-offset"])
        return True


async def _device(system: System) -> Device:
    """Ana of the sample, signed in beside the gateway, about to send to her matter."""
    ana = await signed_in_beside(system.folder)
    return Device(os.urandom(CONTENT_BYTES), ana.matter_id, ana.headers, ana.cookie, ana.uploader)


@asynccontextmanager
async def _vault(system: System, later: timedelta) -> AsyncIterator[tuple[Documents, Documents, Path]]:
    """The vault as another process has it, later; as one for which every object is old enough to be judged; its objects."""
    database, keys = open_database(system.settings["TAS_DATABASE_URL"]), KeyFile(system.folder / "keys.json")
    await database.start()
    folder, clock = system.folder / "documents", SystemClock(datetime.now(UTC) + later)
    audit = Audit(keys, clock)
    try:
        documents = Documents(database, FolderStore(folder), keys, clock, InProcessBus(), audit)
        sweeps = Documents(database, FolderStore(folder), keys, clock, InProcessBus(), audit, orphan_seconds=-60)
        yield documents, sweeps, folder
    finally:
        await database.stop()


async def _go_on_and_check(system: System, device: Device, later: timedelta) -> None:
    """Sends the rest to another process, whose clock is past the lease of the one killed, and looks at all of it."""
    async with _vault(system, later) as (documents, sweeps, folder):
        new = NewUpload(
            Place(PlaceKind.MATTER, device.matter_id), ClientId(device.client_id), "letter.pdf", "", CONTENT_BYTES
        )
        upload = await documents.begin(device.uploader, new)
        assert device.path in (None, f"{UPLOADS}/{upload.id}")
        assert upload.offset_bytes >= device.acknowledged
        if upload.state is DocumentState.UPLOADING:
            rest = in_chunks(device.content[upload.offset_bytes :])
            upload = await documents.append(device.uploader, upload.id, upload.offset_bytes, rest)
        assert (upload.state, upload.offset_bytes) == (DocumentState.QUARANTINED, CONTENT_BYTES)
        # All of them are one document's, so under one key.
        used = nonces(folder)
        assert len(set(used)) == len(used)
        plain = await documents.plain(upload.id)
        await sweeps.sweep()
        # What is left is the document: as many bytes as its frames have, sealed.
        left = [path for path in folder.rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in left) == CONTENT_BYTES + 28 * -(-CONTENT_BYTES // FRAME_BYTES)
        assert await plain.read(0, CONTENT_BYTES) == device.content


def _later(by: timedelta) -> str:
    return (datetime.now(UTC) + by).isoformat()


@at_each(DOCUMENT_POINTS)
async def test_killed_at_each_step_no_acknowledged_byte_is_lost(tmp_path: Path, point: str) -> None:
    system = prepare(tmp_path)
    device = await _device(system)
    with stopping(system), fake_rasa(system.rasa_port, lambda _turn: [{"ask": "hardship"}]):
        doomed = system.start_gateway("doomed", TAS_FAULT=point)
        assert not device.send(system.url)
        assert doomed.running.wait(timeout=15) == -signal.SIGKILL
    await _go_on_and_check(system, device, _PAST_THE_LEASE)


@pytest.mark.parametrize("times", [2, pytest.param(25, marks=pytest.mark.long)])
async def test_killed_again_and_again_at_any_moment(tmp_path: Path, times: int) -> None:
    """Each gateway lives for a moment after it was first asked; then another process gets the rest."""
    system, moments = prepare(tmp_path), random.Random(7)
    device = await _device(system)
    with stopping(system), fake_rasa(system.rasa_port, lambda _turn: [{"ask": "hardship"}]):
        for number in range(times):
            part = system.start_gateway(f"doomed-{number}", TAS_CLOCK_STARTS_AT=_later((number + 1) * _PAST_THE_LEASE))
            killer = threading.Timer(moments.uniform(0.0, 0.15), part.stop, [signal.SIGKILL])
            killer.start()
            device.send(system.urls[-1])
            killer.join()
    await _go_on_and_check(system, device, (times + 1) * _PAST_THE_LEASE)
