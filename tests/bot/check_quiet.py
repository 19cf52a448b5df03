"""Runs inside Rasa's environment: nothing of what people wrote gets out by loggers, prints, warnings or tracebacks."""

import logging
import sys
import warnings

import structlog
from rasa.utils.log_utils import configure_structlog

from bot import quiet

SECRET = "a private word"

configure_structlog(logging.INFO)
logging.getLogger("rasa.core.processor").addHandler(logging.StreamHandler(sys.stdout))
quiet.install()

log = logging.getLogger("rasa.core.processor")
log.error("failed: %s", SECRET)
log.error(f"failed: {SECRET}")
structlog.get_logger("rasa.core").error("event", text=SECRET)
warnings.warn(SECRET, stacklevel=1)
print(SECRET)
print(SECRET, file=sys.stderr)
try:
    int(SECRET)
except ValueError:
    log.exception("while %s", SECRET)
    logging.getLogger("bot.gateway_channel").exception("a turn failed")
logging.getLogger("made.later").error(SECRET)
raise KeyError(SECRET)
