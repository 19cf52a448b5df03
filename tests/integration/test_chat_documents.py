"""Documents in chats, on each database: sent in one commit, told to be checked, told what became of them, and erased."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework.audit.models import audit_entries
from casework.conversations import wording
from casework.conversations.documents import latest, place_of
from casework.conversations.models import ClientId, ConversationId, Kind, events, tag
from casework.conversations.record import ConversationNotFound, place
from casework.conversations.service import MessageRefused
from casework.documents.models import DocumentId, DocumentState, documents
from casework.documents.service import DocumentNotReady, ReleaseRefused
from casework.handoff.desk import Desk, ReplyStale
from casework.handoff.models import Presence
from casework.handoff.service import Handoffs
from casework.hours.service import Hours
from casework.identity.models import Actor
from channels import problems
from tests.support.desk import CLOSING
from tests.support.portal import TIME_ZONE, PortalUnderTest, open_portal
from tests.support.record import TEXTS, client_id


@pytest.fixture
async def portal(database_url: str, tmp_path: Path) -> AsyncIterator[PortalUnderTest]:
    opened = await open_portal(database_url, tmp_path)
    yield opened
    await opened.record.database.stop()


async def chat(portal: PortalUnderTest, subject: str = "ana", of: str | None = None) -> ConversationId:
    return await portal.begin(subject, await portal.matter(of or subject))


async def send(
    portal: PortalUnderTest,
    conversation_id: ConversationId,
    *ids: str,
    text: str = "",
    subject: str = "ana",
    sent: ClientId | None = None,
) -> int:
    person = (await portal.actor(subject)).person_id
    posted = await portal.conversations.post_text(conversation_id, sent or client_id(), text, ids, person)
    return posted.seq


async def refused(portal: PortalUnderTest, conversation_id: ConversationId, *ids: str, subject: str = "ana") -> str:
    with pytest.raises((MessageRefused, DocumentNotReady)) as error:
        await send(portal, conversation_id, *ids, subject=subject)
    return problems.of_exception(error.value).code


async def told(portal: PortalUnderTest, conversation_id: ConversationId, after: int = 0) -> list[dict[str, Any]]:
    return await portal.record.after(conversation_id, after)


async def state_of(portal: PortalUnderTest, document_id: DocumentId) -> str:
    (found,) = await portal.documents.described(None, [document_id])
    return found.state.value


# Sending


async def test_words_and_documents_are_one_message_and_the_receipt_comes_at_once(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    first = await portal.uploaded("ana", conversation_id)
    second = await portal.uploaded("ana", conversation_id, "two.pdf")
    seq = await send(portal, conversation_id, first, second, text="here are both")
    said, one, two, receipt = await told(portal, conversation_id, seq - 1)
    assert (said["kind"], said["text"], said["author"]) == ("message", "here are both", "person")
    assert (one["kind"], one["document"], one["name"], one["size_bytes"]) == ("document", first, "letter.pdf", 8)
    assert (one["state"], one["author"], two["document"]) == ("quarantined", "person", second)
    assert "being checked" in one["text"]
    assert "Your 2 documents have arrived" in receipt["text"]
    assert "no deadline" in receipt["text"]
    held = await portal.documents.of_place(place_of(conversation_id))
    assert {each.attached_to for each in held} == {f"event:{conversation_id}:{seq}"}


async def test_documents_alone_need_no_words_and_no_turn(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    document_id = await portal.uploaded("ana", conversation_id)
    seq = await send(portal, conversation_id, document_id)
    document, receipt = await told(portal, conversation_id, seq - 1)
    assert (document["kind"], document["seq"]) == ("document", seq)
    assert receipt["key"] == "notice-documents-arrived"
    assert await portal.record.turns.run(conversation_id) == []
    again = await send(portal, conversation_id, await portal.uploaded("ana", conversation_id, "b.pdf"))
    assert (await told(portal, conversation_id, again))[-1]["key"] == "notice-documents-arrived-more"


@pytest.mark.parametrize("with_advocate", [False, True])
async def test_every_receipt_says_to_whom_how_soon_and_what_it_does_not_do(
    portal: PortalUnderTest, with_advocate: bool
) -> None:
    conversation_id = (await live(portal))[2] if with_advocate else await chat(portal, "denise")
    wanted = {
        "en": ("your advocate" if with_advocate else "TAS staff", "no deadline", TEXTS.say("tas-phone", "en")),
        "es": ("su defensor" if with_advocate else "personal de TAS", "Ningún plazo", TEXTS.say("tas-phone", "es")),
    }
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        document_id = await portal.uploaded("denise", conversation_id, name)
        seq = await send(portal, conversation_id, document_id, subject="denise")
        receipt = (await told(portal, conversation_id, seq))[-1]
        # The chat as the desk calls it, and the document's place in it.
        reference = f"{tag(conversation_id)}-{seq}"
        values = {"documents_count": 1, "reference": reference, "answer_days_count": 2}
        assert reference in receipt["text"]
        for language, words in wanted.items():
            said = TEXTS.say(receipt["key"], language, values)
            assert all(word in said for word in (reference, *words)), said
            assert with_advocate or "2 business days" in said or "2 días hábiles" in said


@pytest.mark.parametrize(
    ("key", "values", "rest"),
    [
        ("notice-documents-arrived", {"answer_days_count": 2}, "arrived. The check for harmful software runs now."),
        ("notice-documents-arrived-advocate", {}, "arrived. The check for harmful software runs now."),
        ("notice-documents-arrived-more", {}, "being checked. This moves no deadline."),
    ],
)
async def test_a_receipt_of_before_there_were_references_is_read(
    portal: PortalUnderTest, key: str, values: dict[str, int], rest: str
) -> None:
    conversation_id = await chat(portal)
    seq = await send(portal, conversation_id, await portal.uploaded("ana", conversation_id)) + 1
    source = {"key": key, "with": {"documents_count": 1, **values}, "level": "info", "also": []}
    body = {"source": source, "shown": {"text": "As it was."}, "language": "en", "texts_version": "before"}

    async def work(connection: AsyncConnection) -> None:
        row = await portal.conversations.record.row(connection, conversation_id)
        own = (events.c.conversation_id == conversation_id, events.c.seq == seq)
        sealed = portal.conversations.record.sealed(row, place(seq, Kind.NOTICE), body)
        await connection.execute(update(events).where(*own).values(body=sealed))

    await portal.record.database.write(work)
    receipt = (await told(portal, conversation_id, seq - 1))[0]
    assert receipt["key"] == key
    assert rest in receipt["text"]
    assert "reference" not in receipt["text"]
    in_spanish = wording.words(Kind.NOTICE, seq, source, TEXTS, "es")["text"]
    assert "llegó" in in_spanish
    assert "referencia" not in in_spanish


async def test_words_beside_them_are_answered(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    portal.record.assistant.answer = lambda _request: [{"do": "show_case", "field": "status"}]
    await send(portal, conversation_id, await portal.uploaded("ana", conversation_id), text="what is my status")
    assert [result.result for result in await portal.record.turns.run(conversation_id)] == ["committed"]
    (request,) = portal.record.assistant.requests
    assert request.text == "what is my status"
    assert "letter.pdf" not in str((request.metadata, request.tracker))


async def test_sent_again_it_is_the_same_and_other_documents_are_another_body(portal: PortalUnderTest) -> None:
    conversation_id, sent = await chat(portal), client_id()
    document_id = await portal.uploaded("ana", conversation_id)
    other = await portal.uploaded("ana", conversation_id, "other.pdf")
    seq = await send(portal, conversation_id, document_id, text="here", sent=sent)
    count = len(await told(portal, conversation_id))
    assert await send(portal, conversation_id, document_id, text="here", sent=sent) == seq
    for ids, text in (((document_id, other), "here"), ((), "here"), ((document_id,), "there")):
        with pytest.raises(MessageRefused, match="client_id_reused"):
            await send(portal, conversation_id, *ids, text=text, sent=sent)
    assert len(await told(portal, conversation_id)) == count
    assert (await portal.documents.described(None, [other]))[0].attached_to is None


async def test_what_is_not_there_to_be_sent_is_told_alike_and_leaves_nothing(portal: PortalUnderTest) -> None:
    conversation_id, elsewhere = await chat(portal), await chat(portal)
    others = await portal.begin("denise", await portal.matter("denise"))
    sent = await portal.uploaded("ana", conversation_id)
    await send(portal, conversation_id, sent)
    rejected = await portal.uploaded("ana", conversation_id)
    await portal.checked(rejected, DocumentState.REJECTED, "executable")
    kept = await portal.uploaded("ana", conversation_id)
    count = len(await told(portal, conversation_id))
    for wrong in (
        await portal.uploaded("ana", elsewhere),
        await portal.uploaded("denise", others),
        await portal.uploaded("denise", conversation_id),
        sent,
        rejected,
        "A" * 43,
    ):
        assert await refused(portal, conversation_id, wrong) == "document_not_ready"
        assert await refused(portal, conversation_id, kept, wrong) == "document_not_ready"
    assert len(await told(portal, conversation_id)) == count
    assert (await portal.documents.described(None, [kept]))[0].attached_to is None


async def test_the_public_chat_takes_none(portal: PortalUnderTest) -> None:
    conversation_id = await portal.record.begin()
    document_id = await portal.uploaded("ana", conversation_id)
    with pytest.raises(MessageRefused, match="documents_sign_in"):
        await portal.conversations.post_text(conversation_id, client_id(), "here", [document_id])
    # Not even where somebody who signed in names a chat of the public door.
    assert await refused(portal, conversation_id, document_id) == "documents_not_allowed"


async def test_who_may_only_read_a_case_sends_nothing_for_it(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal, "linda", "denise")
    document_id = await portal.uploaded("linda", conversation_id)
    assert await refused(portal, conversation_id, document_id, subject="linda") == "documents_not_allowed"
    acts = await chat(portal, "robert", "denise")
    await send(portal, acts, await portal.uploaded("robert", acts), subject="robert")
    without_case = await portal.begin("irene")
    await send(portal, without_case, await portal.uploaded("irene", without_case), subject="irene")


# What becomes of them


@pytest.mark.parametrize(
    ("state", "verdict", "words"),
    [
        (DocumentState.CLEAN, None, "nothing harmful"),
        (DocumentState.REJECTED, "no_such_verdict", "Please send it again"),
        (DocumentState.UNSCANNABLE, "no_such_verdict", "nobody can open it yet"),
    ],
)
async def test_what_the_check_finds_is_told_once_where_it_was_sent(
    portal: PortalUnderTest, state: DocumentState, verdict: str | None, words: str
) -> None:
    conversation_id = await chat(portal)
    document_id = await portal.uploaded("ana", conversation_id)
    seq = await send(portal, conversation_id, document_id, text="the letter")
    before = (await told(portal, conversation_id))[-1]["seq"]
    await portal.checked(document_id, state, verdict)
    later, *notices = await told(portal, conversation_id, before)
    assert (later["kind"], later["state"], later["of_seq"], later["author"]) == (
        "document", state.value, seq + 1, "system",
    )  # fmt: skip
    assert words in later["text"]
    assert [notice["key"] for notice in notices] == (
        ["notice-document-refused"] if state is DocumentState.REJECTED else []
    )
    await portal.checked(document_id, state, verdict)
    (document,) = await portal.documents.described(None, [document_id])
    await portal.in_chats.changed(document)
    everything = await told(portal, conversation_id)
    assert len(everything) == before + 1 + len(notices)
    (entry,) = (event for event in latest(everything) if event["kind"] == "document")
    assert (entry["seq"], entry["author"], entry["state"]) == (seq + 1, "person", state.value)


async def test_clean_before_it_is_sent_it_is_sent_as_clean(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    document_id = await portal.uploaded("ana", conversation_id)
    await portal.checked(document_id)
    seq = await send(portal, conversation_id, document_id)
    assert (await told(portal, conversation_id, seq - 1))[0]["state"] == "clean"


async def test_what_nobody_told_is_told_when_somebody_looks(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    document_id = await portal.uploaded("ana", conversation_id)
    seq = await send(portal, conversation_id, document_id)
    events = await told(portal, conversation_id)
    assert not await portal.in_chats.catch_up(conversation_id, latest(events))

    # A process died between the finding and the telling.
    async def work(connection: Any) -> None:
        clean = documents.update().where(documents.c.id == document_id).values(state="clean")
        await connection.execute(clean)

    await portal.record.database.write(work)
    assert await portal.in_chats.catch_up(conversation_id, latest(events))
    later = (await told(portal, conversation_id))[-1]
    assert (later["state"], later["of_seq"]) == ("clean", seq)
    assert not await portal.in_chats.catch_up(conversation_id, latest(await told(portal, conversation_id)))


async def test_with_the_chat_go_its_documents(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    sent = await portal.uploaded("ana", conversation_id)
    waiting = await portal.uploaded("ana", conversation_id)
    await send(portal, conversation_id, sent)
    portal.record.clock.forward(days=10 * 366)
    assert await portal.conversations.erase_due() >= 1
    async with portal.record.database.read() as connection:
        rows = (await connection.execute(select(documents).where(documents.c.id.in_([sent, waiting])))).all()
    assert {(row.state, row.wrapped_key, row.about) for row in rows} == {("erased", None, None)}
    (document,) = await portal.documents.described(None, [sent])
    await portal.in_chats.changed(document)


# The assistant


async def test_the_assistant_has_the_way_opened_and_says_what_happens(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    portal.record.assistant.answer = lambda _request: [{"do": "expect_document", "about": "sending"}]
    message, menu, notice = await portal.record.say(conversation_id, "I have the letter here")
    for words in ("send papers here", "harmful software", "2 business days", "moves no deadline"):
        assert words in message["text"]
    assert menu["asks"] == "case"
    assert (notice["key"], notice["also"][0]["do"]) == ("notice-expect-document", "send_document")


async def test_whether_they_came_is_told_of_each(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal, "denise")
    portal.record.assistant.answer = lambda _request: [{"do": "expect_document", "about": "arrived"}]
    (message, *_) = await portal.record.say(conversation_id, "did you get it?")
    assert "no document from you in this chat yet" in message["text"]
    document_id = await portal.uploaded("denise", conversation_id)
    await send(portal, conversation_id, document_id, subject="denise")
    (message, *_) = await portal.record.say(conversation_id, "did you get it?")
    assert "letter.pdf\u2069: it has arrived and is being checked" in message["text"]
    await portal.checked(document_id)
    (message, *_) = await portal.record.say(conversation_id, "and now?")
    assert "staff can open it" in message["text"]
    assert "letter.pdf" not in str([request.text for request in portal.record.assistant.requests])


async def test_the_assistant_knows_of_documents_that_came_along_and_of_no_others(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal, "denise")
    portal.record.assistant.answer = lambda request: [
        *([{"say": "say-portal-documents-came"}] if request.metadata["documents_sent"] else []),
        {"ask": "case", "variant": 0},
    ]
    for text, names in (("here is the letter", ["a.pdf"]), ("and the others", ["b.pdf", "c.pdf"])):
        ids = [await portal.uploaded("denise", conversation_id, name) for name in names]
        seq = await send(portal, conversation_id, *ids, text=text, subject="denise")
        await portal.record.turns.run(conversation_id)
        said = [each.get("text", "") for each in await told(portal, conversation_id, seq)]
        assert any("has arrived" in words for words in said if words.startswith("Thank you")), said
        # Words that follow, and the verdict on what came before them.
        for document_id in ids:
            await portal.checked(document_id)
        await portal.record.say(conversation_id, "what happens now?")
    await portal.record.write(conversation_id, "is this all?")
    await send(portal, conversation_id, await portal.uploaded("denise", conversation_id, "d.pdf"), text="no, this too",
        subject="denise")  # fmt: skip
    await portal.record.turns.run(conversation_id)
    told_of = [request.metadata["documents_sent"] for request in portal.record.assistant.requests]
    assert told_of == [True, False, True, False, True]


async def test_who_may_not_send_is_told_so_and_nothing_opens(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal, "linda", "denise")
    portal.record.assistant.answer = lambda _request: [{"do": "expect_document", "about": "sending"}]
    message, menu = await portal.record.say(conversation_id, "how do I send papers")
    assert "The taxpayer can send them" in message["text"]
    assert menu["asks"] == "case"


async def test_papers_of_another_year_are_a_case_that_is_not_there(portal: PortalUnderTest) -> None:
    conversation_id = await chat(portal)
    portal.record.assistant.answer = lambda _request: [{"do": "expect_document", "about": "sending"}]
    message, menu = await portal.record.say(conversation_id, "where do I send the papers for my 2019 case")
    assert "can't find that case" in message["text"]
    assert menu["asks"] == "case"


async def test_a_rasa_that_asks_for_it_at_the_public_door_is_not_answered(portal: PortalUnderTest) -> None:
    conversation_id = await portal.record.begin()
    portal.record.assistant.answer = lambda _request: [{"do": "expect_document", "about": "sending"}]
    await portal.record.write(conversation_id, "I have the letter here")
    assert [result.result for result in await portal.record.turns.run(conversation_id)] == ["do_unknown"]


# The desk


async def advocates(portal: PortalUnderTest) -> tuple[Desk, Handoffs, Actor]:
    """A desk over the portal, with an advocate on duty."""
    record = portal.record
    handoffs = Handoffs(
        portal.conversations.record, portal.audit, record.database, record.clock, record.bus, TIME_ZONE,
        Hours(always_open=True),
    )  # fmt: skip
    portal.conversations.handover = handoffs
    desk = Desk(
        portal.conversations, handoffs, portal.audit, record.database, record.clock, TIME_ZONE,
        documents=portal.documents, in_chats=portal.in_chats,
    )  # fmt: skip
    agent = await portal.actor("vega")
    await handoffs.set_presence(agent, "Lucia Vega", "en", Presence.AVAILABLE)
    return desk, handoffs, agent


async def live(portal: PortalUnderTest) -> tuple[Desk, Actor, ConversationId]:
    """A chat of Denise's with the advocate."""
    desk, handoffs, agent = await advocates(portal)
    conversation_id = await chat(portal, "denise")
    await portal.record.choose(conversation_id, "do.person")
    await handoffs.accept(agent, conversation_id)
    return desk, agent, conversation_id


