"""Puts quicker methods in the place of four of Rasa's, each of which does the same with less work.

Every turn runs them, and Rasa 3.6.21 prepares anew each time what never changes: the schema of an action's answer, the
classes of events, the order in which the graph's nodes run, the rules as states (docs/adr/0009-what-a-turn-costs.md). A
replacement stands for one method as it was read: where its source has changed, `install` refuses.
"""

import copy
import hashlib
import inspect
import json
from functools import lru_cache
from typing import Any, Callable, Dict, List, Optional, Set, Tuple, Type

import fastjsonschema
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import State
from rasa.shared.core.events import Event
from rasa.shared.nlu.constants import ACTION_NAME
from rasa.shared.utils.common import all_subclasses


class RasaChanged(RuntimeError):
    """A method of Rasa's isn't the one that its replacement was written for."""


def source_sha256(method: Callable[..., Any]) -> str:
    """The hash of a method's source."""
    return hashlib.sha256(inspect.getsource(method).encode()).hexdigest()


def install() -> None:
    """Replaces the methods, once for the process. Raises RasaChanged where one of Rasa's own is not the known one."""
    for owner, name, sha256, made in _REPLACEMENTS:
        method = getattr(owner, name)
        if getattr(method, "is_replacement", False):
            continue
        if source_sha256(method) != sha256:
            raise RasaChanged(f"{owner.__name__}.{name} has changed: look at bot/replaced.py again")
        replacement: Any = made(method)
        replacement.is_replacement = True
        is_static = isinstance(inspect.getattr_static(owner, name), staticmethod)
        setattr(owner, name, staticmethod(replacement) if is_static else replacement)


def _validate_action_result(_original: Callable[..., Any]) -> Callable[..., Any]:
    """`jsonschema.validate` checks and compiles the schema for every answer; here it is compiled once.

    An event has to fit one of twenty-three forms, which differ by its kind: only the form of its own kind is tried.
    """
    schema = copy.deepcopy(RemoteAction.action_response_format_spec())
    event_schema = schema["properties"]["events"].pop("items")
    check_answer = fastjsonschema.compile(schema)
    check_event = {
        form["properties"]["event"]["const"]: fastjsonschema.compile({**event_schema, "oneOf": [form]})
        for form in event_schema["oneOf"]
    }
    if len(check_event) != len(event_schema["oneOf"]):
        raise RasaChanged("Two forms of an event are of one kind: look at bot/replaced.py again")

    def _validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
        try:
            check_answer(result)
            for event in result.get("events", ()):
                check_event[event["event"]](event)
        except (fastjsonschema.JsonSchemaValueException, LookupError, TypeError):
            # Without its words: the whole answer would end up in Rasa's log.
            raise ValidationError("the action server's answer has not the form of one") from None
        return True

    return _validate_action_result


def _resolve_by_type(original: Callable[..., Any]) -> Callable[..., Any]:
    """The tree of event classes is walked for every event that is read; here once, and again for a name not known."""
    classes: Dict[str, Type[Event]] = {}
    # The first class of a name, as in Rasa's own search.
    for event_class in reversed(all_subclasses(Event)):
        classes[event_class.type_name] = event_class

    def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
        return classes.get(type_name) or original(type_name, default)

    return resolve_by_type


_Plan = List[Tuple[str, Any, Tuple[str, ...]]]


def _run_graph(_original: Callable[..., Any]) -> Callable[..., Any]:
    """Dask schedules the same few nodes for every prediction; here their order is worked out once for each target."""

    def run(
        self: DaskGraphRunner, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None
    ) -> Dict[str, Any]:
        wanted = targets or self._graph_schema.target_names
        plans: Dict[Tuple[str, ...], _Plan] = self.__dict__.setdefault("_plans", {})
        plan = plans.get(tuple(wanted))
        if plan is None:
            plan = plans[tuple(wanted)] = _plan(self, wanted)
        # What a node is given: the name of what it needs, and what that came to (rasa.engine.graph.GraphNode.__call__).
        made: Dict[str, Any] = {name: (name, given) for name, given in (inputs or {}).items()}
        try:
            for name, node, needs in plan:
                if name not in made:
                    made[name] = node(*(made.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(made[name] for name in wanted)

    return run


def _plan(runner: DaskGraphRunner, targets: List[str]) -> _Plan:
    """The nodes that the targets need, each after those it needs itself."""
    schema: GraphSchema = runner._graph_schema.minimal_graph_schema(targets)
    order: Dict[str, None] = {}

    def visit(name: str) -> None:
        if name in schema.nodes and name not in order:
            for need in schema.nodes[name].needs.values():
                visit(need)
            order[name] = None

    for name in schema.nodes:
        visit(name)
    return [(name, runner._instantiated_nodes[name], tuple(schema.nodes[name].needs.values())) for name in order]


def _get_possible_keys(original: Callable[..., Any]) -> Callable[..., Any]:
    """Each rule is read and turned round for every state of every prediction; here once.

    Most rules follow another action than the conversation's last one: these are left out before the rest is compared.
    """

    @lru_cache(maxsize=10_000)
    def newest_first(rule_key: str) -> List[State]:
        states: List[State] = json.loads(rule_key)
        return states[::-1]

    def may_hold(rule_key: str, turn_index: int, last_action: Optional[str]) -> bool:
        states = newest_first(rule_key)
        if turn_index >= len(states):
            return True
        action = states[turn_index].get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
        return not action or action in (SHOULD_NOT_BE_SET, last_action)

    def possible_keys(self: RulePolicy, lookup: Dict[str, str], states: List[State]) -> Set[str]:
        possible = set(lookup)
        for turn_index, state in enumerate(reversed(states)):
            last_action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
            possible = {
                key
                for key in possible
                if may_hold(key, turn_index, last_action) and self._is_rule_applicable(key, turn_index, state)
            }
        return possible

    return possible_keys


_REPLACEMENTS: List[Tuple[Any, str, str, Callable[[Callable[..., Any]], Callable[..., Any]]]] = [
    (
        RemoteAction,
        "_validate_action_result",
        "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
        _validate_action_result,
    ),
    (
        Event,
        "resolve_by_type",
        "b5cf570fa7f286c7059ec73d8880528d03a78b28cf4e80285a46079c0fa65968",
        _resolve_by_type,
    ),
    (
        RulePolicy,
        "_get_possible_keys",
        "2915fd81711e194c6d667728e00bd0e51e9c1c2791a0be14c55f0ef9938f9936",
        _get_possible_keys,
    ),
    (DaskGraphRunner, "run", "45f0f52f574f3aa9546a552bf671183e171092c18b66e97f5771a7fa295de37e", _run_graph),
]
