"""Hours of every kind, held against the plainest reading of them: what the clock on the wall says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.hours import Hours, Schedule
from casework.hours.rules import WEEKDAYS, is_federal_holiday

QUARTER = timedelta(minutes=15)
ZONES = (
    "America/New_York",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Guam",
    "Europe/Berlin",
    "Pacific/Auckland",
)
# Around both changes of the clock, Thanksgiving, and a New Year's Day that is observed in the old year.
STARTS = st.sampled_from(
    [date(2026, 7, 1), date(2026, 10, 24), date(2026, 11, 22), date(2027, 3, 12), date(2027, 12, 22)],
)


def _written(quarter: int) -> str:
    return "24:00" if quarter == 96 else f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@st.composite
def spans(draw: st.DrawFn) -> list[dict[str, str]]:
    """Up to two spans from 4:00 on: when clocks are changed, at night, the wall shows some times twice or never."""
    edges = sorted(draw(st.lists(st.integers(16, 96), min_size=0, max_size=4, unique=True)))
    return [
        {"from": _written(begins), "to": _written(ends)} for begins, ends in zip(edges[::2], edges[1::2], strict=False)
    ]


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, Any]:
    of_a_row = {"citation": "a test", "certainty": "design", "reviewed_on": None}
    closures = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=2))
    start = draw(STARTS)
    return {
        "start": start,
        "hours": [
            {
                "effective_from": "2026-01-01",
                "effective_to": draw(st.sampled_from([None, "2026-11-25", "2027-12-31"])),
                "time_zone": draw(st.sampled_from(ZONES)),
                "days": draw(st.dictionaries(st.sampled_from(WEEKDAYS), spans())),
                "federal_holidays": draw(st.sampled_from(["closed", "closed", "open"])),
                **of_a_row,
            }
        ],
        "closures": [
            {
                "effective_from": (start + timedelta(days=first)).isoformat(),
                "effective_to": (start + timedelta(days=first + more)).isoformat(),
                **of_a_row,
            }
            for first, more in closures
        ],
    }


def by_the_wall(data: dict[str, Any], at: datetime) -> bool:
    """Whether somebody is there, by the clock on the wall."""
    (row,) = data["hours"]
    local = at.astimezone(ZoneInfo(row["time_zone"]))
    day, clock = local.date().isoformat(), f"{local:%H:%M}"
    return (
        row["effective_from"] <= day <= (row["effective_to"] or "9999")
        and not any(closure["effective_from"] <= day <= closure["effective_to"] for closure in data["closures"])
        and not (row["federal_holidays"] == "closed" and is_federal_holiday(local.date()))
        and any(span["from"] <= clock < span["to"] for span in row["days"].get(WEEKDAYS[local.weekday()], ()))
    )


@settings(max_examples=150, deadline=None)
@given(schedules(), st.integers(0, 14 * 96), st.integers(0, 14))
def test_opening_is_what_the_wall_says_and_lasts_until_it_says_otherwise(
    data: dict[str, Any], quarters: int, minutes: int
) -> None:
    whole = datetime.combine(data["start"], time(), UTC) + quarters * QUARTER
    now = whole + timedelta(minutes=minutes)
    opening = Hours(schedule_=Schedule.read(data)).opening(now)
    assert opening.open is by_the_wall(data, now)
    assert (opening.closes_at is not None) or (opening.opens_at is not None) or not opening.open
    changes = opening.closes_at if opening.open else opening.opens_at
    ahead = (whole + step * QUARTER for step in range(1, 10 * 96))
    expected = next((at for at in ahead if by_the_wall(data, at) is not opening.open), None)
    if expected is not None:
        assert changes == expected
    else:
        assert changes is None or changes > whole + 9 * 96 * QUARTER
    if changes is not None:
        assert changes > now
        assert by_the_wall(data, changes) is not opening.open
        assert by_the_wall(data, changes - timedelta(minutes=1)) is opening.open


@settings(max_examples=200)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2040, 12, 31), timezones=st.just(ZoneInfo("America/New_York"))))  # noqa: DTZ001
def test_never_open_on_a_federal_holiday(now: datetime) -> None:
    opening = Hours().opening(now)
    assert not (opening.open and is_federal_holiday(now.date()))
    if opening.opens_at is not None:
        assert not is_federal_holiday(opening.opens_at.astimezone(ZoneInfo("America/New_York")).date())


@given(st.dates(date(2027, 1, 1), date(2060, 12, 31)))
def test_holidays_on_a_weekend_are_observed_on_its_nearest_weekday(day: date) -> None:
    if is_federal_holiday(day) and day.weekday() == 5:
        assert is_federal_holiday(day - timedelta(days=1))
    if is_federal_holiday(day) and day.weekday() == 6:
        assert is_federal_holiday(day + timedelta(days=1))
