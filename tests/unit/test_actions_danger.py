"""Where the words leave it open whether somebody is in danger, that is asked first, and everything else kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from actions import danger
from actions.turn import OpenQuestion
from casework.conversations.replies import read_reply
from casework.texts import Texts
from tests.support.turns import turn
from tests.unit.test_actions_dialogue import ACTIONS, CollectingDispatcher, question, tracker

TEXTS = Texts.load()
HINTED = {"emergency": 0.4}
ASKED = {"ask": "clarify", "variant": 0, "of": "emergency"}
OPEN = question("clarify", of="emergency", choices=["yes", "no"])
KNOWN = {"topics": ["refund_delay"], "federal_tax": "yes"}
THEN = {"ask": "contacted_irs", "variant": 0}
YES = {"facts": {"emergency": "yes"}, "how": "understood"}
NO = {"facts": {"emergency": "no"}, "how": "answered"}


def run(
    action: str, *arguments: Any, slot: Mapping[str, Any] | None = None, **metadata: Any
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The whole answer, with the question that the form keeps for the action that asks it, and the slots set."""
    sent = tracker(*arguments, **metadata)
    sent.slots["danger"] = slot
    dispatcher = CollectingDispatcher()
    events = ACTIONS[action].run(dispatcher, sent, {})
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    items = [message["custom"] for message in dispatcher.messages]
    if slots.get("question"):
        items.append(slots["question"])
    elif slots.get("closing") == "show_result":
        items.append({"do": "show_result"})
    if items:
        read_reply(items, TEXTS)
    return items, slots


def test_a_hint_is_asked_about_and_what_was_said_besides_is_kept() -> None:
    understood = {**HINTED, "facts": {"hardship": ["housing"]}, "scores": {"hardship": 0.9}}
    items, slots = run(
        "validate_screening", "refund_delay", "they take my house, I see no way out", facts=KNOWN, understood=understood
    )
    assert {"facts": {"hardship": ["housing"]}, "how": "understood"} in items
    assert items[-2:] == [{"say": "say-danger"}, ASKED]
    assert not any("emergency" in item.get("facts", {}) for item in items)
    assert slots["danger"]["then"]["ask"] not in {None, "clarify"}
    assert slots["requested_slot"] == "clarify"


@pytest.mark.parametrize(
    ("action", "intent", "put_off"),
    [
        ("action_goodbye", "goodbye", {"say_last": "say-goodbye"}),
        ("action_hand_off", "talk_to_human", {"do": "hand_off", "reason": "asked"}),
        ("action_show_result", "show_result", {"do": "show_result"}),
        ("action_restart", "restart", {"do": "start_over"}),
    ],
)
def test_whatever_else_was_wanted_waits(action: str, intent: str, put_off: dict[str, Any]) -> None:
    words = "bye to all of you, let me talk to a person one last time"
    items, slots = run(action, intent, words, facts=KNOWN, understood=HINTED)
    assert items[-1] == ASKED
    assert slots["danger"]["then"] == put_off
    # ... and comes back after a no.
    items, _ = run("validate_screening", "deny", "no", facts=KNOWN, open_question=OPEN, slot=slots["danger"])
    assert items[:2] == [NO, {"say": "say-safe-go-on"}]
    assert items[-1] == put_off


@pytest.mark.parametrize("score", [0.0, 0.29])
def test_without_a_hint_nothing_is_asked(score: float) -> None:
    items, _ = run(
        "validate_screening", "refund_delay", "where is my refund", facts=KNOWN, understood={"emergency": score}
    )
    assert ASKED not in items


def test_what_the_chat_is_for_is_not_said_to_somebody_who_may_be_in_danger() -> None:
    items, _ = run("action_out_of_scope", "out_of_scope", "I said my goodbyes to everyone", understood=HINTED)
    assert items == [{"say": "say-danger"}, ASKED]


@pytest.mark.parametrize("how", ["yes", "Sí", "yes please help", "I don't know", "button"])
def test_a_yes_is_an_emergency_and_so_is_not_knowing(how: str) -> None:
    button = {"choice": {"asks": "clarify", "value": "yes"}} if how == "button" else {}
    items, _ = run(
        "validate_screening",
        "choice" if button else "affirm",
        "" if button else how,
        facts=KNOWN,
        open_question=OPEN,
        **button,
    )
    assert items[0]["facts"] == {"emergency": "yes"}
    assert items[-1] == {"do": "show_result"}


def test_a_second_hint_in_answer_is_a_yes() -> None:
    items, _ = run(
        "action_goodbye", "goodbye", "what does it matter now", facts=KNOWN, open_question=OPEN, understood=HINTED
    )
    assert items == [YES, {"do": "show_result"}]


@pytest.mark.parametrize(
    "how", ["no", "No, sigamos", "nobody, just angry", "go on please", "continúe por favor", "button"]
)
def test_a_no_goes_on_exactly_where_it_was(how: str) -> None:
    button = {"choice": {"asks": "clarify", "value": "no"}} if how == "button" else {}
    yes_no = {} if button or "go" in how or "con" in how else {"understood": {"yes_no": "deny"}}
    # What a held yes-or-no question asked isn't answered by this no.
    items, _ = run(
        "validate_screening", "choice" if button else "deny", "" if button else how,
        facts=KNOWN, open_question=OPEN, slot={"then": THEN, "asked": []}, **button, **yes_no,
    )  # fmt: skip
    assert items == [NO, {"say": "say-safe-go-on"}, THEN]


