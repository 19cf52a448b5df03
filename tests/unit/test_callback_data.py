"""The dated data of call-backs: words that can be told apart on the telephone, wishes, and when they come next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from casework.callbacks import rules
from casework.callbacks.models import Wish
from casework.texts import Texts

TODAY = date(2026, 11, 20)
FRIDAY_NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)  # in New York


def words(language: str) -> list[str]:
    (found,) = [row["words"] for row in rules._words() if row["language"] == language]
    return list(found)


@pytest.mark.parametrize("language", Texts.languages)
def test_words_are_many_plain_and_told_apart(language: str) -> None:
    listed = words(language)
    assert len(listed) == len(set(listed)) >= 150
    assert all(word.isalpha() and word.islower() and 4 <= len(word) <= 12 for word in listed)
    close = [(one, other) for one, other in combinations(listed, 2) if _one_letter_apart(one, other)]
    assert close == []


def _one_letter_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(long) == len(short):
        return sum(a != b for a, b in zip(one, other, strict=True)) < 2
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


@pytest.mark.parametrize("language", Texts.languages)
def test_words_are_drawn_from_the_whole_list(language: str) -> None:
    drawn = {rules.draw_word(language, TODAY) for _ in range(500)}
    assert drawn <= set(words(language))
    assert len(drawn) > 100


def test_without_a_rule_nothing_is_offered() -> None:
    for missing in (rules.offer, rules.held_for, rules.kept_for, lambda day: rules.draw_word("en", day)):
        with pytest.raises(LookupError):
            missing(date(2025, 12, 31))


def test_every_zone_is_one_and_everything_offered_has_words() -> None:
    texts, offered = Texts.load(), rules.offer(TODAY)
    keys = [f"zone-{name}" for name in rules.TIME_ZONES.values()]
    keys += [f"day-{day}" for day in offered.days] + [f"part-{part.name}" for part in offered.parts]
    keys += [f"language-{code}" for code in offered.languages]
    assert [key for key in keys if texts.variables(f"page-callback-{key}") is None] == []
    assert all(ZoneInfo(name) for name in rules.TIME_ZONES)


def wished(days: tuple[str, ...], parts: tuple[str, ...], time_zone: str = "America/New_York") -> Wish:
    return Wish(days, parts, time_zone, False, False, "en", False, "")


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (wished(("friday",), ("afternoon",)), FRIDAY_NOON),
        (wished(("friday",), ("evening",)), datetime(2026, 11, 20, 22, tzinfo=UTC)),
        # This morning is over: next week's.
        (wished(("friday",), ("morning",)), datetime(2026, 11, 27, 13, tzinfo=UTC)),
        (wished(("friday",), ("morning",), "Pacific/Honolulu"), datetime(2026, 11, 20, 18, tzinfo=UTC)),
        (wished(("monday", "friday"), ("morning",)), datetime(2026, 11, 23, 13, tzinfo=UTC)),
        # In Guam it is Saturday by now.
        (wished(("friday", "tuesday"), ("evening",), "Pacific/Guam"), datetime(2026, 11, 24, 7, tzinfo=UTC)),
        # A day that is no longer offered: as soon as possible.
        (wished(("sunday",), ()), FRIDAY_NOON),
    ],
)
def test_when_a_wish_comes_next(wish: Wish, expected: datetime) -> None:
    assert rules.next_wished(wish, rules.offer(TODAY), FRIDAY_NOON) == expected
