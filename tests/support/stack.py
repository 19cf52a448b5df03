"""The assistant alone, running: the action server and Rasa with the trained model, without a gateway."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from casework import safety
from cli import processes, setup
from tests.support.running import Part, System, stopping

AS_OF = "2026-11-20"


@contextlib.contextmanager
def assistant(folder: Path) -> Iterator[System]:
    """Starts action server and Rasa on free ports; their output goes to files in `folder`."""
    setup.ensure_model()
    system = System(folder, processes.Secrets(), [processes.reserve_port()], processes.reserve_port(), settings={})
    with stopping(system):
        system.start_actions()
        system.start_rasa()
        yield system


def second_rasa(system: System) -> tuple[Part, int]:
    """Another Rasa server beside the first, with the same secrets."""
    port = processes.reserve_port()
    process = processes.rasa_server("rasa-2", port, system.actions_port, system.secrets, setup.MODEL)
    return system.start("rasa-2", process), port


def signed(body: bytes, secret: str, timestamp: float | None = None) -> dict[str, str]:
    """The headers of a turn."""
    at = str(int(time.time() if timestamp is None else timestamp))
    signature = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"X-Tas-Timestamp": at, "X-Tas-Signature": f"v1={signature}", "Content-Type": "application/json"}


@dataclass
class Talk:
    """One conversation as the gateway would keep it: facts, skips, the open question and the tracker ride along."""

    system: System
    keeps_tracker: bool = True
    language: str = "en"
    ref: str = field(default_factory=lambda: uuid.uuid4().hex)
    facts: dict[str, Any] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    question: dict[str, Any] | None = field(
        default_factory=lambda: {"seq": 1, "asks": "topics", "variant": 0, "of": None, "value": None, "choices": []}
    )
    tracker: str | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    def body(self, text: str = "", **button: Any) -> dict[str, Any]:
        """A turn's body, as docs/architecture.md has it."""
        turn_id = uuid.uuid4().hex
        said = {"choice": None, "do": None, "fact": None, **button}
        metadata = {
            "turn_id": turn_id,
            "door": "screening",
            "language": self.language,
            "as_of": AS_OF,
            "facts": self.facts,
            "skipped": self.skipped,
            "open_question": self.question,
            "danger_hinted": safety.hint(text) is not None,
            "documents_sent": False,
            **said,
        }
        tracker = self.tracker if self.keeps_tracker else None
        return {
            "turn_id": turn_id,
            "conversation_ref": self.ref,
            "text": text,
            **said,
            "metadata": metadata,
            "tracker": tracker,
        }

    def send(self, body: Mapping[str, Any], port: int | None = None) -> httpx.Response:
        """Sends a body, signed."""
        content = json.dumps(body).encode()
        url = f"http://127.0.0.1:{port or self.system.rasa_port}/webhooks/gateway/turn"
        return httpx.post(url, content=content, headers=signed(content, self.system.secrets.bot), timeout=20)

    def say(self, text: str = "", port: int | None = None, **button: Any) -> list[dict[str, Any]]:
        """One turn, committed as the gateway would; its items."""
        response = self.send(self.body(text, **button), port)
        assert response.status_code == 200, response.text
        self.answer = response.json()
        self._commit(self.answer)
        return list(self.answer["items"])

    def pick(self, value: Any, port: int | None = None) -> list[dict[str, Any]]:
        """A button of the open question."""
        assert self.question is not None
        return self.say(port=port, choice={"asks": self.question["asks"], "value": value})

    def _commit(self, answer: Mapping[str, Any]) -> None:
        self.tracker = answer["tracker"]
        for item in answer["items"]:
            if "how" in item:
                for name, value in item["facts"].items():
                    self.facts.pop(name, None)
                    self.facts[name] = value
                    self.skipped = [skipped for skipped in self.skipped if skipped != name]
            for name in item.get("unset", ()):
                self.facts.pop(name, None)
            self.skipped += item.get("skipped", ())
            self.language = item.get("language", self.language)
            if "ask" in item:
                self.question = {
                    "seq": 1,
                    "asks": item["ask"],
                    "variant": item["variant"],
                    "of": item.get("of"),
                    "value": item.get("value"),
                    "choices": item.get("choices", []),
                }
            elif item.get("do") == "show_result":
                self.question = None


async def all_at_once(talks: list[Talk], text: str) -> list[list[dict[str, Any]]]:
    """The same words from many conversations in parallel."""
    return list(await asyncio.gather(*(asyncio.to_thread(talk.say, text) for talk in talks)))
