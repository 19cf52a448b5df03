"""Turns made by hand, for the assistant's unit tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from actions.turn import OpenQuestion, Turn, Understood, valid_facts

AS_OF = dt.date(2026, 11, 20)


def turn(
    asks: str | None = None,
    text: str = "",
    *,
    understood: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    choice: Any = None,
    **more: Any,
) -> Turn:
    """A turn while `asks` stands open; `understood` as the pipeline gives it, `choice` the value of a button."""
    question = more.pop("question", None) or (OpenQuestion(asks) if asks else None)
    return Turn(
        intent=more.pop("intent", "choice" if choice is not None else "none"),
        as_of=AS_OF,
        text=text,
        facts=valid_facts(facts or {}),
        question=question,
        choice=None if choice is None else {"asks": question.asks if question else None, "value": choice},
        understood=Understood.read(understood or {}),
        **more,
    )
