"""A day at the desk in a minute: people and agents by chance, over the real queue with a clock of its own.

    ./tas bench desk_simulation [--chats 200] [--agents 20] [--hours 2] [--seeds 1 2 3]

Chats arrive as a Poisson process, in two languages, of mixed topics and urgency, some of them emergencies; how long one
takes is log-normal. Agents come, take breaks, miss offers, decline, transfer and crash; people leave the page and come
back, or give up. The sweep runs each two seconds, as in the gateway. What is measured is in `Figures`.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import json
import math
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casework.conversations.models import ConversationId
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.handoff import rules
from casework.handoff.desk import DeskRefused, ReplyStale
from casework.handoff.models import AgentId, OnDuty, Presence, Skill, Waiting, desk_agents, handoffs
from casework.handoff.service import NotTheirs
from casework.identity.models import StaffRole
from tests.support import queue_reference
from tests.support.cases import staff
from tests.support.desk import DeskUnderTest, open_desk
from tests.support.record import HandClock

SWEEP_SECONDS = 2.0
# An open desk renews a lease of 45 s each 15 s; half as often is enough here, and half the work.
RENEW_SECONDS = 30.0
TOPICS = (None, "levy_or_garnishment", "refund_delay", "identity_theft")
_REFUSED = (NotTheirs, ConversationNotFound, MessageRefused, DeskRefused, ReplyStale)
_TAKES_ROOM = ("offered", "kept", "active")


@dataclass(frozen=True)
class Plan:
    """How much happens."""

    chats: int = 200
    agents: int = 20
    hours: float = 2.0
    handling_minutes: float = 18.0
    capacities: tuple[int, ...] = (1, 2, 2, 3)


@dataclass
class Telling:
    """What somebody in line was told at one moment, and what followed."""

    chat: str
    at: float
    position: int
    low_minutes: int | None
    high_minutes: int | None
    joined_after: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether an advocate joined within what was told; None where nothing was, or they gave up or still wait."""
        if self.low_minutes is None or self.high_minutes is None or self.joined_after is None:
            return None
        return self.low_minutes * 60 <= self.joined_after <= self.high_minutes * 60


@dataclass
class Figures:
    """What is measured.

    Attributes:
        waited_beside_room: The longest that somebody was in line beside an agent who fits and has room, in seconds.
        out_of_order: Offers of a chat while one before it in line, that the same agent could take, stayed in line.
        tellings: Every range told, with the seconds until an advocate took the chat (accepted, not offered).
    """

    waited_beside_room: float = 0.0
    out_of_order: int = 0
    over_capacity: int = 0
    offers: int = 0
    waits: list[float] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    left_open: int = 0


