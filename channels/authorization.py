"""The authorization matrix: who may use each route, in one place, for every door (rule 7).

The row of a route decides before its handler runs; a route without a row keeps the gateway from starting. `expected` says
what each role gets, and a test generated from the router asks every route as every role.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import Final

from sanic_routing.route import Route

from adapters.case_system.port import MatterId
from casework.authority.models import Access as MatterAccess
from casework.authority.models import MatterAct, MatterField
from casework.conversations.models import ConversationId, ConversationToken, Holder, VisitorToken
from casework.identity.models import Assurance, Session, SessionToken, StaffRole
from casework.identity.service import PersonUnknown
from channels.bodies import sent_as
from channels.problems import STATUS, Problem
from channels.request import SAFE_METHODS, UUID, Gateway, GatewayRequest
from channels.security import check_origin
from channels.visitors import CSRF_FIELD, CSRF_HEADER

_LONGEST_TOKEN: Final = 200
_CHALLENGE: Final = 'Cookie realm="TAS Connect"'
_FORM: Final = "application/x-www-form-urlencoded"
_FORM_WITH_FILES: Final = "multipart/form-data"


class Access(Enum):
    """What a route asks for before its handler runs."""

    OPEN = "nothing: it shows nothing of anybody"
    FORM = "a browser's own form: the visitor cookie, its CSRF token, and one of our origins"
    CONVERSATION = "the conversation's token, the cookie of a browser that may open it, or the session of who began it"
    OPERATOR = "this machine, or the metrics token"
    SESSION = "a session of at least some assurance; for a change its CSRF token, and one of our origins"
    MATTER = "such a session, and access to the matter named, with what the row asks for"
    OWN = "such a session, of the person who began the conversation and may still talk about its matter"
    STAFF = "a session of staff, with one of some roles"
    DESK = "such a session of staff, and the conversation named is one that they may see at the desk"


class Role(StrEnum):
    """Who asks."""

    NONE = "nobody known"
    GUEST = "holds the conversation's token"
    OTHER_GUEST = "holds another conversation's token"
    VISITOR = "the browser that began the conversation, with its CSRF token"
    OTHER_VISITOR = "another browser, with its own CSRF token"
    FORGED = "the browser that began it, led by another page: no CSRF token"
    FOREIGN = "the same, from another site's origin"
    OPERATOR = "holds the metrics token"
    ACCOUNT = "signed in, nothing proofed"
    TAXPAYER = "the taxpayer, proofed"
    OTHER_TAXPAYER = "another taxpayer, proofed"
    SPOUSE = "the other spouse of a joint return"
    REPRESENTATIVE = "holds an authorization for form and period"
    OTHER_PERIOD = "holds an authorization for another period"
    EXPIRED = "held an authorization that is over"
    REVOKED = "held an authorization that was revoked"
    READER = "may read, not act (Form 8821)"
    PREPARER = "an unenrolled preparer"
    ADVOCATE = "works on the case"
    OTHER_ADVOCATE = "an advocate who doesn't work on it"
    SUPERVISOR = "supervises"
    REVIEWER = "reviews"
    ADMINISTRATOR = "administers"
    SESSION_FORGED = "the taxpayer, led by another page: no CSRF token"
    SESSION_FOREIGN = "the taxpayer, from another site's origin"
    SIGNED_OUT = "the taxpayer's cookie after they signed out"


@dataclass(frozen=True, slots=True)
class Row:
    """One route's row: what it asks for, and what each role gets."""

    access: Access
    expected: Mapping[Role, int]
    # What a request without any credentials gets where a conversation is asked for: a page says it isn't there.
    without_credentials: str = "unauthorized"
    # Of SESSION and MATTER: what the session must have been proven to, and what of the matter is asked for.
    least: Assurance = Assurance.SIGNED_IN
    asks: MatterField | MatterAct | None = None
    # Of STAFF and DESK, and of MATTER where it is the staff's: any of these.
    staff_roles: frozenset[StaffRole] = field(default_factory=frozenset)
    # Whether a request shows that the person is there, and what a form brings is kept when its session has run out.
    renews: bool = True
    keeps: bool = False
    # Of SESSION: to staff it is not there.
    not_for_staff: bool = False
    # Of DESK: it is about becoming who may see the conversation, so the queue decides (`Handoffs.accept`).
    takes: bool = False
    # Of a change: its form brings files and is read as it comes, so the handler checks the token that stands first in it
    # (`channels.documents.forms`). Its origin is checked as of every other.
    streams: bool = False
    # Of DESK: whoever did it may send it again (rule 2), though the chat has gone on since.
    repeats: bool = False


# Everybody whom the session's cookie names, whatever else they are.
STAFF: Final = (Role.ADVOCATE, Role.OTHER_ADVOCATE, Role.SUPERVISOR, Role.REVIEWER, Role.ADMINISTRATOR)
PROOFED: Final = (
    Role.TAXPAYER,
    Role.OTHER_TAXPAYER,
    Role.SPOUSE,
    Role.REPRESENTATIVE,
    Role.OTHER_PERIOD,
    Role.EXPIRED,
    Role.REVOKED,
    Role.READER,
    Role.PREPARER,
)
IN_SESSION: Final = (Role.ACCOUNT, *PROOFED, *STAFF, Role.SESSION_FORGED, Role.SESSION_FOREIGN)
# What names nobody on the public door, and nobody anywhere.
_NO_CONVERSATION: Final = (Role.NONE, *IN_SESSION, Role.SIGNED_OUT)
_NOBODY: Final = (Role.NONE, Role.SIGNED_OUT)


def _everyone(status: int = 200) -> Row:
    return Row(Access.OPEN, dict.fromkeys(Role, status))


