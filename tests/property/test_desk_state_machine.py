"""The desk under chance: people, agents, crashes and two gateway processes on one database, beside a model of the ADR.

After each act what stands must be something that `tests/support/desk_model.py` allows; two acts at once must end as if
one had followed the other. Beside that, invariants that need no model (`_holds`), and at the end of each run nobody is
left without somebody who answers (`_rescue`).
"""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import func, select

from casework.conversations.models import ConversationId, conversations, events
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.handoff import rules
from casework.handoff.desk import DeskRefused, ReplyStale
from casework.handoff.models import AgentId, Presence, Skill, desk_agents, desk_drafts, desk_head, desk_notes, handoffs
from casework.handoff.service import NotTheirs
from casework.hours.service import Hours
from casework.identity.models import Actor, StaffRole
from tests.support import desk_model as model
from tests.support.cases import staff
from tests.support.databases import fresh_database, on_postgresql
from tests.support.desk import CLOSING, ZONE, DeskUnderTest, open_desk
from tests.support.desk_model import OK, REFUSED, Act, AgentModel, ChatModel, DeskModel
from tests.support.record import HandClock, client_id

REFUSALS = (NotTheirs, ConversationNotFound, MessageRefused, DeskRefused, ReplyStale)
AGENTS = {
    "E1": ("Alba", StaffRole.AGENT, {"language:en", "topic:collection"}, 2),
    "E2": ("Bern", StaffRole.AGENT, {"language:en", "language:es", "signed_in"}, 1),
    "E3": ("Cleo", StaffRole.SUPERVISOR, {"language:en", "topic:refund", "signed_in"}, 2),
}
TOPICS = {None: None, "levy_or_garnishment": "collection", "refund_delay": "refund"}
MOST_CHATS = 4
_TALK = ["language", "reply", "reply", "write", "write", "close", "close", "to_agent", "to_skill", "give_back", "draft",
         "aside"]  # fmt: skip
SENSIBLE = {
    "assistant": ["person", "person", "person", "assistant"],
    "closed": ["reopen", "reopen", "survey"],
    "waiting": ["accept", "accept", "resume", "language"],
    "offered": ["accept", "accept", "accept", "decline", "aside", "language"],
    "kept": ["seen", "write", "reply", "close"],
    "active": _TALK,
    "paused": ["write", "write", "reply", "seen", "close", "accept"],
    "away": ["seen", "write", "accept"],
}
ANYTHING = ["person", "write", "seen", "resume", "start_over", "reopen", "survey", "emergency", "assistant", "safe",
            "accept", "decline", "reply", "to_agent", "to_skill", "give_back", "close", "take_over", "note", "draft",
            "aside", "language"]  # fmt: skip
# What may become of a chat while the assistant still answers what was written before.
MEANWHILE = ["person"] * 6 + ["accept", "accept", "resume", "start_over", "language", "write", "emergency", "seen"]
SECRET = "for staff alone"
EMERGENCY = "I want to kill myself"
RESCUER = "E9"
# In the middle of a day, shortly before the desk closes, and on a day on which it is closed.
BEGINS = [datetime(2026, 11, 20, *at, tzinfo=UTC) for at in ((15, 0), (15, 0), (23, 50))] + [
    datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
]


@dataclass
class Doing:
    """An act on one of the two desks, and what the model makes of it: a row of transactions."""

    what: str
    run: Callable[[], Awaitable[Any]]
    parts: Sequence[Act]


