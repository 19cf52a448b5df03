"""What a PDF reaches out to when it is opened, through as many objects as it likes; and what it does only when clicked."""

from __future__ import annotations

import io
from datetime import date

import pytest

from adapters.inspector.worker import inspected
from casework.documents.kinds import Kinds
from tests.reference.hostile_documents import pdf

_URI = b"<< /S /URI /URI (http://192.0.2.7/) >>"
_LINK = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A " + _URI + b" >>"


def verdict(content: bytes) -> str | None:
    answer = inspected(io.BytesIO(content), Kinds(lambda: date(2026, 11, 22)).limits, lambda _name, _type: False)
    found: str | None = answer["verdict"]
    return found


@pytest.mark.parametrize(
    "content",
    [
        pdf.with_objects({8: _URI}, catalogue="/OpenAction 8 0 R"),
        pdf.with_objects({8: b"<< /O 9 0 R >>", 9: _URI}, page="/AA 8 0 R"),
        pdf.with_objects(
            {8: b"<< /S /GoTo /D [3 0 R /Fit] /Next 9 0 R >>", 9: b"[10 0 R]", 10: _URI}, catalogue="/OpenAction 8 0 R"
        ),
        pdf.with_objects({8: b"/URI"}, catalogue="/OpenAction << /S 8 0 R /URI (http://192.0.2.7/) >>"),
    ],
    ids=["elsewhere", "page", "next", "kind elsewhere"],
)
def test_what_opens_by_itself(content: bytes) -> None:
    assert verdict(content) == "active_content"


@pytest.mark.parametrize(
    "content",
    [
        pdf.with_objects({8: _LINK}, page="/Annots [8 0 R]"),
        pdf.with_objects({8: _LINK, 9: b"[3 0 R /Fit]"}, page="/Annots [8 0 R]", catalogue="/OpenAction 9 0 R"),
        pdf.with_objects({8: _LINK}, page="/Annots [8 0 R]", catalogue="/OpenAction 9 0 R"),
    ],
    ids=["link", "link, and opens at a page", "link, and opens nothing"],
)
def test_what_waits_for_a_click(content: bytes) -> None:
    assert verdict(content) is None
