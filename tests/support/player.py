"""Plays a scripted person through the HTTP contract (tests/conversations/people; the keys are explained there)."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

PEOPLE = Path(__file__).parent.parent / "conversations" / "people"
_ANSWER_WITHIN_SECONDS = 20.0
_MOST_QUESTIONS = 25
# Asked for the sake of the conversation, not of the screening.
_NOT_COUNTED = ("continue", "confirm", "clarify")


class PlayFailed(AssertionError):
    """The conversation did not go on as any conversation must."""


@dataclass
class Played:
    """What came of it."""

    events: list[dict[str, Any]]
    asked: list[str]
    first_answer: list[dict[str, Any]]

    @property
    def determination(self) -> dict[str, Any] | None:
        return next((event for event in reversed(self.events) if event["kind"] == "determination"), None)

    @property
    def owner(self) -> str:
        owners = [event["owner"] for event in self.events if event["kind"] == "owner"]
        return str(owners[-1]) if owners else "assistant"

    def transcript(self) -> str:
        lines = []
        for event in self.events:
            extra = event.get("asks") or event.get("outcome") or event.get("key") or ""
            lines.append(f"{event['seq']:>3} {event['author']:<9} {event['kind']}[{extra}] {event.get('text', '')}")
        return "\n".join(lines)


def people() -> list[dict[str, Any]]:
    """Every scripted person."""
    return [yaml.safe_load(path.read_text()) for path in sorted(PEOPLE.glob("*.yml"))]


@dataclass
class Conversation:
    """One conversation through the public API."""

    client: httpx.Client
    id: str
    token: str
    events: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def begin(cls, client: httpx.Client, language: str) -> Conversation:
        answer = client.post("/api/v1/conversations", json={"language": language, "time_zone": "America/New_York"})
        assert answer.status_code == 201, answer.text
        conversation = cls(client, answer.json()["id"], answer.json()["token"])
        conversation.catch_up()
        return conversation

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **message: Any) -> int:
        body = {"client_id": str(uuid.uuid4()), **message}
        answer = self.client.post(f"/api/v1/conversations/{self.id}/messages", json=body, headers=self.headers)
        assert answer.status_code == 201, f"{answer.status_code} {answer.text} for {message}"
        return int(answer.json()["seq"])

    def catch_up(self) -> list[dict[str, Any]]:
        after = self.events[-1]["seq"] if self.events else 0
        answer = self.client.get(
            f"/api/v1/conversations/{self.id}/events", params={"after": after}, headers=self.headers
        )
        assert answer.status_code == 200, answer.text
        new: list[dict[str, Any]] = answer.json()["events"]
        self.events += new
        return new

    def wait_for_answer(self, seq: int) -> list[dict[str, Any]]:
        """What came after a message, once it has been answered."""
        give_up_at = time.monotonic() + _ANSWER_WITHIN_SECONDS
        while True:
            self.catch_up()
            after = [event for event in self.events if event["seq"] > seq]
            if any(event.get("key") in ("notice-assistant-away", "notice-could-not-answer") for event in after):
                raise PlayFailed("the assistant failed a turn")
            if any(event["author"] == "assistant" or event["kind"] == "owner" for event in after):
                return after
            if time.monotonic() > give_up_at:
                raise PlayFailed("no answer")
            time.sleep(0.02)


def play(client: httpx.Client, person: dict[str, Any], before_turn: Any = None) -> Played:
    """Plays one person to the determination, to a hand-off, or until they have nothing left to say."""
    conversation = Conversation.begin(client, person["language"])
    first = person["says_first"] if isinstance(person["says_first"], list) else [person["says_first"]]
    answered: list[dict[str, Any]] = []
    asked: Counter[str] = Counter()
    interjected: set[str] = set()
    corrections = {correction["after"]: correction["text"] for correction in person.get("corrections", [])}

    def turn(**message: Any) -> list[dict[str, Any]]:
        if before_turn is not None:
            before_turn(conversation)
        return conversation.wait_for_answer(conversation.send(**message))

    first_answer: list[dict[str, Any]] = []
    for text in first:
        answered = turn(text=text)
        first_answer = first_answer or answered
    started = conversation.events[-1]["seq"] - len(answered)
    while True:
        last = next(
            event for event in reversed(conversation.events) if event["kind"] in ("question", "determination", "owner")
        )
        if last["kind"] == "owner" and last["owner"] == "queued":
            break
        if last["kind"] == "determination":
            break
        asks = last["asks"]
        asked[asks] += 1
        if sum(asked.values()) > _MOST_QUESTIONS:
            raise PlayFailed(f"asked without end: {dict(asked)}\n{_text(conversation)}")
        interjection = next((one for one in person.get("interjections", []) if one["at"] == asks), None)
        if interjection is not None and asks not in interjected:
            interjected.add(asks)
            asked[asks] -= 1
            turn(text=interjection["text"])
            continue
        turn(**answer_of(person, last, asked[asks] - 1))
        if asks in corrections:
            turn(text=corrections.pop(asks))
    questions = [
        event["asks"]
        for event in conversation.events
        if event["kind"] == "question" and event["seq"] > started and event["asks"] not in _NOT_COUNTED
    ]
    return Played(conversation.events, questions, first_answer)


def _text(conversation: Conversation) -> str:
    return Played(conversation.events, [], []).transcript()


def answer_of(person: dict[str, Any], question: dict[str, Any], times_asked: int) -> dict[str, Any]:
    """By words where the script has them, else by button or date from the truth, else by declining."""
    asks = question["asks"]
    words = person.get("words", {}).get(asks)
    if words is not None:
        wordings = words if isinstance(words, list) else [words]
        return {"text": wordings[min(times_asked, len(wordings) - 1)]}
    choices = {_key(choice["value"]): choice["id"] for choice in question.get("choices", [])}
    truth = person["truth"].get(asks)
    if asks == "clarify" and "other" not in choices:
        # Whether somebody is in danger.
        return {"choice": choices["yes" if person["truth"].get("emergency") == "yes" else "no"]}
    if asks == "clarify":
        true_topics = [label for label in person["truth"].get("topics", []) if label in choices]
        return {"choice": choices[true_topics[0] if true_topics else "other"]}
    if asks == "confirm":
        true = all(_key(person["truth"].get(fact)) == _key(value) for fact, value in question["facts"].items())
        return {"choice": choices["yes" if true else "no"]}
    if asks == "continue":
        return {"choice": choices["no"]}
    if asks == "topics":
        for label in truth or []:
            if label in choices:
                return {"choice": choices[label]}
    elif question["input"] == "choices":
        picked = [choices[value] for value in truth or []]
        return {"choice": picked or choices[_key([])]}
    elif truth is not None and _key(truth) in choices:
        return {"choice": choices[_key(truth)]}
    elif question["input"] == "date" and truth not in (None, "none", "unsure"):
        return {"text": str(truth)}
    if "unsure" in choices:
        return {"choice": choices["unsure"]}
    also = {one["do"]: one["id"] for one in question["also"]}
    if "skip" in also:
        return {"choice": also["skip"]}
    raise PlayFailed(f"{person['id']} has no answer to {asks}")


def _key(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)
