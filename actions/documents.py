"""Papers that somebody has, wants to send, or has sent: at the portal the gateway is asked to expect them.

Whether some came along with the words is told; what they are called, how large they are and what became of them never comes
here. The gateway opens the way, says what happens to them and how they stand. On the public door nobody is asked for papers:
it is said how they are sent instead.
"""

from __future__ import annotations

from typing import Final

from actions import typed
from actions.items import Item
from actions.turn import Scored, Turn

SENDING: Final = "sending"
"""Somebody has papers, or asks how they are sent."""
ARRIVED: Final = "arrived"
"""Somebody has sent some, and asks whether they came."""
ASKS: Final = {"send_document": SENDING, "document_sent": ARRIVED}
"""What the pipeline understands of papers (bot/nlu/portal.py)."""
CAME: Final[Item] = {"say": "say-portal-documents-came"}
"""What is said of documents that came along with the words, before all else."""
_OF_PAPERS: Final = frozenset({*ASKS, "what_needed"})


def about(turn: Turn, asked: list[str]) -> str | None:
    """What is asked about papers, if anything is: whether they came, or how they are sent."""
    if turn.is_button:
        return None
    if typed.asks_arrived(turn.text) and (_OF_PAPERS.intersection(asked) or typed.says_sent(turn.text)):
        return ARRIVED
    of_papers = (ask for ask in turn.understood.asks if ask.value in asked and ask.value in ASKS)
    surest = max(of_papers, key=_score, default=None)
    if surest is not None:
        return ASKS[surest.value]
    return SENDING if not asked and typed.offers_paper(turn.text) else None


def beside(turn: Turn, asked: list[str], papers: str | None) -> tuple[list[str], str | None]:
    """What words ask that came along with documents: not how these are sent, nor whether they came unless they ask it."""
    asks_arrived = papers == ARRIVED and typed.asks_arrived(turn.text)
    return [ask for ask in asked if ask not in ASKS], ARRIVED if asks_arrived else None


def is_label(turn: Turn) -> bool:
    """Whether the words may be no more than a word on the documents that came along with them ("my bill of May")."""
    return turn.documents_sent and len(turn.text.split()) <= typed.MOST_WORDS


def _score(ask: Scored) -> float:
    return ask.score


def expected(what: str) -> Item:
    """The closing item that has the gateway expect papers."""
    return {"do": "expect_document", "about": what}
