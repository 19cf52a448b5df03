"""What the agency may change of messages: how soon a person answers, what fits, how long drafts are kept (rule 9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from casework.clock import local_date
from casework.dated import Row, one_in_force
from casework.hours.rules import is_federal_holiday

_DATA: Final = Path(__file__).with_name("data") / "messages.json"
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits into one message."""

    subject_characters: int
    text_characters: int
    documents: int


@dataclass(frozen=True, slots=True)
class AskingRule:
    """What a request for a paper may be: which day the form proposes, how far off one may be, how many at once."""

    proposed_days: int
    most_days: int
    most_at_once: int


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """How soon a person usually answers; `reviewed`: whether somebody who answers for it has said so."""

    working_days: int
    reviewed: bool


def limits(on: date) -> Limits:
    """What fits into a message on a day. Raises LookupError where no rule is in force."""
    row = _row("limits", on)
    return Limits(int(row["subject_characters"]), int(row["text_characters"]), int(row["documents"]))


def answers(on: date) -> AnswerRule:
    """How soon a person usually answers. Raises LookupError where no rule is in force."""
    row = _row("answers", on)
    return AnswerRule(int(row["working_days"]), row["reviewed_on"] is not None)


def days_kept(on: date) -> int:
    """Days after its last message that a thread is kept. Raises LookupError where no rule is in force."""
    return int(_row("retention", on)["days_after_last_message"])


def asking(on: date) -> AskingRule:
    """What a request for a paper may be. Raises LookupError where no rule is in force."""
    row = _row("requests", on)
    return AskingRule(int(row["proposed_days"]), int(row["most_days"]), int(row["most_at_once"]))


def drafts_kept(on: date) -> timedelta:
    """How long a draft that nobody touches is kept. Raises LookupError where no rule is in force."""
    return timedelta(days=int(_row("drafts", on)["kept_days"]))


def answer_by(at: datetime, time_zone: str) -> datetime:
    """The end of the working day until which a message is to be answered."""
    return end_of_working_day(at, answers(local_date(at, time_zone)).working_days, time_zone)


def end_of_working_day(at: datetime, days_later: int, time_zone: str) -> datetime:
    """The end of the working day that is so many after a time: Monday to Friday, without federal holidays."""
    day, left = local_date(at, time_zone), days_later
    while left:
        day += timedelta(days=1)
        left -= _is_working_day(day)
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(time_zone))


def over_if_before(now: datetime, days_later: int, time_zone: str) -> datetime:
    """The beginning of the day before which what came is over by now: its `end_of_working_day` has passed."""
    day, left = local_date(now, time_zone), days_later
    while left:
        day -= timedelta(days=1)
        left -= _is_working_day(day)
    return datetime.combine(day, time(0), ZoneInfo(time_zone))


def last_day(by: datetime, time_zone: str) -> date | None:
    """The day at whose end something is to be answered (`answer_by`); None of what is to be answered at once."""
    local = by.astimezone(ZoneInfo(time_zone))
    return local.date() - timedelta(days=1) if local.time() == time(0) else None


def _is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_federal_holiday(day)


def _row(what: str, on: date) -> Row:
    return one_in_force(_rules()[what], on, f"messages: {what}")


@cache
def _rules() -> Mapping[str, list[dict[str, Any]]]:
    data: Mapping[str, list[dict[str, Any]]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data
