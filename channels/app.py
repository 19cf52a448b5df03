"""Puts the gateway together: the only place where implementations are chosen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlsplit

from sanic import Sanic
from sanic.config import Config
from sanic.constants import HTTP_METHODS
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, RequestTimeout
from sanic.http import Http
from sanic.response import BaseHTTPResponse, HTTPResponse

from adapters.assistant.port import Assistant
from adapters.assistant.rasa import RasaAssistant
from adapters.audit_anchor.file import FileAnchor
from adapters.audit_anchor.port import AnchorUnavailable, AuditAnchor
from adapters.bus.in_process import InProcessBus
from adapters.bus.port import Bus
from adapters.case_system.embedded import EmbeddedCases
from adapters.case_system.port import CaseStore, CaseSystem
from adapters.database.port import Database, DatabaseUnavailable
from adapters.database.postgresql import PostgresqlDatabase
from adapters.database.sqlite import SqliteDatabase
from adapters.identity_provider import configuration
from adapters.identity_provider.oidc import OidcProvider
from adapters.identity_provider.port import IdentityProvider, ProvidersInvalid
from adapters.inspector.port import Inspector
from adapters.inspector.process import ProcessInspector
from adapters.keys.key_file import KeyFile
from adapters.keys.port import Keys
from adapters.mailer.folder import FolderMailer
from adapters.mailer.port import Mailer
from adapters.mailer.smtp import SmtpMailer, server_of
from adapters.object_store.obstore_store import open_store
from adapters.object_store.port import ObjectStore
from adapters.scanner.clamd import Clamd
from adapters.scanner.port import Scanner
from casework import safety
from casework.access_codes.service import AccessCodes
from casework.audit.service import Audit, AuditTrail
from casework.authority.absences import Absences
from casework.authority.consents import Consents
from casework.authority.service import Authority
from casework.callbacks.service import CallBacks
from casework.canned.service import Canned
from casework.cases.retention import ClosedCases, SentChanges
from casework.cases.service import Cases
from casework.clock import Clock, SystemClock
from casework.conversations.continuing import Continuing
from casework.conversations.documents import DocumentsInChats
from casework.conversations.entering import Entering
from casework.conversations.portal import Portal, PortalKeeper
from casework.conversations.portal_turns import PortalTurns
from casework.conversations.reading_out import ReadingOut
from casework.conversations.record import Record
from casework.conversations.returning import Returning
from casework.conversations.service import Conversations
from casework.conversations.turns import Turns
from casework.documents.access import DocumentAccess
from casework.documents.checking import Checks
from casework.documents.kinds import Kinds
from casework.documents.letters import Letters
from casework.documents.outcomes import Outcomes
from casework.documents.service import Documents
from casework.handoff.board import Board
from casework.handoff.card import Cards
from casework.handoff.desk import Desk
from casework.handoff.matters import DeskMatters
from casework.handoff.service import Handoffs
from casework.handoff.writer import Writers
from casework.holds.service import Holds
from casework.hours.service import Hours
from casework.identity.kept_posts import KeptPosts
from casework.identity.service import People, Sessions
from casework.identity.sign_in import SignIn
from casework.messages.inbox import Inbox
from casework.messages.requests import Requests
from casework.messages.service import Messages
from casework.notices.letters import Sender
from casework.notices.models import StillWaitsBy
from casework.notices.rejections import Rejections
from casework.notices.safety import SaidUnsafe
from casework.notices.sending import Sending
from casework.notices.service import Notices
from casework.sealing import Sealer
from casework.staff_codes.service import StaffCodes
from casework.texts import Texts
from channels import authorization, logs, problems, security
from channels.background import repeat
from channels.desk.api import desk_api
from channels.desk.board import board
from channels.desk.callbacks import desk_callbacks
from channels.desk.cases import desk_cases
from channels.desk.codes import desk
from channels.desk.messages import desk_messages
from channels.desk.streams import DeskStreams
from channels.desk.tools import tools
from channels.desk.typing import Typing
from channels.desk.workspace import workspace
from channels.document_checks import CheckRunner
from channels.documents.downloads import downloads
from channels.documents.letters import letters
from channels.documents.uploads import uploads
from channels.documents.viewing import viewing
from channels.health import health
from channels.limits import Limits
from channels.live import Live
from channels.messages.api import messages_api
from channels.metrics import Metrics
from channels.portal.chats import chats
from channels.portal.codes import codes
from channels.portal.home import home
from channels.portal.matters import matters
from channels.portal.messages import messages
from channels.portal.preferences import preferences
from channels.portal.sessions import sent_again
from channels.portal.sessions import sessions as own_sessions
from channels.portal.sign_in import sign_in
from channels.problems import Problem
from channels.request import UNREAD, Gateway, GatewayRequest
from channels.retention import Retention
from channels.runner import TurnRunner
from channels.screening import presence
from channels.screening.api import api
from channels.screening.callbacks import callbacks
from channels.screening.leaving import leaving
from channels.screening.pages import pages
from channels.screening.returning import returning
from channels.screening.summary import summary
from channels.services import Services
from channels.sessions import SessionCookies
from channels.settings import Environment, Settings
from channels.streams import PING_SECONDS, WATCH_SECONDS, Streams
from channels.takeaway.pages import takeaway
from channels.visitors import Visitors

_log = logs.get("http")
_DESK = ("/desk/", "/api/v1/desk/")
_SWEEP_SECONDS = 2.0
_DAYS_SECONDS = 60.0
_ERASE_SECONDS = 3600.0
_ANCHOR_SECONDS = 30.0
_NOTICE_SECONDS = 5.0
# The longest message in JSON, each of its 4,000 characters written as a pair of escapes, is 48 kB; a form as much.
_MOST_BODY_BYTES = 65_536
# What a client may still push after its body was refused, so that it can read the answer (lingering close).
_MOST_LINGERING_BYTES = 4 * 1024 * 1024
_LINGERING_SECONDS = 3.0


def create_app(
    settings: Settings,
    *,
    name: str = "tas-connect",
    database: Database | None = None,
    keys: Keys | None = None,
    bus: Bus | None = None,
    assistant: Assistant | None = None,
    providers: Sequence[IdentityProvider] | None = None,
    case_system: CaseSystem | None = None,
    audit_anchor: AuditAnchor | None = None,
    mailer: Mailer | None = None,
    texts: Texts | None = None,
    clock: Clock | None = None,
    ping_seconds: float = PING_SECONDS,
    object_store: ObjectStore | None = None,
    inspector: Inspector | None = None,
    scanner: Scanner | None = None,
) -> Gateway:
    """The gateway by these settings; what is given takes the place of what they would choose.

    Raises:
        KeysUnavailable: the key file can't be used.
        ObjectStoreUnavailable: documents have no place.
        LookupError: an error code has no sentence.
        ProvidersInvalid: the file of providers can't be used.
        RouteWithoutRow: a route is missing in the authorization matrix.
        TextsInvalid: the texts can't be used.
        ValueError: the database's URL or the mail server's is of no kind that we know, or there is no secret for Rasa.
    """
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = database or open_database(settings.database_url)
    keys = keys or KeyFile(settings.key_file)
    bus = bus or InProcessBus()
    assistant = assistant or _rasa(settings)
    texts = texts or Texts.load()
    clock = clock or SystemClock(settings.clock_starts_at)
    case_system = case_system or embedded_cases(database, keys)
    audit = Audit(keys, clock)
    authority = Authority(database, case_system, keys, clock, settings.time_zone)
    problems.check_texts(texts)
    metrics = Metrics()
    people = People(database, keys, clock)
    sessions = Sessions(database, keys, clock, audit, people)
    by_name = {provider.name: provider for provider in (_providers(settings) if providers is None else providers)}
    documents = Documents(database, object_store or open_store(settings.documents_url), keys, clock, bus, audit)
    asked = Requests(database, documents, clock, settings.time_zone)
    cases = Cases(case_system, authority, audit, database, keys, clock, asked)
    keeper = PortalKeeper(database, people, authority)
    record = Record(Sealer(keys, "conversation"), texts)
    hours = Hours(always_open=settings.desk_always_open)
    handoffs = Handoffs(record, audit, database, clock, bus, settings.time_zone, hours)
    conversations = Conversations(
        database,
        keys,
        texts,
        clock,
        bus,
        keeper,
        handoffs,
        record,
        documents=documents,
        says_unreviewed=settings.environment is Environment.DEMONSTRATION,
    )
    in_chats = DocumentsInChats(record, database, clock, bus, documents)
    portal = Portal(conversations, keeper, audit, database, keys, clock)
    access_codes = AccessCodes(database, keys, clock)
    staff_codes = StaffCodes(access_codes, authority, audit, database, clock)
    continuing = Continuing(conversations, portal, access_codes, authority, audit, database, clock, bus)
    turns = Turns(
        conversations, database, keys, texts, clock, bus, assistant, PortalTurns(keeper, cases, audit, documents)
    )
    runner = TurnRunner(turns, bus, metrics, settings.turns_at_once)
    call_backs = CallBacks(conversations, database, clock, bus, audit)
    typing = Typing(bus)
    canned = Canned(texts, () if settings.callbacks else ("call-back",))
    desk_work = Desk(
        conversations,
        handoffs,
        audit,
        database,
        clock,
        settings.time_zone,
        DeskMatters(keeper, authority),
        canned,
        documents,
        in_chats,
    )
    live = Live(handoffs, typing, texts, metrics)
    conversations.erased_with.append(documents)
    notices = Notices(people, SaidUnsafe(record), database, clock)
    written = written_messages(
        settings, database, keys, clock, case_system, authority, people, audit, documents, notices
    )
    inspector = inspector or ProcessInspector(Kinds(authority.today))
    document_access = DocumentAccess(
        documents,
        in_chats,
        authority,
        conversations,
        desk_work,
        audit,
        database,
        inspector,
        written.messages.sees_document,
    )
    outcomes = Outcomes(documents, in_chats, bus)
    checks = _checks(settings, database, documents, inspector, scanner, audit, clock, outcomes, Rejections(notices))
    audit_trail = AuditTrail(database, keys, audit_anchor or FileAnchor(settings.audit_anchor), clock)
    services = Services(
        settings=settings,
        database=database,
        keys=keys,
        bus=bus,
        assistant=assistant,
        texts=texts,
        clock=clock,
        audit=audit,
        audit_trail=audit_trail,
        case_system=case_system,
        authority=authority,
        cases=cases,
        conversations=conversations,
        portal=portal,
        handoffs=handoffs,
        desk=desk_work,
        board=Board(desk_work, handoffs, database, clock, hours, settings.time_zone),
        desk_streams=DeskStreams(desk_work, handoffs, typing, bus, metrics, ping_seconds),
        cards=Cards(
            conversations,
            database,
            texts,
            clock,
            Writers(keeper, people, authority, case_system),
            call_backs,
        ),
        typing=typing,
        hours=hours,
        canned=canned,
        access_codes=access_codes,
        returning=Returning(conversations, access_codes, database, clock, bus),
        reading_out=ReadingOut(conversations, access_codes, audit, database, clock, bus),
        callbacks=call_backs,
        turns=turns,
        runner=runner,
        streams=Streams(conversations, bus, runner, metrics, live, ping_seconds),
        live=live,
        limits=Limits(settings),
        visitors=Visitors(keys),
        metrics=metrics,
        origins=frozenset(settings.origins(settings.port)),
        people=people,
        sessions=sessions,
        session_cookies=SessionCookies(keys),
        sign_in=SignIn(by_name, people, sessions, database, keys, clock, audit),
        kept_posts=KeptPosts(database, people, clock),
        continuing=continuing,
        staff_codes=staff_codes,
        entering=Entering(
            conversations, portal, continuing, staff_codes, access_codes, authority, audit, database, keys, clock, bus
        ),
        messages=written.messages,
        inbox=written.inbox,
        consents=written.consents,
        absences=written.absences,
        documents=documents,
        notices=notices,
        notice_sending=Sending(
            notices,
            people,
            StillWaitsBy({"message": written.messages}),
            mailer or _mailer(settings),
            _mail_sender(settings),
            texts,
            database,
            clock,
            settings.time_zone,
        ),
        in_chats=in_chats,
        document_access=document_access,
        letters=Letters(documents, inspector, database),
        inspector=inspector,
        checks=checks,
        check_runner=CheckRunner(checks, bus, metrics, settings.document_checks_at_once),
        retention=Retention(
            database=database,
            conversations=conversations,
            callbacks=call_backs,
            access_codes=access_codes,
            people=people,
            sent_changes=SentChanges(database, clock),
            authority=authority,
            audit_trail=audit_trail,
            closed_cases=_closed_cases(case_system, Holds(database, audit, clock), clock, settings.time_zone),
            staff_codes=staff_codes,
            messages=written.messages,
            documents=documents,
            notices=notices,
        ),
    )
    app: Gateway = Sanic(
        name,
        ctx=services,
        config=_config(settings),
        request_class=GatewayRequest,  # type: ignore[arg-type] # Sanic knows no other ctx here
        configure_logging=False,
    )
    _open_doors(app, settings)
    _guard(app)
    _live(app, services)
    authorization.check(app)
    return app


def _closed_cases(case_system: CaseSystem, holds: Holds, clock: Clock, time_zone: str) -> ClosedCases | None:
    """What erases closed cases; none where the agency's case system keeps its own schedule."""
    return ClosedCases(case_system, holds, clock, time_zone) if isinstance(case_system, EmbeddedCases) else None


