"""What a document may be called (seed 002), and how its name is made safe to show and to download on every system.

A name is read in every way in which a person, a browser or a file system might read it: with hidden characters taken out or
taken as ends, percent escapes undone, look-alikes of other scripts as the letters that they resemble. If any reading has a
blocked extension in any of its dot-parts, the name is refused.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from casework.dated import one_in_force

_DATA = Path(__file__).with_name("data")
LONGEST_SHOWN = 50
"""Characters of a shown name; a longer one is shortened and keeps its extension (seed 002's system cuts there)."""
_LONGEST_EXTENSION = 12
# Longer than any file system takes; what a name like that says is in its two ends.
_LONGEST_READ = 4096
_MOST_UNESCAPED = 3

# Devices of Windows: a file of that name, whatever its extension, is the device.
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "clock$", "conin$", "conout$", "config$"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
# They turn around what follows, so that "fdp.exe" reads "exe.pdf"; no keyboard makes them.
_OVERRIDES: Final = frozenset("\u202d\u202e")
# Drawn as nothing though they are no format characters (Unicode, Default_Ignorable_Code_Point).
_IGNORED: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u180b\u180c\u180d\u180f"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
_STREAM = re.compile(r":\s*\$|\$(?:data|index_allocation|attribute_list|bitmap)\b", re.IGNORECASE)
_CLASS_ID = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}", re.IGNORECASE)
_NAMED_LETTER = re.compile(
    r"(?:LATIN (?:SMALL LETTER|CAPITAL LETTER|LETTER SMALL CAPITAL)|(?:NEGATIVE )?(?:SQUARED|CIRCLED) LATIN CAPITAL LETTER"
    r"|REGIONAL INDICATOR SYMBOL LETTER|COMBINING LATIN SMALL LETTER|CROSSED NEGATIVE SQUARED LATIN CAPITAL LETTER"
    r"|MODIFIER LETTER (?:SMALL|CAPITAL)) (?:DOTLESS )?([A-Z])(?: WITH .*)?"
)
# Letters of ASCII that most fonts draw alike.
_ALIKE: Final = str.maketrans("0i1|", "olll")
_ALIKE_PAIRS: Final = (("rn", "m"), ("vv", "w"))
_SEPARATORS = re.compile(r"[/\\:;\x00-\x1f\x7f-\x9f]")
_PATH = re.compile(r"[/\\]")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*`]|\$(?=[A-Za-z_({])|%(?=[0-9A-Fa-f]{2})')
# Full stops of other scripts (Arabic, Syriac, and those that Unicode calls compatible or that name servers take for one).
_DOTS: Final = frozenset("\u06d4\u0701\u0702\u3002\uff0e\uff61\u2024\ufe52")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
# No name begins with these: hidden files, options of commands, formulas in a list of names.
_NOT_FIRST: Final = " .-~=+@_"
_FALLBACK_STEM: Final = "document"


class NameRefused(StrEnum):
    """Why a name is refused; the text is `document-verdict-<code>`."""

    EXTENSION = "name_extension"
    """A part of it is an extension that is never taken."""
    DISGUISED = "name_disguised"
    """It hides what it ends in: text turned around, a hidden stream of a file."""
    MISSING = "name_missing"
    """Nothing that can be shown is left of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that was judged.

    Attributes:
        shown: Safe to show, to store under, and in `Content-Disposition`; at most 50 characters.
        refused: Why a document of that name is not taken; None where it is.
    """

    shown: str = field(repr=False)
    refused: NameRefused | None


def judge(name: str, on: date = date.max) -> Named:
    """Judges a name as somebody's device gave it, by the rules of a day (without one, by those that have no end).

    The extensions are those that seed 002 names (IRS, control number SBSE-05-0823-0029).
    """
    if len(name) > _LONGEST_READ:
        name = name[: _LONGEST_READ // 2] + name[-_LONGEST_READ // 2 :]
    shown, blocked = _shown(name), _blocked(on)
    if not shown:
        return Named(_FALLBACK_STEM, NameRefused.MISSING)
    readings = list(_readings(name))
    if any(_has_blocked_part(reading, blocked) for reading in (*readings, shown)):
        return Named(shown, NameRefused.EXTENSION)
    if any(_OVERRIDES & set(reading) or _STREAM.search(_without_hidden(reading)) for reading in readings):
        return Named(shown, NameRefused.DISGUISED)
    return Named(shown, None)


def extension(shown: str) -> str:
    """The extension of a shown name in small letters, without its dot; empty where it has none."""
    stem, dot, last = shown.rpartition(".")
    return last.lower() if stem and dot and last.isascii() and last.isalnum() else ""


def blocked_extensions(on: date = date.max) -> frozenset[str]:
    """The extensions that are not taken, in small letters without a dot."""
    return frozenset(one_in_force(_file("extensions")["blocked"], on, "blocked extensions")["extensions"])


@cache
def _file(name: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def _lookalikes() -> dict[str, str]:
    data = json.loads((_DATA / "lookalikes.json").read_text(encoding="utf-8"))
    return {other: plain for kind in ("letters", "signs") for plain, others in data[kind].items() for other in others}


@lru_cache(maxsize=8)
def _blocked(on: date) -> frozenset[str]:
    """The blocked extensions as `_fold` writes them."""
    return frozenset(_folded(extension) for extension in blocked_extensions(on))


def _readings(name: str) -> Iterator[str]:
    """The name, and what is left of it each time that percent escapes are undone."""
    yield name
    for _ in range(_MOST_UNESCAPED):
        if not _ESCAPE.search(name):
            return
        name = unquote(name, errors="replace")
        yield name


def _has_blocked_part(name: str, blocked: frozenset[str]) -> bool:
    """Whether any dot-part is a blocked extension: hidden characters taken out, and taken as ends of the name."""
    if _CLASS_ID.search(_without_hidden(name)):  # Windows takes such a part for a program's own kind and hides it
        return True
    for hidden in ("", "/"):
        plain = "".join(hidden if _is_hidden(char) else _fold(char) for char in name)
        for part_of_path in _SEPARATORS.split(plain):
            for part in part_of_path.split(".")[1:]:
                if _paired(part.strip(" '\"`_,()[]-")) in blocked:
                    return True
    return False


