"""What nobody may find at the portal: other people's matters, the other spouse, a code, a page after signing out."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from casework.audit.models import audit_entries
from tests.support.gateway import GatewayUnderTest, eventually, gateway
from tests.support.record import HandClock
from tests.support.sample_people import SignedInBrowser, load_into, matter_in, signed_in

_PARTS = ("", "/people", "/papers", "/contact")
_PAGES = ("/portal", "/portal/clients", "/portal/preferences", "/portal/code", "/portal/continue", "/sessions")


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        await load_into(running)
        yield running


def bare(page: httpx.Response, *names: str) -> str:
    """A page without what is another one each time: ids, tokens, and the address itself."""
    text = re.sub(r'value="[A-Za-z0-9_-]{43}"|name="client_id" value="[^"]+"', "", page.text)
    for name in names:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("subject", ["marcos", "denise", "paul", "irene", "tom", "sam", "grace", "linda"])
async def test_a_foreign_matter_and_a_missing_one_are_the_same_bytes(tas: GatewayUnderTest, subject: str) -> None:
    foreign, missing = await matter_in(tas, "ana"), str(uuid.uuid4())
    async with signed_in(tas, subject) as browser:
        for part in _PARTS:
            pages = [
                bare(await browser.get(f"/portal/matters/{one}{part}"), foreign, missing) for one in (foreign, missing)
            ]
            assert pages[0] == pages[1], part
        for part in ("/conversations", "/contact"):
            answers = [await browser.post(f"/portal/matters/{one}{part}", step="check") for one in (foreign, missing)]
            assert answers[0].status_code == answers[1].status_code == 404
            assert bare(answers[0], foreign, missing) == bare(answers[1], foreign, missing)


async def test_neither_spouse_finds_anything_of_the_other(tas: GatewayUnderTest) -> None:
    """Over every page that each can open, beyond what the table of joint matters gives both."""
    secrets = {
        "ana": ("Ana Rivera", "202-555-0111", "88 Alder", "ana@people", "desalojo", "eviction", "Okafor", "Nunez"),
        "marcos": ("Marcos", "202-555-0112", "17 Cedar", "marcos@people"),
    }
    matters = {subject: await matter_in(tas, subject) for subject in secrets}
    for subject, other in (("ana", "marcos"), ("marcos", "ana")):
        async with signed_in(tas, subject) as browser:
            own = [f"/portal/matters/{matters[subject]}{part}" for part in _PARTS]
            begun = await browser.post(f"/portal/matters/{matters[subject]}/conversations")
            chat = begun.headers["location"]
            for path in (*_PAGES, *own, chat, f"{chat}/print", f"{chat}/chat.txt"):
                page = await browser.get(path)
                assert page.status_code == 200, path
                said = re.sub(r"<[^>]+>", " ", page.text)
                for secret in (*secrets[other], matters[other]):
                    assert secret not in said, (path, secret)


async def test_another_persons_chat_is_not_there_for_spouse_representative_or_staff(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "ana") as ana:
        begun = await ana.post(f"/portal/matters/{await matter_in(tas, 'ana')}/conversations")
        path = begun.headers["location"]
    missing = f"/portal/conversations/{uuid.uuid4()}"
    for subject in ("marcos", "robert", "vega", "imani", "denise"):
        async with signed_in(tas, subject) as browser:
            for part in ("", "/print", "/chat.txt", "/answers", "/stream"):
                foreign, absent = await browser.get(path + part), await browser.get(missing + part)
                assert foreign.status_code == absent.status_code == 404
                assert bare(foreign) == bare(absent)
            api = f"/api/v1/conversations/{path.rsplit('/', 1)[1]}/events"
            assert (await browser.client.get(api)).status_code == 404


async def test_two_tabs_of_a_representative_never_mix_two_clients(tas: GatewayUnderTest) -> None:
    of_ana, of_denise = await matter_in(tas, "ana"), await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "robert") as robert:
        chats = {}
        for matter in (of_ana, of_denise):
            chats[matter] = (await robert.post(f"/portal/matters/{matter}/conversations")).headers["location"]
        pages = await asyncio.gather(*(robert.get(path) for path in (*chats.values(), *chats.values())))
        for page, own, other in zip(pages, ("Ana", "Denise") * 2, ("Denise", "Ana") * 2, strict=True):
            assert own in page.text
            assert other not in page.text
        # A form of one client's page can't be sent to another's.
        assert "matter" not in {name for page in pages for name in re.findall(r'name="(\w+)"', page.text)}


async def test_a_form_of_another_session_or_without_a_token_changes_nothing(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise, signed_in(tas, "denise") as elsewhere:
        for csrf in ("", "x" * 43, elsewhere.csrf):
            for path in (
                f"/portal/matters/{matter}/contact",
                "/portal/preferences",
                "/portal/code",
                "/portal/continue",
            ):
                answer = await denise.post(path, csrf=csrf, step="confirmed", telephone="202-555-0199")
                assert answer.status_code == 403, path
        assert "202-555-0199" not in (await denise.get(f"/portal/matters/{matter}/contact")).text


async def test_after_signing_out_a_page_a_send_and_an_open_stream_give_nothing(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise:
        path = (await denise.post(f"/portal/matters/{matter}/conversations")).headers["location"]
        streamed: list[str] = []

        async def listen(browser: SignedInBrowser) -> None:
            headers = {"Accept": "text/event-stream", "X-CSRF-Token": browser.csrf}
            async with browser.client.stream("GET", f"{path}/stream?language=en", headers=headers) as answer:
                async for line in answer.aiter_lines():
                    streamed.append(line)

        listening = asyncio.create_task(listen(denise))
        await eventually(lambda: any("What would you like" in line for line in streamed))
        await tas.services.sessions.end(denise.token)
        conversation_id = path.rsplit("/", 1)[1]
        await tas.services.conversations.post_text(conversation_id, str(uuid.uuid4()), "afterwards")  # type: ignore[arg-type]
        async with asyncio.timeout(10):
            await listening
        assert not any("afterwards" in line for line in streamed)
        assert (await denise.get(path)).status_code == 401
        assert (await denise.post(f"{path}/messages", text="more")).status_code == 401


async def test_a_look_at_a_foreign_matter_is_in_the_audit_with_its_reason(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "ana")
    async with signed_in(tas, "paul") as paul:
        await paul.get(f"/portal/matters/{matter}")
        async with tas.services.database.read() as connection:
            rows = (await connection.execute(audit_entries.select())).all()
    refused = [(row.actor, row.subject, row.basis) for row in rows if row.result == "refused"]
    assert refused == [(paul.actor.person_id, f"matter:{matter}", "revoked")]


async def test_staff_have_no_portal_and_others_no_desk(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "vega") as vega, signed_in(tas, "ana") as ana:
        matter = await matter_in(tas, "ana")
        assert (await vega.get("/portal")).headers["location"] == "/desk"
        for path in (f"/portal/matters/{matter}", "/portal/clients", "/portal/code"):
            assert (await vega.get(path)).status_code == 404
        assert (await ana.get("/desk")).status_code == 404
        assert (await ana.post(f"/desk/matters/{matter}/invitations")).status_code == 404
