"""What a form brought after its session had run out: kept sealed, and offered again to the person who wrote it.

Only where the session ran out by time. After a sign-out nothing is kept: whoever posts then may be anybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from casework.clock import Clock
from casework.identity.models import PersonId, kept_posts
from casework.identity.rules import retention_rule
from casework.identity.service import People
from casework.sealing import wrapped_key

# More than anybody writes at once; beyond it the oldest goes.
_MOST_OF_A_PERSON: Final = 5

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class KeptPost:
    """One post: where it was sent, and its fields without what proved whose it was."""

    id: str
    path: str = field(repr=False)
    fields: Fields = field(repr=False)


class KeptPosts:
    """The posts that wait for their person to sign in again."""

    def __init__(self, database: Database, people: People, clock: Clock) -> None:
        self._database = database
        self._people = people
        self._clock = clock

    async def keep(self, person_id: PersonId, path: str, fields: Fields) -> None:
        """Keeps a post for as long as the rule says. Raises PersonUnknown, LookupError (no rule in force)."""
        now = self._clock.now()
        expires_at = now + retention_rule(now.date()).kept_post

        async def work(connection: AsyncConnection) -> None:
            row = await self._people.row(connection, person_id, lock=True)
            kept_id = str(uuid.uuid4())
            body = {"path": path, "fields": {name: list(values) for name, values in fields.items()}}
            sealed = self._people.sealer.seal(
                person_id, wrapped_key(row.key_id, row.wrapped_key), f"kept|{kept_id}", body
            )
            await connection.execute(
                insert(kept_posts).values(
                    id=kept_id, person_id=person_id, body=sealed, created_at=now, expires_at=expires_at
                )
            )
            newest = (
                select(kept_posts.c.id)
                .where(kept_posts.c.person_id == person_id)
                .order_by(kept_posts.c.created_at.desc())
                .limit(_MOST_OF_A_PERSON)
            )
            kept = [kept.id for kept in (await connection.execute(newest)).all()]
            await connection.execute(
                delete(kept_posts).where(kept_posts.c.person_id == person_id, kept_posts.c.id.not_in(kept))
            )

        await self._database.write(work)

    async def of_person(self, person_id: PersonId) -> list[KeptPost]:
        """What waits for a person, the oldest first. Raises PersonUnknown."""
        query = (
            select(kept_posts)
            .where(kept_posts.c.person_id == person_id, kept_posts.c.expires_at > self._clock.now())
            .order_by(kept_posts.c.created_at)
        )
        async with self._database.read() as connection:
            person = await self._people.row(connection, person_id)
            rows = (await connection.execute(query)).all()
        key = wrapped_key(person.key_id, person.wrapped_key)
        found = []
        for row in rows:
            body = self._people.sealer.open(person_id, key, f"kept|{row.id}", row.body)
            found.append(KeptPost(row.id, body["path"], body["fields"]))
        return found

    async def count(self, person_id: PersonId) -> int:
        """How many wait for a person."""
        query = select(func.count()).where(
            kept_posts.c.person_id == person_id, kept_posts.c.expires_at > self._clock.now()
        )
        async with self._database.read() as connection:
            return int(await connection.scalar(query) or 0)

    async def drop(self, person_id: PersonId, kept_id: str) -> None:
        """Removes one: sent, or not wanted any more."""

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                delete(kept_posts).where(kept_posts.c.person_id == person_id, kept_posts.c.id == kept_id)
            )

        await self._database.write(work)
