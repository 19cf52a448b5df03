"""Somebody who sends documents over HTTP, as a script in their browser does."""

from __future__ import annotations

import asyncio
import base64
import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from sqlalchemy import select, update

from adapters.case_system.port import MatterId
from adapters.keys.key_file import KeyFile
from casework.audit.service import Audit
from casework.authority.service import Authority
from casework.cases.transfer import load_sample
from casework.clock import SystemClock
from casework.documents.models import Direction, DocumentState, Uploader, document_parts, documents
from casework.identity.models import Assurance
from casework.identity.service import People, Sessions
from channels.app import embedded_cases, open_database
from channels.sessions import SessionCookies
from tests.support.gateway import GatewayUnderTest
from tests.support.sample_people import (
    ZONE,
    SignedInBrowser,
    identity_of,
    load_into,
    matter_in,
    sample_people,
    signed_in,
)

UPLOADS = "/api/v1/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


def metadata(**told: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())


@dataclass
class Sender:
    """A signed-in browser whose script sends documents to one matter."""

    tas: GatewayUnderTest
    browser: SignedInBrowser
    matter_id: MatterId

    @property
    def headers(self) -> dict[str, str]:
        return {**TUS, "X-CSRF-Token": self.browser.csrf}

    async def begin(self, length: int, headers: dict[str, str] | None = None, **told: str) -> httpx.Response:
        known = {"matter": self.matter_id, "client_id": str(uuid.uuid4()), "name": "letter.pdf", **told}
        sent = {**self.headers, "Upload-Length": str(length), "Upload-Metadata": metadata(**known), **(headers or {})}
        return await self.browser.client.post(UPLOADS, headers=sent)

    async def begun(self, length: int, **told: str) -> str:
        answer = await self.begin(length, **told)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    async def append(
        self, path: str, offset: int, content: bytes | Iterable[bytes] | AsyncIterator[bytes], **headers: str
    ) -> httpx.Response:
        sent = {**self.headers, "Upload-Offset": str(offset), "Content-Type": BYTES}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.browser.client.patch(path, content=content, headers=sent)

    async def offset(self, path: str) -> int:
        answer = await self.browser.client.head(path, headers=TUS)
        assert answer.status_code == 200, answer.headers
        return int(answer.headers["upload-offset"])

    async def sent(self, content: bytes, **told: str) -> str:
        """Sends a whole document; its id."""
        path = await self.begun(len(content), **told)
        if content:
            answer = await self.append(path, 0, content)
            assert answer.status_code == 204, answer.text
            assert answer.headers["upload-offset"] == str(len(content))
        return path.rpartition("/")[2]

    def raw(self, path: str, offset: int, *more: str) -> bytes:
        """The head of a PATCH as it goes over the wire."""
        place = urlsplit(self.tas.url)
        lines = [
            f"PATCH {path} HTTP/1.1",
            f"Host: {place.netloc}",
            f"Cookie: session={self.browser.token}",
            f"Origin: {self.tas.url}",
            f"X-CSRF-Token: {self.browser.csrf}",
            "Tus-Resumable: 1.0.0",
            f"Upload-Offset: {offset}",
            f"Content-Type: {BYTES}",
            *more,
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        place = urlsplit(self.tas.url)
        return await asyncio.open_connection(place.hostname, place.port)


@asynccontextmanager
async def sender(tas: GatewayUnderTest, subject: str = "ana", matter: MatterId | None = None) -> AsyncIterator[Sender]:
    """Somebody of the sample, in their own matter unless another is named; the sample must be loaded."""
    async with signed_in(tas, subject, Accept="application/json") as browser:
        yield Sender(tas, browser, matter or await matter_in(tas, subject))


async def with_sample(tas: GatewayUnderTest) -> None:
    await load_into(tas)


async def change(tas: GatewayUnderTest, document_id: str, **values: Any) -> None:
    """Changes a document's row from behind."""

    async def work(connection: Any) -> None:
        await connection.execute(update(documents).where(documents.c.id == document_id).values(**values))

    await tas.services.database.write(work)


async def breaks(tas: GatewayUnderTest, document_id: str, number: int = 0) -> None:
    """Changes the last byte of one of its parts in the store."""
    query = select(document_parts.c.object_key).where(document_parts.c.document_id == document_id)
    async with tas.services.database.read() as connection:
        keys = list((await connection.execute(query.order_by(document_parts.c.first_frame))).scalars())
    part = Path(tas.services.settings.documents_url) / keys[number]
    sealed = bytearray(part.read_bytes())
    sealed[-1] ^= 1
    part.write_bytes(sealed)


async def call_clean(tas: GatewayUnderTest, document_id: str, **values: Any) -> None:
    """As if it had been looked into."""
    await change(tas, document_id, **{"state": DocumentState.CLEAN.value, **values})


@dataclass
class Beside:
    """Somebody who was signed in by another process over the record in a folder."""

    matter_id: MatterId
    headers: dict[str, str]
    cookie: str
    uploader: Uploader

    def metadata(self, name: str = "letter.pdf") -> str:
        return metadata(matter=self.matter_id, client_id=str(uuid.uuid4()), name=name)


async def signed_in_beside(folder: Path, subject: str = "ana") -> Beside:
    """Signs somebody of the sample in to the record in a folder, with SQLite, and puts the sample's cases into it."""
    database, keys = open_database(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}"), KeyFile(folder / "keys.json")
    clock, person = SystemClock(), sample_people()[subject]
    await database.start()
    try:
        people = People(database, keys, clock)
        store = embedded_cases(database, keys)
        authority = Authority(database, store, keys, clock, ZONE)
        await load_sample(store, authority, keys, authority.today())
        person_id = await people.bind(identity_of(subject), person["language"])
        actor = await people.actor(person_id, Assurance(person["assurance"]))
        access = next(each for each in await authority.accesses(actor) if not each.of_another)
        token = await Sessions(database, keys, clock, Audit(keys, clock), people).begin(
            person_id, "demonstration", actor.assurance
        )
    finally:
        await database.stop()
    headers = {**TUS, "X-CSRF-Token": SessionCookies(keys).csrf_token(token)}
    return Beside(access.matter_id, headers, token, Uploader(person_id, Direction.INBOUND))


async def call_clean_beside(folder: Path, document_id: str) -> None:
    """As if it had been looked into, from beside the gateway."""
    database = open_database(f"sqlite+aiosqlite:///{folder / 'record.sqlite'}")
    await database.start()

    async def work(connection: Any) -> None:
        clean = {"state": DocumentState.CLEAN.value, "lease": None}
        await connection.execute(update(documents).where(documents.c.id == document_id).values(**clean))

    try:
        await database.write(work)
    finally:
        await database.stop()
