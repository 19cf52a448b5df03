"""A list that stops somewhere, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 200
"""What is listed at once."""


class Listed[T](list[T]):
    """A part of a list.

    Attributes:
        more: Whether others come after these.
        earlier: How many come before the part that stands before this one; None where this is the first.
        later: How many come before the part that follows; None where this is the last.
    """

    def __init__(self, items: Iterable[T] = (), *, more: bool = False, skipped: int = 0) -> None:
        super().__init__(items)
        self.more = more
        self.earlier = max(0, skipped - MOST) if skipped else None
        self.later = skipped + MOST if more else None
