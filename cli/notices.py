"""`./tas notices [list | again]`: e-mails that could not be sent, for whoever runs the service; not to whom they go."""

from __future__ import annotations

import argparse
import asyncio
import sys

from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from casework.audit.models import ActorKind, AuditResult, Entry
from channels.app import Kept, kept
from channels.settings import SettingsInvalid, load
from cli.operator import operator


def main(arguments: list[str]) -> int:
    """Lists what was given up, or has it tried again; 1 where something was given up, 2 where that can't be told."""
    parser = argparse.ArgumentParser(prog="tas notices", description=__doc__)
    what = parser.add_subparsers(dest="action", title="what to do")
    what.add_parser("list", help="how many wait, and each that was given up (what is done without a word)")
    what.add_parser("again", help="have those that were given up tried once more")
    options = parser.parse_args(arguments)
    try:
        return asyncio.run(_run(options.action or "list"))
    except DatabaseUnavailable:
        print("tas: the database can't be used; `./tas migrate` brings an older one up to date", file=sys.stderr)
    except (KeysUnavailable, SettingsInvalid, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
    return 2


async def _run(action: str) -> int:
    async with kept(load()) as found:
        if action == "again":
            print(f"{await _again(found)} are tried once more")
            return 0
        state = await found.notices.state()
        due = "" if state.oldest_due_at is None else f", the first due at {state.oldest_due_at:%Y-%m-%d %H:%M} UTC"
        print(f"{state.waiting} wait{due}; {state.failed} given up")
        for one in await found.notices.failed():
            print(
                f"{one.id}  {one.kind}  {one.why}  put {one.created_at:%Y-%m-%d %H:%M}  ended {one.ended_at:%Y-%m-%d %H:%M}"
            )
        return 1 if state.failed else 0


async def _again(found: Kept) -> int:
    count = await found.notices.try_again()
    entry = Entry(
        ActorKind.OPERATOR, operator(), "notices.tried_again", "", "command", AuditResult.DONE, {"count": count}
    )
    await found.database.write(lambda connection: found.audit.record(connection, entry))
    return count
