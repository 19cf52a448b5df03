"""When advocates are on duty: the days of the data file, its edges, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casework.hours import Hours, HoursInvalid, Opening, Schedule, opening_in_words
from casework.hours.rules import WEEKDAYS, is_federal_holiday, schedule
from casework.texts import Texts

NEW_YORK = ZoneInfo("America/New_York")
HOURS = Hours()
TEXTS = Texts.load()
# 5 U.S.C. 6103 and the days on which each is observed, as published by the Office of Personnel Management.
HOLIDAYS = {
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    2028: "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
}
OF_A_ROW = {"citation": "a test", "certainty": "design", "reviewed_on": "2026-11-01"}
ROW: dict[str, Any] = {
    "effective_from": "2026-01-01",
    "effective_to": None,
    "time_zone": "America/New_York",
    "days": {"monday": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]},
    "federal_holidays": "closed",
    **OF_A_ROW,
}
CLOSURE: dict[str, Any] = {"effective_from": "2026-12-07", "effective_to": "2026-12-14", **OF_A_ROW}


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=NEW_YORK).astimezone(UTC)


def hours(*rows: dict[str, Any], closures: tuple[dict[str, Any], ...] = ()) -> Hours:
    return Hours(schedule_=Schedule.read({"hours": list(rows), "closures": list(closures)}))


@pytest.mark.parametrize("year", sorted(HOLIDAYS))
def test_federal_holidays_with_the_days_they_are_observed(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366))
    assert " ".join(f"{day:%m-%d}" for day in days if day.year == year and is_federal_holiday(day)) == HOLIDAYS[year]


def test_a_day_closed_by_order_counts() -> None:
    assert is_federal_holiday(date(2025, 12, 26))


@pytest.mark.parametrize(
    ("now", "closes", "opens"),
    [
        ("2026-11-23T07:00", "2026-11-23T19:00", None),
        ("2026-11-23T18:59:59", "2026-11-23T19:00", None),
        ("2026-11-23T06:59:59", None, "2026-11-23T07:00"),
        ("2026-11-23T19:00", None, "2026-11-24T07:00"),
        # Over the weekend, and over Thanksgiving.
        ("2026-11-20T19:00", None, "2026-11-23T07:00"),
        ("2026-11-25T20:00", None, "2026-11-27T07:00"),
        # Independence Day of 2026 is a Saturday, that of 2027 a Sunday: closed on Friday, and on Monday.
        ("2026-07-03T12:00", None, "2026-07-06T07:00"),
        ("2027-07-05T12:00", None, "2027-07-06T07:00"),
        # The clock is set back on November 1, 2026 and forward on March 14, 2027.
        ("2026-10-31T12:00", None, "2026-11-02T07:00"),
        ("2027-03-13T12:00", None, "2027-03-15T07:00"),
    ],
)
def test_the_hours_of_the_data_file(now: str, closes: str | None, opens: str | None) -> None:
    expected = Opening(closes is not None, closes and local(closes), opens and local(opens), "America/New_York")  # type: ignore[arg-type]
    assert HOURS.opening(local(now)) == expected


def test_the_same_hour_is_another_instant_when_the_clock_is_changed() -> None:
    friday, sunday = HOURS.opening(local("2026-10-30T12:00")), HOURS.opening(local("2026-11-01T12:00"))
    assert friday.closes_at == datetime(2026, 10, 30, 23, tzinfo=UTC)
    assert sunday.opens_at == datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_another_zone_goes_by_its_own_clock() -> None:
    opening = HOURS.opening(local("2026-11-23T08:00"), "America/Los_Angeles")
    assert opening == Opening(False, None, local("2026-11-23T10:00"), "America/Los_Angeles")


def test_a_break_at_noon() -> None:
    desk = hours(ROW)
    assert desk.opening(local("2026-11-23T11:00")).closes_at == local("2026-11-23T12:00")
    assert desk.opening(local("2026-11-23T12:30")).opens_at == local("2026-11-23T13:00")


def test_a_closure_from_its_first_to_its_last_day() -> None:
    desk = hours(ROW, closures=(CLOSURE,))
    assert desk.opening(local("2026-12-07T10:00")).opens_at == local("2026-12-21T09:00")
    assert desk.opening(local("2026-11-30T18:00")).opens_at == local("2026-12-21T09:00")


def test_a_day_with_hours_of_its_own_is_a_row_above() -> None:
    day = {**ROW, "effective_from": "2026-11-30", "effective_to": "2026-11-30"}
    day["days"] = {"monday": [{"from": "10:00", "to": "11:00"}]}
    desk = hours(day, ROW)
    assert desk.opening(local("2026-11-30T08:00")).opens_at == local("2026-11-30T10:00")
    assert desk.opening(local("2026-11-30T11:00")).opens_at == local("2026-12-07T09:00")


def test_midnight_to_midnight_is_one_opening_and_has_no_end() -> None:
    whole = {day: [{"from": "00:00", "to": "24:00"}] for day in ("monday", "tuesday")}
    desk = hours({**ROW, "days": whole})
    assert desk.opening(local("2026-11-23T23:59")).closes_at == local("2026-11-25T00:00")
    every = {name: [{"from": "00:00", "to": "24:00"}] for name in WEEKDAYS}
    always = hours({**ROW, "days": every, "federal_holidays": "open"})
    assert always.opening(local("2026-11-26T03:00")) == Opening(True, None, None, "America/New_York")


def test_without_hours_nothing_is_in_sight() -> None:
    desk = hours({**ROW, "effective_to": "2026-11-22"})
    assert desk.opening(local("2026-11-23T10:00")) == Opening(False, None, None, "America/New_York")
    assert not desk.reviewed(date(2026, 11, 23))


def test_hours_that_begin_later() -> None:
    desk = hours({**ROW, "effective_from": "2027-01-01"})
    assert desk.opening(local("2026-11-23T10:00")).opens_at == local("2027-01-04T09:00")


def test_a_demonstration_may_be_open_at_any_hour() -> None:
    opening = Hours(always_open=True).opening(local("2026-12-25T03:00"))
    assert opening == Opening(True, None, None, "America/New_York")


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        HOURS.opening(datetime(2026, 11, 23, 12))  # noqa: DTZ001


def test_what_nobody_has_checked_is_not_reviewed() -> None:
    assert not HOURS.reviewed(date(2026, 11, 23))
    assert hours(ROW).reviewed(date(2026, 11, 23))
    unchecked = {**CLOSURE, "reviewed_on": None}
    desk = hours(ROW, closures=(unchecked,))
    assert desk.reviewed(date(2026, 12, 1))
    assert not desk.reviewed(date(2026, 12, 8))


def test_the_data_file_can_be_used() -> None:
    assert schedule().hours


def _spans(*spans: tuple[str, str]) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["hours"][0].update(days={"monday": [{"from": a, "to": b} for a, b in spans]})


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda data: data.update(hours=[]), "no row of hours"),
        (_spans(("22:00", "06:00")), "past midnight"),
        (_spans(("09:00", "09:00")), "ends before it begins"),
        (_spans(("09:00", "12:00"), ("11:00", "17:00")), "before the span above it ends"),
        (_spans(("9:00", "17:00")), "two times"),
        (_spans(("24:00", "24:00")), "two times"),
        (lambda data: data["hours"][0].update(days={"montag": []}), "montag is no day"),
        (lambda data: data["hours"][0].update(days=None), "no days"),
        (lambda data: data["hours"][0].update(days={"monday": "09:00-17:00"}), "monday has no list of spans"),
        (lambda data: data["hours"][0].update(time_zone="Mars/Olympus"), "IANA"),
        (lambda data: data["hours"][0].update(federal_holidays="maybe"), "neither closed nor open"),
        (lambda data: data["hours"][0].update(effective_from="20260101"), "effective_from is no date"),
        (lambda data: data["hours"][0].update(effective_from=None), "effective_from is no date"),
        (lambda data: data["hours"][0].update(effective_to="2025-12-31"), "ends before it begins"),
        (lambda data: data["hours"][0].pop("citation"), "no citation"),
        (lambda data: data["closures"][0].update(effective_to=None), "closure 0: a closure needs its last day"),
    ],
)
def test_data_that_can_not_be_used_is_refused(spoil: Callable[[dict[str, Any]], None], fault: str) -> None:
    data = deepcopy({"hours": [ROW], "closures": [CLOSURE]})
    spoil(data)
    with pytest.raises(HoursInvalid, match=fault):
        Schedule.read(data)


@pytest.mark.parametrize(
    ("now", "language", "zone", "said"),
    [
        (
            "2026-11-22T12:00",
            "en",
            None,
            "Advocates answer chats again from Monday, November 23, 2026, 7:00 a.m. (Eastern Time).",
        ),
        (
            "2026-11-23T12:00",
            "en",
            "America/Los_Angeles",
            "Advocates answer chats now. They go off duty on Monday, November 23, 2026, 4:00 p.m. (Pacific Time).",
        ),
        (
            "2026-11-22T12:00",
            "es",
            None,
            "Los defensores contestan chats otra vez desde el lunes, 23 de noviembre de 2026, 7:00 a.m. (hora oriental).",
        ),
    ],
)
def test_in_words(now: str, language: str, zone: str | None, said: str) -> None:
    assert opening_in_words(HOURS.opening(local(now)), TEXTS, language, zone) == said


@pytest.mark.parametrize("language", Texts.languages)
def test_no_end_and_no_beginning_in_words(language: str) -> None:
    now, unknown = (
        opening_in_words(Opening(is_open, None, None, "America/New_York"), TEXTS, language) for is_open in (True, False)
    )
    assert now != unknown
