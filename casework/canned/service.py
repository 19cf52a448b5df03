"""Finds canned texts by words of either language, says them in the conversation's language, and fills in their values.

A value that isn't given leaves a gap in sight ("[date]"), for the advocate to fill by hand; `gaps` finds what is left, and
nothing is sent while it finds something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.texts import Texts

VARIABLES: Final = ("agent_name", "day_on", "who", "what")
"""The values there are: the advocate's name as staff chose it, a date, and two short wordings that the advocate types.

None names the person who writes: nobody has to say who they are.
"""
OF_CHATS: Final = frozenset(
    {"greeting", "reading", "minute", "no-numbers", "still-there", "quiet", "papers-safely", "emergency",
     "not-signed-in", "interpreter-joins", "call-back", "safe-contact", "transfer", "assistant", "after-chat", "goodbye"}
)  # fmt: skip
"""Those that are true only while somebody is in a chat: of what is on its page, and of what comes at once."""
_TYPED: Final = frozenset({"who", "what"})
_PREFIX: Final = "canned-"
_MOST_WORDS: Final = 20
_WORD: Final = re.compile(r"[^\W_]+")
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Where a word was found; a whole word counts one more than its beginning.
_IN_TITLE, _IN_WORDS, _IN_TEXT = 4, 2, 0


class CannedUnknown(LookupError):
    """There is no canned text of this name."""


class CannedVariableMissing(ValueError):
    """A text can't be sent: `names` are those of the values that it needs and that are missing or of no use."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: Final = tuple(names)
        super().__init__(", ".join(self.names))


@dataclass(frozen=True, slots=True)
class CannedText:
    """A canned text in one language.

    Attributes:
        name: What it is called in both languages; the key is `canned-<name>`.
        title: What the list shows.
        text: What would be sent, with a gap where a value is missing.
        variables: The values that it needs, of `VARIABLES`.
    """

    name: str
    title: str
    text: str
    variables: tuple[str, ...]


