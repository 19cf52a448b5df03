"""Codes of the portal over the record: a screening brought along once, employees addressed, people invited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.access_codes import symbols
from casework.access_codes.models import CodeKind
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.conversations.models import ConversationId, Holder, VisitorToken
from casework.conversations.record import ConversationNotFound
from casework.conversations.service import MessageRefused
from casework.staff_codes.service import NotAllowed
from tests.support.record import TEXTS, client_id
from tests.support.sample_people import ZONE, SignedInRecord, open_signed_in

VISITOR = VisitorToken("v" * 43)
MINE = Holder(visitor=VISITOR)


@pytest.fixture
async def tas(database_url: str, tmp_path: Path) -> AsyncIterator[SignedInRecord]:
    running = await open_signed_in(database_url, tmp_path)
    yield running
    await running.record.database.stop()


async def screening(tas: SignedInRecord) -> ConversationId:
    """A chat of this browser's, in which something was understood."""
    record = tas.record
    begun = (await record.conversations.create("screening", "en", ZONE, VISITOR)).id
    record.assistant.answer = lambda _request: [
        {"facts": {"topics": ["refund_delay"], "hardship": ["housing"]}, "how": "understood"},
        {"ask": "contacted_irs"},
    ]
    await record.say(begun, "My refund is late and I may be evicted")
    return begun


async def notices(tas: SignedInRecord, conversation_id: ConversationId) -> list[str]:
    events = (await tas.conversations.read(conversation_id)).events
    return [event["key"] for event in events if event["kind"] == "notice"]


async def test_a_screening_is_brought_along_with_what_was_understood(tas: SignedInRecord) -> None:
    public = await screening(tas)
    issued = await tas.continuing.consent(public, MINE)
    assert len(issued.code) == 11
    begun = await tas.enter("irene", symbols.grouped(issued.code).lower())
    irene = await tas.actor("irene")
    found = await tas.portal.of(irene, begun)
    assert (found.person_id, found.matter_id, found.continued_from) == (irene.person_id, None, public)
    assert await tas.conversations.facts(begun) == {"topics": ["refund_delay"], "hardship": ["housing"]}
    assert (await notices(tas, public))[-1] == "notice-continued"
    assert await tas.continuing.holds_until(public) is None
    assert [(entry[1], entry[2], entry[3]) for entry in await tas.audited("code.redeemed")] == [
        ("code", "done", {"kind": "continuation"})
    ]


async def test_in_the_own_browser_it_is_brought_along_without_its_code(tas: SignedInRecord) -> None:
    public = await screening(tas)
    irene, sent = await tas.actor("irene"), client_id()
    assert await tas.continuing.waiting(VISITOR) is None
    with pytest.raises(CodeUnknown):
        await tas.continuing.bring(irene, public, VISITOR, ZONE, sent)
    await tas.continuing.consent(public, MINE)
    assert await tas.continuing.waiting(VISITOR) == public
    with pytest.raises(ConversationNotFound):
        await tas.continuing.bring(irene, public, VisitorToken("o" * 43), ZONE, sent)
    begun = await tas.continuing.bring(irene, public, VISITOR, ZONE, sent)
    assert (await tas.portal.of(irene, begun)).continued_from == public
    assert await tas.continuing.waiting(VISITOR) is None
    with pytest.raises(CodeUnknown):
        await tas.continuing.bring(irene, public, VISITOR, ZONE, client_id())


@pytest.mark.parametrize(
    ("subject", "number", "greeting"),
    [
        ("ana", "8123456", "chat-welcome-own"),
        ("denise", None, "chat-welcome-choose"),  # has two
        ("robert", None, "chat-welcome-choose"),
        ("linda", None, "chat-welcome-choose"),  # a client's alone, which is opened deliberately
        ("paul", None, "chat-welcome-none"),
        ("irene", None, "chat-welcome-none"),
    ],
)
async def test_it_goes_on_about_the_only_case_of_ones_own(
    tas: SignedInRecord, subject: str, number: str | None, greeting: str
) -> None:
    actor = await tas.actor(subject)
    for typed in (True, False):
        public = await screening(tas)
        issued = await tas.continuing.consent(public, MINE)
        begun = (
            await tas.enter(subject, issued.code)
            if typed
            else await tas.continuing.bring(actor, public, VISITOR, ZONE, client_id())
        )
        found = await tas.portal.of(actor, begun)
        assert found.matter_id == (await tas.matter(subject, number) if number else None)
        assert found.continued_from == public
        events = (await tas.conversations.read(begun)).events
        assert events[0]["text"].startswith(TEXTS.say(greeting, "en"))
        # What may be asked of a case is offered where there is one.
        assert (events[-1]["choices"][0]["value"] == "status") is (number is not None)


