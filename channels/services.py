"""What the doors work with: `app.ctx` is one `Services`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.assistant.port import Assistant
from adapters.bus.port import Bus
from adapters.case_system.port import CaseSystem
from adapters.database.port import Database
from adapters.inspector.port import Inspector
from adapters.keys.port import Keys
from casework.access_codes.service import AccessCodes
from casework.audit.service import Audit, AuditTrail
from casework.authority.absences import Absences
from casework.authority.consents import Consents
from casework.authority.service import Authority
from casework.callbacks.service import CallBacks
from casework.canned.service import Canned
from casework.cases.service import Cases
from casework.clock import Clock
from casework.conversations.continuing import Continuing
from casework.conversations.documents import DocumentsInChats
from casework.conversations.entering import Entering
from casework.conversations.portal import Portal
from casework.conversations.reading_out import ReadingOut
from casework.conversations.returning import Returning
from casework.conversations.service import Conversations
from casework.conversations.turns import Turns
from casework.documents.access import DocumentAccess
from casework.documents.checking import Checks
from casework.documents.letters import Letters
from casework.documents.service import Documents
from casework.handoff.board import Board
from casework.handoff.card import Cards
from casework.handoff.desk import Desk
from casework.handoff.service import Handoffs
from casework.hours.service import Hours
from casework.identity.kept_posts import KeptPosts
from casework.identity.service import People, Sessions
from casework.identity.sign_in import SignIn
from casework.messages.inbox import Inbox
from casework.messages.service import Messages
from casework.notices.sending import Sending
from casework.notices.service import Notices
from casework.staff_codes.service import StaffCodes
from casework.texts import Texts
from channels.desk.streams import DeskStreams
from channels.desk.typing import Typing
from channels.document_checks import CheckRunner
from channels.limits import Limits
from channels.live import Live
from channels.metrics import Metrics
from channels.retention import Retention
from channels.runner import TurnRunner
from channels.sessions import SessionCookies
from channels.settings import Settings
from channels.streams import Streams
from channels.visitors import Visitors

if TYPE_CHECKING:
    from sanic.response import HTTPResponse

    from channels.problems import Problem
    from channels.request import GatewayRequest

    ProblemPage = Callable[[GatewayRequest, Problem], Awaitable[HTTPResponse]]


@dataclass(slots=True)
class Services:
    """Everything that handlers use, chosen once by `create_app`.

    Attributes:
        origins: Our own origins, as the Origin header has them.
        error_page: Says a problem as a page, for routes that people open in the browser; None: as JSON.
        about_chat: Tells what stands above a chat of somebody who signed in.
        problem_pages: Pages of their own for some codes.
    """

    settings: Settings
    database: Database
    keys: Keys
    bus: Bus
    assistant: Assistant
    texts: Texts
    clock: Clock
    audit: Audit
    audit_trail: AuditTrail
    case_system: CaseSystem
    authority: Authority
    cases: Cases
    conversations: Conversations
    portal: Portal
    handoffs: Handoffs
    desk: Desk
    board: Board
    cards: Cards
    desk_streams: DeskStreams
    typing: Typing
    live: Live
    hours: Hours
    canned: Canned
    access_codes: AccessCodes
    returning: Returning
    reading_out: ReadingOut
    callbacks: CallBacks
    turns: Turns
    runner: TurnRunner
    streams: Streams
    limits: Limits
    visitors: Visitors
    metrics: Metrics
    origins: frozenset[str]
    people: People
    sessions: Sessions
    session_cookies: SessionCookies
    sign_in: SignIn
    kept_posts: KeptPosts
    continuing: Continuing
    staff_codes: StaffCodes
    entering: Entering
    messages: Messages
    inbox: Inbox
    consents: Consents
    absences: Absences
    documents: Documents
    notices: Notices
    notice_sending: Sending
    in_chats: DocumentsInChats
    document_access: DocumentAccess
    letters: Letters
    inspector: Inspector
    checks: Checks
    check_runner: CheckRunner
    retention: Retention
    error_page: ProblemPage | None = None
    problem_pages: dict[str, ProblemPage] = field(default_factory=dict)
    about_chat: Callable[[GatewayRequest], Awaitable[Any]] | None = None
