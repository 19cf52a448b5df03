"""`./tas bench NAME [arguments]`: runs one of benchmarks/; without a name, lists them."""

from __future__ import annotations

import importlib
import os
import sys

from cli import setup


def main(arguments: list[str]) -> int:
    """Hands over to `benchmarks.<name>.main`."""
    folder = os.path.join(setup.ROOT, "benchmarks")
    names = sorted(name[:-3] for name in os.listdir(folder) if name.endswith(".py") and not name.startswith("_"))
    if not arguments or arguments[0] not in names:
        print("usage: ./tas bench NAME [arguments], with NAME one of: " + ", ".join(names), file=sys.stderr)
        return 2
    benchmark = importlib.import_module(f"benchmarks.{arguments[0]}")
    return int(benchmark.main(arguments[1:]))
