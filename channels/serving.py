"""Serves the gateway in the running loop and stops it in order.

Sanic's own runner stops the loop under its feet: with uvloop its shutdown fails as soon as a connection is open. Here the
loop goes on until everything is finished.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from sanic.http import Stage
from sanic.server import HttpProtocol

from channels.request import Gateway
from channels.settings import Settings

# Answers that are being sent when the drain is over; after it their connections are cut.
_LAST_ANSWERS_SECONDS: Final = 2.0
_BACKLOG: Final = 1024


class Connection(HttpProtocol):
    """Sanic's connection, with one time for all of a request and not a new one for each byte that drips in.

    The times are Sanic's own settings: REQUEST_TIMEOUT from the first byte of a request to the end of its head,
    RESPONSE_TIMEOUT from there, or from what was last sent. The body has a time besides (`GatewayRequest.receive_body`).
    """

    __slots__ = ()

    def data_received(self, data: bytes) -> None:
        """Takes what came. Only what comes while nothing is under way begins a new time."""
        under_way = self.http is not None and self.http.stage is not Stage.IDLE
        began = self._time if under_way else None
        super().data_received(data)
        if began is not None:
            self._time = began


@asynccontextmanager
async def serving(app: Gateway, settings: Settings) -> AsyncIterator[None]:
    """Listens from here on; at the end drains: turns finish, streams end, connections are closed, then the record.

    Raises OSError if the port can't be had, and whatever keeps a part from starting.
    """
    server: Any = await app.create_server(
        host=settings.host,
        port=settings.port,
        ssl=_tls(settings),
        backlog=_BACKLOG,
        protocol=Connection,
        return_asyncio_server=True,
        access_log=False,
        asyncio_server_kwargs={"start_serving": False},
    )
    try:
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        yield
    finally:
        # The door stays open meanwhile: messages are still recorded, and another process answers them.
        await server.before_stop()
        server.server.close()
        await _finish(server.connections)
        await server.after_stop()


async def _finish(connections: set[Any]) -> None:
    """Closes what is idle, gives the rest a moment, and cuts what is left."""
    give_up_at = asyncio.get_running_loop().time() + _LAST_ANSWERS_SECONDS
    while connections and asyncio.get_running_loop().time() < give_up_at:
        for connection in tuple(connections):
            connection.close_if_idle()
        await asyncio.sleep(0.02)
    for connection in tuple(connections):
        connection.abort()


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.tls_certificate, settings.tls_key)
    context.set_alpn_protocols(["http/1.1"])
    return context
