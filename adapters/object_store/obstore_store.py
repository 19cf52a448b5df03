"""Objects by obstore: in a folder of this machine, or in an S3-compatible store."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from adapters.object_store.port import ObjectMissing, ObjectStoreUnavailable, Stored

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend

_S3: Final = "s3://"
# What obstore calls a file that it is still writing: the name that it will have, this, and a number.
_UNFINISHED: Final = "#"


class ObstoreStore:
    """A store that is durable by itself, such as S3."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def put(self, key: str, content: bytes | memoryview) -> None:
        """See `ObjectStore.put`."""
        try:
            await self._backend.put_async(key, content, use_multipart=False)
        except (BaseError, OSError) as error:
            raise ObjectStoreUnavailable from error

    async def get_range(self, key: str, start: int, length: int, size_bytes: int) -> memoryview:
        """See `ObjectStore.get_range`."""
        try:
            found = await self._backend.get_async(key, options={"range": (start, start + length)})
            if found.meta["size"] != size_bytes:
                raise ObjectMissing
            read = memoryview(await found.bytes_async())
        except FileNotFoundError as error:
            raise ObjectMissing from error
        except (BaseError, OSError) as error:
            # That a range begins behind the end is told by each kind of store in its own way.
            if await self._size(key) != size_bytes:
                raise ObjectMissing from error
            raise ObjectStoreUnavailable from error
        if len(read) != length:
            raise ObjectMissing
        return read

    async def delete(self, keys: Sequence[str]) -> None:
        """See `ObjectStore.delete`."""
        for key in keys:
            try:
                await self._backend.delete_async(key)
            except FileNotFoundError:
                continue
            except (BaseError, OSError) as error:
                raise ObjectStoreUnavailable from error

    async def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        """See `ObjectStore.list`."""
        try:
            async for batch in self._backend.list(prefix or None):
                for found in batch:
                    yield Stored(found["path"], found["size"], found["last_modified"])
        except (BaseError, OSError) as error:
            raise ObjectStoreUnavailable from error

    async def _size(self, key: str) -> int | None:
        try:
            return int((await self._backend.head_async(key))["size"])
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise ObjectStoreUnavailable from error


class FolderStore(ObstoreStore):
    """A folder of mode 0700. obstore leaves to the system when its files reach the disk, so they are flushed here."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder if it is missing. Raises ObjectStoreUnavailable."""
        self._folder = folder.resolve()
        try:
            _make(self._folder, mode=0o700)
            super().__init__(LocalStore(prefix=self._folder))
        except (BaseError, OSError) as error:
            raise ObjectStoreUnavailable(f"documents can't be kept in {self._folder}") from error

    async def put(self, key: str, content: bytes | memoryview) -> None:
        """See `ObjectStore.put`: the file, then the folder that names it, are flushed before this returns."""
        path = self._folder / key
        try:
            # Before the file, so that a new folder's own name is on the disk too.
            if not path.parent.is_dir():
                await asyncio.to_thread(_make, path.parent)
            await super().put(key, content)
            await asyncio.to_thread(_flush, path)
        except OSError as error:
            raise ObjectStoreUnavailable from error

    async def delete(self, keys: Sequence[str]) -> None:
        """See `ObjectStore.delete`; obstore takes no key of a file that it had not finished."""
        try:
            await asyncio.to_thread(self._unlink, keys)
        except OSError as error:
            raise ObjectStoreUnavailable from error

    async def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        """See `ObjectStore.list`; obstore lists no file that it had not finished when its process died."""
        async for found in super().list(prefix):
            yield found
        for found in await asyncio.to_thread(_unfinished, self._folder, prefix):
            yield found

    def _unlink(self, keys: Sequence[str]) -> None:
        for key in keys:
            path = self._folder / key
            if path.resolve().is_relative_to(self._folder):
                path.unlink(missing_ok=True)


def open_store(url: str) -> ObstoreStore:
    """The store that a setting names: a folder's path, or `s3://bucket` with the rest in obstore's own variables.

    Raises ObjectStoreUnavailable, ValueError for an URL of another kind.
    """
    if url.startswith(_S3):
        try:
            # Region, endpoint and credentials come from AWS_REGION, AWS_ENDPOINT, AWS_ACCESS_KEY_ID and so on.
            return ObstoreStore(S3Store.from_url(url))
        except BaseError as error:
            raise ObjectStoreUnavailable("the store that TAS_DOCUMENTS_URL names can't be used") from error
    if "://" in url:
        raise ValueError("TAS_DOCUMENTS_URL must be a folder, or begin with s3://")
    return FolderStore(Path(url))


def _unfinished(root: Path, prefix: str) -> list[Stored]:
    """What obstore had not finished in a folder when its process died."""
    left = []
    for folder, _, names in os.walk(root / prefix):
        for name in names:
            if _UNFINISHED not in name:
                continue
            path = Path(folder) / name
            try:
                status = path.stat()
            except FileNotFoundError:
                continue  # its writer was done meanwhile
            modified_at = datetime.fromtimestamp(status.st_mtime, UTC)
            left.append(Stored(path.relative_to(root).as_posix(), status.st_size, modified_at))
    return left


def _make(folder: Path, mode: int = 0o700) -> None:
    """Makes a folder and those above it, their names flushed."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    _flush_folder(folder.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
