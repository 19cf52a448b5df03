"""Identifiers made of digits: SSN, ITIN, EIN, card, bank and telephone numbers.

Digits are read in groups, with whatever people put between them (``123-45-6789``, ``123.45.6789``, ``1 2 3 4 5``,
``one two three``). Every run of neighbouring groups is a candidate; its shape, its validity (python-stdnum) and the
nearest word decide what it is. Words may be missing where shape or validity is enough; with words nearly any shape
will do. What may be several things is taken for the most sensitive one.

Telephone numbers have an own rule, not ``phonenumbers``: that library judges one candidate in tens of microseconds,
wants a region, and knows neither spelled digits nor our view; the North American plan needs one line.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from stdnum import luhn
from stdnum.us import ein, itin, rtn, ssn

from casework.redaction.contexts import Contexts
from casework.redaction.fold import Folded
from casework.redaction.models import IdentifierType
from casework.redaction.spans import Hit
from casework.redaction.words import DIGIT_WORDS, NUMBER_CONTEXTS, PUBLIC_PHONES, SEPARATOR_WORDS, Context

_LETTERS_BEFORE = 45
_LETTERS_BEHIND = 25
_MOST_DIGITS = 19
_FEWEST_DIGITS = 5
_MOST_GROUPS = 24
"""A run of more groups is a table of numbers; only usual shapes are looked for in it, so that it stays cheap."""

_SPELLED = re.compile(
    rf"(?<![a-z])(?:(?:{'|'.join(DIGIT_WORDS)}|\d)(?:[\s,.-]{{1,3}}|[\s,]{{0,2}}(?:{'|'.join(SEPARATOR_WORDS)})[\s,]{{1,2}})){{4,40}}"
    rf"(?:{'|'.join(DIGIT_WORDS)}|\d)(?![a-z\d])"
)
_ATOM = re.compile(rf"\d+|(?<![a-z])(?:{'|'.join(DIGIT_WORDS)})(?![a-z])")
_DIGITS = re.compile(r"\d+")
_GAP = re.compile(rf"[\s\-./_,:*|()\[\]#~+'\"\\=]{{0,5}}|\s?(?:{'|'.join(SEPARATOR_WORDS)})\s?")
_LETTER_DIGITS = re.compile(
    r"(?<![a-z\d])(?=\d*[oil])(?=[oil]{0,3}\d)[\doil]{2,}(?![a-z\d])|(?<=\d[-.])[\doil]{2,4}(?![a-z\d])"
)
_EXTENSION = re.compile(r"[\s,]{0,3}(?:x|ext|extn|extension|anexo|interno)\.?\s{0,2}\d{1,6}(?!\d)")
_PLUS = re.compile(r"\+[\s(]{0,2}$")
_LETTERS_TOUCHING_BEFORE = re.compile(r"(?<![a-z])[a-z]{1,4}-?$")
_LETTERS_TOUCHING_BEHIND = re.compile(r"[a-z]{1,2}(?![a-z])")
_LABELS = frozenset(
    [
        "ssn",
        "ein",
        "itin",
        "tin",
        "ss",
        "is",
        "es",
        "tel",
        "cel",
        "ph",
        "num",
        "no",
        "nss",
        "fax",
        "to",
        "at",
        "a",
        "al",
        "son",
        "sms",
        "id",
        "cc",
        "aba",
        "rtn",
        "acct",
    ]
)
_WORDS_BEHIND = frozenset({"is", "es", "my", "mi", "y", "x", "or", "o", "as", "se"})
_SECURITY_CODE = re.compile(
    r"(?<![a-z])(?:cvv2?|cvc2?|csc|security code|codigo de seguridad)(?![a-z])[^\d\n]{0,12}(\d{3,4})(?![\d])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NANP = re.compile(r"1?[2-9][0-8]\d[2-9]\d{6}")
_NEUTRAL = frozenset({Context.REFERENCE, Context.POSTCODE})


class _Group(NamedTuple):
    """Digits that stand together in the view."""

    start: int
    end: int
    digits: str


class _Candidate(NamedTuple):
    """Neighbouring groups, their shape, what stands between them, and the nearest word."""

    digits: str
    shape: tuple[int, ...]
    gaps: tuple[str, ...]
    context: Context | None
    letters_off: int
    plus: bool
    enclosed: bool
    """Whether it continues, by the same mark or by letters, to either side: part of something longer."""

    @property
    def dashed(self) -> bool:
        """Whether marks, not only blanks or commas, join the groups."""
        return bool(self.gaps) and all(
            gap.strip(" ") in {"-", ".", "/", "_", ")", ")-", "*", "--", "|", ":", "~", "="} for gap in self.gaps
        )

    @property
    def listed(self) -> bool:
        """Whether commas or line ends part the groups, as in a list."""
        return any("," in gap or "\n" in gap for gap in self.gaps)


def _is_itin(digits: str) -> bool:
    """Say whether nine digits are in the range of ITINs; those begin with 9, as no SSN does."""
    return digits[0] == "9" and itin.is_valid(digits)


def _is_tax_number(digits: str) -> bool:
    """Say whether nine digits can be an ITIN or an SSN; asks the library once, because its refusals are slow."""
    return _is_itin(digits) if digits[0] == "9" else ssn.is_valid(digits)


def _tax_number(candidate: _Candidate) -> IdentifierType:
    """Name nine digits of a person: ITIN where the number is in its range, else SSN."""
    return IdentifierType.ITIN if _is_itin(candidate.digits) else IdentifierType.SSN


def _nine(candidate: _Candidate) -> tuple[IdentifierType, int] | None:
    """Judge nine digits."""
    context, shape = candidate.context, candidate.shape
    if context is Context.POSTCODE and shape in {(9,), (5, 4)}:
        return None
    if context is Context.EIN:
        return IdentifierType.EIN, 95
    if context in {Context.SSN, Context.ITIN}:
        return (IdentifierType.ITIN if context is Context.ITIN else _tax_number(candidate)), 95
    if shape == (2, 7) and (candidate.dashed or (ein.is_valid(candidate.digits) and not candidate.listed)):
        return IdentifierType.EIN, 85
    if context is Context.BANK and shape != (3, 2, 4):
        return IdentifierType.BANK, 95
    if candidate.enclosed or candidate.listed:
        return None
    valid = _is_tax_number(candidate.digits)
    if shape == (3, 2, 4) and (candidate.dashed or valid):
        return _tax_number(candidate), 85
    if (shape == (9,) and valid) or (
        shape in {(3, 3, 3), (3, 6), (5, 4)} and valid and candidate.dashed and shape != (5, 4)
    ):
        return _tax_number(candidate), 60
    if shape == (9,) and context not in _NEUTRAL:
        if rtn.is_valid(candidate.digits):
            return IdentifierType.BANK, 60
        if ein.is_valid(candidate.digits):
            return IdentifierType.EIN, 60
    return None


def _mistyped(candidate: _Candidate) -> tuple[IdentifierType, int] | None:
    """Judge eight or ten digits called an SSN, ITIN or EIN: one digit too few or too many."""
    kinds = {Context.SSN: IdentifierType.SSN, Context.ITIN: IdentifierType.ITIN, Context.EIN: IdentifierType.EIN}
    kind = kinds.get(candidate.context) if candidate.context else None
    if kind and candidate.letters_off <= 16 and len(candidate.shape) <= 4 and not candidate.listed:
        return kind, 50
    return None


_PHONE_SHAPES = frozenset(
    {
        (3, 3, 4),
        (1, 3, 3, 4),
        (3, 7),
        (6, 4),
        (1, 10),
        (10,),
        (11,),
        (1, 3, 7),
        (3, 3, 2, 2),
        (1, 3, 3, 2, 2),
        (2, 4, 4),
    }
)


def _phone(candidate: _Candidate) -> tuple[IdentifierType, int] | None:
    """Judge seven to fifteen digits as a telephone number."""
    count, shape = len(candidate.digits), candidate.shape
    if candidate.digits[-10:] in PUBLIC_PHONES:
        return None
    if candidate.plus and 8 <= count <= 15:
        return IdentifierType.PHONE, 88
    called = candidate.context is Context.PHONE
    if called and (10 <= count <= 13 or shape in {(3, 4), (7,)}):
        return IdentifierType.PHONE, 90 - 40 * (shape not in _PHONE_SHAPES)
    if count not in {10, 11} or shape not in _PHONE_SHAPES or candidate.enclosed or candidate.listed:
        return None
    if candidate.context in _NEUTRAL and shape in {(10,), (11,)}:
        return None
    if _NANP.fullmatch(candidate.digits) or (len(shape) > 2 and candidate.context not in _NEUTRAL):
        return IdentifierType.PHONE, 70
    return None


_CARD_SHAPES = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4)})


def _card(candidate: _Candidate) -> tuple[IdentifierType, int] | None:
    """Judge thirteen to nineteen digits as a card number."""
    called = candidate.context is Context.CARD
    if called and len(candidate.digits) >= 14:
        return IdentifierType.CARD, 92
    if candidate.digits[0] not in "23456" or candidate.enclosed or candidate.listed:
        return None
    if candidate.context is Context.REFERENCE and candidate.shape not in _CARD_SHAPES:
        return None
    return (IdentifierType.CARD, 86) if luhn.is_valid(candidate.digits) else None


def _bank(candidate: _Candidate) -> tuple[IdentifierType, int] | None:
    """Judge five to seventeen digits as a bank account; only words can tell."""
    if any(gap.strip(" -./_") for gap in candidate.gaps):
        return None
    if candidate.context is Context.BANK:
        return IdentifierType.BANK, 93
    if candidate.context is Context.BANK_LOOSELY and candidate.letters_off <= 12 and len(candidate.digits) >= 8:
        return IdentifierType.BANK, 75
    return None


_RULES: tuple[tuple[range, Callable[[_Candidate], tuple[IdentifierType, int] | None]], ...] = (
    (range(9, 10), _nine),
    (range(8, 9), _mistyped),
    (range(10, 11), _mistyped),
    (range(7, 16), _phone),
    (range(13, 20), _card),
    (range(_FEWEST_DIGITS, 18), _bank),
)
_RULES_BY_COUNT = {
    count: tuple(rule for counts, rule in _RULES if count in counts)
    for count in range(_FEWEST_DIGITS, _MOST_DIGITS + 1)
}
_PLAIN_SHAPES = (
    _PHONE_SHAPES | _CARD_SHAPES | {(9,), (3, 2, 4), (2, 7), (3, 3, 3), (3, 6), (16,), (15,), (14,), (13,), (8, 8)}
)
"""Shapes that may stand anywhere in a run; others only at its ends."""
_BEGINNINGS = frozenset(shape[:length] for shape in _PLAIN_SHAPES for length in range(1, len(shape) + 1))


def with_letters_for_digits(text: str) -> str:
    """Read ``o``, ``i`` and ``l`` as digits where they stand among digits, as in ``l23-45-67o9``; the length stays."""
    return _LETTER_DIGITS.sub(_as_digits, text)


def _as_digits(match: re.Match[str]) -> str:
    text = match.group()
    letters = sum(map(str.isalpha, text))
    return text.translate(_DIGIT_FOR_LETTER) if 2 * letters <= len(text) else text


_DIGIT_FOR_LETTER = str.maketrans("oil", "011")


def _runs(text: str, barred: list[tuple[int, int]]) -> Iterator[list[_Group]]:
    """Give the runs of groups in a view: groups whose gaps are short and hold only what parts digits."""
    spelled = [match.span() for match in _SPELLED.finditer(text)]
    borders = iter([*barred, (len(text) + 1, len(text) + 1)])
    border = next(borders)
    run: list[_Group] = []
    for match in _ATOM.finditer(text) if spelled else _DIGITS.finditer(text):
        start, end = match.span()
        digits = match.group()
        if digits in DIGIT_WORDS:
            if not _inside(start, spelled):
                continue
            digits = DIGIT_WORDS[digits]
        while border[1] <= start:
            border = next(borders)
        if border[0] < end:
            yield run
            run = []
            continue
        if run and not (text[run[-1].end : start] == " " or _GAP.fullmatch(text, run[-1].end, start)):
            yield run
            run = []
        run.append(_Group(start, end, digits))
    yield run


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Order places and join those that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether a place lies in one of some ordered spans."""
    index = bisect_right(spans, (place, 1 << 60)) - 1
    return index >= 0 and place < spans[index][1]


