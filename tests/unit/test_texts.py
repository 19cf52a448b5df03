"""The loader of texts: what it refuses, and how values are put into words."""

from __future__ import annotations

import re
import timeit
from pathlib import Path

import pytest

from casework.texts import TextMissing, Texts, TextsInvalid

ENGLISH = """
-office = Tax Office (TO)
-phone = 877-777-4778
plain = Nothing to fill in.
named = The { -office } answers at { -phone }.
heard = So far I have: { $facts }.
hardship = You told me about { $hardship }.
promised = The date was { $promised_by }.
sent = Sent on { $submitted_on }.
waited = { $waited_days ->
    [one] { $waited_days } day
   *[other] { $waited_days } days
}
as-it-is = Rule { $rule }.
numbers = Criteria { $criteria }.
value-hardship-housing = Rent or mortgage
value-hardship-food = Food
phrase-hardship-housing = trouble with rent
phrase-hardship-food = too little for food
phrase-hardship-none = no hardship
phrase-promised_by = an answer by { $date }
value-promised_by-none = No date
phrase-promised_by-none = no date
phrase-topics-amended_return = an amended return
phrase-submission-amended_return = an amended return
fact-hardship = basic needs
fact-promised_by = dates
"""
SPANISH = """
-office = Oficina de Impuestos (TO)
-phone = 877-777-4778
plain = Nada que completar.
named = La { -office } contesta en el { -phone }.
heard = Hasta ahora tengo: { $facts }.
hardship = Usted habló de { $hardship }.
promised = La fecha era { $promised_by }.
sent = Enviado el { $submitted_on }.
waited = { $waited_days ->
    [one] { $waited_days } día
   *[other] { $waited_days } días
}
as-it-is = Regla { $rule }.
numbers = Criterios { $criteria }.
value-hardship-housing = Alquiler o hipoteca
value-hardship-food = Comida
phrase-hardship-housing = problemas de alquiler
phrase-hardship-food = falta de comida
phrase-hardship-none = sin dificultades
phrase-promised_by = una respuesta para el { $date }
value-promised_by-none = Sin fecha
phrase-promised_by-none = sin fecha
phrase-topics-amended_return = una declaración enmendada
phrase-submission-amended_return = una declaración enmendada
fact-hardship = necesidades básicas
fact-promised_by = fechas
"""


def folder(at: Path, english: str = ENGLISH, spanish: str = SPANISH) -> Path:
    for language, content in (("en", english), ("es", spanish)):
        (at / language).mkdir(parents=True)
        (at / language / "some.ftl").write_text(content, encoding="utf-8")
    return at


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts.load(folder(tmp_path))


def faults(at: Path, english: str, spanish: str) -> str:
    with pytest.raises(TextsInvalid) as refused:
        Texts.load(folder(at, english, spanish))
    return "\n".join(refused.value.faults)


# What is refused


def test_a_key_that_one_language_lacks_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, ENGLISH + "\nmore = More.\n", SPANISH) == "more is missing in es"


def test_other_variables_in_one_language_are_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, ENGLISH + "\nmore = { $a_count }\n", SPANISH + "\nmore = { $b_count }\n")
    assert found == "more has other variables in each language (en: a_count; es: b_count)"


def test_variables_inside_choices_and_references_count(tmp_path: Path) -> None:
    english = ENGLISH + "\nmore = { $a_count ->\n  *[other] { promised }\n}\n"
    spanish = SPANISH + "\nmore = { $a_count ->\n  *[other] { $promised_by }\n}\n"
    assert Texts.load(folder(tmp_path, english, spanish)).variables("more") == {"a_count", "promised_by"}


def test_a_key_defined_twice_is_refused_across_files(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (at / "en" / "other.ftl").write_text("plain = Again.\n", encoding="utf-8")
    with pytest.raises(TextsInvalid, match=re.escape("plain stands already in en/other.ftl")):
        Texts.load(at)


def test_a_key_defined_twice_is_refused_within_a_file(tmp_path: Path) -> None:
    assert "plain stands already in en/some.ftl" in faults(tmp_path, ENGLISH + "\nplain = Again.\n", SPANISH)


def test_junk_is_refused_with_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, ENGLISH + "\nbroken = { $date\n", SPANISH)
    assert re.search(r"en/some\.ftl:\d+: .*broken", found)


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, ENGLISH + "\nmore = { -nobody }\n", SPANISH + "\nmore = { -nobody }\n")
    assert "en: more refers to -nobody, which is not there" in found


