"""Two questions at the end of a chat with an advocate, of one tap each; never after an emergency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

HELPED: Final = "helped"
EASY: Final = "easy"
_ANSWERS: Final = ("yes", "partly", "no")
DOS: Final = frozenset(f"survey_{question}_{answer}" for question in (HELPED, EASY) for answer in _ANSWERS)
"""What may be chosen: `survey_<question>_<answer>`."""


def question(name: str) -> str:
    """The key of a question."""
    return f"notice-survey-{name}"


def choices(name: str) -> list[str]:
    """The answers that a question offers."""
    return [f"survey_{name}_{answer}" for answer in _ANSWERS]


def answered(do: str) -> tuple[str, str, tuple[str, Sequence[str]]]:
    """Which question an answer is to, what it says, and what is said next, with what may be chosen."""
    _, name, answer = do.split("_")
    if name == HELPED:
        return name, answer, (question(EASY), choices(EASY))
    return name, answer, ("notice-survey-thanks", ())
