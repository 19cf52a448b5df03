"""Errors as people and programs can use them: `application/problem+json` with a stable code (RFC 9457; rule 11).

The sentence comes from `texts/` by the key `error-<code>`, in the person's language. Nothing of what was sent is said back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, raw

from adapters.case_system.port import CaseSystemUnavailable
from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from adapters.object_store.port import ObjectStoreUnavailable
from casework.authority.absences import AbsenceInvalid
from casework.authority.consents import ConsentRefused
from casework.callbacks.service import CallBackChanged, CallBackHeld
from casework.cases.service import ActRefused, ChangeReused, ContactInvalid, MatterNotFound
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.documents.reading import DocumentBroken
from casework.documents.service import (
    DocumentGone,
    DocumentNotFound,
    DocumentNotReady,
    NotClean,
    OffsetMismatch,
    ReleaseRefused,
    SentOtherwise,
    UploadRefused,
)
from casework.documents.writing import ChecksumMismatch, ChecksumTooLong, UploadBusy, UploadTooLong
from casework.handoff.desk import DeskRefused, ReplyStale
from casework.handoff.service import NoAgent, NotTheirs
from casework.messages import threads as messages
from casework.messages.threads import ThreadNotFound
from casework.staff_codes.service import NotAllowed
from casework.texts import Texts

CONTENT_TYPE: Final = "application/problem+json"

# Every code there is, with its status. Clients may rely on both; a text `error-<code>` exists in every language.
STATUS: Final[Mapping[str, int]] = {
    # No HTTP or JSON that we can read.
    "header_invalid": 400,
    "host_unknown": 400,
    "body_malformed": 400,
    "sign_in_refused": 400,
    "unauthorized": 401,
    "sign_in_needed": 401,
    "forbidden_origin": 403,
    "csrf_failed": 403,
    # Signed in, but not proven as much as the door asks for.
    "step_up_needed": 403,
    # Seen, but not this be done in it.
    "act_refused": 403,
    "whisper_refused": 403,
    "documents_not_allowed": 403,
    # Documents are for people who have signed in.
    "documents_sign_in": 403,
    # Missing, somebody else's and forbidden look the same (rule 7).
    "not_found": 404,
    "conversation_not_found": 404,
    # A case that isn't there and one that may not be seen: nobody learns which.
    "matter_not_found": 404,
    "thread_not_found": 404,
    "case_number_unknown": 404,
    # Wrong, over, ended or never made: nobody learns which.
    "code_unknown": 404,
    "portal_code_unknown": 404,
    "continuation_gone": 404,
    "method_not_allowed": 405,
    "request_timeout": 408,
    # At odds with how the conversation stands now.
    "client_id_reused": 409,
    "conversation_closed": 409,
    "choice_unknown": 409,
    "choice_stale": 409,
    "result_not_ready": 409,
    "code_needed": 409,
    "callback_held": 409,
    "callback_changed": 409,
    "chat_taken": 409,
    "chat_not_yours": 409,
    "chat_needs_skill": 409,
    "skill_not_on_duty": 409,
    "agent_stepped_aside": 409,
    "stepped_aside": 409,
    "agent_needs_skill": 409,
    "expected_seq_invalid": 409,
    "reply_stale": 409,
    "agent_not_on_duty": 409,
    "body_too_large": 413,
    "documents_too_many": 413,
    "message_too_long": 413,
    "subject_too_long": 413,
    "text_too_long": 413,
    "note_too_long": 413,
    "media_type_unsupported": 415,
    # Read, but not what the OpenAPI document says.
    "after_invalid": 422,
    "callback_number_missing": 422,
    "callback_number_invalid": 422,
    "callback_days_missing": 422,
    "callback_parts_missing": 422,
    "callback_zone_missing": 422,
    "choice_and_text": 422,
    "client_id_invalid": 422,
    "contact_invalid": 422,
    "field_invalid": 422,
    "field_missing": 422,
    "field_unknown": 422,
    "language_unknown": 422,
    "message_empty": 422,
    "fact_unknown": 422,
    "reply_has_gaps": 422,
    "documents_missing": 422,
    "release_reason_unknown": 422,
    "name_invalid": 422,
    "page_unusable": 422,
    "skill_unknown": 422,
    "transfer_target_missing": 422,
    "wrap_up_unknown": 422,
    "time_zone_unknown": 422,
    "subject_missing": 422,
    "text_missing": 422,
    "addressee_missing": 422,
    "addressee_unknown": 422,
    "employee_code_unknown": 422,
    "code_elsewhere": 422,
    "ask_invalid": 422,
    "asked_unknown": 422,
    "employee_may_not_see": 422,
    "absence_days": 422,
    "absence_substitute": 422,
    "consent_name": 422,
    "consent_number": 422,
    "consent_paper": 422,
    "consent_days": 422,
    "consent_on_case": 422,
    # Too many, or too much of them (RFC 6585, sections 4 and 5).
    "rate_limited": 429,
    "code_tries": 429,
    "header_too_large": 431,
    "internal": 500,
    "provider_unavailable": 503,
    "unavailable": 503,
    "cases_unavailable": 503,
    # Documents on their way in (tus 1.0.0 gives the statuses) and out.
    "upload_header_invalid": 400,
    "document_not_found": 404,
    "document_not_clean": 409,
    "document_not_ready": 409,
    "document_reused": 409,
    "upload_offset_mismatch": 409,
    "document_gone": 410,
    "upload_version_unknown": 412,
    "document_too_long": 413,
    "upload_too_long": 413,
    "upload_checksum_too_long": 413,
    "range_not_satisfiable": 416,
    "document_name_refused": 422,
    "documents_waiting": 422,
    "upload_busy": 423,
    "upload_checksum_mismatch": 460,
    "document_broken": 500,
}
# What the protocol of uploads has of its own (tus 1.0.0, checksum).
_PHRASES: Final[Mapping[int, str]] = {460: "Checksum Mismatch"}
# Whose sentence is advice to whoever has the chat: staff have one of their own, `error-<code>-desk`.
OTHERWISE_AT_DESK: Final = frozenset({"conversation_not_found"})
_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "rate_limited": frozenset({"seconds_count"}),
    "code_tries": frozenset({"minutes_count"}),
}
_OF_STATUS: Final[Mapping[int, str]] = {
    404: "not_found",
    405: "method_not_allowed",
    408: "request_timeout",
    413: "body_too_large",
    503: "unavailable",
}


class Problem(Exception):
    """Ends a request with a problem; `code` is one of STATUS.

    Attributes:
        sentence: The text that says it.
        headers: Headers of the answer, such as Retry-After.
        errors: What in the request is at fault: `{"pointer", "code"}` each, by our own names only.
        values: What the sentence needs, such as `seconds_count`.
        members: Further members of the problem (RFC 9457, section 3.2), such as what was missed.
    """

    def __init__(
        self,
        code: str,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        values: Mapping[str, int] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = f"error-{code}"
        self.status = STATUS[code]
        self.values = values
        self.members = dict(members or {})
        self.headers = dict(headers or {})
        self.errors = tuple(errors)

    def at_desk(self) -> Problem:
        """The same, in words for staff where the usual ones are advice to whoever has the chat."""
        if self.code in OTHERWISE_AT_DESK:
            self.sentence = f"error-{self.code}-desk"
        return self


# Exceptions of the casework that say nothing but that they happened.
_CODE_OF: Final[Mapping[type[Exception], str]] = {
    ConversationNotFound: "conversation_not_found",
    MatterNotFound: "matter_not_found",
    NotAllowed: "not_found",
    NoAgent: "not_found",
    CallBackHeld: "callback_held",
    CallBackChanged: "callback_changed",
    ActRefused: "act_refused",
    ChangeReused: "client_id_reused",
    ThreadNotFound: "thread_not_found",
    DocumentGone: "document_gone",
    DocumentNotFound: "document_not_found",
    SentOtherwise: "document_reused",
    UploadTooLong: "upload_too_long",
    ChecksumMismatch: "upload_checksum_mismatch",
    ChecksumTooLong: "upload_checksum_too_long",
    DocumentBroken: "document_broken",
}


def of_exception(error: BaseException) -> Problem:
    """The problem that an exception is to the person who sent the request; `internal` if it is our own fault."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, _WITH_CODE):
        return Problem(error.code)
    for kind, code in _CODE_OF.items():
        if isinstance(error, kind):
            return Problem(code)
    if isinstance(error, NotTheirs):
        return Problem("chat_not_yours", members={} if error.by is None else {"by": error.by})
    if isinstance(error, ReplyStale):
        return Problem("reply_stale", members={"missed": list(error.missed)})
    if isinstance(error, ContactInvalid):
        return Problem("contact_invalid", errors=[{"pointer": f"/{error.field}", "code": "contact_invalid"}])
    if isinstance(error, _OF_DOCUMENTS):
        return _of_document(error)
    if isinstance(error, CaseSystemUnavailable):
        return Problem("cases_unavailable", {"Retry-After": "30"})
    if isinstance(error, (DatabaseUnavailable, KeysUnavailable, ObjectStoreUnavailable)):
        return Problem("unavailable", {"Retry-After": "5"})
    if isinstance(error, SanicException):
        allow = {name: value for name, value in error.headers.items() if name.lower() == "allow"}
        unread = "header_invalid" if error.status_code < 500 else "internal"
        return Problem(_OF_STATUS.get(error.status_code, unread), allow)
    return Problem("internal")


