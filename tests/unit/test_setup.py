"""What `./tas` does before it hands over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import setup


def test_what_a_command_imports_is_compiled_once_even_where_that_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(setup, "STATE", str(tmp_path))
    subprocess.run([sys.executable, "-c", "import casework.clock"], env=setup.command_environment(), check=True)
    assert list((tmp_path / "bytecode").glob(f"**/{os.path.basename(setup.ROOT)}/casework/clock.*.pyc"))
    assert setup.command_environment()["PYTHONPATH"].startswith(setup.ROOT)
