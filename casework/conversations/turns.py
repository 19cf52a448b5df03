"""A turn: claimed, answered by the assistant, committed once (DESIGN section 2).

Nothing has two effects: the claim is a compare-and-set, the commit checks turn and epoch in the same UPDATE that takes the
numbers for its events, and a turn that is repeated starts from the same committed state.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.assistant.port import Assistant, AssistantMisbehaved, AssistantUnavailable, TurnReply, TurnRequest
from adapters.bus.port import Bus
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework import eligibility, faults, redaction, safety
from casework.audit.models import Entry
from casework.clock import Clock, local_date
from casework.conversations.models import (
    Audience,
    Author,
    ConversationId,
    Door,
    Event,
    Kind,
    OpenQuestion,
    Owner,
    Turn,
    TurnId,
    conversations,
)
from casework.conversations.portal_turns import Effects, PortalTurns
from casework.conversations.questions import CONTACT_ASKS, DANGER, MENU, question_source
from casework.conversations.record import ConversationNotFound, Draft, RowChanged, waiting
from casework.conversations.replies import Ask, Do, Plan, ReplyRefused, read_reply
from casework.conversations.service import (
    Conversations,
    first_question,
    help_named,
    open_question_of,
    save_for_later,
    why_asked,
)
from casework.conversations.wording import about
from casework.texts import Texts

LEASE_SECONDS = 15
# After a failed turn the next try waits; an assistant that is down is asked at most twice a minute for each conversation.
_RETRY_AFTER_SECONDS = (2, 5, 10, 30)
# A reply that is refused this often will not get better: the person is told, and their message counts as answered.
_REFUSED_BEFORE_GIVING_UP = 3
# All that is said to words of danger beside the lines of help: in which language, and by whom.
_SAID_IN_DANGER = ("say-language-changed", "say-human")
_MOST_TRACKER_BYTES = 256_000
_UNAVAILABLE = "assistant_unavailable"
_NOT_UNDERSTOOD = ("say-not-understood-1", "say-not-understood-2", "say-detail")
_WAITING_A_SWEEP = 200
_HELPERS = ("other", "representative")
# What the assistant says to whoever asks about writing for somebody: the longer word on it takes its place.
_LESS_OF_HELPING = "say-representative"
_UNCLAIMED: Mapping[str, None] = {"turn_id": None, "up_to_seq": None, "as_of": None, "lease_until": None}


class TurnLost(Exception):
    """Somebody else has the turn by now, or the owner changed: what was answered is dropped (rule 4)."""


@dataclass(frozen=True, slots=True)
class TurnResult:
    """How one turn ended.

    Attributes:
        result: `committed`, `lost`, or the code of its failure.
        waited_seconds: From its first message to its answer.
        more: Whether the person had written more when it was committed.
    """

    result: str
    waited_seconds: float = 0.0
    more: bool = False


class Turns:
    """Takes up unanswered messages and has them answered."""

    def __init__(
        self,
        conversations_: Conversations,
        database: Database,
        keys: Keys,
        texts: Texts,
        clock: Clock,
        bus: Bus,
        assistant: Assistant,
        portal: PortalTurns | None = None,
    ) -> None:
        self._conversations = conversations_
        self._record = conversations_.record
        self._database = database
        self._keys = keys
        self._texts = texts
        self._clock = clock
        self._bus = bus
        self._assistant = assistant
        self._portal = portal

    async def waiting(self) -> list[ConversationId]:
        """Conversations with unanswered messages, no live lease and no pause: what the sweep takes up."""
        now = self._clock.now()
        query = (
            select(conversations.c.id)
            .where(
                conversations.c.owner == Owner.ASSISTANT.value,
                conversations.c.person_seq > conversations.c.answered_seq,
                conversations.c.erased_at.is_(None),
                or_(conversations.c.lease_until.is_(None), conversations.c.lease_until <= now),
                or_(conversations.c.retry_at.is_(None), conversations.c.retry_at <= now),
            )
            .order_by(conversations.c.last_message_at)
            .limit(_WAITING_A_SWEEP)
        )
        async with self._database.read() as connection:
            return [ConversationId(found) for found in (await connection.execute(query)).scalars()]

    async def run(self, conversation_id: ConversationId) -> list[TurnResult]:
        """Answers everything that waits in one conversation, turn by turn; ends at the first that can't be answered now."""
        results: list[TurnResult] = []
        while (turn := await self.claim(conversation_id)) is not None:
            faults.point("turn.claimed")
            result = await self._answer(turn)
            results.append(result)
            if not result.more:
                break
        return results

    async def _answer(self, turn: Turn) -> TurnResult:
        failure: str
        try:
            if await self._stopped():
                away = Plan(Door(turn.door), closing=Do("hand_off", {"reason": _UNAVAILABLE}))
                return await self._commit(turn, away, None)
            own = await self._portal.own(turn) if self._portal is not None and turn.door == Door.PORTAL else None
            if own is not None:
                return await self._commit(turn, own.plan, turn.tracker, own.effects)
            reply = await self._assistant.reply(self.request(turn))
            faults.point("turn.replied")
            return await self.commit(turn, reply)
        except TurnLost:
            return TurnResult("lost")
        except AssistantUnavailable:
            failure = "unavailable"
        except AssistantMisbehaved:
            failure = "misbehaved"
        except ReplyRefused as refused:
            failure = refused.code
        await self.fail(turn, failure)
        return TurnResult(failure)

    async def _stopped(self, topics: Sequence[str] = ()) -> bool:
        """Whether a supervisor has the assistant answer nobody, or nobody with one of these topics."""
        handover = self._conversations.handover
        return handover is not None and await handover.assistant_stopped(topics)

    async def claim(self, conversation_id: ConversationId) -> Turn | None:
        """Claims the next turn, or returns None: nothing waits, somebody has it, or it must pause."""
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> Turn | None:
            row = await self._record.row(connection, conversation_id, lock=True)
            if not waiting(row) or _held(row, now):
                return None
            turn = await self._gather(connection, row, now)
            await self._record.change(
                connection,
                row,
                turn_id=turn.turn_id,
                up_to_seq=turn.up_to_seq,
                as_of=turn.as_of.isoformat(),
                lease_until=now + timedelta(seconds=LEASE_SECONDS),
            )
            return turn

        try:
            return await self._database.write(work)
        except (ConversationNotFound, RowChanged):
            return None

    async def _gather(self, connection: AsyncConnection, row: Row[Any], now: datetime) -> Turn:
        """What is to be answered, and the committed state it is answered from."""
        state = await self._record.state(connection, row)
        messages = _first_turn([one for one in state.unanswered if not one.body["source"].get("handled")])
        typed = "\n".join(event.body["source"]["typed"] for event in messages if "typed" in event.body["source"])
        chosen = {} if typed else messages[0].body["source"]
        question = open_question_of(state.question)
        # A turn that was claimed and never committed is repeated as of the same day.
        as_of = date.fromisoformat(row.as_of) if row.turn_id else local_date(now, row.time_zone)
        return Turn(
            turn_id=TurnId(str(uuid.uuid4())),
            conversation_id=ConversationId(row.id),
            door=row.door,
            epoch=row.epoch,
            up_to_seq=messages[-1].seq,
            asked_at=messages[0].at,
            as_of=as_of,
            language=row.language,
            text=await self._text(connection, row, typed, messages[0], question) if typed else "",
            typed=typed,
            choice=chosen.get("answers"),
            do=chosen.get("do"),
            fact=chosen.get("fact"),
            facts=state.standing.facts,
            skipped=state.standing.skipped,
            rough=state.standing.rough,
            open_question=question,
            questions_asked=state.questions_asked,
            failed_turns=row.failed_turns,
            tracker=state.tracker.body["source"]["tracker"] if state.tracker else None,
            documents_sent=any("documents_sent" in event.body["source"] for event in messages),
        )

    async def _text(
        self, connection: AsyncConnection, row: Row[Any], typed: str, first: Event, question: OpenQuestion | None
    ) -> str:
        """What was typed, redacted for the assistant; a number begun in the message before is cut out too (rule 5)."""
        words = typed
        if row.door == Door.PORTAL and any(map(str.isdigit, typed)):
            kinds = [Kind.MESSAGE]
            before = await self._record.read(connection, row, 0, Audience.PERSON, kinds, limit=8, newest_first=True)
            own = (event for event in before if event.author is Author.PERSON and event.seq < first.seq)
            previous = next((event.body["source"].get("typed") for event in own), None)
            both = redaction.redact_split(previous, typed) if previous else None
            words = typed if both is None else both[1].text
        return redaction.for_assistant(words, asks=question.asks if question else None) or "?"

    def request(self, turn: Turn) -> TurnRequest:
        """The turn as the assistant sees it: opaque reference, redacted text, facts."""
        reference = self._keys.digest("assistant", f"{turn.conversation_id}|{turn.epoch}".encode()).hex()[:32]
        return TurnRequest(
            turn_id=turn.turn_id,
            conversation_ref=reference,
            text=turn.text,
            choice=turn.choice,
            do=turn.do,
            fact=turn.fact,
            metadata={
                "turn_id": turn.turn_id,
                "door": turn.door,
                "language": turn.language,
                "as_of": turn.as_of.isoformat(),
                "facts": turn.facts,
                "skipped": list(turn.skipped),
                "open_question": _question_metadata(turn.open_question),
                "danger_hinted": safety.hint(turn.text) is not None,
                "documents_sent": turn.documents_sent,
                "choice": turn.choice,
                "do": turn.do,
                "fact": turn.fact,
            },
            tracker=turn.tracker,
        )

    async def commit(self, turn: Turn, reply: TurnReply) -> TurnResult:
        """Records a reply in one transaction: facts, tracker, replies, effects, then owner and epoch.

        Raises:
            ReplyRefused: the reply is not a whole one; nothing was recorded.
            TurnLost: another turn or epoch stands; nothing was recorded.
        """
        if reply.tracker is not None and len(reply.tracker.encode()) > _MOST_TRACKER_BYTES:
            raise ReplyRefused("tracker_too_large")
        return await self._commit(turn, read_reply(reply.items, self._texts, Door(turn.door)), reply.tracker)

    async def _commit(self, turn: Turn, plan: Plan, tracker: str | None, effects: Effects | None = None) -> TurnResult:
        if effects is None:
            at_portal = self._portal is not None and turn.door == Door.PORTAL
            effects = await self._portal.effects(turn, plan) if self._portal is not None and at_portal else Effects()
        done = effects
        now = self._clock.now()
        stopped = await self._stopped(learned(turn, plan).get("topics") or ())
        if _danger_unheeded(turn, plan, stopped):
            plan.facts.insert(0, ("understood", {"emergency": "yes"}))
        plan.parts = _can_be_said(turn, plan)

        async def work(connection: AsyncConnection) -> bool:
            row = await self._record.row(connection, turn.conversation_id, lock=True)
            outcome = _Outcome(turn, row, plan, done, self._conversations.handed_off, stopped)
            if await self._handed_over_since(connection, turn, row):
                await self._learn(connection, row, turn, outcome, now)
                return False
            if row.turn_id != turn.turn_id or row.epoch != turn.epoch:
                raise TurnLost
            if outcome.asks_for_people is not None and await self._people_know(connection, row, outcome):
                outcome.stays()
            if outcome.emergency_is_new:
                outcome.care = await self._conversations.care(
                    connection, row, await self._danger_of(connection, row, turn)
                )
            elif stopped and _may_be_danger(turn):
                # Nobody asks about it now.
                outcome.care = [help_named()]
            drafts = [*outcome.facts(), *_tracker(tracker, outcome), *outcome.said()]
            faults.point("turn.in_transaction")
            await self._record.change(
                connection,
                row,
                last_seq=row.last_seq + len(drafts),
                answered_seq=turn.up_to_seq,
                failed_turns=0,
                retry_at=None,
                language=outcome.language,
                **_UNCLAIMED,
                **outcome.columns(row.last_seq + 1),
            )
            await self._record.forget_trackers(connection, turn.conversation_id)
            await self._record.append(
                connection, row, drafts, now, outcome.language, outcome.epoch, first_seq=row.last_seq + 1
            )
            if outcome.handed_off is not None and self._conversations.handover is not None:
                await self._conversations.handover.arrive(
                    connection,
                    row,
                    outcome.handed_off,
                    outcome.known,
                    emergency=row.emergency or outcome.emergency_is_new,
                    language=outcome.language,
                )
            for entry in done.entries:
                await self._portal_audit(connection, entry)
            faults.point("turn.before_commit")
            return bool(row.person_seq > turn.up_to_seq)

        try:
            more = await self._database.write(work)
        except (ConversationNotFound, RowChanged) as error:
            raise TurnLost from error
        faults.point("turn.committed")
        self._bus.publish(turn.conversation_id)
        return TurnResult("committed", max(0.0, (now - turn.asked_at).total_seconds()), more)

    async def _handed_over_since(self, connection: AsyncConnection, turn: Turn, row: Row[Any]) -> bool:
        """Whether nothing but a hand-off, and its taking, came between a turn's claim and its answer (ADR 0017)."""
        grown = {Owner.QUEUED.value: 1, Owner.AGENT.value: 2}.get(row.owner)
        if row.epoch - turn.epoch != grown:
            return False
        since = await self._record.read(connection, row, turn.up_to_seq, Audience.RECORD)
        # Somebody else answered it, or an advocate knows better by now.
        told = (event for event in since if event.kind in (Kind.MESSAGE, Kind.QUESTION, Kind.DETERMINATION, Kind.FACT))
        return not any(event.author in (Author.ASSISTANT, Author.AGENT) for event in told)

    async def _people_know(self, connection: AsyncConnection, row: Row[Any], outcome: _Outcome) -> bool:
        """Whether what asks for people stood when the conversation came back from them: no reason to go to and fro.

        Danger is another matter: it ends with a word that it has ended, the person's or the advocate's.
        """
        fact = outcome.asks_for_people
        if fact == "emergency" or fact in outcome.new:
            return False
        start = row.facts_from_seq
        changes = await self._record.read(connection, row, start, Audience.PERSON, [Kind.OWNER], 1, newest_first=True)
        if not changes or changes[0].body["source"]["owner"] != Owner.ASSISTANT.value:
            return False
        since = await self._record.read(connection, row, changes[0].seq, Audience.RECORD, [Kind.FACT])
        return not any(fact in (event.body["source"].get("facts") or {}) for event in since)

    async def _learn(
        self, connection: AsyncConnection, row: Row[Any], turn: Turn, outcome: _Outcome, now: datetime
    ) -> None:
        """Keeps what was understood of words whose writer asked for a person before they were answered: it goes along.

        Nothing is said to it, but for the lines of help. Raises TurnLost where nothing was understood.
        """
        facts = outcome.facts()
        handover = self._conversations.handover
        if outcome.starts_over or not facts or handover is None:
            raise TurnLost
        if outcome.emergency_is_new:
            facts += await self._conversations.care(connection, row, await self._danger_of(connection, row, turn))
        told = {"language": outcome.language, **({"emergency": True} if outcome.emergency_is_new else {})}
        await self._record.change(connection, row, last_seq=row.last_seq + len(facts), **told)
        await self._record.append(connection, row, facts, now, outcome.language, row.epoch, first_seq=row.last_seq + 1)
        await handover.learned(
            connection, row, outcome.known, emergency=outcome.emergency_is_new, language=outcome.language
        )

    async def _danger_of(self, connection: AsyncConnection, row: Row[Any], turn: Turn) -> safety.Emergency | None:
        """What kind of danger the list sees; a yes to the question about it is about the words that were asked about."""
        return safety.hint(turn.text) or (
            await self._conversations.last_hint(connection, row) if _asked_about_danger(turn) else None
        )

    async def _portal_audit(self, connection: AsyncConnection, entry: Entry) -> None:
        if self._portal is not None:
            await self._portal.audit.record(connection, entry)

    async def fail(self, turn: Turn, code: str) -> None:
        """Releases a turn that could not be answered; the person is told once, and the message is kept (rule 12)."""
        now = self._clock.now()
        pause = _RETRY_AFTER_SECONDS[min(turn.failed_turns, len(_RETRY_AFTER_SECONDS) - 1)]
        give_up = code != "unavailable" and turn.failed_turns + 1 >= _REFUSED_BEFORE_GIVING_UP

        async def work(connection: AsyncConnection) -> None:
            row = await self._record.row(connection, turn.conversation_id, lock=True)
            if row.turn_id != turn.turn_id or row.epoch != turn.epoch:
                return
            told = _told_of_failure(give_up, first=turn.failed_turns == 0)
            columns: dict[str, Any] = {
                "failed_turns": turn.failed_turns + 1,
                "retry_at": now + timedelta(seconds=pause),
            }
            # Who has said since that they are safe isn't told again each time that the same words fail.
            said = turn.facts.get("emergency")
            unheard = said is None or (said == "no" and turn.failed_turns == 0)
            found = safety.find(turn.text) if unheard else None
            if found is not None:
                told = [*await self._conversations.alarm(connection, row, found), *told]
                columns["emergency"] = True
            elif told and _may_be_danger(turn):
                told.append(help_named())
            if give_up:
                columns |= {"answered_seq": turn.up_to_seq, "failed_turns": 0, "retry_at": None}
            await self._record.change(connection, row, last_seq=row.last_seq + len(told), **_UNCLAIMED, **columns)
            await self._record.append(connection, row, told, now, row.language, row.epoch, first_seq=row.last_seq + 1)

        try:
            await self._database.write(work)
        except (ConversationNotFound, RowChanged):
            return
        self._bus.publish(turn.conversation_id)


