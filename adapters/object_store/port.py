"""What the casework needs of a store of objects: whole runs of bytes under keys, written once, read in ranges."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class ObjectStoreUnavailable(Exception):
    """The store can't be reached, is full or refused the work; what was to be put is not to be relied on."""


class ObjectMissing(Exception):
    """There is no such object, or it is not as long as it must be."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object, as the store lists it; `modified_at` is by the store's own clock."""

    key: str
    size_bytes: int
    modified_at: datetime


class ObjectStore(Protocol):
    """Keeps objects. Keys are words of ASCII letters, digits and `-`, with `/` between them."""

    async def put(self, key: str, content: bytes | memoryview) -> None:
        """Keeps an object under a key that was never used; it survives a power cut once this returns.

        Raises ObjectStoreUnavailable.
        """
        ...

    async def get_range(self, key: str, start: int, length: int, size_bytes: int) -> memoryview:
        """Some bytes of an object that is exactly `size_bytes` long. Raises ObjectMissing, ObjectStoreUnavailable."""
        ...

    async def delete(self, keys: Sequence[str]) -> None:
        """Removes objects; those that aren't there do no harm. Raises ObjectStoreUnavailable."""
        ...

    def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        """Every object whose key begins with whole words, also what a dead writer left. Raises ObjectStoreUnavailable."""
        ...
