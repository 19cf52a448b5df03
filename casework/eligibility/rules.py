"""What the agency may change without a programmer, as dated rows of one file: acceptance, normal times, offices, papers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

from casework.eligibility.models import FACTS, SUBMISSIONS, TOPICS, Facts, parse_date

type Certainty = Literal["confirmed", "partly_confirmed", "general", "weak"]
type Effect = Literal["adds", "takes_away"]

CRITERIA: Final = range(1, 10)
_DATA_FILE = Path(__file__).parent / "data" / "rules.json"
# A rule's condition: for each of these facts the values it may name. A rule holds where the fact has one of them.
_CONDITIONS: Mapping[str, tuple[str, ...]] = {"topics": TOPICS, "submission": SUBMISSIONS}
# A paper may depend on any fact that is answered by words of the table.
_PAPER_CONDITIONS: Mapping[str, tuple[str, ...]] = {
    name: kind.values for name, kind in FACTS.items() if kind.input != "date"
}
_IRS: Final = "irs"


class RulesError(ValueError):
    """The data file is not what it should be; the message names the row."""


@dataclass(frozen=True, slots=True)
class Row:
    """What every row holds.

    Attributes:
        id: Unique in the file.
        effective_from: First day in force; None where no beginning is known.
        effective_to: Last day in force; None until something replaces it.
        citation: Where it is written.
        certainty: How sure that is.
        reviewed_on: When a reviewer of the agency signed it; None before.
    """

    id: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    citation: str
    certainty: Certainty
    reviewed_on: dt.date | None

    def in_force(self, as_of: dt.date) -> bool:
        """Whether it holds on this day."""
        return (self.effective_from is None or self.effective_from <= as_of) and (
            self.effective_to is None or as_of <= self.effective_to
        )

    def overlaps(self, other: Row) -> bool:
        """Whether there is a day on which both hold."""
        return (self.effective_from or dt.date.min) <= (other.effective_to or dt.date.max) and (
            other.effective_from or dt.date.min
        ) <= (self.effective_to or dt.date.max)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A TAS criterion (IRM 13.1.7.3) and the key of its text."""

    row: Row
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class NormalDays:
    """How many days the IRS normally takes for a kind of submission."""

    row: Row
    submission: str
    days: int


@dataclass(frozen=True, slots=True)
class AcceptanceRule:
    """Adds criteria or takes them away where facts say so.

    Attributes:
        row: Id, days, source.
        effect: `adds` or `takes_away`.
        criteria: Which.
        fact: The fact that decides: `topics` or `submission`.
        values: It holds where the fact has one of these.
        text: Key of the sentence that says so.
    """

    row: Row
    effect: Effect
    criteria: tuple[int, ...]
    fact: str
    values: tuple[str, ...]
    text: str

    def matched(self, facts: Facts) -> tuple[str, ...]:
        """Gives the values of the deciding fact that make the rule hold; empty where it doesn't."""
        return _matched(facts, self.fact, self.values)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that can help; its words are `step-refer-<id>` and `referral-<id>`, and say the same as this row.

    Attributes:
        row: The id, days, source.
        telephone: Its number as people write it; None without.
        hours: When it answers, in English; None where that isn't known.
        page: The site that has its page; None without.
    """

    row: Row
    telephone: str | None
    hours: str | None
    page: str | None


@dataclass(frozen=True, slots=True)
class TopicOffices:
    """Which offices help with a topic.

    Attributes:
        row: Id, days, source.
        topics: One topic, or several of a kind.
        offices: Ids of `Rules.offices`; `irs` stands for the IRS's own line, for individuals or for businesses.
        today: Whether each topic has a sentence on what to ask there, `step-today-<topic>`.
    """

    row: Row
    topics: tuple[str, ...]
    offices: tuple[str, ...]
    today: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper worth having where a fact has one of these values; never required. Its words are `paper-<code>`."""

    row: Row
    code: str
    fact: str
    values: tuple[str, ...]