def _anyone(status: int) -> Row:
    return Row(Access.OPEN, {**dict.fromkeys(Role, status), Role.FOREIGN: 403, Role.SESSION_FOREIGN: 403})


def _own_browser_begins(status: int) -> Row:
    return Row(Access.FORM, {**dict.fromkeys(Role, 403), **dict.fromkeys((Role.VISITOR, Role.OTHER_VISITOR), status)})


def _reads(without_credentials: str = "unauthorized", status: int = 200) -> Row:
    return Row(
        Access.CONVERSATION,
        {
            **dict.fromkeys(Role, 404),
            **dict.fromkeys((Role.GUEST, Role.VISITOR, Role.FORGED, Role.FOREIGN), status),
            **dict.fromkeys(_NOBODY, STATUS[without_credentials]),
        },
        without_credentials,
    )


def _writes(status: int, without_credentials: str = "unauthorized") -> Row:
    return Row(
        Access.CONVERSATION,
        {
            **dict.fromkeys(Role, 404),
            **dict.fromkeys((Role.GUEST, Role.VISITOR), status),
            **dict.fromkeys(_NOBODY, STATUS[without_credentials]),
            **dict.fromkeys((Role.FORGED, Role.FOREIGN, Role.SESSION_FORGED, Role.SESSION_FOREIGN), 403),
        },
        without_credentials,
    )


def in_session(
    status: int,
    changes: bool = False,
    least: Assurance = Assurance.SIGNED_IN,
    renews: bool = True,
    keeps: bool = False,
) -> Row:
    """A row for everybody who is signed in and proven to `least`; the others are asked to sign in, or to prove more."""
    expected = {**dict.fromkeys(Role, 401), **dict.fromkeys(IN_SESSION, status)}
    if least > Assurance.SIGNED_IN:
        expected[Role.ACCOUNT] = 403
    return Row(Access.SESSION, _changed(expected, changes), least=least, renews=renews, keeps=keeps)


def in_matter(
    asks: MatterField | MatterAct | None, seen_by: Mapping[Role, int], changes: bool = False, keeps: bool = False
) -> Row:
    """A row for those who have what it asks for in the matter named; to others the matter isn't there."""
    expected = {**dict.fromkeys(Role, 401), **dict.fromkeys(IN_SESSION, 404), Role.ACCOUNT: 403, **seen_by}
    if Role.TAXPAYER in seen_by:
        expected |= dict.fromkeys((Role.SESSION_FORGED, Role.SESSION_FOREIGN), seen_by[Role.TAXPAYER])
    return Row(Access.MATTER, _changed(expected, changes), least=Assurance.PROOFED, asks=asks, keeps=keeps)


def in_portal(status: int, changes: bool = False, keeps: bool = False) -> Row:
    """A row for people who are proofed and no staff, of pages that are about no matter."""
    row = in_session(status, changes, Assurance.PROOFED, keeps=keeps)
    return replace(row, not_for_staff=True, expected={**row.expected, **dict.fromkeys(STAFF, 404)})


def in_own_conversation(status: int, changes: bool = False, keeps: bool = False) -> Row:
    """A row for the person who began a conversation after signing in; to all others it isn't there."""
    expected = {**dict.fromkeys(Role, 401), **dict.fromkeys(IN_SESSION, 404), Role.ACCOUNT: 403}
    expected |= dict.fromkeys((Role.TAXPAYER, Role.SESSION_FORGED, Role.SESSION_FOREIGN), status)
    return Row(Access.OWN, _changed(expected, changes), least=Assurance.PROOFED, keeps=keeps)


def for_staff(
    status: int,
    roles: frozenset[StaffRole],
    seen_by: tuple[Role, ...],
    changes: bool = False,
    renews: bool = True,
) -> Row:
    """A row for staff with one of some roles; to others who are signed in the route isn't there."""
    expected = {**dict.fromkeys(Role, 401), **dict.fromkeys(IN_SESSION, 404), **dict.fromkeys(seen_by, status)}
    return Row(Access.STAFF, _changed(expected, changes), staff_roles=roles, renews=renews)


def _changed(expected: dict[Role, int], changes: bool) -> dict[Role, int]:
    return (
        {**expected, **dict.fromkeys((Role.SESSION_FORGED, Role.SESSION_FOREIGN, Role.FOREIGN), 403)}
        if changes
        else expected
    )


# Who may talk about the matter of the test: a preparer only in examinations of what they signed (domain 4.3).
_MAY_ASK: Final = (Role.TAXPAYER, Role.REPRESENTATIVE, Role.READER)
_MAY_WRITE: Final = (Role.TAXPAYER, Role.REPRESENTATIVE)
_WORK_IN: Final = (Role.ADVOCATE, Role.SUPERVISOR)
_SEE_THREADS: Final = (*_MAY_WRITE, *_WORK_IN, Role.REVIEWER)
# Who works with people, and so gives codes to them.
GIVES_CODES: Final = frozenset({StaffRole.AGENT, StaffRole.SUPERVISOR})
_GIVE_CODES: Final = (Role.ADVOCATE, Role.OTHER_ADVOCATE, Role.SUPERVISOR)
AT_DESK: Final = GIVES_CODES
SUPERVISES: Final = frozenset({StaffRole.SUPERVISOR})
_REVIEWS: Final = frozenset({StaffRole.REVIEWER})


def at_desk(status: int, changes: bool = False, renews: bool = True) -> Row:
    """A row for whoever works with people at the desk."""
    return for_staff(status, AT_DESK, _GIVE_CODES, changes, renews)


