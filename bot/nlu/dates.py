"""Dates and durations in people's words, English and Spanish, relative to the day on which they are written.

Its own grammar: `dateparser.search` took 40 to 400 ms a message, read "may", "sat" and "mar" as dates and the day before
the month by turns; what is written here takes a fraction of a millisecond and says for each date how exact it is, where it
stands and whether its words look back or ahead. Numbers like 3/4 are month first in English, day first in Spanish, and
the other way round where only that is a date. Nothing beyond 1990 to 2100 is a date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Callable, Iterator, List, Match, Optional, Tuple

from bot.nlu.text import plain

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Found:
    """A date in a text.

    Attributes:
        date: The day; the first of a month or year, unless a part of it was named.
        grain: How exact that is: day, week, month or year.
        start: Where its words begin.
        end: Where they end.
        ahead: Whether its own words look ahead (True) or back (False); None where the sentence decides.
        other: The same words read in the other direction ("friday": the last or the next).
        span: Whether it is a length of time without "ago" or "in", read as that long ago.
    """

    date: dt.date
    grain: str
    start: int
    end: int
    ahead: Optional[bool] = None
    other: Optional[dt.date] = None
    span: bool = False


_MONTHS_EN = {
    "january": 1, "jan": 1, "february": 2, "febuary": 2, "feburary": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_MONTHS_ES = {
    "enero": 1, "ene": 1, "febrero": 2, "febreo": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7,
    "agosto": 8, "ago": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12,
}  # fmt: skip
_MONTHS = {**_MONTHS_EN, **_MONTHS_ES}
_WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thurs": 3, "thur": 3,
    "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sunday": 6, "lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3,
    "viernes": 4, "sabado": 5, "domingo": 6,
}  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "couple": 2, "a couple": 2, "a couple of": 2, "couple of": 2,
    "few": 3, "a few": 3, "un par de": 2, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "quince": 15, "dieciocho": 18, "veinte": 20,
    "treinta": 30, "sesenta": 60, "noventa": 90, "unos": 3, "unas": 3, "unos cuantos": 3, "unas cuantas": 3, "another": 1, "otro": 1,
}  # fmt: skip
_UNITS = {
    "day": "day", "days": "day", "dia": "day", "dias": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "semana": "week", "semanas": "week", "month": "month", "months": "month", "mo": "month", "mos": "month", "mths": "month",
    "mnths": "month", "mes": "month", "meses": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year", "ano": "year",
    "anos": "year", "quincena": "fortnight", "quincenas": "fortnight", "fortnight": "fortnight",
}  # fmt: skip
_GRAINS = {"day": "day", "week": "week", "fortnight": "week", "month": "month", "year": "year"}


def _any(words: "dict[str, int] | dict[str, str]") -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_ANY_MONTH = r"(?P<month>" + _any(_MONTHS) + r")\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ro|do|er)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_NUMBER = r"(?P<number>\d{1,3}|" + _any(_NUMBERS) + r")"
_UNIT = r"(?P<unit>" + _any(_UNITS) + r")"
_LENGTH = rf"(?:(?:about|around|almost|nearly|over|like|more than|at least|only|just|exactly|como|casi|mas de|unos|unas|alrededor de|aproximadamente) )*{_NUMBER}(?: ?(?:to|or|-|o|a) ?\d{{1,2}})?[ -]?(?:(?:business|whole|full|long|more|good|mas|habiles|largos|entire|calendar) )?{_UNIT}(?P<half> and a half| y medio| y media)?"
_HALF = (
    r"(?P<halfof>half a year|medio ano|year and a half|ano y medio|month and a half|mes y medio|half a month|medio mes)"
)
_EDGE = r"(?<![\w$/.,#-])"
_STOP = r"(?![\w%]|[/-]\d)"


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier (later where negative), or the month's last."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_month(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _shift(as_of: dt.date, number: float, unit: str, *, ahead: bool) -> dt.date:
    sign = 1 if ahead else -1
    if unit in ("month", "year"):
        months = number * (12 if unit == "year" else 1)
        moved = months_before(as_of, -sign * int(months))
        return moved + dt.timedelta(days=sign * 15) if months % 1 else moved
    return as_of + dt.timedelta(days=sign * round(number * {"day": 1, "week": 7, "fortnight": 14}[unit]))


def _year_of(word: str) -> int:
    year = int(word)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _safe(year: int, month: int, day: int) -> Optional[dt.date]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _nearest_year(as_of: dt.date, month: int, day: int) -> Tuple[Optional[dt.date], Optional[dt.date]]:
    """The last such day up to today, and the next one after it."""
    past = [_safe(as_of.year - back, month, day) for back in range(5)]
    before = next((date for date in past if date and date <= as_of), None)
    coming = [_safe(as_of.year + on, month, day) for on in range(5)]
    after = next((date for date in coming if date and date > as_of), None)
    return before, after


class _Reading:
    """One text being read: what is found, and which of its letters are taken."""

    def __init__(self, text: str, as_of: dt.date, language: str) -> None:
        self.text = plain(text)
        self.as_of = as_of
        self.language = language
        self.taken = [False] * len(self.text)
        self.found: List[Found] = []

    def matches(self, pattern: "re.Pattern[str]") -> Iterator[Match[str]]:
        """Matches whose letters nothing has taken yet."""
        for match in pattern.finditer(self.text):
            if not any(self.taken[match.start() : match.end()]):
                yield match

    def take(self, match: Match[str]) -> None:
        """Keeps later patterns from reading the same words."""
        for at in range(match.start(), match.end()):
            self.taken[at] = True

    def add(
        self,
        match: Match[str],
        date: Optional[dt.date],
        grain: str,
        ahead: Optional[bool] = None,
        other: Optional[dt.date] = None,
        *,
        span: bool = False,
    ) -> None:
        """Notes a date, if it is one."""
        if date is None or not _FIRST_YEAR <= date.year <= _LAST_YEAR:
            return
        self.take(match)
        self.found.append(Found(date, grain, match.start(), match.end(), ahead, other, span=span))

    def both_ways(self, match: Match[str], month: int, day: int, grain: str, ahead: Optional[bool] = None) -> None:
        """Notes a day of a month without its year."""
        before, after = _nearest_year(self.as_of, month, day)
        if ahead:
            self.add(match, after, grain, ahead=True)
        else:
            self.add(match, before, grain, ahead, None if ahead is False else after)


_ISO = re.compile(_EDGE + r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _STOP)
_NUMERIC = re.compile(
    _EDGE + r"(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)" + r"(?P<year>(?:19|20)\d\d|\d\d)" + _STOP
)
_SLASH = re.compile(_EDGE + r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/%])(?! (?:of|my|the|a|de|del|mi|cup|hour)\b)")
_DAY_MONTH = re.compile(
    r"(?<![\w$/.,#])(?:(?:the|el|dia) )*"
    + _DAY
    + r"(?: of | de | del |[- ./]| )"
    + _ANY_MONTH
    + r"(?:(?:,? | de | del |[-/.])"
    + _SHORT_YEAR
    + r")?"
    + _STOP
)
_MONTH_DAY = re.compile(
    r"(?<!\w)"
    + _ANY_MONTH
    + r"(?: |-|/)(?:the )?"
    + _DAY
    + r"(?!\d| ?(?:dollars|percent|days|weeks|months|years|dias|semanas|meses))(?:(?:,? ?| de | del |[-/])"
    + _YEAR
    + r")?"
    + _STOP
)
_MONTH_YEAR = re.compile(
    r"(?<!\w)" + _ANY_MONTH + r",?(?: of| de| del| '|-|/)? ?(?P<year>(?:19|20)\d\d|(?<=')\d\d)" + _STOP
)
_MONTH_SAID = re.compile(
    r"(?<!\w)"
    + _ANY_MONTH
    + r",?(?: of| de| del)? (?P<which>this year|last year|next year|este ano|ano pasado|el ano pasado|proximo ano|el proximo ano)\b"
)
_MONTH_LAST = re.compile(
    r"(?<!\w)(?:(?P<back>last|this past|el pasado|pasado|back in) "
    + _ANY_MONTH
    + r"|"
    + _ANY_MONTH.replace("month", "month2")
    + r" (?P<back2>pasado|ultimo))"
    + _STOP
)
_MONTH_NEXT = re.compile(
    r"(?<!\w)(?:(?:next|coming|el proximo|este proximo|proximo) "
    + _ANY_MONTH
    + r"|"
    + _ANY_MONTH.replace("month", "month2")
    + r" (?:que viene|proximo|entrante))"
    + _STOP
)
_PART = r"(?:(?P<part>early|mid|middle of|late|end of|the end of|beginning of|the beginning of|first of|principios de|a principios de|mediados de|a mediados de|finales de|a finales de|fines de|a fines de)[ -])?"
_MONTH_ALONE = re.compile(
    r"(?<!\w)(?P<lead>in|since|by|until|till|til|before|after|from|around|about|during|of|en|desde|para|hasta|antes de|despues de|desde el mes de|en el mes de|por|de|entre|through|thru|sometime in|as of|every|is|was|it was|fue en|for|i meant|i mean|meant|mean|i said|decir|digo|not|not in|y no|no en)? ?(?:the month of |el mes de )?"
    + _PART
    + _ANY_MONTH
    + _STOP
    + r"(?!(?<=may) (?:i|or may not|be|not|have|need|ask|god)\b)(?! (?:madness|flower|seria\b))"
)
# Words that are months only where something says so.
_DOUBTFUL = frozenset(
    {
        "may",
        "mar",
        "march",
        "jan",
        "dec",
        "ago",
        "ene",
        "abr",
        "dic",
        "sep",
        "jun",
        "jul",
        "mayo",
        "nov",
        "oct",
        "apr",
        "aug",
        "feb",
        "sept",
    }
)
_SAYS_MONTH = {
    "in", "since", "by", "until", "till", "til", "before", "after", "from", "around", "during", "en", "desde", "para", "hasta",
    "fue", "entre", "through", "thru",
    "antes de", "despues de", "sometime in", "as of", "fue en", "desde el mes de", "en el mes de", "it was", "was", "is", "about",
    "i meant", "i mean", "meant", "mean", "i said", "decir", "digo", "not", "not in", "y no", "no en",
}  # fmt: skip
_AGO = re.compile(
    r"(?<!\w)(?:(?:"
    + _LENGTH
    + r"|"
    + _HALF
    + r") (?:ago|back|earlier|prior|atras|antes)\b|(?:hace|ace|hase|hacen) (?:ya )?(?:"
    + _LENGTH.replace("<number>", "<number2>").replace("<unit>", "<unit2>").replace("<half>", "<half2>")
    + r"|"
    + _HALF.replace("<halfof>", "<halfof2>")
    + r"))"
    + r"(?!\w)"
)
_LASTED = re.compile(
    r"(?<!\w)(?P<lead>(?:for|waiting|waited|waitin|been|its been|it's been|going on|over|past|last|llevo|llevamos|lleva|llevan|tengo|tenemos|ya|esperando|espero|van|hace|durante|por|desde hace|en los ultimos|los ultimos|pasaron|despues de|after) (?:(?:the|ya|los|las|for|over|mas|about|almost|like|at least|como|casi|unos|esperando|ultimos) )*)(?:"
    + _LENGTH
    + r"|"
    + _HALF
    + r")(?P<after> (?:now|already|since|waiting|and (?:still|nothing|counting)|have (?:passed|gone)|later|ya|esperando|que|y nada|y todavia|y no|sin))?"
    + r"(?!\w)"
)
_LASTED_AFTER = re.compile(
    r"(?<!\w)(?:"
    + _LENGTH
    + r"|"
    + _HALF
    + r")(?P<after> (?:now|already|since|waiting|of waiting|and (?:still|nothing|counting|no)|have (?:passed|gone)|later|ya|esperando|de espera|de esperar|y nada|y todavia|y no|sin (?:respuesta|nada|saber|noticia)\w*|without|with no|no (?:answer|refund|response|word|reply)))(?!\w)"
)
_IN = re.compile(
    r"(?<!\w)(?:(?:in|within|another|under|en|dentro de|in about|in like) (?:the next |los proximos |las proximas |only |just |solo |menos de |less than )?"
    + _LENGTH
    + r"|(?:have|got|gave (?:me|us|him|her|them)|gives me|giving me|tengo|tenemos|me dieron|nos dieron|me dio|nos dio|le dieron|me dan|nos dan|me quedan|nos quedan|only) (?:only |just |solo |until |like )?"
    + _LENGTH.replace("<number>", "<number2>").replace("<unit>", "<unit2>").replace("<half>", "<half2>")
    + r" (?:to|left|before|till|until|para|de plazo|antes|notice|plazo)|"
    + _LENGTH.replace("<number>", "<number3>").replace("<unit>", "<unit3>").replace("<half>", "<half3>")
    + r" (?:from (?:now|today)|left|notice|to (?:pay|vacate|leave|move|get out|respond)|de aviso|de plazo))"
    + r"(?! ago)(?! atras)(?!\w)"
)
_WEEKDAY = re.compile(
    r"(?<!\w)(?P<lead>last|past|this past|next|this|this coming|coming|on|by|until|till|before|since|el proximo|este|el pasado|el|para el|desde el|hasta el|antes del|cada|every|each|los|on a|all) ?(?P<name>"
    + _any(_WEEKDAYS)
    + r"|sat|sun)(?P<tail> pasado| proximo| que viene| que paso| entrante| next week| last week| anterior)?"
    + _STOP
    + r"|(?<!\w)(?P<name2>"
    + _any({word: at for word, at in _WEEKDAYS.items() if len(word) > 4})
    + r")(?P<tail2> pasado| proximo| que viene| que paso| next week| last week)?"
    + _STOP
)
_WORDS: Tuple[Tuple[str, int, Optional[bool]], ...] = (
    (r"the day before yesterday|day before yesterday|anteayer|antier|antes de ayer", -2, False),
    (r"the day after tomorrow|day after tomorrow|pasado manana", 2, True),
    (r"yesterday|yesterdays|last night|ayer|anoche|yesturday", -1, False),
    (r"today|tonight|this morning|this afternoon|this evening|right now today|hoy|esta manana|esta tarde|esta noche|al rato", 0, None),
    (r"tomorrow|tmrw|tmr|tomorow|tommorow|tomorrows|(?<!la )(?<!por la )(?<!de la )(?<!en la )(?<!esta )(?<!pasado )manana(?! por)|manana por la (?:manana|tarde|noche)", 1, True),
)  # fmt: skip
_RELATIVE = [(re.compile(r"(?<!\w)(?:" + words + r")(?!\w)"), days, ahead) for words, days, ahead in _WORDS]
_PERIOD = re.compile(
    r"(?<!\w)(?:(?P<lead>the end of |end of |by the end of |a fin de |a fines de |a finales de |fin de |fines de |finales de |beginning of |a principios de |mid |early |late )?"
    r"(?:(?:the )?(?P<which>last|next|this|this past|the coming|past|previous|this coming) (?P<unit>week|month|year)"
    r"|(?:el |la |este |esta )?(?P<which2>proximo|proxima|este|esta|pasado|pasada) (?P<unit2>semana|mes|ano)"
    r"|(?:el |la )?(?P<unit3>semana|mes|ano) (?P<which3>pasado|pasada|que viene|que entra|proximo|proxima|entrante|antepasado|antepasada|que paso)"
    r"|(?P<eom>(?:the )?end of (?:the )?(?:month|week|year)|month'?s end|fin(?:es|al|ales)? de mes|fin de ano|fin de semana|fin de este mes)))(?! before last)"
    + _STOP
)
_BEFORE_LAST = re.compile(
    r"(?<!\w)(?:the )?(?P<unit>week|month|year) before last|(?:el |la )?(?P<unit2>ano|mes|semana) antepasad[oa]" + _STOP
)
_OF_MONTH = re.compile(
    r"(?<!\w)(?:(?:on|by|until|till|before|since|due|after|is|was|of) the "
    + _DAY
    + r"(?<=st|nd|rd|th)(?: of (?P<which>this|next|last|the) month)?"
    r"|the "
    + _DAY.replace("<day>", "<day2>")
    + r"(?<=st|nd|rd|th)(?: of (?P<which2>this|next|last|the) month)?(?=$|[\s,.!?;)])(?! (?:amendment|circuit|time|letter|call|notice|person|year|day|month|week|floor|grade|one|street|st|ave|avenue|district|agent|quarter|try|attempt|hour)\b)"
    r"|(?:el dia|el|dia|para el|antes del|hasta el|desde el|del) (?P<day3>3[01]|[12]\d|0?[1-9]|primero|uno)(?: de (?P<which3>este|el proximo|el otro) mes| del (?P<which4>mes que viene|proximo mes|mes pasado|mes))?(?=$|[\s,.!?;)])(?! (?:por ciento|de|dolares|mil|percent|veces|%|semanas|meses|dias)\b))"
)
_SINCE_YEAR = re.compile(
    r"(?<!\w)(?P<lead>since|back in|desde|desde el|desde ano|in|en|en el)(?: (?:the )?year| ano)? "
    + _YEAR
    + _STOP
    + r"(?! (?:tax|return|refund|1040|w-?2|form|dollars))"
)
_HOLIDAYS = re.compile(
    r"(?<!\w)(?P<name>christmas(?: day| eve)?|xmas|navidad|nochebuena|thanksgiving|accion de gracias|new year'?s?(?: day| eve)?|ano nuevo|tax day|halloween|4th of july|fourth of july|labor day|memorial day|easter|valentine'?s?(?: day)?)(?!\w)"
)
_BARE_LENGTH = re.compile(
    r"^\W*(?:(?:i think|maybe|like|about|probably|creo que|como|hace|ya|unos|unas|for|almost|over|casi|mas de|going on|its been|llevo|tengo) )*(?:"
    + _LENGTH
    + r"|"
    + _HALF
    + r")\W*(?:now|already|ya|or so|more or less|mas o menos|i guess|creo|i think|or more|o mas)?\W*$"
)


def find(text: str, as_of: dt.date, language: str = "en") -> List[Found]:
    """Finds the dates of a text, in order.

    Args:
        text: What was written.
        as_of: The day on which it was written.
        language: `en` reads 3/4 as the fourth of March, `es` as the third of April.
    """
    reading = _Reading(text, as_of, language)
    for read in _READERS:
        read(reading)
    return sorted(reading.found, key=lambda found: found.start)


def _read_iso(reading: _Reading) -> None:
    for match in reading.matches(_ISO):
        date = _safe(int(match["year"]), int(match["month"]), int(match["day"]))
        reading.add(match, date, "day", None if date is None else _is_ahead(date, reading.as_of))


def _is_ahead(date: dt.date, as_of: dt.date) -> Optional[bool]:
    return None if date == as_of else date > as_of


def _month_and_day(one: int, two: int, language: str) -> Tuple[int, int]:
    month, day = (two, one) if language == "es" else (one, two)
    return (month, day) if month <= 12 else (day, month)


def _read_numeric(reading: _Reading) -> None:
    for match in reading.matches(_NUMERIC):
        month, day = _month_and_day(int(match["one"]), int(match["two"]), reading.language)
        date = _safe(_year_of(match["year"]), month, day)
        reading.add(match, date, "day", None if date is None else _is_ahead(date, reading.as_of))
    for match in reading.matches(_SLASH):
        month, day = _month_and_day(int(match["one"]), int(match["two"]), reading.language)
        if month <= 12 and (match["one"], match["two"]) not in (("24", "7"), ("7", "24"), ("1", "2"), ("50", "50")):
            reading.both_ways(match, month, day, "day")


def _read_day_of_named_month(reading: _Reading) -> None:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in reading.matches(pattern):
            word = match["month"]
            if (
                word in ("mar", "ago", "may")
                and pattern is _DAY_MONTH
                and "-" not in match.group()
                and "of" not in match.group()
                and not match["year"]
            ):
                continue
            month, day = _MONTHS[word], int(match["day"])
            if match["year"]:
                date = _safe(_year_of(match["year"]), month, day)
                reading.add(match, date, "day", None if date is None else _is_ahead(date, reading.as_of))
            else:
                reading.both_ways(match, month, day, "day")


def _read_month(reading: _Reading) -> None:
    as_of = reading.as_of
    for match in reading.matches(_MONTH_YEAR):
        date = _safe(_year_of(match["year"]), _MONTHS[match["month"]], 1)
        reading.add(match, date, "month", None if date is None else _is_ahead(date, as_of))
    for match in reading.matches(_MONTH_SAID):
        which = match["which"]
        year = as_of.year + (
            -1 if "last" in which or "pasado" in which else 1 if "next" in which or "proximo" in which else 0
        )
        date = _safe(year, _MONTHS[match["month"]], 1)
        reading.add(match, date, "month", None if date is None else _is_ahead(date, as_of))
    for match in reading.matches(_MONTH_LAST):
        reading.both_ways(match, _MONTHS[match["month"] or match["month2"]], 1, "month", ahead=False)
    for match in reading.matches(_MONTH_NEXT):
        reading.both_ways(match, _MONTHS[match["month"] or match["month2"]], 1, "month", ahead=True)
    for match in reading.matches(_MONTH_ALONE):
        word, lead, part = match["month"], match["lead"], match["part"]
        alone = len(match.group()) == len(reading.text.strip(" .!?¿¡"))
        if word in _DOUBTFUL and not (lead in _SAYS_MONTH or part or alone):
            continue
        if word in _MONTHS_EN and lead in ("de", "para") and word in ("mar", "may"):
            continue
        day, grain = (1, "month")
        if part:
            grain = "week"
            day = (
                15
                if "mid" in part or "medi" in part
                else 25
                if any(late in part for late in ("late", "end", "fin"))
                else 3
            )
        ahead = (
            True
            if lead in ("by", "until", "till", "til", "before", "para", "hasta", "antes de")
            else False
            if lead in ("since", "desde")
            else None
        )
        before, after = _nearest_year(as_of, _MONTHS[word], day)
        if ahead is True:
            # "by June" may be a promise of a June that has passed: the sentence decides.
            reading.add(match, before, grain, None, after)
        else:
            reading.add(match, before, grain, ahead, after if ahead is None else None)


def _length(match: Match[str]) -> Tuple[float, str]:
    """A length of time: how many of which unit."""
    group = match.groupdict()
    half_of = group.get("halfof") or group.get("halfof2")
    if half_of:
        if half_of in ("half a month", "medio mes"):
            return 15, "day"
        unit = "month" if "month" in half_of or "mes" in half_of else "year"
        return (0.5, "year") if half_of in ("half a year", "medio ano") else (1.5, unit)
    number = group.get("number") or group.get("number2") or group.get("number3")
    unit = _UNITS[group.get("unit") or group.get("unit2") or group.get("unit3") or "day"]
    half = group.get("half") or group.get("half2") or group.get("half3")
    assert number is not None
    amount = float(number) if number.isdigit() else float(_NUMBERS[number])
    return amount + (0.5 if half else 0), unit


_MOST = {"day": 1500, "week": 260, "fortnight": 60, "month": 120, "year": 20}
"""Beyond that it isn't a date that matters here: "65 years", "1000 days"."""