def _open_doors(app: Gateway, settings: Settings) -> None:
    """Gives the gateway its routes."""
    app.blueprint([health, api, pages, leaving, returning, summary, sign_in, own_sessions])
    app.blueprint([home, matters, chats, codes, preferences, desk, desk_api, workspace, board, tools])
    app.blueprint([messages, desk_messages, desk_cases, messages_api])
    app.blueprint([uploads, downloads, viewing, letters, takeaway])
    if settings.callbacks:
        # Where nobody calls, nothing asks for a number: its routes are not there.
        app.blueprint([callbacks, desk_callbacks])


def _checks(
    settings: Settings,
    database: Database,
    documents: Documents,
    inspector: Inspector,
    scanner: Scanner | None,
    audit: Audit,
    clock: Clock,
    outcomes: Outcomes,
    rejections: Rejections,
) -> Checks:
    """Whoever looks into documents, and who hears of it."""
    scanner = scanner or Clamd(settings.scanner)
    checks = Checks(database, documents, inspector, scanner, audit, clock, skips_scanner=settings.scanner_skipped)
    checks.settled_with += [rejections.settled, outcomes.settled]
    checks.changed.append(outcomes.changed)
    return checks


def open_database(url: str) -> Database:
    """The database that a SQLAlchemy URL asks for. Raises ValueError for another kind."""
    if url.startswith("sqlite+aiosqlite:"):
        return SqliteDatabase(url)
    if url.startswith("postgresql+asyncpg:"):
        return PostgresqlDatabase(url)
    raise ValueError("TAS_DATABASE_URL must begin with sqlite+aiosqlite: or postgresql+asyncpg:")


