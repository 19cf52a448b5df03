"""Figures of understanding: how often it is right, how sure that is known, and how long it takes. Pure.

Intervals are Wilson's for shares (Wilson 1927) and percentiles of 1,000 seeded resamplings for F1 (Efron 1979).
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

type Json = dict[str, Any]

_Z = 1.959964
_RESAMPLED = 1000
_BINS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a set: what it holds, what was understood, and how long that took."""

    number: int
    gold: Mapping[str, Any]
    said: Mapping[str, Any]
    ms: float

    @property
    def topics(self) -> list[str]:
        """The topics it is about."""
        return list(self.gold.get("topics") or ())

    @property
    def named(self) -> list[str]:
        """The topics understood, main one first."""
        return [topic["label"] for topic in self.said["topics"]]

    @property
    def hardship(self) -> bool | None:
        """Whether it tells of a hardship now; None where people differ."""
        now = self.gold.get("hardship_now", bool(self.gold.get("hardship")))
        return now if isinstance(now, bool) else None


def figures(lines: Sequence[Line]) -> Json:
    """All figures, with those of each language and the 95 % intervals beside them."""
    by_language = sorted({str(line.gold["lang"]) for line in lines if line.gold.get("lang")})
    return {
        **_figures(lines),
        "intervals": _intervals(lines),
        "by_language": {
            language: {**_figures(part), "intervals": _intervals(part)}
            for language in by_language
            if (part := [line for line in lines if line.gold.get("lang") == language])
        },
    }


def _figures(lines: Sequence[Line]) -> Json:
    about = [line for line in lines if line.topics]
    told = [line for line in lines if line.hardship is not None]
    hard, found = [line for line in told if line.hardship], [line for line in told if line.said["hardship"]]
    out, shut = (
        [line for line in lines if line.gold.get("out_of_scope")],
        [line for line in lines if line.said["out_of_scope"]],
    )
    times = sorted(line.ms for line in lines)
    return {
        "n": len(lines),
        "topic_accuracy": _share(about, _first_is_right),
        "topic_f1_micro": _f1_micro(about),
        "topic_f1_macro": _f1_macro(about),
        "hardship_precision": _share(found, lambda line: bool(line.hardship)),
        "hardship_recall": _share(hard, lambda line: bool(line.said["hardship"])),
        "hardship_f1": _hardship_f1(told),
        "out_of_scope_precision": _share(shut, lambda line: bool(line.gold.get("out_of_scope"))),
        "out_of_scope_recall": _share(out, lambda line: bool(line.said["out_of_scope"])),
        "language_accuracy": _share(
            [line for line in lines if line.gold.get("lang")], lambda line: line.said["language"] == line.gold["lang"]
        ),
        "calibration_error": _calibration_error(about),
        "ms_median": round(statistics.median(times), 3) if times else None,
        "ms_p95": round(times[min(len(times) - 1, math.ceil(0.95 * len(times)) - 1)], 3) if times else None,
    }


def _first_is_right(line: Line) -> bool:
    return bool(line.named) and line.named[0] in line.topics


def _share(lines: Sequence[Line], holds: Callable[[Line], bool]) -> float | None:
    return round(sum(map(holds, lines)) / len(lines), 4) if lines else None


def _f1(right: int, said: int, wanted: int) -> float | None:
    return round(2 * right / (said + wanted), 4) if said + wanted else None


def _f1_micro(lines: Sequence[Line]) -> float | None:
    right = sum(len(set(line.named) & set(line.topics)) for line in lines)
    return _f1(right, sum(len(line.named) for line in lines), sum(len(line.topics) for line in lines))


def _f1_macro(lines: Sequence[Line]) -> float | None:
    """The mean over the labels that the set holds."""
    labels = {label for line in lines for label in line.topics}
    each = [
        _f1(
            sum(label in line.named and label in line.topics for line in lines),
            sum(label in line.named for line in lines),
            sum(label in line.topics for line in lines),
        )
        for label in labels
    ]
    return round(statistics.fmean(value or 0.0 for value in each), 4) if each else None


