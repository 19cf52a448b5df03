"""What the audit needs of a place outside the database: whoever rewrites one must rewrite both to go unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class AnchorUnavailable(Exception):
    """The place can't be written or read."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the trail: its number and its keyed digest."""

    number: int
    digest: bytes


class AuditAnchor(Protocol):
    """Keeps heads, append-only."""

    async def keep(self, head: Head) -> None:
        """Adds a head durably. Raises AnchorUnavailable."""
        ...

    async def heads(self) -> list[Head]:
        """All heads, oldest first. Raises AnchorUnavailable."""
        ...
