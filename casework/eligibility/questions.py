"""Which question is worth a person's time: the one missing fact that can still change the outcome.

The outcome is a function of `federal_tax`, of the few facts that send everything to a person, and of a level 0, 1 or 2:
nothing, something weak or open, something strong. The level is the highest of the levels of independent clusters of
facts (hardship and its link; an adverse action; what was sent and when; ...). So whether a fact matters is seen from
its own cluster, with everything else at the lowest level it can still reach: the lower the rest, the more shows.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from casework.eligibility.models import FACTS, SUBMISSIONS, EligibilityError, Facts, FactValue, Question, validate_facts
from casework.eligibility.rules import RULES, Rules
from casework.eligibility.service import determine, urgency_of
from casework.eligibility.weighing import one, several, weigh

_CLUSTERS: Final = (
    ("hardship", "hardship_link"),
    ("adverse_action",),
    ("significant_costs",),
    ("irreparable_harm",),
    ("promised_by",),
    ("submission", "submitted_on"),
    ("system_failure", "contacted_irs"),
    ("topics",),
    ("rights_concern",),
)
# What a rule that takes criteria away ties together: what was sent then decides over the promise and the failure too.
_TIED_BY_RULES: Final = ("submission", "submitted_on", "promised_by", "system_failure", "contacted_irs")
_CLUSTERS_UNDER_RESTRICTION: Final = (
    *(cluster for cluster in _CLUSTERS if not set(cluster) & set(_TIED_BY_RULES)),
    _TIED_BY_RULES,
)

# Facts that are asked only where a topic suggests them, the first topic that does: somebody who writes for another about
# a matter in court is asked about the court alone, so that nobody is asked more than twelve questions.
_SUGGESTED_BY_TOPIC: Final = (("in_court", "exclusion"), ("representative", "asking_as"))

# Topics that say which question is likely to settle the matter soonest.
_ABOUT_WAITING: Final = frozenset(
    {
        "refund_delay",
        "refund_status",
        "return_processing",
        "amended_return",
        "no_response",
        "identity_theft",
        "injured_spouse",
        "stimulus_payment",
    }
)
_ABOUT_PROCEDURE: Final = frozenset({"system_failure", "complaint"})
_PERHAPS_NOT_FEDERAL: Final = frozenset({"other_agency", "general_tax_question", "out_of_scope"})

_OPTIONAL_AT_MOST: Final = 3


def next_question(
    facts: Mapping[str, object], skipped: Collection[str], as_of: dt.date, *, rules: Rules = RULES
) -> str | None:
    """Gives the one missing fact to ask for.

    Args:
        facts: Facts by name; those that are absent are unanswered.
        skipped: Facts asked in vain; never asked again, unanswered for the determination.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        A fact whose answer can still change the outcome, or None: no answer to any further question would.

    Raises:
        EligibilityError: A fact, value or skipped name isn't in the table.
    """
    return next(_worth_asking(validate_facts(facts), _known(skipped), as_of, rules), None)


def ask(
    facts: Mapping[str, object], skipped: Collection[str], as_of: dt.date, *, rules: Rules = RULES
) -> Question | None:
    """Gives the question to put next without offering a choice: `next_question`, then once the date of a harm.

    Args:
        facts: Facts by name; those that are absent are unanswered.
        skipped: Facts asked in vain.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        The question, or None. After the outcome is fixed, `harm_on` where a hardship without a date makes it a matter
        of this week: the date decides whether it is one of today.

    Raises:
        EligibilityError: A fact, value or skipped name isn't in the table.
    """
    if asks := next_question(facts, skipped, as_of, rules=rules):
        return Question(asks, reason_optional=False)
    valid = validate_facts(facts)
    if (
        several(valid, "hardship")
        and "harm_on" not in valid
        and "harm_on" not in skipped
        and urgency_of(valid, as_of) == "this_week"
        and determine(valid, as_of, rules=rules).outcome != "unlikely"
    ):
        return Question("harm_on", reason_optional=True)
    return None


def optional_questions(
    facts: Mapping[str, object], skipped: Collection[str], as_of: dt.date, *, rules: Rules = RULES
) -> list[str]:
    """Gives facts that no longer change the outcome but help the advocate; to be offered, and declined freely.

    Args:
        facts: Facts by name; those that are absent are unanswered.
        skipped: Facts asked in vain.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        At most three names; none in an emergency, and none where somebody else can help rather than TAS.

    Raises:
        EligibilityError: A fact, value or skipped name isn't in the table.
    """
    valid, known = validate_facts(facts), _known(skipped)
    if one(valid, "emergency") == "yes" or determine(valid, as_of, rules=rules).outcome == "unlikely":
        return []
    wanted = {
        # An outcome fixed without it leaves unsaid what matters most: how urgent it is, and that there is local help.
        "hardship": True,
        "harm_on": bool(several(valid, "hardship")),
        "adverse_action_on": one(valid, "adverse_action") in {"threatened", "happening"},
        "contacted_irs": True,
        "promised_by": one(valid, "contacted_irs") != "no",
        "submission": True,
        "submitted_on": one(valid, "submission") not in {None, "none"},
    }
    unheard = [name for name, helps in wanted.items() if helps and name not in valid and name not in known]
    return unheard[:_OPTIONAL_AT_MOST]


def what_would_make_it_surer(
    facts: Mapping[str, object], skipped: Collection[str], as_of: dt.date, *, rules: Rules = RULES
) -> list[str]:
    """Gives the facts that stand between the determination as it is and a fixed one.

    Args:
        facts: Facts by name; those that are absent are unanswered.
        skipped: Facts asked in vain. They are named last: nobody asks again, but the person may find out.
        as_of: The person's local date.
        rules: The rules to apply.

    Returns:
        Names, first those still to be asked, then those skipped or unsure that would matter if they became known.

    Raises:
        EligibilityError: A fact, value or skipped name isn't in the table.
    """
    valid = validate_facts(facts)
    sure = {name: value for name, value in valid.items() if value != "unsure"}
    return list(
        dict.fromkeys(
            (*_worth_asking(valid, _known(skipped), as_of, rules), *_worth_asking(sure, frozenset(), as_of, rules))
        )
    )


def _known(skipped: Collection[str]) -> frozenset[str]:
    names = frozenset(skipped)
    if not names <= FACTS.keys():
        raise EligibilityError("unknown_fact", f"a skipped fact is one of {', '.join(FACTS)}")
    return names


def _worth_asking(facts: Facts, skipped: frozenset[str], as_of: dt.date, rules: Rules) -> Iterator[str]:
    """Yields the facts whose answer can change the outcome, in the order in which to ask."""
    exclusion = one(facts, "exclusion") or "none"
    if (
        one(facts, "emergency") == "yes"
        or one(facts, "federal_tax") == "no"
        or exclusion not in {"none", "in_court", "refund_scheme"}
    ):
        return
    federal_tax_open = "federal_tax" not in facts and "federal_tax" not in skipped
    if exclusion != "none" or one(facts, "asking_as") == "congressional":
        # A person looks at it whatever else is said, unless it is no federal tax.
        if federal_tax_open:
            yield "federal_tax"
        return
    if facts.keys() <= {"emergency", "federal_tax", "asking_as", "exclusion"} and "topics" not in skipped:
        # Nothing is known of the trouble: one answer in the person's own words says more than any choice.
        yield "topics"

    views = _views(facts, skipped, as_of, rules)
    lowest = [min(view.reachable) for view in views]
    can_be_federal = federal_tax_open or one(facts, "federal_tax") == "yes"
    decisive = {
        name
        for index, view in enumerate(views)
        for name in view.decisive(max(lowest[:index] + lowest[index + 1 :]), can_be_federal=can_be_federal)
    }
    if federal_tax_open and any(max(view.reachable) > 0 for view in views):
        decisive.add("federal_tax")
    if not decisive:
        decisive.update(_all_that_is_left(facts, skipped, as_of, rules))
    suggested = next((name for topic, name in _SUGGESTED_BY_TOPIC if topic in several(facts, "topics")), None)
    if suggested is not None and suggested not in facts and suggested not in skipped:
        decisive.add(suggested)
    yield from (name for name in _order(facts) if name in decisive)


def _all_that_is_left(facts: Facts, skipped: frozenset[str], as_of: dt.date, rules: Rules) -> Collection[str]:
    """Facts whose every answer leads to one outcome, but not to the one that stands while they are unanswered.

    A date three weeks back with nothing said of what was sent is late for no kind of submission: only the silence about
    the kind keeps the outcome possible.
    """
    weighed = weigh(facts, as_of, rules)
    answerable = all(name not in facts and name not in skipped for name in weighed.open_facts)
    return weighed.open_facts if answerable and not weighed.criteria else ()


def _order(facts: Facts) -> tuple[str, ...]:
    """Gives all facts in the order in which to ask: urgent and easy first, then what topics point to, rights last."""
    topics = set(several(facts, "topics"))
    promise, sending, procedure = ("promised_by",), ("submission", "submitted_on"), ("system_failure", "contacted_irs")
    if "missed_promised_date" not in topics and (topics & _ABOUT_WAITING or "submission" in facts):
        dates = sending + promise
    else:
        dates = promise + sending
    return tuple(
        dict.fromkeys(
            (
                *(("federal_tax",) if topics & _PERHAPS_NOT_FEDERAL else ()),
                "exclusion",
                "hardship",
                "hardship_link",
                "adverse_action",
                *(procedure if topics & _ABOUT_PROCEDURE else ()),
                *dates,
                "federal_tax",
                "asking_as",
                "significant_costs",
                "irreparable_harm",
                *procedure,
                "topics",
                "rights_concern",
            )
        )
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What a cluster can still become.

    Attributes:
        open_names: Its facts that may still be asked.
        levels: Its level for each way of answering them.
    """

    open_names: tuple[str, ...]
    levels: Mapping[tuple[FactValue, ...], int]

    @property
    def reachable(self) -> Collection[int]:
        """The levels it can reach."""
        return self.levels.values()

    def decisive(self, rest: int, *, can_be_federal: bool) -> Iterator[str]:
        """Yields the open facts that can change the outcome while the other clusters are at level `rest`."""
        for position, name in enumerate(self.open_names):
            by_others: dict[tuple[FactValue, ...], list[int]] = {}
            for answers, level in self.levels.items():
                by_others.setdefault(answers[:position] + answers[position + 1 :], []).append(level)
            for levels in by_others.values():
                low, high = max(rest, min(levels)), max(rest, *levels)
                # Weak and strong give the same outcome unless the tax is known to be federal.
                if high > low and (low == 0 or can_be_federal):
                    yield name
                    break


