"""Who may be given whom, slowly and straight from ADR 0017: what `casework.handoff.queue` is put beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from casework.handoff.models import AgentId, HandoffId, OnDuty, Waiting
from casework.handoff.rules import Times


def line(waiting: Iterable[Waiting]) -> list[Waiting]:
    """The most urgent first, then who was given back, then who waits longest."""
    left, ordered = list(waiting), []
    while left:
        first = left[0]
        for other in left[1:]:
            if _before(other, first):
                first = other
        left.remove(first)
        ordered.append(first)
    return ordered


def _before(one: Waiting, other: Waiting) -> bool:
    if one.urgency_rank != other.urgency_rank:
        return one.urgency_rank < other.urgency_rank
    if one.front != other.front:
        return one.front
    if one.waiting_since != other.waiting_since:
        return one.waiting_since < other.waiting_since
    return one.id < other.id


def fits(skills: Iterable[str], waiting: Waiting, now: datetime, times: Times) -> bool:
    """Whether these skills do now. An agent who names no topic takes them all; a wish is asked for by its very name."""
    has, waited = set(skills), now - (waiting.skills_since or waiting.waiting_since)
    needed: set[str] = set()
    if waited < times.language_counts:
        needed.add(f"language:{waiting.language}")
    if waiting.topic is not None and waited < times.topic_counts and any(skill.startswith("topic:") for skill in has):
        needed.add(f"topic:{waiting.topic}")
    if waiting.signed_in:
        needed.add("signed_in")
    if waiting.wanted is not None:
        needed.add(waiting.wanted)
    return needed <= has


def choices(
    waiting: Waiting, agents: Sequence[OnDuty], taken: Mapping[AgentId, int], now: datetime, times: Times
) -> set[AgentId]:
    """Who may be given it: the one who had it before, else those with the most room; `taken` is room given away since.

    Whoever has room at all takes a chat of whatever weight. Who just let it go by may only where nobody else can.
    """
    able: dict[AgentId, int] = {}
    for agent in agents:
        room = agent.room - taken.get(agent.id, 0)
        passed_it_on = waiting.wanted is not None and waiting.last_agent == agent.id
        if agent.id in waiting.not_for or passed_it_on:
            continue
        if fits(agent.skills, waiting, now, times) and room > 0:
            able[agent.id] = room
    if able.keys() - {waiting.let_go_by}:
        able = {agent: room for agent, room in able.items() if agent != waiting.let_go_by}
    if waiting.last_agent in able:
        return {waiting.last_agent}
    return {agent for agent, room in able.items() if room == max(able.values())}


def outcomes(
    waiting: Iterable[Waiting], agents: Sequence[OnDuty], now: datetime, times: Times
) -> list[list[tuple[HandoffId, AgentId]]]:
    """Every right assignment: several only where agents have the same room."""
    found: list[tuple[list[tuple[HandoffId, AgentId]], dict[AgentId, int]]] = [([], {})]
    for one in line(waiting):
        further = []
        for given, taken in found:
            able = choices(one, agents, taken, now, times)
            for agent in sorted(able):
                further.append(([*given, (one.id, agent)], {**taken, agent: taken.get(agent, 0) + one.weight}))
            if not able:
                further.append((given, taken))
        found = further
    return [given for given, _taken in found]
