"""Fixtures that several kinds of tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.support import databases, postgresql

_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

# A whole system is started for each worker that gets one of these files: one worker gets all of them.
_TOGETHER = "tests/conversations/"
# What waits longest for processes of its own begins first, so that what is left for the end is small.
_FIRST = ("stack", "browser", "crash", "security", "integration", "property", "contract", "unit")
_LONG_SECONDS = 1800


class _Files(LoadFileScheduling):
    """A file at a time to whichever worker is free, and what shares a system as if it were one file."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(_TOGETHER) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Files:
    """How `./tas test` distributes what it runs on two workers."""
    return _Files(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the slow files first, and gives long tests their time."""
    folder = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        kind = "stack" if item.get_closest_marker("stack") else item.path.relative_to(folder).parts[0]
        return _FIRST.index(kind) if kind in _FIRST else 0

    items.sort(key=rank)
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(_LONG_SECONDS))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One PostgreSQL server for the whole run."""
    if postgresql.binaries() is None:
        pytest.skip("PostgreSQL's server is not installed")
    with postgresql.server() as url:
        databases.make_template(url)
        yield url


@pytest.fixture(params=_KINDS)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty, migrated database of each kind that the record runs on."""
    if request.param == "sqlite":
        databases.fresh_database(tmp_path)
        yield f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}"
        return
    async with databases.on_postgresql(request.getfixturevalue("postgresql_server")) as url:
        yield url


@pytest.fixture(params=_KINDS)
async def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database of each kind, with no table in it."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}"
        return
    async with databases.on_postgresql(request.getfixturevalue("postgresql_server"), template=None) as url:
        yield url
