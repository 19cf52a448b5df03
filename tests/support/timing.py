"""Times that compare on any machine, busy or idle."""

import time
from collections.abc import Callable

_IDLE_SECONDS = 0.010
"""What the yardstick takes on the machine on which the promises were measured, idle."""


def _quickest(work: Callable[[], object]) -> float:
    seconds: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _yardstick() -> int:
    total = 0
    for number in range(200_000):
        total += number
    return total


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of the quickest of five runs, and how many times slower than idle the machine is (at least 1)."""
    before = _quickest(_yardstick)
    seconds = _quickest(work)
    return seconds, max(1.0, before / _IDLE_SECONDS, _quickest(_yardstick) / _IDLE_SECONDS)
