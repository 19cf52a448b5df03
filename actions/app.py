"""The action server: our own app around rasa-sdk's executor.

rasa-sdk's own server answers an exception with the whole request, which Rasa then logs (reference/craft.md 0.5). Here any
exception becomes status 500 with a code and nothing else. Only Rasa, on this machine and with the secret, is answered.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import logging
import os
import zlib
from typing import Any, Final

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import HTTPResponse, Request, Sanic
from sanic import json as json_response

from actions import access_codes, case, dialogue, handoff, screening

SECRET_HEADER: Final = "X-Tas-Secret"  # noqa: S105 (a header's name)
MOST_BODY_BYTES: Final = 4 * 1024 * 1024
_log = logging.getLogger(__name__)


def create_app(secret: str, name: str = "tas-actions") -> Sanic[Any, Any]:
    """Makes the app.

    Args:
        secret: What Rasa sends in the header X-Tas-Secret.
        name: Sanic wants every app of a process named.

    Raises:
        ValueError: The secret is empty; a server without one would serve anybody on the machine.
    """
    if not secret:
        raise ValueError("TAS_ACTIONS_SECRET is not set; ./tas up makes one at each start")
    executor = ActionExecutor()
    for action in (*screening.ACTIONS, *dialogue.ACTIONS, *handoff.ACTIONS, *case.ACTIONS, *access_codes.ACTIONS):
        executor.register_action(action)
    app: Sanic[Any, Any] = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MOST_BODY_BYTES
    app.config.ACCESS_LOG = False

    @app.on_request
    async def refuse_strangers(request: Request) -> HTTPResponse | None:
        if not ipaddress.ip_address(request.ip).is_loopback:
            return _failed(404, "not_found")
        if request.path == "/health":
            return None
        given = request.headers.get(SECRET_HEADER) or ""
        return None if hmac.compare_digest(given.encode(), secret.encode()) else _failed(404, "not_found")

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return json_response({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        result = await executor.run(_call(request))
        return _failed(400, "no_action") if result is None else json_response(result.model_dump())

    @app.exception(Exception)
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, ActionNotFoundException):
            return _failed(404, "action_unknown")
        if (status := getattr(error, "status_code", 500)) < 500:
            return _failed(status, "refused")
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame is not None else "?"
        # Never the message: it may quote what a person wrote.
        _log.error("an action failed: %s in %s", type(error).__name__, place)
        return _failed(500, "action_failed")

    return app


def _call(request: Request) -> dict[str, Any]:
    body = zlib.decompress(request.body) if request.headers.get("Content-Encoding") == "deflate" else request.body
    call: dict[str, Any] = json.loads(body)
    # Rasa leaves the domain out (endpoints.yml); rasa-sdk would ask for it, though no action reads it.
    call.setdefault("domain", {})
    return call


def _failed(status: int, code: str) -> HTTPResponse:
    return json_response({"error": code}, status=status)


def main() -> None:
    """Serves on TAS_ACTIONS_PORT of this machine alone."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    app = create_app(os.environ.get("TAS_ACTIONS_SECRET", ""))
    port = int(os.environ.get("TAS_ACTIONS_PORT", "5055"))
    app.run(host="127.0.0.1", port=port, single_process=True, motd=False, access_log=False)
