"""Being contacted safely: asked in two taps at most where somebody writes of violence at home, and never insisted on.

What is learned is a need: it stands on the record beside the facts, for whoever takes the conversation up, and is never sent
to the assistant. Issue: a person in trouble; the questions are those of domestic violence services before they call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.conversations.record import Needs

ASKS_CONTACT: Final = "notice-safe-contact"
ASKS_DEVICE: Final = "notice-safe-device"
_KEPT: Final = "notice-safe-contact-kept"
_SKIPPED: Final = "notice-safe-contact-skipped"

# What each answer says is safe: to write here, to call, to leave a voicemail, to say who calls, to write elsewhere.
_CONTACT: Final[Mapping[str, tuple[str, ...]]] = {
    "contact_none": (),
    "contact_here": ("chat",),
    "contact_call": ("chat", "call"),
    "contact_voicemail": ("chat", "call", "voicemail"),
    "contact_any": ("chat", "call", "voicemail", "name_caller", "write"),
}
_DEVICE: Final[Mapping[str, str]] = {"device_mine": "no", "device_shared": "yes"}
_SKIP: Final = "contact_skip"
_CHANGE: Final = "contact_change"
CONTACT_DOS: Final = (*_CONTACT, _SKIP)
_DEVICE_DOS: Final = (*_DEVICE, _SKIP)
DOS: Final = frozenset({*CONTACT_DOS, *_DEVICE_DOS, _CHANGE})


def answered(name: str) -> tuple[Needs, str, tuple[str, ...]]:
    """What one of `DOS` tells, the notice that answers it, and what may be chosen beside that notice."""
    if name in _CONTACT:
        return {"safe_contact": list(_CONTACT[name])}, ASKS_DEVICE, _DEVICE_DOS
    if name in _DEVICE:
        return {"shared_device": _DEVICE[name]}, _KEPT, (_CHANGE,)
    if name == _CHANGE:
        return {}, ASKS_CONTACT, CONTACT_DOS
    return {}, _SKIPPED, ()
