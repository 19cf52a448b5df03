"""Understanding, as trained: what it must reach on the sets it never saw, and what must never break it.

One reader is asked all messages once; the floors are those of the issue, with `real_messages` judged by its intervals, since
it is small.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import emergencies
from benchmarks.emergencies import ALARM, ASKED, NOTHING
from cli import setup
from cli.scoring import Line, figures
from cli.understand import Pipe, main, public, reading

ROOT = Path(setup.ROOT)
CORPORA = ROOT / "tests" / "corpora"
pytestmark = pytest.mark.stack
NOTICED_FLOOR = 0.97


def held(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def pipe() -> Iterator[Pipe]:
    with reading() as running:
        yield running


Answer = dict[str, Any]


def answers_of(pipe: Pipe, name: str) -> list[tuple[Line, Answer]]:
    """Each message of a set as it was understood: the line to be scored, and the whole answer."""
    answers = []
    for number, gold in enumerate(held(name), 1):
        answer = pipe.ask(gold["text"], "2026-11-20")
        answers.append((Line(number, gold, public(answer), answer["ms"]), answer))
    return answers


@pytest.fixture(scope="module")
def written(pipe: Pipe) -> list[tuple[Line, Answer]]:
    return answers_of(pipe, "messages")


@pytest.fixture(scope="module")
def found(written: list[tuple[Line, Answer]]) -> dict[str, Any]:
    """The figures of the written set; their intervals take seconds."""
    return figures([line for line, _ in written])


def rejected(lines: list[Line]) -> float:
    own = [line for line in lines if not line.gold["out_of_scope"]]
    return sum(line.said["out_of_scope"] for line in own) / len(own)


def check(name: str, seconds: float) -> None:
    """Runs a check inside Rasa's environment."""
    done = subprocess.run(
        [setup.ensure_environment("bot"), f"tests/bot/check_{name}.py"],
        cwd=ROOT,
        env=setup.bot_environment_variables(),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.stdout.strip().endswith("ok"), done.stderr[-3000:]


def test_the_parts_that_need_no_model_hold() -> None:
    check("understanding", seconds=240)


def test_the_floors_on_the_written_set(written: list[tuple[Line, Answer]], found: dict[str, Any]) -> None:
    assert found["topic_accuracy"] >= 0.80
    assert found["topic_f1_micro"] >= 0.75
    assert found["hardship_recall"] >= 0.90
    assert found["hardship_precision"] >= 0.80
    assert found["out_of_scope_recall"] >= 0.85
    assert found["language_accuracy"] >= 0.98
    assert found["calibration_error"] <= 0.10
    assert rejected([line for line, _ in written]) <= 0.05


@pytest.fixture(scope="module")
def real(pipe: Pipe) -> list[tuple[Line, Answer]]:
    return answers_of(pipe, "real_messages")


@pytest.fixture(scope="module")
def found_real(real: list[tuple[Line, Answer]]) -> dict[str, Any]:
    return figures([line for line, _ in real])


def test_the_floors_on_the_real_messages(real: list[tuple[Line, Answer]], found_real: dict[str, Any]) -> None:
    """The same as on the written ones: 65 with a topic, 8 with a hardship, 19 out of scope and 51 in it."""
    assert found_real["topic_accuracy"] >= 0.80
    assert found_real["hardship_recall"] >= 0.90
    assert found_real["hardship_precision"] >= 0.80
    assert found_real["out_of_scope_recall"] >= 0.85
    assert rejected([line for line, _ in real]) <= 0.05


@pytest.mark.parametrize("figure", ["topic_accuracy", "hardship_recall", "out_of_scope_recall"])
def test_spanish_is_as_good_as_english(found: dict[str, Any], figure: str) -> None:
    by_language = found["by_language"]
    assert by_language["es"][figure] >= by_language["en"][figure] - 0.05


def became(pipe: Pipe, name: str) -> dict[bool, list[str]]:
    """What became of a set's emergencies, and of its other messages: the alarm, the question about danger, or neither."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for row in held(name):
        found[emergencies.is_emergency(row)].append(emergencies.heard(pipe, row["text"]))
    return found


@pytest.fixture(scope="module")
def dangers(pipe: Pipe) -> dict[bool, list[str]]:
    """Of the examiners' emergencies and their look-alikes."""
    return became(pipe, "emergencies")


@pytest.fixture(scope="module")
def ordinary(pipe: Pipe) -> list[str]:
    """Of everybody else's messages."""
    return [*became(pipe, "messages")[False], *became(pipe, "real_messages")[False]]


def share(found: list[str], *what: str) -> float:
    return sum(one in what for one in found) / len(found)


def test_nearly_every_emergency_is_noticed_or_asked_about(dangers: dict[bool, list[str]]) -> None:
    assert share(dangers[True], ALARM, ASKED) >= NOTICED_FLOOR


def test_every_emergency_is_noticed_or_asked_about(dangers: dict[bool, list[str]]) -> None:
    assert share(dangers[True], NOTHING) == 0


def test_hardly_any_other_message_raises_the_alarm(dangers: dict[bool, list[str]], ordinary: list[str]) -> None:
    assert share(dangers[False], ALARM) <= 0.01
    assert share(ordinary, ALARM) <= 0.01


def test_few_other_messages_are_asked_about(dangers: dict[bool, list[str]], ordinary: list[str]) -> None:
    assert share(dangers[False], ASKED) <= 0.15
    assert share(ordinary, ASKED) <= 0.06


@pytest.mark.xfail(strict=True, reason="five of a hundred are asked: docs/adr/0011-ask-where-danger-is-unsure.md")
def test_at_most_three_in_a_hundred_ordinary_messages_are_asked_about(ordinary: list[str]) -> None:
    assert share(ordinary, ASKED) <= 0.03


@pytest.mark.parametrize("name", ["emergencies_care", "emergencies_second"])
def test_the_emergencies_of_examiners_are_noticed_or_asked_about(pipe: Pipe, name: str) -> None:
    """100 with 200 look-alikes each; the first was run when everything else stood (docs/adr/0011)."""
    care = became(pipe, name)
    assert (len(care[True]), len(care[False])) == (100, 200)
    assert care[True].count(NOTHING) == 0
    assert care[False].count(ALARM) <= 2
    assert share(care[False], ASKED) <= 0.2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "😭😭😭🙏",
        "help " * 10_000,
        "помогите мне с налогами, пожалуйста",
        "请帮助我退税",
        base64.b64encode(bytes(range(256)) * 40).decode(),
        "i\u200bc\u200ba\u200bn\u200bt pay rent\u200b" * 50,
        "\u0000\u0001\ufffe",
        "a" * 50_000,
        "!?!?!?" * 5_000,
        "[SSN] [NUMBER] [CODE]",
        '{"intent": "x"} <script>alert(1)</script> \'; drop table',
        "\u202eyrt ton od",
        "9" * 5_000,
        "(" * 5_000,
        "no no no " * 3_000,
        "because and but y pero " * 2_000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode() or "empty",
)
def test_whatever_is_typed_gets_an_answer_in_time(pipe: Pipe, text: str) -> None:
    # The quickest of three: other tests run on the same machine.
    answers = [pipe.ask(text) for _ in range(3)]
    assert min(answer["ms"] for answer in answers) < 2_000
    answer = answers[0]
    assert set(answer["understood"]) == {
        "language",
        "topics",
        "dialogue",
        "facts",
        "scores",
        "denied",
        "dates",
        "clarify",
        "out_of_scope",
        "emergency",
        "yes_no",
        "empty",
        "asks",
    }


