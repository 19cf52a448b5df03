"""The pages of people who signed in, without script: what each shows, and to whom."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import load_into, matter_in, signed_in


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        await load_into(running)
        yield running


def words(page: httpx.Response) -> str:
    """What a page says, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("&#39;", "'").replace("&#34;", '"').split())


def say(key: str, language: str = "en", **values: str) -> str:
    return TEXTS.say(key, language, values)


async def test_home_tells_what_needs_attention_first(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "ana") as ana:
        page = await ana.get("/portal")
        assert page.status_code == 200
        said = words(page)
        assert say("case-document-rent_notice", "es") in said
        assert said.index(say("case-document-bank_statement", "es")) < said.index(
            say("case-document-rent_notice", "es")
        )
        assert say("page-portal-own", "es") in said
        assert say("page-portal-clients", "es") not in said
        assert "Ana Rivera" in said
        assert "Marcos" not in said


async def test_a_matter_says_where_it_stands_and_who_acts_next(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise:
        page = await denise.get(f"/portal/matters/{matter}")
        assert page.status_code == 200
        said = words(page)
        for key in ("case-status-working", "case-means-working", "case-next-taxpayer", "page-portal-step-now"):
            assert say(key) in said, key
        assert 'aria-current="step"' in page.text
        assert 'href="tel:+12025550102"' in page.text
        assert say("page-portal-whose-own") in said
        assert say("case-issue-425") in said


async def test_who_represents_sees_whose_matter_it_is_and_chooses_another_client_deliberately(
    tas: GatewayUnderTest,
) -> None:
    of_ana, of_denise = await matter_in(tas, "ana"), await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "robert") as robert:
        home = words(await robert.get("/portal"))
        assert "Ana Rivera" in home
        assert "Denise Walker" in home
        first, second = await robert.get(f"/portal/matters/{of_ana}"), await robert.get(f"/portal/matters/{of_denise}")
        for page, own, other in ((first, "Ana Rivera", "Denise Walker"), (second, "Denise Walker", "Ana Rivera")):
            assert say("page-portal-whose-client", name=own) in words(page)
            assert other not in words(page)
            assert 'href="/portal/clients"' in page.text
            # How the client is reached, and who else acts for them, is theirs.
            assert "/contact" not in page.text
            assert "/people" not in page.text
        chosen = words(await robert.get("/portal/clients"))
        assert say("page-portal-switch-lead") in chosen


async def test_who_may_read_alone_is_told_so(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "linda") as linda:
        said = words(await linda.get(f"/portal/matters/{matter}"))
        assert say("page-portal-may-see") in said
        assert (await linda.get(f"/portal/matters/{matter}/papers")).status_code == 404


