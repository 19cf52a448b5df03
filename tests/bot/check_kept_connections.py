"""Runs inside Rasa's environment: calls of the action server share a connection, and a closed one is no failure."""

import asyncio
from types import SimpleNamespace

from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import EndpointConfig

from bot import kept_connections


async def main() -> None:
    seen = []

    async def webhook(request: web.Request) -> web.Response:
        seen.append((request.transport.get_extra_info("peername")[1], request.headers["X-Tas-Secret"]))
        return web.json_response({"call": await request.json()})

    app = web.Application()
    app.router.add_post("/webhook", webhook)
    server = TestServer(app)
    await server.start_server()
    port = server.port
    configured = EndpointConfig(
        f"http://127.0.0.1:{port}/webhook", headers={"X-Tas-Secret": "kept"}, enable_selective_domain=True
    )
    agent = SimpleNamespace(action_endpoint=configured, processor=SimpleNamespace(action_endpoint=configured))

    kept_connections.install(agent)

    endpoint = agent.processor.action_endpoint
    assert endpoint is agent.action_endpoint
    assert endpoint.kwargs == {"enable_selective_domain": True}
    for number in range(3):
        assert await endpoint.request(json={"number": number}) == {"call": {"number": number}}
    assert len({client for client, _ in seen}) == 1, "each call opened a connection"
    assert {secret for _, secret in seen} == {"kept"}

    await server.close()
    again = TestServer(app, port=port)
    await again.start_server()
    assert await endpoint.request(json={"number": 9}) == {"call": {"number": 9}}, "the restarted server is not found"
    await again.close()
    await endpoint.close()


asyncio.run(main())
print("ok")
