"""The card: what an advocate must know in ten seconds, read from the record of one conversation.

It is made anew each time it is shown and kept nowhere. Every part names the message that it came from; what stands on it
is not to be asked again. Of a case it says nothing that the sign-in didn't bring along: who writes, and under what.

What is asked for and harm are read from the facts; the trouble is told in the person's own words, redacted at every door.
It fits 320 x 240 px (DESIGN section 10): what gives way, and in which order, stands in `_GIVES_WAY`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from casework import eligibility, redaction, safety
from casework.callbacks.models import ENDED, STANDS, Wish
from casework.callbacks.service import CallBacks
from casework.clock import Clock, local_date
from casework.conversations import safe_contact
from casework.conversations.continuing import before_going_on
from casework.conversations.models import Audience, Author, ConversationId, Event, Kind, Owner
from casework.conversations.record import ConversationNotFound, Needs, Standing, fold, fold_needs
from casework.conversations.replies import HAND_OFF_REASONS
from casework.conversations.service import Conversations
from casework.conversations.wording import isolated
from casework.documents.models import told_as
from casework.handoff import fit
from casework.handoff.writer import Basis, Writer, Writers
from casework.identity.models import SafeChannel
from casework.texts import Texts

CODES: Final = (
    *(
        "contact",
        "spouse",
        "danger",
        "who",
        "needs",
        "words",
        "harm",
        "by",
        "wants",
        "why",
        "tried",
        "papers",
        "told",
        "known",
    ),
)
"""The lines, in reading order: first what may do harm if it is read too late."""
_LOCALES: Final = {"en": "en_US", "es": "es_US"}
# Days of the week in Spanish are written out; CLDR's short forms are those of tables.
_DAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "es": {"MMMEd": "EEEE d 'de' MMM'.'", "MMMd": "d 'de' MMM'.'", "yMMMd": "d 'de' MMM'.' y"}
}
_KINDS: Final = (Kind.MESSAGE, Kind.QUESTION, Kind.NOTICE, Kind.DETERMINATION, Kind.OWNER, Kind.DOCUMENT, Kind.FACT)
# What tells of the trouble: the messages that these came from are the person's own words for it.
_TROUBLE: Final = frozenset(
    {
        *("topics", "hardship", "adverse_action", "adverse_action_on", "harm_on", "significant_costs", "submission"),
        *("irreparable_harm", "system_failure", "promised_by", "exclusion", "rights_concern"),
    }
)
_FEWEST_WORDS: Final = 5
"""Fewer say too little to be the trouble: a greeting, a yes, the name of a form."""
_MOST_QUOTES: Final = 2
_COLLECTION: Final = ("levy_or_garnishment", "seizure", "lien", "passport")
# Said in the words of the facts, where there is something to say.
_ALSO_TROUBLE: Final[Mapping[str, frozenset[str]]] = {
    "irreparable_harm": frozenset({"yes"}),
    "significant_costs": frozenset({"yes"}),
    "exclusion": frozenset(eligibility.FACTS["exclusion"].values) - {"none"},
    "system_failure": frozenset({"yes"}),
    "rights_concern": frozenset({"yes"}),
    "federal_tax": frozenset({"no", "unsure"}),
}
_BY: Final = {
    ("harm_on",): "by-harm",
    ("adverse_action_on",): "by-step",
    ("harm_on", "adverse_action_on"): "by-both",
}
_MOST_WISHES: Final = 2
# By how many ways are safe (`casework.conversations.safe_contact`).
_CONTACTS: Final = {0: "none", 1: "here", 2: "call", 3: "voicemail"}
_MAY_CALL: Final = frozenset({"call", "voicemail"})
# Who writes for somebody else: whose telephone and screen are meant is said then. Nobody asks for an authorization there.
_FOR_ANOTHER: Final = frozenset({"other", "representative", "congressional"})
# What a sentence about a case told of, by how its key goes on after `case-`.
_CASE_TOLD: Final[Mapping[str, str]] = {
    "not": "not-found",
    **dict.fromkeys(("status", "means"), "status"),
    **dict.fromkeys(("needed", "received", "due", "document"), "papers"),
    **dict.fromkeys(("timeline", "step"), "history"),
    **{aspect: aspect for aspect in ("next", "contact", "completion", "advocate")},
}
_ELLIPSIS: Final = "…"
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?\n])\s+")
# What shrinks, to how many lines (0: it goes), until everything has room. Rules of safety and days never do, and danger
# only where its own words would take the whole card.
_GIVES_WAY: Final = (
    *(
        ("words", 4),
        ("papers", 1),
        ("known", 3),
        ("known", 2),
        ("told", 2),
        ("tried", 2),
        ("wants", 1),
        ("why", 0),
        ("words", 3),
    ),
    *(
        ("known", 1),
        ("told", 1),
        ("tried", 1),
        ("who", 2),
        ("harm", 2),
        ("told", 0),
        ("tried", 0),
        ("papers", 0),
        ("words", 2),
    ),
    *(("harm", 1), ("needs", 1), ("who", 1), ("wants", 0), ("words", 1), ("harm", 0), ("danger", 7)),
)
# As they are set in web/src/page.css.
_BOLD: Final = frozenset({"by", "contact", "spouse"})
_WHOLE: Final = frozenset({"danger", "contact"})
_MOST_LINES_OF: Final[Mapping[str, int]] = {"words": 5, "contact": 4}

type _Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class HandedOff:
    """The hand-off as the queue has it.

    Attributes:
        reason: Why, one of the reasons of a hand-off.
        at: When.
        emergency: Whether the queue has it as one; the conversation's own flag counts as well.
        told_minutes: The range of waiting time that the person was told last.
    """

    reason: str
    at: dt.datetime
    emergency: bool = False
    told_minutes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing said on a line.

    Attributes:
        text: The words.
        seq: The message that it came from; None where that stands in no transcript beside the card.
        facts: The facts that it says.
        quoted: Whether these are the person's own words, in a language that nobody said.
        corrected: Whether an advocate corrected it.
    """

    text: str = field(repr=False)
    seq: int | None = None
    facts: tuple[str, ...] = ()
    quoted: bool = False
    corrected: bool = False

    def to_json(self) -> dict[str, Any]:
        """Gives the part as JSON has it."""
        return {
            "text": self.text,
            "seq": self.seq,
            "facts": list(self.facts),
            "quoted": self.quoted,
            "corrected": self.corrected,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one thing, one of `CODES`."""

    code: str
    label: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The line as it is read."""
        return f"{self.label}: {' · '.join(_as_read(part) for part in self.parts)}"

    @property
    def height(self) -> int:
        """How many lines of the card it takes."""
        return fit.lines(self.text, fit.BOLD_WIDTH if self.code in _BOLD else fit.LINE_WIDTH)

    def to_json(self) -> dict[str, Any]:
        """Gives the line as JSON has it."""
        return {"code": self.code, "label": self.label, "parts": [part.to_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Card:
    """The card, in one language and in reading order.

    Attributes:
        language: The language of all words but those that are quoted.
        chat_language: The language of the conversation.
        title: Its name.
        urgency: `today`, `this_week` or `soon` (DESIGN section 6).
        urgency_text: The urgency in words.
        emergency: Whether danger was noticed; it stays so when the person says that they are safe.
        verified: Whether the person signed in. Of nobody else a case is shown.
        verified_text: The same in words.
        verified_hint: What that means for the advocate.
        lines: What is known, line by line; what nothing is known of has none.
        known: Every fact that was answered or left open: none of them is asked again.
        skipped: Those of them that were asked and left open.
        last_seq: How far the record went when the card was made.
    """

    conversation_id: ConversationId
    language: str
    chat_language: str
    title: str
    urgency: str
    urgency_text: str
    emergency: bool
    verified: bool
    verified_text: str
    verified_hint: str
    corrected_text: str
    lines: tuple[Line, ...] = field(repr=False)
    known: tuple[str, ...]
    skipped: tuple[str, ...]
    last_seq: int

    def line(self, code: str) -> Line | None:
        """One line by its code."""
        return next((line for line in self.lines if line.code == code), None)

    def to_json(self) -> dict[str, Any]:
        """Gives the card as JSON has it."""
        return {
            "conversation": self.conversation_id,
            "language": self.language,
            "chat_language": self.chat_language,
            "title": self.title,
            "urgency": {"code": self.urgency, "text": self.urgency_text},
            "emergency": self.emergency,
            "verified": {"code": self.verified, "text": self.verified_text, "hint": self.verified_hint},
            "lines": [line.to_json() for line in self.lines],
            "known": list(self.known),
            "skipped": list(self.skipped),
            "last_seq": self.last_seq,
        }


class Cards:
    """Makes cards. Without `writers` nobody counts as signed in; without `callbacks` no call-back tells of a need."""

    def __init__(
        self,
        conversations: Conversations,
        database: Database,
        texts: Texts,
        clock: Clock,
        writers: Writers | None = None,
        callbacks: CallBacks | None = None,
    ) -> None:
        self._conversations = conversations
        self._record = conversations.record
        self._database = database
        self._texts = texts
        self._clock = clock
        self._writers = writers
        self._callbacks = callbacks

    async def of(
        self,
        connection: AsyncConnection | None,
        conversation_id: ConversationId,
        language: str,
        handed_off: HandedOff | None = None,
    ) -> Card:
        """Makes the card of a conversation as it stands.

        Args:
            connection: The transaction to read in; None: one of its own.
            conversation_id: The conversation.
            language: The advocate's.
            handed_off: The hand-off; None: as the record tells it.

        Raises:
            ConversationNotFound: there is none, or it has been erased.
            DatabaseUnavailable: nothing could be read.
        """
        if connection is None:
            async with self._database.read() as reading:
                return await self.of(reading, conversation_id, language, handed_off)
        row = await self._record.row(connection, conversation_id)
        writer = await self._writers.of(conversation_id) if self._writers is not None else None
        before = None if writer is None else writer.conversation.continued_from
        wish = None if self._callbacks is None else await self._callbacks.wish_in(connection, row)
        now = self._clock.now()
        told = _Told(await self._read(connection, row), row.facts_from_seq)
        earlier = None if before is None else await self._earlier(connection, before)
        return _Maker(self._texts, language, row, told, earlier, writer, wish, handed_off, now).card()

    async def _read(self, connection: AsyncConnection, row: Row[Any]) -> list[Event]:
        return await self._record.read(connection, row, 0, Audience.RECORD, _KINDS)

    async def _earlier(self, connection: AsyncConnection, conversation_id: ConversationId) -> _Told | None:
        """What was said in the screening that the person brought along; None where it has been erased since."""
        try:
            row = await self._record.row(connection, conversation_id)
        except ConversationNotFound:
            return None
        return _Told(before_going_on(await self._read(connection, row)), row.facts_from_seq)


@dataclass(frozen=True, slots=True)
class _Quote:
    """Messages that were written in one go, as one."""

    seq: int
    text: str = field(repr=False)

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Danger:
    """What raised the flag: when, and the sentences that speak of danger, if they were typed."""

    seq: int | None
    at: dt.datetime
    sentences: tuple[str, ...] = field(repr=False)
    """As they stand in the message; what stands between them is an ellipsis."""


@dataclass(frozen=True, slots=True)
class _CaseTold:
    """Sentences about one aspect of a case, each by its key after `case-`, with its values."""

    seq: int
    said: list[tuple[str, Mapping[str, Any]]] = field(repr=False)


class _Told:
    """What the events of one conversation tell, with the message that each came from."""

    def __init__(self, events: Sequence[Event], facts_from_seq: int) -> None:
        self._events = events
        self._since = [event for event in events if event.seq > facts_from_seq]
        self._facts = [event for event in self._since if event.kind is Kind.FACT]
        self._seq_before: dict[int, int | None] = {}
        last = None
        for event in events:
            last = event.seq if event.kind is Kind.MESSAGE and event.author is Author.PERSON else last
            self._seq_before[event.seq] = last
        self.standing: Standing = fold(self._facts)
        self.needs: Needs = fold_needs(event for event in events if event.kind is Kind.FACT)
        self.asked = {_source(event).get("asks") for event in self._since if event.kind is Kind.QUESTION}
        self.origin: dict[str, int | None] = {}
        self.corrected: set[str] = set()
        for event in self._facts:
            source = event.body["source"]
            for name in (*source.get("facts", {}), *source.get("skipped", ())):
                self.origin[name] = self._from(event)
                (self.corrected.add if event.author is Author.AGENT else self.corrected.discard)(name)

    def need_seq(self, name: str) -> int | None:
        """The message that a need came from."""
        told = [event for event in self._events if event.kind is Kind.FACT and name in _source(event).get("needs", {})]
        return self._from(told[-1]) if told else None

    def newest(self, kind: Kind, *keys: str, since_start: bool = True) -> Event | None:
        """The last event of a kind; of notices, with one of these keys."""
        among = self._since if since_start else self._events
        found = (event for event in reversed(among) if event.kind is kind)
        return next((event for event in found if not keys or _source(event).get("key") in keys), None)

    def handed_off(self) -> Event | None:
        """The last time that the conversation was handed off; going back to the queue from a desk is none."""
        found = (event for event in reversed(self._events) if event.kind is Kind.OWNER)
        queued = (event for event in found if _source(event)["owner"] == Owner.QUEUED.value)
        return next((event for event in queued if _source(event)["reason"] in HAND_OFF_REASONS), None)

    def of_case(self) -> dict[str, _CaseTold]:
        """What was told last of each aspect of a case."""
        found: dict[str, _CaseTold] = {}
        for event in self._since:
            for part in _source(event).get("parts", ()) if event.kind is Kind.MESSAGE else ():
                area, _, rest = str(part["key"]).partition("-")
                if area != "case" or (aspect := _CASE_TOLD.get(rest.partition("-")[0])) is None:
                    continue
                if aspect not in found or found[aspect].seq != event.seq:
                    found[aspect] = _CaseTold(event.seq, [])
                found[aspect].said.append((rest, part.get("with", {})))
        return found

    def papers(self) -> dict[int, Mapping[str, Any]]:
        """The documents that the person sent, by the event of each, as they stand last; without those erased since."""
        found: dict[int, Mapping[str, Any]] = {}
        for event in self._events:
            if event.kind is Kind.DOCUMENT and not _source(event)["from_agent"]:
                source = _source(event)
                found[source.get("of_seq", event.seq)] = source
        return {seq: source for seq, source in found.items() if source["state"] != "erased"}

    @cached_property
    def unsafe(self) -> list[tuple[int, safe_contact.Said]]:
        """What the person said of ways to reach them, since they last chose one, with the message of each."""
        chose = [event.seq for event in self._events if _chose_contact(event)]
        typed = (event for event in self._events if _is_typed(event) and event.seq > max(chose, default=0))
        said = ((event.seq, safe_contact.find(redaction.redact(_source(event)["typed"]).text)) for event in typed)
        return [(seq, one) for seq, one in said if one is not None]

    @cached_property
    def chose_contact(self) -> bool:
        """Whether the person ever chose how they may be reached."""
        return any(map(_chose_contact, self._events))

    def quotes(self, newest_first: bool) -> list[_Quote]:
        """The person's own words for their trouble, what tells most first.

        Those that facts were understood from, else those that weren't understood, else the first that says something
        (`newest_first`: the last that does), else whatever is longest.
        """
        runs = self._runs()
        scores: dict[int, int] = {}
        missed: list[_Quote] = []
        for event in self._facts:
            source = _source(event)
            run = runs.get(source.get("from_seq", -1))
            if run is None:
                continue
            if source["how"] == "not_understood":
                missed.append(run)
            told = _TROUBLE.intersection(source.get("facts", {}))
            if told:
                scores[run.seq] = scores.get(run.seq, 0) + len(told)
        by_seq = {run.seq: run for run in runs.values()}
        telling = [by_seq[seq] for seq in sorted(scores, key=lambda seq: (-scores[seq], seq))]
        if missed and not scores:
            # What the hand-off followed was not understood either.
            telling = [*missed[-1:], *(run for run in [*by_seq.values()][-1:] if run not in missed)]
        if telling:
            first, *others = telling
            return [first, *(quote for quote in others if quote.words >= _FEWEST_WORDS)][:_MOST_QUOTES]
        substantial = [run for run in by_seq.values() if run.words >= _FEWEST_WORDS]
        if substantial:
            return [substantial[-1 if newest_first else 0]]
        return sorted(by_seq.values(), key=lambda run: -run.words)[:1]

    def dangers(self) -> list[_Danger]:
        """What raised the flag, each message once. The hint before a yes to the question is what it was about."""
        found: dict[int | None, _Danger] = {}
        for raised in self._emergencies("yes"):
            seq = self._from(raised)
            danger = _Danger(seq, raised.at, ())
            for event in reversed([one for one in self._events if _is_typed(one) and (seq is None or one.seq <= seq)]):
                if sentences := _dangerous(_source(event)["typed"]):
                    danger = _Danger(event.seq, event.at, sentences)
                    break
            found.setdefault(danger.seq, danger)
        # Once the flag is up, further words of danger raise it no more.
        first = min((seq for seq in found if seq is not None), default=self._events[-1].seq if self._events else 0)
        for event in (one for one in self._events if one.seq > first and _is_typed(one)):
            if safety.find(_source(event)["typed"]) is not None:
                found.setdefault(event.seq, _Danger(event.seq, event.at, _dangerous(_source(event)["typed"])))
        return sorted(found.values(), key=lambda danger: danger.at)

    def safe(self) -> Event | None:
        """Where the person said, after the last danger, that they are safe."""
        raised, safe = self._emergencies("yes"), self._emergencies("no")
        return safe[-1] if safe and (not raised or safe[-1].seq > raised[-1].seq) else None

    def _emergencies(self, value: str) -> list[Event]:
        facts = (event for event in self._events if event.kind is Kind.FACT)
        return [event for event in facts if _source(event).get("facts", {}).get("emergency") == value]

    def _from(self, event: Event) -> int | None:
        """The message that a fact came from: as it says, else the person's last before it, or what said it back."""
        source = _source(event)
        if "from_seq" in source:
            return int(source["from_seq"])
        if event.author is Author.AGENT:
            return None
        before = self._seq_before[event.seq]
        if before is not None:
            return before
        after = (one.seq for one in self._events if one.seq > event.seq and one.kind is Kind.MESSAGE)
        return next(after, None)

    def _runs(self) -> dict[int, _Quote]:
        """What was typed in one go, by each of its messages: people write one thought in several."""
        runs: dict[int, _Quote] = {}
        run: list[Event] = []
        for event in self._since:
            if event.kind in (Kind.MESSAGE, Kind.QUESTION, Kind.DETERMINATION) and event.author is not Author.PERSON:
                run = []
            elif _is_typed(event):
                run.append(event)
                said = " / ".join(" ".join(redaction.redact(_source(one)["typed"]).text.split()) for one in run)
                for one in run:
                    runs[one.seq] = _Quote(run[0].seq, said)
        return runs


class _Maker:
    """Puts a card together."""

    def __init__(
        self,
        texts: Texts,
        language: str,
        row: Row[Any],
        told: _Told,
        earlier: _Told | None,
        writer: Writer | None,
        wish: Wish | None,
        handed_off: HandedOff | None,
        now: dt.datetime,
    ) -> None:
        self._texts = texts
        self._language = language
        self._row = row
        self._told = told
        self._earlier = earlier
        self._writer = writer
        self._wish = wish
        self._handed_off = handed_off
        self._now = now
        self._as_of = local_date(now, row.time_zone)
        self._facts: Mapping[str, Any] = told.standing.facts
        self._say: _Say = partial(_say, texts, language)
        self._emergency = bool(row.emergency or (handed_off and handed_off.emergency))
        self._another = writer is None and self._facts.get("asking_as") in _FOR_ANOTHER
        self._dangers, self._safe = self._all_dangers()
        self._danger_parts = self._danger() if self._emergency else []

    def card(self) -> Card:
        """The whole card, fitted."""
        standing = self._told.standing
        valid = eligibility.validate_facts(self._facts)
        urgency = "today" if self._emergency else eligibility.urgency_of(valid, self._as_of)
        known = (*standing.facts, *standing.skipped)
        verified = self._writer is not None
        mark = "verified" if verified else "not-verified"
        another = "-writer" if self._another else ""
        needs = self._needs()
        only_language = [part.text for part in needs] == self._languages()
        made = [
            self._line("contact", self._contact(), f"contact{another}"),
            self._line("spouse", self._spouse()),
            self._line("danger", self._danger_parts),
            self._line("who", self._who()),
            self._line("needs", needs, "language" if only_language else f"needs{another}"),
            *(self._line("words", self._words()), self._line("harm", self._harm()), self._line("by", self._by())),
            *(self._line("wants", self._wants()), self._line("why", self._why())),
            *(self._line("tried", self._tried()), self._line("papers", self._sent())),
            self._line("told", self._already_told()),
        ]
        lines = [line for line in made if line.parts]
        fitted = _fitted(lines, partial(self._known, lines), self._say)
        nothing_told = self._line("told", [Part(self._say("told-nothing"))])
        # Only where there is more than room: that nothing was told gives way to everything else, and to a head of two rows.
        if self._was_told_nothing() and _height([*fitted, nothing_told]) < fit.MOST_LINES:
            fitted.insert(-1, nothing_told)
        return Card(
            conversation_id=ConversationId(self._row.id),
            language=self._language,
            chat_language=self._row.language,
            title=self._say("title"),
            urgency=urgency,
            urgency_text=self._urgency(urgency),
            emergency=self._emergency,
            verified=verified,
            verified_text=self._say(mark),
            verified_hint=self._say(f"{mark}-hint"),
            corrected_text=self._say("corrected"),
            lines=tuple(fitted),
            known=known,
            skipped=standing.skipped,
            last_seq=self._row.last_seq,
        )

    def _urgency(self, urgency: str) -> str:
        """What nobody must act on this week has a day that it must be done by, or says why it has none."""
        dated = [name for name in ("harm_on", "adverse_action_on") if _is_day(self._facts.get(name))]
        if urgency != "soon":
            return self._say(f"urgency-{urgency}")
        if dated:
            first = min(dated, key=lambda name: str(self._facts[name]))
            if month := self._told.standing.rough.get(first):
                return self._say("urgency-soon-by-month", told_month=month)
            return self._say("urgency-soon-by", day=self._short_day(self._facts[first]))
        if self._facts.get("hardship") or self._facts.get("adverse_action", "none") != "none":
            return self._say("urgency-soon")
        return self._say("urgency-soon-harmless" if "hardship" in self._facts else "urgency-soon-unknown")

    # Line by line

    def _who(self) -> list[Part]:
        asking_as = self._facts.get("asking_as")
        writer = self._writer
        if writer is None:
            if asking_as is None:
                return [Part(self._say(f"who-{self._missing('asking_as')}"))]
            parts = [self._fact(self._say(f"who-{asking_as}"), "asking_as")]
            return [*parts, Part(self._say("who-unchecked"))] if asking_as in _FOR_ANOTHER else parts
        parts = [] if writer.name is None else [Part(writer.name)]
        if writer.basis is Basis.UNKNOWN:
            return [*parts, Part(self._say("who-rights-unknown"))]
        parts.append(Part(self._say(f"who-{writer.basis}")))
        if writer.basis is Basis.AUTHORIZED:
            parts += [Part(self._say("who-form", form=str(writer.form)))] if writer.form else []
            parts.append(Part(self._say("who-acts" if writer.acts else "who-told")))
            parts += [Part(self._say("who-until", day=self._day(writer.until, "yMMMd")))] if writer.until else []
        elif asking_as is not None and asking_as != "individual":
            parts.append(self._fact(self._say(f"who-{asking_as}"), "asking_as"))
        return parts

    def _spouse(self) -> list[Part]:
        joint = self._writer is not None and self._writer.joint and self._writer.basis is not Basis.UNKNOWN
        return [Part(self._say("spouse"))] if joint else []

    def _all_dangers(self) -> tuple[list[_Danger], Event | None]:
        """Every danger, those of the screening without their messages; and where the person said that they are safe."""
        before = self._earlier.dangers() if self._earlier is not None else []
        here = self._told.dangers()
        safe = self._told.safe() or (self._earlier.safe() if self._earlier is not None and not here else None)
        return [*(replace(danger, seq=None) for danger in before), *here], safe

    def _danger(self) -> list[Part]:
        if not self._dangers:
            return [Part(self._say("danger-earlier" if self._earlier is not None else "danger-no-words"))]
        parts: list[Part] = []
        for danger in self._dangers:
            parts.append(Part(self._say("danger-said", time=self._time(danger.at)), danger.seq, ("emergency",)))
            if danger.sentences:
                parts.append(Part(" ".join(danger.sentences), danger.seq, quoted=True))
        if not self._told.dangers():
            parts.append(Part(self._say("danger-earlier")))
        if any(one is not None and one.newest(Kind.NOTICE, *_LINES) for one in (self._told, self._earlier)):
            parts.append(Part(self._say("danger-lines")))
        if self._safe is None:
            return [*parts, Part(self._say("danger-not-safe"))]
        text = self._say("danger-safe", time=self._time(self._safe.at))
        return [*parts, self._fact(text, "emergency") if self._told.safe() else Part(text)]

    def _words(self) -> list[Part]:
        quotes = self._told.quotes(newest_first=self._writer is not None)
        if not any(quote.words >= _FEWEST_WORDS for quote in quotes) and self._earlier is not None:
            brought = self._earlier.quotes(newest_first=False)
            return [Part(quote.text, quoted=True) for quote in brought[:1]]
        # In the order in which they were written. What stands above isn't told twice.
        told = [(quote.seq, self._without_above(quote.text)) for quote in sorted(quotes, key=lambda one: one.seq)]
        return [Part(text, seq, quoted=True) for seq, text in told if text]

    def _without_above(self, text: str) -> str:
        dangers = (one for danger in self._dangers for one in danger.sentences if one != _ELLIPSIS)
        for sentence in (*dangers, *(one.quote for _, one in self._told.unsafe)):
            text = text.replace(sentence, _ELLIPSIS)
        text = re.sub(rf"{_ELLIPSIS}(?: {_ELLIPSIS})+", _ELLIPSIS, text)
        return text if re.search(r"\w", text) else ""

    def _harm(self) -> list[Part]:
        facts = self._facts
        names = ("hardship", "hardship_link") if facts.get("hardship_link") == "yes" else ("hardship",)
        parts = [self._fact(self._say(f"harm-{one}"), *names) for one in facts.get("hardship", ())]
        if parts and facts.get("hardship_link") == "no":
            parts.append(self._fact(self._say("harm-other-cause"), "hardship_link"))
        action = facts.get("adverse_action")
        if action in ("threatened", "happening"):
            parts.insert(0, self._fact(self._say(f"step-{action}", step=self._step()), "adverse_action"))
        for name, values in _ALSO_TROUBLE.items():
            if facts.get(name) in values:
                parts.append(self._fact(self._answer(name), name))
        if facts.get("hardship") == []:
            parts.append(self._fact(self._say("harm-no-needs"), "hardship"))
        if action == "none":
            parts.append(self._fact(self._say("harm-no-action"), "adverse_action"))
        # Danger is harm enough, and what was left open stands among what isn't asked again.
        if parts or self._emergency or "hardship" in self._told.standing.skipped:
            return parts
        return [Part(self._say(f"harm-{self._missing('hardship')}"))]

    def _by(self) -> list[Part]:
        days: dict[tuple[str, str], list[str]] = {}
        for name in ("harm_on", "adverse_action_on"):
            if _is_day(self._facts.get(name)):
                days.setdefault((str(self._facts[name]), self._when(name)), []).append(name)
        step = self._step()
        told = ((names, when) for (_day, when), names in sorted(days.items()))
        parts = [self._fact(self._say(_BY[tuple(names)], day=day, step=step), *names) for names, day in told]
        if self._emergency:
            # A day named for something else must not read as the day of the danger.
            seq = self._dangers[-1].seq if self._dangers else None
            return parts if self._safe else [Part(self._say("by-danger"), seq, ("emergency",)), *parts]
        if parts:
            return parts
        if not (self._facts.get("hardship") or self._facts.get("adverse_action", "none") != "none"):
            # Without a line nobody could tell that no day is known from that none was looked for.
            named = "hardship" in self._facts or "hardship" in self._told.standing.skipped
            return [Part(self._say("by-none" if named else "by-unasked"))]
        if "harm_on" in self._facts:
            return [self._fact(self._say("by-unsure"), "harm_on")]
        if "harm_on" in self._told.standing.skipped:
            return [self._fact(self._say("by-declined"), "harm_on")]
        asked = {"harm_on", "adverse_action_on"} & self._told.asked
        return [Part(self._say(f"by-{self._missing(*asked)}"))]

    def _contact(self) -> list[Part]:
        parts: list[Part] = []
        needs = self._all_needs()
        notice = self._told.newest(Kind.NOTICE, safe_contact.ASKS_CONTACT, since_start=False)
        way: str | None = None
        seq: int | None = None
        said, said_way = self._unsafe(needs)
        if said:
            way, seq = said_way, said[0].seq
        elif "safe_contact" in needs:
            ways, seq = needs["safe_contact"]
            way = _CONTACTS.get(len(ways), "any")
        elif notice is not None:
            # Asked after words of violence at home, and left open: silence is no permission to call.
            way, seq = "unknown", notice.seq
        elif self._wish is not None and not self._wish.name_caller:
            way = "voicemail" if self._wish.voicemail else "call"
        elif self._writer is not None and self._writer.preferences is not None:
            channel = self._writer.preferences.safe_channel
            # By the portal is what it is by itself; only what was chosen is worth a line.
            way = None if channel is SafeChannel.PORTAL else channel.value
        parts += [Part(self._say(f"contact-{way}"), seq)] if way else []
        shared = needs.get("shared_device")
        if shared is not None and shared[0] == "yes":
            parts.append(Part(self._say("contact-shared"), shared[1]))
        # What is forbidden comes first: who reads no further does no harm.
        parts += [Part(self._say(f"contact-may-{way}"), seq)] if way in _MAY_CALL else []
        return [*parts, *said]

    def _unsafe(self, needs: Mapping[str, tuple[Any, int | None]]) -> tuple[list[Part], str]:
        """What they said themselves of ways that aren't safe, where that stands, and how it is told in a word."""
        here = self._told.unsafe
        brought = [] if self._earlier is None or self._told.chose_contact else self._earlier.unsafe
        said = [*((None, one) for _, one in brought), *here]
        unsafe = {way for _, one in said for way in one.unsafe}
        chosen = self._told.chose_contact or (self._earlier is not None and self._earlier.chose_contact)
        if chosen and "safe_contact" in needs:
            # What was chosen before, as far as it still stands, and no other way.
            safe = needs["safe_contact"][0]
            unsafe |= {way for way in (safe_contact.CALL, safe_contact.WRITE) if way not in safe}
        way = "here" if len(unsafe) > 1 else f"not-{next(iter(unsafe), safe_contact.CALL)}"
        quotes = {" ".join(one.quote.split()): seq for seq, one in said}
        return [Part(quote, seq, quoted=True) for quote, seq in [*quotes.items()][-_MOST_QUOTES:]], way

    def _wants(self) -> list[Part]:
        wishes = [topic for topic in self._facts.get("topics", ()) if self._has(f"card-wants-{topic}")]
        # That it is about federal tax goes without saying, beside what they want of the IRS.
        names = ("topics", "federal_tax") if self._facts.get("federal_tax") == "yes" else ("topics",)
        if wishes:
            return [self._fact(self._say(f"wants-{topic}"), *names) for topic in wishes[:_MOST_WISHES]]
        # Without a line nobody could tell that it isn't known from that nobody looked for it.
        understood = self._reason() != "not_understood"
        written = understood and self._told.quotes(newest_first=self._writer is not None)
        return [Part(self._say("wants-as-written" if written else "wants-unknown"))]

    def _why(self) -> list[Part]:
        """Why a person took over."""
        event, reason = self._told.handed_off(), self._reason()
        # Of danger the card tells by itself.
        if not reason or (reason == "emergency" and self._emergency) or not self._has(f"card-reason-{reason}"):
            return []
        return [Part(self._say(f"reason-{reason}"), event.seq if event else None)]

    def _reason(self) -> str | None:
        if self._handed_off is not None:
            return self._handed_off.reason
        event = self._told.handed_off()
        return None if event is None else str(_source(event)["reason"])

    def _tried(self) -> list[Part]:
        facts, parts = self._facts, []
        promised, sent_on, submission = facts.get("promised_by"), facts.get("submitted_on"), facts.get("submission")
        if _is_day(promised):
            passed = str(promised) < self._as_of.isoformat()
            text = "tried-promise-passed" if passed else "tried-promise"
            parts.append(self._fact(self._say(text, day=self._when("promised_by")), "promised_by"))
        if submission is not None and submission != "none":
            said = self._answer("submission")
            if _is_day(sent_on):
                text = self._say("tried-sent", submission=said, day=self._when("submitted_on"))
                parts.append(self._fact(text, "submission", "submitted_on"))
            elif sent_on == "unsure" or "submitted_on" in self._told.standing.skipped:
                text = self._say("tried-sent-undated", submission=said)
                parts.append(self._fact(text, "submission", "submitted_on"))
            else:
                parts.append(self._fact(said, "submission"))
        elif _is_day(sent_on):
            parts.append(self._fact(self._say("tried-sent-on", day=self._when("submitted_on")), "submitted_on"))
        if "contacted_irs" in facts:
            text = "tried-irs" if facts["contacted_irs"] == "yes" else "tried-irs-not"
            parts.append(self._fact(self._say(text), "contacted_irs"))
        if submission == "none":
            parts.append(self._fact(self._say("tried-nothing-sent"), "submission"))
        if promised == "none":
            parts.append(self._fact(self._say("tried-no-promise"), "promised_by"))
        return parts

    def _sent(self) -> list[Part]:
        """What the person sent here, and how it stands where it can't be opened."""
        parts = []
        for seq, source in self._told.papers().items():
            name = isolated(source["name"])
            state = told_as(source["state"], source.get("verdict"))
            parts.append(Part(name if state == "clean" else self._say(f"papers-{state}", document_name=name), seq))
        return parts

    def _already_told(self) -> list[Part]:
        parts: list[Part] = []
        shown = self._told.newest(Kind.DETERMINATION)
        if shown is not None:
            found = _source(shown)["determination"]
            parts.append(Part(self._say(f"told-{found['outcome']}"), shown.seq))
            for reason in found["reasons"]:
                text = {"criterion-5": "told-wait-late", "within-normal-time": "told-wait-normal"}.get(reason["code"])
                if text is not None:
                    parts.append(Part(self._say(text, waited_days=reason["values"]["waited_days"]), shown.seq))
        called = self._told.newest(Kind.NOTICE, *STANDS, *ENDED, since_start=False)
        if called is not None and _source(called)["key"] in STANDS:
            text = "told-callback-tried" if _source(called)["key"].endswith("tried") else "told-callback-asked"
            parts.append(Part(self._say(text), called.seq))
        parts += self._told_of_case()
        event = self._told.handed_off()
        opens_on = None if event is None else _source(event).get("with", {}).get("opens_on")
        if event is not None and opens_on is not None:
            parts.append(Part(self._say("told-opens", day=self._in_days(opens_on)), event.seq))
        if self._handed_off is not None and self._handed_off.told_minutes is not None:
            low, high = self._handed_off.told_minutes
            parts.append(Part(self._say("told-queue", low_minutes=low, high_minutes=high)))
        return parts

    def _was_told_nothing(self) -> bool:
        """Whether nothing was told, before a new start and in a screening taken along either."""
        results = self._told.newest(Kind.DETERMINATION, since_start=False)
        return results is None and self._earlier is None and not self._already_told()

    def _told_of_case(self) -> list[Part]:
        """What was said of the case, in a few words each; whose right to it has ended, only of what it was."""
        told = self._told.of_case()
        if not told:
            return []
        if self._writer is None or self._writer.basis not in (Basis.OWN, Basis.AUTHORIZED):
            named = self._texts.join([self._say(f"told-case-{aspect}") for aspect in told], self._language)
            return [Part(self._say("told-case", aspects=named), min(one.seq for one in told.values()))]
        return [Part(text, one.seq) for one in told.values() for text in self._briefly(one)]

    def _briefly(self, told: _CaseTold) -> list[str]:
        # Of a list of steps the newest; of papers those that were asked for, and those that came.
        keys = [key for key, _ in told.said if key != "timeline"]
        if heads := [at for at, key in enumerate(keys) if key in ("needed", "received")]:
            ends = [*heads[1:], len(keys)]
            return [self._papers_told(*keys[at:end]) for at, end in zip(heads, ends, strict=True)]
        key, values = next((key, values) for key, values in told.said if key == keys[0])
        days = {name: self._short_day(day) for name, day in values.items() if name.endswith("_on")}
        brief = f"said-{key.removesuffix('-client')}"
        if self._has(f"card-{brief}"):
            return [self._say(brief, **{**values, **days})]
        said = self._first_sentence(key, values)
        return [self._say("said-status", status=said) if key.startswith("status") else said]

    def _papers_told(self, head: str, *others: str) -> str:
        papers = [self._first_sentence(key, {}) for key in others if key.startswith("document-")]
        return self._say(f"said-{head}", papers=self._texts.join(papers, self._language))

    def _first_sentence(self, key: str, values: Mapping[str, Any]) -> str:
        """As the person read it: that is short for the state of a case, a step, and a paper."""
        said = self._texts.say(f"case-{key}", self._language, values)
        return _SENTENCE_ENDS.split(said)[0].rstrip(".")

    def _needs(self) -> list[Part]:
        parts: list[Part] = []
        needs = self._all_needs()
        if "interpreter" in needs:
            parts.append(Part(self._interpreter(needs["interpreter"][0]), needs["interpreter"][1]))
        elif self._wish is not None and self._wish.language not in self._texts.languages:
            spoken = self._texts.say(f"page-callback-language-{self._wish.language}", self._language)
            parts.append(Part(self._say("needs-interpreter", spoken=spoken)))
        if self._row.language != self._language:
            parts += [Part(text) for text in self._languages()[: 1 if parts else None]]
        if _is_needed(needs, "relay"):
            parts.append(Part(self._say("needs-relay"), needs["relay"][1]))
        elif self._wish is not None and self._wish.relay:
            parts.append(Part(self._say("needs-relay")))
        if _is_needed(needs, "screen_reader"):
            parts.append(Part(self._say("needs-screen_reader"), needs["screen_reader"][1]))
        return parts

    def _languages(self) -> list[str]:
        """What is said of the language where nothing else is needed: that it is another one, and what is known beside."""
        if self._row.language == self._language:
            return []
        spoken = self._say(f"language-{self._row.language}")
        return [self._say("needs-language", spoken=spoken), self._say("needs-interpreter-none")]

    def _known(self, whole: Sequence[Line], shown: Sequence[Line], most_lines: int) -> Line:
        """What may not be asked again: what stands nowhere above with its answer, and the names of what does.

        Args:
            whole: The other lines before anything gave way.
            shown: What is left of them. What gave way is named here.
            most_lines: How many lines there are for it; the shortest way of saying it has to do where they are fewer.
        """
        standing = self._told.standing
        said = _facts_on(shown)
        # What nobody asks is nothing to keep from asking.
        asked = [name for name in (*standing.facts, *standing.skipped) if eligibility.FACTS[name].asked != "never"]
        # One name for each thing said: that it is about federal tax goes without saying, beside the problem.
        first = dict.fromkeys(part.facts[0] for line in shown for part in line.parts if part.facts)
        # That they don't know is an answer, but nobody finds it above.
        unsure = [name for name in asked if self._facts.get(name) == "unsure" and (name in first or name not in said)]
        beside = [name for name in asked if name not in said or name in unsure]
        declined = [name for name in beside if name not in standing.facts]
        others = [name for name in beside if name not in declined and name not in unsure]
        gone = [name for name in others if name in _facts_on(whole)]
        left_open = [*self._named("known-declined", declined), *self._named("known-unsure", unsure)]
        answers = [self._fact(self._answer(name), name) for name in others if name not in gone]
        above = [self._name(name) for name in first if name in asked and name not in unsure]
        above = [*([self._say("known-who")] if self._writer is not None else []), *above]
        if not (above or beside):
            return self._line("known", [Part(self._say("known-nothing"))])
        told = [*left_open, *answers, *self._named("known-also", gone)]
        all_above = [Part(self._say("known-all-above"))] if above else []
        named = [Part(self._say("known-above", names=self._texts.join(above, self._language)))] if above else []
        ways = [[*told, *named], [*told, *all_above], told, [*left_open, *self._named("known-also", others)]]
        lines = [self._line("known", parts) for parts in ways if parts]
        beside_card = [Part(self._say("known-facts"))]
        lines += [self._line("known", [*left_open, *beside_card]), self._line("known", beside_card)]
        return next((line for line in lines if line.height <= most_lines), lines[-1])

    def _answer(self, name: str) -> str:
        return self._texts.say("page-answer", self._language, {"facts": {name: self._facts[name]}}, "other")

    def _named(self, text: str, facts: Sequence[str]) -> list[Part]:
        """Facts by their names, as one part; none where there are none."""
        names = self._texts.join([self._name(fact) for fact in facts], self._language)
        return [self._fact(self._say(text, names=names), *facts)] if facts else []

    # What lines are made of

    def _line(self, code: str, parts: Iterable[Part], label: str | None = None) -> Line:
        return Line(code, self._say(f"label-{label or code}"), tuple(parts))

    def _fact(self, text: str, *names: str) -> Part:
        seq = next((self._told.origin[name] for name in names if name in self._told.origin), None)
        return Part(text, seq, names, corrected=any(name in self._told.corrected for name in names))

    def _missing(self, *names: str) -> str:
        """Whether one of the facts was asked for and not answered, or never asked for: an advocate may ask either."""
        return "unanswered" if self._told.asked.intersection(names) else "unasked"

    def _step(self) -> str:
        """What the IRS does, as far as the topics tell."""
        kind = next((one for one in self._facts.get("topics", ()) if one in _COLLECTION), "other")
        return self._say(f"step-{kind}")

    def _name(self, fact: str) -> str:
        return self._texts.say(f"fact-{fact}", self._language, whom="other")

    def _all_needs(self) -> dict[str, tuple[Any, int | None]]:
        """Each need with its message; what the screening told holds until this conversation tells something else."""
        before = {} if self._earlier is None else {name: (value, None) for name, value in self._earlier.needs.items()}
        return {**before, **{name: (value, self._told.need_seq(name)) for name, value in self._told.needs.items()}}

    def _interpreter(self, spoken: str) -> str:
        if spoken == "und":
            return self._say("needs-interpreter-unknown")
        return self._say("needs-interpreter", spoken=self._texts.say(f"spoken-{spoken}", self._language))

    def _has(self, key: str) -> bool:
        return self._texts.variables(key) is not None

    def _day(self, day: dt.date, skeleton: str) -> str:
        locale, pattern = _LOCALES[self._language], _DAYS.get(self._language, {}).get(skeleton)
        return str(format_date(day, pattern, locale) if pattern else format_skeleton(skeleton, day, locale=locale))

    def _in_days(self, iso: Any) -> str:
        """A day and how far off it is; the day of the week of those to come, the year of those long past."""
        day = dt.date.fromisoformat(str(iso))
        days = (day - self._as_of).days
        skeleton = "yMMMd" if day.year != self._as_of.year else "MMMEd" if days >= 0 else "MMMd"
        return self._say("in-days" if days >= 0 else "days-ago", day=self._day(day, skeleton), days_count=abs(days))

    def _when(self, fact: str) -> str:
        """A date among the facts and how far off it is; its month or year where no more was told."""
        month = self._told.standing.rough.get(fact)
        return self._say("in-month", told_month=month) if month else self._in_days(self._facts[fact])

    def _short_day(self, iso: Any) -> str:
        day = dt.date.fromisoformat(str(iso))
        return self._day(day, "MMMd" if day.year == self._as_of.year else "yMMMd")

    def _time(self, at: dt.datetime) -> str:
        zone, locale = ZoneInfo(self._row.time_zone), _LOCALES[self._language]
        day = local_date(at, self._row.time_zone)
        time = str(format_datetime(at, "h:mm a", tzinfo=zone, locale=locale))
        # As people in the country call it, in summer and in winter: EST and EDT are Eastern time.
        name = str(format_datetime(at, "zzz", tzinfo=zone, locale="en_US"))
        key = f"zone-{re.sub('[SD]T$', 'T', name)}"
        place = self._say(key) if self._has(f"card-{key}") else name
        return f"{time} {place}" if day == self._as_of else f"{self._day(day, 'MMMd')}, {time} {place}"


_LINES: Final = ("notice-emergency", "notice-emergency-threat", "notice-emergency-home")


def _fitted(lines: Sequence[Line], known: Callable[[Iterable[Line], int], Line], say: _Say) -> list[Line]:
    """The lines with as much of each as there is room for: what gave way last has its room back first.

    `known` makes the line of what isn't asked again, out of what the others still say.
    """
    whole = {line.code: line for line in lines}
    most = {code: _MOST_LINES_OF.get(code, fit.MOST_LINES) for code in (*whole, "known")}

    def fitted() -> list[Line]:
        shrunk = [_shrunk(line, most[code], say) for code, line in whole.items() if most[code]]
        return [*shrunk, known(shrunk, most["known"])]

    gave_way: list[tuple[str, int]] = []
    for code, fewer in _GIVES_WAY:
        if _height(fitted()) <= fit.MOST_LINES:
            break
        if code in most:
            gave_way.append((code, most[code]))
            most[code] = min(fewer, most[code])
    for code, had in reversed(gave_way):
        has, most[code] = most[code], had
        if _height(fitted()) > fit.MOST_LINES:
            most[code] = has
    return fitted()


def _facts_on(lines: Iterable[Line]) -> set[str]:
    return {name for line in lines for part in line.parts for name in part.facts}


def _height(lines: Iterable[Line]) -> int:
    return sum(line.height for line in lines)


def _shrunk(line: Line, most_lines: int, say: _Say) -> Line:
    """A line of which the last parts are left out, then what is quoted cut short, so that it takes no more room."""
    if line.height <= most_lines:
        return line
    if line.code == "words":
        return _cut_words(line, most_lines)
    parts = list(line.parts)
    left_out: list[Part] = []
    # Of danger nothing is left out, nor of how they may be reached.
    fewest = len(parts) if line.code in _WHOLE else 1
    wide = fit.BOLD_WIDTH if line.code in _BOLD else fit.LINE_WIDTH
    while len(parts) > fewest and _with_more(line, parts, left_out, say).height > most_lines:
        left_out.insert(0, parts.pop())
    for at, part in enumerate(parts):
        if part.quoted:
            beside = [*parts[:at], replace(part, text=""), *parts[at + 1 :]]
            before = _with_more(line, beside, left_out, say).text
            parts[at] = replace(part, text=fit.cut(part.text, before, most_lines, wide))
    return _with_more(line, parts, left_out, say)


def _with_more(line: Line, parts: Sequence[Part], left_out: Sequence[Part], say: _Say) -> Line:
    more = [Part(say("more", more_count=len(left_out)), left_out[0].seq)] if left_out else []
    return replace(line, parts=(*parts, *more))


def _cut_words(line: Line, most_lines: int) -> Line:
    """Own words: the first as long as it can be, of a second one what still has room."""
    first, *others = line.parts
    alone = replace(line, parts=(replace(first, text=fit.cut(first.text, f"{line.label}: “”", most_lines)),))
    for other in others:
        before = f"{replace(line, parts=(first,)).text} · “”"
        cut = fit.cut(other.text, before, most_lines)
        both = replace(line, parts=(first, replace(other, text=cut)))
        if len(cut.split()) >= _FEWEST_WORDS and both.height <= most_lines:
            return both
    return alone


def _as_read(part: Part) -> str:
    words = f"“{part.text}”" if part.quoted else part.text
    return f"{words} ✎" if part.corrected else words


def _dangerous(typed: str) -> tuple[str, ...]:
    """The sentences of a message that speak of danger, redacted, an ellipsis between those that are apart."""
    if safety.hint(typed) is None:
        return ()
    sentences = [one for one in _SENTENCE_ENDS.split(typed) if one.strip()]
    at = [index for index, one in enumerate(sentences) if safety.hint(one) is not None]
    found: list[str] = []
    for before, index in zip([None, *at], at, strict=False):
        found += [_ELLIPSIS] if before is not None and index > before + 1 else []
        found.append(" ".join(redaction.redact(sentences[index]).text.split()))
    return tuple(found or [" ".join(redaction.redact(typed).text.split())])


def _is_needed(needs: Mapping[str, tuple[Any, int | None]], name: str) -> bool:
    """Whether a need stands: it may have been taken back."""
    return name in needs and needs[name][0] is True


def _is_typed(event: Event) -> bool:
    return event.kind is Kind.MESSAGE and event.author is Author.PERSON and "typed" in _source(event)


def _chose_contact(event: Event) -> bool:
    if event.kind is not Kind.FACT:
        return False
    source = _source(event)
    return source.get("how") == "answered" and "safe_contact" in source.get("needs", {})


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and value not in ("none", "unsure")


def _source(event: Event) -> Mapping[str, Any]:
    source: Mapping[str, Any] = event.body["source"]
    return source


def _say(texts: Texts, language: str, text: str, **values: Any) -> str:
    return texts.say(f"card-{text}", language, values)