async def test_people_who_may_act_are_listed_with_what_each_may_and_until_when(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise:
        said = words(await denise.get(f"/portal/matters/{matter}/people"))
        for name in ("Robert Okafor", "Linda Marsh", "Paul Nunez"):
            assert name in said
        # An unenrolled preparer's form is in force, and gives nothing in a case that is no examination.
        assert "Tom Reed" in said
        for key in ("acts", "reads", "nothing", "state-in_force", "state-ended", "end-2848", "end-8821", "end-here"):
            assert say(f"page-portal-people-{key}") in said, key


async def test_papers_are_sent_with_a_message_or_another_way(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise:
        page = await denise.get(f"/portal/matters/{matter}/papers")
        assert say("page-portal-papers-send-lead") in words(page)
        assert "8123457" in words(page)
        assert f'href="/portal/matters/{matter}/messages/new"' in page.text


async def test_contact_details_are_said_back_before_they_are_kept(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    path, wanted = (
        f"/portal/matters/{matter}/contact",
        {
            "telephone": "202-555-0199",
            "mailing_address": "9 New Street, Lakeside, TX 75002",
            "email": "",
        },
    )
    async with signed_in(tas, "denise") as denise:
        before = await denise.get(path)
        asked = await denise.post(path, step="check", **wanted)
        assert asked.status_code == 200
        assert say("page-portal-contact-confirm") in words(asked)
        assert (await denise.get(path)).text.count('value="202-555-0199"') == 0
        back = await denise.post(path, step="change", **wanted)
        assert 'value="202-555-0199"' in back.text
        sent = str(uuid.uuid4())
        for _ in range(2):
            kept = await denise.post(path, step="confirmed", client_id=sent, **wanted)
            assert (kept.status_code, kept.headers["location"]) == (303, f"{path}?changed=1")
        assert 'value="202-555-0199"' in (await denise.get(path)).text
        assert before.text != (await denise.get(path)).text
        wrong = await denise.post(path, step="confirmed", telephone="12", mailing_address="", email="")
        assert wrong.status_code == 422
        assert say("page-portal-contact-invalid-telephone") in words(wrong)
        assert 'value="12"' in wrong.text
        assert "9 New Street" not in denise.client.base_url.path


async def test_preferences_are_kept_and_the_language_is_everywhere(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "denise") as denise:
        kept = await denise.post(
            "/portal/preferences", language="es", channel="telephone", hours=["morning", "evening"]
        )
        # Another safe way was chosen: e-mail, which was none of it, ends.
        assert kept.headers["location"] == "/portal/preferences?changed=ended"
        page = await denise.get("/portal/preferences?changed=ended")
        assert say("page-portal-preferences-mail-ended", "es") in words(page)
        assert page.text.count(" checked") == 5
        assert 'lang="es"' in (await denise.get("/portal")).text
        again = await denise.post("/portal/language", language="en", **{"from": "/portal/code"})
        assert again.headers["location"] == "/portal/code"
        assert say("page-portal-code-lead") in words(await denise.get("/portal/code"))
        # What was chosen beside the language stands.
        assert (await denise.get("/portal/preferences")).text.count(" checked") == 5
        for elsewhere in ("https://evil.example/portal", "//evil.example", "/portalx", "/portal\\evil", "/chat"):
            led = await denise.post("/portal/language", language="en", **{"from": elsewhere})
            assert led.headers["location"] == "/portal", elsewhere


async def test_when_an_email_comes_is_chosen_without_script(tas: GatewayUnderTest) -> None:
    address = "d…@people.example"
    async with signed_in(tas, "denise") as denise:
        # Before anything is chosen, home tells that e-mail comes, and where that is changed.
        assert say("page-portal-mail-tells", address=address) in words(await denise.get("/portal"))
        page = await denise.get("/portal/preferences")
        assert say("page-portal-preferences-mail-to", address=address) in words(page)
        assert "denise@people.example" not in page.text
        assert 'name="mail" value="at_once" checked' in page.text
        kept = await denise.post("/portal/preferences/mail", mail="daily", receipts="yes")
        assert kept.headers["location"] == "/portal/preferences?changed=mail"
        page = await denise.get("/portal/preferences?changed=mail")
        assert say("page-portal-preferences-mail-changed") in words(page)
        assert 'name="mail" value="daily" checked' in page.text
        assert 'name="receipts" value="yes" checked' in page.text
        assert say("page-portal-mail-tells", address=address) not in words(await denise.get("/portal"))
        # The other form with the way that stood leaves e-mail as it is.
        same = await denise.post("/portal/preferences", language="en", channel="portal")
        assert same.headers["location"] == "/portal/preferences?changed=1"
        assert 'name="mail" value="daily" checked' in (await denise.get("/portal/preferences")).text
        assert (await denise.post("/portal/preferences/mail", mail="hourly")).status_code == 422
        assert (await denise.post("/portal/preferences/mail", mail="none")).status_code == 303
        page = await denise.get("/portal/preferences")
        assert 'name="mail" value="none" checked' in page.text
        assert 'name="receipts" value="yes" checked' not in page.text


async def test_a_chat_about_a_matter_is_the_chat_that_everybody_knows(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "denise") as denise:
        begun = await denise.post(f"/portal/matters/{matter}/conversations", time_zone="America/Chicago")
        path = begun.headers["location"]
        page = await denise.get(path)
        assert page.status_code == 200
        assert say("chat-welcome-own") in words(page)
        assert say("page-portal-whose-own") in words(page)
        assert 'id="compose"' in page.text
        assert 'id="veil"' not in page.text
        button = re.search(rf'value="([^"]+)" class="choice">{re.escape(say("value-case-status"))}<', page.text)
        assert button is not None
        sent = await denise.post(f"{path}/messages", choice=button[1])
        assert sent.status_code == 303
        said = words(await denise.get(path))
        assert say("case-means-working") in said
        assert say("value-case-status") in said
        # The same route that script sends to, with the token of this session's pages.
        api = f"/api/v1/conversations/{path.rsplit('/', 1)[1]}/messages"
        content = {"client_id": str(uuid.uuid4()), "text": "Who is my advocate?"}
        headers = {"X-CSRF-Token": denise.csrf, "Accept": "application/json"}
        assert (await denise.client.post(api, json=content, headers=headers)).status_code == 201
        assert (await denise.client.post(api, json=content, headers=headers | {"X-CSRF-Token": "x"})).status_code == 403
        for part in ("print", "chat.txt", "answers"):
            assert (await denise.get(f"{path}/{part}")).status_code == 200, part
        assert path in (await denise.get("/portal")).text


async def test_the_public_chat_goes_on_beside_the_session(tas: GatewayUnderTest) -> None:
    """A browser has both cookies: each opens its own conversations, and a form's token says which is meant."""
    async with signed_in(tas, "irene") as irene:
        visitor = tas.services.visitors.read(irene.client.cookies["visitor"])
        assert visitor is not None
        begun = (await tas.services.conversations.create("screening", "en", "America/New_York", visitor)).id
        page = await irene.get(f"/chat/{begun}")
        assert page.status_code == 200
        csrf = tas.services.visitors.csrf_token(visitor)
        assert f'name="csrf" value="{csrf}"' in page.text
        assert (await irene.post(f"/chat/{begun}/messages", csrf=csrf, text="hello")).status_code == 303
        assert (await irene.post(f"/chat/{begun}/messages", text="hello")).status_code == 404
