"""What a document may be called: an examiner's 800 names, and any others, against `casework.documents.names.judge`."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.reference.make_document_names import BLOCKED
from tests.support.documents import judged_name
from tests.support.timing import timed

CORPUS = Path(__file__).parents[1] / "corpora" / "document_names.jsonl"
NAMES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
LOWER = [each.lower() for each in BLOCKED]

LONGEST = 50
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = set(
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\ufff9\ufffa\ufffb"
)
# No file may have these in its name on Windows ("Naming Files, Paths, and Namespaces"), and the first two are separators.
NOT_IN_A_FILE_NAME = set('/\\<>:"|?*')
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
RESERVED |= {f"{port}{number}" for port in ("COM", "LPT") for number in "123456789\u00b9\u00b2\u00b3"}

# Refused or made safe, both are right; what is shown is safe either way, and what is accepted stays accepted.
EITHER_WAY = [
    "", " ", ".", "..", "...", "\x00", "\u200b", "\u202e", "/", "\\", "../..", "../../etc/passwd", "..\\..\\boot.ini",
    'letter.exe"', '"letter.exe"', "letter.exe?", "letter.exe*", "letter.exe|", "letter.exe<", "letter.exe>",
    "letter.exe;.pdf", "letter.exe;1.pdf", "letter.exe,pdf", "letter.'exe'", "letter.{3050f4d8-98B5-11CF-BB82-00AA00BDCE0B}",
    "letter\u202eexe.pdf", "letter\u00b7exe", "letter.(e)(x)(e)", "letter.txt:com", "letter.exe/../letter.pdf",
    "letter.e\u1d07xe", "letter.\u1d07x\u1d07", "letter\ud800.pdf", "letter.\ud800exe", "con\u200b.pdf", "CON\x00.pdf",
    ". .pdf", "\u3002pdf", "letter．\uff0fpdf", "\u2026", "letter.pdf" + "\u0301" * 500, "\u0301.pdf",
    "con", "con:", "nul:.pdf", "aux\u2024pdf", "\uff43\uff4f\uff4e.pdf", "\ufe0f.pdf", "\u200d" * 60 + ".pdf",
    "a\U000f0000b.pdf", "a\uffff.pdf",
]  # fmt: skip


def faults(shown: str) -> list[str]:
    """What is wrong with a name as it is shown and downloaded."""
    found = []
    if not 0 < len(shown) <= LONGEST:
        found.append(f"{len(shown)} characters")
    if any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in shown):
        found.append("a control character, half a character or a line's end")
    if set(shown) & BIDI:
        found.append("turns the direction")
    if set(shown) & UNSEEN or any(0xE0000 <= ord(each) <= 0xE007F for each in shown):
        found.append("an unseen character")
    if set(shown) & NOT_IN_A_FILE_NAME:
        found.append("a character that no file may have in its name")
    if shown[:1] in {".", " "} or shown[-1:] in {".", " "}:
        found.append("a dot or space at an end")
    if not unicodedata.is_normalized("NFC", shown):
        found.append("not in NFC")
    if shown.split(".")[0].strip().upper() in RESERVED:
        found.append("a name that Windows keeps for itself")
    return found


def simple_extension(name: str) -> str | None:
    """What the shown name has to end with, where nobody can doubt what the extension is."""
    base, dot, last = name.rpartition(".")
    return last.lower() if base and dot and last.isascii() and last.isalnum() and len(last) <= 5 else None


def holds(name: str) -> tuple[str, str | None]:
    shown, refused = judged_name(name)
    assert not faults(shown), (shown, faults(shown))
    if refused is None:
        again = judged_name(shown)
        assert again == (shown, None), f"shown as {shown!r}, and judged again {again!r}"
        # Whatever was folded before: what is shown has none of them in plain letters.
        assert not set(shown.lower().split(".")[1:]) & set(LOWER), shown
    else:
        assert refused
    return shown, refused


def test_the_corpus_is_as_large_as_it_says() -> None:
    harmless = [row for row in NAMES if not row["refused"]]
    assert len(NAMES) - len(harmless) >= 500
    assert len(harmless) >= 150
    assert len(BLOCKED) == 49
    assert len({row["name"] for row in NAMES}) == len(NAMES)
    for extension in LOWER:
        assert sum(row["refused"] and extension in row["name"].lower() for row in NAMES) >= 3, extension


def brief(row: dict[str, Any]) -> str:
    return ascii(row["name"])[1:41]


@pytest.mark.parametrize("row", [row for row in NAMES if row["refused"]], ids=brief)
def test_a_disguised_name_is_refused(row: dict[str, Any]) -> None:
    _, refused = holds(row["name"])
    assert refused is not None, row["why"]


@pytest.mark.parametrize("row", [row for row in NAMES if not row["refused"]], ids=brief)
def test_a_harmless_name_is_accepted(row: dict[str, Any]) -> None:
    shown, refused = holds(row["name"])
    assert refused is None, row["why"]
    if "shown" in row:
        assert shown == row["shown"]
    extension = simple_extension(row["name"])
    if extension is not None:
        assert shown.lower().endswith(f".{extension}")


@pytest.mark.parametrize("name", EITHER_WAY, ids=lambda name: ascii(name)[1:41])
def test_a_doubtful_name_is_shown_safely(name: str) -> None:
    holds(name)


@given(st.text(max_size=400))
@example("a" * 45 + ".exert")
@example("$*")
@example("$$%41.pdf")
@example("\u0301-a.pdf")
@settings(max_examples=400, deadline=None)
def test_any_name_is_shown_safely(name: str) -> None:
    holds(name)


_WITHOUT_WIDTH = st.sampled_from(
    ["", "", "", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u0301", "\x00", "\x1f"]
)
_BEHIND = st.sampled_from(
    ["", "", " ", ".", "  .", "\u00a0", "\n", "\x00", "::$DATA", ":x.pdf", ".pdf", ".tar.gz", " .pdf", "\u200f"]
)
_DOTS = st.sampled_from([".", "..", " .", ". ", "\uff0e", "\u2024", "\ufe52", "\u3002", "\uff61"])


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """A blocked extension behind any base name, with several disguises at once."""
    extension = draw(st.sampled_from(LOWER))
    letters = ""
    for letter in extension:
        form = draw(st.sampled_from([letter, letter.upper(), chr(ord(letter) + 0xFEE0)]))
        letters += form + draw(_WITHOUT_WIDTH)
    base = draw(st.text(st.characters(categories=("L", "N")), max_size=80))
    return base + draw(_DOTS) + letters + draw(_BEHIND)


@given(disguised())
@settings(max_examples=600, deadline=None)
def test_disguises_add_up_to_nothing(name: str) -> None:
    _, refused = holds(name)
    assert refused is not None


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyzáéíñóú0123456789 -_", min_size=1, max_size=70), min_size=1, max_size=4),
    st.sampled_from(["pdf", "jpg", "docx", "xlsx", "png", "txt", "heic", "csv"]),
)
@settings(max_examples=400, deadline=None)
def test_ordinary_names_are_accepted(parts: list[str], extension: str) -> None:
    if any(
        unicodedata.normalize("NFD", part.strip()).translate({0x301: None, 0x303: None}) in LOWER for part in parts[1:]
    ):
        return
    shown, refused = holds(".".join([*parts, extension]))
    assert refused is None
    assert shown.endswith(f".{extension}")


@pytest.mark.parametrize(
    "name",
    [
        "a" * 200_000,
        "." * 200_000,
        "a." * 100_000,
        " " * 200_000 + ".pdf",
        "\u200b" * 200_000,
        "\u0301" * 200_000,
        "\ufdfa" * 50_000,
    ],
    ids=lambda name: ascii(name)[1:7],
)
def test_a_huge_name_costs_little(name: str) -> None:
    judged_name(name)
    seconds, slower = timed(lambda: judged_name(name))
    assert seconds < 0.5 * slower
