"""Has the assistant's turns run: at once when a message comes, and by a sweep for what was left (DESIGN section 2)."""

from __future__ import annotations

import asyncio
import time

from adapters.bus.port import Bus
from casework.conversations.models import ConversationId
from casework.conversations.turns import Turns
from channels import logs
from channels.metrics import Metrics

_log = logs.get("turns")


class TurnRunner:
    """At most one task a conversation in this process; the record's claim keeps several processes apart."""

    def __init__(self, turns: Turns, bus: Bus, metrics: Metrics, at_once: int) -> None:
        self._turns = turns
        self._bus = bus
        self._metrics = metrics
        self._room = asyncio.Semaphore(at_once)
        self._tasks: dict[ConversationId, asyncio.Task[None]] = {}
        self._again: set[ConversationId] = set()
        self._draining = False

    def schedule(self, conversation_id: ConversationId) -> None:
        """Has the conversation's unanswered messages answered. Never blocks; while draining the next process does it."""
        if self._draining:
            return
        if conversation_id in self._tasks:
            # The task that runs may have looked for messages already: it looks once more.
            self._again.add(conversation_id)
            return
        self._tasks[conversation_id] = asyncio.create_task(self._run(conversation_id), name="turn")

    def is_running(self, conversation_id: ConversationId) -> bool:
        """Whether this process has the assistant working on an answer."""
        return conversation_id in self._tasks

    async def sweep(self) -> None:
        """Takes up what waits: left by a process that died, put off after a failure, or posted at another process."""
        waiting = await self._turns.waiting()
        self._metrics.waiting.set(len(waiting))
        for conversation_id in waiting:
            if conversation_id not in self._tasks:
                self.schedule(conversation_id)
                self._bus.publish(conversation_id)

    async def drain(self, seconds: float) -> None:
        """Starts no further turn and lets those that run finish; what is left then is repeated by another process."""
        self._draining = True
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, unfinished = await asyncio.wait(tasks, timeout=seconds)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _run(self, conversation_id: ConversationId) -> None:
        try:
            async with self._room:
                while True:
                    self._again.discard(conversation_id)
                    answered = await self._turn(conversation_id)
                    if conversation_id not in self._again or self._draining:
                        break
        finally:
            self._again.discard(conversation_id)
            del self._tasks[conversation_id]
        if not answered:
            self._bus.publish(conversation_id)  # nobody is typing any longer

    async def _turn(self, conversation_id: ConversationId) -> bool:
        """Runs what waits in one conversation; returns whether all of it was answered."""
        began = time.monotonic()
        try:
            results = await self._turns.run(conversation_id)
        except Exception as error:  # noqa: BLE001  (the lease ends by itself; the sweep repeats the turn)
            self._metrics.turns.labels("fault").inc()
            _log.error("turn_failed", exception=logs.place(error))
            return False
        for result in results:
            self._metrics.turns.labels(result.result).inc()
            self._metrics.turn_seconds.observe((time.monotonic() - began) / len(results))
            if result.result == "committed":
                self._metrics.reply_seconds.observe(result.waited_seconds)
            elif result.result != "lost":
                _log.warning("turn_not_answered", result=result.result)
        return all(result.result == "committed" for result in results)
