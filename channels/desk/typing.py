"""Who is writing right now: transient, kept in this process alone, and never in the record (DESIGN section 5)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from adapters.bus.port import Bus
from casework.conversations.models import ConversationId

_SHOWS_SECONDS: Final = 6.0
_MOST: Final = 10_000


class Typing:
    """For each conversation, until when the person or the advocate counts as writing."""

    def __init__(self, bus: Bus, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bus = bus
        self._monotonic = monotonic
        self._person: dict[ConversationId, float] = {}
        self._agent: dict[ConversationId, float] = {}

    def person(self, conversation_id: ConversationId) -> None:
        """The person is writing."""
        self._note(self._person, conversation_id)

    def agent(self, conversation_id: ConversationId) -> None:
        """The advocate is writing."""
        self._note(self._agent, conversation_id)

    def person_sent(self, conversation_id: ConversationId) -> None:
        """What the person was writing was sent."""
        self._person.pop(conversation_id, None)

    def agent_sent(self, conversation_id: ConversationId) -> None:
        """What the advocate was writing was sent."""
        self._agent.pop(conversation_id, None)

    def of_person(self, conversation_id: ConversationId) -> bool:
        """Whether the person is writing."""
        return bool(self.person_seconds_left(conversation_id))

    def person_seconds_left(self, conversation_id: ConversationId) -> float | None:
        """Until the person doesn't count as writing any longer."""
        return self._left(self._person, conversation_id)

    def of_agent(self, conversation_id: ConversationId) -> bool:
        """Whether the advocate is writing."""
        return bool(self.seconds_left(conversation_id))

    def seconds_left(self, conversation_id: ConversationId) -> float | None:
        """Until the advocate doesn't count as writing any longer."""
        return self._left(self._agent, conversation_id)

    def _left(self, writing: dict[ConversationId, float], conversation_id: ConversationId) -> float | None:
        until = writing.get(conversation_id)
        return None if until is None else max(0.0, until - self._monotonic())

    def _note(self, writing: dict[ConversationId, float], conversation_id: ConversationId) -> None:
        now = self._monotonic()
        if len(writing) >= _MOST:
            for known in [each for each, until in writing.items() if until <= now]:
                del writing[known]
        writing[conversation_id] = now + _SHOWS_SECONDS
        self._bus.publish(conversation_id)
