"""What a PDF reaches out to by itself when it is opened (ISO 32000-1, 12.6): a stranger's file, page or server.

A link that somebody clicks does no such thing and is left alone.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+", re.DOTALL
)
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_BY_ITSELF = re.compile(rb"/(?:OpenAction|AA)(?![A-Za-z0-9#_.-])")
_REACHING: Final = frozenset({b"/GoToR", b"/GoToE", b"/Launch", b"/SubmitForm", b"/ImportData", b"/URI"})
# An action's kind that stands in an object of its own: nobody writes it so who has nothing to hide.
_KIND_ELSEWHERE = re.compile(rb"\bobj\s*/(?:GoToR|GoToE|Launch|SubmitForm|ImportData|URI|JavaScript)\s*$")
# As far as other readers than PDFium are concerned: the same in the original's own words.
PLAIN: Final = re.compile(rb"/OpenAction\s*<<[^<>]*/S\s*/(?:GoToR|GoToE|SubmitForm|URI)(?![A-Za-z0-9#_.-])")
_DEEPEST = 64

Value = bytes | int | list["Value"] | dict[bytes, "Value"]
"""A name, string or number as it stands; the number of another object; an array; a dictionary."""


class Opening:
    """Collects what happens by itself, object by object, over as many readings as there are objects to follow."""

    def __init__(self) -> None:
        self.reaches = False
        self.wanted: set[int] = set()
        self._seen: set[int] = set()

    def take(self, words: bytes) -> None:
        """One object of the first reading."""
        if _KIND_ELSEWHERE.search(words):
            self.reaches = True
        elif _BY_ITSELF.search(words):
            self._find(parsed(words))

    def follow(self, words: bytes) -> None:
        """One object of a further reading: those that `wanted` names are actions."""
        number = _OBJECT.search(words)
        if number is not None and int(number[1]) in self.wanted:
            self.wanted.discard(int(number[1]))
            self._seen.add(int(number[1]))
            self._judge(parsed(words[number.end() :]))

    def _find(self, value: Value) -> None:
        waiting: list[Value] = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                for key, inner in one.items():
                    if key in (b"/OpenAction", b"/AA"):
                        self._judge(inner)
                    waiting.append(inner)
            elif isinstance(one, list):
                waiting += one

    def _judge(self, value: Value) -> None:
        """An action, several, or a dictionary of them by what sets them off."""
        waiting: list[Value] = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, int):
                if one not in self._seen:
                    self.wanted.add(one)
            elif isinstance(one, list):
                is_destination = len(one) > 1 and isinstance(one[1], bytes) and one[1].startswith(b"/")
                waiting += [] if is_destination else one
            elif isinstance(one, dict) and one.get(b"/Type", b"/Action") == b"/Action":
                kind = one.get(b"/S")
                if isinstance(kind, int) or kind in _REACHING:
                    self.reaches = True
                waiting += list(one.values()) if kind is None else [one.get(b"/Next", b"")]


def parsed(words: bytes) -> Value:
    """What an object holds as PDFium writes it; what is nested deeper than any document needs is left out."""
    top: list[Value] = []
    stack: list[list[Value]] = [top]
    for token in _TOKEN.findall(words):
        if token in (b"<<", b"["):
            stack.append([])
        elif token in (b">>", b"]"):
            if len(stack) > 1:
                held = stack.pop()
                if len(stack) <= _DEEPEST:
                    stack[-1].append(_dictionary(held) if token == b">>" else held)
        elif token == b"R" and len(stack[-1]) > 1 and _is_number(stack[-1][-2]):
            stack[-1][-2:] = [int(stack[-1][-2])]  # type: ignore[arg-type]
        else:
            stack[-1].append(token)
    return next((value for value in top if isinstance(value, (dict, list))), top)


def _is_number(value: Value) -> bool:
    return isinstance(value, bytes) and value.isdigit() and len(value) < 12


def _dictionary(held: list[Value]) -> Value:
    return {key: value for key, value in zip(held[::2], held[1::2], strict=False) if isinstance(key, bytes)}
