"""What a turn is answered with: always closed, nothing asked twice, said back once."""

from __future__ import annotations

from typing import Any

import pytest

from actions.reply import reply
from actions.turn import OpenQuestion
from casework.conversations.replies import read_reply
from casework.eligibility import FACTS
from casework.texts import Texts
from tests.support.turns import turn

TEXTS = Texts.load()
KNOWN = {"topics": ["refund_delay"], "federal_tax": "yes"}


def items(found: Any) -> list[dict[str, Any]]:
    """The whole reply, read as strictly as the gateway does."""
    whole = [*found.items, found.closing]
    read_reply(whole, TEXTS)
    return whole


def said(whole: list[dict[str, Any]]) -> list[str]:
    return [item["say"] for item in whole if "say" in item]


def test_volunteered_facts_are_said_back_and_the_next_question_follows() -> None:
    understood = {"topics": [{"label": "refund_delay", "score": 0.9}], "facts": {"hardship": ["housing"]}}
    whole = items(reply(turn("topics", "about my refund and rent", understood=understood)))
    heard = next(item for item in whole if item.get("say") == "say-heard")
    assert heard["with"] == {"facts": {"hardship": ["housing"], "topics": ["refund_delay"]}}
    assert whole[-1] == {"ask": "hardship_link", "variant": 0}


@pytest.mark.parametrize(
    ("topics", "said_back"),
    [(["representative"], None), (["representative", "levy_or_garnishment"], ["levy_or_garnishment"])],
)
def test_for_whom_somebody_asks_is_said_back_once(topics: list[str], said_back: list[str] | None) -> None:
    understood = {
        "topics": [{"label": topic, "score": 0.9} for topic in topics],
        "facts": {"asking_as": "other"},
        "scores": {"asking_as": 0.9},
    }
    whole = items(reply(turn("topics", "for my mother, they take her check", understood=understood)))
    heard = next(item for item in whole if item.get("say") == "say-heard")["with"]["facts"]
    assert heard["asking_as"] == "other"
    assert heard.get("topics") == said_back


def test_a_plain_answer_by_button_is_not_said_back() -> None:
    whole = items(reply(turn("hardship", choice=["food"], facts=KNOWN)))
    assert said(whole) == []


@pytest.mark.parametrize(
    ("text", "grain", "echo"),
    [
        ("three weeks ago", "week", ["say-heard"]),
        ("hace unos meses", "month", ["say-heard"]),
        ("October 30", "day", []),
        ("el 30 de octubre", "day", []),
    ],
)
def test_only_a_date_worked_out_from_rough_words_is_said_back(text: str, grain: str, echo: list[str]) -> None:
    understood = {"dates": [{"fact": None, "date": "2026-10-30", "grain": grain}]}
    whole = items(reply(turn("submitted_on", text, understood=understood, facts=KNOWN)))
    assert said(whole) == echo


def test_a_correction_is_said_as_one() -> None:
    understood = {"facts": {"submission": "e_filed_return"}}
    facts = {**KNOWN, "submission": "paper_return"}
    whole = items(reply(turn("submitted_on", "no wait, e-file", understood=understood, facts=facts)))
    assert said(whole) == ["say-corrected"]
    assert {"facts": {"submission": "e_filed_return"}, "how": "corrected"} in whole


@pytest.mark.parametrize("asks", [name for name, kind in FACTS.items() if kind.asked != "never"])
def test_what_is_not_understood_is_asked_in_other_words_then_with_help_then_left_out(asks: str) -> None:
    first = items(reply(turn(text="qwerty", question=OpenQuestion(asks, 0))))
    assert (said(first), first[-1]) == (["say-not-understood-1"], {"ask": asks, "variant": 1})
    second = items(reply(turn(text="qwerty", question=OpenQuestion(asks, 1))))
    assert (said(second), second[-1]) == (["say-not-understood-2"], {"ask": asks, "variant": 2})
    third = items(reply(turn(text="qwerty", question=OpenQuestion(asks, 2))))
    assert {"skipped": [asks]} in third
    assert third[-1].get("ask") != asks


@pytest.mark.parametrize(
    "question",
    [
        OpenQuestion("confirm", 2, of="exclusion", value="foia_only"),
        OpenQuestion("clarify", 2, of="topics", choices=("lien", "audit")),
        OpenQuestion("continue", 2),
        None,
    ],
)
def test_there_is_always_a_closing_item(question: OpenQuestion | None) -> None:
    items(reply(turn(text="qwerty", question=question)))
    items(reply(turn(text="qwerty", question=question), interrupted=True))


