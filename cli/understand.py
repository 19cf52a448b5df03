"""`./tas understand`: what the assistant understands. JSON Lines in and out; `--score FILE` for figures.

The reading runs in Rasa's environment, asked over pipes (`bot.nlu.serve`), so that what is measured here is what the
assistant does in a conversation.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from cli import setup
from cli.scoring import Line, errors, figures

type Json = dict[str, Any]

# Below, a fact is asked about before it counts (docs/architecture.md, "Understood").
_BELIEVED_FROM = 0.6


@dataclass(frozen=True, slots=True)
class Pipe:
    """A running reader; one question, one answer."""

    process: subprocess.Popen[str]

    def ask(self, text: str, as_of: str | None = None, *, danger_hinted: bool = False) -> Json:
        """Sends one message and waits for what was understood; `danger_hinted` is what the gateway's list says of it."""
        assert self.process.stdin is not None  # noqa: S101 (for the type: both are pipes)
        assert self.process.stdout is not None  # noqa: S101
        question: Json = {"text": text, "metadata": {"as_of": as_of, "danger_hinted": danger_hinted}}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise setup.SetupFailed("the reader has ended; `./tas train` makes the model anew")
        return cast("Json", json.loads(line))


@contextmanager
def reading(model: str | None = None) -> Iterator[Pipe]:
    """Starts the reader with the trained model, which is made first where it is missing or old."""
    archive = model or setup.ensure_model()
    environment = {
        **setup.bot_environment_variables(),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [setup.python_of("bot"), "-m", "bot.nlu.serve", archive]
    # Leaving the block closes the pipes, which ends the reader, and waits for it.
    with subprocess.Popen(
        command,
        cwd=setup.ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None  # noqa: S101 (for the type)
        if not process.stdout.readline():
            raise setup.SetupFailed("the trained model could not be read; `./tas train` makes it anew")
        yield Pipe(process)


def public(answer: Json) -> Json:
    """What was understood, in the command's own form."""
    understood = answer["understood"]
    dates: dict[str, Any] = {}
    for found in understood["dates"]:
        if found["fact"]:
            dates[found["fact"]] = found["date"]
        else:
            dates.setdefault("other", []).append(found["date"])
    topics = understood["topics"]
    return {
        "topics": topics,
        "hardship": understood["facts"].get("hardship", []),
        "adverse_action": understood["facts"].get("adverse_action", "none")
        if understood["scores"].get("adverse_action", 0.0) >= _BELIEVED_FROM
        else "none",
        "dates": dates,
        "language": understood["language"]["value"],
        "out_of_scope": understood["empty"] or (bool(topics) and topics[0]["label"] == "out_of_scope"),
    }


def main(arguments: list[str]) -> int:
    """Understands line by line, or scores a file.

    Args:
        arguments: What follows `./tas understand`.

    Returns:
        0, or 1 if any line was bad; such a line gets an error object in its place.
    """
    parser = argparse.ArgumentParser(
        prog="tas understand", description="JSON Lines of {text} in, what is understood out."
    )
    parser.add_argument(
        "--score", metavar="FILE", help="lines with topics, hardship_now, out_of_scope, lang: prints figures"
    )
    parser.add_argument("--errors", action="store_true", help="with --score: lists what went wrong instead")
    parser.add_argument("--as-of", metavar="DATE", type=_date, help="YYYY-MM-DD; today if not given")
    options = parser.parse_args(arguments)
    if options.errors and not options.score:
        parser.error("--errors needs --score FILE")
    if options.score:
        return _score(options.score, options.as_of, list_errors=options.errors)
    return _answer_lines(options.as_of)


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError("a date is written YYYY-MM-DD") from error


def _answer_lines(as_of: str | None) -> int:
    exit_code = 0
    with reading() as pipe:
        # Bytes, so that a line that isn't UTF-8 spoils itself only.
        for line in sys.stdin.buffer:
            asked = _parsed(line)
            if isinstance(asked, str):
                exit_code = 1
                print(json.dumps({"error": {"code": "bad_json", "detail": asked}}), flush=True)
            else:
                print(json.dumps(public(pipe.ask(asked["text"], as_of)), ensure_ascii=False), flush=True)
    return exit_code


def _parsed(line: bytes) -> Json | str:
    """The line's object, or what is wrong with it."""
    try:
        asked: object = json.loads(line.decode())
    except (ValueError, RecursionError):
        return "a line is one JSON object in UTF-8"
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return 'a line is one JSON object with "text"'
    return cast("Json", asked)


def _score(path: str, as_of: str | None, *, list_errors: bool) -> int:
    exit_code = 0
    lines: list[Line] = []
    try:
        with open(path, "rb") as file, reading() as pipe:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                gold = _parsed(raw)
                if isinstance(gold, str):
                    exit_code = 1
                    print(f"tas: line {number}: {gold}", file=sys.stderr)
                    continue
                answer = pipe.ask(gold["text"], as_of)
                lines.append(Line(number, gold, public(answer), float(answer["ms"])))
    except OSError as error:
        print(f"tas: {path}: {error.strerror}", file=sys.stderr)
        return 1
    if list_errors:
        for wrong in errors(lines):
            print(json.dumps(wrong, ensure_ascii=False))
    else:
        print(json.dumps(figures(lines)))
    return exit_code
