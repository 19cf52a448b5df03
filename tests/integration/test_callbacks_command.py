"""`./tas callbacks` for whoever makes the calls."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from adapters.keys.key_file import KeyFile
from casework.audit.models import audit_entries
from casework.callbacks.service import Asked
from channels.app import kept, record
from channels.settings import Settings
from cli import callbacks
from tests.integration.test_callbacks import ASKED, begun  # noqa: F401 (what a wish is)
from tests.support.databases import fresh_database
from tests.support.record import client_id


def run(do: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    return asyncio.run(do())


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The command's settings, over an empty record of its own."""
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "sam")
    read = Settings()
    fresh_database(tmp_path)
    KeyFile(tmp_path / "keys.json")
    return read


async def _asked(settings: Settings, asked: Asked, said: str = "") -> None:
    from casework.conversations.models import Holder

    async with record(settings) as conversations:
        created = await conversations.create("screening", "es", "America/New_York")
        if said:
            await conversations.post_text(created.id, client_id(), said)
            await conversations.post_choice(created.id, client_id(), "do.contact_call")
            await conversations.post_choice(created.id, client_id(), "do.device_shared")
    async with kept(settings) as found:
        await found.callbacks.save(created.id, Holder(token=created.token), client_id(), asked)


def _audited(settings: Settings) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with kept(settings) as found, found.database.read() as connection:
            return [
                (row.actor or row.actor_kind, row.action.removeprefix("callback."))
                for row in await connection.execute(select(audit_entries).order_by(audit_entries.c.number))
            ]

    audited: list[tuple[str, str]] = run(read)
    return audited


def test_it_lists_shows_marks_and_notes_who_did(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert callbacks.main([]) == 0
    assert capsys.readouterr() == ("", "0 open\n")
    run(lambda: _asked(settings, ASKED))
    run(lambda: _asked(settings, replace(ASKED, relay=True), "Mi esposo me pega"))
    assert callbacks.main(["list"]) == 0
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split()[0] == "ID"
    assert ("today" in first, "relay" in first, "soon" in second) == (True, True, True)
    assert "0173" not in first + second
    urgent = first.split()[0]
    assert callbacks.main(["show", urgent]) == 0
    shown = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines() if "  " in line)
    assert shown["number"].strip() == "(202) 555-0173"
    assert shown["said safe in chat"].strip() == "chat call"
    assert shown["shared device"].strip() == "yes"
    assert shown["calling"].strip() == "operator sam"
    assert callbacks.main(["list"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("operator sam")
    assert callbacks.main(["not-reached", urgent]) == 0
    assert callbacks.main(["done", urgent]) == 0
    assert callbacks.main(["done", urgent]) == 1
    assert "no open call-back has this ID" in capsys.readouterr().err
    assert callbacks.main(["list"]) == 0
    assert urgent not in capsys.readouterr().out
    actions = [action for who, action in _audited(settings) if who == "sam"]
    assert actions == ["listed", "listed", "taken", "shown", "listed", "not-reached", "done", "listed"]


def test_whoever_comes_second_is_told_who_calls_and_sees_no_number(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(lambda: _asked(settings, ASKED))
    assert callbacks.main(["list"]) == 0
    one = capsys.readouterr().out.splitlines()[1].split()[0]
    assert callbacks.main(["show", one]) == 0
    monkeypatch.setenv("LOGNAME", "kim")
    capsys.readouterr()
    for act in ("show", "done", "not-reached", "give-back"):
        assert callbacks.main([act, one]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("tas: operator sam is calling since ")
    assert callbacks.main(["export"]) == 0
    assert "0173" not in capsys.readouterr().out
    monkeypatch.setenv("LOGNAME", "sam")
    assert callbacks.main(["give-back", one]) == 0
    assert capsys.readouterr().out.endswith(": given back\n")
    monkeypatch.setenv("LOGNAME", "kim")
    assert callbacks.main(["show", one]) == 0
    assert "(202) 555-0173" in capsys.readouterr().out
    assert _audited(settings)[-4:] == [("kim", "exported"), ("sam", "given-back"), ("kim", "taken"), ("kim", "shown")]


def test_it_exports_for_people_and_programs(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(lambda: _asked(settings, replace(ASKED, number="+52 55 1234 5678", ask_for='=HYPERLINK("x")')))
    assert callbacks.main(["export", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert told.err.startswith("1 of 1 are yours to call until ")
    (as_json,) = json.loads(told.out)
    assert as_json["calling"] == "operator sam"
    assert (as_json["number"], as_json["ask_for"]) == ("+52 55 1234 5678", '=HYPERLINK("x")')
    assert callbacks.main(["export"]) == 0
    (as_csv,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    # No spreadsheet takes what somebody typed for a formula.
    assert (as_csv["number"], as_csv["ask_for"]) == ("'+52 55 1234 5678", '\'=HYPERLINK("x")')
    apart = ("number", "ask_for", "calling_until_utc")
    assert {name: str(value) for name, value in as_json.items() if name not in apart} == {
        name: value for name, value in as_csv.items() if name not in apart
    }
    assert callbacks.main(["give-back", "all"]) == 0
    assert capsys.readouterr().out == "1 given back\n"
    assert [action for _who, action in _audited(settings)] == ["asked", "exported", "exported", "given-back"]


def test_what_the_person_changed_is_shown_again_before_it_counts(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    from casework.conversations.models import ConversationId, Holder

    chat: list[tuple[ConversationId, Holder]] = []

    async def wishes(number: str) -> None:
        async with record(settings) as conversations:
            if not chat:
                created = await conversations.create("screening", "es", "America/New_York")
                chat.append((created.id, Holder(token=created.token)))
        async with kept(settings) as found:
            await found.callbacks.save(*chat[0], client_id(), replace(ASKED, number=number))

    run(lambda: wishes("(202) 555-0173"))
    assert callbacks.main(["list"]) == 0
    one = capsys.readouterr().out.splitlines()[1].split()[0]
    assert callbacks.main(["show", one]) == 0
    run(lambda: wishes("(787) 555-0142"))
    capsys.readouterr()
    assert callbacks.main(["not-reached", one]) == 1
    assert capsys.readouterr().err.startswith("tas: the person has changed this call")
    assert callbacks.main(["show", one]) == 0
    assert "(787) 555-0142" in capsys.readouterr().out
    assert callbacks.main(["not-reached", one]) == 0


def test_without_a_database_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path / "nowhere"))
    assert callbacks.main(["list"]) == 1
    assert capsys.readouterr().err.startswith("tas: the database can't be used")
