"""The desk's stream: its state when it changed, and each chat of the agent's from where the cursor stands (ADR 0017).

The cursor is a vector, `<conversation>:<seq>.<notes>` for each chat: after a lost connection every open chat is healed from
where it stood, by any process.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import Any, Final

import orjson

from adapters.bus.port import Bus
from adapters.database.port import DatabaseUnavailable
from casework.conversations.models import ConversationId
from casework.conversations.record import ConversationNotFound
from casework.handoff.desk import Chat, Desk, DeskState
from casework.handoff.models import HandoffState
from casework.handoff.service import DESK, Handoffs
from casework.identity.models import Actor
from channels import logs
from channels.desk import shown
from channels.desk.typing import Typing
from channels.metrics import Metrics
from channels.streams import ASKED_AT_ONCE, PING_SECONDS

_log = logs.get("desk_streams")
_RECONNECT_MILLISECONDS: Final = 1000
_MOST_CURSOR_CHARACTERS: Final = 4_000
_IN_CURSOR: Final = re.compile(r"([0-9a-f-]{36}):([0-9]{1,9})\.([0-9]{1,9})")
_READ: Final = (HandoffState.KEPT, HandoffState.ACTIVE, HandoffState.PAUSED, HandoffState.OFFERED)

Cursor = dict[ConversationId, tuple[int, int]]


@dataclass(slots=True, eq=False)
class _Follower:
    """One stream.

    Attributes:
        cursor: How far each chat was told, those that have gone since included: they may come back.
        mine: The chats that are told now.
        looked_at: How far each chat was read, which may be further than anything for staff.
        typing: In which of them the person was last told to be writing.
        told: The state that was told last, without what changes by itself.
    """

    cursor: Cursor
    mine: list[Chat] = field(default_factory=list)
    looked_at: dict[ConversationId, int] = field(default_factory=dict)
    typing: set[ConversationId] = field(default_factory=set)
    told: DeskState | None = None

    def written(self) -> bytes:
        """The cursor of the chats that are told, as a client gives it back."""
        known = [(chat.conversation_id, self.cursor.get(chat.conversation_id)) for chat in self.mine]
        return ",".join(f"{chat}:{at[0]}.{at[1]}" for chat, at in known if at is not None).encode()

    def changes(self, state: DeskState) -> bool:
        """Whether a state is another than the one told last; a lease that was renewed, and a count, are no news."""
        me = state.me and replace(state.me, lease_until=None)
        before, self.told = self.told, replace(state, me=me, version=0)
        return before != self.told


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
        self._followers: set[_Follower] = set()
        self._version = -1

    def close(self) -> None:
        """Ends every stream; clients connect again, after their cursor."""
        self._closing.set()

    async def watch(self) -> None:
        """Wakes the streams where another process changed the queue, or wrote into a chat."""
        if not self._followers:
            return
        version = await self._handoffs.version()
        if version != self._version:
            self._version = version
            self._bus.publish(DESK)
        known = {chat.conversation_id: chat.last_seq for each in self._followers for chat in each.mine}
        for some in batched(known, ASKED_AT_ONCE):
            for conversation_id, last_seq in (await self._desk.progress(some)).items():
                if last_seq > known[conversation_id]:
                    self._bus.publish(conversation_id)
            await asyncio.sleep(0)

    async def follow(
        self, actor: Actor, after: str, holds: Callable[[], Awaitable[bool]] | None = None
    ) -> AsyncGenerator[bytes]:
        """The stream's bytes.

        Args:
            actor: The agent.
            after: The cursor that the client has; what is none of ours counts as none.
            holds: Whether the session still holds: asked before anything is shown.
        """
        follower = _Follower(read_cursor(after))
        waking = asyncio.Event()
        tasks: dict[str, asyncio.Task[None]] = {}
        self._followers.add(follower)
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
                follower.mine = [chat for chat in state.chats if chat.state in _READ]
                self._subscribe(tasks, {DESK, *(chat.conversation_id for chat in follower.mine)}, waking)
                # The lists come first: a client knows of a chat before it is told what was said there.
                if follower.changes(state):
                    yield _event("desk", shown.state(state))
                for chat in follower.mine:
                    async for part in self._of_chat(chat, follower):
                        yield part
                if last_round:
                    return
                woken = asyncio.ensure_future(waking.wait())
                try:
                    done, _ = await asyncio.wait(
                        {woken, closing}, timeout=self._wait_seconds(follower), return_when=asyncio.FIRST_COMPLETED
                    )
                finally:
                    woken.cancel()
                if not done:
                    yield b": ping\n\n"
        except DatabaseUnavailable as error:
            self._metrics.faults.labels("desk_streams").inc()
            _log.error("stream_broke_off", exception=logs.place(error))
        finally:
            self._followers.discard(follower)
            self._metrics.streams.dec()
            closing.cancel()
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _of_chat(self, chat: Chat, follower: _Follower) -> AsyncGenerator[bytes]:
        """What of one chat the client lacks."""
        conversation_id = chat.conversation_id
        seq, number = follower.cursor.get(conversation_id, (0, 0))
        with contextlib.suppress(ConversationNotFound):
            # Not all that has a seq is for staff: what was looked at once is not looked at again.
            while chat.last_seq > max(seq, follower.looked_at.get(conversation_id, 0)):
                events = await self._desk.events(conversation_id, seq)
                if not events:
                    follower.looked_at[conversation_id] = chat.last_seq
                    break
                seq = events[-1]["seq"]
                follower.cursor[conversation_id] = (seq, number)
                yield _event("chat", {"conversation": conversation_id, "events": events}, follower.written())
            if chat.notes > number:
                notes = await self._desk.notes(conversation_id, number)
                follower.cursor[conversation_id] = (seq, max((note.number for note in notes), default=number))
                written = [shown.note(note) for note in notes]
                yield _event("note", {"conversation": conversation_id, "notes": written}, follower.written())
        typing = self._typing.of_person(conversation_id)
        if typing is not (conversation_id in follower.typing):
            (follower.typing.add if typing else follower.typing.discard)(conversation_id)
            yield _event("typing", {"conversation": conversation_id, "typing": typing})

    def _wait_seconds(self, follower: _Follower) -> float:
        """Until the next ping, or until somebody who writes doesn't count as writing any longer."""
        left = (self._typing.person_seconds_left(chat) for chat in follower.typing)
        return min((seconds for seconds in left if seconds), default=self._ping_seconds)

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


def _event(name: str, content: dict[str, Any], cursor: bytes | None = None) -> bytes:
    identified = b"" if cursor is None else b"id: %b\n" % cursor
    return identified + b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(content))
