"""Measure how many identifiers redaction finds, and how many emergencies are seen, over the test corpora.

Prints Markdown tables: recall by type and by shape, false alarms, and the time 4,000 characters take. Run with
``.tas/dev/bin/python -m benchmarks.redaction``; with ``--failures`` the ids of what was missed, never the texts.
"""

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.redaction import for_assistant, redact, redact_split
from casework.safety import find, hint

CORPORA = Path(__file__).resolve().parent.parent / "tests" / "corpora"


@dataclass
class Count:
    """How many rows there were, and which of them went wrong."""

    rows: int = 0
    wrong: list[str] = field(default_factory=list[str])

    @property
    def right_share(self) -> float:
        """The share that went right; 1 when there was nothing."""
        return 1 - len(self.wrong) / self.rows if self.rows else 1.0

    def add(self, name: str, *, right: bool) -> None:
        """Count one row."""
        self.rows += 1
        if not right:
            self.wrong.append(name)


def load(name: str) -> list[dict[str, Any]]:
    """Read one corpus of JSON Lines."""
    lines = (CORPORA / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def redacted(texts: list[str]) -> list[str]:
    """Redact one message, or two that follow each other."""
    if len(texts) == 2:
        both = redact_split(texts[0], texts[1])
        if both:
            return [one.text for one in both]
    return [redact(text).text for text in texts]


def digits_of(text: str) -> str:
    """Give the digits of a text alone, whatever their script."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def survives(secret: str, texts: Iterable[str]) -> bool:
    """Say whether a secret can still be read: as written, or by its digits alone."""
    together = " ".join(texts)
    if secret.lower() in together.lower():
        return True
    digits = digits_of(secret)
    return len(digits) >= 4 and digits in digits_of(together)


def identifiers() -> tuple[dict[tuple[str, str], Count], Count]:
    """Count missed identifiers by type and shape, and false alarms."""
    found: dict[tuple[str, str], Count] = defaultdict(Count)
    alarms = Count()
    for row in load("identifiers.jsonl"):
        texts = redacted(row["texts"])
        if row["type"] is None:
            alarms.add(row["id"], right=texts == row["texts"])
            continue
        clean = not any(survives(secret, texts) for secret in row["secrets"])
        kept = all(any(keep in text for text in texts) for keep in row.get("keep") or ())
        found[row["type"], row["shape"]].add(row["id"], right=clean)
        found["(kept beside it)", row["type"]].add(row["id"], right=kept)
    return found, alarms


def by_type(found: dict[tuple[str, str], Count]) -> dict[str, Count]:
    """Add up the shapes of each type."""
    types: dict[str, Count] = defaultdict(Count)
    for (kind, _), count in found.items():
        types[kind].rows += count.rows
        types[kind].wrong += count.wrong
    return types


def untouched(name: str) -> Count:
    """Count ordinary messages that redaction changes."""
    count = Count()
    for number, row in enumerate(load(name), start=1):
        count.add(f"line {number}", right=redact(row["text"]).text == row["text"])
    return count


def emergencies() -> tuple[dict[str, Count], Count]:
    """Count emergencies by kind that the list doesn't even hint at, and look-alikes that it raises the alarm for."""
    found: dict[str, Count] = defaultdict(Count)
    alarms = Count()
    for number, row in enumerate(load("emergencies.jsonl"), start=1):
        name = f"line {number}"
        if row["emergency"]:
            found[f"{row['kind']} ({row['lang']})"].add(name, right=hint(row["text"]) is not None)
        else:
            alarms.add(name, right=find(row["text"]) is None)
    return found, alarms


def false_emergencies(name: str) -> Count:
    """Count ordinary messages taken for an emergency, but for those the corpus itself calls one."""
    count = Count()
    for number, row in enumerate(load(name), start=1):
        if "emergency" not in (row.get("topics") or ()):
            count.add(f"line {number}", right=find(row["text"]) is None)
    return count


def milliseconds(work: Callable[[str], object], text: str) -> float:
    """Give the median time of one call."""
    times: list[float] = []
    for _ in range(9):
        began = time.perf_counter()
        work(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def table(title: str, rows: dict[str, Count], *, failures: bool) -> str:
    """Write one Markdown table."""
    lines = [f"| {title} | rows | wrong | right |", "|---|---:|---:|---:|"]
    for name, count in rows.items():
        note = f" {', '.join(count.wrong)}" if failures and count.wrong else ""
        lines.append(f"| {name}{note} | {count.rows} | {len(count.wrong)} | {count.right_share:.3f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print all tables."""
    failures = "--failures" in sys.argv
    found, alarms = identifiers()
    print(table("identifiers by type: gone after redaction", by_type(found), failures=False))
    print(
        table(
            "by type and shape", {f"{kind} {shape}": c for (kind, shape), c in sorted(found.items())}, failures=failures
        )
    )
    unchanged = {
        "numbers that are no identifiers": alarms,
        "real messages": untouched("real_messages.jsonl"),
        "written messages": untouched("messages.jsonl"),
    }
    print(table("left as they are by redaction", unchanged, failures=failures))
    seen, look_alikes = emergencies()
    print(table("emergencies at least hinted at", dict(sorted(seen.items())), failures=failures))
    calm = {
        "look-alikes": look_alikes,
        "real messages": false_emergencies("real_messages.jsonl"),
        "written messages": false_emergencies("messages.jsonl"),
    }
    print(table("no alarm raised", calm, failures=failures))
    text = " ".join(row["text"] for row in load("messages.jsonl"))[:4000]
    print("| 4,000 characters of ordinary text | milliseconds |\n|---|---:|")
    for name, work in {"redact": redact, "for_assistant": for_assistant, "safety.find": find}.items():
        print(f"| {name} | {milliseconds(work, text):.1f} |")


if __name__ == "__main__":
    main()
