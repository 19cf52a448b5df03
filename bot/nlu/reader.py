"""Reads one message: vectors, heads, cues and dates together, into what docs/architecture.md calls "Understood"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from bot.nlu import cues, hardship
from bot.nlu import heads as heads_module
from bot.nlu.encoder import Counts, Use
from bot.nlu.hardship import HARDSHIPS
from bot.nlu.heads import Heads, softmax
from bot.nlu.language import language_of
from bot.nlu.passages import Passage
from bot.nlu.portal import ASKS, DOOR, PortalAsks
from bot.nlu.text import has_words, sentences, tidy, windows

ACTIONS = ("threatened", "happening")
DIALOGUE = ("ask_why", "go_back", "show_result", "skip", "safe_go_on", "repeat_please", "save_for_later")
YES_NO = ("affirm", "deny", "unsure")
HARDSHIP_ONLY = "hardship_only"
OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
_NO_TOPIC = frozenset((*DIALOGUE, HARDSHIP_ONLY))
"""Intents that say nothing of what a message is about."""

# Where these were found: docs/adr/0003-understanding.md, "Thresholds".
_ALSO = 0.8
"""What a second topic of an example counts beside its first."""
_WHOLE = 0.7
"""How much of a hardship's score is the message's, and how much its strongest clause's."""
_HARDSHIP_AT = 0.24
_KIND_AT, _KIND_NAMED_AT = 0.28, 0.15
"""From which score a kind of hardship holds, and from which where one of its things is named."""
_ACTION_AT, _ACTION_ALONE_AT = 0.2, 0.3
"""From which score an adverse action may be meant, and from which it is believed without a topic that names one."""
_ACTION_TOPICS = ("levy_or_garnishment", "lien", "seizure", "passport")
_DOUBTED = 0.45
"""How sure a fact is that the person is asked about before it counts."""
_SECOND_AT = 0.38
"""From which score a topic stands beside the first."""
_SHOWN_AT = 0.02
"""From which probability a topic is named where the first label is none; the dialogue makes a fact of it from 0.12."""
_DOUBT, _DOUBT_OF_TALK, _DOUBT_UNNAMED = 0.4, 0.03, -0.02
"""What the score of out of scope is lowered by: where taxes are named, where what else the message may be is talk with the
assistant, and where nothing of taxes is named, which is seldom so in a message about them (there it is raised). The examples of out of scope are a
quarter of all, far more than such messages are."""
_OFF_TOPIC_AT = 0.9
"""From which probability of being out of scope the words of a message that opens a chat are no facts of a tax matter."""
_SHUT_AT, _NEED_PLAIN_AT = 0.5, 0.35
"""From which probability a message is out of scope although it sounds like a hardship, unless that has at least such a score."""
_DANGER_AT = 0.8
"""From which score somebody is taken to be in danger: left out, one of 1,600 ordinary examples reaches it."""
_DANGER_HINTED_AT = 0.37
"""From which score that is worth asking about (docs/adr/0011): of the tests' ordinary messages one of twenty is asked."""
_DANGER_SECONDED_AT = 0.55
"""From which score somebody is taken to be in danger where the gateway's list of phrases hints at it as well."""
_DENIED = 0.5
"""What a denial lowers the score by; where much is left it is asked about, since some deny one thing and mean another."""
_DANGER_THINKABLE = 0.16
"""From which score of the whole message its sentences are read one by one for a danger to life."""
_SENTENCE_COSTS = 0.2
"""What a sentence's score is lowered by: alone it says less than with the others."""
_HINT, _URGENT = 0.3, 0.6
"""From which sureness an emergency is asked about, and from which it counts (docs/architecture.md, "Understood")."""
_LISTED = 0.5
"""How sure at least an emergency is that the gateway's list hints at."""
_PLAIN, _ASKED = 0.9, 0.75
"""From which probability a courtesy, a question about TAS or a wish for the chat itself is nothing else at the portal, unless
something is asked about the case with the second sureness."""
_TALK = frozenset(
    (
        *("about_tas", "access_code", "affirm", "case_status", "complaint", "deny", "document_upload", "foia"),
        *("form_911", "goodbye", "greeting", "language", "representative", "restart", "talk_to_human", "thanks"),
        "unsure",
        *_NO_TOPIC,
    )
)
"""Labels of messages that need not name taxes, since they are about the conversation, TAS or the case."""
_PLAINLY = frozenset(
    ("about_tas", "form_911", "foia", "complaint", "greeting", "thanks", "goodbye", "language", "restart", *DIALOGUE)
)
_CUE = 0.9
"""How sure a closed list is."""
_SURER = 1.25
"""Examples are shorter and lie closer together than messages: what is left out looks less sure than a message is."""
_HARM_THINKABLE = 0.08
"""Below that no clause can lift a message's score to its threshold, and none is read."""
_MOST_CLAUSE_WORDS = 240
"""Of a long message the last clauses are read one by one: there the need often stands."""


