"""Hostile documents are never clean, and ordinary ones are: an examiner's examples through the product's own flow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.reference.hostile_documents import EXAMPLES, Example, by_key, eicar
from tests.support import clamd
from tests.support.documents import Judge, judging
from tests.support.hostile_scanner import FAULTS, closed_port, honest, scanner

pytestmark = pytest.mark.asyncio(loop_scope="module")

# One of each kind, and every ordinary document; the whole is long.
BRIEF = {
    "macro-docx",
    "macro-docx-as-pdf",
    "macro-docx-elsewhere",
    "macro-xlsx",
    "macro-docx-in-zip",
    "exe-embedded-docx",
    "vba-doc",
    "vba-xls",
    "rtf-object",
    "docx-billion-laughs",
    "docx-xxe",
    "docx-encrypted",
    "pe-as-pdf",
    "pe-in-zip",
    "elf-64-as-text",
    "shebang-as-text",
    "shortcut-as-jpg",
    "installer-no-name",
    "blocked-name-in-zip-in-zip",
    "eicar",
    "eicar-as-pdf",
    "eicar-zip-zip",
    "eicar-docx-media",
    "eicar-in-pdf",
    "zip-nested-bomb",
    "zip-overlapping",
    "zip-overlapping-quoted",
    "zip-ratio-says-10",
    "zip-many-entries-unsaid",
    "zip-zip64-elsewhere",
    "zip-zip64-nowhere",
    "zip-comment-exe",
    "zip-end-in-comment",
    "zip-behind-exe",
    "zip-traversal",
    "zip-symlink",
    "zip-same-name",
    "zip-encrypted",
    "zip-encrypted-partly",
    "png-flood-head",
    "gif-many-frames",
    "tiff-loop",
    "tiff-many-pages",
    "jpeg-flood",
    "heic-of-junk",
    "jpeg-cut",
    "gifar",
    "jpeg-zip",
    "pdf-zip",
    "html-then-pdf",
    "html-in-jpeg",
    "html-as-text",
    "svg",
    "pdf-as-jpg",
    "noise-as-pdf",
    "nothing-as-pdf",
    "pdf-half",
    "pdf-script",
    "pdf-script-compressed",
    "pdf-script-spelt",
    "pdf-launch",
    "pdf-exe-renamed",
    "pdf-password",
    "pdf-million-pages",
    "pdf-page-loop",
    "docx-altchunk",
    "html-behind-lines",
    "odt-basic",
    "odt-encrypted",
    "pdf-associated-exe",
    "pdf-opens-link",
    "pdf-remote",
    "pdf-script-indirect-name",
    "pdf-script-later",
    "pdf-submits",
}
assert {each.key for each in EXAMPLES} >= BRIEF
NOT_OPENED = {"rejected", "unscannable", "quarantined"}
DEADLINE_SECONDS = 60.0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judged(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Judge]:
    """A real clamd whose one signature is EICAR; where none is installed, one that finds it in the clear."""
    folder = tmp_path_factory.mktemp("judged")
    if clamd.binary() is not None:
        with clamd.server() as address:
            async with judging(folder, scanner=address) as judge:
                yield judge
    else:
        async with scanner(honest) as running, judging(folder, scanner=f"tcp://{running.host}:{running.port}") as judge:
            yield judge


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judged_without_scanner(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Judge]:
    async with judging(tmp_path_factory.mktemp("away"), scanner=f"tcp://127.0.0.1:{closed_port()}") as judge:
        yield judge


def is_as_expected(example: Example, state: str) -> bool:
    if example.expected == "bounded":
        return state in NOT_OPENED | {"clean"}
    if example.expected == "never_clean":
        return state in NOT_OPENED
    return state == example.expected


async def check(judged: Judge, example: Example) -> None:
    content = await asyncio.to_thread(example.make)
    async with asyncio.timeout(DEADLINE_SECONDS):
        state = await judged(example.name, example.declared_type, content)
    assert is_as_expected(example, state), f"{state}, expected {example.expected}: {example.why}"


async def test_the_test_file_of_all_scanners_is_the_right_one() -> None:
    assert len(eicar()) == 68


def _marked(example: Example) -> object:
    brief = example.key in BRIEF or (example.expected == "clean" and not example.heavy)
    return pytest.param(example, id=example.key, marks=() if brief else pytest.mark.long)


@pytest.mark.parametrize("example", [_marked(each) for each in EXAMPLES])
async def test_a_document(judged: Judge, example: Example) -> None:
    if (
        example.needs_scanner
        and clamd.binary() is None
        and example.key not in {"eicar", "eicar-line-end", "eicar-as-pdf"}
    ):
        pytest.skip("ClamAV's clamd is not installed")
    await check(judged, example)


@pytest.mark.parametrize(
    "key", ["harmless-pdf", "harmless-jpeg", "harmless-docx", "harmless-text", "eicar", "zip-encrypted"]
)
async def test_without_a_scanner_nothing_is_clean(judged_without_scanner: Judge, key: str) -> None:
    example = by_key(key)
    assert await judged_without_scanner(example.name, example.declared_type, example.make()) in NOT_OPENED


@pytest.mark.parametrize(
    "name",
    [
        "hangs amid the stream",
        "closes amid the stream",
        "answers OK before the stream has ended, and closes",
        "answers OK and then FOUND",
        "size limit exceeded amid the stream",
    ],
)
async def test_by_a_scanner_that_hangs_lies_or_closes_early_nothing_is_clean(
    judged: Judge, tmp_path: Path, name: str
) -> None:
    (fault,) = [each for each in FAULTS if each.name == name]
    # Nothing else speaks against it; and it is more than the buffers between two processes hold.
    letter = ("letter.txt", "text/plain", b"Dear advocate, my refund has not come.\n" * 100_000)
    async with (
        scanner(fault.behave) as running,
        judging(tmp_path, scanner=f"tcp://{running.host}:{running.port}", deadline_seconds=1.0) as by_it,
    ):
        assert await by_it(*letter) in NOT_OPENED
        # Others are looked at meanwhile, by one that does its work.
        assert await judged(*letter) == "clean"


@pytest.mark.parametrize("key", ["zip-nested-bomb", "png-flood-head", "pdf-million-pages", "tiff-many-pages"])
async def test_others_are_unaffected(judged: Judge, key: str) -> None:
    hostile, harmless = by_key(key), by_key("harmless-pdf")
    content = await asyncio.to_thread(hostile.make)
    began = time.monotonic()
    states = await asyncio.gather(
        judged(hostile.name, hostile.declared_type, content),
        judged(harmless.name, harmless.declared_type, harmless.make()),
    )
    assert is_as_expected(hostile, states[0])
    assert states[1] == "clean"
    assert time.monotonic() - began < DEADLINE_SECONDS
    assert await judged(harmless.name, harmless.declared_type, harmless.make()) == "clean"
