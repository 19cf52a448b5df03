"""Codes on the pages, without script: consent, taking along, entering, and the staff's page."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import SignedInBrowser, load_into, matter_in, signed_in


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        await load_into(running)
        yield running


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def code_in(page: httpx.Response) -> str:
    found = re.search(r"<code>([0-9A-Z-]+)</code>", page.text)
    assert found is not None
    return found[1]


async def screened(browser: SignedInBrowser) -> str:
    """The path of a public chat that this browser has begun."""
    form = fields((await browser.get("/chat?new=1")).text)
    begun = await browser.client.post("/chat", data={**form, "language": "en"})
    return str(begun.headers["location"])


async def agreed(browser: SignedInBrowser, path: str, agree: str = "yes") -> httpx.Response:
    form = fields((await browser.get(f"{path}/continue")).text.partition("data-leave")[2])
    return await browser.client.post(f"{path}/continue", data={**form, "agree": agree})


async def test_a_chat_is_taken_along_by_a_button_and_no_address_holds_a_code(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "irene") as irene:
        path = await screened(irene)
        asked = await irene.get(f"{path}/continue")
        for key in ("page-continue-what", "page-continue-who-reads", "page-continue-stays"):
            assert TEXTS.say(key, "en") in asked.text
        assert (await irene.get("/portal/continue")).text.count("page") >= 0
        made = await agreed(irene, path)
        code = code_in(made)
        assert made.url.path == f"{path}/continue"
        assert 'href="/sign-in?return_to=/portal/continue' in made.text
        # Shown once.
        assert code not in (await irene.get(f"{path}/continue")).text
        assert "/portal/continue" in (await irene.get("/portal")).text
        sent = fields((await irene.get("/portal/continue")).text)
        brought = await irene.post("/portal/continue", **{**sent, "csrf": irene.csrf})
        assert brought.headers["location"].startswith("/portal/conversations/")
        assert code.replace("-", "") not in brought.headers["location"]
        assert (await irene.get(brought.headers["location"])).status_code == 200
        told = TEXTS.say("notice-continued", "en", {"continued_on": "2026-11-20"})
        assert told[:40] in (await irene.get(path)).text
        # Once: neither the button nor the code brings anything any more.
        assert (await irene.post("/portal/continue")).status_code == 404
        assert (await irene.post("/portal/code", code=code)).status_code == 404


async def test_the_consent_taken_back_brings_nothing(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "irene") as irene:
        path = await screened(irene)
        code = code_in(await agreed(irene, path))
        assert "<code>" not in (await agreed(irene, path, "no")).text
        assert (await irene.post("/portal/continue")).status_code == 404
        assert (await irene.post("/portal/code", code=code)).status_code == 404


async def test_on_another_device_the_code_is_typed_and_sent_twice_leads_to_one_chat(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "irene") as phone, signed_in(tas, "irene") as desktop:
        code = code_in(await agreed(phone, await screened(phone)))
        sent = fields((await desktop.get("/portal/code")).text)["client_id"]
        first = await desktop.post("/portal/code", code=code.lower().replace("-", " "), client_id=sent)
        again = await desktop.post("/portal/code", code=code, client_id=sent)
        assert first.status_code == again.status_code == 303
        assert first.headers["location"] == again.headers["location"]


@pytest.mark.parametrize("typed", [True, False])
async def test_who_has_one_case_asks_about_it_right_away_and_who_has_several_opens_one(
    tas: GatewayUnderTest, typed: bool
) -> None:
    tas.assistant.answer = lambda _request: [{"do": "show_case", "field": "status"}]
    status = TEXTS.say("case-means-waiting-irs", "en")
    for subject, told in (("ana", status), ("denise", TEXTS.say("case-not-found", "en"))):
        async with signed_in(tas, subject) as browser:
            code = code_in(await agreed(browser, await screened(browser)))
            if typed:
                brought = await browser.post("/portal/code", code=code)
            else:
                brought = await browser.post("/portal/continue")
            path = brought.headers["location"]
            await browser.post(f"{path}/messages", text="How is my case?", action="send")
            said = html.unescape(re.sub("<[^>]+>", "", (await browser.get(path)).text))
            assert told in said, subject
            assert (TEXTS.say("chat-welcome-choose", "en") in said) is (subject == "denise")


async def test_wrong_used_and_over_are_answered_with_the_same_bytes(tas: GatewayUnderTest) -> None:
    services, clock = tas.services, tas.services.clock
    async with signed_in(tas, "irene") as irene, signed_in(tas, "brooks") as brooks:
        used = code_in(await agreed(irene, await screened(irene)))
        assert (await irene.post("/portal/code", code=used)).status_code == 303
        matter = await matter_in(tas, "denise", "8123457")
        withdrawn = code_in(await brooks.post(f"/desk/matters/{matter}/invitations"))
        for one in await services.staff_codes.invitations(brooks.actor):
            await services.staff_codes.withdraw(brooks.actor, one.id)
        over = code_in(await agreed(irene, await screened(irene)))
    clock.forward(days=15)  # type: ignore[attr-defined]
    answers = set()
    for code in (used, withdrawn, over, "K7MX-3RQP-9TW", "never"):
        async with signed_in(tas, "denise") as denise:
            answer = await denise.post("/portal/code", code=code)
            assert answer.status_code == 404
            own = {denise.csrf, code, *re.findall(r'name="csrf" value="([^"]+)"', answer.text)}
            page = re.sub(r'name="client_id" value="[^"]+"', "", answer.text)
            for mine in own:
                page = page.replace(mine, "")
            answers.add(page)
    assert len(answers) == 1


async def test_staff_make_renew_and_end_their_code(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "denise") as denise:
        assert TEXTS.say("page-desk-code-none", "en") in (await brooks.get("/desk/codes")).text
        first = code_in(await brooks.post("/desk/code"))
        page = await brooks.get("/desk/codes")
        assert first not in page.text
        assert TEXTS.say("page-desk-code-renew", "en") in page.text
        second = code_in(await brooks.post("/desk/code"))
        assert (await denise.post("/portal/code", code=first)).status_code == 404
        chat = await denise.post("/portal/code", code=second)
        shown = (await denise.get(chat.headers["location"])).text
        assert TEXTS.say("page-portal-addressed", "en") in shown
        assert (await brooks.post("/desk/code/end")).headers["location"] == "/desk/codes"
        assert (await denise.post("/portal/code", code=second)).status_code == 404


async def test_an_invitation_is_listed_until_it_is_used_or_withdrawn(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "denise") as denise:
        code = code_in(await brooks.post(f"/desk/matters/{matter}/invitations"))
        assert TEXTS.say("page-desk-invitation-end", "en") in (await brooks.get("/desk/codes")).text
        chat = await denise.post("/portal/code", code=code)
        shown = (await denise.get(chat.headers["location"])).text
        assert "8123457" in shown
        # The matter's view names the advocate, so whom the chat is for is told by name.
        assert TEXTS.say("page-portal-addressed-name", "en", {"name": "Daniel Brooks"}) in shown
        assert TEXTS.say("page-desk-invitation-end", "en") not in (await brooks.get("/desk/codes")).text


async def test_who_gives_no_codes_is_told_so(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "petra") as petra:
        assert TEXTS.say("page-desk-nothing", "en") in (await petra.get("/desk/codes")).text
        assert (await petra.post("/desk/code")).status_code == 404


async def test_guesses_wait_ever_longer_and_another_person_does_not(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "paul") as paul, signed_in(tas, "irene") as irene:
        answers = [(await paul.post("/portal/code", code=f"guess {at}")).status_code for at in range(12)]
        assert answers[:5] == [404] * 5
        assert set(answers[6:]) == {429}
        waits = []
        for at in range(4):
            told = await paul.post("/portal/code", code=f"another guess {at}")
            waits.append(int(told.headers["retry-after"]))
            tas.services.clock.forward(seconds=waits[-1])  # type: ignore[attr-defined]
            assert (await paul.post("/portal/code", code=f"waited {at}")).status_code == 404
        assert waits == [waits[0], waits[0] * 2, waits[0] * 4, waits[0] * 8]
        code = code_in(await agreed(irene, await screened(irene)))
        assert (await irene.post("/portal/code", code=code)).status_code == 303
