"""A server that speaks Rasa's side of the wire with scripted replies, for tests of the gateway alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, Any]], list[dict[str, Any]]]


@dataclass
class FakeRasa:
    """What it was sent, and what it answers."""

    reply: Reply
    requests: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0


@contextmanager
def fake_rasa(port: int, reply: Reply) -> Iterator[FakeRasa]:
    """Serves on a loopback port until the end of the block."""
    fake = FakeRasa(reply, port=port)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.requests.append(request)
            answer = {
                "turn_id": request["turn_id"],
                "items": fake.reply(request),
                "tracker": f"tracker after {len(fake.requests)}",
                "understood": {},
            }
            self._answer(answer)

        def do_GET(self) -> None:
            self._answer({"status": "ok"})

        def _answer(self, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
