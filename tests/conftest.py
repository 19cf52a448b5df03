"""Fixtures that several kinds of tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support import databases, postgresql

_KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


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
