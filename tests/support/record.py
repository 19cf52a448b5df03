"""A record with everything real but the assistant and the clock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.assistant.port import TurnReply, TurnRequest
from adapters.bus.in_process import InProcessBus
from adapters.database.port import Database
from adapters.keys.key_file import KeyFile
from casework.access_codes.service import AccessCodes
from casework.audit.service import Audit
from casework.callbacks.service import CallBacks
from casework.conversations.models import ClientId, ConversationId
from casework.conversations.returning import Returning
from casework.conversations.service import Conversations
from casework.conversations.turns import Turns
from casework.texts import Texts
from channels.app import open_database
from tests.support.databases import ensure_migrated

TEXTS = Texts.load()

Items = Sequence[Mapping[str, Any]]


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def forward(self, **by: float) -> None:
        self._now += timedelta(**by)


@dataclass
class ScriptedAssistant:
    """Answers with what the test says, and remembers what it was asked."""

    answer: Callable[[TurnRequest], Items | Exception] = lambda _request: [{"ask": "hardship"}]
    requests: list[TurnRequest] = field(default_factory=list)
    before_reply: Callable[[], Any] | None = None

    async def reply(self, request: TurnRequest) -> TurnReply:
        self.requests.append(request)
        if self.before_reply is not None:
            await self.before_reply()
        answer = self.answer(request)
        if isinstance(answer, Exception):
            raise answer
        return TurnReply(items=answer, tracker=f"tracker {len(self.requests)}", understood={})

    async def check(self) -> None:
        return None


@dataclass
class RecordUnderTest:
    """Everything about one record."""

    database: Database
    keys: KeyFile
    clock: HandClock
    bus: InProcessBus
    assistant: ScriptedAssistant
    conversations: Conversations
    turns: Turns
    codes: AccessCodes
    returning: Returning
    callbacks: CallBacks

    async def begin(self, language: str = "en") -> ConversationId:
        return (await self.conversations.create("screening", language, "America/New_York")).id

    async def write(self, conversation_id: ConversationId, text: str) -> int:
        return (await self.conversations.post_text(conversation_id, client_id(), text)).seq

    async def choose(self, conversation_id: ConversationId, choice: str | list[str]) -> int:
        return (await self.conversations.post_choice(conversation_id, client_id(), choice)).seq

    async def say(self, conversation_id: ConversationId, text: str) -> list[dict[str, Any]]:
        """Writes, lets the assistant answer, and gives what came after the message."""
        seq = await self.write(conversation_id, text)
        await self.turns.run(conversation_id)
        return await self.after(conversation_id, seq)

    async def after(self, conversation_id: ConversationId, seq: int = 0) -> list[dict[str, Any]]:
        return (await self.conversations.read(conversation_id, seq)).events


def client_id() -> ClientId:
    return ClientId(str(uuid.uuid4()))


async def open_record(url: str, folder: Path, clock: HandClock | None = None) -> RecordUnderTest:
    """Puts a record on the database; a second one over the same is as good as another process."""
    ensure_migrated(url)
    database, keys, bus = open_database(url), KeyFile(folder / "keys.json"), InProcessBus()
    clock = clock or HandClock()
    await database.start()
    conversations = Conversations(database, keys, TEXTS, clock, bus)
    assistant = ScriptedAssistant()
    turns = Turns(conversations, database, keys, TEXTS, clock, bus, assistant)
    codes = AccessCodes(database, keys, clock)
    returning = Returning(conversations, codes, database, clock, bus)
    callbacks = CallBacks(conversations, database, clock, bus, Audit(keys, clock))
    return RecordUnderTest(database, keys, clock, bus, assistant, conversations, turns, codes, returning, callbacks)
