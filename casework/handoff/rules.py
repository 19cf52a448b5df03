"""What the agency may change of the desk: times, room, skills' patience, groups of topics, wrap-up codes (rule 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from casework.dated import data_of, one_in_force
from casework.eligibility import TROUBLES

_DATA: Final = Path(__file__).with_name("data") / "desk.json"


@dataclass(frozen=True, slots=True)
class Times:
    """How long things last.

    Attributes:
        accept: To accept an offer.
        lease: An agent counts as on duty after their desk was last heard of.
        kept: A turn is kept for a person who isn't there.
        quiet_asked: Without a word of the person's, until they are asked if they are there.
        quiet_paused: Without a word of the person's, until the agent's room is free again.
        reopen: After a close, so long the person may go on with the same matter.
        seen: A person counts as there after they were last seen.
        told_every: Between two words on the wait.
        topic_counts: So long a topic is asked of an agent.
        language_counts: So long the person's language is.
        wanted_counts: So long the skill of a transfer is, where nobody on duty has it.
    """

    accept: timedelta
    lease: timedelta
    kept: timedelta
    quiet_asked: timedelta
    quiet_paused: timedelta
    reopen: timedelta
    seen: timedelta
    told_every: timedelta
    topic_counts: timedelta
    language_counts: timedelta
    wanted_counts: timedelta


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many chats at once, and what one takes of that; room for one is enough for any (`queue.assignments`)."""

    default: int
    most: int
    weight: int
    emergency_weight: int

    def weight_of(self, emergency: bool) -> int:
        """What a chat takes of an agent's room."""
        return self.emergency_weight if emergency else self.weight


@dataclass(frozen=True, slots=True)
class EstimateRule:
    """What waiting times are estimated from: a handling time until so many chats are known, and how many are looked at."""

    handling_seconds: float
    chats_needed: int
    chats_looked_at: int


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What the desk aims at: so many of a hundred people are joined within this time."""

    within: timedelta
    goal_percent: int


def times(as_of: date) -> Times:
    """The times in force on a day. Raises LookupError where none are."""
    row = one_in_force(data_of(_DATA)["times"], as_of, "the desk's times")
    return Times(
        accept=timedelta(seconds=row["accept_seconds"]),
        lease=timedelta(seconds=row["lease_seconds"]),
        kept=timedelta(seconds=row["kept_seconds"]),
        quiet_asked=timedelta(seconds=row["quiet_asked_seconds"]),
        quiet_paused=timedelta(seconds=row["quiet_paused_seconds"]),
        reopen=timedelta(hours=row["reopen_hours"]),
        seen=timedelta(seconds=row["seen_seconds"]),
        told_every=timedelta(seconds=row["told_every_seconds"]),
        topic_counts=timedelta(seconds=row["topic_counts_seconds"]),
        language_counts=timedelta(seconds=row["language_counts_seconds"]),
        wanted_counts=timedelta(seconds=row["wanted_counts_seconds"]),
    )


def capacity(as_of: date) -> Capacity:
    """How many chats an agent has at once. Raises LookupError where no rule is in force."""
    row = one_in_force(data_of(_DATA)["capacity"], as_of, "the desk's room")
    return Capacity(row["default"], row["most"], row["weight"], row["emergency_weight"])


def estimate(as_of: date) -> EstimateRule:
    """What waiting times are estimated from. Raises LookupError where no rule is in force."""
    row = one_in_force(data_of(_DATA)["estimate"], as_of, "waiting times")
    return EstimateRule(row["handling_seconds"], row["chats_needed"], row["chats_looked_at"])


def service_level(as_of: date) -> ServiceLevel:
    """What the desk aims at on a day. Raises LookupError where no rule is in force."""
    row = one_in_force(data_of(_DATA)["service_level"], as_of, "the desk's service level")
    return ServiceLevel(timedelta(seconds=row["within_seconds"]), int(row["goal_percent"]))


def topic_group(topics: Any, as_of: date) -> str | None:
    """The group that the first topic with one belongs to."""
    groups: Mapping[str, list[str]] = one_in_force(data_of(_DATA)["topics"], as_of, "topics of the desk")["groups"]
    group_of = {topic: group for group, listed in groups.items() for topic in listed}
    return next((group_of[topic] for topic in topics or () if topic in group_of), None)


def topic_groups(as_of: date) -> tuple[str, ...]:
    """Every group of topics."""
    return tuple(one_in_force(data_of(_DATA)["topics"], as_of, "topics of the desk")["groups"])


def wrap_ups(as_of: date) -> tuple[str, ...]:
    """The codes that a chat may be closed with."""
    return tuple(one_in_force(data_of(_DATA)["wrap_ups"], as_of, "wrap-up codes")["codes"])


def switch_scopes() -> tuple[str, ...]:
    """For whom the assistant can be stopped: for everybody, or for whoever has a topic."""
    return ("all", *(f"topic:{topic}" for topic in TROUBLES))
