"""What somebody who signed in asks about their case: heads of their own, read on the portal alone.

They are trained apart from those of the screening, which so stay as they are whatever is added here. A message may ask
several things: it is read as a whole and clause by clause.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np
import scipy.sparse as sp

from bot.nlu import heads as heads_module
from bot.nlu.heads import Heads
from bot.nlu.text import clauses, plain, sentences

DOOR = "portal"
ASKS = (
    "next_step",
    "my_advocate",
    "what_needed",
    "when_hear",
    "timeline",
    "send_document",
    "document_sent",
    "change_contact",
    "talk_to_advocate",
    "enter_code",
    "my_authority",
    "new_problem",
)
"""Intents with examples of their own; the screening knows none of them."""
STATUS = "case_status"
_OTHER = "other"
_SAME = {
    STATUS: STATUS,
    "document_upload": "send_document",
    "access_code": "enter_code",
    "talk_to_human": "talk_to_advocate",
}
"""Topics of the screening that ask on the portal what an intent of it asks."""
_LEFT_OUT = ("about_tas", "form_911", "representative")
"""Topics too near to one of them to be its opposite."""
_EVERY = 4
"""Of all other topics each so manieth example stands for what asks nothing of these."""
_AT = 0.25
"""From which score a message asks something. Of examples left out 85 of 100 are then understood, 5 are not, and 5 of 100 messages
about taxes are taken for a question about the case."""
_BEHIND = 0.2
"""By how much it may score below "nothing of these", of which the examples hold far more than people at the portal write."""
_CLAUSE_AT = 0.35
"""From which score a clause asks something of its own, where nothing scores higher."""
_BESIDE_AT = 0.42
"""From which score the whole message asks it beside something else."""
_MOST_PARTS = 8
_ARRAYS = "portal."


class PortalAsks:
    """Reads what is asked, with trained heads."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads
        self._names = [name.partition(":")[2] for name in heads.names]

    @classmethod
    def train(cls, examples: Sequence[Any], vectors: np.ndarray, counts: sp.csr_matrix) -> "PortalAsks":
        """Trains on all examples with their vectors and counts, of which only some are taken."""
        taken = taken_of([example.intent for example in examples])
        # What the screening's data calls a status in the same words as one of these asks is that.
        own = {_words(example.text) for example in examples if example.intent in ASKS}
        taken = [at for at in taken if examples[at].intent in ASKS or _words(examples[at].text) not in own]
        names = (*ASKS, STATUS, _OTHER)
        targets = np.zeros((len(taken), len(names)))
        first = np.zeros(len(taken), int)
        for row, at in enumerate(taken):
            example = examples[at]
            label = example.intent if example.intent in ASKS else _SAME.get(example.intent, _OTHER)
            first[row] = names.index(label)
            targets[row, first[row]] = 1
            targets[row, [names.index(name) for name in example.also if name in names]] = 1
        columns = ["ask:" + name for name in names]
        return cls(heads_module.fit(columns, targets, vectors[taken], counts[taken], first))

    def arrays(self) -> Dict[str, np.ndarray]:
        """What has to be kept, under names of its own."""
        return {_ARRAYS + name: values for name, values in self._heads.arrays().items()}

    @classmethod
    def from_arrays(cls, kept: Mapping[str, np.ndarray]) -> "PortalAsks":
        """As it was kept."""
        own = {name[len(_ARRAYS) :]: values for name, values in kept.items() if name.startswith(_ARRAYS)}
        return cls(Heads.from_arrays(own))

    def read(
        self,
        message: str,
        vectors: Callable[[Sequence[Sequence[str]]], np.ndarray],
        count: Callable[[Sequence[str]], sp.csr_matrix],
    ) -> List[Tuple[str, float]]:
        """What the message asks, each with how sure that is, in the order in which it is asked.

        Args:
            message: The message, tidied.
            vectors: Gives one vector a part of it.
            count: Gives the letters and words of texts.
        """
        parts = list(dict.fromkeys([message, *clauses(message), *sentences(message)]))[: _MOST_PARTS + 1]
        scores = self._heads.scores(vectors([(part,) for part in parts]), count(parts))
        other = self._names.index(_OTHER)
        found: Dict[str, float] = {}
        for row in scores[1:]:
            best = int(row.argmax())
            if best != other and row[best] >= _CLAUSE_AT:
                found[self._names[best]] = max(found.get(self._names[best], 0.0), float(row[best]))
        whole = scores[0].copy()
        nothing, whole[other] = whole[other], -np.inf
        best = int(whole.argmax())
        for at, name in enumerate(self._names):
            asked = at == best and whole[at] >= max(_AT, nothing - _BEHIND)
            if asked or whole[at] >= _BESIDE_AT:
                found[name] = max(found.get(name, 0.0), float(whole[at]))
        surest = max(found.values(), default=0.0)
        # What is hardly asked beside something plainly asked is a turn of phrase.
        return [
            (name, round(float(np.clip(0.5 + score - _AT, 0.5, 0.99)), 3))
            for name, score in found.items()
            if score >= surest / 2
        ]


def _words(text: str) -> Tuple[str, ...]:
    return tuple(word.strip(".,;:!?¿¡") for word in plain(text).split())


def taken_of(intents: Sequence[str]) -> List[int]:
    """Which examples the portal's heads are trained on."""
    taken: List[int] = []
    others = 0
    for at, intent in enumerate(intents):
        if intent in ASKS or intent in _SAME:
            taken.append(at)
        elif intent not in _LEFT_OUT:
            others += 1
            if others % _EVERY == 0:
                taken.append(at)
    return taken
