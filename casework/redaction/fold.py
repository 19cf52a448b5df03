"""A plain view of a text, to search in, that knows where each of its characters stands in the original.

Digits of every script become ASCII digits, letters lose capitals and accents, every dash is ``-``, every space is
a blank, and what can't be seen (zero-width and soft characters, combining marks) is left out. The original is
never changed by looking at it.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from casework.redaction.models import IdentifierType

OPAQUE = "\x01"
"""Stands in the view for each character of a placeholder: neither letter, digit nor separator."""

_PLACEHOLDERS = re.compile(
    "|".join(re.escape(f"[{name}]") for name in (*(kind.value for kind in IdentifierType), "NUMBER", "CODE"))
)

# What unicodedata does not call a dash, a dot or a slash but people and keyboards use as one.
_SAME_AS = {
    **dict.fromkeys("\u2212\u2043\u02d7\u2796\u30fc\u23af\u2500\u2501\u207b\u208b\u05be\u1806", "-"),
    **dict.fromkeys("\u00b7\u2022\u2027\u2219\u22c5\u3002\u30fb\u25cf\u2024\u06d4", "."),
    **dict.fromkeys("\u2044\u2215\u2571\u29f8\u2afd", "/"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4\u2032\u201b", "'"),
    **dict.fromkeys("\u201c\u201d\u2033", '"'),
    "\u066b": ".",
    "\u066c": ",",
    "\u2800": " ",
}
# Letters that draw nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u17b4\u17b5")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc", "Cs"})


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Give what stands for one character in the view: mostly one character, sometimes several or none."""
    if character in "\n\t":
        return "\n" if character == "\n" else " "
    if character in _SAME_AS:
        return _SAME_AS[character]
    category = unicodedata.category(character)
    if category in _UNSEEN or character in _BLANK_LETTERS:
        return ""
    if category == "Pd":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " " if category == "Zs" else "\n"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain: list[str] = []
    for part in unicodedata.normalize("NFKD", character):
        if unicodedata.category(part) in _UNSEEN:
            continue
        digit = unicodedata.digit(part, None)
        plain.append(str(digit) if digit is not None else _SAME_AS.get(part, part).lower())
    return "".join(plain)


@dataclass(frozen=True)
class Folded:
    """The view: ``text`` to search in; ``starts[i]`` is where its character i stands in the original."""

    text: str
    starts: tuple[int, ...]
    original_length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the part of the original under ``text[start:end]``, with what is unseen inside and right behind."""
        last = self.starts[end - 1]
        following = bisect_left(self.starts, last + 1)
        return self.starts[start], self.starts[following] if following < len(self.starts) else self.original_length

    @cached_property
    def letters_before(self) -> tuple[int, ...]:
        """Count the letters before each place.

        Nearness is counted in letters, because placeholders, digits and separators then weigh nothing: taking an
        identifier out changes no distance, so looking again finds nothing new.
        """
        return (0, *accumulate(map(str.isalpha, self.text)))


def fold(text: str) -> Folded:
    """Make the view of a text; placeholders that stand in it already become opaque."""
    if text.isascii() and not _HAS_CONTROL.search(text):
        plain = text.lower().replace("\t", " ")
        starts: tuple[int, ...] = tuple(range(len(text)))
    else:
        pieces: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            piece = _plain(character)
            pieces.append(piece)
            places.extend([place] * len(piece))
        plain, starts = "".join(pieces), tuple(places)
    if "[" in text:
        plain = _hide_placeholders(text, plain, starts)
    return Folded(plain, starts, len(text))


_HAS_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _hide_placeholders(text: str, plain: str, starts: tuple[int, ...]) -> str:
    """Make the placeholders of the original opaque in the view."""
    hidden = list(plain)
    for match in _PLACEHOLDERS.finditer(text):
        for place in range(bisect_left(starts, match.start()), bisect_left(starts, match.end())):
            hidden[place] = OPAQUE
    return "".join(hidden)