def _read_length(reading: _Reading) -> None:
    as_of = reading.as_of
    for pattern, ahead, is_span in (
        (_AGO, False, False),
        (_IN, True, False),
        (_LASTED, False, True),
        (_LASTED_AFTER, False, True),
        (_BARE_LENGTH, False, True),
    ):
        for match in reading.matches(pattern):
            number, unit = _length(match)
            if number > _MOST[unit] or _is_age(reading.text, match):
                reading.take(match)
                continue
            if ahead and pattern is _IN and re.match(r"(?:in|en) (?:the last|los ultimos|over)", match.group()):
                continue
            # "llevo dos meses y medio": half a month is no exact day, and "un año" no exact month.
            reading.add(match, _shift(as_of, number, unit, ahead=ahead), _GRAINS[unit], ahead, span=is_span)


def _is_age(text: str, match: Match[str]) -> bool:
    after = text[match.end() : match.end() + 12]
    return bool(re.match(r"[ -]?(?:old\b|of age|de edad)", after)) or (
        "year" in match.group() and bool(re.match(r" (?:of experience|at|working)", after))
    )


def _read_weekday(reading: _Reading) -> None:
    as_of = reading.as_of
    for match in reading.matches(_WEEKDAY):
        lead, tail = match["lead"] or "", (match["tail"] or match["tail2"] or "").strip()
        if lead in ("every", "each", "cada", "los", "all"):
            continue
        name = match["name"] or match["name2"]
        if name in ("sat", "sun", "mon", "wed", "fri", "martes") and lead in ("", "all"):
            continue
        weekday = {"sat": 5, "sun": 6}.get(name, _WEEKDAYS.get(name, 0))
        back = (as_of.weekday() - weekday) % 7 or 7
        on = (weekday - as_of.weekday()) % 7 or 7
        last, coming = as_of - dt.timedelta(days=back), as_of + dt.timedelta(days=on)
        if (
            "last" in lead
            or "past" in lead
            or "pasado" in lead
            or tail in ("pasado", "que paso", "last week", "anterior")
        ):
            reading.add(match, last, "day", ahead=False)
        elif (
            "next" in lead
            or "coming" in lead
            or "proximo" in lead
            or tail in ("proximo", "que viene", "entrante", "next week")
        ):
            reading.add(match, coming, "day", ahead=True)
        elif lead in ("by", "until", "till", "before", "para el", "hasta el", "antes del", "this", "este"):
            reading.add(match, coming, "day", None, last)
        elif lead in ("since", "desde el"):
            reading.add(match, last, "day", ahead=False)
        else:
            reading.add(match, last, "day", None, coming)


