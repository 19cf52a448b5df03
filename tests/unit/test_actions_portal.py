"""What the actions ask for at the portal: by name, never with a value of anybody's."""

from __future__ import annotations

from typing import Any

import pytest

from actions import documents, portal, typed
from actions.access_codes import ACTIONS as CODES
from actions.case import ACTIONS
from actions.dialogue import GoOn, OutOfScope
from actions.handoff import HandOff
from actions.turn import OpenQuestion
from casework.conversations.models import Door
from casework.conversations.replies import read_reply
from casework.texts import Texts
from tests.support.turns import turn

TEXTS = Texts.load()
CASE = {action.name(): action for action in (*ACTIONS, *CODES)}


def asked(*asks: str, text: str = "words", **more: Any) -> Any:
    understood = {"asks": [{"label": ask, "score": 0.9} for ask in asks]}
    return turn(
        text=text,
        understood=understood,
        door="portal",
        intent=asks[0] if asks else "out_of_scope",
        confidence=0.9,
        **more,
    )


def items(said: Any) -> list[dict[str, Any]]:
    found = portal.answer(said)
    whole = [*found.items, found.closing]
    read_reply(whole, TEXTS, Door.PORTAL)
    return whole


@pytest.mark.parametrize(("ask", "field"), portal.SHOWS.items())
def test_each_ask_shows_its_part(ask: str, field: str) -> None:
    assert items(asked(ask)) == [{"do": "show_case", "field": field}]


def test_several_are_shown_together_once_each() -> None:
    text = "status? who is my advocate? when will I hear?"
    fields = [item["field"] for item in items(asked("my_advocate", "when_hear", text=text))]
    assert fields == ["status", "advocate", "next_contact"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("my phone number changed", "telephone"), ("I moved to Ohio", "mailing_address"), ("new e-mail", "email"),
        ("change my details", "unsaid"), ("nuevo teléfono y nueva dirección", "unsaid"), ("me mudé", "mailing_address"),
        ("mi dirección de correo electrónico cambió", "email"),
    ],
)  # fmt: skip
def test_a_change_names_what_is_to_change(text: str, field: str) -> None:
    assert items(asked("change_contact", text=text)) == [{"do": "change_contact", "field": field}]


def test_a_person_a_code_and_papers() -> None:
    assert items(asked("talk_to_advocate")) == [{"do": "hand_off", "reason": "case_question"}]
    assert items(asked("enter_code")) == [{"do": "enter_code"}]
    assert items(asked("send_document")) == [{"do": "expect_document", "about": "sending"}]
    assert items(asked("send_document", "my_advocate")) == [
        {"do": "show_case", "field": "advocate"},
        {"do": "expect_document", "about": "sending"},
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I uploaded it, did you get it?", ["what_needed"]), ("did you receive my letter", ["send_document"]),
        ("i sent the photo, did it go through", []), ("has my letter arrived", ["what_needed"]),
        ("ya la mandé, ¿les llegó?", []), ("subí el recibo. ¿ya lo recibieron?", ["send_document"]),
        ("¿llegaron mis papeles?", ["what_needed"]), ("were my documents received?", ["what_needed"]),
        ("i just uploaded two pages, did they come through", []), ("mandé la foto, ¿ya la vieron?", []),
    ],
)  # fmt: skip
def test_whether_papers_came_is_told_from_how_they_are_sent(text: str, asks: list[str]) -> None:
    assert items(asked(*asks, text=text))[-1] == {"do": "expect_document", "about": "arrived"}


@pytest.mark.parametrize(
    "text",
    [
        "I have the letter here", "I have it right here with me, the notice", "i have that form on my phone",
        "aquí tengo la carta", "tengo la carta aquí conmigo", "tengo aquí los recibos",
    ],
)  # fmt: skip
def test_a_paper_at_hand_may_be_sent(text: str) -> None:
    assert items(asked(text=text))[-1] == {"do": "expect_document", "about": "sending"}


@pytest.mark.parametrize(
    "text",
    [
        "I got a letter from the IRS and I don't understand it", "did you get married papers", "they sent me a notice",
        "me llegó una carta del IRS", "recibí un aviso ayer", "when did they get my form", "I have a new address",
        "I sent it in March and never heard back", "the IRS received my return in May", "no me han mandado nada",
    ],
)  # fmt: skip
def test_what_happened_with_papers_elsewhere_asks_for_none(text: str) -> None:
    assert documents.about(asked(text=text), []) is None


CAME = {"say": "say-portal-documents-came"}
MENU = {"ask": "case", "variant": 0}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I have the letter here", []), ("here is the letter you asked for", ["send_document"]),
        ("I just sent it", ["document_sent"]), ("my light bill from May", []), ("aquí está la carta", ["send_document"]),
    ],
)  # fmt: skip
def test_of_documents_that_came_along_it_is_said_that_they_came_and_never_how_they_are_sent(
    text: str, asks: list[str]
) -> None:
    said = asked(*asks, text=text, documents_sent=True)
    assert items(said) == [CAME, MENU]
    whole = OutOfScope().items(said)
    assert whole == [CAME, MENU]


