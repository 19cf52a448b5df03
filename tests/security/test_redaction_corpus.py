"""Recall over identifiers that independent examiners wrote; failures name ids, never texts.

The floors are promises (docs/redaction.md says what was measured); `python -m benchmarks.redaction` prints the figures.
"""

import pytest

from benchmarks.redaction import by_type, identifiers, untouched
from casework.redaction import IdentifierType

RECALL_FLOOR = 0.97
FALSE_ALARMS_MOST = 0.02
FALSE_ALARMS_IN_MESSAGES_MOST = 0.01

FOUND, ALARMS = identifiers()
BY_TYPE = by_type(FOUND)


@pytest.mark.parametrize("kind", [kind.value for kind in IdentifierType])
def test_identifiers_do_not_survive(kind: str) -> None:
    count = BY_TYPE[kind]

    assert count.rows >= 20
    assert count.right_share >= RECALL_FLOOR, count.wrong


def test_what_stands_beside_an_identifier_is_kept() -> None:
    count = BY_TYPE["(kept beside it)"]

    assert count.right_share >= RECALL_FLOOR, count.wrong


def test_numbers_that_are_no_identifiers_stay() -> None:
    assert ALARMS.rows >= 100
    assert 1 - ALARMS.right_share <= FALSE_ALARMS_MOST, ALARMS.wrong


@pytest.mark.parametrize("corpus", ["real_messages.jsonl", "messages.jsonl"])
def test_ordinary_messages_stay(corpus: str) -> None:
    count = untouched(corpus)

    assert 1 - count.right_share <= FALSE_ALARMS_IN_MESSAGES_MOST, count.wrong
