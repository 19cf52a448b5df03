"""Runs one sub-command: `python -m cli COMMAND [arguments]`."""

from __future__ import annotations

import importlib
import sys

from cli import setup


def main(arguments: list[str]) -> int:
    """Hands over to the command's module; a failed set-up step ends with its sentence."""
    command = importlib.import_module(f"cli.{arguments[0]}")
    try:
        return int(command.main(arguments[1:]))
    except setup.SetupFailed as error:
        print(f"tas: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
