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
    r"\b(?:case|caso|file|expediente|matter|cuenta|account|number|numero|num|no|id)\b[\s#:.=\"'-]*"
    r"(?:(?:number|numero|num|no|id|is|es|de)\b[\s#:.=\"'-]*)*([a-z]{0,6}[-_]?\d[\da-z_-]{3,})"
)
# As long as case numbers are, and neither a telephone number nor one of a person.
_BARE_NUMBER = re.compile(r"(?<![\d$.,/@+-])(?:[a-z]{1,4}-?)?(\d{6,8}|\d{12,})(?![\d%@]|[.,/-]\d)")
_OPAQUE = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}")
_THING = r"(?:cases?|matters?|files?|clients?|taxpayers?|customers?|accounts?|casos?|expedientes?|client[ea]s?|contribuyentes?|cuentas?)"
_OTHER_CASES = re.compile(
    r"\b(?:another|other|others|different|second|first|old|older|closed|previous|prior|earlier|past|last|every|each|both|which"
    rf"|list|any|all(?: (?:the|my|of the|of my|open))?) (?:open |tas |of my )?{_THING}\b"
    r"|\b(?:my|mis) (?:other |otros |otras )?client[ea]?s\b|\bevery(?:body|one)'?s\b|\b(?:someone|somebody) else'?s\b"
    r"|\b(?:otr[oa]s?|tod[oa]s(?: (?:los|las|mis))?|amb[oa]s|cada|l[oa]s demas|algun|primer|segundo|viejo|antiguo) (?:de mis )?"
    rf"{_THING}\b|\b{_THING} (?:anterior(?:es)?|viej[oa]s?|cerrad[oa]s?|pasad[oa]s?|antigu[oa]s?|de antes)\b"
    r"|\bde (?:todos|otros|otra persona|alguien mas)\b|\bthe one (?:before|from (?:last|the other))\b"
)
_KIN = (
    r"(?:(?:ex[ -]?)?(?:husband|wife|spouse|hubby|partner|boyfriend|girlfriend|fiancee?|neighbou?r|brother|sister|mother|father"
    r"|mom|mum|dad|son|daughter|boss|roommate|cousin|uncle|aunt|friend|landlord|grandmother|grandfather"
    r"|espos[oa]|marido|mujer|conyuge|pareja|novi[oa]|vecin[oa]|herman[oa]|madre|padre|mama|papa|mami|papi|hij[oa]|jef[ea]"
    r"|prim[oa]|ti[oa]|amig[oa]|suegr[oa]|abuel[oa]|companer[oa])|ex)"
)
_OWNED = (
    r"(?:case|address|whereabouts|status|messages?|documents?|papers|representative|lawyer|return|refund|file|side|part|half"
    r"|information|info|details|account|conversations?)"
)
_POSEIDO = (
    r"(?:caso|direccion|domicilio|telefono|numero|estado|correo|mensajes?|documentos?|papeles|defensora?|representante|abogad[oa]"
    r"|declaracion|reembolso|parte|lado|informacion|datos|cuenta|expediente|nombre)"
)
_WITH_ME = r"(?! (?:and|y) (?:i|me|yo)\b)"
_OF_ANOTHER = re.compile(
    rf"\b{_KIN}'?s (?:{_OWNED}|phone|number|telephone|e-?mail|contact|advocate)\b"
    rf"|\b{_OWNED} (?:of|for) (?:my |the )?{_KIN}\b{_WITH_ME}|\b{_POSEIDO} (?:de|del) (?:mi |el |la |su )?{_KIN}\b{_WITH_ME}"
    rf"|\b(?:about|sobre|acerca de|on behalf of|a nombre de) (?:my |mi |the )?{_KIN}\b{_WITH_ME}"
    rf"|\b(?:did|has|does|is|was|will|where(?:'s| is| does)?|what(?:'s| is| did| does| has)|que|donde|cuando|ya|sabe) (?:\w+ ){{0,2}}"
    rf"(?:my|mi) {_KIN}\b{_WITH_ME}"
    rf"|\b(?:my|mi) {_KIN} (?:ya )?(?:sent|sends?|uploads?|uploaded|wrote|writes?|filed?|submitted|changed?|lives?|signed|escribio"
    r"|mando|envio|subio|cambio|vive|firmo|entrego)\b"
    rf"|\b(?:his|hers|their|theirs) (?:own )?{_OWNED}\b|\bher (?:own )?(?:case|address|whereabouts|messages?|side|return|refund)\b"
    r"|\bde (?:el|ella|ellos|ellas)(?=[?.!,]|$)"
)
_NAME = r"[A-ZÁÉÍÓÚÑ][\w'-]+(?:\s+[A-ZÁÉÍÓÚÑ][\w'-]+)+"
_NAMED = re.compile(
    rf"\b(?:of|for|about|on|named|called|client|de|del|sobre|para|cliente|clienta|llamad[oa])\s+({_NAME})|({_NAME})['’]s\s"
)
# Begin with capitals, and are nobody's name.
_NO_NAME = frozenset(
    {"tax", "taxes", "taxpayer", "advocate", "service", "social", "security", "seguro", "internal", "revenue", "irs", "tas", "form",
     "earned", "income", "credit", "child", "united", "states", "estados", "unidos", "department", "case", "power", "attorney",
     "defensor", "servicio", "contribuyente", "forma", "formulario", "id", "me", "us", "new", "texas", "california"}
)  # fmt: skip
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
    called = [_letters(match[1]) for match in _CASE_NUMBER.finditer(words)]
    called += [match[1] for match in _BARE_NUMBER.finditer(words)]
    # A year or a form after "case" is one of those, and was looked at as such.
    return any(
        one not in own and not _YEAR.match(one) and not any(one.startswith(form) for form in _RETURN_FORMS)
        for one in called
    )


def _names_another_person(typed: str, name: str | None) -> bool:
    own = set(_WORD.findall(fold(name or "").text)) | _NO_NAME
    named = (match[1] or match[2] for match in _NAMED.finditer(typed))
    return any(not own.intersection(_WORD.findall(fold(one).text)) for one in named)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))
