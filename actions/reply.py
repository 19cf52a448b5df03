"""Puts a turn's changes into items for the gateway, and finds the closing one (docs/architecture.md, "A turn")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from actions import danger, typed
from actions.interpret import Changes, interpret
from actions.items import HAND_OFF, NOTHING_OPEN, SHOW_RESULT, Item
from actions.turn import OpenQuestion, Turn
from casework.eligibility import FACTS, TOPICS, FactValue, ask, optional_questions

_LAST_VARIANT: Final = 2
# A rule has said what the chat is for; like words not understood it must not keep one question open for ever.
_OFF_TOPIC: Final = "out_of_scope"
_REPEAT: Final = "repeat_please"
# Said back, these would sound like a charge or go without saying; the determination explains them where they count.
_NOT_SAID_BACK: Final = frozenset({"emergency", "exclusion", "federal_tax"})
# Of an ISO date.
_SAID_OF: Final = {"month": len("2026-02"), "year": len("2026")}
_DETAIL_WORDS: Final = 4
"""From here on words that answer nothing tell something of the story."""


@dataclass(slots=True)
class Reply:
    """Items in order, and the closing item apart, since the form asks its questions by an action of their own."""

    items: list[Item] = field(default_factory=list)
    closing: Item = field(default_factory=lambda: dict(NOTHING_OPEN))

    @property
    def asks(self) -> str | None:
        """What the closing item asks for; None where it is no question."""
        return self.closing.get("ask")


def reply(turn: Turn, *, interrupted: bool = False) -> Reply:
    """Answers a turn.

    Args:
        turn: The turn as it was read.
        interrupted: A rule has already said a sentence, so the turn needs no fact to be a good one.

    Returns:
        The facts with what is said back, and the question, determination or sentence that closes the turn.
    """
    changes = interpret(turn)
    found = Reply(items_of(turn, changes))
    after = {**turn.facts, **changes.facts}
    skipped = [name for name in (*turn.skipped, *changes.skipped) if name not in changes.facts]
    if after.get("emergency") == "yes":
        found.closing = dict(SHOW_RESULT)
        return found
    if danger.is_open(turn):
        if _after_danger(turn, changes, found, interrupted=interrupted):
            return found
        turn = danger.resumed(turn)
    if not turn.is_button and typed.wants_person(turn.text):
        found.closing = dict(HAND_OFF)
    elif changes.confirm is not None:
        of, value = changes.confirm
        # The question says back what it asks about; the topic alone before it would be the same twice.
        found.items = [item for item in found.items if set((item.get("with") or {}).get("facts", ())) != {"topics"}]
        found.closing = {"ask": "confirm", "variant": 0, "of": of, "value": _json(value)}
    elif changes.clarify:
        found.closing = {"ask": "clarify", "variant": 0, "of": "topics", "choices": list(changes.clarify)}
    elif changes.accepted is False:
        found.items.append({"say": "say-noted-answer"})
    elif turn.question is not None and not changes.usable:
        if interrupted and turn.intent == _REPEAT:
            # Whoever asks what is meant is helped by other words and the example, not by the same again.
            found.closing = _question(turn.question, max(turn.question.variant, 1))
        elif interrupted and turn.intent != _OFF_TOPIC:
            found.closing = same_question(turn.question)
        else:
            _again(turn, turn.question, found)
    else:
        found.closing = _next(turn, changes, after, skipped)
    return found


def _after_danger(turn: Turn, changes: Changes, found: Reply, *, interrupted: bool) -> bool:
    """Closes a turn that found the question about danger open.

    Returns:
        False where the turn is to be closed as if that hadn't been asked.
    """
    assert turn.question is not None  # noqa: S101 (for the type)
    answered = danger.answer(turn)
    if answered is None and not changes.usable and not typed.wants_person(turn.text):
        if interrupted and turn.intent != _OFF_TOPIC:
            found.closing = danger.question(turn.question.variant)
            return True
        if turn.question.variant == 0:
            found.closing = danger.question(1)
            return True
    if answered == "no" and not danger.says_safe(turn):
        found.items.append({"say": "say-safe-go-on"})
    put_off = danger.put_off(turn)
    if answered is None or put_off is None or set(changes.facts) - {danger.FACT}:
        return False
    found.closing = put_off
    return True


def items_of(turn: Turn, changes: Changes) -> list[Item]:
    """The changes as items, and what was understood said back once."""
    items: list[Item] = []
    if changes.language:
        items.append({"language": changes.language})
    for how in ("understood", "answered", "corrected"):
        facts: Mapping[str, FactValue] = getattr(changes, how)
        items += [{"facts": {name: _json(value) for name, value in facts.items()}, "how": how}] if facts else []
    if changes.unset:
        items.append({"unset": list(changes.unset)})
    if changes.skipped:
        items.append({"skipped": list(changes.skipped)})
    if changes.language:
        items.append({"say": "say-language-changed"})
    if corrected := _said_back(changes.corrected, changes.rough):
        items.append({"say": "say-corrected", "with": {"facts": corrected}})
    heard = dict(changes.understood)
    if not turn.is_button:
        # A day worked out from words may be wrong, and the first account of the trouble deserves an echo.
        heard |= {name: value for name, value in changes.answered.items() if name in changes.rough or name == "topics"}
    if said_back := _said_back(_new_only(turn, heard), changes.rough):
        items.append({"say": "say-heard", "with": {"facts": said_back}})
    if changes.skipped:
        items.append({"say": "say-skipped"})
    return items


def is_detail(turn: Turn) -> bool:
    """Whether words that answer nothing may be more of the story: told in a screening under way, and no question."""
    asks = turn.question.asks if turn.question else None
    told = len(turn.text.split()) >= _DETAIL_WORDS and not typed.is_question(turn.text)
    return told and asks != "topics" and bool({*turn.facts} - {"emergency", "federal_tax"})


def same_question(question: OpenQuestion) -> Item:
    """The open question as it stands."""
    return _question(question, question.variant)


def _next(turn: Turn, changes: Changes, after: Mapping[str, FactValue], skipped: list[str]) -> Item:
    """The next question, or the result where no answer would change it."""
    if changes.refused and turn.question is not None and turn.question.asks == "clarify":
        return {"ask": "topics", "variant": 1}
    if (question := ask(after, skipped, turn.as_of)) is not None:
        return {"ask": question.asks, "variant": 0}
    if (changes.accepted or _is_optional(turn)) and (names := optional_questions(after, skipped, turn.as_of)):
        return {"ask": names[0], "variant": 0}
    if changes.facts or changes.unset or changes.skipped or turn.question is not None or changes.accepted:
        return dict(SHOW_RESULT)
    return dict(NOTHING_OPEN)


def _is_optional(turn: Turn) -> bool:
    """Whether the open question was asked for the advocate's sake: without its answer nothing was left to ask."""
    question = turn.question
    if question is None or question.asks not in FACTS or question.asks in turn.facts:
        return False
    return ask(turn.facts, turn.skipped, turn.as_of) is None


