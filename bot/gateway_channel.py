"""The one door into Rasa: signed turns from the gateway on this machine (docs/architecture.md, "A turn, on the wire").

Rasa keeps nothing. The tracker rides with the turn: it is put into the in-memory store before the message and taken out
after it, whatever happens, under a name that no other turn has.
"""

import asyncio
import gc
import hashlib
import hmac
import ipaddress
import json
import logging
import os
import re
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import kept_connections, quiet, replaced

logger = logging.getLogger(__name__)

MOST_BODY_BYTES = 1024 * 1024
MOST_TRACKER_BYTES = 256_000
TOLERANCE_SECONDS = 60
_PREFIX = "/webhooks/gateway"
_TURN = _PREFIX + "/turn"
_HEALTH = _PREFIX + "/health"
_SIGNATURE_VERSION = "v1="
_SECONDS = re.compile(r"[0-9]{1,12}\Z")
_REF = re.compile(r"[A-Za-z0-9_.:-]{1,80}\Z")
# Rasa reads text with these beginnings as an intent or an instruction, not as words (reference/tried.md).
_INSTRUCTIONS = ("/", "EXTERNAL:")
# A button gets the intent of the same wish in words; what was chosen stays in the metadata.
_INTENT_OF_DO = {
    "why": "ask_why",
    "skip": "skip",
    "back": "go_back",
    "show_result": "show_result",
    "change": "change",
    "continue": "continue",
    "resume": "resume",
    "person": "talk_to_human",
}
_INTENT_OF_CHOICE = "choice"
# Each event costs Rasa time whenever the tracker is read, and no policy looks back further or at what was uttered.
_MOST_TURNS = 4
# The loop waits at most so long for the interpreter while a message is read, instead of Python's 5 ms.
_SWITCH_INTERVAL_SECONDS = 0.001
# One message is read at a time: the encoder is not made for more.
_OBJECTS_A_COLLECTION = 20_000
_READING = ThreadPoolExecutor(1, thread_name_prefix="reading")
_NOT_RIDING = ("bot", "action_execution_rejected", "loop_interrupted", "user_featurization")
# What later turns need of an earlier message; the rest is weight that rides along for nothing.
_KEPT_OF_PARSE_DATA = ("text", "intent", "entities", "message_id")


class Refused(Exception):
    """A request that isn't a turn of the gateway's; `code` says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class GatewayChannel(InputChannel):
    """Takes signed turns, gives back items, the tracker and what was understood."""

    def __init__(self, secret: str) -> None:
        if not secret:
            raise ValueError("TAS_BOT_SECRET is not set; ./tas up makes one at each start")
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its place under /webhooks/."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "GatewayChannel":
        """Made once, when the server starts: the place for what must hold from then on."""
        replaced.install()
        return cls(os.environ.get("TAS_BOT_SECRET", ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes, and the guard that closes every other one of the server."""
        routes = Blueprint("gateway")

        @routes.listener("before_server_start")
        async def close_the_rest(app: Sanic, _loop: Any) -> None:
            app.config.REQUEST_MAX_SIZE = MOST_BODY_BYTES
            app.config.ACCESS_LOG = False
            # Before Rasa's own: its CORS would answer OPTIONS on any path.
            app.request_middleware.appendleft(_guard)

        @routes.listener("after_server_start")
        async def serve_quietly(app: Sanic, _loop: Any) -> None:
            kept_connections.install(app.ctx.agent)
            # The model's many objects stay for good: without this each full collection walks through all of them.
            gc.collect()
            gc.freeze()
            gc.set_threshold(_OBJECTS_A_COLLECTION)
            sys.setswitchinterval(_SWITCH_INTERVAL_SECONDS)
            logger.info("ready")
            quiet.install()

        @routes.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            ready = _agent_of(request).is_ready()
            return response.json({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            try:
                self._check_signature(request)
                asked = _read(request.body)
                answer = await _answer(_agent_of(request), on_new_message, asked)
            except Refused as refused:
                return response.json({"error": refused.code}, status=refused.status)
            except Exception as error:  # noqa: BLE001 (the gateway gets a code, whatever it was)
                # Only its kind: its words may quote the message.
                logger.error(  # noqa: TRY400
                    "a turn failed: %s", type(error).__name__
                )
                return response.json({"error": "turn_failed"}, status=500)
            return response.json(answer)

        return routes

    def _check_signature(self, request: Request) -> None:
        timestamp = request.headers.get("X-Tas-Timestamp", "")
        given = request.headers.get("X-Tas-Signature", "")
        signed = timestamp.encode("utf-8", "replace") + b"." + request.body
        wanted = _SIGNATURE_VERSION + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            raise Refused(401, "signature_wrong")
        if not _SECONDS.match(timestamp) or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
            raise Refused(401, "signature_stale")


async def _guard(request: Request) -> Optional[HTTPResponse]:
    """Nothing but the channel's routes, and nobody but this machine; everything else looks as if it weren't there."""
    if request.path in (_TURN, _HEALTH) and ipaddress.ip_address(request.ip).is_loopback:
        return None
    return response.json({"error": "not_found"}, status=404)


def _agent_of(request: Request) -> Any:
    return request.app.ctx.agent


def _store_of(agent: Any) -> Dict[str, str]:
    """The dictionary of the in-memory tracker store, under whatever wraps it."""
    store = agent.tracker_store
    while not isinstance(getattr(store, "store", None), dict):
        store = store._tracker_store
    held: Dict[str, str] = store.store
    return held


def _read(body: bytes) -> Dict[str, Any]:
    """The request's body, of exactly the documented shape. Raises Refused."""
    try:
        asked = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "body_malformed") from None
    if not isinstance(asked, dict) or set(asked) != set(_SHAPE):
        raise Refused(400, "body_malformed")
    for name, is_valid in _SHAPE.items():
        if not is_valid(asked[name]):
            raise Refused(400, f"{name}_malformed")
    if asked["text"].strip().startswith(_INSTRUCTIONS):
        raise Refused(400, "text_is_instruction")
    ways = [bool(asked["text"].strip()), asked["choice"] is not None, asked["do"] is not None]
    if sum(ways) != 1:
        raise Refused(400, "text_or_button")
    return asked


def _is_ref(value: Any) -> bool:
    return isinstance(value, str) and bool(_REF.match(value))


_SHAPE: Dict[str, Callable[[Any], bool]] = {
    "turn_id": _is_ref,
    "conversation_ref": _is_ref,
    "text": lambda value: isinstance(value, str),
    "choice": lambda value: value is None or (isinstance(value, dict) and set(value) == {"asks", "value"}),
    "do": lambda value: value is None or value in _INTENT_OF_DO,
    "fact": lambda value: value is None or isinstance(value, str),
    "metadata": lambda value: isinstance(value, dict),
    "tracker": lambda value: value is None or isinstance(value, str),
}


async def _answer(
    agent: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]], asked: Dict[str, Any]
) -> Dict[str, Any]:
    """Runs one turn through Rasa. Nothing stays in the store, on errors and cancellation either."""
    store = _store_of(agent)
    metadata = {**asked["metadata"], **{name: asked[name] for name in ("choice", "do", "fact")}}
    parsed = _understood_button(asked) or await _understood_words(agent, asked["text"], metadata)
    # A name of its own: a turn that is tried again while the first still runs must not meet its tracker.
    sender_id = f"{asked['conversation_ref']}.{uuid.uuid4().hex}"
    said = CollectingOutputChannel()
    if asked["tracker"] is not None:
        store[sender_id] = asked["tracker"]
    try:
        await on_new_message(
            UserMessage(
                text=asked["text"],
                parse_data=parsed,
                output_channel=said,
                sender_id=sender_id,
                input_channel=GatewayChannel.name(),
                message_id=asked["turn_id"],
                metadata=metadata,
            )
        )
    finally:
        kept = store.pop(sender_id, None)
    items = [message["custom"] for message in said.messages if "custom" in message]
    tracker, understood = _ridden(kept)
    return {"turn_id": asked["turn_id"], "items": items, "tracker": tracker, "understood": understood}


