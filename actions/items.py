"""The items that an answer to the gateway is made of (docs/architecture.md, "A turn, on the wire")."""

from __future__ import annotations

from typing import Any, Final

Item = dict[str, Any]

SHOW_RESULT: Final[Item] = {"do": "show_result"}
HAND_OFF: Final[Item] = {"do": "hand_off", "reason": "asked"}
NOTHING_OPEN: Final[Item] = {"say_last": "say-after-result"}
