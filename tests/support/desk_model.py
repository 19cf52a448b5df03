"""The desk as ADR 0017's table has it, in plain Python: what may become of each act. Nothing of the service is used.

An act gives all outcomes that the ADR allows: mostly one, several where it leaves something open (two agents with the same
room; whether an agent who is gone is noticed by the next act or only by the sweep).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from casework.handoff.models import AgentId, HandoffId, OnDuty, Skill, Waiting
from casework.handoff.rules import Times
from tests.support import queue_reference

IN_LINE = ("waiting", "offered", "away")
HELD = ("kept", "active", "paused")
TAKES_ROOM = ("offered", "kept", "active")
OK, REFUSED = "ok", "refused"


@dataclass
class ChatModel:
    """One conversation and its open hand-off, if it has one (`state`)."""

    id: str
    language: str
    topic: str | None
    urgency: int
    hand_off: str = ""
    owner: str = "assistant"
    state: str | None = None
    agent: str | None = None
    last_agent: str | None = None
    # Who had it in an earlier hand-off: may count or not.
    had: str | None = None
    front: bool = False
    since: datetime | None = None
    # From when skills count, where that isn't since they came.
    counts: datetime | None = None
    until: datetime | None = None
    wanted: str | None = None
    emergency: bool = False
    words: int = 0
    owes_agent: bool = True
    quiet_from: datetime | None = None
    asked: bool = False
    seen_at: datetime | None = None
    signed_in: bool = False
    # Who just let an offer of it go by without its being counted against them.
    let_go_by: str | None = None
    # Who stepped aside, and who has begun to write something.
    aside: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    # Whether the conversation itself was marked as an emergency, and whether the hand-off came from another one.
    marked: bool = False
    moved: bool = False
    # The place that the person gave up.
    gave_up: tuple[datetime | None, datetime | None, bool] | None = None
    # Whether a court is known to deal with it, and whether people knew that when the chat came back from them.
    court: bool = False
    court_known: bool = False
    # How often the owner changed, or all began anew, since the assistant was asked what it now answers.
    turned: int = 0

    @property
    def weight(self) -> int:
        return 2 if self.emergency else 1

    def shown(self) -> tuple[object, ...]:
        """What is compared with the record."""
        in_line = self.state in IN_LINE
        return (
            self.owner,
            self.state,
            self.agent,
            self.front if in_line else None,
            self.since if in_line else None,
            self.counts if in_line else None,
            self.until if self.state in ("offered", "kept") else None,
            self.wanted if in_line else None,
        )


@dataclass
class AgentModel:
    """One agent; nobody is alive whose lease ran out or who said that they are off."""

    id: str
    skills: frozenset[str]
    capacity: int
    presence: str = "off"
    lease_until: datetime | None = None
    # When they last took a chat or wrote in one.
    worked_at: datetime | None = None


@dataclass
class DeskModel:
    """All of it at one moment."""

    times: Times
    now: datetime
    chats: dict[str, ChatModel] = field(default_factory=dict)
    agents: dict[str, AgentModel] = field(default_factory=dict)
    stopped: bool = False

    def copy(self) -> DeskModel:
        chats = {name: copy.copy(chat) for name, chat in self.chats.items()}
        agents = {name: copy.copy(agent) for name, agent in self.agents.items()}
        return DeskModel(self.times, self.now, chats, agents, self.stopped)

    def key(self) -> tuple[object, ...]:
        """Two that have the same are the same."""
        chats = tuple(tuple(vars(chat).values()) for chat in self.chats.values())
        return chats, tuple(tuple(vars(agent).values()) for agent in self.agents.values()), self.stopped

    def alive(self, agent: str | None) -> bool:
        found = self.agents.get(agent or "")
        if found is None or found.lease_until is None or found.presence == "off":
            return False
        return found.lease_until > self.now

    def others(self, chat: ChatModel, agent: str = "") -> list[str]:
        """Whoever a chat could go to."""
        kept_from = {*chat.aside, agent}
        may = (name for name in self.agents if not chat.signed_in or "signed_in" in self.agents[name].skills)
        return [name for name in may if name not in kept_from and self.takes_offers(name)]

    def takes_offers(self, agent: str) -> bool:
        return self.alive(agent) and self.agents[agent].presence == "available"

    def shown(self) -> tuple[object, ...]:
        chats = tuple((name, chat.shown()) for name, chat in sorted(self.chats.items()))
        return chats, tuple((name, self.takes_offers(name), self.alive(name)) for name in sorted(self.agents))

    def load(self, agent: str) -> list[ChatModel]:
        return [chat for chat in self.chats.values() if chat.agent == agent and chat.state in TAKES_ROOM]

    def on_duty(self) -> list[OnDuty]:
        found = []
        for agent in self.agents.values():
            if self.takes_offers(agent.id):
                room = agent.capacity - sum(chat.weight for chat in self.load(agent.id))
                skills = frozenset(map(Skill, agent.skills))
                found.append(OnDuty(AgentId(agent.id), skills, room))
        return found

    def waiting(self, chat: ChatModel) -> Waiting:
        assert chat.since is not None
        last = AgentId(chat.last_agent) if chat.last_agent else None
        wanted = Skill(chat.wanted) if chat.wanted else None
        return Waiting(
            HandoffId(chat.hand_off), chat.urgency, chat.front, chat.since, chat.language, chat.topic, chat.signed_in,
            wanted, last, chat.weight, frozenset(map(AgentId, chat.aside)), chat.counts,
        )  # fmt: skip


Outcome = tuple[DeskModel, str]
Act = Callable[[DeskModel], list[Outcome]]


def assigned(model: DeskModel) -> list[DeskModel]:
    """Whoever waits is offered to whom the queue says; every right way.

    Who just let a chat go by is asked last by the sweep; an act that comes between its parts doesn't know it.
    """
    rows = [model.waiting(chat) for chat in model.chats.values() if chat.state == "waiting"]
    ways = queue_reference.outcomes(rows, model.on_duty(), model.now, model.times)
    let_go = {chat.hand_off: AgentId(chat.let_go_by) for chat in model.chats.values() if chat.let_go_by}
    if let_go:
        last = [replace(row, let_go_by=let_go.get(row.id)) for row in rows]
        ways += queue_reference.outcomes(last, model.on_duty(), model.now, model.times)
    found = []
    for given in ways:
        after = model.copy()
        by_hand_off = {chat.hand_off: chat for chat in after.chats.values()}
        for hand_off, agent_id in given:
            chat = by_hand_off[hand_off]
            chat.state, chat.agent, chat.until = "offered", agent_id, model.now + model.times.accept
        found.append(after)
    return found


def _must(model: DeskModel) -> list[Outcome]:
    return [(after, OK) for after in assigned(model)]


def _may(model: DeskModel) -> list[Outcome]:
    return [(model, OK), *_must(model)]


def _refused(model: DeskModel) -> list[Outcome]:
    return [(model, REFUSED)]


def to_front(model: DeskModel, chat: ChatModel, last: str | None = None) -> None:
    """Back in line, at the front: skills count anew; who waits has waited since they came."""
    chat.turned += chat.owner != "queued"
    chat.owner, chat.state, chat.front, chat.counts, chat.until = "queued", "waiting", True, model.now, None
    chat.last_agent = chat.agent or chat.last_agent if last is None else last
    chat.agent, chat.asked = None, False


def ended(chat: ChatModel, owner: str) -> None:
    chat.had = chat.agent or chat.last_agent or chat.had
    chat.owner, chat.state, chat.agent, chat.until, chat.front, chat.wanted = owner, None, None, None, False, None
    chat.last_agent, chat.asked = None, False
    chat.turned += 1
    chat.court_known = chat.court and owner == "assistant"


def _joined(model: DeskModel, chat: ChatModel, agent: str) -> None:
    assert chat.seen_at is not None
    here = model.now - chat.seen_at <= model.times.seen
    if chat.agent is not None and chat.agent != agent and chat.state in HELD:
        chat.last_agent = chat.agent
    chat.owner, chat.agent, chat.front, chat.wanted = "agent", agent, False, None
    model.agents[agent].worked_at = model.now
    chat.turned += 1
    chat.state, chat.until = ("active", None) if here else ("kept", model.now + model.times.kept)
    chat.owes_agent, chat.quiet_from, chat.asked = True, None, False


# What people do.


def arrive(name: str) -> Act:
    """The person asks for an advocate. While handed off it is a word like any other."""

    def act(model: DeskModel) -> list[Outcome]:
        if model.chats[name].owner == "closed":
            return _refused(model)
        if model.chats[name].owner != "assistant":
            return write(name)(model)
        return _arrived(model, name)

    return act


def _arrived(model: DeskModel, name: str) -> list[Outcome]:
    return [outcome for after, _ in _unassigned(model, name) for outcome in _must(after)]


def _unassigned(model: DeskModel, name: str) -> list[Outcome]:
    found = []
    for had in {None, model.chats[name].had}:
        after = model.copy()
        chat = after.chats[name]
        _known_there(chat)
        chat.turned += 1
        chat.owner, chat.state, chat.since, chat.seen_at = "queued", "waiting", model.now, model.now
        chat.counts = None
        chat.last_agent, chat.words, chat.front = had, chat.words + 1, False
        # Later than any that stands: known by its own id once it is there.
        chat.hand_off = f"~{name}"
        if chat.emergency:
            chat.urgency = 0
        found.append((after, OK))
    return found


def _known_there(chat: ChatModel) -> None:
    """Of the conversation that they began when they signed in nothing is known but what was said there."""
    if chat.moved:
        chat.topic, chat.urgency, chat.emergency, chat.signed_in, chat.moved = None, 2, chat.marked, False, False
        chat.court = chat.court_known = False


def reopen(name: str) -> Act:
    def act(model: DeskModel) -> list[Outcome]:
        if model.chats[name].owner != "closed":
            return _refused(model)
        found = []
        for front in (False, True):
            after = model.copy()
            for each, told in _arrived(after, name):
                each.chats[name].front = front
                found.append((each, told))
        return found

    return act


def write(name: str, emergency: bool = False, counts: bool = True) -> Act:
    """The person writes, or chooses something; whoever owns it hears it."""

    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat = model.chats[name]
        if chat.owner == "closed":
            return _refused(model)
        chat.emergency |= emergency
        chat.marked |= emergency
        if chat.state is None:
            return [(model, OK)]
        chat.words += 1
        chat.seen_at, chat.owes_agent, chat.quiet_from, chat.asked = model.now, True, None, False
        if emergency:
            chat.urgency = 0
        gone = not model.alive(chat.agent)
        match chat.state:
            case "away":
                to_front(model, chat)
                return _must(model)
            case "kept" | "active" if gone:
                # Noticed now, or by the sweep.
                stays = model.copy()
                stays.chats[name].state, stays.chats[name].until = "active", None
                to_front(model, chat)
                return [*_must(model), *_may(stays)]
            case "kept":
                chat.state, chat.until = "active", None
            case "paused" if gone:
                to_front(model, chat)
                return _must(model)
            case "paused":
                chat.state = "active"
        return _may(model)

    return act


def language(name: str, code: str) -> Act:
    """The person goes on in another language, at any time; in line it is asked for from now on."""

    def act(model: DeskModel) -> list[Outcome]:
        changes = model.chats[name].language != code
        model = model.copy()
        model.chats[name].language = code
        if model.chats[name].state is None:
            return [(model, OK)]
        found = write(name)(model)
        return [outcome for after, _ in found for outcome in _must(after)] if changes else found

    return act


def seen(name: str) -> Act:
    """The person's page is open."""

    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat = model.chats[name]
        if chat.state is not None:
            chat.seen_at = model.now
        if chat.state == "away":
            to_front(model, chat)
            return _must(model)
        if chat.state == "kept":
            chat.state, chat.until = "active", None
        return _may(model)

    return act