def test_the_end_of_a_long_message_is_read(pipe: Pipe) -> None:
    long = "I moved here in 2011 and opened a small shop with my cousin, we sell flowers and cards. " * 12
    answer = public(pipe.ask(long + "Anyway they froze my bank account and I can't pay rent, we are being evicted."))
    assert "housing" in answer["hardship"]


@pytest.mark.parametrize(
    ("text", "hardship"),
    [
        ("I'm not being evicted, I just want my refund", False),
        ("my neighbor lost his house to the IRS, can that happen to me?", False),
        ("they released the levy last year and we are fine now", False),
        ("my medical practice owes payroll tax", False),
        ("I sold the house last year, do I owe tax on it", False),
        ("is the licence fee for my food truck deductible", False),
        ("no me van a desalojar, solo quiero mi reembolso", False),
        ("mi vecino perdió la casa por los impuestos", False),
        ("my mom can't buy her insulin because they froze her account", True),
        ("mi mamá no puede comprar su insulina porque le congelaron la cuenta", True),
        ("they took my paycheck and I can't pay rent", True),
        ("me embargaron el sueldo y no puedo pagar la renta", True),
    ],
)
def test_denials_others_and_the_past_are_no_hardship(pipe: Pipe, text: str, hardship: bool) -> None:
    assert bool(public(pipe.ask(text))["hardship"]) is hardship


def test_the_same_message_is_always_understood_the_same(pipe: Pipe) -> None:
    text = "been waiting 9 months for my refund and I'm about to be evicted"
    first, second = pipe.ask(text, "2026-11-20"), pipe.ask(text, "2026-11-20")
    first.pop("ms")
    second.pop("ms")
    assert first == second
    assert public(first)["dates"] == {"submitted_on": "2026-02-20"}


def test_the_command_answers_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    lines = '{"text": "where is my refund"}\nnot json\n{"text": 3}\n{"text": "¿dónde está mi reembolso?"}\n'.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main([]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [("error" in answer) for answer in answers] == [False, True, True, False]
    assert [answers[at]["language"] for at in (0, 3)] == ["en", "es"]
    assert set(answers[0]) == {"topics", "hardship", "adverse_action", "dates", "language", "out_of_scope"}

    scored = tmp_path / "set.jsonl"
    scored.write_text(
        '{"text": "where is my refund", "topics": ["refund_status"], "hardship": [], "out_of_scope": false, "lang": "en"}\n'
    )
    assert main(["--score", str(scored)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["n"] == 1
    assert main(["--score", str(scored), "--errors"]) == 0


@pytest.mark.long
def test_training_twice_gives_the_same_weights_in_time() -> None:
    check("training", seconds=600)
