"""Puts papers into a record: numbered as they were sent, each with why its content is not there where it isn't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from casework.documents.models import Document, DocumentId, DocumentState
from casework.takeaway.models import Paper

# Nothing but a clean document is ever given out; of an erased one there is only that it was there.
_WHY_NOT: Final[Mapping[DocumentState, str | None]] = {
    DocumentState.CLEAN: None,
    DocumentState.UPLOADING: "checking",
    DocumentState.QUARANTINED: "checking",
    DocumentState.REJECTED: "refused",
    DocumentState.UNSCANNABLE: "locked",
    DocumentState.ERASED: "erased",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """That a document was sent: when, and by whom, as its reader saw the name."""

    document_id: DocumentId
    at: datetime
    by: str = field(repr=False)
    name: str = field(default="", repr=False)


def papers(sent: Iterable[Sent], found: Sequence[Document]) -> dict[DocumentId, Paper]:
    """The papers by their documents, in the order in which they were sent; each once."""
    by_id = {document.id: document for document in found}
    listed: dict[DocumentId, Paper] = {}
    for each in sent:
        if each.document_id not in listed:
            listed[each.document_id] = _paper(len(listed) + 1, each, by_id.get(each.document_id))
    return listed


def _paper(number: int, sent: Sent, document: Document | None) -> Paper:
    if document is None or document.state is DocumentState.ERASED:
        why_not = _WHY_NOT[DocumentState.ERASED]
        return Paper(number, None, sent.name, None, 0, None, sent.at, sent.by, why_not)
    return Paper(
        number,
        document.id,
        document.name,
        document.content_type,
        document.length_bytes,
        document.sha256,
        sent.at,
        sent.by,
        _WHY_NOT[document.state],
        document.checked_at if document.released else None,
        document.pages_count,
    )