def embedded_cases(database: Database, keys: Keys) -> EmbeddedCases:
    """The embedded case system over a database."""
    return EmbeddedCases(database, keys, lambda kind: Sealer(keys, kind))


@dataclass(frozen=True, slots=True)
class Kept:
    """What commands work with, without a gateway."""

    database: Database
    keys: Keys
    clock: Clock
    conversations: Conversations
    callbacks: CallBacks
    handoffs: Handoffs
    audit: Audit
    audit_trail: AuditTrail
    cases: CaseStore
    authority: Authority
    holds: Holds
    documents: Documents
    people: People
    messages: Messages
    notices: Notices
    sealed: tuple[SealedRows, ...]
    retention: Retention


@dataclass(frozen=True, slots=True)
class WrittenMessages:
    """Secure messages, and what belongs to them."""

    messages: Messages
    inbox: Inbox
    consents: Consents
    absences: Absences


def written_messages(
    settings: Settings,
    database: Database,
    keys: Keys,
    clock: Clock,
    case_system: CaseSystem,
    authority: Authority,
    people: People,
    audit: Audit,
    documents: Documents,
    notices: Notices,
) -> WrittenMessages:
    """Secure messages over what is given."""
    zone = settings.time_zone
    absences = Absences(database, people, audit, clock, zone)
    consents = Consents(authority, case_system, audit, database, keys, clock)
    kept_messages = Messages(
        database=database,
        keys=keys,
        clock=clock,
        authority=authority,
        people=people,
        audit=audit,
        codes=AccessCodes(database, keys, clock),
        consents=consents,
        absences=absences,
        requests=Requests(database, documents, clock, zone),
        documents=documents,
        notices=notices,
        time_zone=zone,
    )
    inbox = Inbox(kept_messages, authority, absences, people, case_system, database)
    return WrittenMessages(kept_messages, inbox, consents, absences)


