"""How long a conversation is kept, by its door: dated data, not code (rule 9)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from casework.conversations.models import Door

_FILE = Path(__file__).with_name("data") / "retention.json"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One dated rule of retention."""

    door: Door
    effective_from: date
    effective_to: date | None
    days_after_last_message: int


@cache
def _rules() -> tuple[RetentionRule, ...]:
    return tuple(
        RetentionRule(
            Door(row["door"]),
            date.fromisoformat(row["effective_from"]),
            date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
            int(row["days_after_last_message"]),
        )
        for row in json.loads(_FILE.read_text())
    )


def days_kept(as_of: date, door: Door) -> int:
    """Days after the last message that a conversation of a door is kept, by the rule in force on `as_of`.

    Raises:
        LookupError: no rule is in force; nothing is erased then, and the operator is told.
    """
    for rule in _rules():
        if (
            rule.door is door
            and rule.effective_from <= as_of
            and (rule.effective_to is None or as_of <= rule.effective_to)
        ):
            return rule.days_after_last_message
    raise LookupError(f"no retention rule for {door.value} in force on {as_of}")