def _read_words(reading: _Reading) -> None:
    for pattern, days, ahead in _RELATIVE:
        for match in reading.matches(pattern):
            reading.add(match, reading.as_of + dt.timedelta(days=days), "day", ahead)


def _read_period(reading: _Reading) -> None:
    as_of = reading.as_of
    for match in reading.matches(_BEFORE_LAST):
        unit = _UNITS[match["unit"] or match["unit2"]]
        reading.add(match, _begin(_shift(as_of, 2, unit, ahead=False), unit), unit, ahead=False)
    for match in reading.matches(_PERIOD):
        if match["eom"]:
            reading.add(match, _end_of(match["eom"], as_of), "week", ahead=True)
            continue
        which = match["which"] or match["which2"] or match["which3"]
        unit = _UNITS[match["unit"] or match["unit2"] or match["unit3"]]
        date, ahead = _period(which, unit, as_of)
        if date is None:
            reading.take(match)
        else:
            reading.add(match, _end(date, unit) if re.search("end|fin", match["lead"] or "") else date, unit, ahead)


def _end_of(words: str, as_of: dt.date) -> dt.date:
    """End of the month, "fin de semana": the Friday of an English week, the Sunday of a Spanish weekend."""
    if "semana" in words or "week" in words:
        return as_of + dt.timedelta(days=(6 if "semana" in words else 4) - as_of.weekday())
    return _end(as_of, "year" if "year" in words or "ano" in words else "month")


