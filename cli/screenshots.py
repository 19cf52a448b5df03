"""`./tas screenshots`: makes the pictures of docs/ from the browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cli import setup


def main(arguments: list[str]) -> int:
    """Takes every picture anew; arguments go to pytest. Raises SetupFailed."""
    if shutil.which("chromium") is None:
        raise setup.SetupFailed("The pictures need Chromium: install it (Debian: apt-get install chromium).")
    setup.ensure_web()
    folder = Path(setup.ROOT) / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", "tests/browser/test_screenshots.py"]
    command += arguments
    done = subprocess.run(command, cwd=setup.ROOT, env={**os.environ, "TAS_SCREENSHOTS": str(folder)}, check=False)
    return done.returncode