def go_back(name: str, from_agent: bool = True) -> Act:
    """Back to the assistant (or anew, which isn't done over an advocate's head)."""

    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat = model.chats[name]
        if chat.owner == "closed" or (chat.owner == "agent" and not from_agent):
            return _refused(model)
        if not from_agent:
            # Begun anew nothing is known but that there was danger.
            chat.topic, chat.urgency, chat.court = None, 2, False
            chat.turned += chat.owner == "assistant"
        if chat.owner == "assistant":
            return [(model, OK)]
        chat.gave_up = (chat.since, chat.counts, chat.front)
        ended(chat, "assistant")
        return _must(model)

    return act


def move(name: str) -> Act:
    """Signing in keeps place and advocate; one who may not serve people who signed in gives it back to the front."""

    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat = model.chats[name]
        if chat.state is None:
            return [(model, OK)]
        stays = chat.agent is not None and "signed_in" in model.agents[chat.agent].skills
        chat.signed_in, chat.moved, chat.marked, chat.seen_at = True, True, False, model.now
        if chat.state in HELD and not stays:
            to_front(model, chat)
            chat.last_agent = None
        elif chat.state == "offered" and not stays:
            chat.state, chat.agent, chat.until = "waiting", None, None
        elif chat.state == "away":
            to_front(model, chat)
        elif chat.state == "kept":
            chat.state, chat.until = "active", None
        return _must(model)

    return act


