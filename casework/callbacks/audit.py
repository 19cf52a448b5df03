"""What the audit trail tells of call-backs: who asked, looked, took one to call, called or erased; nothing of a person."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from casework.audit.models import ActorKind, AuditResult, Entry, who
from casework.callbacks.models import CallBackId
from casework.identity.models import Actor

PERSON: Final = (ActorKind.PERSON, "", "own-chat")
RETENTION: Final = (ActorKind.SYSTEM, "", "retention")
_MOST_WHO_CHARACTERS = 80
_NO_WORD: Final = re.compile(r"[^A-Za-z0-9_.@-]")

type By = tuple[ActorKind, str, str]
"""What kind of actor, which one, and on what ground."""


class Action(StrEnum):
    """What was done."""

    ASKED = "callback.asked"
    CHANGED = "callback.changed"
    WITHDRAWN = "callback.withdrawn"
    LISTED = "callback.listed"
    OPENED = "callback.opened"
    """Looked at, its number staying sealed."""
    TAKEN = "callback.taken"
    SHOWN = "callback.shown"
    """Looked at, with its number."""
    GIVEN_BACK = "callback.given-back"
    CHAT_READ = "callback.chat-read"
    EXPORTED = "callback.exported"
    """Taken and shown with its number; or, where somebody else calls, shown without."""
    NOT_REACHED = "callback.not-reached"
    DONE = "callback.done"
    ERASED = "callback.erased"


def caller(whom: str | Actor) -> By:
    """Whoever makes the calls: staff at the desk, or who runs `./tas callbacks`, by their account on that machine."""
    if isinstance(whom, Actor):
        return *who(whom), "staff:desk"
    return ActorKind.OPERATOR, _NO_WORD.sub("_", whom)[:_MOST_WHO_CHARACTERS], "command"


def entry(by: By, action: Action, callback_id: CallBackId | None = None) -> Entry:
    """One entry; it is recorded in the transaction of what it tells of."""
    kind, name, basis = by
    subject = "" if callback_id is None else f"callback:{callback_id}"
    return Entry(kind, name, action.value, subject, basis, AuditResult.DONE)
