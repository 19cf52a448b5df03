"""Wishes in words, with the trained assistant: to go on later, help for oneself after all, whether this is real."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest

from tests.support.player import Conversation
from tests.support.record import TEXTS

pytestmark = pytest.mark.stack

_WITHIN_SECONDS = 30.0


def answered(conversation: Conversation, text: str) -> list[dict[str, Any]]:
    """What comes of a message: until a question, a result or a notice of the gateway's closes the turn."""
    seq = conversation.send(text=text)
    give_up_at = time.monotonic() + _WITHIN_SECONDS
    while True:
        conversation.catch_up()
        after = [event for event in conversation.events if event["seq"] > seq]
        if after and after[-1]["kind"] in ("question", "determination", "notice"):
            return after
        assert time.monotonic() < give_up_at, after
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("language", "story", "wish"),
    [
        ("en", "My refund is nine months late.", "can I save this and go on later on my own computer"),
        ("es", "Mi reembolso lleva nueve meses de atraso.", "me tengo que ir, quiero guardar y seguir en mi casa"),
    ],
)
def test_a_wish_to_go_on_later_is_answered_as_the_button_is(
    client: httpx.Client, language: str, story: str, wish: str
) -> None:
    conversation = Conversation.begin(client, language)
    asked = answered(conversation, story)[-1]
    told = answered(conversation, wish)[-1]
    assert (told["key"], told["also"][0]["id"]) == ("notice-save-for-later", "do.save_for_later")
    seq = conversation.send(choice="do.save_for_later")
    conversation.catch_up()
    pressed = [event for event in conversation.events if event["seq"] > seq][-1]
    assert {**pressed, "seq": 0, "at": ""} == {**told, "seq": 0, "at": ""}
    # The question stands, and takes its answer.
    conversation.send(choice=asked["choices"][0]["id"])


@pytest.mark.parametrize(
    ("language", "story", "correction"),
    [
        ("en", "I'm asking for my mother. Her refund is nine months late.", "no, it's for me"),
        ("es", "Pregunto por mi mamá. Su reembolso lleva nueve meses de atraso.", "no, es para mí"),
    ],
)
def test_who_helps_is_asked_about_them_until_it_is_for_oneself(
    client: httpx.Client, language: str, story: str, correction: str
) -> None:
    conversation = Conversation.begin(client, language)
    said, question = answered(conversation, story)[-2:]
    assert "8821" in said["text"]
    assert question["asks"] == "hardship"
    assert question["text"] == TEXTS.say("ask-hardship", language, whom="other")
    question = answered(conversation, correction)[-1]
    assert (question["asks"], question["text"]) == ("hardship", TEXTS.say("ask-hardship", language))


@pytest.mark.parametrize(("language", "text"), [("en", "is this a scam?"), ("es", "¿esto es una estafa?")])
def test_who_doubts_that_this_is_real_is_told_how_to_check(client: httpx.Client, language: str, text: str) -> None:
    said, question = answered(Conversation.begin(client, language), text)[-2:]
    assert said["text"] == TEXTS.say("say-is-it-real", language)
    assert question["asks"] == "topics"


@pytest.mark.parametrize(
    ("language", "text", "echo"),
    [
        ("en", "I mailed my return in February and no refund came", "February 2026"),
        ("es", "Mandé mi declaración en papel en febrero y el reembolso no llega", "febrero de 2026"),
    ],
)
def test_a_month_is_said_back_as_the_month(client: httpx.Client, language: str, text: str, echo: str) -> None:
    said = answered(Conversation.begin(client, language), text)[0]
    assert echo in said["text"]
    assert " 1, 2026" not in said["text"]
    assert "1 de febrero" not in said["text"]
