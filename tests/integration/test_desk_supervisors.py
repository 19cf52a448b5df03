"""The supervisors' pages, call-backs and the tools of the desk, as a browser without script uses them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework.audit.models import audit_entries
from casework.conversations.models import ConversationId
from casework.handoff.models import HandoffState, Presence
from tests.integration.test_callback_pages import begun, browser, fields, filled
from tests.integration.test_portal_code_pages import agreed, code_in, screened
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import load_into, person_of, signed_in

WAGES = "They levied my wages"


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(
        tmp_path, clock=HandClock(), callbacks="Harbor County Tax Help", desk_always_open=True
    ) as running:
        await load_into(running)
        yield running


def say(key: str, language: str = "en", **values: Any) -> str:
    return TEXTS.say(key, language, values)


def shown(page: httpx.Response) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


async def on_duty(tas: GatewayUnderTest, subject: str = "brooks", presence: Presence = Presence.AVAILABLE) -> None:
    actor = await person_of(tas, subject)
    await tas.services.handoffs.set_presence(actor, subject.title(), "en", presence)


async def in_line(tas: GatewayUnderTest, language: str = "en", text: str = WAGES) -> Guest:
    """Somebody who wrote and asked for a person."""
    guest = await tas.begin(language)
    await guest.answer(text)
    await guest.choose("do.person")
    return guest


async def audited(tas: GatewayUnderTest, action: str) -> list[tuple[str, str, dict[str, Any]]]:
    async with tas.services.database.read() as connection:
        rows = (await connection.execute(audit_entries.select().order_by(audit_entries.c.number))).all()
    return [(row.actor, row.subject, json.loads(row.details)) for row in rows if row.action == action]


async def state_of(tas: GatewayUnderTest, guest: Guest) -> tuple[HandoffState | None, str | None]:
    chats = await tas.services.desk.board()
    found = next((chat for chat in chats if chat.conversation_id == guest.id), None)
    return (None, None) if found is None else (found.state, found.agent_id)


# The board


async def test_the_board_says_who_waits_who_is_there_and_how_the_day_goes(tas: GatewayUnderTest) -> None:
    clock: Any = tas.services.clock
    await in_line(tas, "es")
    clock.forward(seconds=90)
    async with signed_in(tas, "imani") as imani:
        page = shown(await imani.get("/desk/board"))
        assert f"{say('page-board-in-line')} 1" in page
        assert f"{say('page-board-longest')} {say('page-board-minutes', minutes_count=1)}" in page
        assert say("page-board-no-agents") in page
        # A range is told as soon as somebody is there, and the wait that follows is held against it.
        await on_duty(tas)
        second = await in_line(tas)
        await tas.services.handoffs.sweep()
        told = await tas.services.handoffs.place(ConversationId(second.id))
        assert told is not None
        clock.forward(seconds=20)
        await tas.services.handoffs.accept(await person_of(tas, "brooks"), ConversationId(second.id))
        page = shown(await imani.get("/desk/board"))
        assert f"{say('page-board-arrived')} 2" in page
        assert f"{say('page-board-median')} {say('page-board-less-than-a-minute')}" in page
        # The first waits for less than the goal still: they count when it is over.
        assert say("page-board-percent", percent=100, goal=80) in page
        assert f"Brooks E1002 {say('page-board-presence-available')}" in page
        assert say("page-board-state-active") in page
        today = (await tas.services.board.state()).today
        held = (told.low_minutes or 0) <= 1 / 3 <= (told.high_minutes or 0)
        assert (today.told, today.told_held, today.went_back) == (1, int(held), 0)
        clock.forward(seconds=600)
        page = shown(await imani.get("/desk/board"))
        assert say("page-board-percent", percent=50, goal=80) in page
        assert f"Brooks E1002 {say('page-board-presence-gone')}" in page


async def test_a_line_that_was_left_and_a_chat_that_was_closed_are_counted(tas: GatewayUnderTest) -> None:
    guest = await in_line(tas)
    await guest.choose("do.resume")
    await on_duty(tas)
    other = await in_line(tas)
    brooks = await person_of(tas, "brooks")
    await tas.services.handoffs.accept(brooks, ConversationId(other.id))
    await tas.services.desk.give_back(brooks, ConversationId(other.id), client_id())
    today = (await tas.services.board.state()).today
    assert (today.arrived, today.went_back, today.returned, today.closed) == (2, 1, 1, 0)
    # Who left sooner than the goal allows says nothing about the service.
    assert (today.counted, today.within) == (1, 1)


async def test_the_board_alone_is_for_script_and_keeps_no_session_alive(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "imani") as imani:
        alone = await imani.get("/desk/board/now")
        assert alone.status_code == 200
        assert "<html" not in alone.text
        before = await tas.services.sessions.find(imani.token, renew=False)
        tas.services.clock.forward(seconds=120)  # type: ignore[attr-defined]
        await imani.get("/desk/board/now")
        after = await tas.services.sessions.find(imani.token, renew=False)
        assert before is not None
        assert after is not None
        assert after.idle_ends_at == before.idle_ends_at


SUPERVISORS_ONLY = ("/desk/board", "/desk/board/now", "/desk/board/assistant", "/desk/board/agents/E1002")


@pytest.mark.parametrize("subject", ["brooks", "petra", "omar"])
async def test_agents_reviewers_and_administrators_have_no_board(tas: GatewayUnderTest, subject: str) -> None:
    await on_duty(tas)
    guest = await in_line(tas)
    chat = f"/desk/board/chats/{guest.id}"
    async with signed_in(tas, subject) as staff:
        for path in (*SUPERVISORS_ONLY, chat, f"{chat}/take-over"):
            assert (await staff.get(path)).status_code == 404, path
        for path in ("/desk/board/assistant", "/desk/board/agents/E1002", f"{chat}/take-over", f"{chat}/whispers"):
            sent = await staff.post(path, text="x", scope="all", capacity="1")
            assert sent.status_code == 404, path
    assert await tas.services.handoffs.stopped() == {}


async def test_the_board_calls_a_chat_by_what_its_advocate_calls_it(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    guest, waits = await in_line(tas), await in_line(tas)
    brooks = await person_of(tas, "brooks")
    await tas.services.handoffs.accept(brooks, ConversationId(guest.id))
    await tas.services.handoffs.set_presence(brooks, "Brooks", "en", Presence.AWAY)
    async with signed_in(tas, "brooks") as agent, signed_in(tas, "imani") as imani:
        chats = {each.id: f"Chat {each.id[-4:].upper()}" for each in (guest, waits)}
        mine = shown(await agent.get("/desk"))
        for page in ("/desk/board", "/desk/board/now"):
            board = shown(await imani.get(page))
            assert [called for called in chats.values() if called not in mine or called not in board] == []
        for path in (f"/desk/board/chats/{guest.id}", f"/desk/board/chats/{guest.id}/take-over"):
            assert chats[guest.id].lower() in shown(await imani.get(path)).lower(), path


# Reading along, whispering, taking over


async def test_a_supervisor_reads_along_and_whispers_and_the_person_gets_nothing_of_it(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    guest = await in_line(tas)
    brooks = await person_of(tas, "brooks")
    await tas.services.handoffs.accept(brooks, ConversationId(guest.id))
    before = await guest.events()
    async with signed_in(tas, "imani") as imani:
        path = f"/desk/board/chats/{guest.id}"
        page = await imani.get(path)
        assert WAGES in shown(page)
        assert "Brooks" in shown(page)
        assert "handoff-card" in page.text
        sent = client_id()
        for _ in range(2):
            whispered = await imani.post(f"{path}/whispers", text="Ask about the rent first.", client_id=sent)
            assert whispered.headers["location"] == path
        page = await imani.get(path)
        assert shown(page).count("Ask about the rent first.") == 1
        assert say("page-board-note-whisper") in shown(page)
        # What could not be whispered stays in its box.
        refused = await imani.post(f"{path}/whispers", text="x" * 5000)
        assert refused.status_code == 413
        assert "x" * 5000 in refused.text
    assert await guest.events() == before
    assert [note.text for note in (await tas.services.desk.open(brooks, ConversationId(guest.id))).notes] == [
        "Ask about the rent first."
    ]
    assert {details["as"] for who, _subject, details in await audited(tas, "chat.opened") if who == "E1003"} == {
        "monitoring"
    }
    assert len(await audited(tas, "chat.whispered")) >= 1


async def test_what_a_supervisor_fetches_of_anothers_chat_is_audited_each_time(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    guest = await in_line(tas)
    await tas.services.handoffs.accept(await person_of(tas, "brooks"), ConversationId(guest.id))
    news = f"/desk/chats/{guest.id}/news?after=0&notes=0"
    async with signed_in(tas, "brooks") as brooks:
        assert WAGES in shown(await brooks.get(news))
    assert await audited(tas, "chat.opened") == []
    async with signed_in(tas, "imani") as imani:
        for _ in range(2):
            assert WAGES in shown(await imani.get(news))
    looked = [(who, details["as"]) for who, _subject, details in await audited(tas, "chat.opened")]
    assert looked == [("E1003", "monitoring")] * 2


async def test_reading_along_tells_what_is_new_and_nothing_else(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    guest = await in_line(tas)
    chat, brooks = ConversationId(guest.id), await person_of(tas, "brooks")
    await tas.services.handoffs.accept(brooks, chat)
    path = f"/desk/board/chats/{guest.id}"

    def after(answer: httpx.Response) -> str:
        found = re.search(r'data-next="([^"]+)"', answer.text)
        assert found is not None
        return html.unescape(found[1])

    async with signed_in(tas, "imani") as imani:
        following = after(await imani.get(path))
        looks = len(await audited(tas, "chat.opened"))
        assert (await imani.get(following)).status_code == 204
        assert len(await audited(tas, "chat.opened")) == looks
        for new in ("said", "noted", "taken over"):
            if new == "said":
                await guest.say("They called again")
            elif new == "noted":
                await tas.services.desk.note(brooks, chat, client_id(), "A landlord")
            else:
                assert (await imani.post(f"{path}/take-over")).status_code == 303
            fresh = await imani.get(following)
            assert fresh.status_code == 200
            assert "<html" not in fresh.text
            following = after(fresh)
            assert (await imani.get(following)).status_code == 204
        assert "They called again" in shown(fresh)
        assert "A landlord" in shown(fresh)
        assert len(await audited(tas, "chat.opened")) == looks + 3
        # Once it has ended there is nothing to read along.
        await tas.services.desk.give_back(await person_of(tas, "imani"), chat, client_id())
        assert (await imani.get(following)).status_code == 404
    async with signed_in(tas, "vega") as vega:
        assert (await vega.get(f"{path}/now")).status_code == 404


async def test_a_supervisor_takes_over_after_a_question_and_keeps_the_chat(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    guest = await in_line(tas)
    await tas.services.handoffs.accept(await person_of(tas, "brooks"), ConversationId(guest.id))
    async with signed_in(tas, "imani") as imani:
        path = f"/desk/board/chats/{guest.id}/take-over"
        assert say("page-board-take-over-from", name="Brooks") in shown(await imani.get(path))
        assert (await imani.post(path)).headers["location"] == f"/desk/chats/{guest.id}"
        assert (await imani.post(path)).status_code == 303
    assert (await state_of(tas, guest))[1] == "E1003"
    await tas.services.handoffs.sweep()
    assert (await state_of(tas, guest))[1] == "E1003"
    told = [event for event in await guest.events() if event["kind"] == "owner"]
    assert told[-1]["name"] == "Imani"
    assert len(told) == 3
    assert [who for who, *_ in await audited(tas, "chat.taken_over")] == ["E1003"]


async def test_what_was_never_handed_off_is_not_there(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    await guest.answer("Where is my refund?")
    async with signed_in(tas, "imani") as imani:
        for path in (f"/desk/board/chats/{guest.id}", f"/desk/board/chats/{guest.id}/take-over"):
            assert (await imani.get(path)).status_code == 404
        assert (await imani.post(f"/desk/board/chats/{guest.id}/whispers", text="hm")).status_code == 404
        assert (await imani.post(f"/desk/board/chats/{guest.id}/take-over")).status_code == 404


# Room and skills


async def test_room_and_skills_are_changed_by_a_form(tas: GatewayUnderTest) -> None:
    await on_duty(tas)
    async with signed_in(tas, "imani") as imani:
        path = "/desk/board/agents/E1002"
        assert 'value="language:en" checked' in (await imani.get(path)).text
        changed = await imani.post(path, capacity="1", skills=["language:en", "topic:refund"])
        assert changed.headers["location"] == "/desk/board"
        page = (await imani.get(path)).text
        assert "<option selected>1</option>" in page
        assert 'value="topic:refund" checked' in page
        assert 'value="signed_in" checked' not in page
        for wrong in ({"capacity": "9"}, {"capacity": "-1"}, {"capacity": "1", "skills": "topic:everything"}):
            assert (await imani.post(path, **wrong)).status_code == 422
        assert (await imani.get("/desk/board/agents/E9999")).status_code == 404
        assert (await imani.post("/desk/board/agents/E9999", capacity="1")).status_code == 404
    assert await audited(tas, "agent.changed") == [
        ("E1003", "employee:E1002", {"capacity": 1, "skills": ["language:en", "topic:refund"]})
    ]


# The assistant's switch


async def test_stopped_for_everyone_people_are_told_and_get_in_line(tas: GatewayUnderTest) -> None:
    clock: Any = tas.services.clock
    async with signed_in(tas, "imani") as imani:
        assert (await imani.post("/desk/board/assistant", scope="all")).status_code == 303
        assert say("page-board-stopped-all") in shown(await imani.get("/desk/board"))
        guest = await tas.begin()
        seq = await guest.say(WAGES)
        told = await guest.until(lambda event: event["kind"] == "owner", seq)
        assert told["text"] == say("notice-handed-off-stopped")
        assert tas.assistant.requests == []
        clock.forward(seconds=5)
        other = await tas.begin("es")
        seq = await other.say("Me embargaron el sueldo")
        told = await other.until(lambda event: event["kind"] == "owner", seq)
        assert told["text"] == say("notice-handed-off-stopped", "es")
        # Who goes back to an assistant that answers nobody is handed off again, and keeps the place.
        clock.forward(seconds=20)
        seq = await guest.choose("do.resume")
        await guest.until(lambda event: event["kind"] == "owner" and event["owner"] == "queued", seq)
        assert [chat.conversation_id for chat in (await tas.services.board.state()).waiting] == [guest.id, other.id]
        assert (await imani.post("/desk/board/assistant", act="let", scope="all")).status_code == 303
        assert say("page-board-switch-answers") in shown(await imani.get("/desk/board/assistant"))
        await guest.choose("do.resume")
        await guest.answer("Hello again")
        assert tas.assistant.requests
    assert [(who, subject) for who, subject, _ in await audited(tas, "assistant.stopped")] == [
        ("E1003", "assistant:all")
    ]
    assert len(await audited(tas, "assistant.let")) == 1


async def test_stopped_for_a_topic_others_are_answered(tas: GatewayUnderTest) -> None:
    tas.assistant.answer = lambda request: [
        {"facts": {"topics": ["in_court" if "court" in request.text else "refund_delay"]}, "how": "understood"},
        {"ask": "hardship"},
    ]
    async with signed_in(tas, "imani") as imani:
        for scope in ("topic:in_court", "topic:greeting", "everything", ""):
            stopped = await imani.post("/desk/board/assistant", scope=scope)
            assert stopped.status_code == (303 if scope == "topic:in_court" else 422), scope
        assert say("value-topics-in_court") in shown(await imani.get("/desk/board/assistant"))
    refund, court = await tas.begin(), await tas.begin()
    assert (await refund.answer("My refund is late"))["kind"] == "question"
    seq = await court.say("The court has my case")
    told = await court.until(lambda event: event["kind"] == "owner", seq)
    assert told["text"] == say("notice-handed-off-stopped")
    assert all(event["kind"] != "question" for event in await court.events(seq))
    assert (await state_of(tas, court))[0] is HandoffState.WAITING
    assert (await tas.services.conversations.facts(ConversationId(court.id)))["topics"] == ["in_court"]


async def test_words_that_may_mean_danger_get_the_lines_of_help_from_a_stopped_assistant(tas: GatewayUnderTest) -> None:
    supervisor = await person_of(tas, "imani")
    await tas.services.handoffs.stop_assistant(supervisor, "all")
    guest = await tas.begin()
    seq = await guest.say("I fled from my husband")
    await guest.until(lambda event: event["kind"] == "owner", seq)
    assert say("say-danger") in [event["text"] for event in await guest.events(seq)]


# Call-backs


async def asked_for_call(tas: GatewayUnderTest, **changes: Any) -> str:
    """A public chat that a call-back was asked for in; the word to say."""
    async with browser(tas) as phone:
        path = await begun(phone)
        await phone.post(f"{path}/messages", data={**fields((await phone.get(path)).text), "text": WAGES})
        page = (await filled(phone, path, **changes)).headers["location"]
        found = re.search(r"<code>([^<]+)</code>", (await phone.get(page)).text)
        assert found is not None
        return found[1]


def first_call(page: httpx.Response) -> str:
    found = re.search(r'href="(/desk/callbacks/[0-9a-f-]{36})"', page.text)
    assert found is not None
    return found[1]


async def test_a_call_back_is_worked_from_the_desk(tas: GatewayUnderTest) -> None:
    word = await asked_for_call(tas, speak="vi", voicemail="yes")
    async with signed_in(tas, "brooks") as brooks:
        listed = await brooks.get("/desk/callbacks")
        assert "555-0173" not in listed.text
        path = first_call(listed)
        before = await brooks.get(path)
        assert "555-0173" not in before.text
        assert word not in shown(before)
        assert "Ana" in shown(before)
        assert say("page-call-how") not in shown(before)
        assert (await brooks.post(f"{path}/take")).headers["location"] == path
        one = await brooks.get(path)
        for expected in (
            "555-0173",
            word,
            "Ana",
            say("page-call-name-unsafe"),
            say("page-call-voicemail-safe"),
            say("page-call-interpreter", spoken=say("page-callback-language-vi")),
        ):
            assert expected in shown(one)
        read = await brooks.get(f"{path}/chat")
        assert WAGES in shown(read)
        assert "handoff-card" in read.text
        # A form sent twice counts once.
        for _ in range(2):
            assert (await brooks.post(f"{path}/not-reached", tries="0")).headers["location"] == "/desk/callbacks"
        assert say("page-calls-tries", tries_count=1) in shown(await brooks.get("/desk/callbacks"))
        assert (await brooks.post(f"{path}/done")).status_code == 303
        assert say("page-calls-none") in shown(await brooks.get("/desk/callbacks"))
        for gone in (path, f"{path}/chat", "/desk/callbacks/nothing"):
            assert (await brooks.get(gone)).status_code == 404
        for act in ("take", "give-back", "not-reached", "done"):
            assert (await brooks.post(f"{path}/{act}", tries="1")).status_code == 404
    for action in ("listed", "opened", "taken", "shown", "chat-read", "not-reached", "done"):
        assert {who for who, *_ in await audited(tas, f"callback.{action}")} == {"E1002"}, action


async def test_a_call_is_one_advocates_while_it_is_made(tas: GatewayUnderTest) -> None:
    clock: Any = tas.services.clock
    word = await asked_for_call(tas)
    await on_duty(tas)
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega, signed_in(tas, "imani") as imani:
        path = first_call(await brooks.get("/desk/callbacks"))
        assert (await brooks.post(f"{path}/take")).status_code == 303
        calling = say("page-calls-held", name="Brooks")
        assert say("page-calls-mine") in shown(await brooks.get("/desk/callbacks"))
        clock.forward(minutes=10)
        # Supervisors are colleagues here: they too would ring twice.
        for other in (vega, imani):
            assert calling in shown(await other.get("/desk/callbacks"))
            page = await other.get(path)
            assert f"{calling} {say('page-call-held-since')} Nov 20, 10:00 AM EST" in shown(page)
            assert "Nov 20, 10:30 AM EST" in shown(page)
            pages = [page]
            for act in ("take", "give-back", "done", "not-reached"):
                refused = await other.post(f"{path}/{act}", tries="0")
                assert refused.status_code == 409, act
                assert say("error-callback_held") in shown(refused)
                pages.append(refused)
            for each in pages:
                assert "555-0173" not in each.text
                assert word not in shown(each)
                assert f'action="{path}/' not in each.text
        assert (await brooks.post(f"{path}/give-back")).headers["location"] == "/desk/callbacks"
        assert (await vega.post(f"{path}/take")).headers["location"] == path
        assert "555-0173" in (await vega.get(path)).text
        assert (await brooks.post(f"{path}/take")).status_code == 409
        for number_shown in (True, False):
            # Half of the time each, since a session ends that nothing is asked of.
            clock.forward(minutes=15)
            assert ("555-0173" in (await vega.get(path)).text) is number_shown
            assert "555-0173" not in (await brooks.get(path)).text
        assert (await brooks.post(f"{path}/take")).status_code == 303
        assert "555-0173" in (await brooks.get(path)).text
        # It is taken by a form of this session's own.
        forged = await vega.client.post(f"{path}/take", data={"csrf": brooks.csrf})
        assert forged.status_code == 403
    assert [who for who, *_ in await audited(tas, "callback.taken")] == ["E1002", "E1001", "E1002"]
    assert [who for who, *_ in await audited(tas, "callback.given-back")] == ["E1002"]


async def test_whoever_calls_learns_that_the_person_changed_the_number_or_took_the_call_back(
    tas: GatewayUnderTest,
) -> None:
    clock: Any = tas.services.clock
    async with browser(tas) as phone, signed_in(tas, "brooks") as brooks:
        chat = await begun(phone)
        await filled(phone, chat)
        path = first_call(await brooks.get("/desk/callbacks"))
        await brooks.post(f"{path}/take")
        before = await brooks.get(path)
        looks = re.search(r'data-again="([^"]+)"', before.text)
        assert looks is not None
        look = html.unescape(looks[1])
        assert f'<iframe src="{looks[1]}&amp;frame=yes' in before.text
        assert (await brooks.get(look)).status_code == 204
        assert say("page-call-changed-now") not in shown(await brooks.get(f"{look}&frame=yes"))
        clock.forward(minutes=1)
        assert (await filled(phone, chat, number="787-555-0142")).status_code == 303
        clock.forward(minutes=1)
        for now in (await brooks.get(look), await brooks.get(f"{look}&frame=yes")):
            assert now.status_code == 200
            assert say("page-call-changed-now") in html.unescape(now.text)
            assert "555-01" not in now.text
        # Script that has told it has nothing more to tell, until it is changed once more.
        following = re.search(r'data-next="([^"]+)"', now.text)
        assert following is not None
        assert (await brooks.get(html.unescape(following[1]))).status_code == 204
        assert say("page-calls-changed") in shown(await brooks.get("/desk/callbacks"))
        # The old page's word on the old number doesn't count; the answer shows the new one, whose word does.
        for act in ("not-reached", "done"):
            refused = await brooks.post(f"{path}/{act}", **seen_in(before), tries="0")
            assert refused.status_code == 409
            assert say("error-callback_changed") in shown(refused)
            assert "555-0142" in refused.text
            assert "555-0173" not in refused.text
        after = await brooks.get(path)
        assert say("page-call-changed") in shown(after)
        assert (await brooks.post(f"{path}/not-reached", **seen_in(after), tries="0")).status_code == 303
        assert say("page-calls-tries", tries_count=1) in shown(await brooks.get("/desk/callbacks"))
        await phone.post(f"{chat}/callback/withdraw", data=fields((await phone.get(f"{chat}/callback")).text))
        assert (await brooks.get(look)).status_code == 404
        assert say("page-call-over") in html.unescape((await brooks.get(f"{look}&frame=yes")).text)


def seen_in(page: httpx.Response) -> dict[str, str]:
    """What the forms of a call say that their page showed."""
    found = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert found is not None
    return {"seen": html.unescape(found[1])}


async def test_call_backs_are_for_who_works_with_people_and_only_where_somebody_calls(
    tas: GatewayUnderTest, tmp_path: Path
) -> None:
    await asked_for_call(tas)
    async with signed_in(tas, "imani") as imani, signed_in(tas, "petra") as petra, signed_in(tas, "omar") as omar:
        path = first_call(await imani.get("/desk/callbacks"))
        for other in (petra, omar):
            assert (await other.get(path)).status_code == 404
            for act in ("take", "give-back", "done"):
                assert (await other.post(f"{path}/{act}")).status_code == 404
    (tmp_path / "other").mkdir()
    async with gateway(tmp_path / "other", clock=HandClock()) as without:
        await load_into(without)
        async with signed_in(without, "imani") as imani:
            assert (await imani.get("/desk/callbacks")).status_code == 404
            assert "/desk/callbacks" not in (await imani.get("/desk/board")).text


# A code that is read out


async def test_a_code_read_out_opens_the_screening_and_is_not_used_up(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "irene") as irene, signed_in(tas, "vega") as vega:
        path = await screened(irene)
        await irene.client.post(f"{path}/messages", data={**page_form(await irene.get(path)), "text": WAGES})
        code = code_in(await agreed(irene, path))
        sent = client_id()
        for _ in range(2):
            opened = await vega.post("/desk/read-code", code=code.lower().replace("-", " "), client_id=sent)
            assert opened.status_code == 200
            assert WAGES in shown(opened)
            assert say("page-tools-read-not-verified") in shown(opened)
            assert code not in opened.text
        assert str(opened.url).endswith("/desk/read-code")
        told = say("notice-read-by-staff", opened_on="2026-11-20")
        assert shown(await irene.get(path)).count(told) == 1
        # It still brings the chat into the portal, once; then it opens nothing here either.
        assert (await irene.post("/portal/code", code=code)).status_code == 303
        assert (await vega.post("/desk/read-code", code=code)).status_code == 404
    conversation = path.rpartition("/")[2]
    assert [(who, subject) for who, subject, _ in await audited(tas, "screening.read-out")] == [
        ("E1001", f"conversation:{conversation}")
    ] * 2


def page_form(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the chat's own form, after those of the form that leaves it."""
    return fields(page.text.partition("data-leave")[2])


