"""Reads a contact detail that a person typed, and says it back so that over a shoulder it tells little."""

from __future__ import annotations

import re

from casework.conversations.questions import CONTACTS
from casework.redaction.fold import fold

_TELEPHONE = re.compile(r"(?<![\d@])\+?\d[\d\s().\-]{6,22}\d(?![\d@])")
# North American numbers: neither area code nor exchange begins with 0 or 1 (ATIS, North American Numbering Plan).
_NORTH_AMERICAN = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})")
_EMAIL = re.compile(r"[^\s@<>,;:()\"']+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}", re.IGNORECASE)
_MOST_EMAIL, _MOST_ADDRESS, _LEAST_ADDRESS_WORDS = 254, 200, 3
_NAMES = {
    "email": re.compile(r"\be-?mails?\b|\bcorreo electronico\b|\bcorreo\b(?! postal)|@"),
    "telephone": re.compile(
        r"\b(?:tele)?phones?\b|\bcell\w*\b|\bmobile\b|\btelefono\w*|\bcelular\w*|\bmovil\b|\bnumbers?\b|\bnumero\b"
    ),
    "mailing_address": re.compile(
        r"\baddress\w*\b|\bmail(?:ing)?\b|\bmoved?\b|\bdireccion\w*|\bdomicilio\b|\bcorreo postal\b|\bmud\w+\b"
    ),
}
_STOPS = re.compile(
    r"\W*(?:(?:no|oh|ok|okay|please|por favor|mejor|actually|sorry|perdon)\W+)*"
    r"(?:cancel\w*|stop|never ?mind|forget (?:it|about it|that)|leave it|don'?t(?: change(?: it| anything)?)?|not now|later"
    r"|quit|skip(?: it)?|no thanks?|no thank you|olvid\w+|dej[ae]l[oa]|deje|no gracias|ya no|ahora no|despues|mejor no"
    r"|no (?:lo )?cambi\w+|nada|nothing|none)\b.{0,30}"
)
_YES = re.compile(
    r"\W*(?:yes+|yep|yup|yeah|sure|right|correct|ok(?:ay)?|that'?s (?:it|right|correct)|confirm\w*|si+|claro|correcto|asi es|exacto|de acuerdo|esta bien)\b.{0,40}"
)
_NO = re.compile(r"\W*(?:no+|nope|nah|wrong|incorrect\w*|not (?:right|correct)|esta mal|mal|equivocad\w+)\b.{0,40}")


def named(text: str) -> str | None:
    """Which contact detail the words name; None where they name none or several."""
    words = fold(text).text
    found = [name for name in CONTACTS if _NAMES[name].search(words)]
    return found[0] if len(found) == 1 else None


def read(contact: str, text: str) -> str | None:
    """The detail as it is kept, from what was typed for it; None where that is no such detail."""
    if contact == "telephone":
        return _telephone(text)
    if contact == "email":
        found = _EMAIL.search(text)
        return found[0] if found and len(found[0]) <= _MOST_EMAIL else None
    address = ", ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    enough = len(address.split()) >= _LEAST_ADDRESS_WORDS and any(map(str.isdigit, address)) and "?" not in address
    return address if enough and len(address) <= _MOST_ADDRESS else None


def _telephone(text: str) -> str | None:
    for match in _TELEPHONE.finditer(fold(text).text):
        digits = "".join(filter(str.isdigit, match[0]))
        local = _NORTH_AMERICAN.fullmatch(digits)
        if local and (not match[0].startswith("+") or digits.startswith("1")):
            return "-".join(local.groups())
        if match[0].startswith("+") and 8 <= len(digits) <= 15:
            return f"+{digits}"
    return None


def masked(contact: str, value: str) -> str:
    """The detail as it is said back for a yes: enough for whoever knows it."""
    if contact == "telephone":
        return f"…{value[-4:]}"
    if contact == "email":
        local, _, domain = value.partition("@")
        return f"{local[:1]}…@{domain}"
    return f"{value[:5]}…{value[-5:]}"


def stops(text: str) -> bool:
    """Whether the words leave the change be."""
    return bool(_STOPS.fullmatch(fold(text).text))


def yes_or_no(text: str) -> bool | None:
    """What a short answer to "is this right?" says; None where it says neither."""
    words = fold(text).text
    return False if _NO.fullmatch(words) else True if _YES.fullmatch(words) else None
