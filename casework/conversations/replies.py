"""Reads an assistant's reply as strictly as a stranger's (DESIGN section 2; docs/architecture.md, "A turn, on the wire").

Rasa is treated as untrusted: whatever is not on the closed lists here makes the whole turn a failed one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.conversations.models import Door
from casework.conversations.questions import AUTHORITY_FIELD, CASE_FIELDS, CONTACTS, MENU
from casework.eligibility import FACTS, EligibilityError, validate_facts
from casework.texts import Texts

LANGUAGES = ("en", "es")
HOW = ("understood", "answered", "corrected")
ASKS_BESIDE_FACTS: Mapping[Door, tuple[str, ...]] = {
    Door.SCREENING: ("confirm", "clarify", "continue"),
    Door.PORTAL: ("confirm", "clarify", "continue", MENU),
}
HAND_OFF_REASONS = (
    "asked",
    "emergency",
    "not_understood",
    "in_court",
    "refund_scheme",
    "congressional",
    "assistant_unavailable",
    "case_question",
)
ABOUT_DOCUMENTS = ("sending", "arrived")
"""Of documents either is asked: how they are sent, or whether those that were sent have come."""
UNSAID = "unsaid"
"""Which contact detail is to change was not said: the gateway asks."""
_DOS_ANYWHERE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "hand_off": {"reason": HAND_OFF_REASONS},
    "show_result": {},
    "enter_code": {},
    "start_over": {},
    "end": {},
}
# What an action may ask for at each door, with the enumerations its argument comes from. What a door lacks is refused.
DOS: Mapping[Door, Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    Door.SCREENING: {**_DOS_ANYWHERE, "save_for_later": {}, "issue_code": {"kind": ("return", "continuation")}},
    Door.PORTAL: {
        **_DOS_ANYWHERE,
        "show_case": {"field": (*CASE_FIELDS, AUTHORITY_FIELD)},
        "change_contact": {"field": (*CONTACTS, UNSAID)},
        "expect_document": {"about": ABOUT_DOCUMENTS},
    },
}
_SHOW_CASE = "show_case"
# What may follow something of a case that is shown: more of it, then the way for papers that were asked about beside it.
_AFTER_SHOWN = (_SHOW_CASE, "expect_document")
_SAID_BY_ASSISTANT = "say-"
_MONTH_OR_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_MOST_ITEMS = 24
_MOST_CLARIFY_CHOICES = 4


class ReplyRefused(Exception):
    """The reply is not a whole one by the rules; `code` says which rule, never what it held."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as the closing item."""

    asks: str
    variant: int
    of: str | None
    value: Any = None
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Do:
    """An effect asked for as the closing item."""

    name: str
    arguments: Mapping[str, str]


@dataclass(slots=True)
class Plan:
    """A whole reply, read: what is to be recorded, said, and done last.

    Attributes:
        fields: What of the case is to be shown, where the closing item asks for that: one or several, each once.
    """

    door: Door = Door.SCREENING
    facts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    language: str | None = None
    parts: list[dict[str, Any]] = field(default_factory=list)
    closing: Ask | Do | None = None
    fields: list[str] = field(default_factory=list)
    said_last: bool = False

    @property
    def closed(self) -> bool:
        """Whether the closing item has come."""
        return self.said_last or self.closing is not None

    @property
    def shows_case(self) -> bool:
        """Whether the closing item, so far, shows something of a case."""
        return isinstance(self.closing, Do) and self.closing.name == _SHOW_CASE


def read_reply(items: Sequence[Mapping[str, Any]], texts: Texts, door: Door = Door.SCREENING) -> Plan:
    """Reads the items of a reply at a door, in order. Raises ReplyRefused with a stable code."""
    if len(items) > _MOST_ITEMS:
        raise ReplyRefused("too_many_items")
    plan = Plan(door)
    for item in items:
        if not isinstance(item, Mapping):
            raise ReplyRefused("item_unknown")
        # Several things asked in one message are done together; nothing else follows the closing item.
        if plan.closed and not (plan.shows_case and item.get("do") in _AFTER_SHOWN):
            raise ReplyRefused("item_after_closing")
        reader = next((read for name, read in _READERS.items() if name in item), None)
        if reader is None:
            raise ReplyRefused("item_unknown")
        reader(plan, item, texts)
    if not plan.closed:
        raise ReplyRefused("unclosed" if items else "empty")
    return plan


def _only(item: Mapping[str, Any], *allowed: str) -> None:
    if set(item) - set(allowed):
        raise ReplyRefused("item_unknown")


def _read_facts(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "facts", "how")
    if item.get("how") not in HOW or not isinstance(item["facts"], Mapping) or not item["facts"]:
        raise ReplyRefused("facts_malformed")
    plan.facts.append((item["how"], _valid_facts(item["facts"])))


def _read_unset(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "unset")
    plan.unset.extend(_fact_names(item["unset"]))


