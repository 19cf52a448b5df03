"""What runs inside Rasa, checked inside Rasa's environment."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from cli import setup

ROOT = Path(setup.ROOT)


def run(*arguments: str, seconds: float = 240) -> subprocess.CompletedProcess[str]:
    command = [setup.ensure_environment("bot"), *arguments]
    environment = setup.bot_environment_variables()
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )


@pytest.mark.stack
@pytest.mark.parametrize("check", ["gateway_channel", "kept_connections", "replaced"])
def test_the_parts_inside_rasa_hold(check: str) -> None:
    done = run(f"tests/bot/check_{check}.py")
    assert done.stdout.strip().endswith("ok"), done.stderr[-3000:]


@pytest.mark.stack
def test_nothing_that_was_written_gets_into_the_output() -> None:
    done = run("tests/bot/check_quiet.py")
    output = done.stdout + done.stderr
    assert done.returncode == 1
    assert "private" not in output
    for place in ("ERROR rasa.core.processor", "ValueError at <module>", "a turn failed", "KeyError at <module>"):
        assert place in output


@pytest.mark.stack
def test_rasa_finds_the_training_data_valid() -> None:
    done = run("-m", "rasa", "data", "validate", "--domain", "domain.yml", "--data", "data", "--config", "config.yml")
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.stack
def test_rules_and_stories_choose_as_the_test_stories_say(tmp_path: Path) -> None:
    model = setup.ensure_model()
    done = run(
        *("-m", "rasa", "test", "core", "--model", model, "--stories", "tests/conversations/rasa"),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.long
@pytest.mark.stack
def test_rasa_finds_the_topics_of_messages_it_never_saw(tmp_path: Path) -> None:
    """`rasa test nlu` on the written set: the lines of one topic, since Rasa compares one intent a message."""
    held = (
        json.loads(line) for line in (ROOT / "tests/corpora/messages.jsonl").read_text(encoding="utf-8").splitlines()
    )
    by_topic: dict[str, list[dict[str, str]]] = {}
    for message in held:
        if len(message["topics"]) == 1 and not message["out_of_scope"]:
            # Rasa would read brackets before parentheses as an entity.
            text = " ".join(message["text"].replace("[", "").replace("]", "").split())
            by_topic.setdefault(message["topics"][0], []).append({"text": text})
    examples = {"version": "3.1", "nlu": [{"intent": topic, "examples": found} for topic, found in by_topic.items()]}
    sample = tmp_path / "nlu.yml"
    sample.write_text(yaml.safe_dump(examples, allow_unicode=True, width=10_000), encoding="utf-8")
    model = setup.ensure_model()
    done = run(
        *("-m", "rasa", "test", "nlu", "--model", model, "--nlu", str(sample), "--domain", "domain.yml"),
        *("--out", str(tmp_path), "--no-plot", "--no-errors"),
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    report = json.loads((tmp_path / "intent_report.json").read_text(encoding="utf-8"))
    assert report["weighted avg"]["support"] == sum(map(len, by_topic.values()))
    assert report["weighted avg"]["f1-score"] >= 0.75
