"""`./tas check`: format, lint, types and layers; each says what is wrong in its own words."""

from __future__ import annotations

import os
import subprocess
import sys

from cli import setup

_BIN = os.path.dirname(sys.executable)
CHECKS = {
    "format": [os.path.join(_BIN, "ruff"), "format", "--check", "--quiet", "."],
    "lint": [os.path.join(_BIN, "ruff"), "check", "--quiet", "."],
    "types": [os.path.join(_BIN, "mypy")],
    "layers": [os.path.join(_BIN, "lint-imports")],
}


def main(arguments: list[str]) -> int:
    """Runs every check, the named ones only if some are named; the status says whether one failed."""
    failed = []
    for name, command in CHECKS.items():
        if arguments and name not in arguments:
            continue
        done = subprocess.run(command, cwd=setup.ROOT, capture_output=True, text=True, check=False)
        print(f"tas: {name}: {'failed' if done.returncode else 'ok'}", file=sys.stderr, flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr, flush=True)
            failed.append(name)
    return 1 if failed else 0
