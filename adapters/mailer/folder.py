"""Mails as files of a folder, for demonstrations and tests: `<id>.eml`, which any mail program opens."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path

from adapters.mailer.port import Mail, MailerUnavailable
from adapters.mailer.writing import written


class FolderMailer:
    """Writes each mail into a folder. The same mail sent again is the same file."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, mail: Mail) -> None:
        """See `Mailer.send`: the file is whole and on the disk when this returns, and nobody else may read it."""
        content = bytes(written(mail, self._sender))
        try:
            await asyncio.to_thread(self._write, f"{mail.id}.eml", content)
        except OSError as error:
            raise MailerUnavailable("folder") from error

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f".{name}.{secrets.token_hex(6)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._folder / name)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
