"""Looking at documents: their pages as pictures, letters out of photographs, and who may; by the real inspecting process."""

from __future__ import annotations

import asyncio
import io
import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from casework.audit.models import audit_entries
from casework.documents.models import documents
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.sample_people import signed_in
from tests.support.uploading import Sender, breaks, change, sender, with_sample

ASSEMBLED = "/api/v1/documents/assembled"
_SETTLED_WITHIN_SECONDS = 30


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, scanner_skipped=True) as running:
        await with_sample(running)
        yield running


@pytest.fixture
async def ana(tas: GatewayUnderTest) -> AsyncIterator[Sender]:
    async with sender(tas) as found:
        yield found


def photograph(colour: str, mark: str = "left", size: tuple[int, int] = (600, 800)) -> bytes:
    """A page of one colour with a dark bar on one side, taken somewhere."""
    image = Image.new("RGB", size, colour)
    width, height = size
    places = {"left": (0, 0, width // 5, height), "top": (0, 0, width, height // 5)}
    ImageDraw.Draw(image).rectangle(places[mark], fill="black")
    taken = Image.Exif()
    taken[0x010F] = "Telephone of Ana"
    taken.get_ifd(0x8825).update({1: "N", 2: (40.0, 26.0, 46.0)})
    content = io.BytesIO()
    image.save(content, "JPEG", exif=taken)
    return content.getvalue()


def pdf(pages: int) -> bytes:
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(612, 792)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


async def settled(ana: Sender, document_id: str) -> dict[str, Any]:
    """How a document stands once it was looked into."""
    async with asyncio.timeout(_SETTLED_WITHIN_SECONDS):
        while True:
            told: dict[str, Any] = (await ana.browser.client.get(f"/api/v1/documents/{document_id}")).json()
            if told["state"] not in ("uploading", "quarantined"):
                return told
            await ana.tas.services.check_runner.sweep()
            await asyncio.sleep(0.05)


async def assemble(ana: Sender, pages: list[dict[str, Any]], **changes: Any) -> httpx.Response:
    body = {
        "client_id": str(uuid.uuid4()),
        "place": f"matter:{ana.matter_id}",
        "name": "Letter.pdf",
        "pages": pages,
        **changes,
    }
    headers = {"X-CSRF-Token": ana.browser.csrf, "Content-Type": "application/json"}
    return await ana.browser.client.post(ASSEMBLED, content=json.dumps(body), headers=headers)


def drawn(content: bytes) -> list[Image.Image]:
    return [page.render(scale=0.25).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(content)]


def colour_of(page: Image.Image) -> str:
    red, green, blue = page.getpixel((page.width - 5, page.height - 5))  # type: ignore[misc]
    return max(("red", red), ("green", green), ("blue", blue), key=lambda each: each[1])[0]


async def test_a_document_is_looked_at_as_pictures_and_each_look_is_audited(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(pdf(3), name="Notice CP14.pdf", type="application/pdf")
    assert (await settled(ana, document_id))["pages_count"] == 3
    client = ana.browser.client
    page = await client.get(f"/documents/{document_id}/view", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.text.count(f'src="/documents/{document_id}/pages/') == 3
    picture = await client.get(f"/documents/{document_id}/pages/2")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.headers["cache-control"] == "no-store"
    assert Image.open(io.BytesIO(picture.content)).width == 1400
    for beyond in ("0", "4", "x", "-1"):
        assert (await client.get(f"/documents/{document_id}/pages/{beyond}")).status_code == 404
    query = select(audit_entries.c.details).where(audit_entries.c.action == "document.opened")
    async with tas.services.database.read() as connection:
        looked = [json.loads(row)["page"] for row in (await connection.execute(query)).scalars()]
    assert looked == [2]


async def test_that_a_document_is_broken_is_audited_whoever_looks_at_it(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(pdf(1), type="application/pdf")
    await settled(ana, document_id)
    await breaks(tas, document_id)
    answer = await ana.browser.client.get(f"/documents/{document_id}/pages/1")
    assert (answer.status_code, answer.json()["code"]) == (500, "document_broken")
    query = select(audit_entries.c.result).where(audit_entries.c.action == "document.opened")
    async with tas.services.database.read() as connection:
        assert list((await connection.execute(query)).scalars()) == ["failed"]


@pytest.mark.parametrize("state", ["quarantined", "rejected", "unscannable"])
async def test_nothing_is_drawn_before_it_is_clean(ana: Sender, tas: GatewayUnderTest, state: str) -> None:
    document_id = await ana.sent(pdf(1))
    await settled(ana, document_id)
    await change(tas, document_id, state=state)
    for path in ("view", "pages/1"):
        answer = await ana.browser.client.get(f"/documents/{document_id}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (409, "document_not_clean")


async def test_to_others_there_is_nothing(ana: Sender, tas: GatewayUnderTest) -> None:
    document_id = await ana.sent(pdf(1))
    await settled(ana, document_id)
    await change(tas, document_id, attached_to="message:1")
    for subject, status in (("marcos", 404), ("irene", 404), ("brooks", 404), ("vega", 200)):
        async with signed_in(tas, subject, Accept="application/json") as browser:
            for path in (f"/documents/{document_id}/view", f"/documents/{document_id}/pages/1"):
                assert (await browser.client.get(path)).status_code == status, subject
            assert (await browser.client.get(f"/api/v1/documents/{document_id}")).status_code == status


async def test_what_is_not_taken_says_why(ana: Sender) -> None:
    document_id = await ana.sent(b"MZ" + bytes(500), name="letter.pdf", type="application/pdf")
    told = await settled(ana, document_id)
    assert told["state"] == "rejected"
    assert told["message"] == ana.tas.services.texts.say(f"document-verdict-{told['verdict']}", "es")


async def test_photographs_become_one_letter_turned_in_order_and_without_where_they_were_taken(
    ana: Sender, tas: GatewayUnderTest
) -> None:
    red, green, blue = [
        await ana.sent(photograph(colour), name=f"{number}.jpg", type="image/jpeg")
        for number, colour in enumerate(("red", "green", "blue"), 1)
    ]
    pages = [{"id": blue, "turned": 90}, {"id": red}, {"id": green, "turned": 180}]
    answer = await assemble(ana, pages)
    assert answer.status_code == 201, answer.text
    letter = answer.json()["id"]
    assert (await settled(ana, letter))["pages_count"] == 3
    content = (await ana.browser.client.get(f"/documents/{letter}")).content
    first, second, third = drawn(content)
    assert [colour_of(first), colour_of(second)] == ["blue", "red"]
    # The dark bar was on the left: turned clockwise it is above, turned round it is on the right.
    assert first.width > first.height
    assert sum(first.getpixel((first.width // 2, 3))) < 60  # type: ignore[arg-type]
    assert sum(third.getpixel((third.width - 3, third.height // 2))) < 60  # type: ignore[arg-type]
    assert b"Telephone of Ana" not in content
    # Of the pages nothing is left, and the same sent again is the same letter.
    async with tas.services.database.read() as connection:
        rows = (await connection.execute(select(documents).where(documents.c.id.in_([red, green, blue])))).all()
    assert {(row.state, row.wrapped_key, row.made_into) for row in rows} == {("erased", None, letter)}
    assert (await assemble(ana, pages)).json()["id"] == letter


async def test_the_same_letter_sent_twice_at_once_is_one(ana: Sender, tas: GatewayUnderTest) -> None:
    pages = [{"id": await ana.sent(photograph("red"), name="1.jpg")}]
    made = await asyncio.gather(*(assemble(ana, pages) for _ in range(3)))
    assert {answer.status_code for answer in made} == {201}
    assert len({answer.json()["id"] for answer in made}) == 1
    async with tas.services.database.read() as connection:
        query = select(documents.c.id).where(documents.c.state != "erased")
        assert list((await connection.execute(query)).scalars()) == [made[0].json()["id"]]


async def test_what_is_no_page_is_told_and_nothing_is_lost(ana: Sender, tas: GatewayUnderTest) -> None:
    page, text = await ana.sent(photograph("red"), name="1.jpg"), await ana.sent(b"no picture", name="2.txt")
    wrong = await assemble(ana, [{"id": page}, {"id": text}])
    assert (wrong.status_code, wrong.json()["code"]) == (422, "page_unusable")
    assert wrong.json()["errors"][0]["pointer"] == "#/pages/1"
    for pages, status in (
        ([{"id": page}, {"id": page}], 422),
        ([{"id": page, "turned": 45}], 422),
        ([], 422),
        ([{"id": "a" * 43}], 409),
    ):
        assert (await assemble(ana, pages)).status_code == status
    async with sender(tas, "denise") as other:
        assert (await assemble(other, [{"id": page}])).status_code == 409
        assert (await assemble(other, [{"id": page}], place=f"matter:{ana.matter_id}")).status_code == 404
    assert (await assemble(ana, [{"id": page}])).status_code == 201
