"""Take identifiers out of what people write (DESIGN section 4, rules 5 and 6; ``reference/domain.md`` 5.3).

Names and addresses in free text can't be found for certain and are not sought here.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from stdnum.iso7064 import mod_37_36

from casework.redaction.contexts import Contexts
from casework.redaction.dates import DATE_QUESTIONS, find_birth_dates, find_dates
from casework.redaction.emails import find_emails
from casework.redaction.fold import Folded, fold
from casework.redaction.kept import find_kept
from casework.redaction.models import Found, IdentifierType, Redacted
from casework.redaction.numbers import find_numbers, merged, with_letters_for_digits
from casework.redaction.spans import Hit
from casework.redaction.words import AMOUNT_CONTEXTS, Context

NUMBER = "[NUMBER]"
CODE = "[CODE]"

_MOST_PASSES = 4
"""Taking one identifier out can bare another beside it; more than two passes have not been seen."""


def redact(text: str, *, asks: str | None = None) -> Redacted:
    """Replace every identifier by a typed placeholder; all else stays as written.

    Redacting what is redacted changes nothing.

    Args:
        text: What a person wrote.
        asks: The fact the open question asks for (DESIGN section 6). A date that answers a question for a date is
            no date of birth, unless it is called one.
    """
    found: list[Found] = []
    for _ in range(_MOST_PASSES):
        folded = fold(text)
        hits = _identifiers(folded, asks)
        if not hits:
            break
        found += [Found(hit.type) for hit in hits]
        text = _replace(text, ((*folded.original(hit.start, hit.end), hit.type.placeholder) for hit in hits))
        if not any(map(str.isnumeric, text)):
            break
    return Redacted(text, tuple(found))


def _identifiers(folded: Folded, asks: str | None) -> list[Hit]:
    """Give the identifiers in a view, without overlaps, in the order of the text."""
    emails = list(find_emails(folded))
    dates = list(find_dates(folded))
    births = list(find_birth_dates(folded, dates, asks))
    barred = find_kept(folded, alone=False)
    barred += [(hit.start, hit.end) for hit in (*emails, *births)]
    barred += [(date.start, date.end) for date in dates if date.certain or asks in DATE_QUESTIONS]
    hits: list[Hit] = []
    for hit in sorted((*emails, *births, *find_numbers(folded, barred)), key=lambda one: (one.start, -one.end)):
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
    return hits


def _replace(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Put something else at some places, given in the order of the text and without overlaps."""
    pieces: list[str] = []
    done = 0
    for start, end, instead in changes:
        pieces += [text[done:start], instead]
        done = end
    return "".join([*pieces, text[done:]])


# What people write around the halves: '123-45 and' / 'the last four are 6789'.
_HALF_ENDS = re.compile(r"(?:[\s.,;:\u2026!]|(?<![a-z])(?:and|y|then|luego|wait|espera|hold on|sorry)(?![a-z]))*$")
_HALF_BEGINS = re.compile(
    r"(?:[\s.,;:\u2026\"'()]|(?:and|then|the|rest|is|are|last|first|other|four|two|five|digits?|numbers?|it|its|it's|continued|sorry|oops|part|second|half|of|"
    r"y|luego|despues|el|la|los|lo|las|resto|es|son|ultim[oa]s?|cuatro|dos|digitos?|numeros?|perdon|segund[oa]|parte|mitad|demas|termina|en|ends?|with|in)(?![a-z]))*(?=[\d@./-])"
)
_YEAR_AT_END = re.compile(r"(?<![\d./-])(?<!\d\s)(?:19|20)\d\d$")
_LAST_MARK = re.compile(r"\d\s?([-./ ])\s?\d+$")


def redact_split(previous: str, current: str) -> tuple[Redacted, Redacted] | None:
    """Redact two consecutive messages of one person that hold one identifier together.

    That is an identifier split over both ('my ssn is 123-45', '6789'), or one that only the first message names
    ('my account number is', '12345678').

    Returns:
        Both messages redacted, or None when they hold nothing together that each alone would not show.
    """
    first, second = fold(previous), fold(current)
    end_match = _HALF_ENDS.search(first.text)
    begin_match = _HALF_BEGINS.match(second.text)
    end = end_match.start() if end_match else len(first.text)
    begin = begin_match.end() if begin_match else 0
    mark = _LAST_MARK.search(first.text, max(0, end - 24), end)
    for glue in dict.fromkeys((mark.group(1) if mark else " ", "")):
        view = _joined(first, end, second, begin, glue)
        joint = end + len(glue)
        for hit in _identifiers(view, None):
            if hit.start < end and hit.end > joint and not _ends_with_kept(first, end, hit.type):
                tail = first.original(hit.start, end)
                head = second.original(begin, begin + hit.end - joint)
                return _both(previous, tail, current, head, hit.type)
    whole = _joined(first, len(first.text), second, 0, "\n")
    joint = len(first.text) + 1
    alone = {(hit.start, hit.end) for hit in _identifiers(second, None)}
    for hit in _identifiers(whole, None):
        if hit.start >= joint and (hit.start - joint, hit.end - joint) not in alone:
            return _both(previous, None, current, second.original(hit.start - joint, hit.end - joint), hit.type)
    return None


