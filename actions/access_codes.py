"""Codes: asked for and entered in words, made and taken by the gateway alone. No code ever gets here."""

from __future__ import annotations

import re
from typing import Final

from actions import portal
from actions.case import Asked
from actions.interpret import interpret
from actions.reply import Item, items_of
from actions.turn import Turn
from actions.typed import plain

_SIGN_IN: Final = re.compile(
    r"\b(?:sign(?:ing)?[ -]?(?:in|on)|log(?:ging)?[ -]?(?:in|on)|login|logon|iniciar sesion|entrar a mi (?:cuenta|caso)"
    r"|ingresar a mi (?:cuenta|caso)|portal|id\.?me|login\.gov)\b"
)


class AccessCode(Asked):
    """Says where a code goes, or where to sign in; the question that stands is asked again by the gateway."""

    def items(self, turn: Turn) -> list[Item]:
        """The gateway's part, by the door."""
        if portal.is_at(turn):
            return super().items(turn) if turn.understood.asks else [{"do": "enter_code"}]
        wants_in = bool(_SIGN_IN.search(plain(turn.text)))
        asked: Item = {"do": "issue_code", "kind": "continuation"} if wants_in else {"do": "enter_code"}
        return [*items_of(turn, interpret(turn)), asked]


ACTIONS: Final = (AccessCode("action_access_code"),)
