"""What is read off the vectors: one kernel ridge regression with a column for each thing to be known.

The last column, danger, is trained on some of the examples and on others of its own: the factor of those is added to that of
the former (a block of the same Cholesky factorisation), which costs a fifth of it and changes no other column.

Kernel ridge (Saunders et al. 1998) over a sum of kernels: radial over the encoder's vectors, so that near examples count,
and linear over counts of letters and words. One factorisation serves all columns, and gives the score that each example
would get had it been left out (Allen 1974, PRESS), which is what probabilities are calibrated on: training is exact,
deterministic and needs no folds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Mapping, Optional, Sequence, Tuple

import numpy as np
import scipy.linalg
import scipy.sparse as sp
import scipy.special
from threadpoolctl import threadpool_limits

WIDTH = 2.5
"""How quickly the radial kernel falls with the angle between two vectors."""
NEAR, LETTERS, WORDS = 3.0, 1.0, 0.7
"""What the radial kernel weighs, and the linear ones of letters and words."""
AXES = 256
"""Half of the encoder's: as good, and half the memory to go through for each message."""
RIDGE = 0.35
_DENSE = 1000
"""So many of the commonest letter runs and words are multiplied densely in training."""
_ROWS = 1000
"""So many rows of the kernel are made at a time, since making one takes as much memory again."""
_FEWEST = 2
"""In how many examples a letter run or word has to stand."""


