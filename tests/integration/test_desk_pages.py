"""The advocates' workspace without script: forms, links and reloads do all of it."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from casework.conversations.models import ConversationId
from casework.handoff.models import HandoffState, handoffs
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import TEXTS, HandClock, client_id
from tests.support.sample_people import SignedInBrowser, load_into, matter_in, person_of, signed_in

NOTE = "Her landlord called already"


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path, clock=HandClock()) as running:
        await load_into(running)
        yield running


def words(key: str, **values: object) -> str:
    return html.escape(TEXTS.say(key, "en", values))


def fields(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the form to reply."""
    form = page.text.partition('id="compose"')[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


async def waiting(tas: GatewayUnderTest, text: str = "They levied my wages") -> Guest:
    """Somebody who wrote and asked for a person."""
    guest = await tas.begin()
    await guest.say(text)
    await guest.choose("do.person")
    return guest


async def on_duty(browser: SignedInBrowser) -> None:
    assert (await browser.post("/desk/presence", status="available")).status_code == 303


def at(guest: Guest) -> str:
    return f"/desk/chats/{guest.id}"


async def taken(tas: GatewayUnderTest, browser: SignedInBrowser, text: str = "They levied my wages") -> Guest:
    await on_duty(browser)
    guest = await waiting(tas, text)
    claimed = await browser.post(f"{at(guest)}/claim")
    assert (claimed.status_code, claimed.headers["location"]) == (303, at(guest))
    return guest


async def last_words(guest: Guest) -> str:
    return str((await guest.events())[-1]["text"])


async def test_an_offer_is_read_taken_and_answered(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        assert words("page-work-status-off") in (await brooks.get("/desk")).text
        await on_duty(brooks)
        guest = await waiting(tas)
        listed = await brooks.get("/desk")
        assert words("page-work-offers") in listed.text
        assert f"{at(guest)}/claim" in listed.text
        offered = await brooks.get(at(guest))
        assert "They levied my wages" in offered.text
        assert 'id="compose"' not in offered.text
        await brooks.post(f"{at(guest)}/claim")
        page = await brooks.get(at(guest))
        assert words("page-work-reply") in page.text
        sent = await brooks.post(f"{at(guest)}/messages", **fields(page), text="I have read it.\r\nPlease wait.")
        assert sent.status_code == 303
        assert await last_words(guest) == "I have read it.\nPlease wait."
        assert "I have read it." in (await brooks.get(at(guest))).text


async def test_a_reply_that_has_not_seen_the_last_message_comes_back_with_what_was_missed(
    tas: GatewayUnderTest,
) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        form = fields(await brooks.get(at(guest)))
        await guest.say("Wait, it is my brother's")
        stale = await brooks.post(f"{at(guest)}/messages", **form, text="So your wages are levied?")
        assert stale.status_code == 409
        assert words("error-reply_stale") in stale.text
        assert words("page-work-missed") in stale.text
        assert re.search(r"<textarea id=\"reply\"[^>]*>\s*So your wages are levied\?</textarea>", stale.text)
        assert await last_words(guest) == "Wait, it is my brother's"
        again = await brooks.post(f"{at(guest)}/messages", **fields(stale), text="So his wages are levied?")
        assert again.status_code == 303


async def test_a_note_stands_beside_the_chat_and_is_never_the_persons(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        before = await guest.events()
        assert (await brooks.post(f"{at(guest)}/notes", note=NOTE)).status_code == 303
        page = await brooks.get(at(guest))
        assert re.search(rf'<li id="n1" class="note note".*?{words("page-work-note")}.*?{NOTE}', page.text, re.DOTALL)
        assert await guest.events() == before
        empty = await brooks.post(f"{at(guest)}/notes", note=" ")
        assert empty.status_code == 422
        assert words("error-message_empty") in empty.text


async def test_a_draft_is_kept_and_gone_once_sent(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        assert (await brooks.post(f"{at(guest)}/draft", text="I will <ask> the")).status_code == 303
        page = await brooks.get(at(guest))
        assert "I will &lt;ask&gt; the</textarea>" in page.text
        await brooks.post(f"{at(guest)}/messages", **fields(page), text="I will ask the office.")
        assert "I will &lt;ask" not in (await brooks.get(at(guest))).text


async def test_a_ready_text_is_found_in_the_persons_language_and_put_after_what_is_typed(
    tas: GatewayUnderTest,
) -> None:
    async with signed_in(tas, "vega") as vega:
        await on_duty(vega)
        guest = await waiting(tas)
        await vega.post(f"{at(guest)}/claim")
        found = await vega.post(f"{at(guest)}/canned", words="greet", text="Hi.")
        assert 'value="greeting"' in found.text
        assert "Hi.</textarea>" in found.text
        put = await vega.post(f"{at(guest)}/canned", use="greeting", text="Hi.")
        typed = re.search(r"<textarea id=\"reply\"[^>]*>\n(.*?)</textarea>", put.text, re.DOTALL)
        assert typed is not None
        assert html.unescape(typed[1]).startswith("Hi.\nHello, my name is Lucia")
        alone = await vega.post(f"{at(guest)}/canned", words="zzzz", part="1")
        assert words("page-work-canned-none") in alone.text
        assert "<html" not in alone.text


async def test_a_ready_text_with_a_gap_is_not_sent(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        before = await last_words(guest)
        text = "This is what happens next: [what]."
        refused = await brooks.post(f"{at(guest)}/messages", **fields(await brooks.get(at(guest))), text=text)
        assert refused.status_code == 422
        assert words("error-reply_has_gaps") in refused.text
        assert f"{text}</textarea>" in refused.text
        assert await last_words(guest) == before


async def test_a_fact_is_corrected(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        wrong = await brooks.post(f"{at(guest)}/facts", fact="contacted_irs", value="perhaps")
        assert wrong.status_code == 422
        assert words("error-fact_unknown") in wrong.text
        assert (await brooks.post(f"{at(guest)}/facts", fact="contacted_irs", value="yes")).status_code == 303
        both = ["housing", "food"]
        assert (await brooks.post(f"{at(guest)}/facts", fact="hardship", value=both)).status_code == 303
        facts = await tas.services.conversations.facts(ConversationId(guest.id))
        assert (facts["contacted_irs"], facts["hardship"]) == ("yes", both)
        shown = (await brooks.get(at(guest))).text.partition('id="facts"')[2].partition('id="facts-more"')[0]
        assert words("page-answer", facts={"contacted_irs": "yes"}) in shown


async def test_a_chat_that_another_has_says_who(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        guest = await taken(tas, brooks)
        await on_duty(vega)
        late = await vega.post(f"{at(guest)}/claim")
        assert late.status_code == 409
        assert words("error-chat_taken") in late.text
        assert words("page-work-taken-by", name="Daniel") in late.text
        assert (await vega.get(at(guest))).status_code == 404


async def test_what_was_typed_for_a_chat_that_moved_on_is_given_back(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        form = fields(await brooks.get(at(guest)))
        await brooks.post("/desk/presence", status="off", anyway="yes")
        await tas.services.handoffs.sweep()
        lost = await brooks.post(f"{at(guest)}/messages", **form, text="This must not be lost")
        assert lost.status_code in (404, 409)
        assert "This must not be lost</textarea>" in lost.text
        assert "This must not be lost" not in await last_words(guest)


async def test_it_is_passed_on_to_a_person_with_a_note(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        guest = await taken(tas, brooks)
        nobody = await brooks.post(f"{at(guest)}/transfer", note=NOTE)
        assert nobody.status_code == 422
        assert f"{NOTE}</textarea>" in nobody.text
        await on_duty(vega)
        assert "Lucia" in (await brooks.get(f"{at(guest)}/transfer")).text
        passed = await brooks.post(f"{at(guest)}/transfer", to="agent:E1001", note=NOTE)
        assert (passed.status_code, passed.headers["location"]) == (303, "/desk")
        assert NOTE in (await vega.get(at(guest))).text
        assert NOTE not in str(await guest.events())


@pytest.mark.parametrize(("to", "owner"), [("assistant", "assistant"), ("skill:topic:collection", "queued")])
async def test_it_is_passed_on_to_the_assistant_or_a_skill(tas: GatewayUnderTest, to: str, owner: str) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        assert (await brooks.post(f"{at(guest)}/transfer", to=to, anyway="yes")).status_code == 303
        assert [event["owner"] for event in await guest.events() if event["kind"] == "owner"][-1] == owner


async def test_it_is_ended_after_a_last_look_at_what_the_person_will_read(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        why = await brooks.get(f"{at(guest)}/close")
        assert words("page-work-wrap-irs_first") in why.text
        unchosen = await brooks.post(f"{at(guest)}/close", step="write")
        assert unchosen.status_code == 422
        assert words("error-wrap_up_unknown") in unchosen.text
        seq = re.search(r'name="expected_seq" value="(\d+)"', why.text)
        assert seq is not None
        given = {"wrap_up": "irs_first", "expected_seq": seq[1]}
        written = await brooks.post(f"{at(guest)}/close", step="write", **given)
        assert words("closing-what-irs_first") in written.text
        given |= {"what": "Ask the IRS for a plan.", "who": "You do this.", "by_on": "2027-03-01"}
        look = await brooks.post(f"{at(guest)}/close", step="look", **given)
        last = look.text.partition("<blockquote")[2].partition("</blockquote>")[0]
        assert "Ask the IRS for a plan." in last
        assert not any(event["kind"] == "closed" for event in await guest.events())
        await guest.say("One more thing")
        stale = await brooks.post(f"{at(guest)}/close", step="send", **given)
        assert stale.status_code == 409
        assert "One more thing" in stale.text
        assert "Ask the IRS for a plan.</textarea>" in stale.text
        seq = re.search(r'name="expected_seq" value="(\d+)"', stale.text)
        assert seq is not None
        done = await brooks.post(f"{at(guest)}/close", step="send", **{**given, "expected_seq": seq[1]})
        assert done.status_code == 303
        closed = next(event for event in await guest.events() if event["kind"] == "closed")
        assert "March 1, 2027" in closed["text"]
        assert [html.unescape(line) for line in re.findall("<p>(.*?)</p>", last)] == closed["text"].split("\n")
        # Reopened it comes back to the same advocate, and is marked.
        await guest.choose("do.reopen")
        listed = (await brooks.get("/desk")).text
        assert words("page-work-reopened") in listed


async def test_every_page_of_the_desk_keeps_on_duty_and_no_closing_text_is_lost(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "imani") as imani:
        guest = await taken(tas, imani)
        pages = ("/desk", at(guest), f"{at(guest)}/close", f"{at(guest)}/transfer", "/desk/board", "/desk/messages")
        for path in (*pages, "/desk/read-code", "/desk/acceptance", "/desk/codes", f"/desk/board/chats/{guest.id}"):
            assert re.search(r'<main[^>]* data-beat="[^"]*" data-csrf="[^"]+"', (await imani.get(path)).text), path
        # A minute over the form: opening it and each of its steps show that somebody is there.
        for step in ({"step": "write"}, {"step": "look", "what": "You call.", "who": "You"}):
            tas.services.clock.forward(seconds=40)  # type: ignore[attr-defined]
            assert (await imani.post(f"{at(guest)}/close", wrap_up="irs_first", **step)).status_code == 200
        await tas.services.handoffs.sweep()
        assert (await imani.get(f"{at(guest)}/close")).status_code == 200
        tas.services.clock.forward(minutes=5)  # type: ignore[attr-defined]
        await tas.services.handoffs.sweep()
        typed = {"wrap_up": "irs_first", "expected_seq": "1", "what": "Ask for a plan.", "who": "You do this."}
    async with signed_in(tas, "brooks") as brooks:
        lost = await brooks.post(f"{at(guest)}/close", step="look", **typed)
        assert lost.status_code == 404
        assert "Ask for a plan.\nYou do this." in lost.text
        moved = await brooks.post(f"{at(guest)}/transfer", to="assistant", note="Knows the landlord")
        assert moved.status_code == 404
        assert "Knows the landlord</textarea>" in moved.text


async def test_who_let_an_offer_go_by_reads_why_no_new_ones_come_and_how_they_do(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        await on_duty(brooks)
        guest = await waiting(tas)
        await brooks.post(f"{at(guest)}/decline")
        for page in ("/desk", "/desk/here"):
            assert words("page-work-status-missed") in (await brooks.get(page)).text
        assert f">{words('page-work-duty-available')}</button>" in (await brooks.get("/desk")).text
        # It is the desk's word: nobody says it of themselves.
        assert (await brooks.post("/desk/presence", status="missed")).status_code == 422
        await brooks.post("/desk/presence", status="available")
        assert words("page-work-status-available") in (await brooks.get("/desk")).text


async def test_who_goes_off_duty_with_a_chat_is_asked_first(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        asked = await brooks.post("/desk/presence", status="off")
        assert asked.status_code == 200
        assert words("page-work-off-lead") in asked.text
        assert f'href="{at(guest)}"' in asked.text
        assert (await brooks.get(at(guest))).status_code == 200
        assert words("page-work-status-available") in (await brooks.get("/desk")).text
        # Taking no new ones gives nothing away, so nobody is asked.
        assert (await brooks.post("/desk/presence", status="away")).status_code == 303
        assert (await brooks.post("/desk/presence", status="off", anyway="yes")).status_code == 303
        assert words("page-work-status-off") in (await brooks.get("/desk")).text
    assert (await guest.events())[-1]["reason"] == "agent_lost"


async def test_a_correction_renews_the_result_that_the_facts_lead_to(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        await brooks.post(f"{at(guest)}/facts", fact="federal_tax", value="yes")
        await brooks.post(f"{at(guest)}/facts", fact="hardship", value="housing")
        await brooks.post(f"{at(guest)}/facts", fact="hardship_link", value="yes")
        facts = (await brooks.get(at(guest))).text.partition('id="facts"')[2].partition("</section>")[0]
        assert words("page-tools-outcome-likely") in facts
        await brooks.post(f"{at(guest)}/facts", fact="federal_tax", value="no")
        facts = (await brooks.get(f"{at(guest)}/news")).text.partition('id="facts"')[2].partition("</section>")[0]
        assert words("page-tools-outcome-unlikely") in facts


async def test_what_gives_a_chat_away_has_the_same_answer_when_it_is_sent_again(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        for act, form in (
            ("transfer", {"to": "assistant"}),
            ("transfer", {"to": "skill:topic:collection", "anyway": "yes"}),
            ("close", {"step": "send", "wrap_up": "irs_first", "what": "Ask the IRS.", "who": "You."}),
        ):
            guest = await taken(tas, brooks)
            sent = {**form, "client_id": str(uuid.uuid4()), "expected_seq": str((await guest.events())[-1]["seq"])}
            first, again = [await brooks.post(f"{at(guest)}/{act}", **sent) for _ in range(2)]
            assert (first.status_code, first.headers["location"]) == (303, "/desk"), first.text
            assert (again.status_code, again.headers["location"]) == (303, "/desk")
            kinds = [(event["kind"], event.get("reason")) for event in await guest.events()]
            assert kinds.count(("owner", "returned")) + kinds.count(("owner", "transferred")) <= 1
            assert kinds.count(("closed", None)) <= 1


async def test_a_skill_that_nobody_on_duty_has_is_asked_about_once_more(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        ask = await brooks.get(f"{at(guest)}/transfer")
        assert words("page-work-transfer-not-on-duty") in ask.text
        asked = await brooks.post(f"{at(guest)}/transfer", to="skill:topic:collection", note=NOTE)
        assert asked.status_code == 409
        assert words("error-skill_not_on_duty") in asked.text
        assert words("page-work-transfer-anyway", minutes_count=5) in asked.text
        assert f"{NOTE}</textarea>" in asked.text
        done = await brooks.post(f"{at(guest)}/transfer", to="skill:topic:collection", note=NOTE, anyway="yes")
        assert done.status_code == 303


@pytest.mark.parametrize("path", ["/sign-out", "/sign-out/everywhere"])
async def test_who_signs_out_with_chats_is_asked_and_then_others_have_them_at_once(
    tas: GatewayUnderTest, path: str
) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        guest = await taken(tas, brooks)
        await on_duty(vega)
        asked = await brooks.post(path)
        assert asked.status_code == 200
        assert words("page-work-out-lead") in asked.text
        assert f'action="{path}" class="fields"' in asked.text
        assert f'href="{at(guest)}"' in asked.text
        # Nothing has happened yet: they may close it first, or pass it on.
        assert words("page-work-mine", chats_count=1) in (await brooks.get("/desk")).text
        assert (await guest.events())[-1]["owner"] == "agent"
        gone = await brooks.post(path, anyway="yes")
        assert (gone.status_code, gone.headers["location"]) == (303, "/sign-out?provider=demonstration")
        assert (await brooks.get("/desk")).status_code == 401
        # No sweep was waited for: it is in line at the front, and offered already.
        told = (await guest.events())[-1]
        assert (told["owner"], told["reason"]) == ("queued", "agent_lost")
        offered = (await tas.services.desk.state(vega.actor)).chats
        assert [(chat.conversation_id, chat.state, chat.front) for chat in offered] == [
            (guest.id, HandoffState.OFFERED, True)
        ]
        # An offer is no chat of theirs yet: nothing is asked.
        assert (await vega.post("/sign-out")).status_code == 303
        assert (await tas.services.desk.board())[0].state is HandoffState.WAITING


async def test_who_has_no_chat_signs_out_without_a_question_and_off_duty(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "irene") as irene:
        await on_duty(brooks)
        assert (await brooks.post("/sign-out")).status_code == 303
        assert (await irene.post("/sign-out")).status_code == 303
        await waiting(tas)
        assert (await tas.services.desk.board())[0].state is HandoffState.WAITING


@pytest.mark.parametrize(("language", "said"), [("en", 0), ("es", 1)])
async def test_an_offer_in_a_language_of_others_says_so(tas: GatewayUnderTest, language: str, said: int) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await tas.begin(language)
        await guest.choose("do.person")
        tas.services.clock.forward(minutes=10)  # type: ignore[attr-defined]
        await on_duty(brooks)
        for page in ("/desk", at(guest)):
            shown = (await brooks.get(page)).text
            lists, _, offered = shown.partition('class="acts offered"')
            assert words("page-work-offers") in lists
            assert lists.count(words("page-work-not-your-language")) == said
            assert bool(offered) == (page != "/desk")
            assert offered.count(words("page-work-not-your-language")) == (said if offered else 0)


async def test_a_chat_in_a_language_of_others_is_taken_by_hand_only_knowingly(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        await brooks.post("/desk/presence", status="away")
        guest = await tas.begin("es")
        await guest.say("Me embargaron el sueldo")
        await guest.choose("do.person")
        assert words("page-work-not-your-language") in (await brooks.get("/desk")).text
        asked = await brooks.post(f"{at(guest)}/claim")
        assert asked.status_code == 200
        assert words("page-work-language-interpreter") in asked.text
        assert 'name="anyway" value="yes"' in asked.text
        taken_ = await brooks.post(f"{at(guest)}/claim", anyway="yes")
        assert (taken_.status_code, taken_.headers["location"]) == (303, at(guest))


async def test_who_knows_the_person_steps_aside_on_the_page(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        assert words("page-work-step-aside-hint") in (await brooks.get(at(guest))).text
        for _ in range(2):
            aside = await brooks.post(f"{at(guest)}/step-aside")
            assert (aside.status_code, aside.headers["location"]) == (303, "/desk")
        assert (await brooks.get(at(guest))).status_code == 404
        assert (await brooks.post(f"{at(guest)}/claim")).status_code == 404
        assert f'action="{at(guest)}/claim"' not in (await brooks.get("/desk")).text


async def test_staff_choose_the_name_that_people_see(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks:
        for wrong in ("", "D4niel", "x" * 41, "<b>", "Dan\u200b  @"):
            refused = await brooks.post("/desk/name", name=wrong)
            assert refused.status_code == 422
            assert words("error-name_invalid") in refused.text
        assert (await brooks.post("/desk/name", name=" Dan  O'Brooks-Ruiz ")).status_code == 303
        guest = await taken(tas, brooks)
        assert "Dan O'Brooks-Ruiz" in (await guest.events())[-1]["text"]


async def test_who_comes_to_a_page_is_still_on_duty_and_who_stays_away_is_not(tas: GatewayUnderTest) -> None:
    clock = tas.services.clock
    async with signed_in(tas, "brooks") as brooks:
        guest = await taken(tas, brooks)
        for _ in range(4):
            clock.forward(seconds=30)  # type: ignore[attr-defined]
            frame = await brooks.get(f"/desk/here?chat={guest.id}&seq=1")
            assert words("page-work-frame-news") in frame.text
            await tas.services.handoffs.sweep()
        state = await tas.services.desk.state(brooks.actor)
        assert [chat.state for chat in state.chats] == [HandoffState.ACTIVE]
        clock.forward(seconds=200)  # type: ignore[attr-defined]
        await tas.services.handoffs.sweep()
        assert (await tas.services.desk.state(brooks.actor)).chats == ()
        assert words("page-work-word-gone") in (await brooks.get(f"/desk/here?chat={guest.id}&seq=1")).text


async def test_the_card_says_which_wait_the_person_was_told(tas: GatewayUnderTest) -> None:
    guest = await waiting(tas)
    told = {"told_at": tas.services.clock.now(), "told_low_minutes": 5, "told_high_minutes": 20}
    row = update(handoffs).where(handoffs.c.conversation_id == guest.id).values(**told)
    await tas.services.database.write(lambda connection: connection.execute(row))
    async with signed_in(tas, "brooks") as brooks:
        await on_duty(brooks)
        await brooks.post(f"{at(guest)}/claim")
        page = await brooks.get(at(guest))
        assert TEXTS.say("card-told-queue", "en", {"low_minutes": 5, "high_minutes": 20}) in html.unescape(page.text)


async def test_a_live_page_fetches_what_it_lacks_and_nothing_of_others(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "brooks") as brooks, signed_in(tas, "vega") as vega:
        guest = await taken(tas, brooks)
        seq = await guest.say("It is <b>urgent</b>")
        await brooks.post(f"{at(guest)}/notes", note=NOTE)
        fresh = await brooks.get(f"{at(guest)}/news?after={seq - 1}&notes=0")
        assert "It is &lt;b&gt;urgent&lt;/b&gt;" in fresh.text
        assert NOTE in fresh.text
        assert "They levied my wages" not in fresh.text.partition('<data id="seen"')[0].partition('id="facts"')[2]
        assert (await vega.get(f"{at(guest)}/news?after=0&notes=0")).status_code == 404
        assert NOTE not in (await vega.get("/desk/news")).text


async def test_a_case_is_shown_beside_a_chat_of_its_own_advocate_alone(tas: GatewayUnderTest) -> None:
    portal = tas.services.portal
    denise = await person_of(tas, "denise")
    matter = await matter_in(tas, "denise", "8123457")
    chat = await portal.begin(denise, matter, "en", "America/New_York", client_id())
    await tas.services.conversations.post_choice(chat, client_id(), "do.person")
    async with signed_in(tas, "vega") as vega, signed_in(tas, "brooks") as brooks:
        await on_duty(vega)
        await vega.post(f"/desk/chats/{chat}/claim")
        strange = await vega.get(f"/desk/chats/{chat}")
        assert words("page-work-case-none") in strange.text
        assert "8123457" not in strange.text
        await on_duty(brooks)
        await vega.post(f"/desk/chats/{chat}/transfer", to="agent:E1002")
        await brooks.post(f"/desk/chats/{chat}/claim")
        own = await brooks.get(f"/desk/chats/{chat}")
        assert "8123457" in own.text
        case = html.unescape(own.text).partition('class="case"')[2].partition("</section>")[0]
        # Of the taxpayer, not to them or to whoever represents them; and no sentence twice.
        assert "Your client" not in case
        assert "yours" not in case
        told = re.findall(r"<p>(.*?)</p>", case)
        assert len(told) == len(set(told)) > 2
        await vega.post("/desk/presence", status="off")
        guest = await waiting(tas)
        await brooks.post(f"/desk/chats/{guest.id}/claim")
        assert words("page-work-case-public") in (await brooks.get(at(guest))).text


async def test_who_reviews_lands_where_cases_are_found_by_their_number(tas: GatewayUnderTest) -> None:
    matter = await matter_in(tas, "denise", "8123457")
    async with signed_in(tas, "petra") as petra:
        led = await petra.get("/desk")
        assert (led.status_code, led.headers["location"]) == (303, "/desk/cases")
        page = await petra.get("/desk/cases")
        assert 'aria-current="page"' in page.text
        assert 'href="/desk"' not in page.text.partition('class="desk-places"')[2].partition("</nav>")[0]
        found = await petra.post("/desk/cases", number=" 8123457 ")
        assert f'href="/desk/matters/{matter}/messages"' in found.text
        assert (await petra.get(f"/desk/matters/{matter}/messages")).status_code == 200
        unknown = await petra.post("/desk/cases", number="1")
        assert unknown.status_code == 404
        assert words("error-case_number_unknown") in html.unescape(unknown.text)
        assert (await petra.post("/desk/presence", status="available")).status_code == 404
    async with signed_in(tas, "vega") as vega:
        assert (await vega.get("/desk")).status_code == 200
        assert (await vega.post("/desk/cases", number="8123457")).status_code == 404


async def test_an_administrator_is_told_where_their_work_is_and_led_in_no_circle(tas: GatewayUnderTest) -> None:
    async with signed_in(tas, "omar") as omar:
        page = await omar.get("/desk")
        assert page.status_code == 200
        assert words("page-work-nothing") in page.text
        assert 'class="desk-places"' not in page.text
