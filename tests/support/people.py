"""People who sign in, without a provider: what identity does with whom a provider vouches for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.identity_provider.port import Identity
from casework.audit.models import Entry
from casework.identity.models import Assurance, SessionToken
from channels.authorization import PROOFED, STAFF, Role
from tests.support.gateway import GatewayUnderTest

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


# Who plays each role of the matrix; whose matters are whose, the sample cases say.
CAST: dict[Role, Identity] = {
    Role.ACCOUNT: taxpayer("account", assurance=1),
    **{role: taxpayer(role.name, f"900-70-{number:04}") for number, role in enumerate(PROOFED, 1)},
    **{
        role: employee(role.name, f"E-{number}", (granted,))
        for number, (role, granted) in enumerate(
            zip(STAFF, ("agent", "agent", "supervisor", "reviewer", "administrator"), strict=True), 100
        )
    },
}


async def signed_in_headers(tas: GatewayUnderTest, identity: Identity) -> dict[str, str]:
    """What a browser of somebody who is signed in sends with a page's own request."""
    services = tas.services
    person = await services.people.bind(identity, "en")
    token = await services.sessions.begin(person, "demonstration", Assurance(identity.assurance))
    return {
        "Cookie": f"session={token}",
        "Origin": tas.url,
        "X-CSRF-Token": services.session_cookies.csrf_token(token),
    }


async def signed_in_as(tas: GatewayUnderTest, role: Role) -> dict[str, str]:
    """What a role of the matrix that a session names sends, with a session just begun."""
    headers = await signed_in_headers(tas, CAST.get(role, CAST[Role.TAXPAYER]))
    if role is Role.SESSION_FORGED:
        del headers["X-CSRF-Token"]
    elif role is Role.SESSION_FOREIGN:
        headers["Origin"] = "https://evil.example"
    elif role is Role.SIGNED_OUT:
        await tas.services.sessions.end(SessionToken(headers["Cookie"].removeprefix("session=")))
    return headers
