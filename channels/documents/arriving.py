"""Takes a body as it comes, from lines that are slow or drop, without letting one client hold a place for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from sanic.exceptions import RequestTimeout
from sanic.http import Http

from casework.documents.frames import FRAME_BYTES
from channels.request import GatewayRequest

QUIET_SECONDS: Final = 20.0
"""So long nothing may come at all. Shorter than a writer's lease, which another sending waits for."""
FRAME_SECONDS: Final = 60.0
"""So long a frame may take to come: 64 KiB at 9 kbit/s, and never so little that it isn't worth a connection."""


async def arriving(request: GatewayRequest) -> AsyncIterator[bytes]:
    """The body of a route with `stream=True`, piece by piece. What takes too long raises RequestTimeout (Sanic's).

    Only the time is counted that we wait for the client, not what we need ourselves between two pieces.
    """
    stream = request.stream
    if not isinstance(stream, Http) or not stream.request_body:
        return
    loop = asyncio.get_running_loop()
    waited = 0.0
    came = 0
    while True:
        began = loop.time()
        try:
            async with asyncio.timeout(min(QUIET_SECONDS, max(0.0, FRAME_SECONDS - waited))):
                piece = await stream.read()
        except TimeoutError:
            raise RequestTimeout("the body took too long") from None
        if not piece:
            return
        waited += loop.time() - began
        came += len(piece)
        if came >= FRAME_BYTES:
            waited, came = 0.0, 0
        yield piece
