"""Canned texts: found by words of either language, filled in, and never sent with a gap."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.canned import OF_CHATS, VARIABLES, Canned, CannedUnknown, CannedVariableMissing
from casework.texts import TextMissing, Texts, TextsInvalid

TEXTS = Texts.load()
CANNED = Canned(TEXTS)
LANGUAGES = pytest.mark.parametrize("language", Texts.languages)
VALUES = {"agent_name": "Maria G.", "day_on": "2026-12-04", "who": "The office in Denver", "what": "you get a call"}


def found(words: str, language: str = "en", limit: int = 8) -> list[str]:
    return [text.name for text in CANNED.search(words, language, limit)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("greeting", "greeting"),
        ("papers", "papers-safely"),
        ("papers hard", "papers-hardship"),
        ("911", "form-911"),
        ("suicid", "emergency"),
        ("form", "form-911"),
        ("clinic", "litc"),
        ("lawyer", "litc"),
        ("INTERPRETER", "interpreter"),
        ("deadline", "ask-date"),
        ("still there", "still-there"),
        ("scam", "scam"),
        ("violence", "safe-contact"),
        ("call back", "call-back"),
        ("next who by when", "next-step"),
        ("desalojo", "ask-harm"),
        ("clínica", "litc"),
        ("clinica", "litc"),
        ("Plazo", "ask-date"),
        ("intérp", "interpreter"),
        ("telefono", "call-back"),
        ("levy", "levy"),
        ("wages", "levy"),
        ("garnishment", "levy"),
        ("embargo", "levy"),
        ("sueldo", "levy"),
    ],
)
@LANGUAGES
def test_a_few_words_find_it_in_either_language(words: str, first: str, language: str) -> None:
    names = found(words, language)
    assert first in names[:3], names


def test_what_is_found_does_not_depend_on_the_language_it_is_given_in() -> None:
    for words in ("papers", "papeles", "sign in", "fecha", ""):
        assert found(words, "en") == found(words, "es")
    assert CANNED.search("plazo", "en")[0].title == "Ask for a date"
    assert CANNED.search("deadline", "es")[0].title == "Preguntar por una fecha"


def test_titles_come_before_words_before_texts() -> None:
    names = found("interpreter")
    assert names[0] == "interpreter"
    # Its title has the word "emergency", the text of the form only its text.
    assert found("emergency") == ["emergency", "form-911"]


def test_more_words_narrow_it_down_and_none_is_lost_by_a_word_too_many() -> None:
    assert set(found("papers fax", limit=99)) < set(found("papers", limit=99))
    assert found("papers fax xyzzy") == found("papers fax")


def test_without_words_all_in_the_order_of_the_file() -> None:
    assert tuple(found("", limit=99)) == CANNED.names()
    assert CANNED.names()[0] == "greeting"
    assert len(found("")) == 8
    assert found("", limit=0) == found("xyzzy") == found("xyzzy", limit=-1) == []


@given(st.text(max_size=60), st.integers(-1, 50), st.sampled_from(Texts.languages))
def test_whatever_is_typed_is_searched(words: str, limit: int, language: str) -> None:
    texts = CANNED.search(words, language, limit)
    assert len(texts) <= max(limit, 0)
    assert len({text.name for text in texts}) == len(texts)


@given(st.data())
def test_the_beginning_of_any_word_of_it_finds_it(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(CANNED.names()))
    language = data.draw(st.sampled_from(Texts.languages))
    word = data.draw(st.sampled_from(re.findall(r"\w+", CANNED.show(name, language).title)))
    beginning = word[: data.draw(st.integers(1, len(word)))]
    assert name in found(data.draw(st.sampled_from([beginning, beginning.upper()])), limit=99)


@LANGUAGES
def test_filled_it_has_no_gap_and_shown_without_values_it_has_each(language: str) -> None:
    for name in CANNED.names():
        assert CANNED.gaps(CANNED.fill(name, language, VALUES)) == []
        text = CANNED.show(name, language)
        gaps = [TEXTS.say(f"gap-{variable}", language) for variable in text.variables]
        assert sorted(CANNED.gaps(text.text)) == sorted(gaps)
        if not text.variables:
            assert CANNED.fill(name, language, {}) == text.text


def test_values_stand_in_the_text_as_it_needs_them() -> None:
    said = CANNED.fill(
        "next-step", "es", {"who": " Su\ndefensora. ", "what": "le llaman.", "day_on": date(2026, 12, 4)}
    )
    assert said == "Esto es lo que sigue: le llaman. Quién lo hace: Su defensora. Para qué día: 4 de diciembre de 2026."
    assert "Maria G., and" in CANNED.fill("greeting", "en", VALUES)


def test_known_values_are_in_and_the_others_are_gaps() -> None:
    text = CANNED.show("next-step", "en", {"who": "I", "day_on": ""})
    assert text.text == "This is what happens next: [what]. Who does it: I. By which day: [date]."
    assert text.variables == ("day_on", "who", "what")
    (found_text,) = CANNED.search("greeting your name", "en", 1, VALUES)
    assert "Maria G." in found_text.text


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ("day_on", "who", "what")),
        ({**VALUES, "day_on": None}, ("day_on",)),
        ({**VALUES, "day_on": "tomorrow"}, ("day_on",)),
        ({**VALUES, "day_on": "2026-02-30"}, ("day_on",)),
        ({**VALUES, "what": "2026-02-30"}, ("what",)),
        ({**VALUES, "who": " . "}, ("who",)),
        ({**VALUES, "who": True, "what": 7}, ("who", "what")),
        ({**VALUES, "what": "call on [Date]"}, ("what",)),
        ({**VALUES, "what": "llamar el [fecha]"}, ("what",)),
    ],
)
def test_what_is_missing_or_of_no_use_is_named(values: dict[str, object], missing: tuple[str, ...]) -> None:
    with pytest.raises(CannedVariableMissing) as refused:
        CANNED.fill("next-step", "en", values)
    assert refused.value.names == missing


@given(st.fixed_dictionaries(dict.fromkeys(("who", "what", "agent_name"), st.text())), st.dates())
def test_whatever_is_typed_is_said_or_refused(typed: dict[str, str], day: date) -> None:
    for name in ("next-step", "greeting", "transfer"):
        with contextlib.suppress(CannedVariableMissing):
            assert CANNED.gaps(CANNED.fill(name, "es", {**typed, "day_on": day})) == []


def test_gaps_of_either_language_are_found_as_they_stand() -> None:
    assert CANNED.gaps("By [date], el [FECHA] [other].") == ["[date]", "[FECHA]"]
    assert CANNED.gaps("Nothing is left [CODE].") == []


def test_an_unknown_name_or_language_is_refused() -> None:
    for ask in (CANNED.show, lambda name, language: CANNED.fill(name, language, {})):
        with pytest.raises(CannedUnknown):
            ask("nothing", "en")
        with pytest.raises(TextMissing):
            ask("reading", "fr")


def test_what_is_not_offered_is_left_out() -> None:
    without = Canned(TEXTS, left_out={"call-back"})
    assert set(CANNED.names()) - set(without.names()) == {"call-back"}
    assert [text.name for text in without.search("call back", "en", 99) if text.name == "call-back"] == []
    with pytest.raises(CannedUnknown):
        without.show("call-back", "en")


@LANGUAGES
def test_titles_tell_them_apart_and_a_gap_is_one(language: str) -> None:
    titles = [CANNED.show(name, language).title for name in CANNED.names()]
    assert len(set(titles)) == len(titles) >= 25
    assert all(re.fullmatch(r"\[[^\[\]]+\]", TEXTS.say(f"gap-{name}", language)) for name in VARIABLES)


@LANGUAGES
def test_an_emergency_begins_with_911_and_988(language: str) -> None:
    first, second, *_rest = CANNED.show("emergency", language).text.splitlines()
    assert "911" in first
    assert "988" in second


def test_none_promises_and_every_number_is_of_the_terms_or_short() -> None:
    terms = (Path(__file__).resolve().parents[2] / "texts" / "en" / "terms.ftl").read_text()
    for name in CANNED.names():
        text = CANNED.show(name, "en").text
        assert not re.search(r"\b(?:will accept|we guarantee|will be accepted|I promise)\b", text), name
        assert [number for number in re.findall(r"\d{3}-\d{3}-\d{4}", text) if number not in terms] == []


# What the loader of texts refuses of them


def loaded(at: Path, entry: str) -> Texts:
    gaps = "".join(f"gap-{name} = [{name}]\n" for name in VARIABLES)
    for language in Texts.languages:
        (at / language).mkdir()
        (at / language / "some.ftl").write_text(gaps + entry, encoding="utf-8")
    return Texts.load(at)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("canned-a = A { $who }\n    .title = T { $who }\n    .words = w\n", r"canned-a\.title needs who"),
        ("canned-a = A\n    .title = T\n    .words = w\n    .note = n\n", r"\.note, which nobody says"),
        ("other-a = A\n    .title = T\n", r"\.title, which nobody says"),
    ],
)
def test_what_the_loader_refuses(tmp_path: Path, entry: str, fault: str) -> None:
    with pytest.raises(TextsInvalid, match=fault):
        loaded(tmp_path, entry)


def test_a_text_without_title_or_with_a_strange_value_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with pytest.raises(TextMissing, match=r"canned-a has no \.title"):
        Canned(loaded(tmp_path / "one", "canned-a = A\n    .words = w\n"))
    with pytest.raises(ValueError, match="person_name"):
        Canned(loaded(tmp_path / "two", "canned-a = A { $person_name }\n    .title = T\n    .words = w\n"))


@LANGUAGES
def test_what_may_be_put_into_a_message_speaks_of_no_chat_and_of_no_page(language: str) -> None:
    assert set(CANNED.names()) >= OF_CHATS
    for name in set(CANNED.names()) - OF_CHATS:
        words = CANNED.show(name, language).text.casefold()
        for of_a_chat in ("chat", "this page", "esta página", "this screen", "esta pantalla", "stay here", "quédese"):
            assert of_a_chat not in words, name
