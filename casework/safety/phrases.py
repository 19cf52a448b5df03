"""The list of phrases: how a row is written, and how it becomes something to search with.

A row is a string of words; ``data/phrases.toml`` says at its head how they are written. A gap between words never
reaches over a denial, so 'I want to never hurt myself' is no wish to.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from casework.safety.models import EmergencyKind
from casework.safety.reading import Misspellings, Reader, plain_word

LOOK_ALIKE = "look_alike"

_SHORTEST_BEGINNING = 5
_GAP = re.compile(r"\.\.(\d)")
# Words that so many messages hold that looking for them first would save nothing.
_COMMON = frozenset(
    map(
        plain_word,
        [
            "i",
            "im",
            "my",
            "me",
            "he",
            "she",
            "they",
            "her",
            "him",
            "his",
            "the",
            "a",
            "to",
            "of",
            "in",
            "on",
            "is",
            "are",
            "was",
            "be",
            "it",
            "this",
            "that",
            "and",
            "or",
            "at",
            "with",
            "for",
            "us",
            "we",
            "you",
            "not",
            "no",
            "dont",
            "cant",
            "have",
            "has",
            "had",
            "do",
            "de",
            "la",
            "el",
            "los",
            "las",
            "en",
            "un",
            "una",
            "que",
            "se",
            "mi",
            "me",
            "lo",
            "le",
            "no",
            "ya",
            "y",
            "a",
            "con",
            "por",
            "esta",
            "estoy",
            "es",
            "voy",
            "va",
            "want",
            "going",
            "need",
            "just",
            "now",
            "help",
            "is",
            "up",
            "out",
            "take",
            "get",
            "pay",
            "file",
            "tax",
            "irs",
            "from",
            "al",
            "am",
            "would",
            "will",
            "wil",
            "il",
            "id",
            "can",
            "who",
            "so",
            "any",
            "an",
            "what",
            "been",
            "being",
            "al",
        ],
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row, ready to search with."""

    id: str
    language: str
    kind: EmergencyKind | None
    """None for a look-alike."""
    says_no: bool
    alone: bool
    """Whether it says by itself that a life is in danger; the others hint at it (docs/adr/0011)."""
    effective_from: date
    effective_to: date | None
    expression: str = field(repr=False)
    cues: frozenset[str]
    """One of these words is in every text that the row matches; with a star at the end, a word that begins so."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What to search with, made when a message first holds a cue: all of them at the start took a second."""
        return _compiled(self.expression)

    def in_force(self, on: date) -> bool:
        """Say whether the row counts on a day; ``effective_to`` is the last day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Over:
    """How people tell of what is over: marks of long ago in the same breath, and questions of what it costs in tax."""

    marked: re.Pattern[str]
    """Any mark at all: most sentences have none, and need no other look."""
    before: re.Pattern[str]
    """A mark and at most four words, up to a phrase; may hold a year."""
    after: re.Pattern[str]
    """At most five words and a mark, from the end of a phrase on; may hold a year."""
    reckoned: re.Pattern[str]
    """At most nine words and a word of reckoning, from the end of a phrase on."""
    wish: re.Pattern[str]
    """What in the phrase itself makes it count all the same."""
    now: re.Pattern[str]
    """What anywhere in the sentence makes it count all the same."""


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The whole list: rows, the reader of messages, what denies a phrase and what says that it is over."""

    phrases: tuple[Phrase, ...]
    reader: Reader
    beginnings: frozenset[str]
    """The beginnings of words that are cues."""
    denied: re.Pattern[str]
    doubted: re.Pattern[str]
    over: Over
    jest: re.Pattern[str]
    """What anywhere in a message makes it doubtful that it means what it says."""

    def by_cue(self) -> dict[str, list[Phrase]]:
        """Give the emergencies' rows under each of their cues."""
        rows: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            for cue in phrase.cues:
                rows.setdefault(cue, []).append(phrase)
        return rows


def _alternatives(slot: str, classes: Mapping[str, str]) -> list[str]:
    """Give the alternatives of a slot; blanks for underscores, plain words, classes opened."""
    found: list[str] = []
    for alternative in slot.split("|"):
        if alternative.startswith("{"):
            found += _alternatives(classes[alternative[1:-1]].replace(" ", "|"), classes)
        else:
            found.append(" ".join(plain_word(word) for word in alternative.split("_")))
    return found


def _as_pattern(alternatives: Iterable[str]) -> str:
    """Write alternatives as a regular expression; a star stands for the rest of a word."""
    longest_first = sorted(set(alternatives), key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", " ") for one in longest_first) + ") "


def _cue(alternative: str) -> str:
    """Give the word of an alternative to look for first: its longest that is not common."""
    return max(alternative.split(), key=lambda word: (word not in _COMMON, len(word)))


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _expression(phrase: str, classes: Mapping[str, str], gap_word: str) -> tuple[str, frozenset[str]]:
    """Make a row's regular expression and cues."""
    pieces = ["(?<= )"]
    slots: list[frozenset[str]] = []
    for slot in phrase.split():
        gap = _GAP.fullmatch(slot)
        if gap:
            pieces.append(f"(?:{gap_word}){{0,{gap.group(1)}}}")
            continue
        alternatives = _alternatives(slot.rstrip("?"), classes)
        pieces.append(_as_pattern(alternatives) if slot[-1] != "?" else f"(?:{_as_pattern(alternatives)})?")
        if slot[-1] != "?":
            slots.append(frozenset(map(_cue, alternatives)))
    cues = min(slots, key=lambda words: (len(words & _COMMON), len(words)))
    return "".join(pieces), cues


