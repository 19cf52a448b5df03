"""Until when a message is to be answered, and which day that is for whoever reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.messages.rules import answer_by, last_day

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