class DeskMachine(RuleBasedStateMachine):
    """Both desks, the model, and all that was said."""

    server: str | None = None
    """Of PostgreSQL; None: SQLite."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.stack = AsyncExitStack()
        self.desks: list[DeskUnderTest] = []
        self.ids: dict[str, ConversationId] = {}
        self.crashed: set[str] = set()
        self.said: list[tuple[str, str]] = []
        self.for_advocates: set[str] = set()
        self.answered: dict[tuple[str, int], str] = {}
        self.owners: dict[tuple[str, int], tuple[str, str | None]] = {}
        self.last_seqs: dict[str, int] = {}
        self.left: set[ConversationId] = set()
        self.number = 0
        self.at = 0
        self.failed = False
        self.addressed: list[tuple[str, str]] = []

    # The acts.

    @initialize(begins=st.sampled_from(BEGINS))
    def open(self, begins: datetime) -> None:
        self.clock = HandClock(begins)
        self.model = DeskModel(rules.times(begins.date()), begins)
        self.runner.run(self._open())

    async def _open(self) -> None:
        url = f"sqlite+aiosqlite:///{fresh_database(self.folder)}"
        if self.server is not None:
            url = await self.stack.enter_async_context(on_postgresql(self.server))
        for _ in range(2):
            self.desks.append(await open_desk(url, self.folder, self.clock, Hours()))
        for name, (shown, role, skills, capacity) in AGENTS.items():
            actor = staff(name, role)
            await self.desks[0].handoffs.set_presence(actor, shown, "en", Presence.AWAY)
            await self.desks[0].profile(name, sorted(skills), capacity)
            await self.desks[0].handoffs.set_presence(actor, shown, "en", Presence.AVAILABLE)
            lease = self.clock.now() + self.model.times.lease
            self.model.agents[name] = AgentModel(name, frozenset(skills), capacity, "available", lease)

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """One rule for all, so that each run is a mixture of all."""
        # The database decides which of two at once is first: what is drawn must not depend on how things stand then.
        self.dice = random.Random(data.draw(st.integers(0, 2**32 - 1), label="dice"))
        what = [*["does"] * 10, *["at_once"] * 5, *["time"] * 3, *["staff"] * 2, "twice", *["signs_in"] * 2]
        what += ["answers"] * (12 if any(chat.owner == "assistant" for chat in self.model.chats.values()) else 1)
        if len(self.ids) < MOST_CHATS:
            what += ["comes"] * (4 - len(self.ids))
        self.at = self._pick(range(2), "at")
        match self._pick(what if self.ids else ["comes", "time"], "something"):
            case "comes":
                self._act(self._comes())
            case "does":
                self._act(self._do([self._drawn(self.at)]))
            case "at_once":
                self._two_at_once()
            case "time":
                self._act(self._time_goes_by())
            case "staff":
                self._act(self._do([self._of_staff()]))
            case "signs_in":
                self._act(self._signs_in())
            case "answers":
                self._act(self._answers_late())
            case _:
                self._act(self._sent_twice())

    def _pick[T](self, options: Sequence[T], what: str) -> T:
        picked = self.dice.choice(options)
        hypothesis.note(f"{what}: {picked}")
        return picked

    async def _comes(self) -> None:
        name, desk = f"c{len(self.ids)}", self.desks[self.at]
        language, topic = self._pick(["en", "en", "es"], "language"), self._pick(list(TOPICS), "topic")
        hardship = self._pick([False, True], "hardship")
        self.ids[name] = (await desk.conversations.create("screening", language, "America/New_York")).id
        facts: dict[str, Any] = {"topics": [topic]} if topic else {}
        facts |= {"hardship": ["housing"]} if hardship else {}
        answer = [{"facts": facts, "how": "understood"}] if facts else []
        desk.assistant.answer = lambda _request: [*answer, {"ask": "contacted_irs"}]
        await self._say(desk, name)
        await desk.turns.run(self.ids[name])
        desk.assistant.answer = lambda _request: [{"ask": "contacted_irs"}]
        # While the assistant is stopped nobody understands what was written.
        understood = not self.model.stopped
        urgency = 1 if hardship and understood else 2
        self.model.chats[name] = ChatModel(name, language, TOPICS[topic] if understood else None, urgency)
        # Stopped, the assistant has handed them over already.
        if self._pick(range(3), "asks for a person") or self.model.stopped:
            await self._do([self._doing("person", name, "E1", self.at, 0)])

    def _drawn(self, at: int, name: str | None = None) -> Doing:
        """Mostly what makes sense as things stand, by whom it makes sense for; sometimes anything by anybody."""
        if name is None:
            name = self._pick(sorted(self.ids), "chat")
        chat = self.model.chats[name]
        sensible = SENSIBLE[chat.state or chat.owner]
        kind = self._pick([*sensible * 4, *ANYTHING], "what")
        anybody = sorted(AGENTS)
        agent = self._pick([chat.agent] * 8 + anybody if chat.agent else anybody, "who")
        return self._doing(kind, name, str(agent), at, self._pick(range(6), "extra"))

    def _of_staff(self) -> Doing:
        agent = self._pick(sorted(AGENTS), "agent")
        says = ["available"] * 6 + ["away", "off", "profile", "sweep", "stop", "let"]
        kind = self._pick(says, "says")
        self.crashed.discard(agent)
        return self._doing(kind, "", agent, self.at, self._pick(range(6), "extra"))

    def _two_at_once(self) -> None:
        name = self._pick([None, *self.ids], "the same chat")
        doings = []
        for at in (0, 1):
            if self._pick(range(4), "in a chat"):
                doings.append(self._drawn(at, name))
            else:
                kind = self._pick(["sweep", "sweep", "available", "away", "off"], "what")
                doings.append(self._doing(kind, "", self._pick(sorted(AGENTS), "agent"), at, 0))
        if all(doing.what.startswith(("person", "reopen")) for doing in doings):
            return  # two arrivals at one instant: who is first is nobody's to say
        self._act(self._do(doings if self.at else doings[::-1]))

    async def _time_goes_by(self) -> None:
        """Open desks renew their leases; those that crashed don't, until their agent is back."""
        seconds = self._pick([1, 7, 20, 31, 47, 61, 125, 301, 607, 910], "seconds")
        crashed = self._pick([None, None, None, *AGENTS], "crashes")
        self.crashed |= {crashed} - {None}
        self._forward(seconds)
        for name, agent in self.model.agents.items():
            if name not in self.crashed and agent.presence != "off":
                await self._do([self._doing(agent.presence, "", name, self.at, 0)])
        if self._pick(range(4), "sweeps"):
            await self._do([self._doing("sweep", "", "E1", self.at, 0)])
            before = await self._everything()
            await self.desks[1 - self.at].handoffs.sweep()
            assert await self._everything() == before, "a second sweep at the same moment has changed something"

    async def _signs_in(self) -> None:
        """The hand-off goes along to another conversation: what was said before stays where it was said."""
        name = self._pick(sorted(self.ids), "signs in")
        desk, of = self.desks[self.at], self.ids[name]
        to = (await desk.conversations.create("screening", self.model.chats[name].language, ZONE)).id
        goes = self.model.chats[name].state is not None

        async def moves() -> None:
            async def work(connection: Any) -> bool:
                rows = [await desk.conversations.record.row(connection, each, lock=True) for each in (of, to)]
                return await desk.handoffs.move(connection, *rows)

            assert await desk.database.write(work) is goes
            if goes:
                self.ids[name] = to
                self._forget(name)
                self.left.add(of)

        await self._do([Doing(f"{name} signs in", moves, [model.move(name)])])

    async def _answers_late(self) -> None:
        """The assistant answers, and hands over perhaps; meanwhile, at the other process, the person or others go on."""
        its = [name for name in sorted(self.ids) if self.model.chats[name].owner == "assistant"]
        name = self._pick(its * 4 + sorted(self.ids), "answers")
        desk, chat, known = self.desks[self.at], self.ids[name], self.model.chats[name].court_known
        await self._do([self._doing("write", name, "E1", self.at, 0)])
        if self.model.chats[name].owner != "assistant" or self.model.stopped:
            return
        topic = self._pick(list(TOPICS), "topic")
        hardship, court = self._pick([False, True], "hardship"), self._pick([known, False, not known], "court")
        # To what people knew already most comes after them.
        closing = self._pick(["asks", "hands over", "result", *["result"] * (4 if known or court else 0)], "closing")
        facts: dict[str, Any] = {"topics": [topic]} if topic else {}
        facts |= {"hardship": ["housing"]} if hardship else {}
        facts |= {"exclusion": "in_court"} if court else {}
        asks = {"ask": "contacted_irs"}
        last = {"asks": asks, "hands over": {"do": "hand_off", "reason": "not_understood"}}
        items = [*([{"facts": facts, "how": "understood"}] if facts else []), last.get(closing, {"do": "show_result"})]
        kinds = [
            self._pick(MEANWHILE, "meanwhile") for _ in range(self._pick([0, 0, 1, 1, 2, 3], "how many") * (not known))
        ]
        agents = [str(self._pick(sorted(AGENTS), "who")) for _ in kinds]
        doings = [
            self._doing(kind, name, agent, 1 - self.at, self._pick(range(6), "extra"))
            for kind, agent in zip(kinds, agents, strict=True)
        ]

        stood: list[Any] = []

        async def meanwhile() -> None:
            desk.assistant.before_reply = None
            before = (await self._rows())["conversations"][chat]
            for doing in doings:
                await _outcome(doing.run)
            stood.extend([before, (await self._rows())["conversations"][chat]])

        async def answers() -> None:
            answered = [items]
            desk.assistant.answer = lambda _request: answered.pop() if answered else [asks]
            desk.assistant.before_reply = meanwhile
            await desk.turns.run(chat)
            assert not answered, "the assistant was not asked"
            desk.assistant.answer = lambda _request: [asks]
            before, after = stood
            said = [each for each in (await self._rows())["events"] if each.conversation_id == chat]
            spoken = [each.kind for each in said if each.author == "assistant" and each.seq > after.last_seq]
            assert before.epoch == after.epoch or set(spoken) <= {"fact"}, "a reply was made under an old epoch"

        acts = [act for doing in doings for act in doing.parts]
        answer = model.Answer(TOPICS[topic], hardship, court, closing)
        what = f"{name} answered {answer} after {[doing.what for doing in doings]}"
        await self._do([Doing(what, answers, [model.asked(name), *acts, model.answered(name, answer)])])

    def _forget(self, name: str) -> None:
        self.said = [(of, text) for of, text in self.said if of != name]
        self.answered = {at: by for at, by in self.answered.items() if at[0] != name}
        self.owners = {at: by for at, by in self.owners.items() if at[0] != name}

    async def _sent_twice(self) -> None:
        """What is sent again on the other process with the same id is the same, and said once."""
        name = self._pick(sorted(self.ids), "chat")
        sent, text, chat = client_id(), self._words(), self.ids[name]
        agent = self.model.chats[name].agent
        actor = self._actor(agent) if agent and self._pick([False, True], "by the agent") else None
        seen = self.last_seqs.get(name, 0)
        results: list[Any] = []

        async def send(desk: DeskUnderTest) -> int:
            if actor is None:
                return (await desk.conversations.post_text(chat, sent, text)).seq
            return await desk.desk.reply(actor, chat, sent, text, seen)

        async def both() -> None:
            results.extend(await asyncio.gather(*map(send, self.desks), return_exceptions=True))
            for result in results:
                if isinstance(result, BaseException):
                    raise result
            assert results[0] == results[1], "sent twice it was said twice"
            self._spoken(name, text, agent if actor else None, results[0])

        acts = [model.reply(str(agent), name, self.model.chats[name].words) if actor else model.write(name)]
        if actor is None and self.model.chats[name].owner == "agent":
            self.addressed.append((name, text))
        await self._do([Doing("sent twice", both, acts)])
        assert len({isinstance(result, REFUSALS) for result in results}) == 1, results

    # How they are done.

    def _words(self) -> str:
        self.number += 1
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{self.number:03}")
        return f"words of {letters}"

    async def _say(self, desk: DeskUnderTest, name: str, text: str | None = None) -> None:
        text = text or self._words()
        posted = await desk.conversations.post_text(self.ids[name], client_id(), text)
        self._spoken(name, text, None, posted.seq)

    def _spoken(self, name: str, text: str, agent: str | None, seq: int) -> None:
        self.said.append((name, text))
        if agent is not None:
            self.answered[name, seq] = agent

    def _doing(self, kind: str, name: str, agent: str, at: int, extra: int) -> Doing:
        desk = self.desks[at]
        if kind in ("available", "away", "off"):
            actor, shown = self._actor(agent), AGENTS[agent][0]

            async def says() -> None:
                await desk.handoffs.set_presence(actor, shown, "en", Presence(kind))

            return Doing(f"{agent} is {kind}", says, [model.presence(agent, kind)])
        if kind == "profile":
            skills, capacity = AGENTS[agent][2] | ({"language:es"} if extra % 2 else set()), 1 + extra // 2

            async def changed() -> None:
                supervisor = staff("E3", StaffRole.SUPERVISOR)
                await desk.handoffs.set_profile(supervisor, AgentId(agent), capacity, frozenset(map(Skill, skills)))

            return Doing(f"{agent} has room {capacity}", changed, [model.profile(agent, capacity, frozenset(skills))])
        if kind in ("stop", "let"):
            supervisor = staff("E3", StaffRole.SUPERVISOR)
            switch = desk.handoffs.stop_assistant if kind == "stop" else desk.handoffs.let_assistant
            return Doing(kind, lambda: switch(supervisor, "all"), [model.stopped(kind == "stop")])
        if kind == "sweep":
            return Doing("sweep", desk.handoffs.sweep, model.sweep_parts(self.model))
        run, act = self._in_chat(kind, desk, name, agent, extra)
        return Doing(f"{kind} in {name} by {agent} ({extra})", run, [act])

    def _actor(self, agent: str) -> Actor:
        return staff(agent, AGENTS[agent][1])

    def _in_chat(
        self, kind: str, desk: DeskUnderTest, name: str, agent: str, extra: int
    ) -> tuple[Callable[[], Awaitable[Any]], Act]:
        chat, actor = self.ids[name], self._actor(agent)
        stands = self.model.chats[name]
        words, advocates = stands.words, stands.owner == "agent"
        text = self._words()
        seen = self.last_seqs.get(name, 0)
        to = [other for other in AGENTS if other != agent][extra % 2]
        skill = ["topic:collection", "topic:refund", "language:es"][extra % 3]
        code = ["en", "es"][extra % 2]

        async def write() -> None:
            if advocates:
                self.addressed.append((name, text))
            await self._say(desk, name, text)

        async def reply() -> None:
            seq = await desk.desk.reply(actor, chat, client_id(), text, seen)
            self._spoken(name, text, agent, seq)

        async def survey() -> None:
            await desk.choose(chat, "do.survey_helped_yes")

        def surveyed(before: DeskModel) -> list[model.Outcome]:
            closed = before.chats[name].owner == "closed"
            return [(before, OK), (before, REFUSED)] if closed else [(before, REFUSED)]

        async def note() -> None:
            await desk.desk.note(actor, chat, client_id(), SECRET, whisper=agent == "E3")

        async def draft() -> None:
            await desk.desk.draft(actor, chat, "" if extra == 0 else SECRET)

        def noted(before: DeskModel) -> list[model.Outcome]:
            if agent in before.chats[name].aside:
                return [(before, REFUSED)]
            holds = before.chats[name].agent == agent and before.chats[name].state in model.HELD
            supervises = agent == "E3" and before.chats[name].state is not None
            return [(before, OK)] if holds or supervises else [(before, OK), (before, REFUSED)]

        return {
            "person": (lambda: desk.choose(chat, "do.person"), model.arrive(name)),
            "write": (write, model.write(name)),
            "emergency": (lambda: desk.write(chat, EMERGENCY), model.write(name, emergency=True)),
            "seen": (lambda: desk.handoffs.seen(chat), model.seen(name)),
            "resume": (lambda: desk.choose(chat, "do.resume"), model.go_back(name)),
            "safe": (lambda: desk.choose(chat, "do.safe_go_on"), model.safe(name)),
            "start_over": (lambda: desk.choose(chat, "do.start_over"), model.go_back(name, from_agent=False)),
            "reopen": (lambda: desk.choose(chat, "do.reopen"), model.reopen(name)),
            "survey": (survey, surveyed),
            "language": (lambda: desk.choose(chat, f"language.{code}"), model.language(name, code)),
            "assistant": (lambda: desk.turns.run(chat), model.turn(name)),
            "accept": (lambda: desk.handoffs.accept(actor, chat), model.accept(agent, name)),
            "take_over": (
                lambda: desk.handoffs.accept(self._actor("E3"), chat, take_over=True),
                model.accept("E3", name, take_over=True),
            ),
            "decline": (lambda: desk.handoffs.decline(actor, chat), model.decline(agent, name)),
            "reply": (reply, model.reply(agent, name, words)),
            "note": (note, noted),
            "draft": (draft, model.draft(agent, name, agent == "E3", extra != 0)),
            "aside": (lambda: desk.handoffs.step_aside(actor, chat), model.step_aside(agent, name)),
            "give_back": (lambda: desk.desk.give_back(actor, chat, client_id(), SECRET), model.give_back(agent, name)),
            "close": (
                lambda: desk.desk.close(actor, chat, client_id(), CLOSING, seen),
                model.close(agent, name, words),
            ),
            "to_agent": (
                lambda: desk.desk.transfer_to_agent(actor, chat, client_id(), AgentId(to), SECRET),
                model.to_agent(agent, name, to),
            ),
            "to_skill": (
                lambda: desk.desk.transfer_to_skill(actor, chat, client_id(), Skill(skill), SECRET, extra >= 3),
                model.to_skill(agent, name, skill, extra >= 3),
            ),
        }[kind]

    def _forward(self, seconds: float) -> None:
        self.clock.forward(seconds=seconds)
        self.model.now = self.clock.now()

    def _act(self, doing: Awaitable[None]) -> None:
        # A moment each, so that no two wait since the same one, nor to the second that a skill stops to count.
        self._forward(0.0131)
        self.runner.run(doing)  # type: ignore[arg-type]

    async def _do(self, doings: Sequence[Doing]) -> None:
        """Does one, or two at once, and puts what stands beside the model."""
        async with asyncio.timeout(60):
            told = await asyncio.gather(*(_outcome(doing.run) for doing in doings))
        if len(doings) == 1 and len(doings[0].parts) == 1:
            allowed = [(after, (said,)) for after, said in doings[0].parts[0](self.model)]
        elif len(doings) == 1:
            allowed = [(after, (said,)) for after, said in model.in_turn(self.model, doings[0].parts)]
        else:
            allowed = list(model.together(self.model, doings[0].parts, doings[1].parts))
        await self._agree([doing.what for doing in doings], tuple(told), allowed)
        # Beside another act nobody can say whose the chat was as it was written; and with the advocate gone it is
        # written in line, and nobody has read it.
        self.for_advocates |= {
            text for name, text in self.addressed if len(doings) == 1 and self.model.chats[name].owner == "agent"
        }
        self.addressed.clear()

    async def _agree(self, what: list[str], told: tuple[str, ...], allowed: list[Any]) -> None:
        rows = await self._rows()
        real = self._shown(rows)
        right = [after for after, said in allowed if said == told and after.shown() == real]
        if not right:
            self.failed = True
            wanted = [f"  allowed {said}: {_compact(after.shown())}" for after, said in allowed[:8]]
            stood = f"{what} told {told}\n  before  {_compact(self.model.shown())}\n  became  {_compact(real)}"
            pytest.fail("\n".join([stood, *wanted, f"  ({len(allowed)} allowed)"]))
        # Of several that look alike the one whose hidden part is the record's.
        self.model = max(right, key=lambda after: self._alike(after, rows))
        self._take_over(rows)
        await self._holds(rows)

    def _alike(self, after: DeskModel, rows: dict[str, Any]) -> int:
        alike = 0
        for name, chat in after.chats.items():
            row = rows["open"].get(self.ids[name])
            if row is not None:
                alike += (row.last_agent_id == chat.last_agent) + (bool(row.quiet_asked_at) == chat.asked)
            # Of a chat that was closed as well: what was begun beside it may be kept.
            alike += rows["drafts"].get(self.ids[name], frozenset()) == chat.drafts
        return alike

    def _take_over(self, rows: dict[str, Any]) -> None:
        """What the ADR leaves to the record: the hand-off's id, and who wrote last of two at once."""
        for name, chat in self.model.chats.items():
            row = rows["open"].get(self.ids[name])
            chat.hand_off = row.id if row is not None else ""
            # What both wrote at one instant has no order there: it counts as answered.
            if row is not None and row.agent_wrote_at is not None and row.agent_wrote_at == row.person_wrote_at:
                chat.owes_agent, chat.quiet_from = False, row.agent_wrote_at

    async def _rows(self) -> dict[str, Any]:
        async with self.desks[0].database.read() as connection:
            found = (await connection.execute(select(conversations))).all()
            opened = (await connection.execute(select(handoffs).where(handoffs.c.ended_at.is_(None)))).all()
            said = (
                await connection.execute(
                    select(events.c.conversation_id, events.c.seq, events.c.kind, events.c.author, events.c.epoch)
                )
            ).all()
            agents = (await connection.execute(select(desk_agents))).all()
            begun = (await connection.execute(select(desk_drafts))).all()
        assert len({row.conversation_id for row in opened}) == len(opened), "two open hand-offs of one conversation"
        return {
            "conversations": {row.id: row for row in found},
            "open": {row.conversation_id: row for row in opened},
            "events": said,
            "agents": agents,
            "drafts": {
                of: frozenset(row.agent_id for row in begun if row.conversation_id == of) for of in self.ids.values()
            },
        }

    def _shown(self, rows: dict[str, Any]) -> tuple[object, ...]:
        chats = []
        for name in sorted(self.model.chats):
            row = rows["open"].get(self.ids[name])
            owner = rows["conversations"][self.ids[name]].owner
            if row is None:
                chats.append((name, (owner, None, None, None, None, None, None, None)))
                continue
            in_line = row.state in model.IN_LINE
            chats.append(
                (
                    name,
                    (
                        owner,
                        row.state,
                        row.agent_id,
                        row.front if in_line else None,
                        row.waiting_since if in_line else None,
                        row.skills_since if in_line else None,
                        row.until_at if row.state in ("offered", "kept") else None,
                        row.wanted_skill if in_line else None,
                    ),
                )
            )
        now = self.clock.now()
        agents = []
        for agent in rows["agents"]:
            alive = agent.presence != "off" and bool(agent.lease_until and agent.lease_until > now)
            agents.append((agent.employee_id, alive and agent.presence == "available", alive))
        return tuple(chats), tuple(sorted(agents))

    # What must hold whatever the model says.

    async def _holds(self, rows: dict[str, Any]) -> None:
        by_chat: dict[str, list[Any]] = {}
        for event in rows["events"]:
            by_chat.setdefault(event.conversation_id, []).append(event)
        self.last_seqs = {}
        for name, chat in self.ids.items():
            row, hand_off = rows["conversations"][chat], rows["open"].get(chat)
            self.last_seqs[name] = row.last_seq
            state = hand_off.state if hand_off is not None else None
            owner = {**dict.fromkeys(model.IN_LINE, "queued"), **dict.fromkeys(model.HELD, "agent")}.get(state or "")
            assert row.owner == owner if state else row.owner in ("assistant", "closed"), (name, row.owner, state)
            held_by = hand_off.agent_id if hand_off is not None and state in model.HELD else None
            assert hand_off is None or (hand_off.agent_id is not None) == (state not in ("waiting", "away"))
            assert rows["drafts"][chat] == self.model.chats[name].drafts, "a draft was lost, or kept too long"
            assert hand_off is None or hand_off.agent_id not in self.model.chats[name].aside
            stood = self.owners.setdefault((name, row.epoch), (row.owner, held_by))
            assert stood == (row.owner, held_by), f"{name} changed hands within epoch {row.epoch}"
            assert row.epoch == max(epoch for of, epoch in self.owners if of == name), "an epoch that stood before"
            said = sorted(by_chat[chat], key=lambda event: event.seq)
            # Dense, but for the assistant's trackers, which are removed when it begins afresh: at most one for each
            # time that it was asked.
            seqs = [event.seq for event in said]
            assert len(set(seqs)) == len(seqs), "a seq was given twice"
            assert row.last_seq - self._asked(chat, row.epoch) <= len(seqs) <= seqs[-1] == row.last_seq, (
                "seqs are not dense"
            )
            assert all(one.epoch <= other.epoch for one, other in pairwise(said))
            for event in said:
                owner, agent = self.owners.get((name, event.epoch), (None, None))
                if event.kind in ("message", "question") and event.author == "assistant" and owner is not None:
                    assert owner == "assistant", f"the assistant spoke in {name} while it was {owner}'s"
                by = self.answered.get((name, event.seq))
                if by is not None:
                    assert event.author == "agent"
                    assert agent is None or agent == by, f"{by} spoke in {name} while it was {agent}'s"
        for chat in self.left:
            assert chat not in rows["open"], "what was left behind is the assistant's"
            assert rows["conversations"][chat].owner == "assistant"
        for desk in self.desks:
            for request in desk.assistant.requests:
                words = self.for_advocates & set(request.text.splitlines())
                assert not words, "the assistant was asked what was said to an advocate"

    def _asked(self, chat: ConversationId, epoch: int) -> int:
        """How often the assistant was asked in a conversation so far."""
        digest = self.desks[0].keys.digest
        asked = {digest("assistant", f"{chat}|{each}".encode()).hex()[:32] for each in range(epoch + 1)}
        return sum(request.conversation_ref in asked for desk in self.desks for request in desk.assistant.requests)

    async def _everything(self) -> list[Any]:
        found: list[Any] = []
        async with self.desks[0].database.read() as connection:
            for table in (conversations, handoffs, desk_agents, desk_head):
                found.append(sorted(map(repr, (await connection.execute(select(table))).all())))
            for table in (events, desk_notes):
                found.append((await connection.execute(select(func.count()).select_from(table))).scalar_one())
        return found

    def teardown(self) -> None:
        try:
            if self.desks and not self.failed:
                self.runner.run(self._end())
        finally:
            for desk in self.desks:
                self.runner.run(desk.database.stop())
            self.runner.run(self.stack.aclose())
            self.runner.close()
            shutil.rmtree(self.folder)

    async def _end(self) -> None:
        """Everything said is there once, no note is; and whoever still waits or talks gets somebody once one is there."""
        for name, chat in self.ids.items():
            read, after = [], 0
            while found := (await self.desks[0].conversations.read(chat, after)).events:
                read, after = [*read, *found], found[-1]["seq"]
            assert SECRET not in repr(read)
            texts = [event.get("text") for event in read]
            for of, text in self.said:
                assert texts.count(text) == (1 if of == name else 0), f"{text!r} of {of} in {name}: {texts.count(text)}"
        await self._rescue()

    async def _rescue(self) -> None:
        """Every desk crashes; the people are there and write; one agent comes who can do everything."""
        desk = self.desks[0]
        self._forward(60)
        await self.desks[1].handoffs.sweep()
        for name, chat in self.model.chats.items():
            if chat.state is not None:
                await self._say(desk, name)
        actor = staff(RESCUER, StaffRole.AGENT)
        await desk.handoffs.set_presence(actor, "Zoe", "en", Presence.AWAY)
        await desk.profile(RESCUER, [*desk.desk.skills(), "signed_in"], 8)
        for at in range(6):
            await desk.handoffs.set_presence(actor, "Zoe", "en", Presence.AVAILABLE)
            for chat in (await self._rows())["open"].values():
                if chat.state == "offered" and chat.agent_id == RESCUER:
                    await self.desks[at % 2].handoffs.accept(actor, chat.conversation_id)
            self._forward(2)
            await self.desks[at % 2].handoffs.sweep()
        left = {row.conversation_id: (row.state, row.agent_id) for row in (await self._rows())["open"].values()}
        assert set(left.values()) <= {("active", RESCUER)}, f"without a future: {left}"
        assert len(left) == sum(chat.state is not None for chat in self.model.chats.values())
        for at, chat in enumerate(map(ConversationId, sorted(left))):
            await desk.reply(actor, chat)
            await (desk.close(actor, chat) if at % 2 else desk.desk.give_back(actor, chat, client_id()))
        await self._settle(actor)

    async def _settle(self, actor: Actor) -> None:
        """An assistant that would hand over everybody does so once for a word of the person's, and never by itself."""
        for desk in self.desks:
            desk.assistant.answer = lambda _request: [{"do": "hand_off", "reason": "not_understood"}]
        await self._let_answer(actor, words=False)
        await self._let_answer(actor, words=True)

    async def _let_answer(self, actor: Actor, words: bool) -> None:
        """All that waits is answered; whoever was handed over is given back, and then nothing waits."""
        before = (await self._rows())["conversations"]
        chats = [chat for chat in self.ids.values() if before[chat].owner == "assistant"]
        for chat in chats if words else ():
            await self.desks[0].write(chat, "One word more")
        asked = await self._answer_all()
        after = (await self._rows())["conversations"]
        for chat in chats:
            grown = after[chat].epoch - before[chat].epoch
            assert (after[chat].owner, grown) in (("queued", 1), *([] if words else [("assistant", 0)])), "to and fro"
            if after[chat].owner == "queued":
                await self.desks[0].handoffs.accept(actor, chat)
                await self.desks[1].desk.give_back(actor, chat, client_id())
        assert asked <= len(chats)
        assert await self._answer_all() == 0, "the assistant was asked though nobody wrote"

    async def _answer_all(self) -> int:
        """How many turns the assistant was asked for until nothing waits."""
        before = sum(len(desk.assistant.requests) for desk in self.desks)
        for at in range(6):
            self._forward(31)
            desk = self.desks[at % 2]
            for chat in await desk.turns.waiting():
                await desk.turns.run(chat)
        assert await self.desks[0].turns.waiting() == []
        return sum(len(desk.assistant.requests) for desk in self.desks) - before


def _compact(shown: object) -> str:
    return re.sub(r"datetime\.datetime\(2026, 11, (?:20|26), ([\d, ]+), tzinfo=[\w.]+\)", r"\1", repr(shown))


async def _outcome(run: Callable[[], Awaitable[Any]]) -> str:
    try:
        await run()
    except REFUSALS:
        return REFUSED
    return OK


SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def _run(runs: int, steps: int, server: str | None = None) -> None:
    machine = type("Desk", (DeskMachine,), {"server": server})
    few = settings(max_examples=runs, stateful_step_count=steps, deadline=None, suppress_health_check=SLOW)
    run_state_machine_as_test(machine, settings=few)  # type: ignore[no-untyped-call]


@pytest.mark.timeout(900)  # what it finds it makes small, for up to five minutes
def test_the_desk_does_what_the_adr_says() -> None:
    _run(runs=20, steps=30)


@pytest.mark.long
def test_the_desk_does_what_the_adr_says_for_long() -> None:
    _run(runs=80, steps=60)


@pytest.mark.long
def test_the_desk_does_what_the_adr_says_on_postgresql(postgresql_server: str) -> None:
    _run(runs=25, steps=40, server=postgresql_server)
