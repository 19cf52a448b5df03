"""Whatever is done to a document at rest is refused, and nothing unverified is given out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.reference import document_reader as reference
from tests.reference.sealed_mutations import (
    OPERATORS,
    SIZES,
    Tampered,
    every_bit,
    every_truncation,
    sealed_example,
    tampered,
)
from tests.support import documents as ours

THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refused_by_the_reference(case: Tampered) -> None:
    contents = reference.read_frames(case.document_id, case.key, case.length_bytes, case.frames)
    came, refused = ours.given_out(contents, reference.Refused)
    assert refused, case
    assert case.allows(came), case


def refused_by_us(case: Tampered) -> None:
    contents = ours.opened_by_us(case.document_id, case.key, case.length_bytes, list(case.frames))
    came, refused = ours.given_out(contents, ours.RefusedByUs)
    assert refused, case
    assert case.allows(came), case


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_the_reference_refuses(operator: str) -> None:
    @given(tampered((operator,)))
    @settings(THOROUGH, max_examples=20)
    def refused(case: Tampered) -> None:
        refused_by_the_reference(case)

    refused()


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_we_refuse(operator: str) -> None:
    ours.module("casework.documents.frames")

    @given(tampered((operator,)))
    @THOROUGH
    def refused(case: Tampered) -> None:
        assume(not case.same_when_joined)
        refused_by_us(case)

    refused()


@pytest.mark.parametrize("size", [0, 1, 15])
def test_every_bit_and_every_truncation_of_a_small_one(size: int) -> None:
    original, content = sealed_example("example", size)
    for case in [*every_bit(original, content), *every_truncation(original, content)]:
        refused_by_the_reference(case)
        refused_by_us(case)


@given(st.sampled_from(SIZES) | st.integers(0, 200_000))
@settings(max_examples=40, deadline=None)
def test_untouched_it_comes_back(size: int) -> None:
    original, content = sealed_example("example", size)
    assert b"".join(reference.read_frames(original.document_id, original.key, size, original.frames)) == content
    assert b"".join(ours.opened_by_us(original.document_id, original.key, size, list(original.frames))) == content
