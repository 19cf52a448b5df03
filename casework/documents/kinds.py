"""Which kinds of documents are taken, by dated data: content, the name's ending and what the device said must agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from adapters.inspector.port import Limits
from casework.dated import one_in_force
from casework.documents import names

_FILE = Path(__file__).with_name("data") / "kinds.json"
EMPTY: Final = "application/x-empty"
# What browsers and programs say where they don't know.
_SAYS_NOTHING: Final = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/x-download",
        "application/force-download",
        "*/*",
    }
)
_PICTURES: Final = "image/"
TYPE_NOT_ACCEPTED: Final = "type_not_accepted"
TYPE_MISMATCH: Final = "type_mismatch"
NOTHING_IN_IT: Final = "empty"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content that is taken."""

    content_type: str
    extensions: frozenset[str]
    declared: frozenset[str]


class Kinds:
    """The rules of the day (`adapters.inspector.port.Policy`)."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    @property
    def limits(self) -> Limits:
        """See `Policy.limits`."""
        return _limits(self._today())

    def refuses(self, name: str, content_type: str | None, declared_type: str = "") -> str | None:
        """See `Policy.refuses`."""
        today = self._today()
        named = names.judge(name, today)
        if named.refused is not None:
            return named.refused.value
        if content_type is None:
            return None
        kind = _kinds(today).get(content_type)
        if kind is None:
            return TYPE_NOT_ACCEPTED
        # Telephones and messengers call one kind of picture by another's name: every viewer goes by the content.
        alike = [kind]
        if content_type.startswith(_PICTURES):
            alike = [each for each in _kinds(today).values() if each.content_type.startswith(_PICTURES)]
        if not any(names.extension(named.shown) in each.extensions for each in alike):
            return NOTHING_IN_IT if content_type == EMPTY else TYPE_MISMATCH
        declared = declared_type.partition(";")[0].strip().lower()
        return None if declared in _SAYS_NOTHING or any(declared in each.declared for each in alike) else TYPE_MISMATCH

    @property
    def extensions(self) -> frozenset[str]:
        """Every ending that is taken today, for pages and the browser's own choice of files."""
        return frozenset(ending for kind in _kinds(self._today()).values() for ending in kind.extensions)


@cache
def _file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=4)
def _kinds(on: date) -> dict[str, Kind]:
    rows = one_in_force(_file()["accepted"], on, "kinds of documents")["kinds"]
    return {
        row["content_type"]: Kind(
            row["content_type"], frozenset(row["extensions"]), frozenset({*row["declared"], row["content_type"]})
        )
        for row in rows
    }


@lru_cache(maxsize=4)
def _limits(on: date) -> Limits:
    row = one_in_force(_file()["limits"], on, "limits of looking into documents")
    return Limits(**{field.name: row[field.name] for field in fields(Limits)})
