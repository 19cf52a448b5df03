"""Keeps the connections to the action server open between turns.

`EndpointConfig.request` of Rasa 3.6.21 opens a session, and with it a connection, for every action. Here the sessions it
opens share one pool. A connection that idles is let go well before the action server would close it, so that no turn is
sent into a closing one.
"""

from typing import Any

import aiohttp
import ujson
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

IDLE_SECONDS = 2.0
"""Shorter than the action server keeps an idle connection (Sanic's five seconds)."""


class KeptConnections(EndpointConfig):
    """An endpoint whose sessions share one pool of connections. Made and used in one event loop."""

    _pool: aiohttp.TCPConnector

    @classmethod
    def of(cls, endpoint: EndpointConfig) -> "KeptConnections":
        """The same endpoint, with a pool."""
        made = cls(
            endpoint.url,
            endpoint.params,
            endpoint.headers,
            endpoint.basic_auth,
            endpoint.token,
            endpoint.token_name,
            endpoint.cafile,
            **endpoint.kwargs,
        )
        made._pool = aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS)
        return made

    def session(self) -> aiohttp.ClientSession:
        """A session of the pool; closing it leaves the pool's connections open. Trackers are written by a quicker JSON."""
        return aiohttp.ClientSession(
            headers=self.headers,
            connector=self._pool,
            connector_owner=False,
            json_serialize=ujson.dumps,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        )

    async def close(self) -> None:
        """Closes the pool's connections."""
        await self._pool.close()


def install(agent: Any) -> None:
    """From now on the agent's actions are asked for over kept connections. To be called in the server's event loop."""
    kept = KeptConnections.of(agent.action_endpoint)
    agent.action_endpoint = kept
    if agent.processor is not None:  # without a model there is none, and the health address says so
        agent.processor.action_endpoint = kept