def _joined(first: Folded, end: int, second: Folded, begin: int, glue: str) -> Folded:
    """Make one view of the beginning of one and the end of another; places in the original are not kept."""
    text = first.text[:end] + glue + second.text[begin:]
    return Folded(text, tuple(range(len(text))), len(text))


def _ends_with_kept(first: Folded, end: int, kind: IdentifierType) -> bool:
    """Say whether the first half is a year, an amount or the like and so no half; a date's first half may be."""
    if kind in {IdentifierType.BIRTH_DATE, IdentifierType.EMAIL}:
        return False
    if _YEAR_AT_END.search(first.text, max(0, end - 6), end):
        return True
    return any(start < end <= stop for start, stop in find_kept(first, alone=False))


def _both(
    previous: str, tail: tuple[int, int] | None, current: str, head: tuple[int, int], kind: IdentifierType
) -> tuple[Redacted, Redacted]:
    """Redact both messages, with the parts that belong together replaced first."""
    before = Redacted(previous)
    if tail:
        before = Redacted(_replace(previous, [(*tail, kind.placeholder)]), (Found(kind),))
    after = Redacted(_replace(current, [(*head, kind.placeholder)]), (Found(kind),))
    rest_before, rest_after = redact(before.text), redact(after.text)
    return (
        Redacted(rest_before.text, before.found + rest_before.found),
        Redacted(rest_after.text, after.found + rest_after.found),
    )


_SLASHES = "/\uff0f\u2044\u2215\u2571\u29f8"
_EXTERNAL = "external:"
_CODE = re.compile(r"(?<![0-9a-z@._-])[0-9a-z](?:-?[0-9a-z]){10}(?:(?:-?[0-9a-z]){4})?(?![0-9a-z@_])(?!-[0-9a-z])")
_CODE_SYMBOLS = frozenset("0123456789abcdefghjkmnpqrstvwxyz")
_CODE_LENGTHS = (11, 15)
_MISREAD = str.maketrans("oil", "011")
# As it is shown (4 4 4 3), in threes or fives, in two halves, or one symbol at a time.
_GROUP_GAP = re.compile(r" ?- ?| {1,2}")
_SPACED_CODE = re.compile(
    r"(?<![0-9a-z@._-])(?:"
    + "|".join(
        rf"(?:{_GROUP_GAP.pattern})".join(f"[0-9a-z]{{{size}}}" for size in sizes)
        for sizes in ((4, 4, 4, 3), (5, 5, 5), (3, 3, 3, 3, 3), (8, 7), (4, 4, 7), (1,) * 15, (4, 4, 3), (1,) * 11)
    )
    + r")(?![0-9a-z@_])(?!-[0-9a-z])"
)
_CODE_WORD = re.compile(r"(?<![a-z])(?:code|codigo|clave|pin)(?![a-z])[^\d]{0,20}$")
_CODE_WORD_WINDOW = 40


def for_assistant(text: str, *, asks: str | None = None) -> str:
    """Make a text fit for Rasa: no identifier, no half of one, no access code, nothing Rasa takes for a command.

    Runs of four or more digits become ``[NUMBER]`` but for years, dates, amounts, durations, forms and notices;
    access codes (DESIGN section 8) become ``[CODE]``. White space and slashes are removed from the start, and
    ``EXTERNAL:``, which Rasa takes for an event, as often as they stand there. Doing it twice changes nothing.

    Args:
        text: What a person wrote, redacted already or not.
        asks: The fact the open question asks for.
    """
    for _ in range(_MOST_PASSES):
        coded = without_codes(_harmless_start(text))
        identified = redact(coded, asks=asks).text
        done = _harmless_start(_without_numbers(identified, asks))
        nothing_new = done == identified and len(coded) == len(text)
        text = done
        if nothing_new:
            break
    return text


def _harmless_start(text: str) -> str:
    """Remove what makes Rasa take a text for a command: leading slashes, blanks, unseen characters, ``EXTERNAL:``."""
    start = 0
    while start < len(text):
        character = text[start]
        if character.isspace() or character in _SLASHES or not fold(character).text.strip():
            start += 1
        elif text[start : start + len(_EXTERNAL)].lower() == _EXTERNAL:
            start += len(_EXTERNAL)
        else:
            break
    return text[start:]