def test_a_no_that_tells_more_is_heard_whole() -> None:
    understood = {"yes_no": "deny", "facts": {"contacted_irs": "yes"}}
    items, _ = run(
        "validate_screening", "no_response", "no, I only called the IRS five times",
        facts=KNOWN, open_question=OPEN, slot={"then": THEN, "asked": []}, understood=understood,
    )  # fmt: skip
    assert {"facts": {"emergency": "no", "contacted_irs": "yes"}, "how": "understood"} in items or (
        NO in items and {"facts": {"contacted_irs": "yes"}, "how": "understood"} in items
    )
    assert items[-1] not in (THEN, ASKED)


def test_being_safe_in_other_words_is_a_no() -> None:
    items, _ = run(
        "action_go_on", "safe_go_on", "I'm safe", facts=KNOWN, open_question=OPEN, slot={"then": THEN, "asked": []}
    )
    assert items == [NO, THEN]


NOT_SAFE = [
    "I don't feel safe",
    "im not safe",
    "I am not really safe here",
    "No me siento segura en mi casa",
    "no estoy a salvo",
    "ya no estamos seguros aquí",
]


@pytest.mark.parametrize("words", NOT_SAFE)
def test_who_does_not_feel_safe_is_not_heard_as_safe(words: str) -> None:
    # The words are so like those of who is safe that the pipeline takes them for that.
    items, _ = run("action_go_on", "safe_go_on", words, facts=KNOWN)
    assert items[-1] == ASKED
    items, _ = run("action_go_on", "safe_go_on", words, facts=KNOWN, open_question=OPEN, slot={"then": THEN})
    assert items == [YES, {"do": "show_result"}]
    items, _ = run("action_go_on", "safe_go_on", words, facts={**KNOWN, "emergency": "yes"})
    assert items == [{"do": "show_result"}]


@pytest.mark.parametrize(
    "words", ["I'm safe, go on", "no estoy en peligro", "not in danger, I'm safe", "estoy a salvo"]
)
def test_who_is_safe_is_heard_as_that(words: str) -> None:
    items, _ = run("action_go_on", "safe_go_on", words, facts={**KNOWN, "emergency": "yes"})
    assert {"facts": {"emergency": "no"}, "how": "corrected"} in items


def test_an_answer_to_the_question_before_is_taken_as_that() -> None:
    items, _ = run(
        "validate_screening", "refund_delay", "I called them three times",
        facts=KNOWN, open_question=OPEN, slot={"then": THEN, "asked": []}, understood={"facts": {"contacted_irs": "yes"}},
    )  # fmt: skip
    assert {"facts": {"contacted_irs": "yes"}, "how": "answered"} in items
    assert not any("emergency" in item.get("facts", {}) for item in items)


def test_what_is_no_answer_is_asked_once_in_other_words_and_then_let_be() -> None:
    slot = {"then": THEN, "asked": []}
    items, _ = run("validate_screening", "refund_delay", "qwerty", facts=KNOWN, open_question=OPEN, slot=slot)
    assert items == [{**ASKED, "variant": 1}]
    again = {**OPEN, "variant": 1}
    items, _ = run("validate_screening", "refund_delay", "qwerty", facts=KNOWN, open_question=again, slot=slot)
    assert items[-1]["ask"] == "contacted_irs"


def test_why_it_is_asked_is_said_and_it_stands() -> None:
    items, _ = run("action_say_why", "ask_why", do="why", open_question=OPEN, slot={"then": THEN, "asked": []})
    assert items == [{"say": "say-why-danger"}, ASKED]


def test_the_same_words_are_not_asked_about_twice_but_others_are() -> None:
    words = "honestly I can't take any more of this"
    _, slots = run("validate_screening", "no_response", words, facts=KNOWN, understood=HINTED)
    after = {"facts": {**KNOWN, "emergency": "no"}, "slot": slots["danger"], "understood": HINTED}
    same, _ = run("validate_screening", "refund_delay", "Honestly, I can't take any more of this!!", **after)
    assert ASKED not in same
    other, _ = run("validate_screening", "refund_delay", "by friday nobody has to worry about me", **after)
    assert other[-1] == ASKED
    clear, _ = run("action_emergency", "emergency", words, **{**after, "understood": {"emergency": 0.7}})
    assert clear == [{"facts": {"emergency": "yes"}, "how": "corrected"}, {"do": "show_result"}]


def test_nothing_of_the_words_is_kept_in_rasa() -> None:
    _, slots = run("validate_screening", "no_response", "secretword nobody knows", facts=KNOWN, understood=HINTED)
    assert "secretword" not in str(slots)


@pytest.mark.parametrize(
    "more",
    [{"facts": {"emergency": "yes"}}, {"do": "show_result"}, {"question": OpenQuestion("asking_as"), "text": "for me"}],
    ids=["already known", "a button", "a plain answer"],
)
def test_where_it_needs_no_question(more: dict[str, Any]) -> None:
    assert not danger.is_hinted(turn(**{"text": "they have my house", "understood": HINTED, **more}))


@pytest.mark.parametrize(("score", "asked"), [(0.43, False), (0.5, True)])
def test_beside_an_answer_a_hint_has_to_be_stronger(score: float, asked: bool) -> None:
    words = turn("harm_on", "no te sé decir, ya me está faltando", understood={"emergency": score})
    assert danger.is_hinted(words) is asked


def test_without_what_was_put_off_the_next_question_comes() -> None:
    items, _ = run("validate_screening", "deny", "no", facts=KNOWN, open_question=OPEN)
    assert items[:2] == [NO, {"say": "say-safe-go-on"}]
    assert "ask" in items[-1]
    assert items[-1] != ASKED
