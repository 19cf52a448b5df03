"""The sample's people and cases: over a record, and over a gateway in browsers that are signed in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from adapters.case_system.embedded import EmbeddedCases
from adapters.case_system.port import MatterId
from adapters.identity_provider.port import Identity
from casework.access_codes.tries import By
from casework.audit.models import audit_entries
from casework.audit.service import Audit
from casework.authority.service import Authority
from casework.cases.service import Cases
from casework.cases.transfer import SAMPLE_FILE, load_sample
from casework.clock import local_date
from casework.conversations.continuing import Continuing
from casework.conversations.entering import Entering
from casework.conversations.models import ClientId, ConversationId
from casework.conversations.portal import Portal, PortalKeeper
from casework.conversations.service import Conversations
from casework.identity.models import Actor, Assurance, PersonId, SessionToken
from casework.identity.service import People
from casework.staff_codes.service import StaffCodes
from channels.app import embedded_cases
from tests.support.gateway import NO_TLS, GatewayUnderTest
from tests.support.people import taxpayer
from tests.support.record import RecordUnderTest, client_id, open_record

ZONE = "America/New_York"
BY = By("203.0.113.7", "person")


@cache
def sample_people() -> Mapping[str, Mapping[str, Any]]:
    """The people of the sample, by their word."""
    return {person["subject"]: person for person in json.loads(SAMPLE_FILE.read_text())["people"]}


def identity_of(subject: str) -> Identity:
    """A person of the sample, as a provider vouches for them."""
    person = sample_people()[subject]
    known = taxpayer(subject)
    return Identity(
        issuer=known.issuer,
        subject=subject,
        assurance=person["assurance"],
        name=person["name"],
        tin=person["tin"],
        employee_id=person["employee_id"],
        staff_roles=tuple(person["staff_roles"]),
        provider_session=None,
        authenticated_at=known.authenticated_at,
        email=person["email"],
    )


@dataclass
class SignedInRecord:
    """A record with the sample's cases, and what people who signed in use of it."""

    record: RecordUnderTest
    people: People
    audit: Audit
    authority: Authority
    cases: Cases
    portal: Portal
    conversations: Conversations
    staff_codes: StaffCodes
    continuing: Continuing
    entering: Entering

    async def actor(self, subject: str) -> Actor:
        """A person of the sample, signed in as surely as their provider can."""
        identity = identity_of(subject)
        person_id = await self.people.bind(identity, sample_people()[subject]["language"])
        return await self.people.actor(person_id, Assurance(identity.assurance))

    async def matter(self, subject: str, number: str | None = None) -> MatterId:
        """One of somebody's own matters."""
        views = await self.cases.home(await self.actor(subject))
        return next(view.matter_id for view in views if not view.of_another and number in (None, view.case_number))

    async def enter(self, subject: str, code: str, by: By = BY, sent: ClientId | None = None) -> ConversationId:
        """Enters a code as somebody, by a form of its own."""
        return await self.entering.enter(await self.actor(subject), code, by, "en", ZONE, sent or client_id())

    async def audited(self, action: str) -> list[tuple[str, str, str, dict[str, Any]]]:
        """What the trail has of an action: who, on what basis, how it ended, and its details."""
        async with self.record.database.read() as connection:
            rows = (await connection.execute(audit_entries.select().order_by(audit_entries.c.number))).all()
        return [(row.actor, row.basis, row.result, json.loads(row.details)) for row in rows if row.action == action]


async def open_signed_in(url: str, folder: Path) -> SignedInRecord:
    """Opens a record with the sample's cases. Close its database."""
    record = await open_record(url, folder)
    database, keys, clock, bus = record.database, record.keys, record.clock, record.bus
    store = embedded_cases(database, keys)
    people = People(database, keys, clock)
    audit = Audit(keys, clock)
    authority = Authority(database, store, keys, clock, ZONE)
    keeper = PortalKeeper(database, people, authority)
    conversations = Conversations(database, keys, record.conversations._texts, clock, bus, keeper)
    portal = Portal(conversations, keeper, audit, database, keys, clock)
    staff_codes = StaffCodes(record.codes, authority, audit, database, clock)
    continuing = Continuing(conversations, portal, record.codes, authority, audit, database, clock, bus)
    entering = Entering(
        conversations, portal, continuing, staff_codes, record.codes, authority, audit, database, keys, clock, bus
    )
    await load_sample(store, authority, keys, local_date(clock.now(), ZONE))
    cases = Cases(store, authority, audit, database, keys, clock)
    return SignedInRecord(
        record, people, audit, authority, cases, portal, conversations, staff_codes, continuing, entering
    )


async def load_into(tas: GatewayUnderTest) -> None:
    """Puts the sample's cases into a gateway's database."""
    services = tas.services
    assert isinstance(services.case_system, EmbeddedCases)
    await load_sample(services.case_system, services.authority, services.keys, services.authority.today())


@dataclass
class SignedInBrowser:
    """A browser without script in which somebody of the sample is signed in."""

    client: httpx.AsyncClient
    actor: Actor
    token: SessionToken
    csrf: str

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def post(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Sends a form of this session's own pages."""
        content = {"csrf": self.csrf, "client_id": client_id(), **fields}
        return await self.client.post(path, data=content)


_KNOWN: dict[tuple[str, str], PersonId] = {}


async def person_of(tas: GatewayUnderTest, subject: str) -> Actor:
    """A person of the sample, signed in once before: what they chose since stands."""
    identity, people = identity_of(subject), tas.services.people
    if (tas.app.name, subject) not in _KNOWN:
        _KNOWN[tas.app.name, subject] = await people.bind(identity, sample_people()[subject]["language"])
    return await people.actor(_KNOWN[tas.app.name, subject], Assurance(identity.assurance))


@asynccontextmanager
async def signed_in(tas: GatewayUnderTest, subject: str, **headers: str) -> AsyncIterator[SignedInBrowser]:
    """Signs somebody of the sample in, without a provider."""
    services, actor = tas.services, await person_of(tas, subject)
    token = await services.sessions.begin(actor.person_id, "demonstration", actor.assurance)
    cookies = {"session": token, "visitor": services.visitors.new()}
    browsing = {"Origin": tas.url, "Accept": "text/html", **headers}
    async with httpx.AsyncClient(
        verify=NO_TLS, base_url=tas.url, headers=browsing, cookies=cookies, timeout=20, trust_env=False
    ) as client:
        yield SignedInBrowser(client, actor, token, services.session_cookies.csrf_token(token))


async def matter_in(tas: GatewayUnderTest, subject: str, number: str | None = None) -> MatterId:
    """One of somebody's own matters, in a gateway."""
    views = await tas.services.cases.home(await person_of(tas, subject))
    return next(view.matter_id for view in views if not view.of_another and number in (None, view.case_number))
