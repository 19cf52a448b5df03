"""When notices go, and for how long they are tried and kept: dated data (rule 9)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from casework.dated import Row, one_in_force

_FILE: Final = Path(__file__).with_name("data") / "notices.json"
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """What holds on a day.

    Attributes:
        digest_hour: The hour of the agency's clock at which the daily mail goes.
        give_up: So long after a notice was put it is tried.
        kept: So long its row is kept after it was sent, dropped or given up.
    """

    digest_hour: int
    give_up: timedelta
    kept: timedelta


def notice_rule(as_of: date) -> NoticeRule:
    """The rule in force on a day. Raises LookupError where none is: nothing is sent or erased then."""
    row = one_in_force(_rows(), as_of, "notices")
    return NoticeRule(
        digest_hour=row["digest_hour"],
        give_up=timedelta(days=row["give_up_days"]),
        kept=timedelta(days=row["days_kept_after_end"]),
    )


def morning_after(at: datetime, hour: int, time_zone: str) -> datetime:
    """The first time after `at` that the clock of a zone shows the hour, in UTC.

    An hour that a change of clocks leaves out is the same time by the clock before the change (PEP 495).
    """
    zone = ZoneInfo(time_zone)
    day = at.astimezone(zone).date()
    while True:
        morning = datetime.combine(day, time(hour), zone).astimezone(UTC)
        if morning > at:
            return morning
        day += timedelta(days=1)


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time."""
    return min(_FIRST_PAUSE * (1 << min(tries - 1, 10)), _LONGEST_PAUSE)


@cache
def _rows() -> Sequence[Row]:
    rows: Sequence[Row] = json.loads(_FILE.read_text())
    return rows
