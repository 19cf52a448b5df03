"""A message as the list of phrases reads it: plain words, without the ways words get disguised or mistyped.

Capitals, accents, apostrophes, doubled letters, digits for letters, letters set apart (``k i l l``), invisible
characters and small slips of the keyboard all read as the plain word.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE_END = re.compile(r"(?<=[\w\"')])(?:\.(?!\.)|[!?]+)\s+|\n{2,}")
_WORD = re.compile(r"[a-z0-9@$*!]*[a-z0-9@$]")
_PAUSE = re.compile(r"[,;:.!?\n()\u2026]|\s-+\s")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9'])[a-z](?:[ .*_-]{1,2}[a-z]){2,}(?![a-z0-9'])")
_DOUBLED = re.compile(r"([a-z])\1+")
_LEET = str.maketrans("0134578@$!", "oieastbasi")
_ELL_FOR_ONE = str.maketrans("1", "l")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc"})
_SHORTEST_MISTYPED = 4
"""Shorter words have too many neighbours that are words themselves."""
_SHORTEST_RUN_TOGETHER = 5
_LONGEST_WORD = 24


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character in "\n\t":
        return character
    if unicodedata.category(character) == "Pd":
        return "-"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part.lower() for part in parts if unicodedata.category(part) not in _UNSEEN)


def without_accents(text: str) -> str:
    """Give a text in small letters, without accents and without what can't be seen."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


def plain_word(word: str) -> str:
    """Give a word without doubled letters: the form in which words are compared."""
    return _DOUBLED.sub(r"\1", word)


def _neighbours(word: str) -> Iterable[str]:
    """Give a word with each of its letters left out."""
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


_SOUNDS = (
    *(
        (re.compile(old), new)
        for old, new in ((r"qu(?=[ei])", "k"), (r"c(?=[eiy])", "s"), (r"ph", "f"), (r"g(?=[ei])", "j"))
    ),
    *(
        (re.compile(old), new)
        for old, new in ((r"[cq]", "k"), (r"[vw]", "b"), (r"z", "s"), (r"h", ""), (r"y", "i"), (r"x", "s"))
    ),
)


def _sound(word: str) -> str:
    """Give how a word sounds, roughly, in either language: ``bibir`` and ``vivir`` are one."""
    for old, new in _SOUNDS:
        word = old.sub(new, word)
    return plain_word(word)


class Misspellings:
    """Finds the words of the list that were meant: one letter off, two exchanged, or two words run together."""

    def __init__(self, words: Iterable[str], own_words: Iterable[str], beginnings: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._own = frozenset(own_words)
        self._beginnings = tuple(sorted(beginnings))
        self._by_part: dict[str, set[str]] = {}
        self._by_sound: dict[str, str] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_MISTYPED:
                self._by_sound.setdefault(_sound(word), word)
                for part in (word, *_neighbours(word)):
                    self._by_part.setdefault(part, set()).add(word)

    def knows(self, word: str) -> bool:
        """Say whether a word is of the list, as it stands or mistyped."""
        return self.meant(word)[0] in self._known

    def meant(self, word: str) -> tuple[str, ...]:
        """Give the words of the list that are meant, or the word itself."""
        if word in self._known or word in self._own or not _SHORTEST_MISTYPED - 1 <= len(word) <= _LONGEST_WORD:
            return (word,)
        if word.startswith(self._beginnings):
            return (word,)
        if (same_sound := self._by_sound.get(_sound(word))) is not None:
            return (same_sound,)
        candidates = {known for part in (word, *_neighbours(word)) for known in self._by_part.get(part, ())}
        slips = [(rank, -len(known), known) for known in candidates if (rank := _slip(word, known)) is not None]
        return (min(slips)[2],) if slips else self._parted(word)

    def _parted(self, word: str) -> tuple[str, ...]:
        """Give the two words of the list that were run together, or the word itself."""
        if len(word) >= _SHORTEST_RUN_TOGETHER:
            for place in range(len(word) - 1, 0, -1):
                if word[:place] in self._known and word[place:] in self._known:
                    return (word[:place], word[place:])
        return (word,)


def _slip(typed: str, meant: str) -> int | None:
    """Rank the one slip between two words: letters exchanged, left out, put in, mistaken; None for more than one.

    The first letter is nearly always right.
    """
    if typed[0] != meant[0]:
        return None
    if len(typed) != len(meant):
        longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
        if len(longer) == len(shorter) + 1 and shorter in _neighbours(longer):
            return 1 if typed is shorter else 2
        return None
    off = [index for index in range(len(typed)) if typed[index] != meant[index]]
    if len(off) == 2 and off[1] == off[0] + 1 and sorted(typed) == sorted(meant):
        return 0
    return 3 if len(off) == 1 else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, joined by blanks, a blank at either end; and where a pause goes before a word."""

    text: str
    words: frozenset[str]
    pauses: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads messages: knows what words are taken for."""

    same_as: Mapping[tuple[str, ...], tuple[str, ...]]
    misspellings: Misspellings

    def sentences(self, text: str) -> list[Sentence]:
        """Read a message, sentence by sentence."""
        plain = without_accents(text).replace("'", "").replace("\u2019", "").replace("`", "").replace("\u00b4", "")
        plain = _SPACED_LETTERS.sub(lambda match: re.sub(r"[^a-z]", "", match.group()), plain)
        return [self._sentence(part) for part in _SENTENCE_END.split(plain) if part]

    def _sentence(self, part: str) -> Sentence:
        words: list[tuple[str, bool]] = []
        end = 0
        for match in _WORD.finditer(part):
            pause = end > 0 and _PAUSE.search(part, end, match.start()) is not None
            for word in self._words(match.group()):
                words.append((word, pause))
                pause = False
            end = match.end()
        return self._joined(words)

    def _words(self, typed: str) -> tuple[str, ...]:
        word = typed.strip("!*").replace("*", "")
        if not word.isalpha() and not word.isdigit():
            read = plain_word(word.translate(_LEET))
            if "1" in word and not self.misspellings.knows(read):
                other = plain_word(word.translate(_ELL_FOR_ONE).translate(_LEET))
                read = other if self.misspellings.knows(other) else read
            word = read
        return self.misspellings.meant(plain_word(word))

    def _joined(self, words: list[tuple[str, bool]]) -> Sentence:
        """Put the words together, those that stand for others replaced."""
        pieces: list[str] = [" "]
        pauses: set[int] = set()
        place = 1
        index = 0
        while index < len(words):
            word, pause = words[index]
            taken = 1
            instead: tuple[str, ...] = (word,)
            for length in (2, 1):
                key = tuple(one for one, _ in words[index : index + length])
                if len(key) == length and key in self.same_as:
                    taken, instead = length, self.same_as[key]
                    break
            if pause:
                pauses.add(place)
            for one in instead:
                pieces += [one, " "]
                place += len(one) + 1
            index += taken
        text = "".join(pieces)
        return Sentence(text, frozenset(text.split()), frozenset(pauses))