def _again(turn: Turn, question: OpenQuestion, found: Reply) -> None:
    """Nothing usable was said: in other words, then with help beside it, then the next question (DESIGN section 6)."""
    variant = question.variant + 1
    if variant <= _LAST_VARIANT:
        if turn.intent != _OFF_TOPIC or variant == _LAST_VARIANT:
            told = variant < _LAST_VARIANT and is_detail(turn)
            found.items.append({"say": "say-detail" if told else f"say-not-understood-{variant}"})
        found.closing = _question(question, variant)
        return
    if question.asks == "continue":
        return
    about = "topics" if question.asks == "clarify" else question.asks
    skipped = [about] if about in FACTS and about not in turn.facts else []
    if skipped:
        found.items += [{"skipped": skipped}, {"say": "say-skipped"}]
    changes = Changes(skipped=skipped, usable=True)
    found.closing = _next(turn, changes, turn.facts, [*turn.skipped, *skipped])


def _question(question: OpenQuestion, variant: int) -> Item:
    item: Item = {"ask": question.asks, "variant": variant}
    if question.asks == "confirm":
        item |= {"of": question.of, "value": _json(question.value)}
    elif question.asks == "clarify":
        # The gateway offers "something else" beside them.
        item |= {"of": "topics", "choices": [label for label in question.choices if label in TOPICS]}
    return item


def _new_only(turn: Turn, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """What is new: of a list that has grown, what was added."""
    new = dict(facts)
    for name in ("topics", "hardship"):
        stood, now = turn.facts.get(name) or (), new.get(name)
        if isinstance(now, tuple) and isinstance(stood, tuple):
            added = tuple(value for value in now if value not in stood)
            new[name] = added
            if not added:
                del new[name]
    return new


def _said_back(facts: Mapping[str, FactValue], rough: Mapping[str, str]) -> dict[str, Any]:
    """What is said back; of a day worked out from a month or a year only that much.

    For whom somebody asks is said once: the topic of writing for somebody else says no more.
    """
    if "asking_as" in facts and "representative" in (topics := facts.get("topics") or ()):
        others = tuple(topic for topic in topics if topic != "representative")
        facts = {name: value for name, value in facts.items() if name != "topics"} | (
            {"topics": others} if others else {}
        )
    return {
        name: value[: _SAID_OF.get(rough.get(name, ""))] if isinstance(value, str) else _json(value)
        for name, value in facts.items()
        if name not in _NOT_SAID_BACK and value != "unsure"
    }


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
