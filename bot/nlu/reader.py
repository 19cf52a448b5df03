"""Reads one message: vectors, heads, cues and dates together, into what docs/architecture.md calls "Understood"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from bot.nlu import heads as heads_module
from bot.nlu.encoder import Counts, Use
from bot.nlu.heads import Heads
from bot.nlu.language import language_of
from bot.nlu.text import clauses, has_words, tidy, windows

HARDSHIPS = ("housing", "utilities", "food", "medical", "transportation", "employment", "other_basic_need")
ACTIONS = ("threatened", "happening")
DIALOGUE = ("ask_why", "go_back", "show_result", "skip", "safe_go_on", "repeat_please", "save_for_later")
YES_NO = ("affirm", "deny", "unsure")
NO_TOPIC = (*DIALOGUE, "hardship_only")
"""Intents that say nothing of what a message is about."""

_ALSO = 0.6
"""What a second topic of an example counts beside its first."""


@dataclass(frozen=True)
class Example:
    """One example of the training data."""

    text: str
    intent: str
    language: str = "en"
    also: Tuple[str, ...] = ()
    hardship: Tuple[str, ...] = ()
    adverse_action: str = "none"

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
        )


class Reader:
    """Reads messages with trained heads."""

    def __init__(self, heads: Heads, encoder: Optional[Use] = None) -> None:
        self._heads = heads
        self._use = encoder or Use()
        self._counts = Counts(len(heads.rarity) // 2)
        names = heads.names
        self._labels = [name[6:] for name in names if name.startswith("topic:")]
        self._label_columns = np.array([at for at, name in enumerate(names) if name.startswith("topic:")])
        self._column = {name: at for at, name in enumerate(names)}

    @classmethod
    def train(cls, examples: Sequence[Example]) -> "Reader":
        """Trains on examples; the same examples in the same order give the same reader."""
        encoder, counts = Use(), Counts()
        texts = [tidy(example.text) for example in examples]
        names, targets = _targets(examples)
        heads, _ = heads_module.fit(names, targets, encoder.encode(texts), counts.count(texts))
        return cls(heads, encoder)

    def arrays(self) -> Dict[str, np.ndarray]:
        """What has to be kept of the training."""
        return self._heads.arrays()

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
        as_of = _as_of(metadata)
        whole, pieces = self._scores(message)
        sure = heads_module.softmax(whole[self._label_columns] * SHARPNESS)
        order = np.argsort(-sure, kind="stable")
        ranking = [(self._labels[at], float(sure[at])) for at in order]
        each = self._heads.probabilities(whole)
        language, language_sure = language_of(message, float(each[self._column["spanish"]]))
        topics = self._topics(ranking, each)
        hardship = [name for name in HARDSHIPS if each[self._column["hardship:" + name]] >= 0.5]
        facts: Dict[str, Any] = {}
        if hardship:
            facts["hardship"] = hardship
        action = max(ACTIONS, key=lambda name: each[self._column["action:" + name]])
        if each[self._column["action:" + action]] >= 0.5:
            facts["adverse_action"] = action
        first = ranking[0][0]
        return {
            "intent": first,
            "ranking": ranking[:10],
            "understood": {
                "language": {"value": language, "score": round(language_sure, 3)},
                "topics": topics,
                "dialogue": first if first in DIALOGUE else None,
                "facts": facts,
                "scores": {},
                "denied": {},
                "dates": [],
                "clarify": [],
                "out_of_scope": round(float(sure[self._labels.index("out_of_scope")]), 3),
                "emergency": round(float(each[self._column["topic:emergency"]]), 3),
                "yes_no": first if first in YES_NO else None,
                "empty": False,
            },
        }

    def _scores(self, message: str) -> Tuple[np.ndarray, np.ndarray]:
        """The scores of the message, and of its clauses or windows one a row."""
        texts = [message, *windows(message)]
        scores = self._heads.scores(self._use.encode(texts), self._counts.count(texts))
        return scores.mean(axis=0), scores

    def _topics(self, ranking: List[Tuple[str, float]], each: np.ndarray) -> List[Dict[str, Any]]:
        found = [(label, score) for label, score in ranking[:1] if label not in NO_TOPIC]
        for label, _ in ranking[1:]:
            score = float(each[self._column["topic:" + label]])
            if score >= 0.5 and label not in NO_TOPIC and label != "out_of_scope":
                found.append((label, score))
        return [{"label": label, "score": round(score, 3)} for label, score in found]


SHARPNESS = 6.0


def _targets(examples: Sequence[Example]) -> Tuple[List[str], np.ndarray]:
    """The columns and what each example should score in them."""
    labels = sorted(
        {example.intent for example in examples} | {label for example in examples for label in example.also}
    )
    names = ["topic:" + label for label in labels] + ["hardship:" + name for name in HARDSHIPS] + ["hardship"]
    names += ["action:" + name for name in ACTIONS] + ["spanish"]
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
    return names, targets


def _as_of(metadata: Optional[Mapping[str, Any]]) -> dt.date:
    given = (metadata or {}).get("as_of")
    try:
        return dt.date.fromisoformat(given) if isinstance(given, str) else dt.date.today()
    except ValueError:
        return dt.date.today()


def _nothing(metadata: Optional[Mapping[str, Any]]) -> Dict[str, Any]:
    """Nothing to read: the conversation's language, and no more."""
    language = (metadata or {}).get("language")
    return {
        "intent": "out_of_scope",
        "ranking": [("out_of_scope", 1.0)],
        "understood": {
            "language": {"value": language if language in ("en", "es") else "en", "score": 0.0},
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
