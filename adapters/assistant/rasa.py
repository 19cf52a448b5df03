"""Rasa as the assistant, spoken to through our own channel (docs/architecture.md, "A turn, on the wire").

Rasa is not trusted: a reply is limited in time and size while it is read, and nothing of it, nor of what was sent, gets into
an exception's words.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

import aiohttp
import orjson

from adapters.assistant.port import AssistantMisbehaved, AssistantUnavailable, TurnReply, TurnRequest

_TURN: Final = "/webhooks/gateway/turn"
_HEALTH: Final = "/webhooks/gateway/health"
_MOST_CONNECTIONS: Final = 64
_MOST_REPLY_BYTES: Final = 1024 * 1024
_MOST_TRACKER_BYTES: Final = 256_000


class RasaAssistant:
    """Rasa servers at loopback addresses. Each turn brings its tracker, so any of them can answer any turn."""

    def __init__(
        self, urls: Sequence[str], secret: str, timeout_seconds: float = 10.0, clock: Callable[[], float] = time.time
    ) -> None:
        """Takes the servers' base URLs and the secret shared with their channels."""
        self._secret = secret.encode()
        self._timeout_seconds = timeout_seconds
        self._clock = clock
        # How many turns each is working on.
        self._turns = dict.fromkeys((url.rstrip("/") for url in urls), 0)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    async def reply(self, request: TurnRequest) -> TurnReply:
        """See `Assistant.reply`."""
        body = orjson.dumps(
            {
                "turn_id": request.turn_id,
                "conversation_ref": request.conversation_ref,
                "text": request.text,
                "choice": request.choice,
                "do": request.do,
                "fact": request.fact,
                "metadata": request.metadata,
                "tracker": request.tracker,
            },
            default=_plain,
        )
        return _read(await self._post(body), request.turn_id)

    async def check(self) -> None:
        """See `Assistant.check`: one server that is ready is enough."""
        states = await asyncio.gather(*(self._state(url) for url in self._turns))
        if "ready" not in states:
            raise AssistantUnavailable(", ".join(states))

    async def _state(self, url: str) -> str:
        try:
            async with (
                asyncio.timeout(self._timeout_seconds),
                self._connections().get(url + _HEALTH, allow_redirects=False) as answer,
            ):
                return "ready" if answer.status == HTTPStatus.OK else f"status {answer.status}"
        except (aiohttp.ClientError, TimeoutError):
            return "not reachable"

    def _connections(self) -> aiohttp.ClientSession:
        """The session, made when it is first needed: it belongs to the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_MOST_CONNECTIONS),
                # The time for the whole reply is ours to keep.
                timeout=aiohttp.ClientTimeout(total=None),
                headers={"Accept-Encoding": "identity"},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session

    async def _post(self, body: bytes) -> bytes:
        """Has the server answer that works on the fewest turns, and the next where one can't be reached or dies.

        That a turn is worked on twice does no harm: it starts from the same state and has no effect before its commit.
        """
        trouble = "no server"
        try:
            async with asyncio.timeout(self._timeout_seconds):
                for url in sorted(self._turns, key=self._turns.__getitem__):
                    self._turns[url] += 1
                    try:
                        return await self._answer_of(url, body)
                    except aiohttp.ClientConnectionError as error:
                        # Its words may name what was sent; its type says enough.
                        trouble = type(error).__name__
                    finally:
                        self._turns[url] -= 1
        except TimeoutError:
            raise AssistantUnavailable("too slow") from None
        except aiohttp.ClientError as error:
            raise AssistantUnavailable(type(error).__name__) from None
        raise AssistantUnavailable(trouble)

    async def _answer_of(self, url: str, body: bytes) -> bytes:
        timestamp = str(int(self._clock()))
        headers = {
            "Content-Type": "application/json",
            "X-Tas-Timestamp": timestamp,
            "X-Tas-Signature": "v1=" + sign(self._secret, timestamp, body),
        }
        async with self._connections().post(url + _TURN, data=body, headers=headers, allow_redirects=False) as answer:
            if answer.status != HTTPStatus.OK:
                raise AssistantUnavailable(f"status {answer.status}")
            if "Content-Encoding" in answer.headers:
                raise AssistantMisbehaved("compressed")
            read = bytearray()
            async for part in answer.content.iter_any():
                read += part
                if len(read) > _MOST_REPLY_BYTES:
                    raise AssistantMisbehaved("too large")
            return bytes(read)


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """HMAC-SHA-256 over `timestamp.body`, in hexadecimal."""
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _read(content: bytes, turn_id: str) -> TurnReply:
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise AssistantMisbehaved("not JSON") from None
    if not isinstance(answer, dict) or answer.get("turn_id") != turn_id:
        raise AssistantMisbehaved("another turn's")
    items, tracker, understood = answer.get("items"), answer.get("tracker"), answer.get("understood") or {}
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise AssistantMisbehaved("no list of items")
    if tracker is not None and (not isinstance(tracker, str) or len(tracker.encode()) > _MOST_TRACKER_BYTES):
        raise AssistantMisbehaved("tracker")
    if not isinstance(understood, dict):
        raise AssistantMisbehaved("understood")
    return TurnReply(items=items, tracker=tracker, understood=understood)


def _plain(value: Any) -> Any:
    """Mappings and tuples of the record, as JSON."""
    if hasattr(value, "items"):
        return dict(value)
    if isinstance(value, tuple | frozenset | set):
        return list(value)
    raise TypeError(type(value).__name__)
