"""Steps 4 to 6 of the determination: which criteria the facts meet and how much they weigh (IRM 13.1.7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from casework.eligibility.models import Facts
from casework.eligibility.rules import AcceptanceRule, Rules

LATE_AFTER_DAYS: Final = 30
"""Days beyond the normal time after which an account problem is late: 26 USC 7811(a)(2)(B). Statute, so not a row."""

# While one of these is unanswered or unsure, and no criterion is met, the outcome stays possible.
_OPENERS: Final = (
    "hardship",
    "adverse_action",
    "significant_costs",
    "irreparable_harm",
    "promised_by",
    "submission",
    "submitted_on",
    "system_failure",
    "rights_concern",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long something that was sent has been waiting.

    Attributes:
        submission: What was sent.
        submitted_on: When, ISO 8601.
        waited_days: Days from then to `as_of`; negative where the date lies ahead.
        normal_days: Days the IRS normally takes; None where that isn't known.
        late_on: First day on which it is late.
    """

    submission: str
    submitted_on: str
    waited_days: int
    normal_days: int | None
    late_on: dt.date

    @property
    def is_late(self) -> bool:
        """Whether it is more than 30 days late."""
        return self.waited_days > (self.normal_days or 0) + LATE_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the facts amount to.

    Attributes:
        criteria: Criteria met, ascending.
        strong: Whether one of them carries a likely outcome.
        waiting: The submission waited for, where its date is known.
        applied: The dated rules that changed something, with the criteria each added or took away.
        open_facts: Facts still unanswered or unsure that could bring a criterion.
    """

    criteria: tuple[int, ...]
    strong: bool
    waiting: Waiting | None
    applied: tuple[tuple[AcceptanceRule, tuple[int, ...]], ...]
    open_facts: tuple[str, ...]

    @property
    def level(self) -> int:
        """2 for a strong criterion, 1 for another or while something is open, 0 for nothing at all."""
        return 2 if self.strong else int(bool(self.criteria or self.open_facts))


def one(facts: Facts, name: str) -> str | None:
    """Gives the value of a fact that has one value; None where it is unanswered."""
    value = facts.get(name)
    return value if isinstance(value, str) else None


def several(facts: Facts, name: str) -> tuple[str, ...]:
    """Gives the values of a fact that is a list; empty where it is unanswered."""
    value = facts.get(name, ())
    return () if isinstance(value, str) else value


def day(facts: Facts, name: str) -> dt.date | None:
    """Gives the date of a fact; None where it is unanswered or a word."""
    value = one(facts, name)
    return None if value is None or value in {"none", "unsure"} else dt.date.fromisoformat(value)


def _waiting(facts: Facts, as_of: dt.date, rules: Rules) -> Waiting | None:
    submission, submitted_on = one(facts, "submission"), day(facts, "submitted_on")
    if submission is None or submission == "none" or submitted_on is None:
        return None
    normal_days = rules.normal_days_for(submission, as_of)
    return Waiting(
        submission=submission,
        submitted_on=submitted_on.isoformat(),
        waited_days=(as_of - submitted_on).days,
        normal_days=normal_days,
        late_on=submitted_on + dt.timedelta(days=(normal_days or 0) + LATE_AFTER_DAYS + 1),
    )


def _open_facts(facts: Facts) -> tuple[str, ...]:
    return tuple(
        name
        for name in _OPENERS
        if facts.get(name, "unsure") == "unsure"
        # The date of a submission is open only once something was sent; until then the submission itself is.
        and (name != "submitted_on" or one(facts, "submission") not in {None, "none"})
    )


def _met(facts: Facts, as_of: dt.date, waiting: Waiting | None) -> Mapping[int, bool]:
    """Gives the criteria met by themselves, each with whether it is strong."""
    met: dict[int, bool] = {}
    if several(facts, "hardship") and one(facts, "hardship_link") != "no":
        met[1] = True
    if one(facts, "adverse_action") in {"threatened", "happening"}:
        met[2] = True
    if one(facts, "significant_costs") == "yes":
        met[3] = True
    if one(facts, "irreparable_harm") == "yes":
        met[4] = True
    promised_by = day(facts, "promised_by")
    if promised_by is not None and promised_by < as_of:
        met[6] = True
    elif waiting is not None and waiting.is_late:
        # Without a known normal time the delay may be usual: a person has to look.
        met[5] = waiting.normal_days is not None
    if one(facts, "system_failure") == "yes":
        met[7] = one(facts, "contacted_irs") == "yes"
    if one(facts, "rights_concern") == "yes":
        met[8] = False
    return met


def weigh(facts: Facts, as_of: dt.date, rules: Rules) -> Weighed:
    """Finds the criteria met, after the dated rules in force.

    Args:
        facts: Valid facts.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        What the facts amount to, whatever `federal_tax`, `exclusion` and `asking_as` are.
    """
    waiting = _waiting(facts, as_of, rules)
    met = dict(_met(facts, as_of, waiting))
    applied: list[tuple[AcceptanceRule, tuple[int, ...]]] = []
    # What is added first can be taken away again: a restriction in force has the last word.
    for rule in sorted(rules.acceptance_on(as_of), key=lambda rule: rule.effect):
        if not rule.matched(facts):
            continue
        changed = tuple(number for number in rule.criteria if (number in met) == (rule.effect == "takes_away"))
        for number in changed:
            if rule.effect == "adds":
                met[number] = True
            else:
                del met[number]
        if changed:
            applied.append((rule, changed))
    return Weighed(
        criteria=tuple(sorted(met)),
        strong=any(met.values()),
        waiting=waiting,
        applied=tuple(applied),
        open_facts=_open_facts(facts),
    )
