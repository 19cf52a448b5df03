"""The supervisors' pages: the board, read-only monitoring, whispers, taking over, room and skills, the assistant's switch.

They work without script; script only looks again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework import eligibility
from casework.clock import local_date
from casework.conversations.models import ConversationId, tag
from casework.conversations.service import MOST_TEXT_CHARACTERS, MessageRefused
from casework.handoff import rules
from casework.handoff.board import BoardState
from casework.handoff.desk import Chat
from casework.handoff.models import SIGNED_IN, AgentId, Presence, Skill
from casework.handoff.service import NotTheirs
from channels.desk.api import chat_of
from channels.desk.places import page
from channels.portal import shared
from channels.problems import Problem, of_exception
from channels.request import GatewayRequest, get
from channels.screening import responses, views
from channels.screening.forms import client_id_of, field, fields
from channels.screening.responses import to

board = Blueprint("desk_board")

BOARD: Final = "/desk/board"
REFRESH_SECONDS: Final = 10
READ_ALONG_SECONDS: Final = 3
_CHAT: Final = f"{BOARD}/chats/<conversation_id>"
_AGENT: Final = f"{BOARD}/agents/<employee_id>"
_SWITCH: Final = f"{BOARD}/assistant"


@get(board, BOARD)
async def show(request: GatewayRequest) -> HTTPResponse:
    """Who waits, who is there, how the day goes."""
    return page(request, "board.html", **await _state(request), refresh_seconds=REFRESH_SECONDS)


@get(board, f"{BOARD}/now")
async def now(request: GatewayRequest) -> HTTPResponse:
    """The same without a page around it, for script. Looking again by itself doesn't keep a session alive."""
    language = shared.language_of(request)
    values: dict[str, Any] = {
        "sentences": shared.Sentences(request, language),
        "zone": request.services.settings.time_zone,
    }
    return responses.page(request, "board_now.html", language, **values, **await _state(request))


async def _state(request: GatewayRequest) -> dict[str, Any]:
    state = await request.services.board.state()
    return {
        "board": state,
        "late": await request.services.inbox.late(shared.actor_of(request)),
        "urgencies": eligibility.URGENCIES,
        "tag": tag,
        "languages": request.services.texts.languages,
        "names": {load.agent.id: load.agent.shown_name for load in state.loads},
        "lasted": _lasted(request, state),
        "duration": _duration(request),
    }


def _lasted(request: GatewayRequest, state: BoardState) -> Callable[[datetime], str]:
    duration = _duration(request)
    return lambda since: duration((state.at - since).total_seconds())


