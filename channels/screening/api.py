"""The public API, version 1 (DESIGN section 5): begin a conversation, write, read."""

from __future__ import annotations

from typing import Any

import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, empty, raw

from casework.access_codes import symbols
from channels import authorization
from channels.bodies import EnteredCode, NewConversation, NewMessage, read_json, read_query
from channels.doors import session_holds
from channels.request import GatewayRequest, get
from channels.screening import exchange, openapi

api = Blueprint("api", url_prefix="/api/v1")


@api.post("/conversations")
async def begin(request: GatewayRequest) -> HTTPResponse:
    """Begins a conversation. Its token is told once, here."""
    services = request.services
    wanted = read_json(request, NewConversation)
    request.ctx.language = wanted.language
    visitor = authorization.visitor_who_begins(request)
    services.limits.conversation(request.address)
    created = await services.conversations.create(
        "screening", wanted.language, wanted.time_zone or services.settings.time_zone, visitor
    )
    return _json({"id": created.id, "token": created.token}, 201)


@api.post("/conversations/<conversation_id>/messages")
async def write(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Records what a person says; answered once it is committed. The assistant's answer comes as events."""
    request.services.limits.message(conversation_id)
    posted = await exchange.record(request, read_json(request, NewMessage))
    return _json({"seq": posted.seq}, 200 if posted.repeated else 201)


@api.post("/conversations/<conversation_id>/typing")
async def typing(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Says that the person is writing; an advocate who has the chat sees it for a few seconds."""
    await exchange.typing(request)
    return empty()


@api.post("/conversations/by-code")
async def open_by_code(request: GatewayRequest) -> HTTPResponse:
    """Opens a conversation by its return code; each use gives a new token."""
    opened = await exchange.open_by_code(request, read_json(request, EnteredCode).code)
    return _json({"id": opened.id, "token": opened.token}, 201)


@api.post("/conversations/<conversation_id>/return-code")
async def make_code(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Makes the code to come back with; an earlier one ends."""
    issued = await exchange.new_code(request)
    return _json({"code": symbols.grouped(issued.code), "expires_at": issued.expires_at.isoformat()}, 201)


@api.post("/conversations/<conversation_id>/only-me")
async def only_me(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Ends every other way into the conversation but this token."""
    await exchange.only_me(request)
    return empty()


@api.post("/conversations/<conversation_id>/give-back")
async def give_back(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Ends this token's way into the conversation, once there is a code for whoever goes on."""
    await exchange.give_back(request)
    return empty()


@get(api, "/conversations/<conversation_id>/events")
async def read(request: GatewayRequest, conversation_id: str) -> HTTPResponse | None:
    """What comes after a seq: as JSON, or as a stream that goes on."""
    query = read_query(request, frozenset({"after", "language"}))
    # A browser that reconnects repeats the first address and says in the header how far it got.
    resumed = request.headers.getone("last-event-id", "0")
    after = max(exchange.seq(query.get("after", "0")), exchange.seq(resumed or "0"))
    language = query.get("language")
    if request.method != "HEAD" and _wants_stream(request):
        followed = request.services.streams.follow(
            request.opened, request.ctx.holder, after, language, holds=session_holds(request)
        )
        await exchange.stream(request, followed)
        return None
    services = request.services
    reading = await services.conversations.read(request.opened, after, language)
    await services.live.seen(request.opened, reading.owner)
    place = await services.live.place(request.opened, reading.owner, language or reading.language)
    return _json({"events": reading.events, "last_seq": reading.last_seq, "place": place}, 200)


@get(api, "/openapi.json")
async def describe(_request: GatewayRequest) -> HTTPResponse:
    """This contract as an OpenAPI document."""
    return raw(openapi.DOCUMENT, content_type="application/json")


def _wants_stream(request: GatewayRequest) -> bool:
    """Whether the client names the stream's type, and no type before it that means JSON (RFC 9110, section 12.5.1)."""
    best = request.accept.match("application/json", exchange.STREAM)
    return best.mime == exchange.STREAM if best else False


def _json(content: dict[str, Any], status: int) -> HTTPResponse:
    return raw(orjson.dumps(content), status=status, content_type="application/json")