def turn(name: str) -> Act:
    """The assistant answers; one that was stopped hands over instead, whoever wrote to it."""

    def act(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        if not model.stopped or chat.owner != "assistant":
            return [(model, OK)]
        return [(model, OK), *_hands_over(model, name)]

    return act


@dataclass(frozen=True)
class Answer:
    """What the assistant answers with: what it understood, and whether it hands over or shows the result."""

    topic: str | None = None
    hardship: bool = False
    court: bool = False
    closing: str = "asks"


def asked(name: str) -> Act:
    """The assistant takes up what was written: from here on it counts what becomes of the chat."""

    def act(model: DeskModel) -> list[Outcome]:
        after = model.copy()
        after.chats[name].turned = 0
        return [(after, OK)]

    return act


def answered(name: str, answer: Answer) -> Act:
    """The answer comes: to whom it was meant for, or else at most what was understood goes along with who waits.

    It goes along where nothing but the hand-off, and its taking, came between; never where all began anew.
    """

    def act(model: DeskModel) -> list[Outcome]:
        before, model = model, model.copy()
        chat = model.chats[name]
        late = {"queued": 1, "agent": 2}.get(chat.owner, 0)
        if chat.turned != late or chat.owner == "closed":
            return [(before, OK)]
        _known_there(chat)
        chat.topic = answer.topic or chat.topic
        chat.urgency = min(chat.urgency, 1) if answer.hardship else chat.urgency
        chat.court |= answer.court
        chat.court_known &= not answer.court
        if late:
            return _must(model) if answer.topic or answer.hardship or answer.court else [(before, OK)]
        hands_over = _hands_over(model, name)
        if answer.closing == "hands over":
            return hands_over
        if answer.closing == "asks":
            return [(model, OK)]
        if chat.emergency:
            # Whether the person, or an advocate, has said that it is over is not kept here.
            return [(model, OK), *hands_over]
        return hands_over if chat.court and not chat.court_known else [(model, OK)]

    return act


def _hands_over(model: DeskModel, name: str) -> list[Outcome]:
    found: list[Outcome] = []
    anew = (model.now, None, False)
    for since, counts, front in {anew, model.chats[name].gave_up or anew}:
        after = model.copy()
        for each, told in _unassigned(after, name):
            each.chats[name].since, each.chats[name].counts, each.chats[name].front = since, counts, front
            each.chats[name].words -= 1
            found += [(one, told) for one in assigned(each)]
    return found


def stopped(now: bool) -> Act:
    """A supervisor stops the assistant for everybody, or lets it answer again."""

    def act(model: DeskModel) -> list[Outcome]:
        after = model.copy()
        after.stopped = now
        return [(after, OK)]

    return act


def safe(name: str) -> Act:
    """Whoever says that they are safe keeps the advocate, or the place in line; without either they go on."""

    def act(model: DeskModel) -> list[Outcome]:
        return (write(name) if model.chats[name].state is not None else go_back(name))(model)

    return act


# What agents do.


def presence(agent: str, says: str) -> Act:
    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        found = model.agents[agent]
        renews = says == "available" and model.takes_offers(agent)
        found.presence, found.lease_until = says, model.now + model.times.lease
        if says == "available":
            # That somebody is still there changes nothing: what time alone has changed is the sweep's.
            return _may(model) if renews else _must(model)
        # What they were offered or had may go to others at once, or with the sweep.
        outcomes = _may(model)
        offered = [chat.id for chat in model.load(agent) if chat.state == "offered"]
        if offered:
            given = model.copy()
            for each in offered:
                _withdraw(given, each)
            outcomes += _must(given)
        if says == "off":
            gone = model.copy()
            for chat in gone.load(agent):
                if chat.state == "offered":
                    _withdraw(gone, chat.id)
                else:
                    to_front(gone, chat)
            outcomes += _must(gone)
        return outcomes

    return act


def _withdraw(model: DeskModel, name: str) -> None:
    chat = model.chats[name]
    if chat.agent is not None:
        agent = model.agents[chat.agent]
        agent.presence = "away" if agent.presence == "available" else agent.presence
    chat.state, chat.agent, chat.until = "waiting", None, None


def _lapsed(model: DeskModel, name: str) -> DeskModel:
    """An offer ran out: it counts against whoever neither took nor wrote in another chat since it was made."""
    chat, after = model.chats[name], model.copy()
    assert chat.agent is not None
    assert chat.until is not None
    worked_at = model.agents[chat.agent].worked_at
    if worked_at is None or worked_at <= chat.until - model.times.accept:
        _withdraw(after, name)
    else:
        let_be = after.chats[name]
        let_be.state, let_be.agent, let_be.until, let_be.let_go_by = "waiting", None, None, chat.agent
    return after


def profile(agent: str, capacity: int, skills: frozenset[str]) -> Act:
    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        model.agents[agent].capacity, model.agents[agent].skills = capacity, skills
        return _must(model)

    return act


def accept(agent: str, name: str, take_over: bool = False) -> Act:
    """Takes what was offered, or by hand; a supervisor, from whoever has it."""

    def act(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        if chat.state is None or agent in chat.aside:
            return _refused(model)
        after = model.copy()
        if chat.agent == agent and chat.state in HELD:
            return [(after, OK)]
        if chat.signed_in and "signed_in" not in model.agents[agent].skills:
            return _refused(model)
        if chat.agent is not None and chat.agent != agent and not take_over:
            late = chat.state == "offered" and chat.until is not None and chat.until <= model.now
            if not late:
                return _refused(model)
        _joined(after, after.chats[name], agent)
        found = _may(after)
        if chat.state == "away":
            # Nobody is there, and they answer in writing: whether that is kept or goes on is not said.
            other = after.copy()
            other.chats[name].state, other.chats[name].until = "active", None
            found += _may(other)
        late = chat.agent == agent and chat.until is not None and chat.until <= model.now
        if not model.alive(agent) or late:
            found += _refused(model)
        if chat.agent not in (None, agent) and not take_over:
            found += _refused(model)
        return found

    return act


def decline(agent: str, name: str) -> Act:
    """What isn't offered to them (any longer) is no longer theirs to decline: refused or without effect."""

    def act(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        if chat.state != "offered" or chat.agent != agent:
            return [(model, OK), (model, REFUSED)]
        after = model.copy()
        _withdraw(after, name)
        return _must(after)

    return act


def step_aside(agent: str, name: str) -> Act:
    """Whoever knows the person is out of the chat, and stays available for others."""

    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat = model.chats[name]
        if agent in chat.aside:
            return [(model, OK)]
        if chat.state is None or chat.agent != agent:
            return _refused(model)
        chat.aside |= {agent}
        chat.drafts -= {agent}
        if chat.state == "offered":
            chat.state, chat.agent, chat.until = "waiting", None, None
        else:
            to_front(model, chat)
            chat.last_agent = None
        return _must(model)

    return act


def draft(agent: str, name: str, supervises: bool, writes: bool) -> Act:
    """Whoever sees a chat may begin to write in it; what they have begun is theirs alone."""

    def act(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        after = model.copy()
        theirs = {agent}
        after.chats[name].drafts = chat.drafts | theirs if writes else chat.drafts - theirs
        if agent in chat.aside:
            return _refused(model)
        if chat.state is None:
            # What was closed they see for as long as it may be reopened.
            return [(after, OK), *_refused(model)]
        return [(after, OK)] if supervises or chat.agent == agent else _refused(model)

    return act


def _of_holder(agent: str, name: str, words: int | None, done: Callable[[DeskModel], list[Outcome]]) -> Act:
    def act(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        if chat.state not in HELD or chat.agent != agent or (words is not None and chat.words > words):
            return _refused(model)
        after = model.copy()
        after.chats[name].drafts -= {agent}
        # What was refused is still to be written.
        found = [(each if told == OK else model, told) for each, told in done(after)]
        return found if model.alive(agent) else [*found, *_refused(model)]

    return act


def reply(agent: str, name: str, words: int) -> Act:
    """Whoever has it speaks, having seen all that the person said."""

    def done(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        chat.owes_agent, chat.quiet_from, chat.asked = False, model.now, False
        model.agents[agent].worked_at = model.now
        if chat.state != "paused":
            return _may(model)
        awake = model.copy()
        awake.chats[name].state = "active"
        return [*_may(model), *_may(awake)]

    return _of_holder(agent, name, words, done)


def close(agent: str, name: str, words: int) -> Act:
    def done(model: DeskModel) -> list[Outcome]:
        chat = model.chats[name]
        ended(chat, "closed")
        return _must(model)

    return _of_holder(agent, name, words, done)


def give_back(agent: str, name: str) -> Act:
    def done(model: DeskModel) -> list[Outcome]:
        ended(model.chats[name], "assistant")
        return _must(model)

    return _of_holder(agent, name, None, done)


def to_agent(agent: str, name: str, to: str) -> Act:
    """Offered to one; not taken, it is in line at the front."""

    def done(model: DeskModel) -> list[Outcome]:
        unfit = model.chats[name].signed_in and "signed_in" not in model.agents[to].skills
        if to == agent or not model.alive(to) or to in model.chats[name].aside or unfit:
            return _refused(model)
        before = model.copy()
        chat = model.chats[name]
        to_front(model, chat)
        chat.state, chat.agent, chat.until = "offered", to, model.now + model.times.accept
        found = _must(model)
        if model.agents[to].presence != "available":
            found += _refused(before)
        return found

    return _of_holder(agent, name, None, done)


def to_skill(agent: str, name: str, skill: str, anyway: bool = False) -> Act:
    """In line at the front, for whoever has the skill; not for whoever has just let it go."""

    def done(model: DeskModel) -> list[Outcome]:
        if not anyway and not any(
            skill in model.agents[other].skills for other in model.others(model.chats[name], agent)
        ):
            return _refused(model)
        chat = model.chats[name]
        chat.agent, chat.wanted = None, skill
        to_front(model, chat, last=agent)
        return _must(model)

    return _of_holder(agent, name, None, done)


# What time does.


def sweep_parts(model: DeskModel) -> list[Act]:
    """What one sweep does, a transaction each: offers let go, each conversation that is due, then offers and the queue.

    What an agent left is offered once all of it is back, so that the order holds. Whoever waits may be held by the time
    that the sweep comes to them, by an agent who isn't there.
    """
    due = [name for name, chat in model.chats.items() if chat.state is not None]
    return [_let_go, *(_looked_after(name) for name in due), _offers]


def sweep(model: DeskModel) -> list[Outcome]:
    """A sweep by itself."""
    parts = sweep_parts(model)
    return in_turn(model, parts)


def in_turn(model: DeskModel, acts: Sequence[Act]) -> list[Outcome]:
    """One after the other; told is OK."""
    stand = [model]
    for act in acts:
        stand = different(after for before in stand for after, _told in act(before))
    return [(after, OK) for after in stand]


def different(models: Iterable[DeskModel]) -> list[DeskModel]:
    seen_before: dict[object, DeskModel] = {}
    for each in models:
        seen_before.setdefault(each.key(), each)
    return list(seen_before.values())


def _looked_after(name: str) -> Act:
    def act(model: DeskModel) -> list[Outcome]:
        model = model.copy()
        chat, now, times = model.chats[name], model.now, model.times
        if chat.state in ("active", "kept") and not model.alive(chat.agent):
            to_front(model, chat)
        elif chat.state == "kept" and chat.until is not None and chat.until <= now:
            chat.owner, chat.state, chat.last_agent = "queued", "away", chat.agent
            chat.turned += 1
            chat.agent, chat.until, chat.front = None, None, True
        elif chat.state == "waiting" and chat.wanted and chat.since is not None:
            others = model.others(chat, chat.last_agent or "")
            has_it = any(chat.wanted in model.agents[other].skills for other in others)
            if now - (chat.counts or chat.since) >= times.wanted_counts and not has_it:
                chat.wanted, chat.last_agent = None, None
        elif chat.state == "active" and not chat.owes_agent and chat.quiet_from is not None:
            quiet = now - chat.quiet_from
            writes = chat.agent in chat.drafts
            if chat.asked:
                # Help that is being written is never put aside.
                chat.state = "paused" if quiet >= times.quiet_paused and not writes else "active"
            elif quiet >= times.quiet_asked:
                asked = model.copy()
                asked.chats[name].asked = True
                if quiet < times.quiet_paused or writes:
                    return [(asked, OK)]
                paused = asked.copy()
                paused.chats[name].state = "paused"
                return [(asked, OK), (paused, OK)]
        return [(model, OK)]

    return act


def _let_go(model: DeskModel) -> list[Outcome]:
    """Whose offer ran out, or is with somebody who is gone, waits again."""
    for name, chat in model.chats.items():
        if chat.state != "offered" or chat.agent is None or chat.until is None:
            continue
        if chat.until <= model.now or not model.alive(chat.agent):
            model = _lapsed(model, name)
    return [(model, OK)]


def _offers(model: DeskModel) -> list[Outcome]:
    """Offers that ran out go to the next; who is there no longer isn't waited for."""
    stand = [model.copy()]
    for name, chat in model.chats.items():
        if chat.state != "offered" or chat.agent is None or chat.until is None:
            continue
        over = chat.until <= model.now or not model.alive(chat.agent)
        for_now = model.agents[chat.agent].presence != "available"
        if over or for_now:
            further = []
            for each in stand:
                further += [_lapsed(each, name)] if over else [each, _lapsed(each, name)]
            stand = further
    outcomes = [outcome for each in different(stand) for outcome in _must(each)]
    for after, _told in outcomes:
        for chat in after.chats.values():
            chat.let_go_by = None
    return outcomes


def together(model: DeskModel, one: Sequence[Act], other: Sequence[Act]) -> list[tuple[DeskModel, tuple[str, str]]]:
    """Every outcome of two acts at once, each a row of transactions: in some order, as if one after the other."""
    stand: dict[object, tuple[int, int, DeskModel, str, str]] = {}
    todo: list[tuple[int, int, DeskModel, str, str]] = [(0, 0, model, OK, OK)]
    done: dict[object, tuple[DeskModel, tuple[str, str]]] = {}
    while todo:
        first, second, before, told_one, told_other = todo.pop()
        if first == len(one) and second == len(other):
            done.setdefault((before.key(), told_one, told_other), (before, (told_one, told_other)))
        following = []
        if first < len(one):
            for after, told in one[first](before):
                following.append((first + 1, second, after, told, told_other))
        if second < len(other):
            for after, told in other[second](before):
                following.append((first, second + 1, after, told_one, told))
        for each in following:
            key = (each[0], each[1], each[2].key(), each[3], each[4])
            if key not in stand:
                stand[key] = each
                todo.append(each)
    return list(done.values())
