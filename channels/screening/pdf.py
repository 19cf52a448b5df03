"""Sets the page to take away as a tagged PDF (PDF/UA-1), beside the event loop and within a time (ADR 0010)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal, get_args

import orjson
import typst

from casework.summaries import Summary
from channels.problems import Problem

type Sheet = Literal["letter", "a4"]

SHEETS: Final[tuple[Sheet, ...]] = get_args(Sheet.__value__)
_PAPER: Final[dict[Sheet, str]] = {"letter": "us-letter", "a4": "a4"}
_TEMPLATE: Final = Path(__file__).parent / "templates" / "summary.typ"
# One page takes some 20 ms. The library can't be interrupted, but what is set is short and all our own words.
_MOST_SECONDS: Final = 5.0
# One at a time: whoever asks for many waits for their own, and the loop and the other threads go on.
_PRESS: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")


async def printed(summary: Summary, sheet: Sheet) -> bytes:
    """The page on one sheet. Raises Problem (503) if it takes too long."""
    setting = asyncio.get_running_loop().run_in_executor(_PRESS, set_page, summary, sheet)
    try:
        return await asyncio.wait_for(setting, _MOST_SECONDS)
    except TimeoutError:
        raise Problem("unavailable", {"Retry-After": "5"}) from None


def set_page(summary: Summary, sheet: Sheet) -> bytes:
    """The page on one sheet, in the calling thread."""
    content: bytes = typst.compile(
        _TEMPLATE,
        sys_inputs={"summary": orjson.dumps(asdict(summary)).decode(), "paper": _PAPER[sheet]},
        # The library's own fonts: the page is the same wherever it is made.
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return content
