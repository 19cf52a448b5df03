"""The words of a mail: that something waits, and where to sign in; nothing of what it is about, nothing that opens it."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from adapters.mailer.port import Mail
from casework.notices.models import NoticeKind
from casework.texts import Texts

_WIDTH: Final = 72
# Where people sign in; no address of anything within it is ever told.
_SIGN_IN: Final = "/portal"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes.

    Attributes:
        agency: As people know them.
        origin: Where people reach the gateway.
    """

    agency: str
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one mail tells: of one notice its kind, of several how many there are of each."""

    counts: Mapping[NoticeKind, int]
    daily: bool


def letter(mail_id: str, address: str, told: Told, sender: Sender, language: str, texts: Texts, at: datetime) -> Mail:
    """The mail, in the person's language. Raises TextMissing."""
    values = {"agency": sender.agency}

    def say(key: str, **more: int) -> str:
        return texts.say(f"mail-{key}", language, {**values, **more})

    if told.daily:
        subject = say("subject-daily")
        news = [say(f"daily-{kind}", waiting_count=count) for kind, count in told.counts.items() if count]
    else:
        kind = next(iter(told.counts))
        subject, news = say(f"subject-{kind}"), [say(kind)]
    link = sender.origin + _SIGN_IN
    before, after = [*news, say("sign-in")], [say("private"), say("phishing"), say("stop"), say("no-reply")]
    return Mail(
        id=mail_id,
        recipient=address,
        sender_name=sender.agency,
        subject=subject,
        text=_plain(before, link, after),
        html=_page(subject, before, link, after, language),
        language=language,
        written_at=at,
    )


def _plain(before: list[str], link: str, after: list[str]) -> str:
    # A link is never broken: it stands in a line of its own.
    paragraphs = [*map(_filled, before), link, *map(_filled, after)]
    return "\n\n".join(paragraphs) + "\n"


def _filled(paragraph: str) -> str:
    return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _page(subject: str, before: list[str], link: str, after: list[str], language: str) -> str:
    """A page without pictures, styles from elsewhere, or anything else that would tell that it was opened."""
    address = html.escape(link)
    lines = [
        "<!doctype html>",
        f'<html lang="{language}">',
        f'<head><meta charset="utf-8"><title>{html.escape(subject)}</title></head>',
        '<body style="max-width: 36em; font-family: sans-serif; font-size: 16px; line-height: 1.5">',
        *(f"<p>{html.escape(paragraph)}</p>" for paragraph in before),
        f'<p><a href="{address}">{address}</a></p>',
        *(f"<p>{html.escape(paragraph)}</p>" for paragraph in after),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
