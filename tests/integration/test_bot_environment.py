"""What runs inside Rasa, checked inside Rasa's environment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cli import setup

ROOT = Path(setup.ROOT)
# All of them.
_WITHIN_SECONDS = 600.0


@dataclass(frozen=True)
class Done:
    """A command that ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs commands in Rasa's environment, which takes seconds to import: once for all of them (tests/bot/forks.py)."""
    folder = tmp_path_factory.mktemp("bot")
    output, errors, log = folder / "output", folder / "errors", folder / "log"
    command = [setup.ensure_environment("bot"), "tests/bot/forks.py"]
    environment = setup.bot_environment_variables()
    with (
        log.open("w") as file,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
            start_new_session=True,
        ) as forks,
    ):
        assert forks.stdin is not None
        assert forks.stdout is not None
        # With what it runs just then.
        give_up = threading.Timer(_WITHIN_SECONDS, os.killpg, (forks.pid, signal.SIGKILL))

        def one(*arguments: str) -> Done:
            print(json.dumps([arguments, str(output), str(errors)]), file=forks.stdin, flush=True)
            status = forks.stdout.readline()
            assert status, log.read_text()
            return Done(int(status), output.read_text(), errors.read_text())

        give_up.daemon = True
        give_up.start()
        yield one
        give_up.cancel()
        forks.stdin.close()


@pytest.mark.stack
@pytest.mark.parametrize("check", ["gateway_channel", "kept_connections", "replaced"])
def test_the_parts_inside_rasa_hold(check: str, run: Run) -> None:
    done = run(f"tests/bot/check_{check}.py")
    assert done.stdout.strip().endswith("ok"), done.stderr[-3000:]


@pytest.mark.stack
def test_nothing_that_was_written_gets_into_the_output() -> None:
    # Python's own end by an exception is what is looked at, so it is no fork.
    command = [setup.ensure_environment("bot"), "tests/bot/check_quiet.py"]
    environment = setup.bot_environment_variables()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == 1
    assert "private" not in output
    for place in ("ERROR rasa.core.processor", "ValueError at <module>", "a turn failed", "KeyError at <module>"):
        assert place in output


@pytest.mark.stack
def test_rasa_finds_the_training_data_valid(run: Run) -> None:
    done = run("-m", "rasa", "data", "validate", "--domain", "domain.yml", "--data", "data", "--config", "config.yml")
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.stack
def test_rules_and_stories_choose_as_the_test_stories_say(run: Run, tmp_path: Path) -> None:
    model = setup.ensure_model()
    done = run(
        *("-m", "rasa", "test", "core", "--model", model, "--stories", "tests/conversations/rasa"),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.long
@pytest.mark.stack
def test_rasa_finds_the_topics_of_messages_it_never_saw(run: Run, tmp_path: Path) -> None:
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
