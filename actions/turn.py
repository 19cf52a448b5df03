"""Reads one turn out of Rasa's tracker: what the metadata says, what was understood, what a button said.

The metadata of the turn is the truth; slots and older events only help where it says nothing (DESIGN section 2, "Rasa
keeps nothing").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from rasa_sdk import Tracker

from casework.eligibility import FACTS, EligibilityError, FactValue, validate_facts

_LANGUAGES: Final = ("en", "es")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The question that stands.

    Attributes:
        asks: A fact's name, `confirm`, `clarify` or `continue`.
        variant: 0 first, 1 in other words, 2 with help beside it.
        of: The fact that `confirm` or `clarify` is about.
        value: The value that `confirm` asks about.
        choices: The values offered.
    """

    asks: str
    variant: int = 0
    of: str | None = None
    value: Any = None
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A label or language with how sure the pipeline is of it."""

    value: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the message.

    Attributes:
        fact: What it is for; None where its words give it no role.
        date: The day, ISO 8601.
        grain: How exact that is: day, week, month or year.
        start: Where its words begin. Words that may look back or ahead stand twice, at the same place.
    """

    fact: str | None
    date: str
    grain: str = "day"
    start: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """What the pipeline understood (docs/architecture.md, "Understood"). Whatever is malformed is left out."""

    topics: tuple[Scored, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    denied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: tuple[FoundDate, ...] = ()
    clarify: tuple[str, ...] = ()
    language: Scored | None = None
    dialogue: str | None = None
    yes_no: str | None = None
    emergency: float = 0.0
    out_of_scope: float = 0.0
    asks: tuple[Scored, ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """Reads the structure as the pipeline hands it over."""
        language = raw.get("language") or {}
        topics = FACTS["topics"].values
        return cls(
            topics=tuple(
                Scored(topic["label"], float(topic.get("score", 1.0)))
                for topic in raw.get("topics") or ()
                if topic.get("label") in topics
            ),
            facts=valid_facts(raw.get("facts") or {}),
            scores={name: float(score) for name, score in (raw.get("scores") or {}).items()},
            denied={
                name: (values,) if isinstance(values, str) else tuple(values)
                for name, values in (raw.get("denied") or {}).items()
            },
            dates=tuple(
                FoundDate(
                    found.get("fact"),
                    found["date"],
                    str(found.get("grain") or "day"),
                    int(found.get("text_start") or 0),
                )
                for found in raw.get("dates") or ()
                if found.get("date")
            ),
            clarify=tuple(label for label in raw.get("clarify") or () if label in topics),
            language=Scored(language["value"], float(language["score"]))
            if language.get("value") in _LANGUAGES
            else None,
            dialogue=raw.get("dialogue"),
            yes_no=raw.get("yes_no"),
            emergency=float(raw.get("emergency") or 0.0),
            out_of_scope=float(raw.get("out_of_scope") or 0.0),
            asks=tuple(
                Scored(str(ask["label"]), float(ask.get("score", 1.0)))
                for ask in raw.get("asks") or ()
                if ask.get("label")
            ),
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn, as the actions need it.

    Attributes:
        documents_sent: Whether documents came along with the words; which is not said.
    """

    intent: str
    as_of: dt.date
    confidence: float = 1.0
    door: str = "screening"
    text: str = field(default="", repr=False)
    language: str = "en"
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    question: OpenQuestion | None = None
    choice: Mapping[str, Any] | None = None
    do: str | None = None
    fact: str | None = None
    understood: Understood = field(default_factory=Understood)
    asked_before: tuple[str, ...] = ()
    danger: Mapping[str, Any] = field(default_factory=dict, repr=False)
    documents_sent: bool = False

    @property
    def is_button(self) -> bool:
        """Whether a button was used rather than words written."""
        return self.choice is not None or self.do is not None

    @classmethod
    def read(cls, tracker: Tracker) -> Self:
        """Reads the latest message with its metadata.

        Raises:
            KeyError: The metadata isn't the gateway's; the turn then fails as a whole.
            EligibilityError: Facts of the metadata aren't in the table.
        """
        message = tracker.latest_message or {}
        metadata: Mapping[str, Any] = message.get("metadata") or {}
        raw_question = metadata.get("open_question")
        intent: Mapping[str, Any] = message.get("intent") or {}
        return cls(
            intent=str(intent.get("name") or ""),
            confidence=float(intent.get("confidence") or 0.0),
            as_of=dt.date.fromisoformat(metadata["as_of"]),
            door=str(metadata.get("door") or "screening"),
            text=str(message.get("text") or ""),
            language=metadata["language"],
            facts=_in_order(metadata["facts"]),
            skipped=tuple(metadata["skipped"]),
            question=None if raw_question is None else _question(raw_question),
            choice=metadata.get("choice"),
            do=metadata.get("do"),
            fact=metadata.get("fact"),
            understood=Understood.read(message.get("understood") or {}),
            asked_before=_asked_before(tracker.events),
            danger=tracker.get_slot("danger") or {},
            documents_sent=metadata.get("documents_sent") is True,
        )


def valid_facts(raw: Mapping[str, Any]) -> dict[str, FactValue]:
    """The facts among these that are in the table; understanding may err, so a wrong one spoils itself only."""
    valid: dict[str, FactValue] = {}
    for name, value in raw.items():
        try:
            valid |= validate_facts({name: value})
        except EligibilityError:
            continue
    return valid


def _in_order(raw: Mapping[str, Any]) -> dict[str, FactValue]:
    """The facts checked, in the order in which they were given: the record's, newest last."""
    valid = validate_facts(raw)
    return {name: valid[name] for name in raw}


def _question(raw: Mapping[str, Any]) -> OpenQuestion:
    return OpenQuestion(
        asks=raw["asks"],
        variant=int(raw.get("variant") or 0),
        of=raw.get("of"),
        value=raw.get("value"),
        choices=tuple(tuple(value) if isinstance(value, list) else value for value in raw.get("choices") or ()),
    )


def _asked_before(events: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The questions that earlier messages found open, newest first, without the present message's."""
    asked: list[str] = []
    messages = [event for event in events if event.get("event") == "user"]
    for message in reversed(messages[:-1]):
        question = (message.get("metadata") or {}).get("open_question") or {}
        asks = str(question.get("asks"))
        if asks in FACTS and asks not in asked:
            asked.append(asks)
    return tuple(asked)
