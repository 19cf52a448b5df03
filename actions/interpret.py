"""What one turn changes: from what was understood, or a button, to facts, skips and doubts. Pure.

An answer to the open question is `answered`; what was volunteered beside it `understood`; what differs from a fact that
stood `corrected`. Nothing leaves here that isn't in the table of facts.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from actions import danger, typed
from actions.turn import Turn, valid_facts
from casework.eligibility import FACTS, HARDSHIPS, FactValue, determine

SURE: Final = 0.6
"""From here on a fact is taken as it was understood."""
DOUBTED: Final = 0.4
"""From here on a fact that would change the outcome is asked about (`confirm`); below, it wasn't understood."""
SURE_ALONE: Final = 0.8
"""A topic this sure may end the screening by itself, or is noticed beside an answer to another question."""
TOPIC_NOTICED: Final = 0.12
"""A topic below this, in answer to "what is it about?", is noise."""
TOPIC_WORDS: Final = 5
HARDSHIP_UNNAMED: Final = 0.7
"""A hardship less sure than this counts only where the words name one of its things; else it is asked for."""
ACTION_TOPIC: Final = 0.3
BEYOND_DOUBT: Final = 0.9
OFF_TOPIC: Final = 0.97
"""A sentence this surely about something else holds no answer."""
OFF_TOPIC_WORDS: Final = 4
LANGUAGE_SURE: Final = 0.9
LANGUAGE_WORDS: Final = 3

# Topics that say what a person wants of the chat, not what their trouble is: they never become a fact.
_CONVERSATIONAL: Final = frozenset(
    {
        "about_tas", "form_911", "case_status", "document_upload", "access_code", "talk_to_human", "language", "emergency",
        "greeting", "thanks", "goodbye", "affirm", "deny", "unsure", "restart", "out_of_scope",
    }
)  # fmt: skip
# Only the IRS does or has these, so nobody is asked whether it is about federal tax.
_FEDERAL: Final = frozenset(
    {
        "levy_or_garnishment", "lien", "seizure", "refund_delay", "refund_status", "return_processing", "amended_return",
        "missed_promised_date", "notice_question", "payment_plan", "offer_in_compromise", "penalty_abatement", "audit",
        "identity_theft", "unfiled_returns", "business_payroll_tax", "injured_spouse", "stimulus_payment", "passport",
        "private_collection", "exempt_status_revoked", "frivolous_argument", "foia",
    }
)  # fmt: skip
_IMPLIED: Final[Mapping[str, Mapping[str, FactValue]]] = {
    "in_court": {"exclusion": "in_court"},
    "passport": {"adverse_action": "happening"},
    "exempt_status_revoked": {"asking_as": "exempt_organization"},
}
# Where nothing but this is left, somebody else can help (step 2 of the determination).
_ALONE: Final[Mapping[str, Mapping[str, FactValue]]] = {
    "frivolous_argument": {"exclusion": "frivolous_only"},
    "foia": {"exclusion": "foia_only"},
    "other_agency": {"federal_tax": "no", "exclusion": "other_agency"},
    "general_tax_question": {"exclusion": "advice_only"},
    "complaint": {"exclusion": "misconduct_only"},
}
# Much of what is called a complaint is about service, which TAS does take up: only a yes to "is that right?" settles it.
_ALWAYS_CONFIRMED: Final = frozenset({"complaint"})
# A sent paper of this kind is what the topic is about.
_SENT: Final[Mapping[str, FactValue]] = {"amended_return": "amended_return"}
_ACTION_TOPICS: Final = frozenset({"levy_or_garnishment", "lien", "seizure", "passport"})
_NEVER_DOUBTED: Final = frozenset({"topics", "harm_on", "adverse_action_on", "asking_as"})


@dataclass(slots=True)
class Changes:
    """What a turn changes.

    Attributes:
        answered: New facts that answer the open question.
        understood: New facts that were volunteered.
        corrected: Facts that stood and are now different.
        skipped: Facts never to be asked again.
        unset: Facts whose answer was taken back.
        language: The language to go on in.
        confirm: One fact that is doubtful and would change the outcome, with its value.
        clarify: Two or more topics between which the words leave it open.
        refused: A question that was answered with "none of these" or "that's wrong", to be asked in another way.
        accepted: Whether optional questions were accepted (True) or declined (False).
        rough: Dates among the facts that were worked out from words less exact than a day, each with how exact they are.
        usable: Whether the turn said anything that can be used.
    """

    answered: dict[str, FactValue] = field(default_factory=dict)
    understood: dict[str, FactValue] = field(default_factory=dict)
    corrected: dict[str, FactValue] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    language: str | None = None
    confirm: tuple[str, FactValue] | None = None
    clarify: tuple[str, ...] = ()
    refused: bool = False
    accepted: bool | None = None
    rough: dict[str, str] = field(default_factory=dict)
    usable: bool = False

    @property
    def facts(self) -> dict[str, FactValue]:
        """All facts that are new or changed."""
        return {**self.understood, **self.answered, **self.corrected}