@pytest.mark.parametrize("variant", [0, 1])
def test_confirm_and_clarify_are_asked_again_whole(variant: int) -> None:
    confirm = OpenQuestion("confirm", variant, of="hardship", value=["food"])
    assert items(reply(turn(text="qwerty", question=confirm)))[-1] == {
        "ask": "confirm",
        "variant": variant + 1,
        "of": "hardship",
        "value": ["food"],
    }
    clarify = OpenQuestion("clarify", variant, of="topics", choices=("lien", "audit"))
    assert items(reply(turn(text="qwerty", question=clarify)))[-1]["choices"] == ["lien", "audit"]


def test_neither_of_two_topics_asks_for_the_persons_own_words() -> None:
    question = OpenQuestion("clarify", of="topics", choices=("lien", "audit"))
    assert items(reply(turn(text="no", understood={"yes_no": "deny"}, question=question)))[-1]["ask"] in {
        "clarify",
        "topics",
    }


def test_an_interruption_asks_the_same_question_again() -> None:
    whole = items(reply(turn(text="what is TAS", question=OpenQuestion("hardship", 1)), interrupted=True))
    assert whole == [{"ask": "hardship", "variant": 1}]


def test_the_result_is_shown_when_no_answer_would_change_it() -> None:
    facts = {**KNOWN, "hardship": ["food"], "harm_on": "2027-03-01"}
    whole = items(reply(turn("hardship_link", choice="yes", facts=facts)))
    assert whole[-1] == {"do": "show_result"}


def test_an_emergency_goes_straight_to_the_result() -> None:
    whole = items(reply(turn("hardship", "words", understood={"emergency": 0.95})))
    assert whole == [{"facts": {"emergency": "yes"}, "how": "understood"}, {"do": "show_result"}]


LIKELY = {**KNOWN, "hardship": ["food"], "hardship_link": "yes", "harm_on": "2027-03-01"}


def test_optional_questions_follow_one_by_one_and_end_with_the_result() -> None:
    facts: dict[str, Any] = dict(LIKELY)
    found = items(reply(turn(do="continue", facts=facts)))
    for _ in range(10):
        if "ask" not in found[-1]:
            break
        asks = found[-1]["ask"]
        kind = FACTS[asks]
        value = "2026-03-01" if kind.input == "date" else kind.choices[0]
        found = items(reply(turn(asks, choice=value, facts=facts)))
        facts[asks] = value
    assert found[-1] == {"do": "show_result"}
    assert {"contacted_irs", "promised_by"} <= set(facts)


def test_optional_questions_may_be_declined() -> None:
    whole = items(reply(turn("continue", choice="no", facts=LIKELY)))
    assert whole[-1] == {"say_last": "say-after-result"}


def test_after_the_result_a_new_fact_shows_it_anew_and_nothing_new_ends_kindly() -> None:
    more = {"facts": {"adverse_action": "happening"}}
    assert items(reply(turn(text="they took my pay", understood=more, facts=LIKELY)))[-1] == {"do": "show_result"}
    assert items(reply(turn(text="hm", facts=LIKELY)))[-1] == {"say_last": "say-after-result"}


def test_a_changed_answer_does_not_lead_into_optional_questions() -> None:
    whole = items(reply(turn("hardship_link", choice="unsure", facts=LIKELY)))
    assert whole[-1] == {"do": "show_result"}


def test_the_other_language_is_said_and_followed() -> None:
    understood = {"language": {"value": "es", "score": 0.99}, "facts": {"hardship": ["food"]}}
    whole = items(reply(turn("hardship", "no me alcanza para comer", understood=understood, facts=KNOWN)))
    assert whole[0] == {"language": "es"}
    assert "say-language-changed" in said(whole)


def test_off_topic_words_do_not_keep_one_question_open() -> None:
    asked = [
        items(
            reply(
                turn(text="nice weather", intent="out_of_scope", question=OpenQuestion("hardship", variant)),
                interrupted=True,
            )
        )
        for variant in (0, 1, 2)
    ]
    assert asked[0] == [{"ask": "hardship", "variant": 1}]
    assert asked[1][-1] == {"ask": "hardship", "variant": 2}
    assert {"skipped": ["hardship"]} in asked[2]


def test_a_danger_that_the_gateway_noticed_leaves_no_question() -> None:
    facts = {**KNOWN, "emergency": "yes"}
    assert items(reply(turn("hardship", "qwerty", facts=facts)))[-1] == {"do": "show_result"}
    safe = items(reply(turn("hardship", "I'm safe, go on", intent="safe_go_on", facts=facts), interrupted=True))
    assert {"facts": {"emergency": "no"}, "how": "corrected"} in safe
    assert safe[-1]["ask"] == "hardship"