class SealedRows(Protocol):
    """Whoever keeps rows with data keys of their own."""

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; returns how many."""
        ...

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        ...


@asynccontextmanager
async def kept(settings: Settings, keys: Keys | None = None) -> AsyncIterator[Kept]:
    """Everything that is kept, for commands.

    Raises DatabaseUnavailable, KeysUnavailable, ObjectStoreUnavailable, ValueError.
    """
    database = open_database(settings.database_url)
    await database.start()
    try:
        keys = keys or KeyFile(settings.key_file)
        clock = SystemClock(settings.clock_starts_at)
        bus = InProcessBus()
        conversations = Conversations(database, keys, Texts.load(), clock, bus)
        audit = Audit(keys, clock)
        cases = embedded_cases(database, keys)
        authority = Authority(database, cases, keys, clock, settings.time_zone)
        callbacks_kept = CallBacks(conversations, database, clock, bus, audit)
        holds = Holds(database, audit, clock)
        documents = Documents(database, open_store(settings.documents_url), keys, clock, bus, audit)
        people = People(database, keys, clock)
        notices = Notices(people, SaidUnsafe(conversations.record), database, clock)
        written = written_messages(settings, database, keys, clock, cases, authority, people, audit, documents, notices)
        access_codes = AccessCodes(database, keys, clock)
        audit_trail = AuditTrail(database, keys, FileAnchor(settings.audit_anchor), clock)
        conversations.erased_with.append(documents)
        yield Kept(
            database=database,
            keys=keys,
            clock=clock,
            conversations=conversations,
            callbacks=callbacks_kept,
            handoffs=Handoffs(
                conversations.record, audit, database, clock, bus, settings.time_zone, Hours(always_open=True)
            ),
            audit=audit,
            audit_trail=audit_trail,
            cases=cases,
            authority=authority,
            holds=holds,
            documents=documents,
            people=people,
            messages=written.messages,
            sealed=(conversations, cases, authority, people, documents, written.messages, written.consents),
            retention=Retention(
                database=database,
                conversations=conversations,
                callbacks=callbacks_kept,
                access_codes=access_codes,
                people=people,
                sent_changes=SentChanges(database, clock),
                authority=authority,
                audit_trail=audit_trail,
                closed_cases=ClosedCases(cases, holds, clock, settings.time_zone),
                staff_codes=StaffCodes(access_codes, authority, audit, database, clock),
                messages=written.messages,
                documents=documents,
                notices=notices,
            ),
            notices=notices,
        )
    finally:
        await database.stop()


@asynccontextmanager
async def record(settings: Settings, keys: Keys | None = None) -> AsyncIterator[Conversations]:
    """The record without a gateway, for commands. Raises DatabaseUnavailable, KeysUnavailable, ValueError."""
    async with kept(settings, keys) as found:
        yield found.conversations


def _providers(settings: Settings) -> list[IdentityProvider]:
    """The configured providers. Raises ProvidersInvalid."""
    if settings.sign_in_providers is None:
        return []
    found = configuration.read(settings.sign_in_providers)
    if settings.environment is Environment.PRODUCTION and any(provider.demonstration for provider in found):
        raise ProvidersInvalid("a provider of sample people is for demonstrations only")
    return [OidcProvider(provider) for provider in found]


def _config(settings: Settings) -> Config:
    return Config(
        {
            "REQUEST_MAX_SIZE": _MOST_BODY_BYTES,
            "REQUEST_TIMEOUT": 15,
            "RESPONSE_TIMEOUT": 60,
            "KEEP_ALIVE_TIMEOUT": 75,
            "PROXIES_COUNT": settings.trusted_proxies or None,
            "FALLBACK_ERROR_FORMAT": "json",
            "MOTD": False,
        },
        env_prefix=None,
    )


def _mailer(settings: Settings) -> Mailer:
    """Raises ValueError where the mail server is none."""
    if not settings.mails_by_server:
        return FolderMailer(settings.mail_folder, settings.mail_from or "no-reply@localhost")
    user, password = settings.mail_user.get_secret_value(), settings.mail_password.get_secret_value()
    return SmtpMailer(server_of(settings.mail_url, user, password, settings.mail_trusted), settings.mail_from)


def _mail_sender(settings: Settings) -> Sender:
    origin = settings.origins(settings.port)[0]
    return Sender(settings.operator.strip() or urlsplit(origin).hostname or origin, origin)


def _rasa(settings: Settings) -> RasaAssistant:
    secret = settings.bot_secret.get_secret_value()
    if not secret:
        raise ValueError("TAS_BOT_SECRET is not set (`./tas up` makes one)")
    return RasaAssistant(settings.bot_urls, secret, settings.turn_timeout_seconds)


def _guard(app: Gateway) -> None:
    """What every request passes, in this order, and what every answer gets."""
    app.register_middleware(_begin, "request")
    app.register_middleware(security.refuse_malformed, "request")
    app.register_middleware(_count, "request")
    app.register_middleware(security.refuse_foreign_origin, "request")
    app.register_middleware(authorization.enforce, "request")
    app.register_middleware(presence.veil, "request")
    # Response middleware runs last registered first.
    app.register_middleware(_tell, "response")
    app.register_middleware(security.protect, "response")
    app.register_middleware(presence.renew, "response")
    app.register_middleware(sent_again, "response")
    app.error_handler.add(Exception, _answer_error)


def _begin(request: GatewayRequest) -> None:
    request.ctx.began = time.monotonic()


def _count(request: GatewayRequest) -> None:
    token, services = request.session_cookie, request.services
    services.limits.request(request.address, None if token is None else services.sessions.digest(token))


def _tell(request: GatewayRequest, response: BaseHTTPResponse) -> None:
    """One line and one count an answer, by the route's name: its address holds ids."""
    route = request.route.name.partition(".")[2] if request.route else "none"
    method = request.method if request.route else "other"
    seconds = time.monotonic() - request.ctx.began
    metrics = request.services.metrics
    metrics.requests.labels(route, method, str(response.status)).inc()
    metrics.request_seconds.labels(route).observe(seconds)
    _log.info(
        "request",
        request_id=request.ctx.id,
        route=route,
        method=method,
        status=response.status,
        milliseconds=round(seconds * 1000, 1),
        client=logs.client(request.address),
    )


