"""The processes that make up a running system, and their environment: the one place that knows how each is started."""

from __future__ import annotations

import collections
import ctypes
import errno
import os
import random
import secrets
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cli import setup

_PR_SET_PDEATHSIG = 1
RASA_SERVERS = 2
"""How many `./tas up` starts: while one reads a long message or comes back after a fault, the other answers."""

_PORTS = range(12_000, 32_768)
"""Below those that the kernel gives to outgoing connections: one of these would take a port before its server does."""
_MOST_RESERVED = 256
_reserved: collections.deque[int] = collections.deque()
"""File descriptors of the sockets that hold the ports given last."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process to be started."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(repr=False)
    health_url: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the processes of one start share: nobody else on this machine can speak to Rasa or the actions."""

    bot: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    actions: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


def reserve_port() -> int:
    """A loopback port for a server that will be started, which nobody uses and nobody else is given meanwhile.

    It stays bound here, without listening, so a server that sets SO_REUSEADDR (all of ours do) can listen on it, and
    start there again; bind(2) refuses it to any other. Raises OSError if no port is free.
    """
    for port in random.SystemRandom().sample(_PORTS, 200):
        holder = socket.socket()
        try:
            holder.bind(("127.0.0.1", port))
        except OSError:
            holder.close()
            continue
        # Only now: two that both reuse and don't listen could hold the same port.
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if len(_reserved) == _MOST_RESERVED:
            os.close(_reserved.popleft())
        _reserved.append(holder.detach())
        return port
    raise OSError(errno.EADDRINUSE, "no loopback port is free")


def action_server(port: int, shared: Secrets, python: str) -> Process:
    """The action server, in the service environment."""
    environment = {
        **_without_settings(os.environ),
        "PYTHONPATH": setup.ROOT,
        "TAS_ACTIONS_PORT": str(port),
        "TAS_ACTIONS_SECRET": shared.actions,
    }
    return Process("actions", [python, "-m", "actions"], environment, f"http://127.0.0.1:{port}/health")


def rasa_server(name: str, port: int, actions_port: int, shared: Secrets, model: str) -> Process:
    """One of the Rasa servers, in its own environment, without keys, database or a way out."""
    environment = {
        **_without_settings(setup.bot_environment_variables()),
        # One message needs one thread; idle ones of the numeric libraries would only spin.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TAS_BOT_SECRET": shared.bot,
        "TAS_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "TAS_ACTIONS_SECRET": shared.actions,
    }
    command = [setup.python_of("bot"), "-m", "rasa", "run", "--model", model, "--interface", "127.0.0.1"]
    command += ["--port", str(port), "--credentials", "credentials.yml", "--endpoints", "endpoints.yml"]
    return Process(name, command, environment, f"http://127.0.0.1:{port}/webhooks/gateway/health")


def gateway(
    port: int, rasa_ports: Sequence[int], actions_port: int, shared: Secrets, python: str, settings: Mapping[str, str]
) -> Process:
    """The gateway, the only public process; `settings` are TAS_ variables beside those that join the parts."""
    environment = {
        **os.environ,
        "PYTHONPATH": setup.ROOT,
        **settings,
        "TAS_PORT": str(port),
        "TAS_BOT_URLS": ",".join(f"http://127.0.0.1:{rasa_port}" for rasa_port in rasa_ports),
        "TAS_BOT_SECRET": shared.bot,
        "TAS_ACTIONS_URL": f"http://127.0.0.1:{actions_port}",
    }
    scheme = "https" if "TAS_TLS_CERTIFICATE" in settings else "http"
    return Process("gateway", [python, "-m", "channels"], environment, f"{scheme}://127.0.0.1:{port}/health/live")


def demonstration_provider(host: str, port: int, people: Path) -> Process:
    """The OpenID provider of sample people, in an environment of its own; `people` holds their claims."""
    command = [setup.python_of("demo"), "-m", "oidc_provider_mock", "--host", host, "--port", str(port)]
    command += ["--require-nonce", "true", "--no-refresh-token", "true", "--user-claims-file", str(people)]
    address = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  (asked for by --https)
    # It gets nothing of ours: no keys, no database, no secrets of the other parts.
    environment = _without_settings(os.environ)
    return Process("sign-in", command, environment, f"http://{address}:{port}/.well-known/openid-configuration")


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What a part other than the gateway runs under: the gateway's settings, with its secrets, are the gateway's own."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("TAS_") or name.startswith("TAS_BENCH_")
    }


def start(process: Process, log: int | None = None) -> subprocess.Popen[bytes]:
    """Starts a process that ends with us, however we end."""
    return subprocess.Popen(
        process.command,
        cwd=setup.ROOT,
        env=dict(process.environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log is not None else None,
        # A Ctrl-C is ours to hand on, in order.
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509  (no threads run at that moment)
    )


def healthy(url: str, timeout_seconds: float = 1.0) -> bool:
    """Whether a health address answers 200 now."""
    import ssl  # noqa: PLC0415  (only for a certificate of our own making)

    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # loopback, to our own child
    try:
        with urllib.request.urlopen(url, timeout=timeout_seconds, context=context) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end_with_parent() -> None:
    """Linux sends us SIGTERM when the parent dies, so that a killed `./tas up` leaves nothing behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
