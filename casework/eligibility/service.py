"""The determination of DESIGN.md section 6: pure, explained by codes, never a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from casework.eligibility.models import (
    URGENCIES,
    Determination,
    Facts,
    NextStep,
    Outcome,
    Reason,
    Urgency,
    validate_facts,
)
from casework.eligibility.rules import RULES, Rules
from casework.eligibility.weighing import Weighed, day, one, several, weigh

# Exclusions that leave nothing for TAS, each with who can help instead (reference/domain.md 1.4 and 6). `irs` stands
# for the IRS's own line for individuals or for businesses.
_ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "frivolous_only": ("frivolous_arguments_page",),
    "foia_only": ("disclosure_foia",),
    "other_agency": ("state_or_other_agency",),
    "misconduct_only": ("tigta",),
    "advice_only": ("irs", "vita", "litc"),
}

# Exclusions about which a person has to think first: Counsel may have jurisdiction; IRM 13.1.7.2(4).
_PERSON_FIRST: Final[Mapping[str, tuple[str, ...]]] = {"in_court": ("courts_clerk", "litc"), "refund_scheme": ()}

_PLAIN_REASONS: Final = {3: "criterion-3", 4: "criterion-4", 7: "criterion-7", 8: "criterion-8"}

# What comes with a letter that gives a date to answer by (reference/domain.md 1.3).
_LETTER_TOPICS: Final = frozenset({"levy_or_garnishment", "lien", "seizure", "notice_question", "audit"})

_TODAY_DAYS, _THIS_WEEK_DAYS = 3, 7


def urgency_of(facts: Facts, as_of: dt.date) -> Urgency:
    """Says how soon someone should look.

    Args:
        facts: Valid facts.
        as_of: The person's local date.

    Returns:
        `today`, `this_week` or `soon`; a date already past is as pressing as one that is near, since the harm is there.
    """
    days_left = [(on - as_of).days for name in ("harm_on", "adverse_action_on") if (on := day(facts, name))]
    nearest_days = min(days_left, default=_THIS_WEEK_DAYS + 1)
    hardship = bool(several(facts, "hardship"))
    taking = one(facts, "adverse_action") == "happening" and not _is_lien_or_passport(facts)
    if one(facts, "emergency") == "yes" or nearest_days <= _TODAY_DAYS or (taking and hardship):
        return "today"
    if nearest_days <= _THIS_WEEK_DAYS or taking or (hardship and day(facts, "harm_on") is None):
        return "this_week"
    return "soon"


def rank(urgency: str, *, danger: bool) -> int:
    """How urgent somebody is, 0 the most: danger to a life goes before all else that has to be looked at today."""
    return 0 if danger else 1 + URGENCIES.index(urgency)


def _is_lien_or_passport(facts: Facts) -> bool:
    """Whether the topics say that the adverse action takes no wages, bank money or property.

    The fact itself doesn't tell a levy from a lien. Where the topics don't either, it counts as a levy: being looked
    at too soon does less harm than too late.
    """
    topics = set(several(facts, "topics"))
    return bool(topics & {"lien", "passport"}) and not topics & {"levy_or_garnishment", "seizure"}


def determine(facts: Mapping[str, object], as_of: dt.date, *, rules: Rules = RULES) -> Determination:
    """Finds the likely outcome, in the seven steps of DESIGN.md section 6.

    Args:
        facts: Facts by name; those that are absent are unanswered.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        The determination, with everything that explains it.

    Raises:
        EligibilityError: A fact or value isn't in the table.
    """
    valid = validate_facts(facts)
    urgency = urgency_of(valid, as_of)
    conclusion = _conclude(valid, as_of, rules)
    return Determination(
        outcome=conclusion.outcome,
        criteria=conclusion.criteria,
        # The lowest of 1-4, else of 5-7, else 8, else 9, is simply the lowest.
        primary=min(conclusion.criteria, default=None),
        reasons=conclusion.reasons,
        next_steps=tuple(_next_steps(valid, conclusion, urgency)),
        referrals=conclusion.referrals,
        urgency=urgency,
        facts=valid,
        rules_version=rules.version,
        as_of=as_of,
    )


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """Where steps 1 to 6 end."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    criteria: tuple[int, ...] = ()
    referrals: tuple[str, ...] = ()
    come_back_on: dt.date | None = None
    topic: str | None = None


