"""The crash tests kill at each point of a list; a point that is in none would never be killed at."""

from __future__ import annotations

import re
from pathlib import Path

from casework import faults

CODE = Path(__file__).resolve().parents[2] / "casework"


def test_every_point_in_the_code_is_killed_at() -> None:
    named = [name for file in CODE.rglob("*.py") for name in re.findall(r'\bpoint\("([\w.]+)"\)', file.read_text())]
    listed = (*faults.POINTS, *faults.DESK_POINTS, *faults.DOCUMENT_POINTS, *faults.NOTICE_POINTS)
    assert sorted(set(named)) == sorted(listed)
