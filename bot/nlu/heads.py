"""What is read off the vectors: one kernel ridge regression with a column for each thing to be known.

Kernel ridge (Saunders et al. 1998) over a sum of kernels: radial over the encoder's vectors, so that near examples count,
and linear over counts of letters and words. One factorisation serves all columns, and gives the score that each example
would get had it been left out (Allen 1974, PRESS), which is what probabilities are calibrated on: training is exact,
deterministic and needs no folds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Sequence, Tuple

import numpy as np
import scipy.linalg
import scipy.sparse as sp

WIDTH = 2.5
"""How quickly the radial kernel falls with the angle between two vectors."""
LETTERS, WORDS = 1.0, 0.7
"""What the linear kernels weigh beside the radial one."""
RIDGE = 0.5


@dataclass
class Heads:
    """Trained columns.

    Attributes:
        names: What each column is about.
        vectors: The encoder's vectors of the examples.
        pull: What each example adds to each column.
        rarity: How rare each letter run or word is; zero where it was never seen.
        weights: What each letter run or word adds to each column.
        base: Each column's mean.
        slope: With `shift` makes a probability of each column's score.
        shift: See `slope`.
    """

    names: Tuple[str, ...]
    vectors: np.ndarray
    pull: np.ndarray
    rarity: np.ndarray
    weights: np.ndarray
    base: np.ndarray
    slope: np.ndarray
    shift: np.ndarray

    def scores(self, vectors: np.ndarray, counts: sp.csr_matrix) -> np.ndarray:
        """One row a text, one column a name; about 0 for no and 1 for yes."""
        near = np.exp(WIDTH * (vectors @ self.vectors.T - 1))
        return near @ self.pull + weigh(counts, self.rarity) @ self.weights + self.base

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Scores as probabilities, each column by itself."""
        return 1 / (1 + np.exp(-(scores * self.slope + self.shift)))

    def arrays(self) -> Dict[str, np.ndarray]:
        """What has to be kept, small: half precision changes no score by more than a thousandth."""
        used = np.flatnonzero(self.rarity)
        return {
            "names": np.array(self.names),
            "vectors": self.vectors.astype(np.float16),
            "pull": self.pull.astype(np.float32),
            "used": used.astype(np.int32),
            "size": np.array(len(self.rarity)),
            "rarity": self.rarity[used].astype(np.float32),
            "weights": self.weights[used].astype(np.float16),
            "base": self.base,
            "slope": self.slope,
            "shift": self.shift,
        }

    @classmethod
    def from_arrays(cls, kept: Dict[str, np.ndarray]) -> "Heads":
        """The heads as they were kept."""
        size, used = int(kept["size"]), kept["used"]
        rarity = np.zeros(size, np.float32)
        rarity[used] = kept["rarity"]
        weights = np.zeros((size, kept["weights"].shape[1]), np.float32)
        weights[used] = kept["weights"]
        return cls(
            names=tuple(str(name) for name in kept["names"]),
            vectors=kept["vectors"].astype(np.float32),
            pull=kept["pull"],
            rarity=rarity,
            weights=weights,
            base=kept["base"],
            slope=kept["slope"],
            shift=kept["shift"],
        )


def weigh(counts: sp.csr_matrix, rarity: np.ndarray) -> sp.csr_matrix:
    """Counts times rarity, letters and words each of length one and weighed against each other."""
    weighed = counts.multiply(rarity).tocsr()
    half = weighed.shape[1] // 2
    letters, words = weighed[:, :half], weighed[:, half:]
    return sp.hstack([_unit(letters) * np.sqrt(LETTERS), _unit(words) * np.sqrt(WORDS)], format="csr", dtype=np.float32)


def _unit(rows: sp.csr_matrix) -> sp.csr_matrix:
    length = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    return sp.diags(1 / np.maximum(length, 1e-9)) @ rows


def _rarity(counts: sp.csr_matrix, fewest: int = 2) -> np.ndarray:
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = 1 + np.log((1 + counts.shape[0]) / (1 + seen))
    return np.where(seen >= fewest, rarity, 0).astype(np.float32)


def fit(
    names: Sequence[str], targets: np.ndarray, vectors: np.ndarray, counts: sp.csr_matrix
) -> Tuple[Heads, np.ndarray]:
    """Trains all columns at once.

    Returns:
        The heads, and the score that each example gets when it is left out.
    """
    rarity = _rarity(counts)
    linear = weigh(counts, rarity)
    kernel = np.exp(WIDTH * (vectors @ vectors.T - 1)) + (linear @ linear.T).toarray()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    inverse = scipy.linalg.inv(kernel.astype(np.float64), overwrite_a=True)
    base = targets.mean(axis=0)
    pull = inverse @ (targets - base)
    left_out = targets - pull / np.diag(inverse)[:, None]
    slope, shift = np.array([_platt(left_out[:, at], targets[:, at] > 0.25) for at in range(len(names))]).T
    heads = Heads(
        names=tuple(names),
        vectors=vectors,
        pull=pull.astype(np.float32),
        rarity=rarity,
        weights=np.asarray(linear.T @ pull, np.float32),
        base=base.astype(np.float32),
        slope=slope,
        shift=shift,
    )
    return heads, left_out


def _platt(scores: np.ndarray, true: np.ndarray, rounds: int = 30) -> Tuple[float, float]:
    """Logistic calibration with softened targets (Platt 1999; Lin, Lin and Weng 2007), by Newton's method."""
    yes, no = true.sum(), (~true).sum()
    wanted = np.where(true, (yes + 1) / (yes + 2), 1 / (no + 2))
    slope, shift = 1.0, float(np.log((yes + 1) / (no + 1)))
    for _ in range(rounds):
        guess = 1 / (1 + np.exp(-np.clip(slope * scores + shift, -30, 30)))
        error, weight = guess - wanted, np.maximum(guess * (1 - guess), 1e-9)
        gradient = np.array([error @ scores, error.sum()])
        curve = np.array([[weight @ scores**2, weight @ scores], [weight @ scores, weight.sum()]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curve, gradient)
        slope, shift = slope - float(np.clip(step[0], -5, 5)), shift - float(np.clip(step[1], -5, 5))
    return slope, shift


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores as probabilities of which exactly one holds."""
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()
