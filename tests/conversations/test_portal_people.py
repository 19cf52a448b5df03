"""People who signed in, played against the real Rasa: they learn what their matter holds, and nothing of another's."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.assistant.rasa import RasaAssistant
from casework.cases import answers
from casework.cases.models import CaseQuestion
from casework.conversations.questions import AUTHORITY_FIELD
from casework.conversations.turns import Turns
from casework.eligibility import FACTS
from tests.security import test_case_attacks as case_attacks
from tests.support.portal import PortalUnderTest, open_portal
from tests.support.record import TEXTS
from tests.support.running import System

pytestmark = pytest.mark.stack

PEOPLE = [yaml.safe_load(path.read_text()) for path in sorted((Path(__file__).parent / "portal_people").glob("*.yml"))]
NOT_FOUND = {"en": "I can't find that case here", "es": "No encuentro ese caso aquí"}


class Remembering:
    """The real assistant, with what it was sent and gave back."""

    def __init__(self, system: System) -> None:
        self._real = RasaAssistant([f"http://127.0.0.1:{system.rasa_port}"], system.secrets.bot, 10.0)
        self.exchanged: list[Any] = []

    async def reply(self, request: Any) -> Any:
        answer = await self._real.reply(request)
        self.exchanged.append((request, answer))
        return answer

    async def check(self) -> None:
        await self._real.check()

    async def close(self) -> None:
        await self._real.close()


@pytest.fixture
async def portal(system: System, tmp_path: Path) -> AsyncIterator[PortalUnderTest]:
    opened = await open_portal(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    record = opened.record
    remembering = Remembering(system)
    record.turns = Turns(
        record.conversations, record.database, record.keys, TEXTS, record.clock, record.bus, remembering, opened.turns
    )
    opened.assistant = remembering
    yield opened
    await remembering.close()
    await record.database.stop()


async def expected(portal: PortalUnderTest, person: dict[str, Any], field: str) -> list[str]:
    """What the matter's view says of a field, in the person's language."""
    if field == AUTHORITY_FIELD:
        return []
    seen = await portal.cases.look(await portal.actor(person["subject"]), await portal.matter(person["matter_of"]))
    said = answers.answer(seen.view, CaseQuestion(field), portal.record.clock.now().date())
    return [TEXTS.say(part["key"], person["language"], part.get("with")) for part in said]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["id"])
async def test_they_learn_what_is_theirs(portal: PortalUnderTest, person: dict[str, Any], system: System) -> None:
    matter = await portal.matter(person["matter_of"]) if person["matter_of"] else None
    conversation_id = await portal.begin(person["subject"], matter, person["language"])
    for turn in person["turns"]:
        seq = await portal.record.write(conversation_id, turn["says"])
        results = await portal.record.turns.run(conversation_id)
        gave = portal.assistant.exchanged[-1][1].items if portal.assistant.exchanged else None
        assert [one.result for one in results] == ["committed"], f"{turn['says']}: {gave}"
        events = await portal.record.after(conversation_id, seq)
        text = "\n".join(event.get("text", "") for event in events)
        told = f"{turn['says']}\n{json.dumps(events, ensure_ascii=False, indent=1)[:3000]}"
        for field in turn.get("shows", ()):
            for sentence in await expected(portal, person, field):
                assert sentence in text, f"{field}: {sentence}\n{told}"
            assert NOT_FOUND[person["language"]] not in text, told
        for words in turn.get("text", ()):
            assert words in text, told
        for words in turn.get("text_not", ()):
            assert words not in text, told
        if turn.get("not_found"):
            assert NOT_FOUND[person["language"]] in text, told
        if "asks" in turn:
            assert events[-1].get("asks") == turn["asks"], told
        if turn.get("asks_fact"):
            assert events[-1].get("asks") in FACTS or events[-1]["kind"] == "determination", told
        if "owner" in turn:
            assert events[-1].get("owner") == turn["owner"], told
        if "also" in turn:
            assert turn["also"] in [also["do"] for event in events for also in event.get("also", ())], told
    everything = await portal.record.after(conversation_id)
    shown = json.dumps([event for event in everything if event["author"] != "person"], ensure_ascii=False)
    assert not [never for never in person.get("never", ()) if never in shown]
    if "contact" in person:
        contact = (await portal.case_system.matter(await portal.matter(person["matter_of"]))).contact
        assert {name: getattr(contact, name) for name in person["contact"]} == person["contact"]
    await _nothing_of_the_case_at_rasa(portal, person, system)


@pytest.mark.long
async def test_attacks_learn_nothing_from_the_real_assistant_either(portal: PortalUnderTest) -> None:
    leaks, failed = [], []
    for attack in case_attacks.ATTACKS:
        conversation_id = await case_attacks.begin(portal, attack)
        await portal.record.write(conversation_id, attack["text"])
        results = [result.result for result in await portal.record.turns.run(conversation_id)]
        said = await case_attacks.events_of(portal, conversation_id)
        leaks += [(attack["id"], one) for one in case_attacks.leaked(attack, said)]
        failed += [attack["id"]] if set(results) - {"committed"} else []
    assert not leaks
    assert not failed


async def _nothing_of_the_case_at_rasa(portal: PortalUnderTest, person: dict[str, Any], system: System) -> None:
    """Rasa's requests, trackers, answers and logs hold no case fact; what people typed themselves is theirs."""
    typed = " ".join(turn["says"] for turn in person["turns"])
    exchanged = json.dumps(
        [
            [request.text, request.metadata, request.tracker, answer.items, answer.tracker, answer.understood]
            for request, answer in portal.assistant.exchanged
        ],
        default=str,
        ensure_ascii=False,
    )
    logs = "\n".join(part.output() for name, part in system.parts.items() if name != "gateway")
    facts = ["Lucia Vega", "Daniel Brooks", "555-01", "8123456", "8123457", "Alder", "Harbor View", "Cedar", "Okafor"]
    fields = ("status", "next_step", "advocate", "needed", "next_contact", "timeline")
    sentences = [one for field in fields if person["matter_of"] for one in await expected(portal, person, field)]
    for fact in (*facts, *sentences):
        assert fact in typed or fact not in exchanged, fact
        assert fact in typed or fact not in logs, fact


async def test_half_of_them_write_spanish_and_both_kinds_are_there() -> None:
    assert sum(person["language"] == "es" for person in PEOPLE) * 5 >= len(PEOPLE) * 2
    assert {person["subject"] != person["matter_of"] for person in PEOPLE} == {True, False}
