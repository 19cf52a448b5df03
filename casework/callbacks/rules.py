"""Wishes for a call-back, how long one is held and kept, and the words that callers say: dated data (DESIGN rule 9)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from casework.callbacks.models import Wish
from casework.dated import data_of, one_in_force

_DATA: Final = Path(__file__).with_name("data")
_RULES: Final = _DATA / "callbacks.json"
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Zones of the states and territories, offered by name; a conversation of another zone is offered that one as well.
TIME_ZONES: Final[Mapping[str, str]] = {
    "America/New_York": "eastern",
    "America/Chicago": "central",
    "America/Denver": "mountain",
    "America/Phoenix": "arizona",
    "America/Los_Angeles": "pacific",
    "America/Anchorage": "alaska",
    "Pacific/Honolulu": "hawaii",
    "America/Puerto_Rico": "puerto_rico",
    "Pacific/Guam": "guam",
    "Pacific/Pago_Pago": "samoa",
}


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day, from one local time to another."""

    name: str
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be wished: days of the week and parts of the day, and languages to speak."""

    days: tuple[str, ...]
    parts: tuple[PartOfDay, ...]
    languages: tuple[str, ...]


def offer(as_of: date) -> Offer:
    """What may be wished on a day. Raises LookupError where no rule is in force: nobody can be asked then."""
    wishes = one_in_force(data_of(_RULES)["wishes"], as_of, "call-backs")
    languages = one_in_force(data_of(_RULES)["languages"], as_of, "languages to call in")
    parts = tuple(
        PartOfDay(part["part"], time.fromisoformat(part["from"]), time.fromisoformat(part["to"]))
        for part in wishes["parts"]
    )
    return Offer(tuple(wishes["days"]), parts, tuple(languages["languages"]))


def held_for(as_of: date) -> timedelta:
    """How long a call is whoever's who took it. Raises LookupError where no rule is in force."""
    return timedelta(minutes=one_in_force(data_of(_RULES)["holds"], as_of, "holding call-backs")["minutes"])


def kept_for(as_of: date) -> timedelta:
    """How long after the call its number and wish are kept. Raises LookupError where no rule is in force."""
    return timedelta(
        days=one_in_force(data_of(_RULES)["retention"], as_of, "retention of call-backs")["days_after_call"]
    )


def draw_word(language: str, as_of: date) -> str:
    """A word for the caller to say, by chance. Raises LookupError where no list is in force."""
    rows = (row for row in _words() if row["language"] == language)
    return str(secrets.choice(one_in_force(rows, as_of, "words for callers")["words"]))


def words_reviewed(language: str, as_of: date) -> bool:
    """Whether somebody who answers for it has checked the list of words; if not, the demonstration says so."""
    rows = (row for row in _words() if row["language"] == language)
    return one_in_force(rows, as_of, "words for callers")["reviewed_on"] is not None


def next_wished(wish: Wish, offered: Offer, now: datetime) -> datetime:
    """When the next wished time begins, in UTC; `now` within one, and where the rule has none of its days or parts."""
    zone = ZoneInfo(wish.time_zone)
    local = now.astimezone(zone)
    windows = [
        (
            datetime.combine(local.date() + timedelta(days=ahead), part.begins, zone),
            datetime.combine(local.date() + timedelta(days=ahead), part.ends, zone),
        )
        for ahead in range(len(_WEEKDAYS) + 1)
        if _WEEKDAYS[(local.weekday() + ahead) % len(_WEEKDAYS)] in wish.days
        for part in offered.parts
        if part.name in wish.parts
    ]
    begins = [max(begin, local) for begin, end in windows if end > local]
    return min(begins, default=local).astimezone(UTC)


def _words() -> list[Mapping[str, Any]]:
    words: list[Mapping[str, Any]] = data_of(_DATA / "words.json")
    return words