def _telling_submissions(as_of: dt.date, rules: Rules) -> tuple[str, ...]:
    """Gives `none` and one submission for each way in which submissions are treated on this day."""
    in_force = rules.acceptance_on(as_of)
    treated = {
        (
            rules.normal_days_for(submission, as_of) is None,
            *(rule.row.id for rule in in_force if rule.matched({"submission": submission})),
        ): submission
        for submission in SUBMISSIONS
    }
    return ("none", *treated.values())


def _views(facts: Facts, skipped: frozenset[str], as_of: dt.date, rules: Rules) -> list[_View]:
    restricted = any(rule.effect == "takes_away" for rule in rules.acceptance_on(as_of))
    return [
        _view(
            cluster,
            tuple((name, facts[name]) for name in cluster if name in facts),
            tuple(name for name in cluster if name not in facts and name not in skipped),
            as_of,
            rules,
        )
        for cluster in (_CLUSTERS_UNDER_RESTRICTION if restricted else _CLUSTERS)
    ]


# A day's conversations meet the same few clusters again and again; under a restriction one takes some 5 ms to go through.
@lru_cache(maxsize=2048)
def _view(
    cluster: tuple[str, ...],
    known: tuple[tuple[str, FactValue], ...],
    open_names: tuple[str, ...],
    as_of: dt.date,
    rules: Rules,
) -> _View:
    named_topics = [rule.values[:1] for rule in rules.acceptance_on(as_of) if rule.effect == "adds"]
    yesterday = as_of - dt.timedelta(days=1)
    telling: dict[str, tuple[FactValue, ...]] = {
        # Which hardship it is doesn't matter, nor which date beyond early and late enough.
        "hardship": ((), FACTS["hardship"].values[:1]),
        "topics": ((), *named_topics),
        "promised_by": (yesterday.isoformat(), as_of.isoformat(), "none", "unsure"),
        "submission": _telling_submissions(as_of, rules),
        "submitted_on": (dt.date.min.isoformat(), as_of.isoformat(), "unsure"),
    }
    levels: dict[tuple[FactValue, ...], int] = {}
    for answers in itertools.product(*(telling.get(name) or FACTS[name].values for name in open_names)):
        weighed = weigh({**dict(known), **dict(zip(open_names, answers, strict=True))}, as_of, rules)
        weak = bool(weighed.criteria) or not set(cluster).isdisjoint(weighed.open_facts)
        levels[answers] = 2 if weighed.strong else int(weak)
    return _View(open_names, levels)
