"""The messages' part of the OpenAPI document; it is merged into the whole by `channels.screening.openapi`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from casework.cases.codes import DOCUMENTS
from casework.documents.models import DocumentState
from casework.listed import MOST
from casework.messages import rules
from casework.messages.models import AuthorKind, EntryKind, ParticipantKind
from channels.contract import TEXT, Schema, answer, body, list_of, object_of, problems_of, ref

_SESSION: Final[list[dict[str, list[str]]]] = [{"session": []}]
_TODAY: Final = datetime.now(UTC).date()
_LIMITS: Final = rules.limits(_TODAY)
_WHEN: Final[Schema] = {"type": "string", "format": "date-time"}
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_NAMED: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 64}
_DOCUMENT: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}
_REFUSED: Final = (401, 403, 404)


def _of(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _nullable(schema: Schema) -> dict[str, Any]:
    return {"oneOf": [schema, {"type": "null"}]}


def _id(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


_MATTER: Final = _id("matter_id")
_THREAD: Final = _id("thread_id")
_SKIPPED: Final[Schema] = {
    "name": "threads",
    "in": "query",
    "schema": {"type": "integer", "minimum": 0, "maximum": 999_999, "default": 0},
    "description": "How many of the newest to leave out.",
}
_SENT: Final[Mapping[str, Schema]] = {
    "client_id": ref("ClientId"),
    "text": {"type": "string", "maxLength": _LIMITS.text_characters, "description": "May be empty beside documents."},
    "documents": {
        **list_of(_DOCUMENT, maxItems=_LIMITS.documents),
        "description": "Finished uploads of one's own for this matter (`/api/v1/uploads`).",
    },
    "answers": {
        "type": "object",
        "additionalProperties": _NAMED,
        "propertyNames": _DOCUMENT,
        "description": "Which paper that was asked for a document is.",
    },
    "asks": {**list_of(ref("AskedPaper")), "description": "Of staff alone: papers that they ask for."},
}
_OPTIONAL: Final = ("text", "documents", "answers", "asks")

SCHEMAS: Final[Mapping[str, Schema]] = {
    "AskedPaper": object_of({"code": _of(DOCUMENTS), "due_on": _DAY}, closed=True),
    "ThreadMessage": object_of(_SENT, _OPTIONAL, closed=True),
    "NewThread": object_of(
        {
            **_SENT,
            "subject": {"type": "string", "minLength": 1, "maxLength": _LIMITS.subject_characters},
            "code": {
                "type": "string",
                "maxLength": 100,
                "description": "Of people alone: the access code of the employee whom it is for.",
            },
            "to": {**list_of(_NAMED), "description": "Of staff alone: whom it is for."},
        },
        (*_OPTIONAL, "code", "to"),
        closed=True,
    ),
    "LetterDraft": object_of(
        {
            "text": {"type": "string", "maxLength": _LIMITS.text_characters},
            "subject": {"type": "string", "maxLength": _LIMITS.subject_characters},
            "documents": {
                **list_of(_DOCUMENT, maxItems=_LIMITS.documents),
                "description": "Uploads that were put in here: the pages offer them in no other thread unasked.",
            },
            "answers": {
                **_SENT["answers"],
                "description": "Which paper that was asked for one of them is; what is asked for no longer isn't kept.",
            },
        },
        ("text", "subject", "documents", "answers"),
        closed=True,
    ),
    "MessageSent": object_of(
        {
            "thread": TEXT,
            "number": _COUNT,
            "reference": {"type": "string", "description": "What the receipt names; it opens nothing."},
        }
    ),
    "ThreadLine": object_of(
        {
            "id": TEXT,
            "subject": TEXT,
            "last_at": _WHEN,
            "last_name": TEXT,
            "count": _COUNT,
            "unread": {**_COUNT, "description": "Messages of others that whoever asks has not opened."},
            "waits_since": {**_nullable(_WHEN), "description": "Since when a person waits for an answer."},
            "participants": list_of(TEXT),
            "people": list_of(
                object_of(
                    {
                        "name": TEXT,
                        "as": _of(ParticipantKind),
                        "reads": {"type": "boolean", "description": "Whether they may still read it today."},
                    }
                )
            ),
            "may_write": {"type": "boolean"},
        },
        ("people", "may_write"),
    ),
    "ThreadList": object_of(
        {
            "threads": list_of(ref("ThreadLine"), maxItems=MOST),
            "more": {"type": "boolean", "description": "Whether there are older ones: ask again with `threads`."},
        }
    ),
    "LetterList": object_of({"messages": list_of(ref("Letter"))}),
    "Letter": object_of(
        {
            "number": _COUNT,
            "kind": {**_of(EntryKind), "description": "All but `message` only staff see."},
            "author": _of(AuthorKind),
            "name": TEXT,
            "mine": {"type": "boolean"},
            "at": _WHEN,
            "reference": TEXT,
            "text": TEXT,
            "note": TEXT,
            "documents": list_of(object_of({"id": TEXT, "name": TEXT, "length": _COUNT, "state": _of(DocumentState)})),
            "asks": list_of(ref("AskedPaper")),
            "reads": list_of(object_of({"name": TEXT, "staff": {"type": "boolean"}, "at": _WHEN})),
            "receipt": _nullable(
                object_of(
                    {
                        "to": _nullable(TEXT),
                        "reader": {**_nullable(TEXT), "description": "Who reads it while the addressee is away."},
                        "away_until": _nullable(_DAY),
                        "working_days": {**_COUNT, "description": "How soon a person usually answers."},
                    }
                )
            ),
        }
    ),
}


def _sends(operation_id: str, summary: str, schema: str, *parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": operation_id,
        "summary": summary,
        "security": _SESSION,
        "parameters": [_MATTER, *parameters],
        "requestBody": body(schema),
        "responses": {
            "201": answer("It was sent.", ref("MessageSent")),
            "200": answer("It had been sent before, by the same `client_id`.", ref("MessageSent")),
            **problems_of(*_REFUSED, 409, 415),
        },
    }


def _reads(operation_id: str, summary: str, schema: str, *parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": operation_id,
        "summary": summary,
        "security": _SESSION,
        "parameters": [_MATTER, *parameters],
        "responses": {"200": answer("So it stands.", ref(schema)), **problems_of(*_REFUSED)},
    }


def _keeps(operation_id: str, summary: str, *parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": operation_id,
        "summary": summary,
        "security": _SESSION,
        "parameters": [_MATTER, *parameters],
        "requestBody": body("LetterDraft"),
        "responses": {"204": {"description": "It is kept."}, **problems_of(*_REFUSED, 415)},
    }


PATHS: Final[Mapping[str, Any]] = {
    "/api/v1/matters/{matter_id}/threads": {
        "get": _reads(
            "listThreads", "The threads of a matter that whoever asks sees, the newest first", "ThreadList", _SKIPPED
        ),
        "post": _sends("beginThread", "Write a new message about a matter", "NewThread"),
    },
    "/api/v1/matters/{matter_id}/draft": {
        "put": _keeps("keepNewDraft", "Keep what was written so far of a new message; empty: keep nothing"),
    },
    "/api/v1/matters/{matter_id}/threads/{thread_id}": {
        "get": _reads("readThread", "What stands above a thread; nothing counts as read by it", "ThreadLine", _THREAD),
    },
    "/api/v1/matters/{matter_id}/threads/{thread_id}/messages": {
        "get": _reads(
            "readMessages",
            "The messages of a thread; what is new counts as read, as both sides see",
            "LetterList",
            _THREAD,
        ),
        "post": _sends("answerThread", "Answer in a thread", "ThreadMessage", _THREAD),
    },
    "/api/v1/matters/{matter_id}/threads/{thread_id}/draft": {
        "put": _keeps("keepDraft", "Keep what was written so far of an answer; empty: keep nothing", _THREAD),
    },
}
