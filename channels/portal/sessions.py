"""One's own sessions: how long this one holds, where else one is signed in, and what was kept when one ran out."""

from __future__ import annotations

from typing import Final

import orjson
from sanic import Blueprint
from sanic.response import BaseHTTPResponse, HTTPResponse, raw

from casework.identity.models import SessionId
from channels.request import SAFE_METHODS, GatewayRequest, get
from channels.screening.forms import field
from channels.screening.responses import page, to

sessions = Blueprint("sessions")

# What a kept post's form sends besides, so that it is dropped when it has arrived.
KEPT_FIELD: Final = "kept"
# Fields of ours that are nobody's words.
_NOT_SHOWN: Final = frozenset({"client_id", "choice", "several", "typed", "language"})


@get(sessions, "/session")
async def state(request: GatewayRequest) -> HTTPResponse:
    """How long this session holds, for a page that counts along; asking doesn't make it hold longer."""
    return _state(request)


@sessions.post("/session/extend")
async def extend(request: GatewayRequest) -> HTTPResponse:
    """The person says that they are there: being let in has done it. Without script: a page in a tab of its own."""
    if "text/html" in request.headers.getone("accept", ""):
        return page(request, "extended.html", request.session.language)
    return _state(request)


@get(sessions, "/sessions")
async def listed(request: GatewayRequest) -> HTTPResponse:
    """Where one is signed in."""
    services, session = request.services, request.session
    return page(
        request,
        "sessions.html",
        session.language,
        sessions=await services.sessions.of_person(session.actor.person_id),
        own=session.id,
        zone=services.settings.time_zone,
        titles={name: provider.title(session.language) for name, provider in services.sign_in.providers.items()},
    )


@sessions.post("/sessions/<session_id>/end")
async def end(request: GatewayRequest, session_id: str) -> HTTPResponse:
    """Signs out elsewhere: of one session, or of all the others. One that isn't theirs is none."""
    services, session = request.services, request.session
    person_id = session.actor.person_id
    if session_id == "others":
        await services.sessions.end_all(person_id, but=session.digest)
    elif session_id != session.id:
        await services.sessions.end_one(person_id, SessionId(session_id))
    return to("/sessions")


@get(sessions, "/kept")
async def kept(request: GatewayRequest) -> HTTPResponse:
    """What was written when a session had run out: to be sent now, or not."""
    services, session = request.services, request.session
    posts = await services.kept_posts.of_person(session.actor.person_id)
    return page(
        request,
        "kept.html",
        session.language,
        posts=[
            (post, [value for name, values in post.fields.items() if name not in _NOT_SHOWN for value in values])
            for post in posts
        ],
        home="/desk" if session.actor.staff_roles else "/portal",
    )


@sessions.post("/kept/<kept_id>/drop")
async def drop(request: GatewayRequest, kept_id: str) -> HTTPResponse:
    """It isn't wanted any more."""
    await request.services.kept_posts.drop(request.session.actor.person_id, kept_id)
    return to("/kept")


async def sent_again(request: GatewayRequest, response: BaseHTTPResponse) -> None:
    """Response middleware: what was kept and has now arrived is kept no longer."""
    if request.ctx.session is None or request.method in SAFE_METHODS or response.status >= 400:
        return
    if kept_id := field(request, KEPT_FIELD):
        await request.services.kept_posts.drop(request.ctx.session.actor.person_id, kept_id)


def _state(request: GatewayRequest) -> HTTPResponse:
    signed_in = request.signed_in
    if signed_in is None:
        raise LookupError("the route's row in the authorization matrix doesn't ask for a session")
    told = {
        "idle_seconds": signed_in.idle_seconds,
        "overall_seconds": signed_in.overall_seconds,
        "csrf": signed_in.csrf,
        "person": signed_in.person_mark,
    }
    return raw(orjson.dumps(told), content_type="application/json")