class _Outcome:
    """What a whole reply comes to in this conversation: the events and the owner it ends with."""

    def __init__(
        self,
        turn: Turn,
        row: Row[Any],
        plan: Plan,
        effects: Effects,
        handed_off: Callable[[Row[Any], str], Draft],
        stopped: bool,
    ) -> None:
        self._effects = effects
        self._handed_off = handed_off
        self._turn = turn
        self._row = row
        self._plan = plan
        # What is over, or begins anew, has no topic for which the assistant would be stopped.
        self._stopped = stopped and not (self.starts_over or self._ends)
        self._facts = learned(turn, plan)
        self.language = plan.language or row.language
        self.care: list[Draft] = []
        self.emergency_is_new = self._facts.get("emergency") == "yes" and turn.facts.get("emergency") != "yes"
        self._skipped = [name for name in (*turn.skipped, *plan.skipped) if name not in self._facts]
        self._determination = self._determined()
        self.asks_for_people = self._asks_for_people()
        """The fact whose determination hands over by itself, if it does."""
        self._hand_off = self._hand_off_reason()

    @property
    def handed_off(self) -> str | None:
        """Why it is handed off, if it is."""
        return self._hand_off

    def stays(self) -> None:
        """Keeps it with the assistant, though the determination asks for people."""
        self.asks_for_people = None
        self._hand_off = self._hand_off_reason()

    @property
    def new(self) -> frozenset[str]:
        """The facts that this turn gives."""
        return frozenset(name for _how, found in self._plan.facts for name in found)

    @property
    def known(self) -> Mapping[str, Any]:
        """The facts that stand afterwards."""
        return self._facts

    @property
    def starts_over(self) -> bool:
        """Whether the assistant asked for a new start."""
        return isinstance(self._plan.closing, Do) and self._plan.closing.name == "start_over"

    @property
    def epoch(self) -> int:
        """The epoch that stands afterwards: each change of owner, and each new start, begins one."""
        return int(self._row.epoch) + (1 if self._hand_off or self.starts_over or self._ends else 0)

    @property
    def _ends(self) -> bool:
        return isinstance(self._plan.closing, Do) and self._plan.closing.name == "end"

    def columns(self, first_seq: int) -> dict[str, Any]:
        """Columns of the conversation beside those of every commit."""
        changed: dict[str, Any] = {"epoch": self.epoch}
        if self.emergency_is_new:
            changed["emergency"] = True
        if self._hand_off:
            changed["owner"] = Owner.QUEUED.value
        if self.starts_over:
            changed["facts_from_seq"] = first_seq
        return changed

    def facts(self) -> list[Draft]:
        """The facts that are new, changed, taken back or skipped, each with the message it came from."""
        if self.starts_over:
            return [_system(Kind.NOTICE, {"key": "notice-started-over", "level": "info", "also": []})]
        from_seq = self._turn.up_to_seq
        drafts = [
            _assistant(Kind.FACT, {"facts": _json(facts), "how": how, "from_seq": from_seq, **self._roughly(facts)})
            for how, facts in self._plan.facts
        ]
        if any(part["key"] in _NOT_UNDERSTOOD for part in self._plan.parts):
            # Kept for review (`./tas understood`): the message it names was not understood in answer to this question.
            asks = self._turn.open_question.asks if self._turn.open_question else None
            drafts.append(_assistant(Kind.FACT, {"how": "not_understood", "asks": asks, "from_seq": from_seq}))
        taken_back = {"unset": self._plan.unset, "skipped": self._plan.skipped}
        if any(taken_back.values()):
            drafts.insert(0, _assistant(Kind.FACT, {**taken_back, "how": "answered", "from_seq": from_seq}))
        return drafts

    def _roughly(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Which of these dates are known to the month or the year alone: the assistant says no more of them back."""
        told = {
            name: value
            for part in self._plan.parts
            if isinstance(said := part.get("with", {}).get("facts"), Mapping)
            for name, value in said.items()
        }
        rough = {
            name: told[name]
            for name, value in facts.items()
            if isinstance(value, str) and value != told.get(name, value) and value.startswith(str(told[name]))
        }
        return {"rough": rough} if rough else {}

    def _month_of(self, name: str) -> str | None:
        """The month or the year of a date, where the day isn't known."""
        if name not in self._facts:
            return None
        for _how, facts in reversed(self._plan.facts):
            if name in facts:
                rough: Mapping[str, str] = self._roughly(facts).get("rough", {})
                return rough.get(name)
        return self._turn.rough.get(name)

    def said(self) -> list[Draft]:
        """What the person sees, emergency first, the closing item last."""
        drafts = [*self.care]
        if parts := [*self._parts(), *self._effects.parts]:
            drafts.append(_assistant(Kind.MESSAGE, {"parts": parts, **about(self._facts)}))
        drafts += self._effects.drafts
        closing = self._plan.closing
        if isinstance(closing, Ask) and closing.asks != MENU and not self._stopped:
            drafts.append(_assistant(Kind.QUESTION, {**self._question(closing), **about(self._facts)}))
        if self._determination is not None:
            also = ["continue"] if self._optional_questions() else []
            source = {"determination": self._determination.to_json(), "also": [*also, "person", "start_over"]}
            if sent_in := self._month_of("submitted_on"):
                source["sent_in"] = sent_in
            if promised_in := self._month_of("promised_by"):
                source["promised_in"] = promised_in
            drafts.append(_assistant(Kind.DETERMINATION, source))
        if self.starts_over and self._turn.door == Door.SCREENING:
            drafts.append(first_question())
        if isinstance(closing, Do) and self._turn.door == Door.SCREENING:
            drafts += self._where_codes_go(closing)
        if self._hand_off:
            drafts.append(self._handed_off(self._row, self._hand_off))
        return drafts

    def _parts(self) -> list[dict[str, Any]]:
        """What is said; whoever turns out to help somebody learns once, at that place, what they may do for them."""
        helps = self._facts.get("asking_as") in _HELPERS and self._turn.facts.get("asking_as") not in _HELPERS
        if not helps or self.starts_over:
            return self._plan.parts
        return [*(part for part in self._plan.parts if part["key"] != _LESS_OF_HELPING), {"key": "say-helping"}]

    def _where_codes_go(self, do: Do) -> list[Draft]:
        """Where a code is made or entered; none ever stands in the record. The question that stood is asked again."""
        notices = {
            ("save_for_later", None): save_for_later(),
            ("issue_code", "return"): save_for_later(),
            ("issue_code", "continuation"): _info("notice-sign-in", "continuation"),
            ("enter_code", None): _info("notice-enter-code", "enter_code"),
        }
        notice = notices.get((do.name, do.arguments.get("kind")))
        if notice is None:
            return []
        stands = self._turn.open_question
        if do.name == "save_for_later" or stands is None:
            return [notice]
        of = stands.about or (stands.of if stands.asks == "clarify" else None)
        offered = [value for value in stands.choices if value != "other"] if stands.asks == "clarify" else ()
        asked = self._turn.questions_asked
        source = question_source(stands.asks, asked, stands.variant, of, stands.value, offered)
        return [notice, _assistant(Kind.QUESTION, source)]

    def _question(self, ask: Ask) -> dict[str, Any]:
        value = list(ask.value) if isinstance(ask.value, tuple) else ask.value
        return question_source(ask.asks, self._turn.questions_asked, ask.variant, ask.of, value, ask.choices)

    def _determined(self) -> eligibility.Determination | None:
        """Computed here, with the same pure module that the actions use: Rasa only asks for it (ADR 0004)."""
        closing = self._plan.closing
        if isinstance(closing, Do) and closing.name == "show_result":
            return eligibility.determine(eligibility.validate_facts(self._facts), self._turn.as_of)
        return None

    def _hand_off_reason(self) -> str | None:
        """`needs_person` writes its determination, then hands off in the same turn (DESIGN section 5)."""
        closing = self._plan.closing
        if isinstance(closing, Do) and closing.name == "hand_off":
            reason = closing.arguments["reason"]
            return why_asked(self._turn.open_question) if reason == "asked" else reason
        if self.asks_for_people is None:
            return _UNAVAILABLE if self._stopped else None
        reasons = {"emergency": "emergency", "exclusion": str(self._facts.get("exclusion"))}
        return reasons.get(self.asks_for_people, "congressional")

    def _asks_for_people(self) -> str | None:
        if self._determination is None or self._determination.outcome != "needs_person":
            return None
        if self._facts.get("emergency") == "yes":
            return "emergency"
        return "exclusion" if self._facts.get("exclusion") in ("in_court", "refund_scheme") else "asking_as"

    def _optional_questions(self) -> bool:
        facts = eligibility.validate_facts(self._facts)
        return bool(eligibility.optional_questions(facts, self._skipped, self._turn.as_of)) or (
            eligibility.next_question(facts, self._skipped, self._turn.as_of) is not None
        )


def learned(turn: Turn, plan: Plan) -> dict[str, Any]:
    """The facts that stand once this reply is recorded."""
    facts: dict[str, Any] = dict(turn.facts)
    for name in (*plan.unset, *plan.skipped):
        facts.pop(name, None)
    for _how, found in plan.facts:
        facts.update(found)
    return facts


def _info(key: str, also: str) -> Draft:
    return _system(Kind.NOTICE, {"key": key, "level": "info", "also": [also]})


def _tracker(tracker: str | None, outcome: _Outcome) -> list[Draft]:
    """The assistant's tracker, unless a new epoch begins: that one starts without (DESIGN section 2)."""
    if tracker is None or outcome.epoch != outcome._row.epoch:
        return []
    return [_system(Kind.TRACKER, {"tracker": tracker})]


def _asked_about_danger(turn: Turn) -> bool:
    return turn.open_question is not None and turn.open_question.of == DANGER


def _can_be_said(turn: Turn, plan: Plan) -> list[dict[str, Any]]:
    """The sentences of the assistant's that are fit where danger is spoken of; elsewhere all of them.

    Words of danger get nothing about tax beside the lines of help. Where it stands, or is asked about, nobody is thanked
    for being safe, whatever a rule heard.
    """
    stands = learned(turn, plan).get("emergency") == "yes"
    if stands and safety.find(turn.text) is not None:
        return [part for part in plan.parts if part["key"] in _SAID_IN_DANGER]
    if stands or (isinstance(plan.closing, Ask) and plan.closing.of == "emergency"):
        return [part for part in plan.parts if part["key"] != "say-safe-go-on"]
    return plan.parts


def _may_be_danger(turn: Turn) -> bool:
    """Whether the assistant would have asked about danger, or had asked: while it is away the lines are named."""
    asked = _asked_about_danger(turn) and turn.choice is None
    return turn.facts.get("emergency") != "yes" and (asked or safety.hint(turn.text) is not None)


def _danger_unheeded(turn: Turn, plan: Plan, stopped: bool) -> bool:
    """Whether the list finds an emergency and the reply neither says so nor asks: then the list has the last word."""
    asks = isinstance(plan.closing, Ask) and plan.closing.of == "emergency" and not stopped
    heeded = asks or learned(turn, plan).get("emergency") is not None
    return not heeded and safety.find(turn.text) is not None


def _told_of_failure(give_up: bool, first: bool) -> list[Draft]:
    if give_up:
        key = "notice-could-not-answer"
    elif first:
        key = "notice-assistant-away"
    else:
        return []
    return [_system(Kind.NOTICE, {"key": key, "level": "info", "also": ["person"]})]


def _first_turn(unanswered: list[Event]) -> list[Event]:
    """All messages up to the first choice; a choice is a turn of its own.

    "Go on" after messages that were written while nobody answered belongs to them: their answer is the going on.
    """
    if "typed" not in unanswered[0].body["source"]:
        return unanswered[:1]
    turn = []
    for event in unanswered:
        source = event.body["source"]
        if "typed" not in source and source.get("do") != "resume":
            break
        turn.append(event)
    return turn


def _held(row: Row[Any], now: datetime) -> bool:
    leased = row.turn_id is not None and row.lease_until is not None and row.lease_until > now
    return leased or (row.retry_at is not None and row.retry_at > now)


def _question_metadata(question: OpenQuestion | None) -> Mapping[str, Any] | None:
    # A question of the gateway's own holds what the assistant must not see.
    if question is None or question.asks in CONTACT_ASKS:
        return None
    return {
        "seq": question.seq,
        "asks": question.asks,
        "variant": question.variant,
        "of": question.about or question.of,
        "value": question.value,
        "choices": list(question.choices),
    }


def _json(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def _assistant(kind: Kind, source: Mapping[str, Any]) -> Draft:
    return Draft(kind, Author.ASSISTANT, source)


def _system(kind: Kind, source: Mapping[str, Any]) -> Draft:
    return Draft(kind, Author.SYSTEM, source)
