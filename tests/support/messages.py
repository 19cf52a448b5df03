"""Secure messages with everything real but notices and the clock, over the sample's people and cases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.embedded import EmbeddedCases
from adapters.case_system.port import Advocate, MatterId
from adapters.object_store.obstore_store import FolderStore
from casework.authority.absences import Absences
from casework.authority.consents import Consents, NewConsent
from casework.authority.models import ConsentId
from casework.cases.service import Cases
from casework.documents.models import (
    Direction,
    DocumentId,
    DocumentState,
    NewUpload,
    Place,
    PlaceKind,
    Uploader,
    documents,
)
from casework.documents.service import Documents
from casework.identity.models import Actor, EmployeeId, PersonId
from casework.messages.inbox import Inbox
from casework.messages.models import Sending, Sent, Thread, ThreadId
from casework.messages.requests import Requests
from casework.messages.service import Messages
from casework.notices.models import NoticeKind
from tests.support.record import client_id
from tests.support.sample_people import BY, ZONE, SignedInRecord, open_signed_in, sample_people
from tests.support.vault import in_chunks


@dataclass
class RememberedNotices:
    """Remembers whom it was to tell, and forgets what a transaction took back."""

    put_: list[tuple[PersonId, str]] = field(default_factory=list)

    async def put(self, connection: AsyncConnection, person_id: PersonId, kind: NoticeKind, subject: str) -> None:
        self.put_.append((person_id, kind.value))


@dataclass
class Post:
    """The messages of the sample's cases."""

    signed_in: SignedInRecord
    documents: Documents
    requests: Requests
    consents: Consents
    absences: Absences
    notices: RememberedNotices
    messages: Messages
    inbox: Inbox
    cases: Cases

    async def who(self, subject: str) -> Actor:
        return await self.signed_in.actor(subject)

    async def matter(self, subject: str, number: str | None = None) -> MatterId:
        return await self.signed_in.matter(subject, number)

    async def write(
        self, who: str, matter_id: MatterId, words: str, into: ThreadId | None = None, **others: Any
    ) -> Sent:
        """Sends a message as somebody of the sample; a new thread is about "A letter"."""
        given = {"client_id": client_id(), "text": words, "subject": "" if into else "A letter", **others}
        return await self.messages.send(await self.who(who), matter_id, into, Sending(**given), BY)

    async def open(self, subject: str, matter_id: MatterId, thread_id: ThreadId, **others: Any) -> Thread:
        return await self.messages.open(await self.who(subject), matter_id, thread_id, **others)

    async def seen_by(self, subject: str, matter_id: MatterId) -> set[ThreadId]:
        return {line.id for line in await self.messages.threads(await self.who(subject), matter_id)}

    async def keys_of(self, matter_id: MatterId, subject: str = "vega") -> dict[str, str]:
        """What a form calls the people whom staff may write to, by name."""
        found = await self.messages.people(await self.who(subject), matter_id)
        return {each.name: each.key for each in found}

    async def upload(self, subject: str, matter_id: MatterId, content: bytes = b"a page") -> DocumentId:
        actor = await self.who(subject)
        direction = Direction.OUTBOUND if actor.staff_roles else Direction.INBOUND
        uploader, place = Uploader(actor.person_id, direction), Place(PlaceKind.MATTER, matter_id)
        begun = await self.documents.begin(
            uploader, NewUpload(place, client_id(), "letter.pdf", "application/pdf", len(content))
        )
        await self.documents.append(uploader, begun.id, 0, in_chunks(content))
        return begun.id

    async def settle(self, document_id: DocumentId, state: DocumentState, verdict: str | None = None) -> None:
        """As if it had been looked into."""
        values = {"state": state.value, "verdict": verdict}
        await self.execute(update(documents).where(documents.c.id == document_id).values(**values))

    async def execute(self, statement: Any) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(text(statement) if isinstance(statement, str) else statement)

        await self.signed_in.record.database.write(work)

    async def consent(self, subject: str, matter_id: MatterId, by: str = "vega", **others: Any) -> ConsentId:
        """Records that a matter's taxpayer lets somebody of the sample take part."""
        given = sample_people()[subject]
        new = NewConsent(
            client_id=client_id(),
            person=self.signed_in.people.tin_digest(given["tin"]),
            name=given["name"],
            paper="signed_letter",
            given_on=self.absences.today(),
        )
        return await self.consents.record(await self.who(by), matter_id, replace(new, **others))

    async def away(self, subject: str, substitute: str, by: str | None = None) -> None:
        """Somebody is away this week."""
        today = self.absences.today()
        people = sample_people()
        await self.absences.set(
            await self.who(by or subject),
            EmployeeId(people[subject]["employee_id"]),
            EmployeeId(people[substitute]["employee_id"]),
            today,
            today + timedelta(days=5),
        )

    async def moved(self, matter_id: MatterId, subject: str) -> None:
        """The case of a matter is somebody else's from now on."""
        store = self.signed_in.authority._case_system
        assert isinstance(store, EmbeddedCases)
        matter = await store.matter(matter_id)
        assert matter is not None
        case, given = await store.case(matter.case_id), sample_people()[subject]
        assert case is not None
        advocate = Advocate(given["employee_id"], given["name"], "202-555-0102")
        await store.put([(replace(case, advocate=advocate), await store.matters_in(case.id))])

    def told(self) -> list[tuple[PersonId, str]]:
        """Whom it was to tell since it was last asked."""
        told, self.notices.put_ = self.notices.put_, []
        return told


@asynccontextmanager
async def open_post(url: str, folder: Path) -> AsyncIterator[Post]:
    """Puts messages on a database with the sample in it; everybody of the staff has signed in once."""
    signed_in = await open_signed_in(url, folder)
    record, people, audit, authority = signed_in.record, signed_in.people, signed_in.audit, signed_in.authority
    database, keys, clock = record.database, record.keys, record.clock
    case_system = authority._case_system
    store = FolderStore(folder / "documents")
    kept = Documents(database, store, keys, clock, record.bus, audit)
    requests = Requests(database, kept, clock, ZONE)
    consents = Consents(authority, case_system, audit, database, keys, clock)
    absences = Absences(database, people, audit, clock, ZONE)
    notices = RememberedNotices()
    messages = Messages(
        database=database,
        keys=keys,
        clock=clock,
        authority=authority,
        people=people,
        audit=audit,
        codes=record.codes,
        consents=consents,
        absences=absences,
        requests=requests,
        documents=kept,
        notices=notices,
        time_zone=ZONE,
    )
    post = Post(
        signed_in=signed_in,
        documents=kept,
        requests=requests,
        consents=consents,
        absences=absences,
        notices=notices,
        messages=messages,
        inbox=Inbox(messages, authority, absences, people, case_system, database),
        cases=Cases(case_system, authority, audit, database, keys, clock, requests),
    )
    for subject in ("vega", "brooks", "imani", "petra"):
        await post.who(subject)
    try:
        yield post
    finally:
        await database.stop()
