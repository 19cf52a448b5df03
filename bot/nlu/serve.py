"""Answers over pipes, JSON Lines in and out, with the component of a trained model and none of Rasa's server.

Run in Rasa's environment: `python -m bot.nlu.serve MODEL`. A line in is `{"text", "metadata"?}`; a line out is
`{"intent", "ranking", "understood", "ms"}`, `ms` being what the reading took. Whoever asks checks the lines.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import time
from typing import Any, Dict, List

import numpy as np

from bot.nlu.reader import Reader

_ARRAYS = "/heads.npz"


def load(archive: str) -> Reader:
    """The reader of a trained model.

    Raises:
        FileNotFoundError: The archive holds none.
    """
    with tarfile.open(archive) as model:
        for member in model:
            if member.name.endswith(_ARRAYS):
                file = model.extractfile(member)
                if file is not None:
                    with np.load(io.BytesIO(file.read()), allow_pickle=False) as kept:
                        return Reader.from_arrays(dict(kept))
    raise FileNotFoundError(f"{archive} holds no component that understands")


def answer(reader: Reader, asked: Dict[str, Any]) -> Dict[str, Any]:
    """One line's answer."""
    began = time.perf_counter()
    read = reader.read(asked.get("text"), asked.get("metadata"))
    return {**read, "ms": (time.perf_counter() - began) * 1000}


def main(arguments: List[str]) -> int:
    """Loads the model, says so with an empty line, then answers line by line."""
    reader = load(arguments[0])
    reader.read("ready")
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(reader, json.loads(line))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
