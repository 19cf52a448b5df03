"""The matrix of the assistant's answers: each part of each case, asked by everybody of the sample.

Rasa asks for whatever part it is. Whom a row doesn't name can't even begin to talk about that case; whom it names is told
what their own view holds, and no more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.case_system.port import MatterId
from casework.cases import answers
from casework.cases.models import CaseQuestion
from casework.cases.service import MatterNotFound
from casework.conversations.questions import CASE_FIELDS
from casework.conversations.record import ConversationNotFound
from tests.support.portal import PortalUnderTest, open_portal
from tests.support.record import TEXTS

EVERYBODY = (
    *("ana", "marcos", "denise", "robert", "linda", "tom", "sam", "grace", "paul", "nadia", "irene"),
    *("vega", "brooks", "imani", "petra", "omar"),
)
ALL = frozenset(CASE_FIELDS)
# Who may ask about whose side of which case, and which parts tell them something (domain 4; docs/authority.md).
MAY_ASK: dict[tuple[str, str], dict[str, frozenset[str]]] = {
    ("ana", "8123456"): {"ana": ALL, "robert": ALL},
    ("marcos", "8123456"): {"marcos": ALL},
    ("denise", "8123457"): {"denise": ALL, "robert": ALL, "linda": ALL},
    ("denise", "8098765"): {"denise": ALL, "robert": ALL},
    # An unenrolled preparer learns the status of the examination alone (domain 4.3).
    ("sam", "8123458"): {"sam": ALL, "tom": frozenset({"status"})},
}


@pytest.mark.parametrize(("owner", "number"), MAY_ASK)
async def test_each_answer_to_each_person(tmp_path: Path, owner: str, number: str) -> None:
    portal = await open_portal(f"sqlite+aiosqlite:///{tmp_path / 'record.sqlite'}", tmp_path)
    try:
        matter = await portal.matter(owner, number)
        may = MAY_ASK[owner, number]
        for subject in EVERYBODY:
            if subject not in may:
                with pytest.raises(ConversationNotFound):
                    await portal.begin(subject, matter)
                continue
            told = {field for field in CASE_FIELDS if await _is_told(portal, subject, matter, field)}
            assert told == may[subject], subject
    finally:
        await portal.record.database.stop()


async def _is_told(portal: PortalUnderTest, subject: str, matter: MatterId, field: str) -> bool:
    """Whether somebody learns something of that part; what is said is what their own view holds, word for word."""
    conversation_id = await portal.begin(subject, matter)
    portal.record.assistant.answer = lambda _request: [{"do": "show_case", "field": field}]
    events = await portal.record.say(conversation_id, "tell me")
    said = next(event["text"] for event in events if event["kind"] == "message" and event["author"] == "assistant")
    nothing = answers.not_found()
    not_found = TEXTS.say(nothing["key"], "en", nothing.get("with"))
    try:
        seen = await portal.cases.look(await portal.actor(subject), matter, answers.fields_of(CaseQuestion(field)))
    except MatterNotFound:
        assert said == not_found
        return False
    parts = answers.answer(seen.view, CaseQuestion(field), portal.record.clock.now().date())
    assert parts
    for part in parts:
        assert TEXTS.say(part["key"], "en", part.get("with")) in said
    return said != not_found
