"""How long codes are and hold, and how many tries there are: dated data, not code (rule 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from casework.access_codes.models import CodeKind
from casework.dated import data_of, one_in_force

_FILE = Path(__file__).with_name("data") / "codes.json"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of code: how many symbols are random (one check symbol follows), and for how long a code holds."""

    random_symbols: int
    holds_for: timedelta


@dataclass(frozen=True, slots=True)
class TriesRule:
    """How often codes may be entered wrongly.

    Attributes:
        free_tries_of_a_browser: Wrong tries of one browser before it has to wait.
        free_tries_of_an_address: Wrong tries of one address; many people may share it.
        first_delay: The first wait; each wrong try after it doubles the next one.
        longest_delay: No wait is longer.
        forgotten_after: So long after the last wrong try the count begins anew.
        failures_an_hour: Wrong tries of everybody together within any hour, beyond which nobody's are looked at.
    """

    free_tries_of_a_browser: int
    free_tries_of_an_address: int
    first_delay: timedelta
    longest_delay: timedelta
    forgotten_after: timedelta
    failures_an_hour: int


def kind_rule(kind: CodeKind, as_of: date) -> KindRule:
    """The rule of a kind in force on a day. Raises LookupError where none is: no code is made then."""
    rule = one_in_force((row for row in data_of(_FILE)["kinds"] if row["kind"] == kind.value), as_of, "access codes")
    return KindRule(int(rule["random_symbols"]), timedelta(days=rule["days"]))


def tries_rule(as_of: date) -> TriesRule:
    """The rule of tries in force on a day. Raises LookupError where none is: no code opens anything then."""
    rule = one_in_force(data_of(_FILE)["tries"], as_of, "access codes")
    return TriesRule(
        free_tries_of_a_browser=int(rule["free_tries_of_a_browser"]),
        free_tries_of_an_address=int(rule["free_tries_of_an_address"]),
        first_delay=timedelta(seconds=rule["first_delay_seconds"]),
        longest_delay=timedelta(seconds=rule["longest_delay_seconds"]),
        forgotten_after=timedelta(hours=rule["forgotten_after_hours"]),
        failures_an_hour=int(rule["failures_an_hour"]),
    )
