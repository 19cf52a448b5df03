"""The desk's stream: its state when it changed, and each chat of the agent's from where the cursor stands (ADR 0017).

The cursor is a vector, `<conversation>:<seq>.<notes>` for each chat: after a lost connection every open chat is healed from
where it stood, by any process.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, Final

import orjson

from adapters.bus.port import Bus
from adapters.database.port import DatabaseUnavailable
from casework.conversations.models import ConversationId
from casework.conversations.record import ConversationNotFound
from casework.handoff.desk import Desk, DeskState
from casework.handoff.models import HandoffState
from casework.handoff.service import DESK, Handoffs
from casework.identity.models import Actor
from channels import logs
from channels.desk import shown
from channels.desk.typing import Typing
from channels.metrics import Metrics
from channels.streams import PING_SECONDS

_log = logs.get("desk_streams")
_RECONNECT_MILLISECONDS: Final = 1000
_MOST_CURSOR_CHARACTERS: Final = 4_000
_IN_CURSOR: Final = re.compile(r"([0-9a-f-]{36}):([0-9]{1,9})\.([0-9]{1,9})")
_READ: Final = (HandoffState.KEPT, HandoffState.ACTIVE, HandoffState.PAUSED, HandoffState.OFFERED)

Cursor = dict[ConversationId, tuple[int, int]]


class DeskStreams:
    """The desk's streams of this process."""

    def __init__(
        self,
        desk: Desk,
        handoffs: Handoffs,
        typing: Typing,
        bus: Bus,
        metrics: Metrics,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        self._desk = desk
        self._handoffs = handoffs
        self._typing = typing
        self._bus = bus
        self._metrics = metrics
        self._ping_seconds = ping_seconds
        self._closing = asyncio.Event()
        self._open = 0
        self._version = -1

    def close(self) -> None:
        """Ends every stream; clients connect again, after their cursor."""
        self._closing.set()

    async def watch(self) -> None:
        """Wakes the streams where another process changed the queue, or wrote into a chat."""
        if not self._open:
            return
        version = await self._handoffs.version()
        if version != self._version:
            self._version = version
            self._bus.publish(DESK)

    async def follow(
        self, actor: Actor, after: str, holds: Callable[[], Awaitable[bool]] | None = None
    ) -> AsyncGenerator[bytes]:
        """The stream's bytes.

        Args:
            actor: The agent.
            after: The cursor that the client has; what is none of ours counts as none.
            holds: Whether the session still holds: asked before anything is shown.
        """
        cursor, told = read_cursor(after), b""
        waking = asyncio.Event()
        tasks: dict[str, asyncio.Task[None]] = {}
        self._open += 1
        self._metrics.streams.inc()
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            self._subscribe(tasks, {DESK}, waking)
            await asyncio.sleep(0)
            yield b"retry: %d\n\n" % _RECONNECT_MILLISECONDS
            while True:
                last_round = self._closing.is_set()
                waking.clear()
                if holds is not None and not await holds():
                    return
                state = await self._desk.state(actor)
                mine = [chat for chat in state.chats if chat.state in _READ]
                self._subscribe(tasks, {DESK, *(chat.conversation_id for chat in mine)}, waking)
                now = _state(state)
                if now != told:
                    told = now
                    yield now
                cursor = {chat.conversation_id: cursor.get(chat.conversation_id, (0, 0)) for chat in mine}
                for chat in mine:
                    async for part in self._of_chat(chat.conversation_id, cursor):
                        yield part
                if last_round:
                    return
                woken = asyncio.ensure_future(waking.wait())
                done, _ = await asyncio.wait(
                    {woken, closing}, timeout=self._ping_seconds, return_when=asyncio.FIRST_COMPLETED
                )
                woken.cancel()
                if not done:
                    yield b": ping\n\n"
        except DatabaseUnavailable as error:
            self._metrics.faults.labels("desk_streams").inc()
            _log.error("stream_broke_off", exception=logs.place(error))
        finally:
            self._open -= 1
            self._metrics.streams.dec()
            closing.cancel()
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _of_chat(self, conversation_id: ConversationId, cursor: Cursor) -> AsyncGenerator[bytes]:
        """What of one chat the client lacks."""
        seq, number = cursor[conversation_id]
        with contextlib.suppress(ConversationNotFound):
            events = await self._desk.events(conversation_id, seq)
            if events:
                cursor[conversation_id] = (events[-1]["seq"], number)
                yield _event("chat", {"conversation": conversation_id, "events": events}, cursor)
            notes = await self._desk.notes(conversation_id, number)
            if notes:
                cursor[conversation_id] = (cursor[conversation_id][0], notes[-1].number)
                written = [shown.note(note) for note in notes]
                yield _event("note", {"conversation": conversation_id, "notes": written}, cursor)
        typing = self._typing.of_person(conversation_id)
        if typing is not None:
            yield _event("typing", {"conversation": conversation_id, "typing": typing})

    def _subscribe(self, tasks: dict[str, asyncio.Task[None]], topics: set[str], waking: asyncio.Event) -> None:
        for topic in topics - tasks.keys():
            tasks[topic] = asyncio.create_task(self._wake(topic, waking), name="desk hint")
        for topic in tasks.keys() - topics:
            tasks.pop(topic).cancel()

    async def _wake(self, topic: str, waking: asyncio.Event) -> None:
        hints = self._bus.subscribe(topic)
        try:
            async for _hint in hints:
                waking.set()
        finally:
            await hints.aclose()


def read_cursor(text: str) -> Cursor:
    """The cursor that a client gave back; what is none of ours counts as none, so that each chat is told anew."""
    if len(text) > _MOST_CURSOR_CHARACTERS:
        return {}
    read = [_IN_CURSOR.fullmatch(part) for part in text.split(",")]
    return {ConversationId(found[1]): (int(found[2]), int(found[3])) for found in read if found is not None}


def _written(cursor: Cursor) -> bytes:
    return ",".join(f"{chat}:{seq}.{notes}" for chat, (seq, notes) in cursor.items()).encode()


def _state(state: DeskState) -> bytes:
    return _event("desk", shown.state(state))


def _event(name: str, content: dict[str, Any], cursor: Cursor | None = None) -> bytes:
    identified = b"" if cursor is None else b"id: " + _written(cursor) + b"\n"
    return identified + b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(content))