def of_chat(
    status: int = 404,
    changes: bool = False,
    roles: frozenset[StaffRole] = AT_DESK,
    takes: bool = False,
    repeats: bool = False,
    renews: bool = True,
) -> Row:
    """A row for the agent who has the conversation named, or was offered it, and for supervisors while it is handed off.

    The conversation of the test was never handed off: to nobody at the desk is it there.
    """
    seen_by = tuple(role for role in _GIVE_CODES if role is Role.SUPERVISOR or roles is AT_DESK)
    row = for_staff(status, roles, seen_by, changes, renews)
    return replace(row, access=Access.DESK, takes=takes, repeats=repeats)


def _at_board(status: int, changes: bool = False, renews: bool = True) -> Row:
    """A row for supervisors."""
    return for_staff(status, SUPERVISES, (Role.SUPERVISOR,), changes, renews)


def _led_on(row: Row) -> Row:
    """The same, reviewers led to where their work is."""
    return replace(row, expected={**row.expected, Role.REVIEWER: 303})


def _at_matter(status: int) -> Row:
    """A row for staff who may read the messages of the matter named; the taxpayer, who may as well, has the portal."""
    row = in_matter(MatterField.MESSAGES, dict.fromkeys((*_WORK_IN, Role.REVIEWER), status))
    return replace(row, staff_roles=frozenset(StaffRole))


def _with_files(asks: MatterAct, seen_by: Mapping[Role, int]) -> Row:
    """A row for a form that brings files about the matter named."""
    return replace(in_matter(asks, seen_by, changes=True), streams=True)


_WITHOUT_COOKIE: Final = (*_NO_CONVERSATION, Role.GUEST, Role.OTHER_GUEST, Role.OPERATOR)
# To somebody without credentials a page says that the chat isn't there.
_NOT_THERE: Final = "conversation_not_found"

