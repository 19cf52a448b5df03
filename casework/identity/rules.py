"""How long sessions hold and what identity keeps: dated data, not code (rule 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from casework.dated import data_of, one_in_force

_FILE = Path(__file__).with_name("data") / "rules.json"


@dataclass(frozen=True, slots=True)
class SessionRule:
    """How long a session holds.

    Attributes:
        idle: Ends it when nothing was asked for so long.
        overall: Ends it in any case.
        warning: So long before either a page warns.
        sign_in: So long a sign-in may be on its way to the provider and back.
    """

    idle: timedelta
    overall: timedelta
    warning: timedelta
    sign_in: timedelta


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long it is kept: a post after the end of its session, a session after its end, a person after a sign-in."""

    kept_post: timedelta
    session: timedelta
    person: timedelta


def session_rule(as_of: date) -> SessionRule:
    """The rule in force on a day. Raises LookupError where none is: nobody signs in then."""
    row = one_in_force(data_of(_FILE)["sessions"], as_of, "sessions")
    return SessionRule(
        idle=timedelta(minutes=row["idle_minutes"]),
        overall=timedelta(hours=row["overall_hours"]),
        warning=timedelta(minutes=row["warning_minutes"]),
        sign_in=timedelta(minutes=row["sign_in_minutes"]),
    )


def retention_rule(as_of: date) -> RetentionRule:
    """The rule in force on a day. Raises LookupError where none is: nothing is erased then."""
    row = one_in_force(data_of(_FILE)["retention"], as_of, "identity's retention")
    return RetentionRule(
        kept_post=timedelta(hours=row["kept_post_hours"]),
        session=timedelta(days=row["session_days_after_end"]),
        person=timedelta(days=row["person_days_after_last_sign_in"]),
    )
