"""The facts of a screening, and what a determination and a question are made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, cast

type FactValue = str | tuple[str, ...]
"""One of the table's values, an ISO 8601 date, or for `hardship` and `topics` several values."""

type Facts = Mapping[str, FactValue]
"""Valid facts in the table's order; a fact that is not there is unanswered."""

type InputKind = Literal["choice", "choices", "date", "topics"]
type Asked = Literal["to_decide", "if_suggested", "optional", "never"]
type Outcome = Literal["likely", "possible", "unlikely", "needs_person"]
type Urgency = Literal["today", "this_week", "soon"]
type ErrorCode = Literal["unknown_fact", "bad_value"]
type Value = str | int | tuple[str, ...]
"""What a text may be filled with: a value of a fact, a date, a count, or names of facts or values."""

OUTCOMES: Final[tuple[Outcome, ...]] = ("likely", "possible", "unlikely", "needs_person")
URGENCIES: Final[tuple[Urgency, ...]] = ("today", "this_week", "soon")

TOPICS: Final = (
    "levy_or_garnishment",
    "lien",
    "seizure",
    "refund_delay",
    "refund_status",
    "return_processing",
    "amended_return",
    "no_response",
    "missed_promised_date",
    "system_failure",
    "notice_question",
    "payment_plan",
    "offer_in_compromise",
    "penalty_abatement",
    "audit",
    "credits",
    "identity_theft",
    "unfiled_returns",
    "business_payroll_tax",
    "injured_spouse",
    "deceased_taxpayer",
    "stimulus_payment",
    "passport",
    "private_collection",
    "exempt_status_revoked",
    "complaint",
    "frivolous_argument",
    "foia",
    "in_court",
    "other_agency",
    "general_tax_question",
    "about_tas",
    "form_911",
    "case_status",
    "representative",
    "document_upload",
    "access_code",
    "talk_to_human",
    "language",
    "emergency",
    "greeting",
    "thanks",
    "goodbye",
    "affirm",
    "deny",
    "unsure",
    "restart",
    "out_of_scope",
)

TROUBLES: Final = TOPICS[: TOPICS.index("about_tas")]
"""Topics that say what is wrong; the others say what somebody wants of the chat."""

HARDSHIPS: Final = (
    "housing",
    "utilities",
    "food",
    "medical",
    "transportation",
    "employment",
    "other_basic_need",
)

SUBMISSIONS: Final = (
    "e_filed_return",
    "paper_return",
    "amended_return",
    "injured_spouse_claim",
    "identity_theft_report",
    "correspondence",
    "other",
)


class EligibilityError(ValueError):
    """Facts that are not in the table.

    Attributes:
        code: `unknown_fact` or `bad_value`; stable, for programs.
        detail: What was expected, for people. Never what was given: it may be personal.
    """

    def __init__(self, code: ErrorCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code: Final = code
        self.detail: Final = detail


@dataclass(frozen=True, slots=True)
class FactKind:
    """One row of the table of facts (DESIGN.md section 6).

    Attributes:
        name: The fact's name.
        input: How it is answered.
        values: The values of the table; for a date the words allowed in place of one.
        asked: Whether it may be asked: `to_decide` while it can change the outcome, `if_suggested` only where a
            topic suggests it, `optional` for the advocate's sake only, `never`.
        choices: The values offered when it is asked; those left out are only ever noticed.
    """

    name: str
    input: InputKind
    values: tuple[str, ...]
    asked: Asked = "to_decide"
    choices: tuple[str, ...] = field(default=())

    @property
    def has_unsure(self) -> bool:
        """Whether "don't know" is a value; otherwise it makes the fact one that was skipped."""
        return "unsure" in self.values and self.input != "topics"

    @property
    def has_none(self) -> bool:
        """Whether the table holds `none`."""
        return "none" in self.values


def _choice(name: str, *values: str, asked: Asked = "to_decide", offered: tuple[str, ...] | None = None) -> FactKind:
    return FactKind(name, "choice", values, asked, values if offered is None else offered)


_YES_NO_UNSURE = ("yes", "no", "unsure")

FACTS: Final[Mapping[str, FactKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _choice("emergency", "yes", "no", asked="never", offered=()),
            _choice("federal_tax", *_YES_NO_UNSURE),
            _choice(
                "asking_as",
                "individual",
                "business",
                "exempt_organization",
                "representative",
                "congressional",
                "other",
                asked="if_suggested",
            ),
            FactKind("topics", "topics", TOPICS),
            _choice(
                "exclusion",
                "none",
                "frivolous_only",
                "in_court",
                "foia_only",
                "other_agency",
                "misconduct_only",
                "advice_only",
                "refund_scheme",
                asked="if_suggested",
                # The only question about exclusions is "is a court already dealing with this?".
                offered=("in_court", "none"),
            ),
            FactKind("hardship", "choices", HARDSHIPS, "to_decide", HARDSHIPS),
            _choice("hardship_link", *_YES_NO_UNSURE),
            FactKind("harm_on", "date", ("unsure",), "optional"),
            _choice("adverse_action", "none", "threatened", "happening"),
            FactKind("adverse_action_on", "date", (), "optional"),
            _choice("significant_costs", *_YES_NO_UNSURE),
            _choice("irreparable_harm", *_YES_NO_UNSURE),
            _choice("contacted_irs", "yes", "no"),
            _choice("submission", *SUBMISSIONS, "none"),
            FactKind("submitted_on", "date", ("unsure",)),
            FactKind("promised_by", "date", ("none", "unsure")),
            _choice("system_failure", *_YES_NO_UNSURE),
            _choice("rights_concern", *_YES_NO_UNSURE),
        )
    }
)