# A HEAD is answered as its GET. Paths are the router's own, without types of parameters.
MATRIX: Final[Mapping[tuple[str, str], Row]] = {
    ("GET", "/"): _everyone(),
    ("GET", "/icon.svg"): _everyone(),
    ("GET", "/embed"): _everyone(),
    ("GET", "/embed.js"): _everyone(),
    ("GET", "/assets/<built>"): _everyone(),
    # A browser with a chat is led to it; others choose a language.
    ("GET", "/chat"): Row(Access.OPEN, {**dict.fromkeys(Role, 303), **dict.fromkeys(_WITHOUT_COOKIE, 200)}),
    ("POST", "/chat"): _own_browser_begins(303),
    ("GET", "/code"): _everyone(),
    # A code that opens nothing, as the test of this matrix enters it, is told as one.
    ("POST", "/code"): _own_browser_begins(404),
    ("GET", "/chat/<conversation_id>/code"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/code"): _writes(200, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/only-me"): _writes(303, _NOT_THERE),
    # Let in, they are told that there is no code yet.
    ("POST", "/chat/<conversation_id>/give-back"): _writes(409, _NOT_THERE),
    ("GET", "/chat/<conversation_id>"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/messages"): _writes(303, _NOT_THERE),
    ("GET", "/chat/<conversation_id>/stream"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/answers"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/chat.txt"): _reads(_NOT_THERE),
    ("GET", "/chat/<conversation_id>/print"): _reads(_NOT_THERE),
    # Let in, they are told that there is no result yet.
    ("GET", "/chat/<conversation_id>/summary"): _reads(_NOT_THERE, 409),
    ("GET", "/chat/<conversation_id>/summary.txt"): _reads(_NOT_THERE, 409),
    ("GET", "/chat/<conversation_id>/summary.pdf"): _reads(_NOT_THERE, 409),
    ("POST", "/chat/<conversation_id>/summary"): _writes(409, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/summary.txt"): _writes(409, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/summary.pdf"): _writes(409, _NOT_THERE),
    ("GET", "/api/v1/conversations/<conversation_id>/summary"): _reads(status=409),
    # Only where the operator names who calls (TAS_CALLBACKS). Nothing was filled in, and the page says what is missing.
    ("GET", "/chat/<conversation_id>/callback"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/callback"): _writes(422, _NOT_THERE),
    ("POST", "/chat/<conversation_id>/callback/withdraw"): _writes(303, _NOT_THERE),
    ("GET", "/api/v1/conversations/<conversation_id>/callback"): _reads(),
    ("PUT", "/api/v1/conversations/<conversation_id>/callback"): _writes(200),
    ("DELETE", "/api/v1/conversations/<conversation_id>/callback"): _writes(204),
    ("POST", "/chat/<conversation_id>/go-on"): _writes(303, _NOT_THERE),
    ("GET", "/chat/about"): _everyone(),
    ("POST", "/leave"): _anyone(303),
    ("GET", "/away"): _everyone(),
    ("GET", "/sign-in"): _everyone(),
    ("GET", "/desk/sign-in"): _everyone(),
    # No provider is configured where the matrix is tested: to a browser's own form it is not there.
    ("POST", "/sign-in/<provider>"): _own_browser_begins(404),
    ("GET", "/sign-in/<provider>/return"): _everyone(400),
    ("POST", "/sign-in/<provider>/logged-out"): _anyone(404),
    ("GET", "/sign-out"): _everyone(),
    ("POST", "/sign-out"): in_session(303, changes=True),
    ("POST", "/sign-out/everywhere"): in_session(303, changes=True),
    ("GET", "/sessions"): in_session(200),
    # None of theirs has this id.
    ("POST", "/sessions/<session_id>/end"): in_session(303, changes=True),
    ("GET", "/session"): in_session(200, renews=False),
    ("POST", "/session/extend"): in_session(200, changes=True),
    ("GET", "/kept"): in_session(200),
    ("POST", "/kept/<kept_id>/drop"): in_session(303, changes=True),
    ("GET", "/chat/<conversation_id>/continue"): _reads(_NOT_THERE),
    ("POST", "/chat/<conversation_id>/continue"): _writes(200, _NOT_THERE),
    # Staff are led to the desk.
    ("GET", "/portal"): replace(
        in_session(200, least=Assurance.PROOFED),
        expected={**in_session(200, least=Assurance.PROOFED).expected, **dict.fromkeys(STAFF, 303)},
    ),
    ("GET", "/portal/clients"): in_portal(200),
    ("GET", "/portal/preferences"): in_portal(200),
    ("POST", "/portal/preferences"): in_portal(303, changes=True),
    ("POST", "/portal/preferences/mail"): in_portal(303, changes=True),
    # Staff choose their language here, too.
    ("POST", "/portal/language"): in_session(303, changes=True),
    ("GET", "/portal/code"): in_portal(200),
    # A code that opens nothing, as the test of this matrix enters it, is told as one.
    ("POST", "/portal/code"): in_portal(404, changes=True),
    ("GET", "/portal/continue"): in_portal(200),
    # Nobody of the test has a chat to take along.
    ("POST", "/portal/continue"): in_portal(404, changes=True),
    ("POST", "/portal/conversations"): in_portal(303, changes=True),
    # Who talks about a matter sees its page; staff, who work on it, have the desk.
    ("GET", "/portal/matters/<matter_id>"): in_matter(MatterAct.ASK, dict.fromkeys(_MAY_ASK, 200)),
    ("POST", "/portal/matters/<matter_id>/conversations"): in_matter(
        MatterAct.ASK, dict.fromkeys(_MAY_ASK, 303), changes=True
    ),
    ("GET", "/portal/matters/<matter_id>/papers"): in_matter(
        MatterAct.SEND_DOCUMENT, dict.fromkeys((Role.TAXPAYER, Role.REPRESENTATIVE), 200)
    ),
    ("GET", "/portal/matters/<matter_id>/people"): in_matter(MatterAct.NAME_REPRESENTATIVE, {Role.TAXPAYER: 200}),
    ("GET", "/portal/matters/<matter_id>/contact"): in_matter(MatterAct.CHANGE_CONTACT, {Role.TAXPAYER: 200}),
    ("POST", "/portal/matters/<matter_id>/contact"): in_matter(
        MatterAct.CHANGE_CONTACT, {Role.TAXPAYER: 200}, changes=True, keeps=True
    ),
    # Who may write in a matter reads there what concerns them; of one who has been nobody's thread there is none.
    ("GET", "/portal/matters/<matter_id>/messages"): in_matter(MatterAct.SEND_MESSAGE, dict.fromkeys(_MAY_WRITE, 200)),
    ("GET", "/portal/matters/<matter_id>/messages/new"): in_matter(
        MatterAct.SEND_MESSAGE, dict.fromkeys(_MAY_WRITE, 200)
    ),
    # Without a subject, as the test of this matrix sends it.
    ("POST", "/portal/matters/<matter_id>/messages/new"): in_matter(
        MatterAct.SEND_MESSAGE, dict.fromkeys(_MAY_WRITE, 422), changes=True, keeps=True
    ),
    # A form with files, of which the test of this matrix brings none.
    ("POST", "/portal/matters/<matter_id>/messages/new/files"): _with_files(
        MatterAct.SEND_MESSAGE, dict.fromkeys(_MAY_WRITE, 415)
    ),
    ("POST", "/portal/matters/<matter_id>/messages/<thread_id>/files"): _with_files(
        MatterAct.SEND_MESSAGE, dict.fromkeys(_MAY_WRITE, 415)
    ),
    ("GET", "/portal/matters/<matter_id>/messages/<thread_id>"): in_matter(MatterAct.SEND_MESSAGE, {}),
    ("GET", "/portal/matters/<matter_id>/messages/<thread_id>/record/<ending>"): in_matter(MatterAct.SEND_MESSAGE, {}),
    ("POST", "/portal/matters/<matter_id>/messages/<thread_id>"): in_matter(
        MatterAct.SEND_MESSAGE, {}, changes=True, keeps=True
    ),
    ("GET", "/portal/matters/<matter_id>/messages/<thread_id>/receipts/<number>"): in_matter(
        MatterAct.SEND_MESSAGE, {}
    ),
    ("POST", "/portal/matters/<matter_id>/people/<consent_id>/end"): in_matter(
        MatterAct.NAME_REPRESENTATIVE, {}, changes=True
    ),
    ("GET", "/portal/conversations/<conversation_id>"): in_own_conversation(200),
    ("POST", "/portal/conversations/<conversation_id>/messages"): in_own_conversation(303, changes=True, keeps=True),
    # Sent as another kind of form than one with files, as the test of this matrix does.
    ("POST", "/portal/conversations/<conversation_id>/documents"): replace(
        in_own_conversation(415, changes=True), streams=True
    ),
    ("GET", "/portal/conversations/<conversation_id>/stream"): in_own_conversation(200),
    ("GET", "/portal/conversations/<conversation_id>/answers"): in_own_conversation(200),
    ("GET", "/portal/conversations/<conversation_id>/chat.txt"): in_own_conversation(200),
    ("GET", "/portal/conversations/<conversation_id>/print"): in_own_conversation(200),
    # There is no record of the kind that the test of this matrix asks for.
    ("GET", "/portal/conversations/<conversation_id>/record/<ending>"): in_own_conversation(404),
    # Let in, they are told that there is no result yet.
    ("GET", "/portal/conversations/<conversation_id>/summary"): in_own_conversation(409),
    ("GET", "/portal/conversations/<conversation_id>/summary.txt"): in_own_conversation(409),
    ("GET", "/portal/conversations/<conversation_id>/summary.pdf"): in_own_conversation(409),
    # Reviewers are led on to theirs.
    ("GET", "/desk"): _led_on(for_staff(200, frozenset(StaffRole), STAFF)),
    ("GET", "/desk/cases"): for_staff(200, _REVIEWS, (Role.REVIEWER,)),
    # Without a number, as the test of this matrix asks.
    ("POST", "/desk/cases"): for_staff(404, _REVIEWS, (Role.REVIEWER,), changes=True),
    ("GET", "/desk/codes"): for_staff(200, frozenset(StaffRole), STAFF),
    ("GET", "/desk/icon.svg"): _everyone(),
    # What a page asks for by itself shows nobody there.
    ("GET", "/desk/news"): at_desk(200, renews=False),
    ("GET", "/desk/here"): at_desk(200, renews=False),
    ("POST", "/desk/presence"): at_desk(303, changes=True),
    ("POST", "/desk/name"): at_desk(303, changes=True),
    ("GET", "/desk/chats/<conversation_id>"): of_chat(),
    ("GET", "/desk/chats/<conversation_id>/news"): replace(of_chat(), renews=False),
    ("GET", "/desk/chats/<conversation_id>/transfer"): of_chat(),
    ("GET", "/desk/chats/<conversation_id>/close"): of_chat(),
    ("GET", "/desk/chats/<conversation_id>/record/<ending>"): of_chat(),
    # A form says itself that a chat has gone on, with what was typed.
    **{
        ("POST", f"/desk/chats/<conversation_id>/{act}"): of_chat(changes=True, takes=True)
        for act in ("claim", "messages", "notes", "facts", "transfer", "close", "draft", "canned")
    },
    ("POST", "/desk/chats/<conversation_id>/documents"): replace(of_chat(changes=True, takes=True), streams=True),
    ("POST", "/desk/chats/<conversation_id>/documents/<document_id>/release"): of_chat(changes=True, takes=True),
    ("POST", "/desk/chats/<conversation_id>/step-aside"): of_chat(changes=True, takes=True),
    ("POST", "/desk/chats/<conversation_id>/decline"): of_chat(303, changes=True, takes=True),
    ("POST", "/desk/code"): for_staff(200, GIVES_CODES, _GIVE_CODES, changes=True),
    ("POST", "/desk/code/end"): for_staff(303, GIVES_CODES, _GIVE_CODES, changes=True),
    ("POST", "/desk/matters/<matter_id>/invitations"): in_matter(
        MatterAct.WORK, dict.fromkeys((Role.ADVOCATE, Role.SUPERVISOR), 200), changes=True
    ),
    ("GET", "/desk/messages"): at_desk(200),
    ("GET", "/desk/messages/away"): at_desk(200),
    # Without days, as the test of this matrix sends it.
    ("POST", "/desk/messages/away"): at_desk(422, changes=True),
    # What stands of a matter's messages, whoever of the staff may see them; whether they may write is said there.
    ("GET", "/desk/matters/<matter_id>/messages"): _at_matter(200),
    ("GET", "/desk/matters/<matter_id>/messages/new"): in_matter(MatterAct.WORK, dict.fromkeys(_WORK_IN, 200)),
    ("POST", "/desk/matters/<matter_id>/messages/new"): in_matter(
        MatterAct.WORK, dict.fromkeys(_WORK_IN, 422), changes=True
    ),
    **{
        ("POST", f"/desk/matters/<matter_id>/messages/{where}/files"): _with_files(
            MatterAct.WORK, dict.fromkeys(_WORK_IN, 415)
        )
        for where in ("new", "<thread_id>")
    },
    ("GET", "/desk/matters/<matter_id>/messages/<thread_id>"): _at_matter(404),
    ("GET", "/desk/matters/<matter_id>/messages/<thread_id>/record/<ending>"): _at_matter(404),
    **{
        ("POST", f"/desk/matters/<matter_id>/messages/<thread_id>{act}"): in_matter(MatterAct.WORK, {}, changes=True)
        for act in ("", "/forward", "/people", "/documents/<document_id>/release")
    },
    # None of theirs has this id.
    ("POST", "/desk/matters/<matter_id>/messages/documents/<document_id>/release"): in_matter(
        MatterAct.WORK, {}, changes=True
    ),
    ("POST", "/desk/matters/<matter_id>/messages/requests/<request_id>/withdraw"): in_matter(
        MatterAct.WORK, {}, changes=True
    ),
    ("POST", "/desk/matters/<matter_id>/consents"): in_matter(
        MatterAct.WORK, dict.fromkeys(_WORK_IN, 422), changes=True
    ),
    ("POST", "/desk/matters/<matter_id>/consents/<consent_id>/end"): in_matter(MatterAct.WORK, {}, changes=True),
    # None of theirs has this id.
    ("POST", "/desk/invitations/<invitation_id>/withdraw"): for_staff(404, GIVES_CODES, _GIVE_CODES, changes=True),
    # What an open desk asks for by itself shows of nobody that they are there.
    ("GET", "/api/v1/desk/state"): at_desk(200, renews=False),
    ("GET", "/api/v1/desk/events"): at_desk(200, renews=False),
    ("PUT", "/api/v1/desk/presence"): at_desk(200, changes=True, renews=False),
    ("GET", "/api/v1/desk/conversations/<conversation_id>"): of_chat(),
    **{
        ("POST", f"/api/v1/desk/conversations/<conversation_id>/{act}"): of_chat(
            changes=True, repeats=act not in ("notes", "typing")
        )
        for act in ("messages", "notes", "facts", "transfer", "close", "typing")
    },
    ("PUT", "/api/v1/desk/conversations/<conversation_id>/draft"): of_chat(changes=True),
    ("POST", "/api/v1/desk/conversations/<conversation_id>/claim"): of_chat(changes=True, takes=True),
    ("POST", "/api/v1/desk/conversations/<conversation_id>/decline"): of_chat(204, changes=True, takes=True),
    ("POST", "/api/v1/desk/conversations/<conversation_id>/step-aside"): of_chat(changes=True, takes=True),
    ("POST", "/api/v1/desk/conversations/<conversation_id>/take-over"): of_chat(404, True, SUPERVISES, True),
    **{("GET", f"/desk/board{path}"): _at_board(200) for path in ("", "/assistant")},
    # Script looks again by itself: that nobody is there must still be noticed.
    ("GET", "/desk/board/now"): _at_board(200, renews=False),
    # Without what to stop the assistant for, as the test of this matrix sends it.
    ("POST", "/desk/board/assistant"): _at_board(422, changes=True),
    ("GET", "/desk/board/chats/<conversation_id>"): of_chat(roles=SUPERVISES),
    ("GET", "/desk/board/chats/<conversation_id>/now"): of_chat(roles=SUPERVISES, renews=False),
    ("POST", "/desk/board/chats/<conversation_id>/whispers"): of_chat(changes=True, roles=SUPERVISES),
    ("GET", "/desk/board/chats/<conversation_id>/take-over"): of_chat(roles=SUPERVISES),
    ("POST", "/desk/board/chats/<conversation_id>/take-over"): of_chat(changes=True, roles=SUPERVISES),
    # Nobody of the test has been at the desk under this name.
    ("GET", "/desk/board/agents/<employee_id>"): _at_board(404),
    ("POST", "/desk/board/agents/<employee_id>"): _at_board(404, changes=True),
    # Only where the operator names who calls (TAS_CALLBACKS). None of them has this id.
    ("GET", "/desk/callbacks"): at_desk(200),
    ("GET", "/desk/callbacks/<callback_id>"): at_desk(404),
    ("GET", "/desk/callbacks/<callback_id>/chat"): at_desk(404),
    ("GET", "/desk/callbacks/<callback_id>/changed"): at_desk(404, renews=False),
    ("POST", "/desk/callbacks/<callback_id>/take"): at_desk(404, changes=True),
    ("POST", "/desk/callbacks/<callback_id>/give-back"): at_desk(404, changes=True),
    ("POST", "/desk/callbacks/<callback_id>/done"): at_desk(404, changes=True),
    ("POST", "/desk/callbacks/<callback_id>/not-reached"): at_desk(404, changes=True),
    ("GET", "/desk/read-code"): at_desk(200),
    # A code that opens nothing, as the test of this matrix enters it, is told as one.
    ("POST", "/desk/read-code"): at_desk(404, changes=True),
    ("GET", "/desk/acceptance"): at_desk(200),
    ("POST", "/desk/acceptance"): at_desk(200, changes=True),
    # Who sees which thread is decided by who takes part in it: of what they don't see, nothing is there.
    ("GET", "/api/v1/matters/<matter_id>/threads"): in_matter(None, dict.fromkeys(_SEE_THREADS, 200)),
    # Staff say whom it is for; the test of this matrix doesn't.
    ("POST", "/api/v1/matters/<matter_id>/threads"): in_matter(
        None,
        {**dict.fromkeys(_MAY_WRITE, 201), **dict.fromkeys(_WORK_IN, 422), Role.REVIEWER: 403},
        changes=True,
    ),
    # It is kept while somebody types: whoever writes a long letter is there.
    ("PUT", "/api/v1/matters/<matter_id>/draft"): in_matter(
        None, {**dict.fromkeys(_SEE_THREADS, 204), Role.REVIEWER: 403}, changes=True
    ),
    ("GET", "/api/v1/matters/<matter_id>/threads/<thread_id>"): in_matter(None, {}),
    ("GET", "/api/v1/matters/<matter_id>/threads/<thread_id>/messages"): in_matter(None, {}),
    ("POST", "/api/v1/matters/<matter_id>/threads/<thread_id>/messages"): in_matter(
        None, {Role.REVIEWER: 403}, changes=True
    ),
    ("PUT", "/api/v1/matters/<matter_id>/threads/<thread_id>/draft"): in_matter(
        None, {Role.REVIEWER: 403}, changes=True
    ),
    ("POST", "/api/v1/conversations"): _anyone(201),
    ("POST", "/api/v1/conversations/<conversation_id>/messages"): _writes(201),
    ("GET", "/api/v1/conversations/<conversation_id>/events"): _reads(),
    ("POST", "/api/v1/conversations/<conversation_id>/typing"): _writes(204),
    ("POST", "/api/v1/conversations/by-code"): _anyone(404),
    ("POST", "/api/v1/conversations/<conversation_id>/return-code"): _writes(201),
    ("POST", "/api/v1/conversations/<conversation_id>/only-me"): _writes(204),
    ("POST", "/api/v1/conversations/<conversation_id>/give-back"): _writes(409),
    # Without the protocol's headers, as the test of this matrix asks; none of them has begun one of this id.
    ("OPTIONS", "/api/v1/uploads"): _everyone(204),
    ("POST", "/api/v1/uploads"): in_session(412, changes=True, least=Assurance.PROOFED),
    ("GET", "/api/v1/uploads/<document_id>"): in_session(404, least=Assurance.PROOFED, renews=False),
    ("PATCH", "/api/v1/uploads/<document_id>"): in_session(412, changes=True, least=Assurance.PROOFED),
    ("DELETE", "/api/v1/uploads/<document_id>"): in_session(412, changes=True, least=Assurance.PROOFED),
    ("GET", "/documents/<document_id>"): in_session(404, least=Assurance.PROOFED),
    ("GET", "/documents/<document_id>/view"): in_session(404, least=Assurance.PROOFED),
    ("GET", "/documents/<document_id>/pages/<page>"): in_session(404, least=Assurance.PROOFED),
    ("GET", "/api/v1/documents/<document_id>"): in_session(404, least=Assurance.PROOFED, renews=False),
    # Nothing is said to be JSON, as the test of this matrix sends it.
    ("POST", "/api/v1/documents/assembled"): in_session(415, changes=True, least=Assurance.PROOFED),
    ("GET", "/api/v1/openapi.json"): _everyone(),
    ("GET", "/health/live"): _everyone(),
    ("GET", "/health/ready"): _everyone(),
    ("GET", "/metrics"): Row(Access.OPERATOR, {**dict.fromkeys(Role, 404), Role.OPERATOR: 200}),
}


class RouteWithoutRow(Exception):
    """A route has no row in the matrix; its words say which."""


def check(app: Gateway) -> None:
    """Raises RouteWithoutRow unless every route of the router has its row."""
    missing = sorted(" ".join(key) for key in routes(app) if key not in MATRIX)
    if missing:
        raise RouteWithoutRow(f"no row in channels/authorization.py for {', '.join(missing)}")


def routes(app: Gateway) -> dict[tuple[str, str], Route]:
    """Every route by method and path, HEAD with its GET."""
    return {
        ("GET" if method == "HEAD" else method, _path(route)): route
        for route in app.router.routes
        for method in route.methods
    }


async def enforce(request: GatewayRequest) -> None:
    """Request middleware: lets in whom the route's row lets in. Raises Problem."""
    if request.route is None:  # an error before routing, such as 404
        return
    row = MATRIX["GET" if request.method == "HEAD" else request.method, _path(request.route)]
    if row.access is Access.CONVERSATION:
        await _open_conversation(request, row)
    elif row.access is Access.FORM:
        request.ctx.visitor = _proven_visitor(request)
    elif row.access is Access.OPERATOR:
        _operator(request)
    elif row.access in (Access.SESSION, Access.MATTER, Access.OWN, Access.STAFF, Access.DESK):
        await _open_session(request, row)


def visitor_who_begins(request: GatewayRequest) -> VisitorToken | None:
    """The browser that a new conversation belongs to as well: only where its CSRF token came along. Raises Problem."""
    if request.visitor_cookie is None or CSRF_HEADER not in request.headers:
        return None
    return _proven_visitor(request)


def who_leaves(request: GatewayRequest) -> tuple[VisitorToken | None, ConversationToken | None]:
    """Whose access ends: the browser's that was shown to ask for it, and the token's. Leaving itself is never refused."""
    token = _bearer(request)
    try:
        visitor = None if request.visitor_cookie is None else _proven_visitor(request)
    except Problem:
        visitor = None
    return visitor, None if token is None else ConversationToken(token)


async def _open_conversation(request: GatewayRequest, row: Row) -> None:
    """A wrong token, another's conversation and a missing one are told alike: 404."""
    conversation_id = _named_conversation(request)
    token, visitor = _bearer(request), request.visitor_cookie
    if token is None and await _open_as_signed_in(request, row, conversation_id, alone=visitor is None):
        return
    if token is not None:
        holder = Holder(token=ConversationToken(token))
    elif visitor is not None:
        if request.method not in SAFE_METHODS:
            request.ctx.visitor = _proven_visitor(request)
        holder = Holder(visitor=visitor)
    else:
        raise _without_credentials(row)
    if conversation_id is None or not await request.services.conversations.opened_by(conversation_id, holder):
        raise Problem("conversation_not_found")
    request.ctx.conversation_id, request.ctx.holder = conversation_id, holder


async def _open_as_signed_in(
    request: GatewayRequest, row: Row, conversation_id: ConversationId | None, alone: bool
) -> bool:
    """Lets in whoever signed in to their own conversation; False where the browser's other cookie is to be looked at.

    A browser has both cookies. What changes something carries the CSRF token of one of them: that one is meant. What only
    reads is looked at by the session first. `alone`: there is no other cookie.
    """
    services, token = request.services, request.session_cookie
    if token is None:
        return False
    changes = request.method not in SAFE_METHODS
    if changes:
        if not alone and not services.session_cookies.csrf_matches(token, _csrf_given(request)):
            return False
        _check_form(request, token)
    streams = "text/event-stream" in request.headers.getone("accept", "")
    session = await services.sessions.find(token, renew=not streams)
    if session is None or session.actor.assurance < Assurance.PROOFED:
        if changes and session is None:
            raise _without_credentials(row)
        if session is not None and alone:
            raise Problem("conversation_not_found")
        return False
    holder = Holder(person=session.actor.person_id)
    if conversation_id is None or not await services.conversations.opened_by(conversation_id, holder):
        if changes or alone:
            raise Problem("conversation_not_found")
        return False
    request.ctx.session, request.ctx.conversation_id, request.ctx.holder = session, conversation_id, holder
    return True


def _without_credentials(row: Row) -> Problem:
    challenge = {"WWW-Authenticate": "Bearer"} if row.without_credentials == "unauthorized" else {}
    return Problem(row.without_credentials, challenge)


def _named_conversation(request: GatewayRequest) -> ConversationId | None:
    named = str(request.match_info["conversation_id"])
    return ConversationId(named) if UUID.fullmatch(named) else None


async def _open_session(request: GatewayRequest, row: Row) -> None:
    """Lets in whom the session names, as far as the row says; then `request.session` is theirs."""
    services, token = request.services, request.session_cookie
    changes = request.method not in SAFE_METHODS
    session = None
    if token is not None:
        there = row.renews and "text/event-stream" not in request.headers.getone("accept", "")
        session = await services.sessions.find(token, renew=there and not changes)
        if changes:
            _check_form(request, token, streams=row.streams)
            if session is None and row.keeps:
                await _keep(request, token)
            elif session is not None and there:
                session = await services.sessions.find(token)
    if session is None:
        raise Problem("sign_in_needed", {"WWW-Authenticate": _CHALLENGE})
    request.ctx.session = session
    await _let_in(request, row, session)


async def _let_in(request: GatewayRequest, row: Row, session: Session) -> None:
    """What a row asks of a session that holds. Raises Problem."""
    if row.access in (Access.STAFF, Access.DESK):
        if not session.actor.staff_roles & row.staff_roles:
            raise Problem("not_found")
        request.services.limits.let_in(session.digest)
        if row.access is Access.DESK:
            await _at_desk(request, row, session)
    elif session.actor.assurance < row.least:
        raise Problem("step_up_needed")
    elif row.not_for_staff and session.actor.staff_roles:
        raise Problem("not_found")
    elif row.access is Access.MATTER:
        request.ctx.access = await _matter(request, row, session)
    elif row.access is Access.OWN:
        conversation_id, holder = _named_conversation(request), Holder(person=session.actor.person_id)
        if conversation_id is None or not await request.services.conversations.opened_by(conversation_id, holder):
            raise Problem("conversation_not_found")
        request.ctx.conversation_id, request.ctx.holder = conversation_id, holder


async def _at_desk(request: GatewayRequest, row: Row, session: Session) -> None:
    """Missing, never handed off, and another's are told alike, 404. Raises Problem, ConversationNotFound, NotTheirs."""
    desk, conversation_id = request.services.desk, _named_conversation(request)
    if conversation_id is None:
        raise Problem("conversation_not_found")
    if not row.takes:
        await desk.let_in(session.actor, conversation_id, sent_as(request) if row.repeats else None)
    elif not await desk.may_take(session.actor, conversation_id):
        raise Problem("conversation_not_found")


async def _matter(request: GatewayRequest, row: Row, session: Session) -> MatterAccess:
    """Missing, somebody else's, and without what the row asks for are told alike, 404; the audit has the reason."""
    named, actor = str(request.match_info["matter_id"]), session.actor
    if not UUID.fullmatch(named):
        raise Problem("matter_not_found")
    decided = await request.services.authority.decided(actor, MatterId(named))
    access = decided.access
    others = bool(row.staff_roles) and not actor.staff_roles & row.staff_roles
    if access is None or others or (row.asks is not None and row.asks not in (*access.fields, *access.acts)):
        await request.services.cases.refuse(actor, MatterId(named), decided)
        raise Problem("matter_not_found")
    return access


async def _keep(request: GatewayRequest, token: SessionToken) -> None:
    """Keeps what a form of the session's own page brought after it had run out, for the person whose it was."""
    if not request.headers.getone("content-type", "").startswith(_FORM):
        return
    person_id = await request.services.sessions.ran_out(token)
    if person_id is None:
        return
    fields = {name: values for name, values in dict(request.get_form() or {}).items() if name != CSRF_FIELD}
    try:
        await request.services.kept_posts.keep(person_id, request.path, fields)
    except PersonUnknown:
        return
    request.ctx.kept = True


def check_form_token(request: GatewayRequest, given: str | None) -> None:
    """For a row that `streams`: raises Problem unless this token, or the header's, is of a page of this session."""
    token = request.session_cookie
    given = request.headers.getone(CSRF_HEADER, given)
    if token is None or not request.services.session_cookies.csrf_matches(token, given):
        raise Problem("csrf_failed")


def _check_form(request: GatewayRequest, token: SessionToken, *, streams: bool = False) -> None:
    """Raises Problem unless the request came from a page of this session (OWASP ASVS 5.0, 3.5.1)."""
    check_origin(request)
    if streams and request.headers.getone("content-type", "").startswith(_FORM_WITH_FILES):
        return
    if not request.services.session_cookies.csrf_matches(token, _csrf_given(request)):
        raise Problem("csrf_failed")


def _proven_visitor(request: GatewayRequest) -> VisitorToken:
    """The browser, if the request came from our own page in it (OWASP ASVS 5.0, 3.5.1)."""
    check_origin(request)
    visitor = request.visitor_cookie
    if visitor is None or not request.services.visitors.csrf_matches(visitor, _csrf_given(request)):
        raise Problem("csrf_failed")
    return visitor


def _csrf_given(request: GatewayRequest) -> str | None:
    """The CSRF token that came along, in its header or in a form."""
    token: str | None = request.headers.getone(CSRF_HEADER, None)
    if token is None and request.headers.getone("content-type", "").startswith(_FORM):
        form = request.get_form()
        token = None if form is None else form.get(CSRF_FIELD)
    return token


def _operator(request: GatewayRequest) -> None:
    """For others the route is not there."""
    settings = request.services.settings
    expected, given = settings.metrics_token.get_secret_value(), _bearer(request)
    if expected:
        allowed = given is not None and hmac.compare_digest(expected.encode(), given.encode())
    else:
        # A proxy on this machine has a loopback address as well: what it forwards comes from elsewhere.
        forwarded = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers)
        allowed = _is_loopback(request.ip) and not forwarded
    if not allowed:
        raise Problem("not_found")


def _bearer(request: GatewayRequest) -> str | None:
    """The Bearer token (RFC 6750, section 2.1); other schemes count as no credentials."""
    scheme, _, token = request.headers.getone("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    return token.strip()[:_LONGEST_TOKEN]


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _path(route: Route) -> str:
    return "/" + re.sub(r"<(\w+):[^>]*>", r"<\1>", route.path)
