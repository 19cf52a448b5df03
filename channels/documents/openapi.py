"""The uploads' part of the OpenAPI document; it is merged into the whole by `channels.screening.openapi`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from casework.documents.letters import MOST_PAGES, TURNS_DEGREES
from casework.documents.models import DocumentState
from casework.documents.writing import CHECKED_BYTES
from channels.bodies import UUID_PATTERN
from channels.contract import TEXT, Schema, answer, object_of, problems_of, ref
from channels.documents.uploads import CHECKSUMS, CONTENT_TYPE, EXTENSIONS, LONGEST_NAME, VERSION

_SESSION: Final[list[dict[str, list[str]]]] = [{"session": []}]
_ID: Final = {
    "name": "document_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"},
}
_WHOLE: Final[Schema] = {"type": "string", "pattern": "^[0-9]{1,18}$"}
_OF_ANY: Final = (401, 403, 404, 410)


def _header(name: str, schema: Schema, description: str = "", required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "schema": dict(schema), "description": description}


_RESUMABLE: Final = _header("Tus-Resumable", {"const": VERSION}, "The protocol's version.")


def _told(*names: str) -> dict[str, Any]:
    return {name: {"schema": dict(TEXT)} for name in ("Tus-Resumable", *names)}


SCHEMAS: Final[Mapping[str, Schema]] = {
    "UploadState": object_of(
        {
            "id": TEXT,
            "state": {"type": "string", "enum": [state.value for state in DocumentState]},
            "name": {"type": "string", "description": "Made safe to show."},
            "length": {"type": "integer", "minimum": 0},
            "offset": {"type": "integer", "minimum": 0},
            "attached": {"type": "boolean", "description": "Whether it was sent with a message."},
            "verdict": {"type": "string", "description": "Why it was rejected or can't be looked into."},
            "content_type": {"type": "string", "description": "What it turned out to be."},
            "pages": {"type": "integer", "minimum": 0},
        },
        optional=("verdict", "content_type", "pages"),
    ),
    "DocumentStands": object_of(
        {
            "id": TEXT,
            "state": {"type": "string", "enum": [state.value for state in DocumentState]},
            "verdict": {"type": ["string", "null"], "description": "Why it was rejected or can't be looked into."},
            "message": {"type": ["string", "null"], "description": "The verdict as a sentence, with what to do."},
            "name": {"type": "string", "description": "Made safe to show."},
            "length_bytes": {"type": "integer", "minimum": 0},
            "content_type": {"type": ["string", "null"], "description": "What it turned out to be."},
            "pages_count": {"type": ["integer", "null"], "minimum": 0},
            "attached": {"type": "boolean", "description": "Whether it was sent with a message."},
        },
    ),
    "NewLetter": object_of(
        {
            "client_id": {"type": "string", "pattern": UUID_PATTERN},
            "place": {"type": "string", "maxLength": 64, "description": "`matter:<id>` or `conversation:<id>`."},
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
            "pages": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_PAGES,
                "items": object_of(
                    {
                        "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"},
                        "turned": {"type": "integer", "enum": list(TURNS_DEGREES), "description": "Clockwise."},
                    },
                    optional=("turned",),
                ),
            },
        },
    ),
}

PATHS: Final[Mapping[str, Any]] = {
    "/api/v1/documents/assembled": {
        "post": {
            "operationId": "assembleLetter",
            "summary": "Make one PDF out of photographs; the same pages are always the same letter",
            "security": _SESSION,
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref("NewLetter")}}},
            "responses": {
                "201": answer("The letter; it is looked into like every other document.", ref("DocumentStands")),
                **problems_of(400, 401, 403, 404, 409, 413, 415, 422),
            },
        },
    },
    "/api/v1/documents/{document_id}": {
        "get": {
            "operationId": "documentStands",
            "summary": "How a document stands, for whoever may open it once it is clean",
            "security": _SESSION,
            "parameters": [_ID],
            "responses": {"200": answer("So it stands.", ref("DocumentStands")), **problems_of(401, 403, 404)},
        },
    },
    "/api/v1/uploads": {
        "options": {
            "operationId": "uploadOptions",
            "summary": "What of tus (https://tus.io) there is",
            "security": [],
            "responses": {
                "204": {
                    "description": f"Version {VERSION} with {EXTENSIONS.replace(',', ', ')}.",
                    "headers": _told("Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"),
                },
                **problems_of(),
            },
        },
        "post": {
            "operationId": "beginUpload",
            "summary": "Begin a document; with the same `client_id` it is the same one",
            "security": _SESSION,
            "parameters": [
                _RESUMABLE,
                _header("Upload-Length", _WHOLE, "Of the whole document, in bytes."),
                _header(
                    "Upload-Metadata",
                    TEXT,
                    "Pairs of a key and its value in base64: `matter` or `conversation` (one of both), `client_id`, `name`,"
                    " `type`.",
                ),
            ],
            "responses": {
                "201": {
                    "description": "It is begun.",
                    "headers": _told("Location", "Upload-Offset", "Upload-Expires"),
                },
                **problems_of(*_OF_ANY, 409, 412),
            },
        },
    },
    "/api/v1/uploads/{document_id}": {
        "head": {
            "operationId": "uploadOffset",
            "summary": "How far an upload of one's own is",
            "security": _SESSION,
            "parameters": [_ID, _RESUMABLE],
            "responses": {
                "200": {
                    "description": "So far.",
                    "headers": _told("Upload-Offset", "Upload-Length", "Upload-Metadata", "Upload-Expires"),
                },
                # To HEAD a problem is told without its body.
                **{status: {"description": told["description"]} for status, told in problems_of(*_OF_ANY, 412).items()},
            },
        },
        "get": {
            "operationId": "uploadState",
            "summary": "What became of a document of one's own",
            "security": _SESSION,
            "parameters": [_ID],
            "responses": {"200": answer("So it stands.", ref("UploadState")), **problems_of(*_OF_ANY)},
        },
        "patch": {
            "operationId": "continueUpload",
            "summary": "Send the next bytes; whole frames of 65,536 bytes are kept, and the document's last one",
            "security": _SESSION,
            "parameters": [
                _ID,
                _RESUMABLE,
                _header("Upload-Offset", _WHOLE, "Where they begin: where the upload ends so far."),
                _header(
                    "Upload-Checksum",
                    TEXT,
                    f"Of this body: {' or '.join(CHECKSUMS)}, then the digest in base64. Without a match nothing is kept. "
                    f"For at most {CHECKED_BYTES} bytes, and not on a line that needs half an hour for them.",
                    required=False,
                ),
            ],
            "requestBody": {
                "required": True,
                "content": {CONTENT_TYPE: {"schema": {"type": "string", "contentMediaType": CONTENT_TYPE}}},
            },
            "responses": {
                "204": {
                    "description": "What `Upload-Offset` says is safe; what follows is to be sent again.",
                    "headers": _told("Upload-Offset", "Upload-Expires"),
                },
                **problems_of(*_OF_ANY, 409, 412, 413, 415, 423, 460),
            },
        },
        "delete": {
            "operationId": "takeUploadBack",
            "summary": "Take back a document that was not sent",
            "security": _SESSION,
            "parameters": [_ID, _RESUMABLE],
            "responses": {
                "204": {"description": "Nothing of it is left.", "headers": _told()},
                **problems_of(*_OF_ANY, 409, 412),
            },
        },
    },
}
