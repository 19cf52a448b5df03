"""The advocates' workspace: the queue, their chats, and one chat with all that is known; by forms, and live by script.

What a form does is what the desk's API does (`channels.desk.api`). What can't be done is said on the page that it came from,
with everything that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from markupsafe import Markup
from pydantic import ValidationError
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from adapters.case_system.port import CaseSystemUnavailable
from casework import eligibility
from casework.canned import VARIABLES, CannedText
from casework.cases import answers
from casework.cases.models import MatterView
from casework.cases.service import MatterNotFound
from casework.conversations import documents, wording
from casework.conversations.models import ClientId, ConversationId, Door, Kind, tag
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MOST_TEXT_CHARACTERS, MessageRefused
from casework.documents.models import RELEASE_REASONS
from casework.documents.service import DocumentNotReady, ReleaseRefused
from casework.handoff import rules
from casework.handoff.card import Card, HandedOff
from casework.handoff.desk import (
    MOST_CLOSING_CHARACTERS,
    Chat,
    Closing,
    DeskRefused,
    DeskState,
    ReplyStale,
)
from casework.handoff.matters import MatterAtDesk
from casework.handoff.models import HELD, SAID, HandoffState, Note, Presence
from casework.handoff.service import MOST_NAME_CHARACTERS, NotTheirs
from channels import problems
from channels.authorization import AT_DESK
from channels.bodies import Transferred, TransferTarget
from channels.desk.api import chat_of, pass_on, take_chat
from channels.desk.cases import CASES
from channels.desk.leaving import asks_before_leaving
from channels.desk.places import REVIEWS, page
from channels.documents.forms import receive, why_not
from channels.portal import shared
from channels.portal.chats import message_of, sends
from channels.portal.shared import actor_of
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get
from channels.screening import views
from channels.screening.forms import client_id_of, fields
from channels.screening.forms import field as typed_in
from channels.screening.responses import to

workspace = Blueprint("workspace", url_prefix="/desk")

_CHAT: Final = "/chats/<conversation_id>"
_HIGHEST: Final = 2**31 - 1
# What an act at the desk may be refused by: said on the page, with what was typed.
_REFUSALS: Final = (
    *(Problem, MessageRefused, DeskRefused, DocumentNotReady, ReleaseRefused),
    *(NotTheirs, ReplyStale, ConversationNotFound),
)
# A lease may run out between two looks of a page without script; whoever comes back later says anew that they are there.
_COMES_BACK: Final = timedelta(minutes=2)
_MOST_CANNED: Final = 8
# From here on somebody who waits is an alarm.
_LONG_WAIT: Final = timedelta(minutes=5)
_FROM: Final = re.compile(rf"/desk(?:/chats/{UUID.pattern})?")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was not taken.

    Attributes:
        part: Which form: `reply`, `note`, `fact`, `name`, `claim`.
        sentence: What to say.
        status: The answer's.
        typed: What was typed.
        missed: The seqs of what the person wrote meanwhile.
        by: Who has the chat instead.
        code: The stable code of it.
    """

    part: str
    sentence: str
    status: int
    typed: str = field(default="", repr=False)
    missed: frozenset[int] = frozenset()
    by: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the transcript: something said, or what staff wrote beside it (`note`)."""

    seq: int
    event: views.Event | None
    words: Markup
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as it can be corrected: what stands in words, and the values that it may have."""

    name: str
    title: str
    words: str | None
    value: Any
    input: str
    values: Sequence[tuple[str, str]]


# The workspace and its lists


@get(workspace, "/")
async def show(request: GatewayRequest) -> HTTPResponse:
    """The queue and the agent's chats; who takes none is led to their own work."""
    return await _desk(request)


@get(workspace, "/news")
async def news(request: GatewayRequest) -> HTTPResponse:
    """The lists as they stand now, for a live page."""
    return page(request, "desk_news.html", **await _lists(request))


