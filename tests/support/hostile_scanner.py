"""Scanners that speak clamd's INSTREAM (clamd(8)) and are slow, gone, mad or lying; and an honest one to compare with.

Whatever such a scanner does, the document isn't clean: it stays in quarantine, is unscannable or is rejected.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

EICAR_INSIDE = b"EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE"

Expected = Literal["never_clean", "rejected", "clean"]


@dataclass
class Session:
    """One connection of a client."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    end: bytes = b"\0"
    content: bytearray = field(default_factory=bytearray)
    ended: bool = False

    async def command(self) -> bytes:
        """Reads the command; `z` commands end with NUL and so do their answers, `n` commands with a line break."""
        first = await self.reader.readexactly(1)
        self.end = b"\n" if first == b"n" else b"\0"
        return first + (await self.reader.readuntil(self.end))[:-1]

    async def chunk(self) -> bytes:
        """Reads one chunk; an empty one ends the stream."""
        size = struct.unpack(">I", await self.reader.readexactly(4))[0]
        if size == 0:
            self.ended = True
            return b""
        data = await self.reader.readexactly(size)
        self.content += data
        return data

    async def stream(self) -> None:
        """Reads the whole stream."""
        while not self.ended:
            await self.chunk()

    async def say(self, text: str | bytes, *, finished: bool = True) -> None:
        """Answers."""
        self.writer.write((text.encode() if isinstance(text, str) else text) + (self.end if finished else b""))
        await self.writer.drain()

    def reset(self) -> None:
        """Ends the connection with RST, as a killed or overloaded server does."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Behaviour = Callable[[Session], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """What a scanner does, and what must come of it.

    Attributes:
        early: It says OK while the client is still sending, which shows only where much is sent.
    """

    name: str
    behave: Behaviour
    expected: Expected
    early: bool = False


FAULTS: list[Fault] = []


def _fault(name: str, *, early: bool = False) -> Callable[[Behaviour], Behaviour]:
    def add(behave: Behaviour) -> Behaviour:
        FAULTS.append(Fault(name, behave, "never_clean", early))
        return behave

    return add


async def _forever() -> None:
    await asyncio.Event().wait()


async def honest(session: Session) -> None:
    """What clamd does, with one signature."""
    while True:
        try:
            command = await session.command()
        except asyncio.IncompleteReadError:
            return
        if command[1:] == b"PING":
            await session.say("PONG")
        elif command[1:] == b"VERSION":
            await session.say("ClamAV 1.4.6/27800/Sun Nov 22 2026")
        elif command[1:] == b"INSTREAM":
            await session.stream()
            found = EICAR_INSIDE in session.content
            await session.say("stream: Eicar-Test-Signature FOUND" if found else "stream: OK")
        else:
            await session.say("UNKNOWN COMMAND")
        return


@_fault("hangs at connect")
async def _(session: Session) -> None:
    await _forever()


@_fault("hangs after the command")
async def _(session: Session) -> None:
    await session.command()
    await _forever()


@_fault("hangs amid the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await _forever()


@_fault("hangs after the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    await _forever()


@_fault("closes at once")
async def _(session: Session) -> None:
    return


@_fault("closes after the command")
async def _(session: Session) -> None:
    await session.command()


@_fault("closes amid the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()


@_fault("closes after the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()


@_fault("resets at once")
async def _(session: Session) -> None:
    session.reset()


@_fault("resets amid the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    session.reset()


@_fault("resets after the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    session.reset()


@_fault("answers OK before the command", early=True)
async def _(session: Session) -> None:
    await session.say("stream: OK")
    await session.command()
    await session.chunk()


@_fault("answers OK before the stream has ended, and closes", early=True)
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await session.say("stream: OK")


@_fault("answers OK before the stream has ended, and reads on", early=True)
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await session.say("stream: OK")
    await session.stream()


@_fault("answers OK early, and FOUND at the end")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await session.say("stream: OK")
    await session.stream()
    await session.say("stream: Eicar-Test-Signature FOUND")


@_fault("says it has read enough, and OK")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await session.say("INSTREAM size limit exceeded. ERROR")
    await session.stream()
    await session.say("stream: OK")


@_fault("size limit exceeded amid the stream")
async def _(session: Session) -> None:
    await session.command()
    await session.chunk()
    await session.say("INSTREAM size limit exceeded. ERROR")


@_fault("dribbles one byte a second for ever")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    for character in "stream: ":
        await session.say(character, finished=False)
        await asyncio.sleep(1)
    while True:
        await session.say(" ", finished=False)
        await asyncio.sleep(1)


@_fault("reads one byte a second")
async def _(session: Session) -> None:
    await session.command()
    while True:
        await session.reader.readexactly(1)
        await asyncio.sleep(1)


@_fault("answers without an end, for ever")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    await session.say("stream: ", finished=False)
    with suppress(ConnectionError):
        while True:
            await session.say(b"A" * 65_536, finished=False)


@_fault("answers OK without its end, and closes")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    await session.say("stream: OK", finished=False)


@_fault("answers OK without its end, and hangs")
async def _(session: Session) -> None:
    await session.command()
    await session.stream()
    await session.say("stream: OK", finished=False)
    await _forever()


def _answers(name: str, *answers: str | bytes, expected: Expected = "never_clean") -> None:
    async def behave(session: Session) -> None:
        await session.command()
        await session.stream()
        for answer in answers:
            await session.say(answer)

    FAULTS.append(Fault(f"answers {name}", behave, expected))


_answers("nothing but an end", "")
_answers("noise", hashlib.shake_256(b"noise").digest(200).replace(b"\0", b"x").replace(b"\n", b"x"))
_answers("a page of HTML", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\nOK")
_answers("PONG", "PONG")
_answers("OK alone", "OK")
_answers("stream alone", "stream: ")
_answers("OKAY", "stream: OKAY")
_answers("not OK", "stream: not OK")
_answers("OK and more", "stream: OK but for the rest, ERROR")
_answers("OK and FOUND in one", "stream: OK FOUND")
_answers("OK as a signature's name", "stream: stream: OK FOUND")
_answers("OK of another", "/tmp/other: OK")
_answers("OK of a session", "1: stream: OK")
_answers("OK in small letters", "stream: ok")
_answers("OK and then FOUND", "stream: OK", "stream: Eicar-Test-Signature FOUND")
_answers("FOUND and then OK", "stream: Eicar-Test-Signature FOUND", "stream: OK")
_answers("FOUND", "stream: Eicar-Test-Signature FOUND", expected="rejected")
_answers("FOUND with a strange name", "stream: Own.Rule: <b>OK</b>\t\u00e9 FOUND")
_answers("FOUND with a long name", f"stream: {'A' * 100_000} FOUND")
_answers("FOUND without a name", "stream:  FOUND")
_answers("limits exceeded", "stream: Heuristics.Limits.Exceeded FOUND")
_answers("limits exceeded, files", "stream: Heuristics.Limits.Exceeded.MaxFiles FOUND")
_answers("limits exceeded, time", "stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND")
_answers("encrypted", "stream: Heuristics.Encrypted.Zip FOUND")
_answers("broken", "stream: Heuristics.Broken.Executable FOUND")
_answers("size limit exceeded", "INSTREAM size limit exceeded. ERROR")
_answers("an error", "stream: Can't allocate memory ERROR")
_answers("an error of the database", "stream: Malformed database ERROR")
_answers("unknown command", "UNKNOWN COMMAND")
_answers("timed out", "COMMAND READ TIMED OUT")


@dataclass
class Running:
    """A scanner that listens, and what it got."""

    host: str
    port: int
    sessions: list[Session] = field(default_factory=list)


@asynccontextmanager
async def scanner(behave: Behaviour) -> AsyncIterator[Running]:
    """Serves one behaviour on a port of its own until the block ends."""
    running = Running("127.0.0.1", 0)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        session = Session(reader, writer)
        running.sessions.append(session)
        try:
            await behave(session)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, running.host, 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
