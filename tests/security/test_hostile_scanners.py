"""A scanner that hangs, lies, closes early or answers garbage: nothing is clean by it (fail closed)."""

from __future__ import annotations

import asyncio
import time
import tracemalloc

import pytest

from tests.reference.hostile_documents import eicar
from tests.support import documents as ours
from tests.support.hostile_scanner import FAULTS, Fault, closed_port, honest, scanner

CONTENT = b"Dear advocate, my refund of 2022 has not come.\n" * 8_000
# More than the buffers between two processes hold, so that it is still being sent when an early answer comes.
LARGE = CONTENT * 64
DEADLINE_SECONDS = 0.8
# What the adapter may take beyond its deadline on a busy machine.
GRACE_SECONDS = 6.0


async def answer_of(fault: Fault, content: bytes = CONTENT) -> str:
    async with scanner(fault.behave) as running, asyncio.timeout(DEADLINE_SECONDS + GRACE_SECONDS):
        return await ours.scanned_by_us(running.host, running.port, content, DEADLINE_SECONDS)


def test_there_are_many_ways_to_fail() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 45


async def test_an_honest_scanner_is_believed() -> None:
    async with scanner(honest) as running:
        assert await ours.scanned_by_us(running.host, running.port, CONTENT, 10) == "clean"
        assert bytes(running.sessions[-1].content) == CONTENT
        assert running.sessions[-1].ended


async def test_an_honest_scanner_finds() -> None:
    async with scanner(honest) as running:
        assert await ours.scanned_by_us(running.host, running.port, eicar(), 10) == "rejected"


async def test_nothing_at_all_is_scanned_too() -> None:
    async with scanner(honest) as running:
        assert await ours.scanned_by_us(running.host, running.port, b"", 10) == "clean"
        assert running.sessions[-1].ended


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_never_clean(fault: Fault) -> None:
    state = await answer_of(fault, LARGE if fault.early else CONTENT)
    assert state != "clean"
    if fault.expected == "rejected":
        assert state == "rejected"


@pytest.mark.parametrize("fault", [each for each in FAULTS if not each.early], ids=lambda fault: fault.name)
async def test_never_clean_when_the_document_is_one_byte(fault: Fault) -> None:
    """A short stream is sent whole before the scanner says anything."""
    assert await answer_of(fault, b"x") != "clean"


async def test_nobody_listens() -> None:
    async with asyncio.timeout(DEADLINE_SECONDS + GRACE_SECONDS):
        assert await ours.scanned_by_us("127.0.0.1", closed_port(), CONTENT, DEADLINE_SECONDS) != "clean"


async def test_a_long_answer_takes_no_memory() -> None:
    fault = next(fault for fault in FAULTS if fault.name == "answers without an end, for ever")
    ours.module("adapters.scanner.clamd")
    tracemalloc.start()
    try:
        await answer_of(fault, b"x")
        assert tracemalloc.get_traced_memory()[1] < 32_000_000
    finally:
        tracemalloc.stop()


async def test_the_deadline_is_for_the_whole() -> None:
    """A scanner that keeps talking doesn't get more time than one that says nothing."""
    fault = next(fault for fault in FAULTS if fault.name == "dribbles one byte a second for ever")
    began = time.monotonic()
    await answer_of(fault, b"x")
    assert time.monotonic() - began < DEADLINE_SECONDS + GRACE_SECONDS


async def test_a_mad_scanner_doesnt_hold_up_an_honest_one() -> None:
    mad = next(fault for fault in FAULTS if fault.name == "hangs after the stream")
    async with scanner(mad.behave) as bad, scanner(honest) as good:
        slow = asyncio.create_task(ours.scanned_by_us(bad.host, bad.port, CONTENT, DEADLINE_SECONDS))
        async with asyncio.timeout(DEADLINE_SECONDS + GRACE_SECONDS):
            assert await ours.scanned_by_us(good.host, good.port, CONTENT, 10) == "clean"
            assert await slow != "clean"
