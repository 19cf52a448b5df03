"""Which word is nearest to a number or a date, and so says what it is."""

import re
from bisect import bisect_left, bisect_right

from casework.redaction.fold import Folded
from casework.redaction.words import Context

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]\x01])[.!?;]\s+(?=[a-z\u00bf\u00a1])")
_SENTENCE_END_LETTERS = 15
_BEHIND_LETTERS = 6
"""A word behind a number counts as so many letters farther: 'my SSN 1 and phone 2' names before it numbers."""


class Contexts:
    """The words of one table in one view, asked by place."""

    def __init__(self, folded: Folded, pattern: re.Pattern[str]) -> None:
        found = [
            (match.start(), match.end(), Context(match.lastgroup))
            for match in pattern.finditer(folded.text)
            if match.lastgroup
        ]
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._contexts = [context for _, _, context in found]
        self._breaks = [match.start() for match in _SENTENCE_END.finditer(folded.text)]
        self._letters = folded.letters_before

    def _distance(self, start: int, end: int) -> int:
        """Count the letters between two places; the end of a sentence counts as some more."""
        ends = bisect_left(self._breaks, end) - bisect_left(self._breaks, start) if self._breaks else 0
        return self._letters[end] - self._letters[start] + _SENTENCE_END_LETTERS * ends

    def before(self, place: int, most_letters: int) -> tuple[Context, int] | None:
        """Give the nearest word before a place, and the letters between, if there are at most so many."""
        index = bisect_right(self._ends, place) - 1
        if index < 0:
            return None
        distance = self._distance(self._ends[index], place)
        return (self._contexts[index], distance) if distance <= most_letters else None

    def behind(self, place: int, most_letters: int) -> tuple[Context, int] | None:
        """Give the nearest word behind a place, likewise; its distance counts a little more."""
        index = bisect_left(self._starts, place)
        if index >= len(self._starts):
            return None
        distance = self._distance(place, self._starts[index])
        return (self._contexts[index], distance + _BEHIND_LETTERS) if distance <= most_letters else None

    def nearest(self, start: int, end: int, *, letters_before: int, letters_behind: int) -> tuple[Context, int] | None:
        """Give the nearer of the words before ``start`` and behind ``end``."""
        around = [near for near in (self.before(start, letters_before), self.behind(end, letters_behind)) if near]
        return min(around, key=lambda near: near[1], default=None)
