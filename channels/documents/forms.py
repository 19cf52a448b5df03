"""Forms that bring files, for browsers without script: `multipart/form-data`, taken as it comes into the same frames.

What a form says comes before its files: the fields `csrf` and `client_id` stand first in it, so that nothing is taken of a
form that another site made, and sending it twice is harmless. It can't be gone on with when the line drops.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, MultipartState, parse_options_header

from casework.conversations.models import ClientId
from casework.conversations.wording import isolated
from casework.documents import limits
from casework.documents.models import Document, DocumentId, Place, Uploader
from casework.documents.photographs import without_location
from casework.documents.service import UploadRefused
from casework.documents.writing import UploadTooLong
from channels.authorization import check_form_token
from channels.bodies import UUID_PATTERN
from channels.documents.arriving import arriving
from channels.documents.uploads import LONGEST_NAME, LONGEST_TYPE
from channels.problems import Problem, of_exception
from channels.request import GatewayRequest
from channels.visitors import CSRF_FIELD

CONTENT_TYPE: Final = "multipart/form-data"
# All fields but the files together, and what stands around the parts.
_MOST_FIELD_BYTES: Final = 131_072
_MOST_FIELDS: Final = 500
_MOST_AROUND_BYTES: Final = 1_048_576
_BOUNDARY: Final = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{1,70}")


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file of the form that was not taken; `code` names the text `error-<code>`."""

    name: str = field(repr=False)
    code: str


@dataclass(frozen=True, slots=True)
class Received:
    """What a form brought.

    Attributes:
        fields: What was typed and chosen, by name, in the form's order.
        client_id: The form's own.
        documents: The files that were taken, in their order.
        refused: Those that were not.
    """

    fields: dict[str, list[str]] = field(repr=False)
    client_id: ClientId
    documents: list[Document]
    refused: list[NotTaken]

    def field(self, name: str) -> str:
        """One field of the form; empty where it is missing."""
        return self.fields.get(name, [""])[0]


@dataclass(slots=True)
class _Part:
    """One part of the form; `filename` of a file alone."""

    name: str
    filename: str | None
    content_type: str


_Event = _Part | bytes | None
"""A part begins, some of its content, its end."""


async def receive(request: GatewayRequest, uploader: Uploader, place: Place) -> Received:
    """Takes a form with its files, of a route with `stream=True` whose row says `streams`.

    Raises:
        Problem: 403 not of the session's own page, 413 too much, 415 no such form, 422 without `client_id` before its files.
        RequestTimeout: it came too slowly.
        DatabaseUnavailable, ObjectStoreUnavailable: send it again.
    """
    events = _events(request, uploader)
    try:
        return await _Reading(request, uploader, place, events).read()
    finally:
        await events.aclose()


def why_not(request: GatewayRequest, language: str, received: Received | None, problem: Problem) -> str:
    """Why a form was not taken: of each file of it that was refused, its name and what to do."""
    say = request.services.texts.say
    refused = received.refused if received else []
    told = [f"{isolated(each.name)}: {say(f'error-{each.code}', language)}" for each in refused]
    if problem.code not in {each.code for each in refused}:
        told.append(say(f"error-{problem.code}", language, problem.values))
    return " ".join(told)


