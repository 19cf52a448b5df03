"""The training data's files, without a YAML library: reads their examples, and adds one safely.

The files keep to one form (a test holds them to it): blocks of `- intent:`, one line of `metadata: {...}`, and examples as a
literal block, so lines can be read and added as lines.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from casework import redaction
from casework.eligibility import TOPICS

DIALOGUE = (
    "ask_why",
    "go_back",
    "show_result",
    "skip",
    "safe_go_on",
    "repeat_please",
    "save_for_later",
    "hardship_only",
)
# Asked by people who signed in (bot/nlu/portal.py); `case_status` is a topic.
PORTAL = (
    "next_step",
    "my_advocate",
    "what_needed",
    "when_hear",
    "timeline",
    "send_document",
    "document_sent",
    "change_contact",
    "talk_to_advocate",
    "enter_code",
    "my_authority",
    "new_problem",
)
NEAR = 0.8
"""From which overlap of their words two examples are the same."""
_LONGEST = 600
_INTENT = re.compile(r"^- intent: (\w+)$")
_METADATA = re.compile(r"^  metadata: \{(.*)\}$")
_LANGUAGE = re.compile(r"\blanguage: (en|es)\b")
_EXAMPLE = re.compile(r"^    - (.+)$")
_ENTITY = re.compile(r"\[[^\]]*\]\s*[({]")


class Refused(ValueError):
    """An example that is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example where it stands."""

    text: str
    label: str
    language: str
    marks: str
    line: int


def read(path: Path) -> list[Example]:
    """The examples of one file."""
    found: list[Example] = []
    label = marks = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if match := _INTENT.match(line):
            label, marks = match[1], ""
        elif match := _METADATA.match(line):
            marks = match[1]
        elif match := _EXAMPLE.match(line):
            language = _LANGUAGE.search(marks)
            found.append(Example(match[1], label, language[1] if language else "", marks, number))
    return found


def words(text: str) -> frozenset[str]:
    """The words by which examples are compared."""
    return frozenset(re.findall(r"\w+", text.lower()))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0


def add(folder: Path, label: str, text: str, language: str) -> Path:
    """Adds an example to its label's file, all or nothing, and returns the file.

    Identifiers are taken out of it first: training data is public.

    Raises:
        Refused: The label or the text isn't one that is taken.
    """
    if label not in (*TOPICS, *DIALOGUE, *PORTAL):
        raise Refused(f"there is no label {label!r}")
    line = redaction.for_assistant(" ".join(redaction.clean_text(text).split()))
    if not re.search(r"\w", line) or len(line) > _LONGEST:
        raise Refused(f"an example has 1 to {_LONGEST} characters and at least one word")
    if _ENTITY.search(line):
        raise Refused("brackets followed by brackets would be read as an entity: write it without")
    files = sorted(folder.glob("*.yml"))
    new = words(line)
    for path in files:
        for known in read(path):
            if known.label == label and overlap(new, words(known.text)) > NEAR:
                raise Refused(f"{path.name} has nearly the same: {known.text}")
    path = next((path for path in files if any(known.label == label for known in read(path))), folder / f"{label}.yml")
    path = folder / f"{label}.yml" if (folder / f"{label}.yml").exists() else path
    before = path.read_text(encoding="utf-8") if path.exists() else 'version: "3.1"\nnlu:\n'
    _write(path, _with(before, path, label, line, language))
    return path


def _with(before: str, path: Path, label: str, text: str, language: str) -> str:
    """The file's text with the example at the end of the plain block of its language, or in a new one."""
    marks = f"language: {language}"
    block = [known for known in (read(path) if path.exists() else []) if known.label == label and known.marks == marks]
    lines = before.splitlines()
    if block:
        lines.insert(block[-1].line + 1, f"    - {text}")
    else:
        lines += [f"- intent: {label}", f"  metadata: {{{marks}}}", "  examples: |", f"    - {text}"]
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    """Puts the new file in the old one's place at once, so that nobody ever reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".yml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
