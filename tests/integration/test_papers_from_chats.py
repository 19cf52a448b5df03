"""What somebody sends in a chat about their case reaches who works on the case: at the desk, over HTTP."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from adapters.case_system.port import MatterId
from casework.audit.models import AuditResult, Filter
from casework.authority.service import Authority, Decided
from casework.conversations.models import ConversationId
from casework.documents.models import DocumentId, DocumentState
from casework.documents.service import DocumentNotFound
from casework.handoff.models import desk_step_asides
from casework.identity.models import Actor, EmployeeId
from casework.messages.models import Ask, Asked, AskedState, Sending
from tests.integration.test_chat_documents_over_http import CONTENT, NAME, of, sends
from tests.support.chat_documents import checked
from tests.support.desk_browser import SignedInGuest, at_desk, on_the_portal
from tests.support.gateway import GatewayUnderTest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import ZONE, load_into, matter_in, person_of, signed_in

INBOX = "/desk/messages"
LATE = TEXTS.say("page-inbox-papers-late", "en")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def tas(tmp_path: Path, clock: HandClock) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=clock, desk_always_open=True) as running:
        await load_into(running)
        for subject in ("vega", "brooks", "imani"):
            await person_of(running, subject)
        # What was sent is checked when a test says so.
        await running.services.check_runner.drain()
        yield running


@dataclass(frozen=True)
class Paper:
    """What Denise sent in a chat about her case, which is Brooks's, as the paper that was asked for."""

    tas: GatewayUnderTest
    guest: SignedInGuest
    matter: MatterId
    id: str

    async def status(self, subject: str, path: str = "") -> int:
        """How it is opened by a member of staff."""
        async with signed_in(self.tas, subject) as browser:
            return (await browser.get(f"/documents/{self.id}{path}")).status_code

    async def page(self, subject: str, path: str) -> str:
        async with signed_in(self.tas, subject) as browser:
            answer = await browser.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def case(self) -> str:
        return f"/desk/matters/{self.matter}/messages"

    @property
    def link(self) -> str:
        return f'href="/documents/{self.id}/view"'

    async def is_told(self, subject: str) -> bool:
        """Whether it stands in somebody's inbox."""
        return NAME in await self.page(subject, f"{INBOX}?language=en")

    async def asked(self) -> Asked:
        every = await self.tas.services.messages.asked(await person_of(self.tas, "brooks"), self.matter)
        (found,) = (each for each in every if each.request_id is not None)
        return found

    async def substitutes(self, subject: str) -> None:
        """Brooks is away, and somebody does the work."""
        brooks, today = await person_of(self.tas, "brooks"), self.tas.services.absences.today()
        other = (await person_of(self.tas, subject)).employee_id
        assert brooks.employee_id is not None
        assert other is not None
        await self.tas.services.absences.set(brooks, brooks.employee_id, other, today, today + timedelta(days=5))

    async def keeps_out(self, employee_id: EmployeeId, chat: str) -> None:
        """Somebody had stepped aside from a chat."""
        row = {"conversation_id": chat, "agent_id": employee_id, "at": self.tas.services.clock.now()}
        await self.tas.services.database.write(
            lambda connection: connection.execute(insert(desk_step_asides).values(**row))
        )


@pytest.fixture
async def paper(tas: GatewayUnderTest) -> AsyncIterator[Paper]:
    matter, staff = await matter_in(tas, "denise"), await person_of(tas, "brooks")
    due = tas.services.absences.today() + timedelta(days=9)
    ask = Sending(client_id(), "Please send it.", "Your pay stub", to=("taxpayer",), asks=(Ask("income_proof", due),))
    await tas.services.messages.send(staff, matter, None, ask)
    async with on_the_portal(tas, "denise") as guest:
        document_id = await of(guest)
        sent = Paper(tas, guest, matter, document_id)
        answers = {document_id: (await sent.asked()).key}
        assert (await sends(guest, document_id, answers=answers)).status_code == 201  # type: ignore[arg-type]
        yield sent