async def test_the_consent_can_be_taken_back_and_is_asked_of_the_own_chat_alone(tas: SignedInRecord) -> None:
    public = await screening(tas)
    with pytest.raises(ConversationNotFound):
        await tas.continuing.consent(public, Holder(visitor=VisitorToken("o" * 43)))
    issued = await tas.continuing.consent(public, MINE)
    await tas.continuing.withdraw(public, MINE)
    with pytest.raises(CodeUnknown):
        await tas.enter("irene", issued.code)
    assert len(await tas.audited("continuation.consented")) == len(await tas.audited("continuation.withdrawn")) == 1


async def test_a_new_code_ends_the_one_before(tas: SignedInRecord) -> None:
    public = await screening(tas)
    first = await tas.continuing.consent(public, MINE)
    second = await tas.continuing.consent(public, MINE)
    with pytest.raises(CodeUnknown):
        await tas.enter("irene", first.code)
    await tas.enter("irene", second.code)


async def test_of_fifty_redemptions_at_once_one_succeeds(tas: SignedInRecord) -> None:
    public = await screening(tas)
    issued = await tas.continuing.consent(public, MINE)
    people = [await tas.actor(subject) for subject in ("irene", "denise", "ana", "sam", "grace")]
    tried = await asyncio.gather(
        *(
            tas.entering.enter(person, issued.code, By(f"203.0.113.{at}"), "en", ZONE, client_id())
            for at in range(10)
            for person in people
        ),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, BaseException) for one in tried) == 1
    assert all(isinstance(one, CodeUnknown) for one in tried if isinstance(one, BaseException))


async def test_an_invitation_that_fifty_use_at_once_is_used_once(tas: SignedInRecord) -> None:
    issued = await tas.staff_codes.invite(await tas.actor("brooks"), await tas.matter("denise", "8123457"))
    denise = await tas.actor("denise")
    tried = await asyncio.gather(
        *(tas.entering.enter(denise, issued.code, By(f"203.0.113.{at}"), "en", ZONE, client_id()) for at in range(50)),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, BaseException) for one in tried) == 1


async def test_the_same_form_leads_to_the_same_chat_and_another_code_in_it_is_refused(tas: SignedInRecord) -> None:
    public, sent = await screening(tas), client_id()
    issued = await tas.continuing.consent(public, MINE)
    first = await tas.enter("irene", issued.code, sent=sent)
    assert await tas.enter("irene", issued.code, sent=sent) == first
    with pytest.raises(MessageRefused, match="client_id_reused"):
        await tas.enter("irene", "another", sent=sent)
    with pytest.raises(CodeUnknown):
        await tas.enter("denise", issued.code, sent=sent)


async def test_an_employee_code_says_whom_a_chat_is_for_and_proves_nothing(tas: SignedInRecord) -> None:
    brooks = await tas.actor("brooks")
    issued = await tas.staff_codes.new_code(brooks)
    irene, denise = await tas.actor("irene"), await tas.actor("denise")
    stranger = await tas.enter("irene", issued.code)
    assert (await tas.portal.of(irene, stranger)).matter_id is None
    assert await tas.entering.addressee(stranger) == "E1002"
    assert (await notices(tas, stranger)) == ["notice-addressed-no-case"]
    # Used by one it goes on working for others. Denise has two cases with him, so none is chosen for her.
    client = await tas.enter("denise", issued.code)
    assert (await tas.portal.of(denise, client)).matter_id is None
    # Ana has one with Lucia Vega.
    vega = await tas.staff_codes.new_code(await tas.actor("vega"))
    about = await tas.enter("ana", vega.code)
    assert (await tas.portal.of(await tas.actor("ana"), about)).matter_id == await tas.matter("ana")
    assert (await notices(tas, about)) == ["notice-addressed"]


async def test_employee_codes_are_renewed_and_ended_and_each_is_audited(tas: SignedInRecord) -> None:
    brooks = await tas.actor("brooks")
    assert await tas.staff_codes.holds_until(brooks) is None
    first = await tas.staff_codes.new_code(brooks)
    second = await tas.staff_codes.new_code(brooks)
    with pytest.raises(CodeUnknown):
        await tas.enter("denise", first.code)
    await tas.enter("denise", second.code)
    await tas.staff_codes.end_code(brooks)
    with pytest.raises(CodeUnknown):
        await tas.enter("denise", second.code, By("203.0.113.9"))
    assert len(await tas.audited("employee_code.issued")) == 2
    assert [entry[0] for entry in await tas.audited("employee_code.ended")] == ["E1002"]
    assert len([entry for entry in await tas.audited("code.redeemed") if entry[2] == "refused"]) == 2


