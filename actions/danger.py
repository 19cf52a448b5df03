"""Whether a life is in danger: noticed, asked about where the words leave it open, and what is answered then. Pure.

Why it is asked at all, and how: docs/adr/0011-ask-where-danger-is-unsure.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Literal

from actions import typed
from actions.items import IN_DANGER, Item
from actions.turn import OpenQuestion, Turn

EMERGENCY: Final = 0.6
"""From here on the pipeline means it (docs/architecture.md); the gateway has its own list beside it."""
HINT: Final = 0.3
"""From here on danger is thinkable, and asked about."""
HINT_BESIDE_ANSWER: Final = 0.5
"""From here on beside an answer to the open question, or a wish for the chat itself, whose few words sound like much."""
FACT: Final = "emergency"
SLOT: Final = "danger"
"""What stays in Rasa of it: `then`, the closing item that was put off, and `asked`, the words that were asked about."""
_QUESTION: Final[Item] = {"ask": "clarify", "variant": 0, "of": FACT}
_TOPIC_WORDS: Final = 5
_SAME_WORDS: Final = 0.8
"""From which share of its words on a message says again what was asked about."""
_MOST_ASKED: Final = 8
_SAID_ALL_THE_SAME: Final = ("say-heard", "say-corrected", "say-language-changed", "say-human")
# Who is asked about danger and wants to go on says no; as an answer to other questions the same words say yes.
_GO_ON: Final = re.compile(
    r"\W*(?:ok(?:ay)?\W+)?(?:(?:please|just|let'?s|lets|por favor|solo)\W+)*"
    r"(?:go on|continue|carry on|move on|keep going|sigamos|siga|sigue|seguimos|contin[uú]e|continuemos|adelante)\b",
    re.IGNORECASE,
)

# "I don't feel safe" sounds much like "I'm safe": what the pipeline hears in such words doesn't count. Without accents.
# A bare "no estoy seguro" is "I'm not sure", and stays out.
_NOT_SAFE: Final = re.compile(
    r"\b(?:not|never|cannot|(?:is|are|do|does|did|was)n'?t|no longer|hardly)\s+"
    r"(?:(?:feel|feeling|felt|be|being|really|very|so|that|all|quite|always|actually|completely)\s+){0,3}safe\b"
    r"|\bunsafe\b"
    r"|\bno\s+(?:(?:me|nos|se|estoy|estamos|esta|estan|siento|sentimos|siente|sienten|muy|tan)\s+){1,4}a salvo\b"
    r"|\bno\s+(?:me|nos|se)\s+(?:siento|sentimos|siente|sienten)\s+(?:\w+\s+){0,2}segur[oa]s?\b"
    r"|\bno\s+(?:estoy|estamos|esta|estan)\s+segur[oa]s?\s+(?:en|con|aqui|ahi|alli|cerca|junto)\b"
)

Answer = Literal["yes", "no", "passed"]


def is_open(turn: Turn) -> bool:
    """Whether the open question asks about danger."""
    return turn.question is not None and turn.question.asks == "clarify" and turn.question.of == FACT


def answer(turn: Turn) -> Answer | None:
    """What the turn answers to the open question about danger; None for no answer.

    Who doesn't know, or answers with a second hint, is taken to be in danger: a call too many harms nobody.
    """
    if not is_open(turn) or turn.do is not None:
        return None
    if turn.choice is not None:
        return "yes" if turn.choice.get("value") == "yes" else "no"
    said = typed.heard(turn.understood.yes_no, turn.text)
    if turn.understood.emergency >= EMERGENCY or _says_unsafe(turn):
        return "yes"
    if turn.intent == "safe_go_on" or said == "no" or _GO_ON.match(turn.text):
        return "no"
    if turn.intent == "skip" or turn.understood.dialogue == "skip":
        return "passed"
    return "yes" if said is not None or turn.understood.emergency >= HINT else None


def says_safe(turn: Turn) -> bool:
    """Whether the words say that nobody is in danger, and not the contrary."""
    return turn.intent == "safe_go_on" and not _says_unsafe(turn)


def _says_unsafe(turn: Turn) -> bool:
    return not turn.is_button and _NOT_SAFE.search(typed.plain(turn.text)) is not None


def is_emergency(turn: Turn) -> bool:
    """Whether somebody is in danger: by what the pipeline is sure of, or by the answer to the question about it."""
    if is_open(turn) and not turn.is_button:
        return answer(turn) == "yes"
    said = turn.understood.emergency >= EMERGENCY or turn.intent == FACT
    return said and not _is_plain_answer(turn)


def is_hinted(turn: Turn) -> bool:
    """Whether the words leave it open that somebody is in danger, and nobody was asked about the same words yet."""
    if turn.is_button or is_open(turn) or turn.facts.get(FACT) == "yes" or _is_plain_answer(turn):
        return False
    if turn.intent == "safe_go_on":
        # Whoever is heard as safe and says the contrary is asked, whatever the score of these few words.
        unsure = turn.understood.emergency < EMERGENCY
        return _says_unsafe(turn) and unsure and not _was_asked_about(turn)
    answers = turn.question is not None and typed.answer(turn.text, turn.question.asks) is not None
    # A plain wish for the chat itself ("I have to go, can I save this?") sounds like a goodbye.
    least = HINT_BESIDE_ANSWER if answers or turn.understood.dialogue else HINT
    return least <= turn.understood.emergency < EMERGENCY and not _was_asked_about(turn)


def first(turn: Turn, items: list[Item]) -> tuple[list[Item], dict[str, Any] | None]:
    """Puts danger before everything else.

    Args:
        turn: The turn as it was read.
        items: The whole answer, its closing item last.

    Returns:
        The answer to give, and the slot's new value where a closing item was put off.
    """
    if is_hinted(turn):
        *before, closing = items
        # What the chat is for, and the like, can wait; what was understood is said back all the same.
        before = [item for item in before if "do" not in item and item.get("say") in (None, *_SAID_ALL_THE_SAME)]
        asked = [*turn.danger.get("asked", ()), sorted(_digests(turn.text))]
        return [*before, {"say": "say-danger"}, dict(_QUESTION)], {"then": closing, "asked": asked[-_MOST_ASKED:]}
    if not turn.is_button and turn.facts.get(FACT) != "yes" and is_emergency(turn):
        kept = [item for item in items if "language" in item]
        how = "corrected" if FACT in turn.facts else "understood"
        return [*kept, {"facts": {FACT: "yes"}, "how": how}, dict(IN_DANGER[turn.door])], None
    return items, None


def question(variant: int) -> Item:
    """The question about danger: 0 first, 1 in other words."""
    return {**_QUESTION, "variant": variant}


def put_off(turn: Turn) -> Item | None:
    """The closing item that the question about danger stood in the way of."""
    then = turn.danger.get("then")
    return dict(then) if isinstance(then, Mapping) else None


def resumed(turn: Turn) -> Turn:
    """The turn as if danger hadn't been asked about: with the question open that was put off."""
    then = put_off(turn) or {}
    if "ask" not in then:
        return replace(turn, question=None)
    return replace(
        turn,
        question=OpenQuestion(
            then["ask"],
            int(then.get("variant") or 0),
            then.get("of"),
            then.get("value"),
            tuple(then.get("choices") or ()),
        ),
    )


def _is_plain_answer(turn: Turn) -> bool:
    """Whether a short text plainly answers the open question: then it sounds like danger only by its brevity."""
    if turn.question is None or typed.answer(turn.text, turn.question.asks) is None:
        return False
    return len(turn.text.split()) < _TOPIC_WORDS and typed.yes_no(turn.text) is None


def _was_asked_about(turn: Turn) -> bool:
    words = _digests(turn.text)
    return any(len(words & set(asked)) >= _SAME_WORDS * len(words) for asked in turn.danger.get("asked", ()))


def _digests(text: str) -> set[str]:
    """The words of a text, each as a short digest: what was asked about is recognised, not kept."""
    return {hashlib.blake2s(word.encode(), digest_size=3).hexdigest() for word in re.findall(r"\w+", typed.plain(text))}
