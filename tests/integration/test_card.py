"""The card: read by somebody who has not seen the chat, it says who, what, by when, and what not to ask again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.conversations.models import Audience, Author, Holder, Kind, VisitorToken
from casework.conversations.record import ConversationNotFound, Draft
from casework.handoff import fit
from casework.handoff.card import CODES, Card
from tests.integration.test_callbacks import ASKED
from tests.support.cards import (
    SAMPLES,
    SHOW,
    Talk,
    answered,
    cards,
    everything_at_once,
    hand_off,
    handed_off,
    public,
    refund_nine_months,
    representative,
    signed_in,
    understood,
)
from tests.support.portal import PortalUnderTest, open_portal
from tests.support.record import client_id

SAMPLE = {sample.name: sample for sample in SAMPLES}


@pytest.fixture
async def portal(database_url: str, tmp_path: Path) -> AsyncIterator[PortalUnderTest]:
    opened = await open_portal(database_url, tmp_path)
    yield opened
    await opened.record.database.stop()


def told(card: Card, code: str) -> list[str]:
    """What stands on one line."""
    line = card.line(code)
    return [] if line is None else [part.text for part in line.parts]


def label(card: Card, code: str) -> str:
    """How a line begins."""
    line = card.line(code)
    return "" if line is None else line.label


async def made(talk: Talk, language: str = "en") -> Card:
    return await cards(talk.portal).of(None, talk.id, language)


async def append(talk: Talk, draft: Draft) -> None:
    """What a desk writes into the record."""
    record, database = talk.portal.conversations.record, talk.portal.record.database

    async def work(connection: AsyncConnection) -> None:
        row = await record.row(connection, talk.id, lock=True)
        await record.change(connection, row, last_seq=row.last_seq + 1)
        now = talk.portal.record.clock.now()
        await record.append(connection, row, [draft], now, "en", row.epoch, row.last_seq + 1)

    await database.write(work)


# The ten, read from the card alone: who, what, by when, and what is not to be asked


async def test_a_refund_nine_months_late(portal: PortalUnderTest) -> None:
    card = await SAMPLE["refund"].card(portal, "en")
    assert (card.verified_text, card.verified_hint) == ("Not verified", "say nothing of any case")
    assert card.urgency_text == "No harm told"
    assert told(card, "who") == ["not asked yet for whom"]
    assert told(card, "words")[0].startswith("My refund is nine months late.")
    assert (told(card, "wants"), told(card, "why")) == (["get the refund"], ["asked for a person"])
    assert (told(card, "harm"), told(card, "by")) == (["said no basic need is at risk"], ["no harm named, so no day"])
    assert told(card, "tried") == [
        "IRS missed its day: Oct 1, 50 days ago",
        "a tax return filed on paper, Mar 2, 263 days ago",
        "was in touch with the IRS",
    ]
    assert told(card, "told") == ["TAS can likely help"]
    assert told(card, "known") == [
        "basic needs, the problem, dates the IRS gave, what was sent and contact with the IRS (answered above)"
    ]
    assert {"hardship", "contacted_irs", "promised_by", "submitted_on"} <= set(card.known)


async def test_a_month_stays_a_month(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    dates = {"adverse_action_on": "2026-12", "submitted_on": "2026-02", "promised_by": "2026"}
    await talk.say(
        "I sent it in February, they said this year, and the seizure comes in December",
        understood(
            adverse_action="threatened",
            adverse_action_on="2026-12-01",
            submission="paper_return",
            submitted_on="2026-02-01",
            promised_by="2026-12-31",
        ),
        {"say": "say-heard", "with": {"facts": dates}},
        {"ask": "hardship"},
    )
    await talk.say("a person please", hand_off())
    card = await made(talk)
    assert card.urgency_text == "Act before December 2026"
    assert told(card, "by") == ["IRS action in December 2026"]
    assert told(card, "tried") == ["IRS gave a day: in 2026", "a tax return filed on paper, in February 2026"]
    spanish = await made(talk, "es")
    assert spanish.urgency_text == "Actúe antes de diciembre de 2026"
    assert "en febrero de 2026" in told(spanish, "tried")[1]


async def test_an_eviction_told_in_spanish(portal: PortalUnderTest) -> None:
    card = await SAMPLE["eviction"].card(portal, "en")
    assert told(card, "who") == ["for themselves"]
    assert "el casero me va a echar" in told(card, "words")[0]
    assert (told(card, "harm"), told(card, "by")) == (["rent, mortgage or eviction"], ["harm Fri, Dec 4, in 14 days"])
    assert told(card, "tried") == ["a tax return filed online, they don't know the day"]
    assert label(card, "needs") == "Language"
    assert told(card, "needs") == ["writes Spanish", "no interpreter asked for"]
    assert [line.code for line in card.lines][:3] == ["who", "needs", "words"]
    assert told(card, "known") == [
        "who needs help, basic needs, when harm may come, the problem and what was sent (answered above)"
    ]
    assert {"harm_on", "submitted_on"} <= set(card.known)


async def test_the_same_card_in_the_advocates_spanish(portal: PortalUnderTest) -> None:
    card = await SAMPLE["eviction"].card(portal, "es")
    assert told(card, "who") == ["escribe sobre su propio caso"]
    assert (told(card, "harm"), told(card, "by")) == (
        ["perder la vivienda"],
        ["daño el viernes 4 de dic., dentro de 14 días"],
    )
    assert told(card, "wants") == ["recibir el reembolso"]
    assert told(card, "why") == ["pidió hablar con una persona"]
    assert told(card, "needs") == []


async def test_who_helps_their_father(portal: PortalUnderTest) -> None:
    card = await SAMPLE["father"].card(portal, "en")
    assert (card.verified, told(card, "who")) == (
        False,
        ["for a relative or friend", "authorization unchecked"],
    )
    assert "my father" in told(card, "words")[0]
    assert "heart medicine" in told(card, "words")[1]
    assert (told(card, "harm"), told(card, "by")) == (["medical care"], ["asked, they do not know the day"])
    assert told(card, "known") == [
        "when harm may come (they don't know)",
        "who needs help, basic needs and the problem (answered above)",
    ]


async def test_a_representative_under_form_2848(portal: PortalUnderTest) -> None:
    card = await SAMPLE["representative"].card(portal, "en")
    assert (card.verified, card.verified_text) == (True, "Signed in")
    assert told(card, "who") == [
        "Robert Okafor",
        "for a client, the case has the client's name",
        "Form 2848: say only what it covers",
        "may act for them",
    ]
    assert "penalty abatement" in told(card, "words")[0]
    assert (told(card, "wants"), told(card, "why")) == (
        ["as they wrote above"],
        ["a case question the assistant can't answer"],
    )
    # What the assistant said of the case, so that nobody says it again or differently.
    assert told(card, "told") == [
        "TAS case: The advocate is working on the case",
        "next step: the taxpayer acts",
        "TAS will be in touch by Nov 28",
        "expected end Jan 19, 2027",
        "their advocate: Daniel Brooks",
    ]
    assert told(card, "known") == ["who they are (answered above)"]
    # Whose client it is, and its number, the case system says to whom it may.
    assert not [word for word in ("Denise", "Walker", "8123457") if word in json.dumps(card.to_json())]


async def test_one_of_two_on_a_joint_case(portal: PortalUnderTest) -> None:
    card = await SAMPLE["joint"].card(portal, "en")
    assert told(card, "who") == ["Marcos Rivera", "about their own case"]
    assert (card.lines[0].label, told(card, "spouse")) == ("Joint case", ["say nothing about the spouse"])
    assert told(card, "told") == ["their advocate: Lucia Vega"]
    assert told(card, "known") == ["who they are (answered above)"]
    assert "letters about our return" in told(card, "words")[0]
    assert "Ana" not in json.dumps(card.to_json())


async def test_an_emergency_has_its_words_and_time(portal: PortalUnderTest) -> None:
    card = await SAMPLE["emergency"].card(portal, "en")
    assert (card.emergency, card.urgency_text) == (True, "Act today")
    assert told(card, "danger") == [
        "said 10:00 AM ET",
        "I want to kill myself.",
        "help lines shown",
        "no word yet that they are safe",
    ]
    assert told(card, "harm") == ["levy under way", "food"]
    assert "can't feed my kids" in told(card, "words")[0]
    assert "kill" not in "".join(told(card, "words"))
    assert (told(card, "by"), told(card, "wants")) == (["now (danger)"], ["stop or release the levy"])
    assert told(card, "why") == []
    assert told(card, "known") == ["IRS action, basic needs and the problem (answered above)"]


async def test_violence_at_home_says_what_contact_is_safe(portal: PortalUnderTest) -> None:
    card = await SAMPLE["home"].card(portal, "en")
    assert told(card, "danger")[1] == "He will beat me if he finds out that I wrote to you. My husband hits me."
    assert card.lines[0].code == "contact"
    assert told(card, "contact") == [
        "NO voicemail, DON'T say who calls",
        "others may see their screen",
        "you may call the writer",
    ]
    assert (told(card, "by"), told(card, "wants")) == (["now (danger)"], ["their share of a refund"])
    assert told(card, "known") == ["the problem (answered above)"]


async def test_a_levy_before_payday_in_two_days(portal: PortalUnderTest) -> None:
    card = await SAMPLE["payday"].card(portal, "en")
    assert (card.urgency, card.emergency) == ("today", False)
    assert told(card, "by") == ["harm and levy Sun, Nov 22, in 2 days"]
    assert told(card, "harm") == ["levy under way", "rent, mortgage or eviction", "power, water or phone"]
    assert told(card, "tried") == ["not in touch with the IRS yet"]
    assert told(card, "known") == [
        "extra costs (they don't know)",
        (
            "who needs help, IRS action, basic needs, when harm may come, the problem and contact with the IRS "
            "(answered above)"
        ),
    ]


async def test_not_understood_twice_and_nothing_known(portal: PortalUnderTest) -> None:
    card = await SAMPLE["not-understood"].card(portal, "en")
    assert told(card, "words") == [
        "they put the freeze thing on mine like with Duane's",
        "the 4464 freeze thing on my money",
    ]
    assert (told(card, "wants"), told(card, "why")) == (["not known yet"], ["the assistant did not understand it"])
    assert told(card, "harm") == ["basic needs not asked about yet"]
    assert (card.urgency_text, told(card, "told")) == ("Harm unknown", ["nothing yet"])
    assert (card.known, told(card, "known")) == ((), ["nothing yet, you may ask everything"])


async def test_an_interpreter_is_needed(portal: PortalUnderTest) -> None:
    card = await SAMPLE["interpreter"].card(portal, "en")
    assert told(card, "needs") == ["Vietnamese interpreter"]
    assert (told(card, "harm"), told(card, "by")) == (
        ["IRS action threatened"],
        ["asked for the day, no answer, ask again"],
    )
    assert told(card, "wants") == ["help with a letter or bill"]
    assert told(card, "known") == ["IRS action and the problem (answered above)"]
    assert told(await SAMPLE["interpreter"].card(portal, "es"), "needs") == [
        "intérprete de vietnamita",
        "escribe en inglés",
    ]


# What holds of each


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", [*SAMPLE, "everything"])
async def test_it_fits_and_each_part_leads_to_what_the_advocate_can_see(
    portal: PortalUnderTest, name: str, language: str
) -> None:
    talk = await (everything_at_once if name == "everything" else SAMPLE[name].hold)(portal)
    card = await made(talk, language)
    assert sum(line.height for line in card.lines) <= fit.MOST_LINES
    assert [line.code for line in card.lines] == [code for code in CODES if card.line(code)]
    visible = {event["seq"] for event in (await portal.conversations.read(talk.id)).events}
    assert {part.seq for line in card.lines for part in line.parts} - {None} <= visible
    standing = set(await portal.conversations.facts(talk.id))
    said = {name for line in card.lines for part in line.parts for name in part.facts}
    assert said <= standing | set(card.skipped) | {"emergency", "harm_on"}
    assert standing | set(card.skipped) == set(card.known)
    assert json.loads(json.dumps(card.to_json()))["lines"]


@pytest.mark.parametrize("language", ["en", "es"])
async def test_danger_day_and_contact_are_whole_on_the_fullest_card(portal: PortalUnderTest, language: str) -> None:
    talk = await everything_at_once(portal)
    card = await made(talk, language)
    whole = "Her husband hits her and says that he will kill her tonight if she talks to anybody about money."
    assert told(card, "danger")[1] == whole
    assert (len(told(card, "danger")), len(told(card, "contact")), len(told(card, "by"))) == (4, 3, 3)
    assert not [part for code in ("danger", "contact", "by") for part in told(card, code) if part.startswith("+")]
    assert (
        told(card, "harm")[:2]
        == {
            "en": ["levy under way", "rent, mortgage or eviction"],
            "es": ["embargo en curso", "perder la vivienda"],
        }[language]
    )
    if language == "en":
        assert told(card, "by") == ["now (danger)", "harm Tue, Nov 24, in 4 days", "levy Fri, Nov 27, in 7 days"]
        assert "this is for my sister" in told(card, "words")[0]
        # For another: whose telephone, screen and interpreter.
        assert (label(card, "contact"), label(card, "needs")) == ("Contact the writer", "The writer needs")
        assert told(card, "contact")[0] == "DON'T say who calls"


async def test_no_danger_hides_behind_another(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["emergency"].hold(portal)
    await talk.say("He is back. My husband hits me.", SHOW)
    card = await made(talk)
    line = card.line("danger")
    assert line is not None
    quoted = [(part.text, part.seq) for part in line.parts if part.quoted]
    assert quoted[0][0] == "I want to kill myself."
    assert "My husband hits me." in quoted[1][0]
    assert quoted[0][1] != quoted[1][1]


async def test_danger_longer_than_a_card_still_fits(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say("I want to kill myself because " + "the letters keep coming and nobody answers me and " * 20, SHOW)
    card = await made(talk)
    assert sum(line.height for line in card.lines) <= fit.MOST_LINES
    assert told(card, "danger")[1].startswith("I want to kill myself because")
    assert told(card, "danger")[2:] == ["help lines shown", "no word yet that they are safe"]


async def test_what_it_read_it_reads_in_the_transaction_it_is_given(portal: PortalUnderTest) -> None:
    talk = await refund_nine_months(portal)
    async with portal.record.database.read() as connection:
        assert await cards(portal).of(connection, talk.id, "en") == await made(talk)


async def test_the_queue_may_say_why_and_what_wait_it_told(portal: PortalUnderTest) -> None:
    talk = await refund_nine_months(portal)
    card = await cards(portal).of(None, talk.id, "en", handed_off("in_court", emergency=True, told_minutes=(10, 20)))
    assert told(card, "why") == ["a court has it"]
    assert told(card, "told")[-1] == "wait for us: 10 to 20 minutes"
    assert (card.urgency, told(card, "danger")) == (
        "today",
        ["noticed in this chat"],
    )


async def test_given_back_by_a_desk_the_reason_is_still_that_of_the_hand_off(portal: PortalUnderTest) -> None:
    talk = await refund_nine_months(portal)
    closed = {"owner": "queued", "reason": "in_court", "key": "notice-handed-off", "also": []}
    await append(talk, Draft(Kind.OWNER, Author.SYSTEM, {**closed, "with": {"opens_on": "2026-11-23"}}))
    await append(talk, Draft(Kind.OWNER, Author.SYSTEM, {**closed, "reason": "agent_lost"}))
    card = await made(talk)
    assert told(card, "why") == ["a court has it"]
    assert told(card, "told")[-1] == "we open Mon, Nov 23, in 3 days"


# Facts that change


async def test_an_advocates_correction_is_a_fact_and_wins(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["payday"].hold(portal)
    await append(talk, Draft(Kind.FACT, Author.AGENT, {"facts": {"harm_on": "2026-12-01"}, "how": "corrected"}))
    card = await made(talk)
    line = card.line("by")
    assert line is not None
    assert [(part.text, part.corrected, part.seq is None) for part in line.parts] == [
        ("levy Sun, Nov 22, in 2 days", False, False),
        ("harm Tue, Dec 1, in 11 days", True, True),
    ]
    assert card.corrected_text == "corrected by an advocate"


async def test_started_over_it_tells_of_the_new_start_and_keeps_danger_and_needs(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["home"].hold(portal)
    await talk.choose("do.start_over")
    await talk.say("My passport was refused", understood(topics=["passport"], federal_tax="yes"), hand_off())
    card = await made(talk)
    assert told(card, "words") == ["My passport was refused"]
    assert told(card, "wants")[0] == "the passport freed"
    assert told(card, "told") == []
    assert told(card, "danger")[1].startswith("He will beat me")
    assert told(card, "contact")[0] == "NO voicemail, DON'T say who calls"


async def test_who_says_they_are_safe_stays_an_emergency(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["emergency"].hold(portal)
    talk.portal.record.assistant.answer = lambda _request: [{"ask": "contacted_irs"}]
    await talk.choose("do.safe_go_on")
    card = await made(talk)
    assert (card.emergency, card.urgency) == (True, "today")
    assert told(card, "danger") == [
        "said 10:00 AM ET",
        "I want to kill myself.",
        "help lines shown",
        "said they are safe, 10:01 AM ET",
    ]
    assert told(card, "by") == []


async def test_left_open_is_not_asked_again(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say(
        "There is a lien on my house and I can't sell it",
        understood(topics=["lien"], federal_tax="yes"),
        {"ask": "contacted_irs"},
    )
    await talk.say("rather not say", {"skipped": ["contacted_irs", "harm_on"]}, hand_off())
    card = await made(talk)
    assert card.skipped == ("contacted_irs", "harm_on")
    assert told(card, "known") == [
        "contact with the IRS and when harm may come (they didn't want to say)",
        "the problem (answered above)",
    ]


async def test_safe_contact_that_was_not_answered_is_no_leave_to_call(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say("My husband hits me and took our refund.", SHOW)
    assert told(await made(talk), "contact") == ["do NOT call, what is safe is not known, only write here"]


@pytest.mark.parametrize(
    ("language", "typed", "quote", "rule"),
    [
        (
            "es",
            "Me retuvieron el sueldo y no puedo pagar la renta. No me llamen, mi esposo lee mi correo. ¿Qué hago?",
            "No me llamen, mi esposo lee mi correo.",
            "do NOT call or mail, only write here",
        ),
        (
            "en",
            "They took my wages and the rent is due and please don't call, he checks my phone",
            "please don't call, he checks my phone",
            "do NOT call, ask here before you mail",
        ),
        (
            "en",
            "They took my wages, the rent is due. Don't email me, my ex reads it",
            "Don't email me, my ex reads it",
            "do NOT mail or e-mail, ask here before you call",
        ),
    ],
)
async def test_safe_contact_in_their_own_words_leads_to_the_message(
    portal: PortalUnderTest, language: str, typed: str, quote: str, rule: str
) -> None:
    talk = await public(portal, language)
    await talk.say(typed, understood(topics=["levy_or_garnishment"]), hand_off())
    card = await made(talk)
    said, first = card.line("contact"), card.lines[0]
    assert said is not None
    assert first.code == "contact"
    assert said.parts[0].text == rule
    assert [(part.text, part.quoted) for part in said.parts if part.quoted] == [(quote, True)]
    [message] = [event for event in await portal.record.after(talk.id) if event.get("text") == typed]
    assert {part.seq for part in said.parts} == {message["seq"]}
    # It isn't told twice, and what stands beside it is not cut short for it.
    [words] = told(card, "words")
    assert quote not in words
    assert (await portal.conversations.needs(talk.id))["safe_contact"] == ["chat"]


async def test_safe_contact_said_while_waiting_counts_until_something_else_is_chosen(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["refund"].hold(portal)
    assert (await made(talk)).line("contact") is None
    seq = await portal.record.write(talk.id, "Please don't call me, my husband listens to my calls")
    answered = [event["key"] for event in await portal.record.after(talk.id, seq) if event["kind"] == "notice"]
    assert "notice-safe-contact-kept" in answered
    assert told(await made(talk), "contact") == [
        "do NOT call, ask here before you mail",
        "Please don't call me, my husband listens to my calls",
    ]
    await talk.choose("do.contact_change")
    await talk.choose("do.contact_call")
    assert told(await made(talk), "contact") == ["NO voicemail, DON'T say who calls", "you may call the writer"]
    # What is said later forbids on top of what was chosen.
    await portal.record.write(talk.id, "Now please do not call, she answers my phone")
    assert told(await made(talk), "contact")[0] == "do NOT call or mail, only write here"


async def test_a_long_reason_leaves_room_for_the_rest_of_the_card(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["refund"].hold(portal)
    await portal.record.write(talk.id, "Don't call, he checks my phone " + "and he comes home at odd hours " * 20)
    card = await made(talk)
    assert sum(line.height for line in card.lines) <= fit.MOST_LINES
    line = card.line("contact")
    assert line is not None
    assert line.parts[0].text == "do NOT call, ask here before you mail"
    assert line.height <= 4


async def test_a_call_back_tells_of_relay_language_and_voicemail(portal: PortalUnderTest) -> None:
    browser = VisitorToken("b" * 43)
    created = await portal.conversations.create("screening", "en", "America/New_York", browser)
    asked = replace(ASKED, relay=True, language="vi")
    await portal.record.callbacks.save(created.id, Holder(visitor=browser), client_id(), asked)
    card = await made(Talk(portal, created.id))
    assert told(card, "needs") == ["Vietnamese interpreter", "relay or TTY"]
    assert told(card, "told") == ["a call back is planned"]
    assert told(card, "contact") == ["NO voicemail, DON'T say who calls", "you may call the writer"]
    assert asked.number not in json.dumps(card.to_json())
    await portal.record.callbacks.withdraw(created.id, Holder(visitor=browser))
    assert told(await made(Talk(portal, created.id)), "told") == ["nothing yet"]


# Who may know what


async def test_while_waiting_it_is_chosen_in_two_taps_and_taken_back(portal: PortalUnderTest) -> None:
    talk = await SAMPLE["refund"].hold(portal)
    record = portal.record
    await talk.choose("do.needs")
    asked = (await record.after(talk.id))[-1]
    assert (asked["key"], [also["id"] for also in asked["also"]]) == (
        "notice-needs-asked",
        ["do.needs_screen_reader", "do.needs_relay", "do.contact_change"],
    )
    await talk.choose("do.needs_relay")
    await talk.choose("do.needs_screen_reader")
    assert await record.conversations.needs(talk.id) == {"relay": True, "screen_reader": True}
    card = await made(talk)
    line = card.line("needs")
    assert line is not None
    assert [part.text for part in line.parts] == ["relay or TTY", "screen reader"]
    # Each leads to where it was chosen.
    assert all(part.seq is not None for part in line.parts)
    await talk.choose("do.needs_none")
    assert (await made(talk)).line("needs") is None


async def test_words_of_the_portal_are_shown_without_numbers(portal: PortalUnderTest) -> None:
    talk = await signed_in(portal, "ana")
    await talk.say("My social security number 123-45-6789 is on the wrong return, please help me", hand_off())
    card = await made(talk)
    assert told(card, "words") == ["My social security number [SSN] is on the wrong return, please help me"]


async def test_a_public_chat_never_counts_as_verified(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say(
        "I am Ana Rivera, my case is 8123456, I am signed in and verified",
        understood(asking_as="individual"),
        hand_off(),
    )
    card = await made(talk)
    assert (card.verified, told(card, "who")) == (False, ["for themselves"])


async def test_what_was_said_of_papers_and_steps_is_told_in_brief(portal: PortalUnderTest) -> None:
    talk = await signed_in(portal, "ana")
    await talk.say("which papers", {"do": "show_case", "field": "needed"})
    await talk.say("what happened", {"do": "show_case", "field": "timeline"})
    await talk.say("thank you but that is not my question at all", hand_off("case_question"))
    assert told(await made(talk), "told") == [
        "papers asked for: Bank statements and A letter about late rent, eviction or the house",
        "papers that came: A copy of the tax return and Form W-2 or other wage papers",
        "November 8, 2026: TAS asked the IRS to act",
        "their advocate: Lucia Vega",
    ]


async def test_a_right_that_ended_is_told(portal: PortalUnderTest) -> None:
    talk = await representative(portal)
    held = [one async for one in portal.authority.every()]
    await portal.authority.put([replace(one, revoked_on=portal.authority.today() - timedelta(days=1)) for one in held])
    card = await made(talk)
    assert told(card, "who") == ["Robert Okafor", "no right to a case any more"]
    assert told(card, "told")[0].startswith("about the case: its status, ")


async def test_without_the_case_system_nothing_of_the_case_may_be_said(
    portal: PortalUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from adapters.case_system.port import CaseSystemUnavailable

    async def away(_matter_id: object) -> None:
        raise CaseSystemUnavailable

    talk = await representative(portal)
    monkeypatch.setattr(portal.case_system, "around", away)
    card = await made(talk)
    assert told(card, "who") == ["Robert Okafor", "rights can't be checked now, so say nothing of the case"]
    assert told(card, "told")[0].startswith("about the case: its status, ")


async def test_a_screening_that_was_taken_along_tells_its_words_danger_and_needs(portal: PortalUnderTest) -> None:
    screening = await SAMPLE["home"].hold(portal)
    talk = Talk(portal, await portal.begin("ana", None, continued_from=screening.id))
    await talk.choose("do.person")
    card = await made(talk)
    assert told(card, "who") == ["Ana Rivera", "no case opened in this chat"]
    assert told(card, "words") == ["My husband filed in my name and took the refund"]
    assert told(card, "danger")[1:3] == [
        "He will beat me if he finds out that I wrote to you. My husband hits me.",
        "in the chat before signing in",
    ]
    assert told(card, "contact")[0] == "NO voicemail, DON'T say who calls"
    linked = {part.seq for code in ("words", "danger", "contact") for part in (card.line(code) or card.lines[0]).parts}
    assert linked == {None}


async def test_an_erased_conversation_has_no_card(portal: PortalUnderTest) -> None:
    talk = await refund_nine_months(portal)
    portal.record.clock.forward(days=4000)
    await portal.conversations.erase_due()
    with pytest.raises(ConversationNotFound):
        await made(talk)


async def test_it_leaves_no_trace_in_the_record(portal: PortalUnderTest) -> None:
    talk = await refund_nine_months(portal)
    async with portal.record.database.read() as connection:
        record = portal.conversations.record
        before = await record.read(connection, await record.row(connection, talk.id), 0, Audience.RECORD)
    await made(talk)
    async with portal.record.database.read() as connection:
        after = await record.read(connection, await record.row(connection, talk.id), 0, Audience.RECORD)
    assert before == after


async def test_an_answer_that_stands_on_no_line_stands_with_what_is_not_to_be_asked(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say("my refund from last spring is late", understood(topics=["refund_delay"]), {"ask": "contacted_irs"})
    await talk.say("no, nothing extra", answered(significant_costs="no", rights_concern="unsure"), hand_off())
    card = await made(talk)
    assert told(card, "known") == [
        "taxpayer rights (they don't know)",
        "no large extra costs",
        "the problem (answered above)",
    ]


async def test_answered_facts_stand_with_the_message_that_answered(portal: PortalUnderTest) -> None:
    talk = await public(portal)
    await talk.say("my refund from last spring is late", understood(topics=["refund_delay"]), {"ask": "contacted_irs"})
    before = (await portal.conversations.read(talk.id)).last_seq
    await talk.say("yes", answered(contacted_irs="yes"), hand_off())
    line = (await made(talk)).line("tried")
    assert line is not None
    assert [part.seq for part in line.parts] == [before + 1]
