"""How a look at a document ends early."""

from __future__ import annotations

from adapters.inspector.port import Finding


class Found(Exception):
    """Something that speaks against the document."""

    def __init__(self, finding: Finding, content_type: str | None = None) -> None:
        super().__init__(finding)
        self.finding = finding
        self.content_type = content_type


def damaged(content_type: str | None = None) -> Found:
    """It isn't what it begins as."""
    return Found(Finding.DAMAGED, content_type)
