"""What a page's box for files says beforehand: how much a message holds, and what is never taken.

It is a kindness to whoever chooses files; `casework.documents` decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.clock import local_date
from casework.documents import limits, names
from casework.documents.models import Direction
from casework.documents.sizes import size
from channels.request import GatewayRequest

__all__ = ["BoxLimits", "box_limits", "size"]


@dataclass(frozen=True, slots=True)
class BoxLimits:
    """What one message may hold.

    Attributes:
        blocked: Extensions that are never taken.
    """

    total_bytes: int
    files: int
    blocked: tuple[str, ...]


def box_limits(request: GatewayRequest) -> BoxLimits:
    """What whoever is signed in may send with one message today. Raises LookupError where no limit is in force."""
    day = local_date(request.services.clock.now(), request.services.settings.time_zone)
    staff = request.signed_in is not None and request.signed_in.staff
    limit = limits.message_limit(Direction.OUTBOUND if staff else Direction.INBOUND, day)
    return BoxLimits(limit.total_bytes, limit.files, tuple(sorted(names.blocked_extensions(day))))
