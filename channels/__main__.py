"""`python -m channels`: one gateway process, set by `TAS_` variables (docs/settings.md)."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys

import uvloop

from adapters.identity_provider.port import ProvidersInvalid
from adapters.keys.port import KeysUnavailable
from adapters.object_store.port import ObjectStoreUnavailable
from channels import app, logs, settings
from channels.serving import serving

_log = logs.get("gateway")
_SWITCH_INTERVAL_SECONDS = 0.0005
"""A commit's thread waits at most so long for the interpreter, instead of Python's 5 ms: it computes next to nothing."""
_OBJECTS_A_COLLECTION = 20_000
"""What a turn makes is gone by reference counts; looking for cycles after each 700 objects costs a tenth of a turn."""


def main() -> int:
    """Serves until SIGTERM or SIGINT; 2 if the settings can't be used."""
    try:
        sys.setswitchinterval(_SWITCH_INTERVAL_SECONDS)
        read = settings.load()
        logs.configure(read.log_level)
        uvloop.run(_serve(read))
    except (settings.SettingsInvalid, KeysUnavailable, ObjectStoreUnavailable, ProvidersInvalid) as error:
        sys.stderr.write(f"tas: {error}\n")
        return 2
    return 0


async def _serve(read: settings.Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(app.create_app(read), read):
        _log.info("started", port=read.port)
        gc.collect()
        gc.freeze()
        gc.set_threshold(_OBJECTS_A_COLLECTION)
        await stop.wait()
        _log.info("stopping")
    _log.info("stopped")


if __name__ == "__main__":
    sys.exit(main())
