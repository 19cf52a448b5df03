"""What the API and the pages do alike: record what a person says, and stream what comes."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Final

from casework.access_codes.models import Issued
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.cases.service import MatterNotFound
from casework.conversations.documents import Noting
from casework.conversations.models import ClientId, Owner, Posted, VisitorToken
from casework.conversations.returning import NoCodeHolds, Opened
from casework.conversations.service import MOST_TEXT_CHARACTERS
from casework.documents.models import DocumentId
from casework.messages.threads import MessageRefused
from channels.bodies import NewMessage
from channels.limits import counted_address
from channels.problems import Problem, code_tries
from channels.request import GatewayRequest

STREAM: Final = "text/event-stream"
_HIGHEST_SEQ: Final = 2**31 - 1


async def record(request: GatewayRequest, message: NewMessage) -> Posted:
    """Records a message and has it answered. Raises Problem, MessageRefused."""
    services = request.services
    client_id = ClientId(message.client_id)
    if message.choice is None:
        text = message.text or ""
        if len(text) > MOST_TEXT_CHARACTERS:
            raise Problem("message_too_long")
        person = request.ctx.holder.person
        note = None if person is None or not message.answers else await _answering(request, message)
        posted = await services.conversations.post_text(
            request.opened, client_id, text, message.documents or (), person, note
        )
    else:
        posted = await services.conversations.post_choice(request.opened, client_id, message.choice)
    services.typing.person_sent(request.opened)
    services.runner.schedule(request.opened)
    return posted


async def _answering(request: GatewayRequest, message: NewMessage) -> Noting:
    """What says which asked papers the documents are. Raises Problem, ConversationNotFound, CaseSystemUnavailable."""
    services, actor = request.services, request.session.actor
    matter_id = (await services.portal.of(actor, request.opened)).matter_id
    if matter_id is None:
        raise Problem("asked_unknown")
    answers = {DocumentId(document_id): key for document_id, key in message.answers.items()}
    try:
        return await services.messages.answering(actor, matter_id, answers)
    except (MatterNotFound, MessageRefused):
        raise Problem("asked_unknown") from None


async def typing(request: GatewayRequest) -> None:
    """The person is writing: passed on while an advocate has the chat. Raises Problem (429), ConversationNotFound."""
    services = request.services
    services.limits.typing(request.opened)
    reading = await services.conversations.read(request.opened, after=_HIGHEST_SEQ)
    if reading.owner is Owner.AGENT:
        services.typing.person(request.opened)


async def new_code(request: GatewayRequest) -> Issued:
    """Makes the conversation's return code. Raises Problem (429), ConversationNotFound."""
    request.services.limits.message(request.opened)
    return await request.services.returning.new_code(request.opened, request.ctx.holder)


async def open_by_code(request: GatewayRequest, typed: str, visitor: VisitorToken | None = None) -> Opened:
    """Opens a conversation by its return code, to a browser or by a new token. Raises Problem (404, 429)."""
    by = By(counted_address(request.address), visitor)
    try:
        return await request.services.returning.open(typed, by, visitor)
    except CodeUnknown:
        raise Problem("code_unknown") from None
    except TooManyTries as error:
        raise code_tries(error.wait_seconds) from None


async def only_me(request: GatewayRequest) -> None:
    """Shuts every other device out. Raises Problem (429), ConversationNotFound."""
    request.services.limits.message(request.opened)
    await request.services.returning.only_me(request.opened, request.ctx.holder)


async def give_back(request: GatewayRequest) -> None:
    """Ends this device's way in. Raises Problem (409 where no code holds, 429), ConversationNotFound."""
    request.services.limits.message(request.opened)
    try:
        await request.services.returning.give_back(request.opened, request.ctx.holder)
    except NoCodeHolds:
        raise Problem("code_needed") from None


async def code_for_page(request: GatewayRequest, typed: str) -> datetime:
    """Until when a code holds that is to stand on a page of this conversation. Raises Problem (404, 429)."""
    by = By(counted_address(request.address), request.ctx.visitor)
    try:
        return await request.services.returning.code_for_page(request.opened, typed, by)
    except CodeUnknown:
        raise Problem("code_unknown") from None
    except TooManyTries as error:
        raise code_tries(error.wait_seconds) from None


def seq(text: str) -> int:
    """A seq as a client names it. Raises Problem."""
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > _HIGHEST_SEQ:
        raise Problem("after_invalid")
    return int(text)


async def stream(request: GatewayRequest, parts: AsyncGenerator[bytes], gzipped: bool = False) -> None:
    """Answers with a stream until it ends or nobody listens; `gzipped` if the client takes that. Raises Problem (429)."""
    headers = {"X-Accel-Buffering": "no"}
    # Each part is flushed, so it arrives when it is sent. What came before is known to both sides: the next question
    # repeats most of its words. A small window keeps a stream at about 32 kB.
    packer = zlib.compressobj(wbits=16 + 12, memLevel=5) if gzipped else None
    if packer is not None:
        headers["Content-Encoding"] = "gzip"
    try:
        session = request.ctx.session
        of_staff = session.digest if session is not None and session.actor.staff_roles else None
        with request.services.limits.stream(request.address, of_staff):
            response = await request.respond(content_type=f"{STREAM}; charset=utf-8", headers=headers)
            async for part in parts:
                sent = part if packer is None else packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)
                await response.send(sent)
            await response.eof()
    finally:
        await parts.aclose()
