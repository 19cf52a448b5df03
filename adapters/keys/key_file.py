"""Key-encryption keys in a file of mode 0600: the embedded default behind `adapters.keys.port`."""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from adapters.keys.port import KeyId, KeysUnavailable, KeyUnknown, WrappedKey

SETTLED_SECONDS: Final = 3600.0
"""So long after a rotation an older key stays: whoever wrapped by it just before has written that down, or never will."""

_FORMAT = 1
_KEY_BYTES = 32
_NONCE_BYTES = 12


class KeyFile:
    """Wraps data keys under the file's newest key; older ones still open what was wrapped under them.

    The file is JSON: `{"format": 1, "current": id, "current_since": time, "keys": {id: base64}, "digest": base64}`. It is
    replaced, never written to, so that its place, time and length on the disk tell of each other content.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it with a first key. Raises KeysUnavailable if others could read it or it is damaged."""
        self._path = path
        if not path.exists():
            key_id = _new_id()
            first = {"format": _FORMAT, "current": key_id, "current_since": _now().isoformat()}
            _write_new(path, first | {"keys": {key_id: _new_key()}, "digest": _new_key()})
        self._load()

    def __repr__(self) -> str:
        """Names the file, never a key."""
        return f"KeyFile({str(self._path)!r})"

    @property
    def current_id(self) -> KeyId:
        """See `Keys.current_id`."""
        return self._current

    @property
    def ids(self) -> tuple[KeyId, ...]:
        """Every key of the file, the newest last."""
        return tuple(self._keys)

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        """See `Keys.wrap`. The blob is a 12-byte nonce, then the sealed key."""
        # Another process may have rotated since: what is wrapped by an old key would be lost once that is destroyed.
        if _version(self._path) != self._read_version:
            self._load()
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._keys[self._current].encrypt(nonce, data_key, self._bound(self._current, context))
        return WrappedKey(self._current, nonce + sealed)

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        """See `Keys.unwrap`."""
        if wrapped.key_id not in self._keys:
            self._load()  # another process may have rotated since this one started
        key = self._keys.get(wrapped.key_id)
        if key is None:
            raise KeyUnknown
        nonce, sealed = wrapped.blob[:_NONCE_BYTES], wrapped.blob[_NONCE_BYTES:]
        try:
            return key.decrypt(nonce, sealed, self._bound(wrapped.key_id, context))
        except InvalidTag as error:
            raise KeyUnknown from error

    def digest(self, purpose: str, value: bytes) -> bytes:
        """See `Keys.digest`."""
        key = self._digest_keys.get(purpose)
        if key is None:
            key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"digest:" + purpose.encode()).derive(self._digest_root)
            self._digest_keys[purpose] = key
        return hmac.digest(key, value, "sha256")

    def rotate(self) -> KeyId:
        """Adds a new key and makes it the current one; returns its id. Wrapped keys are re-wrapped by their owners."""
        content = _read(self._path)
        key_id = _new_id()
        content["keys"][key_id] = _new_key()
        content["current"] = key_id
        content["current_since"] = _now().isoformat()
        _replace(self._path, content)
        self._load()
        return KeyId(key_id)

    def destroy(self, key_id: KeyId, settled_seconds: float = SETTLED_SECONDS) -> None:
        """Removes an old key; what is still wrapped under it can never be opened again. Raises as `check_destroyable`."""
        self.check_destroyable(key_id, settled_seconds)
        content = _read(self._path)
        del content["keys"][key_id]
        _replace(self._path, content)
        self._load()

    def check_destroyable(self, key_id: KeyId, settled_seconds: float = SETTLED_SECONDS) -> None:
        """Whether nobody wraps by a key any more; who wraps nothing by it yet may only be asked after this.

        Raises KeyUnknown; ValueError: it is the current one, or the last rotation is younger than `settled_seconds`.
        """
        content = _read(self._path)
        if key_id not in content["keys"]:
            raise KeyUnknown
        if key_id == content["current"]:
            raise ValueError("the current key can't be destroyed: rotate first")
        try:
            # Files of before have no such time, and changed last when they were rotated.
            told = content.get("current_since")
            since = datetime.fromisoformat(told) if told else datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
            age_seconds = (_now() - since).total_seconds()
        except TypeError as error:
            raise KeysUnavailable(f"{self._path} is damaged: restore it from its backup") from error
        if age_seconds < settled_seconds:
            minutes = settled_seconds / 60
            raise ValueError(
                f"the current key is younger than {minutes:.0f} minutes: somebody may still wrap by an older one"
            )

    def _load(self) -> None:
        # Before it is read: what comes between the two is noticed the next time.
        version = _version(self._path)
        content = _read(self._path)
        try:
            self._keys = {KeyId(name): AESGCM(_decode(key)) for name, key in content["keys"].items()}
            self._current = KeyId(content["current"])
            self._digest_root = _decode(content["digest"])
            if content["format"] != _FORMAT or self._current not in self._keys:
                raise KeysUnavailable(f"{self._path} is of a format that this version doesn't know")
        except (KeyError, TypeError, ValueError) as error:
            raise KeysUnavailable(f"{self._path} is damaged: restore it from its backup") from error
        self._digest_keys: dict[str, bytes] = {}
        self._read_version = version

    @staticmethod
    def _bound(key_id: str, context: bytes) -> bytes:
        return b"tas-connect data key v1|" + key_id.encode() + b"|" + context


def _version(path: Path) -> tuple[int, int, int]:
    """What of a file's state on the disk changes with its content. Raises KeysUnavailable."""
    try:
        found = path.stat()
    except OSError as error:
        raise KeysUnavailable(f"{path} can't be read: {error.strerror}") from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def _now() -> datetime:
    """The machine's own time: a demonstration's may be shifted."""
    return datetime.now(UTC)


def _new_id() -> str:
    return "k" + secrets.token_hex(8)


def _new_key() -> str:
    return base64.b64encode(os.urandom(_KEY_BYTES)).decode()


def _decode(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("a key of another length")
    return key


def _read(path: Path) -> dict[str, Any]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise KeysUnavailable(f"{path} can be read by others (mode {mode:04o}): chmod 600 {path}")
        content = json.loads(path.read_text())
    except OSError as error:
        raise KeysUnavailable(f"{path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise KeysUnavailable(f"{path} is damaged: restore it from its backup") from error
    if not isinstance(content, dict):
        raise KeysUnavailable(f"{path} is damaged: restore it from its backup")
    return content


def _write_new(path: Path, content: dict[str, Any]) -> None:
    """Two processes may start at once: the first file wins and both use it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise KeysUnavailable(f"{path} can't be made: {error.strerror}") from error
    finally:
        draft.unlink()


def _replace(path: Path, content: dict[str, Any]) -> None:
    _draft(path, content).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _draft(path: Path, content: dict[str, Any]) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft
