"""Training is deterministic and quick, in Rasa's environment. Prints `ok` at the end."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import yaml

from bot.nlu.reader import Example, Reader

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 90


def examples() -> list[Example]:
    return [
        Example.read(line[2:], block["intent"], block["metadata"])
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]


if __name__ == "__main__":
    began = time.process_time()
    first = Reader.train(examples()).arrays()
    assert (time.process_time() - began) / 2 < MOST_SECONDS, "on two cores"
    second = Reader.train(examples()).arrays()
    for name, values in first.items():
        assert np.array_equal(values, second[name]), name
    print("ok")