async def test_codes_of_other_kinds_and_guesses_open_nothing_and_tries_are_counted_by_employee(
    tas: GatewayUnderTest,
) -> None:
    async with signed_in(tas, "vega") as vega, signed_in(tas, "brooks") as brooks, signed_in(tas, "irene") as irene:
        own = code_in(await brooks.post("/desk/code"))
        refused = await vega.post("/desk/read-code", code=own)
        assert refused.status_code == 404
        assert say("error-code_unknown") in shown(refused)
        tries = [(await vega.post("/desk/read-code", code=f"guess {at}")).status_code for at in range(11)]
        assert set(tries[7:]) == {429}
        code = code_in(await agreed(irene, await screened(irene)))
        assert (await vega.post("/desk/read-code", code=code)).status_code == 429
        assert (await brooks.post("/desk/read-code", code=code)).status_code == 200


@pytest.mark.parametrize("subject", ["petra", "omar", "irene"])
async def test_the_tools_are_for_who_works_with_people(tas: GatewayUnderTest, subject: str) -> None:
    async with signed_in(tas, subject) as other:
        for path in ("/desk/read-code", "/desk/acceptance"):
            assert (await other.get(path)).status_code == 404
            assert (await other.post(path, code="K7MX-3RQP-9TW")).status_code == 404


