"""Seals event bodies: AES-256-GCM under one data key a conversation, wrapped by a key-encryption key (rule 8)."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys.port import KeyId, Keys, WrappedKey
from casework.conversations.models import ConversationId

_VERSION = b"\x01"
_NONCE_BYTES = 12
_OPEN_KEYS_KEPT = 4096


class SealBroken(Exception):
    """A sealed body doesn't open: it was changed, moved to another place, or its key is another one."""


class Sealer:
    """Opens and seals the bodies of conversations, keeping recently used data keys in memory."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        # Each with the wrapped key that it was opened from: a conversation that is begun anew has another one.
        self._open: OrderedDict[ConversationId, tuple[bytes, AESGCM]] = OrderedDict()

    def new_key(self, conversation_id: ConversationId) -> WrappedKey:
        """Makes a conversation's data key and returns it wrapped."""
        data_key = os.urandom(32)
        wrapped = self._keys.wrap(data_key, _context(conversation_id))
        self._remember(conversation_id, wrapped, AESGCM(data_key))
        return wrapped

    def rewrap(self, conversation_id: ConversationId, wrapped: WrappedKey) -> WrappedKey:
        """The same data key under the current key-encryption key. Raises KeyUnknown."""
        return self._keys.wrap(self._keys.unwrap(wrapped, _context(conversation_id)), _context(conversation_id))

    def forget(self, conversation_id: ConversationId) -> None:
        """Drops an erased conversation's data key from memory."""
        self._open.pop(conversation_id, None)

    def seal(self, conversation_id: ConversationId, wrapped: WrappedKey, place: str, body: Mapping[str, Any]) -> bytes:
        """Seals one body, bound to its `place` in the record (seq, kind). Raises KeyUnknown."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = self._data_key(conversation_id, wrapped).encrypt(nonce, plain, _place(conversation_id, place))
        return _VERSION + nonce + sealed

    def open(self, conversation_id: ConversationId, wrapped: WrappedKey, place: str, sealed: bytes) -> dict[str, Any]:
        """Opens one body. Raises SealBroken, KeyUnknown."""
        nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            if sealed[:1] != _VERSION:
                raise SealBroken
            plain = self._data_key(conversation_id, wrapped).decrypt(nonce, ciphertext, _place(conversation_id, place))
        except (InvalidTag, ValueError) as error:
            raise SealBroken from error
        body: dict[str, Any] = json.loads(plain)
        return body

    def _data_key(self, conversation_id: ConversationId, wrapped: WrappedKey) -> AESGCM:
        known = self._open.get(conversation_id)
        if known is not None and known[0] == wrapped.blob:
            self._open.move_to_end(conversation_id)
            return known[1]
        return self._remember(conversation_id, wrapped, AESGCM(self._keys.unwrap(wrapped, _context(conversation_id))))

    def _remember(self, conversation_id: ConversationId, wrapped: WrappedKey, key: AESGCM) -> AESGCM:
        self._open[conversation_id] = (wrapped.blob, key)
        while len(self._open) > _OPEN_KEYS_KEPT:
            self._open.popitem(last=False)
        return key


def wrapped_key(key_id: str, blob: bytes) -> WrappedKey:
    """A wrapped key as its columns hold it."""
    return WrappedKey(KeyId(key_id), blob)


def _context(conversation_id: ConversationId) -> bytes:
    return b"conversation|" + conversation_id.encode()


def _place(conversation_id: ConversationId, place: str) -> bytes:
    return f"{conversation_id}|{place}".encode()
