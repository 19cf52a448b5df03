"""Looks into documents in a process of its own for each: without keys, environment, files or network, and within limits.

A process is started ahead of time, so that a picture of a page doesn't wait for one; it serves one job and is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

from adapters.inspector import wire
from adapters.inspector.port import (
    SHEET_PX,
    Finding,
    Inspection,
    InspectionFailed,
    NotAPhotograph,
    Photograph,
    PictureUnavailable,
    Policy,
    Source,
)

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from adapters.inspector.worker import main; main()"

_INSPECT_SECONDS = 60.0
# Unpacking and reading everything once, on a slow machine.
_LEAST_BYTES_A_SECOND = 4 * 1024 * 1024
_PREVIEW_SECONDS = 20.0
_ASSEMBLE_SECONDS_A_PAGE = 8.0
_SHEET_SECONDS = 1.0
_STOP_SECONDS = 5.0

_MOST_PICTURE_BYTES = 24 * 1024 * 1024
_MOST_WIDTH_PX = 2400
MOST_PAGES = 50
"""Photographs in one letter."""
_MOST_ASSEMBLED_BYTES = 100 * 1024 * 1024
# Structures are read more than once; a process that reads without end is broken or worse.
_MOST_READINGS = 16
_READ_ANYWAY_BYTES = 64 * 1024 * 1024
_MOST_NAMES = 100_000

_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}")
_PLACE = re.compile(r"[A-Za-z0-9_.: ]{1,120}")
_PNG = b"\x89PNG\r\n\x1a\n"


class ProcessInspector:
    """Starts, feeds and stops the processes.

    Args:
        policy: What is taken, asked for each document within a document.
        at_once: Documents that are looked into at once.
        pictures_at_once: Pictures that are drawn at once, beside those.
        spare: Processes that wait for their job.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        at_once: int = 2,
        pictures_at_once: int = 3,
        spare: int = 1,
        inspect_seconds: float = _INSPECT_SECONDS,
        preview_seconds: float = _PREVIEW_SECONDS,
        memory_bytes: int = 1536 * 1024 * 1024,
    ) -> None:
        self._policy = policy
        self._inspecting = asyncio.Semaphore(at_once)
        self._drawing = asyncio.Semaphore(pictures_at_once)
        # Who prints waits for another who does, and keeps nobody from looking at a page.
        self._printing = asyncio.Semaphore(1)
        self._spare_count = spare
        self._inspect_seconds = inspect_seconds
        self._preview_seconds = preview_seconds
        self._memory_bytes = memory_bytes
        self._spare: list[Process] = []
        self._filling: asyncio.Task[None] | None = None
        self._closed = False

    async def inspect(self, source: Source, length_bytes: int, shown_name: str, declared_type: str = "") -> Inspection:
        """See `Inspector.inspect`."""
        seconds = self._inspect_seconds + length_bytes / _LEAST_BYTES_A_SECOND
        job = {"do": "inspect", "limits": asdict(self._policy.limits)}
        async with self._inspecting, self._job(job, [(source, length_bytes)], seconds) as running:
            answer = await running.answer()
        return judged(answer, running.refused, self._policy, shown_name, declared_type)

    async def preview(self, source: Source, length_bytes: int, content_type: str, page: int, width_px: int) -> bytes:
        """See `Inspector.preview`."""
        width_px = min(max(width_px, 16), _MOST_WIDTH_PX)
        job = {
            "do": "preview",
            "limits": asdict(self._policy.limits),
            "content_type": content_type,
            "page": page,
            "width_px": width_px,
        }
        async with self._drawing, self._job(job, [(source, length_bytes)], self._preview_seconds) as running:
            answer = await running.answer(_MOST_PICTURE_BYTES)
        if answer.get("unavailable") is True:
            raise PictureUnavailable
        if not running.output.startswith(_PNG):
            raise InspectionFailed("no picture")
        return bytes(running.output)

    async def sheets(
        self, source: Source, length_bytes: int, content_type: str, pages_count: int, most_bytes: int
    ) -> list[bytes]:
        """See `Inspector.sheets`."""
        seconds = self._preview_seconds + _SHEET_SECONDS * pages_count
        job = {
            "do": "sheets",
            "limits": asdict(self._policy.limits),
            "content_type": content_type,
            "pages_count": pages_count,
        }
        async with self._printing, self._job(job, [(source, length_bytes)], seconds) as running:
            answer = await running.answer(most_bytes)
        if answer.get("unavailable") is True:
            raise PictureUnavailable
        lengths, view = answer.get("lengths"), memoryview(running.output)
        if not isinstance(lengths, list) or len(lengths) != pages_count:
            raise InspectionFailed("nonsense")
        drawn = []
        for length in lengths:
            if not isinstance(length, int) or not 0 < length <= len(view) or not _is_sheet(view[:length]):
                raise InspectionFailed("no picture")
            drawn.append(bytes(view[:length]))
            view = view[length:]
        return drawn

    async def assemble(self, photographs: Sequence[Photograph]) -> bytearray:
        """See `Inspector.assemble`. Raises ValueError for none or too many of them, or other turns than quarters."""
        if not 1 <= len(photographs) <= MOST_PAGES or any(page.turned_degrees % 90 for page in photographs):
            raise ValueError("a letter has 1 to 50 pages, each turned by quarters")
        seconds = self._preview_seconds + _ASSEMBLE_SECONDS_A_PAGE * len(photographs)
        job = {
            "do": "assemble",
            "limits": asdict(self._policy.limits),
            "turned_degrees": [page.turned_degrees % 360 for page in photographs],
        }
        sources = [(page.source, page.length_bytes) for page in photographs]
        async with self._drawing, self._job(job, sources, seconds) as running:
            answer = await running.answer(_MOST_ASSEMBLED_BYTES)
        number = answer.get("not_a_photograph")
        if isinstance(number, int) and 0 <= number < len(photographs):
            raise NotAPhotograph(number)
        if not running.output.startswith(b"%PDF-"):
            raise InspectionFailed("no document")
        # As it came: a copy would hold a long letter twice.
        return running.output

    async def close(self) -> None:
        """Stops what waits for a job."""
        self._closed = True
        if self._filling is not None:
            await asyncio.gather(self._filling, return_exceptions=True)
        while self._spare:
            await _stop(self._spare.pop())

    @asynccontextmanager
    async def _job(
        self, job: dict[str, Any], sources: list[tuple[Source, int]], seconds: float
    ) -> AsyncIterator[_Running]:
        """A process with its job; killed with everything it started, whatever happens. Raises InspectionFailed."""
        job |= {
            "lengths": [length for _, length in sources],
            "seconds": seconds,
            "memory_bytes": self._memory_bytes,
        }
        process = await self._take()
        running = _Running(process, sources, self._policy)
        try:
            async with asyncio.timeout(seconds) as deadline:
                await running.send(wire.packed(job))
                yield running
        except TimeoutError:
            if not deadline.expired():
                raise
            raise InspectionFailed("took too long") from None
        except (wire.WireBroken, asyncio.IncompleteReadError, OSError) as error:
            if running.source_failed:
                raise
            raise InspectionFailed(type(error).__name__) from None
        finally:
            await _stop(process)

    async def _take(self) -> Process:
        """A process that waits for its job; the next one is started meanwhile."""
        process = None
        while self._spare and process is None:
            process = self._spare.pop()
            if process.returncode is not None:
                await _stop(process)
                process = None
        if process is None:
            process = await _start()
        if not self._closed and (self._filling is None or self._filling.done()):
            self._filling = asyncio.create_task(self._fill())
        return process

    async def _fill(self) -> None:
        with contextlib.suppress(OSError):
            while len(self._spare) < self._spare_count and not self._closed:
                self._spare.append(await _start())


