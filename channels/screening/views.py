"""Puts events into HTML and plain text: the one renderer, for whole pages and for what streams add to them.

Everything a person reads comes from `texts/` or from the record; templates escape all of it.
"""

from __future__ import annotations

import itertools
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from casework import eligibility, safety
from casework.callbacks.models import ENDED, STANDS
from casework.cases import codes
from casework.cases.answers import acts_next
from casework.conversations import access_needs, documents, safe_contact, survey, wording
from casework.conversations.models import Owner
from casework.conversations.service import MOST_TEXT_CHARACTERS, Reading
from casework.messages.rules import last_day
from casework.summaries import Summary
from casework.texts import Texts
from channels.documents import box
from channels.doors import Door
from channels.screening import assets

Event = Mapping[str, Any]

_CHANNELS: Final = Path(__file__).resolve().parents[1]
# Titles of languages are said in themselves, so that whoever needs one finds it.
_OTHER_LANGUAGE: Final = {"en": "es", "es": "en"}
LOCALES: Final = {"en": "en_US", "es": "es_US"}
_TIME: Final = {"en": "MMM d, h:mm a zzz", "es": "d MMM, h:mm a zzz"}
# Telephone numbers and the short ones; "Form 911" is a form. These stand only in sentences of ours.
_NUMBER: Final = re.compile(r"(?<![\w-])(?<!Form )(?<!Formulario )(\d{3}-\d{3}-\d{4}|911|988|711|211)(?![\w-])")
# Nobody who is not signed in has these answered by a page: whether there is danger is not an answer to be edited.
_NOT_LISTED: Final = frozenset({"emergency"})
# What a person who is handed off can't ask the assistant for, and what else may not be chosen while an advocate is there.
_ASSISTANT_ALONE: Final = frozenset({"do.why", "do.skip", "do.back", "do.show_result", "do.continue", "do.cancel"})
_NOT_WITH_ADVOCATE: Final = frozenset({"do.start_over", f"do.{access_needs.ASKS}"})
_SURVEY: Final = frozenset(survey.question(name) for name in (survey.HELPED, survey.EASY))
_SAFE: Final = "do.safe_go_on"
_DEADLINES: Final = "keep-deadlines"
_SAFETY: Final = "call-911-988"


@dataclass(slots=True)
class Screen:
    """What stands beneath the transcript: made by taking each event in order.

    Attributes:
        question: The question that stands, if one does.
        prompts: The buttons beside an answer, by id, in the order they came.
        emergency: The notice whose lines of help are to stay at hand.
        safe: The button that says one is safe, from the notice of an emergency until it is pressed: so long they are
            in view, afterwards one tap away.
        contact: The question about safe contact that may be answered, until it is, or the person goes on.
        survey: The question at the end of a chat with an advocate that may be answered.
        closed: How an advocate closed the chat, if they did.
        now: When this is shown; what may be done for some time only is left out afterwards.
        begun: Whether the person has said anything yet.
        result: Whether there is a page to take away: a result, and no fresh start after it.
        expects: Whether the way to send documents stands open: they were told so, and have sent none since.
        callback: Whether a call-back stands.
    """

    owner: Owner = Owner.ASSISTANT
    waiting: bool = False
    language: str = "en"
    last_seq: int = 0
    question: Event | None = None
    prompts: dict[str, Event] = field(default_factory=dict)
    emergency: str | None = None
    safe: Event | None = None
    contact: Event | None = None
    survey: Event | None = None
    closed: Event | None = None
    now: datetime | None = None
    begun: bool = False
    result: bool = False
    callback: bool = False
    expects: bool = False

    def take(self, events: Iterable[Event], reading: Reading) -> None:
        """Goes on over these events to where the reading stands."""
        for event in events:
            _TAKEN.get(event["kind"], _other_taken)(self, event)
        self.owner, self.waiting, self.language = reading.owner, reading.waiting, reading.language
        self.last_seq = reading.last_seq

    @property
    def lines(self) -> tuple[str | None, bool]:
        """Which lines of help are at hand, and whether they stay in view."""
        return self.emergency, self.safe is not None

    @property
    def answerable(self) -> Event | None:
        """The question, while an answer to it would reach the assistant and none is on its way."""
        return self.question if self.owner is Owner.ASSISTANT and not self.waiting else None

    @property
    def with_people(self) -> bool:
        """Whether the person is in line for an advocate, or with one."""
        return self.owner in (Owner.QUEUED, Owner.AGENT)

    @property
    def reopen(self) -> Event | None:
        """The button to go on with a chat that was closed, for as long as it works."""
        if self.owner is not Owner.CLOSED or self.closed is None or self.now is None:
            return None
        over = datetime.fromisoformat(self.closed["reopen_until"]) < self.now
        return None if over else next(iter(self.closed["also"]), None)

    @property
    def also(self) -> list[Event]:
        """What may be chosen beside an answer, as the owner allows."""
        if self.owner is Owner.CLOSED:
            return []
        safe = [] if self.safe is None else [self.safe]
        kept = [] if self.waiting else list(self.prompts.values())
        if self.owner is not Owner.ASSISTANT:
            # Whoever may be in danger goes on by saying that they are safe, or by writing: not past that question.
            beside = {"do.person"} if self.safe is None else {"do.person", "do.resume"}
            if self.owner is Owner.AGENT:
                beside |= _NOT_WITH_ADVOCATE
            return safe + [also for also in kept if also["id"] not in _ASSISTANT_ALONE | beside]
        return safe + [also for also in kept if also["id"] not in ("do.resume", "do.person")]


def _question_taken(screen: Screen, event: Event) -> None:
    screen.question = event
    screen.prompts = {also["id"]: also for also in event["also"]}


def _determination_taken(screen: Screen, event: Event) -> None:
    screen.question, screen.result = None, True
    screen.prompts = {also["id"]: also for also in event["also"]}


def _other_taken(screen: Screen, event: Event) -> None:
    prompts = {also["id"]: also for also in event.get("also", ())}
    if event.get("level") == "emergency":
        screen.emergency, screen.safe = event["key"], prompts.pop(_SAFE, None)
    elif event.get("key") == "notice-started-over":
        screen.result, screen.contact = False, None
    elif event.get("key") in (safe_contact.ASKS_CONTACT, safe_contact.ASKS_DEVICE):
        screen.contact, prompts = event, {}
    elif event.get("key") in _SURVEY:
        screen.survey, prompts = event, {}
    elif event.get("key") == documents.EXPECTS:
        screen.expects = True
    elif event.get("key") in STANDS | ENDED:
        screen.callback = event["key"] in STANDS
    screen.prompts |= prompts


def _owner_taken(screen: Screen, event: Event) -> None:
    # Opened again, or left after the last answer: nothing of the end stands any longer.
    screen.closed = screen.survey = None
    _other_taken(screen, event)


def _closed_taken(screen: Screen, event: Event) -> None:
    screen.closed, screen.question = event, None


def _message_taken(screen: Screen, event: Event) -> None:
    if event["author"] == "person":
        screen.begun = True
    choice = event.get("choice")
    if isinstance(choice, str):
        screen.prompts.pop(choice, None)
        do = choice.removeprefix("do.")
        if choice == _SAFE or do in safe_contact.DOS:
            screen.contact = None
        if do in survey.DOS:
            screen.survey = None
    if choice == _SAFE:
        screen.safe = None


def _document_taken(screen: Screen, event: Event) -> None:
    if event["author"] == "person":
        screen.begun, screen.expects = True, False


_TAKEN: Final = {
    "document": _document_taken,
    "question": _question_taken,
    "determination": _determination_taken,
    "message": _message_taken,
    "owner": _owner_taken,
    "closed": _closed_taken,
}


def page(template: str, texts: Texts, language: str, whom: str | None = None, **values: Any) -> str:
    """A whole page; `whom` is whose trouble it speaks of, if not the reader's own."""
    return _ENVIRONMENT.get_template(template).render(_context(texts, language, whom), **values)


