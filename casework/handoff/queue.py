"""Who is next, and whose: pure, so that a simulation and a reference can be put beside it (ADR 0017)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from casework.handoff.models import SIGNED_IN, AgentId, HandoffId, OnDuty, Skill, Waiting
from casework.handoff.rules import Times

_TOPIC: Final = "topic:"


def order(waiting: Waiting) -> tuple[Any, ...]:
    """The place in line: the most urgent, then who was given back, then who waits longest."""
    return (waiting.urgency_rank, not waiting.front, waiting.waiting_since, waiting.id)


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Everybody in line, the next first."""
    return sorted(waiting, key=order)


def assignments(
    waiting: Iterable[Waiting], agents: Sequence[OnDuty], now: datetime, times: Times
) -> list[tuple[HandoffId, AgentId]]:
    """Who gets whom now. Whoever fits nobody with room is passed over, and nobody waits for them.

    Room for one more is enough for whatever weight: an emergency weighs more so that less comes beside it, and doesn't wait
    while somebody less urgent is given the room that it is too heavy for.
    Among those who fit, whoever didn't just let it go by; the one who had the chat before; else the one with the most room,
    so that chats are spread.
    """
    room = {agent.id: agent.room for agent in agents}
    given: list[tuple[HandoffId, AgentId]] = []
    for each in in_order(waiting):
        fitting = [agent for agent in agents if room[agent.id] > 0 and takes(agent, each, now, times)]
        if not fitting:
            continue
        chosen = max(
            fitting,
            key=lambda agent: (agent.id != each.let_go_by, agent.id == each.last_agent, room[agent.id], agent.id),
        )
        room[chosen.id] -= each.weight
        given.append((each.id, chosen.id))
    return given


def takes(agent: OnDuty, waiting: Waiting, now: datetime, times: Times) -> bool:
    """Whether this chat could come to an agent at all, and they have the skills that still count."""
    return in_question(agent.id, agent.skills, waiting) and fits(agent.skills, waiting, now, times)


def in_question(agent_id: AgentId, skills: frozenset[Skill], waiting: Waiting) -> bool:
    """Whether a chat could come to an agent at all, however long it waits.

    A transfer asks for its skill by name: whoever names no topic takes what the queue deals, but isn't who is meant by a
    transfer to one. Nor is whoever passed it on, though they have the skill.
    """
    if agent_id in waiting.not_for or (waiting.signed_in and SIGNED_IN not in skills):
        return False
    return waiting.wanted is None or (waiting.wanted in skills and agent_id != waiting.last_agent)


def fits(skills: frozenset[Skill], waiting: Waiting, now: datetime, times: Times) -> bool:
    """Whether these skills do, as long as a topic and a language count."""
    waited = now - (waiting.skills_since or waiting.waiting_since)
    if waited < times.language_counts and Skill(f"language:{waiting.language}") not in skills:
        return False
    topics = {skill for skill in skills if skill.startswith(_TOPIC)}
    # Whoever names no topic takes them all.
    narrow = waiting.topic is not None and bool(topics) and Skill(_TOPIC + str(waiting.topic)) not in topics
    return not (narrow and waited < times.topic_counts)


def may_take(skills: frozenset[Skill], waiting: Waiting) -> bool:
    """Whether somebody with these skills may take it by hand: topic and language are for them to judge, no more."""
    return SIGNED_IN in skills or not waiting.signed_in
