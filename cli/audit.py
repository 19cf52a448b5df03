"""`./tas audit verify` and `./tas audit show`: whether the trail is whole, and what stands in it."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime

from adapters.audit_anchor.port import AnchorUnavailable
from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from casework.audit.models import ActorKind, AuditResult, Entry, Fault, FaultKind, Filter, Kept, Verification
from channels import app
from channels.settings import Settings, SettingsInvalid, load
from cli.operator import operator

_SAID = {
    FaultKind.CHANGED: "is not what was written, or does not follow the entry before it",
    FaultKind.MISSING: "is missing",
    FaultKind.CUT: "is cut from the end",
    FaultKind.HEAD: "is not the one that the head names as the last",
    FaultKind.REWRITTEN: "is another than the one anchored outside the database",
    FaultKind.NOT_ANCHORED: "is anchored nowhere outside the database, nor is any before it",
}


def main(arguments: list[str]) -> int:
    """Verifies (1 when something is wrong) or shows; 2 when the trail could not be read."""
    options = _options(arguments)
    try:
        settings = load()
        if options.action == "verify":
            return asyncio.run(_verify(settings))
        wanted = Filter(
            actor=options.actor,
            action=options.about,
            subject=options.subject,
            result=None if options.result is None else AuditResult(options.result),
            since=_time(options.since),
            until=_time(options.until),
        )
        return asyncio.run(_show(settings, wanted, options.last, as_json=options.json))
    except AnchorUnavailable as error:
        print(f"tas: {error}", file=sys.stderr)
    except DatabaseUnavailable:
        print("tas: the database can't be reached", file=sys.stderr)
    except (KeysUnavailable, SettingsInvalid, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
    return 2


async def _verify(settings: Settings) -> int:
    async with app.kept(settings) as kept:
        found = await kept.audit_trail.verify()
    for fault in found.faults:
        print(_fault(fault), file=sys.stderr)
    if len(found.faults) > 1 and all(fault.kind is FaultKind.CHANGED for fault in found.faults):
        print("If this is about every entry, look first whether this is the trail's own key file.", file=sys.stderr)
    print(_summary(found))
    return 1 if found.faults else 0


async def _show(settings: Settings, wanted: Filter, most: int, *, as_json: bool) -> int:
    async with app.kept(settings) as kept:
        entries = await kept.audit_trail.entries(wanted, most)
        # Who reads the trail stands in it.
        asked = {name: str(value) for name, value in (("actor", wanted.actor), ("subject", wanted.subject)) if value}
        entry = Entry(ActorKind.OPERATOR, operator(), "audit.shown", "", "command", AuditResult.DONE, asked)
        await kept.database.write(lambda connection: kept.audit.record(connection, entry))
    for each in entries:
        print(_as_json(each) if as_json else _as_line(each))
    return 0


def _fault(fault: Fault) -> str:
    which = (
        f"entry {fault.first}" if fault.first == fault.last else f"each of the entries {fault.first} to {fault.last}"
    )
    return f"{which} {_SAID[fault.kind]}"


def _summary(found: Verification) -> str:
    if not found.last:
        return "the trail has no entries" + ("" if not found.faults else ": NOT WHOLE")
    whole = "NOT WHOLE" if found.faults else "whole"
    return f"entries {found.first} to {found.last}, anchored up to {found.anchored}: {whole}"


def _as_line(kept: Kept) -> str:
    entry = kept.entry
    at = kept.at.isoformat(timespec="seconds").replace("+00:00", "Z")
    who = f"{entry.actor_kind.value}:{entry.actor}" if entry.actor else entry.actor_kind.value
    details = json.dumps(entry.details, separators=(",", ":")) if entry.details else ""
    parts = (f"{kept.number:>8}", at, who, entry.action, entry.subject, entry.basis, entry.result.value, details)
    return "  ".join(part for part in parts if part)


def _as_json(kept: Kept) -> str:
    entry = kept.entry
    return json.dumps(
        {
            "number": kept.number,
            "at": kept.at.isoformat(),
            "actor_kind": entry.actor_kind.value,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "basis": entry.basis,
            "result": entry.result.value,
            "details": entry.details,
        }
    )


def _time(text: str | None) -> datetime | None:
    """A day or a time; without its offset, in UTC."""
    if text is None:
        return None
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tas audit", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("verify", help="look at every entry; the status says whether the trail is whole")
    show = actions.add_parser("show", help="the newest entries")
    show.add_argument("--actor", help="a person's, employee's or operator's id")
    show.add_argument("--about", help="an action (case.read) or its first part (case)")
    show.add_argument("--subject", help="such as matter:ID")
    show.add_argument("--result", choices=[result.value for result in AuditResult])
    show.add_argument("--since", help="a day or time (UTC unless it says otherwise)")
    show.add_argument("--until", help="a day or time, not included")
    show.add_argument("--last", type=int, default=100, help="how many (100)")
    show.add_argument("--json", action="store_true", help="a JSON object a line")
    return parser.parse_args(arguments)
