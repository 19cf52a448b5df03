"""What the desk's API and stream say of chats, as JSON has it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casework.handoff.desk import Chat, DeskState, OpenChat
from casework.handoff.models import Note


def state(desk: DeskState) -> dict[str, Any]:
    """The desk as one agent sees it."""
    me = desk.me
    return {
        "me": None
        if me is None
        else {
            "name": me.shown_name,
            "status": me.presence.value,
            "capacity": me.capacity,
            "room": desk.room,
            "lease_until": moment(me.lease_until),
        },
        "chats": [chat(each) for each in desk.chats],
        "queue": [chat(each) for each in desk.queue],
        "on_duty": desk.on_duty,
        "version": desk.version,
    }


def chat(each: Chat) -> dict[str, Any]:
    """One chat of the list."""
    return {
        "conversation": each.conversation_id,
        "state": each.state.value,
        "reason": each.reason,
        "urgency": each.urgency,
        "language": each.language,
        "topic": each.topic,
        "emergency": each.emergency,
        "signed_in": each.signed_in,
        "front": each.front,
        "waiting_since": moment(each.waiting_since),
        "until_at": moment(each.until_at),
        "last_seq": each.last_seq,
        "unread": each.unread,
        "owes": each.owes,
        "person_here": each.person_here,
        "notes": each.notes,
        "mine_to_take": each.mine_to_take,
    }


def opened(chat_: OpenChat) -> dict[str, Any]:
    """A chat as it is opened."""
    return {
        "chat": None if chat_.chat is None else chat(chat_.chat),
        "door": chat_.door.value,
        "owner": chat_.owner.value,
        "language": chat_.language,
        "last_seq": chat_.last_seq,
        "mine": chat_.mine,
        "earlier": chat_.earlier,
        "events": chat_.events,
        "notes": [note(each) for each in chat_.notes],
        "facts": [{"fact": each.name, "value": each.value, "how": each.how, "seq": each.seq} for each in chat_.facts],
        "skipped": list(chat_.skipped),
        "determination": chat_.determination,
        "matter": None if chat_.matter is None else {"id": chat_.matter.id, "sees": chat_.matter.sees},
        "draft": chat_.draft,
    }


def note(each: Note) -> dict[str, Any]:
    """What one of the staff wrote."""
    return {
        "number": each.number,
        "kind": each.kind.value,
        "author": each.author_name,
        "after_seq": each.after_seq,
        "at": moment(each.at),
        "text": each.text,
    }


def moment(at: datetime | None) -> str | None:
    """A time as ISO 8601 in UTC."""
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