class _Reading:
    """Reads one form."""

    def __init__(
        self, request: GatewayRequest, uploader: Uploader, place: Place, events: AsyncGenerator[_Event]
    ) -> None:
        self._request = request
        self._uploader = uploader
        self._place = place
        self._events = events
        self._fields: dict[str, list[str]] = {}
        self._fields_count = 0
        self._field_bytes = 0
        self._taken: list[DocumentId] = []
        self._refused: list[NotTaken] = []
        self._files = 0

    async def read(self) -> Received:
        async for event in self._events:
            if not isinstance(event, _Part):
                continue
            if event.filename is None:
                await self._read_field(event)
            else:
                await self._read_file(event)
        self._check()
        documents = await self._request.services.documents.described(None, self._taken)
        by_id = {document.id: document for document in documents}
        return Received(self._fields, self._client_id(), [by_id[each] for each in self._taken], self._refused)

    async def _read_field(self, part: _Part) -> None:
        content = bytearray()
        async for chunk in self._content():
            content += chunk
            self._field_bytes += len(chunk)
            if self._field_bytes > _MOST_FIELD_BYTES:
                raise Problem("body_too_large")
        self._fields_count += 1
        if self._fields_count > _MOST_FIELDS:
            raise Problem("body_too_large")
        self._fields.setdefault(part.name, []).append(content.decode(errors="replace"))
        if part.name == CSRF_FIELD:
            self._check()

    async def _read_file(self, part: _Part) -> None:
        self._check()
        content = self._content()
        first = await anext(content, None)
        if first is None and not part.filename:
            return  # nothing was chosen
        documents = self._request.services.documents
        client_id = ClientId(str(uuid.uuid5(uuid.UUID(self._client_id()), str(self._files))))
        self._files += 1
        name = (part.filename or "")[:LONGEST_NAME]
        try:
            upload = await documents.take(
                self._uploader,
                self._place,
                client_id,
                name,
                part.content_type[:LONGEST_TYPE],
                # Script does that in the browser; a form brings photographs as the telephone made them.
                without_location(_with_first(first, content)),
            )
            self._taken.append(upload.id)
        except UploadTooLong:
            self._refused.append(NotTaken(name, "document_too_long"))
        except UploadRefused as error:
            self._refused.append(NotTaken(name, of_exception(error).code))
        async for _ in content:
            pass  # of a file that is not taken, up to its end

    def _check(self) -> None:
        check_form_token(self._request, self._first(CSRF_FIELD))

    def _client_id(self) -> ClientId:
        given = self._first("client_id")
        if not re.fullmatch(UUID_PATTERN, given):
            raise Problem("client_id_invalid")
        return ClientId(given.lower())

    def _first(self, name: str) -> str:
        return self._fields.get(name, [""])[0]

    async def _content(self) -> AsyncGenerator[bytes]:
        """The content of the part that has begun, up to its end."""
        async for event in self._events:
            if not isinstance(event, bytes):
                return
            yield event


async def _with_first(first: bytes | None, content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first is not None:
        yield first
    async for chunk in content:
        yield chunk


async def _events(request: GatewayRequest, uploader: Uploader) -> AsyncGenerator[_Event]:
    """What the parser finds, as the body comes. Raises Problem."""
    found: list[_Event] = []
    parser = _parser(request, found)
    today = request.services.clock.now().date()
    left = limits.message_limit(uploader.direction, today).total_bytes + _MOST_AROUND_BYTES
    try:
        async for chunk in arriving(request):
            left -= len(chunk)
            if left < 0:
                raise Problem("body_too_large")
            parser.write(chunk)
            for event in found:
                yield event
            found.clear()
    except FormParserError:
        # Its words quote what was sent.
        raise Problem("body_malformed") from None
    if parser.state is not MultipartState.END:
        # Cut off: what has come of a file is not the file.
        raise Problem("body_malformed")


def _parser(request: GatewayRequest, found: list[_Event]) -> MultipartParser:
    content_type, options = parse_options_header(request.headers.getone("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if content_type != CONTENT_TYPE.encode() or not _BOUNDARY.fullmatch(boundary):
        raise Problem("media_type_unsupported", {"Accept-Post": CONTENT_TYPE})
    headers: dict[bytes, bytes] = {}
    name, value = bytearray(), bytearray()

    def header_name(data: bytes, start: int, end: int) -> None:
        name.extend(data[start:end])

    def header_value(data: bytes, start: int, end: int) -> None:
        value.extend(data[start:end])

    def header_end() -> None:
        headers[bytes(name).lower()] = bytes(value)
        name.clear()
        value.clear()

    def headers_finished() -> None:
        found.append(_part(headers))
        headers.clear()

    def data(data: bytes, start: int, end: int) -> None:
        found.append(bytes(data[start:end]))

    def end() -> None:
        found.append(None)

    return MultipartParser(
        boundary,
        {
            "on_header_field": header_name,
            "on_header_value": header_value,
            "on_header_end": header_end,
            "on_headers_finished": headers_finished,
            "on_part_data": data,
            "on_part_end": end,
        },
    )


def _part(headers: dict[bytes, bytes]) -> _Part:
    _, options = parse_options_header(headers.get(b"content-disposition", b""))
    filename = options.get(b"filename")
    return _Part(
        name=options.get(b"name", b"").decode(errors="replace"),
        filename=None if filename is None else filename.decode(errors="replace"),
        content_type=headers.get(b"content-type", b"").decode("ascii", errors="replace"),
    )
