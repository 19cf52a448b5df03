"""A gibibyte there and back, and ten documents at once: identical, and the gateway's memory stays what it was.

Each is there once small: far more than the memory that is allowed, so that whatever were kept whole would show.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.support.gateway import fake_rasa, gateway_process
from tests.support.sending import digest_of, fetch, send
from tests.support.uploading import UPLOADS, Beside, call_clean_beside, signed_in_beside

MIB = 1024 * 1024


@dataclass
class Served:
    """A gateway as a process of its own, and how much memory it took beyond idle."""

    folder: Path
    url: str
    ana: Beside
    process: psutil.Process
    idle: int = 0
    most: int = field(default=0)

    @property
    def headers(self) -> dict[str, str]:
        return {**self.ana.headers, "Cookie": f"session={self.ana.cookie}", "Origin": self.url}

    @property
    def grown_mib(self) -> float:
        return (self.most - self.idle) / MIB

    async def upload(self, length: int) -> str:
        path = await asyncio.to_thread(send, self.url, UPLOADS, self.headers, length, self.ana.metadata())
        return path.rpartition("/")[2]

    async def watch(self) -> None:
        while True:
            self.most = max(self.most, self.process.memory_info().rss)
            await asyncio.sleep(0.02)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with _served(tmp_path) as found:
        yield found


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[Served]:
    async with fake_rasa() as rasa, gateway_process(folder, rasa.url) as running:
        ana = await signed_in_beside(folder)
        found = Served(folder, running.url, ana, psutil.Process(running.process.pid))
        # What it takes once, at its first document, is not what documents take.
        await found.upload(1000)
        await asyncio.sleep(2)
        found.idle = found.most = found.process.memory_info().rss
        watching = asyncio.create_task(found.watch())
        try:
            yield found
        finally:
            watching.cancel()


@pytest.mark.parametrize("mib", [160, pytest.param(1024, marks=pytest.mark.long)])
async def test_there_and_back_within_64_mib(served: Served, mib: int) -> None:
    length = mib * MIB
    document_id = await served.upload(length)
    up = served.grown_mib
    await call_clean_beside(served.folder, document_id)
    digest = await asyncio.to_thread(fetch, served.url, f"/documents/{document_id}", served.headers)
    assert digest == digest_of(length)
    print(f"grown by {up:.1f} MiB up, {served.grown_mib:.1f} MiB there and back")
    assert served.grown_mib <= 64


@pytest.mark.parametrize("mib", [40, pytest.param(256, marks=pytest.mark.long)])
async def test_ten_at_once_within_256_mib(served: Served, mib: int) -> None:
    """Of 256 MiB each: what is kept in memory doesn't grow with the length, as the gibibyte shows."""
    length = mib * MIB
    # Each of another length, so that none is taken for another.
    lengths = [length + number * 1000 for number in range(10)]
    ids = await asyncio.gather(*(served.upload(each) for each in lengths))
    up = served.grown_mib
    assert len(set(ids)) == 10
    for document_id in ids:
        await call_clean_beside(served.folder, document_id)
    fetched = [asyncio.to_thread(fetch, served.url, f"/documents/{each}", served.headers) for each in ids]
    assert await asyncio.gather(*fetched) == [digest_of(each) for each in lengths]
    print(f"grown by {up:.1f} MiB by ten at once up, {served.grown_mib:.1f} MiB by ten up and ten down")
    assert served.grown_mib <= 256