def _conclude(facts: Facts, as_of: dt.date, rules: Rules) -> _Conclusion:
    """Goes through steps 1 to 6."""
    if one(facts, "emergency") == "yes":
        return _Conclusion("needs_person", (Reason("emergency"),))

    exclusion = one(facts, "exclusion") or "none"
    because_excluded = () if exclusion == "none" else (Reason(f"exclusion-{exclusion}"),)
    if one(facts, "federal_tax") == "no":
        offices = ("state_or_other_agency", *_ELSEWHERE.get(exclusion, ()))
        return _Conclusion(
            "unlikely", (Reason("not-federal-tax"), *because_excluded), referrals=_offices(offices, facts)
        )
    if exclusion in _ELSEWHERE:
        return _Conclusion("unlikely", because_excluded, referrals=_offices(_ELSEWHERE[exclusion], facts))
    because_congressional = (Reason("congressional"),) if one(facts, "asking_as") == "congressional" else ()
    if exclusion in _PERSON_FIRST or because_congressional:
        offices = _PERSON_FIRST.get(exclusion, ())
        return _Conclusion("needs_person", because_excluded + because_congressional, referrals=_offices(offices, facts))

    weighed = weigh(facts, as_of, rules)
    federal = one(facts, "federal_tax") == "yes"
    outcome: Outcome = ("unlikely", "possible", "likely" if federal else "possible")[weighed.level]
    reasons = tuple(_reasons(facts, weighed, outcome, as_of))
    if outcome == "likely":
        return _Conclusion(outcome, reasons, weighed.criteria)
    offices, topic = _topic_offices(facts, as_of, rules)
    if offices == ("tas",):
        # That other offices may be faster would be no reason to call TAS.
        reasons = tuple(Reason("about-tas") if reason.code == "nothing-found" else reason for reason in reasons)
    if outcome == "possible":
        # Its steps name TAS anyway.
        offices = tuple(office for office in offices if office != "tas")
    return _Conclusion(outcome, reasons, weighed.criteria, offices, _come_back_on(facts, weighed, as_of), topic)


