"""`./tas lock`: resolves requirements/*.in into lock files with hashes and without addresses."""

from __future__ import annotations

import os
import subprocess

from cli import setup

_PYTHON = {"tools": "3.8", "service": "3.12", "dev": "3.12", "web": "3.12", "demo": "3.12", "bot": "3.10"}
_OPTIONS = [
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--quiet",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main(arguments: list[str]) -> int:
    """Locks the named environments, or all. `--upgrade` takes newer versions; without it the present ones stay."""
    names = [argument for argument in arguments if not argument.startswith("-")] or list(_PYTHON)
    upgrade = [argument for argument in arguments if argument == "--upgrade"]
    uv = os.path.join(setup.STATE, "tools", "bin", "uv")
    for name in names:
        source = os.path.join(setup.ROOT, "requirements", name)
        command = [uv, "pip", "compile", source + ".in", "-o", source + ".txt", "--python-version", _PYTHON[name]]
        command += [*_OPTIONS, *upgrade]
        if name == "dev":
            command += ["--constraint", os.path.join(setup.ROOT, "requirements", "service.txt")]
        if name == "bot":
            command += ["--override", os.path.join(setup.ROOT, "requirements", "bot-overrides.txt")]
        cwd = os.path.join(setup.ROOT, "bot") if name == "bot" else setup.ROOT
        status = subprocess.run(command, cwd=cwd, check=False).returncode
        if status:
            return status
        print(f"requirements/{name}.txt")
    return 0