async def test_the_advocate_of_the_case_is_told_of_it_and_opens_it(paper: Paper) -> None:
    assert await paper.status("brooks") == 409
    assert not await paper.is_told("brooks")
    page = await paper.page("brooks", paper.case)
    assert NAME in page
    assert paper.link not in page
    await checked(paper.tas, paper.id)
    assert (await paper.asked()).state is AskedState.CLEAN
    for language in ("en", "es"):
        inbox = await paper.page("brooks", f"{INBOX}?language={language}")
        for words in ("inbox-papers", "inbox-papers-lead", "inbox-papers-came"):
            assert TEXTS.say(f"page-{words}", language) in inbox, words
        assert NAME in inbox
        assert "Denise Walker" in inbox
        # Where it is ticked off, and among all that came in chats.
        page = await paper.page("brooks", f"{paper.case}?language={language}")
        assert page.count(paper.link) == 2
        assert TEXTS.say("page-from-chats-unopened", language) in page
    async with signed_in(paper.tas, "brooks") as brooks:
        looked = await brooks.get(f"/documents/{paper.id}/view")
        assert f'href="{paper.case}"' in looked.text
        # Asking what it is has opened nothing.
        assert await paper.is_told("brooks")
        opened = await brooks.get(f"/documents/{paper.id}")
    assert (opened.status_code, opened.content) == (200, CONTENT)
    assert not await paper.is_told("brooks")
    page = await paper.page("brooks", f"{paper.case}?language=en")
    assert TEXTS.say("page-from-chats-unopened", "en") not in page
    assert page.count(paper.link) == 2


async def test_who_does_the_work_opens_it_and_nobody_beside_the_case(paper: Paper) -> None:
    await checked(paper.tas, paper.id)
    assert [await paper.status(each) for each in ("vega", "omar")] == [404, 404]
    assert not await paper.is_told("vega")
    await paper.substitutes("vega")
    assert await paper.is_told("vega")
    assert await paper.status("vega") == 200
    assert not await paper.is_told("vega")
    assert await paper.status("imani") == 200


async def test_whoever_stepped_aside_from_a_chat_about_the_case_neither_opens_it_nor_is_told(paper: Paper) -> None:
    await checked(paper.tas, paper.id)
    brooks, imani = [(await person_of(paper.tas, each)).employee_id for each in ("brooks", "imani")]
    assert brooks is not None
    assert imani is not None
    async with on_the_portal(paper.tas, "denise") as other:
        await paper.keeps_out(brooks, paper.guest.id)
        await paper.keeps_out(imani, other.id)
    for subject in ("brooks", "imani"):
        for path in ("", "/view", "/pages/1"):
            assert await paper.status(subject, path) == 404, subject
        assert not await paper.is_told(subject)
        page = await paper.page(subject, paper.case)
        assert NAME not in page
    await paper.substitutes("vega")
    assert await paper.status("vega") == 200


async def test_each_opening_is_audited_with_its_ground(paper: Paper) -> None:
    await checked(paper.tas, paper.id)
    for subject in ("vega", "brooks"):
        await paper.status(subject)
    trail = await paper.tas.services.audit_trail.entries(
        Filter(action="document.opened", subject=f"document:{paper.id}"), 10
    )
    told = [(each.entry.actor, each.entry.basis, each.entry.result) for each in trail]
    assert told == [("E1001", "no_authority", AuditResult.REFUSED), ("E1002", "staff:assigned", AuditResult.DONE)]


async def test_that_an_advocate_of_the_chat_has_opened_it_does_not_keep_it_from_the_advocate_of_the_case(
    paper: Paper,
) -> None:
    await checked(paper.tas, paper.id)
    async with at_desk(paper.tas, "vega") as vega:
        await vega.presence()
        await paper.guest.choose("do.person")
        await vega.claim(paper.guest.id)
        assert (await vega.client.get(f"/documents/{paper.id}")).status_code == 200
    assert await paper.is_told("brooks")


async def test_supervisors_are_told_of_what_nobody_opened_in_time(paper: Paper, clock: HandClock) -> None:
    await checked(paper.tas, paper.id)
    assert LATE not in await paper.page("imani", f"{INBOX}?language=en")
    clock.forward(seconds=timedelta(days=6).total_seconds())
    page = await paper.page("imani", f"{INBOX}?language=en")
    assert LATE in page
    assert paper.link in page
    assert await paper.status("brooks") == 200
    assert LATE not in await paper.page("imani", f"{INBOX}?language=en")


