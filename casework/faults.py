"""Points at which a crash test may end the process at once, as a power cut would. Nothing happens unless one is armed."""

from __future__ import annotations

import os
import signal

_ARMED = os.environ.get("TAS_FAULT", "")

# Every point, in the order a message and its turn pass them; the crash tests go through all of them.
POINTS = (
    "message.in_transaction",
    "message.committed",
    "turn.claimed",
    "turn.replied",
    "turn.in_transaction",
    "turn.before_commit",
    "turn.committed",
)
# The same of what an agent does at the desk: each act before its commit and after.
DESK_POINTS = (
    "desk.accept_in_transaction",
    "desk.accepted",
    "desk.draft_kept",
    "desk.reply_in_transaction",
    "desk.replied",
    "desk.note_in_transaction",
    "desk.transfer_in_transaction",
    "desk.transferred",
    "desk.close_in_transaction",
    "desk.closed",
)
# And of a document on its way into the store: begun, its parts sealed, made durable and acknowledged, the whole of it there.
DOCUMENT_POINTS = (
    "document.begin_in_transaction",
    "document.begun",
    "document.leased",
    "document.part_sealed",
    "document.part_stored",
    "document.part_in_transaction",
    "document.part_committed",
    "document.finished",
)
# The same of a notice by e-mail; `notice.mailed` is where the mail is gone and the record doesn't know it yet.
NOTICE_POINTS = (
    "notice.claimed",
    "notice.planned",
    "notice.mailed",
    "notice.sent_in_transaction",
    "notice.sent",
)


def point(name: str) -> None:
    """Ends this process with SIGKILL if `name` is armed (TAS_FAULT)."""
    if name == _ARMED:
        os.kill(os.getpid(), signal.SIGKILL)
