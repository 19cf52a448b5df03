"""What nobody may find at the portal: other people's matters, the other spouse, a code, a page after signing out."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from adapters.case_system.port import CaseId, MatterId, TaxPeriod
from casework.audit.models import audit_entries
from tests.support.gateway import GatewayUnderTest, eventually, gateway
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import SignedInBrowser, load_into, matter_in, person_of, signed_in

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


# Of Denise's and Ana's cases Robert is authorized for returns of 1040, 2023 and 2024; none of these is one of them.
OUTSIDE = (
    ("8123458", "1040", "2022", "the 2022 return", "la declaración de 2022"),
    ("8123459", "941", "2024Q2", "Form 941 of the second quarter", "el Formulario 941 del segundo trimestre"),
)


async def test_a_period_or_form_outside_the_authorization_is_a_case_that_is_not_there(tas: GatewayUnderTest) -> None:
    """By a page's address, by words to the assistant in both languages, and over the JSON API, byte for byte."""
    nobodys = str(uuid.uuid4())
    of_denise = await matter_in(tas, "denise", "8123457")
    outside = await _cases_outside(tas)
    tas.assistant.answer = lambda _request: [{"do": "show_case", "field": "status"}]
    async with signed_in(tas, "robert") as robert:
        for matter in outside:
            for part in _PARTS:
                pages = [await robert.get(f"/portal/matters/{one}{part}") for one in (matter, nobodys)]
                assert {page.status_code for page in pages} == {404}, part
                assert len({bare(page, matter, nobodys) for page in pages}) == 1, part
            begun = [await robert.post(f"/portal/matters/{one}/conversations") for one in (matter, nobodys)]
            assert {page.status_code for page in begun} == {404}
            assert len({bare(page, matter, nobodys) for page in begun}) == 1
            api = [
                await robert.client.get(
                    f"/portal/matters/{one}", headers={"Accept": "application/json", "X-CSRF-Token": robert.csrf}
                )
                for one in (matter, nobodys)
            ]
            assert len({_without_request_id(answer) for answer in api}) == 1
        for language, missing in (("en", "What about case number 7777777?"), ("es", "¿Y el caso número 7777777?")):
            await robert.post("/portal/language", language=language, **{"from": "/portal"})
            told = {await _answer_to(robert, of_denise, missing)}
            for number, _form, period, english, spanish in OUTSIDE:
                named = english if language == "en" else spanish
                asks = ("What is the status of {}?", "case {}") if language == "en" else ("¿Cómo va {}?", "el caso {}")
                told.add(await _answer_to(robert, of_denise, asks[0].format(named)))
                told.add(await _answer_to(robert, of_denise, asks[1].format(number)))
                told.add(await _answer_to(robert, of_denise, f"{asks[0].format(named)} {period[:4]}"))
            assert told == {TEXTS.say("case-not-found", language)}
            assert await _answer_to(robert, of_denise, "status, please") not in told, "what he may see is told"


async def _cases_outside(tas: GatewayUnderTest) -> list[str]:
    """Denise's and Ana's further matters, of which nobody authorized Robert for the period or the form."""
    services, matters = tas.services, []
    for at, (_number, form, period, *_words) in enumerate(OUTSIDE):
        like = await services.case_system.matter(await matter_in(tas, "denise", "8123457"))
        assert like is not None
        case = await services.case_system.case(like.case_id)
        assert case is not None
        made = replace(case, id=CaseId(str(uuid.uuid4())), number=f"812399{at}", periods=(TaxPeriod(form, period),))
        matter = replace(like, id=MatterId(str(uuid.uuid4())), case_id=made.id)
        await services.case_system.put([(made, [matter])])  # type: ignore[attr-defined]
        matters.append(matter.id)
        # It is there, and hers.
        denise = await person_of(tas, "denise")
        assert await services.authority.access(denise, matter.id) is not None
    return matters


async def _answer_to(browser: SignedInBrowser, matter: str, words: str) -> str:
    """What the assistant says to these words in a new chat, as the JSON API has it."""
    path = (await browser.post(f"/portal/matters/{matter}/conversations")).headers["location"]
    await browser.post(f"{path}/messages", text=words, action="send")
    api = f"/api/v1/conversations/{path.rsplit('/', 1)[1]}/events"
    events = (await browser.client.get(api, headers={"X-CSRF-Token": browser.csrf})).json()["events"]
    [asked] = [event["seq"] for event in events if event["author"] == "person"]
    return "\n".join(event["text"] for event in events if event["seq"] > asked and event["kind"] == "message")


def _without_request_id(answer: httpx.Response) -> str:
    return json.dumps({**answer.json(), "request_id": ""}, sort_keys=True)