def _matched(facts: Facts, fact: str, values: tuple[str, ...]) -> tuple[str, ...]:
    given = facts.get(fact, ())
    return tuple(value for value in ((given,) if isinstance(given, str) else given) if value in values)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """One version of the rules; compared and hashed as the object it is, so that results can be cached by it.

    Attributes:
        version: Date of the revision and a short hash of the content.
        criteria: The nine criteria, ascending.
        normal_days: Normal times, at most one a submission and day.
        acceptance: Rules that add or take away.
        offices: Offices that can help, by id.
        topic_offices: Which of them help with a topic, at most one row a topic and day.
        papers: Papers worth having, the most telling first.
    """

    version: str
    criteria: tuple[Criterion, ...]
    normal_days: tuple[NormalDays, ...]
    acceptance: tuple[AcceptanceRule, ...]
    offices: Mapping[str, Office]
    topic_offices: tuple[TopicOffices, ...]
    papers: tuple[Paper, ...]

    def normal_days_for(self, submission: str, as_of: dt.date) -> int | None:
        """Gives the days the IRS normally takes, or None where that isn't known."""
        for normal in self.normal_days:
            if normal.submission == submission and normal.row.in_force(as_of):
                return normal.days
        return None

    def acceptance_on(self, as_of: dt.date) -> tuple[AcceptanceRule, ...]:
        """Gives the rules in force on a day."""
        return tuple(rule for rule in self.acceptance if rule.row.in_force(as_of))

    def offices_for(self, topic: str, as_of: dt.date) -> TopicOffices | None:
        """Gives the row of the offices that help with a topic; None where the topic is no matter of its own."""
        for row in self.topic_offices:
            if topic in row.topics and row.row.in_force(as_of):
                return row
        return None

    def papers_for(self, facts: Facts, as_of: dt.date) -> tuple[Paper, ...]:
        """Gives the papers that are worth having with these facts."""
        return tuple(
            paper for paper in self.papers if paper.row.in_force(as_of) and _matched(facts, paper.fact, paper.values)
        )


