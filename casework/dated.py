"""Rows of dated data: what the agency may change stands in files, each row with the days on which it holds (rule 9)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


@cache
def data_of(file: Path) -> Any:
    """What a data file holds, read once a process: what the agency changes holds from the next start on."""
    return json.loads(file.read_text(encoding="utf-8"))


def in_force(rows: Iterable[Row], on: date) -> Iterator[Row]:
    """The rows that hold on a day; `effective_from` and `effective_to` are its first and last day."""
    for row in rows:
        ends = row["effective_to"]
        if date.fromisoformat(row["effective_from"]) <= on and (ends is None or on <= date.fromisoformat(ends)):
            yield row


def one_in_force(rows: Iterable[Row], on: date, what: str) -> Row:
    """The first row that holds on a day. Raises LookupError where none does."""
    for row in in_force(rows, on):
        return row
    raise LookupError(f"no rule of {what} in force on {on}")
