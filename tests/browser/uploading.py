"""A page with a box for files, as a form of a matter has it, and what of the gateway's answers a test makes up."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from playwright.async_api import BrowserContext, FilePayload, Page, Request, Route

from casework.documents import limits
from casework.documents.models import Direction
from casework.documents.names import blocked_extensions
from channels.documents.box import BoxLimits
from channels.screening import views
from channels.screening.views import Form
from tests.browser.conftest import Site
from tests.browser.test_signed_in import new_browser, sign_in
from tests.support.record import TEXTS
from tests.support.sample_people import load_into, matter_in

SENT_TO = "/portal/under-test"
_FORM = """
{% from "uploads.html" import uploads with context %}
<form id="message" method="post" action="{{ form.path }}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{ form.csrf }}">
<label for="text">Words</label> <textarea id="text" name="text"></textarea>
{{ uploads(place, form, waiting) }}
<p><button class="send" id="send">Send it</button> <button class="quiet" id="draft" formnovalidate>Keep it</button></p>
</form>
"""


async def denise(site: Site, language: str = "en", **options: Any) -> BrowserContext:
    """A browser in which a taxpayer of the sample is signed in."""
    await load_into(site.gateway)
    context = await new_browser(site, language, **options)
    await sign_in(site, context, "denise", language)
    return context


async def place_of(site: Site) -> str:
    """The place of her matter."""
    return f"matter:{await matter_in(site.gateway, 'denise', '8123457')}"


async def box(
    site: Site, page: Page, language: str = "en", waiting: Sequence[Any] = (), url: str | None = None
) -> list[dict[str, list[str]]]:
    """Shows a page of her matter with a form for a message in it; what is posted is listed.

    Args:
        site: The gateway, and whose browser it is.
        page: A page of hers.
        language: The page's.
        waiting: Documents that wait to be sent.
        url: Where the browser finds the gateway, if there is a line between them.
    """
    url = url or site.url
    place = await place_of(site)
    posted: list[dict[str, list[str]]] = []
    limit = limits.message_limit(Direction.INBOUND, date(2026, 11, 22))
    own = BoxLimits(limit.total_bytes, limit.files, tuple(sorted(blocked_extensions(date(2026, 11, 22)))))

    async def with_form(route: Route) -> None:
        answer = await route.fetch()
        body = await answer.text()
        found = re.search(r'name="csrf" value="([^"]+)"', body)
        assert found is not None
        given = {"form": Form(SENT_TO, found[1]), "place": place, "waiting": waiting}
        context = {**views._context(TEXTS, language), "upload_limits": lambda: own, **given}
        html = views._ENVIRONMENT.from_string(_FORM).render(context)
        await route.fulfill(response=answer, body=body.replace("</main>", html + "</main>"))

    async def take(route: Route) -> None:
        posted.append(_fields(route.request))
        await route.fulfill(status=200, content_type="text/html; charset=utf-8", body="<!doctype html><p>Sent.</p>")

    address = f"{url}/portal/matters/{place.partition(':')[2]}/papers"
    await page.route(f"{address}*", with_form)
    await page.route(f"{url}{SENT_TO}", take)
    await page.goto(f"{address}?language={language}")
    return posted


def _fields(request: Request) -> dict[str, list[str]]:
    body = (request.post_data_buffer or b"").decode("utf-8", "replace")
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', body, re.DOTALL
    ):
        found.setdefault(name, []).append(value)
    return found


@dataclass
class MadeUp:
    """A gateway that answers as a test wants, as far as the box for files sees it.

    Attributes:
        states: What is said of each document when it is asked for, in order; the last stays.
        refuse: Answers to make instead, by method, each once: a status and a problem.
    """

    states: list[dict[str, Any]] = field(default_factory=lambda: [{"state": "clean", "pages_count": 1}])
    refuse: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    holds: bool = False
    uploads: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    assembled: list[dict[str, Any]] = field(default_factory=list)
    held: list[Route] = field(default_factory=list)

    async def answer(self, route: Route) -> None:
        request = route.request
        path = request.url.partition("/api/v1/")[2].partition("?")[0]
        self.requests.append((request.method, path))
        waiting = self.refuse.get(request.method)
        if waiting:
            status, problem = waiting.pop(0)
            await route.fulfill(status=status, json=problem, headers={"Tus-Resumable": "1.0.0"})
        elif path == "documents/assembled":
            self.assembled.append(request.post_data_json)
            await self._described(route, self._begun("Letter.pdf", 1000), 201)
        elif path.startswith("documents/"):
            await self._described(route, path.rpartition("/")[2])
        elif request.method == "POST":
            about = dict(pair.split(" ") for pair in request.headers["upload-metadata"].split(","))
            name = base64.b64decode(about["name"]).decode()
            document = self._begun(name, int(request.headers["upload-length"]))
            await route.fulfill(status=201, headers={"Location": f"/api/v1/uploads/{document}"})
        elif request.method == "DELETE":
            self.uploads.pop(path.rpartition("/")[2], None)
            await route.fulfill(status=204)
        else:
            await self._carry(route, self.uploads[path.rpartition("/")[2]])

    def _begun(self, name: str, length: int) -> str:
        document = f"{len(self.uploads):043}"
        self.uploads[document] = {"name": name, "length": length, "offset": 0, "asked": 0}
        return document

    async def _carry(self, route: Route, upload: dict[str, Any]) -> None:
        if route.request.method == "PATCH":
            if self.holds:
                self.held.append(route)
                return
            upload["offset"] = min(upload["length"], upload["offset"] + 8 * 1024 * 1024)
        headers = {"Upload-Offset": str(upload["offset"]), "Upload-Length": str(upload["length"])}
        await route.fulfill(status=204 if route.request.method == "PATCH" else 200, headers=headers)

    async def _described(self, route: Route, document: str, status: int = 200) -> None:
        upload = self.uploads.get(document)
        if upload is None:
            await route.fulfill(status=404, json={"code": "document_not_found"})
            return
        told = self.states[min(upload["asked"], len(self.states) - 1)]
        upload["asked"] += 1
        body = {"id": document, "verdict": None, "message": None, "content_type": None, "pages_count": None}
        await route.fulfill(
            status=status, json=body | {"name": upload["name"], "length_bytes": upload["length"]} | told
        )


async def made_up(page: Page, **options: Any) -> MadeUp:
    """Puts a made-up gateway between the page and the real one, for documents alone."""
    gateway = MadeUp(**options)
    await page.route(re.compile("/api/v1/(uploads|documents)"), gateway.answer)
    return gateway


def a_file(name: str, content: bytes = b"x" * 2_000, kind: str = "application/pdf") -> FilePayload:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": kind, "buffer": content}


async def choose_files(page: Page, *files: FilePayload, by: str = "[data-choose]") -> None:
    """Presses a button that asks for files, and chooses some."""
    async with page.expect_file_chooser() as asked:
        await page.locator(by).click()
    await (await asked.value).set_files(list(files))


choose_photos = partial(choose_files, by="[data-photos]")
