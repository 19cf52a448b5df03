"""Conversations of the portal: whose they are, what is shown in them under whose authority, and what Rasa gets of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from adapters.assistant.port import AssistantUnavailable, TurnRequest
from adapters.case_system.port import CaseSystemUnavailable, MatterId
from casework.audit.models import audit_entries
from casework.conversations.models import ConversationId, Holder, portal_conversations
from casework.conversations.questions import CASE_FIELDS
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from tests.support.portal import PortalUnderTest, open_portal
from tests.support.record import client_id

ADVOCATE = "202-555-0101"


@pytest.fixture
async def portal(database_url: str, tmp_path: Path) -> AsyncIterator[PortalUnderTest]:
    opened = await open_portal(database_url, tmp_path)
    yield opened
    await opened.record.database.stop()


async def chat(portal: PortalUnderTest, subject: str = "ana", number: str | None = None) -> ConversationId:
    owner = {"robert": "denise", "linda": "denise"}.get(subject, subject)
    return await portal.begin(subject, await portal.matter(owner, number))


def asks_for(portal: PortalUnderTest, *items: dict[str, Any]) -> None:
    portal.record.assistant.answer = lambda _request: list(items)


async def said(portal: PortalUnderTest, conversation_id: ConversationId, words: str) -> str:
    """What the assistant says to that, as one text."""
    return "\n".join(event.get("text", "") for event in await portal.record.say(conversation_id, words))


# Whose it is


async def test_it_greets_with_what_can_be_asked(portal: PortalUnderTest) -> None:
    greeting, question = await portal.record.after(await chat(portal))
    assert "about the case you opened" in greeting["text"]
    assert (question["asks"], question["input"]) == ("case", "choice")
    assert [choice["value"] for choice in question["choices"]][:6] == list(CASE_FIELDS)


async def test_only_the_person_who_began_it_opens_it(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    assert await portal.opens("ana", conversation_id)
    for other in ("marcos", "denise", "robert", "vega", "imani", "omar"):
        assert not await portal.opens(other, conversation_id), other
    assert not await portal.conversations.opened_by(conversation_id, Holder())
    public = await portal.record.begin()
    assert not await portal.opens("ana", public)


async def test_nobody_begins_one_about_anothers_matter(portal: PortalUnderTest) -> None:
    matter = await portal.matter("ana")
    for other in ("marcos", "denise", "paul", "linda", "nadia", "irene"):
        with pytest.raises(ConversationNotFound):
            await portal.begin(other, matter)
    with pytest.raises(ConversationNotFound):
        await portal.begin("ana", MatterId("00000000-0000-4000-8000-000000000000"))


async def test_begun_twice_by_one_form_it_is_one(portal: PortalUnderTest) -> None:
    matter, sent = await portal.matter("ana"), client_id()
    first = await portal.begin("ana", matter, client_id=sent)
    assert await portal.begin("ana", matter, client_id=sent) == first
    assert await portal.begin("robert", matter, client_id=sent) != first
    assert [one.id for one in await portal.portal.mine(await portal.actor("ana"))] == [first]


async def test_a_revoked_authorization_shuts_it_at_once(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal, "robert")
    asks_for(portal, {"do": "show_case", "field": "status"})
    assert "identity" in await said(portal, conversation_id, "status?") or await portal.opens("robert", conversation_id)
    held = [one async for one in portal.authority.every()]
    today = portal.authority.today()
    await portal.authority.put([replace(one, revoked_on=today - timedelta(days=1)) for one in held])
    assert not await portal.opens("robert", conversation_id)
    assert await portal.portal.mine(await portal.actor("robert")) == []
    # What he wrote before is answered like a question about a case that isn't there.
    assert "can't find that case" in await said(portal, conversation_id, "and now?")


async def test_it_has_no_code_to_come_back_with(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    with pytest.raises(MessageRefused, match="choice_unknown"):
        await portal.record.choose(conversation_id, "do.save_for_later")


# What is shown


@pytest.mark.parametrize("field", CASE_FIELDS)
async def test_each_part_of_a_case_is_shown_and_audited_and_rasa_sees_none_of_it(
    portal: PortalUnderTest, field: str
) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": field})
    answer, menu = await portal.record.say(conversation_id, "tell me")
    assert answer["author"] == "assistant"
    assert menu["asks"] == "case"
    assert "can't find" not in answer["text"]
    await said(portal, conversation_id, "once more")
    seen_by_rasa = json.dumps(
        [[r.text, r.metadata, r.tracker, r.choice, r.conversation_ref] for r in portal.record.assistant.requests],
        default=str,
    )
    told = [one.strip() for one in answer["text"].replace("\n", ". ").split(". ")]
    assert not [one for one in (*told, "Vega", ADVOCATE, "8123456") if one in seen_by_rasa]
    (entry,) = (await _entries(portal, "case.read"))[:1]
    assert (entry.result, entry.basis) == ("done", "self")


async def test_what_is_shown_and_its_audit_are_one_commit(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": "status"})
    before = len(await _entries(portal, "case.read"))
    await portal.record.write(conversation_id, "status?")
    turn = await portal.record.turns.claim(conversation_id)
    assert turn is not None
    # The turn is lost to a new epoch: nothing was shown, so nothing is in the trail.
    await portal.record.choose(conversation_id, "do.start_over")
    assert len(await _entries(portal, "case.read")) == before


async def test_several_things_asked_at_once_are_all_shown(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": "advocate"}, {"do": "show_case", "field": "needed"})
    answer = await said(portal, conversation_id, "who is my advocate and what do you need")
    assert ADVOCATE in answer
    assert "asked for" in answer


@pytest.mark.parametrize(
    "words",
    [
        "what about my 2021 case", "status of case number 8123457", "and my husband's case?", "show me his messages",
        "where does my ex live", "the status for Denise Walker", "all cases please", "my other clients", "el caso de 2019",
        "¿ya mandó mi esposo los papeles?", "la dirección de mi ex", "estado del caso 8098765", "tax year twenty twenty-one",
    ],
)  # fmt: skip
async def test_another_year_case_or_person_is_answered_like_a_case_that_is_not_there(
    portal: PortalUnderTest, words: str
) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": "status"})
    answer = await said(portal, conversation_id, words)
    nowhere = await portal.begin("irene")
    assert answer.splitlines()[0] == (await said(portal, nowhere, "status")).splitlines()[0]
    assert "can't find that case" in answer


@pytest.mark.parametrize(
    "words",
    [
        "what's going on with my 2023 refund", "status of case 8123456 please", "my wife and I want to know the status",
        "I wrote on March 3, 2026, what is the status", "my mother is sick, when do I hear",
        "cómo va lo de mi reembolso del 2023", "what's her number", "did she call? when do I hear",
        "I have been waiting since 2025", "Ana Rivera's case status", "tengo dos hijos y debo la renta, ¿cómo va?",
    ],
)  # fmt: skip
async def test_ordinary_words_are_about_the_case_that_is_open(portal: PortalUnderTest, words: str) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": "status"})
    assert "can't find that case" not in await said(portal, conversation_id, words)


async def test_a_button_is_answered_while_the_assistant_is_away(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    portal.record.assistant.answer = lambda _request: AssistantUnavailable()
    question = (await portal.record.after(conversation_id))[-1]
    button = next(choice["id"] for choice in question["choices"] if choice["value"] == "advocate")
    seq = await portal.record.choose(conversation_id, button)
    await portal.record.turns.run(conversation_id)
    assert ADVOCATE in (await portal.record.after(conversation_id, seq))[0]["text"]
    assert portal.record.assistant.requests == []


async def test_a_case_system_that_is_away_is_said(portal: PortalUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation_id = await chat(portal)

    async def away(*_arguments: Any) -> Any:
        raise CaseSystemUnavailable

    monkeypatch.setattr(portal.cases, "look", away)
    asks_for(portal, {"do": "show_case", "field": "status"})
    assert "can't look up cases right now" in await said(portal, conversation_id, "status")


async def test_a_representative_is_told_what_they_may_do(portal: PortalUnderTest) -> None:
    asks_for(portal, {"do": "show_case", "field": "authority"})
    assert "act for the taxpayer" in await said(portal, await chat(portal, "robert"), "what may I do")
    assert "can't act" in await said(portal, await chat(portal, "linda"), "what may I do")
    assert "your own case" in await said(portal, await chat(portal), "what may I do")


@pytest.mark.parametrize(
    "items",
    [
        [{"do": "show_case", "field": "contact_details"}],
        [{"do": "show_case", "field": "status", "matter": "x"}],
        [{"do": "show_case", "field": "status"}, {"do": "show_case", "field": "status"}],
        [{"do": "show_case", "field": "status"}, {"do": "end"}],
        [{"do": "show_case"}],
        [{"do": "issue_code", "kind": "employee"}],
        [{"do": "save_for_later"}],
        [{"do": "change_contact", "field": "202-555-0199"}],
        [{"say": "case-status-working"}, {"ask": "case"}],
        [{"ask": "contact_confirm"}],
    ],
)
async def test_what_the_portal_lacks_is_refused(portal: PortalUnderTest, items: list[dict[str, Any]]) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, *items)
    await portal.record.write(conversation_id, "hello")
    (result,) = await portal.record.turns.run(conversation_id)
    assert result.result not in ("committed", "lost")


@pytest.mark.parametrize("do", [{"do": "show_case", "field": "status"}, {"do": "change_contact", "field": "email"}])
async def test_the_public_door_has_no_cases(portal: PortalUnderTest, do: dict[str, Any]) -> None:
    conversation_id = await portal.record.begin()
    asks_for(portal, do)
    await portal.record.write(conversation_id, "status")
    (result,) = await portal.record.turns.run(conversation_id)
    assert result.result == "do_unknown"


# What is typed


async def test_words_are_kept_as_typed_and_redacted_for_rasa(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"ask": "case"})
    typed = "my number is 202-555-0173 and my ssn is 219-09-9462"
    await portal.record.say(conversation_id, typed)
    assert typed in [event["text"] for event in await portal.record.after(conversation_id)]
    sent = portal.record.assistant.requests[-1].text
    assert "0173" not in sent
    assert "9462" not in sent


async def test_a_number_in_two_messages_does_not_reach_rasa_whole(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"ask": "case"})
    await portal.record.say(conversation_id, "my social is 219-09-")
    await portal.record.say(conversation_id, "94 62")
    assert "94" not in portal.record.assistant.requests[-1].text


async def test_danger_is_noticed_as_on_the_public_door(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "hand_off", "reason": "emergency"})
    first, *_rest = await portal.record.say(conversation_id, "I am going to kill myself tonight")
    assert (first["kind"], first["level"]) == ("notice", "emergency")
    assert "988" in first["text"]


# Contact details


async def change(portal: PortalUnderTest, conversation_id: ConversationId, *messages: str) -> list[dict[str, Any]]:
    for words in messages[:-1]:
        await portal.record.say(conversation_id, words)
    return await portal.record.say(conversation_id, messages[-1])


async def contact_of(portal: PortalUnderTest, subject: str = "ana") -> Any:
    return (await portal.case_system.matter(await portal.matter(subject))).contact


async def test_a_change_is_asked_typed_said_back_confirmed_and_done(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "change_contact", "field": "unsaid"})
    (which,) = await portal.record.say(conversation_id, "I want to change something")
    assert which["asks"] == "contact_which"
    await portal.record.choose(conversation_id, which["choices"][0]["id"])
    await portal.record.turns.run(conversation_id)
    (confirm,) = await portal.record.say(conversation_id, "it's (202) 555-0188 now")
    assert confirm["asks"] == "contact_confirm"
    assert "…0188" in confirm["text"]
    assert "555-0188" not in json.dumps(confirm)
    assert (await contact_of(portal)).telephone == "202-555-0111"
    done, menu = await portal.record.say(conversation_id, "yes please")
    assert "new telephone number" in done["text"]
    assert menu["asks"] == "case"
    kept = await contact_of(portal)
    assert (kept.telephone, kept.email) == ("202-555-0188", "ana@people.example")
    assert [entry.result for entry in await _entries(portal, "case.contact_changed")] == ["done"]
    # Of all this Rasa got the first wish alone.
    assert [request.text for request in portal.record.assistant.requests] == ["I want to change something"]
    assert (await contact_of(portal, "marcos")).telephone == "202-555-0112"


async def test_a_number_said_with_the_wish_is_not_asked_for_again(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "change_contact", "field": "telephone"})
    (confirm,) = await portal.record.say(conversation_id, "my new cell is 202-555-0190")
    assert (confirm["asks"], "…0190" in confirm["text"]) == ("contact_confirm", True)
    assert "0190" not in portal.record.assistant.requests[0].text
    await change(portal, conversation_id, "sí")
    assert (await contact_of(portal)).telephone == "202-555-0190"


@pytest.mark.parametrize(
    "messages", [["cancel"], ["no se", "what is my status"], ["202-555-0188", "no"], ["202-555-0188", "hm", "hm"]]
)
async def test_without_a_yes_nothing_changes(portal: PortalUnderTest, messages: list[str]) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "change_contact", "field": "telephone"})
    await portal.record.say(conversation_id, "change my phone")
    unchanged, menu = await change(portal, conversation_id, *messages)
    assert "changed nothing" in unchanged["text"]
    assert menu["asks"] == "case"
    assert (await contact_of(portal)).telephone == "202-555-0111"
    assert len(portal.record.assistant.requests) == 1


async def test_the_button_leaves_it_as_it_is(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "change_contact", "field": "email"})
    (question,) = await portal.record.say(conversation_id, "change my email")
    assert [also["do"] for also in question["also"]] == ["cancel"]
    seq = await portal.record.choose(conversation_id, "do.cancel")
    await portal.record.turns.run(conversation_id)
    assert "changed nothing" in (await portal.record.after(conversation_id, seq))[0]["text"]


async def test_who_may_only_read_changes_nothing(portal: PortalUnderTest) -> None:
    for subject in ("linda", "robert"):
        conversation_id = await chat(portal, subject)
        asks_for(portal, {"do": "change_contact", "field": "telephone"})
        answer, _menu = await portal.record.say(conversation_id, "change the phone to 202-555-0100")
        if subject == "linda":
            assert "can't find that case" in answer["text"]
    assert (await contact_of(portal, "denise")).telephone == "202-555-0113"


async def test_a_pending_change_is_nothing_that_rasa_is_told(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "change_contact", "field": "telephone"})
    await change(portal, conversation_id, "change my phone", "202-555-0188")
    turn = portal.record.turns
    await portal.record.write(conversation_id, "x")
    claimed = await turn.claim(conversation_id)
    assert claimed is not None
    assert turn.request(claimed).metadata["open_question"] is None


# Persons, codes, and what a screening understood


async def test_a_person_is_wanted_and_the_advocate_s_telephone_is_told(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "hand_off", "reason": "case_question"})
    answer, owner = await portal.record.say(conversation_id, "let me talk to my advocate")
    assert ADVOCATE in answer["text"]
    assert (owner["kind"], owner["owner"], owner["reason"]) == ("owner", "queued", "case_question")
    assert "No one from TAS is in this chat yet" in owner["text"]


async def test_a_code_is_entered_on_its_page(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "enter_code"})
    notice, _menu = await portal.record.say(conversation_id, "I have a code")
    assert [also["do"] for also in notice["also"]] == ["enter_code"]


async def test_on_the_public_door_the_question_stands_again_after_a_code(portal: PortalUnderTest) -> None:
    conversation_id = await portal.record.begin()
    asks_for(portal, {"do": "issue_code", "kind": "continuation"})
    notice, question = await portal.record.say(conversation_id, "how do I sign in")
    assert [also["do"] for also in notice["also"]] == ["continuation"]
    assert question["asks"] == "topics"


async def test_what_the_screening_understood_comes_along(portal: PortalUnderTest) -> None:
    screening = await portal.record.begin()
    asks_for(
        portal,
        {"facts": {"topics": ["refund_delay"], "hardship": ["housing"], "emergency": "no"}, "how": "understood"},
        {"skipped": ["rights_concern"]},
        {"ask": "contacted_irs"},
    )
    await portal.record.say(screening, "refund late, rent due")
    conversation_id = await portal.begin("ana", await portal.matter("ana"), continued_from=screening)
    _welcome, carried, _menu = await portal.record.after(conversation_id)
    assert "From your earlier chat I know" in carried["text"]
    facts = await portal.conversations.facts(conversation_id)
    assert (facts["topics"], facts["hardship"], "emergency" in facts) == (["refund_delay"], ["housing"], False)
    asks_for(portal, {"ask": "case"})
    await portal.record.say(conversation_id, "hello")
    request: TurnRequest = portal.record.assistant.requests[-1]
    assert request.metadata["facts"]["topics"] == ["refund_delay"]
    assert request.metadata["skipped"] == ["rights_concern"]
    assert request.metadata["door"] == "portal"
    with pytest.raises(ConversationNotFound):
        await portal.begin("denise", None, continued_from=conversation_id)


async def test_a_danger_noticed_in_the_screening_stays_a_flag_and_begins_no_hand_off(portal: PortalUnderTest) -> None:
    screening = await portal.record.begin()
    await portal.record.write(screening, "I am going to kill myself tonight")
    conversation_id = await portal.begin("ana", None, continued_from=screening)
    async with portal.record.database.read() as connection:
        row = await portal.conversations.record.row(connection, conversation_id)
    assert (row.emergency, row.owner) == (True, "assistant")
    assert await portal.conversations.facts(conversation_id) == {}


async def test_a_new_problem_has_facts_of_its_own(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"facts": {"topics": ["refund_delay"]}, "how": "understood"}, {"ask": "case"})
    question = (await portal.record.say(conversation_id, "hello"))[-1]
    button = next(choice["id"] for choice in question["choices"] if choice["value"] == "new_problem")
    await portal.record.choose(conversation_id, button)
    await portal.record.turns.run(conversation_id)
    assert (await portal.record.after(conversation_id))[-1]["asks"] == "topics"
    assert await portal.conversations.facts(conversation_id) == {}


async def test_starting_over_asks_what_the_portal_asks(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    await portal.record.choose(conversation_id, "do.start_over")
    assert (await portal.record.after(conversation_id))[-1]["asks"] == "case"
    asks_for(portal, {"do": "start_over"})
    assert (await portal.record.say(conversation_id, "again"))[-1]["asks"] == "case"


async def test_it_is_kept_as_long_as_the_rule_says_and_then_gone(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    portal.record.clock.forward(days=31)
    await portal.conversations.erase_due()
    assert await portal.record.after(conversation_id)
    portal.record.clock.forward(days=2555)
    await portal.conversations.erase_due()
    with pytest.raises(ConversationNotFound):
        await portal.record.after(conversation_id)
    async with portal.record.database.read() as connection:
        assert (await connection.execute(select(portal_conversations))).all() == []


async def test_nothing_of_a_case_stands_in_the_clear(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    asks_for(portal, {"do": "show_case", "field": "advocate"})
    await portal.record.say(conversation_id, "who")
    async with portal.record.database.read() as connection:
        bodies = (await connection.execute(text("SELECT body FROM events"))).scalars().all()
    assert not [body for body in bodies if b"Vega" in bytes(body) or ADVOCATE.encode() in bytes(body)]


async def _entries(portal: PortalUnderTest, action: str) -> list[Any]:
    async with portal.record.database.read() as connection:
        rows = (await connection.execute(select(audit_entries).order_by(audit_entries.c.number))).all()
    return [row for row in rows if row.action == action]