class _Running:
    """One job under way: answers what the process asks, takes what it gives."""

    def __init__(self, process: Process, sources: list[tuple[Source, int]], policy: Policy) -> None:
        self._to, self._from = cast("asyncio.StreamWriter", process.stdin), cast("asyncio.StreamReader", process.stdout)
        self._sources = sources
        self._policy = policy
        self._left_bytes = _READ_ANYWAY_BYTES + _MOST_READINGS * sum(length for _, length in sources)
        self._left_names = _MOST_NAMES
        self.output = bytearray()
        self.refused: str | None = None
        self.source_failed = False

    async def send(self, frame: bytes) -> None:
        self._to.write(frame)
        await self._to.drain()

    async def answer(self, most_output_bytes: int = 0) -> dict[str, Any]:
        """Serves it until it has answered.

        Raises InspectionFailed, WireBroken, IncompleteReadError, OSError, what a source raises.
        """
        while True:
            kind, length = wire.parse_header(await self._from.readexactly(wire.HEADER_BYTES))
            body = await self._from.readexactly(length)
            if kind == wire.BYTES:
                self.output += body
                if len(self.output) > most_output_bytes:
                    raise wire.WireBroken
                continue
            asked = wire.unpacked(body)
            match asked.get("ask"):
                case None if "failed" in asked:
                    failed = asked["failed"]
                    raise InspectionFailed(failed if isinstance(failed, str) and _PLACE.fullmatch(failed) else "failed")
                case None:
                    return asked
                case "read":
                    await self._read(asked.get("of"), asked.get("offset"), asked.get("length"))
                case "refuses":
                    await self._judge(asked.get("name"), asked.get("content_type"))
                case _:
                    raise wire.WireBroken

    async def _read(self, of: object, offset: object, length: object) -> None:
        if not (isinstance(of, int) and isinstance(offset, int) and isinstance(length, int)):
            raise wire.WireBroken
        if not (0 <= of < len(self._sources) and 0 < length <= min(wire.MOST_BYTES, self._left_bytes)):
            raise wire.WireBroken
        source, length_bytes = self._sources[of]
        if offset < 0 or offset + length > length_bytes:
            raise wire.WireBroken
        self._left_bytes -= length
        try:
            content = await source(offset, length)
        except BaseException:
            self.source_failed = True
            raise
        if len(content) != length:
            raise wire.WireBroken
        self._to.write(wire.header(wire.BYTES, length))
        await self.send(content)

    async def _judge(self, name: object, content_type: object) -> None:
        self._left_names -= 1
        if not isinstance(name, str) or self._left_names < 0:
            raise wire.WireBroken
        refused = self._policy.refuses(name, _content_type(content_type))
        self.refused = self.refused or refused
        await self.send(wire.packed({"refused": refused is not None}))


