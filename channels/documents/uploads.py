"""Uploads that can be gone on with: tus 1.0.0 with creation, expiration, termination and checksum (https://tus.io).

An upload is its sender's alone; to everybody else it isn't there. Where it belongs is said when it is begun, and asked of
the authority then; sending the document with a message asks again.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse, empty, json

from adapters.case_system.port import MatterId
from casework.conversations.models import ClientId, ConversationId
from casework.documents import limits
from casework.documents.access import uploader
from casework.documents.models import (
    Direction,
    Document,
    DocumentId,
    DocumentState,
    NewUpload,
    Place,
    PlaceKind,
    Upload,
)
from casework.documents.service import DocumentNotFound
from casework.documents.writing import Checksum
from channels.bodies import UUID_PATTERN
from channels.documents.arriving import arriving
from channels.problems import Problem
from channels.request import GatewayRequest, get

uploads = Blueprint("uploads", url_prefix="/api/v1/uploads")

VERSION: Final = "1.0.0"
CONTENT_TYPE: Final = "application/offset+octet-stream"
EXTENSIONS: Final = "creation,expiration,termination,checksum"
# By the protocol's names, with the length of each digest.
CHECKSUMS: Final[Mapping[str, int]] = {"sha1": 20, "sha256": 32}
LONGEST_NAME: Final = 1000
LONGEST_TYPE: Final = 127
"""As long as a media type can be (RFC 6838, section 4.2)."""
DOCUMENT_ID: Final = re.compile(r"[A-Za-z0-9_-]{43}")

_WHOLE: Final = re.compile(r"[0-9]{1,18}")
_KNOWN: Final = frozenset({"matter", "conversation", "client_id", "name", "type"})
_OF_PLACE: Final = frozenset({"matter", "conversation"})


def tell_version(request: GatewayRequest, response: HTTPResponse) -> None:
    """Every answer says the version (tus 1.0.0, Tus-Resumable)."""
    response.headers["Tus-Resumable"] = VERSION


uploads.on_response(tell_version)  # type: ignore[no-untyped-call]


@uploads.options("/")
async def what_is_known(request: GatewayRequest) -> HTTPResponse:
    """What of the protocol there is."""
    today = request.services.clock.now().date()
    return empty(
        headers={
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(limits.message_limit(Direction.INBOUND, today).total_bytes),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
        }
    )


@uploads.post("/")
async def begin(request: GatewayRequest) -> HTTPResponse:
    """Begins an upload; sent again with the same `client_id` it is the same one."""
    _check_version(request)
    new = _new_upload(request)
    services, actor = request.services, request.session.actor
    services.limits.document(actor.person_id)
    sender = await services.document_access.may_send(actor, new.place)
    if sender is None:
        raise Problem("matter_not_found" if new.place.kind is PlaceKind.MATTER else "conversation_not_found")
    upload = await services.documents.begin(sender, new)
    return empty(201, headers={"Location": f"/api/v1/uploads/{upload.id}", **_how_far(upload)})


@get(uploads, "/<document_id>")
async def how_far(request: GatewayRequest, document_id: str) -> HTTPResponse:
    """How far an upload is: to HEAD as the protocol says it, to GET as JSON, with what became of it since."""
    sender, wanted = uploader(request.session.actor), id_of(document_id)
    services = request.services
    if request.method == "HEAD":
        _check_version(request)
        upload = await services.documents.upload(sender, wanted)
        told = await services.documents.told(sender, wanted)
        headers = {"Upload-Length": str(upload.length_bytes), "Upload-Metadata": _metadata(told)}
        return empty(200, headers=headers | _how_far(upload))
    await services.documents.upload(sender, wanted)
    (document,) = await services.documents.described(None, [wanted])
    return json(as_json(document))


@uploads.patch("/<document_id>", stream=True)
async def append(request: GatewayRequest, document_id: str) -> HTTPResponse:
    """Takes the next bytes; the answer's offset tells which of them are safe."""
    _check_version(request)
    if request.headers.getone("content-type", "") != CONTENT_TYPE:
        raise Problem("media_type_unsupported", {"Accept-Patch": CONTENT_TYPE})
    offset, checksum = _number(request, "Upload-Offset"), _checksum(request)
    sender, wanted = uploader(request.session.actor), id_of(document_id)
    announced = _WHOLE.fullmatch(request.headers.getone("content-length", ""))
    announced_bytes = int(announced[0]) if announced is not None else 0
    upload = await request.services.documents.append(
        sender, wanted, offset, arriving(request), checksum, announced_bytes=announced_bytes
    )
    return empty(headers=_how_far(upload))


