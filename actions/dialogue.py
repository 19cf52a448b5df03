"""What a person wants of the conversation itself: why, back, again, go on, another language, the result."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import danger, portal, typed
from actions.interpret import interpret
from actions.items import HAND_OFF, SHOW_RESULT, Item
from actions.reply import is_detail, items_of, reply
from actions.screening import SURE_WISH, is_meant, put_off_slot, utter
from actions.turn import Turn
from casework.eligibility import FACTS

_CANNOT_GO_BACK_TO: Final = frozenset({"emergency", "topics"})


class Wish(Action):  # type: ignore[misc]  # rasa-sdk has no usable types
    """An action whose whole answer follows from the turn."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Answers with items, the closing one last, and suspends the form: the next answer takes it up again.

        With the form still active Rasa would run it once more to come back to its question, a third call in one turn.
        """
        turn = Turn.read(tracker)
        items, put_off = danger.first(turn, self.items(turn))
        utter(dispatcher, items)
        return [*put_off_slot(put_off), ActiveLoop(None)]

    def items(self, turn: Turn) -> list[Item]:
        """The items of the answer."""
        raise NotImplementedError


class GoOn(Wish):
    """Ends an interruption: takes what facts the message held, then asks what stands open."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_go_on"

    def items(self, turn: Turn) -> list[Item]:
        """The facts, then the same question, or the next where the facts answered it."""
        found = portal.at_door(turn, interrupted=True)
        return [*found.items, found.closing]


class OutOfScope(GoOn):
    """Says what the chat is for; in a screening under way more of the story is only taken note of."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_out_of_scope"

    def items(self, turn: Turn) -> list[Item]:
        """The sentence, then the question that stands open; nothing is said where the words hold a fact."""
        if portal.is_at(turn) and (turn.documents_sent or not portal.is_screening(turn)):
            at_portal = portal.answer(turn)
            return [*at_portal.items, at_portal.closing]
        found = reply(turn, interrupted=True)
        items = [*found.items, found.closing]
        if found.closing == HAND_OFF or danger.is_open(turn) or interpret(turn).usable:
            return items
        if typed.asks_for_help(turn.text):
            return [{"say": "say-greeting"}, *items]
        return [{"say": "say-detail" if is_detail(turn) else "say-out-of-scope"}, *items]


class SayWhy(GoOn):
    """Says why the open question is asked."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_say_why"

    def items(self, turn: Turn) -> list[Item]:
        """The reason, then the question again; without a question, what the chat is for."""
        question = turn.question
        asks = None if question is None else "danger" if danger.is_open(turn) else question.asks
        reason = "say-what-i-can-do" if asks is None else f"say-why-{asks}"
        return [{"say": reason}, *super().items(turn)]


class Goodbye(Wish):
    """Says goodbye; whoever takes leave of more than this chat is asked first (`danger.first`)."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_goodbye"

    def items(self, turn: Turn) -> list[Item]:
        """The one sentence."""
        return [{"say_last": "say-goodbye"}]


class GoBack(GoOn):
    """Asks the question before the open one again; its answer stands until another is given."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_go_back"

    def items(self, turn: Turn) -> list[Item]:
        """The earlier question, or a sentence that there is none."""
        before = _before(turn) if portal.is_screening(turn) or not portal.is_at(turn) else None
        if before is None:
            return [{"say": "say-nothing-to-go-back-to"}, *super().items(turn)]
        return [{"ask": before, "variant": 0}]


class Change(GoOn):
    """Asks for a fact that the person chose to change."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_change"

    def items(self, turn: Turn) -> list[Item]:
        """The question for that fact; one that is only ever noticed is taken back."""
        if turn.fact is None or turn.fact not in FACTS:
            return super().items(turn)
        if FACTS[turn.fact].asked == "never":
            return [{"unset": [turn.fact]}, {"say": "say-changed"}, *super().items(turn)]
        return [{"ask": turn.fact, "variant": 0}]


class SetLanguage(GoOn):
    """Goes on in the language that was asked for."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_set_language"

    def items(self, turn: Turn) -> list[Item]:
        """The change of language, or which languages there are."""
        wanted = typed.wanted_language(turn.text)
        if wanted is None:
            return [{"say": "say-languages"}, *super().items(turn)]
        rest = [
            item for item in super().items(turn) if "language" not in item and item.get("say") != "say-language-changed"
        ]
        return [{"language": wanted}, {"say": "say-language-changed"}, *rest]


class AboutTas(GoOn):
    """Says what TAS is; or, to whoever doubts that this is real, what TAS never asks for and how to check it."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_about_tas"

    def items(self, turn: Turn) -> list[Item]:
        """The sentence, then the question that stands open."""
        said = "say-is-it-real" if typed.doubts_it_is_real(turn.text) else "say-about-tas"
        return [{"say": said}, *super().items(turn)]


class SaveForLater(Wish):
    """Asks for the way to go on later, with what this message added; the open question stays as it is."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_save_for_later"

    def items(self, turn: Turn) -> list[Item]:
        """The facts, then the wish: the gateway makes the code, or says where."""
        return [*items_of(turn, interpret(turn)), {"do": "save_for_later"}]


class ShowResult(GoOn):
    """Asks for the determination as it stands, with what this message added."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_show_result"

    def items(self, turn: Turn) -> list[Item]:
        """The facts, then the determination."""
        if portal.is_at(turn) and not portal.is_screening(turn) and not turn.facts:
            return super().items(turn)
        return [*items_of(turn, interpret(turn)), dict(SHOW_RESULT)]


class StartOver(GoOn):
    """Starts over, unless the words rather correct an answer."""

    def name(self) -> str:
        """The name of Rasa's own action for the intent `restart`, which this one replaces."""
        return "action_restart"

    def items(self, turn: Turn) -> list[Item]:
        """The facts that were corrected and the next question, or a new start."""
        # To say an answer anew sounds like starting anew; only who asks for that loses what was said.
        is_correction = not turn.is_button and typed.corrects_day(turn.text) and not typed.starts_over(turn.text)
        if is_meant(turn, SURE_WISH) and not is_correction and not interpret(turn).facts:
            return [{"do": "start_over"}]
        found = reply(turn)
        return [*found.items, found.closing]


def _before(turn: Turn) -> str | None:
    """The question asked before the open one: by the tracker, or without one by the order of the facts."""
    now = turn.question.asks if turn.question else None
    known = {*turn.facts, *turn.skipped}
    remembered = (name for name in turn.asked_before if name in known)
    answered = (*reversed(turn.skipped), *reversed(tuple(turn.facts)))
    for name in (*remembered, *answered):
        if name != now and name not in _CANNOT_GO_BACK_TO and FACTS[name].asked != "never":
            return name
    return None


ACTIONS: Final = (
    *(
        GoOn(),
        AboutTas(),
        OutOfScope(),
        SayWhy(),
        Goodbye(),
        GoBack(),
        Change(),
        SetLanguage(),
        SaveForLater(),
        ShowResult(),
    ),
    StartOver(),
)
