"""For those who run the gateway: is it alive, is it ready, how does it fare."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final

import aiohttp
import orjson
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from adapters.assistant.port import AssistantUnavailable
from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import Keys, KeysUnavailable, KeyUnknown
from channels.request import GatewayRequest, get
from channels.services import Services

health = Blueprint("health")

_METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_PROBE_SECONDS: Final = 2.0


@get(health, "/health/live")
async def live(_request: GatewayRequest) -> HTTPResponse:
    """This process answers."""
    return _json({"status": "live"}, 200)


@get(health, "/health/ready")
async def ready(request: GatewayRequest) -> HTTPResponse:
    """Every part can do its work; 503 otherwise, and which part can't. People can write as long as the record is ready."""
    services = request.services
    names = ("database", "keys", "assistant", "actions")
    checks = (_database(services), _keys(services.keys), _assistant(services), _actions(services.settings.actions_url))
    parts = {
        name: "ready" if works else "not ready"
        for name, works in zip(names, await asyncio.gather(*checks), strict=True)
    }
    all_ready = all(state == "ready" for state in parts.values())
    return _json({"status": "ready" if all_ready else "not ready", "parts": parts}, 200 if all_ready else 503)


@get(health, "/metrics")
async def metrics(request: GatewayRequest) -> HTTPResponse:
    """Prometheus's text format."""
    return raw(request.services.metrics.text(), content_type=_METRICS_TYPE)


async def _database(services: Services) -> bool:
    try:
        async with asyncio.timeout(_PROBE_SECONDS):
            await services.database.check()
    except (DatabaseUnavailable, TimeoutError):
        return False
    return True


async def _keys(keys: Keys) -> bool:
    """What is wrapped now can be opened again."""
    try:
        return keys.unwrap(keys.wrap(bytes(32), b"health"), b"health") == bytes(32)
    except (KeysUnavailable, KeyUnknown):
        return False


async def _assistant(services: Services) -> bool:
    try:
        async with asyncio.timeout(_PROBE_SECONDS):
            await services.assistant.check()
    except (AssistantUnavailable, TimeoutError):
        return False
    return True


async def _actions(url: str) -> bool:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_PROBE_SECONDS)) as session,
            session.get(f"{url.rstrip('/')}/health", allow_redirects=False) as answer,
        ):
            return answer.status == HTTPStatus.OK
    except (aiohttp.ClientError, TimeoutError):
        return False


def _json(content: dict[str, object], status: int) -> HTTPResponse:
    return raw(orjson.dumps(content), status=status, content_type="application/json")