async def _answer_error(request: GatewayRequest, error: Exception) -> HTTPResponse:
    """Every exception ends here: a problem in the person's language, and a line of type and place if it is our fault."""
    services = request.services
    problem = problems.of_exception(error)
    if request.path.startswith(_DESK):
        problem.at_desk()
    if isinstance(error, MethodNotAllowed) and not problem.headers:
        problem.headers["Allow"] = _allowed(request)
    if isinstance(error, PayloadTooLarge):
        if request.method == UNREAD:
            problem = Problem("header_too_large")
        else:
            await _linger(request)
    elif isinstance(error, RequestTimeout):
        request.close_afterwards()
    elif isinstance(request.stream, Http) and request.stream.request_body:
        # Refused before its body was read, such as 404: Sanic would read the rest for as long as bytes drip in.
        await _linger(request)
    if problem.status >= 500:
        services.metrics.faults.labels("http").inc()
        _log.error("request_failed", request_id=request.ctx.id, code=problem.code, exception=logs.place(error))
    if request.ctx.conversation_id is not None and request.ctx.language is None:
        request.ctx.language = await _language(services, request)
    error_page = services.problem_pages.get(problem.code, services.error_page)
    if error_page is not None and _opened_in_browser(request):
        return await error_page(request, problem)
    return problems.as_json(problem, services.texts, request.error_language, request.ctx.id)


