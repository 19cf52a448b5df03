"""Wrong tries at codes, counted by browser, by address and over everybody, in this process and of bounded size.

Who tries too often waits, each time twice as long. The budget over everybody only matters where very many addresses guess
together: then nobody's codes are looked at for a while, and the chats on their own devices go on.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from casework.access_codes.rules import TriesRule, tries_rule
from casework.clock import Clock

_MOST_KEPT: Final = 50_000
_HOUR: Final = timedelta(hours=1)
# 2 to this power is more than any longest delay over any first one.
_MOST_DOUBLINGS: Final = 20


@dataclass(frozen=True, slots=True)
class By:
    """Who tries a code: an address as limits count it, and a browser where one is known."""

    address: str = field(repr=False)
    browser: str | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Counted:
    failures: int
    last_at: datetime


class Tries:
    """Counts wrong tries and says how long somebody has to wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counted: OrderedDict[tuple[str, str], _Counted] = OrderedDict()
        self._failed_at: deque[datetime] = deque()

    def wait_seconds(self, by: By) -> float:
        """Seconds until this one may try; 0 for now. Raises LookupError where no rule is in force."""
        now = self._clock.now()
        rule = tries_rule(now.date())
        until = [self._until(key, free, rule, now) for key, free in _keys(by, rule)]
        while self._failed_at and self._failed_at[0] <= now - _HOUR:
            self._failed_at.popleft()
        if len(self._failed_at) >= rule.failures_an_hour:
            until.append(self._failed_at[0] + _HOUR)
        return max(0.0, *((one - now).total_seconds() for one in until))

    def failed(self, by: By) -> None:
        """Counts a wrong try."""
        now = self._clock.now()
        self._failed_at.append(now)
        for key, _free in _keys(by, tries_rule(now.date())):
            before = self._counted.pop(key, None)
            self._counted[key] = _Counted(1 if before is None else before.failures + 1, now)
        while len(self._counted) > _MOST_KEPT:
            self._counted.popitem(last=False)

    def succeeded(self, by: By) -> None:
        """Forgets the slips of a browser that has found its code; its address may still be somebody else's."""
        if by.browser is not None:
            self._counted.pop(("browser", by.browser), None)

    def _until(self, key: tuple[str, str], free: int, rule: TriesRule, now: datetime) -> datetime:
        counted = self._counted.get(key)
        if counted is None or counted.failures < free:
            return now
        if now - counted.last_at > rule.forgotten_after:
            del self._counted[key]
            return now
        doubled = 1 << min(counted.failures - free, _MOST_DOUBLINGS)
        return counted.last_at + min(rule.first_delay * doubled, rule.longest_delay)


def _keys(by: By, rule: TriesRule) -> Iterator[tuple[tuple[str, str], int]]:
    """What is counted for somebody, each with its free tries."""
    yield ("address", by.address), rule.free_tries_of_an_address
    if by.browser is not None:
        yield ("browser", by.browser), rule.free_tries_of_a_browser
