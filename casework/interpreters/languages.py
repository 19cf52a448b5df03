"""The languages of Schedule LEP: dated data, not code (DESIGN rule 9), each with its source and certainty.

English and Spanish are not among them: the chat speaks both. `und` (BCP 47) stands for every language without a row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "languages.json"
UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """One language.

    Attributes:
        id: Its tag (BCP 47).
        schedule_lep: Its code on Schedule LEP (Form 1040); None where it isn't there.
        direction: `ltr` or `rtl`.
        line: What is said in it, with `{phone}` for the number of TAS; None where there is none.
        names: What it is called in English, in Spanish and by those who speak it; plain.
        greetings: Whole messages in it that are short; plain.
        words: Frequent words of it, for languages in Latin letters; plain.
        letters: Letters that tell it from others in its script.
        reviewed_on: The day on which somebody who speaks it checked the line; until then only the demonstration shows
            it, marked.
    """

    id: str
    schedule_lep: str | None
    direction: str
    line: str | None
    names: tuple[str, ...] = field(repr=False)
    greetings: frozenset[str] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    letters: frozenset[str] = field(repr=False)
    effective_from: date
    effective_to: date | None
    citation: str
    certainty: str
    reviewed_on: date | None

    def in_force(self, on: date) -> bool:
        """Whether the row counts on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@cache
def spoken_languages() -> tuple[SpokenLanguage, ...]:
    """Every row, in the order of the schedule."""
    return tuple(
        SpokenLanguage(
            id=row["id"],
            schedule_lep=row["schedule_lep"],
            direction=row["direction"],
            line=row["line"],
            names=tuple(row["names"]),
            greetings=frozenset(row["greetings"]),
            words=frozenset(row["words"]),
            letters=frozenset(row["letters"]),
            effective_from=date.fromisoformat(row["effective_from"]),
            effective_to=_day(row["effective_to"]),
            citation=row["citation"],
            certainty=row["certainty"],
            reviewed_on=_day(row["reviewed_on"]),
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def spoken_language(tag: str, on: date) -> SpokenLanguage | None:
    """The row of a language in force on a day."""
    return next((row for row in spoken_languages() if row.id == tag and row.in_force(on)), None)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
