"""Secure messages on both databases: who sees which thread, sending once, drafts, papers, and nobody waiting in vain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from adapters.case_system.port import MatterId
from adapters.database.port import Database
from casework.access_codes.models import CodeKind, SubjectId
from casework.access_codes.service import CodeUnknown
from casework.authority.absences import AbsenceInvalid
from casework.authority.consents import ConsentRefused
from casework.cases.service import MatterNotFound
from casework.documents.models import DocumentState, Place, PlaceKind
from casework.documents.service import DocumentNotReady, ReleaseRefused
from casework.holds.service import Holds
from casework.identity.models import EmployeeId
from casework.messages.models import Ask, AskedState, EntryKind, Reply, ThreadId, message_threads
from casework.messages.threads import MessageRefused, ThreadNotFound
from tests.support.messages import Post, open_post
from tests.support.record import client_id
from tests.support.retention import due

SECRET = "my landlord wrote that we must leave by Friday"


@pytest.fixture
async def post(database_url: str, tmp_path: Path) -> AsyncIterator[Post]:
    async with open_post(database_url, tmp_path) as opened:
        yield opened


async def refused(post: Post, who: str, matter_id: MatterId, **sent: object) -> str:
    with pytest.raises(MessageRefused) as caught:
        await post.write(who, matter_id, str(sent.pop("words", "hello")), **sent)
    return caught.value.code


async def test_a_message_goes_to_the_advocate_and_the_answer_comes_back(post: Post) -> None:
    of_ana = await post.matter("ana")
    sent = await post.write("ana", of_ana, SECRET, subject="  The   rent\n")
    assert (sent.number, sent.again) == (1, False)
    ana = (await post.who("ana")).person_id
    assert post.told() == [(ana, "receipt")]
    (line,) = await post.inbox.of(await post.who("vega"))
    assert (line.line.subject, line.line.unread, line.taxpayer_name) == ("The rent", 1, "Ana Rivera")
    read = await post.open("vega", of_ana, sent.thread_id)
    assert [(each.author_name, each.text, each.new) for each in read.messages] == [("Ana Rivera", SECRET, True)]
    await post.write("vega", of_ana, "We have it.", sent.thread_id)
    assert post.told() == [(ana, "message_waits")]
    thread = await post.open("ana", of_ana, sent.thread_id)
    first, second = thread.messages
    # Both sides see plainly who has opened what, and when.
    assert [(each.name, each.staff) for each in first.reads] == [("Lucia Vega", True)]
    assert first.receipt is not None
    assert (first.receipt.to, first.receipt.away_until, first.receipt.working_days) == ("Lucia Vega", None, 3)
    assert (second.author_name, second.new, second.reads) == ("Lucia Vega", True, ())
    again = await post.open("vega", of_ana, sent.thread_id)
    assert [each.name for each in again.messages[1].reads] == ["Ana Rivera"]
    assert again.line.waiting_since is None
    assert (await post.open("ana", of_ana, sent.thread_id)).line.unread == 0


async def test_looking_without_a_mark_shows_what_looking_shows_and_the_file_alone_more(post: Post) -> None:
    of_ana = await post.matter("ana")
    ask = Ask("income_proof", post.absences.today() + timedelta(days=14))
    thread = (await post.write("vega", of_ana, "Please.", to=("taxpayer",), asks=(ask,))).thread_id
    await post.open("ana", of_ana, thread)
    ana = await post.who("ana")
    (asked,) = (each for each in await post.messages.asked(ana, of_ana) if each.request_id is not None)
    assert asked.request_id is not None
    await post.messages.withdraw_request(await post.who("vega"), of_ana, asked.request_id)
    (shown,) = (await post.open("ana", of_ana, thread)).messages
    (looked_at,) = (await post.open("ana", of_ana, thread, mark=False)).messages
    assert looked_at == shown
    assert (shown.asks, shown.reads) == ((), ())
    (kept,) = (await post.messages.open_for_file(ana, of_ana, thread)).messages
    assert [each.withdrawn for each in kept.asks] == [True]
    assert [each.name for each in kept.reads] == ["Ana Rivera"]


async def test_who_sees_which_thread(post: Post) -> None:
    of_ana = await post.matter("ana")
    own = (await post.write("ana", of_ana, "Mine.")).thread_id
    roberts = (await post.write("robert", of_ana, "For my client.")).thread_id
    to = (await post.keys_of(of_ana))["Robert Okafor"]
    to_robert = (await post.write("vega", of_ana, "Dear Mr. Okafor", to=(to,))).thread_id
    every = {own, roberts, to_robert}
    assert await post.seen_by("ana", of_ana) == every
    assert await post.seen_by("robert", of_ana) == {roberts, to_robert}
    for subject in ("vega", "imani", "petra"):
        assert await post.seen_by(subject, of_ana) == every
    for subject in ("marcos", "linda", "paul", "irene", "sam", "nadia", "brooks", "omar"):
        with pytest.raises(MatterNotFound):
            await post.seen_by(subject, of_ana)
    with pytest.raises(ThreadNotFound):
        await post.open("robert", of_ana, own)
    with pytest.raises(ThreadNotFound):
        await post.write("robert", of_ana, "Into another's.", own)
    with pytest.raises(ThreadNotFound):
        await post.open("ana", of_ana, ThreadId("6f8d5a50-0000-4000-8000-000000000001"))
    # A thread of one matter isn't there in another.
    of_marcos = await post.matter("marcos")
    with pytest.raises(ThreadNotFound):
        await post.open("vega", of_marcos, own)
    assert await post.seen_by("marcos", of_marcos) == set()
    # A reviewer reads, leaves no mark, and writes nothing.
    assert (await post.open("petra", of_ana, own)).messages[0].reads == ()
    assert await refused(post, "petra", of_ana, into=own) == "act_refused"


async def test_a_form_8821_has_no_messages(post: Post) -> None:
    of_denise = await post.matter("denise", "8123457")
    await post.write("denise", of_denise, "Mine.")
    with pytest.raises(MatterNotFound):
        await post.seen_by("linda", of_denise)
    with pytest.raises(MatterNotFound):
        await post.write("linda", of_denise, "Told, not telling.")
    assert set(await post.keys_of(of_denise, "brooks")) == {"Denise Walker", "Robert Okafor"}


async def test_whose_authority_ends_sees_nothing_at_once_and_is_told_nothing(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("robert", of_ana, "For my client.")).thread_id
    await post.write("ana", of_ana, "I read along.", thread)
    post.told()
    today = post.absences.today()
    revoked = f"UPDATE authorizations SET revoked_on = '{today.isoformat()}'"
    await post.execute(revoked)
    with pytest.raises(MatterNotFound):
        await post.open("robert", of_ana, thread)
    await post.write("vega", of_ana, "What now?", thread)
    robert = (await post.who("robert")).person_id
    assert robert not in [person for person, _ in post.told()]
    told = await post.open("vega", of_ana, thread)
    assert {each.name: each.takes_part for each in told.participants} == {"Robert Okafor": False, "Ana Rivera": True}


async def test_sending_again_is_the_same_and_something_else_is_refused(post: Post) -> None:
    of_ana = await post.matter("ana")
    once = client_id()
    first = await post.write("ana", of_ana, "Hello", client_id=once)
    again = await post.write("ana", of_ana, "Hello", client_id=once)
    assert (again.thread_id, again.reference, again.again) == (first.thread_id, first.reference, True)
    assert await refused(post, "ana", of_ana, words="Other", client_id=once) == "client_id_reused"
    twice = client_id()
    many = await asyncio.gather(
        *(post.write("ana", of_ana, "At once", first.thread_id, client_id=twice) for _ in range(5)),
        *(post.write("ana", of_ana, f"Another {number}", first.thread_id) for number in range(5)),
    )
    assert len({each.reference for each in many[:5]}) == 1
    thread = await post.open("vega", of_ana, first.thread_id)
    assert sorted(each.number for each in thread.messages) == list(range(1, 8))
    begun = client_id()
    new = await asyncio.gather(*(post.write("ana", of_ana, "New", client_id=begun) for _ in range(4)))
    assert len({each.thread_id for each in new}) == 1
    assert len(await post.seen_by("ana", of_ana)) == 2


async def test_what_can_not_be_sent_is_said(post: Post) -> None:
    of_ana = await post.matter("ana")
    assert await refused(post, "ana", of_ana, subject=" ") == "subject_missing"
    assert await refused(post, "ana", of_ana, subject="x" * 121) == "subject_too_long"
    assert await refused(post, "ana", of_ana, words=" \n ") == "text_missing"
    assert await refused(post, "ana", of_ana, words="x" * 20_001) == "text_too_long"
    assert await refused(post, "vega", of_ana) == "addressee_missing"
    assert await refused(post, "vega", of_ana, to=("authorization:nobody",)) == "addressee_unknown"
    late = post.absences.today() - timedelta(days=1)
    assert await refused(post, "vega", of_ana, to=("taxpayer",), asks=(Ask("rent_notice", late),)) == "ask_invalid"
    assert await refused(post, "ana", of_ana, asks=(Ask("rent_notice", late),)) == "field_unknown"
    kept = await post.write("ana", of_ana, "x" * 20_000)
    assert kept.number == 1


async def test_a_draft_waits_on_the_server_until_it_is_sent(post: Post) -> None:
    of_ana = await post.matter("ana")
    ana = await post.who("ana")
    await post.messages.keep_draft(ana, of_ana, None, Reply("So far", "Rent"))
    await post.messages.keep_draft(ana, of_ana, None, Reply("Further", "Rent"))
    found = await post.messages.draft(ana, of_ana, None)
    assert found is not None
    assert (found.text, found.subject) == ("Further", "Rent")
    assert await post.messages.draft(await post.who("vega"), of_ana, None) is None
    thread = (await post.write("ana", of_ana, "Sent")).thread_id
    assert await post.messages.draft(ana, of_ana, None) is None
    await post.messages.keep_draft(ana, of_ana, thread, Reply("An answer"))
    opened = await post.open("ana", of_ana, thread)
    assert opened.draft is not None
    assert opened.draft.text == "An answer"
    assert (await post.open("vega", of_ana, thread)).draft is None
    post.signed_in.record.clock.forward(days=91)
    await post.messages.forget_drafts()
    assert await post.messages.draft(ana, of_ana, thread) is None


async def test_a_hold_keeps_the_drafts_of_its_case_and_of_no_other(post: Post) -> None:
    of_ana, of_denise = await post.matter("ana"), await post.matter("denise", "8123457")
    ana, denise = await post.who("ana"), await post.who("denise")
    clock, database = post.signed_in.record.clock, post.signed_in.record.database
    await post.messages.keep_draft(ana, of_ana, None, Reply("So far", "Rent"))
    await post.messages.keep_draft(denise, of_denise, None, Reply("Held", "Rent"))
    holds = Holds(database, post.signed_in.audit, clock)
    hold = await holds.place(Place(PlaceKind.MATTER, of_denise), "court-1", "operator")
    clock.forward(days=2900)
    assert len(await due(database, post.messages.going(clock.now()), "message_drafts")) == 1
    await post.messages.forget_drafts()
    assert await post.messages.draft(ana, of_ana, None) is None
    kept = await post.messages.draft(denise, of_denise, None)
    assert kept is not None
    assert kept.text == "Held"
    await holds.lift(hold.id, "operator")
    await post.messages.forget_drafts()
    assert await post.messages.draft(denise, of_denise, None) is None


async def test_documents_go_with_a_message_and_others_dont(post: Post) -> None:
    of_ana = await post.matter("ana")
    mine, roberts = await post.upload("ana", of_ana), await post.upload("robert", of_ana)
    sent = await post.write("ana", of_ana, "", documents=(mine,))
    (message,) = (await post.open("vega", of_ana, sent.thread_id)).messages
    assert [each.id for each in message.documents] == [mine]
    with pytest.raises(DocumentNotReady):
        await post.write("ana", of_ana, "Another's", documents=(roberts,))
    with pytest.raises(DocumentNotReady):
        await post.write("ana", of_ana, "Twice", documents=(mine,))
    # Nothing of a message stays that could not be sent.
    assert len(await post.seen_by("ana", of_ana)) == 1
    await post.write("robert", of_ana, "Mine", documents=(roberts,))
    for document, sees in (
        (mine, {"ana": True, "robert": False, "vega": True, "marcos": False, "brooks": False}),
        (roberts, {"ana": True, "robert": True, "linda": False, "petra": True}),
    ):
        (held,) = await post.documents.described(None, [document])
        for subject, may in sees.items():
            assert await post.messages.sees_document(await post.who(subject), held) is may, (subject, may)


async def test_a_paper_that_was_asked_for_is_ticked_off_when_it_comes_and_asked_again_when_it_is_bad(
    post: Post,
) -> None:
    of_ana = await post.matter("ana")
    ana, due = await post.who("ana"), post.absences.today() + timedelta(days=14)
    asks = (Ask("utility_notice", due),)
    thread = (await post.write("vega", of_ana, "Please send this.", to=("taxpayer",), asks=asks)).thread_id
    (message,) = (await post.open("ana", of_ana, thread)).messages
    assert message.asks == asks
    missing = {each.code: each for each in await post.messages.asked(ana, of_ana) if each.received_on is None}
    assert list(missing) == ["bank_statement", "rent_notice", "utility_notice"]
    # What the case system asks for is answered here as well.
    rent, utility = await post.upload("ana", of_ana), await post.upload("ana", of_ana)
    answers = {rent: missing["rent_notice"].key, utility: missing["utility_notice"].key}
    await post.write("ana", of_ana, "Both.", thread, documents=(rent, utility), answers=answers)

    async def states() -> dict[str, AskedState]:
        return {each.code: each.state for each in await post.messages.asked(ana, of_ana)}

    found = await states()
    assert (found["rent_notice"], found["utility_notice"]) == (AskedState.RECEIVED, AskedState.RECEIVED)
    await post.settle(rent, DocumentState.CLEAN)
    await post.settle(utility, DocumentState.REJECTED)
    found = await states()
    assert (found["rent_notice"], found["utility_notice"]) == (AskedState.CLEAN, AskedState.REJECTED)
    # What staff released came, and nobody checked it.
    await post.settle(rent, DocumentState.CLEAN, "encrypted")
    assert (await states())["rent_notice"] is AskedState.RECEIVED
    # Everything that speaks of what is needed says the same.
    view = await post.cases.view(ana, of_ana)
    assert view.documents_asked is not None
    still = {each.code for each in view.documents_asked if each.received_on is None}
    assert still == {"bank_statement", "utility_notice"}
    unknown = await post.upload("ana", of_ana)
    assert await refused(post, "ana", of_ana, documents=(unknown,), answers={unknown: "case:never"}) == "asked_unknown"
    request = next(each for each in await post.messages.asked(ana, of_ana) if each.request_id is not None)
    assert request.request_id is not None
    await post.messages.withdraw_request(await post.who("vega"), of_ana, request.request_id)
    assert "utility_notice" not in await states()


async def test_nobody_looks_into_a_document_until_staff_take_it_upon_themselves(post: Post) -> None:
    of_ana = await post.matter("ana")
    paper, other = await post.upload("ana", of_ana), await post.upload("ana", of_ana)
    thread = (await post.write("ana", of_ana, "It has a password.", documents=(paper,))).thread_id
    elsewhere = (await post.write("ana", of_ana, "Another.", documents=(other,))).thread_id

    async def release(who: str, document: str = paper, reason: str = "known", of: ThreadId = thread) -> None:
        await post.messages.release(await post.who(who), of_ana, of, document, reason)

    with pytest.raises(ReleaseRefused, match="document_not_ready"):
        await release("vega")
    for each in (paper, other):
        await post.settle(each, DocumentState.UNSCANNABLE)
    for who in ("brooks", "robert", "ana", "petra"):
        with pytest.raises((MatterNotFound, MessageRefused)):
            await release(who)
    with pytest.raises(ReleaseRefused, match="release_reason_unknown"):
        await release("vega", reason="because I say so")
    for document, of in ((other, thread), (paper, elsewhere), ("x" * 43, thread)):
        with pytest.raises(ReleaseRefused, match="document_not_ready"):
            await release("vega", document, of=of)
    await release("vega")
    await release("vega")
    (message,) = (await post.open("ana", of_ana, thread)).messages
    assert [each.state for each in message.documents] == [DocumentState.CLEAN]
    ((_, basis, _, details),) = await post.signed_in.audited("document.released")
    assert (basis, details["reason"], details["place"]) == ("staff:decision", "known", f"matter:{of_ana}")
    await post.settle(paper, DocumentState.REJECTED)
    with pytest.raises(ReleaseRefused, match="document_not_ready"):
        await release("vega")


async def test_who_is_away_is_told_of_and_the_substitute_reads_and_answers(post: Post) -> None:
    of_ana = await post.matter("ana")
    with pytest.raises(MatterNotFound):
        await post.seen_by("brooks", of_ana)
    await post.away("vega", "brooks")
    sent = await post.write("ana", of_ana, "Hello")
    (message,) = (await post.open("ana", of_ana, sent.thread_id)).messages
    assert message.receipt is not None
    assert (message.receipt.to, message.receipt.reader) == ("Lucia Vega", "Daniel Brooks")
    assert message.receipt.away_until is not None
    (line,) = await post.inbox.of(await post.who("brooks"))
    assert (line.line.id, line.instead_of) == (sent.thread_id, "Lucia Vega")
    await post.write("brooks", of_ana, "I read this for Lucia.", sent.thread_id)
    # Who is back has it again, and the substitute no longer sees it.
    await post.absences.end(await post.who("vega"), EmployeeId("E1001"))
    assert await post.inbox.of(await post.who("brooks")) == []
    with pytest.raises(MatterNotFound):
        await post.open("brooks", of_ana, sent.thread_id)
    assert [each.line.id for each in await post.inbox.of(await post.who("vega"))] == [sent.thread_id]


async def test_two_who_stand_in_for_each_other_leave_it_to_the_supervisors_at_once(post: Post) -> None:
    of_ana = await post.matter("ana")
    await post.away("vega", "brooks")
    await post.away("brooks", "vega", by="imani")
    sent = await post.write("ana", of_ana, "Hello")
    (late,) = await post.inbox.late(await post.who("imani"))
    assert (late.line.id, late.reader) == (sent.thread_id, None)
    (message,) = (await post.open("ana", of_ana, sent.thread_id)).messages
    assert message.receipt is not None
    assert (message.receipt.to, message.receipt.reader) == ("Lucia Vega", None)


async def test_absences_are_set_by_oneself_or_by_a_supervisor_alone(post: Post) -> None:
    with pytest.raises(AbsenceInvalid, match="not_found"):
        await post.away("vega", "brooks", by="brooks")
    with pytest.raises(AbsenceInvalid, match="absence_substitute"):
        await post.away("vega", "vega")
    with pytest.raises(AbsenceInvalid, match="absence_substitute"):
        await post.away("vega", "petra")
    await post.away("vega", "imani", by="imani")
    assert [entry[1] for entry in await post.signed_in.audited("absence.set")] == ["staff:supervisor"]


async def test_what_waits_too_long_stands_at_the_board(post: Post) -> None:
    of_ana = await post.matter("ana")
    sent = await post.write("ana", of_ana, "Friday")  # Friday, 20 November 2026: three working days and Thanksgiving
    imani = await post.who("imani")
    for days, late in ((3, 0), (2, 0), (2, 1)):
        post.signed_in.record.clock.forward(days=days)
        assert len(await post.inbox.late(imani)) == late, days
    await post.write("vega", of_ana, "Sorry.", sent.thread_id)
    assert await post.inbox.late(imani) == []


async def test_a_thread_is_sent_on_and_given_to_a_colleague_who_may_see_it(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, "Hello")).thread_id
    vega, imani = await post.who("vega"), await post.who("imani")
    assert [each.employee_id for each in await post.inbox.colleagues(vega, of_ana)] == ["E1003", "E1001"]
    with pytest.raises(MessageRefused, match="employee_may_not_see"):
        await post.inbox.forward(vega, of_ana, thread, client_id(), EmployeeId("E1002"), "")
    with pytest.raises(MessageRefused, match="act_refused"):
        await post.inbox.forward(vega, of_ana, thread, client_id(), EmployeeId("E1003"), "", reassign=True)
    once = client_id()
    for _ in range(2):
        number = await post.inbox.forward(vega, of_ana, thread, once, EmployeeId("E1003"), "Please look.")
        assert number == 2
    (line,) = await post.inbox.of(imani)
    assert line.forwarded
    seen = await post.open("imani", of_ana, thread)
    assert [(each.kind, each.note, each.named) for each in seen.messages[1:]] == [
        (EntryKind.FORWARDED, "Please look.", "Imani Cole")
    ]
    # Nobody but staff sees it.
    assert [each.kind for each in (await post.open("ana", of_ana, thread)).messages] == [EntryKind.MESSAGE]
    assert await post.inbox.of(imani) == []
    await post.inbox.forward(imani, of_ana, thread, client_id(), EmployeeId("E1003"), "Mine now.", reassign=True)
    assert [each.line.id for each in await post.inbox.of(imani)] == [thread]
    assert await post.inbox.of(vega) == []
    assert [entry[3]["to"] for entry in await post.signed_in.audited("message.reassigned")] == ["E1003"]


async def test_a_code_says_whom_a_message_is_for_and_opens_no_case(post: Post) -> None:
    of_ana = await post.matter("ana")
    codes = post.signed_in.record.codes

    async def code_of(employee: str) -> str:
        issued = await post.signed_in.record.database.write(
            lambda connection: codes.issue(connection, CodeKind.EMPLOYEE, SubjectId(employee))
        )
        return str(issued.code)

    sent = await post.write("ana", of_ana, "For Imani", code=await code_of("E1003"))
    assert [each.line.id for each in await post.inbox.of(await post.who("imani"))] == [sent.thread_id]
    (message,) = (await post.open("ana", of_ana, sent.thread_id)).messages
    assert message.receipt is not None
    assert message.receipt.to == "Imani Cole"
    assert await refused(post, "ana", of_ana, code=await code_of("E1002")) == "code_elsewhere"
    with pytest.raises(CodeUnknown):
        await post.write("ana", of_ana, "Wrong", code="AAAA-BBBB-CCC")


async def test_a_thread_goes_along_when_the_case_moves_whomever_it_named(post: Post) -> None:
    of_ana = await post.matter("ana")
    issued = await post.signed_in.record.database.write(
        lambda connection: post.signed_in.record.codes.issue(connection, CodeKind.EMPLOYEE, SubjectId("E1001"))
    )
    thread = (await post.write("ana", of_ana, "For Lucia", code=str(issued.code))).thread_id
    vega, brooks, imani = [await post.who(subject) for subject in ("vega", "brooks", "imani")]
    assert [each.line.id for each in await post.inbox.of(vega)] == [thread]
    await post.moved(of_ana, "brooks")
    await post.write("ana", of_ana, "Again", thread)
    assert await post.inbox.of(vega) == []
    (line,) = await post.inbox.of(brooks)
    assert (line.line.id, line.reader) == (thread, "Daniel Brooks")
    _, second = (await post.open("ana", of_ana, thread)).messages
    assert second.receipt is not None
    assert (second.receipt.to, second.receipt.reader) == ("Daniel Brooks", None)
    post.signed_in.record.clock.forward(days=9)
    assert [each.reader for each in await post.inbox.late(imani)] == ["Daniel Brooks"]
    # Whoever stands in for the new one has it, and whoever does for the old one has not.
    await post.away("brooks", "imani")
    assert [each.instead_of for each in await post.inbox.of(imani)] == ["Daniel Brooks"]
    # Whom it named is the one again when the case comes back.
    await post.moved(of_ana, "vega")
    assert [each.line.id for each in await post.inbox.of(vega)] == [thread]
    assert await post.inbox.of(brooks) == []


async def test_who_is_not_on_the_case_takes_part_by_a_recorded_consent_alone(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, "My sister-in-law helps me.")).thread_id
    other = (await post.write("ana", of_ana, "Not for her.")).thread_id
    vega = await post.who("vega")
    with pytest.raises(MessageRefused, match="addressee_unknown"):
        await post.messages.add(vega, of_ana, thread, "consent:none")
    with pytest.raises(ConsentRefused, match="consent_on_case"):
        await post.consent("marcos", of_ana)
    with pytest.raises(ConsentRefused, match="matter_not_found"):
        await post.consent("irene", of_ana, by="brooks")
    once = client_id()
    consent = await post.consent("irene", of_ana, client_id=once)
    assert await post.consent("irene", of_ana, client_id=once) == consent
    with pytest.raises(ConsentRefused, match="client_id_reused"):
        await post.consent("sam", of_ana, client_id=once)
    assert await post.seen_by("irene", of_ana) == set()
    await post.messages.add(vega, of_ana, thread, f"consent:{consent}")
    assert await post.seen_by("irene", of_ana) == {thread}
    await post.write("irene", of_ana, "I am here.", thread)
    with pytest.raises(ThreadNotFound):
        await post.open("irene", of_ana, other)
    # Nothing of the case is shown by it.
    (view,) = await post.cases.home(await post.who("irene"))
    assert (view.taxpayer_name, view.status, view.case_number) == ("Ana Rivera", None, None)
    assert [each.name for each in await post.consents.of(of_ana)] == ["Irene Castro"]
    await post.consents.end(await post.who("ana"), of_ana, consent)
    with pytest.raises(MatterNotFound):
        await post.open("irene", of_ana, thread)
    assert [entry[1] for entry in await post.signed_in.audited("consent.ended")] == ["self"]
    with pytest.raises(ConsentRefused):
        await post.consents.end(await post.who("robert"), of_ana, consent)


async def test_nobody_is_added_to_the_other_spouses_threads(post: Post) -> None:
    of_ana = await post.matter("ana")
    # Whatever the other has signed.
    await post.execute("UPDATE authorizations SET representative_digest = "
                       "(SELECT taxpayer_digest FROM matters WHERE id = '" + await post.matter("marcos") + "') "
                       "WHERE id = '5a3c1e00-0000-4000-8000-000000000002'")  # fmt: skip
    with pytest.raises(MatterNotFound):
        await post.seen_by("marcos", of_ana)
    assert set(await post.keys_of(of_ana)) == {"Ana Rivera"}


async def _dump(database: Database) -> str:
    async with database.read() as connection:
        names = (
            "message_threads", "message_participants", "messages", "message_reads", "message_drafts", "consents",
            "document_requests", "document_answers", "audit_entries",
        )  # fmt: skip
        rows = [(await connection.execute(text(f"SELECT * FROM {name}"))).all() for name in names]
    return repr(rows)


async def test_nothing_that_was_written_and_no_name_stands_in_the_clear_and_erased_is_gone(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, SECRET, subject="Eviction notice")).thread_id
    await post.messages.keep_draft(await post.who("ana"), of_ana, thread, Reply("unsent words"))
    await post.open("vega", of_ana, thread)
    await post.inbox.forward(
        await post.who("vega"), of_ana, thread, client_id(), EmployeeId("E1003"), "whispered words"
    )
    await post.consent("irene", of_ana)
    raw = await _dump(post.signed_in.record.database)
    for sentinel in (SECRET, "Eviction", "unsent", "whispered", "Ana Rivera", "Irene", "Lucia", "3411"):
        assert sentinel not in raw
    database = post.signed_in.record.database
    await database.write(lambda connection: post.messages.erase(connection, [thread]))
    with pytest.raises(ThreadNotFound):
        await post.open("ana", of_ana, thread)
    assert await post.seen_by("vega", of_ana) == set()
    async with database.read() as connection:
        (row,) = (await connection.execute(select(message_threads))).all()
    assert (row.wrapped_key, row.subject, row.erased_at is not None) == (None, None, True)


async def test_threads_end_after_their_time_with_their_documents_but_none_that_is_held(post: Post) -> None:
    of_ana, of_denise = await post.matter("ana"), await post.matter("denise", "8123457")
    paper = await post.upload("ana", of_ana)
    gone = (await post.write("ana", of_ana, SECRET, documents=(paper,))).thread_id
    held = (await post.write("denise", of_denise, "Kept")).thread_id
    clock, database = post.signed_in.record.clock, post.signed_in.record.database
    holds = Holds(database, post.signed_in.audit, clock)
    await holds.place(Place(PlaceKind.MATTER, of_denise), "court-1", "operator")
    assert await due(database, post.messages.going(clock.now()), "message_threads") == []
    clock.forward(days=2556)
    assert await due(database, post.messages.going(clock.now()), "message_threads") == [gone]
    assert await post.messages.erase_due() == 1
    assert await post.messages.erase_due() == 0
    (document,) = await post.documents.described(None, [paper])
    assert document.state is DocumentState.ERASED
    assert (await post.open("denise", of_denise, held)).messages[0].text == "Kept"


async def test_rotating_the_keys_covers_threads_drafts_and_consents(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, SECRET)).thread_id
    await post.messages.keep_draft(await post.who("ana"), of_ana, thread, Reply("So far"))
    await post.consent("irene", of_ana)
    keys = post.signed_in.record.keys
    keys.rotate()
    assert (await post.messages.rewrap_keys(), await post.consents.rewrap_keys()) == (2, 1)
    assert set(await post.messages.wrapped_by()) == {keys.current_id}
    opened = await post.open("ana", of_ana, thread)
    assert opened.messages[0].text == SECRET
    assert (await post.consents.of(of_ana))[0].name == "Irene Castro"


async def test_every_reading_sending_and_refusal_is_in_the_audit(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, SECRET)).thread_id
    await post.open("vega", of_ana, thread)
    with pytest.raises(MatterNotFound):
        await post.open("brooks", of_ana, thread)
    assert await post.signed_in.audited("message.sent") == [
        ((await post.who("ana")).person_id, "self", "done", {"asks": [], "documents": 0, "number": 1, "thread": thread})
    ]
    assert [entry[:3] for entry in await post.signed_in.audited("message.read")] == [
        ("E1001", "staff:assigned", "done")
    ]
    assert [entry[:3] for entry in await post.signed_in.audited("messages.read")] == [
        ("E1002", "not_assigned", "refused")
    ]


async def test_unread_is_counted_for_the_pages_that_lead_there(post: Post) -> None:
    of_ana = await post.matter("ana")
    thread = (await post.write("ana", of_ana, "Hello")).thread_id
    await post.write("vega", of_ana, "One", thread)
    two = await post.write("vega", of_ana, "Two", thread)
    ana, about = (await post.who("ana")).person_id, f"message:{two.message_id}"
    of_document = "document:one"
    assert await post.messages.still_waiting(ana, [about, "message:none", of_document]) == {
        about,
        of_document,
    }
    marcos = (await post.who("marcos")).person_id
    assert await post.messages.still_waiting(marcos, [about]) == frozenset()
    assert await post.messages.unread(await post.who("ana")) == {of_ana: 2}
    assert (await post.messages.unread(await post.who("robert")))[of_ana] == 0
    assert await post.inbox.unread(await post.who("vega")) == 1
    await post.open("ana", of_ana, thread)
    assert await post.messages.unread(await post.who("ana")) == {of_ana: 0}
    assert await post.messages.still_waiting(ana, [about]) == frozenset()