# May TAS be able to help?


def opened_facts(page: httpx.Response) -> list[str]:
    """The facts whose part of the form is open."""
    parts = re.findall(r"<details( open)?>\s*<summary>.*?</summary>\s*<fieldset.*?name=\"(\w+)\"", page.text, re.DOTALL)
    return [name for is_open, name in parts if is_open]


async def test_only_what_matters_opens_as_it_is_answered(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        page = await brooks.get("/desk/acceptance")
        assert opened_facts(page) == ["topics"]
        assert say("page-tools-result") not in shown(page)
        page = await brooks.post("/desk/acceptance", topics=["levy_or_garnishment", "refund_delay"])
        assert opened_facts(page) == ["topics", "hardship"]
        answered = {"topics": "levy_or_garnishment", "hardship": ["housing", "food"], "hardship_link": "yes"}
        page = await brooks.post("/desk/acceptance", **answered, adverse_action="happening", federal_tax="yes")
        said = shown(page)
        assert say("page-tools-no-more") in said
        assert say("page-tools-outcome-likely") in said
        assert f"{say('page-tools-criterion-1')} · {say('page-tools-primary')}" in said
        assert say("page-tools-criterion-2") in said
        assert say("outcome-likely") in said
        assert say("step-call-tas") in said
        assert str(page.url).endswith("/desk/acceptance")


async def test_the_callers_language_who_it_is_for_and_the_day_count(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "imani") as imani:
        sent = {"topics": "refund_delay", "submission": "paper_return", "submitted_on": "2026-01-02"}
        said = shown(await imani.post("/desk/acceptance", **sent, caller_language="es", asking_as="other"))
        assert TEXTS.say("ask-hardship", "es", whom="other") in said
        assert say("page-tools-say") in said
        assert say("page-tools-criterion-5") in said
        before = shown(await imani.post("/desk/acceptance", **sent, as_of="2026-01-20"))
        assert say("page-tools-criterion-5") not in before
        assert "January 20, 2026" in before
        # A rule of that day alone is named with where it is written.
        under = shown(await imani.post("/desk/acceptance", **sent, as_of="2022-06-01"))
        assert "paper-returns-2022-05" in under


async def test_what_is_not_known_is_skipped_and_what_is_no_answer_is_said(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        page = await brooks.post("/desk/acceptance", topics="refund_delay", hardship="skip")
        assert "hardship" in opened_facts(page)
        assert f"{say('page-tools-fact-hardship')} {say('page-tools-ask-now')}" not in shown(page)
        page = await brooks.post(
            "/desk/acceptance",
            hardship="none",
            submitted_on="2026-02-31",
            promised_by_word="unsure",
            exclusion="nothing",
        )
        assert page.status_code == 200
        assert shown(page).count(say("page-tools-at-fault")) == 2
        assert 'name="promised_by_word" value="unsure" checked' in page.text
        assert 'name="hardship" value="none" checked' in page.text


async def test_nothing_of_a_check_is_kept(tas: GatewayUnderTest) -> None:
    async def rows() -> dict[str, int]:
        counted = {}
        async with tas.services.database.read() as connection:
            for table in ("conversations", "events", "audit_entries", "handoffs"):
                found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
                counted[table] = int(found.scalar_one())
        return counted

    async with signed_in(tas, "brooks") as brooks:
        before = await rows()
        await brooks.post("/desk/acceptance", topics="in_court", exclusion="in_court", emergency="no")
        assert await rows() == before


async def test_the_pages_are_there_in_spanish(tas: GatewayUnderTest) -> None:
    await asked_for_call(tas)
    await on_duty(tas)
    guest = await in_line(tas, "es")
    async with signed_in(tas, "imani") as imani:
        call = first_call(await imani.get("/desk/callbacks"))
        assert say("page-call-take-lead", "es") in shown(await imani.get(f"{call}?language=es"))
        await imani.post(f"{call}/take")
        for path, key in (
            ("/desk/board", "page-board-waiting"),
            (f"/desk/board/chats/{guest.id}", "page-board-notes-hint"),
            (f"/desk/board/chats/{guest.id}/take-over", "page-board-take-over-told"),
            ("/desk/board/agents/E1002", "page-board-skills-hint"),
            ("/desk/board/assistant", "page-board-switch-lead"),
            ("/desk/callbacks", "page-calls-lead"),
            (call, "page-call-how-lead"),
            (f"{call}/chat", "page-call-chat-lead"),
            ("/desk/read-code", "page-tools-code-told"),
            ("/desk/acceptance", "page-tools-lead"),
        ):
            page = await imani.get(f"{path}?language=es")
            assert say(key, "es") in shown(page), path
