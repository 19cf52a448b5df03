"""How large a document is, in words: the same wherever it is told."""

from __future__ import annotations

from typing import Final

from babel.numbers import format_decimal

_UNITS: Final = ("kB", "MB", "GB")
_STEP: Final = 1024
_TEN: Final = 10


def size(bytes_count: int, language: str) -> str:
    """So many bytes as people read it, rounded up: what doesn't fit is never said to be as long as what does.

    `web/src/upload_words.ts` says the same.
    """
    value, unit = float(max(1, bytes_count)) / _STEP, _UNITS[0]
    for larger in _UNITS[1:]:
        if value < _STEP:
            break
        value, unit = value / _STEP, larger
    rounded = -(-value * _TEN // 1) / _TEN if value < _TEN else -(-value // 1)
    return f"{format_decimal(rounded, locale=f'{language}_US')}\u00a0{unit}"
