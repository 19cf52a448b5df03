"""Dates, and which of them are dates of birth.

A date is a date of birth only when words say so: the nearest word wins, so 'filed 3/1/2024 for my son born 5/6/2015'
keeps the first and loses the second. Where a date was asked for (DESIGN section 6: ``submitted_on``, ``promised_by``,
``harm_on``, ``adverse_action_on``), 'on my birthday' is not enough.
"""

import re
from collections.abc import Iterator

from casework.redaction.contexts import Contexts
from casework.redaction.fold import Folded
from casework.redaction.models import IdentifierType
from casework.redaction.spans import DateSpan, Hit
from casework.redaction.words import DATE_CONTEXTS, DAY_WORDS, MONTHS, Context

DATE_QUESTIONS = frozenset({"submitted_on", "promised_by", "harm_on", "adverse_action_on"})

_LETTERS_BEFORE = 40
_LETTERS_BEHIND = 25
_JOIN = r"\s{0,2}(?:[-/.,_|]|de|of|del)?\s{0,2}"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?(?:st|nd|rd|th|ro|ero|o|do))?|(?:{'|'.join(DAY_WORDS)}))(?![a-z])"
_YEAR_WORDS = (
    r"(?:(?:nineteen|twenty)(?:[ -](?:hundred|and|oh|[a-z]{2,6}t(?:y|een)|ten|eleven|twelve|one|two|three|four|"
    r"five|six|seven|"
    r"eight|nine)){1,4}"
    r"|two thousand(?:[ -](?:and|ten|eleven|twelve|[a-z]{2,6}t(?:y|een)|one|two|three|four|five|six|seven|eight|"
    r"nine)){0,3}"
    r"|(?:mil novecientos|dos mil)(?: y| [a-z]{3,12}){0,3})"
)
_YEAR = rf"(?:(?:19|20)\d\d(?!\d)|'?\d\d(?!\d)|{_YEAR_WORDS})"
_S = r"\s{0,2}"

_CERTAIN = re.compile(
    rf"(?<![\d])(?<!\d[-/.])(?:"
    rf"(?P<a>\d{{1,2}}){_S}(?P<sep>[-/.]){_S}(?P<b>\d{{1,2}}){_S}(?P=sep){_S}(?:(?:19|20)\d\d|\d\d)"
    rf"|(?:19|20)\d\d{_S}(?P<sep2>[-/.]){_S}(?P<c>\d{{1,2}}){_S}(?P=sep2){_S}(?P<d>\d{{1,2}})"
    rf")(?!\d)(?![-/.]\d)"
    rf"|(?<![a-z\d])(?:{_MONTH}{_JOIN}(?:the\s)?{_DAY}(?:{_JOIN}(?:in\s)?(?:el\sano\s)?{_YEAR})?"
    rf"|{_DAY}{_JOIN}{_MONTH}(?:{_JOIN}(?:el\sano\s)?{_YEAR})?"
    rf"|(?:19|20)\d\d{_JOIN}{_MONTH}{_JOIN}{_DAY})"
)
# Without words around them these are just numbers.
_LOOSE = re.compile(
    r"(?<![\d])(?<!\d[-/.])(?:\d{8}|\d{6}|\d{1,2}(?P<s>[\s,_:|*]{1,3}|\s?-{1,2}\s?)\d{1,2}(?P=s)(?:(?:19|20)\d\d|"
    r"\d\d)"
    r"|(?:19|20)\d\d\s{1,2}\d{1,2}\s{1,2}\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}(?:\s?[-/., ]\s?(?:(?:19|20)\d\d|'?\d\d))?)"
    r"(?!\d)(?![-/]\d)"
)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d")


def _day_and_month(first: int, second: int) -> bool:
    """Say whether two numbers are a day and a month, in either order."""
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


def _is_loose_date(text: str) -> bool:
    """Say whether a number could be a date: month and day (or day and month) with or without a year."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 1:
        digits = text.strip()
        if len(digits) == 6:
            return _day_and_month(int(digits[:2]), int(digits[2:4]))
        if _YEAR_FIRST.match(digits) and _day_and_month(int(digits[4:6]), int(digits[6:])):
            return True
        return bool(_YEAR_FIRST.match(digits[4:])) and _day_and_month(int(digits[:2]), int(digits[2:4]))
    if parts[0] > 31:
        return _day_and_month(parts[1], parts[-1])
    return _day_and_month(parts[0], parts[1])


def find_dates(folded: Folded) -> Iterator[DateSpan]:
    """Give every date in a view, certain or loose, without overlaps, in the order of the text."""
    certain: list[DateSpan] = []
    for match in _CERTAIN.finditer(folded.text):
        numbers = [int(number) for number in match.group("a", "b", "c", "d") if number]
        if not numbers or _day_and_month(numbers[0], numbers[1]):
            certain.append(DateSpan(match.start(), match.end(), certain=True))
    taken = set[int]()
    for span in certain:
        taken.update(range(span.start, span.end))
    loose = [
        DateSpan(match.start(), match.end(), certain=False)
        for match in _LOOSE.finditer(folded.text)
        if match.start() not in taken and match.end() - 1 not in taken and _is_loose_date(match.group())
    ]
    yield from sorted(certain + loose, key=lambda span: span.start)


def find_birth_dates(folded: Folded, dates: list[DateSpan], asks: str | None) -> Iterator[Hit]:
    """Give the dates that words call a date of birth.

    Args:
        folded: The view.
        dates: What ``find_dates`` gave for it.
        asks: The fact the open question asks for, if any.
    """
    if not dates:
        return
    contexts = Contexts(folded, DATE_CONTEXTS)
    birth = {Context.BIRTH} if asks in DATE_QUESTIONS else {Context.BIRTH, Context.BIRTHDAY}
    for span in dates:
        near = contexts.nearest(span.start, span.end, letters_before=_LETTERS_BEFORE, letters_behind=_LETTERS_BEHIND)
        if near is not None and near[0] in birth and (span.certain or near[1] <= _LETTERS_BEFORE // 2):
            yield Hit(span.start, span.end, IdentifierType.BIRTH_DATE)