def _allowed(request: GatewayRequest) -> str:
    """The methods of an address (RFC 9110, 15.5.6): Sanic's router leaves them out where several handlers share one."""
    known = []
    for method in HTTP_METHODS:
        with contextlib.suppress(NotFound, MethodNotAllowed):
            request.app.router.get(request.path, str(method), None)
            known.append(str(method))
    return ", ".join(known)


async def _language(services: Services, request: GatewayRequest) -> str | None:
    """The language of the conversation that the request was let into, for the words of its error."""
    try:
        return (await services.conversations.read(request.opened, after=2**31)).language
    except Exception:  # noqa: BLE001  (whatever went wrong is being told already)
        return None


def _opened_in_browser(request: GatewayRequest) -> bool:
    """Whether a person looks at the answer itself: not the API's, and asked for as a page."""
    return not request.path.startswith("/api/") and "text/html" in request.headers.getone("accept", "")


async def _linger(request: GatewayRequest) -> None:
    """Takes a little more of a refused body, so that the client is done sending and reads why, then closes."""
    stream = request.stream
    if not isinstance(stream, Http):
        return
    stream.request_max_size = float("inf")
    taken = 0
    try:
        # Whether the rest of a refused body is well formed is nobody's concern.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_LINGERING_SECONDS):
                async for part in stream:
                    taken += len(part)
                    if taken > _MOST_LINGERING_BYTES:
                        break
    finally:
        request.close_afterwards()


