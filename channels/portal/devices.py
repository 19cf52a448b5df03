"""What a browser is called in the list of one's sessions: its family and system, as far as it says."""

from __future__ import annotations

from typing import Final

# The first that is found counts: what comes later names the earlier ones too.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def described(user_agent: str) -> str:
    """Such as `Firefox, Windows`; empty where neither is known. Nothing of the header itself is kept."""
    found = (next((name for mark, name in marks if mark in user_agent), None) for marks in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))
