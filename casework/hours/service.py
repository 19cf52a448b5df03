"""Whether advocates are on duty now, until when, and from when again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_name

from casework.dated import in_force
from casework.hours.rules import Schedule, schedule
from casework.texts import Texts

# Longer than any closure that is worth telling the end of.
_DAYS_AHEAD: Final = 400
_LOCALES: Final = {"en": "en_US", "es": "es_US"}


@dataclass(frozen=True, slots=True)
class Opening:
    """What holds at one instant.

    Attributes:
        open: Whether advocates are on duty.
        closes_at: When they go, in UTC; None where closed, or where no end is in sight.
        opens_at: When they come next, in UTC; None where open, or where no beginning is in sight.
        zone: The time zone whose clock the hours go by.
    """

    open: bool
    closes_at: datetime | None
    opens_at: datetime | None
    zone: str


class Hours:
    """The hours of the desk."""

    def __init__(self, *, always_open: bool = False, schedule_: Schedule | None = None) -> None:
        """Takes the hours of the data file, unless given others.

        Args:
            always_open: A demonstration at any hour (`TAS_DESK_ALWAYS_OPEN`): holidays and closures are passed over too.
            schedule_: Hours of another file.

        Raises:
            HoursInvalid: The file can't be used.
        """
        self._always_open = always_open
        self._schedule = schedule() if schedule_ is None else schedule_
        if not always_open:
            # Half a second, once: not while somebody waits.
            list(self._schedule.spans(date(2026, 1, 1), None))

    def opening(self, now: datetime, zone: str | None = None) -> Opening:
        """Gives what holds now.

        Args:
            now: An aware time.
            zone: The zone whose clock the hours go by; the one of the data if None.

        Raises:
            ValueError: `now` has no offset.
            ZoneInfoNotFoundError: There is no such zone.
        """
        if now.tzinfo is None:
            raise ValueError("a time without its offset from UTC")
        named = zone or str(self._schedule.row_at(now)["time_zone"])
        if self._always_open:
            return Opening(True, None, None, named)
        today = now.astimezone(UTC).date()
        horizon = _midnight(today + timedelta(days=_DAYS_AHEAD))
        for begins, ends in _spans(self._schedule, today, zone):
            if now < begins:
                return Opening(False, None, begins, named)
            if now < ends:
                return Opening(True, ends if ends < horizon else None, None, named)
        return Opening(False, None, None, named)

    def reviewed(self, on: date) -> bool:
        """Whether somebody who answers for it has checked the hours and closures of a day; if not, a page says so."""
        rows = [*list(in_force(self._schedule.hours, on))[:1], *in_force(self._schedule.closures, on)]
        return bool(rows) and all(row["reviewed_on"] is not None for row in rows)


def opening_in_words(opening: Opening, texts: Texts, language: str, zone: str | None = None) -> str:
    """Says when advocates answer chats, by the clock of a zone (of the hours if None). Raises TextMissing."""
    at = opening.closes_at if opening.open else opening.opens_at
    if at is None:
        return texts.say("desk-hours-now" if opening.open else "desk-hours-unknown", language)
    clock, locale = ZoneInfo(zone or opening.zone), _LOCALES.get(language)
    local = at.astimezone(clock)
    return texts.say(
        "desk-hours-until" if opening.open else "desk-hours-from",
        language,
        {
            "day": str(format_date(local, format="full", locale=locale)),
            # As the texts write hours in either language.
            "hour": str(format_datetime(local, "h:mm a", locale=locale)).replace("AM", "a.m.").replace("PM", "p.m."),
            "zone": str(get_timezone_name(clock, width="long", locale=locale)),
        },
    )


@lru_cache(maxsize=32)
def _spans(rows: Schedule, today: date, zone: str | None) -> tuple[tuple[datetime, datetime], ...]:
    """From when to when somebody is there, in UTC and in order; what touches is one."""
    # Two days before today in UTC have begun by yesterday's date in every zone.
    days = (today + timedelta(days=ahead) for ahead in range(-2, _DAYS_AHEAD + 2))
    joined: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(span for day in days for span in rows.spans(day, zone)):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return tuple(joined)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
