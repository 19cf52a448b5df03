"""The key file: made once with mode 0600, rotated, and never readable by others."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest

from adapters.keys.key_file import KeyFile
from adapters.keys.port import KeysUnavailable, KeyUnknown, WrappedKey

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
    keys.destroy(before.key_id)
    with pytest.raises(KeyUnknown):
        keys.unwrap(before, b"c")
    with pytest.raises(KeyUnknown):
        keys.destroy(before.key_id)


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
