"""Every text reads easily, in both languages: short sentences, common words, nothing unkind or unsaid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.eligibility import FACTS, OUTCOMES
from casework.texts import WHOM, Texts
from tests.contract.texts_reading import (
    english_syllables,
    flesch_kincaid_grade,
    inflesz,
    sentences,
    spanish_syllables,
    without_official_names,
    words,
)

REPOSITORY = Path(__file__).resolve().parents[2]
TEXTS = Texts.load()


def _every_way(keys: list[str]) -> list[str]:
    """Each text, as it is said to who helps somebody else (`key.other`) and to a representative, and titles at the desk."""
    others = [f"{key}.{whom}" for key in keys if TEXTS.speaks_of_another(key) for whom in WHOM[1:]]
    return [*keys, *others, *(f"{key}.title" for key in keys if key.startswith("canned-"))]


KEYS = _every_way(sorted(TEXTS.keys()))
MOST_WORDS = 20
HIGHEST_GRADE = 8.0
LOWEST_INFLESZ = 55.0
_DATE = "2026-11-20"
_KEY = re.compile(r"^([a-z][a-zA-Z0-9_-]*) *=", re.MULTILINE)

# Rule 10: a likely result never sounds like a decision against anybody.
FORBIDDEN = {
    "en": r"reject\w*|den(?:y|ied|ies|ial)|in?eligib\w*|eligib\w*|(?:not |un|dis)qualif\w*|qualif(?:y|ies|ied)|declined?",
    "es": r"rechaz\w*|deneg\w*|denieg\w*|in?elegib\w*|elegib\w*|(?:des)?calific\w*|no cumple con los requisitos|negad[oa]s?",
}
# A machine claims no feelings, and gives no order to be quick or calm.
NO_FEELINGS = {
    "en": r"i'm (?:so |very )?sorry|i am sorry|i feel|i understand how|i care|worried|unfortunately|sadly|congratulations",
    "es": r"lo siento|lamento|me preocupa usted|entiendo cómo|desafortunadamente|lamentablemente|felicidades",
}
# The person is "usted" throughout. Forms that could also be the third person ("escribe", "llama") aren't listed.
FAMILIAR = (
    r"tú|tu|tus|te|ti|contigo|tuy[oa]s?|vos|vosotr[oa]s|vuestr[oa]s?|puedes|podés|podrías|tienes|tenés|tendrías|quieres"
    r"|querés|debes|debés|deberías|necesitas|necesitás|eres|sos|estás|vas|sabes|sabés|haces|hacés|dices|decís|llamas"
    r"|recibes|recibiste|enviaste|mandaste|escribiste|llamaste|dijiste|tuviste|pudiste|fuiste|dime|decime|cuéntame"
    r"|contame|haz|ten|pon|elígelo|hazlo|mándalo|envíalo|escríbelo|inténtalo"
)


def _value_for(name: str) -> object:
    """A usual value for a variable, so that a sentence is measured as people see it."""
    if name == "facts":
        return {"topics": ["refund_delay"], "hardship": ["housing"]}
    if name in FACTS:
        kind = FACTS[name]
        if kind.input == "date":
            return _DATE
        return [kind.values[0]] if kind.input in ("choices", "topics") else kind.values[-1]
    if name == "month":
        return "February 2026"
    if name == "date" or name.endswith(("_on", "_by")):
        return _DATE
    return 265


def said(key: str, language: str) -> str:
    key, _, whom = key.partition(".")
    if whom == "title":
        return TEXTS.beside(key, whom, language)
    names = TEXTS.variables(key) or ()
    values = {name: _value_for(name) for name in names}
    if key == "reason-still-open":
        values["facts"] = ("hardship", "submitted_on", "promised_by")
    return TEXTS.say(key, language, values, whom or None)


def files(language: str) -> list[Path]:
    found = sorted((REPOSITORY / "texts" / language).glob("*.ftl"))
    return [file for file in found if _KEY.search(file.read_text(encoding="utf-8"))]


def keys_of(file: Path) -> list[str]:
    return _every_way(_KEY.findall(file.read_text(encoding="utf-8")))


LANGUAGES = pytest.mark.parametrize("language", TEXTS.languages)
ENGLISH_FILES = pytest.mark.parametrize("file", files("en"), ids=lambda file: file.name)
SPANISH_FILES = pytest.mark.parametrize("file", files("es"), ids=lambda file: file.name)


@LANGUAGES
def test_no_sentence_is_longer_than_twenty_words(language: str) -> None:
    too_long = [
        f"{key}: {len(words(sentence))} words: {sentence}"
        for key in KEYS
        for sentence in sentences(said(key, language))
        if len(words(sentence)) > MOST_WORDS
    ]
    assert not too_long, f"over {MOST_WORDS} words:\n" + "\n".join(too_long)


@ENGLISH_FILES
def test_each_english_file_reads_at_grade_eight_or_below(file: Path) -> None:
    grade = flesch_kincaid_grade([said(key, "en") for key in keys_of(file)])
    assert grade <= HIGHEST_GRADE, f"{file.name} reads at grade {grade:.1f}, above {HIGHEST_GRADE}"


@SPANISH_FILES
def test_each_spanish_file_reads_at_inflesz_fifty_five_or_above(file: Path) -> None:
    ease = inflesz([said(key, "es") for key in keys_of(file)])
    assert ease >= LOWEST_INFLESZ, f"{file.name} has INFLESZ {ease:.1f}, below {LOWEST_INFLESZ}"


@LANGUAGES
def test_each_longer_message_reads_as_easily(language: str) -> None:
    too_hard = []
    for key in KEYS:
        message = said(key, language)
        if len(sentences(message)) < 3:
            continue
        if language == "en" and (grade := flesch_kincaid_grade([message])) > HIGHEST_GRADE:
            too_hard.append(f"{key}: grade {grade:.1f}: {message}")
        if language == "es" and (ease := inflesz([message])) < LOWEST_INFLESZ:
            too_hard.append(f"{key}: INFLESZ {ease:.1f}: {message}")
    assert not too_hard, "\n".join(too_hard)


@LANGUAGES
def test_nothing_sounds_like_a_decision(language: str) -> None:
    forbidden = re.compile(rf"\b(?:{FORBIDDEN[language]})\b", re.IGNORECASE)
    found = {key: forbidden.findall(text) for key in KEYS if forbidden.search(text := said(key, language))}
    assert not found, f"words of a decision: {found}"


@LANGUAGES
def test_no_feelings_are_claimed(language: str) -> None:
    claimed = re.compile(rf"\b(?:{NO_FEELINGS[language]})\b", re.IGNORECASE)
    found = {key: claimed.findall(text) for key in KEYS if claimed.search(text := said(key, language))}
    assert not found, f"claimed feelings: {found}"


def test_spanish_says_usted() -> None:
    familiar = re.compile(rf"\b(?:{FAMILIAR})\b", re.IGNORECASE)
    # What a person might say stands in quotation marks.
    found = {
        key: familiar.findall(text) for key in KEYS if familiar.search(text := re.sub(r"«[^»]*»", "", said(key, "es")))
    }
    assert not found, f"forms of tú or vos: {found}"


def test_spanish_has_both_question_and_exclamation_marks() -> None:
    unbalanced = [
        key
        for key in KEYS
        if (text := said(key, "es")).count("?") != text.count("¿") or text.count("!") != text.count("¡")
    ]
    assert not unbalanced


@LANGUAGES
def test_nobody_is_shouted_at(language: str) -> None:
    assert [key for key in KEYS if "!" in said(key, language)] == []


@LANGUAGES
def test_typography(language: str) -> None:
    faults = []
    for key in KEYS:
        text = said(key, language)
        for fault, pattern in {
            "double space": r"\S {2,}\S",
            "space before punctuation": r" [,.;:?!]",
            "two full stops": r"\.\.",
            "something left unfilled": r"[{}$]|\bNone\b(?! of)",
            "a code": r"\b[a-z]+_[a-z]+\b",
        }.items():
            if re.search(pattern, text):
                faults.append(f"{key}: {fault}: {text}")
        if key.startswith("phrase-") and re.match(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]", text):
            faults.append(f"{key}: a phrase stands inside a sentence, so it begins small: {text}")
    assert not faults, "\n".join(faults)


@LANGUAGES
def test_sentences_of_the_assistant_and_of_notices_end(language: str) -> None:
    prefixes = ("say-", "notice-", "welcome-", "owner-", "error-", "why-", "reason-", "step-")
    end = re.compile(r"[.?][»\"]?$")
    assert [key for key in KEYS if key.startswith(prefixes) and not end.search(said(key, language))] == []


@LANGUAGES
def test_questions_ask(language: str) -> None:
    asked = [key for key in KEYS if re.fullmatch(r"ask-[a-z_]+", key)]
    # "Did I get this right: ...?" is in Spanish a question with its list after it.
    assert [key for key in sorted(asked) if "?" not in said(key, language)] == []


@pytest.mark.parametrize("key", ["notice-emergency", "notice-emergency-threat"])
@LANGUAGES
def test_help_comes_before_anything_else_in_an_emergency(key: str, language: str) -> None:
    first, second, *_rest = said(key, language).splitlines()
    assert "911" in first
    assert "988" in second
    assert not re.search(r"tax|impuesto", first + second, re.IGNORECASE)
    if language == "es":
        assert "988, oprima 2" in second


@pytest.mark.parametrize("key", ["notice-emergency-alone", "notice-emergency-threat-alone"])
@LANGUAGES
def test_an_emergency_is_told_that_no_person_is_here(key: str, language: str) -> None:
    assert {"en": "No one from TAS is in this chat now", "es": "no hay nadie de TAS en este chat"}[language] in said(
        key, language
    )


@LANGUAGES
def test_violence_at_home_has_its_own_line_before_anything_else(language: str) -> None:
    first, second, *_rest = said("notice-emergency-home", language).splitlines()
    assert "911" in first
    assert "800-799-7233" in second


@LANGUAGES
def test_who_may_be_watched_is_told_the_one_way_out_that_clears_the_chat(language: str) -> None:
    """Closing the page clears nothing: whoever opens it next on this device has the chat before them."""
    lines, leaving = said("notice-emergency-home", language), said("notice-leave-page", language)
    button = said("page-leave", language)
    assert button in lines.splitlines()[-1]
    assert button in leaving
    assert not re.search(r"close this page|cierre (?:la|esta) página", lines)
    assert {"en": "closing the page does not clear it", "es": "Si solo cierra la página, el chat no se borra"}[
        language
    ] in leaving


@pytest.mark.parametrize("outcome", OUTCOMES)
@LANGUAGES
def test_every_outcome_says_that_it_is_no_decision(outcome: str, language: str) -> None:
    assert re.search(r"\b(?:not a|no|no una|no es una) deci", said(f"outcome-{outcome}-lead", language))


@pytest.mark.parametrize("why", ["assistant-away", "could-not-answer", "handed-off", "still-waiting"])
@LANGUAGES
def test_who_waits_is_given_the_telephone_with_its_hours(why: str, language: str) -> None:
    text = said(f"notice-{why}", language)
    assert "877-777-4778" in text
    assert "7 a.m." in text


@LANGUAGES
def test_tas_is_explained_where_people_meet_it_first(language: str) -> None:
    name = {"en": "Taxpayer Advocate Service (TAS)", "es": "Servicio del Defensor del Contribuyente (TAS)"}[language]
    first_met = ["welcome-1", "say-greeting", "say-about-tas", *(f"outcome-{outcome}-lead" for outcome in OUTCOMES)]
    assert [key for key in first_met if name not in said(key, language)] == []


def test_spanish_says_how_988_is_reached_in_spanish_wherever_it_is_to_be_called() -> None:
    call = re.compile(r"[^.?\n]*\bllam\w+ al(?: 911, o al)? 988\b(?! por videoteléfono)[^.?\n]*", re.IGNORECASE)
    found = [(key, sentence) for key in KEYS for sentence in call.findall(said(key, "es"))]
    assert found
    assert [key for key, sentence in found if "oprima 2" not in sentence] == []


def test_spanish_keeps_to_one_word_for_one_thing() -> None:
    # docs/glossary.md; "una queja de un empleado" would be the employee's own.
    other = re.compile(r"\bdispositivos?\b|\bcortes?\b(?! de )|\bquejas? de (?:un )?emplead|\bautos?\b", re.IGNORECASE)
    assert {key: found.group() for key in KEYS if (found := other.search(said(key, "es")))} == {}


@LANGUAGES
def test_what_the_irs_was_to_do_by_a_day_may_still_come_on_that_day(language: str) -> None:
    by = {"en": "by November 20, 2026", "es": "a más tardar el 20 de noviembre de 2026"}[language]
    for key in ("reason-promise-not-due", "reason-criterion-6"):
        assert all(by in said(f"{key}{whom}", language) for whom in ("", ".other", ".representative"))


@pytest.mark.parametrize("key", ["page-callback-no-time", "closing-what-callback_arranged"])
@LANGUAGES
def test_no_time_is_promised_for_a_call(key: str, language: str) -> None:
    none = {"en": r"(?:can't|no day or hour can be) promise", "es": r"no (?:podemos|se puede) prometer"}[language]
    assert re.search(none, said(key, language), re.IGNORECASE)


def test_telephone_numbers_are_the_same_in_both_languages() -> None:
    numbers = re.compile(r"\b\d{3}-\d{3}-\d{4}\b|\b(?:911|988|211)\b")
    # As sets: the Spanish line of 988 has a key and a word of its own, so 988 stands more often there.
    assert [key for key in KEYS if set(numbers.findall(said(key, "en"))) != set(numbers.findall(said(key, "es")))] == []


# The measures themselves


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("tax", 1), ("refund", 2), ("taxpayer", 3), ("advocate", 3), ("table", 2), ("called", 1), ("waited", 2),
        ("moved", 1), ("asked", 1), ("needed", 2), ("notices", 3), ("taxes", 2), ("likes", 1), ("wages", 2),
        ("I'm", 1), ("doesn't", 2), ("business", 2), ("people", 2), ("eye", 1), ("safely", 2), ("decision", 3),
    ],
)  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("y", 1), ("que", 1), ("guerra", 2), ("pingüino", 3), ("reembolso", 4), ("declaración", 4), ("día", 2),
        ("ciudad", 2), ("país", 2), ("muy", 1), ("ayuda", 3), ("contribuyente", 5), ("aéreo", 4), ("quién", 1),
        ("oír", 2), ("línea", 3), ("gravamen", 3),
    ],
)  # fmt: skip
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_sentences_are_cut_where_they_end() -> None:
    assert len(sentences("Call 877-777-4778, 7 a.m. to 7 p.m. local time. Then wait.")) == 2
    assert len(sentences('Say: "Yes." Or: "No."\nThen go on.')) == 3
    assert sentences("Look at irs.gov or ask.") == ["Look at irs.gov or ask."]
    assert len(words("Call 877-777-4778, 7 a.m. today.")) == 5


def test_official_names_are_left_out() -> None:
    assert without_official_names("The Taxpayer Advocate Service (TAS) has Form 911.", "en").split() == [
        "The",
        "has",
        ".",
    ]


def test_known_grades() -> None:
    assert flesch_kincaid_grade(["The cat sat on the mat."]) == pytest.approx(-1.45, abs=0.01)
    hard = "Notwithstanding administrative considerations, eligibility determinations necessitate documentation."
    assert flesch_kincaid_grade([hard]) > 15
    assert inflesz(["El gato come."]) == pytest.approx(206.835 - 62.3 * 5 / 3 - 3, abs=0.01)
    assert inflesz(["Consideraciones administrativas interdepartamentales imposibilitan determinaciones."]) < 0
