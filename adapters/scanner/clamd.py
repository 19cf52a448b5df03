"""clamd over its own protocol (clamd(8), INSTREAM): content goes over a socket, an answer comes when all of it was sent.

`docs/scanning.md` says how clamd must be configured, so that what it didn't look at is never "OK".
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import stat
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from adapters.scanner.port import Outcome, Reason, Verdict

USUAL_PLACES = (
    "/run/clamav/clamd.ctl",
    "/var/run/clamav/clamd.ctl",
    "/run/clamd.scan/clamd.sock",
    "/run/clamav/clamd.sock",
)
"""Where distributions put clamd's socket."""
_CONNECT_SECONDS = 5.0
# Without any progress: clamd takes bytes as quickly as its disk does.
_IDLE_SECONDS = 30.0
# For everything together: what a scan begins with, and the slowest bytes that are waited for.
_TOTAL_SECONDS = 60.0
_LEAST_BYTES_A_SECOND = 4 * 1024 * 1024
_MOST_ANSWER_BYTES = 4096
_MOST_CHUNK_BYTES = 1024 * 1024
_END = bytes(4)
# Turns of the event loop until what already lies in the socket has been read and judged.
_TURNS_TO_HEAR = 4

_FOUND = re.compile(r"stream: (?P<signature>[^\x00-\x1f]{1,512}) FOUND")
# What AlertExceedsMax, AlertEncrypted and AlertOLE2Macros report are no signatures of anything malicious.
_HEURISTICS = (
    ("Heuristics.Limits.Exceeded", Reason.LIMITS),
    ("Heuristics.Encrypted.", Reason.ENCRYPTED),
    ("Heuristics.OLE2.ContainsMacros", Reason.MACROS),
)
_TOO_LONG = "INSTREAM size limit exceeded. ERROR"


class Clamd:
    """Asks one clamd, which may be a pool behind one address.

    Args:
        address: `tcp://host:port` or `unix:/path`; empty looks at the usual places each time, so that clamd may start later.
    """

    def __init__(
        self,
        address: str = "",
        *,
        connect_seconds: float = _CONNECT_SECONDS,
        idle_seconds: float = _IDLE_SECONDS,
        total_seconds: float = _TOTAL_SECONDS,
    ) -> None:
        """Raises ValueError for an address of another kind."""
        self._tcp, self._path = parse(address)
        self._connect_seconds = connect_seconds
        self._idle_seconds = idle_seconds
        self._total_seconds = total_seconds

    async def scan(self, chunks: AsyncIterator[bytes], length_bytes: int) -> Verdict:
        """See `Scanner.scan`."""
        allowed_seconds = self._total_seconds + length_bytes / _LEAST_BYTES_A_SECOND
        try:
            async with asyncio.timeout(allowed_seconds) as whole:
                reader, writer = await self._connect()
                try:
                    return await self._talk(reader, writer, chunks, length_bytes)
                finally:
                    # Never the end of the stream: what was broken off is thrown away by clamd.
                    writer.transport.abort()
        except _Stalled:
            return Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT)
        except TimeoutError:
            if not whole.expired():
                raise  # the source's own
            return Verdict(Outcome.NOT_SCANNED, Reason.TIMED_OUT)
        except _Unreachable:
            return Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE)

    async def ready(self) -> bool:
        """See `Scanner.ready`."""
        try:
            async with asyncio.timeout(self._connect_seconds):
                reader, writer = await self._connect()
                try:
                    writer.write(b"zPING\0")
                    return await reader.read(16) == b"PONG\0"
                finally:
                    writer.transport.abort()
        except (OSError, TimeoutError, _Unreachable, _Stalled):
            return False

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(self._connect_seconds):
                if self._tcp is not None:
                    return await asyncio.open_connection(*self._tcp, limit=_MOST_ANSWER_BYTES)
                path = self._path or next((place for place in USUAL_PLACES if _is_socket(place)), None)
                if path is None:
                    raise _Unreachable
                return await asyncio.open_unix_connection(path, limit=_MOST_ANSWER_BYTES)
        except TimeoutError:
            raise _Stalled from None
        except OSError as error:
            raise _Unreachable from error

    async def _talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        chunks: AsyncIterator[bytes],
        length_bytes: int,
    ) -> Verdict:
        """Sends everything and hears the answer; an answer that comes earlier ends the sending."""
        # The other side has everything but the end before that is written: an answer that is there by then is early.
        writer.transport.set_write_buffer_limits(high=0)
        began = asyncio.Event()
        answering = asyncio.create_task(_answer(reader, began))
        try:
            sent_bytes, broken = await self._send(writer, chunks, began)
            for _ in range(_TURNS_TO_HEAR):
                await asyncio.sleep(0)
            if began.is_set() or broken:
                early = await self._hear(answering)
                return _judged(early, whole=False)
            if sent_bytes != length_bytes:
                return Verdict(Outcome.NOT_SCANNED, Reason.NONSENSE)
            writer.write(_END)
            if not await self._drained(writer):
                return _judged(await self._hear(answering), whole=False)
            # clamd says nothing while it scans: this wait is bounded by the whole alone.
            return _judged(await answering, whole=True)
        finally:
            answering.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await answering

    async def _send(
        self, writer: asyncio.StreamWriter, chunks: AsyncIterator[bytes], answered: asyncio.Event
    ) -> tuple[int, bool]:
        """How many bytes went, and whether the connection broke meanwhile."""
        sent_bytes = 0
        writer.write(b"zINSTREAM\0")
        async for chunk in chunks:
            for start in range(0, len(chunk), _MOST_CHUNK_BYTES):
                part = chunk[start : start + _MOST_CHUNK_BYTES]
                writer.write(len(part).to_bytes(4, "big") + part)
                if not await self._drained(writer):
                    return sent_bytes, True
                sent_bytes += len(part)
            # Writing alone may never wait, and then nothing would be heard.
            await asyncio.sleep(0)
            if answered.is_set():
                break
        return sent_bytes, False

    async def _drained(self, writer: asyncio.StreamWriter) -> bool:
        """Waits until there is room again; false if the other side is gone."""
        try:
            async with asyncio.timeout(self._idle_seconds):
                await writer.drain()
        except TimeoutError:
            raise _Stalled from None
        except OSError:
            return False
        return True

    async def _hear(self, answering: asyncio.Task[str | None]) -> str | None:
        """What it said before it hung up."""
        done, _ = await asyncio.wait([answering], timeout=self._connect_seconds)
        return answering.result() if done else None


