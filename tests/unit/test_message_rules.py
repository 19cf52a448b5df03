"""Until when a message is to be answered, and which day that is for whoever reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.messages.rules import answer_by, end_of_working_day, last_day, over_if_before

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        # Three working days: over a weekend and Thanksgiving, and where the clock is changed in between.
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 10, 29, 20, 0, tzinfo=UTC), date(2026, 11, 3)),
        (datetime(2026, 12, 2, 4, 30, tzinfo=UTC), date(2026, 12, 4)),
    ],
)
def test_the_day_at_whose_end_it_is_to_be_answered(written: datetime, day: date) -> None:
    assert last_day(answer_by(written, ZONE).astimezone(UTC), ZONE) == day


def test_what_is_to_be_answered_at_once_has_no_day() -> None:
    assert last_day(datetime(2026, 11, 25, 15, 0, tzinfo=UTC), ZONE) is None


@pytest.mark.parametrize("days", [0, 1, 3])
@pytest.mark.parametrize("begin", [datetime(2026, 11, 20, tzinfo=UTC), datetime(2027, 3, 10, tzinfo=UTC)])
def test_over_is_what_came_before_the_day_and_nothing_since(begin: datetime, days: int) -> None:
    # Over weekends, Thanksgiving, and where the clock is changed.
    hours = [begin + timedelta(hours=each) for each in range(24 * 14)]
    for now in hours[::5]:
        before = over_if_before(now, days, ZONE)
        assert [came < before for came in hours] == [end_of_working_day(came, days, ZONE) <= now for came in hours]
