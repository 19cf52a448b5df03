"""Look for signs that a life is in danger in what a person writes (DESIGN section 6, ``emergency``).

No model and no network: the gateway asks in the transaction that commits the message, whoever owns the conversation.
The list is made to miss nothing that is written out, in either language. What it is certain of raises the alarm at once.
The rest the assistant weighs with its own reading, and asks about; where no assistant reads it, what the list finds is the
alarm, and a hint names the lines of help (docs/adr/0011).
"""

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from functools import cache

from casework.safety.models import Emergency, EmergencyKind
from casework.safety.phrases import Phrase, phrase_list
from casework.safety.reading import Sentence

_AGREE, _AGREE_FOR_CERTAIN = 3, 4
"""So many rows must match where none stands alone; and so many where nothing else weighs it."""
_DENIAL_REACH = 90
"""Characters before a phrase in which a denial is looked for: a denial and six words."""
_OVER_REACH = 120
"""Characters before and after a phrase in which marks of the past are looked for: a mark and nine words."""
_LONG_AGO_YEARS = 2
"""A year counts as long ago from the year before last: last year's violence may well be this year's."""


def find(text: str, *, on: date | None = None) -> Emergency | None:
    """Give the emergency that a message speaks of, if any; what is said of someone else counts as well.

    It is `certain` where nobody need weigh it besides.

    Args:
        text: What a person wrote, in full; it is not kept.
        on: The day whose list counts; today (UTC) when left out.
    """
    day = on or _today()
    found = _found(text, day)
    alone = any(phrase.alone for phrase in found)
    if not alone and len(found) < _AGREE:
        return None
    outright = alone or len(found) >= _AGREE_FOR_CERTAIN
    return _emergency(found, certain=outright and not _said_lightly(text, day))


def hint(text: str, *, on: date | None = None) -> Emergency | None:
    """Give the emergency that a message may speak of: whether somebody is in danger is worth asking.

    Args:
        text: What a person wrote, in full; it is not kept.
        on: The day whose list counts; today (UTC) when left out.
    """
    found = _found(text, on or _today())
    return _emergency(found, certain=False) if found else None


def _today() -> date:
    return datetime.now(UTC).date()


def _emergency(found: Collection[Phrase], *, certain: bool) -> Emergency:
    kinds = {phrase.kind for phrase in found}
    return Emergency(
        next(kind for kind in EmergencyKind if kind in kinds), tuple(sorted(phrase.id for phrase in found)), certain
    )


def _said_lightly(text: str, day: date) -> bool:
    """Say whether a message laughs, or tells of long ago, in whatever sentence: its words may mean less than they say."""
    lists = phrase_list()
    return any(
        lists.jest.search(sentence.text) is not None
        or any(_long_ago(mark, day) for mark in lists.over.marked.finditer(sentence.text))
        for sentence in lists.reader.sentences(text)
    )


def _long_ago(mark: re.Match[str], day: date) -> bool:
    """Say whether a mark of what is over counts: a year only from the year before last back."""
    return mark["year"] is None or int(mark["year"]) <= day.year - _LONG_AGO_YEARS


def _found(text: str, day: date) -> Collection[Phrase]:
    """Give the rows that a message matches, each once."""
    sentences = phrase_list().reader.sentences(text)
    return {phrase.id: phrase for sentence in sentences for phrase in _seen(sentence, day)}.values()


@cache
def _rows_by_cue() -> dict[str, list[Phrase]]:
    return phrase_list().by_cue()


def _candidates(sentence: Sentence, day: date) -> list[Phrase]:
    """Give the rows in force of which the sentence holds a cue."""
    rows = _rows_by_cue()
    cues = {word for word in sentence.words if word in rows}
    beginnings = phrase_list().beginnings
    for word in sentence.words:
        cues.update(f"{word[:length]}*" for length in range(1, len(word) + 1) if word[:length] in beginnings)
    phrases = {phrase.id: phrase for cue in cues for phrase in rows.get(cue, ())}
    return [phrase for phrase in phrases.values() if phrase.in_force(day)]


def _seen(sentence: Sentence, day: date) -> list[Phrase]:
    """Give the rows that match a sentence, not denied, not over, and overlapped by no look-alike."""
    candidates = _candidates(sentence, day)
    marked = phrase_list().over.marked.search(sentence.text) is not None
    matches = [
        (phrase, match.span())
        for phrase in candidates
        if phrase.kind
        for match in phrase.pattern.finditer(sentence.text)
        if phrase.says_no or not _denied(sentence, match.start())
        if not (marked and _is_over(sentence, *match.span(), day))
    ]
    if not matches:
        return []
    look_alikes = [
        match.span()
        for phrase in candidates
        if phrase.kind is None
        for match in phrase.pattern.finditer(sentence.text)
        if not any(match.start() < pause < match.end() for pause in sentence.pauses)
    ]
    return [
        phrase
        for phrase, (start, end) in matches
        if not any(start < other_end and other_start < end for other_start, other_end in look_alikes)
    ]


def _denied(sentence: Sentence, start: int) -> bool:
    """Say whether a denial stands before a place, with no pause and no doubt about the denial itself."""
    denial = phrase_list().denied.search(sentence.text, max(0, start - _DENIAL_REACH), start)
    if denial is None or any(denial.end("denial") <= pause <= start for pause in sentence.pauses):
        return False
    before = max(0, denial.start() - _DENIAL_REACH)
    return phrase_list().doubted.search(sentence.text, before, denial.start()) is None


def _is_over(sentence: Sentence, start: int, end: int, day: date) -> bool:
    """Say whether a phrase is told of as long over, or only reckoned with, and nothing says that it is so now."""
    over = phrase_list().over
    text = sentence.text
    after = text[end : end + _OVER_REACH]
    told = over.reckoned.match(after) is not None or any(
        mark is not None
        and _long_ago(mark, day)
        and not any(from_place <= pause <= to_place for pause in sentence.pauses)
        for mark, from_place, to_place in _marks(sentence, start, end)
    )
    return told and not over.wish.search(text, start - 1, end) and not over.now.search(text)


def _marks(sentence: Sentence, start: int, end: int) -> Iterator[tuple[re.Match[str] | None, int, int]]:
    """Give the marks of long ago before and after a phrase, with the places where a pause would part them from it."""
    over = phrase_list().over
    before = over.before.search(sentence.text, max(0, start - _OVER_REACH), start)
    yield before, before.start("between") if before else start, start
    after = over.after.match(sentence.text, end, end + _OVER_REACH)
    yield after, end, after.end("between") if after else end
    # A phrase with a gap may have swallowed the mark itself: "stabbed me in 2011 and ...".
    within = over.after.search(sentence.text, start, end)
    yield within, start, within.end("between") if within else start
