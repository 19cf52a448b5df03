"""Rows of dated data: which one is in force on a day (DESIGN rule 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def in_force(rows: Iterable[Mapping[str, Any]], as_of: date, what: str) -> Mapping[str, Any]:
    """The first row in force on a day, by `effective_from` and `effective_to`. Raises LookupError where none is."""
    for row in rows:
        ends = row["effective_to"]
        if date.fromisoformat(row["effective_from"]) <= as_of and (ends is None or as_of <= date.fromisoformat(ends)):
            return row
    raise LookupError(f"no {what} in force on {as_of}")