# Only the calendar form of ISO 8601: one day has one spelling, and spellings sort as days do.
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def parse_date(text: str) -> dt.date | None:
    """Reads an ISO 8601 calendar date.

    Args:
        text: What was written.

    Returns:
        The date, or None where it is none or its year lies outside 1900 to 2100.
    """
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _value_of(kind: FactKind, raw: object) -> FactValue:
    match kind.input:
        case "choice":
            if isinstance(raw, str) and raw in kind.values:
                return raw
            raise EligibilityError("bad_value", f"{kind.name} is one of {', '.join(kind.values)}")
        case "date":
            if isinstance(raw, str) and (raw in kind.values or parse_date(raw)):
                return raw
            words = "".join(f", or {word}" for word in kind.values)
            raise EligibilityError(
                "bad_value", f"{kind.name} is a date YYYY-MM-DD from {_FIRST_YEAR} to {_LAST_YEAR}{words}"
            )
        case "choices" | "topics":
            return _list_of(kind, raw)


def _list_of(kind: FactKind, raw: object) -> tuple[str, ...]:
    if isinstance(raw, list | tuple):
        items = cast("Sequence[object]", raw)
        given = tuple(item for item in items if isinstance(item, str) and item in kind.values)
        if len(given) == len(items) == len(set(given)):
            # Hardships have no order of their own; the first topic is the main one.
            return given if kind.input == "topics" else tuple(value for value in kind.values if value in given)
    raise EligibilityError("bad_value", f"{kind.name} is a list without repeats out of {', '.join(kind.values)}")


def validate_facts(raw: Mapping[str, object]) -> Facts:
    """Checks facts against the table.

    Args:
        raw: Facts by name, lists as JSON gives them.

    Returns:
        The facts in the table's order, lists as tuples, hardships in the table's order.

    Raises:
        EligibilityError: `unknown_fact` or `bad_value`.
    """
    if not raw.keys() <= FACTS.keys():
        raise EligibilityError("unknown_fact", f"a fact is one of {', '.join(FACTS)}")
    return {name: _value_of(kind, raw[name]) for name, kind in FACTS.items() if name in raw}


type _Json = str | int | list[str]


def _json_of(value: Value) -> _Json:
    return list(value) if isinstance(value, tuple) else value


# A congressional office asks for somebody who wrote to it, as a friend would.
_HELPED_BY: Final[Mapping[object, Literal["other", "representative"]]] = MappingProxyType(
    {"representative": "representative", "congressional": "other", "other": "other"}
)


def helped_by(facts: Mapping[str, object]) -> Literal["other", "representative"] | None:
    """Gives who asks for somebody else: a representative, or another who helps; None where the trouble is their own."""
    return _HELPED_BY.get(facts.get("asking_as"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of `codes.REASONS` and what its sentence is filled with."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])

    def to_json(self) -> dict[str, object]:
        """Gives the reason as JSON has it."""
        return {"code": self.code, "values": {name: _json_of(value) for name, value in self.values.items()}}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do: a code of `codes.STEPS` and what its sentence is filled with."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])

    def to_json(self) -> dict[str, object]:
        """Gives the step as JSON has it."""
        return {"code": self.code, "values": {name: _json_of(value) for name, value in self.values.items()}}


@dataclass(frozen=True, slots=True)
class Question:
    """A question to put to the person.

    Attributes:
        asks: The fact's name.
        reason_optional: The answer helps whoever reads the case, but no longer changes the outcome.
    """

    asks: str
    reason_optional: bool


@dataclass(frozen=True, slots=True)
class Determination:
    """A likely result, never a decision: the agency's people decide.

    Attributes:
        outcome: One of `OUTCOMES`.
        criteria: TAS criteria met, ascending; empty where a person or another office has to look first.
        primary: The criterion to record first (1-4, else 5-7, else 8, else 9), or None.
        reasons: What explains the outcome, completely.
        next_steps: What to do, the most pressing first.
        referrals: Offices that can help meanwhile or instead, codes of `codes.REFERRALS`.
        urgency: One of `URGENCIES`; orders the queue.
        facts: What it was made from.
        rules_version: The rules it was made with.
        as_of: The person's local date.
    """

    outcome: Outcome
    criteria: tuple[int, ...]
    primary: int | None
    reasons: tuple[Reason, ...]
    next_steps: tuple[NextStep, ...]
    referrals: tuple[str, ...]
    urgency: Urgency
    facts: Facts
    rules_version: str
    as_of: dt.date

    def to_json(self) -> dict[str, object]:
        """Gives the determination as JSON has it (DESIGN.md section 5), codes in place of sentences."""
        return {
            "outcome": self.outcome,
            "criteria": list(self.criteria),
            "primary": self.primary,
            "reasons": [reason.to_json() for reason in self.reasons],
            "next_steps": [step.to_json() for step in self.next_steps],
            "referrals": list(self.referrals),
            "urgency": self.urgency,
            "facts": {name: _json_of(value) for name, value in self.facts.items()},
            "rules_version": self.rules_version,
            "as_of": self.as_of.isoformat(),
        }
