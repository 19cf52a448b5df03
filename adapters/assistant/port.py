"""What the gateway needs of an assistant: one turn in, one whole reply out (docs/architecture.md, "A turn, on the wire")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class AssistantUnavailable(Exception):
    """No whole reply came in time: not reachable, too slow, or an error status."""


class AssistantMisbehaved(Exception):
    """A reply came that is not one: not JSON, too large, another turn's, or without a list of items."""


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One turn as the assistant sees it. `text` is redacted; nothing here names a person."""

    turn_id: str
    conversation_ref: str
    text: str = field(repr=False)
    choice: Mapping[str, Any] | None
    do: str | None
    fact: str | None
    metadata: Mapping[str, Any] = field(repr=False)
    tracker: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class TurnReply:
    """A reply as it came: shape checked, content not yet (casework.conversations.replies does that)."""

    items: Sequence[Mapping[str, Any]] = field(repr=False)
    tracker: str | None = field(repr=False)
    understood: Mapping[str, Any] = field(repr=False)


class Assistant(Protocol):
    """Answers turns; keeps nothing between them."""

    async def reply(self, request: TurnRequest) -> TurnReply:
        """Waits at most the configured seconds (10). Raises AssistantUnavailable, AssistantMisbehaved."""
        ...

    async def check(self) -> None:
        """Raises AssistantUnavailable unless it can answer now (for `/health/ready`)."""
        ...
