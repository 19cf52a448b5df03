"""Wrong tries at codes, counted by browser, by address and over everybody, for all processes over one database.

Who tries too often waits, each time twice as long. The budget over everybody only matters where very many addresses guess
together: then nobody's codes are looked at for a while, and the chats on their own devices go on. Kept are keyed digests of
who tried and nothing of what; they are forgotten after the dated time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.going import Going
from adapters.keys.port import Keys
from casework.access_codes.rules import TriesRule, tries_rule
from casework.clock import Clock
from casework.schema import UtcDateTime, metadata

_HOUR: Final = timedelta(hours=1)
# 2 to this power is more than any longest delay over any first one.
_MOST_DOUBLINGS: Final = 20


class _Counted(StrEnum):
    """By what wrong tries are counted; those of everybody are kept by the minute."""

    ADDRESS = "address"
    BROWSER = "browser"
    MINUTE = "minute"


code_tries = Table(
    "code_tries",
    metadata,
    # A keyed digest: whoever reads the database can't try addresses against it.
    Column("counted_digest", LargeBinary(32), primary_key=True),
    Column("counted", String(8), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Index("ix_code_tries_last_at", "counted", "last_at"),
)

# Statements are built once; what differs from call to call is a parameter.
_STOOD = (
    select(code_tries)
    .where(code_tries.c.counted_digest.in_(bindparam("digests", expanding=True)))
    .order_by(code_tries.c.counted_digest)
)
_STOOD_LOCKED = _STOOD.with_for_update()
_EVERYBODY = select(
    func.coalesce(func.sum(code_tries.c.failures), 0).label("failures"),
    func.min(code_tries.c.last_at).label("first_at"),
).where(code_tries.c.counted == _Counted.MINUTE.value, code_tries.c.last_at > bindparam("since"))
_COUNT_FIRST = insert(code_tries)
_COUNT = (
    update(code_tries)
    .where(code_tries.c.counted_digest == bindparam("of_digest"))
    .values(failures=bindparam("of_failures"), last_at=bindparam("of_last_at"))
)
_UNCOUNT = delete(code_tries).where(code_tries.c.counted_digest == bindparam("of_digest"))


@dataclass(frozen=True, slots=True)
class By:
    """Who tries a code: an address as limits count it, and a browser where one is known."""

    address: str = field(repr=False)
    browser: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody's tries stand before one more.

    Attributes:
        wait_seconds: Seconds until this one may try; 0 for now.
    """

    wait_seconds: float
    _at: datetime
    _keys: Mapping[_Counted, bytes] = field(repr=False)
    _rows: Mapping[bytes, Row[Any]] = field(repr=False)
    _forgotten_before: datetime


def tries_going(now: datetime) -> list[Going]:
    """What no longer counts. Raises LookupError (no rule in force)."""
    long_ago = now - tries_rule(now.date()).forgotten_after
    minute = and_(code_tries.c.counted == _Counted.MINUTE.value, code_tries.c.last_at <= now - _HOUR)
    return [Going(code_tries, or_(code_tries.c.last_at < long_ago, minute))]


class Tries:
    """Counts wrong tries and says how long somebody has to wait."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    async def standing(self, connection: AsyncConnection, by: By, lock: bool = False) -> Standing:
        """How the tries of this one stand; with `lock` nobody else's change that until the transaction ends.

        Raises LookupError where no rule is in force.
        """
        now = self._clock.now()
        rule = tries_rule(now.date())
        keys = self._digests(by, now)
        found = await connection.execute(_STOOD_LOCKED if lock else _STOOD, {"digests": list(keys.values())})
        rows = {row.counted_digest: row for row in found}
        everybody = (await connection.execute(_EVERYBODY, {"since": now - _HOUR})).one()
        until = [_until(counted, rows.get(digest), rule, now) for counted, digest in keys.items()]
        if everybody.failures >= rule.failures_an_hour:
            until.append(everybody.first_at + _HOUR)
        wait_seconds = max(0.0, *((one - now).total_seconds() for one in until))
        return Standing(wait_seconds, now, keys, rows, now - rule.forgotten_after)

    async def count(self, connection: AsyncConnection, stood: Standing) -> None:
        """Counts a try as wrong, before its code is looked at: whoever tries at the same moment waits for it."""
        for counted, digest in stood._keys.items():
            row = stood._rows.get(digest)
            if row is None:
                first = {"counted_digest": digest, "counted": counted.value, "failures": 1, "last_at": stood._at}
                await connection.execute(_COUNT_FIRST, first)
            else:
                failures = 1 if row.last_at < stood._forgotten_before else row.failures + 1
                await self._set(connection, digest, failures, stood._at)

    async def take_back(self, connection: AsyncConnection, stood: Standing) -> None:
        """The code was right: all is as it was, and the slips of that browser are forgotten.

        Its address keeps its own: it may be somebody else's as well.
        """
        for counted, digest in stood._keys.items():
            row = stood._rows.get(digest)
            if row is None or counted is _Counted.BROWSER:
                await connection.execute(_UNCOUNT, {"of_digest": digest})
            else:
                await self._set(connection, digest, row.failures, row.last_at)

    @staticmethod
    async def _set(connection: AsyncConnection, digest: bytes, failures: int, last_at: datetime) -> None:
        await connection.execute(_COUNT, {"of_digest": digest, "of_failures": failures, "of_last_at": last_at})

    def _digests(self, by: By, now: datetime) -> Mapping[_Counted, bytes]:
        """The rows that a try of somebody is counted in."""
        named = {_Counted.ADDRESS: by.address, _Counted.MINUTE: now.isoformat(timespec="minutes")}
        if by.browser is not None:
            named[_Counted.BROWSER] = by.browser
        return {
            counted: self._keys.digest("code tries", f"{counted.value}|{name}".encode())
            for counted, name in named.items()
        }


def _until(counted: _Counted, row: Row[Any] | None, rule: TriesRule, now: datetime) -> datetime:
    """Until when one who has tried so often has to wait."""
    if row is None or counted is _Counted.MINUTE or now - row.last_at > rule.forgotten_after:
        return now
    free = rule.free_tries_of_a_browser if counted is _Counted.BROWSER else rule.free_tries_of_an_address
    if row.failures < free:
        return now
    doubled = 1 << min(row.failures - free, _MOST_DOUBLINGS)
    until: datetime = row.last_at + min(rule.first_delay * doubled, rule.longest_delay)
    return until
