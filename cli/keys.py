"""`./tas keys [show | rotate | destroy ID]`: the key-encryption keys of the embedded key file."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from adapters.keys.key_file import KeyFile
from adapters.keys.port import KeyId, KeysUnavailable, KeyUnknown
from channels.app import kept
from channels.settings import Settings


async def _data_keys(settings: Settings, keys: KeyFile, destroys: KeyId | None) -> int:
    """Re-wraps data keys under the current key; refuses to let a key be destroyed that some still need."""
    async with kept(settings, keys) as found:
        if destroys is not None:
            return sum([(await rows.wrapped_by()).get(destroys, 0) for rows in found.sealed])
        return sum([await rows.rewrap_keys() for rows in found.sealed])


def main(arguments: list[str]) -> int:
    """Shows ids (never keys), rotates and re-wraps, or destroys a key that has long wrapped nothing any more."""
    parser = argparse.ArgumentParser(prog="tas keys", description=__doc__)
    parser.add_argument("action", nargs="?", choices=["show", "rotate", "destroy"], default="show")
    parser.add_argument("key_id", nargs="?")
    options = parser.parse_args(arguments)
    settings = Settings()
    try:
        keys = KeyFile(Path(str(settings.key_file)))
        if options.action == "rotate":
            print(f"new key {keys.rotate()}")
            count = asyncio.run(_data_keys(settings, keys, None))
            print(f"re-wrapped {count} data keys; the old key still opens backups until it is destroyed")
        elif options.action == "destroy":
            if not options.key_id:
                parser.error("destroy needs the id of a key")
            key_id = KeyId(options.key_id)
            keys.check_destroyable(key_id)
            # What was wrapped by it while the last rotation went on.
            asyncio.run(_data_keys(settings, keys, None))
            needed = asyncio.run(_data_keys(settings, keys, key_id))
            if needed:
                print(f"{needed} data keys are still wrapped by {key_id}: rotate first", file=sys.stderr)
                return 1
            keys.destroy(key_id)
            print(f"destroyed {key_id}")
        for key_id in keys.ids:
            print(f"{key_id}{'  (current)' if key_id == keys.current_id else ''}")
    except KeyUnknown:
        print("there is no such key", file=sys.stderr)
        return 1
    except (KeysUnavailable, ValueError) as error:
        print(str(error), file=sys.stderr)
        return 1
    return 0