def _duration(request: GatewayRequest) -> Callable[[float], str]:
    """A time in whole minutes, in words."""
    language = shared.language_of(request)

    def say(seconds: float) -> str:
        minutes = int(seconds // 60)
        key = "page-board-minutes" if minutes else "page-board-less-than-a-minute"
        return request.services.texts.say(key, language, {"minutes_count": minutes})

    return say


# One chat: read, whispered into, taken over


@get(board, _CHAT)
async def monitor(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """A chat that is handed off, to be read; every opening is audited."""
    return await _chat_page(request, chat_of(conversation_id))


@get(board, f"{_CHAT}/now")
async def monitor_now(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The same without a page around it, for script that says what it has; nothing, where that is all there is.

    What is shown is audited as a page that is opened. Looking again by itself doesn't keep a session alive.
    """
    chat = chat_of(conversation_id)
    if not await request.services.desk.may_see(shared.actor_of(request), chat):
        raise Problem("conversation_not_found")
    if request.args.get("have", "") == _version(await _on_board(request, chat)):
        return HTTPResponse(status=204)
    language = shared.language_of(request)
    values: dict[str, Any] = {
        "sentences": shared.Sentences(request, language),
        "zone": request.services.settings.time_zone,
    }
    return responses.page(request, "board_chat_now.html", language, **values, **await _read_along(request, chat))


@board.post(f"{_CHAT}/whispers")
async def whisper(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Writes to whoever has the chat what the person never receives."""
    chat, actor = chat_of(conversation_id), shared.actor_of(request)
    await _be_known(request)
    try:
        await request.services.desk.note(actor, chat, client_id_of(request), field(request, "text"), whisper=True)
    except MessageRefused as refused:
        return await _chat_page(request, chat, of_exception(refused))
    return to(f"{BOARD}/chats/{chat}")


async def _chat_page(request: GatewayRequest, chat: ConversationId, failed: Problem | None = None) -> HTTPResponse:
    language = shared.language_of(request)
    return page(
        request,
        "board_chat.html",
        status=200 if failed is None else failed.status,
        **await _read_along(request, chat),
        refresh_seconds=READ_ALONG_SECONDS,
        failed=None if failed is None else shared.failed(request, failed, language, field(request, "text")),
        most_characters=MOST_TEXT_CHARACTERS,
        form=shared.form(request, f"{BOARD}/chats/{chat}"),
    )


async def _read_along(request: GatewayRequest, chat: ConversationId) -> dict[str, Any]:
    """What of a chat changes while it is read along."""
    services, language = request.services, shared.language_of(request)
    # Before the chat is read: what comes in between is shown, and shown again.
    version = _version(await _on_board(request, chat))
    opened = await services.desk.open(shared.actor_of(request), chat)
    return {
        "opened": opened,
        "chat": chat,
        "tag": tag,
        "agent": await _name_of(request, opened.chat.agent_id if opened.chat is not None else None),
        "known": views.answers(await services.conversations.facts(chat), services.texts, language),
        "handed": await services.cards.of(None, chat, language),
        "again": f"{BOARD}/chats/{chat}/now?have={version}",
    }


async def _on_board(request: GatewayRequest, chat: ConversationId) -> Chat | None:
    """The chat while it is handed off."""
    return next((one for one in await request.services.desk.board() if one.conversation_id == chat), None)


def _version(chat: Chat | None) -> str:
    """What is another whenever there is something new to read."""
    return "ended" if chat is None else f"{chat.last_seq}.{chat.notes}.{chat.state}.{chat.agent_id or ''}"


@get(board, f"{_CHAT}/take-over")
async def ask_take_over(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Asks once more before a chat is taken from whoever has it."""
    chat = chat_of(conversation_id)
    found = await _on_board(request, chat)
    if found is None:
        raise Problem("conversation_not_found")
    return page(
        request,
        "board_take_over.html",
        chat=chat,
        tag=tag,
        agent=await _name_of(request, found.agent_id),
        mine=found.agent_id == shared.actor_of(request).employee_id,
        form=shared.form(request, f"{BOARD}/chats/{chat}"),
    )


@board.post(f"{_CHAT}/take-over")
async def take_over(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes a chat from whoever has it, and leads to where it is worked on."""
    chat = chat_of(conversation_id)
    await _be_on_duty(request)
    await request.services.handoffs.accept(shared.actor_of(request), chat, take_over=True)
    return to(f"/desk/chats/{chat}")


async def _name_of(request: GatewayRequest, agent_id: AgentId | None) -> str | None:
    agents = await request.services.handoffs.agents()
    return next((agent.shown_name for agent in agents if agent.id == agent_id), None)


async def _be_known(request: GatewayRequest) -> None:
    """Whoever whispers has a name at the desk, though they take no chats."""
    services, session = request.services, request.session
    if (await services.desk.state(session.actor)).me is None:
        await services.handoffs.set_presence(session.actor, session.name, session.language, Presence.OFF)


async def _be_on_duty(request: GatewayRequest) -> None:
    """Whoever takes a chat over is there for it, without being offered others: else it would go back in line at once."""
    services, session = request.services, request.session
    me = (await services.desk.state(session.actor)).me
    leased = me is not None and me.lease_until is not None and me.lease_until > services.clock.now()
    presence = me.presence if me is not None and leased else Presence.AWAY
    await services.handoffs.set_presence(session.actor, session.name, session.language, presence)


# Agents


@get(board, _AGENT)
async def agent(request: GatewayRequest, employee_id: str) -> HTTPResponse:
    """An agent's room and skills."""
    services = request.services
    found = next((each for each in await services.handoffs.agents() if each.id == employee_id), None)
    if found is None:
        raise Problem("not_found")
    today = local_date(services.clock.now(), services.settings.time_zone)
    return page(
        request,
        "board_agent.html",
        agent=found,
        most=rules.capacity(today).most,
        skills=_skills(request),
        form=shared.form(request, f"{BOARD}/agents/{found.id}"),
    )


@board.post(_AGENT)
async def change_agent(request: GatewayRequest, employee_id: str) -> HTTPResponse:
    """Changes an agent's room and skills."""
    skills = fields(request).get("skills", [])
    if not set(skills) <= set(_skills(request)):
        raise Problem("skill_unknown")
    try:
        await request.services.handoffs.set_profile(
            shared.actor_of(request),
            AgentId(employee_id),
            _number(field(request, "capacity")),
            frozenset(map(Skill, skills)),
        )
    except ValueError:
        raise Problem("field_invalid") from None
    except NotTheirs:
        raise Problem("not_found") from None
    return to(BOARD)


def _skills(request: GatewayRequest) -> tuple[Skill, ...]:
    return (*request.services.desk.skills(), SIGNED_IN)


def _number(text: str) -> int:
    """A whole number of two digits at most. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 2):
        raise ValueError
    return int(text)


# The assistant's switch


@get(board, _SWITCH)
async def switch(request: GatewayRequest) -> HTTPResponse:
    """For whom the assistant is stopped, and the ways to stop it and to let it answer again."""
    stopped = await request.services.handoffs.stopped()
    return page(
        request,
        "board_assistant.html",
        stopped=stopped,
        topics=[topic for topic in eligibility.TROUBLES if f"topic:{topic}" not in stopped],
        form=shared.form(request, _SWITCH),
    )


@board.post(_SWITCH)
async def change_switch(request: GatewayRequest) -> HTTPResponse:
    """Stops the assistant for everybody or for a topic, or lets it answer again."""
    handoffs, actor, scope = request.services.handoffs, shared.actor_of(request), field(request, "scope")
    if field(request, "act") == "let":
        await handoffs.let_assistant(actor, scope)
    else:
        try:
            await handoffs.stop_assistant(actor, scope)
        except ValueError:
            raise Problem("field_invalid") from None
    return to(_SWITCH)
