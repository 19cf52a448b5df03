"""Places and lifts legal holds; both are in the audit trail in the same commit."""

from __future__ import annotations

import re
import uuid
from typing import Final

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import MatterId
from adapters.database.port import Database
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.audit.service import Audit
from casework.clock import Clock
from casework.conversations.models import ConversationId
from casework.documents.models import Place, PlaceKind
from casework.holds.models import Hold, HoldId, legal_holds

_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./:_-]{0,63}")


class HoldInvalid(Exception):
    """The reference is no number of an order: letters, digits and the signs between them, at most 64."""


class HoldNotFound(Exception):
    """No hold that stands has this id."""


class Holds:
    """Legal holds, by whoever operates the service."""

    def __init__(self, database: Database, audit: Audit, clock: Clock) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    async def place(self, place: Place, reference: str, by: str) -> Hold:
        """Keeps a matter or a conversation, with all that belongs to it. Raises HoldInvalid, DatabaseUnavailable."""
        if _REFERENCE.fullmatch(reference) is None:
            raise HoldInvalid
        hold = Hold(HoldId(str(uuid.uuid4())), place, reference, by, self._clock.now(), None, None)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                insert(legal_holds).values(
                    id=hold.id,
                    place_kind=place.kind.value,
                    place_id=place.id,
                    reference=reference,
                    placed_by=by,
                    placed_at=hold.placed_at,
                )
            )
            await self._audit.record(connection, _entry(by, "hold.placed", place, hold.id))

        await self._database.write(work)
        return hold

    async def lift(self, hold_id: HoldId, by: str) -> None:
        """Ends a hold: what it kept goes by the rules again. Raises HoldNotFound, DatabaseUnavailable."""

        async def work(connection: AsyncConnection) -> None:
            standing = (legal_holds.c.id == hold_id) & legal_holds.c.lifted_at.is_(None)
            row = (await connection.execute(select(legal_holds).where(standing).with_for_update())).one_or_none()
            if row is None:
                raise HoldNotFound
            lifted = {"lifted_by": by, "lifted_at": self._clock.now()}
            await connection.execute(update(legal_holds).where(standing).values(**lifted))
            await self._audit.record(connection, _entry(by, "hold.lifted", _place(row), hold_id))

        await self._database.write(work)

    async def every(self) -> list[Hold]:
        """All holds, the oldest first. Raises DatabaseUnavailable."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(legal_holds).order_by(legal_holds.c.placed_at))).all()
        return [
            Hold(
                HoldId(row.id),
                _place(row),
                row.reference,
                row.placed_by,
                row.placed_at,
                row.lifted_by,
                row.lifted_at,
            )
            for row in rows
        ]


def place_of(kind: str, place_id: str) -> Place:
    """A place by its words. Raises ValueError for another kind."""
    found = PlaceKind(kind)
    return Place(found, MatterId(place_id) if found is PlaceKind.MATTER else ConversationId(place_id))


def _place(row: Row[tuple[object, ...]]) -> Place:
    return place_of(row.place_kind, row.place_id)


def _entry(by: str, action: str, place: Place, hold_id: HoldId) -> Entry:
    return Entry(ActorKind.OPERATOR, by, action, str(place), "operator", AuditResult.DONE, {"hold": hold_id})
