"""The whole system on the day of the played people."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from cli import processes, setup
from tests.support.running import System, prepare, stopping

# Friday, 2026-11-20, ten in the morning in New York (tests/conversations/people).
THE_DAY = {"TAS_CLOCK_STARTS_AT": "2026-11-20T15:00:00+00:00"}


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Action server, Rasa servers and gateway, as `./tas up` starts them."""
    setup.ensure_model()
    folder = tmp_path_factory.mktemp("system")
    with stopping(prepare(folder, THE_DAY, processes.RASA_SERVERS)) as running:
        running.start_actions(wait=False)
        running.start_rasa()
        running.start_gateway()
        yield running


@pytest.fixture
def client(system: System) -> Iterator[httpx.Client]:
    """A client of the gateway."""
    with httpx.Client(base_url=system.url, timeout=30) as opened:
        yield opened