async def test_what_waits_for_a_decision_crowds_out_nothing_that_is_late(
    tas: GatewayUnderTest, paper: Paper, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.listed.MOST", 1)
    await checked(tas, paper.id, DocumentState.UNSCANNABLE, "encrypted")
    clock.forward(seconds=60)
    first, second = [await of(paper.guest, name) for name in ("first.pdf", "second.pdf")]
    assert (await sends(paper.guest, first, second)).status_code == 201
    for each in (first, second):
        await checked(tas, each)
    clock.forward(seconds=timedelta(days=6).total_seconds())
    only_first = TEXTS.say("page-listed-first", "en")
    page = await paper.page("imani", f"{INBOX}?language=en")
    assert LATE in page
    assert only_first in page
    async with signed_in(tas, "brooks") as brooks:
        for each in (first, second):
            assert (await brooks.get(f"/documents/{each}")).status_code == 200
            page = await paper.page("imani", f"{INBOX}?language=en")
            # The second is the last one.
            assert only_first not in page
            assert (LATE in page) is (each == first)


async def test_the_authority_is_asked_once_for_a_chat_however_many_came_in_it(
    tas: GatewayUnderTest, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    await checked(tas, paper.id)
    asked: list[MatterId] = []
    decided = Authority.decided

    async def counted(self: Authority, actor: Actor, matter_id: MatterId, on: date | None = None) -> Decided:
        asked.append(matter_id)
        return await decided(self, actor, matter_id, on)

    monkeypatch.setattr(Authority, "decided", counted)

    async def asked_for() -> list[int]:
        counts = []
        for path in (INBOX, paper.case):
            asked.clear()
            await paper.page("brooks", path)
            counts.append(len(asked))
        return counts

    of_one = await asked_for()
    assert all(of_one)
    many = [await of(paper.guest, f"{number}.pdf") for number in range(5)]
    assert (await sends(paper.guest, *many)).status_code == 201
    for each in many:
        await checked(tas, each)
    assert await asked_for() == of_one
    page = await paper.page("brooks", f"{paper.case}?language=en")
    assert page.count(TEXTS.say("page-from-chats-unopened", "en")) == 6


@pytest.mark.parametrize("state", [DocumentState.REJECTED, DocumentState.UNSCANNABLE])
async def test_what_is_not_clean_is_listed_and_opens_for_nobody(paper: Paper, state: DocumentState) -> None:
    await checked(paper.tas, paper.id, state, "malware")
    assert await paper.status("brooks") == 409
    # What waits for their decision is told them; what was refused is nothing to do.
    assert await paper.is_told("brooks") is (state is DocumentState.UNSCANNABLE)
    page = await paper.page("brooks", paper.case)
    assert NAME in page
    assert paper.link not in page


async def test_what_nobody_could_look_into_is_released_at_the_case_though_nobody_has_the_chat(paper: Paper) -> None:
    await checked(paper.tas, paper.id, DocumentState.UNSCANNABLE, "encrypted")
    action = f"{paper.case}/documents/{paper.id}/release"
    for language in ("en", "es"):
        page = html.unescape(await paper.page("brooks", f"{paper.case}?language={language}"))
        assert f'action="{action}"' in page
        assert TEXTS.say("page-work-unscannable-encrypted", language) in page
        assert TEXTS.say("page-from-chats-unopened", language) not in page
        inbox = await paper.page("brooks", f"{INBOX}?language={language}")
        assert f'href="{paper.case}#from-chats">{TEXTS.say("page-inbox-papers-decide", language)}' in inbox
    # Who works on other cases, who only reads, and who sent it.
    for subject in ("vega", "omar", "petra", "denise"):
        async with signed_in(paper.tas, subject) as other:
            assert (await other.post(action, reason="known")).status_code == 404, subject
    assert action not in await paper.page("petra", paper.case)
    async with signed_in(paper.tas, "brooks") as brooks:
        wrong = await brooks.post(f"{action}?language=en", reason="because I say so")
        assert wrong.status_code == 422
        assert TEXTS.say("error-release_reason_unknown", "en") in wrong.text
        assert await paper.status("denise") == 409
        for _twice in range(2):
            released = await brooks.post(action, reason="needed")
            assert (released.status_code, released.headers["location"]) == (303, f"{paper.case}#from-chats")
        assert (await brooks.get(f"/documents/{paper.id}")).content == CONTENT
    trail = await paper.tas.services.audit_trail.entries(
        Filter(action="document.released", subject=f"document:{paper.id}"), 10
    )
    assert [(each.entry.actor, each.entry.details["reason"]) for each in trail] == [("E1002", "needed")]
    # The chat says so, too, and whoever sent it may open it.
    own = await paper.guest.client.get(f"/portal/conversations/{paper.guest.id}?language=en")
    assert TEXTS.say("chat-document-released", "en") in own.text
    assert (await paper.guest.client.get(f"/documents/{paper.id}")).content == CONTENT


async def test_released_at_the_case_is_only_what_came_in_a_chat_about_it_by_who_did_not_step_aside(
    tas: GatewayUnderTest, paper: Paper
) -> None:
    await checked(tas, paper.id, DocumentState.UNSCANNABLE, "encrypted")
    brooks = await person_of(tas, "brooks")
    assert brooks.employee_id is not None
    elsewhere = f"/desk/matters/{await matter_in(tas, 'ana')}/messages"
    chat = await tas.services.portal.begin(await person_of(tas, "denise"), None, "en", ZONE, client_id())
    guest = SignedInGuest(chat, "", paper.guest.client, paper.guest.csrf)
    of_no_case = await of(guest)
    assert (await sends(guest, of_no_case)).status_code == 201
    await checked(tas, of_no_case, DocumentState.UNSCANNABLE, "encrypted")
    async with signed_in(tas, "imani") as imani:
        for case, document in ((elsewhere, paper.id), (paper.case, of_no_case), (paper.case, "A" * 43)):
            assert (await imani.post(f"{case}/documents/{document}/release", reason="known")).status_code == 404
    await paper.keeps_out(brooks.employee_id, paper.guest.id)
    async with signed_in(tas, "brooks") as browser:
        answer = await browser.post(f"{paper.case}/documents/{paper.id}/release", reason="known")
    assert answer.status_code == 404
    states = {each.state for each in await tas.services.documents.described(None, [paper.id, of_no_case])}
    assert states == {DocumentState.UNSCANNABLE}
    await checked(tas, paper.id, DocumentState.REJECTED, "malware")
    async with signed_in(tas, "imani") as imani:
        answer = await imani.post(f"{paper.case}/documents/{paper.id}/release", reason="known")
    assert answer.status_code == 409


@pytest.mark.parametrize("subject", ["vega", "brooks"])
async def test_whoever_opens_it_for_the_chat_alone_does_not_release_it_at_the_case(
    tas: GatewayUnderTest, paper: Paper, subject: str
) -> None:
    # Vega doesn't work on the case; Brooks does, and stepped aside from another chat about it.
    async with on_the_portal(tas, "denise") as other:
        brooks = (await person_of(tas, "brooks")).employee_id
        assert brooks is not None
        await paper.keeps_out(brooks, other.id)
    await checked(tas, paper.id, DocumentState.UNSCANNABLE, "encrypted")
    staff, access = await person_of(tas, subject), tas.services.document_access
    async with at_desk(tas, subject) as desk:
        await desk.presence()
        await paper.guest.choose("do.person")
        await desk.claim(paper.guest.id)
        assert (await access.seen(staff, DocumentId(paper.id))).in_chat
        with pytest.raises(DocumentNotFound):
            await access.release(staff, paper.matter, DocumentId(paper.id), "known")
        # There they do.
        await tas.services.desk.release(staff, ConversationId(paper.guest.id), paper.id, "known")


async def test_whoever_opens_what_is_of_a_case_and_does_not_work_on_it_releases_nothing(
    tas: GatewayUnderTest, paper: Paper
) -> None:
    await checked(tas, paper.id, DocumentState.UNSCANNABLE, "encrypted")
    petra, access = await person_of(tas, "petra"), tas.services.document_access
    assert (await access.seen(petra, DocumentId(paper.id))).basis == "staff:reviewer"
    with pytest.raises(DocumentNotFound):
        await access.release(petra, paper.matter, DocumentId(paper.id), "known")


async def test_of_a_chat_about_no_case_nothing_is_given(tas: GatewayUnderTest, paper: Paper) -> None:
    chat = await tas.services.portal.begin(await person_of(tas, "denise"), None, "en", ZONE, client_id())
    guest = SignedInGuest(chat, "", paper.guest.client, paper.guest.csrf)
    other = Paper(tas, guest, paper.matter, await of(guest))
    assert (await sends(guest, other.id)).status_code == 201
    await checked(tas, other.id)
    assert [await other.status(each) for each in ("brooks", "imani")] == [404, 404]
    assert other.link not in await paper.page("brooks", paper.case)
