"""Emergencies are noticed as people write them; look-alikes and denials are not."""

from datetime import date

import pytest

from casework.safety import EmergencyKind, find, hint
from casework.safety.phrases import phrase_list
from tests.support.timing import timed

EMERGENCIES = [
    ("I want to kill myself", EmergencyKind.SELF_HARM),
    ("i dont want to live anymore", EmergencyKind.SELF_HARM),
    ("my brother says he will kill himself", EmergencyKind.SELF_HARM),
    ("everyone would be better off without me", EmergencyKind.SELF_HARM),
    ("I took a whole bottle of pills", EmergencyKind.SELF_HARM),
    ("me quiero morir", EmergencyKind.SELF_HARM),
    ("ya no quiero vivir", EmergencyKind.SELF_HARM),
    ("voy a quitarme la vida", EmergencyKind.SELF_HARM),
    ("my chest hurts and I can't breathe", EmergencyKind.MEDICAL),
    ("mi papá se desmayó y no responde", EmergencyKind.MEDICAL),
    ("someone is breaking into my house right now", EmergencyKind.DANGER),
    ("please call 911", EmergencyKind.DANGER),
    ("llamen al 911", EmergencyKind.DANGER),
    ("hay un hombre armado afuera de mi casa", EmergencyKind.DANGER),
    ("my husband hits me", EmergencyKind.VIOLENCE_AT_HOME),
    ("mi esposo me golpea", EmergencyKind.VIOLENCE_AT_HOME),
    ("I'm going to shoot up the IRS office", EmergencyKind.THREAT_TO_OTHERS),
    ("voy a poner una bomba en la oficina", EmergencyKind.THREAT_TO_OTHERS),
    ("I'm going to kill the IRS agent who took my pay", EmergencyKind.THREAT_TO_OTHERS),
    ("Voy a matar al agente del IRS que me embargó", EmergencyKind.THREAT_TO_OTHERS),
    ("Voy a quemar la oficina del IRS", EmergencyKind.THREAT_TO_OTHERS),
]

DISGUISES = {
    "capitals": "I WANT TO KILL MYSELF",
    "accents": "Ì wánt tö kíll mÿself",
    "zero width": "I want to k\u200bi\u200bl\u200bl my\u00adself",
    "full width": "Ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
    "digits for letters": "i w4nt to ki11 mys3lf",
    "letters apart": "I want to k i l l myself",
    "dots": "I.want.to.kill.myself",
    "newlines": "I want\nto kill\nmyself",
    "letters doubled": "I wannnt to killl myselffff",
    "letters exchanged": "I wnat to kill mysefl",
    "letter left out": "I want to kill mysef",
    "run together": "I want to killmyself",
    "two words": "I want to kill my self",
    "slang": "imma kms",
    "spelled by ear": "me kiero matar, boy a kitarme la bida",
    "both languages": "quiero kill myself",
    "in the middle": "My refund is late, I owe $4,500 and I want to kill myself. Form 1040 was sent in 2023.",
}

CALM = [
    "the IRS is killing me",
    "I'm dying to know where my refund is",
    "my husband died last year and I have to file his return",
    "me muero de risa",
    "me muero por saber de mi reembolso",
    "I almost had a heart attack when I saw the bill",
    "casi me da un infarto cuando vi la carta",
    "the deadline kills our business",
    "estoy ahogado en deudas",
    "my refund is in danger",
    "I was shot down by the agent and shot them an email",
    "voy a volar a la oficina",
    "please send Form 911 to my advocate",
    "I need a 911 form, where do I send the 911?",
    "mandé el formulario 911 por fax",
    "asset seizure and a bank levy",
    "I had to do it all by myself",
    "mi carro murió",
    "",
]

DENIED = [
    "I'm not suicidal",
    "I would never hurt myself",
    "I don't want to kill myself",
    "no me quiero morir",
    "nunca me haría daño",
    "no estoy en peligro",
    "my husband never hit me",
]

NOT_DENIED = [
    "No, I want to kill myself",
    "I'm not joking, I want to kill myself",
    "no puedo más quiero morirme",
    "no, quiero matarme",
    "I can't stop thinking about killing myself",
    "I can't promise I won't hurt myself",
]


@pytest.mark.parametrize(
    "text", ["I'm going to kill my IRS balance this year", "my agent will kill me if I don't file"]
)
def test_a_way_of_speaking_of_those_who_work_there_alarms_nobody(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(("text", "kind"), EMERGENCIES)
def test_what_is_said_outright_is_certain(text: str, kind: EmergencyKind) -> None:
    found = find(text)
    assert found is not None
    assert (found.certain, found.kind) == (True, kind)


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself lol",
        "quiero suicidarme jaja",
        "me quiero matar, jajaja",
        "I'm going to kill myself. Just kidding, but this form is long.",
        "He pulled a knife on me. That was in 2011.",
    ],
)
def test_what_is_said_with_a_laugh_or_of_long_ago_is_found_and_not_certain(text: str) -> None:
    found = find(text, on=date(2026, 11, 22))
    assert found is not None
    assert not found.certain


