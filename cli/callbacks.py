"""`./tas callbacks [list | show ID | give-back ID|all | done ID | not-reached ID | export]`: for whoever makes the calls.

Each look and each change is noted with the name that you are signed in under. `show` takes the call for that name for the
dated time: until then, or until `give-back`, nobody else sees the number. `export` takes all that it shows a number of.
An ID may be cut short while it is the only one that begins so; `give-back all` gives back whatever is yours.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import getpass
import json
import sys
from typing import Any

from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable, KeyUnknown
from casework.callbacks.models import Hold, Opened
from casework.callbacks.service import CallBackChanged, CallBackHeld, CallBackNotFound, CallBacks
from channels.app import kept
from channels.settings import Settings

_SHORT_ID = 8
# No ID begins so: they are hexadecimal.
_ALL = "all"
# What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES_NO = {True: "yes", False: "no"}


def main(arguments: list[str]) -> int:
    """Lists, shows, marks or exports; 1 with a sentence where that could not be done."""
    parser = argparse.ArgumentParser(
        prog="tas callbacks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="action", title="what to do")
    what.add_parser("list", help="the open ones: most urgent first, then by wished time (what is done without a word)")
    for name, does in (
        ("show", "one with its number, its word and what is safe; it is yours to call for a time"),
        ("give-back", "you don't call now: others may; `all` is every one that is yours"),
        ("done", "the person was called: it leaves the list, and is erased after the dated time"),
        ("not-reached", "nobody was reached: the try is counted, the person is told in the chat, and others may call"),
    ):
        what.add_parser(name, help=does).add_argument("id", help="its ID, or how that begins")
    export = what.add_parser("export", help="all open ones to standard output; yours to call, but where another calls")
    export.add_argument("--format", choices=("csv", "json"), default="csv")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(options))
    except CallBackNotFound:
        print("tas: no open call-back has this ID, or several begin so", file=sys.stderr)
        return 1
    except CallBackChanged:
        print(
            "tas: the person has changed this call since you took it; `show` it again before you go on", file=sys.stderr
        )
        return 1
    except CallBackHeld as held:
        hold = held.hold
        print(
            f"tas: {_holder(hold)} is calling since {_minute(hold.since)} UTC; it is theirs until {_minute(hold.until)} UTC,"
            " or until they give it back",
            file=sys.stderr,
        )
        return 1
    except DatabaseUnavailable:
        print("tas: the database can't be used; `./tas migrate` brings an older one up to date", file=sys.stderr)
        return 1
    except (KeysUnavailable, KeyUnknown, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
        return 1
    return 0


async def _run(options: argparse.Namespace) -> None:
    who = getpass.getuser()
    async with kept(Settings()) as found:
        callbacks = found.callbacks
        if options.action == "show":
            _print_one(await callbacks.show(await callbacks.take(options.id, who), who))
        elif options.action == "give-back" and options.id == _ALL:
            print(f"{await callbacks.give_all_back(who)} given back")
        elif options.action == "give-back":
            print(f"{await callbacks.give_back(options.id, who)}: given back")
        elif options.action == "done":
            print(f"{await callbacks.done(options.id, who)}: done")
        elif options.action == "not-reached":
            print(f"{await callbacks.not_reached(options.id, who)}: not reached, counted")
        elif options.action == "export":
            exported = await callbacks.export(who)
            _print_all(exported, options.format)
            _tell_taken(exported)
        else:
            await _list(callbacks, who)


async def _list(callbacks: CallBacks, who: str) -> None:
    waiting = await callbacks.waiting(who)
    lines = [("ID", "URGENCY", "NEXT WISHED (UTC)", "TRIES", "LANGUAGE", "ASKED (UTC)", "CALLING")]
    lines += [
        (
            listed.id[:_SHORT_ID],
            listed.urgency + (" danger" if listed.danger else ""),
            _minute(listed.next_at),
            str(listed.tries),
            listed.wish.language + (" relay" if listed.wish.relay else ""),
            _minute(listed.asked_at),
            _holder(listed.hold),
        )
        for listed in waiting
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines if waiting else []:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    print(f"{len(waiting)} open", file=sys.stderr)


def _print_one(opened: Opened) -> None:
    for name, value in _flat(opened).items():
        print(f"{name.replace('_', ' '):<18} {value}")


def _tell_taken(found: list[Opened]) -> None:
    """To standard error, beside the export: that these are now whoever's who exported, and how they let go of them."""
    until = [
        opened.listed.hold.until for opened in found if opened.number is not None and opened.listed.hold is not None
    ]
    if until:
        print(
            f"{len(until)} of {len(found)} are yours to call until {_minute(min(until))} UTC; nobody else sees their numbers"
            " till then, or till `give-back all`",
            file=sys.stderr,
        )


def _print_all(all_opened: list[Opened], form: str) -> None:
    rows = [_flat(opened) for opened in all_opened]
    if form == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    writer = csv.DictWriter(sys.stdout, _COLUMNS)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)


def _flat(opened: Opened) -> dict[str, Any]:
    """A call-back line by line, in the order in which a caller needs it."""
    listed, wish = opened.listed, opened.listed.wish
    safe_contact = opened.needs.get("safe_contact")
    return {
        "id": listed.id,
        "urgency": listed.urgency,
        "danger": _YES_NO[listed.danger],
        "number": "" if opened.number is None else opened.number.shown,
        "ask_for": wish.ask_for,
        "say_first": opened.word or "",
        "voicemail_safe": _YES_NO[wish.voicemail],
        "name_caller_safe": _YES_NO[wish.name_caller],
        "language": wish.language,
        "relay": _YES_NO[wish.relay],
        "days": " ".join(wish.days),
        "parts": " ".join(wish.parts),
        "time_zone": wish.time_zone,
        "next_wished_utc": _minute(listed.next_at),
        "tries": listed.tries,
        "tried_utc": _minute(listed.tried_at),
        "asked_utc": _minute(listed.asked_at),
        "changed_utc": "" if opened.stands_since == listed.asked_at else _minute(opened.stands_since),
        "said_safe_in_chat": "" if safe_contact is None else " ".join(safe_contact) or "nothing",
        "shared_device": opened.needs.get("shared_device", ""),
        "chat_language": opened.chat_language,
        "calling": _holder(listed.hold),
        "calling_until_utc": "" if listed.hold is None else _minute(listed.hold.until),
    }


_COLUMNS = (
    *(
        "id",
        "urgency",
        "danger",
        "number",
        "ask_for",
        "say_first",
        "voicemail_safe",
        "name_caller_safe",
        "language",
        "relay",
    ),
    *("days", "parts", "time_zone", "next_wished_utc", "tries", "tried_utc", "asked_utc", "changed_utc"),
    *("said_safe_in_chat", "shared_device", "chat_language", "calling", "calling_until_utc"),
)


def _holder(hold: Hold | None) -> str:
    """Who is making a call, as the audit names them."""
    return "" if hold is None else f"{hold.kind} {hold.by}"


def _minute(at: Any) -> str:
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M")


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; what begins like one is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
