"""A second implementation of `eligibility.determine`, written from section 6 of the design alone.

Nothing here comes from the code under test, and nothing here may be imported by it. It follows the
text step by step and is meant to be read beside it. It expects valid facts and does not check them.

READINGS, where the text leaves room (the key is what `rests_on` returns):

  dated-past      "within 3 days" and "within 7 days": a date that has passed counts as within, for
                  `harm_on` and for `adverse_action_on` alike. Limits are inclusive (as_of + 3 is within 3).
  date-alone      `harm_on` counts without a hardship, and `adverse_action_on` with `adverse_action` none or
                  unanswered: the text names only the dates.
  kind-of-action  "a levy, garnishment or seizure happening": `adverse_action` is happening, unless, of the
                  topics that name a kind of action (levy_or_garnishment, seizure, lien, passport), only lien
                  or passport are there. So no topics, or topics of another sort, are read as a levy;
                  [lien, refund_delay] is a lien; [lien, levy_or_garnishment] is a levy.
  link-no         For urgency "a hardship" is a hardship that was named, even if `hardship_link` is no.
  kind-unknown    `submitted_on` with `submission` unanswered meets nothing: an unanswered fact is not a
                  submission. ("A submission without known normal days" is `other`.) The outcome is
                  `possible` at least in either reading; only criteria and primary differ.
  no-date-needed  `submission` none has no date, so its date is not missing.
  federal-open    `federal_tax` unanswered or unsure is not in the list of step 6: with all of that list
                  answered and no criterion met the outcome is `unlikely`.
  early-urgency   Urgency is worked out from the facts in the same way when steps 1 to 3 settle the outcome.

`none` is a value of `promised_by` only (the table gives it to no other date). "Within" and "before" compare
calendar days. A submission in the future is simply not old. The dated rule for criterion 9 began on
2021-07-06 and looks at every topic, not at the main one only. Dates up to 2023-01-09, where other rules may
take criteria away, are outside this reference (but for criterion 9 itself).
"""

from __future__ import annotations

import datetime
import random

# --- dated data -----------------------------------------------------------------------------------

NORMAL_DAYS = {
    "e_filed_return": 21,
    "paper_return": 42,
    "amended_return": 112,
    "injured_spouse_claim": 98,
    "identity_theft_report": 120,
    "correspondence": 45,
}
GRACE = 30
CRITERION_9_FROM = datetime.date(2021, 7, 6)
CRITERION_9_TOPICS = ("passport", "private_collection", "exempt_status_revoked")


# --- reading facts --------------------------------------------------------------------------------


def _date(value: object) -> datetime.date | None:
    """The date, or None where there is none: unanswered, unsure, or `none`."""
    if value is None or value == "unsure" or value == "none":
        return None
    return datetime.date.fromisoformat(str(value))


def _open(facts: dict, name: str) -> bool:
    """Unanswered or unsure."""
    return facts.get(name) is None or facts[name] == "unsure"


# --- the determination ----------------------------------------------------------------------------


def determine(facts: dict, as_of: datetime.date) -> dict:
    urgency = _urgency(facts, as_of)

    # 1. emergency
    if facts.get("emergency") == "yes":
        return {"outcome": "needs_person", "criteria": [], "primary": None, "urgency": urgency}

    # 2. not federal tax, or nothing left that TAS works on
    if facts.get("federal_tax") == "no" or facts.get("exclusion") in (
        "frivolous_only",
        "foia_only",
        "other_agency",
        "misconduct_only",
        "advice_only",
    ):
        return {"outcome": "unlikely", "criteria": [], "primary": None, "urgency": urgency}

    # 3. a person has to look
    if facts.get("exclusion") in ("in_court", "refund_scheme") or facts.get("asking_as") == "congressional":
        return {"outcome": "needs_person", "criteria": [], "primary": None, "urgency": urgency}

    # 4. criteria met (and, for step 6, which of them are strong)
    met: set[int] = set()
    strong: set[int] = set()

    if facts.get("hardship") and facts.get("hardship_link") != "no":
        met.add(1)
        strong.add(1)

    if facts.get("adverse_action") == "threatened" or facts.get("adverse_action") == "happening":
        met.add(2)
        strong.add(2)

    if facts.get("significant_costs") == "yes":
        met.add(3)
        strong.add(3)

    if facts.get("irreparable_harm") == "yes":
        met.add(4)
        strong.add(4)

    promised = _date(facts.get("promised_by"))
    if promised is not None and promised < as_of:
        met.add(6)
        strong.add(6)

    if 6 not in met:
        submission = facts.get("submission")
        submitted = _date(facts.get("submitted_on"))
        if submission is not None and submission != "none" and submitted is not None:
            age = (as_of - submitted).days
            if submission in NORMAL_DAYS:
                if age > NORMAL_DAYS[submission] + GRACE:
                    met.add(5)
                    strong.add(5)
            elif age > GRACE:
                met.add(5)  # low confidence: not strong

    if facts.get("system_failure") == "yes":
        met.add(7)
        if facts.get("contacted_irs") == "yes":
            strong.add(7)

    if facts.get("rights_concern") == "yes":
        met.add(8)

    if as_of >= CRITERION_9_FROM:
        for topic in facts.get("topics") or []:
            if topic in CRITERION_9_TOPICS:
                met.add(9)
                strong.add(9)

    # 5. dated rules: none takes anything away after 2023-01-09

    # 6. outcome
    if strong and facts.get("federal_tax") == "yes":
        outcome = "likely"
    elif met or _something_open(facts):
        outcome = "possible"
    else:
        outcome = "unlikely"

    # 7. primary
    primary = None
    for group in ((1, 2, 3, 4), (5, 6, 7), (8,), (9,)):
        here = [number for number in group if number in met]
        if here:
            primary = min(here)
            break

    return {"outcome": outcome, "criteria": sorted(met), "primary": primary, "urgency": urgency}