def added(
    events: Sequence[Event],
    screen: Screen,
    had_lines: tuple[str | None, bool],
    texts: Texts,
    zone: str,
    path: str,
    *,
    door: Door,
    demonstration: bool,
    callbacks: bool,
) -> str:
    """What a page that has the earlier events still lacks: items, and what stands beneath them.

    Args:
        events: Those that came since.
        screen: How it stands after them.
        had_lines: Which lines of help the page has, and whether in view.
        texts: All texts.
        zone: The time zone that times are told in.
        path: The address of the chat. The page sends by script, so its forms hold nothing hidden.
        door: Which door the chat stands at.
        demonstration: Whether what nobody has reviewed is marked.
        callbacks: Whether somebody makes call-backs.
    """
    own = {"door": door, "demonstration": demonstration, "callbacks": callbacks}
    context = {**_context(texts, screen.language), **own}
    parts = _ENVIRONMENT.get_template("parts.html").make_module(context)
    html = str(parts.items(list(events), zone)) + str(parts.beneath(screen, Form(path)))  # type: ignore[attr-defined]
    if screen.lines != had_lines:
        html += str(parts.emergency(screen))  # type: ignore[attr-defined]
    return html


def as_printed(events: Sequence[Event], texts: Texts, zone: str) -> Markup:
    """The items of a print-out: each in the language and the words it was shown in."""
    parts = {
        language: _ENVIRONMENT.get_template("parts.html").make_module(_context(texts, language))
        for language in {event["language"] for event in events}
    }
    return Markup("").join(Markup(parts[event["language"]].items([event], zone)) for event in shown(events))  # type: ignore[attr-defined] # noqa: S704 (rendered by our own templates)


def worded(events: Sequence[Event], texts: Texts) -> list[tuple[Event, Markup]]:
    """Each event with what was said, as its reader saw it: in the language and the words that it was shown in."""
    parts = {
        language: _ENVIRONMENT.get_template("parts.html").make_module(_context(texts, language))
        for language in {event["language"] for event in events}
    }
    return [(event, Markup(parts[event["language"]].words(event, speaker(event)))) for event in events]  # type: ignore[attr-defined] # noqa: S704 (rendered by our own templates)


def answers(facts: Mapping[str, Any], texts: Texts, language: str) -> list[dict[str, str]]:
    """What is known, each with its name, its words, and the id of the button that changes it."""
    whom = eligibility.helped_by(facts)
    return [
        {
            "name": texts.say(f"fact-{fact}", language, whom=whom),
            "words": texts.say("page-answer", language, {"facts": {fact: value}}, whom),
            "choice": f"change.{fact}",
        }
        for fact, value in facts.items()
        if fact not in _NOT_LISTED
    ]


@dataclass(frozen=True, slots=True)
class Form:
    """What the forms of one page share. `client_id` makes a double click and a reload harmless (DESIGN rule 2)."""

    path: str
    csrf: str = field(default="", repr=False)
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class Failed:
    """A post that did not work: what to say, and what was typed; `paper`: what its documents were said to be."""

    sentence: str
    text: str = field(default="", repr=False)
    paper: str = ""


def transcript(events: Sequence[Event], texts: Texts, language: str, zone: str, now: datetime) -> str:
    """The conversation as plain text, to keep: its head in the present language, each event in the one it was shown in."""
    say = partial(_say, texts, language)
    parts = [say("name"), say("transcript-made", made_on=day(now, language, zone)), say("telephone")]
    for event in shown(events):
        spoken = event["language"]
        say = partial(_say, texts, spoken)
        parts.append(f"{speaker_name(event, say)}, {when(event['at'], spoken, zone)}\n{plain(event, say)}")
    return "\n\n".join(parts) + "\n"


def saying(texts: Texts, language: str) -> Callable[..., str]:
    """Says the words of the pages in a language."""
    return partial(_say, texts, language)


def plain(event: Event, say: Callable[..., str]) -> str:
    """One event as plain text; `say` gives the words of the pages in its language."""
    lines = [event["title"]] if "title" in event else []
    lines.append(event["text"])
    lines += [event["line"]["text"]] if "line" in event else []
    if event["kind"] == "question":
        lines += [f"- {choice['title']}" for choice in event.get("choices", ())]
    if event["kind"] == "determination":
        lines += ["", say("result-why"), *(f"- {reason['text']}" for reason in event["reasons"])]
        steps = enumerate(event["next_steps"], 1)
        lines += ["", say("result-steps"), *(f"{number}. {step['text']}" for number, step in steps)]
    return "\n".join(lines)


