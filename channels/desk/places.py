"""The pages of the desk share a way to each other: what somebody of a role finds there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sanic.response import HTTPResponse

from casework.identity.models import StaffRole
from channels.portal import shared
from channels.request import GatewayRequest

WORKS: Final = frozenset({StaffRole.AGENT, StaffRole.SUPERVISOR})
SUPERVISES: Final = frozenset({StaffRole.SUPERVISOR})
REVIEWS: Final = frozenset({StaffRole.REVIEWER})


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the desk: its address, what it is called (`page-place-…`), who has it, and if only with call-backs."""

    address: str
    name: str
    roles: frozenset[StaffRole]
    calls: bool = False


PLACES: Final = (
    Place("/desk", "chats", WORKS),
    Place("/desk/board", "board", SUPERVISES),
    Place("/desk/messages", "messages", WORKS),
    Place("/desk/cases", "cases", REVIEWS),
    Place("/desk/callbacks", "callbacks", WORKS, calls=True),
    Place("/desk/read-code", "read-code", WORKS),
    Place("/desk/acceptance", "acceptance", WORKS),
    Place("/desk/codes", "codes", WORKS),
)


def page(
    request: GatewayRequest, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTTPResponse:
    """A page of the desk in the language of whoever works there, with the way to the others."""
    roles, calls = request.session.actor.staff_roles, bool(request.services.settings.callbacks)
    places = [place for place in PLACES if place.roles & roles and (calls or not place.calls)]
    return shared.page(request, template, status, headers, places=places, beats=bool(roles & WORKS), **values)
