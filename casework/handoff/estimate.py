"""How long a wait may be, as an honest range: pure (ADR 0017)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

# Outer tenths of the wait; room comes and goes and urgent people go first, so both ends are moved outwards.
_Z: Final = 1.2816
_LOWER: Final = 0.6
_UPPER: Final = 1.5
_STEPS_MINUTES: Final = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)


@dataclass(frozen=True, slots=True)
class Range:
    """From so many minutes to so many."""

    low_minutes: int
    high_minutes: int


def waiting_range(position: int, room: int, handling_seconds: float) -> Range | None:
    """The range of the wait of whoever is at `position` (1 is next).

    Args:
        position: The place in line.
        room: How many chats the agents on duty have at once, all together.
        handling_seconds: How long a chat takes.

    Returns:
        None where nobody is on duty, or the wait is longer than anybody should be told to wait.
    """
    if room <= 0:
        return None
    scale = handling_seconds / room
    low = _gamma_quantile(position, -_Z) * scale * _LOWER
    high = _gamma_quantile(position, _Z) * scale * _UPPER
    if high / 60 > _STEPS_MINUTES[-1]:
        return None
    return Range(_down(low / 60), _up(high / 60))


def _gamma_quantile(shape: int, z: float) -> float:
    """By Wilson and Hilferty (1931): the cube root of a gamma variable is nearly normal."""
    return float(shape * max(0.0, 1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3)


def _down(minutes: float) -> int:
    return max((step for step in _STEPS_MINUTES if step <= minutes), default=0)


def _up(minutes: float) -> int:
    return min(step for step in _STEPS_MINUTES if step >= minutes)
