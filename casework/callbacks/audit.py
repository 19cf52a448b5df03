"""Who looked at call-backs, or changed one, and when: rows are only ever added, and hold nothing of a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Integer, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.callbacks.models import CallBackId
from casework.schema import UtcDateTime, metadata

PERSON = "person"
RETENTION = "retention"
_MOST_WHO_CHARACTERS = 80

callback_audit = Table(
    "callback_audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    # The person, the rule of retention, or a member of staff by the name they are signed in under.
    Column("who", String(_MOST_WHO_CHARACTERS), nullable=False),
    Column("action", String(16), nullable=False),
    Column("callback_id", String(36)),
)


class Action(StrEnum):
    """What was done."""

    ASKED = "asked"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    LISTED = "listed"
    SHOWN = "shown"
    EXPORTED = "exported"
    NOT_REACHED = "not_reached"
    DONE = "done"
    ERASED = "erased"


async def record(
    connection: AsyncConnection, at: datetime, who: str, action: Action, callback_id: CallBackId | None = None
) -> None:
    """Adds a row, in the transaction of what it tells of: nothing is seen or changed without it."""
    row = {"at": at, "who": who[:_MOST_WHO_CHARACTERS], "action": action.value, "callback_id": callback_id}
    await connection.execute(insert(callback_audit).values(row))