async def _start() -> Process:
    cached = [] if sys.pycache_prefix is None else ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        *cached,
        "-c",
        _START,
        str(_ROOT),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        close_fds=True,
        start_new_session=True,
        limit=2 * wire.MOST_BYTES,
    )


async def _stop(process: Process) -> None:
    """Kills it with everything that it may have started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin is not None and not process.stdin.is_closing():
        process.stdin.transport.abort()
    # A timeout is one of these, too.
    with contextlib.suppress(OSError):
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
            # What it still had to say goes nowhere; its pipe is closed with the last of it.
            while process.stdout is not None and await process.stdout.read(wire.MOST_BYTES):
                pass


def _is_sheet(content: memoryview) -> bool:
    """Whether it begins as a JPEG of the size that was asked for, in color (ITU-T T.81, B.2.2)."""
    at = 2
    if bytes(content[:2]) != b"\xff\xd8":
        return False
    while at + 10 <= len(content) and content[at] == 0xFF:
        if content[at + 1] == 0xC0:
            bits, height, width, components = struct.unpack_from(">BHHB", content, at + 4)
            return (bits, (width, height), components) == (8, SHEET_PX, 3)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False


def _content_type(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _TYPE.fullmatch(value):
        raise wire.WireBroken
    return value


def judged(
    answer: dict[str, Any], refused: str | None, policy: Policy, shown_name: str, declared_type: str
) -> Inspection:
    """What the process found and what the casework makes of it; `refused`: what it refused within the document already.

    Raises InspectionFailed.
    """
    found = _inspection(answer, refused)
    if found.verdict is not None:
        return found
    why = policy.refuses(shown_name, found.content_type, declared_type)
    return Inspection(found.content_type, why, pages_count=None if why else found.pages_count)


_UNSCANNABLE: Final = frozenset({Finding.ENCRYPTED})


def _inspection(answer: dict[str, Any], refused: str | None) -> Inspection:
    """The answer, looked at as closely as a stranger's. Raises InspectionFailed."""
    try:
        content_type = _content_type(answer["content_type"])
        verdict = None if answer["verdict"] is None else Finding(answer["verdict"])
        pages = answer["pages_count"]
        if not (pages is None or (isinstance(pages, int) and 0 < pages <= 1_000_000)):
            raise InspectionFailed("nonsense")
    except (KeyError, ValueError, wire.WireBroken):
        raise InspectionFailed("nonsense") from None
    # What was refused within it stands, whatever the process makes of it.
    if refused is not None:
        return Inspection(content_type, refused)
    if verdict is not None:
        return Inspection(content_type, verdict.value, unscannable=verdict in _UNSCANNABLE)
    if content_type is None:
        raise InspectionFailed("nonsense")
    return Inspection(content_type, None, pages_count=pages)
