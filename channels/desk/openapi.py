"""The desk's part of the OpenAPI document; it is merged into the whole by `channels.screening.openapi`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from casework import eligibility
from casework.conversations.models import Door, Owner
from casework.conversations.service import MOST_TEXT_CHARACTERS
from casework.handoff import rules
from casework.handoff.desk import MOST_CLOSING_CHARACTERS
from casework.handoff.models import SAID, HandoffState, NoteKind, Presence
from channels.contract import ID, LANGUAGE, SEQ, TEXT, Schema, answer, body, list_of, object_of, problems_of, ref

_TODAY: Final = datetime.now(UTC).date()
_WHEN: Final[Schema] = {"type": "string", "format": "date-time"}
_OR_NULL: Final[Schema] = {"type": "null"}
_ONE_SEEN: Final = r"[!-~¡-¬®-˿]"
_WORDS: Final[Schema] = {
    "type": "string",
    "minLength": 1,
    "maxLength": MOST_TEXT_CHARACTERS,
    "pattern": _ONE_SEEN,
    "description": "At least one character that can be seen.",
}
_CLOSING: Final[Schema] = {**_WORDS, "maxLength": MOST_CLOSING_CHARACTERS}
_NAMED: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 64}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_EXPECTED: Final[Schema] = {**SEQ, "description": "The last event that the agent had seen when they wrote."}
_SKILLS: Final = [
    *("language:en", "language:es"),
    *(f"topic:{group}" for group in rules.topic_groups(_TODAY)),
]


def _of(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _once(properties: Mapping[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return object_of({"client_id": ref("ClientId"), **properties}, optional, closed=True)


def _nullable(schema: Schema) -> dict[str, Any]:
    return {"oneOf": [schema, _OR_NULL]}


SCHEMAS: Final[Mapping[str, Schema]] = {
    "SetPresence": object_of({"status": _of(SAID)}, optional=("status",), closed=True),
    "PresenceSet": object_of({"status": _of(Presence), "lease_until": _nullable(_WHEN)}),
    "Once": _once({}),
    "DeskReply": _once(
        {"text": _WORDS, "documents": ref("DocumentIds"), "expected_seq": _EXPECTED}, optional=("documents",)
    ),
    "DeskNote": _once(
        {
            "text": _WORDS,
            "whisper": {
                "type": "boolean",
                "default": False,
                "description": "A supervisor's, to whoever has the chat. No person ever receives either.",
            },
        },
        optional=("whisper",),
    ),
    "CorrectedFact": _once(
        {
            "fact": _of(eligibility.FACTS),
            "value": {"oneOf": [TEXT, list_of(TEXT)], "description": "One of those that the fact can have."},
        }
    ),
    "Transferred": _once(
        {
            "to": {
                "oneOf": [
                    {"const": "assistant"},
                    object_of({"agent": _NAMED}, closed=True),
                    object_of({"skill": _of(_SKILLS)}, closed=True),
                ]
            },
            "note": {"type": "string", "maxLength": MOST_TEXT_CHARACTERS, "default": ""},
            "anyway": {"type": "boolean", "default": False},
        },
        optional=("note", "anyway"),
    ),
    "ClosedChat": _once(
        {
            "wrap_up": _of(rules.wrap_ups(_TODAY)),
            "what": {**_CLOSING, "description": "What happens next, in words for the person."},
            "who": {**_CLOSING, "description": "Who does it."},
            "by_on": {"type": "string", "format": "date", "description": "By when."},
            "expected_seq": _EXPECTED,
        },
        optional=("by_on",),
    ),
    "DeskDraft": object_of({"text": {"type": "string", "maxLength": MOST_TEXT_CHARACTERS}}, closed=True),
    "DeskChat": object_of(
        {
            "conversation": {"type": "string", "format": "uuid"},
            "state": _of(HandoffState),
            "reason": TEXT,
            "urgency": _of(eligibility.URGENCIES),
            "language": LANGUAGE,
            "topic": _nullable(TEXT),
            "emergency": {"type": "boolean"},
            "signed_in": {"type": "boolean"},
            "front": {"type": "boolean", "description": "Before everybody of the same urgency."},
            "waiting_since": _WHEN,
            "until_at": {**_nullable(_WHEN), "description": "Until when an offer or a kept turn holds."},
            "last_seq": SEQ,
            "owes": {"type": "string", "enum": ["agent", "person"], "description": "Who is to write next."},
            "person_here": {"type": "boolean"},
            "notes": _COUNT,
            "mine_to_take": {"type": "boolean"},
        }
    ),
    "DeskState": object_of(
        {
            "me": _nullable(
                object_of(
                    {
                        "name": {"type": "string", "description": "What people see, as staff chose it."},
                        "status": _of(Presence),
                        "capacity": _COUNT,
                        "room": {"type": "integer", "description": "What is left of it."},
                        "lease_until": _nullable(_WHEN),
                    }
                )
            ),
            "chats": {**list_of(ref("DeskChat")), "description": "The agent's own, and what is offered to them."},
            "queue": {**list_of(ref("DeskChat")), "description": "In line, the next first."},
            "on_duty": _COUNT,
            "version": {**_COUNT, "description": "Grows with each change of the queue or an agent."},
        }
    ),
    "OpenedChat": object_of(
        {
            "chat": {**_nullable(ref("DeskChat")), "description": "Null once it is closed."},
            "door": _of(Door),
            "owner": _of(Owner),
            "language": LANGUAGE,
            "last_seq": SEQ,
            "mine": {"type": "boolean", "description": "Whether the agent may write to the person."},
            "earlier": {
                **list_of(ref("Event")),
                "description": "What was said in the public chat that the person brought along when they signed in.",
            },
            "events": {**list_of(ref("Event")), "description": "As they were shown, each with its own `language`."},
            "notes": list_of(ref("DeskNoteWritten")),
            "facts": list_of(
                object_of(
                    {
                        "fact": TEXT,
                        "value": {},
                        "how": {
                            "type": "string",
                            "description": "`corrected` by an advocate, `answered`, `understood`, …",
                        },
                        "seq": {**SEQ, "description": "The message that it came from, or its own."},
                    }
                )
            ),
            "skipped": {**list_of(TEXT), "description": "Facts that were asked and left open."},
            "determination": _nullable(ref("Determination")),
            "matter": {
                **_nullable(
                    object_of(
                        {
                            "id": {"type": "string", "format": "uuid"},
                            "sees": {"type": "boolean", "description": "Whether this agent may see it."},
                        }
                    )
                ),
                "description": "Of somebody who signed in, about a case; of nobody else.",
            },
            "draft": TEXT,
        }
    ),
    "DeskNoteWritten": object_of(
        {
            "number": {"type": "integer", "minimum": 1},
            "kind": _of(NoteKind),
            "author": TEXT,
            "after_seq": SEQ,
            "at": _WHEN,
            "text": TEXT,
        }
    ),
    "DeskConversation": object_of({"conversation": {"type": "string", "format": "uuid"}}),
}

SECURITY: Final[Mapping[str, Any]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-session",
        "description": "Who signed in (`session` on plain-HTTP localhost). What changes something needs the session's"
        " `X-CSRF-Token` and our own Origin as well.",
    }
}
_STAFF: Final[list[dict[str, list[str]]]] = [{"session": []}]
_CHAT: Final = "/api/v1/desk/conversations/{conversation_id}"
_DONE: Final = {"204": {"description": "Done."}}
_IT: Final = {"200": answer("Done, now or before under this `client_id`.", ref("DeskConversation"))}


def _operation(
    operation_id: str,
    summary: str,
    responses: Mapping[str, Any],
    *statuses: int,
    description: str | None = None,
    sent: str | None = None,
    of_chat: bool = True,
) -> dict[str, Any]:
    return {
        "operationId": operation_id,
        "summary": summary,
        **({"description": description} if description else {}),
        "security": _STAFF,
        **({"parameters": [ID]} if of_chat else {}),
        **({"requestBody": body(sent)} if sent else {}),
        "responses": {**responses, **problems_of(401, *statuses)},
    }


def _change(
    operation_id: str,
    summary: str,
    responses: Mapping[str, Any],
    description: str | None = None,
    sent: str | None = None,
) -> dict[str, Any]:
    """A change of a chat. Missing, never handed off, and another's are told alike, 404."""
    statuses = (403, 404, 409, 415) if sent else (403, 404, 409)
    return _operation(operation_id, summary, responses, *statuses, description=description, sent=sent)


