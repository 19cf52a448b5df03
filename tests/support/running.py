"""The whole system, running: action server, Rasa and gateways on free ports, as `./tas up` starts them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli import processes, setup
from tests.support.databases import fresh_database

_READY_WITHIN_SECONDS = 90.0
# Played people are quicker than people, and all of them share one address.
QUICK = {
    "TAS_MESSAGES_PER_MINUTE": "10000",
    "TAS_REQUESTS_PER_MINUTE": "1000000",
    "TAS_STAFF_REQUESTS_PER_MINUTE": "1000000",
    "TAS_CONVERSATIONS_PER_HOUR": "1000000",
}


@dataclass
class Part:
    """One running process and the file its output goes to."""

    process: processes.Process
    running: subprocess.Popen[bytes]
    log: Path

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.running.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, how)
            self.running.wait(timeout=30)

    def output(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass
class System:
    """A running system; parts may be stopped and started again by name."""

    folder: Path
    secrets: processes.Secrets
    rasa_ports: list[int]
    actions_port: int
    settings: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.urls[0]

    def start(self, name: str, process: processes.Process, wait: bool = True) -> Part:
        log = self.folder / f"{name}.log"
        with log.open("ab") as file:
            part = Part(process, processes.start(process, log=file.fileno()), log)
        self.parts[name] = part
        if wait:
            wait_until_healthy(part)
        return part

    def start_actions(self, wait: bool = True) -> Part:
        return self.start("actions", processes.action_server(self.actions_port, self.secrets, sys.executable), wait)

    @property
    def rasa_port(self) -> int:
        return self.rasa_ports[0]

    def start_rasa(self, wait: bool = True) -> None:
        for number, port in enumerate(self.rasa_ports, 1):
            name = f"rasa-{number}"
            self.start(name, processes.rasa_server(name, port, self.actions_port, self.secrets, setup.MODEL), wait)

    def start_gateway(self, name: str = "gateway", wait: bool = True, **settings: str) -> Part:
        port = processes.reserve_port()
        process = processes.gateway(
            port, self.rasa_ports, self.actions_port, self.secrets, sys.executable, {**self.settings, **settings}
        )
        self.urls.append(f"http://127.0.0.1:{port}")
        return self.start(name, process, wait)

    def stop(self) -> None:
        for part in reversed(list(self.parts.values())):
            part.stop()

    def logs(self) -> str:
        return "\n".join(part.output() for part in self.parts.values())


def wait_until_healthy(part: Part) -> None:
    """Waits for its health address; says what it printed if it ends or takes too long."""
    give_up_at = time.monotonic() + _READY_WITHIN_SECONDS
    while not processes.healthy(part.process.health_url):
        if part.running.poll() is not None:
            raise AssertionError(f"{part.process.name} ended:\n{part.output()[-4000:]}")
        if time.monotonic() > give_up_at:
            raise AssertionError(f"{part.process.name} is not ready:\n{part.output()[-4000:]}")
        time.sleep(0.1)


def prepare(folder: Path, settings: Mapping[str, str] | None = None, rasa_servers: int = 1) -> System:
    """A system with an empty, migrated record, nothing started yet."""
    url = f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"
    fresh_database(folder)
    return System(
        folder=folder,
        secrets=processes.Secrets(),
        rasa_ports=[processes.reserve_port() for _ in range(rasa_servers)],
        actions_port=processes.reserve_port(),
        settings={"TAS_DATA_FOLDER": str(folder), "TAS_DATABASE_URL": url, **QUICK, **(settings or {})},
    )


@contextlib.contextmanager
def stopping(system: System) -> Iterator[System]:
    """Stops every part at the end, whatever happened."""
    try:
        yield system
    finally:
        system.stop()
