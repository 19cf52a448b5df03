"""Every code a determination may carry, and what its sentence is filled with.

The sentences live in `texts/`, both languages, under `reason-<code>`, `step-<code>`, `referral-<code>`, `paper-<code>`
and `outcome-<outcome>`. Lists (`hardship`, `topics`, `facts`, `criteria`) reach a sentence joined, each item
by its own text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from casework.eligibility.models import FACTS, OUTCOMES
from casework.eligibility.rules import RULES

REFERRALS: Final = tuple(RULES.offices)
"""Offices (reference/domain.md section 6): key `referral-<code>`, and `step-refer-<code>` as a step."""

PAPERS: Final = tuple(paper.code for paper in RULES.papers)
"""Papers worth having (reference/domain.md 1.3): key `paper-<code>`."""

_NO_VALUES: tuple[str, ...] = ()

REASONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "emergency": _NO_VALUES,
        "not-federal-tax": _NO_VALUES,
        **{f"exclusion-{value}": _NO_VALUES for value in FACTS["exclusion"].values if value != "none"},
        "congressional": _NO_VALUES,
        "criterion-1": ("hardship",),
        "criterion-2": ("adverse_action",),
        "criterion-3": _NO_VALUES,
        "criterion-4": _NO_VALUES,
        "criterion-5": ("submission", "submitted_on", "waited_days"),
        "criterion-6": ("promised_by",),
        "criterion-7": _NO_VALUES,
        "criterion-8": _NO_VALUES,
        "criterion-9": ("topics",),
        # Why a criterion alone makes the outcome possible rather than likely.
        "low-confidence-5": _NO_VALUES,
        "contact-irs-first": _NO_VALUES,
        "criterion-8-alone": _NO_VALUES,
        "federal-tax-open": _NO_VALUES,
        # Why a fact that was given makes no criterion.
        "hardship-not-linked": ("hardship",),
        "within-normal-time": ("submission", "submitted_on", "waited_days"),
        "promise-not-due": ("promised_by",),
        "still-open": ("facts",),
        "nothing-found": _NO_VALUES,
        # Instead of it where TAS itself is whom to ask.
        "about-tas": _NO_VALUES,
        **{f"rule-{rule.row.id}": ("criteria",) for rule in RULES.acceptance},
    }
)
"""Codes of reasons and the names of their values: key `reason-<code>`."""

STEPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "call-911-988": _NO_VALUES,
        "call-tas": _NO_VALUES,
        "talk-to-advocate": _NO_VALUES,
        **{f"refer-{referral}": _NO_VALUES for referral in REFERRALS},
        **{f"today-{topic}": _NO_VALUES for row in RULES.topic_offices if row.today for topic in row.topics},
        "local-help-211": _NO_VALUES,
        "contact-irs": _NO_VALUES,
        "form-911": _NO_VALUES,
        "bring-authorization": _NO_VALUES,
        "gather-papers": _NO_VALUES,
        "come-back-on": ("date",),
        "keep-deadlines": _NO_VALUES,
    }
)
"""Codes of next steps and the names of their values: key `step-<code>`."""

TEXT_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **{f"outcome-{outcome}": _NO_VALUES for outcome in OUTCOMES},
        **{f"reason-{code}": values for code, values in REASONS.items()},
        # The same where only the month or the year is known.
        **{
            f"reason-{code}-rough": ("submission", "submitted_month", "waited_months")
            for code in ("criterion-5", "within-normal-time")
        },
        **{f"reason-{code}-rough": ("promised_month",) for code in ("criterion-6", "promise-not-due")},
        **{f"step-{code}": values for code, values in STEPS.items()},
        **{f"referral-{code}": _NO_VALUES for code in REFERRALS},
        **{f"paper-{code}": _NO_VALUES for code in PAPERS},
    }
)
"""Every key a determination needs in `texts/`, with its variables."""
