"""The pages of the public door: they work as they are, by forms and links; script makes the same pages live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

import orjson
from babel.dates import format_date
from pydantic import ValidationError
from sanic import Blueprint
from sanic.response import HTTPResponse, raw

from casework.clock import TIME_ZONES
from casework.conversations import documents
from casework.conversations.models import Owner
from casework.conversations.service import MessageRefused, Reading
from casework.texts import Texts
from channels import problems
from channels.bodies import NewMessage
from channels.doors import about_of, door_of, path_of, session_holds
from channels.problems import Problem
from channels.request import Gateway, GatewayRequest, get
from channels.screening import assets, exchange, presence, views
from channels.screening.forms import BEYOND, client_id_of, field, fields, form_of, language_of_chat, visitor_of
from channels.screening.responses import asked_language, page, path, to
from channels.screening.views import Failed, Form, Screen
from channels.settings import Environment

pages = Blueprint("pages")

# After every event there is: a reading from here tells only how the chat stands.
# A page without script waits a little for the assistant before it is shown, since most answers take less: 4 s in all.
_ANSWER_EXPECTED_SECONDS: Final = (0.0, *(0.1,) * 20, *(0.25,) * 8)
# Then it looks again by itself, ever later, and in the end only when asked to: reading must not be interrupted for ever.
_CHECKS_AGAIN_SECONDS: Final = (4, 6, 10, 20, 30)


@pages.before_server_start
async def say_problems_as_pages(app: Gateway) -> None:
    """People who open an address in the browser read a page, also when something is wrong."""
    app.ctx.error_page = problem_page


@get(pages, "/")
async def landing(request: GatewayRequest) -> HTTPResponse:
    """A site of a made-up agency that offers the chat as any other site would. In production: the chat."""
    if request.services.settings.environment is Environment.PRODUCTION:
        return to("/chat")
    return page(request, "landing.html", asked_language(request))


@get(pages, "/chat")
async def start(request: GatewayRequest) -> HTTPResponse:
    """Goes on with this browser's newest chat; where it has none, or asks for a new one, the language is chosen."""
    services = request.services
    known = request.visitor_cookie
    newest = None if known is None else await services.conversations.newest_of_visitor(known)
    if newest is not None and "new" not in request.args:
        return to(path(newest))
    visitor = known or services.visitors.new()
    language = asked_language(request)
    response = page(
        request,
        "start.html",
        language,
        form=Form("/chat", services.visitors.csrf_token(visitor)),
        open_chat=None if newest is None else path(newest),
        each=_in_each_language(services.texts),
    )
    services.visitors.remember(response, visitor, request.secure)
    return response


@pages.post("/chat")
async def begin(request: GatewayRequest) -> HTTPResponse:
    """Begins a chat of this browser's and shows it."""
    services = request.services
    language = field(request, "language")
    if language not in services.texts.languages:
        raise Problem("language_unknown")
    request.ctx.language = language
    # Script fills this in: days are counted where the person is.
    zone = field(request, "time_zone")
    if zone not in TIME_ZONES:
        zone = services.settings.time_zone
    services.limits.conversation(request.address)
    # A double click sends the same form twice: both lead to the same chat.
    begun = await services.conversations.create_once(
        "screening", language, zone, visitor_of(request), client_id_of(request)
    )
    response = to(path(begun))
    presence.keep(request, response, begun)
    return response