def test_a_circle_is_refused(tmp_path: Path) -> None:
    circle = "\none = { two }\ntwo = { one }\n"
    assert "refers to itself" in faults(tmp_path, ENGLISH + circle, SPANISH + circle)


def test_a_key_without_words_is_refused(tmp_path: Path) -> None:
    empty = "\nmore =\n    .title = Only an attribute\n"
    assert "more has no words" in faults(tmp_path, ENGLISH + empty, SPANISH + empty)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (at / "es" / "other.ftl").write_bytes("más = Más".encode("latin-1"))
    with pytest.raises(TextsInvalid, match="not UTF-8"):
        Texts.load(at)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TextsInvalid, match=r"holds no \.ftl file"):
        Texts.load(tmp_path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, ENGLISH + "\nmore = More.\nbroken = {\n", SPANISH + "\nmás\n")
    assert len(found.splitlines()) >= 3


# What there is


def test_keys_and_variables(texts: Texts) -> None:
    assert texts.languages == ("en", "es")
    assert "plain" in texts.keys()  # noqa: SIM118 (keys is a method of our own)
    assert "-office" not in texts.keys()  # noqa: SIM118
    assert texts.variables("plain") == frozenset()
    assert texts.variables("heard") == {"facts"}
    assert texts.variables("nothing") is None


def test_the_version_changes_with_any_word(tmp_path: Path) -> None:
    first = Texts.load(folder(tmp_path / "first")).version
    assert Texts.load(folder(tmp_path / "same")).version == first
    assert Texts.load(folder(tmp_path / "other", spanish=SPANISH.replace("Nada", "Algo"))).version != first
    assert re.fullmatch(r"[0-9a-f]{12}", first)


# What is said


def test_text_without_values(texts: Texts) -> None:
    assert texts.say("plain", "en") == "Nothing to fill in."
    assert texts.say("plain", "es") == "Nada que completar."
    assert texts.say("named", "es") == "La Oficina de Impuestos (TO) contesta en el 877-777-4778."


def test_no_isolation_marks(texts: Texts) -> None:
    said = texts.say("promised", "en", {"promised_by": "2026-11-20"})
    assert not re.search("[\u2066-\u2069\u200e\u200f]", said)


def test_unknown_key_language_and_missing_value(texts: Texts) -> None:
    with pytest.raises(TextMissing, match="no text 'nothing'"):
        texts.say("nothing", "en")
    with pytest.raises(TextMissing, match="no language 'fr'"):
        texts.say("plain", "fr")
    with pytest.raises(TextMissing, match="heard needs facts"):
        texts.say("heard", "en")


def test_values_too_many_do_no_harm(texts: Texts) -> None:
    assert texts.say("plain", "en", {"facts": {}}) == "Nothing to fill in."


@pytest.mark.parametrize(
    ("values", "english", "spanish"),
    [
        ({"topics": ["amended_return"]}, "an amended return", "una declaración enmendada"),
        ({"hardship": ["housing", "food"]}, "trouble with rent and too little for food", None),
        ({"hardship": ("housing",), "promised_by": "none"}, "trouble with rent and no date", None),
        ({"hardship": []}, "no hardship", "sin dificultades"),
        (
            {"topics": ["amended_return"], "hardship": ["housing"], "promised_by": "2026-11-20"},
            "an amended return, trouble with rent and an answer by November 20, 2026",
            "una declaración enmendada, problemas de alquiler y una respuesta para el 20 de noviembre de 2026",
        ),
        # The same words only once.
        (
            {"topics": ["amended_return"], "submission": "amended_return"},
            "an amended return",
            "una declaración enmendada",
        ),
    ],
)
def test_facts_are_said_as_phrases(texts: Texts, values: dict[str, object], english: str, spanish: str | None) -> None:
    assert texts.say("heard", "en", {"facts": values}) == f"So far I have: {english}."
    if spanish is not None:
        assert texts.say("heard", "es", {"facts": values}) == f"Hasta ahora tengo: {spanish}."


