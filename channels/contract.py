"""What the OpenAPI documents of all doors are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from channels import problems

Schema = Mapping[str, Any]
LANGUAGE: Final[Schema] = {"type": "string", "enum": ["en", "es"]}
SEQ: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
TEXT: Final[Schema] = {"type": "string"}
_JSON: Final = "application/json"
# What any request may be answered with, whatever it asks for.
_ALWAYS: Final = (400, 408, 413, 422, 429, 431, 500, 503)
ID: Final = {
    "name": "conversation_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


def object_of(properties: Mapping[str, Any], optional: Iterable[str] = (), closed: bool = False) -> dict[str, Any]:
    """An object; `closed`: with these properties and no other."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in set(optional)],
    }
    if closed:
        schema["additionalProperties"] = False
    return schema


def list_of(items: Schema, **limits: int) -> dict[str, Any]:
    """A list."""
    return {"type": "array", "items": items, **limits}


def ref(name: str) -> dict[str, str]:
    """A schema of the document by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def problems_of(*statuses: int) -> dict[str, Any]:
    """The problems that an operation may answer with: those of any, and of these statuses."""
    described: dict[str, dict[str, Any]] = {}
    for status in sorted({*_ALWAYS, *statuses}):
        codes = ", ".join(f"`{code}`" for code, its in problems.STATUS.items() if its == status)
        described[str(status)] = {
            "description": f"A problem: {codes}.",
            "content": {problems.CONTENT_TYPE: {"schema": ref("Problem")}},
        }
    for name, of in (("Retry-After", "429"), ("WWW-Authenticate", "401")):
        if of in described:
            described[of]["headers"] = {name: {"schema": TEXT}}
    return described


def answer(description: str, schema: Schema, **other_types: Mapping[str, Schema]) -> dict[str, Any]:
    """An answer in JSON, or in another type as well."""
    return {"description": description, "content": {_JSON: {"schema": schema}, **other_types}}


def body(name: str) -> dict[str, Any]:
    """A body in JSON."""
    return {"required": True, "content": {_JSON: {"schema": ref(name)}}}