def _hardship_f1(lines: Sequence[Line]) -> float | None:
    right = sum(bool(line.hardship) and bool(line.said["hardship"]) for line in lines)
    return _f1(right, sum(bool(line.said["hardship"]) for line in lines), sum(bool(line.hardship) for line in lines))


def _calibration_error(lines: Sequence[Line]) -> float | None:
    """Expected calibration error of the first topic (Guo et al. 2017): ten bins of equal width."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for line in lines:
        if line.said["topics"]:
            score = float(line.said["topics"][0]["score"])
            bins[min(_BINS - 1, int(score * _BINS))].append((score, _first_is_right(line)))
    count = sum(map(len, bins))
    if not count:
        return None
    gap = sum(abs(sum(score for score, _ in held) - sum(right for _, right in held)) for held in bins)
    return round(gap / count, 4)


def _intervals(lines: Sequence[Line]) -> Json:
    """The 95 % intervals of what has floors."""
    about = [line for line in lines if line.topics]
    told = [line for line in lines if line.hardship is not None]
    shares: dict[str, tuple[Sequence[Line], Callable[[Line], bool]]] = {
        "topic_accuracy": (about, _first_is_right),
        "hardship_precision": ([line for line in told if line.said["hardship"]], lambda line: bool(line.hardship)),
        "hardship_recall": ([line for line in told if line.hardship], lambda line: bool(line.said["hardship"])),
        "out_of_scope_recall": (
            [line for line in lines if line.gold.get("out_of_scope")],
            lambda line: bool(line.said["out_of_scope"]),
        ),
        "in_scope_rejected": (
            [line for line in lines if not line.gold.get("out_of_scope")],
            lambda line: bool(line.said["out_of_scope"]),
        ),
    }
    intervals: Json = {
        name: _wilson(sum(map(holds, part)), len(part)) for name, (part, holds) in shares.items() if part
    }
    for name, part, figure in (
        ("topic_f1_micro", about, _f1_micro),
        ("topic_f1_macro", about, _f1_macro),
        ("hardship_f1", told, _hardship_f1),
    ):
        if part:
            intervals[name] = _resampled(part, figure)
    return intervals


def _wilson(right: int, count: int) -> list[float]:
    share = right / count
    middle = share + _Z**2 / (2 * count)
    spread = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    whole = 1 + _Z**2 / count
    return [round((middle - spread) / whole, 4), round((middle + spread) / whole, 4)]


def _resampled(lines: Sequence[Line], figure: Callable[[Sequence[Line]], float | None]) -> list[float]:
    chance = random.Random(20261122)  # noqa: S311 (for statistics)
    drawn = sorted(
        figure(chance.choices(lines, k=len(lines))) or 0.0
        for _ in range(_RESAMPLED // (4 if figure is _f1_macro else 1))
    )
    return [drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))]]


def errors(lines: Sequence[Line]) -> list[Json]:
    """What went wrong, line by line: the text, and for each mistake what was wanted and what was understood."""
    wrong: list[Json] = []
    for line in lines:
        mistakes: Json = {}
        if line.topics and not _first_is_right(line):
            mistakes["topics"] = {"wanted": line.topics, "understood": line.said["topics"]}
        if line.hardship is not None and line.hardship != bool(line.said["hardship"]):
            mistakes["hardship"] = {
                "wanted": list(line.gold.get("hardship") or ()),
                "understood": line.said["hardship"],
            }
        if bool(line.gold.get("out_of_scope")) != line.said["out_of_scope"]:
            mistakes["out_of_scope"] = {
                "wanted": bool(line.gold.get("out_of_scope")),
                "understood": line.said["out_of_scope"],
            }
        if line.gold.get("lang") and line.gold["lang"] != line.said["language"]:
            mistakes["language"] = {"wanted": line.gold["lang"], "understood": line.said["language"]}
        if mistakes:
            wrong.append({"line": line.number, "text": line.gold["text"], "mistakes": mistakes})
    return wrong
