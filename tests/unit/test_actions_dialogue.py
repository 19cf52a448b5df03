"""Rasa's custom actions one by one, with a tracker as Rasa sends it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import access_codes, case, dialogue, handoff, screening
from actions.screening import INTERRUPTIONS
from casework.conversations.replies import read_reply
from casework.eligibility import FACTS, TOPICS
from casework.texts import Texts

ROOT = Path(__file__).parents[2]
TEXTS = Texts.load()
ACTIONS: Mapping[str, Action] = {
    action.name(): action
    for action in (
        *screening.ACTIONS,
        *dialogue.ACTIONS,
        *handoff.ACTIONS,
        *case.ACTIONS,
        *access_codes.ACTIONS,
    )
}
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())


def tracker(intent: str, text: str = "", events: list[Any] | None = None, **metadata: Any) -> Tracker:
    known = {"language": "en", "as_of": "2026-11-20", "facts": {}, "skipped": [], "open_question": None}
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "metadata": {**known, "choice": None, "do": None, "fact": None, **metadata},
        "understood": metadata.pop("understood", {}),
    }
    form = {"name": "screening"}
    state = {"sender_id": "x", "slots": {}, "latest_message": message, "events": events or [], "active_loop": form}
    return Tracker.from_dict(state)


def run(name: str, *arguments: Any, **metadata: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    events = ACTIONS[name].run(dispatcher, tracker(*arguments, **metadata), {})
    return [message["custom"] for message in dispatcher.messages], events


def question(asks: str, variant: int = 0, **more: Any) -> dict[str, Any]:
    return {"seq": 1, "asks": asks, "variant": variant, "of": None, "value": None, "choices": [], **more}


def test_the_domain_names_exactly_the_actions_there_are() -> None:
    assert set(DOMAIN["actions"]) == set(ACTIONS)


def test_the_domain_knows_every_label() -> None:
    assert set(TOPICS) < set(DOMAIN["intents"])


def rules() -> list[dict[str, Any]]:
    return [
        rule
        for path in sorted((ROOT / "data/rules").glob("*.yml"))
        for rule in yaml.safe_load(path.read_text())["rules"]
    ]


def test_every_intent_has_its_rule_and_the_form_steps_aside_for_exactly_the_others() -> None:
    to_form: set[str] = set()
    to_others: set[str] = set()
    for rule in rules():
        first = rule["steps"][0]
        by_form = rule["steps"][1].get("action") == "screening"
        if "or" in first:
            (to_form if by_form else to_others).update(step["intent"] for step in first["or"])
        elif "intent" in first:
            to_others.add(first["intent"])
    assert to_others == INTERRUPTIONS
    assert to_form | to_others == set(DOMAIN["intents"])
    assert not to_form & to_others


def test_no_rule_calls_more_than_two_custom_actions() -> None:
    for rule in rules():
        called = [step["action"] for step in rule["steps"] if step.get("action") in ACTIONS]
        assert len(called) <= 1, rule["rule"]


def test_every_response_is_a_key_in_both_languages() -> None:
    for name, variations in DOMAIN["responses"].items():
        (variation,) = variations
        item = dict(variation["custom"])
        whole = [item] if "say" not in item else [item, {"say_last": "say-goodbye"}]
        read_reply(whole, TEXTS)
        assert name.startswith("utter_")


@pytest.mark.parametrize("asks", [name for name, kind in FACTS.items() if kind.asked != "never"])
def test_why_has_a_reason_for_every_question(asks: str) -> None:
    items, _ = run("action_say_why", "ask_why", do="why", open_question=question(asks))
    read_reply(items, TEXTS)
    assert items == [{"say": f"say-why-{asks}"}, {"ask": asks, "variant": 0}]


@pytest.mark.parametrize("asks", ["confirm", "clarify", "continue"])
def test_why_has_a_reason_for_questions_beside_facts(asks: str) -> None:
    about = {"of": "hardship", "value": ["food"]} if asks == "confirm" else {"choices": ["lien", "audit"]}
    items, _ = run("action_say_why", "ask_why", do="why", open_question=question(asks, **about))
    read_reply(items, TEXTS)


def test_the_form_steps_aside_for_a_wish_and_takes_everything_else() -> None:
    assert run("validate_screening", "ask_why", do="why", open_question=question("hardship")) == ([], [])
    items, events = run(
        "validate_screening",
        "choice",
        choice={"asks": "hardship", "value": ["food"]},
        open_question=question("hardship"),
    )
    assert items == [{"facts": {"hardship": ["food"]}, "how": "answered"}]
    assert {event["name"]: event["value"] for event in events}["requested_slot"] == "hardship_link"


def test_a_faint_wish_is_read_as_an_answer() -> None:
    faint = tracker("goodbye", "no", open_question=question("hardship"))
    faint.latest_message["intent"]["confidence"] = 0.2
    dispatcher = CollectingDispatcher()
    assert ACTIONS["validate_screening"].run(dispatcher, faint, {})
    assert dispatcher.messages[0]["custom"] == {"facts": {"hardship": []}, "how": "answered"}


def test_the_form_ends_with_null() -> None:
    facts = {"topics": ["lien"], "federal_tax": "yes"}
    choice = {"asks": "adverse_action", "value": "happening"}
    _, events = run(
        "validate_screening", "choice", choice=choice, facts=facts, open_question=question("adverse_action")
    )
    assert {event["name"]: event["value"] for event in events} == {
        "question": None,
        "closing": "show_result",
        "requested_slot": None,
    }


def test_back_goes_by_the_tracker_and_without_one_by_the_facts() -> None:
    facts = {"federal_tax": "yes", "topics": ["lien"], "hardship": [], "adverse_action": "none"}
    now = question("promised_by")
    earlier = [
        {"event": "user", "metadata": {"open_question": {"asks": asks}}}
        for asks in ("topics", "hardship", "promised_by")
    ]
    items, _ = run("action_go_back", "go_back", "", earlier, do="back", facts=facts, open_question=now)
    assert items == [{"ask": "hardship", "variant": 0}]
    items, _ = run("action_go_back", "go_back", do="back", facts=facts, open_question=now)
    assert items == [{"ask": "adverse_action", "variant": 0}]
    items, _ = run("action_go_back", "go_back", do="back", open_question=question("topics"))
    assert items == [{"say": "say-nothing-to-go-back-to"}, {"ask": "topics", "variant": 0}]


def test_a_chosen_answer_is_asked_for_again() -> None:
    items, _ = run("action_change", "change", do="change", fact="hardship", facts={"hardship": ["food"]})
    assert items == [{"ask": "hardship", "variant": 0}]
    items, _ = run("action_change", "change", do="change", fact="emergency", facts={"emergency": "yes"})
    read_reply(items, TEXTS)
    assert items[0] == {"unset": ["emergency"]}


@pytest.mark.parametrize(
    ("text", "language"),
    [("en español por favor", "es"), ("Spanish please", "es"), ("in English", "en"), ("français?", None)],
)
def test_a_language_is_changed_when_it_is_one_of_ours(text: str, language: str | None) -> None:
    items, _ = run("action_set_language", "language", text, open_question=question("hardship"))
    read_reply(items, TEXTS)
    assert ({"language": language} in items) is (language is not None)
    assert items[-1] == {"ask": "hardship", "variant": 0}


def test_starting_over_is_not_what_a_correction_wants() -> None:
    assert run("action_restart", "restart", "start over")[0] == [{"do": "start_over"}]
    items, _ = run(
        "action_restart",
        "restart",
        "no wait, I e-filed",
        facts={"submission": "paper_return"},
        open_question=question("submitted_on"),
        understood={"facts": {"submission": "e_filed_return"}},
    )
    assert {"do": "start_over"} not in items


@pytest.mark.parametrize(
    "text", ["I meant March", "me equivoqué, fue en marzo", "wait, that was wrong", "perdón, no era eso"]
)
def test_a_correction_that_is_not_understood_loses_no_answer(text: str) -> None:
    known = {"facts": {"submitted_on": "2026-02-01"}, "open_question": question("hardship")}
    items, _ = run("action_restart", "restart", text, **known)
    assert {"do": "start_over"} not in items
    read_reply(items, TEXTS)


@pytest.mark.parametrize(
    "text", ["sorry, can we start over", "perdón, quiero empezar de nuevo", "wait, delete all of it"]
)
def test_a_new_start_is_had_politely_too(text: str) -> None:
    items, _ = run("action_restart", "restart", text, facts={"submitted_on": "2026-02-01"})
    assert items == [{"do": "start_over"}]


def test_a_person_and_the_result_come_with_what_the_message_added() -> None:
    known = {"understood": {"facts": {"hardship": ["food"]}}, "open_question": question("topics")}
    for name, closing in (
        ("action_hand_off", {"do": "hand_off", "reason": "asked"}),
        ("action_show_result", {"do": "show_result"}),
    ):
        items, _ = run(name, "talk_to_human", "I want a person, we have no food", **known)
        assert {"facts": {"hardship": ["food"]}, "how": "understood"} in items
        assert items[-1] == closing
        read_reply(items, TEXTS)


@pytest.mark.parametrize(
    ("name", "intent", "does"),
    [("action_hand_off", "talk_to_human", "hand_off"), ("action_restart", "restart", "start_over")],
)
@pytest.mark.parametrize(("confidence", "granted"), [(0.55, False), (0.9, True)])
def test_a_faint_wish_to_leave_loses_nobody(
    name: str, intent: str, does: str, confidence: float, granted: bool
) -> None:
    faint = tracker(intent, "a person who can see this", open_question=question("hardship"))
    faint.latest_message["intent"]["confidence"] = confidence
    dispatcher = CollectingDispatcher()
    ACTIONS[name].run(dispatcher, faint, {})
    closing = dispatcher.messages[-1]["custom"]
    assert (closing.get("do") == does) is granted
    assert ("ask" in closing) is not granted


@pytest.mark.parametrize("text", ["who can see this?", "¿esto es seguro?"])
def test_a_wish_for_a_person_names_one(text: str) -> None:
    items, _ = run("action_hand_off", "talk_to_human", text, open_question=question("hardship"))
    assert items == [{"say": "say-human"}, {"ask": "hardship", "variant": 0}]


@pytest.mark.parametrize(
    "text",
    [
        "Are you a person?", "are you a robot", "is this a real person", "Am I talking to a bot?", "r u human",
        "are you a robot or a person", "are you real?", "Are you ChatGPT or a real human",
        "¿Es usted una persona?", "eres persona?", "¿Eres un robot?", "¿hablo con una persona?",
        "¿Eres máquina o persona?", "¿estoy hablando con una persona de verdad o con un robot?",
    ],
)  # fmt: skip
def test_whether_this_is_a_person_is_answered_no_and_asks_for_nobody(text: str) -> None:
    items, _ = run("action_hand_off", "talk_to_human", text, open_question=question("hardship"))
    assert items == [{"say": "say-human"}, {"ask": "hardship", "variant": 0}]


@pytest.mark.parametrize(
    "text",
    [
        "is this a person? i need somebody to look at my refund",
        "are you a person? I want to talk to a person",
        "¿eres un robot? necesito hablar con una persona",
    ],
)
def test_who_asks_for_a_person_besides_gets_both_answers(text: str) -> None:
    items, _ = run("action_hand_off", "talk_to_human", text, open_question=question("hardship"))
    assert items[0] == {"say": "say-human"}
    assert items[-1] == {"do": "hand_off", "reason": "asked"}


def test_metadata_that_is_not_the_gateways_fails_the_turn() -> None:
    broken = tracker("choice")
    del broken.latest_message["metadata"]["as_of"]
    with pytest.raises(KeyError):
        ACTIONS["validate_screening"].run(CollectingDispatcher(), broken, {})


UNDER_WAY = {"topics": ["refund_delay"], "federal_tax": "yes"}


@pytest.mark.parametrize(
    ("text", "facts", "sentence"),
    [
        ("we moved to the coast that year", UNDER_WAY, "say-detail"),
        ("mi cuñado trabaja en el banco y dice que es normal", UNDER_WAY, "say-detail"),
        ("we moved to the coast that year", {}, "say-out-of-scope"),
        ("where can I buy good shoes around here", UNDER_WAY, "say-out-of-scope"),
        ("tell me a joke about frogs please", UNDER_WAY, "say-out-of-scope"),
        ("escribe un poema de amor para mi novia", UNDER_WAY, "say-out-of-scope"),
        ("pizza", UNDER_WAY, "say-out-of-scope"),
    ],
)
def test_in_a_screening_more_of_the_story_is_not_turned_away(text: str, facts: dict[str, Any], sentence: str) -> None:
    metadata = {"facts": facts, "open_question": question("contacted_irs")}
    understood = {"out_of_scope": 1.0, "topics": [{"label": "out_of_scope", "score": 1.0}]}
    items, _ = run("action_out_of_scope", "out_of_scope", text, **metadata, understood=understood)
    assert items[0] == {"say": sentence}
    assert items[-1]["ask"] == "contacted_irs"


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("I need help", True),
        ("can someone help me please?", True),
        ("necesito ayuda", True),
        ("¿me pueden ayudar por favor?", True),
        ("help me cook dinner", False),
        ("ayuda con mi tarea de historia", False),
    ],
)
def test_who_only_asks_for_help_is_welcome(text: str, helped: bool) -> None:
    items, _ = run("action_out_of_scope", "out_of_scope", text, open_question=question("topics"))
    assert items[0] == {"say": "say-greeting" if helped else "say-out-of-scope"}
    assert items[-1]["ask"] == "topics"


def test_what_holds_a_fact_is_not_turned_away() -> None:
    metadata = {"facts": UNDER_WAY, "open_question": question("contacted_irs")}
    understood = {"out_of_scope": 0.9, "facts": {"asking_as": "business"}, "scores": {"asking_as": 0.9}}
    items, _ = run(
        "action_out_of_scope", "out_of_scope", "it is a small firm of ours", **metadata, understood=understood
    )
    assert {"say": "say-out-of-scope"} not in items
    assert {"facts": {"asking_as": "business"}, "how": "understood"} in items


@pytest.mark.parametrize(
    ("intent", "asks", "text", "answers"),
    [
        ("thanks", "hardship", "no, thank God we are fine", True),
        ("thanks", "hardship", "no, gracias a Dios", True),
        ("document_upload", "submission", "my son sent it online", True),
        ("document_upload", "submission", "la mandó por internet", True),
        ("goodbye", "harm_on", "soon", True),
        ("goodbye", "harm_on", "pronto", True),
        ("thanks", "hardship", "thank you", False),
        ("goodbye", "harm_on", "bye", False),
        ("document_upload", "submission", "can I send documents online?", False),
        ("talk_to_human", "contacted_irs", "no, a person please", False),
    ],
)
def test_a_polite_word_beside_an_answer_does_not_interrupt(intent: str, asks: str, text: str, answers: bool) -> None:
    _, events = run("validate_screening", intent, text, facts=UNDER_WAY, open_question=question(asks))
    assert bool(events) is answers


@pytest.mark.parametrize(("text", "danger"), [("for me", False), ("I don't want to be here anymore", True)])
def test_a_plain_answer_is_no_emergency(text: str, danger: bool) -> None:
    metadata = {"facts": UNDER_WAY, "open_question": question("asking_as"), "understood": {"emergency": 0.8}}
    _, events = run("validate_screening", "emergency", text, **metadata)
    assert bool(events) is not danger
    items, _ = run("action_emergency", "emergency", text, **metadata)
    assert ({"facts": {"emergency": "yes"}, "how": "understood"} in items) is danger


def test_the_form_hands_over_itself_where_the_wish_stands_in_a_story() -> None:
    items, events = run(
        "validate_screening", "refund_delay", "no refund for nine months, I want to speak to a person", facts=UNDER_WAY
    )
    assert items[-1] == {"do": "hand_off", "reason": "asked"}
    assert {"name": "closing", "value": "said"}.items() <= events[1].items()


def test_a_wish_to_go_on_later_comes_with_what_the_message_added() -> None:
    said = {"facts": {"contacted_irs": "yes"}, "scores": {"contacted_irs": 0.9}}
    arguments = ("save_for_later", "I called them twice, can I finish tomorrow")
    items, events = run("action_save_for_later", *arguments, understood=said, open_question=question("hardship"))
    assert items[0] == {"facts": {"contacted_irs": "yes"}, "how": "understood"}
    assert items[-1] == {"do": "save_for_later"}
    read_reply(items, TEXTS)
    assert events == [{"event": "active_loop", "timestamp": None, "name": None}]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("is this a scam", "say-is-it-real"),
        ("how do i know you are legit?", "say-is-it-real"),
        ("esto es una estafa?", "say-is-it-real"),
        ("¿cómo sé que es oficial?", "say-is-it-real"),
        ("what is TAS", "say-about-tas"),
        ("quiénes son ustedes", "say-about-tas"),
        ("¿qué hacen con mi caso?", "say-about-tas"),
    ],
)
def test_whether_this_is_real_has_an_answer_of_its_own(text: str, key: str) -> None:
    items, _ = run("action_about_tas", "about_tas", text, open_question=question("hardship"))
    assert items == [{"say": key}, {"ask": "hardship", "variant": 0}]
    read_reply(items, TEXTS)


def test_the_form_ends_with_the_portal_s_standing_question() -> None:
    said, events = run("validate_screening", "hardship_only", "purple elephants dance", door="portal")
    assert said[-1] == {"ask": "case", "variant": 1}
    assert {event["name"]: event["value"] for event in events}["closing"] == "said"
