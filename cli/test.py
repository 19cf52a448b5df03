"""`./tas test [pytest arguments]`: makes what the tests need, then checks and runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from cli import check, setup

# Which files first, and which together: tests/conftest.py.
_TWO_FILES_AT_A_TIME = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def main(arguments: list[str]) -> int:
    """Without arguments: format, lint, types, layers, then every test that isn't marked long. Else pytest with them.

    All tests run two files at a time: most of them wait for processes of their own.
    """
    setup.ensure_environment("service")
    setup.ensure_web()
    with ThreadPoolExecutor(1) as beside:
        model = beside.submit(setup.ensure_model)
        status = 0 if arguments else check.main([])
        model.result()
    if status:
        return status
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-m", "pytest", *(arguments or _TWO_FILES_AT_A_TIME)]
    return subprocess.run(command, cwd=setup.ROOT, env=environment, check=False).returncode
