"""`./tas determine [--as-of DATE]`: reads JSON Lines of facts, writes one determination a line."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from typing import cast

from casework.eligibility import EligibilityError, determine
from casework.eligibility.models import parse_date


def main(arguments: list[str]) -> int:
    """Determines line by line, so that a pipe can be of any length.

    Args:
        arguments: What follows `./tas determine`.

    Returns:
        0, or 1 if any line was bad; such a line gets an error object in its place.
    """
    parser = argparse.ArgumentParser(prog="tas determine", description="JSON Lines of facts in, determinations out.")
    parser.add_argument("--as-of", type=_date, default=None, metavar="DATE", help="YYYY-MM-DD; today if not given")
    # The command has no person whose time zone would count, so today is the machine's.
    as_of = cast("dt.date | None", parser.parse_args(arguments).as_of) or dt.datetime.now().astimezone().date()
    exit_code = 0
    # Bytes, so that a line that isn't UTF-8 spoils itself only.
    for line in sys.stdin.buffer:
        answer = _answered(line, as_of)
        if "error" in answer:
            exit_code = 1
        print(json.dumps(answer), flush=True)
    return exit_code


def _date(text: str) -> dt.date:
    date = parse_date(text)
    if date is None:
        raise argparse.ArgumentTypeError("a date is written YYYY-MM-DD, from 1900 to 2100")
    return date


def _answered(line: bytes, as_of: dt.date) -> dict[str, object]:
    try:
        facts: object = json.loads(line.decode())
    except (ValueError, RecursionError):
        return _error("bad_json", "a line is one JSON object in UTF-8")
    if not isinstance(facts, dict):
        return _error("bad_json", "a line is one JSON object")
    try:
        return determine(cast("dict[str, object]", facts), as_of).to_json()
    except EligibilityError as error:
        return _error(error.code, error.detail)


def _error(code: str, detail: str) -> dict[str, object]:
    return {"error": {"code": code, "detail": detail}}