def interpret(turn: Turn) -> Changes:
    """Finds what the turn changes.

    Args:
        turn: The turn as it was read.

    Returns:
        The changes; none and not `usable` where nothing was said that can be used.
    """
    if turn.choice is not None:
        return _chosen(turn)
    if turn.do is not None:
        return _done(turn)
    return _said(turn)


def _chosen(turn: Turn) -> Changes:
    """A button under the open question."""
    assert turn.choice is not None  # noqa: S101 (for the type; the caller has looked)
    asks, value = str(turn.choice.get("asks")), turn.choice.get("value")
    changes = Changes(usable=True)
    question = turn.question
    if asks == "confirm" and question is not None and question.of is not None:
        _confirmed(turn, changes, yes=value == "yes")
    elif danger.is_open(turn):
        _take(turn, changes, {danger.FACT: danger.answer(turn) or "no"}, answers=(danger.FACT,))
    elif asks in {"topics", "clarify"}:
        labels = valid_facts({"topics": value if isinstance(value, list) else [value]}).get("topics", ())
        changes.refused = not labels
        found = _from_topics(turn, {str(label): 1.0 for label in labels}, {}, {})
        _take(turn, changes, found, answers=("topics",))
    elif asks == "continue":
        changes.accepted = value == "yes"
    else:
        _take(turn, changes, valid_facts({asks: value}), answers=(asks,))
    return changes


def _done(turn: Turn) -> Changes:
    """A wish by a button; only `skip` and `continue` change anything."""
    changes = Changes(usable=turn.do in {"skip", "continue"})
    if turn.do == "skip":
        _skip(turn, changes)
    elif turn.do == "continue":
        changes.accepted = True
    return changes


def _said(turn: Turn) -> Changes:
    """Words: everything understood in them, then what they answer."""
    said, changes = turn.understood, Changes()
    words = len(turn.text.split())
    if (
        said.language
        and words >= LANGUAGE_WORDS
        and said.language.score >= LANGUAGE_SURE
        and said.language.value != turn.language
    ):
        changes.language = said.language.value
    if danger.is_emergency(turn):
        changes.usable = True
        _take(turn, changes, {danger.FACT: "yes"}, answers=())
        return changes
    answered = danger.answer(turn)
    turn = _beside_danger(turn, changes)
    question = turn.question
    asks = question.asks if question else "" if answered or turn.facts.get("topics") else "topics"
    if turn.intent == "skip" or said.dialogue == "skip":
        changes.usable = True
        _skip(turn, changes)
        return changes

    named = _named(turn)
    if _is_vague(turn, asks, named):
        del named["hardship"]
    # "No, it's for me": that no answers nothing but whom it is for.
    for_oneself = asks != "asking_as" and named.get("asking_as") == "individual"
    takes_back = typed.corrects(turn.text) or for_oneself
    if taken_back := _taken_back_day(turn, asks, named):
        named |= taken_back
        takes_back = True
    corrects = takes_back and any(_differs(turn, name, value) for name, value in named.items())
    # What corrects an earlier answer doesn't answer the open question by the way.
    if not corrects and (role := _role_for(asks, named)) is not None and _is_free(named, role):
        named |= _not_ahead(turn, valid_facts(_answering_date(turn, role, named)))
    off_topic = _is_off_topic(turn)
    answers_by_word = not corrects and not off_topic and asks not in named
    if answers_by_word and (answer := _typed_answer(turn, asks, beside=bool(named))) is not None:
        named[asks] = answer
    sure = {name: value for name, value in named.items() if said.scores.get(name, 1.0) >= SURE}
    # In answer to something else few words have no topic, and a topic counts only when there is no doubt about it.
    least = TOPIC_NOTICED if asks in {"topics", "clarify"} else SURE_ALONE if words >= TOPIC_WORDS else 1.0
    if asks in named and asks in FACTS:
        least = max(least, BEYOND_DOUBT)
    if corrects and taken_back:
        # Another day for what was said is no other matter.
        least = 1.0
    topics = {t.value: t.score for t in said.topics if t.value not in _CONVERSATIONAL and t.score >= least}
    if not off_topic:
        _answer_by_yes_no(turn, asks, changes, sure, corrects=corrects)
    found = {**_from_topics(turn, topics, sure, said.denied), **sure}
    _take(turn, changes, _without_denied(turn, found, corrects=corrects), answers=(asks,), corrects=corrects)
    changes.rough = _rough(turn, found)
    # What only says again what stood is no answer: it must not keep one question open for ever.
    changes.usable |= asks in found or bool(changes.facts)
    _doubt(turn, changes, {name: value for name, value in named.items() if name not in sure}, topics)
    if not changes.usable and changes.confirm is None and asks in {"topics", "clarify"} and len(said.clarify) > 1:
        changes.clarify = said.clarify[:2]
        changes.usable = True
    return changes


