"""A question as an event: how it is answered, and what may be chosen beside an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.eligibility import FACTS

# What most people come with, as buttons beside the free text (the order is the order shown).
TOPIC_BUTTONS = (
    "refund_delay",
    "levy_or_garnishment",
    "notice_question",
    "payment_plan",
    "identity_theft",
    "audit",
    "no_response",
    "system_failure",
)
_YES_NO = ("yes", "no")
DANGER = "danger"
"""Under what the question whether somebody is in danger is worded: a `clarify` about the fact `emergency`."""
_OFFER_RESULT_FROM = 3
LAST_VARIANT = 2
"""The wording of a question that was not understood twice: help stands beside it."""

# What of a case can be asked for (casework/cases/answers.py), and what one may see and do in it.
CASE_FIELDS = ("status", "next_step", "needed", "next_contact", "advocate", "timeline")
AUTHORITY_FIELD = "authority"
# The standing question of the portal, with what most people come for as buttons.
MENU = "case"
_MENU_OF_A_MATTER = (*CASE_FIELDS, "change_contact", "new_problem")
_MENU_WITHOUT_ONE = ("new_problem", "enter_code")
CONTACTS = ("telephone", "mailing_address", "email")
CONTACT_WHICH = "contact_which"
CONTACT_CONFIRM = "contact_confirm"
CONTACT_ASKS = (CONTACT_WHICH, *(f"contact_{name}" for name in CONTACTS), CONTACT_CONFIRM)
"""Questions whose answers are taken by the gateway itself: they never reach the assistant."""


def question_source(
    asks: str,
    questions_asked: int,
    variant: int = 0,
    of: str | None = None,
    value: Any = None,
    choices: Sequence[Any] = (),
) -> dict[str, Any]:
    """The source of a `question` event.

    Args:
        asks: A fact of section 6, or `confirm`, `clarify`, `continue`.
        questions_asked: How many questions came before it since the start.
        variant: 0 first, 1 in other words, 2 with help beside it.
        of: What a `confirm` or `clarify` is about.
        value: The value that a `confirm` asks about.
        choices: The labels that a `clarify` chooses from.
    """
    kind, offered = _answers(asks, of, choices)
    source: dict[str, Any] = {
        "asks": asks,
        "variant": variant,
        "input": kind,
        "choices": offered,
        "also": _also(asks, of, questions_asked),
    }
    if of is not None:
        source["of"] = of
    if asks == "confirm":
        source["value"] = value
        source["with"] = {"facts": {of: value}}
        # Its buttons are worded as plain yes and no, not as values of the fact it is about.
        source["of"] = "confirm"
        source["about"] = of
    elif asks == "clarify" and of == "emergency":
        source["of"] = DANGER
        source["about"] = of
    return source


def menu(has_matter: bool, variant: int = 0) -> dict[str, Any]:
    """The source of the portal's standing question: what would you like to know or do?"""
    choices = _MENU_OF_A_MATTER if has_matter else _MENU_WITHOUT_ONE
    return {"asks": MENU, "variant": variant, "input": "choice", "choices": list(choices), "also": []}


def contact_question(asks: str, variant: int = 0, **of: Any) -> dict[str, Any]:
    """The source of a question about contact details.

    Args:
        asks: One of CONTACT_ASKS.
        variant: 0 first, 1 in other words.
        **of: For CONTACT_CONFIRM `contact` (which detail), `value` (what was typed; sealed, never shown) and `masked`.
    """
    choices: Sequence[str] = ()
    if asks == CONTACT_WHICH:
        choices = CONTACTS
    elif asks == CONTACT_CONFIRM:
        choices = _YES_NO
    source: dict[str, Any] = {
        "asks": asks,
        "variant": variant,
        "input": "choice" if choices else "text",
        "choices": list(choices),
        "also": ["cancel"],
    }
    if asks == CONTACT_CONFIRM:
        shown = {"contact": of["contact"], "masked": of["masked"]}
        source |= {"with": shown, "contact": of["contact"], "value": of["value"]}
    return source


def _answers(asks: str, of: str | None, choices: Sequence[Any]) -> tuple[str, list[Any]]:
    if asks == "clarify" and of == "emergency":
        return "choice", list(_YES_NO)
    if asks == "clarify":
        return "choice", [*choices, "other"]
    if asks in ("confirm", "continue"):
        return "choice", list(_YES_NO)
    kind = FACTS[asks]
    if kind.input == "topics":
        return "choice", list(TOPIC_BUTTONS)
    if kind.input == "choices":
        return "choices", [*kind.choices, []]
    if kind.input == "date":
        return "date", list(kind.values)
    return "choice", list(kind.choices)


def _also(asks: str, of: str | None, questions_asked: int) -> list[str]:
    if of == "emergency":
        # Nothing leads past this one but its answer, or other words.
        return ["why"]
    dos = [] if asks == "continue" else ["why"]
    if asks in FACTS and asks != "topics" and not FACTS[asks].has_unsure:
        dos.append("skip")
    if questions_asked > 0:
        dos.append("back")
    if questions_asked + 1 >= _OFFER_RESULT_FROM:
        dos.append("show_result")
    return dos
