"""Event streams (SSE): each later event of a conversation once, in order, as long as somebody listens (rule 3).

A hint on the bus wakes a stream, which then asks the record; hints may be lost or come from another process, so a watcher
asks twice a second how far the followed conversations go, and whether an answer is being made (DESIGN section 5).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final

import orjson

from adapters.bus.port import Bus
from adapters.database.port import DatabaseUnavailable
from casework.conversations.models import Author, ConversationId, Holder
from casework.conversations.record import ConversationNotFound
from casework.conversations.returning import SHUTS_OUT
from casework.conversations.service import Conversations, Reading
from channels import logs
from channels.live import Live, Place
from channels.metrics import Metrics
from channels.runner import TurnRunner

_log = logs.get("streams")

PING_SECONDS: Final = 15.0
WATCH_SECONDS: Final = 0.5
_RECONNECT_MILLISECONDS: Final = 2000
ASKED_AT_ONCE: Final = 100
"""A watcher asks for so many conversations, then lets others go on: nobody's message waits for all of them."""


Render = Callable[[Reading], Awaitable[bytes]]


@dataclass(slots=True)
class _Followed:
    """A conversation that streams follow: how many, how far the record went when it was last read, and who answers.

    Attributes:
        streams: How many follow it.
        last_seq: How far the record went.
        answering: Whether some process had a turn of it.
    """

    streams: int = 0
    last_seq: int = 0
    answering: bool = False


