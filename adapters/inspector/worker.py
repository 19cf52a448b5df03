"""The inspecting process: takes one job over its pipes, answers, and ends.

It is started by `adapters.inspector.process`, imports everything first, then shuts itself off, then reads the job.
"""

from __future__ import annotations

import encodings.ascii
import encodings.cp437
import encodings.cp1252
import encodings.idna
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from adapters.inspector import wire
from adapters.inspector.child import drawing, sandbox
from adapters.inspector.child.content import File, RemoteFile
from adapters.inspector.child.found import Found
from adapters.inspector.child.looking import Look
from adapters.inspector.port import Limits

# Decoders are looked up by name when they are first used; afterwards no file opens.
_DECODERS = (encodings.ascii, encodings.cp437, encodings.cp1252, encodings.idna, encodings.latin_1, encodings.utf_8_sig,
    encodings.utf_16, encodings.utf_16_be, encodings.utf_16_le)  # fmt: skip
# What the interpreter and the libraries take beside the documents.
_OUTPUT_PIECE_BYTES = wire.MOST_BYTES


class _Pipes:
    """The two pipes to the gateway. When they break there is nobody to answer: the process ends."""

    def __init__(self, from_gateway: int, to_gateway: int) -> None:
        self._from, self._to = from_gateway, to_gateway

    def receive(self) -> tuple[int, bytes]:
        kind, length = wire.parse_header(self._exactly(wire.HEADER_BYTES))
        return kind, self._exactly(length)

    def send(self, frame: bytes) -> None:
        view = memoryview(frame)
        try:
            while view:
                view = view[os.write(self._to, view) :]
        except OSError:
            os._exit(1)

    def fetch(self, of: int, offset: int, length: int) -> bytes:
        """A range of a document; PDFium calls this, so that it never raises."""
        self.send(wire.packed({"ask": "read", "of": of, "offset": offset, "length": length}))
        kind, content = self.receive()
        if kind != wire.BYTES or len(content) != length:
            os._exit(1)
        return content

    def refuses(self, name: str, content_type: str | None) -> bool:
        """Whether the casework refuses something within the document."""
        name = name.encode("utf-8", "replace").decode("utf-8")[:4096]
        self.send(wire.packed({"ask": "refuses", "name": name, "content_type": content_type}))
        return bool(wire.unpacked(self.receive()[1]).get("refused"))

    def _exactly(self, length: int) -> bytes:
        parts = []
        while length:
            try:
                part = os.read(self._from, min(length, 1 << 20))
            except OSError:
                part = b""
            if not part:
                os._exit(0)
            parts.append(part)
            length -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)


def main() -> None:
    """Serves one job."""
    # Nothing else may write between the frames.
    to_gateway = os.dup(1)
    os.dup2(2, 1)
    pipes = _Pipes(0, to_gateway)
    sandbox.shut()
    job = wire.unpacked(pipes.receive()[1])
    sandbox.limit(int(job["memory_bytes"]), float(job["seconds"]))
    try:
        answer = _done(job, pipes)
    except MemoryError:
        answer = {"failed": "MemoryError"}
    except Exception as error:  # noqa: BLE001  (whatever it is: a type and a place, never what was read)
        answer = {"failed": _place(error)}
    pipes.send(wire.packed(answer))
    os._exit(0)


def _done(job: dict[str, Any], pipes: _Pipes) -> dict[str, Any]:
    limits = Limits(**job["limits"])
    files = [RemoteFile(partial(pipes.fetch, number), length) for number, length in enumerate(job["lengths"])]
    match job["do"]:
        case "inspect":
            return inspected(files[0], limits, pipes.refuses)
        case "preview":
            try:
                picture = drawing.preview(files[0], job["content_type"], job["page"], job["width_px"], limits)
            except drawing.NotDrawn:
                return {"unavailable": True}
            _give(picture, pipes)
            return {}
        case "sheets":
            lengths = []
            try:
                for sheet in drawing.sheets(files[0], job["content_type"], job["pages_count"], limits):
                    _give(sheet, pipes)
                    lengths.append(len(sheet))
            except drawing.NotDrawn:
                return {"unavailable": True}
            return {"lengths": lengths}
        case "assemble":
            made = next(drawing.assemble(list(files), job["turned_degrees"], limits))
            if isinstance(made, int):
                return {"not_a_photograph": made}
            _give(made, pipes)
            return {}
    raise ValueError("unknown job")


def inspected(file: File, limits: Limits, refuses: Callable[[str, str | None], bool]) -> dict[str, Any]:
    """The answer to a look at a document."""
    look = Look(limits, refuses, limits.archive_entries, limits.archive_bytes)
    try:
        seen = look.at(file)
    except Found as found:
        return {"content_type": found.content_type, "verdict": found.finding.value, "pages_count": None}
    return {"content_type": seen.content_type, "verdict": None, "pages_count": seen.pages_count}


def _give(output: bytes, pipes: _Pipes) -> None:
    for start in range(0, len(output), _OUTPUT_PIECE_BYTES):
        piece = output[start : start + _OUTPUT_PIECE_BYTES]
        pipes.send(wire.header(wire.BYTES, len(piece)) + piece)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(sys.exc_info()[2])
    last = next((frame for frame in reversed(frames) if "inspector" in frame.filename), None)
    where = "" if last is None else f" {os.path.basename(last.filename)} {last.lineno}"
    return f"{type(error).__name__}{where}"[:120]
