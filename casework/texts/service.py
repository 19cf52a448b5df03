"""Reads `texts/<language>/*.ftl` and says their sentences.

A text is refused when it is loaded, never when a person waits for it: what both languages must have in common, keys and
variables, is checked once, at the start.

What is said to whoever has the trouble may stand beside what is said to whoever helps them: as the attribute `.other` of
the same message. `$whom` is known to every text. A canned text (`canned-…`) has a title and words to find it by beside it,
as its attributes `.title` and `.words`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date, format_skeleton
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

LANGUAGES: Final = ("en", "es")
WHOM: Final = ("self", "other", "representative")
"""Whose trouble it is: the writer's own; that of somebody they help; that of somebody they represent."""
_HELPED: Final = "other"
_CANNED: Final = "canned-"
_BESIDE_CANNED: Final = frozenset({"title", "words"})
_ALWAYS_GIVEN: Final = frozenset({"whom"})
_LOCALES: Final[Mapping[str, str]] = {"en": "en-US", "es": "es-US"}
# A date with a year of four digits; anything else is a word of a closed list.
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_MONTH_OR_YEAR: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
# "y" becomes "e" before the sound i: "multas e intereses", but "agua y hielo".
_SOUNDS_I: Final = re.compile(r"[¿¡«\"(]*(?:[ií]|h[ií](?![aeo]))", re.IGNORECASE)
_AND: Final[Mapping[str, str]] = {"en": "and", "es": "y"}
_REPOSITORY: Final = Path(__file__).resolve().parents[2]


