"""A record to take away: of one thread of messages, or of one conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from casework.documents.models import DocumentId


class Of(StrEnum):
    """What a record is of; each has a title `record-title-<value>`."""

    THREAD = "thread"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part.

    Attributes:
        kind: Why, in words.
        since: When they were added; none of staff.
        still: Whether they may still read it.
    """

    name: str = field(repr=False)
    kind: str
    since: datetime | None = None
    still: bool = True


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A paper that was asked for.

    Attributes:
        name: In the language of the record.
        state: How it stands (`AskedState`, or `withdrawn`); none where the reader may not know.
    """

    name: str
    due_on: date
    state: str | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """Who has opened what was written, and when first."""

    who: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was written or told.

    Attributes:
        who: Whose words, as their reader saw the name.
        language: Of the words.
        papers: Numbers of the papers that came with it.
        reference: What its receipt names; empty where there is none.
    """

    at: datetime
    who: str = field(repr=False)
    text: str = field(repr=False)
    language: str
    papers: tuple[int, ...] = ()
    asks: tuple[AskedFor, ...] = ()
    reads: tuple[Opened, ...] = field(default=(), repr=False)
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document that was sent.

    Attributes:
        number: Its place in the list, from 1; it stands before its name in the ZIP.
        id: None where nothing is left of it but this line.
        why_not: Why its content is not in the ZIP, as a code (`page-record-left-out-<code>`); None where it is.
        released_at: When staff let it be opened, though nobody could look into it.
        pages_count: Of what can be shown as pictures.
    """

    number: int
    id: DocumentId | None
    name: str = field(repr=False)
    content_type: str | None
    length_bytes: int
    sha256: str | None
    sent_at: datetime
    sent_by: str = field(repr=False)
    why_not: str | None
    released_at: datetime | None = None
    pages_count: int | None = None

    @property
    def file_name(self) -> str:
        """As it is called in the ZIP."""
        return f"{self.number:03} {self.name}"


@dataclass(frozen=True, slots=True)
class Record:
    """Everything of one thread or conversation, for one reader.

    Attributes:
        title: What it was about, in the words of who began it; empty where there are none.
        about: Lines that say whose and which case it is, each with what it is called.
        made_by: Who takes it along.
    """

    of: Of
    language: str
    title: str = field(repr=False)
    about: tuple[tuple[str, str], ...] = field(repr=False)
    made_at: datetime
    made_by: str = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    papers: tuple[Paper, ...] = field(repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
