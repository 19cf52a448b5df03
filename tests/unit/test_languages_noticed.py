"""Who needs an interpreter: what is noticed, what is left alone, and the rows it is done with."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from casework.interpreters import Need, find, spoken_languages
from cli.training_data import read
from tests.support.record import TEXTS

ON = dt.date(2026, 11, 22)
ROOT = Path(__file__).parents[2]
# Of Schedule LEP, without Spanish (001), which the chat speaks.
SCHEDULE = {f"{number:03}" for number in range(2, 21)}

IN_ANOTHER_LANGUAGE = [
    ("ko", "한국어 할 수 있는 분 계세요?"),
    ("ko", "환급금이 안 나왔어요 IRS"),
    ("vi", "tiếng Việt"),
    ("vi", "Tôi không nói được tiếng Anh, cần giúp về thuế"),
    ("vi", "toi khong noi duoc tieng anh can giup"),
    ("ru", "Здравствуйте, мне нужна помощь с налогами"),
    ("ar", "مرحبا، أحتاج مساعدة في الضرائب"),
    ("fa", "سلام، من کمک می‌خواهم برای مالیات"),
    ("ur", "مجھے ٹیکس کے بارے میں مدد چاہیے"),
    ("ht", "Bonjou, mwen bezwen èd ak taks mwen"),
    ("tl", "Kailangan ko po ng tulong sa buwis ko"),
    ("pt", "Não recebi minha restituição, preciso de ajuda"),
    ("pt", "eu nao falo ingles preciso ajuda"),
    ("pl", "Dzień dobry, potrzebuję pomocy z podatkami"),
    ("pl", "nie mowie po angielsku prosze o pomoc"),
    ("fr", "Bonjour, je n'ai pas reçu mon remboursement"),
    ("ja", "税金の還付について助けてください"),
    ("gu", "મને મદદ જોઈએ છે"),
    ("pa", "ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ"),
    ("km", "ខ្ញុំត្រូវការជំនួយ"),
    ("bn", "আমার সাহায্য দরকার"),
    ("it", "Buongiorno, non ho ricevuto il rimborso, ho bisogno di aiuto"),
    ("zh-Hant", "請問有人會說中文嗎"),
    ("zh-Hans", "你好，我需要帮助"),
    # No row has these: the need is noted all the same.
    ("und", "मुझे मदद चाहिए"),
    ("und", "Доброго дня, мені потрібна допомога з податками"),
]
ASKED_FOR = [
    ("zh-Hans", "do you have Chinese"),
    ("zh-Hant", "I speak Cantonese"),
    ("ht", "hablo kreyòl"),
    ("ar", "arabic please"),
    ("fa", "my father speaks only Farsi"),
    ("ur", "urdu interpreter please"),
    ("bn", "necesito ayuda en bengalí"),
    ("ru", "solo hablo ruso"),
    ("ko", "Korean?"),
    ("fr", "¿hablan francés?"),
    ("tl", "tagalog po"),
    ("vi", "xin chao"),
    ("fr", "translate to French please"),
    ("ko", "can you translate this into Korean"),
    ("und", "I need an interpreter"),
    ("und", "mi mamá nomás habla mixteco"),
]
LEFT_ALONE = [
    "Alexa answers me in German",
    "necesito el acta traducida al alemán para casarme allá",
    "la app se me puso en japonés",
    *("hola", "english", "habla español?", "no hablo inglés", "ciao", "merci", "não", "ho ho ho", "ok 👍", "1ª y 2ª"),
    *("I don't speak Chinese", "no hablo portugués", "my chinese restaurant owes payroll taxes", "french fries"),
    "My name is Viet Nguyen and my refund is late",
    "my wife is Korean and we filed jointly",
    "I sent it by paper, Polish mail took weeks",
    "ya no había intérprete ese día y me fui",
    "how do I say excuse me in Italian",
    "cómo se dice impuestos en quechua",
    "translate good night into French",
    "best translator app for Vietnamese",
    "résumé façade naïve, señor Muñoz, µ €500 Ω",
    "ＭＹ ＲＥＦＵＮＤ",
]


@pytest.mark.parametrize(("language", "text"), [*IN_ANOTHER_LANGUAGE, *ASKED_FOR])
def test_what_is_written_or_asked_for_in_another_language_is_noticed(language: str, text: str) -> None:
    assert find(text, ON) == Need(language, whole=True)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_english_and_spanish_and_names_in_passing_are_left_alone(text: str) -> None:
    assert find(text, ON) is None


@pytest.mark.parametrize(
    "text",
    [
        "my mother only speaks Korean and her refund is nine months late",
        "Necesito a una persona que hable creole para mi suegra",
        "tienen a alguien que hable portugués? me embargaron la cuenta del banco",
    ],
)
def test_what_says_more_is_left_to_the_assistant_as_well(text: str) -> None:
    found = find(text, ON)
    assert found is not None
    assert not found.whole


def test_ordinary_messages_are_hardly_ever_taken_for_another_language() -> None:
    """Of all training data but that about languages: a need where none is, or one that would take the answer away."""
    examples = [
        example.text
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        if path.stem != "language"
        for example in read(path)
    ]
    found = [(text, need) for text in examples if (need := find(text, ON)) is not None]
    assert len(examples) > 24_000
    assert len(found) <= 18, found
    assert len([text for text, need in found if need.whole]) <= 1, found


def test_a_row_counts_only_while_it_is_in_force() -> None:
    assert find("한국어 할 수 있는 분 계세요?", dt.date(2025, 12, 31)) == Need("und", whole=True)
    assert find("do you have Korean", dt.date(2025, 12, 31)) is None


def test_rows_are_those_of_the_schedule_and_have_their_words() -> None:
    rows = spoken_languages()
    assert {row.schedule_lep for row in rows if row.schedule_lep} == SCHEDULE
    assert len({row.id for row in rows}) == len(rows)
    names = [name for row in rows for name in row.names]
    assert len(set(names)) == len(names)
    for row in rows:
        assert TEXTS.variables(f"spoken-{row.id}") == frozenset()
        assert (row.line is None) is (row.schedule_lep is None)
        assert row.line is None or row.line.count("{phone}") == 1
        assert row.direction == ("rtl" if row.id in {"ar", "fa", "ur"} else "ltr")
        assert row.citation
        assert row.certainty in {"C", "G+", "G", "G?"}
        # What is searched for is in the same form as what is searched.
        for word in (*row.names, *row.greetings, *row.words):
            plain = unicodedata.normalize("NFD", word.lower())
            assert not any(map(unicodedata.combining, plain)), word
    spoken = {key for key in TEXTS.keys() if key.startswith("spoken-")}  # noqa: SIM118
    assert spoken == {f"spoken-{row.id}" for row in rows}
