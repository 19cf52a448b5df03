"""How much may be sent, and how long it waits: dated data, not code (rule 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from casework.dated import data_of, one_in_force
from casework.documents.models import Direction

_FILE = Path(__file__).with_name("data") / "limits.json"


@dataclass(frozen=True, slots=True)
class MessageLimit:
    """What one message may hold: so many bytes of content in all, in so many documents."""

    total_bytes: int
    files: int


@dataclass(frozen=True, slots=True)
class UploadLimit:
    """What one person may have on the way or waiting to be sent, and for how long.

    Attributes:
        waiting_files: How many documents.
        waiting_bytes: How much content in all, counted by what was announced.
        expire: So long an interrupted upload waits for its next bytes.
        unsent: So long a whole document waits for being sent.
    """

    waiting_files: int
    waiting_bytes: int
    expire: timedelta
    unsent: timedelta


def message_limit(direction: Direction, on: date) -> MessageLimit:
    """The limit in force on a day. Raises LookupError where none is: nothing is taken then."""
    rows = [row for row in data_of(_FILE)["messages"] if row["direction"] == direction.value]
    row = one_in_force(rows, on, f"{direction.value} messages")
    return MessageLimit(row["total_bytes"], row["files"])


def upload_limit(on: date) -> UploadLimit:
    """The limit in force on a day. Raises LookupError where none is: nothing is taken then."""
    row = one_in_force(data_of(_FILE)["uploads"], on, "uploads")
    return UploadLimit(
        waiting_files=row["waiting_files"],
        waiting_bytes=row["waiting_bytes"],
        expire=timedelta(hours=row["expire_hours"]),
        unsent=timedelta(days=row["unsent_days"]),
    )
