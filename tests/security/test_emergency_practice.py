"""Emergencies over the practice corpus: the half the list was tuned on, and the half of which only counts are seen."""

import json
from pathlib import Path

import pytest

from casework.safety import find, hint

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "corpora" / "emergencies_practice.jsonl").read_text("utf-8").splitlines()
]
RECALL_TARGET = 1.0
FALSE_ALARMS_TARGET = 0.01


def shares(half: str) -> tuple[float, float]:
    """The share of emergencies that the list at least hints at, and of look-alikes that it raises the alarm for."""
    texts = {
        true: [row["text"] for row in ROWS if row["half"] == half and row["emergency"] is true]
        for true in (True, False)
    }
    noticed = sum(hint(text) is not None for text in texts[True]) / len(texts[True])
    return noticed, sum(find(text) is not None for text in texts[False]) / len(texts[False])


def test_the_corpus_is_large_enough_to_say_something() -> None:
    for half, emergencies, others in (("tuned", 180, 300), ("held", 180, 300)):
        rows = [row["emergency"] for row in ROWS if row["half"] == half]
        assert rows.count(True) >= emergencies
        assert rows.count(False) >= others
    assert len({row["text"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("half", "recall", "false_alarms"), [("tuned", 0.98, 0.005), ("held", 0.95, 0.01)])
def test_emergencies_are_noticed_and_look_alikes_pass(half: str, recall: float, false_alarms: float) -> None:
    noticed, alarmed = shares(half)

    assert noticed >= recall
    assert alarmed <= false_alarms


@pytest.mark.xfail(strict=True, reason="the list does not reach what it was not tuned on: docs/redaction.md")
def test_the_held_half_reaches_the_targets() -> None:
    noticed, alarmed = shares("held")

    assert noticed >= RECALL_TARGET
    assert alarmed <= FALSE_ALARMS_TARGET