_WITH_CODE: Final = (
    MessageRefused,
    DeskRefused,
    messages.MessageRefused,
    ConsentRefused,
    AbsenceInvalid,
    ReleaseRefused,
)
_OF_DOCUMENTS: Final = (DocumentNotReady, NotClean, OffsetMismatch, UploadBusy, UploadRefused)


def _of_document(error: BaseException) -> Problem:
    """What a program needs to go on: where an upload stands, why a document isn't taken or opened."""
    if isinstance(error, OffsetMismatch):
        return Problem("upload_offset_mismatch", {"Upload-Offset": str(error.offset_bytes)})
    if isinstance(error, UploadRefused):
        told = {"most_bytes": error.most_bytes, "verdict": error.verdict}
        return Problem(error.code, members={name: value for name, value in told.items() if value is not None})
    if isinstance(error, NotClean):
        return Problem("document_not_clean", members={"state": error.state.value})
    if isinstance(error, DocumentNotReady):
        told_of = {} if error.document_id is None else {"document": error.document_id}
        too_much = error.why in ("too_many", "too_long")
        code = "documents_too_many" if too_much else "document_not_ready"
        return Problem(code, members={"why": error.why, **told_of})
    return Problem("upload_busy", {"Retry-After": "2"})


def members(problem: Problem, texts: Texts, language: str, request_id: str) -> dict[str, Any]:
    """The members of the problem document. `title` is the status's own phrase, so `type` stays `about:blank` (4.2.1)."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": _PHRASES.get(problem.status) or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": texts.say(problem.sentence, language, problem.values),
        "request_id": request_id,
    }
    if problem.errors:
        document["errors"] = list(problem.errors)
    return document | problem.members


def as_json(problem: Problem, texts: Texts, language: str, request_id: str) -> HTTPResponse:
    """The problem as an answer."""
    return raw(
        orjson.dumps(members(problem, texts, language, request_id)),
        status=problem.status,
        headers={**problem.headers, "Content-Language": language},
        content_type=CONTENT_TYPE,
    )


def rate_limited(seconds: float) -> Problem:
    """Too many: the client may come again after so many seconds."""
    whole = max(1, math.ceil(seconds))
    return Problem("rate_limited", {"Retry-After": str(whole)}, values={"seconds_count": whole})


def code_tries(seconds: float) -> Problem:
    """Too many wrong codes: whoever tries may do so again after so many seconds, told in minutes."""
    whole = max(1, math.ceil(seconds))
    return Problem("code_tries", {"Retry-After": str(whole)}, values={"minutes_count": math.ceil(whole / 60)})


def check_texts(texts: Texts) -> None:
    """Raises LookupError unless every code has its sentence: found at the start, not when somebody waits for it."""
    unsaid = [code for code in STATUS if texts.variables(f"error-{code}") != _VALUES.get(code, frozenset())]
    unsaid += [code for code in OTHERWISE_AT_DESK if texts.variables(f"error-{code}-desk") is None]
    if unsaid:
        raise LookupError(f"no sentence, or one with other variables, for the problems {', '.join(unsaid)}")