def _folded(text: str) -> str:
    return _paired("".join(_fold(char) for char in text))


def _paired(text: str) -> str:
    for pair, alike in _ALIKE_PAIRS:
        text = text.replace(pair, alike)
    return text


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    """The ASCII that a character looks like, small, its own look-alikes made one; else itself."""
    if char.isascii():
        return char.lower().translate(_ALIKE)
    if char.isspace():
        return " "
    if char in _DOTS:
        return "."
    if unicodedata.category(char) in ("Me", "Mn"):  # drawn around or on the letter before it
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return _fold(str(digit))
    alike = _lookalikes()
    if char in alike:
        return _fold(alike[char])
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    if plain != char:
        return "".join(map(_fold, plain))
    named = _NAMED_LETTER.fullmatch(unicodedata.name(char, ""))
    if named:
        return _fold(named[1])
    for other_case in (char.lower(), char.upper()):
        if other_case in alike:
            return _fold(alike[other_case])
    return char


def _is_hidden(char: str) -> bool:
    """Whether nothing is drawn for it, white space aside."""
    return char in _IGNORED or unicodedata.category(char) in ("Cc", "Cf")


def _without_hidden(name: str) -> str:
    return "".join(char for char in name if not _is_hidden(char))


def _shown(name: str) -> str:
    """The name made safe; empty where nothing of it can be shown."""
    shown = _safer(name)
    # What one step leaves may be another's: "$*" becomes "$_", a mark goes and a hyphen stands first.
    while shown and (again := _safer(shown)) != shown:
        shown = again
    return shown


def _safer(name: str) -> str:
    """A pass over a name."""
    clean = "".join(map(_allowed, unicodedata.normalize("NFC", name)))
    # What a path ends in: browsers have sent whole paths, and nobody needs the folders.
    clean = next((part for part in reversed(_PATH.split(clean)) if part.strip(" .")), "")
    clean = _NOT_IN_NAMES.sub("_", clean)
    clean = re.sub(r"\.{2,}", ".", re.sub(r"\s+", " ", clean)).rstrip(" .").lstrip()
    stem, dot, ending = clean.rpartition(".")
    ending = unicodedata.normalize("NFKC", ending).strip()
    if not dot or not ending.isalnum() or len(ending) > _LONGEST_EXTENSION:
        stem, dot, ending = clean, "", ""
    had_one = bool(stem.strip(_NOT_FIRST)) or bool(ending)
    stem = _cut(stem.lstrip(_NOT_FIRST), LONGEST_SHOWN - len(dot + ending))
    # A mark without the letter it belongs to.
    while stem and unicodedata.combining(stem[0]):
        stem = stem[1:]
    if not had_one:
        return ""
    if unicodedata.normalize("NFKC", stem.split(".")[0]).strip().lower() in _DEVICES:
        stem = f"{_FALLBACK_STEM}_{stem}"[: LONGEST_SHOWN - len(dot + ending)]
    return f"{stem or _FALLBACK_STEM}{dot}{ending}"


def _cut(stem: str, length: int) -> str:
    """The stem, shortened so that no part of it that was whole becomes an extension that it was not."""
    if len(stem) <= length:
        return stem.rstrip(" .")
    kept = stem[:length]
    whole, dot, part = kept.rpartition(".")
    if dot and stem[length] != ".":
        kept = f"{whole.rstrip(' ')} {part.lstrip(' ')}"
    return kept.rstrip(" .")


def _allowed(char: str) -> str:
    """The character itself, or what stands for it in a shown name."""
    if _is_hidden(char):
        return ""
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Co", "Cn", "Cs"):
        return "_"
    alike = _lookalikes().get(char, "")
    if alike and alike in ":/\\" and not category.startswith(("L", "M")):
        return "_"
    return "_" if unicodedata.normalize("NFKC", char) in (":", "/", "\\") and not char.isascii() else char
