"""Recall over emergencies that independent examiners wrote; failures name lines, never texts.

Seen is what the list at least hints at; how list, model and question do together, tests/integration/test_understanding.py
says. The list was written without reading the corpus. Its floors are what it reaches; its target is an expected failure
until it does, so that the day it is reached is noticed. docs/redaction.md says what is missing.
"""

import pytest

from benchmarks.redaction import Count, emergencies, false_emergencies

RECALL_FLOOR = 0.74
LOOK_ALIKES_MOST = 0.01
FALSE_ALARMS_MOST = 0.01

SEEN, LOOK_ALIKES = emergencies()
ALL = Count(sum(count.rows for count in SEEN.values()), [name for count in SEEN.values() for name in count.wrong])


def test_emergencies_are_seen() -> None:
    assert ALL.rows >= 100
    assert ALL.right_share >= RECALL_FLOOR, ALL.wrong


@pytest.mark.xfail(strict=True, reason="what is only hinted at is not seen by a list of phrases: docs/redaction.md")
def test_every_emergency_is_seen() -> None:
    assert ALL.right_share == 1, ALL.wrong


def test_hardly_a_look_alike_raises_the_alarm() -> None:
    assert 1 - LOOK_ALIKES.right_share <= LOOK_ALIKES_MOST, LOOK_ALIKES.wrong


@pytest.mark.parametrize("corpus", ["real_messages.jsonl", "messages.jsonl"])
def test_ordinary_messages_are_no_emergencies(corpus: str) -> None:
    count = false_emergencies(corpus)

    assert 1 - count.right_share <= FALSE_ALARMS_MOST, count.wrong
