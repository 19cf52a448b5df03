"""Runs inside Rasa's environment: reading a turn, and cutting a tracker that has grown too large."""

import json

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot import gateway_channel as channel

TURN = {
    "turn_id": "t-1",
    "conversation_ref": "c-1",
    "text": "hello",
    "choice": None,
    "do": None,
    "fact": None,
    "metadata": {},
    "tracker": None,
}
ASKED = {"asks": "hardship", "value": ["food"]}


def code(**changed: object) -> str:
    body = {**TURN, **changed}
    try:
        channel._read(json.dumps({name: value for name, value in body.items() if value is not ...}).encode())
    except channel.Refused as refused:
        return refused.code
    return "ok"


assert code() == "ok"
assert code(text="", choice=ASKED) == "ok"
assert code(text="", do="skip") == "ok"
for text in (
    "/restart",
    "  /restart",
    "\u00a0\u3000/restart",
    '\n\t/inform{"federal_tax":"yes"}',
    "EXTERNAL: x",
    " EXTERNAL:",
):
    assert code(text=text) == "text_is_instruction", text
assert code(text="  ") == code(choice=ASKED) == code(text="x", do="skip") == "text_or_button"
assert code(do="format", text="") == "do_malformed"
assert code(choice={"asks": "x"}, text="") == "choice_malformed"
assert code(turn_id="a b") == code(turn_id=7) == code(turn_id="x" * 81) == "turn_id_malformed"
assert code(conversation_ref="../x") == "conversation_ref_malformed"
assert code(metadata=[]) == "metadata_malformed"
assert code(tracker={}) == "tracker_malformed"
assert code(extra=1) == code(text=...) == "body_malformed"

domain = Domain.from_path("domain.yml")
store = InMemoryTrackerStore(domain)


def event(kind: str, **more: object) -> dict:
    return {"event": kind, "timestamp": 1.0, **more}


def said(text: str) -> dict:
    parsed = {
        "text": text,
        "intent": {"name": "deny", "confidence": 1.0},
        "entities": [],
        "understood": {"yes_no": "deny"},
    }
    metadata = {"facts": {"hardship": ["food"]}, "open_question": {"asks": "hardship", "seq": 4}}
    return event("user", text=text, parse_data=parsed, metadata=metadata, input_channel="gateway")


def turn_of(text: str) -> list:
    return [
        said(text),
        event("action", name="screening"),
        event("active_loop", name="screening"),
        event("slot", name="requested_slot", value="hardship"),
        event("action", name="action_listen"),
    ]


short = json.dumps({"name": "x", "events": [event("action", name="action_listen"), *turn_of("one"), *turn_of("two")]})
kept, understood = channel._ridden(short)
assert understood == {"yes_no": "deny"}
assert "one" in kept
assert "two" in kept
assert "food" not in kept, "facts ride in the metadata of the next turn, not in the tracker"

long = json.dumps(
    {"name": "x", "events": [event for _ in range(10) for event in turn_of("old " + "x" * 260_000)] + turn_of("new")}
)
kept, _ = channel._ridden(long)
assert len(kept) <= channel.MOST_TRACKER_BYTES
assert "old" not in kept
tracker = store.deserialise_tracker("c", kept)
assert tracker.active_loop_name == "screening"
assert tracker.get_slot("requested_slot") == "hardship"

many = json.dumps({"name": "x", "events": [event for index in range(100) for event in turn_of(f"turn {index}")]})
kept, _ = channel._ridden(many)
assert "turn 99" in kept
assert "turn 96" in kept
assert "turn 95" not in kept

huge, _ = channel._ridden(json.dumps({"name": "x", "events": turn_of("x" * 300_000)}))
assert huge is None, "a turn too large by itself rides without a tracker"
assert channel._ridden(None) == (None, {})
print("ok")
