"""The confusions of understanding as a picture and by example. Pure: JSON Lines in, SVG and HTML out.

A line has `text`, `understood` (as `./tas understand` prints it) and, where a reviewer gave them, `topics`: then it sets
what was meant against what was understood. Without it, it sets the first guess against the second, between which it fell.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_CELL, _MARGIN, _MOST_LABELS, _MOST_EXAMPLES = 26, 190, 24, 5
_NOTHING = "(nothing)"
_STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}svg{max-width:100%;height:auto}"


@dataclass(frozen=True, slots=True)
class Missed:
    """One message: what it was taken for, and what it was, or might have been."""

    text: str
    understood: str
    meant: str


def read(lines: str) -> list[Missed]:
    """Reads the lines.

    Raises:
        ValueError: A line isn't what it should be; the message names it.
    """
    found = []
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            said = [str(topic["label"]) for topic in one["understood"]["topics"]]
            meant = [str(label) for label in one.get("topics") or said[1:2]]
            found.append(Missed(str(one["text"]), (said or [_NOTHING])[0], (meant or [_NOTHING])[0]))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise ValueError(f'line {number} is no object with "text" and "understood"') from error
    return found


def picture(missed: Sequence[Missed]) -> str:
    """The confusions as an SVG: a row for what was meant, a column for what was understood, darker for more."""
    pairs = Counter((one.meant, one.understood) for one in missed)
    often = Counter(label for pair, count in pairs.items() for label in pair for _ in range(count))
    labels = sorted(label for label, _ in often.most_common(_MOST_LABELS))
    most = max(pairs.values(), default=1)
    size = _MARGIN + _CELL * max(1, len(labels)) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}" role="img"',
        ' font-family="sans-serif" font-size="11"><title>What was meant (rows) and what was understood (columns)</title>',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
    ]
    for at, label in enumerate(labels):
        middle = _MARGIN + _CELL * at + _CELL / 2
        name = html.escape(label)
        parts.append(f'<text x="{_MARGIN - 6}" y="{middle + 4}" text-anchor="end">{name}</text>')
        parts.append(f'<text transform="translate({middle + 4} {_MARGIN - 6}) rotate(-60)">{name}</text>')
    for (meant, understood), count in sorted(pairs.items()):
        if meant not in labels or understood not in labels:
            continue
        x, y = _MARGIN + _CELL * labels.index(understood), _MARGIN + _CELL * labels.index(meant)
        shade = 0.15 + 0.85 * count / most
        ink = "#fff" if shade > 0.55 else "#1b1b1b"
        parts.append(
            f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}" fill="#005ea2" fill-opacity="{shade:.2f}"/>'
        )
        parts.append(
            f'<text x="{x + _CELL / 2}" y="{y + _CELL / 2 + 4}" text-anchor="middle" fill="{ink}">{count}</text>'
        )
    return "".join(parts) + "</svg>\n"


def page(missed: Sequence[Missed], drawing: str) -> str:
    """A page with the picture and a few messages of each confusion, the frequent ones first."""
    pairs = Counter((one.meant, one.understood) for one in missed)
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Not understood</title><style>{_STYLE}</style>',
        f"<h1>{len(missed)} messages that were not understood</h1>{drawing}",
    ]
    for (meant, understood), count in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        examples = [one.text for one in missed if (one.meant, one.understood) == (meant, understood)]
        items = "".join(f"<li>{html.escape(text)}</li>" for text in examples[:_MOST_EXAMPLES])
        parts.append(f"<h2>{html.escape(meant)} taken for {html.escape(understood)}: {count}</h2><ul>{items}</ul>")
    return "".join(parts) + "</html>\n"
