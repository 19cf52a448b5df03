"""What people ask about their case, their papers, their codes and those who may act for them, at each door.

On the public door each has its sentence, then the screening goes on: nothing of a case is ever offered there. At the portal
the gateway is asked by name (`actions.portal`).
"""

from __future__ import annotations

from typing import Final

from actions import portal
from actions.dialogue import GoOn
from actions.items import Item
from actions.turn import Turn


class Asked(GoOn):
    """Answers by the door; one object for every kind of question."""

    def __init__(self, name: str, said_at_screening: str | None = None) -> None:
        self._name = name
        self._said = said_at_screening

    def name(self) -> str:
        """The name in the domain."""
        return self._name

    def items(self, turn: Turn) -> list[Item]:
        """What the portal asks the gateway for; on the public door a sentence and the question that stands."""
        # Whoever has just sent documents isn't told how that is done.
        sent = turn.documents_sent and turn.intent == "document_upload"
        if portal.is_at(turn) and (sent or portal.asks(turn)):
            found = portal.answer(turn)
            return [*found.items, found.closing]
        said: list[Item] = [{"say": self._said}] if self._said else []
        return [*said, *super().items(turn)]


ACTIONS: Final = (
    Asked("action_case", "say-case-status"),
    Asked("action_document_upload", "say-document-upload"),
    Asked("action_representative", "say-representative"),
    Asked("action_portal"),
)
