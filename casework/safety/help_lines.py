"""Whom to call or text in an emergency: dated data, not code (DESIGN rule 9), each with its source and certainty.

A row names its words (``page-<text>`` of ``texts/``), the address that a tap opens, and the notices it stands beside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "help_lines.json"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One way to reach help at once.

    Attributes:
        text: The key of its words, without ``page-``.
        address: What a tap opens, by language: a ``tel:`` (RFC 3966) or ``sms:`` (RFC 5724) address.
        beside: The keys of the notices that it belongs to.
        reviewed_on: The day on which somebody who answers for it checked it; None is marked in the demonstration.
    """

    id: str
    text: str
    address: Mapping[str, str]
    beside: frozenset[str]
    effective_from: date
    effective_to: date | None
    citation: str
    certainty: str
    reviewed_on: date | None


@cache
def all_help_lines() -> tuple[HelpLine, ...]:
    """Every row, in the order in which they are shown."""
    return tuple(
        HelpLine(
            row["id"],
            row["text"],
            row["address"],
            frozenset(row["beside"]),
            date.fromisoformat(row["effective_from"]),
            _day(row["effective_to"]),
            row["citation"],
            row["certainty"],
            _day(row["reviewed_on"]),
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def help_lines(notice: str, *, on: date | None = None) -> list[HelpLine]:
    """Give the lines that stand beside a notice of an emergency.

    Args:
        notice: The key of the notice.
        on: The day whose lines count; today (UTC) when left out.
    """
    day = on or datetime.now(UTC).date()
    return [
        line
        for line in all_help_lines()
        if notice in line.beside
        and line.effective_from <= day
        and (line.effective_to is None or day <= line.effective_to)
    ]


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