def _read_skipped(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "skipped")
    plan.skipped.extend(_fact_names(item["skipped"]))


def _read_language(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "language")
    if item["language"] not in LANGUAGES:
        raise ReplyRefused("language_unknown")
    plan.language = item["language"]


def _read_say(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "say", "with")
    plan.parts.append(_part(item["say"], item.get("with") or {}, texts))


def _read_say_last(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "say_last", "with")
    plan.parts.append(_part(item["say_last"], item.get("with") or {}, texts))
    plan.said_last = True


def _read_ask(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    _only(item, "ask", "variant", "of", "value", "choices")
    asks, variant = item["ask"], item.get("variant", 0)
    of, choices = item.get("of"), item.get("choices") or ()
    if not isinstance(asks, str) or (asks not in FACTS and asks not in ASKS_BESIDE_FACTS[plan.door]):
        raise ReplyRefused("question_unknown")
    if type(variant) is not int or variant not in (0, 1, 2):
        raise ReplyRefused("question_malformed")
    if not isinstance(choices, Sequence) or isinstance(choices, str):
        raise ReplyRefused("question_malformed")
    if asks == "clarify":
        _check_clarify(of, choices)
    elif choices:
        raise ReplyRefused("question_malformed")
    if asks == "confirm":
        if not isinstance(of, str):
            raise ReplyRefused("question_malformed")
        _valid_facts({of: item.get("value")})
    elif "value" in item or (of is not None and asks != "clarify"):
        raise ReplyRefused("question_malformed")
    plan.closing = Ask(asks, variant, of, item.get("value"), tuple(choices))


def _check_clarify(of: Any, choices: Sequence[Any]) -> None:
    """Between topics, or whether somebody is in danger, whose answers are yes and no (docs/adr/0011)."""
    if of == "emergency" and not choices:
        return
    if of != "topics" or not 2 <= len(choices) <= _MOST_CLARIFY_CHOICES:
        raise ReplyRefused("question_malformed")
    for label in choices:
        _valid_facts({"topics": [label]})


def _read_do(plan: Plan, item: Mapping[str, Any], texts: Texts) -> None:
    name = item["do"]
    arguments = {key: value for key, value in item.items() if key != "do"}
    allowed = DOS[plan.door].get(name) if isinstance(name, str) else None
    if allowed is None or set(arguments) != set(allowed):
        raise ReplyRefused("do_unknown")
    if any(value not in allowed[key] for key, value in arguments.items()):
        raise ReplyRefused("do_unknown")
    if name == _SHOW_CASE:
        if arguments["field"] in plan.fields:
            raise ReplyRefused("do_unknown")
        plan.fields.append(arguments["field"])
    plan.closing = Do(name, arguments)


_READERS: Mapping[str, Callable[[Plan, Mapping[str, Any], Texts], None]] = {
    "facts": _read_facts,
    "unset": _read_unset,
    "skipped": _read_skipped,
    "language": _read_language,
    "say": _read_say,
    "say_last": _read_say_last,
    "ask": _read_ask,
    "do": _read_do,
}


def _valid_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return dict(validate_facts(facts))
    except EligibilityError as error:
        raise ReplyRefused("fact_unknown") from error


def _fact_names(names: Any) -> list[str]:
    if not isinstance(names, Sequence) or isinstance(names, str) or any(name not in FACTS for name in names):
        raise ReplyRefused("fact_unknown")
    return list(names)


def _part(key: Any, values: Any, texts: Texts) -> dict[str, Any]:
    """One sentence: its key must be the assistant's own and exist with exactly these variables."""
    if not isinstance(key, str) or not key.startswith(_SAID_BY_ASSISTANT) or not isinstance(values, Mapping):
        raise ReplyRefused("text_unknown")
    if texts.variables(key) != frozenset(values):
        raise ReplyRefused("text_unknown")
    for name, value in values.items():
        _check_value(name, value)
    return {"key": key, "with": dict(values)} if values else {"key": key}


def _a_day_of(value: Any) -> Any:
    """A date may be said back as its month or its year, where no day was told."""
    if isinstance(value, str) and _MONTH_OR_YEAR.fullmatch(value):
        return value + "-01-01"[len(value) - len("2026-01-01") :]
    return value


def _check_value(name: str, value: Any) -> None:
    """A sentence's value comes from section 6, or is a date or a count: never free text."""
    if name == "facts":
        if not isinstance(value, Mapping):
            raise ReplyRefused("value_unknown")
        _valid_facts({fact: _a_day_of(found) for fact, found in value.items()})
    elif name in FACTS:
        _valid_facts({name: value})
    elif name.endswith(("_count", "_days")):
        if type(value) is not int or not 0 <= value <= 9999:
            raise ReplyRefused("value_unknown")
    elif name.endswith("_on"):
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ReplyRefused("value_unknown") from error
    else:
        raise ReplyRefused("value_unknown")
