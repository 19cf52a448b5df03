"""People who sign in, without a provider: what identity does with whom a provider vouches for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.identity_provider.port import Identity
from casework.audit.models import Entry
from casework.identity.models import Assurance

ISSUER = "https://id.example"


@dataclass
class RememberedAudit:
    """Remembers what was recorded; it has no rows."""

    entries: list[Entry] = field(default_factory=list)

    async def record(self, connection: AsyncConnection, entry: Entry) -> None:
        self.entries.append(entry)

    @property
    def told(self) -> list[tuple[str, str, str]]:
        return [(entry.action, entry.basis, entry.result.value) for entry in self.entries]


def taxpayer(subject: str = "ana", tin: str | None = "900-70-0001", assurance: int = 2, **others: str) -> Identity:
    """Somebody whose identity was proofed, or an account alone."""
    return _identity(subject, assurance, tin=tin if assurance > 1 else None, **others)


def employee(subject: str = "grace", employee_id: str = "E-100", roles: tuple[str, ...] = ("agent",)) -> Identity:
    """A member of staff."""
    return _identity(subject, Assurance.STAFF, employee_id=employee_id, roles=roles)


def _identity(
    subject: str,
    assurance: int,
    tin: str | None = None,
    employee_id: str | None = None,
    roles: tuple[str, ...] = (),
    issuer: str = ISSUER,
    name: str = "Ana Rivera",
    sid: str | None = None,
) -> Identity:
    return Identity(
        issuer=issuer,
        subject=subject,
        assurance=assurance,
        name=name,
        tin=tin,
        employee_id=employee_id,
        staff_roles=roles,
        provider_session=sid,
        authenticated_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    )