def test_of_a_list_that_grew_only_what_is_new_is_said_back() -> None:
    understood = {"topics": [{"label": "lien", "score": 0.95}], "facts": {"hardship": ["food"]}}
    facts = {**KNOWN, "hardship": ["housing"]}
    whole = items(
        reply(turn("contacted_irs", "no, and there is a lien and no food", understood=understood, facts=facts))
    )
    heard = next(item for item in whole if item.get("say") == "say-heard")
    assert heard["with"]["facts"] == {"hardship": ["food"], "topics": ["lien"]}
    assert "say-corrected" not in said(whole)


@pytest.mark.parametrize(
    ("asks", "text"), [("promised_by", "no"), ("contacted_irs", "yes"), ("submission", "por correo")]
)
def test_a_plain_typed_answer_is_not_said_back(asks: str, text: str) -> None:
    assert said(items(reply(turn(asks, text, facts=KNOWN)))) == []


@pytest.mark.parametrize("text", ["my cousin drove me to their office", "eso fue cuando vivíamos en Ponce"])
@pytest.mark.parametrize("asks", ["hardship_link", "contacted_irs", "submitted_on"])
def test_more_of_the_story_is_taken_note_of_and_the_question_stays(asks: str, text: str) -> None:
    whole = items(reply(turn(asks, text, facts=KNOWN)))
    assert said(whole) == ["say-detail"]
    assert whole[-1]["ask"] == asks
    again = items(reply(turn(text=text, question=OpenQuestion(asks, 1), facts=KNOWN)))
    assert said(again) == ["say-not-understood-2"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("what do you mean by that?", KNOWN),
        ("where is the best pizza in town", KNOWN),
        ("y cuándo abren las oficinas de ustedes", KNOWN),
        ("hm", KNOWN),
        ("my cousin drove me there once", {}),
    ],
)
def test_a_question_or_a_word_is_not_taken_for_the_story(text: str, facts: dict[str, Any]) -> None:
    assert said(items(reply(turn("contacted_irs", text, facts=facts)))) == ["say-not-understood-1"]


@pytest.mark.parametrize(("variant", "again"), [(0, 1), (1, 1), (2, 2)])
def test_who_asks_what_is_meant_hears_it_in_other_words(variant: int, again: int) -> None:
    asked = turn(text="what do you mean?", intent="repeat_please", question=OpenQuestion("significant_costs", variant))
    assert items(reply(asked, interrupted=True)) == [{"ask": "significant_costs", "variant": again}]


def test_a_confirming_question_is_its_own_echo() -> None:
    understood = {"topics": [{"label": "other_agency", "score": 0.65}]}
    whole = items(reply(turn("topics", "my state refund is late again", understood=understood)))
    assert (said(whole), whole[-1]["ask"]) == ([], "confirm")


def test_a_wish_for_a_person_closes_the_turn_with_what_else_was_said() -> None:
    understood = {"topics": [{"label": "refund_delay", "score": 0.9}]}
    text = "nine months for my refund, can I just talk to a person please"
    whole = items(reply(turn("topics", text, understood=understood)))
    assert whole[0] == {"facts": {"federal_tax": "yes"}, "how": "understood"}
    assert whole[-1] == {"do": "hand_off", "reason": "asked"}


@pytest.mark.parametrize(("grain", "echo"), [("month", "2026-02"), ("year", "2026"), ("week", "2026-02-01")])
@pytest.mark.parametrize("stood", [{}, {"submitted_on": "2025-05-05"}])
def test_a_month_is_said_back_as_the_month_and_kept_as_a_day(grain: str, echo: str, stood: dict[str, Any]) -> None:
    understood = {"dates": [{"fact": "submitted_on", "date": "2026-02-01", "grain": grain}]}
    whole = items(reply(turn("hardship", "it was in february", understood=understood, facts={**KNOWN, **stood})))
    assert whole[0]["facts"] == {"submitted_on": "2026-02-01"}
    assert [item["with"]["facts"] for item in whole if "with" in item] == [{"submitted_on": echo}]
    assert TEXTS.say("say-heard", "en", {"facts": {"submitted_on": "2026-02"}}) == (
        "I understood: sent in February 2026."
    )
    assert TEXTS.say("say-heard", "es", {"facts": {"promised_by": "2026-02"}}) == (
        "Entendí esto: una respuesta prometida para febrero de 2026."
    )
