"""Whether words ask about something else than the matter a conversation is about: another year, case or person.

The answer to that is the one for a case that does not exist, whatever the person may see elsewhere (domain 4.4, test 7):
each matter has a conversation of its own. The lists are generous: what is taken for another's is only answered less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from adapters.case_system.port import TaxPeriod
from casework.redaction.dates import find_dates
from casework.redaction.fold import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?:(?<![a-z\d])'|\b(?:tax year|ty|ano fiscal|ejercicio) ?')(\d\d)(?!\d)|\b(?:tax year|ano fiscal) (\d\d)(?!\d)"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
)
_TIME_BEFORE = re.compile(rf"(?:\b(?:{_MONTHS})\.?(?: de[l]?| of)?,? ?|\b(?:since|until|till|desde|hasta) (?:el )?)$")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_UNOS = ("uno?", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SPOKEN: tuple[tuple[re.Pattern[str], int], ...] = (
    *((re.compile(rf"\btwenty[ -]?twenty[ -]?{word}\b"), 2021 + n) for n, word in enumerate(_ONES)),
    *((re.compile(rf"\btwenty[ -]?{word}\b"), 2010 + n) for n, word in enumerate(_TEENS)),
    *((re.compile(rf"\bdos mil veinti{word}\b"), 2021 + n) for n, word in enumerate(_UNOS)),
    (
        re.compile(
            r"\b(?:twenty[ -]?twenty(?![ -]?(?:one|two|three|four|five|six|seven|eight|nine))|dos mil veinte)\b"
        ),
        2020,
    ),
)
_OTHER_YEARS = re.compile(
    r"\b(?:(?:an)?other|different|previous|prior|earlier|next|following|all(?: (?:the|my|of the))?|every|each) (?:tax )?years?\b"
    r"|\byears? before\b|\b(?:otr[oa]s?|todos los|los demas|proximo|siguiente|cada) (?:ano|ejercicio)s?\b"
    r"|\banos? (?:anterior(?:es)?|previos?|siguiente)\b"
)
_LAST_YEAR = re.compile(r"\blast year'?s\b|\b(?:del|el) ano pasado\b")
_RETURN_FORMS = frozenset(
    {"706", "709", "720", "940", "941", "943", "944", "945", "990", "1040", "1041", "1065", "1120"}
)
_FORM = re.compile(rf"(?<![\d-])({'|'.join(sorted(_RETURN_FORMS))})(?!\d)")
_CASE_NUMBER = re.compile(
    r"\b(?:case|caso|file|expediente|matter|cuenta|account|tas|number|numero|num|no|id)\b[\s#:.=\"'-]*(?:(?:number|numero|num|no|id|is|es|de)\b[\s#:.=\"'-]*)*"
    r"([a-z]{0,6}[-_ ]?\d[\da-z_-]{3,})"
)
_OPAQUE = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}")
_OTHER_CASES = re.compile(
    r"\b(?:another|other|others|different|second|all(?: (?:the|my|of the|of my|open))?|every|each|both|which|list|any) (?:open |tas )?"
    r"(?:cases?|matters?|files?|clients?|taxpayers?|customers?|accounts?)\b"
    r"|\bmy (?:other )?clients\b|\beverybody'?s|\beveryone'?s|\bsomeone else'?s|\bsomebody else'?s"
    r"|\b(?:otr[oa]s?|tod[oa]s(?: (?:los|las|mis))?|amb[oa]s|cada|los demas|las demas|algun) (?:casos?|expedientes?|clientes?|clientas?|contribuyentes?|cuentas?)\b"
    r"|\bmis clientes\b|\bde (?:todos|otros|otra persona|alguien mas)\b"
)
_KIN = (
    r"(?:ex[ -]?)?(?:husband|wife|spouse|hubby|partner|boyfriend|girlfriend|fiancee?|neighbou?r|brother|sister|mother|father"
    r"|mom|mum|dad|son|daughter|kid|boss|roommate|cousin|uncle|aunt|friend|landlord|grandmother|grandfather|in-laws?"
    r"|espos[oa]|marido|mujer|conyuge|pareja|novi[oa]|vecin[oa]|herman[oa]|madre|padre|mama|papa|mami|papi|hij[oa]|jef[ea]"
    r"|prim[oa]|ti[oa]|amig[oa]|suegr[oa]|abuel[oa]|companer[oa])|ex"
)
_OF_ANOTHER = re.compile(
    rf"\b(?:{_KIN})(?:'s|s'|s (?:case|address|phone|number|status|e-?mail|messages?|documents?|advocate|return|refund|file|side))\b"
    rf"|\b(?:of|about|for|by|from|de|sobre|para|acerca de|por|contra) (?:my |the |mi |el |la |su |nuestr[oa] )?(?:{_KIN})\b(?! (?:and|y) (?:i|me|yo)\b)"
    rf"|\b(?:did|has|have|does|is|was|will|can|could|where|what|when|which|who|que|donde|cuando|cual|quien|ya)\b(?: \w+){{0,4}}? (?:my|the|mi|el|la) (?:{_KIN})\b"
    r"(?! (?:and|y) (?:i|me|yo)\b)"
    rf"|\b(?:my|the|mi) (?:{_KIN}) (?:say|said|wr[io]te|told|sen[dt]|upload|live|ask|call|change|file|dijo|escribio|mando|envio|subio|vive|pidio|llamo|cambio)\w*"
    r"|\b(?:his|her|hers|their|theirs) (?:own )?(?:case|address|whereabouts|phone|number|telephone|e-?mail|contact|messages?|documents?|status|advocate"
    r"|lawyer|representative|return|refund|file|side|information|info|details|conversations?)\b"
    r"|\bde (?:el|ella|ellos|ellas)$|\bde (?:el|ella|ellos|ellas)(?=[\s?.!,])(?! \w+o\b)"
)
_NAMED = re.compile(
    r"(?:\b(?:[Cc]ase|[Ss]tatus|[Ff]ile|[Aa]ccount|[Aa]ddress|[Cc]aso|[Ee]stado|[Ee]xpediente|[Dd]irecci[oó]n)\s+(?:of|for|de|del)\s+"
    r"([A-ZÁÉÍÓÚÑ][\w'-]+(?:\s+[A-ZÁÉÍÓÚÑ][\w'-]+)+))|(?:([A-ZÁÉÍÓÚÑ][\w-]+\s+[A-ZÁÉÍÓÚÑ][\w-]+)['’]s\s)"
)
_WORD = re.compile(r"[a-z0-9]+")


def asks_elsewhere(
    typed: str, as_of: date, periods: Iterable[TaxPeriod], number: str | None = None, name: str | None = None
) -> bool:
    """Whether what was typed names a year, form, case or person that isn't the matter's.

    Args:
        typed: What was typed, as the record has it.
        as_of: The person's day.
        periods: The forms and periods of the matter that its viewer may see.
        number: Its case number, where the viewer may see it.
        name: The taxpayer's name, where the viewer may see it.
    """
    folded = fold(typed)
    words = " ".join(folded.text.split())
    here = tuple(periods)
    return (
        bool(_years(words, as_of) - {int(found[0]) for period in here if (found := _YEAR.search(period.period))})
        or bool(_OTHER_YEARS.search(words))
        or _names_another_form(words, here)
        or _names_another_number(words, number)
        or bool(_OTHER_CASES.search(words) or _OF_ANOTHER.search(words))
        or _names_another_person(typed, name)
    )


def _years(words: str, as_of: date) -> set[int]:
    """The years that are named, but for those of a day, a month or the beginning of a time."""
    days = [(day.start, day.end) for day in find_dates(fold(words))]
    found = {
        int(match[0])
        for match in _YEAR.finditer(words)
        if not _TIME_BEFORE.search(words[: match.start()])
        and not any(start < match.start() and match.end() <= end for start, end in days)
    }
    found |= {2000 + int(match[1] or match[2]) for match in _SHORT_YEAR.finditer(words)}
    found |= {year for pattern, year in _SPOKEN if pattern.search(words)}
    return found | ({as_of.year - 1} if _LAST_YEAR.search(words) else set())


def _names_another_form(words: str, here: Sequence[TaxPeriod]) -> bool:
    own = {
        period.tax_form[: len(form)] for period in here for form in _RETURN_FORMS if period.tax_form.startswith(form)
    }
    return bool({match[1] for match in _FORM.finditer(words)} - own)


def _names_another_number(words: str, number: str | None) -> bool:
    own = _letters(number or "")
    if _OPAQUE.search(words):
        return True
    called = (_letters(match[1]) for match in _CASE_NUMBER.finditer(words))
    # A year or a form after "case" is one of those, and was looked at as such.
    return any(
        one != own and one not in own and not _YEAR.fullmatch(one) and one not in _RETURN_FORMS for one in called
    )


def _names_another_person(typed: str, name: str | None) -> bool:
    own = set(_WORD.findall(fold(name or "").text))
    named = (match[1] or match[2] for match in _NAMED.finditer(typed))
    return any(not set(_WORD.findall(fold(one).text)) <= own for one in named)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))
