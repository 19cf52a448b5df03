"""`./tas hold [list | place matter|conversation ID --reference NUMBER | lift ID]`: legal holds.

What belongs to a matter or a conversation under a hold is not erased, whatever the rules of retention say. Each change is
in the audit trail with the name that you are signed in under. The reference is the number of the order or memorandum:
it must name nobody.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys

from adapters.database.port import DatabaseUnavailable
from adapters.keys.port import KeysUnavailable
from casework.documents.models import PlaceKind
from casework.holds.models import HoldId
from casework.holds.service import HoldInvalid, HoldNotFound, place_of
from channels.app import kept
from channels.settings import Settings


def main(arguments: list[str]) -> int:
    """Lists, places or lifts; 1 with a sentence where that could not be done."""
    parser = argparse.ArgumentParser(
        prog="tas hold", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="action", title="what to do")
    what.add_parser("list", help="every hold, with whom placed and lifted it (what is done without a word)")
    placing = what.add_parser("place", help="keep a matter or a conversation from now on")
    placing.add_argument("kind", choices=[kind.value for kind in PlaceKind])
    placing.add_argument("id", help="its id")
    placing.add_argument("--reference", required=True, help="the number of the order or memorandum that asks for it")
    what.add_parser("lift", help="let the rules of retention go on").add_argument("id", help="the hold's id")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(options))
    except HoldInvalid:
        print("tas: the reference is a number of letters, digits and . / : _ - , at most 64", file=sys.stderr)
        return 1
    except HoldNotFound:
        print("tas: no hold that stands has this id", file=sys.stderr)
        return 1
    except DatabaseUnavailable:
        print("tas: the database can't be used; `./tas migrate` brings an older one up to date", file=sys.stderr)
        return 1
    except (KeysUnavailable, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
        return 1
    return 0


async def _run(options: argparse.Namespace) -> None:
    async with kept(Settings()) as found:
        if options.action == "place":
            hold = await found.holds.place(place_of(options.kind, options.id), options.reference, getpass.getuser())
            print(f"{hold.id}: {hold.place} is kept")
        elif options.action == "lift":
            await found.holds.lift(HoldId(options.id), getpass.getuser())
            print(f"{options.id}: lifted")
        else:
            for hold in await found.holds.every():
                ended = f", lifted {hold.lifted_at:%Y-%m-%d} by {hold.lifted_by}" if hold.lifted_at else ""
                print(
                    f"{hold.id}  {hold.place}  {hold.reference}, {hold.placed_at:%Y-%m-%d} by {hold.placed_by}{ended}"
                )
