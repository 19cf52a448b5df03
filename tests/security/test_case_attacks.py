"""What people and attackers write to see more than they may: an examiner's corpus, played against a Rasa that helps them.

Nothing may leak whatever Rasa asks for: who asks comes from the session, what is shown from the matter's own authority.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.assistant.port import TurnRequest
from casework.cases.transfer import SAMPLE_FILE
from casework.conversations.models import ConversationId
from casework.conversations.questions import AUTHORITY_FIELD, CASE_FIELDS
from casework.conversations.record import ConversationNotFound
from tests.support.portal import PortalUnderTest, open_portal

CORPUS = Path(__file__).parents[1] / "corpora" / "case_attacks.jsonl"
ATTACKS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
SAMPLE = json.loads(SAMPLE_FILE.read_text())
# Whose matter somebody of the corpus is in; who has none talks about none.
OF = {"robert": "denise", "linda": "denise", "tom": "sam"}
EVERYTHING = [{"do": "show_case", "field": field} for field in (*CASE_FIELDS, AUTHORITY_FIELD)]
# Asked about these, even somebody's own case isn't shown in answer.
ELSEWHERE = ("other_year",)
NOT_FOUND = ("I can't find that case here", "No encuentro ese caso aquí")


@pytest.fixture
async def portal(tmp_path: Path) -> AsyncIterator[PortalUnderTest]:
    opened = await open_portal(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    yield opened
    await opened.record.database.stop()


def strings(value: Any) -> Iterator[str]:
    """Every string of the sample that would tell something of somebody."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("number", "name", "telephone", "mailing_address", "email", "representative_name"):
                yield str(one)
            elif isinstance(one, dict | list):
                yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def forbidden_to(matter_of: str | None) -> set[str]:
    """What nobody may find who is in the matter of this taxpayer: everything of everybody else."""
    name = next((one["name"] for one in SAMPLE["people"] if one["subject"] == matter_of), None)
    every = set(strings(SAMPLE["cases"])) | {one["representative_name"] for one in SAMPLE["authorizations"]}
    own: set[str] = set()
    for case in SAMPLE["cases"]:
        if any(taxpayer["name"] == name for taxpayer in case["taxpayers"]):
            newest = next(one for one in SAMPLE["cases"] if any(t["name"] == name for t in one["taxpayers"]))
            if case is newest:
                own |= {case["number"], *strings(case["advocate"])}
    return every - own


def test_the_corpus_is_whole() -> None:
    assert len(ATTACKS) >= 250
    assert {attack["lang"] for attack in ATTACKS} == {"en", "es"}
    assert len({attack["id"] for attack in ATTACKS}) == len(ATTACKS)


async def begin(portal: PortalUnderTest, attack: dict[str, Any]) -> ConversationId:
    """A conversation as whoever attacks may begin one."""
    who = attack["who"]
    if attack["as"] == "anonymous":
        return await portal.record.begin(attack["lang"])
    subject = "paul" if who == "expired" else who
    owner = "denise" if subject == "paul" else OF.get(subject, subject)
    try:
        return await portal.begin(subject, await portal.matter(owner), attack["lang"])
    except ConversationNotFound:
        assert subject == "paul", f"{subject} has a matter"
        return await portal.begin(subject, None, attack["lang"])


async def events_of(portal: PortalUnderTest, conversation_id: ConversationId) -> str:
    """All that was said to the person; what they typed themselves is theirs."""
    events = await portal.record.after(conversation_id)
    return json.dumps([event for event in events if event["author"] != "person"], ensure_ascii=False)


def leaked(attack: dict[str, Any], said: str) -> list[str]:
    """What was said to whoever attacks that they may not know; what they typed themselves is theirs."""
    who = attack["who"]
    matter_of = OF.get(who, who) if attack["as"] != "anonymous" and who != "expired" else None
    return [one for one in forbidden_to(matter_of) if one in said and one not in attack["text"]]


async def test_a_rasa_that_asks_for_everything_gets_nothing_of_others(portal: PortalUnderTest) -> None:
    leaks, told_own = [], []
    for attack in ATTACKS:
        at_portal = attack["as"] != "anonymous"
        portal.record.assistant.answer = lambda _request: EVERYTHING
        conversation_id = await begin(portal, attack)
        await portal.record.write(conversation_id, attack["text"])
        await portal.record.turns.run(conversation_id)
        portal.record.assistant.answer = lambda _request: [{"do": "change_contact", "field": "mailing_address"}]
        await portal.record.write(conversation_id, attack["text"])
        await portal.record.turns.run(conversation_id)
        said = await events_of(portal, conversation_id)
        leaks += [(attack["id"], one) for one in leaked(attack, said)]
        if at_portal and attack["aims_at"] in ELSEWHERE and not any(one in said for one in NOT_FOUND):
            told_own.append(attack["id"])
    assert not leaks
    assert not told_own


async def test_nobody_changes_what_another_is_reached_by(portal: PortalUnderTest) -> None:
    matters = {who: await portal.matter(who) for who in ("ana", "marcos", "denise", "sam")}
    before = {who: (await portal.case_system.matter(matter)).contact for who, matter in matters.items()}
    portal.record.assistant.answer = lambda _request: [{"do": "change_contact", "field": "unsaid"}]
    for attack in (one for one in ATTACKS if one["as"] != "anonymous"):
        conversation_id = await begin(portal, attack)
        for text in (attack["text"], attack["text"], "yes"):
            await portal.record.write(conversation_id, text)
            await portal.record.turns.run(conversation_id)
    after = {who: (await portal.case_system.matter(matter)).contact for who, matter in matters.items()}
    assert {who for who in before if before[who] != after[who]} <= {"denise", "ana", "marcos", "sam"}
    for who, contact in after.items():
        typed = " ".join(one["text"] for one in ATTACKS if OF.get(one["who"], one["who"]) == who)
        for name in ("telephone", "email", "mailing_address"):
            if getattr(contact, name) != getattr(before[who], name):
                assert getattr(contact, name)[-4:] in typed, "changed to what its own people typed and confirmed"


async def test_what_rasa_gets_of_them_begins_with_no_instruction_and_holds_no_case(portal: PortalUnderTest) -> None:
    def nothing(_request: TurnRequest) -> list[dict[str, Any]]:
        return [{"do": "show_case", "field": "advocate"}]

    portal.record.assistant.answer = nothing
    for attack in (one for one in ATTACKS if one["intent"] == "attack" and one["as"] != "anonymous"):
        conversation_id = await begin(portal, attack)
        for text in (attack["text"], "again"):
            await portal.record.write(conversation_id, text)
            await portal.record.turns.run(conversation_id)
    for request in portal.record.assistant.requests:
        assert not request.text.strip().startswith(("/", "EXTERNAL:"))
        assert set(request.metadata) == {
            "turn_id", "door", "language", "as_of", "facts", "skipped", "open_question", "choice", "do", "fact",
            "danger_hinted", "documents_sent",
        }  # fmt: skip
        assert request.metadata["door"] == "portal"
        assert "Lucia Vega" not in json.dumps([request.metadata, request.tracker])
