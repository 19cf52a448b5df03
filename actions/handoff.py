"""Where the assistant's part ends: a person is wanted, or someone may be in danger."""

from __future__ import annotations

from typing import Final

from actions import portal, typed
from actions.dialogue import GoOn
from actions.interpret import interpret, is_emergency
from actions.reply import HAND_OFF, SHOW_RESULT, Item, items_of
from actions.screening import SURE_WISH, is_meant
from actions.turn import Turn


class HandOff(GoOn):
    """Asks for a person, with what this message added; a question whether this is one gets an answer instead."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_hand_off"

    def items(self, turn: Turn) -> list[Item]:
        """The facts, then the hand-off; who asks whether this is a person is told that it isn't in any case."""
        besides = typed.beside_who_answers(turn.text)
        named = turn.is_button or typed.names_person(turn.text if besides is None else besides)
        if not (named and is_meant(turn, SURE_WISH)) and not typed.wants_person(turn.text):
            return [{"say": "say-human"}, *super().items(turn)]
        if portal.is_at(turn):
            found = portal.answer(turn)
            asked = {"do": "hand_off", "reason": "case_question"}
            return [found.closing if found.closing.get("do") == "hand_off" else asked]
        told: list[Item] = [] if besides is None else [{"say": "say-human"}]
        return [*told, *items_of(turn, interpret(turn)), dict(HAND_OFF)]


class Emergency(GoOn):
    """Notes the danger; the gateway puts 911 and 988 first and brings in a person (step 1 of the determination)."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_emergency"

    def items(self, turn: Turn) -> list[Item]:
        """The fact, then the determination; a plain answer that only sounds like danger is taken as the answer."""
        if not is_emergency(turn):
            return super().items(turn)
        if portal.is_at(turn):
            found = portal.answer(turn)
            return [*found.items, found.closing]
        return [{"facts": {"emergency": "yes"}, "how": "understood"}, dict(SHOW_RESULT)]


ACTIONS: Final = (HandOff(), Emergency())
