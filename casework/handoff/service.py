"""What the queue does: hand-offs arrive, are offered, taken, given back, and end (ADR 0017).

Whoever changes a hand-off or an agent takes the conversation's row first, where it is touched at all, and then the desk's
one row: so an assignment sees a queue that stands still, and two agents can't have one chat.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.port import Database
from casework import eligibility, faults
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.clock import Clock, local_date
from casework.conversations import access_needs
from casework.conversations.models import (
    Author,
    ConversationId,
    Door,
    Kind,
    Owner,
    conversations,
    portal_conversations,
)
from casework.conversations.record import ConversationNotFound, Draft, Record, RowChanged
from casework.handoff import queue, rules
from casework.handoff.estimate import waiting_range
from casework.handoff.models import (
    HELD,
    IN_LINE,
    SIGNED_IN,
    Agent,
    AgentId,
    Ending,
    HandoffId,
    HandoffState,
    OnDuty,
    Place,
    Presence,
    Skill,
    Waiting,
    desk_agents,
    desk_drafts,
    desk_head,
    desk_notes,
    desk_step_asides,
    desk_switches,
    handoffs,
)
from casework.hours.service import Hours
from casework.identity.models import Actor, StaffRole

DESK: Final = "desk"
"""What the bus calls the desk: a hint under it says that the queue or an agent changed."""
_HEAD_ID: Final = 1
_WHILE_WAITING: Final = ("resume", access_needs.ASKS)
"""What may be chosen beside the news that one is in line."""
_OPEN: Final = handoffs.c.ended_at.is_(None)
# What each message asks, put together once: that takes SQLAlchemy longer than the database takes to answer.
_OPEN_ROW: Final = select(handoffs).where(handoffs.c.conversation_id == bindparam("of_id"), _OPEN)
_OPEN_ROWS: Final = select(handoffs).where(handoffs.c.conversation_id.in_(bindparam("ids", expanding=True)), _OPEN)
_SEEN: Final = (
    update(handoffs)
    .where(handoffs.c.id.in_(bindparam("ids", expanding=True)))
    .values(person_seen_at=bindparam("seen_at"))
)
_STEPPED_ASIDE: Final = select(desk_step_asides.c.at).where(
    desk_step_asides.c.conversation_id == bindparam("of_id"), desk_step_asides.c.agent_id == bindparam("of_agent")
)
_AGENT: Final = select(desk_agents).where(desk_agents.c.employee_id == bindparam("of_id"))
_VERSION: Final = select(desk_head.c.version)
_LOCK: Final = (
    update(desk_head).where(desk_head.c.id == _HEAD_ID).values(version=desk_head.c.version + bindparam("step"))
)
MOST_NAME_CHARACTERS: Final = 40
ASSISTANT_UNAVAILABLE: Final = "assistant_unavailable"
"""Why somebody is handed off whom the assistant is not to answer."""


class NoAgent(Exception):
    """Whoever asks is no employee."""


class NotTheirs(Exception):
    """The chat is not this agent's (any longer), or not there to be taken; `by` is the name of who has it."""

    def __init__(self, by: str | None = None) -> None:
        super().__init__("not theirs")
        self.by = by


class SkillNeeded(NotTheirs):
    """The chat asks for a skill that the agent doesn't have."""


