"""The desk for scripts: its state, its stream, and what agents do, as JSON (ADR 0017)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, empty, raw

from casework.conversations.models import ClientId, ConversationId
from casework.handoff.desk import Closing
from casework.handoff.models import AgentId, Presence, Skill
from casework.handoff.service import NotTheirs, SkillNeeded
from channels.authorization import AT_DESK
from channels.bodies import (
    ClosedChat,
    CorrectedFact,
    DeskNote,
    DeskReply,
    Draft,
    Once,
    SetPresence,
    Transferred,
    read_json,
    read_query,
)
from channels.desk import shown
from channels.doors import session_holds
from channels.portal.shared import actor_of
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get
from channels.screening import exchange

COMES_BACK: Final = timedelta(minutes=10)
"""Whose page was cut off for so long at most is on duty again when it is back."""
desk_api = Blueprint("desk_api", url_prefix="/api/v1/desk")

_CHAT: Final = "/conversations/<conversation_id>"


@get(desk_api, "/state")
async def state(request: GatewayRequest) -> HTTPResponse:
    """The desk as the agent sees it."""
    return _json(shown.state(await request.services.desk.state(actor_of(request))))


@get(desk_api, "/events")
async def follow(request: GatewayRequest) -> HTTPResponse | None:
    """Everything of the agent's desk as a stream: its state, and each chat of theirs from where the cursor stands."""
    query = read_query(request, frozenset({"after"}))
    cursor = request.headers.getone("last-event-id", "") or query.get("after", "")
    holds = session_holds(request, AT_DESK)
    await exchange.stream(request, request.services.desk_streams.follow(actor_of(request), cursor, holds))
    return None


@desk_api.put("/presence")
async def presence(request: GatewayRequest) -> HTTPResponse:
    """Says whether the agent takes chats, and renews their lease; an open page renews it without saying anything."""
    wanted = read_json(request, SetPresence)
    session, handoffs = request.session, request.services.handoffs
    if wanted.status is None:
        agent = await handoffs.renew(session.actor, COMES_BACK)
    elif wanted.status == "off":
        await handoffs.leave(session.actor)
        agent = None
    else:
        agent = await handoffs.set_presence(session.actor, session.name, session.language, Presence(wanted.status))
    if agent is None:
        return _json({"status": Presence.OFF.value, "lease_until": None})
    return _json({"status": agent.presence.value, "lease_until": shown.moment(agent.lease_until)})


@get(desk_api, _CHAT)
async def read(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """A chat with everything said before, what staff wrote, and the draft."""
    opened = await request.services.desk.open(actor_of(request), chat_of(conversation_id))
    return _json(shown.opened(opened))


@desk_api.post(f"{_CHAT}/claim")
async def claim(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes a chat: what was offered, or by hand out of the queue."""
    return await _take(request, conversation_id, take_over=False)


@desk_api.post(f"{_CHAT}/take-over")
async def take_over(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes a chat from whoever has it (supervisors)."""
    return await _take(request, conversation_id, take_over=True)


async def _take(request: GatewayRequest, conversation_id: str, take_over: bool) -> HTTPResponse:
    read_json(request, Once)
    chat = chat_of(conversation_id)
    await take_chat(request, chat, take_over)
    return _json({"conversation": chat})


async def take_chat(request: GatewayRequest, chat: ConversationId, take_over: bool = False) -> None:
    """Takes a chat for whoever asks. Raises Problem (409, with who has it), ConversationNotFound."""
    try:
        await request.services.handoffs.accept(actor_of(request), chat, take_over=take_over)
    except SkillNeeded:
        raise Problem("chat_needs_skill") from None
    except NotTheirs as taken:
        raise Problem("chat_taken", members={} if taken.by is None else {"by": taken.by}) from None


@desk_api.post(f"{_CHAT}/decline")
async def decline(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Lets an offer go by."""
    read_json(request, Once)
    await request.services.handoffs.decline(actor_of(request), chat_of(conversation_id))
    return empty()


@desk_api.post(f"{_CHAT}/step-aside")
async def step_aside(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Keeps the agent out of a chat with somebody they know."""
    read_json(request, Once)
    await request.services.handoffs.step_aside(actor_of(request), chat_of(conversation_id))
    return empty()


@desk_api.post(f"{_CHAT}/messages")
async def write(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Says something to the person."""
    reply, chat = read_json(request, DeskReply), chat_of(conversation_id)
    seq = await request.services.desk.reply(
        actor_of(request), chat, ClientId(reply.client_id), reply.text, reply.expected_seq, reply.documents or ()
    )
    request.services.typing.agent_sent(chat)
    return _json({"seq": seq}, 201)


@desk_api.post(f"{_CHAT}/notes")
async def note(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Writes a note, or a supervisor's whisper, beside the conversation."""
    written = read_json(request, DeskNote)
    number = await request.services.desk.note(
        actor_of(request), chat_of(conversation_id), ClientId(written.client_id), written.text, written.whisper
    )
    return _json({"number": number}, 201)


@desk_api.post(f"{_CHAT}/facts")
async def correct(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Corrects a fact."""
    fact = read_json(request, CorrectedFact)
    await request.services.desk.correct(
        actor_of(request), chat_of(conversation_id), ClientId(fact.client_id), fact.fact, fact.value
    )
    return _json({"fact": fact.fact}, 201)


@desk_api.post(f"{_CHAT}/transfer")
async def transfer(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Passes a chat on: to a person, to a skill, back to the assistant."""
    wanted = read_json(request, Transferred)
    chat = chat_of(conversation_id)
    await pass_on(request, chat, wanted)
    return _json({"conversation": chat})


async def pass_on(request: GatewayRequest, chat: ConversationId, wanted: Transferred) -> None:
    """Passes a chat on as wished. Raises as the desk's three ways to do so."""
    desk, actor, client_id = request.services.desk, actor_of(request), ClientId(wanted.client_id)
    if wanted.to == "assistant":
        await desk.give_back(actor, chat, client_id, wanted.note)
    elif wanted.to.agent is not None:
        await desk.transfer_to_agent(actor, chat, client_id, AgentId(wanted.to.agent), wanted.note)
    else:
        skill = Skill(wanted.to.skill or "")
        await desk.transfer_to_skill(actor, chat, client_id, skill, wanted.note, wanted.anyway)


@desk_api.post(f"{_CHAT}/close")
async def close(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Ends a chat with what happens next, who does it, by when."""
    wanted = read_json(request, ClosedChat)
    closing = Closing(
        wanted.wrap_up, wanted.what, wanted.who, None if wanted.by_on is None else date.fromisoformat(wanted.by_on)
    )
    await request.services.desk.close(
        actor_of(request), chat_of(conversation_id), ClientId(wanted.client_id), closing, wanted.expected_seq
    )
    return _json({"conversation": conversation_id})


@desk_api.put(f"{_CHAT}/draft")
async def draft(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Keeps what the agent has written so far."""
    await request.services.desk.draft(actor_of(request), chat_of(conversation_id), read_json(request, Draft).text)
    return empty()


@desk_api.post(f"{_CHAT}/typing")
async def typing(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Says that the agent is writing; it shows for a few seconds."""
    request.services.typing.agent(chat_of(conversation_id))
    return empty()


def chat_of(conversation_id: str) -> ConversationId:
    """The conversation that an address names. Raises Problem."""
    if not UUID.fullmatch(conversation_id):
        raise Problem("conversation_not_found")
    return ConversationId(conversation_id)


def _json(content: dict[str, Any], status: int = 200) -> HTTPResponse:
    return raw(orjson.dumps(content), status=status, content_type="application/json")