def _beside_danger(turn: Turn, changes: Changes) -> Turn:
    """Takes that nobody is in danger, and gives the turn as what else was said is to be read."""
    answered = danger.answer(turn)
    safe = danger.says_safe(turn) and danger.FACT in turn.facts
    if answered == "no" or (safe and not danger.is_open(turn)):
        _take(turn, changes, {danger.FACT: "no"}, answers=(danger.FACT,) if answered else ())
    if answered is None:
        return danger.resumed(turn) if danger.is_open(turn) else turn
    changes.usable = True
    # That yes, no or skip is no answer to what was asked before.
    return replace(turn, question=None, understood=replace(turn.understood, yes_no=None, dialogue=None))


def _typed_answer(turn: Turn, asks: str, *, beside: bool) -> FactValue | None:
    """What closed lists read in a short answer; a no that the pipeline hears as not knowing is none."""
    answer = typed.answer(turn.text, asks, beside=beside)
    is_no = asks in typed.NO_MEANS and answer == typed.NO_MEANS[asks]
    return None if is_no and turn.understood.yes_no == "unsure" else answer


def _named(turn: Turn) -> dict[str, FactValue]:
    """The facts that the words name, with the dates that have a role."""
    said = turn.understood
    named = {name: value for name, value in said.facts.items() if said.scores.get(name, 1.0) >= DOUBTED}
    named.pop("topics", None)
    named.pop("emergency", None)
    if "hardship" in named and not _is_hardship_credible(turn, named):
        del named["hardship"]
        named.pop("hardship_link", None)
    kinds = named.get("hardship", ())
    if (
        isinstance(kinds, tuple)
        and len(kinds) > 1
        and "employment" in kinds
        and not typed.names_hardship(turn.text, ["employment"])
    ):
        # A check that is taken sounds like a job; beside what is named it has to be named as well.
        named["hardship"] = tuple(kind for kind in kinds if kind != "employment")
    if named.get("adverse_action", "none") != "none" and not _is_action_credible(turn):
        del named["adverse_action"]
    asked = turn.question is not None and turn.question.asks == "asking_as"
    stood, now = (facts.get("asking_as", "individual") for facts in (turn.facts, named))
    if "individual" not in {stood, now} and not asked and not typed.corrects(turn.text):
        # Who is named in passing is not who asks; that it is for oneself nobody says in passing.
        named.pop("asking_as", None)
    if named.get("exclusion") == "other_agency":
        # Whoever cut or took something, it was the other agency.
        for name in ("adverse_action", "hardship_link"):
            named.pop(name, None)
    if typed.corrects(turn.text):
        named |= {
            name: value
            for name, value in typed.corrected(turn.text).items()
            if name in turn.facts and name not in named
        }
    for found in said.dates:
        if found.fact is not None:
            named |= _not_ahead(turn, valid_facts({found.fact: found.date}))
    return named


def _is_vague(turn: Turn, asks: str, named: Mapping[str, FactValue]) -> bool:
    """Whether the hardship is only a need in general, heard in a "no" or in an answer to something else."""
    return named.get("hardship") == ("other_basic_need",) and (
        _yes_no(turn) == "no" or asks not in {"", "topics", "clarify", "hardship"}
    )


def _is_hardship_credible(turn: Turn, named: Mapping[str, FactValue]) -> bool:
    """Whether a hardship is sure, or its things are named; one that is only felt between the lines is asked for."""
    kinds = named["hardship"]
    if not kinds or typed.names_hardship(turn.text, kinds):
        return True
    score = turn.understood.scores.get("hardship")
    # What an organization or a client does for a living sounds like a job at risk.
    least = BEYOND_DOUBT if kinds == ("employment",) and "asking_as" in named else HARDSHIP_UNNAMED
    return score is None or (score >= least and len(turn.text.split()) >= TOPIC_WORDS)