def _something_open(facts: dict) -> bool:
    for name in (
        "hardship",
        "adverse_action",
        "significant_costs",
        "irreparable_harm",
        "promised_by",
        "submission",
        "system_failure",
        "rights_concern",
    ):
        if _open(facts, name):
            return True
    # "or its date": only a submission that exists has one
    return facts["submission"] != "none" and _open(facts, "submitted_on")


# --- urgency --------------------------------------------------------------------------------------


def _taking_happens(facts: dict) -> bool:
    """A levy, garnishment or seizure is happening (reading kind-of-action)."""
    if facts.get("adverse_action") != "happening":
        return False
    topics = facts.get("topics") or []
    if "levy_or_garnishment" in topics or "seizure" in topics:
        return True
    return not ("lien" in topics or "passport" in topics)


def _urgency(facts: dict, as_of: datetime.date) -> str:
    hardship = bool(facts.get("hardship"))
    harm_on = _date(facts.get("harm_on"))
    action_on = _date(facts.get("adverse_action_on"))

    def within(day: datetime.date | None, days: int) -> bool:
        return day is not None and day <= as_of + datetime.timedelta(days=days)

    if facts.get("emergency") == "yes":
        return "today"
    if within(harm_on, 3) or within(action_on, 3):
        return "today"
    if _taking_happens(facts) and hardship:
        return "today"

    if within(harm_on, 7) or within(action_on, 7):
        return "this_week"
    if _taking_happens(facts):  # without hardship
        return "this_week"
    if hardship and harm_on is None:  # a hardship without a date
        return "this_week"

    return "soon"


# --- for those who compare ------------------------------------------------------------------------


def rests_on(facts: dict, as_of: datetime.date) -> list[str]:
    """The readings above that bear on this fact set. Two implementations that differ only where this is
    not empty may differ about the text; where it is empty one of them is wrong."""
    found = []
    harm_on = _date(facts.get("harm_on"))
    action_on = _date(facts.get("adverse_action_on"))
    topics = facts.get("topics") or []
    hardship = bool(facts.get("hardship"))
    early = (  # steps 1 to 3 settle the outcome
        facts.get("emergency") == "yes"
        or facts.get("federal_tax") == "no"
        or facts.get("exclusion") not in (None, "none")
        or facts.get("asking_as") == "congressional"
    )
    if action_on is not None and action_on < as_of or harm_on is not None and harm_on < as_of:
        found.append("dated-past")
    if harm_on is not None and not hardship or action_on is not None and facts.get("adverse_action") in (None, "none"):
        found.append("date-alone")
    if facts.get("adverse_action") == "happening" and not ("levy_or_garnishment" in topics or "seizure" in topics):
        if not (topics and set(topics) <= {"lien", "passport"}):
            found.append("kind-of-action")
    if hardship and facts.get("hardship_link") == "no":
        found.append("link-no")
    if facts.get("submission") is None and _date(facts.get("submitted_on")) is not None:
        found.append("kind-unknown")
    if not early and determine(facts, as_of)["outcome"] == "unlikely":
        if facts["submission"] == "none" and _open(facts, "submitted_on"):
            found.append("no-date-needed")
        if _open(facts, "federal_tax"):
            found.append("federal-open")
    if early and _urgency(facts, as_of) != "soon":
        found.append("early-urgency")
    return found


# --- random fact sets -----------------------------------------------------------------------------

TOPICS = (
    "levy_or_garnishment lien seizure refund_delay refund_status return_processing amended_return no_response "
    "missed_promised_date system_failure notice_question payment_plan offer_in_compromise penalty_abatement audit "
    "credits identity_theft unfiled_returns business_payroll_tax injured_spouse deceased_taxpayer stimulus_payment "
    "passport private_collection exempt_status_revoked complaint frivolous_argument foia in_court other_agency "
    "general_tax_question about_tas form_911 case_status representative document_upload access_code talk_to_human "
    "language emergency greeting thanks goodbye affirm deny unsure restart out_of_scope"
).split()
HARDSHIPS = "housing utilities food medical transportation employment other_basic_need".split()
SUBMISSIONS = [*NORMAL_DAYS, "other", "none"]
_TELLING_TOPICS = ["levy_or_garnishment", "seizure", "lien", "passport", "private_collection", "exempt_status_revoked"]