async def _understood_words(agent: Any, text: str, metadata: Dict[str, Any]) -> Dict[str, Any]:
    """Runs the pipeline of the trained graph in a thread of its own.

    Most of it is arithmetic outside the interpreter's lock, in which the loop can go on with other turns.
    """
    message = UserMessage(text=text, metadata=metadata)
    read: Callable[..., Dict[str, Any]] = agent.processor._parse_message_with_graph
    no_tracker = DialogueStateTracker.from_events("", [])
    return await asyncio.get_running_loop().run_in_executor(_READING, read, message, no_tracker)


def _understood_button(asked: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """A button is understood already, as the same wish in words would be; None for words, which the pipeline reads.

    Rasa's own way, a text like "/choice", would run the whole pipeline over that text first.
    """
    intent = _INTENT_OF_CHOICE if asked["choice"] is not None else _INTENT_OF_DO.get(asked["do"])
    return None if intent is None else {"text": "", "intent": {"name": intent, "confidence": 1.0}, "entities": []}


def _ridden(kept: Optional[str]) -> Tuple[Optional[str], Dict[str, Any]]:
    """The tracker to be committed with the turn, and what was understood in it."""
    if kept is None:
        return None, {}
    dialogue = json.loads(kept)
    events = [event for event in dialogue["events"] if event.get("event") not in _NOT_RIDING]
    messages = [index for index, event in enumerate(events) if event.get("event") == "user"]
    if not messages:
        return kept, {}
    understood = (events[messages[-1]].get("parse_data") or {}).get("understood") or {}
    for index in messages:
        _lighten(events[index])
    # Where it is too large the older events go, back to the last committed question: what follows is this turn's own.
    for first in (messages[-_MOST_TURNS:][0], messages[-1]):
        standing = _standing(events[:first]) if first > messages[0] else events[:first]
        tracker = json.dumps({**dialogue, "events": standing + events[first:]})
        if len(tracker.encode()) <= MOST_TRACKER_BYTES:
            return tracker, understood
    return None, understood


def _lighten(event: Dict[str, Any]) -> None:
    """Leaves an earlier message its words, its intent and the question it found open."""
    parsed = event.get("parse_data") or {}
    event["parse_data"] = {name: parsed[name] for name in _KEPT_OF_PARSE_DATA if name in parsed}
    metadata = event.get("metadata") or {}
    question = metadata.get("open_question")
    event["metadata"] = {"open_question": {"asks": question.get("asks")} if isinstance(question, dict) else None}


def _standing(events: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The last of each kind of event that older turns leave in force: the form, the slots, that Rasa was listening."""
    standing: Dict[str, Dict[str, Any]] = {}
    for event in events:
        kind = event.get("event")
        if kind in ("active_loop", "slot"):
            standing[f"{kind}.{event.get('name') if kind == 'slot' else ''}"] = event
        elif kind == "action" and event.get("name") == "action_listen":
            standing.pop("listen", None)
            standing["listen"] = event
    return list(standing.values())