@get(workspace, "/here", ctx_embeddable=True)
async def here(request: GatewayRequest) -> HTTPResponse:
    """A small frame of a page without script: it asks again by itself, which keeps the agent on duty, and tells of news."""
    state = await _renewed(request)
    named, seen = request.args.get("chat", ""), _number(request.args.get("seq", ""))
    chat = next((each for each in state.chats if each.conversation_id == named), None)
    return page(
        request,
        "desk_here.html",
        **_of(request, state, None if chat is None else chat.conversation_id),
        path=f"/desk/chats/{named}" if UUID.fullmatch(named) else "/desk",
        news=chat is not None and chat.last_seq > seen,
        gone=bool(named) and chat is None,
    )


@get(workspace, "/icon.svg")
async def icon(request: GatewayRequest) -> HTTPResponse:
    """The icon of a tab in which something waits."""
    return raw(_ICON, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@workspace.post("/presence")
async def presence(request: GatewayRequest) -> HTTPResponse:
    """Says whether the agent takes chats; who has some is asked before they go back in line."""
    session, status = request.session, typed_in(request, "status")
    if status not in SAID:
        raise Problem("field_invalid")
    if status == Presence.OFF:
        asked = await asks_before_leaving(request, "/desk/presence")
        if asked is not None:
            return asked
        await request.services.handoffs.leave(session.actor)
    else:
        await request.services.handoffs.set_presence(session.actor, session.name, session.language, Presence(status))
    return to(_came_from(request))


@workspace.post("/name")
async def name(request: GatewayRequest) -> HTTPResponse:
    """Chooses the name that people see."""
    chosen = typed_in(request, "name")
    try:
        await request.services.desk.set_name(actor_of(request), chosen)
    except DeskRefused as error:
        return await _desk(request, _trouble(request, "name", error, chosen))
    return to(_came_from(request))


async def _desk(request: GatewayRequest, trouble: Trouble | None = None) -> HTTPResponse:
    roles = actor_of(request).staff_roles
    if not roles & AT_DESK and roles & REVIEWS:
        return to(CASES)
    if not roles & AT_DESK:
        return page(request, "desk_nothing.html")
    state = await _renewed(request)
    return page(
        request,
        "workspace.html",
        status=200 if trouble is None else trouble.status,
        **{**_of(request, state), "trouble": trouble},
    )


async def _lists(request: GatewayRequest) -> dict[str, Any]:
    return _of(request, await request.services.desk.state(actor_of(request)))


async def _renewed(request: GatewayRequest) -> DeskState:
    """The desk; who is on duty and opens a page of it is still there."""
    actor = actor_of(request)
    await request.services.handoffs.renew(actor, _COMES_BACK)
    return await request.services.desk.state(actor)


def _of(request: GatewayRequest, state: DeskState, current: ConversationId | None = None) -> dict[str, Any]:
    """What the lists show."""
    me, now = state.me, request.services.clock.now()

    def waits_long(chat: Chat) -> bool:
        return now - chat.waiting_since >= _LONG_WAIT

    offers = [chat for chat in state.chats if chat.state is HandoffState.OFFERED]
    offered = {chat.conversation_id for chat in offers}
    lapsed = me is None or me.lease_until is None or me.lease_until <= now
    return {
        "state": state,
        "duty": Presence.OFF if me is None or lapsed else me.presence,
        "offers": offers,
        "mine": [chat for chat in state.chats if chat.state in HELD],
        "in_line": [chat for chat in state.queue if chat.conversation_id not in offered],
        "cursor": ",".join(f"{chat.conversation_id}:{chat.last_seq}.{chat.notes}" for chat in state.chats),
        "unread": sum(chat.unread for chat in state.chats),
        "others": sum(chat.unread for chat in state.chats if chat.conversation_id != current),
        "long": sum(map(waits_long, state.queue)),
        "waits_long": waits_long,
        "current": current,
        "minutes_since": lambda at: max(0, int((now - at).total_seconds() // 60)),
        "seconds_until": lambda at: max(0, int((at - now).total_seconds())),
        "tag": tag,
        "form": shared.form(request, "/desk"),
        "most_name": MOST_NAME_CHARACTERS,
        "trouble": None,
    }


# One chat


@get(workspace, _CHAT)
async def chat(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """A chat with everything said before, the card, the facts, and where to answer."""
    return await _chat(request, chat_of(conversation_id))


@get(workspace, f"{_CHAT}/news")
async def chat_news(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """What a live page lacks: items of the transcript, notes, and the lists, the card and the facts as they stand now."""
    conversation = chat_of(conversation_id)
    services, actor = request.services, actor_of(request)
    await services.desk.looks_on(actor, conversation)
    after, numbered = _number(request.args.get("after", "")), _number(request.args.get("notes", ""))
    events = await services.desk.events(conversation, after)
    changed = {event["target_seq"] for event in events if event["kind"] == "redacted"}
    changed |= {event["of_seq"] for event in events if "of_seq" in event}
    if changed:
        # What the page has already is sent again as it is now: a number cut out, a document that was checked.
        events = [event for event in await services.desk.events(conversation, 0) if event["seq"] in changed] + events
    notes = await services.desk.notes(conversation, numbered)
    last_seq = max([after, *(event["seq"] for event in events)])
    return page(
        request,
        "desk_news.html",
        **await _beside(request, conversation, last_seq),
        entries=entries(request, events, notes),
        last_note=max([numbered, *(note.number for note in notes)]),
    )


@workspace.post(f"{_CHAT}/claim")
async def claim(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes a chat, and opens it."""
    conversation = chat_of(conversation_id)
    if typed_in(request, "anyway") != "yes" and (foreign := await _in_no_language_of_theirs(request, conversation)):
        return page(
            request,
            "desk_language.html",
            spoken=foreign,
            path=path(conversation),
            tag=tag(conversation),
            form=shared.form(request, path(conversation)),
        )
    try:
        await take_chat(request, conversation)
    except Problem as error:
        return await _desk(request, _trouble(request, "claim", error))
    return to(path(conversation))


async def _in_no_language_of_theirs(request: GatewayRequest, conversation: ConversationId) -> str | None:
    """The language of a chat that the agent would take by hand, where it is none of theirs."""
    state = await request.services.desk.state(actor_of(request))
    found = next((each for each in state.queue if each.conversation_id == conversation), None)
    by_hand = found is not None and found.mine_to_take and found.state is not HandoffState.OFFERED
    return found.language if found is not None and by_hand and not found.speaks else None


@workspace.post(f"{_CHAT}/step-aside")
async def step_aside(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Keeps the agent out of a chat with somebody they know."""
    await request.services.handoffs.step_aside(actor_of(request), chat_of(conversation_id))
    return to("/desk")


@workspace.post(f"{_CHAT}/decline")
async def decline(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Lets an offer go by."""
    await request.services.handoffs.decline(actor_of(request), chat_of(conversation_id))
    return to("/desk")


@workspace.post(f"{_CHAT}/messages")
async def write(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Says something to the person."""
    conversation, text = chat_of(conversation_id), _text(request, "text")
    try:
        seen = _number(typed_in(request, "expected_seq"))
        seq = await request.services.desk.reply(actor_of(request), conversation, client_id_of(request), text, seen)
    except _REFUSALS as error:
        return await _again(request, conversation, _trouble(request, "reply", error, text))
    request.services.typing.agent_sent(conversation)
    return to(f"{path(conversation)}#e{seq}")


@workspace.post(f"{_CHAT}/documents", stream=True)
async def send_documents(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Sends documents to the person, those in the form and those uploaded before, with or without words."""
    conversation, actor = chat_of(conversation_id), actor_of(request)
    by = await request.services.document_access.may_send(actor, documents.place_of(conversation))
    if by is None:
        raise ConversationNotFound
    received = await receive(request, by, documents.place_of(conversation))
    text = received.field("text").replace("\r\n", "\n")
    try:
        sent, seen = message_of(received, text), _number(received.field("expected_seq"))
        client_id = ClientId(sent.client_id)
        await request.services.desk.reply(actor, conversation, client_id, text, seen, sent.documents or ())
    except _REFUSALS as error:
        trouble = _trouble(request, "documents", error, text)
        why = why_not(request, request.ctx.language or "en", received, problems.of_exception(error))
        return await _again(request, conversation, replace(trouble, sentence=why))
    request.services.typing.agent_sent(conversation)
    return to(f"{path(conversation)}#transcript")


@workspace.post(f"{_CHAT}/documents/<document_id>/release")
async def release(request: GatewayRequest, conversation_id: str, document_id: str) -> HTTPResponse:
    """Lets a document be opened that nobody could look into, by a decision that is recorded."""
    conversation = chat_of(conversation_id)
    try:
        await request.services.desk.release(actor_of(request), conversation, document_id, typed_in(request, "reason"))
    except _REFUSALS as error:
        return await _again(request, conversation, _trouble(request, "release", error))
    return to(path(conversation))


@workspace.post(f"{_CHAT}/notes")
async def note(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Writes a note that only staff see."""
    conversation, text = chat_of(conversation_id), _text(request, "note")
    try:
        number = await request.services.desk.note(actor_of(request), conversation, client_id_of(request), text)
    except _REFUSALS as error:
        return await _again(request, conversation, _trouble(request, "note", error, text))
    return to(f"{path(conversation)}#n{number}")


@workspace.post(f"{_CHAT}/facts")
async def correct(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Corrects a fact."""
    conversation, fact = chat_of(conversation_id), typed_in(request, "fact")
    given = [value for value in fields(request).get("value", []) if value]
    several = fact in eligibility.FACTS and eligibility.FACTS[fact].input in ("choices", "topics")
    value = given if several else next(iter(given), "")
    try:
        await request.services.desk.correct(actor_of(request), conversation, client_id_of(request), fact, value)
    except _REFUSALS as error:
        return await _again(request, conversation, _trouble(request, "fact", error))
    return to(f"{path(conversation)}#facts")


@workspace.post(f"{_CHAT}/draft")
async def keep(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Keeps what was typed so far; script does so by itself."""
    conversation, text = chat_of(conversation_id), _text(request, "text")
    try:
        await request.services.desk.draft(actor_of(request), conversation, text)
    except _REFUSALS as error:
        return await _again(request, conversation, _trouble(request, "reply", error, text))
    return to(f"{path(conversation)}#compose")


@workspace.post(f"{_CHAT}/canned")
async def canned(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Finds canned texts by a few words, or puts one into the box. `part` asks for the list alone."""
    conversation, words = chat_of(conversation_id), typed_in(request, "words")
    use, text = typed_in(request, "use"), _text(request, "text")
    services = request.services
    if not await services.desk.may_see(actor_of(request), conversation):
        raise ConversationNotFound
    state = await services.desk.state(actor_of(request))
    language = await _language(request, conversation)
    values = {} if state.me is None else {"agent_name": state.me.shown_name}
    if use:
        chosen = services.canned.show(use, language, values).text if use in services.canned.names() else ""
        return await _chat(request, conversation, reply="\n".join(filter(None, [text.rstrip(), chosen])))
    found = services.canned.search(words, language, _MOST_CANNED, values)
    if typed_in(request, "part"):
        return page(request, "desk_canned.html", found=found, spoken=language, path=path(conversation))
    return await _chat(request, conversation, reply=text, found=found, words=words)


@get(workspace, f"{_CHAT}/transfer")
async def ask_transfer(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Where the chat may go on."""
    return await _transfer(request, chat_of(conversation_id))


@workspace.post(f"{_CHAT}/transfer")
async def transfer(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Passes the chat on: to a person, to a skill, back to the assistant."""
    conversation = chat_of(conversation_id)
    try:
        await pass_on(request, conversation, _target(request))
    except _REFUSALS as error:
        return await _transfer(request, conversation, _trouble(request, "transfer", error))
    return to("/desk")


@get(workspace, f"{_CHAT}/close")
async def ask_close(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Why the chat is closed."""
    return await _close(request, chat_of(conversation_id), "why")


@workspace.post(f"{_CHAT}/close")
async def close(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Closes the chat, in steps: why, what happens next, a last look at what the person will read, and it is done."""
    conversation, step = chat_of(conversation_id), typed_in(request, "step")
    try:
        if step == "send":
            closing, seen = _closing(request), _number(typed_in(request, "expected_seq"))
            await request.services.desk.close(actor_of(request), conversation, client_id_of(request), closing, seen)
            return to("/desk")
        if typed_in(request, "wrap_up") not in rules.wrap_ups(shared.today(request)):
            raise DeskRefused("wrap_up_unknown")
        if step == "look":
            _closing(request)
    except _REFUSALS as error:
        came_from = "why" if isinstance(error, DeskRefused) else "write"
        return await _close(request, conversation, came_from, _trouble(request, "close", error))
    return await _close(request, conversation, "look" if step == "look" else "write")


async def _chat(
    request: GatewayRequest,
    conversation: ConversationId,
    trouble: Trouble | None = None,
    reply: str | None = None,
    found: Sequence[CannedText] | None = None,
    words: str = "",
) -> HTTPResponse:
    """The page of one chat. `reply` stands in the box; None: the draft that was kept."""
    services = request.services
    opened = await services.desk.open(actor_of(request), conversation)
    if await services.in_chats.catch_up(conversation, documents.latest(opened.events)):
        opened = await services.desk.open(actor_of(request), conversation)
    await _renewed(request)
    beside = await _beside(request, conversation, opened.last_seq)
    if trouble is not None and trouble.part == "reply":
        reply = trouble.typed
    return page(
        request,
        "desk_chat.html",
        status=200 if trouble is None else trouble.status,
        **{
            **beside,
            "trouble": trouble,
            "earlier": entries(request, opened.earlier, []),
            "entries": entries(request, opened.events, opened.notes),
            "last_note": max([0, *(each.number for each in opened.notes)]),
            "reply": opened.draft if reply is None else reply,
            "found": found,
            "searched": words,
            "gaps": _gaps(request),
            "most_characters": MOST_TEXT_CHARACTERS,
            "sends": await sends(request, conversation) if opened.door is Door.PORTAL else None,
            "determination": opened.determination,
            "case": await _case(request, opened.matter),
        },
    )


async def _beside(request: GatewayRequest, conversation: ConversationId, last_seq: int) -> dict[str, Any]:
    """What stands around the transcript: the lists, how the chat stands, the card and the facts."""
    services = request.services
    state = await services.desk.state(actor_of(request))
    of = await _standing(request, state, conversation)
    facts = await services.conversations.facts(conversation)
    language = request.ctx.language = shared.language_of(request)
    return {
        **_of(request, state, conversation),
        "of": of,
        "mode": _mode(of, state),
        "spoken": await _language(request, conversation),
        "release_reasons": RELEASE_REASONS,
        "last_seq": last_seq,
        "path": path(conversation),
        "conversation": conversation,
        "form": shared.form(request, path(conversation)),
        "card": await _card(request, conversation, of, language),
        "facts": fact_rows(request, facts, language),
        "facts_version": last_seq if of is None else of.last_seq,
        "now_determined": eligibility.determine(eligibility.validate_facts(facts), shared.today(request)),
    }


async def _standing(request: GatewayRequest, state: DeskState, conversation: ConversationId) -> Chat | None:
    """The chat as the desk lists it; supervisors have those of others on their board."""
    known = next((each for each in (*state.chats, *state.queue) if each.conversation_id == conversation), None)
    if known is None:
        known = next(
            (each for each in await request.services.desk.board() if each.conversation_id == conversation), None
        )
    return known


def _mode(of: Chat | None, state: DeskState) -> str:
    """What may be done on the page: `mine`, `offered`, `watched` or `closed`."""
    if of is None:
        return "closed"
    own = state.me is not None and of.agent_id == state.me.id
    if own and of.state in HELD:
        return "mine"
    return "offered" if own and of.state is HandoffState.OFFERED else "watched"


async def _card(request: GatewayRequest, conversation: ConversationId, of: Chat | None, language: str) -> Card:
    handed_off = None if of is None else HandedOff(of.reason, of.waiting_since, of.emergency, of.told_minutes)
    return await request.services.cards.of(None, conversation, language, handed_off)


async def _case(request: GatewayRequest, matter: MatterAtDesk | None) -> tuple[MatterView, list[answers.Said]] | None:
    """The case beside the chat of somebody who signed in, as far as it is this agent's to see."""
    if matter is None or not matter.sees:
        return None
    try:
        view = await request.services.cases.view(actor_of(request), matter.id)
    except (MatterNotFound, CaseSystemUnavailable):
        return None
    return view, answers.for_staff(view, shared.today(request))


async def _language(request: GatewayRequest, conversation: ConversationId) -> str:
    """The person's."""
    return (await request.services.conversations.read(conversation, after=_HIGHEST)).language


async def _again(request: GatewayRequest, conversation: ConversationId, trouble: Trouble) -> HTTPResponse:
    """The page again, with why and what was typed; where the chat is no longer theirs, what was typed alone."""
    try:
        return await _chat(request, conversation, trouble)
    except ConversationNotFound:
        return _lost(request, trouble)


def _lost(request: GatewayRequest, trouble: Trouble) -> HTTPResponse:
    """What was typed for a chat that is no longer theirs, so that it isn't gone. Raises ConversationNotFound."""
    if not trouble.typed:
        raise ConversationNotFound
    status = trouble.status if trouble.status == 409 else 404
    return page(request, "desk_lost.html", status=status, trouble=trouble)


async def _transfer(
    request: GatewayRequest, conversation: ConversationId, trouble: Trouble | None = None
) -> HTTPResponse:
    services, actor = request.services, actor_of(request)
    if not await services.desk.may_see(actor, conversation):
        return _lost(request, _trouble(request, "transfer", ConversationNotFound(), _text(request, "note")))
    await _renewed(request)
    return page(
        request,
        "desk_transfer.html",
        status=200 if trouble is None else trouble.status,
        path=path(conversation),
        tag=tag(conversation),
        form=shared.form(request, path(conversation)),
        trouble=trouble,
        colleagues=await services.desk.colleagues(actor),
        skills=services.desk.skills(),
        on_duty=await services.desk.skills_on_duty(conversation),
        alone_minutes=_minutes(rules.times(shared.today(request)).wanted_counts),
        anyway=trouble is not None and trouble.code == "skill_not_on_duty",
        chosen=typed_in(request, "to"),
        note=_text(request, "note"),
        most_characters=MOST_TEXT_CHARACTERS,
    )


async def _close(
    request: GatewayRequest, conversation: ConversationId, step: str, trouble: Trouble | None = None
) -> HTTPResponse:
    services = request.services
    given = {name: _text(request, name) for name in ("what", "who", "by_on")}
    if not await services.desk.may_see(actor_of(request), conversation):
        return _lost(
            request, _trouble(request, "close", ConversationNotFound(), "\n".join(filter(None, given.values())))
        )
    state = await _renewed(request)
    language = await _language(request, conversation)
    reading = await services.conversations.read(conversation, after=_HIGHEST)
    code = typed_in(request, "wrap_up")
    if step == "write" and not any(given.values()):
        # Prefilled in the person's language, from what is usual after such a chat.
        given |= {name: services.texts.say(f"closing-{name}-{code}", language) for name in ("what", "who")}
    seen = reading.last_seq if trouble is not None or step == "why" else _number(typed_in(request, "expected_seq"))
    missed = []
    if trouble is not None and trouble.missed:
        events = await services.desk.events(conversation, 0)
        missed = entries(request, [event for event in events if event["seq"] in trouble.missed], [])
    return page(
        request,
        "desk_close.html",
        status=200 if trouble is None else trouble.status,
        path=path(conversation),
        tag=tag(conversation),
        form=shared.form(request, path(conversation)),
        step=step,
        trouble=trouble,
        missed=missed,
        wrap_ups=rules.wrap_ups(shared.today(request)),
        wrap_up=code,
        given=given,
        spoken=language,
        expected_seq=seen,
        today=shared.today(request).isoformat(),
        last_words=_last_words(request, state, language, given) if step == "look" else [],
        most_closing=MOST_CLOSING_CHARACTERS,
    )


def _last_words(request: GatewayRequest, state: DeskState, language: str, given: Mapping[str, str]) -> list[str]:
    """What the person will read, in just the words that they will read it in."""
    me = state.me
    written = {name: given[name].strip() for name in ("what", "who")}
    own: dict[str, Any] = {"name": "" if me is None else me.shown_name, "reopen_until": None, "also": []}
    source = {**written, **own, "by_on": given["by_on"] or None}
    text: str = wording.words(Kind.CLOSED, 0, source, request.services.texts, language)["text"]
    return text.split("\n")


def entries(request: GatewayRequest, events: Sequence[views.Event], notes: Sequence[Note]) -> list[Entry]:
    """The transcript with what staff wrote, each note after what had been said when it was written."""
    worded = views.worded(views.shown(events), request.services.texts)
    listed = [Entry(event["seq"], event, words) for event, words in worded]
    listed += [Entry(each.after_seq, None, Markup(), each) for each in notes]
    return sorted(listed, key=lambda entry: (entry.seq, 0 if entry.note is None else entry.note.number))


def fact_rows(request: GatewayRequest, facts: Mapping[str, Any], language: str) -> list[FactRow]:
    """Every fact that can be corrected: first those that stand, then those that nobody has spoken of."""
    texts = request.services.texts
    rows = []
    for name in [*facts, *(name for name in eligibility.FACTS if name not in facts)]:
        kind = eligibility.FACTS[name]
        if name == "emergency":
            continue
        known = name in facts
        words = texts.say("page-answer", language, {"facts": {name: facts[name]}}) if known else None
        values = [(value, texts.say(f"value-{name}-{value}", language)) for value in kind.values]
        rows.append(FactRow(name, texts.say(f"fact-{name}", language), words, facts.get(name), kind.input, values))
    return rows


def path(conversation: ConversationId) -> str:
    """The address of a chat at the desk."""
    return f"/desk/chats/{conversation}"


def _closing(request: GatewayRequest) -> Closing:
    """The form of a close. Raises MessageRefused, Problem."""
    by_on = typed_in(request, "by_on")
    what, who = _text(request, "what").strip(), _text(request, "who").strip()
    if not what or not who:
        raise MessageRefused("message_empty")
    if max(len(what), len(who)) > MOST_CLOSING_CHARACTERS:
        raise MessageRefused("message_too_long")
    try:
        return Closing(typed_in(request, "wrap_up"), what, who, date.fromisoformat(by_on) if by_on else None)
    except ValueError:
        raise Problem("field_invalid") from None


def _target(request: GatewayRequest) -> Transferred:
    """The form of a transfer, as the API reads it. Raises Problem."""
    kind, _, named = typed_in(request, "to").partition(":")
    note = _text(request, "note")
    try:
        to_whom: Any = "assistant" if kind == "assistant" else TransferTarget(**{kind: named})
        anyway = typed_in(request, "anyway") == "yes"
        return Transferred(client_id=client_id_of(request), to=to_whom, note=note, anyway=anyway)
    except (ValidationError, TypeError):
        raise Problem("transfer_target_missing") from None


def _trouble(request: GatewayRequest, part: str, error: Exception, typed: str = "") -> Trouble:
    problem = problems.of_exception(error).at_desk()
    language = request.ctx.language = shared.language_of(request)
    sentence = request.services.texts.say(problem.sentence, language, problem.values)
    missed = frozenset(event["seq"] for event in problem.members.get("missed", ()))
    return Trouble(part, sentence, problem.status, typed, missed, problem.members.get("by"), problem.code)


def _gaps(request: GatewayRequest) -> list[str]:
    """What stands where a canned text lacks a value, in every language."""
    texts = request.services.texts
    return sorted({texts.say(f"gap-{name}", language) for name in VARIABLES for language in texts.languages})


def _came_from(request: GatewayRequest) -> str:
    given = typed_in(request, "from")
    return given if _FROM.fullmatch(given) else "/desk"


def _text(request: GatewayRequest, name: str) -> str:
    # Browsers send a line break as two characters (URL Standard, form encoding).
    return typed_in(request, name).replace("\r\n", "\n")


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)


def _number(text: str) -> int:
    return min(int(text), _HIGHEST) if text.isascii() and text.isdigit() and len(text) <= 10 else 0


_ICON: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#005ea2" d="M4 5h24a2 2 0 0 1 2 2v14a2 2 0 0'
    b' 1-2 2H15l-7 6v-6H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/><circle cx="24" cy="8" r="8" fill="#b50909"/></svg>'
)
