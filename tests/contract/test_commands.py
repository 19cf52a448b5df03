"""Every command that a page names is one of `./tas`, and each of `cli`'s modules can be started as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli import setup

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NAMED = re.compile(r"\./tas ([a-z]\w*)")
# It is what finds the others.
NOT_A_COMMAND = {"setup"}


def test_pages_name_commands_that_there_are() -> None:
    named = {(page.name, name) for page in PAGES for name in NAMED.findall(page.read_text())}
    assert {name for _, name in named} >= {"up", "test", "notices"}
    assert {(page, name) for page, name in named if name not in setup.COMMANDS} == set()


def test_each_module_with_a_main_is_a_command() -> None:
    modules = {
        path.stem
        for path in (ROOT / "cli").glob("[!_]*.py")
        if re.search(r"^def main\(", path.read_text(), re.MULTILINE)
    }
    assert modules - NOT_A_COMMAND == set(setup.COMMANDS)


@pytest.mark.parametrize("name", ["notices"])
def test_the_usage_names_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["--help"]) == 0
    assert f"  {name} " in capsys.readouterr().out