class Handoffs:
    """The desk's queue."""

    def __init__(
        self,
        record: Record,
        audit: Audit,
        database: Database,
        clock: Clock,
        bus: Bus,
        time_zone: str,
        hours: Hours,
    ) -> None:
        self._record = record
        self._audit = audit
        self._database = database
        self._clock = clock
        self._bus = bus
        self._zone = time_zone
        self._hours = hours
        self._days_counted_at: datetime | None = None

    # What the person's doors tell it, in their transactions

    def handed_off(self, row: Row[Any], reason: str) -> Draft:
        """See `casework.conversations.service.Handover`."""
        # Whoever signed in finds their chat again by signing in; others need a code for that.
        signed_in = "-signed-in" if row.door == Door.PORTAL.value else ""
        stopped = "-stopped" if reason == ASSISTANT_UNAVAILABLE else ""
        opens_on = self._opens_on()
        if opens_on is None:
            return owner_event(Owner.QUEUED, reason, f"notice-handed-off{stopped}{signed_in}", also=_WHILE_WAITING)
        told = {"opens_on": opens_on.isoformat()}
        key = f"notice-handed-off{stopped}-closed{signed_in}"
        return owner_event(Owner.QUEUED, reason, key, told, also=_WHILE_WAITING)

    def _opens_on(self) -> date | None:
        """The day on which advocates are back; None while they are at their desks."""
        opening = self._hours.opening(self._clock.now())
        return None if opening.open or opening.opens_at is None else local_date(opening.opens_at, self._zone)

    async def may_reopen(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Whether a closed conversation may be gone on with: within the time that dated data gives."""
        last = await self.last(connection, ConversationId(row.id))
        now = self._clock.now()
        reopen = rules.times(local_date(now, row.time_zone)).reopen
        return last is not None and last.ending == Ending.CLOSED.value and now - last.ended_at <= reopen

    async def last(self, connection: AsyncConnection, conversation_id: ConversationId) -> Row[Any] | None:
        """The conversation's hand-off that ended last."""
        query = (
            select(handoffs)
            .where(handoffs.c.conversation_id == conversation_id, handoffs.c.ended_at.is_not(None))
            .order_by(handoffs.c.ended_at.desc())
            .limit(1)
        )
        return (await connection.execute(query)).one_or_none()

    async def arrive(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        reason: str,
        facts: Mapping[str, Any],
        *,
        emergency: bool,
        language: str,
    ) -> None:
        """Puts a conversation that was just handed off in line, and offers it to whoever is free.

        Args:
            connection: The transaction that hands it off.
            row: The conversation's row, read under its lock.
            reason: Why (`HAND_OFF_REASONS`).
            facts: What stands.
            emergency: Whether somebody may be in danger.
            language: The conversation's from now on; its row may have another one yet.
        """
        now = self._clock.now()
        today = local_date(now, row.time_zone)
        await self.lock(connection)
        if await self.open_row(connection, ConversationId(row.id)) is not None:
            return
        last = await self.last(connection, ConversationId(row.id))
        # Whoever went back to an assistant that hands them over at once is where they were.
        kept = last if _went_back_in_vain(last, reason, now, rules.times(today)) else None
        urgency = _urgency(facts, today, danger=emergency)
        await connection.execute(
            insert(handoffs).values(
                id=str(uuid.uuid4()),
                conversation_id=row.id,
                state=HandoffState.WAITING.value,
                reason=reason,
                urgency=urgency,
                language=language,
                topic=rules.topic_group(facts.get("topics"), today),
                signed_in=row.door == Door.PORTAL.value,
                emergency=emergency,
                front=False if kept is None else kept.front,
                waiting_since=now if kept is None else kept.waiting_since,
                skills_since=None if kept is None else kept.skills_since,
                created_at=now,
                last_agent_id=None if last is None else last.last_agent_id,
                person_wrote_at=now,
                person_seen_at=now,
            )
        )
        await self.assign(connection, now)
        self.changed(row.id)

    async def went_back(self, connection: AsyncConnection, conversation_id: ConversationId) -> None:
        """The person went on with the assistant, or began anew: the hand-off ends."""
        await self.lock(connection)
        await self.end(connection, conversation_id, Ending.WENT_BACK)

    async def wrote(
        self, connection: AsyncConnection, row: Row[Any], *, language: str, emergency: bool = False
    ) -> tuple[Draft, ...] | None:
        """The person wrote while handed off. What is returned is told to them, with the conversation back in line.

        Returns:
            None unless the agent it was with is gone: then the notice, and the caller makes the conversation `queued`.
        """
        now = self._clock.now()
        # A message alone changes nothing of the queue: nobody but its two sides is woken by it.
        await self.lock(connection, changes=False)
        found = await self.open_row(connection, ConversationId(row.id))
        if found is None:
            return None
        moved: dict[str, Any] = {"emergency": True, "urgency": "today"} if emergency else {}
        if found.language != language:
            moved["language"] = language
        back = None
        moved |= _come_back(found, now)
        if found.state == HandoffState.PAUSED.value:
            if await self._on_duty(connection, found.agent_id, now):
                moved["state"] = HandoffState.ACTIVE.value
            else:
                moved |= _given_back(found.agent_id, now)
                back = (agent_gone(),)
        wrote = {"person_wrote_at": now, "person_seen_at": now, "quiet_asked_at": None}
        await self.set_row(connection, found.id, {**wrote, **moved})
        if moved:
            await self.lock(connection)
            await self.assign(connection, now)
            self.changed(row.id)
        return back

    async def learned(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        facts: Mapping[str, Any],
        *,
        language: str,
        emergency: bool = False,
    ) -> None:
        """See `casework.conversations.service.Handover`; the row was read with its lock in this transaction."""
        now = self._clock.now()
        today = local_date(now, row.time_zone)
        await self.lock(connection)
        found = await self.open_row(connection, ConversationId(row.id))
        if found is None:
            return
        danger = bool(found.emergency or emergency)
        urgency = _urgency(facts, today, danger)
        topic = rules.topic_group(facts.get("topics"), today)
        values = {"urgency": urgency, "emergency": danger, "topic": topic, "language": language}
        await self.set_row(connection, found.id, values)
        await self.assign(connection, now)
        self.changed(row.id)

    async def move(self, connection: AsyncConnection, of: Row[Any], to: Row[Any]) -> bool:
        """Whoever signs in while waiting or talking keeps place and advocate: the hand-off is the new conversation's.

        Both rows were read with their locks in this transaction. The new conversation is handed off as the old one was, with
        what staff wrote beside it; the old one is the assistant's again, for whoever may still be there, and says so. An
        advocate who may not serve people who signed in gives it back to the front of the line. Whoever stepped aside from
        the old one keeps out of both, hand-off or none.

        Returns:
            Whether there was a hand-off to move.
        """
        now = self._clock.now()
        for agent_id in (await self.aside(connection, [of.id])).get(ConversationId(of.id), ()):
            await self._keep_out(connection, agent_id, [ConversationId(to.id)], now)
        if of.owner not in (Owner.QUEUED.value, Owner.AGENT.value):
            return False
        await self.lock(connection)
        found = await self.open_row(connection, ConversationId(of.id))
        if found is None:
            return False
        agent = None if found.agent_id is None else await self.agent(connection, AgentId(found.agent_id))
        held = found.state in [state.value for state in HELD]
        stays = agent is not None and SIGNED_IN in agent.skills
        owner = Owner.AGENT if held and stays else Owner.QUEUED
        values: dict[str, Any] = {"conversation_id": to.id, "signed_in": True, "person_seen_at": now}
        if held and not stays:
            values |= {**_given_back(found.agent_id, now), "last_agent_id": None}
        elif found.state == HandoffState.OFFERED.value and not stays:
            values |= {"state": HandoffState.WAITING.value, "agent_id": None, "until_at": None}
        else:
            values |= _come_back(found, now)
        if agent is not None and owner is Owner.AGENT:
            told = owner_event(owner, "signed_in", "notice-moved-agent", {"agent_name": agent.shown_name}, ["resume"])
        else:
            told = owner_event(owner, "signed_in", "notice-moved-front" if held else "notice-moved", also=["resume"])
        await self.set_row(connection, found.id, values)
        await self._move_writings(connection, of, to)
        await self.give(connection, to, owner, [told], now)
        moved_on = {"continued_on": local_date(now, of.time_zone).isoformat()}
        left = owner_event(Owner.ASSISTANT, "signed_in", "notice-continued-handed-off", moved_on, also=["person"])
        # What was said to the advocate is not for the assistant to answer.
        await self.give(connection, of, Owner.ASSISTANT, [left], now, answered_seq=of.last_seq)
        await self.assign(connection, now)
        self.changed(of.id)
        self.changed(to.id)
        return True

    async def _move_writings(self, connection: AsyncConnection, of: Row[Any], to: Row[Any]) -> None:
        """Notes and drafts go along, sealed anew: each conversation has a key of its own."""
        notes = (await connection.execute(select(desk_notes).where(desk_notes.c.conversation_id == of.id))).all()
        drafts = (await connection.execute(select(desk_drafts).where(desk_drafts.c.conversation_id == of.id))).all()
        for table, rows, names in ((desk_notes, notes, "note|{0.number}"), (desk_drafts, drafts, "draft|{0.agent_id}")):
            for row in rows:
                place = names.format(row)
                body = self._record.sealed(to, place, self._record.unsealed(of, place, row.body))
                changed = {"conversation_id": to.id, "body": body}
                # Nothing of the new conversation came before what was written beside the old one.
                changed |= {"after_seq": 0} if table is desk_notes else {}
                await connection.execute(insert(table).values({**row._mapping, **changed}))
            await connection.execute(delete(table).where(table.c.conversation_id == of.id))

    # What the person's presence does

    async def seen(self, *conversation_ids: ConversationId) -> None:
        """These people are there: a turn that was kept goes on, and who was away is back at the front."""
        now = self._clock.now()
        times = rules.times(local_date(now, self._zone))

        async def work(connection: AsyncConnection) -> list[ConversationId]:
            await self.lock(connection, changes=False)
            there = (await connection.execute(_OPEN_ROWS, {"ids": conversation_ids})).all()
            await connection.execute(_SEEN, {"ids": [found.id for found in there], "seen_at": now})
            news = []
            for found in there:
                back = _come_back(found, now)
                if back:
                    await self.set_row(connection, found.id, back)
                # That somebody is still there is no news: desks are told when they come back.
                if back or found.person_seen_at is None or now - found.person_seen_at > times.seen:
                    news.append(ConversationId(found.conversation_id))
            if news:
                await self.lock(connection)
                await self.assign(connection, now)
            return news

        for conversation_id in await self._database.note(work):
            self.changed(conversation_id)

    async def place(self, conversation_id: ConversationId) -> Place | None:
        """What the person in line is told of their place now; None where they aren't in line."""
        async with self._database.read() as connection:
            found = await self.open_row(connection, conversation_id)
        if found is None or found.state not in [state.value for state in IN_LINE]:
            return None
        state = HandoffState.AWAY if found.state == HandoffState.AWAY.value else HandoffState.WAITING
        opens_on = self._opens_on()
        if found.told_at is None or state is HandoffState.AWAY:
            # What they were told before they left the line no longer counts.
            return Place(state, None, None, None, found.front, opens_on)
        told = (found.told_position, found.told_low_minutes, found.told_high_minutes)
        return Place(state, *told, found.front, opens_on)

    async def assistant_stopped(self, topics: Sequence[str] = ()) -> bool:
        """Whether a supervisor has stopped the assistant, for everybody or for one of these topics."""
        scopes = ["all", *(f"topic:{topic}" for topic in topics)]
        query = select(func.count()).select_from(desk_switches).where(desk_switches.c.scope.in_(scopes))
        async with self._database.read() as connection:
            return bool((await connection.execute(query)).scalar_one())

    # What agents do

    async def set_presence(self, actor: Actor, name: str, language: str, presence: Presence) -> Agent:
        """Says whether the agent takes chats, and renews their lease. Begun for the first time, with what is usual.

        Raises NoAgent, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()
        today = local_date(now, self._zone)

        async def work(connection: AsyncConnection) -> tuple[Agent, bool]:
            await self.lock(connection, changes=False)
            known = await self.agent(connection, agent_id)
            lease = None if presence is Presence.OFF else now + rules.times(today).lease
            values = {"presence": presence.value, "lease_until": lease}
            if known is None:
                first_name = (name.split() or ["TAS"])[0]
                await self._introduce(connection, agent_id, first_name, {"en", language}, now)
            mine = desk_agents.c.employee_id == agent_id
            changed = {} if known is not None and known.presence is presence else {"changed_at": now}
            await connection.execute(update(desk_agents).where(mine).values(**values, **changed))
            # A lease that is renewed is no news to anybody.
            news = known is None or known.presence is not presence or _lapsed(known, now)
            if news:
                await self.lock(connection)
                await self.assign(connection, now)
            found = await self.agent(connection, agent_id)
            if found is None:
                raise LookupError("an agent that was just written")
            return found, news

        agent, news = await self._database.write(work)
        if news:
            self._bus.publish(DESK)
        return agent

    async def leave(self, actor: Actor) -> None:
        """The agent goes off duty: what they have is in line again at once, at the front, and offered to whoever is free.

        Of somebody who was never on duty nothing changes. Raises NoAgent, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> bool:
            await self.lock(connection, changes=False)
            known = await self.agent(connection, agent_id)
            if known is None or (known.presence is Presence.OFF and known.lease_until is None):
                return False
            off = {"presence": Presence.OFF.value, "lease_until": None, "changed_at": now}
            mine = desk_agents.c.employee_id == agent_id
            await connection.execute(update(desk_agents).where(mine).values(**off))
            await self.lock(connection)
            return True

        if await self._database.write(work):
            self._bus.publish(DESK)
            await self.sweep()

    async def renew(self, actor: Actor, comes_back: timedelta) -> Agent | None:
        """Renews the lease of an agent whose desk is open: whether they take chats stays as it was said last.

        Nothing is renewed for who is off duty, or was away for longer than `comes_back`: they say anew that they are there.

        Returns:
            The agent as they stand; None for somebody who was never on duty.

        Raises:
            NoAgent, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()
        lease = rules.times(local_date(now, self._zone)).lease

        async def work(connection: AsyncConnection) -> tuple[Agent | None, bool]:
            await self.lock(connection, changes=False)
            known = await self.agent(connection, agent_id)
            if known is None or known.lease_until is None or known.lease_until + comes_back < now:
                return known, False
            mine = desk_agents.c.employee_id == agent_id
            await connection.execute(update(desk_agents).where(mine).values(lease_until=now + lease))
            came_back = _lapsed(known, now)
            if came_back:
                await self.lock(connection)
                await self.assign(connection, now)
            return await self.agent(connection, agent_id), came_back

        agent, news = await self._database.write(work)
        if news:
            self._bus.publish(DESK)
        return agent

    async def introduce(self, agent_id: AgentId, shown_name: str, languages: Collection[str]) -> None:
        """Lets the desk know an agent before they first come; who is known stays as they are."""
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            await self.lock(connection)
            if await self.agent(connection, agent_id) is None:
                await self._introduce(connection, agent_id, shown_name, languages, now)

        await self._database.write(work)

    async def _introduce(
        self, connection: AsyncConnection, agent_id: AgentId, name: str, languages: Collection[str], now: datetime
    ) -> None:
        """Somebody new, who speaks these languages and takes whoever signed in, with the usual room."""
        skills = sorted({SIGNED_IN, *(Skill(f"language:{language}") for language in languages)})
        await connection.execute(
            insert(desk_agents).values(
                employee_id=agent_id,
                shown_name=name[:MOST_NAME_CHARACTERS],
                capacity=rules.capacity(local_date(now, self._zone)).default,
                skills=",".join(skills),
                presence=Presence.OFF.value,
                changed_at=now,
            )
        )

    async def accept(self, actor: Actor, conversation_id: ConversationId, take_over: bool = False) -> None:
        """The agent takes the chat: an offer of theirs, or by hand out of the queue; a supervisor, from whoever has it.

        Taken already by the same agent, nothing happens.

        Raises:
            NotTheirs: somebody else has it or was offered it; `by` says who.
            SkillNeeded: the person signed in, and the agent doesn't take those.
            ConversationNotFound: there is none, or it is not handed off.
            DatabaseUnavailable: nothing was done.
        """
        agent_id = supervisor_of(actor) if take_over else agent_of(actor)
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> bool:
            row = await self._record.row(connection, conversation_id, lock=True)
            await self.lock(connection)
            found = await self.open_row(connection, conversation_id)
            agent = await self.agent(connection, agent_id)
            if found is None or agent is None or await self.stepped_aside(connection, conversation_id, agent_id):
                raise ConversationNotFound
            held = found.state in [state.value for state in HELD]
            if held and found.agent_id == agent_id:
                return False
            if held and not take_over:
                raise NotTheirs(await self.name(connection, found.agent_id))
            if found.state == HandoffState.OFFERED.value and found.agent_id != agent_id and not take_over:
                raise NotTheirs(await self.name(connection, found.agent_id))
            if found.signed_in and SIGNED_IN not in agent.skills:
                raise SkillNeeded
            times = rules.times(local_date(now, self._zone))
            here = found.person_seen_at is not None and now - found.person_seen_at <= times.seen
            values = {
                "state": (HandoffState.ACTIVE if here else HandoffState.KEPT).value,
                "agent_id": agent_id,
                "last_agent_id": agent_id,
                "until_at": None if here else now + times.kept,
                "joined_at": now,
                "first_joined_at": found.first_joined_at or now,
                "agent_wrote_at": None,
                "quiet_asked_at": None,
                "front": False,
                "wanted_skill": None,
            }
            await self.set_row(connection, found.id, values)
            await self.works(connection, agent_id, now)
            joined = owner_event(Owner.AGENT, "joined", "notice-agent-joined", {"agent_name": agent.shown_name})
            await self.give(connection, row, Owner.AGENT, [joined], now)
            action = "chat.taken_over" if take_over else "chat.joined"
            await self._audit.record(connection, entry(actor, action, conversation_id))
            await self.assign(connection, now)
            faults.point("desk.accept_in_transaction")
            return True

        if await self.writes(work):
            faults.point("desk.accepted")
            self.changed(conversation_id)

    async def decline(self, actor: Actor, conversation_id: ConversationId) -> None:
        """The agent doesn't take what was offered: it goes to the next, and they get no more until they say so."""
        agent_id = agent_of(actor)
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            await self.lock(connection)
            found = await self.open_row(connection, conversation_id)
            if found is None or found.agent_id != agent_id or found.state != HandoffState.OFFERED.value:
                return
            await self._withdraw_offer(connection, found)
            await self._missed(connection, found, now)
            await self.assign(connection, now)

        await self._database.write(work)
        self.changed(conversation_id)

    async def step_aside(self, actor: Actor, conversation_id: ConversationId) -> None:
        """The agent knows the person: the chat goes to another, and is never theirs again (5 CFR 2635.502).

        Nor is any other chat of the person that is linked with it by their signing in, nor the call-back of one of them.
        Once more it changes nothing. They stay available: nothing says that they take no other.

        Raises ConversationNotFound where it is not theirs, NoAgent, DatabaseUnavailable.
        """
        agent_id = agent_of(actor)
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, conversation_id, lock=True)
            await self.lock(connection)
            if await self.stepped_aside(connection, conversation_id, agent_id):
                return
            found = await self.open_row(connection, conversation_id)
            if found is None or found.agent_id != agent_id:
                raise ConversationNotFound
            await self._keep_out(connection, agent_id, await self._linked(connection, conversation_id), now)
            mine = and_(desk_drafts.c.conversation_id == conversation_id, desk_drafts.c.agent_id == agent_id)
            await connection.execute(delete(desk_drafts).where(mine))
            if found.state == HandoffState.OFFERED.value:
                values = {"state": HandoffState.WAITING.value, "agent_id": None, "until_at": None}
                await self.set_row(connection, found.id, values)
            else:
                await self.set_row(connection, found.id, {**_given_back(agent_id, now), "last_agent_id": None})
                told = owner_event(Owner.QUEUED, "transferred", "notice-transferred", also=["resume"])
                await self.give(connection, row, Owner.QUEUED, [told], now)
            await self._audit.record(connection, entry(actor, "chat.stepped_aside", conversation_id))
            await self.assign(connection, now)

        await self.writes(work)
        self.changed(conversation_id)

    async def stepped_aside(
        self, connection: AsyncConnection, conversation_id: ConversationId, employee_id: str | None
    ) -> bool:
        """Whether somebody of the staff said that they know the person."""
        of = {"of_id": conversation_id, "of_agent": employee_id}
        return (await connection.execute(_STEPPED_ASIDE, of)).one_or_none() is not None

    async def _keep_out(
        self, connection: AsyncConnection, agent_id: AgentId, conversation_ids: Sequence[ConversationId], now: datetime
    ) -> None:
        """Writes down that an agent keeps out of these; of which it stands already nothing changes."""
        known = await self.aside(connection, conversation_ids)
        for conversation_id in conversation_ids:
            if agent_id not in known.get(conversation_id, ()):
                row = {"conversation_id": conversation_id, "agent_id": agent_id, "at": now}
                await connection.execute(insert(desk_step_asides).values(**row))

    @staticmethod
    async def _linked(connection: AsyncConnection, conversation_id: ConversationId) -> list[ConversationId]:
        """A conversation with the screening that it continues, and whatever else continues that."""
        columns = portal_conversations.c
        begun = select(columns.continued_from).where(columns.conversation_id == conversation_id)
        screening = (await connection.execute(begun)).scalar_one_or_none() or conversation_id
        later = select(columns.conversation_id).where(columns.continued_from == screening)
        found = (await connection.execute(later)).scalars().all()
        return [ConversationId(each) for each in dict.fromkeys((conversation_id, screening, *found))]

    # What supervisors do

    async def stop_assistant(self, actor: Actor, scope: str) -> None:
        """The assistant answers nobody (`all`), or nobody with a topic (`topic:<label>`), until it is let again.

        Raises ValueError for another scope, NoAgent for whoever is no supervisor, DatabaseUnavailable.
        """
        if scope not in rules.switch_scopes():
            raise ValueError("scope")
        stopped = {"scope": scope, "stopped_at": self._clock.now(), "stopped_by": supervisor_of(actor)}

        async def work(connection: AsyncConnection) -> None:
            await self.lock(connection)
            own = desk_switches.c.scope == scope
            if (await connection.execute(select(desk_switches).where(own))).one_or_none() is None:
                await connection.execute(insert(desk_switches).values(**stopped))
                await self._audit.record(connection, _switched(actor, "assistant.stopped", scope))

        await self._database.write(work)
        self.desk_changed()

    async def let_assistant(self, actor: Actor, scope: str) -> None:
        """Ends what `stop_assistant` began. Raises NoAgent, DatabaseUnavailable."""
        supervisor_of(actor)

        async def work(connection: AsyncConnection) -> None:
            await self.lock(connection)
            ended = await connection.execute(delete(desk_switches).where(desk_switches.c.scope == scope))
            if ended.rowcount:
                await self._audit.record(connection, _switched(actor, "assistant.let", scope))

        await self._database.write(work)
        self.desk_changed()

    async def stopped(self) -> dict[str, datetime]:
        """For whom the assistant is stopped, and since when."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(desk_switches).order_by(desk_switches.c.scope))).all()
        return {row.scope: row.stopped_at for row in rows}

    async def set_profile(self, actor: Actor, agent_id: AgentId, capacity: int, skills: frozenset[Skill]) -> None:
        """Changes an agent's room and skills.

        Raises ValueError for room that nobody may have, NotTheirs for no agent, NoAgent for whoever is no supervisor.
        """
        supervisor_of(actor)
        now = self._clock.now()
        if not 0 <= capacity <= rules.capacity(local_date(now, self._zone)).most:
            raise ValueError("capacity")

        async def work(connection: AsyncConnection) -> None:
            await self.lock(connection)
            if await self.agent(connection, agent_id) is None:
                raise NotTheirs
            own = desk_agents.c.employee_id == agent_id
            values = {"capacity": capacity, "skills": ",".join(sorted(skills)), "changed_at": now}
            await connection.execute(update(desk_agents).where(own).values(**values))
            kind, name = who(actor)
            details: dict[str, str | int | list[str]] = {"capacity": capacity, "skills": sorted(skills)}
            subject = f"employee:{agent_id}"
            changed = Entry(kind, name, "agent.changed", subject, "staff:supervisor", AuditResult.DONE, details)
            await self._audit.record(connection, changed)
            await self.assign(connection, now)

        await self._database.write(work)
        self.desk_changed()

    async def agents(self) -> list[Agent]:
        """Everybody who has ever been at the desk, by name."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(desk_agents).order_by(desk_agents.c.shown_name))).all()
        return [_as_agent(row) for row in rows]

    # What time does

    async def sweep(self) -> None:
        """Gives back what nobody answers for any longer, assigns, and tells who waits how long it may be."""
        now = self._clock.now()
        times = rules.times(local_date(now, self._zone))
        async with self._database.read() as connection:
            lapsed = bool(await self._offers_let_go(connection, now))
        let_go: dict[HandoffId, AgentId] = {}
        if lapsed:
            # Before all else: whose offer nobody took waits again, perhaps for a skill that nobody on duty has now.
            let_go = await self._database.write(lambda connection: self._drop_offers(connection, now))
        async with self._database.read() as connection:
            over = await self._over(connection, now, times)
            waits = await self._anybody_in_line(connection)
        for conversation_id in over:
            await self._look_after(conversation_id, now)
        if not (waits or over):
            return

        async def work(connection: AsyncConnection) -> list[ConversationId]:
            await self.assign(connection, now, let_go | await self._drop_offers(connection, now))
            return await self._tell_places(connection, now, times)

        for conversation_id in await self._database.write(work):
            self._bus.publish(conversation_id)

    async def count_days(self) -> None:
        """Moves up whom a new day has brought nearer to harm: whoever waits over days has told nothing new meanwhile.

        Each process looks when it starts, and then at those for whom a day has begun where they are since it looked last.
        What another one has counted already is no change any longer. Raises DatabaseUnavailable.
        """
        now, before = self._clock.now(), self._days_counted_at
        columns = handoffs.c.conversation_id, conversations.c.time_zone
        joined = conversations.c.id == handoffs.c.conversation_id
        async with self._database.read() as connection:
            found = (await connection.execute(select(*columns).join(conversations, joined).where(_OPEN))).all()
        for row in found:
            if before is None or local_date(before, row.time_zone) != local_date(now, row.time_zone):
                await self._count_days(ConversationId(row.conversation_id), now)
        self._days_counted_at = now

    async def _count_days(self, conversation_id: ConversationId, now: datetime) -> None:
        """Counts the urgency of one anew; time alone never makes it less."""

        async def nearer(connection: AsyncConnection, row: Row[Any]) -> dict[str, str] | None:
            found = await self.open_row(connection, conversation_id)
            if found is None:
                return None
            facts = (await self._record.standing(connection, row)).facts
            counted = _urgency(facts, local_date(now, row.time_zone), found.emergency)
            nearer = eligibility.URGENCIES.index(counted) < eligibility.URGENCIES.index(found.urgency)
            return {"id": found.id, "urgency": counted} if nearer else None

        async def work(connection: AsyncConnection) -> bool:
            row = await self._record.row(connection, conversation_id, lock=True)
            await self.lock(connection, changes=False)
            changed = await nearer(connection, row)
            if changed is None:
                return False
            await self.set_row(connection, changed["id"], {"urgency": changed["urgency"]})
            await self.lock(connection)
            return True

        try:
            async with self._database.read() as connection:
                changes = await nearer(connection, await self._record.row(connection, conversation_id)) is not None
            if changes and await self._database.write(work):
                self.changed(conversation_id)
        except ConversationNotFound:
            return

    async def _over(self, connection: AsyncConnection, now: datetime, times: rules.Times) -> list[ConversationId]:
        """Conversations whose agent is gone, whose turn was kept or wish waited long enough, or that are quiet.

        All of them, who waits longest first: each is looked after in a transaction of its own, and what they free is given
        away when all are back.
        """
        gone = or_(
            desk_agents.c.lease_until.is_(None), desk_agents.c.lease_until <= now, desk_agents.c.employee_id.is_(None)
        )
        base = func.coalesce(handoffs.c.agent_wrote_at, handoffs.c.joined_at)
        drafting = exists().where(
            desk_drafts.c.conversation_id == handoffs.c.conversation_id, desk_drafts.c.agent_id == handoffs.c.agent_id
        )
        quiet = and_(
            handoffs.c.state == HandoffState.ACTIVE.value,
            handoffs.c.agent_wrote_at.is_not(None),
            base >= func.coalesce(handoffs.c.person_wrote_at, base),
            or_(
                and_(handoffs.c.quiet_asked_at.is_(None), base <= now - times.quiet_asked),
                and_(base <= now - times.quiet_paused, ~drafting),
            ),
        )
        wish = and_(
            handoffs.c.state == HandoffState.WAITING.value,
            handoffs.c.wanted_skill.is_not(None),
            func.coalesce(handoffs.c.skills_since, handoffs.c.waiting_since) <= now - times.wanted_counts,
        )
        query = (
            select(handoffs)
            .select_from(handoffs.outerjoin(desk_agents, desk_agents.c.employee_id == handoffs.c.agent_id))
            .where(
                _OPEN,
                or_(
                    and_(handoffs.c.state.in_([HandoffState.ACTIVE.value, HandoffState.KEPT.value]), gone),
                    and_(handoffs.c.state == HandoffState.KEPT.value, handoffs.c.until_at <= now),
                    quiet,
                    wish,
                ),
            )
            .order_by(handoffs.c.waiting_since, handoffs.c.id)
        )
        return [
            ConversationId(found.conversation_id)
            for found in (await connection.execute(query)).all()
            if found.state != HandoffState.WAITING.value or await self._in_vain(connection, found, now)
        ]

    async def _in_vain(self, connection: AsyncConnection, found: Row[Any], now: datetime) -> bool:
        """Whether it waits for a skill that nobody on duty has."""
        wanted = found.wanted_skill
        return wanted is not None and not await self.skills_for(connection, found, [Skill(wanted)], now)

    async def _look_after(self, conversation_id: ConversationId, now: datetime) -> None:
        """Does what is due in one conversation, looked at again under its lock and the desk's."""

        async def work(connection: AsyncConnection) -> bool:
            row = await self._record.row(connection, conversation_id, lock=True)
            await self.lock(connection, changes=False)
            found = await self.open_row(connection, conversation_id)
            if (
                found is None
                or row.owner not in (Owner.AGENT.value, Owner.QUEUED.value)
                or not await self._does_what_is_due(connection, row, found, now)
            ):
                return False
            # What is freed the sweep gives away when all is back: else who was looked after first would go first.
            await self.lock(connection)
            return True

        try:
            changed = await self.writes(work)
        except ConversationNotFound:
            return
        if changed:
            self.changed(conversation_id)

    async def _does_what_is_due(
        self, connection: AsyncConnection, row: Row[Any], found: Row[Any], now: datetime
    ) -> bool:
        """Whether anything was."""
        if found.state in _PRESENT and not await self._on_duty(connection, found.agent_id, now):
            await self.set_row(connection, found.id, _given_back(found.agent_id, now))
            await self.give(connection, row, Owner.QUEUED, [agent_gone()], now)
            return True
        if found.state == HandoffState.KEPT.value and found.until_at <= now:
            away = {"state": HandoffState.AWAY.value, "agent_id": None, "until_at": None, "front": True}
            await self.set_row(connection, found.id, {**away, "last_agent_id": found.agent_id})
            missed = owner_event(Owner.QUEUED, "away", "notice-turn-missed", also=["resume"])
            await self.give(connection, row, Owner.QUEUED, [missed], now)
            return True
        if found.state == HandoffState.WAITING.value:
            return await self._drop_wish(connection, row, found, now)
        return found.state == HandoffState.ACTIVE.value and await self._quiet(connection, row, found, now)

    async def _drop_wish(self, connection: AsyncConnection, row: Row[Any], found: Row[Any], now: datetime) -> bool:
        """Whoever was passed on to a skill that nobody on duty has is anybody's after a while. Whether it was so."""
        counts = rules.times(local_date(now, self._zone)).wanted_counts
        since = found.skills_since or found.waiting_since
        if now - since < counts or not await self._in_vain(connection, found, now):
            return False
        await self.set_row(connection, found.id, {"wanted_skill": None, "last_agent_id": None})
        await self.tell(connection, row, [notice("notice-anybody")], now)
        return True

    async def skills_for(
        self, connection: AsyncConnection, found: Row[Any], skills: Sequence[Skill], now: datetime
    ) -> frozenset[Skill]:
        """Of these skills those that a chat can be passed on to: somebody who takes chats now could be given it then."""
        aside = (await self.aside(connection, [found.conversation_id])).get(found.conversation_id, frozenset())
        chat = as_waiting(found, rules.capacity(local_date(now, self._zone)), aside)
        agents = await self._agents_on_duty(connection, now)
        return frozenset(
            skill
            for skill in skills
            if any(queue.in_question(agent.id, agent.skills, replace(chat, wanted=skill)) for agent in agents)
        )

    async def _quiet(self, connection: AsyncConnection, row: Row[Any], found: Row[Any], now: datetime) -> bool:
        """Asks whether the person is still there, then frees the agent's room; unsent help is never put aside.

        Returns:
            Whether it did either.
        """
        times = rules.times(local_date(now, self._zone))
        since = found.agent_wrote_at
        if since is None or (found.person_wrote_at is not None and found.person_wrote_at > since):
            return False
        if now - since >= times.quiet_paused and not await self._drafting(connection, found):
            await self.set_row(connection, found.id, {"state": HandoffState.PAUSED.value})
            await self.tell(connection, row, [notice("notice-paused")], now)
            return True
        if now - since >= times.quiet_asked and found.quiet_asked_at is None:
            await self.set_row(connection, found.id, {"quiet_asked_at": now})
            await self.tell(connection, row, [notice("notice-still-there")], now)
            return True
        return False

    async def _drafting(self, connection: AsyncConnection, found: Row[Any]) -> bool:
        mine = and_(desk_drafts.c.conversation_id == found.conversation_id, desk_drafts.c.agent_id == found.agent_id)
        return bool((await connection.execute(select(func.count()).select_from(desk_drafts).where(mine))).scalar_one())

    async def _drop_offers(self, connection: AsyncConnection, now: datetime) -> dict[HandoffId, AgentId]:
        """Offers whose time ran out, or whose agent is gone, go to the next. Returns who let which go by.

        It isn't counted against an agent who was at work meanwhile: they are there, and look at somebody else's words.
        """
        await self.lock(connection, changes=False)
        let_go = await self._offers_let_go(connection, now)
        for found in let_go:
            await self._withdraw_offer(connection, found)
            if not await self._worked_since_offered(connection, found, now):
                await self._missed(connection, found, now)
            await self.lock(connection)
        return {HandoffId(found.id): AgentId(found.agent_id) for found in let_go}

    async def _worked_since_offered(self, connection: AsyncConnection, found: Row[Any], now: datetime) -> bool:
        """Whether who was offered it has taken or written in another chat since."""
        offered_at = found.until_at - rules.times(local_date(now, self._zone)).accept
        query = select(desk_agents.c.worked_at).where(desk_agents.c.employee_id == found.agent_id)
        worked_at = (await connection.execute(query)).scalar_one()
        return worked_at is not None and worked_at > offered_at

    async def works(self, connection: AsyncConnection, agent_id: AgentId, now: datetime) -> None:
        """Marks that an agent has taken a chat or written to its person. The desk's row is locked."""
        theirs = desk_agents.c.employee_id == agent_id
        await connection.execute(update(desk_agents).where(theirs).values(worked_at=now))

    async def _offers_let_go(self, connection: AsyncConnection, now: datetime) -> list[Row[Any]]:
        query = select(handoffs).where(_OPEN, handoffs.c.state == HandoffState.OFFERED.value)
        offered = (await connection.execute(query)).all()
        return [
            found
            for found in offered
            if found.until_at <= now or not await self._on_duty(connection, found.agent_id, now)
        ]

    async def _withdraw_offer(self, connection: AsyncConnection, found: Row[Any]) -> None:
        values = {"state": HandoffState.WAITING.value, "agent_id": None, "until_at": None}
        await self.set_row(connection, found.id, values)

    async def _missed(self, connection: AsyncConnection, found: Row[Any], now: datetime) -> None:
        """Whoever let an offer go by gets no more until they say that they are available."""
        theirs = and_(desk_agents.c.employee_id == found.agent_id, desk_agents.c.presence == Presence.AVAILABLE.value)
        await connection.execute(
            update(desk_agents).where(theirs).values(presence=Presence.MISSED.value, changed_at=now)
        )

    async def _tell_places(
        self, connection: AsyncConnection, now: datetime, times: rules.Times
    ) -> list[ConversationId]:
        """Writes down what each in line is told now; at most once a minute each. Returns whose word changed."""
        in_line = await self._waiting(connection, [HandoffState.WAITING, HandoffState.OFFERED])
        if not in_line:
            return []
        agents = await self._agents_on_duty(connection, now)
        room = sum(agent.capacity for agent in agents)
        handling = await self._handling_seconds(connection, now)
        told: list[ConversationId] = []
        for position, (_, found) in enumerate(in_line, 1):
            if found.told_at is not None and now - found.told_at < times.told_every:
                continue
            span = waiting_range(position, room, handling)
            word = (position, span.low_minutes if span else None, span.high_minutes if span else None)
            values: dict[str, Any] = dict(
                zip(("told_position", "told_low_minutes", "told_high_minutes"), word, strict=True)
            )
            if span is not None and found.first_told_at is None:
                values |= {
                    "first_told_at": now,
                    "first_told_low_minutes": span.low_minutes,
                    "first_told_high_minutes": span.high_minutes,
                }
            await self.set_row(connection, found.id, {**values, "told_at": now})
            if word != (found.told_position, found.told_low_minutes, found.told_high_minutes) or found.told_at is None:
                told.append(ConversationId(found.conversation_id))
        return told

    async def _handling_seconds(self, connection: AsyncConnection, now: datetime) -> float:
        """How long a chat takes, from the last ones."""
        rule = rules.estimate(local_date(now, self._zone))
        query = (
            select(handoffs.c.handled_seconds)
            .where(handoffs.c.handled_seconds.is_not(None))
            .order_by(handoffs.c.ended_at.desc())
            .limit(rule.chats_looked_at)
        )
        known = list((await connection.execute(query)).scalars())
        return sum(known) / len(known) if len(known) >= rule.chats_needed else rule.handling_seconds

    # Who gets whom

    async def assign(
        self, connection: AsyncConnection, now: datetime, let_go: Mapping[HandoffId, AgentId] | None = None
    ) -> None:
        """Offers what waits to whoever is free; `let_go`: who just let which go by. The desk's row is locked."""
        in_line = await self._waiting(connection, [HandoffState.WAITING])
        if not in_line:
            return
        on_duty = [each for each in await self._with_room(connection, now) if each.room > 0]
        if not on_duty:
            return
        times = rules.times(local_date(now, self._zone))
        waiting = [replace(each, let_go_by=(let_go or {}).get(each.id)) for each, _ in in_line]
        for handoff_id, agent_id in queue.assignments(waiting, on_duty, now, times):
            values = {"state": HandoffState.OFFERED.value, "agent_id": agent_id, "until_at": now + times.accept}
            await self.set_row(connection, handoff_id, values)
            await self.lock(connection)
            self._bus.publish(DESK)

    async def _waiting(
        self, connection: AsyncConnection, states: Sequence[HandoffState]
    ) -> list[tuple[Waiting, Row[Any]]]:
        """Hand-offs in these states, in their order."""
        query = select(handoffs).where(_OPEN, handoffs.c.state.in_([state.value for state in states]))
        rows = (await connection.execute(query)).all()
        room = rules.capacity(local_date(self._clock.now(), self._zone))
        aside = await self.aside(connection, [row.conversation_id for row in rows])
        found = [(as_waiting(row, room, aside.get(row.conversation_id, frozenset())), row) for row in rows]
        return sorted(found, key=lambda each: queue.order(each[0]))

    async def aside(
        self, connection: AsyncConnection, conversation_ids: Sequence[str]
    ) -> Mapping[ConversationId, frozenset[AgentId]]:
        """See `casework.conversations.service.Handover`."""
        if not conversation_ids:
            return {}
        query = select(desk_step_asides).where(desk_step_asides.c.conversation_id.in_(conversation_ids))
        found: dict[ConversationId, frozenset[AgentId]] = {}
        for row in (await connection.execute(query)).all():
            named = ConversationId(row.conversation_id)
            found[named] = found.get(named, frozenset()) | {AgentId(row.agent_id)}
        return found

    async def _with_room(self, connection: AsyncConnection, now: datetime) -> list[OnDuty]:
        """The agents who take chats, each with what is left of their room."""
        agents = await self._agents_on_duty(connection, now)
        busy = [HandoffState.OFFERED.value, HandoffState.KEPT.value, HandoffState.ACTIVE.value]
        query = select(handoffs.c.agent_id, handoffs.c.emergency).where(_OPEN, handoffs.c.state.in_(busy))
        rule = rules.capacity(local_date(now, self._zone))
        taken: dict[str, int] = {}
        for agent_id, emergency in (await connection.execute(query)).all():
            taken[agent_id] = taken.get(agent_id, 0) + rule.weight_of(emergency)
        return [OnDuty(agent.id, agent.skills, agent.capacity - taken.get(agent.id, 0)) for agent in agents]

    async def _agents_on_duty(self, connection: AsyncConnection, now: datetime) -> list[Agent]:
        query = select(desk_agents).where(
            desk_agents.c.presence == Presence.AVAILABLE.value, desk_agents.c.lease_until > now
        )
        return [_as_agent(row) for row in (await connection.execute(query)).all()]

    # What both use

    async def lock(self, connection: AsyncConnection, changes: bool = True) -> None:
        """Takes the desk's one row until the transaction ends; `changes`: and says that something changed."""
        await connection.execute(_LOCK, {"step": 1 if changes else 0})

    async def version(self) -> int:
        """Grows with each change of the queue or an agent."""
        async with self._database.read() as connection:
            return int((await connection.execute(_VERSION)).scalar_one())

    async def open_row(self, connection: AsyncConnection, conversation_id: ConversationId) -> Row[Any] | None:
        """The conversation's open hand-off."""
        return (await connection.execute(_OPEN_ROW, {"of_id": conversation_id})).one_or_none()

    async def agent(self, connection: AsyncConnection, agent_id: AgentId) -> Agent | None:
        """An agent, if they have ever been at the desk."""
        found = (await connection.execute(_AGENT, {"of_id": agent_id})).one_or_none()
        return None if found is None else _as_agent(found)

    async def give(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        owner: Owner,
        told: Sequence[Draft],
        now: datetime,
        **columns: Any,
    ) -> None:
        """Makes the conversation somebody else's, in a new epoch, with what is told of it. Its row is locked."""
        columns |= {
            "owner": owner.value,
            "epoch": row.epoch + 1,
            "last_seq": row.last_seq + len(told),
            "turn_id": None,
            "lease_until": None,
            "retry_at": None,
            "failed_turns": 0,
        }
        if row.owner == Owner.AGENT.value:
            # What was said to an advocate is not for the assistant to answer, whichever way the chat comes back to it.
            columns.setdefault("answered_seq", row.last_seq)
        await self._record.forget_trackers(connection, ConversationId(row.id))
        await self._record.change(connection, row, **columns)
        await self._record.append(connection, row, told, now, row.language, row.epoch + 1, first_seq=row.last_seq + 1)

    async def tell(self, connection: AsyncConnection, row: Row[Any], told: Sequence[Draft], now: datetime) -> None:
        """Appends what is told, with the owner as it is."""
        await self._record.change(connection, row, last_seq=row.last_seq + len(told))
        await self._record.append(connection, row, told, now, row.language, row.epoch, first_seq=row.last_seq + 1)

    async def end(
        self,
        connection: AsyncConnection,
        conversation_id: ConversationId,
        ending: Ending,
        wrap_up: str | None = None,
    ) -> None:
        """Ends the open hand-off, if there is one. The desk's row is locked."""
        now = self._clock.now()
        found = await self.open_row(connection, conversation_id)
        if found is None:
            return
        handled = None if found.joined_at is None else (now - found.joined_at).total_seconds()
        values = {"state": HandoffState.ENDED.value, "ended_at": now, "ending": ending.value, "until_at": None}
        await self.set_row(connection, found.id, {**values, "wrap_up": wrap_up, "handled_seconds": handled})
        await self.assign(connection, now)
        self.changed(conversation_id)

    def changed(self, conversation_id: str) -> None:
        """Hints that a conversation and the desk have something new. Before a commit it only comes early."""
        self._bus.publish(conversation_id)
        self._bus.publish(DESK)

    async def writes[Result](self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """Runs it, once more where another process changed the conversation in between."""
        try:
            result: Result = await self._database.write(work)
        except RowChanged:
            result = await self._database.write(work)
        return result

    async def _anybody_in_line(self, connection: AsyncConnection) -> bool:
        """Whether somebody is there to be assigned, or told how long it may be."""
        states = [HandoffState.WAITING.value, HandoffState.OFFERED.value]
        query = select(handoffs.c.id).where(_OPEN, handoffs.c.state.in_(states)).limit(1)
        return (await connection.execute(query)).one_or_none() is not None

    async def _on_duty(self, connection: AsyncConnection, agent_id: str | None, now: datetime) -> bool:
        agent = None if agent_id is None else await self.agent(connection, AgentId(agent_id))
        return agent is not None and not _lapsed(agent, now)

    def said(self, conversation_id: str) -> None:
        """Hints that something was said in a conversation, and nothing else changed."""
        self._bus.publish(conversation_id)

    def desk_changed(self) -> None:
        """Hints that the desk has something new that no person sees."""
        self._bus.publish(DESK)

    async def name(self, connection: AsyncConnection, agent_id: str | None) -> str | None:
        """The name that an agent is known by."""
        agent = None if agent_id is None else await self.agent(connection, AgentId(agent_id))
        return None if agent is None else agent.shown_name

    async def set_row(self, connection: AsyncConnection, handoff_id: str, values: Mapping[str, Any]) -> None:
        """Changes columns of a hand-off. The desk's row is locked."""
        await connection.execute(update(handoffs).where(handoffs.c.id == handoff_id).values(**values))


_PRESENT: Final = (HandoffState.ACTIVE.value, HandoffState.KEPT.value)


def agent_of(actor: Actor) -> AgentId:
    """Who acts at the desk. Raises NoAgent."""
    if actor.employee_id is None or not actor.staff_roles:
        raise NoAgent
    return AgentId(actor.employee_id)


def supervisor_of(actor: Actor) -> AgentId:
    """Who acts as a supervisor. Raises NoAgent."""
    if StaffRole.SUPERVISOR not in actor.staff_roles:
        raise NoAgent
    return agent_of(actor)


def entry(
    actor: Actor,
    action: str,
    conversation_id: ConversationId,
    details: Mapping[str, str | int | list[str]] | None = None,
) -> Entry:
    """What the audit keeps of an act at the desk."""
    kind, name = who(actor)
    return Entry(kind, name, action, f"conversation:{conversation_id}", "staff:desk", AuditResult.DONE, details or {})


def _switched(actor: Actor, action: str, scope: str) -> Entry:
    kind, name = who(actor)
    return Entry(kind, name, action, f"assistant:{scope}", "staff:supervisor", AuditResult.DONE)


def notice(key: str, also: Sequence[str] = (), **values: Any) -> Draft:
    """A word of the desk's to the person."""
    return Draft(Kind.NOTICE, Author.SYSTEM, {"key": key, "with": values, "level": "info", "also": list(also)})


def agent_gone() -> Draft:
    """The advocate's desk broke off: back in line, at the front."""
    return owner_event(Owner.QUEUED, "agent_lost", "notice-agent-lost", also=["resume"])


def owner_event(
    owner: Owner, reason: str, key: str, values: Mapping[str, Any] | None = None, also: Sequence[str] = ()
) -> Draft:
    """A change of owner, as the person is told of it."""
    source = {"owner": owner.value, "reason": reason, "key": key, "with": dict(values or {}), "also": list(also)}
    return Draft(Kind.OWNER, Author.SYSTEM, source)


def _urgency(facts: Mapping[str, Any], today: date, danger: bool) -> str:
    """How soon somebody should look, on the person's own day."""
    return "today" if danger else eligibility.urgency_of(eligibility.validate_facts(facts), today)


def _went_back_in_vain(last: Row[Any] | None, reason: str, now: datetime, times: rules.Times) -> bool:
    """Whether somebody whom the assistant hands over was in line for the same just before; who asks for it asks anew."""
    return (
        last is not None
        and reason == last.reason != "asked"
        and last.ending == Ending.WENT_BACK.value
        and now - last.ended_at <= times.seen
    )


def _come_back(found: Row[Any], now: datetime) -> dict[str, Any]:
    """What it changes that the person is there: a turn that was kept goes on, and who was away is at the front."""
    if found.state == HandoffState.KEPT.value:
        return {"state": HandoffState.ACTIVE.value, "until_at": None, "joined_at": now}
    return _at_front(now) if found.state == HandoffState.AWAY.value else {}


def _at_front(now: datetime) -> dict[str, Any]:
    """Back in line, at the front: skills count again for their time, and nobody waits any shorter for it."""
    return {"state": HandoffState.WAITING.value, "front": True, "skills_since": now, "told_at": None}


def _given_back(agent_id: str, now: datetime) -> dict[str, Any]:
    """In line again, without the agent who had it."""
    return {**_at_front(now), "agent_id": None, "last_agent_id": agent_id, "until_at": None, "quiet_asked_at": None}


def _lapsed(agent: Agent, now: datetime) -> bool:
    return agent.presence is Presence.OFF or agent.lease_until is None or agent.lease_until <= now


def as_waiting(row: Row[Any], room: rules.Capacity, not_for: frozenset[AgentId] = frozenset()) -> Waiting:
    """A hand-off's row, as the queue sees it."""
    return Waiting(
        id=HandoffId(row.id),
        urgency_rank=eligibility.rank(row.urgency, danger=row.emergency),
        front=row.front,
        waiting_since=row.waiting_since,
        language=row.language,
        topic=row.topic,
        signed_in=row.signed_in,
        wanted=None if row.wanted_skill is None else Skill(row.wanted_skill),
        last_agent=None if row.last_agent_id is None else AgentId(row.last_agent_id),
        weight=room.weight_of(row.emergency),
        not_for=not_for,
        skills_since=row.skills_since,
    )


def _as_agent(row: Row[Any]) -> Agent:
    return Agent(
        id=AgentId(row.employee_id),
        shown_name=row.shown_name,
        capacity=row.capacity,
        skills=frozenset(Skill(skill) for skill in row.skills.split(",") if skill),
        presence=Presence(row.presence),
        lease_until=row.lease_until,
    )
