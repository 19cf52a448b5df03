"""At which steps the crash tests kill a process."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

# Half done, and done but told to nobody yet.
_IN_EVERY_RUN = ("in_transaction", "committed", "replied", "mailed")


def at_each(points: Sequence[str]) -> pytest.MarkDecorator:
    """A test for each point, as `point`; the steps between those that matter most are long."""
    return pytest.mark.parametrize(
        "point",
        [point if point.endswith(_IN_EVERY_RUN) else pytest.param(point, marks=pytest.mark.long) for point in points],
    )
