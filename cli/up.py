"""`./tas up`: sets up what is missing, then runs and watches every part."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cli import processes, sample_people, setup
from cli.cases import load_sample, write_sample_messages
from cli.certificate import make_certificate
from cli.migrate import migrate

_READY_WITHIN_SECONDS = 180
_PAGES_ALONE_SECONDS = 5.0
_STOP_WITHIN_SECONDS = 20
_LOOK_EVERY_SECONDS = 0.5
# A child that dies is started again, each time a little later, up to this.
_LONGEST_PAUSE_SECONDS = 30.0


class _Child:
    """One watched process."""

    def __init__(self, process: processes.Process) -> None:
        self.process = process
        self.running = processes.start(process)
        self.started = time.monotonic()
        self.pause_seconds = 0.5
        self.start_again_at: float | None = None

    def look(self) -> None:
        """Starts it again if it died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.running = processes.start(self.process)
                self.started, self.start_again_at = now, None
        elif self.running.poll() is not None:
            if now - self.started > _LONGEST_PAUSE_SECONDS:
                self.pause_seconds = 0.5
            _say(f"{self.process.name} ended with status {self.running.returncode}; starting it again")
            self.start_again_at = now + self.pause_seconds
            self.pause_seconds = min(self.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)

    def tell(self, signal_number: int) -> None:
        """Signals it and whatever it started."""
        if self.running.poll() is None:
            os.killpg(self.running.pid, signal_number)


def main(arguments: list[str]) -> int:
    """Runs until Ctrl-C or SIGTERM; leaves no process behind."""
    options = _options(arguments)
    started = time.monotonic()
    data = Path(options.data).resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _port_is_free(options.host, options.port):
        raise setup.SetupFailed(f"Port {options.port} is in use: stop what uses it, or choose another with --port.")
    setup.ensure_web()
    model = setup.ensure_model()
    settings = _settings(options, data)
    asyncio.run(migrate(settings["TAS_DATABASE_URL"]))
    if load_sample(settings):
        _say("loaded the sample cases (TAS_ENVIRONMENT=demonstration)")
    stopping = _stop_on_signals()
    sign_in = _sign_in(options, data, settings)
    if options.sign_in and write_sample_messages(settings, options.sign_in):
        _say("the sample people have written to each other")
    children = _start_all(options.port, model, settings)
    children[:0] = [_Child(process) for process in sign_in]
    try:
        if _wait_until_ready(children, stopping):
            _tell_addresses(options, data, time.monotonic() - started)
        while not stopping():
            for child in children:
                child.look()
            time.sleep(_LOOK_EVERY_SECONDS)
    finally:
        _stop(children)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tas up", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the gateway's port (8000)")
    parser.add_argument("--data", default="var", help="folder of the database and keys (var)")
    parser.add_argument("--https", action="store_true", help="a certificate of our own, to try it from other devices")
    options = parser.parse_args(arguments)
    options.sign_in = None
    options.host = "0.0.0.0" if options.https else "127.0.0.1"  # noqa: S104  (asked for by --https)
    return options


def _settings(options: argparse.Namespace, data: Path) -> dict[str, str]:
    """The gateway's settings; what the operator has set in the environment stays."""
    settings = {
        "TAS_DATA_FOLDER": str(data),
        "TAS_HOST": options.host,
        "TAS_DATABASE_URL": os.environ.get("TAS_DATABASE_URL") or f"sqlite+aiosqlite:///{data / 'record.sqlite'}",
    }
    scheme, names = "http", ["localhost", "127.0.0.1"]
    if options.https:
        scheme, names = "https", [*names, *_own_addresses()]
        certificate, key = make_certificate(data, names)
        settings |= {"TAS_TLS_CERTIFICATE": str(certificate), "TAS_TLS_KEY": str(key)}
    origins = [f"{scheme}://{name}:{options.port}" for name in names]
    settings["TAS_PUBLIC_ORIGINS"] = os.environ.get("TAS_PUBLIC_ORIGINS") or ",".join(origins)
    # The landing page shows the widget as another site would embed it: here that site is ourselves.
    settings["TAS_EMBEDDING_SITES"] = os.environ.get("TAS_EMBEDDING_SITES") or settings["TAS_PUBLIC_ORIGINS"]
    return settings