async def last_seq(portal: PortalUnderTest, conversation_id: ConversationId) -> int:
    return (await portal.conversations.read(conversation_id)).last_seq


async def test_an_advocate_sees_what_comes_and_must_see_it_before_answering(portal: PortalUnderTest) -> None:
    desk, agent, conversation_id = await live(portal)
    seen = await last_seq(portal, conversation_id)
    document_id = await portal.uploaded("denise", conversation_id)
    await send(portal, conversation_id, document_id, subject="denise")
    assert [(one.unread, one.owes) for one in (await desk.state(agent)).chats] == [(1, "agent")]
    with pytest.raises(ReplyStale) as stale:
        await desk.reply(agent, conversation_id, client_id(), "Hello", seen)
    assert [event["kind"] for event in stale.value.missed] == ["document", "notice"]
    assert "your advocate in this chat" in stale.value.missed[1]["text"]
    # That the check is over is no word of the person's.
    seen = await last_seq(portal, conversation_id)
    await portal.checked(document_id)
    await desk.reply(agent, conversation_id, client_id(), "Thank you", seen)
    assert (await desk.state(agent)).chats[0].unread == 0


async def test_an_advocate_sends_documents_with_or_without_words(portal: PortalUnderTest) -> None:
    desk, agent, conversation_id = await live(portal)
    form, sent = await portal.uploaded("vega", conversation_id, "form.pdf"), client_id()
    seen = await last_seq(portal, conversation_id)
    seq = await desk.reply(agent, conversation_id, sent, "Here is the form", seen, [form])
    assert await desk.reply(agent, conversation_id, sent, "Here is the form", seen, [form]) == seq
    message, document = await told(portal, conversation_id, seen)
    assert (message["kind"], document["author"], document["state"]) == ("message", "agent", "quarantined")
    assert (document["agent_name"], document["name"]) == ("Lucia", "form.pdf")
    await portal.checked(form)
    assert (await told(portal, conversation_id))[-1]["text"].endswith("You can open it.")
    alone = await portal.uploaded("vega", conversation_id, "two.pdf")
    seen = await last_seq(portal, conversation_id)
    assert await desk.reply(agent, conversation_id, client_id(), "", seen, [alone]) == seen + 1
    await portal.checked(alone, DocumentState.REJECTED, "no_such_verdict")
    (later,) = await told(portal, conversation_id, seen + 1)
    assert "Your advocate knows" in later["text"]


