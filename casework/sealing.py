"""Seals what is personal: AES-256-GCM, a data key a subject (a conversation, a person, a matter), wrapped (rule 8)."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys.port import KeyId, Keys, WrappedKey

_VERSION = b"\x01"
_NONCE_BYTES = 12
_OPEN_KEYS_KEPT = 4096


class SealBroken(Exception):
    """A sealed body doesn't open: it was changed, moved to another place, or its key is another one."""


class Sealer:
    """Opens and seals the bodies of one kind of subjects, keeping recently used data keys in memory.

    Args:
        keys: Wraps the data keys.
        kind: What the subjects are (`conversation`): a key wrapped for one kind opens for no other.
    """

    def __init__(self, keys: Keys, kind: str) -> None:
        self._keys = keys
        self._kind = kind
        # Each with the wrapped key that it was opened from: a subject that is begun anew has another one.
        self._open: OrderedDict[str, tuple[bytes, AESGCM]] = OrderedDict()

    def new_key(self, subject_id: str) -> WrappedKey:
        """Makes a subject's data key and returns it wrapped."""
        data_key = os.urandom(32)
        wrapped = self._keys.wrap(data_key, self._context(subject_id))
        self._remember(subject_id, wrapped, AESGCM(data_key))
        return wrapped

    def rewrap(self, subject_id: str, wrapped: WrappedKey) -> WrappedKey:
        """The same data key under the current key-encryption key. Raises KeyUnknown."""
        return self._keys.wrap(self._keys.unwrap(wrapped, self._context(subject_id)), self._context(subject_id))

    def forget(self, subject_id: str) -> None:
        """Drops an erased subject's data key from memory."""
        self._open.pop(subject_id, None)

    def seal(self, subject_id: str, wrapped: WrappedKey, place: str, body: Mapping[str, Any]) -> bytes:
        """Seals one body, bound to its `place` in the record (seq, kind). Raises KeyUnknown."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = self._data_key(subject_id, wrapped).encrypt(nonce, plain, _place(subject_id, place))
        return _VERSION + nonce + sealed

    def open(self, subject_id: str, wrapped: WrappedKey, place: str, sealed: bytes) -> dict[str, Any]:
        """Opens one body. Raises SealBroken, KeyUnknown."""
        nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            if sealed[:1] != _VERSION:
                raise SealBroken
            plain = self._data_key(subject_id, wrapped).decrypt(nonce, ciphertext, _place(subject_id, place))
        except (InvalidTag, ValueError) as error:
            raise SealBroken from error
        body: dict[str, Any] = json.loads(plain)
        return body

    def key(self, subject_id: str, wrapped: WrappedKey) -> AESGCM:
        """A subject's data key itself, for who seals in a form of their own. Raises KeyUnknown."""
        return self._data_key(subject_id, wrapped)

    def _data_key(self, subject_id: str, wrapped: WrappedKey) -> AESGCM:
        known = self._open.get(subject_id)
        if known is not None and known[0] == wrapped.blob:
            self._open.move_to_end(subject_id)
            return known[1]
        return self._remember(subject_id, wrapped, AESGCM(self._keys.unwrap(wrapped, self._context(subject_id))))

    def _remember(self, subject_id: str, wrapped: WrappedKey, key: AESGCM) -> AESGCM:
        self._open[subject_id] = (wrapped.blob, key)
        while len(self._open) > _OPEN_KEYS_KEPT:
            self._open.popitem(last=False)
        return key

    def _context(self, subject_id: str) -> bytes:
        return f"{self._kind}|{subject_id}".encode()


def wrapped_key(key_id: str, blob: bytes) -> WrappedKey:
    """A wrapped key as its columns hold it."""
    return WrappedKey(KeyId(key_id), blob)


def _place(subject_id: str, place: str) -> bytes:
    return f"{subject_id}|{place}".encode()