def _sign_in(options: argparse.Namespace, data: Path, settings: dict[str, str]) -> list[processes.Process]:
    """The provider of sample people, where the operator has none of their own; the gateway is told of it."""
    if os.environ.get("TAS_SIGN_IN_PROVIDERS") or os.environ.get("TAS_ENVIRONMENT") == "production":
        return []
    setup.ensure_environment("demo")
    # Its address is part of who somebody is: the same at each start, as long as the port is free.
    port = options.port + 1 if _port_is_free(options.host, options.port + 1) else processes.reserve_port()
    own = _own_addresses() if options.https else []
    options.sign_in = f"http://{own[0] if own else '127.0.0.1'}:{port}"
    people, providers = sample_people.write(data, options.sign_in, sample_people.people())
    settings["TAS_SIGN_IN_PROVIDERS"] = str(providers)
    return [processes.demonstration_provider(options.host, port, people)]


def _start_all(port: int, model: str, settings: dict[str, str]) -> list[_Child]:
    """Every part. The pages first, by themselves: people can read and write while the assistant loads its model."""
    shared = processes.Secrets()
    rasa_ports = {f"rasa-{number}": processes.reserve_port() for number in range(1, processes.RASA_SERVERS + 1)}
    actions_port = processes.reserve_port()
    gateway = _Child(processes.gateway(port, list(rasa_ports.values()), actions_port, shared, sys.executable, settings))
    give_up_at = time.monotonic() + _PAGES_ALONE_SECONDS
    while not processes.healthy(gateway.process.health_url) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return [
        _Child(processes.action_server(actions_port, shared, sys.executable)),
        *(
            _Child(processes.rasa_server(name, rasa_port, actions_port, shared, model))
            for name, rasa_port in rasa_ports.items()
        ),
        gateway,
    ]


def _wait_until_ready(children: list[_Child], stopping: Callable[[], bool]) -> bool:
    """Waits for every part's health address, saying which one is awaited."""
    give_up_at = time.monotonic() + _READY_WITHIN_SECONDS
    waiting = list(children)
    _say("starting " + ", ".join(child.process.name for child in children) + " ...")
    while waiting and not stopping():
        for child in list(waiting):
            child.look()
            if processes.healthy(child.process.health_url):
                _say(f"{child.process.name} is ready")
                waiting.remove(child)
        if time.monotonic() > give_up_at:
            names = ", ".join(child.process.name for child in waiting)
            raise setup.SetupFailed(f"Not ready after {_READY_WITHIN_SECONDS} s: {names}. See the lines above.")
        time.sleep(0.2)
    return not waiting


def _tell_addresses(options: argparse.Namespace, data: Path, seconds: float) -> None:
    scheme = "https" if options.https else "http"
    names = ["localhost", *(_own_addresses() if options.https else [])]
    print(f"\nTAS Connect is ready ({seconds:.0f} s).\n")
    for name in names:
        print(f"  the chat               {scheme}://{name}:{options.port}/chat")
        print(f"  a site that embeds it  {scheme}://{name}:{options.port}/")
        print(f"  signed in              {scheme}://{name}:{options.port}/portal")
    if options.sign_in:
        print(f"  sign-in, sample people {options.sign_in}")
    if not os.environ.get("TAS_MAIL_URL"):
        print(f"  e-mails, as files      {os.environ.get('TAS_MAIL_FOLDER') or data / 'mail'}")
    print(f"  API description        {scheme}://localhost:{options.port}/api/v1/openapi.json")
    print(f"  health                 {scheme}://localhost:{options.port}/health/ready")
    print(f"  data and keys          {data}\n\nCtrl-C stops everything.", flush=True)


def _stop_on_signals() -> Callable[[], bool]:
    """Notes Ctrl-C and SIGTERM; the watching loop ends by itself."""
    seen: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: seen.append(received))
    return lambda: bool(seen)


def _stop(children: list[_Child]) -> None:
    """The gateway first, so that it can finish the turns that run; then the others; then by force."""
    for child in reversed(children):
        child.tell(signal.SIGTERM)
        try:
            child.running.wait(timeout=_STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            child.tell(signal.SIGKILL)
            child.running.wait()


def _port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _own_addresses() -> list[str]:
    """The addresses that other devices on this network can reach us by."""
    hostname = shutil.which("hostname")
    if hostname is None:
        return []
    found = subprocess.run([hostname, "-I"], capture_output=True, text=True, check=False).stdout.split()
    return [address for address in found if ":" not in address]


def _say(text: str) -> None:
    print(f"tas: {text}", file=sys.stderr, flush=True)
