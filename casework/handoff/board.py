"""What supervisors see of the desk as a whole: who waits, who is there, how the day goes (issue 6; ADR 0017)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, or_, select

from adapters.database.port import Database
from casework.clock import Clock, local_date
from casework.handoff import rules
from casework.handoff.desk import Chat, Desk
from casework.handoff.models import (
    IN_LINE,
    Agent,
    Ending,
    HandoffState,
    Presence,
    handoffs,
)
from casework.handoff.service import Handoffs
from casework.hours.service import Hours

_TAKES_ROOM: Final = (HandoffState.OFFERED, HandoffState.KEPT, HandoffState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Load:
    """An agent with what they have.

    Attributes:
        on_duty: Whether their desk was heard of lately; a lease that ran out is no presence.
        chats: What they have or were offered.
        room: How much more they could take; less than nothing after a change of their capacity.
    """

    agent: Agent
    on_duty: bool
    chats: tuple[Chat, ...]
    room: int


@dataclass(frozen=True, slots=True)
class Today:
    """The hand-offs since local midnight that arrived within the hours of the desk.

    Attributes:
        arrived: How many.
        counted: Of them those whose wait says something about the service: joined, or in line for longer than the goal
            allows, or gone from the line after that. Who has waited less, or left sooner, counts neither way.
        within: Of `counted` those who were joined in time.
        median_wait_seconds: Of those who were joined; None where nobody was.
        went_back: Gone from the line to the assistant before anybody joined.
        returned: Given back to the assistant by an advocate.
        closed: Closed by an advocate.
        told: Told a range of waiting time, and joined since.
        told_held: Of `told` those whose wait lay within the first range they were told.
        goal: What the desk aims at.
    """

    arrived: int
    counted: int
    within: int
    median_wait_seconds: float | None
    went_back: int
    returned: int
    closed: int
    told: int
    told_held: int
    goal: rules.ServiceLevel

    @property
    def percent(self) -> int | None:
        """The share joined in time."""
        return _percent(self.within, self.counted)

    @property
    def told_percent(self) -> int | None:
        """The share of ranges that held."""
        return _percent(self.told_held, self.told)


@dataclass(frozen=True, slots=True)
class BoardState:
    """The desk at one moment.

    Attributes:
        at: That moment.
        waiting: Everybody in line, the next first.
        by: How many of them, by urgency and language.
        longest_since: Since when the one who has waited longest waits, among those who are there.
        stopped: For whom the assistant is stopped, and since when.
    """

    at: datetime
    waiting: tuple[Chat, ...]
    by: Mapping[tuple[str, str], int]
    longest_since: datetime | None
    loads: tuple[Load, ...]
    today: Today
    stopped: Mapping[str, datetime]


class Board:
    """Looks at the whole desk."""

    def __init__(
        self, desk: Desk, handoffs_: Handoffs, database: Database, clock: Clock, hours: Hours, time_zone: str
    ) -> None:
        self._desk = desk
        self._handoffs = handoffs_
        self._database = database
        self._clock = clock
        self._hours = hours
        self._zone = time_zone

    async def state(self) -> BoardState:
        """The desk now. Raises DatabaseUnavailable."""
        now = self._clock.now()
        chats = await self._desk.board()
        waiting = tuple(chat for chat in chats if chat.state in IN_LINE)
        there = [chat.waiting_since for chat in waiting if chat.state is not HandoffState.AWAY]
        return BoardState(
            at=now,
            waiting=waiting,
            by=Counter((chat.urgency, chat.language) for chat in waiting),
            longest_since=min(there, default=None),
            loads=tuple(self._loads(chats, await self._handoffs.agents(), now)),
            today=await self._today(now),
            stopped=await self._handoffs.stopped(),
        )

    def _loads(self, chats: Sequence[Chat], agents: Sequence[Agent], now: datetime) -> list[Load]:
        capacity = rules.capacity(local_date(now, self._zone))
        loads = []
        for agent in agents:
            theirs = [chat for chat in chats if chat.agent_id == agent.id]
            taken = sum(capacity.weight_of(chat.emergency) for chat in theirs if chat.state in _TAKES_ROOM)
            leased = agent.lease_until is not None and agent.lease_until > now
            on_duty = leased and agent.presence is not Presence.OFF
            loads.append(Load(agent, on_duty, tuple(theirs), agent.capacity - taken))
        return sorted(loads, key=lambda load: (not load.on_duty, load.agent.shown_name, load.agent.id))

    async def _today(self, now: datetime) -> Today:
        goal = rules.service_level(local_date(now, self._zone))
        midnight = now.astimezone(ZoneInfo(self._zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        query = select(handoffs).where(or_(handoffs.c.created_at >= midnight, handoffs.c.ended_at >= midnight))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        # Who comes at night waits for the morning, whatever the desk does.
        arrived = [row for row in rows if row.created_at >= midnight and self._hours.opening(row.created_at).open]
        counted = [row for row in arrived if _counts(row, now, goal.within)]
        waits = [_waited(row, row.first_joined_at) for row in arrived if row.first_joined_at is not None]
        told = [row for row in arrived if row.first_told_at is not None and row.first_joined_at is not None]
        endings = Counter(
            (row.ending, row.first_joined_at is not None)
            for row in rows
            if row.ended_at is not None and row.ended_at >= midnight
        )
        return Today(
            arrived=len(arrived),
            counted=len(counted),
            within=sum(row.first_joined_at is not None and _in_time(row, goal.within) for row in counted),
            median_wait_seconds=median(wait.total_seconds() for wait in waits) if waits else None,
            went_back=endings[Ending.WENT_BACK.value, False],
            returned=endings[Ending.RETURNED.value, True],
            closed=endings[Ending.CLOSED.value, True],
            told=len(told),
            told_held=sum(map(_held, told)),
            goal=goal,
        )


def _waited(row: Row[Any], until: datetime) -> timedelta:
    waited: timedelta = until - row.created_at
    return waited


def _in_time(row: Row[Any], within: timedelta) -> bool:
    return row.first_joined_at is not None and _waited(row, row.first_joined_at) <= within


def _counts(row: Row[Any], now: datetime, within: timedelta) -> bool:
    return row.first_joined_at is not None or _waited(row, row.ended_at or now) > within


def _held(row: Row[Any]) -> bool:
    """Whether the wait from the first telling on lay within what was told."""
    minutes = (row.first_joined_at - row.first_told_at) / timedelta(minutes=1)
    return bool(row.first_told_low_minutes <= minutes <= row.first_told_high_minutes)


def _percent(part: int, whole: int) -> int | None:
    return None if whole == 0 else round(100 * part / whole)
