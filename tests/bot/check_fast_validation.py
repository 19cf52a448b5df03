"""Runs inside Rasa's environment: the replaced check is still the one that was read, and decides as Rasa's own does."""

import copy

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot import fast_validation

ANSWERS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "question", "value": None}], "responses": [{"custom": {"ask": "hardship"}}]},
    {"events": [{"event": "active_loop", "name": None}], "responses": []},
    {"events": [{"event": "unheard_of"}], "responses": []},
    {"events": [{"name": "no event"}], "responses": []},
    {"events": "garbage", "responses": []},
    {"events": [], "responses": "garbage"},
    [],
    "garbage",
    None,
]


def accepts(action: RemoteAction, answer: object) -> bool:
    try:
        return action._validate_action_result(copy.deepcopy(answer))
    except ValidationError as error:
        quotes.append("garbage" in str(error))
        return False


action = RemoteAction("x", None)
quotes: list = []
before = [accepts(action, answer) for answer in ANSWERS]
fast_validation.install()
quotes.clear()
assert [accepts(action, answer) for answer in ANSWERS] == before, "the replacement decides otherwise"
assert not any(quotes), "an error quotes the answer"
assert True in before, "nothing was accepted"
assert False in before, "nothing was refused"

fast_validation.METHOD_SHA256 = "0" * 64
try:
    fast_validation.install()
except fast_validation.RasaChanged:
    print("ok")
else:
    raise AssertionError("a changed Rasa is not noticed")
