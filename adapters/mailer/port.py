"""What the casework needs of whatever sends e-mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class MailerUnavailable(Exception):
    """The mail was not taken, or nobody knows whether it was: to be tried again, under the same id.

    Attributes:
        code: Why, as a stable word (`connection`, `timeout`, `tls`, `sign_in`, `disconnected`, `postponed`, `folder`).
        this_one: Whether it is about this mail alone: another one may well be taken.
    """

    def __init__(self, code: str, *, this_one: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.this_one = this_one


class MailRefused(Exception):
    """This mail will never be taken, such as for an address that isn't there; `code` is a stable word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person.

    Attributes:
        id: Names it for good: sent again it has the same, so that whoever gets it twice can tell. Letters, digits, dashes.
        recipient: An address, without a name.
        sender_name: Who sends it, as people know them; empty: the address alone.
        language: Of its words (BCP 47).
        written_at: When it was put into words, in UTC.
    """

    id: str
    recipient: str = field(repr=False)
    sender_name: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    language: str
    written_at: datetime


class Mailer(Protocol):
    """Hands mails over."""

    async def send(self, mail: Mail) -> None:
        """Returns once the mail is somebody else's to deliver. Raises MailerUnavailable, MailRefused."""
        ...