class _Reader:
    """Reads one object of the file, key by key, and refuses what is missing, of the wrong type or too much."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, dict):
            raise RulesError(f"{where} is not an object")
        self._raw = cast("dict[str, object]", raw)
        self._where = where
        self._read: set[str] = set()

    def wrong(self, key: str, expected: str) -> RulesError:
        return RulesError(f"{self._where}: {key} is not {expected}")

    def take(self, key: str) -> object:
        if key not in self._raw:
            raise RulesError(f"{self._where}: {key} is missing")
        self._read.add(key)
        return self._raw[key]

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self.take(key) is None else self.text(key)

    def yes_or_no(self, key: str) -> bool:
        value = self.take(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def number(self, key: str) -> int:
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key, "a count")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(key, f"one of {', '.join(allowed)}")
        return value

    def date(self, key: str) -> dt.date | None:
        value = self.take(key)
        if value is None:
            return None
        date = parse_date(value) if isinstance(value, str) else None
        if date is None:
            raise self.wrong(key, "a date or null")
        return date

    def objects(self, key: str) -> list[_Reader]:
        value = self.take(key)
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        items = cast("list[object]", value)
        return [_Reader(item, f"{self._where}{key}[{index}]") for index, item in enumerate(items)]

    def several_of(self, key: str, allowed: tuple[object, ...]) -> tuple[object, ...]:
        value = self.take(key)
        items = tuple(cast("list[object]", value)) if isinstance(value, list) else ()
        if not items or len(set(items)) != len(items) or any(item not in allowed for item in items):
            raise self.wrong(key, f"a list without repeats out of {', '.join(map(str, allowed))}")
        return items

    def object(self, key: str) -> _Reader:
        return _Reader(self.take(key), f"{self._where}: {key}")

    def keys(self) -> tuple[str, ...]:
        return tuple(self._raw)

    def done(self) -> None:
        if extra := sorted(self._raw.keys() - self._read):
            raise RulesError(f"{self._where}: unknown {', '.join(extra)}")


def _row(reader: _Reader) -> Row:
    row = Row(
        id=reader.text("id"),
        effective_from=reader.date("effective_from"),
        effective_to=reader.date("effective_to"),
        citation=reader.text("citation"),
        certainty=cast("Certainty", reader.one_of("certainty", get_args(Certainty.__value__))),
        reviewed_on=reader.date("reviewed_on"),
    )
    if row.effective_from and row.effective_to and row.effective_to < row.effective_from:
        raise RulesError(f"{row.id}: effective_to lies before effective_from")
    return row


def _criterion(reader: _Reader) -> Criterion:
    criterion = Criterion(_row(reader), reader.number("number"), reader.text("text"))
    reader.done()
    return criterion


def _normal_days(reader: _Reader) -> NormalDays:
    normal = NormalDays(_row(reader), reader.one_of("submission", SUBMISSIONS), reader.number("days"))
    reader.done()
    return normal


def _condition(reader: _Reader, row: Row, allowed: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """Reads `when`: one fact, and the values it may have."""
    when = reader.object("when")
    if len(when.keys()) != 1 or when.keys()[0] not in allowed:
        raise RulesError(f"{row.id}: when names one of {', '.join(allowed)}")
    fact = when.keys()[0]
    return fact, cast("tuple[str, ...]", when.several_of(fact, allowed[fact]))


def _acceptance_rule(reader: _Reader) -> AcceptanceRule:
    row = _row(reader)
    fact, values = _condition(reader, row, _CONDITIONS)
    rule = AcceptanceRule(
        row=row,
        effect=cast("Effect", reader.one_of("effect", get_args(Effect.__value__))),
        criteria=cast("tuple[int, ...]", reader.several_of("criteria", tuple(CRITERIA))),
        fact=fact,
        values=values,
        text=reader.text("text"),
    )
    if rule.effect == "adds" and (rule.criteria != (9,) or rule.fact != "topics"):
        # The others follow from what happened to the person; only 9 is for the National Taxpayer Advocate to give.
        raise RulesError(f"{row.id}: only criterion 9 is added, and by topics")
    if rule.effect == "takes_away" and (not {5, 6, 7}.issuperset(rule.criteria) or rule.fact != "submission"):
        # The search for the next question knows what a submission takes away from; another kind has to be taught it.
        raise RulesError(f"{row.id}: only criteria 5 to 7 are taken away, and by submission")
    if rule.text != f"reason-rule-{row.id}":
        raise RulesError(f"{row.id}: its text is reason-rule-{row.id}")
    reader.done()
    return rule


def _office(reader: _Reader) -> Office:
    office = Office(
        _row(reader), reader.text_or_none("telephone"), reader.text_or_none("hours"), reader.text_or_none("page")
    )
    reader.done()
    return office


def _topic_offices(reader: _Reader, offices: Mapping[str, Office]) -> TopicOffices:
    allowed = (_IRS, *offices)
    row = TopicOffices(
        _row(reader),
        cast("tuple[str, ...]", reader.several_of("topics", TOPICS)),
        cast("tuple[str, ...]", reader.several_of("offices", allowed)),
        reader.yes_or_no("today"),
    )
    reader.done()
    return row


def _paper(reader: _Reader) -> Paper:
    row = _row(reader)
    fact, values = _condition(reader, row, _PAPER_CONDITIONS)
    paper = Paper(row, reader.text("code"), fact, values)
    reader.done()
    return paper


def _not_encoded(reader: _Reader) -> str:
    # Kept for those who read the file: what is known of, why it is not applied.
    for key in ("effective_from", "effective_to"):
        reader.date(key)
    for key in ("citation", "why"):
        reader.text(key)
    row_id = reader.text("id")
    reader.done()
    return row_id


def parse_rules(content: bytes) -> Rules:
    """Reads and checks a file of rules.

    Args:
        content: The file, JSON in UTF-8.

    Returns:
        The rules; their version changes with whatever the file says, not with its white space.

    Raises:
        RulesError: A row is missing something, contradicts another or has a value that isn't allowed.
    """
    try:
        raw: object = json.loads(content)
    except ValueError as error:
        raise RulesError("not JSON") from error
    reader = _Reader(raw, "")
    revision = reader.date("revision")
    if revision is None:
        raise RulesError("revision is not a date")
    reader.text("note")
    criteria = tuple(_criterion(row) for row in reader.objects("criteria"))
    normal_days = tuple(_normal_days(row) for row in reader.objects("normal_days"))
    acceptance = tuple(_acceptance_rule(row) for row in reader.objects("acceptance"))
    listed = tuple(_office(row) for row in reader.objects("offices"))
    offices = {office.row.id: office for office in listed}
    topic_offices = tuple(_topic_offices(row, offices) for row in reader.objects("topic_offices"))
    papers = tuple(_paper(row) for row in reader.objects("papers"))
    not_encoded = [_not_encoded(row) for row in reader.objects("not_encoded")]
    reader.done()

    expected = [(number, f"reason-criterion-{number}") for number in CRITERIA]
    if [(criterion.number, criterion.text) for criterion in criteria] != expected:
        raise RulesError("criteria are not 1 to 9, each with its text reason-criterion-<number>")
    groups = (criteria, normal_days, acceptance, listed, topic_offices, papers)
    rows = [item.row for group in groups for item in group]
    ids = [row.id for row in rows] + not_encoded
    if len(set(ids)) != len(ids):
        raise RulesError("an id stands twice")
    _one_a_day([(normal.row, {normal.submission}) for normal in normal_days])
    _one_a_day([(row.row, set(row.topics)) for row in topic_offices])

    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()
    version = f"{revision.isoformat()}.{hashlib.sha256(canonical).hexdigest()[:8]}"
    return Rules(version, criteria, normal_days, acceptance, offices, topic_offices, papers)


def _one_a_day(rows: Sequence[tuple[Row, set[str]]]) -> None:
    """Raises RulesError where two rows say something of the same on the same day."""
    for index, (row, of) in enumerate(rows):
        for other, also_of in rows[:index]:
            if of & also_of and row.overlaps(other):
                raise RulesError(f"{row.id} and {other.id} hold on the same day")


RULES: Final = parse_rules(_DATA_FILE.read_bytes())
"""The rules of this release, read once."""
