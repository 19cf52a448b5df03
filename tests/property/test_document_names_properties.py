"""Whatever a name holds, what is shown of it is safe; and no known trick gets a blocked extension through."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from casework.documents.names import LONGEST_SHOWN, NameRefused, blocked_extensions, judge

BLOCKED = sorted(blocked_extensions())
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]|%[0-9A-Fa-f]{2}')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
HIDDEN = st.text("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u2066\u2069\u180e\u3164\ufe0f\x01\x1f", max_size=3)
AFTER = st.sampled_from(
    ["", ".", " ", "...", " . ", "\0", "\u00a0", "\n", ".pdf", ".pdf ", "::$DATA", "/", "%00.pdf", ";.png"]
)
STEM = st.text(max_size=80)


@given(st.text(max_size=400))
@example("a" * 60 + ".")
@example("\u0301.pdf")
@example("CON")
@example("..\\..")
@example("a. .pdf")
def test_shown_names_are_safe(name: str) -> None:
    judged = judge(name)
    shown = judged.shown
    assert 0 < len(shown) <= LONGEST_SHOWN
    assert len(shown.encode()) <= 255
    assert not UNSAFE.search(shown)
    assert not DEVICES.match(unicodedata.normalize("NFKC", shown))
    assert shown[0] not in " .-~=+@"
    assert shown[-1] not in " ."
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in shown)
    if judged.refused is None:
        again = judge(shown)
        assert (again.shown, again.refused) == (shown, None)


@given(STEM, st.sampled_from(BLOCKED), HIDDEN, HIDDEN, AFTER, st.booleans(), st.integers(0, 8))
def test_no_disguise_gets_through(
    stem: str, ending: str, before: str, within: str, after: str, upper: bool, at: int
) -> None:
    ending = ending.upper() if upper else ending
    name = f"{stem}.{before}{ending[:at]}{within}{ending[at:]}{after}"
    assert judge(name).refused is NameRefused.EXTENSION, ascii(name)