def _period(which: str, unit: str, as_of: dt.date) -> Tuple[Optional[dt.date], Optional[bool]]:
    """Last, this or next week, month or year; "this year" says nothing about when."""
    if which in ("last", "this past", "past", "previous", "pasado", "pasada", "que paso"):
        return _begin(_shift(as_of, 1, unit, ahead=False), unit), False
    if which in ("antepasado", "antepasada"):
        return _begin(_shift(as_of, 2, unit, ahead=False), unit), False
    if which in ("this", "este", "esta"):
        return (None if unit == "year" else as_of), None
    return _begin(_shift(as_of, 1, unit, ahead=True), unit), True


def _end(day: dt.date, unit: str) -> dt.date:
    if unit == "week":
        return day + dt.timedelta(days=4 - day.weekday())
    return last_of_month(day) if unit == "month" else day.replace(month=12, day=31)


def _begin(day: dt.date, unit: str) -> dt.date:
    """The first day of a week stands for it; of a month or year too."""
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _read_of_month(reading: _Reading) -> None:
    as_of = reading.as_of
    for match in reading.matches(_OF_MONTH):
        word = match["day"] or match["day2"] or match["day3"]
        day = 1 if word in ("primero", "uno") else int(word)
        which = match["which"] or match["which2"] or match["which3"] or match["which4"] or ""
        here = _safe(as_of.year, as_of.month, day)
        before, after = months_before(as_of.replace(day=1), 1), months_before(as_of.replace(day=1), -1)
        last, coming = _safe(before.year, before.month, day), _safe(after.year, after.month, day)
        if which in ("next", "el proximo", "el otro", "mes que viene", "proximo mes"):
            reading.add(match, coming, "day", ahead=True)
        elif which in ("last", "mes pasado"):
            reading.add(match, last, "day", ahead=False)
        elif here is not None and here >= as_of:
            reading.add(
                match,
                here,
                "day",
                True
                if here > as_of and re.match(r"(?:by|until|till|before|due|para|hasta|antes)", match.group())
                else None,
                last,
            )
        else:
            reading.add(match, here or last, "day", None, coming)


