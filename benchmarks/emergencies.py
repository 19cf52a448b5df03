r"""How often messages raise the alarm, are asked about, or neither, by the gateway's list and the trained model together.

    .tas/dev/bin/python -m benchmarks.emergencies tests/corpora/emergencies.jsonl tests/corpora/messages.jsonl

Files are JSON Lines of `{"text", "lang", "emergency", "kind"}`; where `emergency` is missing the topics say it. Prints
counts by kind and language, never texts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from casework import safety
from cli.understand import Pipe, reading

ALARM, ASKED, NOTHING = "alarm", "asked", "nothing"
_HINT, _URGENT = 0.3, 0.6


def heard(pipe: Pipe, text: str) -> str:
    """What becomes of one message: the alarm, the question about danger, or neither."""
    found = safety.find(text)
    if found is not None and found.certain:
        return ALARM
    hinted = safety.hint(text) is not None
    sure = pipe.ask(text, danger_hinted=hinted)["understood"]["emergency"]
    return ALARM if sure >= _URGENT else ASKED if sure >= _HINT else NOTHING


def is_emergency(row: Mapping[str, Any]) -> bool:
    """Whether a line of a corpus is one."""
    return bool(row.get("emergency", "emergency" in (row.get("topics") or ())))


def counted(pipe: Pipe, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Counter[str]]:
    """What became of the lines, by kind and language."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        kind = str(row.get("kind") or "emergency") if is_emergency(row) else "none"
        found.setdefault((kind, row.get("lang", "?")), Counter())[heard(pipe, row["text"])] += 1
    return found


def main(files: list[str]) -> None:
    """Prints a table for each file."""
    with reading() as pipe:
        for name in files:
            rows = [json.loads(line) for line in Path(name).read_text("utf-8").splitlines() if line.strip()]
            found = counted(pipe, rows)
            print(f"| {Path(name).name} | {ALARM} | {ASKED} | {NOTHING} | of |\n|---|---:|---:|---:|---:|")
            emergencies = sum((count for (kind, _), count in found.items() if kind != "none"), Counter())
            others = sum((count for (kind, _), count in found.items() if kind == "none"), Counter())
            named = {f"{kind} ({language})": count for (kind, language), count in sorted(found.items())}
            for title, count in {**named, "**emergencies**": emergencies, "**others**": others}.items():
                cells = " | ".join(str(count[what]) for what in (ALARM, ASKED, NOTHING))
                print(f"| {title} | {cells} | {count.total()} |")
            print()


if __name__ == "__main__":
    main(sys.argv[1:])
