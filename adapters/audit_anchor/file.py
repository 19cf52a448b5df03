"""Anchored heads in a file, a line each: the embedded default. Put it on another disk than the database."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
from pathlib import Path

from adapters.audit_anchor.port import AnchorUnavailable, Head


class FileAnchor:
    """Appends heads to a file of mode 0600, `{"number": 17, "digest": hex}` a line, and returns when the disk has them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def keep(self, head: Head) -> None:
        """See `AuditAnchor.keep`."""
        await asyncio.to_thread(self._append, head)

    async def heads(self) -> list[Head]:
        """See `AuditAnchor.heads`."""
        return await asyncio.to_thread(self._read)

    def _append(self, head: Head) -> None:
        line = json.dumps({"number": head.number, "digest": head.digest.hex()}).encode() + b"\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_new = not self._path.exists()
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)  # two gateways may anchor at once
                _drop_torn_end(descriptor)
                file.write(line)
                file.flush()
                os.fsync(descriptor)
            if is_new:
                _sync_folder(self._path.parent)
        except OSError as error:
            raise AnchorUnavailable(f"{self._path} can't be written: {error.strerror}") from error

    def _read(self) -> list[Head]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise AnchorUnavailable(f"{self._path} can't be read: {error.strerror}") from error
        heads = []
        # What follows the last line's end was being written when the power went.
        for number, line in enumerate(content.split(b"\n")[:-1], 1):
            try:
                read = json.loads(line)
                heads.append(Head(int(read["number"]), bytes.fromhex(read["digest"])))
            except (ValueError, KeyError, TypeError) as error:
                raise AnchorUnavailable(f"{self._path} is damaged in line {number}") from error
        return heads


def _drop_torn_end(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    content = os.pread(descriptor, min(size, 4096), max(0, size - 4096))
    torn = len(content) - (content.rfind(b"\n") + 1)
    if torn:
        os.ftruncate(descriptor, size - torn)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