def without_codes(text: str) -> str:
    """Replace access codes (DESIGN section 8): those whose check symbol fits, and mistyped ones that are called a code.

    A code is written as one word, with hyphens, or in groups as it is shown or read out. Groups apart are taken for one
    only where a group mixes letters and digits, as no words and numbers beside each other do.
    """
    folded = fold(text)
    changes: list[tuple[int, int, str]] = []
    for match in _SPACED_CODE.finditer(folded.text):
        groups = _GROUP_GAP.split(match.group())
        code = "".join(groups).translate(_MISREAD)
        mixed = len(groups) == len(code) or any(not group.isalpha() and not group.isdigit() for group in groups)
        if mixed and set(code) <= _CODE_SYMBOLS and mod_37_36.is_valid(code.upper()):
            changes.append((*folded.original(*match.span()), CODE))
    if changes:
        text = _replace(text, changes)
        folded, changes = fold(text), []
    for match in _CODE.finditer(folded.text):
        code = match.group().replace("-", "").translate(_MISREAD)
        if len(code) not in _CODE_LENGTHS or code.isdigit() or not set(code) <= _CODE_SYMBOLS:
            continue
        plain_word = match.group().isalpha() and not text[slice(*folded.original(*match.span()))].isupper()
        called = _CODE_WORD.search(folded.text, max(0, match.start() - _CODE_WORD_WINDOW), match.start())
        mixed = any(map(str.isdigit, match.group()))
        if (called and mixed) or (not plain_word and mod_37_36.is_valid(code.upper())):
            changes.append((*folded.original(*match.span()), CODE))
    return _replace(text, changes)


_DIGITS = re.compile(r"\d+")
_NUMBER_GAP = re.compile(r"[\s\-./_()#+~*|\\]{1,3}")
_SHORTEST_NUMBER = 4
_LONGEST_BARE_AMOUNT = 6
_AMOUNT_LETTERS = 20


def _without_numbers(text: str, asks: str | None) -> str:
    """Replace the runs of four or more digits that nothing explains."""
    folded = fold(text)
    if not any(map(str.isdigit, folded.text)):
        return text
    view = with_letters_for_digits(folded.text)
    kept = find_kept(folded, alone=True)
    kept += [(date.start, date.end) for date in find_dates(folded) if date.certain or asks in DATE_QUESTIONS]
    kept = merged(kept)
    runs = [run for run in _runs(view, kept) if sum(end - start for start, end in run) >= _SHORTEST_NUMBER]
    contexts = Contexts(folded, AMOUNT_CONTEXTS) if any(map(_may_be_amount, runs)) else None
    changes: list[tuple[int, int, str]] = []
    for run in runs:
        if contexts and _may_be_amount(run) and _is_amount(contexts, run[0]):
            continue
        changes.append((*folded.original(run[0][0], run[-1][1]), NUMBER))
    return _replace(text, changes)


def _may_be_amount(run: list[tuple[int, int]]) -> bool:
    """Say whether a run is one number short enough for an amount that no mark shows."""
    return len(run) == 1 and run[0][1] - run[0][0] <= _LONGEST_BARE_AMOUNT


def _is_amount(contexts: Contexts, place: tuple[int, int]) -> bool:
    """Say whether the nearest word calls a bare number an amount ('I owe 12000')."""
    near = contexts.nearest(*place, letters_before=_AMOUNT_LETTERS, letters_behind=_AMOUNT_LETTERS // 2)
    return near is not None and near[0] is Context.AMOUNT


def _runs(view: str, kept: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Give the digits of a view that are not kept, those that only marks part taken together."""
    places = [match.span() for match in _DIGITS.finditer(view)]
    borders = iter([*kept, (len(view) + 1, len(view) + 1)])
    border = next(borders)
    free: list[tuple[int, int]] = []
    for place in places:
        while border[1] <= place[0]:
            border = next(borders)
        if border[0] > place[0]:
            free.append(place)
    runs: list[list[tuple[int, int]]] = [[place] for place in free[:1]]
    for left, right in pairwise(free):
        if _NUMBER_GAP.fullmatch(view, left[1], right[0]):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


_LINE_ENDS = re.compile(r"\r\n?")
_REMOVED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text: str) -> str:
    r"""Give what is stored of what a person typed.

    Line ends become ``\n``; other control characters but tabs, bidirectional overrides and isolates (which make a
    text read otherwise than it is) and lone surrogates are removed; the rest is put into NFC. Lengths are checked
    elsewhere.
    """
    kept = (
        character
        for character in _LINE_ENDS.sub("\n", text)
        if character in "\n\t" or (character not in _REMOVED and unicodedata.category(character) not in {"Cc", "Cs"})
    )
    return unicodedata.normalize("NFC", "".join(kept))
