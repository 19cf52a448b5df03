"""The real clamd, on a free loopback port, with signatures of the tests' own: nothing is fetched, no service is touched."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cli.processes import reserve_port

# The EICAR test file (eicar.org), in two pieces, so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_READY_WITHIN_SECONDS = 30.0


def binary() -> str | None:
    """clamd's path, or None where it is not installed."""
    found = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return found or next(iter(glob.glob("/opt/clamav*/sbin/clamd")), None)


def _signatures(folder: Path) -> None:
    """EICAR by the digest of the whole file, and by its bytes wherever they stand."""
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (folder / "tests.hdb").write_text(f"{digest}:{len(EICAR)}:Tests.Eicar.File\n")
    (folder / "tests.ndb").write_text(f"Tests.Eicar.Bytes:0:*:{EICAR.hex()}\n")


@contextlib.contextmanager
def server(most_bytes: int = 1100 * 1024 * 1024, **settings: str) -> Iterator[str]:
    """Starts one; gives its address as `TAS_SCANNER` has it. `settings` are lines of its configuration."""
    clamd = binary()
    assert clamd is not None
    home = Path(tempfile.mkdtemp(prefix="tas-clamd-"))
    port = reserve_port()
    (home / "signatures").mkdir()
    (home / "tmp").mkdir()
    _signatures(home / "signatures")
    lines = {
        "Foreground": "yes",
        "TCPSocket": str(port),
        "TCPAddr": "127.0.0.1",
        "DatabaseDirectory": str(home / "signatures"),
        "TemporaryDirectory": str(home / "tmp"),
        "LogFile": str(home / "log"),
        "OfficialDatabaseOnly": "no",
        "Bytecode": "no",
        "StreamMaxLength": str(most_bytes),
        "MaxFileSize": str(most_bytes),
        "MaxScanSize": str(4 * most_bytes),
        "AlertExceedsMax": "yes",
        "AlertEncrypted": "yes",
        "AlertOLE2Macros": "yes",
        "MaxThreads": "4",
        "SelfCheck": "0",
        **settings,
    }
    configuration = home / "clamd.conf"
    configuration.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    if os.geteuid() == 0:
        configuration.write_text(configuration.read_text() + "User root\n")
    # Where this process is killed, nobody comes to stop it.
    ends_with_us = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    running = subprocess.Popen(
        [*ends_with_us, clamd, f"--config-file={configuration}"],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(port, running, home / "log")
        yield f"tcp://127.0.0.1:{port}"
    finally:
        running.kill()
        running.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.monotonic() + _READY_WITHIN_SECONDS
    while True:
        if running.poll() is not None or time.monotonic() > give_up_at:
            said = log.read_text(errors="replace") if log.exists() else ""
            raise AssertionError(f"clamd doesn't start:\n{said[-2000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"zPING\0")
            if connection.recv(16) == b"PONG\0":
                return
        time.sleep(0.05)