class Streams:
    """All streams of this process."""

    def __init__(
        self,
        conversations: Conversations,
        bus: Bus,
        runner: TurnRunner,
        metrics: Metrics,
        live: Live,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        self._conversations = conversations
        self._bus = bus
        self._runner = runner
        self._metrics = metrics
        self._live = live
        self._ping_seconds = ping_seconds
        self._followed: dict[ConversationId, _Followed] = {}
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Ends every stream, so that clients reconnect (to another process) and resume after their last event."""
        self._closing.set()

    async def watch(self) -> None:
        """Wakes the streams of conversations that grew, or whose answer was begun or given up, without a hint."""
        for some in batched(tuple(self._followed), ASKED_AT_ONCE):
            for conversation_id, stands in (await self._conversations.progress(some)).items():
                followed = self._followed.get(conversation_id)
                if followed is not None and (
                    stands.last_seq > followed.last_seq or stands.answering is not followed.answering
                ):
                    self._bus.publish(conversation_id)
            await asyncio.sleep(0)

    async def follow(
        self,
        conversation_id: ConversationId,
        holder: Holder,
        after: int,
        language: str | None,
        render: Render | None = None,
        holds: Callable[[], Awaitable[bool]] | None = None,
    ) -> AsyncGenerator[bytes]:
        """The stream's bytes: events after a seq with `id:`, and a comment when nothing happens.

        What is in no record comes without an id: `event: typing`, and `event: place` with the place in line when it changed.
        While it is open the person counts as there.

        Args:
            conversation_id: The conversation.
            holder: Who listens; the stream ends where another device has shut it out.
            after: The last event that the listener has.
            language: The language of the events; None: the conversation's own.
            render: Puts what was read into bytes; None: each event as JSON.
            holds: Whether the session that the listener came by still holds: asked before anything more is shown.
        """
        hints = self._bus.subscribe(conversation_id)
        hint = asyncio.ensure_future(anext(hints))
        closing = asyncio.ensure_future(self._closing.wait())
        # Subscribed before the first read: what is committed in between wakes us again.
        await asyncio.sleep(0)
        passing = _Passing(self._live, self._runner, conversation_id, language)
        begun = False
        try:
            with self._following(conversation_id) as followed:
                yield b"retry: %d\n\n" % _RECONNECT_MILLISECONDS
                while True:
                    # What was committed before the closing is still said: so this is asked before the record is read.
                    last_round = self._closing.is_set()
                    more = True
                    while more:
                        reading = await self._conversations.read(conversation_id, after, language)
                        # A way in ends with such a notice, in one commit: so only there it is looked at again.
                        shut = any(event.get("key") in SHUTS_OUT for event in reading.events)
                        # A person's authority may end by itself: it is looked at before anything more is shown.
                        shut = shut or (holder.person is not None and bool(reading.events))
                        if (shut or not begun) and not await self._let_in(conversation_id, holder, holds):
                            return
                        begun = True
                        after, more = reading.last_seq, reading.more
                        followed.last_seq = max(followed.last_seq, after)
                        followed.answering = reading.answering
                        if reading.events:
                            yield await (render or _as_json)(reading)
                    if last_round:
                        return
                    for news in await passing.news(reading):
                        yield news
                    woken, _ = await asyncio.wait(
                        {hint, closing},
                        timeout=min(self._ping_seconds, passing.ends_seconds),
                        return_when=asyncio.FIRST_COMPLETED,
                    )
                    if hint in woken:
                        hint = asyncio.ensure_future(anext(hints))
                    elif not woken and passing.ends_seconds >= self._ping_seconds:
                        yield b": ping\n\n"
        except ConversationNotFound:
            return  # erased while it was followed
        except DatabaseUnavailable as error:
            # The client connects again, after its last event, and is told if it still can't be read.
            self._metrics.faults.labels("streams").inc()
            _log.error("stream_broke_off", exception=logs.place(error))
        finally:
            closing.cancel()
            hint.cancel()
            with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
                await hint
            await hints.aclose()

    async def _let_in(
        self, conversation_id: ConversationId, holder: Holder, holds: Callable[[], Awaitable[bool]] | None
    ) -> bool:
        if holds is not None and not await holds():
            return False
        return await self._conversations.opened_by(conversation_id, holder)

    @contextmanager
    def _following(self, conversation_id: ConversationId) -> Iterator[_Followed]:
        followed = self._followed.setdefault(conversation_id, _Followed())
        followed.streams += 1
        self._metrics.streams.inc()
        try:
            yield followed
        finally:
            self._metrics.streams.dec()
            followed.streams -= 1
            if not followed.streams:
                del self._followed[conversation_id]


class _Passing:
    """What one stream says that is in no record: who writes, and the place in line. Noticed as well: the person is there.

    Attributes:
        ends_seconds: After so long it has to be asked again, whatever else happens.
    """

    def __init__(self, live: Live, runner: TurnRunner, conversation_id: ConversationId, language: str | None) -> None:
        self._live = live
        self._runner = runner
        self._conversation_id = conversation_id
        self._language = language
        self._place: Place | None = None
        self._writes: str | None = None
        self.ends_seconds = math.inf

    async def news(self, reading: Reading) -> list[bytes]:
        """What changed since it was asked last. Raises DatabaseUnavailable."""
        news = []
        await self._live.seen(self._conversation_id, reading.owner)
        place = await self._live.place(self._conversation_id, reading.owner, self._language or reading.language)
        if place != self._place:
            self._place = place
            news.append(b"event: place\ndata: %b\n\n" % orjson.dumps(place))
        author, self.ends_seconds = self._live.writing(self._conversation_id, reading.owner)
        # Ours is known before its turn is claimed; another process's from the record.
        if reading.waiting and (reading.answering or self._runner.is_running(self._conversation_id)):
            author = Author.ASSISTANT.value
        if author != self._writes:
            typing = {"typing": author is not None, "author": author or self._writes}
            news.append(b"event: typing\ndata: %b\n\n" % orjson.dumps(typing))
            self._writes = author
        return news


async def _as_json(reading: Reading) -> bytes:
    return b"".join(map(_event, reading.events))


def _event(event: dict[str, Any]) -> bytes:
    """One event of the record. JSON has no line breaks of its own, so `data:` is one line."""
    return b"id: %d\ndata: %b\n\n" % (event["seq"], orjson.dumps(event))