class TextsInvalid(Exception):
    """The folder of texts can't be used. Every fault is listed, with its file and key."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The texts can't be used:\n" + "\n".join(f"  {fault}" for fault in faults))
        self.faults: Final = tuple(faults)


class TextMissing(LookupError):
    """There is no such text, no such language, or a variable of the text was given no value."""


@dataclass(frozen=True, slots=True)
class _Language:
    """One language as it is said to a person about whose trouble it is."""

    name: str
    whom: str
    bundle: FluentBundle
    variables: Mapping[str, frozenset[str]]
    # Texts without variables are the same every time, so they are put together once.
    fixed: Mapping[str, str]


@dataclass(slots=True)
class _Read:
    """What the files of one language hold."""

    entries: dict[str, ast.Message | ast.Term | ast.Attribute] = field(default_factory=dict)
    resources: list[ast.Resource] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Texts:
    """The sentences of one version, in every language.

    Attributes:
        version: A short hash of all files. A record that keeps it says which words were shown.
        languages: The languages there are; each has every text.
    """

    languages: Final = LANGUAGES

    def __init__(
        self, languages: Mapping[tuple[str, str], _Language], variables: Mapping[str, frozenset[str]], version: str
    ) -> None:
        self._languages: Final = languages
        self._variables: Final = {key: names for key, names in variables.items() if "." not in key}
        self._of_another: Final = frozenset(key.partition(".")[0] for key in variables if key.endswith(f".{_HELPED}"))
        self.version: Final = version

    @classmethod
    def load(cls, folder: Path | None = None) -> Texts:
        """Reads the texts of a folder.

        Args:
            folder: Holds a folder for each language; the repository's `texts/`, read once a process, if None.

        Returns:
            The texts, complete in every language.

        Raises:
            TextsInvalid: Files are missing or malformed, a key stands twice, or the languages differ in their keys,
                terms or variables.
        """
        return _of_the_repository() if folder is None else cls._read(folder)

    @classmethod
    def _read(cls, root: Path) -> Texts:
        faults: list[str] = []
        read: dict[str, _Read] = {}
        digest = hashlib.sha256()
        for language in LANGUAGES:
            files = sorted((root / language).glob("*.ftl"))
            if not files:
                faults.append(f"{root / language} holds no .ftl file")
            contents = [(file, file.read_bytes()) for file in files]
            for file, content in contents:
                digest.update(f"{language}/{file.name}\n{len(content)}\n".encode() + content)
            read[language] = _read_language(root, contents)
            faults.extend(read[language].faults)
        variables = {language: _variables_of(read[language], language, faults) for language in LANGUAGES}
        faults.extend(_differences(variables))
        if faults:
            raise TextsInvalid(faults)
        known = {language: _messages_only(variables[language]) for language in LANGUAGES}
        return cls(
            {
                (language, whom): spoken
                for language in LANGUAGES
                for whom, spoken in _voices(language, read[language], known[language]).items()
            },
            known[LANGUAGES[0]],
            digest.hexdigest()[:12],
        )

    def keys(self) -> frozenset[str]:
        """Gives the key of every text."""
        return frozenset(self._variables)

    def starting_with(self, prefix: str) -> tuple[str, ...]:
        """Gives the keys that begin so, in the order of the files."""
        return tuple(key for key in self._variables if key.startswith(prefix))

    def variables(self, key: str) -> frozenset[str] | None:
        """Gives the names of the values that a text needs, or None if there is no such text."""
        return self._variables.get(key)

    def speaks_of_another(self, key: str) -> bool:
        """Whether a text has words of its own for whoever helps somebody else."""
        return key in self._of_another

    def say(self, key: str, language: str, values: Mapping[str, Any] | None = None, whom: str | None = None) -> str:
        """Puts a text into words.

        Values are typed by their names. One named like a fact is said in the words of `phrase-<fact>-<value>` (or,
        without such, `value-<fact>-<value>`), several joined as a list. `facts` is a mapping of facts, said likewise
        and joined, or a list of names of facts, said as `fact-<fact>`. ISO dates become long dates, within `facts` and
        where a name ends with `_month` also months and years (`phrase-<fact>-rough`); numbers are written as the
        language does. Any other string is said as it is, so whoever passes one answers for its coming from a closed
        list.

        Args:
            key: The text's key.
            language: One of `languages`.
            values: By variable name; more than the text needs do no harm.
            whom: Whose trouble it is, one of `WHOM`; None: the writer's own.

        Raises:
            TextMissing: No such key, language or `whom`, or a value that the text needs is missing.
        """
        spoken = self._languages.get((language, whom or WHOM[0]))
        if spoken is None:
            raise TextMissing(f"no language {language!r} to say of {whom!r}")
        fixed = spoken.fixed.get(key)
        if fixed is not None:
            return fixed
        needed = spoken.variables.get(key)
        if needed is None:
            raise TextMissing(f"no text {key!r}")
        given = values or {}
        missing = needed - given.keys()
        if missing:
            raise TextMissing(f"{key} needs {_listed(missing)}")
        return _format(spoken, key, {name: self._worded(name, given[name], spoken) for name in needed})

    def beside(self, key: str, what: str, language: str) -> str:
        """Gives what stands beside a canned text: its `title`, or the `words` to find it by. Raises TextMissing."""
        spoken = self._languages.get((language, WHOM[0]))
        if spoken is None or what not in _BESIDE_CANNED or key not in spoken.variables:
            raise TextMissing(f"no {what} of {key!r} in {language!r}")
        pattern = spoken.bundle.get_message(key).attributes.get(what)
        if pattern is None:
            raise TextMissing(f"{key} has no .{what}")
        words, errors = spoken.bundle.format_pattern(pattern, {})
        if errors:
            raise TextMissing(f"{key}.{what}: {errors[0]}")
        return str(words)

    def join(self, items: Iterable[str], language: str) -> str:
        """Joins items to a list within a sentence: "a, b and c", "a, b y c", "padres e hijos"."""
        if language not in _AND:
            raise TextMissing(f"no language {language!r}")
        *firsts, last = list(items) or [""]
        if not firsts:
            return last
        conjunction = "e" if language == "es" and _SOUNDS_I.match(last) else _AND[language]
        return f"{', '.join(firsts)} {conjunction} {last}"

    def _worded(self, name: str, value: Any, spoken: _Language) -> Any:
        """A value as the text takes it."""
        if isinstance(value, bool) or value is None:
            # Neither is a value of any fact; said aloud it would read "True" to a person.
            raise TextMissing(f"${name} has a value without words")
        if isinstance(value, int | float):
            return value
        if name == "facts" and isinstance(value, Mapping):
            phrases = [phrase for fact, found in value.items() for phrase in self._phrases(fact, found, spoken)]
            # Two facts may say the same: the amended return that it is about, and that was sent.
            return self.join(dict.fromkeys(phrases), spoken.name)
        if isinstance(value, str):
            return self._value(name, value, spoken)
        if isinstance(value, Sequence):
            if name == "facts":
                return self.join([self._name(fact, spoken) for fact in value], spoken.name)
            return self.join([self._value(name, item, spoken) for item in value or ["none"]], spoken.name)
        raise TextMissing(f"${name} has a value without words")

    def _value(self, name: str, value: str | int, spoken: _Language) -> str:
        """One value within a sentence. Phrases are made for that; the titles of buttons begin with a capital."""
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            return _long_date(value, spoken.name)
        if name.endswith("_month") and isinstance(value, str) and _ISO_MONTH_OR_YEAR.fullmatch(value):
            return _month(value, spoken.name)
        words = spoken.fixed.get(f"phrase-{name}-{value}") or spoken.fixed.get(f"value-{name}-{value}")
        return words or str(value)

    def _name(self, fact: str, spoken: _Language) -> str:
        name = spoken.fixed.get(f"fact-{fact}")
        if name is None:
            raise TextMissing(f"no text 'fact-{fact}'")
        return name

    def _phrases(self, fact: str, value: Any, spoken: _Language) -> list[str]:
        """What a fact says, as parts of a list; one for each of several values."""
        if isinstance(value, str):
            if _ISO_MONTH_OR_YEAR.fullmatch(value):
                if f"phrase-{fact}-rough" not in spoken.variables:
                    raise TextMissing(f"no text 'phrase-{fact}-rough'")
                return [_format(spoken, f"phrase-{fact}-rough", {"month": _month(value, spoken.name)})]
            if _ISO_DATE.fullmatch(value):
                date = _long_date(value, spoken.name)
                if f"phrase-{fact}" not in spoken.variables:
                    raise TextMissing(f"no text 'phrase-{fact}'")
                return [_format(spoken, f"phrase-{fact}", {"date": date})]
            return [self._phrase(fact, value, spoken)]
        if not value:
            return [self._phrase(fact, "none", spoken)]
        return [self._phrase(fact, item, spoken) for item in value]

    def _phrase(self, fact: str, value: str, spoken: _Language) -> str:
        phrase = spoken.fixed.get(f"phrase-{fact}-{value}")
        if phrase is None:
            raise TextMissing(f"no text 'phrase-{fact}-{value}'")
        return phrase


@cache
def _of_the_repository() -> Texts:
    return Texts._read(_REPOSITORY / "texts")


def _read_language(root: Path, contents: Iterable[tuple[Path, bytes]]) -> _Read:
    """Parses the files of one language; each key may stand once in all of them."""
    parser = FluentParser(with_spans=True)
    read = _Read()
    defined_in: dict[str, str] = {}
    for file, content in contents:
        where = str(file.relative_to(root))
        try:
            source = content.decode()
        except UnicodeDecodeError:
            read.faults.append(f"{where}: not UTF-8")
            continue
        resource = parser.parse(source)
        read.resources.append(resource)
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
                message = entry.annotations[0].message if entry.annotations else "not understood"
                read.faults.append(f"{where}:{line}: {message}: {(entry.content or '').strip()[:60]!r}")
            elif isinstance(entry, ast.Message | ast.Term):
                key = _key(entry)
                if key in defined_in:
                    read.faults.append(f"{where}: {key} stands already in {defined_in[key]}")
                elif entry.value is None:
                    read.faults.append(f"{where}: {key} has no words")
                defined_in.setdefault(key, where)
                read.entries.setdefault(key, entry)
                for attribute in entry.attributes:
                    beside = key.startswith(_CANNED) and attribute.id.name in _BESIDE_CANNED
                    if isinstance(entry, ast.Term) or not (beside or attribute.id.name == _HELPED):
                        read.faults.append(f"{where}: {key} has an attribute .{attribute.id.name}, which nobody says")
                    read.entries.setdefault(f"{key}.{attribute.id.name}", attribute)
    return read


def _key(entry: ast.Message | ast.Term) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


class _References(Visitor):  # type: ignore[misc]  # the library has no types
    """Collects what a pattern refers to."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.entries: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the library's name)
        """A value put in."""
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        """Another text put in."""
        self.entries.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        """A name that several texts share."""
        self.entries.add(f"-{node.id.name}")
        self.generic_visit(node)


