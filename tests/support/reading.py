"""Everything that somebody who is signed in can be given: each GET route of the router, whatever may be named in it."""

from __future__ import annotations

import asyncio
import html
import re
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress

import httpx

from channels import authorization
from channels.authorization import MATRIX, Access
from tests.support.gateway import GatewayUnderTest
from tests.support.record import TEXTS
from tests.support.sample_people import SignedInBrowser
from tests.support.summaries import read_pdf

# What these give is about nobody: files of the build, the service's own health, and forms that begin something public.
_ABOUT_SOMEBODY = (Access.SESSION, Access.MATTER, Access.OWN, Access.CONVERSATION, Access.STAFF)
_QUIET_SECONDS = 0.5
_SILENT_SECONDS = 5.0
_NEW_EACH_TIME = re.compile(r'name="client_id" value="[^"]+"|"request_id":\s*"[^"]+"|[0-9a-f]{16}(?=</code>)')


def addresses(tas: GatewayUnderTest, matters: Collection[str], chats: Collection[str]) -> Iterator[str]:
    """The address of every GET route that is about somebody, for each of the matters and chats."""
    for method, path in authorization.routes(tas.app):
        if method != "GET" or MATRIX[method, path].access not in _ABOUT_SOMEBODY:
            continue
        for matter_id in matters if "<matter_id>" in path else [""]:
            for chat_id in chats if "<conversation_id>" in path else [""]:
                named = path.replace("<matter_id>", matter_id).replace("<conversation_id>", chat_id)
                # What else an address names, nobody has.
                named = re.sub("<[a-z_]+>", str(uuid.UUID(int=0)), named)
                # A page is told to load anew where its stream is asked for in another language than the chat's.
                yield from (
                    (f"{named}?language={language}" for language in TEXTS.languages)
                    if named.endswith("/stream")
                    else (named,)
                )


async def everything(
    tas: GatewayUnderTest,
    browser: SignedInBrowser,
    matters: Collection[str],
    chats: Collection[str],
    listens: bool = True,
) -> Mapping[str, str]:
    """What somebody is given at each address: status, where to, and the content as text.

    Of a stream it is what comes at once, from all of them together; who doesn't listen gets only its status.
    """
    asked = list(addresses(tas, matters, chats))
    streams = [address for address in asked if "/stream?" in address]
    heard = dict(zip(streams, await asyncio.gather(*(_read(browser, one, listens) for one in streams)), strict=True))
    return {address: heard.get(address) or await _read(browser, address, listens) for address in asked}


async def _read(browser: SignedInBrowser, address: str, listens: bool) -> str:
    # As pages' own script asks, which is the way to the streams and the routes of the API too.
    headers = {"X-CSRF-Token": browser.csrf}
    async with browser.client.stream("GET", address, headers=headers) as answer:
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            content = await _until_quiet(answer) if listens else ""
        else:
            await answer.aread()
            content = _text(answer)
    return f"{answer.status_code} {answer.headers.get('location', '')}\n{_NEW_EACH_TIME.sub('', content)}"


def _text(answer: httpx.Response) -> str:
    if answer.headers.get("content-type") == "application/pdf":
        return "\n".join(words for _tag, words in read_pdf(answer.content).said)
    return html.unescape(answer.text)


async def _until_quiet(answer: httpx.Response) -> str:
    """What a stream gives at once; it has no end."""
    lines: list[str] = []

    async def listen() -> None:
        async for line in answer.aiter_lines():
            lines.append(html.unescape(line))

    listening = asyncio.create_task(listen())
    heard, give_up_at = -1, time.monotonic() + _SILENT_SECONDS
    while not listening.done() and (len(lines) > heard or (not lines and time.monotonic() < give_up_at)):
        heard = len(lines)
        await asyncio.sleep(_QUIET_SECONDS)
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    return "\n".join(lines)
