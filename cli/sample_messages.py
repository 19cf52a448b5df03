"""The threads of messages between the sample people, each written by whoever wrote it, as they would on their pages.

Who they are, and what they write, stands beside the sample cases (`casework/cases/data/sample.json`).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import typst

from adapters.case_system.port import MatterId
from adapters.identity_provider.port import Identity
from casework.clock import local_date
from casework.conversations.models import ClientId
from casework.documents.models import Direction, DocumentId, Place, PlaceKind, Uploader
from casework.identity.models import Actor, Assurance
from casework.messages.models import Ask, Asked, Sending, ThreadId
from channels.app import Kept
from channels.settings import Settings
from cli.sample_people import SAMPLE

_PAPER: Final = """#set document(title: "{heading}")
#set page(paper: "us-letter")
#set text(lang: "{language}")
= {heading}
{lines}
"""


class SampleMessages:
    """Writes the sample threads into a demonstration whose sample cases are there."""

    def __init__(self, found: Kept, settings: Settings, issuer: str) -> None:
        self._found = found
        self._issuer = issuer
        self._time_zone = settings.time_zone
        sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
        self._people: Mapping[str, dict[str, Any]] = {each["subject"]: each for each in sample["people"]}
        self._threads: list[dict[str, Any]] = sample["threads"]

    async def write(self) -> int:
        """Writes the threads of the cases that have none yet; returns how many.

        Raises CaseSystemUnavailable, DatabaseUnavailable, ObjectStoreUnavailable.
        """
        written = 0
        for thread in self._threads:
            matter = await self._matter(thread["case"], thread["of"])
            if matter is not None and not await self._found.messages.threads(await self._actor(thread["of"]), matter):
                await self._write(thread, matter)
                written += 1
        return written

    async def _matter(self, number: str, subject: str) -> MatterId | None:
        """Somebody's matter of a case; None where an operator has put other cases in the sample's place."""
        found = await self._found.cases.ids(number)
        matter = None if found is None else found[1].get(self._found.people.tin_digest(self._people[subject]["tin"]))
        return None if matter is None else matter.id

    async def _actor(self, subject: str) -> Actor:
        """Somebody as they sign in: at the demonstration's provider, where they find themselves again."""
        person = self._people[subject]
        identity = Identity(
            issuer=self._issuer,
            subject=subject,
            assurance=person["assurance"],
            name=person["name"],
            tin=person["tin"],
            employee_id=person["employee_id"],
            staff_roles=tuple(person["staff_roles"]),
            provider_session=None,
            authenticated_at=self._found.clock.now(),
            email=person["email"],
        )
        person_id = await self._found.people.bind(identity, person["language"])
        return await self._found.people.actor(person_id, Assurance(person["assurance"]))

    async def _write(self, thread: Mapping[str, Any], matter: MatterId) -> None:
        messages, into = self._found.messages, None
        for message in thread["messages"]:
            actor = await self._actor(message["by"])
            if into is not None:
                await messages.open(actor, matter, into)
            sending = await self._sending(actor, matter, into, thread, message)
            into = (await messages.send(actor, matter, into, sending)).thread_id

    async def _sending(
        self,
        actor: Actor,
        matter: MatterId,
        into: ThreadId | None,
        thread: Mapping[str, Any],
        message: Mapping[str, Any],
    ) -> Sending:
        today = local_date(self._found.clock.now(), self._time_zone)
        paper: Mapping[str, Any] | None = message.get("paper")
        answers: dict[DocumentId, str] = {}
        if paper is not None:
            asked = await self._found.messages.asked(actor, matter)
            answers[await self._document(actor, matter, paper)] = _key(asked, paper["code"])
        return Sending(
            client_id=_client_id(),
            text=message["text"],
            subject=thread["subject"] if into is None else "",
            documents=tuple(answers),
            answers=answers,
            to=("taxpayer",) if actor.staff_roles and into is None else (),
            asks=tuple(
                Ask(each["code"], today + timedelta(days=each["due_in_days"])) for each in message.get("asks", ())
            ),
        )

    async def _document(self, actor: Actor, matter: MatterId, paper: Mapping[str, Any]) -> DocumentId:
        direction = Direction.OUTBOUND if actor.staff_roles else Direction.INBOUND
        source = _PAPER.format(
            heading=paper["heading"],
            language=paper["language"],
            lines="".join(f"\n{line}\n" for line in paper["lines"]),
        )
        content: bytes = typst.compile(source.encode())
        upload = await self._found.documents.take(
            Uploader(actor.person_id, direction),
            Place(PlaceKind.MATTER, matter),
            _client_id(),
            paper["name"],
            "application/pdf",
            _whole(content),
        )
        return upload.id


def _key(asked: list[Asked], code: str) -> str:
    """What a form calls the paper that was asked for in a message."""
    return next(each.key for each in asked if each.code == code and each.request_id is not None)


def _client_id() -> ClientId:
    return ClientId(str(uuid4()))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