def _is_action_credible(turn: Turn) -> bool:
    """Whether words of the message, or its topic, name what the IRS takes, blocks or announces."""
    by_topic = any(t.value in _ACTION_TOPICS and t.score >= ACTION_TOPIC for t in turn.understood.topics)
    return by_topic or typed.names_action(turn.text)


def _answering_date(turn: Turn, role: str, named: Mapping[str, FactValue]) -> dict[str, str]:
    """The first date without a role as the day that is asked for; words that leave it open are read as the role needs."""
    free = [found for found in turn.understood.dates if found.fact is None]
    days = [found.date for found in free if found.start == free[0].start]
    if not days:
        return {}
    today = turn.as_of.isoformat()
    action = {**turn.facts, **named}.get("adverse_action")
    if role == "harm_on" or (role == "adverse_action_on" and action == "threatened"):
        day = next((day for day in days if day >= today), days[-1])
    elif role == "promised_by":
        day = min(days, key=lambda day: (abs((dt.date.fromisoformat(day) - turn.as_of).days), day))
        day = _last_of_month(day) if free[0].grain == "month" else day
    else:
        day = next((day for day in reversed(days) if day <= today), days[0])
    return {role: day}


def _taken_back_day(turn: Turn, asks: str, named: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The day that was said anew, for the date that was given last: "no, it was March", "I meant the tenth"."""
    if not typed.corrects_day(turn.text):
        return {}
    dates = [name for name, value in turn.facts.items() if FACTS[name].input == "date" and _is_day(value)]
    asks_day = asks in FACTS and FACTS[asks].input == "date" and asks not in turn.facts
    # What else is said anew is what was meant ("I'm thinking of last year, it was e-file"). "No, on Friday" may answer the
    # open question; who "meant" a day takes one back.
    said_otherwise = any(_differs(turn, name, value) for name, value in named.items())
    if not dates or dates[-1] in named or said_otherwise or (asks_day and not typed.corrects(turn.text)):
        return {}
    return _not_ahead(turn, valid_facts(_answering_date(turn, dates[-1], named)))


def _is_day(value: FactValue) -> bool:
    try:
        return bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False


def _is_off_topic(turn: Turn) -> bool:
    """Whether a whole sentence tells of something else: a "no" or a "rent" in it then answers nothing."""
    return (
        turn.understood.out_of_scope >= OFF_TOPIC
        and len(turn.text.split()) >= OFF_TOPIC_WORDS
        and not typed.opens_with_yes_or_no(turn.text)
    )


def _rough(turn: Turn, found: Mapping[str, FactValue]) -> dict[str, str]:
    """Which of these dates were said less exactly than by the day, and how: a week, month or year."""
    grains = {date.date: date.grain for date in turn.understood.dates if date.grain != "day"}
    grains = {_last_of_month(day): grain for day, grain in grains.items() if grain == "month"} | grains
    dates = {name: str(value) for name, value in found.items() if FACTS[name].input == "date"}
    return {name: grains[day] for name, day in dates.items() if day in grains}


def _last_of_month(day: str) -> str:
    date = dt.date.fromisoformat(day)
    return date.replace(day=calendar.monthrange(date.year, date.month)[1]).isoformat()


def _not_ahead(turn: Turn, found: dict[str, FactValue]) -> dict[str, FactValue]:
    """Nobody has sent anything on a day to come: such a date is another's."""
    sent = str(found.get("submitted_on", ""))
    return {} if sent != "unsure" and sent > turn.as_of.isoformat() else found


def _role_for(asks: str, named: Mapping[str, FactValue]) -> str | None:
    """The fact that a date without a role belongs to: the open question's, or the day on which the named paper was sent."""
    if asks in FACTS and FACTS[asks].input == "date":
        return asks
    sent = asks == "submission" or named.get("submission", "none") != "none"
    return "submitted_on" if sent else None


def _is_free(named: Mapping[str, FactValue], role: str) -> bool:
    return named.get(role) in {None, "none", "unsure"}


def _yes_no(turn: Turn, *, beside: bool = False) -> str | None:
    """`yes`, `no` or `unsure`, by the pipeline or by the words themselves."""
    return typed.heard(turn.understood.yes_no, turn.text, beside=beside)


def _answer_by_yes_no(turn: Turn, asks: str, changes: Changes, sure: dict[str, FactValue], *, corrects: bool) -> None:
    """Lets a plain yes, no or don't know answer the open question, unless that is named, or something corrected."""
    said = _yes_no(turn, beside=bool(sure))
    if said is None or asks in sure or corrects:
        return
    question = turn.question
    if asks == "confirm" and question is not None and question.of is not None:
        if question.of not in sure:
            changes.usable = True
            _confirmed(turn, changes, yes=said == "yes")
    elif asks == "continue":
        changes.usable = True
        changes.accepted = said == "yes"
    elif asks == "clarify":
        changes.refused = said != "yes"
    elif asks in FACTS and asks != "topics":
        kind = FACTS[asks]
        if said in kind.values:
            sure[asks] = said
        elif said == "no" and asks in typed.NO_MEANS:
            sure[asks] = typed.NO_MEANS[asks]
        elif said == "no" and asks == "submission":
            sure[asks] = "none"
        elif said == "yes" and asks == "exclusion":
            sure[asks] = "in_court"
        elif said == "unsure" or (said == "no" and asks == "adverse_action_on"):
            changes.usable = True
            _skip(turn, changes)


def _from_topics(
    turn: Turn, topics: Mapping[str, float], named: Mapping[str, FactValue], denied: Mapping[str, tuple[str, ...]]
) -> dict[str, FactValue]:
    """The topics as a fact, those that stood first, and the facts they bring with them."""
    if not topics:
        return {}
    stood = tuple(str(label) for label in turn.facts.get("topics", ()))
    found: dict[str, FactValue] = {}
    if new := tuple(label for label in topics if label not in stood):
        found["topics"] = (*stood, *new)
    sure = {label for label, score in topics.items() if score >= SURE}
    known = {*turn.facts, *named}
    seized = {"threatened", "happening"} & {str(named.get("adverse_action"))}
    if (_FEDERAL & set(topics) or seized) and "other_agency" not in topics and "federal_tax" not in known:
        found["federal_tax"] = "yes"
    for label in sure:
        implied = _IMPLIED.get(label, {})
        found |= {name: value for name, value in implied.items() if name not in known and name not in denied}
        if label in _SENT and "submitted_on" in named and "submission" not in known:
            found["submission"] = _SENT[label]
    alone = _alone(turn, topics, named)
    if alone is not None and topics[alone] >= SURE_ALONE and alone not in _ALWAYS_CONFIRMED:
        found |= {name: value for name, value in _ALONE[alone].items() if name not in known}
    return found


def _alone(turn: Turn, topics: Mapping[str, float], named: Mapping[str, FactValue]) -> str | None:
    """The one topic that leaves nothing else: no other topic, harm or action, now or before."""
    main, sure = max(topics.items(), key=lambda topic: topic[1], default=("", 0.0))
    # Beside a topic beyond doubt a fainter one is an echo of its words.
    least = SURE_ALONE if main in _ALONE and sure >= BEYOND_DOUBT else 0.0
    rivals = {label for label, score in topics.items() if score >= least}
    labels = {*rivals, *(str(label) for label in turn.facts.get("topics", ()))}
    facts = {**turn.facts, **named}
    trouble = (
        facts.get("hardship")
        or facts.get("adverse_action", "none") != "none"
        or facts.get("exclusion", "none") != "none"
    )
    # Not having filed is what the argument is about, and asking for records needs no other trouble.
    if len(labels) != 1 or trouble:
        return None
    label = next(iter(labels))
    return label if label in _ALONE and label in topics else None


def _without_denied(turn: Turn, found: dict[str, FactValue], *, corrects: bool) -> dict[str, FactValue]:
    """Joins hardships with those that stood; what was denied, or is replaced by a correction, goes."""
    stood, named = turn.facts.get("hardship"), found.get("hardship")
    gone = set(turn.understood.denied.get("hardship", ()))
    if not stood or named == () or not (named or gone):
        return found
    new = set(named or ()) - set(stood)
    # A need in general adds nothing to one that has been named.
    joined = {*stood, *(new - {"other_basic_need"})} - (gone - set(named or ()))
    if corrects and named:
        # "The lights are paid, it is the rent" names both; what is new in it is what is meant.
        joined = new or set(named)
    found["hardship"] = tuple(label for label in HARDSHIPS if label in joined)
    return found


def _take(
    turn: Turn, changes: Changes, found: Mapping[str, FactValue], answers: tuple[str, ...], *, corrects: bool = True
) -> None:
    """Sorts facts by how they came; what says the same as before changes nothing."""
    for name, value in found.items():
        if name in turn.facts and name != "topics":
            same = None if corrects else _agrees(turn, name, value)
            if same is not None and same != turn.facts[name]:
                changes.understood[name] = same
            elif same is None and turn.facts[name] != value:
                changes.corrected[name] = value
        elif name in answers:
            changes.answered[name] = value
        elif turn.facts.get(name) != value:
            changes.understood[name] = value


def _agrees(turn: Turn, name: str, value: FactValue) -> FactValue | None:
    """What holds after the same was said again, more or less exactly; None where it is something else."""
    stood = turn.facts[name]
    if name == "hardship" and stood and set(stood) <= set(value):
        return value
    grain = next((found.grain for found in turn.understood.dates if found.date == value), "day")
    try:
        before, now = dt.date.fromisoformat(str(stood)), dt.date.fromisoformat(str(value))
    except ValueError:
        return None
    if _is_within(before, now, grain):
        return stood
    # "Nine months ago", then "in February", then "the tenth": each says the same more exactly.
    return value if _is_rough(turn, before) and abs((now - before).days) <= _ROUGH_DAYS else None


_ROUGH_DAYS: Final = 31
_HALF_A_MONTH_DAYS: Final = 16


def _is_within(day: dt.date, named: dt.date, grain: str) -> bool:
    """Whether a day lies in what was named: a named month or year is that one, a length of time is about as long."""
    if grain == "year":
        return day.year == named.year
    if grain == "month":
        named_month = named.day in {1, calendar.monthrange(named.year, named.month)[1]}
        same = (day.year, day.month) == (named.year, named.month)
        return same or (not named_month and abs((day - named).days) <= _HALF_A_MONTH_DAYS)
    return abs((day - named).days) <= (7 if grain == "week" else 0)


def _is_rough(turn: Turn, day: dt.date) -> bool:
    """Whether a day that stood looks worked out: the first of a month, or whole months or weeks from today."""
    return day.day in {1, turn.as_of.day} or (turn.as_of - day).days % 7 == 0


def _differs(turn: Turn, name: str, value: FactValue) -> bool:
    return name in turn.facts and turn.facts[name] != value


def _skip(turn: Turn, changes: Changes) -> None:
    """The open question is never asked again; a fact that has an answer keeps it."""
    question = turn.question
    if question is None:
        return
    if question.asks == "continue":
        changes.accepted = False
    elif question.asks in {"clarify", "topics"} and "topics" not in turn.facts:
        changes.skipped.append("topics")
    elif question.asks in FACTS and question.asks not in turn.facts:
        changes.skipped.append(question.asks)


def _confirmed(turn: Turn, changes: Changes, *, yes: bool) -> None:
    """The answer to "is that right?": the value is a fact, or its contrary is."""
    assert turn.question is not None and turn.question.of is not None  # noqa: S101, PT018 (for the type)
    of, value = turn.question.of, turn.question.value
    if yes:
        confirmed = valid_facts({of: value})
        together = next(
            (facts for facts in _ALONE.values() if facts["exclusion"] == confirmed.get("exclusion")), confirmed
        )
        _take(turn, changes, together, answers=(of,))
    elif of == "exclusion":
        _take(turn, changes, {"exclusion": "none"}, answers=(of,))
    else:
        # A wrong guess says nothing about the right answer: the question itself comes next, if it matters.
        changes.refused = True


def _doubt(turn: Turn, changes: Changes, doubtful: Mapping[str, FactValue], topics: Mapping[str, float]) -> None:
    """Picks one doubtful fact that would change the outcome, to be asked about."""
    if changes.confirm is not None:
        return
    candidates = {name: value for name, value in doubtful.items() if name not in _NEVER_DOUBTED}
    alone = _alone(turn, topics, {**changes.facts, **doubtful})
    if alone is not None and (topics[alone] < SURE_ALONE or alone in _ALWAYS_CONFIRMED):
        candidates |= {"exclusion": _ALONE[alone]["exclusion"]}
    after = {**turn.facts, **changes.facts}
    outcome = determine(after, turn.as_of).outcome
    for name, value in candidates.items():
        if name in after or name in turn.skipped:
            continue
        if determine({**after, name: value}, turn.as_of).outcome != outcome:
            changes.confirm = (name, value)
            changes.usable = True
            return
