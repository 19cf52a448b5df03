"""Whether TAS may be able to help: facts, the determination, and the next question worth asking."""

from casework.eligibility.codes import PAPERS, REASONS, REFERRALS, STEPS, TEXT_KEYS
from casework.eligibility.models import (
    FACTS,
    HARDSHIPS,
    OUTCOMES,
    SUBMISSIONS,
    TOPICS,
    URGENCIES,
    Determination,
    EligibilityError,
    FactKind,
    Facts,
    FactValue,
    NextStep,
    Outcome,
    Question,
    Reason,
    Urgency,
    validate_facts,
)
from casework.eligibility.questions import ask, next_question, optional_questions, what_would_make_it_surer
from casework.eligibility.rules import RULES, Rules, RulesError, parse_rules
from casework.eligibility.service import determine

__all__ = [
    "FACTS",
    "HARDSHIPS",
    "OUTCOMES",
    "PAPERS",
    "REASONS",
    "REFERRALS",
    "RULES",
    "STEPS",
    "SUBMISSIONS",
    "TEXT_KEYS",
    "TOPICS",
    "URGENCIES",
    "Determination",
    "EligibilityError",
    "FactKind",
    "FactValue",
    "Facts",
    "NextStep",
    "Outcome",
    "Question",
    "Reason",
    "Rules",
    "RulesError",
    "Urgency",
    "ask",
    "determine",
    "next_question",
    "optional_questions",
    "parse_rules",
    "validate_facts",
    "what_would_make_it_surer",
]
