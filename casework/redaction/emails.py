"""E-mail addresses, written plainly, with blanks, or spelled out (``ana dot perez at gmail dot com``)."""

import re
from collections.abc import Iterator

from casework.redaction.fold import Folded
from casework.redaction.models import IdentifierType
from casework.redaction.spans import Hit

_PROVIDERS = (
    "gmail|gmial|gamil|gmai|yahoo|yaho|hotmail|hotmial|outlook|icloud|aol|live|msn|proton|protonmail|comcast|verizon|att|"
    "sbcglobal|ymail|mail|gmx|zoho|me|cox"
)
_TOP = "com|net|org|edu|gov|mil|us|es|mx|co|io|info|biz|pr|ar|pe|cl|uk|ca|me|dev|app|con|cm|comm"
_DOT = rf"(?:\.|\s?[\[({{<]\s?(?:dot|punto|\.)\s?[\])}}>]\s?|\s(?:dot|punto)\s|\s?[.,]\s?(?=(?:{_TOP})(?!\w)))"
_DOMAIN = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}"
_SPELLED_AT = r"[\[({<]\s?(?:at|arroba|@)\s?[\])}>]|(?<=\s)arroba(?=\s)"

_AT = re.compile(
    rf"(?P<mark>(?:@|{_SPELLED_AT})\s{{0,2}}(?:{_DOMAIN}|(?:{_PROVIDERS})(?:\s(?:{_TOP}))?(?!\w)))"
    rf"|(?P<word>(?<=\s)at\s(?:(?:{_PROVIDERS})(?:{_DOT}|\s)(?:{_TOP})(?!\w)|[\w-]{{1,63}}(?:\s(?:dot|punto)\s[\w-]{{1,63}}){{1,4}}))"
)
_LOCAL_MARKS = frozenset("._%+-'!#$&*=?^`{|}~")
_LONGEST_LOCAL = 64
_JOINING_WORDS = re.compile(r"[\w.+-]{1,64}\s(?:dot|punto|underscore|guion bajo|dash|hyphen|guion|plus|mas)\s$")
_JOINING_WINDOW = 40
_MOST_JOINTS = 4


def find_emails(folded: Folded) -> Iterator[Hit]:
    """Give the e-mail addresses in a view, in the order of the text."""
    text = folded.text
    if "@" not in text and "at" not in text and "arroba" not in text:
        return
    behind = 0
    for match in _AT.finditer(text):
        start = _local_start(text, match.start(), behind)
        if start is None:
            continue
        behind = match.end()
        yield Hit(start, behind, IdentifierType.EMAIL)


def _local_start(text: str, at: int, floor: int) -> int | None:
    """Give where the part before the ``@`` begins, or None when there is none."""
    end = at
    while end > floor and at - end < 2 and text[end - 1] == " ":
        end -= 1
    start = end
    while start > max(floor, end - _LONGEST_LOCAL) and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_MARKS):
        start -= 1
    if start == end:
        return None
    for _ in range(_MOST_JOINTS):
        window = max(floor, start - _JOINING_WINDOW)
        joint = _JOINING_WORDS.search(text, window, start)
        if not joint:
            break
        start = joint.start()
    return start