async def test_what_an_advocate_may_not_send(portal: PortalUnderTest) -> None:
    desk, agent, conversation_id = await live(portal)
    seen = await last_seq(portal, conversation_id)
    theirs = await portal.uploaded("denise", conversation_id)
    elsewhere = await portal.uploaded("vega", await chat(portal, "ana"))
    for wrong in (theirs, elsewhere):
        with pytest.raises(DocumentNotReady, match="not_found"):
            await desk.reply(agent, conversation_id, client_id(), "", seen, [wrong])
    with pytest.raises(MessageRefused, match="message_empty"):
        await desk.reply(agent, conversation_id, client_id(), " ", seen)


async def test_nobody_looks_into_it_until_an_advocate_takes_it_upon_themselves(portal: PortalUnderTest) -> None:
    desk, agent, conversation_id = await live(portal)
    document_id = await portal.uploaded("denise", conversation_id)
    await send(portal, conversation_id, document_id, subject="denise")
    with pytest.raises(ReleaseRefused, match="document_not_ready"):
        await desk.release(agent, conversation_id, document_id, "known")
    await portal.checked(document_id, DocumentState.UNSCANNABLE, "encrypted")
    with pytest.raises(ReleaseRefused, match="release_reason_unknown"):
        await desk.release(agent, conversation_id, document_id, "because I say so")
    with pytest.raises(ConversationNotFound):
        await desk.release(await portal.actor("imani"), conversation_id, document_id, "known")
    await desk.release(agent, conversation_id, document_id, "known")
    await desk.release(agent, conversation_id, document_id, "known")
    assert await state_of(portal, document_id) == "clean"
    last = (await told(portal, conversation_id))[-1]
    assert (last["state"], "why" in last) == ("clean", False)
    assert last["text"] == TEXTS.say("chat-document-released", "en")
    async with portal.record.database.read() as connection:
        released = select(audit_entries.c.action).where(audit_entries.c.action == "document.released")
        assert len((await connection.execute(released)).all()) == 1


async def test_a_closed_chat_takes_none(portal: PortalUnderTest) -> None:
    desk, agent, conversation_id = await live(portal)
    seen = await last_seq(portal, conversation_id)
    await desk.close(agent, conversation_id, client_id(), CLOSING, seen)
    document_id = await portal.uploaded("denise", conversation_id)
    assert await refused(portal, conversation_id, document_id, subject="denise") == "conversation_closed"
