"""Hints within one process; other processes' growth is found by the watcher that asks the record."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator


class InProcessBus:
    """One asyncio event a subscriber; hints that come while it is busy are merged."""

    def __init__(self) -> None:
        self._subscribers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def publish(self, conversation_id: str) -> None:
        """See `Bus.publish`."""
        for hint in self._subscribers.get(conversation_id, ()):
            hint.set()

    @property
    def subscribed(self) -> tuple[str, ...]:
        """The conversations that somebody waits for."""
        return tuple(self._subscribers)

    async def subscribe(self, conversation_id: str) -> AsyncGenerator[None]:
        """See `Bus.subscribe`."""
        hint = asyncio.Event()
        self._subscribers[conversation_id].add(hint)
        try:
            while True:
                await hint.wait()
                hint.clear()
                yield None
        finally:
            self._subscribers[conversation_id].discard(hint)
            if not self._subscribers[conversation_id]:
                del self._subscribers[conversation_id]