@dataclass
class Heads:
    """Trained columns.

    Attributes:
        names: What each column is about.
        axes: The directions in which the examples differ most; along the others the vectors are not compared.
        vectors: The encoder's vectors of the examples, along these; a column an example, which multiplies faster.
        pull: What each example adds to each column.
        place: Where each letter run or word stands in `rarity` and `weights`; -1 where it was never seen.
        half: Where words begin in `rarity` and `weights`; letter runs stand before them.
        rarity: How rare each letter run or word is.
        weights: What each letter run or word adds to each column.
        base: Each column's mean.
        slope: With `shift` makes a probability of each column's score.
        shift: See `slope`.
        sharpness: What makes the scores of labels, of which one is first, into probabilities.
    """

    names: Tuple[str, ...]
    axes: np.ndarray
    vectors: np.ndarray
    pull: np.ndarray
    place: np.ndarray
    half: int
    rarity: np.ndarray
    weights: np.ndarray
    base: np.ndarray
    slope: np.ndarray
    shift: np.ndarray
    sharpness: float

    def scores(self, vectors: np.ndarray, counts: sp.csr_matrix) -> np.ndarray:
        """One row a text, one column a name; about 0 for no and 1 for yes."""
        near = NEAR * np.exp(WIDTH * (_along(vectors, self.axes) @ self.vectors - 1))
        return (
            near @ self.pull
            + weigh(seen(counts, self.place, len(self.rarity)), self.rarity, self.half) @ self.weights
            + self.base
        )

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Scores as probabilities, each column by itself."""
        return 1 / (1 + np.exp(-(scores * self.slope + self.shift)))

    def arrays(self) -> Dict[str, np.ndarray]:
        """What has to be kept, small: half precision changes no score by more than a thousandth."""
        return {
            "names": np.array(self.names),
            "axes": self.axes,
            "vectors": self.vectors.astype(np.float16),
            "pull": self.pull,
            "used": np.flatnonzero(self.place >= 0).astype(np.int32),
            "size": np.array(len(self.place)),
            "rarity": self.rarity,
            "weights": self.weights.astype(np.float16),
            "base": self.base,
            "slope": self.slope,
            "shift": self.shift,
            "sharpness": np.array(self.sharpness),
        }

    @classmethod
    def from_arrays(cls, kept: Mapping[str, np.ndarray]) -> "Heads":
        """The heads as they were kept."""
        size, used = int(kept["size"]), kept["used"]
        return cls(
            names=tuple(str(name) for name in kept["names"]),
            axes=kept["axes"],
            vectors=kept["vectors"].astype(np.float32),
            pull=kept["pull"],
            place=_places(used, size),
            half=int(np.searchsorted(used, size // 2)),
            rarity=kept["rarity"],
            weights=kept["weights"].astype(np.float32),
            base=kept["base"],
            slope=kept["slope"],
            shift=kept["shift"],
            sharpness=float(kept["sharpness"]),
        )


def _along(vectors: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """Vectors along some axes, of length one again."""
    moved: np.ndarray = vectors @ axes
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)


def _places(used: np.ndarray, size: int) -> np.ndarray:
    place = np.full(size, -1, np.int32)
    place[used] = np.arange(len(used))
    return place


def seen(counts: sp.csr_matrix, place: np.ndarray, width: int) -> sp.csr_matrix:
    """Counts of what the examples hold too, moved together."""
    at = place[counts.indices]
    known = at >= 0
    starts = np.concatenate([[0], np.cumsum(known)])[counts.indptr]
    return sp.csr_matrix((counts.data[known], at[known], starts), shape=(counts.shape[0], width))


def weigh(counts: sp.csr_matrix, rarity: np.ndarray, half: int) -> sp.csr_matrix:
    """Counts times rarity, letters and words each of length one and weighed against each other.

    Written on the arrays of the matrix: the operators of `scipy.sparse` would take ten times as long for a single text.
    """
    values = counts.data * rarity[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    group = 2 * rows + (counts.indices >= half)
    length = np.sqrt(np.bincount(group, values * values, 2 * counts.shape[0]))
    share = np.tile(np.sqrt([LETTERS, WORDS]), counts.shape[0]) / np.maximum(length, 1e-9)
    weighed = (values * share[group]).astype(np.float32)
    return sp.csr_matrix((weighed, counts.indices, counts.indptr), shape=counts.shape)


# Always two, so that a machine with more cores rounds alike.
@threadpool_limits.wrap(limits=2, user_api="blas")
def fit(
    names: Sequence[str],
    targets: np.ndarray,
    vectors: np.ndarray,
    counts: sp.csr_matrix,
    first: np.ndarray,
    shared: Optional[int] = None,
) -> Heads:
    """Trains all columns at once.

    Args:
        names: What each column is about.
        targets: One row an example, one column a name.
        vectors: The encoder's vectors of the examples.
        counts: Their letters and words.
        first: Each example's main label, as a column; examples beyond these are for the last column alone.
        shared: How many of these, from the first on, the last column is trained on too; all if not given.
    """
    most = len(first)
    shared = most if shared is None else shared
    often = np.bincount(counts.indices, minlength=counts.shape[1])
    used = np.flatnonzero(often >= _FEWEST)
    place, half = _places(used, counts.shape[1]), int(np.searchsorted(used, counts.shape[1] // 2))
    rarity = (1 + np.log((1 + counts.shape[0]) / (1 + often[used]))).astype(np.float32)
    linear = weigh(seen(counts, place, len(used)), rarity, half)
    _, directions = scipy.linalg.eigh(vectors.T @ vectors)
    axes = np.ascontiguousarray(directions[:, -AXES:], np.float32)
    vectors = _along(vectors, axes)
    kernel = _kernel(vectors[:most], linear[:most])
    kernel[np.diag_indices_from(kernel)] += RIDGE
    base = targets[:most].mean(axis=0)
    # The ridge keeps the kernel's condition below 10^4, for which single precision is enough.
    # Its transpose, itself, lies in memory as LAPACK wants it: it becomes its factor and then that one's inverse where it lies.
    factor = scipy.linalg.cholesky(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    pull = np.zeros(targets.shape)
    pull[:most] = scipy.linalg.cho_solve((factor, True), (targets[:most] - base).astype(np.float32))
    inverse, _ = scipy.linalg.lapack.strtri(factor, lower=1, overwrite_c=1)
    diagonal = np.einsum("ij,ij->j", inverse, inverse)
    left_out = targets[:most] - pull[:most] / diagonal[:, None]
    if most < len(targets):
        own = np.r_[0:shared, most : len(targets)]
        base[-1] = targets[own, -1].mean()
        pull[:, -1] = 0
        # The factor of the first examples, and its inverse, are the first rows and columns of those of all.
        pull[own, -1], extended = _extended(
            inverse[:shared, :shared], vectors[own], linear[own], targets[own, -1] - base[-1]
        )
        left_out[:, -1] = base[-1]
        left_out[:shared, -1] = (targets[own, -1] - pull[own, -1] / extended)[:shared]
    slope, shift = np.array([_platt(left_out[:, at], targets[:most, at] > 0.25) for at in range(len(names))]).T
    return Heads(
        names=tuple(names),
        axes=axes,
        vectors=np.ascontiguousarray(vectors.T),
        pull=pull.astype(np.float32),
        place=place,
        half=half,
        rarity=rarity,
        weights=np.asarray(linear.T @ pull, np.float32),
        base=base.astype(np.float32),
        slope=slope,
        shift=shift,
        sharpness=_sharpness(left_out, first),
    )


def _extended(
    inverse: np.ndarray, vectors: np.ndarray, linear: sp.csr_matrix, targets: np.ndarray
) -> Tuple[np.ndarray, np.ndarray]:
    """One column over all examples, from the inverse of the factor of the first of them.

    Returns:
        The column's pull, and the diagonal of the inverse of the whole kernel.
    """
    most = len(inverse)
    diagonal = np.einsum("ij,ij->j", inverse, inverse)
    beside = _kernel(vectors[most:], linear[most:], vectors[:most], linear[:most])
    beside = scipy.linalg.blas.strmm(1.0, inverse, beside, side=1, lower=1, trans_a=1)
    rest = _kernel(vectors[most:], linear[most:])
    rest[np.diag_indices_from(rest)] += RIDGE
    rest = scipy.linalg.cholesky((rest - beside @ beside.T).T, lower=True)
    rest_inverse, _ = scipy.linalg.lapack.strtri(rest, lower=1)
    across = scipy.linalg.blas.strmm(1.0, inverse, rest_inverse @ beside, side=1, lower=1)
    halfway = np.concatenate([inverse @ targets[:most], rest_inverse @ targets[most:] - across @ targets[:most]])
    pull = np.concatenate([inverse.T @ halfway[:most] - across.T @ halfway[most:], rest_inverse.T @ halfway[most:]])
    whole = np.concatenate(
        [diagonal + np.einsum("ij,ij->j", across, across), np.einsum("ij,ij->j", rest_inverse, rest_inverse)]
    )
    return pull, whole


def _kernel(
    vectors: np.ndarray,
    linear: sp.csr_matrix,
    others: Optional[np.ndarray] = None,
    other_linear: Optional[sp.csr_matrix] = None,
) -> np.ndarray:
    """Examples against others, in single precision: by far the largest array.

    Of all against each other, where no others are given, not all below the diagonal is filled: it is the same again.
    """
    alike = others is None or other_linear is None
    if others is None or other_linear is None:
        others, other_linear = vectors, linear
    # What many examples hold is multiplied densely: the sparse product of all would take three times as long.
    often = np.bincount(other_linear.indices, minlength=linear.shape[1])
    dense = np.sort(np.argsort(-often, kind="stable")[:_DENSE])
    sparse = np.setdiff1d(np.arange(linear.shape[1]), dense)
    columns, other_columns = linear.tocsc(), other_linear.tocsc()
    common, rare = columns[:, dense].toarray(), columns[:, sparse].tocsr()
    other_common, other_rare = other_columns[:, dense].toarray(), other_columns[:, sparse].tocsr()
    kernel = np.zeros((len(vectors), len(others)), np.float32)
    for at in range(0, len(kernel), _ROWS):
        rows, from_here = slice(at, at + _ROWS), slice(at if alike else 0, None)
        near = vectors[rows] @ others[from_here].T
        near -= 1
        near *= WIDTH
        np.exp(near, out=near)
        near *= NEAR
        near += common[rows] @ other_common[from_here].T
        near += (rare[rows] @ other_rare[from_here].T).toarray()
        kernel[rows, from_here] = near
    return kernel


def _sharpness(left_out: np.ndarray, first: np.ndarray) -> float:
    """The factor under which the scores of labels left out are likeliest (Guo et al. 2017, temperature scaling)."""
    labels, column = np.unique(first, return_inverse=True)
    rows, scores = np.arange(len(first)), left_out[:, labels]

    def unlikely(factor: float) -> float:
        raised = scores * factor
        return float((scipy.special.logsumexp(raised, axis=1) - raised[rows, column]).mean())

    return min(np.arange(2.0, 14.0, 0.5), key=unlikely)


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
