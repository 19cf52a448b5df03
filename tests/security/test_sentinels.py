"""Identifiers that people typed are nowhere afterwards: not in Rasa's memory, logs, metrics, database bytes or files.

The method is Login.gov's: known values are used as everybody's data, then everything that is left is searched for them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from cli import setup
from tests.support.player import Conversation
from tests.support.running import System, prepare, stopping

pytestmark = pytest.mark.stack

# What is typed, and the part of it that must not be found anywhere afterwards.
SENTINELS = {
    "my social is 219-09-9462": "219-09-9462",
    "ssn 219 09 9463 ok": "219 09 9463",
    "219099464": "219099464",
    "my itin 912-70-4465 is on it": "912-70-4465",
    "the company ein is 12-3946574": "12-3946574",
    "card 4111 1111 1111 1111": "4111 1111 1111 1111",
    "routing 021000021 account 8837261940": "8837261940",
    "call me at (202) 555-0173": "555-0173",
    "write to quillfeather.sentinel@example.org": "quillfeather.sentinel",
    "I was born on 03/14/1961": "03/14/1961",
    "mi seguro social es 219.09.9467": "219.09.9467",
}
SPLIT = ("my social security number is 219-09-", "9468")
_LARGEST_READ_BYTES = 64 * 1024 * 1024


@pytest.fixture(scope="module")
def used_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system that has heard every sentinel, still running."""
    setup.ensure_model()
    folder = tmp_path_factory.mktemp("sentinels")
    with stopping(prepare(folder)) as system, pytest.MonkeyPatch.context() as patch:
        temporary = folder / "tmp"
        temporary.mkdir()
        patch.setenv("TMPDIR", str(temporary))
        system.start_actions(wait=False)
        system.start_rasa()
        system.start_gateway()
        with httpx.Client(base_url=system.url, timeout=30) as client:
            for texts in [*((typed,) for typed in SENTINELS), SPLIT]:
                conversation = Conversation.begin(client, "en")
                for typed in texts:
                    conversation.wait_for_answer(conversation.send(text=typed))
            system_metrics = client.get("/metrics").text
        (folder / "metrics.txt").write_text(system_metrics)
        yield system


def _needles() -> list[bytes]:
    return [secret.encode() for secret in SENTINELS.values()] + [b"219-09-9468", b"2190999468"]


def _found_in(content: bytes) -> list[bytes]:
    return [needle for needle in _needles() if needle in content]


def test_the_sentinels_are_what_they_are_taken_for(used_system: System) -> None:
    """The search would find them: they are in what was typed, and the search sees a file that holds one."""
    assert all(secret in typed for typed, secret in SENTINELS.items())
    assert _found_in(b"... 219-09-9462 ...") == [b"219-09-9462"]


def test_not_in_any_file_not_even_the_database_s_raw_bytes(used_system: System) -> None:
    files = [path for path in used_system.folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"record.sqlite", "metrics.txt", "rasa-1.log", "gateway.log", "actions.log"} <= names
    for path in files:
        assert not _found_in(path.read_bytes()), path.name


def test_not_in_the_memory_of_rasa_or_the_actions(used_system: System) -> None:
    for name in ("rasa-1", "actions"):
        process = psutil.Process(used_system.parts[name].running.pid)
        for one in [process, *process.children(recursive=True)]:
            searched = 0
            for chunk in _memory_of(one.pid):
                searched += len(chunk)
                assert not _found_in(chunk), name
            assert searched > 10_000_000


def test_what_was_typed_stands_redacted_in_the_record_only(used_system: System) -> None:
    with sqlite3.connect(used_system.folder / "record.sqlite") as connection:
        kinds = [row[0] for row in connection.execute("SELECT kind FROM events ORDER BY seq")]
    connection.close()
    assert kinds.count("message") >= len(SENTINELS)
    assert "redacted" in kinds


def _memory_of(pid: int) -> Iterator[bytes]:
    """The readable and writable memory of a process, in chunks that overlap by the longest needle."""
    overlap = max(map(len, _needles()))
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115
    except PermissionError:
        pytest.skip("another process's memory can't be read here")
    with memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            region = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if region is None:
                continue
            position, end = int(region[1], 16), int(region[2], 16)
            while position < end:
                try:
                    memory.seek(position)
                    chunk = memory.read(min(_LARGEST_READ_BYTES, end - position))
                except (OSError, ValueError, OverflowError):
                    break
                if not chunk:
                    break
                yield chunk
                position += max(1, len(chunk) - overlap) if position + len(chunk) < end else len(chunk)
