"""`./tas test [pytest arguments]`: makes what the tests need, then checks and runs them."""

from __future__ import annotations

import os
import subprocess
import sys

from cli import check, setup


def main(arguments: list[str]) -> int:
    """Without arguments: format, lint, types, layers, then every test that isn't marked long. Else pytest with them."""
    setup.ensure_environment("service")
    setup.ensure_web()
    setup.ensure_model()
    if not arguments:
        status = check.main([])
        if status:
            return status
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=setup.ROOT, env=environment, check=False).returncode
