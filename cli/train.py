"""`./tas train`: trains the assistant, even when nothing has changed."""

from __future__ import annotations

from cli import setup


def main(arguments: list[str]) -> int:
    """Trains and says where the model is."""
    print(setup.ensure_model(force=True))
    return 0
