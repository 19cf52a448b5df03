"""The screening as a form: one action drives it, one asks for every fact."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import portal, typed
from actions.interpret import is_emergency
from actions.reply import SHOW_RESULT, Item
from actions.turn import Turn
from casework.eligibility import FACTS

ASKED: Final = tuple(name for name, kind in FACTS.items() if kind.asked != "never")
"""The facts that a question may ask for."""
ASKED_BESIDE: Final = ("confirm", "clarify", "continue")

# What rules answer with a sentence of their own; the form steps aside for them.
INTERRUPTIONS: Final = frozenset(
    {
        "about_tas", "access_code", "ask_why", "case_status", "change", "complaint", "document_upload", "emergency",
        "foia", "form_911", "go_back", "goodbye", "greeting", "language", "out_of_scope", "repeat_please", "representative",
        "restart", "resume", "safe_go_on", "save_for_later", "show_result", "talk_to_human", "thanks",
    }
    | portal.ASKS
)  # fmt: skip
_COURTESIES: Final = frozenset({"goodbye", "greeting", "thanks"})
_ANSWERED_BESIDE: Final = _COURTESIES | {
    "access_code", "case_status", "complaint", "document_upload", "foia", "form_911", "out_of_scope", "representative",
    "save_for_later",
}  # fmt: skip
CREDIBLE: Final = 0.4
"""From here on a wish is one."""
SURE_WISH: Final = 0.7
"""From here on a wish that ends the assistant's part, or loses the answers, is granted without asking."""


def utter(dispatcher: CollectingDispatcher, items: list[Item]) -> None:
    """Hands items to the channel, in order."""
    for item in items:
        dispatcher.utter_message(json_message=item)


def is_interruption(turn: Turn) -> bool:
    """Whether a rule should answer first; a faint guess at a wish is rather read as an answer.

    So is a polite word beside an answer ("no, thank God"), and a single word that is no courtesy ("soon").
    """
    if turn.intent not in INTERRUPTIONS or not is_meant(turn, CREDIBLE):
        return False
    if turn.intent == "emergency":
        return is_emergency(turn)
    if turn.is_button or turn.question is None or turn.intent not in _ANSWERED_BESIDE:
        return True
    answers = not typed.is_question(turn.text) and typed.answer(turn.text, turn.question.asks) is not None
    return not answers and (turn.intent not in _COURTESIES or typed.is_courtesy(turn.text))


def is_meant(turn: Turn, sureness: float) -> bool:
    """Whether the turn's intent is a button's, or understood with at least this sureness."""
    scores = (turn.confidence, *(topic.score for topic in turn.understood.topics if topic.value == turn.intent))
    return turn.is_button or max(scores) >= sureness


class ValidateScreening(Action):  # type: ignore[misc]  # rasa-sdk has no usable types
    """Takes the turn's facts and decides what the form asks for next; null ends it.

    Without a slot set Rasa rejects the form, which lets the rule of an interruption answer.
    """

    def name(self) -> str:
        """The name that Rasa calls for the form `screening`."""
        return "validate_screening"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Says what was understood; leaves the question to `action_ask_…`, the other closings to rules."""
        turn = Turn.read(tracker)
        if is_interruption(turn) and tracker.active_loop.get("name"):
            return []
        found = portal.at_door(turn)
        utter(dispatcher, found.items)
        # The portal's standing question is none of the form's: with it the form ends.
        if found.asks is not None and found.asks != portal.MENU:
            # Rasa weighs every event it gets, so one that would change nothing is left out.
            ended_before = [SlotSet("closing", None)] if tracker.get_slot("closing") else []
            return [SlotSet("question", found.closing), *ended_before, SlotSet("requested_slot", found.asks)]
        by_rule = found.closing == SHOW_RESULT
        if not by_rule:
            utter(dispatcher, [found.closing])
        closing = "show_result" if by_rule else "said"
        return [SlotSet("question", None), SlotSet("closing", closing), SlotSet("requested_slot", None)]


class AskQuestion(Action):  # type: ignore[misc]  # rasa-sdk has no usable types
    """Asks the question that `validate_screening` chose; one object for every fact."""

    def __init__(self, asks: str) -> None:
        self._asks = asks

    def name(self) -> str:
        """The name that Rasa's form looks for."""
        return f"action_ask_{self._asks}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Utters the closing item that was kept in the slot."""
        utter(dispatcher, [tracker.get_slot("question")])
        return []


ACTIONS: Final = (ValidateScreening(), *(AskQuestion(asks) for asks in (*ASKED, *ASKED_BESIDE)))