def summary(figures: Sequence[Figures]) -> dict[str, Any]:
    """All runs together."""
    tellings = [telling for each in figures for telling in each.tellings]
    known = [telling for telling in tellings if telling.holds is not None]
    firsts: dict[tuple[int, str], Telling] = {}
    for number, each in enumerate(figures):
        for telling in each.tellings:
            if telling.holds is not None:
                firsts.setdefault((number, telling.chat), telling)
    waits = sorted(wait for each in figures for wait in each.waits)
    widths = [telling.high_minutes / max(telling.low_minutes or 0, 1) for telling in known if telling.high_minutes]
    spans = [telling.high_minutes - (telling.low_minutes or 0) for telling in known if telling.high_minutes]
    long_waits = [telling for telling in known if (telling.joined_after or 0) >= 120]
    return {
        "runs": len(figures),
        "waited_beside_room_seconds": max(each.waited_beside_room for each in figures),
        "out_of_order": sum(each.out_of_order for each in figures),
        "over_capacity": sum(each.over_capacity for each in figures),
        "offers": sum(each.offers for each in figures),
        "ranges": {
            "told": len(tellings),
            "without_a_range": sum(telling.low_minutes is None for telling in tellings),
            "gave_up_or_still_wait": sum(
                telling.joined_after is None and telling.low_minutes is not None for telling in tellings
            ),
            "known": len(known),
            "hold": _share(known),
            "hold_first_told": _share(list(firsts.values())),
            "hold_waits_of_two_minutes_and_more": _share(long_waits),
            "too_early": round(sum(_below(telling) for telling in known) / max(1, len(known)), 3),
            "too_late": round(sum(_above(telling) for telling in known) / max(1, len(known)), 3),
            "median_high_by_low": round(statistics.median(widths), 2) if widths else None,
            "median_width_minutes": statistics.median(spans) if spans else None,
        },
        "waits_seconds": {
            "chats": len(waits),
            "median": round(waits[len(waits) // 2]) if waits else None,
            "p90": round(waits[int(len(waits) * 0.9)]) if waits else None,
            "longest": round(waits[-1]) if waits else None,
        },
        "counts": dict(sorted(sum((each.counts for each in figures), Counter()).items())),
        "left_open": sum(each.left_open for each in figures),
    }


def _share(known: Sequence[Telling]) -> float | None:
    return round(sum(bool(telling.holds) for telling in known) / len(known), 3) if known else None


def _below(telling: Telling) -> bool:
    return (telling.joined_after or 0) < (telling.low_minutes or 0) * 60


def _above(telling: Telling) -> bool:
    return (telling.joined_after or 0) > (telling.high_minutes or 0) * 60


@dataclass
class Somebody:
    """A person: whether they are at their page, how long their chat takes, and what they were told."""

    id: ConversationId
    here: bool
    takes_seconds: float
    goes_quiet: bool
    told: list[Telling] = field(default_factory=list)
    arrived: float = 0.0
    joined: bool = False


class Simulation:
    """One run."""

    def __init__(self, desk: DeskUnderTest, plan: Plan, seed: int) -> None:
        self.desk, self.plan = desk, plan
        self.chance = random.Random(seed)
        self.figures = Figures()
        self.began = desk.clock.now()
        self.events: list[tuple[float, int, Callable[[], Awaitable[None]]]] = []
        self.number = 0
        self.people: dict[str, Somebody] = {}
        self.crashed: set[str] = set()
        self.working: dict[str, str] = {}
        self.states: dict[str, tuple[str, str | None]] = {}
        self.beside_room: dict[str, float] = {}
        self.times = rules.times(self.began.date())
        self.arrived_all = False

    @property
    def now(self) -> float:
        return (self.desk.clock.now() - self.began).total_seconds()

    def after(self, seconds: float, does: Callable[[], Awaitable[None]]) -> None:
        self.number += 1
        heapq.heappush(self.events, (self.now + seconds, self.number, does))

    def log_normal(self, median: float, sigma: float) -> float:
        return self.chance.lognormvariate(math.log(median), sigma)

    async def run(self) -> Figures:
        for number in range(self.plan.agents):
            self.after(self.chance.expovariate(1 / 120), self._first_day(f"E{number}"))
        at = 0.0
        for number in range(self.plan.chats):
            at += self.chance.expovariate(self.plan.chats / (self.plan.hours * 3600))
            self.after(at, self._arrives(number, last=number == self.plan.chats - 1))
        next_sweep = 0.0
        while self.now < (self.plan.hours + 6) * 3600 and not (self.arrived_all and not self.states):
            in_line = any(state in ("waiting", "offered") for state, _ in self.states.values())
            if self.events and self.events[0][0] <= next_sweep:
                at, _, does = heapq.heappop(self.events)
                self._until(at)
                try:
                    await does()
                except _REFUSED:
                    self.figures.counts["refused"] += 1
            else:
                self._until(next_sweep)
                await self.desk.handoffs.sweep()
                # With nobody in line nothing but leases and quiet is to be looked after.
                next_sweep += SWEEP_SECONDS if in_line else 4 * SWEEP_SECONDS
            await self._look()
            if any(state in ("waiting", "offered") for state, _ in self.states.values()):
                next_sweep = min(next_sweep, self.now + SWEEP_SECONDS)
        self.figures.left_open = len(self.states)
        self.figures.tellings = [telling for person in self.people.values() for telling in person.told]
        return self.figures

    def _until(self, at: float) -> None:
        self.desk.clock.forward(seconds=max(0.0, at - self.now))

    # Agents

    def _first_day(self, agent: str) -> Callable[[], Awaitable[None]]:
        async def comes() -> None:
            language = [["language:en"], ["language:en", "language:es"], ["language:es"]]
            skills = self.chance.choices(language, [6, 3, 1])[0]
            if self.chance.random() < 0.4:
                skills = [*skills, self.chance.choice(["topic:collection", "topic:refund", "topic:identity"])]
            await self._says(agent, Presence.AWAY)
            await self.desk.profile(agent, skills, self.chance.choice(self.plan.capacities))
            await self._says(agent, Presence.AVAILABLE)
            self.after(RENEW_SECONDS, self._renews(agent))
            self.after(self.chance.expovariate(1 / 2400), self._break(agent))
            self.after(self.chance.expovariate(1 / 5400), self._crashes(agent))

        return comes

    async def _says(self, agent: str, presence: Presence) -> None:
        self.working[agent] = presence.value
        await self.desk.handoffs.set_presence(staff(agent, StaffRole.AGENT), f"Agent {agent}", "en", presence)

    def _renews(self, agent: str) -> Callable[[], Awaitable[None]]:
        async def renews() -> None:
            if agent not in self.crashed:
                # As the page does: with what stands, not with what was said once.
                await self._says(agent, Presence(self.working[agent]))
            self.after(RENEW_SECONDS, self._renews(agent))

        return renews

    def _break(self, agent: str) -> Callable[[], Awaitable[None]]:
        async def leaves() -> None:
            if agent not in self.crashed:
                self.figures.counts["breaks"] += 1
                await self._says(agent, Presence.AWAY)
                self.after(self.chance.uniform(120, 900), self._back(agent))
            self.after(self.chance.expovariate(1 / 3600), self._break(agent))

        return leaves

    def _back(self, agent: str) -> Callable[[], Awaitable[None]]:
        async def back() -> None:
            self.crashed.discard(agent)
            await self._says(agent, Presence.AVAILABLE)

        return back

    def _crashes(self, agent: str) -> Callable[[], Awaitable[None]]:
        async def crashes() -> None:
            self.figures.counts["crashes"] += 1
            self.crashed.add(agent)
            self.after(self.chance.uniform(60, 900), self._back(agent))
            self.after(self.chance.expovariate(1 / 7200), self._crashes(agent))

        return crashes

    def _offered(self, chat: str, agent: str) -> None:
        """An agent looks at what they were offered: mostly they take it."""
        missed = self.chance.random()
        if missed < 0.04:
            self.figures.counts["missed"] += 1
            self.after(self.chance.uniform(90, 400), self._back(agent))
        elif missed < 0.06:
            self.after(self.chance.uniform(3, 20), self._declines(chat, agent))
        else:
            self.after(min(28.0, self.log_normal(7, 0.5)), self._accepts(chat, agent))

    def _declines(self, chat: str, agent: str) -> Callable[[], Awaitable[None]]:
        async def declines() -> None:
            if agent not in self.crashed:
                self.figures.counts["declined"] += 1
                await self.desk.handoffs.decline(staff(agent, StaffRole.AGENT), ConversationId(chat))
                self.working[agent] = "away"
                self.after(self.chance.uniform(60, 300), self._back(agent))

        return declines

    def _accepts(self, chat: str, agent: str) -> Callable[[], Awaitable[None]]:
        async def accepts() -> None:
            if agent in self.crashed or self.states.get(chat) != ("offered", agent):
                return
            if self.people[chat].here:
                await self.desk.handoffs.seen(ConversationId(chat))
            await self.desk.handoffs.accept(staff(agent, StaffRole.AGENT), ConversationId(chat))

        return accepts

    def _talk(self, chat: str, agent: str) -> None:
        person = self.people[chat]
        self.after(15, self._answers(chat, agent))
        if not person.goes_quiet:
            self.after(40, self._writes(chat))
        if self.chance.random() < 0.05:
            self.after(person.takes_seconds / 2, self._transfers(chat, agent))
        self.after(person.takes_seconds, self._ends(chat, agent))

    def _answers(self, chat: str, agent: str) -> Callable[[], Awaitable[None]]:
        async def answers() -> None:
            if self._has(chat, agent):
                await self.desk.reply(staff(agent, StaffRole.AGENT), ConversationId(chat))

        return answers

    def _transfers(self, chat: str, agent: str) -> Callable[[], Awaitable[None]]:
        async def transfers() -> None:
            if self._has(chat, agent):
                self.figures.counts["transferred"] += 1
                skill = Skill(self.chance.choice(["topic:collection", "language:en", "language:es"]))
                await self.desk.desk.transfer_to_skill(
                    staff(agent, StaffRole.AGENT), ConversationId(chat), _client_id(self.chance), skill, anyway=True
                )

        return transfers

    def _ends(self, chat: str, agent: str) -> Callable[[], Awaitable[None]]:
        async def ends() -> None:
            if self._has(chat, agent):
                self.figures.counts["closed"] += 1
                await self.desk.close(staff(agent, StaffRole.AGENT), ConversationId(chat))
            elif self.states.get(chat, (None, None))[1] == agent:
                # Their desk is down while the chat is paused, and theirs still: closed when they are back.
                self.after(60, self._ends(chat, agent))

        return ends

    def _has(self, chat: str, agent: str) -> bool:
        state, holder = self.states.get(chat, (None, None))
        return holder == agent and state in ("active", "kept", "paused") and agent not in self.crashed

    # People

    def _arrives(self, number: int, last: bool) -> Callable[[], Awaitable[None]]:
        async def arrives() -> None:
            self.arrived_all |= last
            language = self.chance.choices(["en", "es"], [4, 1])[0]
            facts: dict[str, Any] = {}
            topic = self.chance.choice(TOPICS)
            if topic is not None:
                facts["topics"] = [topic]
            if self.chance.random() < 0.25:
                facts["hardship"] = ["housing"]
            items = [{"facts": facts, "how": "understood"}] if facts else []
            self.desk.assistant.answer = lambda _request: [*items, {"ask": "contacted_irs"}]
            chat = (await self.desk.conversations.create("screening", language, "America/New_York")).id
            danger = self.chance.random() < 0.04
            self.figures.counts["emergencies"] += danger
            await self.desk.write(chat, "I want to kill myself" if danger else f"I need help, number {number}")
            await self.desk.turns.run(chat)
            takes = self.log_normal(self.plan.handling_minutes * 60 / math.exp(0.7**2 / 2), 0.7)
            quiet = self.chance.random() < 0.06
            person = Somebody(chat, self.chance.random() < 0.9, takes, quiet, arrived=self.now)
            self.people[chat] = person
            await self.desk.choose(chat, "do.person")
            self.figures.counts["arrived"] += 1
            if not person.here:
                self.after(self.chance.uniform(300, 1800), self._returns(chat))
            elif self.chance.random() < 0.06:
                self.after(self.chance.uniform(60, 1500), self._gives_up(chat))

        return arrives

    def _returns(self, chat: str) -> Callable[[], Awaitable[None]]:
        async def returns() -> None:
            self.people[chat].here = True
            self.figures.counts["came_back"] += 1
            await self.desk.handoffs.seen(ConversationId(chat))

        return returns

    def _gives_up(self, chat: str) -> Callable[[], Awaitable[None]]:
        async def gives_up() -> None:
            if self.states.get(chat, ("", None))[0] in ("waiting", "offered"):
                self.figures.counts["gave_up"] += 1
                await self.desk.choose(ConversationId(chat), "do.resume")

        return gives_up

    def _writes(self, chat: str) -> Callable[[], Awaitable[None]]:
        async def writes() -> None:
            if chat in self.states and self.people[chat].here:
                await self.desk.write(ConversationId(chat), "Here is what I know")

        return writes

    # What is measured

    async def _look(self) -> None:
        now, clock = self.now, self.desk.clock.now()
        async with self.desk.database.read() as connection:
            rows = (await connection.execute(select(handoffs).where(handoffs.c.ended_at.is_(None)))).all()
            agents = (await connection.execute(select(desk_agents))).all()
        stood, self.states = self.states, {row.conversation_id: (row.state, row.agent_id) for row in rows}
        room = {agent.employee_id: agent.capacity for agent in agents}
        for row in rows:
            if row.state in _TAKES_ROOM:
                room[row.agent_id] -= 2 if row.emergency else 1
        for agent in agents:
            # What the service made of somebody who let an offer go by; their page knows it and renews with that.
            if agent.employee_id not in self.crashed:
                self.working[agent.employee_id] = agent.presence
        on_duty = [
            OnDuty(
                AgentId(agent.employee_id),
                frozenset(map(Skill, agent.skills.split(","))),
                room[agent.employee_id],
            )
            for agent in agents
            if agent.presence == "available" and agent.lease_until is not None and agent.lease_until > clock
        ]
        waiting = {row.conversation_id: _waiting(row) for row in rows if row.state == "waiting"}
        self._beside_room(waiting, on_duty, now, clock)
        for row in rows:
            person = self.people[row.conversation_id]
            before = stood.get(row.conversation_id, (None, None))
            if row.told_at is not None and row.state in ("waiting", "offered"):
                told_at = (row.told_at - self.began).total_seconds()
                if not person.told or person.told[-1].at != told_at:
                    told = (row.told_position, row.told_low_minutes, row.told_high_minutes)
                    person.told.append(Telling(row.conversation_id, told_at, *told))
            if row.state == "offered" and before != ("offered", row.agent_id):
                self.figures.offers += 1
                self._in_order(row, waiting, on_duty, clock)
                self._offered(row.conversation_id, row.agent_id)
            if row.state in ("active", "kept") and before[0] not in ("active", "kept", "paused"):
                for telling in person.told:
                    if telling.joined_after is None:
                        telling.joined_after = now - telling.at
                if not person.joined:
                    person.joined = True
                    self.figures.waits.append(now - person.arrived)
                self._talk(row.conversation_id, row.agent_id)
            if row.state != before[0]:
                self.figures.counts[f"became_{row.state}"] += 1
                if row.state == "paused":
                    self.after(self.chance.uniform(30, 600), self._writes(row.conversation_id))

    def _beside_room(self, waiting: dict[str, Waiting], on_duty: Sequence[OnDuty], now: float, clock: datetime) -> None:
        beside = {chat for chat, row in waiting.items() if queue_reference.choices(row, on_duty, {}, clock, self.times)}
        self.beside_room = {chat: since for chat, since in self.beside_room.items() if chat in beside}
        for chat in beside:
            since = self.beside_room.setdefault(chat, now)
            self.figures.waited_beside_room = max(self.figures.waited_beside_room, now - since)

    def _in_order(self, row: Any, waiting: dict[str, Waiting], on_duty: Sequence[OnDuty], clock: datetime) -> None:
        """Whoever still waits and stands before the one who was offered could not have been given to that agent."""
        offered = _waiting(row)
        agent = next((each for each in on_duty if each.id == row.agent_id), None)
        if agent is None:
            return
        # As it stood before the offer.
        had = OnDuty(agent.id, agent.skills, agent.room + offered.weight)
        if had.room <= 0:
            self.figures.over_capacity += 1
        for other in waiting.values():
            before = queue_reference.line([offered, other])[0] is other
            if before and queue_reference.choices(other, [had], {}, clock, self.times):
                self.figures.out_of_order += 1


def _waiting(row: Any) -> Waiting:
    ranks = {"today": 0, "this_week": 1, "soon": 2}
    return Waiting(
        row.id, ranks[row.urgency], row.front, row.waiting_since, row.language, row.topic, row.signed_in,
        row.wanted_skill, row.last_agent_id, 2 if row.emergency else 1, skills_since=row.skills_since,
    )  # fmt: skip


def _client_id(chance: random.Random) -> Any:
    return f"{chance.getrandbits(128):032x}"


async def simulate(plan: Plan, seed: int, folder: Path) -> Figures:
    """One run over an empty SQLite database in a folder."""
    clock = HandClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC) + timedelta(seconds=0.137))
    desk = await open_desk(f"sqlite+aiosqlite:///{folder / f'desk-{seed}.sqlite'}", folder, clock)
    try:
        return await Simulation(desk, plan, seed).run()
    finally:
        await desk.database.stop()


def main(arguments: Sequence[str]) -> int:
    """Runs each seed and prints what came of it as JSON."""
    parser = argparse.ArgumentParser(prog="./tas bench desk_simulation", description=__doc__)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--handling-minutes", type=float, default=18.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    chosen = parser.parse_args(arguments)
    plan = Plan(chosen.chats, chosen.agents, chosen.hours, chosen.handling_minutes)
    figures = []
    for seed in chosen.seeds:
        with tempfile.TemporaryDirectory() as folder:
            figures.append(asyncio.run(simulate(plan, seed, Path(folder))))
        print(json.dumps({"seed": seed, **summary(figures[-1:])}), file=sys.stderr)
    print(json.dumps({"plan": asdict(plan), **summary(figures)}, indent=2))
    return 0
