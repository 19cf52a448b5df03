"""A hint that a conversation grew. It may be lost or repeated: readers ask the record (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Protocol


class Bus(Protocol):
    """Carries hints between the parts of one process, or of several."""

    def publish(self, conversation_id: str) -> None:
        """Says that the conversation has new events. Never blocks, never raises."""
        ...

    def subscribe(self, conversation_id: str) -> AsyncGenerator[None]:
        """Yields once for each hint (several may be merged into one) until closed."""
        ...