class _Unreachable(Exception):
    """Nobody there."""


class _Stalled(Exception):
    """It takes no more bytes, or no connection."""


def parse(address: str) -> tuple[tuple[str, int] | None, str | None]:
    """Host and port, or a path. Raises ValueError."""
    if not address:
        return None, None
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path.strip("/"):
        return (parts.hostname, parts.port), None
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return None, parts.path
    raise ValueError("a scanner's address is tcp://host:port or unix:/path")


def _is_socket(path: str) -> bool:
    try:
        return stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError:
        return False


async def _answer(reader: asyncio.StreamReader, began: asyncio.Event) -> str | None:
    """One answer up to its NUL, after which clamd hangs up; empty for anything else, None if it only hung up.

    `began` says that something came.
    """
    try:
        first = await reader.read(1)
        began.set()
        if not first:
            return None
        said = first if first == b"\0" else first + await reader.readuntil(b"\0")
        if await reader.read(1):
            return ""
        return said[:-1].decode("ascii")
    except OSError:
        began.set()
        return None
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, UnicodeDecodeError):
        return ""


def _judged(answer: str | None, *, whole: bool) -> Verdict:
    """The verdict in an answer; `whole`: everything was sent before it came."""
    if answer is None:
        return Verdict(Outcome.NOT_SCANNED, Reason.UNAVAILABLE)
    if answer == _TOO_LONG:
        return Verdict(Outcome.NOT_SCANNED, Reason.LIMITS)
    if whole and answer == "stream: OK":
        return Verdict(Outcome.CLEAN)
    found = _FOUND.fullmatch(answer)
    if found is None:
        return Verdict(Outcome.NOT_SCANNED, Reason.NONSENSE)
    signature = found["signature"]
    for name, reason in _HEURISTICS:
        if signature.startswith(name):
            return Verdict(Outcome.NOT_SCANNED, reason, signature)
    return Verdict(Outcome.INFECTED, None, signature)
