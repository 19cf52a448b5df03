"""`./tas understood`: the loop of improvement.

`--export` writes what was not understood, redacted; `--report FILE` shows it as a picture and by example; `--add LABEL TEXT`
puts one example more into `data/nlu/LABEL.yml`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from cli import setup
from cli.training_data import Refused, add

type Json = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Exports, reports or adds.

    Args:
        arguments: What follows `./tas understood`.

    Returns:
        0, or 1 with a sentence on what was wrong.
    """
    parser = argparse.ArgumentParser(prog="tas understood", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--export", action="store_true", help="JSON Lines of {text, language, asks, understood}")
    what.add_argument(
        "--report", metavar="FILE", help="JSON Lines of {text, understood}, with topics where a reviewer gave them"
    )
    what.add_argument("--add", nargs=2, metavar=("LABEL", "TEXT"), help="add an example to the training data")
    parser.add_argument("--out", metavar="FOLDER", default="understood", help="where the report goes (understood/)")
    parser.add_argument("--language", choices=("en", "es"), default="en", help="the example's language (en)")
    options = parser.parse_args(arguments)
    try:
        if options.export:
            return asyncio.run(_export())
        if options.report:
            return _report(Path(options.report), Path(options.out))
        path = add(Path(setup.ROOT) / "data" / "nlu", options.add[0], options.add[1], options.language)
    except (Refused, OSError, ValueError) as error:
        print(f"tas: {error}", file=sys.stderr)
        return 1
    print(f"added to {os.path.relpath(path, setup.ROOT)}; `./tas train` takes it in")
    return 0


async def _export() -> int:
    """Writes what was not understood, redacted as it was for the assistant, with what is understood of it today."""
    # Imported here, so that adding an example needs neither the record nor its keys.
    from channels.app import record  # noqa: PLC0415
    from channels.settings import Settings  # noqa: PLC0415
    from cli.understand import public, reading  # noqa: PLC0415

    async with record(Settings()) as conversations:
        with reading() as pipe:
            async for missed in conversations.not_understood():
                line = {
                    "text": missed.text,
                    "language": missed.language,
                    "asks": missed.asks,
                    "understood": public(pipe.ask(missed.text)),
                }
                print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


def _report(source: Path, folder: Path) -> int:
    from cli.confusions import page, picture, read  # noqa: PLC0415 (only the report needs it)

    missed = read(source.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    drawing = picture(missed)
    (folder / "confusions.svg").write_text(drawing, encoding="utf-8")
    (folder / "report.html").write_text(page(missed, drawing), encoding="utf-8")
    print(f"{len(missed)} messages: {folder / 'report.html'}")
    return 0
