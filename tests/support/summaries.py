"""The page to take away, made from facts, and a PDF as a screen reader goes through it."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from casework.conversations.models import Kind
from casework.conversations.wording import words
from casework.eligibility import determine
from casework.summaries import CodeToCome, Summary, summarize
from tests.support.record import TEXTS

# Elements that hold text of their own (ISO 32000-1, table 333 and following).
_BLOCKS = frozenset({"H1", "H2", "P", "LBody"})
AS_OF = dt.date(2026, 11, 22)
# As much as one person can have told: the page of these is the longest.
EVERYTHING: Mapping[str, Any] = {
    "topics": ["in_court", "levy_or_garnishment", "passport", "private_collection", "exempt_status_revoked"],
    "federal_tax": "unsure",
    "asking_as": "representative",
    "exclusion": "none",
    "hardship": ["housing", "utilities", "food", "medical", "transportation", "employment", "other_basic_need"],
    "hardship_link": "yes",
    "harm_on": "2026-11-25",
    "adverse_action": "happening",
    "adverse_action_on": "2026-11-28",
    "significant_costs": "yes",
    "irreparable_harm": "yes",
    "contacted_irs": "no",
    "submission": "injured_spouse_claim",
    "submitted_on": "2026-01-28",
    "promised_by": "2026-11-20",
    "system_failure": "yes",
    "rights_concern": "yes",
}


CODE = CodeToCome("K7MX-3RQP-9TW2-A5C", dt.date(2026, 12, 6), "taxpayeradvocate.agency.example/code")


def summary_of(
    facts: Mapping[str, Any],
    language: str,
    as_of: dt.date = AS_OF,
    demonstration: bool = True,
    code: CodeToCome | None = None,
    as_told: Mapping[str, Any] | None = None,
) -> Summary:
    """The page that these facts lead to."""
    source = {"determination": determine(facts, as_of).to_json(), "also": []}
    determination = words(Kind.DETERMINATION, 1, source, TEXTS, language)
    return summarize(determination, TEXTS, language, demonstration, code, as_told)


def in_order(summary: Summary) -> list[tuple[str, str]]:
    """What the page says, each with the tag it has in a PDF, in the order of the model."""
    said = [("H1", summary.title), *(("P", paragraph) for paragraph in summary.lead)]
    for section in summary.sections:
        said.append(("H2", section.title))
        said += [("P", paragraph) for paragraph in section.before]
        said += [("LBody", item) for item in section.items]
        said += [("P", paragraph) for paragraph in section.after]
    return [*said, ("P", summary.made)]


@dataclass(frozen=True)
class ReadPdf:
    """A PDF as it was read: what it says of itself, and its tags in reading order."""

    pages: int
    letters: Counter[float]
    said: list[tuple[str, str]]
    root: Any
    size_points: tuple[float, float]
    links: frozenset[str]
    title: str | None

    @property
    def letter_points(self) -> float:
        """The size that most of the text has."""
        return self.letters.most_common(1)[0][0]


def read_pdf(content: bytes) -> ReadPdf:
    """Reads a PDF by its structure tree, as assistive technology does (ISO 32000-1, 14.7 and 14.8)."""
    reader = PdfReader(io.BytesIO(content))
    letters: Counter[float] = Counter()
    marked: dict[int, str] = defaultdict(str)
    standing: list[int] = []

    def before(operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator == b"BDC" and "/MCID" in operands[1]:
            standing.append(int(operands[1]["/MCID"]))

    def text(said: str, _cm: Any, tm: Any, _font: Any, size: Any) -> None:
        if said.strip():
            letters[round(float(size) * abs(tm[0]), 1)] += len(said)
            # The one page's texts come in the order of their marks; what stands in none is decoration.
            marked[standing[-1]] += said

    for page in reader.pages:
        page.extract_text(visitor_operand_before=before, visitor_text=text)
    root = reader.trailer["/Root"]
    return ReadPdf(
        pages=len(reader.pages),
        letters=letters,
        said=[(tag, " ".join(said.split())) for tag, said in _blocks(root["/StructTreeRoot"]["/K"], marked)],
        root=root,
        size_points=(float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)),
        links=frozenset(str(link.get_object()["/A"]["/URI"]) for link in reader.pages[0].get("/Annots", ())),
        title=reader.metadata.title if reader.metadata else None,
    )


def _blocks(node: Any, marked: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """The blocks of the structure tree in its order, each with its text; signs before items are left out."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from _blocks(kid, marked)
    elif isinstance(node, dict) and "/S" in node:
        tag = str(node["/S"]).removeprefix("/")
        if tag in _BLOCKS:
            yield tag, "".join(_texts(node["/K"], marked))
        elif tag != "Lbl":
            yield from _blocks(node["/K"], marked)


def _texts(node: Any, marked: Mapping[int, str]) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from _texts(kid, marked)
    elif isinstance(node, int):
        yield marked[int(node)]
    elif "/S" in node:
        yield from _texts(node["/K"], marked)
