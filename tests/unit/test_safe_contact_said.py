"""Ways to reach somebody that they say are not safe, in their own words, and what only sounds like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casework.conversations import safe_contact
from casework.conversations.safe_contact import CALL, WRITE

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
BOTH = (CALL, WRITE)


@pytest.mark.parametrize(
    ("text", "unsafe", "device"),
    [
        ("please don't call, he checks my phone", (CALL,), True),
        ("Don’t call me.", (CALL,), False),
        ("don't email me, my ex reads it", (WRITE,), False),
        ("dont text or call me", BOTH, False),
        ("Please do not contact me by phone, he listens to my calls.", (CALL,), False),
        ("it's not safe to call me", (CALL,), False),
        ("It isn't safe for you to call", (CALL,), False),
        ("You can't call me at home", (CALL,), False),
        ("I would ask you not to call me", (CALL,), False),
        ("I don't want you to call me", (CALL,), False),
        ("I'm afraid, so please do not call my house", (CALL,), False),
        ("don't leave a voicemail, my husband hears it", (CALL,), False),
        ("Never leave me a message", (CALL,), False),
        ("please don't send letters to my house", (WRITE,), False),
        ("Please don't send me anything", BOTH, False),
        ("don't write me, she opens my mail", (WRITE,), False),
        ("only write to me here", BOTH, False),
        ("My ex-husband reads my email", (WRITE,), False),
        ("my husband can see my screen", (CALL,), True),
        ("No me llamen, mi esposo lee mi correo", BOTH, False),
        ("No me llame por teléfono", (CALL,), False),
        ("por favor no llamen a mi casa", (CALL,), False),
        ("no deje mensaje de voz", (CALL,), False),
        ("no me dejen recados", (CALL,), False),
        ("No me escriban, él revisa mi celular", BOTH, True),
        ("no me manden cartas a la casa", (WRITE,), False),
        ("mi ex me revisa el teléfono", (CALL,), True),
        ("No pueden llamarme, mi pareja escucha mis llamadas", (CALL,), False),
        ("no es seguro que me llamen", (CALL,), False),
        ("No quiero que me llamen", (CALL,), False),
        ("prefiero que no me llamen", (CALL,), False),
        ("no se comuniquen conmigo por teléfono", (CALL,), False),
        ("Escríbanme solo por aquí", BOTH, False),
    ],
)
def test_what_is_said_of_it(text: str, unsafe: tuple[str, ...], device: bool) -> None:
    said = safe_contact.find(text)
    assert said is not None
    assert (said.unsafe, said.device) == (unsafe, device)
    assert said.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "call me",
        "you can email me",
        "they called me",
        "Please call me back, my phone is 410-555-0100",
        "They don't call me back",
        "They promised and don't call me",
        "You don't call me, nobody calls me",
        "The IRS doesn't mail me anything",
        "The IRS told me not to call",
        "I told them don't call me at work",
        "Why don't you call me?",
        "If you don't call me by Friday I lose my house",
        "don't call me a liar",
        "Don't hesitate to call me",
        "please don't call off the appointment",
        "Don't write me off",
        "please don't mail the check to my old address",
        "Don't mail me a check, I want direct deposit",
        "don't send me to collections",
        "You can call me, my husband knows",
        "My daughter reads my mail to me",
        "My wife checks my mail every day and nothing came",
        "My husband opened my letter from the IRS",
        "My accountant checks my email",
        "I did not call",
        "I do not call them anymore",
        "you cannot call the IRS, nobody answers",
        "I was told not to mail anything",
        "How do I stop the IRS from calling my job",
        "I cannot email my return",
        "No, llámenme",
        "llámenme por favor",
        "no me llaman",
        "¿Por qué no me llaman?",
        "Si no me llaman pierdo la casa",
        "nadie me llamó",
        "me llamaron",
        "no me han llamado",
        "Puede escribirme un correo",
        "no me llamen mentiroso",
        "quiero que no me llamen los cobradores",
        "no me manden a cobros",
        "mi hija me lee las cartas",
        "no llamé a tiempo",
        "no puedo llamar al IRS",
        "el IRS no me manda cartas",
        "mi esposo no recibió el correo",
        "",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert safe_contact.find(text) is None


@pytest.mark.parametrize("corpus", ["messages.jsonl", "real_messages.jsonl"])
def test_ordinary_messages_say_nothing_of_it(corpus: str) -> None:
    lines = (CORPORA / corpus).read_text(encoding="utf-8").splitlines()
    assert [text for text in (json.loads(line)["text"] for line in lines if line) if safe_contact.find(text)] == []


def test_its_words_are_found_in_a_long_message_with_why() -> None:
    said = safe_contact.find(
        "My refund is 9 months late and we need food. Please don't call, he checks my phone! What now?"
    )
    assert said is not None
    assert (said.quote, said.whole) == ("Please don't call, he checks my phone!", False)
    run_on = "I have waited nine months for my refund and my kids need food and please don't call, he checks my phone"
    long = safe_contact.find(run_on)
    assert long is not None
    assert long.quote == "please don't call, he checks my phone"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Please don't call me, he checks my phone", True),
        ("No me llamen, por favor", True),
        ("don't email me, my ex reads it", True),
        ("don't call me. They levied my wages", False),
    ],
)
def test_whether_the_message_says_more(text: str, whole: bool) -> None:
    said = safe_contact.find(text)
    assert said is not None
    assert said.whole is whole


def test_nothing_is_safe_that_nobody_said_is() -> None:
    said = safe_contact.find("don't email me")
    assert said is not None
    assert said.needs({}) == {"safe_contact": ["chat"]}
    assert said.needs({"safe_contact": ["chat", "call"]}) == {}
    assert said.needs({"safe_contact": []}) == {}
    allowed = ["chat", "call", "voicemail", "name_caller", "write"]
    assert said.needs({"safe_contact": allowed}) == {"safe_contact": ["chat", "call", "voicemail", "name_caller"]}