PATHS: Final[Mapping[str, Any]] = {
    "/api/v1/desk/state": {
        "get": _operation(
            "readDesk", "The desk as the agent sees it", {"200": answer("It.", ref("DeskState"))}, 404, of_chat=False
        )
    },
    "/api/v1/desk/events": {
        "get": {
            **_operation(
                "followDesk",
                "Everything of the agent's desk as a stream",
                {"200": {"description": "A stream.", "content": {"text/event-stream": {"schema": TEXT}}}},
                404,
                description="`event: desk` is a DeskState, sent when it changed; `event: chat` is"
                ' `{"conversation", "events"}` and `event: note` `{"conversation", "notes"}`, both with a cursor as `id:`;'
                ' `event: typing` is `{"conversation", "typing"}`. It ends when the session does, or the role.',
                of_chat=False,
            ),
            "parameters": [
                {
                    "name": "after",
                    "in": "query",
                    "schema": TEXT,
                    "description": "A cursor; chats that it doesn't name are told from their beginning.",
                },
                {"name": "Last-Event-ID", "in": "header", "schema": TEXT, "description": "The same, before `after`."},
            ],
        }
    },
    "/api/v1/desk/presence": {
        "put": _operation(
            "setPresence",
            "Say whether the agent takes chats, and renew their lease; without a status the lease alone",
            {"200": answer("Until when it holds.", ref("PresenceSet"))},
            *(403, 404, 415),
            sent="SetPresence",
            of_chat=False,
        )
    },
    _CHAT: {
        "get": _operation(
            "openChat",
            "A chat with everything said before, what is known, what staff wrote, and the draft",
            {"200": answer("It.", ref("OpenedChat"))},
            *(404, 409),
            description="For the agent who has it or was offered it, and for supervisors. Every opening is in the audit.",
        )
    },
    f"{_CHAT}/claim": {
        "post": _change(
            "claimChat",
            "Take a chat: what was offered, or by hand out of the queue",
            _IT,
            description="One of those who claim it gets it; the others learn who, by `chat_taken`.",
            sent="Once",
        )
    },
    f"{_CHAT}/take-over": {
        "post": _change("takeOverChat", "Take a chat from whoever has it (supervisors)", _IT, sent="Once")
    },
    f"{_CHAT}/decline": {"post": _change("declineChat", "Let an offer go by", _DONE, sent="Once")},
    f"{_CHAT}/step-aside": {
        "post": _change(
            "stepAside",
            "Keep out of a chat with somebody one knows",
            _DONE,
            description="It goes to another, and is never shown or offered to the agent again. It is audited.",
            sent="Once",
        )
    },
    f"{_CHAT}/messages": {
        "post": _change(
            "replyInChat",
            "Say something to the person",
            {"201": answer("Said, now or before under this `client_id`.", ref("Posted"))},
            description="409 `reply_stale` where the person has written since: `missed` has it, and the draft stays.",
            sent="DeskReply",
        )
    },
    f"{_CHAT}/notes": {
        "post": _change(
            "noteInChat",
            "Write a note, or a supervisor's whisper, beside the conversation",
            {"201": answer("Written.", object_of({"number": {"type": "integer", "minimum": 1}}))},
            sent="DeskNote",
        )
    },
    f"{_CHAT}/facts": {
        "post": _change(
            "correctFact",
            "Correct a fact",
            {"201": answer("Corrected.", object_of({"fact": TEXT}))},
            sent="CorrectedFact",
        )
    },
    f"{_CHAT}/transfer": {
        "post": _change(
            "transferChat",
            "Pass a chat on: to a person, to a skill, back to the assistant",
            _IT,
            description="409 `skill_not_on_duty` where nobody else on duty has the skill, unless `anyway`.",
            sent="Transferred",
        )
    },
    f"{_CHAT}/close": {
        "post": _change("closeChat", "End a chat with what happens next, who does it, by when", _IT, sent="ClosedChat")
    },
    f"{_CHAT}/draft": {
        "put": _change(
            "keepDraft", "Keep what the agent has written so far; empty words forget it", _DONE, sent="DeskDraft"
        )
    },
    f"{_CHAT}/typing": {
        "post": _change("agentTyping", "Say that the agent is writing; it shows for a few seconds", _DONE)
    },
}
