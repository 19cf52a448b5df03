"""The pages of the public door."""

from __future__ import annotations

from sanic import Blueprint
from sanic.response import HTTPResponse, html

from channels.request import GatewayRequest, get

pages = Blueprint("pages")


@get(pages, "/")
async def landing(_request: GatewayRequest) -> HTTPResponse:
    """Stands in for the landing page."""
    return html('<!doctype html><html lang="en"><title>TAS Connect</title><p>TAS Connect</p></html>')
