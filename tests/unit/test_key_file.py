"""The key file: made once with mode 0600, rotated, and never readable by others."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from adapters.keys import key_file
from adapters.keys.key_file import SETTLED_SECONDS, KeyFile
from adapters.keys.port import KeysUnavailable, KeyUnknown, WrappedKey
from tests.support.vault import rotated_before

DATA_KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_it_is_made_at_first_use_for_its_owner_alone(path: Path) -> None:
    KeyFile(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyFile(path).current_id == KeyFile(path).current_id


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_it_is_refused_when_others_could_read_it(path: Path, mode: int) -> None:
    KeyFile(path)
    path.chmod(mode)
    with pytest.raises(KeysUnavailable, match="chmod 600"):
        KeyFile(path)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": 1}', '{"format":1,"current":"a","keys":{},"digest":""}']
)
def test_a_damaged_file_is_refused_with_a_sentence(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeysUnavailable, match=r"damaged|format"):
        KeyFile(path)


def test_a_wrapped_key_opens_in_its_context_only(path: Path) -> None:
    keys = KeyFile(path)
    wrapped = keys.wrap(DATA_KEY, b"conversation|a")
    assert keys.unwrap(wrapped, b"conversation|a") == DATA_KEY
    with pytest.raises(KeyUnknown):
        keys.unwrap(wrapped, b"conversation|b")
    with pytest.raises(KeyUnknown):
        keys.unwrap(WrappedKey(wrapped.key_id, wrapped.blob[:-1] + b"\x00"), b"conversation|a")


def test_rotation_keeps_old_keys_until_they_are_destroyed(path: Path) -> None:
    keys, other_process = KeyFile(path), KeyFile(path)
    before = keys.wrap(DATA_KEY, b"c")
    keys.rotate()
    after = keys.wrap(DATA_KEY, b"c")
    assert after.key_id != before.key_id
    assert keys.unwrap(before, b"c") == DATA_KEY
    assert other_process.unwrap(after, b"c") == DATA_KEY
    with pytest.raises(ValueError, match="rotate first"):
        keys.destroy(after.key_id)
    keys.destroy(before.key_id, settled_seconds=0)
    with pytest.raises(KeyUnknown):
        keys.unwrap(before, b"c")
    with pytest.raises(KeyUnknown):
        keys.destroy(before.key_id)


def test_after_another_process_rotated_the_new_key_wraps(path: Path) -> None:
    running, commands = KeyFile(path), KeyFile(path)
    old = running.wrap(DATA_KEY, b"c").key_id
    for _ in range(3):
        new = commands.rotate()
        wrapped = running.wrap(DATA_KEY, b"c")
        assert wrapped.key_id == new == running.current_id
        assert commands.unwrap(wrapped, b"c") == DATA_KEY
    commands.destroy(old, settled_seconds=0)
    assert old not in running.ids or running.wrap(DATA_KEY, b"c").key_id == new
    assert running.ids == commands.ids


def test_the_file_is_read_when_it_changed_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = KeyFile(path)
    monkeypatch.setattr(key_file, "_read", lambda _path: pytest.fail("the file was read"))
    for _ in range(3):
        keys.wrap(DATA_KEY, b"c")


def test_nothing_is_wrapped_by_a_file_that_is_gone(path: Path) -> None:
    keys = KeyFile(path)
    path.unlink()
    with pytest.raises(KeysUnavailable, match="can't be read"):
        keys.wrap(DATA_KEY, b"c")


def test_an_old_key_stays_while_somebody_may_still_wrap_by_it(path: Path) -> None:
    keys = KeyFile(path)
    old = keys.current_id
    keys.rotate()
    with pytest.raises(ValueError, match="younger than 60 minutes"):
        keys.destroy(old)
    assert old in KeyFile(path).ids
    rotated_before(path, SETTLED_SECONDS - 60)
    with pytest.raises(ValueError, match="younger"):
        keys.destroy(old)
    rotated_before(path, SETTLED_SECONDS + 1)
    keys.destroy(old)
    assert old not in KeyFile(path).ids


def test_a_file_of_before_was_rotated_when_it_changed_last(path: Path) -> None:
    keys = KeyFile(path)
    old = keys.current_id
    keys.rotate()
    content = json.loads(path.read_text())
    del content["current_since"]
    path.write_text(json.dumps(content))
    with pytest.raises(ValueError, match="younger"):
        keys.destroy(old)
    long_ago = time.time() - SETTLED_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
    keys.destroy(old)


def test_digests_differ_by_purpose_and_stand_through_rotation(path: Path) -> None:
    keys = KeyFile(path)
    before = keys.digest("token", b"value")
    assert len(before) == 32
    assert keys.digest("visitor", b"value") != before
    keys.rotate()
    assert KeyFile(path).digest("token", b"value") == before


def test_two_processes_that_start_at_once_use_one_file(path: Path) -> None:
    opened: list[KeyFile] = []
    threads = [threading.Thread(target=lambda: opened.append(KeyFile(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({keys.current_id for keys in opened}) == 1
    assert list(path.parent.iterdir()) == [path]


def test_nothing_of_a_key_shows(path: Path) -> None:
    keys = KeyFile(path)
    secret = next(iter(json.loads(path.read_text())["keys"].values()))
    wrapped = keys.wrap(DATA_KEY, b"c")
    assert secret not in repr(keys) + repr(wrapped)
    assert repr(wrapped.blob) not in repr(wrapped)
