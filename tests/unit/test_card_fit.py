"""Fitting text into lines: nothing that is cut takes more than its lines, and what fits is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.handoff import fit

_TEXTS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=400)


@given(text=_TEXTS, most_lines=st.integers(1, 6))
def test_what_is_cut_fits(text: str, most_lines: int) -> None:
    cut = fit.cut(text, "In their words: “”", most_lines)
    assert fit.lines(f"In their words: “” {cut}") <= most_lines or len(cut) <= 2
    assert cut == text or cut.endswith("…")


@given(text=_TEXTS)
def test_what_fits_is_left_alone(text: str) -> None:
    assert fit.cut(text, "", fit.lines(text) + 1) == text


def test_words_are_not_cut_in_two() -> None:
    text = "My refund is nine months late and they told me that it would come by the first of October. " * 4
    cut = fit.cut(text, "Words:", 2)
    assert text.startswith(cut.removesuffix("…"))
    assert text[len(cut) - 1] == " " or cut[-2] in ".,"


def test_who_types_without_spaces_is_read_as_well() -> None:
    cut = fit.cut("ayuda" * 60, "Words:", 2)
    assert fit.lines(f"Words: {cut}") <= 2
    assert len(cut) > 30


@pytest.mark.parametrize(("text", "count"), [("", 1), ("one", 1), ("word " * 40, 5), ("ㅁ" * 100, 5)])
def test_lines(text: str, count: int) -> None:
    assert fit.lines(text) == count
