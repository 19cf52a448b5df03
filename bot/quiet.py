"""Keeps what people wrote out of Rasa's output.

Rasa logs whole requests and exception messages that quote them (a raising action puts the request body into its log;
tried). Once it serves, every record is reduced to where it came from and what kind of exception it carries: there is no
list of the places that quote, so none can be forgotten.
"""

import logging
import sys
import traceback
import warnings
from typing import Any, Optional

_OURS = "bot."


class Reduce(logging.Filter):
    """Replaces a record's message, arguments and traceback by their place and kind."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through, reduced; only our own loggers word theirs, and quote nothing."""
        kind = record.exc_info[0] if record.exc_info else None
        if not record.name.startswith(_OURS):
            record.msg = f"{record.levelname} {record.name}.{record.funcName}:{record.lineno}"
            record.args = ()
        if kind is not None:
            record.msg = f"{record.msg} {kind.__name__} at {_place(record.exc_info[2])}"
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class _NoPayload:
    """A stream for what is printed past the loggers: it says that something was, never what."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Drops the text."""
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def install() -> None:
    """From now on nothing that Rasa, its libraries or a traceback say reaches the output unreduced."""
    reduce = Reduce()
    out = sys.stderr
    root = logging.getLogger()
    for logger in [
        root,
        *(item for item in logging.root.manager.loggerDict.values() if isinstance(item, logging.Logger)),
    ]:
        for handler in list(logger.handlers):
            if logger is not root:
                logger.removeHandler(handler)
        logger.propagate = True
    handler = logging.StreamHandler(out)
    handler.addFilter(reduce)
    root.handlers[:] = [handler]
    warnings.showwarning = lambda *_args, **_more: None  # type: ignore[assignment]
    sys.excepthook = lambda kind, _error, trace: print(f"{kind.__name__} at {_place(trace)}", file=out)
    sys.stdout = _NoPayload(sys.stdout)  # type: ignore[assignment]
    sys.stderr = _NoPayload(out)  # type: ignore[assignment]


def _place(trace: Optional[Any]) -> str:
    frames = traceback.extract_tb(trace) if trace is not None else []
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
