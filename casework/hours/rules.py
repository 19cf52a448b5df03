"""The hours of the desk, as dated data (DESIGN rule 9), and the days on which nobody is there.

Of several rows of hours that hold on a day the first one counts: a day with hours of its own is a row before the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from casework.clock import TIME_ZONES
from casework.dated import Row, data_of, in_force

_FILE: Final = Path(__file__).with_name("data") / "hours.json"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_EVERY_ROW: Final = ("effective_from", "effective_to", "citation", "certainty", "reviewed_on")
_MIDNIGHT: Final = "24:00"
"""The end of a day, so that a desk can be there day and night."""


class HoursInvalid(ValueError):
    """The hours can't be used. Every fault is listed, with its row."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The hours can't be used: " + "; ".join(faults))
        self.faults: Final = tuple(faults)


# Compared by identity, so that what follows from it can be remembered.
@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Rows that have been checked: hours, and closures from their first to their last day."""

    hours: tuple[Row, ...]
    closures: tuple[Row, ...]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Schedule:
        """Checks and keeps the rows. Raises HoursInvalid."""
        hours, closures = tuple(data.get("hours", ())), tuple(data.get("closures", ()))
        faults = [] if hours else ["no row of hours"]
        faults += [f"hours {at}: {fault}" for at, row in enumerate(hours) for fault in _faults_of_hours(row)]
        faults += [f"closure {at}: {fault}" for at, row in enumerate(closures) for fault in _faults_of_closure(row)]
        if faults:
            raise HoursInvalid(faults)
        return cls(hours, closures)

    def row_at(self, now: datetime) -> Row:
        """The row of hours that holds now, by its own zone's date; without one the last, for its zone."""
        for row in self.hours:
            if any(in_force([row], now.astimezone(ZoneInfo(row["time_zone"])).date())):
                return row
        return self.hours[-1]

    def spans(self, day: date, zone: str | None) -> Iterator[tuple[datetime, datetime]]:
        """From when to when somebody is there on a day, in UTC; the zone is the row's if None."""
        row = next(in_force(self.hours, day), None)
        if row is None or any(in_force(self.closures, day)):
            return
        if row["federal_holidays"] == "closed" and is_federal_holiday(day):
            return
        tz = ZoneInfo(zone or row["time_zone"])
        for span in row["days"].get(WEEKDAYS[day.weekday()], ()):
            begins, ends = _instant(day, span["from"], tz), _instant(day, span["to"], tz)
            # The hour that the clock leaves out in spring can turn a short span around.
            if begins < ends:
                yield begins, ends


@cache
def schedule() -> Schedule:
    """The hours of `data/hours.json`. Raises HoursInvalid."""
    return Schedule.read(data_of(_FILE))


def is_federal_holiday(day: date) -> bool:
    """Whether federal offices are closed: holidays (5 U.S.C. 6103), also where observed, and days closed by order."""
    return day in _federal_holidays()


@cache
def _federal_holidays() -> HolidayBase:
    return country_holidays("US", categories=("public", "government"))


def _instant(day: date, written: str, zone: ZoneInfo) -> datetime:
    if written == _MIDNIGHT:
        day, written = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(written), zone).astimezone(UTC)


def _faults_of_dates(row: Row) -> Iterator[str]:
    for name in _OF_EVERY_ROW:
        if name not in row:
            yield f"no {name}"
    days = {name: row.get(name) for name in ("effective_from", "effective_to", "reviewed_on")}
    for name, day in days.items():
        if day is not None and not _is_date(day):
            yield f"{name} is no date"
            return
    begins, ends = days["effective_from"], days["effective_to"]
    if begins is None:
        yield "effective_from is no date"
    elif ends is not None and ends < begins:
        yield "it ends before it begins"


def _faults_of_closure(row: Row) -> Iterator[str]:
    yield from _faults_of_dates(row)
    if row.get("effective_to") is None:
        yield "a closure needs its last day"


def _faults_of_hours(row: Row) -> Iterator[str]:
    yield from _faults_of_dates(row)
    if str(row.get("time_zone")) not in TIME_ZONES:
        yield "time_zone is no IANA time zone"
    if row.get("federal_holidays") not in ("closed", "open"):
        yield "federal_holidays is neither closed nor open"
    days = row.get("days")
    if not isinstance(days, Mapping):
        yield "no days"
        return
    for name, spans in days.items():
        if name not in WEEKDAYS:
            yield f"{name} is no day of the week"
            continue
        if not isinstance(spans, list) or not all(isinstance(span, Mapping) for span in spans):
            yield f"{name} has no list of spans"
            continue
        yield from _faults_of_spans(name, spans)


def _faults_of_spans(day: str, spans: Sequence[Row]) -> Iterator[str]:
    ended = ""
    for span in spans:
        begins, ends = str(span.get("from")), str(span.get("to"))
        if not _is_time(begins) or not (_is_time(ends) or ends == _MIDNIGHT):
            yield f"{day}: a span needs two times, such as 07:00 and 19:00"
            break
        if ends <= begins:
            yield f"{day}: {begins} to {ends} ends before it begins; past midnight it is the next day's"
        if begins < ended:
            yield f"{day}: {begins} to {ends} begins before the span above it ends"
        ended = ends


def _is_date(written: object) -> bool:
    try:
        return date.fromisoformat(str(written)).isoformat() == written
    except ValueError:
        return False


def _is_time(written: str) -> bool:
    try:
        return time.fromisoformat(written).strftime("%H:%M") == written
    except ValueError:
        return False
