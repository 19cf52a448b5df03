"""Makes codes, looks them up and ends them. What a code opens is done by whoever issued it, in one transaction with this.

A wrong code, one that is over and one that never was are told alike and cost alike: one count and one look by key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework.access_codes import symbols
from casework.access_codes.models import Code, CodeKind, Found, Issued, SubjectId, access_codes
from casework.access_codes.rules import kind_rule
from casework.access_codes.tries import By, Tries, tries_going
from casework.clock import Clock

_FOUND = select(access_codes).where(
    access_codes.c.code_digest.in_(bindparam("digests", expanding=True)), access_codes.c.expires_at > bindparam("now")
)


class CodeUnknown(Exception):
    """No code that holds: mistyped, over, ended, or never made."""


class TooManyTries(Exception):
    """Whoever tries has to wait first; the code was not looked at."""

    def __init__(self, wait_seconds: float) -> None:
        super().__init__()
        self.wait_seconds = wait_seconds


class AccessCodes:
    """The codes of every kind."""

    def __init__(self, database: Database, keys: Keys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._tries = Tries(keys, clock)
        self._one_at_a_time = asyncio.Lock()

    async def issue(self, connection: AsyncConnection, kind: CodeKind, subject_id: SubjectId) -> Issued:
        """Makes the one code of this kind for a subject; an earlier one ends. Raises LookupError (no rule in force)."""
        now = self._clock.now()
        rule = kind_rule(kind, now.date())
        issued = Issued(symbols.drawn(rule.random_symbols), now + rule.holds_for)
        await self.end(connection, kind, subject_id)
        await connection.execute(
            insert(access_codes).values(
                code_digest=self._digest(kind, issued.code),
                kind=kind.value,
                subject_id=subject_id,
                created_at=now,
                expires_at=issued.expires_at,
            )
        )
        return issued

    async def end(self, connection: AsyncConnection, kind: CodeKind, subject_id: SubjectId) -> None:
        """Ends the code of this kind for a subject, if there is one."""
        await connection.execute(
            delete(access_codes).where(access_codes.c.subject_id == subject_id, access_codes.c.kind == kind.value)
        )

    async def find(self, kind: CodeKind, typed: str, by: By) -> Found:
        """What a code opens, as it was typed. Raises CodeUnknown, TooManyTries, DatabaseUnavailable."""
        return await self.find_among((kind,), typed, by)

    async def find_among(self, kinds: Sequence[CodeKind], typed: str, by: By) -> Found:
        """As `find`, where the code alone says of which of these kinds it is: the work is the same for each."""
        code = symbols.read(typed)
        digests = [self._digest(kind, code) for kind in kinds]

        async def work(connection: AsyncConnection) -> Found | None:
            stood = await self._tries.standing(connection, by, lock=True)
            if stood.wait_seconds:
                raise TooManyTries(stood.wait_seconds)
            # Guesses sent at once, to whichever process, count as if they were sent one after the other.
            await self._tries.count(connection, stood)
            found = await self._found(connection, digests)
            if found is not None:
                await self._tries.take_back(connection, stood)
            return found

        # One at a time in this process: of a thousand at once nearly all are then refused by a look, without a commit.
        async with self._one_at_a_time:
            async with self._database.read() as connection:
                wait_seconds = (await self._tries.standing(connection, by)).wait_seconds
            if wait_seconds:
                raise TooManyTries(wait_seconds)
            found = await self._database.write(work)
        if found is None:
            raise CodeUnknown
        return found

    async def code_of(self, connection: AsyncConnection, kind: CodeKind, subject_id: SubjectId) -> Found:
        """The code of this kind that holds for a subject, for who may open that without it. Raises CodeUnknown."""
        query = select(access_codes.c.code_digest).where(
            access_codes.c.subject_id == subject_id,
            access_codes.c.kind == kind.value,
            access_codes.c.expires_at > self._clock.now(),
        )
        digest = (await connection.execute(query)).scalar_one_or_none()
        if digest is None:
            raise CodeUnknown
        return Found(kind, subject_id, bytes(digest))

    async def check_again(self, connection: AsyncConnection, found: Found) -> None:
        """Raises CodeUnknown where the code has been ended since it was found; the caller holds the subject's row."""
        if await self._found(connection, [found.digest]) is None:
            raise CodeUnknown

    async def use_up(self, connection: AsyncConnection, found: Found) -> None:
        """Ends a code that opens once, in the transaction of what it opens. Raises CodeUnknown where it was used up."""
        used = delete(access_codes).where(
            access_codes.c.code_digest == found.digest, access_codes.c.expires_at > self._clock.now()
        )
        if (await connection.execute(used)).rowcount != 1:
            raise CodeUnknown

    async def holds_until(self, kind: CodeKind, subject_id: SubjectId) -> datetime | None:
        """Until when the code of this kind for a subject holds; None where there is none."""
        async with self._database.read() as connection:
            return await self.holds_until_in(connection, kind, subject_id)

    async def holds_until_in(
        self, connection: AsyncConnection, kind: CodeKind, subject_id: SubjectId
    ) -> datetime | None:
        """As `holds_until`, within a transaction that must not go on without a code."""
        query = select(access_codes.c.expires_at).where(
            access_codes.c.subject_id == subject_id,
            access_codes.c.kind == kind.value,
            access_codes.c.expires_at > self._clock.now(),
        )
        expires_at: datetime | None = (await connection.execute(query)).scalar_one_or_none()
        return expires_at

    def going(self, now: datetime) -> list[Going]:
        """What `forget_expired` would remove at a time. Raises LookupError (no rule in force)."""
        return [Going(access_codes, access_codes.c.expires_at <= now), *tries_going(now)]

    async def forget_expired(self) -> None:
        """Removes the digests of codes that are over, and tries that no longer count."""
        await self._database.write(lambda connection: erase(connection, self.going(self._clock.now())))

    async def _found(self, connection: AsyncConnection, digests: Sequence[bytes]) -> Found | None:
        found = await connection.execute(_FOUND, {"digests": list(digests), "now": self._clock.now()})
        row = found.one_or_none()
        return None if row is None else Found(CodeKind(row.kind), SubjectId(row.subject_id), bytes(row.code_digest))

    def _digest(self, kind: CodeKind, code: Code) -> bytes:
        return self._keys.digest("access code", f"{kind.value}|{code}".encode())
