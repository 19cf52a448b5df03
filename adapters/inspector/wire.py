"""How the gateway and its inspecting process speak: frames over two pipes, each with its kind and its length, both bounded.

The gateway sends a job (JSON) and answers what is asked; the process asks for ranges of content and for judgements of names,
and ends with its answer (JSON), before which its pieces of output (bytes) go.
"""

from __future__ import annotations

import json
from typing import Any, Final

HEADER_BYTES: Final = 5
JSON: Final = ord("J")
BYTES: Final = ord("B")
MOST_JSON_BYTES: Final = 64 * 1024
MOST_BYTES: Final = 1024 * 1024


class WireBroken(Exception):
    """What came is no frame."""


def header(kind: int, length: int) -> bytes:
    """What stands before a frame of that many bytes."""
    return bytes([kind]) + length.to_bytes(4, "big")


def parse_header(head: bytes) -> tuple[int, int]:
    """Kind and length of the frame that follows. Raises WireBroken."""
    kind, length = head[0], int.from_bytes(head[1:], "big")
    if length > {JSON: MOST_JSON_BYTES, BYTES: MOST_BYTES}.get(kind, -1):
        raise WireBroken
    return kind, length


def packed(message: dict[str, Any]) -> bytes:
    """A frame of JSON."""
    body = json.dumps(message, separators=(",", ":")).encode()
    if len(body) > MOST_JSON_BYTES:
        raise WireBroken
    return header(JSON, len(body)) + body


def unpacked(body: bytes) -> dict[str, Any]:
    """A frame's JSON. Raises WireBroken."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise WireBroken from None
    if not isinstance(message, dict):
        raise WireBroken
    return message
