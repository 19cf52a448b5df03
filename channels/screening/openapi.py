"""The contract of the public API as an OpenAPI 3.1 document; schemathesis holds the server to it.

Written here by hand and not derived from handlers: it is what clients rely on, and a change of code alone must not change
it. What must be equal (limits, patterns, values, codes) is taken from the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from casework.access_codes.symbols import MOST_TYPED_CHARACTERS
from casework.callbacks.models import MOST_ASK_FOR_CHARACTERS
from casework.callbacks.numbers import MOST_TYPED_CHARACTERS as MOST_NUMBER_CHARACTERS
from casework.callbacks.rules import offer
from casework.clock import TIME_ZONES
from casework.conversations.models import Author, Owner
from casework.conversations.service import MOST_TEXT_CHARACTERS
from casework.documents.models import DocumentState
from casework.eligibility import OUTCOMES, URGENCIES
from channels import problems
from channels.bodies import (
    CHOICE_PATTERN,
    DOCUMENT_PATTERN,
    LONGEST_CHOICE,
    MOST_CHOICES,
    MOST_DOCUMENTS,
    UUID_PATTERN,
)
from channels.contract import ID as _ID
from channels.contract import LANGUAGE as _LANGUAGE
from channels.contract import SEQ as _SEQ
from channels.contract import TEXT as _TEXT
from channels.contract import Schema as _Schema
from channels.contract import answer as _answer
from channels.contract import body as _body
from channels.contract import list_of as _list
from channels.contract import object_of as _object
from channels.contract import problems_of as _problems
from channels.contract import ref as _ref
from channels.desk import openapi as desk
from channels.documents import openapi as documents
from channels.messages import openapi as messages
from channels.screening.pdf import SHEETS


def _event(kind: str, description: str, properties: Mapping[str, Any], optional: Iterable[str] = ()) -> dict[str, Any]:
    common = {
        "seq": {**_SEQ, "description": "Its place in the conversation; numbers may be left out."},
        "kind": {"const": kind},
        "author": {"type": "string", "enum": [author.value for author in Author]},
        "at": {"type": "string", "format": "date-time"},
    }
    return {"description": description, **_object({**common, **properties}, optional)}


_CODED: Final = _list(_object({"code": _TEXT, "text": _TEXT}))
_NAME: Final[_Schema] = {"type": "string", "description": "The advocate's, as they chose it."}
_ALSO: Final = _list(
    _object(
        {
            "id": {"type": "string", "pattern": CHOICE_PATTERN, "description": "Sent alone as `choice`."},
            "title": _TEXT,
            "do": _TEXT,
        }
    )
)

_MINUTES: Final[_Schema] = {"type": "integer", "minimum": 0}

_EVENTS: Final[Mapping[str, _Schema]] = {
    "Message": _event(
        "message",
        "Something said. `choice` is there when the person used a button, `name` when an advocate wrote it.",
        {"text": _TEXT, "choice": {"oneOf": [_TEXT, _list(_TEXT)]}, "name": _NAME},
        optional=("choice", "name"),
    ),
    "Question": _event(
        "question",
        "A question. `choice` in an answer is one id, or several where `input` is `choices`; free text always does too.",
        {
            "text": _TEXT,
            "asks": {"type": "string", "description": "A fact's name, or `confirm`, `clarify`, `continue`."},
            "input": {"type": "string", "enum": ["choice", "choices", "date", "text"]},
            "variant": {"type": "integer", "minimum": 0, "maximum": 2},
            "why": _TEXT,
            "example": _TEXT,
            "facts": {"type": "object", "description": "For `confirm`: the fact and value it asks about."},
            "choices": _list(_object({"id": _TEXT, "title": _TEXT, "value": {}})),
            "also": _ALSO,
        },
        optional=("why", "example", "choices", "facts"),
    ),
    "Determination": _event(
        "determination",
        "A likely result with its reasons and next steps. It is never a decision: people at TAS decide.",
        {
            "text": _TEXT,
            "title": _TEXT,
            "outcome": {"type": "string", "enum": list(OUTCOMES)},
            "criteria": _list({"type": "integer", "minimum": 1, "maximum": 9}),
            "primary": {"oneOf": [{"type": "integer", "minimum": 1, "maximum": 9}, {"type": "null"}]},
            "reasons": _CODED,
            "next_steps": _CODED,
            "referrals": _CODED,
            "urgency": {"type": "string", "enum": list(URGENCIES)},
            "facts": {"type": "object"},
            "rules_version": _TEXT,
            "as_of": {"type": "string", "format": "date"},
            "also": _ALSO,
        },
    ),
    "Notice": _event(
        "notice",
        "What the service itself has to say; `emergency` comes before everything else.",
        {"text": _TEXT, "key": _TEXT, "level": {"type": "string", "enum": ["info", "emergency"]}, "also": _ALSO},
    ),
    "OwnerChange": _event(
        "owner",
        "Who answers from now on.",
        {
            "text": _TEXT,
            "owner": {"type": "string", "enum": [owner.value for owner in Owner]},
            "reason": _TEXT,
            "position": {"type": "integer", "minimum": 1},
            "expect": _TEXT,
            "name": _NAME,
            "also": _ALSO,
        },
        optional=("position", "expect", "name"),
    ),
    "Redacted": _event(
        "redacted",
        "Show `text` in place of what event `target_seq` said: a number was cut out of it later.",
        {"target_seq": _SEQ, "text": _TEXT},
    ),
    "Document": _event(
        "document",
        "A document where it was sent, or, with `of_seq`, how the one of that event stands from now on.",
        {
            "text": _TEXT,
            "title": _TEXT,
            "document": {"type": "string", "pattern": DOCUMENT_PATTERN},
            "name": {"type": "string", "description": "Made safe for every device."},
            "size_bytes": {"type": "integer", "minimum": 0},
            "size": {"type": "string", "description": "The same in words."},
            "state": {"type": "string", "enum": [state.value for state in DocumentState]},
            "verdict": {"type": "string", "description": "Why it can't be opened, as a stable word."},
            "why": {"type": "string", "description": "The same in words."},
            "from_agent": {"type": "boolean"},
            "agent_name": _NAME,
            "of_seq": _SEQ,
        },
        optional=("verdict", "why", "agent_name", "of_seq"),
    ),
    "Closed": _event(
        "closed",
        "An advocate ended the chat. It takes no more messages, but may be gone on with for a while (`reopen`).",
        {
            "text": _TEXT,
            "head": _TEXT,
            "parts": {
                **_list(
                    _object({"code": {"type": "string", "enum": ["what", "who", "by"]}, "title": _TEXT, "text": _TEXT})
                ),
                "description": "What happens next, who does it, and, where that was said, by when.",
            },
            "name": _NAME,
            "reopen_until": {"type": "string", "format": "date-time"},
            "also": _ALSO,
        },
    ),
}

_OFFER: Final = offer(datetime.now(UTC).date())
_SAFE: Final = {"type": "boolean", "default": False}
_WISH: Final[Mapping[str, Any]] = {
    "days": _list({"type": "string", "enum": list(_OFFER.days)}, minItems=1, maxItems=7),
    "parts": _list({"type": "string", "enum": [part.name for part in _OFFER.parts]}, minItems=1, maxItems=4),
    "time_zone": {"type": "string", "enum": sorted(TIME_ZONES), "description": "What days and parts are counted in."},
    "voicemail": {**_SAFE, "description": "Whether it is safe to leave a message."},
    "name_caller": {**_SAFE, "description": "Whether it is safe to say who calls to whoever answers."},
    "language": {
        "type": "string",
        "enum": list(_OFFER.languages),
        "description": "To be spoken, by interpreter if need be.",
    },
    "relay": {"type": "boolean", "default": False, "description": "Whether to call by a relay service or TTY."},
    "ask_for": {"type": "string", "maxLength": MOST_ASK_FOR_CHARACTERS, "default": ""},
}
_OPTIONAL_WISH: Final = ("voicemail", "name_caller", "relay", "ask_for")

_SCHEMAS: Final[Mapping[str, _Schema]] = {
    "NewConversation": _object(
        {
            "language": _LANGUAGE,
            "time_zone": {
                "type": "string",
                "enum": sorted(TIME_ZONES),
                "description": "IANA name of the person's time zone, which days are counted by.",
            },
        },
        optional=("time_zone",),
        closed=True,
    ),
    "Conversation": _object(
        {
            "id": {"type": "string", "format": "uuid"},
            "token": {
                "type": "string",
                "description": "Opens the conversation. Told once; never put it into an address.",
            },
        }
    ),
    "EnteredCode": _object(
        {
            "code": {
                "type": "string",
                "minLength": 1,
                "maxLength": MOST_TYPED_CHARACTERS,
                "description": "As a person typed it: capitals, blanks and hyphens don't count, O is 0, I and L are 1.",
            }
        },
        closed=True,
    ),
    "ReturnCode": _object(
        {
            "code": {"type": "string", "description": "In groups, to be written down. Told once."},
            "expires_at": {"type": "string", "format": "date-time"},
        }
    ),
    "WishedCallBack": _object(
        {
            "client_id": _ref("ClientId"),
            "number": {
                "type": "string",
                "minLength": 1,
                "maxLength": MOST_NUMBER_CHARACTERS,
                "examples": ["(202) 555-0173"],
                "description": "As a person writes it; without its country it is one of the North American plan. Left out,"
                " the number that stands is kept.",
            },
            **_WISH,
        },
        optional=("number", *_OPTIONAL_WISH),
        closed=True,
    ),
    "CallBack": _object(
        {
            "caller": {"type": "string", "description": "Who calls, as people know them."},
            "callback": {
                "oneOf": [
                    {"type": "null"},
                    _object(
                        {
                            **_WISH,
                            "number_ends": {
                                "type": "string",
                                "description": "The last digits; the whole is never told.",
                            },
                            "word": {"type": "string", "description": "What the caller will say first."},
                            "tries": {"type": "integer", "minimum": 0},
                            "asked_at": {"type": "string", "format": "date-time"},
                        }
                    ),
                ]
            },
        }
    ),
    "NewMessage": {
        "description": "`client_id` makes sending twice harmless: the same id gives the same answer for ever.",
        "oneOf": [
            _object(
                {
                    "client_id": _ref("ClientId"),
                    "text": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": MOST_TEXT_CHARACTERS,
                        "pattern": r"[!-~¡-¬®-˿]",
                        "description": "Says something: at least one character that can be seen.",
                    },
                },
                closed=True,
            ),
            _object(
                {
                    "client_id": _ref("ClientId"),
                    "choice": {
                        "oneOf": [_ref("ChoiceId"), _list(_ref("ChoiceId"), minItems=1, maxItems=MOST_CHOICES)],
                        "description": "Ids that the server gave out with a question, or one that is always valid.",
                    },
                },
                closed=True,
            ),
            _object(
                {
                    "client_id": _ref("ClientId"),
                    "documents": {
                        **_ref("DocumentIds"),
                        "description": "Finished uploads of one's own for this conversation (`/api/v1/uploads`). For people"
                        " who have signed in.",
                    },
                    "answers": {
                        "type": "object",
                        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 64},
                        "propertyNames": {"type": "string", "pattern": DOCUMENT_PATTERN},
                        "description": "Which paper that was asked for each of them is, in a conversation about a matter.",
                    },
                    "text": {"type": "string", "maxLength": MOST_TEXT_CHARACTERS},
                },
                optional=("text", "answers"),
                closed=True,
            ),
        ],
    },
    "DocumentIds": _list(
        {"type": "string", "pattern": DOCUMENT_PATTERN}, minItems=1, maxItems=MOST_DOCUMENTS, uniqueItems=True
    ),
    "ClientId": {"type": "string", "format": "uuid", "pattern": UUID_PATTERN},
    "ChoiceId": {"type": "string", "pattern": CHOICE_PATTERN, "maxLength": LONGEST_CHOICE},
    "Posted": _object({"seq": _SEQ}),
    "Reading": _object(
        {
            "events": _list(_ref("Event")),
            "last_seq": {**_SEQ, "description": "Ask for what is after it next time."},
            "place": {
                "oneOf": [{"type": "null"}, _ref("Place")],
                "description": "In line for an advocate, once it can be said. A stream has it as `event: place`.",
            },
        }
    ),
    "Place": _object(
        {
            "state": {"type": "string", "enum": ["waiting", "away"]},
            "position": {"type": "integer", "minimum": 1},
            "low_minutes": _MINUTES,
            "high_minutes": _MINUTES,
            "text": _TEXT,
        },
        optional=("position", "low_minutes", "high_minutes"),
    ),
    "Event": {
        "oneOf": [_ref(name) for name in _EVENTS],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                schema["properties"]["kind"]["const"]: f"#/components/schemas/{name}"
                for name, schema in _EVENTS.items()
            },
        },
    },
    **_EVENTS,
    "Problem": _object(
        {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": sorted(problems.STATUS)},
            "detail": {"type": "string", "description": "A sentence that a person can act on, in their language."},
            "request_id": _TEXT,
            "errors": _list(_object({"pointer": _TEXT, "code": _TEXT})),
            "by": {"type": "string", "description": "Of `chat_taken` and `chat_not_yours`: who has the chat."},
            "missed": {**_list(_ref("Event")), "description": "Of `reply_stale`: what came after `expected_seq`."},
        },
        optional=("errors", "by", "missed"),
    ),
    "Summary": _object(
        {
            "language": _LANGUAGE,
            "title": _TEXT,
            "lead": _list(_TEXT),
            "sections": _list(
                _object(
                    {
                        "code": {
                            "type": "string",
                            "description": "Stable: `understood`, `result`, `reasons`, `steps`, `papers`, `telephone`.",
                        },
                        "title": _TEXT,
                        "before": _list(_TEXT),
                        "items": _list(_TEXT),
                        "numbered": {"type": "boolean"},
                        "after": _list(_TEXT),
                    }
                )
            ),
            "made": _TEXT,
            "file": _TEXT,
        }
    ),
    "Live": _object({"status": {"const": "live"}}),
    "Ready": _object(
        {
            "status": {"type": "string", "enum": ["ready", "not ready"]},
            "parts": {"type": "object", "additionalProperties": {"type": "string", "enum": ["ready", "not ready"]}},
        }
    ),
}

_SECURITY: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "The conversation's token."},
    "visitor": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-visitor",
        "description": "Names a browser of the full page (`visitor` on plain-HTTP localhost). What changes something needs"
        " the page's `X-CSRF-Token` and our own Origin as well.",
    },
}
_LANGUAGE_QUERY: Final = {
    "name": "language",
    "in": "query",
    "schema": _LANGUAGE,
    "description": "The language wanted; without it the conversation's.",
}


_FILES: Final[Mapping[str, Mapping[str, _Schema]]] = {
    "text/plain": {"schema": _TEXT},
    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
}
_OPEN: Final[list[dict[str, list[str]]]] = []
_CONVERSATION: Final[list[dict[str, list[str]]]] = [{"token": []}, {"visitor": []}]

_WHERE_CALLED: Final = "Only where the operator names who calls (TAS_CALLBACKS); elsewhere 404."

_PATHS: Final = {
    "/api/v1/conversations": {
        "post": {
            "operationId": "beginConversation",
            "summary": "Begin a conversation",
            "security": _OPEN,
            "requestBody": _body("NewConversation"),
            "responses": {
                "201": _answer("Begun.", _ref("Conversation")),
                **_problems(403, 415),
            },
        }
    },
    "/api/v1/conversations/by-code": {
        "post": {
            "operationId": "openByCode",
            "summary": "Open a conversation by its return code",
            "description": "Each use gives a new token, and a notice in the conversation says that it was opened. A wrong"
            " code, one that is over and one that was never made are told alike; whoever tries too often has to wait.",
            "security": _OPEN,
            "requestBody": _body("EnteredCode"),
            "responses": {
                "201": _answer("Opened.", _ref("Conversation")),
                **_problems(403, 404, 415),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/return-code": {
        "post": {
            "operationId": "makeReturnCode",
            "summary": "Make the code to come back with; an earlier one ends",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {
                "201": _answer("Made.", _ref("ReturnCode")),
                **_problems(401, 403, 404),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/only-me": {
        "post": {
            "operationId": "onlyMe",
            "summary": "End every other token, browser and code of the conversation",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {
                "204": {"description": "Only this token opens the conversation now."},
                **_problems(401, 403, 404),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/callback": {
        "get": {
            "operationId": "readCallBack",
            "summary": "The call-back that stands",
            "description": _WHERE_CALLED,
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {"200": _answer("It, or null.", _ref("CallBack")), **_problems(401, 404)},
        },
        "put": {
            "operationId": "askForCallBack",
            "summary": "Ask for a call-back, or change the one that stands",
            "description": f"{_WHERE_CALLED} No time is promised. Changes are told in the transcript, without the number.",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "requestBody": _body("WishedCallBack"),
            "responses": {
                "200": _answer("Kept.", _ref("CallBack")),
                **_problems(401, 403, 404, 409, 415),
            },
        },
        "delete": {
            "operationId": "withdrawCallBack",
            "summary": "Withdraw the call-back; its number is erased at once",
            "description": _WHERE_CALLED,
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {"204": {"description": "None stands."}, **_problems(401, 403, 404)},
        },
    },
    "/api/v1/conversations/{conversation_id}/give-back": {
        "post": {
            "operationId": "giveBack",
            "summary": "End this token; whoever has the return code goes on",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {
                "204": {"description": "This token opens nothing now."},
                **_problems(401, 403, 404, 409),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/messages": {
        "post": {
            "operationId": "writeMessage",
            "summary": "Write something or use a button",
            "description": "Answered once it is committed; the assistant's answer comes as events.",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "requestBody": _body("NewMessage"),
            "responses": {
                "201": _answer("Recorded.", _ref("Posted")),
                "200": _answer("Recorded before under this `client_id`.", _ref("Posted")),
                **_problems(401, 403, 404, 409, 415),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/typing": {
        "post": {
            "operationId": "personTyping",
            "summary": "Say that the person is writing",
            "description": "An advocate who has the chat sees it for a few seconds, or until something is sent. Sent every"
            " three seconds, not more often.",
            "security": _CONVERSATION,
            "parameters": [_ID],
            "responses": {"204": {"description": "Passed on."}, **_problems(401, 403, 404)},
        }
    },
    "/api/v1/conversations/{conversation_id}/events": {
        "get": {
            "operationId": "readEvents",
            "summary": "Read what comes after a seq",
            "description": "With `Accept: text/event-stream` a stream: `id:` is the seq, `data:` an Event; besides them come"
            ' `event: typing` with `{"typing": true or false}` and a comment every 15 seconds.',
            "security": _CONVERSATION,
            "parameters": [
                _ID,
                {"name": "after", "in": "query", "schema": {**_SEQ, "default": 0}},
                _LANGUAGE_QUERY,
                {
                    "name": "Last-Event-ID",
                    "in": "header",
                    "schema": _SEQ,
                    "description": "How far the client got, if later than `after`; browsers send it when they reconnect.",
                },
            ],
            "responses": {
                "200": _answer("Events in order.", _ref("Reading"), **{"text/event-stream": {"schema": _TEXT}}),
                **_problems(401, 404),
            },
        }
    },
    "/api/v1/conversations/{conversation_id}/summary": {
        "get": {
            "operationId": "readSummary",
            "summary": "The page to take away",
            "description": "What was understood, the likely result, what to do first and papers worth having, from facts"
            " and never from what was typed. By `Accept`: JSON, plain text, or a tagged PDF of one sheet. 409 before the"
            " first result.",
            "security": _CONVERSATION,
            "parameters": [
                _ID,
                _LANGUAGE_QUERY,
                {
                    "name": "sheet",
                    "in": "query",
                    "schema": {"type": "string", "enum": list(SHEETS), "default": SHEETS[0]},
                    "description": "The paper of the PDF.",
                },
            ],
            "responses": {
                "200": _answer(
                    "The page.",
                    _ref("Summary"),
                    **_FILES,
                ),
                **_problems(401, 404, 409),
            },
        }
    },
    "/api/v1/openapi.json": {
        "get": {
            "operationId": "describe",
            "summary": "This document",
            "security": _OPEN,
            "responses": {"200": _answer("The document.", {"type": "object"}), **_problems()},
        }
    },
    "/health/live": {
        "get": {
            "operationId": "live",
            "summary": "Whether this process answers",
            "security": _OPEN,
            "responses": {"200": _answer("It does.", _ref("Live")), **_problems()},
        }
    },
    "/health/ready": {
        "get": {
            "operationId": "ready",
            "summary": "Whether every part can do its work",
            "security": _OPEN,
            "responses": {
                **_problems(),
                "200": _answer("All of them.", _ref("Ready")),
                "503": _answer("One can't; `parts` says which.", _ref("Ready")),
            },
        }
    },
}


def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TAS Connect",
            "version": "1.0.0",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Find out in a chat whether the Taxpayer Advocate Service may be able to help.",
        },
        "paths": {**_PATHS, **desk.PATHS, **documents.PATHS, **messages.PATHS},
        "components": {
            "schemas": {**_SCHEMAS, **desk.SCHEMAS, **documents.SCHEMAS, **messages.SCHEMAS},
            "securitySchemes": {**_SECURITY, **desk.SECURITY},
        },
    }


DOCUMENT: Final = orjson.dumps(document())
