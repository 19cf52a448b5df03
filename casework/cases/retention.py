"""Cases of the embedded store that were closed long ago, and what repeated sends are known by: what goes, by dated rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from adapters.case_system.port import CaseStore, MatterId
from adapters.database.going import Going, erase
from adapters.database.port import Database
from casework.cases.models import case_changes
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

    async def going(self, now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises DatabaseUnavailable, LookupError (no rule in force)."""
        return self._store.going(self._before(now), await self._keeping())

    async def erase_due(self) -> int:
        """Erases them; returns how many.

        Raises CaseSystemUnavailable, DatabaseUnavailable, LookupError (no rule in force).
        """
        return await self._store.erase_closed(self._before(self._clock.now()), await self._keeping())

    async def _keeping(self) -> list[MatterId]:
        standing = (hold.place for hold in await self._holds.every() if hold.lifted_at is None)
        return [MatterId(place.id) for place in standing if place.kind is PlaceKind.MATTER]

    def _before(self, now: datetime) -> date:
        today = local_date(now, self._time_zone)
        return today - timedelta(days=days_kept("closed_case", today))


class SentChanges:
    """Erases what only repeated sends are known by."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @staticmethod
    def going(now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""
        return [Going(case_changes, case_changes.c.at < now - timedelta(days=days_kept("sent_change", now.date())))]

    async def erase_due(self) -> int:
        """Erases it; returns how much. Raises DatabaseUnavailable, LookupError (no rule in force)."""
        return await self._database.write(lambda connection: erase(connection, self.going(self._clock.now())))