def _joined_singles(text: str, run: list[_Group]) -> list[_Group]:
    """Join single digits that the same mark parts, so that ``1 2 3 - 4 5`` reads as ``123 - 45``."""
    joined: list[_Group] = []
    mark: str | None = None
    for group, following in zip(run, [*run[1:], None], strict=True):
        previous = joined[-1] if joined else None
        gap = text[previous.end : group.start] if previous else None
        if previous and len(group.digits) == 1 and mark is not None and gap == mark:
            joined[-1] = _Group(previous.start, group.end, previous.digits + group.digits)
            continue
        mark = None
        if following and len(group.digits) == len(following.digits) == 1:
            mark = text[group.end : following.start]
        joined.append(group)
    return joined


@dataclass(frozen=True, slots=True)
class _Judged:
    """A candidate that is something, and how sure: to choose among those that overlap."""

    first: int
    last: int
    hit: Hit
    order: tuple[int, int, int]


def _windows(run: list[_Group]) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """Give the neighbouring groups of a run that may be something: first, last, digits and shape.

    Shapes nobody calls usual count only at either end of a run, and not in a run too long to be a person's number.
    """
    final = len(run) - 1
    short_enough = len(run) <= _MOST_GROUPS
    for first in range(len(run)):
        digits = ""
        shape: tuple[int, ...] = ()
        for last in range(first, len(run)):
            digits += run[last].digits
            shape += (len(run[last].digits),)
            if len(digits) > _MOST_DIGITS or not (short_enough or shape in _BEGINNINGS):
                break
            if len(digits) >= _FEWEST_DIGITS and (
                shape in _PLAIN_SHAPES or (short_enough and (first == 0 or last == final))
            ):
                yield first, last, digits, shape


