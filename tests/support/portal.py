"""The portal's conversations with the sample people and cases, everything real but the assistant and the clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.case_system.port import Matter, MatterId
from adapters.identity_provider.port import Identity
from adapters.object_store.obstore_store import FolderStore
from casework.audit.service import Audit
from casework.authority.service import Authority
from casework.cases.service import Cases
from casework.cases.transfer import SAMPLE_FILE, load_sample
from casework.conversations.documents import DocumentsInChats, place_of
from casework.conversations.models import ClientId, ConversationId, Holder
from casework.conversations.portal import Portal, PortalKeeper
from casework.conversations.portal_turns import PortalTurns
from casework.conversations.service import Conversations
from casework.conversations.turns import Turns
from casework.documents.models import Direction, DocumentId, DocumentState, NewUpload, Uploader
from casework.documents.service import Documents
from casework.identity.models import Actor, Assurance, PersonId
from casework.identity.service import People
from channels.app import embedded_cases
from tests.support.chat_documents import settle
from tests.support.record import TEXTS, RecordUnderTest, client_id, open_record
from tests.support.vault import in_chunks

ISSUER = "https://id.example"
TIME_ZONE = "America/New_York"
_PEOPLE = {person["subject"]: person for person in json.loads(SAMPLE_FILE.read_text())["people"]}


def identity_of(subject: str) -> Identity:
    """What a provider would say of one of the sample people."""
    person = _PEOPLE[subject]
    given: dict[str, Any] = {
        "issuer": ISSUER,
        "subject": subject,
        "assurance": person["assurance"],
        "name": person["name"],
        "email": person["email"],
        "tin": person["tin"] and person["tin"].replace("-", ""),
        "employee_id": person["employee_id"],
        "staff_roles": tuple(person["staff_roles"]),
        "provider_session": None,
        "authenticated_at": datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    }
    return Identity(**{name: given[name] for name in Identity.__dataclass_fields__ if name in given})


@dataclass
class PortalUnderTest:
    """A record with a portal over it."""

    record: RecordUnderTest
    people: People
    authority: Authority
    cases: Cases
    case_system: Any
    audit: Audit
    keeper: PortalKeeper
    portal: Portal
    turns: PortalTurns
    persons: dict[str, PersonId]
    documents: Documents
    in_chats: DocumentsInChats
    assistant: Any = None

    @property
    def conversations(self) -> Conversations:
        return self.record.conversations

    async def actor(self, subject: str) -> Actor:
        if subject not in self.persons:
            self.persons[subject] = await self.people.bind(identity_of(subject), _PEOPLE[subject]["language"])
        return await self.people.actor(self.persons[subject], Assurance(_PEOPLE[subject]["assurance"]))

    async def matter(self, subject: str, number: str | None = None) -> MatterId:
        """The matter of a taxpayer of the sample: their newest, or that of a case number."""
        found: list[Matter] = await self.case_system.matters_of((await self.actor(subject)).tin_digest)
        for one in found:
            case = await self.case_system.case(one.case_id)
            if number is None or case.number == number:
                return one.id
        raise LookupError(number)

    async def begin(
        self, subject: str, matter: MatterId | None = None, language: str = "en", **others: Any
    ) -> ConversationId:
        actor = await self.actor(subject)
        sent = others.pop("client_id", None) or client_id()
        return await self.portal.begin(actor, matter, language, TIME_ZONE, ClientId(sent), **others)

    async def uploaded(
        self, subject: str, conversation_id: ConversationId, name: str = "letter.pdf", content: bytes = b"a letter"
    ) -> DocumentId:
        """A finished upload of somebody's for a conversation, not sent yet."""
        actor = await self.actor(subject)
        direction = Direction.OUTBOUND if actor.staff_roles else Direction.INBOUND
        uploader = Uploader(actor.person_id, direction)
        new = NewUpload(place_of(conversation_id), client_id(), name, "application/pdf", len(content))
        upload = await self.documents.begin(uploader, new)
        await self.documents.append(uploader, upload.id, 0, in_chunks(content))
        return upload.id

    async def checked(
        self, document_id: DocumentId, state: DocumentState = DocumentState.CLEAN, verdict: str | None = None
    ) -> None:
        """As the checker does: its finding and what the chat is told of it are one commit."""
        await settle(self.record.database, self.documents, self.in_chats, document_id, state, verdict)

    async def opens(self, subject: str, conversation_id: ConversationId) -> bool:
        await self.actor(subject)
        return await self.conversations.opened_by(conversation_id, Holder(person=self.persons[subject]))


async def open_portal(url: str, folder: Path) -> PortalUnderTest:
    """A record on an empty database with the sample cases in it."""
    record = await open_record(url, folder)
    people = People(record.database, record.keys, record.clock)
    case_system = embedded_cases(record.database, record.keys)
    audit = Audit(record.keys, record.clock)
    authority = Authority(record.database, case_system, record.keys, record.clock, TIME_ZONE)
    await load_sample(case_system, authority, record.keys, authority.today())
    cases = Cases(case_system, authority, audit, record.database, record.keys, record.clock)
    keeper = PortalKeeper(record.database, people, authority)
    store = FolderStore(folder / "documents")
    documents = Documents(record.database, store, record.keys, record.clock, record.bus, audit)
    conversations = Conversations(
        record.database, record.keys, TEXTS, record.clock, record.bus, keeper, documents=documents
    )
    conversations.erased_with.append(documents)
    in_chats = DocumentsInChats(conversations.record, record.database, record.clock, record.bus, documents)
    turns = PortalTurns(keeper, cases, audit, documents)
    record.conversations = conversations
    record.turns = Turns(
        conversations, record.database, record.keys, TEXTS, record.clock, record.bus, record.assistant, turns
    )
    portal = Portal(conversations, keeper, audit, record.database, record.keys, record.clock)
    return PortalUnderTest(
        record, people, authority, cases, case_system, audit, keeper, portal, turns, {}, documents, in_chats
    )
