"""Cases of the embedded store that were closed long ago: what would go, and goes, by the dated rule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from adapters.case_system.port import CaseId, CaseStore, MatterId
from casework.cases.service import days_kept
from casework.clock import Clock, local_date
from casework.documents.models import PlaceKind
from casework.holds.service import Holds


class ClosedCases:
    """Erases closed cases, but those under a hold. A case system of the agency's has its own schedule."""

    def __init__(self, store: CaseStore, holds: Holds, clock: Clock, time_zone: str) -> None:
        self._store = store
        self._holds = holds
        self._clock = clock
        self._time_zone = time_zone

    async def due(self, now: datetime) -> list[CaseId]:
        """The cases that would be erased at a time.

        Raises CaseSystemUnavailable, DatabaseUnavailable, LookupError (no rule in force).
        """
        return await self._store.closed(self._before(now), await self._keeping())

    async def erase_due(self) -> int:
        """Erases them; returns how many. Raises as `due`."""
        return await self._store.erase_closed(self._before(self._clock.now()), await self._keeping())

    async def _keeping(self) -> list[MatterId]:
        standing = (hold.place for hold in await self._holds.every() if hold.lifted_at is None)
        return [MatterId(place.id) for place in standing if place.kind is PlaceKind.MATTER]

    def _before(self, now: datetime) -> date:
        today = local_date(now, self._time_zone)
        return today - timedelta(days=days_kept("closed_case", today))
