"""Work that repeats as long as the process lives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from channels import logs
from channels.metrics import Metrics

_log = logs.get("background")


async def repeat(name: str, every_seconds: float, work: Callable[[], Awaitable[object]], metrics: Metrics) -> None:
    """Does the work now and then again and again. A failure is logged and counted, and the next time is as good."""
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001  (whatever fails once must not end the repetition)
            metrics.faults.labels(name).inc()
            _log.error("background_failed", work=name, exception=logs.place(error))
        await asyncio.sleep(every_seconds)
