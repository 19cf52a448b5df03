"""The training data keeps its promises: enough of everything, nothing twice, nothing that understanding is judged by."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from casework.eligibility import HARDSHIPS, TOPICS
from cli.training_data import DIALOGUE, NEAR, PORTAL, Example, overlap, read, words

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


def index(texts: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """Which texts hold a word; near ones share at least one of the rarer words."""
    found = defaultdict(list)
    for number, bag in enumerate(texts):
        for word in bag:
            found[word].append(number)
    return found


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
            assert marks.get("only", "danger") == "danger"
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
    by_label: dict[str, list[Example]] = defaultdict(list)
    for _, example in EXAMPLES:
        by_label[example.label].append(example)
    for held in by_label.values():
        bags = [words(example.text) for example in held]
        near += sum(any(overlap(bag, other) > NEAR for other in bags[:number]) for number, bag in enumerate(bags))
    assert near / len(EXAMPLES) < 0.02


def test_no_example_stands_under_two_labels() -> None:
    # The screening and the portal are trained apart (bot/nlu/portal.py).
    for of_portal in (False, True):
        labels = defaultdict(set)
        for _, example in EXAMPLES:
            if (example.label in PORTAL) is of_portal:
                labels[" ".join(example.text.lower().split())].add(example.label)
        assert not {text: held for text, held in labels.items() if len(held) > 1}


@pytest.mark.parametrize("name", ["messages", "real_messages", "emergencies", "emergencies_veiled", "emergencies_care"])
def test_nothing_that_understanding_is_judged_by_is_trained_on(name: str) -> None:
    texts = [
        json.loads(line)["text"]
        for line in (ROOT / "tests" / "corpora" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    bags = [words(text) for text in texts]
    where = index(bags)
    taken = []
    for file, example in EXAMPLES:
        bag = words(example.text)
        shared = Counter(number for word in bag for number in where.get(word, ()))
        # Greetings, yes and no are said in the same words by everybody.
        taken += [(file, example.text) for number in shared if len(bag) > 3 and overlap(bag, bags[number]) > NEAR]
    assert not taken
