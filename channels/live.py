"""Around a live advocate, what is in no record: the place in line, who is writing, and whether the person is there."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from adapters.database.port import DatabaseUnavailable
from casework.conversations.models import Author, ConversationId, Owner
from casework.handoff import models
from casework.handoff.service import Handoffs
from casework.texts import Texts
from channels import logs
from channels.desk.typing import Typing
from channels.metrics import Metrics

_log = logs.get("live")

# Often enough for who counts as there (`seen_seconds` in casework/handoff/data/desk.json), and no write for each page.
_SEEN_EVERY_SECONDS: Final = 20.0
# Whoever was seen as lately as this is still there, which can wait for the others: one commit for all of them.
_STILL_THERE_SECONDS: Final = 2 * _SEEN_EVERY_SECONDS
_MOST: Final = 10_000

type Place = dict[str, Any]


class Live:
    """The person's side of the desk, for pages, the API and streams alike."""

    def __init__(
        self,
        handoffs: Handoffs,
        typing: Typing,
        texts: Texts,
        metrics: Metrics,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handoffs = handoffs
        self._typing = typing
        self._texts = texts
        self._metrics = metrics
        self._monotonic = monotonic
        self._seen: dict[ConversationId, float] = {}
        self._still_there: set[ConversationId] = set()

    async def seen(self, conversation_id: ConversationId, owner: Owner) -> None:
        """The person reads: a turn that was kept for them goes on. Where that can't be written they read all the same."""
        if owner not in (Owner.QUEUED, Owner.AGENT):
            self._seen.pop(conversation_id, None)
            self._still_there.discard(conversation_id)
            return
        now = self._monotonic()
        last = self._seen.get(conversation_id)
        if last is not None and now - last < _SEEN_EVERY_SECONDS:
            return
        if len(self._seen) >= _MOST:
            self._seen = {each: at for each, at in self._seen.items() if now - at < _STILL_THERE_SECONDS}
        self._seen[conversation_id] = now
        if last is not None and now - last < _STILL_THERE_SECONDS:
            self._still_there.add(conversation_id)
        else:
            await self._note([conversation_id])

    async def note_still_there(self) -> None:
        """Writes down who was seen again since the last time, all in one."""
        there, self._still_there = self._still_there, set()
        if there:
            await self._note(sorted(there))

    async def _note(self, conversation_ids: Sequence[ConversationId]) -> None:
        try:
            await self._handoffs.seen(*conversation_ids)
        except DatabaseUnavailable as error:
            for conversation_id in conversation_ids:
                self._seen.pop(conversation_id, None)
            self._metrics.faults.labels("seen").inc()
            _log.error("seen_not_noted", exception=logs.place(error))

    async def place(self, conversation_id: ConversationId, owner: Owner, language: str) -> Place | None:
        """The place in line in the person's words; None where they aren't in line, or nobody can say yet.

        Raises DatabaseUnavailable.
        """
        if owner is not Owner.QUEUED:
            return None
        place = await self._handoffs.place(conversation_id)
        if place is None:
            return None
        text = self._words(place, language)
        if text is None:
            return None
        numbers = {
            "position": place.position,
            "low_minutes": place.low_minutes,
            "high_minutes": place.high_minutes,
        }
        told = {name: number for name, number in numbers.items() if number is not None}
        return {"state": place.state.value, **told, "text": text}

    def _words(self, place: models.Place, language: str) -> str | None:
        say = self._texts.say
        if place.position is None:
            return say("place-front", language) if place.front else None
        values: dict[str, Any] = {"position_count": place.position}
        if place.low_minutes is None or place.high_minutes is None:
            if place.opens_on is None:
                return say("place-open", language, values)
            return say("place-closed", language, {**values, "opens_on": place.opens_on.isoformat()})
        values["high_minutes_count"] = place.high_minutes
        if place.low_minutes == 0:
            return say("place-soon", language, values)
        return say("place-range", language, {**values, "low_minutes_count": place.low_minutes})

    def writing(self, conversation_id: ConversationId, owner: Owner) -> tuple[str | None, float]:
        """Who of the desk is writing to the person (`agent`), and for how many seconds that holds unless it is renewed."""
        if owner is not Owner.AGENT or not self._typing.of_agent(conversation_id):
            return None, math.inf
        return Author.AGENT.value, self._typing.seconds_left(conversation_id) or 0.0
