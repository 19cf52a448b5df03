"""How many lines a text takes on the card, and where it is cut so that it takes no more.

Nothing here knows the browser's font. Letters are measured a little wider than those of Arial, in thousandths of an em;
the fonts that the pages come out in are as narrow or narrower, which a browser test keeps.
"""

from __future__ import annotations

from typing import Final

# The card's own measures (web/src/page.css, `.handoff-card`): 320 px less border and padding, in letters of 12 px.
LINE_WIDTH: Final = 303 * 1000 // 12
BOLD_WIDTH: Final = LINE_WIDTH * 92 // 100
"""How much of a text in bold letters, measured as if they weren't, has room in a line."""
MOST_LINES: Final = 15
_ELLIPSIS: Final = "…"

_OF_LETTER: Final = {
    **dict.fromkeys("iljí|'’.,:;·¡!I", 250),
    **dict.fromkeys(" ft[]/", 295),
    **dict.fromkeys('rJ()-"“”', 350),
    **dict.fromkeys("csvxyzk?¿*", 530),
    **dict.fromkeys("mMW@%…—✎", 1000),
    **dict.fromkeys("wNOQGDHUÑCR", 770),
}
_LOWER, _UPPER, _WIDE = 582, 710, 1050
# Scripts whose letters are as wide as they are high begin here (Hangul Jamo; Unicode, East Asian Width).
_WIDE_FROM: Final = 0x1100


def width(text: str) -> int:
    """How wide a text is, in thousandths of an em."""
    return sum(map(_letter, text))


def lines(text: str, most: int = LINE_WIDTH) -> int:
    """How many lines a text takes, broken between words, and within one that is longer than a line."""
    count, filled = 1, 0
    for word in text.split():
        wide = width(word)
        if filled and filled + _letter(" ") + wide <= most:
            filled += _letter(" ") + wide
            continue
        count += bool(filled)
        count += (wide - 1) // most if wide > most else 0
        filled = wide % most if wide > most else wide
    return count


def cut(text: str, before: str, most_lines: int, most: int = LINE_WIDTH) -> str:
    """The beginning of a text that takes at most so many lines after `before`, cut at the end of a word."""
    if lines(f"{before} {text}", most) <= most_lines:
        return text
    words = text.split()
    fewest, all_fit = 0, len(words)
    while fewest < all_fit:
        middle = (fewest + all_fit + 1) // 2
        if lines(f"{before} {_shortened(words[:middle])}", most) <= most_lines:
            fewest = middle
        else:
            all_fit = middle - 1
    return _shortened(words[:fewest]) if fewest else _within_a_word(text, before, most_lines, most)


def _shortened(words: list[str]) -> str:
    return " ".join(words).rstrip(",;:-") + _ELLIPSIS


def _within_a_word(text: str, before: str, most_lines: int, most: int) -> str:
    """Where not one word fits: whoever types without spaces is read as well."""
    letters = len(text)
    while letters > 1 and lines(f"{before} {text[:letters]}{_ELLIPSIS}", most) > most_lines:
        letters -= 1
    return text[:letters] + _ELLIPSIS


def _letter(letter: str) -> int:
    known = _OF_LETTER.get(letter)
    if known is not None:
        return known
    if ord(letter) >= _WIDE_FROM:
        return _WIDE
    return _UPPER if letter.isupper() else _LOWER
