"""A record on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.record import RecordUnderTest, open_record


@pytest.fixture
async def record(database_url: str, tmp_path: Path) -> AsyncIterator[RecordUnderTest]:
    """A record with a scripted assistant and a clock that stands."""
    opened = await open_record(database_url, tmp_path)
    yield opened
    await opened.database.stop()
