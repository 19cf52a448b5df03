"""How documents stand, for scripts; and photographs of a letter that become one document."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints
from sanic import Blueprint
from sanic.response import HTTPResponse, json

from adapters.case_system.port import MatterId
from adapters.inspector.port import InspectionFailed
from casework.conversations.models import ConversationId
from casework.documents.letters import MOST_PAGES, TURNS_DEGREES, Page, PageUnusable
from casework.documents.models import Document, DocumentId, Place, PlaceKind
from channels.bodies import Body, Once, read_json
from channels.documents.uploads import LONGEST_NAME, id_of
from channels.portal import shared
from channels.problems import Problem
from channels.request import UUID, GatewayRequest, get

letters = Blueprint("letters", url_prefix="/api/v1/documents")

_PLACE: Final = re.compile(rf"(matter|conversation):({UUID.pattern})")


class LetterPage(Body):
    """A photograph that was uploaded, and how it is turned clockwise."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    turned: int = 0


class NewLetter(Once):
    """Pages in their order; what they become belongs to where they do."""

    place: Annotated[str, StringConstraints(max_length=64)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
    pages: Annotated[list[LetterPage], Field(min_length=1, max_length=MOST_PAGES)]


@letters.post("/assembled")
async def assemble(request: GatewayRequest) -> HTTPResponse:
    """Makes one PDF out of photographs; sent again for the same pages it is the same one."""
    wanted = read_json(request, NewLetter)
    services, actor = request.services, request.session.actor
    services.limits.document(actor.person_id)
    place = _place_of(wanted.place)
    sender = await services.document_access.may_send(actor, place)
    if sender is None:
        raise Problem("matter_not_found" if place.kind is PlaceKind.MATTER else "conversation_not_found")
    if len({page.id for page in wanted.pages}) < len(wanted.pages) or any(
        page.turned not in TURNS_DEGREES for page in wanted.pages
    ):
        raise Problem("field_invalid", errors=[{"pointer": "#/pages", "code": "field_invalid"}])
    pages = [Page(DocumentId(page.id), page.turned) for page in wanted.pages]
    try:
        letter = await services.letters.assemble(sender, place, wanted.name, pages)
    except PageUnusable as error:
        pointer = f"#/pages/{error.number - 1}"
        raise Problem("page_unusable", errors=[{"pointer": pointer, "code": "page_unusable"}]) from None
    except InspectionFailed:
        raise Problem("unavailable", {"Retry-After": "10"}) from None
    return json(_as_json(request, letter), 201)


@get(letters, "/<document_id>")
async def stands(request: GatewayRequest, document_id: str) -> HTTPResponse:
    """How a document stands, with a sentence where it isn't taken; for whoever may open it once it is clean."""
    seen = await request.services.document_access.seen(request.session.actor, id_of(document_id))
    return json(_as_json(request, seen.document))


def _as_json(request: GatewayRequest, document: Document) -> dict[str, Any]:
    language = shared.language_of(request)
    verdict = document.verdict
    return {
        "id": document.id,
        "state": document.state.value,
        "verdict": verdict,
        "message": None
        if verdict is None or document.released
        else request.services.texts.say(f"document-verdict-{verdict}", language),
        "name": document.name,
        "length_bytes": document.length_bytes,
        "content_type": document.content_type,
        "pages_count": document.pages_count,
        "attached": document.attached_to is not None,
    }


def _place_of(named: str) -> Place:
    found = _PLACE.fullmatch(named)
    if found is None:
        raise Problem("field_invalid", errors=[{"pointer": "#/place", "code": "field_invalid"}])
    if found[1] == PlaceKind.MATTER:
        return Place(PlaceKind.MATTER, MatterId(found[2]))
    return Place(PlaceKind.CONVERSATION, ConversationId(found[2]))
