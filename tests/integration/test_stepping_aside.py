"""Whoever knows the person keeps out of all that is theirs: the call-back, the code read out, the chat after signing in."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.conversations.models import ConversationId, Holder
from tests.integration.test_desk_supervisors import audited, first_call, on_duty, say, shown
from tests.integration.test_portal_code_pages import agreed, code_in, fields, screened
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import HandClock
from tests.support.sample_people import SignedInBrowser, load_into, signed_in

WISH = {
    "number": "(202) 555-0173",
    "days": ["friday"],
    "parts": ["morning"],
    "time_zone": "America/New_York",
    "voicemail": False,
    "name_caller": False,
    "language": "en",
    "relay": False,
    "ask_for": "Ana",
}


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock(), callbacks="A help desk", desk_always_open=True) as running:
        await load_into(running)
        yield running


async def offered_to_brooks(tas: GatewayUnderTest) -> Guest:
    """Somebody who asked for a call and for a person, and is offered to Brooks."""
    await on_duty(tas, "brooks")
    guest = await tas.begin()
    body = {"client_id": str(uuid.uuid4()), **WISH}
    asked = await tas.client.put(f"{guest.path}/callback", json=body, headers=guest.headers)
    assert asked.status_code == 200, asked.text
    await guest.choose("do.person")
    return guest


async def steps_aside(browser: SignedInBrowser, conversation: str) -> None:
    assert (await browser.post(f"/desk/chats/{conversation}/step-aside")).headers["location"] == "/desk"


async def test_the_call_back_is_a_colleagues_though_they_held_it(tas: GatewayUnderTest) -> None:
    guest = await offered_to_brooks(tas)
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        path = first_call(await brooks.get("/desk/callbacks"))
        assert (await brooks.post(f"{path}/take")).status_code == 303
        assert (await vega.post(f"{path}/take")).status_code == 409
        await steps_aside(brooks, guest.id)
        assert say("page-calls-none") in shown(await brooks.get("/desk/callbacks"))
        missing = await brooks.get(f"/desk/callbacks/{uuid.uuid4()}")
        for gone in (await brooks.get(path), await brooks.get(f"{path}/chat")):
            assert (gone.status_code, shown(gone)) == (404, shown(missing))
        for act in ("take", "give-back", "done", "not-reached"):
            assert (await brooks.post(f"{path}/{act}", tries="0")).status_code == 404, act
        assert say("page-calls-held", name="Brooks") not in shown(await vega.get("/desk/callbacks"))
        assert (await vega.post(f"{path}/take")).status_code == 303
        assert "555-0173" in (await vega.get(path)).text
    assert [who for who, *_ in await audited(tas, "callback.taken")] == ["E1002", "E1001"]


async def test_a_code_read_out_is_for_a_colleague_to_open_and_the_person_is_told_of_them_alone(
    tas: GatewayUnderTest,
) -> None:
    guest = await offered_to_brooks(tas)
    issued = await tas.services.continuing.consent(ConversationId(guest.id), Holder(token=guest.token))
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        await steps_aside(brooks, guest.id)
        before = await guest.events()
        refused = await brooks.post("/desk/read-code", code=issued.code)
        assert refused.status_code == 409
        assert say("error-stepped_aside") in shown(refused)
        assert "555-0173" not in refused.text
        assert await guest.events() == before
        assert (await vega.post("/desk/read-code", code=issued.code)).status_code == 200
        assert len(await guest.events()) == len(before) + 1
    assert [who for who, *_ in await audited(tas, "screening.read-out")] == ["E1002", "E1001"]


async def test_it_holds_for_the_chat_after_signing_in_and_for_the_call_back_of_the_one_before(
    tas: GatewayUnderTest,
) -> None:
    await on_duty(tas, "brooks")
    async with (
        signed_in(tas, "irene") as irene,
        signed_in(tas, "brooks") as brooks,
        signed_in(tas, "vega") as vega,
    ):
        chat = await screened(irene)
        form = {**fields((await irene.get(f"{chat}/callback")).text.partition("data-leave")[2]), "speak": "en"}
        asked = {key: value for key, value in WISH.items() if isinstance(value, (str, list)) and key != "language"}
        assert (await irene.client.post(f"{chat}/callback", data={**form, **asked})).status_code == 303
        code = code_in(await agreed(irene, chat))

        async def chooses(path: str, choice: str) -> None:
            own = fields((await irene.get(path)).text.partition("data-leave")[2])
            answer = await irene.client.post(f"{path}/messages", data={**own, "choice": choice})
            assert answer.status_code == 303, answer.text

        await chooses(chat, "do.person")
        await steps_aside(brooks, chat.rpartition("/")[2])
        # Not handed off while she signs in, so that nothing of the queue goes along.
        await chooses(chat, "do.resume")
        portal = (await irene.post("/portal/code", code=code)).headers["location"]
        conversation = ConversationId(portal.rpartition("/")[2])
        desk = tas.services.desk
        async with tas.services.database.read() as connection:
            assert await tas.services.handoffs.stepped_aside(connection, conversation, "E1002")
        assert not await desk.may_see(brooks.actor, conversation)
        own = await irene.client.post(
            f"/api/v1/conversations/{conversation}/messages",
            json={"client_id": str(uuid.uuid4()), "choice": "do.person"},
            headers={"X-CSRF-Token": irene.csrf},
        )
        assert own.status_code == 201, own.text
        assert [each.mine_to_take for each in (await desk.state(brooks.actor)).queue] == [False]
        # And the other way round: from the chat signed in to, out of the screening's call-back too.
        call = first_call(await vega.get("/desk/callbacks"))
        await on_duty(tas, "vega")
        await steps_aside(vega, conversation)
        for each in (vega, brooks):
            assert (await each.get(call)).status_code == 404
            assert (await each.post("/desk/read-code", code=code)).status_code in (404, 409)
