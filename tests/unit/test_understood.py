"""Figures, the picture of confusions, and examples added by a reviewer."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from cli.confusions import page, picture, read
from cli.scoring import Line, errors, figures
from cli.training_data import Refused, add
from cli.training_data import read as examples
from cli.understood import main

KEYS = {
    "n",
    "topic_accuracy",
    "topic_f1_micro",
    "topic_f1_macro",
    "hardship_precision",
    "hardship_recall",
    "hardship_f1",
    "out_of_scope_precision",
    "out_of_scope_recall",
    "language_accuracy",
    "calibration_error",
    "ms_median",
    "ms_p95",
}


def line(number: int, gold: dict[str, Any], topics: list[str], hardship: list[str], score: float = 1.0) -> Line:
    said = {
        "topics": [{"label": label, "score": score} for label in topics],
        "hardship": hardship,
        "adverse_action": "none",
        "dates": {},
        "language": "en",
        "out_of_scope": topics[:1] == ["out_of_scope"],
    }
    return Line(
        number, {"text": "text", "lang": "en", "out_of_scope": False, "hardship_now": False} | gold, said, float(number)
    )


LINES = [
    line(1, {"topics": ["lien", "audit"]}, ["audit"], []),
    line(2, {"topics": ["lien"], "hardship_now": True, "hardship": ["food"]}, ["audit"], ["food"]),
    line(3, {"topics": ["out_of_scope"], "out_of_scope": True, "lang": "es"}, ["out_of_scope"], ["food"]),
    line(4, {"topics": [], "hardship_now": "unclear"}, ["lien"], ["housing"]),
]


def test_the_figures_are_what_counting_by_hand_gives() -> None:
    found = figures(LINES)
    assert set(found) == KEYS | {"intervals", "by_language"}
    assert found["n"] == 4
    assert found["topic_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["topic_f1_micro"] == pytest.approx(4 / 7, abs=1e-4)
    assert (found["hardship_precision"], found["hardship_recall"]) == (0.5, 1.0)
    assert (found["out_of_scope_precision"], found["out_of_scope_recall"]) == (1.0, 1.0)
    assert found["language_accuracy"] == 0.75
    assert found["calibration_error"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found["ms_median"], found["ms_p95"]) == (2.5, 4.0)
    assert set(found["by_language"]) == {"en", "es"}
    low, high = found["intervals"]["topic_accuracy"]
    assert low < 2 / 3 < high


def test_nothing_to_judge_gives_no_figures_and_no_error() -> None:
    assert figures([])["topic_accuracy"] is None


def test_errors_name_the_line_and_what_was_wanted() -> None:
    wrong = {one["line"]: set(one["mistakes"]) for one in errors(LINES)}
    assert wrong == {2: {"topics"}, 3: {"hardship", "language"}}


def test_the_report_shows_text_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "missed.jsonl"
    source.write_text(
        json.dumps({"text": "<script>x</script>", "understood": LINES[0].said, "topics": ["lien"]}) + "\n"
    )
    assert main(["--report", str(source), "--out", str(tmp_path / "out")]) == 0
    ET.fromstring((tmp_path / "out" / "confusions.svg").read_text(encoding="utf-8"))
    shown = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script>" not in shown
    assert "lien taken for audit: 1" in shown
    assert "1 messages" in capsys.readouterr().out


def test_a_report_of_nothing_and_of_nonsense(tmp_path: Path) -> None:
    assert "0 messages" in page(read(""), picture(read("")))
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    assert main(["--report", str(bad)]) == 1


DATA = """version: "3.1"
nlu:
- intent: lien
  metadata: {language: en}
  examples: |
    - lien on my house
- intent: lien
  metadata: {language: es}
  examples: |
    - un gravamen en mi casa
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lien.yml").write_text(DATA, encoding="utf-8")
    return tmp_path


def test_an_example_goes_to_the_end_of_its_languages_block(folder: Path) -> None:
    path = add(folder, "lien", "the county says there is a federal lien, 123-45-6789", "en")
    assert [(one.language, one.text) for one in examples(path)] == [
        ("en", "lien on my house"),
        ("en", "the county says there is a federal lien, [SSN]"),
        ("es", "un gravamen en mi casa"),
    ]


def test_a_new_label_gets_its_file(folder: Path) -> None:
    path = add(folder, "audit", "van a revisar mis recibos", "es")
    assert path.name == "audit.yml"
    assert [one.language for one in examples(path)] == ["es"]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("nothing", "words"),
        ("lien", "  "),
        ("lien", "Lien on MY house!"),
        ("lien", "a [lien](label)"),
        ("lien", "x" * 700),
    ],
)
def test_what_would_spoil_the_data_is_refused(folder: Path, label: str, text: str) -> None:
    with pytest.raises(Refused):
        add(folder, label, text, "en")
    assert (folder / "lien.yml").read_text(encoding="utf-8") == DATA


def test_a_line_break_cannot_begin_a_block(folder: Path) -> None:
    path = add(folder, "lien", "one\n- intent: audit\n  examples: |", "en")
    assert {one.label for one in examples(path)} == {"lien"}
