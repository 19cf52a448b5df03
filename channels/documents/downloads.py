"""Documents on their way out: after the authority's word, as attachments, never by a link that opens them by itself."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final
from urllib.parse import quote

from sanic import Blueprint
from sanic.response import HTTPResponse, empty

from adapters.database.port import DatabaseUnavailable
from casework.documents.models import Document, DocumentState
from casework.documents.reading import DocumentBroken
from casework.documents.service import DocumentGone, NotClean, Opened
from channels import logs
from channels.documents.uploads import id_of
from channels.problems import Problem
from channels.request import GatewayRequest, get

downloads = Blueprint("documents")
_log = logs.get("documents")

# On a bad line each piece must leave within the time that an answer may stand still (RESPONSE_TIMEOUT).
_PIECE_BYTES: Final = 32_768
# What no browser runs even if it ignored that it is an attachment; the rest is told as bytes.
_INERT: Final = re.compile(
    r"application/(?:pdf|zip|rtf|msword|vnd\.[a-z0-9.-]+)|image/(?!svg)[a-z0-9.+-]+|text/plain|text/csv"
)
_BYTES: Final = "application/octet-stream"
_RANGE: Final = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")
# RFC 8187, section 3.2.1: attr-char, less what `quote` leaves by itself.
_ATTR_CHARS: Final = "!#$&+^`|"


@get(downloads, "/documents/<document_id>")
async def download(request: GatewayRequest, document_id: str) -> HTTPResponse | None:
    """A clean document, whole or in part (RFC 9110, section 14), for whoever may see the place where it stands."""
    access, actor = request.services.document_access, request.session.actor
    # Nothing of what a stranger sent is a page of ours, whatever a browser takes it for.
    request.ctx.sandboxed = True
    seen = await access.seen(actor, id_of(document_id))
    document = seen.document
    if document.state is DocumentState.ERASED:
        raise DocumentGone
    if document.state is not DocumentState.CLEAN:
        raise NotClean(document.state)
    wanted = _wanted(request, document)
    first, last = wanted or (0, document.length_bytes - 1)
    headers = _headers(document) | {"Content-Length": str(last - first + 1)}
    if wanted is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{document.length_bytes}"
    status = 200 if wanted is None else 206
    if request.method == "HEAD":
        response = empty(status, headers)
        response.content_type = content_type(document)
        return response
    opened = await access.open(actor, seen, first, last)
    answer = await request.respond(status=status, headers=headers, content_type=content_type(document))
    try:
        async with aclosing(_pieces(opened)) as pieces:
            async for piece in pieces:
                await answer.send(piece)
    except (DocumentBroken, DatabaseUnavailable):
        # The second where the first could not be audited.
        _break_off(request)
        return None
    await answer.eof()
    return None


def content_type(document: Document) -> str:
    """What a browser is told that it gets."""
    found = document.content_type or ""
    return found if _INERT.fullmatch(found) else _BYTES


def disposition(name: str) -> str:
    """`Content-Disposition` of an attachment of this name (RFC 6266, with RFC 8187 for what isn't ASCII)."""
    plain = "".join(char if char.isascii() and char.isprintable() and char not in '"\\%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS)}"


def _break_off(request: GatewayRequest) -> None:
    """What was promised can't be given: the connection ends, so that nobody takes the beginning for the whole."""
    _log.error("document_broken", request_id=request.ctx.id)
    request.services.metrics.faults.labels("documents").inc()
    # Sanic's protocol of transports names less than each of them has.
    request.transport.abort()  # type: ignore[attr-defined]


async def _pieces(opened: Opened) -> AsyncGenerator[bytes]:
    async for chunk in opened.chunks:
        for at in range(0, len(chunk), _PIECE_BYTES):
            yield chunk[at : at + _PIECE_BYTES]


def _headers(document: Document) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(document.name),
        "Accept-Ranges": "bytes",
        # A document never changes: whoever has a part of it goes on where they were.
        "ETag": f'"{document.id}"',
    }


def _wanted(request: GatewayRequest, document: Document) -> tuple[int, int] | None:
    """The first and last byte asked for; None: all of it, also where several ranges are asked for (RFC 9110, 14.2).

    Raises Problem (416) for bytes that aren't there.
    """
    given = request.headers.getall("range", [])
    if_range = request.headers.getone("if-range", None)
    if len(given) != 1 or (if_range is not None and if_range != f'"{document.id}"'):
        return None
    found = _RANGE.fullmatch(given[0].strip())
    if found is None:
        return None
    length = document.length_bytes
    if found[3] is not None:
        first, last = max(0, length - int(found[3])), length - 1
        none = int(found[3]) == 0
    else:
        first, last = int(found[1]), min(int(found[2] or length - 1), length - 1)
        if found[2] and int(found[2]) < first:
            return None  # no range at all: as if it had not been sent
        none = False
    if none or first >= length:
        raise Problem("range_not_satisfiable", {"Content-Range": f"bytes */{length}"})
    return first, last
