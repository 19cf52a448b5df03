"""Makes the page to take away out of a result: facts and texts only, never a word that somebody typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from casework.eligibility import RULES, helped_by, validate_facts
from casework.texts import Texts

# One line each: what belongs together is said together, the trouble first. Danger is nothing to hand around on paper.
_LINES: Final = (
    ("topics",),
    ("federal_tax", "asking_as", "exclusion"),
    ("hardship", "hardship_link", "harm_on"),
    ("adverse_action", "adverse_action_on"),
    ("significant_costs", "irreparable_harm"),
    ("submission", "submitted_on", "promised_by"),
    ("contacted_irs", "system_failure", "rights_concern"),
)
# That something is not there, or not known, helps nobody who reads the page.
_SAYS_NOTHING: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("exclusion", "adverse_action", "submission"), frozenset({"none"})),
    **dict.fromkeys(
        ("significant_costs", "irreparable_harm", "system_failure", "rights_concern"), frozenset({"no", "unsure"})
    ),
    **dict.fromkeys(("hardship_link", "harm_on", "submitted_on"), frozenset({"unsure"})),
    "promised_by": frozenset({"none", "unsure"}),
}
# So that one sheet holds the page in letters that can be read: the first topics, reasons and papers tell the most, and the
# chat has the others.
_MOST_TOPICS: Final = 3
_MOST_REASONS: Final = 4
_MOST_PAPERS: Final = 4
_LONG_CHARACTERS: Final = 1_700
# Papers have a section of their own here, and dates of letters a line that stands out.
_NOT_A_STEP: Final = frozenset({"gather-papers", "keep-deadlines"})
_WITHOUT_LIST: Final = frozenset({"result", "return_code"})
_DATES_TO_KEEP: Final = ("harm_on", "adverse_action_on")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class CodeToCome:
    """A return code that the person wants on the page.

    Attributes:
        code: The code, in groups.
        holds_until: The last day on which it opens the chat.
        address: Where it is entered.
    """

    code: str = field(repr=False)
    holds_until: dt.date
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under its own heading.

    Attributes:
        code: Stable, for programs: `understood`, `result`, `reasons`, `steps`, `papers`, `telephone`, `return_code`.
        title: Its heading.
        before: Paragraphs before the list.
        items: The list; may be empty.
        numbered: Whether the list has an order.
        after: Paragraphs after the list.
    """

    code: str
    title: str
    before: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    numbered: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The page, in one language and in reading order; HTML, text and PDF are renderings of it.

    Attributes:
        language: The language of every word on it.
        title: Its name.
        lead: Paragraphs before the sections.
        sections: Its parts. Whatever else is to stand on the page, such as a return code, is one more of them.
        made: The last line: the day of the result and the version of the rules.
        file: The name of its file, without an ending.
    """

    language: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    made: str
    file: str

    @property
    def is_long(self) -> bool:
        """Whether it has much to say: paper needs smaller letters then."""
        listed = [line for section in self.sections for line in (*section.before, *section.items, *section.after)]
        return sum(map(len, listed)) > _LONG_CHARACTERS


def summarize(
    determination: Mapping[str, Any],
    texts: Texts,
    language: str,
    demonstration: bool,
    code: CodeToCome | None = None,
    as_told: Mapping[str, Any] | None = None,
) -> Summary:
    """Makes the page.

    Args:
        determination: The result as it is shown, in the same language (DESIGN section 5).
        texts: All texts.
        language: One of `Texts.languages`.
        demonstration: Whether the page says that it is one, and what on it nobody has reviewed.
        code: The return code, where the person asked for it to be here: whoever holds the page can then open the chat.
        as_told: The facts that stand, with the month or the year of dates that were told no more exactly.

    Returns:
        The page. It fits on one sheet, which a test of all kinds of facts keeps.

    Raises:
        EligibilityError: The determination holds facts that aren't in the table.
        TextMissing: A text is missing.
    """
    facts = validate_facts(determination["facts"])
    told = {name: _as_told(value, (as_told or {}).get(name)) for name, value in facts.items()}
    say = partial(texts.say, language=language, whom=helped_by(facts))
    as_of = dt.date.fromisoformat(determination["as_of"])
    # Words about somebody else are longer, and a code takes room as well: then the page names one thing less of each kind.
    less = (helped_by(facts) is not None) + (code is not None)
    papers = RULES.papers_for(facts, as_of)[: _MOST_PAPERS - less]
    named = ("tas", *(referral["code"] for referral in determination["referrals"]))
    lead = [say("summary-purpose")]
    if demonstration:
        # A result made under earlier rules may name an office that has gone since.
        rows = [paper.row for paper in papers] + [RULES.offices[code].row for code in named if code in RULES.offices]
        unreviewed = any(row.reviewed_on is None for row in rows)
        lead.insert(0, " ".join([say("page-demonstration"), *([say("summary-unreviewed")] if unreviewed else [])]))
    sections = [
        Section("understood", say("summary-understood"), items=tuple(_understood(told, say, _MOST_TOPICS - less))),
        Section("result", determination["title"], before=(determination["text"],)),
        Section("reasons", say("page-result-why"), items=_texts_of(determination["reasons"][: _MOST_REASONS - less])),
        _steps(determination, told, as_of, say),
        Section(
            "papers",
            say("summary-papers"),
            before=(say("summary-papers-lead"),),
            items=tuple(say(f"paper-{paper.code}") for paper in papers),
        ),
        Section(
            "telephone",
            say("summary-telephone"),
            items=(say("summary-telephone-tas"), say("summary-telephone-tty")),
        ),
    ]
    if code is not None:
        enter = say("summary-code-enter", values={"address": code.address})
        holds = say("summary-code-holds", values={"holds_until": code.holds_until.isoformat()})
        sections.append(Section("return_code", say("summary-code"), before=(enter, code.code, holds)))
    return Summary(
        language=language,
        title=say("summary-title"),
        lead=tuple(lead),
        sections=tuple(section for section in sections if section.items or section.code in _WITHOUT_LIST),
        made=say("summary-made", values={"as_of": as_of.isoformat(), "version": determination["rules_version"]}),
        file=say("summary-file"),
    )


def _understood(facts: Mapping[str, Any], say: Callable[..., str], most_topics: int) -> Iterator[str]:
    for names in _LINES:
        told = {name: facts[name] for name in names if name in facts and _tells(name, facts[name])}
        if "topics" in told:
            told["topics"] = told["topics"][:most_topics]
        if told:
            line = say("page-answer", values={"facts": told})
            yield line[:1].upper() + line[1:]


def _as_told(value: Any, told: Any) -> Any:
    """A date's month or year where no more was told; another date that stands by now says nothing of this one."""
    return told if isinstance(told, str) and isinstance(value, str) and value.startswith(told) else value