@get(pages, "/chat/<conversation_id>")
async def chat(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The whole chat."""
    return await _chat(request)


@pages.post("/chat/<conversation_id>/messages")
async def send(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Takes a form, then shows the chat with the answer. What can't be taken stays in the box, with the reason."""
    services = request.services
    try:
        services.limits.message(request.opened)
        request.ctx.language = await language_of_chat(request)
        posted = await exchange.record(request, _said(request))
    except (Problem, MessageRefused) as error:
        return await _chat(request, failed=problems.of_exception(error))
    check = "" if await _answered(request) else "?check=0"
    return to(f"{path_of(request)}{check}#e{posted.seq}")


@get(pages, "/chat/<conversation_id>/stream")
async def follow(request: GatewayRequest, conversation_id: str) -> HTTPResponse | None:
    """What comes after the page, rendered as the page is: items of the transcript, and what stands beneath it."""
    after = exchange.seq(request.headers.getone("last-event-id", "0"))
    if request.method == "HEAD":
        return raw(b"", content_type=exchange.STREAM)
    gzipped = bool(assets.accepted_encoding(request, ("gzip",)))
    await exchange.stream(request, await _live(request, after), gzipped)
    return None


@get(pages, "/chat/<conversation_id>/answers")
async def answers(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """Every answer so far, each with a way to change it."""
    services = request.services
    language = await language_of_chat(request)
    facts = await services.conversations.facts_as_told(request.opened)
    owner = (await services.conversations.read(request.opened, after=BEYOND)).owner
    return page(
        request,
        "answers.html",
        language,
        answers=views.answers(facts, services.texts, language),
        may_start_over=owner in (Owner.ASSISTANT, Owner.QUEUED),
        form=form_of(request),
        about=await about_of(request),
    )


@get(pages, "/chat/<conversation_id>/chat.txt")
async def download(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The chat as plain text, to keep, in the words of each day."""
    services = request.services
    events, reading = await _read(request, words_of_that_day=True)
    text = views.transcript(events, services.texts, reading.language, services.settings.time_zone, services.clock.now())
    name = services.texts.say("page-transcript-file", reading.language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": reading.language}
    return assets.text_answer(request, text, "text/plain", headers=headers)


@get(pages, "/chat/<conversation_id>/print")
async def print_out(request: GatewayRequest, conversation_id: str) -> HTTPResponse:
    """The chat to print, in the words of each day; script takes the print-out of a page from here."""
    services = request.services
    events, reading = await _read(request, words_of_that_day=True)
    zone = services.settings.time_zone
    return page(
        request,
        "print.html",
        reading.language,
        path=path_of(request),
        made_on=views.day(services.clock.now(), reading.language, zone),
        items=views.as_printed(events, services.texts, zone),
        about=await about_of(request),
    )


@get(pages, "/embed", ctx_embeddable=True)
async def embed(request: GatewayRequest) -> HTTPResponse:
    """What the widget's frame begins with. It learns the site around it only if that is on the allow-list."""
    services = request.services
    site = request.args.get("site")
    response = page(
        request,
        "embed.html",
        asked_language(request),
        site=site if site in (*services.settings.embedding_sites, *services.origins) else None,
        each=_in_each_language(services.texts),
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@get(pages, "/embed.js")
async def loader(request: GatewayRequest) -> HTTPResponse:
    """What other sites embed, with its words. Any site may load it; which ones may show the frame, the frame says."""
    texts = request.services.texts
    words = {
        language: {
            "title": texts.say("page-name", language),
            **{word: texts.say(f"page-widget-{word}", language) for word in ("open", "close", "unread")},
        }
        for language in texts.languages
    }
    script = assets.built().text("loader.js").replace("TEXTS", orjson.dumps(words).decode())
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return assets.revalidated(request, script, "text/javascript", headers)


@get(pages, "/assets/<built>")
async def asset(request: GatewayRequest, built: str) -> HTTPResponse:
    """A file of the browser's, as `web/` built it."""
    return assets.built().answer(request, built)


@get(pages, "/icon.svg")
async def icon(request: GatewayRequest) -> HTTPResponse:
    """A neutral icon: whoever looks over a shoulder learns nothing from it."""
    return raw(_ICON, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


_ICON: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#005ea2" d="M4 5h24a2 2 0 0 1 2 2v14a2 2 0 0'
    b' 1-2 2H15l-7 6v-6H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/><path stroke="#fff" stroke-width="2.4" stroke-linecap="round"'
    b' d="M8 11.5h16M8 16.5h10"/></svg>'
)


async def problem_page(request: GatewayRequest, problem: Problem) -> HTTPResponse:
    """A problem as a page; what was typed is shown, so that it can be copied.

    Whoever was let into a chat is led back to it, unless it is what failed.
    """
    language = request.error_language
    back = None if request.ctx.conversation_id is None else path_of(request)
    return page(
        request,
        "problem.html",
        language,
        status=problem.status,
        headers=problem.headers,
        sentence=request.services.texts.say(problem.sentence, language, problem.values),
        typed=field(request, "text") if request.method == "POST" else "",
        back=None if back == request.path else back,
    )


async def documents_not_sent(request: GatewayRequest, problem: Problem, said: Failed) -> HTTPResponse:
    """The chat as it stands, with why documents could not be sent, and the words that came with them."""
    return await _chat(request, problem, said)


async def _chat(
    request: GatewayRequest, failed: Problem | None = None, with_documents: Failed | None = None
) -> HTTPResponse:
    """The chat as it stands. After a failed post the text stays in its box: that for messages, or that for documents."""
    services = request.services
    events, reading = await _read(request)
    if await services.in_chats.catch_up(request.opened, documents.latest(events)):
        events, reading = await _read(request)
    screen = Screen(now=services.clock.now())
    screen.take(events, reading)
    await services.live.seen(request.opened, reading.owner)
    place = await services.live.place(request.opened, reading.owner, reading.language)
    form = form_of(request)
    if failed is not None and with_documents is None and failed.code != "client_id_reused":
        # Sent again it is the same message, should the first try have been recorded after all.
        form = replace(form, client_id=field(request, "client_id") or form.client_id)
    check = _check(request)
    again = _CHECKS_AGAIN_SECONDS[check] if check is not None and check < len(_CHECKS_AGAIN_SECONDS) else None
    response = page(
        request,
        "chat.html",
        reading.language,
        status=200 if failed is None else failed.status,
        headers={} if failed is None else failed.headers,
        events=events,
        screen=screen,
        place=place,
        zone=services.settings.time_zone,
        form=form,
        send_to=f"/api/v1/conversations/{request.opened}/messages",
        empty=services.texts.say("error-message_empty", reading.language),
        failed=None if failed is None or with_documents else _failed(request, failed, reading.language),
        documents_failed=with_documents,
        check=check or 0,
        checks_again_seconds=again if reading.waiting else None,
        about=await about_of(request),
    )
    if request.visitor_cookie is not None:
        services.visitors.remember(response, request.visitor_cookie, request.secure)
    return response


async def _live(request: GatewayRequest, after: int) -> AsyncGenerator[bytes]:
    services, conversation_id = request.services, request.opened
    events, reading = await _read(request)
    screen = Screen()
    screen.take((event for event in events if event["seq"] <= after), reading)
    zone = services.settings.time_zone

    async def render(reading: Reading) -> bytes:
        had_lines = screen.lines
        screen.now = services.clock.now()
        screen.take(reading.events, reading)
        if screen.language != request.args.get("language"):
            # Every word of the page is in another language now.
            return b"event: anew\ndata: 1\n\n"
        shown: list[views.Event] = []
        for event in reading.events:
            if event["kind"] == "redacted":
                # A number was cut out of an item that the page has: it is sent again as it is now.
                shown += (await services.conversations.read(conversation_id, event["target_seq"] - 1, limit=1)).events
            elif "of_seq" in event:
                # A document that the page has stands otherwise now.
                (sent,) = (await services.conversations.read(conversation_id, event["of_seq"] - 1, limit=1)).events
                shown.append(documents.moved(event, sent))
            else:
                shown.append(event)
        html = views.added(
            shown,
            screen,
            had_lines,
            services.texts,
            zone,
            path_of(request),
            door=door_of(request),
            demonstration=services.settings.environment is Environment.DEMONSTRATION,
            callbacks=bool(services.settings.callbacks),
        )
        # What is typed may hold line breaks of every kind; only this one ends a line of the stream (HTML, 9.2.6).
        lines = b"".join(b"data: %b\n" % line.encode() for line in html.replace("\r", "").strip().split("\n"))
        return b"id: %d\n%b\n" % (screen.last_seq, lines)

    return services.streams.follow(conversation_id, request.ctx.holder, after, None, render, session_holds(request))


async def _read(request: GatewayRequest, words_of_that_day: bool = False) -> tuple[list[views.Event], Reading]:
    """The whole chat, and how it stands."""
    conversations = request.services.conversations
    events: list[views.Event] = []
    after = 0
    while True:
        reading = await conversations.read(request.opened, after, words_of_that_day=words_of_that_day)
        events += reading.events
        if reading.last_seq == after:
            request.ctx.language = reading.language
            return events, reading
        after = reading.last_seq


def _said(request: GatewayRequest) -> NewMessage:
    """The form as the message that it is: typed, a date, or one or more choices. Raises Problem."""
    sent = fields(request)
    content: dict[str, Any] = {"client_id": field(request, "client_id")}
    choices = sent.get("choice", [])
    if choices:
        content["choice"] = choices if "several" in sent else choices[0]
    elif "date" in sent:
        content["text"] = _date_in_words(sent["date"][0], request.ctx.language or "en")
    elif "text" in sent:
        # Browsers send a line break as two characters (URL Standard, form encoding).
        content["text"] = sent["text"][0].replace("\r\n", "\n")
    else:
        raise Problem("message_empty")
    try:
        return NewMessage.model_validate(content)
    except ValidationError:
        raise Problem("choice_unknown" if choices else "field_invalid") from None


def _date_in_words(iso: str, language: str) -> str:
    """A date field's value as the person would write it. Raises Problem."""
    try:
        return str(format_date(date.fromisoformat(iso), format="long", locale=views.LOCALES[language]))
    except ValueError:
        raise Problem("message_empty") from None


def _failed(request: GatewayRequest, problem: Problem, language: str) -> Failed:
    """Why a post failed, and what it held."""
    sentence = request.services.texts.say(f"error-{problem.code}", language, problem.values)
    return Failed(sentence, field(request, "text"))


async def _answered(request: GatewayRequest) -> bool:
    """Waits a little for the assistant's answer; whether it came."""
    conversations = request.services.conversations
    for pause_seconds in _ANSWER_EXPECTED_SECONDS:
        await asyncio.sleep(pause_seconds)
        if not (await conversations.read(request.opened, after=BEYOND)).waiting:
            return True
    return False


def _in_each_language(texts: Texts) -> dict[str, Callable[[str], str]]:
    """For the choice of a language: each says its own words."""
    return {language: partial(texts.say, language=language) for language in texts.languages}


def _check(request: GatewayRequest) -> int | None:
    """How often a page without script has looked for an answer by itself."""
    asked = request.args.get("check", "")
    return int(asked) if len(asked) == 1 and asked.isdecimal() and asked.isascii() else None
