"""`./tas keys` on a record with a conversation in it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from casework.conversations.models import ConversationId
from channels.app import record
from channels.settings import Settings
from cli import keys
from tests.support.databases import fresh_database


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
    assert "1 data keys are still wrapped" in capsys.readouterr().err
    assert keys.main(["rotate"]) == 0
    assert "re-wrapped 1 data keys" in capsys.readouterr().out
    assert keys.main(["destroy", old]) == 0
    assert old not in capsys.readouterr().out.splitlines()[-1]
    assert keys.main(["destroy", old]) == 1
    assert asyncio.run(_read(begun)) == 2
