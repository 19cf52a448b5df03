"""Checks an action's answer with one validator built once, in place of one compiled for every call.

`RemoteAction._validate_action_result` of Rasa 3.6.21 calls `jsonschema.validate`, which checks and compiles the schema
each time: 22 ms a call against 0.75 ms (reference/tried.md). The schema and the error stay Rasa's own. A test fails when
Rasa's version or that method's source changes (tests/bot/check_fast_validation.py).
"""

import hashlib
import inspect
from typing import Any, Dict

import rasa
from jsonschema import ValidationError, validators
from rasa.core.actions.action import RemoteAction

RASA_VERSION = "3.6.21"
METHOD_SHA256 = "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42"
_original = RemoteAction._validate_action_result


class RasaChanged(RuntimeError):
    """Rasa isn't the version that this replacement was written for."""


def method_sha256() -> str:
    """The hash of the source of Rasa's own method."""
    return hashlib.sha256(inspect.getsource(_original).encode()).hexdigest()


def install() -> None:
    """Replaces the check. Raises RasaChanged where Rasa's own is not the known one."""
    if rasa.__version__ != RASA_VERSION or method_sha256() != METHOD_SHA256:
        raise RasaChanged("RemoteAction._validate_action_result has changed: look at bot/fast_validation.py again")
    schema = RemoteAction.action_response_format_spec()
    validator_class = validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
        for error in validator.iter_errors(result):
            # Without its context: the whole answer would end up in Rasa's log.
            raise ValidationError("the action server's answer has not the form of one", validator=error.validator)
        return True

    RemoteAction._validate_action_result = _validate_action_result
