"""Look for a language that the chat doesn't speak: in what a message is written in, and in what it asks for.

No model and no network: scripts, and closed lists of names, greetings and frequent words. Libraries that tell languages
apart need a sentence or two and take short English and Spanish for others (docs/adr/0015-interpreters.md); here a message
that is only taken for another language costs the person their answer, so what is not plain is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.interpreters.languages import UNDETERMINED, SpokenLanguage, spoken_language, spoken_languages

# The beginnings of the names that Unicode gives to letters of a script, and the language that writes in it.
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh-Hans",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KHMER": "km",
    "BENGALI": "bn",
    "LATIN": "",
    "MODIFIER": "",
}
# Written in a script of another language, told apart by their own letters.
_BY_LETTERS = {"ARABIC": ("ur", "fa"), "CJK": ("zh-Hant",)}
# Letters of languages without a row: Ukrainian and its neighbours, Pashto.
_OF_OTHERS = frozenset("іїєґўђљњћџќѓѕ" + "ټډړږښګڼې")
_VIETNAMESE = re.compile(r"[ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_POLISH = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)
_FEWEST_LETTERS = 2
_SCRIPT_SHARE = 0.3
"""Beside "IRS" and "CP504" so much of the letters is the language's own."""
_FEWEST_WORDS = 3
_WORD_SHARE = 0.5
_WORDS_OF_A_WISH = 2
"""So many words beside the language's name still make a message that asks for it and says no more."""
# Whoever asks for a person that speaks it is to get the person as well.
_PERSON = frozenset({"person", "people", "human", "agent", "advocate", "persona", "agente", "defensor", "humano"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FILLER = re.compile(
    r"\b(?:please|pls|plz|por favor|do|you|u|have|it|there|is|any|anyone|somebody|someone|who|can|could|i|me|my|we|help"
    r"|hi|hello|hey|hola|in|a|an|the|to|for|this|want|need|would|like|speak\w*|talk|write|prefer|instead|only|version"
    r"|language|interpreter|translator|or|and|but|ok|thanks|que|hay|tienen?|alguien|habl\w+|puede|pueden|en|un|una|el|la"
    r"|lo|se|quiero|necesito|prefiero|interprete|traductor\w*|idioma|solo|nomas|para|de|y|o|mi|mis|es|gracias|with"
    r"|po|oi|tudo bem|voce)\b"
)
_SPEAKS = (
    r"(?:speak(?:s|ing)?|talks?|reads?|understands?|writes?|h?abl(?:[aeo]|[ae]n|[ae]mos)|lee|leo|leen|entiend\w+"
    r"|comprend\w+|escrib\w+|fala\w*|pale)"
)
_WANTS = (
    r"(?:have|has|offer|got|prefer|want|need|any|is there|are there|switch(?: it)? to|set(?: it)? to|change(?: it)? to|set"
    r"|continue in|tienen?|hay|prefier[oe]|quier[oe]|necesit[oa]|cambi\w+ a|ponga(?:lo)? en"
    r"|translate(?:d)?(?: this)?(?: to| into)"
    r"|traduc\w+ al?)"
)
_NOT = re.compile(
    r"\b(?:don'?t|do not|doesn'?t|does not|can'?t|cannot|not|no|never|nunca|ni|tampoco)\s+(?:\w+\s+){0,1}$"
)
_ENDS = (
    r"(?=\s*(?:$|[?!.,;:)]|please|pls|plz|por favor|instead|speak\w*|interpret\w*|translat\w*|traduc\w*|version|language"
    r"|or|and|for|y|o|para|nada mas|nomas|thanks|gracias|too|also|tambien|here|aqui)(?:\b|\s|$))"
)
_HELP_IN = r"(?:interpret\w*|translat\w*|traduc\w*|someone|somebody|anyone|anybody|alguien|help|ayuda)"
_INTERPRETER = re.compile(
    r"\b(?:(?:need|want|have|get|is there|are there|any|hay|necesit[oa]|quier[oe]|tienen?|ask for|pido|pedir)"
    r"\s+(?:\w+\s+){0,2}?(?:interpreters?|interpretes?|translators?|traductor(?:a|es|as)?)"
    r"|^(?:interpreter|interprete|translator|traductora?))\b(?!\s+(?:cost|fee|bill|paid))"
)

# Who asks how something is said elsewhere needs no interpreter here; "translate this" may mean the chat.
_OF_WORDS = re.compile(
    r"\b(?:how (?:do|does|would|can) (?:you|i|we|one) say|como se (?:dice|pide|escribe)|translat(?:or|ion) app"
    r"|translate (?!(?:this|it|that|all|everything|the (?:chat|page)|for|me|to|into|please|pls)\b)\w+)\b"
)
# What speaks or is written in a language, and isn't this chat or its person.
_OF_THINGS = re.compile(
    r"\b(?:alexa|siri|kindle|duolingo|roku|netflix|laptop|microwave|microondas|the instructions|instrucciones"
    r"|manual|subtitles?|subtitulos|(?:la|una|mi|the|an|my) app|dictionary|diccionarios?"
    r"|conversation group|grupo de conversacion|getting married|casar(?:me|nos|se)"
    r"|traductor (?:que|del telefono)|(?:wrote|escribio) (?:in|en)|(?:speak|read|understand) \w+ (?:fine|well))\b"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Need:
    """Whoever writes needs an interpreter.

    Attributes:
        language: The tag of the language (`und`: not known, or without a row).
        whole: Whether the message says no more than that: there is nothing in it that the assistant could answer.
    """

    language: str
    whole: bool


def find(text: str, on: date) -> Need | None:
    """Give the need that a message shows, if any.

    Args:
        text: What a person wrote, in full; it is not kept.
        on: The day whose languages count.
    """
    written = _by_script(text, on) or _by_words(text)
    if written is not None:
        tag = written if spoken_language(written, on) is not None else UNDETERMINED
        return Need(tag, whole=True)
    return _asked_for(_plain(text), on)


def _by_script(text: str, on: date) -> str | None:
    """The language of letters that neither English nor Spanish has."""
    # Wide, raised and mathematical letters are Latin ones in disguise.
    text = unicodedata.normalize("NFKC", text)
    letters = [letter for letter in text if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0] for letter in letters)
    # Japanese writes Chinese signs as well.
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana:
        scripts["HIRAGANA"] = kana + scripts.pop("CJK", 0)
    script, count = max(
        ((script, count) for script, count in scripts.items() if _SCRIPTS.get(script, "other")),
        key=lambda found: found[1],
        default=("", 0),
    )
    if count < _FEWEST_LETTERS or count < _SCRIPT_SHARE * len(letters):
        return None
    if any(letter in _OF_OTHERS for letter in text.lower()):
        return UNDETERMINED
    first = _SCRIPTS.get(script, UNDETERMINED)
    for tag in _BY_LETTERS.get(script, ()):
        row, usual = spoken_language(tag, on), spoken_language(first, on)
        if row is None:
            continue
        others = usual.letters if usual is not None else frozenset()
        if sum(letter in row.letters for letter in text) > sum(letter in others for letter in text):
            return tag
    return first


def _by_words(text: str) -> str | None:
    """A language in Latin letters, by its greetings, its own letters or its frequent words."""
    plain = _plain(text)
    said = " ".join(_WORD.findall(plain))
    by_greeting = next((row.id for row in spoken_languages() if said in row.greetings), None)
    if by_greeting is not None:
        return by_greeting
    words = said.split()
    for tag, own in (("vi", _VIETNAMESE), ("pl", _POLISH)):
        if sum(bool(own.search(word)) for word in text.split()) >= max(_FEWEST_LETTERS, len(words) * _SCRIPT_SHARE):
            return tag
    known = Counter({row.id: sum(word in row.words for word in words) for row in spoken_languages() if row.words})
    (tag, count), (_, next_count) = known.most_common(2)
    distinct = len({word for word in words if word in _words_of(tag)})
    enough = distinct >= _FEWEST_WORDS and count >= _WORD_SHARE * len(words) and count > next_count
    return tag if enough and not _is_ours(words, count) else None


@cache
def _words_of(tag: str) -> frozenset[str]:
    return next(row.words for row in spoken_languages() if row.id == tag)


# The commonest words of English and Spanish: where they are as many, the message is in one of these.
_OURS = _words(
    """the is are was i my me you your to of and in on for with it that this have has not they them from we be at as by what
    when how why can get need refund tax taxes irs letter help please el la los las que de en y a mi me se lo le un una con
    por para no es esta este pero como mas tengo tiene debo les nos su sus al del ya muy si impuestos reembolso carta ayuda
    dinero yo te"""
)


def _is_ours(words: list[str], count: int) -> bool:
    return sum(word in _OURS for word in words) >= count


def _asked_for(plain: str, on: date) -> Need | None:
    """A language that is asked for by its name, or an interpreter without one."""
    if _OF_WORDS.search(plain) or _OF_THINGS.search(plain):
        return None
    for row in spoken_languages():
        if row.in_force(on) and (place := _wish(row).search(plain)) is not None:
            if _NOT.search(plain[: place.start()][-30:]):
                continue
            return Need(row.id, whole=_says_no_more(plain, place.span()))
    place = _INTERPRETER.search(plain)
    if place is not None and not _NOT.search(plain[: place.start()][-30:]):
        return Need(UNDETERMINED, whole=_says_no_more(plain, place.span()))
    return None


@cache
def _wish(row: SpokenLanguage) -> re.Pattern[str]:
    name = "(?:" + "|".join(re.escape(name) for name in sorted(row.names, key=len, reverse=True)) + ")"
    return re.compile(
        rf"\b(?:{_SPEAKS}\s+(?:\w+\s+){{0,2}}?{name}\b"
        rf"|{_WANTS}\s+(?:\w+\s+){{0,2}}?{name}\b{_ENDS}"
        rf"|(?:in|en|into)\s+{name}\b{_ENDS}"
        rf"|{_HELP_IN}\s+(?:\w+\s+){{0,3}}?{name}\b{_ENDS}"
        rf"|{name}\s+(?:speak\w*|interpret\w*|translat\w*|version|language|please|pls|plz|por favor)\b)"
        rf"|^\W*(?:(?:{_FILLER.pattern})\W+)*{name}\W*(?:(?:{_FILLER.pattern})\W*)*$"
    )


def _says_no_more(plain: str, place: tuple[int, int]) -> bool:
    start, end = place
    rest = _WORD.findall(_FILLER.sub(" ", plain[:start] + " " + plain[end:]))
    return len(rest) <= _WORDS_OF_A_WISH and not _PERSON.intersection(rest)


def _plain(text: str) -> str:
    """In lower case, without accents and with straight apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("đ", "d").replace("ł", "l"))
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
