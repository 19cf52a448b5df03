"""Runs inside Rasa's environment: each replaced method is still the one that was read, and does as Rasa's own does."""

import copy
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

from bot import replaced

ANSWERS: list[Any] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "question", "value": None}], "responses": [{"custom": {"ask": "hardship"}}]},
    {"events": [{"event": "slot", "name": "question"}], "responses": []},
    {"events": [{"event": "slot", "name": 3, "value": None}], "responses": []},
    {"events": [{"event": "active_loop", "name": None}], "responses": []},
    {"events": [{"event": "unheard_of"}], "responses": []},
    {"events": [{"name": "no event"}], "responses": []},
    {"events": "garbage", "responses": []},
    {"events": ["garbage"], "responses": []},
    {"events": [["event"]], "responses": []},
    {"events": [{"event": ["slot"]}], "responses": []},
    {"events": [{"event": None}], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": {"event": 1}, "timestamp": "garbage"}]},
    {"responses": [{"custom": {}}]},
    {"events": [], "responses": "garbage"},
    {"events": [], "responses": [{"buttons": "garbage"}]},
    [],
    "garbage",
    None,
]
NODES = {"doubled": {"given": "number"}, "sum": {"left": "doubled", "right": "number"}, "idle": {"given": "doubled"}}


def accepts(answer: Any) -> bool:
    """Whether an action's answer is taken; no error may quote it."""
    try:
        return RemoteAction("x", None)._validate_action_result(copy.deepcopy(answer))
    except ValidationError as error:
        quotes.append("garbage" in str(error))
        return False


def class_of(name: str, **default: Any) -> Any:
    """The class that an event's name stands for, or the kind of error."""
    try:
        return Event.resolve_by_type(name, **default)
    except ValueError as error:
        return str(error)


@dataclass
class Node:
    """Stands for a node of a graph: counts its runs, and gives its name with its result as Rasa's nodes do."""

    name: str
    work: Callable[..., Any]
    runs: int = 0

    def __call__(self, *needs: Any) -> Any:
        self.runs += 1
        return self.name, self.work(*[need[1] for need in needs])


def fails(*_needs: Any) -> Any:
    """What a broken component does."""
    raise RuntimeError("broken")


def graph(**work: Callable[..., Any]) -> DaskGraphRunner:
    """A runner of three small nodes, made without a stored model."""
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    nodes = {
        name: SchemaNode(
            needs=needs, uses=object, fn="run", constructor_name="load", config={}, is_target=name == "sum"
        )
        for name, needs in NODES.items()
    }
    runner._graph_schema = GraphSchema(nodes)
    runner._instantiated_nodes = {name: Node(name, work[name]) for name in nodes}
    runner._execution_context = None
    return runner


def results() -> list[Any]:
    """What graphs come to: for each way of asking the answer, how often each node ran, or the kind of error."""
    sound = {"doubled": lambda number: number * 2, "sum": lambda left, right: left + right, "idle": fails}
    found: list[Any] = []
    asked: list[dict[str, Any]] = [
        {"inputs": {"number": 4}},
        {"inputs": {"number": 4}, "targets": ["sum"]},
        {"inputs": {"number": 4}, "targets": ["doubled", "sum"]},
        {"inputs": {"number": 4}, "targets": ["idle"]},
        {"inputs": {"number": 4, "sum": "one"}, "targets": ["sum"]},
    ]
    for how in asked:
        runner = graph(**sound)
        try:
            answers = [runner.run(**how), runner.run(**how)]
        except GraphRunError:
            found.append("GraphRunError")
        else:
            found.append((answers, {name: node.runs for name, node in runner._instantiated_nodes.items()}))
    return found


def some_state(chance: random.Random) -> dict[str, dict[str, Any]]:
    """A state of a conversation or of a rule, of the parts that rules are made of."""
    state: dict[str, dict[str, Any]] = {}
    if chance.random() < 0.8:
        said = chance.random() < 0.2
        name = chance.choice(["listen", "ask", SHOULD_NOT_BE_SET])
        state["prev_action"] = {"action_text": "hello"} if said else {"action_name": name}
    if chance.random() < 0.6:
        state["user"] = {"intent": chance.choice(["yes", "no"])}
    if chance.random() < 0.4:
        state["slots"] = {"closing": chance.choice([["a", "b"], SHOULD_NOT_BE_SET])}
    if chance.random() < 0.3:
        state["active_loop"] = {"name": chance.choice(["screening", SHOULD_NOT_BE_SET])}
    return state


def kept_rules() -> list[set[str]]:
    """For three hundred conversations: which of fifty rules may hold."""
    chance = random.Random(7)
    policy = RulePolicy.__new__(RulePolicy)
    found = []
    for _ in range(300):
        rules = {json.dumps([some_state(chance) for _ in range(chance.randint(1, 4))]): "ask" for _ in range(50)}
        found.append(policy._get_possible_keys(rules, [some_state(chance) for _ in range(chance.randint(1, 5))]))
    return found


quotes: list[bool] = []
names = [one.type_name for one in all_subclasses(Event)] + ["topic"]
accepted, graphs, kept = [accepts(answer) for answer in ANSWERS], results(), kept_rules()
classes = [class_of(name) for name in [*names, "unheard_of"]] + [class_of("unheard_of", default=Event)]
assert True in accepted, "nothing was accepted"
assert False in accepted, "nothing was refused"
assert 300 < sum(map(len, kept)) < 14_000, "all rules hold, or none"
assert graphs[0] == ([{"sum": 12}, {"sum": 12}], {"doubled": 2, "sum": 2, "idle": 0}), graphs[0]

replaced.install()
quotes.clear()
assert [accepts(answer) for answer in ANSWERS] == accepted, "answers are judged otherwise"
assert not any(quotes), "an error quotes the answer"
assert [class_of(name) for name in [*names, "unheard_of"]] + [class_of("unheard_of", default=Event)] == classes
assert results() == graphs, "graphs run otherwise"
assert kept_rules() == kept, "other rules hold"
replaced.install()
assert [accepts(answer) for answer in ANSWERS] == accepted, "a second installation changes something"

del Event.resolve_by_type
Event.resolve_by_type = staticmethod(lambda name, default=None: default)
try:
    replaced.install()
except replaced.RasaChanged:
    print("ok")
else:
    raise AssertionError("a changed Rasa is not noticed")