def _live(app: Gateway, services: Services) -> None:
    """Starts and stops what runs beside the requests."""
    tasks: list[asyncio.Task[None]] = []

    async def start(_app: Gateway) -> None:
        safety.find("")  # its lists are read at the first use: now, and not while somebody waits
        await services.database.start()
        for name, every_seconds, work in (
            ("turns", _SWEEP_SECONDS, services.runner.sweep),
            ("streams", WATCH_SECONDS, services.streams.watch),
            ("desk_streams", WATCH_SECONDS, services.desk_streams.watch),
            ("desk", _SWEEP_SECONDS, services.handoffs.sweep),
            ("desk_days", _DAYS_SECONDS, services.handoffs.count_days),
            ("documents", _SWEEP_SECONDS, services.check_runner.sweep),
            ("whole_documents", _SWEEP_SECONDS, services.check_runner.listen),
            ("seen", _SWEEP_SECONDS, services.live.note_still_there),
            ("erasure", _ERASE_SECONDS, lambda: _erase(services)),
            ("audit", _ANCHOR_SECONDS, services.audit_trail.anchor),
            ("notices", _NOTICE_SECONDS, lambda: _send_notices(services)),
        ):
            tasks.append(asyncio.create_task(repeat(name, every_seconds, work, services.metrics), name=name))

    async def drain(_app: Gateway) -> None:
        await services.runner.drain(services.settings.drain_seconds)
        # A mail that is cut off while it is handed over comes twice.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(services.notice_sending.stop(), services.settings.drain_seconds)
        services.streams.close()
        services.desk_streams.close()
        await services.check_runner.drain()

    async def stop(_app: Gateway) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # What came since the last time; where it can't be anchored now, the next gateway does it.
        with contextlib.suppress(AnchorUnavailable, DatabaseUnavailable):
            await services.audit_trail.anchor()
        if isinstance(services.assistant, RasaAssistant):
            await services.assistant.close()
        if isinstance(services.inspector, ProcessInspector):
            await services.inspector.close()
        for provider in services.sign_in.providers.values():
            await provider.close()
        await services.database.stop()

    app.register_listener(start, "before_server_start")
    app.register_listener(drain, "before_server_stop")
    app.register_listener(stop, "after_server_stop")


async def _send_notices(services: Services) -> None:
    metrics = services.metrics
    try:
        for result, count in (await services.notice_sending.sweep()).items():
            metrics.notices.labels(result).inc(count)
    finally:
        state = await services.notices.state()
        metrics.notices_waiting.set(state.waiting)
        metrics.notices_failed.set(state.failed)
        late = timedelta(0) if state.oldest_due_at is None else services.clock.now() - state.oldest_due_at
        metrics.notices_late_seconds.set(max(late.total_seconds(), 0.0))


async def _erase(services: Services) -> None:
    services.metrics.erased.inc(await services.retention.erase())