@pytest.mark.parametrize("subject", ["denise", "robert", "irene"])
async def test_who_is_no_employee_gives_no_codes(tas: SignedInRecord, subject: str) -> None:
    actor = await tas.actor(subject)
    for refused in (
        tas.staff_codes.new_code(actor),
        tas.staff_codes.end_code(actor),
        tas.staff_codes.invite(actor, await tas.matter("denise", "8123457")),
    ):
        with pytest.raises(NotAllowed):
            await refused


async def test_only_who_works_on_a_case_invites_to_it(tas: SignedInRecord) -> None:
    matter = await tas.matter("denise", "8123457")
    for subject in ("vega", "petra", "omar"):
        with pytest.raises(NotAllowed):
            await tas.staff_codes.invite(await tas.actor(subject), matter)
    for subject in ("brooks", "imani"):
        await tas.staff_codes.invite(await tas.actor(subject), matter)


async def test_an_invitation_shows_the_case_only_to_whom_authority_gives_it(tas: SignedInRecord) -> None:
    brooks, matter = await tas.actor("brooks"), await tas.matter("denise", "8123457")
    for subject, shown in (("denise", True), ("robert", True), ("linda", True), ("paul", False), ("marcos", False)):
        issued = await tas.staff_codes.invite(brooks, matter)
        begun = await tas.enter(subject, issued.code)
        found = await tas.portal.of(await tas.actor(subject), begun)
        assert (found.matter_id == matter) is shown, subject
        assert await tas.entering.addressee(begun) == "E1002"
        with pytest.raises(CodeUnknown):
            await tas.enter(subject, issued.code, By(f"203.0.113.{len(subject)}"))
    assert await tas.staff_codes.invitations(brooks) == []


async def test_an_invitation_is_withdrawn_by_its_employee_alone_and_runs_out(tas: SignedInRecord) -> None:
    brooks, vega, matter = await tas.actor("brooks"), await tas.actor("vega"), await tas.matter("denise", "8123457")
    first, second = await tas.staff_codes.invite(brooks, matter), await tas.staff_codes.invite(brooks, matter)
    newest, oldest = sorted(await tas.staff_codes.invitations(brooks), key=lambda one: one.id)
    with pytest.raises(NotAllowed):
        await tas.staff_codes.withdraw(vega, newest.id)
    for one in (newest, oldest):
        await tas.staff_codes.withdraw(brooks, one.id)
    with pytest.raises(NotAllowed):
        await tas.staff_codes.withdraw(brooks, newest.id)
    for code in (first.code, second.code):
        with pytest.raises(CodeUnknown):
            await tas.enter("denise", code)
    late = await tas.staff_codes.invite(brooks, matter)
    tas.record.clock.forward(days=70, seconds=1)
    with pytest.raises(CodeUnknown):
        await tas.enter("denise", late.code)
    tas.record.clock.forward(days=91)
    await tas.staff_codes.erase_due()
    assert await tas.staff_codes.invitations(brooks) == []


async def test_codes_of_one_kind_are_none_of_another(tas: SignedInRecord) -> None:
    public = await screening(tas)
    returning = await tas.record.returning.new_code(public, MINE)
    with pytest.raises(CodeUnknown):
        await tas.enter("irene", returning.code)
    issued = await tas.continuing.consent(public, MINE)
    with pytest.raises(CodeUnknown):
        await tas.record.codes.find(CodeKind.RETURN, issued.code, By("203.0.113.1"))


async def test_who_guesses_waits_ever_longer_and_others_do_not(tas: SignedInRecord) -> None:
    guesser = By("203.0.113.1", "person:guesser")
    waited = 0
    for _ in range(40):
        with pytest.raises((CodeUnknown, TooManyTries)) as caught:
            await tas.enter("paul", "K7MX3RQP9TW", guesser)
        waited += isinstance(caught.value, TooManyTries)
    assert waited >= 30
    public = await screening(tas)
    issued = await tas.continuing.consent(public, MINE)
    await tas.enter("irene", issued.code, By("203.0.113.2", "person:irene"))