def _candidates(text: str, run: list[_Group], contexts: Contexts) -> Iterator[_Judged]:
    """Give everything that neighbouring groups of one run can be."""
    gaps = [text[left.end : right.start] for left, right in pairwise(run)]
    years = [bool(_YEAR.fullmatch(group.digits)) for group in run]
    for first, last, digits, shape in _windows(run):
        if all(years[first : last + 1]):
            continue
        start, end = run[first].start, run[last].end
        near = contexts.nearest(start, end, letters_before=_LETTERS_BEFORE, letters_behind=_LETTERS_BEHIND)
        usual = shape in _PLAIN_SHAPES
        if not usual and near is None and text[start - 1 : start] != "+":
            continue
        candidate = _Candidate(
            digits,
            shape,
            tuple(gaps[first:last]),
            near[0] if near else None,
            near[1] if near else 0,
            plus=(plus := _PLUS.search(text, max(0, start - 3), start)) is not None,
            enclosed=_enclosed(text, run, gaps, first, last),
        )
        verdicts = (verdict for rule in _RULES_BY_COUNT[len(digits)] if (verdict := rule(candidate)))
        best = max(verdicts, key=lambda verdict: verdict[1], default=None)
        if best is None:
            continue
        if best[0] is IdentifierType.PHONE and (extension := _EXTENSION.match(text, end)):
            end = extension.end()
        if plus:
            start = plus.start()
        elif ")" in text[start:end] and text[start - 1 : start] == "(":
            start -= 1
        edge_years = 0 if usual or len(set(shape)) == 1 else years[first] + years[last]
        yield _Judged(first, last, Hit(start, end, best[0]), (edge_years - best[1], -len(digits), first))


