"""What people say they read or call with, and what only sounds like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casework.conversations import access_needs
from casework.conversations.access_needs import RELAY, SCREEN_READER

MESSAGES = Path(__file__).resolve().parents[1] / "corpora" / "messages.jsonl"


@pytest.mark.parametrize(
    ("text", "needs", "whole"),
    [
        ("I use a screen reader", {SCREEN_READER}, True),
        ("Uso lector de pantalla.", {SCREEN_READER}, True),
        ("i'm on nvda and the refund page won't read. my refund is 9 months late", {SCREEN_READER}, False),
        ("I'm deaf, please call me with relay", {RELAY}, True),
        ("Please use a relay service when you call", {RELAY}, True),
        ("Soy sorda, llámenme por el servicio de relevo 711", {RELAY}, True),
        ("My mother is hard of hearing and they levied her pension", {RELAY}, False),
        ("I use VoiceOver, and a TTY for calls", {SCREEN_READER, RELAY}, True),
        ("levy on my wages, i'm deaf", {RELAY}, False),
    ],
)
def test_what_is_said_of_it(text: str, needs: set[str], whole: bool) -> None:
    said = access_needs.find(text)
    assert said is not None
    assert (set(said.needs), said.whole) == (needs, whole)
    assert set(said.needs.values()) == {True}


@pytest.mark.parametrize(
    "text",
    [
        "I don't use a screen reader",
        "No uso lector de pantalla",
        "The IRS is deaf to my letters",
        "my calls fall on deaf ears",
        "I owe 711 dollars",
        "the relay of my heater broke and I can't pay the repair",
        "I can read the screen",
        "Please call me at 410-711-9482, I owe taxes",
        "I owe $3,711 and they call me every day",
        "They say I owe $711 and won't answer the phone",
        "They say I owe 711 dollars and won't answer the phone",
        "Necesito un certificado de relevo por la retención",
        "She raised her voice over the phone",
        "",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert access_needs.find(text) is None


def test_ordinary_messages_say_nothing_of_it() -> None:
    found = [
        text
        for text in (json.loads(line)["text"] for line in MESSAGES.read_text(encoding="utf-8").splitlines() if line)
        if access_needs.find(text) is not None
    ]
    assert found == []
