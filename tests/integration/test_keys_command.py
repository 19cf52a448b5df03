"""`./tas keys` on a record with a conversation in it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters.keys.key_file import SETTLED_SECONDS, KeyFile
from casework.conversations.models import ConversationId
from channels.app import record
from channels.settings import Settings
from cli import keys
from tests.support.databases import fresh_database
from tests.support.vault import rotated_before


async def _begin() -> ConversationId:
    async with record(Settings()) as conversations:
        return (await conversations.create("screening", "en", "America/New_York")).id


async def _read(conversation_id: ConversationId) -> int:
    async with record(Settings()) as conversations:
        return len((await conversations.read(conversation_id)).events)


def test_a_key_is_rotated_and_destroyed_once_it_wraps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    fresh_database(tmp_path)
    begun = asyncio.run(_begin())
    assert keys.main([]) == 0
    old = capsys.readouterr().out.split()[0]
    assert keys.main(["destroy", old]) == 1
    assert "rotate first" in capsys.readouterr().err
    assert keys.main(["rotate"]) == 0
    assert "re-wrapped 1 data keys" in capsys.readouterr().out
    # Whoever wrapped by the old one a moment ago may be about to write that down.
    assert keys.main(["destroy", old]) == 1
    assert "younger than 60 minutes" in capsys.readouterr().err
    rotated_before(tmp_path / "keys.json", SETTLED_SECONDS + 1)
    assert keys.main(["destroy", old]) == 0
    assert old not in capsys.readouterr().out.splitlines()[-1]
    assert keys.main(["destroy", old]) == 1
    assert asyncio.run(_read(begun)) == 2


def test_what_was_wrapped_while_a_rotation_went_on_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    fresh_database(tmp_path)
    begun = asyncio.run(_begin())
    path = tmp_path / "keys.json"
    old = KeyFile(path).current_id
    # The file alone: as if every row had been wrapped by somebody who had looked at it just before.
    KeyFile(path).rotate()
    rotated_before(path, SETTLED_SECONDS + 1)
    assert keys.main(["destroy", old]) == 0
    assert old not in capsys.readouterr().out.splitlines()[-1]
    assert asyncio.run(_read(begun)) == 2
