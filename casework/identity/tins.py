"""Taxpayer numbers: read, digested at once, never kept (DESIGN section 8)."""

from __future__ import annotations

import re

from adapters.keys.port import Keys
from casework.identity.models import TinDigest

_PURPOSE = "tin"
_SEPARATORS = re.compile(r"[\s-]")
_NINE_DIGITS = re.compile(r"[0-9]{9}")


class TinInvalid(ValueError):
    """Not nine digits; the number is not repeated."""


def tin_digest(keys: Keys, tin: str) -> TinDigest:
    """The keyed digest of a person's SSN or ITIN, as a provider verifies them. Raises TinInvalid."""
    return TinDigest(keys.digest(_PURPOSE, _digits(tin).encode()))


def employer_digest(keys: Keys, ein: str) -> TinDigest:
    """The keyed digest of an EIN: another one, since a person's number may have the same nine digits. Raises TinInvalid.

    Nobody signs in by an EIN; a business is reached through those whom it has authorized (domain 4).
    """
    return TinDigest(keys.digest("ein", _digits(ein).encode()))


def _digits(text: str) -> str:
    digits = _SEPARATORS.sub("", text)
    if _NINE_DIGITS.fullmatch(digits) is None:
        raise TinInvalid("a taxpayer number has nine digits")
    return digits
