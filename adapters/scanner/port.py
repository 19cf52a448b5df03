"""What the casework needs of a scanner for malicious content (ASVS 5.4.3). What isn't plainly clean is not clean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What a scan came to."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class Reason(StrEnum):
    """Why something was not scanned, or not as a whole."""

    UNAVAILABLE = "unavailable"
    """Nobody answers, or the connection ended before the answer was whole."""
    TIMED_OUT = "timed_out"
    NONSENSE = "nonsense"
    """An answer that isn't one, one that came before everything was sent, or an error of the scanner's own."""
    LIMITS = "limits"
    """Larger, deeper or slower than the scanner's limits allow: it looked at a part only."""
    ENCRYPTED = "encrypted"
    """The scanner can't look into it."""
    MACROS = "macros"
    """It holds macros, which the scanner is told to report."""

    @property
    def passes(self) -> bool:
        """Whether asking again later may help."""
        return self in (Reason.UNAVAILABLE, Reason.TIMED_OUT, Reason.NONSENSE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says.

    Attributes:
        signature: Which signature matched, for the audit alone: it is never shown to people.
    """

    outcome: Outcome
    reason: Reason | None = None
    signature: str | None = field(default=None, repr=False)


class Scanner(Protocol):
    """Looks at content as it comes."""

    async def scan(self, chunks: AsyncIterator[bytes], length_bytes: int) -> Verdict:
        """Scans `length_bytes` of content. Raises what `chunks` raises; whatever is wrong with the scanner is a verdict."""
        ...

    async def ready(self) -> bool:
        """Whether it answers now. Never raises."""
        ...
