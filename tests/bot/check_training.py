"""Training is deterministic and quick, in Rasa's environment. Prints `ok` at the end.

How many seconds it takes is for `./tas bench understanding` to say: tests run side by side, and threads that wait for a core
spin meanwhile. So the time is compared here with that of the same kind of work, done in the same process at the same time.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import yaml

from bot.nlu.reader import Example, Reader

ROOT = Path(__file__).parents[2]
MOST_YARDSTICKS = 30
"""Some 20 when nothing else runs."""


def examples() -> list[Example]:
    return [
        Example.read(line[2:], block["intent"], block["metadata"])
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]


def yardstick() -> float:
    """The processor's seconds for what training consists of for the most part: products of large matrices."""
    began = time.process_time()
    matrix = np.random.default_rng(0).standard_normal((6_000, 6_000)).astype(np.float32)
    for _ in range(2):
        matrix = matrix @ matrix
        matrix /= np.abs(matrix).max()
    return time.process_time() - began


def train() -> tuple[dict[str, np.ndarray], float]:
    """The weights, and the processor's seconds that they took."""
    began = time.process_time()
    weights = Reader.train(examples()).arrays()
    return weights, time.process_time() - began


if __name__ == "__main__":
    first, first_seconds = train()
    between_seconds = yardstick()
    second, second_seconds = train()
    after_seconds = yardstick()
    for name, values in first.items():
        assert np.array_equal(values, second[name]), name
    ratio = (first_seconds + second_seconds) / (between_seconds + after_seconds)
    assert ratio < MOST_YARDSTICKS, f"{ratio:.1f} times the yardstick"
    print(f"{ratio:.1f} times the yardstick: ok")
