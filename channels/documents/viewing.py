"""Looking at a document without taking it along: its pages as pictures, drawn by a process of its own."""

from __future__ import annotations

import re
from typing import Final

from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from adapters.inspector.port import InspectionFailed, PictureUnavailable
from casework.conversations.models import ConversationId
from casework.documents.access import Seen
from casework.documents.models import DocumentState
from casework.documents.service import DocumentGone, NotClean
from channels.documents.uploads import id_of
from channels.portal import shared
from channels.problems import Problem
from channels.request import GatewayRequest, get

viewing = Blueprint("viewing")

# Of a letter's sheet: sharp enough to read small print on a telephone and on a desk.
WIDTHS_PX: Final = {"small": 240, "page": 1400}
# A page of pictures is read in one go; of longer documents the rest is a link away.
_PAGES_SHOWN: Final = 20
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")
_PNG: Final = "image/png"


@get(viewing, "/documents/<document_id>/view")
async def view(request: GatewayRequest, document_id: str) -> HTTPResponse:
    """What a document is, and its pages as pictures where it can be drawn; without script."""
    seen = await _clean(request, document_id)
    pages = seen.document.pages_count or 0
    first = _number(request.args.get("from", "1"))
    shown = range(first, min(pages, first + _PAGES_SHOWN - 1) + 1)
    return shared.page(
        request,
        "document_view.html",
        document=seen.document,
        pages=pages,
        shown=shown,
        earlier=max(1, first - _PAGES_SHOWN) if first > 1 else None,
        later=shown.stop if shown.stop <= pages else None,
        back=await _back(request, seen),
    )


@get(viewing, "/documents/<document_id>/pages/<page>")
async def picture(request: GatewayRequest, document_id: str, page: str) -> HTTPResponse:
    """One page as a picture. What is shown are pixels: nothing that a stranger sent reaches a browser as it was."""
    services, seen = request.services, await _clean(request, document_id)
    number, width = _number(page), WIDTHS_PX.get(request.args.get("size", "page"))
    if width is None or not 1 <= number <= (seen.document.pages_count or 0):
        raise Problem("document_not_found")
    if request.method == "HEAD":
        return raw(b"", content_type=_PNG)
    services.limits.picture(request.session.actor.person_id)
    try:
        content = await services.document_access.draw(request.session.actor, seen, number, width)
    except PictureUnavailable:
        raise Problem("document_not_found") from None
    except InspectionFailed:
        raise Problem("unavailable", {"Retry-After": "5"}) from None
    return raw(content, content_type=_PNG)


async def _clean(request: GatewayRequest, document_id: str) -> Seen:
    """The document, if it may be opened and is clean. Raises DocumentNotFound, DocumentGone, NotClean."""
    seen = await request.services.document_access.seen(request.session.actor, id_of(document_id))
    if seen.document.state is DocumentState.ERASED:
        raise DocumentGone
    if seen.document.state is not DocumentState.CLEAN:
        raise NotClean(seen.document.state)
    return seen


def _number(given: str) -> int:
    if _NUMBER.fullmatch(given) is None:
        raise Problem("document_not_found")
    return int(given)


async def _back(request: GatewayRequest, seen: Seen) -> str:
    """Where the document stands, for whoever looks at it."""
    place, staff = seen.document.place, bool(request.session.actor.staff_roles)
    if place.kind == "conversation":
        if not staff:
            return f"/portal/conversations/{place.id}"
        if seen.in_chat:
            return f"/desk/chats/{place.id}"
        matter_id = await request.services.document_access.case_of(ConversationId(place.id))
        return f"/desk/matters/{matter_id}/messages"
    return f"/desk/matters/{place.id}/messages" if staff else f"/portal/matters/{place.id}/messages"