def _variables_of(read: _Read, language: str, faults: list[str]) -> dict[str, frozenset[str]]:
    """The variables of every entry, those of entries it refers to included."""
    direct: dict[str, _References] = {}
    for key, entry in read.entries.items():
        direct[key] = _References()
        if entry.value is not None:
            direct[key].visit(entry.value)
    known: dict[str, frozenset[str]] = {}

    def of(key: str, path: tuple[str, ...]) -> frozenset[str]:
        if key in known:
            return known[key]
        found = set(direct[key].variables)
        for other in sorted(direct[key].entries):
            if other not in direct:
                faults.append(f"{language}: {key} refers to {other}, which is not there")
            elif other in path:
                faults.append(f"{language}: {key} refers to itself by {other}")
            else:
                found |= of(other, (*path, other))
        known[key] = frozenset(found - _ALWAYS_GIVEN)
        return known[key]

    for key in direct:
        of(key, (key,))
    for key in sorted(known):
        if key.partition(".")[2] in _BESIDE_CANNED and known[key]:
            faults.append(f"{language}: {key} needs {_listed(known[key])}, but is read without values")
        more = known[key] - known[key.partition(".")[0]]
        if more:
            faults.append(f"{language}: {key} needs {_listed(more)}, which the text itself is not given")
    return known