def test_names_of_facts_are_said(texts: Texts) -> None:
    assert texts.say("heard", "en", {"facts": ("hardship", "promised_by")}) == "So far I have: basic needs and dates."


@pytest.mark.parametrize("facts", [{"hardship": ["wealth"]}, {"mood": "good"}, {"hardship": "2026-01-01"}, ("mood",)])
def test_facts_without_words_are_an_error(texts: Texts, facts: object) -> None:
    with pytest.raises(TextMissing):
        texts.say("heard", "en", {"facts": facts})


def test_values_of_facts_are_said(texts: Texts) -> None:
    assert texts.say("hardship", "en", {"hardship": ["housing"]}) == "You told me about trouble with rent."
    assert texts.say("hardship", "es", {"hardship": "food"}) == "Usted habló de falta de comida."
    assert texts.say("hardship", "en", {"hardship": []}) == "You told me about no hardship."


def test_dates_are_long_and_may_be_words(texts: Texts) -> None:
    assert texts.say("promised", "en", {"promised_by": "2026-11-02"}) == "The date was November 2, 2026."
    assert texts.say("promised", "es", {"promised_by": "2026-11-02"}) == "La fecha era 2 de noviembre de 2026."
    assert texts.say("promised", "en", {"promised_by": "none"}) == "The date was no date."
    assert texts.say("sent", "es", {"submitted_on": "2026-03-01"}) == "Enviado el 1 de marzo de 2026."
    with pytest.raises(TextMissing):
        texts.say("sent", "en", {"submitted_on": "2026-02-30"})


@pytest.mark.parametrize(
    ("days", "english", "spanish"), [(0, "0 days", "0 días"), (1, "1 day", "1 día"), (1265, "1,265 days", "1,265 días")]
)
def test_numbers(texts: Texts, days: int, english: str, spanish: str) -> None:
    assert texts.say("waited", "en", {"waited_days": days}) == english
    assert texts.say("waited", "es", {"waited_days": days}) == spanish


def test_codes_are_said_as_they_are(texts: Texts) -> None:
    assert texts.say("as-it-is", "en", {"rule": "public-policy"}) == "Rule public-policy."
    assert texts.say("numbers", "en", {"criteria": ("5", "6")}) == "Criteria 5 and 6."


@pytest.mark.parametrize("value", [None, True, {"a": 1}, object()])
def test_a_value_without_words_is_an_error(texts: Texts, value: object) -> None:
    with pytest.raises(TextMissing, match=r"\$rule"):
        texts.say("as-it-is", "en", {"rule": value})


@pytest.mark.parametrize(
    ("items", "english", "spanish"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a y b"),
        (["a", "b", "c"], "a, b and c", "a, b y c"),
        (["multas", "intereses"], "multas and intereses", "multas e intereses"),
        (["padres", "hijos"], "padres and hijos", "padres e hijos"),
        (["padres", "Ídolos"], "padres and Ídolos", "padres e Ídolos"),
        (["agua", "hielo"], "agua and hielo", "agua y hielo"),
        (["calor", "hiato"], "calor and hiato", "calor y hiato"),
        (["el agua", "«incautación»"], "el agua and «incautación»", "el agua e «incautación»"),
    ],
)
def test_join(texts: Texts, items: list[str], english: str, spanish: str) -> None:
    assert texts.join(items, "en") == english
    assert texts.join(iter(items), "es") == spanish


def test_join_in_an_unknown_language(texts: Texts) -> None:
    with pytest.raises(TextMissing):
        texts.join(["a"], "fr")


def test_it_is_fast_enough_for_a_stream_of_events() -> None:
    texts = Texts.load()
    values = {"facts": {"topics": ["refund_delay"], "hardship": ["housing", "food"], "submitted_on": "2026-03-01"}}

    def seconds_a_call(key: str, with_values: object) -> float:
        timer = timeit.Timer(lambda: texts.say(key, "es", with_values))  # type: ignore[arg-type]
        return min(timer.repeat(repeat=5, number=200)) / 200

    # Five times what is asked for, so that a busy machine doesn't fail the build.
    assert seconds_a_call("say-human", None) < 100e-6
    assert seconds_a_call("say-heard", values) < 500e-6
