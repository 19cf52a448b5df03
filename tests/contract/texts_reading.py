"""How hard a text is to read: sentences, syllables, and the formulas of both languages.

Flesch-Kincaid grade (English): 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
INFLESZ, the scale of Szigriszt-Pazos (Spanish): 206.835 - 62.3 x syllables per word - words per sentence.

Official names, addresses and numbers are left out of both: nobody can choose shorter ones. They do count as words when
a sentence is measured for its length.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

OFFICIAL_NAMES = {
    "en": (
        "Taxpayer Advocate Service (TAS)",
        "Freedom of Information Act",
        "Low Income Taxpayer Clinics",
        "Low Income Taxpayer Clinic",
        "IRS Online Account",
        "Where's My Amended Return",
        "Where's My Refund",
        "America/New_York",
        "Tax Court",
        "FOIA",
        "LITC",
        "TIGTA",
        "VITA",
        "JSON",
        "TAS",
        "IRS",
    ),
    "es": (
        "Servicio del Defensor del Contribuyente (TAS)",
        "Ley de Libertad de Información",
        "Clínicas para Contribuyentes de Bajos Ingresos",
        "Clínica para Contribuyentes de Bajos Ingresos",
        "¿Dónde está mi declaración enmendada?",
        "¿Dónde está mi reembolso?",
        "frivolous tax arguments",
        "America/New_York",
        "Tribunal Tributario",
        "Seguro Social",
        "FOIA",
        "LITC",
        "TIGTA",
        "VITA",
        "JSON",
        "TAS",
        "IRS",
    ),
}
_FORM = {"en": re.compile(r"\bForm \d+"), "es": re.compile(r"\bFormulario \d+")}
_ADDRESS = re.compile(r"\birs\.gov\b")
_ABBREVIATION = re.compile(r"\b([ap])\.m\.(?!\s*$)", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'»”)]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")


def sentences(text: str) -> list[str]:
    """Cuts a text at full stops, question and exclamation marks, and line breaks."""
    # The points of "7 a.m. to 7 p.m." end no sentence.
    joined = _ABBREVIATION.sub(r"\1m", text)
    return [part.strip() for part in _SENTENCE_END.split(joined) if part and _LETTERS.search(part)]


def words(sentence: str) -> list[str]:
    """The words of a sentence; a number, an hour or a telephone number is one."""
    return _WORD.findall(sentence)


def without_official_names(text: str, language: str) -> str:
    """The text without what has its name by law or by office."""
    bare = _FORM[language].sub(" ", _ADDRESS.sub(" ", text))
    for name in OFFICIAL_NAMES[language]:
        bare = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", bare)
    return bare


def _counted(texts: Sequence[str], language: str) -> tuple[int, int, int]:
    """Sentences, words, syllables, of all texts together."""
    syllables_in = english_syllables if language == "en" else spanish_syllables
    all_sentences = all_words = all_syllables = 0
    for text in texts:
        for sentence in sentences(without_official_names(text, language)):
            found = [word for word in words(sentence) if not any(letter.isdigit() for letter in word)]
            if found:
                all_sentences += 1
                all_words += len(found)
                all_syllables += sum(syllables_in(word) for word in found)
    return all_sentences, all_words, all_syllables


def flesch_kincaid_grade(texts: Sequence[str]) -> float:
    """The school year that is needed to read English texts."""
    sentence_count, word_count, syllable_count = _counted(texts, "en")
    return 0.39 * word_count / sentence_count + 11.8 * syllable_count / word_count - 15.59


def inflesz(texts: Sequence[str]) -> float:
    """How easily Spanish texts read: 55 to 65 is normal, above that easy."""
    sentence_count, word_count, syllable_count = _counted(texts, "es")
    return 206.835 - 62.3 * syllable_count / word_count - word_count / sentence_count


# English spelling tells syllables only nearly. These are words of the texts that the rule gets wrong.
_ENGLISH_EXCEPTIONS = {
    "business": 2,
    "businesses": 3,
    "something": 2,
    "someone": 2,
    "everyone": 3,
    "sometimes": 2,
    "people": 2,
    "being": 2,
    "doesn't": 2,
    "didn't": 2,
    "isn't": 2,
    "idea": 3,
    "create": 2,
    "science": 2,
    "free": 1,
    "agreed": 2,
    "lien": 1,
    "levied": 2,
    "client": 2,
    "social": 2,
    "special": 2,
    "official": 3,
    "quiet": 2,
    "moment": 2,
    "statement": 2,
    "settlement": 3,
    "safely": 2,
    "likely": 2,
    "lately": 2,
    "homeless": 2,
    "useful": 2,
    "whatever": 3,
    "every": 2,
    "several": 2,
    "evening": 2,
    "medicine": 3,
    "insurance": 3,
    "area": 3,
    "appeal": 2,
}
_VOWEL_GROUPS = re.compile(r"[aeiouy]+")


def english_syllables(word: str) -> int:
    """Syllables by groups of vowels, silent endings left out."""
    plain = re.sub(r"[^a-z']", "", word.lower().replace("’", "'"))
    if plain in _ENGLISH_EXCEPTIONS:
        return _ENGLISH_EXCEPTIONS[plain]
    # Between vowels, y is a consonant: "pay-er".
    plain = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "j", plain.replace("'", ""))
    stem = re.sub(r"(?<=[^aeiouy])e$", "", plain) if not plain.endswith("le") else plain
    stem = re.sub(r"(?<=[aeiouy][^aeiouytd])ed$", "d", stem)
    stem = re.sub(r"(?<=[^aeiouytd][^aeiouytd])ed$", "d", stem)
    stem = re.sub(r"(?<=[^aeioucgsxz])es$", "s", stem)
    stem = re.sub(r"(?<=[aeiouy][^aeiouy])e(?=(?:ly|ment|ful|less)$)", "", stem)
    return max(1, len(_VOWEL_GROUPS.findall(stem)))


_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_STRONG = "aeoáéóíú"


def spanish_syllables(word: str) -> int:
    """Syllables by the rules of hiatus and diphthong: Spanish spelling tells them."""
    # The u of "que" and "gui" is silent; y is a vowel at the end of a word or alone.
    plain = re.sub(r"(?<=[qg])u(?=[eéií])", "", word.lower())
    plain = re.sub(r"y(?![aeiouáéíóú])", "i", plain)
    count = 0
    for group in _SPANISH_VOWELS.findall(plain):
        count += 1
        # Two strong vowels, or an accented weak one beside another, are two syllables.
        count += sum(1 for one, other in itertools.pairwise(group) if one in _STRONG and other in _STRONG)
    return max(1, count)
