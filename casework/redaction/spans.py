"""Pieces of a view that the finders hand to each other."""

from dataclasses import dataclass

from casework.redaction.models import IdentifierType


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier found in a view: ``text[start:end]`` is to be replaced."""

    start: int
    end: int
    type: IdentifierType


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date found in a view; ``certain`` when its form alone says that it is one."""

    start: int
    end: int
    certain: bool