@dataclass(frozen=True)
class Example:
    """One example of the training data."""

    text: str
    intent: str
    language: str = "en"
    also: Tuple[str, ...] = ()
    hardship: Tuple[str, ...] = ()
    adverse_action: str = "none"
    only: str = ""
    """`danger` where it teaches nothing but whether somebody is in danger, `topics` where all but that."""

    @classmethod
    def read(cls, text: str, intent: str, marks: Mapping[str, Any]) -> "Example":
        """An example with the metadata of its block."""
        return cls(
            text=text,
            intent=intent,
            language=marks.get("language") or "en",
            also=tuple(marks.get("also") or ()),
            hardship=tuple(marks.get("hardship") or ()),
            adverse_action=marks.get("adverse_action") or "none",
            only=marks.get("only") or "",
        )


Part = Tuple[str, ...]
"""One stretch of a message, or several in their order."""


@dataclass(frozen=True)
class _Scores:
    """Scores of one message: for its topics, for what stands in clauses that count for harm, and for a danger to life."""

    topics: np.ndarray
    harm: np.ndarray
    danger: float


class Reader:
    """Reads messages with trained heads."""

    def __init__(self, heads: Heads, portal: PortalAsks, encoder: Optional[Use] = None) -> None:
        self._heads = heads
        self._portal = portal
        self._use = encoder or Use()
        self._counts = Counts(len(heads.place) // 2)
        self._labels = [name[6:] for name in heads.names if name.startswith("topic:")]
        self._label_columns = np.array([at for at, name in enumerate(heads.names) if name.startswith("topic:")])
        self._column = {name: at for at, name in enumerate(heads.names)}
        self._out = self._labels.index(OUT_OF_SCOPE)
        self._harm_columns = np.array([self._column["hardship"], *(self._column["action:" + name] for name in ACTIONS)])
        self._hardship_columns = np.array([self._column["hardship:" + name] for name in HARDSHIPS])

    @classmethod
    def train(cls, examples: Sequence[Example]) -> "Reader":
        """Trains on examples; the same examples in the same order give the same reader."""
        encoder, counts = Use(), Counts()
        examples = sorted(examples, key=lambda example: ("", "topics", "danger").index(example.only))
        texts = [tidy(example.text) for example in examples]
        vectors, counted = encoder.encode_all(texts), counts.count(texts)
        portal = PortalAsks.train(examples, vectors, counted)
        # What is asked on the portal alone is nothing to the screening.
        of_screening = [at for at, example in enumerate(examples) if example.intent not in ASKS]
        own = [examples[at] for at in of_screening]
        names, targets = _targets(own)
        first = np.array([names.index("topic:" + example.intent) for example in own if example.only != "danger"])
        shared = sum(not example.only for example in own)
        heads = heads_module.fit(names, targets, vectors[of_screening], counted[of_screening], first, shared)
        return cls(heads, portal, encoder)

    def arrays(self) -> Dict[str, np.ndarray]:
        """What has to be kept of the training."""
        return {**self._heads.arrays(), **self._portal.arrays()}

    @classmethod
    def from_arrays(cls, kept: Mapping[str, np.ndarray]) -> "Reader":
        """The reader as it was kept."""
        return cls(Heads.from_arrays(kept), PortalAsks.from_arrays(kept))

    def read(self, text: object, metadata: Optional[Mapping[str, Any]] = None) -> Dict[str, Any]:
        """Understands one message.

        Args:
            text: What was written; anything at all.
            metadata: The turn's, with `as_of`, `language` and `open_question`; may be absent.

        Returns:
            `understood` as docs/architecture.md has it, and `intent` and `ranking` beside it.
        """
        message = tidy(text)
        if not has_words(message):
            return _nothing(metadata)
        told = hardship.told(message)
        scores = self._scores(message, told)
        sure = self._sure(message, scores.topics[self._label_columns])
        ranking = [(self._labels[at], float(sure[at])) for at in np.argsort(-sure, kind="stable")]
        whole = self._heads.probabilities(scores.topics)
        language, language_sure = language_of(message, float(whole[self._column["spanish"]]))

        facts, sureness = self._harm(message, scores, told)
        if (metadata or {}).get("open_question") or sure[self._out] < _OFF_TOPIC_AT or cues.speaks_of_taxes(message):
            for name, value in cues.facts(message, facts.get("hardship", ()), facts.get("adverse_action")).items():
                facts[name], sureness[name] = value, _CUE
        dates = cues.dated(message, _as_of(metadata), language)
        emergency = danger(message, scores.danger, hinted=(metadata or {}).get("danger_hinted") is True)
        urgent = emergency >= _URGENT
        # Whoever is taken for one in danger is answered as such: so nothing but `_emergency` says it.
        others = [(label, score) for label, score in ranking if label != EMERGENCY]
        topics = self._topics(others, scores, harmed="hardship" in facts)
        if urgent:
            beside = [one for one in topics if one["label"] != OUT_OF_SCOPE and one["score"] >= _SECOND_AT]
            topics = [{"label": EMERGENCY, "score": emergency}, *beside]
        intent = _intent(others, facts, metadata, urgent=urgent, any_date=bool(dates), words=len(message.split()))
        yes_no = intent if intent in YES_NO else cues.opening(message)
        asked = [] if urgent or (metadata or {}).get("door") != DOOR else self._asked(message)
        if (
            asked
            and ranking[0][1] >= _PLAIN
            and ranking[0][0] in _PLAINLY
            and max(score for _, score in asked) < _ASKED
        ):
            asked = []
        if asked:
            intent = asked[0][0]
            ranking.insert(0, asked[0])
        return {
            "intent": intent,
            "ranking": ranking[:10],
            "understood": {
                "asks": [{"label": label, "score": score} for label, score in asked],
                "language": {"value": language, "score": round(language_sure, 3)},
                "topics": topics,
                "dialogue": intent if intent in DIALOGUE else None,
                "facts": facts,
                "scores": {name: round(score, 3) for name, score in sureness.items()},
                "denied": {"hardship": denied}
                if (denied := [name for name in told.denied if name not in facts.get("hardship", ())])
                else {},
                "dates": [
                    {
                        "fact": found.fact,
                        "date": found.date.isoformat(),
                        "grain": found.grain,
                        "text_start": found.start,
                        "text_end": found.end,
                    }
                    for found in dates
                ],
                "clarify": _clarify(others),
                "out_of_scope": round(float(sure[self._out]), 3),
                "emergency": emergency,
                "yes_no": yes_no,
                "empty": False,
            },
        }

    def _sure(self, message: str, scores: np.ndarray) -> np.ndarray:
        """Probabilities of the labels, of which one is first."""
        likeliest = max((at for at in range(len(scores)) if at != self._out), key=lambda at: scores[at])
        lowered = scores.copy()
        lowered[self._out] -= doubt(message, self._labels[likeliest])
        return softmax(lowered * self._heads.sharpness * _SURER)

    def _asked(self, message: str) -> List[Tuple[str, float]]:
        """What somebody who signed in asks about their case."""
        passage = self._use.passage(message)
        return self._portal.read(message, lambda parts: self._use.parts(passage, parts), self._counts.count)

    def _scores(self, message: str, told: hardship.Told) -> _Scores:
        """Scores of the message, by windows where it is long; of its clauses and sentences where these may tell more."""
        passage = self._use.passage(message)
        # What a long message is about is read window by window: one vector for all of it would say little.
        topics = _pooled(self._each(passage, [(window,) for window in windows(message) or [message]]))
        danger = float(topics[self._column["danger"]])
        kept: List[Part] = []
        parts: List[Part] = []
        if told.clauses and topics[self._harm_columns].max() >= _HARM_THINKABLE:
            if told.left_out:
                kept = [(window,) for window in windows(" ".join(told.clauses))] or [tuple(told.clauses)]
            parts = _several(_last(told.clauses, _MOST_CLAUSE_WORDS))
        said = _several(_last(sentences(message), _MOST_CLAUSE_WORDS)) if danger >= _DANGER_THINKABLE else []
        # Each part once: a clause is often a sentence too.
        all_parts = list(dict.fromkeys([*kept, *parts, *said]))
        of = dict(zip(all_parts, self._each(passage, all_parts))) if all_parts else {}
        harm = topics if told.clauses else np.zeros_like(topics)
        if kept:
            harm = _pooled(np.stack([of[part] for part in kept]))
        if parts:
            harm = _WHOLE * harm + (1 - _WHOLE) * np.max([of[part] for part in parts], axis=0)
        if said:
            strongest = max(float(of[part][self._column["danger"]]) for part in said)
            danger = max(danger, strongest - _SENTENCE_COSTS)
        return _Scores(topics, harm, danger)

    def _each(self, passage: Optional[Passage], parts: Sequence[Part]) -> np.ndarray:
        counts = self._counts.count([" ".join(part) for part in parts])
        return self._heads.scores(self._use.parts(passage, parts), counts)

    def _harm(self, message: str, scores: _Scores, told: hardship.Told) -> Tuple[Dict[str, Any], Dict[str, float]]:
        """Hardships and adverse action, with how sure that is."""
        facts: Dict[str, Any] = {}
        sureness: Dict[str, float] = {}
        level = float(scores.harm[self._column["hardship"]])
        if level >= _HARDSHIP_AT:
            kinds = scores.harm[self._hardship_columns]
            named = hardship.named(" ".join(told.clauses))
            held = [
                name
                for name, score in zip(HARDSHIPS, kinds)
                if score >= _KIND_AT or (name in named and score >= _KIND_NAMED_AT)
            ]
            facts["hardship"] = held or [HARDSHIPS[int(kinds.argmax())]]
            sureness["hardship"] = _above(level, _HARDSHIP_AT)
        action = max(ACTIONS, key=lambda name: scores.harm[self._column["action:" + name]])
        level = float(scores.harm[self._column["action:" + action]])
        if level >= _ACTION_AT:
            facts["adverse_action"] = action
            # Weak words alone are asked about; beside a topic that is such an action they are believed.
            named_by_topic = any(
                scores.topics[self._column["topic:" + label]] >= _SECOND_AT for label in _ACTION_TOPICS
            )
            believed = level >= _ACTION_ALONE_AT or named_by_topic
            sureness["adverse_action"] = _above(level, _ACTION_AT) if believed else _DOUBTED
        return facts, sureness

    def _topics(self, ranking: List[Tuple[str, float]], scores: _Scores, *, harmed: bool) -> List[Dict[str, Any]]:
        """The topics, main one first. Labels of the dialogue are none; beside them a topic is named when it is likely."""
        first, sure = ranking[0]
        found: List[Tuple[str, float]] = []
        need = float(scores.harm[self._column["hardship"]])
        if first == OUT_OF_SCOPE and harmed and (sure < _SHUT_AT or need >= _NEED_PLAIN_AT):
            # Somebody in need is asked what it has to do with taxes, not turned away.
            label, score = next((label, score) for label, score in ranking[1:] if label not in _NO_TOPIC)
            found += [(label, score)] if score >= _SHOWN_AT else []
        elif first not in _NO_TOPIC:
            found.append((first, sure))
        else:
            nothing = {*_NO_TOPIC, OUT_OF_SCOPE} if harmed else _NO_TOPIC
            label, score = next((label, score) for label, score in ranking if label not in nothing)
            found += [(label, score)] if score >= _SHOWN_AT else []
        each = self._heads.probabilities(scores.topics)
        for label, _ in ranking:
            column = self._column["topic:" + label]
            if (
                scores.topics[column] >= _SECOND_AT
                and label not in _NO_TOPIC
                and label != OUT_OF_SCOPE
                and label not in dict(found)
            ):
                found.append((label, float(each[column])))
        if found and found[0][0] == OUT_OF_SCOPE:
            found = found[:1]
        return [{"label": label, "score": round(score, 3)} for label, score in found]


def doubt(message: str, likeliest: str) -> float:
    """What the score of out of scope is lowered by.

    Args:
        message: The whole message.
        likeliest: The label with the highest score beside out of scope.
    """
    if cues.speaks_of_taxes(message):
        return _DOUBT
    return _DOUBT_OF_TALK if likeliest in _TALK else _DOUBT_UNNAMED


def danger(message: str, level: float, *, hinted: bool) -> float:
    """How sure it is that a life is in danger: counts from 0.6, is asked about from 0.3.

    Args:
        message: The whole message.
        level: Its score.
        hinted: Whether the gateway's list of phrases hints at it; that list has looked for denials itself.
    """
    denied = hardship.denies_danger(message)
    level -= _DENIED if denied else 0
    threshold = _DANGER_SECONDED_AT if hinted else _DANGER_AT
    if level >= threshold and not denied:
        return round(_above(level, threshold), 3)
    if hinted or level >= _DANGER_HINTED_AT:
        return round(float(np.clip(level, _LISTED if hinted else _HINT, _URGENT - 0.01)), 3)
    return round(float(np.clip(level, 0, _HINT - 0.01)), 3)


def _several(stretches: List[str]) -> List[Part]:
    """Each stretch as a part where there is more than one: a single one says what the whole says."""
    return [(stretch,) for stretch in stretches] if len(stretches) > 1 else []


def _last(clauses: Sequence[str], most_words: int) -> List[str]:
    """The last clauses, as many as hold so many words; at least one."""
    kept: List[str] = []
    words = 0
    for clause in reversed(clauses):
        words += len(clause.split())
        if kept and words > most_words:
            break
        kept.insert(0, clause)
    return kept


def _pooled(scores: np.ndarray) -> np.ndarray:
    """Scores of windows as one: what all say, and what one says clearly."""
    pooled: np.ndarray = (scores.mean(axis=0) + scores.max(axis=0)) / 2
    return pooled


def _above(level: float, threshold: float) -> float:
    """A score as how sure it is: 0.6 at its threshold, towards 1 above it."""
    return float(np.clip(0.6 + (level - threshold) * 0.9, 0.6, 0.99))


def _intent(
    ranking: List[Tuple[str, float]],
    facts: Mapping[str, Any],
    metadata: Optional[Mapping[str, Any]],
    *,
    urgent: bool,
    any_date: bool,
    words: int,
) -> str:
    """The first label, but what holds a fact, or is a short answer to a question, is never out of scope."""
    first = ranking[0][0]
    if urgent:
        return EMERGENCY
    if first != OUT_OF_SCOPE:
        return first
    asks = ((metadata or {}).get("open_question") or {}).get("asks")
    answers = asks not in (None, "topics", "clarify") and (words <= 6 or any_date)
    if facts or answers:
        return (
            HARDSHIP_ONLY
            if "hardship" in facts or answers
            else next(label for label, _ in ranking if label not in (OUT_OF_SCOPE, *DIALOGUE))
        )
    return first


def _clarify(ranking: List[Tuple[str, float]]) -> List[str]:
    """Two topics between which the person may choose, where neither is sure."""
    topics = [
        (label, score)
        for label, score in ranking[:4]
        if label not in _NO_TOPIC and label not in (OUT_OF_SCOPE, *YES_NO)
    ]
    if len(topics) < 2 or topics[0][1] >= 0.5 or topics[1][1] < 0.1:
        return []
    return [label for label, _ in topics[:2]]


def _targets(examples: Sequence[Example]) -> Tuple[List[str], np.ndarray]:
    """The columns and what each example should score in them."""
    labels = sorted(
        {example.intent for example in examples} | {label for example in examples for label in example.also}
    )
    names = ["topic:" + label for label in labels] + ["hardship:" + name for name in HARDSHIPS] + ["hardship"]
    names += ["action:" + name for name in ACTIONS] + ["spanish", "danger"]
    column = {name: at for at, name in enumerate(names)}
    targets = np.zeros((len(examples), len(names)))
    for row, example in zip(targets, examples):
        row[[column["topic:" + label] for label in example.also]] = _ALSO
        row[column["topic:" + example.intent]] = 1
        row[[column["hardship:" + name] for name in example.hardship]] = 1
        row[column["hardship"]] = bool(example.hardship)
        if example.adverse_action in ACTIONS:
            row[column["action:" + example.adverse_action]] = 1
        row[column["spanish"]] = example.language == "es"
        row[column["danger"]] = EMERGENCY in (example.intent, *example.also)
    return names, targets


def _as_of(metadata: Optional[Mapping[str, Any]]) -> dt.date:
    """The person's day; without one the machine's, which is only so in training and at the command line."""
    given = (metadata or {}).get("as_of")
    try:
        return dt.date.fromisoformat(given) if isinstance(given, str) else _today()
    except ValueError:
        return _today()


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _nothing(metadata: Optional[Mapping[str, Any]]) -> Dict[str, Any]:
    """Nothing to read: the conversation's language, and no more."""
    language = (metadata or {}).get("language")
    return {
        "intent": OUT_OF_SCOPE,
        "ranking": [(OUT_OF_SCOPE, 1.0)],
        "understood": {
            "language": {"value": language if language in ("en", "es") else "en", "score": 0.0},
            "asks": [],
            "topics": [],
            "dialogue": None,
            "facts": {},
            "scores": {},
            "denied": {},
            "dates": [],
            "clarify": [],
            "out_of_scope": 1.0,
            "emergency": 0.0,
            "yes_no": None,
            "empty": True,
        },
    }
