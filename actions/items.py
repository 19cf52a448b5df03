"""The items that an answer to the gateway is made of (docs/architecture.md, "A turn, on the wire")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Item = dict[str, Any]

SHOW_RESULT: Final[Item] = {"do": "show_result"}
HAND_OFF: Final[Item] = {"do": "hand_off", "reason": "asked"}
IN_DANGER: Final[Mapping[str, Item]] = {"screening": SHOW_RESULT, "portal": {"do": "hand_off", "reason": "emergency"}}
"""What closes a turn in which somebody is in danger, by door."""
NOTHING_OPEN: Final[Item] = {"say_last": "say-after-result"}