@cache
def phrase_list() -> PhraseList:
    """Read the list that comes with the package, once."""
    folder = resources.files("casework.safety").joinpath("data")
    data = tomllib.loads(folder.joinpath("phrases.toml").read_text(encoding="utf-8"))
    return read_phrases(data, folder.joinpath("own_words.txt").read_text(encoding="utf-8").split())


def _same_as(reading: Mapping[str, Any]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give what words are taken for."""
    return {
        tuple(map(plain_word, typed.split())): tuple(map(plain_word, meant.split()))
        for typed, meant in reading["same_as"]
    }


def vocabulary_of(data: Mapping[str, Any], *, look_alikes: bool = False) -> set[str]:
    """Give every word of the rows that look for emergencies, or of those that take away."""
    return {
        word
        for row in data["rows"]
        if (row["kind"] == LOOK_ALIKE) is look_alikes
        for slot in row["phrase"].split()
        if not _GAP.fullmatch(slot)
        for alternative in _alternatives(slot.rstrip("?"), data["classes"])
        for word in alternative.split()
        if word.isalpha()
    }


def _any_of(listed: Iterable[str], classes: Mapping[str, str]) -> str:
    """Write a list of `[reading]` as a regular expression; its entries hold blanks."""
    return _as_pattern(_alternatives("|".join(one.replace(" ", "_") for one in listed), classes))


def _beginnings(phrases: Iterable[Phrase]) -> set[str]:
    """Give the beginnings of words that rows name, long enough that a word with one is no slip of the keyboard."""
    written = (word for phrase in phrases for word in re.findall(r"([a-z]+)\\w\*", phrase.expression))
    return {word for word in written if len(word) >= _SHORTEST_BEGINNING}


def _over(reading: Mapping[str, Any], classes: Mapping[str, str]) -> Over:
    """Make what finds that a phrase is told of as over."""
    year = rf"{_any_of(reading['years_after'], classes)}(?P<year>(?:19|20)\d\d) "
    mark = f"(?:{_any_of(reading['long_ago'], classes)}|{year})"
    breath = rf"(?:(?!{_any_of(reading['breaks'], classes)})\S+ )"
    reckoned = _any_of(reading["reckoned"], classes)
    return Over(
        re.compile(f"(?<= )(?:{mark}|{reckoned})"),
        re.compile(f"(?<= ){mark}(?P<between>{breath}{{0,4}})$"),
        re.compile(f"(?P<between>{breath}{{0,5}}?){mark}"),
        re.compile(rf"(?:\S+ ){{0,9}}?{reckoned}"),
        re.compile(f"(?<= ){_any_of(reading['wishes'], classes)}"),
        re.compile(f"(?<= ){_any_of(reading['now'], classes)}"),
    )


def read_phrases(data: Mapping[str, Any], own_words: Iterable[str]) -> PhraseList:
    """Make a list of phrases out of what the data file holds.

    Args:
        data: The rows, classes and rules of reading.
        own_words: Words that look like a slip of the keyboard for a word of a phrase, and are words themselves.

    Raises:
        KeyError: a row names a class that does not exist, or lacks a field.
        ValueError: a row's kind is none of ours.
    """
    reading, classes = data["reading"], data["classes"]
    denial = _any_of(reading["denies"], classes)
    gap_word = rf"(?!{denial})\S+ "
    phrases: list[Phrase] = []
    for row in data["rows"]:
        expression, cues = _expression(row["phrase"], classes, gap_word)
        phrases.append(
            Phrase(
                row["id"],
                row["language"],
                None if row["kind"] == LOOK_ALIKE else EmergencyKind(row["kind"]),
                bool(row.get("says_no")),
                bool(row.get("alone")),
                row["effective_from"],
                row.get("effective_to"),
                expression,
                cues,
            )
        )
    same_as = _same_as(reading)
    between = _any_of(reading["between"], classes)
    doubts = _any_of(reading["doubts"], classes)
    taken = (typed[0] for typed in same_as if len(typed) == 1)
    return PhraseList(
        tuple(phrases),
        Reader(
            same_as,
            Misspellings(
                vocabulary_of(data),
                {*own_words, *vocabulary_of(data, look_alikes=True), *taken},
                _beginnings(phrases),
            ),
        ),
        frozenset(cue[:-1] for phrase in phrases for cue in phrase.cues if cue.endswith("*")),
        re.compile(f"(?<= )(?P<denial>{denial})(?P<between>(?:{between}){{0,6}})$"),
        re.compile(rf"(?<= ){doubts}(?:\S+ ){{0,2}}$"),
        _over(reading, classes),
        re.compile(f"(?<= ){_as_pattern(_alternatives('{jest}', classes))}"),
    )