def summary_text(summary: Summary) -> str:
    """The page to take away as plain text."""
    parts = [summary.title, *summary.lead]
    for section in summary.sections:
        marks = (f"{number}. " if section.numbered else "- " for number in itertools.count(1))
        listed = "\n".join(f"{mark}{item}" for mark, item in zip(marks, section.items, strict=False))
        parts.append("\n".join(filter(None, [section.title.upper(), *section.before, listed, *section.after])))
    return "\n\n".join([*parts, summary.made]) + "\n"


def shown(events: Iterable[Event]) -> list[Event]:
    """The events that are items of their own; a cut-out number has changed its own item in the record already.

    A document is one item, where it was sent, as it stands last.
    """
    return [event for event in documents.latest(events) if event["kind"] != "redacted"]


def speaker(event: Event) -> str:
    """The key of whose words these are."""
    return {"person": "you", "assistant": "assistant", "agent": "agent"}.get(event["author"], "system")


def speaker_name(event: Event, say: Callable[..., str]) -> str:
    """Whose words these are: an advocate's by the name they chose."""
    name = agent_name(event)
    return say(speaker(event)) if name is None else say("agent-named", agent_name=name)


def agent_name(event: Event) -> str | None:
    """The name that an advocate chose, where the words or documents are theirs; a document's own name is another."""
    if event["author"] != "agent":
        return None
    name: str | None = event.get("agent_name" if event["kind"] == "document" else "name")
    return name


def day(now: datetime, language: str, zone: str) -> str:
    """The day of a time in a time zone."""
    return str(format_date(now.astimezone(ZoneInfo(zone)), format="long", locale=LOCALES[language]))


def date_in_words(on: date, language: str) -> str:
    """A date in words."""
    return str(format_date(on, format="long", locale=LOCALES[language]))


def when(iso: str, language: str, zone: str) -> str:
    """The time of an event in a time zone, which is named."""
    at = datetime.fromisoformat(iso)
    return str(format_datetime(at, _TIME[language], tzinfo=ZoneInfo(zone), locale=LOCALES[language]))


def linked(text: str) -> Markup:
    """A sentence of ours with its telephone numbers as links to call them."""
    parts = _NUMBER.split(text)
    for index in range(1, len(parts), 2):
        number = parts[index]
        address = "+1" + number.replace("-", "") if "-" in number else number
        parts[index] = Markup('<a href="tel:{}">{}</a>').format(address, number)
    return Markup("").join(part if isinstance(part, Markup) else escape(part) for part in parts)


def _say(texts: Texts, language: str, key: str, whom: str | None = None, **values: Any) -> str:
    return texts.say(f"page-{key}", language, values, whom)


def _context(texts: Texts, language: str, whom: str | None = None) -> dict[str, Any]:
    return {
        "t": partial(_say, texts, language, whom=whom),
        "say": lambda key: texts.say(f"summary-{key}", language, whom=whom),
        "unscannable": lambda verdict: wording.unscannable(verdict, texts, language),
        "paper_name": lambda code: texts.say(f"case-document-{codes.document(code)}", language),
        "whom": whom,
        "language": language,
        "other_language": _OTHER_LANGUAGE[language],
        "asset": assets.built().url,
        "most_characters": MOST_TEXT_CHARACTERS,
    }


def _environment() -> Environment:
    environment = Environment(
        # The pages of every door share what they are made of.
        loader=FileSystemLoader(
            [_CHANNELS / door / "templates" for door in ("screening", "portal", "desk", "documents")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"linked": linked, "when": when, "last_day": last_day, "speaker": speaker, "shown": shown}
    environment.globals |= {"speaker_name": speaker_name, "agent_name": agent_name}
    environment.globals |= {"deadlines": _DEADLINES, "safety_step": _SAFETY, "help_lines": safety.help_lines}
    environment.globals |= {"size": box.size, "document_code": codes.document, "issue_code": codes.issue}
    environment.globals |= {"acts_next": acts_next}
    return environment


_ENVIRONMENT: Final = _environment()
