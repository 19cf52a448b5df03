"""An outbox over the sample people, everything real but the mailer and the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casework.identity.models import PersonId
from casework.notices.letters import Sender
from casework.notices.models import NoticeKind, notices
from casework.notices.safety import SaidUnsafe
from casework.notices.sending import Sending
from casework.notices.service import Notices
from tests.support.mail import ListMailer
from tests.support.portal import TIME_ZONE, PortalUnderTest, open_portal
from tests.support.record import TEXTS, RecordUnderTest

AGENCY, ORIGIN = "Servicio de Prueba", "https://help.example"


@dataclass
class Seen:
    """What people have read, or may no longer see."""

    subjects: set[str] = field(default_factory=set)
    raises: Exception | None = None

    async def still_waiting(self, person_id: PersonId, subjects: Sequence[str]) -> frozenset[str]:
        if self.raises is not None:
            raise self.raises
        return frozenset(subjects) - self.subjects


@dataclass
class OutboxUnderTest:
    """One gateway's worth of notices."""

    portal: PortalUnderTest
    notices: Notices
    sending: Sending
    mailer: ListMailer
    seen: Seen

    @property
    def record(self) -> RecordUnderTest:
        return self.portal.record

    async def person(self, subject: str) -> PersonId:
        await self.portal.actor(subject)
        return self.portal.persons[subject]

    async def put(self, subject: str, about: str, kind: NoticeKind = NoticeKind.MESSAGE_WAITS) -> None:
        person = await self.person(subject)
        await self.record.database.write(lambda connection: self.notices.put(connection, person, kind, about))

    async def rows(self) -> dict[str, Any]:
        """The rows by what they are about."""
        async with self.record.database.read() as connection:
            return {row.subject_ref: row for row in (await connection.execute(select(notices))).all()}

    async def states(self) -> dict[str, tuple[str, str | None]]:
        return {about: (row.state, row.why) for about, row in (await self.rows()).items()}


def outbox(portal: PortalUnderTest, mailer: Any = None, seen: Seen | None = None) -> OutboxUnderTest:
    """Notices over an open portal; a second one over the same is as good as another gateway."""
    record, mailer, seen = portal.record, mailer or ListMailer(), seen or Seen()
    service = Notices(portal.people, SaidUnsafe(record.conversations.record), record.database, record.clock)
    sender = Sender(AGENCY, ORIGIN)
    sending = Sending(service, portal.people, seen, mailer, sender, TEXTS, record.database, record.clock, TIME_ZONE)
    return OutboxUnderTest(portal, service, sending, mailer, seen)


async def open_outbox(url: str, folder: Path) -> OutboxUnderTest:
    """Notices over an empty database with the sample cases in it."""
    return outbox(await open_portal(url, folder))