@pytest.mark.parametrize(
    "text", ["suicide", "Esa música es un suicidio para los oídos", "what is suicidal tax planning"]
)
def test_the_mere_word_is_a_hint(text: str) -> None:
    assert find(text) is None
    assert hint(text) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("wheres the sense, what is the use of livin anymore", EmergencyKind.SELF_HARM),
        ("no soy suicida, pero al manejar quiero estamparme contra un muro", EmergencyKind.SELF_HARM),
        ("puking since last night and the glucose thing is off the chart", EmergencyKind.MEDICAL),
        ("mi mamá está vomitando y el glucómetro no baja", EmergencyKind.MEDICAL),
    ],
)
def test_what_only_hints_is_worth_asking(text: str, kind: EmergencyKind) -> None:
    hinted = hint(text)
    assert hinted is not None
    assert hinted.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "just livin paycheck to paycheck",
        "I'm confused about the parking meter fee",
        "choqué el carro contra un poste, ¿se deduce?",
        "quiero irme al puente de Laredo a trabajar",
    ],
)
def test_what_sounds_like_it_hints_at_nothing(text: str) -> None:
    assert hint(text) is None


@pytest.mark.parametrize(("text", "kind"), EMERGENCIES)
def test_an_emergency_is_seen_and_named(text: str, kind: EmergencyKind) -> None:
    emergency = find(text)

    assert emergency is not None
    assert emergency.kind is kind
    assert emergency.rows


@pytest.mark.parametrize("name", DISGUISES)
def test_the_way_it_is_written_does_not_matter(name: str) -> None:
    assert find(DISGUISES[name]) is not None


@pytest.mark.parametrize("text", CALM)
def test_look_alikes_do_not_count(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_does_not_count(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("text", NOT_DENIED)
def test_a_denial_of_something_else_changes_nothing(text: str) -> None:
    assert find(text) is not None


@pytest.mark.parametrize(
    "text", ["I fled from my husband", "my ex locked me in", "jumped off the bridge", "me acusan de abuso"]
)
def test_what_is_only_hinted_at_raises_no_alarm(text: str) -> None:
    assert find(text) is None
    assert hint(text) is not None


@pytest.mark.parametrize("text", [*CALM, *DENIED])
def test_what_does_not_count_is_no_hint_either(text: str) -> None:
    assert hint(text) is None


def test_three_rows_that_agree_count_as_one_that_stands_alone() -> None:
    text = "hay un hombre armado afuera de mi casa"
    emergency = find(text)
    assert emergency is not None
    rows = {phrase.id: phrase for phrase in phrase_list().phrases}
    assert len(emergency.rows) >= 3
    assert not any(rows[row].alone for row in emergency.rows)


def test_the_answer_holds_nothing_of_the_text() -> None:
    assert "mother" not in repr(find("I want to kill myself, tell my mother"))


def test_rows_count_only_on_their_days() -> None:
    first = min(phrase.effective_from for phrase in phrase_list().phrases)

    assert find("I want to kill myself", on=first) is not None
    assert find("I want to kill myself", on=date(2020, 1, 1)) is None


def test_every_row_has_its_own_id_and_both_languages_have_every_kind() -> None:
    phrases = phrase_list().phrases

    assert len({phrase.id for phrase in phrases}) == len(phrases)
    assert {(p.language, p.kind) for p in phrases} == {
        (lang, kind) for lang in ("en", "es") for kind in (None, *EmergencyKind)
    }


@pytest.mark.parametrize(
    "text",
    [
        "I am waiting for my refund and can't pay the rent. " * 80,
        "kill myself " * 330,
        "want to " * 500,
        "k " * 2000,
        "dont " * 800,
    ],
)
def test_a_long_message_takes_no_long_time(text: str) -> None:
    find(text[:200])
    quickest, slowness = timed(lambda: find(text[:4000]))

    # Under 10 ms on an idle machine; a busy one is not measured exactly.
    assert quickest < 0.020 * slowness


def test_every_row_can_be_searched_with() -> None:
    """They are compiled when a message first needs them: a row that can't be must be found here."""
    for phrase in phrase_list().phrases:
        assert phrase.pattern.pattern == phrase.expression
        assert phrase.cues