def _differences(variables: Mapping[str, Mapping[str, frozenset[str]]]) -> list[str]:
    """What one language has and another lacks."""
    faults: list[str] = []
    every = frozenset().union(*variables.values())
    for key in sorted(every):
        without = [language for language in LANGUAGES if key not in variables[language]]
        if without:
            faults.append(f"{key} is missing in {_listed(without)}")
        elif len({variables[language][key] for language in LANGUAGES}) > 1:
            needs = "; ".join(f"{language}: {_listed(variables[language][key])}" for language in LANGUAGES)
            faults.append(f"{key} has other variables in each language ({needs})")
    return faults


def _messages_only(variables: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {key: names for key, names in variables.items() if not key.startswith("-")}


def _voices(name: str, read: _Read, variables: Mapping[str, frozenset[str]]) -> dict[str, _Language]:
    """The language as it is said to each of `WHOM`."""
    # Isolation marks would be read aloud by some screen readers, and both languages run left to right.
    bundle = FluentBundle([_LOCALES[name]], use_isolating=False)
    for resource in read.resources:
        bundle.add_resource(resource)
    plain = {key: names for key, names in variables.items() if "." not in key}
    voices = {}
    for whom in WHOM:
        spoken = _Language(name, whom, bundle, plain, {})
        fixed = {key: _format(spoken, key, {}) for key, needed in plain.items() if not needed}
        voices[whom] = replace(spoken, fixed=fixed)
    return voices


def _format(spoken: _Language, key: str, values: Mapping[str, Any]) -> str:
    message = spoken.bundle.get_message(key)
    pattern = message.value
    if spoken.whom != WHOM[0]:
        pattern = message.attributes.get(_HELPED, pattern)
    words, errors = spoken.bundle.format_pattern(pattern, {**values, "whom": spoken.whom})
    if errors:
        raise TextMissing(f"{key}: {errors[0]}")
    return str(words)


@lru_cache(maxsize=1024)
def _month(iso: str, language: str) -> str:
    """'February 2026', 'febrero de 2026'; a year is said as it is."""
    if "-" not in iso:
        return iso
    try:
        date = dt.date.fromisoformat(f"{iso}-01")
    except ValueError as error:
        raise TextMissing(f"{iso} is no month") from error
    return str(format_skeleton("yMMMM", date, locale=_LOCALES[language].replace("-", "_")))


@lru_cache(maxsize=4096)
def _long_date(iso: str, language: str) -> str:
    """'November 20, 2026', '20 de noviembre de 2026'."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError as error:
        raise TextMissing(f"{iso} is no date") from error
    return str(format_date(date, format="long", locale=_LOCALES[language].replace("-", "_")))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(f"{name}" for name in names)) or "nothing"
