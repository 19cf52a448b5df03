"""Whatever a scanner does but say "clean" after it got everything, nothing is called clean."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from adapters.scanner.clamd import Clamd, parse
from adapters.scanner.port import Outcome, Reason, Verdict

CONTENT = b"letter " * 40_000
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def chunks(content: bytes = CONTENT, size: int = 65_536) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]
        await asyncio.sleep(0)


async def all_of(reader: asyncio.StreamReader) -> bytes:
    """What a client sends up to the end of its stream."""
    assert await reader.readexactly(10) == b"zINSTREAM\0"
    taken = b""
    while length := int.from_bytes(await reader.readexactly(4), "big"):
        taken += await reader.readexactly(length)
    return taken


@asynccontextmanager
async def scanner(serve: Serve, **seconds: float) -> AsyncIterator[Clamd]:
    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield Clamd(f"tcp://127.0.0.1:{port}", **seconds)
    finally:
        server.close()


def says(answer: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await all_of(reader) == CONTENT
        writer.write(answer)

    return serve


async def scan(clamd: Clamd, content: bytes = CONTENT) -> Verdict:
    return await clamd.scan(chunks(content), len(content))


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        (b"stream: OK\0", Outcome.CLEAN, None),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Outcome.INFECTED, None),
        (b"stream: A name with OK\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: Heuristics.Limits.Exceeded FOUND\0", Outcome.NOT_SCANNED, Reason.LIMITS),
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", Outcome.NOT_SCANNED, Reason.LIMITS),
        (b"stream: Heuristics.Encrypted.Zip FOUND\0", Outcome.NOT_SCANNED, Reason.ENCRYPTED),
        (b"stream: Heuristics.OLE2.ContainsMacros FOUND\0", Outcome.NOT_SCANNED, Reason.MACROS),
        (b"INSTREAM size limit exceeded. ERROR\0", Outcome.NOT_SCANNED, Reason.LIMITS),
        (b"stream: Can't allocate memory ERROR\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: OK", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: OK\n", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: OK\0stream: X FOUND\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: X FOUND\0stream: OK\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: OK FOUND\0", Outcome.INFECTED, None),
        (b"OK\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"1: stream: OK\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"stream: \xff\xfe OK\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"x" * 100_000 + b"\0", Outcome.NOT_SCANNED, Reason.NONSENSE),
        (b"", Outcome.NOT_SCANNED, Reason.UNAVAILABLE),
    ],
)
async def test_answers(answer: bytes, outcome: Outcome, reason: Reason | None) -> None:
    async with scanner(says(answer)) as clamd:
        verdict = await scan(clamd)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


async def test_the_signature_is_kept_apart() -> None:
    async with scanner(says(b"stream: Secret.Signature FOUND\0")) as clamd:
        verdict = await scan(clamd)
    assert verdict.signature == "Secret.Signature"
    assert "Secret" not in repr(verdict)


@pytest.mark.parametrize("early", [b"stream: OK\0", b"stream: X FOUND\0"])
async def test_an_answer_before_the_end_is_never_clean(early: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1000)
        writer.write(early)
        await writer.drain()
        await reader.read()

    async with scanner(serve) as clamd:
        assert (await scan(clamd, b"x" * 20_000_000)).outcome is not Outcome.CLEAN


async def test_an_answer_before_anything_was_sent_is_never_clean() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"stream: OK\0")
        await writer.drain()
        await asyncio.sleep(0.2)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.sleep(0.1)
        yield b"second"

    async with scanner(serve) as clamd:
        assert (await clamd.scan(slowly(), 11)).outcome is Outcome.NOT_SCANNED


async def test_one_that_hangs_up_early() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1000)

    async with scanner(serve) as clamd:
        assert await scan(clamd, b"x" * 20_000_000) == Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE)


async def test_one_that_takes_nothing() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async with scanner(serve, idle_seconds=0.3) as clamd:
        began = time.monotonic()
        assert await scan(clamd, b"x" * 60_000_000) == Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT)
        assert time.monotonic() - began < 4


async def test_one_that_takes_everything_and_says_nothing() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await all_of(reader)
        await asyncio.sleep(5)

    async with scanner(serve, total_seconds=0.4) as clamd:
        assert await scan(clamd) == Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT)


async def test_one_that_drips_its_answer() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await all_of(reader)
        for byte in b"stream: " + b"x" * 100:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)

    async with scanner(serve, total_seconds=0.4) as clamd:
        assert await scan(clamd) == Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT)


async def test_nobody_there(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for address in ("tcp://127.0.0.1:1", f"unix:{tmp_path}/none.ctl"):
        clamd = Clamd(address)
        assert await scan(clamd) == Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE)
        assert not await clamd.ready()


async def test_over_a_socket_of_the_machine(tmp_path) -> None:  # type: ignore[no-untyped-def]
    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await all_of(reader)
        writer.write(b"stream: OK\0")
        writer.close()

    server = await asyncio.start_unix_server(one, tmp_path / "clamd.ctl")
    async with server:
        assert await scan(Clamd(f"unix:{tmp_path}/clamd.ctl")) == Verdict(Outcome.CLEAN)


class _SourceBroke(Exception):
    pass


async def test_a_source_that_breaks_is_told_and_never_ends_the_stream() -> None:
    taken: list[bool] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await all_of(reader)
            taken.append(True)
        except asyncio.IncompleteReadError:
            taken.append(False)
            raise

    async def broken() -> AsyncIterator[bytes]:
        yield b"half of it"
        raise _SourceBroke

    async with scanner(serve) as clamd:
        with pytest.raises(_SourceBroke):
            await clamd.scan(broken(), 100)
        await asyncio.sleep(0.05)
    assert taken == [False]


async def test_a_source_that_is_too_short_is_not_scanned() -> None:
    async with scanner(says(b"stream: OK\0")) as clamd:
        assert (await clamd.scan(chunks(b"short"), 100)).outcome is Outcome.NOT_SCANNED


@pytest.mark.parametrize(
    "address", ["http://x:1", "tcp://x", "unix:relative", "unix://host/path", "tcp://x:1/path", "/run/x"]
)
def test_addresses_of_another_kind(address: str) -> None:
    with pytest.raises(ValueError, match="scanner"):
        parse(address)
