"""Coming back to a conversation on any device: its return code, opening it by one, and shutting other devices out.

Each takes the conversation's row first and looks again, under its lock, whether whoever asks still may: of devices that
shut each other out at once one is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from casework.access_codes.models import CodeKind, Issued, SubjectId
from casework.access_codes.service import AccessCodes, CodeUnknown
from casework.access_codes.tries import By
from casework.clock import Clock, local_date
from casework.conversations.models import ConversationId, ConversationToken, Holder, VisitorToken
from casework.conversations.service import Conversations

ONLY_ME: Final = "notice-only-me"
GIVEN_BACK: Final = "notice-given-back"
# Where one of these notices comes, whoever reads on must be looked at again.
SHUTS_OUT: Final = frozenset({ONLY_ME, GIVEN_BACK})


class NoCodeHolds(Exception):
    """Nothing would open the conversation any more: it must not be given back without a code."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation opened by its code. A browser's cookie opens it from now on; others get a token, told once."""

    id: ConversationId
    token: ConversationToken | None = field(repr=False)


class Returning:
    """What a person does to go on later, or elsewhere."""

    def __init__(
        self, conversations: Conversations, codes: AccessCodes, database: Database, clock: Clock, bus: Bus
    ) -> None:
        self._conversations = conversations
        self._codes = codes
        self._database = database
        self._clock = clock
        self._bus = bus

    async def new_code(self, conversation_id: ConversationId, holder: Holder) -> Issued:
        """Makes the conversation's return code; the one before ends. Raises ConversationNotFound."""

        async def work(connection: AsyncConnection) -> Issued:
            await self._conversations.let_in(connection, conversation_id, holder)
            return await self._codes.issue(connection, CodeKind.RETURN, SubjectId(conversation_id))

        return await self._database.write(work)

    async def holds_until(self, conversation_id: ConversationId) -> datetime | None:
        """Until when the code made last holds; None where none does."""
        return await self._codes.holds_until(CodeKind.RETURN, SubjectId(conversation_id))

    async def open(self, typed: str, by: By, visitor: VisitorToken | None = None) -> Opened:
        """Opens the conversation of a code to a browser, or else by a new token; the transcript says so.

        A browser that may open it already is let through without a word: a form sent twice says nothing twice.

        Raises:
            CodeUnknown: no code that holds.
            TooManyTries: whoever tries has to wait.
            DatabaseUnavailable: nothing was opened.
        """
        found = await self._codes.find(CodeKind.RETURN, typed, by)
        conversation_id = ConversationId(found.subject_id)

        async def work(connection: AsyncConnection) -> ConversationToken | None:
            row = await self._conversations.record.row(connection, conversation_id, lock=True)
            await self._codes.check_again(connection, found)
            token = None
            if visitor is None:
                token = await self._conversations.new_token(connection, conversation_id)
            elif await self._conversations.opens(connection, conversation_id, Holder(visitor=visitor)):
                return None
            else:
                await self._conversations.open_to(connection, conversation_id, visitor)
            today = local_date(self._clock.now(), row.time_zone).isoformat()
            opened = {"key": "notice-opened-elsewhere", "with": {"opened_on": today}, "also": ["save_for_later"]}
            await self._conversations.tell(connection, row, opened)
            return token

        token = await self._database.write(work)
        self._bus.publish(conversation_id)
        return Opened(conversation_id, token)

    async def only_me(self, conversation_id: ConversationId, holder: Holder) -> None:
        """Ends every other browser's, token's and code's way in. Raises ConversationNotFound (shut out by another)."""

        async def work(connection: AsyncConnection) -> None:
            row = await self._conversations.let_in(connection, conversation_id, holder)
            await self._conversations.shut_out_others(connection, conversation_id, holder)
            await self._codes.end(connection, CodeKind.RETURN, SubjectId(conversation_id))
            await self._conversations.tell(connection, row, {"key": ONLY_ME})

        await self._database.write(work)
        self._bus.publish(conversation_id)

    async def give_back(self, conversation_id: ConversationId, holder: Holder) -> None:
        """Ends this holder's way in, and only theirs: whoever has the code goes on, and the transcript says so.

        The code is made before, by `new_code`, so that a form sent twice can't lose the one that was shown.

        Raises:
            NoCodeHolds: there is no code to go on with.
            ConversationNotFound: shut out by another, or given back before.
        """

        async def work(connection: AsyncConnection) -> None:
            row = await self._conversations.let_in(connection, conversation_id, holder)
            if await self._codes.holds_until_in(connection, CodeKind.RETURN, SubjectId(conversation_id)) is None:
                raise NoCodeHolds
            await self._conversations.shut_out(connection, conversation_id, holder)
            today = local_date(self._clock.now(), row.time_zone).isoformat()
            given_back = {"key": GIVEN_BACK, "with": {"given_back_on": today}, "also": ["save_for_later"]}
            await self._conversations.tell(connection, row, given_back)

        await self._database.write(work)
        self._bus.publish(conversation_id)

    async def code_for_page(self, conversation_id: ConversationId, typed: str, by: By) -> datetime:
        """Until when a code holds that was shown before and opens this very conversation.

        Raises:
            CodeUnknown: it opens nothing, or another conversation.
            TooManyTries: whoever tries has to wait.
        """
        found = await self._codes.find(CodeKind.RETURN, typed, by)
        holds_until = await self.holds_until(conversation_id)
        if found.subject_id != SubjectId(conversation_id) or holds_until is None:
            raise CodeUnknown
        return holds_until