@uploads.delete("/<document_id>")
async def take_back(request: GatewayRequest, document_id: str) -> HTTPResponse:
    """Takes back a document that was not sent: nothing of it is left."""
    _check_version(request)
    await request.services.documents.terminate(uploader(request.session.actor), id_of(document_id))
    return empty()


def id_of(document_id: str) -> DocumentId:
    """The id that an address names. Raises DocumentNotFound."""
    if not DOCUMENT_ID.fullmatch(document_id):
        raise DocumentNotFound
    return DocumentId(document_id)


def as_json(document: Document) -> dict[str, Any]:
    """A document as its sender's own script sees it."""
    known: dict[str, Any] = {
        "id": document.id,
        "state": document.state.value,
        "name": document.name,
        "length": document.length_bytes,
        "offset": document.received_bytes,
        "attached": document.attached_to is not None,
        "verdict": document.verdict,
        "content_type": document.content_type,
        "pages": document.pages_count,
    }
    return {name: value for name, value in known.items() if value is not None}


def _how_far(upload: Upload) -> dict[str, str]:
    headers = {"Upload-Offset": str(upload.offset_bytes)}
    if upload.state is DocumentState.UPLOADING:
        headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return headers


def _check_version(request: GatewayRequest) -> None:
    if request.headers.getone("tus-resumable", "") != VERSION:
        raise Problem("upload_version_unknown", {"Tus-Version": VERSION})


def _new_upload(request: GatewayRequest) -> NewUpload:
    told = _read_metadata(request)
    kinds = _OF_PLACE & set(told)
    if len(kinds) != 1 or not {"client_id", "name"} <= set(told):
        raise _invalid("Upload-Metadata")
    (kind,) = kinds
    place_id, client_id = told[kind].lower(), told["client_id"].lower()
    if not re.fullmatch(UUID_PATTERN, place_id) or not re.fullmatch(UUID_PATTERN, client_id):
        raise _invalid("Upload-Metadata")
    if not told["name"].strip() or len(told["name"]) > LONGEST_NAME or len(told.get("type", "")) > LONGEST_TYPE:
        raise _invalid("Upload-Metadata")
    matter = kind == "matter"
    place = (
        Place(PlaceKind.MATTER, MatterId(place_id))
        if matter
        else Place(PlaceKind.CONVERSATION, ConversationId(place_id))
    )
    length = _number(request, "Upload-Length")
    return NewUpload(place, ClientId(client_id), told["name"], told.get("type", ""), length)


def _read_metadata(request: GatewayRequest) -> dict[str, str]:
    """`key base64, key base64` (tus 1.0.0, Upload-Metadata), each key once and one of ours."""
    read: dict[str, str] = {}
    for pair in request.headers.getone("upload-metadata", "").split(","):
        key, _, encoded = pair.strip().partition(" ")
        if key not in _KNOWN or key in read:
            raise _invalid("Upload-Metadata")
        try:
            read[key] = base64.b64decode(encoded.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise _invalid("Upload-Metadata") from None
    return read


def _metadata(told: NewUpload) -> str:
    """What `_read_metadata` read."""
    read = {told.place.kind.value: told.place.id, "client_id": told.client_id, "name": told.name}
    if told.declared_type:
        read["type"] = told.declared_type
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in read.items())


def _number(request: GatewayRequest, name: str) -> int:
    given = request.headers.getall(name, [])
    if len(given) != 1 or not _WHOLE.fullmatch(given[0]):
        raise _invalid(name)
    return int(given[0])


def _checksum(request: GatewayRequest) -> Checksum | None:
    """`algorithm base64` (tus 1.0.0, Upload-Checksum)."""
    given = request.headers.getone("upload-checksum", None)
    if given is None:
        return None
    algorithm, _, encoded = given.partition(" ")
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except binascii.Error:
        raise _invalid("Upload-Checksum") from None
    if CHECKSUMS.get(algorithm) != len(digest):
        raise _invalid("Upload-Checksum")
    return Checksum(algorithm, digest)


def _invalid(header: str) -> Problem:
    return Problem("upload_header_invalid", errors=[{"pointer": header, "code": "field_invalid"}])