class Canned:
    """The canned texts of one version of the texts."""

    def __init__(self, texts: Texts, left_out: Collection[str] = ()) -> None:
        """Reads them.

        Args:
            texts: Every sentence.
            left_out: Names of texts about what this deployment doesn't offer ("call-back" without `TAS_CALLBACKS`).

        Raises:
            TextMissing: A text has no title or no words to find it by, or a gap has no words.
            ValueError: A text wants a value that the desk doesn't know.
        """
        self._texts = texts
        self._gaps = {
            language: {name: texts.say(f"gap-{name}", language) for name in VARIABLES} for language in texts.languages
        }
        every = sorted({gap for gaps in self._gaps.values() for gap in gaps.values()})
        self._gap = re.compile("|".join(map(re.escape, every)), re.IGNORECASE)
        self._variables: dict[str, tuple[str, ...]] = {}
        self._index: dict[str, dict[str, int]] = {}
        for key in texts.starting_with(_PREFIX):
            name = key.removeprefix(_PREFIX)
            if name in left_out:
                continue
            needed = texts.variables(key) or frozenset()
            if unknown := needed - set(VARIABLES):
                raise ValueError(f"{key} wants values that the desk doesn't know: {', '.join(sorted(unknown))}")
            self._variables[name] = tuple(variable for variable in VARIABLES if variable in needed)
            self._index[name] = self._words_of(key)

    def names(self) -> tuple[str, ...]:
        """The names of all of them, in the order of the file."""
        return tuple(self._variables)

    def search(
        self, words: str, language: str, limit: int = 8, values: Mapping[str, object] | None = None
    ) -> list[CannedText]:
        """Finds texts, the best first; without words all of them, in the order of the file.

        Each word may be the beginning of one in the title, the words or the text, in either language, without regard to
        accents and case. Those that match the most words are given, titles before words before texts.

        Args:
            words: What the advocate typed.
            language: The conversation's, in which they are given.
            limit: How many at most.
            values: Those that are known already, as of `fill`; the others are gaps.

        Raises:
            TextMissing: There is no such language.
        """
        typed = _folded(words)[:_MOST_WORDS]
        found = []
        for place, (name, known) in enumerate(self._index.items()):
            scores = [score for word in typed if (score := _score(word, known))]
            found.append((-len(scores), -sum(scores), place, name))
        most = min((matched for matched, *_ in found), default=0)
        names = [name for matched, _, _, name in sorted(found) if matched == most and (most or not typed)]
        return [self.show(name, language, values) for name in names[: max(limit, 0)]]

    def show(self, name: str, language: str, values: Mapping[str, object] | None = None) -> CannedText:
        """Gives a text with the values that are known, and gaps for the others. Raises CannedUnknown, TextMissing."""
        needed = self._needed(name)
        usable = self._usable(needed, values or {})
        text = self._texts.say(_PREFIX + name, language, {**self._gaps.get(language, {}), **usable})
        return CannedText(name, self._texts.beside(_PREFIX + name, "title", language), text, needed)

    def fill(self, name: str, language: str, values: Mapping[str, object]) -> str:
        """Gives a text as it is sent.

        Args:
            name: As of `CannedText`.
            language: The conversation's.
            values: By name. `day_on` is a date, or one as ISO 8601; the others are strings, said in one line, `who` and
                `what` without a full stop at the end. Others than the text needs do no harm.

        Raises:
            CannedUnknown: There is no such text.
            CannedVariableMissing: A value is missing, empty, still a gap, or no date.
            TextMissing: There is no such language.
        """
        needed = self._needed(name)
        usable = self._usable(needed, values)
        if len(usable) < len(needed):
            raise CannedVariableMissing(variable for variable in needed if variable not in usable)
        return self._texts.say(_PREFIX + name, language, usable)

    def gaps(self, text: str) -> list[str]:
        """The gaps that are left in what an advocate is about to send, of either language, as they stand there."""
        return self._gap.findall(text)

    def _needed(self, name: str) -> tuple[str, ...]:
        needed = self._variables.get(name)
        if needed is None:
            raise CannedUnknown(name)
        return needed

    def _usable(self, needed: Iterable[str], values: Mapping[str, object]) -> dict[str, str]:
        said = {name: self._said(name, values.get(name)) for name in needed}
        return {name: value for name, value in said.items() if value}

    def _said(self, name: str, value: object) -> str:
        """A value as the text takes it; empty where it is of no use."""
        if isinstance(value, date):
            value = value.isoformat()[: len("2026-11-20")]
        if not isinstance(value, str) or self.gaps(value):
            return ""
        line = " ".join(value.split())
        if name in _TYPED:
            line = line.rstrip(". ")
        # Whatever looks like a date is put into words as one, so it must be one.
        like_a_date = _ISO_DATE.fullmatch(line) is not None
        if (like_a_date and not _is_date(line)) or (name == "day_on" and not like_a_date):
            return ""
        return line

    def _words_of(self, key: str) -> dict[str, int]:
        """Every word that finds a text, with the best place it stands in, in all languages."""
        blank = dict.fromkeys(VARIABLES, "")
        found: dict[str, int] = {}
        for language in self._texts.languages:
            for place, text in (
                (_IN_TEXT, self._texts.say(key, language, blank)),
                (_IN_WORDS, self._texts.beside(key, "words", language)),
                (_IN_TITLE, self._texts.beside(key, "title", language)),
            ):
                for word in _folded(text):
                    found[word] = max(place, found.get(word, place))
        return found


def _score(typed: str, known: Mapping[str, int]) -> int:
    """How well a word is matched; 0 if it isn't."""
    return max((place + 1 + (word == typed) for word, place in known.items() if word.startswith(typed)), default=0)


def _folded(text: str) -> list[str]:
    """The words of a text in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
