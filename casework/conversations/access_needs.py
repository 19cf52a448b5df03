"""What somebody uses to read the chat or to talk on the telephone, where they say so or choose it while they wait.

What is learned is a need: it stands on the record beside the facts, for whoever takes the conversation up, and is never sent
to the assistant. Nobody is asked: a button stands beside the place in line, and what is plainly said is noticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from casework.conversations import safe_contact
from casework.conversations.record import Needs

SCREEN_READER: Final = "screen_reader"
RELAY: Final = "relay"
ASKS: Final = "needs"
"""The button that leads to the others."""
_NONE: Final = "needs_none"
_CHOSEN: Final[Mapping[str, str]] = {f"needs_{name}": name for name in (SCREEN_READER, RELAY)}
DOS: Final = frozenset({ASKS, *_CHOSEN, _NONE})

# Deaf people who write of "deaf ears" or of an office that is deaf to them don't say what they use.
_SAID: Final[Mapping[str, re.Pattern[str]]] = {
    SCREEN_READER: re.compile(r"\b(?:screen[ -]?readers?|nvda|voiceover|talkback|lector(?:es)? de pantallas?)\b"),
    RELAY: re.compile(
        r"\b(?:tty(?:/tdd)?|tdd|(?<![\d$.,#-])711(?![\d-]|[.,]\d| dol)|(?:video|ip|captioned|phone|telephone)[ -]relay"
        r"|relay(?: service| operator| calls?)?|videophone|videotelefono|servicio de (?:relevo|retransmision)(?: 711)?"
        r"|(?:i am|i'm|im|soy|my \w+ is|mi \w+ es) (?:deaf(?! to)|hard of hearing|sord[oa]))\b"
    ),
}
# "711" and "relay" are also numbers of forms and things that break.
_BESIDE_RELAY: Final = re.compile(
    r"\b(?:call|phone|telephone|use|using|through|hearing|deaf|llam\w+|telefono|uso|usar|utilizo|por|sord[oa])\b"
)
_NOT: Final = re.compile(
    r"\b(?:don't|dont|do not|doesn't|not|never|no|nunca|sin|without)(?: \w+){0,2} (?:an? |una? )?$"
)
_FILLER: Final = re.compile(
    r"i|i'?m|am|an?|and|the|to|me|my|us(?:e|ing)|need|with|by|for|on|please|pls|calls?|phone|telephone|when|you|if|is|who|want"
    r"|would|like|hi|hello|reader|person|yes|also|service|soy|uso|utilizo|una?|y|el|la|los|las|por|favor|mi|con|para|necesito"
    r"|llamar|llamen?(?:me)?|telefono|hola|cuando|si|persona|quiero|que|tambien|servicio|de"
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says of it.

    Attributes:
        needs: What is needed.
        whole: Whether the message says no more than that.
    """

    needs: Needs
    whole: bool


def find(text: str) -> Said | None:
    """What a message says that its writer uses; None where it says nothing of it."""
    plain = _plain(text)
    needs: dict[str, bool] = {}
    rest = plain
    for name, pattern in _SAID.items():
        if name == RELAY and not _BESIDE_RELAY.search(plain):
            continue
        if any(not _NOT.search(plain[: found.start()]) for found in pattern.finditer(plain)):
            needs[name] = True
            rest = pattern.sub(" ", rest)
    if not needs:
        return None
    return Said(needs, all(map(_FILLER.fullmatch, _WORD.findall(rest))))


def chosen(name: str) -> tuple[Needs, str, tuple[str, ...]]:
    """What one of `DOS` tells, the notice that answers it, and what may be chosen beside that notice."""
    if name in _CHOSEN:
        others = tuple(do for do in _CHOSEN if do != name)
        return {_CHOSEN[name]: True}, noted({_CHOSEN[name]: True}), (*others, _NONE)
    if name == _NONE:
        return dict.fromkeys(_CHOSEN.values(), False), "notice-needs-none", (ASKS,)
    return {}, "notice-needs-asked", (*_CHOSEN, safe_contact.CHANGE)


def noted(needs: Needs) -> str:
    """The notice that says what is kept for whoever takes the conversation up."""
    return f"notice-needs-{next(iter(needs)) if len(needs) == 1 else 'both'}"


AFTER_NOTED: Final = (_NONE,)
"""What may be chosen beside a need that was noticed."""


def _plain(text: str) -> str:
    """Lower case, without marks above letters, straight apostrophes."""
    marked = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))
