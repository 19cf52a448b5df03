"""Has documents looked at: at once when one is whole, and by a sweep for what was left or put off."""

from __future__ import annotations

import asyncio
import time

from adapters.bus.port import Bus
from casework.documents.checking import Checks
from casework.documents.models import DocumentId, DocumentState
from casework.documents.writing import HINT
from channels import logs
from channels.metrics import Metrics

_log = logs.get("documents")
_ASK_SCANNER_SECONDS = 30.0


class CheckRunner:
    """So many documents at once in this process; their leases keep several processes apart."""

    def __init__(self, checks: Checks, bus: Bus, metrics: Metrics, at_once: int) -> None:
        self._checks = checks
        self._bus = bus
        self._metrics = metrics
        self._at_once = at_once
        self._tasks: dict[DocumentId, asyncio.Task[None]] = {}
        self._draining = False
        self._asked_at = 0.0
        if checks.skips_scanner:
            _log.warning("scanner_skipped", meaning="documents are opened without being scanned: demonstrations alone")

    async def sweep(self) -> None:
        """Takes up what waits. Raises DatabaseUnavailable."""
        if time.monotonic() - self._asked_at > _ASK_SCANNER_SECONDS:
            self._asked_at = time.monotonic()
            answers = await self._checks.ask_scanner()
            self._metrics.scanner_answers.set(int(answers))
        room = self._at_once - len(self._tasks)
        if self._draining or room <= 0:
            return
        for document_id in await self._checks.due(room):
            if document_id not in self._tasks:
                self._tasks[document_id] = asyncio.create_task(self._run(document_id), name="document check")

    async def listen(self) -> None:
        """Takes up what is whole as soon as the bus says so, for as long as it is not cancelled."""
        async for _ in self._bus.subscribe(HINT):
            await self.sweep()

    async def drain(self) -> None:
        """Stops; what was under way is looked at again when its lease has run out."""
        self._draining = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, document_id: DocumentId) -> None:
        began = time.monotonic()
        try:
            checked = await self._checks.check(document_id)
        except Exception as error:  # noqa: BLE001  (whatever fails is logged, and looked at again)
            self._metrics.faults.labels("documents").inc()
            _log.error("check_failed", exception=logs.place(error))
            return
        finally:
            del self._tasks[document_id]
        if checked is None:
            return
        self._metrics.document_checks.labels(checked.state.value).inc()
        if checked.state is not DocumentState.QUARANTINED:
            self._metrics.document_check_seconds.observe(time.monotonic() - began)
        elif checked.failed:
            _log.warning("check_put_off", failed=checked.failed)
        if not self._draining:
            await self.sweep()
