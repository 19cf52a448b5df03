"""Who gets whom, beside a slow reference written from ADR 0017, over thousands of situations."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.handoff import queue, rules
from casework.handoff.models import AgentId, HandoffId, OnDuty, Skill, Waiting
from tests.support.queue_reference import choices, fits, line

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TIMES = rules.times(NOW.date())
AGENTS = [AgentId(f"E{number}") for number in range(6)]
SKILLS = [Skill(name) for name in ("language:en", "language:es", "topic:refund", "topic:collection", "signed_in")]
# No wait ends on the very second that a skill stops to count: the ADR doesn't say to whom that second belongs.
WAITED = st.integers(0, 1500).map(lambda seconds: NOW - timedelta(seconds=seconds + 0.5))

waiting_chats = st.lists(
    st.builds(
        Waiting,
        id=st.uuids().map(lambda unique: HandoffId(str(unique))),
        urgency_rank=st.integers(0, 3),
        front=st.booleans(),
        waiting_since=WAITED,
        language=st.sampled_from(["en", "es"]),
        topic=st.sampled_from([None, "refund", "collection"]),
        signed_in=st.booleans(),
        wanted=st.sampled_from([None, None, *SKILLS]),
        last_agent=st.sampled_from([None, *AGENTS]),
        weight=st.integers(1, 2),
        skills_since=st.none() | WAITED,
        let_go_by=st.sampled_from([None, *AGENTS]),
    ),
    max_size=10,
    unique_by=lambda chat: chat.id,
)


@st.composite
def agents_on_duty(draw: st.DrawFn) -> list[OnDuty]:
    found = []
    for agent in draw(st.lists(st.sampled_from(AGENTS), unique=True)):
        skills = frozenset(draw(st.sets(st.sampled_from(SKILLS))) | ({SKILLS[0]} if draw(st.booleans()) else set()))
        found.append(OnDuty(agent, skills, draw(st.integers(-1, 4))))
    return found


@settings(max_examples=100, deadline=None)
@given(waiting_chats, agents_on_duty())
def test_everybody_is_given_as_the_reference_gives_them(waiting: list[Waiting], agents: list[OnDuty]) -> None:
    _as_the_reference(waiting, agents)


def test_thousands_of_situations_are_given_as_the_reference_gives_them() -> None:
    chance = random.Random(17)
    for _ in range(4000):
        waiting = [
            Waiting(
                HandoffId(f"{chance.getrandbits(64):x}"),
                chance.randrange(3),
                chance.random() < 0.3,
                NOW - timedelta(seconds=chance.randrange(1500) + 0.5),
                chance.choice(["en", "es"]),
                chance.choice([None, "refund", "collection"]),
                chance.random() < 0.3,
                chance.choice([None, None, *SKILLS]),
                chance.choice([None, *AGENTS]),
                chance.choice([1, 1, 2]),
                let_go_by=chance.choice([None, *AGENTS]),
            )
            for _ in range(chance.randrange(25))
        ]
        agents = [
            OnDuty(
                agent,
                frozenset(chance.sample(SKILLS, chance.randrange(len(SKILLS) + 1))),
                chance.randrange(-1, 5),
            )
            for agent in chance.sample(AGENTS, chance.randrange(len(AGENTS) + 1))
        ]
        _as_the_reference(waiting, agents)


def _as_the_reference(waiting: list[Waiting], agents: list[OnDuty]) -> None:
    given_to = dict(queue.assignments(waiting, agents, NOW, TIMES))
    taken: Counter[AgentId] = Counter()
    for chat in line(waiting):
        right = choices(chat, agents, taken, NOW, TIMES)
        assert (given_to.get(chat.id) in right) if right else chat.id not in given_to
        if chat.id in given_to:
            taken[given_to[chat.id]] += chat.weight


@settings(max_examples=60, deadline=None)
@given(waiting_chats, agents_on_duty())
def test_nobody_is_left_waiting_beside_somebody_who_could_take_them(
    waiting: list[Waiting], agents: list[OnDuty]
) -> None:
    given_to = dict(queue.assignments(waiting, agents, NOW, TIMES))
    took = Counter(given_to[chat.id] for chat in waiting for _ in range(chat.weight) if chat.id in given_to)
    for chat in waiting:
        if chat.id not in given_to:
            assert not choices(chat, agents, took, NOW, TIMES)


@settings(max_examples=60, deadline=None)
@given(waiting_chats, agents_on_duty())
def test_nobody_without_room_is_given_a_chat_nor_one_they_have_no_skill_for(
    waiting: list[Waiting], agents: list[OnDuty]
) -> None:
    given_to = queue.assignments(waiting, agents, NOW, TIMES)
    chats, by_id = {chat.id: chat for chat in waiting}, {agent.id: agent for agent in agents}
    assert len(dict(given_to)) == len(given_to)
    for agent_id in {agent for _chat, agent in given_to}:
        got = [chats[chat] for chat, agent in given_to if agent == agent_id]
        agent = by_id[agent_id]
        # The last room may go to an emergency, which weighs more.
        assert sum(chat.weight for chat in got) - max(chat.weight for chat in got) < agent.room
        assert all(fits(agent.skills, chat, NOW, TIMES) for chat in got)


@settings(max_examples=60, deadline=None)
@given(waiting_chats, agents_on_duty(), st.randoms())
def test_in_what_order_rows_are_read_makes_no_difference(
    waiting: list[Waiting], agents: list[OnDuty], chance: random.Random
) -> None:
    before = queue.assignments(waiting, agents, NOW, TIMES)
    chance.shuffle(waiting)
    chance.shuffle(agents)
    assert queue.assignments(waiting, agents, NOW, TIMES) == before


@settings(max_examples=60, deadline=None)
@given(waiting_chats, agents_on_duty())
def test_assigned_again_with_what_was_given_nobody_is_left_over(waiting: list[Waiting], agents: list[OnDuty]) -> None:
    given_to = dict(queue.assignments(waiting, agents, NOW, TIMES))
    left = [chat for chat in waiting if chat.id not in given_to]
    weights = {chat.id: chat.weight for chat in waiting}
    after = []
    for agent in agents:
        got = sum(weights[chat] for chat, to in given_to.items() if to == agent.id)
        after.append(replace(agent, room=agent.room - got))
    assert queue.assignments(left, after, NOW, TIMES) == []


def test_nobody_less_urgent_is_offered_while_an_emergency_waits_that_the_advocate_could_take() -> None:
    advocate = OnDuty(AGENTS[0], frozenset(SKILLS), room=3)
    emergencies = [_chat(f"emergency-{number}", urgency_rank=0, weight=2) for number in range(5)]
    asked = _chat("asked", urgency_rank=2, waiting_since=NOW - timedelta(minutes=20))
    given_to = queue.assignments([asked, *emergencies], [advocate], NOW, TIMES)
    assert [chat for chat, _agent in given_to] == ["emergency-0", "emergency-1"]


def test_an_emergency_that_is_not_theirs_to_take_keeps_nobody_else_waiting() -> None:
    advocate = OnDuty(AGENTS[0], frozenset({Skill("language:en")}), room=3)
    not_theirs = [
        _chat("knows them", urgency_rank=0, weight=2, not_for=frozenset({AGENTS[0]})),
        _chat("other language", urgency_rank=0, weight=2, language="es"),
        _chat("signed in", urgency_rank=0, weight=2, signed_in=True),
    ]
    given_to = queue.assignments([*not_theirs, _chat("asked", urgency_rank=2)], [advocate], NOW, TIMES)
    assert given_to == [("asked", AGENTS[0])]


def _chat(name: str, **values: Any) -> Waiting:
    usual: dict[str, Any] = {"front": False, "waiting_since": NOW, "language": "en", "topic": None, "signed_in": False}
    return Waiting(id=HandoffId(name), **{**usual, **values})
