"""Makes what people type fit for reading: bounded, without unseen characters, cut into clauses and windows."""

from __future__ import annotations

import re
import unicodedata
from typing import List

MOST_CHARACTERS = 4000
"""What the gateway takes; what is longer came by the command, and its beginning and end are read."""
_HEAD = 1500
_WORD_AT_MOST = 40
"""No word is longer; base64 and the like would only cost time."""

_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONG_WORD = re.compile(r"\S{%d,}" % (_WORD_AT_MOST + 1))
# What stands where the gateway took out a number says nothing of what the message is about.
_MARK = re.compile(r"\[[A-Z]{2,}(?: [A-Z]+)*\]")
_REPEATED = re.compile(r"(\D)\1{3,}")
_QUOTES = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
    }
)
_SPACES = re.compile(r"[^\S\n]+")

_SENTENCE = re.compile(r"(?<=[.!?\u2026;])\s+|\n+|\s+-+\s+|\.{2,}")
# Words that begin a new thought, so that the denial or the person of the one before doesn't reach over them.
_TURN = re.compile(
    r"[,:]?\s+(?=(?:but|because|cause|cuz|bc|so|and|then|although|though|while|since i|now|pero|porque|entonces|aunque|y|o sea|ya que|"
    r"mientras|ahora|as[ií] que|por eso)\s)|,\s+",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_WINDOW, _MOST_WINDOWS = 36, 8
_CLAUSE_AT_MOST = 40


def tidy(text: object) -> str:
    """Bounds a message and takes out what nobody sees; anything that isn't text is read as empty."""
    if not isinstance(text, str):
        return ""
    if len(text) > MOST_CHARACTERS:
        text = text[:_HEAD] + " \n " + text[-(MOST_CHARACTERS - _HEAD) :]
    text = text.encode("utf-8", "replace").decode("utf-8", "replace")
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _MARK.sub(" ", _CONTROL.sub(" ", _UNSEEN.sub("", text)))
    text = _LONG_WORD.sub(lambda found: found.group()[:_WORD_AT_MOST], text)
    text = _REPEATED.sub(r"\1\1\1", text)
    return _SPACES.sub(" ", text).strip()


def plain(text: str) -> str:
    """Lower case without accents: the form in which words and patterns are compared. Keeps each character's place."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    lower = character.lower()
    if lower.isascii():
        return lower
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() else (lower if len(lower) == 1 else character)


def has_words(text: str) -> bool:
    """Whether there is anything to read: a letter or a digit."""
    return any(character.isalnum() for character in text)


def clauses(text: str) -> List[str]:
    """The thoughts of a message in order; short ones stay with their neighbour."""
    parts: List[str] = []
    for sentence in _SENTENCE.split(text):
        pieces: List[str] = []
        for piece in _TURN.split(sentence or ""):
            if not piece or not has_words(piece):
                continue
            if pieces and (len(piece.split()) < _FEWEST_WORDS or len(pieces[-1].split()) < _FEWEST_WORDS):
                pieces[-1] += ", " + piece
            else:
                pieces.append(piece)
        parts += pieces
    return [
        " ".join(words[at : at + _CLAUSE_AT_MOST])
        for words in map(str.split, parts)
        for at in range(0, len(words), _CLAUSE_AT_MOST)
    ]


def sentences(text: str) -> List[str]:
    """The sentences of a message in order, none longer than a window and a half."""
    most = 3 * _WINDOW // 2
    return [
        " ".join(words[at : at + most])
        for words in (sentence.split() for sentence in _SENTENCE.split(text) if sentence)
        for at in range(0, len(words), most)
        if len(words) > 1
    ]


def windows(text: str) -> List[str]:
    """Overlapping stretches of a long message, so that the need at its end weighs as much as its beginning."""
    words = text.split()
    if len(words) <= 1.5 * _WINDOW:
        return []
    width = max(_WINDOW, 4 * len(words) // (3 * _MOST_WINDOWS) + 1)
    step = 3 * width // 4
    return [" ".join(words[start : start + width]) for start in range(0, max(1, len(words) - width // 4), step)]
