"""`./tas up` as a person uses it: ready, watched, and gone without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from cli import processes, setup

pytestmark = pytest.mark.stack

_WITHIN_SECONDS = 60.0


@pytest.fixture
def up(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    setup.ensure_web()
    setup.ensure_model()
    port, log = processes.reserve_port(), tmp_path / "up.log"
    command = [sys.executable, "-m", "cli", "up", "--port", str(port), "--data", str(tmp_path / "data")]
    with log.open("wb") as file:
        running = subprocess.Popen(command, cwd=setup.ROOT, stdout=file, stderr=file, start_new_session=True)
    yield running, port, log
    if running.poll() is None:
        running.kill()
        running.wait()


def _until(true: Callable[[], object], what: str, log: Path) -> None:
    give_up_at = time.monotonic() + _WITHIN_SECONDS
    while not true():
        assert time.monotonic() < give_up_at, f"{what} not within {_WITHIN_SECONDS} s:\n{log.read_text()[-3000:]}"
        time.sleep(0.1)


def _ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _family(running: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(running.pid).children(recursive=True)


def test_it_starts_watches_restarts_and_leaves_nothing(up: tuple[subprocess.Popen[bytes], int, Path]) -> None:
    running, port, log = up
    _until(lambda: b"TAS Connect is ready" in log.read_bytes(), "ready", log)
    assert _ready(port)
    assert f"http://localhost:{port}/chat" in log.read_text()
    key_file = log.parent / "data" / "keys.json"
    assert key_file.stat().st_mode & 0o777 == 0o600

    gateway = next(child for child in _family(running) if "channels" in child.cmdline())
    gateway.send_signal(signal.SIGKILL)
    _until(lambda: b"starting it again" in log.read_bytes(), "noticed", log)
    _until(lambda: _ready(port), "ready again", log)

    family = _family(running)
    assert len(family) >= 2 + processes.RASA_SERVERS
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 0
    _gone, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []


def test_killed_itself_it_leaves_no_process_behind(up: tuple[subprocess.Popen[bytes], int, Path]) -> None:
    running, port, log = up
    _until(lambda: _ready(port), "ready", log)
    family = _family(running)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    _gone, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "cli", "up", "--port", port, "--data", str(tmp_path)]
        done = subprocess.run(command, cwd=setup.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "Traceback" not in done.stderr