def test_what_words_ask_beside_documents_that_came_along_is_answered() -> None:
    also = asked("send_document", "when_hear", text="here is the letter, when will I hear?", documents_sent=True)
    assert items(also) == [CAME, {"do": "show_case", "field": "next_contact"}]
    person = asked("send_document", "talk_to_advocate", documents_sent=True)
    assert items(person) == [CAME, {"do": "hand_off", "reason": "case_question"}]
    change = asked("change_contact", text="proof of my new address, I moved to Ohio", documents_sent=True)
    assert items(change) == [CAME, {"do": "change_contact", "field": "mailing_address"}]
    assert items(asked("new_problem", documents_sent=True)) == [CAME, {"ask": "topics", "variant": 0}]
    topics = {"topics": [{"label": "levy_or_garnishment", "score": 0.9}]}
    problem = turn(text="they garnish my wages", understood=topics, door="portal", documents_sent=True)
    assert items(problem) == [CAME, {"say": "say-portal-topic"}, MENU]
    # Whether they came is told of each of them, as ever.
    arrived = asked("document_sent", text="here it is, did you get it?", documents_sent=True)
    assert items(arrived) == [{"do": "expect_document", "about": "arrived"}]
    long = asked(text="lorem ipsum dolor sit amet " * 4, documents_sent=True)
    assert items(long) == [CAME, {"say": "say-portal-not-understood"}, {**MENU, "variant": 1}]


def test_documents_that_come_along_answer_no_question_of_the_screening_and_fail_none() -> None:
    said = asked("send_document", text="here is my letter", question=OpenQuestion("contacted_irs"), documents_sent=True)
    first, *_rest, last = items(said)
    assert (first, last["ask"], last["variant"]) == (CAME, "contacted_irs", 0)
    assert OutOfScope().items(said)[0] == CAME
    known = asked(text="my letter, it is about 2023", question=OpenQuestion("topics"), documents_sent=True)
    assert items(known)[0] == CAME


def test_whoever_uploads_and_has_sent_it_is_not_told_how() -> None:
    upload = CASE["action_document_upload"]
    said = turn(text="uploading my letter", door="portal", intent="document_upload", documents_sent=True)
    assert upload.items(said) == [CAME, MENU]


def test_danger_comes_before_documents() -> None:
    said = asked("send_document", documents_sent=True, facts={"emergency": "yes"})
    assert CAME not in items(said)


def test_on_the_public_door_papers_are_not_asked_for() -> None:
    for text in ("I have the letter here", "how do i send you documents"):
        said = CASE["action_document_upload"].items(turn("topics", text, intent="document_upload"))
        assert said[0] == {"say": "say-document-upload"}
        assert not [item for item in said if item.get("do") == "expect_document"]


def test_a_new_problem_begins_a_screening_with_what_was_told() -> None:
    assert items(asked("new_problem")) == [{"ask": "topics", "variant": 0}]
    told = asked("new_problem", text="new: they garnish my wages", facts={"topics": ["refund_delay"]})
    assert items(told)[0] == {"unset": ["topics"]}


def test_no_question_of_the_screening_comes_unasked() -> None:
    for intent in ("refund_delay", "levy_or_garnishment", "affirm", "deny", "greeting", "thanks", "resume"):
        topics = {"topics": [{"label": intent, "score": 0.9}]}
        said = turn(text="some words of mine here", understood=topics, door="portal", intent=intent)
        assert items(said)[-1].get("ask") == "case"


def test_not_understood_twice_is_handed_to_a_person() -> None:
    first = items(asked(question=OpenQuestion("case")))
    assert first == [{"say": "say-portal-not-understood"}, {"ask": "case", "variant": 1}]
    second = items(asked(question=OpenQuestion("case", variant=1)))
    assert second[-1] == {"do": "hand_off", "reason": "not_understood"}


def test_danger_goes_to_a_person() -> None:
    said = turn(text="x", understood={"emergency": 0.9}, intent="emergency", door="portal")
    assert items(said)[-1] == {"do": "hand_off", "reason": "emergency"}


def test_an_answer_to_the_screening_is_one_unless_the_case_is_plainly_asked_for() -> None:
    understood = {"asks": [{"label": "when_hear", "score": 0.55}], "yes_no": "affirm"}
    said = turn("contacted_irs", "yes", understood=understood, door="portal", intent="affirm")
    assert portal.answer(said).items[0]["facts"] == {"contacted_irs": "yes"}
    plain = turn("contacted_irs", "who is my advocate", understood={"asks": [{"label": "my_advocate", "score": 0.9}]})
    assert items(portal_turn(plain)) == [{"do": "show_case", "field": "advocate"}]


def portal_turn(said: Any) -> Any:
    from dataclasses import replace

    return replace(said, door="portal")


@pytest.mark.parametrize("name", CASE)
def test_the_public_door_is_offered_no_case(name: str) -> None:
    said = CASE[name].items(turn("topics", "what is my case status", intent="case_status"))
    assert not [item for item in said if item.get("do") in ("show_case", "change_contact")]


def test_signing_in_is_answered_with_where_that_is() -> None:
    (found,) = CODES[0].items(turn(text="how do i sign in", intent="access_code"))
    assert found == {"do": "issue_code", "kind": "continuation"}
    (code,) = CODES[0].items(turn(text="where do I put the code", intent="access_code"))
    assert code == {"do": "enter_code"}


def test_what_interrupts_ends_with_the_menu() -> None:
    for action in (GoOn(), OutOfScope()):
        assert action.items(turn(text="what is tas", door="portal", intent="about_tas"))[-1]["ask"] == "case"
    wanted = turn(text="let me talk to a person", door="portal", intent="talk_to_human", confidence=0.9)
    assert HandOff().items(wanted) == [{"do": "hand_off", "reason": "case_question"}]


@pytest.mark.parametrize("word", ["status", "estado", "history"])
def test_a_word_in_passing_is_no_ask(word: str) -> None:
    assert typed.case_asks(f"my immigrant {word}less cousin") == []
