"""Where the examination of tus finds a server: a small one in memory, and the gateway."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
import secrets
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from casework.documents.models import DocumentId
from tests.support.documents import module
from tests.support.gateway import gateway
from tests.support.uploading import UPLOADS, Sender, metadata, sender, with_sample


async def _unknown(upload: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class TusTarget:
    """A server that speaks tus.

    Attributes:
        collection: Where uploads are created.
        unknown: The address of an upload that isn't there, in the shape of one that is.
        headers: Of the session that uploads.
        stranger: Of a session that may upload too, and has nothing to do with it.
        creation_headers: What the product asks of a creation besides; new each time where it names a sending.
        stored: What lies there of a finished upload, or None where that can't be seen.
    """

    collection: str
    unknown: str
    headers: dict[str, str]
    stranger: dict[str, str]
    creation_headers: Callable[[], dict[str, str]]
    stored: Callable[[str], Awaitable[bytes | None]] = field(default=_unknown)


@asynccontextmanager
async def gateway_target(folder: Path) -> AsyncIterator[TusTarget]:
    """The gateway, with two people of the sample signed in, each with a matter of their own.

    ADAPT if the names change: the route, the session's headers, and what a creation tells.
    """
    module("channels.documents.uploads")
    async with gateway(folder) as tas:
        await with_sample(tas)
        async with sender(tas, "ana") as ana, sender(tas, "sam") as sam:

            def session(of: Sender) -> dict[str, str]:
                return {"Cookie": f"session={of.browser.token}", "Origin": tas.url, "X-CSRF-Token": of.browser.csrf}

            def creation() -> dict[str, str]:
                told = {
                    "matter": ana.matter_id,
                    "client_id": str(uuid.uuid4()),
                    "name": "letter.pdf",
                    "type": "application/pdf",
                }
                return {"Upload-Metadata": metadata(**told)}

            async def stored(upload: str) -> bytes | None:
                plain = await tas.services.documents.plain(DocumentId(upload.rsplit("/", 1)[1]))
                return await plain.read(0, plain.length_bytes)

            yield TusTarget(
                collection=f"{tas.url}{UPLOADS}",
                unknown=f"{tas.url}{UPLOADS}/{'a' * 43}",
                headers=session(ana),
                stranger=session(sam),
                creation_headers=creation,
                stored=stored,
            )


# --- A server in memory: shows that the examination can be passed, and nothing else -----------------------------------

_MAX_BYTES = 1_000_000_000
_FRAME = 65_536
_OFFSET = re.compile(r"[0-9]{1,19}")


@dataclass
class _Upload:
    owner: str
    length: int
    metadata: str | None
    content: bytearray = field(default_factory=bytearray)
    busy: bool = False


def _metadata_is_right(value: str) -> bool:
    keys = set()
    for pair in value.split(","):
        key, _, encoded = pair.partition(" ")
        if not key or key in keys or not key.isascii():
            return False
        keys.add(key)
        try:
            base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
    return True


class _Memory:
    def __init__(self) -> None:
        self.uploads: dict[str, _Upload] = {}

    @staticmethod
    def answer(status: int, **headers: str) -> web.Response:
        every = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return web.Response(status=status, headers=every)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "OPTIONS":
            extensions = "creation,expiration,termination,checksum"
            return self.answer(
                204,
                Tus_Version="1.0.0",
                Tus_Extension=extensions,
                Tus_Max_Size=str(_MAX_BYTES),
                Tus_Checksum_Algorithm="sha1",
            )
        if request.headers.get("Tus-Resumable") != "1.0.0":
            return self.answer(412, Tus_Version="1.0.0")
        owner = request.headers.get("X-Person")
        if owner is None:
            return self.answer(401)
        name = request.match_info.get("name")
        if name is None:
            return self.create(request, owner) if request.method == "POST" else self.answer(405)
        upload = self.uploads.get(name)
        if upload is None or upload.owner != owner:
            return self.answer(404)
        if request.method == "HEAD":
            about = {"Upload_Metadata": upload.metadata} if upload.metadata else {}
            offset, length = str(len(upload.content)), str(upload.length)
            return self.answer(200, Upload_Offset=offset, Upload_Length=length, Cache_Control="no-store", **about)
        if request.method == "DELETE":
            del self.uploads[name]
            return self.answer(204)
        if request.method == "PATCH":
            return await self.patch(request, upload)
        return self.answer(405)

    def create(self, request: web.Request, owner: str) -> web.Response:
        length = request.headers.get("Upload-Length", "")
        if not re.fullmatch(r"[0-9]+", length) or len(length) > 4_000:
            return self.answer(400)
        if int(length) > _MAX_BYTES:
            return self.answer(413)
        metadata = request.headers.get("Upload-Metadata")
        if metadata and not _metadata_is_right(metadata):
            return self.answer(400)
        name = secrets.token_urlsafe(32)
        self.uploads[name] = _Upload(owner, int(length), metadata)
        return self.answer(201, Location=f"/uploads/{name}", Upload_Expires="Fri, 01 Jan 2100 00:00:00 GMT")

    async def patch(self, request: web.Request, upload: _Upload) -> web.Response:
        if request.content_type != "application/offset+octet-stream":
            return self.answer(415)
        offset = request.headers.get("Upload-Offset", "")
        if not _OFFSET.fullmatch(offset):
            return self.answer(400)
        if upload.busy:
            return self.answer(423)
        if int(offset) != len(upload.content):
            return self.answer(409)
        upload.busy = True
        try:
            return await self.store(request, upload)
        finally:
            upload.busy = False

    async def store(self, request: web.Request, upload: _Upload) -> web.Response:
        body = bytearray()
        status = 204
        room = upload.length - len(upload.content)
        try:
            async for data in request.content.iter_any():
                body += data
                if len(body) > room:
                    return self.answer(413)
        except (ConnectionError, asyncio.CancelledError):
            status = 400
        if (wanted := request.headers.get("Upload-Checksum")) is not None:
            algorithm, _, digest = wanted.partition(" ")
            if algorithm != "sha1" or not digest:
                return self.answer(400)
            if base64.b64encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode() != digest:
                return self.answer(460)
        whole = len(body) if len(body) == room else len(body) // _FRAME * _FRAME
        upload.content += body[:whole]
        return self.answer(
            status, Upload_Offset=str(len(upload.content)), Upload_Expires="Fri, 01 Jan 2100 00:00:00 GMT"
        )


@asynccontextmanager
async def memory_target() -> AsyncIterator[TusTarget]:
    """A server in memory on a port of its own."""
    memory = _Memory()
    app = web.Application(client_max_size=0)
    app.router.add_route("*", "/uploads", memory.handle)
    app.router.add_route("*", "/uploads/{name}", memory.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    address = f"http://127.0.0.1:{port}/uploads"

    async def stored(upload: str) -> bytes | None:
        return bytes(memory.uploads[upload.rsplit("/", 1)[1]].content)

    try:
        yield TusTarget(
            collection=address,
            unknown=f"{address}/{'a' * 43}",
            headers={"X-Person": "ana"},
            stranger={"X-Person": "sam"},
            creation_headers=lambda: {"Upload-Metadata": "filename bGV0dGVyLnBkZg==,filetype YXBwbGljYXRpb24vcGRm"},
            stored=stored,
        )
    finally:
        await runner.cleanup()
