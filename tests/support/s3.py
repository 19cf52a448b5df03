"""An S3-compatible store by others than obstore's makers (moto's server), on a free loopback port."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from cli.processes import reserve_port
from tests.support.gateway import NO_TLS

BUCKET = "vault"
_READY_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class S3:
    """A running store.

    Attributes:
        environment: What an operator sets for obstore, beside `TAS_DOCUMENTS_URL`.
    """

    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def stop(self) -> None:
        """As a store that is away."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def server() -> Iterator[S3]:
    """Starts one with an empty bucket."""
    port = reserve_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    running = S3(
        process,
        {
            "AWS_ENDPOINT": url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "tests",
            "AWS_SECRET_ACCESS_KEY": "tests",
        },
    )
    try:
        _make_bucket(url, process)
        yield running
    finally:
        running.stop()


def _make_bucket(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + _READY_WITHIN_SECONDS
    with httpx.Client(base_url=url, verify=NO_TLS, trust_env=False) as client:
        while True:
            assert process.poll() is None, "the store ended"
            try:
                assert client.put(f"/{BUCKET}").status_code == 200
                return
            except httpx.TransportError:
                assert time.monotonic() < give_up_at, "the store doesn't answer"
                time.sleep(0.05)
