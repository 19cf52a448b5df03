"""The real clamd, with signatures of our own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.scanner.clamd import Clamd
from adapters.scanner.port import Outcome, Reason, Verdict
from tests.support import clamd as real
from tests.support import papers

pytestmark = pytest.mark.clamd
_MIB = 1024 * 1024


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if real.binary() is None:
        pytest.skip("clamd is not installed")
    with real.server() as found:
        yield found


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    """One that takes a mebibyte, and unpacks no more."""
    if real.binary() is None:
        pytest.skip("clamd is not installed")
    with real.server(StreamMaxLength=str(4 * _MIB), MaxFileSize="1M", MaxScanSize="1M") as found:
        yield found


async def scan(address: str, content: bytes) -> Verdict:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]

    return await Clamd(address).scan(chunks(), len(content))


async def test_it_answers(address: str) -> None:
    assert await Clamd(address).ready()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 3 * _MIB + 1])
async def test_clean(address: str, size: int) -> None:
    assert (await scan(address, b"a" * size)).outcome is Outcome.CLEAN


@pytest.mark.parametrize(
    "content",
    [
        real.EICAR,
        b"before " + real.EICAR + b" behind",
        papers.zipped({"letter.txt": real.EICAR}),
        papers.zipped({"inner.zip": papers.zipped({"letter.txt": real.EICAR})}),
        b"x" * 5 * _MIB + real.EICAR,
    ],
    ids=["plain", "within", "zip", "nested zip", "far behind"],
)
async def test_eicar(address: str, content: bytes) -> None:
    verdict = await scan(address, content)
    assert verdict.outcome is Outcome.INFECTED
    assert "Eicar" in (verdict.signature or "")


async def test_what_is_larger_than_it_takes_is_not_clean(small: str) -> None:
    verdict = await scan(small, bytes(12 * _MIB))
    assert verdict.outcome is Outcome.NOT_SCANNED
    assert verdict.reason in (Reason.LIMITS, Reason.UNAVAILABLE)


async def test_what_it_looks_at_in_part_is_not_clean(small: str) -> None:
    """Without AlertExceedsMax it would say OK."""
    verdict = await scan(small, bytes(3 * _MIB))
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_SCANNED, Reason.LIMITS)


async def test_many_at_once(address: str) -> None:
    contents = [b"a" * 100_000, real.EICAR] * 8
    verdicts = await asyncio.gather(*(scan(address, content) for content in contents))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CLEAN, Outcome.INFECTED] * 8