def _offices(referrals: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    business = one(facts, "asking_as") in {"business", "exempt_organization"} or "business_payroll_tax" in several(
        facts, "topics"
    )
    irs = "irs_business" if business else "irs_individual"
    return tuple(dict.fromkeys(irs if referral == "irs" else referral for referral in referrals))


def _topic_offices(facts: Facts, as_of: dt.date, rules: Rules) -> tuple[tuple[str, ...], str | None]:
    """Gives the offices for the first topic that has its own, otherwise the IRS itself; and the topic to ask about there."""
    for topic in several(facts, "topics"):
        row = rules.offices_for(topic, as_of)
        if row is not None:
            return _offices(row.offices, facts), topic if row.today else None
    return _offices(("irs",), facts), None


def _come_back_on(facts: Facts, weighed: Weighed, as_of: dt.date) -> dt.date | None:
    """Gives the first day on which waiting alone would bring a criterion, or None."""
    if any(rule.effect == "takes_away" for rule, _ in weighed.applied):
        return None
    promised_by = day(facts, "promised_by")
    dates = [promised_by + dt.timedelta(days=1)] if promised_by else []
    if weighed.waiting:
        dates.append(weighed.waiting.late_on)
    return min((date for date in dates if date > as_of), default=None)


def _reasons(facts: Facts, weighed: Weighed, outcome: Outcome, as_of: dt.date) -> Iterator[Reason]:
    for number in weighed.criteria:
        yield _criterion_reason(number, facts, weighed)
        if number == 5 and weighed.waiting and weighed.waiting.normal_days is None:
            yield Reason("low-confidence-5")
        if number == 7 and one(facts, "contacted_irs") != "yes":
            yield Reason("contact-irs-first")
    if weighed.criteria == (8,):
        yield Reason("criterion-8-alone")
    for rule, changed in weighed.applied:
        yield Reason(f"rule-{rule.row.id}", {"criteria": tuple(map(str, changed))})
    yield from _what_does_not_count(facts, weighed, as_of)
    if outcome == "possible":
        if one(facts, "federal_tax") != "yes":
            yield Reason("federal-tax-open")
        if weighed.open_facts:
            yield Reason("still-open", {"facts": weighed.open_facts})
    elif outcome == "unlikely":
        yield Reason("nothing-found")


def _criterion_reason(number: int, facts: Facts, weighed: Weighed) -> Reason:
    if code := _PLAIN_REASONS.get(number):
        return Reason(code)
    waiting = weighed.waiting
    match number:
        case 1:
            return Reason("criterion-1", {"hardship": several(facts, "hardship")})
        case 2:
            return Reason("criterion-2", {"adverse_action": one(facts, "adverse_action") or ""})
        case 5 if waiting:
            return Reason(
                "criterion-5",
                {
                    "submission": waiting.submission,
                    "submitted_on": waiting.submitted_on,
                    "waited_days": waiting.waited_days,
                },
            )
        case 6:
            return Reason("criterion-6", {"promised_by": one(facts, "promised_by") or ""})
        case _:
            named = [topic for rule, _ in weighed.applied if rule.effect == "adds" for topic in rule.matched(facts)]
            return Reason("criterion-9", {"topics": tuple(dict.fromkeys(named))})


def _what_does_not_count(facts: Facts, weighed: Weighed, as_of: dt.date) -> Iterator[Reason]:
    hardship, promised_by, waiting = several(facts, "hardship"), day(facts, "promised_by"), weighed.waiting
    if hardship and one(facts, "hardship_link") == "no":
        yield Reason("hardship-not-linked", {"hardship": hardship})
    if waiting and not waiting.is_late:
        yield Reason(
            "within-normal-time",
            {
                "submission": waiting.submission,
                "submitted_on": waiting.submitted_on,
                "waited_days": max(waiting.waited_days, 0),
            },
        )
    if promised_by and promised_by >= as_of:
        yield Reason("promise-not-due", {"promised_by": promised_by.isoformat()})


def _next_steps(facts: Facts, conclusion: _Conclusion, urgency: Urgency) -> Iterator[NextStep]:
    codes = {reason.code for reason in conclusion.reasons}
    back = conclusion.come_back_on
    deadlines = NextStep("keep-deadlines")
    refer = [NextStep(f"refer-{referral}") for referral in conclusion.referrals]
    if conclusion.topic:
        # What to ask stands right after whom to ask.
        refer.insert(1, NextStep(f"today-{conclusion.topic}"))
    contact = []
    if "contact-irs-first" in codes:
        contact = [NextStep("contact-irs")]
        if conclusion.referrals[:1] == ("irs_individual",):
            # The same telephone: it is named once, with what to ask there.
            asked = 2 if conclusion.topic else 1
            contact, refer = [*contact, *refer[1:asked]], refer[asked:]
    help_211 = [NextStep("local-help-211")] if several(facts, "hardship") else []
    come_back = [NextStep("come-back-on", {"date": back.isoformat()})] if back else []
    authorization = [NextStep("bring-authorization")] if one(facts, "asking_as") in {"representative", "other"} else []
    talk = [NextStep("talk-to-advocate")] if conclusion.outcome == "needs_person" else []
    # Where TAS itself is the office, it is named once.
    # What the call needs stands beside it.
    call = [*([] if "tas" in conclusion.referrals else [NextStep("call-tas")]), *authorization, *talk]

    if "emergency" in codes:
        # Safety, then a voice: no papers and no forms now.
        yield from (NextStep("call-911-988"), *call, *help_211, deadlines)
        return
    letter = _letter_is_likely(facts, codes)
    if conclusion.outcome == "unlikely":
        # First what the person can do today; TAS can be reached whatever the assistant thinks.
        if letter:
            yield deadlines
        not_about_tax = "hardship-not-linked" in codes
        yield from (*help_211, *refer) if not_about_tax else (*refer, *help_211)
        yield from (*come_back, *call, NextStep("form-911"))
    else:
        if urgency == "today":
            yield from call
        if letter:
            yield deadlines
        if conclusion.outcome == "needs_person":
            # What a court asks comes with days of its own.
            yield from refer
            refer = []
        yield from (*help_211, *contact)
        if urgency != "today":
            yield from call
        yield from (NextStep("form-911"), NextStep("gather-papers"), *refer, *come_back)
    if not letter:
        yield deadlines


def _letter_is_likely(facts: Facts, codes: set[str]) -> bool:
    """Whether what is told comes with an IRS letter that gives a date, so that the date is said early."""
    if "not-federal-tax" in codes or one(facts, "exclusion") in _ELSEWHERE:
        return False
    told_of_it = one(facts, "adverse_action") in {"threatened", "happening"}
    return told_of_it or not _LETTER_TOPICS.isdisjoint(several(facts, "topics"))
