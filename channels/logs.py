"""Logs as JSON lines without personal data (rule 5; OWASP ASVS 5.0, 16.2.5 and 16.4.1).

What a line may hold is decided here, not where it is written: an exception is its type and place, since its words may quote
what a person wrote; a library's line is its logger and place, unless the library is known to name nothing.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

# Sanic's server logger says that a worker started or stopped. Everything else of a library is told by place alone.
_WORDS_KEPT: Final = frozenset({"sanic.server"})
_QUIET: Final = ("aiohttp", "aiosqlite", "asyncio", "sanic.access")
_PLACES: Final = 6
# New at each start: lines of one process can be told to come from one client, and nobody can try addresses afterwards.
_SALT: Final = secrets.token_bytes(16)

EventDict = MutableMapping[str, Any]


def configure(level: str) -> None:
    """Sends every logger of this process to standard error, as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _exception_by_type_and_place,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_library_by_place, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("sanic.root", "sanic.error", "sanic.access", "sanic.server", "sanic.websockets"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def get(name: str) -> Any:
    """A logger whose lines hold an event's name and named values."""
    return structlog.get_logger(part=name)


def client(address: str) -> str:
    """A name for an address that can't be turned back, the same for one address as long as the process lives."""
    return hashlib.blake2s(address.encode(errors="replace"), key=_SALT, digest_size=5).hexdigest()


def place(error: BaseException) -> dict[str, Any]:
    """An exception by type and place, its causes too; never its words."""
    described: dict[str, Any] = {"type": _name(type(error)), "places": _places(error.__traceback__)}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        described["cause"] = {"type": _name(type(cause)), "places": _places(cause.__traceback__)}
    return described


def _exception_by_type_and_place(_logger: Any, _method: str, event: EventDict) -> EventDict:
    exc_info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        event["exception"] = place(error)
    return event


def _library_by_place(_logger: Any, _method: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    event["part"] = record.name
    if record.name not in _WORDS_KEPT:
        event["event"] = "library"
        event["place"] = f"{record.module}:{record.funcName}:{record.lineno}"
        event.pop("positional_args", None)
    if record.exc_info:
        event["exc_info"] = record.exc_info
    return event


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.name}:{frame.lineno}" for frame in frames]


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
