"""`./tas retention [--on DATE]`: what the rules of retention would erase, and what holds keep; it erases nothing.

The gateway erases what is due once an hour. Each line is JSON: a table, how many of its rows go, and their ids where they
have any: `{"what": "conversations", "count": 1, "due": ["…"]}`, then the holds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from datetime import UTC, date, datetime, time, timedelta

from adapters.audit_anchor.port import AnchorUnavailable
from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from adapters.object_store.port import ObjectStoreUnavailable
from channels.app import kept
from channels.settings import Settings


def main(arguments: list[str]) -> int:
    """Says what would go; 1 with a sentence where that can't be told."""
    parser = argparse.ArgumentParser(
        prog="tas retention", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--on", type=date.fromisoformat, help="what would be erased until the end of this day (UTC)")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(options.on))
    except DatabaseUnavailable:
        print("tas: the database can't be used; `./tas migrate` brings an older one up to date", file=sys.stderr)
        return 1
    except LookupError as error:
        print(f"tas: {error}: nothing would be erased", file=sys.stderr)
        return 1
    except (AnchorUnavailable, KeysUnavailable, ObjectStoreUnavailable, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
        return 1
    return 0


async def _run(on: date | None) -> None:
    async with kept(Settings()) as found:
        end = None if on is None else datetime.combine(on + timedelta(days=1), time(), UTC)
        for told in await found.retention.told(end or found.clock.now()):
            print(json.dumps({"what": told.table, "count": told.count} | ({"due": told.ids} if told.ids else {})))
        standing = [hold for hold in await found.holds.every() if hold.lifted_at is None]
        print(json.dumps({"what": "holds", "keep": [str(hold.place) for hold in standing]}))
