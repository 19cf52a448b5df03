"""What the casework needs of a keeper of key-encryption keys (NIST SP 800-57: key wrapping, key separation)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType, Protocol

KeyId = NewType("KeyId", str)


class KeysUnavailable(Exception):
    """The keeper can't be reached or its file can't be used."""


class KeyUnknown(Exception):
    """A wrapped key names a key-encryption key that the keeper doesn't have, or doesn't open under it."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key, sealed under the key-encryption key `key_id`."""

    key_id: KeyId
    blob: bytes = field(repr=False)


class Keys(Protocol):
    """Wraps data keys and makes keyed digests. Key-encryption keys never leave it."""

    @property
    def current_id(self) -> KeyId:
        """The key that new data keys are wrapped under."""
        ...

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        """Seals a 32-byte data key, bound to `context` (AES-256-GCM associated data), under the newest key there is.

        Raises KeysUnavailable.
        """
        ...

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        """Opens it. Raises KeyUnknown."""
        ...

    def digest(self, purpose: str, value: bytes) -> bytes:
        """HMAC-SHA-256 under a key of its own for each `purpose`; stable over rotations; 32 bytes."""
        ...