def _tells(name: str, value: Any) -> bool:
    return bool(value) and value not in _SAYS_NOTHING.get(name, ())


def _steps(
    determination: Mapping[str, Any], facts: Mapping[str, Any], as_of: dt.date, say: Callable[..., str]
) -> Section:
    """What to do first and by when; that dates in letters keep running stands out, where there is a letter at the head."""
    before = say(f"summary-first-{determination['urgency']}")
    given = (facts.get(name, "") for name in _DATES_TO_KEEP)
    # ISO dates sort as days do; a day that is past needs no keeping, and a month is no day.
    ahead = sorted(date for date in given if _DAY.fullmatch(date) and date >= as_of.isoformat())
    if ahead:
        before += " " + say("summary-date", values={"date": ahead[0]})
    steps = determination["next_steps"]
    deadlines = _texts_of(step for step in steps if step["code"] == "keep-deadlines")
    at_the_end = steps[-1]["code"] == "keep-deadlines"
    return Section(
        "steps",
        say("page-result-steps"),
        before=(before,) if at_the_end else (before, *deadlines),
        items=_texts_of(step for step in steps if step["code"] not in _NOT_A_STEP),
        numbered=True,
        after=deadlines if at_the_end else (),
    )


def _texts_of(coded: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(str(one["text"]) for one in coded)
