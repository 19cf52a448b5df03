"""Two tools of the desk: a code that somebody reads out, and the check whether TAS may be able to help (seed 001).

Neither keeps anything of the person in an address: both are forms that are posted, and answered by the page itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sanic import Blueprint
from sanic.response import HTTPResponse

from casework import eligibility
from casework.access_codes import symbols
from casework.access_codes.service import CodeUnknown, TooManyTries
from casework.access_codes.tries import By
from casework.conversations import wording
from casework.conversations.models import Kind
from casework.conversations.reading_out import SteppedAside
from casework.eligibility import FACTS, RULES, TROUBLES, EligibilityError, FactKind
from channels.desk.places import page
from channels.limits import counted_address
from channels.portal import shared
from channels.problems import Problem, code_tries
from channels.request import GatewayRequest, get
from channels.screening import views
from channels.screening.forms import client_id_of, field, fields

tools = Blueprint("desk_tools")

_READ: Final = "/desk/read-code"
_ACCEPTANCE: Final = "/desk/acceptance"
_SKIP: Final = "skip"
_NONE: Final = "none"
_WORD: Final = "word"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


# A code that is read out


@get(tools, _READ)
async def enter(request: GatewayRequest) -> HTTPResponse:
    """Where a code is entered that somebody reads out."""
    return _code_page(request)


@tools.post(_READ)
async def read(request: GatewayRequest) -> HTTPResponse:
    """Opens the screening of the code, to be read. A code that opens nothing stays in its field, with the reason."""
    services, actor = request.services, shared.actor_of(request)
    # Tries are counted by employee: a new browser is no new start.
    by = By(counted_address(request.address), f"employee:{actor.employee_id}")
    try:
        opened = await services.reading_out.open(actor, field(request, "code"), by, client_id_of(request))
    except CodeUnknown:
        return _code_page(request, Problem("code_unknown"))
    except SteppedAside:
        return _code_page(request, Problem("stepped_aside"))
    except TooManyTries as error:
        return _code_page(request, code_tries(error.wait_seconds))
    known = views.answers(opened.facts, services.texts, shared.language_of(request))
    return page(request, "read_out.html", opened=opened, known=known)


def _code_page(request: GatewayRequest, problem: Problem | None = None) -> HTTPResponse:
    typed = field(request, "code")[: symbols.MOST_TYPED_CHARACTERS] if problem is not None else ""
    return page(
        request,
        "read_code.html",
        200 if problem is None else problem.status,
        {} if problem is None else problem.headers,
        failed=None if problem is None else shared.failed(request, problem, shared.language_of(request), typed),
        most_typed=symbols.MOST_TYPED_CHARACTERS,
        form=shared.form(request, _READ),
    )


# May TAS be able to help?


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form held.

    Attributes:
        facts: Those that were answered, valid.
        skipped: Those that the caller doesn't know.
        at_fault: Facts whose answer is none of the table's, such as a date in no calendar.
        as_of: The day to check for.
        language: The caller's.
    """

    facts: Mapping[str, eligibility.FactValue]
    skipped: frozenset[str]
    at_fault: frozenset[str]
    as_of: date
    language: str


@get(tools, _ACCEPTANCE)
async def acceptance(request: GatewayRequest) -> HTTPResponse:
    """The form, empty."""
    today, language = shared.today(request), shared.language_of(request)
    return _acceptance_page(request, Answers({}, frozenset(), frozenset(), today, language), checked=False)


@tools.post(_ACCEPTANCE)
async def check(request: GatewayRequest) -> HTTPResponse:
    """The form as it was filled in, with what is worth asking next open, and what it comes to. Nothing is kept."""
    return _acceptance_page(request, _answers(request), checked=True)


def _answers(request: GatewayRequest) -> Answers:
    facts: dict[str, object] = {}
    skipped, at_fault = set(), set()
    for name, kind in FACTS.items():
        given = _given(request, kind)
        if given == _SKIP:
            skipped.add(name)
        elif given is not None:
            try:
                facts[name] = eligibility.validate_facts({name: given})[name]
            except EligibilityError:
                at_fault.add(name)
    caller = field(request, "caller_language")
    language = caller if caller in request.services.texts.languages else shared.language_of(request)
    as_of = _day(field(request, "as_of"), shared.today(request))
    return Answers(eligibility.validate_facts(facts), frozenset(skipped), frozenset(at_fault), as_of, language)


def _given(request: GatewayRequest, kind: FactKind) -> object:
    """What the form says of one fact: its value as JSON has it, `skip`, or None."""
    sent = [value for value in fields(request).get(kind.name, []) if value]
    values = [value for value in sent if value != _SKIP]
    if sent and not values:
        return _SKIP
    if kind.input == "choices":
        chosen = [value for value in values if value != _NONE]
        return chosen if chosen or _NONE in values else None
    if kind.input == "topics":
        return list(dict.fromkeys(values)) or None
    if kind.input == "date":
        # A day that was given says more than a word left ticked beside it.
        word = field(request, f"{kind.name}_{_WORD}")
        return values[0] if values else word or None
    return values[0] if values else None


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if _FIRST_DAY <= day <= _LAST_DAY else otherwise


def _acceptance_page(request: GatewayRequest, answers: Answers, checked: bool) -> HTTPResponse:
    texts, facts, skipped, as_of = request.services.texts, answers.facts, answers.skipped, answers.as_of
    asks = eligibility.next_question(facts, skipped, as_of)
    helpful = [] if asks is not None else eligibility.optional_questions(facts, skipped, as_of)
    whom = eligibility.helped_by(facts)
    determination = eligibility.determine(facts, as_of)
    source = {"determination": determination.to_json(), "also": []}
    return page(
        request,
        "acceptance.html",
        answers=answers,
        checked=checked,
        asks=asks,
        helpful=helpful,
        rows=[_row(request, kind, answers, {asks, *helpful}, whom) for kind in FACTS.values()],
        found=determination,
        told=wording.words(Kind.DETERMINATION, 0, source, texts, answers.language),
        in_force=[rule.row for rule in RULES.acceptance_on(as_of)],
        languages=texts.languages,
        troubles=[(topic, texts.say(f"value-topics-{topic}", answers.language)) for topic in TROUBLES],
        summary=[texts.say("page-answer", answers.language, {"facts": {name: facts[name]}}, whom) for name in facts],
        form=shared.form(request, _ACCEPTANCE),
    )


def _row(
    request: GatewayRequest, kind: FactKind, answers: Answers, asked: set[str | None], whom: str | None
) -> dict[str, Any]:
    """One fact of the form: the question in the caller's words, what may be answered, and what was."""
    texts, language, name = request.services.texts, answers.language, kind.name
    question = "ask-danger" if name == "emergency" else f"ask-{name}"
    value = answers.facts.get(name)
    chosen = value if isinstance(value, tuple) else () if value is None else (value,)
    at_fault = name in answers.at_fault
    return {
        "kind": kind,
        "name": name,
        "question": texts.say(question, language, whom=whom),
        "choices": []
        if kind.input == "topics"
        else [(each, texts.say(wording.choice_key(name, each), language)) for each in kind.values],
        "chosen": chosen,
        "none": value == (),
        "day": chosen[0] if kind.input == "date" and chosen and chosen[0] not in kind.values else "",
        "skipped": name in answers.skipped,
        "can_skip": not kind.has_unsure and kind.asked != "never" and kind.input != "topics",
        "open": name in asked or value is not None or name in answers.skipped or at_fault,
        "asked": name in asked,
        "at_fault": at_fault,
        "words": "" if value is None else texts.say("page-answer", language, {"facts": {name: value}}, whom),
    }