def _enclosed(text: str, run: list[_Group], gaps: list[str], first: int, last: int) -> bool:
    """Say whether a candidate is part of something longer: same mark to a neighbour, or letters of a code beside it."""
    inner = {gap.strip(" ") for gap in gaps[first:last]} if last > first else set[str]()
    beside = [gaps[index].strip(" ") for index in (first - 1, last) if 0 <= index < len(gaps)]
    if any(mark and (mark in inner or (not inner and mark in {"-", ".", "_"})) for mark in beside):
        return True
    start, end = run[first].start, run[last].end
    before = _LETTERS_TOUCHING_BEFORE.search(text, max(0, start - 6), start)
    behind = _LETTERS_TOUCHING_BEHIND.match(text, end)
    return bool(
        (before and before.group().rstrip("-") not in _LABELS) or (behind and behind.group() not in _WORDS_BEHIND)
    )


def _chosen(text: str, run: list[_Group], contexts: Contexts) -> Iterator[Hit]:
    """Give the surest candidates of a run that do not overlap; what is left between them is looked at anew."""
    pieces = [run]
    while pieces:
        piece = pieces.pop()
        taken: set[int] = set()
        for judged in sorted(_candidates(text, piece, contexts), key=lambda one: one.order):
            places = range(judged.first, judged.last + 1)
            if taken.isdisjoint(places):
                taken.update(places)
                yield judged.hit
        if taken:
            borders = [-1, *sorted(taken), len(piece)]
            pieces += [piece[left + 1 : right] for left, right in pairwise(borders) if right - left > 1]


def find_numbers(folded: Folded, barred: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """Give the identifiers made of digits in a view, without overlaps.

    Args:
        folded: The view.
        barred: Places whose digits are something else: dates, amounts, forms.
    """
    text = with_letters_for_digits(folded.text)
    ordered = merged(barred)
    contexts: Contexts | None = None
    for match in _SECURITY_CODE.finditer(text):
        yield Hit(match.start(1), match.end(1), IdentifierType.CARD)
    for loose_run in _runs(text, ordered):
        if sum(len(group.digits) for group in loose_run) < _FEWEST_DIGITS:
            continue
        run = _joined_singles(text, loose_run)
        contexts = contexts or Contexts(folded, NUMBER_CONTEXTS)
        yield from _chosen(text, run, contexts)