def _read_year(reading: _Reading) -> None:
    for match in reading.matches(_SINCE_YEAR):
        if match["lead"] in ("in", "en", "en el") and not re.search(
            r"(?:file|sent|mail|amend|submit|fax|mand|envi|present|meti|declar)\w*[\w ]{0,30}$",
            reading.text[: match.start()],
        ):
            continue
        date = _safe(int(match["year"]), 1, 1)
        if date and date <= reading.as_of:
            reading.add(match, date, "year", ahead=False)


def _read_holiday(reading: _Reading) -> None:
    for match in reading.matches(_HOLIDAYS):
        name = match["name"]
        if "thanks" in name or "gracias" in name:
            days = [_thanksgiving(reading.as_of.year + step) for step in (-1, 0, 1)]
            before = max(day for day in days if day <= reading.as_of)
            reading.add(match, before, "day", None, min(day for day in days if day > reading.as_of))
            continue
        for words, month, day in _FIXED:
            if any(word in name for word in words):
                reading.both_ways(match, month, day, "day")
                break


_FIXED: Tuple[Tuple[Tuple[str, ...], int, int], ...] = (
    (("eve", "nochebuena"), 12, 24), (("christmas", "xmas", "navidad"), 12, 25), (("new year", "ano nuevo"), 1, 1),
    (("tax day",), 4, 15), (("halloween",), 10, 31), (("july",), 7, 4), (("valentine",), 2, 14),
)  # fmt: skip


def _thanksgiving(year: int) -> dt.date:
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)


_READERS: Tuple[Callable[[_Reading], None], ...] = (
    _read_iso,
    _read_numeric,
    _read_day_of_named_month,
    _read_holiday,
    _read_month,
    _read_length,
    _read_words,
    _read_period,
    _read_weekday,
    _read_of_month,
    _read_year,
)
