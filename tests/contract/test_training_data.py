"""The training data keeps its promises: enough of everything, nothing twice, nothing that understanding is judged by."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from casework.eligibility import HARDSHIPS, TOPICS
from cli.training_data import DIALOGUE, NEAR, PORTAL, overlap, read, words

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
EXAMPLES = [(path.name, example) for path in FILES for example in read(path)]
HELPED = {
    "levy_or_garnishment",
    "refund_delay",
    "no_response",
    "missed_promised_date",
    "system_failure",
    "notice_question",
    "payment_plan",
    "identity_theft",
    "audit",
    "credits",
    "amended_return",
    "unfiled_returns",
    "representative",
    "case_status",
    "talk_to_human",
    "about_tas",
    "document_upload",
}


class Known:
    """Texts, found again by their words."""

    def __init__(self) -> None:
        self._bags: list[frozenset[str]] = []
        self._where: dict[str, list[int]] = defaultdict(list)

    def add(self, bag: frozenset[str]) -> None:
        for word in bag:
            self._where[word].append(len(self._bags))
        self._bags.append(bag)

    def near(self, bag: frozenset[str]) -> list[frozenset[str]]:
        """Those that are nearly the same.

        They hold all but a few words of it: of any words of it that are more than these few, the rarest here, one at least.
        """
        few = int((1 - NEAR) * len(bag))
        rarest = sorted(bag, key=lambda word: len(self._where.get(word, ())))[: few + 1]
        numbers = {number for word in rarest for number in self._where.get(word, ())}
        return [self._bags[number] for number in numbers if overlap(bag, self._bags[number]) > NEAR]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_lines_are_what_yaml_reads(path: Path) -> None:
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    lines = [line for block in blocks for line in block["examples"].splitlines() if line.strip()]
    assert [f"- {example.text}" for example in read(path)] == lines


def test_labels_and_marks_are_known() -> None:
    for path in FILES:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            marks = block["metadata"]
            assert block["intent"] in (*TOPICS, *DIALOGUE, *PORTAL), path.name
            assert marks["language"] in {"en", "es"}
            assert set(marks) <= {"language", "also", "hardship", "adverse_action", "only"}
            assert marks.get("only", "danger") in ("danger", "topics")
            known = {*PORTAL, "case_status"} if block["intent"] in PORTAL else set(TOPICS)
            assert set(marks.get("also", ())) <= known
            assert set(marks.get("hardship", ())) <= set(HARDSHIPS)
            assert marks.get("adverse_action", "none") in {"none", "threatened", "happening"}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("label", [*TOPICS, *DIALOGUE, *PORTAL])
def test_every_label_has_enough_examples(label: str, language: str) -> None:
    count = sum(example.label == label and example.language == language for _, example in EXAMPLES)
    assert count >= (60 if label in HELPED or label in PORTAL else 25)


def test_few_examples_are_nearly_the_same() -> None:
    near = 0
    by_label: dict[str, Known] = defaultdict(Known)
    for _, example in EXAMPLES:
        bag, known = words(example.text), by_label[example.label]
        near += bool(known.near(bag))
        known.add(bag)
    assert near / len(EXAMPLES) < 0.02


def test_no_example_stands_under_two_labels() -> None:
    # The screening and the portal are trained apart (bot/nlu/portal.py).
    for of_portal in (False, True):
        labels = defaultdict(set)
        for _, example in EXAMPLES:
            if (example.label in PORTAL) is of_portal:
                labels[" ".join(example.text.lower().split())].add(example.label)
        assert not {text: held for text, held in labels.items() if len(held) > 1}


@pytest.mark.parametrize("name", ["messages", "real_messages", "emergencies", "emergencies_second", "emergencies_care"])
def test_nothing_that_understanding_is_judged_by_is_trained_on(name: str) -> None:
    texts = [
        json.loads(line)["text"]
        for line in (ROOT / "tests" / "corpora" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    judged = Known()
    for text in texts:
        judged.add(words(text))
    # Greetings, yes and no are said in the same words by everybody.
    long = [(file, example.text, bag) for file, example in EXAMPLES if len(bag := words(example.text)) > 3]
    assert not [(file, text) for file, text, bag in long if judged.near(bag)]
