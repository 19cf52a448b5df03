"""Recall over emergencies that independent examiners wrote; failures name lines, never texts.

The list was written without reading the corpus. Its floors are what it reaches; its targets are expected failures until
it does, so that the day they are reached is noticed. docs/redaction.md says what is missing.
"""

import pytest

from benchmarks.redaction import Count, emergencies, false_emergencies

RECALL_FLOOR = 0.74
LOOK_ALIKES_MOST = 0.06
LOOK_ALIKES_TARGET = 0.05
FALSE_ALARMS_MOST = 0.01

SEEN, LOOK_ALIKES = emergencies()
ALL = Count(sum(count.rows for count in SEEN.values()), [name for count in SEEN.values() for name in count.wrong])


def test_emergencies_are_seen() -> None:
    assert ALL.rows >= 100
    assert ALL.right_share >= RECALL_FLOOR, ALL.wrong


@pytest.mark.xfail(strict=True, reason="what is only hinted at is not seen by a list of phrases: docs/redaction.md")
def test_every_emergency_is_seen() -> None:
    assert ALL.right_share == 1, ALL.wrong


def test_few_look_alikes_count() -> None:
    assert 1 - LOOK_ALIKES.right_share <= LOOK_ALIKES_MOST, LOOK_ALIKES.wrong


@pytest.mark.xfail(strict=True, reason="look-alikes of the list still to come: docs/redaction.md")
def test_look_alikes_stay_under_the_target() -> None:
    assert 1 - LOOK_ALIKES.right_share <= LOOK_ALIKES_TARGET, LOOK_ALIKES.wrong


@pytest.mark.parametrize("corpus", ["real_messages.jsonl", "messages.jsonl"])
def test_ordinary_messages_are_no_emergencies(corpus: str) -> None:
    count = false_emergencies(corpus)

    assert 1 - count.right_share <= FALSE_ALARMS_MOST, count.wrong