def random_facts(rng: random.Random) -> tuple[dict, datetime.date]:
    """One valid fact set and a date after 2023-01-09. Some sets are full, some sparse, some all quiet (so that
    `unlikely` at step 6, one open fact, and one criterion alone come up often), and dates sit at the edges."""
    as_of = datetime.date(2023, 1, 10) + datetime.timedelta(days=rng.randrange(0, 1816))
    manner = rng.choice(["sparse", "mixed", "mixed", "full", "quiet", "quiet"])
    present = {"sparse": 0.3, "mixed": 0.65, "full": 0.97, "quiet": 0.985}[manner]
    quiet = manner == "quiet"

    def day(offset: int) -> str:
        return (as_of + datetime.timedelta(days=offset)).isoformat()

    def yes_no_unsure() -> str:
        if quiet:
            return rng.choices(["no", "yes", "unsure"], [93, 4, 3])[0]
        return rng.choices(["no", "yes", "unsure"], [45, 35, 20])[0]

    def near() -> str:
        return day(rng.choice([-400, -30, -8, -7, -4, -3, -1, 0, 1, 2, 3, 3, 4, 4, 5, 6, 7, 7, 8, 8, 9, 15, 60]))

    every: dict[str, object] = {}
    every["emergency"] = rng.choices(["no", "yes"], [95, 5])[0]
    every["federal_tax"] = rng.choices(["yes", "no", "unsure"], [82, 6, 12])[0]
    every["asking_as"] = rng.choices(
        ["individual", "business", "exempt_organization", "representative", "congressional", "other"],
        [50, 12, 10, 14, 4, 10],
    )[0]
    every["topics"] = rng.sample(TOPICS, rng.choice([1, 1, 2, 3]))
    if rng.random() < (0.1 if quiet else 0.45):
        every["topics"] = rng.sample(_TELLING_TOPICS, rng.choice([1, 1, 2])) + [
            topic for topic in every["topics"] if topic not in _TELLING_TOPICS
        ]
        if rng.random() < 0.4:
            every["topics"] = [topic for topic in every["topics"] if topic in _TELLING_TOPICS]
        rng.shuffle(every["topics"])
    every["exclusion"] = rng.choices(
        [
            "none",
            "frivolous_only",
            "in_court",
            "foia_only",
            "other_agency",
            "misconduct_only",
            "advice_only",
            "refund_scheme",
        ],
        [86, 2, 2, 2, 2, 2, 2, 2],
    )[0]
    every["hardship"] = (
        [] if rng.random() < (0.9 if quiet else 0.45) else rng.sample(HARDSHIPS, rng.choice([1, 1, 1, 2, 3]))
    )
    every["hardship_link"] = rng.choice(["yes", "no", "unsure"])
    every["adverse_action"] = rng.choices(
        ["none", "threatened", "happening"], [93, 3, 4] if quiet else [45, 22, 33]
    )[0]
    every["significant_costs"] = yes_no_unsure()
    every["irreparable_harm"] = yes_no_unsure()
    every["contacted_irs"] = rng.choice(["yes", "no"])
    every["submission"] = rng.choice(SUBMISSIONS)
    normal = NORMAL_DAYS.get(str(every["submission"]), 0)
    edge = normal + GRACE
    if quiet:
        ages = [edge - 1, edge, edge, edge + 1, normal, 30, 10, 0]
    else:
        ages = [edge - 1, edge, edge + 1, edge + 1, edge + 2, normal, normal + 1, 30, 31, 0, 10, 90, 300, 700, -5]
    every["submitted_on"] = "unsure" if rng.random() < 0.08 else day(-rng.choice(ages))
    every["promised_by"] = rng.choices(
        ["none", "unsure", "date"], [85, 3, 12] if quiet else [40, 15, 45]
    )[0]
    if every["promised_by"] == "date":
        every["promised_by"] = day(rng.choice([0, 0, 1, 1, 20, 90] if quiet else [-200, -20, -1, -1, 0, 0, 1, 1, 20]))
    every["system_failure"] = yes_no_unsure()
    every["rights_concern"] = yes_no_unsure()

    facts = {name: value for name, value in every.items() if rng.random() < present}

    # Dates that belong to another fact mostly come with it; now and then they stand alone.
    if facts.get("hardship") and rng.random() < 0.6 or rng.random() < 0.02:
        facts["harm_on"] = "unsure" if rng.random() < 0.2 else near()
    if facts.get("adverse_action") in ("threatened", "happening") and rng.random() < 0.55 or rng.random() < 0.02:
        facts["adverse_action_on"] = near()
    if facts.get("submission") in (None, "none") and rng.random() < 0.9:
        facts.pop("submitted_on", None)

    names = list(facts)
    rng.shuffle(names)
    return {name: facts[name] for name in names}, as_of
