"""A small assistant for pages: asks a few questions, understands a few words, answers at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from adapters.assistant.port import TurnRequest
from tests.support.record import Items

_ORDER = ("topics", "hardship", "submission", "submitted_on", "contacted_irs")
_WORDS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    (r"refund|reembolso", {"topics": ["refund_delay"], "federal_tax": "yes"}),
    (r"on paper|en papel", {"submission": "paper_return"}),
    (r"my mother|mi mamá", {"asking_as": "other"}),
    (r"rent|evict|renta|desaloj", {"hardship": ["housing"], "hardship_link": "yes"}),
)
_MONTHS = {"march": 3, "marzo": 3}
_DATE = re.compile(r"(\w+) (\d+), (\d{4})|(\d+) de (\w+) de (\d{4})")
_HINTED = re.compile("no way out|sin salida")
_DANGER = {"ask": "clarify", "of": "emergency"}
_YES = re.compile(r"(?:yes|s[ií])\b", re.IGNORECASE)
_DEFAULTS = {"federal_tax": "yes"}


def answer(request: TurnRequest) -> Items:
    """The reply to a turn: facts from what was said, then the next question or the result."""
    facts: dict[str, Any] = dict(request.metadata["facts"])
    skipped = list(request.metadata["skipped"])
    question = request.metadata["open_question"] or {}
    asks = question.get("asks")
    if question.get("of") == "emergency":
        return _danger_answered(request, facts)
    if _HINTED.search(request.text):
        heard = _heard(request, asks)
        return [*([{"facts": heard, "how": "understood"}] if heard else []), {"say": "say-danger"}, _DANGER]
    if request.do == "why":
        return [{"say": f"say-why-{asks}"}, {"ask": asks}]
    if request.do == "show_result" or facts.get("emergency") == "yes":
        return [{"do": "show_result"}]
    if request.do == "change" and request.fact:
        return [{"say": "say-changed"}, {"unset": [request.fact]}, {"ask": request.fact}]
    items: list[dict[str, Any]] = []
    if request.do == "skip" and asks:
        skipped.append(asks)
        items.append({"skipped": [asks]})
    heard = _heard(request, asks)
    if heard:
        facts |= heard
        items.append({"facts": heard, "how": "understood"})
        items.append({"say": "say-heard", "with": {"facts": heard}})
    missing = next((fact for fact in _ORDER if fact not in facts and fact not in skipped), None)
    if not items and request.do is None:
        items.append({"say": "say-not-understood-1"})
    return [*items, {"do": "show_result"} if missing is None else {"ask": missing}]


def _danger_answered(request: TurnRequest, facts: Mapping[str, Any]) -> Items:
    """A yes is an emergency; after a no it goes on where it was; why is said and it stands."""
    if request.do == "why":
        return [{"say": "say-why-danger"}, _DANGER]
    yes = request.choice["value"] == "yes" if request.choice else bool(_YES.match(request.text))
    if yes:
        return [{"facts": {"emergency": "yes"}, "how": "understood"}, {"do": "show_result"}]
    missing = next(fact for fact in _ORDER if fact not in facts)
    return [{"facts": {"emergency": "no"}, "how": "answered"}, {"say": "say-safe-go-on"}, {"ask": missing}]


def _heard(request: TurnRequest, asks: str | None) -> dict[str, Any]:
    if request.choice is not None:
        value = request.choice["value"]
        if request.choice["asks"] == "topics":
            return {"topics": [value], **_DEFAULTS}
        return {request.choice["asks"]: value}
    heard: dict[str, Any] = {}
    for pattern, facts in _WORDS:
        if re.search(pattern, request.text, re.IGNORECASE):
            heard |= facts
    date = _DATE.search(request.text)
    if date and (asks == "submitted_on" or "submission" in heard):
        month, day, year = (date[1], date[2], date[3]) if date[1] else (date[5], date[4], date[6])
        heard["submitted_on"] = f"{year}-{_MONTHS[month.lower()]:02}-{int(day):02}"
    return heard
