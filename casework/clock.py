"""The time, injected: tests and demonstrations may begin at a time of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo, available_timezones

TIME_ZONES: Final = frozenset(available_timezones())
"""The IANA names that are known; to ask for them anew reads every file of the zones."""


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime:
        """The present time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock, shifted so that it read `starts_at` when this was made (None: not shifted)."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._shift = timedelta(0) if starts_at is None else starts_at - datetime.now(UTC)

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC) + self._shift


def local_date(now: datetime, time_zone: str) -> date:
    """The person's own date, which every rule about days counts by (DESIGN section 6)."""
    return now.astimezone(ZoneInfo(time_zone)).date()
